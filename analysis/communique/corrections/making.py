"""Making corrections: each is tried on the briefing before it is given back, so that what is kept can be applied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from communique.corrections.applying import apply
from communique.corrections.entries import entries_of, words_of
from communique.corrections.kinds import (
    CLASSES,
    PREFIXES,
    Add,
    Amend,
    Confirm,
    Drop,
    Entry,
    Merge,
    Quote,
    article,
    plain,
    quotation,
    said,
    what_of,
    with_spans,
)
from communique.corrections.words import find, places, shown
from communique.errors import CorrectionError
from communique.model import Actor, Briefing, Span, slugify

C = TypeVar("C", Drop, Amend, Add, Merge, Confirm)
MENTIONS = 3  # that many of an actor's names are quoted to find it again


@dataclass(frozen=True)
class Pen:
    """Makes corrections of a briefing in somebody's name; `at` is an ISO 8601 time.

    Each method raises CorrectionError, in one line, where the correction could not be applied.
    """

    briefing: Briefing
    by: str | None = None
    at: str | None = None
    why: str | None = None

    def drop(self, id: str) -> Drop:
        """The entry is wrong."""
        return self._tried(Drop, **self._about(id))

    def confirm(self, id: str) -> Confirm:
        """Somebody has read the entry and stands by it."""
        return self._tried(Confirm, **self._about(id))

    def amend(self, id: str, /, **fields: Any) -> Amend:
        """Fields of the entry get other values; None or an empty string empties one."""
        if not fields:
            raise CorrectionError(f"nothing to amend in {id}: name a field and its value, such as status=agreed")
        return self._tried(Amend, **self._about(id), fields=self._checked(fields, words_of(self.entry(id))))

    def merge(self, id: str, other: str) -> Merge:
        """`other` is the same as the entry and goes into it."""
        kept, gone = self.entry(id), self.entry(other)
        if type(kept) is not type(gone):
            kinds = f"{id} is {article(what_of(kept))}, {other} {article(what_of(gone))}"
            raise CorrectionError(f"{kinds}: these cannot be merged")
        return self._tried(Merge, **self._about(id), other=other, other_evidence=self._quoted(gone))

    def add(self, what: str, /, *evidence: str | Quote | Mapping[str, Any], **fields: Any) -> Add:
        """An entry that the analysis does not have, with the words of the article that carry it."""
        if what not in CLASSES:
            raise CorrectionError(f"{shown(what)} cannot be added, only {', '.join(CLASSES)}")
        if not evidence:
            raise CorrectionError(f"{article(what)} needs evidence: words of the article".capitalize())
        quotes = [self._placed(quotation(quote)) for quote in evidence]
        return self._tried(
            Add, what=what, entry=self._id(what, quotes, fields), evidence=quotes, fields=self._checked(fields)
        )

    def entry(self, id: str) -> Entry:
        """The entry with that id; CorrectionError, with what was perhaps meant, where there is none."""
        entries = entries_of(self.briefing)
        if id in entries:
            return entries[id]
        near = get_close_matches(id, entries, n=1)
        raise CorrectionError(f"there is no entry {shown(id)}" + (f"; did you mean {near[0]}?" if near else ""))

    def _about(self, id: str) -> dict[str, Any]:
        entry = self.entry(id)
        return {"what": what_of(entry), "entry": id, "evidence": self._quoted(entry)}

    def _quoted(self, entry: Entry) -> tuple[Quote, ...]:
        if isinstance(entry, Actor):
            names = dict.fromkeys((entry.name, *(mention.text for mention in entry.mentions)))
            return tuple(Quote(text=name) for name in list(names)[:MENTIONS])
        return tuple(self._placed(Quote(text=span.text, start=span.start)) for span in words_of(entry))

    def _placed(self, quote: Quote, within: Iterable[Span] = ()) -> Quote:
        """A quotation in the article's own words, with its start where these stand more than once.

        Words that stand once `within` what an entry quotes are meant there.
        """
        text = self.briefing.article.text
        if text is None:
            return quote
        starts = [a for a, b in places(text, quote.text) if any(s.start <= a and b <= s.end for s in within)]
        near = starts[0] if quote.start is None and len(starts) == 1 else quote.start
        span = find(text, quote.text, near, only=True)
        return Quote(text=span.text, start=span.start if len(places(text, span.text)) > 1 else None)

    def _checked(self, fields: Mapping[str, Any], within: tuple[Span, ...] = ()) -> dict[str, Any]:
        return {
            name: with_spans(plain(value), lambda quote: self._placed(quote, within).model_dump(), name)
            for name, value in fields.items()
        }

    def _id(self, what: str, quotes: Iterable[Quote], fields: Mapping[str, Any]) -> str:
        taken = entries_of(self.briefing)
        if what == "actor":
            base = slugify(str(fields.get("name", ""))) or "actor"
            return next(id for n in range(1, len(taken) + 2) if (id := base if n == 1 else f"{base}-{n}") not in taken)
        prefix = next(prefix for prefix, kind in PREFIXES.items() if kind == what)
        words = "\n".join(("by hand", str(fields.get("summary", "")), *(quote.text for quote in quotes)))
        digests = (hashlib.sha256(f"{words}\n{n}".encode()).hexdigest()[:6] for n in range(len(taken) + 1))
        return next(id for digest in digests if (id := prefix + digest) not in taken)

    def _tried(self, cls: type[C], **data: Any) -> C:
        try:
            correction = cls(**data, by=self.by, at=self.at, why=self.why)
        except ValidationError as error:
            raise CorrectionError(said(error)) from error
        for missed in apply(self.briefing, [correction]).unresolved:
            raise CorrectionError(missed.reason)
        return correction
