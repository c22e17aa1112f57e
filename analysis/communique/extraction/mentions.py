"""Mentions: how a text comes back to a course of action: by "the plan", by "it", by ", a demand that …".

What words can do so, and whether they only point; which course they mean, topics.py says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of
from communique.extraction.grammar import below
from communique.extraction.opinions import pointer
from communique.extraction.remarks import BREAKS, is_by_the_way
from communique.extraction.words import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act

KNOWN = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "such"})
UNDETERMINED = frozenset({"a", "an", "any", "another", "no", "every"})
PLAIN = frozenset({"det", "poss", "predet", "amod", "punct", "relcl"})
BARE = frozenset({"it", "this", "that", "them", "these", "those", "which", "both"})


def kind_named(act: Act) -> Content | None:
    """What kind of course a judgement calls what it is said of: "this is a great *deal*"."""
    noun = act.trigger.head
    named = act.form == "adjective" and act.trigger.dep_ == "amod" and noun.dep_ == "attr"
    return pointer(noun) if named and noun.lemma_.lower() in meant_by("deals") else None


def candidates(act: Act) -> Iterator[Content]:
    """What may name the proposal of an act: its content, what a clause is done to, for an opinion the sentence's nouns.

    "Refused to join the truce" is on the truce, "said of the deal that its terms were fair" on the deal.
    """
    yield act.content
    if act.content.form == "clause" and not act.content.pointer:
        for thing in grammar.patients(act.content.head):
            content = content_of(thing)
            if content is not None:  # "called for the plan to be scrapped": on the plan
                yield content if content.head != act.content.head else pointer(thing)
    if act.form == "adjective":
        for noun in act.trigger.sent:
            if noun.lemma_.lower() in words("pointers") and any(c.lower_ in KNOWN for c in below(noun)):
                content = content_of(noun)
                if content is not None and content.head != act.content.head:
                    yield content


def is_somebody(content: Content) -> bool:
    """Whether what is spoken of is whoever has put something forward: "threw its weight behind *the minister*"."""
    return content.doers == (content.head,)


@cache
def loose() -> frozenset[str]:
    """Nouns that may mean any course that was just spoken of: "the draft", "the idea"."""
    return meant_by("loose") | meant_by("anything")


@cache
def names_of_courses() -> frozenset[str]:
    """Nouns that may point to what has been put forward: "the plan", "the invitation", "the draft"."""
    meant = ("news", "anything", "loose", "demand", "condition", "offer", "deals", "central", "price")
    return words("pointers").union(*map(meant_by, meant))


def points(content: Content) -> bool:
    """Whether a content only points to what is being discussed: "it", "the arrangement", "that text"."""
    head = content.head
    verb = content.pointer and grammar.is_verb(head)
    if head.lower_ in BARE or verb or is_by_the_way(head) or is_somebody(content):
        return True
    known = any(c.dep_ in {"det", "poss", "predet"} and c.lower_ in KNOWN for c in below(head))
    return is_any(content) or (
        known
        and head.lemma_.lower() in names_of_courses()
        and (content.pointer or all(c.dep_ in PLAIN or _is_astray(c) for c in below(head)))
    )


def is_pointing(content: Content) -> bool:
    """Whether a content has no words of its own: "it", "the move", "both plans"."""
    return content.pointer or content.head.lower_ in BARE or (content.form == "noun" and _is_bare(content))


def _is_bare(content: Content) -> bool:
    """Whether a noun phrase is a known thing named by one noun of a course, whatever adjectives it has."""
    head = content.head
    if head.lemma_.lower() not in words("pointers") | meant_by("news"):
        return False
    known = any(c.dep_ in {"det", "poss", "preconj", "predet"} and c.lower_ in KNOWN for c in below(head))
    return known and all(
        c.dep_ in {"det", "poss", "preconj", "predet", "amod", "punct"} or c.tag_ == "VBG" or _is_astray(c)
        for c in below(head)
    )


def _is_astray(prep: Token) -> bool:
    """Whether the parser hangs on a noun what says how or when its verb is done: "accepted the plan | in principle"."""
    told = grammar.children(prep, "pobj") if prep.dep_ == "prep" else []
    return any(t.ent_type_ in {"DATE", "TIME"} or t.lemma_.lower() in meant_by("manner") for t in told)


def is_aside(content: Content) -> bool:
    """Whether a noun phrase speaks by the way of what its sentence has just named: ", a condition that they accept"."""
    first = content.head.left_edge
    if content.head.lower_ == "which":
        return True
    told = bool(grammar.children(content.head, "relcl", "acl")) and any(
        c.lower_ in {"a", "an"} for c in below(content.head)
    )
    return told and content.pointer and (content.head.dep_ in {"appos", "attr"} or _after_comma(first))


def _after_comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in BREAKS


def is_undetermined(content: Content) -> bool:
    """Whether it is one of many ("a plan"), not one that is known."""
    before = {c.lower_ for c in below(content.head)}
    new = content.head.tag_ == "NNS" and not before & KNOWN and bool(before & {"new", "further", "more", "other"})
    return new or (bool(before & UNDETERMINED) and "such" not in before)  # "would oppose new measures"


def is_any(content: Content) -> bool:
    """Whether a content is any course of its kind: "any deal", "any proposed takeover"."""
    head = content.head
    told = content.form == "noun" and any(c.lower_ == "any" for c in below(head))
    if told and head.lemma_.lower() not in words("bids") and grammar.children(head, "prep"):
        return False  # "ruled out any rise in the subsidy" is on no strike
    return told and head.lemma_.lower() in names_of_courses() | words("bids") and not grammar.children(head, "relcl")


def is_one_of_its_kind(content: Content) -> bool:
    """Whether a content is a bid, whoever makes it: "is against *a sale*"."""
    head = content.head
    plain = content.form == "noun" and [c.lower_ for c in below(head)] in (["a"], ["an"])
    return plain and (head.lemma_.lower() == "sale" or is_bid(content))


def is_bid(content: Content) -> bool:
    """Whether a content is a bid for a firm."""
    return content.form == "noun" and content.head.lemma_.lower() in words("bids") - {"deal", "proposal"}


def is_put_to(content: Content) -> bool:
    """Whether a content is called something that is put to somebody: "thanked Norland for *the offer*"."""
    known = meant_by("offer") | meant_by("demand") | {"proposal", "idea", "suggestion"}
    return content.head.lemma_.lower() in known


@cache
def meant_by(name: str) -> frozenset[str]:
    """The list `name` under `meant` in `opinions.toml`."""
    return frozenset(table("opinions")["meant"].get(name, ()))
