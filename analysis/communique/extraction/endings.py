"""Names that end in "'s" themselves, as shops and brands do: "the owner of Brindley's"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.extraction.names import Name

_REACH = 6  # tokens behind "and" in which another's "'s" shows that both own one thing
_CLOSING = frozenset({",", ".", ";", ":", ")", "-", "–", "—"})
_LIKENING = frozenset({"than", "as", "like", "unlike", "match", "beat", "top", "matched", "beats"})


def with_own_endings(doc: Doc, names: list[Name]) -> list[Name]:
    """The names, with the "'s" that is a part of them: "the owner of Brindley's and Kettley's", never without it."""
    owned = [n for n in names if n.known is None and n.end < len(doc) and doc[n.end].text == "'s"]
    lone = {doc[n.start : n.end].text for n in owned if n.end - n.start == 1 and _owns_nothing(doc, n)}
    if not lone:
        return names
    ends = {n.end for n in owned}
    lone -= {doc[i].text for n in names if n.end not in ends or n.end - n.start > 1 for i in range(n.start, n.end)}
    own = {n.end for n in owned if doc[n.start].text in lone}
    return [replace(n, end=n.end + 1, guess="organization") if n.end in own else n for n in names]


def _owns_nothing(doc: Doc, name: Name) -> bool:
    """Whether no thing follows a name with "'s", nor is one left out: not "Acme's and Veltec's bids", "than Acme's"."""
    before = doc[name.first - 1].lower_ if name.first else ""
    i = name.end + 1
    while i < len(doc) and (doc[i].text == "," or doc[i].tag_ == "CC"):
        after = next((j for j in range(i + 1, min(i + _REACH, len(doc))) if doc[j].tag_ == "POS"), None)
        if after is None:
            break
        i = after + 1
    acts = i < len(doc) and doc[i].tag_ in {"VBD", "VBZ", "MD"} and doc[i].lemma_ != "be"  # not "Acme's is higher"
    closed = i >= len(doc) or doc[i].text in _CLOSING or doc[i].tag_ == "CC" or acts
    one = before == "of" and any(t.lower_ in {"a", "an", "one"} for t in doc[max(name.first - 4, 0) : name.first - 1])
    return closed and not one and before not in _LIKENING  # not "a rival of Acme's" either
