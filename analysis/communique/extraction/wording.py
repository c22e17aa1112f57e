"""Wording: how the tokens of a phrase become the words of a summary, pronouns and descriptions by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.fuller import full_name, fuller
from communique.extraction.grammar import below
from communique.extraction.naming import PAIRS, Names, is_sure, joined, names_them, possessive, two_meant
from communique.extraction.pointing import POSSESSIVES, PRONOUNS, THIRD, is_asked, meant
from communique.extraction.times import NUMBERS
from communique.extraction.words import is_course, is_deal, lexicon, listed, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

KNOWN = frozenset({"the", "this", "that", "both", "these", "its", "their"})
DECIDING = frozenset({"accept", "agree", "support", "reject", "oppose", "enact", "withdraw"})
NAMED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
POINTING = frozenset({"this", "that", "these", "those"})
# Nouns for what a firm has of its own, by which "the unit" goes on with "its Veldian division".
KIN = (frozenset({"unit", "division", "arm", "subsidiary", "business"}), frozenset({"stake", "holding"}))
ANYBODY = frozenset({"nobody", "anybody", "everybody", "everyone", "anyone", "someone", "somebody", "each", "whoever"})
PARTS = frozenset({"compound", "amod", "nmod"})
FEW_MORE = 13  # tokens that say which of many are meant
MOST_MORE = 18  # tokens of a noun phrase that stands before a clause
# Prepositions by which a noun phrase says who or what exactly is meant: "drivers over 70".
RESTRICTING = frozenset({
    "of", "for", "on", "against", "between", "in", "from", "at", "under", "over", "with", "without", "above", "below",
    "to", "within", "near", "outside",
})  # fmt: skip
FEW_WORDS = 4  # of a phrase that a possessive may end: "the rulers of Norland’s"
PLAIN = frozenset({"DT", "PDT", "CD", "JJ", "JJR", "NN", "NNS", "IN", "RB", "VBG"})  # tags of words that are no names

_DOUBLING = re.compile(r"^(?:qu|[^aeiou])*[aeiou][bdgklmnprtvz]$")
_STRESSED_LAST = frozenset({
    "begin", "refer", "admit", "commit", "permit", "transfer", "submit", "forget", "regret", "control", "equip",
    "defer", "confer", "compel", "expel", "omit", "cancel", "travel", "fuel", "forbid", "fulfil", "patrol", "rebel",
    "signal", "quarrel", "counsel", "propel", "dispel", "repel", "enrol", "label", "level", "model", "channel", "occur",
    "incur", "recur", "concur", "deter", "infer", "prefer", "abet", "allot", "rebut", "outstrip", "acquit", "emit",
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

    `doers` are those whose deed the phrase is, `ids` the actors among them (or its owners): a possessive may point to
    them, and it does where they are its `subject`, agree with it in number and the phrase is not `held` by a noun.
    `swaps` are words put in the place of tokens. What is `short` takes no fuller names.
    """

    names: Names
    ids: frozenset[str] = frozenset()
    doers: Sequence[Token] = ()
    subject: bool = False
    held: bool = False
    swaps: Mapping[int, str] = field(default_factory=dict)
    short: bool = False

    def of(self, tokens: Sequence[Token]) -> str:
        """The words of tokens in the order of the text; what lies between them is left out."""
        out: list[str] = []
        said = {id for d in self.doers for t in d.subtree if t.i <= d.i for id in self.names.cast.refer(t)} | self.ids
        inside = {t.i for t in tokens}
        names, within = self._descriptions(tokens, inside)
        shown = [t for t in tokens if not t.is_space and t.i not in within and self.swaps.get(t.i) != ""]
        for n, token in enumerate(shown):
            before, after = shown[n - 1] if n else None, shown[n + 1] if n + 1 < len(shown) else None
            if token.text == "," and _is_left_over(before, token, after):
                out.append(" ")
                continue
            out.append(names.get(token.i) or self.swaps.get(token.i) or self._word(token, said, inside))
            if token.lower_ == "an" and after is not None and after.i > token.i + 1:
                out[-1] = "an" if after.lower_[:1] in "aeiou" else "a"  # what stood between has been left out
            put = token.tag_ == "PRP" and out[-1] != token.text  # a name stands in its place
            if token.tag_ in {"NNP", "NNPS", "NNS", "PRP$"} or token.i in names or put:
                said.update(self.names.cast.refer(token))
            out.append(" " if after is not None and (after.i > token.i + 1 or token.whitespace_) else "")
        return "".join(out)

    def _descriptions(self, tokens: Sequence[Token], inside: set[int]) -> tuple[dict[int, str], set[int]]:
        """For each noun that only describes an actor ("the company") its name, and the words that fall away with it."""
        names: dict[int, str] = {}
        within: set[int] = set()
        for token in tokens:
            if name := self._described(token, inside) or self._in_full(token, inside) or self._part_of(token, inside):
                names[token.i] = possessive(name) if any(c.tag_ == "POS" for c in below(token)) else name
                after = token.lower_ in PAIRS  # "penalties against the pair | for fraud"
                within |= {t.i for t in token.subtree if t.i in inside and t != token and not (after and t.i > token.i)}
        return names, within

    def _described(self, noun: Token, inside: set[int]) -> str | None:
        """The name of whom "the company" or "the two countries" means; None where the words say more, or nobody."""
        cast = self.names.cast
        ids = cast.refer(noun) or two_meant(noun, cast)
        if (
            not ids
            or noun.pos_ != "NOUN"
            or noun.dep_ in PARTS | {"appos"}
            or not (names_them(noun, cast) or not cast.refer(noun))
        ):
            return None
        near = [c for c in below(noun) if c.i in inside and not (noun.lower_ in PAIRS and c.dep_ == "prep")]
        known = any(c.lower_ in KNOWN for c in near if c.dep_ in {"det", "poss", "predet"})
        plain = all(c.dep_ in PARTS | {"det", "nummod", "case", "poss", "predet"} for c in near)
        if not known or not plain or set(ids) & self.ids:
            return None
        return self.names.of(ids) if not cast.refer(noun) or is_sure(noun, cast, self.ids) else None

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

    def _part_of(self, noun: Token, inside: set[int]) -> str | None:
        """Whose "the Veldian unit" is, where the sentences before say: "the firm's Veldian mining unit"."""
        kin = next((kin for kin in KIN if noun.lemma_.lower() in kin), None)
        near = below(noun) if kin is not None else ()
        known = any(c.dep_ == "det" and c.lower_ == "the" for c in near)
        if kin is None or not known or any(c.dep_ not in PARTS | {"det"} or c.i not in inside for c in near):
            return None
        telling = {c.lower_ for c in near if c.dep_ != "det"}
        if noun.lemma_.lower() == "business" and not telling:
            return None  # a firm is one itself
        start = noun.doc[max(noun.sent.start - 1, 0)].sent.start
        for one in reversed(noun.doc[start : noun.i]):
            owners = grammar.children(one, "poss") if one.lemma_.lower() in kin else []
            ids = self.names.cast.refer(owners[0]) if owners else ()
            if ids and telling <= {c.lower_ for c in below(one)}:
                told = [*(t for c in grammar.children(one, *PARTS) if c.i < one.i for t in c.subtree), one]
                return (
                    None if set(ids) & self.ids else f"{possessive(self.names.of(ids))} {Wording(self.names).of(told)}"
                )
        return None

    def _word(self, token: Token, said: set[str], inside: set[int]) -> str:
        if token.tag_ == "PRP$" and token.lower_ in POSSESSIVES:
            return self._possessive(token, said, inside)
        if token.tag_ == "PRP" and token.lower_ in PRONOUNS:
            who = None if self._is_doers(token) else fitting(token, meant(token, self.names.cast))
            told = not isinstance(who, tuple) and who is not None and who.i in inside
            joined = token.head.dep_ == "conj" and token.head.head.i in self.swaps  # "build a road and repair it"
            told = told or (joined and not self.names.cast.refer(token))
            return _phrase(who, self.names) if who and not told else token.text
        if token.lower_ == "themselves" and self.subject and self._is_body():
            return "itself"
        if token.dep_ == "det" and token.lower_ in POINTING and token.head.lemma_.lower() in words("pointers"):
            return "the"
        return token.lower_ if self._starts(token) else token.text

    def _is_doers(self, pronoun: Token) -> bool:
        """Whether a pronoun within a phrase is its subject again: "paying for the water | it uses"."""
        within = pronoun.dep_ == "nsubj" or (pronoun.dep_ == "dobj" and pronoun.head.i not in self.swaps)
        if not self.subject or not within or pronoun.lower_ not in THIRD:
            return False
        ids, cast = set(self.names.cast.refer(pronoun)), self.names.cast
        if is_asked(pronoun, cast):
            return False
        if ids == self.ids:
            return True
        before = pronoun.doc[pronoun.sent.start : pronoun.i]  # "US firm X agreed to limit the fees | it charges"
        named = any(ids & set(cast.refer(t)) and t.dep_ not in PARTS for t in before)
        return pronoun.lower_ == "it" and pronoun.dep_ == "nsubj" and len(self.ids) == 1 and not named

    def _starts(self, token: Token) -> bool:
        """Whether a word has its capital only from the start of its sentence."""
        quoted = token.i > 0 and token.nbor(-1).is_quote and token.nbor(-1).is_sent_start
        if not (token.is_sent_start or quoted) or not (token.text.isalpha() and token.text.istitle()):
            return False
        article = token.lower_ in {"a", "an", "the"}
        named = any(self.names.cast.actor(id).kind != "group" for id in self.names.cast.refer(token))
        if named or token.ent_type_ not in {"", "CARDINAL"}:
            return article
        people = token.tag_ == "NNPS" and token.dep_ not in {"compound", "nmod"}  # "Guerrillas", read as a name
        return article or people or token.tag_ in PLAIN

    def _possessive(self, token: Token, said: set[str], inside: set[int]) -> str:
        who = meant(token, self.names.cast)
        ids = set(who) if isinstance(who, tuple) else set()
        here = not isinstance(who, tuple) and who is not None and who.i in inside | {d.i for d in self.doers}
        # "urged X to open its books": the doer's own, but in "X's offer to buy its debt" that of whoever is meant
        many = token.lower_ in {"their", "our"}
        plural = len(self.doers) > 1 or any(d.tag_ in {"NNS", "NNPS", "CD"} for d in self.doers)
        over = next(grammar.clause_over(token), token)  # "nobody will lose their job"
        subjects = grammar.children(over, "nsubj", "nsubjpass")
        anybody = any(t.lower_ in ANYBODY for s in subjects for t in (s, *grammar.children(s, "det")))
        near = self.subject and plural == many and (many or not (self.ids and ids and self.held))
        near = near and self._suits(token)
        if who and not (here or ids & said or near or anybody):
            name = _phrase(who, self.names, FEW_WORDS)
            return possessive(f"the {name}" if name.islower() and not name.startswith("the ") else name)
        others = any(
            t.tag_ in {"NNS", "NNPS"} for t in token.doc[min(inside) : token.i]
        )  # "pay farmers for | their milk"
        if many and ids and ids == self.ids and self._is_body() and token.head.tag_ == "NN" and not others:
            return "its"  # "the cartel agreed to leave | their ceiling"
        alone = not (self.subject or self.swaps or self.doers)
        if not who and alone and token.i == min(inside) and token.lower_ in {"its", "their"}:
            return "the"  # nobody knows whose, and nothing before it tells
        return {"our": "its", "my": "his or her"}.get(token.lower_, token.lower_) if who else token.text

    def _is_body(self) -> bool:
        """Whether who does it is one state or organization."""
        kinds = [self.names.cast.actor(id).kind for id in self.ids]
        return len(kinds) == 1 and kinds[0] in {"state", "organization"}

    def _suits(self, possessive: Token) -> bool:
        """Whether a possessive can be the doer's: "his" is no party's."""
        return not (possessive.lower_ in {"his", "her"} and self.subject and self._is_body())


def fitting(pronoun: Token, who: tuple[str, ...] | Token | None) -> tuple[str, ...] | Token | None:
    """What a pronoun stands for, where one can decide on it: who is urged not to sign it means the bill, not "fuel".

    None where nothing is named that one can sign or refuse.
    """
    acts = {t.act for t in lexicon().verbs.get(pronoun.head.lemma_.lower(), ()) if not t.tail}
    decided = pronoun.dep_ == "dobj" and bool(acts) and acts <= DECIDING
    if isinstance(who, tuple) or who is None or not decided or _is_put(who):
        return who
    first = pronoun.sent.start
    start = pronoun.doc[first - 1].sent.start if first and "\n" not in pronoun.doc[first - 1].text else first
    before = pronoun.doc[start : pronoun.i]
    put = [t for t in before if t.tag_ == "NN" and t.dep_ in NAMED and _is_put(t) and pronoun not in t.subtree]
    if put:
        return put[-1]
    signed = "agree" in acts or who.lemma_.lower() in listed("unnamed") or not is_course(who.lemma_.lower())
    return None if signed else who


def _is_put(noun: Token) -> bool:
    """Whether a noun is for what is put to somebody to sign or refuse: "bill", "offer", "merger"; not "levy"."""
    lemma = noun.lemma_.lower()
    return is_deal(lemma) or lemma in lexicon().nouns or lemma in words("laws")


def _is_left_over(before: Token | None, comma: Token, after: Token | None) -> bool:
    """Whether a comma belonged to an aside that has been left out: "on pay, which …, | and on leave", "for"."""
    if before is None or after is None or after.text == ",":
        return True
    return after.dep_ in {"cc", "prep"} and (before.i < comma.i - 1 or after.i > comma.i + 1)


# --- doers
def subject_of(doers: Sequence[Token], names: Names) -> str:
    """Who does something, the first three joined by "and"; empty where nobody is known."""
    first, last = (doers[0], doers[-1]) if doers else (None, None)
    if first is not None and last is not None and first != last and not any(names.cast.refer(d) for d in doers):
        row = list(first.doc[first.left_edge.i : last.right_edge.i + 1])  # "health, roads and harbour schemes"
        if len(row) <= 12 and all(d in row for d in doers):
            return Wording(names).of(row)
    found = [_doer(doer, names, doers[:n]) for n, doer in enumerate(doers[:3])]
    return joined(list(dict.fromkeys(filter(None, found)))) if any(found) else ""


def _doer(doer: Token, names: Names, before: Sequence[Token]) -> str:
    """A doer by name, else in the article's words; empty for a pronoun that is open."""
    if doer.lower_ in PRONOUNS | POSSESSIVES:
        who = meant(doer, names.cast)
        return _phrase(who, names) if who else ""
    several = doer.tag_ == "CD" and any(c.lower_ in {"of", "the"} for c in below(doer))  # "two of the unions"
    if names_them(doer, names.cast) or (not several and doer.tag_ in {"WDT", "WP", "DT", "PRP", "CD", "EX"}):
        return names.of(names.cast.refer(doer))
    if any(t.tag_ == "WP$" for t in below(doer)):
        return _whose(doer, names)
    if doer.tag_ == "CD" and not any(c.lower_ == "of" for c in below(doer)) and (those := _counted(doer)) is not None:
        return f"the {Wording(names).of([t for t in _short(those) if t.dep_ != 'det'])}"
    # "government plans" are the government's
    alone = doer.dep_ == "compound" and doer.tag_ == "NN" and not any(c.i < doer.i for c in below(doer))
    words = [t for t in _short(doer) if t.lower_ not in {"my", "our", "your"} or names.cast.refer(t)]
    return ("the " if alone else "") + Wording(names, doers=before).of(words)


def _counted(number: Token) -> Token | None:
    """The many of whom "the 10" is said: "ten owners of the mine"."""
    said = {number.lower_, *(word for word, value in NUMBERS.items() if str(value) == number.text)}
    people = (t for t in number.doc[: number.i] if t.tag_ == "NNS" and t.lemma_.lower() in table("people")["groups"])
    found = [t for t in people if any(c.lower_ in said for c in grammar.children(t, "nummod"))]
    return found[0] if len({t.lemma_ for t in found}) == 1 else None


def _whose(doer: Token, names: Names) -> str:
    """A doer with its owner in place of "whose": "the Liberals’ leader" of "the Liberals, whose leader …"."""
    verb = next((a for a in doer.ancestors if a.dep_ == "relcl"), None)
    owner = names.of(names.cast.refer(verb.head)) if verb is not None else ""
    rest = Wording(names).of([t for t in _short(doer) if t.tag_ != "WP$"])
    return f"{owner}{'’' if owner.endswith('s') else '’s'} {rest}" if owner else ""


def _phrase(who: tuple[str, ...] | Token, names: Names, room: int = 12) -> str:
    """Actors by their names, a thing as one that is known, in at most `room` words: "the bill"."""
    if isinstance(who, tuple):
        return names.of(who)
    text = Wording(names).of([t for t in _short(who) if t.tag_ != "WP$"])
    text = re.sub(r"^an? ", "the ", text, flags=re.IGNORECASE)
    if len(text.split()) <= room:
        return text
    owner = [t.text_with_ws for c in grammar.children(who, "poss") for t in c.subtree if t.tag_ != "PRP$"]
    before = [c.text_with_ws for c in below(who) if c.i < who.i and c.dep_ in {"amod", "compound"}]
    lead = "" if owner or who.pos_ == "PROPN" else "the "
    return lead + "".join([*owner, *before, who.text])


def _after_comma(token: Token) -> bool:
    """Whether a phrase stands behind a comma."""
    return token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","


def _tells_which(child: Token) -> bool:
    """Whether a few words behind a plural say which are meant: "drivers | who fail the test", "girls | aged nine"."""
    told = child.dep_ in {"relcl", "acl"} and child.head.tag_ == "NNS" and not _after_comma(child)
    to_do = child.dep_ == "acl" and any(c.dep_ in {"aux", "auxpass"} for c in below(child))  # "the gauges | to be run"
    return told and not to_do and len(list(child.subtree)) <= FEW_MORE


def _short(noun: Token) -> list[Token]:
    """A noun phrase without clauses and asides, and without what is coordinated; of a long one twelve tokens."""
    found = [noun]
    for child in below(noun):
        near = child.dep_ in PARTS | {"det", "nummod", "poss", "quantmod", "advmod"}
        hung = {c.dep_ for c in below(child)} if child.dep_ == "acl" and not _after_comma(child) else set()
        led = "agent" in hung and "auxpass" not in hung  # "a group led by X"
        behind = child.lower_ in RESTRICTING and child.i > noun.i
        name = (
            child.dep_ == "appos" and child.left_edge.i == noun.i + 1 and child.pos_ == "PROPN"
        )  # "the firm | Roe & Co"
        if near or led or behind or name or _tells_which(child):
            # names beside it behind a comma are left out: "a stake in Irma, the new network"
            beside = [c for t in child.subtree for c in grammar.children(t, "appos") if _after_comma(c)]
            aside = {t for c in beside for t in c.subtree}
            found += [t for t in child.subtree if t not in aside and not (aside and t.text == ",")]
    row = sorted((t for t in found if t.lower_ not in listed("back")), key=lambda t: t.i)
    clauses = [c for c in below(noun) if c.dep_ in {"relcl", "acl"} and c in row] if len(row) > MOST_MORE else []
    row = [t for t in row if not any(c.is_ancestor(t) or c == t for c in clauses)]
    return row if len(row) <= 12 or len(found) <= MOST_MORE else row[:12]
