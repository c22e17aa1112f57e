"""What strangers and analysts put into a notebook, made safe to show: the sanitizer, Markdown, headings."""

from __future__ import annotations

import re
from collections.abc import Mapping

TAGS = frozenset(
    [
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
EVERYWHERE = frozenset({"class", "id", "title", "dir", "lang", "role", "style", "tabindex"})
ATTRIBUTES = {
    "*": set(EVERYWHERE),
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "source": {"srcset", "media"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "ol": {"start", "type"},
    "time": {"datetime"},
}
STYLES = {"text-align", "vertical-align", "font-weight", "font-style", "width", "min-width", "white-space"}
IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]")
ACTIVE = re.compile(r"<\s*(?:script|iframe|object|embed|form|video|audio|canvas)\b", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Images only as data, so that a page asks nobody for anything; links only to the web or within the page."""
    if name in {"src", "srcset"}:
        return value if IMAGE.match(value) else None
    if name == "href":
        return value if re.match(r"#|https?://|mailto:", value.strip(), re.IGNORECASE) else None
    if name == "role" and tag in {"main", "aside"}:
        return None
    return value


def sanitized(html: str) -> str:
    """HTML without anything that acts or loads: scripts, styles, frames, forms, images from elsewhere."""
    import nh3

    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "title"},
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        generic_attribute_prefixes={"data-", "aria-"},
        filter_style_properties=STYLES,
        link_rel=None,
    )


def acts(html: str) -> bool:
    """Whether HTML needs something that a report does not run."""
    return ACTIVE.search(html) is not None


def is_empty(html: str) -> bool:
    """Whether nothing is left to see."""
    return not re.search(r"<img\b|<hr\b", html) and not re.sub(r"<[^>]*>|&nbsp;|\s", "", html)


def lowered(html: str, by: int) -> str:
    """The headings `by` levels further down, never above the second: the page's title is the one of the first."""

    def level(match: re.Match[str]) -> str:
        return f"<{match[1]}h{min(max(int(match[2]) + by, 2), 6)}"

    return re.sub(r"<(/?)h([1-6])(?=[\s>])", level, html)


def markdown(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Markdown as safe HTML: tables and footnotes too, money signs left alone, attached images put in."""
    import mistune

    for name, kinds in (attachments or {}).items():
        mime, data = next(iter(kinds.items()), ("", ""))
        source = source.replace(f"(attachment:{name})", f"(data:{mime};base64,{''.join(data.split())})")
    render = mistune.create_markdown(
        renderer=mistune.HTMLRenderer(escape=False, allow_harmful_protocols=["data:"]),
        plugins=["table", "strikethrough", "footnotes", "url"],
    )
    return framed(sanitized(str(render(source))))


def framed(html: str) -> str:
    """Tables in boxes that scroll, by keyboard too; those of a briefing's own sections are in theirs."""
    start = '<div class="scroll" tabindex="0" role="region" aria-label="Table">'
    return re.sub(r"<table\b.*?</table>", lambda match: f"{start}{match[0]}</div>", html, flags=re.S)
