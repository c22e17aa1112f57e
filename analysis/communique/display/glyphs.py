"""Which fonts draw a text in a figure: ours, then installed ones, then a stand-in for what none of them has."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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


@contextmanager
def quiet() -> Iterator[None]:
    """matplotlib without its warnings on fonts: a notebook is no place for them, and stand-ins are chosen here."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


@cache
def _manager() -> Any:
    """matplotlib's font list with our fonts in it."""
    with quiet():
        from matplotlib import font_manager

        for name in FILES:
            with as_file(files("communique.display") / "fonts" / name) as path:
                font_manager.fontManager.addfont(path)
        return font_manager.fontManager


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


@cache
def _advance(character: str) -> float:
    """How wide a character is, in ems; of another font's characters about."""
    from matplotlib.font_manager import findfont, get_font

    if ord(character) not in _characters(FAMILY):
        return 1.0 if ord(character) > 0x2E80 else 0.65
    _manager()
    font = get_font(findfont(FAMILY))
    font.set_size(1000, 72)
    return float(font.load_char(ord(character)).linearHoriAdvance) / 65536 / 1000


def width(text: str, size: float) -> float:
    """How wide a text of `size` points is, in points."""
    return size * sum(map(_advance, text))


def wrapped(text: str, room: float, size: float, lines: int) -> list[str]:
    """The text in at most `lines` lines of `room` points; words that are too long are broken, the rest is left out."""
    found: list[str] = [""]
    for word in text.split():
        joined = f"{found[-1]} {word}".strip()
        if width(joined, size) <= room:
            found[-1] = joined
            continue
        found += [word] if found[-1] else []
        found[-1] = found[-1] or word
        while width(found[-1], size) > room:
            fits = next(n for n in range(len(found[-1]) - 1, 0, -1) if n == 1 or width(found[-1][:n], size) <= room)
            found[-1:] = [found[-1][:fits], found[-1][fits:]]
    if len(found) > lines:
        found = [*found[: lines - 1], cut_to(found[lines - 1] + "…", room, size)]
    return found


def cut_to(text: str, room: float, size: float) -> str:
    """The text, or its beginning with an ellipsis, in `room` points."""
    if width(text, size) <= room:
        return text
    kept = text.rstrip("…")
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
