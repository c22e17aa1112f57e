"""Where a course of action stands: open, agreed, refused, contested, in effect or withdrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act
from communique.extraction.contents import Content
from communique.extraction.courses import Course, effects
from communique.extraction.given import gives_for, is_promised_for
from communique.extraction.grammar import below
from communique.extraction.modal import forms
from communique.extraction.modality import WOULD
from communique.extraction.mouths import sides_of
from communique.extraction.nominal import light_verb
from communique.extraction.verbal import is_lifted, match_tail
from communique.extraction.wording import gerund
from communique.extraction.words import is_deal, lexicon, table, words
from communique.model import Concession, Position, Proposal, ProposalStatus, status_after

if TYPE_CHECKING:
    from spacy.tokens import Token

BINDING = frozenset({"undertake"})  # an offer that binds whoever makes it
VAIN = frozenset({"vain", "vainly", "unsuccessfully", "avail"})  # "asked in vain", "appealed to no avail"
RELENTING = frozenset({"relent", "yield", "capitulate"})
GUESSING = frozenset({"think", "believe", "suspect", "assume", "reckon", "predict", "expect"})
ANNOUNCED = frozenset({"will", "'ll", "would"})  # "said it would withdraw the bid"
RULINGS = frozenset({"decision", "vote", "ruling", "verdict", "answer", "reply", "debate", "judgment", "judgement"})
AGAINST = frozenset({"condemn", "criticise", "oppose", "reject"})
READY = frozenset({"ready", "willing", "prepared", "happy", "keen", "eager", "anxious", "impatient"})
PASSING = frozenset({"pass", "adopt", "ratify"})
UNDOING = frozenset({"veto", "strike", "quash", "annul", "overturn", "block", "suspend", "throw"})
BYGONE = frozenset({"last", "ago", "earlier", "previously", "once", "before", "year", "half", "partly", "some"})
PROVISOS = frozenset({"provided", "providing", "if"})
PUT = frozenset({"propose", "offer", "demand", "want", "float", "condition"})
TAKEN_UP = frozenset({"agree", "plan", "decide", "accept", "offer", "propose"})
PUT_TO_OTHERS = frozenset({
    "bring back", "bring forward", "bring", "table", "submit", "propose", "introduce", "reintroduce", "present", "file",
    "appeal", "challenge", "contest", "oppose", "fight", "sue", "seek", "ask", "demand", "campaign", "vote", "try",
    "apply",
})  # fmt: skip
# What goes on again after it "had broken off", and what broke it off.
RESUMING = frozenset({"resume", "restart", "reopen", "renew", "revive", "relaunch", "reinstate", "restore", "return"})
TRIED = frozenset({
    "attempt", "effort", "bid", "hope", "failure", "inability", "struggle", "chance", "pressure", "need", "refusal",
    "reluctance", "unwillingness", "talk", "negotiation",
})  # fmt: skip


def in_time(acts: Sequence[Act]) -> list[Act]:
    """Acts in the order of their time: what had happened before, what happens, what is to come; else of the text."""
    return sorted(acts, key=lambda a: (times.rank(a.trigger), a.trigger.i))


def status_of(course: Course) -> ProposalStatus:
    """Where a course of action stands after its acts."""
    said = _latest(course)
    if any(map(_is_dropped, course.acts)) and not {"enacted", "agreed"} & {*said}:
        return "withdrawn"
    if not said and any(map(_is_overtaken, course.acts)):
        return "rejected"
    together = any(map(_is_joint, course.acts))
    status = status_after(said)
    if status == "enacted" and any(map(_is_awaited, course.acts)):
        status = "agreed"
    if status == "open" and any(map(_is_done, course.acts)):
        return "enacted"
    spoken = all(a.act in {"oppose", "support"} for a in course.acts if effects()[a.act].status == "contested")
    return "agreed" if together and (status == "open" or (status == "contested" and spoken)) else status


def _is_done(act: Act) -> bool:
    """Whether a later sentence tells in the same words that those of whom a deed was asked have done it.

    "Norland asked the firm to reopen the mill. … The firm reopened the mill on Sunday."
    """
    deed = act.content.head
    if act.act != "demand" or act.form != "verb" or act.content.form != "clause" or grammar.is_passive(deed):
        return False
    asked = {t.lemma_.lower() for t in act.content.doers}
    done_to = {t.lemma_.lower() for t in grammar.patients(deed)}
    return any(
        verb.lemma_ == deed.lemma_
        and verb.tag_ in {"VBD", "VBN"}
        and verb.dep_ in {"ROOT", "conj"}
        and not grammar.is_passive(verb)
        and not grammar.auxiliaries(verb) - {"have", "has"}
        and not grammar.is_negated(verb)
        and not any(t.lower_ in BYGONE for t in verb.subtree)
        and not asked.isdisjoint(t.lemma_.lower() for t in grammar.subjects(verb))
        and not done_to.isdisjoint(t.lemma_.lower() for t in grammar.patients(verb))
        for verb in deed.doc[deed.sent.end :]
    )


def _is_joint(act: Act) -> bool:
    """Whether several say what they will do together, and not what they will put to others: "bring the bill back"."""
    put = act.content.form == "clause" and not forms(act.content.head).isdisjoint(PUT_TO_OTHERS)
    if act.act == "plan" and act.trigger.lemma_.lower() == "plan" and not _is_done_together(act.content):
        return False  # two firms that "plan to launch operations" have agreed on nothing
    return act.act in {"plan", "decide"} and act.holds and len(set(act.agents)) > 1 and not put


def _is_done_together(content: Content) -> bool:
    """Whether a deed takes several: "to merge", "to hold talks", "to set up a joint venture"."""
    together = {"joint", "jointly", "together", "common", "other", "mutual", "respective"}
    shared = any(t.lower_ in together for t in content.tokens)
    joint = words("joint") | words("talks")
    named = any(t.lemma_.lower() in joint or is_deal(t.lemma_.lower()) for t in content.tokens if t != content.head)
    return shared or named or content.head.lemma_.lower() in {"merge", "meet", "share", "cooperate", "collaborate"}


def _latest(course: Course) -> list[ProposalStatus]:
    """What its acts tell of where a course stands; who has said no and then yes has said yes."""
    answers: dict[tuple[str | int, ...], ProposalStatus] = {}
    undone = any(a.act == "reject" and a.holds and a.trigger.lemma_.lower() in UNDOING for a in course.acts)
    passed = any(a.act == "accept" and a.holds and a.trigger.lemma_.lower() in PASSING for a in course.acts)
    for act in in_time(course.acts):
        if (status := _said_by(act, course)) is None:
            continue
        if passed and status in {"rejected", "contested"} and act.trigger.lemma_.lower() not in UNDOING:
            continue  # what parliament has passed some members voted against
        if status == "withdrawn" and _is_of_before(act, course):
            continue
        if undone and status == "enacted" and act.act == "decide":
            continue  # "quashed a decision to close the library"
        people: tuple[str | int, ...] = act.agents or tuple(t.i for t in act.doers)
        settles = status in {"agreed", "rejected"} and people and act.act in {"accept", "agree", "reject"}
        answers[people if settles else (act.trigger.i, len(answers))] = status
    return list(answers.values())


def _is_of_before(ended: Act, course: Course) -> bool:
    """Whether it tells how a thing ended that the parties have taken up since: "suspended the talks in March"."""
    others = [a for a in course.acts if a.act in TAKEN_UP and a.holds and (a.form != "noun" or light_verb(a.trigger))]
    since = [a for a in others if not times.is_bygone(a.trigger)]
    again = any(not forms(a.content.head).isdisjoint(RESUMING) for a in since)
    return (
        bool(since)
        and ended.form == "verb"
        and (times.is_bygone(ended.trigger) or (again and _breaks_off(ended.trigger)))
    )


def _breaks_off(verb: Token) -> bool:
    """Whether a verb in the plain past says that dealings were broken off: "the two sides suspended the talks"."""
    breaking = {"suspend", "break", "halt", "interrupt", "pause", "cut", "freeze", "sever"}
    today = any(t.lower_ in times.DAYS for c in below(verb) if c.dep_ in {"prep", "npadvmod"} for t in (c, *below(c)))
    return verb.tag_ == "VBD" and verb.lemma_.lower() in breaking and not today


def _is_awaited(act: Act) -> bool:
    """Whether somebody else has yet to accept what was decided: "member states must still approve it"."""
    return act.act == "accept" and act.form == "verb" and act.modality == "required" and not act.negated


def _is_overtaken(act: Act) -> bool:
    """Whether somebody had asked for something before and, so it is told, has not got it: "had pressed for a year"."""
    verb = act.trigger
    asked = act.act == "demand" and act.form == "verb" and act.holds and bool(act.agents) and not act.content.pointer
    urged = bool(act.targets) and verb.lemma_.lower() in {"urge", "ask", "advise", "tell", "encourage", "call"}
    first = any(
        t.lower_ in {"initially", "originally", "first"} for t in grammar.children(verb, "advmod", "prep", "amod")
    )
    asked = asked and (not urged or first)  # whoever "had urged staff to vote no" may yet be heeded
    told = any(
        over != verb and over.tag_ == "VBD" and over.lemma_.lower() in words("says")
        for over in grammar.clause_over(verb)
    )
    own = any(c.lower_ == "had" and c.dep_ == "aux" for c in below(verb))
    own = own and not any(c.lower_ in {"already", "repeatedly", "long", "always"} for c in below(verb))
    return asked and own and not told and verb.lemma_.lower() != "give" and not grammar.is_passive(verb)


def _is_dropped(act: Act) -> bool:
    """Whether the sentence goes on to tell that who had asked for a thing gave it up.

    "Had insisted that it be paid, a condition it dropped", "had wanted a ban; it settled for a warning".
    """
    verb = act.trigger
    if act.act != "demand" or act.form != "verb" or not act.agents or verb.tag_ not in {"VBD", "VBN"}:
        return False
    asked = {t.lemma_.lower() for t in act.doers} | {"it", "they", "he", "she"}
    after = (v for v in verb.doc[verb.i + 1 : verb.sent.end] if _gives_up(v))
    return any(t.lower_ in asked or t.lemma_.lower() in asked for v in after for t in grammar.subjects(v))


def _gives_up(verb: Token) -> bool:
    """Whether a verb tells that a demand was given up, or that less was taken: "it dropped", "settled for"."""
    if verb.tag_ != "VBD" or grammar.is_passive(verb) or grammar.is_negated(verb):
        return False
    asked = verb.dep_ == "relcl" and lexicon().nouns.get(verb.head.lemma_.lower()) in {"condition", "demand"}
    settled = verb.lemma_ == "settle" and bool(grammar.children(verb, "prep"))
    return settled or (asked and verb.lemma_ in {"drop", "abandon", "withdraw"})


def _said_by(act: Act, course: Course) -> ProposalStatus | None:
    """What one act tells of where its course stands; None where it tells nothing."""
    threatened = act.trigger.dep_ == "xcomp" and act.trigger.head.lemma_.lower() in {"threaten", "warn", "vow"}
    if threatened or _is_guessed(act.trigger) or _is_ready_to(light_verb(act.trigger) or act.trigger):
        return None
    if act.act == "offer" and act.form == "verb" and act.trigger.lemma_.lower() in BINDING and act.holds:
        return "agreed"
    if act.act in AGAINST and relents(act.trigger):
        return None
    kept = act.act in AGAINST | {"support", "withdraw"}  # "refused to condemn it", "refused to drop it"
    kept = kept or bool(set(act.agents) & course.owners)
    if _is_rebuffed(act) or (grammar.is_refused(act.trigger) and not kept):
        return "rejected"
    if act.form != "noun" and _is_term(act.trigger):
        return "agreed"
    status, denied = effects()[act.act].status, effects()[act.act].denied
    told = act.form != "noun" or light_verb(act.trigger) is not None  # "announced a deal", not just "the deal"
    if act.form == "noun" and (act.content.pointer or (act.act == "agree" and course.bid is not None and not told)):
        return None
    if act.act == "agree" and act.content.head.lemma_.lower() == "motion":
        return None  # who signs a motion only backs it
    if act.act == "agree" and (_only_tried(act.trigger) or (not told and _is_put(act, course))):
        return None
    if act.act == "withdraw" and act.modality == "future" and not grammar.auxiliaries(act.trigger) & ANNOUNCED:
        return None  # who promises to repeal a law has not done so
    if act.act == "withdraw" and act.modality != "fact" and grammar.depends(act.trigger, {"if", "unless", "once"}):
        return None  # "would cancel the sale if it won the election"
    if act.act == "withdraw" and is_put_off(act.trigger):
        return None  # what is only put off may yet be done
    if act.act == "decide" and act.form == "noun" and is_put_off(act.trigger.head):
        return None  # "put off a decision on closing it"
    if act.act == "withdraw" and act.content.head.lemma_.lower() in RULINGS:
        return None  # what is put off is the decision about it
    others = course.owners and set(act.agents).isdisjoint(course.owners.union(*(a.company for a in course.acts)))
    if act.act == "withdraw" and act.content.pointer and act.doers and others:
        return None  # somebody else ends "the agreement": it may be another one
    traded = act.bid is not None or act.content.head.lemma_.lower() == "pay"
    traded = traded or gives_for(act.trigger)  # "will free them in exchange for two pilots"
    would = bool(grammar.auxiliaries(act.trigger) & WOULD)  # "said it would pay" is not settled as "will pay" is
    promised = would or is_promised_for(act.trigger)
    passive = grammar.is_passive(act.trigger)  # what "will not be paid" nobody need have agreed on
    if act.form == "modal" and act.act == "plan" and traded and not (promised or passive):
        return "agreed"
    coming = act.form == "verb" and act.trigger.tag_ in {"VBG", "VB"} and not grammar.is_passive(act.trigger)
    coming = coming or (not act.agents and act.trigger.tag_ == "VBZ")  # "takes effect in May"
    if status == "enacted" and not act.negated and (coming or act.modality != "fact"):
        return None  # what is yet to come, or being done, is not in effect
    if act.modality == "future" and (act.trigger.lemma_.lower() == "vote" or _is_foretold(act)):
        return None  # a party "will vote for" a bill that the house has yet to pass
    yes = act.act == "accept" or (act.act == "agree" and act.content.pointer and len(act.agents) == 1)
    if yes and act.form == "verb" and (is_qualified(act.trigger) or grammar.only_then(act.trigger)):
        return None  # "accepted it in principle"
    if act.act == "accept" and any(map(is_lifted, grammar.patients(act.trigger))):
        return None  # who "has ended his opposition" stands in the way no more
    if act.form == "modal" and any(c.lower_ == "no" for t in grammar.patients(act.trigger) for c in below(t)):
        return None  # "no talks will be held"
    if status == "rejected" and act.form == "adjective":
        return None  # who finds it useless need not be the one to refuse it
    if status == "rejected" and act.modality == "future":
        return None  # who will refuse has not done so
    if act.act == "decide" and act.modality == "fact" and not act.negated and len(set(act.agents)) == 1:
        done = act.trigger.lemma_.lower() in {"decide", "decision", "vote"} and act.content.head.lemma_ != "strike"
        return "enacted" if done else status  # who votes to strike has yet to do it
    if status == "contested" and course.bid is not None:
        return None  # who is only against a bid leaves the answer to those it is put to
    if status is not None and act.holds:
        return None if _is_yet_to_be(act.trigger) else status
    refused = act.negated and denied == "rejects" and act.modality in {"fact", "future"}
    return "rejected" if refused and act.act != "support" and not is_pending(act.trigger) else None


def is_put_off(verb: Token) -> bool:
    """Whether a thing is done later or for a time not at all: "postponed it", "suspended it until May"."""
    awhile = any(t.lower_ in {"until", "till"} for t in verb.subtree if t.i > verb.i)
    off = verb.lemma_.lower() == "put" and any(c.lower_ == "off" for c in grammar.children(verb, "prt"))
    held = {t.lower_ for t in grammar.under(verb, {"on"})} & {"hold", "ice"} if verb.lemma_.lower() == "put" else ()
    off = off or (awhile and bool(held))
    return (
        off
        or verb.lemma_.lower() in {"postpone", "defer", "delay", "adjourn", "await"}
        or (verb.lemma_.lower() == "suspend" and awhile)
    )


def is_pending(verb: Token) -> bool:
    """Whether a thing has not been accepted so far, which is no refusal: "has not approved it", "failed to agree"."""
    perfect = verb.tag_ == "VBN" and any(c.lower_ in {"has", "have", "'ve"} for c in grammar.children(verb, "aux"))
    failed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "fail"
    return failed or _is_yet_to_be(verb) or (perfect and not any(c.lower_ == "never" for c in below(verb)))


def _is_yet_to_be(verb: Token) -> bool:
    """Whether a thing is still to be done: "is yet to approve it", "has still to sign off on it"."""
    over = verb.head
    waits = verb.dep_ == "xcomp" and over.lemma_.lower() in {"be", "have", "remain"}
    return waits and any(c.lower_ in {"yet", "still"} and c.i < verb.i for c in grammar.children(over, "advmod"))


def relents(verb: Token) -> bool:
    """Whether who stood in the way of a thing is told to do so no more: "had resisted the move but relented"."""
    over = verb.head.head if verb.dep_ == "relcl" else verb  # "Peru, which had blocked it, relented"
    after = [c for c in (over, *grammar.children(over, "conj")) if c.i > verb.i and not grammar.is_negated(c)]
    return grammar.is_verb(over) and any(c.lemma_.lower() in RELENTING for c in after)


def is_qualified(trigger: Token) -> bool:
    """Whether something is accepted in part or on terms: "approved it in principle", "cleared it provided that"."""
    qualifying = set(table("opinions")["meant"]["qualifying"])
    told = any(
        c.lower_ in {"in", "with", "on", "under"} and {t.lemma_.lower() for t in below(c)} & qualifying
        for over in (trigger, *grammar.children(trigger, "dobj"), *grammar.under(trigger, {"to"}))
        for c in below(over)
    )
    return told or any(
        m.lower_ in PROVISOS
        for over in (trigger, trigger.head)  # "says it will back it | provided that …"
        for v in grammar.children(over, "advcl", "prep", *(() if over == trigger else ("ccomp",)))
        for m in (v, *below(v))
        if m.i > trigger.i
    )


def _is_foretold(act: Act) -> bool:
    """Whether somebody has yet to agree: "is certain that it will agree", "said he would consent to be moved"."""
    would = {"will", "'ll"} | ({"would"} if act.trigger.lemma_.lower() in {"agree", "consent", "assent"} else set())
    return act.act == "agree" and act.form == "verb" and bool(grammar.auxiliaries(act.trigger) & would)


def _is_ready_to(verb: Token) -> bool:
    """Whether somebody is only ready for a deed: "is prepared to accept it", "is keen to sign"."""
    over = (verb.head, *grammar.children(verb.head, "acomp")) if verb.dep_ == "xcomp" else ()
    return any(t.lemma_.lower() in READY for t in over)


def _is_guessed(trigger: Token) -> bool:
    """Whether somebody only thinks that it is so: "observers thought the firm was set to pull out"."""
    over = (v for v in grammar.clause_over(trigger) if v.dep_ == "ccomp")
    return any(v.head.lemma_.lower() in GUESSING and not grammar.is_negated(v.head) for v in over)


def _is_rebuffed(act: Act) -> bool:
    """Whether who puts a thing forward is told to have got a no: "offered half, but was turned down", "in vain".

    Or to have seen another thing chosen.
    """
    if act.act not in PUT or act.form != "verb" or not act.holds:
        return False
    told = [act.trigger, act.trigger.head] if act.trigger.dep_ == "ccomp" else [act.trigger]
    others = [c for over in told for c in grammar.children(over, "conj")]
    if grammar.is_passive(act.trigger) and any(map(goes_for_another, others)):
        return True
    vain = any(t.lower_ in VAIN for c in below(act.trigger) if c.dep_ in {"advmod", "prep"} for t in (c, *below(c)))
    return vain or any(
        t.act == "reject" and match_tail(verb, t) is not None
        for verb in grammar.children(act.trigger, "conj")
        if grammar.children(verb, "auxpass") and not grammar.children(verb, "nsubjpass")
        for t in lexicon().verbs.get(verb.lemma_.lower(), ())
    )


def goes_for_another(verb: Token) -> bool:
    """Whether who was offered one thing took another: "was offered a stake but opted for a supply deal instead"."""
    phrases = {"opt for", "settle for", "go for", "plump for", "choose", "prefer", "pick", "take", "sign"}
    instead = any(t.lower_ == "instead" for t in verb.subtree)
    own = [t for t in grammar.children(verb, "nsubj") if t.pos_ == "PROPN"]  # "but Peru chose another": who is Peru?
    return instead and not own and not grammar.is_negated(verb) and not forms(verb).isdisjoint(phrases)


def _is_term(trigger: Token) -> bool:
    """Whether what somebody is to do is a term of a deal: "under the agreement, the firm must sell two plants".

    Or of what is said to be one: "will withdraw its troops under a plan agreed with Peru".
    """
    under = grammar.under(next(grammar.clause_over(trigger), trigger), {"under"})
    return any(
        lexicon().nouns.get(t.lemma_.lower()) == "agree"
        or t.lemma_.lower() == "arrangement"
        or any(c.lemma_.lower() in {"agree", "sign", "negotiate"} for c in grammar.children(t, "acl"))
        for t in under
    )


def _only_tried(trigger: Token) -> bool:
    """Whether parties have but tried to agree, or failed: "attempts to agree a limit have run into the sand"."""
    verb = trigger.head if trigger.dep_ == "dobj" else trigger
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"hope", "expect", "aim", "want", "try", "seek"}:
        return True  # "hopes to announce a deal"
    if verb.dep_ == "pcomp" and verb.head.lower_ == "to" and verb.head.head.lower_ in {"committed", "close"}:
        return True  # "remain committed to reaching a deal", "close to reaching one"
    return trigger.dep_ == "acl" and trigger.tag_ == "VB" and trigger.head.lemma_.lower() in TRIED


def _is_put(deal: Act, course: Course) -> bool:
    """Whether a deal is but what somebody asks for or proposes: "is seeking a settlement", "a truce drawn up by"."""
    named = deal.content.head.lemma_
    return any(a.act in PUT and a.form != "noun" and a.content.head.lemma_ == named for a in course.acts)


def answered(proposal: Proposal, acts: Sequence[Act], bodies: Mapping[str, str]) -> Proposal:
    """The proposal with the status that the positions on it give it: what is refused or accepted is open no more.

    `acts` are those that the positions rest on; `bodies` are those that people speak for. What those refuse to whom it
    is put is rejected, unless somebody accepts it. Who else only speaks against a course or for it leaves it open.
    """
    asked = sides_of(proposal.addressees, bodies)
    stances = {x.stance for x in proposal.positions}
    theirs = {x.stance for x in proposal.positions if not sides_of([x.actor], bodies).isdisjoint(asked)}
    refused = "rejects" in theirs and not _is_to_come(proposal, acts)
    if proposal.status == "agreed" and refused:  # whoever else approves of it
        return proposal.model_copy(update={"status": "contested"})
    given = proposal.status == "rejected" and "supports" in theirs and "rejects" not in stances
    if proposal.status != "open" and not given:  # who had asked in vain may have got it since
        return proposal
    if {"rejects", "supports"} <= stances:
        return proposal.model_copy(update={"status": "contested"})
    asks = proposal.kind in {"demand", "condition"} and not proposal.addressees  # whoever says no was asked
    if refused or (asks and stances == {"rejects"} and not _is_to_come(proposal, acts)):
        return proposal.model_copy(update={"status": "rejected"})
    return proposal.model_copy(update={"status": status_after(_answers(proposal, acts))})


def _is_to_come(proposal: Proposal, acts: Sequence[Act]) -> bool:
    """Whether it is only foretold, or asked for, that a proposal will be refused: "the board will reject it"."""
    refusing = [x for x in proposal.positions if x.stance == "rejects"]
    told = [a for a in acts for x in refusing if x.evidence[0].start <= a.trigger.idx < x.evidence[0].end]
    if any(a.trigger.lemma_.lower() in {"urge", "implore", "beg", "beseech", "plead", "entreat"} for a in told):
        return True  # "urged the council not to grant it"
    answers = [a for a in told if a.act in {"reject", "accept", "agree"}]
    return bool(answers) and all(grammar.auxiliaries(a.trigger) & {"will", "'ll", "wo"} for a in answers)


def _answers(proposal: Proposal, acts: Sequence[Act]) -> list[ProposalStatus]:
    """What the acts that its positions rest on make of a proposal."""
    said: list[ProposalStatus] = []
    for position in proposal.positions:
        span = position.evidence[0]
        for act in acts:
            theirs = position.actor in act.agents or not act.agents
            if theirs and span.start <= act.trigger.idx < span.end and act.modality == "fact":
                refuses = (act.act == "reject") != act.negated and act.act in {"reject", "accept", "agree"}
                refuses = refuses and act.form != "adjective"  # who calls it unfair has not refused it
                if position.stance == "rejects" and refuses and not proposal.addressees:
                    said.append("rejected")
                elif position.stance == "supports" and act.act == "accept" and position.actor in proposal.addressees:
                    said.append("agreed")
    return said


def refused_in(proposal: Proposal, concessions: Sequence[Concession], bodies: Mapping[str, str]) -> Proposal:
    """The demand, refused where those it is put to have later refused to give just that: "refused to scrap the fee"."""
    if proposal.status != "open" or proposal.kind not in {"demand", "condition"}:
        return proposal
    asked = sides_of(proposal.addressees, bodies)
    for concession in concessions:
        span = concession.evidence[0]
        theirs = concession.status == "refused" and not sides_of(concession.by, bodies).isdisjoint(asked)
        if (
            not theirs
            or span.start < proposal.evidence[-1].end
            or not _is_same_deed(proposal.summary, concession.summary)
        ):
            continue
        held = {p.actor for p in proposal.positions}
        refusing = tuple(
            Position(actor=id, stance="rejects", evidence=(span,))
            for id in concession.by
            if id not in held and id not in proposal.proponents
        )
        return proposal.model_copy(update={"status": "rejected", "positions": (*proposal.positions, *refusing)})
    return proposal


def _is_same_deed(one: str, other: str) -> bool:
    """Whether two summaries tell of one deed, the second shorter: "dropping its new fee", "scrapping the fee"."""
    deeds = [re.search(r"\b(\w+ing) (?:(?:the|its|their|his|her|an?) )?(.+)", summary) for summary in (one, other)]
    if deeds[0] is None or deeds[1] is None:
        return False
    ending = {gerund(verb) for verb in words("ending")}
    alike = deeds[0][1] == deeds[1][1] or {deeds[0][1], deeds[1][1]} <= ending
    said, again = (set(re.findall(r"[^\W_]{3,}", deed[2].lower())) for deed in deeds if deed is not None)
    return alike and bool(again) and again <= said
