"""Acts: active, passive, nominal and controlled forms give the same act; what is not done is told from what is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction.act import Act
from communique.extraction.actors import find_cast
from communique.extraction.acts import find_acts
from communique.extraction.reading import read
from communique.extraction.statements import find_statements

LEAD = "Norway and Sweden held a meeting on Monday about the border between them.\n"


def acts_in(sentence: str) -> tuple[Act, ...]:
    reading = read(LEAD + sentence)
    cast = find_cast(reading)
    return tuple(a for a in find_acts(reading, cast, find_statements(reading, cast)) if a.trigger.idx >= len(LEAD))


def told(sentence: str) -> set[tuple[str, tuple[str, ...], str]]:
    """Class, agents and the word that names the course, of each act in a sentence."""
    return {(a.act, a.agents, a.content.head.lemma_) for a in acts_in(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway rejected the ceasefire.",
        "The ceasefire was rejected by Norway.",
        "Norway has refused to accept the ceasefire.",
        "Norway turned down the plan for a ceasefire.",
    ],
)
def test_every_form_of_a_refusal_is_the_same_act(sentence: str) -> None:
    refusals = [a for a in acts_in(sentence) if a.agents == ("norway",) and a.content.head.lemma_ == "ceasefire"]
    assert any((a.act == "reject") != (a.act == "accept" and a.negated) for a in refusals)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Norway agreed to open the border.", ("agree", ("norway",), "open")),
        ("Norway offered to open the border.", ("offer", ("norway",), "open")),
        ("Norway's offer to open the border surprised many.", ("offer", ("norway",), "open")),
        ("Norway urged Sweden to open the border.", ("demand", ("norway",), "open")),
        ("Norway called for an inquiry.", ("demand", ("norway",), "inquiry")),
        ("Norway called on Sweden to open the border.", ("demand", ("norway",), "open")),
        ("Norway put the merger on hold.", ("withdraw", ("norway",), "merger")),
        ("Norway said Sweden must open the border.", ("demand", ("norway",), "open")),
        ("Norway is willing to open the border.", ("ready", ("norway",), "open")),
        ("Norway is set to develop a new vaccine.", ("plan", ("norway",), "develop")),
        ("A vaccine is set to be developed by Norway.", ("plan", ("norway",), "develop")),
        ("Norway will allow foreign lorries to cross the border.", ("plan", ("norway",), "allow")),
        ("Norway is to set up a new port.", ("plan", ("norway",), "set")),
        ("Norway and Sweden are joining forces to build a railway.", ("agree", ("norway", "sweden"), "build")),
        ("Norway gave Sweden until Friday to open the border.", ("demand", ("norway",), "open")),
        ("Norway would like the border to be opened.", ("demand", ("norway",), "open")),
        ("Norway suggested that the soldiers stay on their ships.", ("propose", ("norway",), "stay")),
        ("Six stadiums have been put up for sale by Norway.", ("offer", ("norway",), "stadium")),
        ("Norway announced that it is leaving the market for coal.", ("plan", ("norway",), "leave")),
        ("Norway has held merger talks with Sweden.", ("float", ("norway", "sweden"), "talk")),
        ("Norway voted to approve the transfer of its archive.", ("accept", ("norway",), "transfer")),
        ("Norway may sell a stake in its railway.", ("float", ("norway",), "sell")),
        ("Norway pleaded with Sweden to open the border.", ("demand", ("norway",), "open")),
    ],
)
def test_an_act_is_found_with_its_agent_and_its_course(sentence: str, act: tuple[str, tuple[str, ...], str]) -> None:
    assert act in told(sentence)


def test_a_demand_knows_whom_it_is_put_to() -> None:
    (demand,) = (a for a in acts_in("Norway urged Sweden to open the border.") if a.act == "demand")
    assert demand.addressees == ("sweden",)


def test_who_faces_calls_is_whom_they_are_put_to() -> None:
    (demand,) = (a for a in acts_in("Norway is facing calls to open the border.") if a.act == "demand")
    assert demand.addressees == ("norway",)


def test_a_verb_joined_by_instead_goes_back_to_the_main_clause() -> None:
    sentence = "Norway rejected the ceasefire, to which Sweden had agreed, and instead ordered a halt of all patrols."
    assert ("enact", ("norway",), "halt") in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Norway did not agree to open the border.", "agree"),
        ("Norway could agree to open the border.", "agree"),
        ("If Norway agrees to open the border, trade will grow.", "agree"),
        ("Norway hopes that Sweden will accept the treaty.", "accept"),
        ("Norway is trying to strike a deal on fish.", "agree"),
        ("Norway is close to striking a deal on fish.", "agree"),
    ],
)
def test_what_is_denied_possible_or_only_tried_does_not_hold(sentence: str, act: str) -> None:
    found = [a for a in acts_in(sentence) if a.act == act and a.form == "verb"]
    assert found and not any(a.holds for a in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway has yet to reply to the letter.",
        "Norway had to close the border in the storm.",
        "“Norway will have to pay,” said Anna Holm, an analyst at Delta Bank.",
        "Profits are set to rise.",
        "Norway suggested that prices had risen.",
        "Swedes like their dogs to run.",
        "“Delta could sell its railway,” said Anna Holm, an analyst at Omega Bank.",
        "Omega Software will allow users to share their photos.",
    ],
)
def test_what_is_outstanding_was_forced_or_is_foretold_is_neither_asked_nor_planned(sentence: str) -> None:
    assert not [a for a in acts_in(sentence) if a.act in {"demand", "plan"}]


def test_a_refusal_to_comment_is_no_act() -> None:
    assert not acts_in("Norway declined to comment.")


WORDS = """Norway Sweden agreed refused offered to not the a plan deal bid for of on by , . “ ” if unless and instead
    must will it they reject £2bn talks about with Monday is was said co-operate"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=30))
def test_any_words_give_acts_whose_tokens_are_of_the_text(words: list[str]) -> None:
    reading = read(" ".join(words))
    cast = find_cast(reading)
    for act in find_acts(reading, cast, find_statements(reading, cast)):
        assert act.content.head in act.content.tokens or act.content.pointer
        assert all(0 <= t.i < len(reading.doc) for t in act.content.tokens)


def test_nouns_that_hold_each_other_without_end_do_no_harm() -> None:
    assert isinstance(
        acts_in("Norway heard " + "a call by the firm for a demand by the union for " * 120 + "talks."), tuple
    )
