"""What a briefing looks like: sections, tables, figures and the marked-up article, for notebooks and reports."""

from __future__ import annotations

from communique.display.index import LOW_CONFIDENCE, Index
from communique.display.view import MIME, BriefingView, style

__all__ = ["LOW_CONFIDENCE", "MIME", "BriefingView", "Index", "style"]
