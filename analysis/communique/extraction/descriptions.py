"""Whom a description means: "the company", "the German bank", "the newspaper", "the country"."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from communique.extraction.bodies import Bodies
from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.gazetteer import place_codes
from communique.extraction.grammar import below
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.syntax import SUBJECTS, part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORGANIZATIONS = frozenset({"organization", "unknown", "body", "media", "person"})
_PLAINLY = _ORGANIZATIONS - {"person"}
_LIKELY = _ORGANIZATIONS | {"place"}
_CALLED = _ORGANIZATIONS - {"person"} | {"bloc", "chamber", "place"}
_RIVALS = frozenset({"rival", "fellow", "another", "other"})
_CLEAR = 1.4  # how much more prominent than the next one somebody must be to be meant by a noun that fits both
_CALLED_SO = 1.5  # how much more one is meant who was called by a noun of the same kind
_TOLD_OF = 0.2  # what speaks for a firm with each of its first mentions, so many as count
_ANY_OFFICE = frozenset({"regulator", "watchdog", "authority", "agency", "institute"})
_OFTEN = 10
_LED = 2.5  # what the subject of a sentence weighs, and nobody else in it
_HOME = 0.8  # what speaks for the state that an article is set in, in weights of mentions
_NOTICED = 0.5  # a state that was but named as a place is not meant by "the country"
_REACH = 4
_BEFORE = frozenset({"compound", "amod", "nmod"})
_PLAIN = 0.4  # the least that one must weigh who is not known to be of the country that a description names


class Descriptions(Bodies):
    """Says of a definite noun phrase which of the actors spoken of is meant; nobody where several fit as well."""

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        return {kind: frozenset(nouns) for kind, nouns in table("reference")["kinds"].items()}

    def _calling(self, entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
        """The nouns that an entity is called by, and all words that stand with its name."""
        if id(entity) not in self.called:
            self.called[id(entity)] = self._calls(entity)
        return self.called[id(entity)]

    def _calls(self, entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
        words = set(key_of(entity.name).replace("-", " ").split())
        ends = entity.sort not in {"place", "person"} and (len(words) > 1 or words <= self._kinds["office"])
        named = key_of(entity.name).split()
        nouns = {named[-1]} if ends else set()
        link = next((i for i, word in enumerate(named) if i and word in {"of", "for"}), 0)
        if link and link + 1 < len(named):  # "Department of Trade", "National Bank of Norland"
            nouns.add(named[link - 1])
        for mention in entity.mentions[:8]:
            head = self.doc[mention.head]
            for noun in (*self._apposed_to(head), *self._before(mention)):
                around = {t.lower_ for t in self.doc[max(noun.i - 3, 0) : noun.i + 1] if t.sent == noun.sent}
                words |= around | {t.lower_ for t in noun.subtree if t.i <= noun.i}
                if not around & _RIVALS:  # "rival club X": the club is another
                    nouns.add(noun.lemma_.lower())
        return frozenset(nouns), frozenset(words | nouns)

    def _apposed_to(self, head: Token) -> list[Token]:
        """The common nouns that say what a name is: "X, the broadcaster", "the broadcaster X", "X is a broadcaster"."""
        found = [c for c in below(head) if c.dep_ == "appos"]
        found += [head.head] if head.dep_ == "appos" else []
        if head.dep_ in SUBJECTS and head.head.lemma_ == "be":
            found += [c for c in below(head.head) if c.dep_ == "attr"]
        return [t for t in found if t.tag_ == "NN"]

    def _before(self, mention: Mention) -> list[Token]:
        """The common noun right before a name: "rival bank X"; it may begin the mention itself ("Regulator X")."""
        before = self.doc[max(mention.start - 1, 0) : mention.start]
        kinds = lexicon("bodies")
        found = [t for t in before if (t.tag_ == "NN" or t.text in kinds) and t.dep_ in {"compound", "nmod"}]
        after = self.doc[mention.head].head
        if self.doc[mention.head].dep_ in {"compound", "nmod"} and after.i == mention.end and after.lower_ == "union":
            found.append(after)  # "the Unite union"
        first = self.doc[mention.start]
        if mention.start < mention.head and first.is_sent_start and first.lower_ in kinds:
            found.append(first)
        return found

    def _kinds_of(self, entity: Entity) -> set[str]:
        nouns, _ = self._calling(entity)
        kinds = {kind for kind, words in self._kinds.items() if nouns & words}
        if entity.sort == "media":
            return {"paper"}
        return kinds | ({"office"} if entity.sort == "body" else set())

    def _is_otherwise(self, entity: Entity, lemma: str) -> bool:
        kinds = {kind for kind, nouns in self._kinds.items() if lemma in nouns}
        own = self._kinds_of(entity)
        return "company" in kinds and bool(own) and not own & kinds

    def _called(self, token: Token, lemma: str) -> Entity | None:
        """The body that "the" and a noun mean which ends its name, or by which it was introduced: "the front"."""
        if not self._is_definite(token) or lemma == "government" or lemma in table("reference")["any_company"]:
            return None
        if any(c.dep_ in {"poss", "prep"} and c.lower_ not in {"in", "on"} for c in below(token)):
            return None
        return self._introduced(token, lemma)

    def _is_of_place(self, token: Token, lemma: str) -> bool:
        """Whether the name of a place before it makes a noun without an article a body: "Lund port authority"."""
        public = lexicon("joint_bodies") | self._kinds["office"] | self._kinds["charity"]
        before = [c for c in token.lefts if c.dep_ in _BEFORE]
        if token.tag_ != "NN" or lemma not in public or len(before) != len([*token.lefts]) or len(before) < 2:
            return False
        first = before[0]
        told = first.i in self.known or first.lower_ in lexicon("vague") | {"local", "regional", "national"}
        named = is_capital(first) and not told and part_of(token)[0] in {"agent", "patient", "party"}
        return named and all(c.text.islower() for c in before[1:])

    def _is_definite(self, token: Token) -> bool:
        return any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in below(token))

    def _introduced(self, token: Token, lemma: str) -> Entity | None:
        """The one that is called by this noun, and was named before; of several, the one spoken of last by far."""
        modifiers = self._telling(token)
        people = self._of_a_people(token)
        found = []
        for entity in self.entities:
            if entity.sort not in _CALLED or not entity.mentions or entity.mentions[0].start >= token.i:
                continue
            nouns, words = self._calling(entity)
            if lemma not in nouns and lemma.replace("isation", "ization") not in nouns:
                continue
            if self._fits_people(entity, people, words) and self._told_words(modifiers, people) <= words:
                found.append(entity)
        if len(found) > 1:
            found = [e for e in found if e.sort != "bloc"] or found  # "the union" of workers, not of states
        if len(found) > 1:
            return self._clear(token, found)
        return found[0] if found and found[0] not in self._doers(token) else None

    def _telling(self, token: Token) -> set[str]:
        """The words before a noun that tell which one it is: "holding" of "the holding company"."""
        others = {c.lower_ for c in token.lefts} & set(table("reference")["others"])
        return others | {m.lower() for m in self._modifiers(token)}

    def _told_words(self, modifiers: set[str], people: str | None) -> set[str]:
        return {m for m in modifiers if people is None or m not in self._people_words}

    @cached_property
    def _people_words(self) -> frozenset[str]:
        return frozenset(self.doc[i].lower_ for i, k in self.known.items() if k.sort in {"people", "state"})

    def _fits_people(self, entity: Entity, people: str | None, words: frozenset[str]) -> bool:
        """Whether an entity is of the country that a description names, as far as is known."""
        if people is None or entity.country == people:
            return True
        told = {w.lower() for i, k in self.known.items() if k.key == people for w in (self.doc[i].text,)}
        return entity.country is None and bool(told & words)

    def _clear(
        self, token: Token, among: list[Entity], reach: int = 8, kinds: frozenset[str] = frozenset()
    ) -> Entity | None:
        """The one of several who is most prominent, where no other comes near; rather one that is called so."""
        ranked = self.ranked(token, lambda e: e in among, reach, self._doers(token))
        ranked = [(self._fitness(score, e, token, kinds), e) for score, e in ranked]
        ranked.sort(key=lambda r: -r[0])
        return self._first(token, ranked, _CLEAR) if ranked else None

    def _fitness(self, score: float, entity: Entity, token: Token, kinds: frozenset[str]) -> float:
        """How likely a noun of some kinds means somebody: who is called so, or is the firm that the text is about."""
        often = sum(m.start < token.i for m in entity.mentions[:_OFTEN]) if "company" in kinds else 0
        return score * (_CALLED_SO if kinds & self._kinds_of(entity) else 1.0) + _TOLD_OF * often

    def _first(self, token: Token, ranked: list[tuple[float, Entity]], clear: float) -> Entity | None:
        """The first of the ranked, where the second is neither near it nor spoken of since."""
        score, who = ranked[0]
        if len(ranked) < 2:
            return who
        led = {id(e): e for s, _, e, weight in self.recent if s == self.sentence - 1 and weight > _LED}
        leads = [e for points, e in ranked if id(e) in led and points > 0.75 * score]
        if len(led) == 1 and leads:
            return leads[0]
        near = score < clear * ranked[1][0]
        later = ranked[1][0] > score / 3 and not self._not_older(who, ranked[1][1], token)
        return None if near or later else who

    def _not_older(self, one: Entity, other: Entity, token: Token) -> bool:
        """Whether one was spoken of in the sentence that the other was last spoken of in, or since."""
        last = {id(e): sentence for sentence, at, e, _ in self.recent if at < token.i}
        return last.get(id(one), -1) >= last.get(id(other), -1)

    def _described(self, token: Token, lemma: str) -> Entity | None:
        """The organization that a definite noun means: one called so, else the most prominent one that may be."""
        words = table("reference")
        modifiers = self._telling(token)
        people = self._of_a_people(token)
        if mixed := self._of_two_peoples(token):  # "the UK-Dutch group"
            modifiers, people = modifiers - mixed, None
        if lemma not in words["any_company"] or modifiers & set(words["others"]):
            if (known := self._introduced(token, lemma)) is not None:
                return known
            if any(lemma in self._calling(e)[0] and people in {None, e.country} for e in self._lately(token)):
                return None  # several are called so
        if any(c.tag_ in {"JJS", "JJR"} for c in below(token)):
            return None  # "the biggest bank in the country" says which by itself
        if self.sentence - self.introduced.get(lemma, -9) <= _REACH:
            return None  # "the fund" is the one that was set up
        named = {m.lower() for m in self._modifiers(token) if m[:1].isupper()} - set(lexicon("not_names")) - mixed
        named -= {m.lower() for m in self._modifiers(token) if place_codes().get(m) == people}
        if self._told_words(named, people):
            return None  # "the Milan exchange" is one of its own
        if modifiers & set(words["others"]) or any(m.endswith("based") for m in modifiers):
            return None
        kinds = frozenset(kind for kind, nouns in self._kinds.items() if lemma in nouns)
        if (not kinds and lemma not in words["any_company"]) or (lemma == "business" and people is not None):
            return None  # "the fund" is nobody who was not called one, "the US business" but a part of somebody
        telling = self._told_words(modifiers, people)
        fit = [e for e in self._lately(token) if self._may_be(e, kinds, people, lemma, telling)]
        if people is not None and not any(e.country == people for e in fit):
            theirs = [e for e in self.entities if e.country == people and e.sort in _PLAINLY and e.mentions]
            before = [e for e in theirs if e.mentions[0].start < token.i]
            theirs = [e for e in before if self._may_be(e, kinds, people, lemma, telling)]
            if theirs:
                return theirs[0] if len(theirs) == 1 else None
            ranked = self.ranked(token, lambda e: e in fit, 3, self._doers(token))
            return ranked[0][1] if len(ranked) == 1 and ranked[0][0] >= _PLAIN else None
        if "company" not in kinds:
            fit = [e for e in fit if kinds & self._kinds_of(e)] or fit
        told = [e for e in fit if telling & self._calling(e)[1]]
        if kinds and not modifiers and not fit and not kinds & {"company", "office"}:
            before = [e for e in self.entities if e.mentions and e.mentions[0].start < token.i]
            fit = [e for e in before if kinds & self._kinds_of(e)]
            return fit[0] if len(fit) == 1 else None  # the only club of the text
        who = self._clear(token, fit, _REACH, kinds) or (self._clear(token, told, 2) if len(told) == 1 else None)
        if who is not None and lemma not in words["any_company"]:
            nouns, near = self._calling(who)
            self.called[id(who)] = nouns | {lemma}, near
        return who

    def _may_be(
        self, entity: Entity, kinds: frozenset[str], people: str | None, lemma: str, modifiers: set[str]
    ) -> bool:
        own = self._kinds_of(entity)
        if own and kinds and not own & kinds:
            return False
        plain = {*table("reference")["any_company"], *table("reference")["any_party"]}
        special = self._calling(entity)[0] & self._kinds["company"] - plain
        alike = set(table("reference")["alike"].get(lemma, ()))
        if special and lemma in self._kinds["company"] - plain and lemma not in special and not special & alike:
            return False  # a brewer is no bank
        if kinds == {"paper"} and "paper" not in own:
            return False
        watches = lemma in {"regulator", "watchdog"} and "office" in own and people is not None
        if watches and entity.country == people and entity.sort == "organization":
            return True  # "the US financial watchdog" of a Securities Commission
        if "office" in kinds and (modifiers or lemma not in _ANY_OFFICE) and lemma not in self._calling(entity)[0]:
            return False  # a council is no department, and a navy no port authority
        firm = "company" in kinds or lemma in table("reference")["any_company"]
        if not firm and kinds and not own & kinds:
            return False  # "the pensions regulator" is nobody who was not said to regulate anything
        _, words = self._calling(entity)
        return people is None or entity.country is None or self._fits_people(entity, people, words)

    def _lately(self, token: Token) -> list[Entity]:
        """The organizations spoken of within reach before a token."""
        near = [r for r in self.recent if self.sentence - r.sentence <= _REACH and r.at < token.i]
        doing = {id(r.entity) for r in near if r.weight >= 1}
        seen = {id(e): e for _, _, e, _ in near if e.sort in _LIKELY and (e.sort != "unknown" or id(e) in doing)}
        return [e for e in seen.values() if e.sort in _PLAINLY or self._is_body(e)]

    def _of_a_people(self, token: Token) -> str | None:
        """The country that a phrase names: "the Italian firm", "the Leeds firm"."""
        sorts = {"people", "state"}
        near = list(below(token))
        keys = (self.known[c.i].key for c in near if c.i in self.known and self.known[c.i].sort in sorts)
        towns = (place_codes().get(c.text) for c in near if c.dep_ in {"compound", "nmod"} and c.i < token.i)
        return next(keys, None) or next((code for code in towns if code), None)

    def _of_two_peoples(self, token: Token) -> set[str]:
        """The words for two countries that stand joined before a noun, in small letters: "the UK-Dutch group"."""
        before = self.doc[token.left_edge.i : token.i]
        hits = [t for t in before if t.i in self.known and self.known[t.i].sort in {"people", "state"}]
        joined = len(hits) == 2 and hits[1].i == hits[0].i + 2 and hits[0].nbor(1).text in {"-", "/", "–"}
        return {t.lower_ for t in hits} if joined else set()

    def _state(self, token: Token) -> Entity | None:
        """The state that "the country" means: the most prominent one, or that in which the article is set."""
        people = self._of_a_people(token)
        if people is not None:
            return next((e for e in self.entities if e.sort == "state" and e.country == people), None)
        modifiers = self._modifiers(token)
        if any(m.lower() in table("reference")["others"] or m[:1].isupper() for m in modifiers):
            return None
        doers = self._doers(token)
        sides = [e.affiliation for e in doers if e.affiliation is not None and e.affiliation.sort == "state"]
        ranked = self.ranked(token, lambda e: e.sort == "state", 3, doers)
        if sides and token.dep_ == "poss" and sides[0].country != self.at_home:
            return sides[0]  # "its president offered Chile access to the country's mines"
        scores: list[tuple[float, Entity]] = [(score + (_HOME if e is self.home else 0.0), e) for score, e in ranked]
        known = [e for _, e in scores] + doers
        if self.home is not None and all(e is not self.home for e in known) and self.home in self.entities:
            scores.append((_HOME, self.home))
        scores.sort(key=lambda s: -s[0])
        return self._first(token, scores, 1.2) if scores and scores[0][0] >= _NOTICED else None
