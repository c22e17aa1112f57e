"""Many articles: worker processes, each with kernels that are ready before they are needed."""

from __future__ import annotations

from communique.batch.briefing import Outcome, brief_all, get_ready
from communique.batch.cluster import Cluster, connected
from communique.batch.counting import count_articles
from communique.batch.extracting import Extracted, Table, extract_all
from communique.batch.places import Place, place_of
from communique.batch.watching import watch
from communique.batch.workers import Workers, cores

__all__ = [
    "Cluster",
    "Extracted",
    "Outcome",
    "Place",
    "Table",
    "Workers",
    "brief_all",
    "connected",
    "cores",
    "count_articles",
    "extract_all",
    "get_ready",
    "place_of",
    "watch",
]
