"""The page in a browser: links both ways, filters, keyboard, no request, no error, and nothing that axe objects to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.briefings import big, code, harbour, hostile, markdown, notebook_of, output, quiet

from communique.export import render
from communique.model import Briefing
from communique.reports.notice import noticed, said

Open = Callable[..., Page]
BRIEFINGS = {"harbour": harbour, "quiet": quiet, "hostile": hostile, "big": big}
NOTE = markdown("# A note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>document.title = 'broken'</script>")
SCRIPT = code("x", output({"text/html": "<p>hello</p><script>document.title = 'broken'</script>", "text/plain": "x"}))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder, made = tmp_path_factory.mktemp("pages"), dict[str, Path]()

    def page(name: str) -> Path:
        if name not in made:
            briefing: Briefing = BRIEFINGS.get(name, harbour)()
            made[name] = folder / f"{name}.html"
            made[name].write_bytes(render(notebook_of(briefing, NOTE, SCRIPT), "html"))
        return made[name]

    return page


@pytest.fixture
def open_page(browser: Browser, pages: Callable[[str], Path]) -> Iterator[Open]:
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(name: str = "harbour", width: int = 1440, **known: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **known)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
        page.goto(pages(name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(BRIEFINGS))
def test_axe_finds_nothing(open_page: Open, name: str, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_notice_that_a_report_is_being_revised(
    open_page: Open, pages: Callable[[str], Path], scheme: str
) -> None:
    pages("noticed").write_bytes(noticed(pages("harbour").read_bytes(), said(["corrections.toml"])))
    page = open_page("noticed", color_scheme=scheme, reduced_motion="reduce")
    notice = page.get_by_role("banner").get_by_role("note")
    assert notice.is_visible()
    assert notice.evaluate("element => element.getBoundingClientRect().x") >= 32
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("width", [360, 768, 1024, 1440, 1600])
@pytest.mark.parametrize("name", sorted(BRIEFINGS))
def test_nothing_is_wider_than_the_window(open_page: Open, name: str, width: int) -> None:
    page = open_page(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", sorted(BRIEFINGS))
def test_a_phone_shows_lists_for_figures_and_no_width_scrolls_them_sideways(open_page: Open, name: str) -> None:
    for width, seen in ((360, ".narrow"), (768, ".scroll"), (1100, ".scroll"), (1180, ".scroll")):
        page = open_page(name, width=width)
        parts = page.locator("figure > :is(.narrow, .scroll)")
        shown = [part for part in parts.all() if part.is_visible()]
        assert len(shown) == page.locator(f"figure > {seen}").count()
        assert page.locator("figure > .narrow").count() == page.locator("figure").count()
        assert not any(part.evaluate("e => e.scrollWidth > e.clientWidth") for part in shown)


def test_an_entry_leads_to_its_words_and_back(open_page: Open) -> None:
    page = open_page()
    page.click("#p-3 .num a")
    words = page.locator("#e-p-3")
    assert words.evaluate(
        "el => { const r = el.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )
    assert words.evaluate("el => el.matches('.found')")
    page.click("#article a.ref[href='#p-3']")
    assert page.evaluate("location.hash") == "#p-3"


def test_links_work_without_script(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.click("#p-3 .num a")
    assert page.url.endswith("#e-p-3")
    assert page.locator("select").count() == 0


def test_hovering_an_entry_lights_its_words(open_page: Open) -> None:
    page = open_page()
    page.hover("#p-1 h3")
    lit = page.locator("mark.lit").all_text_contents()
    assert "".join(lit).startswith("has rejected the harbour board's plan")
    page.hover("h1")
    assert page.locator("mark.lit").count() == 0


def test_filters_show_what_is_asked_for_and_say_how_many(open_page: Open) -> None:
    page = open_page()
    page.select_option("#by-actors", "brandt")
    assert [e.get_attribute("id") for e in page.locator(".entry:visible").all()] == ["p-2"]
    assert page.inner_text(".count") == "1 of 6 entries"
    page.select_option("#by-actors", "")
    page.select_option("#by-sources", "gazette")
    assert [e.get_attribute("id") for e in page.locator(".entry:visible").all()] == ["p-3", "c-2"]
    page.select_option("#by-status", label="offered")
    assert [e.get_attribute("id") for e in page.locator(".entry:visible").all()] == ["c-2"]
    page.click("text=show all")
    assert page.locator(".entry:visible").count() == 6


def test_the_keyboard_steps_through_the_entries(open_page: Open) -> None:
    page = open_page()
    page.focus("text=next")
    page.keyboard.press("Enter")
    focused = "document.activeElement.id"
    assert page.evaluate(focused) == "p-1"
    for key, entry in (("j", "p-2"), ("ArrowDown", "p-3"), ("k", "p-2")):
        page.keyboard.press(key)
        assert page.evaluate(focused) == entry
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#e-p-2"


def test_keys_do_nothing_outside_of_the_entries(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_a_citation_says_words_article_and_place(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.click("#c-1 button")
    expect(page.locator("[role=status]")).to_have_text("Citation copied.")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“The union called off a strike planned for Friday.”, “Dockers' union shelves strike over harbour shifts”, "
        "Ida Moss, Port Veller Courier, 17 March 2025, paragraph 2."
    )


def test_the_first_tab_leads_past_the_masthead(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the briefing"
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_scripts_of_others_do_not_run(open_page: Open) -> None:
    page = open_page()
    assert page.title() == "Briefing: Dockers' union shelves strike over harbour shifts"
    assert page.locator("text=Scripts are not run in a report").count() == 1


def test_figures_are_shown_in_both_schemes(open_page: Open) -> None:
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        sizes = page.eval_on_selector_all("figure img", "all => all.map((i) => i.complete && i.naturalWidth)")
        assert len(sizes) == 3
        assert all(width > 300 for width in sizes)
