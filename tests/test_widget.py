"""The review widget does what its page asks for, saves at once and shows what then is; wrong wishes change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

import communique
from communique.corrections import apply, load
from communique.corrections.kinds import CLASSES
from communique.model import Actor, Article, Briefing, Proposal, Provenance, Span
from communique.widget.reviewing import ReviewWidget
from communique.widget.state import state

TEXT = "🌊 Norland asked Sudria to open the dam 🐟. Sudria refused."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


BRIEFING = Briefing(
    article=Article.of(TEXT, "The dam"),
    actors=(
        Actor(id="norland", name="Norland", kind="state", mentions=(span("Norland"),)),
        Actor(id="sudria", name="Sudria", kind="state", mentions=(span("Sudria"),)),
    ),
    proposals=tuple(
        Proposal(id=id, summary=id, kind="demand", status="open", confidence=0.4, evidence=(span(words),))
        for id, words in (
            ("p-1a", "Norland asked Sudria to open the dam 🐟"),
            ("p-2b", "open the dam 🐟. Sudria refused"),
        )
    ),
    provenance=Provenance(tool="t", pipeline="p", created="2025-01-01T00:00:00Z"),
)


@pytest.fixture
def widget(tmp_path: Path) -> ReviewWidget:
    return ReviewWidget(BRIEFING, tmp_path / "corrections.toml", by="Ada")


def kept(widget: ReviewWidget) -> list[str]:
    return [correction.action for correction in load(widget._file.path).corrections]


def test_each_wish_is_saved_at_once_in_the_name_of_who_asks(widget: ReviewWidget) -> None:
    wishes: list[dict[str, Any]] = [
        {
            "do": "amend",
            "id": "p-1a",
            "fields": {"status": "rejected", "proponents": ["norland"]},
            "why": "they said so",
        },
        {"do": "evidence", "id": "p-1a", "quote": {"text": "Sudria", "start": TEXT.rindex("Sudria")}},
        {"do": "confirm", "id": "sudria", "by": "Bo"},
        {
            "do": "add",
            "what": "concession",
            "evidence": [{"text": "open the dam", "start": 26}],
            "fields": {"summary": "x"},
        },
        {"do": "merge", "id": "p-1a", "other": "p-2b"},
        {"do": "drop", "id": "norland"},
    ]
    for wish in wishes:
        widget.hear(wish)
        assert widget.state["notice"]["kind"] == "done", widget.state["notice"]
    assert kept(widget) == ["amend", "amend", "confirm", "add", "merge", "drop"]
    (proposal,) = widget.briefing.proposals
    assert proposal.status == "rejected"
    assert proposal.evidence[-1].start == TEXT.rindex("Sudria")
    assert [c.by for c in load(widget._file.path).corrections] == ["Ada", "Ada", "Bo", "Bo", "Bo", "Bo"]


def test_the_review_can_be_asked_for_again_in_the_same_kernel(tmp_path: Path) -> None:
    for _ in range(2):
        assert communique.review(BRIEFING, str(tmp_path / "corrections.toml")) is not None


def test_a_condition_and_a_deadline_are_amended_as_the_page_sends_them(widget: ReviewWidget) -> None:
    words = {"text": "Sudria", "start": TEXT.index("Sudria")}
    fields = {
        "conditions": [{"summary": "rain", "evidence": [words]}],
        "deadline": {"text": "the dam", "date": "2025-03-21", "evidence": ["the dam"]},
        "confidence": 0.9,
    }
    widget.hear({"do": "amend", "id": "p-1a", "fields": fields})
    assert widget.state["notice"]["kind"] == "done", widget.state["notice"]
    (entry,) = (entry for entry in widget.state["entries"] if entry["id"] == "p-1a")
    assert entry["values"]["conditions"] == [{"summary": "rain", "evidence": [words]}]
    assert entry["values"]["deadline"]["date"] == "2025-03-21"
    again = {name: entry["values"][name] for name in ("conditions", "deadline", "evidence")}
    widget.hear({"do": "amend", "id": "p-1a", "fields": again})
    assert widget.state["notice"]["kind"] == "done", "what the page was given can be given back"
    assert widget.briefing.proposals[0].conditions[0].evidence == (span("Sudria"),)


def test_undo_goes_back_step_by_step(widget: ReviewWidget) -> None:
    before = {**widget.state, "notice": None}
    widget.hear({"do": "merge", "id": "norland", "other": "sudria"})
    assert len(widget.state["actors"]) == 1
    widget.hear({"do": "undo"})
    assert {**widget.state, "notice": None} == before
    widget.hear({"do": "undo"})
    assert widget.state["notice"]["kind"] == "error"


@pytest.mark.parametrize(
    "wish",
    [
        {"do": "drop", "id": "p-9"},
        {"do": "amend", "id": "p-1a", "fields": {"status": "burnt"}},
        {
            "do": "amend",
            "id": "p-1a",
            "fields": {"positions": [{"actor": "norland", "stance": "supports", "evidence": []}]},
        },
        {"do": "add", "what": "proposal", "evidence": [{"text": "peace"}], "fields": {"summary": "x"}},
        {"do": "add", "what": "proposal", "evidence": [], "fields": {"summary": "x"}},
        {"do": "evidence", "id": "p-1a", "quote": {"text": "peace"}},
        {"do": "evidence", "id": "p-1a"},
        {"do": "__class__"},
        {},
    ],
)
def test_a_wish_that_cannot_be_is_told_and_changes_nothing(wish: dict[str, Any], widget: ReviewWidget) -> None:
    widget.hear(wish)
    assert widget.state["notice"]["kind"] == "error"
    assert "\n" not in widget.state["notice"]["text"]
    assert kept(widget) == []


def test_what_another_writer_did_is_seen_and_not_undone(widget: ReviewWidget) -> None:
    other = ReviewWidget(BRIEFING, widget._file.path, by="Bo")
    other.hear({"do": "drop", "id": "p-2b"})
    widget.hear({"do": "confirm", "id": "p-1a"})
    assert "changed by somebody else" in widget.state["notice"]["text"]
    assert [entry["id"] for entry in widget.state["entries"]] == ["norland", "sudria", "p-1a"]
    widget.hear({"do": "confirm", "id": "p-1a"})
    assert kept(widget) == ["drop", "confirm"]


def test_the_page_can_cut_the_text_in_its_own_units() -> None:
    shown = state(apply(BRIEFING, ()), "Ada")
    page = TEXT.encode("utf-16-le")
    cut = [(page[2 * start : 2 * end].decode("utf-16-le"), ids) for start, end, ids in shown["pieces"]]
    assert "".join(words for words, _ in cut) == TEXT
    assert cut[1:4] == [
        ("Norland asked Sudria to ", ["p-1a"]),
        ("open the dam 🐟", ["p-1a", "p-2b"]),
        (". Sudria refused", ["p-2b"]),
    ]


def test_the_forms_have_every_field_of_their_entries_with_its_choices() -> None:
    forms = state(apply(BRIEFING, ()), "Ada")["forms"]
    for what, form in forms.items():
        assert {field["name"] for field in form} | {"id", "review"} == set(CLASSES[what].model_fields)
    status = next(field for field in forms["proposal"] if field["name"] == "status")
    assert status["choices"] == ["open", "agreed", "rejected", "contested", "enacted", "withdrawn"]
    assert not status["empty"]
    assert next(field for field in forms["concession"] if field["name"] == "event")["empty"]
    assert all(field["choices"] for form in forms.values() for field in form if field["kind"] == "choice")


SAVING = """
from communique.model import Briefing
from communique.widget.reviewing import ReviewWidget

widget = ReviewWidget(Briefing.from_json(open("briefing.json").read()), "corrections.toml", by="Ada")
while True:
    widget.hear({"do": "confirm", "id": "p-1a", "why": "x" * 2000})
"""


def test_a_kernel_killed_in_the_middle_of_saving_leaves_the_corrections_of_before_or_after(tmp_path: Path) -> None:
    (tmp_path / "briefing.json").write_text(BRIEFING.to_json())
    file, known = tmp_path / "corrections.toml", 0
    for _ in range(2):
        kernel, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
        try:
            client.execute(SAVING)
            while not file.exists() or len(load(file).corrections) < known + 2:
                assert kernel.is_alive()
        finally:
            client.stop_channels()
            kernel.shutdown_kernel(now=True)  # SIGKILL
        known += 2
        assert len(load(file).corrections) >= known
        known = len(load(file).corrections)
    widget = ReviewWidget(BRIEFING, file, by="Bo")
    widget.hear({"do": "drop", "id": "norland"})
    assert len(load(file).corrections) == known + 1
