"""A batch broken off at any single write or rename: reports are whole or not there, and a later run completes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.test_batch import batch_of, contents

from communique import reports
from communique.execution import CAN_FORK

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="each attempt is a fork")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.faults", str(tmp_path_factory.mktemp("faults"))]
    done = subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_killed_before_any_change_on_disk_it_is_completed_later_as_if_undisturbed(found: dict[str, Any]) -> None:
    killed = found["killed"]
    assert killed["wrong"] == []
    assert killed["steps"] == len(killed["seen"]) > 20
    assert killed["seen"] == sorted(killed["seen"])
    assert set(killed["seen"]) == {0, 1, 2}


def test_a_full_disk_is_told_in_a_line_and_leaves_the_report_of_before_or_the_new_one(found: dict[str, Any]) -> None:
    full = found["full"]
    assert full["wrong"] == []
    assert full["steps"] > 20
    assert full["told"]
    assert all("No space left on device" in line and "\n" not in line for line in full["told"])


def test_two_batches_at_once_in_two_folders_do_not_meet(tmp_path: Path) -> None:
    runs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        runs.append(batch_of(tmp_path / name, tmp_path / name / "out"))
    for run in runs:
        run.communicate(timeout=300)
    assert [run.returncode for run in runs] == [0, 0]
    assert contents(tmp_path / "a" / "out") == contents(tmp_path / "b" / "out")
    assert len(list((tmp_path / "a" / "out").glob("*/state.toml"))) == 8


def test_a_batch_in_a_folder_that_another_writes_to_is_told_and_does_nothing(tmp_path: Path) -> None:
    with reports.writing(tmp_path / "out"):
        run = batch_of(tmp_path, tmp_path / "out")
        out, told = run.communicate(timeout=300)
        assert (run.returncode, out, told.count(b"\n")) == (2, b"", 1)
        assert b"another run is writing to" in told
        assert contents(tmp_path / "out") == {}
