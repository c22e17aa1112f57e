"""The command line: parse, call, report. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from communique import __version__
from communique.console import ALL_DONE, INTERRUPTED, SOME_FAILED, Console, plural
from communique.errors import CommuniqueError, ReportError, SettingsError

if TYPE_CHECKING:
    from communique.article import Loaded
    from communique.batch import Outcome
    from communique.model import Article
    from communique.publish import Outcome as Publication
    from communique.reports import Desk, Plan, Report
    from communique.settings import Settings

REPORT = "communique.report"
F = TypeVar("F", bound=Callable[..., Any])


class _Size(click.ParamType[int]):
    """A number of bytes, with K, M or G after it for powers of 1,024."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes that a text such as `2G` means."""
        if isinstance(value, int):
            return value
        number, unit = str(value).upper().removesuffix("B"), 1
        if number[-1:] in {"K", "M", "G"}:
            number, unit = number[:-1], 1024 ** (1 + "KMG".index(number[-1]))
        try:
            return max(1, int(float(number) * unit))
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no size; write it like 500M or 2G", param, ctx)


SIZE = _Size()


def _flag(name: str, help: str) -> Callable[[F], F]:
    def keep(context: click.Context, _: click.Parameter, value: bool) -> None:
        setattr(context.ensure_object(Console), name, value or getattr(context.obj, name))

    return click.option(f"--{name}", is_flag=True, expose_value=False, callback=keep, help=help)


def talking(command: F) -> F:
    """Gives a command the options that all have."""
    for name, help in (
        ("debug", "Show tracebacks."),
        ("verbose", "Say more on standard error."),
        ("quiet", "Say nothing on standard error but errors."),
    ):
        command = _flag(name, help)(command)
    return command


def reading(command: F) -> F:
    """Gives a command the articles and what overrides what they say of themselves."""
    for option in (
        click.option("--date", metavar="YYYY-MM-DD", help="The article's date."),
        click.option("--source", metavar="NAME", help="Who published it."),
        click.option("--title", metavar="TEXT", help="Its headline."),
        click.option("--min-confidence", type=float, metavar="0..1", help="Leave out entries below it. [default: 0]"),
        click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True),
    ):
        command = option(command)
    return command


def again(command: F) -> F:
    """Gives a command the reports that it makes again, and how."""
    for option in (
        click.option("--formats", metavar="LIST", help="What to render, with commas. [default: as before]"),
        click.option(
            "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where they are. [default: reports]"
        ),
        click.argument("names", metavar="REPORT...", nargs=-1, required=True),
    ):
        command = option(command)
    return command


def making(command: F) -> F:
    """Gives a command what says how reports are made."""
    for option in (
        click.option("--memory-limit", type=SIZE, metavar="SIZE", help="What a notebook may hold, such as 2G."),
        click.option("--timeout", type=float, metavar="SECONDS", help="How long a notebook may run. [default: 600]"),
        click.option("-p", "--parameter", "pairs", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter."),
        click.option("--notebook", metavar="NAME", help="The template: a name, or an .ipynb. [default: briefing]"),
        click.option("--formats", metavar="LIST", help="What to render: html, pdf, md, docx. [default: html,pdf]"),
        click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="For reports. [default: reports]"),
    ):
        command = option(command)
    return command


def verb(name: str | None = None, example: str = "") -> Callable[[Callable[..., Any]], click.Command]:
    """A command of `communique`, with the options that all have and an example in its help."""

    def make(function: Callable[..., Any]) -> click.Command:
        epilog = f"\b\nExample:\n  {example}"
        return cli.command(name, epilog=epilog, no_args_is_help=False)(talking(function))

    return make


@click.group(
    epilog="\b\nExample:\n  communique brief article.txt\n\n\b\nCompletion in bash (zsh and fish likewise):\n"
    '  eval "$(_COMMUNIQUE_COMPLETE=bash_source communique)"',
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="communique %(version)s")
@talking
def cli() -> None:
    """Reads news articles about people dealing with each other and writes their briefings."""


@verb(example="communique brief summit.txt https://example.org/strike.html --out reports --formats html")
@reading
@making
@click.option("--force", is_flag=True, help="Make reports anew that somebody has worked on.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to use. [default: one a core]")
@click.option("--resume", is_flag=True, help="Leave reports alone that are what they would become.")
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
    memory_limit: int | None,
    **options: Any,
) -> None:
    """Write the report of each ARTICLE: notebook, HTML, PDF and data, in a folder of its own.

    An ARTICLE is a file (.txt, .md, .html, .pdf), a folder, a glob, an address, a .jsonl of articles, or - for standard
    input. The folders of the reports are printed.
    """
    settings = _settings(**options)
    loaded = _read(articles, settings, title, source, date)
    plan = _plan(console, settings, pairs, force=force, memory=memory_limit or 0)
    from communique import batch, reports

    if (first := _first_good(console, loaded)) is not None:
        batch.get_ready(plan)
        with reports.writing(settings.out), console.watching(batch.count_articles(articles)):
            many = batch.brief_all(first, plan, workers=workers or batch.cores(), resume=resume)
            for outcome in many:
                _tell(console, outcome)
    console.finish("report")


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
    settings = _settings(**options)
    plan = _plan(console, settings, pairs, memory=memory_limit or 0)
    from communique import batch

    batch.get_ready(plan)
    console.say(f"Watching {inbox}; Ctrl-C ends it")
    batch.watch(inbox, plan, settings, lambda outcome: _tell(console, outcome))


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
    settings = _settings(**options)
    loaded = _read(articles, settings, title, source, date)
    from communique import batch

    first = list(islice(loaded, 2))
    if out is None and len(first) > 1:
        raise SettingsError("several articles need a place for their briefings; give one with --out")
    done = batch.extract_all(
        chain(first, loaded),
        workers=workers or batch.cores(),
        pipeline=settings.pipeline,
        min_confidence=settings.min_confidence,
    )
    table = out is not None and out.suffix in {".jsonl", ".parquet"}
    with ExitStack() as stack:
        stack.enter_context(console.watching(batch.count_articles(articles)))
        keep = _table_of(stack, out) if out and table else partial(_save, out, set())
        for one in done:
            if one.json is None:
                console.fail(one.error or CommuniqueError(f"{one.name} cannot be read"), begun=one.begun)
            else:
                console.finished(keep(one.name, one.json))
    if table and console.done:
        console.answer(out)
    console.finish("briefing")


@verb("parameters", example="communique parameters briefing")
@click.argument("notebook", default="briefing")
def parameters_(notebook: str) -> None:
    """List the parameters that a NOTEBOOK (a template's name or a path) takes: name, type, default, help."""
    from communique import execution

    path = execution.find_template(notebook)
    found = execution.parameters_of(execution.read_notebook(path), path.name)
    _table(("NAME", "TYPE", "DEFAULT", "HELP"), [(p.name, p.type, p.default, p.help) for p in found])


@verb("list", example="communique list --out reports")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.pass_obj
def list_(console: Console, /, out: Path | None) -> None:
    """List the reports: their dates, states and counts."""
    from communique import publish, reports

    folder = _settings(out=out).out
    on_site = publish.published(folder)
    rows = []
    for report in reports.reports_in(folder):
        try:
            rows.append(_row(report, publish.status_of(report, on_site)))
        except CommuniqueError as error:
            console.fail(error, begun=True)
    if rows:
        _table(("REPORT", "PUBLISHED", "MADE", "STATE", "PROPOSALS", "CONCESSIONS", "ACTORS"), rows)
    else:
        console.say("no reports")
    click.get_current_context().exit(console.status())


@verb(example="communique remove talks-resume-1f2e3d4c")
@click.argument("report")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
def remove(report: str, out: Path | None) -> None:
    """Move a REPORT to the trash folder (.trash) of the folder it is in."""
    from communique import reports

    click.echo(reports.remove(reports.find(report, _settings(out=out).out)))


@verb(example="communique refresh talks-resume-1f2e3d4c")
@again
@click.option("--timeout", type=float, metavar="SECONDS", help="How long a notebook may run. [default: 600]")
@click.pass_obj
def refresh(console: Console, /, names: tuple[str, ...], **options: Any) -> None:
    """Run the own notebook of each REPORT again, with its corrections and the analyst's cells, and render it."""
    settings = _settings(**options)
    from communique import reports

    _make_again(console, names, settings, options, partial(reports.refresh, timeout=settings.timeout))


@verb(example="communique render talks-resume-1f2e3d4c --formats pdf")
@again
@click.pass_obj
def render(console: Console, /, names: tuple[str, ...], **options: Any) -> None:
    """Render the notebook of each REPORT as it stands, without running it."""
    from communique import reports

    _make_again(console, names, _settings(**options), options, reports.render)


@cli.group(
    epilog='\b\nExample:\n  communique correct talks-1f2e3d4c amend p-91c4be status=agreed --why "agreed on Friday"'
)
@talking
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.argument("report")
@click.pass_context
def correct(context: click.Context, report: str, out: Path | None) -> None:
    """Correct a REPORT by hand: kept in its corrections.toml, and brought into the report by `communique refresh`."""
    from communique import reports

    context.meta[REPORT] = reports.find(report, _settings(out=out).out)


def correction(function: Callable[..., None]) -> click.Command:
    """A way to correct a report, with who does it and why."""
    by = click.option("--by", metavar="NAME", help="Who corrects. [default: your user name]")
    why = click.option("--why", metavar="TEXT", help="Why, for the record.")
    return correct.command()(talking(why(by(click.pass_context(function)))))


@correction
@click.argument("id")
def drop(context: click.Context, /, id: str, **signed: str | None) -> None:
    """Drop an entry that is wrong; what names a dropped actor names it no longer."""
    _kept(context, _desk(context, signed).drop(id))


@correction
@click.argument("id")
def confirm(context: click.Context, /, id: str, **signed: str | None) -> None:
    """Confirm an entry: somebody has read it and stands by it."""
    _kept(context, _desk(context, signed).confirm(id))


@correction
@click.argument("id")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
def amend(context: click.Context, /, id: str, pairs: tuple[str, ...], **signed: str | None) -> None:
    """Give fields of an entry other values: status=agreed, proponents=norland,sudria, deadline= (nothing)."""
    _kept(context, _desk(context, signed).amend(id, pairs))


@correction
@click.argument("kind")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--evidence", multiple=True, required=True, metavar="WORDS", help="Words of the article that carry it.")
def add(context: click.Context, /, kind: str, pairs: tuple[str, ...], evidence: tuple[str, ...], **signed: Any) -> None:
    """Add an entry of a KIND (actor, statement, proposal, concession) that the analysis does not have."""
    _kept(context, _desk(context, signed).add(kind, pairs, evidence))


@correction
@click.argument("id")
@click.argument("other", metavar="ID")
def merge(context: click.Context, /, id: str, other: str, **signed: str | None) -> None:
    """Merge two actors, proposals or concessions that are one; the first ID stays."""
    _kept(context, _desk(context, signed).merge(id, other))


@correct.command("list")
@talking
@click.pass_context
def entries(context: click.Context) -> None:
    """List the entries, as corrected so far: their ids, what they are and what was done with them."""
    _table(("ID", "ENTRY", "STATUS", "REVIEW", "WHAT"), _desk(context, {}).rows())


@correct.command()
@talking
@click.pass_context
def undo(context: click.Context) -> None:
    """Take the last correction back."""
    _kept(context, _desk(context, {}).undo())


@verb(example="communique edit talks-resume-1f2e3d4c")
@click.argument("report", required=False)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
def edit(console: Console, /, report: str | None, out: Path | None, no_browser: bool) -> None:
    """Open JupyterLab on the notebook of a REPORT; without one, on the desk notebook."""
    from communique import desk, reports

    folder = _settings(out=out).out
    notebook = reports.find(report, folder).folder / "briefing.ipynb" if report else desk.desk_notebook(folder)
    root = notebook.parent.parent if report else notebook.parent
    console.say("JupyterLab starts; Ctrl-C ends it")
    click.get_current_context().exit(desk.open_lab(notebook, root=root, browser=not no_browser, tell=click.echo))


@verb(example="communique init newsroom")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(folder: Path) -> None:
    """Make DIR a workspace: the templates, to change them, and a communique.toml with every setting."""
    from communique import desk

    for path in desk.make_workspace(folder):
        click.echo(path)


@verb(example="communique doctor")
def doctor() -> None:
    """Check pipeline, kernel, PDF libraries and fonts, and say what to install."""
    from communique.doctor import examine

    failed = 0
    for check in examine(_settings().pipeline):
        click.echo(f"{'missing' if check.mend else 'ok':8}{check.name:12}{check.found}")
        if check.mend:
            failed += 1
            click.echo(f"{'':20}{check.mend}")
    click.get_current_context().exit(SOME_FAILED if failed else ALL_DONE)


@verb(example="communique schema > briefing.schema.json")
def schema() -> None:
    """Print the JSON Schema of briefing.json."""
    from communique.model import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@verb(example='communique approve talks-resume-1f2e3d4c --by "Jo Mast"')
@click.argument("names", metavar="REPORT...", nargs=-1, required=True)
@click.option("--by", metavar="NAME", help="Who approves.")
@click.option("--full-text", is_flag=True, help="Let the whole article be published with it.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.pass_obj
def approve(console: Console, /, names: tuple[str, ...], by: str | None, full_text: bool, out: Path | None) -> None:
    """Approve what each REPORT says now; `publish` then takes it, until it is changed."""
    from communique import reports

    _each(console, names, out, partial(reports.approve, by=by, full_text=full_text))


@verb(example="communique withdraw talks-resume-1f2e3d4c")
@click.argument("names", metavar="REPORT...", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.pass_obj
def withdraw(console: Console, /, names: tuple[str, ...], out: Path | None) -> None:
    """Take the approval of each REPORT back; the next `publish` takes it off the site."""
    from communique import reports

    _each(console, names, out, reports.withdraw)


@verb("publish", example="communique publish --to s3://press/briefings --base-url https://example.org/briefings/")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.option("--to", metavar="PLACE", help="A folder, s3://..., gs://..., sftp://..., or git+ssh://...#branch.")
@click.option("--base-url", metavar="URL", help="The address at which the site is read.")
@click.option("--title", metavar="TEXT", help="What the site is called. [default: the organization, else Briefings]")
@click.option("--drafts", is_flag=True, help="Publish drafts too, marked as such.")
@click.option("--full-text", is_flag=True, help="Publish whole articles, not only the words that carry an entry.")
@click.option("--dry-run", is_flag=True, help="Only list what would change.")
@click.option("--serve", is_flag=True, help="Show the site on this machine, made anew when a report changes.")
@click.pass_obj
def publish_(
    console: Console,
    /,
    out: Path | None,
    to: str | None,
    base_url: str | None,
    title: str | None,
    drafts: bool,
    full_text: bool,
    dry_run: bool,
    serve: bool,
) -> None:
    """Publish the approved reports as a static site; what has not changed is not sent again."""
    settings = _settings(out=out, publish_to=to, base_url=base_url, site_title=title, full_text=full_text or None)
    from communique import export, publish

    theme, problems = export.theme_of(settings)
    for problem in problems:
        console.say(f"Note: {problem}")
    title = settings.site_title or settings.organization or "Briefings"
    if serve:
        preview = publish.Preview(settings.out, publish.Site(title, "", theme), drafts, settings.full_text)
        console.say("The preview starts; Ctrl-C ends it")
        publish.serve(preview, say=click.echo, fail=partial(console.fail, begun=True))
        return
    if settings.base_url is None:
        raise SettingsError("a site needs its address; give --base-url URL, or base_url in communique.toml")
    if settings.publish_to is None:
        raise SettingsError("a site needs a place; give --to PLACE, or publish_to in communique.toml")
    site = publish.site_of(title, settings.base_url, theme)
    try:
        done = publish.publish(
            settings.out, settings.publish_to, site, drafts=drafts, full_text=settings.full_text, dry_run=dry_run
        )
    except publish.DestinationError as error:
        console.fail(error, begun=True)
        click.get_current_context().exit(console.status())
    _tell_published(console, done, settings.publish_to, dry_run=dry_run)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with its exit status; every error is one line."""
    console = Console()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        status = cli.main(arguments, prog_name="communique", standalone_mode=False, obj=console)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; what was finished is whole", err=True)
        sys.exit(INTERRUPTED)
    except Exception as error:
        expected = isinstance(error, click.ClickException | CommuniqueError)
        console.fail(error, begun=not expected)
        sys.exit(console.status())
    sys.exit(status if isinstance(status, int) else ALL_DONE)


def _settings(**options: Any) -> Settings:
    from communique.settings import load_settings

    return load_settings(**options)


def _read(
    names: Iterable[str], settings: Settings, title: str | None, source: str | None, date: str | None
) -> Iterator[Loaded]:
    from communique.article import read_articles

    return read_articles(names, settings=settings, title=title, source=source, date=date)


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


def _plan(console: Console, settings: Settings, pairs: Iterable[tuple[str, str]], **options: Any) -> Plan:
    """What is to be made of each article, as settings and parameters say."""
    from communique import execution, warming

    if execution.CAN_FORK:
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


def _make_again(
    console: Console,
    names: Iterable[str],
    settings: Settings,
    options: Mapping[str, Any],
    make: Callable[..., Report],
) -> None:
    """Makes reports again, in the formats that are asked for, else in those they have."""
    from communique import export, reports

    theme, problems = export.theme_of(settings)
    for problem in problems:
        console.say(problem)
    found = [reports.find(name, settings.out) for name in names]
    formats = settings.formats if options.get("formats") is not None else ()
    for report in found:
        try:
            with reports.writing(report.folder.parent):
                console.finished(make(report, formats=formats, theme=theme).folder)
        except CommuniqueError as error:
            console.fail(CommuniqueError(f"{report.name}: {error}"), begun=True)
    console.finish("report")


def _each(console: Console, names: Iterable[str], out: Path | None, change: Callable[[Report], Report]) -> None:
    """Changes the state of each report; all have to be there before the first is changed."""
    from communique import reports

    folder = _settings(out=out).out
    for report in [reports.find(name, folder) for name in names]:
        try:
            changed = change(report)
            console.finished(f"{changed.name}  {changed.status()}")
        except CommuniqueError as error:
            console.fail(error, begun=False)
    click.get_current_context().exit(console.status())


def _tell_published(console: Console, done: Publication, place: str, *, dry_run: bool) -> None:
    """Tells what a publication changed, and what an editor has to look at."""
    for problem in done.problems:
        console.fail(problem, begun=True)
    for doubt in done.doubts:
        console.say(f"Is {doubt.keys[0]} ({doubt.names[0]}) the same as {doubt.keys[1]} ({doubt.names[1]})?")
    if done.doubts:
        console.say("Settle that in actors.toml, with a [[same]] or [[different]] list of these actors")
    todo = {"new": done.changes.new, "changed": done.changes.changed, "gone": done.changes.gone}
    for what, paths in todo.items():
        for path in paths if dry_run else ():
            click.echo(f"{what:8}{path}")
    counts = ", ".join(f"{len(paths):,} {what}" for what, paths in todo.items() if paths) or "nothing changed"
    console.say(f"{'Would publish' if dry_run else 'Published'} {plural(done.reports, 'report')} at {place}: {counts}")
    click.get_current_context().exit(console.status())


def _desk(context: click.Context, signed: Mapping[str, Any]) -> Desk:
    from communique import reports

    return reports.Desk(context.meta[REPORT], **signed)


def _kept(context: click.Context, done: str) -> None:
    click.echo(done[0].upper() + done[1:])
    folder: Path = context.meta[REPORT].folder
    place = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    context.obj.say(f"`communique refresh {place}` brings it into the report")


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


def _row(report: Report, status: str) -> tuple[str, ...]:
    if report.state is None:
        return (report.name, "", "", status, "", "", "")
    briefing = report.briefing
    counts = (str(len(entries)) for entries in (briefing.proposals, briefing.concessions, briefing.actors))
    return (report.name, briefing.article.published or "", briefing.provenance.created[:10], status, *counts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows of text in columns."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
