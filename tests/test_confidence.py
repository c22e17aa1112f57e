"""Confidence: who an entry's doer is by the words, and where it stands, tell how sure it is."""

from __future__ import annotations

import pytest

from communique.extraction import analyse
from communique.extraction.confidence import weigh
from communique.extraction.words import table
from communique.model import Article

TITLE = "Norway and Sweden talk about fish\n\n"


def confidence_of(text: str) -> float:
    """The confidence of the only proposal; 0 where it was too unsure to be one."""
    return sum(proposal.confidence for proposal in analyse(Article.of(TITLE + text)).proposals)


def test_a_doer_by_name_makes_an_entry_surer_than_one_that_is_unknown() -> None:
    named = confidence_of("Norway has proposed a ban on trawlers in the fjords. Sweden will answer in May.")
    unknown = confidence_of("The skippers have proposed a ban on trawlers in the fjords. Sweden will answer in May.")
    assert named > unknown


def test_what_a_text_begins_with_is_surer_than_what_it_says_last() -> None:
    said = "Norway has proposed a ban on trawlers in the fjords."
    rest = " ".join(f"The boats came home on the {n}th." for n in range(5, 19))
    assert confidence_of(f"{said} {rest}") > confidence_of(f"{rest} {said}")


@pytest.mark.parametrize("value", [0.0, 1.0, 50.0])
def test_weights_give_a_confidence_between_0_and_1(value: float) -> None:
    signs = dict.fromkeys(table("confidence")["proposals"], value)
    assert 0 <= weigh(signs, "proposals") <= 1


def test_signs_without_a_weight_count_for_nothing() -> None:
    assert weigh({"no such sign": 9.0}, "proposals") == weigh({}, "proposals")
