"""Wording: how the tokens of a phrase become the words of a summary, pronouns and descriptions by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.fuller import full_name, fuller
from communique.extraction.grammar import below
from communique.extraction.naming import Names, is_sure, joined, names_them, possessive
from communique.extraction.pointing import POSSESSIVES, PRONOUNS, meant
from communique.extraction.words import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL_POSSESSIVES = frozenset({"their", "our"})
KNOWN = frozenset({"the", "this", "that", "both", "these", "its", "their"})
FEW_WORDS = 4  # of a phrase that a possessive may end: "the rulers of Norland’s"
THIRD = frozenset({"it", "they", "he", "she", "them", "him", "her"})
PLAIN = frozenset({"DT", "PDT", "CD", "JJ", "JJR", "NN", "NNS", "IN", "RB", "VBG"})  # tags of words that are no names
UNITS = frozenset({"m", "bn", "tn", "k", "%", "p", "km", "million", "billion"})

_DOUBLING = re.compile(r"^(?:qu|[^aeiou])*[aeiou][bdgklmnprtvz]$")
_STRESSED_LAST = frozenset({
    "begin", "refer", "admit", "commit", "permit", "transfer", "submit", "forget", "regret", "control", "equip",
    "defer", "confer", "compel", "expel", "omit", "cancel", "travel", "fuel",
})  # fmt: skip


def gerund(verb: str) -> str:
    """The -ing form of a verb's base form."""
    if verb == "be":
        return "being"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if verb in _STRESSED_LAST or (_DOUBLING.match(verb) and not verb.endswith(("w", "x", "y"))):
        return verb + verb[-1] + "ing"
    return verb + "ing"


@dataclass(frozen=True)
class Wording:
    """How the tokens of a phrase become words, its pronouns replaced by the names they stand for.

    `ids` are the actors of the phrase's own subject or owner, to whom a possessive may point (as it may where there is
    a `subject` that agrees in number, `plural`, or to those `told` before); verbs coordinated with `joins` become
    gerunds as it does. What is `short` takes no fuller names.
    """

    names: Names
    ids: frozenset[str] = frozenset()
    subject: bool = False
    plural: bool = False
    joins: Token | None = None
    told: frozenset[str] = frozenset()
    doers: frozenset[int] = frozenset()
    short: bool = False

    def of(self, tokens: Sequence[Token]) -> str:
        """The words of tokens in the order of the text; what lies between them is left out."""
        out: list[str] = []
        said: set[str] = set()
        inside = {t.i for t in tokens}
        names, within = self._descriptions(tokens, inside)
        shown = [t for t in tokens if not (t.is_space or t.i in within or self._drops_to(t))]
        for n, token in enumerate(shown):
            before, after = shown[n - 1] if n else None, shown[n + 1] if n + 1 < len(shown) else None
            if token.text == "," and _is_left_over(before, token, after):
                out.append(" ")
                continue
            out.append(names.get(token.i) or self._word(token, said, inside) + _unit(token, tokens))
            if token.tag_ in {"NNP", "NNPS", "PRP$"}:
                said.update(self.names.cast.refer(token))
            out.append(" " if after is not None and (after.i > token.i + 1 or token.whitespace_) else "")
            if after is not None and _as_well(token, after):
                out = [*out, "and "] if not token.is_punct else [*out[:-2], " and "]
        return "".join(out)

    def _descriptions(self, tokens: Sequence[Token], inside: set[int]) -> tuple[dict[int, str], set[int]]:
        """For each noun that only describes an actor ("the company") its name, and the words that fall away with it."""
        names: dict[int, str] = {}
        within: set[int] = set()
        for token in tokens:
            name = self._described(token, inside) or self._in_full(token, inside)
            if name is None:
                continue
            parts = {t.i for t in token.subtree if t.i in inside and t != token}
            ends = any(c.tag_ == "POS" for c in below(token))
            names[token.i] = possessive(name) if ends else name
            within |= parts
        return names, within

    def _described(self, noun: Token, inside: set[int]) -> str | None:
        """The name of whom "the company" or "the two countries" means; None where the words say more, or nobody."""
        cast = self.names.cast
        if noun.pos_ != "NOUN" or noun.dep_ in {"compound", "amod", "nmod"} or not names_them(noun, cast):
            return None
        near = [c for c in below(noun) if c.i in inside]
        known = any(c.lower_ in KNOWN for c in near if c.dep_ in {"det", "poss", "predet"})
        plain = all(c.dep_ in {"det", "amod", "compound", "nummod", "case", "poss", "predet"} for c in near)
        if not known or not plain or noun.dep_ == "appos" or set(cast.refer(noun)) & self.ids:
            return None
        if any(cast.refer(t) and t.tag_ != "PRP$" for c in near for t in c.subtree):
            return None
        over = next(grammar.clause_over(noun), None)
        given = grammar.children(over, "dative", "dobj") if over is not None else []
        if any(set(cast.refer(t)) & set(cast.refer(noun)) for t in given if t != noun):
            return None  # "offered X access to the country's oil": the country is another one
        return self.names.of(cast.refer(noun)) if is_sure(noun, cast, self.ids) else None

    def _in_full(self, noun: Token, inside: set[int]) -> str | None:
        """What "the fee" was called before, where that tells which: "the licence fee for cheese"."""
        if self.short or noun.left_edge.i not in inside or self.names.cast.refer(noun):
            return None
        meant_before = fuller(noun)
        if meant_before is None or meant_before.i in inside:
            return None
        after = noun.nbor(1) if noun.i + 1 in inside else noun
        dated = any(c.ent_type_ in {"DATE", "TIME"} for c in below(after))
        name = full_name(meant_before, "" if dated else after.lower_)
        return "the " + Wording(self.names, short=True).of(name) if len(name) > 1 else None

    def _drops_to(self, token: Token) -> bool:
        return token.tag_ == "TO" and self._becomes_gerund(token.head)

    def _word(self, token: Token, said: set[str], inside: set[int]) -> str:
        if token.tag_ == "PRP$" and token.lower_ in POSSESSIVES:
            return self._possessive(token, said, inside)
        if token.tag_ == "PRP" and token.lower_ in PRONOUNS:
            within = token.dep_ == "nsubj" or (token.dep_ == "dobj" and token.head != self.joins)
            own = self.subject and within and set(self.names.cast.refer(token)) == self.ids
            if own and token.lower_ in THIRD:
                return token.lower_
            who = meant(token, self.names.cast)
            told = not isinstance(who, tuple) and who is not None and who.i in inside  # "build a road and repair it"
            return _phrase(who, self.names) if who and not told else token.text
        if self._becomes_gerund(token):
            return gerund(token.lemma_.lower())
        return token.lower_ if self._starts(token) else token.text

    def _starts(self, token: Token) -> bool:
        """Whether a word has its capital only from the start of its sentence."""
        quoted = token.i > 0 and token.nbor(-1).is_quote and token.nbor(-1).is_sent_start
        if not (token.is_sent_start or quoted) or not token.text.istitle():
            return False
        named = [id for id in self.names.cast.refer(token) if self.names.cast.actor(id).kind != "group"]
        if named or token.ent_type_ not in {"", "CARDINAL"}:
            return token.lower_ in {"a", "an", "the"}
        people = token.tag_ == "NNPS" and token.dep_ not in {"compound", "nmod"}  # "Guerrillas", read as a name
        return people or token.tag_ in PLAIN or token.lower_ in {"a", "an", "the"}

    def _possessive(self, token: Token, said: set[str], inside: set[int]) -> str:
        who = meant(token, self.names.cast)
        ids = set(who) if isinstance(who, tuple) else set()
        here = not isinstance(who, tuple) and who is not None and who.i in inside | self.doers
        # "urged X to open its books": the doer's own, but in "X's offer to buy its debt" that of whoever is meant
        many = token.lower_ in PLURAL_POSSESSIVES
        named = self.ids and ids and self.joins is not None and self.joins.dep_ in {"acl", "pcomp"}
        near = self.subject and self.plural == many and (many or not named)
        own = self.subject and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "own"
        if who and not here and not ids & (self.ids | said | self.told) and not near and not own:
            return possessive(_phrase(who, self.names, FEW_WORDS))
        return {"our": "its", "my": "his or her"}.get(token.lower_, token.lower_) if who else token.text

    def _becomes_gerund(self, token: Token) -> bool:
        """Whether a verb is joined to one that stands as a gerund, and so becomes one too."""
        verb = self.joins
        if verb is None or token.dep_ != "conj" or token.head != verb or token.tag_ != "VB":
            return False
        return not grammar.is_passive(verb)


def _unit(number: Token, tokens: Sequence[Token]) -> str:
    """The unit that the tokenizer has parted from its number: "40m"."""
    unit = number.nbor(1) if number.i + 1 < len(number.doc) else None
    if unit is None or not number.like_num or number.whitespace_ or unit.lower_ not in UNITS or unit in tokens:
        return ""
    return unit.text


def _is_left_over(before: Token | None, comma: Token, after: Token | None) -> bool:
    """Whether a comma belonged to an aside that has been left out: "on pay, which …, | and on leave"."""
    if before is None or after is None or after.text == ",":
        return True
    return after.dep_ == "cc" and (before.i < comma.i - 1 or after.i > comma.i + 1)


def _as_well(token: Token, after: Token) -> bool:
    """Whether "as well as" stood between two tokens."""
    return "as well as" in token.doc[token.i + 1 : after.i].text.lower()


# --- doers
def subject_of(doers: Sequence[Token], names: Names) -> str:
    """Who does something, the first three joined by "and"; empty where nobody is known."""
    found: list[str] = []
    for doer in doers[:3]:
        name = _doer(doer, names)
        if name and name not in found:
            found.append(name)
    return joined(found) if found else ""


def _doer(doer: Token, names: Names) -> str:
    """A doer by name, else in the article's words; empty for a pronoun that is open."""
    if doer.lower_ in PRONOUNS | POSSESSIVES:
        who = meant(doer, names.cast)
        return _phrase(who, names) if who else ""
    if names_them(doer, names.cast):
        return names.of_token(doer) or ""
    several = doer.tag_ == "CD" and any(c.lower_ == "of" for c in below(doer))  # "two of the unions"
    if not several and doer.tag_ in {"WDT", "WP", "DT", "PRP", "CD", "EX"}:
        return names.of_token(doer) or ""
    return _article(doer) + Wording(names).of(_short(doer))


def _phrase(who: tuple[str, ...] | Token, names: Names, room: int = 12) -> str:
    """Actors by their names, a thing as one that is known, in at most `room` words: "the bill"."""
    if isinstance(who, tuple):
        return names.of(who)
    text = _known(Wording(names).of([t for t in _short(who) if t.tag_ != "WP$"]))
    return text if len(text.split()) <= room else _called(who)


def _called(noun: Token) -> str:
    """A noun as that of somebody known, in few words: "the military rulers"."""
    owner = [t.text_with_ws for c in grammar.children(noun, "poss") for t in c.subtree if t.tag_ != "PRP$"]
    before = [c.text_with_ws for c in below(noun) if c.i < noun.i and c.dep_ in {"amod", "compound"}]
    lead = "" if owner or noun.pos_ == "PROPN" else "the "
    return lead + "".join([*owner, *before, noun.text])


def _known(text: str) -> str:
    """A noun phrase as one that is known: "a bill" is "the bill"."""
    return re.sub(r"^(?:an?|this|that|the) ", "the ", text, flags=re.IGNORECASE)


def _article(noun: Token) -> str:
    """The "the" that a noun before another noun lacks when it stands alone: "government plans" are the government's."""
    alone = noun.dep_ == "compound" and noun.tag_ == "NN" and not any(c.i < noun.i for c in below(noun))
    return "the " if alone else ""


def _short(noun: Token) -> list[Token]:
    """A noun phrase without clauses and asides, and without what is coordinated; at most twelve tokens."""
    found = [noun]
    for child in below(noun):
        near = child.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"}
        if near or child.lower_ in {"of", "for", "on", "against", "between", "in", "from", "at"}:
            found += _without_asides(child)
    return sorted((t for t in found if t.lower_ not in listed("back")), key=lambda t: t.i)[:12]


def _after_comma(token: Token) -> bool:
    """Whether a phrase stands behind a comma."""
    return token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","


def _without_asides(token: Token) -> list[Token]:
    """What hangs on a word, names beside it behind a comma left out: "a stake in Irma, the new network"."""
    beside = [
        c
        for t in token.subtree
        for c in grammar.children(t, "appos")
        if c.left_edge.i and c.left_edge.nbor(-1).text == ","
    ]
    aside = {t for c in beside for t in c.subtree}
    left = [t for t in token.subtree if t not in aside]
    while left and left[-1].text == ",":
        left.pop()
    return left
