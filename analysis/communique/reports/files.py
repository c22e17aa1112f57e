"""Files written whole or not at all, and folders that appear whole or not at all, whenever the process is killed.

A report is built in a staging folder beside its place, each time in another one: a run that was given up for dead and
is not writes into nobody else's. What is in it is complete once its `state.toml` is there, the last file written: a
report left behind with that file is put in place by the next run, one without is removed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from communique.errors import ReportError

STATE = "state.toml"
STAGING = ".staging-"
PARTIAL = ".partial-"
PROBE = ".probe"


class BusyError(ReportError):
    """Another run is writing to the folder."""


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that, whenever this is killed, either what was there before is there or all of `data`."""
    partial = path.with_name(f"{PARTIAL}{path.name}")
    try:
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Makes `out`, keeps other runs from writing to it meanwhile, and mends what a killed run left there.

    ReportError where it cannot be made or written to, or another run is writing to it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from error
    with _locked(out):
        try:
            write_whole(out / PROBE, b"")
            (out / PROBE).unlink()
            mend(out)
        except OSError as error:
            raise _unwritable(out, error) from error
        yield


@contextmanager
def staging(out: Path, name: str) -> Iterator[Path]:
    """A folder in which to build the report `name`; removed at the end, unless it was put in place."""
    place = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
    try:
        (stage := place / name).mkdir()
        yield stage
    finally:
        shutil.rmtree(place, ignore_errors=True)


def put_in_place(stage: Path, folder: Path) -> None:
    """Makes `folder` what `stage` is: at once where there is no such folder, else file by file, the state last."""
    _sync_folder(stage)
    if not folder.exists():
        stage.rename(folder)
    else:
        files = sorted((p for p in stage.rglob("*") if p.is_file()), key=lambda p: (p.name == STATE, p))
        for file in files:
            target = folder / file.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        _sync_folder(folder)
        shutil.rmtree(stage, ignore_errors=True)
    _sync_folder(folder.parent)


def mend(out: Path) -> None:
    """Finishes or removes what a killed run left; nobody else may be writing to `out`."""
    for stage in sorted(out.glob(f"{STAGING}*/*")):
        if (stage / STATE).is_file():
            put_in_place(stage, out / stage.name)
    for place in out.glob(f"{STAGING}*"):
        shutil.rmtree(place, ignore_errors=True)
    for partial in (*out.glob(f"{PARTIAL}*"), *out.glob(f"*/{PARTIAL}*")):
        partial.unlink(missing_ok=True)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Keeps the folder for this process; the lock ends with the process, however that ends."""
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # else it is a file system without locks: two runs in one folder are the user's to avoid
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            os.close(handle)
            busy = f"another run is writing to {out}; wait for it, or choose another folder with --out"
            raise BusyError(busy) from None
    try:
        yield
    finally:
        os.close(handle)


def _unwritable(out: Path, error: OSError) -> ReportError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return ReportError(f"{out} is not a folder; choose another one with --out")
    return ReportError(f"{out} cannot be written to: {error.strerror}; choose another folder with --out")


def _sync_folder(folder: Path) -> None:
    """Has the disk keep the names in `folder`; a file system that cannot do so is left alone."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
