"""From names to who bears them: full names, surnames, acronyms and short forms of one actor brought together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.extraction.firms import is_firms, is_persons
from communique.extraction.gazetteer import chamber_codes, place_codes, state_of
from communique.extraction.grammar import common_words
from communique.extraction.likeness import initials, misspelt, same_body, same_person, shortened, stem
from communique.extraction.names import PARTICLES, Name
from communique.extraction.roles import Role, is_opposite, post_of, post_of_title, role_of
from communique.extraction.shapes import lexicon
from communique.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_POSSESSIVE = re.compile(r"['’]s\b")
_STYLES = frozenset(
    {"lord", "lady", "baroness", "baron", "viscount", "king", "queen", "prince", "princess", "pope", "sheikh"}
)
_BEFORE = 40  # tokens before a sentence in which the one can be named whose counterpart somebody is
_CIRCLES = frozenset({"G7", "G8", "G20"})  # states that meet, without a body of their own
_PLACING = frozenset({"in", "near", "outside", "from", "across"})
_WHOSE = frozenset({"NORP", "GPE", "ORG"})
_MIN_SLIP = 7  # and of one that is a firm's name misspelt
_MIN_ALIKE = 5  # letters that a word has which alone can stand for a name
_TITLED_BEFORE = 9  # tokens before "such as" in which it is said of what the examples are
_PARTS_OF_NAMES = frozenset(
    {"group", "movement", "party", "bloc", "faction", "alliance", "coalition", "network", "board", "league", "lobby"}
)
_USUAL = 4  # times that a short form is said which is the usual name
_FIRM = 6  # votes of words that are said of companies only


@dataclass(frozen=True)
class Mention:
    """Tokens `start:end` that stand for an entity, by the token `head`; `named` if by a name of its own."""

    start: int
    end: int
    head: int
    named: bool = True


@dataclass(eq=False)
class Entity:
    """An actor in the making. `sort`: what it is, before it is known whether it takes part."""

    sort: str  # person, organization, state, seat, bloc, chamber, media, group, body, place, thing, unknown
    name: str
    mentions: list[Mention] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    role: Role | None = None
    post: str | None = None
    affiliation: Entity | None = None
    gender: str | None = None
    sure: bool = False
    elsewhere: bool = False  # its own words place it, so that no country is taken from around it

    @property
    def kind(self) -> ActorKind:
        """The kind of actor that it is."""
        if self.sort == "person":
            return "person"
        if self.sort in {"state", "seat"}:
            return "state"
        return "group" if self.sort == "group" or self.name in _CIRCLES else "organization"


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A name as it is compared: without accents, case, stops and possessives."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    text = _POSSESSIVE.sub("", text)
    for mark in "’'.":
        text = text.replace(mark, "")
    return " ".join("united" if w == "utd" else w for w in text.split())


def text_of(doc: Doc, start: int, end: int) -> str:
    """Tokens `start:end` as one line."""
    return " ".join(doc[start:end].text.split())


def head_of(doc: Doc, start: int, end: int) -> int:
    """The token of `start:end` whose head lies outside: the head of the phrase."""
    for i in range(start, end):
        if not start <= doc[i].head.i < end or doc[i].head.i == i:
            return i
    return end - 1


class Gathering:
    """The entities that a text names, in the order of their first names."""

    def __init__(self, doc: Doc, names: list[Name]) -> None:
        self.doc = doc
        self.entities: list[Entity] = []
        self.of_name: dict[Name, Entity] = {}
        self._known: dict[tuple[str, str], Entity] = {}
        self._by_key: dict[str, Entity] = {}
        self._first: dict[str, list[Entity]] = {}  # organizations by the first word of their names
        self._last: dict[str, list[Entity]] = {}  # and those of two words by the last one
        self._initialled: dict[str, Entity] = {}  # bodies by the acronyms that their names can have
        self._ending: dict[int, Entity] = {}  # who is named by the tokens that end here
        self._persons: dict[str, list[Entity]] = {}  # by each word of the name
        self._other_posts: dict[int, str] = {}  # what people hold who are given no post, by Python ids
        self.common = common_words(doc)
        names = [n for n in names if n.sure or n.end - n.start > 1 or not self._is_word(n)]
        self.titles = _titles(doc)
        self.goods = {key_of(doc[n.start].text) for n in names if _abbreviates(doc, n)}
        proven = self._proven(names)
        sure = (n for n in names if n.sure and n.guess == "person")
        of_people = (n for n in names if n.end < len(doc) and doc[n.end].lower_ in lexicon("of_people"))
        self.surnames = {key_of(doc[n.end - 1].text) for n in (*sure, *of_people)}
        for name in names:
            if name.known is not None and not self._may_be_short(name):
                self._add_known(name)
        ordered = sorted(
            (n for n in names if n.known is None or self._may_be_short(n)),
            key=lambda n: (n.end - n.start == 1 or doc[n.start + 1].lower_ == "of", n.start),
        )
        for name in ordered:
            if name.known is None:
                self._add(name, proven)
            elif (whole := self._bracketed(name) or self._acronym(text_of(doc, name.start, name.end))) is not None:
                self._mention(whole, name)
            else:
                self._add_known(name)
        for entity in self.entities:
            if entity.sort == "person" and entity.role is None:
                entity.post = self._other_posts.get(id(entity))
        self._settle_counterparts()
        for entity in self.entities:
            if entity.sort == "organization":
                entity.name = self._usual(entity)
            if entity.sort in {"organization", "unknown", "place"}:
                entity.name = self._with_noun(entity)
        self.entities.sort(key=lambda e: min(m.start for m in e.mentions))
        for entity in self.entities:
            entity.mentions.sort(key=lambda m: m.start)

    def _usual(self, entity: Entity) -> str:
        """The name of a body: a short form that is said from the first, where a longer one is but once."""
        first = min(entity.mentions, key=lambda m: m.start)
        text = text_of(self.doc, first.start, first.end)
        rare = entity.names[entity.name] == 1 and entity.names[text] >= _USUAL
        return text if rare and entity.name.startswith(text + " ") else entity.name

    def _with_noun(self, entity: Entity) -> str:
        """The name of a body with the noun that it never goes without: "the Green | group", "the Veld | health board".

        Where its people are also named by it alone, "the Torvi movement" is "the Torvis".
        """
        several = f"{entity.name}s"
        if entity.names[several]:
            return several if entity.names[entity.name] else entity.name
        if entity.name.isupper() or any(self._is_alone(m) for m in entity.mentions):
            return entity.name
        whole = [text for m in entity.mentions if (text := self._up_to_noun(m)).startswith(f"{entity.name} ")]
        return whole[0] if whole else entity.name

    def _is_alone(self, mention: Mention) -> bool:
        """Whether a name stands for itself, and says no more about a noun behind it: "Unity" in "Unity's leader"."""
        last = self.doc[mention.end - 1]
        return last.dep_ not in {"compound", "amod", "nmod"} or last.head.i < mention.end

    def _up_to_noun(self, mention: Mention) -> str:
        """A name and the noun of a body that follows it in small letters; empty where none does."""
        last = self.doc[mention.end - 1]
        noun, between = last.head, self.doc[mention.end : last.head.i]
        if self._is_alone(mention) or len(between) > 2:
            return ""
        plain = noun.tag_ == "NN" and noun.text.islower() and all(t.tag_ == "NN" and t.text.islower() for t in between)
        if not plain or noun.lower_ not in (_PARTS_OF_NAMES if between else _PARTS_OF_NAMES - {"board"}):
            return ""
        return text_of(self.doc, mention.start, noun.i + 1)

    def _settle_counterparts(self) -> None:
        """Give "his Danish counterpart Jane Roe" the post of the one named before her in the sentence."""
        people = [e for e in self.entities if e.sort == "person" and e.role is not None]
        for entity in people:
            role = self.doc[entity.role.start : entity.role.end] if entity.role else None
            if role is None or not (role[-1].lower_ == "counterpart" or is_opposite(role[-1])):
                continue
            first = role[0].sent.start - _BEFORE
            near = [
                (m.start, e) for e in people for m in e.mentions if first <= m.start < role.start and e is not entity
            ]
            entity.post = self._bare_post(max(near, key=lambda pair: pair[0])[1]) if near else None

    def _bare_post(self, entity: Entity) -> str | None:
        """A person's post without whose it is: "foreign minister" of "Danish Foreign Minister"."""
        words = self.doc[entity.role.start : entity.role.end] if entity.role is not None else self.doc[:0]
        end = next((i for i, t in enumerate(words) if t.lower_ in {"of", "for", "at"}), len(words))
        told = [t for t in words[:end] if t.ent_type_ not in _WHOSE and not t.is_punct and t.tag_ != "POS"]
        small = bool(told) and told[-1].is_lower  # "Acme chief": what has a capital is a name
        return " ".join(t.lower_ for t in told if not (small and t.is_title)) or None

    def _may_be_short(self, name: Name) -> bool:
        """Whether a medium's name is an acronym, which may be that of another body here."""
        return name.known is not None and name.known.sort == "media" and bool(self.doc[name.start].is_upper)

    def _is_word(self, name: Name) -> bool:
        """Whether a single capitalised word is but a common one at a sentence's start."""
        text = self.doc[name.start].text
        token = self.doc[name.start]
        labelled = bool(token.ent_type_)
        plural = bool(token.is_sent_start) and text.endswith("s") and not labelled
        if plural and is_firms(self.doc, name.start, name.end):
            return False
        return not text.isupper() and (text.lower() in self.common or bool(plural))

    def _proven(self, names: list[Name]) -> dict[str, str]:
        """What each name is that is proven somewhere, or that most of its labels say."""
        votes: dict[str, Counter[str]] = {}
        for name in names:
            if name.guess != "known" and name.guess != "post":
                weight = 9 if name.sure else 1
                here = votes.setdefault(key_of(text_of(self.doc, name.start, name.end)), Counter())
                here[name.guess] += weight
                if is_firms(self.doc, name.start, name.end):
                    here["organization"] += _FIRM
                if is_persons(self.doc, name.end):
                    here["person"] += _FIRM
        for votes_here in list(votes.items()):
            words = votes_here[0].split()
            if len(words) > 1 and votes_here[1].most_common(1)[0][0] == "person":
                for word in (words[-1],):
                    if word in votes and votes[word]["organization"] < 5:
                        votes[word]["person"] += 4
        proven = {key: max(sorted(v), key=lambda g: v[g]) for key, v in votes.items()}
        firsts = {key.split()[0] for key in proven if " " in key}
        for key in [k for k in proven if len(k.split()) in {2, 3} and proven[k] != "person"]:
            last = key.split()[-1]
            alone = proven.get(last) in {"person", "unknown"} and last not in firsts and key.split()[0] not in proven
            if alone and max(votes[key].values()) < 9 and votes[last]["organization"] < 9:
                proven[key] = proven[last] = "person"  # a full name, and the surname alone
        return proven

    def _add_known(self, name: Name) -> None:
        known = name.known
        assert known is not None
        sort, key = known.sort, known.key
        if key.startswith("bloc "):
            sort_key, key = "bloc", key.removeprefix("bloc ")
        else:
            sort_key = {"people": "state", "seat": "state", "capital": "state"}.get(sort, sort)
        if sort == "media":
            key = key_of(key).removesuffix(" news agency").removesuffix(" news")
        entity = self._known.get((sort_key, key))
        if entity is None:
            entity = Entity(sort_key, key, sure=True)
            if sort_key == "state":
                state = state_of(key)
                entity.name, entity.country = state.name, state.code or None
            elif sort_key == "chamber":
                entity.country = chamber_codes()[key]
            elif sort_key == "media":
                entity.name = text_of(self.doc, name.start, name.end)
            self._known[sort_key, key] = entity
            self._enter(entity)
        self._mention(entity, name)

    def _mention(self, entity: Entity, name: Name) -> None:
        self.of_name[name] = entity
        self._ending[name.end] = entity
        entity.mentions.append(Mention(name.first, name.end, head_of(self.doc, name.start, name.end)))
        entity.names[_styled(self.doc, name)] += 1
        if entity.sort == "person":
            self._describe(entity, name)

    def _enter(self, entity: Entity) -> None:
        """Take in an entity that is no person."""
        self.entities.append(entity)
        if entity.sort in {"organization", "unknown"}:
            self._first.setdefault(key_of(entity.name).split()[0], []).append(entity)
            words = key_of(entity.name).split()
            if len(words) == 2:
                self._last.setdefault(words[1], []).append(entity)
        if entity.sort in {"organization", "bloc", "unknown", "chamber"}:
            for letters in sorted(initials(entity.name)):
                self._initialled.setdefault(letters, entity)

    def _describe(self, entity: Entity, name: Name) -> None:
        """The role and the gender that this mention of a person gives."""
        for i in range(name.first, name.start):
            low = self.doc[i].lower_
            if low in lexicon("men") or low in lexicon("women"):
                entity.gender = entity.gender or ("he" if low in lexicon("men") else "she")
        if entity.role is None and (role := role_of(self.doc, name)):
            entity.role = role
            entity.gender = entity.gender or _told_by(self.doc[role.start : role.end].text.lower().split())
        if (post := post_of(self.doc, name) or post_of_title(self.doc, name)) is not None:
            self._other_posts.setdefault(id(entity), post)

    def _add(self, name: Name, proven: dict[str, str]) -> None:
        of = self.doc[name.start].lower_ == "of"  # "Prince of Wales" is no title before a name
        text = text_of(self.doc, name.first if of else name.start, name.end).rstrip("-–")
        key = key_of(text)
        if not key or name.guess == "post" or name.start in self.titles or key.removesuffix("s") in self.goods:
            return
        guess = name.guess if name.sure else proven.get(key, name.guess)
        if guess != "person" and not name.sure and self._posted(name):
            guess = "person"
        elif guess == "person" and not name.sure and " " not in key and key not in self._persons:
            guess = self._alone(key)
        other = self._by_key.get(key) or self._by_key.get(key.replace(" ", ""))  # "JP Morgan", "JPMorgan"
        if (half := self._half(name, text)) is not None:
            self._mention(half, name)
            return
        if guess == "person" and not (other is not None and other.sort == "organization" and other.sure):
            self._add_person(name, text, key)
            return
        there = guess == "place" and name.start > 0 and self.doc[name.start - 1].lower_ in _PLACING
        entity = other or self._bracketed(name) or self._acronym(text)
        entity = entity or (None if there else self._by_its_noun(name, key) or self._short_form(key, guess))
        if entity is None:
            person = None if name.sure and guess == "organization" else self._person_called(key)
            if person is not None and guess in {"unknown", "place", "organization"}:
                self._mention(person, name)
                return
            entity = Entity(guess, text, sure=name.sure)
            self._enter(entity)
            self._by_key.setdefault(key.replace(" ", ""), entity)
        self._by_key.setdefault(key, entity)
        entity.sure = entity.sure or name.sure
        if entity.sort == "person" and guess == "organization" and not entity.sure and " " not in key:
            entity.sort = guess  # "JP Morgan", where "JPMorgan" is a firm's, or "chip designer Acme"
        self._mention(entity, name)

    def _alone(self, key: str) -> str:
        """What a single word is that is labelled a person: without title, post or first name anywhere, hardly one."""
        if self._short_form(key, "organization") is not None:
            return "organization"
        return "person" if key in self.surnames else "unknown"

    def _half(self, name: Name, text: str) -> Entity | None:
        """The state that "the North" or "the South" stands for, where one of that name is there."""
        if text.lower() not in {"north", "south"} or name.start == 0 or self.doc[name.start - 1].lower_ != "the":
            return None
        found = [e for e in self.entities if e.sort == "state" and e.name.startswith(text + " ")]
        return found[0] if len(found) == 1 else None

    def _posted(self, name: Name) -> bool:
        """Whether a post before the name, or one in apposition, shows that it is a person's."""
        before = self.doc[name.start - 1].lower_ if name.start else ""
        if before in lexicon("posts") and before not in lexicon("company_posts"):
            return bool(self.doc[name.start - 1].whitespace_)
        if is_firms(self.doc, name.start, name.end):
            return False
        if name.guess == "organization" and name.end - name.start < 2:
            return False
        if before in {"in", "near", "outside"} and self.doc[name.start - 1].whitespace_ and name.end - name.start == 1:
            return False
        town = name.guess == "place" and (
            name.end - name.start < 2 or self.doc[name.start : name.end].text in place_codes()
        )
        role = None if town or name.guess in {"thing", "group"} else role_of(self.doc, name)
        first = self.doc[name.start].lower_
        called = name.end - name.start > 1 and (first in lexicon("men_named") or first in lexicon("women_named"))
        if role is None or name.guess != "organization" or called:
            return role is not None
        if (
            name.end - name.start == 2
            and self.doc[role.end - 1].lower_ == "leader"
            and self.doc[role.start - 1].tag_ == "PRP$"
        ):
            return True  # "its leader, Jane Roe"
        return not any(t.lower_ in lexicon("company_posts") for t in self.doc[role.start : role.end])

    def _person_called(self, key: str) -> Entity | None:
        """The person whose surname it is."""
        found = self._persons.get(key, [])
        return found[0] if found and " " not in key else None

    def _add_person(self, name: Name, text: str, key: str) -> None:
        words = [w.removeprefix("al-") for w in key.split(" of ")[0].split()]  # "Lord Roe of Harsham"
        while len(words) > 1 and words[0] in PARTICLES:
            words.pop(0)  # "van Aalst" is a surname
        if len(words) == 1 and name.first < name.start and self.doc[name.start - 1].lower_ in _STYLES:
            text = text_of(self.doc, name.start - 1, name.end)
        entity = self._by_key.get(key)
        if entity is None or entity.sort != "person":
            entity = self._namesake(words, name)
        if entity is None:
            entity = Entity("person", text, sure=name.sure)
            self.entities.append(entity)
            self._by_key.setdefault(key, entity)
            self._by_key.setdefault(key.replace(" ", ""), entity)
            for word in {words[-1], words[0]} if len(words) > 1 else {words[0]}:
                self._persons.setdefault(word, []).append(entity)
        elif len(text) > len(entity.name) and len(words) > len(key_of(entity.name).split()):
            entity.name = text
        entity.sure = entity.sure or name.sure
        self._mention(entity, name)

    def _namesake(self, words: list[str], name: Name) -> Entity | None:
        """The person of whom this is another form of the name: a surname, or a longer or shorter full name."""
        candidates = (
            self._persons.get(words[-1], [])
            if len(words) == 1
            else [e for e in self._persons.get(words[-1], []) if same_person(key_of(e.name).split(), words)]
        )
        if not candidates:
            spelt = sorted(w for w in self._persons if len(words) == 1 and misspelt(w, words[0]))
            return self._persons[spelt[0]][0] if spelt else None
        if len(words) == 1:
            last = [e for e in candidates if key_of(e.name).split()[-1] == words[0]]
            candidates = last or candidates
            title = self.doc[name.start - 1].lower_ if name.first < name.start else ""
            if title in lexicon("women"):
                candidates = [e for e in candidates if e.gender == "she"] or candidates
            elif title in lexicon("men"):
                candidates = [e for e in candidates if e.gender != "she"] or candidates
            before = [e for e in candidates if min(m.start for m in e.mentions) < name.start]
            return (before or candidates)[0]
        return candidates[0]

    def _short_form(self, key: str, guess: str) -> Entity | None:
        """The organization of which this is another form of the name ("Foster's" of "Foster's Group")."""
        if guess == "thing":
            return None
        words = key.split()
        near = self._first.get(words[0], []) + self._first.get(words[0].removesuffix("s"), [])
        fitting = [e for e in near if same_body(key_of(e.name), key, guess)]
        exact = [e for e in fitting if stem(key_of(e.name)) == stem(key)]
        if fitting:
            return (exact or fitting)[0]
        if len(words) == 2:
            alike = [e for e in self._last.get(words[1], []) if shortened(key_of(e.name).split()[0], words[0])]
            return alike[0] if alike else None
        ending = [e for e in self._last.get(key, []) if key not in lexicon("organization_words")]
        if ending or len(words) > 1:
            often = sorted(ending, key=lambda e: -len(e.mentions))
            one = len(often) == 1 or (len(often) > 1 and len(often[0].mentions) > 2 * len(often[1].mentions))
            return often[0] if one and len(key) >= _MIN_ALIKE else None
        spelt = sorted(w for w in self._first if len(key) >= _MIN_SLIP and misspelt(w, key))
        return self._first[spelt[0]][0] if spelt else None

    def _by_its_noun(self, name: Name, key: str) -> Entity | None:
        """The body spoken of last whose name ends in, or begins with, the noun that stands for it: "the Commission"."""
        bodies = key in lexicon("organization_words") or key in lexicon("organization_heads")
        if not bodies or name.start == 0:
            return None
        word, last = self.doc[name.start - 1].lower_, self.doc[name.end - 1]
        people = last.dep_ == "compound" and last.head.i == name.end and last.head.text.islower()
        if word not in {"the", "'s"} and not people:  # "a Commission spokesman"
            return None
        found = [e for e in self.entities if e.sort in {"organization", "unknown"} and self._is_called(e, key)]
        before = [
            (max(m.start for m in e.mentions if m.start < name.start), e) for e in found if self._is_before(e, name)
        ]
        return max(before, key=lambda pair: pair[0])[1] if before else None

    @staticmethod
    def _is_called(entity: Entity, noun: str) -> bool:
        words = key_of(entity.name).split()
        return len(words) > 1 and (words[-1] == noun or (words[0] == noun and words[1] in {"of", "for"}))

    @staticmethod
    def _is_before(entity: Entity, name: Name) -> bool:
        return any(m.start < name.start for m in entity.mentions)

    def _bracketed(self, name: Name) -> Entity | None:
        """The entity named right before, where this is the short form that follows it in brackets or commas."""
        doc, i = self.doc, name.start
        marks = (doc[i - 1].text, doc[name.end].text) if i > 1 and name.end < len(doc) else ("", "")
        entity = self._ending.get(i - 1)
        if marks not in {("(", ")"), (",", ",")} or name.end - i > 2 or entity is None:
            return None
        if name.known is not None and entity.sort == "bloc":
            return None  # "Brussels (AFP)"
        alike = key_of(entity.name)[:3] == doc[i].lower_[:3] and " " in entity.name  # "Norland Fishers, Norfish,"
        return entity if entity.sort not in {"person", "state"} and (marks[0] == "(" or alike) else None

    def _acronym(self, text: str) -> Entity | None:
        """The organization of whose name these are the initials."""
        letters = text.replace(".", "").replace("&", "")
        if len(letters) > 3 and letters.istitle():
            letters = letters.upper()
        if len(letters) < 2 or not letters.isupper() or not letters.isalnum():
            return None
        return self._initialled.get(letters)


def _styled(doc: Doc, name: Name) -> str:
    """A name, with the title before it where it goes on with a place: "Lord Roe of Harsham"."""
    of = name.first < name.start < name.end - 2 and doc[name.start + 1].lower_ == "of"
    return text_of(doc, name.start - (of and doc[name.start - 1].lower_ in _STYLES), name.end)


def _told_by(role: list[str]) -> str | None:
    """The gender that the word for a post or for one's kin tells: "chairwoman", "wife", "businessman"."""
    if any(w.endswith("woman") or w in lexicon("kinswomen") for w in role):
        return "she"
    return "he" if lexicon("kinsmen").intersection(role) else None  # a woman may be "spokesman"


def _titles(doc: Doc) -> frozenset[int]:
    """The tokens of lists of brands, films and the like: "its brands include X, Y and Z", "films such as X"."""
    verbs = (t for t in doc if t.lemma_ == "include")
    listing = [v for v in verbs if any(c.dep_ == "nsubj" and c.lemma_ in lexicon("titled") for c in v.lefts)]
    listing += [t for t in doc[1:] if t.lower_ == "as" and t.nbor(-1).lower_ == "such" and _lists_titles(t)]
    return frozenset(i for v in listing for i in range(v.i + 1, v.right_edge.i + 1))


def _lists_titles(such_as: Token) -> bool:
    """Whether "such as" brings examples of titles, and not of the bodies named after them."""
    before = such_as.doc[max(such_as.sent.start, such_as.i - _TITLED_BEFORE) : such_as.i]
    named = [t for t in before if t.tag_ == "NNS" and t.ent_type_ not in {"DATE", "TIME"}]
    return bool(named) and named[-1].lemma_.lower() in lexicon("titled")


def _abbreviates(doc: Doc, name: Name) -> bool:
    """Whether a name in brackets is short for the common nouns before it: "liquefied natural gas (LNG)"."""
    letters, i = doc[name.start].text.lower(), name.start - 1
    if i < len(letters) or doc[i].text != "(" or name.end >= len(doc) or doc[name.end].text != ")":
        return False
    words = [t.text for t in doc[i - len(letters) : i]]
    plain = all(w.islower() for w in words[1:]) and words[-1] not in lexicon("bodies")
    initials_ = zip(words, letters, strict=True)
    return len(letters) > 1 and plain and sum(w[0].lower() != c for w, c in initials_) <= (len(letters) > 2)
