"""Which words of giving are concessions, by their construction, and how far each has gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import is_another
from communique.extraction.courses import figures
from communique.extraction.frames import GIVING_SORTS, UNDER, is_ground
from communique.extraction.given import (
    admits,
    bearable,
    cedes,
    compensates,
    frees,
    grants,
    has_if,
    holds_ground,
    is_on,
    is_own,
    is_party,
    is_price,
    is_promised_for,
    keeps_ground,
    leaves,
    lemmas,
    on_terms,
    pays_to_settle,
    points,
    pressed,
    repays,
    sells,
    signed,
    sold,
    stands_down,
    takes_back,
    takes_less,
    traded,
    under_deal,
    undone,
)
from communique.extraction.giving import Frame, Giving, is_told_on, words_of
from communique.extraction.grammar import below
from communique.extraction.modality import WOULD, Modality, guess_over, lies_ahead, modality_of
from communique.extraction.unfulfilled import is_aim, is_bidden, is_talked_of, is_unfulfilled
from communique.extraction.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from communique.model import ConcessionStatus

WANTED = frozenset({"want", "wants", "wanted", "need", "needs", "needed"})  # "a toll that they want | cut"
DOUBTING = frozenset({"doubt", "doubtful", "fear", "sceptical", "skeptical", "pessimistic", "unlikely", "afraid"})
LOSING = frozenset({"concede", "surrender", "relinquish", "yield", "give"})
HEARSAY = frozenset({"say", "report", "believe", "understand", "rumour", "rumor", "think"})


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
        ("deny" in kinds and not giving.holders)
        or any(f.modality == "supposed" for f in giving.frames)
        or (modality_of(giving.word) == "supposed" and giving.sort != "assure")  # "promised that no job will go"
    ):
        return None
    if giving.verdict is not None:
        return None if says_little(giving) else Ground(*giving.verdict, None)
    if is_price(giving.word) or (giving.word.lemma_.lower() in LOSING and is_on(giving, "sporting")):
        return None  # "conceded two goals", "never relinquished their lead"
    if giving.sort == "called so":
        return called_so(giving)
    if says_little(giving) or (giving.sort == "yield" and stands_bare(giving)):
        return None
    if "demand" in kinds:
        return Ground("demanded", "demanded", None) if asked_to_yield(giving) else None
    if is_fought_for(giving.word) or any(grammar.is_refused(f.word) for f in giving.frames if f.word != giving.word):
        return None
    if any(map(is_another, giving.objects)) or is_set_apart(giving.word):
        return None  # "abandoned a similar plan in 2015"
    if is_taken_back(giving) or (
        is_bidden(giving.word) and any(t.pos_ != "PRON" for t in grammar.subjects(giving.word))
    ):
        return None
    frame = next((f for f in giving.frames if f.kind in UNDER), None)
    ground = outright(giving) if frame is None else under_frame(giving, frame)
    if ground is None or ground.status == "refused":
        return ground
    thought = guess_over(giving.word)
    if thought is not None and thought.lemma_.lower() in DOUBTING and not grammar.is_negated(thought):
        return None
    if thought is not None and is_hoped_of_others(thought):
        return replace(ground, status="demanded")
    only_said = thought is not None or (frame is None and is_rumoured(giving))
    return replace(ground, status="floated") if only_said else ground


def asked_to_yield(giving: Giving) -> bool:
    """Whether it is asked to give ground: "urged it to back down", "to make concessions", "to drop its claim"."""
    word = giving.word
    if not grammar.is_verb(word):
        verb = next(grammar.clause_over(word), None)
        made = verb is not None and verb.lemma_.lower() in words_of("words", "doing") and not grammar.is_negated(verb)
        return giving.sort == "ground" and (made or giving.frames[0].kind == "demand")
    if grammar.is_negated(word):
        return False  # "urged him not to budge"
    own = any(c.tag_ == "PRP$" for t in giving.objects for c in below(t))
    sums = word.lemma_.lower() == "surrender" and bool(figures(giving.content))
    return (giving.sort == "yield" and not sums) or (giving.sort == "drop" and own and is_on(giving, "stances"))


def is_hoped_of_others(verb: Token) -> bool:
    """Whether a party says what it would have others do: "the club is hoping that its creditors will agree to"."""
    hopes = verb.lemma_.lower() in {"hope", "hop"} and grammar.is_verb(verb)  # for the lemmatizer "hoping" is of "hop"
    parties = [t for t in grammar.subjects(verb) if t.lower_ not in words("watchers")]
    own = [t for c in grammar.children(verb, "ccomp") for t in grammar.children(c, "nsubj") if t.tag_ == "PRP"]
    return hopes and bool(parties) and not own


def under_frame(giving: Giving, frame: Frame) -> Ground | None:
    """A giving that a frame stands over: "agreed to lower it", "offered to drop it"."""
    found = UNDER[frame.kind](giving, frame)
    if found is None:
        return None
    construction, status = found
    if status == "made" and frame.modality == "fact" and is_of_a_year(frame.word):
        return None  # "the waiver was first granted in 2018"
    if status in {"made", "offered"} and unsure(giving, frame):
        status = "floated"
    return Ground(construction, status, frame)


def is_fought_for(verb: Token) -> bool:
    """Whether arms and not dealings brought a deed about: "withdrew after fighting", "took the town and freed them"."""
    fought = grammar.under(verb, {"after", "amid", "under", "following"})
    taken = verb.dep_ == "conj" and verb.head.lemma_.lower() in words_of("words", "conquering")
    return taken or any(t.lemma_.lower() in words_of("words", "arms") for t in fought)


def is_set_apart(verb: Token) -> bool:
    """Whether a participle only says which things are meant: "the return of assets | frozen by Norland"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and bool(grammar.by_phrase(verb))


def is_rumoured(giving: Giving) -> bool:
    """Whether there is only talk of what is given: "speculation that it will rise", "believes it will raise it"."""
    if any(f.kind == "rumour" for f in giving.frames):
        return True
    over = next(grammar.clause_over(giving.word), None)
    around = (over.head, *grammar.children(over.head, "nsubj")) if over is not None else ()  # "talk is growing that"
    told = (
        over is not None and over.dep_ in {"acl", "ccomp"} and any(t.lemma_.lower() in words("claims") for t in around)
    )
    verb = giving.word.head
    hearsay = giving.word.dep_ == "xcomp" and grammar.is_passive(verb) and verb.lemma_.lower() in HEARSAY
    return told or hearsay or any(c.lower_ in {"reportedly", "allegedly", "supposedly"} for c in below(giving.word))


def is_taken_back(giving: Giving) -> bool:
    """Whether what is given was offered in what is withdrawn: "withdrew the offer of a rebate"."""
    offers = (f.word for f in giving.frames if f.kind == "offer" and f.word.dep_ in {"dobj", "nsubjpass"})
    backs = {"withdraw", "retract", "rescind", "revoke", "drop", "scrap", "pull"}
    return any(o.head.lemma_.lower() in backs and not grammar.is_negated(o.head) for o in offers)


def says_little(giving: Giving) -> bool:
    """Whether a giving cannot be understood by itself: "lowered it", "the offer"."""
    only_points = bool(giving.objects) and all(t.pos_ in {"PRON", "DET"} for t in giving.objects)
    if grammar.is_verb(giving.word) and any(points(t) for t in giving.objects if t.head == giving.word):
        return True
    return giving.content.pointer or (only_points and len(giving.content.keys) < 2)


def turned_down(giving: Giving) -> Frame | None:
    """The frame under which a demand to give ground is turned down: "rejected calls to drop the bill"."""
    noun = not grammar.is_verb(giving.word) and giving.sort in {"drop", "lower", "ground"}
    first = giving.frames[0] if giving.frames else None
    if first is not None and first.word == giving.word.head and not grammar.is_verb(giving.word):
        every = any(c.lower_ in {"any", "further", "more", "all"} for c in below(giving.word))
        turns = first.word.lemma_.lower() in words_of("words", "turning") and not first.denied
        if every and turns and first.modality == "fact" and is_ground(giving):
            return first  # "rejected any compromise on the date"
    fits = giving.sort in {"yield", "let"} or holds_ground(giving) or noun or frees(giving) or takes_back(giving)
    fits = fits or (giving.word.lemma_ == "extend" and is_on(giving, "more"))
    for demand, over in zip(giving.frames, giving.frames[1:], strict=False):
        turns = over.word.lemma_.lower() in words_of("words", "turning") and not over.denied and over.modality == "fact"
        asked = demand.kind == "demand" or (noun and demand.kind == "consider")
        if fits and asked and turns:
            return over
    return None


def stands_bare(giving: Giving) -> bool:
    """Whether a verb of yielding does not say on what: "backed down"."""
    verb = giving.word
    if not grammar.is_verb(verb):
        return False
    joined = {t for c in grammar.children(verb, "conj") for t in c.subtree}
    after = [t for t in verb.subtree if t.i > verb.i and t not in joined]
    told = any(t.pos_ in {"NOUN", "PROPN", "NUM", "VERB"} for t in after)
    return any(map(is_pressure, grammar.children(verb, "prep"))) or (not giving.objects and not told)


def is_pressure(preposition: Token) -> bool:
    """Whether one gives way "to" what forces one, not saying on what: "gave way to weeks of protests"."""
    forces = [t for t in preposition.subtree if t.lemma_.lower() in words_of("words", "forcing")]
    aim = any(t.tag_ == "VB" or t.lower_ in {"over", "on", "for"} for t in preposition.subtree)
    return preposition.lower_ == "to" and bool(forces) and not aim


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
    if not grammar.auxiliaries(verb) & {"would", "'d"}:
        return True
    return has_if(verb)


# --- said outright
def outright(giving: Giving) -> Ground | None:
    """A giving that no frame stands over: "dropped its demand", "raised its bid", "an improved offer"."""
    word = giving.word
    if not grammar.is_verb(word):
        return better_bid(giving)
    if word.head.lemma_ == "see" and word.dep_ in {"ccomp", "xcomp"} and not grammar.auxiliaries(word):
        return None  # "would like to see the bill shelved"
    if is_unfulfilled(word) or (word.dep_ == "xcomp" and grammar.children(word.head, "dobj") and not giving.frames):
        return None  # "hired a lawyer to stop the sale"
    force = "future" if modality_of(word) == "possible" and not may(word) else modality_of(word)
    if force == "fact" and is_of_a_year(word):
        return None  # "shelved the plan in 2022"
    if force == "required" or is_aim(word) or grammar.auxiliaries(word) & WANTED:
        return None
    if grammar.is_negated(word):
        past = any(t.lower_ in {"previously", "earlier", "had", "originally"} for t in word.sent)
        less = giving.sort == "accept" and {"less", "than"} <= {t.lower_ for t in word.subtree}
        fits = giving.sort == "yield" or less or (says_no(word) and (keeps_ground(giving) or undone(giving)))
        return Ground("refused outright", "refused", None) if fits and not past else None
    construction = plain(giving, force)
    if construction is None:
        return None
    would = bool(grammar.auxiliaries(word) & {"would", "could", "can"})
    if would and (construction == "accept" or word.lemma_ in {"live", "settle"}):
        status: ConcessionStatus = "offered"
    elif construction == "raised bid":
        made = "floated" if lies_ahead(word) else "made"
        status = {"fact": made, "future": "offered"}.get(force, "floated")  # type: ignore[assignment]
    else:
        told = bool(grammar.auxiliaries(word) & WOULD) and word.dep_ == "ccomp" and not grammar.is_passive(word)
        told = told and (word.head.i > word.i or frees(giving) or stands_down(giving))  # "said it would free the crew"
        offered = force == "future" and (has_if(word) or told)
        offered = offered or is_offered_for(giving, force) or leaves(giving)
        thought = force == "possible" or is_talked_of(word) or (force == "fact" and lies_ahead(word))
        status = "floated" if thought else "offered" if offered else "made"
    return Ground(construction, status, None)


def is_of_a_year(verb: Token) -> bool:
    """Whether a deed is history by the year beside its verb: "dropped the claim in 1998", not "a claim of 1998"."""
    dated = [t for p in grammar.children(verb, "prep") if p.lower_ == "in" for t in grammar.children(p, "pobj")]
    year = any(t.like_num and len(t.text) == 4 for t in dated) or any(
        t.lemma_.lower() in {"year", "decade", "century"} and any(c.lower_ == "last" for c in below(t))
        for t in grammar.children(verb, "npadvmod")
    )
    passive = verb.tag_ == "VBN" and any(c.lower_ in {"was", "were"} for c in grammar.children(verb, "auxpass"))
    return year and (verb.tag_ == "VBD" or passive)


def is_offered_for(giving: Giving, force: Modality) -> bool:
    """Whether a deed to come has its price, and no deal sets it down: "would free them in return for a truce"."""
    word = giving.word
    return force == "future" and is_promised_for(word) and not under_deal(word)


def says_no(verb: Token) -> bool:
    """Whether somebody says that he will not: "said he would not lower the price"."""
    return verb.dep_ == "ccomp" and bool(grammar.auxiliaries(verb) & {"will", "would", "wo", "'ll"})


def plain(giving: Giving, force: Modality) -> str | None:
    """The construction of a verb of giving that stands by itself, None where it gives no ground."""
    word, sort = giving.word, giving.sort
    if sort == "yield":
        return None if says_so(word) or not bearable(giving) else "yield"
    if cedes(giving) or leaves(giving):
        return "drop ground"
    if sort == "drop" and (holds_ground(giving) or is_on(giving, "dues") or undone(giving) or stands_down(giving)):
        return "drop ground"
    if sort == "lower" and is_on(giving, "terms") and not is_own(giving) and not sells(giving):
        return "lower terms"
    if sort == "lower" and word.lemma_ == "come" and figures(giving.content):
        people = any(t.pos_ in {"PROPN", "PRON"} or is_party(t) for t in grammar.subjects(word))
        return "lower terms" if people else None  # "came down from 11%"
    if sort == "better" and is_on(giving, "bids"):
        return "raised bid"
    if sort == "better" and word.lemma_ == "extend" and is_on(giving, "more"):
        return "extend"
    if sort == "accept" and word.lemma_.lower() in {"take", "absorb", "bear", "shoulder", "foot"}:
        return "accept" if "haircut" in lemmas(giving) else None
    if sort == "accept" and (is_on(giving, "hard") or takes_less(giving)):
        return "accept"
    if sort == "give" and (pays_to_settle(word) or (word.lemma_ == "pay" and is_on(giving, "damages"))):
        return "settle"
    if giving.sort == "meet":
        return "yield"
    if takes_back(giving) or admits(giving):
        return "release"
    if pressed(giving):
        return "drop ground"
    if sort == "accept" and traded(word) and giving.objects and not sold(word):
        return "accept"
    if grants(giving):
        return "grant" if force in {"fact", "future", "possible"} else None
    if frees(giving):
        return "release"
    if (repays(giving) or compensates(word)) and force in {"fact", "future"}:
        return "repay"
    if sort == "let" and word.lemma_ in {"spare", "spar"} and giving.objects and force != "fact":
        return "grant"
    if sort in GIVING_SORTS - {"better"} and on_terms(word):
        return "in return"
    if sort == "lower" and is_on(giving, "trimmed") and has_if(word):
        return "in return"  # "could cap enrichment at 60% if sanctions were lifted"
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


def says_so(verb: Token) -> bool:
    """Whether a verb of yielding only admits, harms, or does not say what is yielded: "conceded that sales fell"."""
    bare = verb.lemma_ == "give" and not grammar.children(verb, "prep", "dative")
    things = grammar.children(verb, "dobj")
    if verb.lemma_ == "concede" and any(t.lower_ in words_of("words", "admitted") for t in things):
        return True
    if any(t.lemma_.lower() in words_of("words", "feelings") for t in grammar.under(verb, {"to"})):
        return True  # "gave in to despair"
    if things and verb.lemma_.lower() in {"yield", "meet"} and not _dealt(things):
        return True  # "yielded 4% on its bonds", "met each other halfway"
    admits = bare or (verb.lemma_ in {"concede", "relent"} and bool(grammar.children(verb, "ccomp")))
    return admits or (verb.lemma_ == "compromise" and bool(grammar.children(verb, "dobj")))


def _dealt(things: Sequence[Token]) -> bool:
    return any(t.pos_ == "PROPN" or is_party(t) or t.lemma_.lower() in words_of("marks", "met") for t in things)


def better_bid(giving: Giving) -> Ground | None:
    """ "May return with an improved offer", "made concessions to the growers"."""
    noun = giving.word
    if giving.sort == "ground" or is_undoing(noun):
        return gives_ground(giving)
    if giving.sort != "bid" or not any(c.lower_ in words_of("words", "anew") for c in below(noun)):
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
    if verb is None or grammar.is_negated(verb):
        return None
    if is_somebodys(giving) and modality_of(verb) == "fact" and not giving.frames:
        return Ground("ground noun", "made", None)
    if giving.sort == "drop":
        return None
    if verb.lemma_.lower() not in words_of("words", "doing"):
        return None
    told = [p for over in (giving.word, verb) for p in grammar.children(over, "prep") if p.i > giving.word.i]
    force = modality_of(verb)
    if giving.frames or force not in {"fact", "future"} or not told:
        return None
    return Ground("ground noun", "offered" if verb.lemma_ == "offer" else "made", None)


def is_somebodys(giving: Giving) -> bool:
    """Whether a noun tells whose climbdown it was, and on what: "the mayor's U-turn on the fee was welcomed"."""
    noun = giving.word
    owners = [c for c in below(noun) if c.dep_ == "poss" and c.ent_type_ not in {"DATE", "TIME", "EVENT"}]
    if any(t.like_num and len(t.text) == 4 and t.i and t.nbor(-1).lower_ in {"in", "since"} for t in noun.sent):
        return False  # "its retreat from nuclear power began in 1987"
    owners = owners or (grammar.under(noun, {"by"}) if is_undoing(noun) else [])
    if (
        not owners
        or not (is_told_on(noun) or is_undoing(noun))
        or noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}
    ):
        return False
    if noun.lemma_.lower() == "retreat" and not is_from_a_stand(noun):
        return False  # "the army's retreat from the town"
    if noun.dep_ != "pobj":
        return True
    return noun.head.lower_ in {"after", "following", "despite", "by", "from", "since"}


def is_undoing(noun: Token) -> bool:
    """Whether a noun is for letting go of what weighs on others: "the lifting of the blockade"."""
    let_go = noun.lemma_.lower() in words_of("words", "letting_go")
    return let_go and any(t.lemma_.lower() in words_of("objects", "ground") for t in grammar.under(noun, {"of"}))


def is_from_a_stand(noun: Token) -> bool:
    """Whether what one retreats from is a position: "its retreat from its threat to sue"."""
    return any(t.lemma_.lower() in words_of("objects", "ground") for t in grammar.under(noun, {"from", "on", "over"}))


def called_so(giving: Giving) -> Ground:
    """ "Mentioned the mines as a concession"."""
    kind = next((f.kind for f in giving.frames), "")
    return Ground("called so", "offered" if kind in {"offer", "promise", "ready"} else "floated", None)
