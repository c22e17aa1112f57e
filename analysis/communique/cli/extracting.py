"""From articles to data alone: `extract`, to standard output, files or a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.command import reading, settings_of, verb
from communique.console import Console
from communique.errors import CommuniqueError, ReportError, SettingsError

if TYPE_CHECKING:
    from communique.model import Article


@verb(example="communique extract summit.txt > summit.json")
@reading
@click.option("--out", type=click.Path(path_type=Path), metavar="PLACE", help="A folder, or a .jsonl or .parquet file.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to use. [default: one a core]")
@click.pass_obj
def extract(
    console: Console,
    /,
    articles: tuple[str, ...],
    title: str | None,
    source: str | None,
    date: str | None,
    out: Path | None,
    workers: int | None,
    **options: Any,
) -> None:
    """Print the briefing of an ARTICLE as JSON, or write those of several to a folder or a table.

    A folder gets one NAME.json each; a file whose name ends in .jsonl or .parquet gets all of them.
    """
    settings = settings_of(**options)
    from communique import batch
    from communique.article import read_articles

    loaded = read_articles(articles, settings=settings, title=title, source=source, date=date)
    first = list(islice(loaded, 2))
    if out is None and len(first) > 1:
        raise SettingsError("several articles need a place for their briefings; give one with --out")
    done = batch.extract_all(
        chain(first, loaded),
        workers=workers or batch.cores(),
        pipeline=settings.pipeline,
        min_confidence=settings.min_confidence,
    )
    tabular = out is not None and out.suffix in {".jsonl", ".parquet"}
    with ExitStack() as stack:
        stack.enter_context(console.watching(partial(batch.count_articles, articles)))
        keep = _table_of(stack, out) if out and tabular else partial(_save, out, set())
        for one in done:
            if one.json is None:
                console.fail(one.error or CommuniqueError(f"{one.name} cannot be read"), begun=one.begun)
            else:
                console.finished(keep(one.name, one.json))
    if tabular and console.done:
        console.answer(out)
    console.finish("briefing")


def _table_of(stack: ExitStack, out: Path) -> Callable[[str, str], None]:
    """What adds a briefing to the table `out`, which is in place when `stack` is left."""
    from communique import batch

    table = stack.enter_context(batch.Table(out))
    return lambda _, briefing: table.add(briefing)


def _save(out: Path | None, taken: set[str], name: str, briefing: str) -> str | Path:
    """Writes a briefing to a file in `out` and gives its path; without `out`, gives the briefing."""
    from communique.model import Article
    from communique.reports import write_whole

    if out is None:
        return briefing.removesuffix("\n")
    path = out / _data_name(name, Article.model_validate(json.loads(briefing)["article"]), taken)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, briefing.encode())
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error.strerror}; choose another folder with --out") from error
    return path


def _data_name(name: str, article: Article, taken: set[str]) -> str:
    """What an article's data is called: as its file, else (or where that is `taken`) as its report would be."""
    from communique.reports import folder_name

    path = Path(name)
    own = path.stem if path.suffix != ".json" else path.absolute().parent.name
    chosen = own if path.is_file() and own not in taken else folder_name(article)
    taken.add(chosen)
    return f"{chosen}.json"
