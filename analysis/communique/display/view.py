"""The view of a briefing in a notebook: the data as the cell's output, and a section object for each cell after it."""

from __future__ import annotations

import json
from functools import cached_property
from importlib.resources import files
from typing import Any, Protocol

from communique.display.frame import Accounts, Actors, ArticleText, BottomLine, Masthead, Method
from communique.display.index import Index
from communique.display.matters import Concessions, Proposals
from communique.display.positions import Positions
from communique.display.section import META
from communique.display.statements import Statements
from communique.display.tags import tag
from communique.display.timeline import Timeline
from communique.display.words import counted, listed
from communique.model import Briefing

MIME = "application/vnd.communique.briefing+json"
"""The media type under which a notebook carries the data of its briefing."""


def style() -> str:
    """The stylesheet of the sections."""
    return (files("communique.display") / "style.css").read_text("utf-8")


class Corrected(Protocol):
    """A briefing with corrections by hand: those that were made and those that could not be, in plain words."""

    @property
    def briefing(self) -> Briefing:
        """The briefing as corrected."""

    @property
    def done(self) -> tuple[str, ...]:
        """What was done."""

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed in the article since its earlier version."""

    @property
    def missed(self) -> tuple[str, ...]:
        """What could not be done, and why."""


class BriefingView:
    """A briefing for reading: each attribute below is a section that shows itself in a notebook and in a report.

    `view.proposals["P1"]` is one entry (the tab key shows the names), and `view.proposals.frame()` a table for pandas;
    so with actors, concessions and statements.
    """

    def __init__(self, briefing: Briefing | Corrected) -> None:
        if isinstance(briefing, Briefing):
            self.briefing, self._index = briefing, Index(briefing)
        else:
            self.briefing = briefing.briefing
            self._index = Index(self.briefing, briefing.done, briefing.missed, briefing.changes)

    @cached_property
    def masthead(self) -> Masthead:
        """Headline, source, date."""
        return Masthead(self._index)

    @cached_property
    def bottom_line(self) -> BottomLine:
        """Three to six sentences."""
        return BottomLine(self._index)

    @cached_property
    def positions(self) -> Positions:
        """Actors by proposals."""
        return Positions(self._index)

    @cached_property
    def proposals(self) -> Proposals:
        """Each proposal."""
        return Proposals(self._index)

    @cached_property
    def concessions(self) -> Concessions:
        """Each concession."""
        return Concessions(self._index)

    @cached_property
    def timeline(self) -> Timeline:
        """Times and deadlines."""
        return Timeline(self._index)

    @cached_property
    def actors(self) -> Actors:
        """Each actor."""
        return Actors(self._index)

    @cached_property
    def statements(self) -> Statements:
        """Each statement: who says what."""
        return Statements(self._index)

    @cached_property
    def accounts(self) -> Accounts:
        """Which entries rest on whose word."""
        return Accounts(self._index)

    @cached_property
    def article(self) -> ArticleText:
        """The article, its evidence marked."""
        return ArticleText(self._index)

    @cached_property
    def method(self) -> Method:
        """How the briefing was made."""
        return Method(self._index)

    def summary(self) -> str:
        """One line that says what the briefing holds."""
        b = self.briefing
        parts = [
            counted(len(b.actors), "actor"), counted(len(b.proposals), "proposal"),
            counted(len(b.concessions), "concession"), counted(len(b.statements), "statement"),
        ]  # fmt: skip
        return f"Briefing of “{b.article.title}”: {listed(parts)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ARG002
        """The data, and for notebooks the style of all sections after it."""
        html = tag("style", _raw(style())) + tag("p", self.summary(), class_="communique mathjax_ignore summary")
        data = {MIME: json.loads(self.briefing.to_json()), "text/html": str(html), "text/plain": self.summary()}
        return data, {META: {"section": "data"}}

    def __repr__(self) -> str:
        return f"<BriefingView: {self.summary()}>"


def _raw(css: str) -> Any:
    from markupsafe import Markup

    return Markup(css)
