"""Mouths: which body or state a person speaks for, so that what one says of a course is the other's word too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading
    from communique.model import Position, Proposal, Span

BESIDE = frozenset({"poss", "compound", "nmod", "amod"})
CONTRASTS = frozenset({"but", "while", "though", "although", "whereas"})
OF = frozenset({"of", "for", "at", "from"})


def bodies_of(reading: Reading, cast: Cast) -> dict[str, str]:
    """The body or state of each person who speaks for one, by actor ids: "its spokesman, X", "Y, who leads Z"."""
    kinds = {actor.id: actor.kind for actor in cast.actors}
    found = {
        a.id: a.affiliation for a in cast.actors if a.kind == "person" and a.affiliation and _is_post(a.role or "")
    }
    for token in reading.body:
        who = cast.refer(token)
        if len(who) != 1 or kinds[who[0]] != "person" or who[0] in found or token.tag_ == "PRP":
            continue
        for body in _named_beside(token, cast):
            if kinds[body] != "person":
                found[who[0]] = body
                break
    return found


def _named_beside(name: Token, cast: Cast) -> Iterator[str]:
    """Whose a post beside a name is said to be: "the union's secretary, X", "X, head of the bank"."""
    first = name.head if name.dep_ in {"appos", "compound"} and name.head.pos_ in {"NOUN", "PROPN"} else name
    for noun in (first, *grammar.children(first, "appos"), *grammar.children(name, "appos")):
        if noun.lemma_.lower() not in _words("posts") or any(c.lower_ in _words("apart") for c in below(noun)):
            continue
        for child in below(noun):
            if child.dep_ in BESIDE:
                yield from cast.refer(child)
            elif child.dep_ == "prep" and child.lower_ in OF:
                yield from (id for t in grammar.objects_of(child) for id in cast.refer(t))


def _is_post(role: str) -> bool:
    """Whether whoever has a post speaks for a body: ministers and spokesmen, but no former ones and no members."""
    said = set(role.lower().replace("-", " ").split())
    return not said.isdisjoint(_words("posts")) and said.isdisjoint(_words("apart"))


class Mouths:
    """People and the bodies that they speak for, as positions are handed from one to the other."""

    def __init__(self, reading: Reading, voices: Voices) -> None:
        self.reading, self.voices = reading, voices
        self.sentences = list(reading.doc.sents)
        self.place = {reading.span_of(s).start: n for n, s in enumerate(self.sentences) if s.text.strip()}
        self.speakers: dict[str, list[str]] = {}
        for person, body in voices.bodies.items():
            self.speakers.setdefault(body, []).append(person)

    def share(self, positions: dict[str, Position], proposal: Proposal) -> None:
        """Gives a body the stance that its speaker voices for it where both are named, and the speaker the body's."""
        for actor, position in list(positions.items()):
            start, body = position.evidence[0].start, self.voices.bodies.get(actor)
            free = body is not None and body not in positions and body not in proposal.proponents
            if body is not None and free and self._names(body, start):
                positions[body] = position.model_copy(update={"actor": body})
            for person in self.speakers.get(actor, ()):
                said = self._words_of(person, start) if person not in positions else None
                if said is not None and person not in proposal.proponents:
                    positions[person] = position.model_copy(update={"actor": person, "evidence": (said,)})

    def _names(self, actor: str, start: int) -> bool:
        """Whether the sentence that begins at a character names an actor."""
        at = self.place.get(start)
        return at is not None and any(actor in self.voices.cast.refer(t) for t in self.sentences[at])

    def _words_of(self, actor: str, start: int) -> Span | None:
        """The sentence that begins at a character, where an actor speaks in it, else his own words right after it.

        What he reports in another sentence may be of other things.
        """
        at = self.place.get(start)
        for n, sentence in enumerate(self.sentences[at : at + 2] if at is not None else []):
            said = [t for t in sentence if actor in self.voices.speakers.get(t.i, ())]
            if n == 0 and any(t.lower_ in CONTRASTS for t in sentence):
                return None
            if said and (n == 0 or self._goes_on(said)):
                return self.reading.span_of(sentence)
        return None

    def _goes_on(self, said: list[Token]) -> bool:
        """Whether a sentence begins with quoted words and goes on, in its paragraph, with what the one before told."""
        first = said[0].sent.start
        begins = self.reading.paragraph_start(said[0].sent.start_char) == said[0].sent.start_char
        return not begins and said[0].i - first <= 1 and self.reading.quoted[said[0].i] is not None


def sides_of(ids: Iterable[str], bodies: Mapping[str, str]) -> frozenset[str]:
    """Actors, with the bodies that they speak for."""
    known = tuple(ids)
    return frozenset((*known, *(bodies[id] for id in known if id in bodies)))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("remarks")["speakers"][name])
