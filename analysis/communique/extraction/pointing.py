"""What pronouns stand for in a summary: an actor, else the thing or the people that the sentence has just named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.naming import PAIRS, two_meant
from communique.extraction.words import lexicon, listed, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them"})
SPEAKERS = frozenset({"i", "we", "you", "me", "us"})
PRONOUNS = THIRD | SPEAKERS
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
BODIES = frozenset({"organization", "state"})
MANY = frozenset({"they", "them", "their"})
OBJECTS = frozenset({"dobj", "pobj", "dative"})
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
    if pronoun.tag_ == "PRP$":
        return ids or _owner(pronoun, cast)
    if (other := _threatened(pronoun, ids, cast)) is not None:
        return other
    if is_asked(pronoun, cast):
        return thing_meant(pronoun, cast)
    if len(ids) == 1 and pronoun.lower_ in MANY and cast.actor(ids[0]).kind in BODIES:
        return _both_meant(pronoun, ids[0], cast) or _people_meant(pronoun, cast) or ids
    if pronoun.dep_ in OBJECTS:
        verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
        if grammar.is_verb(verb) and any(set(ids) & set(cast.refer(s)) for s in grammar.subjects(verb)):
            ids = ()
    elif pronoun.dep_ == "nsubj" and not grammar.is_passive(pronoun.head):
        return ids or thing_meant(pronoun, cast)
    here = any(set(ids) & set(cast.refer(t)) for t in pronoun.doc[pronoun.sent.start : pronoun.i])
    return ids if here else thing_meant(pronoun, cast) or ids


def is_asked(pronoun: Token, cast: Cast) -> bool:
    """Whether a pronoun seems to stand for who makes a demand, who does not meet it: "its demand that | they |"."""
    demand = pronoun.head.head
    if pronoun.dep_ != "nsubj" or pronoun.head.dep_ != "acl" or lexicon().nouns.get(demand.lemma_.lower()) != "demand":
        return False
    return any(set(cast.refer(pronoun)) & set(cast.refer(c)) for c in grammar.children(demand, "poss"))


def _both_meant(pronoun: Token, id: str, cast: Cast) -> tuple[str, ...]:
    """All of the subjects in a row of which "they" is taken for one: "Norland and Veld, in the war | they | fight"."""
    for noun in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        row = grammar.coordinated(noun) if noun.dep_ == "nsubj" else ()
        named = [cast.refer(t) or next(map(cast.refer, grammar.children(t, "appos")), ()) for t in row]
        ids = tuple(dict.fromkeys(i for some in named for i in some))
        if len(row) > 1 and id in ids:
            return ids if len(ids) == len(row) else ()
    return ()


def _threatened(pronoun: Token, ids: tuple[str, ...], cast: Cast) -> tuple[str, ...] | None:
    """Who is meant in a threat: not who makes it, but the one threatened ("threatened to sue X if it went on")."""
    verb = pronoun.head
    if verb.dep_ != "advcl" or not any(c.lower_ in {"if", "unless"} for c in grammar.children(verb, "mark")):
        return None
    threat = next((v for v in (verb.head, verb.head.head) if v.lemma_.lower() in THREATS), None)
    if threat is None or not any(set(ids) & set(cast.refer(s)) for s in grammar.subjects(threat)):
        return None
    deeds = [verb.head, *grammar.children(threat, "xcomp", "ccomp")]
    return next((cast.refer(o) for deed in deeds for o in grammar.children(deed, "dobj") if cast.refer(o)), ())


# --- things and people without a name
def thing_meant(pronoun: Token, cast: Cast) -> Token | None:
    """What a pronoun means that is no actor: the nearest subject or object that fits, for "it" also one sentence back.

    None where the pronoun may stand for somebody who acts.
    """
    if pronoun.lower_ in MANY:
        return _people_meant(pronoun, cast)
    if pronoun.lower_ != "it" or pronoun.dep_ not in NAMING | {"pobj"} or pronoun.head.lower_ in {"to", "by", "from"}:
        return None
    if pronoun.dep_ == "dobj" and _other_bodies(pronoun, cast):
        return None  # "told the firm to repay a loan and urged savers to boycott it"
    owners = [c for s in grammar.subjects(pronoun.head) for c in grammar.children(s, "poss") if c.tag_ in SINGULAR]
    if pronoun.dep_ == "dobj" and owners and not cast.refer(owners[0]):
        return owners[0]  # "the *mill's* owner will keep it open"
    here = next(_candidates(pronoun, cast, SINGULAR), None)
    between = [t for t in pronoun.doc[here.i : pronoun.i] if t.head != pronoun.head] if here is not None else []
    if (
        here is not None
        and here.dep_ == "dobj"
        and pronoun.dep_ != "nsubjpass"
        and any(_is_body(t, cast) for t in between)
    ):
        return None  # "switched her vote after the firm agreed to a clause requiring it to pay"
    start = pronoun.sent.start
    if here is not None or pronoun.dep_ == "nsubj" or not start or "\n" in pronoun.doc[start - 1].text:
        return here
    before = reversed(list(pronoun.doc[start - 1].sent))
    return next((t for t in before if t.dep_ != "dobj" and _is_thing(t, pronoun, cast, SINGULAR)), None)


def _is_body(noun: Token, cast: Cast) -> bool:
    """Whether the subject of a clause is a body, which "it" may mean."""
    named = [cast.actor(id).kind for id in cast.refer(noun)]
    return noun.dep_ == "nsubj" and (noun.lemma_.lower() in words("bodies") or any(k in BODIES for k in named))


def _people_meant(pronoun: Token, cast: Cast) -> Token | None:
    """The things or people that "they" or "them" means: the only ones, or the only people who do something."""
    found = [t for t in _candidates(pronoun, cast, PLURAL) if not _is_told(t)]
    if len(found) > 1 and pronoun.dep_ == "nsubj":
        found = [t for t in found if t.dep_ == "nsubj" and t.lemma_.lower() in table("people")["groups"]]
    return found[0] if len(found) == 1 else None


def _is_told(noun: Token) -> bool:
    """Whether it names only those to whom something is said: "speaking to *reporters*, she ruled out freeing them"."""
    over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    return noun.dep_ in {"pobj", "dobj", "dative"} and over.lemma_.lower() in words("says") | {"speak", "talk"}


def _candidates(pronoun: Token, cast: Cast, tags: frozenset[str]) -> Iterator[Token]:
    """The nouns of its sentence that a pronoun may mean, the nearest first."""
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if (token.dep_ != "pobj" or tags == PLURAL) and _is_thing(token, pronoun, cast, tags):
            yield token


def _is_thing(noun: Token, pronoun: Token, cast: Cast, tags: frozenset[str]) -> bool:
    """Whether a pronoun may mean a noun: no actor, sum or date, nothing of its own clause."""
    if noun.tag_ not in tags or noun.dep_ not in NAMING | {"pobj"} or noun.ent_type_ in NO_THINGS:
        return False
    lemma = noun.lemma_.lower()
    if lemma in listed("empty") | {"seat", "vote"}:
        return False
    if tags == SINGULAR and (
        any(c.like_num or c.is_currency for c in below(noun)) or lemma in words("bodies") or cast.refer(noun)
    ):
        return False
    if noun.dep_ == "nsubj" and pronoun.dep_ in OBJECTS and noun in grammar.subjects(pronoun.head):
        return False  # "its owner agreed to keep it open"
    return noun.head != pronoun.head and pronoun not in noun.subtree and not noun.is_ancestor(pronoun)


def _other_bodies(pronoun: Token, cast: Cast) -> bool:
    """Whether a body other than the sentence's subjects is named before a pronoun, and may be meant."""
    over = grammar.clause_over(pronoun)
    own = {id for verb in over for s in grammar.children(verb, "nsubj") for id in cast.refer(s)}
    named = {id for t in pronoun.doc[pronoun.sent.start : pronoun.i] for id in cast.refer(t)}
    return any(cast.actor(id).kind in BODIES for id in named - own)


def _owner(pronoun: Token, cast: Cast) -> tuple[str, ...] | Token | None:
    """Whose a thing is, where the pronoun is nobody's known: the only people's, or the only body's before it."""
    if pronoun.lower_ not in {"its", "their"}:
        return None
    if pronoun.lower_ == "their":
        found = [t for t in _candidates(pronoun, cast, PLURAL) if t.lemma_.lower() in table("people")["groups"]]
        if not found:  # "*the duo* cut off talks over the sale of their stake"
            pairs = (t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if t.lower_ in PAIRS and t.dep_ == "nsubj")
            return next((ids for t in pairs if (ids := two_meant(t, cast))), None)
        return found[0] if len(found) == 1 else None
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    named = {id for t in before for id in cast.refer(t) if cast.actor(id).kind in BODIES}
    return tuple(named) if len(named) == 1 else None


def is_open(token: Token, cast: Cast) -> bool:
    """Whether a token is a pronoun that nobody can resolve: "it", "you"."""
    return token.tag_ == "PRP" and token.lower_ in PRONOUNS and not meant(token, cast)
