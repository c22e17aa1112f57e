"""Corrections of a report from the command line: tried on the analysis, kept in its `corrections.toml`."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable
from typing import Any, get_args

from communique.corrections import Correction, CorrectionsFile, Pen, apply, describe, load
from communique.corrections.entries import entries_of
from communique.corrections.kinds import CLASSES, FIXED, QUOTED, Entry, What, what_of
from communique.corrections.words import shown
from communique.errors import CorrectionError
from communique.model import Actor, Article, Briefing, Condition, Statement, Time, parse_json
from communique.reports.approval import now
from communique.reports.folder import ARTICLE, CORRECTIONS, Report


class Desk:
    """The corrections of one report, open for one more."""

    def __init__(self, report: Report, *, by: str | None = None, why: str | None = None) -> None:
        self.file: CorrectionsFile = load(report.folder / CORRECTIONS)
        self._report, self._by, self._why = report, by or _user(), why

    def drop(self, id: str) -> str:
        """The entry is wrong. Gives what was done, in words, as all of these do; CorrectionError changes nothing."""
        return self._keep(self._pen().drop(id))

    def confirm(self, id: str) -> str:
        """Somebody stands by the entry."""
        return self._keep(self._pen().confirm(id))

    def merge(self, id: str, other: str) -> str:
        """The other entry is the same."""
        return self._keep(self._pen().merge(id, other))

    def amend(self, id: str, pairs: Iterable[str]) -> str:
        """Other values, given as `field=value`."""
        pen = self._pen()
        return self._keep(pen.amend(id, **fields_of(what_of(pen.entry(id)), pairs)))

    def add(self, what: str, pairs: Iterable[str], evidence: Iterable[str]) -> str:
        """An entry that the analysis does not have, with words of the article that carry it."""
        if what not in CLASSES:
            raise CorrectionError(f"there is no kind of entry {what!r}; it is one of {', '.join(CLASSES)}")
        return self._keep(self._pen().add(what, *evidence, **fields_of(what, pairs)))

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Each entry as corrected so far: id, kind, status, review, and what it says."""
        return [
            (id, what_of(e), getattr(e, "status", ""), e.review.state if e.review else "", _said(e))
            for id, e in entries_of(self._pen().briefing).items()
        ]

    def undo(self) -> str:
        """Takes the last correction back."""
        last = self.file.corrections[-1:]
        self.file = self.file.undo()
        return "undone: " + "".join(describe(correction) for correction in last)

    def _keep(self, correction: Correction) -> str:
        self.file = self.file.append(correction)
        return describe(correction)

    def _pen(self) -> Pen:
        current = apply(analysis_of(self._report), self.file.corrections).briefing
        return Pen(current, by=self._by, at=now(), why=self._why)


def _said(entry: Entry) -> str:
    if isinstance(entry, Actor):
        return entry.name
    return shown(entry.content.text) if isinstance(entry, Statement) else entry.summary


def analysis_of(report: Report) -> Briefing:
    """What the analysis gave for a report, before corrections: its data, or read again where that has some."""
    if not report.briefing.provenance.corrections:
        return report.briefing
    from communique.extraction import analyse

    article = parse_json(Article, (report.folder / ARTICLE).read_bytes())
    known = report.state.parameters if report.state else {}
    return analyse(article, **{name: known[name] for name in ("pipeline", "min_confidence") if name in known})


def fields_of(what: What, pairs: Iterable[str]) -> dict[str, Any]:
    """`field=value` texts as fields: lists with commas, times and a condition as words of the article, or JSON."""
    fields: dict[str, Any] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name:
            raise CorrectionError(f"{pair!r} is no FIELD=VALUE, such as status=agreed")
        if name in fields:
            raise CorrectionError(f"{name} is given twice")
        fields[name] = _value(what, name, text)
    return fields


def _value(what: What, name: str, text: str) -> Any:
    field = CLASSES[what].model_fields.get(name)
    if field is None or name in FIXED or not text:
        return text
    if text[0] in "[{":
        try:
            return json.loads(text)
        except ValueError as error:
            raise CorrectionError(f"{name}: {text!r} starts like JSON and is none: {error}") from error
    kinds = {field.annotation, *get_args(field.annotation)}
    if Time in kinds:
        return {"text": text, "evidence": [text]}
    if Condition in kinds:
        return [{"summary": text, "evidence": [text]}]
    if name in ("evidence", "mentions"):
        return [text]
    if name not in QUOTED and "tuple" in str(field.annotation):
        return [part.strip() for part in text.split(",") if part.strip()]
    if bool in kinds and text.lower() in ("true", "yes", "false", "no"):
        return text.lower() in ("true", "yes")
    return _number(text) if float in kinds else text


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name in the system
        return None
