"""Ground given without a verb of giving: readiness to move, what is conceivable, what will no longer be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import content_of
from communique.extraction.giving import (
    ABOUT,
    Giving,
    frame_kind,
    frames_over,
    noun_sort,
    objects_of,
    phrase_at,
    sort_of,
    words_of,
)
from communique.extraction.grammar import below
from communique.extraction.modality import NOBODY, modality_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.model import ConcessionStatus

WRUNG = frozenset({"promise", "floor", "rise", "increase", "apology", "minimum", "pay", "money", "compensation"})
BOONS = frozenset({"drop", "lower", "better", "give", "boon"})
TALKING = frozenset({"negotiable", "negotiation", "discussion", "debate", "bargaining"})


def find_softening(tokens: Sequence[Token]) -> Iterator[Giving]:
    """The places in a text that tell of ground given, offered or refused without a verb of giving."""
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN"}:
            found = _flexible(token) or _none_of(token) or _none_lost(token)
        elif token.pos_ == "ADJ":
            found = _flexible_on(token) or _open_or_closed(token) or _exempt(token)
        elif grammar.is_verb(token):
            found = (
                _open_or_closed(token)
                or _no_longer(token)
                or _unthreatened(token)
                or _assured(token)
                or _spared(token)
                or _stands_firm(token)
            )
        else:
            found = None
        if found is not None:
            yield found


def _giving(word: Token, construction: str, status: ConcessionStatus) -> Giving | None:
    content = content_of(word)
    if content is None or content.pointer or content.head != word:
        return None
    said = {
        t for c in grammar.children(word, "conj") if c.lemma_.lower() in words_of("words", "saying") for t in c.subtree
    }
    content = replace(content, tokens=tuple(t for t in content.tokens if t not in said))
    return Giving(
        word, content, construction, tuple(objects_of(word)), tuple(frames_over(word)), (construction, status)
    )


def _told(word: Token) -> bool:
    """Whether it is said on what: "flexibility on the date"."""
    return any(c.lower_ in ABOUT and list(below(c)) for c in below(word) if c.i > word.i)


# --- readiness to move
def _flexible(noun: Token) -> Giving | None:
    """ "Signalled flexibility on the date", "there is no room for manoeuvre on the fee"."""
    if noun.lemma_.lower() not in words_of("nouns", "flexible"):
        return None
    over = noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lower_ in {"room", "scope"}:
        over = noun.head.head
    elif noun.lemma_.lower() in {"manoeuvre", "maneuver"}:
        return None
    verb = next(grammar.clause_over(over), None)
    if verb is None or verb.lemma_.lower() not in words_of("words", "showing"):
        return None
    there = verb.lemma_ == "be"
    if there and not any(c.dep_ == "expl" for c in below(verb)):
        return None
    if noun.lemma_.lower() in {"movement", "openness", "softening"} and verb.lemma_.lower() not in {
        "hint",
        "signal",
        "indicate",
    }:
        return None
    if not (_told(noun) or _told(over) or _told(verb)):
        return None
    none = grammar.is_negated(verb) or any(c.lower_ in {"no", "little"} for c in below(over))
    if any(f.kind == "demand" for f in frames_over(verb)):
        return _giving(verb, "flexible", "demanded") if not none else None
    if modality_of(verb) in {"supposed", "required"}:
        return None
    return _giving(over if there else verb, "flexible", "refused" if none else "floated" if there else "offered")


def _flexible_on(adjective: Token) -> Giving | None:
    """ "Said it was flexible on the size of the force"."""
    verb = adjective.head
    if adjective.lower_ != "flexible" or verb.lemma_ != "be" or not (_told(adjective) or _told(verb)):
        return None
    if modality_of(verb) != "fact" or grammar.is_negated(verb):
        return None
    return _giving(verb, "flexible", "offered")


def _exempt(adjective: Token) -> Giving | None:
    """ "Smaller farms will be exempt from the levy"."""
    verb = adjective.head
    told = any(c.lower_ == "from" for c in below(adjective))
    if adjective.lower_ != "exempt" or verb.lemma_ != "be" or not told or grammar.is_negated(verb):
        return None
    return _giving(verb, "exempt", "made") if modality_of(verb) == "future" else None


# --- what is said of a thing
def _open_or_closed(word: Token) -> Giving | None:
    """ "A four-year exemption was conceivable", "the bonus was off the table", "a dividend could be looked at".

    A thing that nobody would give ("sovereignty was not up for negotiation") is itself neither given nor refused:
    talks on it are.
    """
    status = _verdict(word)
    if status is None:
        return None
    verb = word if grammar.is_verb(word) else word.head
    for thing in grammar.patients(word) if grammar.is_passive(word) else grammar.children(verb, "nsubj", "csubj"):
        boon = _is_boon(thing)
        if status == "floated" and not boon and not _negotiable(word):
            continue
        torn = grammar.is_verb(thing) and thing.nbor() != word and thing.nbor() not in thing.subtree
        if torn or thing.pos_ == "PRON" or modality_of(verb) in {"supposed", "required"}:
            continue  # torn: the parser took what is admitted from "admitting"
        if not boon and any(t.lemma_.lower() in TALKING for t in verb.subtree):
            return _giving(thing, "talks on it", status)
        return _giving(thing, "conceivable" if status == "floated" else "off the table", status)
    return None


def _negotiable(word: Token) -> bool:
    return word.lower_ == "negotiable" or word.lemma_ == "be" or word.lower_ in {"open", "up"}


def _verdict(word: Token) -> ConcessionStatus | None:
    """Whether a predicate leaves a thing open ("floated") or shut ("refused")."""
    if word.pos_ == "ADJ":
        if word.dep_ != "acomp" or word.head.lemma_ != "be":
            return None
        non = word.i > 1 and word.nbor(-1).text == "-" and word.nbor(-2).lower_ == "non"  # parsed as three words
        denied = grammar.is_negated(word.head) != non
        if phrase_at(word, "marks", "closed"):
            return None if denied else "refused"
        if phrase_at(word, "marks", "open"):
            return "refused" if denied else "floated"
        return None
    if word.lemma_ == "be" and word.dep_ not in {"aux", "auxpass"}:
        denied = grammar.is_negated(word) or any(
            c.dep_ == "neg" for a in grammar.children(word, "attr") for c in below(a)
        )
        if phrase_at(word, "marks", "closed", after=True):
            return None if denied else "refused"
        if phrase_at(word, "marks", "open", after=True) and not grammar.children(word, "acomp"):
            return "refused" if denied else "floated"
        return "refused" if denied and phrase_at(word, "marks", "unopen", after=True) else None
    if not phrase_at(word, "marks", "pondering") or not grammar.is_passive(word):
        return None
    excluded = word.lemma_.lower() in {"rule", "exclude"}
    denied = grammar.is_negated(word)
    if excluded:
        return "floated" if denied else None
    possible = bool(grammar.auxiliaries(word) & {"could", "might", "may", "can"})
    return ("refused" if denied else "floated") if possible else None


def _is_boon(thing: Token) -> bool:
    """Whether a thing would be given by somebody: an exemption, a delay, "lowering the fee"."""
    return noun_sort(thing) in BOONS or (grammar.is_verb(thing) and sort_of(thing) is not None)


def _none_of(noun: Token) -> Giving | None:
    """ "There will be no amnesty for the rebels"."""
    verb = noun.head
    if noun.dep_ == "nsubjpass" and noun_sort(noun) == "ground" and grammar.auxiliaries(verb) & {"will", "would"}:
        none = any(c.lower_ == "no" for c in below(noun)) and verb.lemma_.lower() in words_of("words", "doing")
        return _giving(noun, "off the table", "refused") if none and (_told(noun) or _told(verb)) else None
    if noun.dep_ not in {"attr", "nsubj", "dobj"}:
        return None
    if noun.lemma_.lower() not in words_of("marks", "none") and noun_sort(noun) != "ground":
        return None
    if verb.lemma_ != "be" or not any(c.dep_ == "expl" for c in below(verb)) or not _told(noun):
        return None
    none = any(c.lower_ == "no" for c in below(noun))
    return (
        _giving(noun, "off the table", "refused")
        if none and modality_of(verb) in {"fact", "future", "possible"}
        else None
    )


def _none_lost(noun: Token) -> Giving | None:
    """ "Promised there would be no compulsory redundancies", "pledged no evictions this winter"."""
    if noun.lemma_.lower() not in words_of("marks", "none_lost") or not any(c.lower_ == "no" for c in below(noun)):
        return None
    over = noun.head
    if over.lemma_ == "be" and over.dep_ == "ccomp" and any(c.dep_ == "expl" for c in below(over)):
        over = over.head
    if over == noun.head and any(grammar.is_verb(c) and c.i > noun.i for c in below(over)):
        return None  # "promised | no jobs | would be lost"
    kind = frame_kind(over) if grammar.is_verb(over) else None
    if kind not in {"promise", "agree"} or modality_of(over) != "fact" or grammar.is_negated(over):
        return None
    if any(t.lower_ in words_of("words", "watchers") for t in grammar.subjects(over)):
        return None  # "analysts agreed that there would be no rise"
    found = _giving(noun, "promise" if kind == "promise" else "agree", "offered" if kind == "promise" else "made")
    return replace(found, holders=tuple(grammar.subjects(over))) if found is not None else None


def _stands_firm(verb: Token) -> Giving | None:
    """ "Is standing firm on the levy", "the union stuck to its demand for 9%"."""
    stands = phrase_at(verb, "marks", "firm")
    if not stands and verb.lemma_.lower() not in {"stick", "cling"}:
        return None
    if grammar.is_negated(verb) or modality_of(verb) not in {"fact", "future"}:
        return None
    firm = stands and any(
        p.lower_ in {"on", "over", "about"}
        and t.ent_type_ not in {"DATE", "TIME"}
        and t.lemma_.lower() not in {"forecast", "estimate", "outlook", "guidance"}
        for p in verb.subtree
        if p.dep_ == "prep" and p.i > verb.i
        for t in grammar.objects_of(p)
    )
    held = [t for t in grammar.under(verb, {"to"}) if t.lemma_.lower() in words_of("objects", "stances")]
    sticks = verb.lemma_.lower() in {"stick", "cling"} and any(
        _told(t) and any(c.tag_ == "PRP$" for c in below(t)) for t in held
    )
    return _giving(verb, "refused outright", "refused") if firm or sticks else None


# --- what will no longer be done
def _no_longer(verb: Token) -> Giving | None:
    """ "Will no longer insist on a public inquiry", "would not now push it to a vote"."""
    if not grammar.is_negated(verb):
        return None
    lemma = verb.lemma_.lower()
    own = grammar.auxiliaries(verb)
    before = {c.lower_ for c in below(verb) if c.dep_ in {"advmod", "neg"}}
    after_all = "now" in before and bool(own & {"will", "would", "wo"}) and bool(grammar.children(verb, "dobj"))
    pressing = lemma in words_of("marks", "pressing") or after_all
    if not (pressing or lemma in words_of("marks", "burdening")):
        return None
    if not before & {"longer", "now", "anymore"} or own & {"can", "could", "should", "must", "may", "might"}:
        return None
    if modality_of(verb) == "supposed" or not grammar.subjects(verb):
        return None
    return _giving(verb, "no longer", "made" if pressing or not own & {"would", "'d"} else "offered")


def _unthreatened(verb: Token) -> Giving | None:
    """ "Would not block the budget, as it had threatened", "will not sue, a threat it made in May"."""
    if not grammar.is_negated(verb) or not grammar.auxiliaries(verb) & {"will", "would", "'ll", "wo"}:
        return None
    after = [t for t in verb.sent if t.i > verb.i and t.lemma_.lower() in {"threat", "threaten"}]
    told = any(t.dep_ in {"appos", "attr", "advcl", "relcl"} or t.head.lower_ in {"despite", "after"} for t in after)
    return _giving(verb, "no longer", "made") if told and grammar.subjects(verb) else None


# --- assurances
def _assured(verb: Token) -> Giving | None:
    """ "Gave an assurance that no school would close", "the mill won a reprieve"."""
    lemma = verb.lemma_.lower()
    dangles = phrase_at(verb, "words", "dangling")
    if not dangles and lemma not in words_of("words", "assuring") | words_of("words", "winning"):
        return None
    if grammar.is_negated(verb) or modality_of(verb) not in {"fact", "future"}:
        return None
    astray = [t for c in grammar.children(verb, "ccomp", "conj", "dep") for t in grammar.children(c, "dobj")]
    objects = (*objects_of(verb), *astray)  # "offered them | written guarantees"
    things = {t.lemma_.lower() for t in objects if any(c.i > t.i and not c.is_punct for c in below(t))}
    if any(f.kind in {"demand", "plan", "refuse", "deny", "consider"} for f in frames_over(verb)):
        return None
    if any(_is_fact(c) for t in objects for c in grammar.children(t, "acl", "ccomp", "relcl")):
        return None
    if (
        lemma in words_of("words", "assuring")
        and things & words_of("words", "assurances")
        and not grammar.is_passive(verb)
    ):
        return _giving(verb, "assurance", "offered" if lemma == "offer" else "made")
    if dangles and things & (words_of("words", "dangled") | words_of("words", "wins")):
        return _giving(verb, "assurance", "offered")
    if lemma in words_of("words", "wringing") and any(t.lower_ in {"from", "of"} for t in verb.subtree if t.i > verb.i):
        said = words_of("words", "assurances") | words_of("words", "wins") | words_of("nouns", "ground") | WRUNG
        return _giving(verb, "won", "made") if things & said and not grammar.is_passive(verb) else None
    if lemma in words_of("words", "winning") and things & words_of("words", "wins") and not grammar.is_passive(verb):
        return _giving(verb, "won", "made")
    return None


def _is_fact(clause: Token) -> bool:
    """Whether an assurance only says what is the case: "that the bridge was safe"."""
    told = any(c.lower_ == "that" and c.dep_ == "mark" for c in below(clause))
    return told and not grammar.auxiliaries(clause) & {"will", "would", "'ll", "can", "could", "shall", "to"}


def _spared(verb: Token) -> Giving | None:
    """ "No jobs would be lost, the firm said", "the captain will not be prosecuted"."""
    if verb.lemma_.lower() not in words_of("words", "harms") or not grammar.is_passive(verb):
        return None
    if verb.dep_ != "ccomp" or not grammar.auxiliaries(verb) & {"will", "would", "'ll"}:
        return None
    people = grammar.patients(verb)
    nobody = any(t.lower_ in NOBODY or any(c.lower_ == "no" for c in below(t)) for t in people)
    return _giving(verb, "spared", "offered") if nobody else None
