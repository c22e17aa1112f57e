"""Reports of the project's own articles, analysed once, with a notebook as a run leaves it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.article import read_article
from communique.display import BriefingView
from communique.extraction import analyse_many
from communique.model import Article, Briefing, dump_json
from communique.publish import Site, publish, site_of
from communique.reports import Report, approve, folder_name
from communique.reports.folder import State, write_state

ARTICLES = Path(__file__).parent.parent / "articles"
SITE = site_of("Harbour Briefings", "https://example.org/briefings")
SECTIONS = ("masthead", "bottom_line", "proposals", "concessions", "actors", "accounts", "article", "method")


def executed(briefing: Briefing) -> bytes:
    """The notebook of a briefing, with the outputs that its cells have after a run (figures left out)."""
    view = BriefingView(briefing)
    cells = []
    for number, shown in enumerate((view, *(getattr(view, name) for name in SECTIONS))):
        data, metadata = shown._repr_mimebundle_()
        output = {"output_type": "execute_result", "data": data, "metadata": metadata, "execution_count": number + 1}
        cell = {"cell_type": "code", "id": f"c{number}", "source": "…", "metadata": {}, "execution_count": number + 1}
        cells.append({**cell, "outputs": [output]})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def write_report(out: Path, briefing: Briefing, name: str | None = None, *, approved: bool = True) -> Report:
    """A report folder of a briefing, approved by default."""
    folder = out / (name or folder_name(briefing.article))
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "article.json": dump_json(briefing.article).encode(),
        "briefing.ipynb": executed(briefing),
        "briefing.json": briefing.to_json().encode(),
    }
    for file, data in files.items():
        (folder / file).write_bytes(data)
    digests = {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}
    inputs = {"article.json": digests.pop("article.json")}
    write_state(folder, State(version="0", notebook="briefing", inputs=inputs, outputs=digests))
    return approve(Report(folder)) if approved else Report(folder)


@pytest.fixture(scope="session")
def briefings() -> dict[str, Briefing]:
    """The briefing of each of the project's articles by name, dated one day after the other."""
    dated: dict[str, Article] = {}
    for number, path in enumerate(sorted(ARTICLES.glob("*.txt"))):
        known = {"source": "The Quay", "published": f"2025-{1 + number // 8:02}-{10 + number % 8:02}"}
        known |= {"url": f"https://quay.test/{path.stem}"}
        dated[path.stem] = read_article(path).model_copy(update=known)
    made = analyse_many(list(dated.values()))
    stamp = {"created": "2025-03-19T09:00:00Z"}
    return {
        name: b.model_copy(update={"provenance": b.provenance.model_copy(update=stamp)})
        for name, b in zip(dated, made, strict=True)
    }


@pytest.fixture(scope="session")
def _some(briefings: dict[str, Briefing], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    for name in ("summit-call", "pay-strike", "fishing-dispute"):
        write_report(out, briefings[name])
    publish(out, str(tmp_path_factory.mktemp("site")), SITE)  # what was made here once is not made again by each test
    return out


@pytest.fixture(scope="session")
def site() -> Site:
    """The site that the tests publish."""
    return SITE


@pytest.fixture
def out(_some: Path, tmp_path: Path) -> Path:
    """A folder with three approved reports."""
    shutil.copytree(_some, tmp_path / "reports")
    return tmp_path / "reports"


@pytest.fixture
def add(briefings: dict[str, Briefing]) -> Callable[..., Report]:
    """Writes the report of a briefing, which is given or named by its article."""

    def add(out: Path, what: str | Briefing, name: str | None = None, *, approved: bool = True) -> Report:
        return write_report(out, briefings[what] if isinstance(what, str) else what, name, approved=approved)

    return add
