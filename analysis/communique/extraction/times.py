"""When an act took place, was to take place, or has to: the words and, where they settle it, the date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.words import words
from communique.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.reading import Reading

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DEADLINE = re.compile(
    r"\b(?:by|until|before|no later than|within)\s+(?:the end of\s+)?"
    r"(?:(?:next|this)\s+(?:week|month|year|" + "|".join(d.title() for d in DAYS) + r")"
    r"|(?:next\s+)?(?:" + "|".join(d.title() for d in DAYS) + r")"
    r"|\d{1,2}\s+(?:" + "|".join(m.title() for m in MONTHS) + r")(?:\s+\d{4})?"
    r"|(?:" + "|".join(m.title() for m in MONTHS) + r")(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?"
    r"|(?:the end of\s+)?(?:19|20)\d\d"
    r"|(?:the\s+)?(?:\d+|two|three|four|five|six|seven|ten|30|60|90)\s+(?:hours|days|weeks|months|years)"
    r"|tomorrow|midnight|noon)\b"
)


def rank(verb: Token) -> int:
    """How an act stands to the article's present: -1 before what the sentence is about, 0, or 1 to come."""
    over = next(grammar.clause_over(verb), None)
    if over is None:
        return 0
    auxiliaries = grammar.auxiliaries(over)
    early = any(c.lower_ in words("earlier") for c in over.children if c.dep_ in {"advmod", "npadvmod"})
    if "had" in auxiliaries or early:
        return -1
    return 1 if auxiliaries & {"will", "would", "shall"} else 0


def deadline_in(reading: Reading, start: int, end: int) -> Time | None:
    """The deadline that the text names between two characters."""
    found = _DEADLINE.search(reading.text, start, end)
    if found is None:
        return None
    return Time(text=found.group(), date=None, evidence=(reading.span(found.start(), found.end()),))


def resolve(words_: str, published: str | None) -> str | None:
    """The ISO date of "by Friday" or "14 March" for an article published on a known day; None where it is not settled."""
    day = re.search(r"\b(\d{1,2})\s+([A-Z][a-z]+)(?:\s+(\d{4}))?", words_)
    known = date.fromisoformat(published) if published and len(published) == 10 else None
    if day and day.group(2).lower() in MONTHS:
        year = int(day.group(3)) if day.group(3) else known.year if known else None
        return _iso(year, MONTHS.index(day.group(2).lower()) + 1, int(day.group(1)))
    weekday = next((n for n, name in enumerate(DAYS) if name in words_.lower()), None)
    if weekday is not None and known and "next" not in words_.lower():
        return (known + timedelta(days=(weekday - known.weekday()) % 7)).isoformat()
    return None


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None
