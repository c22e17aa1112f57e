"""Summaries: gerunds, owners, pronouns, and never more than twenty-five words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extraction.actors import find_cast
from communique.extraction.contents import content_of
from communique.extraction.naming import possessive, with_article
from communique.extraction.reading import read
from communique.extraction.summaries import gerund, summarise, tidy
from communique.extraction.trimming import stands_alone


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("pay", "paying"), ("cut", "cutting"), ("halt", "halting"), ("release", "releasing"), ("agree", "agreeing"),
        ("tie", "tying"), ("stop", "stopping"), ("open", "opening"), ("begin", "beginning"), ("fix", "fixing"),
        ("be", "being"), ("withdraw", "withdrawing"), ("dye", "dyeing"),
    ],
)  # fmt: skip
def test_gerund(verb: str, form: str) -> None:
    assert gerund(verb) == form


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("United Kingdom", "the United Kingdom"),
        ("Norway", "Norway"),
        ("The Times", "the Times"),
        ("EU", "the EU"),
        ("Delta Foods", "Delta Foods"),
    ],
)
def test_a_name_takes_its_article_within_a_sentence(name: str, within: str) -> None:
    assert with_article(name) == within


def test_possessives() -> None:
    assert possessive("Norway") == "Norway’s"
    assert possessive("the unions") == "the unions’"


@given(st.text(max_size=400))
def test_tidied_text_is_one_line_of_at_most_25_words(text: str) -> None:
    tidied = tidy(text)
    assert "\n" not in tidied and len(tidied.split()) <= 25
    assert tidied == tidied.strip()


def summary_of(sentence: str, verb: str) -> str:
    reading = read(f"Norway and Sweden met on Monday.\n{sentence}")
    token = next(t for t in reading.doc if t.text == verb)
    content = content_of(token)
    assert content is not None
    return summarise(content, find_cast(reading))


@pytest.mark.parametrize(
    ("sentence", "verb", "summary"),
    [
        ("Norway agreed to open the border.", "open", "Norway opening the border"),
        ("Norway agreed to open its border.", "open", "Norway opening its border"),
        ("Norway promised not to raise the tax.", "raise", "Norway not raising the tax"),
        ("Norway agreed to cut the tax and open the border.", "cut", "Norway cutting the tax and opening the border"),
        ("Norway agreed to start negotiating a treaty.", "start", "Norway negotiating a treaty"),
        (
            "Norway agreed to open the border, which has been shut since May, because trade fell.",
            "open",
            "Norway opening the border",
        ),
    ],
)
def test_a_clause_becomes_a_gerund_with_its_doer(sentence: str, verb: str, summary: str) -> None:
    assert summary_of(sentence, verb) == summary


@pytest.mark.parametrize(
    ("sentence", "verb", "summary"),
    [
        # who signs a deal alone does what it is for; who signs it with another need not
        ("Norway signed a deal to buy cheese.", "buy", "Norway buying cheese"),
        ("Norway agreed to give women the same rights as men.", "give", "Norway giving women the same rights as men"),
        ("Norway agreed to pay $5m in fines, as well as $2m to end a lawsuit.", "pay",
         "Norway paying $5m in fines and $2m to end a lawsuit"),
        ("The treaty must still be ratified by Norway.", "ratified", "the treaty being ratified by Norway"),
        ("Norway agreed to adopt majority voting in this area.", "adopt", "Norway adopting majority voting"),
        ("Norway said a bid for the mine will be raised to $5m.", "raised", "a bid for the mine being raised to $5m"),
        ("Norway will publish how much it has spent.", "publish", "Norway publishing how much it has spent"),
        ("Norway agreed to pay $5m, including $2m for nets, to end a lawsuit.", "pay",
         "Norway paying $5m to end a lawsuit"),
        ("Norway's sale of the mine will have to be approved by judges.", "approved",
         "Norway's sale of the mine being approved by judges"),
    ],
)  # fmt: skip
def test_a_summary_says_who_and_loses_no_complement(sentence: str, verb: str, summary: str) -> None:
    assert summary_of(sentence, verb) == summary


def test_a_verb_read_as_an_adjective_is_a_verb() -> None:
    summary = summary_of("Norway officials agreed to quadruple Sweden's management fee.", "fee")
    assert summary.endswith("quadrupling Sweden's management fee")


def test_a_long_clause_is_cut_before_a_phrase_that_can_be_spared() -> None:
    long = (
        "Norway agreed on Friday to build a harbour for the herring boats of the northern villages at the mouth of the "
        "longest river of the country in return for the right to fish in the waters of its southern neighbour."
    )
    summary = summary_of(long, "build")
    assert summary.startswith("Norway building a harbour for the herring boats of the northern villages")
    assert not summary.endswith(("of", "the", "in", "at", "to", "for", "waters"))


def test_an_it_that_is_no_actor_becomes_the_thing_it_means() -> None:
    sentence = "If the private bill is passed on Friday, Norway will urge judges to oppose it."
    assert summary_of(sentence, "oppose") == "judges opposing the private bill"


@pytest.mark.parametrize(
    ("sentence", "head", "alone"),
    [
        ("Norway presented detailed proposals.", "proposals", False),
        ("Norway presented proposals on herring quotas.", "proposals", True),
        ("Norway has sought financial bailouts.", "bailouts", False),
        ("Norway refused a full truce.", "truce", True),
    ],
)
def test_a_noun_that_says_only_that_there_is_such_a_thing_does_not_stand_alone(
    sentence: str, head: str, alone: bool
) -> None:
    reading = read(f"Norway and Sweden met on Monday.\n{sentence}")
    content = content_of(next(t for t in reading.doc if t.text == head))
    assert content is not None
    assert stands_alone(content, find_cast(reading)) is alone


def test_a_deal_that_says_nothing_else_is_between_its_parties() -> None:
    reading = read("Norway and Sweden met on Monday.\nBoth signed a preliminary oil deal.")
    content = content_of(next(t for t in reading.doc if t.text == "deal"))
    assert content is not None
    cast = find_cast(reading)
    told = summarise(content, cast, [a.id for a in cast.actors if a.name in {"Norway", "Sweden"}])
    assert told == "a preliminary oil deal between Norway and Sweden"


def test_what_became_of_an_offer_is_no_part_of_it() -> None:
    assert summary_of("Norway had an earlier offer for the mine rejected.", "offer") == "an earlier offer for the mine"
