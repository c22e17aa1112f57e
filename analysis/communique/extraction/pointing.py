"""What pronouns stand for in a summary: an actor, else the thing or the people that the sentence has just named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.words import listed, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "you", "me", "us"})
SPEAKERS = frozenset({"i", "we", "you", "me", "us"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
ANYBODY = frozenset({"nobody", "anybody", "everybody", "everyone", "anyone", "someone", "somebody", "each", "whoever"})
BODIES = frozenset({"organization", "state"})
ONE = frozenset({"it", "its"})
MANY = frozenset({"they", "them", "their"})
OBJECTS = frozenset({"dobj", "pobj", "dative"})
THINGS = frozenset(
    {"dobj", "pobj", "nsubj", "nsubjpass"}
)  # what an "it" may be that is no actor: nobody is given to it
NAMING = frozenset({"nsubj", "nsubjpass", "dobj"})
SINGULAR, PLURAL = frozenset({"NN", "NNP"}), frozenset({"NNS"})
NO_THINGS = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
THREATS = frozenset({"threaten", "warn", "vow"})


def meant(pronoun: Token, cast: Cast) -> tuple[str, ...] | Token | None:
    """Whom or what a pronoun stands for: the ids of actors, else the head of a noun phrase; None where it is open.

    Nobody does to himself what the pronoun's verb says ("X refused to sell it"), and who is not spoken of in the
    sentence is not meant where a thing is ("X is to sell the rights and keep half of them").
    """
    ids = cast.refer(pronoun)
    if (other := _threatened(pronoun, cast)) is not None:
        return other
    if pronoun.tag_ == "PRP$":
        return _anybody(pronoun) or ids or _owner(pronoun, cast)
    if len(ids) == 1 and pronoun.lower_ in MANY and cast.actor(ids[0]).kind in BODIES:
        return _people_meant(pronoun, cast) or ids
    if pronoun.dep_ in OBJECTS:
        if set(ids) & set(_actors_over(pronoun, cast)):
            ids = ()
        if not ids or not _is_here(ids, pronoun, cast):
            return thing_meant(pronoun, cast) or ids or _only_body(pronoun, cast)
    return ids or thing_meant(pronoun, cast)


def _actors_over(pronoun: Token, cast: Cast) -> tuple[str, ...]:
    """Who does what a pronoun's verb says."""
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return tuple(id for s in grammar.subjects(verb) for id in cast.refer(s)) if grammar.is_verb(verb) else ()


def _is_here(ids: tuple[str, ...], pronoun: Token, cast: Cast) -> bool:
    """Whether one of these is spoken of in a pronoun's sentence before it."""
    return any(set(ids) & set(cast.refer(t)) for t in pronoun.doc[pronoun.sent.start : pronoun.i])


def _threatened(pronoun: Token, cast: Cast) -> tuple[str, ...] | None:
    """Who is meant in a threat: not who makes it, but the one threatened ("threatened to sue X if it went on")."""
    verb = pronoun.head
    over = verb.head
    conditional = verb.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in grammar.children(verb, "mark"))
    if pronoun.dep_ != "nsubj" or not conditional or pronoun.lower_ not in ONE | MANY:
        return None
    threat = over if over.lemma_.lower() in THREATS else over.head
    ids = cast.refer(pronoun)
    if threat.lemma_.lower() not in THREATS or not set(ids) & {
        i for s in grammar.subjects(threat) for i in cast.refer(s)
    }:
        return None
    deeds = [over, *grammar.children(threat, "xcomp", "ccomp")]
    found = [cast.refer(o) for deed in deeds for o in grammar.children(deed, "dobj") if cast.refer(o)]
    return found[0] if found and not set(found[0]) & set(ids) else ()


# --- things and people without a name
def thing_meant(pronoun: Token, cast: Cast) -> Token | None:
    """What a pronoun means that is no actor: the nearest subject or object that fits, for "it" also one sentence back.

    None where the pronoun may stand for somebody who acts.
    """
    if pronoun.lower_ in MANY:
        return _people_meant(pronoun, cast)
    if pronoun.lower_ != "it" or pronoun.dep_ not in THINGS or _is_lively(pronoun):
        return None
    if pronoun.dep_ == "pobj" and pronoun.head.lower_ in {"to", "by", "from"}:
        return None
    here = next(_candidates(pronoun, cast, SINGULAR), None)
    doubtful = pronoun.dep_ == "dobj" and bool(_other_bodies(pronoun, cast))  # "told the firm to repay a loan … sue it"
    if here is not None or pronoun.dep_ == "nsubj" or doubtful:
        return None if doubtful else here
    start = pronoun.sent.start
    if not start or "\n" in pronoun.doc[start - 1].text:
        return None
    before = pronoun.doc[start - 1].sent
    return next((t for t in reversed(list(before)) if t.dep_ != "dobj" and _is_thing(t, pronoun, cast, SINGULAR)), None)


def _is_lively(pronoun: Token) -> bool:
    """Whether a subject "it" does what only somebody who acts does."""
    lemma = pronoun.head.lemma_.lower()
    return pronoun.dep_ == "nsubj" and (lemma in table("reference")["lively"] or lemma in words("says"))


def _people_meant(pronoun: Token, cast: Cast) -> Token | None:
    """The things or people that "they" or "them" means: the only ones, else those of the verb beside."""
    found = list(_candidates(pronoun, cast, PLURAL, NAMING | {"pobj"}))
    if len(found) == 1:
        return found[0]
    verb = pronoun.head.head  # "forbid landlords to evict families and oblige them"
    joined = pronoun.dep_ in {"dobj", "nsubj"} and grammar.is_verb(verb)
    over = [v for v in (verb, verb.head) if joined and grammar.is_verb(v)]
    over += [c for v in over for c in grammar.children(v, "xcomp", "ccomp") if c.i < pronoun.head.i]
    beside = [t for v in over for t in grammar.children(v, "dobj", "nsubj") if t in found]
    return beside[0] if len(beside) == 1 else None


def _candidates(pronoun: Token, cast: Cast, tags: frozenset[str], deps: frozenset[str] = NAMING) -> Iterator[Token]:
    """The nouns of its sentence that a pronoun may mean, the nearest first."""
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if token.dep_ in deps and _is_thing(token, pronoun, cast, tags):
            yield token


def _is_thing(noun: Token, pronoun: Token, cast: Cast, tags: frozenset[str]) -> bool:
    if noun.tag_ not in tags or noun.dep_ not in NAMING | {"pobj"} or noun.ent_type_ in NO_THINGS:
        return False
    lemma = noun.lemma_.lower()
    if tags == SINGULAR and any(c.like_num or c.is_currency for c in below(noun)):
        return False
    if (tags == SINGULAR and (lemma in words("bodies") or cast.refer(noun))) or lemma in listed("empty"):
        return False
    if tags == PLURAL and noun.pos_ != "NOUN":
        return False
    return noun.head != pronoun.head and pronoun not in noun.subtree and not noun.is_ancestor(pronoun)


def _other_bodies(pronoun: Token, cast: Cast) -> tuple[str, ...]:
    """The bodies other than the sentence's subjects that are named before a pronoun: they may be meant."""
    over = grammar.clause_over(pronoun)
    own = {id for verb in over for s in grammar.children(verb, "nsubj") for id in cast.refer(s)}
    named = dict.fromkeys(id for t in pronoun.doc[pronoun.sent.start : pronoun.i] for id in cast.refer(t))
    return tuple(id for id in named if id not in own and cast.actor(id).kind in BODIES)


def _only_body(pronoun: Token, cast: Cast) -> tuple[str, ...] | None:
    """The one body that something can be done to: "told the bank to go and urged savers to boycott it"."""
    if next(_candidates(pronoun, cast, SINGULAR), None) is not None:
        return None
    bodies = _other_bodies(pronoun, cast) if pronoun.lower_ == "it" and pronoun.dep_ == "dobj" else ()
    return bodies if len(bodies) == 1 else None


def _anybody(pronoun: Token) -> Token | None:
    """The subject right over a possessive where it is nobody in particular: "nobody will lose their job"."""
    verb = next(grammar.clause_over(pronoun), None)
    subjects = grammar.children(verb, "nsubj", "nsubjpass") if verb is not None else []
    return next((s for s in subjects if s.lower_ in ANYBODY and s.i < pronoun.i), None)


def _owner(pronoun: Token, cast: Cast) -> tuple[str, ...] | Token | None:
    """Whose a thing is, where the pronoun is nobody's known: a subject's over it, else the only body's before it."""
    if pronoun.lower_ not in {"its", "their"}:
        return None
    tags = PLURAL | {"NNPS"} if pronoun.lower_ == "their" else SINGULAR
    for verb in grammar.clause_over(pronoun):
        subject = next(iter(grammar.children(verb, "nsubj", "nsubjpass")), None)
        if subject is None or subject.i > pronoun.i or pronoun in subject.subtree:
            continue
        if subject.tag_ in tags and subject.ent_type_ != "PERSON":
            return cast.refer(subject) or subject
    if pronoun.lower_ == "their":
        found = [t for t in _candidates(pronoun, cast, PLURAL) if t.lemma_.lower() in table("people")["groups"]]
        return found[0] if len(found) == 1 else None
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    named = {id for t in before for id in cast.refer(t) if cast.actor(id).kind in BODIES}
    return tuple(named) if len(named) == 1 else None


def is_open(token: Token, cast: Cast) -> bool:
    """Whether a token is a pronoun that nobody can resolve."""
    return token.tag_ == "PRP" and token.lower_ in PRONOUNS and not meant(token, cast)
