"""Trimming: which words of a course of action a summary keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.asides import is_until
from communique.extraction.contents import is_for_another, is_new_event, phrase
from communique.extraction.grammar import below
from communique.extraction.pointing import SPEAKERS, is_open
from communique.extraction.words import lexicon, listed, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.contents import Content

SHORT = 7  # tokens of a clause that says little without its time
CUT_AT = frozenset({"prep", "advcl", "relcl", "acl", "cc", "npadvmod", "advmod", "appos"})
LOOSE_ENDS = frozenset({"cc", "prep", "det", "mark", "poss", "case", "amod", "nummod", "aux", "advmod"})
POINTS = frozenset({"the", "this", "that", "these", "those", "any"})
EVERY = frozenset({"all", "every", "any", "those", "each"})
CLOSING = frozenset({'"', "'", "%", ")"})
DASHES = frozenset({"-", "–", "—"})
UNITS = frozenset({"m", "bn", "tn", "k", "%", "p", "km", "million", "billion"})


def kept(tokens: Sequence[Token], head: Token, room: int, cast: Cast) -> list[Token]:
    """The tokens of a phrase that a summary of at most `room` words keeps, in the order of the text."""
    return cut(_without(_completed(tokens, head), head, cast), head, room) if tokens else []


# --- what belongs to it
def _completed(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens with what belongs to them: "the same rights | as men", "pay $3m, half of it now, | to end it"."""
    left = list(tokens)
    while left and left[-1].text in {",", ";"}:
        left.pop()
    found = {t.i: t for t in left}
    for clause in grammar.children(head, "advcl") if grammar.is_verb(head) else []:
        purpose = any(c.lower_ == "to" and c.dep_ == "aux" for c in below(clause)) and not grammar.is_passive(clause)
        if is_for_another(head, clause) or is_until(head, clause):
            continue
        if clause.i > tokens[-1].i and (purpose or (len(tokens) <= SHORT and _is_timed(clause))):
            found |= {t.i: t for t in phrase(clause) if t.i > tokens[-1].i and not t.is_punct}
    for token in tokens:
        if token.lower_ == "same" and token.dep_ == "amod":
            found |= {t.i: t for c in grammar.children(token.head, "prep") if c.lower_ == "as" for t in c.subtree}
    found |= {t.i: t for t in _parted(tokens)}
    found |= {t.i: t for t in (*_rejoined(tokens), *_continued(found[max(found)]))}
    for one, two in pairwise(sorted(found)):
        between = head.doc[one + 1 : two]
        found |= {t.i: t for t in between} if between.text.lower() in {"as well as", ":"} else {}
    return [found[i] for i in sorted(found)]


def _is_timed(clause: Token) -> bool:
    """Whether a clause says when, right after what it times: "be tabled | before a vote is held"."""
    marks = {c.lower_ for c in below(clause) if c.dep_ in {"mark", "advmod"} and c.i < clause.i}
    behind = clause.left_edge.i and clause.left_edge.nbor(-1).text != ","
    timed = bool(marks & {"when", "before", "until", "once"} and behind)
    return timed and not any(t.tag_ == "PRP" for t in clause.subtree)


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


def _continued(last: Token) -> list[Token]:
    """What the parser has torn from the noun at the end: "the $550m | it lost", "sold it to Veldian bank | Corvo"."""
    if not last.whitespace_ or last.i + 1 >= len(last.doc) or last.pos_ not in {"NOUN", "NUM"}:
        return []
    first = last.nbor(1)
    if first.tag_ == "PRP" and first.dep_ == "nsubj":
        verb = first.head
        lost = verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.dep_ in {"ccomp", "relcl", "advcl"} and verb.i == first.i + 1
        says = verb.lemma_.lower() in words("says") or grammar.children(verb, "dobj", "ccomp", "xcomp", "mark")
        return [t for t in verb.subtree if t.i >= first.i and not t.is_punct] if lost and not says else []
    bare = last.tag_ == "NN" and not any(c.dep_ in {"det", "poss", "nummod"} for c in below(last)) and below(last)
    if bare and first.is_sent_start and first.pos_ == "PROPN":
        name = next((t for t in (first, *first.ancestors) if t.head == t), first)
        return [t for t in name.subtree if t.i <= name.i]
    return []


def _parted(tokens: Sequence[Token]) -> Iterator[Token]:
    """What the tokenizer or the parser has parted from a sum: "40 | m", "300m | euros"."""
    doc = tokens[0].doc
    for token in tokens:
        if token.like_num and not token.whitespace_ and token.i + 1 < len(doc) and token.nbor(1).lower_ in UNITS:
            yield token.nbor(1)
            after = (c for c in below(token.nbor(1)) if c.lower_ == "of" and not doc[token.i + 2 : c.i].text.strip())
            yield from (t for c in after for t in c.subtree)  # "220 | m of the 550m that it owes"
    before = -1 if tokens[0].dep_ == "det" else tokens[0].i - 1  # "passed by 70 votes to 12 | a bill"
    while before >= 0 and (doc[before].like_num or doc[before].is_currency or doc[before].lower_ in UNITS):
        yield doc[before]
        before -= 1


# --- what falls away
def _is_bracketed(token: Token) -> bool:
    """Whether a word stands alone in brackets, as the letters of a name do: "liquid gas | (LNG) | to Europe"."""
    inside = 0 < token.i < len(token.doc) - 1
    return inside and token.nbor(-1).text == "(" and token.nbor(1).text == ")"


def _without(tokens: Sequence[Token], head: Token, cast: Cast) -> list[Token]:
    """The tokens without phrases that say nothing here, asides between dashes, and what only an open pronoun tells."""
    falls = (_points_back, _is_finite, _is_afterthought, _only_says_where, _tells_answer, _is_of_words)
    dropped = {t for token in tokens if token != head and any(f(token) for f in falls) for t in token.subtree}
    dropped |= {t for token in tokens if token != head for t in _abuse(token)}
    dropped |= {t for t in tokens if t != head and _is_bracketed(t)}
    if (shut := _shut(tokens)) is not None:
        dropped |= {t for t in tokens if t.i > shut and t != head}
    if (though := next((t.i for t in tokens if t.i > head.i and t.lower_ in {"though", "albeit"}), None)) is not None:
        dropped |= {t for t in tokens if t.i >= though}  # "to put it on hold, | though not to withdraw it"
    if (torn := _torn(tokens)) is not None:
        dropped |= {t for t in tokens if t.i >= torn.i}
    told = (t for t in tokens if t != head and (_is_of_telling(t, head) or _is_of_answer(t, head)))
    dropped |= {t for token in told for t in token.subtree}
    for token in tokens:
        if token not in dropped and token.lower_ in SPEAKERS and is_open(token, cast):
            over = (t for t in (token, *token.ancestors) if t.dep_ in CUT_AT and t.is_ancestor(token))
            spared = next((t for t in over if t != head and head.is_ancestor(t)), None)
            dropped |= set(spared.subtree) if spared is not None else set()
    rest = _without_dashes([t for t in tokens if t not in dropped], head)
    return rest if sum(t.pos_ in {"NOUN", "PROPN", "NUM"} for t in rest) else list(tokens)


def _shut(tokens: Sequence[Token]) -> int | None:
    """Where brackets close that a phrase stands in: "(compared to his former offer | ) other than in price"."""
    for token in tokens[0].doc[tokens[0].i : tokens[-1].i]:
        if token.text == "(":
            return None
        if token.text == ")":
            return token.i
    return None


def _abuse(adjective: Token) -> set[Token]:
    """The words by which somebody only runs down a price or an offer: "pay an | unfair and quite inadequate | sum"."""
    noun = adjective.head
    judged = noun.lemma_.lower() in listed("judged") and noun.tag_ == "NN" and adjective.dep_ == "amod"
    joined = [adjective, *grammar.children(adjective, "conj")]
    if not judged or not all(t.lemma_.lower() in listed("abusive") for t in joined):
        return set()
    first, last, doc = adjective.left_edge.i, adjective.right_edge.i, adjective.doc
    while first > 0 and doc[first - 1].is_quote:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].is_quote:
        last += 1
    return set(doc[first : last + 1])


def _is_of_telling(day: Token, head: Token) -> bool:
    """Whether a weekday at the end is when a thing was said, and names no thing by it: "a ban | on Sunday trading"."""
    things = [t for t in grammar.children(day, "pobj") if t.ent_type_ not in {"DATE", "TIME"} and t.pos_ == "NOUN"]
    return not things and times.is_of_telling(day, head)


def _is_of_words(with_: Token) -> bool:
    """Whether a phrase tells the words that somebody put a thing in: "a limit | with the slogan: "It is fair" |"."""
    named = grammar.children(with_, "pobj") if with_.dep_ == "prep" and with_.lower_ in {"with", "under"} else []
    return any(t.lemma_.lower() in {"slogan", "motto", "headline", "banner"} for t in named)


def _tells_answer(clause: Token) -> bool:
    """Whether a clause tells what became of an offer: "its approach | which was turned down by the board |"."""
    if clause.dep_ != "relcl" or not grammar.is_passive(clause) or clause.head.lemma_.lower() not in lexicon().nouns:
        return False
    return any(trigger.act == "reject" for trigger in lexicon().verbs.get(clause.lemma_.lower(), ()))


def _is_of_answer(day: Token, head: Token) -> bool:
    """Whether a weekday at the end is when a proposal was answered: "accepted a proposal for a truce | on Monday"."""
    named = grammar.children(day, "pobj") if day.lower_ == "on" else []
    if not any(t.lower_ in times.DAYS for t in named):
        return False
    ends = not any(t.is_alpha for t in day.doc[day.right_edge.i + 1 : head.sent.end])
    verb = next(grammar.clause_over(head), head)
    past = verb.tag_ in {"VBD", "VBN"} and verb.lemma_.lower() in listed("answering")
    held = head.dep_ == "pobj" and head.head.head.lemma_.lower() in words("containers")
    return past and ((held and ends) or head.lemma_.lower() in words("bids"))


def _without_dashes(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens without what stands between spaced dashes: "the rules - due in May - | for all"."""
    left: list[Token] = []
    aside = False
    for token in tokens:
        dash = token.text in DASHES and token.i > head.i and token.whitespace_ and token.nbor(-1).whitespace_
        aside = not aside if dash else aside
        if not (dash or aside):
            left.append(token)
    return left


def _points_back(token: Token) -> bool:
    """Whether a phrase says nothing without the text before it: "in this area", "there", "before then", "as well"."""
    if token.dep_ == "advmod" and token.lower_ in listed("back"):
        return True
    if token.dep_ == "appos" and token.lower_ in {"himself", "herself", "itself", "themselves"}:
        return True
    inner = grammar.children(token, "pobj", "pcomp")
    hyphened = token.i > 0 and token.nbor(-1).text == "-"  # "on a case-|by-case| basis"
    if token.dep_ != "prep" or len(inner) != 1 or hyphened:
        return False
    noun = inner[0]
    if token.lower_ == "on" and noun.lower_ == "table" and token.head.pos_ == "NOUN":
        return True  # "put an offer of 8% | on the table"
    bare = token.lower_ != "of" and all(c.dep_ == "det" and c.lower_ in POINTS for c in below(noun))
    whole = any(c.lower_ == "of" for c in below(noun))  # "as a result | of the machines"
    return (noun.lower_ in listed("back") and not whole) or (bare and noun.lemma_.lower() in listed("empty"))


def _only_says_where(participle: Token) -> bool:
    """Whether a participle says nothing but what only the text before tells: "a militia | based there"."""
    told = below(participle)
    bare = participle.dep_ == "acl" and participle.tag_ == "VBN" and participle.i > participle.head.i
    return bare and bool(told) and all(map(_points_back, told))


def _torn(tokens: Sequence[Token]) -> Token | None:
    """Where others begin that are asked for something else: "urged A to free the crew | and B to lift its blockade"."""
    for token in (t for t in tokens if t.dep_ == "conj"):
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        people = token.pos_ == "PROPN" or token.lemma_.lower() in table("people")["groups"]
        apart = after.tag_ == "TO" and after.head.dep_ == "advcl" and people
        if apart and (cc := [c for c in below(token.head) if c.dep_ == "cc"]):
            return cc[-1]
    return None


def _is_afterthought(token: Token) -> bool:
    """Whether a phrase behind a comma tells more of what was named: "200 visas, | most of them for farms"."""
    if token.dep_ == "conj" and any(token.head.i < c.i < token.i for c in grammar.children(token.head, "relcl")):
        return True  # "a panel for the lake, which A | and B support"
    parts = [t for c in below(token) if c.lower_ == "of" for t in below(c)]
    more = token.dep_ == "dobj" and any(c.i < token.i for c in grammar.children(token.head, "dobj"))
    more = more or token.dep_ == "dep" or (token.dep_ == "npadvmod" and bool(grammar.children(token, "relcl")))
    more = more or any(t.lower_ in {"them", "it", "which", "whom"} for t in parts)
    return more and token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","


def _is_finite(token: Token) -> bool:
    """Whether a participle is no part of the noun before it: "the offer | valued it", "had its bid | rejected"."""
    if token.dep_ != "acl" or token.tag_ not in {"VBD", "VBN"}:
        return False
    had = token.head.dep_ == "dobj" and token.head.head.lemma_ in {"have", "get"} and not below(token)
    return had or (bool(grammar.children(token, "dobj")) and lexicon().nouns.get(token.head.lemma_.lower()) is None)


# --- what is too long
def cut(tokens: Sequence[Token], head: Token, room: int) -> list[Token]:
    """The tokens without phrases at their end where there are more than `room` words, and without loose ends.

    What can be spared goes first: a place, a time, a clause; what a noun cannot do without ("of the firm") last.
    """
    left = list(tokens)
    while sum(not (t.is_punct or t.is_space) for t in left) > room:
        ends = [t for t in left if t.dep_ in CUT_AT and t.left_edge.i > max(head.i, left[0].i) + 1 and _ends(t, left)]
        if not ends:
            left = left[:room]
            break
        last = max(ends, key=lambda t: (t.lower_ != "of", t.left_edge.i))
        last = next((o for o in _all_told(last) if o.left_edge.i > max(head.i, left[0].i) + 1), last)
        left = [t for t in left if t.i < last.left_edge.i]
    if (open_ := _unfinished(left, head)) is not None:
        left = [t for t in left if t.i < open_]
    while left and (_loose(left[-1]) or (len(left) > 2 and _is_carrier(left[-1]))):
        left.pop()
    return left


def _unfinished(tokens: Sequence[Token], head: Token) -> int | None:
    """Where a clause begins whose verb the parser has torn from it: "the plant | whose towers |"."""
    last = next((t for t in reversed(tokens) if t.tag_ in {"WP$", "WDT"} and t.i > head.i), None)
    if last is None or any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "amod" for t in tokens if t.i > last.i):
        return None
    return last.i


def _all_told(clause: Token) -> list[Token]:
    """The phrase over all of a kind, who would be too many without a clause: "problems faced by | all states | hit"."""
    every = clause.dep_ in {"acl", "relcl"} and any(c.lower_ in EVERY for c in grammar.children(clause.head, "det"))
    return [o for o in clause.head.ancestors if o.dep_ in CUT_AT][:1] if every else []


def _is_carrier(token: Token) -> bool:
    """Whether a noun only leads to what has been cut off: "on condition (that)", "in exchange (for)"."""
    return token.i > 0 and f"{token.nbor(-1).lower_} {token.lower_}" in listed("carriers")


def _ends(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether all of the tokens from a phrase on belong to it (or, for "and", to what it joins)."""
    own = set(token.subtree)
    if token.dep_ == "cc":
        own |= {t for c in grammar.children(token.head, "conj") if c.i > token.i for t in c.subtree}
    return all(t in own or t.is_punct for t in tokens if t.i >= token.left_edge.i)


def _loose(token: Token) -> bool:
    """Whether a phrase cannot end with a token."""
    if token.is_punct or token.is_space:
        return token.text not in CLOSING
    if token.lower_ in {"provided", "providing"}:
        return True
    if token.lower_ in {"later", "earlier"} and token.whitespace_ and token.nbor(1).lower_ in {"on", *times.DAYS}:
        return True  # its day has fallen away
    ends = token.dep_ in LOOSE_ENDS and token.i < token.head.i
    return ends or (token.dep_ in {"cc", "prep", "mark"} and token.tag_ in {"CC", "IN", "TO"}) or token.tag_ == "POS"


def is_thin(content: Content, tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase only says that there is such a thing: "detailed proposals", "a Memorandum"."""
    hollow = content.head.lemma_.lower() in words("pointers") | listed("known") | listed("hollow")
    if content.form != "noun" or content.holder is not None or not hollow or is_new_event(content.head):
        return False
    told = [t for t in tokens if t != content.head and not t.is_punct and t.dep_ not in {"det", "neg"}]
    return all(
        t.dep_ in {"amod", "advmod", "acl"} and bool({t.lower_, t.lemma_.lower()} & listed("thin")) for t in told
    )
