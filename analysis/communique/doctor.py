"""Whether everything is there that a briefing needs, and what to install where it is not."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import communique

# A word of the scripts and signs that names and quotations come in, and the Debian package of a font that has it.
SCRIPTS = {
    "Latin, Greek, Cyrillic": ("Ağε Ж", "fonts-noto-core"),
    "Arabic, Hebrew": ("سلام שלום", "fonts-noto-core"),
    "Devanagari, Thai": ("नमस्ते ไทย", "fonts-noto-core"),
    "Chinese, Japanese, Korean": ("和平 ひと 평화", "fonts-noto-cjk"),
    "emoji": ("😀", "fonts-noto-color-emoji"),
}


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and what to do about it (empty where all is well)."""

    name: str
    found: str
    mend: str = ""


def examine(pipeline: str) -> Iterator[Check]:
    """Looks at one thing after the other; a check that fails says what to install."""
    yield Check("communique", f"{communique.__version__}, Python {sys.version.split()[0]}")
    checks: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("pipeline", lambda: _pipeline(pipeline), f"install it: python -m pip install {pipeline}"),
        ("kernel", _kernel, "install it again: python -m pip install --force-reinstall ipykernel"),
        ("PDF", _pdf, "install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    )
    for name, check, mend in checks:
        try:
            yield Check(name, check())
        except Exception as error:  # whatever a part that is broken raises is what is found
            yield Check(name, " ".join(f"{error}".split())[:200] or type(error).__name__, mend)
    yield from _fonts()


def _pipeline(name: str) -> str:
    from communique.extraction import pipeline

    return pipeline.describe(name)


def _kernel() -> str:
    """Runs a notebook of two lines in a kernel of its own."""
    from communique.execution import parse_notebook, run_notebook

    sources = {"parameters": "number = 1", "look": "import sys; sys.executable"}
    blank: dict[str, Any] = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [{**blank, "id": id, "source": source, "metadata": {"tags": [id]}} for id, source in sources.items()]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    notebook = parse_notebook(text, "the trial notebook")
    with tempfile.TemporaryDirectory() as folder:
        done = run_notebook(notebook, {"number": 2}, cwd=Path(folder), timeout=60)
    return f"runs in {done.cells[-1].outputs[0].data['text/plain'].strip(chr(39))}"


def _pdf() -> str:
    import weasyprint

    weasyprint.HTML(string="<title>x</title>").write_pdf()
    return f"WeasyPrint {weasyprint.__version__}"


def _fonts() -> Iterator[Check]:
    """Which scripts the machine has fonts for, asked of fontconfig, as the PDF engine does."""
    import shutil
    import subprocess

    if not shutil.which("fc-list"):
        yield Check("fonts", "fontconfig is not there", "install it: apt-get install fontconfig")
        return
    for script, (sample, package) in SCRIPTS.items():
        characters = sorted(set(sample.replace(" ", "")))
        listed = [
            subprocess.run(["fc-list", f":charset={ord(c):x}", "family"], capture_output=True, text=True).stdout.strip()
            for c in characters
        ]
        if all(listed):
            yield Check("fonts", script)
        else:
            yield Check("fonts", f"none for {script}", f"install them: apt-get install {package}")
