"""What a summary says is to be done, as a sentence needs it: "Norland opening the border" as Norland, to open it.

The base of a verb is taken from the evidence, where the verb mostly stands as "to open", "would open" or behind its
doer. Where it does not, and an actor of the briefing does it, the spelling of the verb tells; else there is no such
form, and the summary stays as it is. What is "being done" is to "be done".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.display.bases import base_of

BEFORE_BASE = r"(?:to|will|would|shall|should|must|could|can|may|might|not|and|or|ll)"
ADVERB = r"(?:\w+ly|also|still|now|soon|then|only|again|later|instead|therefore)"  # "will also open"
GERUND = re.compile(
    r"(?:\b(?P<not>not) )?(?P<how>(?:\b(?:[a-z]+ly|first|rather|also|soon|again) )?)(?P<verb>\b[a-z]+ing)\b"
)
PARTICIPLE = re.compile(
    r"(?:ed|en|wn|lt|pt|ft|nt|ght|ld|de|id|one|ung|ut|et)$|^(?:(?:re|un|over|with)?(?:wound|bound|found|run|read|heard|won|"
    r"lost|cast|split|struck|hit|shot|spread|drawn)|broadcast|forecast)$"
)
# In a doer they tell that it is none: "a plan for | opening"; "the miners of Veld | opening" are.
LOOSE = re.compile(r"\b(?:for|on|with|by|to|from|about|over|that|which|who)\b|\b(?:of|in|at|and|or)\s*$")
# What goes on after a verb, and not after a noun or an adjective: "raising | the fee", not "a starting | fee".
GOES_ON = re.compile(
    r" (?:the|an?|its|their|his|her|this|all|any|no|some|more|most|both|each|up|down|out|off|back|ahead|away|aside|on|"
    r"in|to|from|for|with|at|by|over|into|without|under|about|[A-Z]\S*|[$£€]?\d\S*|\w+ly)\b"
)
SOLD = {"sell": "sold", "buy": "bought", "take": "taken"}
ENDS = re.compile(r"\b(?:for|on|with|by|to|from|about|over|of|in|at)\s*$|\b(?:that|which|who)\b")


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


def doing(summary: str, evidence: str, acts: Callable[[str], bool] | None = None) -> Doing | None:
    """What a summary says somebody does; None where it names a thing, or nothing gives the verb's base.

    `acts` says of a doer that he is somebody who can act; of him the spelling tells the base as well.
    """
    for match in GERUND.finditer(summary):
        doer, rest = summary[: match.start()], summary[match.end() :]
        passive = match["verb"] == "being" and not ENDS.search(doer)  # "the fee for boats being cut"
        if LOOSE.search(doer) and not passive:
            return None
        base = _base(match["verb"], rest, evidence, doer)
        if base is None and acts is not None and GOES_ON.match(rest) and acts(doer.strip()):
            base = base_of(match["verb"])
        if base is not None:
            rest = re.sub(r"\b(and|or) ([a-z]+ing)\b(?=(.*))", lambda m: _joined(m, evidence), rest)
            return Doing(doer.strip(), f"{match['how']}{base}{rest}", denied=match["not"] is not None)
    return None


def _base(gerund: str, rest: str, evidence: str, doer: str) -> str | None:
    """The base of a verb as the evidence has it: behind "to", "would" or its doer, or with the "s" of "opens"."""
    if gerund == "being":
        participle = rest.split()[0] if rest.split() else ""
        done = PARTICIPLE.search(participle) or re.match(r" (?:\w+ly )?\w+ (?:by|to|in|on|for|from|until)\b", rest)
        return "be" if done else None
    last = re.escape(doer.split()[-1]) if doer.split() else "to"  # "insists that Norland | cancel the deal"
    before = f"{BEFORE_BASE}|{last}"
    forms = (b for b in _bases(gerund) if _stands(b, before, evidence) or re.search(_third(b), evidence))
    return next(forms, None) or next((b for b in _bases(gerund) if _is_done(b, evidence)), None)


def _is_done(base: str, evidence: str) -> bool:
    """Whether the evidence tells the verb as done: "has sold", "have acquired"."""
    past = SOLD.get(base) or (f"{base}d" if base.endswith("e") else f"{base}ed")
    return _stands(past, "has|have", evidence)


def _third(base: str) -> str:
    """What finds the form of a verb after "he": "opens", "passes"."""
    return rf"\b{base}{'es' if re.search('(?:s|x|z|ch|sh|o)$', base) else 's'}\b"


def _bases(gerund: str) -> list[str]:
    """The bases that a gerund may have: "cutting" is of "cutt", "cutte" or "cut"."""
    stem = gerund.removesuffix("ing")
    doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
    return [base for base in (stem, stem + "e", *doubled) if len(base) > 1]


def _stands(base: str, before: str, evidence: str) -> bool:
    return re.search(rf"\b(?:{before})\s+(?:{ADVERB}\s+)?{base}\b", evidence, re.IGNORECASE) is not None


def _joined(match: re.Match[str], evidence: str) -> str:
    """A verb joined to another one, in its base too: "and cutting" as "and cut"."""
    base = next((b for b in _bases(match[2]) if _stands(b, "and|or|to|will|would", evidence)), None)
    if base is None and GOES_ON.match(match[3]):
        base = base_of(match[2])
    return f"{match[1]} {base or match[2]}"
