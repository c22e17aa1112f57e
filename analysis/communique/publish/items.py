"""What a site is made of: the site itself, and each report as it is published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from communique.display import Index
from communique.display.bottom_line import Ref, Verb, bottom_line
from communique.errors import SettingsError
from communique.export import Theme
from communique.model import Briefing, ProposalStatus

BEGINNING = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Site:
    """The site: what it is called, the address where it will be read (ending in a slash), and its look."""

    title: str
    base_url: str
    theme: Theme = field(default_factory=Theme)

    def absolute(self, path: str) -> str:
        """The full address of a file of the site; a folder's page goes by the folder."""
        return self.base_url + path.removesuffix("index.html")

    @property
    def root(self) -> str:
        """The path of the site on its server, with a slash at both ends."""
        return urlsplit(self.base_url).path


def site_of(title: str, base_url: str, theme: Theme | None = None) -> Site:
    """The site at `base_url`; SettingsError (one line) where that is no address that a site can have."""
    try:
        parts = urlsplit(base_url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        good = False
    if not good or re.search(r"[\s\"'<>]", base_url):
        raise SettingsError(f"{base_url!r} is no address of a site; give one like https://example.org/briefings/")
    return Site(title, base_url.rstrip("/") + "/", theme or Theme())


@dataclass(frozen=True)
class Item:
    """A report as it is published: its address below `reports/`, draft or not, its article whole or in excerpts."""

    address: str
    briefing: Briefing
    draft: bool = False
    full_text: bool = False

    @cached_property
    def index(self) -> Index:
        """The briefing's numbers and names."""
        return Index(self.briefing)

    @property
    def path(self) -> str:
        """The page of the report."""
        return f"reports/{self.address}/index.html"

    @property
    def title(self) -> str:
        """The article's headline."""
        return self.briefing.article.title

    @property
    def date(self) -> str:
        """The day (ISO 8601) under which the report is filed: the article's, else that on which it was briefed."""
        published = self.briefing.article.published or ""
        return (published if re.match(r"\d{4}-\d\d-\d\d", published) else self.updated)[:10]

    @property
    def month(self) -> str:
        """The month of the archive."""
        return self.date[:7]

    @property
    def updated(self) -> str:
        """When the briefing was made, as feeds want it."""
        made = re.match(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\dZ$)?", self.briefing.provenance.created)
        return f"{made[1]}{made[2] or 'T00:00:00Z'}" if made else BEGINNING

    @cached_property
    def lead(self) -> str:
        """The bottom line's first sentence as plain text."""
        sentence = next(iter(bottom_line(self.index)), ())
        words = (part.text if isinstance(part, Verb) else "" if isinstance(part, Ref) else part for part in sentence)
        return re.sub(r"\s+([.,;:])", r"\1", " ".join("".join(words).split()))

    @cached_property
    def statuses(self) -> Counter[ProposalStatus]:
        """How many proposals there are of each status."""
        return Counter(proposal.status for proposal in self.briefing.proposals)


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Items by their day, the newest first, those of a day by their address."""
    return sorted(sorted(items, key=lambda item: item.address), key=lambda item: item.date, reverse=True)
