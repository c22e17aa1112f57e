"""An analyst at work in a real JupyterLab and Notebook: run, amend, drop, add by selecting words, save, refresh."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from communique import reports
from communique.article import read_article
from communique.corrections import load
from communique.desk import desk_notebook
from communique.reports import Report

COMMUNIQUE = [sys.executable, "-c", "from communique.cli import main; main()"]
WAIT = 60_000  # milliseconds: two slow cores start a browser, a server and a kernel
SAMPLE = Path(__file__).parent.parent / "articles" / "summit-call.txt"
PROGRAMS = ("lab/tree", "notebooks")  # where JupyterLab and Notebook 7 have a notebook
IDLE = ".jp-NotebookKernelStatus-fade, :text('Python 3 (ipykernel) | Idle')"  # as Notebook 7 and JupyterLab say it

pytestmark = pytest.mark.xdist_group("jupyter")  # one server for all


def chromium() -> str | None:
    return next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report to which an analyst's own words were added."""
    plan = reports.plan(out=tmp_path_factory.mktemp("desk") / "reports", formats=("html",))
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
    shutil.copytree(made.folder, plan.out.parent / "untouched")
    return made


@pytest.fixture(scope="module")
def address(first: Report) -> Iterator[str]:
    """What `communique edit` prints: where JupyterLab has the first report's notebook."""
    home = first.folder.parent.parent
    folders = {f"JUPYTER_{what}_DIR": str(home / what.lower()) for what in ("CONFIG", "RUNTIME", "DATA")}
    themes = home / "config/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    themes.parent.mkdir(parents=True)
    themes.write_text('{"adaptive-theme": true}')  # light and dark as the browser is
    command = [*COMMUNIQUE, "edit", str(first.folder), "--no-browser", "--quiet"]
    # Jupyter looks for a free port and takes it later, perhaps after another test has: 0 is any free one
    mine = {**os.environ, **folders, "JUPYTER_PORT": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=mine) as lab:
        assert lab.stdout is not None
        yield lab.stdout.readline().strip()
        lab.send_signal(signal.SIGTERM)


@pytest.fixture
def report(first: Report, request: pytest.FixtureRequest) -> Report:
    """A copy of the report, which nobody has corrected yet."""
    name = "".join(c if c.isalnum() else "-" for c in request.node.name)
    return Report(Path(shutil.copytree(first.folder.parent.parent / "untouched", first.folder.parent / name)))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(WAIT)
    yield page
    page.close()
    end_kernels(address)


def end_kernels(address: str) -> None:
    """Ends what the server runs: a kernel holds a few hundred megabytes."""
    url, _, token = address.partition("?token=")
    known = {"Authorization": f"token {token}"}
    server = url.partition("/lab/tree/")[0]
    for kernel in httpx.get(f"{server}/api/sessions", headers=known).json():
        httpx.delete(f"{server}/api/sessions/{kernel['id']}", headers=known, timeout=60)


def place(address: str, path: str, program: str = "lab/tree") -> str:
    """The address of another notebook on the server, by its path from where the reports are."""
    server, _, token = address.partition("?token=")
    return f"{server.partition('/lab/tree/')[0]}/{program}/{path}?token={token}"


def run_all(page: Page, address: str, shown: str = ".cq") -> None:
    """Opens a notebook, and not those that earlier tests had open, and runs all its cells, as a person does."""
    page.goto(f"{address}&reset")  # JupyterLab would open the others again, each with its kernel, and might run those
    page.locator(IDLE).wait_for(state="attached")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(shown).wait_for(state="attached")
    page.locator(shown).scroll_into_view_if_needed()


def review(page: Page, address: str, report: Report, program: str = "lab/tree") -> None:
    """Opens the review of a report."""
    run_all(page, place(address, f"{report.name}/briefing.ipynb", program))


def objections(page: Page, to: str) -> list[tuple[str, str, str]]:
    """What axe objects to in a part of the page, in light and dark."""
    found = []
    for scheme, name in (("light", "JupyterLab Light"), ("dark", "JupyterLab Dark")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.locator(f'body[data-jp-theme-name="{name}"]').wait_for(state="attached")
        result = Axe().run(page, context={"include": [[to]]}).response["violations"]
        found += [(scheme, v["id"], v["nodes"][0]["html"][:200]) for v in result]
    page.emulate_media(color_scheme="light")
    return found


def tab_to(page: Page, words: str) -> None:
    """Presses the tabulator until what says this has the focus."""
    name = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    for _ in range(200):
        if page.evaluate(name).strip() == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not lead to {words!r}")


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


def test_an_analysts_work_in_jupyterlab_is_in_the_refreshed_report(first: Report, address: str, page: Page) -> None:
    report = first
    kept, second, *_ = report.briefing.proposals
    run_all(page, address)
    config = json.loads(page.locator("#jupyter-config-data").text_content() or "{}")
    assert any("announcements" in name for name in config["disabledExtensions"]), "nobody is asked about news"

    card(page, kept.id).click()
    card(page, kept.id).get_by_role("button", name="Amend").click()
    status = "withdrawn" if kept.status != "withdrawn" else "enacted"
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
    subprocess.run([*COMMUNIQUE, "list", "--out", str(report.folder.parent)], check=True, capture_output=True)
    assert "corrections are newer than this run" in (report.folder / "briefing.html").read_text("utf-8")
    done = subprocess.run([*COMMUNIQUE, "refresh", str(report.folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(report.folder.resolve())
    after = Report(report.folder)
    assert (after.briefing.proposals[0].id, after.briefing.proposals[0].status) == (kept.id, status)
    assert second.id not in {proposal.id for proposal in after.briefing.proposals}
    assert after.briefing.provenance.corrections == 3
    html = (report.folder / "briefing.html").read_text("utf-8")
    page.goto((report.folder / "briefing.html").as_uri())
    expect(page.locator(f"[id='{kept.id}']")).to_contain_text("they said so")
    expect(page.locator("main")).to_contain_text("a plan drawn up in Oslo")
    expect(page.locator(".assessment")).to_contain_text("The author’s assessment")
    expect(page.locator(".assessment em")).to_have_text("will")
    expect(page.locator("#method")).to_contain_text("Dropped the proposal")
    assert "communique.review" not in html
    assert "newer than this run" not in html


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_widget_works_with_the_keyboard_alone_and_undoes(
    program: str, report: Report, address: str, page: Page
) -> None:
    review(page, address, report, program)
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
    page.keyboard.press("e")
    tab_to(page, "Add a condition")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("if it rains")
    assert objections(page, ".cq") == []
    page.keyboard.press("Control+Enter")
    said(page, "conditions")
    assert objections(page, ".cq") == []
    done = load(file).corrections
    assert [correction.action for correction in done] == ["confirm", "add", "amend"]
    assert done[-1].model_dump()["fields"]["conditions"][0]["summary"] == "if it rains"
    expect(page.locator(".jp-Cell")).to_have_count(cells)  # no key reached the notebook


def test_what_somebody_else_did_meanwhile_is_told_and_kept(report: Report, address: str, page: Page) -> None:
    review(page, address, report)
    page.locator(".cq-card").first.focus()
    words = ["correct", str(report.folder), "confirm", report.briefing.actors[0].id]
    subprocess.run([*COMMUNIQUE, *words], check=True, capture_output=True)
    page.keyboard.press("a")
    said(page, "changed by somebody else")
    page.keyboard.press("a")
    said(page, "Saved: confirmed")
    assert len(load(report.folder / "corrections.toml").corrections) == 2


def test_a_browser_killed_in_the_middle_of_saving_loses_nothing_that_was_saved(
    report: Report, address: str, page: Page, playwright: Playwright, tmp_path: Path
) -> None:
    profile = str(tmp_path / "profile")
    doomed = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium(), args=["--no-sandbox"], viewport={"width": 1400, "height": 1000}
    )
    theirs = doomed.new_page()
    theirs.set_default_timeout(WAIT)
    review(theirs, address, report)
    theirs.locator(".cq-card").first.focus()
    theirs.keyboard.press("a")
    said(theirs, "Saved: confirmed")
    many = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))"
    theirs.evaluate(f"() => {{ for (let i = 0; i < 40; i++) {many}; }}")
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={profile}" in (process.info["cmdline"] or []):
            process.kill()
    file = report.folder / "corrections.toml"
    known = len(load(file).corrections)
    assert known >= 1
    review(page, address, report)
    now = load(file).corrections
    assert len(now) >= known
    expect(page.locator(".cq-log summary")).to_contain_text("correction")
    assert {correction.action for correction in now} == {"confirm"}


def test_a_person_without_a_shell_briefs_at_the_desk(first: Report, address: str, page: Page) -> None:
    folder = desk_notebook(first.folder.parent / "others").parent
    run_all(page, place(address, "others/desk.ipynb"), ".cd")
    page.get_by_label("The article or its address").fill(SAMPLE.read_text("utf-8"))
    page.get_by_role("button", name="Brief", exact=True).click()
    heading = page.frame_locator(".cd iframe").get_by_role("heading", level=1)
    expect(heading).to_contain_text("Marovia", timeout=WAIT)
    (report,) = reports.reports_in(folder)
    link = page.locator(".cd-list a")
    expect(link).to_have_attribute("href", f"/lab/tree/others/{report.name}/briefing.ipynb")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".cd-list td.approved")).to_have_count(1, timeout=WAIT)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("button", name="Brief", exact=True)).to_be_enabled(timeout=WAIT)
    assert objections(page, ".cd") == []


def test_the_desk_works_in_notebook_7_with_the_keyboard_alone(first: Report, address: str, page: Page) -> None:
    folder = desk_notebook(first.folder.parent / "by-key").parent
    run_all(page, place(address, "by-key/desk.ipynb", "notebooks"), ".cd")
    cells = page.locator(".jp-Cell").count()
    page.get_by_label("The article or its address").focus()
    page.keyboard.insert_text("Dam talks\n\nNorland asked Sudria on Friday to open the dam. Sudria refused.\n")
    tab_to(page, "Brief")
    page.keyboard.press("Enter")
    expect(page.locator(".cd-list td.draft")).to_have_count(1, timeout=WAIT)
    (report,) = reports.reports_in(folder)
    expect(page.locator(".cd-list a")).to_have_attribute("href", f"/notebooks/by-key/{report.name}/briefing.ipynb")
    page.get_by_label("The article or its address").focus()
    tab_to(page, f"Approve {report.name}")
    page.keyboard.press("Enter")
    expect(page.locator(".cd-list td.approved")).to_have_count(1, timeout=WAIT)
    assert objections(page, ".cd") == []
    expect(page.locator(".jp-Cell")).to_have_count(cells)
