"""Whom pronouns mean: whoever is the subject around them, or was most prominent before, where nothing else fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity
from communique.extraction.grammar import below, is_judged
from communique.extraction.memory import FADES, SETS, Memory, gender_of, lemma_of
from communique.extraction.roles import is_post
from communique.extraction.shapes import lexicon
from communique.extraction.sides import is_of_a_body
from communique.extraction.syntax import SUBJECTS, leading, part_of
from communique.extraction.words import lexicon as acts
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_PLURALS = frozenset({"NNS", "NNPS"})
_CLAIMED = frozenset({"ccomp", "xcomp", "csubj", "acomp", "attr", "oprd"})
_HANDED = frozenset({"make", "offer", "leave", "sell"})  # of things too
_DONE_TO_FIRMS = frozenset({"sell", "offer", "support", "prevent", "stop", "ban", "save"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_AUX = frozenset({"aux", "auxpass"})
_CLAUSAL = frozenset({"VERB", "AUX"})
_TELLING = frozenset({"tell", "assure", "promise", "inform", "notify"})
_DEPTH = 14  # words that a pronoun's clauses are looked up by
_PASSING = 0.5  # a mention that weighs no more is but made in passing
_ASIDE = 0.8  # what a thing weighs against an actor who was spoken of in its place
_TRADED = frozenset(
    {"share", "shareholder", "stock", "board", "profit", "revenue", "turnover", "subsidiary", "earnings"}
)
_PUBLIC = frozenset({"state", "bloc", "chamber", "body"})  # of which there are no shares
_BODIES = frozenset({"organization", "unknown", "state", "bloc", "chamber", "body", "media"})
_MANY = frozenset({"organization", "unknown", "body", "chamber", "bloc", "media", "group"})


class Pronouns(Memory):
    """Says of a pronoun outside quotations who is meant; nobody where that is a thing, or not clear."""

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {k: frozenset(v) for k, v in table("reference").items() if isinstance(v, list)}

    def _pronoun(self, token: Token) -> tuple[Entity, ...]:
        word = token.lower_
        if word in _HE or word in _SHE:
            return self._person(token, "he" if word in _HE else "she")
        if word in _IT:
            return self._it(token)
        return self._they(token) if word in _THEY else ()

    def _person(self, token: Token, gender: str) -> tuple[Entity, ...]:
        if self.voice is not None and self.sentence - self.voice[0] <= 3 and token.dep_ == "nsubj":
            return self.voice[1]
        if self._of_unknown(token, _HE if gender == "he" else _SHE) or self._of_nameless(token):
            return ()
        who = self._doer_meant(token, gender) or self._best(token, frozenset({"person"}), gender, shy=self._as_company)
        if who is not None:
            who.gender = who.gender or gender
        return (who,) if who else ()

    def _doer_meant(self, token: Token, gender: str) -> Entity | None:
        """The nearest man or woman who does what a clause around a pronoun says: "Y, who resigned when he fell ill"."""
        if token.dep_ in _OBJECTS and not token.lower_.endswith("self"):
            return None
        barred = self._co_arguments(token)
        for subject in self._subjects(token):
            who = self.at(subject)
            fit = [e for e in who if e.sort == "person" and e not in barred and not self._as_company(e)]
            if len(who) == 1 and fit and gender_of(fit[0]) in {None, gender}:
                return fit[0]
        return None

    def _of_unknown(self, token: Token, forms: frozenset[str]) -> bool:
        """Whether a possessive is that of somebody asked who is not known: "asked him to drop | his claim"."""
        first = next(self._subjects(token), None) if token.dep_ == "poss" else None
        return first is not None and first.dep_ in _OBJECTS and first.lower_ in forms and not self.at(first)

    def _of_nameless(self, token: Token) -> bool:
        """Whether a possessive is of the holder of a post who has no name: "the Tory leader | on *his* first day"."""
        first = next(self._subjects(token), None) if token.dep_ == "poss" else None
        if first is None or first.tag_ != "NN" or not is_post(first.lemma_.lower()):
            return False
        return not any(e.sort == "person" for e in self.at(first))

    # --- it

    def _it(self, token: Token) -> tuple[Entity, ...]:
        if token.lower_ == "itself":
            who = next((self.at(s) for s in self._subjects(token)), ())
            return who if len(who) == 1 and self._is_body(who[0]) else ()
        if self._of_unknown(token, _IT) or (token.dep_ == "nsubj" and not self._lively(token) and is_judged(token)):
            return ()
        joined = self._joined_owner(token)
        if joined is not None and len(who := self.at(joined)) == 1 and self._is_body(who[0]):
            return who
        lively = self._lively(token)
        wished = _wisher(token)
        if wished < 0 and _is_answered(token):
            wished = token.head.head.i  # "the US blocked its application": whose it is, it has not blocked
        if token.lower_ == "it" and (
            _is_done(token) or (not lively and (self._idle(token) or self._means_a_thing(token)))
        ):
            return ()
        if (sayer := self._goes_on(token)) is not None and sayer.tag_ == "NN":
            return self.at(sayer)  # "The paper said … It also said"
        barred = self._co_arguments(token)
        for subject in self._subjects(token):
            several = any(c.dep_ == "conj" for c in below(subject)) and subject.head.dep_ == "ROOT"
            if several and token.dep_ == "nsubj":
                return ()  # several are no "it"
            who = self.at(subject)
            if subject.head.i == wished:
                barred.extend(who)  # "X wants it to sell": it is another
                who = () if any(self._is_body(e) for e in who) else self._whose(subject)
                if len(who) == 1 and self._is_body(who[0]):
                    return who
                continue
            if not (len(who) == 1 and self._is_body(who[0])):
                if len(who) == 1 and subject.tag_ == "NN" and subject.lemma_.lower() in SETS:
                    return who  # "a group of funds said it would"
                if not who and self._blocks(subject, token, lively):
                    return ()
                if len(who) == 1 and who[0].sort == "person" and token.dep_ == "nsubj" and lively:
                    told = [v for v in (subject.head, *below(subject.head)) if v.lemma_ in self.said]
                    saying = any(v == subject.head or v.is_ancestor(token) for v in told)  # "wrote, saying that it …"
                    posted = who[0].role is not None or who[0].post is not None
                    side = who[0].affiliation if saying and posted else None
                    if side is not None and self._is_body(side):
                        return (side,)  # "X's chairman said it"
                    if saying and side is None and who[0].role is not None and is_of_a_body(self.doc, who[0].role):
                        return ()
                carried = lively or subject.lemma_.lower() in self._words["carrying"]
                who = self._whose(subject) if carried else ()
            if len(who) == 1 and self._is_body(who[0]) and who[0] not in barred:
                return who if not self._thing_before(token, subject, lively) else ()
        if token.dep_ == "nsubjpass" and not lively:
            return ()
        traded = token.dep_ == "poss" and token.head.lemma_.lower() in _TRADED
        fits = (lambda e: self._is_body(e) and e.sort not in _PUBLIC) if traded else self._is_body
        fit = self._prominent(token, fits, 2, 0.0 if lively else _ASIDE, barred)
        return (fit,) if fit and self._alone_here(token, fit, barred) else ()

    def _goes_on(self, token: Token) -> Token | None:
        """The subject of the sentence before, where a pronoun goes on with its words: "It also said", "It added"."""
        verb, start = token.head, token.sent.start
        also = verb.lemma_.lower() == "add" or any(c.lower_ == "also" for c in below(verb))
        if not start or token.dep_ != "nsubj" or verb.dep_ != "ROOT" or verb.lemma_ not in self.said or not also:
            return None
        before = self.doc[start - 1].sent.root
        return next((c for c in below(before) if c.dep_ in SUBJECTS), None) if before.lemma_ in self.said else None

    def _means_a_thing(self, token: Token) -> bool:
        """Whether "it" is what a clause before has for its object, or does what texts do: "It does not mention X"."""
        if token.dep_ in {"dobj", "dative"}:
            return any(t.sentence == self.sentence and t.at < token.i and not t.plural for t in self.things)
        within = (o.lemma_.lower() for c in below(token.head) if c.lower_ == "in" for o in below(c))
        if token.head.lemma_ == "be" and not self._words["held_of_things"].isdisjoint(within):
            return True  # "it was in force"
        return token.dep_ == "nsubj" and token.head.lemma_.lower() in self._words["texts"]

    def _alone_here(self, token: Token, who: Entity, barred: list[Entity]) -> bool:
        """Whether nobody else who fits was spoken of in the sentence, if he himself was not."""
        here = [r.entity for r in self.recent if r.sentence == self.sentence and r.at < token.i and r.weight > _PASSING]
        fit = [e for e in here if self._is_body(e) and e not in barred]
        return not fit or who in fit

    @staticmethod
    def _joined_owner(token: Token) -> Token | None:
        """What a possessive is joined to: "X and its rivals", "the funds and their shareholders"."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ != "conj" or any(c.dep_ == "poss" for c in below(noun.head)):
            return None
        return noun.head

    def _blocks(self, subject: Token, token: Token, lively: bool) -> bool:
        """Whether a subject that is no actor's leaves open whom "it" means: a thing, a name, "the firm" of nobody."""
        if subject.i > token.i or subject.tag_ in _PLURALS - {"NNPS"}:
            return False
        if subject.pos_ == "PROPN" or self._is_description(subject) or self._speaks(subject):
            return True
        if subject.tag_ in {"JJS", "CD"} and any(c.lower_ == "of" for c in below(subject)):
            return True  # "the smallest of its parties said it would leave"
        return subject.pos_ == "NOUN" and not lively and subject.lemma_.lower() not in self._words["carrying"]

    def _speaks(self, noun: Token) -> bool:
        """Whether a noun for a body that is no known actor says something: "the national society said"."""
        if noun.tag_ != "NN" or noun.head.tag_ == "VB" or noun.head.lemma_ not in self.said:
            return False
        if any(e.sort != "group" for e in self._whose(noun)):
            return False  # "the firm's statement said"
        return lemma_of(noun) not in self._words["texts_named"] | lexicon("posts") | lexicon("groups")

    def _is_description(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        named = any(c.lower_ in {"the", "this", "that", "a", "an", "its"} for c in below(noun)) or self._whose(noun)
        return bool(named) and (lemma in lexicon("bodies") or lemma in lexicon("media_words"))

    def _thing_before(self, token: Token, subject: Token, lively: bool) -> bool:
        """Whether the verb of a subject has an object that may be meant too: "X dropped the bill since it was dear"."""
        if subject.head.lemma_.lower() in _TELLING and token.dep_ == "nsubj" and _is_to_come(token.head):
            return False  # "told the agency | it would let its inspectors in"
        objects = [c for c in below(subject.head) if c.dep_ == "dobj" and c.i < token.i and not self.at(c)]
        if lively:
            return any(
                lemma_of(c) in lexicon("bodies") and c.tag_ == "NN" and c.i < token.head.left_edge.i for c in objects
            )
        said = subject.head.lemma_ in self.said or any(
            v.dep_ == "ccomp" and v.head.lemma_ in self.said for v in (token.head, token.head.head)
        )
        return any(c.lower_ == "it" for c in objects) if said else bool(objects)

    def _lively(self, token: Token) -> bool:
        """Whether only somebody who acts can be meant, by what he does, has, or is done to him."""
        verb, words = token.head, self._words
        lemma = verb.lemma_.lower()
        if token.dep_ == "poss":
            return lemma not in words["of_things"]
        if token.dep_ in SUBJECTS:
            if lemma == "be" and any(c.dep_ == "xcomp" and _is_passive(c) for c in below(verb)):
                return False
            if lemma == "be" and (to := [c for c in below(verb) if c.dep_ == "xcomp"]):
                lemma = to[0].lemma_.lower()
            elif lemma == "be":
                return any(
                    (c.dep_ == "acomp" and c.lower_ in words["disposed"])
                    or (c.dep_ == "prep" and any(o.lemma_.lower() in words["held"] for o in below(c)))
                    for c in below(verb)
                )
            if verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() in words["done_to"] and verb.tag_ == "VB":
                return True
            return lemma in self.said or lemma in words["lively"] or verb.lower_ in words["disposed"]
        if token.dep_ == "nsubjpass":
            return verb.lower_ in words["disposed"] or lemma in words["done_to"] - _HANDED
        if token.dep_ in {"dobj", "dative"}:
            return lemma in words["done_to"] - _DONE_TO_FIRMS
        return False

    def _idle(self, token: Token) -> bool:
        """Whether "it" stands for nobody by its place alone: "it is clear that", "put it off"."""
        if token.dep_ in {"expl", "dobj"}:
            return True
        if token.dep_ == "nsubjpass":
            return any(c.dep_ in {"ccomp", "xcomp"} and c.i > token.i for c in below(token.head))
        if token.head.lemma_ == "come" and any(c.lower_ == "to" for c in below(token.head)):
            return True  # "when it comes to taxes"
        if token.i and token.nbor(-1).lower_ == "as" and token.head.lemma_ in {"be", "stand"}:
            return True  # "kept the law as it is"
        open_ = any(c.dep_ in _CLAIMED for c in below(token.head))  # "it emerged from talks" is somebody
        return open_ and token.head.lemma_.lower() in self._words["idle"]

    # --- they

    def _they(self, token: Token) -> tuple[Entity, ...]:
        joined = self._joined_owner(token)
        if joined is not None and joined.tag_ in _PLURALS:
            return self.at(joined)
        for subject in self._subjects(token):
            several = [subject, *(c for c in below(subject) if c.dep_ == "conj" and leading(c) == leading(subject))]
            who = tuple(dict.fromkeys(e for t in several for e in self.at(t)))
            if len(several) > 1 or subject.tag_ in _PLURALS or subject.lower_ in _THEY or len(who) > 1:
                return who if all(e.sort != "thing" for e in who) else ()
            if len(who) == 1 and who[0].sort in {"group", "chamber"}:
                return who
            if len(who) == 1 and who[0].sort in _MANY and subject.head.lemma_ in self.said and token.dep_ != "pobj":
                return who
        if pair := self._joined(token):
            return pair
        barred = self._co_arguments(token)
        fit = self._prominent(token, lambda e: e.sort in {"group", "chamber"}, 2, 1.0, barred, plural=True)
        if fit is None and (token.dep_ == "poss" or (token.lower_ == "they" and self._lively(token))):
            fit = self._prominent(token, lambda e: e.sort in _MANY, 1, 1.0, barred, plural=True)
        return (fit,) if fit else ()

    def _joined(self, token: Token) -> tuple[Entity, ...]:
        """The two or more who were named together last ("A and B ... they"), and did something if a sentence back."""
        recent = [(at, e) for s, at, e, _ in self.recent if self.sentence - s <= 1 and at < token.i]
        for at, _ in reversed(recent):
            head = self.doc[at]
            if head.dep_ == "conj" and any(a == head.head.i for a, _ in recent):
                both = [e for a, e in recent if a in {at, head.head.i}]
                doing = head.head.dep_ in {*SUBJECTS, "nsubjpass"}
                here = head.sent.start <= token.i < head.sent.end
                return tuple(dict.fromkeys(both)) if doing or here else ()
        return ()

    # --- where to look

    def _subjects(self, token: Token) -> Iterator[Token]:
        """The subjects of the clauses that a pronoun stands in, innermost first; whose the nouns over it are, too."""
        word, own = token, token.dep_ in _OBJECTS and not token.lower_.endswith(("self", "selves"))
        for _ in range(_DEPTH):
            over = word.head
            if word.dep_ == "conj" and word.tag_ in {"VBD", "VBZ"} and over.tag_ == "VB":
                over = over.head  # "said Y must resign and said": X does both
            if over.i == word.i:
                return
            if over.pos_ in _CLAUSAL:
                object_ = _told(over) or _blamed(over, word)
                if object_ is not None and object_.i < token.i and not own:
                    yield object_
                for child in below(over):
                    if child.dep_ in {*SUBJECTS, "nsubjpass"} and child.i != word.i:
                        yield from self._real(child, over, token) if not own else self._owners(child)
                if any(c.dep_ in {*SUBJECTS, "nsubjpass"} for c in below(over)) or over.dep_ in {
                    "relcl",
                    "acl",
                }:
                    own = False
            elif over.pos_ in {"NOUN", "PROPN"} and word.dep_ != "poss":
                yield from (c for c in self._owners(over) if c.i < token.i)
            word = over

    @staticmethod
    def _owners(noun: Token) -> Iterator[Token]:
        return (c for c in below(noun) if c.dep_ == "poss")

    def _real(self, subject: Token, verb: Token, token: Token) -> Iterator[Token]:
        """The subject, or what a relative pronoun stands for; one behind the pronoun only where it is named."""
        if subject.tag_ in {"WP", "WDT"}:
            if verb.dep_ == "relcl" and verb.head.i < token.i:
                yield verb.head
        elif subject.is_ancestor(token):
            return
        elif subject.i < token.i or (subject.i in self.named and self._looks_ahead(token)):
            yield subject

    @staticmethod
    def _looks_ahead(token: Token) -> bool:
        """Whether a pronoun may mean a subject that follows it: "for its part, X", "if it wins, X"."""
        return token.dep_ != "nsubj" or token.head.dep_ == "advcl"

    def _whose(self, noun: Token) -> tuple[Entity, ...]:
        """Whose a noun is, where it is named before it: "X's rivals", "X shares"."""
        for child in below(noun):
            if child.dep_ in {"poss", "compound", "nmod"} and (who := self.at(child)):
                return who
        return ()

    def _prominent(
        self,
        token: Token,
        fits: Callable[[Entity], bool],
        reach: int,
        things: float,
        barred: list[Entity],
        *,
        plural: bool = False,
    ) -> Entity | None:
        """Who was spoken of most before; None where a thing was, which weighs `things` of what an actor does."""
        ranked = self.ranked(token, fits, reach, barred, one=not plural)
        if not ranked:
            return None
        score, who = ranked[0]
        near = [t for t in self.things if self.sentence - t.sentence <= reach and t.at < token.i and t.plural is plural]
        thing = max((t.weight * FADES ** (self.sentence - t.sentence) for t in near), default=0.0)
        if (things and any(t.sentence == self.sentence and t.weight >= 2 for t in near)) or score <= thing * things:
            return None
        here = any(r.entity is who and r.sentence == self.sentence and r.at < token.i for r in self.recent)
        if (
            things
            and not here
            and (not plural or token.dep_ in _OBJECTS)
            and (score < _PASSING or any(t.sentence == self.sentence for t in near))
        ):
            return None  # spoken of in passing, or something else is nearer
        return who if all(t.weight * FADES ** (self.sentence - t.sentence) < score for t in near if t.body) else None

    def _is_body(self, entity: Entity) -> bool:
        """Whether "it" can mean an entity; a name taken for a person's that has a board or shares is a company's."""
        if entity.sort == "place":
            return self._does(entity)
        return entity.sort in _BODIES or (entity.sort == "person" and self._as_company(entity))

    def _does(self, entity: Entity) -> bool:
        """Whether what was taken for a place does what only somebody does: then it is a body."""
        acts = self.said | self._words["lively"]
        parts = (part_of(self.doc[m.head]) for m in entity.mentions[:12])
        return any(part == "agent" and over.lemma_ in acts for part, over in parts)

    def _as_company(self, entity: Entity) -> bool:
        if entity.gender is not None or entity.role is not None or entity.post is not None or entity.sure:
            return False
        if len(entity.name.split()) == 1:
            return True
        return any(
            self.doc[m.head].dep_ in {"poss", "compound", "nmod"}
            and self.doc[m.head].head.lemma_.lower() in self._words["of_companies"]
            for m in entity.mentions
        )


def _is_done(token: Token) -> bool:
    """Whether "it" is what is to be done or dealt with: "wants it scrapped", "let it lapse", "votes on it"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.dep_ not in {"ccomp", "xcomp"}:
        return token.dep_ == "pobj"
    wanted = verb.tag_ == "VBD" and verb.head.lemma_ in {"want", "like", "have", "get"}  # by the tagger's mistake
    done = (verb.tag_ == "VBN" or wanted) and not any(c.dep_ in _AUX for c in below(verb))
    return done or (verb.tag_ == "VB" and verb.head.lemma_ == "let")


def _told(verb: Token) -> Token | None:
    """Who is told or let to do something: "X let Y open its doors", "called on Y to open its doors"."""
    over = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in {"xcomp", "ccomp", "advcl"} or over.i > verb.i:
        return None
    if verb.lemma_.lower() in table("reference")["asked_for"]:
        return None
    bound = all(c.lower_ in {"to", "should", "must"} for c in below(verb) if c.dep_ == "aux")
    if not bound or over.lemma_.lower() not in table("reference")["made_to"]:
        return None
    between = [c for c in below(over) if over.i < c.i < verb.i]
    links = [c for p in between if p.lower_ in {"on", "to", "upon"} for c in below(p) if c.dep_ == "pobj"]
    return next((c for c in (*between, *links) if c.dep_ in {"dobj", "dative", "pobj"}), None)


def _is_to_come(verb: Token) -> bool:
    """Whether a clause says what somebody is going to do, or ready to: "it would pay", "it was ready to pay"."""
    ready = verb.lemma_ == "be" and any(c.lower_ in {"ready", "prepared", "willing"} for c in below(verb))
    return ready or any(c.lower_ in {"would", "will", "'ll", "'d"} for c in below(verb) if c.dep_ == "aux")


def _blamed(verb: Token, link: Token) -> Token | None:
    """Who is dealt with for, of or over something of his: "fined X for its delay", "leave X with its debts"."""
    if link.lower_ not in {"for", "of", "over", "with"} or verb.lemma_.lower() not in table("reference")["blaming"]:
        return None
    return next((c for c in below(verb) if c.dep_ == "dobj" and c.i < link.i), None)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in below(verb))


def _is_answered(token: Token) -> bool:
    """Whether a possessive is of what somebody has refused, which is another's: "blocked its application"."""
    noun = token.head
    triggers = acts().verbs.get(noun.head.lemma_.lower(), ())
    refuses = any(trigger.act == "reject" and not trigger.tail for trigger in triggers)
    return token.dep_ == "poss" and noun.dep_ == "dobj" and refuses and noun.lemma_.lower() in acts().nouns


def _wisher(token: Token) -> int:
    """The place of the verb that wants or tells the one meant to do something: "X wants it to sell"; -1 if none."""
    verb = token.head
    told = token.dep_ == "nsubj" and verb.tag_ == "VB" and verb.dep_ in {"ccomp", "xcomp"}
    return verb.head.i if told and any(c.lower_ == "to" and c.dep_ == "aux" for c in below(verb)) else -1
