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
from communique.extraction.trimming import OWNED, PRONOUNS, is_open, kept, listed, thing_meant, undergoers
from communique.extraction.words import is_deal, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

ROOMS = (24, 22, 20, 18, 15, 12)  # words of the phrase itself, tried in turn: names put in for pronouns may lengthen it
MAX_WORDS = 25
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
PLURAL_POSSESSIVES = frozenset({"their", "our"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "both"})
THIRD = frozenset({"it", "they", "he", "she", "them", "him", "her"})
TAKING = frozenset({"takeover", "buyout", "acquisition", "purchase"})
PLAIN = frozenset({"DT", "PDT", "CD", "JJ", "NNS", "IN", "RB", "VBG"})  # tags of words that are no names
UNITS = frozenset({"m", "bn", "tn", "k", "%", "p", "km", "million", "billion"})

_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtvz]$")
_STRESSED_LAST = frozenset({
    "begin", "refer", "admit", "commit", "permit", "transfer", "submit", "forget", "regret", "control", "equip",
    "defer", "confer", "compel", "expel", "omit", "cancel", "travel", "fuel",
})  # fmt: skip
_THE = re.compile(
    r"\b(?:Department|Ministry|Council|Commission|Court|Fund|Club|Agency|Office|Organi[sz]ation|Association|Federation|"
    r"government|Parliament|parliament|Committee|Union|Authority|Nations|States|Kingdom|Netherlands|Philippines|"
    r"Commons|Lords|Senate|Congress|Exchange|Republic|House|Party|Church|Bureau|Institute|press service|military|"
    r"army)$|"
    r"^(?:Department|Ministry|Office|Bureau|Council|Court|Church|Association|Federation|Institute) (?:of|for) "
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
    nameless = name[:1].islower() and not name.endswith("s") and not name.startswith(("a ", "an "))
    return f"the {name}" if (nameless or name in _SHORT or _THE.search(name)) and not owned else name


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
        return joined([with_article(self.name(id)) for id in ids[:3]])

    def name(self, id: str) -> str:
        """An actor's name; that of a group as within a sentence, where the text has it so: "creditors"."""
        actor = self.cast.actor(id)
        first = actor.name.split()[0]
        common = any(m.text.split()[0] == first.lower() for m in actor.mentions)
        return actor.name[:1].lower() + actor.name[1:] if actor.kind == "group" and common else actor.name

    def of_token(self, token: Token) -> str | None:
        """The name of whom a token stands for, None where nobody is known."""
        ids = self.cast.refer(token)
        return self.of(ids) if ids else None


def summarise(
    content: Content,
    cast: Cast,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    *,
    denied: bool = False,
    doer: Sequence[str] = (),
) -> str:
    """A phrase of at most 25 words for a course of action; empty where none can be made.

    `by` are the actors whose course it is and `to` those to whom it is put: an offer takes them ("X’s offer for Y").
    `denied` says a clause's contrary ("X not paying"). `doer` are the actors that do what it
    says where its own words name nobody.
    """
    names = Names(cast)
    text = ""
    for room in ROOMS:
        text = (
            _clause(content, names, denied, doer, room) if is_clause(content) else _noun(content, names, by, to, room)
        )
        if len(_spaced(text).split()) <= MAX_WORDS:
            break
    return tidy(text)


def is_clause(content: Content) -> bool:
    """Whether a content is what somebody does, also where the parser has taken the verb for an adjective."""
    return content.form == "clause" or misread_verb(content) is not None


def misread_verb(content: Content) -> Token | None:
    """A verb that the parser took for an adjective, before the owner of its noun: "agreed to quadruple X’s fee"."""
    left = content.tokens[0]
    to = left.i > 0 and left.nbor(-1).lower_ == "to"
    if content.form != "noun" or not to or left.dep_ not in {"amod", "compound"} or left.head != content.head:
        return None
    return left if any(c.dep_ in {"poss", "det"} and c.i > left.i for c in content.head.children) else None


def dangles(content: Content, cast: Cast) -> bool:
    """Whether a pronoun would be left that nobody can resolve."""
    return any(is_open(t, cast) for t in kept(content.tokens, content.head, ROOMS[0]))


def tidy(text: str) -> str:
    """The text on one line, without marks at its ends, doubled marks or a quotation mark without its fellow."""
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", _spaced(text)).strip(" ,;:-–—.")
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return " ".join(text.split()[:MAX_WORDS])


def _spaced(text: str) -> str:
    """The text with one space between words and none before a mark."""
    return re.sub(r"\s+([,.;:%)])", r"\1", re.sub(r"\s+", " ", text))


# --- clauses
def _clause(content: Content, names: Names, contrary: bool, doer: Sequence[str], room: int) -> str:
    verb = misread_verb(content) or _phase(content)
    tokens = kept([t for t in content.tokens if t == verb or t.i > verb.i or verb == content.head], verb, room)
    misread = next(grammar.clause_over(content.head), None) if content.form == "noun" else None
    doers = tuple(grammar.subjects(misread)) if misread is not None else _doers(content)
    subject = _subject(doers, names) or names.of(doer)
    wording = Wording(
        names,
        ids=frozenset(id for d in doers for id in names.cast.refer(d)) or frozenset(doer),
        subject=bool(subject),
        plural=len(doers) > 1 or any(d.tag_ in {"NNS", "NNPS"} for d in doers),
        joins=verb,
    )
    lead = [t for t in tokens if t.i < verb.i and t.dep_ == "advmod" and t.lower_ not in listed("story")]
    rest = wording.of([t for t in tokens if t.i > verb.i])
    denied = "not" if grammar.is_negated(content.head) != contrary else ""
    return " ".join(part for part in (subject, denied, wording.of(lead), verb_form(verb), rest) if part.strip())


def _doers(content: Content) -> tuple[Token, ...]:
    passive = grammar.is_passive(content.head)
    return undergoers(content) if passive else content.doers or _signers(content)


def _signers(content: Content) -> tuple[Token, ...]:
    """Who does what a deal or a plan is for, where one party alone makes it: "X signed a deal to build a road"."""
    holder = content.holder
    if holder is None or holder.dep_ != "dobj" or not is_deal(holder.lemma_.lower()):
        return ()
    dropped = holder.head.lemma_.lower() in {"withdraw", "drop", "propose", "shelve", "abandon"}
    if dropped and holder.lemma_.lower() in {"proposal", "bill", "legislation"}:
        return ()  # who puts a law forward does not do what it says
    makes = grammar.is_verb(holder.head) and holder.head.lemma_.lower() in listed("making")
    makers = grammar.subjects(holder.head) if makes else []
    return tuple(makers) if len(makers) == 1 else ()


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
            several = doer.tag_ == "CD" and any(c.lower_ == "of" for c in doer.children)  # "two of the unions"
            if not several and (doer.lower_ in PRONOUNS or doer.tag_ in {"WDT", "WP", "DT", "PRP", "CD", "EX"}):
                continue
            name = _article(doer) + Wording(names).of(_short(doer))
        if name and name not in found:
            found.append(name)
    return joined(found) if found else ""


def _article(noun: Token) -> str:
    """The "the" that a noun before another noun lacks when it stands alone: "government plans" are the government's."""
    alone = noun.dep_ == "compound" and noun.tag_ == "NN" and not any(c.i < noun.i for c in noun.children)
    return "the " if alone else ""


def _short(noun: Token) -> list[Token]:
    """A noun phrase without clauses and asides, and without what is coordinated; at most twelve tokens."""
    found = [noun]
    for child in noun.children:
        near = child.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"}
        if near or child.lower_ in {"of", "for", "on", "against", "between", "in", "from"}:
            found += list(child.subtree)
    return sorted(found, key=lambda t: t.i)[:12]


# --- noun phrases
def _noun(content: Content, names: Names, by: Sequence[str], to: Sequence[str], room: int) -> str:
    head, wording = content.head, Wording(names, ids=frozenset(by))
    tokens = [t for t in content.tokens if not (t.dep_ == "det" and t.head == head and t.lower_ in DETERMINERS)]
    makers = {t for p in grammar.children(head, "prep", "agent") if p.lower_ in {"from", "by"} for t in p.subtree}
    owners = {t for c in grammar.children(head, "poss") for t in c.subtree}
    own = [t for t in tokens if t not in makers | owners and not (t.dep_ == "det" and t.head == head)]
    told = any(set(names.cast.refer(t)) & set(by) for t in own if t != head and not t.tag_.startswith("PRP"))
    if told or not by or lexicon().nouns.get(head.lemma_.lower()) not in OWNED:
        text = _with_article(Wording(names).of(kept(tokens, head, room)), content, tokens)
        return text if told else text + _between(content, names, [*by, *to])
    text = wording.of(kept(own, head, room))
    return f"{possessive(names.of(list(by)[:2]))} {text}{_aim(head, names, to)}"


def _between(content: Content, names: Names, parties: Sequence[str]) -> str:
    """Between whom a deal is, where its phrase says neither that nor what it is for."""
    lemma = content.head.lemma_.lower()
    says = any(t.lower_ in {"between", "with", "by", "from", "for", "to", "under"} for t in content.tokens)
    deal = lexicon().nouns.get(lemma) == "agree" or lemma == "memorandum"
    return f" between {names.of(parties)}" if deal and not says and 1 < len(parties) < 4 else ""


def _aim(head: Token, names: Names, to: Sequence[str]) -> str:
    """For whom a bid is, where its noun does not say so."""
    lemma = head.lemma_.lower()
    says = any(p.lower_ in {"for", "of", "with", "to"} or p.dep_ == "relcl" for p in head.children)
    if lemma not in words("bids") or not to or says:
        return ""
    return f" {'of' if lemma in TAKING else 'for'} {names.of(to)}"


def _with_article(text: str, content: Content, tokens: Sequence[Token]) -> str:
    head = content.head
    has_own = any(t.head == head and t.dep_ in {"det", "poss", "nummod"} for t in tokens)
    if has_own or head.tag_ in {"NNS", "NNPS"} or not any(c.dep_ == "det" for c in head.children):
        return text
    return f"the {text}"


# --- words
@dataclass(frozen=True)
class Wording:
    """How the tokens of a phrase become words, its pronouns replaced by the names they stand for.

    `ids` are the actors of the phrase's own subject or owner, to whom a possessive may point (as it may where there is
    a `subject` that agrees in number, `plural`); verbs coordinated with `joins` become gerunds as it does.
    """

    names: Names
    ids: frozenset[str] = frozenset()
    subject: bool = False
    plural: bool = False
    joins: Token | None = None

    def of(self, tokens: Sequence[Token]) -> str:
        """The words of tokens in the order of the text; what lies between them is left out."""
        out: list[str] = []
        said: set[str] = set()
        shown = [t for t in tokens if not (t.is_space or self._drops_to(t))]
        for n, token in enumerate(shown):
            after = shown[n + 1] if n + 1 < len(shown) else None
            out.append(self._word(token, said) + _unit(token, tokens))
            if token.tag_ in {"NNP", "NNPS", "PRP$"}:
                said.update(self.names.cast.refer(token))
            out.append(" " if after is not None and (after.i > token.i + 1 or token.whitespace_) else "")
            if after is not None and _as_well(token, after):
                out = [*out, "and "] if not token.is_punct else [*out[:-2], " and "]
        return "".join(out)

    def _drops_to(self, token: Token) -> bool:
        return token.tag_ == "TO" and self._becomes_gerund(token.head)

    def _word(self, token: Token, said: set[str]) -> str:
        if token.tag_ == "PRP$" and token.lower_ in POSSESSIVES:
            return self._possessive(token, said)
        if token.tag_ == "PRP" and token.lower_ in PRONOUNS:
            within = token.dep_ == "nsubj" or (token.dep_ == "dobj" and token.head != self.joins)
            own = self.subject and within and set(self.names.cast.refer(token)) == self.ids
            return token.lower_ if own and token.lower_ in THIRD else self.names.of_token(token) or self._thing(token)
        if self._becomes_gerund(token):
            return gerund(token.lemma_.lower())
        quoted = token.i > 0 and token.nbor(-1).is_quote and token.nbor(-1).is_sent_start
        plain = (token.tag_ in PLAIN or token.lower_ in {"a", "an", "the"}) and token.ent_type_ in {"", "CARDINAL"}
        starts = (token.is_sent_start or quoted) and plain and token.text.istitle()
        return token.lower_ if starts and not self.names.cast.refer(token) else token.text

    def _thing(self, pronoun: Token) -> str:
        """What an "it" means that is no actor: "the bill"."""
        meant = thing_meant(pronoun, self.names.cast)
        if meant is None:
            return pronoun.text
        text = Wording(self.names).of(_short(meant))
        return re.sub(r"^(?:an?|this|that) ", "the ", text)

    def _possessive(self, token: Token, said: set[str]) -> str:
        who = self.names.cast.refer(token)
        near = self.subject and self.plural == (token.lower_ in PLURAL_POSSESSIVES)
        own = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "own"
        if who and not set(who) & (self.ids | said) and not near and not (own and self.subject):
            return possessive(self.names.of(who))
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


def _as_well(token: Token, after: Token) -> bool:
    """Whether "as well as" stood between two tokens."""
    return "as well as" in token.doc[token.i + 1 : after.i].text.lower()
