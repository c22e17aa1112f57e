"""The widget itself: hears what the page asks for, corrects, saves, and shows what then is."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from communique.corrections import Correction, CorrectionsFile, Pen, apply, describe, load
from communique.corrections.kinds import quotation
from communique.errors import CommuniqueError, CorrectionError
from communique.model import Actor, Briefing, Statement
from communique.widget.state import state

HERE = Path(__file__).parent


class ReviewWidget(anywidget.AnyWidget):
    """The article beside the entries. What is done in it is in the corrections file at once."""

    _esm = HERE / "review.js"
    _css = HERE / "review.css"
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, analysis: Briefing, path: Path | str = "corrections.toml", *, by: str | None = None) -> None:
        self._analysis = analysis
        self._file = load(path)
        self._by = by or _user()
        super().__init__(state=self._state())
        self.on_msg(lambda _, message, __: self.hear(message))

    @property
    def briefing(self) -> Briefing:
        """The briefing with the corrections made so far."""
        return apply(self._analysis, self._file.corrections).briefing

    def hear(self, message: Mapping[str, Any]) -> None:
        """Does what the page asks for and shows how it went; what cannot be done changes nothing."""
        try:
            if "by" in message:
                self._by = str(message["by"]).strip() or _user()
            said = self._do(str(message.get("do", "")), message)
            notice = {"kind": "done", "text": said}
        except CommuniqueError as error:
            notice = {"kind": "error", "text": str(error)}
        self.state = self._state(notice)

    def _do(self, what: str, message: Mapping[str, Any]) -> str:
        if what == "undo":
            last = self._file.corrections[-1] if self._file.corrections else None
            self._save(CorrectionsFile.undo)
            return f"Undone: {describe(last)}" if last else ""
        correction = self._correction(what, message)
        self._save(lambda file: file.append(correction))
        return f"Saved: {describe(correction)}"

    def _save(self, change: Callable[[CorrectionsFile], CorrectionsFile]) -> None:
        try:
            self._file = change(self._file)
        except CorrectionError:
            self._file = load(self._file.path)  # what somebody else did meanwhile is to be seen
            raise

    def _correction(self, what: str, message: Mapping[str, Any]) -> Correction:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        pen = Pen(self.briefing, by=self._by, at=now, why=str(message.get("why") or "").strip() or None)
        id, fields = str(message.get("id", "")), dict(message.get("fields") or {})
        match what:
            case "drop":
                return pen.drop(id)
            case "confirm":
                return pen.confirm(id)
            case "merge":
                return pen.merge(id, str(message.get("other", "")))
            case "amend":
                return pen.amend(id, **fields)
            case "evidence":
                return pen.amend(id, **_with_words(pen, id, message.get("quote")))
            case "add":
                return pen.add(str(message.get("what", "")), *message.get("evidence", ()), **fields)
        raise CorrectionError(f"the widget cannot do {what!r}")

    def _state(self, notice: dict[str, str] | None = None) -> dict[str, Any]:
        return state(apply(self._analysis, self._file.corrections), self._by, notice)


def _with_words(pen: Pen, id: str, quote: Any) -> dict[str, Any]:
    """The field that holds an entry's words, with more of them."""
    entry, more = pen.entry(id), quotation(quote)
    if isinstance(entry, Statement):
        return {"content": more}
    name = "mentions" if isinstance(entry, Actor) else "evidence"
    return {name: [*getattr(entry, name), more]}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name in the system
        return "unknown"
