"""What a briefing looks like: the sections, their words, their evidence and their figures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from lxml.html import fromstring
from markupsafe import escape
from tests.briefings import HARBOUR, MADE, SECTIONS, big, harbour, hostile, quiet

from communique.display import LOW_CONFIDENCE, MIME, BriefingView, Index
from communique.display.bottom_line import bottom_line, is_clause
from communique.display.figures import draw
from communique.display.section import plain_markdown
from communique.display.words import as_noun, counted, listed, number, shown_date, typeset
from communique.model import Article, Briefing, Proposal, Span

BRIEFINGS = {"harbour": harbour, "quiet": quiet, "hostile": hostile, "big": big}


@pytest.fixture(scope="module", params=sorted(BRIEFINGS))
def view(request: pytest.FixtureRequest) -> BriefingView:
    return BriefingView(BRIEFINGS[request.param]())


def parsed(text: str) -> Any:
    return fromstring(text)


def page_of(view: BriefingView) -> Any:
    return parsed("<div>" + "".join(str(getattr(view, key).html()) for key in SECTIONS) + "</div>")


# Sections


@pytest.mark.parametrize("key", SECTIONS)
def test_each_section_shows_itself_in_three_forms(key: str) -> None:
    data, metadata = getattr(BriefingView(harbour()), key)._repr_mimebundle_()
    assert set(data) == {"text/html", "text/markdown", "text/plain"}
    assert metadata["communique"]["section"] == key.replace("_", "-")
    assert re.match(r"<(section|div) class=\"communique mathjax_ignore", data["text/html"]) or key == "masthead"
    assert "mathjax_ignore" in data["text/html"]
    assert data["text/markdown"].startswith("# " if key == "masthead" else "## ")


def test_the_view_puts_out_the_data_and_the_style() -> None:
    briefing = harbour()
    data, _ = BriefingView(briefing)._repr_mimebundle_()
    assert Briefing.model_validate(data[MIME]) == briefing
    assert data["text/plain"] == (
        "Briefing of “Dockers' union shelves strike over harbour shifts”: "
        "6 actors, 4 proposals, 2 concessions and 2 statements"
    )
    assert data["text/html"].startswith("<style>")


def test_the_same_briefing_gives_the_same_bytes() -> None:
    once, again = ([getattr(BriefingView(harbour()), key)._repr_mimebundle_()[0] for key in SECTIONS] for _ in range(2))
    assert once == again


def test_ids_are_unique_and_links_lead_somewhere(view: BriefingView) -> None:
    page = page_of(view)
    ids = [str(id) for id in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    inner = {str(href)[1:] for href in page.xpath("//a/@href") if str(href).startswith("#")}
    assert inner <= set(ids)


def test_headings_stand_in_order(view: BriefingView) -> None:
    levels = [int(str(h.tag)[1]) for h in page_of(view).xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_an_alternative_and_a_table() -> None:
    page = page_of(BriefingView(harbour()))
    figures = page.xpath("//figure//img")
    assert [image.get("data-figure") for image in figures] == ["positions", "concessions", "timeline"]
    for image in figures:
        assert len(image.get("alt")) > 60
        assert image.xpath("ancestor::section//details//table//th[@scope='row']")
    alt = figures[0].get("alt")
    assert "P1, Twelve-hour shifts in the harbour of Port Veller (contested): harbour board proposed" in alt


def test_hostile_text_comes_out_as_text() -> None:
    page = page_of(BriefingView(hostile()))
    assert not page.xpath("//script|//b[text()='bold']|//@onload|//@onerror")
    assert not [href for href in page.xpath("//a/@href") if not str(href).startswith("#")]
    assert page.xpath("string(//h1)") == "<script>alert(1)</script>"


def test_an_article_without_proposals_says_so() -> None:
    view = BriefingView(quiet())
    assert view.bottom_line.plain() == (
        "The analysis found nothing on the table in this article: no proposal and no concession. "
        "The article attributes statements to Tom Alder."
    )
    assert "no proposal on the table" in str(view.positions.html())
    assert set(view.timeline._repr_mimebundle_()[0]) == {"text/plain"}


def test_frames_have_a_row_for_each_entry() -> None:
    view = BriefingView(harbour())
    assert list(view.proposals.frame()["number"]) == ["P1", "P2", "P3", "P4"]
    assert view.concessions.frame().loc["c-1", "by"] == "the dockers’ union"
    assert view.positions.frame().loc["P1", "union"] == "rejects"
    assert list(view.actors.frame()["statements"]) == [0, 1, 0, 0, 1, 0]
    assert view.accounts.frame()["entries"].tolist() == ["P3 C2", "P1 P2 P4 C1"]
    assert view.timeline.frame()["date"].tolist() == ["2025-03-21", "2025-03-28"]


def test_entries_are_chosen_by_number_or_id_with_their_names_at_the_tab_key() -> None:
    view = BriefingView(harbour())
    assert view.proposals["P1"] is view.proposals["p-1"] is view.briefing.proposals[0]
    assert view.concessions["C1"] is view.briefing.concessions[0]
    assert view.actors["union"].name == view.briefing.actor("union").name
    assert list(view.statements) == list(view.briefing.statements)
    shell = InteractiveShell.instance()
    shell.user_ns["view"] = view
    offered = shell.Completer.complete(line_buffer='view.proposals["P', cursor_pos=17)[1]
    assert sorted(word.strip('"') for word in offered) == ["P1", "P2", "P3", "P4"]
    with pytest.raises(KeyError, match="P9: there is P1, P2, P3, P4, p-1"):
        view.proposals["P9"]


def test_statements_are_shown_and_tabled() -> None:
    view = BriefingView(harbour())
    data, _ = view.statements._repr_mimebundle_()
    for statement in view.briefing.statements:
        assert escape(" ".join(statement.content.text.split())) in data["text/html"]
    assert list(view.statements.frame().index) == [s.id for s in view.briefing.statements]
    assert view.statements.plain() == f"Statements: {len(view.briefing.statements)} statements"
    nobody = view.briefing.model_copy(update={"statements": ()})
    assert "attributes nothing" in BriefingView(nobody).statements.html()


def test_published_data_without_the_text_leads_to_the_source() -> None:
    briefing = harbour()
    article = briefing.article.model_copy(update={"text": None, "url": "https://example.org/a"})
    view = BriefingView(briefing.model_copy(update={"article": article}))
    page = page_of(view)
    assert page.xpath("//section[@id='article']//a/@href") == ["https://example.org/a"]
    assert not [href for href in page.xpath("//a/@href") if str(href).startswith("#e-")]


# Evidence


def test_the_article_stands_to_the_letter(view: BriefingView) -> None:
    section = page_of(view).xpath("//section[@id='article']")[0]
    for link in section.xpath(".//a[contains(@class, 'ref')]"):
        link.drop_tree()
    shown = " ".join(section.text_content().removeprefix("The article").split())
    assert shown.replace(" ", "") == "".join((view.briefing.article.text or "").split())


def test_evidence_leads_both_ways() -> None:
    page = page_of(BriefingView(harbour()))
    for id in Index(harbour()).entries:
        assert page.xpath(f"//*[@id='e-{id}']")
        assert page.xpath(f"//article[@id='{id}']//a[@href='#e-{id}']")
        assert page.xpath(f"//section[@id='article']//a[@href='#{id}']")


@st.composite
def overlapping(draw_: st.DrawFn) -> Briefing:
    text = draw_(st.text("ab \n", min_size=3, max_size=60).filter(lambda t: bool(t.strip())))
    entries = []
    for n in range(draw_(st.integers(1, 6))):
        start = draw_(st.integers(0, len(text) - 1))
        end = draw_(st.integers(start + 1, len(text)))
        evidence = (Span.of(text, start, end),)
        entries.append(Proposal(id=f"p-{n}", summary="x", kind="offer", status="open", confidence=1, evidence=evidence))
    return Briefing(article=Article.of(text, "a title"), proposals=tuple(entries), provenance=MADE)


@settings(max_examples=120, deadline=None)
@given(overlapping())
def test_overlapping_spans_are_marked_to_the_letter(briefing: Briefing) -> None:
    view = BriefingView(briefing)
    section = parsed(str(view.article.html()))
    for entry in briefing.proposals:
        marked = section.xpath(f"//mark[contains(concat(' ', @data-e, ' '), ' {entry.id} ')]")
        words = "".join("".join(mark.text_content().split()) for mark in marked)
        assert words == "".join(entry.evidence[0].text.split())
    assert not section.xpath("//mark//mark")
    for link in section.xpath("//a[contains(@class, 'ref')]"):
        link.drop_tree()
    shown = section.text_content().removeprefix("The article")
    assert "".join(shown.split()) == "".join((briefing.article.text or "").split())


# Bottom line


def test_the_bottom_line_is_put_together_from_the_entries() -> None:
    assert BriefingView(harbour()).bottom_line.plain() == (
        "The dockers’ union rejected the harbour board’s demand for twelve-hour shifts in the harbour of Port Veller, "
        "with the shipping lines in favour (P1). Agreed: talks led by a mediator, put forward by Brandt, with "
        "the harbour board in favour (P2). Still open: the harbour board’s offer of a new canteen for the dockers, "
        "according to the Veller Gazette (P3), as a concession to the dockers’ union (C2). Conceded: no strike on "
        "Friday, from the dockers’ union to the harbour board (C1)."
    )


def test_the_bottom_line_has_three_to_six_sentences(view: BriefingView) -> None:
    count = len(bottom_line(Index(view.briefing)))
    assert (3 if view.briefing.proposals else 1) <= count <= 6


def test_uncertain_entries_are_marked_and_never_in_the_bottom_line() -> None:
    view = BriefingView(harbour())
    uncertain = [p for p in harbour().proposals if p.confidence < LOW_CONFIDENCE]
    assert [p.id for p in uncertain] == ["p-4"]
    assert "P4" not in view.bottom_line.plain()
    page = page_of(view)
    assert page.xpath("//article[@id='p-4']//*[@class='unsure']")
    assert not page.xpath("//article[@id='p-1']//*[@class='unsure']")


@pytest.mark.parametrize(
    ("summary", "clause"),
    [
        ("a general ceasefire", False),
        ("the mayor stepping aside after nine years", False),
        ("a law that would give parliament a veto", False),
        ("Norland is to pay the same price", True),
        ("Norland halts its exports for a month", True),
    ],
)
def test_a_clause_is_told_from_a_noun_phrase(summary: str, clause: bool) -> None:
    assert is_clause(summary, ["Norland"]) == clause


# Words


def test_numbers_agree_with_their_nouns() -> None:
    found = [counted(n, "proposal") for n in (0, 1, 2, 1200)]
    assert found == ["no proposals", "1 proposal", "2 proposals", "1,200 proposals"]
    assert counted(2, "entry", "entries") == "2 entries"
    assert (number(3), number(13)) == ("three", "13")


def test_words_are_set_as_in_print() -> None:
    assert typeset('Brandt\'s "last word" - for now...') == "Brandt’s “last word” – for now…"
    assert typeset("the 'big' one of '98") == "the ‘big’ one of ’98"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert as_noun("to end the strike") == "a proposal to end the strike"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2025-03-19", "19 March 2025"), ("2025-03", "March 2025"), ("2025", "2025"),
     ("2025-03-19T08:00:00Z", "19 March 2025"),
     ("soon", "soon"), ("2025-13-45", "2025-13-45"), (None, "")],
)  # fmt: skip
def test_dates_are_shown_in_words(iso: str | None, shown: str) -> None:
    assert shown_date(iso) == shown


def test_actors_have_short_names_where_these_are_alone() -> None:
    index = Index(harbour())
    assert index.names(("brandt", "union", "gazette")) == "Brandt, the dockers’ union and the Veller Gazette"
    assert Index(big()).label("a1") == "Anna Bauer"


@given(st.text(max_size=60))
def test_markdown_reads_text_as_text(text: str) -> None:
    import mistune

    rendered = str(mistune.create_markdown(escape=False, plugins=["table"])(f"x {plain_markdown(text)}"))
    assert parsed(f"<div>{rendered}</div>").xpath("not(//p/*)")


# Figures


@pytest.mark.parametrize("name", ["positions", "concessions", "timeline"])
def test_figures_are_small_and_the_same_each_time(name: str) -> None:
    section = getattr(BriefingView(harbour()), name)
    svg = draw(section.data())
    assert svg == draw(section.data())
    assert svg.startswith(b"<svg")
    assert len(svg) < 40_000
    assert draw(section.data(), "png").startswith(b"\x89PNG")


def test_figures_of_any_text_draw_without_a_warning(
    capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    view = BriefingView(hostile())
    for name in ("positions", "concessions", "timeline"):
        assert draw(getattr(view, name).data())
    assert capfd.readouterr().err == ""
    assert not [w for w in recwarn if "lyph" in str(w.message) or "font" in str(w.message)]


def test_big_figures_show_the_most_involved_and_say_what_is_left_out() -> None:
    view = BriefingView(big())
    data = view.positions.data()
    assert (len(data.columns), len(data.rows)) == (10, 14)
    page = parsed(str(view.positions.html()))
    assert "Shown are the 10 most involved of 40 actors and 14 of 30 proposals" in page.text_content()
    assert len(page.xpath("//details//tbody/tr")) == 30


def test_figures_keep_their_words_for_those_who_set_them_as_text() -> None:
    from communique.display.svg import data_url, from_data_url, with_text

    svg = with_text(from_data_url(data_url(draw(BriefingView(harbour()).positions.data()))), "Some Sans")
    assert "Talks led by a mediator</text>" in svg
    assert "font-family:Some Sans" in svg


def test_the_sample_text_is_the_briefings_own() -> None:
    assert harbour().article.text == HARBOUR
