"""What is told must be true: who is to do what, on whose word, and what is no course of action at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.display.bottom_line import bottom_line
from communique.display.index import Index
from communique.extraction import analyse
from communique.model import Article, Briefing

LEAD = "Norlanda Bank and the Tessin Group held a meeting on Monday about their future.\n\n"


def lines(found: Briefing) -> list[str]:
    view = bottom_line(Index(found))
    return ["".join(part if isinstance(part, str) else getattr(part, "text", "") for part in s) for s in view]


def briefing(text: str) -> Briefing:
    return analyse(Article.of(LEAD + text))


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "A group of nine farmers are calling on the Ministry of Water to stop any sale of the dam.",
            "the Ministry of Water stopping any sale of the dam",
        ),
        (
            "The sale of the ferry line still has to be approved by creditors of the Tessin Group.",
            "the sale of the ferry line being approved by creditors of the Tessin Group",
        ),
        (
            "Forty hostages from each camp are to be exchanged before Sunday, Norlanda Bank said.",
            "forty hostages from each camp being exchanged before Sunday",
        ),
    ],
)
def test_summary_says_who_is_to_act(text: str, summary: str) -> None:
    assert summary in [p.summary for p in briefing(text).proposals]


@pytest.mark.parametrize(
    "text",
    [
        "Norlanda Bank is due to meet the Tessin Group in Oslo on Friday.",
        "Norlanda Bank tried to merge with the Tessin Group last year but talks failed.",
        "Norlanda Bank said that all lenders should take note that fraud is a crime.",
        "Norlanda Bank agreed the old charter of the guild was out of date.",
    ],
)
def test_what_nobody_puts_forward_is_no_proposal(text: str) -> None:
    assert briefing(text).proposals == ()


def test_what_the_article_says_itself_is_on_nobodys_word() -> None:
    found = briefing(
        "Norlanda Bank has offered to buy the Tessin Group for $2bn. "
        "The Tessin Group said that Norlanda Bank had offered to buy it for $2bn."
    )
    assert [p.reported_by for p in found.proposals] == [()]


def test_press_of_a_country_is_not_that_country() -> None:
    found = briefing("Norlanda Bank will buy a stake in the Tessin Group, UK media reports say. Belgium is watching.")
    assert all("united-kingdom" not in p.reported_by for p in found.proposals)


def test_what_is_sold_gains_nothing() -> None:
    found = briefing("Norlanda Bank may offer to sell Tessin Group to win over its shareholders.")
    assert all("tessin-group" not in c.to for c in found.concessions)


def test_what_the_other_side_also_does_under_a_deal_is_agreed() -> None:
    found = briefing(
        "Norlanda Bank signed an agreement to buy 20 ships from the Tessin Group. "
        "Under the agreement, Norlanda Bank will pay $3bn. The Tessin Group will also provide six ferries."
    )
    assert [p.status for p in found.proposals if "ferries" in p.summary] == ["agreed"]


def test_who_welcomes_a_deal_is_no_party_to_it() -> None:
    found = briefing(
        "Norlanda Bank agreed to pay $90m to victims of the flood. "
        "Campaigners welcomed the deal. The Tessin Group is watching."
    )
    (sentence, *_) = [s for s in lines(found) if "90m" in s]
    assert "Norlanda Bank agreed to pay" in sentence
    assert "ampaigners in favour" in sentence


def test_nobody_demands_of_himself_what_he_is_to_do() -> None:
    found = briefing("Norlanda Bank lost the case. Norlanda Bank has until 4 May to file its appeal.")
    assert all(p.kind != "demand" for p in found.proposals)


def test_what_a_bank_agreed_to_is_no_report_of_its_own() -> None:
    found = briefing("Norlanda Bank agreed on Friday to suspend interest payments of the Tessin Group until 2007.")
    assert [c.reported_by for c in found.concessions] == [()]


def test_nation_named_for_one_of_its_firms_makes_no_bid() -> None:
    found = briefing(
        "Norlanda Bank made a takeover bid worth $4bn for the Tessin Group. The Norwegians may raise their bid to $5bn."
    )
    assert all("norway" not in p.proponents for p in found.proposals)
    assert all("norway" not in c.by for c in found.concessions)


def test_offer_that_its_other_side_turns_down_is_not_agreed() -> None:
    found = briefing(
        "Norlanda Bank's supervisory board has approved the possible takeover of the Tessin Group. "
        "In May, Norlanda Bank put an offer of 50 crowns a share for the Tessin Group on the table. "
        "The Tessin Group said the offer undervalued its business."
    )
    assert "agreed" not in [p.status for p in found.proposals]


def test_who_has_left_a_firm_does_not_act_for_it() -> None:
    found = briefing("Ten former directors at Norlanda Bank have agreed to pay $54m to settle a lawsuit.")
    assert all("norlanda-bank" not in p.proponents for p in found.proposals)


def test_what_is_commented_on_or_replied_to_is_not_what_was_said() -> None:
    found = briefing("Norlanda Bank declined to comment on the offer again. The Tessin Group replied to the letter.")
    assert [statement.content.text for statement in found.statements] == []


def test_who_stands_elsewhere_is_no_part_of_what_the_source_said() -> None:
    """The source told of the refusal; that another party is for it, the article says itself."""
    text = (Path(__file__).parent / "articles" / "summit-call.txt").read_text("utf-8")
    assert "according to the Marovian presidency, with Toresk in favour" in lines(analyse(Article.of(text)))[0]
