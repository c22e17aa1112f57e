"""Proposals: the acts on one course of action, gathered; kind, status and positions follow from them by a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar, times
from communique.extraction.act import Act
from communique.extraction.addressees import addressees_of
from communique.extraction.bids import Bid
from communique.extraction.confidence import signs_of, weigh
from communique.extraction.contents import Content, content_of, is_as_as, keys_of
from communique.extraction.evidence import clause_spans, sentence_of
from communique.extraction.modal import is_proviso
from communique.extraction.nominal import light_verb
from communique.extraction.summaries import dangles, summarise
from communique.extraction.trimming import stands_alone, vagueness
from communique.extraction.words import is_deal, table, words
from communique.model import Condition, Position, Proposal, ProposalKind, ProposalStatus, Stance, entry_id, status_after

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

DOUBTFUL = 0.55  # below this more entries of annotated articles were wrong than right
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
    if act.act == "float" and (act.content.holder is not None or is_known(act.content)):
        return ()
    return act.agents if effects()[act.act].role == "proponent" else ()


def is_known(content: Content) -> bool:
    """Whether a content is spoken of as known ("the plan", "its plan"): who discusses it has not put it forward."""
    if content.head.lemma_.lower() not in words("pointers"):
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this"}) for c in content.head.children)


def gather(acts: Sequence[Act]) -> list[Course]:
    """The acts by their courses of action, the courses in the order of their first acts."""
    courses: list[Course] = []
    pointers: list[tuple[Act, int]] = []
    for act in acts:
        if act.content.pointer:
            pointers.append((act, len(courses)))
            continue
        course = _alike(act, courses)
        if course is None:
            courses.append(course := Course())
        course.add(act)
    for act, known in pointers:
        if course := _pointed(act, courses, known):
            course.add(act)
    for course in courses:
        course.acts.sort(key=lambda a: a.trigger.i)
    return courses


def _alike(act: Act, known: list[Course]) -> Course | None:
    courses = known[-MEMORY:]
    for course in courses:
        if any(c.head == act.content.head for c in course.contents):
            return course
    if act.bid is not None:
        return next((c for c in reversed(courses) if c.bid is not None and c.bid.meets(act.bid)), None)
    if (named := _plan_for(act.content)) and (met := next((c for c in reversed(courses) if named & _heads(c)), None)):
        return met
    scored = [(max((likeness(act.content, c) for c in course.contents), default=0.0), course) for course in courses]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None


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
    if weight < 2 and (smaller > 1 or heads_differ):
        return 0.0
    return weight / smaller - (0.2 if heads_differ else 0.0)


def head_key(content: Content) -> frozenset[str]:
    """The word, or concept, of a content's head."""
    return keys_of((content.head,))


def figures(content: Content) -> frozenset[str]:
    """The numbers in a content that are not years."""
    return frozenset(k for k in content.keys if k[0].isdigit() and not (len(k) == 4 and k.isdigit()))


def _pointed(act: Act, courses: list[Course], known: int) -> Course | None:
    """What "the offer" or "the deal" points to: the latest course before it that was called so."""
    lemma = act.content.head.lemma_.lower()
    if lemma in {"it", "this", "that"} and (told := _told_of(act, courses[max(known - MEMORY, 0) : known])):
        return told
    if act.bid is not None and (
        met := next(
            (c for c in reversed(courses[max(known - MEMORY, 0) : known]) if c.bid and c.bid.meets(act.bid)), None
        )
    ):
        return met
    owners = set(owners_of(act))
    before = [c for c in courses[max(known - MEMORY, 0) : known] if not (owners and c.owners and not owners & c.owners)]
    for course in reversed(before):
        if any(lemma in _names(a.content) for a in course.acts):
            return course
    family = next((set(group) for group in table("contents")["families"].values() if lemma in group), set())
    for course in reversed(before):
        if any(_names(a.content) & family or _asked(a) in family for a in course.acts):
            return course
    return before[-1] if before and lemma in {"it", "this", "that"} else None


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


def _asked(act: Act) -> str:
    """The kind of what an act opens; a condition is a demand."""
    kind = effects()[act.act].kind
    return "demand" if kind == "condition" else kind


def _names(content: Content) -> set[str]:
    names = {content.head.lemma_.lower()}
    return names | {content.holder.lemma_.lower()} if content.holder is not None else names


def find_proposals(
    reading: Reading, cast: Cast, acts: Sequence[Act], published: str | None = None
) -> tuple[Proposal, ...]:
    """The proposals of a text, in the order of their first acts; `published` (ISO 8601) settles dates in it."""
    found: list[Proposal] = []
    for course in gather(acts):
        proposal = entry(reading, cast, course, [p.id for p in found], published)
        if proposal is not None and proposal.confidence >= DOUBTFUL:
            found.append(proposal)
    return tuple(found)


def entry(
    reading: Reading, cast: Cast, course: Course, taken: Sequence[str] = (), published: str | None = None
) -> Proposal | None:
    """The proposal that a course of action makes; None where none of its acts puts one on the table."""
    opening = [a for a in course.acts if opens(a)]
    if not opening:
        return None
    proponents = proponents_of(course)
    best = max((a for a in course.acts if not a.content.pointer), key=lambda a: worth(a, a in opening, cast))
    addressees = _unique(id for a in course.acts for id in a.addressees if id not in proponents)
    if course.bid is not None:
        addressees = tuple(sorted(course.bid.targets - set(proponents)))
    summary = summarise(best.content, cast, proponents, addressees)
    if len(summary.split()) < 2 or not stands_alone(best.content, cast, proponents, addressees):
        return None
    spans = clause_spans(reading, [best.trigger, *(a.trigger for a in opening)])
    first = min(opening, key=lambda a: -effects()[a.act].weight)
    return Proposal(
        id=entry_id("p", spans, taken), summary=summary, kind=effects()[first.act].kind, proponents=proponents,
        addressees=addressees if course.bid else addressees_of(course.acts, best, proponents, cast), status=status_of(course), positions=positions_of(reading, course, proponents),
        conditions=conditions_of(reading, cast, opening), when=times.when_of(reading, (best, *opening), published),
        deadline=times.deadline_of(reading, (best, *opening), published),
        reported_by=_unique(id for a in opening for id in a.reported_by), event=effects()[first.act].event,
        confidence=weigh(signs_of(reading, course.acts, opening), "proposals"), evidence=spans,
    )  # fmt: skip


def opens(act: Act) -> bool:
    """Whether an act puts its course of action on the table."""
    if act.content.pointer or act.modality == "supposed" or not effects()[act.act].opens:
        return False
    if act.negated:
        return False
    if act.modality in {"possible", "required"} and act.act in DONE:
        return False
    if is_idle(act) or (len(act.content.keys) < 2 and (act.act != "demand" or act.modality == "possible")):
        return False
    if act.act == "accept" and act.bid is None and act.content.holder is None:
        return False
    if act.act == "demand" and not act.agents and any(t.tag_ == "PRP" for t in act.doers):
        return False
    if is_vague(act.content):
        return False
    if act.act == "enact" and not act.agents:
        return False
    if act.act in {"enact", "propose"} and act.trigger.dep_ == "acl" and not act.agents:
        return False
    if act.act == "want" and not is_wanted(act):
        return False
    return act.form != "noun" or act.content.holder is not None or opens_as_noun(act)


def is_wanted(act: Act) -> bool:
    """Whether what somebody wants is more than a wish: a deal, a joint event, or a firm to buy."""
    buys = act.content.head.lemma_.lower() in words("buying") and bool(act.agents)
    return buys or any(is_deal(w) or w in words("joint") for w in lemmas(act.content))


DONE = frozenset({"accept", "reject", "agree", "decide", "enact", "oppose"})


def lemmas(content: Content) -> frozenset[str]:
    """The lemmas of a content's words."""
    return frozenset(t.lemma_.lower() for t in content.tokens)


def opens_as_noun(act: Act) -> bool:
    """Whether the mere noun of an act ("a bid", "the deal") is enough to put a course of action on the table."""
    if act.act in {"propose", "want", "offer"}:
        return bool(act.owners or act.agents) or (act.bid is not None and act.bid.tells)
    if act.act == "agree":
        return bool(act.agents) and bool(act.company or act.content.doers)
    if act.act == "float":
        return bool(act.agents) and "takeover" in act.content.keys
    return act.act == "condition"


VAGUE = frozenset({"another", "same", "similar", "separate", "such", "no", "other"})


def is_vague(content: Content) -> bool:
    """Whether a noun phrase says only that there is one more of a thing: "another increase", "the same deal"."""
    if content.form != "noun" or content.holder is not None:
        return False
    told = [t for t in content.tokens if t != content.head and t.dep_ != "det" and not t.is_punct and not t.is_stop]
    like = any(c.lower_ in {"same", "similar"} for c in content.head.children)
    points = content.head.lemma_.lower() in words("pointers")
    vague = any(t.lower_ in VAGUE for t in content.tokens)
    return vague and ((like and points) or all(t.lower_ in VAGUE or t.like_num for t in told))


def is_idle(act: Act) -> bool:
    """Whether the words of an act mean something else: goods on offer, "demand for cars", "in a bid to cut costs"."""
    trigger = act.trigger
    if act.form == "verb":
        habit = trigger.tag_ in {"VBZ", "VBP"} and not any(c.dep_ == "aux" for c in trigger.children)
        return act.act == "offer" and act.content.form == "noun" and habit
    if act.form != "noun":
        return False
    if trigger.lemma_.lower() in {"bid", "attempt", "effort", "move"} and trigger.head.lower_ == "in":
        return True
    asked = act.act == "demand" and bool(act.addressees)
    return act.act in {"demand", "decide"} and not (act.agents or act.owners or asked)


def worth(act: Act, opening: bool, cast: Cast) -> tuple[float, int]:
    """How good a summary the act's content makes: many telling words, a clause that says who does it."""
    content = act.content
    size = min(len(content.keys), 8) + (2 if opening else 0) + (1 if content.form == "clause" and content.doers else 0)
    return size - 1.5 * vagueness(content, cast) - 0.15 * max(0, len(content.tokens) - 22), -content.head.i


def proponents_of(course: Course) -> tuple[str, ...]:
    """Who put the course forward; for a deal that nobody is said to have proposed, the parties to it."""
    asked = _unique(id for a in course.acts if a.act == "demand" for id in a.agents)
    if course.bid is not None and asked and not set(asked) & course.bid.bidders:
        return asked
    if course.bid is not None and course.bid.bidders:
        return tuple(sorted(course.bid.bidders, key=lambda id: (_first_named(course, id), id)))
    own = _unique(id for a in course.acts if a.modality != "supposed" and not a.negated for id in owners_of(a))
    if not own and any(effects()[a.act].stance == "rejects" and a.holds for a in course.acts):
        return ()  # what one side agreed to and another refused was put forward by somebody else
    parties = _unique(
        id for a in course.acts if effects()[a.act].role == "party" and a.holds for id in (*a.agents, *a.company)
    )
    return own or parties


def _first_named(course: Course, id: str) -> int:
    return next((n for n, a in enumerate(course.acts) if id in (*a.agents, *a.owners)), len(course.acts))


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def conditions_of(reading: Reading, cast: Cast, acts: Sequence[Act]) -> tuple[Condition, ...]:
    """On what the acts that open a course make it depend: their if-clauses."""
    found: dict[str, Condition] = {}
    for act in acts:
        for clause in provisos_of(act):
            content = content_of(clause)
            unless = any(c.dep_ == "mark" and c.lower_ == "unless" for c in clause.children)
            told = content is not None and not dangles(content, cast)
            summary = summarise(content, cast, denied=unless) if content is not None and told else ""
            if len(summary.split()) > 1:
                span = reading.span_of(clause.doc[clause.left_edge.i : clause.right_edge.i + 1])
                found.setdefault(summary, Condition(summary=summary, evidence=(span,)))
    return tuple(found.values())


def provisos_of(act: Act) -> list[Token]:
    """The verbs of the if-clauses that hang on an act or on its course of action."""
    over = [act.trigger, act.content.head, act.trigger.head]
    clauses = {c.i: c for verb in over for c in grammar.children(verb, "advcl") if is_proviso(c) or _is_if(c)}
    clauses |= {
        c.i: c
        for verb in over
        for word in filter(is_as_as, grammar.children(verb, "advmod"))
        for c in grammar.children(word, "advcl")
    }
    return [clauses[i] for i in sorted(clauses.keys() - {act.trigger.i, act.content.head.i})]


def _is_if(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} and c.i < clause.i for c in clause.children)


def positions_of(reading: Reading, course: Course, proponents: tuple[str, ...]) -> tuple[Position, ...]:
    """Where each actor stands, by its last act in the order of time; proponents left out."""
    found: dict[str, Position] = {}
    for act in in_time(course.acts):
        effect = effects()[act.act]
        stance = effect.denied if act.negated else effect.stance
        if stance is None or act.modality in {"supposed", "possible", "required"}:
            continue
        for actor in act.agents:
            if actor not in proponents:
                found[actor] = Position(actor=actor, stance=stance, evidence=(sentence_of(reading, act.trigger),))
    return tuple(found.values())


def in_time(acts: Sequence[Act]) -> list[Act]:
    """Acts in the order of their time: what had happened before, what happens, what is to come; else of the text."""
    return sorted(acts, key=lambda a: (times.rank(a.trigger), a.trigger.i))


def status_of(course: Course) -> ProposalStatus:
    """Where a course of action stands after its acts."""
    said = [status for act in in_time(course.acts) if (status := _said_by(act, course)) is not None]
    together = any(a.act in {"plan", "decide"} and a.holds and len(set(a.agents)) > 1 for a in course.acts)
    status = status_after(said)
    return "agreed" if status == "open" and together else status


def _said_by(act: Act, course: Course) -> ProposalStatus | None:
    """What one act tells of where its course stands; None where it tells nothing."""
    status, denied = effects()[act.act].status, effects()[act.act].denied
    told = act.form != "noun" or light_verb(act.trigger) is not None  # "announced a deal", not just "the deal"
    if act.form == "noun" and (act.content.pointer or (act.act == "agree" and course.bid is not None and not told)):
        return None
    if act.act == "withdraw" and act.content.pointer and act.doers and not set(act.agents) & course.owners:
        return None  # somebody else ends "the agreement": it may be another one
    traded = act.bid is not None or act.content.head.lemma_.lower() in {"pay", "sell", "invest"}
    if act.form == "modal" and act.act == "plan" and traded:
        return "agreed"
    if status == "enacted" and act.modality != "fact":
        return None  # what is yet to come is not in effect
    if status == "rejected" and act.modality == "future":
        return None  # who will refuse has not done so
    if act.act == "decide" and act.modality == "fact" and not act.negated and len(set(act.agents)) == 1:
        return "enacted" if act.trigger.lemma_.lower() in {"decide", "decision", "vote"} else status
    if status is not None and act.holds:
        return status
    return "rejected" if act.negated and denied == "rejects" and act.modality in {"fact", "future"} else None


def answered(proposal: Proposal, acts: Sequence[Act]) -> Proposal:
    """The proposal with the status that the positions on it give it: what is refused or accepted is open no more.

    `acts` are those that the positions rest on. Who only speaks against a course or for it leaves it open.
    """
    if proposal.status != "open":
        return proposal
    said: list[ProposalStatus] = []
    for position in proposal.positions:
        span = position.evidence[0]
        for act in acts:
            if position.actor in act.agents and span.start <= act.trigger.idx < span.end and act.modality == "fact":
                refuses = (act.act == "reject") != act.negated and act.act in {"reject", "accept", "agree"}
                if position.stance == "rejects" and refuses:
                    said.append("rejected")
                elif position.stance == "supports" and act.act == "accept" and position.actor in proposal.addressees:
                    said.append("agreed")
    return proposal.model_copy(update={"status": status_after(said)})
