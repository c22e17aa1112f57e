"""matplotlib's SVG in a quarter of its bytes, and in other colours.

It writes each glyph as a path of its own, by long names and with six decimals, which a page that carries each figure
twice cannot afford. What a text says stays beside its glyphs as `data-text`, for those who would rather set it as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote, unquote

from markupsafe import Markup

GLYPH_GRID = 8  # glyphs come in 64ths of a unit of 100 to the em; an eighth of a unit is finer than any screen
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_COMMANDS = {"M": 2, "L": 2, "Q": 4, "C": 6}


def text_id(number: int, bold: bool) -> str:
    """The id that a drawing gives a text, so that `smaller` knows which one it is."""
    return f"said-{number}-{600 if bold else 400}"


def smaller(svg: bytes, texts: Sequence[str]) -> bytes:
    """The same drawing, nothing in it that is not seen. `texts` are those whose ids `text_id` made."""
    text = re.sub(r"<metadata>.*?</metadata>|<\?xml.*?\?>|<!DOCTYPE.*?>", "", svg.decode(), flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'<g id="said-(\d+)-(\d+)">\s*<g (.*?</g>)\s*</g>', lambda m: _kept_text(m, texts), text, flags=re.S)
    text = re.sub(r'd="([^"]*)" transform="scale\(0\.015625\)"', _small_glyph, text)
    text = re.sub(r'(<use [^>]*?)transform="translate\((-?[\d.]+)(?:[ ,]0)?\)"', _placed, text)
    text = re.sub(r"-?\d+\.\d{3,}", lambda m: _number(float(m[0])), text)
    text = re.sub(r' clip-path="[^"]*"| id="[a-z]+[\da-z]*_\d+"', "", text)
    text = _renamed(text)
    text = re.sub(r">\s+<", "><", re.sub(r"[ \t]*\n\s*", " ", text)).replace("; ", ";").replace(": ", ":")
    text = re.sub(r'(?<= d=")[^"]*', lambda match: re.sub(r" ?([A-Za-z]) ?", r"\1", match[0]), text)
    text = re.sub(r"<defs><clipPath.*?</clipPath></defs>", "", text)
    text = (
        text.replace(" />", "/>")
        .replace("xlink:href", "href")
        .replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    )
    return re.sub(r"<g>(<use [^>]*/>)</g>", r"\1", text).strip().encode()


def recoloured(svg: bytes, colours: Mapping[str, str]) -> bytes:
    """The same drawing with each colour that `colours` names put in the place of another."""
    return re.sub("|".join(colours), lambda match: colours[match[0]], svg.decode()).encode()


def data_url(svg: bytes, *, in_set: bool = False) -> Markup:
    """The drawing as an address, ready for an attribute; percent-encoded, which for SVG is shorter than base64.

    In a set of addresses (`srcset`) blanks and commas would part it.
    """
    safe = "='/:;.()-+!*@$?" + ("" if in_set else " ,")
    return Markup("data:image/svg+xml," + quote(svg.decode().replace('"', "'"), safe=safe))


def from_data_url(url: str) -> str:
    """The drawing in an address that `data_url` made."""
    return unquote(url.partition(",")[2])


def with_text(svg: str, family: str) -> str:
    """The drawing with its texts set in `family` instead of drawn: far fewer parts, and words that can be searched.

    WeasyPrint does not turn right-to-left text in an SVG, so that stays drawn.
    """

    def set_text(match: re.Match[str]) -> str:
        words, weight, style, place, scale = match.groups()
        if RIGHT_TO_LEFT.search(words):
            return match[0]
        font = f"font-family:{family};font-weight:{weight};font-size:{100 * float(scale):.2f}px"
        return f"<text style='{style};{font}' transform='{place}' xml:space='preserve'>{words}</text>"

    group = r"<g data-text='([^']*)' data-weight='(\d+)' style='([^']*)' transform='([^']*?) scale\(([\d.]+) [^)]*\)'>"
    return re.sub(group + ".*?</g>", set_text, svg, flags=re.S)


def _number(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".").replace("-0.", "-.").removeprefix("0") or "0"


def _kept_text(match: re.Match[str], texts: Sequence[str]) -> str:
    words = escape(texts[int(match[1])], quote=True)
    return f'<g data-text="{words}" data-weight="{match[2]}" {match[3]}'


def _placed(match: re.Match[str]) -> str:
    return f'{match[1]}x="{_number(float(match[2]), 1)}"'


def _renamed(text: str) -> str:
    names = dict.fromkeys(re.findall(r'<path id="([^"]+)"', text))
    short = {name: f"g{n}" for n, name in enumerate(names)}
    return re.sub(r'(<path id="|href="#)([^"]+)', lambda match: match[1] + short.get(match[2], match[2]), text)


def _small_glyph(match: re.Match[str]) -> str:
    """A glyph's outline on a coarser grid, each point told from the one before."""
    shift = 64 // GLYPH_GRID
    tokens = match[1].split()
    out: list[str] = []
    x = y = at = 0
    start = (0, 0)
    while at < len(tokens):
        command = tokens[at]
        count = _COMMANDS.get(command, 0)
        points = [round(float(token) / shift) for token in tokens[at + 1 : at + 1 + count]]
        out.append(
            command.lower() + _joined([p - (x, y)[n % 2] for n, p in enumerate(points)]) if count else command.lower()
        )
        if count:
            x, y = points[-2:]
            start = (x, y) if command == "M" else start
        else:
            x, y = start
        at += 1 + count
    return f'd="{"".join(out)}" transform="scale({1 / GLYPH_GRID:g})"'


def _joined(numbers: list[int]) -> str:
    return "".join(str(n) if n < 0 or not at else f" {n}" for at, n in enumerate(numbers))
