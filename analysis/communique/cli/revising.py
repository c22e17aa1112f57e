"""What is done with reports that are there: list, remove, refresh, render, approve, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.command import again, settings_of, table, verb
from communique.console import Console
from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from communique.reports import Report
    from communique.settings import Settings


@verb("list", example="communique list --out reports")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.pass_obj
def list_(console: Console, /, out: Path | None) -> None:
    """List the reports: their dates, states and counts."""
    from communique import publish, reports

    folder = settings_of(out=out).out
    reports.show_newer(folder)
    on_site = publish.published(folder)
    rows = []
    for report in reports.reports_in(folder):
        try:
            rows.append(_row(report, publish.status_of(report, on_site)))
        except CommuniqueError as error:
            console.fail(error, begun=True)
    if rows:
        table(("REPORT", "PUBLISHED", "MADE", "STATE", "PROPOSALS", "CONCESSIONS", "ACTORS"), rows)
    else:
        console.say("no reports")
    click.get_current_context().exit(console.status())


@verb(example="communique remove talks-resume-1f2e3d4c")
@click.argument("report")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
def remove(report: str, out: Path | None) -> None:
    """Move a REPORT to the trash folder (.trash) of the folder it is in."""
    from communique import reports

    click.echo(reports.remove(reports.find(report, settings_of(out=out).out)))


@verb(example="communique refresh talks-resume-1f2e3d4c")
@again
@click.option("--timeout", type=float, metavar="SECONDS", help="How long a notebook may run. [default: 600]")
@click.pass_obj
def refresh(console: Console, /, names: tuple[str, ...], **options: Any) -> None:
    """Run the own notebook of each REPORT again, with its corrections and the analyst's cells, and render it."""
    settings = settings_of(**options)
    from communique import reports

    _make_again(console, names, settings, options, partial(reports.refresh, timeout=settings.timeout))


@verb(example="communique render talks-resume-1f2e3d4c --formats pdf")
@again
@click.pass_obj
def render(console: Console, /, names: tuple[str, ...], **options: Any) -> None:
    """Render the notebook of each REPORT as it stands, without running it."""
    from communique import reports

    _make_again(console, names, settings_of(**options), options, reports.render)


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
            named = report.name in str(error)
            console.fail(error if named else CommuniqueError(f"{report.name}: {error}"), begun=True)
    console.finish("report")


def _each(console: Console, names: Iterable[str], out: Path | None, change: Callable[[Report], Report]) -> None:
    """Changes the state of each report; all have to be there before the first is changed."""
    from communique import reports

    folder = settings_of(out=out).out
    for report in [reports.find(name, folder) for name in names]:
        try:
            changed = change(report)
            console.finished(f"{changed.name}  {changed.status()}")
        except CommuniqueError as error:
            console.fail(error, begun=False)
    click.get_current_context().exit(console.status())


def _row(report: Report, status: str) -> tuple[str, ...]:
    if report.state is None:
        return (report.name, "", "", status, "", "", "")
    briefing = report.briefing
    counts = (str(len(entries)) for entries in (briefing.proposals, briefing.concessions, briefing.actors))
    return (report.name, briefing.article.published or "", briefing.provenance.created[:10], status, *counts)
