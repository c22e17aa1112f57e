"""The arrows between the rooms of the package run one way, and importing a room does no work."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "analysis" / "communique"
EXTRACTION = {"errors", "settings", "model"}
ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "settings": {"errors"},
    "remote": {"errors"},
    "model": {"errors"},
    "article": {"errors", "settings", "model", "remote"},
    "extraction": EXTRACTION,
    "display": {"errors", "settings", "model"},
    "execution": {"errors", "settings"},
    "export": {"errors", "settings", "model", "display"},
    "corrections": {"errors", "settings", "model"},
    "desk": {"errors", "settings", "model", "corrections", "display", "execution", "reports", "widget"},
    "widget": {"errors", "settings", "model", "corrections", "display"},
    "reports": {"errors", "settings", "model", "article", "corrections", "execution", "export", "extraction"},
    "publish": {"errors", "settings", "model", "display", "export", "remote", "reports"},
    "doctor": {"errors", "execution", "extraction"},
    "console": {"errors"},
    "warming": {"article", "display", "extraction", "model"},
    "batch": {
        "errors",
        "settings",
        "model",
        "article",
        "execution",
        "export",
        "extraction",
        "remote",
        "reports",
        "warming",
    },
}


def imports_of(path: Path) -> set[str]:
    """The rooms that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "communique" and len(parts) > 1:
                found.add(parts[1])
    return found - {"__version__"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(p for p in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room in {"cli", "__main__"}:
        return
    assert room in ALLOWED, f"{room} has no place in the table of rooms"
    assert imports_of(path) <= ALLOWED[room] | {room}


def test_the_table_has_no_cycle() -> None:
    done: set[str] = set()
    while len(done) < len(ALLOWED):
        ready = {room for room, seen in ALLOWED.items() if room not in done and seen & ALLOWED.keys() <= done}
        assert ready, f"a cycle among {sorted(ALLOWED.keys() - done)}"
        done |= ready


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("communique", {"spacy", "matplotlib", "papermill", "pandas"}),
        # a kernel is ready only after this, and checking the format of notebooks is loaded with a grammar of addresses
        ("communique.execution.ready", {"nbformat", "papermill", "spacy"}),
    ],
)
def test_importing_loads_nothing_heavy(module: str, heavy: set[str]) -> None:
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_execution_uses_papermill_and_only_export_uses_nbconvert() -> None:
    users: dict[str, set[str]] = {"papermill": set(), "nbconvert": set()}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                if (top := name.split(".")[0]) in users:
                    users[top].add(room_of(path))
    assert users["papermill"] <= {"execution"}
    assert users["nbconvert"] <= {"export"}
