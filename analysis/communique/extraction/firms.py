"""What shows that a name is a company's or another body's: its shares, its board, who buys it, what it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.extraction.gazetteer import place_codes
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z]?[a-z]+[A-Z]\w*$")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARTICLES = frozenset({"a", "an", "the", "another"})
_DESCRIBING = frozenset({"JJ", "JJS", "NN", "NNP", "HYPH", "VBN", "RB", "RBS", "POS", "CD"})
_REACH = 7  # tokens in which a description comes to its noun


def is_firms(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around the name of tokens `start:end` are said of companies and bodies only."""
    if doc[start:end].text in place_codes() and doc[end : end + 1].text in _words("attached"):
        return False  # "the Leeds company"
    if doc[start].ent_type_ in _PLACES:  # a town has shops, plants and a mayor too
        return _has(doc, end, _words("shares")) or _is_said_to_be(doc, end)
    return (
        _has(doc, end, _words("belongings") | _words("attached"))
        or _is_had(doc, start)
        or _is_dealt_in(doc, start, end)
        or _is_based(doc, start)
        or _is_worked_at(doc, start)
        or (end - start == 1 and _says_of(doc, end, "it"))
        or doc[end : end + 2].text.lower() == ", which"
        or (end - start > 1 and doc[end - 1].lower_ in _words("clubs"))
        or (end - start == 1 and _CAMEL.match(doc[start].text) is not None)
    ) or _is_said_to_be(doc, end)


def is_traded(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around a name speak of its shares or its takeover: it is a firm, and no body of public life."""
    return _has(doc, end, _words("shares")) or _is_had(doc, start)


def is_persons(doc: Doc, end: int) -> bool:
    """Whether the words behind a name that ends before `end` are said of people: "X said he", "X, who", "X, 47,"."""
    if doc[end : end + 1].text == "," and end + 2 < len(doc):
        years = doc[end + 1].is_digit and len(doc[end + 1]) == 2 and doc[end + 2].text in {",", "."}
        return years or doc[end + 1].lower_ == "who"
    return _says_of(doc, end, "he") or _says_of(doc, end, "she")


def _says_of(doc: Doc, end: int, pronoun: str) -> bool:
    """Whether who bears the name says something of himself or itself: "X has said that it ..."."""
    i = end + (end < len(doc) and doc[end].lower_ in {"has", "have", "had"})
    if i + 1 >= len(doc) or doc[i].lemma_.lower() not in table("speech")["verbs"]:
        return False
    return doc[i + 1 + (doc[i + 1].lower_ == "that") :][:1].text.lower() == pronoun


def _words(name: str) -> frozenset[str]:
    return frozenset(table("firms")[name])


def _has(doc: Doc, end: int, among: frozenset[str]) -> bool:
    """Whether what follows is of those that belong to a company: "X's shareholders", "X chief executive Jane Roe"."""
    if end + 1 >= len(doc):
        return False
    if doc[end].tag_ == "POS":
        noun = next((t for t in doc[end + 1 : end + 6] if t.tag_ in {"NN", "NNS"} and _ends_phrase(t)), None)
        return noun is not None and noun.lemma_.lower() in among
    return doc[end].lower_ in among & _words("attached") and bool(doc[end - 1].whitespace_)


def _ends_phrase(token: Token) -> bool:
    return token.i + 1 >= len(token.doc) or token.nbor(1).tag_ not in {"NN", "NNS", "HYPH", "POS"}


def _is_had(doc: Doc, start: int) -> bool:
    """Whether what leads up to a name is said of companies: "a stake in X", "the takeover of X"."""
    i = start - 1 - (start > 0 and doc[start - 1].lower_ == "the")
    if i < 1:
        return False
    return doc[i - 1].lemma_.lower() in table("firms")["before"].get(doc[i].lower_, ())


def _is_based(doc: Doc, start: int) -> bool:
    """Whether "-based" or the like stands right before: "Leeds-based X"."""
    return start > 2 and doc[start - 2].text == "-" and doc[start - 1].lower_ in _words("based")


def _is_worked_at(doc: Doc, start: int) -> bool:
    """Whether somebody has a post there: "analyst at X", "director of policy at X"."""
    if start < 2 or doc[start - 1].lower_ != "at":
        return False
    for token in reversed(doc[max(start - 8, 0) : start - 1]):
        if token.is_punct or token.is_sent_start or token.tag_[:2] in {"VB", "MD"}:
            return False
        if token.lower_.removesuffix("s") in _words("workers") or token.lower_ in table("people")["posts"]:
            return True
    return False


def _is_dealt_in(doc: Doc, start: int, end: int) -> bool:
    """Whether it is bought, sold or merged."""
    head = next((t for t in doc[start:end] if not start <= t.head.i < end), doc[end - 1])
    return head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in _words("dealt")


def _is_said_to_be(doc: Doc, end: int) -> bool:
    """Whether a company's noun stands in apposition: "X, a Leeds-based retailer", "X is a software firm"."""
    if end + 2 >= len(doc) or (doc[end].text not in {",", "(", "-", "–"} and doc[end].lower_ not in {"is", "was"}):
        return False
    if doc[end + 1].lower_ not in _ARTICLES and not (doc[end + 1].tag_ == "NNP" and doc[end + 2].tag_ == "POS"):
        return False
    for token in doc[end + 2 : end + 2 + _REACH]:
        if token.tag_ not in _DESCRIBING:
            return False
        if token.tag_ == "NN" and _ends_phrase(token):
            if doc[end - 1].ent_type_ == "PERSON" and token.lower_ in table("people")["company_posts"]:
                return False  # "J. P. Roe, a property developer,"
            return any(token.lower_ in table("people")[of] for of in ("company_words", "joint_bodies"))
    return False
