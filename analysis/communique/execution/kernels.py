"""Kernels in the environment that communique is installed in, whatever kernels are registered on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

LONGEST_SOCKET = 90  # bytes; the path of a Unix socket ends at 104 on some systems, and zmq adds the port


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel with this interpreter and keeps connection file, sockets and profile in a folder of its own."""

    def __init__(self, **kwargs: Any) -> None:
        folder = Path(tempfile.mkdtemp(prefix="communique-", dir=_short_folder()))
        local = os.name == "posix" and len(os.fsencode(folder)) <= LONGEST_SOCKET
        super().__init__(transport="ipc" if local else "tcp", connection_file=str(folder / "k.json"), **kwargs)
        self.folder = folder
        self.remove_folder = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of the kernel, which is not on disk."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        # Start-up files of a user's own profile are not for a report that is to be the same everywhere.
        env = {"IPYTHONDIR": str(self.folder / "ipython")}
        return KernelSpec(argv=argv, env=env, display_name="Python 3", language="python")

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]  # the base has it async or not
        """Starts it with its own log, and what cells write past Jupyter, kept off this process's output."""
        await super().start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)

    async def cleanup_resources(self, restart: bool = False) -> None:  # type: ignore[override]
        """Removes the folder together with what else a kernel leaves behind."""
        await super().cleanup_resources(restart)
        if not restart:
            self.remove_folder()


def _short_folder() -> str | None:
    """The folder for temporary files, or `/tmp` where that is too long for sockets."""
    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) <= LONGEST_SOCKET - 30 or not os.access("/tmp", os.W_OK):
        return None
    return "/tmp"
