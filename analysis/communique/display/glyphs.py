"""Which fonts draw a text in a figure: ours, then installed ones, then a stand-in for what none of them has."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from typing import Any

FAMILY = "Briefing Sans"
FILES = ("BriefingSans-Regular.ttf", "BriefingSans-SemiBold.ttf")
# In this order; the first comes with matplotlib. Colour emoji are bitmaps, which matplotlib cannot draw.
FALLBACKS = (
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
)
STAND_IN = "□"


@cache
def _manager() -> Any:
    """matplotlib's font list with our fonts in it; it says nothing while it looks for fonts the first time."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        from matplotlib import font_manager

        for name in FILES:
            with as_file(files("communique.display") / "fonts" / name) as path:
                font_manager.fontManager.addfont(path)
        return font_manager.fontManager
    finally:
        log.setLevel(level)


@cache
def _characters(family: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    paths = sorted(font.fname for font in _manager().ttflist if font.name == family)
    if not paths:
        return frozenset()
    try:
        return frozenset(get_font(paths[0]).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


def _others() -> Iterable[str]:
    """Installed Noto families that are not among the first choices, by name."""
    names = {font.name for font in _manager().ttflist if font.name.startswith("Noto Sans ")}
    return sorted(names - set(FALLBACKS))


def fonts_for(texts: Iterable[str]) -> tuple[list[str], dict[int, str]]:
    """The families that together draw `texts`, and a table for `str.translate` that replaces what none can draw."""
    missing = {ord(c) for text in texts for c in text if c.isprintable()} - _characters(FAMILY)
    families = [FAMILY]
    for family in (*FALLBACKS, *_others()):
        if not missing:
            break
        if found := missing & _characters(family):
            families.append(family)
            missing -= found
    unprintable = {ord(c) for text in texts for c in text if not c.isprintable()}
    return families, {**dict.fromkeys(sorted(missing), STAND_IN), **dict.fromkeys(sorted(unprintable), " ")}
