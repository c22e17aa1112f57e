"""Text all in capitals, put so that a pipeline trained on ordinary text can read it, with the same offsets."""

from __future__ import annotations

import re
from functools import cache

from communique.extraction.words import table

_WORD = re.compile(r"[^\W\d_]+")
_MIN_LETTERS = 20
_MOSTLY = 0.8  # a text with this share of capitals is set in capitals
# How common words end that no name ends in: they are written small.
_ENDINGS = (
    "ed",
    "ing",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ity",
    "ness",
    "ance",
    "ence",
    "able",
    "ive",
    "ous",
    "ful",
)


def readable(text: str) -> str:
    """`text`; where it is all in capitals, the same with capitals only where names and sentences may begin."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _MIN_LETTERS or sum(c.isupper() for c in letters) < _MOSTLY * len(letters):
        return text
    return _WORD.sub(lambda found: _recased(text, found), text)


def _recased(text: str, found: re.Match[str]) -> str:
    word = found.group()
    low = word.lower()
    if len(low) != len(word) or len(low[:1].upper()) != 1:  # a few letters change their length with their case
        return word
    before = text[max(found.start() - 8, 0) : found.start()].rstrip(" \"'“‘(-")
    begins = not before or before[-1] in ".!?:\n"
    if not begins and (low in _common() or low.endswith(_ENDINGS)):
        return low
    return low[:1].upper() + low[1:]


# Pasts that no ending shows.
_PASTS = frozenset(
    {"said", "told", "met", "made", "gave", "took", "held", "came", "went", "won", "lost", "sent", "paid"}
)


@cache
def _common() -> frozenset[str]:
    """The common words of the lexicon, with their plurals."""
    from spacy.lang.en.stop_words import STOP_WORDS

    people, speech = table("people"), table("speech")
    names = ("posts", "bodies", "groups", "company_words", "dealings", "idle", "acting", "stands", "vague", "backing")
    words = {word for name in names for word in people[name]} | {*speech["verbs"], *speech["carriers"]}
    return frozenset(words | {word + "s" for word in words} | _PASTS | STOP_WORDS)
