"""Whether a text is English, and what it looks like where it is not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from communique.errors import ArticleError

# Words that make up a fifth of English prose and that no other language writes so often.
_ENGLISH = frozenset(
    (
        "the", "of", "and", "to", "that", "with", "this", "which", "from", "their", "would", "been", "said", "they",
        "who", "has", "have", "by", "for", "his", "it", "its",
    )
)  # fmt: skip
_ENGLISH_SHARE = 0.15
_ENOUGH_WORDS = 40
# Labels of the identifier that English headlines get: Nigerian Pidgin shares most of English's words.
_AS_ENGLISH = ("en", "pcm")
# Below so many letters a text may be a headline of names, which looks like any language: only a sure answer counts.
_SHORT = 200
_SURE = 0.6
# Characters looked at: enough for certainty, and the time stays bounded.
_LOOK = 20_000


def require_english(text: str) -> None:
    """ArticleError, naming the language that it looks like, where `text` is not English."""
    sample = text[:_LOOK]
    if _plainly_english(sample):
        return
    ranks = _identifier().rank(sample)
    code, likelihood = ranks[0]
    english = sum(share for label, share in ranks if label in _AS_ENGLISH)
    short = sum(map(str.isalpha, sample)) < _SHORT
    if code in _AS_ENGLISH or english > likelihood or (short and likelihood < _SURE):
        return
    raise ArticleError(f"looks like {_language_name(code)}; only English articles can be briefed")


def _plainly_english(text: str) -> bool:
    """Whether common words alone settle it, which saves loading the identifier for nearly every article."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) >= _ENOUGH_WORDS and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _language_name(code: str) -> str:
    from babel import Locale

    name = Locale("en").languages.get(code)
    return name if name and code != "zxx" else "no language that can be told"
