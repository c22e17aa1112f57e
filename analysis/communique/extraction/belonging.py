"""To whom actors belong whose posts do not name it: ministers to their state, units and groups to their firm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.gazetteer import place_codes
from communique.extraction.shapes import lexicon
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BODIES = frozenset({"organization", "unknown"})
_NAMED = _BODIES | {"bloc", "chamber"}
_POSSIBLE = 4  # mentions by which it is told whose a unit is
_REACH = 6  # tokens between a unit and whose it is


def settle_belonging(doc: Doc, actors: list[Entity], found: Mapping[int, tuple[Entity, ...]]) -> None:
    """Give actors of whom nothing nearer is known the one that they belong to, where that is an actor too."""
    at = {i: e for e in actors for m in e.mentions for i in range(m.start, m.end)}
    states = _states(actors)
    named = {name.lower(): e for e in actors if e.sort in _NAMED for name in (e.name, *e.names)}
    for entity in actors:
        if entity.affiliation is not None:
            continue
        if entity.sort == "person":
            side = states.get(entity.country or "") if _is_minister(doc, entity) else None
            side = side or (_owner_in_name(entity, named) if entity.name.split()[-1].islower() else None)
        elif entity.sort in {"group", "body"}:
            side = _owner_in_name(entity, named) or (states.get(entity.country or "") if _is_ministry(entity) else None)
        elif entity.sort in _BODIES:
            side = _owner(doc, entity, at, found) or _state_over(doc, entity, states)
        else:
            side = None
        if side is not None and side is not entity and side.affiliation is not entity:
            entity.affiliation = side


def _states(actors: list[Entity]) -> dict[str, Entity]:
    """Who acts for each country, by its code: its government where that takes part, else the state, else a region's."""
    governments = [e for e in actors if e.sort == "body" and e.name.split()[-1] == "government"]
    regional = [e for e in governments if e.affiliation is None]
    alone = [e for e in regional if sum(e.country == other.country for other in regional) == 1]
    rising = [*alone, *(e for e in actors if e.sort == "state"), *(e for e in governments if e not in regional)]
    return {e.country: e for e in rising if e.country}


def _is_minister(doc: Doc, person: Entity) -> bool:
    """Whether a person's post is one in a state's government: "Foreign Minister", not "shadow home secretary"."""
    role = person.role
    named = person.name.split()[-1][:1].isupper()  # not "Norland's foreign minister"
    told = doc[role.side[0] : role.end].text if role is not None else person.post if named else person.name
    words = (told or person.name).lower().replace("-", " ").split()
    if told is None or lexicon("no_ministers").intersection(words) or any(w.title() in place_codes() for w in words):
        return False
    if words[-1] == "president":
        owned = role is not None and role.start > 0 and doc[role.start - 1].tag_ in {"POS", "PRP$"}
        return len(words) == 1 and told[0].isupper() and not owned
    return words[-1] in {"minister", "chancellor", "premier"} or (
        words[-1] == "secretary" and len(words) > 1 and not lexicon("no_departments").intersection(words)
    )


def _is_ministry(body: Entity) -> bool:
    """Whether a body is one of a government's: "Norwegian foreign ministry"."""
    return key_of(body.name).split()[-1] in {"ministry", "treasury"} or key_of(body.name).split()[0] == "ministry"


def _owner_in_name(entity: Entity, named: Mapping[str, Entity]) -> Entity | None:
    """The body whose people the name tells that they are: "Acme shareholders", "former Acme directors"."""
    for name in (entity.name, *entity.names):
        words = name.lower().replace("'s", "").replace("’s", "").split()
        if words[-1].rstrip("s") not in lexicon("of_bodies"):
            continue
        for start in range(min(len(words) - 1, 3)):
            for end in range(len(words) - 1, start, -1):
                side = named.get(" ".join(words[start:end]))
                if side is not None and side is not entity:
                    return side
    return None


def _state_over(doc: Doc, entity: Entity, states: Mapping[str, Entity]) -> Entity | None:
    """The state that a body is said to be owned by: "state-owned Acme", "the state bank Acme"."""
    side = states.get(entity.country or "")
    if side is None or side.sort != "state":
        return None
    for mention in entity.mentions[:_POSSIBLE]:
        before = [t.lower_ for t in doc[max(mention.start - 4, 0) : mention.start]]
        if "state" in before and ("-" in before or before[-2:-1] == ["state"]):
            return side
    return None


def _owner(
    doc: Doc, entity: Entity, at: Mapping[int, Entity], found: Mapping[int, tuple[Entity, ...]]
) -> Entity | None:
    """The firm of which a body is said to be a unit: "its software unit Acme", "Acme, a subsidiary of Quill"."""
    for mention in entity.mentions[:_POSSIBLE]:
        owner = _whose(doc, mention, at, found)
        if owner is not None and owner is not entity and owner.sort in _BODIES:
            return owner
    return None


def _whose(
    doc: Doc, mention: Mention, at: Mapping[int, Entity], found: Mapping[int, tuple[Entity, ...]]
) -> Entity | None:
    """The bearer of what the words beside a unit's name tell: the one before "'s unit", the one behind "owned by"."""
    units = frozenset(table("firms")["units"])

    def bearer(i: int) -> Entity | None:
        who = (at[i],) if i in at else found.get(i, ())
        return who[0] if len(who) == 1 else None

    behind = doc[mention.end : mention.end + 1]
    beside = [t for t in (*doc[mention.start - 1 : mention.start], *behind) if t.lemma_.lower() in units]
    if beside:  # "its unit Acme", "Quill's Acme brand"
        for i in range(mention.start - 1, max(mention.start - _REACH, doc[mention.start].sent.start - 1), -1):
            if doc[i].tag_ in {"POS", "PRP$"}:
                return bearer(i - (doc[i].tag_ == "POS"))
            if doc[i].tag_[:2] in {"VB", "IN"} or (doc[i].is_punct and doc[i].text != "-"):
                return None
    if behind.text not in {",", "-", "–"}:
        return None
    told = doc[mention.end + 1 : min(mention.end + 1 + _REACH, len(doc))]
    for token in told:
        if token.lemma_.lower() in units:
            of = doc[token.i + 1 : token.i + 4]
            if of.text.startswith("of"):
                return next((e for t in of if (e := bearer(t.i)) is not None), None)
            before = [t for t in told if t.i < token.i and t.tag_ in {"POS", "PRP$"}]
            return bearer(before[0].i - (before[0].tag_ == "POS")) if before else None
        if token.lower_ == "owned" and doc[token.i + 1].lower_ == "by":
            return next((e for t in doc[token.i + 2 : token.i + 4] if (e := bearer(t.i)) is not None), None)
        if token.is_punct and token.text not in {"-", "%"}:
            return None
    return None
