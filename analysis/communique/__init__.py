"""Communique reads a news article about people dealing with each other and writes the briefing of it.

The names below are what notebooks use; each is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_EXPORTS = {
    "Article": "communique.model",
    "Briefing": "communique.model",
    "CommuniqueError": "communique.errors",
    "BriefingView": "communique.display",
    "analyse": "communique.extraction",
    "correct": "communique.corrections",
    "open_desk": "communique.desk",
    "read_article": "communique.article",
    "review": "communique.widget",
}
__all__ = sorted(_EXPORTS)


def __getattr__(name: str) -> Any:
    """The exported `name`, imported now."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_EXPORTS[name]), name)


def __dir__() -> list[str]:
    """The exported names."""
    return [*__all__, "__version__"]
