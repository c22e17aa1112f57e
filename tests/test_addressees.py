"""Whom proposals are put to: who is named so, who would have to act or receive, who answers."""

from __future__ import annotations

import pytest

from communique.extraction import analyse
from communique.model import Article


def addressees(text: str) -> list[tuple[str, ...]]:
    return [p.addressees for p in analyse(Article.of(text)).proposals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland urged Sudmark to open the border.", ("sudmark",)),
        ("Norland offered Sudmark a ten-year gas contract on Monday.", ("sudmark",)),
        ("Anna Holm called for Sudmark to open the border to lorries.", ("sudmark",)),
        ("Norland threatened sanctions against Sudmark over the border closure on Monday.", ("sudmark",)),
    ],
)
def test_a_proposal_is_put_to_whoever_is_to_act_or_to_receive(text: str, expected: tuple[str, ...]) -> None:
    assert addressees(text + "\nSudmark has a long border. Norland has a short one.") == [expected]


def test_who_answers_is_who_was_asked() -> None:
    text = "Norland proposed a ceasefire along the whole border on Monday.\nSudmark rejected the ceasefire."
    assert addressees(text) == [("sudmark",)]


def test_an_offer_to_nobody_in_particular_is_made_to_nobody() -> None:
    text = (
        "Norland urged Sudmark to open the border.\nSudmark refused to open the border.\n"
        "Norland promised to reopen the gas pipeline."
    )
    assert addressees(text) == [("sudmark",), ()]


def test_a_bid_is_not_put_to_a_rival_bidder() -> None:
    text = (
        "Norvik offered to buy the rival airline Sudair for $2bn on Monday.\nOstair plans a takeover bid of $3bn.\n"
        "Sudair rejected the offer from Norvik."
    )
    assert all(not {"norvik", "ostair"} & set(found) for found in addressees(text))


def test_what_is_only_talked_about_is_put_to_nobody() -> None:
    assert addressees("Norland discussed Sudmark raising its tariffs. Sudmark has a long border.") == [()]


def test_no_proposal_is_put_to_its_own_proponent() -> None:
    found = analyse(
        Article.of("Norland and Sudmark agreed to open the border.\nSudmark urged Norland to close the harbour.")
    ).proposals
    assert found and all(set(p.addressees).isdisjoint(p.proponents) for p in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is bid for is told once, and meant by every bid that is called no more than that
        (
            "Norvik offered $2bn for the airline Sudair, which rejected the offer.\nOstair plans a rival bid.",
            [("sudair",), ("sudair",)],
        ),
        (
            "Norvik has made a fresh approach to buy Sudair, which could lead to a bid.\nSudair has 90 aircraft.",
            [("sudair",)],
        ),
        # a stake that has been bought is no bid, nor is a pay offer one
        (
            "Norvik agreed to buy the airline Sudair for $2bn on Monday.\nOstair made a pay offer of 4%.",
            [(), ()],
        ),
    ],
)
def test_a_bid_is_put_to_the_firm_that_is_bid_for(text: str, expected: list[tuple[str, ...]]) -> None:
    assert addressees(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norvik proposed a $90m investment in Sudair.", [("sudair",)]),
        ("Norvik is pushing for a greater say in how Sudair is run.", [("sudair",)]),
        ("Norvik proposed a $90m investment in Peru.", [()]),  # a country is where, not whom
    ],
)
def test_who_is_to_share_what_he_has_is_asked(text: str, expected: list[tuple[str, ...]]) -> None:
    assert addressees(text + "\nSudair said it had 90 aircraft. Peru's government met Norvik.")[:1] == expected


def parties(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = analyse(Article.of(text)).proposals[0]
    return found.proponents, found.addressees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is paid, or brought the lawsuit, is a party to what is agreed
        ("Norvik agreed to pay Sudair $9m to get out of a lease.\nSudair welcomed the news.", {"norvik", "sudair"}),
        ("Norvik agreed to pay $9m to settle a lawsuit brought by Sudair.\nSudair is a rival.", {"norvik", "sudair"}),
        ("Norvik agreed a deal totalling $9m with Sudair.\nSudair is a rival.", {"norvik", "sudair"}),
        # what is paid is not said to go to whom another lawsuit concerns
        ("Norvik agreed to pay $9m to the city.\nA lawsuit by Sudair goes on.", {"norvik"}),
        # a state that agrees to import does so from the other, a firm from nobody that is named
        ("Chile signed an agreement to import Peruvian gas.\nPeru urged Chile to pay.", {"chile", "peru"}),
        ("Norvik signed an agreement to import Peruvian gas.\nPeru has a long border.", {"norvik"}),
    ],
)
def test_a_deal_has_its_parties(text: str, expected: set[str]) -> None:
    assert set(parties(text)[0]) == expected


def test_whose_country_a_party_is_of_is_not_put_to() -> None:
    text = (
        "Oslo-based Norvik signed a long-term gas deal with Peru.\n"
        "The deal between Norvik and the Peruvian firm Limagas was welcomed by analysts.\nPeru needs gas."
    )
    proponents, put_to = parties(text)
    assert {"norvik", "limagas"} <= set(proponents) and "peru" not in put_to


def test_customers_that_are_to_be_paid_strike_no_deal() -> None:
    text = "Norvik has agreed to pay $9m to victims of faulty heaters.\nCampaigners welcomed the deal."
    assert parties(text) == (("norvik",), ("victims",))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "A Norvik lawsuit against Sudair has been thrown out by a court.",
            "demand",
            (("norvik",), ("sudair",)),
        ),
        ("Norland has invited Norvik to invest in its gas fields.", "offer", (("norland",), ("norvik",))),
        ("Norland has invited Norvik to cut its prices.", "demand", (("norland",), ("norvik",))),
    ],
)
def test_what_is_sued_for_is_demanded_and_a_chance_offered(
    text: str, kind: str, expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    text += "\nSudair said it was pleased. Norland has gas. Norvik said it had no comment."
    assert analyse(Article.of(text)).proposals[0].kind == kind
    assert parties(text) == expected


def test_a_bid_that_is_hoped_to_be_accepted_is_not() -> None:
    text = (
        "Norvik made a takeover approach for Sudair on Monday.\n"
        "Norvik hopes this will lead to a formal bid being accepted."
    )
    assert all(not p.positions for p in analyse(Article.of(text)).proposals)


@pytest.mark.parametrize(
    "told",
    [
        "Norlink Airways has agreed to give US tycoon Tom Berg access to its books.",
        "Norlink Airways has agreed to give Tom Berg access to its books.",
        "Norlink Airways agreed to grant Tom Berg a seat on its board.",
    ],
)
def test_who_is_to_be_given_a_thing_is_whom_it_is_given_to(told: str) -> None:
    found = analyse(Article.of(told))
    assert [(p.proponents, p.addressees) for p in found.proposals[:1]] == [(("norlink-airways",), ("tom-berg",))]
    assert [c.to for c in found.concessions] == [("tom-berg",)]
