"""A topic: a proposal as a text goes on speaking of it, and how well a noun names it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, keys_of
from communique.extraction.grammar import below
from communique.extraction.mentions import loose, meant_by, names_of_courses
from communique.extraction.remarks import BREAKS
from communique.extraction.words import concepts, table
from communique.model import Proposal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading

LEAD = 3  # sentences at an article's beginning
NEVER = -1000
VOTES = frozenset({"vote", "votes", "voted", "voting"})
ENDING = frozenset({"end", "close"})  # concepts of courses after which a thing is no more
INSTEAD = frozenset({"instead", "rather"})
CHANGES = frozenset({
    "change", "amendment", "rewriting", "rewrite", "aspect", "revision", "alteration", "review", "delay",
})  # fmt: skip
BARS = frozenset({"ban", "sanction", "embargo", "curfew", "blockade", "siege", "restriction", "boycott", "moratorium"})
BID_KEYS = frozenset({"takeover", "offer"})


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
    terms: bool = False  # whether it only tells what comes with another: "under the plan, pay would rise"
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
        return not self.said.isdisjoint(meant_by("answering"))

    def is_of(self, actors: Iterable[str]) -> bool:
        """Whether one of these has put it forward."""
        return not set(actors).isdisjoint(self.proposal.proponents)


def called_so(content: Content, topic: Topic) -> float:
    """How well what a content points with ("the strike", "the terms") names a proposal; 0 where it cannot."""
    lemma = content.head.lemma_.lower()
    if is_barred(lemma, topic):
        return 0.0
    fit = fitness(lemma, family_of(lemma), topic)
    if lemma in meant_by("struck") and topic.proposal.status in {"agreed", "enacted"}:
        return max(fit, 2.0)
    if lemma in meant_by("price"):
        return 2.0 if BID_KEYS & topic.keys else 0.0
    if lemma in meant_by("written") and not topic.said.isdisjoint(meant_by("papers")):
        return 2.0
    if fit or lemma in loose():
        return fit or 0.5
    return 0.5 if any(c.lower_ == "such" for c in below(content.head)) else 0.0  # "any such deal"


def is_barred(lemma: str, topic: Topic) -> bool:
    """Whether a noun that may mean any course cannot mean this one."""
    kind = topic.proposal.kind
    if lemma == "decision":  # what is asked, promised or suggested nobody has decided
        return kind in {"demand", "offer"} or topic.proposal.event == "SUPPORT"
    if lemma in {"measure", "policy", "rule"} and is_ending(topic.keys):
        return kind == "demand"  # it is that which somebody wants ended, more likely
    if lemma in meant_by("written") and kind in {"condition", "demand"}:
        return kind == "condition" or topic.words.isdisjoint(
            meant_by("papers")
        )  # who would sign the draft grants nothing that is asked for it
    if is_ending(topic.keys) and lemma in topic.said and lemma not in topic.called:
        return lemma not in meant_by("anything")  # who supports the ban does not want it lifted
    return lemma in {"move", "step"} and kind == "demand"


def fitness(lemma: str, family: frozenset[str], topic: Topic) -> float:
    """How well a noun fits a proposal: 2 where it is called so or is of that kind, 1 where it is called alike."""
    if lemma == "deal" and BID_KEYS & topic.keys:
        struck = topic.proposal.status in {"agreed", "enacted"}
        return 3.0 if struck else 2.5  # where a firm is bid for, that is "the deal"
    if (
        lemma in topic.called
        or lemma in topic.said
        or concepts().get(lemma, lemma) in topic.keys
        or lemma in meant_by(topic.proposal.kind)
    ):
        return 2.0
    if lemma == "vote" and not topic.words.isdisjoint(VOTES):
        return 2.0
    if lemma in meant_by("deals") and topic.proposal.status in {"agreed", "enacted"}:
        return 1.5
    asked = meant_by("demand") | meant_by("condition")
    if lemma in asked and topic.proposal.kind in {"demand", "condition"}:
        return 1.5
    if lemma in meant_by("anything"):
        return 0.0
    if lemma in meant_by("offer") and topic.proposal.kind == "initiative":
        return 1.0
    concept = concepts().get(lemma)
    alike = family or {word for word, name in concepts().items() if name == concept}
    return 1.0 if alike & topic.said else 0.0


def family_of(lemma: str) -> frozenset[str]:
    """The nouns that are called alike: "offer", "bid" and "approach"."""
    return frozenset(word for group in table("contents")["families"].values() if lemma in group for word in group)


def is_ending(keys: frozenset[str]) -> bool:
    """Whether a thing is no more after a course: "closing the port", "lifting the ban" (but not "lifting wages")."""
    return bool(keys & ENDING) or ("raise" in keys and bool(keys & BARS))


def sums_in(keys: frozenset[str]) -> frozenset[str]:
    """The numbers among the keys of a content."""
    return frozenset(k for k in keys if k[0].isdigit())


def topic_of(reading: Reading, proposal: Proposal, numbers: dict[int, int], cast: Cast) -> Topic:
    """A proposal as its evidence speaks of it; `numbers` are those of the sentences, by their first tokens."""
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
        keys_of(tuple(t for t in own if not _is_theme(t))), _tells_terms(proposal, tokens), _called_in(own),
    )  # fmt: skip


def _tells_terms(proposal: Proposal, tokens: Sequence[Token]) -> bool:
    """Whether a sentence only says what a plan spoken of before would bring: "under the plan, pay would rise"."""
    opening = [t.lower_ for t in tokens[:3]]
    known = opening[:1] == ["under"] and opening[1:2] in (["the"], ["this"], ["that"], ["its"], ["their"])
    return known and not proposal.proponents and opening[2] in names_of_courses() | {"terms", "plans", "proposals"}


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


def main_of(reading: Reading, topics: Sequence[Topic]) -> Topic | None:
    """What the headline speaks of, else the first sentences."""
    early = [t for t in topics if t.heard and t.heard[0] <= LEAD]
    if not reading.headings or reading.headings[0][0] > reading.paragraph_start(reading.headings[0][0]):
        return early[0] if early else None
    start, end = reading.headings[0]
    title = reading.doc.char_span(start, end, alignment_mode="expand")
    named = keys_of(tuple(title)) if title is not None else frozenset()
    return max(early, key=lambda t: (len(named & t.keys) + (t.heard[0] <= 1), -t.first), default=None)
