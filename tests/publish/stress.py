"""Publications killed at random moments: `python tests/publish/stress.py 50`. Says at which kill a link was dead."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import ARTICLES, write_report  # type: ignore[import-not-found]

from communique.article import read_article
from communique.extraction import analyse
from communique.publish.delivery import links_of
from communique.publish.destinations import Folder
from communique.reports import approve, find, reports_in, withdraw

COMMAND = "publish", "--to", "site", "--base-url", "https://example.org/", "--title", "Stress"


def main(kills: int, seed: int = 1) -> int:
    """Kills so many publications; how many left a dead link."""
    chance = random.Random(seed)
    dead = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for path in sorted(ARTICLES.glob("*.txt"))[:4]:
            write_report(folder / "reports", analyse(read_article(path)))
        names = [report.name for report in reports_in(folder / "reports")]
        took = publish(folder)
        for number in range(kills):
            report = find(chance.choice(names), folder / "reports")
            if report.status() == "approved" and number % 2:
                withdraw(report)
            else:
                approve(report)
            publish(folder, kill_after=chance.uniform(0.5, 1) * took)
            found = dead_links(folder / "site")
            dead += bool(found)
            sys.stdout.write(f"{number + 1:4} {found or 'whole'}\n")
        publish(folder)
        found = dead_links(folder / "site")
        sys.stdout.write(f"{dead} of {kills} left a dead link; at the end: {found or 'whole'}\n")
    return dead + bool(found)


def publish(folder: Path, kill_after: float | None = None) -> float:
    """Publishes, killed after so many seconds if it is not done; how long it took."""
    start = time.perf_counter()
    command = [sys.executable, "-c", "from communique.cli import main; main()", *COMMAND]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return time.perf_counter() - start


def dead_links(root: Path) -> list[tuple[str, str]]:
    """Links of pages to what is not there."""
    there = set(Folder(root).paths())
    pages = [path for path in there if path.endswith(".html")]
    return [(p, to) for p in pages for to in links_of(p, lambda path: (root / path).read_bytes()) if to not in there]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50) > 0)
