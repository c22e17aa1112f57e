"""Many articles: worker processes, each with kernels that are ready before they are needed."""

from __future__ import annotations

from communique.batch.briefing import Outcome, brief_all, get_ready
from communique.batch.counting import count_articles
from communique.batch.watching import watch
from communique.batch.workers import Workers, cores

__all__ = ["Outcome", "Workers", "brief_all", "cores", "count_articles", "get_ready", "watch"]
