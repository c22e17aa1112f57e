"""Bids for firms: who bids for whom, so that "a £9bn offer", "the takeover" and "the approach" meet in one entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Refer = Callable[[Sequence["Token"]], tuple[str, ...]]


@dataclass(frozen=True)
class Bid:
    """Who bids for whom, as far as one act tells (actor ids), the sums named, and whether it is another bid."""

    bidders: frozenset[str]
    targets: frozenset[str]
    sums: frozenset[str]
    stakes: frozenset[str]
    anew: frozenset[str]
    known: bool

    @property
    def tells(self) -> bool:
        """Whether it says more than that there is a bid."""
        return bool(self.bidders and (self.targets or self.known)) or bool(self.sums)

    def meets(self, other: Bid) -> bool:
        """Whether two acts can be on the same bid."""
        if bool(self.anew) != bool(other.anew) or (self.anew and not self.anew & other.anew):
            return False
        if self.stakes and other.stakes and not self.stakes & other.stakes:
            return False
        if self.bidders and other.bidders and not self.bidders & other.bidders:
            return bool(self.bidders <= other.targets and other.bidders <= self.targets)
        if self.targets and other.targets and not self.targets & other.targets and not self.targets & other.bidders:
            return False
        if self.bidders & other.bidders or self.sums & other.sums:
            return True
        return self.known or bool(self.targets & other.targets)

    def __or__(self, other: Bid) -> Bid:
        return replace(
            self,
            bidders=self.bidders | other.bidders,
            targets=self.targets | other.targets,
            sums=self.sums | other.sums,
            stakes=self.stakes | other.stakes,
        )


def bid_of(content: Content, people: Sequence[Token], role: str, refer: Refer) -> Bid | None:
    """The bid that a content is, None where it is none; `people` do what the act says, `role` is what that makes them."""
    head = content.head
    if content.form == "clause":
        if "takeover" not in content.keys or head.lemma_.lower() not in words("buying"):
            return None
        if any(c.lower_ in {"back", "out"} for c in head.children):
            return None
        targets = refer([*grammar.patients(head), *_under(head, {"with", "for", "of"})])
        bidders = refer(grammar.subjects(head))
        return Bid(
            frozenset(bidders),
            frozenset(targets) - frozenset(bidders),
            _sums(content),
            _stakes(content),
            _anew(content),
            True,
        )
    if head.lemma_.lower() not in words("bids"):
        return None
    first = [c for c in grammar.children(head, "compound", "nmod") if refer([c])]
    doers = [t for t in content.doers if t not in first or head.lemma_.lower() not in {"takeover", "buyout"}]
    bidders, targets = (
        set(refer(doers)),
        set(refer([*_under(head, {"for", "of", "with"}), *(c for c in first if c not in doers)])),
    )
    if role == "proponent":
        bidders |= set(refer(people))
    elif role == "":
        targets |= set(refer(people)) - bidders
    if head.lemma_.lower() == "merger" and len(bidders) > 1:
        bidders, targets = set(), bidders | targets
    bidders -= set(refer(_under(head, {"for", "of"})))
    known = any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in head.children)
    return Bid(
        frozenset(bidders), frozenset(targets - bidders), _sums(content), _stakes(content), _anew(content), known
    )


def _under(head: Token, prepositions: set[str]) -> list[Token]:
    return [
        t for c in grammar.children(head, "prep") if c.lower_ in prepositions
        for p in grammar.children(c, "pobj") for t in grammar.coordinated(p)
    ]  # fmt: skip


def _sums(content: Content) -> frozenset[str]:
    return frozenset(t.lower_ for t in content.tokens if t.lower_[:1].isdigit())


def _stakes(content: Content) -> frozenset[str]:
    return frozenset(
        t.lower_ for t in content.tokens if t.i + 1 < len(t.doc) and t.nbor(1).lower_ in {"%", "per", "percent"}
    )


def _anew(content: Content) -> frozenset[str]:
    return frozenset(c.lower_ for c in content.head.children if c.lower_ in words("anew"))
