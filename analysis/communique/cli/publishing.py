"""The site of the approved reports: `publish`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.command import settings_of, verb
from communique.console import Console, plural
from communique.errors import SettingsError

if TYPE_CHECKING:
    from communique.publish import Outcome


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
    settings = settings_of(out=out, publish_to=to, base_url=base_url, site_title=title, full_text=full_text or None)
    from communique import export, publish, reports

    reports.show_newer(settings.out)
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


def _tell_published(console: Console, done: Outcome, place: str, *, dry_run: bool) -> None:
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
