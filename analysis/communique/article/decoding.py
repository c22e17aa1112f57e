"""From bytes to text that JSON, HTML and notebooks can carry."""

from __future__ import annotations

import codecs
import re

from communique.errors import ArticleError

# UTF-32 before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Above this share of control characters, or with a single NUL, a file is no text.
_MAX_CONTROL = 0.01
# Up to this share of flaws among its non-ASCII characters, a file is damaged UTF-8 rather than of another encoding.
_MAX_FLAWS = 0.1

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c]")
# What XML, and so lxml, refuses to carry: controls, lone surrogates, the two non-characters.
_UNCARRIED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`: by its byte order mark, the `declared` encoding, UTF-8, or what the bytes look like.

    ArticleError ("is not text") where it is binary. The text is clean in the sense of `clean`.
    """
    text = _decoded(data, declared)
    if "\x00" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text):
        raise ArticleError("is not text; give a text, Markdown, HTML or PDF file")
    return clean(text)


def clean(text: str) -> str:
    """`text` with line ends as `\\n`, and a space for each control character and `�` for each lone surrogate."""
    return _UNCARRIED.sub(_replacement, _BREAKS.sub("\n", text))


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] >= "\ud800" else " "


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if declared is not None:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common; the bytes know better
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MAX_FLAWS * sum(not c.isascii() for c in text):
        return text
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    # Windows' Western encoding is by far the likeliest for English; its neighbours differ in rare letters only.
    best = next((m for m in matches if "cp1252" in m.could_be_from_charset), matches.best())
    if best is None:
        raise ArticleError("is not text in any known encoding; save it as UTF-8")
    return str(best)
