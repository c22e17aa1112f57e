"""Topics: the proposals of a text as it goes on speaking of them, and which of them a phrase means.

"The plan", "it", "the mayor's offer", "the price cuts": each is taken for the proposal that it fits best, by its words,
by whose it is, by the kind of thing that it is called, by how lately that was spoken of and by the headline; or for
none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, keys_of
from communique.extraction.grammar import below
from communique.extraction.mentions import (
    BARE,
    KNOWN,
    candidates,
    is_any,
    is_aside,
    is_bid,
    is_one_of_its_kind,
    is_pointing,
    is_put_to,
    is_somebody,
    is_undetermined,
    kind_named,
    meant_by,
    names_of_courses,
    points,
)
from communique.extraction.mouths import sides_of
from communique.extraction.opinions import pointer
from communique.extraction.remarks import Remark, is_by_the_way
from communique.extraction.topic import (
    BID_KEYS,
    LEAD,
    NEVER,
    VOTES,
    Topic,
    called_so,
    family_of,
    fitness,
    is_barred,
    is_ending,
    main_of,
    sums_in,
    topic_of,
)
from communique.extraction.words import is_course, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act
    from communique.extraction.actors import Cast
    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading
    from communique.model import Proposal

BUYING = frozenset({"buying", "acquiring", "merging", "bidding"})
HEARD = frozenset({"nsubj", "nsubjpass", "dobj"})
MEMORY = 80  # proposals on either side that an act may be on: more than an article has, few enough for a long report
REACH = 3  # sentences over which those to whom something is put may be answering
PLEDGES = frozenset({"pledge", "promise", "assurance", "undertaking", "commitment"})
MANY = 2  # offers of one side, which are spoken of together
NEAR = 2  # sentences over which a bare word such as "the plan" reaches back without a word in common
AGAINST = frozenset({"reject", "oppose", "condemn"})
# What nobody does to what he has proposed himself.
ANSWERS = frozenset({"accept", "support", "reject", "oppose", "condemn", "criticise", "hedge"})


@dataclass(frozen=True)
class Hint:
    """What the words of a remark tell of what it is on.

    `told` are the contents that name something, `makers` those whose it is said to be; a remark that only calls it
    something ("the plan") is `called`, one by the way (", a plan that she rejects") an `aside`, `fresh` where a
    paragraph begins, and a `vote` where somebody has voted.
    """

    sentence: int
    sides: frozenset[str]
    contents: tuple[Content, ...]
    told: tuple[Content, ...]
    makers: frozenset[str]
    called: bool
    aside: bool
    answer: bool
    fresh: bool
    vote: bool

    def fit(self, topic: Topic) -> float:
        """How well what the words call it names a proposal."""
        return max((called_so(c, topic) for c in self.contents), default=0.0)


class Topics:
    """The proposals of a text, in the order in which it comes to speak of them."""

    def __init__(self, reading: Reading, voices: Voices, proposals: Sequence[Proposal]) -> None:
        self.cast, self.bodies, self.reading = voices.cast, voices.bodies, reading
        self.numbers = {sentence.start: n for n, sentence in enumerate(reading.doc.sents)}
        topics = (topic_of(reading, proposal, self.numbers, voices.cast) for proposal in proposals)
        self.all = sorted(topics, key=lambda t: t.first)
        self._hear(reading)
        self.main = main_of(reading, self.all)

    def _hear(self, reading: Reading) -> None:
        """Notes where the text comes back to a proposal by a word of its own: "*the truce* plan would …"."""
        counted = Counter(key for topic in self.all for key in topic.keys)
        owners = {key: topic for topic in self.all for key in topic.keys if counted[key] == 1}
        for noun in reading.doc if self.all else ():
            known = noun.pos_ == "NOUN" and noun.dep_ in HEARD and any(c.lower_ in KNOWN for c in below(noun))
            if not known or self.cast.refer(noun):
                continue
            if noun.dep_ != "dobj" and noun.lemma_.lower() in names_of_courses():
                self._hear_again(noun)
            for word in (noun, *grammar.children(noun, "compound")):
                for topic in {id(t): t for k in keys_of((word,)) if (t := owners.get(k))}.values():
                    topic.hear(self.number(noun))

    def _hear_again(self, noun: Token) -> None:
        """Notes that a sentence goes on with what the ones before it were on: "*the text* was tabled by …"."""
        content, sentence = pointer(noun), self.number(noun)
        at = bisect_left(self.all, noun.i, key=lambda t: t.first)
        found: list[tuple[float, int, Topic]] = []
        for topic in self.all[max(at - MEMORY, 0) : at]:
            ago, fit = sentence - topic.last_before(sentence), called_so(content, topic)
            if fit >= 2 or (fit and ago <= NEAR):
                found.append((3.0 / (1 + ago) + 1.5 * fit, topic.first, topic))
        best = max(found, key=lambda f: f[:2])[2] if found else None
        if best is not None and 0 < sentence - best.last_before(sentence) <= NEAR:
            best.hear(sentence)

    def number(self, token: Token) -> int:
        """The number of a token's sentence."""
        return self.numbers[token.sent.start]

    def meant(self, act: Act) -> Topic | None:
        """The proposal that an act is on; None where it fits none."""
        for content in candidates(act):
            if met := self._on(act, content):
                return met
        return None

    def _on(self, act: Act, content: Content) -> Topic | None:
        sentence = self.number(act.trigger)
        # A pronoun may stand for another than it seems to: "asked the league … It refused".
        pronoun = any(t.tag_ == "PRP" for t in act.doers) and not set(act.agents) & set(act.reported_by)
        mine = set(act.agents) if act.act in ANSWERS and not pronoun else set()
        at = bisect_right(self.all, act.trigger.i, key=lambda t: t.first)
        others = [
            t for t in self.all[max(at - MEMORY, 0) : at + MEMORY] if not t.is_of(mine) and act.trigger.i not in t.own
        ]
        before = [t for t in others if t.first < act.trigger.i]
        kind = kind_named(act)
        if (
            act.act in AGAINST
            and (is_any(content) or is_one_of_its_kind(content))
            and (one := self._any(content, before))
        ):
            return one
        if is_bid(content) and any(BID_KEYS & t.keys for t in before):
            return _bid(act, content, sentence, [t for t in before if not t.is_of(act.agents)], self.cast)
        makers = {id for t in content.doers for id in self.cast.refer(t)} - set(act.agents)
        theirs = [t for t in others if not makers or not t.proposal.proponents or t.is_of(makers)]
        if not is_pointing(content) and (named := _named(content, theirs) or _ahead(content, sentence, theirs)):
            return named
        if makers:
            return _owned(content, sentence, [t for t in others if t.is_of(makers)])
        if is_aside(content):
            last = {id(t): t.last_before(sentence) for t in before}
            near = [t for t in before if sentence == last[id(t)]]
            return max(near, key=lambda t: (last[id(t)], t.first), default=None)
        if is_pointing(content):
            before = _whole_plans(before)
            before = [t for t in before if kind is None or called_so(kind, t)]
            pointed = _pointed(act, content, sentence, before, self.main, self.begins(act.trigger))
            return pointed or _called(content, others) or self._central(act, content, before)
        return _akin(act, content, theirs) or self._central(act, content, before)

    def _any(self, content: Content, topics: Sequence[Topic]) -> Topic | None:
        """What somebody is against who is against anything of its kind: "opposed to any takeover"."""
        bid = is_bid(content) or content.head.lemma_.lower() == "sale"
        called = [t for t in topics if (BID_KEYS & t.keys if bid else called_so(content, t) >= 1 or t is self.main)]
        return self.main if self.main in called else called[-1] if called else None

    def discussed(self, remark: Remark) -> Topic | None:
        """The proposal of another side that a remark is on: what its words name, else what is being discussed."""
        sides = self.sides(remark.holders)
        at = bisect_left(self.all, remark.trigger.i, key=lambda t: t.first)
        before = [t for t in self.all[max(at - MEMORY, 0) : at] if not self._of(t.proposal.proponents, sides)]
        hint = self._hint(remark, sides)
        said = remark.contents and remark.trigger.lower_ != "only"  # "only if …" is on what stands outside
        for topic in self.all[max(at - MEMORY, 0) : at + MEMORY] if said else ():
            if any(c.head.i in topic.own for c in remark.contents) and not self._of(topic.proposal.proponents, sides):
                return topic  # "poured scorn on a proposal to shut the mine": put forward in the same words
        for content in hint.told:
            if named := _named(content, before):
                return named
        before = _whole_plans(before) if not hint.told else before
        weighed = [(weight, t.first, t) for t in before if (weight := self._weight(hint, t)) is not None]
        if weighed:
            return max(weighed, key=lambda w: w[:2])[2]
        main = self.main if self.main in before else None
        return main if main is not None and hint.called and not hint.makers and hint.fit(main) else None

    def _hint(self, remark: Remark, sides: frozenset[str]) -> Hint:
        """What the words of a remark tell of what it is on."""
        contents = remark.contents
        told = tuple(c for c in contents if not points(c))
        makers = frozenset(id for c in contents for t in c.doers for id in self.cast.refer(t)) - sides
        called = any(c.head.pos_ == "NOUN" and not is_somebody(c) for c in contents) and not told
        return Hint(
            self.number(remark.trigger), sides, contents, told, makers, called,
            aside=any(is_by_the_way(c.head) for c in contents), answer=remark.sort == "answer",
            fresh=remark.sort != "answer" and self.begins(remark.trigger), vote=remark.trigger.lemma_ == "vote",
        )  # fmt: skip

    def _weight(self, hint: Hint, topic: Topic) -> float | None:
        """How likely a remark is on a proposal; None where it cannot be."""
        ago = hint.sentence - topic.last_before(hint.sentence)
        put_to = self._of(topic.asked, hint.sides)
        shared = sum(_shares(c, topic) for c in hint.told)
        # Where a paragraph begins, an article may come to those who comment on what it is about.
        free = hint.called or not hint.contents  # "it" is what the sentence before was on
        lead = 1.6 if hint.fresh and free and topic is self.main and not (topic.answers or hint.aside) else 0.0
        fit = hint.fit(topic) if hint.called else 0.0
        near = hint.sentence if fit >= 2 else 0 if hint.aside else REACH if hint.called or put_to or hint.makers else 1
        voted = hint.vote and not topic.words.isdisjoint(VOTES)  # "who voted against": what was voted on
        near = 1 if hint.answer else REACH if voted else near
        if (ago > near and not lead) or (hint.told and not shared) or (hint.called and not fit):
            return None
        answers = put_to or (fit >= 1 and ago <= 1 and any(map(is_put_to, hint.contents)))
        anew = {w for c in hint.contents for w in (t.lower_ for t in below(c.head))} & words("anew")
        if anew - topic.said and any(c.head.lemma_.lower() in words("bids") for c in hint.contents):
            return None  # "welcomed the higher bid": not the one before
        if (hint.answer and not answers) or (hint.makers and not topic.is_of(hint.makers)):
            return None
        return 3.0 / (1 + ago) + 1.5 * (put_to + fit + voted) + shared + lead

    def begins(self, token: Token) -> bool:
        """Whether the sentence of a token begins a paragraph: there the article may come to those who comment on it."""
        start = token.sent.start_char
        return self.reading.paragraph_start(start) == start

    def sides(self, ids: Iterable[str]) -> frozenset[str]:
        """Actors with those whom they speak for."""
        return sides_of(ids, self.bodies)

    def _of(self, ids: Iterable[str], sides: frozenset[str]) -> bool:
        return not self.sides(ids).isdisjoint(sides)

    def _central(self, act: Act, content: Content, topics: Sequence[Topic]) -> Topic | None:
        """What an article is mainly about, where it speaks of "the plan" long after, or judges "a good deal"."""
        lemma = content.head.lemma_.lower()
        known = lemma in meant_by("anything") | meant_by("news") | meant_by("central")
        judged = act.form == "adjective" and act.trigger.head == content.head
        fits = known and (judged or (is_pointing(content) and not is_undetermined(content)))
        main = self.main if fits and self.main in topics else None
        if main is not None and lemma in {"law", "policy", "programme", "campaign"}:
            main = main if lemma in main.words or not main.words.isdisjoint(meant_by("papers")) else None
        return None if main is None or (lemma != "decision" and is_barred(lemma, main)) else main


def _whole_plans(topics: list[Topic]) -> list[Topic]:
    """The proposals without those that only tell of another's terms, where another stands before them."""
    first = min((t.first for t in topics if not t.terms), default=None)
    return [t for t in topics if not t.terms or first is None or t.first <= first]


def _ahead(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The deal that an article's first sentences name and the next ones set out."""
    lemma = content.head.lemma_.lower()
    if sentence > LEAD or lemma not in meant_by("deals"):
        return None
    after = [t for t in topics if t.heard and sentence <= t.heard[0] <= sentence + LEAD]
    return next((t for t in after if fitness(lemma, frozenset(), t) >= 1), None)


def _bid(act: Act, content: Content, sentence: int, topics: Sequence[Topic], cast: Cast) -> Topic | None:
    """The bid for a firm that is meant: by its bidder, its sum, or whom it is put to; else the latest."""
    sums, bidders = sums_in(content.keys), {id for t in content.doers for id in cast.refer(t)} - set(act.agents)
    lemma, found = content.head.lemma_.lower(), []
    for topic in topics:
        proposal, last = topic.proposal, topic.last_before(sentence)
        if last == NEVER or not (BID_KEYS & topic.keys):
            continue
        if bidders and not bidders & set(proposal.proponents):
            continue
        if {c.lower_ for c in below(content.head)} & words("anew") - topic.said:
            continue
        if sums and not sums & topic.words and not bidders:
            continue
        put_to = not set(act.agents).isdisjoint(proposal.addressees)
        if put_to or bidders or sums or sentence - last <= NEAR:
            named = not topic.said.isdisjoint(family_of(lemma) | BUYING)  # not "running a combined market"
            found.append((2 * bool(sums & topic.words) + put_to, named, last, topic.first, topic))
    return max(found, key=lambda f: f[:4])[4] if found else None


def _named(content: Content, topics: Iterable[Topic]) -> Topic | None:
    """The proposal that shares most words with a content."""
    best, most = None, 0.0
    lemma = content.head.lemma_.lower()
    keys = content.keys - keys_of((content.head,)) if lemma in words("pointers") else content.keys
    if keys and keys == sums_in(keys):
        worth = [t for t in topics if keys & t.words]
        return worth[0] if len(worth) == 1 else None
    for topic in topics:
        shared = keys & (topic.keys if len(keys) > 1 or content.form == "clause" else topic.core)
        sums = sums_in(keys), sums_in(topic.keys)
        if content.form == "noun" and lemma not in words("pointers") and not shared & topic.core:
            continue
        if not shared or (all(sums) and not sums[0] & sums[1]):
            continue
        if is_ending(keys) != is_ending(topic.keys) and lemma not in meant_by("anything"):
            continue  # who praises the library is not for closing it
        share = len(shared) / min(len(keys), len(topic.keys))
        if share >= (0.6 if len(shared) > 1 else 1.0) and len(shared) + share > most:
            best, most = topic, len(shared) + share
    return best


def _akin(act: Act, content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The one proposal with which "the changes to the scheme" share a word, or that a judgement names by its noun."""
    head = content.head
    if act.form == "adjective" and content.form == "noun" and act.trigger.head != head:
        shared = [t for t in topics if keys_of((head,)) & t.core and is_ending(content.keys) == is_ending(t.keys)]
    elif head.lemma_.lower() in words("pointers") | meant_by("anything") and any(
        c.lower_ in KNOWN for c in below(head)
    ):
        keys = content.keys - keys_of((head,))
        shared = [t for t in topics if keys & t.keys]
    else:
        shared = []
    return shared[0] if len(shared) == 1 else None


def _shares(content: Content, topic: Topic) -> bool:
    """Whether a content shares a word with a proposal, and does not name what that would end."""
    keys = content.keys or keys_of((content.head,))
    if content.form == "clause" or content.head.lemma_.lower() in meant_by("anything"):
        return bool(keys & topic.keys)
    return bool(keys & (topic.keys if len(keys) > 1 else topic.core)) and is_ending(keys) == is_ending(topic.keys)


def _owned(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The proposal of those whose it is said to be ("the mayor's plan"): the one called so, else the latest."""
    lemma = content.head.lemma_.lower()
    themselves = content.doers == (content.head,)  # "backed the larger rival"
    if lemma not in words("pointers") | meant_by("anything") and not themselves:
        return None
    family = family_of(lemma)
    if themselves:
        rank = {id(t): float(bool(BID_KEYS & t.keys)) for t in topics}
    else:
        rank = {id(t): fitness(lemma, family, t) for t in topics}
    found = [(rank[id(t)], t.last_before(sentence), -t.first, t) for t in topics]
    fit = [f for f in found if f[0] >= 1 or themselves or lemma in meant_by("anything")]
    return max(fit, key=lambda f: f[:3])[3] if fit else None


def _called(content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The only proposal that is called by a word, wherever it is set out: "the bill"."""
    lemma = content.head.lemma_.lower()
    fit = (t for t in topics if lemma in t.said and not t.answers and (lemma == "decision" or not is_barred(lemma, t)))
    called = list(fit) if not is_undetermined(content) else []
    return called[0] if len(called) == 1 and content.head.lower_ not in BARE else None


def _pointed(
    act: Act, content: Content, sentence: int, topics: Sequence[Topic], main: Topic | None, fresh: bool = False
) -> Topic | None:
    """The proposal that bare words point to: the nearest that can be called so."""
    lemma = content.head.lemma_.lower()
    if is_undetermined(content):
        return None
    bare = content.head.lower_ in BARE or grammar.is_verb(content.head)
    answer = grammar.is_verb(content.head)  # "declined", "asked for time": to what was put forward last
    here = bare and _is_named_before(content.head)
    people = frozenset(t.lower_ for t in content.tokens if t.pos_ == "PROPN")
    reach = NEAR if lemma in {"idea", "suggestion", "notion"} else 1  # what was just put forward
    near = any(sentence - t.last_before(sentence) <= reach for t in topics)
    fresh = fresh and not (near and reach > 1)
    found: list[tuple[float, float, Topic]] = []
    for topic in topics:
        last = topic.last_before(sentence)
        if lemma in PLEDGES and topic.proposal.kind != "offer":
            continue
        fit = 0.0 if bare else fitness(lemma, family_of(lemma), topic)
        if (
            last == NEVER
            or (fit < 1 and not bare and lemma not in meant_by("anything"))
            or (lemma != "decision" and is_barred(lemma, topic))
        ):
            continue
        far = topic is main and not bare and (fresh or not near)  # what an article is about may be meant long after
        asked = not set(act.agents).isdisjoint(topic.proposal.addressees)
        if sentence - last > (0 if here else NEAR + 2 * asked if fit < 1 and not far else sentence):
            continue
        lead = 1.2 * far + 0.3 * (topic is main) - 1.0 * (topic.answers and lemma in topic.said)
        put_to = (1.0 if answer else 2.5) * asked
        if lemma in words("pointers") and topic.proposal.kind in {"demand", "condition"} and fit < 1:
            lead -= 1.0  # "the plan" is hardly what somebody asks of others
        if not answer and topic.answered and act.act in {"accept", "reject"} and sentence - last <= 1:
            put_to += 0.6  # what one has refused another accepts
        if bare and act.trigger.lemma_ == "vote":  # "who voted against": what was voted on
            lead += 2.5 * (not topic.words.isdisjoint(VOTES))
        score = 3.0 / (1 + sentence - last) + fit + lead + put_to + 3 * bool(people & topic.words)
        found.append((score, -topic.first if bare and not answer else topic.first, topic))
    best = max(found, key=lambda f: f[:2])[2] if found else None
    whole = content.head.tag_ == "NNS" or lemma == "move"
    told = [t for t in topics if t.last_before(sentence) != NEVER]
    return _whole(best, told) if best is not None and whole else best


def _whole(latest: Topic, topics: Sequence[Topic]) -> Topic:
    """The first of many proposals of one side, by which "the move" and "its plans" are known: all of them are meant."""
    proposal = latest.proposal
    own = [t for t in topics if t.proposal.proponents == proposal.proponents and t.proposal.kind == "offer"]
    many = len(own) >= MANY and bool(proposal.proponents) and proposal.kind in {"offer", "initiative"}
    return min(own, key=lambda t: t.first) if many else latest


def _is_named_before(pronoun: Token) -> bool:
    """Whether a sentence names a course before it points back: "proposed a tax credit, but the panel voted it down"."""
    return any(
        t.i < pronoun.i and t.pos_ == "NOUN" and t.dep_ in {"dobj", "nsubjpass"} and is_course(t.lemma_.lower())
        for t in pronoun.sent
        if not t.is_ancestor(pronoun)
    )
