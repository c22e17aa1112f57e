"""A report on disk: a folder with the article, the run notebook, the briefing as data and the rendered pages."""

from __future__ import annotations

from communique.reports.approval import approve, withdraw
from communique.reports.correcting import Desk
from communique.reports.files import write_whole, writing
from communique.reports.folder import Report, find, folder_name, remove, reports_in
from communique.reports.making import Plan, RefusedError, is_current, make, plan
from communique.reports.notice import show_newer
from communique.reports.revising import refresh, render
from communique.reports.work import worked_on

__all__ = [
    "Desk",
    "Plan",
    "RefusedError",
    "Report",
    "approve",
    "find",
    "folder_name",
    "is_current",
    "make",
    "plan",
    "refresh",
    "remove",
    "render",
    "reports_in",
    "show_newer",
    "withdraw",
    "worked_on",
    "write_whole",
    "writing",
]
