"""What every section of a report has in common: its outputs for notebooks and reports, links, figures, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from communique.display.figures import PALETTE, Data, draw
from communique.display.index import Entry, Index
from communique.display.svg import data_url, recoloured
from communique.display.tags import join, tag
from communique.display.words import typeset, upper_first
from communique.model import Span

META = "communique"
"""The key in an output's metadata under which stands which section it is."""
DARK = {light: PALETTE["dark"][role] for role, light in PALETTE["light"].items()}


class Section:
    """A section of the report over one briefing. Shown in a notebook, it puts out HTML, Markdown and plain text."""

    key: str
    title: str

    def __init__(self, index: Index) -> None:
        self.index = index

    def body(self) -> Markup:
        """The section's HTML without its heading."""
        raise NotImplementedError

    def lines(self) -> Iterable[str]:
        """The section as blocks of Markdown, without its heading."""
        raise NotImplementedError

    def plain(self) -> str:
        """One line that says what there is."""
        return self.title

    def is_empty(self) -> bool:
        """Whether the report is better off without the section."""
        return False

    def html(self) -> Markup:
        """The section as HTML, its heading of level two."""
        heading = tag("h2", self.title, id=f"h-{self.key}")
        return tag(
            "section", heading, self.body(),
            class_=f"communique mathjax_ignore {self.key}", id=self.key, aria_labelledby=f"h-{self.key}",
        )  # fmt: skip

    def markdown(self) -> str:
        """The section as Markdown, its heading of level two."""
        return "\n\n".join([f"## {self.title}", *self.lines()]) + "\n"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, Any]]:  # noqa: ARG002
        """The section for a notebook, marked in its metadata so that an export knows it."""
        data = {"text/plain": self.plain()}
        if not self.is_empty():
            data |= {"text/html": str(self.html()), "text/markdown": self.markdown()}
        return data, {META: {"section": self.key}}

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.plain()}>"


def ref(index: Index, entry: str, words: Any = None) -> Markup:
    """A link to an entry, by default its number."""
    number = index.numbers[entry]
    title = upper_first(typeset(index.entries[entry].summary))
    kind = number[0].lower()
    return tag(
        "a", words or number, class_=f"ref {kind}", href=f"#{entry}", title=title, aria_label=f"{number}: {title}"
    )


def refs(index: Index, entries: Iterable[str]) -> Markup:
    """Links to several entries."""
    return join((ref(index, entry) for entry in entries), " ")


def go(index: Index, entry: str, span: Span, what: str = "") -> Markup:
    """The link from an entry to its words in the article, tied to what stands before it; nothing without the text."""
    if index.briefing.article.text is None:
        return Markup("")
    label = f"{what}: its words in the article" if what else "the words in the article"
    return tag(
        "a", "\u2060¶", class_="go", href=f"#{index.anchor(entry, span)}", aria_label=label, title="in the article"
    )


def chip(status: str, sign: str, words: str) -> Markup:
    """A status: sign, colour and word say the same."""
    return tag("span", tag("span", sign, aria_hidden="true"), " ", words, class_=f"chip {status}")


def uncertain(index: Index, entry: Entry) -> Markup | None:
    """The mark of an entry of low confidence."""
    if index.certain(entry):
        return None
    return tag("span", "uncertain", class_="unsure", title=f"confidence {entry.confidence:.2f} of 1")


def table(head: Sequence[Any], rows: Iterable[Sequence[Any]], caption: str, class_: str = "") -> Markup:
    """A table with headers for columns and rows (the first cell), in a box that scrolls where it is too wide."""
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = (tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows)
    whole = tag(
        "table", tag("caption", caption, class_="v"), tag("thead", top), tag("tbody", *body), class_=class_ or None
    )
    return scroll(whole, caption)


def scroll(content: Any, label: str) -> Markup:
    """A box that scrolls sideways, by keyboard too."""
    return tag("div", content, class_="scroll", tabindex="0", role="region", aria_label=label)


def figure(data: Data, name: str, alt: str, caption: Any, behind: Markup, narrow: Iterable[Markup]) -> Markup:
    """A figure for light and dark with its alternative, its caption and the table behind it.

    `narrow` are the lines of the list that says the same where the figure would be too wide, as on a phone.
    """
    light = draw(data)
    picture = tag(
        "picture",
        tag("source", srcset=data_url(recoloured(light, DARK), in_set=True), media="(prefers-color-scheme: dark)"),
        tag("img", src=data_url(light), alt=alt, data_figure=name),
    )
    key = tag("figcaption", caption) if caption else None
    details = tag("details", tag("summary", "The same as a table"), behind, class_="behind")
    lines = tag("ul", *(tag("li", line) for line in narrow), class_="narrow")
    return join((tag("figure", scroll(picture, f"{name}, figure"), lines, key), details))


def cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return plain_markdown(text).replace("|", "\\|")


def plain_markdown(text: str) -> str:
    """Text in which Markdown and HTML read nothing but text, on one line."""
    flat = " ".join(text.split())
    flat = re.sub(r"([\\`*_\[\]<>~])|(&)(?=#?\w+;)", r"\\\1\2", flat)
    flat = re.sub(r"^(?:([#+-])|(\d+)([.)]))(?=\s|$)", r"\2\\\1\3", flat)
    return flat.replace("$", "\\$") if flat.count("$") > 1 else flat


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [[cell(c) for c in head], ["---"] * len(head), *([cell(c) for c in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
