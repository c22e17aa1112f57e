"""The review widget: the article with its marks beside the entries, to confirm, amend, drop, merge, add, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.model import Briefing
    from communique.widget.reviewing import ReviewWidget

__all__ = ["review"]


def review(analysis: Briefing, path: str = "corrections.toml", *, by: str | None = None) -> ReviewWidget | None:
    """The widget over what the analysis gave; what is done in it is saved at once to the corrections at `path`.

    `by` is who corrects, by default the user's name. None where nobody is there to see it: in a notebook that is run
    from a shell.
    """
    if not _watched():
        return None
    from communique.widget.reviewing import ReviewWidget

    return ReviewWidget(analysis, path, by=by)


def _watched() -> bool:
    """Whether a person runs this cell: a front end that may ask for input has one, a run from a shell has not."""
    from IPython import get_ipython

    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    return bool(getattr(kernel, "_allow_stdin", True))
