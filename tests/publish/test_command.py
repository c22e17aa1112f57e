"""The commands of an editor: approve, publish, list, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.cli import main
from communique.model import Actor
from communique.reports import Report, reports_in

Run = Callable[..., tuple[int, str, str]]
HERE = ("--base-url", "https://example.org/briefings", "--title", "Harbour Briefings")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], out: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command where the reports are in `reports`."""
    monkeypatch.chdir(out.parent)
    capsys.readouterr()

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return call


def test_an_editor_approves_publishes_and_withdraws(run: Run, out: Path, add: Callable[..., Report]) -> None:
    name = add(out, "rent-bill", approved=False).name
    assert run("approve", name, "--by", "Jo Mast") == (0, f"{name}  approved\n", "")
    status, _, said = run("publish", "--to", "site", *HERE)
    assert status == 0 and "Published 4 reports at site: " in said
    assert (out.parent / "site" / "reports" / name / "index.html").is_file()
    assert [line.split()[-4] for line in run("list")[1].splitlines() if name in line] == ["published"]
    assert run("publish", "--to", "site", *HERE)[2].endswith("at site: nothing changed\n")
    assert run("withdraw", name)[1] == f"{name}  draft\n"
    status, listed, said = run("publish", "--to", "site", *HERE, "--dry-run")
    assert f"gone    reports/{name}/index.html\n" in listed and "Would publish 3 reports" in said
    assert (out.parent / "site" / "reports" / name).is_dir()
    run("publish", "--to", "site", *HERE)
    assert not (out.parent / "site" / "reports" / name).exists()


def test_the_site_can_be_set_in_the_workspace(run: Run, out: Path) -> None:
    (out.parent / "communique.toml").write_text(
        'base_url = "https://example.org/briefings/"\npublish_to = "there"\nsite_title = "Harbour Briefings"\n'
    )
    assert run("publish")[0] == 0
    assert "Harbour Briefings" in (out.parent / "there" / "index.html").read_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("publish",), "give --base-url URL"),
        (("publish", "--base-url", "https://x.test/"), "give --to PLACE"),
        (("publish", "--to", "site", "--base-url", "x.test"), "is no address of a site"),
        (("publish", "--to", "site", *HERE, "--out", "nowhere"), "there is no folder nowhere"),
        (("approve", "nobody"), "there is no report 'nobody'"),
    ],
)
def test_a_wrong_call_is_told_and_nothing_begun(run: Run, words: tuple[str, ...], expected: str) -> None:
    status, shown, said = run(*words)
    assert (status, shown) == (2, "")
    assert expected in said and len(said.splitlines()) == 1


def test_what_is_not_approved_cannot_be_withdrawn_and_what_is_stale_not_approved(run: Run, out: Path) -> None:
    first, second, *_ = reports_in(out)
    with (first.folder / "briefing.ipynb").open("ab") as stream:
        stream.write(b"\n")
    assert run("approve", first.name)[0] == 2
    run("withdraw", second.name)
    assert "is not approved" in run("withdraw", second.name)[2]


def test_a_place_that_fails_is_told_as_a_failure_of_the_work(run: Run, out: Path) -> None:
    (out.parent / "site").write_text("a file")
    status, _, said = run("publish", "--to", "site", *HERE)
    assert status == 1
    assert said.startswith("Error: site failed: ") and len(said.splitlines()) == 1


def test_doubts_are_told_with_how_to_settle_them(run: Run, out: Path, add: Callable[..., Report]) -> None:
    report = next(reports_in(out))
    briefing = report.briefing
    people = [actor for actor in briefing.actors if actor.kind == "person"]

    def of(country: str) -> tuple[Actor, ...]:
        return tuple(person.model_copy(update={"affiliation": None, "country": country}) for person in people)

    bare = {"statements": (), "proposals": (), "concessions": ()}
    known = {"id": "another", "title": "Another"}
    first = briefing.model_copy(update={"actors": of("NOR"), **bare})
    other = first.model_copy(update={"actors": of("NZL"), "article": briefing.article.model_copy(update=known)})
    add(out, first, report.name)
    add(out, other)
    said = run("publish", "--to", "site", *HERE)[2]
    assert "the same as" in said and "actors.toml" in said
