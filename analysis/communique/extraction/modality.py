"""How real an act is: done, to come, possible, required, or only supposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.grammar import below, once
from communique.extraction.unfulfilled import is_for_others
from communique.extraction.words import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

Modality = Literal["fact", "future", "possible", "required", "supposed"]

REQUIRED = frozenset({"must", "should", "ought"})
FUTURE = frozenset({"will", "'ll", "shall", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "would", "'d"})
STANCES = frozenset({"accept", "support", "reject", "oppose", "agree"})
WOULD = frozenset({"would", "'d"})
# Past forms of these put what somebody "will" do as what he "would" do.
ANNOUNCING = frozenset({
    "say", "announce", "add", "confirm", "tell", "insist", "indicate", "state", "declare", "inform", "write",
    "reiterate", "repeat", "reply", "vow", "promise", "pledge", "assure", "signal", "stress", "disclose", "reveal",
})  # fmt: skip
# The lemmatizer takes "hopes" and "hoping" for forms of "hop".
HOPING = frozenset({
    "hope", "hop", "expect", "fear", "anticipate", "predict", "likely", "unlikely", "doubt", "confident", "certain",
    "sure", "hopeful", "optimistic", "pessimistic", "doubtful", "sceptical", "skeptical", "afraid", "worried", "bet",
})  # fmt: skip
WISHING = frozenset({"want", "like", "see", "prefer", "wish"})
TRYING = frozenset({
    "try", "seek", "attempt", "want", "aim", "wish", "consider", "ask", "urge", "press", "call", "appeal", "plead",
    "tell", "order", "instruct", "command", "require", "beg", "pressure", "implore",
})  # fmt: skip
PLANNING = frozenset({"plan", "intend", "threaten", "promise", "vow", "pledge", "offer"})
NEAR = frozenset({"close", "near", "hope", "chance", "prospect", "possibility", "risk"})  # "close to striking a deal"
# "So long as they pay", "provided that they pay", "on condition that they pay".
LASTING = frozenset({"long", "provided", "providing", "condition"})
ACCUSING = frozenset({"accuse", "suspect", "acquit", "convict", "guilty", "deny"})  # "accused of imposing a tax"
ALLEGING = frozenset({"contend", "allege", "accusation", "allegation", "charge", "accuse", "indictment"})
NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
PERSUADING = frozenset({"persuade", "convince", "induce", "get", "talk"})
TRIES = frozenset({"attempt", "effort", "move", "push", "drive", "race"})
SETTLING = frozenset({"agree", "accept"})
GAINING = frozenset({"win", "get", "gain", "obtain", "secure", "ensure"})  # "sold two plants | to win approval for it"
FAILING = frozenset({"failure", "inability"})  # "its failure to scrap the fee"
DEPENDING = frozenset({"conditional", "dependent", "contingent"})
ENABLING = frozenset({"allow", "enable", "permit", "empower", "entitle"})
SHRINKING = frozenset({"hold", "shrink", "refrain", "shy", "desist", "recoil", "abstain", "draw", "pull", "back"})
UNTRUE = frozenset({"false", "untrue", "wrong", "baseless", "unfounded", "incorrect"})
FOOLISH = frozenset(
    {"mad", "crazy", "foolish", "unwise", "wrong", "stupid", "naive", "insane", "silly", "reckless", "daft", "nuts"}
)
WRONG = frozenset({"mistake", "error", "folly", "blunder", "madness", "shame", "irresponsible", "unforgivable"})
BELYING = frozenset({"reject", "deny", "dismiss", "rebut", "refute", "dispute", "ridicule", "mock"})
NEEDFUL = frozenset({"vital", "essential", "imperative", "crucial", "necessary", "critical", "urgent", "paramount"})
SUPPOSING = frozenset({"if", "unless", "whether", "should", "provided", "once", "until"})


def lies_ahead(verb: Token) -> bool:
    """Whether others see a deed coming that has yet to be done: "is poised to bid", "is set to extend its offer"."""
    ready = verb.head.lower_ in {"poised", "set", "ready", "about", "expected", "likely", "due", "tipped"}
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and ready


@once
def modality_of(token: Token) -> Modality:
    """The modality of the clause that `token` heads or stands in."""
    verb = next(grammar.clause_over(token), None)
    if verb is None:
        return "fact"
    over = [*verb.ancestors][1:4] if verb.dep_ == "pcomp" and verb.head.lower_ == "of" else []
    if any(t.lemma_.lower() in ACCUSING for t in (*over, verb.head.head) if verb.dep_ == "pcomp"):
        return "supposed"
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "deny":
        return "supposed"
    if verb.dep_ == "acl" and any(c.lower_ == "being" for c in below(verb)) and modality_of(verb.head) != "fact":
        return "supposed"  # "hopes that it will lead to a bid being accepted"
    if _supposed(verb) or _nobodys(verb) or _neither(verb) or _untrue(verb) or _unreal(verb):
        return "supposed"
    return of_verb(verb)


def _nobodys(verb: Token) -> bool:
    """Whether the verb's doer is nobody: "nobody wants", "no minister proposed" say that no such act took place."""
    subjects = [c for c in below(verb) if c.dep_ == "nsubj"]
    said = [{d.lower_ for d in below(c)} for c in subjects]  # "neither Spain nor Peru supports it" is a stance of both
    none = any("no" in own or ("neither" in own and "nor" not in own) for own in said)
    return none or any(map(_is_few, subjects)) or any(c.lower_ in NOBODY for c in subjects)


def _is_few(noun: Token) -> bool:
    """Whether hardly anybody is meant: "few banks", "hardly any clubs", "only one of the banks"."""
    if noun.lower_ != "one" and not any(c.dep_ == "nummod" or c.lower_ in {"few", "any"} for c in below(noun)):
        return False
    own = {t.lower_ for t in noun.subtree if t.i <= noun.i}
    hardly = bool(own & {"hardly", "scarcely", "barely"}) or {"only", "one"} <= own
    return hardly or ("few" in own and not own & {"a", "the", "these", "those"})


def _neither(verb: Token) -> bool:
    """Whether a verb is one of two that both did not happen: "has neither welcomed nor ruled out"."""
    first = verb.head if verb.dep_ == "conj" else verb
    return any(c.lower_ == "neither" and c.dep_ in {"preconj", "cc", "advmod"} for c in below(first))


def _untrue(verb: Token) -> bool:
    """Whether a clause says what is not so: "denied | that it would", "almost agreed", "failed to persuade it to"."""
    over = verb.head
    told = over if verb.dep_ == "xcomp" and over.lemma_ == "be" else verb  # "denied | they were | to merge"
    if told.dep_ == "ccomp" and told.head.lemma_.lower() == "deny" and not grammar.is_negated(told.head):
        return True
    if told.dep_ == "ccomp" and any(c.lower_ in UNTRUE for c in grammar.children(told.head, "acomp")):
        return not grammar.is_negated(told.head)  # "said it was untrue that it had dropped it"
    if verb.dep_ in {"xcomp", "ccomp"} and over.lemma_.lower() in PERSUADING and over.dep_ == "xcomp":
        return over.head.lemma_.lower() in {"fail", "struggle"} and not grammar.is_negated(over.head)
    if verb.dep_ == "xcomp" and over.lemma_.lower() in {"forget", "neglect", "omit"} and not grammar.is_negated(over):
        return True
    return any(c.lower_ in {"almost", "nearly"} and c.i < verb.i for c in grammar.children(verb, "advmod"))


def _unreal(verb: Token) -> bool:
    """Whether a deed is asked about, only imagined or said to be untrue: "Had they …", "wrongly said that they …"."""
    over, to = verb.head, verb.dep_ == "xcomp"
    inverted = is_inverted(verb)
    would_have_to = to and over.lemma_ == "have" and any(map(is_inverted, grammar.children(over, "advcl")))
    never = to and over.lemma_ == "be" and any(grammar.is_negated(c) for c in grammar.children(over, "csubj"))
    once = to and over.lower_ == "used"
    short = verb.dep_ == "pcomp" and over.i > 0 and over.nbor(-1).lower_ == "short"  # "stopped short of lifting it"
    held = verb.dep_ == "pcomp" and over.lower_ == "from" and over.head.lemma_.lower() in SHRINKING
    terms = verb.dep_ == "pcomp" and over.lower_ == "for" and over.head.lemma_.lower() in {"condition", "term", "price"}
    short = short or held or terms  # "held back from lifting it", "set conditions for lifting it"
    would = (
        to and over.lower_ in FOOLISH and not WOULD.isdisjoint(grammar.auxiliaries(over.head))
    )  # "would be mad to lift it"
    said = verb.dep_ == "ccomp"
    unsaid = said and over.dep_ == "xcomp" and over.head.lemma_.lower() in {"refuse", "decline"}
    unsaid = unsaid or (said and over.lemma_ == "say" and any(c.lower_ == "never" for c in below(over)))
    wrong = said and any(c.lower_ in {"wrongly", "falsely", "mistakenly"} for c in below(over))
    carriers = [over] if verb.dep_ == "acl" else grammar.subjects(over) if said else []
    doubted = any(c.lemma_.lower() == "doubt" for c in carriers)
    time = over.lemma_ == "have" and any(c.lower_ in {"until", "till"} for c in below(over))
    free = time and verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp", "acl"}  # "has until May to make a bid"
    wrong = wrong or is_called_wrong(verb)
    supposed = inverted or would_have_to or never or once or short or free or would or unsaid or wrong or doubted
    return supposed or _asked(verb) or _belied(verb) or _alleged(verb)


def is_called_wrong(verb: Token) -> bool:
    """Whether somebody says that a deed would be wrong: "it would be a mistake to dismiss the plan"."""
    over = verb.head
    be = next((t for t in (over, over.head) if t.lemma_ == "be"), None)
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in below(verb))
    if not to or be is None or verb.dep_ not in {"xcomp", "acl", "advcl", "ccomp"} or grammar.is_negated(be):
        return False
    named = {c.lemma_.lower() for c in grammar.children(be, "attr", "acomp")}
    subjects = {c.lower_ for c in grammar.children(be, "nsubj")}
    if "it" not in subjects:
        own = bool(subjects & {"we", "i"}) and not WOULD.isdisjoint(grammar.auxiliaries(be))
        return own and bool(named & FOOLISH)  # "we would be mad to refuse"
    return bool(named & (WRONG | FOOLISH))


def is_inverted(verb: Token) -> bool:
    """Whether a clause is an "if" clause without "if": "Had they …", "Should the party leave, …"."""
    before = [c for c in below(verb) if c.lower_ in {"had", "should", "were"}]
    subjects = grammar.children(verb, "nsubj", "nsubjpass")
    return bool(before) and any(before[0].i < s.i < verb.i for s in subjects)


def _alleged(verb: Token) -> bool:
    """Whether it is a past deed that others charge somebody with: "contends that they agreed", "allegedly agreed"."""
    auxiliaries = grammar.auxiliaries(verb)
    past = verb.tag_ == "VBD" or "had" in auxiliaries or {"to", "have"} <= auxiliaries
    if past and any(c.lower_ == "allegedly" for c in below(verb)):
        return True
    over = next((o for o in grammar.clause_over(verb) if o.dep_ in {"ccomp", "acl", "xcomp"}), None)
    return past and over is not None and over.head.lemma_.lower() in ALLEGING


def _asked(verb: Token) -> bool:
    """Whether a sentence asks if it is so: "Will they accept it?", not "Why did they accept it?"."""
    if "?" not in grammar.words_around(verb):
        return False
    sentence = verb.sent
    ending = (verb.doc[i] for i in range(sentence.end - 1, verb.i, -1))
    last = next((t.text for t in ending if not t.is_space and not t.is_quote), "")
    return last == "?" and not any(t.tag_ in {"WRB", "WP", "WDT"} for t in sentence if t.i < verb.i)


def _belied(verb: Token) -> bool:
    """Whether it is said that what tells of it is not so: "rejected reports that it would free them"."""
    over = next(grammar.clause_over(verb), None)
    carrier = over.head if over is not None and over.dep_ in {"acl", "ccomp", "relcl"} else None
    if carrier is None or carrier.lemma_.lower() not in words("claims") or grammar.auxiliaries(verb) & REQUIRED:
        return False  # "rejected suggestions that it should pay" is no denial
    told = carrier.head
    untrue = any(c.lower_ in UNTRUE for c in grammar.children(told, "acomp"))
    return untrue or told.lemma_.lower() in BELYING


def of_verb(verb: Token) -> Modality:
    """The modality of a verb: by the verb over it that only tries, its own auxiliaries, "is to" over it."""
    return _under_verb(verb) or _by_auxiliaries(verb) or _under_auxiliary(verb) or "fact"


def guess_over(verb: Token) -> Token | None:
    """What says that others only hope for a thing, doubt, fear or foresee it: "*hoped* that they would agree"."""
    for over in grammar.clause_over(verb):
        if over.dep_ == "ccomp":
            return over.head if over.head.lemma_.lower() in HOPING else None
        if over.dep_ not in {"xcomp", "conj", "pcomp", "advcl"}:
            return None
    return None


def _is_of_object(verb: Token) -> bool:
    """Whether an infinitive says what the object of its verb asks or offers, which the parser hung on the verb."""
    asked = {"demand", "offer", "propose"}
    objects = grammar.children(verb.head, "dobj") if grammar.is_verb(verb.head) else []
    return any(lexicon().nouns.get(o.lemma_.lower()) in asked and o.i < verb.i for o in objects)


def _is_purpose(verb: Token) -> bool:
    """Whether it is only what something is done for: "paid $5m | to seal a deal", "met | to sign a treaty"."""
    spent = verb.dep_ == "acl" and verb.head.lemma_.lower() not in words("talks") | TRIES | lexicon().nouns.keys()
    aimed = (verb.dep_ == "advcl" or spent) and verb.tag_ == "VB" and "to" in grammar.auxiliaries(verb)
    settles = any(t.act in SETTLING for t in lexicon().verbs.get(verb.lemma_.lower(), ()))
    return aimed and (settles or verb.lemma_.lower() in GAINING)


def _under_verb(verb: Token) -> Modality | None:
    if verb.dep_ == "conj" and verb.tag_ == "VB" and grammar.is_verb(verb.head):
        return _under_verb(verb.head)
    if verb.tag_ == "VB" and verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() in ENABLING:
        return "possible"  # "a law that would allow ministers to block it"
    if verb.dep_ in {"advcl", "xcomp"} and verb.tag_ == "VB" and _is_of_object(verb):
        return "possible"  # "rejected a plea from ministers | to put it off"
    if _is_purpose(verb) or is_for_others(verb, verb.head if grammar.is_verb(verb.head) else verb.head.head):
        return "possible"
    if verb.dep_ in {"relcl", "acl"} and verb.head.lemma_ == "time" and "to" in grammar.auxiliaries(verb):
        return "required"  # "it is time for them to pay"
    if _is_called_needed(verb):
        return "required"
    if verb.dep_ == "relcl" and verb.tag_ == "VBD" and verb.head.lemma_ == "time" and _is_high_time(verb.head):
        return "required"  # "it is high time that they paid"
    lemma = verb.head.lemma_.lower()
    if (
        verb.dep_ == "xcomp"
        and lemma in {"set", "poised", "about"}
        and verb.head.dep_ in {"acomp", "xcomp", "oprd", "prep"}
    ):
        return "possible"  # "looks set to accept it", "is about to accept it"
    if verb.dep_ in {"ccomp", "xcomp"} and lemma in HOPING and verb.head != verb:
        return "possible"
    if verb.dep_ == "ccomp" and lemma == "let" and verb.head.tag_ == "VB" and verb.head.dep_ in {"xcomp", "ccomp"}:
        return "possible"  # "urged both sides to let a judge settle it"
    told = lemma == "tell" and bool(grammar.auxiliaries(verb) & (FUTURE | WOULD))  # "told them that it would pay"
    if (verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and verb.tag_ == "VB")) and lemma in TRYING and not told:
        return "required" if grammar.auxiliaries(verb) & REQUIRED else "possible"  # "told them that they must pay"
    if verb.dep_ == "ccomp" and grammar.is_bare(verb) and lemma in words("mandative") and not grammar.auxiliaries(verb):
        return "possible"  # "insisted that they agree": they have not
    if verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"} and lemma in WISHING and not grammar.auxiliaries(verb):
        return "possible"  # "wants the plan dropped"
    if verb.dep_ == "pcomp" and lemma in {"against", "from"} and verb.head.head.lemma_.lower() in grammar.BLAMING:
        return "possible"  # "warned the mayor against backing it"
    if verb.dep_ == "pcomp" and (lemma in {"without", "before"} or verb.head.head.lemma_.lower() in NEAR):
        return "possible"
    return "future" if verb.dep_ == "xcomp" and lemma in PLANNING else None


def _is_called_needed(verb: Token) -> bool:
    """Whether somebody else's deed is said to be due: "it is vital that they pay", "they have a duty to pay"."""
    over = verb.head
    if verb.dep_ == "acl" and over.lemma_.lower() in {"duty", "obligation", "responsibility"}:
        return over.head.lemma_ == "have" and "to" in grammar.auxiliaries(verb)
    if verb.dep_ not in {"ccomp", "advcl"} or over.lemma_ != "be" or not grammar.children(verb, "nsubj", "nsubjpass"):
        return False
    judged = any(c.lemma_.lower() in NEEDFUL for c in grammar.children(over, "acomp"))
    return judged and any(c.lower_ == "it" for c in grammar.children(over, "nsubj")) and not grammar.is_negated(over)


def _is_high_time(time: Token) -> bool:
    """Whether a clause says that something is overdue: "it is high time", "it was about time"."""
    called = any(c.lower_ in {"high", "about"} for c in below(time)) or time.nbor(-1).lower_ == "about"
    return called and time.dep_ == "attr" and any(c.lower_ == "it" for c in grammar.children(time.head, "nsubj"))


def _by_auxiliaries(verb: Token) -> Modality | None:
    own = grammar.auxiliaries(verb)
    if own & WOULD and is_announced(verb):
        return "future"
    if own & REQUIRED:
        return "required"
    if own & FUTURE:
        return "future"
    return "possible" if own & POSSIBLE else None


def is_announced(verb: Token) -> bool:
    """Whether "would" is a "will" that somebody said: "the union said it would strike"."""
    while verb.dep_ == "conj" and not grammar.children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    over = verb.head
    if verb.dep_ != "ccomp" or over.lemma_.lower() not in ANNOUNCING or over.tag_ not in {"VBD", "VBN"}:
        return False
    if any(t.act in STANCES for t in lexicon().verbs.get(verb.lemma_.lower(), ())) and grammar.depends(
        verb, {"if", "unless"}
    ):
        return False  # "said she would back it if the price fell" is not to back it
    own = any(c.tag_ == "PRP" for c in grammar.children(verb, "nsubj"))
    return over.i < verb.i and (own or bool(grammar.children(verb, "auxpass")))


def _under_auxiliary(verb: Token) -> Modality | None:
    """By "have to", "need to", "is to" and "is going to"; otherwise as the verb that an infinitive hangs on."""
    head, own = verb.head, grammar.auxiliaries(verb)
    if verb.dep_ == "advcl" and "to" in own and head.lemma_ == "be" and grammar.left_to(head):
        return "required"  # "the onus is on them to pay"
    if verb.dep_ not in {"xcomp", "ccomp"} or head == verb:
        return None
    bound = head.lemma_ in {"have", "need", "ought"} and not grammar.children(head, "dobj")
    if "to" in own and bound and not any(c.lower_ in {"until", "till"} for c in below(head)):
        return "required"  # who "has until May to reply" has time
    if head.lemma_ == "be" and grammar.left_to(head):
        return "required"  # "it is up to them to pay"
    is_to = head.lemma_ == "be" and head.i < verb.i and head.lower_ in {"is", "are", "'s", "was", "were"}
    if "to" in own and is_to and not grammar.children(head, "acomp", "attr"):
        return "future"
    if verb.dep_ == "xcomp" and head.lemma_ == "go" and head.tag_ == "VBG":
        return "future"
    plain = verb.dep_ == "xcomp" and grammar.is_verb(head) and not own - {"to"}
    return of_verb(head) if plain else None


def _is_proviso(verb: Token) -> bool:
    """Whether a clause says on what something depends: "will sign | provided they pay", "only when they pay"."""
    if verb.dep_ not in {"advcl", "ccomp", "pcomp"}:
        return False
    start = verb.left_edge.i
    before = [t.lower_ for t in verb.doc[max(start - 4, verb.sent.start) : start]]
    around = " ".join([*before[-1:], *(t.lower_ for t in verb.doc[start : start + 2])])
    return (
        before[-1:] in (["provided"], ["providing"])
        or not DEPENDING.isdisjoint(before)
        or re.search(r"\bonly (?:when|after|once|if)\b", around) is not None
    )


def _supposed(verb: Token) -> bool:
    """Whether the verb stands in a clause that only supposes it."""
    for over in grammar.clause_over(verb):
        if over.dep_ in {"advcl", "ccomp", "xcomp", "csubj"} and any(
            c.dep_ in {"mark", "advmod"} and c.lower_ in SUPPOSING and c.i < over.i for c in below(over)
        ):
            return True
        asked = over.dep_ in {"conj", "pcomp"} and any(c.dep_ == "mark" and c.lower_ == "whether" for c in below(over))
        if asked:
            return True  # "be consulted about the bid | and whether the firm should repay them", "on | whether to"
        if over.head.lower_ in LASTING and over.dep_ in {"advcl", "ccomp", "acl"}:
            return True
        if _is_proviso(over) or (over.dep_ == "acl" and over.head.lemma_.lower() in FAILING):
            return True
        if over.dep_ not in {"xcomp", "conj", "pcomp", "acl"}:
            return False
    return False
