"""Courses of action: the acts on one course, gathered by what they name, what they point to and whom they bid for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from operator import eq
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.bids import LAST, Bid, is_share_offer
from communique.extraction.contents import (
    Content,
    content_of,
    is_afterthought,
    is_new_event,
    keys_of,
    points_to_another,
)
from communique.extraction.grammar import below
from communique.extraction.modal import also, is_setting
from communique.extraction.words import lexicon, table, words
from communique.model import ProposalKind, ProposalStatus, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

SCALES = {"m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12}
LATEST = frozenset({"latest", "current", "original", "initial"})
BID_NAMES = frozenset({"deal", "takeover", "merger", "acquisition"})
GOING_ON = frozenset({"continue", "renew", "extend", "keep", "maintain", "honour", "honor"})
ANSWERS = frozenset({"accept", "support", "reject", "oppose"})
FLOATING = frozenset({"float", "moot", "raise", "mention"})  # who does so to an idea has put it forward
REACH = 3  # sentences in which a text comes to say what was refused
MEMORY = 80  # courses of action that an act may still be on: more than an article has, few enough for a long report
ALIKE = 0.6  # share of the smaller content's words that the other must have


@dataclass(frozen=True)
class Effect:
    """A row of the table in `dealings.toml`: what an act of one class does to its course of action."""

    opens: bool
    role: Literal["proponent", "party", ""]
    kind: ProposalKind
    weight: float
    event: str
    stance: Stance | None = None
    denied: Stance | None = None
    status: ProposalStatus | None = None


@lru_cache(maxsize=1)
def effects() -> dict[str, Effect]:
    """The table of effects by class of act."""
    return {name: Effect(**row) for name, row in table("dealings")["acts"].items()}


@dataclass
class Course:
    """One course of action and the acts on it, in the order of the text."""

    acts: list[Act] = field(default_factory=list)
    owners: set[str] = field(default_factory=set)
    bid: Bid | None = None

    @property
    def contents(self) -> list[Content]:
        """The contents that name the course, pointers ("the plan") left out."""
        return [a.content for a in self.acts if not a.content.pointer]

    def add(self, act: Act) -> None:
        """Puts an act with the others on the course."""
        self.acts.append(act)
        self.owners |= set(owners_of(act))
        if act.bid is not None:
            self.bid = act.bid if self.bid is None else self.bid | act.bid


def owners_of(act: Act) -> tuple[str, ...]:
    """Whose course of action it is, as one act tells."""
    if act.owners:
        return act.owners
    if act.act == "demand" and act.content.pointer and act.content.head.tag_ == "PRP":
        return ()  # "urged it to think again"
    if act.act == "float" and act.content.form == "noun" and grammar.noun_doers(act.content.head):
        return ()  # "discussed a truce proposed by Norland"
    held = act.content.holder is not None and not (_is_own_choice(act) or act.trigger.lemma_.lower() in FLOATING)
    if act.act == "float" and (held or is_known(act.content)):
        return ()
    if act.act in {"plan", "float"} and act.content.form == "clause" and is_debate(act.content.head):
        return ()
    own = act.content.form == "clause" and act.content.head.tag_ == "VBG"  # "is willing to consider building a plant"
    if act.act == "float" and act.trigger.dep_ == "xcomp" and act.trigger.head.pos_ == "ADJ" and not own:
        return ()  # who "is prepared to discuss" a thing only answers
    return act.agents if effects()[act.act].role == "proponent" else ()


def _is_own_choice(act: Act) -> bool:
    """Whether somebody weighs a deed of his own: "is looking at the possibility of bundling its services"."""
    held = act.content.holder
    chosen = held is not None and held.lemma_.lower() in {"possibility", "option", "prospect"}
    return chosen and held is not None and not grammar.children(held, "poss") and act.content.form == "clause"


def is_debate(verb: Token) -> bool:
    """Whether a clause is to talk or vote about what somebody else has tabled: "is to debate a bill"."""
    named = [*grammar.patients(verb), *grammar.under(verb, {"on"})]
    tabled = any(lexicon().nouns.get(t.lemma_.lower()) == "propose" for t in named)
    return tabled and verb.lemma_.lower() in {"debate", "discuss", "vote", "examine", "consider", "hear", "review"}


def is_known(content: Content) -> bool:
    """Whether a content is spoken of as known ("the plan", "its plan"): who discusses it has not put it forward."""
    if content.head.lemma_.lower() not in words("pointers"):
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this"}) for c in below(content.head))


def gather(
    acts: Sequence[Act], same_side: Callable[[str, str], bool] = eq, speaks_for: Callable[[str, str], bool] = eq
) -> list[Course]:
    """The acts by their courses of action, the courses in the order of their first acts.

    `same_side` says of two actors whether one may act for the other, `speaks_for` whether one is told to.
    """
    courses: list[Course] = []
    pointers: list[tuple[Act, int]] = []
    for act in acts:
        if _is_asked_of(act, acts) or (is_setting(act) and not also(act.trigger) and any(map(_is_struck, courses))):
            continue  # the terms of a deal are one entry
        if (plan := _known_plan(act)) is not None and _is_on_table(plan, courses):
            continue  # nor is what a plan spoken of before would do, in the article's words, another one
        again = _pointed(act, courses, len(courses)) if _is_same_again(act) else _taken_up(act, courses)
        if again is not None:
            again.add(act)
            continue
        own = act.act in {"accept", "support"} and any(c.lower_ == "own" for c in below(act.content.head))
        if points_to_another(act.content) or (own and act.content.pointer):
            continue  # "rejected the bill and passed its own"
        if _is_called_for(act) and not _pointed(act, courses, len(courses)):
            act = replace(act, content=replace(act.content, keys=head_key(act.content), pointer=False))
        if act.content.pointer:
            pointers.append((act, len(courses)))
            continue
        course = _papered(act, courses) or _alike(act, courses) or _told_again(act, courses, same_side, speaks_for)
        course = course or _offered_again(act, courses, same_side)
        if course is None and (_is_bare_stance(act) or _is_answer(act.content)):
            continue
        if course is None:
            courses.append(course := Course())
        course.add(act)
    for act, known in pointers:
        if course := _pointed(act, courses, known):
            course.add(act)
    for course in courses:
        course.acts.sort(key=lambda a: a.trigger.i)
    return courses


def _is_asked_of(act: Act, acts: Sequence[Act]) -> bool:
    """Whether a refusal is what somebody asks another for: "asked the court | to overturn the judgment"."""
    if (
        act.act not in {"reject", "withdraw"}
        or act.form != "verb"
        or act.trigger.dep_ not in {"xcomp", "ccomp", "advcl"}
    ):
        return False
    asked = (a for a in acts if a.act == "demand" and a.content.head == act.trigger and a.addressees)
    return any(set(act.agents) <= set(a.agents) - set(a.addressees) for a in asked)


def _is_struck(course: Course) -> bool:
    """Whether a course is a deal of which a text has told what it is."""
    return any(a.act == "agree" and a.holds and not a.content.pointer and len(a.content.keys) > 1 for a in course.acts)


def _taken_up(act: Act, courses: Sequence[Course]) -> Course | None:
    """The course that ", which" takes up whole: "wants Peru to cut its duties, | which Lima has resisted"."""
    which = [c for c in grammar.children(act.trigger, "dobj") if c.lower_ == "which" and c.i > 0]
    if act.act not in ANSWERS or act.trigger.dep_ != "relcl" or not which or which[0].nbor(-1).text != ",":
        return None
    told = (
        c
        for c in reversed(courses)
        for a in c.acts
        if a.act == "demand" and a.content.form == "clause" and act.content.head in a.content.tokens
    )
    return next(told, None)


def _papered(act: Act, courses: Sequence[Course]) -> Course | None:
    """What two have just agreed, where they sign no more than a paper on it: "signed a memorandum of understanding"."""
    if act.act != "agree" or act.content.head.lemma_.lower() not in {"memorandum", "communique", "understanding"}:
        return None
    if act.content.form != "noun" or grammar.children(act.content.head, "acl", "relcl"):
        return None
    if any(c.lower_ in {"on", "to"} for c in grammar.children(act.content.head, "prep")):
        return None  # "a memorandum on the pipeline" is on something of its own
    parties = set(act.agents)
    told = (
        c
        for c in reversed(courses)
        for a in c.acts
        if a.act == "agree" and a.holds and parties <= {*a.agents, *a.company}
    )
    return next(told, None) if len(parties) > 1 else None


def _told_again(
    act: Act,
    courses: Sequence[Course],
    same_side: Callable[[str, str], bool],
    speaks_for: Callable[[str, str], bool],
) -> Course | None:
    """What has just been refused by its mere name: "turned down a truce. … The army had offered a 30-day halt"."""
    if act.act not in {"offer", "propose"} or act.form != "verb" or not act.agents or act.bid is not None:
        return None
    before = any(c.lower_ == "had" for c in grammar.children(act.trigger, "aux"))
    dated = any(t.ent_type_ == "DATE" for p in grammar.children(act.trigger, "prep") for t in grammar.objects_of(p))
    for course in reversed(courses[-4:] if before or dated else ()):
        refusers = {id for a in course.acts if a.act == "reject" and a.holds for id in a.agents}
        start = act.trigger.doc[course.acts[0].trigger.i : act.trigger.i]
        plain = all(c.form == "noun" and len(c.keys) < 4 and not figures(c) for c in course.contents)
        told = any(a.act == "reject" and a.holds for a in course.acts) and plain and course.bid is None
        ours = not course.owners or any(same_side(own, id) for own in course.owners for id in act.agents)
        near = sum(bool(t.is_sent_start) for t in start) <= REACH
        own = any(one == id or speaks_for(one, id) for one in refusers for id in act.agents)
        if told and ours and near and not own:
            return course
    return None


def _offered_again(act: Act, courses: Sequence[Course], same_side: Callable[[str, str], bool]) -> Course | None:
    """What one side has offered just so before: "offered to send 120 men. … offered the help of some 120 men"."""
    if act.act != "offer" or not act.agents or act.bid is not None or act.negated:
        return None
    for course in reversed(courses[-6:]):
        alike = (c for c in course.contents if figures(c) & figures(act.content) and len(c.keys & act.content.keys) > 1)
        ours = [o.agents for o in course.acts if o.act == "offer" and o.agents]
        if any(alike) and any(same_side(one, id) for agents in ours for one in agents for id in act.agents):
            return course
    return None


def _is_called_for(act: Act) -> bool:
    """Whether an event is put forward that has no words of its own: "called for talks", "agreed to a ceasefire"."""
    put = act.act in {"demand", "propose", "want", "plan", "threaten", "offer", "agree"} and act.form == "verb"
    both = act.act == "agree" and len(act.agents) > 1 and any(c.lower_ in {"a", "an"} for c in below(act.content.head))
    return put and act.content.pointer and (both or is_new_event(act.content.head))


def _is_same_again(act: Act) -> bool:
    """Whether a noun only says that it is somebody's, and new: "its latest offer"."""
    head = act.content.head
    named = act.form == "noun" and act.content.head == act.trigger and bool(grammar.children(head, "poss"))
    return (
        named
        and act.bid is None
        and {c.lower_ for c in grammar.children(head, "amod")} <= LATEST
        and all(c.dep_ in {"poss", "amod", "punct"} for c in below(head))
    )


def _is_plan_of(plan: Content, told: Content) -> bool:
    """Whether a plan is that which says what is to be done: "cars would be banned under | a plan by the mayor"."""
    over = plan.head.head
    if plan.form != "noun" or told.form != "clause" or over.lower_ != "under":
        return False
    return plan.head in told.tokens or told.head in plan.head.ancestors


def _is_done_by(plan: Content, told: Content) -> bool:
    """Whether it is told of a plan what it would do: "a bill tabled by the mayor | would ban cars"."""
    subject = plan.form == "noun" and plan.head.dep_ == "nsubj" and plan.head.head == told.head
    return subject and told.form == "clause" and bool(grammar.auxiliaries(told.head) & {"would", "could", "will"})


def _known_plan(act: Act) -> Act | None:
    """The act on a plan spoken of as known, of which is told what it would do: "the bill would ban it"."""
    verb = act.trigger
    would = verb == act.content.head and grammar.auxiliaries(verb) & {"would", "could"}
    if act.act != "propose" or act.form != "verb" or not (would or verb.lemma_ == "be"):
        return None
    if any(c.lower_ == "also" for c in below(verb)):
        return None
    for noun in grammar.children(verb, "nsubj"):
        plan = verb.head if noun.tag_ == "WDT" else noun
        named = content_of(plan) if any(c.lower_ in {"the", "this", "that"} for c in below(plan)) else None
        return replace(act, form="noun", trigger=plan, content=named) if named is not None else None
    return None


def _is_on_table(plan: Act, courses: list[Course]) -> bool:
    """Whether a text has told of a plan, or of another that is called so, before an act that speaks of it as known."""
    lemma = plan.content.head.lemma_.lower()
    called = any(lemma in _names(a.content) for c in courses[-MEMORY:] for a in c.acts)
    return called or (_pointed(plan, courses, len(courses)) or _alike(plan, courses)) is not None


def _is_bare_stance(act: Act) -> bool:
    """Whether an act names no course but only what somebody thinks of one: "despite objections from neighbours"."""
    return act.content.form == "noun" and act.content.head == act.trigger and act.act in {"oppose", "support"}


def _is_answer(content: Content) -> bool:
    """Whether what is spoken of is itself an answer: "Peru's rejection of the plan was a mistake"."""
    lemma = content.head.lemma_.lower()
    return content.form == "noun" and lexicon().nouns.get(lemma) in {"accept", "oppose", "reject", "support"}


def _alike(act: Act, known: list[Course]) -> Course | None:
    courses = known[-MEMORY:]
    over = act.trigger.head
    if act.act == "agree" and act.trigger.dep_ == "dobj" and over.lemma_.lower() in GOING_ON:
        told = (c for c in reversed(courses[-3:]) if any(k.head == over for k in c.contents))
        if (course := next(told, None)) is not None:
            return course  # "will continue | an agreement | to produce it"
    if act.content.form == "clause":  # "asked it not to close the plant"
        courses = [c for c in courses if _says_no(act.content) == any(map(_says_no, c.contents))]
    for course in courses:
        new = act.content
        if any(c.head == new.head or _is_plan_of(new, c) or _is_done_by(c, new) for c in course.contents):
            return course
    if is_share_offer(act.content.head):  # a firm goes to the market once
        mine = set(owners_of(act))
        sold = (c for c in courses if any(is_share_offer(k.head) for k in c.contents))
        return next((c for c in sold if not (mine and c.owners) or mine & c.owners), None)
    if act.bid is not None:
        bids = [c for c in reversed(courses) if c.bid is not None and c.bid.meets(act.bid)]
        if act.bid.anew & LAST:  # "its latest offer" is the fresh approach, not the one before
            bids = [c for c in bids if c.bid is not None and c.bid.anew] or bids
        same = [c for c in bids if c.bid is not None and act.bid.bidders and c.bid.bidders & act.bid.bidders]
        told = (c for c in bids if c.bid is not None and c.bid.parties)  # nobody comes back to "any serious offer"
        met = next(chain(same, told, bids), None)
        if met is not None or act.act != "agree" or act.bid.tells or act.bid.targets:
            return met
    if act.act == "condition":  # what is yet to be done is not what has been
        courses = [c for c in courses if not any(a.act == "enact" and a.holds for a in c.acts)]
    if act.act == "offer" and act.form == "verb" and act.agents:  # what two firms sell to the public is not one offer
        courses = [c for c in courses if not c.owners or c.owners & set(act.agents)]
    if (named := _plan_for(act.content)) and (met := next((c for c in reversed(courses) if named & _heads(c)), None)):
        return met
    # what is no bid is on none; a plain "deal" may be any
    others = [c for c in courses if (c.bid is None or act.bid is not None) and not _is_with_others(act, c)]
    if total := next((c for c in others if _is_the_total(act, c)), None):
        return total
    scored = [(max((likeness(act.content, c) for c in course.contents), default=0.0), course) for course in others]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None


def _is_the_total(act: Act, course: Course) -> bool:
    """Whether somebody pays on a course in all what an act tells piece by piece, or the other way round."""
    return any(adds_up(a.content, act.content) and set(a.agents) & set(act.agents) for a in course.acts)


def _is_with_others(act: Act, course: Course) -> bool:
    """Whether a deal is with others than a course: "the deal with Acme" is not "a deal with Zenith"."""
    parties = {id for a in course.acts if a.act == "agree" for id in (*a.company, *a.agents)}
    return (
        act.act == "agree"
        and act.content.form == "noun"
        and bool(act.company and parties)
        and not (set(act.company) & parties)
    )


def _says_no(content: Content) -> bool:
    """Whether a course is not to do a thing: "not to strike"."""
    return content.form == "clause" and any(c.dep_ == "neg" for c in below(content.head))


def _plan_for(content: Content) -> frozenset[str]:
    """What a plan is for by the word before it: "the truce plan"."""
    before = grammar.children(content.head, "compound") if content.head.lemma_.lower() in {"plan", "proposal"} else []
    return keys_of(tuple(before))


def _heads(course: Course) -> frozenset[str]:
    return frozenset().union(*(head_key(c) for c in course.contents if c.form == "noun"))


def likeness(a: Content, b: Content) -> float:
    """How much two contents name the same course of action, 0 to 1.

    Not where one lies within the other, where only one of them ends the thing, or where their shares or sums differ.
    """
    shared = a.keys & b.keys
    if not shared or ("end" in a.keys) != ("end" in b.keys) or a.head in b.tokens or b.head in a.tokens:
        return 0.0
    smaller = min(len(a.keys), len(b.keys))
    heads_differ = a.form == b.form == "clause" and not head_key(a) & head_key(b)
    sums = figures(a), figures(b)
    if all(sums) and not sums[0] & sums[1]:
        return 0.0
    weight = len(shared) + len(shared & sums[0])  # a sum in common tells as much as two words
    strangers = a.form == b.form == "clause" and not _lemmas(a.doers) & _lemmas(b.doers)
    if weight < 2 and (smaller > 1 or heads_differ or strangers):
        return 0.0
    return weight / smaller - (0.2 if heads_differ else 0.0)


def _lemmas(tokens: Sequence[Token]) -> set[str]:
    return {t.lemma_.lower() for t in tokens}


def head_key(content: Content) -> frozenset[str]:
    """The word, or concept, of a content's head."""
    return keys_of((content.head,))


def figures(content: Content) -> frozenset[str]:
    """The numbers in a content that are not years."""
    return frozenset(k for k in content.keys if k[0].isdigit() and not (len(k) == 4 and k.isdigit()))


def adds_up(one: Content, other: Content) -> bool:
    """Whether one content tells the total of what the other tells piece by piece: "pay $28m", "pay $13m and $15m"."""
    if not one.head.lemma_ == other.head.lemma_ == "pay":
        return False
    few, many = sorted((_money(one), _money(other)), key=len)
    return len(few) == 1 and len(many) > 1 and abs(few[0] - sum(many)) < few[0] / 1000


def _money(content: Content) -> list[float]:
    """The sums of money that a content names, in units of its currency."""
    found = []
    for token in content.tokens:
        told = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)(m|bn|tn)?", token.lower_)
        if told is None or not token.i or not token.nbor(-1).is_currency:
            continue
        after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        found.append(float(told[1].replace(",", "")) * SCALES.get(told[2] or after, 1.0))
    return found


def _pointed(act: Act, courses: list[Course], known: int) -> Course | None:
    """What "the offer" or "the deal" points to: the latest course before it that was called so."""
    lemma = act.content.head.lemma_.lower()
    if is_afterthought(act.content.head):
        return _last_told(act, courses) if effects()[act.act].stance else None
    if lemma in {"it", "this", "that"} and (told := _told_of(act, courses[max(known - MEMORY, 0) : known])):
        return told
    if met := next((c for c in reversed(courses[max(known - MEMORY, 0) : known]) if _is_answered_by(act, c)), None):
        return met
    if act.bid is not None and (
        met := next(
            (c for c in reversed(courses[max(known - MEMORY, 0) : known]) if c.bid and c.bid.meets(act.bid)), None
        )
    ):
        return met
    owners = set(owners_of(act))
    near = courses[max(known - MEMORY, 0) : known]
    before = [c for c in near if owners & c.owners] or [c for c in near if not (owners and c.owners)]
    bids = [c for c in before if c.bid is not None] if lemma in BID_NAMES else []
    if bids:
        return bids[-1]  # where a firm is bid for, that is "the deal"
    for course in reversed(before):
        if any(lemma in _names(a.content) for a in course.acts):
            return course
    groups = () if lemma in {"amendment", "change"} else table("contents")["families"].values()  # not the bill itself
    family = {word for group in groups if lemma in group for word in group}
    for course in reversed(before):
        if any(family & (_names(a.content) | _kinds(a)) for a in course.acts):
            return course
    made = act.act == "propose" and act.form == "verb" and lemma in table("contents")["families"]["plans"]
    return before[-1] if before and (made or lemma in {"it", "this", "that"}) else None


def _is_answered_by(act: Act, course: Course) -> bool:
    """Whether those to whom a course was put say yes or no to "the proposal"."""
    answer = act.act in {"accept", "reject"} and act.content.head.lemma_.lower() in {"proposal", "idea", "suggestion"}
    return answer and any(set(act.agents) & set(a.addressees) for a in course.acts)


def _last_told(act: Act, courses: Sequence[Course]) -> Course | None:
    """The course told last before an act in the same sentence."""
    start, end = act.trigger.sent.start, act.content.head.left_edge.i
    told = [(a.trigger.i, n) for n, c in enumerate(courses[-MEMORY:]) for a in c.acts if start <= a.trigger.i < end]
    return courses[-MEMORY:][max(told)[1]] if told else None


def _told_of(act: Act, courses: Sequence[Course]) -> Course | None:
    """The course that the sentence before a pronoun is about: its subject names it, "the aid plan" the aid."""
    start = act.trigger.sent.start
    if not start:
        return None
    for subject in grammar.children(act.trigger.doc[start - 1].sent.root, "nsubj", "nsubjpass"):
        named = {k for t in (subject, *grammar.children(subject, "compound")) for k in keys_of((t,))}
        if met := next((c for c in reversed(courses) if any(head_key(k) & named for k in c.contents)), None):
            return met
    return None


def _kinds(act: Act) -> set[str]:
    """What an act makes of its course: an offer, a demand (a condition is one, too), a deal."""
    kind = effects()[act.act].kind
    struck = act.act == "agree" and act.holds and not is_setting(act)  # "the deal" is not a term of it
    return {"demand" if kind == "condition" else kind} | ({"deal"} if struck else set())


def _names(content: Content) -> set[str]:
    names = {content.head.lemma_.lower()}
    return names | {content.holder.lemma_.lower()} if content.holder is not None else names
