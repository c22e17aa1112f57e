from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.model import Article, Briefing

OPENING = "Norland offered Sudmark a ten-year gas contract on Monday.\n"
PLAN = "The harbour authority proposed a ban on night flights on Monday.\n"


def briefing(text: str) -> Briefing:
    return analyse(Article.of(text))


def positions(text: str) -> dict[str, str]:
    return {x.actor: x.stance for p in briefing(text).proposals for x in p.positions}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Anna Holm backed the idea.", "supports"),
        ("Anna Holm welcomed the proposal.", "supports"),
        ("Anna Holm approved the plan in principle.", "hedges"),
        ("Anna Holm dismissed the proposal.", "rejects"),
        ("Anna Holm opposed it.", "rejects"),
        ("Anna Holm refused.", "rejects"),
        ("Anna Holm turned her back on the plan.", "rejects"),
        ("Anna Holm spoke out against the plan.", "rejects"),
        ("Anna Holm is an opponent of the plan.", "rejects"),
        ("Anna Holm said it would harm the region.", "rejects"),
        ("Anna Holm said it would boost the region.", "supports"),
        ("Anna Holm said the ban should be amended.", "hedges"),
        ("Anna Holm went to court in a protest against the ban on night flights.", "rejects"),
    ],
)
def test_a_stance_whose_words_only_point_is_on_the_proposal_just_spoken_of(sentence: str, stance: str) -> None:
    assert positions(PLAN + sentence).get("anna-holm") == stance


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Holm may back the idea.",
        "Anna Holm asked whether the proposal was fair.",
        "Anna Holm signed a contract with a builder.",
        "Anna Holm refused to comment.",
        "Anna Holm opened the port.",
    ],
)
def test_what_shows_no_stance_gives_none(sentence: str) -> None:
    assert "anna-holm" not in positions(PLAN + sentence)


def test_a_stance_is_on_the_nearest_proposal_that_fits() -> None:
    text = (
        PLAN
        + "It also called for a new railway to the port.\nThe mayor was out of town.\n"
        + "Anna Holm rejected the ban."
    )
    on = [p for p in briefing(text).proposals if any(x.actor == "anna-holm" for x in p.positions)]
    assert [("ban" in p.summary) for p in on] == [True]


def test_nobody_has_a_position_on_what_he_proposed() -> None:
    found = briefing(PLAN + "The harbour authority defended the plan. It welcomed the proposal.")
    assert all(x.actor not in p.proponents for p in found.proposals for x in p.positions)


def test_the_evidence_of_a_position_is_the_sentence_that_shows_it() -> None:
    found = briefing(PLAN + "Anna Holm backed the idea.")
    assert [x.evidence[0].text for p in found.proposals for x in p.positions] == ["Anna Holm backed the idea."]


WORDS = st.sampled_from(
    ["Anna Holm", "Norland", "it", "the plan", "backed", "refused", "said", "against", "vote", "doubts", "expressed",
     "opponents of", "to halt", "a strike", "over", "should be rewritten", "would harm", ".", ",", "\n", "“", "the bid"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_words_give_the_same_positions_twice(words: list[str]) -> None:
    text = OPENING + PLAN + " ".join(words)
    assert positions(text) == positions(text)
