"""Bodies and groups that have no name of their own: "the government", "the army", "farmers", "the two sides"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.entities import Entity, Mention, key_of, text_of
from communique.extraction.gazetteer import adjective_of, chamber_members, place_codes, regions, state_of
from communique.extraction.grammar import below, under
from communique.extraction.memory import lemma_of
from communique.extraction.pronouns import Pronouns
from communique.extraction.roles import is_post
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.syntax import part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

_WINDOW = 500  # tokens that "both sides" looks back over
STATE_AGENTS = frozenset(
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
        "host",
    }
)
STATES, BODIES = (
    frozenset({"state", "bloc"}),
    frozenset({"organization", "unknown", "body", "chamber", "bloc", "media"}),
)
_LEADS = frozenset({"state", "bloc", "organization"})
_SPEAKING = frozenset(
    {"source", "official", "spokesman", "spokeswoman", "lawyer", "minister", "scientist", "negotiator"}
)
_ONE_EACH = frozenset({"service", "parliament", "army", "military"})  # bodies of which whoever has one has but one
_PARTY = frozenset({"agent", "patient", "party"})
_FIGHTERS = frozenset({"rebel", "fighter", "guerrilla", "insurgent", "kidnapper", "captor", "militant"})
_ARMED = frozenset({"front", "movement", "bloc", "liberation", "army", "militia", "brigade", "brigades"})
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
_COUNTED = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several"}
)
_PARTS = frozenset({
    "junior", "senior", "young", "younger", "older", "retired", "former", "local", "other", "rival", "smaller",
    "larger", "female", "male", "foreign", "opposition", "dissident", "striking", "moderate", "hardline",
})  # fmt: skip
_JOINED = frozenset({"company", "firm", "airline", "bank", "club", "union", "carmaker"})
# Before a word for those who act for a state: they do not.
NOT_STATES = frozenset({
    "opposition", "rebel", "union", "church", "religious", "community", "tribal", "business", "separatist", "municipal",
    "indigenous", "city", "youth", "student", "party",
})  # fmt: skip
_RULING = frozenset({"policy", "decision", "law", "rule", "Policy", "Decision", "Law", "Rule"})  # makers of these
_LOCAL = frozenset({"local", "regional", "provincial", "municipal", "city", "county", "district"})
_LEFT = frozenset({"former", "ex", "ex-senior", "ousted", "fired", "sacked"})
_ORDINALS = frozenset({"first", "second", "third", "last", "next", "lakh", "crore", "dozen"})
_PEOPLES = frozenset({"supporters", "fans", "players", "workers", "residents", "shareholders", "tenants", "parents"})
_REACH = 9  # tokens in which a second noun comes to the names that it brings
_TWO = frozenset({"two", "both"})
_BEFORE = frozenset({"amod", "compound", "nmod"})


def is_national(lemma: str, words: Sequence[str]) -> bool:
    """Whether a noun, the last of `words`, is for a body that each state has one of: "regulator", "central bank"."""
    return lemma in lexicon("regulators") or " ".join(words[-2:]).lower() in lexicon("regulators")


class Bodies(Pronouns):
    """Finds the entities of bodies and groups by their common nouns, and makes those that are new."""

    def _government(self, state: Entity | None) -> tuple[Entity, ...]:
        """The government: an actor of its own in its country's politics, else the state."""
        if state is None and self.region is not None:
            return (self._regional(self.region),)
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

    def _regional(self, region: str) -> Entity:
        """The government of a part of a state: "Scottish government"."""
        before, code = regions().get(region, (region, place_codes().get(region)))
        key = f"{before} government"
        entity = self.groups.get(key)
        if entity is None:
            entity = self._new("body", key, key)
            entity.country = code
        if before == self.region:
            self.groups.setdefault("government", entity)
            entity.names["the government"] += 1
        return entity

    def _govern(self) -> None:
        """Let what the seat of the state at home does be its government's: "Nairobi offers" where Kenya's does.

        What a headline lets the state itself do is done by whoever the text says.
        """
        state = next((e for e in self.entities if e.sort == "state" and e.country == self.at_home), None)
        others = (e for e in self.entities if e.sort == "state" and e is not state)
        if self.at_home is None or state is None or any(self._acts(e) for e in others):
            return
        acting = [m for m in state.mentions if self._is_seat(m) and part_of(self.doc[m.head])[0] in _PARTY]
        told = [m for m in state.mentions if not self.reading.in_heading(self.doc[m.head].idx)]
        state.mentions = told if told or "government" in self.groups else state.mentions
        meant = [i for i, who in self.found.items() if who == (state,) and part_of(self.doc[i])[0] in _PARTY]
        if not acting and not meant:
            return
        (government,) = self._government(state)
        state.mentions = [m for m in state.mentions if m not in acting]
        for mention in acting:
            government.mentions.append(mention)
            government.names[self.doc[mention.start : mention.end].text] += 1
        self.found.update((i, (government,)) for i in meant)

    def _is_seat(self, mention: Mention) -> bool:
        known = self.known.get(mention.head)
        return known is not None and known.sort in {"capital", "seat"}

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
        plain = " ".join(words).replace(" - ", "-")  # "anti-corruption"
        place = next((t for t in under(token, {"of"}) if t.pos_ == "PROPN"), None)
        plain += self._matter(token)
        if told is None and lead is None and place is not None:
            plain = f"{plain} of {place.text}"  # "the royal court of Adun"
        elif told is None and lead is None and words[-1] in lexicon("national_bodies") and plain.islower():
            theirs = any(w.endswith("s'") for w in words)  # "the patients' watchdog" may be a region's
            lead = None if theirs else self.home
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
            entity.names[" ".join(bare).replace(" - ", "-")] += 1
        entity.mentions.append(Mention(token.left_edge.i, token.i + 1, token.i, False))
        return (entity,)

    @staticmethod
    def _matter(token: Token) -> str:
        """What a body is for, with the "of" before it: " of lands" of "the ministry of lands"."""
        if token.lemma_.lower() not in {"ministry", "department", "bureau", "board", "chamber", "secretariat"}:
            return ""
        nouns = (c for c in under(token, {"of"}) if c.text.islower() and c.tag_[:1] == "N" and not any(c.lefts))
        noun = next(nouns, None)
        return f" of {noun.text}" if noun is not None else ""

    def _told(self, token: Token) -> str | None:
        """The word for a people before a body, which tells it from others: "Dutch" of "the Dutch regulator"."""
        for child in below(token):
            if child.i in self.known and self.known[child.i].sort == "people" and child.i < token.i:
                return child.text
        return None

    def _state_told(self, token: Token) -> str:
        return next(self.known[c.i].key for c in below(token) if c.i in self.known and c.i < token.i)

    def _owner_name(self, token: Token, lead: Entity) -> str:
        """The owner in the words of the text ("Kremlin"), else its adjective or its name."""
        for child in below(token):
            beside = child.dep_ in {"poss", "compound", "amod", "nmod"} and lead in self.at(child)
            if beside and child.i in self.named and child.text not in lead.name.split():
                return child.text
        return _adjective(lead) if lead.sort == "state" else lead.name

    def _is_known(self, noun: Token) -> bool:
        """Whether a noun is spoken of as known: "the nurses", "its nurses"; a heading has no articles."""
        return self.reading.in_heading(noun.idx) or any(c.dep_ in {"det", "poss"} for c in below(noun))

    def _is_known_by(self, group: Entity) -> bool:
        """Whether the text has spoken of a group as known."""
        return any(self._is_known(self.doc[m.head]) for m in group.mentions)

    def _group(self, token: Token) -> Entity:
        """The group entity of a plural noun phrase; the same words, or the bare noun, are the same group."""
        modifiers = [m for m in self._modifiers(token) if m.lower() not in _ORDINALS]
        modifiers = [*(_whose(token) or self._owned_by(token)), *modifiers]
        full = " ".join([*modifiers, token.text]).replace(" - ", "-")
        lemma = lemma_of(token)
        kind: str = table("people")["same_groups"].get(lemma, lemma)
        key = " ".join([key_of(" ".join(modifiers)), kind]).strip()
        entity = self.groups.get(key)
        last = self.kinds.get(kind)
        number = _number_of(token)
        if entity is None and last is not None:
            if not modifiers and number is None and (self._is_known(token) or " " not in last.name):
                entity = last  # "nurses" need not be the "replacement nurses", "the nurses" are
            elif not modifiers and number is not None:
                full = f"{number} {full}"  # "four states" of the 32 spoken of before
                key = full.lower()
                entity = self.groups.get(key)
            elif modifiers and " " not in last.name and not _is_a_part(modifiers) and self._is_known_by(last):
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
        for child in below(token):
            if child.i in self.known and self.known[child.i].sort in {"people", "state"}:
                entity.country = entity.country or state_of(self.known[child.i].key).code or None
        if entity.country is None and self.home is not None and (self.at_home or self.alone):
            entity.country = self.home.country
        return entity

    def _owned_by(self, noun: Token) -> list[str]:
        """The name of the firm or the person whose people a group is: "Veltec's" of "Veltec's creditors"."""
        owners = [c for c in below(noun) if c.dep_ == "poss" and c.i in self.heads and c.nbor(1).tag_ == "POS"]
        named = [c for c in owners if self.heads[c.i].sort in {"organization", "unknown", "person"}]
        if not named:
            return []
        owner = self.heads[named[0].i]
        starts = [m.start for m in owner.mentions if m.head == named[0].i and owner.sort != "person"]
        return [text_of(self.doc, min([named[0].i, *starts]), named[0].i + 2)]

    def _of_its_kind(self, token: Token, lemma: str, words: list[str]) -> list[str] | None:
        """The name of a body that is told from others by whose it is: "the players' union", "the Dutch regulator"."""
        for child in below(token):
            hit = self.known.get(child.i)
            if hit is not None and hit.sort == "people" and is_national(lemma, words):
                return [child.text, *[w for w in words if w != child.text]]
            if child.dep_ in {"compound", "nmod"} and child.lower_ in _PEOPLES and child.i == token.i - 1:
                return [child.text, lemma]  # "the Delta supporters club"
            if child.dep_ == "poss" and child.tag_ == "NNS" and lemma in lexicon("joint_bodies"):
                return [child.text + ("'" if child.text.endswith("s") else "'s"), *words]
        return None

    def _office(self, token: Token) -> tuple[Entity, ...]:
        """The office of whoever holds a post, or of a person: "the prime minister's office", "Roe's office"."""
        holder = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if holder is None or token.tag_ != "NN":
            return ()
        who = self.at(holder)
        if who and who[0].sort == "person" and not (holder.text.islower() and is_post(holder.lemma_.lower())):
            if part_of(token)[0] != "agent":
                return ()
            name = f"{who[0].name.split()[-1]}'s office"
            entity = self.groups.get(name) or self._new("body", name, name)
            entity.mentions.append(Mention(token.left_edge.i, token.i + 1, token.i, False))
            entity.affiliation = entity.affiliation or who[0].affiliation
            entity.country = entity.country or who[0].country
            return (entity,)
        if (
            holder.tag_ != "NN"
            or not is_post(holder.lemma_.lower())
            or holder.lemma_.lower() in lexicon("company_posts")
        ):
            return ()
        return self._own_body(token, [*self._modifiers(holder), f"{holder.lower_}'s", "office"], ())

    def _ministry(self, token: Token) -> tuple[Entity, ...]:
        """The ministry that a bare "the ministry" means: one named before, or that of the minister named last."""
        if (before := self._spoken_of("ministry")) is not None:
            return (before,)
        return next((who for r in reversed(self.recent) if (who := self._ministry_of(token, r.entity))), ())

    def _ministry_of(self, token: Token, entity: Entity) -> tuple[Entity, ...]:
        """The ministry of a person who is a minister: "her ministry" of a Transport Minister."""
        role = self.doc[entity.role.start : entity.role.end] if entity.sort == "person" and entity.role else None
        words = [t.lower_ for t in role if t.i not in self.known] if role is not None else []
        if len(words) < 2 or words[-1] != "minister" or words[-2] in {"prime", "first", "deputy", "chief"}:
            return ()
        return self._own_body(token, [*(w for w in words[:-1] if w != "deputy"), "ministry"], ())

    def _family(self, token: Token) -> tuple[Entity, ...]:
        """The family that a name stands before: "the Roe family"."""
        i = token.i - 1
        if i < 0 or self.doc[i].dep_ != "compound" or not is_capital(self.doc[i]):
            known = self.groups.get("family") if any(c.lower_ == "the" for c in token.lefts) else None
            return (known,) if known is not None else ()
        name = f"{self.doc[i].text} family"
        entity = self.groups.get(name) or self._new("group", name, name)
        self.groups["family"] = entity
        entity.names[name] += 1
        entity.mentions.append(Mention(i, token.i + 1, token.i, False))
        return (entity,)

    def _rulers(self, token: Token) -> tuple[Entity, ...]:
        """The junta that "the generals" or "the military rulers" are, where one is spoken of."""
        lemma = lemma_of(token)
        military = lemma == "ruler" and "military" in (m.lower() for m in self._modifiers(token))
        if not military and (lemma != "general" or self.groups.get("junta") is None):
            return ()
        junta = self.groups.get("junta") or self._own_body(token, ["military", "rulers"], self._owner(token))[0]
        self.groups.setdefault("junta", junta)
        return (junta,)

    def _armed(self, lemma: str) -> tuple[Entity, ...]:
        """The one armed body that fighters without a name of their own are of: "the rebels" of a Liberation Front."""
        if lemma not in _FIGHTERS:
            return ()
        named = [e for e in self.entities if e.sort in {"organization", "unknown"} and e.mentions]
        armed = [e for e in named if _ARMED & set(key_of(e.name).split()) or _FIGHTERS & self._calling(e)[1]]
        return tuple(armed) if len(armed) == 1 else ()

    def _plural(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The group that a plural noun names: several actors spoken of before, one's people, or a group of its own."""
        determiner = {c.lower_ for c in below(token) if c.dep_ in {"det", "nummod", "predet", "amod"}}
        people = self._of_one_people(token, owner)
        if lemma in lexicon("pair_words") and people and {"the", "two"} <= determiner:
            pair = self._last_two(token, lemma)
            if pair and all(e.country in {None, people} for e in pair):
                return pair  # "the two Japanese firms"
        if lemma in lexicon("pair_words") and not owner:
            if determiner & _TWO or ("the" in determiner and lemma in {"side", "party"}):
                return self._last_two(token, lemma)
            many = next((_NUMBERS[d] for d in determiner if d in _NUMBERS), 2 if lemma in _JOINED else 0)
            if "the" in determiner and many and (named := self._coordinated(token, _sorts(lemma), many)):
                return named
        if beside := self._named_behind(token) or self._named_in_row(token, lemma):
            return beside
        if states := self._of_states(token, lemma):
            return states
        if lemma in {"member", "supporter"} and any(c.dep_ == "poss" for c in token.lefts):
            return self._body_of(owner) if lemma == "member" else ()
        if lemma == "member" and not determiner and part_of(token)[0] == "agent":
            body = owner or self._of_noun(token)  # "members of the Norvian parliament have rejected it"
            if body and body[0].sort in {"chamber", "body"}:
                return body[:1]
        if rulers := self._rulers(token):
            return rulers
        if not self._modifiers(token) and (armed := self._armed(lemma)):
            return armed
        if lemma == "leader" and not owner and not self._modifiers(token) and not determiner & _TWO:
            return ()  # those of nobody in particular
        if lemma in _SPEAKING and (body := self._body_before(token)):
            return body
        if lemma not in lexicon("groups") or (lemma == "maker" and _RULING.intersection(self._modifiers(token))):
            return ()
        of_whom = {w.lower() for w in self._modifiers(token)}
        national = "government" in of_whom and not of_whom & _LOCAL
        if lemma in {"lawyer", "minister", "official", "scientist", "negotiator"} and national:
            return self._government(owner[0] if owner and owner[0].sort == "state" else None)
        if owner and owner[0].sort == "state" and lemma in STATE_AGENTS and owner[0].country != self.at_home:
            return owner[:1]
        if owner and owner[0].sort == "bloc" and lemma == "minister":
            return owner[:1]  # "G8 ministers agreed"
        if (
            owner
            and owner[0].sort in {"organization", "body"}
            # who has left a firm does not act for it
            and not _LEFT.intersection(t.lower_ for t in self.doc[token.left_edge.i : token.i])
            and lemma in {"official", "boss", "executive", "negotiator", "director", "lawyer", "spokesman", "chief"}
        ):
            return owner[:1]
        if lemma == "official" and (seat := self._where(token)):
            return seat
        if lemma == "official" and part_of(token)[0] == "agent" and not owner and not self._modifiers(token):
            if self.spoke is not None and self.sentence - self.spoke[0] <= 2:
                return (self.spoke[1],)
            here = {id(r.entity) for r in self.recent if r.sentence == self.sentence and r.weight >= 2}
            others = any(id(e) in here for e in self.entities if e.sort == "state" and e is not self.home)
            return (self.home,) if self.home is not None and self.home in self.entities and not others else ()
        told = owner or any(c.dep_ in {"nummod", "compound", "amod"} for c in below(token))  # "five MPs", "Labour MPs"
        chamber = None if told else chamber_members().get((self.at_home or "", token.lower_))
        if seated := [e for e in self.entities if e.sort == "chamber" and e.name == chamber]:
            return tuple(seated)
        if lemma == "minister" and self.at_home and not self._modifiers(token):
            return self._government(None)
        return (self._group(token),)

    def _named_in_row(self, token: Token, lemma: str) -> tuple[Entity, ...]:
        """Those whose names stand joined before the noun for what they are: "the Unite and GMB unions"."""
        if lemma not in lexicon("pair_words"):
            return ()
        row = [t for c in below(token) if c.dep_ in _BEFORE and c.i < token.i for t in grammar.coordinated(c)]
        named = [t for t in row if t.i in self.heads and self.heads[t.i].sort in {"organization", "unknown"}]
        if len(named) < 2 or len(named) != len(row):
            return ()
        for name in named:
            self.heads[name.i].mentions.append(Mention(name.i, name.i + 1, token.i, False))  # what they do, each does
        return tuple(self.heads[t.i] for t in named)

    def _of_one_people(self, token: Token, owner: tuple[Entity, ...]) -> str | None:
        """The country that an adjective before a noun names: "the two Japanese firms"."""
        named = any(c.dep_ == "amod" and self._is_people(c) for c in token.lefts)
        return owner[0].country if named and len(owner) == 1 and owner[0].sort == "state" else None

    def _of_states(self, token: Token, lemma: str) -> tuple[Entity, ...]:
        """The states for which people act together: "Peruvian and Chilean ministers", each by its own word."""
        row = [t for c in below(token) if c.dep_ in _BEFORE and c.i < token.i for t in grammar.coordinated(c)]
        names = [t for t in row if self._is_people(t)]
        joined = any(t.dep_ == "conj" for t in names)
        if not joined or lemma not in STATE_AGENTS | {"leader"} or token.tag_ != "NNS":
            return ()
        between = {t.lower_ for t in self.doc[names[-1].i + 1 : token.i]}
        states = tuple(dict.fromkeys(e for t in names for e in self.at(t) if e.sort in STATES))
        counted = any(c.dep_ == "nummod" for c in below(token))  # "120 Peruvian and Chilean troops"
        if counted or len(states) != len(names) or between & (NOT_STATES | _LEFT | _LOCAL):
            return ()
        for name, state in zip(names, states, strict=True):
            state.mentions.append(Mention(name.i, name.i + 1, token.i, False))  # what they do, it does
        return states

    def _is_people(self, token: Token) -> bool:
        """Whether a token says of which state or bloc people are: "Chilean", "U.S."."""
        return token.i in self.known and self.known[token.i].sort in {"people", "state", "bloc"}

    def _where(self, token: Token) -> tuple[Entity, ...]:
        """The state in whose seat of government people sit: "officials in Lima"."""
        links = (c for c in token.rights if c.lower_ == "in")
        seats = [
            o for c in links for o in below(c) if o.i in self.known and self.known[o.i].sort in {"capital", "seat"}
        ]
        return self.at(seats[0]) if seats else ()

    def _named_behind(self, token: Token) -> tuple[Entity, ...]:
        """Those whose names follow the noun for what they are: "cable firms Alpha and Beta"."""
        i = token.i + 1
        entity = self.named.get(i)
        if entity is None and self.doc[i : i + 1].text == ",":
            return self._named_by_another(token)
        if entity is None or entity.sort in {"state", "place", "bloc"} or not token.whitespace_:
            return ()
        joined = [self.at(c) for c in self.doc[i : i + 12] if c.dep_ == "conj" and c.i in self.heads]
        return (entity, *(who[0] for who in joined[:1] if who and who[0] is not entity))

    def _named_by_another(self, token: Token) -> tuple[Entity, ...]:
        """The two people whom a second noun names: "the largest shareholders, the brothers Jane and John Roe"."""
        doc, i = self.doc, token.i + 2
        known = any(c.dep_ == "poss" or c.lower_ == "the" for c in token.lefts) and token.dep_ != "conj"
        while known and i < min(token.i + _REACH, len(doc)) and self._person_at(i) is None and not doc[i].is_punct:
            i += 1
        first = self._person_at(i)
        if first is None or doc[i - 1].tag_ != "NNS":
            return ()
        while self._person_at(i) is first:
            i += 1
        second = self._person_at(i + 1) if doc[i].lower_ == "and" else None
        i += 1
        while second is not None and self._person_at(i) is second:
            i += 1
        closed = doc[i : i + 1].text in {",", ".", ";", ")", "-"} and doc[i + 1 : i + 2].text.lower() != "and"
        return (first, second) if second is not None and closed else ()

    def _person_at(self, i: int) -> Entity | None:
        """The person whose name the token i is of."""
        entity = self.named.get(i)
        return entity if entity is not None and entity.sort == "person" else None

    @staticmethod
    def _body_of(owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The body that an owner is, or belongs to: "its members", "his members"."""
        body = owner[0].affiliation if owner and owner[0].sort == "person" else owner[0] if owner else None
        return (body,) if body is not None and body.sort in {"organization", "unknown", "body", "group"} else ()

    def _body_before(self, token: Token) -> tuple[Entity, ...]:
        """The body whose noun stands before those who speak for it: "government sources", "ministry officials"."""
        before = next((c for c in token.lefts if c.dep_ == "compound" and c.i == token.i - 1), None)
        if before is None or before.i in self.named or before.tag_ != "NN":
            return ()
        if before.lower_ == "government":
            local = _LOCAL.intersection(c.lower_ for c in (*token.lefts, *before.lefts))
            return self._government(None) if not local else ()
        if before.lower_ == "ministry":
            return self._ministry(before)
        kind = self.kinds.get(before.lower_)
        return (kind,) if kind is not None and token.lemma_.lower() == "source" else ()

    def _last_two(self, token: Token, lemma: str) -> tuple[Entity, ...]:
        """The two that a pair word means: the last two actors that its noun can stand for."""
        sorts = _sorts(lemma)
        doers = self._doers(token)
        barred = [*doers, *(e.affiliation for e in doers if e.affiliation is not None)]  # "X invited both sides"
        counts: Counter[int] = Counter()
        order: dict[int, Entity] = {}
        for start, entity in self.placed[
            bisect_left(self.placed_at, token.i - _WINDOW) : bisect_left(self.placed_at, token.i)
        ]:
            fits = entity.sort in sorts and entity.sort != "media" and entity not in barred
            fits = fits and self._deals(entity, token)
            if fits and not self._is_otherwise(entity, lemma):
                counts[id(entity)] += 1000 // (150 + token.i - start)
                order.setdefault(id(entity), entity)
        best = sorted(order, key=lambda k: (-counts[k], order[k].mentions[0].start))[:3]
        pair = self._coordinated(token, sorts, 2)
        if pair and all(id(e) in best for e in pair):
            return pair
        return tuple(order[k] for k in best[:2]) if len(best) > 1 else ()

    def _deals(self, entity: Entity, token: Token) -> bool:
        """Whether an entity did something or was dealt with before a token, and did not only get a thing."""
        parts = (part_of(self.doc[m.head])[0] for m in entity.mentions if m.start < token.i)
        return any(part in {"agent", "patient", "modifier", "other"} for part in parts)

    def _is_otherwise(self, entity: Entity, lemma: str) -> bool:
        """Whether an entity was called something that a noun does not mean: a union is no company."""
        raise NotImplementedError

    def _of_noun(self, token: Token) -> tuple[Entity, ...]:
        """Whose one is by a noun that follows: "a spokesman for the labour ministry"."""
        raise NotImplementedError

    def _calling(self, entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
        """The nouns that an entity is called by, and all words that stand with its name."""
        raise NotImplementedError

    def _coordinated(self, token: Token, sorts: frozenset[str], many: int) -> tuple[Entity, ...]:
        """So many as were named together last ("X and Y", "X, Y and Z"), within the window."""
        for at in range(token.i - 1, max(token.i - _WINDOW // 2, 0), -1):
            word = self.doc[at]
            if at not in self.heads or word.dep_ != "conj" or any(c.dep_ == "conj" for c in below(word)):
                continue
            chain = [word]
            while chain[0].dep_ == "conj" and len(chain) <= many:
                chain.insert(0, chain[0].head)
            siblings = sum(c.dep_ == "conj" for c in below(chain[0]))
            named = tuple(dict.fromkeys(e for t in chain if (e := self.heads.get(t.i)) is not None and e.sort in sorts))
            if len(named) == len(chain) == many and siblings == 1:
                return named
        return ()


def _is_a_part(modifiers: Sequence[str]) -> bool:
    """Whether words before a group tell it from others of its kind: "junior doctors" are not the doctors."""
    return not _PARTS.isdisjoint(m.lower() for m in modifiers)


def _number_of(noun: Token) -> str | None:
    """How many of a group are meant, where that is said without "the": "four" of "four states"."""
    told = {c.lower_ for c in noun.lefts}
    if told & {"the", "these", "those", "both", "all"}:
        return None
    counted = (c for c in noun.lefts if c.dep_ == "nummod" or c.lower_ == "several")
    return next((c.lower_ for c in counted if c.lower_ in _COUNTED), None)


def _whose(noun: Token) -> list[str]:
    """Of what people a group is one: "farmers'" of "Indian farmers' groups"."""
    for child in below(noun):
        if (
            child.dep_ == "poss"
            and child.tag_ == "NNS"
            and (child.text.islower() or child.is_sent_start)
            and child.i + 2 == noun.i
        ):
            before = [c.text for c in child.lefts if c.dep_ in {"amod", "compound"}]
            return [*before, child.text + child.nbor(1).text]
    return []


def _sorts(lemma: str) -> frozenset[str]:
    """The sorts of actors that a noun for several can stand for."""
    if lemma in {"company", "firm", "union", "bank", "giant", "airline", "carmaker", "club", "team"}:
        return BODIES
    if lemma in {"country", "nation"}:
        return frozenset({"state"})
    if lemma in {"state", "government", "power", "neighbour", "capital", "ally"}:
        return STATES
    if lemma in {"leader", "man", "woman", "president", "minister"}:
        return frozenset({"person"})
    return STATES | BODIES


def _adjective(state: Entity) -> str:
    return adjective_of(state.country or state.name, state.names)
