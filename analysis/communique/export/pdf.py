"""From the page to a PDF by WeasyPrint: tagged, the same bytes for the same page, nothing fetched from anywhere."""

from __future__ import annotations

import hashlib
import logging
import re
from typing import Any

from communique.display.figures import PALETTE
from communique.display.svg import data_url, from_data_url, with_text
from communique.errors import RenderError
from communique.export.page import FONTS, font_file

INSTALL = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# What print does not show; WeasyPrint would style it all the same.
HIDDEN = re.compile(
    r'<source [^>]*>|<details class="behind">.*?</details>|<a class="(?:go|skip)".*?</a>'
    r'|<nav aria-label="Sections">.*?</nav>',
    re.DOTALL,
)


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
    page = re.sub(
        r"<style>.*?</style>", lambda match: for_paper(match[0]), HIDDEN.sub("", page), count=1, flags=re.DOTALL
    )
    page = re.sub(r'(?<= src=")(data:image/svg[+]xml,[^"]+)', _lighter, page)
    log, errors = logging.getLogger("weasyprint"), _Errors()
    log.addHandler(errors)
    try:
        document = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint))
        identifier = hashlib.sha256(page.encode()).digest()[:16]
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    finally:
        log.removeHandler(errors)
    if errors.lines:
        raise RenderError(f"the PDF could not be made: {errors.lines[0][:200]}")
    return pdf


def _fetcher(weasyprint: Any) -> Any:
    """What gives WeasyPrint our fonts and the data in the page, and nothing else."""
    urls = weasyprint.urls

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined,misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(FONTS):
                return urls.URLFetcherResponse(url, font_file(url.removeprefix(FONTS)))
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})


def for_paper(css: str) -> str:
    """A style with its colours written out, the light ones: WeasyPrint looks a variable up for each element."""
    css = re.sub(r"light-dark\(([^,()]+),[^()]*\)", r"\1", css)
    values: dict[str, str] = dict(re.findall(r"--([a-z]+):([^;}]+)", css))
    css = re.sub(r"var\(--([a-z]+),([^()]+)\)", lambda match: values.get(match[1], str(match[2])), css)
    values = dict(re.findall(r"--([a-z]+):([^;}]+)", css))
    return re.sub(r"var\(--([a-z]+)\)", lambda match: values.get(match[1], str(match[0])), css)


def _lighter(match: re.Match[str]) -> str:
    """A figure with its words as text, which saves WeasyPrint half of its time, on white paper."""
    svg = with_text(from_data_url(match[1]), "Source Sans 3").replace(PALETTE["light"]["paper"], "#ffffff")
    return data_url(svg.encode())
