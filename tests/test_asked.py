"""What is asked, threatened or only supposed: told as what it is, and as done where the article tells that it was."""

from __future__ import annotations

import pytest
from tests.briefings import lines

from communique.extraction import analyse
from communique.model import Article, Briefing


def briefing_of(text: str) -> Briefing:
    return analyse(Article.of(text))


def told(text: str) -> list[tuple[str, str, str]]:
    return [(p.kind, p.status, p.summary) for p in briefing_of(text).proposals]


def line(text: str) -> str:
    return " ".join(lines(briefing_of(text)))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Marovia demanded that Ruvania free the ten sailors. Ruvania freed the sailors on Sunday.", "enacted"),
        ("The minister asked the union to suspend the strike. The union has suspended the strike.", "enacted"),
        ("Marovia demanded that Ruvania free the ten sailors. Ruvania freed two divers on Sunday.", "open"),
        ("Marovia demanded that Ruvania free the ten sailors. Ruvania has not freed the sailors.", "open"),
        ("Marovia demanded that Ruvania free the ten sailors. Ruvania freed some of the sailors last year.", "open"),
        ("Marovia demanded that Ruvania free the ten sailors. Tavria freed the sailors on Sunday.", "open"),
    ],
)
def test_a_demand_is_met_where_those_asked_have_done_the_deed(text: str, status: str) -> None:
    assert [s for kind, s, _ in told(text) if kind == "demand"] == [status]


def test_what_somebody_had_first_asked_for_is_no_longer_open() -> None:
    text = "Ruvania had initially asked its lenders to write off 45 cents on the dollar. They agreed to forgo 28 cents."
    assert [s for kind, s, _ in told(text) if kind == "demand"] == ["rejected"]


@pytest.mark.parametrize(
    "text",
    [
        "Should the Orchard Party leave, the prime minister would have to seek a vote of confidence, its leader said.",
        "Should the offer be fully accepted, Henrik Aas said he expected to pay 2 million crowns for the shares.",
        "Were the troops to leave, the front would have to sign the accord, Henrik Aas said.",
        '"We never said we wanted the mine to leave," said Henrik Aas, a councillor.',
        '"What we will not accept is to be disarmed first and answered later," said Henrik Aas, a councillor.',
        "Henrik Aas, a councillor, called the agreement extortion with a letterhead.",
        "Farmers who own some of the land that is to be bought said they had not been consulted.",
    ],
)
def test_what_is_supposed_denied_or_scorned_is_not_put_forward(text: str) -> None:
    assert told(text) == []


def test_what_others_would_have_to_do_first_is_a_condition() -> None:
    (condition,) = [
        p
        for p in briefing_of(
            "The Orchard Party would reconsider its boycott should the commission scrap the voting machines."
        ).proposals
        if p.kind == "condition"
    ]
    assert condition.summary == "the commission scrapping the voting machines"


def test_what_is_offered_in_passing_about_a_host_is_not_what_he_offers() -> None:
    text = (
        "Ruvania, which is keen to serve as a venue, offered to host a meeting of Marovia and Tavria. "
        "Marovia accepted at once."
    )
    assert told(text) == [("offer", "agreed", "Ruvania hosting a meeting of Marovia and Tavria")]


def test_what_is_put_off_is_not_in_effect() -> None:
    text = "Councillors in Tarnby have put off a decision on closing four village schools."
    assert [status for _, status, _ in told(text)] == ["open"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The herders' association threatened to challenge any forced sale in court.", "threat to challenge"),
        ("The Orchard Party vowed to challenge the result of the vote.", "plan to challenge"),
        ("The Orchard Party offered to repair the school.", "offer to repair"),
    ],
)
def test_a_threat_is_called_a_threat_and_a_vow_to_fight_is_no_offer(text: str, words: str) -> None:
    assert words in line(text)


def test_who_promises_not_to_attack_offers_something() -> None:
    ((kind, _, _),) = told("The Tamar Front promised not to attack workers repairing the turbines.")
    assert kind == "offer"


def test_what_two_verbs_say_is_not_told_as_one() -> None:
    text = "\"I'd suggest they go home and think,\" said Lina Moss, the head of the tenants' association."
    assert "that going" not in line(text)


def test_what_replaces_something_is_told_whole() -> None:
    (found,) = briefing_of("Tessin Group agreed to repay the loan over eight years instead of three.").proposals
    assert found.summary.endswith("over eight years")


def test_a_contract_that_is_only_shown_is_not_agreed_on() -> None:
    assert [s for _, s, _ in told("Tessin Bank refused to share its loan contracts with other creditors.")] == [
        "rejected"
    ]


def test_it_is_not_who_does_the_deed() -> None:
    (found,) = briefing_of("The mill's owner has agreed to keep it open for three years.").proposals
    assert found.summary == "the mill's owner keeping the mill open for three years"


def test_the_board_that_a_bidder_waits_for_is_not_its_own() -> None:
    text = (
        "Kahuna raised its offer for Suwan to 38 crowns a share. "
        "Kahuna said the offer would lapse unless the board agreed to open its books."
    )
    assert ("condition", "open", "the board agreeing to open its books") in told(text)


def test_we_are_those_for_whom_a_spokesman_speaks() -> None:
    briefing = briefing_of(
        '"We are giving farmers time to bring in the harvest," said Tarek Omai, a spokesman for the Tamar Front.'
    )
    names = {actor.id: actor.name for actor in briefing.actors}
    assert [[names[i] for i in c.by] for c in briefing.concessions] == [["Tamar Front"]]


def test_a_name_goes_as_far_as_its_initials() -> None:
    text = (
        "The Front for Renewal and Concord (FRC) rejected the truce on Sunday. "
        "The FRC said it would not lay down its arms."
    )
    assert [actor.name for actor in briefing_of(text).actors] == ["Front for Renewal and Concord"]


def test_a_place_may_be_told_by_what_it_is() -> None:
    briefing = briefing_of("The city of Lund agreed to lift a toll on lorries. Lund also offered to pay for repairs.")
    names = {actor.id: actor.name for actor in briefing.actors}
    assert [[names[i] for i in c.by] for c in briefing.concessions] == [["Lund"], ["Lund"]]


@pytest.mark.parametrize(
    "text",
    [
        "The islanders wanted at least 40% of the proceeds to be reserved for the poorest states.",
        "The islanders demanded that at least 40% of the proceeds be reserved for the poorest states.",
    ],
)
def test_a_share_is_told_with_what_is_done_with_it(text: str) -> None:
    assert [summary for _, _, summary in told(text)] == [
        "at least 40% of the proceeds being reserved for the poorest states"
    ]


def test_a_body_is_named_with_its_number_and_its_hyphen() -> None:
    for name in ("47-member council", "15-nation bloc", "anti-corruption agency"):
        (actor,) = briefing_of(f"The {name} rejected a plan to cut the toll on lorries.").actors
        assert (actor.name, actor.aliases) == (name, ())


def test_a_condition_is_set_by_whoever_would_do_something_for_it() -> None:
    text = (
        "The Costa Verdean ambassador, Adriana Quesada, said Tavria had offered to let monitors in "
        "on condition that the resolution be withdrawn."
    )
    briefing = briefing_of(text)
    names = {actor.id: actor.name for actor in briefing.actors}
    (condition,) = [p for p in briefing.proposals if p.kind == "condition"]
    assert [names[i] for i in condition.proponents] == ["Tavria"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In return, Aas said, Ruvania had dropped its objection to joint patrols.", ["joint patrols"]),
        ("Under state law, the union must give the board at least 48 hours' notice of a strike.", []),
        ("Ruvania relies on rockets and has in the past refused to place limits on them.", []),
        ("The court put off a decision on sending the banker to the United States.", []),
        ("Henrik Aas, a trade secretary, said he had been assured that producers would be exempted until 2028.", []),
    ],
)
def test_what_law_asks_others_assure_or_is_long_past_is_not_put_forward(text: str, expected: list[str]) -> None:
    assert [summary for _, _, summary in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Henrik Aas proposed a cap of 5% on fees. The proposal was voted down the next day.", "rejected"),
        ("Henrik Aas drafted a motion to review the books. The motion passed 4-1.", "agreed"),
        ("Henrik Aas drafted a motion to review the books. The motion has not passed.", "open"),
        ("The opposition has quit insisting on a school voucher program this year.", "withdrawn"),
    ],
)
def test_what_has_been_voted_on_or_given_up_is_no_longer_open(text: str, status: str) -> None:
    assert [s for _, s, _ in told(text)] == [status]


def test_who_secures_a_pledge_has_not_given_it() -> None:
    found = briefing_of(
        "The Farmers' Alliance has secured a pledge from Chile to postpone nitrogen limits. Chile met it."
    )
    names = {a.id: a.name for a in found.actors}
    assert {names[id] for p in found.proposals for id in p.proponents} <= {"Chile"}
    assert {names[id] for c in found.concessions for id in c.by} == {"Chile"}


def test_who_calls_a_refusal_a_mistake_is_in_favour() -> None:
    text = "Ruvania offered to set up a hotline with Peru. Ada Brandt said it would be a mistake to dismiss it."
    assert {x.stance for p in briefing_of(text).proposals for x in p.positions} == {"supports"}


def test_it_is_the_thing_that_has_just_been_refused() -> None:
    text = (
        "Marovia has turned down a Ruvanian suggestion for a ceiling on rockets, saying it would freeze an imbalance."
    )
    assert [summary for _, _, summary in told(text)] == ["a ceiling on rockets"]


def test_an_offer_of_ones_own_is_not_what_one_has_refused() -> None:
    text = (
        "The UN has rejected prior notification of patrols. However, its head of peacekeeping, Ada Brandt, said she "
        "had offered to raise the number of joint patrols."
    )
    assert ("offer", "open") in [(kind, status) for kind, status, _ in told(text)]


def test_joined_names_are_all_named() -> None:
    text = "The Unite and GMB unions have asked for a meeting. Western & Mercia Railway rejected it."
    names = {a.name for a in briefing_of(text).actors}
    assert {"Unite", "GMB", "Western & Mercia Railway"} <= names
    text = "Environment Minister Saskia van der Brugge has threatened to resign. The Social Democrats met on Monday."
    found = briefing_of(text)
    assert "Saskia van der Brugge" in {a.name for a in found.actors}
    assert {a.country for a in found.actors} == {None}


def test_two_who_say_a_thing_are_not_one() -> None:
    text = "Norland and Peru agreed to suspend tariffs. Peru will lift its levy in June, the two sides said on Monday."
    assert [s.speaker for s in briefing_of(text).statements if "levy" in s.content.text] == [None]


def test_what_the_constitution_allows_is_not_asked() -> None:
    assert not told("Under the constitution, the king may ask Ada Brandt to form a cabinet.")


def test_who_floats_an_idea_has_put_it_forward() -> None:
    found = briefing_of("The Lantern Church has floated the idea of long leases for chapels.")
    names = {a.id: a.name for a in found.actors}
    assert [[names[id] for id in p.proponents] for p in found.proposals] == [["Lantern Church"]]


def test_an_assurance_is_asked_of_who_gives_it_and_a_court_is_not_the_next() -> None:
    found = briefing_of(
        "A Portuguese court gave the United States three weeks to provide assurances that Viktor Larsanov would not "
        "face a life sentence. The decision can be appealed to Portugal's Supreme Court."
    )
    names = {a.id: a.name for a in found.actors}
    assert [[names[id] for id in p.proponents] for p in found.proposals] == [["Portuguese court"]]


def test_a_condition_that_is_dropped_is_not_told_by_its_verb_alone() -> None:
    text = "Until last month the Church had insisted that the deeds be handed over, a condition it dropped on Monday."
    assert "the Church dropping" not in {c.summary for c in briefing_of(text).concessions}


@pytest.mark.parametrize(
    "text",
    [
        'Veldoria has called the closure "collective punishment".',
        "Pressed for a figure, Otto Lind said he could not give one.",
        "Otto Lind met the chairman at the suggestion of a mutual acquaintance.",
        "The agency chiefs said the Norland government offered too much money and not enough land.",
        "Jolyon Meikle, an analyst, thought a bid of between 435p and 450p for Delta Mills would be hard to refuse.",
        "The president, Amara Diallo, has promised to double that by the end of the decade.",
        "It was a ban, something President Rustam Oray vowed never to do in a speech last year.",
        'Norland resisted, calling that demand "a trap with a ribbon on it".',
        "Bill Aguirre said he would not push for it as long as the boycott continued.",
        "People close to the board said it would open its books only at 450p.",
    ],
)
def test_no_course_of_action_is_told(text: str) -> None:
    assert not told(text)


def test_who_is_written_to_is_asked_to_act_and_not_to_ask() -> None:
    text = "The minister wrote to the unions to demand that they call off the strike."
    assert [s for _, _, s in told(text)] == ["unions calling off the strike"]


@pytest.mark.parametrize(
    "text",
    [
        "The Church had insisted that the deeds be handed over, a condition it dropped after its districts complained.",
        "Mathieu Delcourt had asked for a delay, a request he dropped last month.",
        "The Screenwriters League had wanted an outright ban on software; it settled for a clause on credits.",
    ],
)
def test_what_its_maker_gave_up_is_withdrawn(text: str) -> None:
    assert {status for kind, status, _ in told(text) if kind == "demand"} == {"withdrawn"}


def test_who_would_consent_has_yet_to() -> None:
    found = briefing_of("Viktor Larsanov's lawyers have said he would consent to be sent to Cyprus.")
    assert ([p.status for p in found.proposals], [c.status for c in found.concessions]) == (["open"], ["offered"])


@pytest.mark.parametrize(
    "text",
    [
        "Norland, which was to have paid two-thirds of the compensation, was less committal.",
        "Ada Brandt said Norland had granted asylum to only 19 people in the past two years.",
    ],
)
def test_what_was_to_have_been_and_what_is_too_little_is_no_concession(text: str) -> None:
    assert not briefing_of(text).concessions


def test_a_second_term_of_a_deal_is_agreed_as_the_first() -> None:
    text = (
        "Peru and the European Union agreed a deal. Under the arrangement, Peru will lift its levy from June 1, while "
        "Brussels will hold back planned countermeasures on beef, the two sides said."
    )
    assert ("initiative", "agreed", "the European Union holding back planned countermeasures on beef") in told(text)


def test_one_of_several_parties_is_not_whose_they_are() -> None:
    text = "The Dutch government was in danger after the smallest of its four parties said it would quit unless paid."
    assert not [p for p in briefing_of(text).proposals if p.proponents]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Brennick has offered to let developers use rival systems across Europe and to cut its commission to 9 per "
         "cent.",
         "Brennick letting developers use rival systems across Europe and cutting its commission to 9 per cent"),
        ("Eastgate Harbours has agreed to scrap plans to bring in agency drivers and to make 46 staff permanent.",
         "Eastgate Harbours’ plans to bring in agency drivers"),
    ],
)  # fmt: skip
def test_and_to_goes_on_from_the_infinitive_before_it(text: str, summary: str) -> None:
    assert summary in [s for _, _, s in told(text)]


def test_lawyers_keep_the_capital_of_whose_they_are() -> None:
    text = "Viktor Larsanov's lawyers have said he would consent to be sent to Cyprus."
    assert "according to Larsanov’s lawyers" in line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland says the road will reopen when Veldoria pulls back soldiers from a hill by the power station.",
        '"They put in for seven knowing they would settle for six," Bob Applegarth said.',
        "A proposal to include migrants was raised but set aside.",
    ],
)
def test_nobody_has_conceded(text: str) -> None:
    assert not briefing_of(text).concessions


def test_what_somebody_did_not_go_on_to_do_is_no_part_of_what_he_did() -> None:
    text = "UkrTranzyt agreed to put the claim on hold, though not to withdraw it."
    assert [c.summary for c in briefing_of(text).concessions] == ["UkrTranzyt putting the claim on hold"]


def test_who_is_named_after_rather_than_is_not_asked() -> None:
    text = "Provinces rather than the state should decide when to withdraw a permit, Pieter Douma said."
    assert [s for _, _, s in told(text)] == ["provinces deciding when to withdraw a permit"]


def test_who_tells_of_a_threat_does_not_take_sides() -> None:
    found = briefing_of("Ann Roe, president of the clubs' union, said seven clubs threatened to vote the scheme down.")
    assert not [p for p in found.proposals if p.positions]
