"""Walks over the parse: who does a verb's work, what it is done to, what hangs on a noun, how real it is.

The parser errs, mostly in attachment, so each walk also knows the constructions in which it does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TERMS = frozenset({"after", "once", "if", "when", "on", "with", "as", "in"})  # behind "only": what a thing hangs on
REFUSING = frozenset({"reject", "refuse", "dismiss", "turn", "rule", "rebuff", "veto", "block", "spurn", "oppose"})
SUBJECTS = frozenset({"nsubj", "csubj"})
TURNING = frozenset({"call", "appeal", "plead"})
MEETING = frozenset({"meet", "visit", "phone", "telephone"})  # of two who meet to do a thing, both do it
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass"})
CONTRAST = frozenset({"instead"})
WANTING = frozenset({"want", "like", "prefer", "need", "wish", "see"})
WILLING = frozenset({"willing", "prepared", "ready", "able", "keen", "inclined", "happy", "about", "minded"})
UNWILLING = frozenset({"unwilling", "unable", "reluctant", "loath", "unprepared", "disinclined"})
BLAMING = frozenset({
    "warn", "caution", "advise", "criticise", "criticize", "attack", "blame", "praise", "accuse", "condemn", "thank",
    "denounce", "fault", "applaud", "commend", "prevent", "stop", "dissuade", "discourage", "deter", "ban", "bar",
    "prohibit", "suspect", "rebuke", "congratulate", "hail", "keep",
})  # fmt: skip
PAPERS = frozenset(
    {"letter", "message", "note", "email", "e-mail", "petition", "statement", "memo", "directive", "cable"}
)
RELATIVES = frozenset({"who", "which", "that", "whom"})

T = TypeVar("T")


def once(ask: Callable[[Token], T]) -> Callable[[Token], T]:
    """A question on a token, answered once a document: the rules ask the same of a word many times."""
    name = f"communique {ask.__module__} {ask.__qualname__}"

    @wraps(ask)
    def asked(token: Token) -> T:
        told = token.doc.user_data
        known: dict[int, T] | None = told.get(name)
        if known is None:
            known = told[name] = {}
        i = token.i
        try:
            return known[i]
        except KeyError:
            known[i] = answer = ask(token)
            return answer

    return asked


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or an auxiliary that carries a clause; found once a document."""
    doc = token.doc
    try:
        return token.i in doc.user_data["verbs"]
    except KeyError:
        found = (t.i for t in doc if t.pos_ in {"VERB", "AUX"} or t.tag_.startswith("VB") or _heads_clause(t))
        doc.user_data["verbs"] = frozenset(found)
        return is_verb(token)


def _heads_clause(token: Token) -> bool:
    """Whether what is tagged as no verb carries a clause: "asked it to | authorise a force", "that it | hand it on"."""
    if token.dep_ not in {"xcomp", "ccomp"} or token.pos_ not in {"NOUN", "ADV"}:
        return False
    mark = next((c for c in token.lefts if c.dep_ in {"aux", "mark"}), None)
    if mark is None or mark.lower_ not in {"to", "that"}:
        return False
    return any(c.dep_ == "dobj" for c in token.rights) and not any(c.dep_ in {"det", "poss"} for c in token.lefts)


def below(token: Token) -> tuple[Token, ...]:
    """What hangs directly on a token, in the order of the text; found once a document, as spaCy makes tokens anew."""
    doc = token.doc
    try:  # asked a dozen times a word: the shortest way to the answer
        return doc.user_data["below"][token.i]  # type: ignore[no-any-return]
    except KeyError:
        found: list[list[Token]] = [[] for _ in doc]
        for each in doc:
            if (over := each.head.i) != each.i:
                found[over].append(each)
        doc.user_data["below"] = tuple(map(tuple, found))
        return below(token)


def words_around(token: Token) -> frozenset[str]:
    """The words and lemmas of a token's sentence, found once a document: most phrases are ruled out by them."""
    around: list[frozenset[str]] | None = token.doc.user_data.get("words around")
    if around is None:
        around = []
        for sentence in token.doc.sents:
            words = frozenset(word for t in sentence for word in (t.lower_, t.lemma_.lower()))
            around += [words] * len(sentence)
        token.doc.user_data["words around"] = around
    return around[token.i]


def common_words(doc: Doc) -> frozenset[str]:
    """The words that a text writes small, found once a document."""
    known: frozenset[str] | None = doc.user_data.get("common words")
    if known is None:
        known = doc.user_data["common words"] = frozenset(word for t in doc if (word := t.text).islower())
    return known


def children(token: Token, *deps: str) -> list[Token]:
    """The children of `token` with one of these dependencies, in the order of the text."""
    return [child for child in below(token) if child.dep_ in deps]


def is_judged(token: Token) -> bool:
    """Whether "it" is what somebody has just refused, and says why: "turned down a cap, saying | it | would help X"."""
    saying = token.head.head
    verb = saying.head
    said = token.head.dep_ == "ccomp" and saying.tag_ == "VBG" and saying.dep_ == "advcl" and saying.i > verb.i
    would = any(c.lower_ == "would" for c in below(token.head))
    return said and would and verb.lemma_.lower() in REFUSING and any(c.dep_ == "dobj" for c in below(verb))


def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated with it after it ("India, Pakistan and Nepal")."""
    found, queue = [token], [token]
    while queue:
        for child in below(queue.pop(0)):
            if (child.dep_ == "conj" and child.i > token.i) or _is_listed(child):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def _is_listed(name: Token) -> bool:
    """Whether a name that the parser takes for another one's is the second of a list: "Peru, | Chile and Bolivia"."""
    if name.dep_ != "appos" or name.pos_ != "PROPN" or name.head.pos_ != "PROPN" or name.left_edge.i == 0:
        return False
    joined = any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in below(name))
    ends = name.right_edge.i + 1 < len(name.doc) and name.right_edge.nbor(1).text == ","
    return joined and not ends and name.left_edge.nbor(-1).text == ","


def depends(verb: Token, marks: Collection[str]) -> bool:
    """Whether a clause that one of `marks` opens hangs on a verb: "will sign *if* the troops leave"."""
    clauses = children(verb, "advcl")
    return any(m.lower_ in marks for clause in clauses for m in children(clause, "mark", "advmod"))


def called_upon(verb: Token) -> list[Token]:
    """Those whom a verb calls on, appeals to or pleads with: "called on *the members* to reject it"."""
    return under(verb, {"on", "upon", "to", "with"}) if verb.lemma_.lower() in TURNING else []


def is_bare(verb: Token) -> bool:
    """Whether a verb may be bare, as after "demand that": "that they *scrap* it" is now and then parsed as a noun."""
    return verb.tag_ in {"VB", "VBP", "NN"}


@once
def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: "was rejected", "the plan rejected by peers"."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in below(verb)):
        return True
    if verb.dep_ in {"acl", "amod"} and verb.tag_ == "VBN":
        return not is_stray(verb)
    if is_astray(verb) or is_fronted(verb) or is_small(verb):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_verb(verb.head):
        own = any(c.dep_ in {"aux", "nsubj"} for c in below(verb))
        return not own and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return False


def is_stray(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, hung on its subject: "Norway, one of the hosts, | offered …"."""
    head = verb.head
    if verb.dep_ != "acl" or head.dep_ != "ROOT" or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    active = verb.tag_ == "VBN" and verb.nbor(-1).text == "," and not by_phrase(verb)
    return verb.tag_ == "VBD" or (active and bool(children(verb, "dobj", "ccomp", "xcomp")))


def is_small(verb: Token) -> bool:
    """Whether a participle says what somebody wants done to a thing: "wants the tolls | scrapped"."""
    if (
        verb.dep_ not in {"ccomp", "xcomp"}
        or verb.tag_ not in {"VBN", "VBD"}
        or verb.head.lemma_.lower() not in WANTING
    ):
        return False
    return verb.i > verb.head.i and bool(children(verb, "nsubj")) and not children(verb, "aux", "mark", "dobj")


def is_fronted(verb: Token) -> bool:
    """Whether a participle says by whom the subject of its sentence was done: "Tabled by peers, the motion fell"."""
    bare = verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i < verb.head.i
    return bare and bool(by_phrase(verb)) and not children(verb, "nsubj", "aux", "mark")


def is_astray(verb: Token) -> bool:
    """Whether a participle is hung on the phrase before it: "refused a truce with Peru | put forward by Chile"."""
    if verb.dep_ != "pcomp" or verb.tag_ not in {"VBN", "VBD"} or not children(verb, "agent"):
        return False
    return bool(children(verb, "nsubj")) and not children(verb, "aux")


def by_phrase(verb: Token) -> list[Token]:
    """Who a passive names with "by"."""
    found: list[Token] = []
    for child in below(verb):
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            found += [c for p in children(child, "pobj") for c in coordinated(p)]
    if verb.dep_ == "amod":  # "a | government-drafted | bill"
        found += [c for c in children(verb, "npadvmod") if c.i + 2 == verb.i and verb.nbor(-1).text == "-"]
    return found


def _antecedent(verb: Token, subject: Token) -> Token:
    """What a relative pronoun stands for."""
    if subject.lower_ in RELATIVES and subject.tag_ in {"WDT", "WP", "IN"}:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return subject


def _own(verb: Token, deps: frozenset[str]) -> list[Token]:
    found = [c for c in below(verb) if c.dep_ in deps]
    for one, two in pairwise(found):
        if one.right_edge.i + 1 == two.left_edge.i and two.pos_ == "PROPN":
            found = [c for c in found if c != one]  # "the social network | Plexo"
    found = [c for c in found if not _is_instead(c)]
    return [t for c in found for t in coordinated(_antecedent(verb, c))]


def _is_instead(noun: Token) -> bool:
    """Whether a noun names what is not meant: "the towns rather than | the state | should decide"."""
    start = noun.left_edge.i
    return start > 1 and noun.doc[start - 2 : start].text.lower() in {"rather than", "instead of"}


def shares_subject_wrongly(verb: Token) -> bool:
    """Whether a verb joined to a relative clause's verb belongs to the main clause.

    "A rejected the plan, to which B had agreed, and instead ordered …": a word of contrast, or a tense that agrees with
    the main verb and not with the relative clause's, tells that the parser has joined it to the wrong one.
    """
    head = verb.head
    if verb.dep_ != "conj" or not is_verb(head) or head.dep_ != "relcl":
        return False
    between = verb.doc[head.i + 1 : verb.i]
    if any(t.lower_ in CONTRAST for t in between):
        return True
    pluperfect = any(c.lower_ == "had" and c.dep_ == "aux" for c in below(head))
    return pluperfect and verb.tag_ == "VBD" and "VerbForm=Fin" in str(verb.morph)


def main_verb_over(token: Token) -> Token | None:
    """The verb of the clause that holds a noun phrase."""
    for ancestor in token.ancestors:
        if is_verb(ancestor) and ancestor.dep_ != "relcl":
            return ancestor
    return None


def subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: heads of noun phrases, none where the text does not say."""
    return list(_subjects(verb))


@once
def _subjects(verb: Token) -> tuple[Token, ...]:
    return tuple(_doers(verb, 0))


def _doers(verb: Token, depth: int) -> list[Token]:
    if depth > 12:
        return []
    if is_passive(verb):
        return by_phrase(verb)
    if own := _own(verb, SUBJECTS):
        return own
    head, dep = verb.head, verb.dep_
    if head == verb:
        return []
    if dep == "conj" and is_verb(head):
        if shares_subject_wrongly(verb):
            main = main_verb_over(head.head)
            return _doers(main, depth + 1) if main is not None else []
        return _own(head, PASSIVE_SUBJECTS) if is_passive(head) else _doers(head, depth + 1)
    if dep == "relcl":
        return noun_doers(head) if any(c.lower_ == "to" and c.dep_ == "aux" for c in below(verb)) else [head]
    if dep == "acl":
        return [head] if verb.tag_ == "VBG" or is_stray(verb) else noun_doers(head)
    turned = called_upon(head) if dep in {"xcomp", "advcl"} else []
    if turned and turned[0].i < verb.i:
        return coordinated(turned[0])  # "called on the members to reject it"
    if dep in {"xcomp", "advcl"} and head.lemma_ == "be" and (left := left_to(head)):
        return left
    if dep in {"xcomp", "ccomp", "advcl"} and verb.tag_ == "VB" and head.lemma_.lower() in MEETING:
        met = coordinated(first) if (first := next(iter(children(head, "dobj")), None)) is not None else []
        return [*_doers(head, depth + 1), *(met if head.lemma_.lower() == "meet" else [])]
    if dep in {"xcomp", "ccomp"} and is_verb(head):
        if objects := [o for o in children(head, *OBJECTS, "dative") if o.i < verb.i]:
            return coordinated(objects[0])
        return _own(head, PASSIVE_SUBJECTS) if is_passive(head) else _doers(head, depth + 1)
    if dep == "xcomp" and head.pos_ == "ADJ":
        return _doers(head.head, depth + 1)
    given = dep == "advcl" and verb.tag_ == "VB" and any(c.lower_ in {"until", "till"} for c in below(head))
    if given and (objects := [o for o in children(head, *OBJECTS, "dative") if o.i < verb.i]):
        return coordinated(objects[0])  # "gave the firm until Friday to pay"
    if dep == "advcl" and verb.tag_ == "VBG" and (paper := _paper_before(verb)) is not None:
        return [paper]
    if dep == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"}:
        return _own(head, PASSIVE_SUBJECTS) if is_passive(head) else _doers(head, depth + 1)
    if dep == "pcomp":
        return _over_preposition(verb, depth) or main_subjects(verb)
    return main_subjects(verb) if verb.tag_ == "VBG" else []


def _paper_before(verb: Token) -> Token | None:
    """The paper that says what a participle after it says: "received a letter from the firm | asking it to pay"."""
    papers = [c for c in children(verb.head, "dobj") if c.lemma_.lower() in PAPERS and c.i < verb.i]
    comma = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","
    return papers[0] if papers and not comma else None


def tells_apart(verb: Token) -> bool:
    """Whether a clause only says which of a kind are meant: "fines for landlords who refuse it"."""
    kind = verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and not verb.head.is_title
    return kind and verb.left_edge.nbor(-1).text != "," and not children(verb.head, "det", "poss", "nummod")


def is_of_thing(adjective: Token) -> bool:
    """Whether an adjective says how the object before it is, and not the subject: "had lorries *ready* to go"."""
    if adjective.dep_ in {"amod", "relcl", "acl"}:
        return adjective.i > adjective.head.i  # "lorries ready to go"
    things = [t for over in (adjective.head, adjective) for t in children(over, *OBJECTS, "nsubj") if t.i < adjective.i]
    things = [t for t in things if t.i > adjective.head.i]
    own = any(t.lower_.endswith(("self", "selves")) for t in things)  # "declared itself ready"
    return adjective.dep_ in {"ccomp", "oprd", "xcomp", "acomp"} and bool(things) and not own


def is_by_vote(verb: Token) -> bool:
    """Whether a vote is counted on what a verb says: "was backed by 60 votes to 40", "backed it by a wide majority"."""
    phrases = (c for c in verb.subtree if c.lower_ == "by" and c.i > verb.i)
    own = (
        c for c in phrases if c.head == verb or c.head.tag_ == "VB" or not is_verb(c.head)
    )  # "a plan to close | it by"
    by = [t for c in own for t in children(c, "pobj")]
    return any(t.lemma_.lower() in {"vote", "majority", "margin"} for t in by)


def left_to(verb: Token) -> list[Token]:
    """Who must do a thing that is his to do: "it is up to *Norland* to lift the ban", "the onus is on *Norland* to"."""
    ups = [c for c in below(verb) if c.lower_ in {"up", "down"} and c.dep_ in {"prep", "advmod", "acomp"}]
    if any(t.lemma_.lower() in {"onus", "burden", "responsibility"} for t in children(verb, "nsubj")):
        torn = [c for c in below(verb) if c.dep_ == "ccomp" and any(t.tag_ == "TO" for t in below(c))]
        return under(verb, {"on", "upon", "with"}) or [t for c in torn for t in children(c, "nsubj")]
    return [t for up in ups for t in under(up, {"to"})]


def main_subjects(verb: Token) -> list[Token]:
    """The subject of the sentence, for a verb form that has none of its own."""
    root = verb.sent.root
    return _own(root, SUBJECTS) if root != verb and root.i < verb.i else []


def _over_preposition(verb: Token, depth: int) -> list[Token]:
    over = verb.head.head
    if is_verb(over):
        if is_passive(over):
            return _own(over, PASSIVE_SUBJECTS)
        objects = [o for o in children(over, *OBJECTS) if o.i < verb.i] if over.lemma_.lower() in BLAMING else []
        if objects and verb.head.lower_ in {"for", "against", "from", "of"}:
            return coordinated(objects[0])  # "criticised *the mayor* for backing it"
        return _doers(over, depth + 1)
    return noun_doers(over) if over.pos_ in {"NOUN", "PROPN"} else []


def patients(verb: Token) -> list[Token]:
    """What the verb is done to: the object, or the subject of a passive."""
    return list(_patients(verb))


@once
def _patients(verb: Token) -> tuple[Token, ...]:
    return tuple(_undergoers(verb))


def _undergoers(verb: Token) -> list[Token]:
    if is_passive(verb):
        if own := _own(verb, PASSIVE_SUBJECTS | SUBJECTS if is_small(verb) else PASSIVE_SUBJECTS):
            return own
        if verb.dep_ == "ccomp" and verb.head.i < verb.i:  # "promised | no clinics | would be closed"
            return [o for o in children(verb.head, *OBJECTS) if o.right_edge.i + 1 == verb.left_edge.i]
        if verb.dep_ in {"acl", "amod"}:
            return [verb.head]
        if verb.dep_ == "conj" and is_verb(verb.head):
            return _undergoers(verb.head)
        if verb.dep_ == "relcl":
            return [verb.head]
        if verb.dep_ == "xcomp" and is_verb(verb.head):  # "are to be exchanged", "has to be", "is set to be"
            raised = not children(verb.head, *OBJECTS, "dative")
            return _own(verb.head, PASSIVE_SUBJECTS if is_passive(verb.head) else SUBJECTS) if raised else []
        if is_fronted(verb):
            return _own(verb.head, SUBJECTS | PASSIVE_SUBJECTS)
        if is_astray(verb):
            return [t for t in children(verb.head.head, *OBJECTS) if t.i < verb.i]
        return []
    found = list(filter(is_object_before, children(verb, "nsubj")))
    for child in below(verb):
        if child.dep_ in OBJECTS:
            target = _antecedent(verb, child)
            found += coordinated(target)
    if not found and verb.dep_ == "conj" and is_verb(verb.head) and verb.i - verb.head.i <= 4:
        found = [t for t in _undergoers(verb.head) if t.i > verb.i]
    if (
        not found
        and verb.dep_ == "relcl"
        and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVES for c in below(verb))
    ):
        found = [verb.head]
    return found


def is_object_before(noun: Token) -> bool:
    """Whether a noun that the parser takes for a subject is what the next subject's verb is done to.

    "Wants the ban lifted, a *demand* | Norland has rejected".
    """
    start, after = noun.left_edge.i, noun.right_edge.i + 1
    comment = start > 0 and noun.doc[start - 1].text == "," and any(c.lower_ in {"a", "an"} for c in below(noun))
    return comment and any(c.left_edge.i == after and c.i > noun.i for c in children(noun.head, "nsubj"))


def noun_doers(noun: Token) -> list[Token]:
    """Whose act a noun names: "Iran's offer", "an EU demand", "a decision by both", "a bid from Delta"."""
    found: list[Token] = []
    for child in below(noun):
        if child.dep_ == "poss":
            found += coordinated(child)
        elif child.dep_ in {"compound", "nmod", "amod"} and (
            (child.pos_ == "PROPN" and child.text[0].isalpha())
            or child.ent_type_ in {"ORG", "GPE", "NORP", "PERSON"}
            or child.lower_ in OFFICES
        ):
            tabled = child.lower_ in CHAMBERS and noun.lemma_.lower() in {"resolution", "bill", "motion"}
            both = [t for t in coordinated(child) if t == child or t.ent_type_ == "NORP"]  # "a French and German plan"
            found += [] if tabled else both  # a "Security Council resolution" is what some member tabled there
        elif child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "between"}:
            found += [t for p in children(child, "pobj") for t in coordinated(p)]
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() not in JUDGED:
            found += by_phrase(child)
        elif child.lower_ == "worth":
            found += [
                t for c in below(child) if c.lower_ == "from" for p in children(c, "pobj") for t in coordinated(p)
            ]
    if not found and noun.dep_ == "pobj" and noun.head.lower_ == "behind" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        found.append(noun.head.head)  # "the developer behind the plans"
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if (
        noun.dep_ == "dobj" and after.lower_ == "from" and after.head == noun.head
    ):  # hung on the verb: "refused a bid | from X"
        found += objects_of(after)
    return found


# Done to what others have put forward: "Norland's plan, backed by Peru" is not Peru's.
JUDGED = frozenset({
    "back", "support", "oppose", "reject", "criticise", "criticize", "condemn", "attack", "welcome", "praise", "slam",
    "denounce", "dismiss", "approve", "endorse", "favour", "favor", "block", "veto", "resist", "hail", "applaud",
    "question", "challenge", "review", "pass", "adopt", "fight", "refuse", "accept", "deride", "clear", "scrap",
    "freeze", "seize", "rebuff", "ridicule", "ratify", "sign", "watch", "follow",
})  # fmt: skip
CHAMBERS = frozenset({"council", "parliament", "congress", "assembly", "senate", "house", "commons", "lords"})
OFFICES = frozenset({"government", "union", "state", "ministry", "opposition", "court", "board", "shareholder"})


def objects_of(preposition: Token) -> list[Token]:
    """What stands under a preposition."""
    return [t for p in children(preposition, "pobj") for t in coordinated(p)]


def under(word: Token, prepositions: Collection[str] = ()) -> list[Token]:
    """What stands under the prepositions that hang on a word: all of them, or those named."""
    hung = [c for c in children(word, "prep", "dative") if not prepositions or c.lower_ in prepositions]
    return [t for p in hung for t in objects_of(p)]


@once
def only_then(verb: Token) -> bool:
    """Whether something is so only after or with something else: "would make sense only after a truce"."""
    told = [t for t in verb.sent if t.i > verb.i and t.lower_ == "only" and t.i + 1 < len(t.doc)]
    return any(t.nbor(1).lower_ in TERMS for t in told)


@once
def is_negated(verb: Token) -> bool:
    """Whether the verb is denied: "did not", "no longer", "never", "no question of giving"."""
    over = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ in {"pcomp", "acl"} and any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in below(over)):
        return True
    if verb.dep_ == "pcomp" and verb.head.i and verb.head.nbor(-1).lower_ == "short":
        return True  # "stopped short of proposing a ban"
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "fail":  # "failed to agree"
        return not is_negated(verb.head)
    if verb.dep_ == "xcomp" and verb.head.lower_ in WILLING | UNWILLING:  # "is not ready to accept", "is unwilling to"
        adjective = verb.head
        denied = is_negated(adjective if is_verb(adjective) else adjective.head)
        return denied != (adjective.lower_ in UNWILLING)
    subject = next((c for c in below(verb) if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is not None and any(c.lower_ == "neither" for c in below(subject)):
        return True  # "neither side accepted it"
    if verb.lemma_ == "agree" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "more":
        return False  # "could not agree more"
    return any(
        (c.dep_ == "neg" and c.doc[c.i + 1 : c.i + 2].text != "but")  # "cannot but welcome it"
        or (
            (c.dep_ == "advmod" and c.lower_ in {"never", "hardly"})
            or (c.lower_ == "longer" and c.i and c.nbor(-1).lower_ == "no")
            or (c.lower_ == "nor" and c.is_sent_start)
        )
        for c in below(verb)
        if c.i < verb.i or c.lower_ in {"n't", "not", "longer"}
    )


def is_refused(verb: Token) -> bool:
    """Whether somebody will not do what a verb says: "has refused | to order a recount"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"refuse", "decline"} and not is_negated(verb.head)


@once
def auxiliaries(verb: Token) -> set[str]:
    """The auxiliaries of a verb, those shared over a coordination included, in lower case."""
    own = {c.lower_ for c in below(verb) if c.dep_ in {"aux", "auxpass"} and c.i < verb.i}
    joined = verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in SUBJECTS for c in below(verb))
    if not own and joined and not shares_subject_wrongly(verb) and verb.tag_ in {verb.head.tag_, "VB"}:
        return auxiliaries(verb.head)
    return own


def clause_over(token: Token) -> Iterator[Token]:
    """The verbs over a token, innermost first, itself included where it is one."""
    if is_verb(token):
        yield token
    for ancestor in token.ancestors:
        if is_verb(ancestor):
            yield ancestor
