"""JupyterLab on one notebook, with a kernel in the environment that communique is installed in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from communique.errors import NotebookError

CONFIG = Path(__file__).parent / "jupyter"
"""A folder of Jupyter's settings, in which the question whether to fetch news is switched off."""
STARTING = 60.0  # seconds in which a server has to be up
OPTIONS = (
    "--log-level=ERROR",
    "--LabApp.news_url=None",  # nothing is fetched that the user did not name
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--KernelSpecManager.ensure_native_kernel=True",
)


def open_lab(notebook: Path, *, root: Path, browser: bool = True, tell: Callable[[str], None] = print) -> int:
    """Runs JupyterLab on `notebook`, which is in the folder `root`, until it is stopped, and gives its exit status.

    `tell` gets the address when the server is up. NotebookError where it does not start.
    """
    if not notebook.is_file():
        raise NotebookError(f"{notebook} is not there")
    place = notebook.resolve().relative_to(root.resolve()).as_posix()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root.resolve()}", *OPTIONS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # who calls this as root is root in the shell too
    command += [str(notebook.resolve())] if browser else ["--no-browser"]
    server = subprocess.Popen(command, env=_environment())
    stop = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        tell(address(_waited_for(server), place))
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, stop)
        _end(server)


def address(known: dict[str, str], place: str) -> str:
    """The address of a notebook at `place` on the server that the runtime file `known` describes."""
    token = f"?{urlencode({'token': known['token']})}" if known.get("token") else ""
    return f"{known['url']}lab/tree/{quote(place)}{token}"


def _environment() -> dict[str, str]:
    paths = [str(CONFIG), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    # a kernel of that name in the user's own folder may be of another environment
    return {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


def _waited_for(server: subprocess.Popen[bytes]) -> dict[str, str]:
    """What the server's runtime file says once it is there."""
    from jupyter_core.paths import jupyter_runtime_dir

    file = Path(jupyter_runtime_dir()) / f"jpserver-{server.pid}.json"
    end = time.monotonic() + STARTING
    while time.monotonic() < end and server.poll() is None:
        try:
            known: dict[str, str] = json.loads(file.read_text("utf-8"))
            return known
        except (OSError, ValueError):  # not there yet, or half written
            time.sleep(0.1)
    raise NotebookError("JupyterLab did not start; `python -m jupyterlab` says why")


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
