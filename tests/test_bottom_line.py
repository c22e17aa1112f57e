"""The bottom line in good English: whose offer, demand or plan it is to do what, and on whose word it stands."""

from __future__ import annotations

from typing import Any

import pytest
from lxml.html import fromstring
from tests.briefings import lines

from communique.display import BriefingView
from communique.display.bases import base_of
from communique.display.bottom_line import Ref, Verb, bottom_line
from communique.display.doing import Doing, doing
from communique.display.index import Index
from communique.extraction import analyse
from communique.model import Actor, Article, Briefing, Concession, Position, Proposal, Provenance, Span, Statement

MADE = Provenance(tool="communique 0.1.0", pipeline="by hand", created="2025-03-20T08:00:00Z")
ACTORS = (
    Actor(id="board", name="harbour board", kind="organization"),
    Actor(id="brandt", name="Ada Brandt", kind="person", aliases=("Brandt",)),
    Actor(id="lines", name="shipping lines", kind="group"),
)


@pytest.mark.parametrize(
    ("summary", "evidence", "told"),
    [
        ("Norland opening the border", "Norland agreed to open it.", Doing("Norland", "open the border")),
        ("the fine being waived", "The fine should be waived.", Doing("the fine", "be waived")),
        ("Norland not raising the tax", "It will not raise it.", Doing("Norland", "raise the tax", denied=True)),
        ("Norland cutting the tax and opening the port", "It will cut the tax and open the port.",
         Doing("Norland", "cut the tax and open the port")),
        ("sharing the catch", "They agreed to share it.", Doing("", "share the catch")),
        ("Norland opening the border", "Norland opened it.", None),  # the verb's base stands nowhere
        ("a general ceasefire", "They agreed to a general ceasefire.", None),
        ("a plan for opening the border", "They want to open it.", None),
        ("the fee being cut for small boats", "It wants the fee cut.", Doing("the fee", "be cut for small boats")),
        ("visiting crews opening the quay", "It asked visiting crews to open the quay.",
         Doing("visiting crews", "open the quay")),
        ("miners in Norland opening the border", "It told miners to open it.",
         Doing("miners in Norland", "open the border")),
        ("the fee for boats being cut", "It wants the fee to be cut.", Doing("the fee for boats", "be cut")),
        ("a plan for being heard", "They were heard.", None),
        ("Norland opening the border", "It insists that Norland open the border.", Doing("Norland", "open the border")),
        ("Norland holding a meeting", "They met to hold talks.", Doing("Norland", "hold a meeting")),
    ],
)  # fmt: skip
def test_the_base_of_a_verb_is_taken_from_the_evidence(summary: str, evidence: str, told: Doing | None) -> None:
    assert doing(summary, evidence) == told


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("cutting", "cut"), ("raising", "raise"), ("selling", "sell"), ("cancelling", "cancel"), ("leaving", "leave"),
        ("repeating", "repeat"), ("donating", "donate"), ("opening", "open"), ("preparing", "prepare"), ("going", "go"),
        ("settling", "settle"), ("agreeing", "agree"), ("acquiring", "acquire"), ("clearing", "clear"),
        ("waiting", "wait"), ("evacuating", "evacuate"), ("unravelling", "unravel"), ("blasting", None),
    ],
)  # fmt: skip
def test_the_spelling_tells_the_base_of_a_verb_or_nothing(form: str, base: str | None) -> None:
    assert base_of(form) == base


def test_of_somebody_who_can_act_the_spelling_tells_the_deed() -> None:
    said = "They are for raising the fee and closing the port."
    told = Doing("Norland", "raise the fee and close the port")
    assert doing("Norland raising the fee and closing the port", said, lambda doer: doer == "Norland") == told
    assert doing("a starting fee", said, lambda doer: doer == "a") is None
    assert doing("a lawsuit demanding the port", said, lambda doer: doer == "Norland") is None


def test_what_was_ruled_out_was_not_refused_to_be_ruled_out() -> None:
    text = "Brandt ruled out a higher fee."
    refused = Concession(id="c-1", summary="Ada Brandt ruling out a higher fee", by=("brandt",), status="refused",
                         confidence=0.9, evidence=(Span.of(text, 0, len(text)),))  # fmt: skip
    assert lines_of(text, refused) == ["Brandt ruled out a higher fee (c-1)."]


def lines_of(text: str, *entries: Proposal | Concession, statements: tuple[Statement, ...] = ()) -> list[str]:
    briefing = Briefing(
        article=Article.of(text),
        actors=ACTORS,
        statements=statements,
        proposals=tuple(e for e in entries if isinstance(e, Proposal)),
        concessions=tuple(e for e in entries if isinstance(e, Concession)),
        provenance=MADE,
    )
    return [
        "".join(p if isinstance(p, str) else p.text if isinstance(p, Verb) else f"({p.entry})" for p in sentence)
        for sentence in bottom_line(Index(briefing))
        if any(isinstance(part, Ref) for part in sentence)
    ]


def proposal(text: str, summary: str, **known: Any) -> Proposal:
    fields: dict[str, Any] = {"kind": "initiative", "status": "open", "confidence": 0.9} | known
    return Proposal(id="p-1", summary=summary, evidence=(Span.of(text, 0, len(text)),), **fields)


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({"kind": "demand", "proponents": ("brandt",)}, "Still open: Brandt’s demand that the harbour board open the"),
        ({"kind": "offer", "proponents": ("board",)}, "Still open: the harbour board’s offer to open the quay (p-1)."),
        ({"proponents": ("board",)}, "Still open: the harbour board’s plan to open the quay (p-1)."),
        ({"status": "agreed", "proponents": ("board",)}, "The harbour board agreed to open the quay (p-1)."),
        ({"status": "agreed", "proponents": ("board", "brandt")},
         "The harbour board and Brandt agreed that the harbour board would open the quay (p-1)."),
        ({"status": "enacted", "proponents": ("board",)}, "The harbour board went ahead with opening the quay (p-1)."),
        ({"status": "withdrawn", "proponents": ("board",)}, "The harbour board dropped a plan to open the quay (p-1)."),
        ({"status": "withdrawn", "proponents": ("brandt",), "kind": "offer"},
         "Brandt dropped an offer that the harbour board open the quay (p-1)."),
    ],
)  # fmt: skip
def test_who_is_to_do_what(known: dict[str, Any], line: str) -> None:
    text = "The harbour board is to open the quay."
    (told,) = lines_of(text, proposal(text, "the harbour board opening the quay", **known))
    assert told.startswith(line)


def test_who_refuses_what_others_ask_of_it() -> None:
    text = "The harbour board will not open the quay."
    position = Position(actor="board", stance="rejects", evidence=(Span.of(text, 0, 10),))
    asked = proposal(text, "the harbour board opening the quay", kind="demand", proponents=("brandt",),
                     status="rejected", positions=(position,))  # fmt: skip
    assert lines_of(text, asked) == ["The harbour board refused to open the quay (p-1)."]


def test_a_source_that_is_no_actor_is_named_in_the_articles_words() -> None:
    text = "Newspaper reports say the harbour board is to open the quay."
    said = Statement(
        id="s-1", speaker=None, direct=False, source=Span.of(text, 0, 17), cue=Span.of(text, 18, 21),
        content=Span.of(text, 22, len(text)),
    )  # fmt: skip
    (told,) = lines_of(
        text, proposal(text, "the harbour board opening the quay", proponents=("board",)), statements=(said,)
    )
    assert told == "Still open: the harbour board’s plan to open the quay, according to newspaper reports (p-1)."


def test_what_somebody_asks_for_is_not_put_on_his_own_word() -> None:
    text = "The board said it wanted a new crane."
    (told,) = lines_of(
        text, proposal(text, "a new crane", kind="demand", proponents=("board",), reported_by=("board",))
    )
    assert "according to" not in told


def test_a_rejected_offer_and_the_concession_in_it_are_one_sentence() -> None:
    text = "Brandt turned down the harbour board, which had offered to open the quay."
    evidence = (Span.of(text, 0, len(text)),)
    offer = proposal(text, "the harbour board opening the quay", kind="offer", proponents=("board",), status="rejected",
                     positions=(Position(actor="brandt", stance="rejects", evidence=evidence),))  # fmt: skip
    given = Concession(id="c-1", summary="the harbour board opening the quay", by=("board",), status="offered",
                       confidence=0.9, evidence=evidence)  # fmt: skip
    assert lines_of(text, offer, given) == [
        "Brandt rejected the harbour board’s offer to open the quay (p-1), offered as a concession (c-1)."
    ]


def test_who_refuses_to_give_ground_is_said_so() -> None:
    text = "Brandt refused to call off the strike."
    refused = Concession(id="c-1", summary="Ada Brandt calling off the strike", by=("brandt",), status="refused",
                         confidence=0.9, evidence=(Span.of(text, 0, len(text)),))  # fmt: skip
    assert lines_of(text, refused) == ["Brandt refused to call off the strike (c-1)."]


def test_a_demand_that_was_given_up_is_called_one() -> None:
    text = "Brandt dropped the demand for a new crane."
    dropped = proposal(text, "a new crane", kind="demand", proponents=("brandt",), status="withdrawn")
    assert lines_of(text, dropped) == ["Brandt dropped a demand for a new crane (p-1)."]


@pytest.mark.parametrize(
    ("summary", "known", "line"),
    [
        ("the harbour board’s crews opening the quay", {"kind": "demand", "proponents": ("board",)},
         "Still open: the harbour board’s demand that its crews open the quay (p-1)."),
        ("Ada Brandt’s crews opening the quay", {"kind": "demand", "proponents": ("brandt",)},
         "Still open: Brandt’s demand that Brandt’s crews open the quay (p-1)."),
        ("the harbour board and Ada Brandt’s crews opening the quay",
         {"status": "agreed", "proponents": ("board", "brandt")},
         "The harbour board and Brandt agreed that their crews would open the quay (p-1)."),
        ("a five-year deal between the harbour board and the shipping lines covering the quay",
         {"status": "agreed", "proponents": ("board", "lines")},
         "The harbour board and the shipping lines reached a five-year deal covering the quay (p-1)."),
        ("a five-year deal with the shipping lines and Ada Brandt",
         {"status": "agreed", "proponents": ("board", "lines", "brandt")},
         "The harbour board, the shipping lines and Brandt reached a five-year deal (p-1)."),
        ("a contract for the quay", {"status": "agreed", "proponents": ("board", "lines")},
         "The harbour board and the shipping lines agreed on a contract for the quay (p-1)."),
    ],
)  # fmt: skip
def test_whose_it_is_is_said_once(summary: str, known: dict[str, Any], line: str) -> None:
    text = "The harbour board and the shipping lines said that the crews should open the quay."
    assert lines_of(text, proposal(text, summary, **known)) == [line]


def test_who_refuses_needs_no_other_word_than_his_own() -> None:
    text = "Brandt said she would not accept a night shift."
    refused = Position(actor="brandt", stance="rejects", evidence=(Span.of(text, 0, 10),))
    told = proposal(text, "a night shift", kind="demand", proponents=("board",), status="rejected",
                    positions=(refused,), reported_by=("brandt",))  # fmt: skip
    assert lines_of(text, told) == ["Brandt rejected the harbour board’s demand for a night shift (p-1)."]


def test_what_the_sentence_says_is_not_said_again_by_the_summary() -> None:
    text = "The harbour board offered a rise of 3 percent."
    given = Concession(id="c-1", summary="the harbour board offering a rise of 3 percent", by=("board",),
                       status="offered", confidence=0.9, evidence=(Span.of(text, 0, len(text)),))  # fmt: skip
    assert lines_of(text, given) == ["Offered as a concession: a rise of 3 percent, from the harbour board (c-1)."]


def test_nobody_puts_forward_a_deal_that_was_struck_or_talks_that_are_held() -> None:
    text = "The harbour board signed a $6bn deal with the port. The harbour board held talks with the shipping lines."
    deal, talks = (
        Proposal(
            id=id,
            summary=summary,
            kind="initiative",
            status=status,
            proponents=proponents,
            confidence=0.9,
            evidence=(Span.of(text, *where),),
        )
        for id, summary, status, proponents, where in (
            ("d", "a $6bn deal with the port", "agreed", ("board",), (0, 51)),
            ("t", "talks with the shipping lines", "open", ("board", "lines"), (52, len(text))),
        )
    )
    said = lines_of(text, deal, talks)
    assert said == [
        "Agreed: a $6bn deal with the port, reached by the harbour board (d).",
        "Still open: talks with the shipping lines, involving the harbour board (t).",
    ]


def plain(text: str) -> str:
    """The whole bottom line of what the analysis makes of a text."""
    return " ".join(lines(analyse(Article.of(text))))


def test_who_is_heard_is_told_by_name() -> None:
    said = '"We want peace," said Anna Holm, the leader of Norway. "We want it too," said Tom Alder of Sweden.'
    text = f"Two leaders speak\n\nNorway and Sweden met on Monday. {said}"
    assert "The article attributes statements to Anna Holm and Tom Alder." in plain(text)


def test_what_is_conceded_is_told_before_who_stands_where() -> None:
    text = "The Tessin Group agreed to pay $9m to victims of the spill. Anna Holm, a campaigner, welcomed the deal."
    assert "as a concession to victims , with Anna Holm in favour" in " ".join(plain(text).split()).replace("  ", " ")


def test_a_source_that_is_no_actor_is_a_source() -> None:
    text = "Ferry deal\n\nNorway has agreed to share its ferries with Sweden, according to local newspapers."
    assert "according to local newspapers" in plain(text)
    assert "no source" not in plain(text)


HEARD = "Halden Foods agreed to pay $54m to settle the suit. {} said Halden Foods."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            '"We want to look ahead and not back,"',
            "In the words of Halden Foods: “We want to look ahead and not back”.",
        ),
        ('It was "a fair price to pay for peace",', None),  # a part of a sentence
        ('"We are glad,"', None),  # says too little
    ],
)
def test_a_short_bottom_line_gives_a_party_the_word(said: str, told: str | None) -> None:
    line = plain(HEARD.format(said))
    assert (told in line) if told else ("In the words of" not in line)


def test_a_body_and_who_speaks_for_it_are_one_side() -> None:
    text = (
        "Norway proposed a truce. Swedish foreign minister Anna Holm rejected the truce. Sweden rejected the truce too."
    )
    assert {x.actor for x in analyse(Article.of(text)).proposals[0].positions} == {"anna-holm", "sweden"}
    assert "Sweden rejected a truce" in plain(text)
    assert "Holm" not in plain(text)


def test_a_quotation_leads_to_its_words() -> None:
    text = HEARD.format('"We want to look ahead and not back,"')
    view = BriefingView(analyse(Article.of(text)))
    line: Any = fromstring(str(view.bottom_line.html()))
    article: Any = fromstring(str(view.article.html()))
    (link,) = line.xpath("//a[@class='go']/@href")
    assert article.xpath(f"//*[@id='{link[1:]}']")


def test_that_nobody_gives_anything_is_told() -> None:
    assert "The analysis found no concession." in plain("Norway demanded that Sweden reopen the mine.")
    assert "no concession" not in plain("Norway offered to waive the fee that Sweden pays.")


def test_what_a_deal_still_needs_is_told_with_it() -> None:
    text = "Halden Foods agreed to pay $54m to settle the suit. The deal is subject to approval by the court."
    assert "Halden Foods agreed to pay $54m to settle the suit, conditional on approval by the court" in plain(text)


def test_whose_demand_it_was_is_told_once() -> None:
    text = "The harbour board had originally sought 12%."
    asked = proposal(text, "a demand for 12%", kind="demand", status="rejected", proponents=("board",))
    assert lines_of(text, asked) == ["Rejected: the harbour board’s demand for 12% (p-1)."]


def test_who_agrees_is_not_named_again_in_what_is_agreed() -> None:
    told = plain("Norway and Sweden agreed on a rescue plan between Norway and Sweden for the ferry.")
    assert "Norway and Sweden agreed on a rescue plan" in told
    assert told.count("Norway") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Halden Party ruled out rejoining a government led by Ole Dahl.",
            "The Halden Party ruled out rejoining a",
        ),
        (
            "Youth groups had called for the quay to be opened as a museum, but dropped the demand.",
            "Youth groups dropped a demand that the quay be opened",
        ),
        (
            "Parliament passed a bill to ban lead paint. The Halden Party voted against it.",
            "with the Parliament in favour and the Halden Party against",
        ),
        ("Halden offered 5bn crowns for Orsk. Orsk rejected the offer.", "Orsk rejected Halden’s offer of 5bn crowns"),
        (
            "Halden offered 5bn crowns for Orsk. Halden will not go ahead with the bid.",
            "Halden dropped an offer of 5bn crowns",
        ),
    ],
)
def test_a_refusal_and_an_end_are_told_in_plain_words(text: str, told: str) -> None:
    assert told in plain(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Green group demanded that the quay be closed to cars.", "Still open: the Green group’s demand"),
        ("The Veldport health board offered to keep the ward open.", "the Veldport health board’s offer"),
        ("Marovia's Torvi movement is angry. Norland called on the Torvis to free the crew.", "that the Torvis free"),
        ("The Veld firm offered to sell its mines. Veld shares fell.", "Veld’s offer to sell its mines"),
        ("The GABR union demanded that no job be cut.", "Still open: GABR’s demand"),
        ("The EHN demanded that no job be cut.", "Still open: the EHN’s demand"),
        ("Veldport City Council offered to reopen the pool.", "Still open: Veldport City Council’s offer"),
        ("The Veldport City Council offered to reopen the pool.", "Still open: the Veldport City Council’s offer"),
        ("Human rights groups demanded that Norway free the crew.", "Still open: human rights groups’ demand"),
        ("German carmakers demanded that Norway cut the duty.", "Still open: German carmakers’ demand"),
        ("Pro-Iran militias demanded that Norway free the crew.", "Still open: pro-Iran militias’ demand"),
        ("Norway freed the crew. Neighbouring Sweden offered to host talks.", "Still open: Sweden’s offer"),
        ("Norway freed the crew. The State Department demanded that Iran do so too.", "the State Department’s demand"),
        ("The Christian Democrats demanded that the toll be cut.", "Still open: the Christian Democrats’ demand"),
        ("The Republic of Congo demanded that the toll be cut.", "Still open: the Republic of the Congo’s demand"),
        ("The Commission on the Uses of the Sea proposed that Norway and Chad share the port.",
         "Still open: the Commission on the Uses of the Sea’s proposal that Norway and Chad share the port"),
    ],
)  # fmt: skip
def test_actors_are_called_by_their_whole_names_and_with_their_articles(text: str, told: str) -> None:
    assert told in plain(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Taiwan's presidential office said it hoped for talks.", "Taiwan’s presidential office"),
        ("Tirfon said it hoped for talks.", "Tirfon"),
        ("Women's groups said they hoped for talks.", "women’s groups"),
        ("Local newspapers said talks would be held on Monday.", "local newspapers"),
        ("Management said it hoped for talks.", "management"),
    ],
)
def test_a_name_keeps_its_capital_within_a_sentence(text: str, told: str) -> None:
    assert f"The article attributes statements to {told}." in plain(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Marovia and Ruvania said on Monday they had agreed to pull back their troops.", ""),
        ("Norway and Chad will open a joint embassy, their leaders said on Monday.", ""),
        ("Norway and Chad have agreed to pull back their troops, the two countries said in a statement. Italy said no.",
         ""),
        ("Norway and Chad have agreed to build a port together, officials said.", "officials"),
        ("Norway and Chad have agreed to build a port together, negotiators said.", "negotiators"),
        ("Norway and Chad have agreed to build a port together, Norway said.", "Norway"),
        ("Norway and Denmark said they backed the French plan to ban lead paint.", "Norway and Denmark"),
    ],
)  # fmt: skip
def test_what_several_say_is_on_the_word_of_all_of_them(text: str, told: str) -> None:
    found = plain(text)
    assert (f"according to {told}" in found.replace(" ,", ",")) if told else ("according" not in found)


def test_what_another_does_meanwhile_is_on_the_articles_own_word() -> None:
    text = "Norway and Denmark said they backed the French plan to ban lead paint, while Austria asked for a delay."
    assert "Austria’s demand for a delay ." in plain(text)
    said = analyse(Article.of(text)).statements
    assert [s.content.text for s in said if "plan" in s.content.text] == [
        "they backed the French plan to ban lead paint"
    ]
    text = "The firm said that sales had risen, while costs had fallen."
    assert "costs" in analyse(Article.of(text)).statements[0].content.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway proposed a truce in Marovia. Chad accepted the proposal.",
         "Chad accepted Norway’s proposal for a truce"),
        ("Norway proposed a truce in Chad. The army accepted it on Monday. Italy welcomed the deal.",
         "The army accepted Norway’s proposal for a truce in Chad, with Italy in favour"),
        ("Norway and Chad agreed on a truce. Italy welcomed the deal.", "with Italy in favour"),
        ("Norway and Chad proposed a truce. Italy and Spain accepted it.",
         "Italy and Spain accepted Norway and Chad’s proposal for a truce ."),
        ("Norway and Chad want an agreement on the river.", "Norway and Chad’s demand for an agreement on the river"),
        ("The union is demanding 8%. The council said it had no money.", "Still open: the union’s demand for 8% ."),
        ("Northern parties threatened to block the bill.", "Still open: northern parties’ threat to block the bill"),
        ("Britain will lift sanctions on 12 Syrian banks, the ministry said.", "as a concession"),
    ],
)  # fmt: skip
def test_whose_proposal_was_accepted_and_whose_plan_is_open(text: str, told: str) -> None:
    assert told in plain(text)


def test_a_promise_and_the_concession_in_it_are_one_sentence() -> None:
    found = plain("Britain will lift sanctions on 12 Syrian banks. The ministry said Syria had asked for it.")
    assert "offer to lift sanctions on 12 Syrian banks" in found
    assert "Conceded" not in found


def test_what_is_rejected_and_asked_to_be_dropped_is_told_once() -> None:
    text = "The shipping lines rejected a tower on the quay. They asked the harbour board to drop plans for it."
    positions = (Position(actor="lines", stance="rejects", evidence=(Span.of(text, 0, 40),)),)
    rejected = proposal(text, "a tower on the quay", status="rejected", positions=positions)
    asked = proposal(
        text, "the harbour board dropping plans for a tower on the quay", kind="demand", proponents=("lines",)
    ).model_copy(update={"id": "p-2"})
    assert not any("rejected" in line for line in lines_of(text, rejected, asked))
    others = asked.model_copy(update={"proponents": ("brandt",)})
    assert any("rejected" in line for line in lines_of(text, rejected, others))


def test_what_somebody_demands_of_another_is_no_concession_of_his() -> None:
    text = "The shipping lines want the harbour board to cut the fee for boats."
    summary = "the harbour board cutting the fee for boats"
    asked = proposal(text, summary, kind="demand", proponents=("lines",), addressees=("board",))
    given = Concession(
        id="c-1", summary="shipping lines cutting the fee for boats", status="offered", by=("lines",),
        evidence=asked.evidence, confidence=0.9,
    )  # fmt: skip
    assert not any("concession" in line for line in lines_of(text, asked, given))
    own = given.model_copy(update={"by": ("board",), "summary": summary})
    assert any("as a concession" in line for line in lines_of(text, asked, own))


@pytest.mark.parametrize(
    ("summary", "known", "line"),
    [
        ("the sale of the harbour board’s quay", {}, "The harbour board rejected the sale of its quay (p-1)."),
        ("Ada Brandt’s offer for the harbour board", {"kind": "offer", "proponents": ("brandt",)},
         "The harbour board rejected Ada Brandt’s offer (p-1)."),
        ("a visit to Ada Brandt and the harbour board’s quay", {},
         "The harbour board rejected a visit to Ada Brandt and the harbour board’s quay (p-1)."),
    ],
)  # fmt: skip
def test_what_is_the_subjects_own_is_not_put_by_its_name_again(summary: str, known: dict[str, Any], line: str) -> None:
    text = "The harbour board said no to that."
    position = Position(actor="board", stance="rejects", evidence=(Span.of(text, 0, len(text)),))
    assert lines_of(text, proposal(text, summary, status="rejected", positions=(position,), **known)) == [line]


def test_a_bare_sum_is_said_to_be_demanded_or_offered() -> None:
    text = "Brandt wanted at least 20%."
    asked = proposal(text, "at least 20%", kind="demand", proponents=("brandt",))
    assert lines_of(text, asked) == ["Still open: Brandt’s demand for at least 20% (p-1)."]


def test_a_demand_that_is_dropped_and_the_concession_in_it_are_one_sentence() -> None:
    text = "Brandt dropped her demand for a new crane."
    evidence = (Span.of(text, 0, len(text)),)
    asked = proposal(text, "a new crane", kind="demand", proponents=("brandt",), status="withdrawn")
    given = Concession(id="c-1", summary="Ada Brandt dropping her demand for a new crane", by=("brandt",),
                       status="made", confidence=0.9, evidence=evidence)  # fmt: skip
    assert lines_of(text, asked, given) == ["Brandt dropped a demand for a new crane (p-1), as a concession (c-1)."]
