"""Runs parameterized notebooks: the only user of papermill and of kernels."""

from __future__ import annotations

from communique.execution.forking import CAN_FORK, ReadyProcess, ready_process
from communique.execution.parameters import Parameter, parameters_of, typed
from communique.execution.run import NotebookRunError, run_notebook, sign
from communique.execution.templates import dump_notebook, find_template, parse_notebook, read_notebook, template_names

__all__ = [
    "CAN_FORK",
    "NotebookRunError",
    "Parameter",
    "ReadyProcess",
    "dump_notebook",
    "find_template",
    "parameters_of",
    "parse_notebook",
    "read_notebook",
    "ready_process",
    "run_notebook",
    "sign",
    "template_names",
    "typed",
]
