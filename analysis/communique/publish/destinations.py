"""Places that take a site: a folder, whatever fsspec reaches, a branch of a Git repository."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from communique.errors import PublishError
from communique.publish.delivery import Destination
from communique.remote import Remote, RemoteError, is_address, public, reason
from communique.reports import write_whole

DEFAULT_BRANCH = "gh-pages"
T = TypeVar("T")


class DestinationError(PublishError):
    """A destination that refuses, is full, is not there, or goes away."""


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> Collection[str]:
        """The files in it, but for those of Git."""
        files = (p.relative_to(self.root) for p in self.root.rglob("*") if p.is_file() or p.is_symlink())
        return {p.as_posix() for p in files if p.parts[0] != ".git"}

    def read(self, path: str) -> bytes | None:
        """A file's content, None where there is no such file."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        """Puts a file there, whole or not at all."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)

    def delete(self, path: str) -> None:
        """Removes a file and the folders that it leaves empty."""
        target = self.root / path
        target.unlink(missing_ok=True)
        with suppress(OSError):  # not empty
            while (target := target.parent) != self.root:
                target.rmdir()


class Told:
    """A destination whose errors, of whatever kind, are DestinationErrors of one line."""

    def __init__(self, destination: Destination, name: str) -> None:
        self._destination, self._name = destination, name

    def paths(self) -> Collection[str]:
        """The files that are there."""
        return self._try(self._destination.paths)

    def read(self, path: str) -> bytes | None:
        """A file's content, None where there is no such file."""
        return self._try(self._destination.read, path)

    def write(self, path: str, data: bytes) -> None:
        """Puts a file there, whole or not at all."""
        self._try(self._destination.write, path, data)

    def delete(self, path: str) -> None:
        """Removes a file; one that is not there is no error."""
        self._try(self._destination.delete, path)

    def _try(self, work: Callable[..., T], *arguments: Any) -> T:
        try:
            return work(*arguments)
        except Exception as error:  # every system and library has errors of its own
            told = f"{public(self._name)} failed: {reason(error, self._name)}; publish again when it is mended"
            raise DestinationError(told) from error


@contextmanager
def opened(name: str, *, message: str | None = None) -> Iterator[Destination]:
    """The destination called `name`: a path, an fsspec address, or `git+…#branch`.

    What goes wrong there is a DestinationError. A Git branch is committed to and pushed at the end of the block, with
    `message`; without one nothing is sent.
    """
    if match := re.fullmatch(r"git\+((?:ssh|https?|file)://[^#]+)(?:#(.+))?", name):
        with _branch(match[1], match[2] or DEFAULT_BRANCH, message) as folder:
            yield Told(folder, name)
    elif is_address(name):
        try:
            remote = Remote(name)
        except RemoteError as error:
            raise PublishError(str(error)) from error
        yield Told(remote, name)
    else:
        yield Told(Folder(Path(name).absolute()), name)


@contextmanager
def _branch(url: str, branch: str, message: str | None) -> Iterator[Folder]:
    """A branch in a folder that is thrown away; pushed at the end, which the repository takes whole or not at all."""
    if subprocess.run(["git", "check-ref-format", "--branch", branch], capture_output=True).returncode:
        raise PublishError(f"{branch!r} is no name of a branch")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _git(folder, "init", "--quiet", f"--initial-branch={branch}")
        if _git(folder, "ls-remote", "--heads", "--", url, f"refs/heads/{branch}"):
            _git(folder, "fetch", "--quiet", "--depth=1", "--", url, f"refs/heads/{branch}")
            _git(folder, "reset", "--quiet", "--hard", "FETCH_HEAD")
        yield Folder(folder)
        _git(folder, "add", "--all", "--force")
        if message is not None and _git(folder, "status", "--porcelain"):
            _git(folder, "commit", "--quiet", f"--message={message}")
            _git(folder, "push", "--quiet", "--", url, f"HEAD:refs/heads/{branch}")


def _git(folder: Path, *arguments: str) -> str:
    """What a git command prints; PublishError with its last line where it fails."""
    # Nobody is there to answer; hooks and line ends of the user's own have no part in a site.
    fixed = ["-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "advice.detachedHead=false"]
    someone = {"GIT_AUTHOR_NAME": "communique", "GIT_AUTHOR_EMAIL": "communique@localhost"}
    someone |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in someone.items()}
    environ = {**_known_person(folder, someone), **os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *fixed, *arguments], cwd=folder, env=environ, capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError as error:
        raise PublishError("publishing to a Git branch needs git; install it") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or [f"git {arguments[0]} failed"]
        told = next(
            (line for line in said if re.match("fatal:|error:|remote: error|.*rejected", line.strip())), said[-1]
        )
        raise DestinationError(f"the Git repository does not take the site: {' '.join(told.split())}")
    return done.stdout


def _known_person(folder: Path, someone: dict[str, str]) -> dict[str, str]:
    """Who commits where Git does not know it."""
    known = subprocess.run(["git", "config", "user.email"], cwd=folder, capture_output=True)
    return {} if known.returncode == 0 else someone
