"""Proposals: the acts on one course of action, gathered; kind, status and positions follow from them by a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.extraction.acts import Act
from communique.extraction.contents import Content
from communique.extraction.summaries import summarise
from communique.model import Position, Proposal, Span, entry_id

if TYPE_CHECKING:
    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

MAX_EVIDENCE = 850
CREATORS = frozenset(
    {"propose", "offer", "demand", "agree", "plan", "enact", "float", "condition", "withdraw", "reject", "accept"}
)
PROPONENT_ACTS = frozenset({"propose", "offer", "demand", "plan", "enact", "float", "condition"})


@dataclass
class Course:
    """One course of action and the acts on it, in the order of the text."""

    acts: list[Act] = field(default_factory=list)

    @property
    def contents(self) -> list[Content]:
        return [a.content for a in self.acts if not a.content.pointer]


def gather(acts: Sequence[Act]) -> list[Course]:
    """The acts by their courses of action."""
    courses: list[Course] = []
    for act in acts:
        course = _pointed(act, courses) if act.content.pointer else _alike(act.content, courses)
        if course is None:
            if act.content.pointer:
                continue
            courses.append(course := Course())
        course.acts.append(act)
    return courses


def _alike(content: Content, courses: list[Course]) -> Course | None:
    for course in courses:
        if any(c.head.i == content.head.i for c in course.contents):
            return course
    best, best_score = None, 0.0
    for course in courses:
        score = max((likeness(content, c) for c in course.contents), default=0)
        if score > best_score:
            best, best_score = course, score
    return best if best_score >= 0.6 else None


def likeness(a: Content, b: Content) -> float:
    """How much two contents name the same course of action, 0 to 1."""
    shared = a.keys & b.keys
    if not shared or ("end" in a.keys) != ("end" in b.keys):
        return 0
    if len(shared) < 2 and min(len(a.keys), len(b.keys)) > 1:
        return 0
    return len(shared) / min(len(a.keys), len(b.keys))


def _pointed(act: Act, courses: list[Course]) -> Course | None:
    """What "the offer" or "the deal" points to: the latest course that was called so, or that can be."""
    lemma = act.content.head.lemma_.lower()
    for course in reversed(courses):
        for other in course.acts:
            names = {other.content.head.lemma_.lower()} | (
                {other.content.holder.lemma_.lower()} if other.content.holder else set()
            )
            if lemma in names:
                return course
    if lemma in {"it", "this", "that"}:
        return courses[-1] if courses else None
    return None


def find_proposals(reading: Reading, cast: Cast, acts: Sequence[Act]) -> tuple[Proposal, ...]:
    """The proposals of a text, in the order of their evidence."""
    found: list[Proposal] = []
    for course in gather([a for a in acts if not reading.in_heading(a.trigger.idx)]):
        for proposal in _entry(reading, cast, course, [p.id for p in found]):
            found.append(proposal)
    return tuple(found)


def _entry(reading: Reading, cast: Cast, course: Course, taken: list[str]) -> Iterator[Proposal]:
    creators = [a for a in course.acts if a.act in CREATORS and a.modality != "supposed"]
    if not creators or not course.contents:
        return
    proponents = _unique(id for a in creators if a.act in PROPONENT_ACTS for id in a.agents)
    positions = _positions(reading, course, proponents)
    if not proponents:
        proponents = _unique(id for a in creators if a.act == "agree" for id in a.agents)
        positions = tuple(p for p in positions if p.actor not in proponents)
    addressees = _unique(id for a in course.acts for id in a.addressees if id not in proponents)
    best = max(course.contents, key=lambda c: (len(c.keys), -c.head.i))
    summary = summarise(best, cast, proponents, addressees)
    if len(summary.split()) < 2:
        return
    spans = evidence(reading, [best.head, *(a.trigger for a in creators)])
    yield Proposal(
        id=entry_id("p", spans, taken), summary=summary, kind=kind_of(creators), proponents=proponents,
        addressees=addressees, status=status_of(course.acts), positions=positions,
        reported_by=_unique(id for a in creators for id in a.reported_by), confidence=0.5, evidence=spans,
    )  # fmt: skip


def _unique(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def kind_of(acts: Sequence[Act]) -> str:
    kinds = {"offer": "offer", "demand": "demand", "condition": "condition"}
    return next((kinds[a.act] for a in acts if a.act in kinds), "initiative")


STANCES = {
    "accept": "supports",
    "support": "supports",
    "reject": "rejects",
    "criticise": "rejects",
    "hedge": "hedges",
    "agree": "supports",
}


def _positions(reading: Reading, course: Course, proponents: tuple[str, ...]) -> tuple[Position, ...]:
    found: dict[str, Position] = {}
    for act in course.acts:
        stance = STANCES.get(act.act)
        if stance is None or act.modality not in {"fact", "future"} or (act.act == "agree" and not proponents):
            continue
        if act.negated:
            stance = {"supports": "rejects"}.get(stance)
        if stance is None:
            continue
        for actor in act.agents:
            if actor not in proponents:
                found[actor] = Position(actor=actor, stance=stance, evidence=(sentence(reading, act.trigger),))
    return tuple(found.values())


def status_of(acts: Sequence[Act]) -> str:
    """Where a course of action stands after its acts."""
    yes = any(a.act in {"accept", "agree"} and a.holds for a in acts)
    no = any(a.act == "reject" and a.holds for a in acts)
    if any(a.act == "withdraw" and a.holds for a in acts):
        return "withdrawn"
    if any(a.act == "enact" and a.holds for a in acts):
        return "enacted"
    if yes and no:
        return "contested"
    return "agreed" if yes else "rejected" if no else "open"


def sentence(reading: Reading, token) -> Span:
    return reading.span_of(token.sent)


def evidence(reading: Reading, tokens) -> tuple[Span, ...]:
    """The sentences of the tokens, the first three, as long as they may be."""
    spans: list[Span] = []
    for token in tokens:
        span = sentence(reading, token)
        if (span not in spans and sum(len(s.text) for s in spans) + len(span.text) <= MAX_EVIDENCE) or not spans:
            spans.append(span)
        if len(spans) == 3:
            break
    return tuple(sorted(spans, key=lambda s: s.start))
