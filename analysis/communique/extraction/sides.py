"""Whose people are: the bodies and states that their posts and the words around their names tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity
from communique.extraction.gazetteer import Known, state_of
from communique.extraction.roles import Role, is_post
from communique.extraction.shapes import is_capital, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

    from communique.extraction.reading import Reading

_NEAR = 60  # tokens that "its" looks back over
_SIDES = frozenset({"organization", "unknown", "state", "seat", "bloc", "body", "chamber", "media"})
_BODIES = frozenset({"organization", "unknown"})
_WHO = 7  # tokens in which "who" comes behind a name
_SECONDS = frozenset({"deputy", "aide", "spokesman", "spokeswoman", "spokesperson", "predecessor", "successor"})
_NOUN = 5  # tokens in which the noun comes of what somebody leads
_DETERMINERS = frozenset({"the", "a", "an", "its", "their"})
_LEADING = frozenset({"leads", "led", "heads", "headed", "chairs", "chaired", "runs", "represents", "manages"})
_OWNERS = frozenset({"organization", "unknown", "state", "bloc", "body", "chamber"})


def affiliate(doc: Doc, entities: list[Entity], known: list[Known]) -> None:
    """Give people the body or state that their words name, and the country that those tell."""
    at = {i: e for e in entities for m in e.mentions for i in range(m.start, m.end)}
    known_at = {i: k for k in known for i in range(k.start, k.end)}
    state_at = {e.country or e.name: e for e in entities if e.sort == "state"}
    bodies = {name: e for e in entities if e.sort in _BODIES for name in e.names}
    for entity in entities:
        if entity.sort == "person":
            if entity.role is not None and (body := bodies.get(doc[entity.role.side[0]].text)) is not None:
                at.setdefault(entity.role.side[0], body)  # a sentence begins with it: "Acme chief Jane Roe"
            _side(doc, entity, at, known_at, state_at)


def _side(
    doc: Doc, entity: Entity, at: dict[int, Entity], known_at: dict[int, Known], state_at: dict[str, Entity]
) -> None:
    """Look for the body and the state of a person in his post, in his mentions, and in "of X" behind his name."""
    spans = [entity.role.side] if entity.role else []
    spans += [(m.start, m.end) for m in entity.mentions]
    spans += [(led, led + 3) for m in entity.mentions if (led := _leads(doc, m.end))]
    spans += [(m.start - 2, m.start - 1) for m in entity.mentions if m.start > 1 and doc[m.start - 1].tag_ == "POS"]
    spans += [(m.end + 1, m.end + 6) for m in entity.mentions if _of_something(doc, m.end)]
    state: str | None = None
    private = entity.role is not None and any(t.lower_ in lexicon("private_posts") for t in _words(doc, entity.role))
    private = private or (entity.role is not None and is_of_a_body(doc, entity.role))
    for start, end in spans:
        for i in range(start, min(end, len(doc))):
            other = at.get(i)
            hit = known_at.get(i)
            body = other is not None and (other.sort in _BODIES or (other.sort == "place" and hit is not None))
            if other is not None and (body or other.sort in _SIDES) and not (private and other.sort == "state"):
                entity.affiliation = _nearer(doc, entity, other, i)
            inside = body or any(i == m.end - 1 for m in entity.mentions)
            if state is None and hit is not None and hit.sort in {"people", "state", "seat"} and not inside:
                state = hit.key
            if start > entity.mentions[0].start and i > start and doc[i].is_punct:
                break
    if state is not None:
        entity.country = entity.country or state_of(state).code or None
        entity.affiliation = entity.affiliation or (None if private else state_at.get(state))
    named_of = (m for m in entity.mentions if not _is_noble(doc, m.start) and _of_something(doc, m.end))
    unknown = entity.country is None and entity.affiliation is None
    entity.elsewhere = unknown and any(doc[m.end : m.end + 1].text != "," for m in named_of)


def _nearer(doc: Doc, entity: Entity, other: Entity, i: int) -> Entity:
    """Of those that a post names the body whose it is: "the Norwegian head of Acme" is no man of Norway's."""
    side = entity.affiliation
    if side is None or side.sort != "state" or other.sort not in _BODIES or entity.role is None:
        return side or other
    before = doc[i - 1 - (doc[i - 1].tag_ == "DT")].lower_
    public = lexicon("state_posts").intersection(t.lower_ for t in _words(doc, entity.role))
    return side if public or before == "to" else other


def is_of_a_body(doc: Doc, role: Role) -> bool:
    """Whether a post is that of a body without a name, though a state stands in it: "the agency's Yemen director"."""
    start = max(min(role.start, role.side[0]) - 2, 0)
    return any(t.tag_ == "POS" and t.i > start and t.nbor(-1).tag_ == "NN" for t in doc[start : role.end])


def _words(doc: Doc, role: Role) -> Words:
    return doc[role.start : role.end]


def affiliate_by_words(reading: Reading, entities: list[Entity], found: Mapping[int, tuple[Entity, ...]]) -> None:
    """Give people the one whose post theirs is said to be by a word that is no name ("the agency's head"), or by none.

    A post alone ("Chief executive Jane Roe") is that of the only body which the sentences up to it speak of.
    """
    doc = reading.doc
    at = {i: e for e in entities for m in e.mentions for i in range(m.start, m.end)}
    for entity in entities:
        if entity.sort == "person" and (body := _in_post(doc, entity, found)) is not None:
            entity.affiliation = body
        if entity.sort != "person" or entity.affiliation is not None:
            continue
        if (body := _of_a_noun(doc, entity, found)) is not None:
            entity.affiliation, entity.elsewhere = body, False
            continue
        if entity.role is None or entity.country:
            continue
        start, end = min(entity.role.start, entity.role.side[0]), entity.role.end
        for i in range(max(start - 3, 0), end):
            j = _antecedent(doc, i)
            who = found.get(j) or ((at[j],) if j in at else ())
            owned = doc[i].dep_ == "poss" and start <= doc[i].head.i < end
            if owned and len(who) == 1 and who[0].sort == "person" and doc[i].head.lower_ in _SECONDS:
                entity.affiliation, entity.country = who[0].affiliation, who[0].country  # "Mr Roe's deputy, Max Poe"
            if owned and len(who) == 1 and who[0].sort in _OWNERS and is_post(doc[i].head.lower_):
                subject = _subject_before(reading, i)
                if (
                    doc[i].tag_ != "PRP$"
                    or (subject is not None and (found.get(subject) or (at.get(subject),))[0] is who[0])
                    or _last_before(reading, i, at, found) is who[0]
                ):
                    entity.affiliation = who[0]
        if entity.affiliation is None and _is_bare(doc, entity.role):
            near = _bodies_before(reading, start, at, found)
            entity.affiliation = near[0] if len(near) == 1 and _can_have(near[0], doc[start].lower_) else None


def _in_post(doc: Doc, person: Entity, found: Mapping[int, tuple[Entity, ...]]) -> Entity | None:
    """The body without a name that a post is in, rather than its state: "head of the Norwegian central bank"."""
    role, side = person.role, person.affiliation
    if role is None or (side is not None and side.sort != "state"):
        return None
    links = (t for t in doc[role.start : role.end] if t.lower_ in {"of", "at", "for"} and is_post(t.head.lower_))
    noun = next((c for t in links for c in t.children if c.dep_ == "pobj" and c.tag_ == "NN"), None)
    who = found.get(noun.i, ()) if noun is not None else ()
    return who[0] if len(who) == 1 and who[0].sort == "body" and who[0].affiliation in {None, side} else None


def _of_a_noun(doc: Doc, person: Entity, found: Mapping[int, tuple[Entity, ...]]) -> Entity | None:
    """The body without a name that somebody is of: "Jane Roe, of the tenants' association,", ", who runs the co-op"."""
    for mention in person.mentions:
        end = mention.end
        of = doc[end : end + 2].text.lower() in {", of", ", from", ", for"}
        start = end + 2 if of else _leads(doc, end)
        nouns = (t for t in doc[start : start + _NOUN] if t.tag_ == "NN" and t.i in found)
        noun = next(nouns, None) if start and start < len(doc) and doc[start].lower_ in _DETERMINERS else None
        who = found[noun.i] if noun is not None else ()
        if noun is not None and len(who) == 1 and who[0].sort in _OWNERS and noun.head.i in {end + 1, start - 1}:
            return who[0]
    return None


def _is_bare(doc: Doc, role: Role) -> bool:
    """Whether a post is one in a body and nothing says in which: "Chief executive", not "head of sales for Acme"."""
    words = doc[min(role.start, role.side[0]) : role.end]
    if words[-1].lower_ not in lexicon("body_heads") or any(t.tag_ in {"IN", "NNP", "POS", "PRP$"} for t in words[1:]):
        return False
    before = words[0].nbor(-1) if words[0].i else None
    owned = before is not None and (
        before.tag_ in {"POS", "PRP$", "CD"} or before.lower_ in {"a", "an", "one", "another"}
    )
    return not owned


def _can_have(body: Entity, word: str) -> bool:
    """Whether a post that a word begins can be in a body: a "committee chairman" is in one whose name says so."""
    if word in lexicon("organization_words"):
        return word in body.name.lower().split() or (word == "party" and body.sort == "chamber")
    return body.sort in _BODIES or body.name.endswith("union")


def _bodies_before(
    reading: Reading, end: int, at: dict[int, Entity], found: Mapping[int, tuple[Entity, ...]]
) -> list[Entity]:
    """The bodies that the sentence before token `end` and the one before it speak of, outside quotations."""
    doc = reading.doc
    first = doc[max(doc[end].sent.start - 1, 0)].sent.start
    near: list[Entity] = []
    for i in range(first, end):
        if reading.quoted[i] is None:
            near += [e for e in (at[i],) if i in at] if i in at else found.get(i, ())
    return list({id(e): e for e in near if e.sort in _OWNERS}.values())


def _last_before(
    reading: Reading, i: int, at: dict[int, Entity], found: Mapping[int, tuple[Entity, ...]]
) -> Entity | None:
    """The body that is spoken of last before i, outside quotations."""
    for j in range(i - 1, max(i - _NEAR, -1), -1):
        who = (at[j],) if j in at else found.get(j, ())
        if reading.quoted[j] is None and len(who) == 1 and who[0].sort in _OWNERS:
            return who[0]
    return None


def _antecedent(doc: Doc, i: int) -> int:
    """What "whose" stands for: the noun that its clause hangs on; any other word stands for itself."""
    over = next((a for a in doc[i].ancestors if a.dep_ == "relcl"), None) if doc[i].tag_ == "WP$" else None
    return over.head.i if over is not None else i


def _subject_before(reading: Reading, i: int) -> int | None:
    """The last noun before i, outside quotations, that is a subject: what "its" most likely stands for, if it does."""
    doc = reading.doc
    for j in range(i - 1, max(i - _NEAR, -1), -1):
        if reading.quoted[j] is None and doc[j].dep_ in {"nsubj", "nsubjpass"} and doc[j].tag_.startswith("NN"):
            return j
    return None


def _is_noble(doc: Doc, start: int) -> bool:
    """Whether a title of nobility begins a name: "of X" behind it is but a part of the title."""
    return any(t.lower_ in {"lord", "lady", "baroness", "baron", "viscount", "earl"} for t in doc[start : start + 2])


def _leads(doc: Doc, end: int) -> int:
    """Where what somebody leads is told behind a name by ", who leads", ", the banker who now runs"; 0 where not."""
    if doc[end : end + 1].text != ",":
        return 0
    who = next((t.i for t in doc[end + 1 : end + _WHO] if t.lower_ == "who" or t.is_punct or t.tag_ == "VBD"), 0)
    if not who or doc[who].lower_ != "who" or who + 3 > len(doc):
        return 0
    i = who + 1 + (doc[who + 1].lower_ in {"now", "currently", "also", "still"})
    return i + 1 if doc[i].lower_ in _LEADING else 0


def _of_something(doc: Doc, end: int) -> bool:
    """Whether "of" and a name, or "of the" and a name, stand behind a name."""
    if end + 2 >= len(doc):
        return False
    comma = doc[end].text == ","  # "Jane Roe, from Acme,"
    end += comma
    if end + 2 >= len(doc) or doc[end].lower_ not in ({"of", "from", "at", "with"} if comma else {"of", "from"}):
        return False
    return is_capital(doc[end + 1]) or (doc[end + 1].lower_ == "the" and is_capital(doc[end + 2]))
