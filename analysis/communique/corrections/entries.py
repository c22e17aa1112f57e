"""Entries of a briefing as corrections see them: where they stand, whom they name, how two of them become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from communique.corrections.kinds import Entry
from communique.model import (
    ENDS,
    Actor,
    Briefing,
    Concession,
    Model,
    Position,
    Proposal,
    ProposalStatus,
    Span,
    Statement,
    status_after,
)

Swap = Callable[[str], str | None]
T = TypeVar("T")
M = TypeVar("M", bound=Model)


def entries_of(briefing: Briefing) -> dict[str, Entry]:
    """All entries of a briefing by id, in its order."""
    groups: tuple[tuple[Entry, ...], ...] = (
        briefing.actors,
        briefing.statements,
        briefing.proposals,
        briefing.concessions,
    )
    return {entry.id: entry for group in groups for entry in group}


def words_of(entry: Entry) -> tuple[Span, ...]:
    """The words of the article that carry an entry."""
    if isinstance(entry, Actor):
        return entry.mentions
    return (entry.content,) if isinstance(entry, Statement) else entry.evidence


def start_of(entry: Entry) -> int:
    """Where the first of an entry's words stand, in characters; an entry without words counts as the last."""
    return min((span.start for span in words_of(entry)), default=2**62)


def refer(entry: Entry, swap: Swap) -> Entry:
    """The entry with each id that it names put through `swap`; where that gives None the reference goes."""

    def each(ids: tuple[str, ...]) -> tuple[str, ...]:
        return unique(new for id in ids if (new := swap(id)) is not None)

    def one(id: str | None) -> str | None:
        return None if id is None else swap(id)

    if isinstance(entry, Actor):
        side = one(entry.affiliation)
        return changed(entry, affiliation=None if side == entry.id else side)
    if isinstance(entry, Statement):
        return changed(entry, speaker=one(entry.speaker))
    if isinstance(entry, Concession):
        return changed(
            entry,
            by=each(entry.by),
            to=each(entry.to),
            reported_by=each(entry.reported_by),
            in_return_for=one(entry.in_return_for),
        )
    moved = tuple(changed(p, actor=new) for p in entry.positions if (new := swap(p.actor)) is not None)
    proponents = each(entry.proponents)
    return changed(
        entry,
        proponents=proponents,
        addressees=each(entry.addressees),
        reported_by=each(entry.reported_by),
        positions=entry.positions if moved == entry.positions else one_each(moved, proponents),
    )


def changed(model: M, **fields: Any) -> M:
    """The model with other values, itself if they are the same."""
    return model if all(getattr(model, k) == v for k, v in fields.items()) else model.model_copy(update=fields)


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Items in their order, each once."""
    found: list[T] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def together(*groups: tuple[Span, ...]) -> tuple[Span, ...]:
    """All spans, each once, in the order of the text."""
    return tuple(sorted(unique(span for group in groups for span in group), key=lambda span: (span.start, span.end)))


def one_each(positions: tuple[Position, ...], proponents: tuple[str, ...]) -> tuple[Position, ...]:
    """One position an actor: what it said last in the text holds; that proponents support their own is left out."""
    held: dict[str, Position] = {}
    for position in positions:
        before = held.get(position.actor)
        if before is None:
            held[position.actor] = position
        elif before.stance == position.stance:
            held[position.actor] = changed(before, evidence=together(before.evidence, position.evidence))
        elif max(s.start for s in position.evidence) > max(s.start for s in before.evidence):
            held[position.actor] = position
    return tuple(p for p in held.values() if not (p.actor in proponents and p.stance == "supports"))


def merged(kept: Any, other: Any) -> Any:
    """`kept` with all that `other` has and it has not; what they answer differently stays as `kept` has it."""
    if isinstance(kept, Actor):
        return _one_actor(kept, other)
    same = {
        "reported_by": unique((*kept.reported_by, *other.reported_by)),
        "when": kept.when or other.when,
        "event": kept.event or other.event,
        "confidence": max(kept.confidence, other.confidence),
        "evidence": together(kept.evidence, other.evidence),
    }
    if isinstance(kept, Concession):
        return changed(
            kept,
            by=unique((*kept.by, *other.by)),
            to=unique((*kept.to, *other.to)),
            in_return_for=kept.in_return_for or other.in_return_for,
            **same,
        )
    proponents = unique((*kept.proponents, *other.proponents))
    return changed(
        kept,
        proponents=proponents,
        addressees=unique((*kept.addressees, *other.addressees)),
        positions=one_each((*kept.positions, *other.positions), proponents),
        conditions=unique((*kept.conditions, *other.conditions)),
        deadline=kept.deadline or other.deadline,
        **same,
    )


def _one_actor(kept: Actor, other: Actor) -> Actor:
    sides = [side for side in (kept.affiliation, other.affiliation) if side not in (None, kept.id, other.id)]
    names = unique((*kept.aliases, other.name, *other.aliases))
    return changed(
        kept,
        aliases=tuple(name for name in names if name != kept.name),
        role=kept.role or other.role,
        affiliation=sides[0] if sides else None,
        country=kept.country or other.country,
        mentions=together(kept.mentions, other.mentions),
    )


def standing(proposal: Proposal, before: tuple[Position, ...]) -> ProposalStatus:
    """The status that follows from a proposal's positions, where they are no longer those `before`.

    What was enacted or withdrawn stays so: that is an act, no answer. Parties that struck a deal count as in favour.
    """
    stances = {position.stance for position in proposal.positions}
    struck = proposal.status == "agreed" and not any(p.stance == "supports" for p in before)
    accepted = "supports" in stances or (struck and len(proposal.proponents) > 1)
    answers: list[ProposalStatus] = [proposal.status] if proposal.status in ENDS else []
    answers += ["rejected"] if "rejects" in stances else []
    answers += ["agreed"] if accepted and ("rejects" in stances or "hedges" not in stances) else []
    return status_after(answers)
