"""Corrections over a briefing: all of them in one place, the same result however often and in whichever order.

First what is added, then what becomes one, then values by hand, which so win over everything derived, then what is
dropped; at last what follows from them is derived again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from communique.corrections.entries import (
    changed,
    entries_of,
    merged,
    one_each,
    refer,
    standing,
    start_of,
    together,
    unique,
    words_of,
)
from communique.corrections.kinds import (
    CLASSES,
    Add,
    Amend,
    Base,
    Confirm,
    Correction,
    Drop,
    Entry,
    Merge,
    Quote,
    article,
    emptied,
    said,
    signed,
    what_of,
    with_spans,
)
from communique.corrections.words import find, places, shown
from communique.errors import CorrectionError
from communique.model import Actor, Briefing, Proposal, Review, Span, Statement

ALIKE = 0.5  # share of the words that an entry and a quotation must have in common to be taken for the same
REFERENCES = frozenset({"proponents", "addressees", "reported_by", "by", "to"})
REFERENCE = frozenset({"speaker", "affiliation", "actor"})


@dataclass(frozen=True)
class Unresolved:
    """A correction that could not be applied, and why, in plain words."""

    correction: Correction
    reason: str


@dataclass(frozen=True)
class Corrected:
    """A briefing with its corrections: those applied and those that were not."""

    briefing: Briefing
    applied: tuple[Correction, ...]
    unresolved: tuple[Unresolved, ...]
    changes: tuple[str, ...] = ()
    """What changed in the article since the version that was corrected, in words."""

    @property
    def done(self) -> tuple[str, ...]:
        """What was corrected, by whom, when and why, in plain words."""
        return tuple(signed(correction) for correction in self.applied)

    @property
    def missed(self) -> tuple[str, ...]:
        """What could not be corrected, and why not, in plain words."""
        return tuple(f"{signed(missed.correction)}. Not done: {missed.reason}." for missed in self.unresolved)


def apply(briefing: Briefing, corrections: Iterable[Correction]) -> Corrected:
    """The briefing with corrections made; none is dropped in silence: what cannot be applied is in `unresolved`.

    Meant for what the analysis gives; over a briefing that has the same corrections already it changes nothing.
    """
    wanted = unique(corrections)
    if not wanted:
        return Corrected(briefing, (), ())
    sheet = _Sheet.of(briefing, wanted)
    for step in (sheet.add, sheet.settle, sheet.change_merged, sheet.merge, sheet.change, sheet.drop):
        step()
    sheet.derive()
    applied = tuple(c for c in wanted if id(c) not in sheet.failed)
    missed = tuple(Unresolved(c, sheet.failed[id(c)]) for c in wanted if id(c) in sheet.failed)
    return Corrected(sheet.briefing(len(applied)), applied, missed)


@dataclass
class _Sheet:
    """The entries by id while corrections are made."""

    source: Briefing
    corrections: Sequence[Correction]
    entries: dict[str, Entry]
    failed: dict[int, str] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    by_hand: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, briefing: Briefing, corrections: Sequence[Correction]) -> _Sheet:
        return cls(briefing, corrections, entries_of(briefing))

    @property
    def text(self) -> str | None:
        return self.source.article.text

    def gone(self, id: str) -> bool:
        """Whether the briefing has these corrections already, and an entry went with one of them."""
        return id not in self.entries and self.source.provenance.corrections > 0 and id in self._leaving

    @property
    def _leaving(self) -> set[str]:
        out = {c.entry for c in self.corrections if isinstance(c, Drop)}
        return out | {c.other for c in self.corrections if isinstance(c, Merge)}

    def attempt(self, correction: Correction, step: Any, *given: Any) -> None:
        """Makes one correction; what is wrong with it is kept."""
        if id(correction) in self.failed:
            return
        try:
            step(correction, *given)
        except CorrectionError as error:
            self.failed[id(correction)] = str(error)

    # Adding

    def add(self) -> None:
        adds = [c for c in self.corrections if isinstance(c, Add) and not self.gone(c.entry)]
        for add in sorted(adds, key=lambda c: c.what != "actor"):
            self.attempt(add, self._add)

    def _add(self, add: Add) -> None:
        spans = tuple(self.locate(quote) for quote in add.evidence)
        if not spans:
            raise CorrectionError(f"an entry needs words of the article, and {add.entry} has none")
        data = {**_defaults(add, spans), **self.values(add), "id": add.entry, "review": _review("added", add)}
        entry = validated(CLASSES[add.what], data)
        there = self.entries.get(add.entry)
        if there is not None and type(there) is not type(entry):
            raise CorrectionError(f"the id {add.entry} is taken by {article(what_of(there))}")
        if isinstance(there, Actor) and isinstance(entry, Actor):
            entry = changed(entry, mentions=together(there.mentions, entry.mentions))
        if isinstance(entry, Proposal) and "status" not in add.fields:
            entry = changed(entry, status=standing(entry, ()))
        self.by_hand |= {(add.entry, name) for name in add.fields}
        self.place(entry)

    def place(self, entry: Entry) -> None:
        """Puts an entry where its words have it in the order of the text."""
        if entry.id in self.entries:
            self.entries[entry.id] = entry
            return
        order = list(self.entries.values())
        same = [i for i, e in enumerate(order) if type(e) is type(entry)]
        key = (start_of(entry), entry.id)
        at = next((i for i in same if (start_of(order[i]), order[i].id) > key), same[-1] + 1 if same else len(order))
        order.insert(at, entry)
        self.entries = {e.id: e for e in order}

    # Finding

    def settle(self) -> None:
        """Finds the entries that corrections name; one that is found by its words gets the id it had."""
        wanted: dict[str, list[Correction]] = {}
        for correction in self.corrections:
            if not isinstance(correction, Add):
                for id, _ in _targets(correction):
                    wanted.setdefault(id, []).append(correction)
        for named in sorted(id for id in wanted if id not in self.entries and not self.gone(id)):
            for correction in wanted[named]:
                self.attempt(correction, self._settle, named, dict(_targets(correction))[named])

    def _settle(self, correction: Correction, named: str, quotes: tuple[Quote, ...]) -> None:
        if named in self.entries or named in self.names:
            return
        found = self.by_words(correction, named, quotes)
        taken = {id for c in self.corrections for id, _ in _targets(c)}
        if found in taken:
            self.names[named] = found
        else:
            self.rename(found, named)

    def by_words(self, correction: Correction, named: str, quotes: tuple[Quote, ...]) -> str:
        """The id of the one entry that has the quoted words; CorrectionError where none or several do."""
        kind = CLASSES[correction.what]
        scores = {e.id: self.likeness(e, quotes) for e in self.entries.values() if isinstance(e, kind)}
        best = max(scores.values(), default=0.0)
        found = [id for id, score in scores.items() if score == best and score >= ALIKE]
        if len(found) == 1:
            return found[0]
        if found:
            raise CorrectionError(f"there is no {correction.what} {named}, and {len(found)} others have its words")
        if quotes and self.text is not None and not any(places(self.text, quote.text) for quote in quotes):
            raise CorrectionError(f"the article no longer has the words {shown(quotes[0].text)}")
        raise CorrectionError(f"there is no {correction.what} {named}, and no other has its words")

    def likeness(self, entry: Entry, quotes: tuple[Quote, ...]) -> float:
        """How much of their words an entry and quotations share, from 0 to 1."""
        if isinstance(entry, Actor):
            names = {name.casefold() for name in (entry.name, *entry.aliases, *(m.text for m in entry.mentions))}
            return sum(q.text.casefold() in names for q in quotes) / max(len(quotes), 1)
        mine = {i for span in words_of(entry) for i in range(span.start, span.end)}
        theirs: set[int] = set()
        for quote in quotes:
            if self.text is not None and places(self.text, quote.text):
                span = find(self.text, quote.text, quote.start)
                theirs |= set(range(span.start, span.end))
        return len(mine & theirs) / max(len(mine | theirs), 1)

    def rename(self, old: str, new: str) -> None:
        self.swap(lambda id: new if id == old else id)
        self.entries = {
            (new if id == old else id): changed(e, id=new) if id == old else e for id, e in self.entries.items()
        }

    def swap(self, how: Any) -> None:
        self.entries = {id: refer(entry, how) for id, entry in self.entries.items()}

    def get(self, correction: Correction, id: str) -> Entry | None:
        """The entry, None where a correction took it away; CorrectionError where it never was or is another kind."""
        id = self.names.get(id, id)
        entry = self.entries.get(id)
        if entry is None and not (self.gone(id) or id in self.dropped or id in self.into):
            raise CorrectionError(f"there is no {correction.what} {id}")
        if entry is not None and what_of(entry) != correction.what:
            raise CorrectionError(f"{id} is {article(what_of(entry))}, not {article(correction.what)}")
        return entry

    # Changing

    def change_merged(self) -> None:
        """Values by hand of entries that are about to become part of another."""
        leaving = {
            self.names.get(c.other, c.other)
            for c in self.corrections
            if isinstance(c, Merge) and id(c) not in self.failed
        }
        self._change([c for c in self.corrections if self.names.get(c.entry, c.entry) in leaving])

    def change(self) -> None:
        """Values by hand of all entries that are there."""
        self._change([c for c in self.corrections if self.names.get(c.entry, c.entry) not in self.into])

    def _change(self, corrections: Sequence[Correction]) -> None:
        for correction in corrections:
            if isinstance(correction, Amend | Confirm):
                self.attempt(correction, self._amend)

    def _amend(self, correction: Amend | Confirm) -> None:
        entry = self.get(correction, correction.entry)
        if entry is None:
            return
        fields = self.values(correction) if isinstance(correction, Amend) else {}
        if not isinstance(entry, Actor | Statement):
            fields = {"confidence": 1.0, **fields}
        self.entries[entry.id] = validated(type(entry), {**_raw(entry), **fields})
        self.by_hand |= {(entry.id, name) for name in fields}

    def merge(self) -> None:
        for correction in self.corrections:
            if isinstance(correction, Merge):
                self.attempt(correction, self._merge)

    def _merge(self, correction: Merge) -> None:
        kept, other = self.get(correction, correction.entry), self.get(correction, correction.other)
        keep = self.survivor(correction.entry)
        if other is None:
            if self.into.setdefault(correction.other, keep) != keep:
                raise CorrectionError(f"{correction.other} was merged into {self.survivor(correction.other)} before")
            self.swap(lambda id: keep if id == correction.other else id)
            return
        if kept is None:
            kept = self.entries.get(keep)
        if kept is None or kept.id == other.id:
            raise CorrectionError(f"there is no {correction.what} {correction.entry}")
        self.entries[kept.id] = merged(kept, other)
        del self.entries[other.id]
        self.into[other.id] = kept.id
        self.swap(lambda id: kept.id if id == other.id else id)

    def survivor(self, id: str) -> str:
        """The id that an entry has after all merges."""
        id = self.names.get(id, id)
        while id in self.into:
            id = self.into[id]
        return id

    def drop(self) -> None:
        for correction in self.corrections:
            if isinstance(correction, Drop):
                self.attempt(correction, self._drop)

    def _drop(self, correction: Drop) -> None:
        entry = self.get(correction, correction.entry)
        if entry is None:
            if correction.entry in self.into:
                raise CorrectionError(f"{correction.entry} was merged into {self.survivor(correction.entry)}")
        else:
            del self.entries[entry.id]
        id = entry.id if entry else correction.entry
        self.dropped.add(id)
        self.swap(lambda named: None if named == id else named)

    # Values

    def locate(self, quote: Quote) -> Span:
        return find(self.text, quote.text, quote.start)

    def values(self, correction: Amend | Add) -> dict[str, Any]:
        """The fields of a correction as the model takes them: words located, actors by id."""
        return {
            name: emptied(correction.what, name) if value == "" else self.value(name, value)
            for name, value in correction.fields.items()
        }

    def value(self, name: str, value: Any) -> Any:
        return self.refer(with_spans(value, lambda quote: self.locate(quote).model_dump(), name), name)

    def refer(self, value: Any, name: str) -> Any:
        """Plain data with the actors that it names, by id or by name, put as ids."""
        if name in REFERENCE and isinstance(value, str):
            return self.actor(value)
        if name in REFERENCES and isinstance(value, list):
            return list(unique(self.actor(item) for item in value))
        if name == "positions" and isinstance(value, list):
            return [{key: self.refer(item, key) for key, item in position.items()} for position in value]
        return value

    def actor(self, name: str) -> str:
        """The id of an actor named by id, name or alias; CorrectionError where there is none."""
        id = self.survivor(name)
        if isinstance(self.entries.get(id), Actor) or self.gone(id):
            return id
        actors = [e for e in self.entries.values() if isinstance(e, Actor)]
        for names in ([(a, (a.name,)) for a in actors], [(a, a.aliases) for a in actors]):
            found = [a.id for a, known in names if name.casefold() in {n.casefold() for n in known}]
            if len(found) == 1:
                return found[0]
        raise CorrectionError(f"there is no actor {shown(name)}; add it first")

    # What follows

    def derive(self) -> None:
        """What follows from the entries: the status of proposals whose positions changed, and the reviews."""
        before = {p.id: p.positions for p in self.source.proposals}
        for name, entry in self.entries.items():
            if isinstance(entry, Proposal) and (name, "status") not in self.by_hand:
                was = before.get(name, entry.positions)
                if was != entry.positions:
                    self.entries[name] = changed(entry, status=standing(entry, was))
        for correction in self.corrections:
            if id(correction) not in self.failed:
                self.stamp(correction)

    def stamp(self, correction: Correction) -> None:
        states = {Amend: "amended", Confirm: "confirmed", Merge: "merged"}
        state, entry = states.get(type(correction)), self.entries.get(self.survivor(correction.entry))
        if state and entry and not (entry.review and entry.review.state == "added"):
            self.entries[entry.id] = changed(entry, review=_review(state, correction))

    def briefing(self, count: int) -> Briefing:
        def every(kind: type[Any]) -> tuple[Any, ...]:
            return tuple(entry for entry in self.entries.values() if isinstance(entry, kind))

        return Briefing(
            article=self.source.article,
            provenance=changed(self.source.provenance, corrections=count),
            **{f"{what}s": every(cls) for what, cls in CLASSES.items()},
        )


def _targets(correction: Correction) -> list[tuple[str, tuple[Quote, ...]]]:
    first = (correction.entry, correction.evidence)
    return [first, (correction.other, correction.other_evidence)] if isinstance(correction, Merge) else [first]


def _review(state: str, correction: Base) -> Review:
    return Review.model_validate({"state": state, "by": correction.by, "at": correction.at, "why": correction.why})


def _raw(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).model_fields}


def _defaults(add: Add, spans: tuple[Span, ...]) -> dict[str, Any]:
    if add.what == "actor":
        return {"kind": "person", "mentions": spans}
    if add.what == "statement":
        return {"speaker": None, "direct": False, "content": spans[0]}
    kind = {"kind": "initiative", "status": "open"} if add.what == "proposal" else {"status": "made"}
    return {**kind, "confidence": 1.0, "evidence": spans}


def validated(cls: type[Any], data: dict[str, Any]) -> Any:
    """The model of `data`; CorrectionError in plain words where it is none."""
    try:
        entry = cls.model_validate(data)
    except ValidationError as error:
        raise CorrectionError(said(error)) from error
    if isinstance(entry, Actor) and entry.affiliation == entry.id:
        raise CorrectionError(f"affiliation: {entry.id} cannot be on its own side")
    if isinstance(entry, Proposal):
        return changed(entry, positions=one_each(entry.positions, ()))
    return entry
