"""Proposals: the acts on one course of action, gathered; kind, status and positions follow from them by a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act, is_suit
from communique.extraction.addressees import DONE, addressees_of, doers_of
from communique.extraction.bids import is_plain_bid, is_price, per_share, sought
from communique.extraction.confidence import signs_of, weigh
from communique.extraction.contents import Content, content_of
from communique.extraction.courses import Course, effects, gather, owners_of
from communique.extraction.evidence import clause_spans, sentence_of
from communique.extraction.grammar import below
from communique.extraction.modal import forms
from communique.extraction.modality import lies_ahead
from communique.extraction.opening import opens
from communique.extraction.pointing import is_open, meant
from communique.extraction.provisos import is_unless, provisos_under, return_of, without_marks
from communique.extraction.standing import in_time, status_of
from communique.extraction.summaries import MAX_WORDS, Names, as_possible, summarise, tidy
from communique.extraction.verbal import SUING
from communique.extraction.wording import subject_of
from communique.extraction.words import is_course, is_deal, lexicon, listed, words
from communique.model import Condition, Position, Proposal, ProposalKind, ProposalStatus, entry_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

OWN = frozenset({"plan", "decide", "agree", "float"})  # acts on what their doers do themselves
EXTENDING = frozenset({"extend", "renew", "prolong"})
BROKERING = frozenset({"broker", "mediate", "facilitate", "host"})  # done for parties that deal with each other
GIVEN = frozenset({"offer", "ready", "plan", "agree"})  # acts of those who would do a thing in return for another
BROUGHT = frozenset({"propose", "plan", "offer", "want", "decide"})  # acts of those who would do a thing themselves
PAPERED = frozenset({"accept", "propose", "agree", "reject"})
OPENED = frozenset({"bid", "tender", "invest", "apply", "explore", "nominate"})  # to do so is what the invited gain
MAYBE = frozenset({"may", "might", "could"})
REPEALING = frozenset({"repeal", "overturn", "quash", "annul", "abolish"})  # done to what others have brought about
RUMOURS = frozenset({"speculation", "rumour", "rumor", "talk", "gossip"})
ANSWERS = frozenset({"accept", "reject", "oppose", "withdraw"})
JOINED = frozenset({"quit", "leave", "join", "rejoin", "enter", "topple", "desert", "boycott"})
DISPUTES = frozenset({"dispute", "strike", "lawsuit", "suit", "claim", "case", "complaint", "quarrel", "row"})
DOUBTFUL = 0.42  # below this fewer than half of the entries of annotated articles were right


def find_proposals(
    reading: Reading, cast: Cast, acts: Sequence[Act], published: str | None = None
) -> tuple[Proposal, ...]:
    """The proposals of a text, in the order of their first acts; `published` (ISO 8601) settles dates in it."""
    found: list[Proposal] = []
    within = {t.i for a in acts if a.act != "float" and a.content.form == "clause" for t in a.content.tokens}
    papers = {
        t.i: a.content.head for a in acts if a.act in PAPERED and a.content.form == "noun" for t in a.content.tokens
    }
    target = sought(acts)
    for course in gather(acts, _same_side(cast), _speaks_for(cast)):
        if all(a.act == "float" and a.trigger.i in within for a in course.acts):
            continue  # "agreed to meet to discuss a reopening": what will be talked about is part of what is agreed
        if all(papers.get(a.trigger.i, a.content.head) != a.content.head for a in course.acts):
            continue  # "passed a motion calling for a truce"
        proposal = entry(reading, cast, course, [p.id for p in found], published, target)
        if proposal is not None:
            found.append(proposal)
    return tuple(found)


def _speaks_for(cast: Cast) -> Callable[[str, str], bool]:
    """Whether of two actors one is a part of the other."""
    of = {a.id: a.affiliation for a in cast.actors}
    return lambda one, other: of[one] == other or of[other] == one


def _same_side(cast: Cast) -> Callable[[str, str], bool]:
    """Whether of two actors one may act for the other: by whose they are and where, as far as that is known."""
    of = {a.id: {a.affiliation, a.country} - {None} for a in cast.actors}

    def same(one: str, other: str) -> bool:
        known = of[one] | {one}, of[other] | {other}
        return not of[one] or not of[other] or not known[0].isdisjoint(known[1])

    return same


def entry(
    reading: Reading,
    cast: Cast,
    course: Course,
    taken: Sequence[str] = (),
    published: str | None = None,
    target: str | None = None,
) -> Proposal | None:
    """The proposal that a course of action makes; None where none of its acts puts one on the table for sure enough.

    `target` is the firm that the text says is bid for.
    """
    opening = [a for a in course.acts if opens(a, lead=a.trigger.i in reading.lead)]
    if not opening:
        return None
    sure = weigh(signs_of(reading, course.acts, opening), "proposals")
    if sure < DOUBTFUL:
        return None
    proponents = proponents_of(course)
    named = [a for a in course.acts if not a.content.pointer]
    latest = [a for a in named if not _is_called(a, {"previous", "earlier"})]
    latest = latest if any(_is_called(a, {"latest", "new", "fresh"}) for a in named) and latest else named
    best = max(latest, key=lambda a: worth(a, a in opening))
    proponents = proponents or _unique(id for a in course.acts for id in _owners_of_plan(a.content, cast))
    told = _unique(id for a in course.acts for id in a.addressees if id not in proponents)
    targets = tuple(sorted(course.bid.targets - set(proponents))) if course.bid is not None else ()
    if not targets and not told and target is not None and target not in proponents:
        targets = (target,) if is_plain_bid(best) else ()
    summary = content = summarise(best.content, cast, proponents, targets or told)
    asked = {id for token in doers_of(best.content) for id in cast.refer(token)}
    if asked and asked <= set(proponents) and all(effects()[a.act].kind == "demand" for a in opening):
        if not any(a.form == "modal" or a.addressees for a in opening):
            return None  # nobody demands of himself what he is to do
        proponents = ()
    counted = [t for t in grammar.children(best.content.head, "nummod") if not grammar.children(t, "nmod")]
    if all(map(_is_speculation, opening)) and not counted:  # but "a possible £1bn bid"
        summary = as_possible(summary, best.content.form == "clause")
    if (plan := _plan_for_things(best.content)) is not None and summary:
        summary = f"{plan} for {summary}"
    if best.act == "offer" and best.form == "verb" and _is_put_up(best.trigger):
        summary = f"the sale of {summary}"
    if best.act == "agree" and best.trigger.lemma_.lower() in EXTENDING and best.content.form == "noun" and summary:
        summary = f"the extension of {summary}"
    if best.act == "demand" and best.trigger.lemma_.lower() in SUING and best.content.head.tag_ == "VB" and summary:
        summary = f"{summary} through the courts"
    if summary.lstrip("£$€")[:1].isdigit() and " " not in summary:  # "is offering 3%"
        lead = "a demand for" if all(effects()[a.act].kind == "demand" for a in opening) else "an offer of"
        summary = f"{lead} {summary}"
    plain = best.content.head.lemma_.lower() in words("joint") | words("asked")
    if summary and len(summary.split()) < 2 and plain and all(a.act == "demand" and a.agents for a in opening):
        summary = f"a call for {summary}"  # "demanded compensation"
    if best.act == "agree" and best.trigger.lemma_ == "settle" and best.content.head.lemma_.lower() in DISPUTES:
        summary = tidy(f"a settlement of {summary}")
    loose = best.act == "condition" and bool(best.content.doers) and not best.addressees
    if loose and all(is_open(t, cast) for t in best.content.doers):
        return None  # "provided it sticks with reform": nobody knows who
    if len(summary.split()) < 2:
        return None
    under = next((text for a in opening if (text := _provisional(a, cast))), "")
    if under and best.content.form == "clause" and len(f"{summary} {under}".split()) <= MAX_WORDS:
        summary = f"{summary} {under}"
    summary = summary if len(summary.split()) <= MAX_WORDS else content
    spans = clause_spans(reading, [best.trigger, *(a.trigger for a in opening)])
    first, status = min(opening, key=lambda a: -effects()[a.act].weight), status_of(course)
    return Proposal(
        id=entry_id("p", spans, taken), summary=summary, kind=kind_of(first, proponents, status, cast),
        proponents=proponents,
        addressees=targets or addressees_of(course.acts, best, proponents, cast),
        status=status, positions=positions_of(reading, course, proponents),
        conditions=conditions_of(reading, cast, opening, summary),
        when=times.when_of(reading, (best, *opening), published),
        deadline=times.deadline_of(reading, (best, *opening), published),
        reported_by=reporters_of(opening), event=effects()[first.act].event,
        confidence=sure, evidence=spans,
    )  # fmt: skip


def _plan_for_things(content: Content) -> str | None:
    """The word for a plan of so many things, which alone are no course of action: "plans for 186 flats"."""
    held, head = content.holder, content.head
    if held is None or held.lemma_.lower() not in {"plan", "proposal"} or content.form != "noun":
        return None
    things = head.tag_ == "NNS" and not is_course(head.lemma_.lower()) and bool(grammar.children(head, "nummod"))
    return held.text.lower() if things else None


def _provisional(act: Act, cast: Cast) -> str:
    """Under what a course is agreed that is not yet final: "agreed | a draft deal with Peru | to share the water"."""
    beside = (o for o in grammar.children(act.trigger, "dobj") if o.i < act.content.head.i)
    deal = act.content.holder or next(beside, None)
    called = grammar.children(deal, "amod", "compound") if deal is not None else []
    first = next((c for c in called if c.lower_ in listed("provisional")), None)
    if (
        deal is None
        or first is None
        or not (is_deal(deal.lemma_.lower()) or deal.lemma_.lower() in {"proposal", "plan"})
    ):
        return ""
    other = subject_of(grammar.under(deal, {"with"}), Names(cast, deal.doc))
    return f"under a {first.lower_} {deal.lemma_.lower()}" + (f" with {other}" if other else "")


def _is_called(act: Act, names: set[str]) -> bool:
    return any(c.lower_ in names for c in grammar.children(act.content.head, "amod"))


def _is_put_up(verb: Token) -> bool:
    """Whether a thing is put up for sale, or on the market."""
    under = {t.lemma_.lower() for t in grammar.under(verb, {"for", "on"})}
    return verb.lemma_.lower() == "put" and bool(under & {"sale", "market", "block"})


def _is_speculation(act: Act) -> bool:
    """Whether somebody only may do a thing: "may launch a bid", "could call a conciliation", "talk that it will".

    Who says himself that he could do a thing offers it.
    """
    if act.act == "float" and act.form == "adjective":
        return True  # "is interested in buying it"
    own = bool(act.agents) and set(act.agents) <= set(act.reported_by)
    if own or (act.act == "propose" and act.trigger == act.content.head):
        return False  # "cars could be banned under a plan by the mayor"
    verbs = list(islice(grammar.clause_over(act.trigger), 2))
    bids = act.act in {"offer", "propose", "ready"} and (act.bid is not None or act.form == "noun")
    if bids and _is_ahead(act.content.head if act.act == "ready" else act.trigger):
        return True
    may = act.modality == "possible" and any(grammar.auxiliaries(v) & MAYBE for v in verbs)
    may = may or (act.content.form == "clause" and bool(grammar.auxiliaries(act.content.head) & MAYBE))
    told = any(v.dep_ in {"acl", "ccomp"} and v.head.lemma_.lower() in RUMOURS for v in verbs)
    if bids and any(v.lower_ in {"rumoured", "rumored"} for v in islice(grammar.clause_over(act.trigger), 4)):
        return True  # "is rumoured to have the funds for a bid"
    return act.act in BROUGHT | {"float", "demand"} and (may or told)


def _is_ahead(trigger: Token) -> bool:
    """Whether a bid has yet to be made, as others tell it: "is poised to launch a bid", "is ready to bid for"."""
    if any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in below(trigger)):
        return False  # "is set to win acceptance of its offer"
    return any(map(lies_ahead, islice(grammar.clause_over(trigger), 2)))


def kind_of(first: Act, proponents: Sequence[str], status: ProposalStatus, cast: Cast) -> ProposalKind:
    """The kind of a course that an act opens; what one side would do for others it offers: "will waive the fee"."""
    kind = effects()[first.act].kind
    deed = first.content.head
    if first.act == "offer" and deed.lemma_.lower() in words("hostile") and not grammar.is_negated(deed):
        return "initiative"  # "vowed to challenge it" offers nobody anything
    if first.act == "ready" and first.trigger.lemma_.lower() in {"keen", "eager"}:
        return "initiative"
    if first.form == "modal" and deed.lemma_.lower() in {"allow", "permit"} and not first.reported_by:
        return "initiative"  # "will allow airlines to fly there" is decided
    if first.trigger.lemma_.lower() == "invite" and first.content.form == "clause" and deed.lemma_.lower() in OPENED:
        return "offer"
    named = first.content.holder or first.content.head
    noun = lexicon().nouns.get(named.lemma_.lower())
    if first.act in ANSWERS and (noun == "demand" or is_suit(named)):
        return "demand"  # "rejected a demand to pay more", "threw out a claim against the firm"
    if first.act in ANSWERS and noun == "offer" and status not in DONE:
        return "offer"  # "rejected a 3% offer", "rejected an approach from its rival"
    if first.bid is not None and status not in DONE and first.act in {"propose", "want", "plan"}:
        return "offer"  # "plans to buy its rival", "a takeover proposal"
    verb = first.content.head
    warned = any(v.head.lemma_.lower() in {"warn", "threaten"} for v in grammar.clause_over(first.trigger))
    discussed = first.act == "float" and first.trigger.lemma_.lower() in words("discussing")
    if warned or discussed or _is_to_leave(first.content.head):
        return kind  # what somebody warns that he would do, or only discusses, he does not offer
    sides = [
        id for id in proponents if cast.actor(id).affiliation not in proponents
    ]  # a minister and his state are one
    one = kind == "initiative" and first.act in OWN and len(sides) == 1 and not first.company
    if not one or first.content.form != "clause" or forms(verb).isdisjoint(words("giving")):
        return kind
    return "offer" if grammar.is_passive(verb) or set(first.agents) <= set(proponents) else kind


def _is_to_leave(verb: Token) -> bool:
    """Whether somebody would leave what he has joined, and gives nothing: "withdraw from the treaty"."""
    left = grammar.under(verb, {"from"}) if verb.lemma_.lower() == "withdraw" else []
    return any(is_deal(t.lemma_.lower()) or t.lemma_.lower() in words("talks") for t in left)


def reporters_of(opening: Sequence[Act]) -> tuple[str, ...]:
    """On whose word a course is on the table: nobody's where the article says by itself that it is."""
    return _unique(id for a in opening for id in a.reported_by) if all(a.reported_by for a in opening) else ()


def worth(act: Act, opening: bool) -> tuple[float, int]:
    """How good a summary the act's content makes: many telling words, a clause that says who does it."""
    content = act.content
    size = min(len(content.keys), 8) + (2 if opening else 0) + (1 if content.form == "clause" and content.doers else 0)
    if act.bid is not None:  # what is bid tells it from other bids, but not what a share would bring
        named = content.form == "noun" and not content.head.text[:1].isdigit()
        told = named and act.bid.sums and not per_share(content)
        size += -6 if is_price(content) else 2 if told else 0
    return size - 0.15 * max(0, len(content.tokens) - 22), -content.head.i


def proponents_of(course: Course) -> tuple[str, ...]:
    """Who put the course forward; for a deal that nobody is said to have proposed, the parties to it."""
    asked = _unique(id for a in course.acts if a.act == "demand" for id in a.agents)
    others = {id for a in course.acts if is_of_others(a) for id in a.agents}
    if asked:  # who grants what is asked of him has not asked for it
        others |= {id for a in course.acts if a.act == "enact" for id in a.agents} - set(asked)
    if any(a.act in BROUGHT for a in course.acts):  # "opposition from farmers to plans to grow it"
        others |= {id for a in course.acts if a.act == "oppose" and a.holds for id in a.agents}
    answering = {id for a in course.acts if a.act == "demand" and a.agents for id in a.addressees} - set(asked)
    if course.bid is not None and asked and not set(asked) & course.bid.bidders:
        return asked
    if course.bid is not None and (bidders := course.bid.bidders - others):
        bidders = bidders - course.bid.targets or bidders  # who may "reach an agreement" with his bidder is none
        return tuple(sorted(bidders, key=lambda id: (_first_named(course, id), id)))
    own = _unique(
        id
        for a in course.acts
        if a.modality != "supposed" and not a.negated and effects()[a.act].role != "party"
        for id in owners_of(a)
        if id not in answering | others  # who says that he would do what is asked of him has not put it forward
    )
    given_up = _unique(
        id
        for a in course.acts
        if a.act == "withdraw" and a.form == "verb" and a.modality == "fact" and not a.negated
        if a.trigger.lemma_.lower() not in REPEALING
        for id in a.agents
    )
    if given_up and own and set(own) <= set(asked) and not set(own) & set(given_up):
        own = given_up  # whoever drops a duty had planned it, not those who lobbied for it
    refused = any(effects()[a.act].stance == "rejects" and a.holds for a in course.acts)
    if not own and refused and not any(map(_is_struck, course.acts)):
        return given_up  # what one side agreed to and another refused was put forward by somebody else
    parties = _unique(
        id
        for a in course.acts
        if effects()[a.act].role == "party" and a.holds and (not _only_signs(a) or _is_struck(a))
        for id in (*a.owners, *a.agents, *a.company)
        if id not in others
    )
    return own or parties or given_up


def _owners_of_plan(content: Content, cast: Cast) -> tuple[str, ...]:
    """Whose plan it is by the word before it, where nobody is said to put it forward: "fought *its* plans to sell"."""
    held = content.holder
    if held is None or lexicon().nouns.get(held.lemma_.lower()) not in {"plan", "propose"}:
        return ()
    owners = _unique(id for c in grammar.children(held, "poss") for id in cast.refer(c))
    return owners or _unique(id for c in grammar.children(held, "poss") if c.tag_ == "PRP$" for id in _meant(c, cast))


def _meant(pronoun: Token, cast: Cast) -> tuple[str, ...]:
    found = meant(pronoun, cast)
    return found if isinstance(found, tuple) else ()


def _is_struck(act: Act) -> bool:
    """Whether several are told to have agreed with each other: the deal is theirs, whoever else is against it."""
    parties = {*act.agents, *act.company}
    return act.act == "agree" and act.form == "verb" and act.holds and not act.negated and len(parties) > 1


def _only_signs(act: Act) -> bool:
    return act.content.pointer and act.trigger.lemma_ == "sign"


def is_of_others(act: Act) -> bool:
    """Whether who does an act has not put its course forward: he refuses it, recommends a bid, or brokers it."""
    if act.bid is not None and act.trigger.lemma_.lower() == "recommend":
        return True
    if act.act == "withdraw":
        return False  # who "has refused to withdraw its bid" made it
    if act.trigger.lemma_.lower() in BROKERING or grammar.is_refused(act.trigger):
        return True
    return act.act == "reject" and act.form == "verb" and act.holds and not act.content.pointer


def _first_named(course: Course, id: str) -> int:
    return next((n for n, a in enumerate(course.acts) if id in (*a.agents, *a.owners)), len(course.acts))


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def conditions_of(reading: Reading, cast: Cast, acts: Sequence[Act], shown: str = "") -> tuple[Condition, ...]:
    """On what the acts that open a course make it depend: their if-clauses, and what is given for it.

    `shown` is the summary: what that tells is not told again.
    """
    found: dict[str, Condition] = {}
    for act in acts:
        for clause in provisos_of(act):
            content = content_of(clause)
            if content is not None and (left := _is_left(act, clause)) is not None:
                content = replace(content, doers=(left,))
            told = content is not None and not any(is_open(t, cast) for t in content.doers)
            bare = without_marks(content) if content is not None and told else None
            summary = summarise(bare, cast, denied=is_unless(clause)) if bare is not None else ""
            if len(summary.split()) > 1:
                span = reading.span_of(clause.doc[clause.left_edge.i : clause.right_edge.i + 1])
                found.setdefault(summary, Condition(summary=summary, evidence=(span,)))
        price = return_of(act.trigger) if act.act in GIVEN and act.modality != "supposed" else None
        if price and price not in shown and len(price.split()) > 1:
            found.setdefault(price, Condition(summary=price, evidence=(sentence_of(reading, act.trigger),)))
    return tuple(found.values())


def _is_left(act: Act, clause: Token) -> Token | None:
    """Whom "it" means in an if-clause after a body that somebody leaves or joins: "would quit *the cabinet* if it"."""
    it = any(t.lower_ in {"it", "they"} for t in grammar.children(clause, "nsubj"))
    joined = act.content.form == "clause" and act.content.head.lemma_.lower() in JOINED
    named = [t for t in grammar.patients(act.content.head) if t.i < clause.i] if it and joined else []
    return named[-1] if named else None


def provisos_of(act: Act) -> list[Token]:
    """The verbs of the if-clauses that hang on an act or on its course of action."""
    own = (act.trigger, act.content.head)
    told = grammar.children(act.trigger, "parataxis")  # "if it fails, she said, she will resign"
    return provisos_under((*own, act.trigger.head, *told), own)


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
