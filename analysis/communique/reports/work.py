"""What a person did to a report: cells that are not the template's, corrections. That is never overwritten unasked."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from communique.errors import ReportError
from communique.reports.files import digest
from communique.reports.folder import CORRECTIONS, NOTEBOOK, Report

KEPT = ".kept"
INJECTED = "injected-parameters"


def sources(notebook: bytes) -> str:
    """The digest of what a notebook's cells say, outputs and injected parameters left out; of all if it is broken."""
    try:
        cells = [
            (cell["cell_type"], "".join(cell["source"]), sorted(cell["metadata"].get("tags", ())))
            for cell in json.loads(notebook)["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return digest(notebook)
    return digest(json.dumps([cell for cell in cells if INJECTED not in cell[2]]).encode())


def code(notebook: bytes) -> str:
    """The digest of a notebook's code, parameters and all; of the whole if it is broken."""
    try:
        cells = [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]
        return digest(json.dumps(["".join(cell["source"]) for cell in cells]).encode())
    except (ValueError, KeyError, TypeError):
        return digest(notebook)


def worked_on(report: Report) -> list[str]:
    """The files of a report that hold somebody's work: the notebook where its cells were changed, the corrections."""
    if report.state is None:
        return []
    found = [CORRECTIONS] if (report.folder / CORRECTIONS).exists() else []
    try:
        notebook = (report.folder / NOTEBOOK).read_bytes()
    except OSError:
        return found
    saved = report.state.outputs.get(NOTEBOOK) != digest(notebook)
    edited = report.state.cells not in ("", sources(notebook))  # also where it was refreshed since
    return [NOTEBOOK, *found] if saved or edited else found


def keep_copy(report: Report) -> Path:
    """Copies a report as it is to `.kept` beside it, named by the time; ReportError where that fails."""
    now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    kept = report.folder.parent / KEPT
    place, count = kept / f"{report.name}.{now}", 2
    while place.exists():
        place, count = kept / f"{report.name}.{now}-{count}", count + 1
    try:
        shutil.copytree(report.folder, place)
    except (OSError, shutil.Error) as error:
        raise ReportError(f"{report.folder} cannot be copied to {kept}, so nothing was changed") from error
    return place
