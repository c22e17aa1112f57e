"""Proposals: acts on one course of action make one entry, whose kind, status and positions follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.extraction.actors import find_cast
from communique.extraction.acts import find_acts
from communique.extraction.courses import effects
from communique.extraction.proposals import find_proposals
from communique.extraction.reading import read
from communique.extraction.statements import find_statements
from communique.model import Article, Proposal

LEAD = "Norway, Sweden and Finland held a meeting on Monday about their borders.\n"


def proposals_in(text: str, published: str | None = None) -> tuple[Proposal, ...]:
    reading = read(text)
    cast = find_cast(reading)
    return find_proposals(reading, cast, find_acts(reading, cast, find_statements(reading, cast)), published)


def one(text: str) -> Proposal:
    (proposal,) = proposals_in(LEAD + text)
    return proposal


@pytest.mark.parametrize(
    ("text", "kind", "status", "proponents"),
    [
        ("Norway urged Sweden to open the border to lorries.", "demand", "open", ("norway",)),
        ("Norway offered to open the border to lorries.", "offer", "open", ("norway",)),
        ("Norway and Sweden agreed to open the border to lorries.", "initiative", "agreed", ("norway", "sweden")),
        ("Norway's parliament voted to close the border.", "initiative", "enacted", ("norway-parliament",)),
        ("Norway is to pay Sweden $2bn to end a lawsuit.", "initiative", "agreed", ("norway",)),
        ("Norway announced a deal to buy aircraft from Sweden.", "initiative", "agreed", ("norway",)),
        ("Norway is introducing a ban on foreign lorries.", "initiative", "open", ("norway",)),
        ("Norway is seeking to cut farm subsidies by $45bn.", "initiative", "open", ("norway",)),
        ("Norway withdrew its offer to open the border to lorries.", "offer", "withdrawn", ("norway",)),
    ],
)
def test_kind_status_and_proponents(text: str, kind: str, status: str, proponents: tuple[str, ...]) -> None:
    proposal = one(text)
    assert (proposal.kind, proposal.status, proposal.proponents) == (kind, status, proponents)


def test_a_demand_that_is_refused_is_rejected_by_whom_it_was_put_to() -> None:
    proposal = one("Norway urged Sweden to open the border to lorries. Sweden refused to open the border.")
    assert proposal.status == "rejected"
    assert proposal.addressees == ("sweden",)
    assert [(p.actor, p.stance) for p in proposal.positions] == [("sweden", "rejects")]


def test_who_will_refuse_has_not_done_so() -> None:
    proposal = one("Norway offered to open the border to lorries. Sweden will reject the offer.")
    assert proposal.status == "open"


def test_a_refusal_in_words_that_only_point_settles_where_a_proposal_stands() -> None:
    text = LEAD + "Norway offered to open the border to lorries. Sweden turned the idea down on Tuesday."
    (proposal,) = analyse(Article.of(text)).proposals
    assert proposal.status == "rejected"


def test_what_some_accept_and_others_refuse_is_contested() -> None:
    proposal = one(
        "Norway offered to open the border to lorries. Sweden accepted the offer. Finland rejected the offer."
    )
    assert proposal.status == "contested"
    assert {(p.actor, p.stance) for p in proposal.positions} == {("sweden", "supports"), ("finland", "rejects")}


def test_when_something_is_to_happen_first_is_a_condition_and_no_loose_end() -> None:
    proposal = one("Norway offered to open the border to lorries as soon as Sweden pays its debt.")
    assert proposal.summary == "Norway opening the border to lorries"
    assert [c.summary for c in proposal.conditions] == ["Sweden paying its debt"]


def test_a_condition_is_not_its_own_and_the_demand_after_it_points_to_it() -> None:
    proposal = one(
        "“There will be no trade unless Sweden opens its border to lorries,” Norway said. Sweden dismissed the demand."
    )
    assert (proposal.kind, proposal.status, proposal.conditions) == ("condition", "rejected", ())


def test_what_is_to_be_exchanged_is_agreed() -> None:
    proposal = one("Forty lorries are to be exchanged before the end of the month, Norway said.")
    assert (proposal.summary, proposal.status) == (
        "Forty lorries being exchanged before the end of the month",
        "agreed",
    )


def test_what_is_to_come_unless_something_happens_is_not_in_effect() -> None:
    text = "Norway will impose a duty on lorries from Sweden unless Sweden opens the border."
    proposal = proposals_in(LEAD + text)[0]
    assert proposal.status == "open"
    assert [c.summary for c in proposal.conditions] == ["Sweden not opening the border"]


def test_what_is_done_with_ones_own_offer_is_on_that_offer() -> None:
    text = "Norway will close its offer of a fishing licence to Sweden on Friday."
    assert [p.kind for p in proposals_in(LEAD + text)] == ["offer"]


def test_whoever_seeks_to_buy_puts_that_forward() -> None:
    proposal = one("Delta Bank is seeking to buy the minority investors in Omega Insurance for $5bn.")
    assert (proposal.proponents, proposal.status) == (("delta-bank",), "open")


@pytest.mark.parametrize("course", ["another increase", "the same deal", "a separate meeting"])
def test_one_more_of_a_thing_that_is_not_named_is_no_entry(course: str) -> None:
    assert proposals_in(LEAD + f"Norway offered Sweden {course}.") == ()


def test_who_asks_for_a_thing_is_not_the_one_to_do_it() -> None:
    proposal = one("Norway appealed to Sweden to open the border to lorries.")
    assert proposal.summary == "Sweden opening the border to lorries"


def test_the_offer_is_the_one_that_was_made() -> None:
    assert len(proposals_in(LEAD + "Norway offered to open the border to lorries. The offer stands until May.")) == 1


@pytest.mark.parametrize(
    "deal",
    [
        "Norway struck a deal to supply Sweden with gas.",
        "Norway agreed to buy gas from Sweden.",
        "Norway signed a deal on gas with Sweden.",
    ],
)
def test_both_sides_of_a_deal_are_its_parties(deal: str) -> None:
    (proposal,) = analyse(Article.of(LEAD + deal)).proposals
    assert proposal.proponents == ("norway", "sweden")


def test_a_merger_that_may_come_about_is_put_on_the_table() -> None:
    assert one("Two big railway unions could merge to form a union of two million members.").status == "open"


def test_what_was_agreed_on_is_told_even_where_it_is_unclear_by_whom() -> None:
    text = "They also agreed to start negotiating a ceasefire at sea, with the talks to take place in May, she said."
    assert "agreed" in {p.status for p in proposals_in(LEAD + text)}


def test_what_a_deal_sets_down_is_no_entry_of_its_own() -> None:
    text = "Norway and Sweden agreed to share their gas. Under the agreement, Norway will supply Sweden with coal."
    assert [p.status for p in proposals_in(LEAD + text)] == ["agreed"]


def test_the_offer_without_its_bidder_is_the_one_spoken_of() -> None:
    text = "Delta Bank made a £2bn offer for Omega Insurance in May. The offer was rejected in June."
    (proposal,) = proposals_in(text)
    assert (proposal.proponents, proposal.status) == (("delta-bank",), "rejected")


def test_what_is_asked_about_a_bid_is_not_the_bid() -> None:
    bid = "Delta Bank made a £2bn offer for Omega Insurance. "
    text = bid + "Anna Holm urged the regulator to block the takeover of Omega."
    assert {(p.kind, p.proponents) for p in proposals_in(text)} == {
        ("offer", ("delta-bank",)),
        ("demand", ("anna-holm",)),
    }


def test_two_courses_are_two_entries() -> None:
    text = "Norway urged Sweden to open the border to lorries. Finland called for a boycott of foreign salmon."
    assert {p.proponents for p in proposals_in(LEAD + text)} == {("norway",), ("finland",)}


def test_a_deadline_keeps_the_words_of_the_article() -> None:
    deadline = one("Norway urged Sweden to open the border to lorries by Friday.").deadline
    assert deadline is not None and deadline.text == "by Friday" and deadline.date is None


def test_a_whole_date_is_settled() -> None:
    deadline = one("Norway urged Sweden to open the border to lorries by 14 March 2031.").deadline
    assert deadline is not None and deadline.date == "2031-03-14"


@pytest.mark.parametrize(
    ("words", "published", "settled"),
    [
        ("by Friday", "2031-03-12", "2031-03-14"),  # a Wednesday
        ("by Wednesday", "2031-03-12", None),
        ("by next Friday", "2031-03-12", None),
        ("by 14 March", "2031-03-12T08:00:00Z", "2031-03-14"),
        ("by 2 March", "2031-03-12", "2032-03-02"),
        ("by tomorrow", "9999-12-31", None),
        ("by Friday", "last week", None),
    ],
)
def test_the_date_of_the_article_settles_a_deadline(words: str, published: str, settled: str | None) -> None:
    (proposal,) = proposals_in(LEAD + f"Norway urged Sweden to open the border to lorries {words}.", published)
    assert proposal.deadline is not None and proposal.deadline.date == settled


@pytest.mark.parametrize(
    "text",
    [
        "It rained for a week, and the harvest was poor.",
        "Shares in the group fell 3% and demand for its cars was weak.",
        "Norway declined to comment.",
        "Norway routinely seeks medical help in Sweden.",
        "Public pressure may push Norway to reach a compromise.",
        "“We have been offering our unlimited music service for years.”",
        "Norway refused to bow to the threats.",
        "",
    ],
)
def test_no_dealings_give_no_proposals(text: str) -> None:
    assert proposals_in(LEAD + text) == ()


def test_evidence_is_short_and_of_the_text() -> None:
    text = LEAD + "Norway urged Sweden to open the border to lorries. " * 6
    for proposal in proposals_in(text):
        assert sum(len(span.text) for span in proposal.evidence) <= 800
        assert all(text[span.start : span.end] == span.text for span in proposal.evidence)


def test_every_class_of_act_of_the_lexicon_has_a_row_in_the_table() -> None:
    from communique.extraction.words import lexicon

    known = lexicon()
    used = {t.act for triggers in known.verbs.values() for t in triggers} | set(known.nouns.values())
    used |= {act.removesuffix("-it") for act in known.adjectives.values()} | set(known.met.values())
    assert used <= effects().keys()


WORDS = """Norway Sweden agreed refused offered to not the a plan deal bid for of on by , . “ ” if unless and instead
    must will it they reject £2bn (£3bn) talks about with Monday is was said co-operate open border"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_any_words_give_valid_proposals_and_the_same_each_time(words: list[str]) -> None:
    text = " ".join(words)
    found = proposals_in(text)
    assert found == proposals_in(text)
    assert all(text[s.start : s.end] == s.text for p in found for s in p.evidence)
