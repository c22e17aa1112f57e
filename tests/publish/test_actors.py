"""One page per real-world actor: who is surely one is united, who may be is told, and the editor has the last word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import PublishError
from communique.model import Actor, Article, Briefing, Provenance
from communique.publish.actors import Member, Settled, members_of, read_settled, unite


def member(report: str, name: str, side: str | None = None, **fields: Any) -> Member:
    actor = {"id": name.lower().replace(" ", "-"), "name": name, "kind": "person", **fields}
    return Member(report, Actor.model_validate(actor), side)


def together(members: Sequence[Member], settled: Settled | None = None) -> tuple[list[set[str]], list[set[str]]]:
    """The keys of those that are one, and of those that may be."""
    persons, doubts = unite(members, settled or Settled())
    return [{m.key for m in p.members} for p in persons], [set(d.keys) for d in doubts]


SAME = [
    (member("a", "Ann Poe"), member("b", "Ann Poe")),
    (member("a", "Ann Poe", country="NOR"), member("b", "ANN POE", role="Minister")),
    (member("a", "Zoë Müller"), member("b", "Zoe Muller")),
    (member("a", "Poe", country="NOR"), member("b", "Poe", country="NOR")),
    (member("a", "Poe", "Norway", country="NOR"), member("b", "Ann Poe", "Norway", country="NOR")),
    (member("a", "Ann Poe", country="NOR"), member("b", "Ann B. Poe", country="NOR")),
    (member("a", "Norway", kind="state", country="NOR"), member("b", "Kingdom of Norway", kind="state", country="NOR")),
    (member("a", "the European Union", kind="organization"), member("b", "European Union", kind="organization")),
    (member("a", "Dock Workers’ Union", kind="organization"), member("b", "Dock Workers' Union", kind="organization")),
    (
        member("a", "World Port Fund", kind="organization", aliases=("WPF",), role="lender"),
        member("b", "WPF", kind="organization", role="lender"),
    ),
    (
        member("a", "Foreign Ministry", kind="organization", country="NOR"),
        member("b", "foreign ministry", kind="organization", country="NOR"),
    ),
]
DOUBTFUL = [
    (member("a", "Ann Poe", country="NOR"), member("b", "Ann Poe", country="DNK")),
    (member("a", "Poe"), member("b", "Ann Poe")),
    (member("a", "Poe"), member("b", "Poe")),
    (member("a", "A. Poe"), member("b", "Ann Poe")),
    (member("a", "Parliament", kind="organization"), member("b", "Parliament", kind="organization")),
    (member("a", "Ministry of Defence", kind="organization"), member("b", "Ministry of Defence", kind="organization")),
    (member("a", "Norsk", kind="organization"), member("b", "Norsk", kind="group")),
    (member("a", "WPF", kind="organization"), member("b", "World Port Fund", kind="organization", aliases=("WPF",))),
]
DIFFERENT = [
    (member("a", "Ann Poe"), member("b", "Bo Poe")),
    (member("a", "Ann Poe"), member("b", "Ann Dahl")),
    (member("a", "Norway", kind="state", country="NOR"), member("b", "Denmark", kind="state", country="DNK")),
    (member("a", "Ann Poe"), member("a", "Ann Poe", id="ann-poe-2")),
    (member("a", "Poe Lines", kind="organization"), member("b", "Ann Poe")),
]


@pytest.mark.parametrize("pair", SAME)
def test_the_same_actor_is_one(pair: tuple[Member, Member]) -> None:
    assert together(pair) == ([{pair[0].key, pair[1].key}], [])
    assert together(pair[::-1])[0] == [{pair[0].key, pair[1].key}]


@pytest.mark.parametrize("pair", DOUBTFUL)
def test_a_doubtful_pair_is_told_and_kept_apart(pair: tuple[Member, Member]) -> None:
    groups, doubts = together(pair)
    assert len(groups) == 2
    assert doubts == [{pair[0].key, pair[1].key}]


@pytest.mark.parametrize("pair", DIFFERENT)
def test_different_actors_are_neither_united_nor_doubted(pair: tuple[Member, Member]) -> None:
    groups, doubts = together(pair)
    assert (len(groups), doubts) == (2, [])


NAMES = st.sampled_from(["Ann Poe", "A. Poe", "Poe", "Bo Poe", "Norway", "NORWAY", "WPF", "Parliament", "", "…"])


@given(st.lists(st.tuples(st.sampled_from("abc"), NAMES, st.sampled_from([None, "NOR", "DNK"]), st.booleans())))
def test_everybody_is_somewhere_once_and_nobody_meets_himself(drawn: list[tuple[str, str, str | None, bool]]) -> None:
    members = [
        member(report, name, id=f"x{n}", country=country, kind="state" if state else "person")
        for n, (report, name, country, state) in enumerate(drawn)
    ]
    groups, _ = together(members)
    assert sorted(key for group in groups for key in group) == sorted(m.key for m in members)
    for group in groups:
        assert len({key.partition("/")[0] for key in group}) == len(group)


def test_an_actor_goes_by_its_fullest_name_and_its_latest_role() -> None:
    (person,), _ = unite(
        [
            member("a", "Poe", "Norway", country="NOR", role="minister"),
            member("b", "Ann Poe", "Norway", country="NOR", role="minister"),
            member("c", "Ann Poe", "Norway", country="NOR", role="Prime Minister"),
        ]
    )
    assert (person.name, person.role, person.country, person.kind) == ("Ann Poe", "Prime Minister", "NOR", "person")


def test_the_editor_unites_and_parts() -> None:
    members = [member("a", "Poe"), member("b", "Ann Poe"), member("c", "Bo Poe"), member("d", "Bo Poe")]
    settled = Settled.model_validate(
        {
            "same": [{"actors": ["a/poe", "Ann Poe"], "name": "Dame Ann Poe"}],
            "different": [{"actors": ["c/bo-poe", "d/bo-poe"]}],
        }
    )
    groups, doubts = together(members, settled)
    assert {"a/poe", "b/ann-poe"} in groups
    assert {"c/bo-poe"} in groups and {"d/bo-poe"} in groups
    assert {"c/bo-poe", "d/bo-poe"} not in doubts
    assert "Dame Ann Poe" in [person.name for person in unite(members, settled)[0]]


def test_the_editor_may_unite_two_of_one_report() -> None:
    members = [member("a", "Poe"), member("a", "Ann Poe")]
    settled = Settled.model_validate({"same": [{"actors": ["a/poe", "a/ann-poe"]}]})
    assert together(members, settled)[0] == [{"a/poe", "a/ann-poe"}]


def test_what_the_editor_wrote_is_read(tmp_path: Path) -> None:
    assert read_settled(tmp_path) == Settled()
    (tmp_path / "actors.toml").write_text('[[same]]\nname = "Ann Poe"\nactors = ["a/poe", "b/ann-poe"]\n')
    assert read_settled(tmp_path).same[0].actors == ("a/poe", "b/ann-poe")


@pytest.mark.parametrize(
    "text", ["[[same]", "[[same]]\n", '[[equal]]\nactors = ["a"]', "[[different]]\nactors = ['a']"]
)
def test_a_broken_actors_file_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "actors.toml").write_text(text)
    with pytest.raises(PublishError, match=r"actors\.toml") as caught:
        read_settled(tmp_path)
    assert "\n" not in str(caught.value)


def test_only_those_with_a_name_are_looked_for_elsewhere() -> None:
    article = Article.of("Ann Poe met the negotiators.")
    made = Provenance(tool="t", pipeline="p", created="2025-03-19T09:00:00Z")
    actors = (
        Actor(id="norway", name="Norway", kind="state", country="NOR"),
        Actor(id="ann", name="Ann Poe", kind="person", affiliation="norway"),
        Actor(id="negotiators", name="the negotiators", kind="group"),
    )
    found = list(members_of("a", Briefing(article=article, actors=actors, provenance=made)))
    assert [(m.key, m.side) for m in found] == [("a/norway", None), ("a/ann", "Norway")]
