"""What is changed by hand holds: found again, applied once however often, undone to the byte, never lost in a save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corrections import Add, Amend, Confirm, Correction, Drop, Merge, Pen, Quote, apply, dump, load, parse
from communique.errors import CorrectionError
from communique.model import Actor, Article, Briefing, Concession, Position, Proposal, Provenance, Span, Statement

TEXT = (
    "Talks on the dam\n\nNorland asked Sudria on Friday to open the dam for a month. Sudria refused, its minister, "
    "Ada Roe, said. “We will not open it,” Roe told reporters. The Norland cabinet offered to pay for repairs. "
    "Norland asked Sudria again. A joint survey was agreed by both sides.\n"
)
CABINET = "The Norland cabinet"


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def proposal(id: str, words: str, **known: Any) -> Proposal:
    given = {"kind": "demand", "status": "open", "confidence": 0.5, "summary": f"what {id} is about"} | known
    return Proposal(id=id, evidence=(span(words),), **given)


def briefing() -> Briefing:
    refusal = Position(actor="sudria", stance="rejects", evidence=(span("Sudria refused"),))
    return Briefing(
        article=Article.of(TEXT),
        actors=(
            Actor(id="norland", name="Norland", kind="state", mentions=(span("Norland"),)),
            Actor(id="sudria", name="Sudria", kind="state", mentions=(span("Sudria"),)),
            Actor(id="ada-roe", name="Ada Roe", kind="person", affiliation="sudria", mentions=(span("Ada Roe"),)),
            Actor(id="norland-cabinet", name=CABINET, kind="group", mentions=(span(CABINET),)),
        ),
        statements=(
            Statement(id="s-1a", speaker="ada-roe", direct=True, content=span("We will not open it,")),
        ),
        proposals=(
            proposal(
                "p-1a", "Norland asked Sudria on Friday to open the dam for a month", proponents=("norland",),
                addressees=("sudria",), positions=(refusal,), status="rejected", reported_by=("ada-roe",),
            ),
            proposal("p-2b", f"{CABINET} offered to pay for repairs", kind="offer", proponents=("norland-cabinet",)),
            proposal("p-3c", "Norland asked Sudria again", proponents=("norland",)),
        ),
        concessions=(
            Concession(
                id="c-1a", summary="Norland pays for repairs", by=("norland-cabinet",), to=("sudria",),
                status="offered", in_return_for="p-1a", confidence=0.5, evidence=(span("offered to pay for repairs"),),
            ),
        ),
        provenance=Provenance(tool="communique 0", pipeline="none", created="2025-01-01T00:00:00Z"),
    )  # fmt: skip


BRIEFING = briefing()
PEN = Pen(BRIEFING, by="Ada", at="2025-02-03T10:00:00Z", why="because")


def by_id(briefing: Briefing, id: str) -> Any:
    groups: tuple[tuple[Any, ...], ...] = (
        briefing.actors,
        briefing.statements,
        briefing.proposals,
        briefing.concessions,
    )
    return next((entry for group in groups for entry in group if entry.id == id), None)


def made(*corrections: Correction, of: Briefing = BRIEFING) -> Briefing:
    result = apply(of, corrections)
    assert not result.unresolved
    return result.briefing


# What each does


def test_a_dropped_actor_goes_and_with_it_what_names_it() -> None:
    after = made(PEN.drop("sudria"))
    assert by_id(after, "sudria") is None
    assert by_id(after, "ada-roe").affiliation is None
    assert by_id(after, "p-1a").addressees == ()
    assert by_id(after, "p-1a").positions == ()
    assert by_id(after, "p-1a").status == "open", "nobody refuses any more"
    assert after.provenance.corrections == 1


def test_an_amended_entry_has_its_new_values_and_says_who_and_why() -> None:
    after = by_id(
        made(PEN.amend("p-3c", status="withdrawn", deadline={"text": "a month", "evidence": ["a month"]})), "p-3c"
    )
    assert after.status == "withdrawn"
    assert after.deadline.evidence == (span("a month"),)
    assert (after.review.state, after.review.by, after.review.why) == ("amended", "Ada", "because")
    assert by_id(BRIEFING, "p-3c").review is None


def test_positions_by_hand_bring_the_status_unless_that_too_is_by_hand() -> None:
    positions = [{"actor": "Sudria", "stance": "supports", "evidence": ["agreed by both sides"]}]
    assert by_id(made(PEN.amend("p-3c", positions=positions)), "p-3c").status == "agreed"
    assert by_id(made(PEN.amend("p-3c", positions=positions, status="open")), "p-3c").status == "open"


def test_words_that_stand_more_than_once_are_meant_where_the_entry_has_them() -> None:
    amend = PEN.amend("p-3c", conditions=[{"summary": "first", "evidence": ["Norland asked Sudria"]}])
    assert by_id(made(amend), "p-3c").conditions[0].evidence[0].start == TEXT.rindex("Norland asked Sudria")
    assert by_id(made(parse(dump([amend]))[0]), "p-3c") == by_id(made(amend), "p-3c")
    with pytest.raises(CorrectionError, match="2 times"):
        PEN.amend("p-2b", conditions=[{"summary": "first", "evidence": ["Norland asked Sudria"]}])


def test_an_empty_string_empties_a_field() -> None:
    after = made(PEN.amend("c-1a", in_return_for="", to=None))
    assert by_id(after, "c-1a").in_return_for is None
    assert by_id(after, "c-1a").to == ()


def test_an_added_entry_stands_where_its_words_have_it() -> None:
    add = PEN.add("proposal", "A joint survey was agreed", summary="a joint survey", proponents=["Norland", "Sudria"])
    after = made(add)
    assert [p.id for p in after.proposals] == ["p-1a", "p-2b", "p-3c", add.entry]
    assert after.proposals[-1].proponents == ("norland", "sudria")
    assert after.proposals[-1].review is not None
    assert after.proposals[-1].review.state == "added"
    assert after.proposals[-1].confidence == 1


def test_added_actors_statements_and_concessions() -> None:
    after = made(
        PEN.add("actor", "its minister", name="Ministry of Water", kind="organization"),
        PEN.add("statement", "its minister, Ada Roe, said", speaker="ada-roe"),
        PEN.add("concession", "agreed by both sides", summary="Sudria agrees to a survey", by=["sudria"]),
    )
    assert by_id(after, "ministry-of-water").mentions == (span("its minister"),)
    assert len(after.statements) == 2
    assert after.concessions[-1].status == "made"


def test_evidence_typed_by_hand_becomes_the_articles_words() -> None:
    add = PEN.add("statement", '"we will  NOT open it,"')
    assert add.evidence == (Quote(text="“We will not open it,”"),)


def test_merged_actors_are_one_and_references_follow() -> None:
    after = made(PEN.merge("norland", "norland-cabinet"))
    kept = by_id(after, "norland")
    assert by_id(after, "norland-cabinet") is None
    assert kept.aliases == ("The Norland cabinet",)
    assert len(kept.mentions) == 2
    assert by_id(after, "p-2b").proponents == ("norland",)
    assert by_id(after, "c-1a").by == ("norland",)
    assert kept.review.state == "merged"


def test_merged_proposals_have_the_words_and_parties_of_both() -> None:
    after = made(PEN.merge("p-3c", "p-1a"))
    kept = by_id(after, "p-3c")
    assert [s.text for s in kept.evidence] == [
        "Norland asked Sudria on Friday to open the dam for a month", "Norland asked Sudria again",
    ]  # fmt: skip
    assert kept.addressees == ("sudria",)
    assert kept.status == "rejected"
    assert by_id(after, "c-1a").in_return_for == "p-3c"


def test_values_by_hand_win_over_what_a_merge_brings() -> None:
    corrections: tuple[Correction, ...] = (PEN.amend("p-3c", status="open"), PEN.merge("p-3c", "p-1a"))
    for order in permutations(corrections):
        assert by_id(made(*order), "p-3c").status == "open"


def test_a_confirmed_entry_is_as_sure_as_a_person() -> None:
    after = by_id(made(PEN.confirm("p-2b")), "p-2b")
    assert (after.confidence, after.review.state) == (1, "confirmed")


# Found again


def moved(old: str, new: str, **ids: str) -> Briefing:
    """The briefing of another version of the article, entries with other ids."""
    text = TEXT.replace(old, new)
    data = BRIEFING.model_dump()
    data["article"] = Article.of(text).model_dump()
    for group in ("actors", "statements", "proposals", "concessions"):
        data[group] = [_moved(entry, text, ids) for entry in data[group]]
        data[group] = [entry for entry in data[group] if entry is not None]
    return Briefing.model_validate(data)


def _moved(node: Any, text: str, ids: dict[str, str]) -> Any:
    if isinstance(node, dict) and {"start", "end", "text"} <= node.keys():
        return span(node["text"], text).model_dump() if node["text"] in text else None
    if isinstance(node, dict):
        parts = {key: _moved(value, text, ids) for key, value in node.items()}
        lost = any(parts.get(key) in ((), []) and node[key] for key in ("evidence",) if key in node)
        return None if lost or ("content" in node and parts["content"] is None) else parts
    if isinstance(node, list | tuple):
        return [part for item in node if (part := _moved(item, text, ids)) is not None]
    return ids.get(node, node) if isinstance(node, str) else node


def test_an_entry_with_another_id_at_another_place_is_found_by_its_words() -> None:
    corrections: list[Correction] = [PEN.amend("p-2b", status="enacted"), PEN.drop("p-3c"), PEN.confirm("ada-roe")]
    result = apply(
        moved("Talks on the dam", "More talks on the dam", **{"p-2b": "p-9f", "p-3c": "p-8f", "ada-roe": "roe"}),
        corrections,
    )
    assert not result.unresolved
    assert by_id(result.briefing, "p-2b").status == "enacted", "it has the id it had"
    assert len(result.briefing.proposals) == 2
    assert by_id(result.briefing, "s-1a").speaker == "ada-roe"


def test_words_that_are_gone_are_told_and_the_rest_is_done() -> None:
    drop, confirm = PEN.drop("p-2b"), PEN.confirm("p-1a")
    result = apply(moved("The Norland cabinet offered to pay for repairs. ", "", **{"p-1a": "p-7f"}), [drop, confirm])
    assert result.applied == (confirm,)
    assert [missed.correction for missed in result.unresolved] == [drop]
    assert "no longer has the words “The Norland cabinet offered" in result.unresolved[0].reason


def test_words_that_two_entries_have_decide_nothing() -> None:
    twin = by_id(BRIEFING, "p-3c")
    two = (*BRIEFING.proposals[:2], twin.model_copy(update={"id": "p-8a"}), twin.model_copy(update={"id": "p-8b"}))
    result = apply(BRIEFING.model_copy(update={"proposals": two}), [PEN.drop("p-3c")])
    assert "2 others" in result.unresolved[0].reason


def test_a_dropped_entry_does_not_take_its_neighbour_with_it_the_second_time() -> None:
    twin = by_id(BRIEFING, "p-3c").model_copy(update={"id": "p-8a"})
    both = BRIEFING.model_copy(update={"proposals": (*BRIEFING.proposals, twin)})
    once = apply(both, [PEN.drop("p-3c")]).briefing
    assert apply(once, [PEN.drop("p-3c")]).briefing == once


# Properties

WORDS = [
    "Sudria refused", "a month", "told reporters", "pay for repairs", "A joint survey", "both sides", "Ada Roe",
    "on Friday", "open the dam",
]  # fmt: skip
IDS = ["norland", "sudria", "ada-roe", "norland-cabinet", "s-1a", "p-1a", "p-2b", "p-3c", "c-1a"]


@st.composite
def a_correction(draw: st.DrawFn) -> Correction:
    id = draw(st.sampled_from(IDS))
    kind = draw(st.sampled_from(["drop", "confirm", "amend", "merge", "add"]))
    if kind == "drop":
        return PEN.drop(id)
    if kind == "merge" and not id.startswith("s-"):
        others = [other for other in IDS if other != id and type(by_id(BRIEFING, other)) is type(by_id(BRIEFING, id))]
        if others:
            return PEN.merge(id, draw(st.sampled_from(others)))
    if kind == "add":
        words = draw(st.sampled_from(WORDS))
        proponents = draw(st.lists(st.sampled_from(IDS[:4]), max_size=2))
        return PEN.add("proposal", words, summary=f"something about {words}", proponents=proponents)
    if kind == "amend":
        return PEN.amend(id, **draw(values(id)))
    return PEN.confirm(id)


def values(id: str) -> st.SearchStrategy[dict[str, Any]]:
    quotes = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
    actor = st.sampled_from(IDS[:4])
    if id.startswith("s-"):
        return st.fixed_dictionaries({}, optional={"speaker": st.none() | actor}).filter(bool)
    if id.startswith("c-"):
        both = {"by": st.lists(actor), "status": st.sampled_from(["made", "refused"]), "evidence": quotes}
        return st.fixed_dictionaries({}, optional=both).filter(bool)
    if id.startswith("p-"):
        position = st.fixed_dictionaries(
            {"actor": actor, "stance": st.sampled_from(["supports", "rejects", "hedges"]), "evidence": quotes}
        )
        fields = {
            "positions": st.lists(position, max_size=3, unique_by=lambda p: p["actor"]), "proponents": st.lists(actor),
            "status": st.sampled_from(["open", "enacted"]), "evidence": quotes, "summary": st.just("said otherwise"),
            "confidence": st.floats(0, 1),
        }  # fmt: skip
        return st.fixed_dictionaries({}, optional=fields).filter(bool)
    return st.fixed_dictionaries({}, optional={"role": st.text(max_size=9), "affiliation": st.none()}).filter(bool)


LISTS = st.lists(a_correction(), max_size=6)


@given(LISTS)
@settings(max_examples=300, deadline=None)
def test_applied_twice_is_applied_once(corrections: list[Correction]) -> None:
    once = apply(BRIEFING, corrections)
    assert apply(BRIEFING, [*corrections, *corrections]).briefing == once.briefing
    assert apply(once.briefing, once.applied).briefing == once.briefing
    assert Briefing.from_json(once.briefing.to_json()) == once.briefing


@given(LISTS)
@settings(max_examples=150, deadline=None)
def test_none_is_lost_in_silence(corrections: list[Correction]) -> None:
    result = apply(BRIEFING, corrections)
    told = [*result.applied, *(missed.correction for missed in result.unresolved)]
    assert all(correction in told for correction in corrections)
    assert result.briefing.provenance.corrections == len(result.applied)


@given(st.permutations(IDS).flatmap(lambda ids: st.tuples(*(single(id) for id in ids[:4]))), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_independent_corrections_does_not_matter(corrections: tuple[Correction, ...], random: Any) -> None:
    shuffled = list(corrections)
    random.shuffle(shuffled)
    assert apply(BRIEFING, shuffled).briefing == apply(BRIEFING, corrections).briefing


def single(id: str) -> st.SearchStrategy[Correction]:
    """A correction that touches no entry but one, or a new one."""
    kept = st.sampled_from([PEN.drop(id), PEN.confirm(id)]) if id not in IDS[:4] else st.just(PEN.confirm(id))
    new = st.just(PEN.add("proposal", WORDS[IDS.index(id)], summary=f"new beside {id}"))
    return st.one_of(kept, new, values(id).map(lambda fields: PEN.amend(id, **fields)))


@given(LISTS, a_correction())
@settings(max_examples=150, deadline=None)
def test_what_is_undone_was_never_there(corrections: list[Correction], last: Correction) -> None:
    kept = parse(dump([*corrections, last]))[:-1]
    assert apply(BRIEFING, kept).briefing.to_json() == apply(BRIEFING, corrections).briefing.to_json()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
QUOTES = st.lists(st.builds(Quote, text=TEXTS, start=st.none() | st.integers(0, 10**6)), max_size=3).map(tuple)
SIGNED = {
    "by": st.none() | TEXTS, "why": st.none() | TEXTS, "evidence": QUOTES,
    "at": st.none() | st.datetimes().map(lambda at: at.isoformat() + "Z"),
}  # fmt: skip
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.just("in a “few” words"), "kind": st.sampled_from(["offer", "demand"]),
        "confidence": st.floats(0, 1),
        "proponents": st.lists(TEXTS), "evidence": st.lists(TEXTS, min_size=1),
        "conditions": st.lists(st.fixed_dictionaries({"summary": TEXTS, "evidence": st.lists(TEXTS, min_size=1)})),
        "deadline": st.just("") | st.fixed_dictionaries({"text": TEXTS, "evidence": st.lists(TEXTS, min_size=1)}),
    },
)  # fmt: skip
ANY = st.one_of(
    st.builds(Drop, what=st.just("actor"), entry=TEXTS, **SIGNED),
    st.builds(Confirm, what=st.just("statement"), entry=TEXTS, **SIGNED),
    st.builds(
        Merge, what=st.just("concession"), entry=st.just("c-1"), other=st.just("c-2"), other_evidence=QUOTES, **SIGNED
    ),
    st.builds(Amend, what=st.just("proposal"), entry=TEXTS, fields=FIELDS, **SIGNED),
    st.builds(Add, what=st.just("proposal"), entry=TEXTS, fields=FIELDS, **SIGNED),
)


@given(st.lists(ANY, max_size=4))
@settings(deadline=None)
def test_toml_and_back(corrections: list[Correction]) -> None:
    assert list(parse(dump(corrections))) == corrections
    assert dump(parse(dump(corrections))) == dump(corrections)


# The file


def test_a_hand_written_file_needs_little(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        '[[correction]]\naction = "amend"\nentry = "p-3c"\nat = 2025-02-03T10:00:00Z\nfields.status = "agreed"\n'
    )
    (amend,) = load(tmp_path / "corrections.toml").corrections
    assert by_id(made(amend), "p-3c").status == "agreed"
    assert amend.at == "2025-02-03T10:00:00+00:00"


def test_comments_stay_and_undo_gives_the_file_of_before(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    kept = load(path).append(PEN.drop("p-2b"))
    path.write_text(text := "# mine\n\n" + kept.text + "# and mine\n")
    more = load(path).append(PEN.merge("p-1a", "p-3c"))
    assert more.text.startswith(text)
    assert path.read_text() == more.text
    assert load(path).undo().text == text == path.read_text()
    assert load(path).undo().text.startswith("# mine")
    assert "# and mine" in path.read_text()


def test_undo_of_the_only_correction_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    load(path).append(PEN.drop("p-2b"))
    assert load(path).undo().corrections == ()
    assert not path.exists()
    with pytest.raises(CorrectionError, match="no correction to undo"):
        load(path).undo()


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    first, second = load(path), load(path)
    first.append(PEN.drop("p-2b"))
    with pytest.raises(CorrectionError, match="changed by somebody else"):
        second.append(PEN.drop("p-3c"))
    load(path).append(PEN.drop("p-3c"))
    assert load(path).corrections == (PEN.drop("p-2b"), PEN.drop("p-3c"))


AMEND = '[[correction]]\naction = "amend"\nentry = "p-1a"\n'


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('[[correction]]\naction = "drop\n', 2, 15, "Illegal character"),
        ('[[correction]]\naction = "burn"\nentry = "p-1a"\n', 2, 10, "one of drop, amend, add, merge, confirm"),
        ('[[correction]]\nentry = "p-1a"\n', 2, 9, "action is one of"),
        (f'# x\n{AMEND}[correction.fields]\n  status = "done"\n', 6, 12, "status: it should be 'open'"),
        (f'{AMEND}fields = {{ colour = "red" }}\n', 4, 21, "no field of that name"),
        ('[[correction]]\naction = "merge"\nentry = "p-1a"\n', 2, 10, "other: it is needed"),
        ('[[correction]]\naction = "drop"\nentry = "p-1a"\nat = "yesterday"\n', 4, 6, "at: "),
        ('corections = 1\n', 1, 14, "only [[correction]] tables"),
        ('correction = 1\n', 1, 14, "headed [[correction]]"),
        ('[[correction]]\naction = "drop"\nentry = "p-1"\nwho = "me"\n', 4, 7, "who: "),
    ],
)  # fmt: skip
def test_a_slip_of_hand_is_told_with_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        parse(text)
    assert str(caught.value).startswith(f"corrections.toml, line {line}, column {column}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PEN.drop("p-2"), "no entry “p-2”; did you mean p-2b?"),
        (lambda: PEN.amend("p-1a", status="done"), "status: it should be 'open', 'agreed'"),
        (
            lambda: PEN.amend("p-1a", hue="red"),
            "hue: a proposal has no field of that name that can be set; it has summary",
        ),
        (lambda: PEN.amend("p-1a"), "nothing to amend"),
        (lambda: PEN.amend("p-1a", evidence=[3]), "words of the article are a text"),
        (lambda: PEN.amend("p-1a", proponents=["Ostland"]), "no actor “Ostland”"),
        (lambda: PEN.amend("p-1a", evidence=["peace in our time"]), "does not have the words “peace in our time”"),
        (lambda: PEN.amend("p-1a", summary="word " * 26), "1 to 25 words"),
        (lambda: PEN.add("proposal", "Norland asked Sudria", summary="x"), "2 times; quote more"),
        (lambda: PEN.add("proposal", summary="x"), "needs evidence"),
        (lambda: PEN.add("proposal", "a month"), "summary: it is needed"),
        (lambda: PEN.add("place", "a month"), "cannot be added, only actor, statement, proposal, concession"),
        (lambda: PEN.amend("norland", country="Norland"), "country: it should be three capital letters, such as FRA"),
        (lambda: PEN.amend("norland", affiliation="norland"), "cannot be on its own side"),
        (lambda: PEN.amend("p-1a", confidence=2), "confidence: it should be 0 to 1"),
        (lambda: PEN.amend("p-1a", evidence=[]), "evidence: it needs at least one"),
        (lambda: PEN.amend("p-1a", positions=["norland"]), "positions: it should be a table of values"),
        (lambda: PEN.amend("p-1a", positions=[{"actor": "norland", "stance": "hedges"}]), "evidence: it is needed"),
        (
            lambda: PEN.amend("p-1a", when={"text": "Friday", "date": "Friday", "evidence": ["Friday"]}),
            "date: it should be a date such as 2025-03-21, not “Friday”",
        ),
        (lambda: PEN.merge("p-1a", "c-1a"), "cannot be merged"),
        (lambda: PEN.merge("p-1a", "p-1a"), "merged with itself"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(make: Any, message: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        make()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


WRITER = """
import sys, itertools
from communique.corrections import load, Drop
path = sys.argv[1]
print("ready", flush=True)
for n in itertools.count():
    load(path).append(Drop(what="actor", entry=f"a-{n}", why="x" * 2000))
"""


def test_a_killed_writer_leaves_the_corrections_of_before_or_after(tmp_path: Path) -> None:
    path, known = tmp_path / "corrections.toml", 0
    for _ in range(4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        while not path.exists() or len(load(path).corrections) < known + 2:
            assert writer.poll() is None
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        found = load(path).corrections
        assert len(found) >= known + 2
        known = len(found)
        load(path).append(PEN.drop("p-2b"))
        known += 1
