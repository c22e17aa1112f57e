"""Offices that speak for themselves: "the presidency in X said", "according to the X presidency", "his office said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, text_of
from communique.extraction.gazetteer import adjective_of
from communique.extraction.grammar import below
from communique.extraction.syntax import part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF = frozenset({"of", "in"})
_HEADS = frozenset({"president"})  # those whose office is a presidency
_HIS = frozenset({"his", "her"})


def find_offices(doc: Doc, entities: list[Entity]) -> list[Entity]:
    """The offices in a text that say something, one entity for each state's; with their other mentions."""
    at = {i: e for e in entities for m in e.mentions for i in range(m.start, m.end)}
    offices: dict[str, Entity] = {}
    for token in doc:
        if token.lemma_.lower() in {"presidency", "office"} and token.i not in at and _speaks(token):
            side = _state_beside(token, at) if token.lemma_.lower() == "presidency" else _state_of_holder(token, at)
            if side is None:
                continue
            name = f"{adjective_of(side.country or side.name, side.names)} presidency"
            office = offices.setdefault(name, Entity("body", name, country=side.country, affiliation=side))
            start = token.left_edge.i
            office.mentions.append(Mention(start, token.i + 1, token.i, False))
            if doc[start].lower_ not in _HIS:
                office.names[text_of(doc, start, token.i + 1)] += 1
    return list(offices.values())


def _speaks(token: Token) -> bool:
    """Whether it is what says something."""
    part, over = part_of(token)
    said = over.lemma_.lower() in table("speech")["verbs"] or over.lower_ == "according"
    return part == "agent" and said and token.tag_ == "NN"


def _state_beside(token: Token, at: dict[int, Entity]) -> Entity | None:
    """The state named in the phrase: "the Marovian presidency", "the presidency in Marovia"."""
    inside = [*token.lefts, *(c for p in token.rights if p.lower_ in _OF for c in below(p))]
    found = [e for c in inside if (e := at.get(c.i)) is not None]
    return found[0] if len(found) == 1 and found[0].sort == "state" else None


def _state_of_holder(token: Token, at: dict[int, Entity]) -> Entity | None:
    """The state whose president's office it is: "his office", "Belik's office"."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner is None:
        return None
    first = token.sent.start
    near = [at[i] for i in range(first, owner.i) if i in at and at[i].sort == "person"]
    holder = (near[-1] if near else None) if owner.lower_ in _HIS else at.get(owner.i)
    if holder is None or holder.role is None or holder.affiliation is None or holder.affiliation.sort != "state":
        return None
    doc = token.doc
    words = {t.lower_ for t in doc[holder.role.start : holder.role.end]}
    return holder.affiliation if _HEADS & words and "vice" not in words else None
