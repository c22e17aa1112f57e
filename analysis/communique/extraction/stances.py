"""Stances: where actors stand on proposals, settled once all proposals of a text are known.

The acts of a course of action give the positions of those whose words name it. What is left are the acts whose words
only point ("backed the idea", "rejected it", "voted against") or name it in other words: each is joined here to the
proposal that it means, the nearest before it that fits, or to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act
from communique.extraction.addressees import with_parties
from communique.extraction.contents import Content, content_of, points_to_another
from communique.extraction.courses import effects
from communique.extraction.echoes import Echo, companions, find_echoes
from communique.extraction.evidence import sentence_of
from communique.extraction.grammar import below
from communique.extraction.mentions import is_pointing, kind_named
from communique.extraction.modality import is_called_wrong
from communique.extraction.mouths import Mouths
from communique.extraction.opinions import pointer
from communique.extraction.provisos import Reserve, provisos_under, reserve_at
from communique.extraction.receiving import Receipt, receipt_at, received
from communique.extraction.remarks import Remark, find_remarks, is_asked
from communique.extraction.standing import is_pending, is_qualified, relents
from communique.extraction.topic import Topic
from communique.extraction.topics import Topics
from communique.extraction.verdicts import after_refusals
from communique.extraction.wording import gerund
from communique.extraction.words import lexicon, table, words
from communique.model import Condition, Position, Proposal, Span, Stance, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading

OUTSIDE = frozenset({"block", "veto", "urge", "call", "ask", "want"})
TAKEN = frozenset({"accept", "assent", "support", "reject", "oppose", "criticise", "condemn", "hedge", "agree"})
ANSWERING = frozenset({"accept", "assent", "agree", "reject", "support", "oppose", "condemn", "criticise"})
HINTING = frozenset({"signal", "indicate", "hint", "suggest", "say"})
SEEMING = frozenset({"appear", "seem"})  # "appeared to back the idea"
TELLING = frozenset({"know", "say", "indicate", "reveal", "disclose", "decide", "clear", "known", "certain"})
EARLIER = frozenset({"first", "earlier", "original", "previous", "initial", "old", "former"})
PARTS = frozenset({"part", "element", "aspect", "portion", "section"})
REACH = 3  # sentences after which somebody may still be sided with
OPPOSITE: Mapping[Stance, Stance] = {"supports": "rejects", "rejects": "supports"}
COURTS = frozenset({"court", "claim", "lawsuit", "suit", "case", "ruling", "judge", "tribunal"})


@dataclass
class Stand:
    """What is known of one proposal while the acts are gone through: positions, who answered, an answer by nobody."""

    positions: dict[str, Position]
    answerers: list[str] = field(default_factory=list)
    unsaid: Span | None = None
    once: set[str] = field(default_factory=set)  # whose position is one held before what the article tells of
    times: list[tuple[Time | None, Time | None]] = field(default_factory=list)  # when it is to be done, and by when
    receivers: list[str] = field(default_factory=list)  # who is to deal with it
    reserves: dict[str, Condition] = field(default_factory=dict)  # on what it still depends, by its summary

    def date(self, actor: str, evidence: Span, before: bool) -> None:
        """Notes whether a position was held before: that gives way to one that is held now."""
        held = self.positions.get(actor)
        if not before and actor in self.once and held is not None and held.evidence[0] != evidence:
            del self.positions[actor]
            self.once.discard(actor)
        elif before and (held is None or held.evidence[0] == evidence):
            self.once.add(actor)


def settle(
    reading: Reading,
    voices: Voices,
    acts: Sequence[Act],
    proposals: Sequence[Proposal],
    published: str | None = None,
) -> tuple[Proposal, ...]:
    """The proposals with what the text tells of them besides: positions, whom they are put to, on what terms and when.

    `published` (ISO 8601) settles dates.
    """
    ledger = _Ledger(reading, voices, acts, proposals)
    echoes = {echo.word.i: echo for echo in find_echoes(reading.body)} if proposals else {}
    for act in acts:
        if act.trigger.i not in echoes:
            ledger.enter(act)
    remarks = find_remarks(reading, voices)
    for remark in sorted(remarks, key=lambda r: (r.trigger.sent.start, not r.contents)):
        ledger.note(remark)  # of a sentence first what says itself on what it is: "was willing to talk about the fund"
    ledger.repeat(echoes, acts)
    for token in reading.body if proposals else ():
        if (reserve := reserve_at(token)) is not None:
            ledger.bind(reserve)
        if (receipt := receipt_at(token)) is not None:
            ledger.receive(receipt)
        if token.pos_ == "VERB":
            ledger.time(token, published)
    return ledger.settled()


class _Ledger:
    """Who stands where on each proposal, as the acts and then the remarks of a text are gone through."""

    def __init__(self, reading: Reading, voices: Voices, acts: Sequence[Act], proposals: Sequence[Proposal]) -> None:
        self.reading, self.voices, self.proposals = reading, voices, proposals
        self.topics = Topics(reading, voices, proposals)
        self.shown = _shown(reading, acts)
        self.stands = {p.id: Stand({x.actor: x for x in p.positions if _is_shown(x, self.shown)}) for p in proposals}
        self.refused = after_refusals(acts)
        self.told: dict[tuple[str, int], list[Stand]] = {}  # by actor and sentence, whose positions rest on it
        self.taken: list[tuple[Token, Topic, Stance, tuple[str, ...]]] = []  # at which word who took which stance
        for stand in self.stands.values():
            for position in stand.positions.values():
                self.told.setdefault((position.actor, position.evidence[0].start), []).append(stand)

    def enter(self, act: Act) -> None:
        """Takes the position that an act shows."""
        stance = stance_of(act) if not points_to_another(act.content) else None
        topic = self.meant(act, stance) if stance is not None else None
        evidence = sentence_of(self.reading, act.trigger)
        if act.content.head.lemma_ == "approach" and act.bid is None:
            return  # how somebody goes about a thing
        if stance is None or topic is None or (act.bid is not None and _is_told(self.told, act, evidence.start)):
            return
        if _is_of_earlier(act, topic):
            return
        if stance == "supports" and act.act == "support" and _is_on_end_of(act.content, topic):
            stance = "rejects"
        topic.answered = True
        topic.hear(self.topics.number(act.trigger))
        if stance != "rejects" and act.act in {"accept", "agree"} and act.trigger.i not in topic.own:
            for clause in provisos_under((act.trigger,)):
                self.bind(Reserve(act.trigger, (), clause), topic)
        own, proposal = self.stands[topic.proposal.id], topic.proposal
        in_court = not topic.words.isdisjoint(COURTS)  # where a court has refused, not the other side
        actors = holders(act, self.voices.cast, proposal, () if in_court else proposal.addressees)
        beside = companions(act.trigger) if act.form != "noun" and actors else ()
        actors = tuple(dict.fromkeys((*actors, *self.voices.ids(beside))))
        if not actors and is_called_wrong(act.trigger):
            actors = self.voices.said(act.trigger)  # "it would be foolish to oppose it"
        if not (actors or act.doers or in_court) and act.act == "reject" and grammar.is_passive(act.trigger):
            own.unsaid = evidence
        self.taken.append((act.trigger, topic, stance, actors))
        for actor in actors:
            if is_pointing(act.content) and act.bid is None:
                _forget(self.told.pop((actor, evidence.start), []), own, actor)
            if actor in proposal.proponents:
                continue
            own.answerers += [actor] if _is_answering(act) else []
            own.date(actor, evidence, times.rank(act.trigger) < 0)
            refused = stance == "hedges" and (actor, "rejects", evidence.start) in self.shown
            position = Position(actor=actor, stance="rejects" if refused else stance, evidence=(evidence,))
            _take(own.positions, position, act)
            if own.positions[actor].evidence[0] == evidence:
                self.told.setdefault((actor, evidence.start), []).append(own)

    def meant(self, act: Act, stance: Stance) -> Topic | None:
        """The proposal that an act is on; else, where somebody answers or judges one, that which is being discussed."""
        own = set(self.voices.ids(grammar.children(act.content.head, "poss"))) & set(act.agents)
        if stance == "supports" and own:
            return None  # who praises "its offer" takes no stand on another's
        if act.act in {"accept", "reject"} and self._is_of_a_part(act.content.head):
            return None  # who rules out changes to the bill has not refused the bill
        named = act.trigger.pos_ == "NOUN" and act.form == "verb"
        here = [t for t in self.topics.all if act.content.head.i in t.own and not t.is_of(act.agents)] if named else []
        if here:
            return here[0]  # "declared her support for a plan to open it": put forward in the same words
        if topic := self.topics.meant(act):
            return topic
        if not act.agents or act.form == "noun" or act.act in {"agree", "assent"}:
            return None
        if act.act in {"accept", "reject"} and is_told_apart(act.content):
            return None
        content = kind_named(act) or act.content
        return self.topics.discussed(Remark(act.trigger, stance, act.agents, "verdict", (content,)))

    def _is_of_a_part(self, noun: Token) -> bool:
        """Whether a noun names a change to a course that no proposal is: "changes to the bill"."""
        lemma = noun.lemma_.lower()
        any_ = any(c.lower_ in {"any", "further"} for c in below(noun))  # "ruled out any changes"
        part = lemma in {"change", "amendment"} and (any_ or bool(grammar.under(noun, {"to", "in"})))
        return part and not any(lemma in p.summary.lower() for p in self.proposals)

    def note(self, remark: Remark) -> None:
        """Takes the position that a remark shows of those whose acts in its sentence show none."""
        if remark.trigger.sent.start in self.refused and remark.sort != "answer" and not remark.contents:
            return  # "said he was pleased" where a plan has been dropped
        evidence = sentence_of(self.reading, remark.trigger)
        new = tuple(id for id in remark.holders if not self.told.get((id, evidence.start)))
        topic = self.topics.discussed(replace(remark, holders=new)) if new else None
        if topic is None:
            return
        own = self.stands[topic.proposal.id]
        if remark.sort == "answer" and any(id in own.positions for id in self.topics.sides(new)):
            return
        topic.hear(self.topics.number(remark.trigger))
        self.taken.append((remark.trigger, topic, remark.stance, new))
        for actor in new:
            if actor not in topic.proposal.proponents:
                before = own.positions.get(actor)
                if before is None or before.stance == "hedges" or actor in own.once:
                    own.positions[actor] = Position(actor=actor, stance=remark.stance, evidence=(evidence,))
                self.told.setdefault((actor, evidence.start), []).append(own)

    def repeat(self, echoes: Mapping[int, Echo], acts: Sequence[Act]) -> None:
        """Takes the positions of those who do as another did, or not; where none did so, they answer: "Peru agreed"."""
        answers = {act.trigger.i: act for act in acts if act.trigger.i in echoes}
        for echo in echoes.values():
            people = self.voices.ids(echo.people)
            found = self.echoed(echo, people)
            if found is None:
                if echo.word.i in answers:
                    self.enter(answers[echo.word.i])
                continue
            topic, stance = found
            taken = stance if echo.alike else OPPOSITE.get(stance) if echo.differs or stance == "supports" else None
            evidence, own = sentence_of(self.reading, echo.word), self.stands[topic.proposal.id]
            new = tuple(id for id in people if id not in topic.proposal.proponents)
            for actor in new if taken is not None else ():
                own.positions.setdefault(actor, Position(actor=actor, stance=taken, evidence=(evidence,)))
                self.told.setdefault((actor, evidence.start), []).append(own)
            self.taken += [(echo.word, topic, taken, new)] if taken is not None and new else []

    def echoed(self, echo: Echo, people: tuple[str, ...]) -> tuple[Topic, Stance] | None:
        """What others have said just before of which proposal; whoever is sided with may have put it forward."""
        number, beside = self.topics.number(echo.word), set(self.voices.ids(echo.beside))
        reach = REACH if beside else 0 if echo.word.head != echo.word else 1  # ", and so did Y" goes with its sentence
        near = [
            t for t in self.taken
            if t[0].i < echo.word.i and number - self.topics.number(t[0]) <= reach and not set(people) & set(t[3])
            and (not echo.beside or beside & set(t[3]))
        ]  # fmt: skip
        if near:
            return max(near, key=lambda t: t[0].i)[1:3]
        theirs = [t for t in self.topics.all if beside and t.is_of(beside) and t.first < echo.word.i]
        theirs = [t for t in theirs if number - t.last_before(number) <= REACH]
        return (max(theirs, key=lambda t: (t.last_before(number), t.first)), "supports") if theirs else None

    def bind(self, reserve: Reserve, topic: Topic | None = None) -> None:
        """Notes on what a proposal still depends: "the deal needs the approval of shareholders"."""
        topic = topic or self.bound(reserve)
        if topic is None or topic.proposal.status in {"rejected", "withdrawn", "enacted"}:
            return
        if reserve.word.i in topic.own:
            return  # that it be approved is what is asked
        evidence = sentence_of(self.reading, reserve.word)
        known = {span.start for c in topic.proposal.conditions for span in c.evidence}
        summary = reserve.summary(self.voices.cast)
        if len(summary.split()) > 1 and not any(evidence.start <= start < evidence.end for start in known):
            self.stands[topic.proposal.id].reserves.setdefault(
                summary, Condition(summary=summary, evidence=(evidence,))
            )

    def receive(self, receipt: Receipt) -> None:
        """Notes who is to deal with a proposal: "the plan will be put to members", "Peru has yet to reply"."""
        named = (self.voices.cast.refer(t) for t in receipt.by)
        by, word, thing = next(filter(None, named), ()), receipt.word, receipt.thing
        if not by or not self.voices.watching.isdisjoint(by):
            return
        number = self.topics.number(word)
        if thing is None:
            near = [t for t in self.topics.all if t.first < word.i and 0 <= number - t.last_before(number) <= 1]
            near = [t for t in near if not t.is_of(by)]
            topic = near[0] if len(near) == 1 else None
        else:
            content = content_of(thing) or pointer(thing)
            topic = self.topics.meant(Act("accept", "verb", word, content, agents=by))
        if topic is not None:
            self.stands[topic.proposal.id].receivers += by

    def time(self, verb: Token, published: str | None) -> None:
        """Notes when a proposal is to be carried out, told after it: "the ban will take effect on 1 July"."""
        thing = times.begun_by(verb)
        if thing is None:
            return
        when, due = times.told_of(self.reading, verb, published)
        if when is None and due is None:
            return
        content = content_of(thing) or pointer(thing)
        own = next((t for t in self.topics.all if content.head.i in t.own or verb.i in t.own), None)
        topic = None if own is not None else self.topics.meant(Act("accept", "verb", verb, content))
        if topic is not None and topic.first < verb.i:
            self.stands[topic.proposal.id].times.append((when, due))

    def bound(self, reserve: Reserve) -> Topic | None:
        """The proposal that depends on something: the one that its clause puts forward, or which its words name."""
        word = reserve.word
        if not reserve.things:
            number = self.topics.number(word)
            here = [t for t in self.topics.all if t.first < word.i and t.last_before(number) == number]
            return here[-1] if here else None
        thing = reserve.things[0]
        if reserve.is_told_again() and self.voices.cast.refer(thing):
            ids, number = self.voices.cast.refer(thing), self.topics.number(word)
            mine = [t for t in self.topics.all if t.is_of(ids) and t.first < word.i]
            near = [t for t in mine if 0 <= number - t.last_before(number) <= 1]
            return max(near, key=lambda t: (t.last_before(number), t.first), default=None)
        content = content_of(thing) or pointer(thing)
        if ids := self.voices.cast.refer(
            thing
        ):  # "it needs the creditors' backing | for the offer", "to succeed he needs"
            if not reserve.is_for_it():
                return None
            mine = [t for t in self.topics.all if t.is_of(ids) and t.first < word.i and t.proposal.kind == "offer"]
            return max(mine, key=lambda t: t.last_before(self.topics.number(word)), default=None)
        own = next((t for t in self.topics.all if content.head.i in t.own), None)
        return own or self.topics.meant(Act("condition", "noun", word, content))

    def settled(self) -> tuple[Proposal, ...]:
        """The proposals with the positions taken, those that bodies and their speakers share included."""
        if self.voices.bodies:
            mouths = Mouths(self.reading, self.voices)
            for proposal in self.proposals:
                mouths.share(self.stands[proposal.id].positions, proposal)
        found = [_answered(p, self.stands[p.id]) for p in self.proposals]
        told = (received(p, self.stands[p.id].receivers, self.voices.cast) for p in found)
        return tuple(with_parties(_settled(p, self.stands[p.id]), self.voices.cast) for p in told)


def _is_on_end_of(content: Content, topic: Topic) -> bool:
    """Whether a stance is on what would end a proposal, and so the reverse on it: "backed calls to scrap the plan"."""
    called = content.form == "clause" and content.holder is not None
    triggers = lexicon().verbs.get(content.head.lemma_.lower(), ()) if called else ()
    ends = any(t.act in {"reject", "oppose", "withdraw"} and not t.tail for t in triggers)
    return ends and gerund(content.head.lemma_.lower()) not in topic.proposal.summary.split()


def _is_of_earlier(act: Act, topic: Topic) -> bool:
    """Whether it tells what became of an earlier bid than a fresh one: "had been turned down", "in May … It refused".

    A sentence goes on in the time of the one before, unless that is the one which tells of the fresh bid.
    """
    fresh = (words("anew") | {"stronger", "latest"}) & topic.words
    if fresh and "takeover" in topic.keys and any(c.lower_ in EARLIER for c in below(act.content.head)):
        return True  # "the first offer had been turned down"
    if not fresh or "takeover" not in topic.keys:
        return False
    if times.is_bygone(act.trigger):
        return True
    start = act.trigger.sent.start
    before = act.trigger.doc[start - 1].sent if start else None
    return before is not None and not before.start <= topic.first < before.end and times.is_bygone(before.root)


def is_told_apart(content: Content) -> bool:
    """Whether what is accepted or refused has words of its own: "ruled out any rise in the subsidy" is on no strike."""
    return content.form == "noun" and len(content.keys) > 1 and not content.pointer


def _shown(reading: Reading, acts: Sequence[Act]) -> frozenset[tuple[str, Stance, int]]:
    """Which actors show which stance in which sentence (by its first character), as far as acts tell."""
    found = ((act, stance) for act in acts if (stance := stance_of(act)) is not None)
    return frozenset((id, stance, sentence_of(reading, a.trigger).start) for a, stance in found for id in a.agents)


def _is_shown(position: Position, shown: frozenset[tuple[str, Stance, int]]) -> bool:
    return (position.actor, position.stance, position.evidence[0].start) in shown


def _answered(proposal: Proposal, stand: Stand) -> Proposal:
    """The proposal put to those who answered it, where the text names nobody else."""
    if proposal.addressees or not proposal.proponents:
        return proposal
    return proposal.model_copy(update={"addressees": tuple(dict.fromkeys(stand.answerers))})


def _settled(proposal: Proposal, stand: Stand) -> Proposal:
    """The proposal with its positions; what "was rejected" by nobody in particular was so by whom it was put to."""
    positions = {id: x for id, x in stand.positions.items() if id not in proposal.proponents}
    if stand.unsaid is not None:
        for id in proposal.addressees[:1] if len(proposal.addressees) == 1 else ():
            positions.setdefault(id, Position(actor=id, stance="rejects", evidence=(stand.unsaid,)))
    conditions = (*proposal.conditions, *stand.reserves.values())
    update: dict[str, object] = {"positions": tuple(positions.values()), "conditions": conditions}
    live = proposal.status not in {"withdrawn", "rejected"}
    if live and proposal.when is None and proposal.deadline is None and stand.times:
        update["when"], update["deadline"] = stand.times[0]
    return proposal.model_copy(update=update)


def _take(positions: dict[str, Position], position: Position, act: Act) -> None:
    """Adds a position; an answer displaces an earlier hedge, and what is accepted only in principle is hedged."""
    before = positions.setdefault(position.actor, position)
    answered = before.stance == "hedges" and act.act in {"accept", "reject"}
    in_part = position.stance == "hedges" and act.act in {"accept", "support"} and before.evidence == position.evidence
    if answered or in_part:
        positions[position.actor] = position
    if act.form == "adjective" and before.evidence == position.evidence and before.stance != position.stance:
        positions[position.actor] = position.model_copy(update={"stance": "hedges"})  # "bitter but fair"


def stance_of(act: Act) -> Stance | None:
    """The stance that an act shows; None where it shows none or did not take place."""
    over = act.trigger.head
    if over.lemma_.lower() == "threaten" and over != act.trigger:
        blocks = act.trigger.lemma_.lower() in {"veto", "reject", "block", "strike", "sue"} and not act.negated
        return "rejects" if blocks and not grammar.is_negated(over) else None
    if grammar.tells_apart(act.trigger) or (act.trigger.dep_ == "xcomp" and over.lemma_.lower() in SEEMING):
        return None
    if act.act in ANSWERING and act.form == "verb" and grammar.is_verb(over) and is_asked(act.trigger):
        return None
    if act.act in ANSWERING and _is_unknown(act.trigger):
        return "hedges"
    if act.act == "hedge" and _is_first_done(act.trigger):
        return None
    if is_called_wrong(act.trigger):
        return (
            "supports" if act.act in {"reject", "oppose"} else "rejects" if act.act in {"accept", "support"} else None
        )
    if _on_terms(act) or _is_hinted(act) or (act.act in ANSWERING and _is_neither(act.trigger)):
        return "hedges"
    refused = act.negated and act.modality == "possible"  # "would not accept it", "cannot support it"
    settled = act.modality not in {"supposed", "possible", "required"} or refused or _is_announced(act)
    if act.act not in TAKEN or not settled:
        return None
    if act.negated and act.act == "oppose" and _is_in_itself(act.trigger):
        return "hedges"  # "is not against it in principle"
    if act.negated and act.act == "oppose" and act.modality in {"future", "possible"}:
        return "supports"  # "would not object to it"
    if act.form == "noun" and act.act in {"agree", "accept", "support"}:
        return None
    joins = act.trigger.lemma_ == "sign" and any(c.lower_ == "up" for c in grammar.children(act.trigger, "prt"))
    if act.act == "agree" and not (joins or act.negated) and act.trigger.lemma_.lower() not in _words("consenting"):
        return None  # who signs a deal is a party to it
    hesitant = table("opinions")["hesitant"]["hedge"]
    if act.trigger.lemma_.lower() in hesitant or act.trigger.head.lemma_.lower() in hesitant:
        return "hedges"
    if act.act == "support" and any(
        c.lower_ in {"no", "little"} for o in grammar.children(act.trigger, "dobj") for c in below(o)
    ):
        return "rejects"  # "makes no sense"
    if act.negated and act.act in {"accept", "agree"} and is_pending(act.trigger):
        return None  # "regulators have not yet approved it"
    effect = effects()[act.act]
    stance = effect.denied if act.negated else effect.stance
    if stance is not None and any(t.lemma_.lower() in PARTS for t in grammar.children(act.trigger, "dobj")):
        return "hedges"  # "welcomed parts of the plan"
    if stance == "rejects" and _but_for(act.trigger):
        return "hedges"
    if stance == "rejects" and relents(act.trigger):
        return "supports"
    qualified = is_qualified(act.trigger) or grammar.only_then(act.trigger) or _is_guarded(act.trigger)
    return "hedges" if stance == "supports" and qualified else stance


def _is_guarded(word: Token) -> bool:
    """Whether somebody says yes with a but: "cautiously welcomed it", "gave it its conditional backing"."""
    guarded = table("opinions")["guarded"]["any"]
    said = (word, *grammar.children(word, "dobj", "dative"))
    return any(c.lower_ in guarded for over in said for c in below(over) if c.dep_ in {"advmod", "amod"})


def _is_in_itself(verb: Token) -> bool:
    """Whether a stand is on a thing taken by itself, not on all that goes with it: "is not opposed to it in itself"."""
    return any(t.lower_ in {"itself", "principle"} and t.nbor(-1).lower_ == "in" for t in verb.subtree if t.i > verb.i)


def _is_unknown(verb: Token) -> bool:
    """Whether an answer is left open: "has not said if it will back it", "it is unclear whether she would accept"."""
    over = verb.head
    whether = any(c.lower_ in {"whether", "if"} for c in grammar.children(verb, "mark"))
    if verb.dep_ != "ccomp" or not whether or grammar.auxiliaries(verb).isdisjoint({"would", "will"}):
        return False
    told = {t.lemma_.lower() for t in (over, *grammar.children(over, "acomp"))}
    declined = over.dep_ == "xcomp" and over.head.lemma_.lower() in {"decline", "refuse"}
    denied = bool(told & TELLING) and (grammar.is_negated(over) or declined)
    return denied or not told.isdisjoint({"unclear", "unknown", "uncertain"})


def _is_answering(act: Act) -> bool:
    """Whether somebody answers what was put to him, and does not only stand in its way: "blocked the application"."""
    answers = act.act in {"accept", "reject"} and act.form != "adjective"
    return answers and act.trigger.lemma_.lower() not in OUTSIDE


def _is_first_done(verb: Token) -> bool:
    """Whether it only tells what comes before a deed: "will bid after examining its rival's offer"."""
    after = verb.dep_ == "pcomp" and verb.head.lower_ in {"after", "before", "by", "since"}
    marks = {"once", "after", "when", "before"}
    return after or (verb.dep_ == "advcl" and any(c.lower_ in marks for c in grammar.children(verb, "mark", "advmod")))


def _on_terms(act: Act) -> bool:
    """Whether somebody would accept a thing if something else came about: "she would back the plan if …"."""
    yes = act.act in {"accept", "support", "agree"} and act.form == "verb" and not act.negated
    to_come = act.modality in {"possible", "future"}
    return yes and to_come and grammar.depends(act.trigger, {"if", "provided", "unless"})


def _is_neither(verb: Token) -> bool:
    """Whether somebody says neither yes nor no: "would neither support nor reject it"."""
    over = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    if not any(grammar.auxiliaries(v) & {"would", "will"} for v in over):
        return False  # who has not said so far may yet say
    return any(c.lower_ == "neither" and c.dep_ in {"preconj", "cc", "advmod", "neg"} for v in over for c in below(v))


def _is_hinted(act: Act) -> bool:
    """Whether somebody lets it be known that he may say yes: "signalled that it could accept the plan"."""
    yes = act.act in {"accept", "support", "agree"} and act.form == "verb" and not act.negated
    may = bool(grammar.auxiliaries(act.trigger) & {"could", "might", "may"})
    told = act.trigger.dep_ == "ccomp" and act.trigger.head.lemma_.lower() in HINTING
    own = set(act.agents) == set(act.reported_by)
    return yes and may and told and own and not grammar.is_passive(act.trigger)


def _but_for(verb: Token) -> bool:
    """Whether something is refused only as long as something else is not done: "will vote against it unless …"."""
    objects = grammar.children(verb, "dobj") if grammar.is_verb(verb) else []
    if any(t.lemma_.lower() == "form" for o in (verb, *objects) for p in grammar.children(o, "prep") for t in below(p)):
        return True  # "cannot support it in its present form"
    return grammar.is_verb(verb) and grammar.depends(verb, {"unless"})


def _is_announced(act: Act) -> bool:
    """Whether somebody is told to have said what he will do: "said it would oppose the plan"."""
    verb, seen = act.trigger, 0
    while verb.dep_ in {"conj", "xcomp"} and grammar.is_verb(verb.head) and seen < 4:
        verb, seen = verb.head, seen + 1
    told = verb.dep_ == "ccomp" and verb.head.tag_ in {"VBD", "VBN"} and verb.head.lemma_.lower() in words("says")
    bound = bool(grammar.auxiliaries(act.trigger) & {"would", "'d"}) and act.form == "verb"
    return told and bound and not grammar.is_passive(act.trigger)


def holders(act: Act, cast: Cast, proposal: Proposal, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Who takes the stance; where a passive names nobody, the one who was `asked`."""
    if act.agents:
        return _answering(act, proposal) or _all_of(act, cast)
    named = (id for doer in act.doers for over in _other_names(doer) for id in cast.refer(over))
    if found := tuple(dict.fromkeys(named)):
        return found
    if not act.doers and not grammar.is_passive(act.trigger):
        return _latest(act.trigger, cast) or _sayers(act.trigger, cast)
    if act.doers and all(map(_is_own, act.doers)):
        return act.reported_by  # "said its members had turned it down"
    if act.form == "verb" and not act.doers and act.act in {"accept", "reject"} and _is_settled_by(act):
        return tuple(id for id in act.reported_by if id not in proposal.proponents)
    unsaid = act.form == "verb" and not act.doers and grammar.is_passive(act.trigger)
    if unsaid and act.act in {"accept", "reject"} and len(asked) == 1:
        return asked
    return ()


def _latest(verb: Token, cast: Cast) -> tuple[str, ...]:
    """Who is said to be one to do a thing: "the fund is the latest shareholder to express concern"."""
    noun = verb.head
    told = verb.dep_ in {"relcl", "acl"} and noun.dep_ == "attr"
    return tuple(dict.fromkeys(id for t in grammar.subjects(noun.head) for id in cast.refer(t))) if told else ()


def _all_of(act: Act, cast: Cast) -> tuple[str, ...]:
    """Those who act, and all whom "they" stands for: "Peru, Chile and the Netherlands say they will vote against"."""
    if len(act.doers) == 1 and act.doers[0].lower_ == "they":
        over = next((v for v in act.trigger.ancestors if v.lemma_.lower() in words("says")), None)
        named = tuple(dict.fromkeys(id for t in grammar.subjects(over) for id in cast.refer(t))) if over else ()
        if set(act.agents) < set(named):
            return named
    return act.agents


def _is_own(doer: Token) -> bool:
    """Whether a noun names those for whom a speaker speaks: "its members", "88% of members", "his government"."""
    owned = any(c.tag_ == "PRP$" for c in below(doer))
    inner = [t for p in grammar.children(doer, "prep") for t in grammar.children(p, "pobj")]
    return any(t.lemma_.lower() in _words("own") for t in (doer, *inner)) or (
        owned and doer.lemma_.lower() in words("bodies")
    )


def _is_settled_by(act: Act) -> bool:
    """Whether somebody says what will become of a course, as only those say who settle it: "said it would be met"."""
    return act.modality in {"future", "possible"} and bool(act.reported_by)


def _answering(act: Act, proposal: Proposal) -> tuple[str, ...]:
    """Whom a pronoun means that seems to mean a proponent, where the other side answers: "asked it … It refused"."""
    pronoun = len(act.doers) == 1 and act.doers[0].tag_ == "PRP"
    answers = pronoun and act.act in {"accept", "reject"} and set(act.agents) <= set(proposal.proponents)
    return proposal.addressees if answers and len(proposal.addressees) == 1 else ()


def _other_names(doer: Token) -> Iterator[Token]:
    """Who else a noun phrase without a name may be: "the firm is the latest shareholder to object"."""
    if doer.dep_ == "attr":
        yield from grammar.subjects(doer.head)
    if doer.lower_ in {"those", "people", "many"}:
        yield from _among(doer)
    if doer.lemma_.lower() in words("partitives") | _words("own"):
        yield from (t for p in grammar.children(doer, "prep") for t in grammar.children(p, "pobj"))


def _among(those: Token) -> Iterator[Token]:
    """Who is said to be one of those who do a thing: "among those who oppose it are *X and Y*", "X is one of those"."""
    link = those.head
    if link.lower_ not in {"among", "of", "amongst"}:
        return
    one = link.head if link.head.lower_ in {"one", "some", "two", "three"} else None
    verb = one.head if one is not None and one.dep_ == "attr" else link.head
    if verb.lemma_ == "be" and not grammar.is_negated(verb):
        yield from (each for t in grammar.children(verb, "nsubj") for each in grammar.coordinated(t))


def _sayers(trigger: Token, cast: Cast) -> tuple[str, ...]:
    """Who says what a clause says, where only a part of a group does: "a number of investors said that …"."""
    for verb in trigger.ancestors:
        if verb.lemma_.lower() in words("says") and not grammar.is_passive(verb):
            named = (id for sayer in grammar.subjects(verb) for over in _other_names(sayer) for id in cast.refer(over))
            return tuple(dict.fromkeys(named))
    return ()


def _forget(told: Sequence[Stand], kept: Stand, actor: str) -> None:
    """Takes a position on the same words from the proposals that they do not mean."""
    for stand in told:
        if stand is not kept:
            stand.positions.pop(actor, None)


def _is_told(told: Mapping[tuple[str, int], Sequence[Stand]], act: Act, start: int) -> bool:
    """Whether somebody's position stands on the words of an act already."""
    return any(actor in stand.positions for actor in act.agents for stand in told.get((actor, start), ()))


@cache
def _words(name: str) -> frozenset[str]:
    """The list `name` under `meant` in `opinions.toml`."""
    return frozenset(table("opinions")["meant"].get(name, ()))
