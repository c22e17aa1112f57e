"""From articles to reports: `brief` those that are named, `watch` a folder for those that come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.command import making, reading, settings_of, verb
from communique.console import Console
from communique.errors import CommuniqueError, SettingsError

if TYPE_CHECKING:
    from communique.article import Loaded
    from communique.batch import Outcome
    from communique.reports import Plan
    from communique.settings import Settings


@verb(example="communique brief summit.txt https://example.org/strike.html --out reports --formats html")
@reading
@making
@click.option("--force", is_flag=True, help="Make reports anew that somebody has worked on.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to use. [default: one a core]")
@click.option("--resume", is_flag=True, help="Leave reports alone that are what they would become.")
@click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster there, such as tcp://10.0.0.1:8786.")
@click.pass_obj
def brief(
    console: Console,
    /,
    articles: tuple[str, ...],
    pairs: tuple[tuple[str, str], ...],
    title: str | None,
    source: str | None,
    date: str | None,
    force: bool,
    workers: int | None,
    resume: bool,
    scheduler: str | None,
    memory_limit: int | None,
    **options: Any,
) -> None:
    """Write the report of each ARTICLE: notebook, HTML, PDF and data, in a folder of its own.

    An ARTICLE is a file (.txt, .md, .html, .pdf), a folder, a glob, an address, a .jsonl of articles, or - for standard
    input. The folders of the reports are printed. With --scheduler, articles and reports (--out) may also be at
    addresses such as s3://bucket/articles, which the workers of the cluster read and write.
    """
    if scheduler is not None and workers is not None:
        raise SettingsError("--workers is for this machine, a cluster has its own; leave it out with --scheduler")
    out = options.pop("out")
    settings = settings_of(**options, out=None if scheduler and isinstance(out, str) else out)
    from communique import batch
    from communique.article import Source, find_articles

    far = scheduler is not None
    found = find_articles(articles, settings=settings, title=title, source=source, date=date, addresses=far)
    plan = _plan(console, settings, pairs, ready=not far, force=force, memory=memory_limit or 0)
    with ExitStack() as stack:
        if scheduler is None:
            loaded: Iterator[Loaded] = map(Source.load, found)
            make: Callable[..., Iterator[Outcome]] = partial(_here, plan, workers or batch.cores(), resume)
        else:
            place = batch.place_of(out if isinstance(out, str) else settings.out)
            many = stack.enter_context(batch.connected(scheduler, console.say))
            loaded, make = many.read(found), partial(many.brief_all, plan, place, resume=resume)
        if (first := _first_good(console, iter(loaded))) is not None:
            with console.watching(partial(batch.count_articles, articles)):
                for outcome in make(first):
                    _tell(console, outcome)
    console.finish("report")


def _here(plan: Plan, workers: int, resume: bool, loaded: Iterator[Loaded]) -> Iterator[Outcome]:
    """The outcome of each article, on this machine."""
    from communique import batch, reports

    batch.get_ready(plan)
    with reports.writing(plan.out):
        yield from batch.brief_all(loaded, plan, workers=workers, resume=resume)


@verb(example="communique watch inbox --out reports")
@click.argument("inbox", type=click.Path(path_type=Path))
@making
@click.option("--min-confidence", type=float, metavar="0..1", help="Leave out entries below it. [default: 0]")
@click.pass_obj
def watch(
    console: Console,
    /,
    inbox: Path,
    pairs: tuple[tuple[str, str], ...],
    memory_limit: int | None,
    **options: Any,
) -> None:
    """Brief each article that lands in the folder INBOX, until it is stopped with Ctrl-C.

    Articles that were there before and were not briefed yet are briefed first; one that cannot be is moved to failed/.
    """
    settings = settings_of(**options)
    plan = _plan(console, settings, pairs, memory=memory_limit or 0)
    from communique import batch

    batch.get_ready(plan)
    console.say(f"Watching {inbox}; Ctrl-C ends it")
    batch.watch(inbox, plan, settings, lambda outcome: _tell(console, outcome))


def _parameters(pairs: Iterable[tuple[str, str]], settings: Settings) -> dict[str, Any]:
    """The parameters given by name, after those that settings other than the defaults stand for."""
    fields = type(settings).model_fields
    values: dict[str, Any] = {
        name: value
        for name in ("pipeline", "min_confidence")
        if (value := getattr(settings, name)) != fields[name].default
    }
    given = dict(pairs)
    for name, _ in pairs:
        if sum(other == name for other, _ in pairs) > 1:
            raise SettingsError(f"parameter {name} is given twice")
    return values | given


def _plan(
    console: Console, settings: Settings, pairs: Iterable[tuple[str, str]], *, ready: bool = True, **options: Any
) -> Plan:
    """What is to be made of each article, as settings and parameters say; with `ready`, on this machine."""
    from communique import execution, warming

    if ready and execution.CAN_FORK:
        execution.ready_process(warming.PRELOAD)  # gets ready while this process imports what it needs itself
    from communique import export, reports

    theme, problems = export.theme_of(settings)
    for problem in problems:
        console.say(problem)
    return reports.plan(
        out=settings.out,
        notebook=settings.notebook,
        parameters=_parameters(pairs, settings),
        formats=settings.formats,
        timeout=settings.timeout,
        theme=theme,
        preload=warming.PRELOAD,
        **options,
    )


def _first_good(console: Console, loaded: Iterator[Loaded]) -> Iterator[Loaded] | None:
    """The articles from the first on that could be read, the errors before it told; None where none could be."""
    for one in loaded:
        if one.article is not None:
            return chain([one], loaded)
        console.fail(one.error or CommuniqueError(f"{one.name} cannot be read"), begun=False)
    return None


def _tell(console: Console, outcome: Outcome) -> None:
    """Tells what became of an article and counts it."""
    if outcome.error is not None:
        console.fail(outcome.error, begun=outcome.begun)
    elif outcome.needed:
        console.finished(outcome.folder)
    else:
        console.leave_alone(outcome.folder)
