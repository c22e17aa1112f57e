"""From the page to a PDF by WeasyPrint: tagged, the same bytes for the same page, nothing fetched from anywhere."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from communique.display.figures import PALETTE
from communique.display.svg import from_data_url, with_text
from communique.errors import RenderError

INSTALL = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PACKAGE = Path(__file__).parent.parent
FAMILIES = {"Source Sans 3": "Briefing Sans", "Source Serif 4": "Briefing Serif"}
"""A page's fonts as they are named here: one file each for all Latin letters, as WeasyPrint mixes up two of a name."""

# What print does not show; WeasyPrint would style it all the same.
HIDDEN = re.compile(
    r'<source [^>]*>|<details class="behind">.*?</details>|<a class="(?:go|skip)".*?</a>'
    r'|<nav aria-label="Sections">.*?</nav>|<ul class="narrow">.*?</ul>',
    re.DOTALL,
)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
FIGURE = re.compile(r'(?<= src=")data:image/svg[+]xml,[^"]+')
ONE_AT_A_TIME = Lock()  # what Pango knows of the fonts is for one thread at a time


class _Errors(logging.Handler):
    """Keeps what WeasyPrint reports as an error, so that none passes unseen."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(" ".join(record.getMessage().split()))


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise RenderError(f"a PDF needs the Pango library, which is not there; install it: {INSTALL}") from error
    return weasyprint


def to_pdf(page: str) -> bytes:
    """The page as PDF/UA-1; RenderError (one line) where a library is missing or WeasyPrint reports an error."""
    weasyprint = _weasyprint()
    log, errors = logging.getLogger("weasyprint"), _Errors()
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    with ONE_AT_A_TIME:
        log.addHandler(errors)
        try:
            page, sheets = _without_style(HIDDEN.sub("", page))
            page, figures = _without_figures(page)
            document = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint, figures))
            pdf: bytes = document.write_pdf(
                stylesheets=sheets, font_config=_fonts(), pdf_variant="pdf/ua-1", pdf_identifier=identifier
            )
        finally:
            log.removeHandler(errors)
    if errors.lines:
        raise RenderError(f"the PDF could not be made: {errors.lines[0][:200]}")
    return pdf


@cache
def _fonts() -> Any:
    """The fonts of this machine and ours, which are read from where they lie.

    By `@font-face` WeasyPrint would copy them to a folder, for each document anew, that a killed process leaves behind.
    """
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    for path in sorted(PACKAGE.glob("*/fonts/*.ttf")):
        fontconfig.FcConfigAppFontAddFile(fonts._config, os.fsencode(path))
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", fonts.font_map))
    return fonts


def _without_style(page: str) -> tuple[str, list[Any]]:
    """The page without its style, and that read; a page with styles of others keeps them all, as their order counts."""
    if len(found := STYLE.findall(page)) != 1:
        return STYLE.sub(lambda match: for_paper(match[0]), page, count=1), []
    return STYLE.sub("", page), [_sheet(found[0])]


@lru_cache(maxsize=4)
def _sheet(css: str) -> Any:
    """A style, read once for all documents that have it."""
    return _weasyprint().CSS(string=for_paper(css), font_config=_fonts())


def _without_figures(page: str) -> tuple[str, dict[str, bytes]]:
    """The page with short names in the place of its drawings, which take long to read in an attribute, and these."""
    figures: dict[str, bytes] = {}

    def name(match: re.Match[str]) -> str:
        figures[name := f"figure:{len(figures)}"] = _lighter(match[0])
        return name

    return FIGURE.sub(name, page), figures


def _fetcher(weasyprint: Any, figures: dict[str, bytes]) -> Any:
    """What gives WeasyPrint the drawings and the data in the page, and nothing else."""
    urls = weasyprint.urls

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined,misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in figures:
                return urls.URLFetcherResponse(url, figures[url], {"Content-Type": "image/svg+xml"})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})


def for_paper(css: str) -> str:
    """A style with our fonts and its colours written out, the light ones: variables are looked up for each element."""
    css = re.sub("|".join(FAMILIES), lambda match: FAMILIES[match[0]], css)
    css = re.sub(r"light-dark\(([^,()]+),[^()]*\)", r"\1", css)
    values: dict[str, str] = dict(re.findall(r"--([a-z]+):([^;}]+)", css))
    css = re.sub(r"var\(--([a-z]+),([^()]+)\)", lambda match: values.get(match[1], str(match[2])), css)
    values = dict(re.findall(r"--([a-z]+):([^;}]+)", css))
    return re.sub(r"var\(--([a-z]+)\)", lambda match: values.get(match[1], str(match[0])), css)


def _lighter(url: str) -> bytes:
    """A figure with its words as text, which saves WeasyPrint half of its time, on white paper."""
    drawing = with_text(from_data_url(url), FAMILIES["Source Sans 3"])
    return drawing.replace(PALETTE["light"]["paper"], "#ffffff").encode()
