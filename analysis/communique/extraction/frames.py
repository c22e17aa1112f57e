"""How far a giving has gone by the frame it stands under: "agreed to lower it", "offered it", "had to yield"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.courses import figures
from communique.extraction.given import (
    acts,
    admits,
    buys,
    frees,
    gives,
    gives_for,
    has_if,
    holds_ground,
    is_on,
    lemmas,
    pays_to_settle,
    reverses,
    signed,
    sold,
    stands_down,
    takes_back,
    takes_less,
    traded,
    undone,
)
from communique.extraction.giving import Frame, Giving, is_told_on, is_wanted_of_others, words_of
from communique.extraction.grammar import below
from communique.extraction.modality import NOBODY
from communique.extraction.unfulfilled import is_for_others
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.model import ConcessionStatus

OFFERED_NOUNS = frozenset({"drop", "lower", "better", "give", "settlement", "boon"})
PRESENT = frozenset({"VBZ", "VBP"})
GIVING_SORTS = frozenset({"yield", "drop", "lower", "better", "give", "let"})


def agreed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Agreed to lower the price", "consented to a standstill"."""
    if frame.denied:
        return ("refused", "refused") if giving.sort == "yield" or holds_ground(giving) else None
    if is_told_of_people(frame.word) or is_prospect(frame.word):
        return None
    if any(d.lower_ in words_of("words", "watchers") for d in frame.doers):
        return None  # "analysts agreed that there would be no rise"
    if giving.sort == "assure" and not any(map(acts, frame.doers)):
        return None
    if frame.modality == "required" or any(f.kind in {"plan", "expect"} for f in giving.frames):
        return None
    others = any(t.pos_ in {"NOUN", "PROPN"} for t in grammar.children(giving.word, "nsubj"))
    if others and grammar.auxiliaries(giving.word) & {"may", "can"}:
        return None  # "agreed that the rebels may hand over their weapons in stages"
    said = "would" in grammar.auxiliaries(frame.word) and frame.word.dep_ == "ccomp"  # "said he would consent to leave"
    if frame.modality == "future" and (said or has_if(frame.word) or has_if(giving.word)):
        return "agree", "offered"  # "will agree to it only if they do"
    if giving.sort == "deed":
        return ("in return", "made") if traded(giving.word) or traded(frame.word) else None
    if grammar.is_verb(giving.word):
        if giving.sort in {"give", "let", "assure"} and jointly(frame) and not traded(giving.word):
            return None
        return ("agree", "made") if gives(giving) else None
    if giving.sort in {"settlement", "thing"}:
        return settled(giving)
    if giving.sort not in {"drop", "lower", "better", "accept"} and not is_ground(giving):
        return None
    if giving.word.lemma_.lower() in words_of("words", "joint") and (jointly(frame) or not frame.doers):
        return None
    return "agree to noun", "made"


def is_prospect(verb: Token) -> bool:
    """Whether a verb is only a prospect: "little chance of Peru agreeing to lift it"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in words_of("noun_frames", "consider"):
        return True
    of = verb.head if verb.dep_ == "pcomp" and verb.head.lower_ == "of" else None
    before = next((t for t in reversed(verb.doc[max(of.i - 3, 0) : of.i]) if t.is_alpha), None) if of else None
    return before is not None and before.lemma_.lower() in words_of("noun_frames", "consider")


def is_told_of_people(verb: Token) -> bool:
    """Whether a clause only says which people are meant: "pardoned 60 rebels | who had agreed to disarm"."""
    kind = verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and not verb.head.is_title
    return kind and verb.left_edge.nbor(-1).text != "," and verb.head.dep_ in {"dobj", "nsubjpass", "pobj"}


def jointly(frame: Frame) -> bool:
    """Whether several agree on what they do together: "the two presidents agreed to open a road"."""
    both = any(c.lower_ in {"two", "both", "three"} for d in frame.doers for c in below(d))
    return len(frame.doers) > 1 or both or any(d.lemma_.lower() in {"side", "party", "both"} for d in frame.doers)


def settled(giving: Giving) -> tuple[str, ConcessionStatus] | None:
    """ "Agreed a payment of $2bn"; the price of a firm is no settlement."""
    named = {giving.word.lemma_.lower(), *(c.lemma_.lower() for c in below(giving.word))}
    mutual = giving.word.lemma_.lower() in words_of("words", "deals") and "settlement" not in named
    mutual = mutual or giving.word.lemma_.lower() in {"line", "loan", "facility", "credit"}
    fits = figures(giving.content) and "takeover" not in giving.content.keys and not mutual
    return ("settlement", "made") if fits else None


def reached(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Reached a settlement of $2bn": the only thing that is reached and gives ground."""
    return settled(giving) if giving.sort == "settlement" and not frame.denied and frame.modality == "fact" else None


def offered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Offered to lower the price", "is ready to wait", "offered a rise of 8%", "promised that no job would go"."""
    if frame.denied or (giving.sort == "yield" and grammar.is_negated(giving.word)):
        return ("refused", "refused") if giving.sort == "yield" or holds_ground(giving) else None
    if frame.modality == "required" or any(f.kind == "plan" and grammar.is_verb(f.word) for f in giving.frames):
        return None
    if not grammar.is_verb(giving.word):
        return offered_noun(giving, frame)
    if giving.sort == "drop" and grammar.is_negated(giving.word):
        return None  # "promised not to drop its demand"
    if is_for_others(giving.word, frame.word):
        return None
    if giving.sort == "deed":
        return ("deed", "offered") if frame.kind in {"offer", "ready"} else None
    if giving.word.lemma_.lower() in {"supply", "send", "lend"} and not traded(giving.word):
        return None
    if frame.kind == "promise" and campaigns(giving) and not traded(giving.word):
        return None
    less = bool({t.lower_ for t in giving.word.subtree} & words_of("signs", "less")) or has_if(giving.word)
    more = is_on(giving, "more") or (
        frame.kind in {"ready", "promise"} and giving.word.lemma_ in words_of("words", "changing")
    )
    fits = {"accept": traded(giving.word) or less, "better": more, "assure": frame.kind == "promise"}
    return (frame.kind, "offered") if fits.get(giving.sort, True) else None


def campaigns(giving: Giving) -> bool:
    """Whether a promise is one to voters: "promised to cut taxes", "pledged to scrap the fee if elected"."""
    hiked = bool(lemmas(giving) & {"rise", "increase", "hike"})  # "promised to put off a rise in fuel duty"
    taxes = giving.sort in {"lower", "drop"} and not hiked
    taxes = taxes and bool(lemmas(giving) & {"tax", "taxis", "duty", "levy"})  # it takes "taxes" for cabs
    return taxes or any(t.lower_ in {"elected", "re-elected"} for t in giving.word.sent)


def offered_noun(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Offered a rise of 8%", "offered cash in return for land"."""
    if frame.kind not in {"offer", "promise"} or giving.word.head.lower_ == "for":
        return None  # "an offer for the shares" is a bid
    if giving.word.lemma_.lower() in words("courtesies"):
        return None
    if giving.sort == "ground":
        return (f"{frame.kind} noun", "offered") if is_ground(giving) else None
    if giving.sort == "thing":
        return ("trade", "offered") if gives_for(giving.word) else None
    if giving.sort in {"boon", "give", "lower"} and frame.word.tag_ in PRESENT:
        return None  # "offers patients access": to anybody, as a rule
    return (f"{frame.kind} noun", "offered") if giving.sort in OFFERED_NOUNS else None


def proposed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Proposed that the fee be halved": ground where the proponent is the one that gives."""
    fits = grammar.is_verb(giving.word) and (
        giving.sort == "yield" or (giving.sort == "lower" and is_on(giving, "terms"))
    )
    return ("propose", "offered") if fits and not frame.denied else None


def considered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Would consider raising the share of grants", "floated a figure of 25 percent"."""
    if frame.denied:  # "would not contemplate dropping its claim"
        keeps = giving.sort == "yield" or holds_ground(giving) or (giving.sort == "lower" and is_on(giving, "terms"))
        weighs = frame.word.lemma_.lower() in {"consider", "contemplate", "entertain", "countenance", "imagine"}
        return ("refused", "refused") if keeps and weighs else None
    if is_right(frame):
        return None
    if not grammar.is_verb(giving.word):
        if is_ground(giving):
            return ("consider", "floated") if grammar.is_verb(frame.word) else None
        if (
            giving.word.lemma_.lower() in words_of("words", "wins")
            and grammar.is_verb(frame.word)
            and tells(giving.word)
        ):
            return "consider", "floated"  # "is toying with a waiver for pensioners"
        figure = giving.sort == "figure" and giving.word.dep_ == "dobj" and bool(figures(giving.content))
        fits = figure or (giving.sort == "thing" and gives_for(giving.word))
        if fits and grammar.is_verb(frame.word):
            return "figure", "floated"
        ready = any(f.kind == "ready" for f in giving.frames) and (
            giving.sort in OFFERED_NOUNS or figures(giving.content)
        )
        return ("figure", "floated") if ready else None
    own_business = giving.word.lemma_.lower() in words_of("words", "business") - {"sell", "set"}
    possible = {
        "yield": True,
        "let": not any(t.lower_ in NOBODY for t in giving.objects),
        "drop": holds_ground(giving) or stands_down(giving) or reverses(giving),
        "lower": is_on(giving, "terms") or is_on(giving, "lighter"),
        "better": is_on(giving, "more"),
        "accept": is_on(giving, "hard") or takes_less(giving),
        "give": bool(giving.objects) and not own_business and not (giving.word.lemma_ == "pay" and buys(giving.word)),
    }
    return ("consider", "floated") if possible.get(giving.sort, False) else None


def is_right(frame: Frame) -> bool:
    """Whether an option or a chance is one that somebody has or is given: "has the option to sell"."""
    noun = frame.word
    held = noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in {"have", "give", "hold", "get", "grant"}
    return noun.pos_ == "NOUN" and held


def decided(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Decided to lift the ban"."""
    if frame.denied or not grammar.is_verb(giving.word):
        return None
    if any(m.dep_ == "mark" and m.lower_ == "for" for m in below(giving.word)):
        return None  # "voted for them to lift it"
    over = [c for c in grammar.children(frame.word, "prep") if c.lower_ in {"on", "against"}]
    if any(giving.word in c.subtree for c in over) or frame.modality == "future":
        return None  # "will vote on a bill to lift it"
    fits = giving.sort in {"yield", "let"} or (giving.sort == "drop" and holds_ground(giving)) or giving.sort == "meet"
    fits = fits or (giving.sort == "give" and giving.word.lemma_.lower() not in words_of("words", "business"))
    fits = fits or (giving.sort == "accept" and (is_on(giving, "hard") or takes_less(giving)))
    return ("decide", "made") if fits else None


def ordered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Ordered a halt to the attacks", "ordered his troops to stop firing"; not what others are ordered to do."""
    if grammar.is_verb(giving.word):
        told = grammar.children(frame.word, "dobj", "nsubjpass") + grammar.children(giving.word, "nsubj")
        if any(t.lower_ not in words_of("words", "arms") and not grammar.children(t, "poss") for t in told):
            return None
        fits = giving.sort == "drop" and (holds_ground(giving) or is_on(giving, "war") or is_on(giving, "forces"))
    else:
        fits = giving.sort == "drop"
    return ("order", "made") if fits and not frame.denied else None


def refused(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Ruled out giving up the veto", "refused to back down"; "did not rule out" leaves it possible."""
    if frame.denied:
        verb = grammar.is_verb(giving.word) and giving.sort != "give"
        return ("not refused", "floated") if verb or giving.sort in {"drop", "lower", "boon"} else None
    if grammar.is_verb(giving.word):
        fits = giving.sort == "yield" or holds_ground(giving) or (giving.sort == "better" and is_on(giving, "bids"))
        fits = fits or frees(giving) or takes_back(giving) or admits(giving) or giving.sort == "meet" or undone(giving)
        fits = fits or (giving.word.lemma_ == "extend" and is_on(giving, "more"))
    else:
        fits = giving.sort in {"ground", "better", "drop", "lower"} or is_ground(giving)
    return ("refused", "refused") if fits else None


def tells(noun: Token) -> bool:
    """Whether a noun says from what or for whom: "a waiver for pensioners", "an exemption from the charge"."""
    return bool(grammar.under(noun, {"for", "from", "on", "of"}))


def is_ground(giving: Giving) -> bool:
    """Whether a noun is for giving ground, and says on what: "a U-turn on the fee", "any compromise on the date"."""
    compromise = giving.word.lemma_.lower() == "compromise" and not any(
        c.lower_ in {"the", "a", "this", "that"} for c in below(giving.word)
    )
    return (giving.sort == "ground" or compromise) and is_told_on(giving.word)


def undesired(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "No desire to make concessions", "no question of giving up"."""
    fits = giving.sort in {"yield", "ground"} or holds_ground(giving)
    return ("refused", "refused") if frame.denied and fits else None


def obliged(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Had to accept that …", "was forced to back down"."""
    past = frame.word.tag_ in {"VBD", "VBN"} and not frame.denied and frame.modality == "fact"
    if giving.sort == "yield" and frame.modality == "possible" and not frame.denied and grammar.is_verb(frame.word):
        return "obliged", "floated"  # "may be forced to back down"
    fits = giving.sort in {"accept", "yield"} or (giving.sort == "give" and pays_to_settle(giving.word))
    return ("obliged", "made") if past and fits and grammar.is_verb(giving.word) else None


def allowed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "The deal allows the country to put off payments"."""
    fits = giving.sort == "drop" and is_on(giving, "dues") and not frame.denied
    return ("allow", "made") if fits and grammar.is_verb(giving.word) else None


def planned(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Plans to cut the prices that it asks of rivals", "intends to raise its bid"."""
    if frame.denied or not grammar.is_verb(giving.word) or is_wanted_of_others(giving.word):
        return None
    if giving.sort == "better" and is_on(giving, "bids"):
        return "raised bid", "offered"
    fits = giving.sort == "lower" and is_on(giving, "terms")
    return ("plan", "offered") if fits or (signed(giving.word) and giving.sort in GIVING_SORTS) else None


def expected(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "In return, it would be expected to carry out reforms": asked for, and not given so far."""
    if giving.sort == "yield" and frame.word.tag_ == "VBN" and not frame.denied:
        return "consider", "floated"  # "is expected to back down"
    if not grammar.is_verb(giving.word) and frame.word.tag_ != "VBN":
        return None  # "expects cheaper loans in return": what one gets
    fits = traded(giving.word) and not sold(giving.word) and gives(giving) and not frame.denied
    return ("in return", "demanded" if grammar.is_passive(frame.word) else "made") if fits else None


Rule = Callable[[Giving, Frame], "tuple[str, ConcessionStatus] | None"]
# Frames that say how far a giving went; the others only colour it.
UNDER: dict[str, Rule] = {
    "agree": agreed,
    "reach": reached,
    "offer": offered,
    "promise": offered,
    "ready": offered,
    "propose": proposed,
    "suggest": considered,
    "consider": considered,
    "decide": decided,
    "order": ordered,
    "refuse": refused,
    "desire": undesired,
    "oblige": obliged,
    "allow": allowed,
    "plan": planned,
    "expect": expected,
}
