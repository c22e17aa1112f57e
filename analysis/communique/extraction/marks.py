"""Signs around a deed that it gives ground, whatever it is: "in a gesture to …", "which it had resisted"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of, keys_of
from communique.extraction.given import is_party, is_promised_for, under_deal
from communique.extraction.giving import (
    Giving,
    frames_over,
    noun_sort,
    objects_of,
    phrase_at,
    sort_of,
    words_of,
)
from communique.extraction.grammar import below
from communique.extraction.modality import modality_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.model import ConcessionStatus

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
HELD = frozenset({"demand", "insist", "refuse", "reject", "oppose", "resist", "dismiss", "rule", "vow", "hold"})
ONCE = frozenset({"had", "previously", "earlier", "long", "once", "originally", "initially", "first", "until", "still"})
# How far a deed has gone under the frame that stands next to it.
REACHED: dict[str, ConcessionStatus] = {
    "agree": "made", "decide": "made", "order": "made", "promise": "offered", "offer": "offered", "ready": "offered",
    "propose": "offered", "suggest": "floated", "consider": "floated",
}  # fmt: skip


def find_marked(tokens: Sequence[Token]) -> Iterator[Giving]:
    """The deeds of a text that the words around them call a giving of ground."""
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _at_noun(token)
        elif grammar.is_verb(token):
            yield from _at_verb(token)


def _at_noun(noun: Token) -> Iterator[Giving]:
    if gesture_at(noun):
        yield from _deed(_clause_of(noun), noun, "gesture")
    elif noun.lower_ in {"return", "exchange"}:
        yield from _leg(noun)
    elif noun.lemma_.lower() in words_of("marks", "resistance"):
        yield from _come_round(noun)


def _at_verb(verb: Token) -> Iterator[Giving]:
    participle = verb.tag_ == "VBG" and verb.dep_ == "advcl"
    if phrase_at(verb, "marks", "appeasing"):
        yield from _won_over(verb)
    elif participle and (phrase_at(verb, "marks", "bowing") or _meets(verb)):
        yield from _deed(verb.head, verb, "gesture")
    elif phrase_at(verb, "marks", "yielding"):
        yield from _and_did(verb)
        yield from _spelt_out(verb)
    elif phrase_at(verb, "marks", "ceding"):
        yield from _spelt_out(verb)
    elif phrase_at(verb, "marks", "holding"):
        yield from _held_before(verb)
    elif verb.lemma_.lower() in words_of("marks", "rounds"):
        yield from _now(verb)
    elif verb.tag_ == "VBG" and verb.lemma_.lower() in words_of("marks", "resistance"):
        yield from _come_round(verb)


# --- gestures
def gesture_at(noun: Token) -> bool:
    """Whether a noun says what the deed of its clause is: "in a concession to …", ", a gesture to …"."""
    if not phrase_at(noun, "marks", "gestures", before=True):
        return False
    determiner = any(c.lower_ in {"a", "an", "another", "one"} for c in below(noun) if c.i < noun.i)
    to = any(c.lower_ in {"to", "towards", "toward", "of", "over", "on"} for c in below(noun) if c.i > noun.i)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "as"} and determiner:
        if noun.lower_ == "nod":  # "in a nod to history"
            seen = {t.lemma_.lower() for over in (noun, noun.head.head) for t in grammar.under(over, {"to"})}
            return bool(seen) and not seen & words_of("words", "lore")
        return to or noun.lemma_.lower() not in {"reversal", "retreat", "compromise"}
    comma = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text in {",", "–", "—", "-"}
    return comma and determiner and to and noun.lemma_.lower() in {"concession", "gesture", "sop", "nod", "climbdown"}


def _clause_of(noun: Token) -> Token | None:
    return next(grammar.clause_over(noun), None)


def _meets(verb: Token) -> bool:
    """Whether a participle says that the deed is what others asked for: ", meeting one of the strikers' demands"."""
    asked = any(t.lemma_.lower() in words_of("marks", "met") for t in objects_of(verb))
    return verb.lemma_.lower() in words_of("marks", "meeting") and asked


def _and_did(verb: Token) -> Iterator[Giving]:
    """ "Bowed to pressure and scrapped the fee": the deed that follows a giving way."""
    for joined in grammar.children(verb, "conj"):
        own = grammar.children(joined, "nsubj", "nsubjpass", "mark")
        if grammar.is_verb(joined) and not own and not grammar.is_negated(verb):
            told = joined.lemma_.lower() in words_of("words", "saying")
            yield from _deed(joined, verb, "gesture", tuple(grammar.subjects(verb)) if told else ())


def _spelt_out(verb: Token) -> Iterator[Giving]:
    """What is given after it was said that ground is: "yielded on one point. From May every crew will get a cabin"."""
    if modality_of(verb) != "fact" or grammar.is_negated(verb):
        return
    givers = tuple(grammar.subjects(verb))
    for telling in grammar.children(verb, "advcl"):
        if telling.tag_ == "VBG" and telling.lemma_.lower() in words_of("words", "saying"):
            yield from _deed(telling, verb, "gesture", givers)
            return
    end = verb.sent.end
    once = any(t.lower_ in {"one", "two", "an"} for o in objects_of(verb) for t in below(o))
    if once and verb == verb.sent.root and end < len(verb.doc) and "\n" not in verb.doc[end - 1].text:
        yield from _deed(verb.doc[end].sent.root, verb, "gesture", givers)


def _won_over(verb: Token) -> Iterator[Giving]:
    """ "To placate critics, X doubled the grant", "lifted the fee in a bid to appease residents"."""
    if verb.dep_ not in {"advcl", "xcomp", "acl", "relcl"} or not any(c.lower_ == "to" for c in below(verb)):
        return
    main = next((a for a in verb.ancestors if grammar.is_verb(a)), None)
    deed = _done(main) if main is not None else None
    if deed is not None and sort_of(deed) is not None and deed.lemma_.lower() not in words_of("words", "business"):
        yield from _deed(main, verb, "gesture")


def _deed(main: Token | None, sign: Token, construction: str, holders: tuple[Token, ...] = ()) -> Iterator[Giving]:
    """The deed of a clause, by its own verb or the one under "announced that" or "agreed to"."""
    if main is not None and main.dep_ == "xcomp" and main.head.lemma_.lower() in {"invite", "allow", "permit", "let"}:
        main = main.head  # "invited them to send an observer as a gesture"
    deed = _done(main) if main is not None else None
    idle = "saying" if holders else "idle"
    if construction == "gesture" and not holders and main is not None and deed is not None and deed != main:
        own = grammar.children(deed, "nsubj", "nsubjpass")
        thing = bool(own) and not any(t.pos_ in {"PRON", "PROPN"} or is_party(t) for t in own)
        holders = tuple(grammar.subjects(main)) if thing else ()  # "the ministry said the levy would not apply"
    if deed is None or deed.lemma_.lower() in words_of("words", idle) or deed.dep_ == "amod":
        return
    content = content_of(deed)
    status = status_of(deed, spares=gesture_at(sign))
    if content is None or status is None or len(content.keys) < 2:
        return
    yield Giving(
        deed,
        _without(content, sign) if construction == "gesture" else content,
        construction,
        tuple(objects_of(deed)),
        tuple(frames_over(deed)),
        (construction, status),
        holders,
        sign,
    )


def _done(verb: Token) -> Token | None:
    """The deed under a verb of saying: of "announced that the fund would be extended" the extension."""
    for _ in range(3):
        if verb.lemma_.lower() not in words_of("words", "saying"):
            return verb
        under = [c for c in grammar.children(verb, "ccomp", "xcomp") if c.i > verb.i and grammar.is_verb(c)]
        if not under:
            return verb if verb.lemma_.lower() == "offer" and grammar.children(verb, "dobj") else None
        verb = under[0]
    return None


def status_of(deed: Token, *, spares: bool = False) -> ConcessionStatus | None:
    """How far a deed has gone; None where it is denied or only asked for. `spares`: what will not be done is given."""
    force = modality_of(deed)
    spares = spares and bool(grammar.auxiliaries(deed) & {"will", "would", "wo", "'ll"})
    if (grammar.is_negated(deed) and not spares) or force in {"supposed", "required"}:
        return None
    for frame in frames_over(deed):
        if frame.word.lemma_ == "able" and not frame.denied:
            continue
        if frame.denied or frame.kind in {"deny", "demand", "refuse", "plan"}:
            return None
        if frame.kind in REACHED:
            return REACHED[frame.kind]
    if deed.lemma_.lower() in {"propose", "suggest", "recommend", "seek", "want"}:
        return "floated"
    if deed.lemma_.lower() in {"offer", "invite"}:
        return "offered"
    would = bool(grammar.auxiliaries(deed) & {"would", "'d"})
    return "made" if force in {"fact", "future"} or would else "floated"


def _without(content: Content, sign: Token) -> Content:
    """A deed without the words that call it a gesture, which say nothing of what is given."""
    top = sign
    if sign not in content.tokens:
        return content
    while top.head != top and top.head != content.head and top.head in content.tokens:
        top = top.head
    cut = (
        set(top.subtree) if top in content.tokens and top != content.head and content.head not in top.subtree else set()
    )
    behind = top.doc[sign.right_edge.i + 1] if cut and sign.right_edge.i + 1 < len(top.doc) else top
    if behind.lower_ == "to" and behind.head == content.head:  # "in a nod | to its neighbour"
        cut |= set(behind.subtree)
    tokens = tuple(t for t in content.tokens if t not in cut)
    return replace(content, tokens=tokens, keys=keys_of(tokens) or content.keys)


# --- coming round
def _held_before(verb: Token) -> Iterator[Giving]:
    """ "Released the aid that it had withheld", "could live with a floor price, an idea they dismissed in spring"."""
    if verb.dep_ != "relcl" or not _own_past(verb):
        return
    thing = verb.head
    comment = thing.lower_ in {"something", "which"}  # the whole clause was held back, whatever it says
    thing = thing.head if thing.dep_ == "appos" else thing
    over = _clause_of(thing)
    if over is None or over == verb or not (comment or over.lemma_.lower() in words_of("marks", "rounds")):
        return
    yield from _deed(_able(over), verb, "come round", tuple(grammar.subjects(verb)) if comment else ())


def _able(verb: Token) -> Token:
    """What somebody will be able or allowed to do: in "will be able to use", the use."""
    able = next((c for c in grammar.children(verb, "acomp") if c.lemma_ in {"able", "free"}), verb)
    if able == verb and verb.lemma_ not in {"allow", "permit"}:
        return verb
    return next(iter(grammar.children(able, "xcomp")), verb)


def _own_past(verb: Token) -> bool:
    """Whether a clause tells what its subject held before: "that it had withheld"."""
    own = [c for c in grammar.children(verb, "nsubj") if c.lower_ not in grammar.RELATIVES]
    words = {c.lower_ for c in below(verb)} | {
        t.lower_ for c in grammar.children(verb, "prep", "npadvmod") for t in c.subtree
    }
    comment = verb.head.dep_ == "appos" and verb.tag_ in {"VBD", "VBN"}
    known = bool(own) and (own[0].lower_ in PRONOUNS or (verb.head.lower_ == "something" and is_party(own[0])))
    return known and (bool(words & ONCE) or comment)


def _now(verb: Token) -> Iterator[Giving]:
    """ "Norland, which had demanded that all bases close, now says it would accept five"."""
    over = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words_of("words", "saying") else verb
    if not any(c.lower_ == "now" for v in (over, verb) for c in below(v)):
        return
    before = (v for s in grammar.children(over, "nsubj") for v in grammar.children(s, "relcl"))
    for held in before:
        if held.lemma_.lower() in HELD and grammar.auxiliaries(held) & {"had"} and not grammar.is_negated(held):
            yield from _deed(verb, held, "come round", tuple(grammar.children(over, "nsubj")))
            return


def _come_round(word: Token) -> Iterator[Giving]:
    """ "Accepted the audits after months of resistance", "… after initially refusing to"."""
    after = next((a for a in list(word.ancestors)[:4] if a.lower_ == "after" and a.dep_ in {"prep", "mark"}), None)
    if after is None:
        after = next((c for c in below(word) if c.lower_ == "after"), None)
    over = next((a for a in word.ancestors if grammar.is_verb(a)), None)
    if after is None or over is None or over.lemma_.lower() not in words_of("marks", "rounds"):
        return
    if grammar.children(word, "nsubj", "poss"):
        return  # another's resistance
    yield from _deed(over, word, "come round")


# --- the other leg of an exchange
def _leg(word: Token) -> Iterator[Giving]:
    """What is given "in exchange for" a thing that is given: "in exchange for the release of a journalist"."""
    if not word.i or word.nbor(-1).lower_ != "in":
        return
    over = _clause_of(word)
    status = status_of(over) if over is not None else None
    if over is not None and (status == "offered" or (status == "made" and modality_of(over) != "fact")):
        promised = status == "offered" or is_promised_for(over)
        status = "demanded" if promised and not under_deal(over) else "made"
    paid = {t.lemma_.lower() for t in grammar.under(word, {"for"})} & words_of("words", "prices")
    if paid or over is None or over.lemma_.lower() in {"put", "invest", "buy", "inject"}:
        return
    for preposition in grammar.children(word, "prep"):
        if preposition.lower_ != "for" or status is None:
            continue
        for noun in grammar.objects_of(preposition):
            content = content_of(noun)
            fits = noun_sort(noun) in {"drop", "lower", "give", "boon"} or noun.lemma_.lower() in words_of(
                "words", "assurances"
            )
            if content is not None and content.head == noun and fits and len(content.keys) > 1:
                yield Giving(noun, content, "leg", (), tuple(frames_over(over)), ("leg", status))
