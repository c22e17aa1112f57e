"""Whether a report is to be published: an editor approves what it says now, or takes that back."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from communique.errors import ReportError
from communique.reports.folder import Approval, Report, State, write_state

WHY_NOT = {
    "stale": "was changed since its run; refresh it first",
    "incomplete": "lacks files or has altered ones; render it first",
    "failed": "never ran to its end; brief the article again",
}


def approve(report: Report, *, by: str | None = None, full_text: bool = False) -> Report:
    """Approves what a report says now, and with `full_text` its article's text; ReportError where it is stale."""
    status = report.status()
    if status in WHY_NOT or report.state is None:
        raise ReportError(f"{report.name} {WHY_NOT[status]}")
    approval = Approval(digest=report.state.content, at=now(), by=by, full_text=full_text)
    return _written(report, report.state.model_copy(update={"approval": approval}))


def withdraw(report: Report) -> Report:
    """Takes an approval back, whatever the state of the report; ReportError where it was not approved."""
    if report.state is None or report.state.approval is None:
        raise ReportError(f"{report.name} is not approved, so there is nothing to withdraw")
    return _written(report, report.state.model_copy(update={"approval": None}))


def _written(report: Report, state: State) -> Report:
    try:
        write_state(report.folder, state)
    except OSError as error:
        raise ReportError(f"{report.folder} cannot be written to: {error.strerror}") from error
    return Report(report.folder)


def now() -> str:
    """The time in UTC, ISO 8601, to the second; SOURCE_DATE_EPOCH sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
