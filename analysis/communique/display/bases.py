"""The base of a verb by the spelling of its -ing form, where English spells it in one way only."""

from __future__ import annotations

import re

# Verbs whose forms the rules below would take for another's, or for which there is no rule.
VERBS = """
acknowledge add adhere allege analyse arrange assume atone audit await axe ballot become benefit bias blame
boycott bring broadcast budget cancel canvas cast cease challenge change charge choose climb clone close
collapse combat come compete compile complete condense condone consume contravene convene cope create credit
delete deposit describe dethrone develop devote disburse dissuade do edit endorse envelop escape evoke exchange
exclude exhibit exile exit explore favour fight file focus forecast forge format fuel gazette go have honor
honour hope ignore impose inherit inhibit interfere intervene invite judge keep label labour last license limit
live lodge lose make market merge monitor name note oblige overcome owe own paste persevere persuade phone pilot
pledge plunge postpone profit prohibit prolong promote purchase quote reconcile recycle reimburse restore resume
reunite reverse rule scale schedule shape sponsor store take target time trade travel unite urge veto visit vote
wait waste welcome write
"""
KNOWN = {"dy": "die", "ly": "lie", "ty": "tie", **{verb.removesuffix("e"): verb for verb in VERBS.split()}}
DOUBLED = "canc|rav|lab|lev|mod|chann|fu|patr|contr|reb|comp|exp|prop|disp|rep|sign|fulf|quarr|couns|enr"
PLAIN = "ck|sh|ch|ss|ll|ff|x|w|y|ee|oo|ld|nd|lt|nt|pt|ct|[^a]st|ft|rt|lk|nk|rk|sk|mp|lp|rm|rn|gn|mn|rd|gh|xt|lm"
RULES = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (rf"(?:{DOUBLED})[aeio](l)l$", ""),  # "cancelling", but "selling"
        (r"([bdgmnprt])\1$", ""),  # "cutting", "planning": one of the two letters goes
        (r"(?:[vuz]|[^c]?c)$", "e"),  # "leaving", "continuing", "seizing", "reducing"
        (r"[bcdfgkptz]l$", "e"),  # "settling"
        (r"[iu]at$|..[^aeiou]at$", "e"),  # "negotiating", "donating"
        (rf"(?:eat|{PLAIN})$", ""),  # "repeating", "holding"
        (r"(?:quir|i[sz]|o[sz]|us|as)$", "e"),  # "requiring", "raising", "proposing"
        (r"[aeiou]{2}[bdfgklmnpr]$|[aeio]{2}t$", ""),  # "remaining", "dealing", "meeting"
        (r"[^aeiou](?:er|on|en)$", ""),  # "ordering", "opening"
        (r"[^aeiou](?:id|ud|ad|ed|ak|ik|ok|ar|ir|ur|in|ut|ag)$", "e"),  # "providing", "preparing", "examining"
    )
)


def base_of(gerund: str) -> str | None:
    """The base of a verb by its -ing form: "cut" of "cutting", "raise" of "raising"; None where that is left open."""
    stem = gerund.removesuffix("ing")
    if stem in KNOWN:
        return KNOWN[stem]
    rule = next(((found, ending) for pattern, ending in RULES if (found := pattern.search(stem))), None)
    if rule is None:
        return None
    found, ending = rule
    return stem[:-1] if found.lastindex else stem + ending
