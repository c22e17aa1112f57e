"""Summaries: a course of action as a phrase that stands alone, not the article's sentence cut short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

MAX_WORDS = 22
DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtvz]$")
DOUBLED_LONG = frozenset({"begin", "refer", "admit", "commit", "permit", "transfer", "submit", "prefer", "forget", "regret", "quit", "control", "equip", "rebut", "deter", "defer", "confer", "compel", "expel", "propel", "cancel", "signal", "travel", "fuel", "curtail"[:0] or "omit"})  # fmt: skip
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "you", "me", "us"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
CUT_BEFORE = frozenset({"prep", "advcl", "relcl", "acl", "conj", "cc", "npadvmod", "advmod", "appos", "dep"})


def gerund(verb: str) -> str:
    """The -ing form of a verb's base form."""
    if verb == "be":
        return "being"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if verb in DOUBLED_LONG or (DOUBLING.match(verb) and not verb.endswith(("w", "x", "y"))):
        return verb + verb[-1] + "ing"
    return verb + "ing"


@dataclass(frozen=True)
class Names:
    """How actors are named in a summary."""

    cast: Cast

    def of(self, ids: Sequence[str]) -> str:
        """The actors' names, joined by "and"."""
        named = [with_article(self.cast.actor(id).name) for id in ids[:3]]
        return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)

    def of_token(self, token: Token) -> str | None:
        """The name of whom a token stands for, None where nobody is known."""
        ids = self.cast.refer(token)
        return self.of(ids) if ids else None


def with_article(name: str) -> str:
    """A name as it stands within a sentence: "the United States", "the EU"."""
    first = name.split()[0] if name.split() else ""
    if name.lower().startswith(
        ("united ", "european union", "house of", "philippines", "netherlands", "white house")
    ) or name in {"EU", "UN", "US", "UK", "UAE", "G8", "G7"}:
        return f"the {name}"
    return name[:1].lower() + name[1:] if first in {"The"} else name


def possessive(name: str) -> str:
    """ "Iran's", "the unions'"."""
    return name + ("’" if name.endswith("s") and name.split()[-1][:1].islower() else "’s")


def summarise(content: Content, cast: Cast, proponents: Sequence[str] = (), addressees: Sequence[str] = ()) -> str:
    """A phrase of at most 25 words for a course of action; empty where none can be made."""
    names = Names(cast)
    text = _clause(content, names) if content.form == "clause" else _noun(content, names, proponents, addressees)
    return tidy(text)


def tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—.")
    text = re.sub(r"\s+([,.;:%)])", r"\1", text)
    for mark in ('"', "“"):
        closing = "”" if mark == "“" else '"'
        if (mark == '"' and text.count('"') % 2) or (mark == "“" and text.count("“") != text.count(closing)):
            text = text.replace(mark, "").replace(closing, "")
    parts = text.split()
    return " ".join(parts[:25])


def _clause(content: Content, names: Names) -> str:
    verb = content.head
    tokens = cut([t for t in content.tokens], verb)
    passive = grammar.is_passive(verb)
    doers = [d for d in content.doers]
    subject = _subject(doers, names)
    subject_ids = {id for d in doers for id in names.cast.refer(d)}
    before = [t for t in tokens if t.i < verb.i]
    after = [t for t in tokens if t.i > verb.i]
    head = ("being " + verb.text.lower()) if passive else gerund(verb.lemma_.lower())
    not_ = "not " if grammar.is_negated(verb) else ""
    lead = words_of([t for t in before if t.dep_ in {"advmod"} and t.dep_ != "neg"], names, subject_ids)
    rest = words_of(after, names, subject_ids)
    return " ".join(x for x in (subject, not_ + lead, head, rest) if x.strip())


def _subject(doers: Sequence[Token], names: Names) -> str:
    found: list[str] = []
    for doer in doers[:3]:
        name = names.of_token(doer)
        if name is None:
            if doer.lower_ in PRONOUNS or doer.tag_ in {"WDT", "WP", "DT"}:
                continue
            name = words_of(cut(sorted(_short(doer), key=lambda t: t.i), doer), names, set())
        if name not in found:
            found.append(name)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _short(noun: Token) -> list[Token]:
    """A noun phrase without what follows its head but an of-phrase, and without what is coordinated."""
    found = [noun]
    for child in noun.children:
        if child.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"} or child.lower_ == "of":
            found += list(child.subtree)
    return found


def _noun(content: Content, names: Names, proponents: Sequence[str], addressees: Sequence[str]) -> str:
    head = content.head
    tokens = cut(list(content.tokens), head)
    tokens = [
        t
        for t in tokens
        if not (
            t.dep_ == "det" and t.head == head and t.lower_ in {"the", "this", "that", "these", "those", "any", "such"}
        )
    ]
    text = words_of(tokens, names, set())
    owned = any(t.dep_ == "poss" and t.head == head for t in tokens)
    return text if owned or not text else article(text, head, tokens)


def article(text: str, head: Token, tokens: Sequence[Token]) -> str:
    if any(t.dep_ == "det" and t.head == head for t in tokens) or head.tag_ in {"NNS", "NNPS"} or head.tag_ == "NNP":
        return text if head.tag_ != "NNP" or head.lemma_.lower() not in words("pointers") else "the " + text
    if any(c.dep_ == "det" and c.lower_ == "the" for c in head.children):
        return "the " + text
    return text


def cut(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens, shortened at the end of a phrase where they are too many words for a summary."""
    kept = tokens
    while sum(not t.is_punct for t in kept) > MAX_WORDS:
        breaks = [t for t in kept if t.dep_ in CUT_BEFORE and t.i > head.i and t.left_edge.i > head.i]
        ends = sorted({t.left_edge.i for t in breaks})
        if not ends:
            kept = kept[:MAX_WORDS]
            break
        kept = [t for t in kept if t.i < ends[-1]]
    while kept and (
        (kept[-1].is_punct and kept[-1].text not in {'"', "”", "’", "'", "%"})
        or (kept[-1].dep_ in {"cc", "prep", "det", "mark"} and not kept[-1].dep_ == "prt")
    ):
        kept = kept[:-1]
    return kept


def words_of(tokens: Sequence[Token], names: Names, subject_ids: set[str]) -> str:
    """The tokens as words, pronouns replaced by the names they stand for."""
    out: list[str] = []
    for n, token in enumerate(tokens):
        text, space = token.text, token.whitespace_
        if token.is_space:
            continue
        lower = token.lower_
        if lower in POSSESSIVES and token.tag_ == "PRP$":
            ids = names.cast.refer(token)
            if ids and not set(ids) & subject_ids:
                text = possessive(names.of(ids))
        elif lower in PRONOUNS and token.tag_ == "PRP":
            text = names.of_token(token) or text
        gap = n + 1 < len(tokens) and tokens[n + 1].i > token.i + 1
        out.append(text + (" " if gap or space else ""))
    return "".join(out)
