"""The notice on a report's page that something is newer than its run. It is no part of what the run made.

A page cannot know what happens to its report later, so each command that sees a report brings its page in line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from communique.errors import ReportError
from communique.reports.files import write_whole, writing
from communique.reports.folder import ARTICLE, CORRECTIONS, NOTEBOOK, PAGE, Report, reports_in, without_notice

WORDS = {ARTICLE: "article", NOTEBOOK: "notebook", CORRECTIONS: "corrections"}
TOPS = (re.compile(rb'<header class="mast">'), re.compile(rb"<body[^>]*>"))  # a theme may have another head
LOOK = (
    "max-width:46rem;margin:0 0 1.4rem;padding:.6rem 1rem;border:1px solid;border-left-width:5px;"
    "font:.95rem/1.4 var(--sans,sans-serif)"
)


def said(newer: Iterable[str]) -> str:
    """What a reader is told where these files are newer than the run; nothing where none is."""
    names = list(dict.fromkeys(WORDS.get(name, "article") for name in newer))
    if not names:
        return ""
    several = len(names) > 1 or names == ["corrections"]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    verb = "are" if several else "is"
    return f"This briefing is being revised. The {listed} {verb} newer than this run of it and may not be in it yet."


def noticed(page: bytes, words: str) -> bytes:
    """A page with the notice at its top, or without one where there are no words for it."""
    plain = without_notice(page)
    top = next(filter(None, (top.search(plain) for top in TOPS)), None)
    if not words or top is None:
        return plain
    notice = f'\n<p id="newer" role="note" style="{LOOK}">{html.escape(words)}</p>'
    return plain[: top.end()] + notice.encode() + plain[top.end() :]


def show_newer(out: Path, found: Iterable[Report] | None = None) -> None:
    """Brings the pages of reports in `out`, by default of all, in line; while another run writes there, none."""
    if out.is_dir():
        with suppress(ReportError, OSError), writing(out):
            for report in reports_in(out) if found is None else found:
                with suppress(ReportError, OSError):  # a broken one is told by whoever lists it
                    _show(report)


def _show(report: Report) -> None:
    page = (report.folder / PAGE).read_bytes()
    wanted = noticed(page, said(report.newer()))
    if wanted != page:
        write_whole(report.folder / PAGE, wanted)
