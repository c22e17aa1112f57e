"""What the article attributes to somebody: source, cue and content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model import Statement, entry_id

if TYPE_CHECKING:
    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading


def find_statements(reading: Reading, cast: Cast) -> tuple[Statement, ...]:
    """The statements of the text, in its order."""
    found: dict[str, Statement] = {}
    for quotation in reading.quotations:
        content = reading.span(quotation.start, quotation.end)
        if len(content.text.split()) >= 3 and not quotation.nested:
            id = entry_id("s", (content,), found)
            found[id] = Statement(id=id, speaker=None, direct=True, content=content)
    return tuple(found.values())
