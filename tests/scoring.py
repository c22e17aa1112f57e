"""The board: how good briefings are, measured against gold briefings annotated by hand.

Run as a program it prints the board over a set of articles:

    python tests/scoring.py [--gold DIR] [--articles DIR] [--verbose]

A gold briefing is a JSON object with `actors`, `proposals`, `concessions` and `quotes`, its evidence copied from the
article to the letter; a briefing is the object that `briefing.json` holds. An entry counts as found where

- its summary has at most 25 words and holds at least half of the gold entry's keys, and
- some span of its evidence, of three words or more, lies mostly in a sentence of the gold evidence,
  while its evidence as a whole is not most of the article;

and as found strictly where its givers or proponents and its status are right too, and nobody's support is reported as a
refusal. What is in the gold and not found is missed; what is found and not in the gold is made up. A gold entry
marked optional neither earns nor costs. The briefing score is the mean F1 of the seven rows named in `HEADLINE`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

Json = Mapping[str, Any]
T = TypeVar("T")
Stance = tuple[str, str]

HERE = Path(__file__).parent
GOLD, ARTICLES = HERE / "gold", HERE / "articles"
HEADLINE = ("actors", "proposals", "proposals strict", "concessions", "concessions strict", "quotes", "positions")
TITLES = frozenset(
    {"the", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "president", "prime", "minister", "premier", "chancellor",
     "secretary", "senator", "general", "king", "queen", "pope", "a", "an"}
)  # fmt: skip
MAX_SUMMARY_WORDS = 25
LEAST_KEYS = 0.5  # the share of a gold entry's keys that a summary has to hold
LEAST_WORDS = 3  # of a span that can tie an entry to a sentence, and of a quotation that counts
MAX_EVIDENCE, MAX_EVIDENCE_SHARE = 900, 0.3  # characters, share of the article: more than both is no evidence
SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s+[\"“‘(A-Z])|\n+")


# --- what is counted -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """Entries of one kind: found, made up, missed."""

    found: int = 0
    made_up: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.found + other.found, self.made_up + other.made_up, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.found / total if (total := self.found + self.made_up) else 1.0

    @property
    def recall(self) -> float:
        return self.found / total if (total := self.found + self.missed) else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True)
class Share:
    """How much of what could be right is right."""

    right: float = 0.0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        return self.right / max(1, self.of)


@dataclass
class Tally:
    """The counts and shares of one briefing or of many, and in words what was missed and made up."""

    counts: dict[str, Counts] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def count(self, row: str, found: int = 0, made_up: int = 0, missed: int = 0) -> None:
        self.counts[row] = self.counts.get(row, Counts()) + Counts(found, made_up, missed)

    def share(self, row: str, right: float) -> None:
        self.shares[row] = self.shares.get(row, Share()) + Share(float(right), 1)

    def note(self, label: str, items: Iterable[object]) -> None:
        self.notes.extend(f"{label}: {item}" for item in items)

    def __add__(self, other: Tally) -> Tally:
        total = Tally(dict(self.counts), dict(self.shares), self.notes + other.notes)
        for row, counts in other.counts.items():
            total.counts[row] = total.counts.get(row, Counts()) + counts
        for row, share in other.shares.items():
            total.shares[row] = total.shares.get(row, Share()) + share
        return total

    @property
    def briefing_score(self) -> float:
        return sum(self.counts.get(row, Counts()).f1 for row in HEADLINE) / len(HEADLINE)


def figures(tally: Tally) -> dict[str, float]:
    """The board as numbers: the F1 of what is counted, the shares, and the briefing score."""
    board = {row: counts.f1 for row, counts in tally.counts.items()}
    board |= {row: share.value for row, share in tally.shares.items()}
    return board | {"briefing score": tally.briefing_score}


def shortfalls(tally: Tally, floor: Mapping[str, float]) -> list[str]:
    """What falls below the floor, one line each; a figure that is not on the board is below any floor."""
    board = figures(tally)
    return [
        f"{row}: {board.get(row, 0.0):.3f} is below {least:.2f}"
        for row, least in floor.items()
        if board.get(row, 0.0) < least
    ]


# --- names, spans, words ---------------------------------------------------------------------------------------------


def normal(text: str) -> str:
    """`text` in lower case without accents, full stops, possessives and leading titles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    words = re.findall(r"[a-z0-9&]+", re.sub(r"['’]s\b|[.]", "", plain))
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def names_of(actor: Json) -> frozenset[str]:
    names = [actor.get("name") or "", *(actor.get("aliases") or ())]
    return frozenset(name for name in map(normal, names) if name)


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """1 for a name that both have, 0.5 where one name is the tail of the other (a surname), else 0."""
    if a & b:
        return 1.0
    for x in a:
        for y in b:
            short, long = sorted((x.split(), y.split()), key=len)
            if short and len(short[-1]) > 2 and long[-len(short) :] == short:
                return 0.5
    return 0.0


def pairs_of(golds: Sequence[Json], entries: Sequence[Json], weight: Callable[[int, int], float]) -> dict[int, int]:
    """Gold index to entry index, one to one, the heaviest pairs first."""
    weighed = [(weight(i, j), i, j) for i in range(len(golds)) for j in range(len(entries))]
    pairs: dict[int, int] = {}
    for w, i, j in sorted(weighed, key=lambda t: (-t[0], t[1], t[2])):
        if w > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def spans_of(entry: Json, text: str) -> Iterator[tuple[int, int]]:
    """The evidence as offsets: of spans as they are, of gold words where they first stand in the text."""
    for evidence in entry.get("evidence") or ():
        if not isinstance(evidence, str):
            yield evidence["start"], evidence["end"]
        elif (start := text.find(evidence)) >= 0:
            yield start, start + len(evidence)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    return max((e for e in ends if e <= start), default=0), min((e for e in ends if e >= end), default=len(text))


def is_tied(gold: Json, entry: Json, text: str) -> bool:
    """Whether some of the entry's evidence lies mostly in a sentence of the gold evidence."""
    spans = [(s, e) for s, e in spans_of(entry, text) if len(text[s:e].split()) >= LEAST_WORDS]
    if sum(e - s for s, e in spans) > max(MAX_EVIDENCE, MAX_EVIDENCE_SHARE * len(text)):
        return False
    sentences = [sentence_around(text, *span) for span in spans_of(gold, text)]
    return any(min(ge, e) - max(gs, s) >= 0.5 * (e - s) for gs, ge in sentences for s, e in spans)


def has_key(key: str, words: Sequence[str]) -> bool:
    """Whether `words` hold one of the alternatives in `key`, which are parted by "|" and matched by stem."""
    for alternative in key.split("|"):
        parts = normal(alternative).split()
        if parts and all(any(w.startswith(p) or (len(w) > 4 and p.startswith(w)) for w in words) for p in parts):
            return True
    return False


def key_recall(keys: Sequence[str], summary: str) -> float:
    words = normal(summary).split()
    return sum(has_key(key, words) for key in keys) / len(keys) if keys else 1.0


def entry_weight(gold: Json, entry: Json, text: str) -> float:
    summary = entry.get("summary") or ""
    if not 0 < len(summary.split()) <= MAX_SUMMARY_WORDS or not is_tied(gold, entry, text):
        return 0.0
    recall = key_recall(gold["key"], summary)
    return recall if recall >= LEAST_KEYS else 0.0


def agreement(golds: Sequence[T], found: Sequence[T], same: Callable[[T, T], bool]) -> tuple[int, int]:
    """How many golds find one of their own, and how many of those left match no gold at all."""
    left, hits = list(found), 0
    for gold in golds:
        one = next((x for x in left if x == gold), None) or next((x for x in left if same(gold, x)), None)
        if one is not None:
            left.remove(one)
            hits += 1
    return hits, sum(not any(same(gold, x) for gold in golds) for x in left)


# --- the actors ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cast:
    """Which gold actor an actor of the briefing is, and who belongs to whom."""

    pairs: Mapping[int, int]
    golds: Mapping[str, str]
    sides: Mapping[str, str | None]

    def refer(self, handles: Iterable[str | None] | None) -> set[str]:
        """The gold names that ids or names stand for; "?" and the name for an actor that the gold does not have."""
        return {self.golds.get(handle or "", f"?{handle}") for handle in handles or ()}

    def same_side(self, a: str, b: str) -> bool:
        """Whether they are one, or one belongs to the other: a president's order is his state's."""
        return a == b or self.sides.get(a) == b or self.sides.get(b) == a

    def same_position(self, a: Stance, b: Stance) -> bool:
        return a[1] == b[1] and self.same_side(a[0], b[0])


def cast_of(golds: Sequence[Json], actors: Sequence[Json]) -> Cast:
    """Pairs the actors off. One with the names of two gold actors is none of them, a second one for one is extra."""
    ours, theirs = [names_of(g) for g in golds], [names_of(a) for a in actors]
    mixed = [sum(bool(g & names) for g in ours) > 1 for names in theirs]
    pairs = pairs_of(golds, actors, lambda i, j: 0.0 if mixed[j] else likeness(ours[i], theirs[j]))
    gold_of = {j: golds[i]["name"] for i, j in pairs.items()}
    for j, names in enumerate(theirs):
        best = max(range(len(golds)), key=lambda i: likeness(ours[i], names), default=None)
        if j not in gold_of and best is not None and likeness(ours[best], names):
            gold_of[j] = golds[best]["name"]
    handles: dict[str, str] = {}
    for j, actor in enumerate(actors):
        for handle in (actor.get("id"), actor.get("name")):
            if handle:
                handles[handle] = gold_of.get(j, f"?{actor.get('name', '')}")
    return Cast(pairs, handles, {g["name"]: g.get("affiliation") for g in golds})


def score_actors(golds: Sequence[Json], actors: Sequence[Json], cast: Cast, tally: Tally) -> None:
    missed = [g["name"] for i, g in enumerate(golds) if i not in cast.pairs and g.get("key", True)]
    made_up = [a.get("name") for j, a in enumerate(actors) if j not in cast.pairs.values()]
    tally.count("actors", sum(golds[i].get("key", True) for i in cast.pairs), len(made_up), len(missed))
    tally.note("actor missed", missed)
    tally.note("actor made up", made_up)
    for i, j in cast.pairs.items():
        gold, actor = golds[i], actors[j]
        if role := gold.get("role"):
            words = [w for w in normal(role).split() if len(w) > 3] or [role]
            tally.share("actor role", key_recall(words, actor.get("role") or "") >= LEAST_KEYS)
        if country := gold.get("country"):
            tally.share("actor country", country == actor.get("country"))
        tally.share("actor kind", gold["kind"] == actor.get("kind"))


# --- proposals and concessions ---------------------------------------------------------------------------------------


def score_entries(
    row: str, golds: Sequence[Json], entries: Sequence[Json], text: str, cast: Cast, tally: Tally
) -> None:
    """Counts the proposals or concessions (`row` says which) and the positions on them."""
    pairs = pairs_of(golds, entries, lambda i, j: entry_weight(golds[i], entries[j], text))
    real = {i: j for i, j in pairs.items() if not golds[i].get("optional")}
    missed = [g for i, g in enumerate(golds) if i not in pairs and not g.get("optional")]
    made_up = [e for j, e in enumerate(entries) if j not in pairs.values()]
    tally.count(row, len(real), len(made_up), len(missed))
    tally.note(f"{row} missed", (g["what"] for g in missed))
    tally.note(f"{row} made up", (e.get("summary") for e in made_up))
    if row == "proposals":
        positions = [sum(len(e.get("positions") or ()) for e in group) for group in (made_up, missed)]
        tally.count("positions", 0, *positions)
    strict = sum(score_pair(row, golds[i], entries[j], cast, tally) for i, j in real.items())
    halves = len(real) - strict
    tally.count(f"{row} strict", strict, len(made_up) + halves, len(missed) + halves)


def score_pair(row: str, gold: Json, entry: Json, cast: Cast, tally: Tally) -> bool:
    """Scores an entry that was found in its fields; whether it is right in all that matters."""
    by, theirs = sorted(set(gold["by"])), sorted(cast.refer(entry.get("proponents" if row == "proposals" else "by")))
    hits, extra = agreement(by, theirs, cast.same_side)
    share = hits / (len(by) + extra) if by or theirs else 1.0
    status = gold["status"] == entry.get("status")
    tally.share(f"{row[:-1]} by", share)
    tally.share(f"{row[:-1]} status", status)
    right = share >= LEAST_KEYS and status
    if row == "proposals":
        tally.share("proposal kind", gold["kind"] == entry.get("kind"))
        right = score_positions(gold, entry, cast, tally) and right
    if not right:
        who = f"by {by} against {theirs}, {gold['status']} against {entry.get('status')}"
        tally.note(f"{row} half right", [f"{gold['what']} ({who})"])
    return right


def score_positions(gold: Json, entry: Json, cast: Cast, tally: Tally) -> bool:
    """Counts the positions on one proposal; whether nobody's support stands there as refusal, or the reverse."""
    ours = sorted((x["actor"], x["stance"]) for x in gold.get("positions") or ())
    given = entry.get("positions") or ()
    theirs = sorted({(actor, x.get("stance") or "") for x in given for actor in cast.refer([x.get("actor")])})
    hits, extra = agreement(ours, theirs, cast.same_position)
    tally.count("positions", hits, extra, len(ours) - hits)
    sides = ({x, y} for a, x in ours for b, y in theirs if cast.same_side(a, b))
    return {"supports", "rejects"} not in sides


# --- quotations and spans --------------------------------------------------------------------------------------------


def overlap(gold: str, span: Json, text: str) -> float:
    """Intersection over union of a gold quotation and a span; 0 where it is half or less."""
    if (start := text.find(gold)) < 0:
        return 0.0
    end = start + len(gold)
    both, either = min(end, span["end"]) - max(start, span["start"]), max(end, span["end"]) - min(start, span["start"])
    return both / either if both > 0.5 * either else 0.0


def score_quotes(golds: Sequence[Json], statements: Sequence[Json], text: str, cast: Cast, tally: Tally) -> None:
    """Counts the direct quotations; one with the wrong speaker is both missed and made up."""
    named = [g for g in golds if g.get("speaker")]
    unnamed = [g["text"] for g in golds if not g.get("speaker")]
    quotes = [s for s in statements if s.get("direct")]
    pairs = pairs_of(named, quotes, lambda i, j: overlap(named[i]["text"], quotes[j]["content"], text))
    wrong = [i for i, j in pairs.items() if named[i]["speaker"] not in cast.refer([quotes[j].get("speaker")])]
    words = [q["content"]["text"] for j, q in enumerate(quotes) if j not in pairs.values()]
    extra = [w for w in words if len(w.split()) >= LEAST_WORDS and not any(u in w or w in u for u in unnamed)]
    missed = [g["text"] for i, g in enumerate(named) if i not in pairs]
    tally.count("quotes", len(pairs) - len(wrong), len(extra) + len(wrong), len(missed) + len(wrong))
    tally.note("quotation missed", missed)
    tally.note("quotation with the wrong speaker", (named[i]["text"] for i in wrong))
    tally.note("quotation made up", extra)


def spans_in(node: Any) -> Iterator[Json]:
    """Every span in a briefing, however deep."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from spans_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans_in(value)


# --- the board -------------------------------------------------------------------------------------------------------


def score(gold: Json, briefing: Json) -> Tally:
    """The tally of one briefing, as the data of its JSON, against the gold of its article."""
    text, actors, tally = briefing["article"]["text"], briefing.get("actors") or [], Tally()
    cast = cast_of(gold["actors"], actors)
    score_actors(gold["actors"], actors, cast, tally)
    for row in ("proposals", "concessions"):
        score_entries(row, gold.get(row) or [], briefing.get(row) or [], text, cast, tally)
    score_quotes(gold.get("quotes") or [], briefing.get("statements") or [], text, cast, tally)
    for span in spans_in({key: value for key, value in briefing.items() if key != "article"}):
        tally.share("grounded", text[span["start"] : span["end"]] == span["text"])
    return tally


def golds_in(folder: Path = GOLD) -> dict[str, Json]:
    """The gold briefings in a folder by their article's name, in the order of the names."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}


def board(tally: Tally, articles: int) -> str:
    """The board for people: one row a line, the briefing score last."""
    rows = [
        f"{row:20} P {c.precision:.2f}  R {c.recall:.2f}  F1 {c.f1:.2f}  ({c.found} found, {c.made_up} made up, "
        f"{c.missed} missed)"
        for row, c in tally.counts.items()
    ]
    rows += [f"{row:20} {share.value:.2f}" for row, share in tally.shares.items()]
    return "\n".join([*rows, f"briefing score {tally.briefing_score:.3f} over {articles} articles", ""])


def main(arguments: Sequence[str] | None = None) -> None:
    """Analyses the articles of a gold set and prints the board."""
    from communique import Article, analyse

    parser = argparse.ArgumentParser(description="The board of the analysis over a set of gold briefings.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of gold briefings, NAME.json")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="folder of their articles, NAME.txt")
    parser.add_argument("--verbose", action="store_true", help="say what was missed and what was made up")
    options = parser.parse_args(arguments)
    total, golds = Tally(), golds_in(options.gold)
    for name, gold in golds.items():
        text = (options.articles / f"{name}.txt").read_text("utf-8")
        tally = score(gold, json.loads(analyse(Article.of(text)).to_json()))
        total += tally
        if options.verbose:
            sys.stdout.write(
                "\n".join([f"{name}: {tally.briefing_score:.2f}", *(f"  {n}" for n in tally.notes), "", ""])
            )
    sys.stdout.write(board(total, len(golds)))


if __name__ == "__main__":
    main()
