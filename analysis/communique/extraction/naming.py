"""How actors are named within a sentence: with or without "the", a group's common noun small, several in a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.words import listed, table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.extraction.actors import Cast
    from communique.model import Actor

FIRST_MENTIONS = 8  # of an actor, by which its name's article is told
_THE = re.compile(
    r"(?:^|[\s-])(?:EU|UN|US|UK|UAE|G7|G8|IMF|WTO|OECD|NHS|SEC|LSE|FA|Department|Ministry|Council|Commission|Court|Fund|"
    r"Club|Agency|Office|Organi[sz]ation|Association|Federation|government|[Pp]arliament|Committee|Union|Authority|"
    r"Nations|States|Kingdom|Netherlands|Philippines|Commons|Lords|Senate|Congress|Exchange|Republic|House|Party|Church|"
    r"Bureau|Institute|press service|military|army|Alliance|League|Front|Movement|Guild|Forum|Caucus|Collective|Board|"
    r"Society|Treasury|Assembly)$|"
    r"\b(?:Department|Ministry|Office|Bureau|Council|Court|House|Church|Association|Federation|Institute|Committee|"
    r"Union) (?:of|for) "
)
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
    last = name.split()[-1]
    singular = last.endswith("ss") or not last.endswith("s")
    if re.search(r"['’]s |[^s]['’] ", name):
        takes = used or (name[:1].islower() and not name.endswith("s"))
    else:  # "press service", "Dutch shipping inspectorate"
        common = name[:1].islower() or (" " in name and last.isalpha() and last.islower())
        takes = (common and singular and not name.startswith(("a ", "an "))) or used or _THE.search(name) is not None
    return f"the {name}" if takes else name


def possessive(name: str) -> str:
    """ "Iran’s", "the unions’"."""
    if name.endswith(("'s", "’s")):  # "Kettley's"
        return name
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
        """An actor's name with the article that it takes within a sentence; a group's small: "creditors"."""
        actor = self.cast.actor(id)
        name, first = actor.name, actor.name.split()[0]
        if actor.kind == "person":
            post = name.split()[-1].islower() and not re.search(r"['’]s? ", name)  # "labour minister"
            return f"the {name}" if post else name
        starts = self._starts(actor)
        if actor.kind == "group" and first.istitle():
            common = any(m.text.split()[0] == first.lower() for m in actor.mentions)
            name = name[:1].lower() + name[1:] if common or _is_common(name, first, starts) else name
        if actor.kind == "group" and name[:1].islower():
            return f"the {name}" if name.split()[1:2] == ["of"] else name  # "the group of MPs"
        alone = [t for t, whole in starts if whole]
        shown = [t.i > 0 and t.nbor(-1).lower_ == "the" for t in alone]
        return with_article(name, 2 * sum(shown) > len(shown) if shown else None)

    def _starts(self, actor: Actor) -> list[tuple[Token, bool]]:
        """The first words of an actor's mentions, and whether one is the whole name and stands for itself."""
        pieces = [
            self.doc.char_span(m.start, m.end, alignment_mode="expand")
            for m in actor.mentions[:FIRST_MENTIONS]
            if self.doc is not None
        ]
        return [(p[0], p.text == actor.name and p[-1].dep_ not in _NAMED_AS_PART) for p in pieces if p]


def _is_common(name: str, first: str, starts: Sequence[tuple[Token, bool]]) -> bool:
    """Whether a group's name has its capital only from the start of a sentence: "Unions", "Health bosses"."""
    words = [t for t, _ in starts if t.text == first]
    if not words or any(not t.is_sent_start or t.ent_type_ in {"NORP", "GPE", "PERSON", "LOC"} for t in words):
        return False
    return " " not in name or all(t.tag_ not in {"NNP", "NNPS"} for t in words)


PAIRS = frozenset({"pair", "duo"})


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
        if any(c.dep_ == "relcl" and c.left_edge.i == noun.i + 1 for c in below(noun)):
            return False  # "farmers | who grow rice"
        return all(c.lower_ in told and c.dep_ not in {"poss", "prep"} for c in near)
    one = len(ids) == 1 or any(set(cast.refer(c)) & set(ids) for c in near if c.dep_ != "prep")
    if noun.tag_ == "NNS" and one and kinds <= _LIKE_PEOPLE:
        return noun.lemma_.lower() in listed("acting for") and not any(c.like_num for c in near)
    return True


def is_sure(noun: Token, cast: Cast, doers: Collection[str] = ()) -> bool:
    """Whether it is fairly certain whom "the company", "the commission" or "both countries" means.

    One whose name has the noun in it, two of one kind, the only one of its kind that the sentence names, the one of its
    kind that the article names most, or of the two it names most the one that is not of the `doers`.
    """
    actors = [cast.actor(id) for id in cast.refer(noun)]
    plural, lemma = noun.tag_ in {"NNS", "NNPS"}, noun.lemma_.lower()
    kind = "state" if lemma in STATES else "organization"
    if any(a.kind != kind for a in actors) or plural != (len(actors) == 2):
        return False
    if plural or lemma in listed("parts"):
        return plural and lemma not in {"side", "party", "camp"}
    (actor,) = actors
    words = set(actor.name.lower().split())
    if lemma in words:
        return sum(lemma in a.name.lower().split() for a in cast.actors) == 1
    office = frozenset(table("reference")["kinds"]["office"])
    if lemma not in office and office & words:
        return False
    if _is_only(noun, actor, cast):
        return True
    ranked = sorted((a for a in cast.actors if a.kind == actor.kind), key=lambda a: -len(a.mentions))
    others = [a for a in ranked if a.id != actor.id]
    if ranked[0].id != actor.id and {actor.id, *doers} != {a.id for a in ranked[:2]}:
        return False
    third = others[1:] if others and others[0].id in doers else others
    return len(actor.mentions) >= 3 and (not third or len(actor.mentions) >= 1.5 * len(third[0].mentions))


def two_meant(noun: Token, cast: Cast) -> tuple[str, ...]:
    """Whom "the two countries" means that the cast does not tell: the only two that its sentence or the last names."""
    if noun.tag_ != "NNS" and noun.lower_ not in PAIRS:
        return ()
    near = {c.lower_ for c in below(noun)}
    if noun.lower_ in PAIRS:  # but not "the pair of tunnels"
        return _paired(noun, cast) if "the" in near and "of" not in near else ()
    if noun.lemma_.lower() in {"side", "party"}:
        return ()  # who are not known to deal with each other are no two sides
    if noun.tag_ != "NNS" or near.isdisjoint({"two", "both"}):
        return ()
    kind = "state" if noun.lemma_.lower() in STATES else "organization"
    before = noun.doc[noun.doc[max(noun.sent.start - 1, 0)].sent.start : noun.i]
    named = dict.fromkeys(i for t in before for i in cast.refer(t) if cast.actor(i).kind == kind)
    return tuple(named) if len(named) == 2 and noun.lemma_.lower() in listed("known") else ()


def _paired(noun: Token, cast: Cast) -> tuple[str, ...]:
    """Who "the pair" are: the only two people that the sentences before join by "and", else the only two they name."""
    before = noun.doc[noun.doc[max(noun.sent.start - 1, 0)].sent.start : noun.i]
    people = {t.i: ids[0] for t in before if len(ids := cast.refer(t)) == 1 and cast.actor(ids[0]).kind == "person"}
    rows = [tuple(people[t.i] for t in grammar.coordinated(before.doc[i]) if t.i in people) for i in people]
    joined_ = list(dict.fromkeys(row for row in rows if len(set(row)) == 2))
    named = tuple(dict.fromkeys(people.values()))
    return joined_[0] if len(joined_) == 1 else named if len(named) == 2 else ()


def _is_only(noun: Token, actor: Actor, cast: Cast) -> bool:
    """Whether a sentence names no other of its kind to whom nothing is given: "X's leader offered Y the country's oil".

    Its own subject would be no "the company".
    """
    before = noun.doc[noun.sent.start : noun.i]
    named = [t for t in before if t.dep_ != "dative" and any(cast.actor(i).kind == actor.kind for i in cast.refer(t))]
    return bool(named) and all(cast.refer(t) == (actor.id,) and t.dep_ != "nsubj" for t in named)
