"""The country of an actor, where the article makes it plain; else none.

A wrong country is worse than none. Each rule reads one way in which an article says where somebody belongs; the first
that says anything settles it, be it a country or that there is not just one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.firms import is_traded
from communique.extraction.gazetteer import Known, place_codes, post_codes, state_of, states
from communique.extraction.grammar import below
from communique.extraction.origins import (
    DESCRIBED,
    MANY,
    NAMES,
    NOWHERE,
    OWN_WORDS,
    PLACED,
    SORTS,
    STATED,
    Rule,
    Scene,
    by_name,
    codes_in,
    is_compound,
    place_at,
)
from communique.extraction.public_life import places_in
from communique.extraction.roles import is_post
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.syntax import part_of
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FOREIGN = {"GBR": frozenset({"president", "senator", "congressman"})}  # posts that a country does not have
_LEAD = 70  # tokens: headline and first sentences, which tell where an article is set
_CLEAR = 1.5  # a state named this much more than the next one is the one that "the government" is of
_NAMED = 2  # a state named less is only mentioned
_SEATED = frozenset({"in", "of", "from", "across", "at"})
_PLACING = frozenset({"in", "near", "outside", "across", "of", "at", "throughout", "around"})
_ROVING = frozenset({  # who may be at home anywhere, or in no public life
    "tycoon", "billionaire", "millionaire", "businessman", "businesswoman", "magnate", "financier", "investor", "owner",
    "oligarch", "entrepreneur", "lawyer", "banker", "envoy", "mediator", "ambassador", "trader", "broker", "founder",
    "player", "coach", "captain", "striker", "champion", "singer", "actor", "star", "designer", "partner", "co-founder",
})  # fmt: skip
_POLITIC = frozenset(
    {"opposition", "ruling", "governing", "right", "left", "main", "nationalist", "socialist", "party"}
)
_PARTY_LETTERS = frozenset({"R", "D", "I"})
_FOREIGNERS = frozenset({
    "envoy", "mediator", "ambassador", "diplomat", "embassy", "troop", "soldier", "peacekeeper", "broker", "negotiator",
    "facilitator", "force", "army", "side", "company", "firm", "airline", "bank", "investor", "tourist", "refugee",
})  # fmt: skip
_CLOSE = 30  # tokens before a description in which nobody else is named that it can mean


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


def place_by_words(doc: Doc, entities: list[Entity], known: list[Known]) -> None:
    """Give actors the country that the words of their names, and those right beside them, tell."""
    _place(Scene(doc, _by_token(known), entities, {}), OWN_WORDS)


def settle_countries(
    doc: Doc,
    entities: list[Entity],
    known: list[Known],
    found: Mapping[int, tuple[Entity, ...]],
    home: Entity | None,
    at_home: str | None,
) -> None:
    """Give the rest the country of what describes them, of whom they belong to, or of what the article is set in."""
    only = only_country(doc, known)
    scene = Scene(doc, _by_token(known), entities, found, home, at_home, only)
    for entity in entities:
        if entity.sort == "group":  # what a group is of was but a guess while the text was read
            entity.country = None
    _place(scene, BODY_RULES)
    _place(scene, PERSON_RULES)


def _by_token(known: list[Known]) -> dict[int, Known]:
    return {i: k for k in known for i in range(k.start, k.end)}


def _place(scene: Scene, rules: tuple[Rule, ...]) -> None:
    for entity in scene.entities:
        for rule in rules:
            if entity.country is not None or entity.elsewhere:
                break
            code = rule(scene, entity)
            entity.country = code or None
            entity.elsewhere = code == NOWHERE


# What the rest of the article says.


def by_description(scene: Scene, entity: Entity) -> str | None:
    """The country in a description that stands for the actor alone: "the German exchange", "the US tycoon"."""
    if entity.sort not in DESCRIBED:
        return None
    codes = {
        code
        for i, who in scene.found.items()
        if who == (entity,)
        and is_post(scene.doc[i].lemma_.lower()) == (entity.sort == "person")
        and (code := _described(scene, i)) is not None
        and _alone(scene, entity, i, code)
    }
    return codes.pop() if len(codes) == 1 else None


def _described(scene: Scene, i: int) -> str | None:
    """The country that the words before a noun name."""
    hits = (scene.known.get(child.i) for child in below(scene.doc[i]) if child.i < i)
    hit = next((k for k in hits if k is not None and k.sort in NAMES), None)
    if hit is None:  # "the Leeds firm"
        towns = (place_codes().get(c.text) for c in below(scene.doc[i]) if c.i < i and c.dep_ == "compound")
        return next((code for code in towns if code), None)
    return NOWHERE if is_compound(scene, hit) else scene.code(hit)


def _alone(scene: Scene, entity: Entity, at: int, code: str) -> bool:
    """Whether nobody else of its kind spoken of before can be meant by a description that names a country."""
    person = entity.sort == "person"
    others = [e for e in scene.entities if e is not entity and (e.sort == "person") == person and e.sort in DESCRIBED]
    near = [e for e in others if any(at - _CLOSE < m.start < at for m in e.mentions)]
    return not any(e.country == code for e in others) and not any(e.country is None for e in near)


def by_politics(scene: Scene, entity: Entity) -> str | None:
    """The country whose politics the article is about, for whoever takes part in them; a firm may be anybody's."""
    if entity.sort not in SORTS or _abroad(scene, entity) or _is_firm(scene, entity):
        return None
    public = entity.sort == "body" or (entity.sure and " " in entity.name)
    return None if _only_watches(scene, entity) else scene.at_home or (scene.only if public else None)


def _only_watches(scene: Scene, entity: Entity) -> bool:
    """Whether all that is told of a body is for whom a watcher speaks: "a fellow at the Alder Institute"."""
    people = [e for e in scene.entities if e.sort == "person" and e.affiliation is entity and e.role is not None]
    if not people or len(people) < len(entity.mentions):
        return False
    return all(words("watchers").intersection(_role_words(scene, person)) for person in people)


def _is_firm(scene: Scene, entity: Entity) -> bool:
    """Whether something is said of a body, beside its name, that is said of firms."""
    doc = scene.doc
    words = key_of(entity.name).split()
    if _of_public_life(words):
        return False
    if words[-1] in lexicon("firm_endings"):
        return True
    return any(_said_of_firms(doc, m) for m in entity.mentions[:MANY] if m.named)


def _said_of_firms(doc: Doc, mention: Mention) -> bool:
    before = doc[mention.start - 1] if mention.start else None
    called = before is not None and before.lemma_.lower() in lexicon("firm_words")
    return called or is_traded(doc, mention.start, mention.end)


def by_group_words(scene: Scene, entity: Entity) -> str | None:
    """The country in the words for a group: "German politicians", "officials in Delhi"."""
    if entity.sort not in {"group", "body"}:
        return None
    for mention in entity.mentions[:MANY]:
        codes = set(codes_in(scene, mention.start, mention.end, NAMES))
        hit = scene.known.get(mention.start - 2) if mention.start > 1 else None
        if hit is not None and hit.sort == "state" and scene.doc[mention.start - 1].tag_ == "POS":
            codes.add(scene.code(hit) or NOWHERE)
        if codes:
            return codes.pop() if len(codes) == 1 else NOWHERE
    return None


def by_seat_of_people(scene: Scene, entity: Entity) -> str | None:
    """The country in which the words for a group or a body place it: "opposition parties in Estonia"."""
    if entity.sort not in {"group", "body"}:
        return None
    if entity.mentions and {"EU", "UN", "European", "International"}.intersection(entity.name.split()):
        return NOWHERE
    for mention in entity.mentions[:MANY]:
        after = scene.doc[mention.end : mention.end + 4]
        if len(after) > 1 and after[0].lower_ in _SEATED and after[0].head.i == mention.head:
            codes = set(codes_in(scene, mention.end + 1, after.end, PLACED))
            return codes.pop() if len(codes) == 1 else NOWHERE if codes else None
    return None


def _body_of(scene: Scene, group: Entity) -> Entity | None:
    """The body whose name the words for a group begin with: "Acme bosses"."""
    first = {n.split()[0] for n in group.names if " " in n and n[:1].isupper()}
    named = (e for e in scene.entities if e.sort in {"organization", "unknown"})
    return next((e for e in named if first & set(e.names)), None)


def by_public_life(scene: Scene, entity: Entity) -> str | None:
    """The country that the article is set in, for the groups of its public life; markets know no borders."""
    code = scene.setting_code
    if entity.sort != "group" or code is None:
        return None
    words = {w for n in entity.names for w in n.lower().split()}
    if lexicon("worldwide").intersection(words) or "regional" in words or "foreign" in words:
        return NOWHERE
    if (body := _body_of(scene, entity)) is not None:
        return body.country  # "Acme bosses" are Acme's
    market = lexicon("market_groups")
    return None if any(n.split()[-1].lower().rstrip("s") in market for n in entity.names) else code


# People.


def by_side(scene: Scene, entity: Entity) -> str | None:
    """The country of the body or the state that a person belongs to."""
    side = entity.affiliation
    if entity.sort != "person" or side is None:
        return None
    posted = lexicon("public_posts") - lexicon("leading_posts")
    if not (_public(scene, side) or posted.intersection(_role_words(scene, entity))):
        return None
    return NOWHERE if side.sort == "bloc" else side.country


def _public(scene: Scene, side: Entity) -> bool:
    """Whether a body is of a country's public life: its people are that country's, a firm's may be anybody's."""
    words = key_of(side.name).split()
    if words[-1] == "fund":
        return bool(by_name(scene, side))  # a fund of the state has its name, those of banks do not
    return side.sort in {"state", "bloc", "body", "chamber"} or _of_public_life(words)


def _of_public_life(words: list[str]) -> bool:
    """Whether the words of a name say that it is a body of public life: "Canol Health Board", "Union of Bakers"."""
    of = words.index("of") if "of" in words else words.index("for") if "for" in words else len(words)
    ends = {words[0], words[-1], words[of - 1]}  # "National Front for Renewal"
    return not ends.isdisjoint(lexicon("public_bodies"))


def by_post(scene: Scene, entity: Entity) -> str | None:
    """The country that alone has a post of that name: "Home Secretary"."""
    if entity.sort != "person" or entity.role is None:
        return None
    role = " ".join(scene.doc[entity.role.start : entity.role.end].text.lower().split()) + " "
    codes = (code for post, code in post_codes().items() if post + " " in role and post + " for" not in role)
    code = next(codes, None)
    elsewhere = scene.home is not None and scene.home.country != code
    return None if elsewhere and all(e.country != code for e in scene.entities if e.sort == "state") else code


def by_place_of_post(scene: Scene, entity: Entity) -> str | None:
    """The country of a place in a person's post: "the mayor of Lyon", "Ohio Governor"."""
    if entity.sort != "person" or entity.role is None:
        return None
    if not lexicon("public_posts").intersection(_role_words(scene, entity)):
        return None
    codes = {c for i in range(entity.role.start, entity.role.end) if (c := place_at(scene.doc, i, entity.role.end))}
    return codes.pop() if len(codes) == 1 else None


def by_public_post(scene: Scene, entity: Entity) -> str | None:
    """The country that the article is set in, for those who hold a post in its public life."""
    role = _role_words(scene, entity)
    of_state = lexicon("state_posts").intersection(role) and not lexicon("body_posts").intersection(role)
    if entity.sort != "person" or entity.affiliation is not None or _abroad(scene, entity):
        return None
    if of_state and scene.at_home is None and (code := _spoken_for(scene, entity)) is not None:
        return code
    setting = scene.setting_code
    if setting is None:
        return None
    if _FOREIGN.get(setting, frozenset()).intersection(role):
        return None
    return setting if lexicon("public_posts").intersection(role) else None


def _spoken_for(scene: Scene, entity: Entity) -> str | None:
    """The country of the state that does something right before its minister speaks: "Rome agreed. Minister X said"."""
    doc, start = scene.doc, entity.mentions[0].start
    first = doc[start].sent.start
    before = doc[max(first - 2, 0)].sent.start
    near: dict[str, bool] = {}
    for i in range(before, start):
        if "\n" in doc[i].text:
            near.clear()
        if (hit := scene.known.get(i)) is not None and hit.sort in STATED and (code := scene.code(hit)):
            doer = hit.sort != "people" and part_of(doc[hit.end - 1])[0] == "agent"
            near[code] = near.get(code, False) or doer
    return next(iter(near)) if len(near) == 1 and all(near.values()) else None


def by_politics_of_people(scene: Scene, entity: Entity) -> str | None:
    """The country whose politics the article is about, for people of whom nothing else is said."""
    side, home = entity.affiliation, scene.at_home or scene.only
    if entity.sort != "person" or home is None or _abroad(scene, entity):
        return None
    if side is not None and (side.country != home or _is_firm(scene, side)):
        return None
    words = {*_role_words(scene, entity), *(entity.post or "").split()}
    if scene.at_home is None and (not words or words & (lexicon("body_heads") | _ROVING)):
        return None
    if side is None and lexicon("company_roles").intersection(_role_words(scene, entity)):
        return None
    if _FOREIGN.get(home, frozenset()).intersection(_role_words(scene, entity)):
        return None
    return home


def _role_words(scene: Scene, entity: Entity) -> list[str]:
    role = entity.role
    return scene.doc[role.start : role.end].text.lower().split() if role is not None else []


def _abroad(scene: Scene, entity: Entity) -> bool:
    """Whether an actor's own words say that it belongs to something wider than a country."""
    if lexicon("worldwide").intersection(entity.name.lower().replace("-", " ").split()):
        return True
    if entity.role is None or lexicon("state_posts").intersection(_role_words(scene, entity)):
        return False
    start, end = entity.role.side
    return any(is_capital(scene.doc[i]) and scene.doc[i].lower_ in lexicon("worldwide") for i in range(start, end))


def by_nationality(scene: Scene, entity: Entity) -> str | None:
    """The country of whoever is said to be of a people: "Jane Roe, a Swede,"; of US politicians by party and state."""
    if entity.sort != "person":
        return None
    for mention in entity.mentions[:MANY]:
        after = scene.doc[mention.end : mention.end + 5]
        if len(after) < 4 or after[0].text not in {",", "("}:
            continue
        if after[1].text in _PARTY_LETTERS and after[2].text == "-":
            return "USA"  # "Jane Roe, R-Ohio,"
        if after[1].text[:2] in {"D-", "R-", "I-"} and after[1].text[2:3].isupper():
            return "USA"
        if after[1].lower_ == "a" and after[2].text in {"Republican", "Democrat"}:
            return "USA"
        hit = scene.known.get(after[2].i)
        if after[1].lower_ in {"a", "an"} and hit is not None and hit.sort == "people":
            return scene.code(hit)
    return None


def only_country(doc: Doc, known: list[Known]) -> str | None:
    """The only country that a text names, where it places there what is told: "the mayor of Lodz", "Poland's unions".

    Not where that state does something by its name, or its envoys do: then others are of other states.
    """
    if any(k.key.startswith("bloc ") or k.sort == "bloc" for k in known):
        return None
    hits = [(k.start, k.end, state_of(k.key).code, k.sort) for k in known if k.sort in STATED]
    if len({code for _, _, code, _ in hits}) > 1:
        return None
    places = [(at, at + len(name.split()), place_codes()[name], "place") for at, name in places_in(doc, known)]
    codes = {code for _, _, code, _ in (*hits, *places)}
    pounds = any(t.text == "£" for t in doc)
    if pounds and codes <= {"GBR"}:
        return "GBR"
    if len(codes) != 1 or not all(codes) or pounds:
        return None
    placed = theirs = deals = False
    for _, end, _, sort in (*hits, *places):
        last = doc[end - 1]
        over, before = last.head, last.dep_ in {"poss", "amod", "compound", "nmod"}
        if before and over.lemma_.lower() in _FOREIGNERS:
            return None
        deals |= sort in {"state", "seat", "capital"} and last.tag_ != "JJ" and part_of(last)[0] == "agent"
        of = sort != "people" and last.dep_ == "pobj" and over.lower_ in _PLACING
        placed |= of and (over.lower_ != "of" or over.head.lemma_.lower() in _settled())
        told = over.text.islower() or last.dep_ == "poss"  # not "Piedmont Trust"
        theirs |= before and ((told and over.lemma_.lower() in _settled()) or _politic(doc, end, over))
    placed = theirs or (placed and not deals)  # whom a state deals with by its name may be of another
    return codes.pop() if placed else None


def _politic(doc: Doc, end: int, name: Token) -> bool:
    """Whether words of politics lead from a country to a name: "Peru's opposition Frente Rural"."""
    return is_capital(name) and any(t.lower_ in _POLITIC for t in doc[end : name.i])


@cache
def _settled() -> frozenset[str]:
    """The nouns for people and bodies of whom a country has its own: "Poland's unions", not "Poland's coal"."""
    among = lexicon("public_life") | lexicon("groups") | lexicon("joint_bodies") | lexicon("public_posts")
    firms = lexicon("company_words") | {"company", "firm", "investor", "exporter", "manufacturer"}
    return (among | lexicon("national_bodies") | lexicon("public_bodies")) - firms - _FOREIGNERS


BODY_RULES: tuple[Rule, ...] = (
    by_group_words,
    by_seat_of_people,
    by_description,
    by_politics,
    by_public_life,
)
PERSON_RULES: tuple[Rule, ...] = (
    by_nationality,
    by_post,
    by_place_of_post,
    by_side,
    by_public_post,
    by_politics_of_people,
)
