"""One function for all formats."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

import nbformat
from nbformat import NotebookNode

from communique.display.section import plain_markdown
from communique.errors import RenderError
from communique.export.exporters import BriefingHTMLExporter, BriefingPDFExporter
from communique.export.markdown import to_markdown
from communique.export.theme import Theme


def _html(notebook: NotebookNode, theme: Theme) -> bytes:
    page, _ = BriefingHTMLExporter(theme=theme).from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return str(page).encode()


def _pdf(notebook: NotebookNode, theme: Theme) -> bytes:
    pdf, _ = BriefingPDFExporter(theme=theme).from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return pdf


def _md(notebook: NotebookNode, theme: Theme) -> bytes:
    footer = f"\n---\n\n{plain_markdown(theme.footer)}\n" if theme.footer else ""
    return (to_markdown(notebook) + footer).encode("utf-8", "replace")


def _docx(notebook: NotebookNode, theme: Theme) -> bytes:
    from communique.export.docx import to_docx

    return to_docx(notebook, theme)


FORMATS: dict[str, Callable[[NotebookNode, Theme], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "md": _md,
    "docx": _docx,
}


def render(notebook: NotebookNode, format: str, *, theme: Theme | None = None) -> bytes:
    """An executed notebook as `html`, `pdf`, `md` or `docx`, in the default look where no theme is given.

    The same bytes for the same notebook, theme and fonts. RenderError (one line) where it cannot be done.
    """
    if format not in FORMATS:
        raise RenderError(f"{format!r} is no format of a report; choose from {', '.join(FORMATS)}")
    with _no_collection():
        return FORMATS[format](notebook, theme or Theme())


def get_ready(formats: Iterable[str], theme: Theme | None = None) -> None:
    """Does once what costs time only the first time in a process: imports, templates, styles, fonts."""
    cell = {"cell_type": "markdown", "id": "ready", "metadata": {}, "source": "Ready"}
    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})  # type: ignore[no-untyped-call]
    for format in formats:
        with suppress(RenderError):  # which is told when a report is rendered
            render(notebook, format, theme=theme)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Meanwhile nothing is searched for garbage: there is hardly any until the end, and the search takes a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
