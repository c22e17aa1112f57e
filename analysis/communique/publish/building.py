"""The whole site in a folder of this machine, made anew only where something has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import communique
from communique.errors import CommuniqueError, PublishError
from communique.model import slugify
from communique.publish import feeds, pages, rendering, search, tables
from communique.publish.actors import Doubt, Person, Settled, members_of, unite
from communique.publish.delivery import Manifest
from communique.publish.items import Item, Site, newest_first
from communique.publish.pages import Profile
from communique.reports import write_whole

KEYS = "keys.json"


@dataclass
class Tree:
    """A site in a folder: what is in it is kept from one publication to the next, with the key of what was costly.

    A key names everything that a group of files is made of; the same key means the same bytes.
    """

    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    keys: dict[str, dict[str, object]] = field(default_factory=dict)
    earlier: dict[str, dict[str, object]] = field(default_factory=dict)

    @classmethod
    def at(cls, root: Path) -> Tree:
        """The tree in `root`, with what it remembers; a broken memory is none."""
        try:
            earlier = json.loads((root.parent / KEYS).read_text("utf-8"))
            assert isinstance(earlier, dict)
        except (OSError, ValueError, AssertionError):
            earlier = {}
        return cls(root, earlier=earlier)

    def put(self, path: str, data: bytes) -> None:
        """A file of the site; written only where it is another than before."""
        self.digests[path] = hashlib.sha256(data).hexdigest()
        target = self.root / path
        if not (target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)

    def group(self, name: str, key: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Files that `make` makes, unless the same `key` made them before."""
        known = self.earlier.get(name, {})
        files = known.get("files", {})
        assert isinstance(files, dict)
        if known.get("key") == key and all((self.root / path).is_file() for path in files):
            self.digests |= files
        else:
            made = make()
            for path, data in made.items():
                self.put(path, data)
            files = {path: self.digests[path] for path in made}
        self.keys[name] = {"key": key, "files": files}

    def close(self) -> None:
        """Removes what is no longer of the site, and remembers the keys."""
        for path in [p for p in self.root.rglob("*") if p.is_file()]:
            if path.relative_to(self.root).as_posix() not in self.digests:
                path.unlink()
        for folder in sorted((p for p in self.root.rglob("*") if p.is_dir()), reverse=True):
            with suppress(OSError):  # not empty
                folder.rmdir()
        write_whole(self.root.parent / KEYS, json.dumps(self.keys, sort_keys=True).encode())

    def read(self, path: str) -> bytes:
        """A file of the site."""
        return (self.root / path).read_bytes()


@dataclass(frozen=True)
class Source:
    """A report that is to be published, and its executed notebook."""

    item: Item
    notebook: bytes

    def key(self, site: Site) -> str:
        """Everything that the report's own files are made of."""
        item = self.item
        parts = (
            communique.__version__, repr(site), item.address, str(item.draft), str(item.full_text),
            hashlib.sha256(self.notebook).hexdigest(), hashlib.sha256(item.briefing.to_json().encode()).hexdigest(),
        )  # fmt: skip
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Built:
    """A site that was made: its manifest, the errors of reports that could not be, the doubts about actors."""

    manifest: Manifest
    problems: tuple[CommuniqueError, ...]
    doubts: tuple[Doubt, ...]


def build(sources: Iterable[Source], site: Site, tree: Tree, *, settled: Settled, old: Manifest) -> Built:
    """Makes the site in `tree`, with the addresses of `old` kept; PublishError where there is nothing to publish."""
    problems: list[CommuniqueError] = []
    made = [source.item for source in sources if _report(source, site, tree, problems)]
    if not made:
        reason = f" ({problems[0]})" if problems else "; approve one with `communique approve REPORT`"
        raise PublishError(f"there is no report to publish{reason}")
    items = newest_first(made)
    known = {item.address: item for item in items}
    chronicle = [member for item in reversed(items) for member in members_of(item.address, item.briefing)]
    persons, doubts = unite(chronicle, settled)
    profiles, keys = _profiles(persons, known, old)
    redirects = _moved(profiles, keys, old)
    _pages(items, profiles, redirects, site, tree)
    _search(tree)
    tree.close()
    manifest = Manifest(
        files=tree.digests,
        reports={key_of(item.briefing.article.id): item.address for item in items},
        actors=keys,
        moved=redirects,
    )
    return Built(manifest, tuple(problems), doubts)


def _report(source: Source, site: Site, tree: Tree, problems: list[CommuniqueError]) -> bool:
    """Makes a report's page, PDF and data; what goes wrong is kept, and the others go on."""
    item = source.item

    def make() -> dict[str, bytes]:
        notebook = rendering.notebook_of(source.notebook, item)
        folder = f"reports/{item.address}"
        return {
            f"{folder}/index.html": rendering.page_of(item, notebook, site),
            f"{folder}/briefing.pdf": rendering.pdf_of(notebook, item, site),
            f"{folder}/briefing.json": rendering.data_of(item),
        }

    try:
        tree.group(f"report {item.address}", source.key(site), make)
    except CommuniqueError as error:
        problems.append(PublishError(f"{item.address} is left out: {error}"))
        return False
    return True


def _pages(
    items: Sequence[Item], profiles: Sequence[Profile], redirects: Mapping[str, str], site: Site, tree: Tree
) -> None:
    known = {item.address: item for item in items}
    made = {
        "index.html": pages.front(items, site),
        **pages.archive(items, site),
        **pages.table(items, site),
        **pages.actors(profiles, known, site),
        "search/index.html": pages.search(site),
    }
    moved = {f"{old}/index.html": f"{new}/index.html" for old, new in redirects.items()}
    found = [*made, *(item.path for item in items)]
    made |= {old: pages.moved(old, new, site) for old, new in moved.items()}
    made |= {
        "404.html": pages.not_found(site),
        "feed.xml": feeds.feed(items, site),
        "sitemap.xml": feeds.sitemap(found, items, site),
        "robots.txt": feeds.robots(site),
        "data/reports.json": tables.as_index(items, site),
        "data/entries.csv": tables.as_csv(items, site),
        "data/entries.parquet": tables.as_parquet(items, site),
        **pages.assets(site),
    }
    for path, data in made.items():
        tree.put(path, data)


def _search(tree: Tree) -> None:
    found = sorted(path for path in tree.digests if path.startswith(("reports/", "actors/")) and path.endswith(".html"))
    key = hashlib.sha256("".join(f"{path} {tree.digests[path]}\n" for path in found).encode()).hexdigest()
    tree.group("search", key, lambda: search.index(tree.root, found, tree.root.parent / "search"))


def _profiles(
    persons: Iterable[Person], known: Mapping[str, Item], old: Manifest
) -> tuple[list[Profile], dict[str, str]]:
    """Each actor with its address: the one that most of it had before, else one from its name."""
    taken: set[str] = set()
    profiles: list[Profile] = []
    ranked = sorted(persons, key=lambda person: -sum(key in old.actors for key in _keys(person, known)))
    for person in ranked:
        before = [old.actors[key] for key in _keys(person, known) if key in old.actors]
        wanted = sorted(set(before), key=lambda address: (-before.count(address), address))
        address = next((a for a in wanted if a not in taken), None) or _new_address(
            person, taken | set(old.actors.values())
        )
        taken.add(address)
        profiles.append(Profile(address, person))
    keys = {key: profile.address for profile in profiles for key in _keys(profile.person, known)}
    return sorted(profiles, key=lambda profile: profile.address), keys


def _keys(person: Person, known: Mapping[str, Item]) -> list[str]:
    """What an actor is called across publications, from the article's id, which lasts, and its own in the report."""
    return [key_of(f"{known[m.report].briefing.article.id}/{m.actor.id}") for m in person.members]


def key_of(id: str) -> str:
    """An id as the manifest keeps it: ids come from strangers, and may say what a site should not."""
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _new_address(person: Person, taken: set[str]) -> str:
    base = slugify(person.name) or person.kind
    for address in (base, f"{base}-{(person.country or person.kind).lower()}"):
        if address not in taken:
            return address
    count = 2
    while f"{base}-{count}" in taken:
        count += 1
    return f"{base}-{count}"


def _moved(profiles: Iterable[Profile], keys: Mapping[str, str], old: Manifest) -> dict[str, str]:
    """Addresses of actors that were given up, with where the actor is now; chains are cut short."""
    current = {f"actors/{profile.address}" for profile in profiles}
    moved = dict(old.moved)
    for key, address in old.actors.items():
        if key in keys and f"actors/{address}" not in current:
            moved[f"actors/{address}"] = f"actors/{keys[key]}"
    return {start: end for start in moved if start not in current and (end := _end(start, moved)) in current}


def _end(start: str, moved: Mapping[str, str]) -> str:
    seen = {start}
    while start in moved and moved[start] not in seen:
        start = moved[start]
        seen.add(start)
    return start
