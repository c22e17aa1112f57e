"""Acts: the clauses of a text in which parties deal with each other, the common ground of all its entries.

An act is found at a trigger of the lexicon (verb, noun or adjective). Active, passive, nominal and controlled forms
give the same act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar, modal, nominal, ultimatums, verbal
from communique.extraction.act import Act, People
from communique.extraction.bids import bid_of
from communique.extraction.contents import keys_of
from communique.extraction.words import concepts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

__all__ = ["Act", "find_acts", "in_order"]


def find_acts(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Act, ...]:
    """The acts of a text outside its headings, in the order of their triggers."""
    people = People(cast, statements)
    acts = [act for token in reading.body for act in _at(token, people) if not _is_scheduled(act)]
    if any(concepts().get(token.lemma_.lower()) == "takeover" for token in reading.doc):
        acts = [_with_bid(act, people) for act in acts if not is_of_a_nation(act.doers, people.cast)]
    return tuple(_without_repeats(acts))


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Acts in the order of their triggers."""
    return tuple(sorted(acts, key=lambda act: act.trigger.i))


def _at(token: Token, people: People) -> Iterator[Act]:
    """The acts that a token triggers."""
    if grammar.is_verb(token):
        found = list(verbal.acts_of(token, people))
        yield from found
        yield from modal.acts_of(token, people, other=bool(found))
        yield from modal.provisos_of(token, people)
        yield from ultimatums.acts_of(token, people)
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield from nominal.acts_of(token, people)
    elif token.pos_ == "ADJ":
        yield from nominal.adjectival(token, people)


def is_of_a_nation(doers: Iterable[Token], cast: Cast) -> bool:
    """Whether a people's name stands for one of its firms, nobody says which: "the Norwegians may raise their bid"."""
    named = (d for d in doers if d.ent_type_ == "NORP" and d.tag_ in {"NNPS", "NNS"})
    return any(cast.actor(id).kind == "state" for d in named for id in cast.refer(d))


def _is_scheduled(act: Act) -> bool:
    """Whether an act only says that somebody is to meet: "is due to meet the minister on Friday"."""
    meets = act.content.form == "clause" and act.content.head.lemma_.lower() == "meet"
    return meets and act.act == "plan" and not grammar.is_passive(act.content.head)


def _without_repeats(acts: Iterable[Act]) -> Iterator[Act]:
    """One act a class and content: "called for" may match as a phrase and as a verb."""
    seen: set[tuple[int, int, str]] = set()
    for act in acts:
        key = (act.trigger.i, act.content.head.i, act.act)
        if key not in seen:
            seen.add(key)
            yield act


def _with_bid(act: Act, people: People) -> Act:
    """The act with the bid for a firm that it is on, in a text in which firms are bid for."""
    bid = bid_of(act.content, act.doers, act.act, people.refer)
    content = act.content
    if content.pointer and bid is not None and bid.tells and act.form == "noun":
        content = replace(content, pointer=False, keys=keys_of(content.tokens))
    return replace(act, bid=bid, content=content)
