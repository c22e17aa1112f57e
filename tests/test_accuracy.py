"""The analysis reaches, on the articles written for this project, at least what it has reached before.

The articles of the tests; those that the analysis was developed and its weights fitted on ("known"); "fresh" ones,
which nobody reads in order to mend the analysis, so that what it reaches there is what its users get. The same two of
small news items, which are made to be hard: each tells everything in another way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from tests.scoring import ARTICLES, GOLD, HEADLINE, HERE, Json, Tally, board, golds_in, score, shortfalls

from communique import Article, Briefing, analyse
from communique.model import spans_in

WIRE = HERE / "wire"


@dataclass(frozen=True)
class Collection:
    """Annotated articles: where their texts and their golds are."""

    articles: Path
    gold: Path

    @cached_property
    def golds(self) -> dict[str, Json]:
        return golds_in(self.gold)


COLLECTIONS = {
    "own": Collection(ARTICLES, GOLD),
    "known": Collection(WIRE / "known", WIRE / "known"),
    "fresh": Collection(WIRE / "fresh", WIRE / "fresh"),
    "known items": Collection(WIRE / "items_known", WIRE / "items_known"),
    "fresh items": Collection(WIRE / "items_fresh", WIRE / "items_fresh"),
}
# What the analysis has reached, rounded down to hundredths: the F1 of what is counted, the share of what is right.
# These figures only go up. Who improves the analysis raises them; who would have to lower one has made it worse
# and mends that instead, unless the gold itself was wrong, and then the commit that changes the gold says so.
# Who gives and how things stand is in the strict rows: as shares of what is found they may fall as more is found.
FLOORS: dict[str, dict[str, float]] = {
    "own": {
        "actors": 0.93,
        "proposals": 0.84,
        "proposals strict": 0.62,
        "concessions": 0.94,
        "concessions strict": 0.84,
        "quotes": 1.00,
        "positions": 0.68,
        "actor kind": 0.96,
        "actor role": 0.97,
        "actor country": 0.87,
        "proposal kind": 0.89,
        "grounded": 1.00,
        "briefing score": 0.83,
    },
    "known": {
        "actors": 0.89,
        "proposals": 0.72,
        "proposals strict": 0.45,
        "concessions": 0.72,
        "concessions strict": 0.55,
        "quotes": 0.97,
        "positions": 0.29,
        "actor kind": 0.98,
        "actor role": 0.90,
        "actor country": 0.81,
        "proposal kind": 0.80,
        "grounded": 1.00,
        "briefing score": 0.66,
    },
    "fresh": {
        "actors": 0.88,
        "proposals": 0.62,
        "proposals strict": 0.35,
        "concessions": 0.54,
        "concessions strict": 0.38,
        "quotes": 0.95,
        "positions": 0.17,
        "actor kind": 0.96,
        "actor role": 0.79,
        "actor country": 0.66,
        "proposal kind": 0.72,
        "grounded": 1.00,
        "briefing score": 0.56,
    },
    "known items": {
        "actors": 0.82,
        "proposals": 0.57,
        "proposals strict": 0.19,
        "concessions": 0.62,
        "concessions strict": 0.32,
        "quotes": 0.88,
        "positions": 0.18,
        "actor kind": 0.93,
        "actor role": 0.86,
        "actor country": 0.76,
        "proposal kind": 0.75,
        "grounded": 1.00,
        "briefing score": 0.51,
    },
    "fresh items": {
        "actors": 0.82,
        "proposals": 0.50,
        "proposals strict": 0.10,
        "concessions": 0.34,
        "concessions strict": 0.28,
        "quotes": 0.80,
        "positions": 0.10,
        "actor kind": 0.95,
        "actor role": 0.85,
        "actor country": 0.71,
        "proposal kind": 0.77,
        "grounded": 1.00,
        "briefing score": 0.42,
    },
}
NAMES = [(of, name) for of, collection in COLLECTIONS.items() for name in collection.golds]
WITHOUT_DEALINGS = [
    (of, name)
    for of, name in NAMES
    if not (COLLECTIONS[of].golds[name]["proposals"] or COLLECTIONS[of].golds[name]["concessions"])
]


@cache
def briefing_of(of: str, name: str) -> Briefing:
    return analyse(Article.of((COLLECTIONS[of].articles / f"{name}.txt").read_text("utf-8")))


@cache
def tally_of(of: str) -> Tally:
    golds = COLLECTIONS[of].golds
    return sum((score(gold, json.loads(briefing_of(of, name).to_json())) for name, gold in golds.items()), Tally())


@pytest.mark.parametrize("of", COLLECTIONS)
def test_every_article_has_its_gold_and_every_gold_its_article(of: str) -> None:
    collection = COLLECTIONS[of]
    assert {path.stem for path in collection.articles.glob("*.txt")} == collection.golds.keys()
    assert len(collection.golds) >= 16


@pytest.mark.parametrize("of", COLLECTIONS)
def test_the_analysis_keeps_what_it_has_reached(of: str) -> None:
    tally = tally_of(of)
    assert shortfalls(tally, FLOORS[of]) == [], "\n" + board(tally, len(COLLECTIONS[of].golds))


@pytest.mark.parametrize("of", COLLECTIONS)
def test_the_floor_covers_the_headline_and_notices_an_analysis_that_finds_nothing(of: str) -> None:
    golds = COLLECTIONS[of].golds
    empty = {name: {"article": {"text": briefing_of(of, name).article.text}} for name in golds}
    total = sum((score(gold, empty[name]) for name, gold in golds.items()), Tally())
    assert FLOORS[of].keys() > {*HEADLINE, "briefing score"}
    assert {line.split(":")[0] for line in shortfalls(total, FLOORS[of])} == FLOORS[of].keys()


@pytest.mark.parametrize(("of", "name"), NAMES)
def test_every_span_holds(of: str, name: str) -> None:
    briefing = briefing_of(of, name)
    text, spans = briefing.article.text, list(spans_in((briefing.actors, briefing.statements, briefing.proposals)))
    spans += spans_in(briefing.concessions)
    assert text is not None
    assert [span for span in spans if text[span.start : span.end] != span.text] == []


def test_an_article_without_dealings_gives_an_empty_briefing() -> None:
    briefing = briefing_of("own", "weather-year")
    assert (briefing.proposals, briefing.concessions) == ((), ())
    assert [statement for statement in briefing.statements if statement.direct] == []
