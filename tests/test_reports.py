"""A report is there as a whole or not at all, is the same for the same article, and undoes nobody's work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import reports
from communique.errors import NotebookError, ReportError, SettingsError
from communique.execution import read_notebook
from communique.model import Article
from communique.reports import Plan, RefusedError, Report

DEFAULTS = 'article: str = "article.json"\nfail = False\nmade = "2025-03-19T09:00:00Z"'
SHOW = """import json
import communique
from communique.model import Provenance
from IPython.display import display

article = communique.read_article(article)
briefing = communique.Briefing(article=article, provenance=Provenance(tool="t", pipeline="p", created=made))
display({"application/vnd.communique.briefing+json": json.loads(briefing.to_json()), "text/plain": "b"}, raw=True)"""
TITLE = "Talks resume"


def template(folder: Path, *sources: str) -> str:
    """The path of a template of code cells, the first one with the parameters."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for i, s in enumerate(sources)
    ]
    cells[0]["metadata"] = {"tags": ["parameters"]}
    path = folder / "small.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return str(path)


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., Plan]:
    """Plans for reports without rendered pages, from a template that needs no pipeline."""

    def plan(*sources: str, **options: Any) -> Plan:
        path = template(tmp_path, DEFAULTS, *(sources or (SHOW, "if fail: raise ValueError('as asked')")))
        return reports.plan(**{"out": tmp_path / "out", "notebook": path, "formats": (), **options})

    return plan


def article(title: str = TITLE, text: str = "The two sides met. They agreed to meet again.", **known: Any) -> Article:
    return Article.of(text, title, **known)


def made(plan: Plan, one: Article | None = None) -> Report:
    with reports.writing(plan.out):
        return reports.make(one or article(), plan)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_report_has_its_article_notebook_data_and_state(planned: Callable[..., Plan]) -> None:
    report = made(planned(parameters={"made": "2024-01-01T00:00:00Z"}))
    assert sorted(contents(report.folder)) == ["article.json", "briefing.ipynb", "briefing.json", "state.toml"]
    assert Article.model_validate_json((report.folder / "article.json").read_bytes()) == article()
    assert report.briefing.article == article()
    assert report.briefing.provenance.created == "2024-01-01T00:00:00Z"
    assert report.state is not None
    assert report.state.parameters == {"made": "2024-01-01T00:00:00Z"}
    assert report.state.notebook == "small.ipynb"
    assert report.status() == "draft"
    assert [r.folder for r in reports.reports_in(report.folder.parent)] == [report.folder]


def test_the_same_article_twice_gives_the_same_bytes(planned: Callable[..., Plan]) -> None:
    plan = planned()
    first = contents(made(plan).folder)
    assert contents(made(plan).folder) == first
    assert not any(str(plan.out).encode() in data for data in first.values())


def test_a_report_can_move_and_its_notebook_still_finds_its_article(
    planned: Callable[..., Plan], tmp_path: Path
) -> None:
    report = made(planned())
    moved = report.folder.rename(tmp_path / "elsewhere")
    assert Report(moved).status() == "draft"
    assert 'article: str = "article.json"' in (moved / "briefing.ipynb").read_text().replace("\\", "")


def test_a_run_that_fails_keeps_the_notebook_and_leaves_the_earlier_report(planned: Callable[..., Plan]) -> None:
    report = made(planned())
    before = contents(report.folder)
    with pytest.raises(NotebookError, match=r"ValueError: as asked \(see .*briefing\.failed\.ipynb\)"):
        made(planned(parameters={"fail": True}))
    after = contents(report.folder)
    failed = read_notebook(report.folder / "briefing.failed.ipynb")
    assert failed.cells[-1].outputs[0].ename == "ValueError"
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"briefing.failed.ipynb"}
    assert contents(made(planned()).folder) == before


def test_a_first_run_that_fails_leaves_what_is_needed_to_look_into_it(planned: Callable[..., Plan]) -> None:
    with pytest.raises(NotebookError):
        made(plan := planned(parameters={"fail": True}))
    (report,) = reports.reports_in(plan.out)
    assert sorted(contents(report.folder)) == ["article.json", "briefing.failed.ipynb"]
    assert report.status() == "failed"
    assert made(planned()).status() == "draft"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("None", "put out no briefing"),
        (SHOW.replace('"tool"', '"tolo"').replace("json.loads(", "dict(a=1) or json.loads("), "what is no briefing"),
        (SHOW.replace("(article)\n", "(article).model_copy(update={'id': 'x'})\n"), "briefing of another article"),
    ],
)
def test_a_template_without_a_true_briefing_makes_no_report(
    source: str, reason: str, planned: Callable[..., Plan]
) -> None:
    with pytest.raises(NotebookError, match=reason):
        made(plan := planned(source))
    assert [report.status() for report in reports.reports_in(plan.out)] == ["failed"]


def test_a_template_has_to_take_an_article(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="no parameter 'article'"):
        reports.plan(out=tmp_path / "out", notebook=template(tmp_path, "a = 1"))
    assert not (tmp_path / "out").exists()


def test_a_format_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="exe"):
        reports.plan(out=tmp_path, formats=("html", "exe"))


@pytest.mark.parametrize("name", ["briefing.ipynb", "corrections.toml"])
def test_work_on_a_report_is_not_undone_unless_forced(name: str, planned: Callable[..., Plan]) -> None:
    report = made(planned())
    path = report.folder / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert Report(report.folder).status() == "stale"
    before = contents(report.folder)
    with pytest.raises(RefusedError, match=rf"{name}.*--force"):
        made(planned())
    assert contents(report.folder) == before
    forced = made(planned(force=True))
    assert forced.status() == "draft"
    assert not (forced.folder / "corrections.toml").exists()
    (copy,) = (forced.folder.parent / ".kept").iterdir()
    assert contents(copy) == before
    assert [found.name for found in reports.reports_in(forced.folder.parent)] == [forced.name]


def test_a_folder_that_is_no_report_is_not_written_into(planned: Callable[..., Plan]) -> None:
    plan = planned()
    folder = plan.out / reports.folder_name(article())
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(RefusedError, match="is no report"):
        made(plan)
    assert sorted(contents(made(planned(force=True)).folder))[-2:] == ["notes.txt", "state.toml"]


def test_a_report_whose_article_changed_is_stale_and_one_with_a_lost_file_incomplete(
    planned: Callable[..., Plan],
) -> None:
    report = made(planned())
    data = (report.folder / "briefing.json").read_bytes()
    (report.folder / "briefing.json").unlink()
    assert Report(report.folder).status() == "incomplete"
    (report.folder / "briefing.json").write_bytes(data)
    (report.folder / "article.json").write_text("{}")
    assert Report(report.folder).status() == "stale"


@pytest.mark.parametrize("state", [b"", b"x", b"\xff", b'version = "1"\nnotebook = "n"\nparameters = "{"'])
def test_a_broken_state_is_one_plain_line(state: bytes, planned: Callable[..., Plan]) -> None:
    report = made(planned())
    (report.folder / "state.toml").write_bytes(state)
    with pytest.raises(ReportError, match=r"state\.toml is broken") as caught:
        Report(report.folder).status()
    assert "\n" not in str(caught.value)


def test_a_state_cannot_have_files_outside_the_report_removed(planned: Callable[..., Plan], tmp_path: Path) -> None:
    report = made(planned())
    (tmp_path / "briefing.precious").touch()
    state = (report.folder / "state.toml").read_text()
    (report.folder / "state.toml").write_text(f'{state}"../../briefing.precious" = "x"\n')
    made(planned())
    assert (tmp_path / "briefing.precious").exists()


@given(st.text(), st.text())
def test_a_report_name_is_a_plain_folder_name(title: str, id: str) -> None:
    text = "The two sides met."
    name = reports.folder_name(Article(id=id, title=title, text=text, sha256=article(text=text).sha256))
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) <= 69
    assert name[0].isalnum()
    assert name[-9] == "-"


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Talks resume: “a first step”", "talks-resume-a-first-step-"),
        ("Łódź café, São Tomé", "odz-cafe-sao-tome-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("", "article-"),
        ("和平会谈", "article-"),
        ("word " * 100, "word-word-word-word-word-word-word-word-word-word-word-word-"),
    ],
)
def test_slugs_keep_to_their_rules(title: str, start: str) -> None:
    one = Article.of("The two sides met.", "x").model_copy(update={"title": title})
    assert reports.folder_name(one) == start + one.id[:8]


def test_articles_of_one_title_do_not_meet() -> None:
    ids = [None, None, "20250301-a", "20250301-b", "20250301aaaa", "20250301aaab"]
    names = [reports.folder_name(article(text=f"Text {i if id is None else 0}.", id=id)) for i, id in enumerate(ids)]
    assert len(set(names)) == len(ids)


def test_a_removed_report_is_in_the_trash_and_no_other_one_there_is_lost(planned: Callable[..., Plan]) -> None:
    plan = planned()
    places = [reports.remove(made(plan)) for _ in range(3)]
    assert len(set(places)) == 3
    assert all(Report(place).status() == "draft" for place in places)
    assert list(reports.reports_in(plan.out)) == []


def test_a_report_is_found_by_name_and_by_path_and_nothing_else_is(planned: Callable[..., Plan]) -> None:
    report = made(plan := planned())
    assert reports.find(report.name, plan.out).folder == report.folder
    assert reports.find(str(report.folder), Path("nowhere")).folder == report.folder
    for name in ("", ".", "..", "nothing", f"{report.name}/briefing.json"):
        with pytest.raises(ReportError, match="no report"):
            reports.find(name, plan.out)


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with (
        reports.writing(tmp_path / "a"),
        reports.writing(tmp_path / "b"),
        pytest.raises(ReportError, match="another run"),
        reports.writing(tmp_path / "a"),
    ):
        pass
    with reports.writing(tmp_path / "a"):
        pass


def test_a_file_in_place_of_the_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ReportError, match="is not a folder"), reports.writing(place):
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, which nobody can write to")
def test_a_folder_that_cannot_be_written_to_is_said_to_be_so() -> None:
    with pytest.raises(ReportError, match="cannot be written to"), reports.writing(Path("/proc/reports")):
        pass


KILLED = """
import os, sys
from pathlib import Path
from communique import execution, reports
from communique.model import Article

def die_at(step):
    left = [step]
    for name in ("fsync", "replace", "rename", "unlink", "rmdir"):
        def call(*arguments, real=getattr(os, name), **options):
            left[0] -= 1
            return os._exit(9) if left[0] == 0 else real(*arguments, **options)
        setattr(os, name, call)

base, template, made, text, title = sys.argv[1:]
article = Article.of(text, title)
name = reports.folder_name(article)
run = execution.read_notebook(Path(base, "2025", name, "briefing.ipynb"))
execution.run_notebook = lambda *_, **__: run
for earlier in ("none", "2024"):
    for step in range(1, 500):
        out = Path(base, f"killed-{earlier}-{step}")
        if earlier != "none":
            (out / name).mkdir(parents=True)
            for file in Path(base, earlier, name).iterdir():
                (out / name / file.name).write_bytes(file.read_bytes())
        if not (child := os.fork()):
            die_at(step)
            with reports.writing(out):
                reports.make(article, reports.plan(out=out, notebook=template, formats=(), parameters={"made": made}))
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_killed_at_any_write_leaves_a_whole_report_and_the_next_run_mends_the_rest(
    planned: Callable[..., Plan], tmp_path: Path
) -> None:
    """Dies before each fsync, rename and removal in turn, with and without an earlier report in place."""
    one, times = article(), {"2024": "2024-01-01T00:00:00Z", "2025": "2025-01-01T00:00:00Z"}
    whole = {
        year: contents(made(planned(parameters={"made": time}, out=tmp_path / year)).folder)
        for year, time in times.items()
    }
    words = [str(tmp_path), str(tmp_path / "small.ipynb"), times["2025"], str(one.text), one.title]
    subprocess.run([sys.executable, "-c", KILLED, *words], check=True)
    seen = set()
    for out in sorted(tmp_path.glob("killed-*")):
        with reports.writing(out):
            pass
        assert [path.name for path in out.glob("[!.]*")] in ([], [reports.folder_name(one)])
        (report,) = [contents(report.folder) for report in reports.reports_in(out)] or [{}]
        (kind,) = [year for year in ("", *whole) if report == whole.get(year, {})]
        seen.add((out.name.split("-")[1], kind))
    assert seen == {("none", ""), ("none", "2025"), ("2024", "2024"), ("2024", "2025")}
