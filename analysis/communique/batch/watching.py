"""An inbox: each article that lands in a folder is briefed once, also over restarts; a bad one is put aside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from communique import reports
from communique.article import read_articles
from communique.article.formats import SUFFIXES
from communique.batch.briefing import Job, Outcome, brief_one
from communique.errors import CommuniqueError, ReportError
from communique.reports import Plan, write_whole
from communique.reports.files import BusyError, digest
from communique.settings import Settings

SEEN = ".communique-seen"
FAILED = "failed"
QUIET = 2.0  # seconds; a file that has not grown or changed for so long is taken to be written to its end

Look = tuple[int, int, float]


def watch(
    inbox: Path, plan: Plan, settings: Settings, tell: Callable[[Outcome], None], *, ended: Event | None = None
) -> None:
    """Briefs what is in the folder `inbox` and what lands there, until `ended` is set; each outcome is told.

    A file is done once, known again by its name and content, which `.communique-seen` in the inbox keeps. An empty one
    is waited for. One that cannot be briefed is moved to `failed/`, beside it `<name>.reason.txt`. ReportError where
    `inbox` is no folder that can be written to.
    """
    from watchfiles import watch as changes

    seen = _seen(inbox)
    looks: dict[Path, Look] = {}
    step = int(QUIET * 500)
    for _ in changes(inbox, recursive=False, stop_event=ended, rust_timeout=step, yield_on_timeout=True, debounce=step):
        for path in _settled(inbox, looks, time.monotonic()):
            if (mark := _mark(path)) in seen:
                continue
            if _brief(path, plan, settings, tell):
                seen.add(mark)
                write_whole(inbox / SEEN, "".join(f"{line}\n" for line in sorted(seen)).encode())


def _seen(inbox: Path) -> set[str]:
    try:
        if not inbox.is_dir():
            raise NotADirectoryError(0, "it is no folder")
        kept = (inbox / SEEN).read_text("ascii").split() if (inbox / SEEN).exists() else []
        write_whole(inbox / SEEN, "".join(f"{line}\n" for line in kept).encode())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or f"{SEEN} is broken"
        raise ReportError(f"{inbox} cannot be used as an inbox: {reason}") from error
    return set(kept)


def _settled(inbox: Path, looks: dict[Path, Look], now: float) -> Iterator[Path]:
    """The files that are as they were at a look `QUIET` seconds ago or longer."""
    names = sorted(p for p in inbox.iterdir() if p.suffix.lower() in {*SUFFIXES, ".jsonl"} and p.name[0] != ".")
    for path in names:
        try:
            stat = path.stat()
        except OSError:  # it was taken away meanwhile
            continue
        size, changed, since = looks.get(path, (-1, -1, now))
        if (size, changed) != (stat.st_size, stat.st_mtime_ns):
            looks[path] = (stat.st_size, stat.st_mtime_ns, now)
        elif path.is_file() and size and now - since >= QUIET:
            looks[path] = (size, changed, float("inf"))  # it is looked into again only when it changes
            yield path
    for gone in set(looks) - set(names):
        del looks[gone]


def _mark(path: Path) -> str:
    """What a file is known again by."""
    try:
        return digest(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
    except OSError:
        return ""


def _brief(path: Path, plan: Plan, settings: Settings, tell: Callable[[Outcome], None]) -> bool:
    """Briefs the article or the articles of a file, and puts it aside where that fails; whether all went well."""
    reasons: list[str] = []
    for loaded in read_articles([str(path)], settings=settings):
        if loaded.article is None:
            outcome = Outcome(loaded.name, error=loaded.error, begun=False)
        else:
            outcome = _made((loaded.name, loaded.article), plan)
        tell(outcome)
        if outcome.error is not None:
            reasons.append(f"{outcome.error}\n")
    if reasons:
        _put_aside(path, "".join(reasons))
    return not reasons


def _made(job: Job, plan: Plan) -> Outcome:
    """The outcome of one article; while another run writes to the reports it waits."""
    while True:
        try:
            with reports.writing(plan.out):
                return brief_one(job, plan)
        except BusyError:
            time.sleep(QUIET)
        except CommuniqueError as error:
            return Outcome(job[0], job[1].title, error=error, begun=False)


def _put_aside(path: Path, reasons: str) -> None:
    """Moves a file to `failed/`, over no other one there, with what was wrong beside it."""
    folder = path.parent / FAILED
    place, count = folder / path.name, 2
    try:
        folder.mkdir(exist_ok=True)
        while place.exists():
            place, count = folder / f"{path.stem}-{count}{path.suffix}", count + 1
        write_whole(place.with_name(f"{place.name}.reason.txt"), reasons.encode())
        path.rename(place)
    except OSError as error:
        raise ReportError(f"{path} cannot be moved to {folder}: {error.strerror}") from error
