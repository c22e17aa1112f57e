"""Opinions: what speakers say of a course of action, where they neither accept nor refuse it in so many words.

"She called the change pragmatic", "he was happy with the deal", "it is a step in the right direction", "the plan would
cost jobs": words that judge, said of something, on the word of somebody. An opinion is an act like others; it opens no
proposal, and those who only watch the dealings of others, or report them, hold none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.contents import Content, content_of, is_comment
from communique.extraction.grammar import below
from communique.extraction.modality import modality_of
from communique.extraction.mouths import bodies_of
from communique.extraction.words import lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.reading import Reading
    from communique.model import Actor, Statement

OPPOSITE = {"support": "criticise", "condemn": "support", "criticise": "support"}
OF_CRITICS = OPPOSITE | {"support": "condemn"}  # what is said of a course's critics
PREDICATE = frozenset({
    "acomp", "attr", "oprd", "pobj", "dobj", "npadvmod", "ROOT", "conj", "ccomp", "relcl", "advcl", "xcomp", "acl",
})  # fmt: skip
OPEN = frozenset({"why", "whether", "if", "how", "unless"})  # words that leave it open whether a judgement holds
POINTING = frozenset({"it", "this", "that", "these", "those", "they", "which"})
FEELERS = frozenset({"i", "we"})
LESS = frozenset({"no", "not", "less", "hardly", "scarcely", "barely"})
FAR = frozenset({("no", "longer"), ("far", "from"), ("anything", "but")})


def find_opinions(reading: Reading, voices: Voices) -> Iterator[Act]:
    """The opinions of a text as acts, in the order of their words."""
    finder = _Finder(voices)
    for token in reading.body:
        yield from finder.at(token)


class Voices:
    """Whose word the words of a text are, of those who do more than watch or report the dealings of others."""

    def __init__(self, reading: Reading, cast: Cast, statements: Sequence[Statement]) -> None:
        self.cast = cast
        self.watching = frozenset(actor.id for actor in cast.actors if _only_watches(actor))
        self.speakers = speakers_of(reading, statements)
        self.bodies = bodies_of(reading, cast)

    def said(self, token: Token) -> tuple[str, ...]:
        """On whose word a token stands: its speaker's, or of whoever thinks or feels so ("who thought it unfair")."""
        found = self.speakers.get(token.i, ())
        for verb in () if found else token.ancestors:
            if verb.lemma_.lower() in table("opinions")["verbs"]["thinking"]:
                found = self.ids(grammar.subjects(verb))
                break
        found = found or self.ids(_in_whose_view(token.sent.root))
        return tuple(id for id in found if id not in self.watching)

    def ids(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The actors that tokens stand for, or the names beside them: "its neighbour Peru", "two unions, A and B"."""
        return tuple(dict.fromkeys(id for token in tokens for id in self._named(token)))

    def _named(self, token: Token) -> tuple[str, ...]:
        """Whom a token stands for, else whoever is named beside it."""
        beside = [] if (found := self.cast.refer(token)) else grammar.children(token, "appos")
        beside = [t for t in beside if t.left_edge.i == token.i + 1 or t.left_edge.nbor(-1).is_punct]
        if not beside:
            return found  # not "a shareholder in the phone firm Aro" of Aro
        named = grammar.coordinated(beside[0]) if token.tag_ == "NNS" else beside[:1]
        return tuple(id for t in named for id in self.cast.refer(t))


@grammar.once
def _in_whose_view(root: Token) -> list[Token]:
    """For whom a sentence holds that says so: "For Peru, the plan is unfair", "in Peru's view it is unfair"."""
    sentence = root.sent
    first = sentence[0]
    opens = first.lower_ == "for" and first.dep_ == "prep" and first.head == root
    comma = first.right_edge.i + 1 < len(first.doc) and first.right_edge.nbor(1).text == ","
    named = (t for t in sentence if t.lower_ in {"view", "opinion", "eyes"} and t.head.lower_ in {"in", "to"})
    owners = [c for t in named for c in grammar.children(t, "poss")]
    return [*(grammar.children(first, "pobj") if opens and comma else []), *owners]


def _only_watches(actor: Actor) -> bool:
    """Whether an actor watches or reports the dealings of others: by the post, or by a name such as "Daily Post"."""
    role, name = (actor.role or "").lower(), set(actor.name.lower().split())
    if actor.kind == "group" and name <= {"people", "sources", "insiders", "observers"}:
        return True  # "people close to the board said"
    return any(post in role for post in words("watchers")) or not name.isdisjoint(table("opinions")["media"]["names"])


class _Finder:
    def __init__(self, voices: Voices) -> None:
        self.voices = voices

    def at(self, token: Token) -> Iterator[Act]:
        """The opinions that a token voices."""
        lemma = token.lemma_.lower()
        act = judging().get(lemma) or _judged(token) or feeling(token) or _wanting(token)
        if act is not None and token.tag_ not in {"JJR", "NNS"} and not is_known(token):
            if token.dep_ in PREDICATE:
                yield from self.predicate(token, act)
            elif token.dep_ == "amod" and token.head.lower_ == "as":
                yield from self.predicate(token, act)  # "described the plan as unfair"
            elif token.dep_ == "amod":
                yield from self.attribute(token, act)
        if grammar.is_verb(token) and (act := _table("affects").get(lemma)) and not grammar.is_passive(token):
            yield from self.affected(token, act)

    def predicate(self, word: Token, act: str) -> Iterator[Act]:
        """A word that judges what it is said of: "the deal is fair", "called the plan reckless", "glad that …"."""
        clause = word if grammar.is_verb(word) else next(grammar.clause_over(word), None)
        if clause is None or not is_meant(clause, word):
            return
        called = clause.lemma_.lower() in table("opinions")["verbs"]["calling"]
        subjects = grammar.subjects(clause)
        if clause == word and grammar.is_passive(word):
            # "was not impressed by the plan"; in "is opposed to it" the parser hangs the subject on "is"
            helped = [s for aux in grammar.children(word, "auxpass") for s in grammar.children(aux, "nsubj")]
            subjects = grammar.patients(word) or helped
        own = any(s.lower_ in FEELERS for s in subjects)
        feelers = self.voices.ids(subjects) or (self.voices.said(word) if own else ())
        if called:
            yield from self.acts(word, act, clause, _called(clause, word), feelers or self.voices.said(word))
        elif feelers:
            about = felt(word)
            refused = [t for t in about if is_refusal(t)]
            if any(is_refusal(w) for t in refused for w in t.subtree if w != t):
                return  # "glad that calls to drop the plan were rejected"
            if refused:
                act = OF_CRITICS.get(act, act)  # "glad that the plan was dropped"
            if (
                not about
                and word.dep_ == "acomp"
                and not _is_qualified(word, clause)
                and word.lemma_.lower() in table("opinions")["felt"]["any"]
            ):
                yield from self.silent(word, act, clause, feelers)
            yield from self.acts(word, act, clause, about, feelers)
        else:
            about = grammar.children(word, "xcomp", "ccomp") or grammar.children(clause, "csubj", "xcomp")
            expletive = any(s.lower_ == "it" for s in subjects) and bool(about)
            if expletive and any(map(is_refusal, about)):
                act = OPPOSITE.get(act, act)  # "it would be a mistake to dismiss the plan"
            yield from self.acts(word, act, clause, about if expletive else subjects, self.voices.said(word))

    def silent(self, word: Token, act: str, clause: Token, holders: tuple[str, ...]) -> Iterator[Act]:
        """What somebody feels about what was just spoken of: "the farmers were delighted"."""
        told = Content(clause, "clause", (clause,), frozenset(), pointer=True)
        yield Act(OPPOSITE[act] if _is_denied(word, clause) else act, "verb", word, told, agents=holders)

    def attribute(self, word: Token, act: str) -> Iterator[Act]:
        """An adjective that judges a course, or what a course is called: "a good deal", "it is a positive step"."""
        noun, clause = word.head, word.head.head
        if not grammar.is_verb(clause) or not is_meant(clause, word):
            return
        if noun.dep_ == "attr" and clause.lemma_ == "be":
            judged = grammar.subjects(clause)
            weather = any(s.lower_ == "it" for s in judged) and noun.ent_type_ in {"DATE", "TIME"}
            if weather or any(s.lower_ in FEELERS for s in judged) or self.voices.ids(judged):
                return
        elif noun.dep_ == "oprd" and clause.lemma_.lower() in table("opinions")["verbs"]["calling"]:
            judged = _called(clause, noun)  # "called it a bad bet"
            called = self.voices.ids(grammar.subjects(clause))
            yield from self.acts(word, act, clause, judged, called or self.voices.said(word))
            return
        elif noun.dep_ in {"dobj", "nsubjpass"} and noun.lemma_.lower() in words("pointers"):
            judged = [noun]
        else:
            return
        yield from self.acts(word, act, clause, judged, self.voices.said(word))

    def affected(self, verb: Token, act: str) -> Iterator[Act]:
        """Whom a course angers or pleases: "the plan has outraged residents"."""
        if is_meant(verb, verb):
            yield from self.acts(verb, act, verb, grammar.subjects(verb), self.voices.ids(grammar.patients(verb)))

    def acts(
        self, word: Token, act: str, clause: Token, judged: Sequence[Token], holders: tuple[str, ...]
    ) -> Iterator[Act]:
        """The opinion of those who do more than watch, on each thing that it may be about."""
        denied = _is_denied(word, clause)
        if critics := [t for t in judged if t.lemma_.lower() in table("opinions")["sides"]["oppose"]]:
            judged, act = grammar.under(critics[0], {"of", "to"}) or [], OF_CRITICS.get(act, act)
        for content in contents(judged):
            if holders and not self.voices.cast.refer(content.head):
                yield Act(OPPOSITE[act] if denied else act, "adjective", word, content, agents=holders)


def _is_denied(word: Token, clause: Token) -> bool:
    """Whether a word that judges is denied: "is not happy", "is no longer opposed", "far from happy"."""
    if grammar.is_negated(clause) and word.lower_ != "enough":
        return True
    if any(c.lower_ != "never" and (c.dep_ == "neg" or c.lower_ in LESS) for c in below(word)):
        return True  # but "better late than never"
    return word.i > 1 and (word.nbor(-2).lower_, word.nbor(-1).lower_) in FAR


def _is_qualified(feeling: Token, clause: Token) -> bool:
    """Whether more is said of what somebody feels: "glad for the family", "unconvinced one way or the other"."""
    told = {"prep", "ccomp", "xcomp", "advcl", "npadvmod", "conj"}
    some = any(
        c.lower_ in {"not", "few", "some", "many", "no", "neither"} for s in grammar.subjects(clause) for c in below(s)
    )
    after = any(c.dep_ in told - {"conj"} and c.i > feeling.i for c in below(clause))
    return some or after or any(c.dep_ in told for c in below(feeling))


def is_refusal(verb: Token) -> bool:
    """Whether a verb says that a thing is refused or given up."""
    triggers = lexicon().verbs.get(verb.lemma_.lower(), ())
    return any(t.act in {"reject", "oppose", "withdraw"} and not t.tail for t in triggers)


def _wanting(word: Token) -> str | None:
    """What finds a course wanting: "not enough", "too little"."""
    if word.pos_ not in {"ADJ", "ADV"} or word.dep_ != "acomp":
        return None
    enough = word.lower_ == "enough" and grammar.is_negated(word.head)
    excess = word.lower_ in table("opinions")["measures"]["excess"] and any(c.lower_ == "too" for c in below(word))
    return "criticise" if enough or excess else None


def is_known(word: Token) -> bool:
    """Whether a noun names what has happened and judges nothing: "those missing in *the disaster*"."""
    return word.dep_ == "pobj" and any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in below(word))


def is_meant(clause: Token, word: Token) -> bool:
    """Whether a judgement is made, and not only possible, supposed, asked for or left open."""
    return modality_of(clause) == "fact" and not is_left_open(clause, word)


def is_left_open(*tokens: Token) -> bool:
    """Whether a clause is only supposed, or asks how or whether: "why it is fair"."""
    return modality_of(tokens[0]) == "supposed" or any(c.lower_ in OPEN for t in tokens for c in below(t))


def contents(judged: Sequence[Token]) -> list[Content]:
    """What may be judged by these words: the courses that they name, and those that a clause speaks of."""
    found: list[Content] = []
    for token in judged:
        content = content_of(token) or (pointer(token) if token.lower_ in POINTING or is_comment(token) else None)
        if content is not None:
            found.append(content)
        if grammar.is_verb(token):
            inside = [t for t in token.subtree if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound"]
            found += [c for c in map(content_of, inside) if c is not None]
    return found


def pointer(word: Token) -> Content:
    """A content that only points to what was spoken of."""
    return Content(word, "noun", (word,), frozenset(), pointer=True)


def _called(clause: Token, word: Token) -> list[Token]:
    """What somebody calls something: "called *the plan* wrong"."""
    objects = grammar.patients(clause)
    if not objects and clause.dep_ == "relcl":
        return [clause.head]
    inside = [s for c in grammar.children(clause, "ccomp", "xcomp") for s in grammar.children(c, "nsubj")]
    inside += [c for c in grammar.children(word, "compound") if c.tag_ == "NN"]  # "called | the plan unfair"
    return [t for t in (*objects, *inside) if t.i != word.i][:1]


def _judged(word: Token) -> str | None:
    """For or against, by a word as it stands, with what a hyphen joins to it: "incensed", "ill-conceived"."""
    low = word.lower_
    if low not in judging() and low not in _hyphenated():
        return None
    joined = word.i > 1 and word.nbor(-1).text == "-" and not word.nbor(-1).whitespace_
    act = judging().get(f"{word.nbor(-2).lower_}-{low}" if joined else low)
    if act is None or (grammar.is_verb(word) and not grammar.is_passive(word)):
        return None  # "said the town needed it"
    return act


@cache
def _hyphenated() -> frozenset[str]:
    """The last parts of words that judge: "conceived" of "ill-conceived"."""
    return frozenset(word.rsplit("-", 1)[-1] for word in judging() if "-" in word)


def feeling(word: Token) -> str | None:
    """For or against, by how somebody feels about a thing, which a preposition tells: "keen on", "relaxed about"."""
    told = _feelings().get(word.lower_)
    return next((told[p.lower_] for p in below(word) if p.lower_ in told), None) if told else None


@cache
def _feelings() -> dict[str, dict[str, str]]:
    """The adjectives of `[feelings]` in `opinions.toml`, with the act that each makes with each preposition."""
    found: dict[str, dict[str, str]] = {}
    for act, lines in table("opinions")["feelings"].items():
        for preposition, listed in lines.items():
            for word in listed:
                found.setdefault(word, {})[preposition] = act
    return found


def felt(word: Token) -> list[Token]:
    """What somebody feels so about: "happy with *the deal*", "keen on *it*", "glad that *it passed*"."""
    known = {"with", "about", "over", "at", "by", *_feelings().get(word.lower_, ())}
    about = [p for p in below(word) if p.lower_ in known]
    clauses = grammar.children(word, "ccomp", "xcomp", "advcl")
    return [o for p in about for o in grammar.children(p, "pobj", "pcomp")] + clauses


@cache
def judging() -> dict[str, str]:
    """The words that judge, with the class of act that each makes."""
    return _table("words")


@cache
def _table(name: str) -> dict[str, str]:
    return {word: act for act, listed in table("opinions")[name].items() for word in listed}


def speakers_of(reading: Reading, statements: Sequence[Statement]) -> dict[int, tuple[str, ...]]:
    """For each token of a statement, who says it; the inner statement where one stands in another."""
    found: dict[int, tuple[str, ...]] = {}
    for statement in sorted(statements, key=lambda s: s.content.start - s.content.end):
        span = reading.doc.char_span(statement.content.start, statement.content.end, alignment_mode="contract")
        if span is not None and statement.speaker is not None:
            found |= {token.i: (statement.speaker,) for token in span}
    return found
