"""Short news items of many kinds (`news.toml`): the matter of each is found, where it stands and whose it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.extraction import analyse
from communique.model import Article

ITEMS = tomllib.loads(Path(__file__).with_name("news.toml").read_text("utf-8"))["item"]


@pytest.mark.parametrize("item", ITEMS, ids=[item["title"] for item in ITEMS])
def test_the_matter_of_an_item_is_found(item: dict[str, Any]) -> None:
    briefing = analyse(Article.of(f"{item['title']}\n\n{' '.join(item['text'].split())}\n"))
    names = {actor.id: actor.name for actor in briefing.actors}
    found = [
        (p.summary.replace("'", "’"), p.status, sorted(names[id] for id in p.proponents)) for p in briefing.proposals
    ]
    right = [
        words for words, *rest in found if words.startswith(item["matter"]) and rest == [item["status"], item["by"]]
    ]
    assert right, found


def test_what_parties_fail_to_do_is_not_done() -> None:
    text = "Fisheries ministers have failed to agree on new catch limits after two days of talks in Luxmouth."
    assert not [p for p in analyse(Article.of(text)).proposals if p.status == "agreed"]
