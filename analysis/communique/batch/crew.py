"""What runs in a worker of a cluster: a ready process for all its threads, and for each thread a process that briefs.

In a process of its own an article has its own environment and memory: whatever it does, the cluster's worker lives on.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from communique import __version__, execution
from communique.article import Loaded, Source
from communique.batch.briefing import Job, Outcome, died, start
from communique.batch.places import Place
from communique.batch.workers import Workers
from communique.execution import ReadyProcess
from communique.reports import Plan


class OtherVersionError(Exception):
    """The worker at the address that it names has another version of communique than the batch."""


@dataclass(frozen=True)
class Work:
    """What a batch is to do with each article: the same on every worker, `created` (seconds since 1970) included."""

    batch: str
    plan: Plan
    place: Place
    resume: bool
    created: str


def load(source: Source) -> Loaded:
    """Reads one article."""
    return source.load()


def brief(version: str, work: Work, job: Job) -> Outcome:
    """Makes the report of one article; OtherVersionError where that would not be the one that is asked for."""
    if version != __version__:
        raise OtherVersionError(_worker().address)
    with _lock:
        if work.batch in _ended:
            raise RuntimeError("the batch has ended")
        if work.batch not in _crews:
            for batch in [batch for batch, crew in _crews.items() if not crew.busy]:  # a batch that was killed
                _crews.pop(batch).end()
            _crews[work.batch] = _Crew(work)
        crew = _crews[work.batch]
        crew.busy += 1
    try:
        return crew.brief(job)
    finally:
        with _lock:
            crew.busy -= 1


def end(batch: str) -> None:
    """Ends the processes of a batch, also what they are at, and begins nothing of it any more."""
    with _lock:
        _ended.add(batch)
        crew = _crews.pop(batch, None)
    if crew is not None:
        crew.end()


class _Crew:
    """The processes of one batch in this worker."""

    def __init__(self, work: Work) -> None:
        multiprocessing.current_process().daemon = False  # as a child of Dask's nanny it could have no children
        self._work, self.busy = work, 0
        self._ready = ReadyProcess(work.plan.preload) if work.plan.preload and execution.CAN_FORK else None
        self._own = threading.local()
        self._all: list[Workers[Job, Outcome]] = []

    def brief(self, job: Job) -> Outcome:
        """Has this thread's process make a report."""
        if not hasattr(self._own, "processes"):
            begin = partial(_start, self._work, self._ready, str(_worker().local_directory))
            self._own.processes = Workers[Job, Outcome](1, begin)
            self._all.append(self._own.processes)
        [(_, outcome)] = self._own.processes.do([job])
        return outcome or Outcome(job[0], job[1].title, error=died(job[1]))

    def end(self) -> None:
        """Ends the processes."""
        for processes in self._all:
            processes.kill()
        if self._ready is not None:
            self._ready.end()


_crews: dict[str, _Crew] = {}
_ended: set[str] = set()
_lock = threading.Lock()


def _worker() -> Any:
    from distributed import get_worker

    return get_worker()


def _start(work: Work, ready: ReadyProcess | None, scratch: str) -> Callable[[Job], Outcome]:
    """What the process of one thread does with each article; Dask clears `scratch` also after a worker was killed."""
    os.environ["SOURCE_DATE_EPOCH"] = work.created
    start(work.plan, ready)
    tempfile.tempdir = scratch
    return partial(_brief, work)


def _brief(work: Work, job: Job) -> Outcome:
    return work.place.brief(job, work.plan, work.batch, resume=work.resume)
