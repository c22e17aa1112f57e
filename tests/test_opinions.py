from __future__ import annotations

import pytest

from communique.extraction.actors import find_cast
from communique.extraction.opinions import Voices, find_opinions
from communique.extraction.reading import read
from communique.extraction.statements import find_statements


def opinions(text: str) -> list[tuple[tuple[str, ...], str]]:
    reading = read(text)
    cast = find_cast(reading)
    voices = Voices(reading, cast, find_statements(reading, cast))
    return [(act.agents, act.act) for act in find_opinions(reading, voices)]


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Anna Holm called the plan reckless.", "condemn"),
        ("Anna Holm said the deal was fair.", "support"),
        ("Anna Holm said the deal was not fair.", "criticise"),
        ("Anna Holm said she was happy with the agreement.", "support"),
        ("Anna Holm said the bid undervalues the company.", "condemn"),
        ("“The offer is inadequate,” said Anna Holm.", "criticise"),
        ("“This is a momentous day,” said Anna Holm.", "support"),
        ("Anna Holm said a good deal had been reached.", "support"),
        ("The decision has outraged Anna Holm.", "condemn"),
    ],
)
def test_a_judgement_of_a_course_of_action_is_its_speakers(sentence: str, act: str) -> None:
    assert opinions(f"The two sides met in the morning.\n{sentence}") == [(("anna-holm",), act)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The plan was reckless.",  # nobody's word
        "Anna Holm asked whether the deal was fair.",  # left open
        "Anna Holm said the deal could be fair.",  # not said to be so
        "Anna Holm asked why the deal was fair.",
        "Anna Holm, an analyst at a bank, said the deal was fair.",  # only watches
        "Anna Holm said it was a good day for a walk along the wall.",
    ],
)
def test_what_is_no_judgement_of_a_course_of_action(sentence: str) -> None:
    assert opinions(f"The two sides met in the morning.\n{sentence}") == []
