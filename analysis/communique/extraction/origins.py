"""Where an actor is from by the words of its name and those right beside it: "Japanese car maker X", "X of Leeds".

Each rule reads one way in which an article says it; NOWHERE is what it says of whom several countries are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.gazetteer import Known, institution_codes, place_codes, state_of
from communique.extraction.grammar import below
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.syntax import leading, part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DESCRIPTIVE = frozenset({"NN", "NNS", "JJ", "JJS", "NNP", "NNPS", "POS", "HYPH", "VBN", "VBG", ",", "RBS"})
_BEHIND = frozenset({"DT", "JJ", "JJS", "NN", "HYPH", "RBS", "VBN", "CD"})
_MOSTLY = 0.6  # the share of mentions of states that are of the one that an article is set in
MANY = 8  # mentions that are looked at: the first say where somebody is from
NAMES = frozenset({"people", "state"})  # kinds of known names that say whose somebody is
PLACED = NAMES | {"capital"}
STATED = PLACED | {"seat"}
_BASED = frozenset({"based", "headquartered", "listed", "born", "owned", "run", "led"})
_SEVERAL = frozenset({"nation", "country", "member"})  # "the four-nation X" is of no one country
_SOLE = 3  # mentions of the only state that make an article be set in it
_HEADLINE = 20  # tokens at the head of a text
_MIN_WORD = 4  # letters of a word that stands for a name in a headline
_WORDS = 6  # before the noun for several, in which it is told whose they are
_SHIRE = 6  # letters of a county's name, at least
_NEAR = 60  # tokens before "the country" in which it was named
BODIES = frozenset({"organization", "unknown", "place"})
DESCRIBED = BODIES | {"person"}
SORTS = BODIES | {"body"}
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
    only: str | None = None  # the one country that the text names at all

    @property
    def setting(self) -> Entity | None:
        """The one state that the article is set in, if there is one."""
        plain = self.home is not None and (self.at_home is not None or _sole(self, self.home))
        return self.home if plain else None

    @property
    def setting_code(self) -> str | None:
        """The code of the one country that the article is set in."""
        return self.setting.country if self.setting is not None else self.only

    def code(self, hit: Known) -> str | None:
        """The code of the country of a known name; None for those of unions and for states without one."""
        return None if hit.key.startswith("bloc ") else state_of(hit.key).code or None


Rule = Callable[[Scene, Entity], str | None]


@cache
def _companies() -> dict[str, str]:
    """The country of each large company, by its name as names are compared."""
    return {key_of(name): code for code, names in table("companies")["companies"].items() for name in names}


def _named(entity: Entity) -> Iterator[Mention]:
    yield from (m for m in entity.mentions[:MANY] if m.named)


# What an actor's own words say.


def by_institution(_scene: Scene, entity: Entity) -> str | None:
    """The country of a body that the world knows: "Bundesbank", "House of Commons"."""
    if entity.sort not in {"organization", "unknown", "media", "chamber"}:
        return None
    names = [entity.name, *(n for n in entity.names if not n.isupper())]  # other bodies have the same initials
    return next((code for name in names if (code := institution_codes().get(key_of(name)))), None)


def by_company(_scene: Scene, entity: Entity) -> str | None:
    """The country of a large company, by its name with or without what firms' names end in: "Fiat", "Altria Group"."""
    if entity.sort not in {"organization", "unknown"}:
        return None
    words = key_of(entity.name).split()
    short = words[:-1] if words[-1] in lexicon("firm_endings") else words
    return _companies().get(" ".join(words)) or _companies().get(" ".join(short))


def by_name(scene: Scene, entity: Entity) -> str | None:
    """The country in a name: "Bank of Japan"; several are none, and a club of states may meet in any capital."""
    if entity.sort not in SORTS:
        return None
    words = set(key_of(entity.name).replace("-", " ").split())
    if lexicon("worldwide").intersection(words):
        hits = {code for m in _named(entity) for code in codes_in(scene, m.start, m.end, NAMES)}
        return hits.pop() if len(hits) == 1 else NOWHERE
    if entity.sort == "unknown" and not entity.sure:
        return None  # "Tomas Lagos" may be anybody
    if "nhs" in words:
        return "GBR"
    spans = ((m.start, m.end) for m in entity.mentions[:MANY] if m.end - m.start > 1)
    hits = {code for span in spans for code in codes_in(scene, *span, NAMES if "club" in words else PLACED)}
    code = None if not hits else hits.pop() if len(hits) == 1 else NOWHERE
    firm = any(n.split()[-1].lower() in lexicon("firm_endings") | {"trust"} for n in entity.names)
    spoken = firm and any(scene.code(k) == code for k in scene.known.values())
    return None if firm and not spoken else code  # "Piedmont Trust" may be of another Piedmont


def codes_in(scene: Scene, start: int, end: int, sorts: frozenset[str]) -> Iterator[str]:
    """The codes of the states and places that tokens `start:end` name."""
    last = start  # where the name of a place ends: there is no York in "New York"
    for i in range(start, end):
        hit = scene.known.get(i)
        known = scene.code(hit) if hit is not None and hit.sort in sorts else None
        place = place_at(scene.doc, i, end) if hit is None and i >= last else None
        if place is not None:
            last = max((i + n for n in (1, 2, 3, 4) if scene.doc[i : i + n].text in place_codes()), default=i + 1)
        if code := known or place:
            yield code


def place_at(doc: Doc, start: int, end: int) -> str | None:
    """The country of the place whose name begins at a token, and ends before `end`."""
    if not is_capital(doc[start]):
        return None
    if doc[start].lower_.endswith("shire") and len(doc[start]) > _SHIRE:  # "Fenshire"; but "New Hampshire" is longer
        return "GBR"
    return next(
        (c for n in (4, 3, 2, 1) if start + n <= end and (c := place_codes().get(doc[start : start + n].text))), None
    )


def by_words_before(scene: Scene, entity: Entity) -> str | None:
    """The country in the noun phrase that leads up to a name: "Japanese car maker X", "Leeds-based X", "India's X"."""
    if entity.sort not in BODIES:
        return None
    return next((code for m in _named(entity) if (code := _leading_up(scene, m.start)) is not None), None)


def by_headline(scene: Scene, entity: Entity) -> str | None:
    """The country before a name, or its last word, in the headline: "India's X seals deal"."""
    if entity.sort not in BODIES:
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
        if (hit := scene.known.get(i)) and hit.sort in PLACED:
            return NOWHERE if is_compound(scene, hit) else scene.code(hit)
        if token.lower_ in {"country", "nation"} and doc[i + 1].tag_ == "POS":
            return _spoken_of(scene, i)
        close = doc[i + 1].text.islower() and doc[start - 1].text != ","
        if is_capital(token) and (doc[i + 1].tag_ == "POS" or close):
            return _ending_at(doc, i + 1)
        if token.lower_ in _BASED and i > 1 and doc[i - 1].text == "-":
            hit = scene.known.get(i - 2)
            return scene.code(hit) if hit is not None and hit.sort in PLACED else _ending_at(doc, i - 1)
    return None


def _spoken_of(scene: Scene, at: int) -> str | None:
    """The country that "the country" means: the only one named in the words before."""
    near = {scene.code(k) for i in range(max(at - _NEAR, 0), at) if (k := scene.known.get(i)) and k.sort in NAMES}
    return near.pop() if len(near) == 1 else None


def is_compound(scene: Scene, hit: Known) -> bool:
    """Whether two countries are named in one word: "Anglo-Dutch", "German-US"."""
    doc = scene.doc
    before = hit.start > 1 and _joins(doc, hit.start - 1) and is_capital(doc[hit.start - 2])
    after = hit.end + 1 < len(doc) and _joins(doc, hit.end) and is_capital(doc[hit.end + 1])
    return before or after


def _joins(doc: Doc, i: int) -> bool:
    """Whether a token is a mark that joins two words: not the dash of a dateline, "GRAZ - Austria's"."""
    return doc[i].text in {"-", "/", "–"} and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _ending_at(doc: Doc, end: int) -> str | None:
    """The country of the place whose name ends before `end`."""
    return next((c for n in (3, 2, 1) if end >= n and (c := place_codes().get(doc[end - n : end].text))), None)


def by_joint_words(scene: Scene, entity: Entity) -> str | None:
    """The country before the first of several: "the Irish millionaires X and Y"."""
    if entity.sort not in DESCRIBED:
        return None
    for mention in _named(entity):
        first = leading(scene.doc[mention.head])
        noun = (
            first.head if first.dep_ == "appos" and first.head.tag_ == "NNS" else first
        )  # "the German unions, X and Y"
        before = scene.doc[max(noun.left_edge.i, noun.i - _WORDS) : noun.i + 1]
        several = any(t.tag_ == "NNS" or t.lower_.endswith(("men", "women")) for t in before)
        if several and (first.i != mention.head or any(c.dep_ == "conj" for c in below(first))):
            hits = (scene.known.get(t.i) for t in before)
            return next((scene.code(k) for k in hits if k is not None and _says_whose(scene.doc, k)), None)
    return None


def _says_whose(doc: Doc, hit: Known) -> bool:
    """Whether a known name says whose something is: "German", "Spain's"."""
    return hit.sort == "people" or (hit.sort == "state" and hit.end < len(doc) and doc[hit.end].tag_ == "POS")


def by_apposition(scene: Scene, entity: Entity) -> str | None:
    """The country in what a name is said to be: "X, a German bank", "X is India's largest carrier", "X of the US"."""
    if entity.sort not in BODIES:
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
        return next(codes_in(scene, start + 2, min(start + 5, len(doc)), PLACED), None)
    if start >= len(doc):
        return None
    determined = doc[start].lower_ in {"a", "an", "the", "another"}
    for i in range(start, min(start + 7, len(doc))):
        hit = scene.known.get(i)
        if hit is not None and hit.sort in PLACED and hit.start == i:
            return _owning(scene, hit) if determined or i == start else None
        if (code := place_at(doc, i, len(doc))) is not None:
            return code if "based" in {t.lower_ for t in doc[i : i + 5]} else None
        if doc[i].tag_ not in _BEHIND:
            return None
    return None


def _owning(scene: Scene, hit: Known) -> str | None:
    """The country of a name that goes with what follows: "a German bank", "Germany's bank", "a UK-based bank"."""
    doc = scene.doc
    if is_compound(scene, hit):
        return NOWHERE
    following = doc[hit.end : hit.end + 2]
    based = following.text.startswith("-") and following[-1].lower_ in _BASED
    possessive = bool(following) and following[0].tag_ == "POS"
    return scene.code(hit) if hit.sort == "people" or possessive or based else None


def by_seat(scene: Scene, entity: Entity) -> str | None:
    """The country of where a body is said to be: "a trader with X in Delhi"."""
    if entity.sort not in BODIES:
        return None
    for mention in _named(entity):
        token = scene.doc[mention.end] if mention.end + 1 < len(scene.doc) else None
        several = {t.lower_ for t in scene.doc[max(mention.start - 2, 0) : mention.start]} & _SEVERAL
        if several:
            return NOWHERE
        if token is not None and token.lower_ == "in" and mention.start <= token.head.i < mention.end:
            return next(codes_in(scene, token.i + 1, min(token.i + 4, len(scene.doc)), PLACED), None)
    return None


def _sole(scene: Scene, home: Entity) -> bool:
    """Whether the article is set in one state: most mentions of states are of it, and no other one does anything."""
    states_here = [e for e in scene.entities if e.sort == "state"]
    share = len(home.mentions) / max(sum(len(e.mentions) for e in states_here), 1)
    return (
        len(home.mentions) >= _SOLE
        and share >= _MOSTLY
        and not any(_acts(scene.doc, e) for e in states_here if e is not home)
    )


def _acts(doc: Doc, state: Entity) -> bool:
    return any(part_of(doc[m.head])[0] == "agent" and doc[m.head].tag_ != "JJ" for m in state.mentions)


OWN_WORDS: tuple[Rule, ...] = (
    by_institution,
    by_company,
    by_name,
    by_words_before,
    by_headline,
    by_joint_words,
    by_apposition,
    by_seat,
)
