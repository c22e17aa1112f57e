"""What the template is given besides the cells: title, style with fonts, script, and the policy for both."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

from communique.display import style as section_style
from communique.export.theme import Theme

FACES = (
    ("Source Serif 4", "source-serif-4", 400, "normal"),
    ("Source Serif 4", "source-serif-4", 400, "italic"),
    ("Source Serif 4", "source-serif-4", 600, "normal"),
    ("Source Sans 3", "source-sans-3", 400, "normal"),
    ("Source Sans 3", "source-sans-3", 600, "normal"),
)
# As the subsets are cut. The second goes into a page only where its letters are.
SUBSETS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,"
    "U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
}
EXTENDED = re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff\u20a0-\u20ab\u20ad-\u20c0]")
LONG_TEXT, LONG_LIST = 9_000, 20
"""From how many characters, and from how many entries, a briefing on paper has a table of contents."""
POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src-elem {style}; style-src-attr 'unsafe-inline'; "
    "script-src {script}; base-uri 'none'; form-action 'none'"
)


@cache
def _file(name: str) -> str:
    return (files("communique.export") / "templates" / "briefing" / name).read_text("utf-8")


@cache
def _face(family: str, stem: str, weight: int, slant: str, subset: str) -> str:
    font = (files("communique.export") / "fonts" / f"{stem}-{subset}-{weight}-{slant}.woff2").read_bytes()
    return (
        f"@font-face{{font-family:'{family}';font-style:{slant};font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{base64.b64encode(font).decode('ascii')});unicode-range:{SUBSETS[subset]}}}"
    )


def _faces(text: str) -> str:
    subsets = ("latin", "latin-ext") if EXTENDED.search(text) else ("latin",)
    return "\n".join(_face(*face, subset) for subset in subsets for face in FACES)


def _colours(theme: Theme) -> str:
    if not theme.accent:
        return ""
    return f":root{{--brand:light-dark({theme.accent},{theme.accent_dark})}}"


def style_of(theme: Theme, text: str | None = None) -> str:
    """The page's one stylesheet, with the fonts that `text` needs; without any for print, which has them by itself."""
    faces = [] if text is None else [_faces(text)]
    size = f"@page{{size:{theme.page_size}}}"
    return "\n".join([*faces, section_style(), _file("page.css"), _colours(theme), size])


def digest(content: str) -> str:
    """The hash by which a policy names an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"


def page_of(panes: dict[str, Any], fallback: str, theme: Theme, *, script: bool) -> dict[str, Any]:
    """What the template shows around the cells. `fallback` is the title of a notebook without a briefing."""
    data = panes["data"] or {}
    article = data.get("article", {})
    title = article.get("title") or fallback
    text = panes["masthead"] + panes["article"] + "".join(words for _, words in panes["sections"])
    style, code = (style_of(theme, text), _file("script.js")) if script else (style_of(theme), "")
    contents = [*panes["sections"], *([("article", "The article")] if panes["article"] else [])]
    return {
        "title": f"Briefing: {title}" if data else title,
        "language": "en",
        "generator": data.get("provenance", {}).get("tool", "communique"),
        "description": article.get("source") and f"A briefing of an article by {article['source']}",
        "masthead": panes["masthead"] or f"<h1>{html.escape(title)}</h1>",
        "article": panes["article"],
        "contents": contents,
        "long": len(article.get("text") or "") > LONG_TEXT
        or len([*data.get("proposals", []), *data.get("concessions", [])]) > LONG_LIST,
        "theme": theme,
        "style": style,
        "script": code,
        "policy": POLICY.format(style=digest(style), script=digest(code)) if code else "",
    }
