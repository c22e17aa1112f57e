"""One address fetched: http and https only, within a time, a size and a number of redirects."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from communique.article.formats import Kind, kind_of
from communique.errors import ArticleError

if TYPE_CHECKING:
    import httpx

_MAX_REDIRECTS = 10
_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
# Types that servers give to anything: the bytes decide.
_ANYTHING = frozenset({"", "application/octet-stream", "binary/octet-stream"})


@dataclass(frozen=True)
class Fetched:
    """What an address gave: its bytes, their kind and declared encoding, and the address it came from in the end."""

    data: bytes
    kind: Kind
    charset: str | None
    url: str


def fetch(url: str, *, timeout: float, max_bytes: int, transport: httpx.BaseTransport | None = None) -> Fetched:
    """What is at `url`, in `timeout` seconds in all and `max_bytes` at most; `transport` stands in for the network.

    ArticleError (without the address, which the caller names) where that is not to be had.
    """
    import httpx

    deadline = time.monotonic() + timeout
    headers = {"User-Agent": "communique", "Accept": "text/html, application/pdf, text/plain;q=0.9, */*;q=0.1"}
    _require_web(url, "")
    try:
        with httpx.Client(transport=transport, timeout=timeout, headers=headers, follow_redirects=False) as client:
            for _ in range(_MAX_REDIRECTS + 1):
                with client.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        return _received(response, url, max_bytes, deadline)
                    url = urljoin(url, response.headers["location"])
                    _require_web(url, "redirects to ")
    except httpx.TimeoutException as error:
        raise _too_slow() from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ArticleError(f"cannot be fetched: {reason}") from error
    raise ArticleError(f"redirects more than {_MAX_REDIRECTS} times")


def _require_web(url: str, how: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        shown = f"{how}{url[:200]!r}, which " if how else ""
        raise ArticleError(f"{shown}cannot be fetched: only http and https addresses are")


def _received(response: httpx.Response, url: str, max_bytes: int, deadline: float) -> Fetched:
    if response.status_code != 200:
        raise ArticleError(
            f"cannot be fetched: the server answers {response.status_code} {response.reason_phrase}".rstrip()
        )
    mime = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if mime not in _KINDS and mime not in _ANYTHING:
        raise ArticleError(f"is {mime[:80]}, and only HTML, PDF and text can be read")
    data = b"".join(_within(response, max_bytes, deadline))
    return Fetched(data, _KINDS.get(mime) or kind_of(data), response.charset_encoding, _public(url))


def _within(response: httpx.Response, max_bytes: int, deadline: float) -> Iterator[bytes]:
    """The body's chunks; what the server says of its length is a reason to stop, never one to trust."""
    declared = response.headers.get("content-length", "")
    size = int(declared) if declared.isdecimal() else 0
    if size <= max_bytes:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > max_bytes:
                break
            if time.monotonic() > deadline:
                raise _too_slow()
            yield chunk
    if size > max_bytes:
        raise ArticleError(f"is larger than {max_bytes:,} bytes (the setting max_bytes)")


def _too_slow() -> ArticleError:
    return ArticleError("cannot be fetched: the server takes too long (the setting fetch_timeout)")


def _public(url: str) -> str:
    """The address without a user's name and password, for the report."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
