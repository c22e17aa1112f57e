"""What a trigger takes: the courses of action that are its object, its infinitive or its clause, and who is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, as_clause, asks, content_of, infinitive, keys_of
from communique.extraction.grammar import below
from communique.extraction.words import Trigger, is_course, is_deal, words

if TYPE_CHECKING:
    from spacy.tokens import Token

SHARED = frozenset(
    {"merger", "tie-up", "alliance", "partnership", "pact", "treaty", "truce", "ceasefire", "agreement", "deal"}
)
BURDENS = frozenset({
    "tariff", "duty", "tax", "levy", "sanction", "ban", "embargo", "limit", "cap", "restriction", "curb", "quota",
    "toll",
})  # fmt: skip
QUARRELS = frozenset({"lawsuit", "suit", "dispute", "row", "case", "claim", "inquiry", "investigation", "probe"})
OPEN = frozenset({"whether", "if", "how", "what", "when", "where", "why"})
MEANS = frozenset({"time", "money", "cash", "funding", "aid", "help", "credit"})  # asked for to do a thing with


def contents_of(verb: Token, tail: list[Token], trigger: Trigger) -> Iterator[tuple[Content, list[Token]]]:
    """The courses of action that a trigger's verb takes, each with those to whom the act is addressed."""
    seen: set[int] = set()
    told: set[Token] = set()
    if tail and grammar.is_verb(tail[-1]):
        verb, tail = tail[-1], []  # "would like | to see | an end to the raids"
    for take in trigger.takes:
        for token, targets in _taken(verb, tail, take):
            if take == "object" and (_is_apposed(token) or (token.dep_ == "conj" and token in told)):
                continue  # "offered a bonus of 500 euros | and 3% next year"
            content = content_of(token)
            if take == "object" and content is not None and content.form == "clause" and targets:
                content = replace(content, doers=tuple(targets))
            if take == "whom:to" and not (content and fits(content, token, "course")):
                content = as_clause(verb)  # "invited them to his office": no course but the invitation
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
            if trigger.act == "offer" and not targets and content.form == "noun" and token.i > verb.i:
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
    profits | above 1m euros", "a settlement in a lawsuit | over the leak".
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
    cause = piece.lower_ in {"over", "into", "about"} and last.lemma_.lower() in QUARRELS
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in grammar.children(piece, "pobj"))
    if not (
        named
        or (piece.dep_ == "prep" and (shared or limit or cause or (burden and (not dated or piece.lower_ == "during"))))
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
    lemmas = {token.lemma_.lower(), content.head.lemma_.lower()}
    if of in {"law", "agreement"}:
        return not lemmas.isdisjoint(words(f"{of}s"))
    if content.form == "clause" or of == "any" or content.pointer:
        return True
    return any(map(is_deal if of == "deal" else is_course, lemmas)) or (of == "course" and _is_sum(content))


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
        for clause in (*_infinitives(verb), *(c for t in tail for c in grammar.children(t, "acl") if infinitive(c))):
            if not grammar.children(clause, "nsubj") and not set(_objects_before(verb, clause)) - set(tail):
                yield clause, []
    elif take == "object-to":
        yield from _controlled(verb, tail)
    elif take == "object":
        yield from _objects(verb, tail)
    elif take == "given":
        over = grammar.children(verb, "dative", "nsubjpass")
        hung = [t for o in (verb, *tail[:1]) for t in grammar.under(o, {"to", "for"})]
        yield from ((t, []) for t in (*(t for t in over if t.pos_ != "ADP" and t not in tail), *hung))
    elif take == "ing":
        last = (tail[-1] if tail else verb).i
        for clause in grammar.children(verb, "xcomp", "advcl"):
            if clause.tag_ == "VBG" and (clause.dep_ == "xcomp" or clause.i == last + 1):
                yield clause, []
    elif take == "done":
        yield from ((clause, []) for clause in grammar.children(verb, "ccomp", "xcomp") if grammar.is_small(clause))
        if verb.lemma_ in {"see", "have"}:  # "want to see | staff paid", read as one noun phrase
            called = (c for o in grammar.children(verb, "dobj") for c in grammar.children(o, "acl"))
            yield from ((clause, []) for clause in called if clause.tag_ == "VBN")
    elif take == "that":
        for clause in grammar.children(verb, "ccomp"):
            if (
                not infinitive(clause)
                and not any(m.lower_ in {"whether", "if"} for m in below(clause))
                and not _asserts(verb, clause)
                and (asks(clause) if clause.i > verb.i else _is_asked_first(clause))
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


def _infinitives(verb: Token) -> list[Token]:
    """The infinitives that hang on a verb and say what is to be done; "whether to" leaves it open."""
    near = [c for c in grammar.children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and infinitive(c)]
    return [c for c in near if (c.dep_ != "advcl" or c.i - verb.i <= 9) and not any(m.lower_ in OPEN for m in below(c))]


def _objects_before(verb: Token, clause: Token) -> list[Token]:
    return [
        o for o in grammar.children(verb, "dobj", "dative") if o.i < clause.i and not o.like_num
    ]  # "voted 60 to 40"


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
        clauses += [c for c in grammar.children(holder, "acl", "relcl", "xcomp") if infinitive(c)]
    if tail:
        clauses += [c for t in tail for c in grammar.children(t, "ccomp", "pcomp", "xcomp") if infinitive(c)]
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
