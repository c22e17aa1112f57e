"""Worker processes that are given jobs one by one; one that dies takes only its own job with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 2  # jobs that a worker has at a time: it need not wait for the next one to be read


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(eq=False)
class _Worker(Generic[Job]):
    process: BaseProcess
    connection: Connection[Any, Any]
    jobs: deque[Job] = field(default_factory=deque)


class Workers(Generic[Job, Result]):
    """`count` processes in each of which `start()` gives the function that does the jobs.

    `start`, jobs and results have to be picklable. Used in a `with` block; at its end the processes are ended.
    """

    def __init__(self, count: int, start: Callable[[], Callable[[Job], Result]]) -> None:
        self._count, self._begin = count, start
        self._workers: list[_Worker[Job]] = []

    def __enter__(self) -> Workers[Job, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()  # one that is idle ends by itself
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def kill(self) -> None:
        """Ends the processes from another thread; what they are at counts as what they died of."""
        for worker in list(self._workers):
            worker.process.kill()
            worker.process.join()

    def do(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result | None]]:
        """Each job with its result, as they are done; the result is None where the job's worker died of it."""
        coming = iter(jobs)
        again: deque[Job] = deque()
        while True:
            self._hand_out(again, coming)
            busy = {worker.connection: worker for worker in self._workers if worker.jobs}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                try:
                    result: Result | None = worker.connection.recv()
                except (EOFError, OSError):
                    result = None
                job = worker.jobs.popleft()
                if result is None:
                    again.extend(worker.jobs)
                    self._drop(worker)
                yield job, result

    def _hand_out(self, again: deque[Job], coming: Iterator[Job]) -> None:
        """Gives every worker as many jobs as it may have, those that it can begin with first."""
        for depth in range(AHEAD):
            for worker in [*self._workers, *[None] * (self._count - len(self._workers))]:
                if worker is not None and len(worker.jobs) > depth:
                    continue
                try:
                    job = again.popleft() if again else next(coming)
                except StopIteration:
                    return
                worker = worker or self._start()
                worker.jobs.append(job)
                with suppress(OSError):  # it died: that is seen when its results are waited for
                    worker.connection.send(job)

    def _start(self) -> _Worker[Job]:
        context = multiprocessing.get_context("spawn")
        ours, its = context.Pipe()
        process = context.Process(target=_work, args=(its, self._begin), daemon=True)
        process.start()
        its.close()
        worker: _Worker[Job] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _drop(self, worker: _Worker[Job]) -> None:
        worker.connection.close()
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)


def _work(connection: Connection[Any, Any], start: Callable[[], Callable[[Any], Any]]) -> None:
    """What a worker process does: one job after the other, until nobody has any more for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides what it means
    _die_with_parent()
    do = start()
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(do(job))


def _die_with_parent() -> None:
    """Has Linux kill this process when its parent is gone: nothing may write on when the parent's lock has ended."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
