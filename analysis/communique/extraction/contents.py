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
from communique.extraction.words import Trigger, concepts, is_course, is_deal, lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

SHARED = frozenset(
    {"merger", "tie-up", "alliance", "partnership", "pact", "treaty", "truce", "ceasefire", "agreement", "deal"}
)
BURDENS = frozenset({
    "tariff", "duty", "tax", "levy", "sanction", "ban", "embargo", "limit", "cap", "restriction", "curb", "quota",
    "toll",
})  # fmt: skip
BEFORE = frozenset({
    "nsubj", "nsubjpass", "aux", "auxpass", "mark", "csubj", "prep", "advcl", "cc", "punct", "intj", "ccomp",
    "npadvmod",
})  # fmt: skip
OPEN = frozenset({"whether", "if", "how", "what", "when", "where", "why"})
POINTING = frozenset({"it", "this", "that", "them", "these", "those"})
COMPLEMENTS = frozenset({"for", "of", "on", "about", "over", "to"})
UNITS = frozenset({"m", "bn", "tn", "k", "p", "million", "billion"})  # "a £800m offer" is not a plan of a kind
DEEPEST = 6  # nouns that hold each other: "the text of a call for a plan for talks"
HINDERED = frozenset({"to", "on", "over", "against", "of"})  # what brings that which somebody has stood against
MEANS = frozenset({"time", "money", "cash", "funding", "aid", "help", "credit"})  # asked for to do a thing with
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
        return _clause(token)
    if token.pos_ in {"NOUN", "PROPN"} or token.tag_.startswith("NN") or named:
        return _noun(token, depth)
    if token.lower_ in POINTING and token.pos_ == "PRON":
        return Content(token, "noun", (token,), frozenset(), pointer=True)
    return None


def _is_named(token: Token) -> bool:
    """Whether what is tagged as a verb is a noun by what stands before it: "turned down a £12m bid"."""
    return token.dep_ in {"dobj", "pobj"} and any(c.dep_ in {"det", "poss"} and c.i < token.i for c in below(token))


def contents_of(verb: Token, tail: list[Token], trigger: Trigger) -> Iterator[tuple[Content, list[Token]]]:
    """The courses of action that a trigger's verb takes, each with those to whom the act is addressed."""
    seen: set[int] = set()
    told: set[Token] = set()
    for take in trigger.takes:
        for token, targets in _taken(verb, tail, take):
            if take == "object" and (_is_apposed(token) or (token.dep_ == "conj" and token in told)):
                continue  # "offered a bonus of 500 euros | and 3% next year"
            content = content_of(token)
            if take == "object" and content is not None and content.form == "clause" and targets:
                content = replace(content, doers=tuple(targets))
            if take == "whom:to" and not (content and fits(content, token, "course")):
                content = _clause(verb)  # "invited them to his office": no course but the invitation
            if content is None or content.head.i in seen or token.i in seen:
                continue
            taking = trigger.act == "offer" and bool(targets or _recipient(content)[1])
            counted = taking and any(c.like_num for c in below(token))
            if not (fits(content, token, trigger.of) or counted):  # "offered the Greens two ministries"
                continue
            if take == "object":
                content = _apart(_rejoined(verb, content), trigger.of)
            seen |= {content.head.i, token.i}
            if take == "object-to" and content.form == "clause" and not grammar.is_passive(content.head):
                content = replace(content, doers=tuple(targets))
            if trigger.act == "offer" and content.form == "noun":
                content, targets = _with_price(verb, content, targets)
            if trigger.act == "offer" and not targets and content.form == "noun":
                content, targets = _recipient(content)
            told |= set(content.tokens)
            yield content, targets


def _is_apposed(token: Token) -> bool:
    """Whether an object only tells more of the one before it: "approved a plan to disarm, | a key demand of Peru's"."""
    before = [o for o in grammar.children(token.head, "dobj") if o.i < token.i] if token.dep_ == "dobj" else []
    return bool(before) and token.left_edge.nbor(-1).text == ","


def _rejoined(verb: Token, content: Content) -> Content:
    """A noun phrase with what the parser has torn from its end and hung on the verb.

    "Cleared the takeover of the telecoms firm | Prairielink", "a merger of Alba | with Corvo", "a levy on firms with
    profits | above 1m euros".
    """
    if content.form != "noun" or content.pointer or not content.tokens:
        return content
    last = content.tokens[-1]
    torn = [c for c in below(verb) if c.left_edge.i == last.i + 1 and c not in content.tokens]
    if not torn:
        return content
    piece = torn[0]
    named = piece.pos_ == "PROPN" and piece.dep_ in {"dobj", "npadvmod", "appos", "advcl"} and last.pos_ == "NOUN"
    named = named and last != content.head and last.dep_ == "pobj"
    shared = piece.lower_ == "with" and content.head.lemma_.lower() in SHARED
    limit = piece.lower_ in {"above", "below", "over"} and any(t.like_num for t in piece.subtree)
    burden = piece.lower_ in {"on", "against", "during"} and content.head.lemma_.lower() in BURDENS
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in grammar.children(piece, "pobj"))
    if not (
        named or (piece.dep_ == "prep" and (shared or limit or (burden and (not dated or piece.lower_ == "during"))))
    ):
        return content
    tokens = (*content.tokens, *piece.subtree)
    return replace(content, tokens=tokens, keys=keys_of(tokens))


def _apart(content: Content, of: str) -> Content:
    """A course without those that are told beside it: "demanded a pay rise | and a ban on overtime"."""
    if content.form != "noun" or content.holder is not None:
        return content
    joined = grammar.children(content.head, "conj")
    other = content_of(joined[0]) if len(joined) == 1 and not grammar.children(joined[0], "conj") else None
    if other is None or not fits(other, joined[0], of) or len(other.keys) < 2:
        return content
    tokens = tuple(t for t in content.tokens if t.i < other.tokens[0].i)
    while tokens and (tokens[-1].dep_ == "cc" or tokens[-1].is_punct):
        tokens = tokens[:-1]
    keys = keys_of(tokens)
    return replace(content, tokens=tokens, keys=keys) if len(keys) > 1 else content


def fits(content: Content, token: Token, of: str) -> bool:
    """Whether a content is of the sort that its trigger asks for."""
    if content.form == "clause" or of == "any" or (content.pointer and of != "law"):
        return True
    lemmas = {token.lemma_.lower(), content.head.lemma_.lower()}
    if of == "law":
        return not lemmas.isdisjoint(words("laws"))
    return any(map(is_deal if of == "deal" else is_course, lemmas)) or (of == "course" and _is_sum(content))


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


def _is_sum(content: Content) -> bool:
    first = content.tokens[:4]
    return any(
        t.is_currency
        or t.lemma_.lower() in words("money")
        or t.lower_.startswith(("$", "£", "€"))
        or t.ent_type_ == "MONEY"
        or t.text == "%"
        for t in first
    )


def _with_price(verb: Token, content: Content, targets: list[Token]) -> tuple[Content, list[Token]]:
    """What a sum is offered for, where the parser takes that for its recipient: "offered $5bn | for the firm"."""
    paid = next((c for c in grammar.children(verb, "dative") if c.lower_ == "for"), None)
    if paid is None or not _is_sum(content):
        return content, targets
    tokens = (*content.tokens, *(t for t in paid.subtree if t not in content.tokens))
    return replace(content, tokens=tokens, keys=keys_of(tokens)), []


def _recipient(content: Content) -> tuple[Content, list[Token]]:
    """Takes the recipient out of "offered the United States cooperation", which parses as one noun phrase."""
    head = content.head
    for child in grammar.children(head, "compound", "nmod"):
        if child.ent_type_ in {"GPE", "ORG", "PERSON"} and child.head == head and head.ent_type_ != child.ent_type_:
            drop = set(child.subtree) | {t for t in below(head) if t.dep_ == "det" and t.i < child.i}
            tokens = tuple(t for t in content.tokens if t not in drop)
            return replace(content, tokens=tokens, keys=keys_of(tokens), doers=()), [child]
    return content, []


def _taken(verb: Token, tail: list[Token], take: str) -> Iterator[tuple[Token, list[Token]]]:
    if take == "to":
        for clause in _infinitives(verb):
            if not grammar.children(clause, "nsubj") and not set(_objects_before(verb, clause)) - set(tail):
                yield clause, []
    elif take == "object-to":
        yield from _controlled(verb, tail)
    elif take == "object":
        yield from _objects(verb, tail)
    elif take == "ing":
        last = (tail[-1] if tail else verb).i
        for clause in grammar.children(verb, "xcomp", "advcl"):
            if clause.tag_ == "VBG" and (clause.dep_ == "xcomp" or clause.i == last + 1):
                yield clause, []
    elif take == "done":
        yield from ((clause, []) for clause in grammar.children(verb, "ccomp", "xcomp") if grammar.is_small(clause))
    elif take == "that":
        for clause in grammar.children(verb, "ccomp"):
            if (
                not _infinitive(clause)
                and not any(m.lower_ in {"whether", "if"} for m in below(clause))
                and not _asserts(verb, clause)
                and (_asks(clause) if clause.i > verb.i else _is_asked_first(clause))
            ):
                yield clause, []
    elif take == "subject":
        if verb.tag_ != "VB" or grammar.auxiliaries(verb) - {"to"}:  # "pledged a sum to help destroy them"
            yield from ((t, []) for t in grammar.subjects(verb))
    elif take.startswith("whom:"):
        if verb.lemma_ in {"want", "request"}:  # "wants more visas for its engineers"
            return
        yield from _about(verb, take.removeprefix("whom:"))
    elif not tail:
        for preposition in grammar.children(verb, "prep", "dative"):
            if preposition.lower_ == take:
                yield from ((t, []) for t in _under(preposition))


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in below(verb))


def _infinitives(verb: Token) -> list[Token]:
    """The infinitives that hang on a verb and say what is to be done; "whether to" leaves it open."""
    near = [c for c in grammar.children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and _infinitive(c)]
    return [c for c in near if (c.dep_ != "advcl" or c.i - verb.i <= 9) and not any(m.lower_ in OPEN for m in below(c))]


def _objects_before(verb: Token, clause: Token) -> list[Token]:
    return [
        o for o in grammar.children(verb, "dobj", "dative") if o.i < clause.i and not o.like_num
    ]  # "voted 60 to 40"


def _asks(clause: Token) -> bool:
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
    mandative = bare and (over.tag_ in {"VBD", "VBN"} or one) and over.lemma_.lower() in words("mandative")
    underway = over.lemma_.lower() == "announce" and clause.tag_ == "VBG" and bool(own & {"is", "are"})
    return clause.tag_ == "VB" or mandative or underway


def _asserts(verb: Token, clause: Token) -> bool:
    """Whether somebody only says firmly how things will be: "insisted that the talks would go on"."""
    return verb.lemma_.lower() == "insist" and bool(
        grammar.auxiliaries(clause) & {"will", "would", "'ll", "can", "could"}
    )


def _is_asked_first(clause: Token) -> bool:
    """Whether what is to be done stands before the verb of asking: "fees should fall, the panel recommended"."""
    return bool(grammar.auxiliaries(clause) & {"should", "must", "ought"})


def _controlled(verb: Token, tail: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Somebody is to do something: "urged X to go", "called on X to go", "X was told to go", "for X to go"."""
    named = [p for t in tail for p in grammar.children(t, "pobj") if p.ent_type_ not in {"DATE", "TIME"}]
    holders = named or grammar.children(verb, "dobj", "dative")
    passive = grammar.patients(verb) if grammar.is_passive(verb) else []
    clauses = _infinitives(verb)
    for holder in holders:
        clauses += [c for c in grammar.children(holder, "acl", "relcl", "xcomp") if _infinitive(c)]
    if tail:
        clauses += [c for t in tail for c in grammar.children(t, "ccomp", "pcomp", "xcomp") if _infinitive(c)]
    for clause in clauses:
        if _is_what_time_is_for(clause):
            continue
        for each in grammar.coordinated(clause):
            own = [t for s in grammar.children(each, "nsubj", "nsubjpass") for t in grammar.coordinated(s)]
            targets = own or (
                passive
                if passive and not tail
                else [t for h in holders if h.i < each.i for t in grammar.coordinated(h)]
            )
            if targets and (each == clause or own):
                yield (
                    each,
                    [] if own and grammar.is_passive(each) else targets,
                )  # "wants staff to be hired": not of them


def _is_what_time_is_for(clause: Token) -> bool:
    """Whether a clause says what time or money is for: "asked for more time | to read it", "for a week | to pay"."""
    before = clause.left_edge.nbor(-1) if clause.left_edge.i else clause
    means = before.lemma_.lower() in MEANS
    time = means or before.ent_type_ in {"DATE", "TIME"}
    return (means and before.dep_ == "dobj") or (time and before.dep_ == "pobj" and before.head.lower_ == "for")


def _under(preposition: Token) -> list[Token]:
    return [t for c in grammar.children(preposition, "pobj", "pcomp") for t in grammar.coordinated(c)]


def _objects(verb: Token, tail: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    last = tail[-1] if tail else None
    if last is not None and last.dep_ == "mark":
        yield last.head, grammar.children(last.head, "nsubj")
        return
    carried = last is not None and last.dep_ == "prt" and grammar.children(last, "pobj")  # "voted down | a plan"
    if last is not None and (last.dep_ in {"prep", "agent"} or carried):
        targets = _under(last)
        if going := _going(verb, targets):
            yield going, targets
            return
        if not targets and grammar.is_passive(verb):
            targets = grammar.patients(verb)
        yield from ((t, []) for t in targets)
        return
    datives = [t for d in grammar.children(verb, "dative") for t in ([d] if d.pos_ != "ADP" else _under(d))]
    if grammar.is_passive(verb):  # "staff were offered a bonus"
        yield from ((t, grammar.patients(verb)) for t in grammar.children(verb, "dobj") if t.i > verb.i)
    for n, target in enumerate(grammar.patients(verb)):
        if n == 0 or any(c.dep_ in {"det", "nummod"} and c.lower_ not in {"the", "no"} for c in below(target)):
            yield target, datives


def _going(verb: Token, targets: list[Token]) -> Token | None:
    """What is to become of a thing, which the parser hangs on the verb: "asked for the curfew | to end"."""
    for clause in _infinitives(verb) if len(targets) == 1 else []:
        after = clause.left_edge.i == targets[0].right_edge.i + 1 and not _is_what_time_is_for(clause)
        if after and not grammar.children(clause, "dobj", "nsubj"):
            return clause
    return None


def _about(verb: Token, preposition: str) -> Iterator[tuple[Token, list[Token]]]:
    people = grammar.patients(verb)
    for over in (verb, *people):
        for child in grammar.children(over, "prep"):
            if child.lower_ == preposition and people and not (preposition == "into" and over != verb):
                yield from ((t, people) for t in _under(child))


# --- phrases
def _clause(verb: Token) -> Content | None:
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
    if grammar.children(joined, "nsubj", "nsubjpass") or joined.i - verb.i > 14:
        return False
    if any(c.pos_ == "ADP" and grammar.children(c, "pobj") and c.i <= joined.i for c in grammar.children(verb, "conj")):
        return False  # "called on A to open the port | and on B to leave it"
    return not grammar.is_verb(joined) or joined.tag_ == verb.tag_


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
    if _told(noun) or noun.ent_type_ in {"DATE", "TIME", "GPE", "PERSON", "LOC"}:
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
    if noun.dep_ not in {"dobj", "nsubjpass"} or end >= len(noun.doc) or noun.doc[end].lower_ != "to":
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
        c.i > noun.i and not _asks(c) and any(m.dep_ == "mark" and m.lower_ == "that" for m in below(c))
        for c in grammar.children(noun, "acl", "ccomp")
    )


def _held(noun: Token, lemma: str, depth: int) -> Content | None:
    """The course of action that a noun such as "plan" or "call" only holds."""
    for clause in [*grammar.children(noun, "acl", "ccomp", "relcl", "xcomp"), *_astray(noun)]:
        if _infinitive(clause) and clause.i > noun.i and (lemma != "bid" or clause.lemma_.lower() in words("buying")):
            return _with_holder(_clause(clause), noun)
    for clause in grammar.children(noun, "acl", "ccomp"):
        if clause.i > noun.i and any(m.dep_ == "mark" and m.lower_ == "that" for m in below(clause)) and _asks(clause):
            return _with_holder(_clause(clause), noun)
    for preposition in _complements(noun, lemma):
        for inner in grammar.children(preposition, "pcomp"):
            return _with_holder(_clause(inner), noun)
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
