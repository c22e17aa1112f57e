"""The clauses on which a deed is made to depend: "if they pay", "provided that they leave", "as long as it lasts"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.asides import is_as_as, is_if_clause
from communique.extraction.grammar import below
from communique.extraction.modal import is_proviso
from communique.extraction.modality import is_inverted

if TYPE_CHECKING:
    from spacy.tokens import Token


def provisos_under(over: Iterable[Token], but: Collection[Token] = ()) -> list[Token]:
    """The verbs of the if-clauses that hang on words, in the order of the text; without those of `but`."""
    found: dict[int, Token] = {}
    for word in over:
        for clause in grammar.children(word, "advcl"):
            if is_proviso(clause) or _is_if(clause):
                found[clause.i] = clause
        found |= {c.i: c for c in grammar.children(word, "ccomp") if is_if_clause(c)}
        for long in filter(is_as_as, grammar.children(word, "advmod")):
            found |= {c.i: c for c in grammar.children(long, "advcl")}
    return [found[i] for i in sorted(found.keys() - {t.i for t in but})]


def _is_if(clause: Token) -> bool:
    marked = any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} and c.i < clause.i for c in below(clause))
    return marked or is_inverted(clause)
