"""The same actor across reports: names, countries and roles compared, doubtful pairs told, the editor's word final.

Two actors of one report are never the same: the analysis of that report has told them apart already.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from communique.errors import PublishError
from communique.model import Actor, ActorKind, Briefing

FILE_NAME = "actors.toml"
Verdict = Literal["same", "doubtful", "different"]

# Names that every country has one of: alike names say nothing there unless the country is alike too.
_SHARED_NAMES = re.compile(
    r"(?:parliament|government|cabinet|senate|congress|assembly|opposition|coalition|police|army|navy|military|treasury|"
    r"presidency|union|association|federation|party|committee|commission|council|court|agency|board|right|left|greens|"
    r"conservatives|liberals|socialists|democrats|republicans|labour)"
    r"|(?:\w+ )?(?:ministry|minister|office|department|service)(?: (?:of|for) \w+(?: and \w+)?)?"
    r"|(?:supreme|high|constitutional|appeals?|city|town|national|central) (?:court|council|assembly|bank|government)"
)


class _Same(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    actors: tuple[str, ...] = Field(min_length=1)
    name: str | None = None


class _Different(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    actors: tuple[str, ...] = Field(min_length=2)


class Settled(BaseModel):
    """What the editor has settled in `actors.toml`; an actor is named by its name, or as `report/actor-id`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    same: tuple[_Same, ...] = ()
    different: tuple[_Different, ...] = ()


@dataclass(frozen=True)
class Member:
    """One actor of one report, which is named by its address."""

    report: str
    actor: Actor
    side: str | None = None

    @property
    def key(self) -> str:
        """`report/actor-id`, as `actors.toml` names it."""
        return f"{self.report}/{self.actor.id}"


@dataclass
class _Group:
    label: int | None = None
    members: list[Member] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    profiles: dict[tuple[object, ...], Member] = field(default_factory=dict)

    def add(self, member: Member) -> None:
        self.members.append(member)
        self.reports.add(member.report)
        self.profiles.setdefault(_profile(member), member)


@dataclass(frozen=True)
class Person:
    """One real-world actor, whatever its kind, with its part in each report."""

    name: str
    kind: ActorKind
    country: str | None
    role: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Doubt:
    """Two actors that may be one; the keys are what `actors.toml` calls them."""

    names: tuple[str, str]
    keys: tuple[str, str]


def read_settled(folder: Path) -> Settled:
    """What `actors.toml` in `folder` settles, nothing without one; PublishError (one line) where it is broken."""
    path = folder / FILE_NAME
    try:
        return Settled.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Settled()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PublishError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise PublishError(
            f"{path}: {where}: {first['msg']}; it has to hold [[same]] and [[different]] lists"
        ) from error


def members_of(report: str, briefing: Briefing) -> Iterator[Member]:
    """The actors of a report that a reader would look for elsewhere: those with a name, not "the negotiators"."""
    names = {actor.id: actor.name for actor in briefing.actors}
    for actor in briefing.actors:
        if any(c.isupper() or c.isdigit() for c in actor.name):
            yield Member(report, actor, names.get(actor.affiliation or ""))


def unite(members: Iterable[Member], settled: Settled = Settled()) -> tuple[tuple[Person, ...], tuple[Doubt, ...]]:  # noqa: B008
    """One `Person` per real-world actor, by name, and the pairs that only an editor can settle."""
    editor = _Editor(settled)
    groups: list[_Group] = []
    blocks: dict[str, list[_Group]] = {}
    doubts: dict[tuple[int, int], tuple[_Group, _Group]] = {}
    for member in members:
        near = _near(member, blocks, editor.label(member))
        verdicts = [(group, _verdict(group, member, editor)) for group in near]
        home = next((group for group, verdict in verdicts if verdict == "same"), None)
        if home is None:
            home = _Group(editor.label(member))
            groups.append(home)
        home.add(member)
        for block in _blocks(member, home.label):
            if not any(home is other for other in blocks.setdefault(block, [])):
                blocks[block].append(home)
        for group, verdict in verdicts:
            if group is not home and verdict != "different" and not group.reports & home.reports:
                doubts[(id(group), id(home))] = (group, home)
    persons = sorted((_person(group, settled) for group in groups), key=lambda p: (_folded(p.name), p.members[0].key))
    return tuple(persons), tuple(sorted(map(_doubt, doubts.values()), key=lambda d: (d.names, d.keys)))


class _Editor:
    """The editor's word: which members carry one label, and which may not be together."""

    def __init__(self, settled: Settled) -> None:
        self._same = _index(entry.actors for entry in settled.same)
        self._apart = [_index((name,) for name in entry.actors) for entry in settled.different]

    def label(self, member: Member) -> int | None:
        return self._same.get(member.key, self._same.get(_folded(member.actor.name)))

    def apart(self, a: Member, b: Member) -> bool:
        for index in self._apart:
            sides = [index.get(m.key, index.get(_folded(m.actor.name))) for m in (a, b)]
            if None not in sides and sides[0] != sides[1]:
                return True
        return False


def _index(lists: Iterable[Sequence[str]]) -> dict[str, int]:
    index: dict[str, int] = {}
    for number, names in enumerate(lists):
        for name in names:
            index[name] = index[_folded(name)] = number
    return index


def _near(member: Member, blocks: Mapping[str, list[_Group]], label: int | None) -> list[_Group]:
    found = {id(group): group for block in _blocks(member, label) for group in blocks.get(block, ())}
    return list(found.values())


def _blocks(member: Member, label: int | None) -> Iterator[str]:
    """Keys of which two actors that may be one share at least one."""
    if label is not None:
        yield f"={label}"
    actor = member.actor
    if actor.kind == "state" and actor.country:
        yield f"@{actor.country}"
    names = [_folded(actor.name), *map(_folded, _telling_aliases(actor))]
    for name in names:
        yield name
        if actor.kind == "person":
            yield name.rpartition(" ")[2]


def _verdict(group: _Group, member: Member, editor: _Editor) -> Verdict:
    label = editor.label(member)
    if label is not None and label == group.label:
        return "same"
    if member.report in group.reports or any(editor.apart(member, other) for other in group.members):
        return "different"
    if label is not None and group.label is not None:
        return "different"
    verdicts = {compare(member, other) for other in group.profiles.values()}
    if "same" in verdicts and not any(_conflict(member.actor, other.actor) for other in group.profiles.values()):
        return "same"
    return "doubtful" if verdicts - {"different"} else "different"


def compare(a: Member, b: Member) -> Verdict:
    """Whether two actors of different reports are one, by kind, name, country, role and side."""
    x, y = a.actor, b.actor
    if x.kind == y.kind == "state" and x.country and x.country == y.country:
        return "same"
    alike = _folded(x.name) == _folded(y.name)
    if x.kind != y.kind or _conflict(x, y):
        return "doubtful" if alike else "different"
    return _compare_people(a, b) if x.kind == "person" else _compare_bodies(a, b, alike)


def _compare_people(a: Member, b: Member) -> Verdict:
    one, other = _folded(a.actor.name).split(), _folded(b.actor.name).split()
    if one == other and len(one) > 1:
        return "same"
    if not one or not other or one[-1] != other[-1]:
        return "different"
    if len(one) > 1 and len(other) > 1:
        initials = one[0][0] == other[0][0] and (len(one[0]) == 1 or len(other[0]) == 1)
        if one[0] != other[0] and not initials:
            return "different"
        return "same" if one[0] == other[0] and _agree(a, b, 1) else "doubtful"
    return "same" if _agree(a, b, 1 if one == other else 2) else "doubtful"


def _compare_bodies(a: Member, b: Member, alike: bool) -> Verdict:
    if alike:
        shared = _SHARED_NAMES.fullmatch(_folded(a.actor.name)) or (a.actor.kind == "group")
        return "same" if not shared or _agree(a, b, 1) else "doubtful"
    ours, theirs = ({_folded(n) for n in (m.actor.name, *_telling_aliases(m.actor))} for m in (a, b))
    if _folded(a.actor.name) in theirs or _folded(b.actor.name) in ours:
        return "same" if _agree(a, b, 1) or a.actor.kind == "state" else "doubtful"
    return "doubtful" if ours & theirs else "different"


def _agree(a: Member, b: Member, least: int) -> bool:
    """Whether at least so many of country, role and side are known of both and alike."""
    pairs = (
        (a.actor.country, b.actor.country),
        (_folded(a.actor.role or ""), _folded(b.actor.role or "")),
        (_folded(a.side or ""), _folded(b.side or "")),
    )
    return sum(bool(x) and x == y for x, y in pairs) >= least


def _conflict(x: Actor, y: Actor) -> bool:
    return bool(x.country and y.country and x.country != y.country)


def _telling_aliases(actor: Actor) -> Iterator[str]:
    """Aliases that name an actor outside their article too: full names and acronyms, not "the minister"."""
    for alias in actor.aliases:
        words = [word for word in alias.split() if word[:1].isupper()]
        acronym = len(alias) >= 3 and alias.isupper() and alias.isalpha()
        if acronym or (len(words) > 1 and words[0] == alias.split()[0] and actor.kind != "person"):
            yield alias


def _folded(name: str) -> str:
    """A name without accents, capitals, punctuation and a leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", re.sub(r"[’']s\b", "", plain).replace(".", ""))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _profile(member: Member) -> tuple[object, ...]:
    actor = member.actor
    return actor.kind, _folded(actor.name), actor.country, actor.role, member.side, actor.aliases


def _person(group: _Group, settled: Settled) -> Person:
    counts = Counter(member.actor.name for member in group.members)
    name = max(counts, key=lambda name: (len(_folded(name).split()), counts[name], name))
    if group.label is not None:
        name = settled.same[group.label].name or name
    latest = [member.actor for member in reversed(group.members)]
    return Person(
        name=name,
        kind=Counter(actor.kind for actor in latest).most_common(1)[0][0],
        country=next((actor.country for actor in latest if actor.country), None),
        role=next((actor.role for actor in latest if actor.role), None),
        members=tuple(group.members),
    )


def _doubt(pair: tuple[_Group, _Group]) -> Doubt:
    (a, b) = sorted((group.members[0] for group in pair), key=lambda member: member.key)
    return Doubt((a.actor.name, b.actor.name), (a.key, b.key))
