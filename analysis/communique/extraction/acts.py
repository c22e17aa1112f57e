"""Acts: who does what, with whom, about which course of action, how real it is and on whose word.

An act is found at a trigger of the lexicon (verb, noun or adjective). Active, passive, nominal and controlled forms give
the same act. Acts are the common ground on which proposals, positions and concessions stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, contents_of
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import Trigger, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

Form = Literal["verb", "noun", "adjective", "modal"]


@dataclass(frozen=True)
class Act:
    """One act. `agents`, `addressees` and `reported_by` are actor ids; `doers` the heads of the agents' noun phrases."""

    act: str
    form: Form
    trigger: Token
    content: Content
    doers: tuple[Token, ...] = ()
    agents: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    targets: tuple[Token, ...] = ()
    negated: bool = False
    modality: Modality = "fact"
    reported_by: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the act took place, as far as the article says: not denied, not merely possible."""
        return not self.negated and self.modality in {"fact", "future"}


def find_acts(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Act, ...]:
    """The acts of a text, in the order of their triggers."""
    finder = _Finder(reading, cast, statements)
    acts = [act for token in reading.doc for act in finder.at(token)]
    return tuple(_without_repeats(acts))


def _without_repeats(acts: list[Act]) -> Iterator[Act]:
    """One act a class and content: "called for" may match as a phrase and as a verb."""
    seen: set[tuple[int, int, str]] = set()
    for act in acts:
        key = (act.trigger.i, act.content.head.i, act.act)
        if key not in seen:
            seen.add(key)
            yield act


class _Finder:
    def __init__(self, reading: Reading, cast: Cast, statements: Sequence[Statement]) -> None:
        self.doc, self.cast = reading.doc, cast
        self.statements = sorted(statements, key=lambda s: s.content.end - s.content.start)
        self.lexicon = lexicon()

    def at(self, token: Token) -> Iterator[Act]:
        """The acts that `token` triggers."""
        if grammar.is_verb(token):
            yield from self.verb(token)
            yield from self.modal(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            yield from self.noun(token)
        elif token.pos_ == "ADJ":
            yield from self.adjective(token)

    # --- verbs
    def verb(self, verb: Token) -> Iterator[Act]:
        for trigger in self.lexicon.verbs.get(verb.lemma_.lower(), ()):
            if (tail := match_tail(verb, trigger)) is None:
                continue
            found = False
            for content, targets in contents_of(verb, tail, trigger):
                yield from self.make(trigger.act, "verb", verb, content, grammar.subjects(verb), targets)
                found = True
            if found and trigger.tail:
                return

    def make(
        self, act: str, form: Form, trigger: Token, content: Content, doers: list[Token], targets: Sequence[Token] = ()
    ) -> Iterator[Act]:
        doers = [voice for doer in doers for voice in behind(doer)]
        made = Act(
            act=act, form=form, trigger=trigger, content=content, doers=tuple(doers), agents=self.refer(doers),
            addressees=self.refer(targets), targets=tuple(targets), negated=grammar.is_negated(trigger),
            modality=modality_of(trigger), reported_by=self.speakers(trigger),
        )  # fmt: skip
        yield made

    # --- what one must, should or will do
    def modal(self, verb: Token) -> Iterator[Act]:
        if verb.lemma_.lower() in words("idle") and not grammar.is_passive(verb):
            return
        if verb.dep_ == "xcomp" and verb.head.lemma_ not in {"have", "need", "be"}:
            return
        force = modality_of(verb)
        speakers = self.speakers(verb)
        people = grammar.subjects(verb)
        content = content_of(verb)
        if force == "required" and content:
            passive = grammar.is_passive(verb)
            targets = [] if passive and not people else people
            made = Act("demand", "modal", verb, content, (), speakers, self.refer(targets), tuple(targets),
                       negated=False, modality="fact", reported_by=speakers)  # fmt: skip
            if set(made.addressees) != set(speakers) or not speakers:
                yield made
        elif force == "future" and content and not grammar.is_negated(verb):
            yield from self.future(verb, content, people, speakers)

    def future(self, verb: Token, content: Content, people: list[Token], speakers: tuple[str, ...]) -> Iterator[Act]:
        if verb.lemma_.lower() in self.lexicon.verbs:
            return
        yield Act("plan", "modal", verb, content, tuple(people), self.refer(people), reported_by=speakers)

    # --- nouns
    def noun(self, noun: Token) -> Iterator[Act]:
        act = self.lexicon.nouns.get(noun.lemma_.lower())
        if act is None or noun.dep_ == "compound":
            return
        if content := content_of(noun):
            targets = noun_targets(noun)
            yield from self.make(act, "noun", noun, content, grammar.noun_doers(noun), targets)

    # --- adjectives
    def adjective(self, adjective: Token) -> Iterator[Act]:
        act = self.lexicon.adjectives.get(adjective.lemma_.lower())
        if act is None or adjective.dep_ not in {"acomp", "ccomp", "conj", "oprd", "xcomp"}:
            return
        verb = adjective.head
        people = grammar.subjects(verb) if grammar.is_verb(verb) else []
        if act.endswith("-it"):
            for person in people:
                if content := content_of(person):
                    yield from self.make(act.removesuffix("-it"), "adjective", adjective, content, [])
            return
        for clause in grammar.children(adjective, "xcomp", "ccomp"):
            if content := content_of(clause):
                yield from self.make(act, "adjective", adjective, content, people)

    # --- people
    def refer(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.cast.refer(token)))

    def speakers(self, token: Token) -> tuple[str, ...]:
        """On whose word it stands: the speaker of the innermost statement around the token."""
        for statement in self.statements:
            if statement.content.start <= token.idx < statement.content.end:
                if statement.speaker is not None:
                    return (statement.speaker,)
        for verb in grammar.clause_over(token):
            if verb is not token and verb.lemma_.lower() in words("says") and not grammar.is_passive(verb):
                if said := self.refer([v for s in grammar.subjects(verb) for v in behind(s)]):
                    if not any(s.i == token.i for s in grammar.subjects(verb)):
                        return said
        return ()


def behind(token: Token) -> list[Token]:
    """Who stands behind a noun of speech: "a statement by the churches" is the churches'."""
    if token.lemma_.lower() in words("voices") and (makers := grammar.noun_doers(token)):
        return makers
    return [token]


def noun_targets(noun: Token) -> list[Token]:
    """To whom a noun is addressed: "the offer to bondholders", "talks with Turkey", "a bid for the firm"."""
    found = []
    for child in grammar.children(noun, "prep", "dative"):
        if child.lower_ in {"to", "with", "on", "for"}:
            found += [t for p in grammar.children(child, "pobj") for t in grammar.coordinated(p)]
    return found


def match_tail(verb: Token, trigger: Trigger) -> list[Token] | None:
    """The tokens of the trigger's further words, or None where they do not hang on the verb."""
    found: list[Token] = []
    over = verb
    for word in trigger.tail:
        candidates = [c for c in over.children if c.i > verb.i and word in {c.lower_, c.lemma_.lower()}]
        if not candidates and found and over.i + 1 < len(over.doc) and over.nbor(1).lower_ == word:
            candidates = [over.nbor(1)]
        if not candidates and not found:
            candidates = [
                m for c in verb.children if c.dep_ in grammar.CLAUSES and c.i > verb.i for m in c.children
                if m.lower_ == word and m.dep_ == "mark"
            ]  # fmt: skip
        if not candidates:
            return None
        over = candidates[0]
        found.append(over)
    return found


__all__ = ["Act", "find_acts", "replace"]
