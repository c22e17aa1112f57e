"""Which words of giving are concessions, by their construction, and how far each has gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.courses import figures
from communique.extraction.giving import Frame, Giving, words_of
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.model import ConcessionStatus

# Frames that say how far a giving went; the others only colour it.
OFFERED_NOUNS = frozenset({"drop", "lower", "better", "give", "settlement", "boon"})
PRESENT = frozenset({"VBZ", "VBP"})
GIVING_SORTS = frozenset({"yield", "drop", "lower", "better", "give", "let"})


@dataclass(frozen=True)
class Ground:
    """That a giving is a concession: by which construction, how far it went, under which frame (None: outright)."""

    construction: str
    status: ConcessionStatus
    frame: Frame | None


def ground_of(giving: Giving) -> Ground | None:
    """The concession that a giving is; None where it is none."""
    kinds = [f.kind for f in giving.frames]
    if (refusal := turned_down(giving)) is not None:
        return Ground("refused", "refused", refusal)
    if (
        "deny" in kinds
        or any(f.modality == "supposed" for f in giving.frames)
        or modality_of(giving.word) == "supposed"
    ):
        return None
    if giving.verdict is not None:
        return None if says_little(giving) else Ground(*giving.verdict, None)
    if giving.sort == "called so":
        return called_so(giving)
    if says_little(giving) or (giving.sort == "yield" and stands_bare(giving)):
        return None
    if "demand" in kinds:
        return Ground("demanded", "demanded", None) if giving.sort == "yield" else None
    frame = next((f for f in giving.frames if f.kind in UNDER), None)
    if frame is None:
        return outright(giving)
    found = UNDER[frame.kind](giving, frame)
    if found is None:
        return None
    construction, status = found
    if status in {"made", "offered"} and unsure(giving, frame):
        status = "floated"
    return Ground(construction, status, frame)


def says_little(giving: Giving) -> bool:
    """Whether a giving cannot be understood by itself: "lowered it", "the offer"."""
    only_points = bool(giving.objects) and all(t.pos_ in {"PRON", "DET"} for t in giving.objects)
    if grammar.is_verb(giving.word) and any(points(t) for t in giving.objects if t.head == giving.word):
        return True
    return giving.content.pointer or (only_points and len(giving.content.keys) < 2)


def points(noun: Token) -> bool:
    """Whether an object only names what was said before: "that demand", "its stance"; not "its stance on fish"."""
    told = {c.dep_ for c in noun.children if c.dep_ != "prep" or c.lower_ in {"on", "for", "of", "to", "over", "about"}}
    if told & {"prep", "acl", "relcl", "compound", "amod", "nummod", "ccomp"}:
        return False
    if noun.lemma_.lower() in words_of("words", "stances"):
        return not any(p.lower_ in {"on", "over", "about"} for p in grammar.children(noun.head, "prep"))
    return any(c.dep_ == "det" and c.lower_ in {"that", "this", "these", "those", "such"} for c in noun.children)


def turned_down(giving: Giving) -> Frame | None:
    """The frame under which a demand to give ground is turned down: "rejected calls to drop the bill"."""
    noun = not grammar.is_verb(giving.word) and giving.sort in {"drop", "lower", "ground"}
    fits = giving.sort in {"yield", "let"} or holds_ground(giving) or noun
    for demand, over in zip(giving.frames, giving.frames[1:], strict=False):
        turns = over.word.lemma_.lower() in words_of("words", "turning") and not over.denied and over.modality == "fact"
        asked = demand.kind == "demand" or (noun and demand.kind == "consider")
        if fits and asked and turns:
            return over
    return None


def stands_bare(giving: Giving) -> bool:
    """Whether a verb of yielding does not say on what: "backed down"."""
    verb = giving.word
    told = any(t.pos_ in {"NOUN", "PROPN", "NUM", "VERB"} for t in verb.subtree if t.i > verb.i)
    return grammar.is_verb(verb) and not giving.objects and not told


def unsure(giving: Giving, frame: Frame) -> bool:
    """Whether a giving is only a possibility: "might agree to", "is thought to be ready to"."""
    above = giving.frames[giving.frames.index(frame) :] if grammar.is_verb(frame.word) or frame.kind == "ready" else ()
    if any(f.kind in {"consider", "suggest"} and f is not frame for f in above):
        return True
    if frame.kind == "ready" and any(f.kind == "rumour" for f in above):
        return True
    return may(frame.word) and frame.kind != "allow"


def may(word: Token) -> bool:
    """Whether a clause only says what may be: "might", "could", "would … if"; plain "would" tells what is to come."""
    if modality_of(word) != "possible":
        return False
    verb = next(grammar.clause_over(word), None)
    if verb is None:
        return False
    if not grammar.auxiliaries(verb) & {"would", "'d", "’d"}:
        return True
    return has_if(verb)


def has_if(verb: Token) -> bool:
    """Whether a verb has a condition: "will pay if it rains"."""
    return any(m.lower_ == "if" for c in grammar.children(verb, "advcl") for m in c.children)


# --- under a frame
def agreed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Agreed to lower the price", "consented to a standstill"."""
    if frame.denied:
        return ("refused", "refused") if giving.sort == "yield" or holds_ground(giving) else None
    if frame.modality == "required" or any(f.kind in {"plan", "expect"} for f in giving.frames):
        return None
    if giving.sort == "deed":
        return ("in return", "made") if traded(giving.word) or traded(frame.word) else None
    if grammar.is_verb(giving.word):
        if giving.sort in {"give", "let"} and jointly(frame) and not traded(giving.word):
            return None
        return ("agree", "made") if gives(giving) else None
    if giving.sort in {"settlement", "thing"}:
        return settled(giving)
    if giving.sort not in {"drop", "lower", "better", "accept"}:
        return None
    if giving.word.lemma_.lower() in words_of("words", "joint") and len(frame.doers) != 1:
        return None
    return "agree to noun", "made"


def jointly(frame: Frame) -> bool:
    """Whether several agree on what they do together: "the two presidents agreed to open a road"."""
    both = any(c.lower_ in {"two", "both", "three"} for d in frame.doers for c in d.children)
    return len(frame.doers) > 1 or both or any(d.lemma_.lower() in {"side", "party", "both"} for d in frame.doers)


def settled(giving: Giving) -> tuple[str, ConcessionStatus] | None:
    """ "Agreed a payment of $2bn"; the price of a firm is no settlement."""
    return ("settlement", "made") if figures(giving.content) and "takeover" not in giving.content.keys else None


def reached(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Reached a settlement of $2bn": the only thing that is reached and gives ground."""
    return settled(giving) if giving.sort == "settlement" and not frame.denied and frame.modality == "fact" else None


def offered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Offered to lower the price", "is ready to wait", "offered a rise of 8%", "promised that no job would go"."""
    if frame.denied:
        return ("refused", "refused") if giving.sort == "yield" or holds_ground(giving) else None
    if frame.modality == "required" or any(f.kind == "plan" and grammar.is_verb(f.word) for f in giving.frames):
        return None
    if not grammar.is_verb(giving.word):
        return offered_noun(giving, frame)
    if giving.sort == "deed":
        return ("deed", "offered") if frame.kind == "offer" and grammar.is_verb(frame.word) else None
    if giving.word.lemma_.lower() in {"supply", "send", "lend"} and not traded(giving.word):
        return None
    if frame.kind == "promise" and campaigns(giving) and not traded(giving.word):
        return None
    less = bool({t.lower_ for t in giving.word.subtree} & words_of("signs", "less")) or has_if(giving.word)
    fits = {"accept": traded(giving.word) or less, "better": is_on(giving, "more"), "assure": frame.kind == "promise"}
    return (frame.kind, "offered") if fits.get(giving.sort, True) else None


def campaigns(giving: Giving) -> bool:
    """Whether a promise is one to voters: "promised to cut taxes", "pledged to scrap the fee if elected"."""
    taxes = giving.sort in {"lower", "drop"} and bool(lemmas(giving) & {"tax", "duty", "levy"})
    return taxes or any(t.lower_ in {"elected", "re-elected"} for t in giving.word.sent)


def offered_noun(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Offered a rise of 8%", "offered cash in return for land"."""
    if frame.kind not in {"offer", "promise"}:
        return None
    if giving.sort == "thing":
        return ("trade", "offered") if gives_for(giving.word) else None
    if giving.sort in {"boon", "give", "lower"} and frame.word.tag_ in PRESENT:
        return None  # "offers patients access": to anybody, as a rule
    return (f"{frame.kind} noun", "offered") if giving.sort in OFFERED_NOUNS else None


def proposed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Proposed that the fee be halved": ground where the proponent is the one that gives."""
    fits = grammar.is_verb(giving.word) and (
        giving.sort == "yield" or (giving.sort == "lower" and is_on(giving, "terms"))
    )
    return ("propose", "offered") if fits and not frame.denied else None


def considered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Would consider raising the share of grants", "floated a figure of 25 percent"."""
    if frame.denied or is_right(frame):
        return None
    if not grammar.is_verb(giving.word):
        figure = giving.sort == "figure" and giving.word.dep_ == "dobj" and bool(figures(giving.content))
        fits = figure or (giving.sort == "thing" and gives_for(giving.word))
        if fits and grammar.is_verb(frame.word):
            return "figure", "floated"
        ready = any(f.kind == "ready" for f in giving.frames) and (giving.sort in OFFERED_NOUNS or figures(giving.content))
        return ("figure", "floated") if ready else None
    own_business = giving.word.lemma_.lower() in words_of("words", "business") - {"sell", "set"}
    possible = {
        "yield": True,
        "let": True,
        "drop": holds_ground(giving),
        "lower": is_on(giving, "terms"),
        "better": is_on(giving, "more"),
        "accept": is_on(giving, "hard") or takes_less(giving),
        "give": bool(giving.objects) and not own_business and not (giving.word.lemma_ == "pay" and buys(giving.word)),
    }
    return ("consider", "floated") if possible.get(giving.sort, False) else None


def is_right(frame: Frame) -> bool:
    """Whether an option or a chance is one that somebody has or is given: "has the option to sell"."""
    noun = frame.word
    held = noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in {"have", "give", "hold", "get", "grant"}
    return noun.pos_ == "NOUN" and held


def decided(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Decided to lift the ban"."""
    if frame.denied or not grammar.is_verb(giving.word):
        return None
    fits = giving.sort in {"yield", "let"} or (giving.sort == "drop" and holds_ground(giving))
    fits = fits or (giving.sort == "give" and giving.word.lemma_.lower() not in words_of("words", "business"))
    fits = fits or (giving.sort == "accept" and is_on(giving, "hard"))
    return ("decide", "made") if fits else None


def ordered(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Ordered a halt to the attacks"."""
    if grammar.is_verb(giving.word):
        fits = giving.sort == "drop" and (holds_ground(giving) or is_on(giving, "war") or is_on(giving, "forces"))
    else:
        fits = giving.sort == "drop"
    return ("order", "made") if fits and not frame.denied else None


def refused(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Ruled out giving up the veto", "refused to back down"; "did not rule out" leaves it possible."""
    if frame.denied:
        verb = grammar.is_verb(giving.word) and giving.sort != "give"
        return ("not refused", "floated") if verb or giving.sort in {"drop", "lower", "boon"} else None
    if grammar.is_verb(giving.word):
        fits = giving.sort == "yield" or holds_ground(giving) or (giving.sort == "better" and is_on(giving, "bids"))
        fits = fits or frees(giving)
    else:
        fits = giving.sort in {"ground", "better", "drop", "lower"}
    return ("refused", "refused") if fits else None


def undesired(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "No desire to make concessions", "no question of giving up"."""
    fits = giving.sort in {"yield", "ground"} or holds_ground(giving)
    return ("refused", "refused") if frame.denied and fits else None


def obliged(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Had to accept that …", "was forced to back down"."""
    past = frame.word.tag_ in {"VBD", "VBN"} and not frame.denied and frame.modality == "fact"
    fits = giving.sort in {"accept", "yield"} or (giving.sort == "give" and pays_to_settle(giving.word))
    return ("obliged", "made") if past and fits and grammar.is_verb(giving.word) else None


def allowed(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "The deal allows the country to put off payments"."""
    fits = giving.sort == "drop" and is_on(giving, "dues") and not frame.denied
    return ("allow", "made") if fits and grammar.is_verb(giving.word) else None


def planned(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "Plans to cut the prices that it asks of rivals", "intends to raise its bid"."""
    if frame.denied or not grammar.is_verb(giving.word):
        return None
    if giving.sort == "better" and is_on(giving, "bids"):
        return "raised bid", "offered"
    fits = giving.sort == "lower" and is_on(giving, "terms")
    return ("plan", "offered") if fits or (signed(giving.word) and giving.sort in GIVING_SORTS) else None


def expected(giving: Giving, frame: Frame) -> tuple[str, ConcessionStatus] | None:
    """ "In return, it would be expected to carry out reforms"."""
    return ("in return", "made") if traded(giving.word) and not sold(giving.word) and gives(giving) and not frame.denied else None


Rule = Callable[[Giving, Frame], "tuple[str, ConcessionStatus] | None"]
# Frames that say how far a giving went; the others only colour it.
UNDER: dict[str, Rule] = {
    "agree": agreed,
    "reach": reached,
    "offer": offered,
    "promise": offered,
    "ready": offered,
    "propose": proposed,
    "suggest": considered,
    "consider": considered,
    "decide": decided,
    "order": ordered,
    "refuse": refused,
    "desire": undesired,
    "oblige": obliged,
    "allow": allowed,
    "plan": planned,
    "expect": expected,
}


# --- said outright
def outright(giving: Giving) -> Ground | None:
    """A giving that no frame stands over: "dropped its demand", "raised its bid", "an improved offer"."""
    word = giving.word
    if not grammar.is_verb(word):
        return better_bid(giving)
    if {"have"} & grammar.auxiliaries(word) and {"would", "could", "might"} & grammar.auxiliaries(word):
        return None  # what was not done
    if "would" in grammar.auxiliaries(word) and word.dep_ == "relcl":
        return None  # "an amendment which would cap fees"
    if word.dep_ == "pcomp" and word.head.head.dep_ == "acl":
        return None  # "money saved by delaying the scheme"
    force = "future" if modality_of(word) == "possible" and not may(word) else modality_of(word)
    if force == "required" or is_aim(word):
        return None
    if grammar.is_negated(word):
        past = any(t.lower_ in {"previously", "earlier", "had", "originally"} for t in word.sent)
        fits = giving.sort == "yield" or (says_no(word) and keeps_ground(giving))
        return Ground("refused outright", "refused", None) if fits and not past else None
    construction = plain(giving, force)
    if construction is None:
        return None
    would = bool(grammar.auxiliaries(word) & {"would", "could", "can"})
    if would and (construction == "accept" or word.lemma_ in {"live", "settle"}):
        status: ConcessionStatus = "offered"
    elif construction == "raised bid":
        status = {"fact": "made", "future": "offered"}.get(force, "floated")  # type: ignore[assignment]
    else:
        status = "floated" if force == "possible" else "offered" if force == "future" and has_if(word) else "made"
    return Ground(construction, status, None)


def says_no(verb: Token) -> bool:
    """Whether somebody says that he will not: "said he would not lower the price"."""
    return verb.dep_ == "ccomp" and bool(grammar.auxiliaries(verb) & {"will", "would", "wo", "'ll"})


def keeps_ground(giving: Giving) -> bool:
    """Whether a verb, denied, holds a position or a price: "lower the price", "lift the ban", "raise the bid"."""
    kept = {"lower": "terms", "better": "bids", "drop": "ground"}.get(giving.sort)
    return kept is not None and is_on(giving, kept)


def is_aim(verb: Token) -> bool:
    """Whether a verb only says what something is done for, or what a thing is: "pressed on to lift it"."""
    return verb.dep_ in {"advcl", "acl", "relcl", "ccomp", "pcomp", "dep"} and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def plain(giving: Giving, force: Modality) -> str | None:
    """The construction of a verb of giving that stands by itself, None where it gives no ground."""
    word, sort = giving.word, giving.sort
    if sort == "yield":
        return None if says_so(word) or not bearable(giving) else "yield"
    if sort == "drop" and (holds_ground(giving) or is_on(giving, "dues") or undone(giving) or stands_down(giving)):
        return "drop ground"
    if sort == "lower" and is_on(giving, "terms") and not is_own(giving) and not sells(giving):
        return "lower terms"
    if sort == "better" and is_on(giving, "bids"):
        return "raised bid"
    if sort == "better" and word.lemma_ == "extend" and is_on(giving, "more"):
        return "extend"
    if word.lemma_ == "take" and "haircut" not in lemmas(giving):
        return None
    if sort == "accept" and (is_on(giving, "hard") or takes_less(giving)):
        return "accept"
    if sort == "give" and (pays_to_settle(word) or (word.lemma_ == "pay" and is_on(giving, "damages"))):
        return "settle"
    if grants(giving):
        return "grant" if force in {"fact", "future", "possible"} else None
    if frees(giving):
        return "release"
    if word.lemma_.lower() in {"refund", "reimburse", "compensate"} and force in {"fact", "future"} and giving.objects:
        return "repay"
    if sort == "let" and word.lemma_ in {"spare", "spar"} and giving.objects and force != "fact":
        return "grant"
    if sort in GIVING_SORTS - {"better"} and on_terms(word):
        return "in return"
    if sort not in GIVING_SORTS or force not in {"fact", "future"}:
        return None
    business = word.lemma_.lower() in words_of("words", "business")
    if (traded(word) and not sold(word) and not (business and force == "fact")) or (
        under_deal(word) and force == "future" and not business
    ):
        return "in return"
    if signed(word) and force == "future":
        return "gesture"
    return None


def takes_less(giving: Giving) -> bool:
    """Whether somebody takes less than he wanted, or against his will: "a smaller majority", "with a heavy heart"."""
    told = giving.word.sent.text.lower()
    own = [t for t in giving.objects if t.head == giving.word]
    would = bool(grammar.auxiliaries(giving.word) & {"would", "could"}) or bool(giving.frames)
    less = would and any(c.lower_ in words_of("signs", "less") for t in own for c in t.children)
    return bool(giving.objects) and (less or any(phrase in told for phrase in words_of("signs", "reluctant")))


def bearable(giving: Giving) -> bool:
    """Whether what one "can live with" is less than was wanted: "a smaller quota", "a cap of 4%", not "either bidder"."""
    verb = giving.word
    if verb.lemma_ not in {"live", "make", "stomach"}:
        return True
    less = bool({t.lower_ for t in verb.subtree} & words_of("signs", "less"))
    return less or bool(figures(giving.content)) or any(is_on(giving, kind) for kind in ("hard", "terms", "ground"))


def on_terms(verb: Token) -> bool:
    """Whether a deed is promised for another's: "if the union ends the ban, the firm would reinstate the drivers"."""
    if not grammar.auxiliaries(verb) & {"will", "would", "'ll"} or verb.lemma_.lower() in words_of("words", "business"):
        return False
    clauses = [c for c in grammar.children(verb, "advcl") if any(m.lower_ == "if" for m in c.children)]
    other = [s for c in clauses for s in grammar.children(c, "nsubj")]
    mine = grammar.children(verb, "nsubj")
    return any(map(acts, other)) and any(map(acts, mine))


def acts(noun: Token) -> bool:
    """Whether a noun names somebody who deals: a name, a body, a group."""
    people = table("people")
    known = any(noun.lemma_.lower() in people[kind] for kind in ("groups", "bodies"))
    return known or (noun.pos_ == "PROPN" and noun.ent_type_ in {"ORG", "GPE", "PERSON", "NORP"})


def says_so(verb: Token) -> bool:
    """Whether a verb of yielding only admits, harms, or does not say what is yielded: "conceded that sales fell"."""
    bare = verb.lemma_ == "give" and not grammar.children(verb, "prep", "dative")
    admits = bare or (verb.lemma_ in {"concede", "relent"} and bool(grammar.children(verb, "ccomp")))
    return admits or (verb.lemma_ == "compromise" and bool(grammar.children(verb, "dobj")))


def better_bid(giving: Giving) -> Ground | None:
    """ "May return with an improved offer", "made concessions to the growers"."""
    noun = giving.word
    if giving.sort == "ground":
        return gives_ground(giving)
    if giving.sort != "bid" or not any(c.lower_ in words_of("words", "anew") for c in noun.children):
        return None
    if any(t.lower_ == "than" for t in noun.doc[noun.i : noun.i + 8]):
        return None  # better than a rival's
    verb = next((v for v in grammar.clause_over(noun)), None)
    if verb is None or verb.lemma_.lower() not in words_of("words", "bidding"):
        return None
    force = modality_of(verb)
    if may(verb) or any(f.kind in {"consider", "rumour"} for f in giving.frames):
        return Ground("better bid", "floated", None)
    planned_ = force in {"future", "possible"} or any(f.kind == "plan" for f in giving.frames)
    return Ground("better bid", "offered" if planned_ else "made", None)


def gives_ground(giving: Giving) -> Ground | None:
    """ "Made a concession to the growers", "was forced into a U-turn on fees"; on what has to be said."""
    verb = next(grammar.clause_over(giving.word), None)
    if verb is None or verb.lemma_.lower() not in words_of("words", "doing") or grammar.is_negated(verb):
        return None
    told = [p for over in (giving.word, verb) for p in grammar.children(over, "prep") if p.i > giving.word.i]
    force = modality_of(verb)
    if giving.frames or force not in {"fact", "future"} or not told:
        return None
    return Ground("ground noun", "offered" if verb.lemma_ == "offer" else "made", None)


def called_so(giving: Giving) -> Ground:
    """ "Mentioned the mines as a concession"."""
    kind = next((f.kind for f in giving.frames), "")
    return Ground("called so", "offered" if kind in {"offer", "promise", "ready"} else "floated", None)


# --- what is given
def gives(giving: Giving) -> bool:
    """Whether a verb under "agree" gives ground, and is not the party's own business."""
    word, sort = giving.word, giving.sort
    if sort == "better":
        return is_on(giving, "more")
    if sort == "drop":
        return not is_on(giving, "trifles")
    if sort == "lower":
        return is_on(giving, "terms") or bool(words_of("objects", "more") & lemmas(giving))
    return word.lemma_ not in {"sell", "set"} and not (word.lemma_ == "pay" and buys(word)) and not stays(word)


def stays(verb: Token) -> bool:
    """Whether all that is agreed is to leave things as they are: "leave the ceiling where it is"."""
    still = {"where", "unchanged", "untouched", "alone"}
    return verb.lemma_ in {"leave", "keep"} and any(t.lower_ in still for t in verb.subtree)


def buys(verb: Token) -> bool:
    """Whether "pay" is the price of a purchase: "pay £3bn for the firm", not "pay more for gas", "pay 5% for a year"."""
    bought = [t for t in grammar.under(verb, {"for"}) + [t for o in grammar.children(verb, "dobj") for t in grammar.under(o, {"for"})] if t.ent_type_ not in {"DATE", "TIME"} and t.lemma_.lower() not in {"rest", "year", "month", "time"}]
    more = any(t.lower_ in {"more", "higher", "extra", "back"} for t in verb.subtree)
    return bool(bought) and not more


def pays_to_settle(verb: Token) -> bool:
    """Whether somebody pays to be rid of a dispute: "paid $250m to settle charges"."""
    if verb.lemma_ != "pay":
        return False
    settling = (t for t in verb.subtree if t.tag_ == "VB")
    return any(t.lemma_ in words_of("words", "settling") or (t.lemma_ == "get" and gets_out(t)) for t in settling)


def gets_out(verb: Token) -> bool:
    """ "Get out of the deal"."""
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "out"


def grants(giving: Giving) -> bool:
    """Whether a favour is granted: "gives the country more time", "granted the club an exemption"."""
    verb = giving.word
    loose = {t.lemma_.lower() for t in grammar.children(verb, "npadvmod")}  # "granted them more time"
    nouns = {c.lemma_.lower() for t in giving.objects for c in grammar.children(t, "compound")}  # "a grace period"
    favours = bool((lemmas(giving) | loose | nouns) & words_of("objects", "favours"))
    follows = verb.dep_ == "advcl" and verb.tag_ == "VBG"  # ", giving them time to think": what comes of something else
    return verb.lemma_.lower() in words_of("words", "granting") and favours and not follows


def holds_ground(giving: Giving) -> bool:
    """Whether what is let go of is a position or a burden on others."""
    return giving.sort == "drop" and is_on(giving, "ground")


def frees(giving: Giving) -> bool:
    """Whether somebody who is held is let go: "freed two captured pilots", "let the prisoners walk free"."""
    verb = giving.word
    lemma = verb.lemma_.lower()
    held = list(giving.objects)
    if lemma == "let" and giving.sort == "let":
        held += [s for c in grammar.children(verb, "ccomp") for s in grammar.children(c, "nsubj")]
        if not any(c.lemma_.lower() in {"go", "walk", "leave"} for c in grammar.children(verb, "ccomp")):
            return False
    elif lemma not in words_of("words", "freeing") and not (lemma == "set" and giving.sort == "let"):
        return False
    if any(t.lemma_.lower() in words_of("words", "justice") for t in grammar.subjects(verb)):
        return False
    return any(is_held(t) for t in held)


def is_held(noun: Token) -> bool:
    """Whether somebody or something is held: "hostages", "14 captured gendarmes", "aid that it had withheld"."""
    if noun.lemma_.lower() in words_of("objects", "captives"):
        return True
    told = {
        t.lemma_.lower()
        for c in noun.children
        if c.dep_ in {"amod", "acl", "relcl", "compound"}
        for t in (c, *grammar.children(c, "amod"))
    }
    return bool(told & words_of("words", "captive"))


def stands_down(giving: Giving) -> bool:
    """Whether an army breaks off its fighting or takes back its forces: "halted operations", "pulled its tanks back"."""
    verb = giving.word
    if is_on(giving, "forces"):
        return verb.lemma_ in {"withdraw", "pull"}
    if verb.lemma_ == "lay":
        return bool(lemmas(giving) & {"arm", "arms", "weapon"})
    if verb.lemma_ in {"give", "sacrifice"}:
        return is_on(giving, "parted")
    if verb.lemma_ in {"unfreeze", "unblock"}:
        return is_on(giving, "held")
    return is_on(giving, "war") and any(t.lower_ in words_of("words", "fighting") for t in verb.sent)


def undone(giving: Giving) -> bool:
    """Whether somebody is let off, or a decision is undone: "will exempt small farms", "reversed its decision"."""
    lemma = giving.word.lemma_.lower()
    return lemma in {"exempt", "spare"} or (lemma in words_of("words", "undoing") and is_on(giving, "undone"))


def sells(giving: Giving) -> bool:
    """Whether a price is cut for whoever buys, and not one that was asked of somebody: "cut its prices by 5%"."""
    priced = [t for t in giving.objects if t.lemma_.lower() in {"price", "rent"}]
    asked = any(c.dep_ in {"relcl", "acl", "amod"} for t in priced for c in t.children)
    return bool(priced) and not asked and not signed(giving.word) and not grammar.under(giving.word, {"for"})


def is_own(giving: Giving) -> bool:
    """Whether somebody cuts what he himself has to bear: "cut its debt"."""
    owners = [c for t in giving.objects for c in t.children if c.dep_ == "poss" and c.tag_ == "PRP$"]
    return bool(owners) and is_on(giving, "own")


def is_on(giving: Giving, objects: str) -> bool:
    """Whether a giving is done to something in the list `objects`."""
    return bool(lemmas(giving) & words_of("objects", objects))


def lemmas(giving: Giving) -> frozenset[str]:
    """The lemmas of what a giving is done to."""
    return frozenset(t.lemma_.lower() for t in giving.objects)


def traded(word: Token) -> bool:
    """Whether the clause says that it is for something: "in return", "in exchange for"; not another clause."""
    for token in word.sent:
        if token.lower_ in {"return", "exchange", "turn"} and token.i and token.nbor(-1).lower_ == "in":
            over = next(grammar.clause_over(token), None)
            if over is None or token.nbor(-1).is_sent_start or {over, over.head} & set(_one_clause(word)):
                return True
            if word in over.subtree:
                return True
        if token.lower_ == "part" and token.i > 1 and token.nbor(-1).tag_ == "PRP$" and token.nbor(-2).lower_ == "for":
            over = next(grammar.clause_over(token), None)  # "Ecuador, for its part, will …"
            if over is not None and over in (word, word.head):
                return True
    return False


def sold(word: Token) -> bool:
    """Whether something is given for its price: "in return for 40% of the shares"."""
    for token in word.sent:
        if token.lower_ in {"return", "exchange"} and token.i and token.nbor(-1).lower_ == "in":
            after = token.nbor(1) if token.i + 1 < len(token.doc) else token
            paid = grammar.under(token, {"for"}) or (grammar.objects_of(after) if after.lower_ == "for" else [])
            return any(t.lemma_.lower() in words_of("words", "prices") or t.ent_type_ == "MONEY" for t in paid)
    return False


def _one_clause(word: Token) -> list[Token]:
    """A word and the verbs joined to it that share its subject."""
    joined = [v for v in grammar.coordinated(word) if not grammar.children(v, "nsubj", "nsubjpass")]
    return [word, *joined]


def gives_for(noun: Token) -> bool:
    """Whether the clause of a noun says what it is given for: "a job in return for silence"."""
    after = noun.doc[noun.i : noun.sent.end].text.lower()
    return any(f"{phrase} for" in after for phrase in words_of("signs", "trade"))


def signed(word: Token) -> bool:
    """Whether the sentence, or the one before, says that ground is given: "made one gesture"."""
    sentence = word.sent
    start = sentence.start
    before = word.doc[start - 1].sent.start if start and "\n" not in word.doc[start - 1].text else start
    text = word.doc[before : sentence.end].text.lower()
    return any(phrase in text for phrase in words_of("signs", "ground"))


def under_deal(word: Token) -> bool:
    """Whether the clause states a term of a deal: "under the treaty, X will …", "as part of the deal"."""
    return any(
        (t.lower_ == "under" or (t.lower_ == "of" and t.head.lower_ == "part"))
        and any(c.lemma_.lower() in words_of("words", "deals") for c in t.children)
        for t in word.sent
    )
