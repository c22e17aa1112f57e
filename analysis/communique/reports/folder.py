"""The report folder: its name, what it says of itself, and how reports are found, listed and removed."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from communique.errors import ReportError
from communique.model import Article, Briefing, slugify
from communique.reports.files import STATE, digest, write_whole

ARTICLE = "article.json"
NOTEBOOK = "briefing.ipynb"
DATA = "briefing.json"
PAGE = "briefing.html"
FAILED = "briefing.failed.ipynb"
CORRECTIONS = "corrections.toml"
TRASH = ".trash"
NOTICE = re.compile(rb'(<header class="mast">|<body[^>]*>)\n<p id="newer" [^>]*>[^<]*</p>')


class Approval(BaseModel):
    """That somebody approved a report for publication: who, when (ISO 8601, UTC), and the digest of its content then.

    `full_text` is whether the article itself may be published with it.
    """

    model_config = ConfigDict(frozen=True)

    digest: str
    at: str
    by: str | None = None
    full_text: bool = False


class State(BaseModel):
    """What `state.toml` keeps: of what a report was made, and the SHA-256 of each file that went in or came out.

    `cells` is the digest of what the notebook's cells said when it came from the template (see `work.sources`), `code`
    that of its code when it was last run.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    notebook: str
    template: str = ""
    cells: str = ""
    code: str = ""
    parameters: dict[str, Any] = {}
    formats: tuple[str, ...] = ()
    inputs: dict[str, str] = {}
    outputs: dict[str, str] = {}
    approval: Approval | None = None

    @property
    def content(self) -> str:
        """The digest of what a report says: article, notebook, data and corrections, however they are rendered."""
        files = {**self.inputs, **self.outputs}
        kept = (ARTICLE, NOTEBOOK, DATA, CORRECTIONS)
        return digest("\n".join(f"{name} {files.get(name, '')}" for name in kept).encode())

    def to_toml(self) -> str:
        """The state as TOML; parameters as one text of JSON, since TOML has no null."""
        fields = self.model_dump(mode="json", exclude_none=True)
        fields["parameters"] = json.dumps(self.parameters, ensure_ascii=False)
        return "# Written by communique: what this report was made of.\n" + tomlkit.dumps(fields)

    @classmethod
    def from_toml(cls, text: str) -> State:
        """The state in `text`; ValueError where it is none."""
        fields = tomllib.loads(text)
        return cls.model_validate(fields | {"parameters": json.loads(fields.get("parameters", "{}"))})


@dataclass(frozen=True)
class Report:
    """A report folder, as it is on disk now."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @cached_property
    def state(self) -> State | None:
        """What `state.toml` says; None where no run was ever completed. ReportError where it is broken."""
        try:
            return State.from_toml((self.folder / STATE).read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, ValidationError) as error:
            raise ReportError(f"{self.folder / STATE} is broken; brief the article again with --force") from error

    @cached_property
    def briefing(self) -> Briefing:
        """The data; ReportError where it is missing, BriefingError where it is broken."""
        try:
            return Briefing.from_json((self.folder / DATA).read_bytes())
        except OSError as error:
            raise ReportError(f"{self.folder / DATA} cannot be read: {error.strerror}") from error

    def changed(self, recorded: Mapping[str, str]) -> list[str]:
        """The files that are not as `recorded` (name to SHA-256) has them, sorted."""
        return [name for name, known in sorted(recorded.items()) if self._digest(name) != known]

    def edited(self) -> list[str]:
        """The files that a person changed or added since the run: the notebook, the corrections."""
        if self.state is None:
            return []
        recorded = {NOTEBOOK: self.state.outputs.get(NOTEBOOK, ""), CORRECTIONS: self.state.inputs.get(CORRECTIONS, "")}
        return [name for name in self.changed(recorded) if (self.folder / name).exists()]

    def newer(self) -> list[str]:
        """The files that are newer than the run: article, notebook, corrections."""
        if self.state is None:
            return []
        return sorted({*self.edited(), *self.changed(self.state.inputs)})

    def status(self) -> str:
        """`draft`, `approved`, `changed` (made anew since it was approved), `stale` (changed since its run).

        `incomplete` is one of which a file is lost or altered, `failed` one that never was run to its end.
        """
        if self.state is None:
            return "failed"
        if self.newer():
            return "stale"
        if self.changed(self.state.outputs):
            return "incomplete"
        if self.state.approval is None:
            return "draft"
        return "approved" if self.state.approval.digest == self.state.content else "changed"

    def _digest(self, name: str) -> str:
        """The digest of a file in the folder, of the page without a notice; empty where it is not there."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return ""
        return digest(without_notice(data) if name == PAGE else data)


def without_notice(page: bytes) -> bytes:
    """A page as its run made it, without the notice that something is newer (see `notice`)."""
    return NOTICE.sub(rb"\1", page, count=1)


def folder_name(article: Article) -> str:
    """The name of an article's report: its title in lower-case ASCII words, and eight hex digits of its id.

    The title's accents are dropped, everything but letters and digits becomes a hyphen, and it is cut between words at
    60 characters; a title without a Latin letter or digit counts as "article". An id that is the start of the
    text's SHA-256 gives its own first digits, any other the first digits of its SHA-256.
    """
    own = article.sha256.startswith(article.id) and len(article.id) >= 8
    digits = article.id if own else hashlib.sha256(article.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slugify(article.title) or 'article'}-{digits[:8]}"


def reports_in(out: Path) -> Iterator[Report]:
    """The reports in a folder, by name; none where the folder is not there."""
    folders = sorted(out.iterdir()) if out.is_dir() else []
    for folder in folders:
        if not folder.name.startswith(".") and _is_report(folder):
            yield Report(folder)


def find(name: str, out: Path) -> Report:
    """The report called `name` in `out`, or at the path `name`; ReportError where there is none."""
    for folder in (out / name, Path(name)):
        folder = folder.resolve()
        if _is_report(folder):
            return Report(folder)
    raise ReportError(f"there is no report {name!r} in {out}; `communique list` shows those there are")


def remove(report: Report) -> Path:
    """Moves a report to the trash folder beside it and gives its place there; ReportError where that fails."""
    trash = report.folder.parent / TRASH
    place, count = trash / report.name, 2
    try:
        trash.mkdir(exist_ok=True)
        while place.exists():
            place, count = trash / f"{report.name}.{count}", count + 1
        report.folder.rename(place)
    except OSError as error:
        raise ReportError(f"{report.folder} cannot be moved to {trash}: {error.strerror}") from error
    return place


def write_state(folder: Path, state: State) -> None:
    """Writes `state.toml`, whole or not at all."""
    write_whole(folder / STATE, state.to_toml().encode())


def _is_report(folder: Path) -> bool:
    return (folder / STATE).is_file() or ((folder / ARTICLE).is_file() and (folder / FAILED).is_file())
