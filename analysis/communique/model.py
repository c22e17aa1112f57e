"""The briefing: what is said of an article, as frozen models that validate themselves on the way in and out.

Spans are in characters of `Article.text`, end exclusive; wherever the text is there, every span must equal the words it
names, and every reference must name an actor that is there.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from communique.errors import BriefingError

SCHEMA: Literal["communique/briefing/1"] = "communique/briefing/1"
MAX_SUMMARY_WORDS = 25

ActorKind = Literal["person", "organization", "state", "group"]
ProposalKind = Literal["initiative", "offer", "demand", "condition"]
ProposalStatus = Literal["open", "agreed", "rejected", "contested", "enacted", "withdrawn"]
Stance = Literal["supports", "rejects", "hedges"]
ConcessionStatus = Literal["made", "offered", "floated", "demanded", "refused"]
ReviewState = Literal["confirmed", "amended", "added", "merged"]
EventClass = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
ENDS: tuple[ProposalStatus, ...] = ("withdrawn", "enacted")
Confidence = Annotated[float, Field(ge=0, le=1)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


def _summary(text: str) -> str:
    if not 0 < len(text.split()) <= MAX_SUMMARY_WORDS or "\n" in text:
        raise ValueError(f"a summary is one line of 1 to {MAX_SUMMARY_WORDS} words")
    return text


class Model(BaseModel):
    """Base of all models: frozen, and nothing in it that the schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


class Span(Model):
    """Words of the article: `text == article.text[start:end]`, in characters."""

    start: Annotated[int, Field(ge=0)]
    end: int
    text: str

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"span {self.start}:{self.end} does not have the length of its text")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span `start:end` of `text`."""
        return cls(start=start, end=end, text=text[start:end])


M = TypeVar("M", bound=Model)
Evidence = Annotated[tuple[Span, ...], Field(min_length=1)]


class Article(Model):
    """An article: its text to the letter and what is known of it. `published` is an ISO 8601 date, where known."""

    id: str
    title: str
    text: str | None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    sha256: str

    @classmethod
    def of(cls, text: str, title: str | None = None, *, id: str | None = None, **known: Any) -> Self:
        """An article of `text`; `title` defaults to `title_of(text)`, `id` to 16 digits of its SHA-256."""
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return cls(id=id or digest[:16], title=title or title_of(text), text=text, sha256=digest, **known)


class Review(Model):
    """What a person did with an entry; `at` is an ISO 8601 time."""

    state: ReviewState
    by: str | None = None
    at: str | None = None
    why: str | None = None


class Actor(Model):
    """A person, organization, state or group that takes part or is quoted. `affiliation` is another actor's id."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    country: CountryCode | None = None
    mentions: tuple[Span, ...] = ()
    review: Review | None = None


class Statement(Model):
    """An attribution: who (`source`), by what words (`cue`), says what (`content`); direct if in quotation marks."""

    id: str
    speaker: str | None
    direct: bool
    source: Span | None = None
    cue: Span | None = None
    content: Span
    review: Review | None = None


class Position(Model):
    """What an actor has said or done about a proposal."""

    actor: str
    stance: Stance
    evidence: Evidence


class Condition(Model):
    """What has to be so for a proposal to hold."""

    summary: str
    evidence: Evidence


class Time(Model):
    """A time or deadline in the article's words; `date` is ISO 8601 where words and the article's date settle it."""

    text: str
    date: IsoDate | None = None
    evidence: Evidence


class Proposal(Model):
    """A course of action put forward for others to accept, refuse or carry out. Actors are named by id."""

    id: str
    summary: str
    kind: ProposalKind
    proponents: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    status: ProposalStatus
    positions: tuple[Position, ...] = ()
    conditions: tuple[Condition, ...] = ()
    when: Time | None = None
    deadline: Time | None = None
    reported_by: tuple[str, ...] = ()
    event: EventClass | None = None
    confidence: Confidence
    evidence: Evidence
    review: Review | None = None

    @model_validator(mode="after")
    def _one_line(self) -> Self:
        _summary(self.summary)
        return self


class Concession(Model):
    """What a party (`by`) gives, gives up or softens, or is asked to, and who gains (`to`). Actors are named by id."""

    id: str
    summary: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    status: ConcessionStatus
    in_return_for: str | None = None
    when: Time | None = None
    reported_by: tuple[str, ...] = ()
    event: EventClass | None = None
    confidence: Confidence
    evidence: Evidence
    review: Review | None = None

    @model_validator(mode="after")
    def _one_line(self) -> Self:
        _summary(self.summary)
        return self


class Provenance(Model):
    """How a briefing was made. `created` (ISO 8601, UTC) is the one time stamp; `corrections` counts those applied."""

    tool: str
    pipeline: str
    created: str
    corrections: int = 0


class Briefing(Model):
    """All that is said of one article."""

    schema_: Literal["communique/briefing/1"] = Field(SCHEMA, alias="schema")
    article: Article
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    concessions: tuple[Concession, ...] = ()
    provenance: Provenance

    @model_validator(mode="after")
    def _holds(self) -> Self:
        ids = [e.id for entries in (self.actors, self.statements, self.proposals, self.concessions) for e in entries]
        if len(set(ids)) != len(ids):
            raise ValueError(f"two entries share the id {next(i for i in ids if ids.count(i) > 1)!r}")
        actors = {actor.id for actor in self.actors}
        for where, reference in self.references():
            if reference not in actors:
                raise ValueError(f"{where} names {reference!r}, and no actor has that id")
        if (text := self.article.text) is not None:
            for span in spans_in((self.actors, self.statements, self.proposals, self.concessions)):
                if text[span.start : span.end] != span.text:
                    raise ValueError(f"the article does not have {span.text[:40]!r} at {span.start}:{span.end}")
        return self

    def references(self) -> Iterator[tuple[str, str]]:
        """Each reference to an actor, as (where it stands, the actor's id)."""
        for a in self.actors:
            yield from ((f"{a.id}.affiliation", r) for r in (a.affiliation,) if r is not None)
        for s in self.statements:
            yield from ((f"{s.id}.speaker", r) for r in (s.speaker,) if r is not None)
        for p in self.proposals:
            fields = (p.proponents, p.addressees, p.reported_by, tuple(x.actor for x in p.positions))
            yield from ((p.id, r) for field in fields for r in field)
        for c in self.concessions:
            yield from ((c.id, r) for field in (c.by, c.to, c.reported_by) for r in field)

    def actor(self, id: str) -> Actor:
        """The actor with that id; KeyError where there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def to_json(self) -> str:
        """The briefing as JSON, UTF-8 text that ends in a newline; `from_json` gives the same briefing back."""
        return dump_json(self)

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """The briefing in `data`; BriefingError (one line) where it is none."""
        return parse_json(cls, data)


def dump_json(model: Model) -> str:
    """A model as indented JSON that ends in a newline, the same for the same model."""
    return json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def parse_json(cls: type[M], data: str | bytes) -> M:
    """The model in `data`; BriefingError (one line) where it is none."""
    try:
        return cls.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BriefingError(f"not a valid {cls.__name__.lower()}: {where}: {first['msg']}") from error


def status_after(answers: Collection[ProposalStatus]) -> ProposalStatus:
    """Where a proposal stands after what was done about it: its end holds, yes and no contest it, else it is open."""
    for end in ENDS:
        if end in answers:
            return end
    if "agreed" in answers and "rejected" in answers:
        return "contested"
    told: tuple[ProposalStatus, ...] = ("agreed", "rejected", "contested")
    return next((status for status in told if status in answers), "open")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `briefing.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Briefing.model_json_schema(mode="serialization"),
    }


def spans_in(node: Any) -> Iterator[Span]:
    """Every span in a model, or in tuples of models, in the order of the fields."""
    if isinstance(node, Span):
        yield node
    elif isinstance(node, Model):
        for name in type(node).model_fields:
            yield from spans_in(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from spans_in(item)


def title_of(text: str) -> str:
    """The title of a plain text: its first line where that is short (20 words at most) and more text follows.

    Otherwise "untitled: " and the first sentence, cut at twelve words.
    """
    head, _, rest = text.strip().partition("\n")
    head = " ".join(head.removeprefix("#").lstrip("#").split())
    if rest.strip() and 0 < len(head.split()) <= 20 and not re.search(r"\.[\"”’']?$", head):
        return head
    sentence = re.split(r"(?<=[.!?])[\"”’']*\s", " ".join(text.split()), maxsplit=1)[0]
    words = sentence.split()
    return "untitled: " + " ".join(words[:12]) + ("…" if len(words) > 12 else "") if words else "untitled"


def slugify(text: str, limit: int = 60) -> str:
    """`text` as lower-case ASCII letters and digits joined by hyphens, at most `limit` long; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word[:limit]
    return slug


def entry_id(prefix: str, evidence: Sequence[Span], taken: Iterable[str] = ()) -> str:
    """An id from the words of the evidence, such as `p-91c4be`; another one where that is in `taken`."""
    used, words = set(taken), "\n".join(span.text for span in evidence)
    count = 0
    while True:
        digest = hashlib.sha256(f"{words}\n{count}".encode("utf-8", "surrogatepass")).hexdigest()
        if (id := f"{prefix}-{digest[:6]}") not in used:
            return id
        count += 1
