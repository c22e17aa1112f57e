"""A briefing holds together, or it is none: spans name their words, references their actors, JSON goes both ways."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from communique.errors import BriefingError
from communique.model import (
    Actor,
    Article,
    Briefing,
    Concession,
    Condition,
    Position,
    Proposal,
    Provenance,
    Review,
    Span,
    Statement,
    Time,
    dump_json,
    entry_id,
    json_schema,
    parse_json,
    slugify,
    spans_in,
    title_of,
)

TEXT = "Ann Poe offered talks by Friday. Bo Dahl said no."
ARTICLE = Article.of(TEXT)
PROVENANCE = Provenance(tool="communique 0", pipeline="none", created="2025-03-19T09:00:00Z")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def actor(id: str, **fields: Any) -> Actor:
    return Actor(id=id, name=id.title(), kind="person", **fields)


def proposal(**fields: Any) -> Proposal:
    plain = {"id": "p-1", "summary": "talks", "kind": "offer", "status": "open", "confidence": 1.0}
    return Proposal.model_validate({**plain, "evidence": (span("offered talks"),), **fields})


def concession(**fields: Any) -> Concession:
    plain = {"id": "c-1", "summary": "talks", "status": "made", "confidence": 1.0}
    return Concession.model_validate({**plain, "evidence": (span("offered talks"),), **fields})


def briefing(**fields: Any) -> Briefing:
    return Briefing(**{"article": ARTICLE, "provenance": PROVENANCE, **fields})


# Briefings of any kind, over any text

WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8).filter(str.strip)
MAYBE_WORD = st.none() | WORD
SUMMARY = st.lists(
    st.sampled_from(["a", "truce", "“now”", "for", "১০", "days", "—", "né"]), min_size=1, max_size=25
).map(" ".join)
EVENT = st.sampled_from([None, "AGREE", "REJECT", "AID"])
REVIEW = st.none() | st.builds(
    Review, state=st.sampled_from(["confirmed", "amended", "added", "merged"]), why=MAYBE_WORD
)


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    text = draw(st.text(st.characters(codec="utf-8"), min_size=2, max_size=60))

    def spans(least: int) -> st.SearchStrategy[tuple[Span, ...]]:
        ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5))
        made = ends.map(lambda e: Span.of(text, e[0], min(len(text), e[0] + e[1])))
        return st.lists(made, min_size=least, max_size=3).map(tuple)

    ids = draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=4))
    some = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    one = st.none() | st.sampled_from(ids) if ids else st.none()
    evidence = spans(1)
    time = st.none() | st.builds(Time, text=WORD, date=st.sampled_from([None, "2025", "2025-03-18"]), evidence=evidence)
    shared = {
        "summary": SUMMARY, "when": time, "reported_by": some, "event": EVENT, "confidence": st.floats(0, 1),
        "evidence": evidence, "review": REVIEW,
    }  # fmt: skip
    position = st.builds(
        Position, actor=st.sampled_from(ids or ["-"]), stance=st.sampled_from(["supports", "hedges"]), evidence=evidence
    )
    positions = st.lists(position, max_size=2 if ids else 0).map(tuple)
    conditions = st.builds(Condition, summary=WORD, evidence=evidence)
    actors = [
        draw(st.builds(
            Actor, id=st.just(id), name=WORD, aliases=st.lists(WORD, max_size=2).map(tuple), role=MAYBE_WORD,
            kind=st.sampled_from(["person", "state", "group"]), affiliation=one,
            country=st.sampled_from([None, "NOR"]), mentions=spans(0), review=REVIEW,
        ))
        for id in ids
    ]  # fmt: skip
    statements = [
        draw(st.builds(
            Statement, id=st.just(f"s-{n}"), speaker=one, direct=st.booleans(), content=evidence.map(lambda e: e[0]),
        ))
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    proposals = [
        draw(st.builds(
            Proposal, id=st.just(f"p-{n}"), kind=st.sampled_from(["offer", "demand"]), proponents=some, addressees=some,
            status=st.sampled_from(["open", "agreed"]), positions=positions,
            conditions=st.lists(conditions, max_size=2).map(tuple), deadline=time, **shared,
        ))
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    concessions = [
        draw(st.builds(
            Concession, id=st.just(f"c-{n}"), by=some, to=some, status=st.sampled_from(["made", "floated"]),
            in_return_for=MAYBE_WORD, **shared,
        ))
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    return Briefing(
        article=Article.of(text, source=draw(MAYBE_WORD)), actors=tuple(actors), statements=tuple(statements),
        proposals=tuple(proposals), concessions=tuple(concessions), provenance=PROVENANCE,
    )  # fmt: skip


@given(briefings())
def test_json_goes_both_ways_to_the_byte(made: Briefing) -> None:
    written = made.to_json()
    assert Briefing.from_json(written) == made
    assert Briefing.from_json(written.encode("utf-8")).to_json() == written
    assert written.endswith("}\n")


@given(briefings())
def test_every_briefing_is_of_the_schema(made: Briefing) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(made.to_json()))


@given(briefings())
def test_every_span_names_its_words(made: Briefing) -> None:
    text = made.article.text
    assert text is not None
    for found in spans_in((made.actors, made.statements, made.proposals, made.concessions)):
        assert text[found.start : found.end] == found.text


@given(briefings())
def test_without_its_text_a_briefing_keeps_its_words(made: Briefing) -> None:
    published = made.model_copy(update={"article": made.article.model_copy(update={"text": None})})
    back = Briefing.from_json(published.to_json())
    assert back.article.text is None
    assert back.proposals == made.proposals


# What is no briefing


def test_the_schema_refuses_what_is_not_in_it() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    good = json.loads(briefing(actors=(actor("ann"),)).to_json())
    assert not list(validator.iter_errors(good))
    for bad in ({**good, "extra": 1}, {**good, "schema": "other"}, {**good, "actors": [{"id": "ann"}]}):
        assert list(validator.iter_errors(bad))


def test_a_span_that_is_not_in_the_text_is_refused() -> None:
    shifted = Span(start=1, end=8, text="Ann Poe")
    with pytest.raises(ValidationError, match="does not have 'Ann Poe' at 1:8"):
        briefing(actors=(actor("ann", mentions=(shifted,)),))
    deep = Condition(summary="x", evidence=(shifted,))
    with pytest.raises(ValidationError, match="does not have"):
        briefing(proposals=(proposal(conditions=(deep,)),))


@pytest.mark.parametrize(("start", "end", "text"), [(0, 2, "Ann"), (0, 0, ""), (-1, 2, "Ann"), (5, 2, "Ann")])
def test_a_span_has_the_length_of_its_words(start: int, end: int, text: str) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end, text=text)


@pytest.mark.parametrize(
    "fields",
    [
        {"actors": (actor("ann", affiliation="nobody"),)},
        {"statements": (Statement(id="s-1", speaker="nobody", direct=True, content=span("no")),)},
        {"proposals": (proposal(proponents=("nobody",)),)},
        {"proposals": (proposal(addressees=("nobody",)),)},
        {"proposals": (proposal(reported_by=("nobody",)),)},
        {"proposals": (proposal(positions=(Position(actor="nobody", stance="hedges", evidence=(span("no"),)),)),)},
        {"concessions": (concession(by=("nobody",)),)},
        {"concessions": (concession(to=("nobody",)),)},
        {"concessions": (concession(reported_by=("nobody",)),)},
    ],
)
def test_a_reference_to_nobody_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="names 'nobody', and no actor has that id"):
        briefing(**fields)


def test_two_entries_do_not_share_an_id() -> None:
    with pytest.raises(ValidationError, match="share the id 'p-1'"):
        briefing(proposals=(proposal(),), concessions=(concession(id="p-1"),))


@pytest.mark.parametrize("summary", ["", " ", "two\nlines", "word " * 26])
def test_a_summary_is_one_short_line(summary: str) -> None:
    with pytest.raises(ValidationError, match="one line of 1 to 25 words"):
        proposal(summary=summary)
    with pytest.raises(ValidationError, match="one line of 1 to 25 words"):
        concession(summary=summary)


def test_an_entry_needs_evidence_and_a_bounded_confidence() -> None:
    for field, value in (("evidence", ()), ("confidence", 1.5), ("kind", "wish"), ("extra", 1)):
        with pytest.raises(ValidationError):
            proposal(**{field: value})


@pytest.mark.parametrize("data", ["", "[]", "nonsense", "{}", '{"schema": "other/1"}', b"\xff\xfe"])
def test_what_is_no_briefing_is_told_in_one_line(data: str | bytes) -> None:
    with pytest.raises(BriefingError, match="not a valid briefing") as caught:
        Briefing.from_json(data)
    assert "\n" not in str(caught.value)


def test_models_do_not_change() -> None:
    with pytest.raises(ValidationError):
        ARTICLE.title = "x"  # type: ignore[misc]


def test_an_actor_is_found_by_its_id() -> None:
    found = briefing(actors=(actor("ann"), actor("bo")))
    assert found.actor("bo").name == "Bo"
    with pytest.raises(KeyError):
        found.actor("cy")


# Ids, slugs, titles


def test_an_article_is_known_by_its_text() -> None:
    assert Article.of(TEXT).id == ARTICLE.id == ARTICLE.sha256[:16]
    assert Article.of(TEXT + " ").id != ARTICLE.id
    assert Article.of(TEXT, id="wire-7").id == "wire-7"
    assert parse_json(Article, dump_json(ARTICLE)) == ARTICLE


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_an_entrys_id_comes_from_its_words_alone(words: list[str]) -> None:
    here = [Span(start=0, end=len(w), text=w) for w in words]
    there = [Span(start=9, end=9 + len(w), text=w) for w in words]
    id = entry_id("p", here)
    assert re.fullmatch(r"p-[0-9a-f]{6}", id)
    assert entry_id("p", there) == id
    assert entry_id("p", here, taken=[id]) != id
    assert entry_id("c", here) == "c" + id[1:]


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_safe_in_a_path(text: str, limit: int) -> None:
    slug = slugify(text, limit)
    assert len(slug) <= limit
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug, limit) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Poe's “No” and Dahl’s", "poes-no-and-dahls"),
        ("../../etc/passwd", "etc-passwd"),
        ("Élysée — Zürich", "elysee-zurich"),
        ("日本", ""),
        ("one two three", "one-two"),
    ],
)
def test_a_slug_reads_like_its_words(text: str, slug: str) -> None:
    assert slugify(text, 8 if text.startswith("one") else 60) == slug


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks fail\n\nBo said no.", "Talks fail"),
        ("\n  # Talks   fail #\nBo said no.", "Talks fail #"),
        ("Bo said no.\nAnn left.", "untitled: Bo said no."),
        ("Talks fail", "untitled: Talks fail"),
        ("“We say no.” Ann left.", "untitled: “We say no."),
        ("no " * 13, "untitled: " + " ".join(["no"] * 12) + "…"),
        ("word " * 21 + "\nmore", "untitled: " + " ".join(["word"] * 12) + "…"),
        (" \n ", "untitled"),
    ],
)  # fmt: skip
def test_a_title_is_the_headline_or_the_first_words(text: str, title: str) -> None:
    assert title_of(text) == title


@given(st.text())
def test_a_title_is_one_line_and_never_empty(text: str) -> None:
    title = title_of(text)
    assert title and title == " ".join(title.split())
