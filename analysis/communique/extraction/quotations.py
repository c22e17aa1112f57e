"""Quotation marks, found before anything is parsed: typographic, straight, single, nested, unclosed, reopened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSER = {"“": "”", "„": "”", "«": "»", "‟": "”"}
_OPENERS, _CLOSERS = frozenset(_CLOSER), frozenset("”»")
_SINGLE = "'‘’‚"
_MARK = re.compile(r"[\"“”„‟«»]|''|``")
_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[A-Z])|[.!?…]+$")
_BEFORE_OPENING = frozenset(" \t\u00a0([{—–-/:\"“'‘")
_MAX_SINGLE = 600  # characters: a longer stretch between single marks is two apostrophes


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks: `text[start:end]` without the marks, which stand at `opening` and `closing`.

    `closing` is where the words end where no mark closes them. `single` says that the marks are single ones,
    `nested` that it stands within another quotation.
    """

    opening: int
    start: int
    end: int
    closing: int
    closed: bool
    single: bool = False
    nested: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations in `text`, in order of their opening marks. Never raises, whatever the marks."""
    found: list[Quotation] = []
    paragraphs = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    for number, (start, end) in enumerate(paragraphs):
        reopened = number + 1 < len(paragraphs) and _opens_with_mark(text, *paragraphs[number + 1])
        double = list(_double(text, start, end, reopened))
        found += double
        found += _single(text, start, end, double)
    return tuple(sorted(found, key=lambda q: (q.opening, -q.end)))


def _opens_with_mark(text: str, start: int, end: int) -> bool:
    return text[start:end].lstrip()[:1] in {*_OPENERS, '"'}


def _double(text: str, start: int, end: int, reopened: bool) -> Iterator[Quotation]:
    """The quotations in double marks of one paragraph; `reopened`: the next paragraph begins with a mark."""
    opening = inside = -1
    for mark in _MARK.finditer(text, start, end):
        at, after = mark.start(), mark.end()
        if opening < 0:
            if _may_open(text, mark, start, end):
                opening, inside = at, after
        elif _reopens(text, mark, start, end):
            yield from _quotation(text, opening, inside, at, at, closed=False)
            opening, inside = at, after
        else:
            yield from _quotation(text, opening, inside, at, at, closed=True)
            opening = -1
    if opening >= 0:
        stop = end if reopened else _first_sentence(text, inside, end)
        yield from _quotation(text, opening, inside, stop, stop, closed=False)


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    if mark.group() in _CLOSERS:
        return False
    before, after = text[start : mark.start()][-1:], text[mark.end() : end][:1]
    if not after.strip():
        return False
    return mark.group() in _OPENERS or not before or before in _BEFORE_OPENING or not after.isspace()


def _reopens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark within an open quotation can only be another opening one: a space before it, none after."""
    if mark.group() in _OPENERS or mark.group() == "``":
        return True
    if mark.group() in _CLOSERS:
        return False
    before, after = text[mark.start() - 1], text[mark.end() : end][:1]
    return (
        before in " \t\u00a0(" and (after.isalnum() or after in {"'", "‘", "£", "$", "€", "["}) and mark.start() > start
    )


def _quotation(text: str, opening: int, start: int, end: int, closing: int, *, closed: bool) -> Iterator[Quotation]:
    """The quotation without white space at its ends; none where nothing is left."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start < end:
        yield Quotation(opening, start, end, closing if closed else end, closed)


def _first_sentence(text: str, start: int, end: int) -> int:
    """Where the sentence ends that begins at `start`: as far as an unclosed quotation can be trusted."""
    found = _SENTENCE_END.search(text, start, end)
    return found.end() if found else end


def _single(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """The quotations in single marks of one paragraph; apostrophes are none."""
    at = start
    while at < end:
        if text[at] in _SINGLE and _opens_single(text, at, start, end):
            around = next((q for q in double if q.start <= at < q.end), None)
            stop = _closing_single(text, at, min(end, around.end if around else end, at + _MAX_SINGLE))
            if stop is not None:
                for q in _quotation(text, at, at + 1, stop, stop, closed=True):
                    yield Quotation(q.opening, q.start, q.end, q.closing, True, single=True, nested=around is not None)
                at = stop
        at += 1


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before, after = text[at - 1] if at > start else " ", text[at + 1 : at + 2]
    return before in _BEFORE_OPENING and text[at] != "’" and at + 1 < end and (after.isalnum() or after in "£$€[(")


def _closing_single(text: str, at: int, end: int) -> int | None:
    """Where the mark at `at` is closed; a plural possessive ("the unions' case") closes only if nothing later does."""
    possessive = None
    for stop in range(at + 2, end):
        if text[stop] not in "'’" or text[stop - 1].isspace() or text[stop + 1 : stop + 2].isalnum():
            if text[stop] in '‘"“”':
                break
            continue
        if text[stop - 1] == "s" and text[stop + 1 : stop + 2] == " " and text[stop + 2 : stop + 3].islower():
            possessive = stop if possessive is None else possessive
            continue
        return stop
    return possessive
