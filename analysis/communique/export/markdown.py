"""An executed notebook as Markdown to paste into a mail: its sections, and what an analyst added."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from lxml.html import fromstring
from nbformat import NotebookNode

from communique.display import MIME
from communique.display.section import markdown_table
from communique.export.preprocessors import described, joined, section_of


@dataclass(frozen=True)
class Block:
    """A piece of a report in Markdown; `section` is the key of a briefing's section, None for an analyst's own.

    `alternative` is that of its figure or of its `picture` (PNG or JPEG), in the place of which the text may stand.
    """

    section: str | None
    text: str
    alternative: str = ""
    picture: bytes = b""


def to_markdown(notebook: NotebookNode) -> str:
    """The whole notebook as Markdown, without code and pictures."""
    return "\n\n".join(block.text.strip() for block in blocks(notebook)) + "\n"


def blocks(notebook: NotebookNode) -> Iterator[Block]:
    """The pieces of a notebook in their order; the article's own text last, as it is on paper."""
    found = list(_blocks(notebook))
    yield from (block for block in found if block.section != "article")
    yield from (block for block in found if block.section == "article")


def _blocks(notebook: NotebookNode) -> Iterator[Block]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield Block(None, lowered(cell.source))
        elif cell.cell_type == "code":
            for output in cell.outputs:
                yield from _of_output(output)


def _of_output(output: NotebookNode) -> Iterator[Block]:
    section, data = section_of(output), output.get("data", {})
    if MIME in data:
        return
    if "text/markdown" in data:
        text = joined(data["text/markdown"])
        yield Block(section, text if section else lowered(text), _alternative(joined(data.get("text/html", ""))))
    elif section is not None:
        return
    elif output.output_type == "stream" and output.name == "stdout" and output.text.strip():
        yield Block(None, fenced(output.text))
    elif table := table_of(joined(data.get("text/html", ""))):
        yield Block(None, table)
    elif "text/plain" in data:
        yield Block(None, fenced(joined(data["text/plain"])), described(output), _picture(data))


def _picture(data: Mapping[str, Any]) -> bytes:
    with suppress(ValueError):
        return next((base64.b64decode(joined(data[kind])) for kind in ("image/png", "image/jpeg") if kind in data), b"")
    return b""


def table_of(html: str) -> str:
    """HTML that is one plain table, such as a DataFrame's, as a table in Markdown; of anything else nothing."""
    if html.count("<table") != 1 or re.search(r"\b(?:col|row)span\b", html):
        return ""
    page: Any = fromstring(html)
    rows = [[cell.text_content() for cell in row.xpath("./th|./td")] for row in page.xpath("//tr")]
    if len({len(row) for row in rows}) != 1 or len(rows) < 2:
        return ""
    return markdown_table(rows[0], rows[1:])


def _alternative(html: str) -> str:
    import html as entities

    match = re.search(r'<img [^>]*\balt="([^"]*)"', html)
    return entities.unescape(match[1]) if match else ""


def lowered(markdown: str) -> str:
    """Markdown whose headings are not of the first level, which is the title's."""
    if not re.search(r"^# ", markdown, flags=re.MULTILINE):
        return markdown
    return re.sub(r"^(#{1,5}) ", r"#\1 ", markdown, flags=re.MULTILINE)


def fenced(text: str) -> str:
    """Text to the letter, in a fence that it cannot close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"
