"""Corrections by hand: what an analyst changed, kept beside the briefing and applied over the analysis at every run."""

from communique.corrections.applying import Corrected, Unresolved, apply
from communique.corrections.file import CorrectionsFile, correct, dump, load, parse
from communique.corrections.kinds import Add, Amend, Confirm, Correction, Drop, Merge, Quote, describe
from communique.corrections.making import Pen
from communique.corrections.words import sentences

__all__ = [
    "Add",
    "Amend",
    "Confirm",
    "Corrected",
    "Correction",
    "CorrectionsFile",
    "Drop",
    "Merge",
    "Pen",
    "Quote",
    "Unresolved",
    "apply",
    "correct",
    "describe",
    "dump",
    "load",
    "parse",
    "sentences",
]
