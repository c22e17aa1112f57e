"""The analyst's desk: JupyterLab on a report, the desk notebook for people without a shell, workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.desk.lab import open_lab
from communique.desk.workspace import desk_notebook, make_workspace

if TYPE_CHECKING:
    from communique.desk.board import DeskWidget

__all__ = ["desk_notebook", "make_workspace", "open_desk", "open_lab"]


def open_desk(out: str = ".") -> DeskWidget:
    """The desk over the reports in a folder, by default the one that the notebook is in."""
    from communique.desk.board import DeskWidget

    return DeskWidget(out)
