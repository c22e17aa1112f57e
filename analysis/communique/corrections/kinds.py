"""What can be done to a briefing by hand, as frozen models: drop, amend, add, merge, confirm.

A correction names an entry by its id and quotes its evidence, so that the entry is found again when its id changed.
Values of fields are kept as they stand in the file: plain data, in which words of the article are strings.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Self, TypeAlias, get_args

from pydantic import Field, TypeAdapter, ValidationError, field_validator, model_serializer, model_validator

from communique.corrections.words import shown
from communique.errors import CorrectionError
from communique.model import Actor, Concession, Model, Proposal, Span, Statement

What = Literal["actor", "statement", "proposal", "concession"]
Entry: TypeAlias = Actor | Statement | Proposal | Concession
CLASSES: dict[What, type[Entry]] = {
    "actor": Actor, "statement": Statement, "proposal": Proposal, "concession": Concession,
}  # fmt: skip
PREFIXES: dict[str, What] = {"s-": "statement", "p-": "proposal", "c-": "concession"}
QUOTED, QUOTES = frozenset({"source", "cue", "content"}), frozenset({"evidence", "mentions"})
FIXED = frozenset({"id", "review"})
PLAIN = {
    "missing": "it is needed", "extra_forbidden": "there is nothing of that name", "tuple_type": "it should be a list",
    "string_type": "it should be a text", "string_too_short": "it should not be empty",
    "model_type": "it should be a table of values", "model_attributes_type": "it should be a table of values",
    "float_type": "it should be a number", "float_parsing": "it should be a number",
    "bool_type": "it should be true or false", "bool_parsing": "it should be true or false",
    "too_short": "it needs at least one", "less_than_equal": "it should be 0 to 1",
    "greater_than_equal": "it should be 0 to 1", "^[A-Z]{3}$": "it should be three capital letters, such as FRA",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "it should be a date such as 2025-03-21",
}  # fmt: skip
"""What pydantic says, by the kind of the error or the pattern that was missed, in plain words."""


class Quote(Model):
    """Words of the article; `start` says which of them is meant where they stand more than once."""

    text: Annotated[str, Field(min_length=1)]
    start: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @model_serializer
    def _plain(self) -> Any:
        return self.text if self.start is None else {"text": self.text, "start": self.start}


def what_of(entry: Entry) -> What:
    """The name of an entry's kind, such as "proposal"."""
    return next(what for what, cls in CLASSES.items() if isinstance(entry, cls))


def named(id: str) -> What:
    """The kind of entry that an id stands for, by its form."""
    return next((what for prefix, what in PREFIXES.items() if id.startswith(prefix)), "actor")


class Base(Model):
    """What all corrections have: the entry they are about, its words, and who made them, when (ISO 8601), why."""

    what: What
    entry: Annotated[str, Field(min_length=1)]
    evidence: tuple[Quote, ...] = ()
    by: str | None = None
    at: str | None = None
    why: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _kind(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "what" not in data and isinstance(data.get("entry"), str):
            return {**data, "what": named(data["entry"])}
        return data

    @field_validator("evidence", "other_evidence", mode="before", check_fields=False)
    @classmethod
    def _one(cls, evidence: Any) -> Any:
        return (evidence,) if isinstance(evidence, str | Mapping) else evidence

    @field_validator("at", mode="before")
    @classmethod
    def _time(cls, at: Any) -> Any:
        return plain(at)

    @field_validator("at")
    @classmethod
    def _iso(cls, at: str | None) -> str | None:
        if at is not None:
            dt.datetime.fromisoformat(at)
        return at


class Drop(Base):
    """The entry is wrong: it leaves the briefing, and references to a dropped actor with it."""

    action: Literal["drop"] = "drop"


class Confirm(Base):
    """A person has read the entry and stands by it."""

    action: Literal["confirm"] = "confirm"


class Merge(Base):
    """`other` is the same as `entry`: its words, names and references go over to it."""

    action: Literal["merge"] = "merge"
    other: Annotated[str, Field(min_length=1)]
    other_evidence: tuple[Quote, ...] = ()

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.other == self.entry:
            raise ValueError("an entry cannot be merged with itself")
        if self.what == "statement":
            raise ValueError("statements cannot be merged, only actors, proposals and concessions")
        return self


class _Fields(Base):
    fields: dict[str, Any] = Field(default_factory=dict)

    @field_validator("fields", mode="before")
    @classmethod
    def _data(cls, fields: Any) -> Any:
        return {name: "" if value is None else plain(value) for name, value in dict(fields).items()}

    @model_validator(mode="after")
    def _known(self) -> Self:
        for name, wrong in wrong_fields(self.what, self.fields):
            raise ValueError(f"{name}: {wrong}")
        return self


class Amend(_Fields):
    """Fields of the entry get other values; an empty string empties a field."""

    action: Literal["amend"] = "amend"


class Add(_Fields):
    """An entry that the analysis does not have; `entry` is its id, `evidence` its words."""

    action: Literal["add"] = "add"


Correction: TypeAlias = Drop | Amend | Add | Merge | Confirm
ACTIONS: dict[str, type[Correction]] = {
    "drop": Drop, "amend": Amend, "add": Add, "merge": Merge, "confirm": Confirm,
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value as plain data that TOML can hold; a span becomes its words and their start."""
    if isinstance(value, Span):
        return {"text": value.text, "start": value.start}
    if isinstance(value, Quote):
        return value.model_dump()
    if isinstance(value, Model):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items() if v is not None and not (k == "end" and "text" in value)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number that can be kept")
    return value.unwrap() if hasattr(value, "unwrap") else value


def quotation(data: Any) -> Quote:
    """Words of the article, from a text or a table; CorrectionError where it is neither."""
    try:
        return Quote.model_validate(data)
    except ValidationError as error:
        raise CorrectionError("words of the article are a text, or a text with its start") from error


def with_spans(value: Any, locate: Callable[[Quote], Any], key: str = "") -> Any:
    """Plain data with each quotation of the article, wherever a model has a span, replaced by what `locate` gives."""
    if key in QUOTED and value:
        return locate(quotation(value))
    if key in QUOTES and value:
        return [locate(quotation(item)) for item in (value if isinstance(value, list) else [value])]
    if isinstance(value, dict):
        return {name: with_spans(item, locate, name) for name, item in value.items()}
    if isinstance(value, list):
        return [with_spans(item, locate) for item in value]
    return value


@lru_cache
def _adapter(what: What, name: str) -> TypeAdapter[Any]:
    field = CLASSES[what].model_fields[name]
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)


def emptied(what: What, name: str) -> Any:
    """The value of a field that is emptied: None, no entries, or, where the field must have one, an empty string."""
    field = CLASSES[what].model_fields[name]
    if not field.is_required():
        return field.default
    return None if type(None) in get_args(field.annotation) else ""


def wrong_fields(what: What, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with fields of a correction, as (name of the field, what is wrong), without asking the article."""
    for name, value in fields.items():
        if name in FIXED or name not in CLASSES[what].model_fields:
            known = [field for field in CLASSES[what].model_fields if field not in FIXED]
            yield name, f"{article(what)} has no field of that name that can be set; it has {', '.join(known)}"
        elif problem := _wrong_value(what, name, value):
            yield name, problem


def _wrong_value(what: What, name: str, value: Any) -> str | None:
    try:
        data = with_spans(value, lambda quote: {"start": 0, "end": len(quote.text), "text": quote.text}, name)
        _adapter(what, name).validate_python(emptied(what, name) if value == "" else data)
    except CorrectionError as error:
        return str(error)
    except ValidationError as error:
        return said(error)
    if name == "summary" and (not 0 < len(str(value).split()) <= 25 or "\n" in str(value)):
        return "a summary is one line of 1 to 25 words"
    if name == "name" and not str(value).strip():
        return "an actor has a name"
    return None


def said(error: ValidationError) -> str:
    """The first problem that pydantic found, in plain words."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"] if isinstance(part, str))
    plain = PLAIN.get(first["type"]) or PLAIN.get(str(first.get("ctx", {}).get("pattern")))
    message = plain or first["msg"].removeprefix("Value error, ").replace("Input should be ", "it should be ")
    given = first.get("input")
    tail = f", not {shown(given)}" if isinstance(given, str) and "should be" in message else ""
    return f"{where}: {message}{tail}" if where else f"{message}{tail}"


def article(what: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def signed(correction: Correction) -> str:
    """A correction in plain words, with who made it, when and why."""
    about = [
        describe(correction),
        correction.by and f"by {correction.by}",
        correction.at and f"on {correction.at[:10]}",
    ]
    text = " ".join(part for part in about if part)
    return text[0].upper() + text[1:] + (f": {correction.why}" if correction.why else "")


def describe(correction: Correction) -> str:
    """A correction as a phrase of plain words: what was done to what."""
    about = shown(correction.evidence[0].text, 50) if correction.evidence else correction.entry
    thing = f"the {correction.what} {correction.entry}" + (f" ({about})" if correction.evidence else "")
    if isinstance(correction, Amend):
        return f"amended {thing}: {', '.join(correction.fields)}"
    if isinstance(correction, Add):
        name = correction.fields.get("summary") or correction.fields.get("name") or about
        return f"added the {correction.what} {correction.entry} ({shown(str(name), 50)})"
    if isinstance(correction, Merge):
        return f"merged {correction.other} into {thing}"
    return f"{'dropped' if isinstance(correction, Drop) else 'confirmed'} {thing}"
