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

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
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


def deadline_of(reading: Reading, token: Token, published: str | None = None) -> Time | None:
    """The deadline that a token's sentence names after it ("by Friday"), in the article's words.

    `published` is the article's date (ISO 8601), from which days without a year are counted.
    """
    found = _DEADLINE.search(reading.text, token.idx, token.sent.end_char)
    if found is None:
        return None
    settled = _dated(found.group(), published if rank(token) >= 0 else None)
    return Time(text=found.group(), date=settled, evidence=(reading.span(found.start(), found.end()),))


def _dated(text: str, published: str | None) -> str | None:
    """The ISO date of words that hold a whole one ("by 14 March 2005"), or a day from the article's date on."""
    day = re.search(r"\b(\d{1,2})\s+([A-Z][a-z]+)(?:\s+(\d{4}))?\b", text)
    base = _date(published)
    if day is not None and day.group(2).lower() in MONTHS:
        month, number = MONTHS.index(day.group(2).lower()) + 1, int(day.group(1))
        if day.group(3) or base is None:
            return _iso(int(day.group(3) or 0), month, number)
        this = _iso(base.year, month, number)
        return this if this is None or this >= base.isoformat() else _iso(base.year + 1, month, number)
    if base is None or "next" in text:
        return None  # "next Friday" may be this week's or the week after's
    if "tomorrow" in text:
        return _days_after(base, 1)
    ahead = [(n - base.weekday()) % 7 for n, name in enumerate(DAYS) if name in text.lower()]
    return _days_after(base, ahead[0]) if ahead and ahead[0] else None  # the day itself may also be a week on


def _days_after(base: date, days: int) -> str | None:
    try:
        return (base + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _date(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None
