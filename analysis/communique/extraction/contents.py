"""What an act is about: the course of action as a phrase, freed from the nouns that only hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.asides import is_afterthought as is_afterthought
from communique.extraction.asides import is_as_as as is_as_as
from communique.extraction.asides import is_aside, is_manner, is_until
from communique.extraction.asides import is_comment as is_comment
from communique.extraction.asides import phrase as phrase
from communique.extraction.grammar import below, once
from communique.extraction.words import concepts, is_course, is_deal, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

BEFORE = frozenset({
    "nsubj", "nsubjpass", "aux", "auxpass", "mark", "csubj", "prep", "advcl", "cc", "punct", "intj", "ccomp",
    "npadvmod",
})  # fmt: skip
POINTING = frozenset({"it", "this", "that", "them", "these", "those"})
COMPLEMENTS = frozenset({"for", "of", "on", "about", "over", "to"})
UNITS = frozenset({"m", "bn", "tn", "k", "p", "million", "billion"})  # "a £800m offer" is not a plan of a kind
DEEPEST = 6  # nouns that hold each other: "the text of a call for a plan for talks"
HINDERED = frozenset({"to", "on", "over", "against", "of"})  # what brings that which somebody has stood against
ASKED = frozenset({"for"})
JUDGING = frozenset({"accept", "support", "reject", "oppose", "hedge", "criticise", "condemn"})
MADE = frozenset({"propose", "offer"})  # classes of nouns that others judge


@dataclass(frozen=True)
class Content:
    """A course of action: `head` names it, `tokens` are its phrase; `holder` is the noun that held it, if any.

    `keys` are the words (or their concepts) that tell it from others; a `pointer` ("the offer") has none of its own.
    """

    head: Token
    form: Literal["clause", "noun"]
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    holder: Token | None = None
    doers: tuple[Token, ...] = ()
    pointer: bool = False


@once
def content_of(token: Token) -> Content | None:
    """The course of action that a verb or a noun names; None where it can name none. `depth`: nouns that hold it."""
    return _content(token, 0)


def _content(token: Token, depth: int) -> Content | None:
    named = _is_named(token)
    if (grammar.is_verb(token) and not named) or (token.dep_ == "advcl" and grammar.children(token, "nsubj")):
        return as_clause(token)
    if token.pos_ in {"NOUN", "PROPN"} or token.tag_.startswith("NN") or named:
        return _noun(token, depth)
    if token.lower_ in POINTING and token.pos_ == "PRON":
        return Content(token, "noun", (token,), frozenset(), pointer=True)
    return None


def _is_named(token: Token) -> bool:
    """Whether what is tagged as a verb is a noun by what stands before it: "turned down a £12m bid"."""
    return token.dep_ in {"dobj", "pobj"} and any(c.dep_ in {"det", "poss"} and c.i < token.i for c in below(token))


def is_another(noun: Token) -> bool:
    """Whether a noun speaks of a course like the one spoken of, but not of that one: "a similar plan in 2015"."""
    apart = any(c.lower_ == "similar" for c in grammar.children(noun, "amod"))
    return apart and any(c.lower_ in {"a", "an"} for c in below(noun))


def points_to_another(content: Content) -> bool:
    """Whether a content is such a course, or a pronoun for one that its sentence names before it."""
    head = content.head
    if content.form != "noun":
        return False
    pronoun = content.pointer and head.lower_ in {"it", "them", "this", "that"}
    return is_another(head) or (pronoun and any(is_another(t) for t in head.sent if t.i < head.i and t.pos_ == "NOUN"))


def infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with its "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in below(verb))


def asks(clause: Token) -> bool:
    """Whether a that-clause says what is to be done, not what is the case."""
    own = grammar.auxiliaries(clause)
    if own & {"should", "must", "will", "would", "shall", "be", "could", "can", "may"}:
        return True
    # "suggested that the soldiers stay": after a past tense what is the case would stand in the past as well
    over = clause.head
    # "that they scrap it" may be parsed as a noun
    bare = clause.tag_ in {"VBP", "NN"} or (clause.lower_ == clause.lemma_.lower() and clause.tag_ in {"VBD", "VBN"})
    # "insists that the firm | pay": what is the case would be "pays"
    doers = grammar.children(clause, "nsubj")
    one = clause.tag_ == "NN" or (clause.tag_ == "VBP" and any(t.tag_ in {"NN", "NNP"} for t in doers))
    one = one and not any(grammar.children(t, "conj") for t in doers)
    lemma = over.lemma_.lower()
    past = over.tag_ in {"VBD", "VBN"} or lemma in words("bidding")  # "demand that they pay" tells nothing that is so
    mandative = bare and (past or one) and lemma in words("mandative")
    underway = over.lemma_.lower() == "announce" and clause.tag_ == "VBG" and bool(own & {"is", "are"})
    return clause.tag_ == "VB" or mandative or underway


# --- phrases
def as_clause(verb: Token) -> Content | None:
    """The course of action that a verb names with what hangs on it; None for a question or where nothing tells it."""
    if verb.dep_ in {"ccomp", "pcomp"} and any(c.tag_ in {"WP", "WRB"} and c.i < verb.i for c in below(verb)):
        return None  # a question or what is spoken of: "how it is measured", "what was promised"
    if verb.dep_ == "xcomp" and (noun := _meant_by_relative(verb)) is not None:
        return _noun(noun, 0)
    tokens = tuple(sorted(_clause_tokens(verb), key=lambda t: t.i))
    keys = keys_of(tokens)
    doers = tuple(grammar.patients(verb)) if grammar.is_passive(verb) else tuple(grammar.subjects(verb))
    return Content(verb, "clause", tokens, keys, doers=doers) if keys else None


def _meant_by_relative(verb: Token) -> Token | None:
    """The noun that a verb is done to by a relative pronoun: "the duty that | Norland means to levy in June"."""
    for child in grammar.children(verb, "dobj"):
        if child.tag_ in {"WDT", "WP"} and child.i and child.nbor(-1).pos_ == "NOUN":
            return child.nbor(-1)
    return None


def _clause_tokens(verb: Token) -> Iterator[Token]:
    yield verb
    for child in below(verb):
        if not _stands_before(verb, child) and not _falls_away(verb, child):
            yield from phrase(child)


def _stands_before(verb: Token, child: Token) -> bool:
    """Whether what hangs on a verb stands before it, and is no part of what is to be done."""
    return child.i < verb.i and child.dep_ in BEFORE


def _falls_away(verb: Token, child: Token) -> bool:
    """Whether what hangs on a verb is no part of what is to be done: its subject, an aside, another clause."""
    if child.dep_ == "conj":
        return not _continues(verb, child)
    if child.dep_ == "cc":
        return not _joins_plain_verb(verb, child)
    aside = is_for_another(verb, child) or is_aside(child) or is_until(verb, child)
    return child.dep_ in {"mark", "nsubj", "nsubjpass", "aux", "parataxis"} or aside


def is_for_another(verb: Token, clause: Token) -> bool:
    """Whether a clause says what somebody else is asked for: "called on A to open the port and on B | to leave it"."""
    named = [c for c in grammar.children(verb, "conj") if c.pos_ == "ADP" and c.i < clause.i]
    return clause.dep_ in {"advcl", "xcomp"} and bool(named)


def _joins_plain_verb(verb: Token, cc: Token) -> bool:
    return any(c.i > cc.i and _continues(verb, c) for c in grammar.children(verb, "conj"))


def _continues(verb: Token, joined: Token) -> bool:
    """Whether a joined verb goes on with the same course: its form is the same and it has no subject of its own."""
    far = 30 if infinitive(joined) and infinitive(verb) else 14
    if grammar.children(joined, "nsubj", "nsubjpass") or joined.i - verb.i > far:
        return False
    if any(c.pos_ == "ADP" and grammar.children(c, "pobj") and c.i <= joined.i for c in grammar.children(verb, "conj")):
        return False  # "called on A to open the port | and on B to leave it"
    bare = {joined.tag_, verb.tag_} == {"VB", "VBP"}  # "demands that the firm | sell it and pay |"
    return not grammar.is_verb(joined) or joined.tag_ == verb.tag_ or (bare and asks(verb))


def _noun(noun: Token, depth: int) -> Content | None:
    lemma = noun.lemma_.lower()
    if lemma in words("partitives"):
        for preposition in grammar.children(noun, "prep"):
            if preposition.lower_ == "of":
                for inner in grammar.children(preposition, "pobj"):
                    return _content(inner, depth + 1) if depth < DEEPEST else None
    if lemma in words("containers") and depth < DEEPEST and (inner_content := _held(noun, lemma, depth)):
        return inner_content
    if lemma == "part" and noun.head.lower_ == "for" and grammar.children(noun, "poss"):
        return None  # "for his part"
    if is_afterthought(noun):
        return Content(noun, "noun", (noun,), frozenset(), pointer=True)
    timed = noun.ent_type_ in {"DATE", "TIME", "GPE", "PERSON", "LOC"} and not _is_for_work(noun)
    if _told(noun) or timed:
        return None
    how = {t.i for p in grammar.children(noun, "prep") if is_manner(p) for t in p.subtree}
    tokens = tuple(sorted((t for t in phrase(noun) if t.i not in how), key=lambda t: t.i))
    doers = tuple(grammar.noun_doers(noun))
    people = {t.i for p in doers for t in p.subtree}
    company = {
        t.i for p in grammar.children(noun, "prep") if p.lower_ in {"with", "from", "by", "at"} for t in p.subtree
    }
    own = keys_of(tuple(t for t in tokens if t.i not in people | company and t != noun))
    pointer = lemma in words("pointers") and not own
    keys = keys_of(tuple(t for t in tokens if t.i not in people))
    if not keys:
        return None
    return Content(noun, "noun", tokens, frozenset() if pointer else keys, doers=doers, pointer=pointer)


def _is_for_work(noun: Token) -> bool:
    """Whether a time is how long people work, which they can ask for: "a shorter working week", "a four-day week"."""
    if noun.lemma_.lower() not in {"week", "day", "hour", "shift"}:
        return False
    called = {t.lower_ for t in noun.subtree if t.i < noun.i}
    return bool(called & {"working", "shorter"}) or any(t.text == "-" for t in noun.subtree if t.i < noun.i)


def is_new_event(noun: Token) -> bool:
    """Whether a noun names an event that is not known yet, though it says no more of it: "a referendum", "talks"."""
    bare = noun.tag_ == "NNS" and not grammar.children(noun, "det", "poss")
    new = bare or any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))
    return new and noun.lemma_.lower() in words("joint")


def with_company(verb: Token, content: Content) -> Content:
    """A new deal named by those whom it is struck with: "signed | a deal | with the firm", not "signed the deal"."""
    noun = content.head
    hung = [c for over in (verb, noun) for c in grammar.children(over, "prep") if c.i > noun.i]
    bare = noun.tag_ == "NNS" and not grammar.children(noun, "det", "poss")  # "agreed settlements with the firm"
    new = bare or any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))
    sums = any(c.lower_ == "on" and any(t.like_num for t in c.subtree) for c in hung)  # "reached a deal on 4%"
    if not new or not (sums or any(c.lower_ == "with" for c in hung)):
        return content
    told = {t.i: t for c in hung if c.lower_ in {"with", "on", "over", "about", "for"} for t in phrase(c)}
    tokens = tuple(t for _, t in sorted((told | {t.i: t for t in content.tokens}).items()))
    return replace(content, tokens=tokens, keys=keys_of(tokens), pointer=False)


def _astray(noun: Token) -> list[Token]:
    """An infinitive right after a noun that the parser has hung on the verb: "signed a deal | to build a road"."""
    end = _dated_end(noun) if is_deal(noun.lemma_.lower()) else noun.i + 1
    signed = noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.lemma_.lower() in words("agreements")
    if not (signed or noun.dep_ in {"dobj", "nsubjpass"}) or end >= len(noun.doc) or noun.doc[end].lower_ != "to":
        return []
    verb = noun.doc[end].head
    if end > noun.i + 1 and any(t.tag_ == "PRP" for t in grammar.patients(verb)):
        return []  # "a deal with the firm to supply it": who is meant stands before it
    return [verb] if verb.dep_ in {"xcomp", "advcl", "ccomp", "relcl"} and verb.i > noun.i and verb.head != noun else []


def _dated_end(noun: Token) -> int:
    """Where the day, the place and the other side after a noun end: "a deal | on Sunday with Peru | to share it"."""
    end = noun.i + 1
    while end < len(noun.doc):
        word = noun.doc[end]
        if word.lower_ in {"late", "early"} and word.dep_ == "advmod":
            end += 1
            continue
        said = grammar.children(word, "pobj") if word.dep_ == "prep" else [word] if word.dep_ == "npadvmod" else []
        beside = word.lower_ == "with" or (bool(said) and said[0].ent_type_ in {"DATE", "TIME", "GPE"})
        if not said or word.head not in {noun, noun.head} or not beside:
            break
        end = word.right_edge.i + 1
    return end


def _told(noun: Token) -> bool:
    """Whether a noun holds a fact, not a course of action: "the claim that prices fell"."""
    return any(
        c.i > noun.i and not asks(c) and any(m.dep_ == "mark" and m.lower_ == "that" for m in below(c))
        for c in grammar.children(noun, "acl", "ccomp")
    )


def _held(noun: Token, lemma: str, depth: int) -> Content | None:
    """The course of action that a noun such as "plan" or "call" only holds."""
    hung = grammar.children(noun, "advcl") if lexicon().nouns.get(lemma) == "demand" else []
    for clause in [*grammar.children(noun, "acl", "ccomp", "relcl", "xcomp"), *hung, *_astray(noun)]:
        if infinitive(clause) and clause.i > noun.i and (lemma != "bid" or clause.lemma_.lower() in words("buying")):
            return _with_holder(as_clause(clause), noun)
    for clause in grammar.children(noun, "acl", "ccomp"):
        if clause.i > noun.i and any(m.dep_ == "mark" and m.lower_ == "that" for m in below(clause)) and asks(clause):
            return _with_holder(as_clause(clause), noun)
    for preposition in _complements(noun, lemma):
        for inner in grammar.children(preposition, "pcomp"):
            return _with_holder(as_clause(inner), noun)
        brings = preposition.lower_ in {"for", "of", "to"} or lemma in words("hindrances")
        if lemma not in words("named") and brings and not is_aside(preposition):
            for inner in grammar.children(preposition, "pobj"):
                theirs = preposition.lower_ == "of" and inner.lemma_.lower() in words("bodies")
                other = preposition.lower_ == "for" and not is_course(inner.lemma_.lower())
                theirs = theirs or (other and _is_of_a_kind(noun))
                if not theirs and (content := _content(inner, depth + 1)) and not content.pointer:
                    return _with_holder(content, noun)  # but "the approval of | the council" is the council's
    return None


def _is_of_a_kind(noun: Token) -> bool:
    """Whether the noun before says what it is: "a ceasefire plan | for the valley" is for whom it is."""
    named = (c for c in grammar.children(noun, "compound") if c.tag_ == "NN" and c.pos_ == "NOUN")
    return any(c.is_alpha and c.lower_ not in UNITS for c in named)


def _complements(noun: Token, lemma: str) -> list[Token]:
    """The prepositions that may bring what a noun holds, also where the parser hangs them beside it.

    "A call by the unions | for a pay rise" goes with the unions, "dropped its objections | to the plan" with the verb.
    """
    own = [c for c in grammar.children(noun, "prep") if c.lower_ in COMPLEMENTS]
    brings = _brings(lemma)
    if not brings or any(c.lower_ in brings for c in own):
        return own
    makers = [t for p in grammar.children(noun, "prep", "agent") if p.lower_ in {"by", "from"} for t in p.subtree]
    hung = [t for t in makers if t.dep_ == "prep" and t.lower_ in brings]
    end = max([noun.i, *(t.i for t in makers)]) + 1
    if not hung and noun.dep_ in {"dobj", "nsubjpass", "pobj"} and end < len(noun.doc):
        after = noun.doc[end]
        hung = [after] if after.dep_ == "prep" and after.lower_ in brings and after.head in noun.ancestors else []
        if lexicon().nouns.get(lemma) == "propose":  # "agreed to a proposal | for a truce", not "for the sake of peace"
            hung = [p for p in hung if any(is_course(t.lemma_.lower()) for t in grammar.objects_of(p))]
    return [*own, *hung[:1]]


def _brings(lemma: str) -> frozenset[str]:
    """The prepositions that can bring what a noun holds where they hang beside it."""
    if lemma in words("hindrances"):
        return HINDERED
    act = lexicon().nouns.get(lemma)
    return ASKED if act in {"demand", "propose"} else frozenset({"on"}) if is_deal(lemma) else frozenset()


def _with_holder(content: Content | None, noun: Token) -> Content | None:
    """The content that a noun holds; who stands before the holder is behind it, or does what a clause says."""
    if content is None:
        return None
    makers = tuple(grammar.noun_doers(noun))
    if lexicon().nouns.get(noun.lemma_.lower()) == "demand" and content.form == "clause":
        asked = [t for t in grammar.under(noun, ASKED) if t.i < content.head.i] if content.head.head == noun else []
        doers = tuple(t for t in content.doers if t not in makers) or tuple(asked)  # who asks is not the one to do it
    else:
        own = () if _is_answered(noun) and content.head in _astray(noun) else content.doers
        doers = own or makers if content.form == "clause" else makers
    return replace(content, holder=noun, doers=doers)


def _is_answered(noun: Token) -> bool:
    """Whether a verb only judges what a noun holds, and its subject need not do it: "backed a plan | to hold talks"."""
    acts = {t.act for t in lexicon().verbs.get(noun.head.lemma_.lower(), ()) if not t.tail}
    return noun.dep_ == "dobj" and bool(acts) and acts <= JUDGING and lexicon().nouns.get(noun.lemma_.lower()) in MADE


def keys_of(tokens: tuple[Token, ...]) -> frozenset[str]:
    """The words of a phrase that tell it from others, each as its concept where it has one."""
    found = set()
    for token in tokens:
        lemma = token.lemma_.lower()
        if lemma == "step" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"down", "aside"}:
            lemma = "resign"
        if lemma == "take" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "over":
            lemma = "takeover"
        if token.is_punct or token.is_space or lemma in words("plain") or not any(c.isalnum() for c in lemma):
            continue
        found.add(concepts().get(lemma, lemma))
    return frozenset(found)
