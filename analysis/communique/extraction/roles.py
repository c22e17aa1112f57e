"""The post that a text gives a person, before the name ("Foreign Secretary Jane Roe") or after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction.names import Name, is_capital, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = frozenset(
    {
        "IN",
        "DT",
        "VBZ",
        "VBD",
        "VBP",
        "VB",
        "CC",
        "TO",
        "MD",
        "RB",
        "PRP",
        "PRP$",
        "WP",
        "WDT",
        "CD",
        "_SP",
        "POS",
        "UH",
        "WRB",
    }
)
_INNER = frozenset({"NN", "NNS", "JJ", "IN", "CC", "HYPH", "VB", "VBP"})  # "telecoms research" may pass for a verb
_WHO_IS = frozenset(
    {
        "is",
        "was",
        "will",
        "would",
        "has",
        "been",
        "be",
        "remain",
        "remains",
        "became",
        "become",
        "as",
        "serves",
        "served",
        "works",
        "worked",
        "also",
        "the",
        "a",
    }
)
_MAX_WORDS = 14


@dataclass(frozen=True)
class Role:
    """A person's post: tokens `start:end`; `side` is where its body or state is named."""

    start: int
    end: int
    side: tuple[int, int]


def role_of(doc: Doc, name: Name) -> Role | None:
    """The post given with this mention of a name."""
    return _before(doc, name) or _after(doc, name) or _over(doc, name)


def is_post(word: str) -> bool:
    """Whether a lower-case word names a post."""
    return word in lexicon("posts") or word.removeprefix("ex-").removeprefix("vice-").removeprefix("co-") in lexicon(
        "posts"
    )


def _before(doc: Doc, name: Name) -> Role | None:
    """The post in front: in capitals within the run, or in small letters before it."""
    end = name.start
    while end > name.first and doc[end - 1].lower_ in lexicon("titles") and not is_post(doc[end - 1].lower_):
        end -= 1
    if end == name.first and (end == 0 or not is_post(doc[end - 1].lower_) or is_capital(doc[end - 1])):
        return _long_post(doc, end)
    start = min(end, name.first)
    while start > 0 and start > end - 8 and _goes_before(doc, start - 1, start == end):
        start -= 1
    while start < end and doc[start].tag_ in {"PRP$", "DT", "WP$"}:
        start += 1
    while start + 1 < end and is_capital(doc[start + 1]) and doc[start].text.islower() and doc[start].tag_[:1] == "V":
        start += 1
    if start >= end or not any(is_post(doc[i].lower_) for i in range(start, end)):
        return None
    side = start
    while (
        side > 0
        and side > start - 6
        and (doc[side - 1].tag_ in {"POS", "NNP", "NNPS", "JJ", "NN"} or doc[side - 1].text == "-")
    ):
        side -= 1
    return Role(start, end, (side, end))


def _long_post(doc: Doc, end: int) -> Role | None:
    """A post with what it is of, right before the name: "director of research Jane Roe"."""
    for i in range(end - 2, max(end - 7, 0), -1):
        token = doc[i + 1]
        if token.is_punct or token.is_space or token.is_sent_start or is_capital(token) or token.tag_ not in _INNER:
            return None
        if is_post(doc[i].lower_) and token.lower_ in {"of", "for"}:
            return Role(i, end, (i, end)) if i + 2 < end else None
    return None


def _goes_before(doc: Doc, i: int, first: bool) -> bool:
    token = doc[i]
    if token.is_sent_start and first:
        return is_post(token.lower_)
    if token.is_space or token.is_quote or doc[i + 1].is_sent_start or token.ent_type_ in {"DATE", "TIME"}:
        return False
    if token.text in {"-", "–"}:
        return not token.whitespace_
    if first or token.lower_ in {"shadow", "acting", "deputy", "chief", "former", "then"}:
        return token.is_alpha
    return (token.tag_ not in _STOPS and not token.is_punct) or (
        token.lower_ == "and" and is_capital(doc[i + 1]) and is_post(doc[i - 1].lower_) if i else False
    )


def _after(doc: Doc, name: Name) -> Role | None:
    """The post in apposition: "Name, (the) post of ...,"."""
    i = name.end
    if i + 1 >= len(doc) or doc[i].text not in {",", "(", "-", "–", "—"}:
        return None
    if doc[i + 1].like_num and i + 3 < len(doc) and doc[i + 2].text == ",":  # an age
        i += 2
    start = i + 1
    if start < len(doc) and doc[start].lower_ == "who":
        start += 1
        while start < min(i + 7, len(doc)) and doc[start].lower_ in _WHO_IS:
            start += 1
        if start == i + 2:
            return None
    if start < len(doc) and doc[start].lower_ in {"the", "a", "an", "its", "their", "his", "her"}:
        start += 1
    post = None
    for j in range(start, min(start + 9, len(doc))):
        token = doc[j]
        if token.is_space or token.is_sent_start or token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT"}:
            return None
        if is_post(token.lower_):
            post = j
            break
        if token.text in {",", ";", "."} or (token.tag_ == "IN"):
            return None
    if post is None:
        return None
    end = post + 1
    while end < min(start + _MAX_WORDS, len(doc)):
        token = doc[end]
        if (token.is_punct and token.text not in {"-", "'", "’", "&", "/"}) or token.is_space or token.is_quote:
            break
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "VBN", "VBG", "WRB"} or token.is_sent_start:
            break
        end += 1
    return Role(start, end, (start, end))


def _over(doc: Doc, name: Name) -> Role | None:
    """The post that the name is in apposition to: "the head of X, Name", "one of its deputies, Name"."""
    i = name.first - 1
    if i < 1 or doc[i].text != ",":
        return None
    start = i
    while start > 0 and start > i - _MAX_WORDS:
        token = doc[start - 1]
        if (
            token.is_space
            or token.text in {",", ".", ";", ":"}
            or token.is_quote
            or token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        ):
            break
        start -= 1
        if token.is_sent_start:
            break
    posts = [j for j in range(start, i) if is_post(doc[j].lower_) or is_post(doc[j].lemma_.lower())]
    if not any(_heads(doc, start, i, post) for post in posts):
        return None
    while start < posts[0] and doc[start].tag_ in {"DT", "CC", "IN", "RB", "PRP$", "WP$"}:
        start += 1
    begin = max((j + 1 for j in range(start, posts[0]) if doc[j].tag_ == "POS"), default=start)
    return Role(begin if doc[start].lower_ != "one" else start, i, (start, i))


def _heads(doc: Doc, start: int, end: int, post: int) -> bool:
    """Whether the post is the head of the phrase: nothing follows it but what "of", "for", "at" or "in" bring."""
    following = doc[post + 1] if post + 1 < end else None
    before: Token | None = doc[post - 1] if post > start else None
    return (following is None or following.lower_ in {"of", "for", "at", "in", "to", "and"}) and (
        before is None or before.tag_ != "IN" or before.lower_ == "of"
    )
