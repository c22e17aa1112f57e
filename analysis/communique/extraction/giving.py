"""Where a text says that somebody gives ground: the words of giving, and the frames ("agreed to …") they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, keys_of
from communique.extraction.grammar import below
from communique.extraction.modality import NOBODY, Modality, modality_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.model import ConcessionStatus

MAX_CLIMB = 6  # words over a word of giving that may frame it: "is thought to be ready to offer to pay"
# What leads to what ground is given on, or to whom.
ABOUT = frozenset(
    {"on", "over", "about", "for", "regarding", "in", "as", "to", "towards", "toward", "from", "concerning"}
)
INFINITIVE_REACH = 12  # tokens between a frame and an infinitive that the parser hangs on it as an adverbial


@dataclass(frozen=True)
class Frame:
    """A word over a word of giving that says how far it went: "agree", "offer", "refuse". `doers` are its subjects."""

    kind: str
    word: Token
    doers: tuple[Token, ...]
    denied: bool
    modality: Modality


@dataclass(frozen=True)
class Giving:
    """A word of giving in its place: what is given, of which sort, done to what, under which frames (nearest first).

    `verdict` is the construction and how far it went, where the words around it say both; `holders` are those who give
    where the words around name others than who does the deed, `sign` the word that says that ground is given.
    """

    word: Token
    content: Content
    sort: str
    objects: tuple[Token, ...]
    frames: tuple[Frame, ...]
    verdict: tuple[str, ConcessionStatus] | None = None
    holders: tuple[Token, ...] = ()
    sign: Token | None = None


@cache
def words_of(kind: str, of: str) -> frozenset[str]:
    """The list `of` in the table `kind` of `lexicon/concessions.toml`; none where there is no such list."""
    return frozenset(table("concessions")[kind].get(of, ()))


@cache
def _sorts(kind: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word to the phrases that begin with it, longest first, each with its sort."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for sort, phrases in table("concessions")[kind].items():
        for phrase in phrases:
            first, *tail = phrase.split()
            found.setdefault(first, []).append((tuple(tail), sort))
    return {first: sorted(phrases, key=lambda p: -len(p[0])) for first, phrases in found.items()}


def find_givings(tokens: Sequence[Token]) -> Iterator[Giving]:
    """The places in a text in which a word of giving stands, in its order; most of them are no concessions."""
    for token in tokens:
        found = None
        if grammar.is_verb(token):
            found = _verb(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            found = _noun(token)
        if found is not None:
            yield found


def _verb(verb: Token) -> Giving | None:
    if verb.dep_ in {"aux", "auxpass", "amod"}:
        return None
    sort = (
        "meet"
        if _meets_demand(verb)
        else sort_of(verb) or ("assure" if _assures(verb) else "deed" if _is_deed(verb) else None)
    )
    content = content_of(verb) if sort is not None else None
    if sort is None or content is None:
        return None
    objects = tuple(objects_of(verb))
    if sort in {"give", "better"} and _carries(verb, objects):
        return None
    if any(map(_is_none, grammar.children(verb, "dobj"))):
        return None
    if verb.lemma_ == "return" and not grammar.children(verb, "dobj") and not grammar.is_passive(verb):
        return None  # "return to the table"
    if sort == "accept" and (named := _antecedent(verb, objects)) is not None:
        content = named
    if sort == "assure" and not content.doers:
        content = replace(content, doers=tuple(_spared(verb)))
    return Giving(verb, content, sort, objects, tuple(frames_over(verb)))


def _is_deed(verb: Token) -> bool:
    """Whether a verb says what somebody offers, or agrees to in return, and is no service: "offered to hold prices"."""
    over = governor(verb) if verb.tag_ == "VB" else None
    if over is None:
        return False
    if frame_kind(over) == "ready":  # "was, however, prepared to take half of the sum in shares"
        thing = bool(grammar.children(verb, "dobj", "xcomp"))
        return thing and verb.lemma_.lower() not in words_of("words", "talking") and is_contrast(verb)
    if verb.lemma_.lower() in words_of("words", "services") or not grammar.is_verb(over):
        return False
    return frame_kind(over) in {"offer", "agree"} and bool(grammar.children(verb, "dobj"))


def is_contrast(word: Token) -> bool:
    """Whether the sentence stands against what was said before: "however", "did say", "still"."""
    found = {t.lower_ for t in word.sent}
    does = any(t.lower_ in {"did", "does"} and t.dep_ == "aux" and not grammar.is_negated(t.head) for t in word.sent)
    return does or bool(found & words_of("words", "contrasts"))


def _spared(verb: Token) -> list[Token]:
    """What a promise spares, where the parser has made it the object of the promise: "promised no jobs would go"."""
    return [c for c in below(verb.head) if verb.head.i < c.i < verb.i and any(d.lower_ == "no" for d in below(c))]


def _carries(verb: Token, objects: Sequence[Token]) -> bool:
    """Whether what is given stands under the object: "raised the possibility of …", "gave a promise to …"."""
    frames = [t for t in objects if t.head == verb and t.lemma_.lower() in _sorts("noun_frames")]
    return any(grammar.is_verb(c) and c.dep_ in {"acl", "pcomp"} for t in frames for c in t.subtree)


def _assures(verb: Token) -> bool:
    """Whether a promise says that something will not be done: "promised that no jobs would be lost"."""
    over = governor(verb)
    if over is None or frame_kind(over) not in {"promise", "agree"}:
        return False
    if frame_kind(over) == "agree" and not grammar.auxiliaries(verb) & {"will", "would"}:
        return False
    people = [
        *grammar.patients(verb),
        *grammar.subjects(verb),
        *(c for c in below(over) if over.i < c.i < verb.i),
    ]
    return grammar.is_negated(verb) or any(
        t.lower_ in NOBODY or any(c.lower_ == "no" for c in (*below(t), *t.lefts, *t.left_edge.subtree)) for t in people
    )


def _antecedent(verb: Token, objects: Sequence[Token]) -> Content | None:
    """What a relative clause says is accepted: in "an audit, a condition that they accepted", the audit."""
    if verb.dep_ != "relcl" or verb.head not in objects:
        return None
    noun = verb.head.head if verb.head.dep_ == "appos" else verb.head
    return content_of(noun)


def objects_of(verb: Token) -> list[Token]:
    """What a verb is done to, and what that is a part of: "cancel $400m in debts" is done to debts."""
    found = [t for t in grammar.patients(verb) if t.i != verb.i]
    if not found and verb.lemma_ in {"let", "set"}:  # "let go | of its claim", "set free | the two oldest"
        inner = [c for c in below(verb) if c.lower_ in {"go", "free"} and c.i > verb.i]
        found = [t for c in inner for t in (*grammar.children(c, "dobj"), *grammar.under(c, {"of"}))]
    if not found:
        found = [
            c for c in grammar.children(verb, "dep", "advcl", "ccomp", "oprd") if c.pos_ == "NOUN" and c.i > verb.i
        ]
    if not found:
        found = _under(verb, frozenset())
    inner = [t for o in found for t in _under(o, frozenset({"of", "in"}))]
    if any(o.lemma_.lower() in {"halt", "end", "stop"} for o in found):  # "called a halt to the raids"
        inner += [t for over in (verb, *found) for t in _under(over, frozenset({"to"}))]
    return found + inner


def _under(word: Token, prepositions: frozenset[str]) -> list[Token]:
    return [
        t
        for p in grammar.children(word, "prep")
        if not prepositions or p.lower_ in prepositions
        for t in grammar.children(p, "pobj")
    ]


def _noun(noun: Token) -> Giving | None:
    sort = noun_sort(noun)
    if noun.dep_ in {"compound", "nmod", "npadvmod"} or (sort == "ground" and _is_none(noun)):
        return None
    if sort == "ground" and (named := _called_so(noun)) is not None:
        content = content_of(named)
        return Giving(named, content, "called so", (), tuple(frames_over(named))) if content else None
    frames = tuple(frames_over(noun))
    if sort is None and frames and frames[0].word == noun.head and noun.dep_ == "dobj":
        sort = "thing"
    content = content_of(noun) if sort is not None else None
    if sort is None or content is None or content.head != noun:
        return None
    return Giving(noun, _with_rest(content) if sort == "ground" else content, sort, (), frames)


def _is_none(thing: Token) -> bool:
    """Whether nothing is given: "made no concessions", "would accept nothing less than a ban"."""
    none = thing.lower_ == "nothing" or any(c.lower_ == "no" for c in grammar.children(thing, "det"))
    return thing.dep_ == "dobj" and none


def noun_sort(noun: Token) -> str | None:
    """The sort of a noun of giving."""
    return next((s for tail, s in _sorts("nouns").get(noun.lemma_.lower(), ()) if not tail), None)


def _with_rest(content: Content) -> Content:
    """A concession with what it is on and to whom, which the parser hangs on the verb: "made concessions | on fees"."""
    over = content.head.head
    hung = [c for c in grammar.children(over, "prep") if c.i > content.head.i] if grammar.is_verb(over) else []
    hung = [c for c in hung if c.lower_ in ABOUT]
    tokens = {t.i: t for t in content.tokens} | {t.i: t for c in hung for t in c.subtree}
    ordered = tuple(tokens[i] for i in sorted(tokens))
    keys = keys_of(ordered) - keys_of((content.head,))
    return replace(content, tokens=ordered, keys=content.keys | keys, pointer=content.pointer and not keys)


def _called_so(noun: Token) -> Token | None:
    """What is called a concession: "mentioned the mines as a concession"."""
    over = noun.head
    if noun.dep_ != "pobj" or over.lower_ != "as":
        return None
    verb = over.head if grammar.is_verb(over.head) else over.head.head
    return next(iter(grammar.children(verb, "dobj")), None) if grammar.is_verb(verb) else None


def sort_of(verb: Token) -> str | None:
    """The sort of a verb of giving, by its longest phrase that the sentence has ("give up" before "give")."""
    for tail, sort in _sorts("verbs").get(verb.lemma_.lower(), ()):
        if _hangs(verb, tail):
            return "yield" if _does_ground(verb) else sort
    return "yield" if _does_ground(verb) else None


def _does_ground(verb: Token) -> bool:
    """Whether somebody gives ground by a noun that says so, and on what: "performed a U-turn on the fee"."""
    if verb.lemma_.lower() not in words_of("words", "doing") - {"force"} or grammar.is_passive(verb):
        return False
    return any(noun_sort(t) == "ground" and is_told_on(t) for t in grammar.children(verb, "dobj"))


def is_told_on(noun: Token) -> bool:
    """Whether it is said on what ground is given, or to whom: "a U-turn on the fee", "made concessions | to it"."""
    over = (noun, noun.head) if grammar.is_verb(noun.head) else (noun,)
    return any(
        p.lower_ in ABOUT and t.ent_type_ not in {"DATE", "TIME"}
        for o in over
        for p in grammar.children(o, "prep")
        if p.i > noun.i
        for t in (*grammar.children(p, "pobj"), *grammar.children(p, "pcomp"))
    )


def _hangs(verb: Token, tail: tuple[str, ...]) -> bool:
    """Whether the words of `tail` follow the verb: a particle soon after it, others in a chain of heads."""
    over = verb
    for word in tail:
        after = [c for c in below(over) if c.i > verb.i and word in {c.lower_, c.lemma_.lower()}]
        if word == "in" and over == verb and any(o.i < c.i for c in after for o in grammar.children(verb, "dobj")):
            return False  # "gave $40m in aid"
        if not after and over.i + 1 < len(over.doc) and over.nbor(1).lower_ == word:
            after = [over.nbor(1)]
        if not after:
            return False
        over = after[0]
    return True


@cache
def _phrases(kind: str, of: str) -> dict[str, list[tuple[str, ...]]]:
    """First word to the rest of the phrases in a list of the lexicon."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words_of(kind, of):
        first, *tail = phrase.split()
        found.setdefault(first, []).append(tuple(tail))
    return found


@cache
def _lasts(kind: str, of: str) -> frozenset[str]:
    """The last words of the phrases in a list."""
    return frozenset(re.split(r"[ -]", phrase)[-1] for phrase in words_of(kind, of))


def phrase_at(word: Token, kind: str, of: str, *, before: bool = False, after: bool = False) -> bool:
    """Whether a phrase of a list stands at a word: it begins with it, ends with it (`before`), follows it (`after`)."""
    if before:
        lasts = _lasts(kind, of)
        if word.lower_ not in lasts and word.lemma_.lower() not in lasts:
            return False
        text = word.doc[max(word.i - 2, 0) : word.i + 1].text.lower()
        return any(text.endswith(p) for p in words_of(kind, of) if p.endswith((word.lower_, word.lemma_.lower())))
    if after:
        phrases = _phrases(kind, of)
        firsts = {w for c in below(word) if c.i > word.i for w in (c.lower_, c.lemma_.lower()) if w in phrases}
        return any(_hangs(word, (first, *tail)) for first in sorted(firsts) for tail in phrases[first])
    tails = _phrases(kind, of).get(word.lemma_.lower())
    return tails is not None and any(_hangs(word, tail) for tail in tails)


# --- frames
def frames_over(word: Token) -> Iterator[Frame]:
    """The frames over a word of giving, the nearest first."""
    at = word
    for _ in range(MAX_CLIMB):
        over = governor(at)
        if over is None:
            return
        kind = frame_kind(over)
        if kind == "plan" and over.lemma_.lower() == "want" and grammar.is_verb(at) and is_wanted_of_others(at):
            kind = "deny" if at.tag_ == "VBN" and not grammar.auxiliaries(at) else "demand"
        if kind == "promise" and over.dep_ == "dobj" and over.head.lemma_.lower() in words_of("words", "keeping"):
            return  # "carry out its promise to": an old one
        if kind == "promise" and any(c.lower_ == "as" for c in grammar.children(over, "mark")):
            return  # "as had been promised"
        if kind == "promise" and over.dep_ == "pobj" and over.head.lower_ in {"from", "on", "despite"}:
            return  # "rowed back from its promise to"
        if kind == "demand" and not asked(at):
            return
        if kind == "demand" and orders_own(over):
            kind = "order"
        if kind is not None:
            yield Frame(kind, over, tuple(doers_of(over)), denied(over), modality_of(over))
        elif grammar.is_verb(over) and (over.lemma_.lower() not in words_of("words", "light") or takes_away(over)):
            return
        elif over.pos_ == "NOUN" and at.dep_ == "pcomp":
            return  # "tools for managing": what is offered is the tools
        at = over


def takes_away(verb: Token) -> bool:
    """Whether a particle turns a verb against what is done: "promised to put off | a rise"."""
    return any(c.lower_ in {"off", "back", "aside", "away", "down", "out"} for c in grammar.children(verb, "prt"))


def orders_own(verb: Token) -> bool:
    """Whether those who are told to do something belong to who tells them: "told their troops to break off"."""
    told = grammar.children(verb, "dobj", "dative") + (grammar.patients(verb) if grammar.is_passive(verb) else [])
    return any(
        t.lemma_.lower() in words_of("words", "own_forces") and any(c.dep_ == "poss" for c in below(t)) for t in told
    )


def _meets_demand(verb: Token) -> bool:
    """Whether somebody does what others ask for: "met the union's demand for a shorter week"."""
    if verb.lemma_.lower() not in words_of("words", "granting_demands"):
        return False
    asked = [t for t in grammar.patients(verb) if t.lemma_.lower() in {"demand", "request", "ultimatum", "plea"}]
    return any(_is_of_others(t) and any(c.i > t.i for c in below(t)) for t in asked)


def _is_of_others(noun: Token) -> bool:
    whose = [c for c in below(noun) if c.dep_ == "poss" and c.tag_ != "PRP$"]
    return bool(whose) or bool(grammar.under(noun, {"by", "from", "of"}))


def is_wanted_of_others(verb: Token) -> bool:
    """Whether it is others who are to do something: "wants | Peru | to cut its duties", "wants the toll cut"."""
    named = grammar.children(verb, "nsubj", "nsubjpass") + [
        t for t in grammar.children(verb.head, "dobj") if verb.dep_ in {"xcomp", "ccomp"} and t.i < verb.i
    ]
    return any(t.lower_ not in {"itself", "themselves"} for t in named)


def asked(word: Token) -> bool:
    """Whether what stands under "insist" or "tell" is asked for, and not a fact that is told."""
    if not grammar.is_verb(word):
        return True
    own = grammar.auxiliaries(word)
    return (
        "should" in own
        or (word.tag_ == "VB" and not own - {"to"})
        or (word.tag_ == "VBN" and "be" in own and not own & {"will", "would"})
    )


def frame_kind(over: Token) -> str | None:
    """The kind of frame that a word makes for what stands under it."""
    adjective = over.pos_ == "ADJ" or over.dep_ == "acomp"  # "prepared" may be tagged as a verb
    if adjective and grammar.is_of_thing(over):
        return None
    part = "adjective" if adjective else "verb" if grammar.is_verb(over) else "noun"
    for tail, kind in _sorts(f"{part}_frames").get(over.lower_ if adjective else over.lemma_.lower(), ()):
        if _hangs(over, tail):
            return kind
    return None


def governor(token: Token) -> Token | None:
    """The word that governs a clause or a noun, if it may frame it; coordinated words share their governor."""
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep == "conj" and (grammar.is_verb(head) == grammar.is_verb(token)):
        own = grammar.is_verb(token) and grammar.children(token, "nsubj", "nsubjpass")
        return None if own else governor(head)
    if dep in {"xcomp", "ccomp", "acomp", "dobj", "oprd", "attr"}:
        return head
    if dep == "nsubjpass":
        return head
    if dep in {"acl", "relcl"} and _infinitive(token):
        return head
    if dep == "advcl" and _infinitive(token) and (called := _noun_before(token)) is not None:
        return called
    if dep == "advcl" and _infinitive(token) and 0 < token.i - head.i <= INFINITIVE_REACH and not _has_object(head):
        return head
    if dep in {"pcomp", "pobj"} and (head.lower_, head.head.lemma_) in {("at", "hint"), ("with", "toy")}:
        return head.head
    if dep in {"pcomp", "pobj"} and head.lower_ in {"to", "of", "on", "for", "about", "by", "against", "out", "in"}:
        return head.head if dep == "pcomp" or head.lower_ in {"to", "on", "for", "out", "of"} else None
    return None


def _noun_before(verb: Token) -> Token | None:
    """The noun right before an infinitive that the parser has hung on the verb: "rejected calls | to drop it"."""
    to = next((c for c in below(verb) if c.dep_ == "aux" and c.lower_ == "to"), None)
    noun = to.nbor(-1) if to is not None and to.i else None
    objects = grammar.children(verb.head, "dobj")
    return noun if noun is not None and noun in objects and frame_kind(noun) is not None else None


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in below(verb))


def _has_object(verb: Token) -> bool:
    return bool(grammar.children(verb, "dobj"))


def doers_of(word: Token) -> list[Token]:
    """Who does what a verb, an adjective or a noun says."""
    if grammar.is_verb(word) and word.dep_ != "acomp":
        return grammar.subjects(word)
    if word.pos_ == "ADJ" or word.dep_ == "acomp":
        return grammar.subjects(word.head) if grammar.is_verb(word.head) else []
    if found := grammar.noun_doers(word):
        return found
    over = word.head
    if word.dep_ == "dobj" and over.lemma_.lower() in words_of("words", "winning"):
        return [t for o in (word, over) for t in grammar.under(o, {"from"})]  # who "has secured a pledge" got it
    if word.dep_ in {"dobj", "attr"} and grammar.is_verb(over):
        return grammar.subjects(over)
    return []


def denied(word: Token) -> bool:
    """Whether a word is denied: "did not agree", "is not ready", "has no plan"."""
    if grammar.is_verb(word):
        return grammar.is_negated(word)
    if any(c.lower_ in {"no", "neither", "not", "never"} and c.dep_ in {"det", "neg", "advmod"} for c in below(word)):
        return True
    return (
        grammar.is_verb(word.head) and word.dep_ in {"acomp", "attr", "dobj", "oprd"} and grammar.is_negated(word.head)
    )
