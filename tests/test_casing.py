from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.extraction.casing import readable


def test_ordinary_text_stays_as_it_is() -> None:
    text = "The WTO met in Geneva. NATO and the EU did not."
    assert readable(text) == text


def test_capitals_are_left_where_names_and_sentences_begin() -> None:
    text = "THE GOVERNMENT REJECTED THE OFFER. IVO BRANDT SAID THEY WOULD NEGOTIATE."
    assert readable(text) == "The government rejected the offer. Ivo Brandt said they would negotiate."


@given(st.text(max_size=200).map(str.upper))
def test_offsets_stay_the_same(text: str) -> None:
    put = readable(text)
    assert len(put) == len(text)
    assert all(a.lower() == b.lower() for a, b in zip(text, put, strict=True))
