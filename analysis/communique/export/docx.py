"""An executed notebook as a Word document: real headings, lists, tables with header rows, figures with alternatives."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode

from communique.display import MIME, BriefingView
from communique.display.figures import draw
from communique.errors import RenderError
from communique.export.markdown import blocks
from communique.export.preprocessors import section_of
from communique.export.theme import Theme
from communique.model import Briefing

Token = dict[str, Any]
INK, SOFT = (0x1B, 0x1D, 0x21), (0x5A, 0x60, 0x6B)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(notebook: NotebookNode, theme: Theme) -> bytes:
    """The notebook as .docx; RenderError (one line) where python-docx is not installed."""
    import mistune

    document = _new(theme)
    parse = mistune.create_markdown(renderer=None, plugins=["table"])
    briefing = _briefing(notebook)
    for block in blocks(notebook):
        if block.section == "article":
            document.add_page_break()
        tokens: list[Token] = [token for token in parse(block.text) if isinstance(token, dict)]
        writer = Writer(document)
        writer.blocks(tokens[:1])
        if briefing is not None and block.alternative:
            _figure(document, briefing, block.section or "", block.alternative)
        writer.blocks(tokens[1:])
    _properties(document, briefing, theme)
    return _same_bytes(document)


def _new(theme: Theme) -> Any:
    try:
        import docx
    except ImportError as error:
        raise RenderError(
            "a Word document needs python-docx, which is not there; run: pip install python-docx"
        ) from error
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    page = document.sections[0]
    width, height = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}[theme.page_size]
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin = page.right_margin = Mm(22)
    for name, size, colour in (
        ("Normal", 10.5, INK),
        ("Title", 24, INK),
        ("Heading 2", 12, SOFT),
        ("Heading 3", 11.5, INK),
    ):
        font = document.styles[name].font
        font.name = "Georgia"
        font.size, font.color.rgb = Pt(size), RGBColor(*colour)
    return document


def _briefing(notebook: NotebookNode) -> Briefing | None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if section_of(output) == "data" and MIME in output.get("data", {}):
                try:
                    return Briefing.model_validate(output.data[MIME])
                except ValueError:
                    return None
    return None


def _figure(document: Any, briefing: Briefing, section: str, alternative: str) -> None:
    from docx.shared import Mm

    view = getattr(BriefingView(briefing), section, None)
    if view is None or not hasattr(view, "data"):
        return
    width = 165 if section != "concessions" else 125
    shape = document.add_picture(io.BytesIO(draw(view.data(), "png")), width=Mm(width))
    shape._inline.docPr.set("descr", alternative)


def _properties(document: Any, briefing: Briefing | None, theme: Theme) -> None:
    core = document.core_properties
    core.title = f"Briefing: {briefing.article.title}"[:255] if briefing else "Notebook"
    core.author, core.comments, core.language = theme.organization or "", "", "en"
    made = datetime(2000, 1, 1, tzinfo=UTC)
    if briefing is not None:
        with suppress(ValueError):
            made = datetime.fromisoformat(briefing.provenance.created)
    core.created = core.modified = made.replace(tzinfo=None)
    core.revision = 1
    if theme.footer:
        document.sections[0].footer.paragraphs[0].text = theme.footer


def _same_bytes(document: Any) -> bytes:
    """The file with one date on all its parts, so that the same document is the same file."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return second.getvalue()


class Writer:
    """Writes mistune's tokens into a document."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def blocks(self, tokens: list[Token], style: str | None = None) -> None:
        """Block tokens; paragraphs in `style` where it is given."""
        for token in tokens:
            write = getattr(self, f"_{token['type']}", None)
            if write is not None:
                write(token, style)

    def _heading(self, token: Token, _: str | None) -> None:
        level = token["attrs"]["level"]
        paragraph = self.document.add_heading(level=0 if level == 1 else min(level, 4))
        self._inline(paragraph, token["children"])

    def _paragraph(self, token: Token, style: str | None) -> None:
        self._inline(self.document.add_paragraph(style=style), token["children"])

    _block_text = _paragraph

    def _block_quote(self, token: Token, _: str | None) -> None:
        self.blocks(token["children"], "Intense Quote" if "Quote" not in self.document.styles else "Quote")

    def _block_code(self, token: Token, _: str | None) -> None:
        run = self.document.add_paragraph().add_run(_xml_text(token["raw"].rstrip("\n")))
        run.font.name = "Courier New"

    def _list(self, token: Token, _: str | None) -> None:
        style = "List Number" if token["attrs"].get("ordered") else "List Bullet"
        for item in token["children"]:
            self.blocks(item["children"], style)

    def _table(self, token: Token, _: str | None) -> None:
        head, *bodies = token["children"]
        rows = [head["children"], *(row["children"] for body in bodies for row in body["children"])]
        table = self.document.add_table(len(rows), len(rows[0]), style="Light List")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=False):
                self._inline(cell.paragraphs[0], content["children"])
        _header_row(table.rows[0])

    def _thematic_break(self, _token: Token, _: str | None) -> None:
        self.document.add_paragraph("* * *")

    def _inline(self, paragraph: Any, tokens: list[Token], **style: bool) -> None:
        for token in tokens:
            kind = token["type"]
            inner = {"bold": True} if kind == "strong" else {"italic": True} if kind == "emphasis" else {}
            if kind in {"linebreak", "softbreak"}:
                paragraph.add_run().add_break() if kind == "linebreak" else paragraph.add_run(" ")
            elif "children" in token:
                self._inline(paragraph, token["children"], **style, **inner)
                if kind == "link" and str(token["attrs"].get("url", "")).startswith(("http://", "https://")):
                    paragraph.add_run(f" ({_xml_text(token['attrs']['url'])})")
            elif "raw" in token:
                run = paragraph.add_run(_xml_text(token["raw"]))
                run.bold, run.italic = style.get("bold"), style.get("italic")


def _header_row(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
