"""What tells that words belong to a name: capitals, brands, causes, local bodies in small letters; and party marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.words import lexicon as acts
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BRAND = re.compile(r"(?!i[A-Z])[a-z]{1,6}[A-Z][a-z]{2}|\d+[A-Z][a-z]{2}")  # "easyHaul", "3Valleys"
CAUSES = frozenset({"charity", "group", "network", "campaign", "movement", "organisation", "organization", "party"})
LONG = 6  # words of a name
LINKS = frozenset({"in", "on", "against", "of", "for", "to", "at", "from"})
_SHORT_PARTIES = frozenset(
    {"Con", "Lab", "LD", "Ind", "Grn", "Lib", "C", "L", "R", "D", "I", "SNP", "PC", "DFL", "Con."}
)
_PARTIES_IN_SHORT = _SHORT_PARTIES | {"Labour", "Conservative", "Green", "Liberal", "Independent", "Reform", "Plaid"}
_MARK = 6  # tokens of a mark of party and seat


@cache
def lexicon(name: str) -> frozenset[str]:
    """A word list of `lexicon/people.toml`."""
    return frozenset(table("people")[name])


def is_capital(token: Token) -> bool:
    """Whether a token begins with a capital letter, or is a brand that has its first one within: "easyHaul"."""
    text = token.text
    return text[:1].isupper() or (not text.islower() and BRAND.match(text) is not None)


def small_body(doc: Doc, start: int, end: int) -> int:
    """How many words in small letters end the name of a body of a place: "Tolvik | port authority"."""
    if not doc[end - 1].whitespace_ or doc[end - 1].lower_ in lexicon("posts") | lexicon("organization_words"):
        return 0
    kinds, bodies = lexicon("local_kinds"), lexicon("local_bodies")
    n = 0
    while end + n + 1 < len(doc) and n < 2 and doc[end + n].text in kinds and doc[end + n].whitespace_:
        n += 1
    small = end - start == 1 and (doc[start].lower_ in kinds or doc[start].lower_ in lexicon("bodies") | bodies)
    return n + 1 if n and not small and doc[end + n].text in bodies and doc[start].tag_ != "JJ" else 0


def is_said_to_be_a_cause(doc: Doc, i: int) -> bool:
    """Whether capitalised words that a sentence begins with are said to be a charity or the like: "Save Seas, a …"."""
    end = i
    while end < len(doc) and end - i < LONG and (is_capital(doc[end]) or (end > i and doc[end].lower_ in LINKS)):
        end += 1
    if not 1 < end - i < LONG or doc[end : end + 2].text.lower() not in {", a", ", an", ", the", ", which"}:
        return False
    return any(t.lower_ in CAUSES for t in doc[end + 2 : end + 6])


def deals_alone(token: Token) -> bool:
    """Whether a word for a thing that begins a sentence does what only a body does: "Belcaro has agreed to cut"."""
    low = token.lower_
    if token.tag_ != "NN" or token.dep_ != "nsubj" or token.ent_type_ not in {"ORG", "PERSON", "GPE"}:
        return False
    common = lexicon("bodies") | lexicon("groups") | lexicon("posts") | lexicon("organization_words")
    doing = token.head.lemma_ in acts().verbs and token.head.lemma_ in lexicon("acting")
    return doing and low not in common and not low.endswith(("one", "body", "ing"))


def is_called_a_cause(doc: Doc, i: int) -> bool:
    """Whether capitalised words of any sort follow the noun for a campaign: "a survivors' group, Never Again,"."""
    if i < 2 or not doc[i].text.istitle() or i + 1 >= len(doc) or not is_capital(doc[i + 1]):
        return False
    noun = doc[i - 2] if doc[i - 1].text == "," else doc[i - 1]
    return noun.lower_ in CAUSES and noun.tag_ == "NN" and doc[i].tag_ not in {"PRP", "DT"}


def is_party_mark(doc: Doc, i: int) -> bool:
    """Whether a token is of the mark of a politician's party and seat: ", R-Ohio,", "(D-Vt.)", "(Lab, Moor End)"."""
    first = i - 2 if i > 2 and doc[i - 1].text == "-" else i
    letter, before = doc[first].text, doc[first - 1].text if first else ""
    whole = letter[:2] in {"D-", "R-", "I-"} or (letter in {"R", "D", "I"} and doc[first + 1 : first + 2].text == "-")
    if whole and before in {",", "("}:
        return True
    opening = next((j for j in range(i - 1, max(i - _MARK, -1), -1) if doc[j].text in {"(", ")"}), i)
    inside = [t.text for t in doc[opening + 1 : i + 1]]
    marked = doc[opening].text == "(" and opening > 0 and is_capital(doc[opening - 1])
    alone = len(inside) == 1 and inside[0] in _SHORT_PARTIES
    return marked and (alone or ("," in inside and inside[0] in _PARTIES_IN_SHORT))
