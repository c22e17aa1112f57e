"""Entries chosen by name from a section, as in `view.proposals["P1"]`, with their names at the tab key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

E = TypeVar("E")


class Choice(Generic[E]):
    """A section whose entries can be had one by one."""

    def known(self) -> Mapping[str, E]:
        """The entries by id, in their order."""
        raise NotImplementedError

    def numbers(self) -> Mapping[str, str]:
        """What the report calls them, by id."""
        return {}

    def __iter__(self) -> Iterator[E]:
        return iter(self.known().values())

    def __getitem__(self, name: str) -> E:
        """The entry with this id or number; KeyError, with the names there are, for another one."""
        known, ids = self.known(), {number: id for id, number in self.numbers().items()}
        id = ids.get(name, name)
        if id not in known:
            raise KeyError(f"{name}: there is {', '.join(self._ipython_key_completions_()) or 'nothing'}")
        return known[id]

    def _ipython_key_completions_(self) -> list[str]:
        return [*(number for id, number in self.numbers().items() if id in self.known()), *self.known()]
