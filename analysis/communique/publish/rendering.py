"""A report made ready for the open web: rendered anew, the article in excerpts unless it may go out whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from communique import export
from communique.display import MIME
from communique.display.frame import web_address
from communique.display.index import merged
from communique.display.marks import body_paragraphs, headline_of, marked
from communique.display.section import META
from communique.display.tags import join, tag
from communique.display.words import shown_date
from communique.errors import PublishError
from communique.export.page import digest
from communique.model import Span
from communique.publish.items import Item, Site

DRAFT = "Draft, not approved for publication"
BAR = (
    ".site-bar{max-width:84rem;margin:auto;padding:.8rem 2rem;font:.875rem/1.4 var(--sans);display:flex;flex-wrap:wrap;"
    "gap:.25rem 1.2rem;border-bottom:1px solid var(--line)}.site-bar a{text-decoration:none}"
    ".site-bar a:hover{text-decoration:underline}.site-bar b{color:var(--amber)}.site-bar .end{margin-left:auto}"
    "@media(max-width:40rem){.site-bar{padding:.8rem 1.1rem}}@media print{.site-bar{display:none}}"
)


def data_of(item: Item) -> bytes:
    """The published `briefing.json`; without the article's text where that does not go out."""
    briefing = item.briefing
    if not item.full_text:
        briefing = briefing.model_copy(update={"article": briefing.article.model_copy(update={"text": None})})
    return briefing.to_json().encode()


def notebook_of(data: bytes, item: Item) -> NotebookNode:
    """The executed notebook with the article section that is published; PublishError where it is no notebook."""
    try:
        notebook: NotebookNode = nbformat.reads(data.decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    except (ValueError, nbformat.ValidationError) as error:
        raise PublishError(f"the notebook of {item.address} is broken; refresh the report") from error
    section = str(article_section(item))
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            _replace(output, section, item)
    return notebook


def _replace(output: NotebookNode, section: str, item: Item) -> None:
    kinds = output.get("data", {})
    if output.get("metadata", {}).get(META, {}).get("section") == "article":
        output["data"] = nbformat.from_dict({"text/html": section, "text/plain": "The article"})  # type: ignore[no-untyped-call]
    elif MIME in kinds:
        kinds[MIME] = json.loads(data_of(item))


def article_section(item: Item) -> Markup:
    """The article to be read beside the briefing: whole, or the words that carry an entry, in their order."""
    text = item.briefing.article.text or ""
    if item.full_text:
        head = headline_of(item.briefing.article)
        title = tag("h3", marked(item.index, *head), class_="headline", dir="auto") if head else None
        body: list[Any] = [title, *(tag("p", marked(item.index, *p), dir="auto") for p in body_paragraphs(text, head))]
        note = "The whole article, published here with the briefing."
    else:
        body = [tag("p", *_excerpt(item, start, end), dir="auto") for start, end in excerpts(item)]
        note = "Excerpts: the words of the article that carry the briefing, in their order."
    url = item.briefing.article.url
    link = tag("a", "Read it where it was published", href=url) if web_address(url) else None
    heading = tag("h2", "The article", id="h-article")
    return tag(
        "section", heading, tag("p", note, " " if link else None, link, "." if link else None, class_="meta"), *body,
        class_="communique mathjax_ignore article", id="article", aria_labelledby="h-article",
    )  # fmt: skip


def excerpts(item: Item) -> list[tuple[int, int]]:
    """Where the words that carry an entry or a statement stand, in order, those that touch as one."""
    text = item.briefing.article.text or ""
    spans = [Span.of(text, a.start, a.end) for a in item.index.anchors if a.start < a.end <= len(text)]
    runs: list[tuple[int, int]] = []
    for start, end in sorted(merged(spans)):
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _excerpt(item: Item, start: int, end: int) -> tuple[Any, ...]:
    text = item.briefing.article.text or ""
    before = "… " if text[:start].strip() else None
    return before, marked(item.index, start, end), " …" if text[end:].strip() else None


def page_of(item: Item, notebook: NotebookNode, site: Site) -> bytes:
    """The report's page, with the site's bar above it and what search engines and the sharing of links want."""
    page = export.render(notebook, "html", theme=site.theme).decode("utf-8")
    head = join((Markup(f"<style>{BAR}</style>"), *_metadata(item, site)), "\n")
    page = _insert(page, "</head>", str(head) + "\n", before=True)
    page = _insert(page, '<header class="mast">', str(_bar(item, site)) + "\n", before=True)
    page = _insert(page, '<main id="main"', " data-pagefind-body", before=False)
    page = page.replace('<aside aria-label="The article"', '<aside data-pagefind-body aria-label="The article"', 1)
    return page.replace("style-src-elem ", f"style-src-elem {digest(BAR)} ", 1).encode("utf-8")


def _insert(page: str, mark: str, words: str, *, before: bool) -> str:
    if mark not in page:
        raise PublishError(f"the template of the report has no {mark}, which a published page needs")
    return page.replace(mark, words + mark if before else mark + words, 1)


def pdf_of(notebook: NotebookNode, item: Item, site: Site) -> bytes:
    """The report as a PDF; a draft says so at the foot of each page."""
    theme = replace(site.theme, footer=DRAFT) if item.draft else site.theme
    return export.render(notebook, "pdf", theme=theme)


def _bar(item: Item, site: Site) -> Markup:
    links = [("index.html", site.title), ("table/index.html", "On the table"), ("actors/index.html", "Actors")]
    links += [("archive/index.html", "Archive"), ("search/index.html", "Search")]
    around = (tag("a", words, href="../../" + path.removesuffix("index.html")) for path, words in links)
    draft = tag("b", DRAFT) if item.draft else None
    files = (tag("a", kind, href=f"briefing.{kind.lower()}") for kind in ("PDF", "JSON"))
    return tag(
        "nav", *around, draft, tag("span", join(files, " · "), class_="end"), class_="site-bar", aria_label="Site"
    )


def _metadata(item: Item, site: Site) -> list[Markup]:
    address = site.absolute(item.path)
    properties = {
        "og:type": "article", "og:title": item.title, "og:description": item.lead, "og:url": address,
        "og:site_name": site.title, "article:published_time": item.date,
    }  # fmt: skip
    shown = [void("link", rel="canonical", href=address), void("link", rel="icon", href="data:,")]
    shown += [void("meta", property=key, content=value) for key, value in properties.items() if value]
    shown += [void("meta", data_pagefind_meta="title[content]", content=item.title)]
    shown += [void("meta", name="robots", content="noindex")] if item.draft else []
    return [*shown, linked_data(_report(item, site))]


def void(element: str, **attributes: str) -> Markup:
    """An element without content; `data_x` is `data-x`."""
    shown = (Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in attributes.items())
    return Markup("<{}{}>").format(Markup(element), Markup("").join(shown))


def linked_data(data: dict[str, Any]) -> Markup:
    """Facts for search engines; nothing in them can end the element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')


def _report(item: Item, site: Site) -> dict[str, Any]:
    article, address = item.briefing.article, site.absolute(item.path)
    publisher = {"@type": "Organization", "name": site.theme.organization or site.title}
    source = {
        "@type": "NewsArticle", "headline": article.title, "datePublished": article.published,
        "url": article.url if web_address(article.url) else None,
        "author": article.author and {"@type": "Person", "name": article.author},
        "publisher": article.source and {"@type": "Organization", "name": article.source},
    }  # fmt: skip
    return {
        "@context": "https://schema.org", "@type": "Report", "@id": address, "url": address, "inLanguage": "en",
        "headline": f"Briefing: {article.title}", "description": item.lead, "datePublished": item.date,
        "dateModified": item.updated, "publisher": publisher, "creditText": citation(item, site),
        "isBasedOn": {key: value for key, value in source.items() if value},
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": kind, "contentUrl": f"{address}briefing.{name}"}
            for name, kind in (("pdf", "application/pdf"), ("json", "application/json"))
        ],
    }  # fmt: skip


def citation(item: Item, site: Site) -> str:
    """The report as one cites it."""
    who = site.theme.organization or site.title
    return f"{who}, “Briefing: {item.title}”, {shown_date(item.date)}, {site.absolute(item.path)}"
