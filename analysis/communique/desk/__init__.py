"""The analyst's desk: JupyterLab on a report, the desk notebook for people without a shell, workspaces."""

from __future__ import annotations

from communique.desk.lab import open_lab
from communique.desk.workspace import desk_notebook, make_workspace

__all__ = ["desk_notebook", "make_workspace", "open_lab"]
