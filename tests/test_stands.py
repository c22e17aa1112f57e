"""Where others stand on a plan or a bid, told in the many ways of news, and what only looks like a stand."""

from __future__ import annotations

import pytest

from communique.extraction import analyse_many
from communique.model import Article

PLAN = "The Norvian government plans to raise the tax on diesel by 5%. "
BAN = "Mayor Lena Falk has proposed a ban on cars on the old bridge in Norvik. "
BID = "Acme offered to buy Zenith for $3bn. "
TALKS = "France proposed a ban on drift nets. "
TRUCE = "Peru has proposed a truce in the border war with Ecuador, which began in May. "

TOLD = [
    (PLAN + "The Hauliers' Federation condemned the plan, as did the Green Party.", "green-party", "rejects"),
    (PLAN + "The Farmers' Union gave the plan a warm welcome.", "farmers-union", "supports"),
    (PLAN + "The Farmers' Union gave the plan a guarded welcome.", "farmers-union", "hedges"),
    (PLAN + "The plan has the backing of the Farmers' Union.", "farmers-union", "supports"),
    (PLAN + "The Farmers' Union has called for the plan to be scrapped.", "farmers-union", "rejects"),
    (PLAN + "The Farmers' Union urged deputies to back the plan.", "farmers-union", "supports"),
    (PLAN + "The Farmers' Union has threatened to strike if the plan goes ahead.", "farmers-union", "rejects"),
    (PLAN + "The Farmers' Union has started a petition against the increase.", "farmers-union", "rejects"),
    (PLAN + "The Farmers' Union said it had no objection to the plan.", "farmers-union", "supports"),
    (PLAN + "The Farmers' Union withdrew its support for the plan.", "farmers-union", "rejects"),
    (PLAN + "The Farmers' Union, however, was less enthusiastic.", "farmers-union", "hedges"),
    (PLAN + "The Farmers' Union said it would fight any increase.", "farmers-union", "rejects"),
    (BAN + "The plan drew criticism from the Norvik Traders' Association.", "norvik-traders-association", "rejects"),
    (BAN + "Members of the Cyclists' Union voted against the plan.", "cyclists-union", "rejects"),
    (
        BAN + "The Cyclists' Union says it will back the ban provided that a ferry is laid on.",
        "cyclists-union",
        "hedges",
    ),
    (BAN + "The Cyclists' Union will oppose the ban unless a ferry is laid on.", "cyclists-union", "hedges"),
    (BAN + "Rolf Berg said he could not support the plan in its present form.", "rolf-berg", "hedges"),
    (BID + "Zenith's board has recommended the bid to shareholders.", "zenith", "supports"),
    (BID + "Zenith's board is recommending that shareholders accept the offer.", "zenith", "supports"),
    (TALKS + "Neither Spain nor Portugal supports the idea.", "portugal", "rejects"),
    ("France proposed a ban on drift nets, which Spain opposes.", "spain", "rejects"),
    ("France proposed a ban on drift nets, a step Spain condemned.", "spain", "rejects"),
    ("France, backed by Spain, proposed a ban on drift nets.", "spain", "supports"),
    ("France proposed a ban on drift nets, with the support of Spain.", "spain", "supports"),
    (TRUCE + "Ecuador has accepted the proposal in principle.", "ecuador", "hedges"),
    (TRUCE + "The rebels of the Andean Front refused to take part.", "andean-front", "rejects"),
    (TRUCE + "Brazil urged Ecuador to accept.", "brazil", "supports"),
    ("Peru's proposal for a border truce has met with a cool response from Ecuador.", "ecuador", "hedges"),
]

UNTOLD = [
    (PLAN + "The Farmers' Union urged its members to accept the council's decision on hunting.", "members"),
    (BID + "Zenith's board is recommending that shareholders accept the offer.", "shareholders"),
    (PLAN + "The Farmers' Union was given until Friday to comply.", "farmers-union"),
    (PLAN + "The Farmers' Union says fuel prices fell last year.", "farmers-union"),
    (PLAN + "Aid workers fear the figure could double.", "aid-workers"),
    (BID + "Acme said its offer would bring stability.", "acme"),
    (TALKS + "Spain gave the visitors a warm welcome.", "spain"),
    (TALKS + "Spain received support from Portugal after the floods.", "portugal"),
    (TALKS + "Spain recommended a visit to the islands.", "spain"),
    (TALKS + "Spain will decide on 17 December whether to hold an election.", "spain"),
    (TALKS + "Spain has withdrawn its troops.", "spain"),
]


@pytest.fixture(scope="module")
def read() -> dict[str, dict[str, set[str]]]:
    texts = [case[0] for case in (*TOLD, *UNTOLD)]
    found: dict[str, dict[str, set[str]]] = {}
    for text, briefing in zip(texts, analyse_many(map(Article.of, texts)), strict=True):
        held = found.setdefault(text, {})
        for position in (x for p in briefing.proposals for x in p.positions):
            held.setdefault(position.actor, set()).add(position.stance)
    return found


@pytest.mark.parametrize(("text", "actor", "stance"), TOLD)
def test_stands(read: dict[str, dict[str, set[str]]], text: str, actor: str, stance: str) -> None:
    assert read[text].get(actor) == {stance}


@pytest.mark.parametrize(("text", "actor"), UNTOLD)
def test_no_stands(read: dict[str, dict[str, set[str]]], text: str, actor: str) -> None:
    assert actor not in read[text]


TRUCE_PLAN = "Marovia proposed a truce in the border war. "


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        (TRUCE_PLAN + '"We will not fall into this trap," said Ruvanian minister Ilo Marek.', "ilo-marek", "rejects"),
        (TRUCE_PLAN + '"We can work with this," said Ruvanian minister Ilo Marek.', "ilo-marek", "supports"),
        (TRUCE_PLAN + "\"I don't think that's going to work,\" said Ruvanian minister Ilo Marek.", "ilo-marek",
         "rejects"),
        (TRUCE_PLAN + "Norland signalled that it could accept the plan.", "norland", "hedges"),
        (TRUCE_PLAN + "Norland said the idea deserved support.", "norland", "supports"),
        (TRUCE_PLAN + "Norland said the plan was worth considering.", "norland", "hedges"),
        (TRUCE_PLAN + "Ruvanian minister Ilo Marek described the plan as surrender.", "ilo-marek", "rejects"),
        (TRUCE_PLAN + "The plan has the backing of Peru and Chile.", "chile", "supports"),
        (TRUCE_PLAN + "Norland was non-committal.", "norland", "hedges"),
        (TRUCE_PLAN + "Norland said the plan contained some positive elements.", "norland", "hedges"),
        (TRUCE_PLAN + "Norland agreed to the proposal in principle.", "norland", "hedges"),
        ("Peru proposed a price cap. Chile had resisted the move but relented.", "chile", "supports"),
        ("Ann Holm said she was prepared to meet Rolf Berg in Oslo. Norland said such a meeting would make sense only "
         "after a truce.", "norland", "hedges"),
        ("Peru proposed a global tax. Chile and Norland spoke in favour.", "norland", "supports"),
        ("Peru proposed a salary cap. Chile said it would neither support nor reject it.", "chile", "hedges"),
        ("Peru urged Chile to accept mediation. Chile said it was ready to do so.", "chile", "supports"),
        (TRUCE_PLAN + "Peru gave the plan its full backing.", "peru", "supports"),
        ("Peru proposed talks. Chile said it would not take part.", "chile", "rejects"),
        (TRUCE_PLAN + "Peru opposed the plan in private.", "peru", "rejects"),
        (TRUCE_PLAN + "Peru accepted with thanks.", "peru", "supports"),
        (TRUCE_PLAN + 'Ruvanian minister Ilo Marek was scathing: "This is a gift to the other side."', "ilo-marek",
         "rejects"),
        ("The school board voted to close two schools. The teachers' union asked for a delay. Rolf Berg, a member who "
         "voted against, said the sums were wrong.", "rolf-berg", "rejects"),
        (TRUCE_PLAN + "Neither Peru nor Chile has any appetite for that.", "chile", "rejects"),
        (TRUCE_PLAN + "Arms control advocates welcomed the initiative.", "arms-control-advocates", "supports"),
        ("Peru offered to hold talks with Chile. Senator Rolf Berg backed the overture.", "rolf-berg", "supports"),
        ("Peru asked Chile to share the water. Senator Rolf Berg gave short shrift to the plea.", "rolf-berg",
         "rejects"),
        ("Peru wants an arbitration panel, which Chile has refused for years and Norway supports.", "norway",
         "supports"),
        ("The banks offered to write off the debt. A group of US funds said it would vote the plan down.", "us-funds",
         "rejects"),
    ],
)  # fmt: skip
def test_what_people_say_when_they_are_asked_for_a_word(text: str, actor: str, stance: str) -> None:
    (briefing,) = analyse_many([Article.of(text)])
    assert {x.actor: x.stance for p in briefing.proposals for x in p.positions}.get(actor) == stance


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The council proposed to close the library. Mayor Ann Holm said libraries were vital.", "ann-holm"),
        ("The mayor, Ann Holm, offered to hold a vote on the terminal. Rolf Berg, the regional president, said the "
         "terminal was vital for the economy.", "rolf-berg"),
        ("The Growers' Union asked deputies to drop the fuel levy. The Norland Fund said the measures were essential.",
         "norland-fund"),
        ('Peru asked Chile to recognise it as a market economy. "This is a great deal," Senator Rolf Berg said.',
         "rolf-berg"),
        ('The Norland government has proposed a tax on sugar. "We will not be rushed," said Rolf Berg, the health '
         "minister.", "rolf-berg"),
        (TRUCE_PLAN + "Norland rejected the plan. Norland's defence minister, Rolf Berg, said two soldiers had died.",
         "rolf-berg"),
        (TRUCE_PLAN + "Norland accepted the plan, but Norland's minister Rolf Berg said the war would go on.",
         "rolf-berg"),
        ("Norland wants the ban lifted. Peru supports the ban.", "peru"),
        ("Deputies passed a bill banning phones. Senator Rolf Berg ruled out any changes.", "rolf-berg"),
        ("Norland demanded the release of the pilot. Peru said it would help rebuild the port.", "peru"),
        (TRUCE_PLAN + "Senator Rolf Berg at first appeared to back the idea.", "rolf-berg"),
        ("Peru refused to sign the draft unless Chile recognised its papers. President Rolf Berg of Chile said he was "
         "ready to accept the draft.", "rolf-berg"),
    ],
)  # fmt: skip
def test_what_is_said_of_other_things_is_no_stand(text: str, actor: str) -> None:
    (briefing,) = analyse_many([Article.of(text)])
    assert actor not in {x.actor for p in briefing.proposals for x in p.positions}


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("The Rail Union wants 300 more drivers to be hired. Ann Holm, the chairwoman of Westair, called on Norland to "
         "protect flights. Rolf Berg, the transport minister, said the union's demands were unacceptable.",
         "rolf-berg", "drivers"),
        ("The union demanded a 9% rise. The rail firm asked for more state aid. Finance minister Rolf Berg said the "
         "union's demand was unacceptable.", "rolf-berg", "9%"),
        ("Acme made a £2bn takeover offer for Zenith. Acme agreed to keep the headquarters in Oslo. Investor Ann Holm "
         "said she would vote against the deal.", "ann-holm", "takeover"),
        ("Farmers have rejected a government plan to cut irrigation. Rolf Berg, the minister, offered compensation of "
         "1,500 euros. Ann Holm, a senator, backed the plan.", "ann-holm", "irrigation"),
        ("Norland proposed a ban on gas. Peru and Chile said they backed the plan, while Marovia asked for more time "
         "to look at it.", "chile", "gas"),
    ],
)  # fmt: skip
def test_a_stand_is_on_the_course_of_those_whose_it_is_said_to_be(text: str, actor: str, words: str) -> None:
    (briefing,) = analyse_many([Article.of(text)])
    held = [p.summary for p in briefing.proposals if actor in {x.actor for x in p.positions}]
    assert len(held) == 1
    assert words in held[0]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Peru and Chile have agreed a fishing deal. Norway condemned the deal as a mistake.", {"peru", "chile"}),
        ("Peru and Chile signed a fishing pact. Senator Rolf Berg denounced the pact.", {"peru", "chile"}),
        ("Peru and Chile agreed to withdraw their troops. Senator Rolf Berg vowed to vote against the agreement.",
         {"peru", "chile"}),
    ],
)  # fmt: skip
def test_a_deal_stays_that_of_its_parties_whoever_is_against_it(text: str, parties: set[str]) -> None:
    (briefing,) = analyse_many([Article.of(text)])
    proposal = briefing.proposals[0]
    assert set(proposal.proponents) == parties
    assert not parties & {x.actor for x in proposal.positions}


def test_who_welcomes_a_refusal_told_some_sentences_before_is_against_what_was_refused() -> None:
    text = (
        "Plans to build 900 homes have been thrown out by the district council. Marlow Homes said it would appeal. "
        "MP Rolf Berg welcomed the decision."
    )
    (briefing,) = analyse_many([Article.of(text)])
    assert {x.actor: x.stance for x in briefing.proposals[0].positions}["rolf-berg"] == "rejects"
