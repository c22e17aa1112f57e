"""papermill's own command and function on kernels that are ready: `papermill --engine communique`."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine
from traitlets.config import Config

from communique.execution.kernels import OwnKernelManager

PRELOAD = ["communique.warming:warm"]


class ReadyEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook as papermill does, in a kernel forked from a ready process of communique's environment."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Runs the notebook that papermill manages."""
        kwargs |= {
            "kernel_manager_class": OwnKernelManager,
            "config": Config(OwnKernelManager={"preload": PRELOAD}),
        }
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
