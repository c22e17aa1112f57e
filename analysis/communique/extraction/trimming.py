"""Trimming: which words of a course of action a summary keeps, and how far what is left stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.pointing import SPEAKERS, is_open
from communique.extraction.words import lexicon, listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.contents import Content

OWNED = frozenset({"propose", "offer", "demand", "threaten"})  # classes of nouns that take their owner before them
ENOUGH = 7  # tokens that say enough to leave out what follows behind a comma
SHORT = 7  # tokens of a clause that says little without its time
CUT_AT = frozenset({"prep", "advcl", "relcl", "acl", "cc", "npadvmod", "advmod"})
LOOSE_ENDS = frozenset({"cc", "prep", "det", "mark", "poss", "case", "amod", "nummod", "aux", "advmod"})
POINTS = frozenset({"the", "this", "that", "these", "those", "any"})
CLOSING = frozenset({'"', "”", "’", "'", "%", ")"})


# --- what is kept
def kept(tokens: Sequence[Token], head: Token, room: int) -> list[Token]:
    """The tokens of a phrase that a summary of at most `room` words keeps, in the order of the text."""
    return cut(_without(_completed(tokens, head), head), head, room)


def _completed(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens with what belongs to them: "the same rights | as men", "pay $3m, half of it now, | to end it"."""
    left = list(tokens)
    while left and left[-1].text in {",", ";"}:
        left.pop()
    found = {t.i: t for t in left}
    for clause in grammar.children(head, "advcl") if grammar.is_verb(head) else []:
        purpose = any(c.lower_ == "to" and c.dep_ == "aux" for c in below(clause)) and not grammar.is_passive(clause)
        if clause.i > tokens[-1].i and purpose:
            found |= {t.i: t for t in clause.subtree if t.i > tokens[-1].i and not t.is_punct}
    if grammar.is_verb(head) and len(tokens) <= SHORT:
        for clause in grammar.children(head, "advcl"):
            if clause.i > tokens[-1].i and _is_timed(clause):
                found |= {t.i: t for t in clause.subtree if not t.is_punct}
    for token in tokens:
        if token.lower_ == "same" and token.dep_ == "amod":
            found |= {t.i: t for c in grammar.children(token.head, "prep") if c.lower_ == "as" for t in c.subtree}
    found |= {t.i: t for t in _rejoined(tokens)}
    return [found[i] for i in sorted(found)]


def _is_timed(clause: Token) -> bool:
    """Whether a clause says when, right after what it times: "be tabled | before a vote is held"."""
    marks = {c.lower_ for c in below(clause) if c.dep_ in {"mark", "advmod"} and c.i < clause.i}
    behind = clause.left_edge.i and clause.left_edge.nbor(-1).text != ","
    return bool(marks & {"when", "before", "until", "once"} and behind) and not any(
        t.tag_ == "PRP" for t in clause.subtree
    )


def _rejoined(tokens: Sequence[Token]) -> list[Token]:
    """The predicate that the parser has torn from its subject: "ensure the order | would be imposed by judges"."""
    last = next((t for t in reversed(tokens) if not t.is_punct), tokens[-1])
    over = next(grammar.clause_over(last), None)
    if over is None or over.lemma_.lower() not in listed("telling") or last.i + 1 >= len(last.doc):
        return []
    first = last.nbor(1)
    if first.text == ",":  # an aside stands between
        after = first.doc[first.i + 1 : first.i + 8]
        first = next((t for t in after if t.nbor(-1).text == "," and t.dep_ == "aux"), first)
    torn = first.dep_ in {"aux", "auxpass"} and first.tag_ in {"MD", "VBD", "VBZ", "VBP"}
    if not torn or grammar.children(first.head, "nsubj", "nsubjpass") or first.head in tokens:
        return []
    return [t for t in first.head.subtree if t.i >= first.i]


def _without(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens without phrases that only point back ("in this area") or that the parser has joined wrongly."""
    falls = (_points_back, _is_finite, _is_spoken, _is_astray, _tells_fate)
    dropped = {t for token in tokens if token != head and any(f(token) for f in falls) for t in token.subtree}
    rest = [t for t in tokens if t not in dropped]
    return rest if sum(t.pos_ in {"NOUN", "PROPN", "NUM"} for t in rest) else list(tokens)


def _points_back(token: Token) -> bool:
    """Whether a phrase says nothing without the text before it: "in this area", "there", "before then", "as well"."""
    if token.dep_ == "advmod" and token.lower_ in listed("back"):
        return True
    if token.lower_ == "well" and token.dep_ == "advmod" and any(c.lower_ == "as" for c in below(token)):
        return not any(c.lower_ == "as" and c.i > token.i for c in below(token))
    if token.dep_ == "appos" and token.lower_ in {"himself", "herself", "itself", "themselves"}:
        return True
    inner = grammar.children(token, "pobj", "pcomp")
    if token.dep_ == "prep" and len(inner) == 1 and inner[0].lower_ in listed("back"):
        return True
    if token.dep_ != "prep" or token.lower_ == "of" or len(inner) != 1:
        return False
    noun = inner[0]
    bare = all(c.dep_ == "det" and c.lower_ in POINTS for c in below(noun))
    return bare and noun.lemma_.lower() in listed("empty")


def _is_finite(token: Token) -> bool:
    """Whether a participle is no part of the noun before it: "the offer | valued it", "had its bid | rejected"."""
    if token.dep_ != "acl" or token.tag_ not in {"VBD", "VBN"}:
        return False
    had = token.head.dep_ == "dobj" and token.head.head.lemma_ in {"have", "get"} and not list(below(token))
    return had or bool(grammar.children(token, "dobj"))


def _is_spoken(token: Token) -> bool:
    """Whether a clause is put in a speaker's own person: "the rules | that we wanted"."""
    return token.dep_ in {"relcl", "advcl"} and any(t.lower_ in SPEAKERS for t in token.subtree)


def _tells_fate(token: Token) -> bool:
    """Whether a relative clause says what became of a proposal: "a bid in May | which was turned down"."""
    if token.dep_ != "relcl" or token.lemma_.lower() not in listed("answered"):
        return False
    named = lexicon().nouns.get(token.head.lemma_.lower()) is not None
    return named and grammar.is_passive(token) and any(c.tag_ == "WDT" for c in below(token))


def _is_astray(token: Token) -> bool:
    """Whether what is joined to a noun stands after a clause between commas: "a panel, which A backs, | and B"."""
    if token.dep_ == "cc":
        joined = [c for c in grammar.children(token.head, "conj") if c.i > token.i]
        return bool(joined) and _is_astray(joined[0])
    if token.dep_ != "conj" or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    between = [c for c in grammar.children(token.head, "relcl") if token.head.i < c.i < token.i]
    commas = [t for t in token.doc[between[-1].i : token.i] if t.text == ","] if between else []
    return bool(between) and not commas and any(c.tag_ == "WDT" and c.nbor(-1).text == "," for c in below(between[-1]))


def cut(tokens: Sequence[Token], head: Token, room: int) -> list[Token]:
    """The tokens without phrases at their end where there are more than `room` words, and without loose ends.

    What can be spared goes first: a place, a time, a clause; what a noun cannot do without ("of the firm") last.
    """
    left = list(tokens)
    if sum(not t.is_punct for t in left) > room:
        dates = {t for token in left if token.head == head and _is_date(token) for t in token.subtree}
        left = [t for t in left if t not in dates]
    if sum(not t.is_punct for t in left) > room:
        left = _to_comma(left, room)
    while sum(not t.is_punct for t in left) > room:
        ends = [t for t in left if t.dep_ in CUT_AT and _start(t) > max(head.i, left[0].i) + 1 and _ends(t, left)]
        if not ends:
            left = left[:room]
            break
        last = max(ends, key=lambda t: (not _needed(t, head), _start(t)))
        left = [t for t in left if t.i < _start(last)]
    while left and (_loose(left[-1]) or _is_carrier(left[-1], left)):
        left.pop()
    return left


def _to_comma(tokens: Sequence[Token], room: int) -> list[Token]:
    """The tokens up to the last comma that makes them few enough, unless it parts things joined together."""
    for n in range(len(tokens) - 1, ENOUGH, -1):
        if tokens[n].text != ",":
            continue
        before, after = tokens[:n], tokens[n:]
        own = {t.i for t in after}
        joined = any(t.dep_ in {"conj", "cc"} and t.head.i not in own for t in after)
        if not joined and sum(not t.is_punct for t in before) <= room:
            return list(before)
    return list(tokens)


def _is_carrier(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a noun only leads to what has been cut off: "on condition (that)", "in exchange (for)"."""
    led = token.i > 0 and f"{token.nbor(-1).lower_} {token.lower_}" in listed("carriers")
    return led and len(tokens) > 2


def _is_date(token: Token) -> bool:
    """Whether a phrase only says when: "in October", "on Friday"."""
    inner = grammar.children(token, "pobj") if token.dep_ == "prep" else []
    return len(inner) == 1 and inner[0].ent_type_ in {"DATE", "TIME"}


def _start(token: Token) -> int:
    return int(token.left_edge.i)


def _ends(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether all of the tokens from a phrase on belong to it (or, for "and", to what it joins)."""
    own = set(token.subtree)
    if token.dep_ == "cc":
        own |= {t for c in grammar.children(token.head, "conj") if c.i > token.i for t in c.subtree}
    return all(t in own or t.is_punct for t in tokens if t.i >= _start(token))


def _needed(token: Token, head: Token) -> bool:
    """Whether what a phrase hangs on says too little without it: "of the firm", "an attempt to settle"."""
    if token.dep_ == "prep":
        return token.lower_ == "of" or (token.head == head and not grammar.is_verb(head))
    return token.dep_ == "acl" and any(c.lower_ == "to" for c in below(token))


def _loose(token: Token) -> bool:
    """Whether a phrase cannot end with a token."""
    if token.is_punct or token.is_space:
        return token.text not in CLOSING
    ends = token.dep_ in LOOSE_ENDS and token.i < token.head.i
    return ends or (token.dep_ in {"cc", "prep", "mark"} and token.tag_ in {"CC", "IN", "TO"}) or token.tag_ == "POS"


# --- whether it stands alone
def vagueness(content: Content, cast: Cast) -> float:
    """How much of a content's words can only be understood from the text before them; 0 where none."""
    open_ = sum(3.0 for t in content.tokens if is_open(t, cast))
    open_ += sum(1.0 for t in content.tokens if _is_known(t, cast))
    open_ += sum(1.0 for t in content.tokens if t.tag_ == "PRP$" and not cast.refer(t))
    return open_ + (3.0 if is_thin(content) else 0.0)


def _is_known(noun: Token, cast: Cast) -> bool:
    """Whether a noun means somebody or something spoken of before, and does not say which: "the firm", "this deal"."""
    pointed = noun.pos_ == "NOUN" and noun.lemma_.lower() in listed("known") and noun.dep_ != "compound"
    if not pointed or cast.refer(noun):
        return False
    if any(c.dep_ in {"prep", "relcl", "acl", "compound", "poss", "appos"} for c in below(noun)):
        return False
    return any(c.dep_ == "det" and c.lower_ in POINTS for c in below(noun))


def undergoers(content: Content) -> tuple[Token, ...]:
    """What a passive clause is done to, also where it is the subject over it: "the sale will have to be approved"."""
    over = content.head.head
    if content.doers or content.head.dep_ != "xcomp" or not grammar.is_verb(over):
        return content.doers
    return tuple(grammar.children(over, "nsubj"))


def is_thin(content: Content) -> bool:
    """Whether a noun phrase only says that there is such a thing: "detailed proposals", "a Memorandum"."""
    hollow = content.head.lemma_.lower() in words("pointers") | listed("known") | listed("hollow")
    if content.form != "noun" or content.holder is not None or not hollow:
        return False
    told = [t for t in content.tokens if t != content.head and not t.is_punct and t.dep_ not in {"det", "neg"}]
    return all(
        t.dep_ in {"amod", "advmod", "acl"} and bool({t.lower_, t.lemma_.lower()} & listed("thin")) for t in told
    )


def stands_alone(content: Content, cast: Cast, by: Sequence[str] = (), to: Sequence[str] = ()) -> bool:
    """Whether a content can be said without the text around it; a thin noun can where its owner and aim are known."""
    if any(t.head == content.head and t.dep_ == "dobj" and is_open(t, cast) for t in content.tokens):
        return False
    if content.form == "clause" and grammar.is_passive(content.head):
        done_to = undergoers(content)
        if all(is_open(t, cast) for t in done_to):
            return False
    lemma = content.head.lemma_.lower()
    owned = lexicon().nouns.get(lemma) in OWNED and bool(by)
    return not is_thin(content) or (owned and (bool(to) or lexicon().nouns.get(lemma) == "offer"))
