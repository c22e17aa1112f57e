"""The section on time: when things are to happen, and until when they are to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from communique.display.figures import Line
from communique.display.index import Entry
from communique.display.matters import MOST_ROWS, Entries, heading_of
from communique.display.section import figure, go, markdown_table, ref, table
from communique.display.tags import hidden, join, tag
from communique.display.words import counted, shown_date
from communique.model import Proposal, Time

if TYPE_CHECKING:
    import pandas as pd

SHAPES = (("○", "when", "when"), ("◆", "deadline", "deadline"))
"""Sign, class and words of a time, and of a deadline."""


class Timeline(Entries):
    """The time line: when things are to happen, and until when they are to be answered."""

    key, title = "timeline", "Time line"

    def times(self) -> list[tuple[Entry, Time, bool]]:
        """Each time with its entry and whether it is a deadline: those with a date in order, the others after them."""
        found: list[tuple[Entry, Time, bool]] = []
        for entry in self.index.entries.values():
            found += [(entry, entry.when, False)] if entry.when else []
            found += [(entry, entry.deadline, True)] if isinstance(entry, Proposal) and entry.deadline else []
        return sorted(found, key=lambda item: (item[1].date is None, item[1].date or ""))

    def data(self) -> Line:
        """What the figure shows: the times that have a day."""
        return Line(
            tuple(
                (day, self.index.numbers[entry.id], heading_of(entry), deadline)
                for entry, time, deadline in self.times()
                if (day := _day(time.date))
            )[:MOST_ROWS]
        )

    def is_empty(self) -> bool:
        """Whether no entry has a time."""
        return not self.times()

    def frame(self) -> pd.DataFrame:
        """A row for each time."""
        import pandas as pd

        rows = [(self.index.numbers[e.id], t.text, t.date, "deadline" if d else "when") for e, t, d in self.times()]
        return pd.DataFrame(rows, columns=["number", "words", "date", "what"])

    def body(self) -> Markup:
        """The content as HTML."""
        times, data = self.times(), self.data()
        if len(data.points) < 2:
            return self._table(times)
        key = tag("span", self._key(data), class_="key")
        return figure(data, "timeline", self.alt(data), key, self._table(times), self._narrow(times))

    def _narrow(self, times: Sequence[tuple[Entry, Time, bool]]) -> Iterable[Markup]:
        """The points of the figure, each with its day."""
        for entry, time, deadline in [each for each in times if _day(each[1].date)][:MOST_ROWS]:
            sign, class_, words = SHAPES[deadline]
            mark = join((tag("span", sign, class_=f"k {class_}", aria_hidden="true"), hidden(words)))
            yield tag(
                "p", mark, " ", tag("b", shown_date(time.date)), " ", ref(self.index, entry.id), " ", heading_of(entry)
            )

    def _key(self, data: Line) -> Markup:
        used = {deadline for *_, deadline in data.points}
        parts = (
            tag("span", tag("span", sign, class_=f"k {class_}", aria_hidden="true"), " ", words)
            for deadline, (sign, class_, words) in enumerate(SHAPES)
            if bool(deadline) in used
        )
        return join(parts, " ")

    def alt(self, data: Line) -> str:
        """The figure in words."""
        parts = (
            f"{shown_date(day.isoformat())}: {'deadline of ' if deadline else ''}{number}, {text}."
            for day, number, text, deadline in data.points
        )
        return "Time line. " + " ".join(parts)

    def _table(self, times: Sequence[tuple[Entry, Time, bool]]) -> Markup:
        rows: list[Sequence[Any]] = [
            (
                shown_date(time.date) or "not dated",
                join(
                    (
                        " ".join(time.text.split()),
                        " ",
                        go(self.index, entry.id, time.evidence[0], self.index.numbers[entry.id]),
                    )
                ),
                "deadline" if deadline else "when",
                join((ref(self.index, entry.id), " ", heading_of(entry))),
            )
            for entry, time, deadline in times
        ]
        return table(["Date", "In the article", "What", "Entry"], rows, "Time line, as a table")

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        rows = [
            [
                shown_date(t.date) or "not dated",
                t.text,
                "deadline" if d else "when",
                f"{self.index.numbers[e.id]} {heading_of(e)}",
            ]
            for e, t, d in self.times()
        ]
        return [markdown_table(["Date", "In the article", "What", "Entry"], rows)]

    def plain(self) -> str:
        """What there is, in a line."""
        return f"{self.title}: {counted(len(self.times()), 'time')}"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None
