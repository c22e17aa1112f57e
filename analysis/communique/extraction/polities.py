"""States that no table knows: names that a text treats as one, and the adjectives made from them.

New, invented, misspelt and unrecognized states have presidents, governments, borders and people like any other. A name
is taken for a state's where enough of that is said of it; its adjective ("Kestrian" of "Kestria") by how it ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.grammar import common_words
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc

Run = tuple[int, int]
_ENOUGH = 3  # points that make a name a state's
_MIN_STEM = 4
_SHORT = 2  # letters of words that are no names
_TAGS = frozenset({"NNP", "NNPS", "JJ", "NN", "NNS"})
_LONGEST = 3  # words
# How adjectives of origin end, and how the names end that they are made from, once the stem is taken off.
_ADJECTIVES = ("ian", "ean", "ese", "ish", "an", "ic", "n", "i")
_NAMES = frozenset({"", "a", "e", "o", "y", "i", "ia", "ea", "land", "s", "istan"})


def find_polities(doc: Doc, covered: frozenset[int]) -> list[tuple[int, int, str, bool]]:
    """The names of unknown states and their adjectives: (start, end, the state's name, whether it is an adjective).

    `covered` are the tokens of names that are known.
    """
    runs = list(_runs(doc, covered))
    texts = {run: doc[run[0] : run[1]].text for run in runs}
    whole = Counter(texts.values())
    barred = _barred(doc, runs)
    adjectives = _adjectives(doc, runs)
    points: Counter[str] = Counter()
    for run in runs:
        points[texts[run]] += _points(doc, run)
    owners = {word: name for word in adjectives if (name := _made_from(word, whole)) is not None}
    for word, name in owners.items():
        points[name] += adjectives[word] + 1
    placed = {texts[r] for r in runs if r[0] and doc[r[0] - 1].lower_ in {"in", "from"}}
    names = {n for n in whole if n not in barred and points[n] + (n in placed) >= _ENOUGH and points[n] > 0}
    forms = {name: (name, False) for name in names} | {w: (n, True) for w, n in owners.items() if n in names}
    forms |= {word + "s": form for word, form in forms.items() if form[1]}
    return list(_places(doc, forms, covered)) if forms else []


@cache
def _word(name: str) -> frozenset[str]:
    return frozenset(table("people")[name])


def _runs(doc: Doc, covered: frozenset[int]) -> Iterator[Run]:
    """Runs of capitalised words (tokens, end exclusive) that nothing is known of."""
    start = end = -1
    for token in doc:
        i = token.i
        if not (token.is_alpha and len(token) > _SHORT and token.text[0].isupper() and token.tag_ in _TAGS):
            continue
        if i in covered:
            continue
        if i == end and not token.is_sent_start:
            end = i + 1
            continue
        if start >= 0:
            yield start, end
        start, end = i, i + 1
    if start >= 0:
        yield start, end


def _barred(doc: Doc, runs: list[Run]) -> set[str]:
    """The names that are something else: surnames, words of bodies and things, common words, places with a mayor."""
    common = common_words(doc)
    out: set[str] = set()
    for start, end in runs:
        words = [doc[i].lower_ for i in range(start, end)]
        before = doc[start - 1].lower_ if start else ""
        place = before == "of" and start > 1 and doc[start - 2].lower_ in _word("no_states")
        kind = words[-1] in _word("organization_words") or words[-1] in _word("things") or words[0] in common
        role = any(w in _word("titles") or w in _word("posts") for w in words)
        if place or kind or role or end - start > _LONGEST or words[0] in _word("not_names"):
            out.add(doc[start:end].text)
        if before in _word("titles") or (doc[end - 1].ent_type_ == "PERSON" and end - start > 1):
            out.update({doc[start:end].text, doc[end - 1].text})
        elif role and words[-1] not in _word("posts"):
            out.add(doc[end - 1].text)
    return out


def _state_noun(doc: Doc, i: int) -> int:
    """How much the noun at i says that what stands before it is a state: 3, 1 or 0."""
    if i >= len(doc):
        return 0
    pair = doc[i : i + 2].text.lower()
    if pair in _word("state_pairs") or doc[i].lower_ in _word("state_nouns"):
        return _ENOUGH
    return int(doc[i].lower_ in _word("state_hints"))


def _adjectives(doc: Doc, runs: list[Run]) -> dict[str, int]:
    """The words before a state's nouns ("Kestrian Prime Minister"), each with what the nouns say at most."""
    found: dict[str, int] = {}
    for start, _ in runs:
        word = doc[start].text
        if word.endswith(_ADJECTIVES) and len(word) > _MIN_STEM:
            found[word] = max(found.get(word, 0), _state_noun(doc, start + 1))
    return found


def _points(doc: Doc, run: Run) -> int:
    """What is said around a name that is said of states."""
    start, end = run
    before = [doc[i].lower_ for i in range(max(start - 5, 0), start)]
    if before and before[-1] == "the":
        before.pop()
    points = int(bool(before) and before[-1] in {"neighbouring", "neighboring"})
    if start > 1 and end < len(doc) and doc[start - 1].text == "," and doc[start - 2].text.isupper():
        points += _ENOUGH * (doc[end].text in {"(", "-", "–", "—", "--"})  # "PORT VELLER, Ruvania (AP) —"
    if end < len(doc) and doc[end].tag_ == "POS":
        points += max(_state_noun(doc, end + 1), _state_noun(doc, end + 2) if doc[end + 1 : end + 2] else 0)
    if len(before) > 1 and before[-1] in {"of", "with", "in", "to"}:
        points += _behind(before)
    return points


def _behind(before: list[str]) -> int:
    """What the words before a name say that is joined by a preposition: "the government of", "the border with"."""
    noun, preposition = before[-2], before[-1]
    if preposition == "of":
        pair = " ".join(before[-3:-1])
        if pair in _word("state_pairs") or noun in _word("state_nouns") - {"president"} or noun == "government":
            return _ENOUGH
        return int(noun in _word("state_hints") or bool({"president", "king", "queen"}.intersection(before)))
    if preposition == "in":
        return int(noun in _word("state_hints") or noun in _word("state_nouns"))
    return int(noun in {"border", "ambassador", "war", "envoy", "troops", "ties", "relations"})


def _made_from(word: str, names: Counter[str]) -> str | None:
    """The name that an adjective is made from; None if none of those is."""
    for suffix in _ADJECTIVES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < _MIN_STEM - (suffix in {"ian", "ean"}):
            continue
        fits = [n for n in names if n != word and n.startswith(stem) and n[len(stem) :] in _NAMES]
        if fits:
            return max(sorted(fits), key=lambda n: names[n])
    return None


def _places(
    doc: Doc, forms: dict[str, tuple[str, bool]], covered: frozenset[int]
) -> Iterator[tuple[int, int, str, bool]]:
    """Where the forms stand, the longest first."""
    longest = max(len(form.split()) for form in forms)
    text = doc.text
    bounds = [(t.idx, t.idx + len(t)) for t in doc]
    i = 0
    while i < len(doc):
        for length in range(min(longest, len(doc) - i), 0, -1):
            form = forms.get(text[bounds[i][0] : bounds[i + length - 1][1]])
            if form is not None and covered.isdisjoint(range(i, i + length)):
                yield i, i + length, *form
                i += length - 1
                break
        i += 1
