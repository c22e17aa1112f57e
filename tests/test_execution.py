"""Notebooks run with typed parameters, in the right place and environment, and say where and why they stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import papermill
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from communique.errors import NotebookError, SettingsError
from communique.execution import (
    CAN_FORK,
    NotebookRunError,
    Parameter,
    dump_notebook,
    engine,
    find_template,
    parameters_of,
    parse_notebook,
    read_notebook,
    ready_process,
    run_notebook,
    sign,
    template_names,
    typed,
)

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="kernels are forked on Linux alone")


def notebook(*sources: str, tagged: bool = True) -> NotebookNode:
    """A notebook of code cells, the first one with the parameters."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for i, s in enumerate(sources)
    ]
    if tagged:
        cells[0]["metadata"] = {"tags": ["parameters"]}
    return parse_notebook(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), "it")


def test_values_of_every_kind_arrive_as_they_were_given(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "text": "\"quotes'\" \\ {{ }} {x} <script>\n\t\u202e שלום 😀 '''",
        "count": -3,
        "share": 0.25,
        "ready": False,
        "names": ["a", 'b"'],
        "day": "2025-03-18",
        "table": {"k'ey": [1, None, True]},
        "nothing": None,
    }
    defaults = 'text = ""\ncount = 0\nshare: float = 0\nready = True\nnames: list[str] = []\nday: "date" = None\n'
    defaults += "table: dict = {}\nnothing: str | None = ''"
    look = f"import json; print(json.dumps([{', '.join(values)}]))"
    run = run_notebook(notebook(defaults, look), values, cwd=tmp_path)
    assert json.loads(run.cells[-1].outputs[0].text) == list(values.values())


@given(st.text())
def test_any_text_fits_a_text_parameter(text: str) -> None:
    assert Parameter("p", "str", "''", "").fit(text) == text


@pytest.mark.parametrize(
    ("type", "given", "value"),
    [
        ("int", "12", 12),
        ("float", "0.5", 0.5),
        ("float", 2, 2.0),
        ("bool", "false", False),
        ("list[int]", "[1, 2]", [1, 2]),
        ("list", ("a", date(2025, 3, 18)), ["a", "2025-03-18"]),
        ("dict[str, int]", '{"a": 1}', {"a": 1}),
        ("date", date(2025, 3, 18), "2025-03-18"),
        ("date", "2025-03-18", "2025-03-18"),
        ("str | None", None, None),
        ("Optional[int]", "7", 7),
        ("Literal['html', 'pdf']", "pdf", "pdf"),
        ("str", Path("a/b"), "a/b"),
        ("Any", {"a": (1,)}, {"a": [1]}),
        ("some.Strange[thing]", "kept", "kept"),
    ],
)
def test_values_are_read_as_the_type_of_the_parameter(type: str, given: Any, value: Any) -> None:
    assert Parameter("p", type, "", "").fit(given) == value


@pytest.mark.parametrize(
    ("type", "given"),
    [
        ("int", "twelve"),
        ("int", 2.5),
        ("float", []),
        ("bool", "perhaps"),
        ("list[int]", "1, 2"),
        ("list[int]", ["x"]),
        ("dict", "{"),
        ("date", "2025-02-30"),
        ("str", 3),
        ("int", None),
        ("Literal['html', 'pdf']", "doc"),
        ("Any", object()),
    ],
)
def test_values_that_do_not_fit_are_refused_in_one_line(type: str, given: Any) -> None:
    with pytest.raises(SettingsError, match="parameter") as caught:
        Parameter("p", type, "", "").fit(given)
    assert "\n" not in str(caught.value)


def test_parameters_have_name_type_default_and_help() -> None:
    source = (
        '# first\nname: str = "a = b # c"  # whose = it is\n\ndays = [\n    1,\n    2,\n]  # which days\nx, y = 1, 2\n'
    )
    source += "import os\nrate: 'float | None' = None\n"
    assert parameters_of(notebook(source)) == [
        Parameter("name", "str", "'a = b # c'", "whose = it is"),
        Parameter("days", "list", "[1, 2]", "which days"),
        Parameter("rate", "float | None", "None", ""),
    ]


def test_a_template_without_a_parameters_cell_is_refused_before_it_runs(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="no cell tagged 'parameters'"):
        run_notebook(notebook("open('ran', 'w')", tagged=False), {}, cwd=tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["b", "a; open('ran', 'w')", "a\nimport os", ""])
def test_an_unknown_parameter_is_refused_before_anything_runs(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"it takes a$"):
        run_notebook(notebook("a = 1", "open('ran', 'w')"), {name: 1}, cwd=tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_parameters_cell_that_is_no_python_is_refused() -> None:
    with pytest.raises(NotebookError, match="not Python: line 1"):
        parameters_of(notebook("a = = 1"))


def test_parameters_keep_the_order_of_the_template() -> None:
    known = parameters_of(notebook("a = 1\nb = 2"))
    assert list(typed(known, {"b": 1, "a": 2})) == ["a", "b"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "\x00"])
def test_what_is_no_notebook_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(text)
    with pytest.raises(NotebookError, match=r"^broken\.ipynb is not a( valid)? notebook") as caught:
        read_notebook(path)
    assert "\n" not in str(caught.value)


def test_a_notebook_of_an_older_format_gets_the_same_ids_each_time() -> None:
    old = {
        "nbformat": 4,
        "nbformat_minor": 2,
        "metadata": {},
        "cells": [{"cell_type": "markdown", "source": "x", "metadata": {}}],
    }
    assert parse_notebook(json.dumps(old), "old") == parse_notebook(json.dumps(old), "old")


def test_templates_are_found_by_name_and_by_path(tmp_path: Path) -> None:
    assert "briefing" in template_names()
    assert find_template("briefing").name == "briefing.ipynb"
    mine = tmp_path / "mine {x}.ipynb"
    mine.write_bytes(dump_notebook(notebook("a = 1")))
    assert find_template(str(mine)) == mine
    for name in ("../briefing", "nothing", "nothing.ipynb", ""):
        with pytest.raises(NotebookError, match="there is no"):
            find_template(name)


def test_it_runs_in_its_folder_and_in_this_interpreter_whatever_kernels_are_registered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    spec.joinpath("kernel.json").write_text(json.dumps({"argv": ["false"], "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    here = tmp_path / "a folder {x}"
    here.mkdir()
    look = "import json, os, sys\nprint(json.dumps([os.getcwd(), sys.executable, os.listdir()]))"
    run = run_notebook(notebook("a = 1", look), {}, cwd=here)
    assert json.loads(run.cells[-1].outputs[0].text) == [str(here), sys.executable, []]


def test_the_same_run_gives_the_same_bytes_and_names_no_place(tmp_path: Path) -> None:
    template = notebook("a = 1", "import warnings\nwarnings.warn('careful')\n%matplotlib inline", "{a}")
    before = dump_notebook(template)
    first, second = (dump_notebook(run_notebook(template, {"a": "5"}, cwd=tmp_path)) for _ in range(2))
    assert first == second
    assert b"careful" in first
    assert b"/tmp" not in first
    assert b"papermill" not in first
    assert dump_notebook(template) == before


def test_what_cells_write_past_jupyter_stays_off_the_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run_notebook(notebook("a = 1", "import os; os.write(1, b'out'); os.write(2, b'err'); None"), {}, cwd=tmp_path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise ValueError('bad\\nluck')", "ValueError: bad luck"),
        ("1 +", "SyntaxError"),
        ("import os; os._exit(1)", "its kernel died"),
        ("import sys; sys.exit()", "the cell ended the notebook"),
    ],
)
def test_a_cell_that_stops_the_run_is_named_with_the_reason(source: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(NotebookRunError) as caught:
        run_notebook(notebook("a = 1", "print('before')", f"# why\n{source}", "'after'"), {}, cwd=tmp_path, name="it")
    message = str(caught.value)
    assert message.startswith(f"it stopped at cell [3] ({source[:50]}")
    assert reason in message
    assert "\n" not in message
    kept = caught.value.notebook
    assert kept is not None
    assert [cell.source for cell in kept.cells][-1] == "'after'"
    assert kept.cells[1].outputs[0].text == "before\n"
    assert kept.cells[3].outputs == []


def test_a_run_that_never_ends_is_ended(tmp_path: Path) -> None:
    with pytest.raises(NotebookRunError, match=r"cell \[2\] \(while True: pass\): it ran longer than 2 seconds"):
        run_notebook(notebook("a = 1", "while True: pass"), {}, cwd=tmp_path, timeout=2)


def test_a_signed_notebook_is_trusted_when_it_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    run = notebook("a = 1", "a")
    again = parse_notebook(dump_notebook(run).decode(), "it")
    assert not NotebookNotary().check_signature(again)  # type: ignore[no-untyped-call]
    assert sign(run)
    assert NotebookNotary().check_signature(again)  # type: ignore[no-untyped-call]


def test_where_nothing_can_be_signed_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(blocked / "x"))
    assert not sign(notebook("a = 1"))


MODULE = """
import os, random
import matplotlib
import numpy
matplotlib.use("agg")
state = ["as it was"]
pid = os.getpid()
"""
LOOK = """import json, os, random, sys, threading
import matplotlib, numpy, made_ready
seen = [made_ready.state[-1], matplotlib.rcParams["lines.linewidth"], os.environ.get("MINE"), os.path.exists("left")]
print(json.dumps([seen, random.random(), numpy.random.rand(), made_ready.pid == os.getppid()]))"""
CHANGE = """made_ready.state.append("changed")
matplotlib.rcParams["lines.linewidth"] = 9
os.environ["MINE"] = "set"
os.mkdir("away"); os.chdir("away")
handle = open("left", "w")
threading.Thread(target=threading.Event().wait, daemon=True).start()"""


@pytest.fixture
def made_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that a ready process imports."""
    (tmp_path / "made_ready.py").write_text(MODULE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield "made_ready"
    ready_process(("made_ready",)).end()


@needs_fork
def test_a_forked_kernel_shares_nothing_with_the_one_before(made_ready: str, tmp_path: Path) -> None:
    said = []
    for count in range(2):
        here = tmp_path / str(count)
        here.mkdir()
        run = run_notebook(notebook("a = 1", LOOK, CHANGE), {}, cwd=here, preload=[made_ready])
        said.append(json.loads(run.cells[1].outputs[0].text))
    (first, *random), (second, *other) = said
    assert first == second
    assert first[0] == "as it was"
    assert random[0] != other[0]
    assert random[1] != other[1]
    assert random[2] is other[2] is True


def test_what_is_printed_stands_in_one_order_whichever_stream_arrives_first(tmp_path: Path) -> None:
    prints = (
        "import sys\nfor name in 'bac':\n    print(name, file=sys.stdout if name == 'a' else sys.stderr, flush=True)"
    )
    (cell,) = run_notebook(notebook("", prints), {}, cwd=tmp_path).cells[-1:]
    assert [(out.name, out.text) for out in cell.outputs] == [("stdout", "a\n"), ("stderr", "b\nc\n")]


@needs_fork
def test_a_forked_kernel_gives_the_same_notebook_as_any_other(made_ready: str, tmp_path: Path) -> None:
    source = "import os, warnings\nwarnings.warn('careful')\nprint(a, os.getcwd())\n%matplotlib inline"
    template = notebook("a = 1", source, "import matplotlib.pyplot as plt; plt.plot([1, 2]); None")
    runs = [run_notebook(template, {"a": 2}, cwd=tmp_path, preload=preload) for preload in ((), (made_ready,), ())]
    first, second, third = ([cell.outputs for cell in run.cells] for run in runs)
    assert first == second == third


@needs_fork
@pytest.mark.parametrize("source", ["import os; os._exit(1)", "while True: pass", "raise ValueError('no')"])
def test_after_a_kernel_that_was_lost_the_next_one_is_ready(source: str, made_ready: str, tmp_path: Path) -> None:
    with pytest.raises(NotebookRunError):
        run_notebook(notebook("a = 1", source), {}, cwd=tmp_path, preload=[made_ready], timeout=2)
    assert run_notebook(notebook("a = 1", "a"), {}, cwd=tmp_path, preload=[made_ready], timeout=60)


@needs_fork
def test_a_ready_process_that_was_killed_is_started_again(made_ready: str, tmp_path: Path) -> None:
    run_notebook(notebook("a = 1", "a"), {}, cwd=tmp_path, preload=[made_ready])
    before = ready_process((made_ready,))
    os.kill(before.pid, signal.SIGKILL)
    run_notebook(notebook("a = 1", "a"), {}, cwd=tmp_path, preload=[made_ready])
    assert ready_process((made_ready,)).pid != before.pid


@needs_fork
def test_what_cannot_be_made_ready_is_the_notebooks_to_tell(tmp_path: Path) -> None:
    run = run_notebook(notebook("a = 1", "a"), {}, cwd=tmp_path, preload=["not_there_at_all"])
    assert run.cells[-1].outputs[0].data["text/plain"] == "1"
    ready_process(("not_there_at_all",)).end()


@needs_fork
def test_a_kernel_cannot_take_more_memory_than_it_may(made_ready: str, tmp_path: Path) -> None:
    with pytest.raises(NotebookRunError, match="MemoryError"):
        eats = notebook("a = 1", "hoard = bytearray(3 << 30)")
        run_notebook(eats, {}, cwd=tmp_path, preload=[made_ready], memory=2 << 30)


OWNER = """
import os, sys
from communique.execution.forking import ready_process
ready = ready_process(("made_ready",))
kernel = ready.kernel()
kernel.start("/", dict(os.environ), 0)
print(ready.pid, kernel.pid, ready.folder, flush=True)
sys.stdin.read()
"""


@needs_fork
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, None])
def test_kernels_and_ready_processes_end_with_the_process_that_uses_them(
    how: int | None, made_ready: str, tmp_path: Path
) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert owner.stdin is not None
    assert owner.stdout is not None
    *pids, folder = owner.stdout.readline().split()
    processes = [psutil.Process(int(pid)) for pid in pids]
    if how is None:
        owner.stdin.close()
    else:
        owner.send_signal(how)
    owner.wait(30)
    _, alive = psutil.wait_procs(processes, timeout=30)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    assert not Path(folder).exists()
    owner.stdout.close()
    owner.stdin.close()


@needs_fork
def test_any_jupyter_program_can_have_ready_kernels_by_a_kernelspec(
    made_ready: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "jupyter" / "kernels" / "ready").mkdir(parents=True)
    provisioner = {"provisioner_name": "communique", "config": {"preload": [made_ready]}}
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Ready",
        "language": "python",
        "metadata": {"kernel_provisioner": provisioner},
    }
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    place = EntryPoint("communique", "communique.execution.forking:ForkedProvisioner", "")
    monkeypatch.setitem(KernelProvisionerFactory.instance().provisioners, "communique", place)
    template = notebook("a = 1", "import os, made_ready; print(made_ready.pid == os.getppid(), os.getcwd())")
    client = NotebookClient(template, kernel_name="ready", resources={"metadata": {"path": str(tmp_path)}})
    assert client.execute().cells[-1].outputs[0].text == f"True {tmp_path}\n"


@needs_fork
def test_papermill_can_have_ready_kernels_by_its_engine(made_ready: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PRELOAD", [made_ready])
    papermill.engines.papermill_engines.register("ready", engine.ReadyEngine)
    template = notebook("a = 1", "import os, made_ready; print(a, made_ready.pid == os.getppid())")
    names = {"kernel_name": "python3", "language": "python", "engine_name": "ready"}
    run = papermill.execute_notebook(template, None, {"a": 5}, progress_bar=False, **names)
    assert run.cells[-1].outputs[0].text == "5 True\n"
