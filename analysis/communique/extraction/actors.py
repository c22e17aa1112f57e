"""Who takes part: the article's people, organizations, states and groups, one entry each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.belonging import settle_belonging
from communique.extraction.countries import home_of, place_by_words, settle_countries
from communique.extraction.echoes import echo_at
from communique.extraction.endings import with_own_endings
from communique.extraction.entities import Entity, Gathering, key_of, text_of
from communique.extraction.gazetteer import find_known, state_of
from communique.extraction.grammar import below
from communique.extraction.memory import gender_of
from communique.extraction.names import find_names
from communique.extraction.offices import find_offices
from communique.extraction.public_life import home_in_public_life, region_in_public_life
from communique.extraction.reference import Referents
from communique.extraction.shapes import lexicon
from communique.extraction.sides import affiliate, affiliate_by_words
from communique.extraction.syntax import leading, part_of
from communique.extraction.words import lexicon as acts
from communique.extraction.words import table
from communique.model import Actor, Span, slugify

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from communique.extraction.reading import Reading
    from communique.extraction.roles import Role

_ANY = frozenset({"many", "such", "any", "no", "few", "too"})  # groups of nobody in particular
_SPOKEN_FOR = frozenset({"body", "organization", "chamber"})
_BESIDE = 5  # tokens behind a name in which its bearer's body is told
_LEAD = 80  # tokens of headline and lead
_SEVERAL = frozenset({"organization", "unknown", "body", "group", "media"})  # what a noun for people can stand for
_LEANINGS = frozenset({"appetite", "objection", "intention", "interest", "desire", "quarrel", "reservation", "doubt"})
_PAYING = frozenset({"pay", "repay", "compensate"})
_COURSES = frozenset({"plan", "idea", "proposal", "move", "change", "bill", "deal", "scheme", "reform"})
_SPORTING = frozenset({"die", "drown", "perish", "score", "bowl", "bat", "volley", "dribble"})
_STATE_VOICES = frozenset({"negotiator", "envoy", "ambassador"})
_CALLED = frozenset({"called", "named", "dubbed"})


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of an article, and which of them each of its words stands for."""

    actors: tuple[Actor, ...]
    by_token: Mapping[int, tuple[str, ...]]

    def refer(self, words: Token | Words) -> tuple[str, ...]:
        """The ids of the actors that a token, or a noun phrase with what is joined to it, stands for; () if none.

        A pronoun or description may stand for several ("both sides"), and so may a phrase ("India and Pakistan").
        """
        if hasattr(words, "i"):
            return self.by_token.get(words.i, ())
        inside = range(words.start, words.end)
        heads = [words.root, *(t for t in words.root.conjuncts if t.i in inside)]
        return tuple(dict.fromkeys(id for head in heads for id in self.by_token.get(head.i, ())))

    def actor(self, id: str) -> Actor:
        """The actor with that id; KeyError where there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)


def find_cast(reading: Reading) -> Cast:
    """The actors of the text."""
    doc = reading.doc
    known, at_home = find_known(doc)
    at_home = at_home or home_in_public_life(reading, known)
    gathering = Gathering(doc, with_own_endings(doc, find_names(reading, known)))
    entities = gathering.entities
    home = home_of(entities, known, at_home)
    place_by_words(doc, entities, known)
    affiliate(doc, entities, known)
    entities += find_offices(doc, entities)
    region = region_in_public_life(reading, known, at_home)
    referents = Referents(reading, entities, known, home, at_home, region)
    found = referents.resolve()
    affiliate_by_words(reading, entities, found)
    settle_countries(doc, entities, known, found, home, at_home)
    named = {m.start for e in entities for m in e.mentions}
    meant: dict[int, list[int]] = {}
    for i, who in found.items():
        if len(who) == 1 and i + 1 not in named:  # who is but one of "both sides" shows elsewhere that he takes part
            meant.setdefault(id(who[0]), []).append(i)
    several = (e.mentions[0].start for e in entities if e.sort in _SEVERAL and e.mentions)
    first = min(several, default=0)  # whoever stands there is not one spoken of before
    kept = [e for e in entities if _takes_part(reading, e, meant.get(id(e), []), _begins(e, first))]
    voiced = _voiced(doc, kept)
    present = {id(e) for e in kept}
    kept += [e for e in entities if id(e) in voiced and id(e) not in present]
    settle_belonging(doc, kept, found)
    return _cast(reading, kept, found)


def _begins(entity: Entity, first: int) -> bool:
    return bool(entity.mentions) and entity.mentions[0].start <= first


def _takes_part(reading: Reading, entity: Entity, meant: list[int], first: bool) -> bool:
    """Whether an entity does something in the article, is dealt with, or speaks: places and things do not.

    A bare group that is the `first` to be spoken of is nobody else by another name.
    """
    sort = entity.sort
    use = _Use.of(reading, entity, meant)
    if sort == "thing" and not entity.sure and use.speaks > 0:  # whoever speaks is no thing
        entity.sort = sort = "person" if len(entity.name.split()) == 2 else "organization"
    if sort == "thing" and use.acting > 0 and lexicon("organization_heads") & set(key_of(entity.name).split()[-1:]):
        entity.sort = sort = "organization"  # a museum is a place until it writes or asks
    if sort == "thing" or not entity.name.strip():
        return False
    if sort == "person" and use.speaks == 0 and any(_died(reading.doc, m.end) for m in entity.mentions):
        return False
    if sort == "person":
        if entity.sure and " " not in entity.name and not (_is_posted(reading.doc, entity) or any(vars(use).values())):
            return False  # "whose wife Elsie died"
        known = entity.post or gender_of(entity) or use.meets + use.dealt + use.owns + use.weak + use.joined
        return entity.sure or entity.role is not None or use.acts > 0 or (" " in entity.name and bool(known))
    if sort == "place":
        return use.acts > 0 or use.dealt > 0
    if sort == "media":
        return use.quoted > 0 or (use.acts - use.speaks > 0 and use.acts > 1)
    if sort == "state":
        return use.acts + use.dealt + use.puts + use.backs > 0 or use.meets > 1
    if sort in {"bloc", "chamber"}:
        return use.acts + use.meets + use.dealt + use.puts > 0
    if sort in {"organization", "unknown"}:
        alone = not entity.sure and entity.name.isupper() and len(entity.names) == 1
        party = use.dealt + use.addressed + use.bought + use.puts > 0
        if sort == "unknown":
            return use.speaks + use.deals > 0 or party
        if not entity.sure:
            return use.acts > 0 or party or use.meets + use.weak + use.owns > (0 if use.joined else 1 + alone)
        if entity.name.lower() in lexicon("organization_words"):  # "a term of Parliament"
            return use.acts + use.weak + use.addressed + use.dealt > 0
        return use.acts + use.weak > 0 or use.meets > 0 or use.owns > 0
    if sort == "group":
        if not _group_takes_part(entity, use):
            return False
        return not _stands_for_others(reading, entity, meant, first and use.deals > 0)
    return use.acts + use.addressed + use.weak + use.puts > 0


def _stands_beside(doc: Doc, person: Entity, side: Entity) -> bool:
    """Whether a body is told right beside one of its people: "Labour's Jane Roe", "Jane Roe, of the drivers' union"."""
    role = person.role if side.sort == "body" else None
    if role is not None and any(role.start <= m.start < role.end for m in side.mentions):
        return True
    for person_, body in ((p, m) for p in person.mentions for m in side.mentions):
        owning = any(t.tag_ == "POS" for t in doc[body.end : body.end + 1])
        opening = doc[body.start].is_sent_start and not owning  # "National officer Jane Roe"
        opening = opening or side.name.lower() in lexicon("worldwide")  # "Nordic director"
        behind = 0 < body.start - person_.end < _BESIDE and doc[person_.end].text == ","
        if (body.end == person_.start - 1 and not opening) or (behind and (side.sure or side.sort == "body" or owning)):
            return True
    return False


def _is_posted(doc: Doc, person: Entity) -> bool:
    """Whether a person has a post, being more than somebody's kin."""
    kin = lexicon("kinswomen") | lexicon("kinsmen")
    return person.post is not None or (person.role is not None and doc[person.role.end - 1].lower_ not in kin)


def _died(doc: Doc, end: int) -> bool:
    """Whether ", who died" or the years of a life stand behind a name: "Admiral Roe, who died in 1811,"."""
    return doc[end : end + 3].text.lower() in {", who died", ", who drowned", ", who perished"}


def _voiced(doc: Doc, kept: list[Entity]) -> set[int]:
    """Those whose people take part, by a post that names them, and the states whose ministers do, as Python ids."""
    spoken = set()
    for person in kept:
        side, role = person.affiliation, person.role
        if person.sort != "person" or side is None:
            continue
        if side.sort in _SPOKEN_FOR and _stands_beside(doc, person, side):
            spoken.add(id(side))
        if role is None:
            continue
        said = {t.lower_ for t in doc[role.start : role.end]}
        inside = (m for m in side.mentions if role.start <= m.start < role.end)
        named = side.sort == "organization" and any(m.start > role.start or " " in side.name for m in inside)
        if (
            named
            or said & lexicon("voices")
            or (side.sort == "state" and said & _STATE_VOICES)
            or (side.sort == "state" and said & lexicon("state_posts"))
        ):
            spoken.add(id(side))
    return spoken


def _group_takes_part(entity: Entity, use: _Use) -> bool:
    background = any(key_of(n).split()[-1].rstrip("s") in lexicon("background_groups") for n in entity.names)
    affected = all(n.split()[-1].lower().rstrip("s") in lexicon("affected") for n in entity.names)
    bare = all(" " not in n for n in entity.names)
    dealers = background and all(key_of(n).split()[-1] in {"traders", "dealers"} for n in entity.names) and use.deals
    if (background and not (use.addressed or dealers)) or (bare and use.weak and not use.meets + use.addressed):
        return False  # "users get", who are dealt with by nobody
    if affected and not use.paid and (use.acts + use.addressed < 2 or not use.speaks + use.addressed):
        return False
    acting = use.acting + use.addressed + use.backs + use.paid + use.puts
    return acting > 0 or use.acts > 1 or use.acts + use.weak + use.meets > 3


def _stands_for_others(reading: Reading, entity: Entity, meant: list[int], new: bool) -> bool:
    """Whether nothing says which group a bare noun names that "the" comes before ("the directors"), or which stands
    once, in the lead of an article: they are named elsewhere, but for one that is `new` and does something.
    """
    first = entity.mentions[0]
    head = reading.doc[first.head]
    if " " in entity.name or any(c.dep_ in {"prep", "relcl", "acl"} for c in head.rights):
        return False
    once = not {m.head for m in entity.mentions}.union(meant) - {first.head}
    led = once and first.start < _LEAD < len(reading.doc) - _LEAD
    if key_of(entity.name).rstrip("s") in lexicon("leanings"):
        return False  # "the conservatives" are known without having been named
    return led or (not new and any(c.lower_ in {"the", "these", "those"} for c in head.lefts))


@dataclass
class _Use:
    """How often an entity does something, speaks, is a party, is addressed or bought, outside quotations."""

    acts: int = 0
    acting: int = 0
    speaks: int = 0
    weak: int = 0
    meets: int = 0
    dealt: int = 0
    owns: int = 0
    addressed: int = 0
    backs: int = 0
    bought: int = 0
    quoted: int = 0
    joined: int = 0
    deals: int = 0
    puts: int = 0
    paid: int = 0

    @classmethod
    def of(cls, reading: Reading, entity: Entity, meant: list[int]) -> _Use:
        """The uses of an entity in a text."""
        use, said = cls(), frozenset(table("speech")["verbs"])
        heads = dict.fromkeys(m.head for m in entity.mentions)
        heads.update(dict.fromkeys(meant))
        for i in heads:
            head = reading.doc[i]
            if entity.sort == "organization" and _names_its_kind(head):
                head = head.nbor(1)
            if reading.quoted[i] is None:
                use._count(head, said, entity.sort == "group")
                use.quoted += _closes_quotation(reading, head, said)
        return use

    def _count(self, head: Token, said: frozenset[str], group: bool) -> None:
        if head.dep_ == "oprd" and head.head.lower_ in _CALLED and head.head.head.lemma_ in lexicon("groups"):
            head = head.head.head  # "a group called X": what the group does, X does
        first = leading(head)
        if first.dep_ == "pobj" and first.head.lower_ == "including" and first.head.head.tag_ == "NNS":
            head = first.head.head  # "states including X": what the states do, X does
        part, over = part_of(head)
        if head.dep_ == "nsubjpass" and over.lemma_.lower() in lexicon("stands"):
            part = "agent"  # "the members are split"
        one = head.ent_type_ == "NORP" and any(c.lower_ in {"a", "an"} for c in head.lefts)  # "Jane Roe, a Swede"
        if head.tag_ == "JJ" or one:  # "the American system": a nationality word says whose, not who
            part = "modifier"
        self.joined += head.dep_ == "conj"
        lemma = over.lemma_.lower()
        if part == "agent" and not group and lemma in _SPORTING:
            return
        stands = any(c.dep_ == "acomp" and c.lemma_.lower() in _taking_sides() for c in below(over))
        echoes = over.pos_ in {"VERB", "AUX"} and echo_at(over) is not None  # "the Greens will not"
        stands = (
            stands
            or echoes
            or _gives_a_view(over)
            or (head.dep_ == "nsubjpass" and lemma in lexicon("stands"))
            or _is_on_a_side(over)
        )
        idle = lemma in lexicon("empty") or (group and lemma in lexicon("idle"))
        anybody = group and any(c.lower_ in _ANY for c in head.lefts)
        if part == "agent" and ((idle and not stands) or anybody):
            self.weak += 1
            self.meets += head.dep_ == "pobj"  # "along with X, Y stands in danger"
        elif part == "agent":
            verbs = [over, *(c for c in below(over) if c.dep_ == "conj" and c.pos_ == "VERB")] if group else [over]
            done = sum(v.lemma_.lower() in lexicon("acting") or v.lemma_.lower() in acts().verbs for v in verbs)
            self.acts += max(done, 1)
            self.acting += done or stands
            self.deals += echoes or lemma in acts().verbs
            self.speaks += lemma in said or over.lower_ == "according"
        elif part == "party" and _voices(head, over):
            self.acts += 1
            self.acting += 1
        elif part in {"patient", "party"} and lemma not in lexicon("empty"):
            self.meets += 1
            self.bought += part == "patient" and lemma in table("firms")["dealt"]
            self.addressed += part == "patient" and lemma in lexicon("addressing")
            self.addressed += part == "party" and _turns_to(head, over)
            self.dealt += part == "party" and any(lemma in lexicon(w) for w in ("dealings", "addressing", "handing"))
            self.backs += part == "party" and lemma in lexicon("backing")
            self.paid += _is_paid(head, over)
        elif part == "modifier":
            self.puts += _puts_forward(head)
            self.owns += head.dep_ == "poss" or leading(head).dep_ == "poss"
        elif part == "other" and head.i + 1 < len(head.doc):
            self.owns += head.nbor(1).tag_ == "POS"


def _puts_forward(head: Token) -> bool:
    """Whether something that is put forward is somebody's: "Iran's bid to join"; not "Japan's largest deal".

    A word before it does as well where it is new: "rejected a French plan".
    """
    noun = head.head.lemma_.lower()
    act = acts().nouns.get(noun) or ("concede" if noun in table("concessions")["nouns"]["ground"] else None)
    own = head.dep_ == "poss" and head.tag_ != "PRP$" and act is not None
    new = any(c.lower_ in {"a", "an"} for c in head.head.lefts) and act in {"propose", "offer", "demand"}
    named = own or (new and head.dep_ in {"amod", "compound", "nmod"})
    return named and not any(t.tag_ in {"JJS", "RBS"} for c in head.head.lefts for t in c.subtree)


@cache
def _taking_sides() -> frozenset[str]:
    """The adjectives by which somebody takes a side: "opposed", "delighted"."""
    return lexicon("stands") | frozenset(table("opinions")["felt"]["any"])


def _is_on_a_side(verb: Token) -> bool:
    """Whether somebody is said to be for or against something: "is against the plan", "is in favour of it"."""
    if verb.lemma_ == "have" and any(c.dep_ == "dobj" and c.lemma_.lower() in _LEANINGS for c in below(verb)):
        return True
    for word in below(verb) if verb.lemma_ == "be" else ():
        told = {t.lower_ for t in below(word)}
        if word.dep_ == "prep" and (word.lower_ == "against" or told & {"favour", "favor", "minds"}):
            return True
        if word.lower_ == "for" and any(t.lower_ == "it" or t.lemma_.lower() in _COURSES for t in below(word)):
            return True
    return False


def _gives_a_view(verb: Token) -> bool:
    """Whether somebody is said to think well or ill of something: "parents think it is a bad idea"."""
    opinions = table("opinions")
    if verb.lemma_.lower() not in opinions["verbs"]["thinking"] + ["find", "call"]:
        return False
    told = [w for c in below(verb) if c.dep_ in {"ccomp", "oprd", "xcomp"} for w in (c, *below(c))]
    told += [w for t in told if t.dep_ == "attr" for w in below(t)]
    return any(t.lemma_.lower() in listed for t in told for listed in opinions["words"].values())


def _voices(head: Token, noun: Token) -> bool:
    """Whose support or resistance it is that is told of: "has the backing of *farmers*", "protests from *them*"."""
    met = table("opinions")["encountered"]
    lemma, link = noun.lemma_.lower(), head.head
    if noun.pos_ != "NOUN" or noun.dep_ not in {"dobj", "pobj", "nsubjpass", "attr"} or noun.head.lower_ == "in":
        return False
    if link.lower_ == "of":
        return lemma in met["support"]
    return link.lower_ in {"from", "among"} and any(lemma in met[act] for act in ("support", "oppose", "hedge"))


def _closes_quotation(reading: Reading, head: Token, said: frozenset[str]) -> bool:
    """Whether somebody is said to say what a quotation right before says: "…", said the Daily Bugle."""
    part, over = part_of(head)
    before = reading.quoted[over.i - 1] if over.i else None
    return part == "agent" and over.lemma_.lower() in said and over.i < head.i and before is not None


def _turns_to(head: Token, over: Token) -> bool:
    """Whether somebody turns to a group, or it to somebody: "appealed to traders", "a petition from 600 families"."""
    word = head.head.lower_
    if over.pos_ == "VERB":
        return over.lemma_.lower() in {"appeal", "call", "plead", "write", "apologise", "apologize"} and word in {
            "to",
            "on",
        }
    lemma = over.lemma_.lower()
    behalf = lemma == "behalf" and word == "of"
    return behalf or (lemma in lexicon("turning") and word in {"to", "from", "by"}) or _is_given(lemma, word)


def _is_paid(head: Token, over: Token) -> bool:
    """Whether somebody agrees to pay a group, or offers it: "agreed to pay $9m to patients"."""
    to = head.head.lower_ == "to" or head.dep_ in {"dobj", "dative"}
    return to and over.lemma_.lower() in _PAYING and over.head.lemma_.lower() in {"agree", "offer", "promise", "pledge"}


def _is_given(lemma: str, word: str) -> bool:
    """Whether something is meant for those behind a preposition: "a fund for tenants", "grants to farmers"."""
    return lemma in lexicon("gifts") and word in {"for", "to"}


def _names_its_kind(head: Token) -> bool:
    """Whether the noun behind a name says what it is: "the Amalgam union called a strike"."""
    if head.dep_ not in {"compound", "nmod"} or head.i + 1 >= len(head.doc) or head.head.i != head.i + 1:
        return False
    return head.head.tag_ == "NN" and head.head.lower_ in lexicon("company_words") | lexicon("organization_anaphors")


def _cast(reading: Reading, kept: list[Entity], found: dict[int, tuple[Entity, ...]]) -> Cast:
    ids: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for entity in kept:
        base = slug = slugify(entity.name) or "actor"
        while taken[slug]:
            slug = f"{base}-{taken[base] + 1}"
            taken[base] += 1
        taken[slug] += 1
        ids[id(entity)] = slug
    mentions: dict[int, dict[tuple[int, int], Span]] = {id(e): {} for e in kept}
    by_token: dict[int, tuple[str, ...]] = {}
    for entity in kept:
        for mention in entity.mentions:
            span = reading.span_of(reading.doc[mention.start : mention.end])
            mentions[id(entity)][span.start, span.end] = span
            for i in range(mention.start, mention.end):
                by_token[i] = (ids[id(entity)],)
    for i, who in found.items():
        present = tuple(ids[id(e)] for e in who if id(e) in ids)
        if present and (len(present) > 1 or len(who) == 1):  # "both sides" is not one of them
            by_token[i] = present
    actors = tuple(_actor(reading, e, ids, tuple(s for _, s in sorted(mentions[id(e)].items()))) for e in kept)
    return Cast(actors, by_token)


def _post_text(doc: Doc, role: Role) -> str:
    """The words of a post, in the singular where several share it: "director" of "the directors are X and Y"."""
    last = doc[role.end - 1]
    of = any(t.tag_ == "IN" for t in doc[role.start : role.end])  # "captain of the champions"
    of = of or any(t.lower_ == "of" for t in doc[max(role.start - 4, 0) : role.start])  # "one of his deputies"
    several = last.tag_ == "NNS" and last.text.islower() and not of
    text = text_of(doc, role.start, role.end).removeprefix("other ")
    return text.removesuffix(last.text) + last.lemma_ if several else text


def _is_adjective(entity: Entity, name: str) -> bool:
    """Whether a word says of what state somebody is and does not name it: "Indian"."""
    return entity.sort == "state" and name in state_of(entity.country or entity.name).people[:1]


def _only_places(doc: Doc, entity: Entity) -> frozenset[str]:
    """The names of a state that only say where something took place: "signed it in Buenos Aires"."""
    stands: dict[str, bool] = {}
    for mention in entity.mentions:
        name, head = doc[mention.start : mention.end].text, doc[mention.head]
        place = head.dep_ == "pobj" and head.head.lower_ in {"in", "at", "near", "outside"}
        stands[name] = stands.get(name, False) or not place
    return frozenset(name for name, acts in stands.items() if not acts and name != entity.name)


def _actor(reading: Reading, entity: Entity, ids: dict[int, str], mentions: tuple[Span, ...]) -> Actor:
    doc = reading.doc
    role = entity.post or (_post_text(doc, entity.role) if entity.role else None)
    only_places = _only_places(doc, entity) if entity.sort == "state" else frozenset()
    names = {key_of(n): n for n in entity.names if not _is_adjective(entity, n) and n not in only_places}
    # the place of a dateline is in capitals
    aliases = tuple(n for n in dict.fromkeys(entity.names) if n in names.values() and key_of(n) != key_of(entity.name))
    side = entity.affiliation
    return Actor(
        id=ids[id(entity)],
        name=entity.name,
        aliases=aliases,
        kind=entity.kind,
        role=role if entity.sort == "person" else None,
        affiliation=ids.get(id(side)) if side is not None and side is not entity else None,
        country=entity.country,
        mentions=mentions,
    )
