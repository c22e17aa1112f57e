"""An analyst at work in a real JupyterLab: run, amend, drop, add by selecting words, save, refresh in a shell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from communique import reports
from communique.article import read_article
from communique.corrections import load
from communique.reports import Report

COMMUNIQUE = [sys.executable, "-c", "from communique.cli import main; main()"]
WAIT = 60_000  # milliseconds: two slow cores start a browser, a server and a kernel
SAMPLE = Path(__file__).parent.parent / "articles" / "summit-call.txt"


def chromium() -> str | None:
    return next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A report to which an analyst's own words were added."""
    plan = reports.plan(out=tmp_path / "reports", formats=("html",))
    with reports.writing(plan.out):
        made = reports.make(read_article(SAMPLE), plan)
    path = made.folder / "briefing.ipynb"
    notebook = json.loads(path.read_text())
    mine = {
        "cell_type": "markdown",
        "id": "mine",
        "metadata": {"tags": ["analyst"]},
        "source": "The truce *will* come.",
    }
    notebook["cells"].insert(6, mine)
    path.write_text(json.dumps(notebook))
    return made


@contextmanager
def jupyterlab(folder: Path, *words: str) -> Iterator[str]:
    """`communique edit`: the address that it prints."""
    home = {f"JUPYTER_{what}_DIR": str(folder / what.lower()) for what in ("CONFIG", "RUNTIME", "DATA")}
    command = [*COMMUNIQUE, "edit", *words, "--no-browser", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **home}) as lab:
        assert lab.stdout is not None
        yield lab.stdout.readline().strip()
        lab.send_signal(signal.SIGTERM)


@pytest.fixture
def address(report: Report, tmp_path: Path) -> Iterator[str]:
    with jupyterlab(tmp_path, str(report.folder)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(WAIT)
    yield page
    page.close()


def run_all(page: Page, address: str) -> None:
    """Opens the notebook and runs all its cells, as a person does."""
    page.goto(address)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".cq").wait_for(state="attached")
    page.locator(".cq").scroll_into_view_if_needed()


def said(page: Page, words: str) -> None:
    expect(page.locator(".cq-said")).to_contain_text(words, timeout=WAIT)


def choose(page: Page, words: str) -> None:
    """Selects words in the article with the mouse."""
    box: dict[str, float] = page.evaluate(
        """words => { const pane = document.querySelector('.cq-text');
            const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at); range.setEnd(node, at + words.length);
                const boxes = range.getClientRects(), first = boxes[0], last = boxes[boxes.length - 1];
                return {x: first.left, y: first.top + first.height / 2, u: last.right, v: last.top + last.height / 2};
            } }""",
        words,
    )
    page.mouse.move(box["x"], box["y"])
    page.mouse.down()
    page.mouse.move(box["u"], box["v"], steps=5)
    page.mouse.up()
    expect(page.locator(".cq-chosen q")).to_have_text(words)


def card(page: Page, id: str) -> Any:
    return page.locator(f'.cq-card[data-id="{id}"]')


def test_an_analysts_work_in_jupyterlab_is_in_the_refreshed_report(report: Report, address: str, page: Page) -> None:
    first, second, *_ = report.briefing.proposals
    run_all(page, address)

    card(page, first.id).click()
    card(page, first.id).get_by_role("button", name="Amend").click()
    status = "withdrawn" if first.status != "withdrawn" else "enacted"
    page.locator(".cq-form select[name=status]").select_option(status)
    page.locator(".cq-form input[name=why]").fill("they said so")
    page.locator(".cq-form").get_by_role("button", name="Save").click()
    said(page, "Saved: amended the proposal")

    card(page, second.id).click()
    card(page, second.id).get_by_role("button", name="Drop").click()
    page.locator(".cq-form").get_by_role("button", name="Drop").click()
    said(page, "Saved: dropped the proposal")

    choose(page, "drawn up in Oslo")
    page.get_by_role("button", name="New entry").click()
    page.locator(".cq-form textarea[name=summary]").fill("a plan drawn up in Oslo")
    page.locator(".cq-form").get_by_role("button", name="Add", exact=True).click()
    said(page, "Saved: added the proposal")

    page.keyboard.press("Control+s")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible()
    done = subprocess.run([*COMMUNIQUE, "refresh", str(report.folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(report.folder.resolve())
    after = Report(report.folder)
    assert (after.briefing.proposals[0].id, after.briefing.proposals[0].status) == (first.id, status)
    assert second.id not in {proposal.id for proposal in after.briefing.proposals}
    assert after.briefing.provenance.corrections == 3
    html = (report.folder / "briefing.html").read_text("utf-8")
    page.goto((report.folder / "briefing.html").as_uri())
    expect(page.locator(f"[id='{first.id}']")).to_contain_text("they said so")
    expect(page.locator("main")).to_contain_text("a plan drawn up in Oslo")
    expect(page.locator(".assessment")).to_contain_text("The author’s assessment")
    expect(page.locator(".assessment em")).to_have_text("will")
    expect(page.locator("#method")).to_contain_text("Dropped the proposal")
    assert "communique.review" not in html


def test_the_widget_works_with_the_keyboard_alone_and_undoes(report: Report, address: str, page: Page) -> None:
    run_all(page, address)
    file = report.folder / "corrections.toml"
    cells = page.locator(".jp-Cell").count()
    page.locator(".cq-card").first.focus()
    page.keyboard.press("a")
    said(page, "Saved: confirmed")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    said(page, "Saved: dropped")
    page.keyboard.press("u")
    said(page, "Undone: dropped")
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".cq-chosen q")).to_have_text("Marovia turns")
    page.keyboard.press("n")
    page.keyboard.press("Tab")
    page.keyboard.type("turns on the river")
    page.keyboard.press("Control+Enter")
    said(page, "Saved: added the proposal")
    assert [correction.action for correction in load(file).corrections] == ["confirm", "add"]
    expect(page.locator(".jp-Cell")).to_have_count(cells)  # no key reached the notebook


def test_what_somebody_else_did_meanwhile_is_told_and_kept(report: Report, address: str, page: Page) -> None:
    run_all(page, address)
    page.locator(".cq-card").first.focus()
    words = ["correct", str(report.folder), "confirm", report.briefing.actors[0].id]
    subprocess.run([*COMMUNIQUE, *words], check=True, capture_output=True)
    page.keyboard.press("a")
    said(page, "changed by somebody else")
    page.keyboard.press("a")
    said(page, "Saved: confirmed")
    assert len(load(report.folder / "corrections.toml").corrections) == 2


def test_a_person_without_a_shell_briefs_at_the_desk(tmp_path: Path, page: Page) -> None:
    with jupyterlab(tmp_path, "--out", str(tmp_path / "reports")) as address:
        page.goto(address)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.get_by_label("The article or its address").fill(SAMPLE.read_text("utf-8"))
        page.get_by_role("button", name="Brief", exact=True).click()
        heading = page.frame_locator(".cd iframe").get_by_role("heading", level=1)
        expect(heading).to_contain_text("Marovia", timeout=WAIT)
        (report,) = reports.reports_in(tmp_path / "reports")
        link = page.locator(".cd-list a")
        expect(link).to_have_attribute("href", f"/lab/tree/{report.name}/briefing.ipynb")
        page.get_by_role("button", name="Approve").click()
        expect(page.locator(".cd-list td.approved")).to_have_count(1, timeout=WAIT)
