"""Where actors belong: the bodies and states of people, and the country that a text makes plain; else none.

A wrong country is worse than none. What an actor's own words say goes first; what the article is set in is taken only
for those of a country's public life, in an article about that, and never for those whose words point elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity
from communique.extraction.gazetteer import Known, state_of, states
from communique.extraction.names import is_capital, lexicon
from communique.extraction.roles import is_post
from communique.extraction.syntax import part_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FOREIGN = {"GBR": frozenset({"president", "senator", "congressman"})}  # posts that a country does not have
_DESCRIPTIVE = frozenset({"NN", "NNS", "JJ", "JJS", "NNP", "NNPS", "POS", "HYPH", "VBN", "VBG", ",", "RBS"})
_LEAD = 70  # tokens: headline and first sentences, which tell where an article is set
_CLEAR = 1.5  # a state named this much more than the next one is the one that "the government" is of
_NAMED = 2  # a state named less is only mentioned
_NEAR = 60  # tokens that "its" looks back over
_MOSTLY = 0.6  # the share of mentions of states that are of the one that an article is set in
_OWNERS = frozenset({"organization", "unknown", "state", "bloc", "body", "chamber"})
_PLACED = frozenset({"people", "state", "capital"})


def home_of(entities: list[Entity], known: list[Known], at_home: str | None) -> Entity | None:
    """The state that a bare "government" is of: the one at home, or the one that is named first and most.

    A capital by itself may be but a place ("a London court").
    """
    found = [e for e in entities if e.sort == "state"]
    if at_home is not None:
        state = next((e for e in found if e.country == at_home), None)
        return state or Entity("state", states()[at_home].name, country=at_home)
    capitals = {i for k in known if k.sort == "capital" for i in range(k.start, k.end)}
    weight = {
        id(e): sum((3 if m.start < _LEAD else 1) * (0.5 if m.head in capitals else 1) for m in e.mentions)
        for e in found
    }
    found.sort(key=lambda e: -weight[id(e)])
    if (
        not found
        or weight[id(found[0])] < _NAMED
        or (len(found) > 1 and weight[id(found[0])] < _CLEAR * weight[id(found[1])])
    ):
        return None
    return found[0]


def affiliate(doc: Doc, entities: list[Entity], known: list[Known]) -> None:
    """Give people the body or state that their words name, and all the country that their own words tell."""
    at = {i: e for e in entities for m in e.mentions for i in range(m.start, m.end)}
    known_at = {i: k for k in known for i in range(k.start, k.end)}
    state_at = {e.country or e.name: e for e in entities if e.sort == "state"}
    for entity in entities:
        if entity.sort == "person":
            _side(doc, entity, at, known_at, state_at)
        elif entity.sort in {"organization", "unknown"} and entity.country is None:
            hit = _state_of_organization(doc, entity, known_at)
            if hit is not None:
                entity.country = state_of(hit.key).code or None
                entity.elsewhere = True


def settle_countries(doc: Doc, entities: list[Entity], home: Entity | None, at_home: str | None) -> None:
    """Give people the country of their body, and those of a country's public life that which the article is set in."""
    setting = home if home is not None and (at_home is not None or _sole(doc, entities, home)) else None
    alone = sum(e.sort == "state" for e in entities) == 1
    for people in (False, True):
        for entity in entities:
            if (entity.sort == "person") != people or entity.country is not None or _elsewhere(doc, entity):
                continue
            if entity.affiliation is not None:
                entity.country = entity.affiliation.country
                continue
            if setting is not None and _at_home(doc, entity, setting, at_home is not None, alone):
                entity.country = setting.country


def _sole(doc: Doc, entities: list[Entity], home: Entity) -> bool:
    """Whether the article is set in one state: most mentions of states are of it, and no other one does anything."""
    states_here = [e for e in entities if e.sort == "state"]
    share = len(home.mentions) / max(sum(len(e.mentions) for e in states_here), 1)
    return share >= _MOSTLY and not any(_acts(doc, e) for e in states_here if e is not home)


def _acts(doc: Doc, state: Entity) -> bool:
    return any(part_of(doc[m.head])[0] == "agent" and doc[m.head].tag_ != "JJ" for m in state.mentions)


def _at_home(doc: Doc, entity: Entity, home: Entity, domestic: bool, alone: bool) -> bool:
    """Whether an actor of no stated country is one of the country that the article is set in."""
    if entity.sort == "person":
        role = doc[entity.role.start : entity.role.end].text.lower().split() if entity.role else []
        if _FOREIGN.get(home.country or "", frozenset()).intersection(role):
            return False
        return domestic or bool(lexicon("public_posts").intersection(role))
    if entity.sort not in {"organization", "unknown"}:
        return False
    return domestic or (alone and entity.mentions[0].start < _LEAD and len(entity.mentions) > 1)


def _elsewhere(doc: Doc, entity: Entity) -> bool:
    """Whether an actor's own words say that it belongs to something else than the country around it."""
    if entity.elsewhere or entity.sort in {"bloc", "state", "media", "group", "body", "chamber"}:
        return True
    side = entity.affiliation
    if side is not None:
        return side.sort == "bloc" or (side.sort in {"organization", "unknown"} and _elsewhere(doc, side))
    words = entity.name.lower().replace("-", " ").split()
    if lexicon("worldwide").intersection(words):
        return True
    if entity.role is None:
        return False
    start, end = entity.role.side
    return any(is_capital(doc[i]) and doc[i].lower_ in lexicon("worldwide") for i in range(start, end))


def _side(
    doc: Doc, entity: Entity, at: dict[int, Entity], known_at: dict[int, Known], state_at: dict[str, Entity]
) -> None:
    """Look for the body and the state of a person in his post, in his mentions, and in "of X" behind his name."""
    spans = [entity.role.side] if entity.role else []
    spans += [(m.start, m.end) for m in entity.mentions]
    spans += [(m.end + 3, m.end + 6) for m in entity.mentions if _leads(doc, m.end)]
    spans += [(m.end + 1, m.end + 4) for m in entity.mentions if _of_something(doc, m.end)]
    state: str | None = None
    for start, end in spans:
        for i in range(start, min(end, len(doc))):
            other = at.get(i)
            if other is not None and other is not entity and other.sort != "person":
                entity.affiliation = entity.affiliation or other
            if state is None and (hit := known_at.get(i)) and hit.sort in {"people", "state", "seat"}:
                state = hit.key
            if start > entity.mentions[0].start and i > start and doc[i].is_punct:
                break
    if state is not None:
        entity.country = entity.country or state_of(state).code or None
        entity.affiliation = entity.affiliation or state_at.get(state)
    entity.elsewhere = any(_of_something(doc, m.end) for m in entity.mentions) and entity.country is None


def affiliate_by_words(doc: Doc, entities: list[Entity], found: Mapping[int, tuple[Entity, ...]]) -> None:
    """Give people the one whose post theirs is said to be by a word that is no name: "the agency's head"."""
    at = {i: e for e in entities for m in e.mentions for i in range(m.start, m.end)}
    for entity in entities:
        if entity.sort != "person" or entity.affiliation is not None or entity.role is None or entity.country:
            continue
        start, end = min(entity.role.start, entity.role.side[0]), entity.role.end
        for i in range(max(start - 3, 0), end):
            j = _antecedent(doc, i)
            who = found.get(j) or ((at[j],) if j in at else ())
            owned = doc[i].dep_ == "poss" and start <= doc[i].head.i < end
            if owned and len(who) == 1 and who[0].sort in _OWNERS and is_post(doc[i].head.lower_):
                subject = _subject_before(doc, i)
                if doc[i].tag_ != "PRP$" or (
                    subject is not None and (found.get(subject) or (at.get(subject),))[0] is who[0]
                ):
                    entity.affiliation = who[0]


def _antecedent(doc: Doc, i: int) -> int:
    """What "whose" stands for: the noun that its clause hangs on; any other word stands for itself."""
    over = next((a for a in doc[i].ancestors if a.dep_ == "relcl"), None) if doc[i].tag_ == "WP$" else None
    return over.head.i if over is not None else i


def _subject_before(doc: Doc, i: int) -> int | None:
    """The last noun before i that is a subject: what "its" most likely stands for, if it does at all."""
    for j in range(i - 1, max(i - _NEAR, -1), -1):
        if doc[j].dep_ in {"nsubj", "nsubjpass"} and doc[j].tag_.startswith("NN"):
            return j
    return None


def _leads(doc: Doc, end: int) -> bool:
    """Whether ", who leads" or the like stands behind a name: what follows is his."""
    behind = [t.lower_ for t in doc[end : end + 3]]
    return behind[:2] == [",", "who"] and behind[-1] in {"leads", "led", "heads", "headed", "chairs", "chaired", "runs"}


def _of_something(doc: Doc, end: int) -> bool:
    """Whether "of" and a name, or "of the" and a name, stand behind a name."""
    if end + 2 >= len(doc) or doc[end].lower_ != "of":
        return False
    return is_capital(doc[end + 1]) or (doc[end + 1].lower_ == "the" and is_capital(doc[end + 2]))


def _state_of_organization(doc: Doc, entity: Entity, known_at: dict[int, Known]) -> Known | None:
    """The state in a name, before it ("Australian winemaker X") or in apposition to it ("X, a German bank")."""
    for mention in entity.mentions[:6]:
        inside = range(mention.start, mention.end)
        hit = next((k for j in inside if (k := known_at.get(j)) and k.sort in _PLACED), None)
        hit = hit or _before(doc, mention.start, known_at) or _apposed(doc, mention.end, known_at)
        if hit is not None and not hit.key.startswith("bloc "):
            return hit
    return None


def _before(doc: Doc, start: int, known_at: dict[int, Known]) -> Known | None:
    """The state or people in the noun phrase that leads up to a name."""
    for i in range(start - 1, max(start - 9, -1), -1):
        token = doc[i]
        if token.tag_ not in _DESCRIPTIVE or (token.text == "," and i < start - 1) or doc[i + 1].is_sent_start:
            return None
        if (hit := known_at.get(i)) and hit.sort in _PLACED:
            return hit
    return None


def _apposed(doc: Doc, end: int, known_at: dict[int, Known]) -> Known | None:
    """The state or people in the noun phrase behind the comma after a name, if it describes the name."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "-", "(", "–"} or doc[end].dep_ == "cc":
        return None
    for i in range(end + 1, min(end + 7, len(doc))):
        hit = known_at.get(i)
        if (
            hit is not None
            and hit.sort in {"people", "state"}
            and (hit.sort == "people" or (hit.end < len(doc) and doc[hit.end].tag_ == "POS"))
        ):
            return hit if doc[end + 1].lower_ in {"a", "an", "the"} or hit.start == end + 1 else None
        if doc[i].tag_ not in {"DT", "JJ", "JJS", "NN", "HYPH", "RBS", "VBN", "CD"}:
            return None
    return None
