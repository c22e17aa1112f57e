"""Echoes: who is said to do as another has done, or not to: "so did the miners", "the Greens did not"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below, once
from communique.extraction.modality import modality_of
from communique.extraction.syntax import is_beside
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

BARE = frozenset({"do", "will", "would", "be", "can", "could", "have", "shall", "wo", "ca"})  # "wo | n't"
COMPLETED = frozenset({"dobj", "xcomp", "ccomp", "attr", "acomp", "prep", "oprd", "aux", "auxpass", "agent", "expl"})
CLAUSES = frozenset({"ROOT", "conj", "advcl", "ccomp", "parataxis"})
ALIKE = frozenset({"so", "as", "neither", "nor", "too", "likewise", "also", "similarly"})
WAITING = frozenset({"have", "has", "had", "'ve"})  # "Norland has not": not yet


@dataclass(frozen=True)
class Echo:
    """Those who are said at a word to do as was said of others just before, or not to, or to be of another mind.

    `beside` are those with whom they are said to be of one mind, or not: "sided with *the union*".
    """

    word: Token
    people: tuple[Token, ...]
    alike: bool
    differs: bool = False
    beside: tuple[Token, ...] = ()


def find_echoes(tokens: Iterable[Token]) -> Iterator[Echo]:
    """The echoes among tokens, in their order."""
    for token in tokens:
        if token.pos_ in {"VERB", "AUX"} and (echo := echo_at(token)) is not None:
            yield echo


@once
def echo_at(verb: Token) -> Echo | None:
    """What echo a verb is, if it is one."""
    lemma, beside = verb.lemma_.lower(), _beside(verb)
    alike = stands_for_another(verb) if lemma in BARE else None
    if beside and modality_of(verb) == "fact" and not grammar.is_negated(verb):
        alike = lemma not in _words("differing")
    if alike is None and lemma in _words("verbs") and (same := _is_same(verb)) is not None:
        alike = same if not grammar.is_negated(verb) and modality_of(verb) == "fact" else None
    differs = alike is False and lemma not in BARE
    if alike is None and lemma in _words("joining") and any(map(_is_protest, grammar.children(verb, "dobj"))):
        alike = None if grammar.is_negated(verb) or modality_of(verb) not in {"fact", "future"} else True
    if alike is None and lemma in _words("agreeing") | _words("differing"):
        alike = _of_answer(verb)
        differs = alike is False
    people = tuple(each for s in _doers(verb) for each in grammar.coordinated(s)) if alike is not None else ()
    return Echo(verb, people, bool(alike), differs, tuple(beside)) if people else None


def _beside(verb: Token) -> list[Token]:
    """With whom somebody is said to side, or not: "sided with *the union*", "took *its* side", "broke with *Peru*"."""
    lemma = verb.lemma_.lower()
    links = _links().get(lemma)
    if links is None or (lemma == "fall" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ != "in"):
        return []
    if lemma == "take":
        sides = [o for o in grammar.children(verb, "dobj") if o.lemma_ == "side"]
        return [t for o in sides for t in (*grammar.children(o, "poss"), *grammar.under(o, {"of"}))]
    hung = [p for c in (verb, *grammar.children(verb, "prt", "advmod")) for p in grammar.children(c, "prep")]
    return [o for p in hung if p.lower_ in links for o in grammar.objects_of(p)]


def stands_for_another(verb: Token) -> bool | None:
    """Whether a verb that only stands for another one says the same of somebody, or denies it; None where it says more.

    "So did the miners", "the Greens will not".
    """
    supposed = any(c.lower_ in {"if", "unless", "whether", "until"} for c in grammar.children(verb, "mark"))
    if verb.dep_ not in CLAUSES or supposed or any(c.dep_ in COMPLETED or c.tag_ in {"WP", "WDT"} for c in below(verb)):
        return None
    before = verb.nbor(-1).lower_ if verb.i else ""
    said = {c.lower_ for c in grammar.children(verb, "advmod", "cc", "preconj", "mark")}
    if before in ALIKE or said & (ALIKE - {"as", "so", "also"}):
        return True
    denied = any(c.dep_ == "neg" for c in below(verb)) and verb.lower_ not in WAITING
    return False if denied else None


def _is_same(verb: Token) -> bool | None:
    """Whether a verb says that somebody does what another did ("did the same"), or thinks the opposite."""
    for thing in (*grammar.children(verb, "dobj"), *grammar.under(verb, {"of"})):
        called = {c.lower_ for c in below(thing)}
        if thing.lower_ == "same" or (thing.lower_ == "suit" and verb.lemma_ == "follow"):
            return True
        if thing.lemma_.lower() in _words("views") and called & {"same", "similar", "opposite", "different"}:
            return bool(called & {"same", "similar"})
    said = {c.lower_ for c in grammar.children(verb, "advmod")}
    if verb.lemma_.lower() in {"think", "feel", "see", "believe"} and said & {"otherwise", "differently"}:
        return False
    return True if verb.lemma_ == "do" and "likewise" in said else None


def _is_protest(noun: Token) -> bool:
    """Whether a noun names what was just told to be done against something: "backs *their campaign*"."""
    told = any(c.lower_ in {"the", "their", "his", "her", "its", "that", "this"} for c in below(noun))
    return told and noun.lemma_.lower() in _words("protests") and not grammar.children(noun, "prep", "acl", "relcl")


def _of_answer(verb: Token) -> bool | None:
    """Whether somebody is told to be of one mind with another, or of another: "the union agreed", "Peru disagreed"."""
    finite = verb.dep_ in {"ROOT", "conj"} and not grammar.is_passive(verb) and not grammar.is_negated(verb)
    if not finite or any(c.dep_ in COMPLETED for c in below(verb)):
        return None
    return verb.lemma_.lower() in _words("agreeing")


def _doers(verb: Token) -> list[Token]:
    """Who is named with a verb, before or behind it: "as did *the union*"."""
    own = grammar.children(verb, "nsubj", "nsubjpass")
    behind = [c for c in below(verb) if c.i > verb.i and c.dep_ in {"nsubj", "attr", "dobj"}]
    return (behind if verb.i and verb.nbor(-1).lower_ in ALIKE else []) or own


@once
def companions(verb: Token) -> tuple[Token, ...]:
    """Who does with its subject what a verb says: "Peru, *like Chile*, opposes it", "joined *Chile* in opposing it"."""
    found: list[Token] = []
    over = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "in" else None
    if over is not None and over.lemma_.lower() == "join":
        found += grammar.children(over, "dobj")
    clause = next(iter(grammar.clause_over(verb)), verb)
    for one in {t.i: t for t in (verb, clause, *grammar.subjects(verb))}.values():
        links = [p for p in grammar.children(one, "prep") if is_beside(p)]
        links = [next(iter(grammar.children(p, "prep")), p) for p in links]  # "along | with"
        found += (o for p in links for o in grammar.children(p, "pobj"))
    return tuple(each for t in found for each in grammar.coordinated(t))


@cache
def _links() -> dict[str, frozenset[str]]:
    """The verbs of siding with somebody, or not, each with the prepositions that bring him in."""
    found: dict[str, set[str]] = {}
    for phrase in table("opinions")["echoing"]["siding"]:
        verb, _, link = phrase.partition(" ")
        found.setdefault(verb, set()).add(link)
    return {verb: frozenset(links) for verb, links in found.items()}


@cache
def _words(name: str) -> frozenset[str]:
    """The list `name` under `echoing` in `opinions.toml`."""
    return frozenset(table("opinions")["echoing"][name])
