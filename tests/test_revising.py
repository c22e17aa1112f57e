"""A report is corrected and made again, with its analyst's cells to the byte; nobody's work is written over."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from communique import reports
from communique.cli import cli, main
from communique.corrections import Pen, load
from communique.corrections.entries import entries_of
from communique.errors import CommuniqueError, NotebookError, ReportError
from communique.execution import read_notebook
from communique.model import Article
from communique.reports import Report

TEXT = "Norland asked Sudria to open the dam. Sudria refused on Friday."
ANALYSIS = """import json
import communique
from communique.model import Actor, Proposal, Provenance, Span
from IPython.display import display

article = communique.read_article(article)
words = lambda text: Span.of(article.text, article.text.index(text), article.text.index(text) + len(text))
names = ("Norland", "Sudria")
actors = [Actor(id=n.lower(), name=n, kind="state", mentions=(words(n),)) for n in names if n in article.text]
ask = Proposal(id="p-1a", summary="open the dam", kind="demand", status="rejected", confidence=0.4,
               proponents=("norland",), evidence=(words("asked Sudria to open the dam"),))
made = Provenance(tool="t", pipeline="p", created="2025-03-19T09:00:00Z")
analysis = communique.Briefing(article=article, actors=actors, proposals=[ask], provenance=made)"""
SHOW = """corrected = communique.correct(analysis)
data = json.loads(corrected.briefing.to_json())
print(*corrected.missed, *corrected.changes, sep="\\n")
display({"application/vnd.communique.briefing+json": data, "text/plain": loud * "!"}, raw=True)"""


def cell(source: str, n: int, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": f"c{n}", "source": source, "metadata": metadata, **code}


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A report of a template that needs no pipeline, made with a parameter."""
    cells = [
        cell('article: str = "article.json"\nloud: int = 1', 0, tags=["parameters"]),
        cell(ANALYSIS, 1),
        cell(SHOW, 2),
    ]
    path = tmp_path / "small.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    plan = reports.plan(out=tmp_path / "reports", notebook=str(path), formats=("html",), parameters={"loud": 3})
    with reports.writing(plan.out):
        return reports.make(Article.of(TEXT, "The dam"), plan)


@pytest.fixture
def small(tmp_path: Path) -> reports.Plan:
    """A plan with the template that needs no pipeline."""
    return reports.plan(out=tmp_path / "reports", notebook=str(tmp_path / "small.ipynb"), formats=("html",))


def correct(report: Report, *words: str) -> str:
    done = CliRunner().invoke(cli, ["correct", "--quiet", str(report.folder), *words], catch_exceptions=False)
    return done.stdout


def edited(report: Report, *new: dict[str, Any], drop: int | None = None) -> dict[str, Any]:
    """The report's notebook with other cells, as an analyst saves it."""
    path = report.folder / "briefing.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text())
    notebook["cells"] += new
    if drop is not None:
        del notebook["cells"][drop]
    path.write_text(json.dumps(notebook))
    return notebook


def cells_of(report: Report) -> list[tuple[str, str, Any]]:
    return [(c.cell_type, c.source, c.metadata) for c in read_notebook(report.folder / "briefing.ipynb").cells]


def test_corrections_of_the_command_line_are_in_the_refreshed_report(report: Report) -> None:
    assert correct(report, "amend", "p-1a", "status=open", "proponents=Norland,Sudria", "--by", "Ada") == (
        "Amended the proposal p-1a (“asked Sudria to open the dam”): status, proponents\n"
    )
    correct(report, "add", "proposal", "summary=a refusal", "deadline=on Friday", "--evidence", "Sudria refused")
    correct(report, "confirm", "sudria")
    assert Report(report.folder).status() == "stale"
    after = reports.refresh(Report(report.folder))
    assert after.status() == "draft"
    first, second = after.briefing.proposals
    assert (first.status, first.proponents, first.review and first.review.by) == ("open", ("norland", "sudria"), "Ada")
    assert second.deadline is not None
    assert second.deadline.evidence[0].text == "on Friday"
    assert after.briefing.provenance.corrections == 3
    assert correct(after, "drop", second.id).startswith("Dropped the proposal")
    assert correct(after, "undo").startswith("Undone: dropped")
    assert reports.refresh(Report(after.folder)).briefing == after.briefing


EACH_FIELD = [
    ("p-1a", "summary=a dam that is opened", "kind=offer", "proponents=Sudria", "addressees=norland",
     "status=contested", "conditions=on Friday", "when=on Friday", "deadline=Friday",
     "reported_by=Sudria,Norland", "event=REJECT",
     "confidence=0.5", "evidence=Sudria refused",
     'positions=[{"actor": "Norland", "stance": "hedges", "evidence": ["Norland asked Sudria"]}]'),
    ("norland", "name=The Norlands", "aliases=Norland,North", "kind=group", "role=host", "affiliation=sudria",
     "country=NOR", "mentions=Norland"),
]  # fmt: skip


@pytest.mark.parametrize("words", EACH_FIELD, ids=lambda words: words[0])
def test_each_field_of_an_entry_can_be_amended(words: tuple[str, ...], report: Report) -> None:
    id, *pairs = words
    correct(report, "amend", id, *pairs)
    after = reports.refresh(Report(report.folder)).briefing
    entry: Any = entries_of(after)[id]
    for pair in pairs:
        name, _, text = pair.partition("=")
        value = getattr(entry, name)
        match name:
            case "when" | "deadline":
                assert value.evidence[0].text == text
            case "conditions":
                assert (value[0].summary, value[0].evidence[0].text) == (text, text)
            case "evidence" | "mentions":
                assert value[0].text == text
            case "proponents" | "addressees" | "reported_by":
                assert [name.lower() for name in text.split(",")] == list(value)
            case "aliases":
                assert list(value) == text.split(",")
            case "positions":
                assert (value[0].actor, value[0].stance) == ("norland", "hedges")
            case _:
                assert str(value) == text
    assert {pair.partition("=")[0] for pair in pairs} | {"id", "review"} == set(type(entry).model_fields)


def test_undoing_all_gives_the_first_briefing_to_the_byte(report: Report) -> None:
    before = (report.folder / "briefing.json").read_bytes()
    correct(report, "merge", "norland", "sudria")
    merged = reports.refresh(Report(report.folder))
    assert len(merged.briefing.actors) == 1
    correct(merged, "undo")
    assert (reports.refresh(Report(report.folder)).folder / "briefing.json").read_bytes() == before
    assert not (report.folder / "corrections.toml").exists()


def test_a_refresh_keeps_the_analysts_cells_and_the_parameters(report: Report) -> None:
    mine = cell("My view: *both* will give way.", 9, "markdown", tags=["analyst"])
    edited(report, mine, cell("print(open('notes.txt').read() + loud * '?')", 10))
    (report.folder / "notes.txt").write_text("seen: ")
    before = cells_of(report)
    after = reports.refresh(Report(report.folder))
    assert cells_of(after) == before
    assert read_notebook(after.folder / "briefing.ipynb").cells[-1].outputs[0].text == "seen: ???\n"
    assert "will give way" in (after.folder / "briefing.html").read_text()
    assert after.status() == "draft"
    assert (after.folder / "notes.txt").read_text() == "seen: "


def test_an_edited_report_stays_protected_after_it_was_refreshed(report: Report, tmp_path: Path) -> None:
    edited(report, cell("1", 9))
    reports.refresh(Report(report.folder))
    plan = reports.plan(out=tmp_path / "reports", notebook=str(tmp_path / "small.ipynb"), formats=("html",))
    with pytest.raises(ReportError, match=rf"briefing.ipynb.*communique refresh {report.name}.*--force"):
        reports.make(Article.of(TEXT, "The dam"), plan)


def test_render_takes_the_notebook_as_it_stands(report: Report) -> None:
    edited(report, cell("Only words.", 9, "markdown"))
    notebook = (report.folder / "briefing.ipynb").read_bytes()
    after = reports.render(Report(report.folder))
    assert "Only words." in (after.folder / "briefing.html").read_text()
    assert (after.folder / "briefing.ipynb").read_bytes() == notebook
    assert after.status() == "draft"
    assert reports.worked_on(after) == ["briefing.ipynb"]


def page_of(report: Report) -> str:
    return (report.folder / "briefing.html").read_text("utf-8")


REVISED = "This briefing is being revised."


def test_a_page_says_that_corrections_are_newer_until_they_are_undone_or_brought_in(report: Report) -> None:
    before = page_of(report)
    correct(report, "confirm", "sudria")
    assert f"{REVISED} The corrections are newer than this run of it and may not be in it yet." in page_of(report)
    assert page_of(report).index('id="newer"') > page_of(report).index("<header")
    assert Report(report.folder).status() == "stale"
    correct(report, "undo")
    assert page_of(report) == before
    assert Report(report.folder).status() == "draft"
    correct(report, "confirm", "sudria")
    assert REVISED not in page_of(reports.refresh(Report(report.folder)))


def test_every_command_that_sees_a_report_brings_its_page_in_line(report: Report) -> None:
    before = page_of(report)
    load(report.folder / "corrections.toml").append(Pen(report.briefing).confirm("sudria"))
    edited(report, cell("1 + 1", 9))
    assert page_of(report) == before
    done = CliRunner().invoke(cli, ["list", "--out", str(report.folder.parent)], catch_exceptions=False)
    assert "stale" in done.stdout
    assert f"{REVISED} The notebook and corrections are newer" in page_of(report)
    noticed = page_of(report)
    reports.show_newer(report.folder.parent)
    assert page_of(report) == noticed, "one notice, however often it is seen"
    with reports.writing(report.folder.parent):
        load(report.folder / "corrections.toml").undo()
        reports.show_newer(report.folder.parent)
    assert page_of(report) == noticed, "nothing is changed while another run writes"


def test_a_rendered_report_whose_code_was_not_run_stays_stale_and_says_so_in_each_format(report: Report) -> None:
    edited(report, cell("raise SystemExit", 10))
    after = reports.render(Report(report.folder), formats=("html", "md"))
    told = f"{REVISED} The notebook is newer than this run of it and may not be in it yet."
    assert after.status() == "stale"
    assert told in page_of(after)
    assert told in (after.folder / "briefing.md").read_text("utf-8")
    edited(after, drop=-1)
    again = reports.render(Report(report.folder), formats=("html", "md"))
    assert again.status() == "draft"
    assert REVISED not in page_of(again) + (after.folder / "briefing.md").read_text("utf-8")


def test_a_page_with_a_notice_is_whole_and_not_made_again_by_a_batch(report: Report, small: reports.Plan) -> None:
    plan = replace(small, parameters={"loud": 3})
    article = Article.of(TEXT, "The dam")
    assert reports.is_current(article, plan)
    correct(report, "confirm", "sudria")
    assert REVISED in page_of(report)
    assert reports.is_current(article, plan)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "briefing.ipynb").write_text("{"), "is not JSON"),
        (lambda folder: (folder / "briefing.ipynb").unlink(), "cannot be read"),
        (lambda folder: (folder / "corrections.toml").write_text("[[correction]]\n"), "line 1, column"),
        (lambda folder: edited(Report(folder), drop=0), "no cell tagged 'parameters'"),
        (lambda folder: edited(Report(folder), drop=3), "put out no briefing"),
        (lambda folder: edited(Report(folder), cell("1 / 0", 9)), "ZeroDivisionError"),
    ],
)
def test_what_cannot_be_refreshed_is_told_in_one_line_and_nothing_changes(
    spoil: Any, message: str, report: Report
) -> None:
    spoil(report.folder)
    before = {path.name: path.read_bytes() for path in report.folder.iterdir()}
    with pytest.raises(CommuniqueError, match=message) as caught:
        reports.refresh(Report(report.folder))
    assert "\n" not in str(caught.value)
    after = {path.name: path.read_bytes() for path in report.folder.iterdir()}
    after.pop("briefing.failed.ipynb", None)
    assert after == before


def test_a_parameters_cell_with_more_than_values_is_refused(report: Report) -> None:
    path = report.folder / "briefing.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["source"] = "loud = int('3')"
    path.write_text(json.dumps(notebook))
    with pytest.raises(NotebookError, match="more than parameters"):
        reports.refresh(Report(report.folder))


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("drop", "p-1b"), "no entry “p-1b”; did you mean p-1a?"),
    (("amend", "p-1a", "status=done"), "status: it should be 'open'"),
    (("amend", "p-1a", "status"), "no FIELD=VALUE"),
    (("amend", "p-1a", "status=open", "status=agreed"), "status is given twice"),
    (("amend", "p-1a", "positions=[{"), "starts like JSON and is none"),
    (("add", "proposal", "summary=x", "--evidence", "peace"), "does not have the words “peace”"),
    (("add", "place", "--evidence", "dam"), "one of actor, statement, proposal, concession"),
    (("undo",), "no correction to undo"),
]


def test_a_wrong_correction_is_one_line_and_keeps_nothing(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    for words, message in WRONG:
        with pytest.raises(SystemExit) as ended:
            main(["correct", str(report.folder), *words])
        assert ended.value.code == 2
        error = capsys.readouterr().err
        assert message in error
        assert error.count("\n") == 1
        assert load(report.folder / "corrections.toml").corrections == ()


def test_a_new_version_of_an_article_keeps_the_corrections_that_stand_and_tells_the_others(
    report: Report, tmp_path: Path
) -> None:
    correct(report, "amend", "p-1a", "status=open")
    correct(report, "drop", "sudria")
    plan = reports.plan(out=tmp_path / "reports", notebook=str(tmp_path / "small.ipynb"), formats=("html",))
    with reports.writing(plan.out):
        kept = reports.make(Article.of(TEXT + " Talks go on.", "The dam"), plan)
        unlike = reports.make(Article.of("Norland again asked Sudria to open the dam.", "The dam"), plan)
    assert kept.folder != report.folder
    assert kept.briefing.provenance.corrections == 2
    assert kept.briefing.proposals[0].status == "open"
    assert kept.status() == "draft"
    assert reports.worked_on(kept) == ["corrections.toml"]
    assert "new: “Talks go on.”" in (kept.folder / "briefing.html").read_text("utf-8")
    assert unlike.briefing.provenance.corrections == 0, "another article with that headline"


def make_from(path: Path, text: str, plan: reports.Plan, **known: Any) -> Report:
    """The report of what stands at a path now."""
    path.write_text(text)
    with reports.writing(plan.out):
        return reports.make(Article.of(text, **known), plan, str(path))


MORE = "The dam\n\n" + TEXT + " Talks go on."


def test_a_new_version_at_the_same_path_says_what_changed_though_nothing_was_corrected(
    report: Report, small: reports.Plan, tmp_path: Path
) -> None:
    path, page = tmp_path / "dam.txt", MORE.replace("The dam", "Dam talks")
    first = make_from(path, page, small)
    second = make_from(path, page.replace("Dam talks", "Dam opens").replace("go on", "end") + " Rain fell.", small)
    other = make_from(path, "Union strikes\n\nNorland workers asked Sudria to open the dam for more pay.", small)
    html = (second.folder / "briefing.html").read_text("utf-8")
    assert "now “Talks end.”, before “Talks go on.”" not in html, "one sentence became two"
    assert all(told in html for told in ("gone: “Talks go on.”", "new: “Talks end.”", "new: “Rain fell.”"))
    assert "Talks go on" in first.briefing.to_json()
    assert not (other.folder / "previous.json").exists(), "another article in the same file"
    again = make_from(path, (second.briefing.article.text or ""), small)
    assert again.folder == second.folder
    assert (again.folder / "briefing.html").read_text("utf-8") == html
    back = make_from(path, page, small)
    assert back.folder == first.folder
    assert not (back.folder / "previous.json").exists(), "the earlier one is no new version"


def test_a_new_version_at_the_same_address_keeps_corrections_and_lists_those_whose_words_are_gone(
    report: Report, small: reports.Plan
) -> None:
    url = "https://example.org/dam"
    with reports.writing(small.out):
        first = reports.make(Article.of(MORE, "The dam", url=url), small)
    correct(first, "amend", "p-1a", "status=open")
    correct(first, "add", "proposal", "summary=more talks", "--evidence", "Talks go on")
    with reports.writing(small.out):
        second = reports.make(Article.of(MORE.replace("Talks go on. ", "") + " End.", "Dam opens", url=url), small)
        third = reports.make(Article.of(MORE.replace(" Talks go on.", " It is over."), "Dam shut", url=url), small)
    assert second.briefing.provenance.corrections == 2
    assert third.briefing.provenance.corrections == 1
    assert third.briefing.proposals[0].status == "open"
    html = (third.folder / "briefing.html").read_text("utf-8")
    assert "gone: “Talks go on.”" in html
    assert "Not done: the article does not have the words “Talks go on”" in html
    assert len(load(third.folder / "corrections.toml").corrections) == 2
    assert len(load(first.folder / "corrections.toml").corrections) == 2


def test_a_slip_in_the_corrections_that_a_new_version_gets_can_be_mended_there(
    report: Report, small: reports.Plan
) -> None:
    correct(report, "amend", "p-1a", "status=open")
    good = (report.folder / "corrections.toml").read_text()
    (report.folder / "corrections.toml").write_text(good + "[[correction]\n")
    second = Article.of(TEXT + " Talks go on.", "The dam")
    with reports.writing(small.out):
        with pytest.raises(NotebookError, match=r"corrections\.toml, line"):
            reports.make(second, small)
        folder = small.out / reports.folder_name(second)
        (folder / "corrections.toml").write_text(good)
        made = reports.make(second, small)
    assert made.briefing.proposals[0].status == "open"
    assert made.status() == "draft"


def test_a_new_text_under_the_same_id_keeps_the_corrections_in_its_report(report: Report, small: reports.Plan) -> None:
    with reports.writing(small.out):
        first = reports.make(Article.of(TEXT, "The dam", id="dam-1"), small)
        correct(first, "amend", "p-1a", "status=open")
        second = reports.make(Article.of(TEXT + " Talks go on.", "The dam", id="dam-1"), small)
    assert second.folder == first.folder
    assert second.briefing.proposals[0].status == "open"
    assert second.status() == "draft"
    assert "new: “Talks go on.”" in (second.folder / "briefing.html").read_text("utf-8")
