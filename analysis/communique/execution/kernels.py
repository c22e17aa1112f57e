"""Kernels in the environment that communique is installed in, whatever kernels are registered on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import weakref
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Int, List, Unicode

from communique.execution.forking import CAN_FORK, LONGEST_FOLDER, ForkedProvisioner, ready_process, short_folder


class QuickClient(AsyncKernelClient):
    """A client that goes on as soon as the kernel answers on both channels, instead of waiting for a silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Waits for the kernel's first answers; RuntimeError where it dies or takes more than `timeout` seconds."""
        deadline = monotonic() + (timeout or 60)
        while monotonic() < deadline:
            asked = self.kernel_info()
            if await self._answered(asked, min(1.0, max(0.0, deadline - monotonic()))):
                return
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it was ready")
        raise RuntimeError(f"the kernel did not answer in {timeout:g} seconds")

    async def _answered(self, asked: str, patience: float) -> bool:
        """Whether both the reply and the end of the work on it (on the channel of outputs) came in time."""
        try:
            while (await self.get_shell_msg(timeout=patience))["parent_header"].get("msg_id") != asked:
                pass
            while True:
                message = await self.get_iopub_msg(timeout=0.2)
                ours = message["parent_header"].get("msg_id") == asked
                if ours and message["content"].get("execution_state") == "idle":
                    return True
        except (TimeoutError, Empty):
            return False


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel with this interpreter and keeps connection file, sockets and profile in a folder of its own.

    With something to `preload`, kernels are forked from a ready process that has it.
    """

    preload = List(Unicode(), help="What is ready in a kernel: modules, or MODULE:FUNCTION to call.").tag(config=True)
    memory = Int(0, help="How many bytes of data a forked kernel may hold; 0 for no limit.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        ready = ready_process(tuple(self.preload)) if self.preload and CAN_FORK else None
        # the ready process removes its folder also where this process is killed
        self.folder = Path(tempfile.mkdtemp(prefix="communique-", dir=ready.folder if ready else short_folder()))
        self.remove_folder = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        local = os.name == "posix" and len(os.fsencode(self.folder)) <= LONGEST_FOLDER + 30
        self.transport = "ipc" if local else "tcp"
        self.connection_file = str(self.folder / "k.json")
        self.client_factory = QuickClient
        self.kernel_id = str(uuid.uuid4())
        if self.preload:
            self.provisioner = ForkedProvisioner(
                kernel_id=self.kernel_id,
                kernel_spec=self.kernel_spec,
                parent=self,
                preload=self.preload,
                memory=self.memory,
            )

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

    async def _async_finish_shutdown(
        self, waittime: float | None = None, pollinterval: float = 0.1, restart: bool = False
    ) -> None:
        """Looks more often than is usual whether the kernel has ended: kernels come and go by the second."""
        await super()._async_finish_shutdown(waittime, min(pollinterval, 0.01), restart)
