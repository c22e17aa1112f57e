"""Kernels forked from a ready process, for any Jupyter program: a kernel provisioner."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Int, List, Unicode

CAN_FORK = sys.platform == "linux"  # macOS has fork, but its system libraries do not survive it
LONGEST_FOLDER = 60  # bytes; the path of a Unix socket ends at 104 on some systems


class ReadyProcess:
    """The process that kernels are forked from; it ends when this object or all processes that have it do.

    Pickled for a process that `multiprocessing` spawns, it is the same one there: kernels are alike, so whose they are
    is settled by who takes them.
    """

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="communique-", dir=short_folder()))
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-m", "communique.execution.ready", str(theirs.fileno()), str(self.folder), *preload]
        with theirs:
            process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.pid = process.pid
        self._end: Callable[[], object] = weakref.finalize(self, _end, self._control, process, self.folder)

    def __getstate__(self) -> tuple[Path, socket.socket, int]:
        return self.folder, self._control, self.pid

    def __setstate__(self, state: tuple[Path, socket.socket, int]) -> None:
        self.folder, self._control, self.pid = state
        self._end = weakref.finalize(self, self._control.close)

    def alive(self) -> bool:
        """Whether it still forks kernels."""
        return running(self.pid)

    def end(self) -> None:
        """Ends it, or lets go of it where it was started by another process; kernels that were taken live on."""
        self._end()

    def kernel(self) -> ForkedKernel:
        """A kernel that nobody has used; OSError where there is none to be had."""
        self._control.sendall(b"k")
        _, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if not descriptors:
            raise OSError("the ready process has ended")
        return ForkedKernel(socket.socket(fileno=descriptors[0]))


def _end(control: socket.socket, process: subprocess.Popen[bytes], folder: Path) -> None:
    control.close()
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@cache
def _ready_for(preload: tuple[str, ...], pid: int) -> list[ReadyProcess]:  # noqa: ARG001  a fork has its own
    return []


def ready_process(preload: tuple[str, ...], shared: ReadyProcess | None = None) -> ReadyProcess:
    """The ready process of this one that has `preload`: `shared` from now on, else started where there is none."""
    kept = _ready_for(preload, os.getpid())
    if shared is not None:
        kept[:] = [shared]
    elif not kept or not kept[-1].alive():
        kept[:] = [ReadyProcess(preload)]
    return kept[-1]


class ForkedKernel:
    """A forked kernel as `subprocess.Popen` would show it, though it is the child of another process."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._lines = channel.makefile("rb")
        hello = self._receive()
        self.pid: int = hello["pid"]
        self.connection: KernelConnectionInfo = hello["connection"]
        self.connection["key"] = hello["connection"]["key"].encode()

    def start(self, cwd: str | None, env: dict[str, str], memory: int) -> None:
        """Has it start in that directory and environment, with that many bytes of memory (0: no limit).

        RuntimeError where it cannot, as from other kernels that do not start.
        """
        order = {"cwd": str(Path(cwd or "").absolute()), "env": env, "memory": memory}
        try:
            self._channel.sendall(json.dumps(order).encode() + b"\n")
            self._receive()
        except OSError as error:
            raise RuntimeError(f"the kernel could not start in {order['cwd']}") from error

    def poll(self) -> int | None:
        """None while it runs, 1 when it has ended; how it ended is not known here."""
        return None if running(self.pid) else 1

    def wait(self) -> int:
        """Lets go of a kernel that has ended."""
        self._lines.close()
        self._channel.close()
        return 1

    def send_signal(self, number: int) -> None:
        """Signals the kernel and the processes that it started."""
        os.killpg(self.pid, number)

    def terminate(self) -> None:
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it."""
        self.send_signal(signal.SIGKILL)

    def _receive(self) -> dict[str, Any]:
        line = self._lines.readline()
        if not line:
            raise OSError("the kernel ended before it was ready")
        message: dict[str, Any] = json.loads(line)
        return message


class ForkedProvisioner(LocalProvisioner):
    """Provides kernels forked from a ready process; where that cannot be done, and on a restart, ordinary ones."""

    preload = List(Unicode(), help="What is ready: modules, or MODULE:FUNCTION to call.").tag(config=True)
    memory = Int(0, help="How many bytes of data a kernel may hold; 0 for no limit.").tag(config=True)
    forked: ForkedKernel | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Takes a kernel that is ready."""
        manager = self.parent
        again = manager is not None and Path(manager.connection_file).is_file()  # a restart keeps the connection
        self.forked = await asyncio.to_thread(self._take) if CAN_FORK and not again else None
        if self.forked is None:
            return dict(await super().pre_launch(**kwargs))
        kwargs.pop("extra_arguments", None)
        return dict(await KernelProvisionerBase.pre_launch(self, cmd=[], **kwargs))

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Starts it where it is to work; how to connect to it."""
        if self.forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        await asyncio.to_thread(self.forked.start, kwargs.get("cwd"), kwargs["env"], self.memory)
        self.process = self.forked  # type: ignore[assignment]  # it is used as a Popen is
        self.pid = self.pgid = self.forked.pid
        self.connection_info = self.forked.connection
        return self.connection_info

    async def wait(self) -> int | None:
        """Waits until it has ended, looking more often than is usual: kernels come and go by the second."""
        while self.process is not None and await self.poll() is None:
            await asyncio.sleep(0.01)
        return await super().wait()

    def _take(self) -> ForkedKernel | None:
        for _ in range(2):  # the ready process may have died since it was started
            with suppress(OSError):
                return ready_process(tuple(self.preload)).kernel()
        return None


def short_folder() -> str | None:
    """The folder for temporary files, or `/tmp` where that is too long for sockets."""
    usual = tempfile.gettempdir()
    return None if len(os.fsencode(usual)) <= LONGEST_FOLDER or not os.access("/tmp", os.W_OK) else "/tmp"
