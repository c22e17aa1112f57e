"""From an article to its briefing: the steps of the extraction, in their order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import tee

import communique
from communique.errors import ArticleError
from communique.extraction import pipeline as pipelines
from communique.extraction.actors import find_cast
from communique.extraction.acts import find_acts, in_order
from communique.extraction.concessions import find_concessions
from communique.extraction.opinions import Voices, find_opinions
from communique.extraction.proposals import find_proposals
from communique.extraction.reading import Reading, read_all
from communique.extraction.stances import settle
from communique.extraction.standing import answered, refused_in
from communique.extraction.stands import find_stands
from communique.extraction.statements import find_statements
from communique.extraction.verdicts import on_decisions
from communique.model import Article, Briefing, Provenance


def analyse(article: Article, *, pipeline: str = pipelines.DEFAULT, min_confidence: float = 0.0) -> Briefing:
    """The briefing of an article. Proposals and concessions below `min_confidence` (0 to 1) are left out.

    Raises ArticleError where the article has no text, SettingsError where the pipeline is not to be had.
    """
    return next(analyse_many([article], pipeline=pipeline, min_confidence=min_confidence))


def analyse_many(
    articles: Iterable[Article], *, pipeline: str = pipelines.DEFAULT, min_confidence: float = 0.0
) -> Iterator[Briefing]:
    """The briefings of many articles, in their order; the texts are parsed in batches."""
    pipelines.load(pipeline)
    kept, read = tee(articles)
    for article, reading in zip(kept, read_all(map(_text_of, read), pipeline), strict=True):
        yield _briefing(article, reading, pipeline, min_confidence)


def _text_of(article: Article) -> str:
    if article.text is None:
        raise ArticleError(f"the article {article.title!r} comes without its text; load it from its file again")
    return article.text


def _briefing(article: Article, reading: Reading, pipeline: str, min_confidence: float) -> Briefing:
    cast = find_cast(reading)
    statements = find_statements(reading, cast)
    acts = tuple(on_decisions(find_acts(reading, cast, statements)))
    voices = Voices(reading, cast, statements)
    told = in_order((*acts, *find_opinions(reading, voices), *find_stands(reading, voices)))
    stands = tuple(on_decisions(told))  # again, for the opinions, which make no proposals
    found = find_proposals(reading, cast, acts, article.published)
    settled = settle(reading, voices, stands, found, article.published)
    proposals = tuple(answered(proposal, stands, voices.bodies) for proposal in settled)
    concessions = find_concessions(reading, cast, statements)
    proposals = tuple(refused_in(proposal, concessions, voices.bodies) for proposal in proposals)
    return Briefing(
        article=article,
        actors=cast.actors,
        statements=statements,
        proposals=tuple(p for p in proposals if p.confidence >= min_confidence),
        concessions=tuple(c for c in concessions if c.confidence >= min_confidence),
        provenance=Provenance(
            tool=f"communique {communique.__version__}", pipeline=pipelines.describe(pipeline), created=_now()
        ),
    )


def _now() -> str:
    """The current time (UTC), or the one that SOURCE_DATE_EPOCH (seconds since 1970) sets."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
