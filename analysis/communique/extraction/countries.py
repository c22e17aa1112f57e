"""The country of an actor, where the article makes it plain; else none.

A wrong country is worse than none. Each rule reads one way in which an article says where somebody belongs; the first
that says anything settles it, be it a country or that there is not just one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.gazetteer import Known, institution_codes, place_codes, post_codes, state_of, states
from communique.extraction.names import is_capital, lexicon
from communique.extraction.roles import is_post
from communique.extraction.syntax import leading, part_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FOREIGN = {"GBR": frozenset({"president", "senator", "congressman"})}  # posts that a country does not have
_DESCRIPTIVE = frozenset({"NN", "NNS", "JJ", "JJS", "NNP", "NNPS", "POS", "HYPH", "VBN", "VBG", ",", "RBS"})
_BEHIND = frozenset({"DT", "JJ", "JJS", "NN", "HYPH", "RBS", "VBN", "CD"})
_LEAD = 70  # tokens: headline and first sentences, which tell where an article is set
_CLEAR = 1.5  # a state named this much more than the next one is the one that "the government" is of
_NAMED = 2  # a state named less is only mentioned
_MOSTLY = 0.6  # the share of mentions of states that are of the one that an article is set in
_MANY = 8  # mentions that are looked at
_NAMES = frozenset({"people", "state"})
_PLACED = frozenset({"people", "state", "capital"})
_BASED = frozenset({"based", "headquartered", "listed", "born", "owned", "run", "led"})
_HEADLINE = 20  # tokens
_MIN_WORD = 4  # letters of a word that stands for a name in a headline
_CLOSE = 30  # tokens before a description in which nobody else is named that it can mean
_NEAR = 60  # tokens before a description in which whom it means was named
_BODIES = frozenset({"organization", "unknown", "place"})
_DESCRIBED = _BODIES | {"person"}
_SORTS = _BODIES | {"body"}
NOWHERE = ""  # what a rule says of whom the article gives several countries, or none


@dataclass(frozen=True, eq=False)
class Scene:
    """What the rules look at: the text, what is known in it, who its words stand for, and where it is set."""

    doc: Doc
    known: Mapping[int, Known]
    entities: list[Entity]
    found: Mapping[int, tuple[Entity, ...]]
    home: Entity | None = None
    at_home: str | None = None

    @property
    def setting(self) -> Entity | None:
        """The one state that the article is set in, if there is one."""
        plain = self.home is not None and (self.at_home is not None or _sole(self, self.home))
        return self.home if plain else None

    def code(self, hit: Known) -> str | None:
        """The code of the country of a known name; None for those of unions and for states without one."""
        return None if hit.key.startswith("bloc ") else state_of(hit.key).code or None


Rule = Callable[[Scene, Entity], str | None]


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
    scene = Scene(doc, _by_token(known), entities, found, home, at_home)
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


def _named(entity: Entity) -> Iterator[Mention]:
    yield from (m for m in entity.mentions[:_MANY] if m.named)


# What an actor's own words say.


def by_institution(_scene: Scene, entity: Entity) -> str | None:
    """The country of a body that the world knows: "Bundesbank", "House of Commons"."""
    if entity.sort not in {"organization", "unknown", "media", "chamber"}:
        return None
    names = [entity.name, *(n for n in entity.names if not n.isupper())]  # other bodies have the same initials
    return next((code for name in names if (code := institution_codes().get(key_of(name)))), None)


def by_name(scene: Scene, entity: Entity) -> str | None:
    """The country in a name: "Bank of Japan"; several are none, and a club of states may meet in any capital."""
    if entity.sort not in _SORTS:
        return None
    words = set(key_of(entity.name).replace("-", " ").split())
    if lexicon("worldwide").intersection(words):
        hits = {code for m in _named(entity) for code in _codes_in(scene, m.start, m.end, _NAMES)}
        return hits.pop() if len(hits) == 1 else NOWHERE
    spans = ((m.start, m.end) for m in entity.mentions[:_MANY] if m.end - m.start > 1)
    hits = {code for span in spans for code in _codes_in(scene, *span, _NAMES if "club" in words else _PLACED)}
    return None if not hits else hits.pop() if len(hits) == 1 else NOWHERE


def _codes_in(scene: Scene, start: int, end: int, sorts: frozenset[str]) -> Iterator[str]:
    """The codes of the states and places that tokens `start:end` name."""
    for i in range(start, end):
        hit = scene.known.get(i)
        known = scene.code(hit) if hit is not None and hit.sort in sorts else None
        if code := known or (_place_at(scene.doc, i, end) if hit is None else None):
            yield code


def _place_at(doc: Doc, start: int, end: int) -> str | None:
    """The country of the place whose name begins at a token, and ends before `end`."""
    if not is_capital(doc[start]):
        return None
    return next(
        (c for n in (4, 3, 2, 1) if start + n <= end and (c := place_codes().get(doc[start : start + n].text))), None
    )


def by_words_before(scene: Scene, entity: Entity) -> str | None:
    """The country in the noun phrase that leads up to a name: "Japanese car maker X", "Leeds-based X", "India's X"."""
    if entity.sort not in _BODIES:
        return None
    return next((code for m in _named(entity) if (code := _leading_up(scene, m.start)) is not None), None)


def by_headline(scene: Scene, entity: Entity) -> str | None:
    """The country before a name, or its last word, in the headline: "India's X seals deal"."""
    if entity.sort not in _BODIES:
        return None
    lasts = {n.split()[-1] for n in entity.names} | set(entity.names)
    words = {w for w in lasts if len(w) >= _MIN_WORD and w.lower() not in lexicon("organization_words")}
    named = {i for m in entity.mentions for i in range(m.start, m.end)}
    starts = (t.i for t in scene.doc[:_HEADLINE] if t.text in words and t.i not in named)
    return next((code for i in starts if (code := _leading_up(scene, i)) is not None), None)


def _leading_up(scene: Scene, start: int) -> str | None:
    doc = scene.doc
    if start > 1 and doc[start - 1].lower_ == "the" and doc[start - 2].text == ",":  # "Italy's watchdog, the X,"
        start -= 1
    for i in range(start - 1, max(start - 9, -1), -1):
        token = doc[i]
        if token.tag_ not in _DESCRIPTIVE or (token.text == "," and i < start - 1) or doc[i + 1].is_sent_start:
            return None
        if (hit := scene.known.get(i)) and hit.sort in _PLACED:
            return NOWHERE if _compound(scene, hit) else scene.code(hit)
        if token.lower_ in {"country", "nation"} and doc[i + 1].tag_ == "POS":
            return _spoken_of(scene, i)
        close = doc[i + 1].text.islower() and doc[start - 1].text != ","
        if is_capital(token) and (doc[i + 1].tag_ == "POS" or close):
            return _ending_at(doc, i + 1)
        if token.lower_ in _BASED and i > 1 and doc[i - 1].text == "-":
            hit = scene.known.get(i - 2)
            return scene.code(hit) if hit is not None and hit.sort in _PLACED else _ending_at(doc, i - 1)
    return None


def _spoken_of(scene: Scene, at: int) -> str | None:
    """The country that "the country" means: the only one named in the words before."""
    near = {scene.code(k) for i in range(max(at - _NEAR, 0), at) if (k := scene.known.get(i)) and k.sort in _NAMES}
    return near.pop() if len(near) == 1 else None


def _compound(scene: Scene, hit: Known) -> bool:
    """Whether two countries are named in one word: "Anglo-Dutch", "German-US"."""
    doc = scene.doc
    before = hit.start > 1 and doc[hit.start - 1].text in {"-", "/", "–"} and is_capital(doc[hit.start - 2])
    after = hit.end + 1 < len(doc) and doc[hit.end].text in {"-", "/", "–"} and is_capital(doc[hit.end + 1])
    return before or after


def _ending_at(doc: Doc, end: int) -> str | None:
    """The country of the place whose name ends before `end`."""
    return next((c for n in (3, 2, 1) if end >= n and (c := place_codes().get(doc[end - n : end].text))), None)


def by_joint_words(scene: Scene, entity: Entity) -> str | None:
    """The country before the first of several: "the Irish millionaires X and Y"."""
    if entity.sort not in _DESCRIBED:
        return None
    for mention in _named(entity):
        first = leading(scene.doc[mention.head])
        before = scene.doc[first.left_edge.i : first.i + 1]
        if first.i != mention.head and any(t.tag_ == "NNS" for t in before):
            hits = (scene.known.get(t.i) for t in before)
            return next((scene.code(k) for k in hits if k is not None and k.sort == "people"), None)
    return None


def by_apposition(scene: Scene, entity: Entity) -> str | None:
    """The country in what a name is said to be: "X, a German bank", "X is India's largest carrier", "X of the US"."""
    if entity.sort not in _BODIES:
        return None
    return next((code for m in _named(entity) if (code := _behind(scene, m.end)) is not None), None)


def _behind(scene: Scene, end: int) -> str | None:
    doc = scene.doc
    if end + 1 >= len(doc):
        return None
    if doc[end].lower_ == "of":
        i = end + 1 + (doc[end + 1].lower_ == "the")
        hit = scene.known.get(i)
        return scene.code(hit) if hit is not None and hit.sort == "state" and hit.start == i else None
    if doc[end].dep_ == "cc" or (doc[end].text not in {",", "-", "(", "–"} and doc[end].lower_ not in {"is", "was"}):
        return None
    start = end + 1
    if doc[start].lower_ == "which" and start + 1 < len(doc) and doc[start + 1].lower_ in {"is", "was"}:
        start += 2
    if doc[start : start + 2].text.lower() == "one of":
        start += 2
    if doc[start : start + 2].text.lower() in {"based in", "headquartered in"}:
        return next(_codes_in(scene, start + 2, min(start + 5, len(doc)), _PLACED), None)
    determined = doc[start].lower_ in {"a", "an", "the", "another"}
    for i in range(start, min(start + 7, len(doc))):
        hit = scene.known.get(i)
        if hit is not None and hit.sort in _PLACED and hit.start == i:
            return _owning(scene, hit) if determined or i == start else None
        if (code := _place_at(doc, i, len(doc))) is not None:
            return code if "based" in {t.lower_ for t in doc[i : i + 5]} else None
        if doc[i].tag_ not in _BEHIND:
            return None
    return None


def _owning(scene: Scene, hit: Known) -> str | None:
    """The country of a name that goes with what follows: "a German bank", "Germany's bank", "a UK-based bank"."""
    doc = scene.doc
    if _compound(scene, hit):
        return NOWHERE
    following = doc[hit.end : hit.end + 2]
    based = following.text.startswith("-") and following[-1].lower_ in _BASED
    possessive = bool(following) and following[0].tag_ == "POS"
    return scene.code(hit) if hit.sort == "people" or possessive or based else None


def by_seat(scene: Scene, entity: Entity) -> str | None:
    """The country of where a body is said to be: "a trader with X in Delhi"."""
    if entity.sort not in _BODIES:
        return None
    for mention in _named(entity):
        token = scene.doc[mention.end] if mention.end + 1 < len(scene.doc) else None
        if token is not None and token.lower_ == "in" and mention.start <= token.head.i < mention.end:
            return next(_codes_in(scene, token.i + 1, min(token.i + 4, len(scene.doc)), _PLACED), None)
    return None


# What the rest of the article says.


def by_description(scene: Scene, entity: Entity) -> str | None:
    """The country in a description that stands for the actor alone: "the German exchange", "the US tycoon"."""
    if entity.sort not in _DESCRIBED:
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
    hits = (scene.known.get(child.i) for child in scene.doc[i].children if child.i < i)
    hit = next((k for k in hits if k is not None and k.sort in _NAMES), None)
    return None if hit is None else NOWHERE if _compound(scene, hit) else scene.code(hit)


def _alone(scene: Scene, entity: Entity, at: int, code: str) -> bool:
    """Whether nobody else of its kind spoken of before can be meant by a description that names a country."""
    person = entity.sort == "person"
    others = [e for e in scene.entities if e is not entity and (e.sort == "person") == person and e.sort in _DESCRIBED]
    near = [e for e in others if any(at - _CLOSE < m.start < at for m in e.mentions)]
    return not any(e.country == code for e in others) and not any(e.country is None for e in near)


def by_state(_scene: Scene, entity: Entity) -> str | None:
    """The country of the state that a body belongs to: its parliament, its army."""
    side = entity.affiliation
    if entity.sort not in _SORTS or side is None or side.sort != "state":
        return None
    return side.country


def by_owner(_scene: Scene, entity: Entity) -> str | None:
    """The country of the body that a body belongs to."""
    side = entity.affiliation
    if entity.sort not in _SORTS or side is None or side.sort == "state":
        return None
    return side.country


def by_politics(scene: Scene, entity: Entity) -> str | None:
    """The country whose politics the article is about, for whoever takes part in them."""
    if entity.sort not in _BODIES or _abroad(scene, entity):
        return None
    return scene.at_home


def by_setting(scene: Scene, entity: Entity) -> str | None:
    """The country that the article is set in, for those named in its lead, where no other state is named."""
    setting = scene.setting
    if setting is None or entity.sort not in _BODIES or _abroad(scene, entity):
        return None
    alone = sum(e.sort == "state" for e in scene.entities) == 1
    most = max((e for e in scene.entities if e.sort in _BODIES), key=lambda e: len(e.mentions))
    led = entity.mentions[0].start < _LEAD and len(setting.mentions) > 1
    return setting.country if alone and led and entity is most else None


def by_group_words(scene: Scene, entity: Entity) -> str | None:
    """The country in the words for a group: "German politicians", "officials in Delhi"."""
    if entity.sort != "group":
        return None
    for mention in entity.mentions[:_MANY]:
        codes = set(_codes_in(scene, mention.start, mention.end, _NAMES))
        hit = scene.known.get(mention.start - 2) if mention.start > 1 else None
        if hit is not None and hit.sort == "state" and scene.doc[mention.start - 1].tag_ == "POS":
            codes.add(scene.code(hit) or NOWHERE)
        if codes:
            return codes.pop() if len(codes) == 1 else NOWHERE
    return None


def by_public_life(scene: Scene, entity: Entity) -> str | None:
    """The country that the article is set in, for the groups of its public life; markets know no borders."""
    setting = scene.setting
    if entity.sort != "group" or setting is None:
        return None
    words = {w for n in entity.names for w in n.lower().split()}
    if lexicon("worldwide").intersection(words) or "regional" in words or "foreign" in words:
        return NOWHERE
    market = lexicon("market_groups")
    return None if any(n.split()[-1].lower().rstrip("s") in market for n in entity.names) else setting.country


# People.


def by_side(scene: Scene, entity: Entity) -> str | None:
    """The country of the body or the state that a person belongs to."""
    side = entity.affiliation
    if entity.sort != "person" or side is None or not _public(scene, side):
        return None
    return NOWHERE if side.sort == "bloc" else side.country


def _public(scene: Scene, side: Entity) -> bool:
    """Whether a body is of a country's public life: its people are that country's, a firm's may be anybody's."""
    words = key_of(side.name).split()
    if words[-1] == "fund":
        return bool(by_name(scene, side))  # a fund of the state has its name, those of banks do not
    return (
        side.sort in {"state", "bloc", "body", "chamber"}
        or words[-1] in lexicon("public_bodies")
        or words[0] in lexicon("public_bodies")
    )


def by_post(scene: Scene, entity: Entity) -> str | None:
    """The country that alone has a post of that name: "Home Secretary"."""
    if entity.sort != "person" or entity.role is None:
        return None
    role = " ".join(scene.doc[entity.role.start : entity.role.end].text.lower().split()) + " "
    return next((code for post, code in post_codes().items() if post + " " in role and post + " for" not in role), None)


def by_place_of_post(scene: Scene, entity: Entity) -> str | None:
    """The country of a place in a person's post: "the mayor of Lyon", "Ohio Governor"."""
    if entity.sort != "person" or entity.role is None:
        return None
    if not lexicon("public_posts").intersection(_role_words(scene, entity)):
        return None
    codes = {c for i in range(entity.role.start, entity.role.end) if (c := _place_at(scene.doc, i, entity.role.end))}
    return codes.pop() if len(codes) == 1 else None


def by_public_post(scene: Scene, entity: Entity) -> str | None:
    """The country that the article is set in, for those who hold a post in its public life."""
    role = _role_words(scene, entity)
    of_state = lexicon("state_posts").intersection(role) and not lexicon("body_posts").intersection(role)
    setting = scene.home if of_state else scene.setting
    if entity.sort != "person" or setting is None or entity.affiliation is not None or _abroad(scene, entity):
        return None
    if _FOREIGN.get(setting.country or "", frozenset()).intersection(role):
        return None
    return setting.country if lexicon("public_posts").intersection(role) else None


def by_politics_of_people(scene: Scene, entity: Entity) -> str | None:
    """The country whose politics the article is about, for people of whom nothing else is said."""
    side = entity.affiliation
    if entity.sort != "person" or scene.at_home is None or _abroad(scene, entity):
        return None
    if side is not None and side.country != scene.at_home:
        return None
    if _FOREIGN.get(scene.at_home, frozenset()).intersection(_role_words(scene, entity)):
        return None
    return scene.at_home


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


def _sole(scene: Scene, home: Entity) -> bool:
    """Whether the article is set in one state: most mentions of states are of it, and no other one does anything."""
    states_here = [e for e in scene.entities if e.sort == "state"]
    share = len(home.mentions) / max(sum(len(e.mentions) for e in states_here), 1)
    return share >= _MOSTLY and not any(_acts(scene.doc, e) for e in states_here if e is not home)


def _acts(doc: Doc, state: Entity) -> bool:
    return any(part_of(doc[m.head])[0] == "agent" and doc[m.head].tag_ != "JJ" for m in state.mentions)


OWN_WORDS: tuple[Rule, ...] = (
    by_institution,
    by_name,
    by_words_before,
    by_headline,
    by_joint_words,
    by_apposition,
    by_seat,
)
BODY_RULES: tuple[Rule, ...] = (
    by_group_words,
    by_description,
    by_state,
    by_owner,
    by_politics,
    by_setting,
    by_public_life,
)
PERSON_RULES: tuple[Rule, ...] = (by_post, by_place_of_post, by_side, by_public_post, by_politics_of_people)
