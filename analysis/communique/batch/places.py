"""Where the reports of a batch on several machines go: a folder that all of them see, or an address."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol

from communique import reports
from communique.batch.briefing import Job, Outcome, brief_one
from communique.errors import CommuniqueError, ReportError
from communique.remote import Remote, RemoteError, public, reason
from communique.reports import Plan
from communique.reports.files import PARTIAL, PROBE, STATE, mend
from communique.reports.folder import FAILED, folder_name
from communique.reports.work import KEPT


class Place(Protocol):
    """A place for reports."""

    def held(self, batch: str) -> AbstractContextManager[None]:
        """Keeps it for a batch, having seen that it can be written to; ReportError where it cannot."""

    def brief(self, job: Job, plan: Plan, batch: str, *, resume: bool) -> Outcome:
        """Makes one report there, on whatever machine this is; one that is up to date with `resume` is left alone."""

    def shown(self, folder: Path | str) -> str:
        """The place of a report as the user knows it."""


def place_of(out: Path | str) -> Place:
    """The place that `out` names, a folder or an address; ReportError for an address that keeps nothing."""
    if isinstance(out, Path):
        return SharedFolder(out.absolute(), str(out))
    if out.startswith("memory:"):
        raise ReportError(f"{out} is in the memory of each worker by itself; give --out a place that stays")
    return Address(out.rstrip("/"))


@dataclass(frozen=True)
class SharedFolder:
    """A folder that all machines see under one path; `name` is what the user calls it."""

    folder: Path
    name: str

    @contextmanager
    def held(self, batch: str) -> Iterator[None]:
        """Keeps it for a batch, with a mark by which workers see that it is the same folder."""
        with reports.writing(self.folder):
            mark = self._mark(batch)
            mark.touch()
            try:
                yield
            finally:
                mark.unlink(missing_ok=True)
                mend(self.folder)  # what workers that died had begun

    def brief(self, job: Job, plan: Plan, batch: str, *, resume: bool) -> Outcome:
        """Makes one report in the folder, as a batch on one machine does."""
        name, article = job
        if not self._mark(batch).exists():
            told = f"{article.title}: {self.folder} on the worker {os.uname().nodename} is not the folder of this batch"
            return Outcome(name, article.title, error=ReportError(f"{told}; give --out one that all machines share"))
        plan = replace(plan, out=self.folder)
        if resume and reports.is_current(article, plan):
            return Outcome(name, article.title, self.folder / folder_name(article), needed=False)
        return brief_one(job, plan)

    def shown(self, folder: Path | str) -> str:
        """The place of a report as the user knows it."""
        return str(Path(self.name) / Path(folder).name)

    def _mark(self, batch: str) -> Path:
        return self.folder / f"{PARTIAL}{batch}"


@dataclass(frozen=True)
class Address:
    """What fsspec reaches. The last file of a report to be written, and the first to be read, is its `state.toml`."""

    address: str

    @contextmanager
    def held(self, batch: str) -> Iterator[None]:
        """Sees that it can be written to; who else writes there cannot be seen."""
        try:
            remote = Remote(self.address)
            remote.write(f"{PROBE}-{batch}", b"")
            remote.delete(f"{PROBE}-{batch}")
        except RemoteError as error:
            raise ReportError(str(error)) from error
        except Exception as error:  # every system has errors of its own
            raise self._unwritable("", error) from error
        yield

    def brief(self, job: Job, plan: Plan, batch: str, *, resume: bool) -> Outcome:  # noqa: ARG002
        """Makes one report in a folder of this machine, over what there is of it at the address, and takes it there."""
        name, article = job
        with TemporaryDirectory(prefix="communique-") as place:
            local = replace(plan, out=Path(place))
            report = folder_name(article)
            try:
                remote = Remote(self.address, shared=True)
                there = remote.paths(report)
                before = _fetched(remote, there, report, local.out)
                if resume and reports.is_current(article, local):
                    return Outcome(name, article.title, Path(report), needed=False)
                outcome = brief_one(("", article), local)
                if outcome.begun:
                    _deliver(remote, there, before, _files(local.out, report))
            except Exception as error:  # every system has errors of its own
                return Outcome(name, article.title, error=self._unwritable(report, error))
            if outcome.error is None:
                return replace(outcome, name=name, folder=Path(report))
            told = str(outcome.error).replace(place, public(self.address))
            return replace(outcome, name=name, error=CommuniqueError(told))

    def shown(self, folder: Path | str) -> str:
        """The place of a report as the user knows it."""
        return f"{public(self.address)}/{Path(folder).name}"

    def _unwritable(self, report: str, error: Exception) -> ReportError:
        place = "/".join(part for part in (public(self.address), report) if part)
        return ReportError(f"{place} cannot be written to: {reason(error, self.address)}")


def _fetched(remote: Remote, there: Collection[str], report: str, out: Path) -> dict[str, bytes]:
    """The files of a report that is there and was made to its end, put where it is made again."""
    if not {f"{report}/{STATE}", f"{report}/{FAILED}"} & set(there):
        return {}
    found: dict[str, bytes] = {}
    for path in there:
        if ".." in PurePosixPath(path).parts or (data := remote.read(path)) is None:
            continue
        found[path] = data
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    return found


def _files(out: Path, report: str) -> dict[str, bytes]:
    """The files of a report and of the copies that were kept of it."""
    found = (path for folder in (report, KEPT) for path in (out / folder).rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def _deliver(remote: Remote, there: Collection[str], before: dict[str, bytes], now: dict[str, bytes]) -> None:
    """Writes what has changed, `state.toml` last: until that is there, with the digests of all, nothing is whole."""
    for path in sorted(now, key=lambda path: (PurePosixPath(path).name == STATE, path)):
        if before.get(path) != now[path]:
            remote.write(path, now[path])
    for path in sorted(set(there) - set(now)):
        remote.delete(path)
