"""What the widget's page shows, as plain data: the article in pieces, the entries with their values, the forms.

Positions in the page are in UTF-16 units, as JavaScript counts; in the briefing they are in characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, get_args

from communique.corrections import Corrected, describe
from communique.corrections.entries import entries_of, words_of
from communique.corrections.kinds import CLASSES, Entry, What, what_of
from communique.model import Actor, Briefing, Concession, Model, Proposal, Span, Statement

LABELS = {
    "by": "who gives",
    "to": "who gains",
    "reported_by": "on whose word",
    "in_return_for": "in return for",
    "event": "kind of event",
    "when": "when (words of the article)",
    "deadline": "until when (words of the article)",
    "aliases": "other names, one a line",
    "direct": "in quotation marks",
    "country": "country, three letters",
    "confidence": "confidence, 0 to 1",
    "mentions": "its names in the article",
    "evidence": "evidence, words of the article",
    "source": "who, in the article’s words",
    "cue": "the word of saying",
    "content": "what is said",
}
FORMS: dict[What, dict[str, str]] = {
    "proposal": {
        "summary": "text", "kind": "choice", "status": "choice", "proponents": "actors", "addressees": "actors",
        "positions": "positions", "conditions": "conditions", "deadline": "time", "when": "time",
        "reported_by": "actors", "event": "choice", "evidence": "words", "confidence": "number",
    },
    "concession": {
        "summary": "text", "status": "choice", "by": "actors", "to": "actors", "in_return_for": "text", "when": "time",
        "reported_by": "actors", "event": "choice", "evidence": "words", "confidence": "number",
    },
    "actor": {
        "name": "text", "kind": "choice", "role": "text", "affiliation": "actor", "country": "text", "aliases": "lines",
        "mentions": "words",
    },
    "statement": {"speaker": "actor", "direct": "flag", "source": "quote", "cue": "quote", "content": "quote"},
}  # fmt: skip
STANCES = ("supports", "rejects", "hedges")


def state(corrected: Corrected, by: str, notice: dict[str, str] | None = None) -> dict[str, Any]:
    """All that the page needs to show a briefing for review."""
    briefing = corrected.briefing
    units = _units(briefing.article.text or "")
    entries = list(entries_of(briefing).values())
    return {
        "title": briefing.article.title,
        "text": briefing.article.text or "",
        "pieces": pieces(entries, units),
        "entries": [
            _shown(entry, label, briefing, units) for entry, label in zip(entries, _numbers(entries), strict=True)
        ],
        "forms": {what: [_field(what, name, kind) for name, kind in form.items()] for what, form in FORMS.items()},
        "actors": [[actor.id, actor.name] for actor in briefing.actors],
        "stances": list(STANCES),
        "corrections": [_done(correction) for correction in corrected.applied],
        "unresolved": [[describe(missed.correction), missed.reason] for missed in corrected.unresolved],
        "by": by,
        "notice": notice,
    }


def pieces(entries: Sequence[Entry], units: Sequence[int]) -> list[list[Any]]:
    """The text in runs `[start, end, ids of the entries whose words these are]`, so that no mark breaks another."""
    spans = [(units[s.start], units[s.end], e.id) for e in entries if not isinstance(e, Actor) for s in words_of(e)]
    edges = sorted({0, units[-1], *(edge for start, end, _ in spans for edge in (start, end))})
    return [[a, b, [id for start, end, id in spans if start <= a and b <= end]] for a, b in pairwise(edges)]


def _units(text: str) -> list[int]:
    """For each character of a text, and its end, how many UTF-16 units stand before it."""
    return list(accumulate((1 + (ord(character) > 0xFFFF) for character in text), initial=0))


def _numbers(entries: Sequence[Entry]) -> list[str]:
    counts: dict[str, int] = {}
    labels = []
    for entry in entries:
        letter = what_of(entry)[0].upper()
        counts[letter] = counts.get(letter, 0) + 1
        labels.append(f"{letter}{counts[letter]}")
    return labels


def _shown(entry: Entry, label: str, briefing: Briefing, units: Sequence[int]) -> dict[str, Any]:
    what = what_of(entry)
    return {
        "id": entry.id,
        "what": what,
        "label": label,
        "title": _title(entry),
        "detail": _detail(entry, briefing),
        "status": getattr(entry, "status", None),
        "confidence": getattr(entry, "confidence", None),
        "review": entry.review.model_dump() if entry.review else None,
        "values": {name: _value(getattr(entry, name)) for name in FORMS[what]},
        "words": [[units[span.start], units[span.end]] for span in words_of(entry)],
    }


def _title(entry: Entry) -> str:
    if isinstance(entry, Actor):
        return entry.name
    return entry.content.text if isinstance(entry, Statement) else entry.summary


def _detail(entry: Entry, briefing: Briefing) -> str:
    names = {actor.id: actor.name for actor in briefing.actors}

    def listed(ids: Sequence[str]) -> str:
        return ", ".join(names[id] for id in ids)

    if isinstance(entry, Proposal):
        parts = [entry.kind, f"by {listed(entry.proponents) or 'nobody named'}"]
        parts += [f"to {listed(entry.addressees)}"] if entry.addressees else []
        return " · ".join([*parts, *(f"{names[p.actor]} {p.stance}" for p in entry.positions)])
    if isinstance(entry, Concession):
        return f"{listed(entry.by) or 'nobody named'} → {listed(entry.to) or 'nobody named'}"
    if isinstance(entry, Statement):
        return names[entry.speaker] if entry.speaker else "nobody named"
    return " · ".join(part for part in (entry.kind, entry.role, names.get(entry.affiliation or "")) if part)


def _value(value: Any) -> Any:
    """The value of a field as the page's form has it: words of the article without their places."""
    if isinstance(value, Span):
        return {"text": value.text, "start": value.start}
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Model):
        return {name: _value(getattr(value, name)) for name in type(value).model_fields}
    return value


def _field(what: What, name: str, kind: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "label": LABELS.get(name, name.replace("_", " ")), "kind": kind}
    if kind == "choice":
        annotation = CLASSES[what].model_fields[name].annotation
        inner = [choice for part in get_args(annotation) for choice in (get_args(part) or (part,))]
        field["choices"] = [choice for choice in inner if isinstance(choice, str)]
        field["empty"] = type(None) in get_args(annotation)
    return field


def _done(correction: Any) -> str:
    by = f", {correction.by}" if correction.by else ""
    return f"{describe(correction)}{by}"
