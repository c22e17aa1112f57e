"""Runs parameterized notebooks: the only user of papermill and of kernels."""

from __future__ import annotations

from communique.execution.parameters import Parameter, parameters_of, typed
from communique.execution.run import NotebookRunError, run_notebook, sign
from communique.execution.templates import find_template, read_notebook, template_names

__all__ = [
    "NotebookRunError",
    "Parameter",
    "find_template",
    "parameters_of",
    "read_notebook",
    "run_notebook",
    "sign",
    "template_names",
    "typed",
]
