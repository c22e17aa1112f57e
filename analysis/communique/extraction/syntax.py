"""What a noun phrase does in its clause, read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from communique.extraction.grammar import below
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

Part = Literal["agent", "patient", "party", "place", "modifier", "other"]
SUBJECTS = frozenset({"nsubj", "csubj"})
_JOINED = frozenset({"conj", "appos"})
_PARTY_PREPOSITIONS = frozenset(
    {
        "with",
        "by",
        "against",
        "between",
        "among",
        "from",
        "to",
        "for",
        "on",
        "of",
        "upon",
        "towards",
        "toward",
        "via",
        "behind",
        "without",
        "under",
    }
)
_PLACE_PREPOSITIONS = frozenset(
    {
        "in",
        "at",
        "near",
        "across",
        "through",
        "outside",
        "inside",
        "around",
        "into",
        "throughout",
        "within",
        "off",
        "over",
        "along",
        "beyond",
        "above",
        "below",
        "after",
        "before",
        "since",
        "during",
        "than",
        "as",
        "like",
        "about",
    }
)
_PLACED_AT_END = frozenset(
    {
        "go",
        "come",
        "travel",
        "fly",
        "return",
        "arrive",
        "visit",
        "leave",
        "enter",
        "reach",
        "move",
        "head",
        "export",
        "import",
        "ship",
        "flee",
        "tour",
    }
)


def leading(head: Token) -> Token:
    """The phrase that a phrase is joined to ("A, B and C" is led by A), or itself."""
    for _ in range(12):
        if head.dep_ not in _JOINED or head.head.i == head.i:
            break
        head = _place_beside(head) or head.head
    return head


def _place_beside(head: Token) -> Token | None:
    """The place to which a place is joined, though the parse joins it to who is there: "Police in X and Y"."""
    near = head.nbor(-2) if head.i > 1 and head.nbor(-1).lower_ in {"and", "or"} else None
    if head.dep_ != "conj" or near is None or near == head.head or near.dep_ != "pobj":
        return None
    return near if {near.ent_type_, head.ent_type_} == {"GPE"} else None


def part_of(head: Token) -> tuple[Part, Token]:
    """The part that a noun phrase plays, and the word that gives it (a verb, or the noun it depends on)."""
    lead = leading(head)
    over = lead.head
    if lead.dep_ in SUBJECTS:
        return "agent", over
    if (deed := _joint_deed(lead)) is not None:
        return "agent", deed
    if lead.dep_ == "nsubjpass":
        return "patient", over
    if lead.dep_ in {"dobj", "dative", "iobj"}:
        return ("place" if over.lemma_ in _PLACED_AT_END else "patient"), over
    if lead.dep_ == "pobj":
        return _prepositional(over)
    if lead.dep_ == "poss":
        return "modifier", over
    if lead.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        return "modifier", over
    if lead.dep_ == "ROOT":
        verb = next((c for c in below(lead) if c.dep_ == "acl" and _is_finite(c)), None)
        return ("agent", verb) if verb is not None else ("other", lead)  # "The network, a group in Lodz, called on ..."
    return "other", over


def _joint_deed(lead: Token) -> Token | None:
    """What somebody does together with the subject: "*like Chile*, Peru opposes it", "joined *Chile* in doing so"."""
    link = lead.head
    if lead.dep_ == "dobj" and link.lemma_.lower() == "join":
        within = (c for p in below(link) if p.lower_ == "in" for c in below(p))
        return next((c for c in within if c.dep_ == "pcomp"), None)
    if lead.dep_ != "pobj":
        return None
    if link.lower_ == "with" and link.head.lower_ in {"along", "together"}:
        link = link.head
    if not is_beside(link):
        return None
    over = link.head.head if link.head.dep_ in SUBJECTS else link.head
    return over if over.pos_ in {"VERB", "AUX"} else None


def is_beside(link: Token) -> bool:
    """Whether a preposition brings in others who do the same: ", like Chile,", ", along with the Greens,"."""
    opens = link.is_sent_start or (link.i > 0 and link.nbor(-1).text == ",")
    within = any(c.lower_ == "with" for c in below(link))
    return (opens and link.lower_ == "like") or link.lower_ == "alongside" or (
        opens and link.lower_ in {"along", "together"} and within
    )  # fmt: skip


def _is_finite(verb: Token) -> bool:
    """Whether a verb that the parse hangs on a noun as a participle is the noun's finite verb: "A firm, X, agreed"."""
    after_comma = verb.i > 0 and verb.nbor(-1).text == ","
    return verb.tag_ in {"VBD", "VBZ"} or (
        verb.tag_ == "VBN" and after_comma and not any(c.dep_ in {"agent", "aux", "auxpass"} for c in below(verb))
    )


def _prepositional(preposition: Token) -> tuple[Part, Token]:
    word, over = preposition.lower_, preposition.head
    if preposition.dep_ == "agent" or (word == "by" and over.pos_ == "NOUN") or over.lower_ == "according":
        return "agent", over
    if word == "into" and over.lower_ in {"probe", "investigation", "inquiry"}:
        return "party", over
    if word in _PARTY_PREPOSITIONS and not (word in {"to", "from"} and over.lemma_ in _PLACED_AT_END):
        return "party", over
    if word == "in" and over.lemma_.lower() in table("firms")["before"]["in"]:
        return "party", over  # "a stake in X"
    if word in _PLACE_PREPOSITIONS:
        return "place", over
    return "other", over
