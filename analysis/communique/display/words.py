"""Words for people: numbers with their nouns, names in a row, dates, quotation marks, what a status is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from communique.model import ConcessionStatus, ProposalStatus, Stance

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

# A sign and a word each, so that the colour is never the only thing that tells them apart.
PROPOSAL_STATUS: dict[ProposalStatus, tuple[str, str]] = {
    "agreed": ("●", "agreed"),
    "enacted": ("▲", "in effect"),
    "contested": ("◐", "contested"),
    "rejected": ("✕", "rejected"),
    "open": ("○", "open"),
    "withdrawn": ("◁", "withdrawn"),
}
CONCESSION_STATUS: dict[ConcessionStatus, tuple[str, str]] = {
    "made": ("●", "made"),
    "offered": ("◐", "offered"),
    "floated": ("◌", "only floated"),
    "demanded": ("!", "demanded"),
    "refused": ("✕", "refused"),
}
STANCE: dict[Stance, tuple[str, str]] = {
    "supports": ("+", "supports"),
    "rejects": ("−", "rejects"),
    "hedges": ("~", "hedges"),
}
PROPOSED = ("◆", "proposed")


def number(count: int) -> str:
    """A count in words up to twelve, in digits above."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """`1 proposal`, `2 proposals`, `no proposals`."""
    return f"{count:,}" * (count > 0) + "no" * (count == 0) + " " + (noun if count == 1 else plural or noun + "s")


def listed(items: Sequence[str], conjunction: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    *head, last = items or [""]
    return f"{', '.join(head)} {conjunction} {last}" if head else last


def owner(name: str, several: bool = False) -> str:
    """`Belik’s`, and of several `the donors’`."""
    return name + ("’" if several and name.endswith("s") else "’s")


def upper_first(text: str) -> str:
    """The text with a capital in front, for headings and the starts of sentences."""
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """Our own words with real quotation marks, apostrophes and dashes, and nothing that turns the reading direction.

    Never used on the article's words.
    """
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    text = re.sub(r"(^|[\s(\[“—–])'(?=\d\d)", r"\1’", text)
    text = re.sub(r"(^|[\s(\[—–/])\"", r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[“—–/])'", r"\1‘", text).replace("'", "’")
    return re.sub(r"\s+--?\s+", " – ", text).replace("...", "…")


def as_noun(summary: str) -> str:
    """A summary that can stand after a verb: an infinitive or a that-clause becomes a proposal to do it."""
    first, _, rest = summary.partition(" ")
    if first.lower() == "to" and rest:
        return f"a proposal to {rest}"
    if first.lower() == "that" and rest:
        return f"the proposal that {rest}"
    if first in {"A", "An", "The", "No", "More", "Its", "Their", "His", "Her"}:
        return f"{first.lower()} {rest}"
    return summary


def shown_date(iso: str | None) -> str:
    """`2025-03-19` as `19 March 2025`, `2025-03` as `March 2025`; anything else as it is."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:$|T| )", iso or "")
    if not match:
        return iso or ""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        found = date(year, month or 1, day or 1)
    except ValueError:
        return iso or ""
    return found.strftime("%-d %B %Y" if day else "%B %Y" if month else "%Y")


def shown_quote(text: str) -> str:
    """Words of the article in quotation marks, unless they bring their own; line breaks become spaces."""
    words = " ".join(text.split())
    return words if words[:1] in "“\"‘'«" and words[-1:] in "”\"’'»" else f"“{words}”"
