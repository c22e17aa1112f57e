"""The figures: matplotlib drawings as SVG or PNG bytes, light and dark, in the fonts and colours of the page.

Each function takes what is to be seen as plain data and knows nothing of briefings. Signs differ in shape as well as in
colour. All lengths are in points.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from communique.display.glyphs import cut_to, fonts_for, quiet, width, wrapped
from communique.display.svg import smaller, text_id

Scheme = Literal["light", "dark"]
Format = Literal["svg", "png"]
PALETTE: dict[Scheme, dict[str, str]] = {
    "light": {
        "paper": "#fdfcfa", "ink": "#1b1d21", "soft": "#5d636e", "line": "#d9dce1", "band": "#f5f3ee",
        "blue": "#1f4e79", "green": "#1b6e5a", "red": "#a33217", "amber": "#8a5a00",
    },
    "dark": {
        "paper": "#15171a", "ink": "#e9e7e2", "soft": "#a3a9b3", "line": "#353a42", "band": "#1c1f23",
        "blue": "#8fbce6", "green": "#6fcdb3", "red": "#f0947c", "amber": "#e6b45c",
    },
}  # fmt: skip
WIDTH = 520.0
ROW = 17.0
SIZE = 8.6
SMALL = 7.8
COLOURS = {
    "proposed": "blue", "supports": "green", "rejects": "red", "hedges": "amber",
    "agreed": "green", "enacted": "blue", "rejected": "red", "contested": "amber", "open": "soft", "withdrawn": "soft",
    "made": "green", "offered": "blue", "floated": "soft", "demanded": "amber", "refused": "red",
}  # fmt: skip


@dataclass(frozen=True)
class Matrix:
    """Positions: `columns` are actors, each row is (number, text, status, status in words, marks by column)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str, dict[int, tuple[str, ...]]], ...]


@dataclass(frozen=True)
class Ledger:
    """Give and take: each party with what it gives and what it gains, as (number, status)."""

    parties: tuple[tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Line:
    """A time line: (day, number, text, whether a deadline), in order."""

    points: tuple[tuple[date, str, str, bool], ...]


Data = Matrix | Ledger | Line


@dataclass(frozen=True)
class Canvas:
    """A figure that is drawn on in points from the top left corner, with one text style."""

    axes: Any
    colours: dict[str, str]
    families: tuple[str, ...]
    stand_ins: dict[int, str]
    texts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, colour: str = "ink", size: float = SIZE, **style: Any) -> None:
        """`words` with their middle at height `y`."""
        style = {"va": "center_baseline", "family": list(self.families), **style}
        shown = words.translate(self.stand_ins)
        style["gid"] = text_id(len(self.texts), style.get("weight") == "semibold")
        self.texts.append(shown)
        self.axes.text(
            x,
            y - 0.9 * (style["va"] == "center_baseline"),
            shown,
            color=self.colours[colour],
            size=size,
            parse_math=False,
            **style,
        )

    def dots(self, points: Sequence[tuple[float, float]]) -> None:
        """Small dots, all of them one path."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        ends = [(x + dx, y) for x, y in points for dx in (0, 0.01)]
        path = Path(ends, [Path.MOVETO, Path.LINETO] * len(points))
        self.axes.add_patch(
            PathPatch(path, edgecolor=self.colours["line"], linewidth=1.4, capstyle="round", fill=False)
        )

    def line(
        self, x: Sequence[float], y: Sequence[float], colour: str = "line", width: float = 0.6, **style: Any
    ) -> None:
        """A line through the points."""
        self.axes.plot(x, y, color=self.colours[colour], linewidth=width, **{"solid_capstyle": "butt", **style})


def draw(data: Data, format: Format = "svg") -> bytes:
    """The figure of `data`, light, as SVG (the same bytes for the same data and fonts) or PNG of 200 dots an inch.

    A PNG is for white paper.
    """
    size, painter = _plan(data)
    families, stand_ins = fonts_for(_words(data))
    colours = PALETTE["light"] | ({"paper": "#ffffff"} if format == "png" else {})
    return _rendered(size, painter, colours, tuple(families), stand_ins, format)


def _plan(data: Data) -> tuple[tuple[float, float], Callable[[Canvas], None]]:
    """The size of a figure, and what draws it."""
    if isinstance(data, Matrix):
        plan = _plan_matrix(data)
        return (WIDTH, plan.height), lambda canvas: _draw_matrix(canvas, data, plan)
    if isinstance(data, Ledger):
        return (LEDGER_WIDTH, _ledger_height(data)), lambda canvas: _draw_ledger(canvas, data)
    return (WIDTH, _line_height(data)), lambda canvas: _draw_line(canvas, data)


def _words(data: Data) -> list[str]:
    if isinstance(data, Matrix):
        return [*data.columns, *(word for row in data.rows for word in (row[0], row[1], row[3]))]
    if isinstance(data, Ledger):
        return [party for party, _, _ in data.parties]
    return [text for _, _, text, _ in data.points]


def _rendered(
    size: tuple[float, float],
    painter: Callable[[Canvas], None],
    colours: dict[str, str],
    families: tuple[str, ...],
    stand_ins: dict[int, str],
    format: Format,
) -> bytes:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with quiet(), mpl.rc_context({"svg.hashsalt": "communique", "svg.fonttype": "path", "axes.unicode_minus": True}):
        figure = Figure(figsize=(size[0] / 72, size[1] / 72), facecolor=colours["paper"])
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, size[0])
        axes.set_ylim(size[1], 0)
        canvas = Canvas(axes, colours, families, stand_ins)
        painter(canvas)
        out = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        figure.savefig(
            out, format=format, dpi=200 if format == "png" else 72, metadata=metadata, facecolor=colours["paper"]
        )
    return smaller(out.getvalue(), canvas.texts) if format == "svg" else out.getvalue()


# Positions at a glance


@dataclass(frozen=True)
class MatrixPlan:
    """Where the parts of the matrix go: the left edge and width of its columns, its rows' tops, its heights."""

    left: float
    step: float
    slanted: bool
    head: float
    heads: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    height: float


STATUS_WIDTH = 62.0
SLANTED = 96.0
HEAD_LEADING = 9.5
LEADING = 11.0


def _plan_matrix(data: Matrix) -> MatrixPlan:
    count = max(len(data.columns), 1)
    left = 205.0 if count <= 7 else 180.0
    step = min((WIDTH - left - STATUS_WIDTH) / count, 66.0)
    heads = tuple(tuple(wrapped(name, step - 5, SMALL, 9)) for name in data.columns)
    slanted = any(len(lines) > 2 or " ".join(lines) != name for lines, name in zip(heads, data.columns, strict=True))
    if slanted:
        heads = tuple((cut_to(name, SLANTED, SMALL),) for name in data.columns)
        head = 0.68 * max(width(lines[0], SMALL) for lines in heads) + 10
    else:
        head = 7.0 + HEAD_LEADING * max((len(lines) for lines in heads), default=1)
    labels = tuple(tuple(wrapped(text, left - 34, SIZE, 3)) for _, text, *_ in data.rows)
    heights = [max(LEADING * len(lines) + 9, ROW + 3) for lines in labels]
    tops = tuple(head + sum(heights[:n]) for n in range(len(heights)))
    return MatrixPlan(left, step, slanted, head, heads, labels, tops, head + sum(heights) + 2)


def _draw_matrix(canvas: Canvas, data: Matrix, plan: MatrixPlan) -> None:
    for n, lines in enumerate(plan.heads):
        _draw_column_head(canvas, plan, plan.left + plan.step * (n + 0.5), lines)
    edges = [*plan.tops, plan.height - 2]
    for top in edges:
        canvas.line((0, WIDTH), (top, top))
    for row, lines, top, bottom in zip(data.rows, plan.labels, edges, edges[1:], strict=False):
        _draw_row(canvas, plan, row, lines, (top + bottom) / 2, len(data.columns))


def _draw_column_head(canvas: Canvas, plan: MatrixPlan, x: float, lines: Sequence[str]) -> None:
    if plan.slanted:
        slant = {"rotation": 42, "rotation_mode": "anchor", "va": "baseline"}
        canvas.text(x - 2, plan.head - 5, lines[0], "soft", SMALL, **slant)
        return
    for n, words in enumerate(reversed(lines)):
        canvas.text(x, plan.head - 7.5 - HEAD_LEADING * n, words, "soft", SMALL, ha="center", weight="semibold")


def _draw_row(canvas: Canvas, plan: MatrixPlan, row: Any, lines: Sequence[str], middle: float, columns: int) -> None:
    number, _, status, status_words, marks = row
    first = middle - LEADING * (len(lines) - 1) / 2
    canvas.text(0, first, number, "blue", SMALL, weight="semibold")
    for n, words in enumerate(lines):
        canvas.text(24, first + n * LEADING, words)
    for column in range(columns):
        x = plan.left + plan.step * (column + 0.5)
        signs = marks.get(column, ())
        for n, sign in enumerate(signs):
            _sign(canvas, sign, x + 9 * (n - (len(signs) - 1) / 2), middle)
    empty = [plan.left + plan.step * (n + 0.5) for n in range(columns) if n not in marks]
    if empty:
        canvas.dots([(x, middle) for x in empty])
    x = WIDTH - STATUS_WIDTH + 12
    _sign(canvas, status, x, middle, 3.4)
    canvas.text(x + 8, middle, status_words, COLOURS.get(status, "soft"), SMALL, weight="semibold")


def _sign(canvas: Canvas, sign: str, x: float, y: float, size: float = 4.2) -> None:
    """A sign of its own shape for each stance and status, its middle at (x, y)."""
    colour = canvas.colours[COLOURS.get(sign, "line")]
    paper = canvas.colours["paper"]
    plain: dict[str, Any] = {
        "linestyle": "none",
        "markeredgecolor": colour,
        "markerfacecolor": colour,
        "clip_on": False,
    }
    hollow = {**plain, "markerfacecolor": paper}
    shapes: dict[str, dict[str, Any]] = {
        "proposed": {**plain, "marker": "D", "markersize": size * 1.35, "markeredgewidth": 0},
        "supports": {**plain, "marker": "+", "markersize": size * 1.9, "markeredgewidth": 1.9},
        "rejects": {**plain, "marker": "_", "markersize": size * 1.9, "markeredgewidth": 2.1},
        "hedges": {**plain, "marker": "$\\sim$", "markersize": size * 2.1, "markeredgewidth": 0.4},
        "agreed": {**plain, "marker": "o", "markersize": size * 1.6, "markeredgewidth": 0.8},
        "made": {**plain, "marker": "o", "markersize": size * 1.6, "markeredgewidth": 0.8},
        "enacted": {**plain, "marker": "^", "markersize": size * 1.7, "markeredgewidth": 0},
        "open": {**hollow, "marker": "o", "markersize": size * 1.5, "markeredgewidth": 1},
        "withdrawn": {**hollow, "marker": "<", "markersize": size * 1.5, "markeredgewidth": 1},
        "rejected": {**plain, "marker": "x", "markersize": size * 1.4, "markeredgewidth": 1.6},
        "refused": {**plain, "marker": "x", "markersize": size * 1.4, "markeredgewidth": 1.6},
        "contested": {**plain, "marker": "o", "fillstyle": "left", "markerfacecoloralt": paper,
                      "markersize": size * 1.6, "markeredgewidth": 0.9},
        "offered": {**plain, "marker": "o", "fillstyle": "left", "markerfacecoloralt": paper,
                    "markersize": size * 1.6, "markeredgewidth": 0.9},
    }  # fmt: skip
    canvas.axes.plot([x], [y], **shapes.get(sign, shapes["open"]))


# Give and take

LEDGER_WIDTH = 390.0
BOX = 25.0
GAP = 4.0
LEDGER_ROW = 25.0


def _ledger_fit() -> int:
    return int((LEDGER_WIDTH / 2 - 62) // (BOX + GAP))


def _ledger_lines(gives: Sequence[Any], gains: Sequence[Any]) -> int:
    most = max(len(gives), len(gains), 1)
    return -(-most // _ledger_fit())


def _ledger_height(data: Ledger) -> float:
    return 24 + sum(LEDGER_ROW * _ledger_lines(gives, gains) for _, gives, gains in data.parties) + 2


def _draw_ledger(canvas: Canvas, data: Ledger) -> None:
    middle, half = LEDGER_WIDTH / 2, 60.0
    canvas.text(middle - half, 9, "gives", "soft", SMALL, ha="right", weight="semibold")
    canvas.text(middle + half, 9, "gains", "soft", SMALL, ha="left", weight="semibold")
    top = 20.0
    for party, gives, gains in data.parties:
        height = LEDGER_ROW * _ledger_lines(gives, gains)
        canvas.line((0, LEDGER_WIDTH), (top, top))
        shown = wrapped(party, 112, SMALL + 0.4, 2)
        for n, words in enumerate(shown):
            canvas.text(
                middle, top + height / 2 + 9.5 * (n - (len(shown) - 1) / 2), words, size=SMALL + 0.4, ha="center"
            )
        _draw_boxes(canvas, gives, middle - half, top, -1)
        _draw_boxes(canvas, gains, middle + half, top, 1)
        top += height
    canvas.line((0, LEDGER_WIDTH), (top, top))


def _draw_boxes(canvas: Canvas, entries: Sequence[tuple[str, str]], x: float, top: float, direction: int) -> None:
    fit = _ledger_fit()
    for n, (number, status) in enumerate(entries):
        left = x + direction * (n % fit) * (BOX + GAP) - (BOX if direction < 0 else 0)
        _draw_box(canvas, left, top + 4.5 + (n // fit) * LEDGER_ROW, number, status)


def _draw_box(canvas: Canvas, x: float, y: float, number: str, status: str) -> None:
    """Full where it is given, an outline where it is only spoken of; broken where floated, crossed where refused."""
    from matplotlib.patches import FancyBboxPatch

    colour, height = canvas.colours[COLOURS.get(status, "soft")], LEDGER_ROW - 9
    made = status == "made"
    dashes = {"floated": (0, (1.2, 1.6)), "demanded": (0, (4, 1.8))}.get(status, "solid")
    shape = FancyBboxPatch(
        (x + 1, y + 1), BOX - 2, height - 2, boxstyle="round,pad=0,rounding_size=2.5", linewidth=1.1, edgecolor=colour,
        facecolor=colour if made else canvas.colours["paper"], linestyle=dashes,
    )  # fmt: skip
    canvas.axes.add_patch(shape)
    canvas.text(
        x + BOX / 2,
        y + height / 2,
        number,
        "paper" if made else COLOURS.get(status, "soft"),
        SMALL,
        ha="center",
        weight="semibold",
    )
    if status == "refused":
        canvas.line((x + 3, x + BOX - 3), (y + height / 2, y + height / 2), "red", 1.0)


# Time line

LINE_LEFT = 250.0


def _line_height(data: Line) -> float:
    return 4.0 + sum(_line_row(text) for _, _, text, _ in data.points) + 2


def _line_row(text: str) -> float:
    return LEADING * len(wrapped(text, LINE_LEFT - 50, SIZE, 2)) + 9


def _draw_line(canvas: Canvas, data: Line) -> None:
    days = [day for day, *_ in data.points]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    right = WIDTH - 62
    top = 1.0
    for day, number, text, deadline in data.points:
        height = _line_row(text)
        x = LINE_LEFT + (right - LINE_LEFT) * ((day - first).days / span if last > first else 0.5)
        _draw_point(canvas, top, height, x, (number, text, deadline))
        canvas.text(x + 8, top + height / 2, f"{day.day} {day:%b %Y}", "ink" if deadline else "soft", SMALL)
        top += height
    canvas.line((0, WIDTH), (top, top))


def _draw_point(canvas: Canvas, top: float, height: float, x: float, point: tuple[str, str, bool]) -> None:
    number, text, deadline = point
    middle = top + height / 2
    lines = wrapped(text, LINE_LEFT - 50, SIZE, 2)
    start = middle - LEADING * (len(lines) - 1) / 2
    canvas.line((0, WIDTH), (top, top))
    canvas.text(0, start, number, "blue" if number.startswith("P") else "amber", SMALL, weight="semibold")
    for n, words in enumerate(lines):
        canvas.text(24, start + n * LEADING, words)
    canvas.line((LINE_LEFT, x), (middle, middle), "soft", 0.9)
    canvas.axes.plot(
        [x], [middle], marker="D" if deadline else "o", markersize=6, markeredgewidth=1.1, clip_on=False,
        markeredgecolor=canvas.colours["red" if deadline else "blue"],
        markerfacecolor=canvas.colours["red"] if deadline else canvas.colours["paper"],
    )  # fmt: skip


def cut(matrix: Matrix, columns: int, rows: int) -> Matrix:
    """The first `columns` and `rows` of a matrix."""
    kept = tuple(
        (a, b, c, d, {k: v for k, v in marks.items() if k < columns}) for a, b, c, d, marks in matrix.rows[:rows]
    )
    return replace(matrix, columns=matrix.columns[:columns], rows=kept)
