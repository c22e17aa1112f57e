"""Briefings made by hand for the tests of what people see: a common, a quiet, a hostile and a big one."""

from __future__ import annotations

from typing import Any, cast

import nbformat
from nbformat import NotebookNode

from communique.display import BriefingView
from communique.display.bottom_line import bottom_line
from communique.display.index import Index
from communique.model import (
    Actor,
    Article,
    Briefing,
    Concession,
    Condition,
    Position,
    Proposal,
    Provenance,
    Span,
    Statement,
    Time,
)

SECTIONS = (
    "masthead", "bottom_line", "positions", "proposals", "concessions", "timeline", "actors", "accounts", "article",
    "method",
)  # fmt: skip
MADE = Provenance(tool="communique 0.1.0", pipeline="by hand", created="2025-03-20T08:00:00Z")
HARBOUR = """Dockers' union shelves strike over harbour shifts

The dockers' union in Port Veller has rejected the harbour board's plan for twelve-hour shifts, which the \
shipping lines had welcomed, its chairwoman Ada Brandt said on Monday. Instead she proposed talks led by a mediator, \
and the board agreed.

“We will not sleep on the quay for anybody’s timetable,” Brandt told reporters. The union called off a strike planned \
for Friday. In return the board offered to pay for a new canteen, the Veller Gazette reported, and it wants an answer \
by 28 March 2025.

Board chairman Otto Lind floated a lower harbour fee for night ships. He “could imagine” one, he said, if the \
lines guaranteed $5 million a year instead of $3 million.
"""


def lines(found: Briefing) -> list[str]:
    """The sentences of the bottom line, as they are read."""
    view = bottom_line(Index(found))
    return ["".join(part if isinstance(part, str) else getattr(part, "text", "") for part in s) for s in view]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def harbour() -> Briefing:
    """A briefing with an entry of every sort: overlapping evidence, times, conditions, uncertain and reported ones."""
    text = HARBOUR

    def at(*words: str) -> tuple[Span, ...]:
        return tuple(span(text, w) for w in words)

    rejected = at("has rejected the harbour board's plan for twelve-hour shifts, which the shipping lines had welcomed")
    called_off = at("The union called off a strike planned for Friday.")
    canteen = at("the board offered to pay for a new canteen, the Veller Gazette reported")
    fee = at("Otto Lind floated a lower harbour fee for night ships")
    return Briefing(
        article=Article.of(text, source="Port Veller Courier", author="Ida Moss", published="2025-03-17"),
        actors=(
            Actor(id="union", name="dockers’ union", kind="organization", mentions=at("dockers' union in Port Veller")),
            Actor(id="brandt", name="Ada Brandt", kind="person", role="chairwoman", affiliation="union",
                  mentions=at("Ada Brandt", "Brandt told"[:6])),
            Actor(id="board", name="harbour board", kind="organization"),
            Actor(id="lines", name="shipping lines", kind="group"),
            Actor(id="lind", name="Otto Lind", kind="person", role="board chairman", affiliation="board"),
            Actor(id="gazette", name="Veller Gazette", kind="organization"),
        ),
        statements=(
            Statement(id="s-1", speaker="brandt", direct=True,
                      content=span(text, "We will not sleep on the quay for anybody’s timetable,")),
            Statement(id="s-2", speaker="lind", direct=True, content=span(text, "could imagine")),
        ),
        proposals=(
            Proposal(id="p-1", summary="twelve-hour shifts in the harbour of Port Veller", kind="demand",
                     proponents=("board",), addressees=("union",), status="contested", confidence=0.9,
                     evidence=rejected,
                     positions=(
                         Position(actor="union", stance="rejects", evidence=rejected),
                         Position(actor="lines", stance="supports", evidence=at("the shipping lines had welcomed")),
                     )),
            Proposal(id="p-2", summary="talks led by a mediator", kind="initiative", proponents=("brandt",),
                     status="agreed", confidence=0.9,
                     evidence=at("she proposed talks led by a mediator, and the board agreed"),
                     positions=(Position(actor="board", stance="supports", evidence=at("the board agreed")),)),
            Proposal(id="p-3", summary="a new canteen for the dockers", kind="offer", proponents=("board",),
                     addressees=("union",), status="open", confidence=0.8, reported_by=("gazette",), evidence=canteen,
                     deadline=Time(text="by 28 March 2025", date="2025-03-28", evidence=at("by 28 March 2025"))),
            Proposal(id="p-4", summary="a lower harbour fee for night ships", kind="initiative", proponents=("lind",),
                     status="open", confidence=0.3, evidence=fee,
                     conditions=(Condition(
                         summary="a guarantee of $5 million a year instead of $3 million",
                         evidence=at("the lines guaranteed $5 million a year instead of $3 million")),)),
        ),
        concessions=(
            Concession(id="c-1", summary="no strike on Friday", by=("union",), to=("board",), status="made",
                       in_return_for="p-3", confidence=0.9, evidence=called_off,
                       when=Time(text="Friday", date="2025-03-21", evidence=at("Friday"))),
            Concession(id="c-2", summary="a new canteen for the dockers", by=("board",), to=("union",),
                       status="offered", confidence=0.8, reported_by=("gazette",), evidence=canteen),
        ),
        provenance=MADE,
    )  # fmt: skip


def quiet() -> Briefing:
    """An article in which nobody proposes anything."""
    text = "Rain in the hills\n\nIt rained in the hills on Sunday. “It was wet,” said the forester Tom Alder.\n"
    said = span(text, "It was wet,")
    alder = Actor(id="tom-alder", name="Tom Alder", kind="person", role="forester", mentions=(span(text, "Tom Alder"),))
    statement = Statement(id="s-1", speaker="tom-alder", direct=True, content=said)
    return Briefing(article=Article.of(text), actors=(alder,), statements=(statement,), provenance=MADE)


HOSTILE = (
    "<script>alert(1)</script>", "</style><b>bold</b>", "]]> &amp; <!--", "{{ 7*7 }} {% raw %}", "שלום עולם", "🕊️ مرحبا",
    "W" * 180, "a | b ` c ** d $1 $2", "日本語の提案", "\u202eevil\u202c", "' onload='x' \" onerror=\"y\"",
)  # fmt: skip


def hostile() -> Briefing:
    """A briefing in which every text is an attack or a nuisance."""
    text = "\n\n".join(HOSTILE) + "\n"
    spans = [span(text, words) for words in HOSTILE]
    actors = tuple(
        Actor(id=f"x{n}", name=words, kind="person", role=words, mentions=(s,))
        for n, (words, s) in enumerate(zip(HOSTILE, spans, strict=True))
    )
    proposals = tuple(
        Proposal(id=f"p-{n}", summary=words, kind="initiative", proponents=(f"x{n}",), status="contested",
                 confidence=0.9, positions=(Position(actor="x0", stance="rejects", evidence=(s,)),), evidence=(s,),
                 deadline=Time(text=words, date=f"2025-03-{n + 1:02}", evidence=(s,)))
        for n, (words, s) in enumerate(zip(HOSTILE, spans, strict=True))
    )  # fmt: skip
    concessions = tuple(
        Concession(id=f"c-{n}", summary=words, by=(f"x{n}",), status="made", in_return_for=words, confidence=0.9,
                   evidence=(s,))
        for n, (words, s) in enumerate(zip(HOSTILE, spans, strict=True))
    )  # fmt: skip
    known = {"title": HOSTILE[0], "source": HOSTILE[1], "author": HOSTILE[3], "url": "javascript:alert(1)"}
    return Briefing(
        article=Article.of(text, **known), actors=actors, proposals=proposals, concessions=concessions, provenance=MADE
    )


def big(actors: int = 40, proposals: int = 30, words: int = 5_000) -> Briefing:
    """A long article with many actors and proposals."""
    names = [f"{first} {last}" for first in ("Anna", "Boris", "Carla", "Dmitri") for last in LAST_NAMES][:actors]
    sentences = [
        f"In round {n} {names[n % len(names)]} put forward a plan for the fair use of well number {n} by every village."
        for n in range(proposals)
    ]
    filler = "The delegates went on talking in the old hall until the lamps were lit and the tea was cold. "
    body = [sentence + " " + filler * (words // len(sentences) // 19) for sentence in sentences]
    text = "Forty delegates talk about thirty wells\n\n" + "\n\n".join(body) + "\n"
    found = [span(text, sentence) for sentence in sentences]
    cast = tuple(
        Actor(id=f"a{n}", name=name, kind="person", mentions=tuple(s for s in [_first(text, name)] if s))
        for n, name in enumerate(names)
    )
    stances = ("supports", "rejects", "hedges")
    entries = tuple(
        Proposal(id=f"p-{n}", summary=f"the fair use of well number {n} by every village in the valley of two rivers",
                 kind="initiative", proponents=(f"a{n % len(names)}",), confidence=0.9, evidence=(s,),
                 status=("open", "agreed", "rejected", "contested", "enacted", "withdrawn")[n % 6],
                 positions=tuple(
                     Position(actor=f"a{(n * 7 + k * 3 + 1) % len(names)}", stance=stances[(n + k) % 3], evidence=(s,))
                     for k in range(4)
                 ),
                 deadline=Time(text="soon", date=f"2025-{n % 12 + 1:02}-15", evidence=(s,)))
        for n, s in enumerate(found)
    )  # fmt: skip
    given = tuple(
        Concession(id=f"c-{n}", summary=f"a share of the water of well number {n}", by=(f"a{n % 9}",),
                   to=(f"a{n % 7 + 9}",), status=("made", "offered", "floated", "demanded", "refused")[n % 5],
                   confidence=0.9, evidence=(s,))
        for n, s in enumerate(found)
    )  # fmt: skip
    return Briefing(article=Article.of(text), actors=cast, proposals=entries, concessions=given, provenance=MADE)


LAST_NAMES = ("Abel", "Bauer", "Corti", "Dufour", "Ekberg", "Farkas", "Garcia", "Horvat", "Ibsen", "Jansen")


def _first(text: str, words: str) -> Span | None:
    return span(text, words) if words in text else None


def code(source: str, *outputs: Any, **known: Any) -> NotebookNode:
    """A code cell that has been run, with what it put out."""
    make: Any = nbformat.v4.new_code_cell
    return cast(NotebookNode, make(source, outputs=list(outputs), **known))


def markdown(source: str) -> NotebookNode:
    """A Markdown cell."""
    make: Any = nbformat.v4.new_markdown_cell
    return cast(NotebookNode, make(source))


def output(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    """What a cell's last expression puts out."""
    make: Any = nbformat.v4.new_output
    return cast(NotebookNode, make("execute_result", data=data, metadata=metadata or {}, execution_count=1))


def notebook_of(briefing: Briefing, *extra: NotebookNode) -> NotebookNode:
    """The notebook of a briefing as it is after its run, the `extra` cells before the method."""
    view = BriefingView(briefing)
    cells = [code("view", output(*view._repr_mimebundle_()))]
    cells += [code(f"view.{key}", output(*getattr(view, key)._repr_mimebundle_())) for key in SECTIONS]
    make: Any = nbformat.v4.new_notebook
    return cast(NotebookNode, make(cells=[*cells[:-1], *extra, cells[-1]]))
