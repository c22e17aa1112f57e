"""The section on who stands where: actors by proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from communique.display.figures import Matrix, cut
from communique.display.index import Index
from communique.display.matters import MOST_ROWS, heading_of
from communique.display.section import Section, chip, figure, markdown_table, ref, table, uncertain
from communique.display.tags import hidden, join, tag
from communique.display.words import PROPOSAL_STATUS, PROPOSED, STANCE, counted, listed
from communique.model import Proposal

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 10


def marks_of(proposal: Proposal) -> dict[str, tuple[str, ...]]:
    """What each actor did about a proposal: `proposed` and stances."""
    marks: dict[str, tuple[str, ...]] = dict.fromkeys(proposal.proponents, ("proposed",))
    for position in proposal.positions:
        have = marks.get(position.actor, ())
        marks[position.actor] = have if position.stance in have else (*have, position.stance)
    return marks


class Positions(Section):
    """Positions at a glance: actors by proposals."""

    key, title = "positions", "Positions at a glance"

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.marks = {p.id: marks_of(p) for p in index.briefing.proposals}
        part = {actor for marks in self.marks.values() for actor in marks}
        self.actors = [actor for actor in index.ranked_actors if actor in part]

    def data(self) -> Matrix:
        """What the figure shows: the most involved actors and proposals."""
        columns = self.actors[:MOST_COLUMNS]
        rows = tuple(self._row(p, columns) for p in self.index.ranked_proposals(MOST_ROWS))
        return Matrix(tuple(self.index.label(a) for a in columns), rows)

    def _row(self, p: Proposal, columns: Sequence[str]) -> tuple[str, str, str, str, dict[int, tuple[str, ...]]]:
        marks = {n: self.marks[p.id][a] for n, a in enumerate(columns) if a in self.marks[p.id]}
        return self.index.numbers[p.id], heading_of(p), p.status, PROPOSAL_STATUS[p.status][1], marks

    def frame(self) -> pd.DataFrame:
        """Proposals by actors, each cell what the actor did."""
        import pandas as pd

        rows = {self.index.numbers[id]: {a: ", ".join(signs) for a, signs in m.items()} for id, m in self.marks.items()}
        return pd.DataFrame.from_dict(rows, orient="index", columns=self.actors).fillna("")

    def body(self) -> Markup:
        """The content as HTML."""
        if not self.index.briefing.proposals:
            return tag(
                "p",
                "The article puts no proposal on the table, so there is nothing to take a position on.",
                class_="none",
            )
        if not self.actors:
            return join((tag("p", "The article does not say who stands where.", class_="none"), self._table()))
        key = join(
            (
                tag("span", tag("span", sign, class_=f"k {name}", aria_hidden="true"), " ", name)
                for sign, name in self._key()
            ),
            " ",
        )
        caption = join((tag("span", key, class_="key"), self._left_out()), " ")
        return figure(self.data(), "positions", self.alt(), caption, self._table(), self._narrow())

    def _narrow(self) -> Iterable[Markup]:
        """The rows of the figure, each with the actors who have a mark in it."""
        signs = {name: (sign, name) for sign, name in (PROPOSED, *STANCE.values())}
        for p in self.index.ranked_proposals(MOST_ROWS):
            head = join((ref(self.index, p.id), " ", heading_of(p), " ", chip(p.status, *PROPOSAL_STATUS[p.status])))
            marks = ((a, self.marks[p.id][a]) for a in self.actors[:MOST_COLUMNS] if a in self.marks[p.id])
            stand = join(
                (
                    tag("span", self._signs(signs[s] for s in some), " ", self.index.label(actor))
                    for actor, some in marks
                ),
                " ",
            )
            yield join((tag("p", head), tag("p", stand, class_="key")) if stand else (tag("p", head),))

    def _key(self) -> Iterable[tuple[str, str]]:
        used = {sign for marks in self.marks.values() for signs in marks.values() for sign in signs}
        return [(s, n) for s, n in (PROPOSED, *STANCE.values()) if n in used]

    def _left_out(self) -> str | None:
        actors, proposals = len(self.actors), len(self.index.briefing.proposals)
        parts = []
        if actors > MOST_COLUMNS:
            parts.append(f"the {MOST_COLUMNS} most involved of {actors} actors")
        if proposals > MOST_ROWS:
            parts.append(f"{MOST_ROWS} of {proposals} proposals")
        return f"Shown are {listed(parts)}; the table has them all." if parts else None

    def alt(self) -> str:
        """The figure in words."""
        data = self.data()
        return f"{counted(len(data.rows), 'proposal')} by {counted(len(data.columns), 'actor')}. " + " ".join(
            f"{number}, {text} ({status}): {self._row_words(data, marks)}."
            for number, text, _, status, marks in data.rows
        )

    def _row_words(self, data: Matrix, marks: dict[int, tuple[str, ...]]) -> str:
        return ", ".join(f"{data.columns[n]} {' and '.join(signs)}" for n, signs in marks.items()) or "nobody named"

    def _table(self) -> Markup:
        signs = {name: (sign, name) for sign, name in (PROPOSED, *STANCE.values())}
        rows = []
        for p in self.index.briefing.proposals:
            name = join((ref(self.index, p.id), " ", heading_of(p), " ", uncertain(self.index, p)))
            cells = [self._cell([signs[s] for s in self.marks[p.id].get(a, ())]) for a in self.actors]
            rows.append([name, *cells, chip(p.status, *PROPOSAL_STATUS[p.status])])
        head = ["Proposal", *(self.index.label(a) for a in self.actors), "Stands"]
        return table(head, rows, "Positions at a glance, as a table", "matrix")

    def _cell(self, signs: Sequence[tuple[str, str]]) -> Markup:
        return self._signs(signs) if signs else tag("span", "·", class_="nil", aria_hidden="true")

    def _signs(self, signs: Iterable[tuple[str, str]]) -> Markup:
        return join(
            (join((tag("span", sign, class_=f"k {name}", aria_hidden="true"), hidden(name))) for sign, name in signs),
            " ",
        )

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        if not self.index.briefing.proposals:
            return ["The article puts no proposal on the table."]
        data = cut(self.data(), 8, MOST_ROWS)
        rows = [
            [number, text, *(" ".join(marks.get(n, ())) for n in range(len(data.columns))), status]
            for number, text, _, status, marks in data.rows
        ]
        return [markdown_table(["No.", "Proposal", *data.columns, "Stands"], rows)]

    def plain(self) -> str:
        """What there is, in a line."""
        proposals, actors = len(self.index.briefing.proposals), len(self.actors)
        return f"{self.title}: {counted(proposals, 'proposal')}, {counted(actors, 'actor')}"
