"""The pages of the site around the reports, from templates that escape whatever they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from communique.display.words import (
    CONCESSION_STATUS,
    PROPOSAL_STATUS,
    STANCE,
    counted,
    listed,
    shown_date,
    shown_quote,
    typeset,
    upper_first,
)
from communique.export.page import FACES, SUBSETS
from communique.model import Concession, Proposal, ProposalStatus, Statement
from communique.publish.actors import Person
from communique.publish.items import Item, Site
from communique.publish.rendering import linked_data

ON_FRONT = 30
ON_TABLE = 50


@dataclass(frozen=True)
class Profile:
    """An actor with its address below `actors/`."""

    address: str
    person: Person

    @property
    def path(self) -> str:
        """The page of the actor."""
        return f"actors/{self.address}/index.html"


@dataclass(frozen=True)
class Row:
    """A proposal in a list: with the names of those who put it forward and to whom."""

    item: Item
    proposal: Proposal
    by: str
    to: str


@dataclass(frozen=True)
class Part:
    """What an actor does in one report."""

    item: Item
    put_forward: tuple[Proposal, ...]
    addressed: tuple[Proposal, ...]
    positions: tuple[tuple[Proposal, str], ...]
    gives: tuple[Concession, ...]
    gains: tuple[Concession, ...]
    said: tuple[Statement, ...]


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("communique.publish"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "date": shown_date, "quote": shown_quote, "typeset": typeset, "upper_first": upper_first, "listed": listed,
    }  # fmt: skip
    environment.globals |= {"PROPOSAL_STATUS": PROPOSAL_STATUS, "CONCESSION_STATUS": CONCESSION_STATUS}
    environment.globals |= {"STANCE": STANCE, "counted": counted}
    return environment


def page(template: str, path: str, site: Site, **values: Any) -> bytes:
    """The page at `path`, its links relative to where it stands."""
    root = "../" * path.count("/")
    shown = (
        _templates()
        .get_template(template)
        .render(site=site, path=path, root=root, address=site.absolute(path), **values)
    )
    return (shown.strip() + "\n").encode()


def front(items: Sequence[Item], site: Site) -> bytes:
    """The front page: the newest reports, what is on the table in numbers."""
    facts = {"@context": "https://schema.org", "@type": "WebSite", "name": site.title, "url": site.base_url}
    counts = {status: sum(item.statuses[status] for item in items) for status in PROPOSAL_STATUS}
    return page(
        "front.html", "index.html", site,
        items=items[:ON_FRONT], total=len(items), counts=counts, linked_data=linked_data(facts),
    )  # fmt: skip


def archive(items: Sequence[Item], site: Site) -> dict[str, bytes]:
    """The months, and the reports of each, newest first."""
    months = {month: list(found) for month, found in groupby(items, key=lambda item: item.month)}
    pages = {"archive/index.html": page("archive.html", "archive/index.html", site, months=months)}
    for month, found in months.items():
        path = f"archive/{month}/index.html"
        pages[path] = page("month.html", path, site, month=month, items=found)
    return pages


def table(items: Iterable[Item], site: Site) -> dict[str, bytes]:
    """All proposals by status, newest first; a status with very many has a page of its own."""
    rows: dict[ProposalStatus, list[Row]] = {status: [] for status in PROPOSAL_STATUS}
    for item in items:
        for proposal in item.briefing.proposals:
            rows[proposal.status].append(_row(item, proposal))
    shown = {status: found[:ON_TABLE] for status, found in rows.items()}
    totals = {status: len(found) for status, found in rows.items()}
    path = "table/index.html"
    pages = {path: page("table.html", path, site, rows=shown, totals=totals, limit=ON_TABLE)}
    for status, found in rows.items():
        if len(found) > ON_TABLE:
            path = f"table/{status}/index.html"
            pages[path] = page("table.html", path, site, rows={status: found}, totals=totals, limit=len(found))
    return pages


def _row(item: Item, proposal: Proposal) -> Row:
    return Row(item, proposal, item.index.names(proposal.proponents), item.index.names(proposal.addressees))


def actors(profiles: Sequence[Profile], items: Mapping[str, Item], site: Site) -> dict[str, bytes]:
    """The list of actors, and a page for each with its part in every report, newest first."""
    countries = {p.person.country: p.person.name for p in profiles if p.person.kind == "state" and p.person.country}
    path = "actors/index.html"
    letters = {
        letter: list(found)
        for letter, found in groupby(sorted(profiles, key=_by_name), key=lambda p: _by_name(p)[0][:1])
    }
    pages = {path: page("actors.html", path, site, letters=letters, countries=countries)}
    for profile in profiles:
        parts = _parts(profile.person, items)
        country = countries.get(profile.person.country or "") if profile.person.kind != "state" else None
        pages[profile.path] = page("actor.html", profile.path, site, profile=profile, parts=parts, country=country)
    return pages


def _by_name(profile: Profile) -> tuple[str, str]:
    from communique.model import slugify

    name = profile.person.name.rpartition(" ")[2] if profile.person.kind == "person" else profile.person.name
    return (slugify(name) or "…", profile.address)


def _parts(person: Person, items: Mapping[str, Item]) -> list[Part]:
    ids: dict[str, set[str]] = {}
    for member in person.members:
        ids.setdefault(member.report, set()).add(member.actor.id)
    reports = [address for address in items if address in ids]
    return [_part(items[address], ids[address]) for address in reports]


def _part(item: Item, ids: set[str]) -> Part:
    b = item.briefing
    return Part(
        item,
        put_forward=tuple(p for p in b.proposals if ids.intersection(p.proponents)),
        addressed=tuple(p for p in b.proposals if ids.intersection(p.addressees)),
        positions=tuple((p, x.stance) for p in b.proposals for x in p.positions if x.actor in ids),
        gives=tuple(c for c in b.concessions if ids.intersection(c.by)),
        gains=tuple(c for c in b.concessions if ids.intersection(c.to)),
        said=tuple(s for s in b.statements if s.speaker in ids),
    )


def search(site: Site) -> bytes:
    """The search page; the index is made when the site is."""
    return page("search.html", "search/index.html", site)


def not_found(site: Site) -> bytes:
    """The page for addresses that do not exist; its links hold wherever it is shown."""
    values = {"site": site, "path": "404.html", "root": site.root, "address": site.absolute("404.html")}
    return (_templates().get_template("404.html").render(values).strip() + "\n").encode()


def moved(path: str, target: str, site: Site) -> bytes:
    """The page at an address that was given up, which leads to the new one."""
    return page(
        "moved.html",
        path,
        site,
        target="../" * path.count("/") + target.removesuffix("index.html"),
        to=site.absolute(target),
    )


def hold(site: Site) -> bytes:
    """What stands in a page's place for the moments until it is there; it links nowhere."""
    return (_templates().get_template("hold.html").render(site=site).strip() + "\n").encode()


def assets(site: Site) -> dict[str, bytes]:
    """The stylesheet, the scripts and the fonts."""
    room = files("communique.publish") / "assets"
    found = {f"assets/{file.name}": file.read_bytes() for file in room.iterdir() if file.name.endswith(".js")}
    found["assets/site.css"] = (_faces() + _brand(site) + (room / "site.css").read_text("utf-8")).encode()
    fonts = files("communique.export") / "fonts"
    used = [file for file in fonts.iterdir() if file.name.endswith((".woff2", ".txt"))]
    return found | {f"assets/fonts/{file.name}": file.read_bytes() for file in used}


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{family}';font-style:{slant};font-weight:{weight};font-display:swap;"
        f"src:url(fonts/{stem}-{subset}-{weight}-{slant}.woff2) format('woff2');unicode-range:{letters}}}\n"
        for subset, letters in SUBSETS.items()
        for family, stem, weight, slant in FACES
    )


def _brand(site: Site) -> str:
    if not site.theme.accent:
        return ""
    return f":root{{--brand:light-dark({site.theme.accent},{site.theme.accent_dark})}}\n"
