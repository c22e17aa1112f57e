"""Deeds that a text names and does not say to be done, or promised: "told to lift it", "instead of lifting it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.words import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

AGAINST = frozenset({"reject", "oppose", "criticise", "condemn"})


def is_unfulfilled(verb: Token) -> bool:
    """Whether a verb that no frame stands over gives nothing: it is imagined, bidden, judged or refrained from."""
    auxiliaries = grammar.auxiliaries(verb)
    if "have" in auxiliaries and auxiliaries & {"would", "could", "might"}:
        return True  # what was not done
    if "have" in auxiliaries and verb.dep_ == "xcomp" and verb.head.tag_ == "VBD" and verb.head.lemma_ == "be":
        return True  # "was to have paid half of it"
    if "would" in auxiliaries and (verb.dep_ == "relcl" or verb.tag_ == "VBG"):
        return True  # "an amendment which would cap fees", "would be abandoning his duty"
    if "would" in auxiliaries and any(map(is_hypothetical, grammar.subjects(verb))):
        return True  # a promise to voters
    if would_the_thing(verb):
        return True
    if any(t.lower_ == "only" and t.head.like_num for t in verb.subtree):
        return True  # "had granted asylum to only 19 people": what is found too little
    marks = {c.lower_ for c in below(verb) if c.dep_ == "mark"}
    if verb.dep_ == "advcl" and marks & {"before", "until", "till"} and verb.tag_ != "VBD" and "had" not in auxiliaries:
        return True  # "wants them to withdraw before the hostages are freed"
    timed = any(c.lower_ in {"when", "once"} for c in grammar.children(verb, "mark", "advmod"))
    if (
        verb.dep_ == "advcl"
        and timed
        and verb.tag_ in {"VBZ", "VBP"}
        and grammar.auxiliaries(verb.head) & {"will", "'ll"}
    ):
        return True  # "the road will reopen when Veld pulls back its troops"
    spent = verb.dep_ == "pcomp" and verb.head.head.dep_ == "acl"  # "money saved by delaying the scheme"
    return spent or is_under_discussion(verb) or is_only_spoken_of(verb) or is_imperative(verb)


def is_under_discussion(verb: Token) -> bool:
    """Whether a deed is only what people talk over: "will discuss freeing them", "focused on | lifting the ban"."""
    over = verb.head
    while verb.dep_ == "conj" and grammar.is_verb(over) and over.tag_ == verb.tag_:
        verb, over = over, over.head
    if verb.tag_ != "VBG" or verb.dep_ not in {"xcomp", "pcomp", "dobj", "ccomp"}:
        return False
    if verb.dep_ != "pcomp":
        return over.lemma_.lower() in words("discussing")
    subject = over.lower_ in {"on", "over", "around", "upon"}
    return subject and over.head.lemma_.lower() in words("discussing") | words("talks")


def would_the_thing(verb: Token) -> bool:
    """Whether a clause gives what a thing would do as the reason for turning it down, and nobody's promise.

    "Turned down the truce, saying that it would give the rebels time", "opposes the bill because it would free them".
    """
    if not grammar.auxiliaries(verb) & {"would", "'d"} or grammar.is_negated(verb):
        return False
    if not any(t.lower_ in {"it", "this", "they"} for t in grammar.children(verb, "nsubj")):
        return False
    told = verb.head if verb.dep_ == "ccomp" and verb.head.tag_ == "VBG" else verb
    over = told.head
    if told.dep_ != "advcl" or not grammar.children(over, "dobj", "pobj", "prep"):
        return False
    reason = told != verb or any(c.lower_ in {"because", "as", "since"} for c in grammar.children(verb, "mark"))
    own = any(c.lower_ in {"instead", "only"} for c in below(verb))
    against = any(t.act in AGAINST for t in lexicon().verbs.get(over.lemma_.lower(), ()))
    return reason and against and not own


def is_only_spoken_of(verb: Token) -> bool:
    """Whether a verb names a deed that it does not say is done: "lifting it would be wrong", "was about to lift it".

    Nor does what somebody is not going to do, is only told to do, or does something else instead of.
    """
    over = verb.head
    judged = verb.dep_ in {"csubj", "nsubj"} and verb.tag_ == "VBG"
    to = "to" in {c.lower_ for c in grammar.children(verb, "aux")}
    told = verb.dep_ in {"ccomp", "xcomp"} and to and over.lemma_.lower() in {"press", "push", "suppose", "mean"}
    told = told or is_bidden(verb)
    before = over.nbor(-1).lower_ if over.i else ""
    undone = verb.dep_ == "pcomp" and (over.lower_ in {"without", "than"} or before in {"instead", "rather"})
    close = verb.dep_ == "xcomp" and over.lower_ in {"about", "unlikely", "loath", "reluctant"}
    going = verb.dep_ == "xcomp" and over.lemma_.lower() == "go" and grammar.is_negated(over)
    return judged or close or going or told or undone


def is_bidden(verb: Token) -> bool:
    """Whether somebody says what others should do: "insisted that they lift it"."""
    bare = verb.dep_ == "ccomp" and grammar.is_bare(verb) and not grammar.auxiliaries(verb)
    return bare and verb.head.lemma_.lower() in words("mandative")


def is_imperative(verb: Token) -> bool:
    """Whether a verb tells others what to do: "Lift the ban," said X."""
    first = next((t for t in verb.sent if t.is_alpha), None)
    while verb.dep_ == "conj" and verb.head.tag_ == "VB" and not grammar.auxiliaries(verb):
        verb = verb.head  # "stop the shelling and *free* the crew"
    quoted = verb.i > 0 and (verb.nbor(-1).is_quote or verb.nbor(-1).text == ":")
    bare = verb.tag_ == "VB" and not grammar.auxiliaries(verb) and not grammar.children(verb, "nsubj", "nsubjpass")
    return bare and (first == verb or quoted)


def is_hypothetical(noun: Token) -> bool:
    """Whether a government is only thought of: "a Labour government", "any new administration"."""
    governs = noun.lemma_.lower() in {"government", "administration", "cabinet", "presidency"}
    return governs and any(c.lower_ in {"a", "an", "any", "another"} for c in below(noun))


def is_talked_of(verb: Token) -> bool:
    """Whether a deed is only a subject of talk: "talked of lifting the ban"."""
    about = verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "about"}
    return about and verb.head.head.lemma_.lower() in {"talk", "speak", "think", "dream"}


def is_aim(verb: Token) -> bool:
    """Whether a verb only says what something is done for, or what a thing is: "pressed on to lift it"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"sue", "campaign", "fight", "appeal", "petition", "vow"}:
        return "to" in {c.lower_ for c in grammar.children(verb, "aux")}  # "sued to stop the law"
    joined = verb.dep_ == "conj" and verb.head.tag_ not in {"VB", "VBP"} and verb.head.dep_ != "xcomp"
    aim = joined or verb.dep_ in {"advcl", "acl", "relcl", "ccomp", "pcomp", "dep"}
    return aim and any(c.lower_ == "to" and c.dep_ == "aux" for c in below(verb))


def is_for_others(verb: Token, offer: Token) -> bool:
    """Whether something is offered for others to do a thing: "offered staff a bonus | to end the strike"."""
    if verb.tag_ != "VB" or offer.lemma_.lower() != "offer" or not grammar.is_verb(offer):
        return False
    return any(t.i < verb.i and t.pos_ in {"NOUN", "PROPN"} for t in grammar.children(offer, "dobj", "dative"))
