"""Who welcomes a decision against a plan is against the plan, and who regrets it is for it."""

from __future__ import annotations

import pytest

from communique.extraction import analyse
from communique.model import Article

DROPPED = "Tarven Mills has scrapped its plan to close the quarry at Ostley. "
REFUSED = "The Board of Trade blocked a merger of Lunter and Orsk. "
CLEARED = "The Board of Trade approved a merger of Lunter and Orsk. "


def stances(text: str) -> dict[str, str]:
    found = analyse(Article.of(text))
    names = {a.id: a.name for a in found.actors}
    return {names[x.actor]: x.stance for p in found.proposals for x in p.positions}


@pytest.mark.parametrize(
    ("text", "who", "stance"),
    [
        (DROPPED + "The Carters' Union welcomed the move.", "Carters' Union", "rejects"),
        (DROPPED + "The Carters' Union backed the decision.", "Carters' Union", "rejects"),
        (DROPPED + "Mayor Ida Renn called the decision a mistake.", "Ida Renn", "supports"),
        (DROPPED + "Mayor Ida Renn condemned the move.", "Ida Renn", "supports"),
        (REFUSED + "Shoppers First welcomed the ruling.", "Shoppers First", "rejects"),
        (REFUSED + "Shoppers First criticised the decision.", "Shoppers First", "supports"),
        (CLEARED + "Shoppers First welcomed the decision.", "Shoppers First", "supports"),
    ],
)
def test_an_opinion_on_a_refusal_is_turned_round(text: str, who: str, stance: str) -> None:
    assert stances(text).get(who) == stance


@pytest.mark.parametrize(
    "text",
    [
        REFUSED + "Shoppers First said it was pleased.",
        REFUSED + "Shoppers First praised it.",
        DROPPED + "Mayor Ida Renn said she was delighted.",
    ],
)
def test_joy_at_a_refusal_is_not_taken_for_support(text: str) -> None:
    assert "supports" not in stances(text).values()


def test_the_one_who_drops_a_plan_that_others_are_glad_to_see_go_remains_its_proponent() -> None:
    found = analyse(Article.of(DROPPED + "The Carters' Union welcomed the move."))
    names = {a.id: a.name for a in found.actors}
    assert [[names[x] for x in p.proponents] for p in found.proposals] == [["Tarven Mills"]]


TABLED = "The town council plans to build a tram line. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cab League urged Mayor Ida Renn not to support the plan.", {"Cab League": "rejects"}),
        ("Mayor Ida Renn urged the Cab League not to oppose the plan.", {"Ida Renn": "supports"}),
        ("Clean Air Now criticised Mayor Ida Renn for backing the project.", {"Ida Renn": "supports"}),
        ("Mayor Ida Renn said critics of the project were wrong.", {"Ida Renn": "supports"}),
        ("The Cab League has not decided whether to support the plan.", {"Cab League": "hedges"}),
        ("The Cab League will support the plan unless fares rise.", {"Cab League": "hedges"}),
        ("Mayor Ida Renn denied supporting the plan.", {}),
        ("Clean Air Now denied it was against the project.", {}),
        ("The Cab League refused to condemn the plan.", {}),
        ("The council abandoned a similar plan in 2015 after the Cab League opposed it.", {}),
        ("Clean Air Now expressed fears that shops would close.", {}),
    ],
)
def test_a_stance_is_whose_it_is(text: str, expected: dict[str, str]) -> None:
    found = stances(TABLED + text)
    assert {who: stance for who, stance in found.items() if stance != "hedges" or who in expected} == expected


def test_who_will_not_condemn_a_plan_has_not_refused_it() -> None:
    found = analyse(Article.of(TABLED + "The Cab League refused to condemn the plan."))
    assert [p.status for p in found.proposals] == ["open"]
