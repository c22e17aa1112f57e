"""How long the site of many reports takes, first and after one change: `python tests/publish/bench.py 1000`.

The reports are the project's articles under other names and dates; what is measured is the publication to a folder.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from conftest import ARTICLES, write_report  # type: ignore[import-not-found]

from communique.article import read_article
from communique.extraction import analyse
from communique.model import Article, Briefing
from communique.publish import publish, site_of
from communique.publish.search import index

FIRST = ("Ada", "Bela", "Carl", "Dora", "Emil", "Fina", "Gero", "Hugo", "Ines", "Jost", "Kira", "Lars", "Mona", "Nils")
LAST = ("Abend", "Birk", "Cord", "Dahl", "Ehm", "Falk", "Gran", "Holt", "Imhof", "Just", "Krog", "Lund", "Moor", "Nast")


def renamed(briefing: Briefing, number: int) -> Briefing:
    """The briefing with other names of the same length, another date and another article id."""
    new: dict[str, str] = {}
    for n, name in enumerate(actor.name for actor in briefing.actors if actor.kind == "person"):
        for part, pool in zip(name.split()[:2], (FIRST, LAST), strict=False):
            new[part] = (pool[(number * 7 + n) % len(pool)].lower() * 9)[: len(part)].capitalize()
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, new)) or '$^'})\b")

    def change(node: Any) -> Any:
        if isinstance(node, str):
            return pattern.sub(lambda match: new[match[0]], node)
        if isinstance(node, list):
            return [change(item) for item in node]
        return {key: change(value) for key, value in node.items()} if isinstance(node, dict) else node

    made = Briefing.model_validate(change(json.loads(briefing.to_json())))
    day = date(2020, 1, 1) + timedelta(days=number % 1500)
    title = f"{made.article.title} {number}"
    known = {"url": f"https://quay.test/{number}", "source": "The Quay", "published": day.isoformat()}
    article = Article.of(made.article.text or "", title, id=f"bench-{number}", **known)
    return made.model_copy(update={"article": article})


def reports(count: int) -> Iterator[Briefing]:
    """As many briefings."""
    base = [analyse(read_article(path)) for path in sorted(ARTICLES.glob("*.txt"))]
    for number in range(count):
        yield renamed(base[number % len(base)], number)


def main(count: int) -> None:
    """Prints the times."""
    site = site_of("Bench", "https://example.org/")
    with tempfile.TemporaryDirectory() as place:
        out, to = Path(place) / "reports", Path(place) / "site"
        for briefing in reports(count):
            write_report(out, briefing)
        tell("first publication", lambda: publish(out, str(to), site).sent)
        tell("search index alone", lambda: search(out))
        tell("without a change", lambda: publish(out, str(to), site).sent)
        changed = next(reports(1))
        proposals = tuple(p.model_copy(update={"summary": "another summary"}) for p in changed.proposals)
        write_report(out, changed.model_copy(update={"proposals": proposals}))
        tell("with one change", lambda: publish(out, str(to), site).sent)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"{'peak memory':24}{peak:8.0f} MB\n")


def search(out: Path) -> int:
    """The index alone; how many files it has."""
    tree = out / ".site" / "tree"
    pages = [p.relative_to(tree).as_posix() for d in ("reports", "actors") for p in (tree / d).rglob("*.html")]
    return len(index(tree, pages, out / ".site" / "search"))


def tell(what: str, work: Callable[[], int]) -> None:
    """Prints how long it took and how many files it was about."""
    start = time.perf_counter()
    files = work()
    sys.stdout.write(f"{what:24}{time.perf_counter() - start:8.1f} s {files:6} files\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
