"""What the bottom line would tell twice: a concession that a proposal tells, a refusal that a demand tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.display.index import Index
from communique.model import Concession, ConcessionStatus, Proposal, ProposalStatus, Span

SETTLED_AS: dict[ConcessionStatus, tuple[ProposalStatus, ...]] = {
    "made": ("agreed", "enacted", "withdrawn", "open", "contested"),
    "offered": ("open", "rejected", "contested"),
    "floated": ("open",),
    "refused": ("rejected",),
}


def doubles_of(index: Index, given: Sequence[Concession], told: Sequence[Proposal]) -> dict[str, Concession]:
    """Concessions that a proposal already tells: in the same words, as far gone, by those who put it forward."""
    doubles: dict[str, Concession] = {}
    for concession in given:
        for proposal in told:
            alike = proposal.status in SETTLED_AS.get(concession.status, ())
            same = _is_by_the_same(concession, proposal) or concession.summary == proposal.summary
            same = same or (proposal.status in {"agreed", "withdrawn"} and _holds(concession, proposal))
            same = same and _overlap(concession.evidence, proposal.evidence)
            if alike and same and proposal.id not in doubles and _share_words(index, concession, proposal):
                doubles[proposal.id] = concession
                break
    return doubles


def _is_by_the_same(concession: Concession, proposal: Proposal) -> bool:
    """Whether who gives is who puts it forward; what is demanded is given by those of whom it is demanded."""
    asked = proposal.kind in {"demand", "condition"} and proposal.status != "withdrawn"
    parties = proposal.addressees if asked else proposal.proponents  # who drops a demand gives ground himself
    return set(concession.by) <= set(parties) if concession.by else not proposal.proponents


def _holds(concession: Concession, proposal: Proposal) -> bool:
    """Whether a concession names what was agreed or dropped in the same words: "miners accepting | a pay cut"."""
    return re.sub(r"^(?:the|an?|[\w ]+[’'](?:s )?) ?", "", proposal.summary) in concession.summary


def is_asked_of_another(concession: Concession, proposals: Sequence[Proposal]) -> bool:
    """Whether a concession is what its giver demands of somebody else by the same words: that is no concession."""
    return any(
        p.kind == "demand"
        and bool(concession.by)
        and set(concession.by) <= set(p.proponents)
        and bool(p.addressees)
        and not set(concession.by) & set(p.addressees)
        and _overlap(concession.evidence, p.evidence)
        and bool(_deeds(concession.summary) & _deeds(p.summary))
        for p in proposals
    )


def _deeds(summary: str) -> set[str]:
    """What may be done by a summary, without who does it: "cutting duties" of "Norland cutting duties"."""
    return {summary[found.start() :] for found in re.finditer(r"\b[a-z]+ing\b", summary)}


def is_asked_again(proposal: Proposal, shown: Sequence[Proposal]) -> bool:
    """Whether those who reject a thing also demand that it be dropped, and nobody else stands on it: once is enough."""
    against = {p.actor for p in proposal.positions if p.stance == "rejects"}
    if proposal.status not in {"rejected", "contested"} or proposal.proponents or not against:
        return False
    if len(against) < len(proposal.positions):
        return False
    return any(p.kind == "demand" and against <= set(p.proponents) and _tells(p, proposal) for p in shown)


def _tells(demand: Proposal, proposal: Proposal) -> bool:
    """Whether the words of a proposal end a demand: "the council scrapping | plans for a dump"."""
    bare = re.sub(r"^(?:the|an?|any|all|its|their|plans? (?:for|to)) ", "", proposal.summary.lower())
    return bare in demand.summary.lower()


def _share_words(index: Index, concession: Concession, proposal: Proposal) -> bool:
    """Whether two summaries have a word in common that is no name: a sentence may tell of two different things."""
    named = {word for actor in index.briefing.actors for word in _stems(" ".join((actor.name, *actor.aliases)))}
    return bool(_stems(concession.summary) & _stems(proposal.summary) - named)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W_]{4,}|\d[\d.,]*", text.lower())}


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)
