"""How sure an entry is: signs of it, weighed as measured on annotated articles (`lexicon/confidence.toml`)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from communique.extraction import times
from communique.extraction.contents import keys_of
from communique.extraction.grammar import below
from communique.extraction.words import table, words

if TYPE_CHECKING:
    from communique.extraction.act import Act
    from communique.extraction.reading import Reading

_PAST_YEAR = re.compile(r"\b(?:in|since|of|from) (?:19|20)\d\d\b|\byears? ago\b|\blast year\b|\bsince\b")


_FAR = 400  # words from which a sentence's place says no more
_MIDST = 9
_LATE = 13  # sentences after which a text has told its news


def headline_keys(reading: Reading) -> frozenset[str]:
    """The telling words of the headline, or of the first sentence where there is none; found once a document."""
    known: frozenset[str] | None = reading.doc.user_data.get("headline keys")
    if known is None:
        known = reading.doc.user_data["headline keys"] = _headline_keys(reading)
    return known


def _headline_keys(reading: Reading) -> frozenset[str]:
    end = reading.headings[0][1] if reading.headings and not reading.text[: reading.headings[0][0]].strip() else 0
    span = reading.doc.char_span(0, end, alignment_mode="expand") if end else None
    return keys_of(tuple(span if span is not None else next(iter(reading.doc.sents), ())))


def signs_of(reading: Reading, acts: Sequence[Act], opening: Sequence[Act]) -> dict[str, float]:
    """The signs by which an entry is judged, by name: 0 or 1, or a count cut at a few."""
    first = min(opening, key=lambda a: a.trigger.i)
    keys = frozenset().union(*(a.content.keys for a in acts))
    sentence = first.trigger.sent
    near = enumerate(islice(reading.doc.sents, _LATE)) if first.trigger.i < _FAR else ()
    place = next((n for n, s in near if s.start >= sentence.start), _LATE if first.trigger.i < _FAR else _MIDST)
    signs = {f"act {a.act}": 1.0 for a in opening}
    signs |= {f"form {a.form}": 1.0 for a in opening}
    signs |= {f"doer {how}": 1.0 for how in {_how_named(a) for a in opening}}
    signs |= {
        "by": float(any(a.agents or a.owners for a in opening)),
        "to": float(any(a.addressees for a in acts)),
        "acts": min(len(acts), 6) / 6,
        "clause": float(any(a.content.form == "clause" for a in opening)),
        "headline": min(len(keys & headline_keys(reading)), 3) / 3,
        "first": float(any(a.trigger.i in reading.lead for a in opening)),
        "lead": float(place <= 3),
        "late": float(place > 12),
        "keys": min(len(keys), 10) / 10,
        "possible": float(all(a.modality == "possible" for a in opening)),
        "future": float(all(a.modality == "future" for a in opening)),
        "said": float(any(a.reported_by for a in opening)),
        "before": float(all(times.rank(a.trigger) < 0 for a in opening)),
        "years": float(bool(_PAST_YEAR.search(sentence.text))),
        "bid": float(any(a.bid is not None for a in acts)),
        "aside": float(all(a.trigger.dep_ in {"relcl", "advcl", "acl"} for a in opening)),
        "held": float(any(a.content.holder is not None for a in opening)),
        "deal": float(any(t.lemma_.lower() in words("deals") for a in opening for t in a.content.tokens)),
        "sum": float(any(t.is_currency or t.lower_[:1] in "$£€" for a in opening for t in a.content.tokens)),
        "due": float(any(a.act == "agree" and a.form == "modal" for a in opening)),  # "prisoners are to be exchanged"
        "own": float(any(set(a.agents) & set(a.reported_by) for a in opening)),
        "back": float(all(any(c.lower_ == "had" for c in below(a.trigger)) for a in opening)),
    }
    return signs


def _how_named(act: Act) -> str:
    """How the text names who does an act: by name, by a description, by a pronoun; nobody, or one that is unknown."""
    if not act.doers:
        return "none"
    if not act.agents:
        return "unknown"
    if any(d.tag_ in {"PRP", "WP", "WDT", "DT"} for d in act.doers):
        return "pronoun"
    return "name" if all(d.pos_ == "PROPN" for d in act.doers) else "noun"


def weigh(signs: Mapping[str, float], name: str) -> float:
    """The confidence (0 to 1, two digits) that the weights of the table `name` give to signs."""
    weights = table("confidence")[name]
    score = weights["base"] + sum(weights.get(sign, 0.0) * value for sign, value in signs.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 2)
