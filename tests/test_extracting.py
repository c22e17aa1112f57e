"""Briefings of many articles as data: in the given order, on any number of cores, none lost with another."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pytest

from communique.article import Loaded
from communique.batch import Table, Workers, extracting
from communique.batch.extracting import Extracted, Job, extract_all
from communique.errors import ArticleError, ReportError
from communique.extraction.pipeline import DEFAULT
from communique.model import Article, Briefing

TEXT = "Talks resume\n\nThe minister of Norland met the trade unions on Monday. He offered them a rise of 3% in pay."


def articles(count: int) -> list[Loaded]:
    return [Loaded(f"a{n}", Article.of(f"{TEXT} It was meeting {n}.")) for n in range(count)]


def without_time(done: Extracted) -> str:
    assert done.json is not None
    briefing = Briefing.from_json(done.json)
    made = briefing.provenance.model_copy(update={"created": ""})
    return briefing.model_copy(update={"provenance": made}).to_json()


def test_order_and_content_are_the_same_whatever_the_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Loaded("bad", error=ArticleError("bad is empty"))
    loaded = [*articles(20)[:13], bad, *articles(20)[13:]]
    runs = [list(extract_all(loaded, workers=n, pipeline=DEFAULT, min_confidence=0.0)) for n in (1, 2)]
    for run in runs:
        assert [done.name for done in run] == [one.name for one in loaded]
        assert [done.name for done in run if done.error] == ["bad"]
    one, two = ([without_time(done) for done in run if done.json] for run in runs)
    assert one == two


def test_an_article_that_breaks_the_batch_is_told_and_the_others_are_done() -> None:
    without = Loaded("without", Article.of(TEXT).model_copy(update={"text": None}))
    done = list(extract_all([*articles(2), without, *articles(1)], workers=1, pipeline=DEFAULT, min_confidence=0.0))
    assert [bool(one.error) for one in done] == [False, False, True, False]
    assert "without its text" in str(done[2].error)


def fatal(job: Job) -> tuple[Extracted, ...]:
    if any(one.name == "a5" for one in job[2]):
        os._exit(9)
    return tuple(Extracted(one.name, "{}") for one in job[2])


def start() -> Callable[[Job], tuple[Extracted, ...]]:
    return fatal


def test_an_article_that_a_worker_dies_of_takes_no_other_with_it() -> None:
    jobs = extracting._Chunks(articles(20))
    with Workers[Job, tuple[Extracted, ...]](2, start) as workers:
        done = list(extracting._in_order(workers.do(jobs), jobs))
    assert [one.name for one in done] == [f"a{n}" for n in range(20)]
    assert [one.name for one in done if one.error] == ["a5"]


@pytest.fixture(scope="module")
def briefings() -> list[str]:
    return [str(d.json) for d in extract_all(articles(3), workers=1, pipeline=DEFAULT, min_confidence=0.0)]


def test_a_table_of_lines_has_a_briefing_a_line(briefings: list[str], tmp_path: Path) -> None:
    with Table(tmp_path / "new" / "all.jsonl") as table:
        for briefing in briefings:
            table.add(briefing)
    lines = (tmp_path / "new" / "all.jsonl").read_text("utf-8").splitlines()
    assert [Briefing.from_json(line).to_json() for line in lines] == briefings


def test_a_parquet_table_has_a_row_an_article(briefings: list[str], tmp_path: Path) -> None:
    with Table(tmp_path / "all.parquet") as table:
        for briefing in briefings:
            table.add(briefing)
    rows = pyarrow.parquet.read_table(tmp_path / "all.parquet").to_pylist()
    assert [row["briefing"] for row in rows] == briefings
    for row in rows:
        data = json.loads(row["briefing"])
        assert row["title"] == data["article"]["title"]
        assert row["actors"] == len(data["actors"])


@pytest.mark.parametrize("name", ["all.jsonl", "all.parquet"])
def test_a_table_that_is_broken_off_leaves_the_one_before(name: str, briefings: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text("before")
    with pytest.raises(KeyboardInterrupt), Table(tmp_path / name) as table:
        table.add(briefings[0])
        raise KeyboardInterrupt
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: "before"}


def test_a_table_that_cannot_be_written_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReportError, match="cannot be written"):
        Table(tmp_path / "file" / "all.jsonl")
