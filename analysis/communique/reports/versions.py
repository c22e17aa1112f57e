"""A new version of an article, at the same place or under the same headline: what was made of the earlier one goes on.

Which report was made last of what is at a path or an address is kept beside the reports, in small files of `.places`,
and under which headline which reports stand, in folders of it: a folder of a million reports is not to be searched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from communique.corrections import sentences
from communique.corrections.file import PREVIOUS
from communique.errors import CommuniqueError
from communique.model import Article, parse_json
from communique.reports.files import STATE, digest, write_whole
from communique.reports.folder import ARTICLE, CORRECTIONS, Report

PLACES = ".places"
SHARED = 0.4  # of the shorter one's sentences two versions of one article have at least that share in common,
SHARED_THERE = 0.2  # and that one where they stood at the same place


@dataclass(frozen=True)
class Origin:
    """Where an article came from: its address, and the path of its file as the folder of the reports sees it."""

    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: Article, source: str | None, out: Path) -> Origin:
        """The places of an article that was read from `source`: a path, an address, or something else."""
        places = [article.url] if article.url else []
        with suppress(OSError, ValueError):  # a name that no file can have, or one on another drive
            if source and Path(source).is_file():
                places.append(Path(os.path.relpath(Path(source).resolve(), out.resolve())).as_posix())
        return cls(tuple(places))

    def files(self, out: Path) -> list[Path]:
        """The files that keep which report was made last of what is there."""
        return [out / PLACES / digest(place.encode("utf-8", "surrogatepass"))[:16] for place in self.places]

    def reports(self, out: Path) -> Iterator[Report]:
        """The reports that were made last of what is there."""
        for file in self.files(out):
            with suppress(OSError, UnicodeDecodeError):
                name = file.read_text("utf-8")
                if name and name == Path(name).name and not name.startswith("."):
                    yield Report(out / name)

    def remember(self, report: Report) -> None:
        """Keeps that `report` was made of what is there."""
        for file in self.files(report.folder.parent):
            file.parent.mkdir(exist_ok=True)
            write_whole(file, report.name.encode())


def carry_over(
    article: Article,
    report: Report,
    origin: Origin,
    stage: Path,
    *,
    corrections: bool = True,
    begun: float | None = None,
) -> None:
    """Puts the earlier version of an article, and its corrections, where the report of this one is built.

    Of a report that is there already these are its own: it was a new version before, or its first run failed. `begun`
    is when the batch began: its articles are no versions of each other, whichever of them is done first.
    """
    before = earlier(article, report, origin, begun)
    kept = {PREVIOUS: before.folder / ARTICLE if before else report.folder / PREVIOUS}
    if corrections:
        kept[CORRECTIONS] = (before or report).folder / CORRECTIONS
    for name, path in kept.items():
        if path.is_file():
            write_whole(stage / name, path.read_bytes())


def earlier(article: Article, report: Report, origin: Origin, begun: float | None = None) -> Report | None:
    """The report of the version before, one that was corrected before others; None for a first version."""
    if report.folder.exists():
        return report if is_another(article, report) else None
    out, found = report.folder.parent, []
    there = list(origin.reports(out))
    for other in (*there, *_of_the_headline(article, out)):
        if begun is not None and _made(other) >= begun:
            continue
        share = _shared(_article(other), article)
        if share >= (SHARED_THERE if other in there else SHARED):
            found.append(((other.folder / CORRECTIONS).is_file(), other in there, share, other.name, other))
    return max(found, key=lambda one: one[:4])[4] if found else None


def is_another(article: Article, report: Report) -> bool:
    """Whether the report that is there is of other words under the same id and title."""
    there = _article(report)
    return there is not None and there.sha256 != article.sha256


def put_under_headline(article: Article, report: Report) -> None:
    """Keeps that a report stands under its article's headline."""
    mark = _headline(article, report.folder.parent) / report.name
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _headline(article: Article, out: Path) -> Path:
    return out / PLACES / f"headline-{digest(article.title.encode('utf-8', 'surrogatepass'))[:16]}"


def _of_the_headline(article: Article, out: Path) -> Iterator[Report]:
    marks = _headline(article, out)
    for mark in sorted(marks.iterdir()) if marks.is_dir() else ():
        other = _article(Report(out / mark.name))
        if other is not None and other.title == article.title:
            yield Report(out / mark.name)


def _made(report: Report) -> float:
    """When a report was put in place, in seconds since 1970; 0 where there is none."""
    try:
        return (report.folder / STATE).stat().st_mtime
    except OSError:
        return 0.0


def _article(report: Report) -> Article | None:
    """The article of a report; None where that is broken: it has nothing to hand on."""
    try:
        return parse_json(Article, (report.folder / ARTICLE).read_bytes())
    except (OSError, CommuniqueError):
        return None


def _shared(one: Article | None, other: Article) -> float:
    first, second = set(sentences((one and one.text) or "")), set(sentences(other.text or ""))
    return len(first & second) / max(min(len(first), len(second)), 1)
