"""Who was spoken of lately, and how prominently: what pronouns and descriptions are resolved against."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from communique.extraction.entities import Entity, key_of
from communique.extraction.names import lexicon
from communique.extraction.syntax import part_of
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.gazetteer import Known
    from communique.extraction.reading import Reading

_REACH = 4  # sentences that a pronoun looks back over


class Memory:
    """What is known while a text is walked over: whom each word stands for, and who was mentioned last."""

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
                and child.lower_ not in lexicon("vague")
            ):
                out += [t.text for t in self.doc[child.left_edge.i : child.i + 1] if t.is_alpha or t.text == "-"]
        return out

    def _new(self, sort: str, name: str, key: str) -> Entity:
        entity = Entity(sort, name)
        self.entities.append(entity)
        self.groups[key] = entity
        return entity


def lemma_of(token: Token) -> str:
    """The lemma in small letters; "mp" of "MPs"."""
    if token.text in {"MPs", "MEPs", "MSPs"}:
        return token.text[:-1].lower()
    return token.lemma_.lower()
