"""The country whose public life a text is about, where no chamber or party that it names tells: by states and places.

"Ghana's mayors", "a bill in Alberta", "the council in Leeds": one country is named far more than any other, does
not deal with others by its name, and the words of public life are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.extraction.gazetteer import Known, place_codes, regions, state_of
from communique.extraction.syntax import part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.extraction.reading import Reading

_LEAD = 70  # tokens: headline and first sentences, which tell where an article is set
_LED = 3  # what a name there weighs
_ENOUGH = 5  # the least that the country must weigh
_MUCH_MORE = 3  # and how many times what the next one weighs
_WORDS, _KINDS = 6, 4  # mentions of public life, and different words for it
_MANY = 15  # so many mentions of it make up for a country that is hardly named
_LONGEST = 3  # words of a place's name
_SHORTEST = 4  # letters of a place's name that may stand in capitals ("GRAZ")
_NAMES = frozenset({"state", "people", "capital", "seat"})
_IDLE = frozenset({"be", "have"})


def home_in_public_life(reading: Reading, known: list[Known]) -> str | None:
    """The code of the one country that a text about public life is set in; None for dealings between states."""
    doc = reading.doc
    weight: Counter[str] = Counter()
    for at, code in (*_stated(known), *_placed(doc, known), *_priced(doc)):
        weight[code] += _LED if at < _LEAD else 1
    ranked = sorted(weight, key=lambda code: (-weight[code], code))[:2]
    if not ranked or not ranked[0]:
        return None
    home = ranked[0]
    if len(ranked) > 1 and weight[home] < _MUCH_MORE * weight[ranked[1]]:
        return None
    if sum(_LED if k.start < _LEAD else 1 for k in known if k.key.startswith("bloc ")) > weight[home]:
        return None  # what is told is of the Union
    if any(k.sort == "state" and state_of(k.key).code == home and _deals(reading, k) for k in known):
        return None
    public = Counter(word for t in doc if (word := t.lemma_.lower()) in _public())
    plain = weight[home] >= _ENOUGH or (weight[home] >= _LED and public.total() >= _MANY)
    return home if plain and public.total() >= _WORDS and len(public) >= _KINDS else None


def region_in_public_life(reading: Reading, known: list[Known], at_home: str | None) -> str | None:
    """The part of the country at home that a text is about, by the word before its "government": "Scottish".

    It is named in the lead and again, and there the country itself is not.
    """
    doc = reading.doc
    if (ruling := _ruling(doc, known, at_home)) is not None:
        return ruling
    if at_home is None or any(k.start < _LEAD and k.key == at_home for k in known if k.sort != "capital"):
        return None
    parts = [(at, row) for at, name in places_in(doc, known) if (row := regions().get(name))]
    found = Counter(name for _, (name, code) in parts if code == at_home)
    led = {row[0] for at, row in parts if at < _LEAD}
    best = max(sorted(found), key=lambda name: found[name], default=None)
    return best if best in led and found[best] > 1 else None


def _ruling(doc: Doc, known: list[Known], at_home: str | None) -> str | None:
    """The only part of a country whose government is named as such, where the country's own is not: "Tyrolean"."""
    named = set()
    for at, name in places_in(doc, known) if any(t.lower_ == "government" for t in doc) else ():
        row, end = regions().get(name), at + len(name.split())
        before = [t.lower_ for t in doc[max(at - 2, 0) : at]]
        if row and (doc[end : end + 1].text.lower() == "government" or before == ["government", "of"]):
            named.add(row)
    if len(named) != 1:
        return None
    region, code = min(named)
    own = {doc[k.start].lower_ for k in known if k.key == code and k.sort == "people"} | {"federal", "national"}
    national = any(b == "government" and a in own for a, b in pairwise(t.lower_ for t in doc))
    return region if not national and at_home in {code, None} else None


@cache
def _public() -> frozenset[str]:
    return frozenset(table("people")["public_life"])


def _stated(known: list[Known]) -> Iterator[tuple[int, str]]:
    """Where states, their people and capitals are named; a state that no table knows has "" for its code."""
    for k in known:
        if k.sort in _NAMES and not k.key.startswith("bloc "):
            yield k.start, state_of(k.key).code


def _placed(doc: Doc, known: list[Known]) -> Iterator[tuple[int, str]]:
    """Where places of a country are named, with its code."""
    return ((at, place_codes()[name]) for at, name in places_in(doc, known))


def _priced(doc: Doc) -> Iterator[tuple[int, str]]:
    """Where sums are named in the money of one country alone, with its code; sums in brackets are only translations."""
    return ((t.i, "GBR") for t in doc if t.text == "£")


def places_in(doc: Doc, known: list[Known]) -> Iterator[tuple[int, str]]:
    """Where places of a country are named, in capitals too."""
    covered = {i for k in known for i in range(k.start, k.end)}
    end = 0
    for token in doc:
        if token.i < end or token.i in covered or not token.text[:1].isupper():
            continue
        if _opening(token.text) not in _openings():
            continue
        for length in range(_LONGEST, 0, -1):
            name = doc[token.i : token.i + length].text
            name = name.title() if name.isupper() and len(name) >= _SHORTEST else name
            if name in place_codes():
                end = token.i + length
                yield token.i, name
                break


@cache
def _opening(name: str) -> str:
    """The first word of a name, in small letters."""
    return re.split(r"\W", name, maxsplit=1)[0].lower()


@cache
def _openings() -> frozenset[str]:
    return frozenset(map(_opening, place_codes()))


def _deals(reading: Reading, state: Known) -> bool:
    """Whether a state does something by its name: then it is a party, and its government does not stand for itself."""
    head = reading.doc[state.end - 1]
    part, over = part_of(head)
    return part == "agent" and over.lemma_.lower() not in _IDLE and not reading.in_heading(head.idx)
