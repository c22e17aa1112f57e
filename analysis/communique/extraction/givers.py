"""Who gives ground, and who gains by it: the people of a concession."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.giving import Giving
from communique.extraction.ground import Ground
from communique.extraction.words import is_deal, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

OWN_SUBJECT = frozenset(
    {"consider", "suggest", "propose", "oblige"}
)  # frames under which another than their doer may give
# Constructions that tell enough without a giver.
GIVERLESS = frozenset({"settle", "release", "called so", "better bid", "raised bid"})
FIRST_PERSON = frozenset({"i", "we"})


def refer(cast: Cast, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The actors that heads of noun phrases stand for, each once."""
    return tuple(dict.fromkeys(id for token in tokens for id in cast.refer(token)))


def givers_of(giving: Giving, ground: Ground, cast: Cast) -> tuple[Token, ...]:
    """Who gives: whoever agrees, offers or refuses; else the subject of the word of giving."""
    own = tuple(_own_doers(giving.word))
    if ground.frame is None:
        return own or tuple(_lost(giving.word, cast))
    if ground.frame.kind == "allow":
        allowing = ground.frame.doers
        return allowing if refer(cast, allowing) else tuple(_counterpart(giving.word, cast, own))
    if ground.frame.kind in OWN_SUBJECT and refer(cast, own):
        return own
    for frame in giving.frames[giving.frames.index(ground.frame) :]:
        if frame.doers:
            return frame.doers
    return own or tuple(_lost(ground.frame.word, cast))


def _lost(word: Token, cast: Cast) -> list[Token]:
    """The subject that the parser has not tied to its verb: a name that stands before the main verb of the sentence."""
    main = word.sent.root
    if not grammar.is_verb(main) or grammar.is_passive(word) or (word != main and word.dep_ != "xcomp"):
        return []
    return [c for c in main.children if c.i < main.i and c.pos_ in {"NOUN", "PROPN"} and cast.refer(c)][-1:]


def _counterpart(word: Token, cast: Cast, own: Sequence[Token]) -> list[Token]:
    """With whom the deal was made that allows something: the last name under "with" before it, not the doer's own."""
    mine = set(refer(cast, own))
    for token in reversed(word.doc[: word.i]):
        if token.lower_ == "with":
            found = [t for t in grammar.children(token, "pobj") if set(cast.refer(t)) - mine]
            if found:
                return found
    return []


def known_enough(giving: Giving, ground: Ground, doers: Sequence[Token]) -> bool:
    """Whether a concession whose giver the cast does not know is one at all, and not a thing that does something."""
    if ground.construction == "yield":
        return False
    if ground.frame is not None or ground.construction in GIVERLESS or any(map(is_body, doers)):
        return True
    return not doers and grammar.is_verb(giving.word) and grammar.is_passive(giving.word)


def is_body(noun: Token) -> bool:
    """Whether a noun names somebody who acts, though the cast does not know whom: no deal, no law, no pronoun."""
    lemma = noun.lemma_.lower()
    told = is_deal(lemma) or lemma in words("containers") or noun.ent_type_ in {"MONEY", "DATE"}
    return noun.pos_ in {"NOUN", "PROPN"} and not told


def _own_doers(word: Token) -> list[Token]:
    if grammar.is_verb(word):
        return _accused(word) or grammar.subjects(word)
    over = next(grammar.clause_over(word), None)
    return grammar.noun_doers(word) or (grammar.subjects(over) if over is not None else [])


def _accused(word: Token) -> list[Token]:
    """Who is accused of the deed: "accused the government of surrendering"."""
    at = word
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    over = at.head.head if at.dep_ in {"pcomp", "prep"} else at
    return grammar.children(over, "dobj") if over.lemma_ == "accuse" and over != word else []


def gainers_of(giving: Giving, ground: Ground) -> list[Token]:
    """Who gains: to or for whom something is given, whom something is promised."""
    found = list(_recipients(giving.word))
    for content in giving.content.tokens:
        if content.head == giving.word and content.dep_ in {"prep", "dative"}:
            found += _under(content)
    if ground.frame is not None:
        found += list(_recipients(ground.frame.word))
    return found


def _recipients(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in {"dative", "dobj"}:
            yield from grammar.coordinated(child) if child.pos_ != "ADP" else _under(child)
        elif child.dep_ == "prep":
            yield from _under(child)


def _under(preposition: Token) -> list[Token]:
    if preposition.lower_ not in {"to", "for", "with"}:
        return []
    return [t for p in grammar.children(preposition, "pobj") for t in grammar.coordinated(p)]
