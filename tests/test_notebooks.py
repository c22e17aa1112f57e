"""The shipped notebooks are stored without outputs, are thin, and give the same bytes wherever they run."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import communique
from communique import reports
from communique.article import read_article
from communique.display import BriefingView
from communique.execution import parameters_of, read_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SAMPLE = ROOT / "tests" / "articles" / "summit-call.txt"
SECTIONS = "masthead bottom_line positions proposals concessions timeline actors accounts article method".split()  # noqa: SIM905

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_of(path: Path) -> list[str]:
    return [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]


@each
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
    for cell in stored["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
    assert set(stored["metadata"]) == {"kernelspec", "language_info"}


@each
def test_a_notebook_uses_only_what_communique_exports(path: Path) -> None:
    tree = ast.parse("\n".join(code_of(path)))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.ImportFrom)
        if isinstance(node, ast.Import):
            assert [alias.name for alias in node.names] == ["communique"]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "communique":
            assert node.attr in communique.__all__


@each
def test_a_notebook_is_thin(path: Path) -> None:
    assert all(len(source.splitlines()) <= 8 for source in code_of(path))


def test_every_parameter_of_the_briefing_has_a_type_and_a_help() -> None:
    for parameter in parameters_of(read_notebook(ROOT / "notebooks" / "briefing.ipynb")):
        assert parameter.help
        assert parameter.type != "Any"


def test_the_briefing_has_a_cell_for_each_section_in_the_order_of_the_report() -> None:
    code = code_of(ROOT / "notebooks" / "briefing.ipynb")
    shown = [source.splitlines()[-1] for source in code]
    assert [line for line in shown if line.startswith("view")] == ["view", *(f"view.{name}" for name in SECTIONS)]
    assert all(hasattr(BriefingView, name) for name in SECTIONS)


def brief(out: Path, made: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of the sample's report, made at that second after 19 March 2025, 9:00."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1742374800 + made))
    with reports.writing(out):
        report = reports.make(read_article(SAMPLE), reports.plan(out=out))
    return {path.name: path.read_bytes() for path in report.folder.iterdir()}


def test_the_same_article_gives_the_same_bytes_but_for_the_one_time_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = brief(tmp_path / "first", 1, monkeypatch)
    assert brief(tmp_path / "second and longer", 1, monkeypatch) == first
    later = brief(tmp_path / "third", 2, monkeypatch)
    for name in ("article.json", "briefing.ipynb", "briefing.json", "briefing.html"):
        assert later[name].replace(b"T09:00:02Z", b"T09:00:01Z") == first[name], name
    assert later["briefing.json"] != first["briefing.json"]
    assert json.loads(first["briefing.json"])["provenance"]["created"] == "2025-03-19T09:00:01Z"


def test_a_run_of_the_briefing_says_nothing_besides_its_sections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief(tmp_path, 1, monkeypatch)
    (report,) = reports.reports_in(tmp_path)
    cells = read_notebook(report.folder / "briefing.ipynb").cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert [output.output_type for output in outputs] == ["execute_result"] * (len(SECTIONS) + 1)
    places = (str(tmp_path), str(ROOT), str(Path.home()))
    assert not any(place in path.read_text("utf-8") for place in places for path in report.folder.glob("*.[hijt]*"))
