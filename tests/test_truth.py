"""What is told must be true: who is to do what, on whose word, and what is no course of action at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.briefings import lines

from communique.extraction import analyse
from communique.model import Article, Briefing

LEAD = "Norlanda Bank and the Tessin Group held a meeting on Monday about their future.\n\n"


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
            "Norlanda Bank said the sale of the ferry line had to be approved by creditors of the Tessin Group.",
            "the sale of the ferry line being approved by creditors of the Tessin Group",
        ),
        (
            "Forty hostages from each camp are to be exchanged before Sunday, Norlanda Bank said.",
            "forty hostages from each camp being exchanged before Sunday",
        ),
        (
            "Anglers would have to buy a licence under plans unveiled by the Tessin Group.",
            "anglers having to buy a licence",
        ),
        (
            "Cattle could be moved without a permit under a bill from Norlanda Bank.",
            "cattle being moved without a permit",
        ),
        (
            "Ponds should be fenced off in every park, the Tessin Group says in a paper.",
            "ponds being fenced off in every park",
        ),
        ("Norlanda Bank has applied to the town for a second ferry a day.", "a second ferry a day"),
        ("Norlanda Bank has put a pay rise of 4% on the table.", "a pay rise of 4%"),
        (
            "Skippers over 70 should be tested every year, the Tessin Group says in a paper.",
            "skippers over 70 being tested every year",
        ),
        (
            "Norlanda Bank proposed that people living near the dam should be paid.",
            "people living near the dam being paid",
        ),
        (
            "Farmers fear the levy that Norlanda Bank intends to impose on wells in June.",
            "the levy that Norlanda Bank intends to impose on wells in June",
        ),
        ("The Tessin Group called on Norlanda Bank to let neither side off.", "Norlanda Bank letting neither side off"),
        (
            "“Norlanda Bank must open its vaults and its books” the Tessin Group stated.",
            "Norlanda Bank opening its vaults and its books",
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
        "Norlanda Bank will decide in May whether the ferry fare should be cut.",
        "Norlanda Bank declined to be drawn on the date of the sale.",
        "The Tessin Group, for its part, wanted for nothing.",
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


def test_a_party_would_do_what_it_says_a_government_of_its_own_would() -> None:
    text = (
        "A Labour government would scrap school fees, Labour leader Ann Bell said. Labour and the Tories debate today."
    )
    found = analyse(Article.of(text))
    assert [(p.summary, p.proponents) for p in found.proposals] == [("Labour scrapping school fees", ("labour",))]
    assert found.concessions == ()


def test_a_promise_to_put_a_rise_off_is_no_promise_of_the_rise() -> None:
    found = briefing("Norlanda Bank promised to put off a rise in ferry fares until May.")
    assert [c.summary for c in found.concessions if "promising" in c.summary] == []


def test_who_may_do_what_another_has_agreed_to_gives_nothing() -> None:
    found = briefing("Norlanda Bank agreed that rebels may hand over their rifles in three stages.")
    assert [c.by for c in found.concessions] == []


def test_what_others_are_to_drop_the_one_that_agrees_to_it_does_not() -> None:
    (found,) = analyse(Article.of("Norway agreed that Peru would drop its claim to the reef.")).concessions
    assert found.by == ("peru",)


def test_an_invitation_of_people_to_a_place_for_talks_is_one() -> None:
    (found,) = analyse(
        Article.of("Norway has invited the presidents of Peru and Chile to Oslo for a summit.")
    ).proposals
    assert (found.kind, found.proponents) == ("offer", ("norway",))


def test_how_long_something_goes_on_is_no_condition() -> None:
    found = briefing("The Tessin Group would dock his pay for as long as Norlanda Bank keeps him on.")
    assert [p for p in found.proposals if p.kind == "condition"] == []


def test_to_give_way_on_one_point_is_no_yes_to_the_rest() -> None:
    found = briefing(
        "The Tessin Group asked Norlanda Bank to sell the ferry line. "
        "Norlanda Bank gave way on just one point: nobody is to be laid off before Easter."
    )
    assert [x.stance for p in found.proposals for x in p.positions if x.stance == "supports"] == []
    assert any(c.summary.endswith("one point: nobody is to be laid off before Easter") for c in found.concessions)


@pytest.mark.parametrize(
    "text",
    [
        "Norway denied that it would close the port.",
        "Norway almost agreed to close the port last year.",
        "Norway failed to persuade Peru to drop its claim to the reef.",
        "Norway forgot to ask Peru to close the port.",
        "Norway called Peru's offer generous.",
        "Peru's rejection of the plan was a mistake, Chile said.",
        "Norway never said that it would accept Peru's plan.",
        "It is not true that Norway has accepted Peru's plan, its minister said.",
        "Rumours swirled that Norway would buy Peru's port.",
        "Peru pretended to accept Norway's plan.",
        "Norway flew to Lima to sign a treaty with Peru.",
        "Norway and Peru met in Lima to conclude an agreement on fish.",
        "Norway decided to talk publicly about the deal and the speculation about its port.",
        "Norway believes cutbacks will be required to keep costs down.",
    ],
)
def test_what_is_not_so_is_not_told(text: str) -> None:
    found = analyse(Article.of(text))
    assert (found.proposals, found.concessions) == ((), ())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru's parliament voted down a plan to close the port by 80 votes to 20.", "rejected"),
        ("The board of the Tessin Group voted against closing the port.", "rejected"),
        ("The Tessin Group opposes closing the port.", "contested"),
    ],
)
def test_who_is_against_a_thing_would_not_do_it(text: str, status: str) -> None:
    (found,) = briefing(text).proposals
    assert (found.summary.removeprefix("a plan to close").removeprefix("closing"), found.status) == (
        " the port",
        status,
    )


def test_who_is_asked_to_let_another_settle_a_thing_has_not_agreed() -> None:
    (found,) = analyse(Article.of("Norway urged both sides to let a judge settle it. Peru and Chile met.")).proposals
    assert found.status == "open"


def test_a_spokesman_with_a_name_speaks_for_himself() -> None:
    text = "The Tessin Group sought a cut. Its cellists fume; their spokesman, harp player Jon Roe, is seeking a rerun."
    assert [p.proponents for p in briefing(text).proposals if p.summary == "a rerun"] == [("jon-roe",)]


def test_what_a_payment_settles_is_not_what_was_agreed() -> None:
    found = briefing("The Tessin Group agreed to pay $15m to settle a civil lawsuit brought by Norlanda Bank.")
    assert [p.summary for p in found.proposals if "paying" not in p.summary] == []


def test_of_two_who_meet_about_a_course_it_is_both_ones() -> None:
    found = analyse(Article.of("Norway has met Peru to talk about Chile joining the pact. Peru said no."))
    assert [p.proponents for p in found.proposals] == [("norway", "peru")]


def test_who_is_said_to_have_a_proposed_course_has_proposed_it() -> None:
    found = briefing("The Tessin Group's proposed tie-up with Norlanda Bank has been delayed.")
    assert [p.proponents for p in found.proposals] == [("tessin-group",)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("There is talk that a takeover bid for Norlanda Bank will be raised to $5m.", ["floated"]),
        ("A takeover bid for Norlanda Bank will be raised to $5m.", ["offered"]),
        ("The Tessin Group agreed a deal totalling $375m with Norlanda Bank.", []),
        ("The Tessin Group agreed a $375m settlement deal with Norlanda Bank.", ["made"]),
    ],
)
def test_a_concession_is_neither_what_is_rumoured_nor_a_deal_of_both(text: str, status: list[str]) -> None:
    assert [c.status for c in briefing(text).concessions] == status


def test_better_late_than_never_is_a_welcome_and_a_post_has_its_article() -> None:
    found = briefing(
        "The Tessin Group plans to close the port. It was better late than never, said Jane Roe of Norlanda."
    )
    assert [x.stance for p in found.proposals for x in p.positions] == ["supports"]
    told = briefing("The labour minister has promised to close the mines. Norlanda Bank said no to the minister.")
    assert [p.summary for p in told.proposals] == ["the labour minister closing the mines"]
    assert lines(told)[0].startswith("Still open: the labour minister’s offer to close the mines")


@pytest.mark.parametrize(
    "text",
    [
        "Norland withdrew its offer.",
        "Norland is not going to lift its ban on squid.",
        "Norland was about to lift its ban on squid.",
        "Norland says lifting its ban on squid would be a mistake.",
        "Peru made its consent conditional on Norland lifting its ban on squid.",
        "Peru agreed on condition that Norland lifts its ban on squid.",
        "Peru will sign provided Norland lifts its ban on squid.",
        "Norland's failure to scrap the licence fee angered Peru.",
        '"Lift the ban on squid," said Ana Diaz, the fishing minister of Peru.',
        "Ana Diaz, the fishing minister of Peru, said it was up to Norland to lift its ban on squid.",
        "Peru has hired a lawyer to stop the sale of the port.",
    ],
)
def test_what_is_only_spoken_of_is_not_conceded(text: str) -> None:
    found = analyse(Article.of(text + " Norland and Peru met on Monday."))
    assert found.concessions == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru described the quota as unfair.", "rejects"),
        ("Peru called the quota unfair.", "rejects"),
        ("Peru regards the quota as fair.", "supports"),
        ("In Peru's view the quota is unfair.", "rejects"),
        ("Peru is against the quota.", "rejects"),
        ("Peru is in favour of the quota.", "supports"),
        ("Peru said Norland should drop the quota.", "rejects"),
        ("Peru withdrew its support for the quota.", "rejects"),
        ("Peru questioned the quota.", "hedges"),
        ("Peru threatened to veto the quota.", "rejects"),
        ("Peru refused to sign it.", "rejects"),
        ("Peru stood its ground.", "rejects"),
        ('"We reject the quota," said Ana Diaz, the fishing minister of Peru.', "rejects"),
    ],
)
def test_where_somebody_stands_is_told_in_plain_words(text: str, stance: str) -> None:
    met = "Norland and Peru met on Monday. Peru demanded inspectors. Norland proposed a quota of 4,000 tonnes. "
    quota = next(p for p in analyse(Article.of(met + text)).proposals if "quota" in p.summary)
    assert {x.stance for x in quota.positions} == {stance}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru said no.", "rejected"),
        ("Peru said yes.", "agreed"),
        ("Peru said the quota was unfair.", "open"),
        ("Peru has postponed a decision.", "open"),
        ("Peru wants the quota dropped.", "contested"),
    ],
)
def test_only_an_answer_settles_a_proposal(text: str, status: str) -> None:
    met = "Norland and Peru met on Monday. Peru demanded inspectors. Norland proposed a quota of 4,000 tonnes. "
    quota = next(p for p in analyse(Article.of(met + text)).proposals if "quota" in p.summary)
    assert quota.status == status


def test_what_a_speaker_calls_ours_is_his_sides() -> None:
    text = "Norland met Peru. “We demand compensation for our fishermen,” said Ana Diaz, the fishing minister of Peru."
    assert [p.summary for p in analyse(Article.of(text)).proposals] == ["compensation for Peru’s fishermen"]


def test_a_petition_is_no_agreement() -> None:
    found = briefing("The Tessin Group plans to close the mine. Residents have signed a petition against the closure.")
    assert [p.status for p in found.proposals] == ["open"]


def test_whoever_seeks_a_stake_of_others_is_the_one_who_proposes_it() -> None:
    found = briefing("Norlink Ferries is in negotiations with Norlanda Bank to take a 20% stake in the mine.")
    assert [(p.proponents, set(p.addressees)) for p in found.proposals] == [(("norlink-ferries",), {"norlanda-bank"})]


def test_what_is_suspended_is_not_what_was_proposed() -> None:
    found = briefing("Norlanda Bank agreed on Friday to suspend interest payments until 2007.")
    assert [(p.summary, p.status) for p in found.proposals] == [
        ("Norlanda Bank suspending interest payments until 2007", "agreed")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Regulators will still need to give their approval.",
        "Any merger would have to be approved by the members.",
        "The owners of the Tessin Group have been accused by unions of awarding themselves exorbitant salaries.",
    ],
)
def test_what_nobody_asks_for_is_no_demand(text: str) -> None:
    assert briefing(text).proposals == ()


def test_what_others_think_that_somebody_will_do_is_not_done() -> None:
    text = (
        "The Tessin Group signed a $3bn deal with Norlanda Bank. Observers thought it was set to pull out of the deal."
    )
    assert [p.status for p in briefing(text).proposals] == ["agreed"]


def test_local_officials_are_no_states() -> None:
    found = analyse(
        Article.of("Local government officials in the north opposed the plan. Germany met France on Monday.")
    )
    assert "German government" not in [a.name for a in found.actors]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Halden Foods has rejected the bid.", "rejected"),
        ("Halden Foods will reject the bid, according to reports.", "open"),
        ("Halden Foods is unlikely to reject the bid.", "open"),
        ("Halden Foods rejected an earlier bid in May.", "open"),
        ("Halden Foods looks set to accept the bid.", "open"),
        ("Halden Foods has accepted the bid.", "agreed"),
        ("The bid has collapsed.", "withdrawn"),
        ("The bid lapsed on Friday.", "withdrawn"),
        ("The bid is off.", "withdrawn"),
        ("The bid has gone through.", "enacted"),
        ("The takeover has been blocked by Brussels.", "rejected"),
        ("Tessin has withdrawn its bid.", "withdrawn"),
        ("Tessin may withdraw its bid.", "open"),
        ("Tessin threatened to withdraw its bid.", "open"),
        ("Tessin denied that it would withdraw its bid.", "open"),
    ],
)
def test_where_a_bid_stands_at_the_end(text: str, status: str) -> None:
    met = (
        "Tessin and Halden Foods held talks on Monday. Tessin said no more. Tessin has bid 4bn euros for Halden Foods. "
    )
    bid = next(p for p in analyse(Article.of(met + text)).proposals if "4bn euros" in p.summary)
    assert bid.status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("MPs voted for the bill.", "agreed"),
        ("MPs threw out the bill.", "rejected"),
        ("The bill became law on Friday.", "enacted"),
        ("The government has dropped the bill.", "withdrawn"),
        ("The government has ruled out changes to the bill.", "open"),
        ("The government has accepted the amendment.", "open"),
        ("The Green Party vowed to block the bill.", "open"),
        ("The Green Party promised to repeal the law.", "open"),
        ("The Green Party has called on MPs to reject the bill.", "contested"),
    ],
)
def test_where_a_bill_stands_at_the_end(text: str, status: str) -> None:
    met = "The government said it had published a bill to ban night flights. The Green Party met Norlink Airways. "
    bill = next(p for p in analyse(Article.of(met + text)).proposals if p.summary.endswith("bill to ban night flights"))
    assert (bill.status, "green-party" in bill.proponents) == (status, False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Unitas Pilots has called off the strike.", {"a strike": "withdrawn"}),
        ("The strike began on Friday.", {"a strike": "enacted"}),
        ("Unitas Pilots will not call off the strike.", {"a strike": "open"}),
        ("Unitas Pilots has rejected the offer.", {"an offer of 3%": "rejected"}),
        ("Norlink Airways has withdrawn its offer.", {"an offer of 3%": "withdrawn"}),
        ("The two sides have reached a deal on 4%.", {"an offer of 3%": "open"}),
    ],
)
def test_where_a_dispute_about_pay_stands(text: str, wanted: dict[str, str]) -> None:
    met = "Norlink Airways met the union Unitas Pilots. Unitas Pilots has called a strike. Norlink Airways offered 3%. "
    found = {p.summary: p.status for p in analyse(Article.of(met + text)).proposals}
    assert {summary: found.get(summary) for summary in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The union backed the offer put forward by Norlanda Bank.", "Norlanda Bank’s offer"),
        ("Norlanda Bank rejected the plan drawn up by the Tessin Group.", "Tessin Group’s plan"),
        (
            "Norlanda Bank put forward a rescue plan for the Veld valley.",
            "Norlanda Bank’s rescue plan for the Veld valley",
        ),
        (
            "Norlanda Bank agreed that the Tessin Group would withdraw its troops from the valley by May.",
            "Tessin Group withdrawing its troops from the valley by May",
        ),
    ],
)
def test_a_plan_is_named_with_whose_it_is_and_whom_it_is_for(text: str, summary: str) -> None:
    assert summary in [p.summary.removeprefix("the ") for p in briefing(text).proposals]


@pytest.mark.parametrize(
    "text",
    [
        "Norlanda Bank rejected reports that it would free the prisoners.",
        "Norlanda Bank denied claims that it had dropped its objections.",
        "Norlanda Bank laid down its conditions for talks with the Tessin Group.",
    ],
)
def test_what_is_belied_or_laid_down_is_no_concession(text: str) -> None:
    assert not briefing(text).concessions


def test_what_neither_side_signed_is_not_agreed() -> None:
    found = briefing("The mediator proposed a ceasefire agreement. Neither side signed the ceasefire agreement.")
    assert all(p.status == "open" for p in found.proposals)


@pytest.mark.parametrize(
    "text",
    [
        "The Water Court ordered Norlanda Bank to lift its ban on the Tessin Group.",
        "Norlanda Bank was ordered to lift its ban on the Tessin Group.",
        "The Water Court voted for Norlanda Bank to lift its ban on the Tessin Group.",
        "Norlanda Bank was supposed to lift its ban on the Tessin Group.",
        "Instead of lifting its ban, Norlanda Bank sued the Tessin Group.",
        "Without lifting its ban, Norlanda Bank met the Tessin Group.",
    ],
)
def test_what_others_are_told_to_give_or_nobody_gave_is_no_concession(text: str) -> None:
    assert not briefing(text).concessions


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norlanda Bank said it would lift its ban once the Tessin Group paid.", "offered"),
        ("Norlanda Bank will lift its ban only when the Tessin Group pays.", "offered"),
        ("Norlanda Bank talked of lifting its ban on the Tessin Group.", "floated"),
        ("Norlanda Bank decided to lift its ban on the Tessin Group.", "made"),
        ("The rebels ordered their fighters to stop the shelling.", "made"),
    ],
)
def test_how_far_a_concession_goes(text: str, status: str) -> None:
    assert [c.status for c in briefing(text).concessions] == [status]


def test_who_is_told_to_drop_a_lawsuit_has_not_dropped_it() -> None:
    found = briefing("The Water Court told Norlanda Bank to drop its lawsuit against the Tessin Group.")
    assert "withdrawn" not in [p.status for p in found.proposals]


def test_what_both_sides_agree_to_alike_is_no_concession() -> None:
    assert not briefing("Both sides have agreed to arbitration.").concessions


def test_who_is_taken_over_has_not_proposed_it() -> None:
    found = briefing("The takeover of Norlanda Bank was approved by regulators.")
    assert [(p.status, p.proponents) for p in found.proposals] == [("agreed", ())]


def test_a_merger_that_both_deny_is_not_on_the_table() -> None:
    assert not briefing("Norlanda Bank and the Tessin Group denied they were to merge.").proposals


@pytest.mark.parametrize("verb", ["insisted that", "suggested that", "demanded that", "insisted"])
def test_what_one_side_wants_of_another_is_no_concession(verb: str) -> None:
    found = briefing(f"Norlanda Bank {verb} the Tessin Group lift its sanctions.")
    assert found.proposals
    assert not found.concessions


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Norlanda Bank did not rule out a rebate.", ["Norlanda Bank leaving open a rebate"]),
        ("Norlanda Bank ruled out a rebate.", ["Norlanda Bank ruling out a rebate"]),
        ("Norlanda Bank withdrew the offer of a rebate.", []),
        ("The fee was not up for negotiation, Norlanda Bank said.", ["Norlanda Bank ruling out talks on the fee"]),
        (
            "The annual fee is non-negotiable, the Tessin Group said.",
            ["the Tessin Group ruling out talks on the annual fee"],
        ),
        ("The fee is negotiable, Norlanda Bank said.", ["Norlanda Bank being open to talks on the fee"]),
        ("A rebate is not negotiable, Norlanda Bank said.", ["Norlanda Bank ruling out a rebate"]),
        ("Lowering the fee is out of the question, Norlanda Bank said.", ["Norlanda Bank ruling out lowering the fee"]),
        ("Norlanda Bank made a U-turn on the fuel tax.", ["Norlanda Bank making a U-turn on the fuel tax"]),
    ],
)
def test_a_concession_is_told_as_it_was_said(text: str, summaries: list[str]) -> None:
    assert [c.summary for c in briefing(text).concessions] == summaries


def test_if_elected_is_to_be_elected() -> None:
    found = briefing("The Homeland Party said it would cut the fuel tax if elected.")
    assert [c.summary for p in found.proposals for c in p.conditions] == ["the Homeland Party being elected"]


@pytest.mark.parametrize(
    "text",
    [
        "Will Norlanda Bank drop its demand?",
        "Had Norlanda Bank dropped its demand, there would have been peace.",
        "The Tessin Group wrongly said that Norlanda Bank had dropped its demand.",
        "Norlanda Bank refused to say it would drop its demand.",
        "Norlanda Bank used to drop its demands quickly.",
        "Norlanda Bank would be mad to drop its demand.",
        "The Tessin Group ridiculed the idea that Norlanda Bank would drop its demand.",
        "Doubts grew that Norlanda Bank would drop its demand.",
        "Norlanda Bank promised not to drop its demand.",
    ],
)
def test_what_is_asked_imagined_or_untrue_is_no_concession(text: str) -> None:
    assert not briefing(text).concessions


@pytest.mark.parametrize("told", ["is said to have dropped", "is understood to have dropped", "reportedly dropped"])
def test_hearsay_is_only_floated(told: str) -> None:
    assert [c.status for c in briefing(f"Norlanda Bank {told} its demand.").concessions] == ["floated"]


@pytest.mark.parametrize("verb", ["thanked", "praised", "criticised"])
def test_who_is_thanked_for_giving_way_gave_way(verb: str) -> None:
    (given,) = briefing(f"Norlanda Bank {verb} the Tessin Group for dropping its demand.").concessions
    assert given.summary.removeprefix("the ") == "Tessin Group dropping its demand"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("has accepted", "agreed"),
        ("is not willing to accept", "rejected"),
        ("is unwilling to accept", "rejected"),
        ("is not prepared to accept", "rejected"),
        ("is not yet ready to accept", "rejected"),
        ("used to accept", "open"),
        ("would be mad to accept", "open"),
        ("rejected claims that it had accepted", "open"),
        ("refused to say it would accept", "open"),
    ],
)
def test_where_an_offer_stands_when_it_is_spoken_of(said: str, status: str) -> None:
    found = briefing(f"Norlanda Bank offered the Tessin Group a loan of $5bn. The Tessin Group {said} the offer.")
    assert {p.summary.split(" for ")[0]: p.status for p in found.proposals}["a loan of $5bn"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Will the Tessin Group accept the offer?",
        "Had the Tessin Group accepted the offer, there would be peace.",
        "The Water Court wrongly said that the Tessin Group had accepted the offer.",
        "The Water Court ridiculed the idea that the Tessin Group would accept the offer.",
    ],
)
def test_an_offer_is_not_agreed_by_a_question_or_a_wish(text: str) -> None:
    found = briefing(f"Norlanda Bank offered the Tessin Group a loan of $5bn. {text}")
    assert [p.status for p in found.proposals if p.summary.startswith("a loan")] == ["open"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norlanda Bank offered the Tessin Group a truce on Monday.", "open"),
        ("Norlanda Bank offered the Tessin Group a pay deal on Monday. The group rejected it.", "rejected"),
        ("The Pine Party will vote for a bill to ban lead paint.", "open"),
        ("The Pine Party has ended its opposition to a bill to ban lead paint.", "open"),
        ("Norlanda Bank said it had ended talks to buy Orsk Ferries.", "withdrawn"),
    ],
)
def test_what_is_offered_or_foreseen_is_not_agreed(text: str, status: str) -> None:
    assert [p.status for p in briefing(text).proposals] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor doubts that Norlanda Bank will agree to pay for the flood wall.",
        "Norlanda Bank is about to agree to pay for the flood wall.",
        "The mayor is certain that Norlanda Bank will agree to pay for the flood wall.",
        "Norlanda Bank denied having agreed to pay for the flood wall.",
        "Hardly any lenders agreed to the fee cap.",
        "Only one of 12 lenders agreed to the fee cap.",
        "Few lenders agreed to the fee cap.",
        "Norlanda Bank said it was no longer in talks to buy Orsk Ferries.",
        "Norlanda Bank said it was not in talks to buy Orsk Ferries.",
    ],
)
def test_what_is_doubted_denied_or_done_by_hardly_anybody_is_not_told(text: str) -> None:
    found = briefing(text)
    assert not found.proposals
    assert not found.concessions


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The mayor hoped that Norlanda Bank would agree to a 5% pay rise.", ["demanded"]),
        ("Norlanda Bank is hoping that its lenders will agree to put off the repayments.", ["demanded"]),
        ("Norlanda Bank hopes it can put off the repayments to its lenders.", ["floated"]),
        ("The mayor predicted that Norlanda Bank would drop its plan to close the quarry.", ["floated"]),
        ("The mayor feared that Norlanda Bank would drop its pension plan.", []),
        ("The mayor doubted that Norlanda Bank would agree to a 5% pay rise.", []),
        ("Norlanda Bank said it was untrue that it had dropped its claim for damages.", []),
        ("Norlanda Bank will agree to free the cargo only if the Tessin Group does the same.", ["offered"]),
    ],
)
def test_what_others_hope_for_or_doubt_is_not_conceded(text: str, status: list[str]) -> None:
    assert [c.status for c in briefing(text).concessions] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Five senators have asked the Ministry of Water to block any sale of the dam. ", "rejected"),
    ],
)
def test_the_proposal_is_that_which_was_put_to_its_judge(text: str, status: str) -> None:
    found = briefing(text + "The ministry has dismissed the proposal.")
    assert [(p.kind, p.status) for p in found.proposals] == [("demand", status)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norlanda Bank proposed a truce. Both sides accepted the proposal.", "agreed"),
        ("Norlanda Bank invited the Tessin Group to talks. The group declined the invitation.", "rejected"),
        ("Norlanda Bank agreed to sell 20 ferries to the Tessin Group. The deal fell apart.", "withdrawn"),
        ("Norlanda Bank agreed to sell 20 ferries to Orsk Lines. Orsk Lines cancelled the deal.", "withdrawn"),
        ("Norlanda Bank offered $5bn for Orsk Lines. It said it would not go ahead with the bid.", "withdrawn"),
        ("Norlanda Bank said merger talks with Orsk Lines were over.", "withdrawn"),
        ("Senator Ida Renn proposed a bill to ban lead paint. The proposal died in committee.", "withdrawn"),
        ("Clean Air Now asked a court to halt the sale of the wood. The court granted the request.", "agreed"),
        ("The Tessin Group had earlier rejected a wage freeze but accepted it on Monday.", "agreed"),
        ("Norlanda Bank plans to build a tram line. The cabinet has not approved it.", "open"),
        ("Norlanda Bank plans to build a tram line. The cabinet failed to agree on it.", "open"),
        ("Norlanda Bank plans to build a tram line. The Cab League no longer supports the plan.", "open"),
    ],
)
def test_what_comes_later_settles_it(text: str, status: str) -> None:
    assert [p.status for p in briefing(text).proposals] == [status]


def proponents(found: Briefing) -> dict[str, list[str]]:
    names = {a.id: a.name for a in found.actors}
    return {p.summary: [names[x] for x in p.proponents] for p in found.proposals}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norlanda Bank's plan to fence the dunes, condemned by the Tessin Group, has been put off.",
            {"Norlanda Bank fencing the dunes": ["Norlanda Bank"]},
        ),
        (
            "Norlanda Bank's proposal to fence the dunes, backed by the Tessin Group, goes to the town on Monday.",
            {"Norlanda Bank fencing the dunes": ["Norlanda Bank"]},
        ),
        (
            "Parliament passed a bill to fence the dunes. President Ida Renn has vowed to sign it.",
            {"a bill to fence the dunes": []},
        ),
        (
            "Norlanda Bank's offer of a truce was rejected by the Tessin Group. Peru urged it to think again.",
            {"Norlanda Bank’s offer of a truce": ["Norlanda Bank"]},
        ),
        (
            "Norlanda Bank asked for a delay of one year. Mayor Ida Renn granted a delay of one year.",
            {"a delay of one year": ["Norlanda Bank"]},
        ),
        (
            "Norlanda Bank said it had had a letter from the Tessin Group asking it to add two directors.",
            {"Norlanda Bank adding two directors": ["Tessin Group"]},
        ),
        (
            "Peru dropped its objection to Chile's bid to join the Andean Union.",
            {"Chile’s bid to join the Andean Union": ["Chile"]},
        ),
        (
            "Senator Ida Renn introduced a bill to ban lead paint.",
            {"Ida Renn’s bill to ban lead paint": ["Ida Renn"]},
        ),
    ],
)
def test_who_put_it_forward_is_neither_its_judge_nor_the_one_who_answers(
    text: str, expected: dict[str, list[str]]
) -> None:
    assert proponents(briefing(text)) == expected


def test_a_bill_brought_in_is_not_yet_in_effect() -> None:
    (bill,) = briefing("Senator Ida Renn introduced a bill to ban lead paint.").proposals
    assert bill.status == "open"


@pytest.mark.parametrize(
    "text",
    [
        "Norlanda Bank is offering its staff 20,000 crowns to leave.",
        "Norlanda Bank demanded the return of its assets frozen by the Tessin Group.",
        "The message from Norlanda Bank was clear: stop the shelling and free the crew.",
        "Rebels of the Tessin Group stormed the town and freed 200 prisoners.",
        "Norlanda Bank withdrew its guards from the dam after heavy fighting.",
        "Norlanda Bank agreed a credit line of 2bn crowns with the Tessin Group.",
        "Norlanda Bank offered its apologies to the Tessin Group.",
    ],
)
def test_what_is_bought_taken_or_asked_for_is_no_concession(text: str) -> None:
    assert not briefing(text).concessions


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        (
            "The Water Court threw out Norlanda Bank's plan to widen the canal on Tuesday.",
            ["Norlanda Bank widening the canal"],
        ),
        ("Norlanda Bank demanded a pay rise and a ban on overtime.", ["a pay rise", "a ban on overtime"]),
        (
            "Norlanda Bank agreed to classify its drivers as employees.",
            ["Norlanda Bank classifying its drivers as employees"],
        ),
        (
            "Norlanda Bank urged Peru to free the crew and Chile to lift its blockade.",
            ["Peru freeing the crew"],
        ),
        ("The social network Plimo agreed to remove false posts.", ["Plimo removing false posts"]),
        (
            "Norlanda Bank called on the town to suspend the toll.",
            ["the town suspending the toll"],
        ),
    ],
)
def test_a_course_is_told_whole_and_once(text: str, summaries: list[str]) -> None:
    assert [p.summary for p in briefing(text).proposals] == summaries


def test_the_day_of_the_news_is_not_the_day_of_the_deed() -> None:
    (plan,) = briefing("Norlanda Bank unveiled a plan to widen the canal on Friday.").proposals
    assert plan.when is None
    (ferry,) = briefing("Norlanda Bank plans to reopen the ferry on Friday.").proposals
    assert ferry.when is not None


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("There is speculation that Norlanda Bank may launch a cash bid for Orsk Lines.", "possible cash bid"),
        ("Papers suggested that Norlanda Bank might pull out of the talks.", "possibly pulling out"),
        ("Norlanda Bank said it could raise its offer for Orsk Lines.", "raising its offer"),
    ],
)
def test_what_somebody_only_may_do_is_told_as_possible(text: str, summary: str) -> None:
    assert any(summary in p.summary for p in briefing(text).proposals)


def test_local_government_is_not_the_states() -> None:
    found = briefing("Norlanda Bank plans to leave Germany. Local government officials spoke out against the move.")
    assert "German government" not in [a.name for a in found.actors]


def test_what_a_states_central_bank_called_for_is_its_own() -> None:
    assert proponents(briefing("The Nigerian central bank called for more lending to farms.")) == {
        "more lending to farms": ["Nigerian central bank"]
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Parliament passed a bill to ban lead paint. The Pine Party voted against it.", "agreed"),
        ("The council backed away from plans to demolish the estate.", "withdrawn"),
        ("The Water Court quashed a decision by the town council to close the library.", "rejected"),
        ("The Water Court suspended a plan by the town to close the library.", "rejected"),
        ("Norlanda Bank plans to buy Orsk Lines. Regulators have not yet approved the purchase.", "open"),
        ("Norlanda Bank had urged its staff to vote no.", "open"),
    ],
)
def test_where_it_stands_is_what_those_who_decide_have_done(text: str, status: str) -> None:
    assert briefing(text).proposals[0].status == status


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        (
            "Regulators cleared the takeover of shipping firm Plimo by Orsk Lines.",
            ["the takeover of shipping firm Plimo"],
        ),
        ("Ida Renn proposed a levy on firms with profits above 1 million crowns.", ["profits above 1 million crowns"]),
        ("Ida Renn urged Norlanda Bank to co-operate.", ["Norlanda Bank co-operating"]),
        ("Norlanda Bank has agreed to talks with striking tellers.", ["talks with striking tellers"]),
        (
            "Norlanda Bank said it would sell the dam. Ida Renn asked it not to sell the dam.",
            ["selling", "not selling"],
        ),
        ("The town council passed a motion calling for a truce.", ["a motion calling for a truce"]),
    ],
)
def test_what_a_course_is_called_says_all_of_it(text: str, summaries: list[str]) -> None:
    found = briefing(text).proposals
    assert len(found) == len(summaries)
    assert all(part in p.summary for part, p in zip(summaries, found, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "A coroner spoke to people who apply for gun licences.",
        "Mayor Ida Renn called the agreement fair to taxpayers.",
        "The engineers' union rejected a plea from ministers to postpone industrial action.",
        "Peru suspended the right to asylum.",
        "Ambulance crews will refuse to collect bills from Monday.",
        "Lenders have until Friday to decide on it.",
    ],
)
def test_what_only_tells_of_people_or_of_a_refusal_puts_nothing_forward(text: str) -> None:
    assert not briefing(text).proposals


@pytest.mark.parametrize(
    "text",
    [
        "Peru wants Chile to withdraw before hostages are freed.",
        "Norlanda Bank has refused to grant an amnesty to debtors.",
        "Clean Air Now sued to stop the law.",
    ],
)
def test_what_is_refused_awaited_or_fought_is_not_conceded(text: str) -> None:
    assert all(c.status == "refused" for c in briefing(text).concessions)


def test_the_union_is_no_company() -> None:
    found = briefing("Orsk Lines will cut 900 jobs. The union called on the company to drop the plan.")
    assert [(p.status, p.positions) for p in found.proposals] == [("open", ()), ("open", ())]
    assert [found.proposals[1].summary] == ["Orsk Lines dropping the plan"]


def test_of_three_names_in_a_row_each_counts() -> None:
    found = briefing("Peru, Chile and Bolivia called on India to withdraw the payments.")
    assert list(proponents(found).values()) == [["Peru", "Chile", "Bolivia"]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Unions threatened to strike. Minister Daly ruled out any rise in the subsidy.", ["open"]),
        ("Peru asked Chile to lift the ban. Bolivia voiced reservations about the move.", ["open"]),
        ("Peru will impose tariffs on Chilean wine from May.", ["open"]),
        ("Norlanda Bank agreed to suspend planned charges on loans.", ["agreed"]),
        (
            "Norlanda Bank agreed to pay $9m to settle the suit. The settlement requires the approval of a judge.",
            ["agreed"],
        ),
        ("The Water Court struck down a plan to close the library.", ["rejected"]),
        ("Ida Renn said recognition should not be seen as a substitute for talks.", []),
    ],
)
def test_an_answer_is_to_what_it_names(text: str, status: list[str]) -> None:
    assert [p.status for p in briefing(text).proposals] == status


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Peru will impose tariffs on Chilean wine from May.", "tariffs on Chilean wine"),
        ("The Water Court struck down a plan to close the library.", "a plan to close the library"),
        (
            "Norlanda Bank asked the Security Council to designate two gangs as terrorist groups.",
            "the Security Council designating two gangs as terrorist groups",
        ),
        (
            "Norlanda Bank asked the anti-fraud commission to halt the sale.",
            "the anti-fraud commission halting the sale",
        ),
    ],
)
def test_a_summary_names_the_thing_whole(text: str, summary: str) -> None:
    assert [p.summary for p in briefing(text).proposals] == [summary]


def test_whose_leader_or_group_it_is_is_no_state_and_no_bare_noun() -> None:
    found = briefing("Hungary's opposition leader has demanded a debate with Premier Olav Brekk on the budget.")
    assert "Hungary" not in [a.name for a in found.actors if a.id in found.proposals[0].proponents]
    (group,) = [a for a in briefing("Indian farmers' groups urged Peru to buy rice.").actors if a.kind == "group"]
    assert group.name == "Indian farmers' groups"


@pytest.mark.parametrize("readiness", ["ready", "willing", "keen", "eager"])
def test_who_is_ready_to_sign_a_truce_has_not_signed_it(readiness: str) -> None:
    for it in ("it", "a truce"):
        text = f"Norlanda Bank proposed a truce. The Tessin Group said it was {readiness} to sign {it}."
        assert [p.status for p in briefing(text).proposals] == ["open"]


def test_what_is_demanded_of_a_government_is_not_done_where_its_verb_passes_for_a_noun() -> None:
    found = briefing("Farmers blocked roads, demanding that the government scrap a planned levy on diesel.")
    assert [(p.kind, p.status) for p in found.proposals] == [("demand", "open")]
    assert not found.concessions


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mediators proposed a 30-day pause in the fighting. The army accepted the proposal in principle.", "open"),
        ("Mediators proposed a 30-day pause in the fighting. The army accepted the proposal.", "agreed"),
        ("The European Parliament voted to delay the law until 2029.", "enacted"),
        ("The European Parliament voted to delay the law until 2029. Member states must still approve it.", "agreed"),
    ],
)
def test_what_is_accepted_in_principle_or_awaits_others_is_not_settled(text: str, status: str) -> None:
    (found,) = briefing(text).proposals
    assert found.status == status


def test_a_government_is_that_of_the_state_whose_it_is_said_to_be() -> None:
    found = briefing(
        "Ruvania's government agreed to let inspectors return to the reactor. Western states would release funds, two "
        "diplomats said. The United States has not confirmed that."
    )
    (proposal,) = found.proposals
    assert proposal.summary == "Ruvania letting inspectors return to the reactor"


def test_a_plan_that_is_welcomed_is_not_what_somebody_demands() -> None:
    plan, demand = briefing(
        "Mediators have proposed a 30-day pause in the fighting. The army accepted the proposal in principle but "
        "insisted that the militia first pull out of the hospitals. Aid agencies welcomed the plan."
    ).proposals
    assert len(plan.positions) == 2
    assert not demand.positions


def test_nothing_is_given_in_return_for_itself() -> None:
    found = briefing(
        "Henrik Aas, the prime minister of Norway, had raised the possibility of Peru handing over the disputed salt "
        "mines in return for security guarantees."
    )
    assert {c.summary: c.in_return_for for c in found.concessions}["security guarantees"] is None


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("The Brenna Party rejected the government's plan to raise the fee and called on the government to drop it.",
         ["Brenna Party"]),
        ("Ruvania turned down Marovia's offer to open the border and urged the council to meet.", ["Ruvania"]),
    ],
)  # fmt: skip
def test_whoever_puts_a_course_forward_does_not_reject_it(text: str, against: list[str]) -> None:
    found = briefing(text)
    names = {a.id: a.name for a in found.actors}
    rejected = [p for p in found.proposals if p.status == "rejected"]
    assert [[names[x.actor] for x in p.positions] for p in rejected] == [against]
    assert not any(p.summary.startswith(against[0]) for p in rejected)


def kinds(text: str) -> list[tuple[str, str, str]]:
    """Kind, status and summary of the proposals in a text."""
    return [(p.kind, p.status, p.summary) for p in briefing(text).proposals]


@pytest.mark.parametrize(
    "text",
    [
        "A better offer from Norlanda Bank has been anticipated.",
        "Lenders expect a bid for the Tessin Group from Norlanda Bank.",
        "A bid for the Tessin Group by Norlanda Bank is likely.",
        "Norlanda Bank may well return with an improved offer.",
        "Steps being considered include a smaller board.",
        "Ideas being discussed include a smaller board.",
        "A plan to float the ferry line in 2019 halved Norlanda Bank's stake.",
        "Norlanda Bank has to show that the sale pays, Henrik Aas of the Tessin Group said.",
        "The onus is on Norlanda Bank to show why the sale pays, Henrik Aas of the Tessin Group said.",
        "It is understood talks will be held on Thursday about the ferry line.",
        "Prosecutors contend that Norlanda Bank and the Tessin Group met and agreed to share the market.",
        "Norlanda Bank allegedly agreed to share the market with the Tessin Group.",
        "The auditor told Norlanda Bank to backdate the contract for the dam.",
        "Norlanda Bank and the Tessin Group reportedly held merger talks last year.",
    ],
)
def test_what_is_foretold_alleged_or_over_is_not_on_the_table(text: str) -> None:
    found = briefing(text)
    assert not found.proposals
    assert not found.concessions


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norlanda Bank made an improved offer for Orsk Ferries on Monday.",
            ("offer", "open", "Norlanda Bank’s improved offer for Orsk Ferries"),
        ),
        (
            "Norlanda Bank is poised to launch a bid for Orsk Ferries, newspapers say.",
            ("offer", "open", "Norlanda Bank’s possible bid for Orsk Ferries"),
        ),
        (
            "Norlanda Bank is expected to make a bid for Orsk Ferries, newspapers say.",
            ("offer", "open", "Norlanda Bank’s possible bid for Orsk Ferries"),
        ),
        (
            "Norlanda Bank has launched a bid for Orsk Ferries, newspapers say.",
            ("offer", "open", "Norlanda Bank’s bid for Orsk Ferries"),
        ),
        (
            "The burden is on Norlanda Bank to raise its offer, Henrik Aas of the Tessin Group said.",
            ("demand", "open", "Norlanda Bank raising its offer"),
        ),
        (
            "The auditor told Norlanda Bank to repay the deposit on the dam.",
            ("demand", "open", "Norlanda Bank repaying the deposit on the dam"),
        ),
        (
            "A plan by Norlanda Bank to float the ferry line has angered its staff.",
            ("initiative", "open", "Norlanda Bank floating the ferry line"),
        ),
        (
            "Norlanda Bank announced that it is closing its Orsk branch.",
            ("initiative", "agreed", "Norlanda Bank closing its Orsk branch"),
        ),
        (
            "Norlanda Bank announced that it is considering a sale of the ferry line.",
            ("initiative", "open", "a sale of the ferry line"),
        ),
        (
            "The Tessin Group was offered a 20% stake in Orsk Ferries but chose a supply contract instead.",
            ("offer", "rejected", "a 20% stake in Orsk Ferries for the Tessin Group"),
        ),
        (
            "The Tessin Group opted for Norlanda Bank's offer to buy the dam.",
            ("offer", "agreed", "Norlanda Bank buying the dam"),
        ),
        (
            "Henrik Aas wanted to keep the dam, and preferred Norlanda Bank's offer to buy a 20% stake.",
            ("offer", "agreed", "Norlanda Bank buying a 20% stake"),
        ),
        (
            "Norlanda Bank is set to extend its 3% offer for Orsk Ferries.",
            ("offer", "open", "Norlanda Bank’s 3% offer for Orsk Ferries"),
        ),
        (
            "Under a compromise brokered by Henrik Aas, the toll will come down to 3 crowns.",
            ("initiative", "agreed", "a compromise brokered by Henrik Aas"),
        ),
        (
            "A plan to raise the toll on lorries has raised fears among hauliers.",
            ("initiative", "open", "a plan to raise the toll on lorries"),
        ),
        (
            "The union contends that Norlanda Bank should raise pay by 5%.",
            ("demand", "open", "Norlanda Bank raising pay by 5%"),
        ),
    ],
)
def test_what_is_like_a_forecast_is_told_as_far_as_it_has_gone(text: str, told: tuple[str, str, str]) -> None:
    assert told in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Tessin Group demanded that members be consulted on whether Norlanda Bank should repay $50m.",
        "The Tessin Group demanded that members be consulted about it and whether Norlanda Bank should repay $50m.",
    ],
)
def test_what_others_are_to_be_asked_about_is_not_demanded(text: str) -> None:
    (found,) = briefing(text).proposals
    assert found.summary.startswith("members being consulted")
    assert not found.addressees


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Anna Holm, Norway's trade minister, refused to scrap the toll.", "rejected"),
        ("Anna Holm, Norway's trade minister, refused to scrap the quota.", "open"),
        ("Tom Alder, Iceland's trade minister, refused to scrap the toll.", "open"),
        ("Anna Holm, Norway's trade minister, refused to raise the toll.", "open"),
    ],
)
def test_a_demand_is_refused_by_who_refuses_to_give_just_that(answer: str, status: str) -> None:
    text = f"Sweden demanded that Norway drop its new toll for lorries. Iceland watched. {answer}"
    assert next(p.status for p in analyse(Article.of(text)).proposals if "dropping" in p.summary) == status
