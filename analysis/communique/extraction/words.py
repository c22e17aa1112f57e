"""The lexicon: cue words read once from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The contents of `lexicon/<name>.toml`."""
    return tomllib.loads((files("communique.extraction") / "lexicon" / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Trigger:
    """A word or phrase that makes a clause an act: `tail` are the words that must hang on it."""

    act: str
    tail: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    of: str = "any"


@dataclass(frozen=True)
class Lexicon:
    """The triggers by the lemma of their first word, phrases before single words."""

    verbs: dict[str, tuple[Trigger, ...]] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    met: dict[str, str] = field(default_factory=dict)


@cache
def lexicon() -> Lexicon:
    """The triggers of `lexicon/acts.toml`."""
    data = table("acts")
    verbs: dict[str, list[Trigger]] = {}
    for entry in data["verb"]:
        for phrase in entry["words"]:
            first, *tail = phrase.split()
            verbs.setdefault(first, []).append(Trigger(entry["act"], tuple(tail), tuple(entry["takes"]), entry["of"]))
    ordered = {lemma: tuple(sorted(found, key=lambda t: -len(t.tail))) for lemma, found in verbs.items()}
    nouns = {word: entry["act"] for entry in data["noun"] for word in entry["words"]}
    adjectives = {word: entry["act"] for entry in data["adjective"] for word in entry["words"]}
    met = {word: entry["act"] for entry in data["met"] for word in entry["words"]}
    return Lexicon(ordered, nouns, adjectives, frozenset(data["light"]), met)


@cache
def words(name: str) -> frozenset[str]:
    """The word list `name` of `lexicon/contents.toml`."""
    return frozenset(table("contents")["words"][name])


@cache
def listed(name: str) -> frozenset[str]:
    """The word list `name` of `lexicon/summaries.toml`."""
    return frozenset(table("summaries")[name])


@cache
def concepts() -> dict[str, str]:
    """Lemma to the name of its concept: words that name the same thing in dealings ("halt", "freeze", "pause")."""
    return {word: name for name, group in table("contents")["concepts"].items() for word in group}


DEVERBAL = ("tion", "sion", "ment", "ance", "ence", "drawal", "newal", "posal", "versal", "missal", "oval", "ing")


def is_deal(lemma: str) -> bool:
    """Whether a noun names something that parties sign, settle, table or refuse."""
    return lemma in words("deals")


def is_course(lemma: str) -> bool:
    """Whether a noun can name a course of action: "halt", "cooperation", "strike"; "missile" cannot."""
    if lemma in words("deals"):
        return True
    if lemma in words("opinions"):
        return False
    return lemma in _courses() or _is_deverbal(lemma)


@cache
def _courses() -> frozenset[str]:
    return words("courses") | words("joint") | words("containers") | concepts().keys() | lexicon().nouns.keys()


def _is_deverbal(lemma: str) -> bool:
    return lemma.endswith(DEVERBAL) and len(lemma) > 6
