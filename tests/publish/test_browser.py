"""The site in a browser, as the preview shows it: search, evidence, filters, keyboard, no error, no one else asked."""

from __future__ import annotations

import queue
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from communique.publish import Preview, Site, serve
from communique.reports import Report, reports_in

KINDS = ("", "table/", "actors/", "actors/anton-belik/", "archive/", "archive/2025-01/", "search/?q=river", "nowhere/")


@pytest.fixture(scope="module")
def reports(_some: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("preview") / "reports"
    shutil.copytree(_some, out, ignore=shutil.ignore_patterns(".site"))
    return out


@pytest.fixture(scope="module")
def served(reports: Path, site: Site) -> Iterator[tuple[str, queue.Queue[str]]]:
    """The address of the preview, and what it says afterwards."""
    said: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    options: dict[str, Any] = {"say": said.put, "fail": lambda error: said.put(str(error)), "stop": stop}
    thread = threading.Thread(target=serve, args=(Preview(reports, site, drafts=True),), kwargs=options)
    thread.start()
    yield said.get(timeout=120), said
    stop.set()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, served: tuple[str, Any]) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site; at the end, nothing may have gone wrong on any."""
    address, wrong, contexts = served[0], [], []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((address, "data:")) else None)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [line for line in wrong if "404 (Not Found)" not in line] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [*KINDS, "reports/"])
def test_every_kind_of_page_is_accessible(visit: Callable[..., Page], reports: Path, kind: str, scheme: str) -> None:
    page = visit(f"reports/{next(reports_in(reports)).name}/" if kind == "reports/" else kind, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(visit: Callable[..., Page], kind: str) -> None:
    page = visit(kind, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_search_finds_a_phrase_and_leads_to_the_report(visit: Callable[..., Page]) -> None:
    page = visit("search/")
    page.get_by_label("Words, or a phrase").fill('"the Lenta river"')
    expect(page.get_by_role("status")).to_contain_text("found")
    page.locator("#results").get_by_role("link", name="Marovia turns down").first.click()
    expect(page).to_have_url(re.compile("/reports/marovia"))
    expect(page.locator("h1")).to_contain_text("Marovia")


def test_search_that_finds_nothing_says_so(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=xylophonist")
    expect(page.get_by_role("status")).to_have_text("Nothing found")
    expect(page.get_by_label("Words, or a phrase")).to_have_value("xylophonist")


def test_an_actors_page_leads_to_the_words_of_the_article(visit: Callable[..., Page]) -> None:
    page = visit("actors/")
    page.get_by_role("link", name="Anton Belik").click()
    words = page.locator("main .said li").first
    said = words.inner_text().strip("“”¶ \n…,.")
    words.get_by_role("link", name="the words in the article").click()
    place = page.locator(":target")
    expect(place).to_have_count(1)
    assert page.url.partition("#")[2].startswith("e-s-")
    assert said[:20] in page.locator("aside").inner_text()
    expect(page.locator("aside")).to_be_in_viewport()


def test_the_table_is_filtered_by_words_status_and_kind(visit: Callable[..., Page]) -> None:
    page = visit("table/")
    rows = page.locator("tbody tr:visible")
    total = rows.count()
    page.get_by_label("Words or names").fill("TRUCE")
    expect(page.locator("output")).to_contain_text(f"of {total} shown")
    assert 0 < rows.count() < total
    assert all("truce" in text.lower() for text in rows.all_inner_texts())
    page.get_by_label("Words or names").fill("")
    page.get_by_label("Status").select_option("open")
    expect(page.locator("h2:visible")).to_have_count(1)
    page.get_by_label("Status").select_option("")
    page.get_by_label("Kind").select_option("demand")
    expect(page.locator("output")).to_contain_text("shown")
    assert rows.count() == page.locator("tr[data-kind=demand]").count()


def test_a_list_without_scripts_is_whole(visit: Callable[..., Page]) -> None:
    page = visit("table/", java_script_enabled=False)
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 0
    expect(page.locator("form.filter")).to_be_hidden()


def test_the_keyboard_reaches_content_and_filter(visit: Callable[..., Page]) -> None:
    page = visit("table/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Words or names")).to_be_focused()
    page.keyboard.type("truce")
    expect(page.locator("output")).to_contain_text("of")


def test_the_pages_outside_lead_back_and_between_each_other(visit: Callable[..., Page]) -> None:
    page = visit("")
    page.locator("article a").first.click()
    for name in ("On the table", "Actors", "Archive", "Search", "Harbour Briefings"):
        page.locator(".site-bar, header.site").get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_be_visible()


def test_the_preview_is_made_anew_when_a_report_changes(
    visit: Callable[..., Page], served: tuple[str, queue.Queue[str]], reports: Path, add: Callable[..., Report]
) -> None:
    report = add(reports, "rent-bill", approved=False)
    assert served[1].get(timeout=60) == "made anew"
    page = visit("")
    expect(page.locator("h3", has_text=report.briefing.article.title)).to_have_count(1)
    expect(page.locator(".draft")).to_have_count(1)
    (report.folder / "state.toml").write_text("broken =")
    assert "is left as it was" in served[1].get(timeout=60)
    assert served[1].get(timeout=60) == "made anew"
