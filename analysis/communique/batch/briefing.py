"""The reports of many articles, each on its own: what fails is told, the rest is done."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from threading import Thread

from communique import execution, export, reports
from communique.article import Loaded
from communique.batch.workers import Workers
from communique.errors import CommuniqueError
from communique.execution import ReadyProcess
from communique.model import Article, dump_json
from communique.reports import Plan


@dataclass(frozen=True)
class Outcome:
    """What became of one article: its report's place or the error, and whether work on it had begun or was needed."""

    name: str
    title: str = ""
    folder: Path | str | None = None
    error: Exception | None = None
    begun: bool = True
    needed: bool = True


Job = tuple[str, Article]
Outcomes = Generator[Outcome, None, None]
Do = Callable[[Iterator[Job]], Iterator[tuple[Job, "Outcome | None"]]]
"""What has the reports made: the outcome of each job as it is done, None where the job's process died of it."""


def get_ready(plan: Plan) -> None:
    """Does, beside what this process does next, what costs time before the first report is rendered."""
    Thread(target=export.get_ready, args=[plan.formats, plan.theme], daemon=True).start()


def brief_all(loaded: Iterable[Loaded], plan: Plan, *, workers: int, resume: bool = False) -> Iterator[Outcome]:
    """The outcome of each article as it comes; with `resume`, reports that are what they would become are left alone.

    One article is done in this process, several are by `workers` others. `plan.out` has to be held (`reports.writing`).
    """
    plan = replace(plan, begun=time.time())

    def do(jobs: Iterator[Job]) -> Iterator[tuple[Job, Outcome | None]]:
        first = list(islice(jobs, 2))
        if len(first) < 2:
            return ((job, brief_one(job, plan)) for job in first)
        return _do(chain(first, jobs), plan, workers)

    return outcomes_of(loaded, plan, do, resume=resume)


def outcomes_of(loaded: Iterable[Loaded], plan: Plan, do: Do, *, resume: bool = False) -> Outcomes:
    """The outcome of each article as it comes: those that `do` gives, and those of articles that are not to be done."""
    outcomes: list[Outcome] = []
    for (name, article), result in do(_jobs(loaded, plan, resume, outcomes.append)):
        yield from _taken(outcomes)
        yield result or Outcome(name, article.title, error=died(article))
    yield from _taken(outcomes)


def _do(jobs: Iterable[Job], plan: Plan, workers: int) -> Iterator[tuple[Job, Outcome | None]]:
    ready = execution.ready_process(plan.preload) if plan.preload and execution.CAN_FORK else None
    with Workers[Job, Outcome](workers, partial(start, plan, ready)) as processes:
        yield from processes.do(jobs)


def brief_one(job: Job, plan: Plan) -> Outcome:
    """Makes one report; whatever goes wrong with it is in the outcome."""
    name, article = job
    try:
        return Outcome(name, article.title, folder=reports.make(article, plan, name).folder)
    except reports.RefusedError as error:
        return Outcome(name, article.title, error=error, begun=False)
    except CommuniqueError as error:
        return Outcome(name, article.title, error=CommuniqueError(f"{article.title}: {error}"))
    except Exception as error:  # an error of ours must not end the batch, and has to get to another process
        told = RuntimeError(f"{article.title}: {type(error).__name__}: {error}")
        told.add_note(traceback.format_exc())
        return Outcome(name, article.title, error=told)


def _jobs(loaded: Iterable[Loaded], plan: Plan, resume: bool, tell: Callable[[Outcome], None]) -> Iterator[Job]:
    """The articles that are to be done; what becomes of the others is told."""
    seen: dict[int, int] = {}
    begun: set[int] = set()
    for one in loaded:
        if one.article is None:
            tell(Outcome(one.name, error=one.error, begun=False))
            continue
        folder = plan.out / reports.folder_name(one.article)
        place, content = _short(folder.name), _short(dump_json(one.article))
        if seen.setdefault(place, content) != content:
            same = CommuniqueError(f"{one.name} has the id and title of another article in this batch and was left out")
            tell(Outcome(one.name, one.article.title, error=same, begun=False))
        elif place in begun or (resume and reports.is_current(one.article, plan)):
            tell(Outcome(one.name, one.article.title, folder, needed=False))
        else:
            begun.add(place)
            yield one.name, one.article


def _short(text: str) -> int:
    """Eight bytes that stand for a text: a million articles are to fit into memory."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])


def _taken(outcomes: list[Outcome]) -> list[Outcome]:
    taken, outcomes[:] = outcomes[:], []
    return taken


def start(plan: Plan, ready: ReadyProcess | None) -> Callable[[Job], Outcome]:
    """Makes this process ready; what does the jobs then."""
    if ready is not None:  # one for all workers: what is loaded for the notebooks is in memory once
        execution.ready_process(plan.preload, ready)
    get_ready(plan)
    return partial(brief_one, plan=plan)


def died(article: Article) -> CommuniqueError:
    """The error of an article that took its process with it."""
    return CommuniqueError(f"{article.title}: its worker process died, perhaps for want of memory; brief it by itself")
