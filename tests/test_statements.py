from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction.actors import find_cast
from communique.extraction.reading import read
from communique.extraction.statements import find_statements
from communique.model import Statement

INTRO = "Larkin Group chief executive Dora Quill met union leader Ivo Brandt on Monday. "


def said(text: str) -> tuple[Statement, ...]:
    reading = read(text)
    return find_statements(reading, find_cast(reading))


def quoted(text: str) -> list[tuple[str, str | None]]:
    return [(s.content.text, s.speaker) for s in said(text) if s.direct]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We will not sell it," said Dora Quill.', "dora-quill"),
        ('"We will not sell it," Dora Quill said.', "dora-quill"),
        ('Dora Quill said: "We will not sell it,"', "dora-quill"),
        ('Dora Quill warned Ivo Brandt: "We will not sell it,"', "dora-quill"),
        ('"We will not sell it," Dora Quill told Ivo Brandt.', "dora-quill"),
        ('Dora Quill was angry. "We will not sell it," she said.', "dora-quill"),
        ('Dora Quill spoke first. She told reporters: "We will not sell it,"', "dora-quill"),
        ('"We will not sell it," a spokesman for Larkin Group said.', "larkin-group"),
        ('"We will not sell it," the letter from Larkin Group said.', "larkin-group"),
    ],
)
def test_who_says_what_stands_between_marks(text: str, speaker: str) -> None:
    assert ("We will not sell it,", speaker) in quoted(INTRO + text)


def test_a_part_quotation_is_a_direct_statement_and_its_clause_a_reported_one() -> None:
    found = said(INTRO + 'Dora Quill said the offer was "far too low to accept" and should be raised.')
    direct = next(s for s in found if s.direct)
    clause = next(s for s in found if not s.direct and "should be raised" in s.content.text)
    assert (direct.content.text, direct.speaker) == ("far too low to accept", "dora-quill")
    assert clause.speaker == "dora-quill" and clause.cue is not None and clause.cue.text == "said"


def test_quotations_go_on_with_the_same_speaker() -> None:
    text = INTRO + '"We are ready to talk," Ivo Brandt said. "But time is short. "It is up to them."'
    assert quoted(text) == [
        ("We are ready to talk,", "ivo-brandt"),
        ("But time is short.", "ivo-brandt"),
        ("It is up to them.", "ivo-brandt"),
    ]


def test_a_speaker_named_a_paragraph_before() -> None:
    text = INTRO + 'Ivo Brandt said talks would go on.\n\n"We are ready to sit all night."'
    assert quoted(text)[-1] == ("We are ready to sit all night.", "ivo-brandt")


def test_scare_quotes_titles_and_headlines_are_no_statements() -> None:
    text = "'No more talks on pay'\n\n" + INTRO + 'He called it "too low". She sang "Walking Into Darkness" that night.'
    assert quoted(text) == []


def test_words_of_nobody_have_no_speaker() -> None:
    assert quoted('"Nothing is decided at all." It rained.') == [("Nothing is decided at all.", None)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Dora Quill said that the bid was too low.", "dora-quill", "the bid was too low"),
        ("The bid was too low, Dora Quill said.", "dora-quill", "The bid was too low"),
        ("The bid was too low, according to Larkin Group.", "larkin-group", "The bid was too low"),
        ("According to Larkin Group, the bid was too low.", "larkin-group", "the bid was too low"),
    ],
)
def test_reported_statements(text: str, speaker: str, content: str) -> None:
    found = said("Larkin Group owns mines. Dora Quill runs Larkin Group. " + text)
    assert (speaker, content) in [(s.speaker, s.content.text) for s in found if not s.direct]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('The paper quoted Dora Quill as saying: "We will not sell it,"', "dora-quill"),
        ('"We will not sell it," the paper quoted Dora Quill as saying.', "dora-quill"),
        (
            'A note from Larkin Group was read out. Larkin Group said no. "We will not sell it," the note said.',
            "larkin-group",
        ),
        ('Larkin Group pressed the union instead of saying "We will not sell it," as Ivo Brandt put it.', "ivo-brandt"),
        ('"We will not sell it," was the verdict of Dora Quill.', "dora-quill"),
        ('"We will not sell it," came the riposte from Dora Quill.', "dora-quill"),
        ('Dora Quill read it through. "We will not sell it," was her verdict.', "dora-quill"),
        ('"We will not sell it," was how Dora Quill summed it up.', "dora-quill"),
        ('"We will not sell it," was the message that Dora Quill, of Larkin Group, brought.', "dora-quill"),
        ('Larkin Group held firm, "We will not sell it," in the words of Dora Quill.', "dora-quill"),
        ('Larkin Group held firm. "We will not sell it," its chairwoman Dora Quill shrugged afterwards.', "dora-quill"),
        ('Larkin Group held firm: its chairwoman, Dora Quill, waved it away as "We will not sell it,"', "dora-quill"),
        ('Larkin Group held firm, its chairwoman, Dora Quill, remarked, adding: "We will not sell it,"', "dora-quill"),
        ('The mine, grumbled Dora Quill, who runs it, was "We will not sell it,"', "dora-quill"),
        ('Larkin Group said no. Larkin Group, the biggest miner, "We will not sell it,"', "larkin-group"),
    ],
)
def test_who_says_it_where_the_cue_is_not_plain(text: str, speaker: str) -> None:
    assert speaker in [who for content, who in quoted(INTRO + text) if content.endswith("We will not sell it,")]


def test_a_question_belongs_to_who_asks_it_behind_its_mark() -> None:
    text = INTRO + 'Dora Quill said the mine would close.\n"Shall we sit and wait for them?" Ivo Brandt asked, leaving.'
    assert quoted(text) == [("Shall we sit and wait for them?", "ivo-brandt")]


def test_an_unnamed_spokesman_speaks_for_whoever_spoke_before() -> None:
    text = INTRO + 'Larkin Group said it was glad. Farmers were not. "We will not sell it," a spokesman said.'
    assert quoted(text) == [("We will not sell it,", "larkin-group")]


def test_the_lines_of_a_transcript_are_their_speakers() -> None:
    found = said("IVO BRANDT: We need an answer.\nDORA QUILL: You will not get one.\nBRANDT: Then we walk out.")
    assert [(s.speaker, s.content.text) for s in found] == [
        ("ivo-brandt", "We need an answer."),
        ("dora-quill", "You will not get one."),
        ("ivo-brandt", "Then we walk out."),
    ]


def test_a_name_and_a_colon_give_the_speaker_of_a_quotation() -> None:
    assert quoted(INTRO + 'Union leader Ivo Brandt: "We will not wait for them."')[-1][1] == "ivo-brandt"


WORDS = "\" “ ” ' ‘ ’ Quill said that he she told them , . : according to Larkin Group one two three"
ODD = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=40).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(ODD)
def test_any_marks_give_statements_that_hold(text: str) -> None:
    found = said(text)
    assert len({s.id for s in found}) == len(found)
    for s in found:
        for span in (s.source, s.cue, s.content):
            assert span is None or text[span.start : span.end] == span.text
    assert [s.content.start for s in found] == sorted(s.content.start for s in found)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('For Ivo Brandt, the union leader, the offer is "too little, too late".', "ivo-brandt"),
        ('Described by Larkin Group as "too little, too late", the offer was dropped.', "larkin-group"),
        ('According to Ivo Brandt, the offer is "too little, too late".', "ivo-brandt"),
        ('The offer is "too little, too late", according to Larkin Group.', "larkin-group"),
        ('"It is too little, too late," Ivo Brandt shrugged.', "ivo-brandt"),
        ('Dora Quill backed it. "It is too little, too late," Ivo Brandt shot back.', "ivo-brandt"),
        ('The offer was, in the words of its chief, Dora Quill, "too little, too late".', "dora-quill"),
        ('Dora Quill liked it. Ivo Brandt of Hamnar: "It is too little, too late."', "ivo-brandt"),
        ('Dora Quill dismissed claims that the offer was "too little, too late".', None),
        ('One insider said the offer was "too little, too late".', None),
        ('Ivo Brandt\'s verdict was harsher. "It is too little, too late," he said.', "ivo-brandt"),
        ('A spokesman for the farm ministry said it was "too little, too late".', "farm-ministry"),
    ],
)
def test_whose_words_they_are_by_other_cues(text: str, speaker: str | None) -> None:
    found = [who for content, who in quoted(INTRO + text) if "too late" in content]
    assert found == [speaker]


def test_several_states_speak_as_the_first_of_them() -> None:
    text = 'Peru, Chile and Brazil met in Lima. The three states said they were "ready to talk at once".'
    assert quoted(text) == [("ready to talk at once", "peru")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Acme thought the bid "deserves some daylight", as its head, Dora Quill, put it.', "Dora Quill"),
        ('Dora Quill wrote that it was a step that Max Poe condemned as "reckless and quite childish".', "Max Poe"),
        ('"It is a fair offer," said Acme\'s head of bonds and equities, Dora Quill.', "Dora Quill"),
    ],
)
def test_words_are_of_whoever_puts_them_so(text: str, speaker: str) -> None:
    reading = read(text)
    cast = find_cast(reading)
    (said,) = [s for s in find_statements(reading, cast) if s.direct]
    assert said.speaker is not None and cast.actor(said.speaker).name == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Investors have snapped up shares in the Larkin Group.",
        "The Marovian labour ministry could call a conciliation that would bind both sides.",
        "The directors of the Larkin Group are expected to deny wrongdoing and fraud.",
    ],
)
def test_what_nobody_has_said_is_no_statement(text: str) -> None:
    assert said(text) == ()


def test_who_goes_on_is_who_spoke_not_whom_he_spoke_of() -> None:
    text = "The paper said that Ruvania believes in deep cuts. It also said that the talks would take eighteen months."
    assert [s.speaker for s in said(text) if "eighteen" in s.content.text] == ["paper"]
