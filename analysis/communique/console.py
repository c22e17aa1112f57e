"""What a command says and how it went: answers, messages, progress on a terminal, and the failures counted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from rich.progress import Progress

ALL_DONE, SOME_FAILED, NOTHING_BEGUN, INTERRUPTED = 0, 1, 2, 130


@dataclass
class Console:
    """The state of one command: how much it says, what it did, and the progress that is shown on a terminal."""

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    done: int = 0
    left_alone: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    bar: Progress | None = None

    def answer(self, text: object) -> None:
        """An answer, on standard output."""
        self._print(str(text), err=False)

    def say(self, text: str) -> None:
        """A message about the work; none with --quiet."""
        if not self.quiet:
            self._print(text, err=True)

    def detail(self, text: str) -> None:
        """A message for --verbose."""
        if self.verbose:
            self._print(text, err=True)

    def fail(self, error: Exception, *, begun: bool) -> None:
        """Tells one failure and counts it; `begun` where work on it had begun."""
        self._print(f"Error: {one_line(error)}", err=True)
        if self.debug:
            import traceback

            self._print("".join(traceback.format_exception(error)), err=True)
        self.failed.append(one_line(error))
        self.refused += not begun
        self._advance()

    def finished(self, text: object) -> None:
        """One more is done; `text` is where it is, or what it is, or None where that is told at the end."""
        self.done += 1
        if text is not None:
            self.answer(text)
        self._advance()

    def leave_alone(self, text: object) -> None:
        """One more needed nothing to be done."""
        self.left_alone += 1
        self.detail(f"{text} is up to date")
        self._advance()

    @contextmanager
    def watching(self, count: Callable[[], int]) -> Iterator[None]:
        """Shows, on a terminal and with more than one to do, what is done and failed, the rate and the time left."""
        if self.quiet or not sys.stderr.isatty() or (total := count()) < 2:
            yield
            return
        from rich import progress
        from rich.console import Console as Terminal

        columns = (
            progress.BarColumn(),
            progress.TextColumn("{task.fields[said]}"),
            progress.TextColumn("elapsed"),
            progress.TimeElapsedColumn(),
            progress.TextColumn("left"),
            progress.TimeRemainingColumn(),
        )
        with progress.Progress(*columns, console=Terminal(stderr=True), transient=True) as self.bar:
            self.bar.add_task("", total=total, said="")
            self.bar.advance(self.bar.task_ids[0], self.done + self.left_alone + len(self.failed))
            yield
        self.bar = None

    def finish(self, what: str) -> None:
        """Sums up where there was more than one, and ends the command with its exit status."""
        parts = [f"{plural(self.done, what)} written"]
        parts += [f"{self.left_alone:,} up to date"] if self.left_alone else []
        parts += [f"{len(self.failed):,} failed"] if self.failed else []
        if self.done + self.left_alone + len(self.failed) > 1:
            self.say(", ".join(parts))
        click.get_current_context().exit(self.status())

    def status(self) -> int:
        """The exit status of all that was done."""
        if not self.failed:
            return ALL_DONE
        nothing = not self.done and not self.left_alone and self.refused == len(self.failed)
        return NOTHING_BEGUN if nothing else SOME_FAILED

    def _advance(self) -> None:
        if self.bar is not None:
            task = self.bar.tasks[0]
            rate = f", {task.speed * 60:.0f} a minute" if task.speed else ""
            said = f"{self.done + self.left_alone:,} of {task.total:,.0f} done, {len(self.failed):,} failed{rate}"
            self.bar.update(task.id, advance=1, said=said)

    def _print(self, text: str, *, err: bool) -> None:
        """Prints above the progress where both are on one terminal."""
        if self.bar is not None and (err or sys.stdout.isatty()):
            self.bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(text, err=err)


def one_line(error: Exception) -> str:
    """What an error says, on one line of printable characters."""
    if isinstance(error, click.ClickException):
        text = error.format_message()
    elif isinstance(error, CommuniqueError):
        text = str(error)
    else:
        text = f"this should not happen: {type(error).__name__}: {error}; --debug shows where"
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def plural(count: int, what: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
