"""Who is meant by words that are no names: pronouns, descriptions ("the two companies"), bodies and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extraction.bodies import BODIES, STATE_AGENTS, Bodies
from communique.extraction.entities import Entity
from communique.extraction.memory import lemma_of
from communique.extraction.names import is_capital, lexicon
from communique.extraction.roles import is_post
from communique.extraction.syntax import part_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.gazetteer import Known
    from communique.extraction.reading import Reading

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_LEAD = 60  # tokens of a lead, in which a description may come before the name
_BODY_AGENTS = frozenset(
    {
        "board",
        "management",
        "leadership",
        "team",
        "side",
        "executive",
        "official",
        "boss",
        "representative",
        "negotiator",
        "delegation",
        "director",
        "chief",
        "lawyer",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "source",
        "insider",
        "leader",
        "administration",
        "government",
        "staff",
    }
)
_OFFICES = frozenset(
    {
        "press service",
        "press office",
        "foreign ministry",
        "defence ministry",
        "defense ministry",
        "finance ministry",
        "interior ministry",
        "ministry",
        "embassy",
        "central bank",
        "parliament",
        "army",
        "military",
        "navy",
        "police",
        "court",
        "high court",
        "supreme court",
        "parliamentary commission",
        "opposition",
        "news agency",
    }
)
_ANY = frozenset({"a", "an", "any", "another", "each", "either", "every", "neither", "no", "one", "some"})


class Referents(Bodies):
    """Walks over the text once, keeping who was mentioned last, and says of each noun and pronoun who is meant."""

    def __init__(
        self, reading: Reading, entities: list[Entity], known: list[Known], home: Entity | None, at_home: str | None
    ) -> None:
        super().__init__(reading, entities, known, home, at_home)
        self.nouns = self._nouns()

    def _nouns(self) -> dict[str, list[Entity]]:
        """The organizations that a noun can stand for: it ends their name, or introduced them ("the broadcaster X")."""
        nouns: dict[str, list[Entity]] = {}
        for entity in self.entities:
            if entity.sort not in {"organization", "unknown", "bloc", "chamber", "place"}:
                continue
            words = entity.name.split()
            found = {words[-1].lower()} if len(words) > 1 and entity.sort != "place" else set()
            for mention in entity.mentions[:3]:
                head = self.doc[mention.head]
                before = self.doc[mention.start - 1] if mention.start else head
                apposed = [c for c in head.children if c.dep_ == "appos"]
                apposed += [head.head] if head.dep_ == "appos" else []
                if before.tag_ == "NN" and before.dep_ in {"compound", "nmod"}:
                    apposed.append(before)
                found.update(t.lemma_.lower() for t in apposed if t.tag_ == "NN")
            for noun in sorted(found):
                nouns.setdefault(noun, []).append(entity)
        return nouns

    def resolve(self) -> dict[int, tuple[Entity, ...]]:
        """For each token that is no name, the entities that it stands for. New bodies and groups are added."""
        quoted = self.reading.quoted
        for token in self.doc:
            if token.is_sent_start:
                self.sentence += 1
            if token.is_space or token.is_punct:
                continue
            inside = quoted[token.i] is not None
            if (entity := self.heads.get(token.i)) is not None:
                if not inside:
                    self._remember(token, entity)
            elif token.i in self.named:
                continue
            elif token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
                if not inside:
                    self._keep(token, self._pronoun(token), inside)
            elif (
                token.tag_ in {"NN", "NNS", "NNP", "NNPS"} and token.dep_ not in {"compound", "amod", "npadvmod"}
            ) or token.text in {"MPs", "MEPs"}:
                self._keep(token, self._noun(token), inside)
        for at, country in self.ahead:
            self._look_ahead(at, country)
        return self.found

    def _look_ahead(self, at: int, country: str) -> None:
        """Give the country of a lead's description ("Italy's biggest carmaker") to the body that is then named most."""
        named = [e for e in self.entities if e.sort in {"organization", "unknown"} and e.country is None and e.mentions]
        soon = [e for e in named if at < e.mentions[0].start < at + _LEAD]
        if soon:
            max(soon, key=lambda e: len(e.mentions)).country = country

    def _keep(self, token: Token, who: tuple[Entity, ...], inside: bool) -> None:
        if who:
            self.found[token.i] = who
            if not inside:
                for entity in who:
                    self._remember(token, entity)

    def _pronoun(self, token: Token) -> tuple[Entity, ...]:
        word = token.lower_
        if word in _HE or word in _SHE:
            gender = "he" if word in _HE else "she"
            if self.voice is not None and self.sentence - self.voice[0] <= 3 and token.dep_ == "nsubj":
                return self.voice[1]
            who = self._best(token, frozenset({"person"}), gender)
            if who is not None:
                who.gender = who.gender or gender
            return (who,) if who else ()
        if word in _IT:
            if word == "it" and (
                token.dep_ in {"expl", "dobj"} or token.head.lemma_ in {"be", "seem", "appear", "emerge", "take"}
            ):
                return ()
            who = self._best(
                token, frozenset({"organization", "unknown", "state", "bloc", "chamber", "body", "media"}), reach=2
            )
            return (who,) if who else ()
        if word in _THEY:
            pair = self._joined(token)
            if pair:
                return pair
            who = self._best(token, frozenset({"group", "chamber"}), reach=2) or self._best(token, BODIES, reach=1)
            return (who,) if who else ()
        return ()

    def _joined(self, token: Token) -> tuple[Entity, ...]:
        """The two or more who were named together last ("A and B ... they"), within a sentence's reach."""
        recent = [(at, e) for s, at, e, _ in self.recent if self.sentence - s <= 1 and at < token.i]
        for at, _ in reversed(recent):
            head = self.doc[at]
            if head.dep_ == "conj" and any(a == head.head.i for a, _ in recent):
                both = [e for a, e in recent if a in {at, head.head.i}]
                return tuple(dict.fromkeys(both))
        return ()

    def _noun(self, token: Token) -> tuple[Entity, ...]:
        """Who a common noun stands for."""
        lemma = lemma_of(token)
        plural = (
            token.tag_ in {"NNS", "NNPS"} or token.text in {"MPs", "MEPs"} or lemma in {"staff", "police", "people"}
        )
        owner = self._owner(token)
        if plural:
            return self._plural(token, lemma, owner)
        if (called := self._called(token, lemma)) is not None:
            return (called,)
        if (person := self._apposed(token)) is not None and is_post(lemma):
            return (person,)
        if lemma in lexicon("voices"):
            who = owner if owner else self._known_voice(token)
            if who and part_of(token)[0] == "agent":
                self.voice = (self.sentence, who)
            return who
        if is_post(lemma):
            return self._post(token, lemma, owner)
        if lemma in lexicon("bodies") or lemma in lexicon("state_anaphors") or lemma in lexicon("media_words"):
            return self._body(token, lemma, owner)
        return ()

    def _called(self, token: Token, lemma: str) -> Entity | None:
        """The body that "the" and a noun mean which ends its name, or by which it was introduced: "the front"."""
        if not any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in token.children) or self._modifiers(
            token
        ):
            return None
        if (
            any(c.dep_ in {"poss", "prep"} and c.lower_ not in {"in", "on"} for c in token.children)
            or lemma == "government"
        ):
            return None
        found = [e for e in self.nouns.get(lemma, ()) if e.mentions and e.mentions[0].start < token.i]
        if len(found) > 1:
            last = [e for _, _, e, _ in reversed(self.recent) if e in found]
            return last[0] if last else found[-1]
        return found[0] if found else None

    def _apposed(self, token: Token) -> Entity | None:
        """The person whose name follows a post behind a comma: "its chief, Jane Roe"."""
        doc, i = self.doc, token.i + 1
        while (
            i + 1 < len(doc)
            and i < token.i + 5
            and doc[i].text != ","
            and (doc[i].lower_ in {"of", "for", "the"} or i in self.named)
        ):
            i += 1
        if i + 1 < len(doc) and doc[i].text == "," and (who := self.named.get(i + 1)) is not None:
            return who if who.sort == "person" else None
        return None

    def _known_voice(self, token: Token) -> tuple[Entity, ...]:
        """Whose word an unnamed spokesman gives: the state's or body's that was spoken of last."""
        if part_of(token)[0] != "agent":
            return ()
        who = self._best(token, frozenset({"state", "organization", "chamber", "bloc", "body"}), reach=3)
        return (who,) if who else ()

    def _post(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The person whose post it is: "the foreign secretary", "the president", "our correspondent"."""
        determiner = next((c.lower_ for c in token.children if c.dep_ in {"det", "poss"}), "")
        named = [e for c in token.children if c.dep_ == "appos" for e in self.at(c) if e.sort == "person"]
        if named:
            return (named[0],)
        if determiner in {"a", "an", "one", "another", "no", "any", "some", "every", "each"}:
            return owner if any(e.sort in BODIES for e in owner) and part_of(token)[0] == "agent" else ()
        words = [c.lower_ for c in token.lefts if c.dep_ in {"compound", "amod"} and c.i not in self.named] + [lemma]
        for _, _, entity, _ in reversed(self.recent):
            if entity.sort == "person" and self._has_post(entity, words):
                return (entity,)
        sides = [e for e in owner if e.sort in {"state", "bloc"}]
        if sides and lemma in {"president", "minister", "premier", "leader", "chancellor", "secretary"}:
            holder = [
                e
                for e in self.entities
                if e.sort == "person" and e.affiliation in sides and self._has_post(e, words[-1:])
            ]
            return tuple(holder[:1]) or tuple(sides[:1])
        if owner and lemma in _BODY_AGENTS:
            return owner
        if (determiner == "the" or (not determiner and lemma in lexicon("unique_posts"))) and part_of(token)[0] in {
            "agent",
            "modifier",
        }:
            who = self._without_post(token)
            if who is not None:
                who.post = " ".join(words)
                return (who,)
        return ()

    def _has_post(self, entity: Entity, words: list[str]) -> bool:
        if entity.post is not None:
            return entity.post == " ".join(words) or (len(words) == 1 and entity.post.split()[-1] == words[0])
        if entity.role is None:
            return False
        role = self.doc[entity.role.start : entity.role.end].text.lower().replace("-", " ").split()
        return words[-1] in role and (len(words) == 1 or all(w in role for w in words[-2:]))

    def _without_post(self, token: Token) -> Entity | None:
        """The person without a post of his own who was the subject of the sentence before."""
        for sentence, at, entity, weight in reversed(self.recent):
            if entity.sort == "person" and entity.role is None and entity.post is None and at < token.i:
                return entity if weight >= 2 and self.sentence - sentence <= 2 else None
        return None

    def _body(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The body that a singular noun names: one spoken of before, or one of its own."""
        named = [e for c in token.children if c.dep_ == "appos" for e in self.at(c) if e.sort != "person"]
        if named:
            return (named[0],)
        determiner = next((c.lower_ for c in token.children if c.dep_ in {"det", "poss"}), "")
        words = [*self._modifiers(token), lemma]
        phrase = " ".join(words[-2:]).lower()
        if (
            owner
            and owner[0].sort == "person"
            and lemma in {"government", "administration", "side", "cabinet", "regime"}
        ):
            side = owner[0].affiliation
            return (side,) if side is not None else ()
        if owner and owner[0].sort in {"state", "bloc"} and lemma in STATE_AGENTS:
            return self._government(owner[0]) if lemma == "government" else owner[:1]
        if owner and owner[0].sort != "person" and lemma in _BODY_AGENTS:
            return owner[:1]
        if lemma in {"board", "management"} and not owner and determiner == "the":
            fit = self._best(token, frozenset({"organization", "unknown"}), reach=3)
            return (fit,) if fit else ()
        if lemma in {"ministry", "embassy"} and not owner and len(words) == 1:
            before = self._spoken_of(lemma)
            return (before,) if before else ()
        if (named_body := self._of_its_kind(token, lemma, words)) is not None:
            return self._own_body(token, named_body, ())
        office = phrase in _OFFICES or lemma in {"ministry", "embassy"} or phrase.endswith("press service")
        if office and lemma not in {"agency", "bank"} and determiner not in {"a", "no"}:
            return self._own_body(token, words, owner)
        if lemma == "government" and not owner:
            return self._government(None) if determiner not in _ANY else ()
        if determiner in {"the", "this", "that", "its"} or (owner and determiner not in _ANY):
            if lemma in lexicon("own_bodies") and not owner:
                before = self._spoken_of(lemma)
                return (before,) if before else self._own_body(token, words, owner)
            if lemma in lexicon("state_anaphors"):
                fit = self._fitting(token, frozenset({"state"}))
                return (fit,) if fit else ()
            if lemma in lexicon("company_words") or lemma in lexicon("organization_anaphors"):
                sorts = frozenset({"organization", "unknown", "media", "body"})
                before = None if self._of_a_people(token) else self._spoken_of(lemma)
                fit = before or self._fitting(token, sorts)
                return (fit,) if fit else ()
        elif lemma in lexicon("own_bodies") and (
            is_capital(token) or len(words) > 1 or lemma in {"parliament", "police", "congress"}
        ):
            before = self._spoken_of(" ".join(words).lower())
            return (before,) if before else self._own_body(token, words, owner)
        return ()

    def _of_a_people(self, token: Token) -> str | None:
        """The country that a phrase names: "the Italian firm"."""
        sorts = {"people", "state"}
        return next(
            (self.known[c.i].key for c in token.children if c.i in self.known and self.known[c.i].sort in sorts), None
        )

    def _fitting(self, token: Token, sorts: frozenset[str]) -> Entity | None:
        """The one last spoken of that fits, and that is of the state which the phrase names ("the Italian firm")."""
        people = self._of_a_people(token)
        if people is not None:
            for _, _, entity, _ in reversed(self.recent):
                if entity.sort in sorts and entity.country == people:
                    return entity
            if token.i < _LEAD:
                self.ahead.append((token.i, people))
            free = {id(e): e for _, _, e, _ in self.recent if e.sort in sorts and e.country is None}
            return next(iter(free.values())) if len(free) == 1 else None  # of several, nobody says which is meant
        return self._best(token, sorts, reach=3)
