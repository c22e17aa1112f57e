"""The command line: answers on standard output, one line for an error, exit status 0, 1 or 2."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from communique import __version__
from communique.cli import cli, main
from communique.model import Briefing

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "articles" / "summit-call.txt"
TEXT = "Talks resume\n\nThe two sides met in the capital on Monday. The minister said they had agreed to meet again.\n"
SHOW = """import json
import communique
from communique.model import Provenance
from IPython.display import display

article = communique.read_article(article)
briefing = communique.Briefing(article=article, provenance=Provenance(tool="t", pipeline="p", created="2025-03-19"))
display({"application/vnd.communique.briefing+json": json.loads(briefing.to_json())}, raw=True)"""


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Runs the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()

    def call(*words: object) -> Done:
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A template that needs no pipeline; it raises where it is told to, or where the article's title says so."""
    sources = ['article: str = "article.json"  # the article\nfail = False\n', SHOW]
    sources.append("if fail or 'poison' in article.title: raise ValueError('as asked')")
    return template(tmp_path, *sources)


def template(folder: Path, *sources: str) -> Path:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for i, s in enumerate(sources)
    ]
    cells[0]["metadata"] = {"tags": ["parameters"]}
    path = folder / "small.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


def written(folder: Path, name: str = "talks.txt", text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def is_one_line_of_error(done: Done, *words: str) -> bool:
    return done.err.startswith("Error: ") and done.err.count("\n") == 1 and all(word in done.err for word in words)


def test_a_brief_prints_the_folder_of_the_report(run: Callable[..., Done], small: Path, tmp_path: Path) -> None:
    done = run(
        "brief", written(tmp_path), "--notebook", small, "--formats", "", "--title", "Other", "--date", "2025-03-18"
    )
    assert (done.status, done.err) == (0, "")
    folder = tmp_path / done.out.strip()
    assert folder.parent == tmp_path / "reports"
    assert folder.name.startswith("other-")
    assert Briefing.from_json((folder / "briefing.json").read_text()).article.published == "2025-03-18"


def test_communique_alone_helps_and_correct_alone_says_what_it_needs(run: Callable[..., Done]) -> None:
    done = run()
    assert (done.status, done.err) == (0, "")
    assert "communique brief article.txt" in done.out
    assert is_one_line_of_error(run("correct"), "REPORT")


def test_a_real_brief_has_everything(run: Callable[..., Done], tmp_path: Path) -> None:
    done = run("brief", SAMPLE, "--out", "here")
    assert (done.status, done.err) == (0, "")
    kept = {path.name for path in (tmp_path / done.out.strip()).iterdir()}
    assert kept == {"article.json", "state.toml", *(f"briefing.{kind}" for kind in ("ipynb", "json", "html", "pdf"))}
    assert (tmp_path / done.out.strip() / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert run("list", "--out", "here").out.count("\n") == 2


def test_of_two_articles_the_good_one_is_done_and_the_bad_one_told(
    run: Callable[..., Done], small: Path, tmp_path: Path
) -> None:
    done = run("brief", "missing.txt", written(tmp_path), "--notebook", small, "--formats", "")
    assert done.status == 1
    assert done.out.count("\n") == 1
    assert done.err.splitlines() == ["Error: missing.txt does not exist", "1 report written, 1 failed"]


def test_an_article_that_fails_while_working_is_told_and_the_rest_done(
    run: Callable[..., Done], small: Path, tmp_path: Path
) -> None:
    bad = written(tmp_path, "a.txt", TEXT.replace("Talks resume", "A poison pill"))
    done = run("brief", bad, written(tmp_path), "--notebook", small, "--formats", "", "--quiet")
    assert done.status == 1
    assert done.out.count("\n") == 1
    assert is_one_line_of_error(done, "A poison pill", "cell [4]", "ValueError: as asked", "briefing.failed.ipynb")
    table = run("list").out
    assert [line.split()[0][:6] for line in table.splitlines()] == ["REPORT", "a-pois", "talks-"]
    assert "failed" in table


def test_where_every_article_is_bad_nothing_is_begun(run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("brief", "missing.txt", "empty.txt", "*.html")
    assert (done.status, done.out) == (2, "")
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brief"], "Missing argument"),
        (["brief", "talks.txt", "--bogus"], "--bogus"),
        (["bogus"], "bogus"),
        (["brief", "talks.txt", "--formats", "html,exe"], "formats"),
        (["brief", "talks.txt", "--notebook", "nothing"], "there is no template 'nothing'"),
        (["brief", "talks.txt", "--notebook", "talks.ipynb"], "talks.ipynb is not a notebook"),
        (["brief", "talks.txt", "-p", "nothing", "1"], "no parameter 'nothing'"),
        (["brief", "talks.txt", "-p", "min_confidence", "high"], "parameter min_confidence takes float"),
        (["brief", "talks.txt", "-p", "pipeline", "a", "-p", "pipeline", "b"], "parameter pipeline is given twice"),
        (["brief", "talks.txt", "--min-confidence", "7"], "min_confidence"),
        (["brief", "talks.txt", "--timeout", "0"], "timeout"),
        (["brief", "talks.txt", "--date", "soon"], "soon"),
        (["brief", "talks.txt", "--out", "talks.txt"], "talks.txt is not a folder"),
        (["extract", "talks.txt", "talks.txt"], "--out"),
        (["parameters", "../x"], "there is no template"),
        (["remove", "nothing"], "no report 'nothing'"),
        (["remove", "../.."], "no report"),
    ],
)
def test_a_wrong_call_is_one_line_and_nothing_is_begun(
    words: list[str], said: str, run: Callable[..., Done], tmp_path: Path
) -> None:
    written(tmp_path)
    (tmp_path / "talks.ipynb").write_text("{")
    before = sorted(tmp_path.iterdir())
    done = run(*words)
    assert done.status == 2
    assert is_one_line_of_error(done, said)
    assert done.out == ""
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("while True: pass", "it ran longer than 1 seconds"),
        ("import os; os._exit(1)", "its kernel died"),
        ("<h1>", "SyntaxError"),
    ],
)
def test_a_template_that_stops_is_one_line(source: str, said: str, run: Callable[..., Done], tmp_path: Path) -> None:
    path = template(tmp_path, 'article = "article.json"', source)
    done = run("brief", written(tmp_path), "--notebook", path, "--timeout", "1" if "while" in source else "60")
    assert done.status == 1
    assert is_one_line_of_error(done, said, "cell [3]", source)


def test_what_strangers_wrote_is_printed_as_one_plain_line(
    run: Callable[..., Done], small: Path, tmp_path: Path
) -> None:
    title = "poison \x1b[31m{{ x }} <script>'\" \u202e\u2066 ../../x"
    rows = [{"text": TEXT, "title": title}, {"text": TEXT, "title": "\n\n", "id": "../../x"}]
    path = written(tmp_path, "in.jsonl", "\n".join(map(json.dumps, rows)))
    done = run("brief", path, "--notebook", small, "--formats", "", "--quiet")
    assert done.status == 1
    assert is_one_line_of_error(done, "{{ x }} <script>'\"", "as asked")
    assert done.err[:-1].isprintable()
    assert {p.parent for p in tmp_path.rglob("article.json")} == set((tmp_path / "reports").glob("[!.]*"))


def test_work_on_a_report_is_kept_until_forced(run: Callable[..., Done], small: Path, tmp_path: Path) -> None:
    words = ("brief", written(tmp_path), "--notebook", small, "--formats", "")
    folder = tmp_path / run(*words).out.strip()
    (folder / "corrections.toml").touch()
    done = run(*words)
    assert done.status == 2
    assert is_one_line_of_error(done, "corrections.toml", "--force")
    assert run(*words, "--force").status == 0


def test_parameters_reach_the_notebook(run: Callable[..., Done], small: Path, tmp_path: Path) -> None:
    done = run("brief", written(tmp_path), "--notebook", small, "--formats", "", "-p", "fail", "yes")
    assert done.status == 1
    assert "as asked" in done.err


def test_extract_prints_one_briefing(run: Callable[..., Done], tmp_path: Path) -> None:
    done = run("extract", written(tmp_path))
    assert (done.status, done.err) == (0, "")
    assert Briefing.from_json(done.out).article.title == "Talks resume"


def test_extract_reads_standard_input(
    run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert Briefing.from_json(run("extract", "-", "--source", "Wire").out).article.source == "Wire"


def test_extract_writes_one_file_an_article_and_none_over_another(run: Callable[..., Done], tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, text=TEXT + folder)
    rows = written(tmp_path, "in.jsonl", json.dumps({"text": TEXT + "in", "title": "../x"}))
    done = run("extract", "a", "b", "missing.txt", rows, "--out", "out")
    assert done.status == 1
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 3
    assert "talks.json" in names
    assert sorted(Path(line).name for line in done.out.splitlines()) == names
    texts = {Briefing.from_json((tmp_path / "out" / n).read_text()).article.text for n in names}
    assert len(texts) == 3


def test_parameters_lists_name_type_default_and_help(run: Callable[..., Done]) -> None:
    done = run("parameters")
    assert (done.status, done.err) == (0, "")
    head, *rows = done.out.splitlines()
    assert head.split() == ["NAME", "TYPE", "DEFAULT", "HELP"]
    assert [row.split()[:2] for row in rows] == [["article", "str"], ["pipeline", "str"], ["min_confidence", "float"]]
    assert all(len(row.split()) > 6 for row in rows)


def test_schema_is_a_json_schema(run: Callable[..., Done]) -> None:
    assert json.loads(run("schema").out)["title"] == "Briefing"


def test_doctor_finds_what_the_tests_need(run: Callable[..., Done]) -> None:
    done = run("doctor")
    assert done.status == 0, done.out
    assert {line.split()[0] for line in done.out.splitlines()} == {"ok"}
    assert sys.executable in done.out


def test_doctor_says_what_to_install(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_PIPELINE", "en_not_there")
    done = run("doctor")
    assert done.status == 1
    assert "pip install en_not_there" in done.out


def test_remove_moves_a_report_to_the_trash(run: Callable[..., Done], small: Path, tmp_path: Path) -> None:
    name = Path(run("brief", written(tmp_path), "--notebook", small, "--formats", "").out.strip()).name
    done = run("remove", name)
    assert done.status == 0
    assert (tmp_path / "reports" / ".trash" / name / "briefing.json").is_file()
    assert run("list").err == "no reports\n"


def test_debug_shows_the_traceback(run: Callable[..., Done]) -> None:
    assert "Traceback" in run("brief", "missing.txt", "--debug").err
    assert "Traceback" not in run("brief", "missing.txt", "--verbose").err


def test_version(run: Callable[..., Done]) -> None:
    assert run("--version").out == f"communique {__version__}\n"


@pytest.mark.parametrize("verb", ["", *sorted(cli.commands)])
def test_every_help_has_an_example_and_is_no_wider_than_a_page(verb: str, run: Callable[..., Done]) -> None:
    done = run(*verb.split(), "--help")
    assert done.status == 0
    assert f"Example:\n    communique {verb}" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_every_option_has_a_help() -> None:
    for command in cli.commands.values():
        for option in command.params:
            assert isinstance(option, click.Argument) or (isinstance(option, click.Option) and option.help)


def test_completion_knows_the_verbs() -> None:
    code = "from communique.cli import main; main()"
    environment = {"_COMMUNIQUE_COMPLETE": "bash_complete", "COMP_WORDS": "communique ex", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout == "plain,extract\n"


def test_help_starts_without_what_is_heavy() -> None:
    code = (
        "import sys; from communique.cli import cli; cli(['brief', '-h'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"spacy", "papermill", "nbformat", "nbconvert", "matplotlib", "pandas", "pydantic", "rich"}
