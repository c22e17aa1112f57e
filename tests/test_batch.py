"""Many articles: what fails is told and the rest is done, whatever dies and whenever it is broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import pytest

from communique import batch, reports
from communique.article import Loaded
from communique.batch import Outcome, Workers, watching
from communique.errors import ArticleError, ReportError
from communique.model import Article
from communique.reports import Plan
from communique.settings import Settings

DEFAULTS = 'article: str = "article.json"\nmade = "2025-03-19T09:00:00Z"'
SHOW = """import json
import os
import communique
from communique.model import Provenance
from IPython.display import display

article = communique.read_article(article)
briefing = communique.Briefing(article=article, provenance=Provenance(tool="t", pipeline="p", created=made))
display({"application/vnd.communique.briefing+json": json.loads(briefing.to_json())}, raw=True)
if "crash" in article.title: os._exit(1)
if "raise" in article.title: raise ValueError("as asked")
print(os.getcwd().split(os.sep)[-1])"""

TEXT = "Talks resume\n\nThe two sides met in the capital on Monday. The minister said they had agreed to meet again.\n"


def template(folder: Path) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for i, s in enumerate((DEFAULTS, SHOW))
    ]
    cells[0]["metadata"] = {"tags": ["parameters"]}
    path = folder / "small.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return str(path)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return reports.plan(out=tmp_path / "out", notebook=template(tmp_path), formats=())


def articles(*titles: str) -> list[Loaded]:
    return [Loaded(title, Article.of(f"The two sides met. They spoke of {title}.", title)) for title in titles]


def briefed(loaded: list[Loaded], plan: Plan, workers: int = 2, **options: Any) -> dict[str, Outcome]:
    with reports.writing(plan.out):
        return {outcome.name: outcome for outcome in batch.brief_all(loaded, plan, workers=workers, **options)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_each_article_is_done_on_its_own(plan: Plan) -> None:
    bad = Loaded("missing.txt", error=ArticleError("missing.txt does not exist"))
    loaded = [*articles("one", "two", "crash", "raise"), bad, *articles("three")]
    outcomes = briefed(loaded, plan)
    assert {name for name, outcome in outcomes.items() if outcome.error is None} == {"one", "two", "three"}
    assert {str(outcome.error) for outcome in outcomes.values() if not outcome.begun} == {str(bad.error)}
    assert "its kernel died" in str(outcomes["crash"].error)
    assert "as asked" in str(outcomes["raise"].error)
    assert sorted(report.status() for report in reports.reports_in(plan.out)) == ["draft"] * 3 + ["failed"] * 2


def test_the_bytes_are_the_same_whatever_the_number_of_workers(plan: Plan, tmp_path: Path) -> None:
    loaded, seen = articles("one", "two", "three", "four"), []
    for workers in (1, 2):
        briefed(loaded, Plan(tmp_path / str(workers), plan.template, plan.notebook, formats=()), workers)
        seen.append(contents(tmp_path / str(workers)))
    for one in loaded[:1]:
        briefed([one], Plan(tmp_path / "alone", plan.template, plan.notebook, formats=()))
    assert seen[0] == seen[1]
    assert contents(tmp_path / "alone").items() <= seen[0].items()


def test_articles_of_one_batch_under_one_headline_are_no_versions_of_each_other(plan: Plan, tmp_path: Path) -> None:
    texts = [f"The two sides met. They spoke of trade. They meet again on day {n}." for n in range(3)]
    loaded = [Loaded(str(n), Article.of(text, "Talks", id=str(n))) for n, text in enumerate(texts)]
    for workers in (1, 2):
        outcomes = briefed(loaded, replace(plan, out=tmp_path / str(workers)), workers)
        assert [outcome.error for outcome in outcomes.values()] == [None] * 3
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert not [name for name in contents(tmp_path / "1") if "previous" in name]
    newer = Article.of(f"{texts[0]} It rained.", "Talks", id="newer")
    outcome = briefed([Loaded("newer", newer)], replace(plan, out=tmp_path / "1"))["newer"]
    assert outcome.folder is not None
    assert (Path(outcome.folder) / "previous.json").is_file(), "a later batch knows the version before"


def test_an_article_that_comes_twice_is_done_once_and_another_of_its_name_is_told(plan: Plan) -> None:
    one = Article.of("The two sides met.", "Talks", id="x")
    other = Article.of("The two sides met again.", "Talks", id="x")
    loaded = [Loaded("a", one), Loaded("b", one), Loaded("c", other), *articles("else")]
    outcomes = briefed(loaded, plan)
    assert outcomes["a"].folder == outcomes["b"].folder
    assert not outcomes["b"].needed
    assert "has the id and title of another article" in str(outcomes["c"].error)
    assert outcomes["else"].error is None


def test_resuming_does_only_what_is_missing_changed_or_broken(plan: Plan) -> None:
    loaded = articles("one", "two", "three", "four")
    briefed(loaded[:3], plan)
    (plan.out / reports.folder_name(loaded[0].article or pytest.fail()) / "briefing.json").write_text("{")
    outcomes = briefed(loaded, plan, resume=True)
    assert [name for name, outcome in outcomes.items() if not outcome.needed] == ["two", "three"]
    again = Plan(plan.out, plan.template, plan.notebook, {"made": "2026-01-01T00:00:00Z"}, formats=())
    assert all(outcome.needed for outcome in briefed(loaded, again, resume=True).values())
    assert not any(outcome.needed for outcome in briefed(loaded, again, resume=True).values())


def doubled(job: int) -> tuple[int, int]:
    if job < 0:
        os.kill(os.getpid(), -job)
    return 2 * job, os.getpid()


def start() -> Callable[[int], tuple[int, int]]:
    return doubled


def test_a_worker_that_dies_takes_one_job_with_it_and_leaves_no_process() -> None:
    jobs = [1, 2, -signal.SIGKILL, 3, 4, -signal.SIGSEGV, 5, 6, 7, 8]
    with Workers[int, tuple[int, int]](2, start) as workers:
        done = dict(workers.do(jobs))
    assert {job for job, result in done.items() if result is None} == {-signal.SIGKILL, -signal.SIGSEGV}
    assert all(result[0] == 2 * job for job, result in done.items() if result)
    assert not any(psutil.pid_exists(result[1]) for result in done.values() if result)


def test_jobs_are_taken_only_as_they_are_done() -> None:
    """So that a million articles are not in memory at a time."""
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for job in range(40):
            taken.append(job)
            yield job

    with Workers[int, tuple[int, int]](2, start) as workers:
        for count, _ in enumerate(workers.do(jobs())):
            assert len(taken) <= count + 1 + 2 * 2


def test_counting_is_right_about_files_folders_and_lines(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    (tmp_path / "c.jsonl").write_text("{}\n{}\n{}\n")
    assert batch.count_articles([str(tmp_path), f"{tmp_path}/*.txt", "https://example.org", "missing.txt"]) == 9


BATCH = """
import signal, sys
from communique import warming
from communique.cli import main
warming.PRELOAD = ()  # the template needs nothing of what is heavy
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background jobs do not have
main(["brief", sys.argv[1], "--out", sys.argv[2], "--notebook", sys.argv[3], "--formats", "", "--workers", "2",
      "--resume", "-p", "made", "2025-03-19T09:00:00Z"])
"""


def batch_of(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A batch of eight articles, as from the command line."""
    lines = [json.dumps({"title": f"Talks {n}", "text": f"The two sides met for talks {n}."}) for n in range(8)]
    (folder / "in.jsonl").write_text("\n".join(lines))
    words = [sys.executable, "-c", BATCH, str(folder / "in.jsonl"), str(out), template(folder)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    run = batch_of(folder, folder / "out")
    assert (run.communicate(timeout=300)[1], run.returncode) == (b"8 reports written\n", 0)
    return contents(folder / "out")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_broken_off_leaves_whole_reports_and_is_completed_later(
    how: int, undisturbed: dict[str, bytes], plan: Plan, tmp_path: Path
) -> None:
    run = batch_of(tmp_path, plan.out)
    assert run.stdout is not None
    run.stdout.readline()
    processes = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(how)
    _, err = run.communicate(timeout=60)
    _, alive = psutil.wait_procs(processes, timeout=30)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    assert run.returncode == {2: 130, 15: 143}.get(how, -how)
    assert err.strip() == (b"Interrupted; what was finished is whole" if how == signal.SIGINT else b"")
    finished = list(reports.reports_in(plan.out))
    assert 0 < len(finished) < 8
    assert {report.status() for report in finished} == {"draft"}
    again = batch_of(tmp_path, plan.out)
    again.communicate(timeout=300)
    assert again.returncode == 0
    assert contents(plan.out) == undisturbed


def test_each_article_that_lands_is_briefed_once_and_a_bad_one_put_aside(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "QUIET", 0.2)
    (inbox := tmp_path / "inbox").mkdir()
    (inbox / "a.txt").write_text(TEXT)
    (inbox / "bad.txt").write_bytes(b"\0\1\2")
    (inbox / "growing.txt").touch()
    told: list[Outcome] = []
    for later in ("", "b.txt"):  # the second time, after a restart, only what is new
        ended = Event()

        def tell(outcome: Outcome, later: str = later, ended: Event = ended) -> None:
            told.append(outcome)
            if later == "b.txt" or len(told) == 2:
                ended.set()

        if later:
            (inbox / later).write_text(TEXT + "They spoke again.")
        batch.watch(inbox, plan, Settings(), tell, ended=ended)
    assert [Path(outcome.name).name for outcome in told] == ["a.txt", "bad.txt", "b.txt"]
    assert len(list(reports.reports_in(plan.out))) == 2
    assert {p.name for p in inbox.iterdir()} == {"a.txt", "b.txt", "failed", "growing.txt", ".communique-seen"}
    assert sorted(p.name for p in (inbox / "failed").iterdir()) == ["bad.txt", "bad.txt.reason.txt"]
    assert (inbox / "failed" / "bad.txt.reason.txt").read_text().startswith(str(inbox / "bad.txt"))


def test_a_file_that_still_grows_is_waited_for(tmp_path: Path) -> None:
    looks: dict[Path, Any] = {}
    path, seen = tmp_path / "a.txt", []
    for now, text in ((0.0, ""), (1.0, "Talks"), (2.5, "Talks resume"), (4.0, ""), (5.0, ""), (9.0, "")):
        with path.open("a") as stream:
            stream.write(text)
        seen.append(list(watching._settled(tmp_path, looks, now)))
    assert seen == [[], [], [], [], [path], []]


def test_an_inbox_has_to_be_a_folder(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "missing"):
        with pytest.raises(ReportError, match="cannot be used as an inbox"):
            batch.watch(place, plan, Settings(), print)
