"""HTML put together so that text can only be text: every string that is no `Markup` is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "source"})


def tag(name: str, *children: Any, **attributes: Any) -> Markup:
    """The element `name`; None and False attributes are left out, `class_` is `class`, `data_x` is `data-x`."""
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>") + join(children) + Markup(f"</{name}>")


def join(parts: Iterable[Any], between: Any = "") -> Markup:
    """The parts one after the other, None left out, text escaped."""
    return escape(between).join(escape(part) for part in parts if part is not None)


def hidden(text: str) -> Markup:
    """Words for those who listen, where a sign stands for those who look."""
    return tag("span", text, class_="v")


def dot() -> Markup:
    """The dot between two pieces of a line of facts."""
    return tag("span", " · ", class_="dot")


def facts(*parts: Any) -> Markup:
    """Pieces of a line of facts, parted by dots; empty ones are left out."""
    return join((part for part in parts if part), dot())
