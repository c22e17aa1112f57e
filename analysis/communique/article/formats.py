"""From the bytes of one kind of file to the text of an article and what the file says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from communique.article.decoding import clean, decode
from communique.errors import ArticleError
from communique.model import title_of

if TYPE_CHECKING:
    from markdown_it.token import Token
    from pypdf import PdfReader

Kind = Literal["text", "markdown", "html", "pdf"]
SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
}  # fmt: skip


@dataclass(frozen=True)
class Raw:
    """An article as its file has it, before anything is checked; `published` in the file's own words."""

    text: str
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None


def kind_of(data: bytes) -> Kind:
    """What `data` looks like from its beginning, where no name tells."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    return "html" if re.match(rb"<(!doctype html|html|head|body|\?xml[^>]*>\s*<(!doctype )?html)\b", head) else "text"


def parse(data: bytes, kind: Kind, *, charset: str | None = None, url: str | None = None, limit: int = 200_000) -> Raw:
    """The article in `data`; `limit` is how many characters of it are wanted at most (a PDF is not read further)."""
    if not data.strip():
        raise ArticleError("is empty")
    if kind == "pdf":
        return _from_pdf(data, limit)
    if kind == "html":
        return _from_html(data, charset, url)
    text = decode(data, charset)
    return _from_markdown(text) if kind == "markdown" else Raw(text)


def _from_html(data: bytes, charset: str | None, url: str | None) -> Raw:
    """The main text by trafilatura, paragraphs parted by blank lines, and the page's metadata."""
    _quiet("trafilatura", "htmldate", "courlan", "justext")
    import trafilatura

    page = trafilatura.bare_extraction(
        decode(data, charset or _declared_charset(data)),
        url=url,
        with_metadata=True,
        include_comments=False,
        # A date guessed from the words of a page, or from today's, would be one that nobody wrote.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise ArticleError("has no article text that can be found in the page")
    paragraphs = [line.strip() for line in page.text.splitlines() if line.strip()]
    return Raw("\n\n".join(paragraphs), page.title, page.author, page.sitename, page.date, page.url)


def _declared_charset(data: bytes) -> str | None:
    found = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    return found[1].decode("ascii") if found else None


_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


def _from_markdown(text: str) -> Raw:
    """The words without the markup, a block a paragraph; the first top heading and the front matter tell of them."""
    from markdown_it import MarkdownIt

    known = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text, count=1))
    blocks = [block for block in map(_words, tokens) if block]
    heading = (_words(b) for a, b in pairwise(tokens) if a.type == "heading_open" and a.tag == "h1")
    title = known.pop("title", None) or next(heading, None)
    return Raw("\n\n".join(blocks), title, **known)


def _front_matter(text: str) -> dict[str, str]:
    import yaml

    found = _FRONT_MATTER.match(text)
    if not found:
        return {}
    try:
        fields = yaml.safe_load(found[1])
    except yaml.YAMLError:
        return {}
    names = {
        "title": "title",
        "author": "author",
        "source": "source",
        "date": "published",
        "published": "published",
        "url": "url",
    }
    if not isinstance(fields, dict):
        return {}
    return {
        names[k]: str(v) for k, v in fields.items() if k in names and v is not None and not isinstance(v, list | dict)
    }


def _words(token: Token) -> str:
    """The words of a block, as a reader sees them; empty for a token that has none."""
    if token.type == "inline":
        shown = {"softbreak": " ", "hardbreak": "\n"}
        parts = (shown.get(t.type, t.content) for t in token.children or () if t.type not in ("image", "html_inline"))
        return "".join(parts).strip()
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    return _html_words(token.content) if token.type == "html_block" else ""


def _html_words(markup: str) -> str:
    from lxml import etree, html

    try:
        tree = html.fromstring(markup)
    except etree.LxmlError:  # nothing but a comment
        return ""
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    return " ".join("".join(map(str, tree.itertext())).split())


def _from_pdf(data: bytes, limit: int) -> Raw:
    _quiet("pypdf")
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as error:  # a broken PDF raises whatever its broken part happens to hit
        raise ArticleError("is a broken PDF; save or download it again") from error
    if locked:
        raise ArticleError("is an encrypted PDF; remove its password first")
    try:
        lines = list(_pdf_lines(reader, limit))
        title = reader.metadata.title if reader.metadata else None
    except Exception as error:
        raise ArticleError("is a broken PDF; save or download it again") from error
    text = clean("\n\n".join(_paragraphs(lines)))
    if not any(map(str.isalpha, text)):
        raise ArticleError("is a PDF without text, probably scanned; run it through text recognition (OCR) first")
    # Programs put file names and worse into a PDF's title, so it counts only if the page shows it too.
    shown = bool(title) and " ".join(str(title).split()) in " ".join(text[:2000].split())
    return Raw(text, str(title) if shown else title_of(text))


def _pdf_lines(reader: PdfReader, limit: int) -> Iterator[str]:
    """The lines of the pages, page numbers left out, until `limit` characters are exceeded."""
    count = 0
    for page in reader.pages:
        for line in page.extract_text().splitlines():
            if not re.fullmatch(r"\s*(page\s+)?\d+(\s*(of|/)\s*\d+)?\s*", line, re.IGNORECASE):
                yield line.rstrip()
                count += len(line)
        if count > limit:
            return


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Printed lines joined into paragraphs.

    One ends at a blank line, or at a line clearly shorter than the column, unless the next goes on with a small letter.
    """
    found = list(lines)
    widths = sorted(len(line) for line in found if line.strip())
    column = widths[len(widths) * 9 // 10] if widths else 0
    paragraph = ""
    for line, after in pairwise([*found, ""]):
        words = line.strip()
        # A hyphen between small letters at a line's end was put there by the printer, more often than not.
        broken = re.search(r"[a-z]-$", paragraph) and re.match(r"[a-z]", words)
        paragraph = paragraph[:-1] + words if broken else f"{paragraph} {words}".strip()
        ends = not words or (len(line) < 0.8 * column and not after.strip()[:1].islower())
        if paragraph and ends:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _quiet(*names: str) -> None:
    """Libraries that warn of every oddity of a file are heard only when they fail."""
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
