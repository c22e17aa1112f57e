"""Topics: the proposals of a text as it goes on speaking of them, and which of them a phrase means.

"The plan", "it", "the mayor's offer", "the price cuts": each is taken for the proposal that it fits best, by its words,
by whose it is, by the kind of thing that it is called, by how lately that was spoken of and by the headline; or for
none.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, keys_of
from communique.extraction.words import concepts, is_course, table, words
from communique.model import Proposal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act
    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

LEAD = 3  # sentences at an article's beginning
HEARD = frozenset({"nsubj", "nsubjpass", "dobj"})
MEMORY = 80  # proposals on either side that an act may be on: more than an article has, few enough for a long report
NEVER = -1000
NEAR = 2  # sentences over which a bare word such as "the plan" reaches back without a word in common
KNOWN = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "such"})
UNDETERMINED = frozenset({"a", "an", "any", "another", "no", "every"})
BID_KEYS = frozenset({"takeover", "offer"})
BARE = frozenset({"it", "this", "that", "them", "these", "those", "which", "both"})
ANSWERS = frozenset({"accept", "reject", "oppose", "condemn", "criticise", "hedge"})  # nobody's of what he proposed


@dataclass
class Topic:
    """A proposal as a text speaks of it: the words that name it, and the sentences (by number) that are on it."""

    proposal: Proposal
    keys: frozenset[str]
    words: frozenset[str]
    said: frozenset[str]
    first: int
    heard: list[int] = field(default_factory=list)
    answered: bool = False

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


class Topics:
    """The proposals of a text, in the order in which it comes to speak of them."""

    def __init__(self, reading: Reading, cast: Cast, proposals: Sequence[Proposal]) -> None:
        self.cast = cast
        self.numbers = {sentence.start: n for n, sentence in enumerate(reading.doc.sents)}
        topics = (_topic(reading, proposal, self.numbers) for proposal in proposals)
        self.all = sorted(topics, key=lambda t: t.first)
        self._hear(reading)
        self.main = _main(reading, self.all)

    def _hear(self, reading: Reading) -> None:
        """Notes where the text comes back to a proposal by a word of its own: "*the truce* plan would …"."""
        counted = Counter(key for topic in self.all for key in topic.keys)
        owners = {key: topic for topic in self.all for key in topic.keys if counted[key] == 1}
        for noun in reading.doc if owners else ():
            known = noun.pos_ == "NOUN" and noun.dep_ in HEARD and any(c.lower_ in KNOWN for c in noun.children)
            if not known or self.cast.refer(noun):
                continue
            for word in (noun, *grammar.children(noun, "compound")):
                for topic in {id(t): t for k in keys_of((word,)) if (t := owners.get(k))}.values():
                    topic.hear(self.number(noun))

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
        pronoun = any(t.tag_ == "PRP" for t in act.doers)
        mine = set(act.agents) if act.act in ANSWERS and not pronoun else set()
        at = bisect_right(self.all, act.trigger.i, key=lambda t: t.first)
        others = [t for t in self.all[max(at - MEMORY, 0) : at + MEMORY] if not t.is_of(mine)]
        before = [t for t in others if t.first < act.trigger.i]
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
            near = [t for t in before if sentence - last[id(t)] <= 1]
            return max(near, key=lambda t: (last[id(t)], t.first), default=None)
        if is_pointing(content):
            pointed = _pointed(act, content, sentence, before, self.main)
            return pointed or _called(content, others) or self._central(act, content, before)
        return _akin(act, content, theirs) or self._central(act, content, before)

    def _central(self, act: Act, content: Content, topics: Sequence[Topic]) -> Topic | None:
        """What an article is mainly about, where it speaks of "the plan" long after, or judges "a good deal"."""
        lemma = content.head.lemma_.lower()
        known = lemma in _words("anything") | _words("news") | _words("central")
        judged = act.form == "adjective" and act.trigger.head == content.head
        fits = known and (judged or (is_pointing(content) and not _is_undetermined(content)))
        return self.main if fits and self.main in topics else None


def candidates(act: Act) -> Iterator[Content]:
    """What may name the proposal of an act: its content, what a clause is done to, for an opinion the sentence's nouns.

    "Refused to join the truce" is on the truce, "said of the deal that its terms were fair" on the deal.
    """
    yield act.content
    if act.content.form == "clause" and not act.content.pointer:
        yield from filter(None, map(content_of, grammar.patients(act.content.head)))
    if act.form == "adjective":
        for noun in act.trigger.sent:
            if noun.lemma_.lower() in words("pointers") and any(c.lower_ in KNOWN for c in noun.children):
                content = content_of(noun)
                if content is not None and content.head != act.content.head:
                    yield content


def is_pointing(content: Content) -> bool:
    """Whether a content has no words of its own: "it", "the move", "both plans"."""
    return content.pointer or content.head.lower_ in BARE or (content.form == "noun" and _is_bare(content))


def _is_bare(content: Content) -> bool:
    """Whether a noun phrase is a known thing named by one noun of a course, whatever adjectives it has."""
    head = content.head
    if head.lemma_.lower() not in words("pointers") | _words("news"):
        return False
    known = any(c.dep_ in {"det", "poss", "preconj", "predet"} and c.lower_ in KNOWN for c in head.children)
    return known and all(
        c.dep_ in {"det", "poss", "preconj", "predet", "amod", "punct"} or c.tag_ == "VBG" for c in head.children
    )


def _is_aside(content: Content) -> bool:
    """Whether a noun phrase speaks by the way of what its sentence has just named: ", a condition that they accept"."""
    first = content.head.left_edge
    told = bool(grammar.children(content.head, "relcl", "acl")) and any(
        c.lower_ in {"a", "an"} for c in content.head.children
    )
    return told and content.pointer and (content.head.dep_ in {"appos", "attr"} or _after_comma(first))


def _after_comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text == ","


def _is_undetermined(content: Content) -> bool:
    """Whether it is one of many ("a plan"), not one that is known."""
    before = {c.lower_ for c in content.head.children}
    return bool(before & UNDETERMINED) and "such" not in before


def _topic(reading: Reading, proposal: Proposal, numbers: dict[int, int]) -> Topic:
    said = {word.strip("“”‘’\"'.,;:()£$€").removesuffix("’s").lower() for word in proposal.summary.split()}
    tokens: list[Token] = []
    heard: list[int] = []
    for span in proposal.evidence:
        piece = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if piece:
            tokens += list(piece)
            heard += [numbers[t.sent.start] for t in (piece[0], piece[-1])]
    own = tuple(t for t in tokens if t.lower_ in said or any(_is_akin(t.lemma_.lower(), word) for word in said))
    first = min((t.i for t in own), default=tokens[0].i if tokens else 0)
    return Topic(
        proposal, keys_of(own), frozenset(t.lower_ for t in tokens), frozenset(said), first, sorted(set(heard)),
        bool(proposal.positions),
    )  # fmt: skip


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
        if {c.lower_ for c in content.head.children} & words("anew") - topic.said:
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
        shared = keys & topic.keys
        sums = _sums(keys), _sums(topic.keys)
        if not shared or (all(sums) and not sums[0] & sums[1]):
            continue
        if ("end" in keys) != ("end" in topic.keys):
            continue
        share = len(shared) / min(len(keys), len(topic.keys))
        if share >= (0.6 if len(shared) > 1 else 1.0) and len(shared) + share > most:
            best, most = topic, len(shared) + share
    return best


def _akin(act: Act, content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The one proposal with which "the changes to the scheme" share a word, or that a judgement names by its noun."""
    head = content.head
    if act.form == "adjective" and content.form == "noun" and act.trigger.head != head:
        shared = [t for t in topics if keys_of((head,)) & t.keys]
    elif head.lemma_.lower() in words("pointers") | _words("anything") and any(
        c.lower_ in KNOWN for c in head.children
    ):
        keys = content.keys - keys_of((head,))
        shared = [t for t in topics if keys & t.keys]
    else:
        shared = []
    return shared[0] if len(shared) == 1 else None


def _sums(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(k for k in keys if k[0].isdigit())


def _owned(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The proposal of those whose it is said to be ("the mayor's plan"): the one called so, else the latest."""
    lemma = content.head.lemma_.lower()
    themselves = content.doers == (content.head,)  # "backed the larger rival"
    if lemma not in words("pointers") | _words("anything") and not themselves:
        return None
    family = _family(lemma)
    found = [(_fit(lemma, family, t), t.last_before(sentence), -t.first, t) for t in topics]
    fit = [f for f in found if f[0] >= 1 or themselves or lemma in _words("anything")]
    return max(fit, key=lambda f: f[:3])[3] if fit else None


def _called(content: Content, topics: Sequence[Topic]) -> Topic | None:
    """The only proposal that is called by a word, wherever it is set out: "the bill"."""
    lemma = content.head.lemma_.lower()
    called = [t for t in topics if lemma in t.said and not t.answers] if not _is_undetermined(content) else []
    return called[0] if len(called) == 1 and content.head.lower_ not in BARE else None


def _pointed(act: Act, content: Content, sentence: int, topics: Sequence[Topic], main: Topic | None) -> Topic | None:
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
        if last == NEVER or (fit < 1 and not bare and lemma not in _words("anything")):
            continue
        far = topic is main and not bare and not near  # what an article is about may be meant long after
        if sentence - last > (0 if here else NEAR if fit < 1 and not far else sentence):
            continue
        lead = 1.2 * far + 0.3 * (topic is main) - 1.0 * (topic.answers and lemma in topic.said)
        put_to = (1.0 if answer else 0.5) * (not set(act.agents).isdisjoint(topic.proposal.addressees))
        if not answer and topic.answered and act.act in {"accept", "reject"} and sentence - last <= 1:
            put_to += 0.6  # what one has refused another accepts
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
    if lemma in topic.said or concepts().get(lemma, lemma) in topic.keys or lemma in _words(topic.proposal.kind):
        return 2.0
    if lemma in _words("deals") and topic.proposal.status in {"agreed", "enacted"}:
        return 1.5
    if lemma in _words("demand") and topic.proposal.kind == "condition":
        return 1.5
    if lemma in _words("anything"):
        return 0.0
    concept = concepts().get(lemma)
    alike = family or {word for word, name in concepts().items() if name == concept}
    return 1.0 if alike & topic.said else 0.0
