"""From an article to its briefing: quotations, actors, statements, acts, then proposals and concessions."""

from __future__ import annotations

from communique.extraction.analyse import analyse, analyse_many

__all__ = ["analyse", "analyse_many"]
