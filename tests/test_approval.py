"""What is approved is what a report says; whoever changes that makes it a draft again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from communique.errors import ReportError
from communique.reports import Report, approve, withdraw
from communique.reports.folder import State, write_state

FILES = {"article.json": b"{}", "briefing.ipynb": b"[]", "briefing.json": b"{}\n", "briefing.html": b"<p>"}


def digests(*names: str) -> dict[str, str]:
    return {name: hashlib.sha256(FILES[name]).hexdigest() for name in names}


@pytest.fixture
def report(tmp_path: Path) -> Report:
    folder = tmp_path / "talks-1f2e3d4c"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    outputs = digests("briefing.ipynb", "briefing.json", "briefing.html")
    write_state(folder, State(version="0", notebook="briefing", inputs=digests("article.json"), outputs=outputs))
    return Report(folder)


def test_a_report_is_approved_and_withdrawn(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1742374800")
    assert report.status() == "draft"
    approved = approve(report, by="Jo Mast", full_text=True)
    assert approved.status() == "approved"
    approval = approved.state and approved.state.approval
    assert approval and (approval.by, approval.at, approval.full_text) == ("Jo Mast", "2025-03-19T09:00:00Z", True)
    assert withdraw(approved).status() == "draft"


def test_another_rendering_is_still_approved_and_other_content_is_not(report: Report) -> None:
    approved = approve(report)
    assert approved.state
    for name, status in (("briefing.html", "approved"), ("briefing.json", "changed")):
        outputs = {**approved.state.outputs, name: hashlib.sha256(b"anew").hexdigest()}
        (report.folder / name).write_bytes(b"anew")
        write_state(report.folder, approved.state.model_copy(update={"outputs": outputs}))
        assert Report(report.folder).status() == status
        (report.folder / name).write_bytes(FILES[name])


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("briefing.ipynb", b"edited", "refresh it first"), ("briefing.html", b"cut", "render it first")],
)
def test_what_does_not_stand_as_it_was_made_is_not_approved(report: Report, name: str, data: bytes, why: str) -> None:
    (report.folder / name).write_bytes(data)
    with pytest.raises(ReportError, match=why):
        approve(Report(report.folder))


def test_what_never_ran_is_not_approved_and_what_is_not_approved_not_withdrawn(report: Report) -> None:
    with pytest.raises(ReportError, match="is not approved"):
        withdraw(report)
    (report.folder / "state.toml").unlink()
    with pytest.raises(ReportError, match="never ran"):
        approve(Report(report.folder))
