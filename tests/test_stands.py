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
