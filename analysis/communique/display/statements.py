"""The statements: who says what by which words. Not a part of the report as shipped; for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from communique.display.choice import Choice
from communique.display.section import Section, go, markdown_table, table
from communique.display.tags import join, tag
from communique.display.words import counted, shown_quote
from communique.model import Statement

if TYPE_CHECKING:
    import pandas as pd


class Statements(Choice[Statement], Section):
    """What the article attributes to somebody, in its own words."""

    key, title = "statements", "Statements"

    def known(self) -> Mapping[str, Statement]:
        """The statements by id."""
        return self.index.statements

    def frame(self) -> pd.DataFrame:
        """A row for each statement."""
        import pandas as pd

        rows = [(s.speaker, s.direct, s.cue.text if s.cue else None, s.content.text) for s in self]
        return pd.DataFrame(rows, columns=["speaker", "direct", "cue", "content"], index=list(self.known()))

    def body(self) -> Markup:
        """The content as HTML."""
        if not self.index.statements:
            return tag("p", "The article attributes nothing to anybody.", class_="none")
        rows = [(self._who(s), join((self._words(s), go(self.index, s.id, s.content)))) for s in self]
        return table(["Who", "What the article attributes to them"], rows, "Statements, as a table")

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        rows = [(self._who(s), self._words(s)) for s in self]
        return [markdown_table(["Who", "Statement"], rows)] if rows else ["None."]

    def plain(self) -> str:
        """What there is, in a line."""
        return f"{self.title}: {counted(len(self.index.statements), 'statement')}"

    def _who(self, statement: Statement) -> str:
        return self.index.label(statement.speaker) if statement.speaker else "nobody named"

    def _words(self, statement: Statement) -> str:
        words = statement.content.text
        return shown_quote(words) if statement.direct else " ".join(words.split())
