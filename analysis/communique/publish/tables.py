"""All entries of all reports as a table for researchers, and the reports as an index."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from communique.display.index import Entry
from communique.errors import PublishError
from communique.model import Briefing, Concession, Proposal
from communique.publish.items import Item, Site

COLUMNS = (
    "address", "article", "source", "date", "entry", "type", "kind", "status", "summary", "by", "to", "supports",
    "rejects", "hedges", "conditions", "when", "deadline", "reported_by", "event", "confidence", "review", "evidence",
)  # fmt: skip


def rows(items: Iterable[Item], site: Site) -> Iterator[dict[str, Any]]:
    """A row for each proposal and concession; several names or words in a cell are parted by semicolons."""
    for item in items:
        article = item.briefing.article
        shared = {
            "address": site.absolute(item.path), "article": article.title, "source": article.source, "date": item.date,
        }  # fmt: skip
        entries: tuple[Entry, ...] = (*item.briefing.proposals, *item.briefing.concessions)
        for entry in entries:
            own = _proposal(item.briefing, entry) if isinstance(entry, Proposal) else _concession(item.briefing, entry)
            yield {name: ({**shared, **_entry(item.briefing, entry), **own}).get(name) for name in COLUMNS}


def _entry(briefing: Briefing, entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "status": entry.status,
        "summary": entry.summary,
        "when": entry.when and (entry.when.date or entry.when.text),
        "reported_by": _names(briefing, entry.reported_by),
        "event": entry.event,
        "confidence": entry.confidence,
        "review": entry.review and entry.review.state,
        "evidence": "; ".join(" ".join(span.text.split()) for span in entry.evidence),
    }


def _proposal(briefing: Briefing, p: Proposal) -> dict[str, Any]:
    stances = {
        stance: _names(briefing, (x.actor for x in p.positions if x.stance == stance))
        for stance in ("supports", "rejects", "hedges")
    }
    return {
        "type": "proposal", "kind": p.kind, "by": _names(briefing, p.proponents), "to": _names(briefing, p.addressees),
        **stances, "conditions": "; ".join(c.summary for c in p.conditions) or None,
        "deadline": p.deadline and (p.deadline.date or p.deadline.text),
    }  # fmt: skip


def _concession(briefing: Briefing, c: Concession) -> dict[str, Any]:
    return {"type": "concession", "by": _names(briefing, c.by), "to": _names(briefing, c.to)}


def _names(briefing: Briefing, ids: Iterable[str]) -> str | None:
    return "; ".join(briefing.actor(id).name for id in dict.fromkeys(ids)) or None


def as_csv(items: Iterable[Item], site: Site) -> bytes:
    """The table as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _inert(value) for name, value in row.items()} for row in rows(items, site))
    return stream.getvalue().encode("utf-8")


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(r"[=+\-@\t\r]", value) else value


def as_parquet(items: Iterable[Item], site: Site) -> bytes:
    """The table as Parquet; PublishError where pyarrow is not there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise PublishError("the table of entries needs pyarrow; install communique[publish]") from error
    kinds = [(name, pa.float64() if name == "confidence" else pa.string()) for name in COLUMNS]
    table = pa.Table.from_pylist(list(rows(items, site)), schema=pa.schema(kinds))
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def as_index(items: Iterable[Item], site: Site) -> bytes:
    """The reports as JSON: what each is called, where it is and what it holds."""
    reports = [
        {
            "id": item.briefing.article.id,
            "title": item.title,
            "date": item.date,
            "source": item.briefing.article.source,
            "original": item.briefing.article.url,
            "bottom_line": item.lead,
            "proposals": dict(sorted(item.statuses.items())),
            "concessions": len(item.briefing.concessions),
            "draft": item.draft,
            "full_text": item.full_text,
            "html": (address := site.absolute(item.path)),
            "pdf": f"{address}briefing.pdf",
            "json": f"{address}briefing.json",
            "updated": item.updated,
        }
        for item in items
    ]
    data = {"title": site.title, "address": site.base_url, "reports": reports}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
