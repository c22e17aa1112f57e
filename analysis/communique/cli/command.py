"""What all commands share: the group, the options that several have, settings, tables, and how the process ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from communique import __version__
from communique.console import ALL_DONE, INTERRUPTED, Console
from communique.errors import CommuniqueError, SettingsError

if TYPE_CHECKING:
    from communique.settings import Settings

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


class _Place(click.ParamType[Path | str]):
    """A folder, as a path, or an address, as it is."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:  # noqa: ARG002
        """The path or the address."""
        from communique.remote import is_address

        if isinstance(value, str) and is_address(value) and not value.startswith("file://"):
            return value
        return Path(value.removeprefix("file://") if isinstance(value, str) else value)


PLACE = _Place()


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
        click.option("--out", type=PLACE, metavar="DIR", help="For reports. [default: reports]"),
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
    invoke_without_command=True,
)
@click.version_option(__version__, message="communique %(version)s")
@talking
@click.pass_context
def cli(context: click.Context) -> None:
    """Reads news articles about people dealing with each other and writes their briefings."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


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


def settings_of(**options: Any) -> Settings:
    """The settings, with the options that were given over all others."""
    if isinstance(out := options.get("out"), str):
        raise SettingsError(f"{out} is no folder; reports go to an address with --scheduler")
    from communique.settings import load_settings

    return load_settings(**options)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows of text in columns."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
