"""Who is meant by words that are no names: pronouns, descriptions ("the two companies"), bodies and groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.extraction.bodies import BODIES, NOT_STATES, STATE_AGENTS, is_national
from communique.extraction.descriptions import Descriptions
from communique.extraction.entities import Entity, Mention, key_of, text_of
from communique.extraction.gazetteer import place_codes
from communique.extraction.grammar import below
from communique.extraction.memory import MEMBERS, SETS, VOICED, Unnamed, is_plural, lemma_of
from communique.extraction.roles import is_post
from communique.extraction.shapes import is_capital, lexicon
from communique.extraction.syntax import SUBJECTS, part_of
from communique.extraction.words import lexicon as acts
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOON = 2  # sentences in which somebody is named whose post was spoken of
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
_SIDES = frozenset({"ruling", "governing", "opposition", "main"})  # what a state's party is called by
_PLACES = frozenset({
    "city", "town", "province", "state", "region", "county", "republic", "kingdom", "territory", "sheikhdom", "emirate",
    "sultanate", "principality",
})  # fmt: skip
_JOINT = frozenset({"council", "commission", "committee", "federation", "association", "union", "league", "board"})
_BY_NAME = frozenset({"organization", "unknown", "media", "body"})
_ANYWHERE = frozenset({"local", "current", "area"})  # before a post: they say nothing of which it is
_ANYBODY = frozenset({"source", "insider", "representative"})  # "an insider" may be anybody's
_PASSED = frozenset({"then", "new", "former", "next", "previous", "ex", "late", "outgoing", "incoming", "future"})
_ANY = frozenset({"a", "an", "any", "another", "each", "either", "every", "neither", "no", "one", "some"})


def _is_common(token: Token) -> bool:
    return token.tag_ in {"NN", "NNP"} and token.text.islower()


class Referents(Descriptions):
    """Walks over the text once, keeping who was mentioned last, and says of each noun and pronoun who is meant."""

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
                    self._give_post(token, entity)
                    self._give_name(token, entity)
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
                if not inside and token.i not in self.found:
                    self._remember_thing(token)
                if not inside:
                    self._await_name(token)
        self._govern()
        for body in [e for e in self.entities if e.sort == "body"]:
            if (named := self._named_later(body)) is not None:
                self._is(body, named)
                named.mentions += body.mentions
        return self.found

    def _named_later(self, body: Entity) -> Entity | None:
        """The only one whose name says what a body without a name is: "a US court" of a Court of Appeals."""
        said = min((*body.names, body.name), key=len)  # without whose it is
        words = [w for w in key_of(said).split() if w not in self._people_words]
        acting = {
            id(e) for i, e in self.heads.items() if self.doc[i].dep_ in SUBJECTS or self.doc[i].head.lower_ == "by"
        }
        named = [e for e in self.entities if e.sort == "organization" and {*words[-1:]} & self._calling(e)[0]]
        named = [e for e in named if id(e) in acting]
        if len(named) != 1 or named[0].country not in {None, body.country}:
            return None
        known = self._calling(named[0])[1]
        return named[0] if all(w in known or w + "s" in known for w in words[:-1]) else None

    def _keep(self, token: Token, who: tuple[Entity, ...], inside: bool) -> None:
        if who:
            self.found[token.i] = who
            if not inside:
                for entity in who:
                    self._remember(token, entity)

    def _noun(self, token: Token) -> tuple[Entity, ...]:
        """Who a common noun stands for."""
        lemma = lemma_of(token)
        plural = is_plural(token) or token.text in {"MPs", "MEPs"} or lemma in {"staff", "police", "people"}
        owner = self._owner(token)
        if plural:
            return self._plural(token, lemma, owner)
        if lemma in SETS and (members := self._members(token)):
            return members
        if (behind := self._named_behind(token)) and self._is_called(token, lemma):
            return behind[:1]
        if (called := self._called(token, lemma)) is not None:
            return (called,)
        if is_post(lemma) and (person := self.held.get(token.i)) is not None:
            return (person,)
        if lemma in lexicon("voices"):
            named = [e for c in below(token) if c.dep_ == "appos" for e in self.at(c) if e.sort == "person"]
            if named:
                return (named[0],)  # "their spokesman, horn player Jon Roe"
            who = owner or self._of_noun(token) or self._body_before(token) or self._known_voice(token)
            if who and part_of(token)[0] == "agent":
                self.voice = (self.sentence, who)
            return who
        if is_post(lemma):
            return self._post(token, lemma, owner)
        if lemma == "family":
            return self._family(token)
        if lemma in _PLACES and (place := self._place_called(token)):
            return place
        if lemma in lexicon("bodies") or lemma in lexicon("state_anaphors") or lemma in lexicon("media_words"):
            return self._body(token, lemma, owner)
        if token.dep_ == "attr":
            return ()
        if lemma in self._words["also_bodies"] and self._is_definite(token):
            fit = self._described(token, lemma)
            return (fit,) if fit else ()
        return ()

    def _place_called(self, token: Token) -> tuple[Entity, ...]:
        """The place that acts, by what it is: "the city of Lund agreed"."""
        links = [c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"]
        names = [c for link in links for c in below(link) if c.dep_ == "pobj" and c.i in self.named]
        return (self.named[names[0].i],) if names and self._is_definite(token) else ()

    def _members(self, token: Token) -> tuple[Entity, ...]:
        """Those whom a set is of, where it has no name: "a group of US lawmakers", "a coalition of 85 states"."""
        if self._is_definite(token) or any(c.dep_ in {"poss", "appos"} or c.tag_ == "NNP" for c in below(token)):
            return ()
        links = (c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of")
        nouns = [
            c for link in links for c in below(link) if c.dep_ == "pobj" and (c.tag_ == "NNS" or c.text in MEMBERS)
        ]
        if not nouns or nouns[0].i in self.named or lemma_of(nouns[0]) not in lexicon("groups"):
            return ()
        if self._modifiers(nouns[0]):
            return self._noun(nouns[0])
        first = min((c.left_edge.i for c in token.lefts if c.dep_ in {"amod", "compound"}), default=token.i)
        first = first if self.doc[first + 1].text == "-" else token.i
        name = text_of(self.doc, first, nouns[0].i + 1)  # "cross-party group of 31 low-lying countries"
        entity = self.groups.get(name.lower()) or self._new("group", name, name.lower())
        entity.mentions.append(Mention(token.i, nouns[0].i + 1, token.i, False))
        entity.names[name] += 1
        self.named[nouns[0].i] = entity
        return (entity,)

    @staticmethod
    def _is_called(token: Token, lemma: str) -> bool:
        """Whether a noun can say what the name right behind it is: "the charity Bread for All", not "in exchange X"."""
        alone = token.dep_ == "pobj" and not any(token.lefts)
        return not alone and lemma in lexicon("bodies") | lexicon("organization_anaphors")

    def _of_noun(self, token: Token) -> tuple[Entity, ...]:
        """Whose voice one is by a noun that follows: "a spokesman for the labour ministry"."""
        links = (c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"for", "of", "at", "from"})
        noun = next((c for link in links for c in below(link) if c.dep_ == "pobj" and _is_common(c)), None)
        return self._noun(noun) if noun is not None and noun.i not in self.named else ()

    def _known_voice(self, token: Token) -> tuple[Entity, ...]:
        """Whose word an unnamed spokesman gives: the state's or body's that was spoken of last."""
        unsure = (
            any(c.lower_ in {"a", "an", "one", "another"} for c in token.lefts) and token.lemma_.lower() in _ANYBODY
        )
        if part_of(token)[0] != "agent" or unsure:
            return ()
        for sentence, _, entity, weight in reversed(self.recent):
            if self.sentence - sentence == 1 and weight > 2 and entity.sort in VOICED:
                return (entity,)
        if self.spoke is not None and self.sentence - self.spoke[0] <= 3:
            return (self.spoke[1],)
        who = self._best(token, VOICED, reach=3)
        return (who,) if who else ()

    def _post(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The person whose post it is: "the foreign secretary", "the president", "our correspondent"."""
        determiner = next((c.lower_ for c in below(token) if c.dep_ in {"det", "poss"}), "")
        named = [e for c in below(token) if c.dep_ == "appos" for e in self.at(c) if e.sort == "person"]
        if named:
            return (named[0],)
        one = any(c.dep_ == "nummod" and c.lower_ == "one" for c in below(token))
        if one or determiner in {"a", "an", "one", "another", "no", "any", "some", "every", "each"}:
            if owner and owner[0].sort == "state" and lemma in STATE_AGENTS and part_of(token)[0] == "agent":
                return owner[:1] if owner[0].country != self.at_home else ()  # "an American diplomat remarked"
            if not owner or owner[0].sort not in BODIES or lemma not in _BODY_AGENTS:
                return ()
            self.holders[lemma] = owner[0]
            return owner if part_of(token)[0] == "agent" or token.head.lemma_ in {"quote", "cite"} else ()
        before = (c for c in token.lefts if c.dep_ in {"compound", "amod"} and c.i not in self.named)
        words = [c.lower_ for c in before if c.lower_ not in _ANYWHERE] + [lemma]
        for _, _, entity, _ in reversed(self.recent):
            if entity.sort == "person" and self._has_post(entity, words) and not self._foreign(entity, owner):
                return (entity,)
        if lemma == "leader" and NOT_STATES.intersection(words):
            return ()  # "Hungary's opposition leader"
        sides = [e for e in owner if e.sort in {"state", "bloc"}]
        if sides and lemma in {"president", "minister", "premier", "leader", "chancellor", "secretary"}:
            holder = [
                e
                for e in self.entities
                if e.sort == "person" and e.affiliation in sides and self._has_post(e, words[-1:])
            ]
            if not holder:
                self._expect(token, words, owner)
            return tuple(holder[:1]) or tuple(sides[:1])
        if owner and lemma in _BODY_AGENTS:
            self._expect(token, words, owner)
            return owner
        if sides and lemma in STATE_AGENTS:
            return (sides[0],)  # "Moscow's envoy"
        if not owner and determiner == "the" and lemma in self.holders:
            return (self.holders[lemma],)
        crowned = lemma in table("reference")["crowned"] or "attorney" in words  # not whoever is left without a post
        bare = determiner == "the" or (not determiner and lemma in lexicon("unique_posts"))
        parts = {"agent", "modifier", *(("party", "patient") if lemma in lexicon("private_posts") else ())}
        if bare and not crowned and part_of(token)[0] in parts:
            who = self._without_post(token)
            if who is not None:
                who.post = " ".join(words)
                return (who,)
        self._expect(token, words, owner)
        return self._holder(token, words, determiner)

    def _holder(self, token: Token, words: list[str], determiner: str) -> tuple[Entity, ...]:
        """Whoever holds a post, as a person without a name: "the mayor of Lodz", "the Tory leader", "Roe's lawyer"."""
        part, over = part_of(token)
        says = part == "agent" and over.lemma_.lower() in self.said
        unique = words[-1] in lexicon("unique_posts") and part in {"agent", "patient", "party"}
        head = next((a.head for a in token.ancestors if a.dep_ == "relcl"), None) if determiner == "whose" else None
        owner = self.doc[head.left_edge.i : head.i + 1] if head is not None and self.at(head) else None
        whose = determiner in {"the", "its", "their"} or owner is not None
        whose = whose or any(c.tag_ not in {"PRP$", "WP$"} and c.dep_ == "poss" for c in token.lefts)
        if _PASSED.intersection(words):
            return ()
        public = lexicon("public_posts").intersection(words) or (says and len(words) > 1)
        if (
            not public
            or words[-1] in lexicon("company_posts") - {"leader"}
            or not whose
            or not (says or unique)
            or any(c.dep_ == "appos" for c in below(token))
        ):
            return ()
        holders = (e for e in self.entities if e.sort == "person" and self._has_post(e, words))
        if named := [e for e in holders if not self._is_of_another(token, e)]:
            return tuple(named) if len(named) == 1 else ()
        links = (c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"of", "for", "to", "at"})
        of = next((c for link in links for c in below(link) if c.dep_ == "pobj" and is_capital(c)), None)
        first = next(
            (c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod", "poss"} and c.tag_ != "PRP$"), token
        )
        start, end = first.left_edge.i, of.i + 1 if of is not None else token.i + 1
        start += self.doc[start].lower_ in {"the", "a"}
        name = text_of(self.doc, start, end)
        if owner is not None and head is not None:  # "the Liberals, whose leader": the Liberal leader
            whose_name = re.sub("^[Tt]he ", "", owner.text)
            name = f"{whose_name.removesuffix('s') if is_plural(head) else whose_name} {' '.join(words)}"
        entity = self.groups.get(name.lower())
        if entity is None:
            entity = self._new("person", name, name.lower())
            entity.post = " ".join(words)
        entity.mentions.append(Mention(start, token.i + 1, token.i, False))
        return (entity,)

    def _is_of_another(self, token: Token, who: Entity) -> bool:
        """Whether somebody's post is of another place than one spoken of: "Lodz's mayor", where he is Lublin's."""
        owner = next((c for c in below(token) if c.dep_ == "poss" and is_capital(c)), None)
        if owner is None or who.role is None:
            return False
        said = self.doc[min(who.role.side[0], who.role.start) : who.role.end]
        places = {t.text for t in said if is_capital(t) and t.dep_ in {"poss", "compound", "pobj"}}
        return bool(places) and owner.text not in places

    def _expect(self, token: Token, words: list[str], owner: tuple[Entity, ...]) -> None:
        """Keep a post in mind whose holder the next sentences may name: "Norway's labour minister wants ..."."""
        telling = len(words) > 1 or words[-1] in {"president", "mayor", "governor", "chancellor", "premier"}
        if telling and words[-1] in lexicon("unique_posts") and part_of(token)[0] in {"agent", "patient"}:
            bodies = [e for e in owner if e.sort != "person"]
            self.unnamed = Unnamed(self.sentence, token.i, " ".join(words), bodies[0] if bodies else None)

    def _give_post(self, token: Token, entity: Entity) -> None:
        """Give the post spoken of right before to somebody who is named then without one, and does something."""
        if entity.sort != "person":
            return
        post, self.unnamed = self.unnamed, None
        new = entity.role is None and entity.post is None and entity.mentions[0].head == token.i
        if post is None or not new or self.sentence - post.sentence > _SOON or part_of(token)[0] != "agent":
            return
        if token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ in {"of", "from", "at"}:
            return  # "Jane Roe of the Bugle"
        if token.dep_ == "appos" and is_post(token.head.lemma_.lower()):
            return  # "Lodz's mayor, Jane Roe": not that of another town
        if any(c.dep_ == "appos" for c in below(token)):
            return  # "said Jane Roe, a friend of hers"
        entity.post, entity.affiliation = post.post, entity.affiliation or post.owner
        holder = self.found.get(post.at)
        self.found[post.at] = (entity,)
        if holder and not holder[0].names:
            self._is(holder[0], entity)

    def _await_name(self, token: Token) -> None:
        """Keep in mind a body that the news is told of before its name: "a US defence firm", "its biggest union"."""
        kinds = self._kinds["company"] | self._kinds["union"] | self._kinds["charity"]
        if token.i not in self.reading.lead or lemma_of(token) not in kinds:
            return
        most = any(c.tag_ == "JJS" for c in token.lefts)
        if token.tag_ == "NN" and (held := self.found.get(token.i)) and not (most and held[0].sort == "body"):
            return
        first = {c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}} & {"a", "an", "its", "their"}
        one = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        who = one if one.lower_ == "one" else token
        told = bool(first) or most if who == token else token.tag_ == "NNS"
        if told and part_of(who)[0] in {"agent", "patient", "party"}:
            self.nameless = Unnamed(self.sentence, who.i, lemma_of(token), None)

    def _give_name(self, token: Token, entity: Entity) -> None:
        """Take the firm that is named next, and does something, for the one that the news was told of.

        It must be called a firm of that kind or be spoken of again, and nothing may tell against it.
        """
        firm = self.nameless
        kind = token.dep_ == "compound" and lemma_of(token.head) in self._kinds["company"]  # "the Titan corporation"
        leader = token.head if kind else token
        leads = part_of(leader)[0] == "agent" or leader.dep_ == "nsubjpass"
        named = entity.sort in {"organization", "unknown"} or (entity.sort == "place" and self._is_body(entity))
        if firm is None or not (leads and named) or self.reading.in_heading(token.idx):
            return
        told = [m for m in entity.mentions if not self.reading.in_heading(self.doc[m.start].idx)]
        if told[0].head != token.i or self.sentence == firm.sentence:
            return
        self.nameless = None
        if self.sentence - firm.sentence > _SOON:
            return
        kinds = frozenset(kind for kind, nouns in self._kinds.items() if firm.post in nouns)
        called = bool(kinds & self._kinds_of(entity)) or len(told) > 1
        people = self._of_a_people(self.doc[firm.at])
        if called and self._may_be(entity, kinds, people, firm.post, set()):
            holder = self.found.get(firm.at)
            self.found[firm.at] = (entity,)
            if holder and holder[0].sort == "body" and holder[0] in self.entities:
                self._is(holder[0], entity)

    def _is(self, unnamed: Entity, entity: Entity) -> None:
        """Take who was thought to be somebody without a name for the one who is named now."""
        self.entities.remove(unnamed)
        self.found.update([(i, (entity,)) for i, who in self.found.items() if who == (unnamed,)])
        self.groups = {key: entity if e is unnamed else e for key, e in self.groups.items()}
        recent = [r._replace(entity=entity) if r.entity is unnamed else r for r in self.recent]
        self.recent.clear()
        self.recent.extend(recent)

    def _foreign(self, entity: Entity, owner: tuple[Entity, ...]) -> bool:
        """Whether a person's post is in another state than the one that a bare post is of."""
        return self.at_home is not None and not owner and entity.country not in {None, self.at_home}

    def _has_post(self, entity: Entity, words: list[str]) -> bool:
        if entity.post is not None:
            post = entity.post.split(" of ")[0]
            return post == " ".join(words) or (len(words) == 1 and post.split()[-1] == words[0])
        if entity.role is None:
            return False
        role = self.doc[entity.role.start : entity.role.end].text.lower().replace("-", " ").split()
        return words[-1] in role and (len(words) == 1 or all(w in role for w in words[-2:]))

    def _without_post(self, token: Token) -> Entity | None:
        """The person without a post of his own who was the subject of the sentence before, or is the only such one."""
        sayers = {
            id(e) for a in token.ancestors for s in below(a) if s.dep_ in SUBJECTS and s != token for e in self.at(s)
        }
        free = [e for e in self.entities if e.sort == "person" and e.role is None and e.post is None and e.mentions]
        free = [e for e in free if id(e) not in sayers]  # "Jane Roe said the minister had promised it"
        before = [e for e in free if e.mentions[0].start < token.i and not self._as_company(e)]
        for sentence, at, entity, weight in reversed(self.recent):
            if entity in before and at < token.i:
                if weight >= 2 and self.sentence - sentence <= 2:
                    return entity
                break
        return before[0] if len(before) == 1 and len(before[0].mentions) > 1 else None

    def _says_its_kind(self, token: Token, lemma: str) -> Entity | None:
        """The body whose name stands right before the noun for what it is: "the Amalgam union", "the Green group"."""
        before = self.named.get(token.i - 1)
        if before is None or before.sort not in {"organization", "unknown"} or not self.doc[token.i - 1].whitespace_:
            return None
        if self.doc[token.i - 1].head.i != token.i or self.doc[token.i - 1].dep_ == "poss":
            return None
        if lemma not in lexicon("company_words") | lexicon("organization_anaphors"):
            return None
        if self.doc[token.i - 1].text in place_codes() and lemma in lexicon("company_words"):
            return None  # "the Leeds company"
        if self.doc[token.i - 1].lower_ == before.name.lower():
            before.names[f"{before.name} {token.text}"] += 1
        return before

    def _is_its_own(self, token: Token, lemma: str, words: list[str]) -> bool:
        """Whether a description that fits nobody tells enough to be a body without a name: "the energy regulator"."""
        kinds = table("reference")["kinds"]
        public = lemma in {
            *kinds["office"],
            *kinds["union"],
            *kinds["party"],
            *kinds["charity"],
            *lexicon("joint_bodies"),
            "board",
            "wing",
            "mission",
        }
        part = part_of(token)[0]
        if len(words) > 1 and public:
            return part in {"agent", "patient", "party"}
        named = token.i + 1 < len(self.doc) and is_capital(self.doc[token.i + 1])  # "the media firm X"
        asks = token.dep_ == "poss" and token.head.lemma_.lower() in acts().nouns  # "the council's request"
        own = self._told(token) is None and (part == "agent" or asks) and all(w.islower() for w in words) and not named
        beside = {id(e) for c in below(token.head.head if token.dep_ == "pobj" else token.head) for e in self.at(c)}
        others = (e for e in self.entities if id(e) not in beside)  # "Acme was told by the regulator"
        return own and not any(e.sort in _BY_NAME and self._may_be_called(e, lemma) for e in others)

    def _is_turned_to(self, token: Token, who: Entity) -> bool:
        """Whether somebody is dealt with by what a noun does: he is not the one who does it."""
        verb = token.head
        links = (c for p in below(verb) if p.dep_ == "prep" for c in below(p))
        objects = (c for c in (*below(verb), *links) if c.dep_ in {"dobj", "dative", "pobj"} and c.i > verb.i)
        return token.dep_ in SUBJECTS and any(self.heads.get(c.i) is who for c in objects)

    def _is_waited_for(self, token: Token, who: Entity) -> bool:
        """Whether somebody makes his doing hang on what a body does, so not his own: "will go unless the *board* …"."""
        verb = token.head
        open_ = verb.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in below(verb))
        sayers = (s for over in verb.ancestors if over.dep_ == "ROOT" for s in below(over) if s.dep_ in SUBJECTS)
        return open_ and token.dep_ in SUBJECTS and any(self.heads.get(s.i) is who for s in sayers)

    def _may_be_called(self, entity: Entity, lemma: str) -> bool:
        """Whether an entity that is named anywhere in the text may be what a bare noun means."""
        own, kinds = self._kinds_of(entity), {k for k, nouns in table("reference")["kinds"].items() if lemma in nouns}
        return not own or not kinds or bool(own & kinds)

    def _spelled_behind(self, noun: Token) -> tuple[Entity, ...]:
        """Whose letters stand between commas behind a body: "the association of displaced families, AFD, pleaded"."""
        end = noun.right_edge.i
        last = self.doc[end - 1] if end > noun.i and self.doc[end].text == "," else self.doc[end]
        commas = last.i > 0 and last.nbor(-1).text == "," and last.i + 1 < len(self.doc) and last.nbor(1).text == ","
        letters = last.text.isupper() and last.dep_ == "appos" and last.i > noun.i + 1
        return self.at(last) if letters and commas and len(last) > 1 else ()

    def _set_behind(self, noun: Token) -> tuple[Entity, ...]:
        """Whose name ends the sentence behind a body and a comma: "fined by the regulator, the Salt Board."."""
        i = noun.i + 1 + (self.doc[noun.i + 1 : noun.i + 3].text.lower() == ", the")
        entity = self.named.get(i + 1)
        if self.doc[noun.i + 1 : noun.i + 2].text != "," or entity is None or entity.sort != "organization":
            return ()
        end = next(m.end for m in entity.mentions if m.start <= i + 1 < m.end)
        known = self._is_definite(noun) or any(c.dep_ == "poss" for c in noun.lefts)
        closed = end < len(self.doc) and self.doc[end].text in {".", ";"} and self.doc[end - 1].dep_ != "conj"
        return (entity,) if known and closed else ()

    def _body(self, token: Token, lemma: str, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The body that a singular noun names: one spoken of before, or one of its own."""
        if token.dep_ == "attr" and token.head.lemma_ == "be":
            subjects = [c for c in below(token.head) if c.dep_ in SUBJECTS]
            if who := [e for s in subjects for e in self.at(s)]:
                return tuple(who)
        named = [e for c in below(token) if c.dep_ == "appos" for e in self.at(c) if e.sort != "person"]
        named += self._spelled_behind(token) or self._set_behind(token)
        if named:
            return (named[0],)
        kind = self._says_its_kind(token, lemma)
        if kind is not None:
            return (kind,)
        determiner = next((c.lower_ for c in below(token) if c.dep_ in {"det", "poss"}), "")
        words = [*self._modifiers(token), lemma]
        phrase = " ".join(words[-2:]).lower()
        if (
            owner
            and owner[0].sort == "person"
            and lemma in {"government", "administration", "side", "cabinet", "regime"}
        ):
            side = owner[0].affiliation
            if side is None and self.home is not None and lemma == "administration":
                return self._government(None)
            return (side,) if side is not None else ()
        telling = [w for w in words[:-1] if w.islower()]
        owned = owner and owner[0].sort in {"state", "bloc"} and self._told(token) is None
        party = lemma == "party" and bool(_SIDES.intersection(telling))
        party = party or (lemma in _JOINT | lexicon("joint_bodies") and part_of(token)[0] == "agent")
        if owned and (is_national(lemma, words) or party) and telling:  # "Peru's competition authority"
            return self._own_body(token, [*telling, lemma], owner)
        if lemma in {"leader", "government"} and {w.lower() for w in words[:-1]} & NOT_STATES:
            return ()  # "Hungary's opposition leader", "Berlin's city government"
        if owner and owner[0].sort in {"state", "bloc"} and lemma in STATE_AGENTS:
            return self._government(owner[0]) if lemma == "government" else owner[:1]
        if owner and owner[0].sort == "person" and lemma in {"country", "nation"}:
            side = owner[0].affiliation
            return (side,) if side is not None and side.sort == "state" else ()
        if lemma == "bloc" and len(words) == 1:
            blocs = [e for e in self.entities if e.sort == "bloc" and e.mentions and e.mentions[0].start < token.i]
            return (blocs[0],) if len(blocs) == 1 else ()
        if owner and owner[0].sort == "person" and lemma in table("reference")["any_company"]:
            side = owner[0].affiliation
            return (side,) if side is not None and side.sort in {"organization", "unknown"} else ()
        place = next((self.doc[m.start : m.end].text for m in owner[0].mentions), "") if owner else ""
        if lemma in {"government", "executive"} and place in place_codes() and owner[0].sort == "place":
            return (self._regional(place),)
        if lemma in {"province", "state"} and self.region is not None and determiner == "the" and not owner:
            return (self._regional(self.region),) if part_of(token)[0] == "agent" else ()
        if lemma == "government" and owner and owner[0].sort in {"chamber", "organization"}:
            # "a Labour government would …" is what that party means to do
            # and "Ruvania's government" is of a state that was taken for a body
            own = determiner in _ANY or any(c.dep_ == "poss" for c in below(token))
            return owner[:1] if own else self._government(None)
        if owner and (owner[0].sort != "person" or self._as_company(owner[0])) and lemma in _BODY_AGENTS:
            self.holders[lemma] = owner[0]
            return owner[:1]
        if lemma in {"board", "management"} and not owner and determiner == "the":
            fit = self.holders.get(lemma) or self._described(token, "company")
            if fit is not None and (self._is_turned_to(token, fit) or self._is_waited_for(token, fit)):
                return ()  # "the board called on X to sell": it is another's
            if fit is None and lemma == "board" and self._is_its_own(token, lemma, words):
                return self._own_body(token, words, owner)
            return (fit,) if fit else ()
        if lemma == "office" and (office_of := self._office(token)):
            return office_of
        if lemma == "ministry" and owner and owner[0].sort == "person":
            return self._ministry_of(token, owner[0])
        if lemma == "ministry" and not owner and len(words) == 1 and not self._matter(token):
            return self._ministry(token)
        if lemma == "embassy" and not owner and len(words) == 1:
            before = self._spoken_of(lemma)
            return (before,) if before else ()
        if lemma == "opposition" and any(c.lower_ in {"to", "from"} for c in token.rights):
            return ()  # "opposition to the plan"
        if lemma == "cabinet" and not owner and self.at_home and determiner == "the" and len(words) == 1:
            return self._government(None)
        if (named_body := self._of_its_kind(token, lemma, words)) is not None:
            return self._own_body(token, named_body, ())
        office = phrase in _OFFICES or lemma in {"ministry", "embassy"} or phrase.endswith("press service")
        if office and lemma not in {"agency", "bank"} and determiner not in {"a", "no"}:
            return self._own_body(token, words, owner)
        if lemma == "administration" and not owner and self.home is not None and self.home.country == "USA":
            return self._government(None) if determiner == "the" else ()
        if lemma == "government" and not owner:
            return self._government(None) if determiner not in _ANY else ()
        if self._is_of_place(token, lemma):
            before = self._spoken_of(" ".join(words).lower())
            body = (before,) if before else self._own_body(token, words, ())
            at_home = self.home is not None and (self.at_home or self.alone)
            body[0].country = body[0].country or (self.home.country if at_home and self.home is not None else None)
            return body
        of_a_thing = len(words) > 1 and any(c.dep_ == "poss" and c.tag_ == "NN" for c in token.lefts)
        if of_a_thing and lemma not in lexicon("company_words") and self._is_its_own(token, lemma, words):
            return self._own_body(token, words, owner)  # "the island's tourism board"
        if determiner in {"the", "this", "that", "its"} or (owner and determiner not in _ANY):
            if lemma in lexicon("own_bodies") and not owner:
                before = self._spoken_of(" ".join(words).lower())
                if before is None and (bare := self._spoken_of(lemma)) is not None and " " not in bare.name:
                    before = bare  # but "the parish council" is not the town's
                return (before,) if before else self._own_body(token, words, owner)
            if lemma in lexicon("state_anaphors"):
                fit = self._state(token)
                return (fit,) if fit else ()
            if self._is_definite(token) and (
                lemma in lexicon("company_words")
                or lemma in lexicon("organization_anaphors")
                or lemma in table("reference")["kinds"]["office"]
                or lemma in lexicon("joint_bodies")
            ):
                fit = self._described(token, lemma)
                if fit is None and not words[:-1] and (before := self.groups.get(f" {lemma}")) is not None:
                    return (before,)
                if fit is None and self._is_its_own(token, lemma, words):
                    return self._own_body(token, words, owner)
                return (fit,) if fit else ()
        elif lemma in lexicon("own_bodies") and (
            (part_of(token)[0] == "agent" and part_of(token)[1].lemma_ in self.said)
            or is_capital(token)
            or len(words) > 1
            or lemma in {"parliament", "police", "congress"}
            or (token.i in self.reading.lead and part_of(token)[0] == "agent")
        ):
            before = self._spoken_of(" ".join(words).lower())
            return (before,) if before else self._own_body(token, words, owner)
        return ()
