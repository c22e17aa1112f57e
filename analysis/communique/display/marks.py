"""The article to the letter, its evidence marked: runs that overlap are cut into pieces that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markupsafe import Markup, escape

from communique.display.index import Anchor, Index
from communique.display.tags import join, tag
from communique.display.words import typeset
from communique.model import Article


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text are: parted by blank lines, or by line ends in a text without blank lines."""
    between = r"\n[ \t]*(?:\n[ \t]*)+" if re.search(r"\S[ \t]*\n[ \t]*\n[ \t]*\S", text) else r"\n"
    found: list[tuple[int, int]] = []
    start = 0
    for gap in (*re.finditer(between, text), None):
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            found.append((start, end))
        start = gap.end() if gap else end
    return found


def headline_of(article: Article) -> tuple[int, int] | None:
    """Where the title stands as the text's first line, or None."""
    text = article.text or ""
    match = re.match(r"\s*([^\n]*)", text)
    if match and match[1] and " ".join(match[1].lstrip("#").split()) == article.title:
        return match.start(1), match.end(1)
    return None


def marked(index: Index, start: int, end: int) -> Markup:
    """The characters `start:end` of the article as HTML: each piece between two edges of evidence is marked once."""
    text = index.briefing.article.text or ""
    here = [a for a in index.anchors if a.start < end and start < a.end]
    edges = sorted({start, end} | {edge for a in here for edge in (a.start, a.end) if start < edge < end})
    return join(_piece(index, text, here, a, b, start) for a, b in pairwise(edges))


def _piece(index: Index, text: str, here: list[Anchor], start: int, end: int, first: int) -> Markup:
    over = [a for a in here if a.start < end and start < a.end]
    begins = [
        a for a in over if a.start == start or (start == first and a.start < first and _first_piece(a, first, text))
    ]
    if not over:
        return escape(text[start:end])
    ids = [a.id for a in begins]
    kinds, entries = sorted({_kind(index, a) for a in over}), dict.fromkeys(a.entry for a in over)
    mark = tag("mark", text[start:end], id=ids[0] if ids else None, class_=" ".join(kinds), data_e=" ".join(entries))
    for id in ids[1:]:
        mark = tag("span", mark, id=id)
    ends = [a for a in over if a.end == end and a.entry in index.numbers]
    return join((_said(index, over, mark), *(_back(index, a) for a in ends)))


def _first_piece(anchor: Anchor, first: int, text: str) -> bool:
    """Whether an anchor that starts before this paragraph has only blank characters there."""
    return not text[anchor.start : first].strip()


def _kind(index: Index, anchor: Anchor) -> str:
    """`p`, `c`, `s` for what somebody is quoted with, `r` for what is only reported of somebody."""
    if anchor.entry in index.statements:
        return "s" if index.statements[anchor.entry].direct else "r"
    return index.numbers[anchor.entry][0].lower()


def _back(index: Index, anchor: Anchor) -> Markup:
    """The link from marked words back to their entry."""
    number = index.numbers[anchor.entry]
    label = f"{number}: {typeset(index.entries[anchor.entry].summary)}"
    return tag("a", number, class_=f"ref {number[0].lower()}", href=f"#{anchor.entry}", aria_label=label, title=label)


def _said(index: Index, over: list[Anchor], mark: Markup) -> Markup:
    """What somebody is quoted with leads to who says it."""
    speakers = (index.statements[a.entry].speaker for a in over if _kind(index, a) == "s")
    speaker = next((s for s in speakers if s is not None), None)
    if speaker is None:
        return mark
    return tag("a", mark, class_="said", href=f"#a-{speaker}", title=f"said by {index.name(speaker)}")


def body_paragraphs(text: str, head: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """The paragraphs without the headline."""
    for start, end in paragraphs(text):
        if head is None or start >= head[1]:
            yield start, end
        elif end > head[1]:
            yield (head[1] + len(text[head[1] : end]) - len(text[head[1] : end].lstrip()), end)
