"""The ways in which English news says a thing: how many of them the analysis reads right.

`constructions/*.toml` holds short news items, each of which says in its own way what the file is of ("rejecting a
plan", "giving in"), and counter-examples that only look like it. An item is right where everything under `told` is in
its briefing and nothing under `untold` is. The items of a file are written before anyone looks at what comes out, so
that the share of them that is right says how much of the language is covered; `floor` is the share reached.

A line of `told` or `untold`: `actor NAME`, `proposal WORDS`, `concession WORDS` or `position NAME STANCE: WORDS`, the
words being beginnings of words of the summary; then what is right of it, each behind a bar: `| by NAME, NAME`,
`| to NAME`, `| status S`, `| kind K`, `| role WORDS`, `| of NAME`, `| country C`, `| when WORDS`, `| if WORDS`,
`| reports NAME`. A name is one of an actor's names, or the end of one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique import Article, Briefing
from communique.extraction import analyse_many
from communique.model import Actor, Concession, Proposal

FILES = sorted((Path(__file__).parent / "constructions").glob("*.toml"))


def _words_in(words: str, text: str | None) -> bool:
    """Whether every word of the first begins a word of the second, whatever its case."""
    there = (text or "").lower().replace("’", "'").split()
    return all(any(t.strip("(“‘").startswith(w) for t in there) for w in words.lower().split())


def _is(name: str, actor: Actor) -> bool:
    names = [n.lower().replace("’", "'").removeprefix("the ") for n in (actor.name, *actor.aliases)]
    wanted = name.strip().lower().removeprefix("the ")
    return any(n == wanted or n.endswith(" " + wanted) for n in names)


def _holds(part: str, entry: Actor | Proposal | Concession, actors: dict[str, Actor]) -> bool:
    """Whether an entry has what a part of a line asks of it: "by Roe", "status open"."""
    what, _, value = part.strip().partition(" ")
    ids: dict[str, tuple[str, ...]] = {}
    if isinstance(entry, Actor):
        ids = {"of": (entry.affiliation,) if entry.affiliation else ()}
    else:
        ids = {"to": entry.addressees if isinstance(entry, Proposal) else entry.to}
        ids["by"] = entry.proponents if isinstance(entry, Proposal) else entry.by
        ids["reports"] = entry.reported_by
    if what in ids:
        return all(any(_is(n, actors[i]) for i in ids[what]) for n in value.split(",")) if value else not ids[what]
    texts: dict[str, str | None] = {}
    if isinstance(entry, Actor):
        texts = {"kind": entry.kind, "role": entry.role, "country": entry.country}
    elif isinstance(entry, Proposal):
        times = " ".join(t.text for t in (entry.when, entry.deadline) if t)
        texts = {"kind": entry.kind, "status": entry.status, "when": times}
        texts["if"] = " ".join(c.summary for c in entry.conditions)
    else:
        texts = {"status": entry.status, "if": entry.in_return_for, "when": entry.when.text if entry.when else None}
    return _words_in(value, texts[what])


def says(briefing: Briefing, line: str) -> bool:
    """Whether a briefing says what a line of `told` tells.

    Raises:
        ValueError: for a line that begins with no word known.
        KeyError: for a part that no such entry has.
    """
    head, *parts = line.split("|")
    what, _, rest = head.strip().partition(" ")
    actors = {a.id: a for a in briefing.actors}
    found: list[Actor | Proposal | Concession]
    if what == "position":
        who, _, words = rest.partition(":")
        name, _, stance = who.strip().rpartition(" ")
        return any(
            p.stance == stance and _is(name, actors[p.actor]) and _words_in(words, proposal.summary)
            for proposal in briefing.proposals
            for p in proposal.positions
        )
    if what == "actor":
        found = [a for a in briefing.actors if _is(rest, a)]
    elif what == "proposal":
        found = [p for p in briefing.proposals if _words_in(rest, p.summary)]
    elif what == "concession":
        found = [c for c in briefing.concessions if _words_in(rest, c.summary)]
    else:
        raise ValueError(f"no such line: {line}")
    return any(all(_holds(part, entry, actors) for part in parts) for entry in found)


def faults(cases: list[dict[str, Any]]) -> list[list[str]]:
    """What is wrong with each item of a file: nothing where it is read right."""
    briefings = analyse_many([Article.of(case["text"].strip()) for case in cases])
    return [
        [f"untold: {line}" for line in case.get("told", ()) if not says(briefing, line)]
        + [f"told: {line}" for line in case.get("untold", ()) if says(briefing, line)]
        for case, briefing in zip(cases, briefings, strict=True)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_so_many_ways_to_say_it_are_read_right(path: Path) -> None:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    wrong = faults(file["case"])
    share = sum(not w for w in wrong) / len(wrong)
    bad = "\n".join(f"{c['text'].strip()}\n    {w}" for c, w in zip(file["case"], wrong, strict=True) if w)
    assert share >= file["floor"], f"{share:.3f} of {len(wrong)} items are right, not {file['floor']}:\n{bad}"
