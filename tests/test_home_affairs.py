"""Proposals in news of home affairs: bills, pay, panels and planning, in the constructions of such news."""

from __future__ import annotations

import pytest

from communique.extraction import analyse
from communique.model import Article, Proposal


def proposals_in(text: str) -> tuple[Proposal, ...]:
    return analyse(Article.of(f"News of the day\n\n{text}\n")).proposals


def one(text: str) -> Proposal:
    (proposal,) = proposals_in(text)
    return proposal


@pytest.mark.parametrize(
    ("text", "summary", "status", "proponents"),
    [
        ("A bill to ban smoking in parks was passed by the Commons on Tuesday.", "ban smoking", "agreed", ()),
        (
            "Inspectors have recommended that Stonegate prison be closed.",
            "prison being closed",
            "open",
            ("inspectors",),
        ),
        (
            "The state pension age should be raised to 69 by 2040, the Pensions Commission has recommended.",
            "pension age being raised",
            "open",
            ("pensions-commission",),
        ),
        (
            "Energy watchdog Enreg has proposed a cap on prices for poor customers.",
            "a cap on prices",
            "open",
            ("enreg",),
        ),
        (
            "Ambulance crews were offered a bonus of £1,000 by the Health Board on Monday.",
            "a bonus",
            "open",
            ("health-board",),
        ),
        ("Ed Pike's plan to sell the forest was defeated in the Senate.", "selling the forest", "rejected", ("pike",)),
        (
            "Governor Louise Hart has signed a bill raising the minimum wage to $15 an hour.",
            "a bill raising the minimum wage",
            "enacted",
            (),
        ),
    ],
)
def test_what_is_put_forward(text: str, summary: str, status: str, proponents: tuple[str, ...]) -> None:
    proposal = one(text)
    assert summary in proposal.summary
    assert (proposal.status, proposal.proponents) == (status, proponents)


@pytest.mark.parametrize(
    ("text", "status", "proponents"),
    [
        (
            "The Senate has passed a bill that would require checks on gun buyers. "
            "Sponsored by Laura Pike, it goes to the president.",
            "agreed",
            ("laura-pike",),
        ),
        ("President Milan Doric has refused to sign a bill that would limit press ownership.", "rejected", ()),
        ("The Postal Union has called off a 48-hour stoppage planned for Friday.", "withdrawn", ("postal-union",)),
        (
            "The City Council has approved the expansion of the zoo despite objections from neighbours. "
            "The scheme, submitted by Parkland Leisure, includes a hotel.",
            "agreed",
            ("parkland-leisure",),
        ),
        (
            "All primary pupils should be given free school meals, the charity Child First said on Monday.",
            "open",
            ("child-first",),
        ),
    ],
)
def test_where_it_stands_and_whose_it_is(text: str, status: str, proponents: tuple[str, ...]) -> None:
    proposal = one(text)
    assert (proposal.status, proposal.proponents) == (status, proponents)


def test_what_would_be_done_under_a_plan_is_the_plan() -> None:
    proposal = one("Private cars would be banished from the old town under a plan unveiled by Mayor Greta Olsen.")
    assert proposal.summary.startswith("private cars being banished from the old town")
    assert (proposal.status, proposal.proponents) == ("open", ("greta-olsen",))


def test_who_signs_a_bill_backs_it() -> None:
    proposal = one("Governor Louise Hart has signed a bill raising the minimum wage to $15 an hour.")
    assert [(p.actor, p.stance) for p in proposal.positions] == [("louise-hart", "supports")]


def test_what_something_is_called_is_nothing_that_is_called() -> None:
    assert proposals_in("Labour member Ed Marsh called the decision a triumph for common sense.") == ()
