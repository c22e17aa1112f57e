"""A batch on a real Dask cluster: whatever dies, every report is whole, and the bytes are those of one machine."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import boto3
import distributed
import fsspec
import psutil
import pytest
from moto.server import ThreadedMotoServer
from tests.test_batch import contents, template

from communique import batch, reports, warming
from communique.article import Loaded, find_articles
from communique.batch import Outcome, places
from communique.batch.cluster import AHEAD, FEWEST
from communique.batch.places import Address, SharedFolder
from communique.cli import main
from communique.errors import CommuniqueError
from communique.execution import CAN_FORK
from communique.model import Article
from communique.remote import Remote
from communique.reports import Plan

Client: Any = distributed.Client

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="workers fork their kernels")

LIMIT = 120  # seconds after which what is waited for will not come
GATE = """
if "hold" in article.title:  # says that it is there, and waits to be let through
    with open(gate + ".in", "w") as here:
        here.write(f"{os.getpid()}\\n")
    with open(gate + ".out") as there:
        there.read(1)"""


def start(*words: str, **environ: str) -> subprocess.Popen[bytes]:
    """A process of the cluster."""
    quick = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False", "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    return subprocess.Popen(command, env={**os.environ, **quick, **environ}, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its children, which a nanny would start anew."""
    if process.poll() is not None:
        return
    family: list[Any] = [process, *psutil.Process(process.pid).children(recursive=True)]
    for one in family:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """The variables by which an object store on this machine is reached."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"AWS_ACCESS_KEY_ID": "known", "AWS_SECRET_ACCESS_KEY": "known", "AWS_DEFAULT_REGION": "us-east-1"}
    yield {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "NO_PROXY": "127.0.0.1", **keys}
    server.stop()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler."""
    file = tmp_path_factory.mktemp("scheduler") / "file.json"
    process = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with Client(scheduler_file=str(file), timeout=LIMIT, set_as_default=False) as client:
        address: str = client.scheduler.address
    yield address
    end(process)


@pytest.fixture(scope="module")
def join(
    scheduler: str, s3: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Has another worker join, and waits until it has."""
    started: list[subprocess.Popen[bytes]] = []
    with Client(scheduler, timeout=LIMIT, set_as_default=False) as client:

        def join(*words: str, **environ: str) -> subprocess.Popen[bytes]:
            scratch = str(tmp_path_factory.mktemp("scratch"))
            count = len(client.nthreads())
            fixed = ("worker", scheduler, "--nthreads", "1", "--local-directory", scratch)
            process = start(*fixed, *words, **{**s3, **environ})
            started.append(process)
            client.wait_for_workers(count + 1, timeout=LIMIT)
            return process

        yield join
        for process in started:
            end(process)


@pytest.fixture(scope="module")
def workers(join: Callable[..., subprocess.Popen[bytes]]) -> list[subprocess.Popen[bytes]]:
    """Two workers: one under a nanny, as `dask worker` has them, and one by itself."""
    return [join(), join("--no-nanny")]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables that give a process another version of communique."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "communique-0.0.1.dist-info").mkdir()
    (folder / "communique-0.0.1.dist-info" / "METADATA").write_text("Name: communique\nVersion: 0.0.1\n")
    (folder / "sitecustomize.py").write_text('import communique\ncommunique.__version__ = "0.0.1"\n')
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """What is made of each article: a notebook without anything heavy, that can be held up."""
    path = Path(template(tmp_path))
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["source"] += f"\ngate = {str(tmp_path / 'gate')!r}"
    notebook["cells"][1]["source"] += GATE
    path.write_text(json.dumps(notebook))
    return reports.plan(out=tmp_path / "near", notebook=str(path), formats=(), preload=("json",), timeout=LIMIT)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[tuple[Callable[[], int], Callable[[], None]]]:
    """Waits for a kernel that comes to the gate, which gives its process; and lets one through."""
    ends = []
    for name in ("gate.in", "gate.out"):
        os.mkfifo(tmp_path / name)
        ends.append(os.open(tmp_path / name, os.O_RDWR))

    def come() -> int:
        ready, _, _ = select.select([ends[0]], [], [], LIMIT)
        assert ready, "nobody comes to the gate"
        return int(os.read(ends[0], 100))

    def let_through() -> None:
        os.write(ends[1], b"x")

    yield come, let_through
    for one in ends:
        os.close(one)


def articles(*titles: str) -> list[Loaded]:
    return [Loaded(title, Article.of(f"The two sides met. They spoke of {title}.", title)) for title in titles]


def briefed_here(loaded: list[Loaded], plan: Plan) -> dict[str, bytes]:
    """The reports that the same batch makes on this machine; what only a folder has to know of versions is left out."""
    with reports.writing(plan.out):
        list(batch.brief_all(loaded, plan, workers=1))
    return reports_of(plan.out)


def reports_of(folder: Path) -> dict[str, bytes]:
    """The files of the reports in a folder."""
    return {name: data for name, data in contents(folder).items() if not name.startswith(".places")}


def test_whatever_dies_and_whoever_joins_every_other_report_is_whole(
    scheduler: str,
    workers: list[subprocess.Popen[bytes]],
    join: Callable[..., subprocess.Popen[bytes]],
    foreign: dict[str, str],
    plan: Plan,
    gate: tuple[Callable[[], int], Callable[[], None]],
    tmp_path: Path,
) -> None:
    come, let_through = gate
    loaded = articles("hold", "crash", *map(str, range(8)))
    outcomes: dict[str, Outcome] = {}
    ahead: list[int] = []

    def few() -> Iterator[Loaded]:
        for taken, one in enumerate(loaded, 1):
            ahead.append(taken - len(outcomes))
            yield one

    def brief() -> None:
        with batch.connected(scheduler, print) as many:
            for outcome in many.brief_all(plan, batch.place_of(tmp_path / "far"), few(), resume=False):
                outcomes[outcome.title] = outcome

    with ThreadPoolExecutor(3) as pool:
        running = pool.submit(brief)
        held = psutil.Process(come())
        family = {process.pid for process in held.parents()}
        dies = next(process for process in workers if process.pid in family)
        below = psutil.Process(dies.pid).children(recursive=True)
        for process in [psutil.Process(dies.pid), *below]:
            with suppress(psutil.NoSuchProcess):  # it has died with its parent
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs([held], timeout=LIMIT)
        joining = [pool.submit(join, "--no-nanny", **foreign), pool.submit(join, "--no-nanny")]
        again = psutil.Process(come())
        stranger, _ = (one.result(LIMIT) for one in joining)
        assert again.pid != held.pid
        let_through()
        running.result(LIMIT)
    end(stranger)
    assert max(ahead) <= max(FEWEST, AHEAD * 3)  # a million articles are not in the scheduler at a time
    assert {title for title, outcome in outcomes.items() if outcome.error} == {"crash"}
    assert "its kernel died" in str(outcomes["crash"].error)
    assert {report.status() for report in reports.reports_in(tmp_path / "far")} == {"draft", "failed"}
    let_through()  # the one that is made here for comparison
    far, near = reports_of(tmp_path / "far"), briefed_here(loaded, plan)
    assert far.keys() == near.keys()
    assert [name for name in far if far[name] != near[name] and "failed" not in name] == []  # a crash is never the same


def of_batches(client: Any) -> list[str]:
    """The processes of batches that the workers have."""
    pids = client.run(os.getpid).values()
    below = [child for pid in pids for child in psutil.Process(pid).children(recursive=True)]
    words = [" ".join(process.cmdline()) for process in below if process.status() != psutil.STATUS_ZOMBIE]
    return [line for line in words if "spawn_main" in line or "execution.ready" in line]


def test_a_batch_that_is_broken_off_leaves_no_process_on_the_workers(
    scheduler: str, workers: list[subprocess.Popen[bytes]], plan: Plan, tmp_path: Path
) -> None:
    with batch.connected(scheduler, print) as many, Client(scheduler, set_as_default=False) as client:
        outcomes = many.brief_all(plan, batch.place_of(tmp_path / "far"), articles(*map(str, range(20))), resume=False)
        assert next(outcomes).error is None
        assert of_batches(client)
        outcomes.close()  # as Ctrl-C does
        assert not of_batches(client)
    found = list(reports.reports_in(tmp_path / "far"))
    assert 0 < len(found) < 20
    assert {report.status() for report in found} == {"draft"}


@pytest.fixture
def bucket(s3: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of the object store, with a bucket of articles that are named and one for reports."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    for name in ("wire", "bureau"):
        client.create_bucket(Bucket=name)
    for name in ("one", "two"):
        client.put_object(
            Bucket="wire", Key=f"in/{name}.txt", Body=f"Talks {name}\n\nThe two sides met again.".encode()
        )
    lines = [json.dumps({"title": f"Row {n}", "text": f"The two sides met for talks {n}."}) for n in range(2)]
    client.put_object(Bucket="wire", Key="in/rows.jsonl", Body="\n".join(lines).encode())
    client.put_object(Bucket="wire", Key="in/bad.txt", Body=b"\0\1\2")
    return client


def objects(client: Any) -> dict[str, bytes]:
    """What is in the bucket for reports."""
    found = client.list_objects_v2(Bucket="bureau").get("Contents", ())
    return {one["Key"]: client.get_object(Bucket="bureau", Key=one["Key"])["Body"].read() for one in found}


@pytest.fixture
def run(
    scheduler: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """`communique brief` with a small template, as from a shell: exit status, standard output and error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(warming, "PRELOAD", ("json",))

    def run(*words: str, scheduler: str = scheduler) -> tuple[int, str, str]:
        small = ["--notebook", template(tmp_path), "--formats", ""]
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["brief", *words, "--scheduler", scheduler, *small])
        said = capfd.readouterr()
        return int(str(ended.value.code)), said.out, said.err

    return run


def test_articles_come_from_a_bucket_and_reports_go_to_one(
    workers: list[subprocess.Popen[bytes]], bucket: Any, run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    names = ["s3://wire/in", "--out", "s3://bureau/desk"]
    status, out, err = run(*names)
    assert (status, len(out.split())) == (1, 4) and all(line.startswith("s3://bureau/desk/") for line in out.split())
    assert err.startswith("Error: s3://wire/in/bad.txt ") and err.endswith("4 reports written, 1 failed\n")
    found = list(find_articles(["s3://wire/in"], addresses=True))
    near = reports.plan(out=tmp_path / "near", notebook=template(tmp_path), formats=(), preload=("json",))
    here = briefed_here([one.load() for one in found], near)
    assert {key.removeprefix("desk/"): data for key, data in objects(bucket).items()} == here
    state = next(key for key in objects(bucket) if key.endswith("/state.toml"))
    bucket.delete_object(Bucket="bureau", Key=state)  # as if its worker had died before the end
    bucket.put_object(Bucket="bureau", Key=state.replace("state.toml", "briefing.html"), Body=b"left over")
    assert run(*names, "--resume")[2].endswith("1 report written, 3 up to date, 1 failed\n")
    assert {key.removeprefix("desk/"): data for key, data in objects(bucket).items()} == here


def test_a_worker_with_another_communique_is_told_before_any_work(
    workers: list[subprocess.Popen[bytes]],
    join: Callable[..., subprocess.Popen[bytes]],
    foreign: dict[str, str],
    run: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
) -> None:
    stranger = join("--no-nanny", **foreign)
    (tmp_path / "a.txt").write_text("Talks resume\n\nThe two sides met in the capital.")
    status, out, err = run("a.txt")
    end(stranger)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "1 worker of it has another version (0.0.1); install communique" in err
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.txt", "--workers", "2"], "--workers is for this machine"),
        (["a.txt", "--out", "memory://reports"], "in the memory of each worker"),
        (["a.txt", "--out", "zork://reports"], "is of a kind that is not known"),
        (["a.txt"], "no Dask scheduler answers at tcp://127.0.0.1:1; "),
    ],
)
def test_a_wrong_call_is_one_line_and_nothing_is_begun(
    run: Callable[..., tuple[int, str, str]],
    scheduler: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: list[str],
    told: str,
) -> None:
    monkeypatch.setattr("communique.batch.cluster.PATIENCE", 0.5)
    (tmp_path / "a.txt").write_text("Talks resume\n\nThe two sides met in the capital.")
    status, out, err = run(*words, scheduler=scheduler if "is of a kind" in told else "tcp://127.0.0.1:1")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_without_dask_it_says_what_to_install(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run("a.txt")[::2] == (
        2,
        "Error: a scheduler needs dask.distributed, which is not there; "
        "install it: python -m pip install 'communique[dask]'\n",
    )


def test_a_scheduler_that_goes_away_ends_the_batch_with_one_line(
    plan: Plan,
    gate: tuple[Callable[[], int], Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("communique.batch.cluster.PATIENCE", LIMIT)
    file = tmp_path / "file.json"
    leader = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with Client(scheduler_file=str(file), timeout=LIMIT, set_as_default=False) as client:
        address = client.scheduler.address
    place, loaded, said = batch.place_of(tmp_path / "far"), articles("hold", "other"), Event()

    def brief() -> None:
        with batch.connected(address, lambda _: said.set()) as many:
            many._client._timeout = 1.0  # to come is given all the time that a busy machine takes, to come back is not
            list(many.brief_all(plan, place, loaded, resume=False))

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(brief)
        assert said.wait(LIMIT)  # that there are no workers yet
        worker = start("worker", address, "--local-directory", str(tmp_path), "--no-nanny")
        gate[0]()
        end(leader)
        with pytest.raises(CommuniqueError, match="is gone; what was finished is whole"):
            running.result(LIMIT)
    end(worker)


def test_a_folder_that_is_another_one_on_the_worker_is_told(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    job = ("a", articles("one")[0].article or pytest.fail())
    outcome = SharedFolder(tmp_path / "far", "far").brief(job, plan, "batch", resume=False)
    assert "is not the folder of this batch; give --out one that all machines share" in str(outcome.error)
    assert not list((tmp_path / "far").iterdir())


def test_a_report_at_an_address_is_whole_only_with_its_last_file(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off before any of its writes it is done again, and then as if nothing had been."""
    store: Any = fsspec.filesystem("memory")
    place, job = Address("memory://press/desk"), ("a", articles("one")[0].article or pytest.fail())
    write, left = Remote.write, [0]

    def writes(remote: Remote, path: str, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError("the machine is gone")
        write(remote, path, data)

    whole = briefed_here([Loaded("a", job[1])], plan)
    monkeypatch.setattr(Remote, "write", writes)
    monkeypatch.setattr(places, "brief_one", lambda job, plan: made(job, plan, whole))
    for count in range(len(whole) + 1):
        left[0] = count
        outcome = place.brief(job, plan, "batch", resume=True)
        assert (outcome.error is None) == (count == len(whole))
        if outcome.error:
            assert "memory://press/desk/one-" in str(outcome.error) and "the machine is gone" in str(outcome.error)
            left[0] = len(whole)
            assert place.brief(job, plan, "batch", resume=True).needed
        assert {name.removeprefix("/press/desk/"): store.cat(name) for name in store.find("/press/desk")} == whole
        assert not place.brief(job, plan, "batch", resume=True).needed
        store.rm("/press", recursive=True)


def made(job: batch.briefing.Job, plan: Plan, whole: dict[str, bytes]) -> Outcome:
    """A report as it was made before: what is tested here is how it gets to its place."""
    for name, data in whole.items():
        (plan.out / name).parent.mkdir(exist_ok=True)
        (plan.out / name).write_bytes(data)
    return Outcome(job[0], job[1].title, folder=plan.out / reports.folder_name(job[1]))


def test_work_on_a_report_at_an_address_is_kept(plan: Plan) -> None:
    store: Any = fsspec.filesystem("memory")
    place, job = Address("memory://press/kept"), ("a", articles("one")[0].article or pytest.fail())
    outcome = place.brief(job, plan, "batch", resume=False)
    assert outcome.error is None
    corrections = f"/press/kept/{outcome.folder}/corrections.toml"
    store.pipe(corrections, b"")
    outcome = place.brief(job, plan, "batch", resume=False)
    assert "memory://press/kept/one-" in str(outcome.error) and "was worked on (corrections.toml)" in str(outcome.error)
    assert store.exists(corrections)
    assert place.brief(job, replace(plan, force=True), "batch", resume=False).error is None
    assert not store.exists(corrections)
    assert [name for name in store.find("/press/kept/.kept") if name.endswith("/corrections.toml")]
