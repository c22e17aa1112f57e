from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import SettingsError
from communique.extraction import pipeline
from communique.extraction.reading import is_heading, read, read_all

TEXT = 'Talks end\n\nThe two sides met on Monday. "We agree," said Ms Okoro.\nA second line follows it.'


def test_the_pipeline_is_loaded_once_and_named_with_its_version() -> None:
    assert pipeline.load() is pipeline.load(pipeline.DEFAULT)
    assert pipeline.describe() == f"{pipeline.DEFAULT} {pipeline.load().meta['version']}"


@pytest.mark.parametrize("name", ["en_core_web_none", "../somewhere", "os", ""])
def test_a_pipeline_that_is_not_installed_is_a_plain_error(name: str) -> None:
    with pytest.raises(SettingsError, match="is installed") as caught:
        pipeline.load(name)
    assert "\n" not in str(caught.value) and pipeline.DEFAULT in str(caught.value)


def test_one_doc_covers_the_text_with_its_offsets() -> None:
    reading = read(TEXT)
    assert reading.doc.text == reading.text == TEXT
    assert all(TEXT[t.idx : t.idx + len(t.text)] == t.text for t in reading.doc)


def test_sums_in_brackets_keep_their_place() -> None:
    text = "The firm paid $5m (£3.1m) to its rival."
    reading = read(text)
    assert reading.text == text and len(reading.doc.text) == len(text)
    rival = next(t for t in reading.doc if t.text == "rival")
    assert reading.span_of(rival).text == "rival"


@pytest.mark.parametrize(
    "line", ["OSLO, Norland -- ", "KUWAIT CITY — ", "OSLO (Harbour News) - ", "LAS CRUCES, N.M. - "]
)
def test_a_dateline_is_no_part_of_its_sentence(line: str) -> None:
    reading = read(f"{line}The guild on Friday called off its strike.")
    assert len(reading.doc.text) == len(reading.text)
    assert reading.doc[reading.lead.start].text == "The"


def test_a_dash_after_a_body_is_no_dateline() -> None:
    assert read("NATO - the alliance - met on Friday.").doc[1].text == "-"


def test_no_sentence_runs_over_a_line_break() -> None:
    starts = {sentence.text.strip().split()[0] for sentence in read(TEXT).doc.sents}
    assert {"Talks", "The", "A"} <= starts
    assert all("\n" not in sentence.text.strip() for sentence in read(TEXT).doc.sents)


def test_a_sum_in_millions_may_end_a_sentence() -> None:
    assert len(list(read("The road cost $50m. It was opened in May at 5 p.m. on a Monday.").doc.sents)) == 2


def test_headings_are_short_lines_without_a_stop_that_text_follows() -> None:
    reading = read(TEXT)
    assert [TEXT[a:b] for a, b in reading.headings] == ["Talks end"]
    assert reading.in_heading(3) and not reading.in_heading(TEXT.index("sides"))
    assert not is_heading("It was over.") and not is_heading(" ".join(["word"] * 21))


def test_tokens_know_the_quotation_they_stand_in() -> None:
    reading = read(TEXT)
    inside = [t.text for t in reading.doc if reading.quoted[t.i]]
    assert inside == ['"', "We", "agree", ",", '"']


def test_spans_leave_white_space_out() -> None:
    reading = read(TEXT)
    for sentence in reading.doc.sents:
        if sentence.text.strip():
            span = reading.span_of(sentence)
            assert span.text == span.text.strip() == TEXT[span.start : span.end]


def test_many_texts_are_read_in_their_order() -> None:
    texts = [f"Number {i} is here." for i in range(5)]
    assert [r.text for r in read_all(texts)] == texts


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_to_the_letter(text: str) -> None:
    reading = read(text)
    assert reading.text == text and len(reading.doc.text) == len(text)
    assert len(reading.quoted) == len(reading.doc)
