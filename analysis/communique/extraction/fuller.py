"""What "the fee" is called in full: an article says it once ("a licence fee for cheese") and then in short."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import keys_of
from communique.extraction.grammar import below
from communique.extraction.words import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORT_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})
OTHERS = frozenset({"no", "any", "another", "each", "every", "other"})
TELLING = frozenset({"of", "for", "on", "to", "in", "against", "between", "from", "over", "with"})
MENTIONS = 12  # of a noun, among which its full name is looked for
MOST_WORDS = 8  # of a full name: more would be half a sentence


def fuller(noun: Token) -> Token | None:
    """The earlier noun whose phrase tells which one a bare "the fee" means; None where several would do, or none."""
    if noun.pos_ != "NOUN" or noun.dep_ in {"compound", "amod", "nmod", "appos"}:
        return None
    near = [c for c in below(noun) if c.dep_ != "case"]
    bare = len(near) == 1 and near[0].dep_ == "det" and near[0].lower_ in SHORT_DETERMINERS
    plain = listed("empty"), listed("parts"), words("partitives"), listed("unnamed")  # now this one, now that
    if not bare or any(noun.lemma_.lower() in some for some in plain):
        return None
    alike = _nouns(noun.doc).get((noun.lemma_.lower(), noun.tag_), ())[:MENTIONS]
    before = [t for t in alike if t.i < noun.left_edge.i and _tells(t)]
    one = len({_signs(t) for t in before}) == 1 and len(full_name(before[0])) <= MOST_WORDS
    return before[0] if one else None


def full_name(noun: Token, before: str = "") -> list[Token]:
    """The words that tell which one a noun means: those before it, and the first phrase after it.

    `before` is the word that it is to stand before: "the fee | for boats" takes no second "for".
    """
    passing = listed("thin") | listed("passing")  # they only call it new
    lead = [c for c in grammar.children(noun, "compound", "amod", "nmod") if c.i < noun.i and c.lower_ not in passing]
    near = [c for c in grammar.children(noun, "prep") if c.i == noun.i + 1 and c.lower_ in TELLING]
    after = [c for c in near if not any(t.dep_ == "relcl" for t in c.subtree)][:1]
    return [*(t for c in lead for t in c.subtree), noun, *(t for c in after for t in c.subtree if c.lower_ != before)]


@lru_cache(maxsize=2)
def _nouns(doc: Doc) -> dict[tuple[str, str], list[Token]]:
    """The common nouns of a text by lemma and number."""
    found: dict[tuple[str, str], list[Token]] = {}
    for token in doc:
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            found.setdefault((token.lemma_.lower(), token.tag_), []).append(token)
    return found


def _tells(noun: Token) -> bool:
    """Whether the phrase of a noun tells which one it is, and is not of another sort: "30m crowns", "any toll"."""
    name = full_name(noun)
    sums = any(c.i < noun.i and (c.like_num or c.is_currency or any(map(str.isdigit, c.text))) for c in name)
    other = any(c.lower_ in OTHERS for c in below(noun))
    return bool(_signs(noun)) and not (sums or other or any(t.tag_ == "PRP" for t in name))


def _signs(noun: Token) -> frozenset[str]:
    """The words by which one is told from others of its kind."""
    return keys_of(tuple(t for t in full_name(noun) if t != noun))
