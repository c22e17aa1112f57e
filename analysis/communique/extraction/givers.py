"""Who gives ground, and who gains by it: the people of a concession."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import LED
from communique.extraction.given import is_party
from communique.extraction.giving import Giving, words_of
from communique.extraction.grammar import below
from communique.extraction.ground import Ground
from communique.extraction.words import is_deal, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

OWN_SUBJECT = frozenset(
    {"consider", "suggest", "propose", "oblige", "desire", "expect"}
)  # frames under which another than their doer may give
# Constructions that tell enough without a giver.
GIVERLESS = frozenset({"leg", "exempt", "settle", "release", "called so", "better bid", "raised bid"})
SPOKEN = frozenset({"conceivable", "off the table", "talks on it", "spared"})  # whoever says so gives
PASSED_ON = frozenset({"sell", "send", "lend", "deploy", "export", "free", "drop"})  # their object is what is given
FIRST_PERSON = frozenset({"i", "we"})
THIRD_PERSON = frozenset({"it", "he", "she", "they"})


def refer(cast: Cast, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The actors that heads of noun phrases stand for, each once; "his party" is that which somebody speaks for."""
    return tuple(dict.fromkeys(id for t in tokens for id in cast.refer(t) or _named_beside(t, cast) or _led(t, cast)))


def _named_beside(noun: Token, cast: Cast) -> tuple[str, ...]:
    """Whose name stands beside a noun that says what it is: "the operator, Stone Ltd, promised"."""
    return tuple(id for c in grammar.children(noun, "appos") if c.pos_ == "PROPN" for id in cast.refer(c))


def _led(noun: Token, cast: Cast) -> tuple[str, ...]:
    if noun.lemma_.lower() not in LED:
        return ()
    owners = [c for c in grammar.children(noun, "poss") if c.tag_ == "PRP$"]
    return tuple(cast.actor(id).affiliation or id for c in owners for id in cast.refer(c))


def givers_of(giving: Giving, ground: Ground, cast: Cast) -> tuple[Token, ...]:
    """Who gives: whoever agrees, offers or refuses; else the subject of the word of giving."""
    own = tuple(_own_doers(giving.word))
    if giving.word.dep_ == "pcomp" and giving.word.head.lower_ == "for":  # "thanked them for lifting it"
        thanked = grammar.children(giving.word.head.head, "dobj")
        own = tuple(thanked) if refer(cast, thanked) else own
    if refer(cast, giving.holders):
        return giving.holders
    if ground.construction == "called so" and ground.status == "floated":
        return ()  # who mentions it need not be the one to give it
    if ground.construction == "settlement" and not grammar.is_verb(giving.word) and _has_company(giving.word):
        return ()  # of two that agree on a sum, the words do not tell who pays it
    if ground.construction == "leg":
        return tuple(grammar.noun_doers(giving.word))  # whoever else is named gains by it
    if ground.construction == "release" and not any(is_party(t) or said_of_self(t) for t in own):
        return ()  # "the announcement came after they let 14 men go": no announcement lets go
    if ground.construction == "demanded":
        return _asked(giving) or (own if grammar.is_verb(giving.word) else tuple(grammar.noun_doers(giving.word)))
    if ground.status == "demanded" and (asked := _asked(giving)):
        return asked
    if ground.frame is None:
        return own or tuple(_lost(giving.word, cast))
    if ground.frame.kind == "allow":
        allowing = ground.frame.doers
        return allowing if refer(cast, allowing) else tuple(_counterpart(giving.word, cast, own))
    if ground.frame.kind in OWN_SUBJECT and refer(cast, own):
        return own
    told = giving.word.dep_ == "ccomp" and not grammar.is_passive(giving.word)
    if told and ground.frame.kind == "agree" and any(t.pos_ in {"NOUN", "PROPN"} for t in own):
        return own  # "Norland agreed that the union would drop its claim"
    for frame in giving.frames[giving.frames.index(ground.frame) :]:
        if frame.doers:
            return tuple(voice for doer in frame.doers for voice in _behind(doer))
    return own or tuple(_lost(ground.frame.word, cast))


def _asked(giving: Giving) -> tuple[Token, ...]:
    """Of whom ground is demanded: "called on Chile to make concessions"."""
    over = next((f.word for f in giving.frames if f.kind == "demand"), None)
    if over is None:
        return ()
    deed = next(grammar.clause_over(giving.word), None)
    own = grammar.children(deed, "nsubj") if deed is not None and deed != over else []
    if own:
        return tuple(own)
    if not grammar.is_verb(over):  # "put pressure on X to back down", "X is under pressure to back down"
        verb = next(grammar.clause_over(over), None)
        on = [t for o in (over, verb) if o is not None for t in grammar.under(o, {"on"})]
        under = over.dep_ == "pobj" and over.head.lower_ in {"under", "to"} and verb is not None
        faces = over.dep_ == "dobj" and verb is not None and verb.lemma_.lower() in {"face", "resist", "feel"}
        return tuple(on or (grammar.subjects(verb) if verb is not None and (under or faces) else []))
    passive = grammar.patients(over) if grammar.is_passive(over) else []
    if giving.word.head == over and giving.word.dep_ == "dobj":  # "demanded a climbdown from X"
        return tuple(t for o in (giving.word, over) for t in grammar.under(o, {"from", "of", "by"}))
    return tuple(passive or grammar.under(over, {"on", "to"}) or grammar.children(over, "dobj", "dative"))


def _has_company(noun: Token) -> bool:
    return any(c.lower_ == "with" for over in (noun, noun.head) for c in grammar.children(over, "prep"))


def _lost(word: Token, cast: Cast) -> list[Token]:
    """The subject that the parser has not tied to its verb: a name that stands before the main verb of the sentence."""
    main = word.sent.root
    if not grammar.is_verb(main) or grammar.is_passive(word) or (word != main and word.dep_ != "xcomp"):
        return []
    named = (c for c in below(main) if c.i < main.i and (c.pos_ in {"NOUN", "PROPN"} or c.text.istitle()))
    return [c for c in named if cast.refer(c)][-1:]


def _counterpart(word: Token, cast: Cast, own: Sequence[Token]) -> list[Token]:
    """With whom the deal was made that allows something: the last name under "with" before it, not the doer's own."""
    mine = set(refer(cast, own))
    for token in reversed(word.doc[: word.i]):
        if token.lower_ == "with":
            found = [t for t in grammar.children(token, "pobj") if set(cast.refer(t)) - mine]
            if found:
                return found
    return []


def known_enough(giving: Giving, ground: Ground, doers: Sequence[Token], gainers: Sequence[str]) -> bool:
    """Whether a concession whose giver the cast does not know is one at all, and not a thing that does something."""
    if ground.construction == "grant" and any(d.lemma_.lower() in words("bids") for d in doers):
        return False  # "the purchase gives it access"
    if ground.status == "made" and ground.frame is None and is_history(giving):
        return False
    if ground.construction in {"yield", "grant"}:
        return bool(gainers) or any(map(is_party, doers))
    if ground.construction in SPOKEN or (ground.construction == "offer" and not doers):
        return False
    if ground.construction == "figure" and not any(map(is_party, doers)):
        return False
    if ground.status == "offered" and any(d.pos_ == "PROPN" for d in doers):
        return False  # whoever has no part in the dealings
    if ground.status == "refused" and not any(map(is_party, doers)):
        return False  # "the bridge could not yield to traffic"
    if ground.construction == "drop ground" and doers:
        return any(map(is_party, doers))  # "heavy rain delayed the case"
    if ground.frame is not None or ground.construction in GIVERLESS or any(map(is_body, doers)):
        return True
    aside = giving.word.dep_ in {"advcl", "relcl", "acl"}  # "since the duties were suspended"
    put = [s for s in grammar.patients(giving.word) if lexicon().nouns.get(s.lemma_.lower()) == "propose"]
    if grammar.is_passive(giving.word) and not doers and any(c.lower_ in {"a", "an"} for s in put for c in below(s)):
        return False  # "a proposal was set aside": by whom, and whose it was, is not told
    return not doers and grammar.is_verb(giving.word) and grammar.is_passive(giving.word) and not aside


def is_history(giving: Giving) -> bool:
    """Whether a deed is dated by a year: "was relaxed in 1998"."""
    word = giving.word
    hung = [t for c in grammar.children(word, "prep") for t in grammar.objects_of(c)] if grammar.is_verb(word) else []
    years = [t for t in (*giving.content.tokens, *hung) if t.like_num and len(t.text) == 4 and t.i]
    return any(t.nbor(-1).lower_ in {"in", "since"} for t in years)


def said_of_self(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of what somebody says, and so most likely the speaker: "it said it would"."""
    verb = pronoun.head
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    quoted = sum(t.is_quote and t.tag_ != "POS" for t in before) % 2 == 1  # "'They asked for seven,' he said": not he
    return pronoun.lower_ in THIRD_PERSON and pronoun.dep_ == "nsubj" and verb.dep_ == "ccomp" and not quoted


def spoken_for(ids: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """Who "we" are where one speaks for a body by his post: "we give them time", said its *spokesman*."""
    who = [cast.actor(id) for id in ids]
    return tuple(dict.fromkeys((a.affiliation if "spokes" in (a.role or "").lower() else None) or a.id for a in who))


def is_body(noun: Token) -> bool:
    """Whether a noun names somebody who acts, though the cast does not know whom: no deal, no law, no pronoun."""
    lemma = noun.lemma_.lower()
    if noun.lower_ == "one" and any(c.lower_ == "of" for c in below(noun)):
        return True  # "one of the biggest banks"
    told = is_deal(lemma) or lemma in words("containers") or noun.ent_type_ in {"MONEY", "DATE"}
    return noun.pos_ in {"NOUN", "PROPN"} and not told


def _own_doers(word: Token) -> list[Token]:
    if grammar.is_verb(word):
        if possessors := [c for c in grammar.children(word, "poss") if word.tag_ == "VBG"]:
            return possessors
        doers = [t for t in _accused(word) or grammar.subjects(word) if t.ent_type_ not in {"DATE", "TIME"}]
        subjects = [voice for t in doers for voice in _behind(t)]
        return subjects or (_owners(word) if grammar.is_passive(word) else [])
    over = next(grammar.clause_over(word), None)
    if over is not None and over.lemma_ == "force" and grammar.is_passive(over):
        return grammar.patients(over)
    return grammar.noun_doers(word) or (grammar.subjects(over) if over is not None else [])


def _behind(noun: Token) -> list[Token]:
    """Who issues a paper that promises: in "must issue a statement promising to sign", the subject of "issue".

    Whose paper it is, where it says so: "the rebels' latest proposal drops the demand".
    """
    if noun.lemma_.lower() in words_of("words", "papers") | words_of("nouns", "bid") and noun.dep_ == "nsubj":
        return grammar.noun_doers(noun) or [noun]
    issued = noun.lemma_.lower() in words("voices") and noun.dep_ == "dobj" and grammar.is_verb(noun.head)
    return (grammar.subjects(noun.head) if issued else []) or [noun]


def _owners(verb: Token) -> list[Token]:
    """Whose the thing is that a passive gives away without a word on who does: "the Peruvian market will be opened"."""
    before = [c for t in grammar.patients(verb) for c in below(t) if c.dep_ in {"poss", "amod", "nmod", "compound"}]
    return [c for c in before if c.dep_ == "poss" or c.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}]


def _accused(word: Token) -> list[Token]:
    """Who is accused of the deed: "accused the government of surrendering"."""
    over = next((a for a in list(word.ancestors)[:8] if a.lemma_ == "accuse"), None)
    return grammar.patients(over) if over is not None and grammar.is_verb(over) else []


def gainers_of(giving: Giving, ground: Ground) -> list[Token]:
    """Who gains: to or for whom something is given, whom something is promised."""
    if ground.construction == "leg":
        over = next(grammar.clause_over(giving.word), None)
        return grammar.subjects(over) if over is not None else []
    thing = giving.sort in {"drop", "lower", "better"} or giving.word.lemma_.lower() in words_of("words", "handing")
    takers = list(_recipients(giving.word))
    found = [t for t in takers if not (thing and t.head == giving.word and t.dep_ == "dobj")]
    for content in giving.content.tokens:
        if content.head == giving.word and content.dep_ in {"prep", "dative"}:
            found += _under(content)
    if ground.frame is not None:
        found += list(_recipients(ground.frame.word))
    if ground.construction == "called so":
        names = [t for t in giving.word.sent if t.lemma_.lower() in words_of("nouns", "ground")]
        found += [t for name in names for t in grammar.under(name, {"to"})]
    return found


def concerned(giving: Giving, doers: Sequence[Token], givers: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """Who gains where no recipient is named: the one other actor on whom what is given weighs.

    "Lifting the ban on Irish boats" is to Ireland. Nobody where several are named, or one of the giver's own side.
    """
    mine = {t for d in doers for t in d.subtree}
    if giving.word.lemma_.lower() in PASSED_ON:
        mine |= {t for o in giving.objects if o.head == giving.word for t in o.subtree}
    found = {
        id: None
        for token in giving.content.tokens
        if token not in mine and _weighs_on(giving.word, token) and not _is_where(token)
        for id in cast.refer(token)
        if id not in givers
    }
    sides = ({cast.actor(id).affiliation for id in givers} | set(givers)) - {None}
    own = [id for id in found if id in sides or cast.actor(id).affiliation in sides]
    return tuple(found) if givers and len(found) == 1 and not own else ()


def _weighs_on(word: Token, token: Token) -> bool:
    """Whether a name stands in the clause of the giving itself, and is not the thing that is given."""
    over = next((a for a in token.ancestors if grammar.is_verb(a)), None)
    given = token.dep_ == "dobj" and token.head == word
    near = over == word or not grammar.is_verb(word) or (over is not None and over.dep_ in {"acl", "conj"})
    return token != word and not given and near


def _is_where(token: Token) -> bool:
    """Whether a name only says where or which: "in the Lords", "to London", "its unit", "the Delta unit"."""
    if token.tag_ == "PRP$" or (token.dep_ == "compound" and token.ent_type_ not in {"GPE", "NORP"}):
        return True
    over = next((a for a in token.ancestors if a.dep_ in {"prep", "dative"}), None)
    if over is None:
        return False
    place = token.ent_type_ in {"GPE", "LOC"} and token.tag_.startswith("NNP") and over.lower_ == "to"
    return place or over.lower_ in {"in", "at", "from", "under", "into", "inside", "across"}


def _recipients(word: Token) -> Iterator[Token]:
    for child in below(word):
        if child.dep_ == "dative" or (child.dep_ == "dobj" and word.lemma_.lower() not in PASSED_ON):
            yield from grammar.coordinated(child) if child.pos_ != "ADP" else _under(child)
        elif child.dep_ == "prep":
            yield from _under(child)


def _under(preposition: Token) -> list[Token]:
    if preposition.lower_ not in {"to", "for", "with"}:
        return []
    return [t for p in grammar.children(preposition, "pobj") for t in grammar.coordinated(p)]
