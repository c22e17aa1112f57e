"""A new version of an article that somebody corrected the briefing of: the corrections go with it."""

from __future__ import annotations

from pathlib import Path

from communique.corrections import sentences
from communique.corrections.file import PREVIOUS
from communique.errors import CommuniqueError
from communique.model import Article, parse_json
from communique.reports.files import write_whole
from communique.reports.folder import ARTICLE, CORRECTIONS, Report, reports_in

SHARED = 0.4  # of its sentences two versions of one article have at least that share in common


def carry_over(article: Article, out: Path, stage: Path) -> Report | None:
    """Puts the corrections of an earlier version, and that version, where the report of this one is built."""
    earlier = _earlier(article, out)
    if earlier is not None:
        write_whole(stage / CORRECTIONS, (earlier.folder / CORRECTIONS).read_bytes())
        write_whole(stage / PREVIOUS, (earlier.folder / ARTICLE).read_bytes())
    return earlier


def _earlier(article: Article, out: Path) -> Report | None:
    """The corrected report of another version: of the same address or headline, and much the same text."""
    found: list[tuple[float, str, Report]] = []
    for report in reports_in(out):
        if not (report.folder / CORRECTIONS).is_file():
            continue
        try:
            other = parse_json(Article, (report.folder / ARTICLE).read_bytes())
        except (OSError, CommuniqueError):  # a report that is broken has nothing to hand on
            continue
        same = other.title == article.title or (other.url is not None and other.url == article.url)
        if same and other.id != article.id and (share := _shared(other, article)) >= SHARED:
            found.append((share, report.name, report))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _shared(one: Article, other: Article) -> float:
    first, second = set(sentences(one.text or "")), set(sentences(other.text or ""))
    return len(first & second) / max(len(first), len(second), 1)
