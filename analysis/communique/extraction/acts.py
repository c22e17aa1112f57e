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
from communique.extraction.words import concepts, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

RETURNED = frozenset({"plan", "offer", "decide", "agree"})
DATED = frozenset({"due", "set", "schedule", "slate"})
APPEARING = frozenset({
    "report", "speak", "testify", "appear", "brief", "address", "attend", "travel", "arrive", "visit", "fly",
})  # fmt: skip

GAINING = frozenset({"secure", "win", "obtain", "gain", "extract", "wring", "get", "receive"})

__all__ = ["Act", "find_acts", "in_order"]


def find_acts(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Act, ...]:
    """The acts of a text outside its headings, in the order of their triggers."""
    people = People(cast, statements)
    acts = [act for token in reading.body for act in _at(token, people) if not _is_scheduled(act)]
    if any(concepts().get(token.lemma_.lower()) == "takeover" for token in reading.doc):
        acts = [_with_bid(act, people) for act in acts if not is_of_a_nation(act.doers, people.cast)]
    return _with_returns(tuple(_without_repeats(acts)))


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Acts in the order of their triggers."""
    return tuple(sorted(acts, key=lambda act: act.trigger.i))


def _at(token: Token, people: People) -> Iterator[Act]:
    """The acts that a token triggers."""
    if grammar.is_verb(token):
        found = [_as_gained(act, people) for act in verbal.acts_of(token, people) if not _is_for_work(act)]
        yield from found
        kept = [act for act in found if not people.is_actor(act.content)]
        yield from modal.acts_of(token, people, other=not all(_is_to_end(act, people) for act in kept))
        yield from modal.provisos_of(token, people)
        yield from ultimatums.acts_of(token, people)
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield from nominal.acts_of(token, people)
    elif token.pos_ == "ADJ":
        yield from nominal.adjectival(token, people)


def _as_gained(act: Act, people: People) -> Act:
    """The act of those who have given their word, where it is told who got it: "has secured a pledge from Norland"."""
    held = act.content.holder
    gained = act.act == "agree" and act.form == "verb" and act.trigger.lemma_.lower() in GAINING
    if not gained or held is None or lexicon().nouns.get(held.lemma_.lower()) != "offer":
        return act
    givers = tuple(t for o in (act.trigger, held) for t in grammar.under(o, {"from"}))
    content = replace(act.content, doers=givers)
    given, gainers = people.refer(givers), act.agents
    return replace(act, act="offer", content=content, doers=givers, agents=given, owners=given, addressees=gainers)


def _is_for_work(act: Act) -> bool:
    """Whether somebody bids for work, which is no offer of what is named: "invited firms to bid for contracts"."""
    work = act.content.head.lemma_.lower() in {"contract", "tender", "licence", "license", "right", "work"}
    return work and act.trigger.lemma_ == "bid"


def _is_to_end(act: Act, people: People) -> bool:
    """Whether a party is to end something that was no course of action before: "will scrap the entry fee"."""
    own = act.content.holder is None and not act.content.pointer and act.content.form == "noun"
    meant = act.act == "withdraw" and own and not act.negated
    return meant and (act.modality == "future" or modal.is_pledged(act.trigger, people))


def is_of_a_nation(doers: Iterable[Token], cast: Cast) -> bool:
    """Whether a people's name stands for one of its firms, nobody says which: "the Norwegians may raise their bid"."""
    named = (d for d in doers if d.ent_type_ == "NORP" and d.tag_ in {"NNPS", "NNS"})
    return any(cast.actor(id).kind == "state" for d in named for id in cast.refer(d))


def _is_scheduled(act: Act) -> bool:
    """Whether an act only says that somebody is to meet, vote or appear: "is due to meet the minister on Friday"."""
    verb = act.content.head
    if act.content.form != "clause" or act.act not in {"plan", "offer"} or grammar.is_passive(verb):
        return False
    reported = {t.lemma_.lower() for t in grammar.patients(verb)} & {"result", "account", "figure", "earnings"}
    issued = verb.lemma_.lower() in {"publish", "release", "announce", "report", "post", "unveil", "issue"}
    if reported and issued and act.form == "modal":
        return True
    if act.act != "plan":
        return False
    if act.trigger.lemma_.lower() in DATED and verb.lemma_.lower() in APPEARING:
        return True
    votes = verb.lemma_.lower() == "vote" and any(c.lower_ == "on" for c in grammar.children(verb, "prep"))
    return verb.lemma_.lower() == "meet" or votes


def _without_repeats(acts: Iterable[Act]) -> Iterator[Act]:
    """One act a class and content: "called for" may match as a phrase and as a verb."""
    acts = tuple(acts)
    meant = {a.content.head.i for a in acts if a.act in RETURNED and a.content.form == "clause"}
    seen: set[tuple[int, int, str]] = set()
    for act in acts:
        if act.act == "demand" and act.trigger.lemma_.lower() == "seek" and act.trigger.i in meant:
            continue  # who "announced that he would seek a recount" announced just that
        if act.act == "demand" and act.trigger.lemma_.lower() == "invite" and act.trigger.i in meant:
            continue  # "invited both sides to Oslo for talks" is one invitation
        key = (act.trigger.i, act.content.head.i, act.act)
        if key not in seen:
            seen.add(key)
            yield act


def _with_returns(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts, what one side undertakes "in return" right after the other has agreed to something agreed by both."""
    found = list(acts)
    last: int | None = None
    for n, act in enumerate(acts):
        given = (
            last is not None and act.act in RETURNED and act.holds and bool(act.agents) and is_in_return(act.trigger)
        )
        if given and last is not None and _follows(acts[last].trigger, act.trigger):
            one, other = found[last], act.agents
            both = tuple(dict.fromkeys((*one.agents, *one.company, *other)))
            found[last] = replace(one, act="agree", company=both)
            found[n] = replace(act, act="agree", company=both)
        elif act.act in {"agree", "accept"} and act.form == "verb" and act.holds and act.agents:
            last = n
    return tuple(found)


def _follows(first: Token, then: Token) -> bool:
    """Whether a word stands in the sentence of another or in the next."""
    end = first.sent.end
    return then.i < end or (end < len(first.doc) and first.doc[end].sent.start == then.sent.start)


def is_in_return(verb: Token) -> bool:
    """Whether a clause says what the other side does in an exchange: "will in turn", "in return, the firm will"."""
    return any(
        c.lower_ == "in" and c.i + 1 < len(c.doc) and c.nbor(1).lower_ in {"return", "turn", "exchange"}
        and (c.i + 2 >= len(c.doc) or c.nbor(2).lower_ != "for")
        for over in (verb, verb.head, *grammar.children(verb, "nsubj"))
        for c in grammar.children(over, "prep")
    )  # fmt: skip


def _with_bid(act: Act, people: People) -> Act:
    """The act with the bid for a firm that it is on, in a text in which firms are bid for."""
    bid = bid_of(act.content, act.doers, act.act, people.refer)
    content = act.content
    if bid is not None and act.act == "reject" and act.form == "verb" and not bid.bidders and act.reported_by:
        said = frozenset(act.reported_by) - {*act.agents, *bid.targets}  # "X said that Y had rejected a deal"
        firms = all(people.actor(id).kind == "organization" for id in said) and not content.pointer
        bid = replace(bid, bidders=said) if firms else bid
    if content.pointer and bid is not None and bid.tells and act.form == "noun":
        content = replace(content, pointer=False, keys=keys_of(content.tokens))
    return replace(act, bid=bid, content=content)
