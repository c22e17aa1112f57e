"""Corrections by hand: `correct REPORT` and what can be done to an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.command import cli, settings_of, table, talking

if TYPE_CHECKING:
    from communique.reports import Desk

REPORT = "communique.report"


@cli.group(
    no_args_is_help=False,
    epilog='\b\nExample:\n  communique correct talks-1f2e3d4c amend p-91c4be status=agreed --why "agreed on Friday"',
)
@talking
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.argument("report")
@click.pass_context
def correct(context: click.Context, report: str, out: Path | None) -> None:
    """Correct a REPORT by hand: kept in its corrections.toml, and brought into the report by `communique refresh`."""
    from communique import reports

    context.meta[REPORT] = reports.find(report, settings_of(out=out).out)


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
    table(("ID", "ENTRY", "STATUS", "REVIEW", "WHAT"), _desk(context, {}).rows())


@correct.command()
@talking
@click.pass_context
def undo(context: click.Context) -> None:
    """Take the last correction back."""
    _kept(context, _desk(context, {}).undo())


def _desk(context: click.Context, signed: Mapping[str, Any]) -> Desk:
    from communique import reports

    return reports.Desk(context.meta[REPORT], **signed)


def _kept(context: click.Context, done: str) -> None:
    from communique import reports

    click.echo(done[0].upper() + done[1:])
    folder: Path = context.meta[REPORT].folder
    reports.show_newer(folder.parent, [reports.Report(folder)])
    place = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    context.obj.say(f"`communique refresh {place}` brings it into the report")
