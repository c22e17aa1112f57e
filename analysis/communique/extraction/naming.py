"""How actors are named within a sentence: with or without "the", a group's common noun small, several in a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction.grammar import below
from communique.extraction.words import listed, table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.extraction.actors import Cast
    from communique.model import Actor, Span

FIRST_MENTIONS = 8  # of an actor, by which its name's article is told
_THE = re.compile(
    r"\b(?:Department|Ministry|Council|Commission|Court|Fund|Club|Agency|Office|Organi[sz]ation|Association|Federation|"
    r"government|Parliament|parliament|Committee|Union|Authority|Nations|States|Kingdom|Netherlands|Philippines|"
    r"Commons|Lords|Senate|Congress|Exchange|Republic|House|Party|Church|Bureau|Institute|press service|military|"
    r"army|Association|Alliance|League|Front|Movement|Guild|Forum|Caucus|Collective|Board|Society|Treasury|Assembly)$|"
    r"\b(?:Department|Ministry|Office|Bureau|Council|Court|House|Church|Association|Federation|Institute|Committee|"
    r"Union) (?:of|for) "
)
_SHORT = frozenset({"EU", "UN", "US", "UK", "UAE", "G8", "G7", "IMF", "WTO", "OECD", "NHS", "SEC", "LSE", "FA"})
_NAMED_AS_PART = frozenset({"compound", "nmod", "amod", "npadvmod"})
# A description by nationality stands for a state only where it names those who act for one: "Chinese officials".
STATES = frozenset({"country", "nation", "state"})
_LIKE_PEOPLE = frozenset({"person", "state", "organization"})


def with_article(name: str, used: bool | None = None) -> str:
    """A name as it stands within a sentence: "the United States", "the EU"; "the" is never doubled.

    `used` says whether the article itself puts "the" before it, None where it does not show.
    """
    if name.startswith(("the ", "The ")):
        return "the " + name[4:]
    if re.search(r"['’]s |[^s]['’] ", name):
        owned = used or (name[:1].islower() and not name.endswith("s"))
        return f"the {name}" if owned else name
    last = name.split()[-1]
    singular = last.endswith("ss") or not last.endswith("s")
    one = name[:1].islower() and singular and not name.startswith(("a ", "an "))
    office = " " in name and last.isalpha() and last.islower() and singular and not name.startswith(("a ", "an "))
    takes = one or office or used or name in _SHORT or _THE.search(name)
    return f"the {name}" if takes else name


def possessive(name: str) -> str:
    """ "Iran’s", "the unions’"."""
    return name + ("’" if name.endswith("s") and not name.endswith("ss") else "’s")


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass(frozen=True)
class Names:
    """How actors are named in a summary; `doc`, where it is given, shows how the article itself writes a name."""

    cast: Cast
    doc: Doc | None = None

    def of(self, ids: Sequence[str]) -> str:
        """The first three actors' names, joined by "and"."""
        return joined([self.within(id) for id in ids[:3]])

    def within(self, id: str) -> str:
        """An actor's name with the article that it takes within a sentence."""
        actor = self.cast.actor(id)
        plain = actor.kind == "person" or (actor.kind == "group" and self.name(id)[:1].islower())
        return self.name(id) if plain else with_article(self.name(id), self._used(actor))

    def name(self, id: str) -> str:
        """An actor's name; that of a group as within a sentence: "creditors"."""
        actor = self.cast.actor(id)
        first = actor.name.split()[0]
        if actor.kind != "group" or not first.istitle():
            return actor.name
        common = any(m.text.split()[0] == first.lower() for m in actor.mentions) or self._is_common(actor, first)
        return actor.name[:1].lower() + actor.name[1:] if common else actor.name

    def of_token(self, token: Token) -> str | None:
        """The name of whom a token stands for, None where nobody is known."""
        ids = self.cast.refer(token)
        return self.of(ids) if ids else None

    def _used(self, actor: Actor) -> bool | None:
        """Whether the article mostly puts "the" before an actor's name where that stands for itself."""
        whole = [m for m in actor.mentions[:FIRST_MENTIONS] if m.text == actor.name]
        shown = [the for m in whole if (the := self._has_the(m)) is not None]
        return 2 * sum(shown) > len(shown) if shown else None

    def _has_the(self, mention: Span) -> bool | None:
        found = self._words(mention)
        if not found or found[-1].dep_ in _NAMED_AS_PART:
            return None
        before = found[0].i - 1
        return before >= 0 and found[0].doc[before].lower_ == "the"

    def _words(self, mention: Span) -> list[Token]:
        if self.doc is None:
            return []
        piece = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return list(piece) if piece is not None else []

    def _is_common(self, actor: Actor, first: str) -> bool:
        """Whether a group's name has its capital only from the start of a sentence: "Unions", "Health bosses"."""
        starts = [w[0] for m in actor.mentions[:FIRST_MENTIONS] if (w := self._words(m)) and w[0].text == first]
        if not starts or any(not t.is_sent_start for t in starts):
            return False
        named = any(t.ent_type_ in {"NORP", "GPE", "PERSON", "LOC"} for t in starts)
        plain = " " not in actor.name or all(t.tag_ not in {"NNP", "NNPS"} for t in starts)
        return plain and not named


def names_them(noun: Token, cast: Cast) -> bool:
    """Whether the name of whom a noun stands for can stand in its place.

    Not where the noun phrase says more: "120 Norwegian troops" are not Norway, "the firm's drivers" not all drivers.
    """
    ids = cast.refer(noun)
    if not ids:
        return False
    if noun.tag_ in {"NNP", "NNPS", "PRP", "PRP$"} or noun.ent_type_ in {"ORG", "PERSON", "GPE"}:
        return True
    kinds = {cast.actor(id).kind for id in ids}
    near = [c for c in below(noun) if c.dep_ in {"amod", "compound", "nummod", "poss", "nmod", "prep"}]
    if kinds == {"group"} and len(ids) == 1:
        told = cast.actor(ids[0]).name.lower().split()
        return all(c.lower_ in told and c.dep_ not in {"poss", "prep"} for c in near)
    if noun.tag_ == "NNS" and len(ids) == 1 and kinds <= _LIKE_PEOPLE:
        return noun.lemma_.lower() in listed("acting for") and not any(c.like_num for c in near)
    return True


def is_sure(noun: Token, cast: Cast, doers: Collection[str] = ()) -> bool:
    """Whether it is fairly certain whom "the company", "the commission" or "both countries" means.

    One whose name has the noun in it, two of one kind, the one of its kind that the article names most, or of the two
    it names most the one that is not of the `doers`.
    """
    actors = [cast.actor(id) for id in cast.refer(noun)]
    plural = noun.tag_ in {"NNS", "NNPS"}
    if {a.kind for a in actors} <= {"person", "group"} or len(actors) > 2 or plural != (len(actors) == 2):
        return False
    lemma = noun.lemma_.lower()
    if plural:
        kind = "state" if lemma in STATES else "organization"
        return lemma not in {"side", "party", "camp"} and all(a.kind == kind for a in actors)
    (actor,) = actors
    if lemma in listed("parts"):
        return False
    if lemma in actor.name.lower().split():
        return sum(lemma in a.name.lower().split() for a in cast.actors) == 1
    office = frozenset(table("reference")["kinds"]["office"])
    if (actor.kind == "state") != (lemma in STATES) or (
        lemma not in office and office & set(actor.name.lower().split())
    ):
        return False
    ranked = sorted((a for a in cast.actors if a.kind == actor.kind), key=lambda a: -len(a.mentions))
    others = [a for a in ranked if a.id != actor.id]
    if ranked[0].id != actor.id and {actor.id, *doers} != {a.id for a in ranked[:2]}:
        return False
    third = others[1:] if others and others[0].id in doers else others
    return len(actor.mentions) >= 3 and (not third or len(actor.mentions) >= 1.5 * len(third[0].mentions))
