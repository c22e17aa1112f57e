from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique
from communique.errors import ArticleError, SettingsError
from communique.extraction import analyse, analyse_many, pipeline
from communique.model import Article, Briefing

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
TEXTS = [path.read_text("utf-8") for path in ARTICLES]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1742374800")


def test_the_provenance_names_tool_pipeline_and_time() -> None:
    provenance = analyse(Article.of(TEXTS[0])).provenance
    assert provenance.tool == f"communique {communique.__version__}"
    assert provenance.pipeline == pipeline.describe()
    assert provenance.created == "2025-03-19T09:00:00Z"


def test_without_a_set_time_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert analyse(Article.of("It rained.")).provenance.created > "2025-03-19"


def test_an_article_without_its_text_is_a_plain_error() -> None:
    article = Article.of("It rained.", "Rain").model_copy(update={"text": None})
    with pytest.raises(ArticleError, match="Rain"):
        analyse(article)


def test_an_unknown_pipeline_is_a_plain_error() -> None:
    with pytest.raises(SettingsError, match="en_core_nowhere"):
        analyse(Article.of("It rained."), pipeline="en_core_nowhere")


def test_an_article_without_dealings_gives_an_empty_briefing() -> None:
    briefing = analyse(Article.of("It rained in the hills all night. The river rose by a metre."))
    assert not (briefing.actors or briefing.statements or briefing.proposals or briefing.concessions)


def test_min_confidence_leaves_out_what_is_below_it() -> None:
    article = Article.of(TEXTS[-2])
    everything, sure = analyse(article), analyse(article, min_confidence=0.8)
    assert sure.proposals == tuple(p for p in everything.proposals if p.confidence >= 0.8)
    assert sure.concessions == tuple(c for c in everything.concessions if c.confidence >= 0.8)


def test_many_articles_give_what_each_gives_alone_in_their_order() -> None:
    articles = [Article.of(text) for text in TEXTS[:4]]
    assert list(analyse_many(articles)) == [analyse(article) for article in articles]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_a_briefing_survives_the_way_out_and_in(path: Path) -> None:
    briefing = analyse(Article.of(path.read_text("utf-8")))
    assert Briefing.from_json(briefing.to_json()) == briefing


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "import sys, communique; from communique.model import Article; "
        "sys.stdout.write(communique.analyse(Article.of(open(sys.argv[1], encoding='utf-8').read())).to_json())"
    )
    command = [sys.executable, "-c", code, str(ARTICLES[0])]
    runs = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def _mutated(text: str, how: str, seed: int) -> str:
    rng = random.Random(seed)
    if how == "upper":
        return text.upper()
    if how == "lower":
        return text.lower()
    if how == "cut":
        return text[: rng.randrange(len(text))]
    if how == "bare":
        return "".join(c for c in text if c not in ".,;:\"'“”‘’()")
    if how == "shuffled":
        sentences = text.split(". ")
        rng.shuffle(sentences)
        return ". ".join(sentences)
    if how == "one line":
        return text.replace("\n", " ")
    return "".join(rng.choice("\"'“”\n.") if rng.random() < 0.03 else c for c in text)


@pytest.mark.parametrize(
    "text",
    [
        "The plan was dropped, said Jane Roe, of the Dockers' Union",
        "Dockers' Union members met. Jane Roe, the Dockers' Union",
        "Gone down badly with the dockers union Uniserv said its leader Pat Doe",
    ],
)
def test_an_article_may_break_off_anywhere(text: str) -> None:
    assert analyse(Article.of(text)).article.text == text


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.sampled_from(["upper", "lower", "cut", "bare", "shuffled", "one line", "noise"]),
    st.integers(0, 999),
)
def test_spoilt_articles_give_valid_briefings(text: str, how: str, seed: int) -> None:
    analyse(Article.of(_mutated(text, how, seed)))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_valid_briefing(text: str) -> None:
    analyse(Article.of(text))


def _typeset(text: str) -> str:
    """The text with typographic marks for its straight ones."""
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=[\s.,;:])", "’", text)
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", text, flags=re.MULTILINE).replace('"', "”")
    return re.sub(r"(^|[\s(\[“—–-])'", r"\1‘", text, flags=re.MULTILINE).replace("'", "’")


def _straight(text: str) -> str:
    return text.translate(str.maketrans("‘’“”", "''\"\""))


@pytest.mark.parametrize("name", ["climate-finance", "media-rights", "pay-strike", "takeover-bid"])
def test_typographic_marks_change_nothing_of_a_briefing(name: str) -> None:
    straight = _straight((Path(__file__).parent / "articles" / f"{name}.txt").read_text("utf-8"))
    typeset = _typeset(straight)
    assert typeset.count("’") > 1 and typeset.count("“") > 1
    assert _said(typeset) == _said(straight)


def _said(text: str) -> dict[str, object]:
    """What the briefing of a text says, with straight marks: all but the article itself."""
    said = analyse(Article.of(text)).to_json()
    for mark, straight in {"‘": "'", "’": "'", "“": '\\"', "”": '\\"'}.items():
        said = said.replace(mark, straight)
    said = re.sub(r'"[a-z]-[0-9a-f]{6}"', '"an id"', said)  # made of the words of the article
    return {key: value for key, value in json.loads(said).items() if key not in {"article", "provenance"}}
