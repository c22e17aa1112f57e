"""The search index, made by Pagefind from the pages of the site."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from communique.errors import PublishError

FOLDER = "pagefind"
# Pagefind's ready-made interfaces, which the search page does not use.
_LEFT_OUT = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
# Fonts and pictures within a page, which say nothing and take Pagefind most of its time.
_BALLAST = re.compile(rb"<style>.*?</style>|data:[^\"']+", re.DOTALL)


def index(tree: Path, pages: Iterable[str], place: Path) -> dict[str, bytes]:
    """The files of the index over `pages` of the site in `tree`; `place` is a folder to work in, emptied first.

    Only what a page marks as its body is found. PublishError where Pagefind is not there or fails.
    """
    shutil.rmtree(place, ignore_errors=True)
    site, out = place / "site", place / "index"
    for page in pages:
        target = site / page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_BALLAST.sub(b"", (tree / page).read_bytes()))
    if not site.exists():
        return {}
    command = [_pagefind(), "--site", str(site), "--output-path", str(out), "--force-language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise PublishError(f"the search index could not be made: {said[-200:]}")
    found = (path for path in sorted(out.rglob("*")) if path.is_file() and not path.name.startswith(_LEFT_OUT))
    files = {f"{FOLDER}/{path.relative_to(out).as_posix()}": path.read_bytes() for path in found}
    shutil.rmtree(place, ignore_errors=True)
    return files


def _pagefind() -> str:
    try:
        from pagefind_bin import get_executable
    except ImportError as error:
        raise PublishError("search needs Pagefind; install communique[publish]") from error
    return str(get_executable())
