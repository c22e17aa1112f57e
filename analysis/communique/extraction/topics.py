"""Topics: the proposals of a text as it goes on speaking of them, and which of them a phrase means.

"The plan", "it", "the mayor's offer", "the price cuts": each is taken for the proposal that it fits best, by its words,
by whose it is, by the kind of thing that it is called, by how lately that was spoken of and by the headline; or for
none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, keys_of
from communique.extraction.grammar import below
from communique.extraction.mouths import sides_of
from communique.extraction.opinions import pointer
from communique.extraction.remarks import BREAKS, Remark, is_by_the_way
from communique.extraction.words import concepts, is_course, table, words
from communique.model import Proposal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act
    from communique.extraction.actors import Cast
    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading

LEAD = 3  # sentences at an article's beginning
HEARD = frozenset({"nsubj", "nsubjpass", "dobj"})
MEMORY = 80  # proposals on either side that an act may be on: more than an article has, few enough for a long report
NEVER = -1000
REACH = 3  # sentences over which those to whom something is put may be answering
NEAR = 2  # sentences over which a bare word such as "the plan" reaches back without a word in common
KNOWN = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "such"})
UNDETERMINED = frozenset({"a", "an", "any", "another", "no", "every"})
VOTES = frozenset({"vote", "votes", "voted", "voting"})
ENDING = frozenset({"end", "close"})  # concepts of courses after which a thing is no more
INSTEAD = frozenset({"instead", "rather"})
CHANGES = frozenset({
    "change", "amendment", "rewriting", "rewrite", "aspect", "revision", "alteration", "review", "delay",
})  # fmt: skip
BARS = frozenset({"ban", "sanction", "embargo", "curfew", "blockade", "siege", "restriction", "boycott", "moratorium"})
BID_KEYS = frozenset({"takeover", "offer"})
PLAIN = frozenset({"det", "poss", "predet", "amod", "punct", "relcl"})
BARE = frozenset({"it", "this", "that", "them", "these", "those", "which", "both"})
AGAINST = frozenset({"reject", "oppose", "condemn"})
# What nobody does to what he has proposed himself.
ANSWERS = frozenset({"accept", "support", "reject", "oppose", "condemn", "criticise", "hedge"})


@dataclass
class Topic:
    """A proposal as a text speaks of it: the words that name it, and the sentences (by number) that are on it.

    `named` are those whom the words that put it forward name.
    """

    proposal: Proposal
    keys: frozenset[str]
    words: frozenset[str]
    said: frozenset[str]
    first: int
    heard: list[int] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    answered: bool = False
    own: frozenset[int] = frozenset()  # places of the words that say what is to be done
    core: frozenset[str] = frozenset()  # the keys of what it is done to, not of what that is about
    called: frozenset[str] = frozenset()  # the nouns over it: "plan" of "a government plan to cut the fee"

    @property
    def asked(self) -> Iterable[str]:
        """Whom it is put to; for a bid, if nothing tells, whoever is named with it."""
        return self.proposal.addressees or (self.named if BID_KEYS & self.keys else ())

    def last_before(self, sentence: int) -> int:
        """The latest sentence on it that is not after `sentence`; -1000 where there is none."""
        at = bisect_right(self.heard, sentence)
        return self.heard[at - 1] if at else NEVER

    def hear(self, sentence: int) -> None:
        """Notes that a sentence is on it."""
        insort(self.heard, sentence)

    @property
    def answers(self) -> bool:
        """Whether it is itself an answer to another: "peers approving the bill"."""
        return not self.said.isdisjoint(_words("answering"))

    def is_of(self, actors: Iterable[str]) -> bool:
        """Whether one of these has put it forward."""
        return not set(actors).isdisjoint(self.proposal.proponents)


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
        topics = (_topic(reading, proposal, self.numbers, voices.cast) for proposal in proposals)
        self.all = sorted(topics, key=lambda t: t.first)
        self._hear(reading)
        self.main = _main(reading, self.all)

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
        if act.act in AGAINST and is_any(content) and (one := self._any(content, before)):
            return one
        if is_bid(content) and any(BID_KEYS & t.keys for t in before):
            return _bid(act, content, sentence, [t for t in before if not t.is_of(act.agents)], self.cast)
        makers = {id for t in content.doers for id in self.cast.refer(t)} - set(act.agents)
        theirs = [t for t in others if not makers or not t.proposal.proponents or t.is_of(makers)]
        if not is_pointing(content) and (named := _named(content, theirs) or _ahead(content, sentence, theirs)):
            return named
        if makers:
            return _owned(content, sentence, [t for t in others if t.is_of(makers)])
        if _is_aside(content):
            last = {id(t): t.last_before(sentence) for t in before}
            near = [t for t in before if sentence == last[id(t)]]
            return max(near, key=lambda t: (last[id(t)], t.first), default=None)
        if is_pointing(content):
            before = [t for t in before if kind is None or called_so(kind, t)]
            pointed = _pointed(act, content, sentence, before, self.main, self.begins(act.trigger))
            return pointed or _called(content, others) or self._central(act, content, before)
        return _akin(act, content, theirs) or self._central(act, content, before)

    def _any(self, content: Content, topics: Sequence[Topic]) -> Topic | None:
        """What somebody is against who is against anything of its kind: "opposed to any takeover"."""
        bid = is_bid(content)
        called = [t for t in topics if (BID_KEYS & t.keys if bid else called_so(content, t) >= 1 or t is self.main)]
        return self.main if self.main in called else called[-1] if called else None

    def discussed(self, remark: Remark) -> Topic | None:
        """The proposal of another side that a remark is on: what its words name, else what is being discussed."""
        sides = self.sides(remark.holders)
        at = bisect_left(self.all, remark.trigger.i, key=lambda t: t.first)
        before = [t for t in self.all[max(at - MEMORY, 0) : at] if not self._of(t.proposal.proponents, sides)]
        hint = self._hint(remark, sides)
        for content in hint.told:
            if named := _named(content, before):
                return named
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
        answers = put_to or (fit >= 1 and ago <= 1 and any(map(_is_put_to, hint.contents)))
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
        known = lemma in _words("anything") | _words("news") | _words("central")
        judged = act.form == "adjective" and act.trigger.head == content.head
        fits = known and (judged or (is_pointing(content) and not _is_undetermined(content)))
        main = self.main if fits and self.main in topics else None
        if main is not None and lemma in {"law", "policy", "programme", "campaign"}:
            main = main if lemma in main.words or not main.words.isdisjoint(_words("papers")) else None
        return None if main is None or (lemma != "decision" and _is_barred(lemma, main)) else main


def kind_named(act: Act) -> Content | None:
    """What kind of course a judgement calls what it is said of: "this is a great *deal*"."""
    noun = act.trigger.head
    named = act.form == "adjective" and act.trigger.dep_ == "amod" and noun.dep_ == "attr"
    return pointer(noun) if named and noun.lemma_.lower() in _words("deals") else None


def candidates(act: Act) -> Iterator[Content]:
    """What may name the proposal of an act: its content, what a clause is done to, for an opinion the sentence's nouns.

    "Refused to join the truce" is on the truce, "said of the deal that its terms were fair" on the deal.
    """
    yield act.content
    if act.content.form == "clause" and not act.content.pointer:
        for thing in grammar.patients(act.content.head):
            content = content_of(thing)
            if content is not None:  # "called for the plan to be scrapped": on the plan
                yield content if content.head != act.content.head else pointer(thing)
    if act.form == "adjective":
        for noun in act.trigger.sent:
            if noun.lemma_.lower() in words("pointers") and any(c.lower_ in KNOWN for c in below(noun)):
                content = content_of(noun)
                if content is not None and content.head != act.content.head:
                    yield content


def called_so(content: Content, topic: Topic) -> float:
    """How well what a content points with ("the strike", "the terms") names a proposal; 0 where it cannot."""
    lemma = content.head.lemma_.lower()
    if _is_barred(lemma, topic):
        return 0.0
    fit = _fit(lemma, _family(lemma), topic)
    if lemma in _words("struck") and topic.proposal.status in {"agreed", "enacted"}:
        return max(fit, 2.0)
    if lemma in _words("price"):
        return 2.0 if BID_KEYS & topic.keys else 0.0
    if lemma in _words("written") and not topic.said.isdisjoint(_words("papers")):
        return 2.0
    if fit or lemma in loose():
        return fit or 0.5
    return 0.5 if any(c.lower_ == "such" for c in below(content.head)) else 0.0  # "any such deal"


def _is_barred(lemma: str, topic: Topic) -> bool:
    """Whether a noun that may mean any course cannot mean this one."""
    kind = topic.proposal.kind
    if lemma == "decision":  # what is asked, promised or suggested nobody has decided
        return kind in {"demand", "offer"} or topic.proposal.event == "SUPPORT"
    if lemma in {"measure", "policy", "rule"} and _ends(topic.keys):
        return kind == "demand"  # it is that which somebody wants ended, more likely
    if lemma in _words("written") and kind in {"condition", "demand"}:
        return kind == "condition" or topic.words.isdisjoint(
            _words("papers")
        )  # who would sign the draft grants nothing that is asked for it
    if _ends(topic.keys) and lemma in topic.said and lemma not in topic.called:
        return lemma not in _words("anything")  # who supports the ban does not want it lifted
    return lemma in {"move", "step"} and kind == "demand"


def _is_put_to(content: Content) -> bool:
    """Whether a content is called something that is put to somebody: "thanked Norland for *the offer*"."""
    known = _words("offer") | _words("demand") | {"proposal", "idea", "suggestion"}
    return content.head.lemma_.lower() in known


def is_somebody(content: Content) -> bool:
    """Whether what is spoken of is whoever has put something forward: "threw its weight behind *the minister*"."""
    return content.doers == (content.head,)


@cache
def loose() -> frozenset[str]:
    """Nouns that may mean any course that was just spoken of: "the draft", "the idea"."""
    return _words("loose") | _words("anything")


@cache
def names_of_courses() -> frozenset[str]:
    """Nouns that may point to what has been put forward: "the plan", "the invitation", "the draft"."""
    meant = ("news", "anything", "loose", "demand", "condition", "offer", "deals", "central", "price")
    return words("pointers").union(*map(_words, meant))


def points(content: Content) -> bool:
    """Whether a content only points to what is being discussed: "it", "the arrangement", "that text"."""
    head = content.head
    verb = content.pointer and grammar.is_verb(head)
    if head.lower_ in BARE or verb or is_by_the_way(head) or is_somebody(content):
        return True
    known = any(c.dep_ in {"det", "poss", "predet"} and c.lower_ in KNOWN for c in below(head))
    return is_any(content) or (
        known
        and head.lemma_.lower() in names_of_courses()
        and (content.pointer or all(c.dep_ in PLAIN or _is_astray(c) for c in below(head)))
    )


def is_pointing(content: Content) -> bool:
    """Whether a content has no words of its own: "it", "the move", "both plans"."""
    return content.pointer or content.head.lower_ in BARE or (content.form == "noun" and _is_bare(content))


def _is_bare(content: Content) -> bool:
    """Whether a noun phrase is a known thing named by one noun of a course, whatever adjectives it has."""
    head = content.head
    if head.lemma_.lower() not in words("pointers") | _words("news"):
        return False
    known = any(c.dep_ in {"det", "poss", "preconj", "predet"} and c.lower_ in KNOWN for c in below(head))
    return known and all(
        c.dep_ in {"det", "poss", "preconj", "predet", "amod", "punct"} or c.tag_ == "VBG" or _is_astray(c)
        for c in below(head)
    )


def _is_astray(prep: Token) -> bool:
    """Whether the parser hangs on a noun what says how or when its verb is done: "accepted the plan | in principle"."""
    told = grammar.children(prep, "pobj") if prep.dep_ == "prep" else []
    return any(t.ent_type_ in {"DATE", "TIME"} or t.lemma_.lower() in _words("manner") for t in told)


def _is_aside(content: Content) -> bool:
    """Whether a noun phrase speaks by the way of what its sentence has just named: ", a condition that they accept"."""
    first = content.head.left_edge
    if content.head.lower_ == "which":
        return True
    told = bool(grammar.children(content.head, "relcl", "acl")) and any(
        c.lower_ in {"a", "an"} for c in below(content.head)
    )
    return told and content.pointer and (content.head.dep_ in {"appos", "attr"} or _after_comma(first))


def _after_comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in BREAKS


def _is_undetermined(content: Content) -> bool:
    """Whether it is one of many ("a plan"), not one that is known."""
    before = {c.lower_ for c in below(content.head)}
    new = content.head.tag_ == "NNS" and not before & KNOWN and bool(before & {"new", "further", "more", "other"})
    return new or (bool(before & UNDETERMINED) and "such" not in before)  # "would oppose new measures"


def _topic(reading: Reading, proposal: Proposal, numbers: dict[int, int], cast: Cast) -> Topic:
    said = {word.strip("“”‘’\"'.,;:()£$€").removesuffix("’s").lower() for word in proposal.summary.split()}
    tokens: list[Token] = []
    heard: list[int] = []
    for span in proposal.evidence:
        piece = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if piece:
            tokens += list(piece)
            heard += [numbers[t.sent.start] for t in (piece[0], piece[-1])]
    telling = [t for t in tokens if not t.is_stop and not _is_instead(t)]
    own = tuple(t for t in telling if t.lower_ in said or any(_is_akin(t.lemma_.lower(), word) for word in said))
    first = min((t.i for t in own), default=tokens[0].i if tokens else 0)
    return Topic(
        proposal, keys_of(own), frozenset(t.lower_ for t in tokens), frozenset(said), first, sorted(set(heard)),
        frozenset(id for t in tokens for id in cast.refer(t)), bool(proposal.positions), frozenset(t.i for t in own),
        keys_of(tuple(t for t in own if not _is_theme(t))), _called_in(own),
    )  # fmt: skip


def _called_in(own: Sequence[Token]) -> frozenset[str]:
    """The nouns of a course that the words which say what is to be done hang on: "a *plan* to close the port"."""
    known, seen, found = names_of_courses(), set[int](), set[str]()
    for word in own:
        over = word.head
        while over.i not in seen:
            seen.add(over.i)
            if over.pos_ == "NOUN" and (lemma := over.lemma_.lower()) in known:
                found.add(lemma)
            over = over.head
    return frozenset(found)


def _is_instead(token: Token) -> bool:
    """Whether a word says what is not to be done: "buy back shares *rather than buy a rival*"."""
    if INSTEAD.isdisjoint(grammar.words_around(token)):
        return False
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.text in BREAKS:
            return False
        if before.lower_ in {"than", "instead"}:
            return before.lower_ == "instead" or (before.i > 0 and before.nbor(-1).lower_ == "rather")
    return False


def _is_theme(token: Token) -> bool:
    """Whether a word only says what a thing is about, or tells it apart: "a vote on *the bridge*", "who pay *rent*"."""
    for over in (token, *token.ancestors):
        if over.dep_ in {"relcl", "acl"} or (over.dep_ == "prep" and over.lower_ in {"on", "about", "over"}):
            return True
        if over.dep_ == "prep" and over.head.lemma_.lower() in CHANGES:
            return True  # "a rewriting of *the bill*" is not the bill
        if grammar.is_verb(over):
            return False
    return False


def _is_akin(lemma: str, word: str) -> bool:
    """Whether two words begin alike, as "cut" and "cutting", "move" and "moving"."""
    shortest = min(len(lemma), len(word))
    return shortest > 2 and lemma[: max(3, shortest - 1)] == word[: max(3, shortest - 1)]


def _main(reading: Reading, topics: Sequence[Topic]) -> Topic | None:
    """What the headline speaks of, else the first sentences."""
    early = [t for t in topics if t.heard and t.heard[0] <= LEAD]
    if not reading.headings or reading.headings[0][0] > reading.paragraph_start(reading.headings[0][0]):
        return early[0] if early else None
    start, end = reading.headings[0]
    title = reading.doc.char_span(start, end, alignment_mode="expand")
    named = keys_of(tuple(title)) if title is not None else frozenset()
    return max(early, key=lambda t: (len(named & t.keys) + (t.heard[0] <= 1), -t.first), default=None)


# --- which proposal is meant
def _ahead(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The deal that an article's first sentences name and the next ones set out."""
    lemma = content.head.lemma_.lower()
    if sentence > LEAD or lemma not in _words("deals"):
        return None
    after = [t for t in topics if t.heard and sentence <= t.heard[0] <= sentence + LEAD]
    return next((t for t in after if _fit(lemma, frozenset(), t) >= 1), None)


def is_any(content: Content) -> bool:
    """Whether a content is any course of its kind: "any deal", "any proposed takeover"."""
    head = content.head
    told = content.form == "noun" and any(c.lower_ == "any" for c in below(head))
    if told and head.lemma_.lower() not in words("bids") and grammar.children(head, "prep"):
        return False  # "ruled out any rise in the subsidy" is on no strike
    return told and head.lemma_.lower() in names_of_courses() | words("bids") and not grammar.children(head, "relcl")


def is_bid(content: Content) -> bool:
    """Whether a content is a bid for a firm."""
    return content.form == "noun" and content.head.lemma_.lower() in words("bids") - {"deal", "proposal"}


def _bid(act: Act, content: Content, sentence: int, topics: Sequence[Topic], cast: Cast) -> Topic | None:
    """The bid for a firm that is meant: by its bidder, its sum, or whom it is put to; else the latest."""
    sums, bidders = _sums(content.keys), {id for t in content.doers for id in cast.refer(t)} - set(act.agents)
    found = []
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
            found.append((2 * bool(sums & topic.words) + put_to, last, topic.first, topic))
    return max(found, key=lambda f: f[:3])[3] if found else None


def _named(content: Content, topics: Iterable[Topic]) -> Topic | None:
    """The proposal that shares most words with a content."""
    best, most = None, 0.0
    lemma = content.head.lemma_.lower()
    keys = content.keys - keys_of((content.head,)) if lemma in words("pointers") else content.keys
    if keys and keys == _sums(keys):
        worth = [t for t in topics if keys & t.words]
        return worth[0] if len(worth) == 1 else None
    for topic in topics:
        shared = keys & (topic.keys if len(keys) > 1 or content.form == "clause" else topic.core)
        sums = _sums(keys), _sums(topic.keys)
        if content.form == "noun" and lemma not in words("pointers") and not shared & topic.core:
            continue
        if not shared or (all(sums) and not sums[0] & sums[1]):
            continue
        if _ends(keys) != _ends(topic.keys) and lemma not in _words("anything"):
            continue  # who praises the library is not for closing it
        share = len(shared) / min(len(keys), len(topic.keys))
        if share >= (0.6 if len(shared) > 1 else 1.0) and len(shared) + share > most:
            best, most = topic, len(shared) + share
    return best


def _akin(act: Act, content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The one proposal with which "the changes to the scheme" share a word, or that a judgement names by its noun."""
    head = content.head
    if act.form == "adjective" and content.form == "noun" and act.trigger.head != head:
        shared = [t for t in topics if keys_of((head,)) & t.core and _ends(content.keys) == _ends(t.keys)]
    elif head.lemma_.lower() in words("pointers") | _words("anything") and any(c.lower_ in KNOWN for c in below(head)):
        keys = content.keys - keys_of((head,))
        shared = [t for t in topics if keys & t.keys]
    else:
        shared = []
    return shared[0] if len(shared) == 1 else None


def _shares(content: Content, topic: Topic) -> bool:
    """Whether a content shares a word with a proposal, and does not name what that would end."""
    keys = content.keys or keys_of((content.head,))
    if content.form == "clause" or content.head.lemma_.lower() in _words("anything"):
        return bool(keys & topic.keys)
    return bool(keys & (topic.keys if len(keys) > 1 else topic.core)) and _ends(keys) == _ends(topic.keys)


def _ends(keys: frozenset[str]) -> bool:
    """Whether a thing is no more after a course: "closing the port", "lifting the ban" (but not "lifting wages")."""
    return bool(keys & ENDING) or ("raise" in keys and bool(keys & BARS))


def _sums(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(k for k in keys if k[0].isdigit())


def _owned(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The proposal of those whose it is said to be ("the mayor's plan"): the one called so, else the latest."""
    lemma = content.head.lemma_.lower()
    themselves = content.doers == (content.head,)  # "backed the larger rival"
    if lemma not in words("pointers") | _words("anything") and not themselves:
        return None
    family = _family(lemma)
    if themselves:
        rank = {id(t): float(bool(BID_KEYS & t.keys)) for t in topics}
    else:
        rank = {id(t): _fit(lemma, family, t) for t in topics}
    found = [(rank[id(t)], t.last_before(sentence), -t.first, t) for t in topics]
    fit = [f for f in found if f[0] >= 1 or themselves or lemma in _words("anything")]
    return max(fit, key=lambda f: f[:3])[3] if fit else None


def _called(content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The only proposal that is called by a word, wherever it is set out: "the bill"."""
    lemma = content.head.lemma_.lower()
    fit = (t for t in topics if lemma in t.said and not t.answers and (lemma == "decision" or not _is_barred(lemma, t)))
    called = list(fit) if not _is_undetermined(content) else []
    return called[0] if len(called) == 1 and content.head.lower_ not in BARE else None


def _pointed(
    act: Act, content: Content, sentence: int, topics: Sequence[Topic], main: Topic | None, fresh: bool = False
) -> Topic | None:
    """The proposal that bare words point to: the nearest that can be called so."""
    lemma = content.head.lemma_.lower()
    if _is_undetermined(content):
        return None
    bare = content.head.lower_ in BARE or grammar.is_verb(content.head)
    answer = grammar.is_verb(content.head)  # "declined", "asked for time": to what was put forward last
    here = bare and _is_named_before(content.head)
    people = frozenset(t.lower_ for t in content.tokens if t.pos_ == "PROPN")
    near = any(sentence - t.last_before(sentence) <= 1 for t in topics)
    found: list[tuple[float, float, Topic]] = []
    for topic in topics:
        last = topic.last_before(sentence)
        fit = 0.0 if bare else _fit(lemma, _family(lemma), topic)
        if (
            last == NEVER
            or (fit < 1 and not bare and lemma not in _words("anything"))
            or (lemma != "decision" and _is_barred(lemma, topic))
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
    return max(found, key=lambda f: f[:2])[2] if found else None


def _is_named_before(pronoun: Token) -> bool:
    """Whether a sentence names a course before it points back: "proposed a tax credit, but the panel voted it down"."""
    return any(
        t.i < pronoun.i and t.pos_ == "NOUN" and t.dep_ in {"dobj", "nsubjpass"} and is_course(t.lemma_.lower())
        for t in pronoun.sent
        if not t.is_ancestor(pronoun)
    )


@cache
def _words(name: str) -> frozenset[str]:
    """The list `name` under `meant` in `opinions.toml`."""
    return frozenset(table("opinions")["meant"].get(name, ()))


def _family(lemma: str) -> frozenset[str]:
    return frozenset(word for group in table("contents")["families"].values() if lemma in group for word in group)


def _fit(lemma: str, family: frozenset[str], topic: Topic) -> float:
    """How well a noun fits a proposal: 2 where it is called so or is of that kind, 1 where it is called alike."""
    if lemma == "deal" and BID_KEYS & topic.keys:
        struck = topic.proposal.status in {"agreed", "enacted"}
        return 3.0 if struck else 2.5  # where a firm is bid for, that is "the deal"
    if (
        lemma in topic.called
        or lemma in topic.said
        or concepts().get(lemma, lemma) in topic.keys
        or lemma in _words(topic.proposal.kind)
    ):
        return 2.0
    if lemma == "vote" and not topic.words.isdisjoint(VOTES):
        return 2.0
    if lemma in _words("deals") and topic.proposal.status in {"agreed", "enacted"}:
        return 1.5
    asked = _words("demand") | _words("condition")
    if lemma in asked and topic.proposal.kind in {"demand", "condition"}:
        return 1.5
    if lemma in _words("anything"):
        return 0.0
    if lemma in _words("offer") and topic.proposal.kind == "initiative":
        return 1.0
    concept = concepts().get(lemma)
    alike = family or {word for word, name in concepts().items() if name == concept}
    return 1.0 if alike & topic.said else 0.0
