"""From an executed notebook to a page, a PDF, Markdown and a Word document."""

from __future__ import annotations

import base64
import io
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pypdf
import pytest
from fontTools.ttLib import TTFont
from lxml.html import fromstring
from nbformat import NotebookNode
from tests.briefings import big, code, harbour, hostile, markdown, notebook_of, output, quiet

from communique import export
from communique.errors import RenderError
from communique.export import Theme, render, theme_of
from communique.export.page import digest
from communique.export.pdf import for_paper
from communique.export.theme import DARK_PAPER, MIN_CONTRAST, contrast
from communique.settings import Settings

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def parsed(text: str) -> Any:
    return fromstring(text)


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    return notebook_of(harbour())


@pytest.fixture(scope="module")
def page(notebook: NotebookNode) -> Any:
    return parsed(render(notebook, "html").decode())


def shown(*cells: NotebookNode) -> Any:
    return parsed(render(notebook_of(quiet(), *cells), "html").decode())


# The page


def test_the_page_is_one_file_that_asks_nobody(notebook: NotebookNode, page: Any) -> None:
    text = render(notebook, "html").decode()
    assert len(text) <= 350_000
    assert not page.xpath("//link|//iframe|//script[@src]")
    addresses = [str(a) for a in page.xpath("//@src|//@srcset")] + re.findall(r"url\(([^)]*)\)", text)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)


def test_only_our_own_style_and_script_may_act(page: Any) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert "script-src " + digest(page.xpath("string(//script)")) in policy
    assert "style-src-elem " + digest(page.xpath("string(//style)")) in policy
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1


def test_the_article_has_its_own_pane_and_the_rest_stands_in_main(page: Any) -> None:
    assert page.xpath("//aside//section[@id='article']")
    assert not page.xpath("//main//section[@id='article']")
    sections = [str(id) for id in page.xpath("//main/section/@id")]
    assert sections[0] == "bottom-line"
    assert sections[-1] == "method"
    assert [str(href) for href in page.xpath("//nav//a/@href")] == [f"#{id}" for id in [*sections, "article"]]
    assert page.xpath("string(//title)") == "Briefing: Dockers' union shelves strike over harbour shifts"
    assert page.xpath("string(/html/@lang)") == "en"


def test_code_is_hidden(page: Any) -> None:
    assert "view.masthead" not in page.text_content()


def test_cells_can_be_moved_and_dropped() -> None:
    notebook = notebook_of(harbour())
    by_source = {cell.source: cell for cell in notebook.cells}
    notebook.cells = [by_source[f"view.{key}"] for key in ("method", "article", "proposals")]
    page = parsed(render(notebook, "html").decode())
    assert [str(id) for id in page.xpath("//main/section/@id")] == ["method", "proposals"]
    assert page.xpath("//aside//section[@id='article']")
    assert len(page.xpath("//h1")) == 1


def test_a_notebook_without_a_briefing_is_still_a_page(tmp_path: Path) -> None:
    make: Any = nbformat.v4.new_notebook
    text = render(make(cells=[markdown("# Hello\n\nWorld")]), "html").decode()
    assert parsed(text).xpath("string(//main//h2)") == "Hello"


def test_the_same_notebook_gives_the_same_bytes(notebook: NotebookNode) -> None:
    for format in export.FORMATS:
        first = render(notebook, format)
        render(notebook_of(hostile()), format, theme=Theme(page_size="Letter"))  # leaves nothing behind
        assert render(notebook, format) == first


def test_an_unknown_format_is_refused_in_one_line(notebook: NotebookNode) -> None:
    with pytest.raises(RenderError, match=r"^'odt' is no format of a report; choose from html, pdf, md, docx$"):
        render(notebook, "odt")


def test_fonts_come_with_the_letters_that_need_them() -> None:
    plain, extended = quiet(), quiet()
    extended = extended.model_copy(update={"article": extended.article.model_copy(update={"title": "Rain in Plzeň"})})
    small, large = (len(render(notebook_of(b), "html")) for b in (plain, extended))
    assert large > small + 50_000


# What an analyst adds


def test_an_analysts_markdown_stands_below_the_title() -> None:
    page = shown(
        markdown("# My note\n\n## A part\n\nIt cost $5 million, *not* $3 million.\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    )
    note = page.xpath("//section[@class='note']")[0]
    assert [h.tag for h in note.xpath(".//h2|.//h3")] == ["h2", "h3"]
    assert "It cost $5 million, not $3 million." in note.text_content()
    assert note.xpath(".//p/em/text()") == ["not"]
    assert note.xpath(".//div[@role='region']/table//td/text()") == ["1", "2"]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src='https://example.org'></iframe>",
        "<meta http-equiv=refresh content='0;url=https://example.org'>", "<a href='javascript:alert(1)'>x</a>",
        "<img src='https://example.org/x.png'>", "<style>body{display:none}</style>", "<form action=x><input></form>",
        "![x](https://example.org/x.png)", "<svg onload=alert(1)></svg>", "<base href='https://example.org'>",
    ],
)  # fmt: skip
def test_raw_html_of_an_analyst_is_made_safe(source: str) -> None:
    for cell in (markdown(source), code("x", output({"text/html": source, "text/plain": "x"}))):
        page = shown(cell)
        assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
        assert not page.xpath(
            "//iframe|//form|//input|//base|//meta[@http-equiv='refresh']|//@onerror|//@onload|//main//svg"
        )
        assert not [a for a in page.xpath("//main//@src|//main//@href") if not re.match(r"#|data:image/", str(a))]


def test_tables_pictures_and_text_are_shown_well() -> None:
    import pandas as pd

    frame = pd.DataFrame({"town": ["A & B", "<i>"], "count": [1, 2]})
    page = shown(
        code("df", output({"text/html": frame._repr_html_(), "text/plain": str(frame)})),  # type: ignore[operator]
        code("png", output({"image/png": base64.b64encode(PNG).decode(), "text/plain": "A small square"})),
        code("text", output({"text/plain": "a < b"})),
    )
    assert page.xpath("//div[@class='out']//div[@role='region']//th/text()")[:2] == ["town", "count"]
    assert "A & B" in page.xpath("//div[@class='out']//td/text()")
    assert page.xpath("//div[@class='out']/img/@alt") == ["A small square"]
    assert page.xpath("//pre[@class='out']/text()") == ["a < b"]


def test_scripts_are_not_run_and_that_is_said() -> None:
    plotly = {
        "application/vnd.plotly.v1+json": {"data": []},
        "text/html": "<div></div><script>Plotly.newPlot()</script>",
    }
    page = shown(code("figure", output(plotly)))
    assert "Scripts are not run in a report" in page.xpath("string(//main)")
    with_picture = shown(code("figure", output({**plotly, "image/png": base64.b64encode(PNG).decode()})))
    assert with_picture.xpath("//main//div[@class='out']/img")


def test_a_hostile_briefing_does_nothing_in_any_format() -> None:
    notebook = notebook_of(hostile())
    page = parsed(render(notebook, "html").decode())
    assert len(page.xpath("//script")) == 1
    assert page.xpath("string(//title)") == "Briefing: <script>alert(1)</script>"
    for format in ("pdf", "md", "docx"):
        assert render(notebook, format)


# The PDF


@pytest.fixture(scope="module")
def pdf(notebook: NotebookNode) -> Any:
    return pypdf.PdfReader(io.BytesIO(render(notebook, "pdf")))


def structure(reader: Any) -> list[Any]:
    """The elements of the structure tree."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_the_pdf_is_tagged_and_knows_its_title_and_language(pdf: Any) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Briefing: Dockers' union shelves strike over harbour shifts"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_pdf_has_headings_tables_and_figures_with_alternatives(pdf: Any) -> None:
    elements = structure(pdf)
    kinds = {str(element["/S"]) for element in elements}
    assert {"/H1", "/H2", "/H3", "/P", "/Figure", "/Table", "/TH", "/TD", "/L", "/Link"} <= kinds
    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert len(figures) == 3
    assert all(len(str(element["/Alt"])) > 60 for element in figures)


def test_the_pdf_has_an_outline_and_links_that_lead_somewhere(pdf: Any) -> None:
    def titles(items: Any) -> list[str]:
        return [t for item in items for t in (titles(item) if isinstance(item, list) else [str(item.title)])]

    found = titles(pdf.outline)
    assert found[0] == "Dockers' union shelves strike over harbour shifts"
    assert {"Bottom line", "On the table", "A new canteen for the dockers", "The article"} <= set(found)
    destinations = set(pdf.named_destinations)
    links = [a.get_object() for p in pdf.pages for a in p.get("/Annots", [])]
    inner = {str(link["/Dest"]) for link in links if "/Dest" in link}
    assert {"e-p-1", "p-1", "e-c-2", "c-2", "a-brandt"} <= inner
    assert inner <= destinations


def test_every_font_of_the_pdf_is_embedded(pdf: Any) -> None:
    fonts = [f.get_object() for p in pdf.pages for f in p["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert any("Briefing-Serif" in name for name in names)
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_letters_beyond_latin_1_are_drawn_as_themselves() -> None:
    briefing = quiet()
    briefing = briefing.model_copy(update={"article": briefing.article.model_copy(update={"title": "Rain in Plzeň"})})
    reader: Any = pypdf.PdfReader(io.BytesIO(render(notebook_of(briefing), "pdf")))
    fonts = [f.get_object() for f in reader.pages[0]["/Resources"]["/Font"].values()]
    bold = next(font for font in fonts if "Briefing-Serif-Semi-Bold" in font["/BaseFont"])
    codes = re.findall(r"<([0-9a-fA-F]{4})> <0148>", bold["/ToUnicode"].get_data().decode("latin-1"))
    file = bold["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_data()
    drawn = TTFont(io.BytesIO(file), lazy=False)["glyf"]
    ours = TTFont(Path(export.__file__).parent / "fonts" / "BriefingSerif-SemiBold.ttf")
    meant = ours["glyf"][ours.getBestCmap()[ord("ň")]]
    assert len(codes) == 1
    shown = drawn[drawn.glyphOrder[int(codes[0], 16)]]
    assert (shown.xMin, shown.yMin, shown.xMax, shown.yMax) == (meant.xMin, meant.yMin, meant.xMax, meant.yMax)


def test_the_pdf_reads_in_order_with_the_article_last(pdf: Any) -> None:
    text = " ".join(page.extract_text() for page in pdf.pages)
    places = [text.index(words) for words in ("Bottom line", "Positions at a glance", "On the table", "Whose account")]
    assert places == sorted(places)
    last = pdf.pages[-1].extract_text()
    assert "The article" in last
    assert "We will not sleep on the quay" in " ".join(last.split())
    assert f"{len(pdf.pages)} / {len(pdf.pages)}" in last


@pytest.mark.parametrize(("size", "width"), [("A4", 595), ("Letter", 612)])
def test_the_pdf_has_the_size_that_is_asked_for(notebook: NotebookNode, size: Any, width: int) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(notebook, "pdf", theme=Theme(page_size=size))))
    assert round(float(reader.pages[0].mediabox.width)) == width


def test_colours_are_written_out_for_paper() -> None:
    link = "--link:var(--brand,light-dark(#333333,#444444))"
    assert for_paper(f"a{{{link}}}b{{color:var(--link)}}").endswith("b{color:#333333}")
    assert for_paper(f":root{{--brand:light-dark(#111111,#222222);{link}}}b{{color:var(--link)}}").endswith(
        "b{color:#111111}"
    )


def test_a_missing_library_is_one_line_with_the_command(
    notebook: NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    export.get_ready(("pdf",))  # is quiet about it
    with pytest.raises(RenderError, match=r"a PDF needs the Pango library.*apt-get install") as caught:
        render(notebook, "pdf")
    assert "\n" not in str(caught.value)


def test_what_weasyprint_calls_an_error_fails_the_build() -> None:
    broken = code("png", output({"image/png": base64.b64encode(PNG[:40]).decode(), "text/plain": "x"}))
    with pytest.raises(RenderError, match="the PDF could not be made: "):
        render(notebook_of(quiet(), broken), "pdf")


# Markdown and Word


def test_markdown_is_clean(notebook: NotebookNode) -> None:
    text = render(notebook, "md").decode()
    assert text.startswith("# Dockers' union shelves strike over harbour shifts\n")
    assert "### P1 Twelve-hour shifts in the harbour of Port Veller (contested)" in text
    assert "| C1 | The dockers’ union | The harbour board | No strike on Friday | made |" in text
    assert "<" not in text
    assert "data:" not in text
    assert text.rstrip().splitlines()[-1].startswith("Board chairman Otto Lind floated")


def test_markdown_keeps_what_an_analyst_added() -> None:
    text = render(
        notebook_of(quiet(), markdown("# Note\n\nMine."), code("x", output({"text/plain": "42"}))), "md"
    ).decode()
    assert "## Note\n\nMine.\n\n```\n42\n```" in text


def test_word_has_real_headings_tables_and_figures(notebook: NotebookNode) -> None:
    import docx

    document = docx.Document(
        io.BytesIO(render(notebook, "docx", theme=Theme(organization="Quay Watch", footer="For us")))
    )
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert ("Title", "Dockers' union shelves strike over harbour shifts") in styles
    assert ("Heading 2", "On the table") in styles
    assert ("Heading 3", "P3 A new canteen for the dockers (open)") in styles
    assert [t.rows[0].cells[0].text for t in document.tables][:2] == ["No.", "No."]
    assert all(t.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for t in document.tables)
    alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(alternatives) == 3
    assert all(alternatives)
    assert document.core_properties.author == "Quay Watch"
    assert document.sections[0].footer.paragraphs[0].text == "For us"


def test_word_and_markdown_show_an_analysts_pictures_and_tables_as_such() -> None:
    import docx

    frame = "<div><style>x{}</style><table><tr><th></th><th>a|b</th></tr><tr><th>0</th><td>7</td></tr></table></div>"
    picture = output({"image/png": base64.b64encode(PNG).decode(), "text/plain": "A dot"})
    broken = output({"image/png": base64.b64encode(PNG[:40]).decode(), "text/plain": "nothing to see"})
    notebook = notebook_of(quiet(), code("x", output({"text/html": frame, "text/plain": "df"}), picture, broken))
    assert "|  | a\\|b |\n| --- | --- |\n| 0 | 7 |" in render(notebook, "md").decode()
    document = docx.Document(io.BytesIO(render(notebook, "docx")))
    assert ["", "a|b", "0", "7"] in [[c.text for row in t.rows for c in row.cells] for t in document.tables]
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["A dot"]
    assert "nothing to see" in [p.text for p in document.paragraphs]


def test_columns_are_as_wide_as_their_words_ask() -> None:
    import docx

    document = docx.Document(io.BytesIO(render(notebook_of(harbour()), "docx")))
    table = next(t for t in document.tables if t.rows[0].cells[1].text == "Proposal")
    widths = [int(column.width or 0) for column in table.columns]
    section = document.sections[0]
    assert sum(widths) <= int(section.page_width or 0) - 2 * int(section.left_margin or 0)
    assert widths[1] == max(widths)
    assert widths[0] == min(widths)
    assert all(row.cells[1].width == widths[1] for row in table.rows)


# Themes


def test_a_theme_shows_organization_logo_accent_and_footer(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    settings = Settings(organization="Quay & Watch", logo=Path("logo.png"), accent="#7a1fa2", footer="All <rights>")
    theme, problems = theme_of(settings, tmp_path)
    assert problems == []
    assert theme.accent_dark is not None
    assert contrast(theme.accent_dark, DARK_PAPER) >= MIN_CONTRAST
    page = parsed(render(notebook_of(quiet()), "html", theme=theme).decode())
    assert page.xpath("//p[@class='brand']/img/@alt") == ["Quay & Watch"]
    assert page.xpath("string(//footer)").strip() == "All <rights>"
    assert "#7a1fa2" in page.xpath("string(//style)")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "neither SVG nor PNG"), (b"<html/>", "neither SVG nor PNG"), (PNG[:30], "broken PNG"),
     (b"x" * 200_000, "larger than")],
)  # fmt: skip
def test_a_bad_logo_is_one_line_and_the_default_look(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "logo").write_bytes(content)
    theme, problems = theme_of(Settings(logo=Path("logo")), tmp_path)
    assert theme == Theme()
    assert len(problems) == 1
    assert said in problems[0]


def test_a_missing_logo_and_a_pale_accent_are_a_line_each(tmp_path: Path) -> None:
    theme, problems = theme_of(Settings(logo=Path("none.svg"), accent="#ffee00"), tmp_path)
    assert theme == Theme()
    assert problems == [
        "the logo none.svg cannot be read (No such file or directory); reports are made without it",
        "the accent colour #ffee00 cannot be read on paper (contrast 1.2, 4.5 is needed); the default is used, "
        "choose a darker one",
    ]


def test_an_svg_logo_is_disarmed(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(
        '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()">'
        '<script>x()</script><image href="https://example.org/x.png"/><text>&e;</text><path d="M0 0h9v9z"/></svg>'
    )
    theme, _ = theme_of(Settings(logo=Path("logo.svg")), tmp_path)
    assert theme.logo is not None
    clean = base64.b64decode(theme.logo.partition(",")[2]).decode()
    assert "path" in clean
    assert not re.search("script|onload|example.org|hostname", clean)


# nbconvert


def test_exporters_are_made_without_reading_or_loading_anything() -> None:
    code = (
        "import sys\nfrom communique.export import BriefingHTMLExporter, BriefingPDFExporter\n"
        "made = BriefingHTMLExporter(), BriefingPDFExporter()\n"
        "print(sorted({'weasyprint', 'matplotlib', 'docx', 'spacy'} & set(sys.modules)), made[1].file_extension)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] .pdf"


def test_nbconvert_makes_the_same_page(notebook: NotebookNode, tmp_path: Path) -> None:
    write: Any = nbformat.write
    write(notebook, tmp_path / "x.ipynb")
    for format in ("html", "pdf"):
        subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to", f"briefing_{format}", "x.ipynb"], cwd=tmp_path, check=True
        )
        assert (tmp_path / f"x.{format}").read_bytes() == render(notebook, format)


def test_nbconvert_says_a_bad_theme_in_a_line(
    notebook: NotebookNode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "communique.toml").write_text('logo = "none.svg"\n')
    monkeypatch.chdir(tmp_path)
    exporter: Any = export.BriefingHTMLExporter
    made = exporter(log=logging.getLogger("test"))
    page, _ = made.from_notebook_node(notebook)
    assert page.encode() == render(notebook, "html")
    assert [record.getMessage() for record in caplog.records] == [
        "the logo none.svg cannot be read (No such file or directory); reports are made without it"
    ]


def test_the_template_can_be_overridden_by_block(notebook: NotebookNode, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "conf.json").write_text('{"base_template": "briefing", "mimetypes": {"text/html": true}}')
    (folder / "index.html.j2").write_text(
        "{% extends 'briefing/index.html.j2' %}{% block foot %}<p>Mine</p>{% endblock %}"
    )
    exporter: Any = export.BriefingHTMLExporter
    templates = Path(export.__file__).parent / "templates"
    made = exporter(template_name="mine", extra_template_basedirs=[str(tmp_path), str(templates)], theme=Theme())
    page, _ = made.from_notebook_node(notebook)
    assert "<p>Mine</p>" in page


def test_a_long_briefing_has_a_table_of_contents() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(notebook_of(big(20, 15, 2_000)), "pdf")))
    first = " ".join(reader.pages[0].extract_text().split())
    found = re.search(r"The article (\d+)", first)
    assert found is not None
    assert "The article" in reader.pages[int(found[1]) - 1].extract_text()
