from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.model import Article, Briefing

OPENING = "Norland offered Sudmark a ten-year gas contract on Monday.\n"
PLAN = "Norland proposed a ban on night flights on Monday.\n"


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
        ("Anna Holm said the ban would harm the region.", "rejects"),
        ("Anna Holm said the ban would boost the region.", "supports"),
        ("Anna Holm said the ban should be amended.", "hedges"),
        ("Anna Holm celebrated the decision.", "supports"),
        ("Anna Holm has ruled that out.", "rejects"),
        ("Anna Holm refused to back a law on flights, saying the ban was too weak.", "rejects"),
        ("Anna Holm said she would back the plan if the price fell.", "hedges"),
        ("Anna Holm said the plan was not enough.", "hedges"),
        ("Anna Holm said the ban came too late and was too weak.", "hedges"),
        ("Anna Holm is still thinking about it.", "hedges"),
        ("Anna Holm had threatened to oppose the plan.", None),
        ("Anna Holm denounced the proposal.", "rejects"),
        ("Anna Holm criticised the proposal.", "hedges"),
        ("Anna Holm said Norland had to show why the plan was good.", None),
        ("Anna Holm welcomed news of the plan.", "supports"),
        ("“This is a momentous day for the coast,” said Anna Holm.", "supports"),
        ("Anna Holm said it would cost jobs.", "rejects"),
        ("Anna Holm said the plan would bring stability.", "supports"),
        ("Anna Holm said the ban must go ahead.", "supports"),
        ("Anna Holm fears that the plan will ruin the town.", "rejects"),
        ("Anna Holm said she would not accept the plan.", "rejects"),
        ("Anna Holm has yet to agree to the plan.", "hedges"),
        ("Anna Holm is reluctant to approve it.", "hedges"),
        ("It is not yet known whether Anna Holm would support the plan.", "hedges"),
        ("Anna Holm declined to say if she would oppose the ban.", "hedges"),
        ("Anna Holm did not say whether the plan would be dropped.", None),
        ("Anna Holm knows whether Sudmark would support the plan.", None),
        ("The mayor read it out, an idea that Anna Holm has rejected.", "rejects"),
        ("Opponents of the ban, including Anna Holm, met in the port.", "rejects"),
        ("Anna Holm went to court in a protest against the ban on night flights.", "rejects"),
        ("Anna Holm raised no objection to the ban.", None),
        ("The plan met no resistance from Anna Holm.", None),
        ("Anna Holm was not among those who oppose the ban.", None),
        ("Anna Holm is no longer opposed to the ban.", "supports"),
        ("Anna Holm was far from delighted with the ban.", "hedges"),
        ("Anna Holm would be furious if the ban was dropped.", None),
        ("Anna Holm is glad that the ban was dropped.", "rejects"),
        ("Anna Holm was delighted that Norland had rejected calls to drop the ban.", None),
        ("A shareholder in the phone firm Anna Holm has taken legal action to stop the ban.", None),
    ],
)
def test_a_stance_whose_words_only_point_is_on_the_proposal_just_spoken_of(sentence: str, stance: str | None) -> None:
    assert positions(PLAN + sentence).get("anna-holm") == stance


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Holm may back the idea.",
        "Anna Holm asked whether the proposal was fair.",
        "Anna Holm signed a contract with a builder.",
        "Anna Holm refused to comment.",
        "Anna Holm opened the port.",
        "Anna Holm signed the deal.",  # a party to it, or a witness
        "Anna Holm fears that rain will spoil the ban.",
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


def test_what_a_demand_asks_for_is_refused_by_whoever_it_was_put_to() -> None:
    text = "Anna Holm asked Norland to open the border.\nIt declined to do so."
    assert positions(text) == {"norland": "rejects"}


def test_a_plan_named_long_after_is_what_the_headline_is_about() -> None:
    text = "Port to ban night flights\n" + PLAN + "It also plans to buy three tugs. The tugs will be blue. Rain fell.\n"
    found = briefing(text + "Anna Holm welcomed the plan.").proposals
    assert ["ban" in p.summary for p in found if any(x.actor == "anna-holm" for x in p.positions)] == [True]


def test_an_offer_that_was_rejected_was_so_by_whoever_it_was_made_to() -> None:
    text = "Norland offered Sudmark a ten-year gas contract.\nThe offer was rejected within a day. Sudmark is far away."
    assert positions(text) == {"sudmark": "rejects"}


def test_whoever_approves_a_plan_is_no_party_to_it() -> None:
    (found,) = briefing(PLAN + "Anna Holm approved the plan.").proposals
    assert (found.proponents, [x.actor for x in found.positions]) == (("norland",), ["anna-holm"])


def test_whoever_is_backed_is_backed_for_what_he_put_forward() -> None:
    text = "Norland proposed a ban on night flights on Monday.\nAnna Holm backed Norland."
    assert positions(text) == {"anna-holm": "supports"}


def test_what_is_said_of_a_call_to_vote_is_said_of_the_bill() -> None:
    text = "Norland tabled a bill that bans night flights.\nThe mayors urged Sudmark to vote the bill down.\n"
    on = [p for p in briefing(text + "Anna Holm welcomed the bill.").proposals if p.positions]
    assert ["vot" in p.summary for p in on if any(x.actor == "anna-holm" for x in p.positions)] == [False]


def test_a_pronoun_does_not_reach_over_another_course_in_its_sentence() -> None:
    text = PLAN + "Anna Holm offered the town a tax credit, but the council of Sudmark voted it down."
    bans = [p for p in briefing(text).proposals if "ban" in p.summary]
    assert bans and all(not p.positions for p in bans)


def test_nobody_has_a_position_on_what_he_proposed() -> None:
    found = briefing(PLAN + "Norland defended the plan. It welcomed the proposal.")
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


BIDDER = "Tessin Group has made a fresh takeover approach to Norlink Airways."


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("In October, Norlink Airways said it had received an approach. The board rejected the move.", "open"),
        ("Norlink Airways rejected the approach on Monday.", "rejected"),
        (
            "Anna Holm met pilots last week. The airline's shares rose. Norlink Airways has rejected the bid.",
            "rejected",
        ),
    ],
)
def test_what_became_of_an_earlier_bid_is_not_told_of_a_fresh_one(told: str, status: str) -> None:
    assert briefing(f"{BIDDER}\n\nShares rose. {told}").proposals[0].status == status


@pytest.mark.parametrize(
    ("told", "stance"),
    [
        ("The Residents' League backed the pilots' call to reject the ban.", "rejects"),
        ("The Residents' League backed calls to drop the ban.", "rejects"),
        ("The Residents' League backed calls to support the ban.", "supports"),
        ("The Residents' League refused.", "rejects"),
    ],
)
def test_who_backs_a_call_to_refuse_a_thing_is_against_it(told: str, stance: str) -> None:
    assert set(positions(PLAN.replace("proposed a ban", "asked the Residents' League for a ban") + told).values()) == {
        stance
    }


def test_what_is_said_of_a_loan_is_said_of_borrowing() -> None:
    text = "Norland and the World Fund have agreed that Norland will borrow $10bn. "
    found = positions(text + "Ada Holm, the fund's managing director, said the loan would boost growth.")
    assert found == {"ada-holm": "supports"}


def test_who_is_only_against_a_bid_leaves_it_open() -> None:
    text = "Tessin Group made a £2bn offer for Norlink Airways. {} the takeover of Norlink Airways by Tessin Group."
    assert briefing(text.format("Pilots oppose")).proposals[0].status == "open"
    assert briefing(text.format("Norlink Airways has rejected")).proposals[0].status == "rejected"


def test_who_fears_a_bid_takes_a_stand_on_the_bid() -> None:
    text = (
        "Tessin Group made a £2bn offer for Norlink Airways. It offered to run the combined fleet from Lima. "
        "Pilots feared a Tessin Group takeover would force them to move, making it hard for them to stay."
    )
    assert {p.summary: [x.actor for x in p.positions] for p in briefing(text).proposals if p.positions} == {
        "Tessin Group’s £2bn offer for Norlink Airways": ["pilots"]
    }


def test_who_took_another_thing_instead_has_refused_what_was_offered() -> None:
    text = "Sudmark was offered a stake in the mill but the firm opted for a supply deal instead."
    assert positions(text) == {"sudmark": "rejects"}
    assert positions("Sudmark was offered a stake in the mill and opted for a supply deal as well.") == {}


def test_a_remark_that_names_what_it_is_on_counts_before_a_bare_answer_of_its_sentence() -> None:
    found = positions(
        "Quillard Mills raised its offer for Tarnex Foods to 640p. The board of Tarnex Foods backed it, provided that "
        "Quillard Mills shielded the pension fund from losses.\n"
        "Quillard Mills made no other promise. Chief executive Dora Quill told investors that 640p was final, but that "
        "she was willing to talk about the pension fund."
    )
    assert found["dora-quill"] == "hedges"
