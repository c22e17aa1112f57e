"""Remarks: stands on what is being discussed that name no course, whose they are and what they are on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.model import Article, Briefing

PLAN = "Norland proposed a ban on night flights on Monday.\n"
ASKED = "Norland asked Sudmark on Monday to open the border to lorries.\n"
OFFER = "Westair offered the Pilots Guild a pay rise of 3% on Monday.\n"
BID = "Brenta Foods made a £2bn takeover bid for its rival Calder Mills on Monday.\n"


def briefing(text: str) -> Briefing:
    return analyse(Article.of(text))


def positions(text: str) -> dict[str, str]:
    return {x.actor: x.stance for p in briefing(text).proposals for x in p.positions}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Sudmark said it would not be bullied.", "rejects"),
        ("Sudmark said the idea was out of the question.", "rejects"),
        ("Sudmark said there was nothing to discuss.", "rejects"),
        ("Sudmark has no intention of doing so.", "rejects"),
        ("Sudmark said it could not afford the extra guards.", "rejects"),
        ("Sudmark showed no interest.", "rejects"),
        ("Sudmark said the border would stay shut.", "rejects"),
        ("Sudmark dismissed that as blackmail.", "rejects"),
        ("Sudmark promised to study the request.", "hedges"),
        ("Sudmark said it needed more time.", "hedges"),
        ("Sudmark has not made up its mind.", "hedges"),
        ("Sudmark put off a decision.", "hedges"),
        ("Sudmark said it was open to the idea, provided that the lorries paid a toll.", "hedges"),
        ("Sudmark said it would open the border if the fees were paid.", "hedges"),
        ("Sudmark said it would comply.", "supports"),
        ("Sudmark agreed to do so.", "supports"),
        ("Sudmark gave a flat no.", "rejects"),
        ("Sudmark said that was a red line.", "rejects"),
        ("Sudmark said its position had not changed.", "rejects"),
        ("Sudmark said it would sleep on it.", "hedges"),
        ("Sudmark gave the idea a guarded welcome.", "hedges"),
        ("Sudmark was weighing its options.", "hedges"),
        ("Sudmark gave in.", "supports"),
        ("Sudmark gave the green light.", "supports"),
        ("Sudmark promised to reply by Friday.", None),
        ("Sudmark did not comment.", None),
        ("Sudmark is not a member of the union.", None),
        ("Sudmark has not won a match since May.", None),
    ],
)
def test_those_who_are_asked_answer_without_naming_what_was_asked(sentence: str, stance: str | None) -> None:
    assert positions(ASKED + sentence).get("sudmark") == stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Anna Holm said she could live with it.", "hedges"),
        ("Anna Holm called it a slap in the face for tourism.", "rejects"),
        ("Anna Holm said it was a step in the right direction.", "supports"),
        ("Anna Holm distanced herself from the plan.", "rejects"),
        ("Anna Holm reacted coolly.", "hedges"),
        ("Anna Holm reacted with fury.", "rejects"),
        ("Anna Holm abstained.", "hedges"),
        ("Anna Holm said she would vote against it.", "rejects"),
        ("Anna Holm said she would back it.", "supports"),
        ("Anna Holm wants the ban scrapped.", "rejects"),
        ("Anna Holm would like to see the ban dropped.", "rejects"),
        ("The plan met with resistance from Anna Holm.", "rejects"),
        ("Anna Holm rejected the draft.", "rejects"),
        ("Anna Holm had no objection.", "supports"),
        ("Anna Holm said she would not stand in the way.", "supports"),
        ("“This is a recipe for chaos,” said Anna Holm.", "rejects"),
        ("“At last somebody is listening,” said Anna Holm. “This is good news.”", "supports"),
        ("Anna Holm backed the plan on condition that the airport was compensated.", "hedges"),
        ("Anna Holm is undecided.", "hedges"),
        ("Anna Holm poured scorn on the idea.", "rejects"),
        ("Anna Holm said the plan made no sense.", "rejects"),
        ("“Over my dead body,” said Anna Holm.", "rejects"),
        ("Anna Holm said the devil was in the detail.", "hedges"),
        ("Anna Holm has yet to be convinced.", "hedges"),
        ("Anna Holm said it was high time.", "supports"),
        ("Anna Holm lent her support to the ban.", "supports"),
        ("Anna Holm threw her weight behind Norland.", "supports"),
        ("Anna Holm was the first mayor to welcome the move.", "supports"),
    ],
)
def test_others_take_a_stand_on_what_is_being_discussed(sentence: str, stance: str) -> None:
    assert positions(PLAN + sentence).get("anna-holm") == stance


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Holm said the winter had been a disaster for the farms.",
        "Anna Holm said the new opera was a triumph.",
        "Anna Holm may vote against it.",
        "Anna Holm hopes that the council will back it.",
        "Anna Holm went to court to stop her neighbour.",
        "Anna Holm will take part in the race.",
        "Anna Holm has no time for football.",
        "Anna Holm could not afford a flat.",
        "Anna Holm said the report did not go far enough.",
        "Anna Holm refused to say how old she was.",
        "Anna Holm ruled out a tax on beer.",
        "“My father was a pilot and I have never regretted it,” said Anna Holm.",
        "Anna Holm said no date had been set.",
        "Anna Holm agreed to an interview.",
    ],
)
def test_what_is_said_of_something_else_is_no_stand(sentence: str) -> None:
    bans = [p for p in briefing(PLAN + sentence).proposals if "night" in p.summary]
    assert bans and all(x.actor != "anna-holm" for p in bans for x in p.positions)


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        (OFFER + "The guild called it an insult.", "pilots-guild", "rejects"),
        (OFFER + "The guild said its members had thrown out the offer.", "pilots-guild", "rejects"),
        (BID + "Calder Mills is studying the offer.", "calder-mills", "hedges"),
        (BID + "Calder Mills's chairman, Hugh Pell, said the firm was not for sale.", "hugh-pell", "rejects"),
        (BID + "Calder Mills's chairman, Hugh Pell, said the firm was not for sale.", "calder-mills", "rejects"),
    ],
)
def test_offers_and_bids_are_answered_by_those_they_are_made_to(text: str, actor: str, stance: str) -> None:
    assert positions(text).get(actor) == stance


def test_a_body_and_its_speaker_hold_the_same_stance() -> None:
    text = PLAN + "The Retailers' Association reacted with fury. “We will go under,” said its director, Bo Falk."
    assert positions(text) == {"retailers-association": "rejects", "bo-falk": "rejects"}


def test_a_remark_is_on_the_proposal_of_the_other_side() -> None:
    text = ASKED + "Sudmark asked Norland to pay for the guards. Norland said that was out of the question."
    on = [p.summary for p in briefing(text).proposals for x in p.positions if x.actor == "norland"]
    assert len(on) == 1 and "guards" in on[0]


def test_what_was_held_before_gives_way_to_what_is_held_now() -> None:
    text = PLAN + "Anna Holm had earlier backed the plan. Anna Holm said on Monday that she would fight it."
    assert positions(text) == {"anna-holm": "rejects"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (ASKED + "Sudmark said it would not be bullied.", "rejected"),
        (ASKED + "Sudmark said it needed more time.", "open"),
        (PLAN + "Anna Holm called it a slap in the face for tourism.", "open"),
        (PLAN + "Anna Holm reacted with fury. The Residents' League welcomed the plan.", "contested"),
        ("Anna Holm demanded a ban on night flights. Sudmark described that as out of the question.", "rejected"),
        ("Anna Holm demanded a ban on night flights. Sudmark has not made up its mind.", "open"),
    ],
)
def test_where_a_proposal_stands_follows_from_who_answers_it(text: str, status: str) -> None:
    assert briefing(text).proposals[0].status == status


def test_the_evidence_of_a_remark_is_its_sentence() -> None:
    found = briefing(PLAN + "Rain fell. Anna Holm reacted with fury. It was noon.")
    assert [x.evidence[0].text for p in found.proposals for x in p.positions] == ["Anna Holm reacted with fury."]


WORDS = st.sampled_from(
    ["Anna Holm", "Sudmark", "said", "would", "not", "be", "it", "the draft", "out of the question", "only if", "its",
     "leader", "called", "a slap in the face", "no", "made up", "mind", "?", ".", ",", "\n", "“", "”", "will study"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=16))
def test_any_words_give_the_same_positions_twice(words: list[str]) -> None:
    text = ASKED + PLAN + " ".join(words)
    assert positions(text) == positions(text)
