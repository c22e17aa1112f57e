"""The steps from an executed notebook to what the template shows: one readable form per output, each in its pane."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from communique.display import MIME
from communique.export import clean

SECTION = "communique"
NOT_RUN = (
    '<p class="out left-out">An interactive output stood here. Scripts are not run in a report; see the notebook.</p>'
)
PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
ORDER = ("text/html", "text/markdown", *PICTURES, "text/plain")


def section_of(output: NotebookNode) -> str | None:
    """Which section of a briefing an output is; None where it is something else."""
    mark = output.get("metadata", {}).get(SECTION, {})
    return mark.get("section") if isinstance(mark, dict) else None


def joined(value: Any) -> str:
    """A notebook's multi-line text as one."""
    return "".join(value) if isinstance(value, list) else str(value)


class ReadableOutputs(Preprocessor):
    """Leaves of each output the one form that reads best on a page without scripts, and makes it safe."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook with outputs ready to be put into the page."""
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if self._ready(output)]
        return nb, resources

    def _ready(self, output: NotebookNode) -> bool:
        if output.output_type == "stream":
            return bool(output.name == "stdout" and output.text.strip())
        if output.output_type not in {"display_data", "execute_result"}:
            return True
        section = section_of(output)
        if section is not None:
            return self._own(output)
        output.metadata["alt"] = described(output)
        output.data = readable(dict(output.data))
        return bool(output.data)

    def _own(self, output: NotebookNode) -> bool:
        if "text/html" not in output.data:
            return MIME in output.data
        html = clean.sanitized(joined(output.data["text/html"]))
        output.data = {"text/html": html, **{k: v for k, v in output.data.items() if k == MIME}}
        return True


def readable(data: dict[str, Any]) -> dict[str, str]:
    """The one form of an output that reads best on a page that runs no script."""
    html = joined(data.get("text/html", ""))
    picture = next((kind for kind in PICTURES if kind in data), None)
    if picture and (not html or clean.acts(html)):
        return {picture: joined(data[picture])}
    if html:
        safe = clean.framed(clean.sanitized(html))
        if clean.is_empty(safe):
            return {"text/html": NOT_RUN} if clean.acts(html) else {}
        note = NOT_RUN if clean.acts(html) else ""
        return {"text/html": f'<div class="out">{safe}</div>{note}'}
    for kind in ORDER:
        if kind in data:
            return {kind: joined(data[kind])}
    return {"text/html": NOT_RUN} if data and MIME not in data else {}


def described(output: NotebookNode) -> str:
    """What an output's metadata or its plain text says of it; an object's bare name says nothing."""
    words = joined(output.metadata.get("alt") or output.data.get("text/plain", ""))
    plain = " ".join(words.split())
    return "" if plain.startswith("<") else plain


class SortPanes(Preprocessor):
    """Takes masthead and article to their places and the data out; what is left goes into the main pane."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook without them; they are in `resources["panes"]`, with the sections that are left."""
        panes: dict[str, Any] = {"masthead": "", "article": "", "data": None, "sections": []}
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if not self._taken(output, panes)]
        nb.cells = [cell for cell in nb.cells if cell.cell_type != "code" or cell.outputs]
        levels = [
            len(mark)
            for cell in nb.cells
            if cell.cell_type == "markdown"
            for mark in re.findall(r"^(#{1,6}) ", cell.source, flags=re.MULTILINE)
        ]
        panes["lower_by"] = 1 if levels and min(levels) == 1 else 0
        resources["panes"] = panes
        return nb, resources

    def _taken(self, output: NotebookNode, panes: dict[str, Any]) -> bool:
        section = section_of(output)
        if section == "data":
            panes["data"] = output.data.get(MIME, panes["data"])
        elif section in {"masthead", "article"} and not panes[section]:
            panes[section] = output.data["text/html"]
        else:
            html = output.get("data", {}).get("text/html", "")
            panes["sections"] += re.findall(r'<h2[^>]*\bid="h-([^"]+)"[^>]*>(.*?)</h2>', html) if section else []
            return False
        return True
