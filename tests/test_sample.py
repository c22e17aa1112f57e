"""`reports/sample/` is what the present code makes of the sample article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.sample import SAMPLE, make


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sample"))


def without_pictures(page: Path) -> str:
    """The page without fonts and figures: their bytes depend on the versions of the libraries that draw them."""
    return re.sub(r"data:[a-z/+-]+[;,][^\"') ]*|sha256-[\w+/=]+", "", page.read_text("utf-8"))


def test_the_data_are_fresh(fresh: Path) -> None:
    assert (SAMPLE / "briefing.json").read_text("utf-8") == (fresh / "briefing.json").read_text("utf-8"), "make sample"


def test_the_page_is_fresh(fresh: Path) -> None:
    assert without_pictures(SAMPLE / "briefing.html") == without_pictures(fresh / "briefing.html"), "make sample"


def test_the_pdf_and_the_picture_are_there() -> None:
    assert (SAMPLE / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert (SAMPLE / "briefing.png").read_bytes().startswith(b"\x89PNG")
