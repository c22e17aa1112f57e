"""Opinions on a decision against a course of action, which are the reverse of opinions on the course.

"Norland rejected the plan to shut the mines. Unions welcomed the decision": they are against the plan. "The firm has
dropped its plan. The mayor called the move a mistake": he is for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction.grammar import below

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act

NAMES = frozenset({
    "decision", "move", "ruling", "verdict", "step", "rejection", "refusal", "veto", "outcome", "result",
})  # fmt: skip
RULINGS = frozenset({"decision", "ruling", "verdict", "rejection", "refusal", "veto"})
REACH = 3  # sentences after which a decision may still be spoken of by that name
DECIDING = frozenset({"accept", "agree", "decide", "enact"})
PRAISING = frozenset({"praise", "commend", "congratulate", "thank", "applaud"})
REVERSE = {"support": "oppose", "accept": "oppose", "oppose": "support", "condemn": "support", "criticise": "support"}
REFUSING, GRANTING = frozenset({"reject", "withdraw"}), frozenset({"accept", "support", "agree"})


def on_decisions(acts: Sequence[Act]) -> Iterator[Act]:
    """The acts in their order, an opinion on a decision against a course of action as one on the course itself."""
    against: Act | None = None
    last: Token | None = None
    for act in acts:
        if decides_against(act):
            against, last = act, act.trigger
        elif against is not None and _is_refused(act) and act.content.pointer:
            last = act.trigger  # "voted against the application": it is refused again
        elif act.act in DECIDING and act.form == "verb" and not is_on_decision(act):
            against = None
        elif against is not None and is_on_decision(act) and last is not None and _is_near(act, last):
            act = replace(act, act=REVERSE[act.act], content=against.content, bid=against.bid)
        yield act


def decides_against(act: Act) -> bool:
    """Whether somebody has turned a course of action down or given it up."""
    return _is_refused(act) and not act.content.pointer


def _is_refused(act: Act) -> bool:
    denied = act.act in (GRANTING if act.negated else REFUSING)
    return denied and act.form == "verb" and act.modality == "fact"


def is_on_decision(act: Act) -> bool:
    """Whether an act is an opinion on what has been decided: "welcomed the move", "said it was pleased"."""
    head = act.content.head
    if act.act in REVERSE and act.content.pointer and act.trigger.dep_ == "acomp" and head == act.trigger.head:
        return True  # what somebody feels, not saying about what
    known = any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in below(head))
    praised = head.lower_ in {"them", "him", "her"} and act.trigger.lemma_.lower() in PRAISING
    return act.act in REVERSE and (praised or (known and head.lemma_.lower() in NAMES))


def _is_near(act: Act, against: Token) -> bool:
    """Whether an opinion can be on a decision: in the next sentence, or a little later on what is called a decision."""
    if act.content.head.lemma_.lower() not in RULINGS:
        return is_next(act.trigger, against)
    between = act.trigger.doc[against.i : act.trigger.i] if against.i < act.trigger.i else ()
    return bool(between) and sum(bool(t.is_sent_start) for t in between) <= REACH


def is_next(word: Token, before: Token) -> bool:
    """Whether a word stands in the sentence of another one before it, or in the next one."""
    sentence = word.sent
    return before.i < word.i and before.i >= (word.doc[sentence.start - 1].sent.start if sentence.start else 0)


def after_refusals(acts: Iterable[Act]) -> frozenset[int]:
    """The first words of the sentences that follow one in which a course of action is turned down or given up."""
    return frozenset(act.trigger.sent.end for act in acts if decides_against(act))
