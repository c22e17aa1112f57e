"""The post that a text gives a person, before the name ("Foreign Secretary Jane Roe") or after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction.grammar import below
from communique.extraction.names import Name
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.words import table

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
_OF_POST = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBG"})
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
_MOST_JOINED = 12  # tokens in which several names share a post before them
_GETTING = frozenset({"named", "appointed", "elected", "made", "as", "the", "a", "an", "its", "also", "now"})
_OF_ANOTHER = frozenset({"death", "murder", "arrest", "resignation", "departure", "release", "killing", "election"})
_ACTING_FOR = frozenset(
    {"representing", "leading", "heading"}
)  # right behind a post: "a lawyer representing the owners"
_LATELY = frozenset({"has", "had", "also", "now", "currently", "still"})
HONOURS = frozenset({"MP", "MEP", "MSP", "QC", "TD", "MLA"})


@dataclass(frozen=True)
class Role:
    """A person's post: tokens `start:end`; `side` is where its body or state is named."""

    start: int
    end: int
    side: tuple[int, int]


def role_of(doc: Doc, name: Name) -> Role | None:
    """The post given with this mention of a name."""
    ways = (_before, _after, _over, _called, _honour, _listed)
    role = next((role for way in ways if (role := way(doc, name)) is not None), None)
    if role is not None and doc[role.start].lower_ in {"including", "like"}:
        return None  # others are named in between: "opponents including Lord Roe and the Bishop of X, John Doe"
    return role if role is not None and role.start < role.end else None


def post_of(doc: Doc, name: Name) -> str | None:
    """The post of whoever is said to do what its holder does: "Jane Roe, who chairs the panel" is its chair."""
    i = name.end
    if doc[i : i + 2].text.lower() != ", who" or i + 4 > len(doc):
        return None
    i += 2 + (doc[i + 2].lower_ in _LATELY)
    post = table("people")["doing_posts"].get(doc[i].lemma_.lower())
    if post is None or i + 2 >= len(doc):
        return None
    named = is_capital(doc[i + 1])
    if not named and doc[i + 1].lower_ not in {"the", "a", "its", "their", "his", "her"}:
        return None
    start = end = i + 2 - named
    while end < min(i + _MAX_WORDS, len(doc)) and (doc[end].tag_ in _OF_POST or _goes_on(doc, end)):
        end += 1
    of = " ".join(doc[start:end].text.split())
    return f"{post} of {of if named else 'the ' + of}" if end > start else None


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the name of a body goes on over small words: "the Front of the Lower Valley"."""
    of = doc[i].lower_ == "of" or (doc[i].lower_ == "the" and doc[i - 1].lower_ == "of")
    return of and any(is_capital(t) for t in doc[i + 1 : i + 3])


def post_of_title(doc: Doc, name: Name) -> str | None:
    """The post that a short title before a name stands for: "representative" of "Rep. Jane Roe"."""
    if name.start == name.first:
        return None
    titles: dict[str, str] = table("people")["short_titles"]
    return titles.get(doc[name.start - 1].lower_.rstrip("."))


def _listed(doc: Doc, name: Name) -> Role | None:
    """The post of those who are listed as its holders: "The three directors are Jane Roe and John Doe"."""
    head = doc[name.end - 1]
    for _ in range(_MOST_JOINED):
        if head.dep_ != "conj":
            break
        head = head.head
    if head.dep_ != "attr" or head.head.lemma_ != "be" or head.head.i > name.start:
        return None
    subject = next((c for c in below(head.head) if c.dep_ == "nsubj" and c.tag_ == "NNS"), None)
    if subject is None or not is_post(subject.lemma_.lower()):
        return None
    start = subject.i
    while start > 0 and doc[start - 1].dep_ in {"amod", "compound"} and doc[start - 1].head.i == subject.i:
        start -= 1
    return Role(start, subject.i + 1, (start, subject.i + 1))


def is_post(word: str) -> bool:
    """Whether a lower-case word names a post."""
    return word in lexicon("posts") or word.removeprefix("ex-").removeprefix("vice-").removeprefix("co-") in lexicon(
        "posts"
    )


def is_opposite(token: Token) -> bool:
    """Whether a token ends "opposite number", which is a counterpart."""
    return token.lower_ == "number" and token.i > 0 and token.nbor(-1).lower_ == "opposite"


def _honour(doc: Doc, name: Name) -> Role | None:
    """The letters behind a name: "Jane Roe MP"."""
    letters = name.end < len(doc) and doc[name.end].text in HONOURS and bool(doc[name.end - 1].whitespace_)
    return Role(name.end, name.end + 1, (name.end, name.end + 1)) if letters else None


def _before(doc: Doc, name: Name) -> Role | None:
    """The post in front: in capitals within the run, or in small letters before it."""
    end = name.start
    while end > name.first and doc[end - 1].lower_ in lexicon("titles") and not is_post(doc[end - 1].lower_):
        end -= 1
    if end == name.first and (end == 0 or not _ends_post(doc[end - 1])):
        return _long_post(doc, end) or _joint(doc, name)
    if end > name.first and not any(is_post(doc[i].lower_) for i in range(name.first, end)):
        return _long_post(doc, end, capitals=True)
    start = min(end, name.first)
    while start > 0 and start > end - 8 and _goes_before(doc, start - 1, start == end):
        start -= 1
    while start < end and doc[start].tag_ in {"PRP$", "DT", "WP$"}:
        start += 1
    while start + 1 < end and is_capital(doc[start + 1]) and doc[start].text.islower() and doc[start].tag_[:1] == "V":
        start += 1
    start = _whole_compound(doc, start, end)
    if start >= end or not any(is_post(doc[i].lower_) or _ends_post(doc[i]) for i in range(start, end)):
        return None
    side = start
    while (
        side > 0
        and side > start - 6
        and (doc[side - 1].tag_ in {"POS", "NNP", "NNPS", "JJ", "NN"} or doc[side - 1].text == "-")
        and doc[side - 1].lower_ != "based"
    ):
        side -= 1
    return Role(start, end, (side, end))


def _ends_post(token: Token) -> bool:
    """Whether a token right before a name is the end of a post in small letters, or its initials."""
    return token.text in {"PM", "CEO", "CFO", "MP", "MEP"} or (
        is_post(token.lower_) and (token.is_sent_start or not is_capital(token))
    )


def _whole_compound(doc: Doc, start: int, end: int) -> int:
    """The start of a post that begins within a compound: with its first half, unless that is a place or an age."""
    based = next((i + 1 for i in range(start, end - 1) if doc[i].lower_ == "based" and doc[i - 1].text == "-"), None)
    if based is not None:
        return based
    if start > 0 and doc[start].text == "-":
        first = doc[start - 1]
        return start - 1 if first.is_alpha and not (is_capital(first) and not first.is_sent_start) else start + 2
    if 1 < start < end and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        first = doc[start - 2]
        return start - 2 if first.is_alpha and not is_capital(first) else start + 1
    return start


def _long_post(doc: Doc, end: int, capitals: bool = False) -> Role | None:
    """A post with what it is of, right before the name: "director of research Jane Roe"."""
    if end and doc[end - 1].tag_ in {"DT", "IN"}:
        return None
    for i in range(end - 2, max(end - 8, -1), -1):
        token = doc[i + 1]
        if token.is_punct or token.is_space or token.is_sent_start:
            return None
        if is_post(doc[i].lower_) and token.lower_ in {"of", "for", "to"}:
            while i > 0 and is_capital(doc[i]) and is_capital(doc[i - 1]) and not doc[i].is_sent_start:
                i -= 1  # "Chief Secretary to"
            return Role(i, end, (i, end)) if i + 2 < end else None
        inner = (token.tag_ in _INNER and not is_capital(token)) or (token.lower_ == "the" and doc[i].tag_ == "IN")
        if not inner and not (capitals and (is_capital(token) or token.lower_ == "the")):
            return None
    return None


def _joint(doc: Doc, name: Name) -> Role | None:
    """The post in the plural before the first of several: "ministers Jane Roe and John Doe"."""
    i = name.first
    for _ in range(_MOST_JOINED):
        before = doc[i - 1] if i else None
        if before is None or before.is_space or doc[i].is_sent_start:
            return None
        post = before.lemma_.lower() if before.tag_ == "NNS" and not is_capital(before) else ""
        if is_post(post) and (post not in lexicon("company_posts") or name.guess == "person"):
            start = i - 1
            if start > 2 and doc[start - 2 : start].text.lower() == "of the" and is_post(doc[start - 3].lower_):
                return Role(start - 3, i, (start - 3, i))  # "the chair of the trustees, Jane Roe"
            while start > 0 and _goes_before(doc, start - 1, False) and doc[start - 1].tag_ != "NNS":
                start -= 1
            return Role(_whole_compound(doc, start, i), i, (start, i))
        if not (before.lower_ in {"and", ","} or is_capital(before)):
            return None
        i -= 1
    return None


def _called(doc: Doc, name: Name) -> Role | None:
    """The post that a person is said to have or to get: "Jane Roe is the head of X", "was named head of X"."""
    i = name.end
    if i + 2 >= len(doc) or doc[i].lower_ not in {"is", "was", "became", "remains"}:
        return None
    i += 1
    while i + 1 < len(doc) and doc[i].lower_ in _GETTING:
        i += 1
    return _post_from(doc, i) if doc[i - 1].lower_ in _GETTING or doc[i - 1].lower_ == "became" else None


def _goes_before(doc: Doc, i: int, first: bool) -> bool:
    token = doc[i]
    if token.is_sent_start and first:
        return is_post(token.lower_)
    if token.lower_ == "including":
        return False
    if token.is_space or token.is_quote or doc[i + 1].is_sent_start or token.ent_type_ in {"DATE", "TIME"}:
        return False
    if token.text in {"-", "–"}:
        return not token.whitespace_
    if first or token.lower_ in {"shadow", "acting", "deputy", "chief", "former", "then"}:
        return token.is_alpha
    return (token.tag_ not in _STOPS and not token.is_punct) or (
        token.lower_ == "and" and (is_capital(doc[i + 1]) or is_post(doc[i + 1].lower_)) and is_post(doc[i - 1].lower_)
        if i
        else False
    )


def _after(doc: Doc, name: Name) -> Role | None:
    """The post in apposition: "Name, (the) post of ...,"."""
    i = name.end
    if i + 1 >= len(doc) or doc[i].text not in {",", "(", "-", "–", "—"}:
        return None
    if doc[i + 1].like_num and i + 3 < len(doc) and doc[i + 2].text == ",":  # an age
        i += 2
    elif doc[i + 1].lower_ == "aged" and i + 4 < len(doc) and doc[i + 3].text == ",":
        i += 3
    start = i + 1
    if start < len(doc) and doc[start].lower_ == "who":
        start += 1
        while start < min(i + 7, len(doc)) and doc[start].lower_ in _WHO_IS:
            start += 1
        if start == i + 2:
            return None
    return _post_from(doc, start) if doc[start : start + 1].text.lower() not in {"and", "but", "or", "whose"} else None


def _post_from(doc: Doc, start: int) -> Role | None:
    """The post that a phrase from a token on names, with what it is of."""
    several = doc[start : start + 2].text.lower() == "one of"
    start += 2 * several
    if start < len(doc) and doc[start].lower_ in {"the", "a", "an", "its", "their", "his", "her"}:
        start += 1
    post = None
    for j in range(start, min(start + 9, len(doc))):
        token = doc[j]
        if token.is_space or token.is_sent_start or token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT"}:
            return None
        if is_post(token.lower_) or (several and is_post(token.lemma_.lower())):
            post = j
            break
        if token.text in {",", ";", "."} or (token.tag_ == "IN"):
            return None
    if post is None:
        return None
    end = post + 1
    while end < min(start + _MAX_WORDS, len(doc)):
        token = doc[end]
        quote = token.is_quote and token.tag_ != "POS"  # "the planters' union"
        aside = token.text == "-" and doc[end - 1].whitespace_  # "director of the bank - one of its owners -"
        if (token.is_punct and token.text not in {"-", "'", "&", "/"}) or token.is_space or quote or aside:
            break
        # "head of value-added services", "writer on the cancelled show"
        joined = token.tag_ == "VBN" and (doc[end - 1].text == "-" or doc[end - 1].tag_ in {"DT", "PRP$"})
        joined = joined or (end == post + 1 and token.lower_ in _ACTING_FOR)
        verb = token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "VBN", "VBG", "WRB"} and not joined
        if verb or token.is_sent_start:
            break
        end += 1
    while end > post + 1 and doc[end - 1].tag_ in {"IN", "DT", "PRP$", "CC"}:
        end -= 1
    acting = end > post + 1 and doc[post + 1].lower_ in _ACTING_FOR  # who leads a lawsuit against a firm is not of it
    return Role(start, end, (start, post + 1 if acting else end))


def _over(doc: Doc, name: Name) -> Role | None:
    """The post that the name is in apposition to: "the head of X, Name", "one of its deputies, Name"."""
    i = name.first - 1
    if i > 0 and doc[i].lower_ == "the" and name.first < name.start:  # "the bishop, the Rev Jane Roe"
        i -= 1
    if i > 2 and doc[i].lower_ == "as" and doc[i - 1].lower_ in {"known", "nicknamed"}:
        i -= 2 + (doc[i - 2].lower_ in {"better", "best", "only"})  # "the rebels' commander, known as Rufo"
    if i < 1 or doc[i].text != ",":
        return None
    start = i
    while start > 0 and start > i - _MAX_WORDS:
        token = doc[start - 1]
        if (
            token.is_space
            or token.text in {",", ".", ";", ":"}
            or token.is_quote
            or token.tag_ in {"VB", "VBD", "VBZ", "VBP", "MD"}
        ):
            break
        start -= 1
        if token.is_sent_start:
            break
    start = _last_of_several(doc, start, i)
    nouns = (j for j in range(start, i) if doc[j].tag_[:1] == "N" or is_post(doc[j].lower_))
    posts = [j for j in nouns if is_post(doc[j].lower_) or is_post(doc[j].lemma_.lower()) or is_opposite(doc[j])]
    if posts and is_opposite(doc[posts[-1]]):
        posts = posts[-1:]
        start = next((j for j in range(posts[0], start, -1) if doc[j].tag_ in {"PRP$", "POS"}), start)
    if not any(_heads(doc, start, i, post) for post in posts):
        return None
    while start < posts[0] and doc[start].tag_ in {"DT", "CC", "IN", "RB", "PRP$", "WP$"}:
        start += 1
    begin = max((j + 1 for j in range(start, posts[0]) if doc[j].tag_ in {"POS", "PRP$"}), default=start)
    of = {"of"} if any(doc[j].lower_ in _OF_ANOTHER for j in range(start, posts[0])) else set()
    links = {"by", "from", "to", "with"} | of
    by = max((j + 1 for j in range(start, posts[0]) if doc[j].lower_ in links), default=start)
    if by > begin:  # "a deal brokered by the local bishop, Name", "the death of the mayor, Name"
        begin = start = by + (doc[by].tag_ == "DT")
    return Role(begin if doc[start].lower_ != "one" else start, i, (start, i))


def _last_of_several(doc: Doc, start: int, end: int) -> int:
    """Where the last of several joined phrases begins, if it holds a post: "from writers and *from the minister*"."""
    for j in range(end - 2, start, -1):
        new = doc[j + 1].tag_ in {"IN", "DT", "PRP$"} or doc[j + 1].lower_ == "not"
        if doc[j].lower_ in {"and", "but", "or"} and new and any(is_post(doc[k].lower_) for k in range(j + 1, end)):
            return j + 1
    return start


def _heads(doc: Doc, start: int, end: int, post: int) -> bool:
    """Whether the post is the head of the phrase: nothing follows it but what "of", "for", "at" or "in" bring."""
    following = doc[post + 1] if post + 1 < end else None
    before: Token | None = doc[post - 1] if post > start else None
    return (following is None or following.lower_ in {"of", "for", "at", "in", "to", "and", "on"}) and (
        before is None or before.tag_ != "IN" or before.lower_ == "of"
    )
