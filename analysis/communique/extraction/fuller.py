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
TELLING = frozenset({"of", "for", "on", "to", "in", "against", "between", "from", "over", "with"})
MENTIONS = 12  # of a noun, among which its full name is looked for
MOST_WORDS = 8  # of a full name: more would be half a sentence


def fuller(noun: Token) -> Token | None:
    """The earlier noun whose phrase tells which one a bare "the fee" means; None where several would do, or none."""
    if not _is_bare(noun):
        return None
    alike = _nouns(noun.doc).get((noun.lemma_.lower(), noun.tag_), ())[:MENTIONS]
    before = [t for t in alike if t.i < noun.left_edge.i and _tells(t)]
    if not before or len({_signs(t) for t in before}) > 1 or len(full_name(before[0])) > MOST_WORDS:
        return None
    return before[0]


def full_name(noun: Token, before: str = "") -> list[Token]:
    """The words that tell which one a noun means: those before it, and the first phrase after it.

    `before` is the word that it is to stand before: "the fee | for boats" takes no second "for".
    """
    kept = [t for c in _before(noun) for t in c.subtree] + [noun]
    return [*kept, *(t for c in _after(noun) for t in c.subtree if c.lower_ != before)]


def _is_bare(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or noun.dep_ in {"compound", "amod", "nmod", "appos"} or lemma in _plain():
        return False
    near = [c for c in below(noun) if c.dep_ != "case"]
    return len(near) == 1 and near[0].dep_ == "det" and near[0].lower_ in SHORT_DETERMINERS


def _plain() -> frozenset[str]:
    """Nouns that do not mean what the same noun meant before: times, parts, words for any course of action."""
    return listed("empty") | listed("parts") | words("partitives") | listed("unnamed")


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
    if any(c.lower_ in {"no", "any", "another", "each", "every", "other"} for c in below(noun)):
        return False
    name = full_name(noun)
    if any(c.i < noun.i and (c.like_num or c.is_currency or any(map(str.isdigit, c.text))) for c in name):
        return False
    return bool(_signs(noun)) and not any(t.tag_ == "PRP" for t in name)


def _before(noun: Token) -> list[Token]:
    """What stands before a noun and tells which one: nouns, sums, adjectives that do not only call it new."""
    near = grammar.children(noun, "compound", "amod", "nmod")
    return [c for c in near if c.i < noun.i and c.lower_ not in listed("thin") | listed("passing")]


def _after(noun: Token) -> list[Token]:
    """The phrase right after a noun that tells what it is of or for."""
    near = [c for c in grammar.children(noun, "prep") if c.i == noun.i + 1 and c.lower_ in TELLING]
    return [c for c in near if not any(t.dep_ == "relcl" for t in c.subtree)][:1]


def _signs(noun: Token) -> frozenset[str]:
    """The words by which one is told from others of its kind."""
    return keys_of(tuple(t for t in full_name(noun) if t != noun))
