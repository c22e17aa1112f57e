"""The nbconvert exporters: a briefing as one HTML page, and as a PDF made of that page."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import Any as AnyTrait
from traitlets import Bool, default

from communique.errors import CommuniqueError
from communique.export import clean
from communique.export.page import page_of
from communique.export.theme import Theme, theme_of
from communique.settings import load_settings

TEMPLATES = Path(__file__).parent / "templates"


class _Compiled(BytecodeCache):
    """Templates that were compiled in this process; each exporter would do it anew, which takes most of its time."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of the template as it is now."""
        if code := self.known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class BriefingHTMLExporter(TemplateExporter):
    """An executed briefing as one self-contained page. Its constructor reads no theme and loads no renderer."""

    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"
    with_script = True

    exclude_input = Bool(True, help="Leave the code out, as a reader of a briefing wants it.").tag(config=True)
    theme = AnyTrait(None, help="A communique.export.Theme; by default the one that the settings name.")

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "briefing"

    @default("extra_template_basedirs")
    def _basedirs_default(self) -> list[str]:
        return [str(Path.cwd()), str(TEMPLATES)]

    @default("extra_template_paths")
    def _paths_default(self) -> list[str]:
        """Where `briefing/index.html.j2` is found by a template that extends it."""
        return [str(TEMPLATES)]

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.bytecode_cache = COMPILED
        return environment

    def default_filters(self) -> Any:
        """nbconvert's filters and those of the template."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "note", note
        yield "alternative", alternative
        yield "oneline", lambda text: "".join(text.split())
        yield "base64", lambda text: base64.b64encode(text.encode()).decode("ascii")

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page of an executed notebook."""
        return self._page(nb, resources, **kw)

    def _page(self, nb: NotebookNode, resources: dict[str, Any] | None, **kw: Any) -> tuple[str, dict[str, Any]]:
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return page, resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        fallback = str(resources.get("metadata", {}).get("name") or "Notebook")
        theme = self.theme or self._theme_of_settings()
        resources["briefing"] = page_of(resources["panes"], fallback, theme, script=self.with_script)
        return nb, resources

    def _theme_of_settings(self) -> Theme:
        try:
            theme, problems = theme_of(load_settings())
        except CommuniqueError as error:
            theme, problems = Theme(), [str(error)]
        for problem in problems:
            self.log.warning("%s", problem)
        return theme


class BriefingPDFExporter(BriefingHTMLExporter):
    """An executed briefing as a tagged PDF (PDF/UA-1), made of the page by WeasyPrint."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"
    with_script = False

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF of an executed notebook."""
        from communique.export.pdf import to_pdf

        page, resources = self._page(nb, resources, **kw)
        return to_pdf(page), resources


@pass_context
def note(context: Any, source: str, cell: NotebookNode | None = None) -> str:
    """An analyst's Markdown as safe HTML, its headings below the page's title."""
    panes = context["resources"]["panes"]
    return clean.lowered(clean.markdown(source, cell.get("attachments") if cell else None), panes["lower_by"])


def alternative(output: NotebookNode) -> str:
    """The alternative of a picture, ready for an attribute."""
    return html.escape(output.metadata.get("alt") or "A picture without a description")
