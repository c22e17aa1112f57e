"""When proposals are to be carried out and by when, in the article's words, and the dates that these settle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.extraction.times import dated
from communique.model import Article, Proposal

ASKED = "Norland urged Sudmark to open the border to lorries"


def one(text: str) -> Proposal:
    (proposal,) = analyse(Article.of(text + "\nThe border is long.", published="2031-03-12")).proposals
    return proposal


@pytest.mark.parametrize(
    ("words", "settled"),
    [
        ("by the end of March", "2031-03-31"),
        ("before the summit", None),
        ("within 30 days", "2031-04-11"),
        ("no later than 2 May", "2031-05-02"),
        ("before the end of the month", "2031-03-31"),
        ("by 2040", "2040"),
    ],
)
def test_a_deadline_is_found_after_the_course(words: str, settled: str | None) -> None:
    deadline = one(f"{ASKED} {words}.").deadline
    assert deadline is not None and (deadline.text, deadline.date) == (words, settled)


@pytest.mark.parametrize(
    ("words", "settled"),
    [("from April", "2031-04"), ("next month", "2031-04"), ("on 9 November", "2031-11-09"), ("until 2035", "2035")],
)
def test_a_time_of_the_course_itself_is_when(words: str, settled: str) -> None:
    proposal = one(f"{ASKED} {words}.")
    assert proposal.deadline is None
    assert proposal.when is not None and (proposal.when.text, proposal.when.date) == (words, settled)


@pytest.mark.parametrize(
    "text",
    [
        f"On Monday {ASKED}.",
        f"{ASKED}, its minister said on Monday.",
        f"{ASKED} again.",
        "Norland accepted a gas contract from Sudmark on Monday.",
    ],
)
def test_when_it_was_said_is_not_when_it_is_to_be(text: str) -> None:
    proposal = one(text)
    assert (proposal.when, proposal.deadline) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Norland has given Sudmark until Friday to open the border to lorries.",
        "Sudmark has until Friday to open the border to lorries.",
    ],
)
def test_an_ultimatum_is_a_demand_with_its_deadline(text: str) -> None:
    proposal = one(f"{text} The foreign minister of Sudmark declined to comment.")
    assert (proposal.kind, proposal.addressees) == ("demand", ("sudmark",))
    assert proposal.summary.startswith("Sudmark opening the border")
    assert proposal.deadline is not None and proposal.deadline.date == "2031-03-14"  # 12 March 2031 is a Wednesday


@pytest.mark.parametrize(
    ("words", "published", "settled"),
    [
        ("by Friday of next week", "2031-03-12", "2031-03-21"),
        ("in December", "2031-12-30", "2031-12"),
        ("in November", "2031-12-30", "2032-11"),
        ("next month", "2031-12-30", "2032-01"),
        ("within two weeks", "2031-03-12", "2031-03-26"),
        ("next year", "2031-03-12", "2032"),
        ("by 31 February", "2031-01-12", None),
        ("by Friday", None, None),
        ("in April 2031", None, "2031-04"),
    ],
)
def test_dates_count_from_the_day_of_the_article(words: str, published: str | None, settled: str | None) -> None:
    assert dated(words, published) == settled


WORDS = st.sampled_from(["by", "until", "within", "30", "99", "days", "weeks", "Friday", "next", "week", "of", "May",
                         "end", "the", "month", "year", "1999", "9999", "tomorrow", "31"])  # fmt: skip


@given(st.lists(WORDS, max_size=7), st.dates())
def test_any_words_give_a_date_or_none(said: list[str], day: object) -> None:
    found = dated(" ".join(said), str(day))
    assert found is None or 4 <= len(found) <= 10


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Marovia has decided to lift tariffs imposed in 2020.", None),
        ("Marovia has decided to lift tariffs that were imposed in 2020.", None),
        ("Marovia has decided to lift tariffs in 2032.", "in 2032"),
        ("Marovia and Ruvania agreed to resume talks from where they broke off in 2017.", None),
        ("Marovia asked Ruvania to free the crew that was seized in May.", None),
        ("Marovia wants Ruvania to attend talks scheduled for Friday.", "for Friday"),
        ("Marovia asked Ruvania to free the crew in May.", "in May"),
        ("A plan to build a bridge over the Sund was approved by 9 votes to 6 on Tuesday.", None),
    ],
)
def test_what_was_before_is_not_when_it_is_to_be(text: str, when: str | None) -> None:
    (proposal,) = analyse(Article.of(text)).proposals
    assert (proposal.when.text if proposal.when else None) == when


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Torvald Metals has until 14 June to make a firm bid for Delta Ore or walk away.", []),
        ("Torvald Metals has until Friday to file an objection.", []),
        ("Torvald Metals has until Friday to pay the fine.", ["Torvald Metals paying the fine"]),
        ("Torvald Metals can seek rival bids until 20 May.", []),
        ("Torvald Metals is seeking a loan of $3bn from Marovia.", ["a loan of $3bn from Marovia"]),
        ("Olav Brekk is due to report to the Sund Council next week.", []),
        ("Olav Brekk is set to visit Marovia next week.", []),
        ("Marovia must decide by Friday whether to extend the truce.", []),
        ("Marovia had promised in 2021 to close the camp by 2023.", []),
        ("Marovia promised to close the camp.", ["Marovia closing the camp"]),
        ("Olav Brekk is due to open the bridge next week.", ["Olav Brekk opening the bridge next week"]),
    ],
)
def test_what_somebody_has_time_for_or_an_appointment_is_nobodys_demand(text: str, summaries: list[str]) -> None:
    assert [p.summary for p in analyse(Article.of(text)).proposals] == summaries
