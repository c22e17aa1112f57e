"""Many articles: worker processes, each with kernels that are ready before they are needed."""

from __future__ import annotations

from communique.batch.briefing import Outcome, brief_all, get_ready
from communique.batch.counting import count_articles
from communique.batch.extracting import Extracted, Table, extract_all
from communique.batch.watching import watch
from communique.batch.workers import Workers, cores

__all__ = [
    "Extracted",
    "Outcome",
    "Table",
    "Workers",
    "brief_all",
    "cores",
    "count_articles",
    "extract_all",
    "get_ready",
    "watch",
]
