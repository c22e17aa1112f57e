"""Acts: who does what, with whom, about which course of action, how real it is and on whose word.

An act is found at a trigger of the lexicon (verb, noun or adjective). Active, passive, nominal and controlled forms give
the same act. Acts are the common ground on which proposals, positions and concessions stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, contents_of, fits
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import Trigger, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

Form = Literal["verb", "noun", "adjective", "modal"]
STANCES = frozenset({"accept", "support", "reject", "oppose", "withdraw", "hedge"})
CARRIERS = frozenset({"agree", "plan", "decide", "reject", "offer", "want", "ready", "float"})


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
    owners: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the act took place, as far as the article says: not denied, not merely possible."""
        return not self.negated and self.modality in {"fact", "future"}


def find_acts(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Act, ...]:
    """The acts of a text, in the order of their triggers."""
    finder = _Finder(reading, cast, statements)
    acts = [act for token in reading.doc if not reading.in_heading(token.idx) for act in finder.at(token)]
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
        """The acts of a verb, those of a phrase ("call for") before those of the verb alone."""
        for trigger in self.lexicon.verbs.get(verb.lemma_.lower(), ()):
            if (tail := match_tail(verb, trigger)) is None:
                continue
            found = False
            for content, targets in contents_of(verb, tail, trigger):
                if not self.is_actor(content):
                    yield from self.composed(trigger.act, verb, content, targets)
                    found = True
            if found and trigger.tail:
                return

    def composed(self, act: str, verb: Token, content: Content, targets: Sequence[Token]) -> Iterator[Act]:
        """The act of a verb; "agreed to back the bill" is the inner act, "refused to back it" its denial."""
        head = content.head
        if content.form == "clause" and act in CARRIERS and (inner := self.stance(head)):
            for of, _ in inner:
                for inner_content, inner_targets in contents_of(head, of[1], of[0]):
                    made = self.make(of[0].act, "verb", head, inner_content, grammar.subjects(verb), inner_targets)
                    denied = act == "reject" or grammar.is_negated(verb)
                    modality = "possible" if act in {"want", "ready", "float"} else modality_of(verb)
                    yield from (replace(m, negated=m.negated != denied, modality=modality) for m in made)
            return
        yield from self.make(act, "verb", verb, content, grammar.subjects(verb), targets)

    def stance(self, verb: Token) -> list[tuple[tuple[Trigger, list[Token]], None]]:
        """The stance triggers that a verb under another act matches."""
        found = []
        for trigger in self.lexicon.verbs.get(verb.lemma_.lower(), ()):
            if trigger.act in STANCES and (tail := match_tail(verb, trigger)) is not None:
                if any(True for _ in contents_of(verb, tail, trigger)):
                    found.append(((trigger, tail), None))
        return found[:1]

    def is_actor(self, content: Content) -> bool:
        """Whether a "course of action" is somebody: "backed Mr X"."""
        return content.form == "noun" and not content.pointer and bool(self.cast.refer(content.head))

    def make(
        self,
        act: str,
        form: Form,
        trigger: Token,
        content: Content,
        doers: Sequence[Token],
        targets: Sequence[Token] = (),
    ) -> Iterator[Act]:
        """The act, with its people resolved."""
        people = [voice for doer in doers for voice in behind(doer)]
        agents, speakers = self.refer(people), self.speakers(trigger)
        held = content.holder or (content.head if content.form == "noun" else None)
        owners = self.refer(content.doers) if held is not None and self.owned(held) else ()
        if act == "demand" and form == "adjective":
            targets, agents = people, speakers
        yield Act(
            act=act, form=form, trigger=trigger, content=content, doers=tuple(people), agents=agents,
            addressees=self.refer(targets), targets=tuple(targets), negated=grammar.is_negated(trigger),
            modality=modality_of(trigger), reported_by=speakers, owners=owners,
        )  # fmt: skip

    def owned(self, noun: Token) -> bool:
        """Whether who stands before a noun put it forward: "Iran's offer", not "the firm's sale"."""
        return self.lexicon.nouns.get(noun.lemma_.lower()) in {
            "propose",
            "offer",
            "demand",
            "decide",
            "want",
            "threaten",
        }

    # --- what one must, should or will do
    def modal(self, verb: Token) -> Iterator[Act]:
        """What somebody says that another must do, or that is to come about."""
        lemma = verb.lemma_.lower()
        if lemma in words("idle") and not grammar.is_passive(verb):
            return
        if verb.dep_ == "xcomp" and verb.head.lemma_ not in {"have", "need", "be"}:
            return
        force, content = modality_of(verb), content_of(verb)
        if content is None or "have" in grammar.auxiliaries(verb):
            return
        if force == "required":
            yield from self.required(verb, content)
        elif force == "future" and not grammar.is_negated(verb) and lemma not in self.lexicon.verbs:
            yield from self.future(verb, content)

    def required(self, verb: Token, content: Content) -> Iterator[Act]:
        """A demand: what a speaker says that others must or should do."""
        people, speakers = grammar.subjects(verb), self.speakers(verb)
        targets = self.refer(people)
        if set(targets) & set(speakers) or not (targets or grammar.is_passive(verb)) or not (speakers or targets):
            return
        yield Act(
            "demand", "modal", verb, content, (), speakers, targets, tuple(people), reported_by=speakers
        )  # fmt: skip

    def future(self, verb: Token, content: Content) -> Iterator[Act]:
        """What a party is to do, or what parties have agreed on: "talks will resume"."""
        people, speakers = grammar.subjects(verb), self.speakers(verb)
        agents = self.refer(people)
        if agents:
            yield Act("plan", "modal", verb, content, tuple(people), agents, reported_by=speakers)
        elif verb.lemma_.lower() in words("happens"):
            events = [*people, *grammar.patients(verb)]
            for event in events:
                if event.lemma_.lower() in words("joint") and (named := content_of(event)):
                    yield Act("agree", "modal", verb, named if verb.lemma_ == "take" else content, reported_by=speakers)
                    return

    # --- nouns
    def noun(self, noun: Token) -> Iterator[Act]:
        """The act that a noun names: "an EU demand for talks"."""
        act = self.lexicon.nouns.get(noun.lemma_.lower())
        if act is None or noun.dep_ == "compound":
            return
        content = content_of(noun)
        if content is None or self.is_actor(content):
            return
        if content.head is not noun and content.form == "clause" and (inner := self.stance(content.head)):
            for of, _ in inner:
                for inner_content, inner_targets in contents_of(content.head, of[1], of[0]):
                    made = self.make(
                        of[0].act, "noun", content.head, inner_content, grammar.noun_doers(noun), inner_targets
                    )
                    yield from (
                        replace(m, negated=m.negated != (act == "reject"), modality=modality_of(noun)) for m in made
                    )
            return
        yield from self.make(act, "noun", noun, content, grammar.noun_doers(noun), noun_targets(noun))

    # --- adjectives
    def adjective(self, adjective: Token) -> Iterator[Act]:
        """The act in "is willing to pay", "is bound to buy", "talks are useless"."""
        act = self.lexicon.adjectives.get(adjective.lemma_.lower())
        if act is None or adjective.dep_ not in {"acomp", "ccomp", "conj", "oprd", "xcomp"}:
            return
        verb = adjective.head
        people = grammar.subjects(verb) if grammar.is_verb(verb) else []
        if act.endswith("-it"):
            for person in people:
                content = content_of(person)
                if content and not self.is_actor(content) and fits(content, person, "course"):
                    for made in self.make(act.removesuffix("-it"), "adjective", adjective, content, []):
                        yield replace(made, agents=made.reported_by)
            return
        for clause in grammar.children(adjective, "xcomp", "ccomp"):
            if content := content_of(clause):
                for made in self.make(act, "adjective", adjective, content, people):
                    yield replace(made, negated=grammar.is_negated(verb), modality=modality_of(verb))

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
