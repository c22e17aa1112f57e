"""From what a user names to articles, one after the other; a bad one is told and the others are read."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from communique.article.decoding import clean
from communique.article.fetching import fetch
from communique.article.formats import SUFFIXES, Raw, kind_of, parse
from communique.article.language import require_english
from communique.errors import ArticleError, BriefingError, SettingsError
from communique.model import Article, parse_json, title_of
from communique.settings import Settings

if TYPE_CHECKING:
    import httpx

_MAX_TITLE = 300


@dataclass(frozen=True)
class Loaded:
    """One article that was asked for: its name, and either the article or the error in its way."""

    name: str
    article: Article | None = None
    error: ArticleError | None = None


def read_article(path: str | Path, settings: Settings | None = None) -> Article:
    """The article in one file: text, Markdown, HTML, PDF, or a report's `article.json`.

    Of a plain text nothing changes but a byte order mark and line ends; Markdown loses its markup, HTML and PDF
    become paragraphs parted by blank lines. ArticleError (one line, naming the file) where that is no English article.
    """
    return _named(str(path), partial(_read_file, Path(path), settings or Settings(), Raw("")))


def read_articles(
    names: Iterable[str],
    *,
    settings: Settings | None = None,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Iterator[Loaded]:
    """Each article that `names` name, in their order, read only when it is asked for.

    A name is a file, a folder (its articles, sorted), a glob, an http(s) address, a `.jsonl` file (an article a line)
    or `-` for standard input. `title`, `source` and `date` override what an article says of itself. SettingsError
    at once for a `date` that is none; an article's own error is in what is yielded.
    """
    given = Raw("", title=title, source=source, published=None if date is None else _iso_date(date, SettingsError))
    return _Loader(settings or Settings(), given, stdin, transport).each(names)


def _named(name: str, read: Callable[[], Article]) -> Article:
    """What `read` gives; its error says whose it is."""
    try:
        return read()
    except ArticleError as error:
        raise ArticleError(f"{_shown(name)} {error}") from error
    except OSError as error:
        raise ArticleError(f"{_shown(name)} cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True)
class _Loader:
    settings: Settings
    given: Raw
    stdin: BinaryIO | None
    transport: httpx.BaseTransport | None

    def each(self, names: Iterable[str]) -> Iterator[Loaded]:
        for name in names:
            if name == "-":
                yield self._load("standard input", self._read_stdin)
            elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", name):
                yield self._load(name, partial(self._read_url, name))
            else:
                yield from self._on_disk(name)

    def _load(self, name: str, read: Callable[[], Article]) -> Loaded:
        try:
            return Loaded(name, article=_named(name, read))
        except ArticleError as error:
            return Loaded(name, error=error)

    def _read_stdin(self) -> Article:
        data = _limited(self.stdin or sys.stdin.buffer, self.settings)
        return _article(parse(data, kind_of(data), limit=self.settings.max_characters), self.settings, self.given)

    def _read_url(self, url: str) -> Article:
        limits = self.settings
        got = fetch(url, timeout=limits.fetch_timeout, max_bytes=limits.max_bytes, transport=self.transport)
        raw = parse(got.data, got.kind, charset=got.charset, url=got.url, limit=limits.max_characters)
        return _article(replace(raw, url=raw.url or got.url), limits, self.given)

    def _on_disk(self, name: str) -> Iterator[Loaded]:
        path = Path(name)
        files = [path]
        try:
            if path.is_dir():
                files = sorted(p for p in path.iterdir() if p.suffix.lower() in {*SUFFIXES, ".jsonl"} and p.is_file())
                nothing = f"{_shown(name)} is a folder without articles ({', '.join(sorted(SUFFIXES))}, .jsonl)"
            elif has_magic(name) and not path.exists():
                files = sorted(p for p in map(Path, glob(name, recursive=True)) if p.is_file())  # noqa: PTH207 - Path.glob takes no absolute pattern
                nothing = f"no file matches {_shown(name)}"
        except (OSError, ValueError) as error:
            files, nothing = [], f"{_shown(name)} cannot be read: {getattr(error, 'strerror', None) or error}"
        if not files:
            yield Loaded(name, error=ArticleError(nothing))
        for file in files:
            if file.suffix.lower() == ".jsonl":
                yield from self._lines(file)
            else:
                yield self._load(str(file), partial(_read_file, file, self.settings, self.given))

    def _lines(self, file: Path) -> Iterator[Loaded]:
        try:
            with file.open("rb") as stream:
                count = 0
                for number, line in enumerate(_short_lines(stream, self.settings.max_bytes), 1):
                    if line is None or line.strip(b"\xef\xbb\xbf \t\r\n"):
                        count += 1
                        yield self._load(f"{file} line {number}", partial(self._row, line))
            if not count:
                yield Loaded(str(file), error=ArticleError(f"{_shown(str(file))} is empty"))
        except OSError as error:
            yield Loaded(
                str(file), error=ArticleError(f"{_shown(str(file))} cannot be read: {error.strerror or error}")
            )

    def _row(self, line: bytes | None) -> Article:
        """The article of one line, an object with `text` and perhaps other fields."""
        if line is None:
            raise ArticleError(_too_large(self.settings))
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise ArticleError("is not JSON") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ArticleError('is not an object with a "text"')
        fields = {name: _text_field(row, name) for name in ("title", "author", "source", "published", "url")}
        return _article(Raw(clean(row["text"]), **fields), self.settings, self.given, _text_field(row, "id"))


def _text_field(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool | list | dict):
        raise ArticleError(f'has a "{name}" that is not text')
    return str(value)


def _short_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a file, None in place of one longer than `limit` bytes, which never is in memory as a whole."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None


def _read_file(path: Path, settings: Settings, given: Raw) -> Article:
    try:
        if path.is_dir():
            raise ArticleError("is a folder; name one article in it")
        with path.open("rb") as stream:
            data = _limited(stream, settings)
    except FileNotFoundError:
        raise ArticleError("does not exist") from None
    except ValueError as error:  # a NUL in the name
        raise ArticleError("is no name that a file can have") from error
    if path.suffix.lower() == ".json":
        return _stored(data)
    kind = SUFFIXES.get(path.suffix.lower()) or kind_of(data)
    return _article(parse(data, kind, limit=settings.max_characters), settings, given)


def _stored(data: bytes) -> Article:
    """An article as a report keeps it: checked when it was loaded, so that it is only parsed here."""
    try:
        article = parse_json(Article, data)
    except BriefingError as error:
        raise ArticleError(f"is {error}; a .json file has to be a report's article.json") from error
    if article.text is None:
        raise ArticleError("is an article without its text")
    return article


def _limited(stream: BinaryIO, settings: Settings) -> bytes:
    data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise ArticleError(_too_large(settings))
    return data


def _too_large(settings: Settings) -> str:
    return f"is larger than {settings.max_bytes:,} bytes (the setting max_bytes)"


def _article(raw: Raw, settings: Settings, given: Raw, id: str | None = None) -> Article:
    """The checked article of `raw`, what is `given` over what it says of itself."""
    text = raw.text
    if not text.strip():
        raise ArticleError("is empty")
    if len(text) > settings.max_characters:
        raise ArticleError(f"is longer than {settings.max_characters:,} characters (the setting max_characters)")
    if not any(map(str.isalpha, text)):
        raise ArticleError("has no words")
    require_english(text)
    published = raw.published and _iso_date(raw.published, ArticleError)
    return Article.of(
        text,
        _one_line(given.title) or _one_line(raw.title) or _one_line(title_of(text)),
        id=_one_line(id),
        source=_one_line(given.source) or _one_line(raw.source),
        author=_one_line(raw.author),
        published=given.published or published,
        url=_one_line(raw.url) if raw.url and re.match(r"https?://", raw.url) else None,
    )


def _one_line(text: str | None) -> str | None:
    """`text` on one line of bearable length; None for what has no visible character."""
    line = " ".join(clean(text or "").split())
    return (line if len(line) <= _MAX_TITLE else line[: _MAX_TITLE - 1].rstrip() + "…") or None


def _iso_date(text: str, error: type[ArticleError] | type[SettingsError]) -> str:
    """The day that `text` names, as YYYY-MM-DD; the error where it names none or could mean two."""
    words = " ".join(text.split())
    try:
        return datetime.fromisoformat(words).date().isoformat()
    except ValueError:
        pass
    days = _readings(words)
    if len(days) != 1:
        raise error(f"has the date {_shown(words)}, which is not one; write it like 2025-03-18")
    return days.pop()


def _readings(words: str) -> set[str]:
    """The days that `words` can mean, however what they leave open is filled in; empty if they are no date."""
    from dateutil.parser import ParserError, parse

    fills = (datetime(2001, 1, 1), datetime(2002, 2, 2))
    try:
        return {
            parse(words, default=fill, dayfirst=first).date().isoformat() for fill in fills for first in (False, True)
        }
    except (ParserError, OverflowError, ValueError):
        return set()


def _shown(name: str) -> str:
    """A name as one printable line, cut where it is very long."""
    line = "".join(c if c.isprintable() else "�" for c in name)
    return line if len(line) <= 200 else line[:199] + "…"
