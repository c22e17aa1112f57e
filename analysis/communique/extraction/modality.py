"""How real an act is: done, to come, possible, required, or only supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

Modality = Literal["fact", "future", "possible", "required", "supposed"]

REQUIRED = frozenset({"must", "should", "ought"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "would", "'d", "’d"})
HOPING = frozenset({"hope", "expect", "fear", "anticipate", "predict", "likely", "unlikely"})
TRYING = frozenset({"try", "seek", "attempt", "want", "aim", "wish", "consider", "ask", "urge", "press"})
PLANNING = frozenset({"plan", "intend", "threaten", "promise", "vow", "pledge", "offer"})
SUPPOSING = frozenset({"if", "unless", "whether", "should", "provided", "once", "until"})


def modality_of(token: Token) -> Modality:
    """The modality of the clause that `token` heads or stands in."""
    verb = next(grammar.clause_over(token), None)
    if verb is None:
        return "fact"
    if _supposed(verb):
        return "supposed"
    return of_verb(verb)


def of_verb(verb: Token) -> Modality:
    """The modality of a verb by its own auxiliaries and by "have to", "need to" and "is to" over it."""
    own = grammar.auxiliaries(verb)
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() in HOPING and verb.head != verb:
        return "possible"
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in TRYING | PLANNING:
        return "possible" if verb.head.lemma_.lower() in TRYING else "future"
    if own & REQUIRED:
        return "required"
    if own & FUTURE:
        return "future"
    if own & POSSIBLE:
        return "possible"
    head = verb.head
    if verb.dep_ in {"xcomp", "ccomp"} and "to" in own:
        if head.lemma_ in {"have", "need"} and not grammar.children(head, "dobj"):
            return "required"
        if head.lemma_ == "be" and head.i < verb.i and head.lower_ in {"is", "are", "'s", "was", "were"}:
            if not grammar.children(head, "acomp", "attr"):
                return "future"
    if verb.dep_ == "xcomp" and head.lemma_ == "go" and head.tag_ == "VBG":
        return "future"
    if verb.dep_ in {"xcomp", "conj", "pcomp"} and head != verb and grammar.is_verb(head) and not own - {"to"}:
        return of_verb(head) if verb.dep_ == "xcomp" else "fact"
    return "fact"


def _supposed(verb: Token) -> bool:
    """Whether the verb stands in a clause that only supposes it."""
    for over in grammar.clause_over(verb):
        if over.dep_ in {"advcl", "ccomp"} and any(
            c.dep_ in {"mark", "advmod"} and c.lower_ in SUPPOSING and c.i < over.i for c in over.children
        ):
            return True
        if over.dep_ not in {"xcomp", "conj", "pcomp", "acl"}:
            return False
    return False
