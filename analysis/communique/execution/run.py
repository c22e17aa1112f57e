"""One notebook, run by papermill in memory: the same notebook and parameters give the same bytes."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from traitlets.config import Config

from communique.errors import NotebookError
from communique.execution.kernels import OwnKernelManager
from communique.execution.parameters import parameters_of, typed

if TYPE_CHECKING:
    from nbformat import NotebookNode

MARKER = "papermill-error-cell-tag"
CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class NotebookRunError(NotebookError):
    """A notebook that stopped: `notebook` is what there is of it, None where not even its kernel started."""

    def __init__(self, message: str, notebook: NotebookNode | None) -> None:
        super().__init__(message)
        self.notebook = notebook


class EarlyExit(Exception):  # noqa: N818
    """A cell ended the notebook."""


class _Progress:
    """What nbclient's hooks tell of a run: the notebook itself, and the cell at which it is."""

    def __init__(self) -> None:
        self.notebook: NotebookNode | None = None
        self.index: int | None = None
        self.number = 0

    def started(self, notebook: NotebookNode) -> None:
        self.notebook = notebook

    def executing(self, cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG002  the hook's signature
        self.index = cell_index
        self.number += 1

    def where(self) -> str:
        """The cell at which the run is, for people: its number as JupyterLab shows it, and its first line of code."""
        if self.notebook is None or self.index is None:
            return "before the first cell"
        lines = (line.strip() for line in self.notebook.cells[self.index].source.splitlines())
        first = next((line for line in lines if line and not line.startswith("#")), "")
        return f"cell [{self.number}] ({first if len(first) <= 60 else first[:59] + '…'})"


def run_notebook(
    notebook: NotebookNode,
    parameters: Mapping[str, Any],
    *,
    cwd: Path,
    timeout: float | None = None,
    name: str = "the notebook",
    preload: Sequence[str] = (),
    memory: int = 0,
) -> NotebookNode:
    """A copy of `notebook` run with `parameters` in the working directory `cwd`, its outputs in place.

    Parameters that the notebook does not take or that do not fit raise SettingsError, and a notebook without a
    parameters cell NotebookError, before anything runs. A cell that raises, a kernel that dies, or more than
    `timeout` seconds altogether raise NotebookRunError, which names the cell and holds the notebook as far as it ran.
    What is in `preload` (modules, or MODULE:FUNCTION to call) is ready in the kernel, the faster the more notebooks
    this process runs; such a kernel may hold `memory` bytes (0: any number).
    """
    values = typed(parameters_of(notebook, name), parameters, name)
    progress = _Progress()
    try:
        kernels = Config(OwnKernelManager={"preload": list(preload), "memory": memory})
        done = _papermill(notebook, values, cwd, timeout, progress, kernels)
    except Exception as error:
        if (reason := _reason(error, timeout)) is None:
            raise
        partly = _clean(progress.notebook) if progress.notebook is not None else None
        raise NotebookRunError(f"{name} stopped at {progress.where()}: {reason}", partly) from error
    return _clean(done)


def sign(notebook: NotebookNode) -> bool:
    """Has Jupyter show this notebook whole, as one that comes from here; False where its store cannot be written."""
    from nbformat.sign import NotebookNotary

    try:
        notary = NotebookNotary()  # type: ignore[no-untyped-call]
        notary.log.setLevel(logging.CRITICAL)
        notary.sign(notebook)  # type: ignore[no-untyped-call]
    except Exception:  # whatever the store raises: an unsigned notebook is still a whole one
        return False
    return True


def _papermill(
    notebook: NotebookNode,
    values: dict[str, Any],
    cwd: Path,
    timeout: float | None,
    progress: _Progress,
    kernels: Config,
) -> NotebookNode:
    import papermill

    for logger in ("papermill", "traitlets"):  # what they log of a failure is in the error that is raised
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    deadline = None if timeout is None else monotonic() + timeout
    done: NotebookNode = papermill.execute_notebook(
        notebook,
        None,
        parameters=values,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        kernel_manager_class=OwnKernelManager,
        config=kernels,
        # papermill's `cwd` changes the directory of this process; this one is the kernel's alone
        resources={"metadata": {"path": str(cwd)}},
        timeout_func=lambda _: None if deadline is None else max(0.1, deadline - monotonic()),
        record_timing=False,
        on_notebook_start=progress.started,
        on_cell_execute=progress.executing,
    )
    for output in (output for cell in done.cells for output in cell.get("outputs", ())):
        if output.output_type == "error":  # papermill takes a cell that calls sys.exit() for the end of a good run
            raise EarlyExit(f"{output.ename}: the cell ended the notebook before its last cell")
    return done


def _reason(error: Exception, timeout: float | None) -> str | None:
    """Why a run stopped, in one line; None for what is not the notebook's doing."""
    from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    match error:
        case EarlyExit():
            return str(error)
        case PapermillExecutionError():
            words = " ".join(ESCAPES.sub("", error.evalue or "").split())
            return f"{error.ename}: {words[:300]}" if words else str(error.ename)
        case CellTimeoutError():
            return f"it ran longer than {timeout:g} seconds; give it more with --timeout"
        case DeadKernelError():
            return "its kernel died"
        case CellControlSignal() | RuntimeError() | TimeoutError():
            return f"its kernel does not answer: {' '.join(str(error).split())[:300]}"
    return None


def _clean(notebook: NotebookNode) -> NotebookNode:
    """Without what differs from run to run or from machine to machine: times, random ids, paths, papermill's notes."""
    import nbformat

    notebook.cells = [cell for cell in notebook.cells if MARKER not in cell.metadata.get("tags", ())]
    notebook.metadata.pop("papermill", None)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["language_info"] = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"
        for output in cell.get("outputs", ()):
            _clean_output(output)
        if "outputs" in cell:
            cell["outputs"] = _streams_in_order(cell["outputs"])
    nbformat.validate(notebook)
    return notebook


def _streams_in_order(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The outputs, what is printed between two others once a stream: which of the two arrives first is chance."""
    found: list[NotebookNode] = []
    for printed, run in groupby(outputs, key=lambda output: output.output_type == "stream"):
        streams: dict[str, NotebookNode] = {}
        for output in sorted(run, key=lambda output: printed and output.name != "stdout"):
            if printed and output.name in streams:
                streams[output.name]["text"] += output["text"]
            else:
                found.append(output)
                streams |= {output.name: output} if printed else {}
    return found


def _clean_output(output: NotebookNode) -> None:
    """ipykernel names a cell's code by process and a random seed, which warnings and tracebacks repeat."""
    if output.output_type == "stream":
        output["text"] = CELL_FILE.sub("<cell>", output["text"])
    elif output.output_type == "error":
        output["traceback"] = [CELL_FILE.sub("<cell>", line) for line in output["traceback"]]
