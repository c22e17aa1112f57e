"""Concessions: what a party gives, gives up or softens, or offers, is asked or refuses to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.acts import Act, match_tail
from communique.extraction.contents import Content, content_of
from communique.extraction.evidence import clause_spans
from communique.extraction.modality import modality_of
from communique.extraction.proposals import likeness
from communique.extraction.summaries import summarise
from communique.extraction.words import Trigger, table
from communique.model import Concession, ConcessionStatus, entry_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

BY_ACT: dict[str, ConcessionStatus] = {
    "agree": "made", "accept": "made", "enact": "made", "offer": "offered", "propose": "offered", "plan": "made", "decide": "made", "want": "floated", "ready": "offered", "oppose": "refused",
    "float": "floated", "demand": "demanded", "reject": "refused", "hedge": "floated", "threaten": "floated", "obliged": "demanded",
}  # fmt: skip


@dataclass(frozen=True)
class Giving:
    """A concession found: its content, who gives and gains (heads of noun phrases), how far it went."""

    content: Content
    trigger: Token
    status: ConcessionStatus
    givers: tuple[str, ...]
    gainers: tuple[str, ...]
    reported_by: tuple[str, ...]
    strong: bool


def find_concessions(reading: Reading, cast: Cast, acts: Sequence[Act]) -> tuple[Concession, ...]:
    """The concessions of a text, in its order."""
    kept: list[Giving] = []
    for giving in _givings(reading, cast, acts):
        if not any(
            giving.content.head.i == k.content.head.i or likeness(giving.content, k.content) >= 0.6 for k in kept
        ):
            kept.append(giving)
    found: list[Concession] = []
    for giving in kept:
        summary = summarise(giving.content, cast, giving.givers, giving.gainers)
        if len(summary.split()) < 2:
            continue
        spans = clause_spans(reading, [giving.trigger])
        found.append(
            Concession(
                id=entry_id("c", spans, [c.id for c in found]), summary=summary, by=giving.givers, to=giving.gainers,
                status=giving.status, reported_by=giving.reported_by, confidence=0.7 if giving.strong else 0.5, evidence=spans,
            )
        )  # fmt: skip
    return tuple(found)


def _givings(reading: Reading, cast: Cast, acts: Sequence[Act]) -> Iterator[Giving]:
    by_head: dict[int, list[Act]] = {}
    for act in acts:
        by_head.setdefault(act.content.head.i, []).append(act)
    data = table("concessions")
    strong, weak = set(data["verbs"]["strong"]), set(data["verbs"]["weak"])
    for token in reading.doc:
        if reading.in_heading(token.idx) or not grammar.is_verb(token):
            continue
        is_strong = any(_says(token, phrase) for phrase in strong)
        if not is_strong and not any(_says(token, phrase) for phrase in weak):
            continue
        yield from _giving(token, by_head.get(token.i, []), is_strong, cast)


def _says(verb: Token, phrase: str) -> bool:
    first, *tail = phrase.split()
    return verb.lemma_.lower() == first and match_tail(verb, Trigger("", tuple(tail))) is not None


def _giving(verb: Token, acts: list[Act], strong: bool, cast: Cast) -> Iterator[Giving]:
    content = content_of(verb)
    if content is None:
        return
    over = next((a for a in acts if a.act in BY_ACT and a.form != "modal"), None)
    givers = tuple(dict.fromkeys(i for t in grammar.subjects(verb) for i in cast.refer(t)))
    if over is None:
        if not strong or not givers:
            return
        modality = modality_of(verb)
        status: ConcessionStatus = {"fact": "made", "future": "made", "required": "demanded"}.get(modality, "floated")
        if grammar.is_negated(verb):
            status = "refused"
        yield Giving(content, verb, status, givers, (), (), strong)
        return
    if over.act == "demand" and not strong:
        return
    status = BY_ACT[over.act]
    if over.negated:
        status = "refused"
    elif over.modality in {"possible", "supposed"} and status in {"made", "offered"}:
        status = "floated"
    givers = givers or over.agents
    if not givers:
        return
    gainers = tuple(a for a in over.addressees if a not in givers)
    yield Giving(content, over.trigger, status, givers, gainers, over.reported_by, strong)
