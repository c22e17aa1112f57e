"""The words of the article that carry an entry: sentences, or the clauses of long ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.reading import Reading

MAX_TOTAL = 800  # characters of all evidence of an entry together
MAX_SPANS = 3


def sentence_of(reading: Reading, token: Token) -> Span:
    """The sentence that a token stands in, without white space at its ends."""
    return reading.span_of(token.sent)


def clause_spans(reading: Reading, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The sentences of the tokens, at most three and not more than a reader takes in, in the order of the text."""
    spans: list[Span] = []
    for token in tokens:
        span = sentence_of(reading, token)
        room = MAX_TOTAL - sum(len(s.text) for s in spans)
        if span in spans or (spans and len(span.text) > room):
            continue
        spans.append(span if len(span.text) <= room else _around(reading, token, room))
        if len(spans) == MAX_SPANS:
            break
    return tuple(sorted(spans, key=lambda s: s.start))


def _around(reading: Reading, token: Token, room: int) -> Span:
    """The part of an endless sentence around a token, cut between words."""
    start = token.idx - room // 3
    inside = [t.i for t in token.sent if start <= t.idx and t.idx + len(t) <= start + room] or [token.i]
    return reading.span_of(token.doc[inside[0] : inside[-1] + 1])
