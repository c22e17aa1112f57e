"""Who takes part: the article's people, organizations, states and groups, one entry each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model import Actor, ActorKind, slugify

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from communique.extraction.reading import Reading


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of an article, and which of them each of its words stands for."""

    actors: tuple[Actor, ...]
    by_token: Mapping[int, tuple[str, ...]]

    def refer(self, words: Token | Words) -> tuple[str, ...]:
        """The ids of the actors that a token, or a noun phrase with what is joined to it, stands for; () if none.

        A pronoun or description may stand for several ("both sides"), and so may a phrase ("India and Pakistan").
        """
        from spacy.tokens import Token

        if isinstance(words, Token):
            return self.by_token.get(words.i, ())
        inside = range(words.start, words.end)
        heads = [words.root, *(t for t in words.root.conjuncts if t.i in inside)]
        return tuple(dict.fromkeys(id for head in heads for id in self.by_token.get(head.i, ())))

    def actor(self, id: str) -> Actor:
        """The actor with that id; KeyError where there is none."""
        return next(a for a in self.actors if a.id == id)


_KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organization", "GPE": "state"}


def find_cast(reading: Reading) -> Cast:
    """The actors of the text."""
    mentions: dict[str, list[Words]] = {}
    for ent in reading.doc.ents:
        if ent.label_ in _KINDS and slugify(ent.text):
            mentions.setdefault(slugify(ent.text), []).append(ent)
    actors = tuple(
        Actor(id=id, name=s[0].text.strip(), kind=_KINDS[s[0].label_], mentions=tuple(map(reading.span_of, s)))
        for id, s in mentions.items()
    )
    return Cast(actors, {t.i: (id,) for id, spans in mentions.items() for s in spans for t in s})
