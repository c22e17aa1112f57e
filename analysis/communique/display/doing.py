"""What a summary says is to be done, as a sentence needs it: "Norland opening the border" as Norland, to open it.

The base of a verb is not guessed: it is taken from the evidence, where the verb mostly stands as "to open" or "would
open". Where it does not, there is no such form, and the summary stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BEFORE_BASE = r"(?:to|will|would|shall|should|must|could|can|may|might|not|and|or|ll)"
GERUND = re.compile(r"^(?P<doer>.*?)(?:\b(?P<not>not) )?(?P<how>(?:\b[a-z]+ly )?)(?P<verb>\b[a-z]+ing)\b(?P<rest>.*)$")
LOOSE = re.compile(r"\b(?:of|for|on|in|at|with|by|to|from|about|over|that|which|who)\b")


@dataclass(frozen=True)
class Doing:
    """Who (empty where nobody is named) does what: `act` begins with the base of its verb; `denied` says it is not."""

    doer: str
    act: str
    denied: bool = False

    @property
    def infinitive(self) -> str:
        """ "to open the border", "not to open the border"."""
        return f"{'not ' * self.denied}to {self.act}"

    @property
    def base_form(self) -> str:
        """ "open the border", "not open the border", as after "that Norland", which needs no agreement in number."""
        return f"{'not ' * self.denied}{self.act}"


def doing(summary: str, evidence: str) -> Doing | None:
    """What a summary says somebody does; None where it names a thing, or the evidence does not give the verb's base."""
    match = GERUND.match(summary)
    if match is None or LOOSE.search(match["doer"]):
        return None
    base = _base(match["verb"], match["rest"], evidence)
    if base is None:
        return None
    rest = re.sub(r"\b(and|or) ([a-z]+ing)\b", lambda m: _joined(m, evidence), match["rest"])
    return Doing(match["doer"].strip(), f"{match['how']}{base}{rest}", denied=match["not"] is not None)


def _base(gerund: str, rest: str, evidence: str) -> str | None:
    if gerund == "being":
        participle = rest.split()[0] if rest.split() else ""
        return "be" if participle and _stands("be", rf"{BEFORE_BASE}|\w+ly|still|also", evidence) else None
    return next((b for b in _bases(gerund) if _stands(b, BEFORE_BASE, evidence)), None)


def _bases(gerund: str) -> list[str]:
    """The bases that a gerund may have: "cutting" is of "cutt", "cutte" or "cut"."""
    stem = gerund.removesuffix("ing")
    doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
    return [base for base in (stem, stem + "e", *doubled) if len(base) > 1]


def _stands(base: str, before: str, evidence: str) -> bool:
    return re.search(rf"\b(?:{before})\s+(?:\w+ly\s+)?{base}\b", evidence, re.IGNORECASE) is not None


def _joined(match: re.Match[str], evidence: str) -> str:
    """A verb joined to another one, in its base too: "and cutting" as "and cut"."""
    base = next((b for b in _bases(match[2]) if _stands(b, "and|or|to", evidence)), None)
    return f"{match[1]} {base or match[2]}"
