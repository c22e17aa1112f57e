"""From a folder of reports to the site at its destination."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.errors import CommuniqueError, PublishError
from communique.model import slugify
from communique.publish import feeds, pages
from communique.publish.actors import Doubt, read_settled
from communique.publish.building import Built, Source, Tree, build, key_of
from communique.publish.delivery import UNKNOWN, Changes, Manifest, changes, deliver, read_manifest
from communique.publish.delivery import Site as Delivery
from communique.publish.destinations import opened
from communique.publish.items import Item, Site
from communique.reports import Report, reports_in, write_whole, writing
from communique.reports.folder import NOTEBOOK

WORK = ".site"
PUBLISHED = "published.json"


@dataclass(frozen=True)
class Outcome:
    """What a publication did, or would do: the changes, how many reports are on the site, what is to be told."""

    changes: Changes
    reports: int
    sent: int
    problems: tuple[CommuniqueError, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Selection:
    """The reports to be published, the errors of those that cannot be, and the names of folders that are broken.

    `contents` gives a report's name its address and the digest of what it says.
    """

    sources: tuple[Source, ...]
    contents: dict[str, tuple[str, str]]
    problems: tuple[CommuniqueError, ...]
    broken: tuple[str, ...]


def publish(
    out: Path, to: str, site: Site, *, drafts: bool = False, full_text: bool = False, dry_run: bool = False
) -> Outcome:
    """Publishes the approved reports in `out` (with `drafts`, all that are not stale) at the destination `to`.

    A destination that fails, or nothing to publish, is a PublishError and leaves the old site; what is wrong with
    single reports is in the outcome. With `dry_run` nothing is sent.
    """
    with _working(out) as work:
        settled = read_settled(out)
        with opened(to, message=None if dry_run else f"Publish {site.title}") as destination:
            old = read_manifest(destination)
            chosen = select(out, old, drafts=drafts, full_text=full_text)
            tree = Tree.at(work / "tree")
            built = build(chosen.sources, site, tree, settled=settled, old=old)
            manifest = _with_kept(built.manifest, old, chosen.broken)
            todo = changes(manifest.files, old, destination.paths())
            sent = 0 if dry_run else deliver(_delivery(manifest, tree, site), manifest, destination, old, todo)
        if not dry_run:
            _remember(work, chosen, built)
    return Outcome(todo, len(built.manifest.reports), sent, (*chosen.problems, *built.problems), built.doubts)


@contextmanager
def _working(out: Path) -> Iterator[Path]:
    """The folder in which the site is made, kept from other publications meanwhile."""
    if not out.is_dir():
        raise PublishError(f"there is no folder {out} with reports; brief an article first")
    work = out / WORK
    try:
        with writing(work):
            yield work
    except OSError as error:
        raise PublishError(f"the site cannot be made in {work}: {error.strerror or error}") from error


def select(out: Path, old: Manifest, *, drafts: bool = False, full_text: bool = False) -> Selection:
    """The reports in `out` that are to be published, in the order of their names, each with an address of its own."""
    sources: dict[str, Source] = {}
    contents: dict[str, tuple[str, str]] = {}
    problems: list[CommuniqueError] = []
    broken: list[str] = []
    claimed: dict[str, str] = {}
    for report in _published_first(out, old):
        try:
            source = _source(report, old, drafts, full_text)
        except CommuniqueError as error:
            problems.append(PublishError(f"{report.name} is left as it was: {error}"))
            broken.append(report.name)
            continue
        except _LeftOutError as error:
            problems.append(PublishError(f"{report.name} is left out: {error}"))
            continue
        if source is None:
            continue
        id, address = source.item.briefing.article.id, source.item.address
        if id in claimed or address in sources:
            other = claimed.get(id) or claimed[sources[address].item.briefing.article.id]
            problems.append(
                PublishError(f"{report.name} is left out: it claims the address of {other}; remove one of them")
            )
            continue
        claimed[id] = report.name
        sources[address] = source
        contents[report.name] = (address, report.state.content if report.state else "")
    return Selection(tuple(sources[a] for a in sorted(sources)), contents, tuple(problems), tuple(broken))


class _LeftOutError(Exception):
    """Why a report that was approved is not published now."""


def _published_first(out: Path, old: Manifest) -> list[Report]:
    """The reports, those whose folder has the name of an address in use before others that may claim it."""
    addresses = set(old.reports.values())
    return sorted(reports_in(out), key=lambda report: (report.name not in addresses, report.name))


def _source(report: Report, old: Manifest, drafts: bool, full_text: bool) -> Source | None:
    """What is published of a report; None where it is not to be."""
    status = report.status()
    approval = report.state.approval if report.state else None
    if status != "approved" and not (drafts and status in {"draft", "changed"}):
        if approval is not None:
            raise _LeftOutError("it was changed since it was approved; approve it again")
        return None
    briefing = report.briefing
    if briefing.article.text is None:
        raise PublishError("its briefing.json has no text; refresh the report")
    item = Item(
        address=old.reports.get(key_of(briefing.article.id)) or _address(report.name),
        briefing=briefing,
        draft=status != "approved",
        full_text=full_text or bool(approval and approval.full_text and status == "approved"),
    )
    try:
        return Source(item, (report.folder / NOTEBOOK).read_bytes())
    except OSError as error:
        raise PublishError(f"its notebook cannot be read: {error.strerror}") from error


def _address(name: str) -> str:
    """The address of the report in a folder: its name, made fit for an address where somebody has changed it."""
    return name if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) else f"{slugify(name) or 'report'}-{key_of(name)[:8]}"


def _with_kept(manifest: Manifest, old: Manifest, broken: tuple[str, ...]) -> Manifest:
    """The manifest with the files that a report had before its folder broke, so that they stay where they are."""
    folders = tuple(f"reports/{name}/" for name in broken)
    kept = {p: d for p, d in old.files.items() if folders and p.startswith(folders) and d != UNKNOWN}
    return manifest.model_copy(update={"files": {**kept, **manifest.files}})


def _delivery(manifest: Manifest, tree: Tree, site: Site) -> Delivery:
    held = pages.hold(site)
    empty = feeds.feed((), site)
    return Delivery(manifest.files, tree.read, lambda path: empty if path == "feed.xml" else held)


def _remember(work: Path, chosen: Selection, built: Built) -> None:
    shown = set(built.manifest.reports.values())
    contents = {name: content for name, (address, content) in chosen.contents.items() if address in shown}
    write_whole(work / PUBLISHED, json.dumps(contents, sort_keys=True).encode())


def published(out: Path) -> dict[str, str]:
    """The reports that the last publication from `out` brought to its site, with the digests of what they said then."""
    try:
        found = json.loads((out / WORK / PUBLISHED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(content) for name, content in found.items()} if isinstance(found, dict) else {}


def status_of(report: Report, published: Mapping[str, str]) -> str:
    """A report's status as an editor wants to see it, with what the site has of it.

    `published` is one that is on the site as it was approved; of another one that is there it says so.
    """
    status = report.status()
    if report.name not in published:
        return status
    if report.state is None or published[report.name] != report.state.content or status == "stale":
        return "changed since" if status == "changed" else f"{status}, changed since"
    return "published" if status == "approved" else f"{status}, on the site"
