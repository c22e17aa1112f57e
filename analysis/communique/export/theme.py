"""The look of an organization: its name, logo, accent colour and footer, checked; and the size of the PDF's pages."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.errors import RenderError
from communique.settings import Settings

PAPER, DARK_PAPER = "#fdfcfa", "#15171a"
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MAX_LOGO = 100_000


@dataclass(frozen=True)
class Theme:
    """A look; `logo` is a data address, `accent` and `accent_dark` are colours such as `#1a5fb4`."""

    organization: str | None = None
    logo: str | None = None
    accent: str | None = None
    accent_dark: str | None = None
    footer: str | None = None
    page_size: Literal["A4", "Letter"] = "A4"


def theme_of(settings: Settings, folder: Path | None = None) -> tuple[Theme, list[str]]:
    """The theme that settings ask for, and a line for each part that cannot be had; the default stands in its place.

    A logo's path is relative to `folder` (the working directory by default).
    """
    problems: list[str] = []
    logo = accent = None
    try:
        logo = load_logo((folder or Path()) / settings.logo) if settings.logo else None
    except RenderError as error:
        problems.append(str(error))
    try:
        accent = checked_accent(settings.accent) if settings.accent else None
    except RenderError as error:
        problems.append(str(error))
    dark = lightened(accent, DARK_PAPER) if accent else None
    theme = Theme(settings.organization, logo, accent, dark, settings.footer, settings.page_size)
    return theme, problems


def load_logo(path: Path) -> str:
    """A logo as a data address; RenderError (one line) where it is no SVG or PNG, or too large."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RenderError(
            f"the logo {path.name} cannot be read ({error.strerror}); reports are made without it"
        ) from error
    if len(data) > MAX_LOGO:
        raise RenderError(f"the logo {path.name} is larger than {MAX_LOGO // 1000} KB; reports are made without it")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(path.name, data)
    return _svg(path.name, data)


def _png(name: str, data: bytes) -> str:
    import io

    from PIL import Image

    try:
        Image.open(io.BytesIO(data)).verify()
    except Exception as error:  # Pillow raises many kinds for a broken file
        raise RenderError(f"the logo {name} is a broken PNG; reports are made without it") from error
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


def _svg(name: str, data: bytes) -> str:
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RenderError(f"the logo {name} is neither SVG nor PNG; reports are made without it") from error
    if etree.QName(root).localname != "svg":
        raise RenderError(f"the logo {name} is neither SVG nor PNG; reports are made without it")
    for element in list(root.iter(etree.Element)):
        _disarm(element)
    return "data:image/svg+xml;base64," + base64.b64encode(etree.tostring(root)).decode("ascii")


def _disarm(element: object) -> None:
    """Takes scripts, foreign content, handlers and references to elsewhere out of an SVG."""
    from lxml import etree

    assert isinstance(element, etree._Element)
    if etree.QName(element).localname in {"script", "foreignObject", "iframe", "handler"}:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
        return
    for key, value in list(element.attrib.items()):
        local = etree.QName(key).localname.lower()
        away = local in {"href", "src"} and not re.match(r"#|data:image/(?:png|jpeg)", str(value).strip())
        if local.startswith("on") or away:
            del element.attrib[key]


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def checked_accent(colour: str) -> str:
    """The colour, where it can be read on paper; RenderError (one line) where it cannot."""
    found = contrast(colour, PAPER)
    if found < MIN_CONTRAST:
        raise RenderError(
            f"the accent colour {colour} cannot be read on paper (contrast {found:.1f}, {MIN_CONTRAST} is needed); "
            "the default is used, choose a darker one"
        )
    return colour


def lightened(colour: str, paper: str) -> str:
    """The colour, mixed with as much white as it takes to be read on a dark `paper`."""
    for step in range(21):
        mixed = "#" + "".join(
            f"{round(int(colour[n : n + 2], 16) + (255 - int(colour[n : n + 2], 16)) * step / 20):02x}"
            for n in (1, 3, 5)
        )
        if contrast(mixed, paper) >= MIN_CONTRAST + 1.5:
            break
    return mixed
