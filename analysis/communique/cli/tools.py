"""What is about the place of work: its templates, JupyterLab, a workspace, what is installed, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from communique.cli.command import settings_of, table, verb
from communique.console import ALL_DONE, SOME_FAILED, Console


@verb("parameters", example="communique parameters briefing")
@click.argument("notebook", default="briefing")
def parameters_(notebook: str) -> None:
    """List the parameters that a NOTEBOOK (a template's name or a path) takes: name, type, default, help."""
    from communique import execution

    path = execution.find_template(notebook)
    found = execution.parameters_of(execution.read_notebook(path), path.name)
    table(("NAME", "TYPE", "DEFAULT", "HELP"), [(p.name, p.type, p.default, p.help) for p in found])


@verb(example="communique edit talks-resume-1f2e3d4c")
@click.argument("report", required=False)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports are. [default: reports]")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
def edit(console: Console, /, report: str | None, out: Path | None, no_browser: bool) -> None:
    """Open JupyterLab on the notebook of a REPORT; without one, on the desk notebook."""
    from communique import desk, reports

    folder = settings_of(out=out).out
    notebook = reports.find(report, folder).folder / "briefing.ipynb" if report else desk.desk_notebook(folder)
    root = notebook.parent.parent if report else notebook.parent
    console.say("JupyterLab starts; Ctrl-C ends it")
    reports.show_newer(root)
    status = desk.open_lab(notebook, root=root, browser=not no_browser, tell=click.echo)
    reports.show_newer(root)  # what was corrected meanwhile
    click.get_current_context().exit(status)


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
    for check in examine(settings_of().pipeline):
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
