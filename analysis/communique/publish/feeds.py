"""What machines read: the Atom feed, the sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from communique.publish.items import BEGINNING, Item, Site

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWEST = 50


def feed(items: Iterable[Item], site: Site) -> bytes:
    """The newest reports as an Atom feed; without any, an empty feed."""
    newest = list(items)[:NEWEST]
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_default(ATOM))
    _add(root, "title", site.title)
    _add(root, "id", site.base_url)
    _add(root, "updated", max((item.updated for item in newest), default=BEGINNING))
    _add(root, "link", rel="self", href=site.absolute("feed.xml"), type="application/atom+xml")
    _add(root, "link", rel="alternate", href=site.base_url, type="text/html")
    _add(_add(root, "author"), "name", site.theme.organization or site.title)
    for item in newest:
        _entry(root, item, site)
    return _bytes(root)


def _entry(root: etree._Element, item: Item, site: Site) -> None:
    entry = _add(root, "entry")
    _add(entry, "title", item.title)
    _add(entry, "id", site.absolute(item.path))
    _add(entry, "updated", item.updated)
    _add(entry, "published", f"{item.date}T00:00:00Z")
    _add(entry, "link", rel="alternate", href=site.absolute(item.path), type="text/html")
    _add(entry, "summary", item.lead)


def sitemap(paths: Iterable[str], items: Iterable[Item], site: Site) -> bytes:
    """The pages of the site; reports with the day on which they were made. Drafts are left out."""
    known = {item.path: item for item in items}
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_default(SITEMAP))
    for path in sorted(paths):
        item = known.get(path)
        if item and item.draft:
            continue
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = site.absolute(path)
        if item:
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = item.updated[:10]
    return _bytes(root)


def robots(site: Site) -> bytes:
    """Everybody may read everything."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.absolute('sitemap.xml')}\n".encode()


def _default(namespace: str) -> Any:
    """The map that makes a namespace the default; lxml's stubs do not know it."""
    return {None: namespace}


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text and "".join(c for c in text if c.isprintable() or c == " ")
    return element


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
