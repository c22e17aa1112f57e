"""Files at an address that fsspec reaches: listed, read, written whole, removed."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Collection
from contextlib import suppress
from glob import has_magic
from io import BufferedReader
from pathlib import PurePosixPath
from typing import Any

from communique.errors import CommuniqueError

_EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "sftp": "sftp",
    "ssh": "sftp",
    "abfs": "azure",
    "az": "azure",
}
# A write to these is whole or not at all; on others a file is written beside and then moved.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "memory"})
_CREDENTIALS = {
    "s3": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials",
    "gs": "set GOOGLE_APPLICATION_CREDENTIALS to the key file",
    "azure": "set AZURE_STORAGE_CONNECTION_STRING",
    "sftp": "load the key into ssh-agent",
}
_KINDS = {".woff2": "font/woff2", ".parquet": "application/vnd.apache.parquet", ".ipynb": "application/x-ipynb+json"}


class RemoteError(CommuniqueError):
    """An address of a kind that is not known, or that needs a package that is not there."""


def is_address(name: str) -> bool:
    """Whether a name is an address rather than a path of this machine."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", name) is not None


class Remote:
    """What is at or below an address; every method may raise what its system raises.

    With `shared`, the connection is one with others of this thread.
    """

    def __init__(self, address: str, *, shared: bool = False) -> None:
        self._address, self._protocol = address, address.partition("://")[0].lower()
        self._fs, root = _filesystem(address, self._protocol, shared)
        self._root = str(root).rstrip("/")

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def paths(self, folder: str = "") -> Collection[str]:
        """The files that are there, or in a folder there and below it."""
        self._fs.invalidate_cache()
        try:
            found = self._fs.find(self._full(folder))
        except FileNotFoundError:
            return set()
        return {str(path)[len(self._root) + 1 :] for path in found if str(path) != self._root}

    def matching(self) -> list[str]:
        """The addresses of the files that this one names, sorted: as a pattern, of the folder's own, or of itself."""
        if has_magic(self._address):
            found = [path for path, info in self._fs.glob(self._root, detail=True).items() if info["type"] == "file"]
        else:
            found = [info["name"] for info in self._fs.ls(self._root, detail=True) if info["type"] == "file"]
        return sorted(self._fs.unstrip_protocol(path) for path in found)

    def open(self) -> BufferedReader:
        """The file at the address, to read from."""
        return BufferedReader(self._fs.open(self._root, "rb"))

    def read(self, path: str) -> bytes | None:
        """A file's content, None where there is no such file."""
        try:
            return bytes(self._fs.cat_file(self._full(path)))
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        """Puts a file there; whole or not at all where the system can do that or move files."""
        if self._protocol in _WHOLE:
            kind = _kind(path)
            options = {"s3": {"ContentType": kind}, "gs": {"content_type": kind}}.get(
                _EXTRAS.get(self._protocol, ""), {}
            )
            self._fs.pipe_file(self._full(path), data, **options)
            return
        beside = self._full(f"{path}.partial")
        self._fs.makedirs(beside.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(beside, data)
        self._fs.mv(beside, self._full(path))

    def delete(self, path: str) -> None:
        """Removes a file; one that is not there is no error."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._full(path))


def _kind(path: str) -> str:
    """What a server is to say that a file is."""
    known = _KINDS.get(PurePosixPath(path).suffix) or mimetypes.guess_type(path)[0]
    return known or "application/octet-stream"


def reason(error: Exception, name: str) -> str:
    """What went wrong at the address `name`, in one line, with what to do where a key is missing."""
    words = " ".join(str(error).split()) or type(error).__name__
    kind = _EXTRAS.get(name.partition("://")[0].lower(), "")
    denied = re.search("credential|access denied|forbidden|signature|authenti|InvalidAccessKeyId", words, re.IGNORECASE)
    return f"{words} ({_CREDENTIALS[kind]})" if denied and kind in _CREDENTIALS else words


def public(name: str) -> str:
    """The name without a user's password."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1@", name)


def _filesystem(address: str, protocol: str, shared: bool) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise RemoteError(f"{public(address)} needs a package that is not there; install fsspec") from error
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(
            address, use_listings_cache=False, skip_instance_cache=not shared
        )
    except (ImportError, ValueError) as error:
        if protocol not in fsspec.available_protocols():
            raise RemoteError(
                f"{public(address)} is of a kind that is not known; give a folder, s3://… or git+…"
            ) from error
        extra = _EXTRAS.get(protocol)
        what = f"communique[{extra}]" if extra else f"what fsspec needs for {protocol}"
        raise RemoteError(f"{public(address)} needs a package that is not there; install {what}") from error
    return found
