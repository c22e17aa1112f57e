"""From the content of a file, a page or a row to an article, checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from communique.article.decoding import clean
from communique.article.fetching import Fetched
from communique.article.formats import SUFFIXES, Raw, kind_of, parse
from communique.article.language import require_english
from communique.errors import ArticleError, BriefingError, SettingsError
from communique.model import Article, parse_json, title_of
from communique.settings import Settings

T = TypeVar("T")
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
    file, limits = Path(path), settings or Settings()
    return named(str(path), lambda: of_file(file.suffix.lower(), limits, Raw(""), data_of(file, limits)))


def named(name: str, read: Callable[[], T]) -> T:
    """What `read` gives; its error says whose it is."""
    try:
        return read()
    except ArticleError as error:
        raise ArticleError(f"{shown(name)} {error}") from error
    except OSError as error:
        raise ArticleError(f"{shown(name)} cannot be read: {error.strerror or error}") from error


def of_row(settings: Settings, given: Raw, line: bytes | None) -> Article:
    """The article of one line of a `.jsonl`, an object with `text` and perhaps other fields."""
    if line is None:
        raise ArticleError(_too_large(settings))
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ArticleError("is not JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ArticleError('is not an object with a "text"')
    fields = {name: _text_field(row, name) for name in ("title", "author", "source", "published", "url")}
    return _article(Raw(clean(row["text"]), **fields), settings, given, _text_field(row, "id"))


def of_page(settings: Settings, given: Raw, got: Fetched) -> Article:
    """The article of what an address gave."""
    raw = parse(got.data, got.kind, charset=got.charset, url=got.url, limit=settings.max_characters)
    return _article(replace(raw, url=raw.url or got.url), settings, given)


def _text_field(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool | list | dict):
        raise ArticleError(f'has a "{name}" that is not text')
    return str(value)


def data_of(path: Path, settings: Settings) -> bytes:
    """What is in a file; ArticleError for one that is missing, too large or a folder."""
    try:
        if path.is_dir():
            raise ArticleError("is a folder; name one article in it")
        with path.open("rb") as stream:
            return limited(stream, settings)
    except FileNotFoundError:
        raise ArticleError("does not exist") from None
    except ValueError as error:  # a NUL in the name
        raise ArticleError("is no name that a file can have") from error


def of_file(suffix: str, settings: Settings, given: Raw, data: bytes) -> Article:
    """The article of a file's content; its name's `suffix` says what kind it is, else the content does."""
    if suffix == ".json":
        return _stored(data)
    kind = SUFFIXES.get(suffix) or kind_of(data)
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


def limited(stream: BinaryIO, settings: Settings) -> bytes:
    """All of a stream; ArticleError where that is too much."""
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
    published = raw.published and iso_date(raw.published, ArticleError)
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


def iso_date(text: str, error: type[ArticleError] | type[SettingsError]) -> str:
    """The day that `text` names, as YYYY-MM-DD; the error where it names none or could mean two."""
    words = " ".join(text.split())
    try:
        return datetime.fromisoformat(words).date().isoformat()
    except ValueError:
        pass
    days = _readings(words)
    if len(days) != 1:
        raise error(f"has the date {shown(words)}, which is not one; write it like 2025-03-18")
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


def shown(name: str) -> str:
    """A name as one printable line, cut where it is very long."""
    line = "".join(c if c.isprintable() else "�" for c in name)
    return line if len(line) <= 200 else line[:199] + "…"
