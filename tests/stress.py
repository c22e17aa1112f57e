"""Batches killed at random moments, then resumed, as if undisturbed: `python -m tests.stress 200`."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from tests.test_batch import batch_of, contents

from communique import reports


def main(kills: int, seed: int = 1) -> int:
    """Kills so many batches of eight articles by two workers; how many were not whole or not completed later."""
    chance = random.Random(seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        expected = finished(Path(place), Path(place) / "undisturbed")
        took = time.perf_counter() - begin
        for number in range(kills):
            out = Path(place) / f"out-{number}"
            whole, processes = killed(Path(place), out, chance.uniform(0, 1.1) * took)
            same = finished(Path(place), out) == expected
            wrong += not (same and whole >= 0 and not processes)
            sys.stdout.write(f"{number + 1:4} {whole} whole, {'completed' if same else 'NOT AS UNDISTURBED'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{wrong} of {kills} went wrong\n")
    return wrong


def finished(folder: Path, out: Path) -> dict[str, bytes]:
    """What is there after a batch that was let alone."""
    run = batch_of(folder, out)
    run.communicate()
    return contents(out) if run.returncode == 0 else {}


def killed(folder: Path, out: Path, after: float) -> tuple[int, list[psutil.Process]]:
    """How many reports, each of them whole, a batch left that was killed after so many seconds (-1: one is not whole).

    And which of its processes were still there.
    """
    run = batch_of(folder, out)
    processes: list[psutil.Process] = []
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        processes = psutil.Process(run.pid).children(recursive=True)
        run.kill()
    run.communicate()
    alive = psutil.wait_procs(processes, timeout=30)[1]
    there = list(reports.reports_in(out)) if out.is_dir() else []
    states = [report.status() for report in there]
    return (len(there) if set(states) <= {"draft"} else -1), [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200) > 0)
