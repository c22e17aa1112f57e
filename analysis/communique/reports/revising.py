"""A report made again from its own notebook, which may be an analyst's by now: run and rendered, or only rendered."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from communique import execution, export
from communique.corrections import load
from communique.errors import ArticleError, NotebookError, ReportError
from communique.export import Theme
from communique.model import Article, parse_json
from communique.reports.files import STATE, digest, put_in_place, staging, write_whole
from communique.reports.folder import (
    ARTICLE,
    CORRECTIONS,
    DATA,
    FAILED,
    NOTEBOOK,
    PAGE,
    Report,
    State,
    without_notice,
    write_state,
)
from communique.reports.making import Plan, build, data_of, remove_what_is_gone
from communique.reports.notice import noticed, said
from communique.reports.work import INJECTED, code


def refresh(
    report: Report, *, formats: tuple[str, ...] = (), timeout: float | None = None, theme: Theme | None = None
) -> Report:
    """Runs a report's own notebook again, in its order and with its parameters, and renders it.

    Cells are kept to the byte, corrections are applied. Formats are those of before where none are given. A run that
    fails raises and leaves the report as it was, as does a notebook that somebody saves meanwhile.
    """
    state = _state(report)
    load(report.folder / CORRECTIONS)  # a slip in it is told before anything runs
    notebook, before = _notebook(report)
    values = given(notebook)
    values.pop("article", None)
    notebook.metadata.pop("widgets", None)  # of a widget that was open in a browser, and is not run here
    plan = Plan(report.folder.parent, NOTEBOOK, notebook, values, formats or state.formats, timeout, theme=theme)
    try:
        with staging(plan.out, report.name) as stage, _companions(report, state, stage):
            build(stage, _article(report), plan, report, own=state)
            if (report.folder / NOTEBOOK).read_bytes() != before:
                raise ReportError(f"{report.name}: its notebook was saved while it ran; refresh it again")
            _place(stage, report)
        remove_what_is_gone(report, state.outputs)
    except OSError as error:
        raise ReportError(f"{report.folder} cannot be written: {error.strerror or error}") from error
    return Report(report.folder)


def render(report: Report, *, formats: tuple[str, ...] = (), theme: Theme | None = None) -> Report:
    """Renders a report's notebook as it stands, without running it, in the formats of before where none are given.

    Where its code, the corrections or the article are newer than the run, the report stays stale and says so.
    """
    state = _state(report)
    notebook, data = _notebook(report)
    briefing = data_of(notebook, _article(report), f"{report.name}/{NOTEBOOK}")
    ran = state.code in ("", code(data))  # else what it puts out is not what it says now
    words = said(name for name in report.newer() if name != NOTEBOOK or not ran)
    kinds = formats or state.formats
    outputs = {DATA: briefing.encode()} | {f"briefing.{kind}": _page(notebook, kind, words, theme) for kind in kinds}
    made = {name: digest(without_notice(content) if name == PAGE else content) for name, content in outputs.items()}
    made[NOTEBOOK] = digest(data) if ran else state.outputs.get(NOTEBOOK, "")
    try:
        with staging(report.folder.parent, report.name) as stage:
            for name, content in outputs.items():
                write_whole(stage / name, content)
            write_state(stage, state.model_copy(update={"outputs": made, "formats": tuple(kinds)}))
            put_in_place(stage, report.folder)
        remove_what_is_gone(report, state.outputs)
    except OSError as error:
        raise ReportError(f"{report.folder} cannot be written: {error.strerror or error}") from error
    return Report(report.folder)


def _page(notebook: NotebookNode, kind: str, words: str, theme: Theme | None) -> bytes:
    """The notebook rendered, with these words at the top: on a page where they can be taken off again."""
    if kind == "html":
        return noticed(export.render(notebook, kind, theme=theme), words)
    if words:
        notebook = deepcopy(notebook)
        notebook.cells.insert(0, new_markdown_cell(f"*{words}*"))  # type: ignore[no-untyped-call]
    return export.render(notebook, kind, theme=theme)


def given(notebook: NotebookNode) -> dict[str, Any]:
    """The values in the cell that papermill put in; NotebookError where somebody made more of it than plain values."""
    source = next((cell.source for cell in notebook.cells if INJECTED in cell.metadata.get("tags", ())), "")
    values: dict[str, Any] = {}
    try:
        for statement in ast.parse(source).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    values[name] = ast.literal_eval(value)
                case _:
                    raise ValueError
    except (ValueError, SyntaxError) as error:
        raise NotebookError(
            f"{NOTEBOOK}: the cell tagged {INJECTED!r} holds more than parameters; move that to a cell of its own"
        ) from error
    return values


def _state(report: Report) -> State:
    if report.state is None:
        raise ReportError(f"{report.name} never ran to its end; brief the article again")
    return report.state


def _notebook(report: Report) -> tuple[NotebookNode, bytes]:
    """The report's notebook, and its bytes."""
    try:
        data = (report.folder / NOTEBOOK).read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotebookError(f"{report.name}/{NOTEBOOK} is not a notebook: it is not UTF-8 text") from None
    except OSError as error:
        raise NotebookError(f"{report.name}/{NOTEBOOK} cannot be read: {error.strerror}") from error
    return execution.parse_notebook(text, f"{report.name}/{NOTEBOOK}"), data


def _article(report: Report) -> Article:
    try:
        return parse_json(Article, (report.folder / ARTICLE).read_bytes())
    except OSError as error:
        raise ArticleError(f"{report.name}/{ARTICLE} cannot be read: {error.strerror}") from error


@contextmanager
def _companions(report: Report, state: State, stage: Path) -> Iterator[None]:
    """Has what else is in the report's folder, the corrections and an analyst's own files, where the notebook runs."""
    made = {*state.outputs, STATE, FAILED, ARTICLE}
    for path in sorted(report.folder.iterdir()):
        if path.name.startswith(".") or path.name in made:
            continue
        if path.is_dir():
            shutil.copytree(path, stage / path.name)
        else:
            shutil.copy2(path, stage / path.name)
    yield


def _place(stage: Path, report: Report) -> None:
    """Puts what was made in place; what was only copied stays as it is in the report, where it may have changed."""
    for path in sorted(report.folder.iterdir()):
        copied = stage / path.name
        if path.is_dir() and copied.is_dir():
            shutil.rmtree(copied)
        elif path.name == ARTICLE or (copied.is_file() and path.name not in _made(stage)):
            copied.unlink(missing_ok=True)
    put_in_place(stage, report.folder)


def _made(stage: Path) -> set[str]:
    state = State.from_toml((stage / STATE).read_text("utf-8"))
    return {*state.outputs, STATE}
