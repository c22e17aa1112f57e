"""Stances: where actors stand on proposals, settled once all proposals of a text are known.

The acts of a course of action give the positions of those whose words name it. What is left are the acts whose words
only point ("backed the idea", "rejected it", "voted against") or name it in other words: each is joined here to the
proposal that it means, the nearest before it that fits, or to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.contents import Content, keys_of
from communique.extraction.evidence import sentence_of
from communique.extraction.proposals import effects
from communique.extraction.words import concepts, table, words
from communique.model import Position, Proposal, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

TAKEN = frozenset({"accept", "support", "reject", "oppose", "criticise", "condemn", "hedge", "agree"})
LEAD = 3  # sentences at an article's beginning
NEAR = 2  # sentences over which a bare word such as "the plan" reaches back without a word in common
KNOWN = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "such"})
UNDETERMINED = frozenset({"a", "an", "any", "another", "no", "every"})
BID_KEYS = frozenset({"takeover", "offer"})
BARE = frozenset({"it", "this", "that", "them", "these", "those", "which", "both"})


@dataclass
class Topic:
    """A proposal as a text speaks of it: the words that name it, and the sentences (by number) that are on it."""

    proposal: Proposal
    keys: frozenset[str]
    words: frozenset[str]
    said: frozenset[str]
    first: int
    heard: list[int] = field(default_factory=list)

    def last_before(self, sentence: int) -> int | None:
        """The latest sentence on it that is not after `sentence`."""
        return max((n for n in self.heard if n <= sentence), default=None)


def settle(reading: Reading, cast: Cast, acts: Sequence[Act], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with the positions that `acts` tell of besides those already found."""
    numbers = {sentence.start: n for n, sentence in enumerate(reading.doc.sents)}
    topics = [_topic(reading, proposal, numbers) for proposal in proposals]
    found: dict[str, dict[str, Position]] = {p.id: {x.actor: x for x in p.positions} for p in proposals}
    for act in acts:
        stance = stance_of(act)
        if stance is None:
            continue
        sentence = numbers[act.trigger.sent.start]
        topic = _meant(act, sentence, topics, cast)
        if topic is None or (act.bid is not None and _is_told(found, act, sentence_of(reading, act.trigger).start)):
            continue
        topic.heard.append(sentence)
        evidence = sentence_of(reading, act.trigger)
        for actor in holders(act, cast, topic.proposal):
            if is_pointing(act.content) and act.bid is None:
                _forget(found, topic.proposal.id, actor, evidence.start)
            if actor not in topic.proposal.proponents:
                _take(found[topic.proposal.id], Position(actor=actor, stance=stance, evidence=(evidence,)), act)
    return tuple(p.model_copy(update={"positions": tuple(found[p.id].values())}) for p in proposals)


def _take(positions: dict[str, Position], position: Position, act: Act) -> None:
    """Adds a position; an answer displaces an earlier hedge, and what is accepted only in principle is hedged."""
    before = positions.setdefault(position.actor, position)
    answered = before.stance == "hedges" and act.act in {"accept", "reject"}
    in_part = position.stance == "hedges" and act.act in {"accept", "support"} and before.evidence == position.evidence
    if answered or in_part:
        positions[position.actor] = position


def stance_of(act: Act) -> Stance | None:
    """The stance that an act shows; None where it shows none or did not take place."""
    if act.act not in TAKEN or act.modality in {"supposed", "possible", "required"}:
        return None
    if act.form == "noun" and act.act in {"agree", "accept", "support"}:
        return None
    if act.act == "agree" and act.trigger.lemma_.lower() not in _words("consenting"):
        return None  # who signs a deal is a party to it
    effect = effects()[act.act]
    stance = effect.denied if act.negated else effect.stance
    return "hedges" if stance == "supports" and _qualified(act.trigger) else stance


def _qualified(trigger: Token) -> bool:
    """Whether something is accepted in part or on terms only: "approved it in principle"."""
    return any(
        c.lower_ in {"in", "with"} and {t.lemma_.lower() for t in c.children} & _words("qualifying")
        for c in trigger.children
    )


def holders(act: Act, cast: Cast, proposal: Proposal) -> tuple[str, ...]:
    """Who takes the stance; where a passive names nobody, the one whom the proposal was put to."""
    if act.agents:
        return act.agents
    named = (id for doer in act.doers for over in _other_names(doer) for id in cast.refer(over))
    if found := tuple(dict.fromkeys(named)):
        return found
    if not act.doers and not grammar.is_passive(act.trigger):
        return _sayers(act.trigger, cast)
    unsaid = act.form == "verb" and not act.doers and grammar.is_passive(act.trigger)
    if unsaid and act.act in {"accept", "reject"} and len(proposal.addressees) == 1:
        return proposal.addressees
    return ()


def _other_names(doer: Token) -> Iterator[Token]:
    """Who else a noun phrase without a name may be: "the firm is the latest shareholder to object"."""
    if doer.dep_ == "attr":
        yield from grammar.subjects(doer.head)
    if doer.lemma_.lower() in words("partitives"):
        yield from (t for p in grammar.children(doer, "prep") for t in grammar.children(p, "pobj"))


def _sayers(trigger: Token, cast: Cast) -> tuple[str, ...]:
    """Who says what a clause says, where only a part of a group does: "a number of investors said that …"."""
    for verb in trigger.ancestors:
        if verb.lemma_.lower() in words("says") and not grammar.is_passive(verb):
            named = (id for sayer in grammar.subjects(verb) for over in _other_names(sayer) for id in cast.refer(over))
            return tuple(dict.fromkeys(named))
    return ()


def _forget(found: dict[str, dict[str, Position]], kept: str, actor: str, start: int) -> None:
    """Takes a position on the same words from the proposals that they do not mean."""
    for id, positions in found.items():
        if id != kept and actor in positions and positions[actor].evidence[0].start == start:
            del positions[actor]


def _is_told(found: dict[str, dict[str, Position]], act: Act, start: int) -> bool:
    """Whether somebody's position stands on the words of an act already."""
    return any(
        a in positions and positions[a].evidence[0].start == start for positions in found.values() for a in act.agents
    )


def is_pointing(content: Content) -> bool:
    """Whether a content has no words of its own: "it", "the move", "both plans"."""
    return content.pointer or content.head.lower_ in BARE or (content.form == "noun" and _is_bare(content))


def _is_bare(content: Content) -> bool:
    """Whether a noun phrase is a known thing named by one noun of a course, whatever adjectives it has."""
    head = content.head
    if head.lemma_.lower() not in words("pointers"):
        return False
    known = any(c.dep_ in {"det", "poss", "preconj"} and c.lower_ in KNOWN for c in head.children)
    return known and all(
        c.dep_ in {"det", "poss", "preconj", "amod", "punct"} or c.tag_ == "VBG" for c in head.children
    )


def _topic(reading: Reading, proposal: Proposal, numbers: dict[int, int]) -> Topic:
    said = {word.strip("“”‘’\"'.,;:()£$€").lower() for word in proposal.summary.split()}
    tokens: list[Token] = []
    heard: list[int] = []
    for span in proposal.evidence:
        piece = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if piece:
            tokens += list(piece)
            heard += [numbers[t.sent.start] for t in (piece[0], piece[-1])]
    stems = {word[:4] for word in said if len(word) > 2}
    own = tuple(t for t in tokens if t.lower_ in said or (len(t) > 2 and t.lemma_.lower()[:4] in stems))
    first = min((t.i for t in own), default=tokens[0].i if tokens else 0)
    return Topic(
        proposal, keys_of(own), frozenset(t.lower_ for t in tokens), frozenset(said), first, sorted(set(heard))
    )


# --- which proposal is meant
def _meant(act: Act, sentence: int, topics: Sequence[Topic], cast: Cast) -> Topic | None:
    content = act.content
    before = [t for t in topics if t.first < act.trigger.i and not set(act.agents) & set(t.proposal.proponents)]
    if _is_bid(content):
        return _bid(act, sentence, before, cast)
    if is_pointing(content):
        return _pointed(content, sentence, before)
    return _named(content, topics) or _ahead(content, sentence, topics)


def _ahead(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The deal that an article's first sentences name and the next ones set out."""
    lemma = content.head.lemma_.lower()
    if sentence > LEAD or lemma not in _words("deals"):
        return None
    after = [t for t in topics if t.heard and sentence <= t.heard[0] <= sentence + LEAD]
    return next((t for t in after if _fit(lemma, frozenset(), t) >= 1), None)


def _is_bid(content: Content) -> bool:
    return content.form == "noun" and content.head.lemma_.lower() in words("bids") - {"deal", "proposal"}


def _bid(act: Act, sentence: int, topics: Sequence[Topic], cast: Cast) -> Topic | None:
    """The bid for a firm that is meant: by its bidder, its sum, or whom it is put to; else the latest."""
    content = act.content
    sums, bidders = _sums(content.keys), {id for t in content.doers for id in cast.refer(t)} - set(act.agents)
    found = []
    for topic in topics:
        proposal, last = topic.proposal, topic.last_before(sentence)
        if last is None or not (BID_KEYS & topic.keys):
            continue
        if bidders and not bidders & set(proposal.proponents):
            continue
        if {c.lower_ for c in content.head.children} & words("anew") - topic.said:
            continue
        if sums and not sums & topic.words and not bidders:
            continue
        if set(act.agents) & set(proposal.addressees) or bidders or sums or sentence - last <= NEAR:
            found.append(
                (
                    2 * bool(sums & topic.words) + bool(set(act.agents) & set(proposal.addressees)),
                    last,
                    topic.first,
                    topic,
                )
            )
    return max(found, key=lambda f: f[:3])[3] if found else None


def _named(content: Content, topics: Iterable[Topic]) -> Topic | None:
    """The proposal that shares most words with a content."""
    best, most = None, 0.0
    lemma = content.head.lemma_.lower()
    keys = content.keys - keys_of((content.head,)) if lemma in words("pointers") else content.keys
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


def _sums(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(k for k in keys if k[0].isdigit())


def _pointed(content: Content, sentence: int, topics: Sequence[Topic]) -> Topic | None:
    """The proposal that bare words point to: the nearest that can be called so."""
    lemma = content.head.lemma_.lower()
    bare = content.head.lower_ in BARE or grammar.is_verb(content.head)
    relative = content.head.dep_ == "appos" and bool(grammar.children(content.head, "relcl"))
    if any(c.lower_ in UNDETERMINED for c in content.head.children) and not relative:
        return None
    family = _family(lemma)
    best, most = None, 0.0
    for topic in topics:
        last = topic.last_before(sentence)
        if last is None:
            continue
        fit = 0.0 if bare else _fit(lemma, family, topic)
        reach = (NEAR if lemma in _words("anything") else 0) if fit < 1 else sentence
        if sentence - last > (1 if bare else reach) or (fit < 1 and not bare and lemma not in _words("anything")):
            continue
        score = 3.0 / (1 + sentence - last) + fit + topic.first / 1e6
        if score > most:
            best, most = topic, score
    return best


@cache
def _words(name: str) -> frozenset[str]:
    """The list `name` under `meant` in `opinions.toml`."""
    return frozenset(table("opinions")["meant"].get(name, ()))


def _family(lemma: str) -> frozenset[str]:
    return frozenset(word for group in table("contents")["families"].values() if lemma in group for word in group)


def _fit(lemma: str, family: frozenset[str], topic: Topic) -> float:
    """How well a noun fits a proposal: 2 where it is called so or is of that kind, 1 where it is called alike."""
    if lemma in topic.said or lemma in _words(topic.proposal.kind):
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
