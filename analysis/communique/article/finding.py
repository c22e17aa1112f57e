"""From what a user names to articles, one after the other; a bad one is told and the others are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from communique.article.fetching import fetch
from communique.article.formats import SUFFIXES, Raw
from communique.article.loading import Loaded, data_of, iso_date, limited, named, of_file, of_page, of_row, shown
from communique.errors import ArticleError, CommuniqueError, SettingsError
from communique.model import Article
from communique.remote import Remote, is_address, public, reason
from communique.settings import Settings

if TYPE_CHECKING:
    import httpx

ENDINGS = {*SUFFIXES, ".jsonl"}
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """One article that was asked for and is not read yet, or the error in its way; it can be sent to another machine.

    `get` gives its content, which `make` makes an article of; `anywhere` is whether every machine can get it.
    """

    name: str
    get: Callable[[], Any] = bytes
    make: Callable[[Any], Article] | None = None
    anywhere: bool = False
    error: ArticleError | None = None

    def load(self) -> Loaded:
        """The article, or the error."""
        if self.make is None:
            return Loaded(self.name, error=self.error)
        make = self.make
        try:
            return Loaded(self.name, article=named(self.name, lambda: make(self.get())))
        except ArticleError as error:
            return Loaded(self.name, error=error)

    def carried(self) -> Source:
        """The same with its content, which only this machine may be able to get."""
        if self.anywhere or self.make is None:
            return self
        try:
            return replace(self, get=partial(_same, named(self.name, self.get)))
        except ArticleError as error:
            return Source(self.name, error=error)


def read_articles(names: Iterable[str], **options: Any) -> Iterator[Loaded]:
    """Each article that `names` name, in their order, read only when it is asked for; `options` as for `find_articles`.

    SettingsError at once for a date that is none; an article's own error is in what is yielded.
    """
    return (source.load() for source in find_articles(names, **options))


def find_articles(
    names: Iterable[str],
    *,
    settings: Settings | None = None,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    transport: httpx.BaseTransport | None = None,
    addresses: bool = False,
) -> Iterator[Source]:
    """Each article that `names` name, in their order, looked for only when it is asked for.

    A name is a file, a folder (its articles, sorted), a glob, an http(s) address, a `.jsonl` file (an article a line)
    or `-` for standard input; with `addresses`, also a file, folder, glob or `.jsonl` file at an address that fsspec
    reaches. `title`, `source` and `date` override what an article says of itself. SettingsError at once for a `date`
    that is none.
    """
    given = Raw("", title=title, source=source, published=None if date is None else iso_date(date, SettingsError))
    return _Finder(settings or Settings(), given, stdin, transport, addresses).each(names)


@dataclass(frozen=True)
class _Finder:
    settings: Settings
    given: Raw
    stdin: BinaryIO | None
    transport: httpx.BaseTransport | None
    addresses: bool

    def each(self, names: Iterable[str]) -> Iterator[Source]:
        for name in names:
            if name == "-":
                stdin = self.stdin or sys.stdin.buffer
                yield Source("standard input", partial(limited, stdin, self.settings), self._made(""))
            elif is_address(name) and self.addresses and not name.lower().startswith(("http://", "https://")):
                yield from self._at_address(name)
            elif is_address(name):
                yield Source(name, self._fetched(name), partial(of_page, self.settings, self.given))
            else:
                yield from self._on_disk(name)

    def _made(self, suffix: str) -> Callable[[bytes], Article]:
        return partial(of_file, suffix.lower(), self.settings, self.given)

    def _fetched(self, url: str) -> Callable[[], object]:
        limits = self.settings
        return partial(fetch, url, timeout=limits.fetch_timeout, max_bytes=limits.max_bytes, transport=self.transport)

    def _on_disk(self, name: str) -> Iterator[Source]:
        path = Path(name)
        files = [path]
        try:
            if path.is_dir():
                files = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
                nothing = _nothing_in(name)
            elif has_magic(name) and not path.exists():
                files = sorted(p for p in map(Path, glob(name, recursive=True)) if p.is_file())  # noqa: PTH207 - Path.glob takes no absolute pattern
                nothing = f"no file matches {shown(name)}"
        except (OSError, ValueError) as error:
            files, nothing = [], f"{shown(name)} cannot be read: {getattr(error, 'strerror', None) or error}"
        if not files:
            yield Source(name, error=ArticleError(nothing))
        for file in files:
            if file.suffix.lower() == ".jsonl":
                yield from self._lines(str(file), partial(file.open, "rb"))
            else:
                yield Source(str(file), partial(data_of, file, self.settings), self._made(file.suffix))

    def _at_address(self, name: str) -> Iterator[Source]:
        try:
            files, nothing = Remote(name).matching(), f"no file matches {shown(public(name))}"
        except Exception as error:  # every system has errors of its own
            why = str(error) if isinstance(error, CommuniqueError) else f"cannot be read: {reason(error, name)}"
            missing = isinstance(error, FileNotFoundError)
            files, nothing = [], f"{shown(public(name))} {'does not exist' if missing else why}"
        if name not in files and not has_magic(name) and files:
            files = [file for file in files if Path(file).suffix.lower() in ENDINGS]
            nothing = _nothing_in(public(name))
        if not files:
            yield Source(public(name), error=ArticleError(nothing))
        for file in files:
            if file.lower().endswith(".jsonl"):
                yield from self._lines(public(file), partial(_opened, file))
            else:
                far = not file.startswith(("memory:", "file:", "local:"))
                yield Source(public(file), partial(_read_at, file, self.settings), self._made(Path(file).suffix), far)

    def _lines(self, name: str, stream: Callable[[], Any]) -> Iterator[Source]:
        count = 0
        try:
            with closing(named(name, stream)) as lines:
                for number, line in enumerate(_short_lines(lines, self.settings.max_bytes), 1):
                    if line is None or line.strip(b"\xef\xbb\xbf \t\r\n"):
                        count += 1
                        row = partial(of_row, self.settings, self.given)
                        yield Source(f"{name} line {number}", partial(_same, line), row)
            if not count:
                yield Source(name, error=ArticleError(f"{shown(name)} is empty"))
        except ArticleError as error:
            yield Source(name, error=error)
        except OSError as error:
            yield Source(name, error=ArticleError(f"{shown(name)} cannot be read: {error.strerror or error}"))


def _same(content: T) -> T:
    return content


def _nothing_in(name: str) -> str:
    return f"{shown(name)} is a folder without articles ({', '.join(sorted(SUFFIXES))}, .jsonl)"


def _opened(address: str) -> Any:
    try:
        return Remote(address, shared=True).open()
    except FileNotFoundError:
        raise ArticleError("does not exist") from None
    except Exception as error:  # every system has errors of its own
        raise ArticleError(f"cannot be read: {reason(error, address)}") from error


def _read_at(address: str, settings: Settings) -> bytes:
    with closing(_opened(address)) as stream:
        return limited(stream, settings)


def _short_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a file, None in place of one longer than `limit` bytes, which never is in memory as a whole."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None
