"""Opinions: what speakers say of a course of action, where they neither accept nor refuse it in so many words.

"She called the change pragmatic", "he was happy with the deal", "the firm said the bid undervalued it": a word that
judges, said of something, on the word of somebody. An opinion is an act like others; it opens no proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.contents import content_of
from communique.extraction.modality import modality_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

OPPOSITE = {"support": "criticise", "condemn": "support", "criticise": "support"}
PREDICATE = frozenset({"acomp", "attr", "oprd", "pobj", "dobj", "ROOT", "conj", "ccomp", "relcl", "advcl", "xcomp"})
SUBJECTS = grammar.SUBJECTS | grammar.PASSIVE_SUBJECTS | {"conj"}
OPEN = frozenset({"why", "whether", "if", "how", "unless"})  # words that leave it open whether a judgement holds


def find_opinions(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> Iterator[Act]:
    """The opinions of a text as acts, in the order of their words."""
    speakers = speakers_of(reading, statements)
    for token in reading.doc:
        act = _judging().get(token.lemma_.lower())
        if (
            act is not None
            and token.dep_ in PREDICATE
            and token.tag_ not in {"JJR", "NNS"}
            and not reading.in_heading(token.idx)
        ):
            yield from _opinion(token, act, cast, speakers)


def _opinion(word: Token, act: str, cast: Cast, speakers: Mapping[int, tuple[str, ...]]) -> Iterator[Act]:
    clause = word if grammar.is_verb(word) else next(grammar.clause_over(word), None)
    if clause is None or modality_of(clause) != "fact" or any(c.lower_ in OPEN for c in clause.children):
        return
    called = clause.lemma_.lower() in table("opinions")["verbs"]["calling"]
    holders = _ids(cast, grammar.subjects(clause)) if called else speakers.get(word.i, ())
    judged = _judged(clause, word, called)
    if not called and (felt := _ids(cast, grammar.subjects(clause))) and judged and judged.dep_ == "pobj":
        holders = felt
    content = content_of(judged) if judged is not None else None
    if not holders or content is None or content.head.pos_ == "PRON" or cast.refer(content.head):
        return
    denied = grammar.is_negated(clause) or any(c.dep_ == "neg" or c.lower_ in {"no", "not"} for c in word.children)
    yield Act(OPPOSITE[act] if denied else act, "adjective", word, content, agents=holders)


def _judged(clause: Token, word: Token, called: bool) -> Token | None:
    """What is judged: "called *the plan* wrong", "happy with *the deal*", "*the bid* undervalues it"."""
    if called:
        objects = grammar.patients(clause)
        if not objects and clause.dep_ == "relcl":
            return clause.head
        return next((t for t in objects if t.i != word.i), None)
    about = [
        o
        for p in word.children
        if p.lower_ in {"with", "about", "over", "at", "by"}
        for o in grammar.children(p, "pobj")
    ]
    return next(iter(about or [s for s in grammar.subjects(clause) if s.dep_ in SUBJECTS]), None)


def _ids(cast: Cast, tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for token in tokens for id in cast.refer(token)))


@cache
def _judging() -> dict[str, str]:
    return {word: act for act, words in table("opinions")["words"].items() for word in words}


def speakers_of(reading: Reading, statements: Sequence[Statement]) -> dict[int, tuple[str, ...]]:
    """For each token of a statement, who says it; the inner statement where one stands in another."""
    found: dict[int, tuple[str, ...]] = {}
    for statement in sorted(statements, key=lambda s: s.content.start - s.content.end):
        words = reading.doc.char_span(statement.content.start, statement.content.end, alignment_mode="contract")
        if words is not None and statement.speaker is not None:
            found |= {token.i: (statement.speaker,) for token in words}
    return found
