"""Workspaces, and the desk for people without a shell."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from communique import reports
from communique.corrections import Pen, load
from communique.desk import desk_notebook, make_workspace
from communique.desk.board import DeskWidget
from communique.desk.lab import address, open_lab
from communique.errors import NotebookError, SettingsError
from communique.execution import parameters_of, read_notebook
from communique.settings import Settings, load_settings

ARTICLE = "Dam talks\n\nNorland asked Sudria on Friday to open the dam. Sudria refused, its minister, Ada Roe, said.\n"


def test_a_workspace_has_the_templates_and_every_setting_with_its_default(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "newsroom")
    assert {path.name for path in made} >= {"briefing.ipynb", "communique.toml"}
    assert parameters_of(read_notebook(tmp_path / "newsroom" / "notebooks" / "briefing.ipynb"))
    own = Settings(notebook="notebooks/briefing.ipynb")
    assert load_settings(folder=tmp_path / "newsroom", environ={}) == own
    file = tmp_path / "newsroom" / "communique.toml"
    set_ = re.sub(r"^# (\w+ = (?!\"\"$))", r"\1", file.read_text(), flags=re.MULTILINE)
    file.write_text(set_)
    assert load_settings(folder=file.parent, environ={}) == own
    assert {line.split(" = ")[0].removeprefix("# ") for line in set_.splitlines() if " = " in line} >= set(
        Settings.model_fields
    )


def test_a_workspace_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "communique.toml").write_text("mine")
    with pytest.raises(SettingsError, match=r"communique\.toml is there already"):
        make_workspace(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["communique.toml"]


def test_the_desk_notebook_is_put_there_once(tmp_path: Path) -> None:
    path = desk_notebook(tmp_path / "reports")
    path.write_text("mine")
    assert desk_notebook(tmp_path / "reports").read_text() == "mine"


def test_the_address_of_a_notebook_is_one_that_a_browser_takes() -> None:
    known = {"url": "http://localhost:8888/", "token": "a&b"}
    assert (
        address(known, "a report/briefing.ipynb")
        == "http://localhost:8888/lab/tree/a%20report/briefing.ipynb?token=a%26b"
    )


def test_jupyterlab_is_not_started_on_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="is not there"):
        open_lab(tmp_path / "briefing.ipynb", root=tmp_path)


def hear(desk: DeskWidget, **message: str) -> dict[str, str]:
    asyncio.run(desk.hear(message))
    notice: dict[str, str] = desk.notice
    return notice


def test_the_desk_briefs_shows_approves_and_refreshes(tmp_path: Path) -> None:
    desk = DeskWidget(tmp_path)
    assert desk.rows == []
    assert "The briefing is made" in hear(desk, do="brief", article=ARTICLE)["text"]
    (row,) = desk.rows
    assert (row["title"], row["status"]) == ("Dam talks", "draft")
    assert "Dam talks" in desk.page
    hear(desk, do="approve", name=row["name"])
    assert desk.rows[0]["status"] == "approved"
    hear(desk, do="withdraw", name=row["name"])
    (report,) = reports.reports_in(tmp_path)
    correction = Pen(report.briefing).add("statement", "Sudria refused, its minister")
    load(report.folder / "corrections.toml").append(correction)
    hear(desk, do="show", name=row["name"])
    assert "This briefing is being revised" in desk.page
    assert hear(desk, do="refresh", name=row["name"])["kind"] == "done"
    assert desk.rows[0]["status"] == "draft"
    assert "This briefing is being revised" not in desk.page
    assert "1 correction by hand" in desk.page.lower() or "One correction by hand" in desk.page
    told = hear(desk, do="brief", article=ARTICLE)
    assert told["kind"] == "error"
    assert "refresh" in told["text"]


def test_the_desk_keeps_to_the_workspace_that_its_reports_are_in(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    template = tmp_path / "notebooks" / "briefing.ipynb"
    template.write_text(template.read_text().replace("view.bottom_line", "view.bottom_line  # ours"))
    (tmp_path / "communique.toml").open("a").write('organization = "The Harbour Desk"\n')
    desk = DeskWidget(tmp_path / "reports")
    assert hear(desk, do="brief", article=ARTICLE)["kind"] == "done"
    assert "The Harbour Desk" in desk.page
    (report,) = reports.reports_in(tmp_path / "reports")
    assert "view.bottom_line  # ours" in (report.folder / "briefing.ipynb").read_text()


def test_what_the_desk_cannot_do_is_one_line(tmp_path: Path) -> None:
    desk = DeskWidget(tmp_path)
    for message in (
        {"do": "brief", "article": " "},
        {"do": "brief", "article": "1 2 3"},
        {"do": "show", "name": "x"},
        {},
    ):
        told = hear(desk, **message)
        assert told["kind"] == "error"
        assert told["text"]
        assert "\n" not in told["text"]
