"""Stances: where actors stand on proposals, settled once all proposals of a text are known.

The acts of a course of action give the positions of those whose words name it. What is left are the acts whose words
only point ("backed the idea", "rejected it", "voted against") or name it in other words: each is joined here to the
proposal that it means, the nearest before it that fits, or to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.addressees import with_counterparts, with_parties
from communique.extraction.courses import effects
from communique.extraction.evidence import sentence_of
from communique.extraction.topics import Topics, is_pointing
from communique.extraction.words import table, words
from communique.model import Position, Proposal, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

TAKEN = frozenset({"accept", "assent", "support", "reject", "oppose", "criticise", "condemn", "hedge", "agree"})
COURTS = frozenset({"court", "claim", "lawsuit", "suit", "case", "ruling", "judge", "tribunal"})


@dataclass
class Stand:
    """What is known of one proposal while the acts are gone through: positions, who answered, an answer by nobody."""

    positions: dict[str, Position]
    answerers: list[str] = field(default_factory=list)
    unsaid: Span | None = None


def settle(reading: Reading, cast: Cast, acts: Sequence[Act], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with the positions that `acts` tell of besides those already found, and whom they are put to."""
    proposals = with_counterparts(proposals, cast)
    topics = Topics(reading, cast, proposals)
    shown = _shown(reading, acts)
    stands = {p.id: Stand({x.actor: x for x in p.positions if _is_shown(x, shown)}) for p in proposals}
    told: dict[tuple[str, int], list[Stand]] = {}  # by actor and sentence, whose positions rest on it
    for stand in stands.values():
        for position in stand.positions.values():
            told.setdefault((position.actor, position.evidence[0].start), []).append(stand)
    for act in acts:
        stance = stance_of(act)
        topic = topics.meant(act) if stance is not None else None
        evidence = sentence_of(reading, act.trigger)
        if stance is None or topic is None or (act.bid is not None and _is_told(told, act, evidence.start)):
            continue
        topic.answered = True
        topic.hear(topics.number(act.trigger))
        own = stands[topic.proposal.id]
        in_court = not topic.words.isdisjoint(COURTS)  # where a court has refused, not the other side
        asked = () if in_court else topic.proposal.addressees
        actors = holders(act, cast, topic.proposal, asked)
        if not (actors or act.doers or in_court) and act.act == "reject" and grammar.is_passive(act.trigger):
            own.unsaid = evidence
        for actor in actors:
            if is_pointing(act.content) and act.bid is None:
                _forget(told.pop((actor, evidence.start), []), own, actor)
            if actor not in topic.proposal.proponents:
                own.answerers += [actor] if act.act in {"accept", "reject"} else []
                refused = stance == "hedges" and (actor, "rejects", evidence.start) in shown
                position = Position(actor=actor, stance="rejects" if refused else stance, evidence=(evidence,))
                _take(own.positions, position, act)
                if own.positions[actor].evidence[0] == evidence:
                    told.setdefault((actor, evidence.start), []).append(own)
    answered = with_counterparts([_answered(p, stands[p.id]) for p in proposals], cast)
    return tuple(with_parties(_settled(p, stands[p.id])) for p in answered)


def _shown(reading: Reading, acts: Sequence[Act]) -> frozenset[tuple[str, Stance, int]]:
    """Which actors show which stance in which sentence (by its first character), as far as acts tell."""
    found = ((act, stance) for act in acts if (stance := stance_of(act)) is not None)
    return frozenset((id, stance, sentence_of(reading, a.trigger).start) for a, stance in found for id in a.agents)


def _is_shown(position: Position, shown: frozenset[tuple[str, Stance, int]]) -> bool:
    return (position.actor, position.stance, position.evidence[0].start) in shown


def _answered(proposal: Proposal, stand: Stand) -> Proposal:
    """The proposal put to those who answered it, where the text names nobody else."""
    if proposal.addressees or not proposal.proponents:
        return proposal
    return proposal.model_copy(update={"addressees": tuple(dict.fromkeys(stand.answerers))})


def _settled(proposal: Proposal, stand: Stand) -> Proposal:
    """The proposal with its positions; what "was rejected" by nobody in particular was so by whom it was put to."""
    positions = {id: x for id, x in stand.positions.items() if id not in proposal.proponents}
    if stand.unsaid is not None:
        for id in proposal.addressees[:1] if len(proposal.addressees) == 1 else ():
            positions.setdefault(id, Position(actor=id, stance="rejects", evidence=(stand.unsaid,)))
    return proposal.model_copy(update={"positions": tuple(positions.values())})


def _take(positions: dict[str, Position], position: Position, act: Act) -> None:
    """Adds a position; an answer displaces an earlier hedge, and what is accepted only in principle is hedged."""
    before = positions.setdefault(position.actor, position)
    answered = before.stance == "hedges" and act.act in {"accept", "reject"}
    in_part = position.stance == "hedges" and act.act in {"accept", "support"} and before.evidence == position.evidence
    if answered or in_part:
        positions[position.actor] = position


def stance_of(act: Act) -> Stance | None:
    """The stance that an act shows; None where it shows none or did not take place."""
    if act.trigger.head.lemma_.lower() == "threaten":
        return None
    if _on_terms(act):
        return "hedges"
    refused = act.negated and act.modality == "possible"  # "would not accept it", "cannot support it"
    if act.act not in TAKEN or (act.modality in {"supposed", "possible", "required"} and not refused):
        return None
    if act.form == "noun" and act.act in {"agree", "accept", "support"}:
        return None
    if act.act == "agree" and act.trigger.lemma_.lower() not in _words("consenting"):
        return None  # who signs a deal is a party to it
    hesitant = table("opinions")["hesitant"]["hedge"]
    if act.trigger.lemma_.lower() in hesitant or act.trigger.head.lemma_.lower() in hesitant:
        return "hedges"
    effect = effects()[act.act]
    stance = effect.denied if act.negated else effect.stance
    return "hedges" if stance == "supports" and _qualified(act.trigger) else stance


def _on_terms(act: Act) -> bool:
    """Whether somebody would accept a thing if something else came about: "she would back the plan if …"."""
    yes = act.act in {"accept", "support", "agree"} and act.form == "verb" and not act.negated
    clauses = grammar.children(act.trigger, "advcl") if yes and act.modality == "possible" else []
    return any(c.dep_ == "mark" and c.lower_ in {"if", "provided", "unless"} for v in clauses for c in v.children)


def _qualified(trigger: Token) -> bool:
    """Whether something is accepted in part or on terms only: "approved it in principle"."""
    return any(
        c.lower_ in {"in", "with"} and {t.lemma_.lower() for t in c.children} & _words("qualifying")
        for c in trigger.children
    )


def holders(act: Act, cast: Cast, proposal: Proposal, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Who takes the stance; where a passive names nobody, the one who was `asked`."""
    if act.agents:
        return _answering(act, proposal) or act.agents
    named = (id for doer in act.doers for over in _other_names(doer) for id in cast.refer(over))
    if found := tuple(dict.fromkeys(named)):
        return found
    if not act.doers and not grammar.is_passive(act.trigger):
        return _sayers(act.trigger, cast)
    unsaid = act.form == "verb" and not act.doers and grammar.is_passive(act.trigger)
    if unsaid and act.act in {"accept", "reject"} and len(asked) == 1:
        return asked
    return ()


def _answering(act: Act, proposal: Proposal) -> tuple[str, ...]:
    """Whom a pronoun means that seems to mean a proponent, where the other side answers: "asked it … It refused"."""
    pronoun = len(act.doers) == 1 and act.doers[0].tag_ == "PRP"
    answers = pronoun and act.act in {"accept", "reject"} and set(act.agents) <= set(proposal.proponents)
    return proposal.addressees if answers and len(proposal.addressees) == 1 else ()


def _other_names(doer: Token) -> Iterator[Token]:
    """Who else a noun phrase without a name may be: "the firm is the latest shareholder to object"."""
    if doer.dep_ == "attr":
        yield from grammar.subjects(doer.head)
    if doer.lemma_.lower() in words("partitives"):
        yield from (t for p in grammar.children(doer, "prep") for t in grammar.children(p, "pobj"))


def _sayers(trigger: Token, cast: Cast) -> tuple[str, ...]:
    """Who says what a clause says, where only a part of a group does: "a number of investors said that …"."""
    for verb in trigger.ancestors:
        if verb.lemma_.lower() in words("says") and not grammar.is_passive(verb):
            named = (id for sayer in grammar.subjects(verb) for over in _other_names(sayer) for id in cast.refer(over))
            return tuple(dict.fromkeys(named))
    return ()


def _forget(told: Sequence[Stand], kept: Stand, actor: str) -> None:
    """Takes a position on the same words from the proposals that they do not mean."""
    for stand in told:
        if stand is not kept:
            stand.positions.pop(actor, None)


def _is_told(told: Mapping[tuple[str, int], Sequence[Stand]], act: Act, start: int) -> bool:
    """Whether somebody's position stands on the words of an act already."""
    return any(actor in stand.positions for actor in act.agents for stand in told.get((actor, start), ()))


@cache
def _words(name: str) -> frozenset[str]:
    """The list `name` under `meant` in `opinions.toml`."""
    return frozenset(table("opinions")["meant"].get(name, ()))
