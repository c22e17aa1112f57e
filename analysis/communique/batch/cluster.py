"""A batch on the workers of a Dask cluster: a few articles for each of their threads at a time, and none is lost."""

from __future__ import annotations

import logging
import os
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from communique import __version__
from communique.article import Loaded, Source
from communique.batch import crew
from communique.batch.briefing import Job, Outcome, Outcomes, outcomes_of
from communique.batch.places import Place
from communique.errors import ArticleError, CommuniqueError, SettingsError
from communique.reports import Plan

AHEAD = 3  # articles that a thread has at a time: it need not wait for the next one, and not many are done again
FEWEST = 8  # articles that wait where there is no worker yet, so that a cluster that grows on demand sees some
PATIENCE = 10.0  # seconds in which a scheduler has to answer


class ClusterError(CommuniqueError):
    """A scheduler that is not there, or workers that cannot do the work."""


@contextmanager
def connected(address: str, say: Callable[[str], None]) -> Iterator[Cluster]:
    """The Dask cluster whose scheduler is at `address`; that it has no workers yet is said.

    ClusterError where there is none or a worker has another communique, SettingsError where Dask is not installed.
    """
    dask = _dask()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told by us, in a line
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions of libraries; those of communique are looked at
            client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever it is that answers there
        told = f"no Dask scheduler answers at {address}; start one (`dask scheduler`) or mend the address"
        raise ClusterError(told) from error
    try:
        many = Cluster(client, address)
        if not client.nthreads():
            say("The cluster has no workers yet; the work begins when one joins")
        yield many
    finally:
        client.close()


class Cluster:
    """A cluster that a client is connected to, all of whose workers have this version of communique."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._room, self._look = FEWEST, 0
        self._strangers: set[str] = set()
        if others := self._others():
            versions = ", ".join(sorted(set(others.values())))
            have = "worker of it has" if len(others) == 1 else "workers of it have"
            told = f"{len(others):,} {have} another version ({versions}); install communique {__version__} there"
            raise ClusterError(f"the cluster at {address} cannot be used: {told}")

    def read(self, sources: Iterable[Source]) -> Iterator[Loaded]:
        """Each article in its order; the workers read, what only this machine can get is sent to them."""
        waiting: deque[tuple[Source, Any]] = deque()
        for source in sources:
            carried = source.carried()
            future = None if carried.error else self._client.submit(crew.load, carried, pure=False, priority=1)
            waiting.append((carried, future))
            while len(waiting) >= self._room:
                yield self._loaded(*waiting.popleft())
        while waiting:
            yield self._loaded(*waiting.popleft())

    def brief_all(self, plan: Plan, place: Place, loaded: Iterable[Loaded], *, resume: bool) -> Outcomes:
        """The outcome of each article as it comes, as from `batch.brief_all`; what workers die of is told."""
        batch, plan = uuid.uuid4().hex, replace(plan, begun=time.time())
        created = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()))
        work = crew.Work(batch, plan, place, resume, created)  # one time for all: what is done twice is the same
        with place.held(batch):
            try:
                with closing(outcomes_of(loaded, plan, lambda jobs: self._do(work, jobs))) as outcomes:
                    for outcome in outcomes:
                        yield replace(outcome, folder=outcome.folder and place.shown(outcome.folder))
            finally:
                if self._client.status == "running":
                    with suppress(Exception):  # workers that are gone have ended theirs
                        self._client.run(crew.end, batch, on_error="ignore")

    def _do(self, work: crew.Work, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        kept = self._client.submit(_same, work, pure=False)
        done = _dask().as_completed(loop=self._client.loop)
        todo: dict[Any, Job] = {}
        coming = iter(jobs)
        while True:
            while len(todo) < self._space() and (job := next(coming, None)) is not None:
                done.add(future := self._submit(kept, job))
                todo[future] = job
            if not todo:
                return
            future = next(done)
            job = todo.pop(future)
            outcome = self._outcome(future, job)
            if outcome is not None:
                yield job, outcome
            else:
                done.add(again := self._submit(kept, job))
                todo[again] = job

    def _submit(self, kept: Any, job: Job) -> Any:
        name, article = job
        path = Path(name)
        name = str(path.absolute()) if "\0" not in name and path.is_file() else name  # workers have other directories
        return self._client.submit(crew.brief, __version__, kept, (name, article), pure=False, **self._only())

    def _only(self) -> dict[str, Any]:
        """Where an article may go: nowhere in particular, but not to workers that joined with another communique."""
        if not self._strangers:
            return {}
        there = self._client.nthreads()
        ours = [worker for worker in there if worker not in self._strangers]
        if there and not ours:
            told = f"the workers that are left at {self._address} have another communique; --resume does the rest"
            raise ClusterError(told)
        return {"workers": ours, "allow_other_workers": True}

    def _space(self) -> int:
        """How many articles the cluster may have now; its workers are counted again after as many."""
        self._look -= 1
        if self._look < 0:
            self._room = max(FEWEST, AHEAD * sum(self._client.nthreads().values()))
            self._look = self._room
        return self._room

    def _outcome(self, future: Any, job: Job) -> Outcome | None:
        """What became of an article; None where it was given to a worker that joined with another communique."""
        dask = _dask()
        name, article = job
        try:
            outcome: Outcome = future.result()
            return outcome
        except dask.CancelledError as error:
            told = f"the scheduler at {self._address} is gone; what was finished is whole, --resume does the rest"
            raise ClusterError(told) from error
        except dask.KilledWorker:
            told = f"{article.title}: several workers died while they had it; brief it by itself"
            return Outcome(name, article.title, error=CommuniqueError(told))
        except crew.OtherVersionError as error:
            self._strangers.add(str(error))
            return None
        except Exception as error:
            if others := set(self._others()) - self._strangers:
                self._strangers |= others
                return None
            return Outcome(name, article.title, error=RuntimeError(f"{article.title}: {type(error).__name__}: {error}"))

    def _loaded(self, source: Source, future: Any) -> Loaded:
        if future is None:
            return source.load()
        try:
            loaded: Loaded = future.result()
            return loaded
        except _dask().KilledWorker:
            told = f"{source.name} cannot be read: several workers died of it"
            return Loaded(source.name, error=ArticleError(told))
        except Exception:  # a worker that cannot read it, perhaps one of another version
            return source.load()

    def _others(self) -> dict[str, str]:
        """The workers that have another version of communique, or none, and what they have."""
        found = self._client.run(metadata.version, "communique", on_error="return")
        missing = {worker: "none" for worker, got in found.items() if isinstance(got, metadata.PackageNotFoundError)}
        return missing | {worker: got for worker, got in found.items() if isinstance(got, str) and got != __version__}


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        need = "python -m pip install 'communique[dask]'"
        raise SettingsError(f"a scheduler needs dask.distributed, which is not there; install it: {need}") from error


def _same(work: crew.Work) -> crew.Work:
    return work
