"""Words of the article: from a quotation, which may be typed by hand, to the place where the article has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from communique.errors import CorrectionError
from communique.model import Span

LIKE = (("'‘’‚‛`´", "'‘’‚‛`´"), ('"“”„‟«»', '"“”„‟«»'), ("-‐‑‒–—―", "-‐‑‒–—―"))
LONG = 400  # characters of a sentence that are shown of a change


def _pattern(words: str) -> str:
    """Words as a pattern that forgives case, white space and the shape of quotation marks and dashes."""
    parts = []
    for piece in re.split(r"(\s+|…|\.\.\.)", words.strip()):
        if piece.isspace():
            parts.append(r"\s+")
        elif piece in ("…", "..."):
            parts.append(r"(?:…|\.\.\.)")
        else:
            parts.extend(_alike(character) for character in piece)
    return "".join(parts)


def _alike(character: str) -> str:
    for these, those in LIKE:
        if character in these:
            return f"[{re.escape(those)}]"
    return re.escape(character)


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where `text` has `words`: to the letter if it does, else but for case, spaces, marks and dashes."""
    if not words.strip():
        return []
    exact = [m.span() for m in re.finditer(f"(?={re.escape(words)})", text)]
    if exact:
        return [(start, start + len(words)) for start, _ in exact]
    return list(_loose(text, words))


def _loose(text: str, words: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(_pattern(words), text, re.IGNORECASE):
        yield match.span()


def find(text: str | None, words: str, near: int | None = None, *, only: bool = False) -> Span:
    """The span of `words` in `text`, the nearest to `near` (else the first) where they stand more than once.

    CorrectionError where they do not stand there, or, with `only`, where they do more than once and `near` is None.
    """
    if text is None:
        raise CorrectionError("the article’s text is not there, so no words can be found in it")
    found = places(text, words)
    if not found:
        raise CorrectionError(f"the article does not have the words {shown(words)}; copy them from it")
    if only and near is None and len(found) > 1:
        raise CorrectionError(f"the article has {shown(words)} {len(found)} times; quote more of the words around it")
    start, end = min(found, key=lambda place: (abs(place[0] - (near or 0)), place))
    return Span.of(text, start, end)


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly, each on one line: to compare two versions of it."""
    parts = re.split(r"(?<=[.!?])[\"'”’)]*\s+|\n+", text)
    return [" ".join(part.split()) for part in parts if part.strip()]


def changes(before: str, after: str) -> tuple[str, ...]:
    """What a new version of a text changed of the old one, sentence by sentence, in words."""
    old, new = sentences(before), sentences(after)
    told: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            told += [
                f"now {shown(now, LONG)}, before {shown(was, LONG)}"
                for was, now in zip(old[a:b], new[c:d], strict=True)
            ]
        elif kind != "equal":
            told += [f"gone: {shown(sentence, LONG)}" for sentence in old[a:b]]
            told += [f"new: {shown(sentence, LONG)}" for sentence in new[c:d]]
    return tuple(told)


def shown(words: str, limit: int = 60) -> str:
    """Words in quotation marks on one line, cut at `limit` characters."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= limit else line[: limit - 1].rstrip() + '…'}”"
