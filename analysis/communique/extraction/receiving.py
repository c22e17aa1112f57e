"""Who receives a proposal, as told after it is put forward: "will be put to members", "has yet to answer"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.model import Proposal

PUT = frozenset({"put", "submit", "present", "send", "refer", "bring", "forward", "deliver"})
GOING = frozenset({"go", "come", "return", "be"})
STUDYING = frozenset({"consider", "study", "examine", "weigh", "debate", "assess", "discuss"})
ANSWERING = frozenset({"respond", "reply", "answer"})
DUE = frozenset({"due", "set", "scheduled", "expected", "poised"})
UNSETTLED = frozenset({"open", "contested", "rejected"})


@dataclass(frozen=True)
class Receipt:
    """That somebody is to deal with a thing: "*the plan* will be put to *members*", "*Peru* is studying *the offer*".

    No `thing` where it is what the sentence before is on: "*Peru* has yet to reply".
    """

    word: Token
    by: tuple[Token, ...]
    thing: Token | None = None


def receipt_at(word: Token) -> Receipt | None:
    """Who a verb says is to deal with a thing that others put forward; None where it says nothing of the kind."""
    if not word.tag_.startswith("VB") or not grammar.is_verb(word):
        return None
    lemma = word.lemma_.lower()
    if lemma in PUT and grammar.is_passive(word):
        return _receipt(word, grammar.under(word, {"to", "before"}), grammar.patients(word))
    if lemma in GOING:
        return _receipt(word, grammar.under(word, {"before"}), grammar.subjects(word))
    if lemma == "vote":
        return _receipt(word, grammar.subjects(word), grammar.under(word, {"on"}))
    if lemma in STUDYING and _is_to_come(word):
        return _receipt(word, grammar.subjects(word), grammar.patients(word))
    if lemma in ANSWERING:
        if not (_is_to_come(word) or grammar.is_negated(word)):
            return None
        things = grammar.under(word, {"to"}) or grammar.children(word, "dobj")
        return (
            _receipt(word, grammar.subjects(word), things) if things else Receipt(word, tuple(grammar.subjects(word)))
        )
    return None


def _is_to_come(verb: Token) -> bool:
    """Whether somebody has yet to do it, or is at it: "will consider", "has yet to reply", "is studying"."""
    over = verb.head if verb.dep_ == "xcomp" else verb
    due = verb.dep_ == "xcomp" and (over.lower_ in DUE or over.lemma_ == "be")
    yet = verb.tag_ == "VB" and any(c.lower_ == "yet" for o in (over, verb) for c in below(o))
    auxiliaries = grammar.auxiliaries(verb)
    return (
        due
        or yet
        or bool(auxiliaries & {"will", "would", "'ll", "must"})
        or (bool(auxiliaries & {"is", "are", "was", "were", "be"}) and verb.tag_ in {"VBG", "VB"})
    )


def voice_of(noun: Token) -> list[Token]:
    """Whose members or board it is: "members of *Unison* will vote", "*Orbis's* board is considering it"."""
    if noun.lemma_.lower() not in {"member", "board", "membership", "executive"}:
        return [noun]
    return [noun, *grammar.children(noun, "poss"), *grammar.under(noun, {"of"})]


def _receipt(word: Token, by: Sequence[Token], things: Sequence[Token]) -> Receipt | None:
    if not by or not things or (grammar.is_negated(word) and word.lemma_.lower() not in ANSWERING):
        return None
    known = (
        word.lemma_.lower() not in STUDYING - {"debate"}
        or things[0].tag_ in {"PRP", "DT"}
        or any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that", "these"} for c in below(things[0]))
    )
    return Receipt(word, tuple(voice_of(by[0])), things[0]) if known else None


def received(proposal: Proposal, by: Sequence[str], cast: Cast) -> Proposal:
    """The proposal put to those who are to deal with it, where nothing says to whom it is put."""
    if proposal.addressees or proposal.status not in UNSETTLED or not by:
        return proposal
    sides = {a.id: a.affiliation for a in cast.actors}
    own = {*proposal.proponents, *(sides.get(id) for id in proposal.proponents)} - {None}
    found = [id for id in dict.fromkeys(by) if id not in own and sides.get(id) not in own]
    return proposal.model_copy(update={"addressees": tuple(found)})
