"""Make `reports/sample/`: the rendered briefing of the sample article and the picture of it that the README shows.

`python -m tests.sample` (`make sample`) writes it anew; `tests/test_sample.py` says when that is due.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "tests" / "articles" / "summit-call.txt"
SAMPLE = ROOT / "reports" / "sample"
MADE = "1763805600"  # the one time stamp of the sample: 22 November 2025, 10:00 UTC


def make(folder: Path) -> Path:
    """The report of the sample article, made in `folder` by the command line as a user would."""
    command = [str(Path(sys.executable).with_name("communique")), "brief", str(ARTICLE), "--out", str(folder)]
    done = subprocess.run(
        command, env=os.environ | {"SOURCE_DATE_EPOCH": MADE}, check=True, capture_output=True, text=True
    )
    return Path(done.stdout.strip())


def picture(page: Path, to: Path) -> None:
    """A picture of the top of a page, as a reader on a laptop sees it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
        tab.goto(page.as_uri())
        tab.screenshot(path=to)
        browser.close()


def main() -> None:
    """Write `reports/sample/` anew."""
    with tempfile.TemporaryDirectory() as folder:
        report = make(Path(folder))
        shutil.rmtree(SAMPLE, ignore_errors=True)
        SAMPLE.mkdir(parents=True)
        for name in ("briefing.html", "briefing.pdf", "briefing.json"):
            shutil.copyfile(report / name, SAMPLE / name)
    picture(SAMPLE / "briefing.html", SAMPLE / "briefing.png")


if __name__ == "__main__":
    main()
