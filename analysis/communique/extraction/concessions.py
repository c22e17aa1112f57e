"""Concessions: what a party gives, gives up or softens, or offers, is asked or refuses to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.acts import is_of_a_nation
from communique.extraction.contents import Content, content_of
from communique.extraction.courses import adds_up, figures, likeness
from communique.extraction.evidence import clause_spans
from communique.extraction.given import lemmas, traded
from communique.extraction.givers import (
    FIRST_PERSON,
    SPOKEN,
    concerned,
    gainers_of,
    givers_of,
    known_enough,
    refer,
    said_of_self,
    spoken_for,
)
from communique.extraction.giving import Giving, find_givings, words_of
from communique.extraction.grammar import below
from communique.extraction.ground import Ground, ground_of, is_rumoured, is_somebodys
from communique.extraction.marks import find_marked
from communique.extraction.provisos import provisos_under, return_of
from communique.extraction.softening import find_softening
from communique.extraction.summaries import Names, gerund, summarise, tidy
from communique.extraction.words import table
from communique.model import MAX_SUMMARY_WORDS, Concession, entry_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

DEEDS = frozenset({"agree", "decide", "reach"})  # kinds of frames that are done and not only said
ALIKE = 0.6  # share of the smaller content's words that the other must have to be the same concession
HALF_ALIKE = 0.4  # the same for two offers
ENOUGH = 0.35  # the confidence below which nothing is said
SAID = {"refused": "ruling out", "floated": "leaving open", "offered": "promising"}  # what was said of a thing


@dataclass(frozen=True)
class Found:
    """A concession with its people: heads of the givers' noun phrases, actor ids of givers and gainers."""

    giving: Giving
    ground: Ground
    doers: tuple[Token, ...]
    givers: tuple[str, ...]
    gainers: tuple[str, ...]
    speakers: tuple[str, ...]
    confidence: float


def find_concessions(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Concession, ...]:
    """The concessions of a text, in its order."""
    entries: list[Concession] = []
    kept: list[Found] = []
    for found in merged(list(candidates(reading, cast, statements))):
        if entry := entry_of(reading, cast, found, [c.id for c in entries]):
            entries.append(entry)
            kept.append(found)
    return tuple(in_return(kept, entries))


def in_return(found: Sequence[Found], entries: Sequence[Concession]) -> Iterator[Concession]:
    """The entries, each that is given "in return" tied to what is given for it: the one before, by another giver."""
    gains = {entry.id: entry.to for entry in entries}
    for n in range(1, len(entries)):
        mine, before = entries[n], entries[n - 1]
        near = found[n].giving.word.sent.start - found[n - 1].giving.word.sent.end <= 0
        if near and returns(found[n].giving.word) and mine.by and before.by and not set(mine.by) & set(before.by):
            gains[mine.id], gains[before.id] = mine.to or before.by, before.to or mine.by
            entries = [*entries[:n], mine.model_copy(update={"in_return_for": before.id}), *entries[n + 1 :]]
    return (entry.model_copy(update={"to": gains[entry.id]}) for entry in entries)


def returns(word: Token) -> bool:
    """Whether a clause says that it is given "in return", without saying for what."""
    return traded(word) and return_of(word) is None


def candidates(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> Iterator[Found]:
    """The concessions that the words tell, the same one perhaps several times."""
    givings = chain(find_givings(reading.body), find_marked(reading.body), find_softening(reading.body))
    for giving in givings:
        ground = ground_of(giving)
        if ground is None:
            continue
        doers = givers_of(giving, ground, cast)
        if ground.construction in {"better bid", "raised bid"} and is_of_a_nation(doers, cast):
            continue
        speakers = speakers_of(statements, giving.word)
        if ground.construction == "better bid" and is_guess(giving, ground, statements):
            continue
        if ground.frame is not None and ground.frame.kind in DEEDS and is_cue(ground.frame.word, statements):
            speakers = ()  # that it agreed to is what it did, not what it says
        if doers and all(d.lemma_.lower() in words_of("words", "judging") for d in doers):
            continue  # judges rule, and give nothing away
        own = any(d.lower_ in FIRST_PERSON or said_of_self(d) for d in doers)
        if not refer(cast, doers):  # "the bank said it would": the bank, though the cast does not know it
            doers = tuple(s for d in doers for s in (grammar.subjects(d.head.head) if said_of_self(d) else [d]))
        if ground.construction == "exempt":
            doers = ()  # its subject gains
            own = decides(giving, ground, doers, statements)
        if ground.construction in SPOKEN:
            doers = ()
            own = not any(t.lower_ in words_of("words", "watchers") for t in giving.word.sent)
        if ground.construction == "won":  # "won an exemption from Peru": who wins it gains
            outs = [p for p in grammar.children(giving.word, "prep") if p.lower_ == "out"]  # "wrung out of the firm"
            over = (giving.word, *giving.objects)
            doers = tuple(t for o in over for t in grammar.under(o, {"from"}))
            doers, own = doers or tuple(t for p in outs for t in grammar.under(p, {"of"})), False
        givers = refer(cast, doers) or (speakers if own or decides(giving, ground, doers, statements) else ())
        if any(d.lower_ == "we" for d in doers):
            givers = spoken_for(givers, cast)
        gaining = grammar.subjects(giving.word) if ground.construction == "won" else gainers_of(giving, ground)
        gainers = refer(cast, gaining)
        if ground.construction == "grant" and set(gainers) & set(givers):  # the parser has lost who grants it
            doers, givers = (), ()
        if not (givers or known_enough(giving, ground, doers, gainers)):
            voiced = ground.construction in SPOKEN and own and bool(voices_of(statements, giving.word))
            if not voiced:
                continue
        gainers = tuple(id for id in gainers or concerned(giving, doers, givers, cast) if id not in givers)
        yield Found(giving, ground, doers, givers, gainers, speakers, confidence_of(giving, ground, doers, givers))


def is_guess(giving: Giving, ground: Ground, statements: Sequence[Statement]) -> bool:
    """Whether the article only thinks by itself that a bid may come: "may well return with a better offer"."""
    told = any(s.content.start <= giving.word.idx < s.content.end for s in statements)
    return ground.status == "floated" and not (told or giving.frames or is_rumoured(giving))


def decides(giving: Giving, ground: Ground, doers: Sequence[Token], statements: Sequence[Statement]) -> bool:
    """Whether who tells of a deed does it: "the minister said that the scheme would be put on hold"."""
    word = giving.word
    told = grammar.is_verb(word) and grammar.is_passive(word) and not doers and word.dep_ == "ccomp"
    if not told or ground.status not in {"made", "offered"} or not grammar.auxiliaries(word) & {"will", "would", "'ll"}:
        return False
    watched = any(t.lower_ in words_of("words", "watchers") for t in word.sent)
    return not watched and bool(voices_of(statements, word)) and ground.frame is None


def voices_of(statements: Sequence[Statement], word: Token) -> list[str]:
    """The words for who says what a word stands in, where they name somebody or one who speaks for a party."""
    around = [s for s in statements if s.content.start <= word.idx < s.content.end and s.source is not None]
    told = [s.source.text for s in around if s.source is not None]
    parties = words_of("words", "voices")
    known = any(s.speaker is not None for s in around)
    return [text for text in told if known or parties & set(text.lower().split())]


def confidence_of(giving: Giving, ground: Ground, doers: Sequence[Token], givers: Sequence[str]) -> float:
    """How sure a concession is, 0 to 1: by its construction, how its giver is named, whether it names a sum."""
    weights = table("concessions")["confidence"]
    named = "by name" if any(d.pos_ == "PROPN" for d in doers) else "otherwise"
    sure: float = weights[ground.construction]
    sure += weights[f"giver {named}" if givers else "giver unknown"]
    sure += weights["a sum"] if figures(giving.content) else 0.0
    return round(sure, 2)


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
    if (a.ground.construction == "leg") != (b.ground.construction == "leg"):
        return False  # each gives one of the two
    kinds = {a.ground.construction, b.ground.construction}
    if one.word in other.content.tokens or other.word in one.content.tokens:
        return True
    if likeness(one.content, other.content) >= ALIKE:
        return True
    sums = figures(one.content), figures(other.content)
    alike = a.ground.status == b.ground.status
    if sums[0] & sums[1] and (alike or "settlement" in {a.ground.construction, b.ground.construction}):
        return True
    if "gesture" in kinds and "yield" in kinds and one.word in {other.word.head, *below(other.word)}:
        return True
    if any(one.holders and one.sign == other.word for one, other in ((one, other), (other, one))):
        return True  # "yielded on one point": what it is stands after it
    apart = abs(one.word.sent.start - other.word.sent.start)
    if alike and apart == 0 and "conceivable" in kinds:
        return True
    between = min(one.word.sent.end, other.word.sent.end) - max(one.word.sent.start, other.word.sent.start)
    if alike and kinds <= ASSURANCES and between >= 0:
        return True
    if alike and one.word.lemma_ == other.word.lemma_ and lemmas(one) & PAPERS and lemmas(other) & PAPERS:
        return True
    if alike and a.ground.status == "offered" and likeness(one.content, other.content) >= HALF_ALIKE:
        return True
    givers = bool(set(a.givers) & set(b.givers)) or not (a.givers and b.givers)
    if not givers:
        return False
    if adds_up(one.content, other.content):
        return True
    if all(sums) and not sums[0] & sums[1]:
        return False
    joined = one.word.dep_ == "conj" and one.word.head == other.word and one.word.tag_ == other.word.tag_
    if one.word.sent == other.word.sent and joined:
        return True
    if a.ground.construction in BIDS and b.ground.construction in BIDS:
        return True
    if all(sums) and a.givers == b.givers:
        return True
    named = [lemmas(g) | {g.word.lemma_.lower()} for g in (one, other)]
    if alike and named[0] & named[1] & words_of("nouns", "ground"):
        return True
    if one.word.lemma_ == other.word.lemma_ and (lemmas(one) & lemmas(other) or one.word.lemma_ == "pay"):
        return True
    return bool(alike and traded(one.word) and traded(other.word))


PAPERS = frozenset({"proposal", "bill", "plan", "legislation", "measure", "amendment", "motion"})  # names for one paper
ASSURANCES = frozenset({"assurance", "spared", "promise noun", "offer noun"})  # one of another: what is assured
BIDS = frozenset({"raised bid", "better bid"})


def entry_of(reading: Reading, cast: Cast, found: Found, taken: Sequence[str]) -> Concession | None:
    """The entry of a concession; None where no summary can be made that says something."""
    summary = summary_of(found, cast)
    if len(summary.split()) < 2 or found.confidence < ENOUGH or summary.startswith("being "):
        return None  # "being released on Sunday": of nobody
    giving = found.giving
    said = re.sub(r" (?:last|this|on|in|at|after|before) [^,]*$", "", summary)
    if giving.word.dep_ == "relcl" and said.endswith(f" {gerund(giving.word.lemma_.lower())}"):
        return None  # "a condition it dropped last month": what it dropped stands before
    spans = clause_spans(reading, [giving.word])
    return Concession(
        id=entry_id("c", spans, taken),
        summary=summary,
        by=found.givers,
        to=found.gainers,
        status=found.ground.status,
        in_return_for=return_of(giving.word) or deed_for(found, cast),
        reported_by=found.speakers,
        event=table("dealings")["concessions"][found.ground.status],
        confidence=found.confidence,
        evidence=spans,
    )


NO_DEEDS = frozenset({"be", "have", "win", "lose", "fail", "want"})  # what nobody does for another


def deed_for(found: Found, cast: Cast) -> str | None:
    """What the other side is to do for it: "would free them *if Norland withdrew its troops*"."""
    word, frame = found.giving.word, found.ground.frame
    if found.ground.status not in {"offered", "floated"}:
        return None
    over = (word, *((frame.word,) if frame is not None else ()), *((word.head,) if grammar.is_verb(word.head) else ()))
    for clause in provisos_under(over, over):
        content, marks = content_of(clause), {c.lower_ for c in below(clause) if c.dep_ == "mark"}
        who = cast.refer(content.doers[0]) if content is not None and content.doers else ()
        others = bool(who) and not set(who) & set(found.givers)
        denied = grammar.is_passive(clause) or grammar.is_negated(clause) or "unless" in marks
        if content is not None and others and not denied and clause.lemma_ not in NO_DEEDS:
            summary = summarise(content, cast)
            return summary if len(summary.split()) > 1 else None
    return None


def is_cue(word: Token, statements: Sequence[Statement]) -> bool:
    """Whether a statement is introduced by a word itself: "agreed that it would pay"."""
    return any(s.cue is not None and s.cue.start == word.idx for s in statements)


def speakers_of(statements: Sequence[Statement], word: Token) -> tuple[str, ...]:
    """On whose word it stands: the speaker of the innermost statement around it."""
    around = [s for s in statements if s.content.start <= word.idx < s.content.end and s.speaker is not None]
    innermost = min(around, key=lambda s: s.content.end - s.content.start, default=None)
    return (innermost.speaker,) if innermost is not None and innermost.speaker is not None else ()


# --- summaries
def summary_of(found: Found, cast: Cast) -> str:
    """What is given as a phrase that names the giver."""
    giving, content = found.giving, found.giving.content
    spoken = found.ground.construction in SPOKEN
    if spoken and (content.form == "noun" or found.ground.construction != "spared"):
        return _as_said(found, cast)
    if content.form == "noun":
        return _with_giver(found, summarise(content, cast, found.givers, found.gainers), cast)
    lets = found.ground.frame is not None and found.ground.frame.kind == "allow"
    spared = giving.sort == "assure" and bool(grammar.children(giving.word, "nsubj")) and bool(content.doers)
    spared = spared and not any(t.tag_ == "PRP" for t in content.doers)  # "promised that | no worker | will lose a job"
    if not (spared or grammar.is_passive(giving.word) or lets or giving.holders or found.ground.construction == "won"):
        content = replace(content, doers=found.doers or (content.doers if found.ground.construction != "grant" else ()))
    if found.ground.construction == "release":
        content = replace(content, doers=found.doers)
    content = _without_itself(content, found.givers, cast)
    asked = {t for t in content.tokens if t.tag_ == "WRB" and t.i < content.head.i}
    content = replace(content, tokens=tuple(t for t in content.tokens if t not in asked))
    first, rest = split(content)
    denied = found.ground.status == "refused" and grammar.is_negated(first.head)  # says what is refused, not that it is
    summary = summarise(first, cast, found.givers, found.gainers, denied=denied, doer=found.givers)
    for each in rest:
        more = f"{summary} and {_without_doer(summarise(each, cast), each)}"
        if len(more.split()) <= MAX_SUMMARY_WORDS:
            summary = more
    summary = tidy(_polished(tidy(summary), giving.word))
    giver = Names(cast).of(found.givers)
    unnamed = grammar.is_passive(giving.word) and giver and giver.removeprefix("the ") not in summary
    own = content.doers[0].left_edge if content.doers else None  # "*the Veldian market* being opened"
    unnamed = unnamed and not (
        own is not None and any(set(cast.refer(t)) & set(found.givers) for t in own.head.subtree)
    )
    by = f"{summary} by {giver}"
    unnamed = unnamed and not summary.startswith(("no ", "none ", "nobody "))  # "no jobs being lost"
    return by if unnamed and len(by.split()) <= MAX_SUMMARY_WORDS else summary


def _as_said(found: Found, cast: Cast) -> str:
    """What somebody said of a thing or a deed: "X ruling out a rebate", "X being open to talks on the price"."""
    content, status, single = found.giving.content, found.ground.status, False
    giver = Names(cast, found.giving.word.doc).of(found.givers)
    if status == "refused":  # "ruling out concessions": none is ruled out twice
        nos = [t for t in content.tokens if t.lower_ == "no"]
        content = replace(content, tokens=tuple(t for t in content.tokens if t not in nos))
        single = any(t.head == content.head for t in nos) and content.head.tag_ in {"NN", "NNP"}
    thing, done = summarise(replace(content, doers=()), cast), SAID[status]
    if single:
        thing = f"any {thing}"
    if found.ground.construction == "talks on it":
        thing, done = f"talks on {thing}", "ruling out" if status == "refused" else "being open to"
    return tidy(f"{giver} {done} {thing}" if giver else thing)


def _without_itself(content: Content, givers: Sequence[str], cast: Cast) -> Content:
    """A clause without an "of it" that would name the giver again: what is meant is something else, not known."""
    again = {
        t
        for p in content.tokens
        if p.lower_ == "of"
        for o in grammar.children(p, "pobj")
        if o.lower_ in {"it", "them"} and set(cast.refer(o)) & set(givers)
        for t in p.subtree
    }
    return replace(content, tokens=tuple(t for t in content.tokens if t not in again)) if again else content


def _without_doer(summary: str, content: Content) -> str:
    """A summary from its verb on."""
    at = summary.find(gerund(content.head.lemma_.lower()))
    return summary[max(at, 0) :]


def split(content: Content) -> tuple[Content, list[Content]]:
    """A clause of coordinated verbs as one clause a verb."""
    verb = content.head
    joined = [c for c in below(verb) if c.dep_ == "conj" and grammar.is_verb(c) and c in content.tokens]
    glued = any(c.dep_ == "cc" for c in below(verb))
    if not joined or not glued:
        return content, []
    later = {t for c in joined for t in c.subtree}
    glue = {t for t in below(verb) if t.dep_ == "cc"}
    first = replace(content, tokens=tuple(t for t in content.tokens if t not in later | glue))
    if any(t.lower_ == "but" for t in glue):
        return first, []  # "dropped the fee but kept the fine"
    return first, [_later(content, c) for c in joined if c.lemma_.lower() not in words_of("words", "saying")]


def _later(content: Content, verb: Token) -> Content:
    """The clause of a verb joined to a content's head."""
    own = set(verb.subtree)
    return replace(content, head=verb, tokens=tuple(t for t in content.tokens if t in own and t.dep_ != "aux"))


def _with_giver(found: Found, text: str, cast: Cast) -> str:
    """A noun of giving under the verb that grants it: "X offering a rise of 8%"."""
    frame, giver = found.ground.frame, Names(cast, found.giving.word.doc).of(found.givers)
    if not giver and found.doers and found.doers[0].pos_ == "PROPN":
        giver = found.doers[0].text
    word = found.giving.word
    if text and giver and is_somebodys(found.giving):
        return tidy(text)
    verb = frame.word if frame is not None else next(grammar.clause_over(word), None)
    plain = (
        verb is None
        or not grammar.is_verb(verb)
        or (frame is None and found.ground.construction not in {"ground noun", "promise", "agree"})
    )
    if not text or not giver or verb is None or plain:
        return tidy(text)
    if frame is None and found.giving.holders:
        return tidy(f"{giver} {'promising' if found.ground.status == 'offered' else 'agreeing on'} {text}")
    if frame is None:
        return tidy(f"{giver} {'offering' if found.ground.status == 'offered' else 'making'} {text}")
    if frame.kind == "refuse" and frame.denied:
        return tidy(f"{giver} leaving open {text}")  # "did not rule out a rebate"
    over = word.head
    joint = f" {over.lower_}" if over.dep_ == "prep" and over.head == frame.word else ""
    particle = "".join(f" {c.lower_}" for c in below(frame.word) if c.dep_ == "prt")
    whole = f"{giver} {gerund(frame.word.lemma_.lower())}{particle}{joint} {text}"
    return tidy(whole if len(whole.split()) <= MAX_SUMMARY_WORDS else text)


def _polished(summary: str, verb: Token) -> str:
    """A summary without "our" and "my", which the speaker said of himself, and without a comma after its verb."""
    summary = re.sub(r"\b(our|my)\b", "its", summary)
    summary = re.sub(r"^that (?=(?:\w+ ){1,3}being\b)", "", summary.replace(" not longer ", " no longer "))
    return re.sub(
        rf"\b({re.escape(gerund(verb.lemma_.lower()))}(?: (?:aside|back|off|up|down|out))?), ", r"\1 ", summary
    )
