"""Many articles: worker processes, each with kernels that are ready before they are needed."""

from __future__ import annotations

from communique.batch.briefing import WARM, Outcome, brief_all, get_ready
from communique.batch.counting import count_articles
from communique.batch.workers import Workers, cores

__all__ = ["WARM", "Outcome", "Workers", "brief_all", "cores", "count_articles", "get_ready"]
