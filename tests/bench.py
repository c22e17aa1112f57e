"""How fast it is, as ratios measured in one run on this machine: `make bench`, or `python tests/bench.py --help`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ARTICLES = sorted((ROOT / "tests" / "articles").glob("*.txt"))
SAMPLE = ROOT / "tests" / "articles" / "summit-call.txt"
BROWSERS = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
CHROMIUM = next((path for path in BROWSERS if path), "")

IN_PROCESS = """
import json, os, sys, time
import communique
names = "masthead bottom_line positions proposals concessions timeline actors accounts article method".split()
def run(path):
    begin = time.perf_counter()
    article = communique.read_article(path)
    view = communique.BriefingView(communique.analyse(article))
    view._repr_mimebundle_()
    for name in names:
        getattr(view, name)._repr_mimebundle_()
    return time.perf_counter() - begin
run(sys.argv[1])
print(json.dumps([run(path) for path in sys.argv[1:]]))
"""
NOTEBOOK_ONLY = """
import json, sys, time
from pathlib import Path
from communique import execution, warming
notebook = execution.read_notebook(execution.find_template("briefing"))
def run(folder):
    begin = time.perf_counter()
    execution.run_notebook(notebook, {"article": "article.json"}, cwd=Path(folder), preload=warming.PRELOAD)
    return time.perf_counter() - begin
run(sys.argv[1])
print(json.dumps([run(folder) for folder in sys.argv[1:]]))
"""
EXTRACTION = """
import json, sys, time
from communique.article import read_article
from communique.extraction import analyse_many
from communique.extraction.pipeline import load
articles = [read_article(path) for path in sys.argv[1:]]
nlp = load()
def took(work):
    begin = time.perf_counter()
    for _ in work: pass
    return time.perf_counter() - begin
took(analyse_many(articles)), took(nlp.pipe(a.text for a in articles))
print(json.dumps([[took(nlp.pipe(a.text for a in articles)), took(analyse_many(articles))] for _ in range(3)]))
"""
RENDERING = """
import json, sys, time
from pathlib import Path
from communique.execution import read_notebook
from communique.export import render
notebook = read_notebook(Path(sys.argv[1]))
def took(kind):
    begin = time.perf_counter()
    render(notebook, kind)
    return time.perf_counter() - begin
took("html"), took("pdf")
print(json.dumps([[took("html"), took("pdf")] for _ in range(int(sys.argv[2]))]))
"""


def timed(*command: object, **options: object) -> float:
    """Seconds that a command takes; it has to succeed."""
    begin = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, capture_output=True, **options)  # type: ignore[call-overload]
    return time.perf_counter() - begin


def told(code: str, *words: object) -> list[float]:
    """What a script prints as JSON."""
    done = subprocess.run([sys.executable, "-c", code, *map(str, words)], check=True, capture_output=True, text=True)
    numbers: list[float] = json.loads(done.stdout)
    return numbers


def stored(folder: Path, articles: Iterable[Path]) -> list[Path]:
    """Folders with an `article.json` each, as notebooks read them."""
    from communique.article import read_article
    from communique.model import dump_json

    folders = []
    for path in articles:
        (place := folder / path.stem).mkdir(parents=True)
        (place / "article.json").write_text(dump_json(read_article(path)))
        folders.append(place)
    return folders


def papermill(folder: Path) -> float:
    """The papermill command on the notebook, nothing rendered."""
    return timed(BIN / "papermill", ROOT / "notebooks" / "briefing.ipynb", folder / "plain.ipynb", "--cwd", folder)


def plain_route(folder: Path) -> float:
    """papermill, then nbconvert to HTML, then a PDF printed by headless Chromium."""
    seconds = papermill(folder)
    seconds += timed(BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", folder / "plain.ipynb")
    chromium = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    return seconds + timed(*chromium, f"--print-to-pdf={folder / 'plain.pdf'}", (folder / "plain.html").as_uri())


def many(folder: Path, count: int) -> Path:
    """A list of `count` articles, the project's own repeated under other titles."""
    path = folder / f"{count}.jsonl"
    texts = [(path.stem, path.read_text("utf-8")) for path in ARTICLES]
    rows = (
        {"title": f"{n}: {name}", "text": text} for n, (name, text) in zip(range(count), cycle(texts), strict=False)
    )
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def batch(folder: Path, articles: Path, workers: int) -> float:
    """Seconds for the reports of a list of articles, notebook, HTML and PDF."""
    out = folder / f"out-{time.monotonic_ns()}"
    seconds = timed(BIN / "communique", "brief", articles, "--out", out, "--workers", workers, "--quiet")
    shutil.rmtree(out)
    return seconds


@contextmanager
def memory() -> Iterator[dict[str, float]]:
    """The highest PSS in MB, meanwhile, of the command that runs (`parent`) and of all that a worker of it needs."""
    peak = {"parent": 0.0, "workers": 0.0}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            for command in psutil.Process().children():
                try:
                    own, *rest = [_pss(p) for p in (command, *command.children(recursive=True))]
                except psutil.Error:
                    continue
                peak["parent"], peak["workers"] = max(peak["parent"], own), max(peak["workers"], sum(rest))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _pss(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0


def executed(folder: Path, article: Path) -> Path:
    """The executed notebook of an article."""
    timed(BIN / "communique", "brief", article, "--out", folder / "rendered", "--formats", "md")
    return next((folder / "rendered").glob("*/briefing.ipynb"))


def spread(values: Iterable[float]) -> str:
    """The median and, where there are several, the range."""
    kept = sorted(values)
    middle = f"{statistics.median(kept):.2f}"
    return middle if len(kept) == 1 else f"{middle} ({kept[0]:.2f}–{kept[-1]:.2f})"


def ratios(ours: Iterable[float], theirs: Iterable[float]) -> str:
    """How many times as much `ours` takes, pair by pair."""
    return spread(a / b for a, b in zip(ours, theirs, strict=True))


def measure(folder: Path, count: int, repeats: int, say: Callable[[str, str, str], None]) -> None:
    """Measures one thing after the other and says each as a row: what, how much, the bar."""
    folders = stored(folder / "stored", ARTICLES[: max(3, repeats)])
    bare = [papermill(place) for place in folders[:repeats]]
    cold = [timed(BIN / "communique", "brief", path, "--out", folder / "cold") for path in ARTICLES[:repeats]]
    say("one article from cold, all formats / papermill, notebook only", ratios(cold, bare), "≤ 1.3")
    inside, warm = told(IN_PROCESS, *(p / "article.json" for p in folders)), told(NOTEBOOK_ONLY, *folders)
    say("one notebook, warm / the same code without Jupyter", ratios(warm, inside), "≤ 2.5")
    plain = [plain_route(place) for place in folders[:repeats]]
    articles, larger = many(folder, count), many(folder, 10 * count)
    one = batch(folder, articles, 1) / count
    with memory() as few:
        two = [batch(folder, articles, 2) / count for _ in range(max(1, repeats // 2))]
    say(f"plain route / {count} articles, 1 worker", spread(p / one for p in plain), "")
    say(f"plain route / {count} articles, 2 workers", spread(p / t for p in plain for t in two), "≥ 10")
    with memory() as more:
        long = batch(folder, larger, 2) / (10 * count)
    say(f"time per article, {10 * count} / {count} articles", spread(long / t for t in two), "≤ 1.1")
    say("peak memory per worker, its kernels included, MB (PSS)", f"{more['workers'] / 2:.0f}", "≤ 400")
    parents = f"{more['parent']:.0f} / {few['parent']:.0f}"
    say(f"peak memory of the parent, MB, {10 * count} / {count} articles", parents, "the same")
    rendered: list[list[float]] = told(RENDERING, executed(folder, SAMPLE), 7 * repeats)  # type: ignore[assignment]
    for kind, seconds in zip(("HTML", "PDF"), zip(*rendered, strict=True), strict=True):
        say(f"an executed notebook to {kind}, s", spread(seconds), "")
    say("an executed notebook to both, s", spread(map(sum, rendered)), "≤ 0.6")
    pairs: list[list[float]] = told(EXTRACTION, *ARTICLES)  # type: ignore[assignment]
    say("extraction / the bare spaCy pipeline", spread(ours / pipe for pipe, ours in pairs), "")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--count", type=int, default=100, help="articles in a batch; the long one has ten times as many"
    )
    parser.add_argument("--repeats", type=int, default=3, help="how often single articles are measured")
    given = parser.parse_args()
    if not CHROMIUM:
        sys.exit("the plain route prints its PDF with Chromium, which is not installed")
    print(f"| on {os.cpu_count()} cores | median (range) | bar |\n| --- | --- | --- |")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        measure(
            Path(folder),
            given.count,
            given.repeats,
            lambda *row: print("| " + " | ".join(row) + " |", flush=True),  # noqa: T201
        )


if __name__ == "__main__":
    main()
