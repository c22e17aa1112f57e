"""Remarks: how people take a stand on what is under discussion without naming it.

"She would not budge", "he called it a slap in the face", "the union has not made up its mind": phrases of
`lexicon/remarks.toml`, found where they stand, with those whose stance they show. What a remark is on, topics.py says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of
from communique.extraction.grammar import below
from communique.extraction.modality import is_called_wrong, modality_of
from communique.extraction.opinions import is_refusal, pointer
from communique.extraction.words import lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading
    from communique.model import Stance

Sort = Literal["move", "verdict", "answer"]
SORTS: tuple[Sort, ...] = ("move", "verdict", "answer")
GAP = 3  # words that `*` stands for at most
BREAKS = frozenset({",", "-", "--", "–", "—"})
OWN = frozenset({"i", "we", "us", "they", "it", "he", "she", "you", "nobody", "there"})
POINTING = frozenset({"it", "this", "that", "these", "those", "they", "which", "there", "such", "anything"})
PROVISOS = frozenset({"if", "unless", "provided", "providing", "condition"})
EARLIER = frozenset({"previously", "earlier", "once", "originally", "initially", "formerly"})
CHARGING = frozenset({"accuse", "suspect", "blame", "criticise", "criticize"})
MANDATIVE = frozenset({"recommend", "urge", "demand", "propose", "request", "advise", "insist"})
CENSURE = frozenset({"condemn", "criticise", "criticize", "denounce", "oppose", "reject", "attack", "blame"})
ASKED = frozenset({"give", "ask", "tell", "order", "urge", "request", "require", "instruct"})
REFUSING = frozenset({"refuse", "decline", "fail"})
DENYING = frozenset(
    {"not", "never", "no", "hardly", "scarcely", "barely", "less", "least", "nor", "neither", "without"}
)
DENIED: Mapping[str, Mapping[Stance, Stance | None]] = {
    "move": {"supports": "rejects", "rejects": None, "hedges": None},
    "verdict": {"supports": "hedges", "rejects": None, "hedges": None},
    "answer": {"supports": "rejects", "rejects": None, "hedges": None},
}


@dataclass(frozen=True)
class Remark:
    """A stand that somebody takes at a word; `contents` are what its words say that it is on, if they do."""

    trigger: Token
    stance: Stance
    holders: tuple[str, ...]
    sort: Sort
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A phrase of the lexicon: each of its places holds the words that may stand there; None is a gap.

    One without a stance says nothing, though a part of it would: "promised to reply".
    """

    sort: Sort
    stance: Stance | None
    places: tuple[frozenset[str] | None, ...]


def find_remarks(reading: Reading, voices: Voices) -> list[Remark]:
    """The remarks of a text, in the order of their words."""
    finder = _Finder(reading, voices)
    found: list[Remark] = []
    for sentence in reading.doc.sents:
        if not reading.in_heading(sentence.start_char):
            found += finder.of(sentence)
    return found


class _Finder:
    def __init__(self, reading: Reading, voices: Voices) -> None:
        self.reading, self.voices, self.cast = reading, voices, voices.cast

    def of(self, sentence: Sentence) -> list[Remark]:
        """The remarks of a sentence: its phrases, and what those say who may be answering."""
        if sentence.text.rstrip(" \n\"”’'").endswith("?"):
            return []
        found: list[Remark] = []
        words, passed = Words(sentence), -1
        for i, token in enumerate(sentence):
            matched = words.phrase_at(i) if i > passed else None
            if matched is not None:
                phrase, last = matched
                passed = last if phrase.stance is None else passed
                remark = self.remark(token, sentence[last], phrase)
                if remark is not None and remark.holders:
                    found.append(remark)
        return found + list(self.answers(sentence))

    def remark(self, first: Token, last: Token, phrase: Phrase) -> Remark | None:
        """What a phrase says, unless it is only supposed."""
        clause = clause_of(first)
        if phrase.sort == "verdict" and clause is not None and clause.dep_ == "ccomp" and clause.head.lemma_ == "be":
            clause = clause.head  # "it is | exactly what the town needs"
        if clause is None or phrase.stance is None or not is_meant(first, clause) or is_asked(clause):
            return None
        if disowns(first) or is_charged(clause) or is_called_wrong(clause):
            return None
        denied = is_denied(first, clause, phrase)
        stance: Stance | None = DENIED[phrase.sort][phrase.stance] if denied else phrase.stance
        if stance is None:
            return None
        said = self.voices.speakers.get(first.i, ()) or self.sayers(first, clause)
        subjects = grammar.subjects(clause)
        if phrase.sort == "verdict" and any(s.lower_ == "what" for s in subjects):
            return None  # "a use for what has been a white elephant"
        if is_of_before(clause):
            return None
        clauses = [c for t in (clause, last) for c in grammar.children(t, "advcl", "ccomp")]
        if phrase.sort == "move" and any(map(is_refusal, clauses)):
            return None  # "is furious that the plan was dropped"
        if (not subjects or first.dep_ == "auxpass") and grammar.is_passive(clause) and first.head == clause:
            # "was unmoved", "was won over by the plan"
            subjects = grammar.patients(clause)
        if stance == "supports" and is_conditional(clause):
            stance = "hedges"
        if phrase.sort != "verdict" and is_of_another(clause):
            return None
        if phrase.sort == "answer" and "had" in grammar.auxiliaries(clause):
            return None  # "said it had already given way on overtime" answers nothing that was put to it since
        if phrase.sort == "move" or (phrase.sort == "answer" and not said):
            holders = self.movers(subjects, said)
            about = after(clause, last)
        elif phrase.sort == "answer":
            holders, about = said, _put_to(first.sent)
        else:
            holders, about = self.called(first)
            if said and (not holders or holders == said):
                about = about or (grammar.patients(clause) if grammar.is_passive(clause) else subjects)
                holders = said
        if first != last:  # "the devil is in the detail" is said of something else
            about = [t for t in about if not first.i <= t.i <= last.i]
        told = last.dep_ == "pobj" and any(c.lower_ in {"by", "from", "to"} for c in last.subtree if c.i > last.i)
        if phrase.sort == "move" and told and last.lemma_.lower() in lexicon().nouns:
            about = [last]  # "is firmly behind *a plan* by the mayor to open it"
        contents = tuple(c for t in about if (c := self.content_at(t, phrase)) is not None)
        if phrase.sort == "verdict" and (named := _called_by(first, last)):
            contents = tuple(c for c in contents if c.head.lower_ not in POINTING) or (pointer(named),)
        return Remark(first, stance, self.known(holders), phrase.sort, contents)

    def sayers(self, word: Token, clause: Token) -> tuple[str, ...]:
        """Who says a quotation too short to be a statement: "It stinks," said …"."""
        over = clause if clause.lemma_.lower() in words("says") else clause.head
        quoted = word.sent[0].is_quote and clause.dep_ in {"ccomp", "ROOT"} and over.lemma_.lower() in words("says")
        return self.voices.ids(grammar.subjects(over)) if quoted and over.i > word.i else ()

    def movers(self, subjects: Sequence[Token], said: tuple[str, ...]) -> tuple[str, ...]:
        """Who does what a clause says: its subject; whoever speaks of himself or of those he speaks for."""
        doers = self.voices.ids(subjects)
        if not said or set(doers) == set(said):
            return doers
        if doers:
            return (*doers, *(id for id in said if id not in doers and self.cast.actor(id).affiliation in doers))
        own = any(s.lower_ in OWN or any(c.tag_ == "PRP$" for c in below(s)) for s in subjects)
        return said if own or not subjects else ()

    def called(self, word: Token) -> tuple[tuple[str, ...], list[Token]]:
        """Who calls something so, and what: "described the deal as a betrayal"."""
        for verb in word.ancestors:
            if verb.lemma_.lower() in table("opinions")["verbs"]["calling"] or verb.lemma_.lower() == "dismiss":
                pointed = verb.nbor(1) if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in POINTING else None
                return self.voices.ids(grammar.subjects(verb)), [pointed] if pointed else grammar.patients(verb)
            if grammar.is_verb(verb) and verb.dep_ not in {"ccomp", "xcomp"}:
                break
        return (), []

    def answers(self, sentence: Sentence) -> Iterator[Remark]:
        """What those say in a sentence who may be answering what was put to them just before."""
        said: dict[tuple[str, ...], list[Token]] = {}
        for token in sentence:
            if token.i in self.voices.speakers:
                said.setdefault(self.voices.speakers[token.i], []).append(token)
        for holders, tokens in said.items():
            stance = answering(tokens)
            if stance is not None:
                yield Remark(tokens[0], stance, self.known(holders), "answer")

    def content_at(self, token: Token, phrase: Phrase) -> Content | None:
        """What a word may name: a course of action, one that it only points to, or whose course it is."""
        if token.lower_ in {"yes", "no"} or token.ent_type_ in {"MONEY", "PERCENT"}:
            return None  # "stopped short of a yes", "cannot afford more than 2%"
        if self.cast.refer(token):
            backed = phrase.sort == "move" and token.pos_ in {"NOUN", "PROPN"}
            return Content(token, "noun", (token,), frozenset(), doers=(token,), pointer=True) if backed else None
        return pointer(token) if token.lower_ in POINTING else content_of(token)

    def known(self, holders: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in holders if id not in self.voices.watching)


def is_meant(first: Token, clause: Token) -> bool:
    """Whether what a phrase says is told for a fact, or for what will be: "may accept" and "should accept" are not."""
    if not grammar.is_verb(clause) and any(c.lower_ in PROVISOS for c in grammar.children(clause, "mark")):
        return False  # "only if the bidder was | prepared to talk"
    modality = modality_of(clause)
    if modality in {"fact", "future"} or first.tag_ == "MD":
        return modality != "supposed"
    return modality == "possible" and bool(grammar.auxiliaries(clause) & {"would", "'d"})


def is_asked(clause: Token) -> bool:
    """Whether a clause says what somebody is to do, not what he does: "gave the firm a week | to comply"."""
    to = clause.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in below(clause))
    over = clause.head
    if clause.dep_ == "ccomp" and over.lemma_.lower() in MANDATIVE and grammar.is_bare(clause):
        return not grammar.auxiliaries(clause)  # "is recommending that holders | accept"
    if not to or clause.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "relcl"}:
        return False
    if grammar.is_passive(over) and over.lemma_.lower() in ASKED:
        return True  # "was given until Friday | to comply"
    asked = any(c.dep_ in {"dobj", "dative"} and c.i < clause.i for c in below(over))
    return over.pos_ == "NOUN" or bool(grammar.called_upon(over)) or asked


def is_of_before(clause: Token) -> bool:
    """Whether somebody is told to have said a thing earlier: "had previously insisted that it would not bow"."""
    for verb in (clause, *grammar.clause_over(clause)):
        if "had" in grammar.auxiliaries(verb) and any(c.lower_ in EARLIER for c in below(verb)):
            return True
    return False


def is_charged(clause: Token) -> bool:
    """Whether it is what somebody is accused of: "accused the minister of | backing down"."""
    over = clause.head.head if clause.dep_ == "pcomp" else clause.head
    return clause.dep_ in {"pcomp", "ccomp"} and over.lemma_.lower() in CHARGING


def disowns(verb: Token) -> bool:
    """Whether a verb denies only what one was said to think: "denied backing it", "refused to condemn it"."""
    inner = grammar.children(verb, "xcomp", "ccomp")
    if verb.lemma_.lower() == "deny":
        return bool(inner)
    return verb.lemma_.lower() in {"refuse", "decline"} and any(v.lemma_.lower() in CENSURE for v in inner)


def is_of_another(clause: Token) -> bool:
    """Whether a clause only tells things apart: "to reject proposals | it did not agree with"."""
    own = any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"WP", "WDT"} for c in below(clause))
    return clause.dep_ == "relcl" and not own and not is_by_the_way(clause.head)


def is_by_the_way(noun: Token) -> bool:
    """Whether a noun speaks of what its sentence has just named: ", a demand that the union has dismissed"."""
    lemma, meant = noun.lemma_.lower(), table("opinions")["meant"]
    one = lemma == "something" or any(c.lower_ in {"a", "an"} for c in below(noun))
    one = one and bool(grammar.children(noun, "relcl", "acl"))
    known = lemma in words("pointers") or any(lemma in meant[name] for name in ("anything", "loose", "aside"))
    first = noun.left_edge
    return one and known and (noun.dep_ in {"appos", "attr"} or (first.i > 0 and first.nbor(-1).text in BREAKS))


def _is_idle_if(word: Token) -> bool:
    """Whether "if" sets no condition: "if necessary"."""
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ == "if" and after in {"necessary", "needed", "need", "possible", "any", "anything"}


def is_conditional(clause: Token) -> bool:
    """Whether a clause holds in part or on terms: "could live with it as long as the fee fell", "but not yet"."""
    inside = [t for t in clause.subtree if t.i > clause.i and not _is_idle_if(t)]
    return any(
        t.lower_ in PROVISOS
        or (t.lower_ in {"principle", "itself"} and t.nbor(-1).lower_ == "in")
        or (t.lower_ == "long" and t.nbor(-1).lower_ in {"as", "so"})
        or (t.lower_ in {"not", "only"} and t.nbor(-1).lower_ == "but")
        or (t.lower_ == "only" and t.i + 1 < len(t.doc) and t.nbor(1).lower_ in grammar.TERMS)
        for t in inside
    )


def answering(tokens: Sequence[Token]) -> Stance | None:
    """For or against, by what the words of an answer deny or leave open."""
    lemmas = {t.lemma_.lower() for t in tokens}
    if lemmas & {"not", "no"} and lemmas & {"yet", "stage", "point", "moment", "premature"}:
        return "hedges"
    if lemmas & {"if", "unless", "provided", "providing"} and lemmas & {"would", "could", "will", "can"}:
        return "hedges"
    denies = [t for t in tokens if t.lower_ == "no" and t.i + 1 < len(t.doc) and t.nbor(1).lower_ == "longer"]
    if denies:
        return None  # what will be so no longer may be given up
    if lemmas & {"not", "never"} and lemmas & {"promise", "guarantee", "commit"}:
        return "hedges"  # "could not promise a fixed amount"
    if lemmas & {"not", "no", "never", "nobody", "nothing", "none", "neither", "impossible", "final"}:
        return "rejects"
    return None


def after(clause: Token, last: Token) -> list[Token]:
    """What stands after a phrase in its clause: "threw his weight behind | the bill"."""
    colon = next((t.i for t in last.doc[last.i : last.sent.end] if t.text == ":"), last.sent.end)
    others = [
        t for c in grammar.children(clause, "conj", "ccomp") if c.i > last.i and grammar.subjects(c) for t in c.subtree
    ]
    told = (t for t in clause.subtree if last.i < t.i < colon and t not in others)  # "was scathing: …"
    return [t for t in told if t.dep_ in {"dobj", "pobj", "nsubjpass"}][:1]


def _put_to(sentence: Sentence) -> list[Token]:
    """What a sentence says was put to somebody: "thanked the firm for *the offer*, but said its hands were tied"."""
    meant = table("opinions")["meant"]
    known = {*meant["offer"], *meant["demand"], "proposal", "idea", "suggestion"}
    nouns = (t for t in sentence if t.lemma_.lower() in known and t.dep_ in {"pobj", "dobj"})
    return [t for t in nouns if any(c.lower_ in {"the", "this", "that"} for c in grammar.children(t, "det"))][:1]


def _called_by(first: Token, last: Token) -> Token | None:
    """What kind of course a phrase calls what it judges: "this is a great *deal*"."""
    known = table("opinions")["meant"]["deals"]
    return next((t for t in first.doc[first.i : last.i + 1] if t.lemma_.lower() in known), None)


def is_denied(first: Token, clause: Token, phrase: Phrase) -> bool:
    """Whether what a phrase says is denied by a word before it."""
    if first.lemma_.lower() in DENYING:
        return False
    if phrase.sort == "move" and clause.dep_ == "xcomp" and clause.head.lemma_.lower() in REFUSING:
        return not grammar.is_negated(clause.head)  # "refused | to take part"
    if first == clause or phrase.sort == "move":
        return grammar.is_negated(clause) and not any("not" in (p or ()) or "never" in (p or ()) for p in phrase.places)
    before = first.doc[max(first.sent.start, first.i - 4) : first.i]
    return any(t.lemma_.lower() in DENYING for t in before)


def clause_of(word: Token) -> Token | None:
    """The verb of the clause that a word stands in; that of an auxiliary is the verb that it helps."""
    over = next(grammar.clause_over(word), None)
    return over.head if over is not None and over.dep_ in {"aux", "auxpass"} else over


@dataclass
class Node:
    """A place in the phrases of the lexicon after some of their words: what may follow, and what ends here."""

    words: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    phrase: Phrase | None = None


class Words:
    """The words of a sentence, as phrases of the lexicon are looked up in them."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens = sentence
        self.said = [
            (lower,) if (lower := t.lower_) == (lemma := t.lemma_.lower()) else (lower, lemma) for t in sentence
        ]
        self.first = phrases().words

    def phrase_at(self, i: int) -> tuple[Phrase, int] | None:
        """The phrase of most words that begins at a word, with the place of its last word."""
        starts = [self.first[word] for word in self.said[i] if word in self.first]
        if not starts:
            return None
        ends = [end for node in starts for end in self.ends(node, i + 1)]
        # "see no merit in" rather than "see * merit in"
        return max(ends, key=lambda e: (len(e[0].places), sum(p is not None for p in e[0].places)), default=None)

    def ends(self, node: Node, at: int) -> Iterator[tuple[Phrase, int]]:
        """The phrases that go on from a node with the words from `at` on."""
        if node.phrase is not None:
            yield node.phrase, at - 1
        if node.gap is not None:
            for skipped in range(GAP + 1):
                yield from self.ends(node.gap, at + skipped)
        while node.words and at < len(self.said):
            for word in self.said[at]:
                if (further := node.words.get(word)) is not None:
                    yield from self.ends(further, at + 1)
            if not is_free(self.tokens[at]):
                return
            at += 1


def is_free(token: Token) -> bool:
    """Whether a word may stand between any two of a phrase: a quotation mark, a comma, an adverb that denies not."""
    return token.is_quote or token.text == "," or (token.pos_ == "ADV" and token.lemma_.lower() not in DENYING)


@cache
def phrases() -> Node:
    """The phrases of the lexicon, by their words one after the other."""
    root = Node()
    for sort in SORTS:
        for stance, listed in table("remarks")[f"{sort}s"].items():
            for line in chain.from_iterable(map(_spelled, listed)):
                places = tuple(None if w == "*" else frozenset(w.split("|")) for w in line.split())
                _add(root, Phrase(sort, None if stance == "nothing" else stance, places))
    return root


def _spelled(line: str) -> Iterator[str]:
    """A phrase of the lexicon, and again for each of its words with a hyphen, which the tokenizer takes apart."""
    yield line
    places = line.split()
    for i, place in enumerate(places):
        for word in place.split("|"):
            if "-" in word:
                yield " ".join((*places[:i], word.replace("-", " - "), *places[i + 1 :]))


def _add(root: Node, phrase: Phrase) -> None:
    """Puts a phrase under a node, once for each choice of words; the first of two that are alike counts."""
    nodes = [root]
    for place in phrase.places:
        if place is None:
            for node in nodes:
                node.gap = node.gap or Node()
            nodes = [node.gap for node in nodes if node.gap is not None]
        else:
            nodes = [node.words.setdefault(word, Node()) for node in nodes for word in sorted(place)]
    for node in nodes:
        node.phrase = node.phrase or phrase
