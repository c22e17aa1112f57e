"""The sections on what is dealt over: on the table, give and take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from communique.display.choice import Choice
from communique.display.figures import Ledger
from communique.display.index import Entry
from communique.display.section import (
    Section,
    chip,
    figure,
    go,
    markdown_table,
    plain_markdown,
    ref,
    table,
    uncertain,
)
from communique.display.tags import facts, hidden, join, tag
from communique.display.words import (
    CONCESSION_STATUS,
    PROPOSAL_STATUS,
    STANCE,
    counted,
    listed,
    shown_date,
    typeset,
    upper_first,
)
from communique.model import Concession, Proposal, Review, Time

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = MOST_PARTIES = 14
NO_PROPOSALS = "Nobody in the article puts forward a course of action for others to accept or refuse."


def heading_of(entry: Entry) -> str:
    """An entry's summary as a heading."""
    return upper_first(typeset(entry.summary))


class Entries(Section):
    """What the lists of entries have in common: evidence, sources, times, reviews."""

    def numbers(self) -> Mapping[str, str]:
        """P1, C1 and so on, by id."""
        return self.index.numbers

    def article(self, entry: Entry, sign: tuple[str, str], *parts: Markup | str | None) -> Markup:
        """One entry: its number, its summary and how it stands, and below them its parts."""
        title = tag("h3", heading_of(entry), id=f"h-{entry.id}")
        head = tag("header", self.number(entry), title, chip(entry.status, *sign))
        about = {"class_": "entry", "id": entry.id, "aria_labelledby": f"h-{entry.id}", **self.data_of(entry)}
        return tag("article", head, *parts, **about)

    def evidence(self, entry: Entry) -> Markup:
        """The words of the article that carry an entry, each leading there."""
        number = self.index.numbers[entry.id]
        quotes = (
            tag("blockquote", tag("p", " ".join(span.text.split()), go(self.index, entry.id, span, number)))
            for span in entry.evidence
        )
        return join(quotes)

    def word(self, entry: Entry) -> str:
        """On whose word an entry rests."""
        return f"on the word of {self.index.names(self.index.sources(entry)) or 'the article'}"

    def time(self, entry: Entry, what: str, time: Time | None) -> Markup | None:
        """A time in the article's words and, where known, as a date."""
        if time is None:
            return None
        words = " ".join(time.text.split())
        exact = f" ({shown_date(time.date)})" if time.date and shown_date(time.date) not in words else ""
        return join((f"{what}: ", words, exact, go(self.index, entry.id, time.evidence[0], f"{what} “{words}”")))

    def data_of(self, entry: Entry) -> dict[str, str]:
        """What the page filters by."""
        sources = self.index.sources(entry)
        return {
            "data_actors": " ".join(self.index.involved(entry)),
            "data_status": entry.status,
            "data_sources": " ".join(sources) or "article",
        }

    def number(self, entry: Entry) -> Markup:
        """The number of an entry, which leads to its words."""
        shown, summary = self.index.numbers[entry.id], typeset(entry.summary)
        kind = shown[0].lower()
        if self.index.briefing.article.text is None:
            return tag("span", shown, class_=f"num {kind}")
        label = f"{shown}: {summary}, its words in the article"
        where = f"#{self.index.anchor(entry.id, entry.evidence[0])}"
        link = tag("a", shown, href=where, aria_label=label, title="to its words in the article")
        return tag("span", link, class_=f"num {kind}")


def reviewed(review: Review | None) -> str | None:
    """What a person did with an entry, in words."""
    if review is None:
        return None
    by = f" by {review.by}" if review.by else " by hand"
    why = f": {typeset(review.why)}" if review.why else ""
    return f"{review.state}{by}{why}"


class Proposals(Entries, Choice[Proposal]):
    """On the table: each proposal, where it stands and who stands where."""

    key, title = "proposals", "On the table"

    def known(self) -> Mapping[str, Proposal]:
        """The proposals by id."""
        return {proposal.id: proposal for proposal in self.index.briefing.proposals}

    def frame(self) -> pd.DataFrame:
        """A row for each proposal."""
        import pandas as pd

        i = self.index
        columns = ["number", "summary", "kind", "status", "proponents", "addressees", "reported_by", "confidence"]
        rows = [
            (i.numbers[p.id], p.summary, p.kind, p.status, i.names(p.proponents), i.names(p.addressees),
             i.names(p.reported_by), p.confidence)
            for p in i.briefing.proposals
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns, index=[p.id for p in i.briefing.proposals])

    def body(self) -> Markup:
        """The content as HTML."""
        if not self.index.briefing.proposals:
            return tag("p", NO_PROPOSALS, class_="none")
        return tag("div", *(self.entry(p) for p in self.index.briefing.proposals), class_="entries")

    def entry(self, p: Proposal) -> Markup:
        """One proposal."""
        meta = facts(
            p.kind,
            self.word(p),
            self.time(p, "when", p.when),
            self.time(p, "deadline", p.deadline),
            uncertain(self.index, p),
            reviewed(p.review),
        )
        who, last = tag("p", self.who(p), class_="who"), tag("p", meta, class_="meta")
        parts = who, self.evidence(p), self._positions(p), self._conditions(p), last
        return self.article(p, PROPOSAL_STATUS[p.status], *parts)

    def who(self, p: Proposal) -> str:
        """Who put a proposal forward, and to whom."""
        by, to = self.index.names(p.proponents), self.index.names(p.addressees)
        if not by:
            return f"put to {to}; by whom, the article does not say" if to else "by whom, the article does not say"
        if p.kind == "initiative" and p.status in {"agreed", "enacted"} and len(p.proponents) > 1:
            return f"between {by}" + (f", to {to}" if to else "")
        verb, preposition = {
            "initiative": ("put forward by", "to"),
            "offer": ("offered by", "to"),
            "demand": ("demanded by", "of"),
            "condition": ("set as a condition by", "for"),
        }[p.kind]
        return f"{verb} {by}" + (f", {preposition} {to}" if to else "")

    def _positions(self, p: Proposal) -> Markup | None:
        if not p.positions:
            return None
        return tag("ul", *(tag("li", self._position(p, n)) for n in range(len(p.positions))), class_="stands")

    def _position(self, p: Proposal, n: int) -> Markup:
        position = p.positions[n]
        sign, word = STANCE[position.stance]
        name = self.index.name(position.actor)
        where = go(self.index, p.id, position.evidence[0], f"{upper_first(name)} {word}")
        mark = tag("span", sign, class_=f"k {word}", aria_hidden="true")
        return join((mark, " ", upper_first(name), " ", tag("b", word), " it ", where))

    def _conditions(self, p: Proposal) -> Markup | None:
        if not p.conditions:
            return None
        items = (join((typeset(c.summary), go(self.index, p.id, c.evidence[0], "condition"))) for c in p.conditions)
        return tag("p", "On condition: ", join(items, "; "), class_="conditions")

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        if not self.index.briefing.proposals:
            yield NO_PROPOSALS
        for p in self.index.briefing.proposals:
            stands = PROPOSAL_STATUS[p.status][1] + ("" if self.index.certain(p) else ", uncertain")
            yield f"### {self.index.numbers[p.id]} {plain_markdown(heading_of(p))} ({stands})"
            yield plain_markdown(upper_first(self.who(p)) + "; " + self.word(p) + ".")
            stances = [f"- {upper_first(self.index.name(x.actor))} {STANCE[x.stance][1]} it" for x in p.positions]
            conditions = [f"- On condition: {typeset(c.summary)}" for c in p.conditions]
            times = [f"- {w}: {t.text}" for w, t in (("When", p.when), ("Deadline", p.deadline)) if t]
            if extra := [*stances, *conditions, *times]:
                yield "\n".join("- " + plain_markdown(line[2:]) for line in extra)
            yield "\n>\n".join(f"> {plain_markdown(span.text)}" for span in p.evidence)

    def plain(self) -> str:
        """What there is, in a line."""
        return f"{self.title}: {counted(len(self.index.briefing.proposals), 'proposal')}"


class Concessions(Entries, Choice[Concession]):
    """Give and take: each concession, who gives and who gains."""

    key, title = "concessions", "Give and take"

    def known(self) -> Mapping[str, Concession]:
        """The concessions by id."""
        return {concession.id: concession for concession in self.index.briefing.concessions}

    def frame(self) -> pd.DataFrame:
        """A row for each concession."""
        import pandas as pd

        i = self.index
        rows = [
            (i.numbers[c.id], c.summary, c.status, i.names(c.by), i.names(c.to), i.names(c.reported_by), c.confidence)
            for c in i.briefing.concessions
        ]
        columns = ["number", "summary", "status", "by", "to", "reported_by", "confidence"]
        return pd.DataFrame(rows, columns=columns, index=[c.id for c in i.briefing.concessions])

    def data(self) -> Ledger:
        """What the figure shows: each party with what it gives and gains, the busiest first."""
        parties: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {}
        for c in self.index.briefing.concessions:
            mark = self.index.numbers[c.id], c.status
            for side, actors in enumerate((c.by or ("",), c.to)):
                for actor in actors:
                    parties.setdefault(actor, ([], []))[side].append(mark)
        ranked = sorted(parties.items(), key=lambda item: (item[0] == "", -len(item[1][0]) - len(item[1][1])))
        return Ledger(tuple((self._party(a), tuple(g), tuple(t)) for a, (g, t) in ranked[:MOST_PARTIES]))

    def _party(self, actor: str) -> str:
        return self.index.label(actor) if actor else "giver not named"

    def alt(self) -> str:
        """The figure in words."""
        parts = []
        for party, gives, gains in self.data().parties:
            sides = [
                f"{verb} {listed([f'{number} ({CONCESSION_STATUS[status][1]})' for number, status in some])}"  # type: ignore[index]
                for verb, some in (("gives", gives), ("gains", gains))
                if some
            ]
            parts.append(f"{upper_first(party)} {' and '.join(sides)}.")
        return "What each party gives and gains. " + " ".join(parts)

    def body(self) -> Markup:
        """The content as HTML."""
        concessions = self.index.briefing.concessions
        if not concessions:
            return tag("p", "Nobody in the article gives ground, or is asked to.", class_="none")
        return join((self._figure(), tag("div", *(self.entry(c) for c in concessions), class_="entries ledger")))

    def _figure(self) -> Markup:
        data = self.data()
        used = {c.status for c in self.index.briefing.concessions}
        boxes = {status: tag("span", class_=f"box {status}") for status in CONCESSION_STATUS if status in used}
        key = join((tag("span", box, " ", CONCESSION_STATUS[status][1]) for status, box in boxes.items()), " ")
        rows = [[upper_first(party), self._side(gives), self._side(gains)] for party, gives, gains in data.parties]
        behind = table(["Party", "Gives", "Gains"], rows, "Give and take by party, as a table")
        return figure(data, "concessions", self.alt(), tag("span", key, class_="key"), behind, self._narrow(data))

    def _narrow(self, data: Ledger) -> Iterable[Markup]:
        """The parties of the figure, each with what it gives and gains."""
        for party, gives, gains in data.parties:
            sides = [join((verb, " ", self._side(some))) for verb, some in (("gives", gives), ("gains", gains)) if some]
            yield tag("p", tag("b", upper_first(party)), " ", join(sides, "; "))

    def _side(self, entries: Sequence[tuple[str, str]]) -> Markup | str:
        ids = {number: id for id, number in self.index.numbers.items()}
        parts = (
            join((ref(self.index, ids[number]), " ", CONCESSION_STATUS[status][1]))  # type: ignore[index]
            for number, status in entries
        )
        return join(parts, ", ") or "–"

    def entry(self, c: Concession) -> Markup:
        """One concession."""
        meta = facts(
            self.word(c), self.time(c, "when", c.when), self._return(c), uncertain(self.index, c), reviewed(c.review)
        )
        parts = tag("p", self.who(c), class_="who"), self.evidence(c), tag("p", meta, class_="meta")
        return self.article(c, CONCESSION_STATUS[c.status], *parts)

    def who(self, c: Concession) -> Markup:
        """Who gives, and who gains."""
        giver = upper_first(self.index.names(c.by)) or "Giver not named"
        if not c.to:
            return tag("b", giver)
        arrow = join((tag("span", "→", aria_hidden="true", class_="arrow"), hidden("to")))
        return join((tag("b", giver), arrow, tag("b", self.index.names(c.to))), " ")

    def _return(self, c: Concession) -> Markup | str | None:
        if c.in_return_for is None:
            return None
        if c.in_return_for in self.index.numbers:
            return join(("in return for ", ref(self.index, c.in_return_for)))
        return f"in return for {typeset(c.in_return_for)}"

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        if not self.index.briefing.concessions:
            return ["Nobody in the article gives ground, or is asked to."]
        rows = [self._row(c) for c in self.index.briefing.concessions]
        quotes = [
            f"> {self.index.numbers[c.id]}: {plain_markdown(span.text)}"
            for c in self.index.briefing.concessions
            for span in c.evidence
        ]
        return [markdown_table(["No.", "Gives", "Gains", "What", "Standing"], rows), "\n>\n".join(quotes)]

    def _row(self, c: Concession) -> list[str]:
        by, to = (upper_first(self.index.names(actors)) for actors in (c.by, c.to))
        stands = CONCESSION_STATUS[c.status][1] + ("" if self.index.certain(c) else ", uncertain")
        return [self.index.numbers[c.id], by or "not named", to or "–", heading_of(c), stands]

    def plain(self) -> str:
        """What there is, in a line."""
        return f"{self.title}: {counted(len(self.index.briefing.concessions), 'concession')}"
