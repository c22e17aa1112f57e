"""Who was spoken of lately, and how prominently: what pronouns and descriptions are resolved against."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from communique.extraction.entities import Entity, Mention, key_of
from communique.extraction.grammar import below, common_words
from communique.extraction.roles import is_post
from communique.extraction.shapes import lexicon
from communique.extraction.syntax import SUBJECTS, leading, part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.gazetteer import Known
    from communique.extraction.reading import Reading

_REACH = 4  # sentences that a pronoun looks back over
FADES = 0.6  # what is left of a mention's weight a sentence later
_ADJUNCT = frozenset({"despite", "after", "before", "since", "during", "following", "amid", "because", "under"})
_WEIGHTS = {"agent": 2.0, "patient": 1.0, "party": 0.8, "modifier": 0.4, "place": 0.1, "other": 0.6}


SETS = frozenset({"group", "coalition", "alliance", "panel", "team", "band"})
MEMBERS = frozenset({"MPs", "MEPs", "MSPs"})
VOICED = frozenset({"state", "organization", "chamber", "bloc", "body"})  # whose spokesmen need no name


class Spoken(NamedTuple):
    """That somebody was spoken of: in which sentence, by which token, who, and how prominently."""

    sentence: int
    at: int
    entity: Entity
    weight: float


class Thing(NamedTuple):
    """That something was spoken of which is no known actor ("the bill", or "the firm" of nobody): "it" may mean it."""

    sentence: int
    at: int
    weight: float
    plural: bool
    body: bool


class Unnamed(NamedTuple):
    """A post whose holder was not named yet: in which sentence, by which token, its words, whose it is."""

    sentence: int
    at: int
    post: str
    owner: Entity | None


class Memory:
    """What is known while a text is walked over: whom each word stands for, and who was mentioned last."""

    def __init__(
        self,
        reading: Reading,
        entities: list[Entity],
        known: list[Known],
        home: Entity | None,
        at_home: str | None,
        region: str | None = None,
    ) -> None:
        self.reading, self.doc = reading, reading.doc
        self.entities = entities
        self.home, self.at_home, self.region = home, at_home, region
        self.known = {i: k for k in known for i in range(k.start, k.end)}
        self.named: dict[int, Entity] = {}
        self.heads: dict[int, Entity] = {}
        for entity in entities:
            for mention in entity.mentions:
                self.heads[mention.head] = entity
                for i in range(mention.start, mention.end):
                    self.named[i] = entity
        self.held = {i: e for e in entities if e.role is not None for i in range(e.role.start, e.role.end)}
        self.found: dict[int, tuple[Entity, ...]] = {}
        self._name_again()
        self.placed = sorted(((m.start, e) for e in entities for m in e.mentions), key=lambda p: p[0])
        self.placed_at = [start for start, _ in self.placed]
        self.recent: deque[Spoken] = deque(maxlen=32)
        self.things: deque[Thing] = deque(maxlen=24)
        self.groups: dict[str, Entity] = {}
        self.kinds: dict[str, Entity] = {}  # the group last spoken of, by its noun
        self.called: dict[int, tuple[frozenset[str], frozenset[str]]] = {}  # by an entity's Python id
        self.spoke: tuple[int, Entity] | None = None  # the state or body that said something last, by sentence
        self.introduced: dict[str, int] = {}  # the sentence in which something no actor is "a" or "an" noun
        self.holders: dict[str, Entity] = {}  # whose board, management or side was spoken of last
        self.sentence = 0
        self.unnamed: Unnamed | None = None
        self.nameless: Unnamed | None = None  # a firm that the news is told of before its name, by its noun
        self.alone = sum(e.sort == "state" for e in entities) == 1
        self.said = frozenset(table("speech")["verbs"])
        self.voice: tuple[int, tuple[Entity, ...]] | None = None  # the last spokesman without a name, by sentence

    def _name_again(self) -> None:
        """Take the names of one word that stand where the search for names could not tell them from other words."""
        named = [(n, e) for e in self.entities for n in e.names if e.mentions and e.sort in {"organization", "unknown"}]
        capital = [(e.name, e) for e in self.entities if e.mentions]
        single = ((n, e) for n, e in reversed([*capital, *named]) if " " not in n and n[:1].isupper())
        names = {n.removesuffix("'s"): e for n, e in single}
        common = common_words(self.doc)
        for token in self.doc:
            if token.i in self.named or (entity := names.get(token.text)) is None or token.lower_ in common:
                continue
            if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos"}:
                self.named[token.i] = self.heads[token.i] = entity
                entity.mentions.append(Mention(token.i, token.i + 1, token.i))

    def _remember(self, token: Token, entity: Entity) -> None:
        part, over = part_of(token)
        if entity.sort == "person" and part == "agent":
            self.voice = None
        verbs = [over, *(c for c in below(over) if c.dep_ == "conj")] if part == "agent" else []
        if entity.sort in VOICED and (any(v.lemma_ in self.said for v in verbs) or self._says_next(token)):
            self.spoke = (self.sentence, entity)
        self.recent.append(Spoken(self.sentence, token.i, entity, self._weight(token, entity.sort == "person")))

    def _says_next(self, token: Token) -> bool:
        """Whether a verb of speech follows, though the parse may hang the name elsewhere: "…, X has said"."""
        after = self.doc[token.i + 1 : token.i + 3]
        verb = next((t for t in after if t.dep_ != "aux"), None)
        return verb is not None and verb.tag_ in {"VBD", "VBZ", "VBN"} and verb.lemma_ in self.said

    def _remember_thing(self, token: Token) -> None:
        if token.dep_ not in {"appos", "attr"} and any(c.lower_ in {"a", "an"} for c in below(token)):
            self.introduced[token.lemma_.lower()] = self.sentence
        if token.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.pos_ in {"NOUN", "PROPN"}:
            plural = token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in below(token))
            body = lemma_of(token) in lexicon("bodies")
            self.things.append(Thing(self.sentence, token.i, self._weight(token), plural, body))

    def _weight(self, token: Token, person: bool = False) -> float:
        """How prominent a mention is by the part that it plays in its sentence."""
        part, over = part_of(token)
        weight = _WEIGHTS[part]
        if leading(token).dep_ == "nsubjpass":
            weight = _WEIGHTS["agent"]  # what is told of is the subject, whoever does it
        if weight == _WEIGHTS["agent"] and (over.dep_ == "ROOT" or over.lemma_ in self.said):
            weight += 0.8
        if part == "modifier" and over.dep_ in {"nsubj", "nsubjpass"}:
            weight += 1.8 if person else 0.5  # "X's verdict was harsh. She said ..."
        return weight

    def ranked(
        self, token: Token, fits: Callable[[Entity], bool], reach: int, barred: list[Entity], *, one: bool = False
    ) -> list[tuple[float, Entity]]:
        """Who fits and was spoken of before, at most `reach` sentences back, the most prominent first.

        The most prominent mention of each sentence counts, less for each sentence since. If `one` is meant, the
        members of a chamber say nothing ("MPs").
        """
        best: dict[int, dict[int, float]] = {}
        who: dict[int, Entity] = {}
        trailing = self._trails(token)
        for sentence, at, entity, weight in self.recent:
            ago = self.sentence - sentence
            if ago > reach or at >= token.i or entity in barred or (trailing and not ago) or not fits(entity):
                continue
            if one and entity.sort == "chamber" and self.doc[at].text in MEMBERS:
                continue
            who[id(entity)] = entity
            here = best.setdefault(id(entity), {})
            here[ago] = max(here.get(ago, 0.0), weight * FADES**ago + at * 1e-6)
        return sorted(((sum(best[k].values()), e) for k, e in who.items()), key=lambda r: -r[0])

    def _best(
        self,
        token: Token,
        fits: frozenset[str],
        gender: str | None = None,
        reach: int = _REACH,
        shy: Callable[[Entity], bool] = lambda _: False,
    ) -> Entity | None:
        """The entity of one of the sorts `fits` that was prominent last; the `shy` ones only where no other was."""
        best, score = None, 0.0
        barred = self._co_arguments(token)
        trailing = self._trails(token)
        for sentence, at, entity, weight in self.recent:
            ago = self.sentence - sentence
            if entity.sort not in fits or ago > reach or at >= token.i or entity in barred or (trailing and not ago):
                continue
            known = gender_of(entity) if gender else None
            if known is not None and known != gender:
                continue
            here = weight / (1 + 0.9 * ago) + at * 1e-6
            if known is not None:
                here += 0.05
            here *= 0.3 if shy(entity) else 1.0
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
            and any(c.dep_ == "ccomp" and c.i < token.i for c in below(verb))
        )

    def _co_arguments(self, token: Token) -> list[Entity]:
        """Who cannot be meant since he stands beside the pronoun in its clause: "he met him"."""
        if token.dep_ in {"poss", "nsubj"}:
            return []
        verb = token.head if token.dep_ != "pobj" else token.head.head
        beside = [c for c in below(verb) if c.dep_ in {"nsubj", "dobj"} and c.i != token.i]
        if verb.dep_ in {"xcomp", "conj"} and not any(c.dep_ == "nsubj" for c in below(verb)):
            over = [c for c in below(verb.head) if c.i < verb.i]
            told = [c for c in over if c.dep_ in {"dobj", "dative"}] if verb.dep_ == "xcomp" else []
            told += [c for p in over if p.lower_ in {"on", "upon"} for c in below(p) if c.dep_ == "pobj"]
            beside += told or [c for c in over if c.dep_ == "nsubj"]  # "called on X to block it", "X hopes to meet him"
        found = [e for c in beside for e in self.at(c)]
        return (
            found if token.dep_ in {"dobj", "dative", "pobj"} and not token.lower_.endswith(("self", "selves")) else []
        )

    def _doers(self, token: Token) -> list[Entity]:
        """Who does what is done with a noun in its clause: "X wants to buy the firm" is not of X."""
        verb = token
        if (
            token.dep_ in SUBJECTS
            and token.head.dep_ == "ccomp"
            and token.head.tag_ == "VB"
            and (not _has_aux(token.head) or token.head.head.lemma_ == "urge")
        ):
            verb = token.head.head  # "X will help the firm grow"
            return [e for c in below(verb) if c.dep_ in SUBJECTS for e in self.at(c)]
        for _ in range(8):
            if verb.dep_ in {"relcl", "acl"}:  # "X is the latest holder to criticise the firm"
                noun = verb.head
                subjects = [c for c in below(noun.head) if c.dep_ in SUBJECTS] if noun.dep_ == "attr" else []
                if doers := [e for t in (noun, *subjects) for e in self.at(t)]:
                    return doers
                verb = noun
                continue
            if (
                verb.lower_ in _ADJUNCT
                or verb.head.i == verb.i
                or verb.dep_ in {"ccomp", "advcl", *SUBJECTS, "nsubjpass"}
            ):
                return []
            verb = verb.head
            subjects = [c for c in below(verb) if c.dep_ in {*SUBJECTS, "nsubjpass"}]
            if subjects:
                return [e for s in subjects for e in self.at(s)]
        return []

    def at(self, token: Token) -> tuple[Entity, ...]:
        """Who a token stands for, as far as is known yet."""
        if (entity := self.named.get(token.i)) is not None:
            return (entity,)
        return self.found.get(token.i, ())

    def _owner(self, token: Token) -> tuple[Entity, ...]:
        """Whose it is: "X's side", "the Turkish side", "a spokesman for X"."""
        before: list[Token] = []
        after: list[Token] = []
        for child in below(token):
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                before.append(child)
            elif child.dep_ == "prep" and child.lower_ in {"of", "for", "at", "from", "with"}:
                after += [c for c in below(child) if c.dep_ == "pobj"]
        for child in (*before, *after, *self._beside_post(token)):
            if who := self.at(child):
                return who
        return ()

    def _beside_post(self, token: Token) -> list[Token]:
        """What follows a post by "at" or "for", where the parse hangs it on the verb: "quoted an executive at X"."""
        if token.i + 2 >= len(self.doc) or not is_post(token.lemma_.lower()):
            return []
        link = self.doc[token.i + 1]
        return [c for c in below(link) if c.dep_ == "pobj"] if link.lower_ in {"at", "for"} else []

    def _spoken_of(self, words: str) -> Entity | None:
        """A body or an organization spoken of before whose name ends in these words."""
        for _, _, entity, _ in reversed(self.recent):
            if entity.sort in {"body", "organization", "unknown", "chamber"}:
                name = key_of(entity.name)
                if name.endswith(words.lower()) or (" " not in words and words in name.split()):
                    return entity
        return None

    def _modifiers(self, token: Token) -> list[str]:
        """The words before a noun that say which kind it is of: "civil society" of "civil society groups"."""
        out = []
        for child in token.lefts:
            if (
                child.dep_ in {"compound", "amod", "nmod"}
                and child.tag_ not in {"JJR", "JJS", "VBN", "VBG", "CD"}
                and not any(c.tag_ in {"RBS", "RBR"} for c in below(child))  # "most outspoken"
                and child.lower_ not in lexicon("vague")
            ):
                of = self.doc[child.i + 1].lower_ == "of"  # "Bank of Norland subsidiaries"
                pair = [c for c in below(child) if c.dep_ == "conj" and c.text.istitle() and child.text.istitle()]
                last = (
                    child.right_edge if of or (pair and child.right_edge.i < token.i) else child
                )  # "Danish and Swedish"
                said = self.doc[child.left_edge.i : last.i + 1]
                counted = [t for t in said if t.tag_ == "CD" and self.doc[t.i + 1].text == "-"]  # "47-member"
                told = [t for t in said if (t.is_alpha and t.tag_ != "CD") or t.text == "-" or t in counted]
                out += "".join(t.text_with_ws for t in told).split()
        return out

    def _new(self, sort: str, name: str, key: str) -> Entity:
        entity = Entity(sort, name)
        self.entities.append(entity)
        self.groups[key] = entity
        return entity


def gender_of(entity: Entity) -> str | None:
    """The pronoun for a person, where a title, a pronoun or the first name has told it."""
    first = entity.name.split()[0].lower() if " " in entity.name else ""
    named = "he" if first in lexicon("men_named") else "she" if first in lexicon("women_named") else None
    return entity.gender or named


def _has_aux(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in below(verb))


def lemma_of(token: Token) -> str:
    """The lemma in small letters; "mp" of "MPs"."""
    if token.text in MEMBERS:
        return token.text[:-1].lower()
    if token.tag_ in {"NNPS", "NNP"} and token.text.istitle() and token.is_sent_start:
        return _singular(token.lower_)  # a name for the pipeline since it begins a sentence: "Pilots at Acme voted"
    return token.lemma_.lower()


def _singular(word: str) -> str:
    """The singular of the regular plural of a group's noun, else the word itself."""
    found = (word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s"), word)
    return next((w for w in found if w in lexicon("groups")), word)


def is_plural(token: Token) -> bool:
    """Whether a noun is plural, be it that only its form tells at the beginning of a sentence."""
    return token.tag_ in {"NNS", "NNPS"} or (token.tag_ == "NNP" and lemma_of(token) + "s" == token.lower_)
