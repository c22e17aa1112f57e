"""A text as the extractors see it: its words parsed, its quotations and its headings found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from communique.extraction import pipeline as pipelines
from communique.extraction.casing import readable
from communique.extraction.quotations import Quotation, find_quotations
from communique.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_LINE = re.compile(r"[^\r\n]+")
_SUM = re.compile(r"\([^()\n]{0,30}[$£€¥][^()\n]{0,40}\)")
_PLACE = re.compile(
    r"^(?:[A-Z][A-Z]{2,}(?: [A-Z]{2,})*(?:, [A-Z][\w.]*(?: [A-Z\d][\w.]*)*){0,2}(?: \([^()\n]{0,30}\))?"
    r"|[A-Z]\w+(?: [A-Z]\w+)?(?:, [A-Z]\w+)? \([A-Za-z]{2,12}\))"  # "Lima (AFP) -"
    r" ?(?:--|[-–—]) ?(?=[\"“‘]?[A-Z\d])",
    re.MULTILINE,
)
# The parser has learnt its English with straight marks: it takes "’" after a plural for the end of a quotation.
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"'))
_MAX_HEADING_WORDS = 20


@dataclass(frozen=True, eq=False)
class Reading:
    """`doc` covers the whole of `text` with the same offsets, readably put; no sentence runs over a line break."""

    text: str
    doc: Doc
    quotations: tuple[Quotation, ...]

    def span(self, start: int, end: int) -> Span:
        """The words `start:end` (characters) as evidence."""
        return Span.of(self.text, start, end)

    def span_of(self, words: Words | Token) -> Span:
        """A token or a spaCy span as evidence, without white space at its ends."""
        start = words.start_char if hasattr(words, "start_char") else words.idx
        end = words.end_char if hasattr(words, "end_char") else words.idx + len(words)
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return self.span(start, start + len(text.strip()))

    @cached_property
    def quoted(self) -> tuple[Quotation | None, ...]:
        """For each token, the outermost quotation that it stands in, its marks included."""
        inside: list[Quotation | None] = [None] * len(self.doc)
        starts = [token.idx for token in self.doc]
        for quotation in self.quotations:
            if quotation.nested:
                continue
            first = max(bisect_right(starts, quotation.opening) - 1, 0)
            for i in range(first, len(starts)):
                if starts[i] > quotation.closing or (starts[i] == quotation.closing and not quotation.closed):
                    break
                inside[i] = quotation
        return tuple(inside)

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """The lines (characters) that are headings: short, without a full stop, and followed by text.

        Where most of the text is in such lines it is a list, and has no headings.
        """
        lines = [(m.start(), m.end()) for m in _LINE.finditer(self.text) if m.group().strip()]
        found = tuple(line for line in lines[:-1] if is_heading(self.text[line[0] : line[1]]))
        return found if sum(end - start for start, end in found) * 2 < len(self.text) else ()

    @cached_property
    def datelines(self) -> tuple[tuple[int, int], ...]:
        """Where (characters) the place and the agency stand that a text begins with: "LIMA (AP) -"."""
        return tuple(found.span() for found in _PLACE.finditer(self.text))

    def in_dateline(self, at: int) -> bool:
        """Whether the character `at` stands in a dateline."""
        return any(start <= at < end for start, end in self.datelines)

    def in_heading(self, at: int) -> bool:
        """Whether the character `at` stands in a heading."""
        i = bisect_right(self.headings, (at, len(self.text) + 1)) - 1
        return i >= 0 and self.headings[i][0] <= at < self.headings[i][1]

    @cached_property
    def body(self) -> tuple[Token, ...]:
        """The tokens outside the headings."""
        return tuple(token for token in self.doc if not self.in_heading(token.idx))

    @cached_property
    def lead(self) -> range:
        """The tokens of the first sentence outside the headings, which in news says what the news is."""
        sentences = (s for s in self.doc.sents if not self.in_heading(s.start_char) and s.text.strip())
        sentences = (s for s in sentences if not self.in_dateline(s.start_char))
        first = next(sentences, None)
        return range(first.start, first.end) if first is not None else range(0)

    def paragraph_start(self, at: int) -> int:
        """Where the line begins that the character `at` stands in."""
        return self.text.rfind("\n", 0, at) + 1


def is_heading(line: str) -> bool:
    """Whether a line reads as a heading: at most twenty words and no full stop, colon or comma at its end."""
    words = line.strip().rstrip("\"'”’").split()
    return 0 < len(words) <= _MAX_HEADING_WORDS and words[-1][-1] not in ".!?:;,…"


def read(text: str, pipeline: str = pipelines.DEFAULT) -> Reading:
    """The reading of one text; SettingsError where the pipeline is not to be had."""
    return next(read_all([text], pipeline))


def read_all(texts: Iterable[str], pipeline: str = pipelines.DEFAULT) -> Iterator[Reading]:
    """The readings of many texts, in their order, parsed in batches."""
    nlp = pipelines.load(pipeline)
    for doc, text in nlp.pipe(
        ((readable(without_asides(text)).translate(_STRAIGHT), text) for text in texts), as_tuples=True, batch_size=16
    ):
        yield Reading(text, doc, find_quotations(text))


def _stop(dash: re.Match[str]) -> str:
    return ".".ljust(len(dash.group()))


def without_asides(text: str) -> str:
    """`text` without what breaks its sentences: sums in brackets ("a $9bn (£5bn) offer"), the dash after a dateline."""
    text = _PLACE.sub(lambda found: re.sub(r"(?:--|[-–—]) ?$", _stop, found.group()), text)
    return _SUM.sub(lambda found: " " * len(found.group()), text)
