"""From an executed notebook to a page, a PDF, Markdown or a Word document."""

from __future__ import annotations

from communique.export.exporters import BriefingHTMLExporter, BriefingPDFExporter
from communique.export.rendering import FORMATS, get_ready, render
from communique.export.theme import Theme, theme_of

__all__ = ["FORMATS", "BriefingHTMLExporter", "BriefingPDFExporter", "Theme", "get_ready", "render", "theme_of"]
