"""A ready process: it has imported what notebooks need, and forks a fresh kernel of itself whenever one is asked for.

Started by `forking`, as `python -m communique.execution.ready DESCRIPTOR FOLDER MODULE[:FUNCTION]...`. Each byte that
comes in over the socket DESCRIPTOR is answered with the descriptor of a kernel's own socket. Over that the kernel says
where it listens, is told its working directory and environment, and starts; one is always ready before it is asked
for. When a socket's other end closes, whose process then is gone, the ready process and its kernels end too.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

SPARE = 2  # kernels that are ready, so that two workers need not wait for each other
INLINE = "module://matplotlib_inline.backend_inline"


def main() -> None:
    """Imports what is to be ready, then forks kernels until nobody can ask for one any more."""
    control, folder = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    os.environ.setdefault("MPLBACKEND", INLINE)  # matplotlib reads it when it is imported, which ipykernel relies on
    for name in ("ipykernel.kernelapp", "IPython.core.completer", *sys.argv[3:]):
        with suppress(Exception):  # the notebook that needs it will say what is wrong with it
            _preload(name)
    gc.collect()
    gc.freeze()  # so that collections in kernels do not write to the pages that all of them share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for kernels here
    spare: deque[tuple[int, socket.socket]] = deque()
    for _ in range(SPARE):
        spare.append(_fork(control, folder, spare))
    while control.recv(1):
        with spare.popleft()[1] as kernel:
            socket.send_fds(control, [b"k"], [kernel.fileno()])
        spare.append(_fork(control, folder, spare))
    for pid, _ in spare:  # one that is still being made ready would make its files in the folder anew
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    shutil.rmtree(folder, ignore_errors=True)


def _preload(name: str) -> None:
    module, _, function = name.partition(":")
    loaded = import_module(module)
    if function:
        getattr(loaded, function)()


def _fork(
    control: socket.socket, folder: Path, others: Iterable[tuple[int, socket.socket]]
) -> tuple[int, socket.socket]:
    """A new kernel: its process and the socket to it. It must not hold those that show the `others` they are wanted."""
    ours, its = socket.socketpair()
    if pid := os.fork():
        its.close()
        return pid, ours
    for inherited in (ours, control, *(other for _, other in others)):
        inherited.close()
    return _become_kernel(its, folder)


def _become_kernel(parent: socket.socket, folder: Path) -> NoReturn:
    """Makes ready, waits to be wanted, and is a kernel until it is shut down."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _renew_random_state()
        app, connection = _kernel(folder)
        _send(parent, {"pid": os.getpid(), "connection": connection})
        order = json.loads(parent.makefile("rb").readline() or b"null")
        if order:
            os.environ.clear()
            os.environ.update({"MPLBACKEND": INLINE, **order["env"]})
            os.chdir(order["cwd"])
            if order["memory"]:
                import resource

                resource.setrlimit(resource.RLIMIT_DATA, (order["memory"], order["memory"]))
            threading.Thread(target=_end_with, args=[parent], daemon=True).start()
            _send(parent, {"ready": True})
            app.start()
            app.close()
            atexit._run_exitfuncs()  # what a notebook asked for; taking the rest of the interpreter down is time lost
            sys.stdout.flush()
        os._exit(0)
    except BaseException:
        os._exit(1)


def _kernel(folder: Path) -> tuple[Any, dict[str, Any]]:
    """ipykernel's application, bound to sockets of its own, and how to connect to it."""
    from ipykernel.kernelapp import IPKernelApp
    from jupyter_client.connect import write_connection_file

    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    name = str(folder / str(os.getpid()))
    file, connection = write_connection_file(
        f"{name}.json", transport="ipc", ip=name, key=os.urandom(32).hex().encode()
    )
    sys.argv = ["ipykernel_launcher.py", "-f", file]  # as notebooks see it in any other kernel
    app = IPKernelApp.instance()
    app.initialize(["-f", file, "--HistoryManager.hist_file=:memory:"])  # type: ignore[no-untyped-call]
    return app, dict(connection)


def _renew_random_state() -> None:
    """numpy's random numbers would be the same in all kernels; Python renews its own after a fork."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _send(to: socket.socket, message: dict[str, Any]) -> None:
    to.sendall(json.dumps(message).encode() + b"\n")


def _end_with(parent: socket.socket) -> None:
    """Ends this kernel at once when the process that uses it is gone."""
    with suppress(OSError):
        parent.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main()
