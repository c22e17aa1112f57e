"""Who is said to do what a course of action says, and whose it is."""

from __future__ import annotations

import pytest

from communique.display.bottom_line import Ref, Verb, bottom_line
from communique.display.index import Index
from communique.extraction import analyse
from communique.model import Article, Briefing


def briefing(text: str) -> Briefing:
    return analyse(Article.of(text))


def courses(text: str) -> dict[str, tuple[str, ...]]:
    """The summaries of the proposals in a text, each with the names of those whose it is."""
    found = briefing(text)
    names = {a.id: a.name for a in found.actors}
    return {p.summary: tuple(names[id] for id in p.proponents) for p in found.proposals}


def told(text: str) -> str:
    """The bottom line of a text, without marks and links."""
    parts = [part for line in bottom_line(Index(briefing(text))) for part in line]
    words = [part.text if isinstance(part, Verb) else "" if isinstance(part, Ref) else part for part in parts]
    return " ".join("".join(words).split())


@pytest.mark.parametrize(
    ("text", "summary", "proponents"),
    [
        ("Peru called for calm. Chile rejected a Peruvian plan to send monitors.",
         "Peru’s plan to send monitors", ("Peru",)),
        ("Peru called for calm. Chile rejected a Peruvian offer to hold direct talks.",
         "Peru holding direct talks", ("Peru",)),
        ("Chile rejected a Peruvian proposal to disarm the Lozano militia.",
         "Peru’s proposal to disarm the Lozano militia", ("Peru",)),
        ("Norway called for calm. Sweden backed a Norwegian initiative to hold a fisheries summit.",
         "Norway’s initiative to hold a fisheries summit", ("Norway",)),
        ("Parliament rejected a motion by the Harbour Party to ban trawling.",
         "the Harbour Party’s motion to ban trawling", ("Harbour Party",)),
        ("The senate rejected a proposal from Torvald Metals to cut fees by 3%.",
         "Torvald Metals’ proposal to cut fees by 3%", ("Torvald Metals",)),
        # what is somebody's, and what a body offers or plans, is for it to do
        ("Chile rejected Peru's plan to send monitors.", "Peru sending monitors", ("Peru",)),
        ("Chile rejected an offer by Peru to send monitors.", "Peru sending monitors", ("Peru",)),
        ("The council rejected a plan by Torvald Metals to build a smelter.",
         "Torvald Metals building a smelter", ("Torvald Metals",)),
    ],
)  # fmt: skip
def test_who_puts_a_course_forward_is_not_always_to_do_it(text: str, summary: str, proponents: tuple[str, ...]) -> None:
    assert courses(text).get(summary) == proponents, courses(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Peru called for calm. Chile accepted a Peruvian proposal for a ceasefire on Monday.", "a ceasefire"),
        ("Peru called for calm. Chile has agreed to a Peruvian proposal for a 60-day truce.", "a 60-day truce"),
    ],
)
def test_what_a_proposal_is_for_stands_also_apart_from_it(text: str, summary: str) -> None:
    assert summary in courses(text)


def test_what_one_puts_forward_and_another_accepts_both_have_not_reached() -> None:
    line = told("Peru called for calm. Chile has agreed to a Peruvian proposal for a 60-day truce.")
    assert "Chile accepted Peru’s proposal for a 60-day truce" in line


@pytest.mark.parametrize(
    ("text", "summary", "proponents"),
    [
        ("Peruvian and Chilean negotiators agreed to reopen the pass.",
         "Peru and Chile reopening the pass", ("Peru", "Chile")),
        ("South Korean and Japanese leaders agreed to restart ferry services.",
         "South Korea and Japan restarting ferry services", ("South Korea", "Japan")),
        ("Peruvian, Chilean and Bolivian ministers proposed a common canal fund.",
         "a common canal fund", ("Peru", "Chile", "Bolivia")),
        ("The Swedish and Danish governments proposed a tax on ferries.", "a tax on ferries", ("Sweden", "Denmark")),
        ("Swedish and Danish unions proposed a tax on ferries.", "a tax on ferries", ("Swedish and Danish unions",)),
        ("Swedish ministers proposed a tax on ferries.", "a tax on ferries", ("Sweden",)),
        ("U.S. and Chilean officials agreed to hold fisheries talks in May.",
         "the United States and Chile holding fisheries talks in May", ("United States", "Chile")),
        ("Peru backed a Swedish and Norwegian plan to protect whales. Norway and Sweden hailed the vote.",
         "Sweden and Norway’s plan to protect whales", ("Sweden", "Norway")),
        ("Harbour Party and Lake Party lawmakers proposed a tax on ferries.", "a tax on ferries",
         ("Harbour Party and Lake Party lawmakers",)),
    ],
)  # fmt: skip
def test_of_two_peoples_before_a_noun_both_act(text: str, summary: str, proponents: tuple[str, ...]) -> None:
    assert courses(text).get(summary) == proponents, courses(text)


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Norwegian troops will withdraw from the isle of Veld and the Swedish navy will deploy 500 sailors there.",
         ["Norwegian troops withdrawing from the isle of Veld", "the Swedish navy deploying 500 sailors"]),
        ("Norway will stop fining Swedish boats and Sweden will open its canal.",
         ["Norway stopping fining Swedish boats", "Sweden opening its canal"]),
        ("Norway and Sweden will resume direct ferries and issue harbour permits.",
         ["Norway and Sweden resuming direct ferries and issuing harbour permits"]),
        ("Norway will lift the ban on boats from Sweden and Denmark and will cut the fee.",
         ["Norway lifting the ban on boats from Sweden and Denmark and cutting the fee"]),
        ("The mayor called on Norlanda Bank to open its books and on the Tessin Group to pay the fine.",
         ["Norlanda Bank opening its books"]),
        ("The town council agreed to open the bridge to buses but not to cars.",
         ["the town council opening the bridge to buses"]),
        ("Ann Roe called on Norlanda Bank to drop the bill and on lawmakers not to pass it.",
         ["Norlanda Bank dropping the bill"]),
        ("The minister asked hospitals to share beds and doctors to work longer.", ["hospitals sharing beds"]),
        ("Torvald Metals has offered to raise pay by 3% and shorten shifts.",
         ["Torvald Metals raising pay by 3% and shortening shifts"]),
        ("Norway will raise taxes on boats and cars to fund roads.",
         ["Norway raising taxes on boats and cars to fund roads"]),
        # what is joined goes on with the same
        ("Norway will close the harbour and open a canal to ships.",
         ["Norway closing the harbour and opening a canal to ships"]),
        ("Norway will cut fees and fuel prices.", ["Norway cutting fees and fuel prices"]),
        ("Torvald Metals will sell its bus and fund management arms.",
         ["Torvald Metals selling its bus and fund management arms"]),
    ],
)  # fmt: skip
def test_of_two_joined_clauses_each_has_its_own_doer(text: str, summaries: list[str]) -> None:
    assert list(courses(text)) == summaries


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Norway and Sweden have reached a framework deal under which Oslo will halve planned fees to 20 crowns.",
         "a framework deal under which Oslo will halve planned fees to 20 crowns"),
        ("The regulator has approved the merger of miners Torvald and Korsk.",
         "the merger of miners Torvald and Korsk"),
        ("Lake towns have called for a ban on motor boats during the winter months.",
         "a ban on motor boats during the winter months"),
        ("The Harbour Union called for a ban on Sunday trading.", "a ban on Sunday trading"),
        ("The opposition demanded that the mayor resign.", "the mayor resigning"),
        ("Ann Roe invited the Harbour Party to coalition talks.", "coalition talks"),
        ("Norway vowed to oppose the treaty to share the catch. Peru refused to sign the treaty.",
         "the treaty to share the catch"),
        ("Norway invited Sweden to summit talks in Oslo.", "summit talks in Oslo"),
        ("Norway invited the Harbour Party to hold talks in Oslo.", "the Harbour Party holding talks in Oslo"),
        ("Peru called for calm. Chile rejected a Peruvian offer to host talks.", "Peru hosting talks"),
        ("The African Union called for calm. Peru accepted an African Union offer to guard the pass.",
         "the African Union guarding the pass"),
        ("The bill raises the levy on diesel. Ann Roe urged President Ole Berg not to sign it.",
         "Ole Berg not signing the bill"),
        ("The council tabled a plan for a bridge. The Harbour Union urged the mayor to reject it.",
         "the mayor rejecting the plan for a bridge"),
    ],
)  # fmt: skip
def test_a_course_is_told_whole_and_by_its_own_words(text: str, summary: str) -> None:
    assert summary in courses(text), courses(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Union asked Torvald Metals for a week to study the offer.",
        "Norway asked for more time to look at the plan.",
        "Ann Roe said the price was too low and urged other shareholders to reject it.",
    ],
)
def test_what_somebody_asks_time_for_and_what_cannot_be_refused_is_not_told(text: str) -> None:
    assert not courses(text)


def test_a_joined_verb_is_told_as_it_stands() -> None:
    told_ = told("Torvald Metals will also stop selling coal and fund repair yards at Toresk.")
    assert "Torvald Metals’ plan to stop selling coal" in told_


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The watchdog rejected an offer by Bestway to sell 60 stores. The charity Choose welcomed the decision.",
         "Rejected: Bestway’s offer to sell 60 stores, with Choose against"),
        ("The High Court rejected an offer by Bestway to sell 60 stores. The charity Choose welcomed the ruling.",
         "The High Court rejected Bestway’s offer to sell 60 stores, with Choose against"),
        ("Norway proposed a canal tax. Sweden said it would oppose the tax. Denmark rejected the tax.",
         "Denmark rejected a canal tax, put forward by Norway, with Sweden against"),
        ("Norway proposed a canal tax. Denmark rejected the tax, and Sweden welcomed the decision.",
         "Denmark rejected a canal tax, put forward by Norway"),
        ("Norway proposed a truce in Veld. Denmark said it would study the plan. Sweden backed the plan.",
         "a truce in Veld, put forward by Norway, with Sweden in favour and Denmark hesitant"),
        ("The government and the rebels will resume talks. The two sides suspended the dialogue in May after a raid.",
         "Still open: the government and the rebels resuming talks"),
    ],
)  # fmt: skip
def test_who_only_welcomes_or_foretells_a_refusal_has_not_refused(text: str, line: str) -> None:
    assert line in told(text), told(text)


def put_to(text: str) -> list[tuple[str, ...]]:
    """Whom the proposals of a text are put to, by their names."""
    found = briefing(text)
    names = {a.id: a.name for a in found.actors}
    return [tuple(names[id] for id in p.addressees) for p in found.proposals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway has rejected Sweden's offer to take their canal dispute to the Court of Arbitration.", [("Norway",)]),
        ("Bus drivers have called a two-day strike. The Harbour Union wants 300 more drivers to be hired.", [(), ()]),
        ("Norway offered a two-week truce in Veld. Ann Roe urged the government to accept the offer.", [(), ()]),
        ("Norway offered to open the canal. Ann Roe urged Ole Berg to accept the offer.", [(), ("Ole Berg",)]),
        ("Norway asked the High Court to hear the case.", [("High Court",)]),
    ],
)
def test_nobody_is_asked_for_what_he_offers_or_is_done_to_him(text: str, expected: list[tuple[str, ...]]) -> None:
    assert put_to(text) == expected


def test_a_plan_a_condition_and_a_call_are_of_those_whose_the_text_says_they_are() -> None:
    plan = courses(
        "Acme has agreed to pay a fine. Acme was facing stiff opposition from farmers who were campaigning against its "
        "plans to introduce cheap cotton."
    )
    assert plan["Acme introducing cheap cotton"] == ("Acme",)
    call = courses(
        "Mergers follow a 2004 directive from the Norvian Bank that called for fewer lenders in the country."
    )
    assert list(call.values()) == [("Norvian Bank",)]


def test_a_paper_on_what_was_agreed_is_not_another_deal_and_a_deal_with_others_is() -> None:
    found = courses(
        "Acme has struck a deal to supply Zenith with 30,000 vans. The two firms signed a memorandum of understanding. "
        "Acme has also signed a supply agreement with Norsk Motors."
    )
    assert len(found) == 2
    assert found["a supply agreement with Norsk Motors"] == ("Acme", "Norsk Motors")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Ruvanian defence company has agreed to pay $28m over bribes. Talmont was accused of paying a minister. "
            "Talmont said it had changed its ways.",
            {"Talmont paying $28m over bribes": ("Talmont",)},
        ),
        (
            "Tensions rose after a bank agreed to pay $28m. Norland's regulator said it was content.",
            {"a bank paying $28m": ()},
        ),
        (
            "In Port Veller, the association of displaced families, AFD, pleaded for the road to be opened to lorries.",
            {"the road being opened to lorries": ("AFD",)},
        ),
        (
            "Exporters were cool. Their association, Gepca, fears that the state will raise other taxes, and has "
            "pleaded for the levy to be abolished.",
            {"the levy being abolished": ("Gepca",)},
        ),
        (
            "They signed a co-operation deal between Ruvanian energy firm PRV and Marovia's Enarsa.",
            {"a co-operation deal between Ruvanian energy firm PRV and Marovia's Enarsa": ("PRV", "Enarsa")},
        ),
    ],
)
def test_a_firm_is_known_by_the_name_that_follows_it(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert courses(text) == expected


def test_who_asks_for_a_thing_has_not_turned_it_down() -> None:
    text = (
        "The Care Forum complained that guidance had been muddled and asked for a year's grace. That was turned down."
    )
    assert courses(text) == {"a year's grace": ("Care Forum",)}
    assert told(text).startswith("Rejected: the Care Forum’s demand for a year’s grace")


def test_nobody_is_taken_for_the_minister_of_whom_she_speaks() -> None:
    text = "Ada Brandt said that the minister has promised to reform the airports."
    assert courses(text) == {"the minister reforming the airports": ("minister",)}
    text = "The minister promised to modernise and privatise airports."
    assert courses(text) == {"the minister modernising and privatising airports": ("minister",)}


def test_a_sale_that_has_been_made_is_a_deal_and_its_price_a_part_of_it() -> None:
    text = "Meridia Bank has sold its insurance arm to Norland Bank for $11.5bn."
    assert told(text).startswith("Meridia Bank agreed to sell its insurance arm to Norland Bank for")
    text = (
        "Veltec accepted a $6bn bid from telecoms giant Orion on Monday. Orion plans to swap half a share and $1.50 in "
        "cash for each Veltec share."
    )
    assert list(courses(text)) == ["a $6bn bid from telecoms giant Orion"]


def test_what_is_due_is_demanded_by_nobody_and_what_is_only_named_is_no_course() -> None:
    assert courses("The agreement must still be ratified by the fund's directors at a meeting next month.") == {}
    assert courses("The agreement is the latest in a string of deals reached by Ruvania.") == {}
    assert courses("Henrik Aas, a councillor, has pledged to take the matter to the prime minister.") == {}


def test_the_two_firms_of_a_people_are_those_who_were_named() -> None:
    text = "Electronics giants Hitachi and Sharp are joining forces. The two Japanese companies will share their labs."
    assert courses(text) == {"Hitachi and Sharp sharing their labs": ("Hitachi", "Sharp")}


def test_bids_are_told_by_their_sums_and_are_those_of_the_one_who_bids() -> None:
    text = (
        "Veltec Corporation accepted a $6.75bn buyout from Orion Bank on Monday. Delta Bank said that Veltec "
        "Corporation had rejected a deal worth $8bn."
    )
    assert courses(text) == {
        "Orion Bank’s $6.75bn buyout of Veltec Corporation": ("Orion Bank",),
        "a deal between Delta Bank and Veltec Corporation worth $8bn": ("Delta Bank",),
    }
    text = "Orion Bank has won a takeover battle for Veltec with a bid worth $6.8bn, reports say."
    assert courses(text) == {"Orion Bank’s bid worth $6.8bn": ("Orion Bank",)}
    text = "Orion Bank has bid $6.3bn for Veltec, the Harbour Gazette reported. Veltec declined to comment."
    assert courses(text) == {"Orion Bank bidding $6.3bn for Veltec": ("Orion Bank",)}


def test_a_sum_that_was_refused_is_not_the_bid_of_another() -> None:
    text = (
        "Delta Bank previously offered £1.3bn, which was rejected by the Larkin Exchange, while Orion Bank is rumoured "
        "to have the funds for a £1.4bn takeover bid."
    )
    found = briefing(text).proposals
    assert [(p.summary, p.status) for p in found if p.status == "rejected" and "1.4" in p.summary] == []


@pytest.mark.parametrize(
    "text",
    [
        "The board is obliged to consider the deal, a lawyer said.",
        "Ruvania has been asked to bid for contracts.",
        "Orion is set to pay an unfair sum for Veltec.",
    ],
)
def test_a_duty_and_a_mere_sum_put_nothing_forward(text: str) -> None:
    assert not [p for p in briefing(text).proposals if "contracts" not in p.summary]


def test_what_somebody_refuses_is_not_his_own() -> None:
    text = "Ruvania applied to join the league. Marovia has blocked its application for the third time."
    assert courses(text).get("its application") is None
    assert all(who != ("Marovia",) for who in courses(text).values())


def test_two_firms_that_plan_the_same_have_not_agreed_on_it() -> None:
    found = briefing("Falk Airlines and Delta Air are planning to launch flights to Lodz in May.").proposals
    assert [p.status for p in found] == ["open"]
    found = briefing("Falk Airlines and Delta Air are planning to merge their cargo arms.").proposals
    assert [p.status for p in found] == ["agreed"]


def test_a_payment_told_in_all_and_in_parts_is_one() -> None:
    text = (
        "Talmont Corporation has agreed to pay $28.5m over bribes. It agreed to pay $13m in penalties, as well as "
        "$15.5m to settle a lawsuit."
    )
    found = briefing(text)
    assert len(found.proposals) == 1 and len(found.concessions) == 1
    text = text.replace("$15.5m", "$14.5m")
    assert len(briefing(text).proposals) == 2


def test_an_offer_that_a_state_and_its_government_make_is_one() -> None:
    text = (
        "Britain has offered to send a company of 120 soldiers to help Ruvania, Downing Street said. The government "
        "has formally offered the Ruvanians the help of a company of some 120 soldiers and two helicopters."
    )
    assert len([p for p in briefing(text).proposals if p.kind == "offer"]) == 1


def test_the_biggest_union_is_the_one_that_is_named_next() -> None:
    text = (
        "Norland's biggest teaching union is to ballot its members on strikes. The National Teaching Union will meet "
        "other unions on Monday. The National Teaching Union is angry."
    )
    assert next(iter(courses(text).values())) == ("National Teaching Union",)


def test_who_protests_is_against_what_is_spoken_of_and_a_firms_people_bear_its_name() -> None:
    text = (
        "Henrik Aas has made an offer to buy the club. About 300 fans protested outside the ground two days ago. "
        "Fans want him out. Aas's lenders said they would not back a bid unless the board agreed to it."
    )
    found = briefing(text)
    names = {a.id: a.name for a in found.actors}
    stands = {(names[x.actor], x.stance) for p in found.proposals for x in p.positions}
    assert ("fans", "rejects") in stands and "Aas's lenders" in names.values()


def test_nobody_sets_a_condition_for_nobody() -> None:
    text = "Henrik Aas and the Larkin Group are the staunchest backers of the accord, provided it sticks with reform."
    assert not [p for p in briefing(text).proposals if p.kind == "condition"]
