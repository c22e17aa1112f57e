from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extraction.quotations import find_quotations

MARKS = st.text(alphabet="\"'“”‘’„«» .,ab\nA", max_size=80)


def words(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We agree," she said.', ["We agree,"]),
        ("“We agree,” she said.", ["We agree,"]),
        ("«Nous sommes d'accord», she said.", ["Nous sommes d'accord"]),
        ("'We agree to it,' she said.", ["We agree to it,"]),
        ("‘We don’t agree,’ she said.", ["We don’t agree,"]),
        ("It isn't the firm's plan, nor the unions' wish.", []),
        ("She called it 'the unions' last hope' again.", ["the unions' last hope"]),
        ('He said: "One. "Two. "Three."', ["One.", "Two.", "Three."]),
        ('"First paragraph.\n"Second paragraph," he said.', ["First paragraph.", "Second paragraph,"]),
        ('He said: "This is unclosed. Then it rained.', ["This is unclosed."]),
        ("An odd mark stands here ” and that is all.", []),
        ('5" pipes are sold.', []),
    ],
)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_quotation_within_another_is_nested() -> None:
    text = "\"He told me 'never again' twice,\" she said."
    outer, inner = find_quotations(text)
    assert not outer.nested and inner.nested and inner.single
    assert text[inner.start : inner.end] == "never again"


def test_an_unclosed_quotation_says_so() -> None:
    (quotation,) = find_quotations('She said: "no end to this')
    assert not quotation.closed and quotation.closing == quotation.end


@given(MARKS)
def test_any_marks_give_quotations_in_order_with_words_in_them(text: str) -> None:
    found = find_quotations(text)
    assert [q.opening for q in found] == sorted(q.opening for q in found)
    for q in found:
        assert 0 <= q.opening < q.start < q.end <= q.closing <= len(text)
        assert text[q.start : q.end].strip() == text[q.start : q.end] != ""


@given(MARKS)
def test_quotations_in_double_marks_do_not_overlap(text: str) -> None:
    double = [q for q in find_quotations(text) if not q.single]
    assert all(a.end <= b.opening for a, b in pairwise(double))
