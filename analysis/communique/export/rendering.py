"""One function for all formats."""

from __future__ import annotations

from collections.abc import Callable

from nbformat import NotebookNode

from communique.errors import RenderError
from communique.export.exporters import BriefingHTMLExporter, BriefingPDFExporter
from communique.export.theme import Theme


def _html(notebook: NotebookNode, theme: Theme) -> bytes:
    page, _ = BriefingHTMLExporter(theme=theme).from_notebook_node(notebook)
    return str(page).encode()


def _pdf(notebook: NotebookNode, theme: Theme) -> bytes:
    pdf, _ = BriefingPDFExporter(theme=theme).from_notebook_node(notebook)
    return pdf


FORMATS: dict[str, Callable[[NotebookNode, Theme], bytes]] = {"html": _html, "pdf": _pdf}


def render(notebook: NotebookNode, format: str, *, theme: Theme | None = None) -> bytes:
    """An executed notebook as `html` or `pdf`, in the default look where no theme is given.

    The same bytes for the same notebook, theme and fonts. RenderError (one line) where it cannot be done.
    """
    if format not in FORMATS:
        raise RenderError(f"{format!r} is no format of a report; choose from {', '.join(FORMATS)}")
    return FORMATS[format](notebook, theme or Theme())
