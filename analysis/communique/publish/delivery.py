"""How a site gets to its place: what has changed, in which order it is written, and what is remembered of it.

Every file is written after what it links to, and nothing is deleted before the last link to it is gone, so that a
publication broken off anywhere leaves no page that links to what is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from communique.errors import PublishError

MANIFEST = "communique-site.json"
UNKNOWN = ""

Action = Literal["write", "hold", "delete"]


class Manifest(BaseModel):
    """What a published site is made of: its files' SHA-256 (empty while one is being replaced) and its addresses.

    `reports` gives an article's key its address, `actors` an actor's key its, `moved` an old address the new one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_: Literal["communique/site/1"] = "communique/site/1"
    files: dict[str, str] = {}
    reports: dict[str, str] = {}
    actors: dict[str, str] = {}
    moved: dict[str, str] = {}

    @field_validator("files", "reports", "actors", "moved")
    @classmethod
    def _stays_inside(cls, value: dict[str, str]) -> dict[str, str]:
        """A manifest comes from outside: no path of it may lead out of the site."""
        for path in (*value, *value.values()):
            if path.startswith("/") or "\\" in path or ".." in path.split("/"):
                raise ValueError(f"{path!r} leads out of the site")
        return value


class Destination(Protocol):
    """A place that takes a site. Paths are relative, with slashes; every method may raise what its system raises."""

    def paths(self) -> Collection[str]:
        """The files that are there."""

    def read(self, path: str) -> bytes | None:
        """A file's content, None where there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """Puts a file there, whole or not at all."""

    def delete(self, path: str) -> None:
        """Removes a file; one that is not there is no error."""


@dataclass(frozen=True)
class Site:
    """A site ready to go: every file's digest, how to read it, and what stands in for a page until it is written."""

    files: Mapping[str, str]
    read: Callable[[str], bytes]
    placeholder: Callable[[str], bytes]


@dataclass(frozen=True)
class Step:
    """One thing to do: `write` a file, `hold` its place with a page that links nowhere, `delete` it."""

    action: Action
    path: str


@dataclass(frozen=True)
class Changes:
    """What a publication would do, paths sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def read_manifest(destination: Destination) -> Manifest:
    """The manifest of the site that is there, an empty one where there is none; PublishError where it is broken."""
    data = destination.read(MANIFEST)
    if data is None:
        return Manifest()
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise PublishError(
            f"{MANIFEST} of the destination is broken ({reason}); remove the site there first"
        ) from error


def changes(files: Mapping[str, str], old: Manifest, there: Collection[str]) -> Changes:
    """What has to be done to make the site of `old`, of which `there` is left, that of `files`.

    PublishError where a file is in the way that is not of an earlier publication.
    """
    if foreign := sorted(path for path in files if path in there and path not in old.files):
        more = f" and {len(foreign) - 1} more" if foreign[1:] else ""
        raise PublishError(f"the destination has a {foreign[0]} that is not communique's{more}; choose another place")
    return Changes(
        new=tuple(sorted(path for path in files if path not in there)),
        changed=tuple(sorted(p for p, digest in files.items() if p in there and old.files[p] != digest)),
        gone=tuple(sorted(path for path in old.files if path not in files and path in there)),
    )


def deliver(site: Site, manifest: Manifest, destination: Destination, old: Manifest, todo: Changes) -> int:
    """Brings the site to its destination; how many files were written or deleted there.

    The manifest goes first, with what is about to change marked as unknown, and last, as it is then: a publication
    that is broken off is finished, or undone, by the next one.
    """
    if not todo and manifest == old:
        return 0
    uncertain = dict.fromkeys((*todo.new, *todo.changed, *todo.gone), UNKNOWN)
    _keep(destination, manifest.model_copy(update={"files": {**site.files, **uncertain}}))
    steps = list(order(site, todo, destination.paths()))
    for step in steps:
        if step.action == "delete":
            destination.delete(step.path)
        else:
            destination.write(step.path, (site.read if step.action == "write" else site.placeholder)(step.path))
    _keep(destination, manifest.model_copy(update={"files": dict(site.files)}))
    return sum(step.action != "hold" for step in steps)


def _keep(destination: Destination, manifest: Manifest) -> None:
    fields = {name: dict(sorted(value.items())) for name, value in manifest if isinstance(value, dict)}
    data = manifest.model_copy(update=fields).model_dump_json(indent=1) + "\n"
    destination.write(MANIFEST, data.encode())


@dataclass
class _Order:
    """Pages waiting for what they link to."""

    there: set[str]
    links: dict[str, frozenset[str]] = field(default_factory=dict)

    def missing(self, path: str) -> frozenset[str]:
        return self.links[path] - self.there - {path}


def order(site: Site, todo: Changes, there: Collection[str]) -> Iterator[Step]:
    """The steps of a publication: files, pages, front page and feed, deletions; each after what it links to."""
    pending = sorted((*todo.new, *todo.changed), key=lambda path: (rank(path), path))
    state = _Order(set(there), {path: links_of(path, site.read) for path in pending})
    while pending:
        lowest = rank(pending[0])
        ready = [p for p in pending if rank(p) == lowest and not state.missing(p)]
        if ready:
            yield from (Step("write", path) for path in ready)
            state.there.update(ready)
            written = set(ready)
            pending = [path for path in pending if path not in written]
        else:
            held = _most_awaited(pending, lowest, state)
            yield Step("hold", held)
            state.there.add(held)
    # Pages that go link to each other in ways that nobody remembers: first none of them links anywhere.
    yield from (Step("hold", path) for path in todo.gone if path.endswith(".html"))
    yield from (Step("delete", path) for path in todo.gone)


def _most_awaited(pending: list[str], lowest: int, state: _Order) -> str:
    """Pages that link to each other in a ring need one place held; the one that most wait for is it."""
    waiting = Counter(target for path in pending if rank(path) == lowest for target in state.missing(path))
    known = set(pending)
    if dead := sorted(set(waiting) - known):
        page = next(path for path in pending if dead[0] in state.missing(path))
        raise PublishError(f"{page} would link to {dead[0]}, which is not there; this is a mistake in communique")
    return min(waiting, key=lambda path: (-waiting[path], path))


def rank(path: str) -> int:
    """When a file is written: 0 what pages load, 1 reports, 2 actors, 3 overviews, 4 the front page and feed."""
    if path in {"index.html", "feed.xml", "sitemap.xml", "robots.txt", "pagefind/pagefind-entry.json"}:
        return 4
    if not path.endswith(".html"):
        return 3 if path.startswith("data/") else 0
    top = path.partition("/")[0]
    return {"reports": 1, "actors": 2}.get(top, 3)


_LINK = re.compile(
    rb"""<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)


def links_of(path: str, read: Callable[[str], bytes]) -> frozenset[str]:
    """The files of the site that a page links to; empty for what is no page."""
    if not path.endswith(".html"):
        return frozenset()
    found = (match[1] or match[2] or b"" for match in _LINK.finditer(read(path)))
    return frozenset(target for link in set(found) if (target := resolve(path, link.decode("utf-8", "replace"))))


def resolve(page: str, link: str) -> str | None:
    """The file of the site that a relative link on a page means; None for a link elsewhere or on the page itself."""
    from html import unescape

    parts = urlsplit(unescape(link).strip())
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    target = unquote(urljoin(f"http://site/{page}", parts.path)).removeprefix("http://site/")
    return f"{target}index.html" if target.endswith("/") or not target else str(PurePosixPath(target))
