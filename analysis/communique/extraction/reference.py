"""Who is meant by words that are no names: pronouns, descriptions ("the two companies"), bodies and groups."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.gazetteer import adjective_of, chamber_members, state_of
from communique.extraction.names import is_capital, lexicon
from communique.extraction.roles import is_post
from communique.extraction.syntax import part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.gazetteer import Known
    from communique.extraction.reading import Reading

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_LEAD = 60  # tokens of a lead, in which a description may come before the name
_WINDOW = 500  # tokens that "both sides" looks back over
_REACH = 4  # sentences that a pronoun looks back over
_STATE_AGENTS = frozenset(
    {
        "government",
        "side",
        "delegation",
        "administration",
        "regime",
        "authority",
        "official",
        "negotiator",
        "diplomat",
        "presidency",
        "leadership",
        "envoy",
        "embassy",
        "cabinet",
        "mission",
        "representative",
        "minister",
        "team",
        "force",
        "troop",
    }
)
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
_STATES, _BODIES = (
    frozenset({"state", "bloc"}),
    frozenset({"organization", "unknown", "body", "chamber", "bloc", "media"}),
)
_ANY = frozenset({"a", "an", "any", "another", "each", "either", "every", "neither", "no", "one", "some"})
_LEADS = frozenset({"state", "bloc", "organization"})
_ONE_EACH = frozenset({"service", "parliament", "army", "military"})  # bodies of which whoever has one has but one
_TWO = frozenset({"two", "both"})


class Referents:
    """Walks over the text once, keeping who was mentioned last, and says of each noun and pronoun who is meant."""

    def __init__(
        self, reading: Reading, entities: list[Entity], known: list[Known], home: Entity | None, at_home: str | None
    ) -> None:
        self.reading, self.doc = reading, reading.doc
        self.entities = entities
        self.home, self.at_home = home, at_home
        self.known = {i: k for k in known for i in range(k.start, k.end)}
        self.named: dict[int, Entity] = {}
        self.heads: dict[int, Entity] = {}
        for entity in entities:
            for mention in entity.mentions:
                self.heads[mention.head] = entity
                for i in range(mention.start, mention.end):
                    self.named[i] = entity
        self.nouns = self._nouns()
        self.placed = sorted(((m.start, e) for e in entities for m in e.mentions), key=lambda p: p[0])
        self.placed_at = [start for start, _ in self.placed]
        self.ahead: list[tuple[int, str]] = []
        self.found: dict[int, tuple[Entity, ...]] = {}
        self.recent: deque[tuple[int, int, Entity, float]] = deque(maxlen=24)  # (sentence, token, who, weight)
        self.groups: dict[str, Entity] = {}
        self.kinds: dict[str, Entity] = {}  # the group last spoken of, by its noun
        self.sentence = 0
        self.alone = sum(e.sort == "state" for e in entities) == 1
        self.said = frozenset(table("speech")["verbs"])
        self.voice: tuple[int, tuple[Entity, ...]] | None = None  # the last spokesman without a name, by sentence

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

    def _remember(self, token: Token, entity: Entity) -> None:
        part, over = part_of(token)
        weight = {"agent": 2.0, "patient": 1.0, "party": 0.8, "modifier": 0.4, "place": 0.1, "other": 0.6}[part]
        if part == "agent" and (over.dep_ == "ROOT" or over.lemma_ in self.said):
            weight += 0.8
        if entity.sort == "person" and part == "agent":
            self.voice = None
        if part == "modifier" and over.dep_ in {"nsubj", "nsubjpass"}:
            weight += 0.5
        self.recent.append((self.sentence, token.i, entity, weight))

    def _best(
        self, token: Token, fits: frozenset[str], gender: str | None = None, reach: int = _REACH
    ) -> Entity | None:
        """The entity of one of the sorts `fits` that was prominent last."""
        best, score = None, 0.0
        barred = self._co_arguments(token)
        trailing = self._trails(token)
        for sentence, at, entity, weight in self.recent:
            ago = self.sentence - sentence
            if entity.sort not in fits or ago > reach or at >= token.i or entity in barred or (trailing and not ago):
                continue
            if gender and entity.gender and entity.gender != gender:
                continue
            here = weight / (1 + 0.9 * ago) + at * 1e-6
            if gender and entity.gender == gender:
                here += 0.05
            if here > score:
                best, score = entity, here
        return best

    def _trails(self, token: Token) -> bool:
        """Whether a pronoun is the subject of a verb of speech behind the words said: they name others than him."""
        verb = token.head
        return (
            token.dep_ == "nsubj"
            and verb.lemma_ in self.said
            and self.doc[token.i - 1].text not in {":", ";"}
            and any(c.dep_ == "ccomp" and c.i < token.i for c in verb.children)
        )

    def _co_arguments(self, token: Token) -> list[Entity]:
        """Who cannot be meant since he stands beside the pronoun in its clause: "he met him"."""
        if token.dep_ in {"poss", "nsubj"}:
            return []
        verb = token.head if token.dep_ != "pobj" else token.head.head
        found = [e for c in verb.children if c.dep_ in {"nsubj", "dobj"} and c.i != token.i for e in self.at(c)]
        return found if token.dep_ in {"dobj", "dative", "pobj"} else []

    def at(self, token: Token) -> tuple[Entity, ...]:
        """Who a token stands for, as far as is known yet."""
        if (entity := self.named.get(token.i)) is not None:
            return (entity,)
        return self.found.get(token.i, ())

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
            who = self._best(token, frozenset({"group", "chamber"}), reach=2) or self._best(token, _BODIES, reach=1)
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
        lemma = _lemma(token)
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

    def _owner(self, token: Token) -> tuple[Entity, ...]:
        """Whose it is: "X's side", "the Turkish side", "a spokesman for X"."""
        before: list[Token] = []
        after: list[Token] = []
        for child in token.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                before.append(child)
            elif child.dep_ == "prep" and child.lower_ in {"of", "for", "at", "from", "with"}:
                after += [c for c in child.children if c.dep_ == "pobj"]
        for child in (*before, *after):
            if who := self.at(child):
                return who
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
            return owner if any(e.sort in _BODIES for e in owner) and part_of(token)[0] == "agent" else ()
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
        if owner and owner[0].sort in {"state", "bloc"} and lemma in _STATE_AGENTS:
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
        if determiner in {"the", "this", "that", "its"} or owner:
            if lemma in lexicon("own_bodies") and not owner:
                before = self._spoken_of(lemma)
                return (before,) if before else self._own_body(token, words, owner)
            if lemma in lexicon("state_anaphors"):
                fit = self._fitting(token, frozenset({"state"}))
                return (fit,) if fit else ()
            if lemma in lexicon("company_words") or lemma in lexicon("organization_anaphors"):
                fit = self._spoken_of(lemma) or self._fitting(
                    token, frozenset({"organization", "unknown", "media", "body"})
                )
                return (fit,) if fit else ()
        elif lemma in lexicon("own_bodies") and (
            is_capital(token) or len(words) > 1 or lemma in {"parliament", "police", "congress"}
        ):
            before = self._spoken_of(" ".join(words).lower())
            return (before,) if before else self._own_body(token, words, owner)
        return ()

    def _of_its_kind(self, token: Token, lemma: str, words: list[str]) -> list[str] | None:
        """The name of a body that is told from others by whose it is: "the players' union", "the Dutch regulator"."""
        for child in token.children:
            hit = self.known.get(child.i)
            if hit is not None and hit.sort == "people" and lemma in lexicon("regulators"):
                return [child.text, *[w for w in words if w != child.text]]
            if child.dep_ == "poss" and child.tag_ == "NNS" and lemma in lexicon("organization_anaphors"):
                return [child.text + "'", *words]
        return None

    def _fitting(self, token: Token, sorts: frozenset[str]) -> Entity | None:
        """The one last spoken of that fits, and that is of the state which the phrase names ("the Italian firm")."""
        people = next(
            (
                self.known[c.i].key
                for c in token.children
                if c.i in self.known and self.known[c.i].sort in {"people", "state"}
            ),
            None,
        )
        if people is not None:
            for _, _, entity, _ in reversed(self.recent):
                if entity.sort in sorts and entity.country == people:
                    return entity
            if token.i < _LEAD:
                self.ahead.append((token.i, people))
            free = [e for _, _, e, _ in reversed(self.recent) if e.sort in sorts and e.country is None]
            if free:
                free[0].country = people
                return free[0]
            return None
        return self._best(token, sorts, reach=3)

    def _spoken_of(self, words: str) -> Entity | None:
        """A body or an organization spoken of before whose name ends in these words."""
        for _, _, entity, _ in reversed(self.recent):
            if entity.sort in {"body", "organization", "unknown", "chamber"}:
                name = key_of(entity.name)
                if name.endswith(words.lower()) or (" " not in words and words in name.split()):
                    return entity
        return None

    def _government(self, state: Entity | None) -> tuple[Entity, ...]:
        """The government: an actor of its own in its country's politics, else the state."""
        state = state or self.home
        if state is not None and state in self.entities and not self._domestic(state):
            return (state,)
        name = f"{_adjective(state)} government" if state is not None else "government"
        entity = self.groups.get("government")
        if entity is None:
            entity = self._new("body", name, "government")
            entity.country = state.country if state else None
            entity.affiliation = state
        entity.names["the government"] += 1
        return (entity,)

    def _domestic(self, state: Entity) -> bool:
        """Whether the article is about a state's own politics: its government is an actor beside others in it."""
        if self.at_home:
            return state.country == self.at_home
        return not any(self._acts(e) for e in self.entities if e.sort == "state")

    def _acts(self, state: Entity) -> bool:
        """Whether a state by its name is the doer of something."""
        acts = (part_of(self.doc[m.head]) for m in state.mentions if self.doc[m.head].tag_ != "JJ")
        return any(part == "agent" and over.pos_ in {"VERB", "AUX"} for part, over in acts)

    def _own_body(self, token: Token, words: list[str], owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The entity of an office or body that has no name of its own: "the Kremlin's press service"."""
        told, lead = self._told(token), owner[0] if owner and owner[0].sort in _LEADS else None
        if told is None and lead is None:
            lead = self.home
        plain = " ".join(words)
        bare = [w for w in words if w != told] or words
        key = key_of(" ".join(bare)).split()[-1] if bare[-1] in _ONE_EACH else key_of(" ".join(bare))
        entity = self.groups.get(f"{told or ''} {key}") or (self.groups.get(key) if told is None else None)
        if entity is None:
            name = plain if lead is None or told is not None else f"{self._owner_name(token, lead)} {plain}"
            entity = self._new("body", name, f"{told or ''} {key}")
            self.groups.setdefault(key, entity)
            if told is not None:
                state = self._state_told(token)
                entity.country = state_of(state).code or None
                lead = next((e for e in self.entities if e.sort == "state" and state in (e.country, e.name)), None)
            elif lead is not None:
                entity.country = lead.country
            entity.affiliation = lead
            entity.names[" ".join(bare)] += 1
        entity.mentions.append(Mention(token.left_edge.i, token.i + 1, token.i, False))
        return (entity,)

    def _told(self, token: Token) -> str | None:
        """The word for a people before a body, which tells it from others: "Dutch" of "the Dutch regulator"."""
        for child in token.children:
            if child.i in self.known and self.known[child.i].sort == "people" and child.i < token.i:
                return child.text
        return None

    def _state_told(self, token: Token) -> str:
        return next(self.known[c.i].key for c in token.children if c.i in self.known and c.i < token.i)

    def _owner_name(self, token: Token, lead: Entity) -> str:
        """The owner in the words of the text ("Kremlin"), else its adjective or its name."""
        for child in token.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and lead in self.at(child) and child.i in self.named:
                return child.text
        return _adjective(lead) if lead.sort == "state" else lead.name

    def _plural(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The group that a plural noun names: several actors spoken of before, one's people, or a group of its own."""
        determiner = {c.lower_ for c in token.children if c.dep_ in {"det", "nummod", "predet", "amod"}}
        if (
            lemma in lexicon("pair_words")
            and (determiner & _TWO or ("the" in determiner and lemma in {"side", "party"}))
            and not owner
        ):
            return self._last_two(token, lemma)
        if lemma not in lexicon("groups"):
            return ()
        if lemma in {"lawyer", "minister", "official", "scientist", "negotiator"} and "government" in (
            w.lower() for w in self._modifiers(token)
        ):
            return self._government(owner[0] if owner and owner[0].sort == "state" else None)
        if owner and owner[0].sort == "state" and lemma in _STATE_AGENTS and owner[0].country != self.at_home:
            return owner[:1]
        if (
            owner
            and owner[0].sort in {"organization", "body"}
            and lemma in {"official", "boss", "executive", "negotiator", "director", "lawyer", "spokesman", "chief"}
        ):
            return owner[:1]
        if lemma == "official" and not owner and not self._modifiers(token):
            return (self.home,) if self.home is not None and self.home in self.entities else ()
        if self.at_home and (chamber := chamber_members().get((self.at_home, token.lower_))):
            return (self._chamber(chamber),)
        if lemma == "minister" and self.at_home and not self._modifiers(token):
            return self._government(None)
        return (self._group(token),)

    def _chamber(self, name: str) -> Entity:
        for entity in self.entities:
            if entity.sort == "chamber" and entity.name == name:
                return entity
        entity = self._new("chamber", name, name)
        entity.country = self.at_home
        return entity

    def _last_two(self, token: Token, lemma: str) -> tuple[Entity, ...]:
        """The two that a pair word means: the last two actors that its noun can stand for."""
        sorts = {
            "company": _BODIES,
            "firm": _BODIES,
            "union": _BODIES,
            "bank": _BODIES,
            "giant": _BODIES,
            "airline": _BODIES,
            "carmaker": _BODIES,
            "country": _STATES,
            "nation": _STATES,
            "state": _STATES,
            "government": _STATES,
            "power": _STATES,
            "neighbour": _STATES,
            "capital": _STATES,
            "ally": _STATES,
            "leader": frozenset({"person"}),
            "man": frozenset({"person"}),
            "woman": frozenset({"person"}),
            "president": frozenset({"person"}),
            "minister": frozenset({"person"}),
        }.get(lemma)
        counts: Counter[int] = Counter()
        order: dict[int, Entity] = {}
        for start, entity in self.placed[
            bisect_left(self.placed_at, token.i - _WINDOW) : bisect_left(self.placed_at, token.i)
        ]:
            if entity.sort in (sorts or _STATES | _BODIES) and entity.sort != "media":
                counts[id(entity)] += 1000 // (60 + token.i - start)
                order.setdefault(id(entity), entity)
        best = sorted(order, key=lambda k: (-counts[k], order[k].mentions[0].start))[:2]
        return tuple(order[k] for k in best) if len(best) == 2 else ()

    def _modifiers(self, token: Token) -> list[str]:
        """The words before a noun that say which kind it is of: "civil society" of "civil society groups"."""
        out = []
        for child in token.lefts:
            if (
                child.dep_ in {"compound", "amod", "nmod"}
                and child.tag_ not in {"JJR", "JJS", "VBN", "VBG", "CD"}
                and child.lower_ not in lexicon("vague")
            ):
                out += [t.text for t in self.doc[child.left_edge.i : child.i + 1] if t.is_alpha or t.text == "-"]
        return out

    def _group(self, token: Token) -> Entity:
        """The group entity of a plural noun phrase; the same words, or the bare noun, are the same group."""
        modifiers = self._modifiers(token)
        full = " ".join([*modifiers, token.text])
        lemma = _lemma(token)
        kind: str = table("people")["same_groups"].get(lemma, lemma)
        key = " ".join([key_of(" ".join(modifiers)), kind]).strip()
        entity = self.groups.get(key)
        last = self.kinds.get(kind)
        if entity is None and last is not None and not modifiers:
            entity = last
        elif entity is None and last is not None and len(last.name.split()) == 1:
            entity, last.name = last, full
        if entity is None:
            entity = self._new("group", full, key)
        self.groups.setdefault(key, entity)
        self.kinds[kind] = entity
        start = min(
            (c.left_edge.i for c in token.lefts if c.dep_ in {"compound", "amod", "nmod", "nummod"}), default=token.i
        )
        entity.mentions.append(Mention(start, token.i + 1, token.i, False))
        entity.names[full] += 1
        for child in token.children:
            if child.i in self.known and self.known[child.i].sort in {"people", "state"}:
                entity.country = entity.country or state_of(self.known[child.i].key).code or None
        if entity.country is None and self.home is not None and (self.at_home or self.alone):
            entity.country = self.home.country
        return entity

    def _new(self, sort: str, name: str, key: str) -> Entity:
        entity = Entity(sort, name)
        self.entities.append(entity)
        self.groups[key] = entity
        return entity


def _lemma(token: Token) -> str:
    if token.text in {"MPs", "MEPs", "MSPs"}:
        return token.text[:-1].lower()
    return token.lemma_.lower()


def _adjective(state: Entity) -> str:
    return adjective_of(state.country or state.name, state.names)
