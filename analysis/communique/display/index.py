"""The briefing as people refer to it: P1 and C1 for ids, short names for actors, anchors for evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from communique.display.words import listed, typeset, upper_first
from communique.model import Actor, Briefing, Concession, Position, Proposal, Span, Statement

LOW_CONFIDENCE = 0.5
"""Entries below it are marked as uncertain in every list and never stand in the bottom line."""

Entry = Proposal | Concession
# Names that take an article although they are proper: their head is a common noun.
HEADS_WITH_ARTICLE = (
    "States|Kingdom|Union|Nations|Emirates|Netherlands|Philippines|Republic|Federation|Commission|Council|House|"
    "Parliament|Senate|Congress|Court|Ministry|Office|Fund|Party|Club|service|Service|Organization|Organisation|"
    "Gazette|Times|Post|Guardian|Telegraph|Herald|Tribune|Journal|Courier|Observer|Committee|Agency|Authority|Army|Treasury|UN|EU|UK|US|USA|EEC|IMF|WTO|CBI|TUC|NHS|government|"
    "Association|Alliance|League|Front|Movement|Guild|Forum|Caucus|Collective|Board|Society|Assembly|Department|"
    "Government|Forces|Bloc|Confederation|Coalition|(?:Social|Liberal|Christian) Democrats"
)
# How names of peoples and parties end, which keep their capital.
NATION = re.compile(r"(?:ans?|ese|ish|i|ch|ec?k|crats|is|wiss)$")
OFFICES = "Republic|House|Court|Ministry|Department|Office|Council|Committee|Association|Federation|Bureau"
# What may follow "the" and a name that has none by itself: "the ELN rebels", "the FABR union".
SAID_OF = (
    r"(?:union|group|party|movement|bloc|network|charity|firm|company|bank|agency|club|militia|rebels?|guerrillas?|"
    r"insurgents|government|administration|authorities|regime|junta|leadership|spokes\w+|leaders?|chiefs?|lawmakers?|"
    r"ministers?|officials?|members?|fighters|faction|alliance|lobby|campaign|team|plan|proposal|offer|deal|bid)"
)
# The councils of towns go without it: "Veldport City Council".
TOWNS = re.compile(r"\b(?:City|Town|County|Borough|District|Parish) Council$")
# Common nouns that end as the names of peoples do.
COMMON = frozenset({
    "human", "urban", "suburban", "veteran", "civilian", "parish", "church", "tech", "research", "public",
    "music", "clan", "artisan", "partisan", "orphan", "loan", "plan", "van", "ocean", "guardian", "librarian",
    "physician", "politician", "technician", "historian", "musician", "electrician", "pedestrian", "custodian",
    "fish", "match", "beach", "coach",
})  # fmt: skip
TAKES_ARTICLE = re.compile(rf"(?:^|[\s-])(?:(?:{HEADS_WITH_ARTICLE})$|(?:{OFFICES}) (?:of|for) )")


class Anchor(NamedTuple):
    """One run of marked words: the id of its place in the article and the entry that it carries."""

    id: str
    entry: str
    start: int
    end: int


class Index:
    """Everything about a briefing that several sections need: numbers, names, sources, anchors."""

    def __init__(
        self,
        briefing: Briefing,
        done: tuple[str, ...] = (),
        missed: tuple[str, ...] = (),
        changes: tuple[str, ...] = (),
    ) -> None:
        self.briefing = briefing
        self.done, self.missed, self.changes = done, missed, changes
        self.actors = {actor.id: actor for actor in briefing.actors}
        self.numbers = {p.id: f"P{n}" for n, p in enumerate(briefing.proposals, 1)}
        self.numbers |= {c.id: f"C{n}" for n, c in enumerate(briefing.concessions, 1)}
        self.statements = {s.id: s for s in briefing.statements}
        entries: tuple[Entry, ...] = (*briefing.proposals, *briefing.concessions)
        self.entries = {entry.id: entry for entry in entries}

    def certain(self, entry: Entry) -> bool:
        """Whether an entry may stand in the bottom line."""
        return entry.confidence >= LOW_CONFIDENCE or (
            entry.review is not None and entry.review.state in {"confirmed", "added", "amended"}
        )

    @cached_property
    def labels(self) -> dict[str, str]:
        """A short name for each actor, unlike any other's: as the article itself shortens it, where it does."""
        short = {actor.id: _short_name(actor) for actor in self.briefing.actors}
        words = [(set(a.name.split()), a.kind == "person") for a in self.briefing.actors]

        def alone(name: str) -> bool:
            return sum(set(name.split()) <= have for have, person in words if person) < 2

        return {id: name if alone(name) else self.actors[id].name for id, name in short.items()}

    def label(self, actor: str) -> str:
        """The short name of an actor, for a table or a figure."""
        return typeset(re.sub(r"(?<=\w) - (?=\w)", "-", self.labels[actor]))

    def title(self, actor: str) -> str:
        """The whole name of an actor, for a list: a common noun gets its capital."""
        name = typeset(re.sub(r"(?<=\w) - (?=\w)", "-", self.actors[actor].name))
        return upper_first(name) if name.split(" ")[0].islower() else name

    def name(self, actor: str) -> str:
        """The short name of an actor as it stands in a sentence, with its article where it takes one."""
        label = self.label(actor)
        kind = self.actors[actor].kind
        if label[:4].lower() == "the ":
            return label
        if kind == "person":
            post = label.split(" ")[-1].islower() and "’" not in label  # "labour minister"
            return f"the {label}" if post else label
        if kind == "group":
            label = self._mid_sentence(label)
            if label[:1].islower() and label.split(" ")[1:2] == ["of"]:
                return f"the {label}"  # "the group of MPs"
            if label.endswith((" family", " group")) and "’" not in label:
                return f"the {label}"  # "the Veld family"
        return f"the {label}" if self._takes_article(self.actors[actor]) else label

    def _mid_sentence(self, label: str) -> str:
        """A group's common noun as within a sentence: "Fishermen" as "fishermen"; a name keeps its capital."""
        first, *rest = label.split(" ")
        text = self.briefing.article.text or ""
        told = " ".join([text, *(entry.summary for entry in self.entries.values())])
        small = re.search(rf"\b{re.escape(first.lower())}\b", told) is not None
        prefix = re.match(r"(?:Pro|Anti|Non)-(?=[A-Z])", first)  # "pro-Norland militias"
        nation = prefix is None and first.lower() not in COMMON and NATION.search(first) is not None
        plain = label.endswith(("s", "men")) and not nation and all(map(str.islower, rest))
        called = re.escape(label if small else first)
        proper = re.search(rf"(?:\b[a-z]+|[,;’]) {called}\b(?![’']? [A-Z])", text) is not None
        capital = first.istitle() or first[1:].islower()  # "Women’s"
        owner = re.sub(r"’s?$", "", first)
        if owner != first and any(owner in a.name.split() for a in self.actors.values() if a.kind != "group"):
            return label  # "Brandt’s lawyers"
        return label[:1].lower() + label[1:] if capital and (small or plain) and not proper else label

    def mentioned(self, actor: str, text: str) -> bool:
        """Whether a text names an actor, by its name, short name or another name."""
        known = {self.labels[actor], self.actors[actor].name, *self.actors[actor].aliases}
        return any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in known)

    def names(self, actors: Iterable[str]) -> str:
        """The names of several actors in a row: `Belik and Toresk`."""
        return listed([self.name(actor) for actor in actors])

    def _takes_article(self, actor: Actor) -> bool:
        """Whether `the` goes before the name: a common noun's, else as the article itself mostly has it."""
        label = self.label(actor.id)
        last = label.split(" ")[-1]
        office = " " in label and last.islower() and last.isalpha() and (last[-1] != "s" or last[-2:] == "ss")
        text = typeset(self.briefing.article.text or "")
        if TOWNS.search(label) and not re.search(rf"\bthe {re.escape(label)}", text, re.IGNORECASE):
            return False
        if TAKES_ARTICLE.search(label) and not re.search(r"[^s]’ |(?<!men)(?<!people)’s ", label):
            return True
        if actor.kind == "organization" and (label[:1].islower() or (office and "’" not in label)):
            return True
        found = re.findall(rf"\b(the )?{re.escape(label)}(?![\w-])(?! {SAID_OF}\b)", text, re.IGNORECASE)
        return 2 * sum(bool(the) for the in found) > len(found)

    def sources(self, entry: Entry) -> tuple[str, ...]:
        """The actors on whose word an entry rests; empty where it is the article's own."""
        return tuple(dict.fromkeys(entry.reported_by))

    def side(self, actor: str) -> str:
        """The actor at the top of the line of affiliations: the side that an actor belongs to."""
        seen = {actor}
        while (above := self.actors[actor].affiliation) is not None and above not in seen:
            seen.add(above)
            actor = above
        return actor

    def involved(self, entry: Entry) -> tuple[str, ...]:
        """The actors that have a part in an entry, each once, those who put it forward first."""
        if isinstance(entry, Concession):
            return tuple(dict.fromkeys((*entry.by, *entry.to)))
        return tuple(dict.fromkeys((*entry.proponents, *(p.actor for p in entry.positions), *entry.addressees)))

    def said(self, actor: str) -> tuple[Statement, ...]:
        """The statements of an actor, in the order of the article."""
        return tuple(s for s in self.briefing.statements if s.speaker == actor)

    def positions(self, actor: str) -> Iterator[tuple[Proposal, Position]]:
        """Each position of an actor, with its proposal."""
        for proposal in self.briefing.proposals:
            yield from ((proposal, position) for position in proposal.positions if position.actor == actor)

    @cached_property
    def weight(self) -> Counter[str]:
        """How much part each actor takes: its places in certain and uncertain entries, and what it said."""
        weight: Counter[str] = Counter()
        for entry in self.entries.values():
            weight.update(dict.fromkeys(self.involved(entry), 3))
            weight.update(entry.reported_by)
        weight.update(s.speaker for s in self.briefing.statements if s.speaker is not None)
        return weight

    @cached_property
    def ranked_actors(self) -> tuple[str, ...]:
        """The actors' ids, those who take the most part first, else in the order of the briefing."""
        return tuple(sorted(self.actors, key=lambda id: -self.weight[id]))

    def ranked_proposals(self, limit: int) -> tuple[Proposal, ...]:
        """The `limit` proposals with the most actors and positions, in the order of the briefing."""

        def part(proposal: Proposal) -> tuple[bool, int, float]:
            return self.certain(proposal), len(proposal.positions) * 2 + len(proposal.proponents), proposal.confidence

        kept = {p.id for p in sorted(self.briefing.proposals, key=part, reverse=True)[:limit]}
        return tuple(p for p in self.briefing.proposals if p.id in kept)

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every run of evidence in the order of the article. The first of an entry is `e-` and the entry's id."""
        found: list[Anchor] = []
        for entry in self.entries.values():
            for n, (start, end) in enumerate(merged(evidence_of(entry)), 1):
                found.append(Anchor(f"e-{entry.id}" + (f"-{n}" if n > 1 else ""), entry.id, start, end))
        for statement in self.briefing.statements:
            found.append(Anchor(f"e-{statement.id}", statement.id, statement.content.start, statement.content.end))
        return tuple(sorted(found, key=lambda a: (a.start, -a.end)))

    @cached_property
    def _anchors_of(self) -> dict[str, list[Anchor]]:
        by_entry: dict[str, list[Anchor]] = {}
        for anchor in self.anchors:
            by_entry.setdefault(anchor.entry, []).append(anchor)
        return by_entry

    def anchor(self, entry: str, span: Span) -> str:
        """The id of the place in the article where `span` of an entry is marked."""
        for anchor in self._anchors_of[entry]:
            if anchor.start <= span.start < anchor.end:
                return anchor.id
        raise KeyError(entry)


def evidence_of(entry: Entry) -> Iterator[Span]:
    """Every span that an entry rests on, its positions', conditions' and times' included."""
    yield from entry.evidence
    times = [entry.when]
    if isinstance(entry, Proposal):
        yield from (span for position in entry.positions for span in position.evidence)
        yield from (span for condition in entry.conditions for span in condition.evidence)
        times.append(entry.deadline)
    for time in times:
        yield from time.evidence if time else ()


def merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans as runs (start, end) that do not overlap, the first span's run first, then in order."""
    ordered = list(spans)
    runs: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in ordered):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    first = ordered[0].start if ordered else 0
    return sorted(runs, key=lambda run: (not run[0] <= first < run[1], run))


def _short_name(actor: Actor) -> str:
    """The shortest part of a person's name that the article uses alone, else the last word; others' names whole."""
    if actor.kind != "person":
        return actor.name
    words = actor.name.split()
    used = Counter([*actor.aliases, *(m.text for m in actor.mentions)])
    parts = {" ".join(words[n:]) for n in range(1, len(words))} | {words[0]}
    short = [part for part in parts if used[part]]
    if short:
        return max(short, key=lambda part: (used[part], part == words[-1], -len(part), part))
    return words[-1] if len(words) > 1 and not used else actor.name
