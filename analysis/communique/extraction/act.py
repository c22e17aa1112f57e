"""An act: who does what, with whom, about which course of action, how real it is and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.addressees import asked_beside
from communique.extraction.bids import Bid
from communique.extraction.contents import Content
from communique.extraction.grammar import below
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.extraction.actors import Cast
    from communique.model import Actor, Statement

Form = Literal["verb", "noun", "adjective", "modal"]

# Classes of nouns before which stands who put them forward: "Iran's offer", but not "the firm's sale".
OWNED = frozenset({"propose", "offer", "demand", "decide", "want", "threaten"})
TRADED = frozenset({"buy", "acquire", "purchase", "sell", "lease", "supply"})  # what one gives the other takes
SENDING = frozenset({"send", "write", "deliver", "hand", "address"})
SPOKEN = frozenset({"demand", "propose"})  # acts of speech, as to say is
LED = frozenset({"member", "government", "administration", "party", "union", "board", "company", "firm", "ministry"})
# Acts that "we" do who say so.
OWN = frozenset({
    "accept", "support", "reject", "oppose", "condemn", "criticise", "hedge", "agree", "ready",
})  # fmt: skip
ANSWERING = frozenset({"accept", "reject"})
MAKING = frozenset({"offer", "propose", "suggest"})
SUITS = frozenset({"lawsuit", "suit", "case", "claim", "complaint", "action"})
ASKING = frozenset({"demand", "propose"})  # who asks for a thing is not the one to do it


@dataclass(frozen=True)
class Act:
    """One act. `doers` and `targets` are the heads of noun phrases, the other names of people are actor ids.

    `owners` are those whose course of action it is said to be ("Iran's offer"), `company` those with whom one agrees.
    """

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


class People:
    """Who the words of acts stand for, and on whose word they are told."""

    def __init__(self, cast: Cast, statements: Sequence[Statement]) -> None:
        self.cast = cast
        self.common: dict[str, tuple[str, ...]] | None = None
        self.said: dict[int, str] | None = None
        self.known: dict[str, Actor] | None = None
        self.statements = tuple(statements)

    def refer(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The ids of the actors that tokens stand for, each once."""
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.named(token)))

    def named(self, token: Token) -> tuple[str, ...]:
        """Whom a token stands for, or the name beside it: "telecoms giant Delta"."""
        if found := self.cast.refer(token):
            return found
        over = [token, *(grammar.under(token, {"of"}) if token.lower_ == "one" else ())]
        beside = [n for t in over for n in grammar.children(t, "appos") if not _is_of_place(n)]  # "one of its peers, X"
        if beside:
            return self.refer([t for n in beside[:1] for t in (grammar.coordinated(n) if token.tag_ == "NNS" else [n])])
        if (after := _name_after(token)) is not None:
            return self.cast.refer(after)
        if token.dep_ == "compound" and token.pos_ == "NOUN":
            return self._elsewhere(token)
        told = token.tag_ == "PRP" and token.dep_ == "nsubj" and token.head.dep_ == "ccomp"
        if told and token.i > token.head.head.i and not (token.lower_ == "it" and grammar.is_judged(token)):
            return tuple(dict.fromkeys(id for s in grammar.subjects(token.head.head) for id in self.cast.refer(s)))
        return ()

    def _elsewhere(self, noun: Token) -> tuple[str, ...]:
        """Whom a common noun before another noun ("government plans") means where it stands by itself in the text."""
        if self.common is None:
            nouns = [t for t in noun.doc if t.pos_ == "NOUN" and t.dep_ != "compound"]
            self.common = {t.lower_: who for t in reversed(nouns) if (who := self.cast.refer(t))}
        return self.common.get(noun.lower_, ())

    def is_actor(self, content: Content) -> bool:
        """Whether a "course of action" is somebody: "backed Mr X"."""
        return content.form == "noun" and not content.pointer and bool(self.cast.refer(content.head))

    def actor(self, id: str) -> Actor:
        """The actor with that id."""
        if self.known is None:
            self.known = {a.id: a for a in self.cast.actors}
        return self.known[id]

    def watch(self, ids: Sequence[str]) -> bool:
        """Whether all of these actors only watch the dealings of others, by their posts: analysts, reporters."""
        return all(any(post in (self.actor(id).role or "").lower() for post in words("watchers")) for id in ids)

    def rule(self, ids: Sequence[str]) -> bool:
        """Whether all of these actors can permit things: states and governments, parliaments, courts, regulators."""
        found = [self.actor(id) for id in ids]
        return bool(ids) and all(a.kind == "state" or set(a.name.lower().split()) & words("rulers") for a in found)

    def foretold(self, verb: Token) -> bool:
        """Whether those who only watch say it, named or not: "analysts said the firm could sell it"."""
        over = (o for o in grammar.clause_over(verb) if o != verb and o.lemma_.lower() in words("says"))
        if any(t.lemma_.lower() in words("watchers") for o in over for t in grammar.subjects(o)):
            return True
        speakers = self.speakers(verb)
        return bool(speakers) and self.watch(speakers)

    def speakers(self, token: Token) -> tuple[str, ...]:
        """On whose word it stands: the speaker of the innermost statement around the token."""
        if self.said is None:
            self.said = self._said(token.doc)
        if token.i in self.said:
            return (self.said[token.i],)
        # "X, he said, must": the verb of saying hangs beside what is said
        clauses: list[Token] = []
        for clause in grammar.clause_over(token):
            clauses.append(clause)
            if clause.dep_ == "advcl" and any(
                c.lower_ in {"while", "whereas"} for c in grammar.children(clause, "mark")
            ):
                break  # "X said it would, while Y asked for time": what Y asks is not on X's word
        for verb in (v for o in clauses for v in (o, *grammar.children(o, "parataxis"))):
            if verb == token or verb.lemma_.lower() not in words("says") or grammar.is_passive(verb):
                continue
            sayers = grammar.subjects(verb)
            said = self.refer([voice for sayer in sayers for voice in behind(sayer)])
            if said and token not in sayers:
                return said
        return ()

    def _said(self, doc: Doc) -> dict[int, str]:
        """For each token of a statement, its speaker; the inner statement's where one stands in another."""
        found: dict[int, str] = {}
        for statement in sorted(self.statements, key=lambda s: s.content.start - s.content.end):
            span = doc.char_span(statement.content.start, statement.content.end, alignment_mode="expand")
            if span is not None and statement.speaker is not None:
                found |= {token.i: statement.speaker for token in span}
        return found

    def act(
        self,
        act: str,
        form: Form,
        trigger: Token,
        content: Content,
        doers: Sequence[Token],
        targets: Sequence[Token] = (),
    ) -> Act:
        """The act of a trigger, with its people resolved."""
        people = [voice for doer in doers for voice in behind(doer)]
        agents, speakers = self.refer(people), self.speakers(trigger)
        if not agents and act in OWN and people and all(t.lower_ in {"we", "i"} for t in people):
            agents = speakers  # "We reject it," said X
        if (not agents or act in SPOKEN) and (sayers := _sayers(trigger)):
            people = [voice for sayer in sayers for voice in behind(sayer)]
            agents = self.refer(people)
        if act == "demand" and _is_named_so(targets, people) and set(self.refer(targets)) & set(agents):
            agents = ()  # "the board urged Norland to": some other board than Norland's
        if act == "demand" and set(self.refer(targets)) & set(agents):
            targets = self._others(trigger, targets, agents)
            content = replace(content, doers=tuple(targets))
        if act == "demand" and self._offered(content, targets):
            targets, content = (), replace(content, doers=())
        if act == "demand" and form == "adjective":
            targets, agents = people, speakers
        if act in SPOKEN and form == "verb" and not self.refer((*targets, *content.doers)):
            asked = tuple(t for t in asked_beside(trigger, content) if set(self.refer([t])) - set(agents))
            targets = asked or targets
        if act in {"reject", "accept"} and form == "verb" and _is_asked_of(content):
            content = replace(content, doers=tuple(doers))
            targets = targets or doers
        asks = act in ASKING and content.form == "clause" and content.head != trigger
        if asks and set(self.refer(content.doers)) & set(agents):
            asked = tuple(targets) if self.refer(targets) else ()
            if asked or content.head.tag_ == "VBG":
                content = replace(content, doers=asked)
        if is_suit(content.head) and not targets:
            targets = _accused(content.head)
        agents = agents or self._led(people)
        passive = grammar.is_passive(trigger) and trigger.lemma_ not in {"oblige", "require"}
        others = any(t.lower_ in {"they", "he", "she", "you"} or t.lemma_.lower() in words("bodies") for t in people)
        others = others or any(t.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} for t in people)
        if act == "demand" and form == "verb" and not agents and not passive and not others:
            agents = tuple(s for s in speakers if s not in self.refer(targets))
        return Act(
            act=act, form=form, trigger=trigger, content=content, doers=tuple(people), agents=agents,
            addressees=self.refer(targets), targets=tuple(targets), negated=grammar.is_negated(trigger),
            modality=modality_of(trigger), reported_by=speakers, owners=self._owners(content),
            company=self._company(trigger, content, agents) if act == "agree" else (),
        )  # fmt: skip

    def _led(self, doers: Sequence[Token]) -> tuple[str, ...]:
        """Whose people or government act: "his members", "her government" are those that he leads, or he himself."""
        led = [d for d in doers if d.lemma_.lower() in LED]
        owners = self.refer([c for d in led for c in grammar.children(d, "poss") if c.tag_ == "PRP$"])
        return tuple(self.actor(id).affiliation or id for id in owners)

    def _owners(self, content: Content) -> tuple[str, ...]:
        noun = content.holder or (content.head if content.form == "noun" else None)
        if noun is not None and is_suit(noun):
            return self.refer(grammar.noun_doers(noun))
        if noun is None or lexicon().nouns.get(noun.lemma_.lower()) not in OWNED:
            return ()
        makers = self.refer(grammar.noun_doers(noun))
        told = content.form == "clause" and any(c.dep_ == "mark" for c in below(content.head))
        if told or lexicon().nouns[noun.lemma_.lower()] == "demand":
            return makers  # "an assurance that the man would be freed" is not the man's
        return makers or self.refer(content.doers)

    def _others(self, trigger: Token, targets: Sequence[Token], agents: Sequence[str]) -> list[Token]:
        """Whom an object pronoun can only mean when it seems to mean the subject: the nearest other actor before it."""
        kept = [t for t in targets if not set(self.refer([t])) & set(agents)]
        before = [t for t in trigger.sent if t.i < targets[0].i and set(self.cast.refer(t)) - set(agents)]
        return kept or before[-1:]

    def _offered(self, content: Content, targets: Sequence[Token]) -> bool:
        """Whether those urged to accept "the offer" seem to be who made it just before: they must be somebody else."""
        acts = {t.act for t in lexicon().verbs.get(content.head.lemma_.lower(), ()) if not t.tail}
        asked = set(self.refer(targets))
        if content.form != "clause" or not acts or not acts <= ANSWERING or not asked:
            return False
        if not any(c.lower_ == "the" for o in grammar.patients(content.head) for c in grammar.children(o, "det")):
            return False
        first = content.head.sent.start
        start = content.head.doc[first - 1].sent.start if first else first
        made = [t for t in content.head.doc[start:first] if grammar.is_verb(t) and t.lemma_.lower() in MAKING]
        return any(asked <= set(self.refer(grammar.subjects(verb))) for verb in made)

    def _company(self, trigger: Token, content: Content, agents: Sequence[str]) -> tuple[str, ...]:
        """With whom one agrees: "a deal with the firm", "a deal to supply the firm", "to buy it from the firm".

        So are those whom one pays, and those who have brought the lawsuit that is settled.
        """
        overs = {o.i: o for o in (trigger, content.head, content.holder) if o is not None}
        overs |= {c.i: c for o in tuple(overs.values()) for c in grammar.children(o, "acl") if c.tag_ == "VBG"}
        others = [t for o in overs.values() for t in grammar.under(o, {"with", "between"})]
        others += _plaintiffs(content)
        if content.form == "clause" and content.head.lemma_.lower() == "pay":
            others += [t for t in grammar.children(content.head, "dative", "dobj") if t.pos_ == "PROPN"]
        if content.form == "clause" and agents and all(self.actor(id).kind == "state" for id in agents):
            others += _bought_from(content.head)
        deal = (content.holder or trigger).lemma_.lower() not in {"agree", "consent", "assent"}
        if content.form == "clause" and (deal or content.head.lemma_.lower() in TRADED):
            others += [*grammar.children(content.head, "dative"), *grammar.under(content.head, {"from", "to"})]
            others += [t for t in grammar.patients(content.head) if deal and t.pos_ == "PROPN"]
        return self.refer(others)


def is_suit(noun: Token) -> bool:
    """Whether a noun is for what somebody asks of a court: "a lawsuit", "a claim against the firm"."""
    lemma = noun.lemma_.lower()
    return lemma in {"lawsuit", "suit"} or (lemma in SUITS and bool(_accused(noun)))


def _accused(suit: Token) -> list[Token]:
    """Against whom a lawsuit is: "a claim against the firm", "a case accusing the firm of fraud"."""
    accusing = [c for c in grammar.children(suit, "acl") if c.lemma_.lower() in {"accuse", "sue"} and c.tag_ == "VBG"]
    return [*grammar.under(suit, {"against"}), *(t for c in accusing for t in grammar.patients(c))]


def _bought_from(verb: Token) -> list[Token]:
    """Of which country a state agrees to buy: "signed a deal to import *Peruvian* gas"."""
    if verb.lemma_.lower() not in {"import", "buy", "purchase"}:
        return []
    return [c for t in grammar.patients(verb) for c in grammar.children(t, "amod") if c.ent_type_ == "NORP"]


def _name_after(noun: Token) -> Token | None:
    """The name that the parser has not tied to the description before it: "the bank watchdog, | the X Commission"."""
    at = noun.i + 2
    if noun.tag_ != "NN" or at + 1 >= len(noun.doc) or noun.nbor(1).text != "," or noun.nbor(1).head == noun:
        return None
    name = noun.doc[at + (noun.doc[at].lower_ == "the")]
    while name.dep_ in {"nmod", "compound"} and name.head.i > name.i:
        name = name.head
    return name if name.pos_ == "PROPN" and name.dep_ in {"dep", "appos", "npadvmod"} else None


def _plaintiffs(content: Content) -> list[Token]:
    """Who has gone to court over what is settled: "pay $9m to settle *a watchdog's* lawsuit", "a case brought by X"."""
    suits = [t for t in content.tokens if t.lemma_.lower() in SUITS]
    settled = suits and any(t.lemma_.lower() in {"settle", "settlement"} for t in (content.head, *content.tokens))
    return [t for suit in suits for t in grammar.noun_doers(suit)] if settled else []


def _is_of_place(name: Token) -> bool:
    """Whether a name is that of a noun nearer than the one it hangs on: "a shareholder in the phone firm | Delta"."""
    before = name.left_edge.nbor(-1) if name.left_edge.i else name
    return before.dep_ == "pobj" and name.head in before.ancestors


def _is_named_so(targets: Sequence[Token], doers: Sequence[Token]) -> bool:
    """Whether those who are asked are named, and those who ask only described: "the board urged Norland to"."""
    return all(t.pos_ == "PROPN" for t in targets) and bool(doers) and all(t.pos_ == "NOUN" for t in doers)


def _is_asked_of(content: Content) -> bool:
    """Whether a demand says what is to be done but not by whom: "a demand to pay more", which its addressee refuses."""
    asked = content.holder is not None and lexicon().nouns.get(content.holder.lemma_.lower()) == "demand"
    return asked and content.form == "clause" and not content.doers and not grammar.is_passive(content.head)


def _sayers(verb: Token) -> list[Token]:
    """Who says a thing and does another, where the parser joins the two: "X said jobs were at risk | and called …"."""
    told = verb.head
    over = told.head
    if (
        verb.dep_ != "conj"
        or told.dep_ != "ccomp"
        or verb.tag_ != over.tag_
        or over.lemma_.lower() not in words("says")
    ):
        return []
    own = grammar.children(verb, "nsubj", "nsubjpass", "aux", "auxpass")
    return [] if own or told.i < over.i else grammar.subjects(over)


def behind(token: Token) -> list[Token]:
    """Who stands behind a noun of speech: "a statement by the churches" is the churches'."""
    if token.lemma_.lower() not in words("voices"):
        return [token]
    sent = token.dep_ == "dobj" and token.head.lemma_.lower() in SENDING
    if makers := grammar.noun_doers(token) or (grammar.subjects(token.head) if sent else []):
        named = [t for t in makers if t.dep_ != "compound" or t.ent_type_ not in {"GPE", "NORP"}]
        return named or [token]  # "UK media reports" are nobody's in particular
    return [token]
