"""The desk in a notebook: paste an article or an address, brief it, see it, and the list of all reports."""

from __future__ import annotations

import asyncio
import getpass
import re
import sys
from collections.abc import Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from communique import reports
from communique.errors import CommuniqueError, ReportError
from communique.reports import Report
from communique.settings import FILE_NAME

HERE = Path(__file__).parent
COMMAND = (sys.executable, "-c", "from communique.cli import main; main()")
ADDRESS = re.compile(r"https?://\S+")


class DeskWidget(anywidget.AnyWidget):
    """The desk over the reports in `out`. Work is done by the command line, in a process of its own."""

    _esm = HERE / "board.js"
    _css = HERE / "board.css"
    rows: Any = traitlets.List().tag(sync=True)
    notice = traitlets.Dict().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Unicode().tag(sync=True)

    def __init__(self, out: Path | str = ".") -> None:
        self._out = Path(out)
        self._tasks: set[asyncio.Task[None]] = set()
        super().__init__(rows=list(rows_of(self._out)), notice={"kind": "", "text": "", "number": 0})
        self.on_msg(lambda _, message, __: self._start(self.hear(message)))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def hear(self, message: Mapping[str, Any]) -> None:
        """Does what the page asks for, and shows how it went."""
        try:
            self._tell("done", await self._do(str(message.get("do")), message))
        except CommuniqueError as error:
            self._tell("error", str(error))
        self.rows = list(rows_of(self._out))

    def _tell(self, kind: str, text: str) -> None:
        """Shows how it goes; the number has the page hear it though the same was said before."""
        self.notice = {"kind": kind, "text": text, "number": self.notice["number"] + 1}

    async def _do(self, what: str, message: Mapping[str, Any]) -> str:
        if what == "brief":
            return await self._brief(str(message.get("article", "")).strip())
        report = reports.find(str(message.get("name", "")), self._out)
        match what:
            case "show":
                self._show(report)
                return ""
            case "refresh" | "render":
                self._tell("busy", f"{'Running' if what == 'refresh' else 'Rendering'} {report.name}…")
                await self._run("", what, report.name)
                self._show(report)
                return f"{report.name} is up to date."
            case "approve":
                reports.approve(report, by=getpass.getuser())
                return f"{report.name} is approved."
            case "withdraw":
                reports.withdraw(report)
                return f"{report.name} is a draft again."
        raise ReportError(f"the desk cannot do {what!r}")

    async def _brief(self, article: str) -> str:
        if not article:
            raise ReportError("paste an article or its address first")
        address = ADDRESS.fullmatch(article) is not None
        self._tell("busy", "Fetching and reading the article…" if address else "Reading the article…")
        folder = await self._run("" if address else article, "brief", article if address else "-")
        report = reports.find(folder, self._out)
        self._show(report)
        return f"The briefing is made: {report.name}"

    async def _run(self, given: str, *words: str) -> str:
        """Runs a command of communique with `given` on its standard input; its answer, or its error raised."""
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *words,
            "--quiet",
            "--out",
            str(self._out.resolve()),
            cwd=_workspace(self._out),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        answer, errors = await process.communicate(given.encode())
        if process.returncode:
            raise ReportError(errors.decode("utf-8", "replace").strip().removeprefix("Error: ").split("\n")[0])
        return answer.decode().strip()

    def _show(self, report: Report) -> None:
        reports.show_newer(report.folder.parent, [report])
        try:
            self.page = (report.folder / "briefing.html").read_text("utf-8")
            self.shown = report.name
        except OSError:
            raise ReportError(f"{report.name} has no page yet; render it") from None


def _workspace(out: Path) -> Path:
    """The folder whose settings count: the nearest one above the reports that has some, else theirs."""
    out = out.resolve()
    return next((folder for folder in (out, *out.parents) if (folder / FILE_NAME).is_file()), out)


def rows_of(out: Path) -> Iterator[dict[str, Any]]:
    """What the list says of each report, the newest first; what is newer than its run is on its page then."""
    reports.show_newer(out)
    rows = [_row(report) for report in reports.reports_in(out)]
    yield from sorted(rows, key=lambda row: (row["made"], row["name"]), reverse=True)


def _row(report: Report) -> dict[str, Any]:
    row: dict[str, Any] = {"name": report.name, "title": report.name, "made": "", "counts": "", "status": "broken"}
    try:
        row["status"] = report.status()
        briefing = report.briefing
    except CommuniqueError:
        return row
    counts = f"{len(briefing.proposals)} / {len(briefing.concessions)} / {len(briefing.actors)}"
    return row | {"title": briefing.article.title, "made": briefing.provenance.created[:10], "counts": counts}
