"""The board costs what it should: misses, inventions, wrong fields and wrong speakers, and the floor notices them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring import (
    ARTICLES,
    HEADLINE,
    Counts,
    Tally,
    board,
    figures,
    golds_in,
    likeness,
    names_of,
    score,
    shortfalls,
    spans_in,
)

GOLDS = golds_in()
TEXTS = {name: (ARTICLES / f"{name}.txt").read_text("utf-8") for name in GOLDS}
SAMPLE = "summit-call"
Data = dict[str, Any]


def briefing_of(name: str, *, optional: bool = False) -> Data:
    """The gold briefing of an article in the form of `briefing.json`, as a perfect analysis would give it."""
    gold, text = GOLDS[name], TEXTS[name]
    ids = {actor["name"]: f"a-{i}" for i, actor in enumerate(gold["actors"])}

    def span(words: str) -> Data:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    def entry(e: Data, proponents: str) -> Data:
        summary = " ".join(key.split("|")[0] for key in e["key"])
        positions = [{"actor": ids[x["actor"]], "stance": x["stance"]} for x in e.get("positions", [])]
        found = {"summary": summary, "status": e["status"], proponents: [ids[by] for by in e["by"]]}
        return found | {"kind": e.get("kind"), "positions": positions, "evidence": [span(w) for w in e["evidence"]]}

    def entries(field: str, proponents: str) -> list[Data]:
        return [entry(e, proponents) for e in gold[field] if optional or not e.get("optional")]

    return {
        "article": {"text": text},
        "actors": [dict(actor, id=ids[actor["name"]]) for actor in gold["actors"]],
        "statements": [
            {"speaker": ids[q["speaker"]], "direct": True, "content": span(q["text"])} for q in gold["quotes"]
        ],
        "proposals": entries("proposals", "proponents"),
        "concessions": entries("concessions", "by"),
    }


@pytest.fixture
def briefing() -> Data:
    return briefing_of(SAMPLE)


def counts(briefing: Data, name: str = SAMPLE) -> dict[str, Counts]:
    return score(GOLDS[name], briefing).counts


def lost(before: Counts, *, missed: int = 0, made_up: int = 0) -> Counts:
    """The counts where so many of the found have become missed, and so many entries are made up."""
    return Counts(before.found - missed, before.made_up + made_up, before.missed + missed)


def id_of(briefing: Data, name: str) -> str:
    return next(str(actor["id"]) for actor in briefing["actors"] if actor["name"] == name)


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("name", GOLDS)
def test_the_gold_itself_scores_one(name: str, optional: bool) -> None:
    board = figures(score(GOLDS[name], briefing_of(name, optional=optional)))
    assert set(HEADLINE) <= board.keys()
    assert {row: value for row, value in board.items() if value < 1} == {}


@pytest.mark.parametrize("name", [name for name, gold in GOLDS.items() if gold["proposals"]])
def test_an_empty_briefing_finds_nothing(name: str) -> None:
    tally = score(GOLDS[name], {"article": {"text": TEXTS[name]}})
    assert all(c.found == 0 and c.made_up == 0 for c in tally.counts.values())
    assert figures(tally)["briefing score"] == 0


def test_nothing_is_right_where_there_is_nothing() -> None:
    empty = {"article": {"text": TEXTS["weather-year"]}}
    assert figures(score(GOLDS["weather-year"], empty))["briefing score"] == 1


def test_what_is_found_where_there_is_nothing_is_made_up() -> None:
    sample = briefing_of(SAMPLE)
    tally = score(GOLDS["weather-year"], sample | {"article": {"text": TEXTS["weather-year"]}})
    rows = [tally.counts[row] for row in ("actors", "proposals", "concessions", "quotes")]
    assert all(c.found == 0 and c.made_up > 0 and c.f1 == 0 for c in rows)


@pytest.mark.parametrize("row", ["proposals", "concessions"])
def test_an_entry_left_out_is_missed(briefing: Data, row: str) -> None:
    full = counts(briefing)
    del briefing[row][0]
    assert counts(briefing)[row] == lost(full[row], missed=1)
    assert counts(briefing)[f"{row} strict"] == lost(full[f"{row} strict"], missed=1)


@pytest.mark.parametrize("name", GOLDS)
def test_optional_entries_neither_earn_nor_cost(name: str) -> None:
    assert counts(briefing_of(name, optional=True), name) == counts(briefing_of(name), name)


def test_the_positions_on_a_missed_proposal_are_missed(briefing: Data) -> None:
    full = counts(briefing)["positions"]
    held = len(briefing["proposals"].pop(0)["positions"])
    assert held and counts(briefing)["positions"] == lost(full, missed=held)


@pytest.mark.parametrize("row", ["proposals", "concessions"])
def test_an_entry_that_is_nowhere_in_the_gold_is_made_up(briefing: Data, row: str) -> None:
    full = counts(briefing)
    briefing[row].append(briefing[row][0] | {"summary": "a museum of bridges in the capital"})
    assert counts(briefing)[row] == lost(full[row], made_up=1)
    assert counts(briefing)[f"{row} strict"] == lost(full[f"{row} strict"], made_up=1)


@pytest.mark.parametrize("row", ["proposals", "concessions"])
def test_the_same_entry_twice_is_made_up_once(briefing: Data, row: str) -> None:
    full = counts(briefing)[row]
    briefing[row].append(copy.deepcopy(briefing[row][0]))
    assert counts(briefing)[row] == lost(full, made_up=1)


@pytest.mark.parametrize("row", ["proposals", "concessions"])
def test_a_wrong_status_is_half_right(briefing: Data, row: str) -> None:
    full, strict = counts(briefing), f"{row} strict"
    briefing[row][0]["status"] = "no such status"
    assert counts(briefing)[row] == full[row]
    assert counts(briefing)[strict] == lost(full[strict], missed=1, made_up=1)


def test_the_wrong_proponent_is_half_right(briefing: Data) -> None:
    full = counts(briefing)
    briefing["proposals"][0]["proponents"] = [id_of(briefing, "Switzerland")]
    assert counts(briefing)["proposals"] == full["proposals"]
    assert counts(briefing)["proposals strict"] == lost(full["proposals strict"], missed=1, made_up=1)


def test_a_president_may_stand_for_the_state(briefing: Data) -> None:
    offer = next(p for p in briefing["proposals"] if p["proponents"] == [id_of(briefing, "Anton Belik")])
    offer["proponents"] = [id_of(briefing, "Marovia")]
    assert figures(score(GOLDS[SAMPLE], briefing))["briefing score"] == 1


def test_support_reported_as_refusal_is_no_hit(briefing: Data) -> None:
    full = counts(briefing)
    position = next(x for x in briefing["proposals"][0]["positions"] if x["stance"] == "supports")
    position["stance"] = "rejects"
    assert counts(briefing)["positions"] == lost(full["positions"], missed=1, made_up=1)
    assert counts(briefing)["proposals strict"] == lost(full["proposals strict"], missed=1, made_up=1)


def test_swapped_speakers_are_missed_and_made_up(briefing: Data) -> None:
    full = counts(briefing)["quotes"]
    first, second = briefing["statements"][0], briefing["statements"][-1]
    first["speaker"], second["speaker"] = second["speaker"], first["speaker"]
    assert counts(briefing)["quotes"] == lost(full, missed=2, made_up=2)


def test_a_quotation_without_a_speaker_is_not_found(briefing: Data) -> None:
    full = counts(briefing)["quotes"]
    briefing["statements"][0]["speaker"] = None
    assert counts(briefing)["quotes"] == lost(full, missed=1, made_up=1)


def test_a_reported_statement_is_no_quotation(briefing: Data) -> None:
    full = counts(briefing)["quotes"]
    briefing["statements"][0]["direct"] = False
    assert counts(briefing)["quotes"] == lost(full, missed=1)


def test_two_actors_in_one_entry_are_neither(briefing: Data) -> None:
    full = counts(briefing)["actors"]
    marovia, kestria = (next(a for a in briefing["actors"] if a["name"] == name) for name in ("Marovia", "Kestria"))
    marovia["aliases"] = [*marovia["aliases"], kestria["name"]]
    briefing["actors"].remove(kestria)
    assert counts(briefing)["actors"] == lost(full, missed=2, made_up=1)


def test_one_actor_in_two_entries_is_made_up_once_and_still_known(briefing: Data) -> None:
    full = counts(briefing)
    briefing["actors"].append({"id": "twice", "name": "Toresk", "kind": "person"})
    quote = next(s for s in briefing["statements"] if s["speaker"] == id_of(briefing, "Lena Toresk"))
    quote["speaker"] = "twice"
    assert counts(briefing)["actors"] == lost(full["actors"], made_up=1)
    assert counts(briefing)["quotes"] == full["quotes"]


def test_an_actor_only_mentioned_costs_nothing_when_left_out(briefing: Data) -> None:
    full = counts(briefing)["actors"]
    briefing["actors"] = [a for a in briefing["actors"] if a["key"]]
    assert len(briefing["actors"]) < len(GOLDS[SAMPLE]["actors"])
    assert counts(briefing)["actors"] == full


@pytest.mark.parametrize(
    ("a", "b", "like"),
    [
        ({"lena toresk"}, {"toresk", "ms toresk"}, 0.5),
        ({"toresk"}, {"lena toresk"}, 0.5),
        ({"lena toresk"}, {"lena"}, 0.0),
        ({"lena toresk"}, {"anton belik", "lena toresk"}, 1.0),
        ({"state of po"}, {"po"}, 0.0),
        (set(), {"toresk"}, 0.0),
    ],
)
def test_a_surname_is_half_a_name(a: set[str], b: set[str], like: float) -> None:
    assert likeness(frozenset(a), frozenset(b)) == like


def test_names_are_compared_without_titles_accents_and_case() -> None:
    names = names_of({"name": "Mr. José Ñandú", "aliases": ["The U.S.", "Northway Air's", ""]})
    assert names == {"jose nandu", "us", "northway air"}


def span_of(text: str, start: int, end: int) -> Data:
    return {"start": start, "end": end, "text": text[start:end]}


@pytest.mark.parametrize(
    "summary",
    ["full truce " + "and more of it " * 10, "something was put forward", ""],
    ids=["too long", "no key in it", "none"],
)
def test_an_entry_with_such_a_summary_is_not_found(briefing: Data, summary: str) -> None:
    full = counts(briefing)["proposals"]
    briefing["proposals"][0]["summary"] = summary
    assert counts(briefing)["proposals"] == lost(full, missed=1, made_up=1)


@pytest.mark.parametrize(
    "evidence", ["none", "two words", "another sentence", "a tenth in the sentence", "far too much"]
)
def test_an_entry_with_such_evidence_is_not_found(briefing: Data, evidence: str) -> None:
    full, text, proposal = counts(briefing)["proposals"], TEXTS[SAMPLE], briefing["proposals"][0]
    first = proposal["evidence"][0]
    start, last = first["start"], text.rindex("We have been")
    proposal["evidence"] = {
        "none": [],
        "two words": [span_of(text, start, text.index(" Belik", start))],
        "another sentence": [span_of(text, last, len(text))],
        "a tenth in the sentence": [span_of(text, text.index("Toresk has accepted"), text.index("There was no word"))],
        "far too much": [first, span_of(text, 0, len(text))],
    }[evidence]
    assert counts(briefing)["proposals"] == lost(full, missed=1, made_up=1)


def test_a_quotation_cut_to_its_start_is_another_one(briefing: Data) -> None:
    full, content = counts(briefing)["quotes"], briefing["statements"][1]["content"]
    content["end"] = content["start"] + len(content["text"]) // 3
    content["text"] = content["text"][: len(content["text"]) // 3]
    assert counts(briefing)["quotes"] == lost(full, missed=1, made_up=1)


def test_quotations_of_two_words_are_not_counted(briefing: Data) -> None:
    full, start = counts(briefing)["quotes"], TEXTS[SAMPLE].index("full truce")
    content = span_of(TEXTS[SAMPLE], start, start + len("full truce"))
    briefing["statements"].append({"speaker": None, "direct": True, "content": content})
    assert counts(briefing)["quotes"] == full


def test_quotations_that_nobody_can_be_named_for_neither_earn_nor_cost(briefing: Data) -> None:
    full, gold = counts(briefing)["quotes"], copy.deepcopy(dict(GOLDS[SAMPLE]))
    gold["quotes"][0]["speaker"] = None
    assert score(gold, briefing).counts["quotes"] == Counts(full.found - 1, 0, 0)
    del briefing["statements"][0]
    assert score(gold, briefing).counts["quotes"] == Counts(full.found - 1, 0, 0)


def test_a_span_that_does_not_hold_shows(briefing: Data) -> None:
    for span in spans_in(briefing["proposals"][0]):
        assert isinstance(span, dict)
        span["text"] = "other words"
    shares = score(GOLDS[SAMPLE], briefing).shares
    assert shares["grounded"].right == shares["grounded"].of - len(briefing["proposals"][0]["evidence"])


@given(seed=st.integers(0, 10**6), name=st.sampled_from([n for n, gold in GOLDS.items() if gold["proposals"]]))
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_is_missed_and_never_found(seed: int, name: str) -> None:
    briefing, rng, gold = briefing_of(name), random.Random(seed), GOLDS[name]
    for row, field in (("proposals", "proposals"), ("concessions", "concessions"), ("quotes", "statements")):
        briefing[field] = rng.sample(briefing[field], rng.randint(0, len(briefing[field])))
        left, required = len(briefing[field]), sum(not e.get("optional") for e in gold[row])
        found = counts(briefing, name)[row]
        assert found.found + found.missed == required
        assert found.found + found.made_up <= left
        assert found.missed >= required - left


def test_tallies_add_up() -> None:
    tallies = [score(GOLDS[name], briefing_of(name)) for name in GOLDS]
    total = sum(tallies, Tally())
    assert total.counts["actors"].found == sum(t.counts["actors"].found for t in tallies)
    assert total.shares["actor kind"].of == sum(t.shares["actor kind"].of for t in tallies if t.shares)
    assert "briefing score 1.000 over 16 articles" in board(total, len(tallies))


def test_the_floor_notices_what_falls_below_it(briefing: Data) -> None:
    floor = dict.fromkeys([*HEADLINE, "briefing score"], 1.0)
    assert shortfalls(score(GOLDS[SAMPLE], briefing), floor) == []
    briefing["concessions"].pop()
    fallen = shortfalls(score(GOLDS[SAMPLE], briefing), floor)
    assert [line.split(":")[0] for line in fallen] == ["concessions", "concessions strict", "briefing score"]


def test_a_figure_that_is_gone_is_below_the_floor() -> None:
    assert shortfalls(Tally(), {"actor role": 0.1}) == ["actor role: 0.000 is below 0.10"]


@pytest.mark.parametrize("name", GOLDS)
def test_the_gold_holds_to_its_article_and_its_form(name: str) -> None:
    gold, text = GOLDS[name], TEXTS[name]
    actors = [actor["name"] for actor in gold["actors"]]
    entries = [*gold["proposals"], *gold["concessions"]]
    named = [gold["id"] == name, len(set(actors)) == len(actors), all(2 <= len(e["key"]) <= 4 for e in entries)]
    assert all(named)
    assert {words for e in entries for words in e["evidence"] if words not in text} == set()
    assert {quote["text"] for quote in gold["quotes"] if quote["text"] not in text} == set()
    referred = {who for e in entries for who in (*e["by"], *e["to"], *(x["actor"] for x in e.get("positions", [])))}
    referred |= {quote["speaker"] for quote in gold["quotes"]} | {a["affiliation"] for a in gold["actors"]}
    assert referred - {*actors, None} == set()
    assert json.loads(json.dumps(gold)) == gold
