"""`corrections.toml`: to be edited by hand; comments stay; written whole or not at all; no writer undoes another."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from communique.corrections.applying import Corrected, apply
from communique.corrections.kinds import ACTIONS, CLASSES, Correction, named, plain, said, wrong_fields
from communique.corrections.words import changes
from communique.errors import CorrectionError
from communique.model import Article, Briefing, parse_json

HEADER = """\
# What was changed by hand in this briefing; applied over the analysis at every run. It may be edited:
# action = "drop", "amend", "add", "merge" or "confirm"; an empty string empties a field; evidence quotes the article.
"""
NAME = "corrections.toml"
PREVIOUS = "previous.json"
MARK = "\ufdd0mark\ufdd1"  # noncharacters, which no text should have


@dataclass(frozen=True)
class CorrectionsFile:
    """A `corrections.toml` as it was read; each change gives the file as it then is."""

    path: Path
    text: str
    corrections: tuple[Correction, ...]

    def append(self, *corrections: Correction) -> CorrectionsFile:
        """Adds corrections at the end, all else kept to the byte.

        CorrectionError, nothing written, where the file is no longer as it was read.
        """
        head = self.text or HEADER
        text = head + ("" if head.endswith("\n") else "\n") + "".join(f"\n{block(c)}" for c in corrections)
        return self._written(text, (*self.corrections, *corrections))

    def undo(self) -> CorrectionsFile:
        """Takes the last correction back; CorrectionError where there is none or the file is not as it was read."""
        if not self.corrections:
            raise CorrectionError(f"there is no correction to undo in {self.path.name}")
        text = without_last(self.text)
        return self._written("" if text == HEADER else text, self.corrections[:-1])

    def _written(self, text: str, corrections: tuple[Correction, ...]) -> CorrectionsFile:
        if parse(text, self.path.name) != corrections:
            raise CorrectionError(
                f"{self.path.name} cannot be changed by communique; write each correction as a [[correction]] table"
            )
        with _held(self.path.parent):
            if _read(self.path) != self.text:
                raise CorrectionError(
                    f"{self.path.name} was changed by somebody else meanwhile: read it again and correct once more"
                )
            _replace(self.path, text)
        return CorrectionsFile(self.path, text, corrections)


def load(path: Path | str) -> CorrectionsFile:
    """Reads a `corrections.toml`; a missing one has no corrections; CorrectionError with line and column."""
    path = Path(path)
    text = _read(path)
    return CorrectionsFile(path, text, parse(text, path.name))


def correct(briefing: Briefing, path: Path | str = NAME) -> Corrected:
    """The briefing with the corrections of a file made, by default of the one in the working directory.

    Where the version of the article that was corrected is beside it, what changed since is told too.
    """
    result = apply(briefing, load(path).corrections)
    try:
        previous = parse_json(Article, Path(path).with_name(PREVIOUS).read_bytes())
    except OSError:  # as with nearly every report: it is the first version
        return result
    return replace(result, changes=changes(previous.text or "", briefing.article.text or ""))


def parse(text: str, name: str = NAME) -> tuple[Correction, ...]:
    """The corrections in a TOML text; CorrectionError, with line and column, where it is wrong."""
    document = _document(text, name)
    for key in document:
        if key != "correction":
            raise _slip(text, name, [key], "there is nothing of that name here, only [[correction]] tables")
    tables = document.get("correction", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _slip(text, name, ["correction"], "each correction is a table, headed [[correction]]")
    return tuple(_correction(text, name, i, plain(table)) for i, table in enumerate(tables))


def _document(text: str, name: str) -> tomlkit.TOMLDocument:
    try:
        tomllib.loads(text)  # its messages are the plainer ones
        return tomlkit.parse(text)
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).removesuffix(")").partition(" (at ")
        end = f"line {text.count(chr(10)) + 1}, at the end"
        raise CorrectionError(f"{name}, {where if where[:4] == 'line' else end}: {message}") from error
    except TOMLKitError as error:
        raise CorrectionError(f"{name}: {error}") from error


def _correction(text: str, name: str, at: int, table: dict[str, Any]) -> Correction:
    path: list[str | int] = ["correction", at]
    action = table.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise _slip(text, name, [*path, "action"], f"action is one of {', '.join(ACTIONS)}")
    try:
        return ACTIONS[action].model_validate(table)
    except ValidationError as error:
        fields = table.get("fields")
        what = table.get("what") or named(str(table.get("entry")))
        if isinstance(fields, dict) and what in CLASSES:
            for field, problem in wrong_fields(what, fields):
                raise _slip(text, name, [*path, "fields", field], f"{field}: {problem}") from error
        first = error.errors()[0]
        raise _slip(text, name, [*path, *first["loc"]], said(error)) from error


def _slip(text: str, name: str, path: list[str | int], message: str) -> CorrectionError:
    line, column = place(text, path)
    return CorrectionError(f"{name}, line {line}, column {column}: {message}")


def place(text: str, path: list[str | int]) -> tuple[int, int]:
    """Line and column, from 1, of the value at `path` in a TOML text, or of what it would be in if it is not there."""
    for length in range(len(path), 0, -1):
        document: Any = tomlkit.parse(text)
        parent, key = document, path[length - 1]
        try:
            for part in path[: length - 1]:
                parent = parent[part]
            if isinstance(parent[key], dict):
                parent, key = parent[key], next(iter(parent[key]))
            parent[key] = MARK
            before = tomlkit.dumps(document).partition(MARK)[0]
        except (KeyError, IndexError, TypeError, StopIteration, TOMLKitError):
            continue
        return before.count("\n") + 1, len(before) - before.rfind("\n") - 1
    return 1, 1


def dump(corrections: Iterable[Correction]) -> str:
    """Corrections as TOML; `parse` gives them back."""
    return HEADER + "".join(f"\n{block(correction)}" for correction in corrections)


def block(correction: Correction) -> str:
    """One correction as a [[correction]] table."""
    data = correction.model_dump(exclude_none=True)
    fields = data.pop("fields", {})
    table = tomlkit.table()
    for key in ("action", "what", "entry", "evidence", "other", "other_evidence", "by", "at", "why"):
        if data.get(key) not in (None, ()):
            table[key] = _value(data[key])
    if fields:
        table["fields"] = {name: _value(value, inner=True) for name, value in fields.items()}
    array = tomlkit.aot()
    array.append(table)
    document = tomlkit.document()
    document["correction"] = array
    return tomlkit.dumps(document)


def _value(value: Any, *, inner: bool = False) -> Any:
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update({key: _value(item, inner=True) for key, item in value.items()})
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(_value(item, inner=True) for item in value)
        return array.multiline(len(array) > 1 and not inner)
    return value


def without_last(text: str) -> str:
    """A TOML text without its last [[correction]] table; comments after the table stay."""
    count = len(tomlkit.parse(text)["correction"])
    line, _ = place(text, ["correction", count - 1])
    lines = text.splitlines(keepends=True)
    first = next(i for i in range(line - 1, -1, -1) if lines[i].lstrip().startswith("[["))
    last = len(lines)
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    head, tail = "".join(lines[:first]), "".join(lines[last:])
    return head.removesuffix("\n") + tail if head.endswith("\n\n") else head + tail


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path.name} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise CorrectionError(f"{path.name} cannot be read: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    """Writes a file whole or not at all; no text at all removes it."""
    if not text:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as out:
        out.write(text.encode("utf-8"))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Holds a folder against other writers of corrections; the system lets go of it if the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: the comparison before writing has to do
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
