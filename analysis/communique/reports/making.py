"""From an article to its report: run the template, take the data out, render, and put all in place at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

import communique
from communique import execution, export
from communique.corrections.file import PREVIOUS
from communique.errors import BriefingError, CommuniqueError, NotebookError, ReportError, SettingsError
from communique.execution import NotebookRunError
from communique.export import Theme
from communique.model import Article, Briefing, dump_json
from communique.reports.files import digest, put_in_place, staging, write_whole
from communique.reports.folder import (
    ARTICLE,
    CORRECTIONS,
    DATA,
    FAILED,
    NOTEBOOK,
    Report,
    State,
    folder_name,
    write_state,
)
from communique.reports.versions import Origin, carry_over, is_another, put_under_headline
from communique.reports.work import KEPT, code, keep_copy, sources, worked_on

BRIEFING_TYPE = "application/vnd.communique.briefing+json"


class RefusedError(ReportError):
    """A report that was not begun, because that would undo somebody's work."""


@dataclass(frozen=True)
class Plan:
    """What is to be made of each article; `plan` checks it.

    `timeout` is in seconds, `memory` in bytes (0: no limit); `preload` is what a kernel has ready (`run_notebook`).
    `begun` (seconds since 1970) is when the batch began that the articles are of: they are no versions of each other.
    """

    out: Path
    template: str
    notebook: NotebookNode
    parameters: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] = ("html", "pdf")
    timeout: float | None = None
    force: bool = False
    theme: Theme | None = None
    preload: tuple[str, ...] = ()
    memory: int = 0
    begun: float | None = None


def plan(
    *,
    out: Path,
    notebook: str = "briefing",
    parameters: Mapping[str, Any] | None = None,
    formats: tuple[str, ...] = ("html", "pdf"),
    timeout: float | None = None,
    force: bool = False,
    theme: Theme | None = None,
    preload: tuple[str, ...] = (),
    memory: int = 0,
) -> Plan:
    """What is to be made, with all checked that can be before anything runs.

    NotebookError for a template that cannot be run, SettingsError for parameters that it does not take.
    """
    path = execution.find_template(notebook)
    template = execution.read_notebook(path)
    known = execution.parameters_of(template, path.name)
    if "article" not in {parameter.name for parameter in known}:
        raise NotebookError(f"{path.name} has no parameter 'article'; it has to take the article's file name")
    if unknown := [kind for kind in formats if kind not in export.FORMATS]:
        raise SettingsError(f"reports cannot be made as {', '.join(unknown)}; formats are {', '.join(export.FORMATS)}")
    values = execution.typed(known, parameters or {}, path.name)
    kinds = tuple(dict.fromkeys(formats))
    return Plan(Path(out), path.name, template, values, kinds, timeout, force, theme, preload, memory)


def make(article: Article, plan: Plan, source: str | None = None) -> Report:
    """The report of an article, written to its folder in `plan.out` (see `writing`) as a whole or not at all.

    `source` is the file or address that it was read from: by that a new version of it is known (see `versions`).
    RefusedError where somebody has worked on the report and `plan.force` is not set; NotebookError, RenderError or
    ReportError for a run that fails: the report is then as before, but for `briefing.failed.ipynb`.
    """
    report = Report(plan.out / folder_name(article))
    there, origin = report.folder.exists(), Origin.of(article, source, plan.out)
    if not plan.force:
        _refuse_to_undo(report, article)
    elif worked_on(report):
        keep_copy(report)
    try:
        with staging(plan.out, report.name) as stage:
            put_under_headline(article, report)  # before it is whole: what a killed run left whole is put in place
            own = not (there and plan.force)
            carry_over(article, report, origin, stage, corrections=own, begun=plan.begun)
            build(stage, article, plan, report)
            earlier = report.state.outputs if there and report.state else {}
            if there:
                (stage / CORRECTIONS).unlink(missing_ok=True)  # those there are may be newer by now
            put_in_place(stage, report.folder)
            if there and plan.force:
                (report.folder / CORRECTIONS).unlink(missing_ok=True)  # they are in the copy
        remove_what_is_gone(report, earlier)
        origin.remember(report)
    except OSError as error:
        raise ReportError(f"{report.folder} cannot be written: {error.strerror or error}") from error
    return Report(report.folder)


def is_current(article: Article, plan: Plan) -> bool:
    """Whether the report that there is of an article is whole and what `plan` would make of it now, by this version."""
    report = Report(plan.out / folder_name(article))
    try:
        state = report.state
    except ReportError:
        return False
    if state is None or report.changed(state.outputs):
        return False
    made = (state.version, state.template, state.parameters, set(state.formats), state.inputs.get(ARTICLE))
    wanted = digest(execution.dump_notebook(plan.notebook)), dict(plan.parameters), set(plan.formats)
    return made == (communique.__version__, *wanted, digest(dump_json(article).encode()))


def _refuse_to_undo(report: Report, article: Article) -> None:
    if not report.folder.exists():
        return
    if report.state is None and not (report.folder / FAILED).exists():
        raise RefusedError(f"{report.folder} is there and is no report; move it away, or use --force to write into it")
    mine = worked_on(report)
    if mine and not (mine == [CORRECTIONS] and is_another(article, report)):  # a new version keeps its corrections
        keeps = f"`communique refresh {report.name}` keeps that, --force makes it anew and a copy of it in {KEPT}"
        raise RefusedError(f"{report.folder} was worked on ({', '.join(mine)}): {keeps}")


def build(stage: Path, article: Article, plan: Plan, report: Report, own: State | None = None) -> None:
    """Writes a whole report to `stage`; of a failed run, the notebook goes beside the report that there is.

    `own` is the state of a report that is made again from its own notebook: where that came from stays known.
    """
    inputs = {ARTICLE: dump_json(article).encode()}
    write_whole(stage / ARTICLE, inputs[ARTICLE])
    for name in (CORRECTIONS, PREVIOUS):
        if (stage / name).is_file():
            inputs[name] = (stage / name).read_bytes()
    values = {"article": ARTICLE, **plan.parameters}
    run: NotebookNode | None = None
    try:
        run = execution.run_notebook(
            plan.notebook,
            values,
            cwd=stage,
            timeout=plan.timeout,
            name=plan.template,
            preload=plan.preload,
            memory=plan.memory,
        )
        outputs = {NOTEBOOK: execution.dump_notebook(run), DATA: data_of(run, article, plan.template).encode()}
        outputs |= {f"briefing.{kind}": export.render(run, kind, theme=plan.theme) for kind in plan.formats}
    except CommuniqueError as error:
        failed = error.notebook if isinstance(error, NotebookRunError) else run
        if failed is not None and _keep_failed(failed, stage, report.folder):
            raise NotebookError(f"{error} (see {report.folder / FAILED})") from error
        raise
    execution.sign(run)
    for name, data in outputs.items():
        write_whole(stage / name, data)
    digests = {name: digest(data) for name, data in inputs.items()}
    state = State(
        version=communique.__version__,
        notebook=own.notebook if own else plan.template,
        template=own.template if own else digest(execution.dump_notebook(plan.notebook)),
        cells=own.cells if own else sources(outputs[NOTEBOOK]),
        code=code(outputs[NOTEBOOK]),
        parameters=dict(plan.parameters),
        formats=plan.formats,
        inputs=digests,
        outputs={name: digest(data) for name, data in outputs.items()},
        approval=own.approval if own else None,
    )
    write_state(stage, state)


def data_of(run: NotebookNode, article: Article, name: str) -> str:
    """The briefing that a cell put out, as JSON, checked as any briefing that comes from outside."""
    found = [
        output.data[BRIEFING_TYPE]
        for cell in run.cells
        for output in cell.get("outputs", ())
        if BRIEFING_TYPE in output.get("data", {})
    ]
    if not found:
        need = "a cell has to show communique.BriefingView(briefing)"
        raise NotebookError(f"{name} put out no briefing; {need}")
    try:
        briefing = Briefing.from_json(json.dumps(found[-1]))
    except BriefingError as error:
        raise NotebookError(f"{name} put out what is no briefing: {error}") from error
    if briefing.article.id != article.id:
        raise NotebookError(f"{name} put out the briefing of another article, {briefing.article.title!r}")
    return briefing.to_json()


def _keep_failed(notebook: NotebookNode, stage: Path, folder: Path) -> bool:
    """Keeps the partly run notebook beside the report, or as the start of one with the article that it reads."""
    execution.sign(notebook)
    data = execution.dump_notebook(notebook)
    with suppress(OSError):  # the error of the run is the one to tell
        if folder.exists():
            write_whole(folder / FAILED, data)
        else:
            write_whole(stage / FAILED, data)
            put_in_place(stage, folder)
        return True
    return False


def remove_what_is_gone(report: Report, earlier: Mapping[str, str]) -> None:
    """Removes what an earlier run left and this one no longer makes: its failure, a format not asked for now."""
    now = Report(report.folder).state
    gone = set(earlier) - set(now.outputs if now else ())
    ours = sorted(name for name in gone if name == Path(name).name and name.startswith("briefing."))
    for name in (FAILED, *ours):
        (report.folder / name).unlink(missing_ok=True)
