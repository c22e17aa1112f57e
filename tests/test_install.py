"""Installed as users do: the wheel, in a clean environment outside the checkout, briefs the sample article."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

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


def run(environment: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "JUPYTER"))}
    clean |= {"PATH": f"{environment}/venv/bin:/usr/bin:/bin", "HOME": str(environment)}
    return subprocess.run(words, cwd=environment, env=clean, capture_output=True, text=True, timeout=300)


def test_the_wheel_holds_the_notebooks_the_data_and_the_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "communique/notebooks/briefing.ipynb" in names
    assert "communique/py.typed" in names
    assert any(name.startswith("communique/extraction/lexicon/") and name.endswith(".toml") for name in names)
    assert any("OFL" in name.upper() or "LICENSE" in name.upper() for name in names if "/fonts/" in name)
    assert not any(name.startswith(("tests/", "reports/")) for name in names)


def test_the_wheel_briefs_the_sample(environment: Path) -> None:
    done = run(environment, "communique", "brief", str(SAMPLE), "--out", "reports")
    assert done.returncode == 0, done.stderr
    (report,) = (p for p in (environment / "reports").iterdir() if p.is_dir() and not p.name.startswith("."))
    kept = {path.name for path in report.iterdir()}
    assert {"article.json", "briefing.ipynb", "briefing.json", "briefing.html", "briefing.pdf", "state.toml"} <= kept
    assert str(ROOT) not in (report / "briefing.ipynb").read_text("utf-8")


def test_jupyter_knows_the_exporters(environment: Path) -> None:
    done = run(environment, "jupyter", "nbconvert", "--help-all")
    assert "briefing_html" in done.stdout
    assert "briefing_pdf" in done.stdout
