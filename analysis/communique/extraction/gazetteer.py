"""Names that the world knows: states, their people and seats of government, unions of states, chambers, news media."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from communique.extraction.polities import find_polities
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Sort = Literal["state", "people", "seat", "capital", "bloc", "chamber", "media", "home"]
# Of two readings of the same words, the one further left is taken: "New Zealand" is a state before it is a people.
_SORTS: tuple[Sort, ...] = ("state", "people", "seat", "capital", "bloc", "chamber", "media", "home")

_BY_LETTERS = {"GBR": "UK", "USA": "US"}


@dataclass(frozen=True)
class Known:
    """Tokens `start:end` that name something known: `key` is a country's code or the name of the rest."""

    start: int
    end: int
    sort: Sort
    key: str


@dataclass(frozen=True)
class State:
    """A state: ISO 3166-1 alpha-3 code (null for a few), usual name, and the words for what is its."""

    code: str
    name: str
    people: tuple[str, ...]


@cache
def states() -> dict[str, State]:
    """The states by code; one without a code has its name for it."""
    rows = table("states")["states"]
    return {r["code"] or r["name"]: State(r["code"], r["name"], tuple(r["people"])) for r in rows}


def state_of(key: str) -> State:
    """The state of a key; one that no table knows has its name for it, and no code."""
    return states().get(key) or State("", key, ())


def adjective_of(key: str, names: Iterable[str] = ()) -> str:
    """The word before a state's bodies: "UK", "German", or the one for its people among `names`; else its name."""
    if key in _BY_LETTERS:
        return _BY_LETTERS[key]
    state = state_of(key)
    if state.people:
        return state.people[0]
    made = [
        n for n in names if n != state.name and n[:3] == state.name[:3] and n.endswith(("n", "ese", "ish", "ic", "i"))
    ]
    return min(made, default=state.name)


@cache
def chamber_codes() -> dict[str, str]:
    """The country of each chamber and party."""
    return {row["name"]: row["code"] for row in table("states")["chambers"]}


@cache
def party_names() -> frozenset[str]:
    """The names of chambers and parties, in small letters, of several words: bodies wherever they are named."""
    rows = table("states")["chambers"]
    return frozenset(name.lower() for row in rows for name in row["names"] if " " in name)


@cache
def chamber_members() -> dict[tuple[str, str], str]:
    """The chamber of each (country, word for its members)."""
    return {(row["code"], word): row["name"] for row in table("states")["chambers"] for word in row.get("members", [])}


@cache
def place_codes() -> dict[str, str]:
    """The country of each city and part of a state that belongs to one."""
    return {name: code for code, names in table("places")["places"].items() for name in names}


@cache
def regions() -> dict[str, tuple[str, str]]:
    """Each name of a part of a state with a government of its own: the word before "government", and the country."""
    rows = table("places")["regions"]
    return {name: (names[0], code) for code, parts in rows.items() for names in parts for name in names}


@cache
def institution_codes() -> dict[str, str]:
    """The country of each institution whose name does not say it, by the name in small letters."""
    return {
        name.lower().replace("'", ""): code for code, names in table("places")["institutions"].items() for name in names
    }


@cache
def post_codes() -> dict[str, str]:
    """The country of each post that one country alone has, in small letters."""
    return {name: code for code, names in table("places")["posts"].items() for name in names}


def _phrases() -> dict[str, list[str]]:
    """Each name with what it may stand for ("sort:key"), in the order of the table."""
    found: dict[str, list[str]] = {}

    def add(names: list[str], sort: Sort, key: str) -> None:
        for name in names:
            found.setdefault(name, []).append(f"{sort}:{key}")

    data: dict[str, list[dict[str, Any]]] = table("states")
    for row in data["states"]:
        code = row["code"] or row["name"]
        add([row["name"], *row["names"]], "state", code)
        add(row["people"], "people", code)
        add(row["seats"], "capital", code)
    for row in data["seats"]:
        add(row["names"], "seat", row["code"])
    for row in data["blocs"]:
        add(row["names"], "bloc", row["name"])
        add(row["seats"], "capital", "bloc " + row["name"])
    for row in data["chambers"]:
        add(row["names"], "chamber", row["name"])
    for row in data["home"]:
        opening = [n[0].upper() + n[1:] for n in row["names"] if n[0].islower()]  # at the beginning of a sentence
        add(list(dict.fromkeys([*row["names"], *opening])), "home", row["code"])
    add(table("people")["media"], "media", "")
    return found


@cache
def _matcher(vocab: Vocab) -> PhraseMatcher:
    from spacy.lang.en import English
    from spacy.matcher import PhraseMatcher

    make = English(vocab=vocab)
    matcher = PhraseMatcher(vocab)
    for name, readings in _phrases().items():
        forms = [name, name.upper()] if len(name) > 3 else [name]
        for reading in readings:
            matcher.add(reading, [make.make_doc(form) for form in dict.fromkeys(forms)])
    return matcher


def find_known(doc: Doc) -> tuple[list[Known], str | None]:
    """The known names of a text, the longest at each place, and the code of the country whose politics it is about."""
    strings = doc.vocab.strings
    hits: list[Known] = []
    home: dict[str, Counter[str]] = {}
    bare: set[str] = set()  # the countries of those that are no part of a longer name
    for label, start, end in sorted(_matcher(doc.vocab)(doc), key=lambda m: (m[1], m[2])):
        sort, _, key = strings[label].partition(":")
        if sort in {"home", "chamber"} and _is_other_party(doc, start, end):
            continue
        if sort == "home" and not _heads_a_post(doc, end):
            home.setdefault(key, Counter())[doc[start:end].text] += 1
            bare |= {key} if not _is_in_a_name(doc, start, end) else set()
        elif sort != "home":
            hits.append(Known(start, end, sort, key or doc[start:end].text))  # type: ignore[arg-type]
    hits = [k for k in hits if not (_is_continent(doc, k, hits) or _is_wider(doc, k))]
    hits.sort(key=lambda k: (k.start - k.end, k.start, _SORTS.index(k.sort)))
    kept: list[Known] = []
    taken: set[int] = set()
    for hit in hits:
        if not taken.intersection(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    kept = _seated(doc, kept)
    covered = frozenset(i for k in kept for i in range(k.start, k.end))
    polities = [
        Known(start, end, "people" if adjective else "state", name)
        for start, end, name, adjective in find_polities(doc, covered)
        if name not in place_codes()
    ]
    at_home = _at_home(home, bare, kept, bool(polities))
    kept = [k for k in kept if k.sort != "chamber" or chamber_codes()[k.key] == at_home]
    return sorted([*kept, *polities], key=lambda k: k.start), at_home


def _seated(doc: Doc, known: list[Known]) -> list[Known]:
    """The known names, with "Brussels" for Belgium where that is spoken of and the union that sits there is not."""
    spoken = {k.key for k in known if doc[k.start : k.end].text != "Brussels"}
    if "BEL" not in spoken or "bloc European Union" in spoken or "European Union" in spoken:
        return known
    return [replace(k, key="BEL") if k.key == "bloc European Union" else k for k in known]


def _is_other_party(doc: Doc, start: int, end: int) -> bool:
    """Whether a party's name goes on before it: the "Social Democrats" are no Democrats."""
    before = doc[start - 1].text if start else ""
    return doc[end - 1].lemma_.lower() in {"democrat", "democrats"} and before in {
        "Social", "Liberal", "Christian", "Free", "Sweden", "Progressive", "National", "United", "Centre", "Center",
    }  # fmt: skip


def _heads_a_post(doc: Doc, end: int) -> bool:
    """Whether a post in capitals follows, so that "Labour" is but a field of government: "Labour Commissioner X"."""
    return end < len(doc) and doc[end].text.istitle() and doc[end].lower_ in table("people")["posts"]


def _is_continent(doc: Doc, hit: Known, hits: list[Known]) -> bool:
    """Whether "Europe" is but the continent: it does nothing, or the union of that name is not spoken of."""
    if hit.sort != "bloc" or doc[hit.start : hit.end].text != "Europe":
        return False
    union = any(k.key == hit.key and doc[k.start : k.end].text != "Europe" for k in hits)
    return doc[hit.start].dep_ not in {"nsubj", "nsubjpass"} or not union


def _is_wider(doc: Doc, hit: Known) -> bool:
    """Whether a people's name is that of a part of the world: "Latin | American", "South | Americans"."""
    before = doc[hit.start - 1].text if hit.start else ""
    return doc[hit.start].text in {"American", "Americans", "America"} and before in {
        "South", "Latin", "Central", "North",
    }  # fmt: skip


def _is_in_a_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a word with a capital stands beside: "Labour" of "Labour Front"."""
    before = start > 0 and not doc[start - 1].is_sent_start and doc[start - 1].text[:1].isupper()
    return before or (end < len(doc) and doc[end].text[:1].isupper())


def _at_home(home: dict[str, Counter[str]], bare: set[str], known: list[Known], polities: bool) -> str | None:
    """The country whose politics a text is about: two words for them say so, unless of a state unknown."""
    named = {k.key for k in known if k.sort in {"state", "people", "seat"}}
    shared = frozenset(table("states")["shared_chambers"])
    for code, words in sorted(home.items(), key=lambda item: (-item[1].total(), item[0])):
        alone = code in bare and not named and not shared.issuperset(words) and not polities
        elsewhere = named and code not in named and shared.issuperset(words)  # "Congress" in Lima
        if (words.total() >= 2 or alone) and (code in named or not polities) and not elsewhere:
            return code
    return None
