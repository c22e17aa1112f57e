"""Breaks off the making of reports at every change on disk: `python -m tests.faults FOLDER`, run by `test_faults`.

A process of its own, with one thread: each attempt is a fork of it, in which everything is imported already.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import nbconvert.exporters  # noqa: F401  so that no fork has to import it
import papermill  # noqa: F401
from tests.test_batch import contents, template

from communique import batch, execution, reports
from communique.article import Loaded
from communique.errors import ReportError
from communique.execution import ReadyProcess
from communique.model import Article
from communique.reports import Plan

KILLED = 77
PLACE = "out-"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}
ARTICLES = [Article.of(f"The two sides met for talks {n}.", f"Talks {n}") for n in range(2)]
LATER = {"made": "2026-01-01T00:00:00Z"}

at_change: list[Callable[[], None]] = []


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Python tells of every change of a file before it is made; whoever waits for one in our folders is told."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if at_change and (event in CHANGES or writes) and PLACE in str(arguments[:2]):
        at_change[0]()


def plan_of(folder: Path, name: str, **parameters: str) -> Plan:
    """A plan for reports in a folder of their own."""
    out = folder / f"{PLACE}{name}"
    return reports.plan(
        out=out, notebook=str(folder / "small.ipynb"), parameters=parameters, formats=(), preload=("json",)
    )


def brief(plan: Plan, articles: list[Article]) -> list[str]:
    """What `communique brief --resume` does with each article; the errors."""
    errors = []
    with reports.writing(plan.out):
        for article in articles:
            for outcome in batch.brief_all([Loaded(article.title, article)], plan, workers=1, resume=True):
                errors += [str(outcome.error)] * (outcome.error is not None)
    return errors


def attempt(
    plan: Plan, ready: ReadyProcess, change: Callable[[int], None], articles: list[Article] = ARTICLES
) -> tuple[int, int, list[str]]:
    """Makes the reports in a fork, in which `change` is called before each change on disk with its number.

    The fork's exit status, how many changes it made, and the errors that it told.
    """
    inlet, outlet = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            numbers = count()

            def step() -> None:
                change(next(numbers))
                os.write(outlet, b".\n")

            execution.ready_process(plan.preload, ready)
            at_change.append(step)
            try:
                told = brief(plan, articles)
            except ReportError as error:
                told = [str(error)]
            os.write(outlet, (json.dumps(told) + "\n").encode())
            status = 0
        finally:
            os._exit(status)
    os.close(outlet)
    with os.fdopen(inlet) as stream:
        lines = stream.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, lines.count("."), json.loads(lines[-1]) if lines and lines[-1] != "." else []


def whole(plan: Plan) -> int | None:
    """How many reports there are; None where one of them is not whole."""
    there = [article for article in ARTICLES if (plan.out / reports.folder_name(article)).exists()]
    return len(there) if all(reports.is_current(article, plan) for article in there) else None


def killed(folder: Path, ready: ReadyProcess) -> dict[str, Any]:
    """Killed before each change in turn: how many whole reports were there, and which were not completed later."""
    undisturbed = plan_of(folder, "undisturbed")
    _, steps, errors = attempt(undisturbed, ready, lambda _: None)
    expected, seen, wrong = contents(undisturbed.out), [], [*errors]
    for at in range(steps):
        plan = plan_of(folder, f"killed-{at}")
        status, made, _ = attempt(plan, ready, lambda number, at=at: os._exit(KILLED) if number == at else None)  # type: ignore[misc]
        seen.append(whole(plan))
        again, _, errors = attempt(plan, ready, lambda _: None)
        if (status, made, again, errors) != (KILLED, at, 0, []) or contents(plan.out) != expected:
            wrong.append(f"change {at}: {status, made, again, errors}")
    return {"steps": steps, "seen": seen, "wrong": wrong}


def full(folder: Path, ready: ReadyProcess) -> dict[str, Any]:
    """A disk that is full from each change on: what is told, and whether the report is as before or the new one."""

    def fill(number: int, at: int) -> None:
        if number >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    first, later = plan_of(folder, "full"), plan_of(folder, "full", **LATER)
    one = ARTICLES[:1]
    _, _, wrong = attempt(first, ready, lambda _: None, one)
    told: list[str] = []
    for at in count():
        status, _, errors = attempt(later, ready, lambda number, at=at: fill(number, at), one)  # type: ignore[misc]
        told += errors
        with reports.writing(first.out):  # the next run mends
            pass
        kept = [reports.is_current(one[0], plan) for plan in (first, later)]
        if status or sum(kept) != 1:
            wrong.append(f"change {at}: {status} {kept} {errors}")
        if not errors or at > 200:
            return {"steps": at, "told": sorted(set(told)), "wrong": wrong}
        attempt(first, ready, lambda _: None, one)
    raise AssertionError


def main(folder: Path) -> None:
    """Prints what was found as JSON."""
    template(folder)
    sys.addaudithook(audit)
    ready = ReadyProcess(("json",))
    try:
        found = {"killed": killed(folder, ready), "full": full(folder, ready)}
    finally:
        ready.end()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
