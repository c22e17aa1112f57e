"""An executed notebook as a Word document: real headings, lists, tables with header rows, figures with alternatives."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode

from communique.display import MIME, BriefingView
from communique.display.figures import draw
from communique.errors import RenderError
from communique.export.markdown import Block, blocks
from communique.export.preprocessors import section_of
from communique.export.theme import Theme
from communique.model import Briefing

Token = dict[str, Any]
INK, SOFT = (0x1B, 0x1D, 0x21), (0x5A, 0x60, 0x6B)
RULE = "D9DCE1"
LOOK = (
    ("Normal", "Georgia", 10.5, INK),
    ("Title", "Georgia", 24, INK),
    ("Heading 2", "Calibri", 12, SOFT),
    ("Heading 3", "Georgia", 11.5, INK),
    ("Heading 4", "Georgia", 10.5, INK),
    ("Quote", "Georgia", 10.5, INK),
)
"""Style, font, size in points, colour."""
LONGEST_WORD, LONGEST_CELL = 16, 60
"""From how many characters on a word and a cell of a table ask for no more room."""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(notebook: NotebookNode, theme: Theme) -> bytes:
    """The notebook as .docx; RenderError (one line) where python-docx is not installed."""
    import mistune

    document = _new(theme)
    parse = mistune.create_markdown(renderer=None, plugins=["table"])
    briefing = _briefing(notebook)
    for block in blocks(notebook):
        if block.section == "article":
            document.add_page_break()
        tokens: list[Token] = [token for token in parse(block.text) if isinstance(token, dict)]
        writer = Writer(document)
        if block.picture and _picture(document, block):
            continue
        writer.blocks(tokens[:1])
        if briefing is not None and block.alternative:
            _figure(document, briefing, block.section or "", block.alternative)
        writer.blocks(tokens[1:])
    _properties(document, briefing, theme)
    return _same_bytes(document)


def _new(theme: Theme) -> Any:
    try:
        import docx
    except ImportError as error:
        raise RenderError(
            "a Word document needs python-docx, which is not there; run: pip install python-docx"
        ) from error
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    page = document.sections[0]
    width, height = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}[theme.page_size]
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin = page.right_margin = Mm(22)
    for name, family, size, colour in LOOK:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = family, Pt(size), RGBColor(*colour)
        for part in style.element.xpath("./w:rPr/w:rFonts/@*[contains(name(), 'Theme')]/.. | ./w:pPr/w:pBdr"):
            _without_theme(part)
    document.styles["Title"].font.bold = True
    document.styles["Quote"].paragraph_format.left_indent = Mm(6)
    return document


def _without_theme(part: Any) -> None:
    """Has a style's own font count, and no line of another look."""
    if part.tag.endswith("}pBdr"):
        part.getparent().remove(part)
    for name in [name for name in part.attrib if "Theme" in name]:
        del part.attrib[name]


def _briefing(notebook: NotebookNode) -> Briefing | None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if section_of(output) == "data" and MIME in output.get("data", {}):
                try:
                    return Briefing.model_validate(output.data[MIME])
                except ValueError:
                    return None
    return None


def _figure(document: Any, briefing: Briefing, section: str, alternative: str) -> None:
    from docx.shared import Mm

    view = getattr(BriefingView(briefing), section, None)
    if view is None or not hasattr(view, "data"):
        return
    width = 165 if section != "concessions" else 125
    shape = document.add_picture(io.BytesIO(draw(view.data(), "png")), width=Mm(width))
    shape._inline.docPr.set("descr", alternative)


def _picture(document: Any, block: Block) -> bool:
    """Adds an analyst's picture; False where it is none that Word can show."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

    try:
        shape = document.add_picture(io.BytesIO(block.picture))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError):
        return False
    if shape.width > (most := document.sections[0].page_width - 2 * document.sections[0].left_margin):
        shape.width, shape.height = most, round(shape.height * most / shape.width)
    shape._inline.docPr.set("descr", block.alternative or "A picture without a description")
    return True


def _properties(document: Any, briefing: Briefing | None, theme: Theme) -> None:
    core = document.core_properties
    core.title = f"Briefing: {briefing.article.title}"[:255] if briefing else "Notebook"
    core.author, core.comments, core.language = theme.organization or "", "", "en"
    made = datetime(2000, 1, 1, tzinfo=UTC)
    if briefing is not None:
        with suppress(ValueError):
            made = datetime.fromisoformat(briefing.provenance.created)
    core.created = core.modified = made.replace(tzinfo=None)
    core.revision = 1
    if theme.footer:
        document.sections[0].footer.paragraphs[0].text = theme.footer


def _same_bytes(document: Any) -> bytes:
    """The file with one date on all its parts, so that the same document is the same file."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return second.getvalue()


class Writer:
    """Writes mistune's tokens into a document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.after_table = False

    def blocks(self, tokens: list[Token], style: str | None = None) -> None:
        """Block tokens; paragraphs in `style` where it is given."""
        for token in tokens:
            write = getattr(self, f"_{token['type']}", None)
            if write is not None:
                write(token, style)

    def _heading(self, token: Token, _: str | None) -> None:
        level = token["attrs"]["level"]
        paragraph = self.document.add_heading(level=0 if level == 1 else min(level, 4))
        self._inline(paragraph, token["children"])

    def _paragraph(self, token: Token, style: str | None) -> None:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(style=style)
        if self.after_table:
            paragraph.paragraph_format.space_before = Pt(9)
            self.after_table = False
        self._inline(paragraph, token["children"])

    _block_text = _paragraph

    def _block_quote(self, token: Token, _: str | None) -> None:
        self.blocks(token["children"], "Intense Quote" if "Quote" not in self.document.styles else "Quote")

    def _block_code(self, token: Token, _: str | None) -> None:
        run = self.document.add_paragraph().add_run(_xml_text(token["raw"].rstrip("\n")))
        run.font.name = "Courier New"

    def _list(self, token: Token, _: str | None) -> None:
        style = "List Number" if token["attrs"].get("ordered") else "List Bullet"
        for item in token["children"]:
            self.blocks(item["children"], style)

    def _table(self, token: Token, _: str | None) -> None:
        head, *bodies = token["children"]
        rows = [head["children"], *(row["children"] for body in bodies for row in body["children"])]
        table = self.document.add_table(0, len(rows[0]))
        page = self.document.sections[0]
        widths = _widths([[_plain(cell) for cell in row] for row in rows], page.page_width - 2 * page.left_margin)
        for number, contents in enumerate(rows):
            row = table.add_row()
            for cell, content, width in zip(row.cells, contents, widths, strict=False):
                cell.width = width
                self._cell(cell.paragraphs[0], content["children"], 9 if len(widths) <= 8 else 7.5, head=number == 0)
            _whole(row, head=number == 0)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        _ruled(table)
        self.after_table = True

    def _cell(self, paragraph: Any, content: list[Token], size: float, *, head: bool) -> None:
        from docx.shared import Pt, RGBColor

        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(2)
        self._inline(paragraph, content, **({"bold": True} if head else {}))
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if head:
                run.font.color.rgb = RGBColor(*SOFT)

    def _thematic_break(self, _token: Token, _: str | None) -> None:
        self.document.add_paragraph("* * *")

    def _inline(self, paragraph: Any, tokens: list[Token], **style: bool) -> None:
        for token in tokens:
            kind = token["type"]
            inner = {"bold": True} if kind == "strong" else {"italic": True} if kind == "emphasis" else {}
            if kind in {"linebreak", "softbreak"}:
                paragraph.add_run().add_break() if kind == "linebreak" else paragraph.add_run(" ")
            elif "children" in token:
                self._inline(paragraph, token["children"], **style, **inner)
                if kind == "link" and str(token["attrs"].get("url", "")).startswith(("http://", "https://")):
                    paragraph.add_run(f" ({_xml_text(token['attrs']['url'])})")
            elif "raw" in token:
                run = paragraph.add_run(_xml_text(token["raw"]))
                run.bold, run.italic = style.get("bold"), style.get("italic")
                if kind == "codespan":
                    run.font.name = "Courier New"


def _plain(token: Token) -> str:
    return "".join(_plain(child) for child in token.get("children", ())) or str(token.get("raw", ""))


def _widths(rows: list[list[str]], room: int) -> list[int]:
    """How wide the columns of a table are: what a word or a third of a cell asks for, and a share of what is left."""
    columns = list(zip(*rows, strict=True))
    cells = [min(max(map(len, column)), LONGEST_CELL) + 3 for column in columns]
    longest = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    words = [max(min(word, LONGEST_WORD) + 3, cell // 3) for word, cell in zip(longest, cells, strict=True)]
    more = [max(cell - word, 0) for cell, word in zip(cells, words, strict=True)]
    spare = max(0.0, 84 - sum(words))  # about as many characters go on a line
    wanted = [word + spare * extra / max(sum(more), 1) for word, extra in zip(words, more, strict=True)]
    return [int(room * each / sum(wanted)) for each in wanted]


def _whole(row: Any, *, head: bool) -> None:
    """Keeps a row on one page; a header row stands on each."""
    from docx.oxml import OxmlElement

    for name in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
        row._tr.get_or_add_trPr().append(OxmlElement(name))


def _ruled(table: Any) -> None:
    """Thin lines between the rows, cells that begin where the text does, and the widths as they are given."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("left", "0"), ("right", "80")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
