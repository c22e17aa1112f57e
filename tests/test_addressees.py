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
