"""What is only talked over, endorsed or awaited is not settled, and what was voted on or granted is."""

from __future__ import annotations

import pytest

from communique.extraction import analyse
from communique.model import Article, Briefing


def briefing_of(text: str) -> Briefing:
    return analyse(Article.of(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Marovia and Ruvania are negotiating a fishing treaty.", "open"),
        ("Marovia is negotiating a fishing treaty with Ruvania.", "open"),
        ("Marovia and Ruvania have been hammering out a truce since May.", "open"),
        ("Marovia and Ruvania negotiated a fishing treaty in May.", "agreed"),
        ("Marovia and Ruvania have negotiated a fishing treaty.", "agreed"),
        ("Marovia and Ruvania have finalised a fishing treaty.", "agreed"),
    ],
)
def test_a_deal_that_is_still_negotiated_is_not_struck(text: str, status: str) -> None:
    assert [p.status for p in briefing_of(text).proposals] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Marovia and Ruvania discussed lifting the toll on lorries.",
        "Envoys of Marovia met to discuss freeing the captured sailors.",
        "The talks between Marovia and Ruvania will focus on extending the truce.",
        "Ministers of Marovia will debate easing the embargo.",
        "Talks on lifting the embargo on Marovia resumed in Oslo.",
    ],
)
def test_what_is_only_talked_over_is_not_given(text: str) -> None:
    assert briefing_of(text).concessions == ()


def test_who_talks_over_a_deed_is_not_the_one_to_do_it() -> None:
    (proposal,) = briefing_of("Envoys met to discuss freeing the captured sailors.").proposals
    assert (proposal.summary, proposal.kind, proposal.status, proposal.proponents) == (
        "freeing the captured sailors",
        "initiative",
        "open",
        (),
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Marovia told the United Nations it would free the captured sailors.", "offered"),
        ("Marovia said it would release ten captives.", "offered"),
        ("Marovia told Ruvania it would withdraw its troops.", "offered"),
        ("Marovia has freed the captured sailors.", "made"),
        ("Marovia agreed to free the captured sailors.", "made"),
        ("Marovia will withdraw its troops from the valley.", "made"),
        ("Marovia said it would lift the ban on Ruvanian lorries.", "made"),
    ],
)
def test_captives_whom_somebody_said_he_would_free_are_not_yet_free(text: str, status: str) -> None:
    assert [c.status for c in briefing_of(text).concessions] == [status]


@pytest.mark.parametrize(
    ("text", "status", "addressees"),
    [
        ("Norway proposed a plan to end the siege. Peru and Chile endorsed the plan.", "open", ()),
        ("Norway proposed a plan to end the siege. Peru approved the plan.", "open", ()),
        ("Norway proposed a truce. Peru is yet to sign off on the plan.", "open", ()),
        ("Norway proposed a truce. Peru is still to approve the plan.", "open", ()),
        ("Norway proposed a truce to Peru. Peru accepted the plan.", "agreed", ("peru",)),
        ("Norway asked Peru for a bigger loan, and Peru granted it.", "agreed", ("peru",)),
        ("Norway had requested a safe passage permit. Peru granted the permit.", "agreed", ("peru",)),
    ],
)
def test_who_only_endorses_or_has_yet_to_answer_settles_nothing(
    text: str, status: str, addressees: tuple[str, ...]
) -> None:
    (proposal,) = briefing_of(text).proposals
    assert (proposal.status, proposal.addressees) == (status, addressees)


@pytest.mark.parametrize(
    "vote", ["by 124 votes to 9", "by a vote of 124 to 9", "by a wide majority", "by 124 votes to 9 on Friday"]
)
def test_the_count_of_a_vote_is_no_part_of_what_was_voted_on(vote: str) -> None:
    text = f"The parliament of Norway adopted {vote} a resolution calling for an end to the embargo."
    if "Friday" in vote:
        text = f"The parliament of Norway adopted a resolution calling for an end to the embargo {vote}."
    (proposal,) = briefing_of(text).proposals
    assert (proposal.summary, proposal.status) == ("a resolution calling for an end to the embargo", "agreed")


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Marovia requested more time to finish the report.", ["more time to finish the report"]),
        ("Marovia requested the fund to lend it more.", ["the fund lending Marovia more"]),
        ("The Harbour Party threatened to call a referendum.", ["the Harbour Party calling a referendum"]),
        ("The Harbour Party called a referendum on the port.", ["a referendum on the port"]),
        ("Norway proposed a truce in the valley. Peru opposed the plan in private.", ["a truce in the valley"]),
        ("Torvald Metals will contest the decision in court.", []),
        (
            "Torvald Metals has promised to honour existing agreements with growers.",
            ["Torvald Metals honouring existing agreements with growers"],
        ),
    ],
)
def test_one_course_is_told_once(text: str, summaries: list[str]) -> None:
    assert [p.summary for p in briefing_of(text).proposals] == summaries


@pytest.mark.parametrize(
    "text",
    [
        "The waiver was first granted in 2018.",
        "The exemption was granted last year.",
        "The duties were lifted in 2019.",
        "The president pardoned 60 rebels who had agreed to disarm.",
    ],
)
def test_what_is_told_of_before_is_not_given_now(text: str) -> None:
    assert briefing_of(text).concessions == ()


def test_what_was_granted_today_is_given() -> None:
    assert [c.status for c in briefing_of("Marovia granted Ruvania an exemption on Monday.").concessions] == ["made"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Ruvania must disarm a militia based there, Marovia said.", "Ruvania disarming a militia"),
        ("Marovia demanded the release of two sailors held since May.", "the release of two sailors held since May"),
        (
            "Marovia agreed to reopen three crossings shut since March.",
            "Marovia reopening three crossings shut since March",
        ),
        ("Marovia is offering instead a duty-free zone in Sund.", "a duty-free zone in Sund"),
        ("Marovia is ready to leave the valley if Ruvania frees a sailor held there.", "Marovia leaving the valley"),
        (
            "Marovia and Ruvania reached an agreement late on Friday to share the lake's fish.",
            "Marovia and Ruvania sharing the lake's fish",
        ),
        ("Norway has offered to mediate.", "Norway mediating"),
        ("Torvald Metals and the Dockers' Union have settled a pay dispute.", "a settlement of a pay dispute"),
    ],
)
def test_a_course_is_told_whole_and_without_its_condition(text: str, summary: str) -> None:
    assert [p.summary for p in briefing_of(text).proposals] == [summary]


def test_a_condition_that_hangs_like_an_object_is_one() -> None:
    (proposal,) = briefing_of("Marovia is ready to leave the valley if Ruvania frees a captured sailor.").proposals
    assert [c.summary for c in proposal.conditions] == ["Ruvania freeing a captured sailor"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Torvald Metals tabled a new pay deal on Sunday.", "open"),
        ("Torvald Metals and the Dockers' Union struck a new pay deal on Sunday.", "agreed"),
        ("The judge fined Torvald Metals and ordered it to reopen the depot.", "open"),
        ("The city council voted to postpone a parking reform.", "open"),
        ("The city council voted to scrap a parking reform.", "withdrawn"),
    ],
)
def test_what_is_tabled_ordered_or_put_off_is_neither_settled_nor_dropped(text: str, status: str) -> None:
    assert [p.status for p in briefing_of(text).proposals] == [status]


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Marovia demanded that the fighters lay down their arms.", ["fighters laying down their arms"]),
        ("Marovia called on Ruvania to negotiate a similar accord.", ["Ruvania negotiating a similar accord"]),
        (
            "Torvald Metals offered to stay as a tenant and to train staff.",
            ["Torvald Metals staying as a tenant and training staff"],
        ),
        ("Torvald Metals offered a bonus of $500 and 3% more pay.", ["a bonus of $500 and 3% more pay"]),
        (
            "Clubs on Monday turned down a request by the federation to postpone the season.",
            ["clubs postponing the season"],
        ),
        ("Norway had requested a permit for its boats.", ["a permit for Norway’s boats"]),
        ("Dockers refused to end a blockade until prices rise.", ["dockers ending a blockade"]),
        ("Dockers vowed to keep up a blockade until prices rise.", ["dockers keeping up a blockade until prices rise"]),
        (
            "The council failed to agree on a proposal by Marovia for a global tax at its meeting in Sund.",
            ["a global tax"],
        ),
        ("Peru must give its consent to any change to the border.", []),
        ("Marovia had previously made the step conditional on an end to arms shipments to Ruvania.", []),
        ("Marovia made the step conditional on an end to arms shipments.", ["an end to arms shipments"]),
    ],
)
def test_a_course_is_neither_torn_nor_mixed_with_what_stands_by_it(text: str, summaries: list[str]) -> None:
    assert [p.summary for p in briefing_of(text).proposals] == summaries


def test_measures_against_anothers_goods_that_are_suspended_are_ground_given() -> None:
    (found,) = briefing_of("Marovia suspended its countermeasures against Ruvanian cars for 60 days.").concessions
    assert (found.by, found.status) == (("marovia",), "made")


def test_a_board_that_urges_a_named_firm_is_not_that_firms() -> None:
    found = briefing_of("Nordkust dropped its bid for Fjelland. The board had called on Nordkust to raise the price.")
    (demand,) = [p for p in found.proposals if p.kind == "demand"]
    assert (demand.proponents, demand.addressees, demand.status) == ((), ("nordkust",), "open")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Dockers' Union had threatened a walkout. A deal was reached on Friday.", []),
        ("The Dockers' Union has threatened a walkout.", [("a walkout", "open")]),
        ("The Dockers' Union threatened a walkout on Friday.", [("a walkout", "open")]),
        (
            "Marovia proposed talks with Ruvania in Oslo but Ruvania rejected them.",
            [("talks with Ruvania in Oslo", "rejected")],
        ),
    ],
)
def test_what_had_been_threatened_is_over_and_a_sentence_is_no_summary(text: str, found: list[tuple[str, str]]) -> None:
    assert [(p.summary, p.status) for p in briefing_of(text).proposals] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Peru and Chile have agreed to negotiate a border treaty.",
            [("Peru and Chile negotiating a border treaty", "agreed")],
        ),
        ("Peru and Chile have agreed on a border treaty.", [("a border treaty", "agreed")]),
        ("Peru ruled out discussing an end to the ban on nets.", []),
        ("Peru discussed an end to the ban on nets.", [("an end to the ban on nets", "open")]),
        ("Torvald Metals suspended its bid for Delta until May.", [("Torvald Metals’ bid for Delta", "open")]),
        ("Torvald Metals suspended its bid for Delta.", [("Torvald Metals’ bid for Delta", "withdrawn")]),
    ],
)
def test_talks_that_are_agreed_on_are_no_treaty_and_a_pause_is_no_end(text: str, found: list[tuple[str, str]]) -> None:
    assert [(p.summary, p.status) for p in briefing_of(text).proposals] == found


def statuses(text: str) -> dict[str, str]:
    return {p.summary: p.status for p in briefing_of(text).proposals}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rebels in Norland turned down a ceasefire proposed by the army. Defence Minister Rolf Berg had on Sunday "
         "offered a 30-day halt to the fighting.", {"a 30-day halt to the fighting": "rejected"}),
        ("Marovia's creditors have rejected the government's latest restructuring proposal. The Marovian finance "
         "ministry offered in January to swap the notes for a 12-year bond.",
         {"the Marovian finance ministry swapping the notes for a 12-year bond": "rejected"}),
        # a new offer is another
        ("Rebels in Norland turned down a ceasefire proposed by the army. Defence Minister Rolf Berg offered talks in "
         "Oslo.", {"a ceasefire proposed by the army": "rejected", "talks in Oslo": "open"}),
    ],
)  # fmt: skip
def test_what_was_refused_by_its_name_is_what_is_told_next(text: str, found: dict[str, str]) -> None:
    assert {k: v for k, v in statuses(text).items() if k in found} == found
    assert len(statuses(text)) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "She refused to blame either side.",
        "Opinion polls suggest that a new election would strengthen the Coast Party.",
        "Rebels fighting government forces in northern Norland met on Tuesday.",
        "Speaking to reporters in Oslo, the minister, Rolf Berg, ruled out releasing them.",
    ],
)
def test_what_is_not_put_forward_is_on_no_table(text: str) -> None:
    assert statuses(text) == {}


def test_who_is_committed_to_reaching_an_agreement_has_not_reached_it() -> None:
    assert (
        "agreed" not in statuses("The committee said it remained committed to reaching an agreement on fees.").values()
    )


def test_a_loan_that_is_taken_only_as_part_of_a_wider_deal_is_not_agreed() -> None:
    text = (
        "Marovia offered to lend $300m. Minister Rolf Berg said he would accept it only as part of a wider agreement."
    )
    assert statuses(text)["Marovia lending $300m"] == "open"


def test_whoever_drops_a_duty_had_planned_it_not_those_who_lobbied_for_it() -> None:
    text = (
        "Marovia agreed to drop a planned duty on tomatoes. The Growers' League, which had lobbied for the duty, was "
        "furious."
    )
    briefing = briefing_of(text)
    names = {a.id: a.name for a in briefing.actors}
    assert [names[id] for id in briefing.proposals[0].proponents] == ["Marovia"]


def test_the_government_of_a_part_of_a_country_is_not_the_countrys() -> None:
    text = (
        "Australian doctors and the New South Wales government agreed to arbitration on Friday. The dispute began when "
        "the government refused to pay for overtime. Under the deal the government will pay a rise of 4%."
    )
    briefing = briefing_of(text)
    assert "New South Wales government" in [a.name for a in briefing.actors]
    assert "Australia" not in [a.name for a in briefing.actors]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Alba agreed to buy Corvo for $3m. The deal still needs the approval of shareholders.",
         ["the approval of shareholders"]),
        ("Alba has agreed to buy its rival Corvo for $3bn, subject to approval by regulators.",
         ["approval by regulators"]),
        ("Alba agreed to lend Corvo $3m. The agreement must still be ratified by the lenders by June.",
         ["ratification by the lenders"]),
        ("Alba agreed to buy Corvo for $3m. The deal will be put to shareholders for approval next week.",
         ["approval by shareholders"]),
        ("Alba agreed to buy Corvo for $3m. The deal does not need the approval of shareholders.", []),
        ("Alba agreed to buy Corvo for $3m. The deal won the approval of shareholders. The firm needs the support of "
         "its staff, and the price is subject to change.", []),
        ("The plan must be approved by the council by June, the mayor said.", []),
    ],
)  # fmt: skip
def test_what_a_deal_still_depends_on_is_its_condition(text: str, conditions: list[str]) -> None:
    assert [c.summary for c in briefing_of(text).proposals[0].conditions] == conditions


@pytest.mark.parametrize(
    ("text", "summary", "status"),
    [
        (
            "Marovia and Ruvania have extended a fishing pact.",
            "the extension of a fishing pact between Marovia and Ruvania",
            "agreed",
        ),
        (
            "The miners’ union has taken legal action to halt the sale of the quarry.",
            "halting the sale of the quarry through the courts",
            "open",
        ),
        ("The brewer Tarnhold plans a flotation.", "Tarnhold’s flotation", "open"),
        ("Tarnhold’s public offering was oversubscribed.", "Tarnhold’s public offering", "enacted"),
        ("The brewer Tarnhold is interested in buying Ostrel.", "Tarnhold possibly buying Ostrel", "open"),
        (
            "Options under consideration include selling the quarry, the brewer Tarnhold said.",
            "selling the quarry",
            "open",
        ),
        (
            "Marovia met its lenders. The agreement will see some 3bn crowns of debt turned into shares.",
            "some 3bn crowns of debt being turned into shares",
            "agreed",
        ),
        (
            "Marovia lent Ruvania $6bn to help it rebuild its ports, it has been revealed.",
            "Marovia lending Ruvania $6bn to help it rebuild its ports",
            "enacted",
        ),
    ],
)
def test_what_firms_and_states_bring_about_is_on_the_table(text: str, summary: str, status: str) -> None:
    assert [(p.summary, p.status) for p in briefing_of(text).proposals] == [(summary, status)]


@pytest.mark.parametrize(
    "text",
    [
        "Marovia has extended its runway.",
        "The town of Ostrel took action to cut noise from lorries.",
        "Tarnhold’s latest offering is a dark ale.",
        "Shares in Tarnhold fell after its flotation.",
        "Tarnhold is not interested in selling its quarry.",
        "Marovia’s measures include selling food.",
        "The weather will see half of the crop written off.",
        "Tarnhold lent its name to a festival.",
        "Tarnhold had lent Ostrel $6m to build a quarry.",
        "Tarnhold will adopt a charm offensive to woo its drinkers.",
    ],
)
def test_what_only_sounds_like_a_deal_is_none(text: str) -> None:
    assert briefing_of(text).proposals == ()


def test_the_terms_of_a_deal_that_is_told_are_no_entry_of_their_own() -> None:
    text = "Marovia and Ruvania agreed to reopen the canal. The accord will see the toll halved."
    assert [p.summary for p in briefing_of(text).proposals] == ["Marovia and Ruvania reopening the canal"]


def test_what_may_come_of_an_approach_is_no_offer_beside_it() -> None:
    text = "Tarnhold has made an approach to buy the brewer Ostrel, which could lead to a bid valuing the firm at $3m."
    (proposal,) = briefing_of(text).proposals
    assert "approach" in proposal.summary
