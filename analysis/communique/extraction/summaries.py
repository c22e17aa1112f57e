"""Summaries: a course of action as a phrase that stands alone, not the article's sentence cut short.

A clause becomes a gerund with its doer before it ("Turkey recognising Cyprus"), a noun phrase loses the article's "the"
and takes its owner ("the brewer's offer for the winery"); pronouns become the names they stand for, asides fall away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content
from communique.extraction.words import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

MAX_TOKENS = 20  # words of the phrase itself; names put in for pronouns may lengthen it
MAX_WORDS = 25
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "you", "me", "us"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
PLURAL_POSSESSIVES = frozenset({"their", "our"})
CUT_BEFORE = frozenset({"prep", "advcl", "relcl", "acl", "cc"})
LOOSE_ENDS = frozenset({"cc", "prep", "det", "mark", "poss", "case", "amod", "nummod", "aux", "advmod"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "any", "such", "both"})
CLOSING = frozenset({'"', "”", "’", "'", "%", ")"})
OWNED = frozenset({"propose", "offer", "demand", "threaten"})  # classes of nouns that take their owner before them
UNITS = frozenset({"m", "bn", "tn", "k", "%", "p", "km", "million", "billion"})

_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtvz]$")
_STRESSED_LAST = frozenset({
    "begin", "refer", "admit", "commit", "permit", "transfer", "submit", "forget", "regret", "control", "equip",
    "defer", "confer", "compel", "expel", "omit", "cancel", "travel", "fuel",
})  # fmt: skip
_THE = re.compile(
    r"\b(?:Department|Ministry|Council|Commission|Court|Fund|Club|Agency|Office|Organi[sz]ation|Association|Federation|"
    r"government|Parliament|parliament|Committee|Union|Authority|Nations|States|Kingdom|Netherlands|Philippines|"
    r"Commons|Lords|Senate|Congress|Exchange|Republic|House|Party|Church|Bureau|Institute|press service|military|army)$"
)
_SHORT = frozenset({"EU", "UN", "US", "UK", "UAE", "G8", "G7", "IMF", "WTO", "OECD", "NHS", "SEC", "LSE", "FA"})


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


def with_article(name: str) -> str:
    """A name as it stands within a sentence: "the United States", "the EU"; "the" is never doubled."""
    if name.startswith(("the ", "The ")):
        return "the " + name[4:]
    owned = re.search(r"['’]s? ", name)
    return f"the {name}" if (name in _SHORT or _THE.search(name)) and not owned else name


def possessive(name: str) -> str:
    """ "Iran’s", "the unions’"."""
    return name + ("’" if name.endswith("s") else "’s")


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass(frozen=True)
class Names:
    """How actors are named in a summary."""

    cast: Cast

    def of(self, ids: Sequence[str]) -> str:
        """The first three actors' names, joined by "and"."""
        return joined([with_article(self.cast.actor(id).name) for id in ids[:3]])

    def of_token(self, token: Token) -> str | None:
        """The name of whom a token stands for, None where nobody is known."""
        ids = self.cast.refer(token)
        return self.of(ids) if ids else None


def summarise(
    content: Content, cast: Cast, by: Sequence[str] = (), to: Sequence[str] = (), *, denied: bool = False
) -> str:
    """A phrase of at most 25 words for a course of action; empty where none can be made.

    `by` are the actors whose course it is and `to` those to whom it is put: an offer takes them ("X’s offer for Y").
    `denied` says a clause's contrary ("X not paying").
    """
    names = Names(cast)
    return tidy(_clause(content, names, denied) if content.form == "clause" else _noun(content, names, by, to))


def dangles(content: Content, cast: Cast) -> bool:
    """Whether a pronoun would be left that nobody can resolve."""
    return any(
        t.tag_ == "PRP" and t.lower_ in PRONOUNS and not cast.refer(t) for t in cut(content.tokens, content.head)
    )


def tidy(text: str) -> str:
    """The text on one line, without marks at its ends, doubled marks or a quotation mark without its fellow."""
    text = re.sub(r"\s+([,.;:%)])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text).strip(" ,;:-–—.")
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return " ".join(text.split()[:MAX_WORDS])


# --- clauses
def _clause(content: Content, names: Names, contrary: bool) -> str:
    verb = _phase(content)
    tokens = cut([t for t in content.tokens if t == verb or t.i > verb.i or verb == content.head], verb)
    subject = _subject(content.doers, names)
    ids = {id for d in content.doers for id in names.cast.refer(d)}
    plural = len(content.doers) > 1 or any(d.tag_ in {"NNS", "NNPS"} for d in content.doers)
    lead = words_of([t for t in tokens if t.i < verb.i and t.dep_ == "advmod"], names)
    rest = words_of([t for t in tokens if t.i > verb.i], names, ids, subject=bool(subject), plural=plural, joins=verb)
    denied = "not" if grammar.is_negated(content.head) != contrary else ""
    return " ".join(part for part in (subject, denied, lead, verb_form(verb), rest) if part.strip())


def _phase(content: Content) -> Token:
    """The verb that says what is done: "start negotiating" is to negotiate."""
    verb = content.head
    if verb.lemma_.lower() in {"start", "begin"}:
        return next(
            (c for c in grammar.children(verb, "xcomp") if c in content.tokens and not grammar.children(c, "nsubj")),
            verb,
        )
    return verb


def verb_form(verb: Token) -> str:
    """The gerund of a verb as it stands: active or passive; "co-operate" is one word though the tagger parts it."""
    before = verb.nbor(-1).text if verb.i else ""
    prefix = (
        verb.nbor(-2).text.lower() + "-"
        if before == "-" and verb.i > 1 and verb.nbor(-2).lower_ in {"co", "re", "pre"}
        else ""
    )
    if grammar.is_passive(verb):
        return f"being {prefix}{verb.text.lower()}"
    return prefix + gerund(verb.lemma_.lower())


def _subject(doers: Sequence[Token], names: Names) -> str:
    found: list[str] = []
    for doer in doers[:3]:
        name = names.of_token(doer)
        if name is None:
            if doer.lower_ in PRONOUNS or doer.tag_ in {"WDT", "WP", "DT", "PRP", "CD", "EX"}:
                continue
            name = _start(words_of(_short(doer), names))
        if name and name not in found:
            found.append(name)
    return joined(found) if found else ""


def _start(text: str) -> str:
    """A phrase from the start of a sentence as it stands within one: "The two sides" as "the two sides"."""
    first, _, rest = text.partition(" ")
    plain = first.lower() in {
        "a",
        "an",
        "the",
        "both",
        "all",
        "some",
        "many",
        "most",
        "no",
        "five",
        "two",
        "three",
        "ten",
        "four",
        "six",
    }
    return f"{first.lower()} {rest}" if plain else text


def _short(noun: Token) -> list[Token]:
    """A noun phrase without what follows its head but an of-phrase, and without what is coordinated."""
    found = [noun]
    for child in noun.children:
        if child.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"} or child.lower_ == "of":
            found += list(child.subtree)
    return sorted(found, key=lambda t: t.i)[:12]


# --- noun phrases
def _noun(content: Content, names: Names, by: Sequence[str], to: Sequence[str]) -> str:
    head = content.head
    tokens = [t for t in content.tokens if not (t.dep_ == "det" and t.head == head and t.lower_ in DETERMINERS)]
    if lexicon().nouns.get(head.lemma_.lower()) not in OWNED or not by:
        return _start(_with_article(words_of(cut(tokens, head), names), content, tokens))
    makers = {t for p in grammar.children(head, "prep", "agent") if p.lower_ in {"from", "by"} for t in p.subtree}
    owners = {t for c in grammar.children(head, "poss") for t in c.subtree}
    own = [t for t in tokens if t not in makers | owners and not (t.dep_ == "det" and t.head == head)]
    text = words_of(cut(own, head), names)
    owner = names.of(list(by)[:2])
    if any(set(names.cast.refer(t)) & set(by) for t in own if t != head):
        return _start(_with_article(words_of(cut(tokens, head), names), content, tokens))
    aimed = (
        head.lemma_.lower() in words("bids")
        and to
        and not any(p.lower_ in {"for", "of", "with", "to"} or p.dep_ == "relcl" for p in head.children)
    )
    return f"{possessive(owner)} {text}" + (f" for {names.of(to)}" if aimed else "")


def _with_article(text: str, content: Content, tokens: Sequence[Token]) -> str:
    head = content.head
    has_own = any(t.head == head and t.dep_ in {"det", "poss", "nummod"} for t in tokens)
    if has_own or head.tag_ in {"NNS", "NNPS"} or not any(c.dep_ == "det" for c in head.children):
        return text
    return f"the {text}"


# --- words
def cut(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens, shortened before a phrase at the end where they are too many for a summary."""
    kept = list(tokens)
    while sum(not t.is_punct for t in kept) > MAX_TOKENS:
        starts = {t.left_edge.i for t in kept if t.dep_ in CUT_BEFORE and t.left_edge.i > head.i + 1}
        inside = {i for i in starts if i > kept[0].i}
        if not inside:
            kept = kept[:MAX_TOKENS]
            break
        kept = [t for t in kept if t.i < max(inside)]
    while kept and _loose(kept[-1]):
        kept.pop()
    return kept


def _loose(token: Token) -> bool:
    """Whether a phrase cannot end with a token."""
    if token.is_punct or token.is_space:
        return token.text not in CLOSING
    ends = token.dep_ in LOOSE_ENDS and token.i < token.head.i
    return ends or (token.dep_ in {"cc", "prep", "mark"} and token.tag_ in {"CC", "IN", "TO"}) or token.tag_ == "POS"


def words_of(
    tokens: Sequence[Token],
    names: Names,
    ids: set[str] | frozenset[str] = frozenset(),
    *,
    subject: bool = False,
    plural: bool = False,
    joins: Token | None = None,
) -> str:
    """The tokens as words, pronouns replaced by the names they stand for.

    `ids` are those of the phrase's own subject, to whom a possessive may point (as it may where the `subject` agrees in
    number, `plural`); verbs coordinated with `joins` become gerunds as it does.
    """
    out: list[str] = []
    kept = [t for t in tokens if not t.is_space and not (t.tag_ == "TO" and _becomes_gerund(t.head, joins))]
    for n, token in enumerate(kept):
        text = _word(token, names, ids, subject, plural, joins)
        unit = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if unit is not None and token.like_num and not token.whitespace_ and unit.lower_ in UNITS and unit not in kept:
            text += unit.text
        gap = n + 1 < len(kept) and kept[n + 1].i > token.i + 1
        out.append(text + (" " if gap or token.whitespace_ else ""))
    return "".join(out)


def _word(
    token: Token, names: Names, ids: set[str] | frozenset[str], subject: bool, plural: bool, joins: Token | None
) -> str:
    if token.tag_ == "PRP$" and token.lower_ in POSSESSIVES:
        who = names.cast.refer(token)
        near = subject and plural == (token.lower_ in PLURAL_POSSESSIVES)
        own = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "own"
        if who and not set(who) & ids and not near and not (own and subject):
            return possessive(names.of(who))
        return {"our": "its", "my": "his or her"}.get(token.lower_, token.lower_) if who else token.text
    if token.tag_ == "PRP" and token.lower_ in PRONOUNS:
        return names.of_token(token) or token.text
    if _becomes_gerund(token, joins):
        return gerund(token.lemma_.lower())
    return token.text


def _becomes_gerund(token: Token, joins: Token | None) -> bool:
    """Whether a verb is joined to one that stands as a gerund, and so becomes one too."""
    joined = joins is not None and token.dep_ == "conj" and token.head == joins and token.tag_ == "VB"
    return joined and joins is not None and not grammar.is_passive(joins)
