"""Ultimatums: "gave the firm until Friday to repay the loan", "has until May to reply": a demand with its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act, People
from communique.extraction.contents import content_of
from communique.extraction.grammar import below
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

UNTIL = frozenset({"until", "till"})
OWN_STEPS = frozenset({
    "file", "appeal", "apply", "lodge", "bid", "register", "enter", "decide", "respond", "reply", "answer", "comment",
    "object", "match", "exercise", "walk", "accept", "vote", "choose", "tender",
})  # fmt: skip
FILED = frozenset({"appeal", "objection", "application", "claim", "submission", "option", "decision"})
GIVING = frozenset({"give", "have", "set", "grant", "impose"})
PERIODS = frozenset({"hour", "day", "week", "month", "year"})


def acts_of(verb: Token, people: People) -> Iterator[Act]:
    """The demand of a verb that sets somebody a time for doing something."""
    lemma = verb.lemma_.lower()
    if lemma not in GIVING or grammar.is_negated(verb) or not _sets_time(verb):
        return
    passive = grammar.is_passive(verb)
    asked = grammar.subjects(verb) if lemma == "have" else grammar.patients(verb)
    datives = [t for d in grammar.children(verb, "dative") for t in (d, *grammar.objects_of(d)) if t.pos_ != "ADP"]
    asked = [t for t in (*datives, *asked) if t.lemma_.lower() not in PERIODS | {"deadline"}]
    asked = asked if lemma == "have" else asked[:1]
    if any(t.lower_.endswith(("self", "selves")) for t in asked):
        return  # "have given themselves until June to agree"
    doers = grammar.subjects(verb) if lemma != "have" and not passive else grammar.by_phrase(verb)
    for clause in grammar.children(verb, "advcl", "xcomp", "acl") if asked else ():
        content = content_of(clause)
        if lemma == "have" and _is_own_step(clause):
            continue
        if content is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in below(clause)):
            yield people.act("demand", "verb", verb, replace(content, doers=tuple(asked)), doers, asked)
            return


def _is_own_step(verb: Token) -> bool:
    """Whether nobody asks for what somebody has time for: "has until May to appeal", "… to make a firm offer"."""
    brought = {t.lemma_.lower() for t in grammar.patients(verb)}
    return verb.lemma_.lower() in OWN_STEPS or bool(brought & (words("bids") | FILED))


def _sets_time(verb: Token) -> bool:
    until = any(c.lower_ in UNTIL and grammar.children(c, "pobj") for c in grammar.children(verb, "prep"))
    counted = (o for o in grammar.children(verb, "dobj") if o.lemma_.lower() in PERIODS)
    deadline = any(o.lemma_.lower() == "deadline" for o in grammar.patients(verb))
    return until or deadline or any(grammar.children(o, "nummod") for o in counted)
