"""The commands of the guide "Edit a briefing" in the README do what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from communique import reports
from communique.corrections import load
from communique.model import Article
from communique.reports import Report

README = Path(__file__).parent.parent / "README.md"
SAMPLE = Path(__file__).parent / "articles" / "summit-call.txt"


def commands() -> str:
    """The block of the guide that corrects, refreshes and renders."""
    section = README.read_text("utf-8").split("## Edit a briefing\n")[1].split("\n## ")[0]
    (block,) = [block for block in re.findall(r"```sh\n(.*?)```", section, flags=re.S) if " correct " in block]
    return str(block)


def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    plan = reports.plan(out=tmp_path / "reports", formats=("html",))
    with reports.writing(plan.out):
        report = reports.make(Article.of(text), plan)
    first, second = report.briefing.actors[0].id, report.briefing.actors[1].id
    tools = tmp_path / "bin"
    tools.mkdir()
    script = f'#!/bin/sh\nexec "{sys.executable}" -c "from communique.cli import main; main()" "$@"\n'
    (tools / "communique").write_text(script)
    (tools / "communique").chmod(0o755)
    known = {"PATH": f"{tools}:{os.environ['PATH']}", "REPORT": report.name, "WORDS": "drawn up in Oslo"}
    proposal = report.briefing.proposals[0].id
    block = commands().replace('amend "$ID"', f"amend {proposal}")
    environment = {**os.environ, **known, "ID": first, "OTHER": second}
    subprocess.run(["sh", "-e", "-c", block], cwd=tmp_path, env=environment, check=True, capture_output=True)
    after = Report(report.folder)
    assert after.status() == "draft"
    assert [c.action for c in load(report.folder / "corrections.toml").corrections] == [
        "confirm",
        "amend",
        "add",
        "drop",
    ]
    assert next(p.status for p in after.briefing.proposals if p.id == proposal) == "withdrawn"
    assert second not in {actor.id for actor in after.briefing.actors}
    assert "a plan of the mediators" in (report.folder / "briefing.html").read_text("utf-8")
