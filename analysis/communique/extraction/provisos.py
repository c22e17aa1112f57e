"""On what a deed or a deal is made to depend: "if they pay", "provided that they leave", "subject to approval by …"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.asides import is_as_as, is_if_clause, phrase
from communique.extraction.contents import Content, keys_of
from communique.extraction.grammar import below
from communique.extraction.modal import is_proviso
from communique.extraction.modality import is_inverted, modality_of
from communique.extraction.naming import Names
from communique.extraction.summaries import summarise
from communique.extraction.wording import subject_of
from communique.extraction.words import is_course, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

# Verbs by which something is yet to come into force, and what that is called: "must still be ratified by the members".
DECIDING = {
    "ratify": "ratification", "approve": "approval", "clear": "clearance", "endorse": "endorsement",
    "authorise": "authorisation", "authorize": "authorization",
}  # fmt: skip
NEEDING = frozenset({"need", "require", "await"})
GETTING = frozenset({"receive", "get", "win", "obtain", "secure", "gain"})  # as one has still to do
PUTTING = frozenset({"put", "submit", "present", "send"})
OWING = frozenset({"must", "needs", "need"})
YET = frozenset({"have", "need", "remain"})
VERBS = NEEDING | GETTING | PUTTING | DECIDING.keys()


@dataclass(frozen=True)
class Reserve:
    """That a thing depends on what others are yet to do: "*the deal* still needs *the approval* of shareholders".

    No `things` where it is said of what its own clause tells: "agreed to buy it, subject to approval".
    """

    word: Token
    things: tuple[Token, ...]
    on: Token

    def is_for_it(self) -> bool:
        """Whether somebody needs it for a course of his: "to succeed, he needs …", "needs consent for the sale"."""
        meant = any(c.lemma_.lower() in {"succeed", "proceed"} for c in grammar.children(self.word, "advcl", "csubj"))
        return meant or any(is_course(t.lemma_.lower()) for t in grammar.under(self.on, {"for"}))

    def summary(self, cast: Cast) -> str:
        """What is yet to come, as a phrase: "the approval of shareholders", "ratification by the members"."""
        if not grammar.is_verb(self.on):
            tokens = tuple(sorted(phrase(self.on), key=lambda t: t.i))
            return summarise(Content(self.on, "noun", tokens, keys_of(tokens)), cast)
        who = subject_of(_agents(self.on), Names(cast, self.on.doc))
        what = DECIDING.get(self.on.lemma_.lower(), "approval")
        return f"{what} by {who}" if who else ""


def reserve_at(word: Token) -> Reserve | None:
    """What a word says that a thing still depends on; None where it says nothing of the kind."""
    if not word.tag_.startswith(("VB", "JJ")):
        return None
    lemma = word.lemma_.lower()
    if lemma == "subject" and word.tag_ == "JJ":
        over = word.head if word.dep_ in {"acomp", "oprd", "attr"} else None
        found = [t for t in grammar.under(word, {"to"}) if t.lemma_.lower() in listed("reserved")]
        denied = over is not None and grammar.is_negated(over)
        things = grammar.subjects(over) if over is not None else []
        return Reserve(word, tuple(things), found[0]) if found and not denied else None
    if lemma not in VERBS or not grammar.is_verb(word):
        return None
    over = word.head if word.dep_ == "xcomp" and word.head.lemma_.lower() in YET else word
    if grammar.is_negated(over) or grammar.is_negated(word):
        return None
    owed = over != word or bool(grammar.auxiliaries(word) & OWING)
    if lemma in NEEDING or (lemma in GETTING and owed):
        granted = (t for t in grammar.children(word, "dobj") if t.lemma_.lower() in listed("granted"))
        needed = next((t for t in granted if _says_whose(t)), None)
        return Reserve(word, tuple(grammar.subjects(over)), needed) if needed is not None else None
    ahead = (
        owed
        if lemma in DECIDING
        else modality_of(word) == "future" and "approval" in _lemmas(grammar.under(word, {"for"}))
    )
    things = grammar.patients(word) or grammar.subjects(over)
    return Reserve(word, tuple(things), word) if ahead and grammar.is_passive(word) and _agents(word) else None


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {t.lemma_.lower() for t in tokens}


def _agents(verb: Token) -> tuple[Token, ...]:
    """By whom something is to be approved, or to whom it is put for that."""
    if verb.lemma_.lower() in PUTTING:
        return tuple(grammar.under(verb, {"to"}))
    found = (t for p in grammar.children(verb, "agent") for t in grammar.objects_of(p))
    return tuple(t for t in found if t.ent_type_ not in {"DATE", "TIME"})  # "by June"


def _says_whose(approval: Token) -> bool:
    """Whether it is told who is to approve: "shareholders' approval", "the approval of the board"."""
    by = any(c.lower_ in {"of", "from", "by"} for c in grammar.children(approval, "prep"))
    return by or any(c.dep_ in {"poss", "compound", "nmod"} and c.tag_ != "PRP$" for c in below(approval))


def provisos_under(over: Iterable[Token], but: Collection[Token] = ()) -> list[Token]:
    """The verbs of the if-clauses that hang on words, in the order of the text; without those of `but`."""
    found: dict[int, Token] = {}
    for word in over:
        for clause in grammar.children(word, "advcl"):
            if is_proviso(clause) or _is_if(clause):
                found[clause.i] = clause
        found |= {c.i: c for c in grammar.children(word, "ccomp") if is_if_clause(c)}
        for long in filter(is_as_as, grammar.children(word, "advmod")):
            found |= {c.i: c for c in grammar.children(long, "advcl")}
    return [found[i] for i in sorted(found.keys() - {t.i for t in but})]


def _is_if(clause: Token) -> bool:
    marked = any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} and c.i < clause.i for c in below(clause))
    return marked or is_inverted(clause)
