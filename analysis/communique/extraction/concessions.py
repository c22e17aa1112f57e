"""Concessions: what a party gives, gives up or softens, or offers, is asked or refuses to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content
from communique.extraction.evidence import clause_spans
from communique.extraction.giving import Giving, find_givings
from communique.extraction.ground import Ground, ground_of, lemmas, traded
from communique.extraction.proposals import figures, likeness
from communique.extraction.summaries import Names, gerund, summarise, tidy
from communique.extraction.words import is_deal, table, words
from communique.model import MAX_SUMMARY_WORDS, Concession, entry_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

ALIKE = 0.6  # share of the smaller content's words that the other must have to be the same concession
HALF_ALIKE = 0.4  # the same for two offers
ENOUGH = 0.4  # the confidence below which nothing is said
OWN_SUBJECT = frozenset(
    {"consider", "suggest", "propose", "allow"}
)  # frames under which another than their doer may give


@dataclass(frozen=True)
class Found:
    """A concession with its people: heads of the givers' noun phrases, actor ids of givers and gainers."""

    giving: Giving
    ground: Ground
    doers: tuple[Token, ...]
    givers: tuple[str, ...]
    gainers: tuple[str, ...]
    confidence: float


def find_concessions(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Concession, ...]:
    """The concessions of a text, in its order."""
    entries: list[Concession] = []
    for found in merged(list(_found(reading, cast))):
        if entry := _entry(reading, cast, statements, found, [c.id for c in entries]):
            entries.append(entry)
    return tuple(entries)


def _found(reading: Reading, cast: Cast) -> Iterator[Found]:
    outside = [token for token in reading.doc if not reading.in_heading(token.idx)]
    for giving in find_givings(outside):
        ground = ground_of(giving)
        if ground is None:
            continue
        doers = doers_of(giving, ground, cast)
        givers = refer(cast, doers)
        gainers = tuple(id for id in refer(cast, gainers_of(giving, ground)) if id not in givers)
        if not (givers or known_enough(giving, ground, doers)):
            continue
        confidence = confidence_of(ground)
        if confidence >= ENOUGH:
            yield Found(giving, ground, doers, givers, gainers, confidence)


def refer(cast: Cast, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The actors that heads of noun phrases stand for, each once."""
    return tuple(dict.fromkeys(id for token in tokens for id in cast.refer(token)))


def doers_of(giving: Giving, ground: Ground, cast: Cast) -> tuple[Token, ...]:
    """Who gives: whoever agrees, offers or refuses; else the subject of the word of giving."""
    own = tuple(_own_doers(giving.word))
    if ground.frame is None or (ground.frame.kind in OWN_SUBJECT and refer(cast, own)):
        return own
    if ground.frame.kind == "allow":
        return ground.frame.doers
    for frame in giving.frames[giving.frames.index(ground.frame) :]:
        if frame.doers:
            return frame.doers
    return own or tuple(_doers_above(ground.frame.word))


def _doers_above(word: Token) -> list[Token]:
    """The subject of the clause that "by offering to …" stands in."""
    if word.dep_ != "pcomp" or word.head.lower_ != "by":
        return []
    return next((found for over in grammar.clause_over(word.head) if (found := grammar.subjects(over))), [])


def known_enough(giving: Giving, ground: Ground, doers: Sequence[Token]) -> bool:
    """Whether a concession whose giver the cast does not know is one at all, and not a thing that does something."""
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


def confidence_of(ground: Ground) -> float:
    """How sure a concession is, 0 to 1, by its construction."""
    return float(table("concessions")["confidence"].get(ground.construction, 0.5))


# --- one entry a concession
def merged(found: list[Found]) -> list[Found]:
    """One of each, the surest; in the order of the text."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda f: (-f.confidence, f.giving.word.i)):
        if not any(same(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda f: f.giving.word.i)


def same(a: Found, b: Found) -> bool:
    """Whether two finds are one concession: one within the other, alike, or the same deed of the same giver."""
    one, other = a.giving, b.giving
    if one.word in other.content.tokens or other.word in one.content.tokens:
        return True
    if likeness(one.content, other.content) >= ALIKE:
        return True
    sums = figures(one.content), figures(other.content)
    if "settlement" in {a.ground.construction, b.ground.construction} and sums[0] & sums[1]:
        return True
    if a.ground.status == b.ground.status == "offered" and likeness(one.content, other.content) >= HALF_ALIKE:
        return True
    givers = bool(set(a.givers) & set(b.givers)) or not (a.givers and b.givers)
    if not givers:
        return False
    if all(sums) and not sums[0] & sums[1]:
        return False
    if one.word.sent == other.word.sent and one.word.dep_ == "conj" and one.word.head == other.word:
        return True
    if a.ground.construction in BIDS and b.ground.construction in BIDS:
        return True
    if all(sums) and a.givers == b.givers:
        return True
    shared = (
        lemmas(one) & lemmas(other) or (lemmas(one) & PAPERS and lemmas(other) & PAPERS) or one.word.lemma_ == "pay"
    )
    deed = one.word.lemma_ == other.word.lemma_ and bool(shared)
    return deed or (a.ground.status == b.ground.status and traded(one.word) and traded(other.word))


GIVERLESS = frozenset(
    {"settle", "release", "called so", "better bid", "raised bid"}
)  # constructions that tell enough without a giver
PAPERS = frozenset({"proposal", "bill", "plan", "legislation", "measure", "amendment", "motion"})  # names for one paper
BIDS = frozenset({"raised bid", "better bid"})


def _entry(
    reading: Reading, cast: Cast, statements: Sequence[Statement], found: Found, taken: Sequence[str]
) -> Concession | None:
    summary = summary_of(found, cast)
    if len(summary.split()) < 2:
        return None
    giving = found.giving
    spans = clause_spans(reading, [giving.word])
    return Concession(
        id=entry_id("c", spans, taken), summary=summary, by=found.givers, to=found.gainers,
        status=found.ground.status, reported_by=_reported_by(statements, giving.word), confidence=found.confidence,
        event=table("dealings")["concessions"][found.ground.status], evidence=spans,
    )  # fmt: skip


def _reported_by(statements: Sequence[Statement], word: Token) -> tuple[str, ...]:
    """On whose word it stands: the speaker of the innermost statement around it."""
    around = [s for s in statements if s.content.start <= word.idx < s.content.end and s.speaker is not None]
    innermost = min(around, key=lambda s: s.content.end - s.content.start, default=None)
    return (innermost.speaker,) if innermost is not None and innermost.speaker is not None else ()


# --- summaries
def summary_of(found: Found, cast: Cast) -> str:
    """What is given as a phrase that names the giver."""
    giving, content = found.giving, found.giving.content
    if content.form == "noun":
        return _with_giver(found, summarise(content, cast, found.givers, found.gainers), cast)
    if not grammar.is_passive(giving.word):
        content = replace(content, doers=found.doers or content.doers)
    first, rest = split(content)
    summary = summarise(first, cast, found.givers, found.gainers)
    for each in rest:
        more = f"{summary} and {summarise(each, cast)}"
        if len(more.split()) <= MAX_SUMMARY_WORDS:
            summary = more
    return tidy(_third_person(summary))


def split(content: Content) -> tuple[Content, list[Content]]:
    """A clause of coordinated verbs as one clause a verb, the later ones without their doers."""
    verb = content.head
    joined = [c for c in verb.children if c.dep_ == "conj" and grammar.is_verb(c) and c in content.tokens]
    if not joined:
        return content, []
    later = {t for c in joined for t in c.subtree}
    glue = {t for t in verb.children if t.dep_ == "cc"}
    first = replace(content, tokens=tuple(t for t in content.tokens if t not in later | glue))
    return first, [_later(content, c) for c in joined]


def _later(content: Content, verb: Token) -> Content:
    """The clause of a verb joined to a content's head."""
    own = set(verb.subtree)
    return replace(
        content, head=verb, tokens=tuple(t for t in content.tokens if t in own and t.dep_ != "aux"), doers=()
    )


def _with_giver(found: Found, text: str, cast: Cast) -> str:
    """A noun of giving under the verb that grants it: "X offering a rise of 8%"."""
    frame, giver = found.ground.frame, Names(cast).of(found.givers)
    if not text or not giver or frame is None or not grammar.is_verb(frame.word):
        return tidy(text)
    over = found.giving.word.head
    joint = f" {over.lower_}" if over.dep_ == "prep" and over.head == frame.word else ""
    particle = "".join(f" {c.lower_}" for c in frame.word.children if c.dep_ == "prt")
    whole = f"{giver} {gerund(frame.word.lemma_.lower())}{particle}{joint} {text}"
    return tidy(whole if len(whole.split()) <= MAX_SUMMARY_WORDS else text)


def _third_person(summary: str) -> str:
    """A summary without "our" and "my", which the speaker said of himself and his side."""
    return re.sub(r"\b(our|my)\b", "its", summary)
