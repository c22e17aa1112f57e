"""On what a deed or a deal is made to depend: "if they pay", "provided that they leave", "subject to approval by …"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.asides import is_as_as, is_if_clause, phrase
from communique.extraction.contents import Content, content_of, keys_of
from communique.extraction.grammar import below
from communique.extraction.modal import is_proviso
from communique.extraction.modality import is_inverted, modality_of
from communique.extraction.naming import Names
from communique.extraction.summaries import summarise, tidy
from communique.extraction.wording import subject_of
from communique.extraction.words import is_course, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

# Verbs by which something is yet to come into force, and what that is called: "must still be ratified by the members".
DECIDING = {
    "ratify": "ratification", "approve": "approval", "clear": "clearance", "endorse": "endorsement",
    "authorise": "authorisation", "authorize": "authorization",
}  # fmt: skip
NEEDING = frozenset({"need", "require", "await"})
GETTING = frozenset({"receive", "get", "win", "obtain", "secure", "gain"})  # as one has still to do
PUTTING = frozenset({"put", "submit", "present", "send"})
OWING = frozenset({"must", "needs", "need"})
YET = frozenset({"have", "need", "remain"})
HINGING = frozenset({"depend", "hinge"})
TIED = frozenset({"conditional", "contingent", "dependent", "conditioned"})
ON = frozenset({"on", "upon"})
GOING = frozenset({"go", "proceed", "happen"})  # … ahead, only if
VERBS = NEEDING | GETTING | PUTTING | HINGING | {"do"} | DECIDING.keys()
# Words that open a condition: "provided (that) they pay", and nouns that do with "on" or "with" before them.
BINDING = frozenset({"provided", "providing", "assuming"})
TERMS = frozenset({"condition", "understanding", "proviso", "stipulation"})
TIMED = frozenset({"when", "once", "after"})
SOMEBODY = frozenset({"GPE", "ORG", "PERSON", "NORP"})


@dataclass(frozen=True)
class Reserve:
    """That a thing depends on what others are yet to do: "*the deal* still needs *the approval* of shareholders".

    No `things` where it is said of what its own clause tells: "agreed to buy it, subject to approval".
    """

    word: Token
    things: tuple[Token, ...]
    on: Token

    def is_for_it(self) -> bool:
        """Whether somebody needs it for a course of his: "to succeed, he needs …", "needs consent for the sale"."""
        meant = any(c.lemma_.lower() in {"succeed", "proceed"} for c in grammar.children(self.word, "advcl", "csubj"))
        return meant or any(is_course(t.lemma_.lower()) for t in grammar.under(self.on, {"for"}))

    def is_told_again(self) -> bool:
        """Whether a clause says of the deed before it when it would be done: "it would *do* so only if they paid"."""
        return self.word.lemma_.lower() in GOING | {"do"}

    def summary(self, cast: Cast) -> str:
        """What is yet to come, as a phrase: "the approval of shareholders", "ratification by the members"."""
        if self.on != self.word:
            return summary_of(self.on, cast)
        who = subject_of(_agents(self.on), Names(cast, self.on.doc))
        what = DECIDING.get(self.on.lemma_.lower(), "approval")
        return f"{what} by {who}" if who else ""


def reserve_at(word: Token) -> Reserve | None:
    """What a word says that a thing still depends on; None where it says nothing of the kind."""
    if not word.tag_.startswith(("VB", "JJ")):
        return None
    lemma = word.lemma_.lower()
    if lemma in TIED or lemma in HINGING:
        return _tied(word)
    if lemma == "do" or lemma in GOING:
        return _told_again(word)
    if lemma == "subject" and word.tag_ == "JJ":
        over = word.head if word.dep_ in {"acomp", "oprd", "attr"} else None
        found = [t for t in grammar.under(word, {"to"}) if t.lemma_.lower() in listed("reserved")]
        denied = over is not None and grammar.is_negated(over)
        things = grammar.subjects(over) if over is not None else []
        return Reserve(word, tuple(things), found[0]) if found and not denied else None
    if lemma not in VERBS or not grammar.is_verb(word):
        return None
    over = word.head if word.dep_ == "xcomp" and word.head.lemma_.lower() in YET else word
    if grammar.is_negated(over) or grammar.is_negated(word):
        return None
    owed = over != word or bool(grammar.auxiliaries(word) & OWING)
    if lemma in NEEDING or (lemma in GETTING and owed):
        granted = (t for t in grammar.children(word, "dobj") if t.lemma_.lower() in listed("granted"))
        needed = next((t for t in granted if _says_whose(t)), None)
        return Reserve(word, tuple(grammar.subjects(over)), needed) if needed is not None else None
    ahead = (
        owed
        if lemma in DECIDING
        else modality_of(word) == "future" and "approval" in _lemmas(grammar.under(word, {"for"}))
    )
    things = grammar.patients(word) or grammar.subjects(over)
    return Reserve(word, tuple(things), word) if ahead and grammar.is_passive(word) and _agents(word) else None


def _tied(word: Token) -> Reserve | None:
    """That a thing "is conditional on", "depends on" or "hinges on" what somebody is to do or to agree to."""
    over = word.head if word.dep_ in {"acomp", "oprd", "attr"} else None if word.tag_ == "JJ" else word
    if over is not None and (grammar.is_negated(over) or grammar.is_negated(word)):
        return None
    hung = [*grammar.children(word, "prep"), *(p for p in grammar.children(over or word, "prep") if p.i == word.i + 1)]
    on = [c for p in hung if p.lower_ in ON for c in grammar.children(p, "pobj", "pcomp")]
    if not on or (_gerund_after(on[0]) is None and not _is_yet_to_come(on[0])):
        return None
    things = [word.head] if word.dep_ in {"amod", "acl"} else grammar.subjects(over) if over is not None else []
    return Reserve(word, tuple(things), on[0])


def _is_yet_to_come(noun: Token) -> bool:
    """Whether a noun is for what others may still do or refuse: "the approval of the board", "a vote in May"."""
    lemma = noun.lemma_.lower()
    return lemma in listed("reserved") or (is_course(lemma) and noun.pos_ == "NOUN") or noun.tag_ == "VBG"


def _gerund_after(noun: Token) -> Token | None:
    """What somebody is to do, after him: "depends on workers *giving* up the bonus"; the parser hangs it anywhere."""
    if noun.tag_ == "VBG":
        return noun
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return next((t for t in after if t.tag_ == "VBG"), None)


def _told_again(verb: Token) -> Reserve | None:
    again = {"do": "so", "go": "ahead"}.get(verb.lemma_.lower())
    if (again and not any(c.lower_ == again for c in below(verb))) or grammar.is_negated(verb):
        return None
    clause = next(iter(provisos_under((verb,))), None)
    subjects = tuple(grammar.subjects(verb))
    return Reserve(verb, subjects, clause) if clause is not None and subjects else None


def summary_of(term: Token, cast: Cast) -> str:
    """A condition as a phrase: "Norland leaving the islands", "the approval of shareholders"."""
    if not grammar.is_verb(term) and (deed := _gerund_after(term)) is not None:
        tokens = tuple(sorted({*phrase(term), *phrase(deed)}, key=lambda t: t.i))
        return summarise(Content(term, "noun", tokens, keys_of(tokens)), cast)
    content = content_of(term)
    if content is None:
        return ""
    if content.form == "noun":
        tokens = tuple(sorted(phrase(term), key=lambda t: t.i))
        return summarise(Content(term, "noun", tokens, keys_of(tokens)), cast)
    return summarise(without_marks(content), cast, denied=is_unless(term))


def without_marks(content: Content) -> Content:
    """A clause without what opens it as a condition: "*only when* Peru pays"."""
    opening = TIMED | {"only", "if", "unless"}
    kept = tuple(t for t in content.tokens if t.lower_ not in opening or t.i > content.head.i)
    return replace(content, tokens=kept)


def is_unless(clause: Token) -> bool:
    """Whether a condition is told by its contrary."""
    return any(c.dep_ == "mark" and c.lower_ == "unless" for c in below(clause))


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {t.lemma_.lower() for t in tokens}


def _agents(verb: Token) -> tuple[Token, ...]:
    """By whom something is to be approved, or to whom it is put for that."""
    if verb.lemma_.lower() in PUTTING:
        return tuple(grammar.under(verb, {"to"}))
    found = (t for p in grammar.children(verb, "agent") for t in grammar.objects_of(p))
    return tuple(t for t in found if t.ent_type_ not in {"DATE", "TIME"})  # "by June"


def _says_whose(approval: Token) -> bool:
    """Whether it is told who is to approve: "shareholders' approval", "the approval of the board"."""
    by = any(c.lower_ in {"of", "from", "by"} for c in grammar.children(approval, "prep"))
    return by or any(c.dep_ in {"poss", "compound", "nmod"} and c.tag_ != "PRP$" for c in below(approval))


def provisos_under(over: Iterable[Token], but: Collection[Token] = ()) -> list[Token]:
    """The verbs of the if-clauses that hang on words, in the order of the text; without those of `but`."""
    found: dict[int, Token] = {}
    for word in over:
        for clause in grammar.children(word, "advcl", "conj"):
            if clause.dep_ == "conj" and not _is_but_only(clause):
                continue
            if clause.lower_ in BINDING:
                found |= {c.i: c for c in grammar.children(clause, "ccomp")}
            elif is_proviso(clause) or _is_if(clause) or is_timed_proviso(clause):
                found[clause.i] = clause
        found |= {c.i: c for c in grammar.children(word, "ccomp") if is_if_clause(c)}
        for long in filter(is_as_as, grammar.children(word, "advmod")):
            found |= {c.i: c for c in grammar.children(long, "advcl")}
        deeper = grammar.children(word, "ccomp", "xcomp", "dobj")  # "let him leave | on condition that"
        for noun in (t for w in (word, *deeper) for t in grammar.under(w, {"on", "with", "under"})):
            if noun.lemma_.lower() in TERMS:
                found |= {c.i: c for c in grammar.children(noun, "acl", "relcl", "ccomp", "advcl") if _says_that(c)}
    return [found[i] for i in sorted(found.keys() - {t.i for t in but})]


def _is_but_only(clause: Token) -> bool:
    """Whether a clause joined on is a condition: "agreed to go, but only if they paid"."""
    start = clause.left_edge
    return start.lower_ == "only" and start.i > 0 and start.nbor(-1).lower_ == "but"


def _says_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in below(clause))


def is_timed_proviso(clause: Token) -> bool:
    """Whether when others have done their part is told as a condition: "only when they had paid", "once Peru leaves".

    A mere "once" is one where somebody known by name is to do it, and only of what is to come.
    """
    mark = next((c for c in below(clause) if c.lower_ in TIMED and c.dep_ in {"mark", "advmod"}), None)
    if mark is None or mark.i > clause.i:
        return False
    if mark.i and (mark.nbor(-1).lower_ == "only" or any(c.lower_ == "only" for c in below(mark))):
        return clause.tag_ != "VBD" or bool(grammar.auxiliaries(clause.head) & {"would", "will", "'ll", "'d"})
    by_name = any(t.ent_type_ in SOMEBODY or t.pos_ == "PROPN" for t in grammar.children(clause, "nsubj"))
    to_come = bool(grammar.auxiliaries(clause.head) & {"would", "will", "'ll"})
    return mark.lower_ == "once" and by_name and to_come


def _is_if(clause: Token) -> bool:
    marked = any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} and c.i < clause.i for c in below(clause))
    return marked or is_inverted(clause)


def return_of(word: Token) -> str | None:
    """What is given in return, in the article's words: what follows "in return for" or "in exchange for"."""
    for token in word.sent:
        if token.lower_ in {"return", "exchange"} and token.i and token.nbor(-1).lower_ == "in":
            for preposition in (c for c in below(token) if c.lower_ == "for"):
                inner = [t for t in preposition.subtree if t != preposition]
                if word in inner:
                    return None  # "in return for guarantees" does not say what the guarantees are given for
                text = word.doc[inner[0].i : inner[-1].i + 1].text if inner else ""
                return tidy(text) or None
    return None
