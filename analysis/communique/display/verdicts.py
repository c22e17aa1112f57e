"""What those for and against have done: whether they said yes or no themselves, or only spoke of others' word."""

from __future__ import annotations

import re

from communique.display.index import Index
from communique.model import Position, Span

# Not to reject a thing: to welcome that others have, or to say that one would oppose it.
AGAINST = re.compile(
    r"\b(?:welcom|hail|applaud|prais|cheer)\w*\b.{0,40}\b(?:decision|ruling|vote|verdict|rejection|veto|outcome|refusal)\b"
    r"|\b(?:would|will|'ll|’ll|(?:vow|pledg|promis|threaten|prepar|plan)\w* to) (?:\w+ )?"
    r"(?:oppose|vote against|fight|campaign against|lobby against|challenge|appeal)\b",
    re.IGNORECASE,
)
REFUSING = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|dismiss\w*|block\w*|veto(?:es|ed|ing)|(?:turn|vot|throw|threw|struck|rul)\w*"
    r" (?:\w+ ){0,3}(?:down|out))\b",
    re.IGNORECASE,
)
ACCEPTING = re.compile(
    r"^[^,;]*?\b(?:accept(?:s|ed)|voted to accept|agree[sd] (?:to|with)|adopt(?:s|ed))\b(?! in principle)", re.I
)


def accepts(index: Index, position: Position) -> bool:
    """Whether somebody in favour has said yes to a thing that another put forward, and not only welcomed it."""
    return ACCEPTING.search(" ".join(_from_name(index, position.actor, s) for s in position.evidence)) is not None


def is_only_against(index: Index, position: Position) -> bool:
    """Whether somebody has not rejected a thing himself: he welcomed that others did, or said he would oppose it."""
    told = " ".join(_from_name(index, position.actor, span) for span in position.evidence)
    against, refused = AGAINST.search(told), REFUSING.search(told)
    return against is not None and (refused is None or against.start() < refused.start())


def _from_name(index: Index, actor: str, span: Span) -> str:
    """A passage from where it first names an actor: of "A rejected it, and B welcomed that" what B did."""
    named = [m.start for m in index.actors[actor].mentions if span.start <= m.start < span.end]
    return " ".join(span.text[min(named, default=span.start) - span.start :].split())
