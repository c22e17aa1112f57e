"""Addressees: whom a course of action is put to, or who would have to act, as far as the text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.words import lexicon, table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act
    from communique.extraction.actors import Cast
    from communique.extraction.contents import Content
    from communique.model import Proposal

RECEIVING = frozenset({"to", "from", "against", "with", "for"})  # what somebody is to get, give or suffer stands before
TALKED = frozenset({"float", "accept", "support", "reject", "oppose"})  # nobody is asked to act where one only talks
HANDING = frozenset({
    "sell", "transfer", "move", "merge", "offload", "hand", "send", "deploy", "replace", "hire", "recruit", "employ",
    "appoint", "train",
})  # fmt: skip
# Who is to be heard by others is asked for nothing: "demanded that shareholders be consulted".
CONSULTING = frozenset({"consult", "inform", "notify", "ask", "brief", "involve", "hear", "poll", "question"})
BRINGING = frozenset({"take", "bring", "refer", "submit", "carry"})  # whom a dispute is brought to is asked for nothing
PAYING = frozenset({"pay", "repay", "compensate", "refund", "reimburse"})
SHARED = frozenset({"invest", "investment", "say", "voice"})
BIDS = frozenset({"bid", "takeover", "approach", "buyout"})
DONE = frozenset({"agreed", "enacted"})
# What somebody does himself, so that his is to be done by him.
OWN_DEEDS = frozenset({
    "resignation", "departure", "withdrawal", "apology", "exit", "compliance", "abdication", "surrender", "disarmament",
    "cooperation", "participation", "retirement", "signature", "attendance", "intervention",
})  # fmt: skip
SETTLED = frozenset({"agree", "enact"})  # whoever stands in such a course is a party to it


# Who is asked "for" a thing, and who "to" whom one turns for it, or writes, or hands a petition.
ASKED = frozenset({"ask", "petition", "lobby", "press", "beg", "implore", "entreat", "pester", "badger", "nag", "sue"})
TURNED = frozenset({"appeal", "apply", "turn", "look", "plead", "write", "speak", "complain", "submit"})
SENT = frozenset({"write", "send", "hand", "deliver", "present", "submit", "address", "issue", "put", "give", "lodge"})
LETTERS = frozenset({
    "letter", "email", "e-mail", "message", "petition", "note", "memo", "memorandum", "submission", "ultimatum",
    "statement", "appeal", "plea", "telegram", "list", "request", "motion", "deputation",
})  # fmt: skip
# Made by staff to who employs them, as "cabin crew at the airline demanded".
WAGES = frozenset({
    "pay", "wage", "salary", "bonus", "rise", "raise", "pension", "overtime", "shift", "allowance", "increase",
    "redundancy", "hour", "holiday", "backpay",
})  # fmt: skip


def asked_beside(trigger: Token, content: Content) -> list[Token]:
    """Whom a thing is asked of beside its verb: "asked *Peru* for aid", "wrote to *Peru* asking", "a letter to *him*".

    None but somebody told in so many words: an open letter to nobody, or one in a newspaper, asks nobody.
    """
    lemma = trigger.lemma_.lower()
    found: list[Token] = []
    if lemma in ASKED and not grammar.is_passive(trigger):
        found = [t for t in grammar.children(trigger, "dobj", "dative") if t != content.head and t.i < content.head.i]
    if lemma in TURNED:
        found = found or grammar.under(trigger, {"to"})
    inside = [t for t in grammar.under(trigger, {"in"}) if t.lemma_.lower() in LETTERS]
    found = found or [t for letter in inside for t in grammar.under(letter, {"to"})]
    over = trigger.head
    if not found and trigger.tag_ == "VBG" and trigger.dep_ in {"advcl", "acl", "xcomp"}:
        letter = over if over.lemma_.lower() in LETTERS else None
        verb = over.head if letter is not None else over
        sent = [o for o in grammar.patients(verb) if o.lemma_.lower() in LETTERS] if grammar.is_verb(verb) else []
        letters = [letter] if letter is not None else sent
        if verb.lemma_.lower() in SENT and (letters or verb.lemma_.lower() == "write"):
            found = [t for o in (verb, *letters) for t in (*grammar.under(o, {"to"}), *grammar.children(o, "dative"))]
            found = [t for t in found if t.dep_ != "dative" or t.lower_ != "to"]
        elif letter is not None:
            found = grammar.under(letter, {"to"})
    found = [t for t in found if t.lemma_.lower() not in LETTERS and t not in content.tokens and not _is_paper(t)]
    return [t for t in found if t.tag_ != "NNS" or lemma in ASKED]  # "a letter to shareholders" only tells them


def _is_paper(name: Token) -> bool:
    return not {t.lower_ for t in name.subtree}.isdisjoint(table("opinions")["media"]["names"])


def employers(act: Act) -> list[Token]:
    """Of whom staff ask for more: "cabin crew at *Delta Air* are demanding a 12% pay rise"."""
    told = {t.lemma_.lower() for t in act.content.tokens}
    if act.act != "demand" or told.isdisjoint(WAGES):
        return []
    return [t for doer in act.doers if doer.pos_ == "NOUN" for t in grammar.under(doer, {"at"})]


def addressees_of(acts: Sequence[Act], best: Act, proponents: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """Whom the course of `acts`, of which `best` says most, is put to: whoever is named so, is to act or to receive.

    Ids in the order of the text, the proponents and their own people left out.
    """
    told = [id for act in acts for id in act.addressees]
    called = best.act == "demand" and best.form == "noun"  # "growing calls for the mayor to go": whosever they are
    asked = (bool(proponents) or called) and best.act not in TALKED
    doing = [id for token in doers_of(best.content) for id in cast.refer(token)] if asked else []
    found = _others((*doing, *told), proponents, cast)
    told_of = asked and bool(doers_of(best.content)) and best.act in {"demand", "condition"}  # though none is known
    if found or told_of or not proponents:
        return found
    if any(act.act in SETTLED and act.holds for act in acts):
        if len(proponents) == 1 and grammar.children(best.content.head, "dative"):  # "agreed to give *the firm* access"
            gaining = (t for d in grammar.children(best.content.head, "dative") for t in (d, *grammar.objects_of(d)))
            if found := _others((id for t in gaining for id in cast.refer(t)), proponents, cast):
                return found
        paid = best.content.form == "clause" and best.content.head.lemma_.lower() in PAYING
        return (
            _others((id for t in receivers(best.content, {"to"}) for id in cast.refer(t)), proponents, cast)
            if paid
            else ()
        )
    if best.act == "demand" and grammar.is_passive(best.content.head) and best.content.head.lemma_ in CONSULTING:
        return ()
    if at := _others((id for a in acts for t in employers(a) for id in cast.refer(t)), proponents, cast):
        return at
    asks = best.act == "demand" and best.content.form == "noun"  # "a grant for the poor" is asked of somebody else
    taken = receivers(best.content, RECEIVING - {"for"} if asks else RECEIVING)
    if asks and best.content.head.lemma_.lower() in OWN_DEEDS:  # "demanded *the minister's* resignation"
        taken = chain(taken, grammar.children(best.content.head, "poss"))
    held = (id for token in _shared(best.content) for id in cast.refer(token) if cast.actor(id).kind == "organization")
    found = _others((*(id for token in taken for id in cast.refer(token)), *held), proponents, cast)
    return found or _other_state(best.content, proponents, cast)


def _other_state(content: Content, proponents: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """The one other state in what a state puts forward: "Peru | offered to lift the ban on *Chilean* wine".

    Not one with which or against which it only deals ("arms for *Chile*").
    """
    if not all(_is_state(id, cast) for id in proponents):
        return ()
    named = (t for t in content.tokens if t.pos_ in {"PROPN", "ADJ"} and _is_put_so(t))
    others = _others((id for t in named for id in cast.refer(t) if _is_state(id, cast)), proponents, cast)
    return others if len(others) == 1 else ()


def doers_of(content: Content) -> list[Token]:
    """Who is to do what a clause says; none for a passive, whose subject it is done to."""
    passive = grammar.is_passive(content.head)
    return list(content.doers) if content.form == "clause" and not passive else []


def receivers(content: Content, behind: Set[str] = RECEIVING) -> Iterator[Token]:
    """Who is done something to: "pay *the firm*", "sanctions against *Norland*", "*the firm's* stake be cut"."""
    inside = frozenset(content.tokens)
    over = [content.head]
    behind = behind - {"to"} if content.form == "clause" and content.head.lemma_.lower() in BRINGING else behind
    if content.form == "clause":
        objects = grammar.patients(content.head)
        yield from (t for d in grammar.children(content.head, "dative") for t in (d, *grammar.objects_of(d)))
        yield from (t for t in objects if content.head.lemma_.lower() not in HANDING)
        over += objects
        if content.head.lemma_.lower() in PAYING:  # "pay | Delta 9m euros"
            yield from (t for o in objects for t in grammar.children(o, "nmod") if t.pos_ == "PROPN")
        if grammar.is_passive(content.head):
            held = (o for o in objects if o.lemma_.lower() not in lexicon().nouns)  # not whose application it is
            yield from (t for o in held for t in grammar.children(o, "poss"))
    for word in over:
        yield from (t for t in grammar.under(word, behind) if t in inside)


def _is_bid(proposal: Proposal) -> bool:
    said = {word.strip(",.").lower() for word in proposal.summary.split()}
    return bool(said & BIDS) and proposal.kind in {"offer", "initiative"}


def with_parties(proposal: Proposal, cast: Cast) -> Proposal:
    """A deal that was struck has parties, and is put to nobody any more but those who answered.

    A group that is only to get something, as the customers of a firm, has not struck it.
    """
    if proposal.status != "agreed" or proposal.kind != "initiative":
        return proposal
    if len(proposal.proponents) > 1:  # of two who agree, others are only to carry it out, but not the country of one
        homes = {cast.actor(id).country for id in proposal.proponents} - {None}
        kept = [id for id in proposal.addressees if not (_is_state(id, cast) and cast.actor(id).country in homes)]
        return proposal.model_copy(update={"addressees": tuple(kept)})
    if not proposal.proponents and _is_bid(proposal):
        return proposal  # "the takeover of the bank was cleared": who buys it is not said, and it is not the bank
    answered = [x.actor for x in proposal.positions]
    joined = [id for id in proposal.addressees if id not in answered and not _is_affected(id, cast)]
    return proposal.model_copy(
        update={
            "proponents": tuple(dict.fromkeys((*proposal.proponents, *joined))),
            "addressees": tuple(id for id in proposal.addressees if id not in joined),
        }
    )


def _is_put_so(name: Token) -> bool:
    if name.dep_ == "conj":
        return _is_put_so(name.head)
    if name.dep_ == "pobj":
        return name.head.lower_ in {"from", "of", "to"}
    return name.dep_ in {"amod", "poss"} or (name.dep_ == "compound" and name.head.pos_ != "PROPN")


def _shared(content: Content) -> list[Token]:
    """In whose affairs somebody is to have a part: "an investment in the firm", "a say in how the club is run"."""
    into = [p for p in grammar.children(content.head, "prep") if p.lower_ == "in"]
    if content.head.lemma_.lower() not in SHARED:
        return []
    run = [t for p in into for verb in grammar.children(p, "pcomp") for t in grammar.patients(verb)]
    return [*(t for p in into for t in grammar.objects_of(p)), *run]


def _is_state(id: str, cast: Cast) -> bool:
    return cast.actor(id).kind == "state"


def _is_affected(id: str, cast: Cast) -> bool:
    """Whether an actor is a group that gets what others deal in: "customers", "asbestos victims"."""
    actor = cast.actor(id)
    return actor.kind == "group" and actor.name.split()[-1].lower().rstrip("s") in table("people")["affected"]


def _others(ids: Iterable[str], proponents: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """Those who are neither proponents nor belong to one, each once."""
    sides = {actor.id: actor.affiliation for actor in cast.actors}
    return tuple(id for id in dict.fromkeys(ids) if id not in proponents and sides.get(id) not in proponents)
