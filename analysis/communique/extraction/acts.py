"""Acts: who does what, with whom, about which course of action, how real it is and on whose word.

An act is found at a trigger of the lexicon (verb, noun or adjective). Active, passive, nominal and controlled forms give
the same act. Acts are the common ground on which proposals, positions and concessions stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.bids import Bid, bid_of
from communique.extraction.contents import Content, content_of, contents_of, fits, keys_of
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import Trigger, concepts, is_course, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Statement

Form = Literal["verb", "noun", "adjective", "modal"]
STANCES = frozenset({"accept", "support", "reject", "oppose", "withdraw", "hedge", "agree", "propose", "offer"})
# What the doer of an act on a bid is to it: whose bid it is, a party, or (else) whom it is put to.
BIDDING = {"propose": "proponent", "offer": "proponent", "plan": "proponent", "want": "proponent", "decide": "proponent", "ready": "proponent", "withdraw": "proponent", "agree": "party", "support": "party", "criticise": "party", "oppose": "party", "hedge": "party", "float": "party", "demand": "party"}  # fmt: skip
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
    company: tuple[str, ...] = ()
    bid: Bid | None = None

    @property
    def holds(self) -> bool:
        """Whether the act took place, as far as the article says: not denied, not merely possible."""
        return not self.negated and self.modality in {"fact", "future"}


def find_acts(reading: Reading, cast: Cast, statements: Sequence[Statement]) -> tuple[Act, ...]:
    """The acts of a text, in the order of their triggers."""
    finder = _Finder(reading, cast, statements)
    acts = [
        finder.with_bid(act) for token in reading.doc if not reading.in_heading(token.idx) for act in finder.at(token)
    ]
    return tuple(_without_repeats(acts))


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Acts in the order of their triggers."""
    return tuple(sorted(acts, key=lambda act: act.trigger.i))


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
        self.takeovers = any(concepts().get(token.lemma_.lower()) == "takeover" for token in reading.doc)

    def at(self, token: Token) -> Iterator[Act]:
        """The acts that `token` triggers."""
        if grammar.is_verb(token):
            found = list(self.verb(token))
            yield from found
            yield from self.modal(token, own=bool(found))
            yield from self.proviso(token)
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
                if not self.is_actor(content) and not is_speech(content):
                    if trigger.takes == ("subject",):
                        made = self.make(trigger.act, "verb", verb, content, [])
                        yield from (replace(m, agents=m.reported_by) for m in made)
                    else:
                        yield from self.composed(trigger.act, verb, content, targets)
                    found = True
            if found and trigger.tail:
                return

    def composed(self, act: str, verb: Token, content: Content, targets: Sequence[Token]) -> Iterator[Act]:
        """The act of a verb; "agreed to back the bill" is the inner act, "refused to back it" its denial."""
        head = content.head
        if content.form == "clause" and act in CARRIERS and self.carries_noun(head):
            return
        if content.form == "clause" and act in CARRIERS and (inner := self.stance(head)):
            for of, _ in inner:
                for inner_content, inner_targets in contents_of(head, of[1], of[0]):
                    made = self.make(of[0].act, "verb", head, inner_content, grammar.subjects(verb), inner_targets)
                    denied = act == "reject" or grammar.is_negated(verb)
                    modality = "possible" if act in {"want", "ready", "float"} else modality_of(verb)
                    yield from (replace(m, negated=m.negated != denied, modality=modality) for m in made)
            if act != "want":
                return
        if act == "demand" and content.form == "clause":
            yield from self.against(verb, content)
        yield from self.make(act, "verb", verb, content, grammar.subjects(verb), targets)

    def against(self, verb: Token, content: Content) -> Iterator[Act]:
        """Who demands that something be dropped is against it."""
        for of, _ in self.stance(content.head):
            if of[0].act in {"withdraw", "reject"}:
                for inner, _ in contents_of(content.head, of[1], of[0]):
                    for made in self.make("oppose", "verb", verb, inner, grammar.subjects(verb)):
                        yield replace(made, agents=made.agents or made.reported_by)

    def carries_noun(self, verb: Token) -> bool:
        """Whether a verb only brings a noun of an act: "plans to make an offer" is an offer."""
        if verb.lemma_.lower() not in self.lexicon.light:
            return False
        return any(
            self.lexicon.nouns.get(t.lemma_.lower()) in {"propose", "offer", "demand", "agree"}
            for t in grammar.patients(verb)
        )

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
        if act == "demand" and agents and set(self.refer(targets)) & set(agents):
            targets = self.others(trigger, targets, agents)
            content = replace(content, doers=tuple(targets))
        held = content.holder or (content.head if content.form == "noun" else None)
        owners = self.refer(content.doers) if held is not None and self.owned(held) else ()
        if act == "demand" and form == "adjective":
            targets, agents = people, speakers
        if act == "demand" and not agents and form == "verb":
            agents = tuple(s for s in speakers if s not in self.refer(targets))
        yield Act(
            act=act, form=form, trigger=trigger, content=content, doers=tuple(people), agents=agents,
            addressees=self.refer(targets), targets=tuple(targets), negated=grammar.is_negated(trigger),
            modality=modality_of(trigger), reported_by=speakers, owners=owners,
            company=self.company(trigger, content) if act == "agree" else (),
        )  # fmt: skip

    def others(self, trigger: Token, targets: Sequence[Token], agents: tuple[str, ...]) -> list[Token]:
        """Whom an object pronoun can only mean when it seems to mean the subject: the nearest other actor before it."""
        kept = [t for t in targets if not set(self.refer([t])) & set(agents)]
        before = [
            t for t in trigger.sent if t.i < targets[0].i and (who := self.cast.refer(t)) and not set(who) & set(agents)
        ]
        return kept or before[-1:]

    def company(self, trigger: Token, content: Content) -> tuple[str, ...]:
        """With whom one agrees: "signed a deal with the firm"."""
        overs = {trigger.i: trigger} | {content.head.i: content.head}
        if content.holder is not None:
            overs[content.holder.i] = content.holder
        people = [
            t
            for o in overs.values()
            for p in grammar.children(o, "prep")
            if p.lower_ in {"with", "between"}
            for t in under(p)
        ]
        return self.refer(people)

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
    def modal(self, verb: Token, own: bool) -> Iterator[Act]:
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
        elif force == "future" and not grammar.is_negated(verb) and not own:
            yield from self.future(verb, content)

    def required(self, verb: Token, content: Content) -> Iterator[Act]:
        """A demand: what a speaker says that others must or should do."""
        people, speakers = grammar.subjects(verb), self.speakers(verb)
        targets = self.refer(people)
        if set(targets) & set(speakers) or not (speakers or targets):
            return
        if not targets and not (
            grammar.is_passive(verb) and any(is_course(t.lemma_.lower()) for t in grammar.patients(verb))
        ):
            return
        if any(grammar.is_negated(over) for over in verb.ancestors if grammar.is_verb(over)):
            return
        yield Act(
            "demand", "modal", verb, content, (), speakers, targets, tuple(people), reported_by=speakers
        )  # fmt: skip

    def future(self, verb: Token, content: Content) -> Iterator[Act]:
        """What a party is to do, or what parties have agreed on: "talks will resume"."""
        people, speakers = grammar.subjects(verb), self.speakers(verb)
        agents = self.refer(people)
        if agents or (verb.lemma_.lower() in words("deeds") and grammar.is_passive(verb) and speakers):
            if verb.lemma_.lower() not in words("deeds"):
                return
            agents = agents or speakers
            yield Act("plan", "modal", verb, content, tuple(people), agents, reported_by=speakers)
        elif verb.lemma_.lower() in words("happens"):
            events = [*people, *grammar.patients(verb)]
            for event in events:
                if event.lemma_.lower() in words("joint") and (named := content_of(event)):
                    yield Act("agree", "modal", verb, named if verb.lemma_ == "take" else content, reported_by=speakers)
                    return

    def proviso(self, verb: Token) -> Iterator[Act]:
        """A condition put on what is to come: "only if", "unless", "provided that", "on condition that"."""
        if verb.dep_ not in {"advcl", "pcomp", "acl", "ccomp"} or not is_proviso(verb):
            return
        over = next((o for o in verb.ancestors if grammar.is_verb(o)), None)
        if over is None or modality_of(over) not in {"future", "possible", "fact"}:
            return
        named = grammar.children(verb, "attr", "nsubj") if verb.lemma_ == "be" else []
        content = next((c for c in map(content_of, named) if c and not c.pointer), None) if named else content_of(verb)
        if content is None or (verb.lemma_ in words("idle") and not named):
            return
        speakers, targets = self.speakers(verb), grammar.subjects(verb) if not named else grammar.noun_doers(named[-1])
        agents = tuple(a for a in speakers or self.refer(grammar.subjects(over)) if a not in self.refer(targets))
        yield Act(
            "condition", "modal", verb, content, (), agents, self.refer(targets), tuple(targets), reported_by=speakers
        )  # fmt: skip

    # --- nouns
    def noun(self, noun: Token) -> Iterator[Act]:
        """The act that a noun names: "an EU demand for talks"."""
        yield from self.met(noun)
        yield from self.talks(noun)
        act = self.lexicon.nouns.get(noun.lemma_.lower())
        if act is None or noun.dep_ == "compound":
            return
        content = self.condition(noun) if act == "condition" else content_of(noun)
        if content is None or self.is_actor(content):
            return
        if content.head != noun and content.form == "clause" and (inner := self.stance(content.head)):
            for of, _ in inner:
                for inner_content, inner_targets in contents_of(content.head, of[1], of[0]):
                    made = self.make(
                        of[0].act, "noun", content.head, inner_content, grammar.noun_doers(noun), inner_targets
                    )
                    yield from (
                        replace(m, negated=m.negated != (act == "reject"), modality=modality_of(noun)) for m in made
                    )
            return
        makers = grammar.noun_doers(noun) or self.makers(noun)
        over = light_verb(noun, self.lexicon.light)
        for made in self.make(act, "noun", noun, content, makers, noun_targets(noun)):
            denied = over is not None and grammar.is_negated(over)
            yield replace(
                made,
                negated=made.negated or denied or has_no(noun),
                owners=made.owners or made.agents,
                modality=noun_modality(noun, made.modality),
            )

    def met(self, noun: Token) -> Iterator[Act]:
        """What a course meets with ("faces opposition from peers"), or is done against ("in protest at the plans")."""
        act = self.lexicon.met.get(noun.lemma_.lower())
        if act is None:
            return
        over = noun.head
        if noun.dep_ == "dobj" and over.lemma_.lower() in words("meeting"):
            people = [
                t for p in grammar.children(noun, "prep") if p.lower_ in {"from", "of", "among"} for t in under(p)
            ]
            for subject in grammar.subjects(over):
                content = content_of(subject)
                if content and people and not self.is_actor(content):
                    yield from self.make(act, "noun", noun, content, people)
        elif noun.dep_ == "pobj" and over.lower_ == "in":
            main = next((o for o in over.ancestors if grammar.is_verb(o)), None)
            for token in [t for p in grammar.children(noun, "prep") for t in under(p)]:
                if main is not None and (content := content_of(token)) and not self.is_actor(content):
                    yield from self.make(act, "noun", noun, content, grammar.subjects(main))

    def talks(self, noun: Token) -> Iterator[Act]:
        """What parties hold talks about: "is in talks with the firm about an alliance", "talks to buy the firm"."""
        if noun.lemma_.lower() not in words("talks"):
            return
        over = next((o for o in noun.ancestors if grammar.is_verb(o)), None)
        hung = [c for o in (noun, over) if o is not None for c in grammar.children(o, "prep") if c.i > noun.i]
        about = [
            t
            for p in hung
            if p.lower_ in {"about", "over", "on"}
            for c in p.children
            if c.dep_ in {"pobj", "pcomp"}
            for t in [c]
        ]
        about += [
            c for c in grammar.children(noun, "acl") if c.i > noun.i and any(a.lower_ == "to" for a in c.children)
        ]
        people = grammar.noun_doers(noun) or (grammar.subjects(over) if over is not None else [])
        people = [*people, *(t for p in hung if p.lower_ == "with" for t in under(p))]
        for token in about[:1]:
            content = content_of(token)
            if content and not content.pointer and not self.is_actor(content) and fits(content, token, "course"):
                for made in self.make("float", "noun", noun, content, people):
                    yield replace(made, owners=made.owners or made.agents)

    def condition(self, noun: Token) -> Content | None:
        """What a condition is: "the condition is an end to the aid"."""
        over = noun.head
        if noun.dep_ == "nsubj" and over.lemma_ == "be":
            for child in grammar.children(over, "attr", "xcomp", "ccomp"):
                return content_of(child)
        return None

    def makers(self, noun: Token) -> list[Token]:
        """Who makes, gives or files what the noun names: "the firm has made an offer"."""
        over = light_verb(noun, self.lexicon.light)
        return grammar.subjects(over) if over is not None else []

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

    def with_bid(self, act: Act) -> Act:
        """The act with the bid for a firm that it is on, in a text in which firms are bid for."""
        if not self.takeovers:
            return act
        bid = bid_of(act.content, act.doers, BIDDING.get(act.act, ""), self.refer)
        content = act.content
        if content.pointer and bid is not None and bid.tells and act.form == "noun":
            content = replace(content, pointer=False, keys=keys_of(content.tokens))
        return replace(act, bid=bid, content=content)

    # --- people
    def refer(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.named(token)))

    def named(self, token: Token) -> tuple[str, ...]:
        """Whom a token stands for, or the name beside it: "telecoms giant Delta"."""
        if found := self.cast.refer(token):
            return found
        if beside := grammar.children(token, "appos"):
            return self.cast.refer(beside[0])
        if token.tag_ == "PRP" and token.dep_ == "nsubj" and token.head.dep_ == "ccomp":
            return tuple(dict.fromkeys(id for s in grammar.subjects(token.head.head) for id in self.cast.refer(s)))
        return ()

    def speakers(self, token: Token) -> tuple[str, ...]:
        """On whose word it stands: the speaker of the innermost statement around the token."""
        for statement in self.statements:
            if statement.content.start <= token.idx < statement.content.end:
                if statement.speaker is not None:
                    return (statement.speaker,)
        for verb in grammar.clause_over(token):
            if verb != token and verb.lemma_.lower() in words("says") and not grammar.is_passive(verb):
                if said := self.refer([v for s in grammar.subjects(verb) for v in behind(s)]):
                    if not any(s.i == token.i for s in grammar.subjects(verb)):
                        return said
        return ()


def is_proviso(verb: Token) -> bool:
    """Whether a clause is a condition in so many words."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i}
    before = verb.left_edge.nbor(-1).lower_ if verb.left_edge.i > 0 else ""
    if "unless" in marks or verb.lower_ in {"provided", "providing"}:
        return "unless" in marks
    return ("if" in marks and (before == "only" or "only" in marks)) or before in {"provided", "condition", "providing"}


def is_speech(content: Content) -> bool:
    """Whether a "course of action" is only to speak, as in "declined to comment"."""
    return (
        content.form == "clause"
        and content.head.lemma_.lower() in words("speech")
        and not grammar.is_passive(content.head)
    )


def light_verb(noun: Token, light: frozenset[str]) -> Token | None:
    """The verb of making or giving that a noun is the object of."""
    over = noun.head
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
        over = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and over.lemma_.lower() in light:
        return over
    return None


def noun_modality(noun: Token, clause: Modality) -> Modality:
    """The modality of an act that a noun names: what is spoken of as known is there, whatever the verb says of it."""
    known = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "these"}) for c in noun.children)
    return "fact" if known or (noun.dep_ == "pobj" and clause != "supposed") else clause


def has_no(noun: Token) -> bool:
    """Whether a noun phrase denies itself: "no deal", "neither offer"."""
    return any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg"} for c in noun.children)


def behind(token: Token) -> list[Token]:
    """Who stands behind a noun of speech: "a statement by the churches" is the churches'."""
    if token.lemma_.lower() in words("voices") and (makers := grammar.noun_doers(token)):
        return makers
    return [token]


def under(preposition: Token) -> list[Token]:
    """What stands under a preposition."""
    return [t for p in grammar.children(preposition, "pobj") for t in grammar.coordinated(p)]


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
