"""How many articles there are to come, as far as that can be told without reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import Any

from communique.remote import Remote, is_address


def count_articles(names: Iterable[str]) -> int:
    """About how many articles `names` name: each file one, each line of a `.jsonl` one; for the time that is left."""
    return sum(_count(name) for name in names)


def _count(name: str) -> int:
    path = Path(name)
    try:
        if is_address(name) and not name.lower().startswith(("http://", "https://")):
            return sum(
                _lines(Remote(found).open) if found.endswith(".jsonl") else 1 for found in Remote(name).matching()
            )
        if path.is_dir():
            return sum(_count(str(inner)) for inner in path.iterdir() if inner.is_file())
        if has_magic(name) and not path.exists():
            return sum(_count(found) for found in glob(name, recursive=True))  # noqa: PTH207  any pattern
        if path.suffix.lower() == ".jsonl":
            return _lines(partial(path.open, "rb"))
    except Exception:  # whatever it is: it is told where the articles are read
        return 0
    return 1


def _lines(opened: Callable[[], Any]) -> int:
    with opened() as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
