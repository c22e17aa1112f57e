"""Installed as users do: the wheel, in a clean environment outside the checkout, briefs the sample article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "articles" / "summit-call.txt"

pytestmark = pytest.mark.xdist_group("install")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel in it and nothing else of ours."""
    home = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
    install = [str(home / "venv/bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return home


def clean(environment: Path) -> dict[str, str]:
    """The variables of a shell in which nobody has heard of this checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "JUPYTER"))}
    return kept | {"PATH": f"{environment}/venv/bin:/usr/bin:/bin", "HOME": str(environment)}


def run(environment: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=environment, env=clean(environment), capture_output=True, text=True, timeout=300)


DATA = ("*.ipynb", "*.toml", "*.js", "*.css", "*.json", "*.j2", "*.html", "*.ttf", "*.woff2", "*.txt")


def test_the_wheel_holds_all_that_the_package_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "analysis" / "communique"
    listed = subprocess.run(["git", "ls-files", *DATA], cwd=package, check=True, capture_output=True, text=True)
    needed = {f"communique/{name}" for name in listed.stdout.splitlines() if (package / name).is_file()}
    assert {"communique/widget/review.js", "communique/desk/board.css"} <= needed
    assert {f"communique/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} <= names
    assert needed <= names


def test_the_wheel_holds_the_notebooks_the_data_and_the_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "communique/notebooks/briefing.ipynb" in names
    assert "communique/py.typed" in names
    assert any(name.startswith("communique/extraction/lexicon/") and name.endswith(".toml") for name in names)
    assert any("OFL" in name.upper() or "LICENSE" in name.upper() for name in names if "/fonts/" in name)
    assert not any(name.startswith(("tests/", "reports/")) for name in names)


@pytest.fixture(scope="module")
def report(environment: Path) -> Path:
    """The report of the sample article, made by the installed command."""
    done = run(environment, "communique", "brief", str(SAMPLE), "--out", "reports")
    assert done.returncode == 0, done.stderr
    (made,) = (p for p in (environment / "reports").iterdir() if p.is_dir() and not p.name.startswith("."))
    return made


def test_the_wheel_briefs_the_sample(report: Path) -> None:
    kept = {path.name for path in report.iterdir()}
    assert {"article.json", "briefing.ipynb", "briefing.json", "briefing.html", "briefing.pdf", "state.toml"} <= kept
    assert str(ROOT) not in (report / "briefing.ipynb").read_text("utf-8")


def test_jupyter_knows_the_exporters(environment: Path) -> None:
    done = run(environment, "jupyter", "nbconvert", "--help-all")
    assert "briefing_html" in done.stdout
    assert "briefing_pdf" in done.stdout


def test_the_review_can_be_made(environment: Path, report: Path) -> None:
    code = (
        "import communique\n"
        f"analysis = communique.Briefing.from_json(open({str(report / 'briefing.json')!r}).read())\n"
        "widget = communique.review(analysis, 'c.toml')\n"
        "widget.hear({'do': 'confirm', 'id': analysis.actors[0].id})\n"
        "print(len(str(widget._esm)) > 9000, len(str(widget._css)) > 3000, widget.state['notice']['kind'])"
    )
    done = run(environment, "python", "-c", code)
    assert done.stdout.split() == ["True", "True", "done"], done.stderr
    assert "confirm" in (environment / "c.toml").read_text("utf-8")


def test_the_desk_is_opened(environment: Path) -> None:
    command = [f"{environment}/venv/bin/communique", "edit", "--no-browser", "--quiet"]
    mine = {**clean(environment), "JUPYTER_PORT": "0"}  # any free one, as another test's server may look for one too
    with subprocess.Popen(
        command, cwd=environment, env=mine, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as lab:
        assert lab.stdout is not None
        address = lab.stdout.readline().strip()
        try:
            page, _, token = address.partition("?token=")
            known = {"Authorization": f"token {token}"}
            place = page.replace("/lab/tree/", "/api/contents/")
            assert place.endswith("/api/contents/desk.ipynb")
            desk = httpx.get(place, headers=known, timeout=60).json()
            assert "communique.open_desk()" in desk["content"]["cells"][1]["source"]
        finally:
            lab.send_signal(signal.SIGTERM)
    assert (environment / "reports" / "desk.ipynb").is_file()
