"""The briefings of many articles as data alone: in batches through the pipeline, on all cores, in the given order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from communique.article import Loaded
from communique.batch.workers import Workers
from communique.errors import CommuniqueError, ReportError, SettingsError
from communique.model import Briefing
from communique.reports.files import PARTIAL

CHUNK = 8  # articles that go through the pipeline together: enough for its batches, few enough to spread over cores
COUNTED = ("actors", "statements", "proposals", "concessions")
FACTS = ("id", "title", "source", "author", "published", "url", "language", "sha256")

Job = tuple[int, int, tuple[Loaded, ...]]
"""The number of a chunk, the place of the first of these articles in it, and the articles."""


@dataclass(frozen=True)
class Extracted:
    """One article that was asked for, with its briefing as `Briefing.to_json` gives it, or the error."""

    name: str
    json: str | None = None
    error: Exception | None = None
    begun: bool = True


def extract_all(loaded: Iterable[Loaded], *, workers: int, pipeline: str, min_confidence: float) -> Iterator[Extracted]:
    """The briefing of each article, in their order; by `workers` processes where there are more than a few."""
    settings = {"pipeline": pipeline, "min_confidence": min_confidence}
    jobs = _Chunks(loaded)
    first = list(islice(jobs, 2))
    if len(first) < 2 or workers == 1:
        for job in [*first, *jobs]:
            yield from extract(job, **settings)
        return
    jobs.again.extend(first)
    with Workers[Job, tuple[Extracted, ...]](workers, partial(_start, settings)) as processes:
        yield from _in_order(processes.do(jobs), jobs)


def extract(job: Job, **settings: Any) -> tuple[Extracted, ...]:
    """The briefings of a few articles; where one breaks the batch they are done one by one."""
    from communique.extraction import analyse_many

    number, place, chunk = job
    articles = [one.article for one in chunk if one.article is not None]
    try:
        briefings = iter([briefing.to_json() for briefing in analyse_many(articles, **settings)])
    except SettingsError:
        raise
    except Exception as error:
        if len(chunk) > 1:
            return tuple(done for one in chunk for done in extract((number, place, (one,)), **settings))
        expected = isinstance(error, CommuniqueError)
        told = CommuniqueError(str(error)) if expected else RuntimeError(f"{chunk[0].name}: {error!r}")
        return (Extracted(chunk[0].name, error=told),)
    return tuple(
        Extracted(one.name, error=one.error, begun=False)
        if one.article is None
        else Extracted(one.name, next(briefings))
        for one in chunk
    )


class _Chunks:
    """The articles in chunks, read only as they are asked for; what is put into `again` comes first."""

    def __init__(self, loaded: Iterable[Loaded]) -> None:
        self._loaded, self._number = iter(loaded), 0
        self.again: deque[Job] = deque()

    def __iter__(self) -> Iterator[Job]:
        return self

    def __next__(self) -> Job:
        if self.again:
            return self.again.popleft()
        if not (chunk := tuple(islice(self._loaded, CHUNK))):
            raise StopIteration
        self._number += 1
        return self._number - 1, 0, chunk


def _start(settings: dict[str, Any]) -> Callable[[Job], tuple[Extracted, ...]]:
    return partial(_extract_or_tell, settings)


def _extract_or_tell(settings: dict[str, Any], job: Job) -> tuple[Extracted, ...]:
    """As `extract`, and a pipeline that cannot be had is told of each article: it is to get to another process."""
    try:
        return extract(job, **settings)
    except SettingsError as error:
        return tuple(Extracted(one.name, error=error, begun=False) for one in job[2])


def _in_order(results: Iterable[tuple[Job, tuple[Extracted, ...] | None]], jobs: _Chunks) -> Iterator[Extracted]:
    """The results in the order of the articles; of a chunk that a worker died of, each article is tried by itself."""
    come: dict[int, dict[int, Extracted]] = {}
    sizes: dict[int, int] = {}
    following = 0
    for (number, place, chunk), result in results:
        sizes.setdefault(number, len(chunk))
        if result is None and len(chunk) > 1:
            jobs.again.extend((number, place + k, (one,)) for k, one in enumerate(chunk))
            continue
        died = CommuniqueError(f"{chunk[0].name}: its worker process died, perhaps for want of memory")
        done = result or (Extracted(chunk[0].name, error=died),)
        come.setdefault(number, {}).update({place + k: one for k, one in enumerate(done)})
        while following in come and len(come[following]) == sizes[following]:
            yield from (one for _, one in sorted(come.pop(following).items()))
            following += 1


class Table:
    """Briefings in one file, as JSON Lines or as Parquet by its ending; in place only when it is whole.

    A Parquet file has a row an article: what is known of it, how many entries of each kind, the briefing as JSON.
    """

    def __init__(self, path: Path) -> None:
        self.path, self._partial = path, path.with_name(f"{PARTIAL}{path.name}")
        self._write, self._finish = (self._parquet if path.suffix == ".parquet" else self._lines)()

    def add(self, briefing: str) -> None:
        """Appends a briefing."""
        self._write(briefing)

    def __enter__(self) -> Table:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
                self._partial.replace(self.path)
            else:
                self._partial.unlink(missing_ok=True)
        except OSError as error:
            raise ReportError(f"{self.path} cannot be written: {error.strerror}") from error

    def _lines(self) -> tuple[Callable[[str], object], Callable[[], None]]:
        import json

        stream = self._open()

        def finish() -> None:
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()

        return lambda text: stream.write(f"{json.dumps(json.loads(text), ensure_ascii=False)}\n".encode()), finish

    def _parquet(self) -> tuple[Callable[[str], object], Callable[[], None]]:
        try:
            import pyarrow as pa
            from pyarrow.parquet import ParquetWriter
        except ImportError as error:
            raise SettingsError("Parquet needs pyarrow; install it: python -m pip install pyarrow") from error
        fields = [*((name, pa.string()) for name in FACTS), *((name, pa.int32()) for name in COUNTED)]
        schema = pa.schema([*fields, ("briefing", pa.string())])
        stream = self._open()
        writer, rows = ParquetWriter(stream, schema), list[dict[str, Any]]()

        def flush() -> None:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            rows.clear()

        def write(text: str) -> None:
            rows.append(row(Briefing.from_json(text)))
            if len(rows) == 1000:
                flush()

        def finish() -> None:
            flush()
            writer.close()
            os.fsync(stream.fileno())
            stream.close()

        return write, finish

    def _open(self) -> Any:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._partial.open("wb")
        except OSError as error:
            raise ReportError(f"{self.path} cannot be written: {error.strerror}; choose another with --out") from error


def row(briefing: Briefing) -> dict[str, Any]:
    """A briefing as a row of a table."""
    known = {name: getattr(briefing.article, name) for name in FACTS}
    counts = {name: len(getattr(briefing, name)) for name in COUNTED}
    return {**known, **counts, "briefing": briefing.to_json()}
