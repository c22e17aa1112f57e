"""What is said by the way in a phrase: asides, comments, reasons, and how a vote went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below, once
from communique.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

ASIDE_MARKS = frozenset({
    "because", "while", "although", "though", "after", "as", "when", "since", "whereas", "before", "if", "unless",
    "once", "so", "whether", "which", "amid",
})  # fmt: skip
ASIDE_PREPOSITIONS = frozenset({
    "according", "amid", "despite", "following", "after", "because", "besides", "including", "given", "during", "like",
    "unlike", "saying", "since", "as", "ahead",
})  # fmt: skip
NAMED_AS = frozenset({
    "classify", "treat", "designate", "recognise", "recognize", "regard", "appoint", "nominate", "name", "label",
    "describe", "list", "register", "count", "define", "elect", "install", "use", "serve", "act", "reinstate", "employ",
    "stay", "remain", "continue",
})  # fmt: skip
COMMENTS = frozenset({
    "step", "move", "measure", "arrangement", "idea", "decision", "demand", "proposal", "gesture", "sum", "condition",
    "term", "request", "plan", "call", "offer", "suggestion", "notion", "change", "figure", "option", "solution",
    "claim",
})  # fmt: skip
PRICED = frozenset({"for", "at", "from", "to", "by"})
TIMES = frozenset({"since", "during", "after", "following"})
ASKING = frozenset({
    "ask", "decide", "see", "know", "wonder", "consider", "say", "determine", "discuss", "check", "examine", "tell",
})  # fmt: skip
BANNING = frozenset({"ban", "bar", "forbid", "prohibit", "allow", "permit", "entitle", "exempt", "oblige", "require"})
KNOWN = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
MANNERS = frozenset({"principle", "full", "private", "public", "cabinet", "parliament"})
ANSWERED = frozenset({"reject", "accept", "refuse", "approve", "dismiss", "withdraw", "turn"})


@once
def is_aside(token: Token) -> bool:
    """Whether what hangs here is said by the way: a relative clause after a comma, a reason, a bracket."""
    edge = token.left_edge
    before = edge.nbor(-1).text if edge.i > 0 else ""
    if before == '"' and grammar.is_verb(token) and token.lemma_.lower() in words("says"):
        return True  # who said it: "… to Norland" | the palace stated
    if token.dep_ == "conj" and "instead of" in token.doc[max(0, edge.i - 2) : edge.i].text.lower():
        return True  # "over eight years instead of three", whose "of" may be taken for an "and"
    clause = token.dep_ in {"prep", "advcl", "advmod", "acl", "relcl", "ccomp", "xcomp"}
    if edge.lower_ == "instead" or (before == "instead" and clause) or (before == "," and is_comment(token)):
        return True
    if token.dep_ == "appos" and _tells_new(token):
        return False
    if token.dep_ == "appos" and before in {"them", "including"}:
        return True  # "140 people, among them | 31 children |, are held"
    if token.dep_ == "appos" and _names_whom(token):
        return False
    if token.dep_ in {"relcl", "appos"}:
        return before in {",", "-", "–", "—", "("} or (token.dep_ == "appos" and before == "(")
    if token.dep_ == "advcl":
        marks = {c.lower_ for c in below(token) if c.dep_ in {"mark", "advmod"}}
        return bool(marks & ASIDE_MARKS) or before == ","
    if token.dep_ == "acl":
        # "had an offer rejected": what became of it is no part of it
        return before == "," or (token.tag_ == "VBN" and token.lemma_.lower() in ANSWERED and not list(below(token)))
    if is_as_as(token) or any(map(is_as_as, grammar.children(token, "pcomp"))):
        return True
    if is_if_clause(token):
        return True
    if token.dep_ == "prep":
        if token.head.dep_ == "acl" and token.head.tag_ == "VBN" and token.lower_ in TIMES and before != ",":
            return False  # "soldiers held | since May"
        if token.lower_ == "as" and NAMED_AS & {token.head.lemma_.lower(), token.head.head.lemma_.lower()}:
            return False
        if token.lower_ == "as" and _are_such(token):
            return False
        by_the_way = (before == "," and token.lower_ != "to" and not _goes_on(token)) or (
            before == "but" and edge.lower_ == "not"
        )
        reason = token.lower_ in ASIDE_PREPOSITIONS and not (_limits(token) or _is_of_rule(token))
        return reason or by_the_way or _counts_votes(token)
    if token.dep_ in {"punct"}:
        return token.text not in {"-", "'", "%", '"', ",", "/"}
    if token.lower_ in {"no", "yes"} and token.head.lemma_ == "vote":
        return False
    if token.dep_ in {"parataxis", "meta", "intj"} or (token.dep_ == "preconj" and token.lower_ != "neither"):
        return True
    return token.dep_ == "advmod" and token.lower_ in {
        "also",
        "however",
        "instead",
        "reportedly",
        "nevertheless",
        "therefore",
    }


def _tells_new(noun: Token) -> bool:
    """Whether a phrase behind a comma says what something new is: "create 'Veld Wave', | a channel for music |"."""
    name = noun.head
    made = name.dep_ == "dobj" and name.pos_ == "PROPN" and name.head.lemma_.lower() in {"create", "found", "launch"}
    return made and any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))


def _names_whom(name: Token) -> bool:
    """Whether no more than the name of somebody stands beside a noun: "sentence the former mayor, | Luis Cano |"."""
    noun = name.head
    whole = all(t.pos_ == "PROPN" or t.text == "," for t in name.subtree)
    return noun.tag_ == "NN" and noun.pos_ == "NOUN" and name.ent_type_ == "PERSON" and name.i > noun.i and whole


def _are_such(as_: Token) -> bool:
    """Whether a phrase tells what things are meant that nothing else tells: "selling services | such as gas and TV"."""
    things, such = as_.head, as_.i and as_.nbor(-1).lower_ == "such"
    return bool(such) and things.tag_ == "NNS" and things.i == as_.i - 2 and all(c.i > things.i for c in below(things))


def _goes_on(preposition: Token) -> bool:
    """Whether the comma before a phrase ends an aside, and begins none: "buy Delta, its rival, | for $5m"."""
    at, doc = preposition.i - 2, preposition.doc
    told = {t for p in (preposition, *below(preposition)) for t in below(p)}
    if preposition.lower_ not in PRICED or at < 1 or not any(t.is_currency or t.like_num for t in told):
        return False
    over = [doc[at], *doc[at].ancestors]
    beside = (t for t in over if t.dep_ in {"appos", "relcl"} and t.right_edge.i == at)
    return any(t.left_edge.i and t.left_edge.nbor(-1).text == "," for t in beside)


def _limits(preposition: Token) -> bool:
    """Whether a cause says what harm is ruled out, and no more: "no jobs will go | as a result of the merger"."""
    verb = preposition.head
    causes = grammar.children(preposition, "pobj")
    result = preposition.lower_ == "as" and any(t.lower_ in {"result", "consequence"} for t in causes)
    over = grammar.children(verb.head, "dobj") if verb.dep_ == "ccomp" else []
    things = [*grammar.subjects(verb), *grammar.patients(verb), *(t for t in over if t.i < verb.i)]
    none = any(c.lower_ == "no" for t in things for c in below(t)) or any(
        t.lower_ in {"nobody", "none"} for t in things
    )
    return (result or preposition.lower_ == "because") and grammar.is_verb(verb) and none


def _is_of_rule(preposition: Token) -> bool:
    """Whether a phrase says when a rule holds: "a bill that would let them evict tenants | after a missed payment"."""
    if preposition.lower_ not in {"during", "after"} or not preposition.left_edge.i or preposition.nbor(-1).text == ",":
        return False
    told = grammar.children(preposition, "pobj")
    if grammar.children(preposition, "npadvmod") and preposition.left_edge.nbor(-1).lower_ in {"until", "till"}:
        return True  # "closed until | two hours after the match"
    plain = bool(told) and not any(
        t.ent_type_ or t.pos_ == "PROPN" or t.lower_ in KNOWN for p in told for t in p.subtree
    )
    verbs = [v for v in preposition.ancestors if grammar.is_verb(v)]
    ruled = any(v.dep_ == "relcl" and grammar.auxiliaries(v) & {"would", "will", "should"} for v in verbs)
    return plain and (ruled or any(v.lemma_.lower() in BANNING and grammar.is_passive(v) for v in verbs))


def is_if_clause(clause: Token) -> bool:
    """Whether a clause is a condition though it hangs like an object: "is ready to leave | if Peru frees them"."""
    if clause.dep_ != "ccomp":
        return False
    marked = any(c.lower_ in {"if", "unless"} and c.i < clause.i for c in grammar.children(clause, "mark"))
    return marked and clause.head.lemma_.lower() not in ASKING


def is_manner(prep: Token) -> bool:
    """Whether what hangs on a noun says how or where its verb is done: "agreed to the proposal *in principle*"."""
    told = grammar.children(prep, "pobj", "amod", "pcomp") if prep.lower_ in {"in", "at"} else []
    if prep.lower_ == "at":
        owned = any(c.tag_ == "PRP$" for t in told for c in grammar.children(t, "poss"))
        return owned and any(t.lemma_.lower() in {"meeting", "summit", "session", "congress"} for t in told)
    if prep.lower_ == "as" and prep.head.dep_ == "dobj":
        return True  # "described the plan *as surrender*"
    known = any(c.lower_ in {"the", "this", "that", "its", "their"} for c in below(prep.head))
    court = known and prep.head.dep_ == "dobj" and any(t.lower_ == "court" and t.left_edge == t for t in told)
    debated = known and any(t.lemma_.lower() in {"assembly", "ballot", "referendum"} and t.tag_ == "NNS" for t in told)
    return court or debated or any(t.lower_ in MANNERS and t.right_edge == t for t in told)


def is_until(verb: Token, clause: Token) -> bool:
    """Whether a clause says how long somebody refuses: "refused to end the blockade | until prices rise"."""
    until = clause.dep_ == "advcl" and any(c.lower_ in {"until", "till"} for c in grammar.children(clause, "mark"))
    return until and grammar.is_refused(verb)


def is_comment(noun: Token) -> bool:
    """Whether a noun phrase comments on what was said before it: ", a step that critics welcome"."""
    undetermined = any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))
    told = bool(grammar.children(noun, "relcl", "acl")) or grammar.is_object_before(noun)
    return undetermined and noun.lemma_.lower() in COMMENTS and told


def _counts_votes(preposition: Token) -> bool:
    """Whether a phrase says how a vote went: "by 61 votes | to 19", "by a wide margin"."""
    told = grammar.children(preposition, "pobj")
    if preposition.lower_ == "by":
        return any(t.lemma_.lower() in {"vote", "majority", "margin"} for t in told)
    before = preposition.nbor(-1) if preposition.i else preposition
    counted = before.lemma_.lower() == "vote" or (before.like_num and before.i > 1 and before.nbor(-1).lower_ == "by")
    return preposition.lower_ == "to" and counted and any(t.like_num for t in told)


def is_afterthought(noun: Token) -> bool:
    """Whether a noun stands for what was just said: "wants the fee halved, | an idea the port has dismissed"."""
    return bool(noun.left_edge.i) and noun.left_edge.nbor(-1).text == "," and is_comment(noun)


def is_as_as(token: Token) -> bool:
    """Whether a word measures by a clause: "as soon as the rain stops", "(for) as long as it takes"."""
    if token.lower_ not in {"soon", "long"}:
        return False
    before = any(c.lower_ in {"as", "so"} and c.i < token.i for c in grammar.children(token, "advmod"))
    return before and bool(grammar.children(token, "advcl"))


def phrase(head: Token) -> Iterator[Token]:
    """The tokens of a phrase without its asides, in no order."""
    queue = [head]
    while queue:
        yield (token := queue.pop())
        queue += [child for child in below(token) if not is_aside(child)]
