"""Names in the text: runs of capitalised words, parted into title, post and name, each with what it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from communique.extraction.gazetteer import Known, institution_codes, party_names, place_codes
from communique.extraction.likeness import initials
from communique.extraction.shapes import (
    BRAND,
    CAUSES,
    LINKS,
    deals_alone,
    is_called_a_cause,
    is_capital,
    is_party_mark,
    is_said_to_be_a_cause,
    lexicon,
    small_body,
)
from communique.extraction.words import lexicon as acts
from communique.extraction.words import table

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.extraction.reading import Reading

Guess = Literal["person", "organization", "group", "place", "thing", "known", "post", "unknown"]
PARTICLES = frozenset(
    (
        "de",
        "der",
        "den",
        "van",
        "von",
        "al",
        "bin",
        "ibn",
        "el",
        "la",
        "le",
        "du",
        "dos",
        "da",
        "di",
        "ben",
        "ter",
        "ag",
        "ould",
        "bint",
        "abu",
        "zu",
        "af",
        "dal",
        "del",
        "della",
        "dello",
        "degli",
        "delle",
        "das",
        "des",
        "und",
        "y",
        "et",
        "zum",
        "zur",
    )
)
_COMPANY_ENDINGS = frozenset(
    {
        "group",
        "holdings",
        "corp",
        "corp.",
        "inc",
        "inc.",
        "plc",
        "ltd",
        "ltd.",
        "bank",
        "stores",
        "capital",
        "co",
        "co.",
    }
)
_PLURALS = ("men", "women", "people", "children")  # plurals that take "'s"
_HONOURS = frozenset({"MP", "MEP", "MSP", "QC", "TD", "MLA", "OBE", "CBE"})
_OFFICES = frozenset({"ministry", "department", "office", "board", "committee", "council", "bureau", "secretariat"})
_OF_STATE = frozenset({"state", "us", "u.s.", "former"})
_BEFORE_THINGS = frozenset({
    "storm", "hurricane", "typhoon", "cyclone", "operation", "lake", "mount", "camp", "hms", "uss", "rms", "highway",
    "junction",
})  # fmt: skip
_ORIGINS = frozenset({
    "nurse", "teacher", "farmer", "mother", "father", "widow", "widower", "pensioner", "student", "resident", "family",
    "fisherman", "grandmother", "grandfather", "couple", "man", "woman", "boy", "girl", "people", "families", "farmers",
    "residents", "refugees", "migrants", "worker", "driver", "singer", "baker", "carpenter", "plumber", "tourists",
})  # fmt: skip
_PARTISANS = frozenset({"Republican", "Democrat", "Tory", "Conservative", "Liberal", "Socialist", "Green"})
_DWELLERS = frozenset({"residents", "people", "villagers", "tenants", "householders", "inhabitants", "neighbours"})
_PEERS = frozenset({"lord", "lady", "baroness", "baron", "viscount"})
_PARTS = frozenset({"western", "european", "african", "asian", "arab", "latin", "english", "christian", "catholic"})
_MEMBERS = frozenset({"MPs", "MEPs", "MSPs", "TDs", "AMs"})
_BREAKS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_PERSON_LABELS, _PLACE_LABELS = frozenset({"PERSON"}), frozenset({"GPE", "LOC", "FAC"})
_THING_LABELS = frozenset({"LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "LANGUAGE"})


@dataclass(frozen=True)
class Name:
    """Tokens `start:end` are a name; `first` is where its titles and posts in capitals begin (`first <= start`).

    `known` is set where the gazetteer knows it. `sure`: a title, a post or its own words prove the guess.
    """

    first: int
    start: int
    end: int
    guess: Guess
    sure: bool = False
    known: Known | None = None
    label: str = ""


def find_names(reading: Reading, known: list[Known]) -> list[Name]:
    """The names, in order; of those in headings and datelines only what the gazetteer knows."""
    doc = reading.doc
    at = {k.start: k for k in known}
    covered = {i for k in known for i in range(k.start, k.end)}
    found: list[Name] = []
    inside = frozenset(t.text for t in doc if is_capital(t) and not t.is_sent_start and not t.is_quote)
    for start, end in _runs(doc, covered, inside):
        for first, last in _parted(doc, start, end, at):
            if reading.in_heading(doc[first].idx) or reading.in_dateline(doc[first].idx):
                found += [Name(k.start, k.start, k.end, "known", True, k) for k in map(at.get, range(first, last)) if k]
            else:
                found.extend(_name(doc, first, last, at))
    return _with_speakers(doc, found)


def _with_speakers(doc: Doc, names: list[Name]) -> list[Name]:
    """The names, with those that begin a line and end in a colon taken for people: a transcript has several."""
    lines = [
        n for n in names if n.known is None and n.end < len(doc) and doc[n.end].text == ":" and _begins_line(doc, n)
    ]
    if len(lines) < 2:
        return names
    speakers = {n.start: replace(n, guess="person", sure=True) for n in lines if n.end - n.start <= 3}
    return [speakers.get(n.start, n) if n.known is None else n for n in names]


def _begins_line(doc: Doc, name: Name) -> bool:
    return name.first == 0 or "\n" in doc[name.first - 1].text


def _runs(doc: Doc, covered: set[int], inside: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens (start, end) that look like names; `inside` are the words with capitals within sentences."""
    i, n = 0, len(doc)
    while i < n:
        if not _starts(doc, i, covered, inside):
            i += 1
            continue
        j = i + 1
        while (k := _continued(doc, i, j, covered)) > j:
            j = k
        j = _abbreviated(doc, i, j, covered)
        j += small_body(doc, i, j)
        yield i, j
        i = j


def _abbreviated(doc: Doc, start: int, end: int, covered: set[int]) -> int:
    """Where a name ends that goes on over a small word as far as its initials: "Front for Bread in the Draa (FBD)"."""
    if end + 2 >= len(doc) or doc[end].lower_ not in LINKS:
        return end
    stop = end + 1 + (doc[end + 1].lower_ == "the")
    while _more(doc, stop, covered):
        stop += 1
    if stop + 2 >= len(doc) or doc[stop].text != "(" or doc[stop + 2].text != ")":
        return end
    letters = "".join(t.text[0] for t in doc[start:stop] if is_capital(t))
    return stop if doc[stop + 1].text == letters and len(letters) > 1 else end


def _starts(doc: Doc, i: int, covered: set[int], inside: frozenset[str]) -> bool:
    token = doc[i]
    if i in covered:
        return True
    text = token.text
    if text in _MEMBERS:
        return False
    if token.tag_[:2] in {"NN", "JJ"} and text.istitle() and i + 2 < len(doc) and doc[i + 1].text == "&":
        return is_capital(doc[i + 2])  # "Western & Mercia Railway"
    if not text[:1].isupper():
        return not text.islower() and BRAND.match(text) is not None
    if is_party_mark(doc, i):
        return False
    if is_called_a_cause(doc, i):
        return True
    if token.tag_ in {"PRP", "PRP$", "DT", "WP", "WDT", "WRB", "IN", "CC", "MD", "EX", "UH"}:
        return False
    if text.lower() in lexicon("not_names") and text.lower() not in lexicon("titles"):
        return (
            token.tag_ == "NNP"
            and i + 1 < len(doc)
            and is_capital(doc[i + 1])
            and (token.ent_type_ in {"ORG", "PERSON"} or doc[i + 1].tag_ == "NNPS")  # "the Christian Democrats"
        )
    if token.ent_type_ in _BREAKS:
        return False
    if token.is_sent_start or (i and doc[i - 1].text in {'"', "“", "'", "‘", ":"}):
        alone = not (i + 1 < len(doc) and is_capital(doc[i + 1]))
        if alone and text not in inside and text.endswith("s") and text.lower().removesuffix("s") in acts().nouns:
            return False  # "Strikes in ports moved closer"
        if token.tag_ in {"NN", "NNS"} and text not in inside and not (i + 1 < len(doc) and is_capital(doc[i + 1])):
            return (
                deals_alone(token) or small_body(doc, i, i + 1) > 0 or is_said_to_be_a_cause(doc, i)
            )  # "Turnout in the ballot fell"
        named = token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}
        if named or text.lower() in _PEERS or small_body(doc, i, i + 1):
            return True
        return token.is_alpha and is_said_to_be_a_cause(doc, i)
    if len(text) == 1:  # an initial without a stop: "S Raghavan"
        return token.tag_ == "NNP" and bool(token.whitespace_) and i + 1 < len(doc) and doc[i + 1].text.istitle()
    return token.tag_ in {"NNP", "NNPS", "NN", "NNS", "JJ", "FW", "VB", "VBG", "VBN", "CD"}


def _glued(doc: Doc, i: int) -> bool:
    """Whether no white space stands between token i and the one before it."""
    return not doc[i - 1].whitespace_


def _more(doc: Doc, i: int, covered: set[int]) -> bool:
    """Whether token i can go on with a run."""
    if i >= len(doc) or doc[i].is_space or doc[i].is_sent_start or doc[i].text in _MEMBERS:
        return False
    token = doc[i]
    if i in covered:
        return True
    low = token.text.lower()
    return (
        is_capital(token)
        and (token.ent_type_ not in _BREAKS or (token.ent_type_ == "ORDINAL" and token.tag_ == "NNP"))
        and (low not in lexicon("not_names") or low in {"bill", "act"} or _within(doc, i))
        and token.tag_ not in {"PRP", "WP", "WDT"}
    )


def _within(doc: Doc, i: int) -> bool:
    """Whether a word for a part of the world stands within a longer name: "Trans European Airlines"."""
    return doc[i].lower_ in _PARTS and i + 1 < len(doc) and is_capital(doc[i + 1]) and doc[i + 1].tag_ == "NNP"


def _continued(doc: Doc, start: int, i: int, covered: set[int]) -> int:
    """Where the run `start:i` goes on to (exclusive); i where it ends."""
    if i >= len(doc):
        return i
    text = doc[i].text
    if _more(doc, i, covered):
        return i + 1
    if text in {"-", "'", "/"} and _glued(doc, i) and i + 1 < len(doc) and _glued(doc, i + 1) and doc[i + 1].is_alpha:
        return i + 2 if (is_capital(doc[i + 1]) or doc[i + 1].tag_ == "NNP") and text != "/" else i
    if text in {"al", "el"} and i + 2 < len(doc) and doc[i + 1].text == "-" and is_capital(doc[i + 2]):
        return i + 3
    if text[:3] in {"al-", "el-"} and text[3:4].isupper():
        return i + 1
    if (
        text in {"de", "d", "dell", "degl"}
        and i + 2 < len(doc)
        and doc[i + 1].text in {"'", "’"}
        and not doc[i].whitespace_
    ):
        return i + 3 if _more(doc, i + 2, covered) else i  # "Gianluca de' Rossi"
    if text in PARTICLES and i + 2 < len(doc) and doc[i + 1].text in PARTICLES and _more(doc, i + 2, covered):
        return i + 3  # "van der Brugge"
    if text in {"'", "’"} and doc[i + 1 : i + 2].text == "and" and _ends_in_organization(doc, i + 2, covered):
        return i + 3  # "Bakers' and Millers' Guild"
    if (
        text != ","
        and not _more(doc, i + 1, covered)
        and not (text in {"of", "for", "on"} and i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    ):
        return i
    if text == "&" or text in PARTICLES:
        return i + 2
    if text == "of" and _is_seated(doc, start, i) and i + 1 not in covered:
        return i + 2  # "Lord Roe of Harsham"
    if text == "'s" and i - 1 not in covered and doc[i + 1].lower_ in _COMPANY_ENDINGS and is_capital(doc[i + 1]):
        return i + 2
    if (
        doc[i].tag_ == "POS"
        and doc[i - 1].lower_.endswith("s" if text == "'" else _PLURALS)
        and _ends_in_organization(doc, i + 1, covered)
    ):
        return i + 2
    headed = doc[start].lower_ in lexicon("organization_heads") and doc[start + 1].lower_ in {"of", "for", "on"}
    headed = headed or doc[i - 1].lower_ in lexicon("organization_heads") or _one_entity(doc, i)
    on = text == "on" and doc[i - 1].lower_ in {"committee", "council", "commission", "conference", "panel"}
    on = on and (is_capital(doc[i + 1]) or i - start == 1)  # "the Commission on the Limits of …"
    if on or (text in {"of", "for"} and headed):
        following = i + 2 if doc[i + 1].lower_ == "the" else i + 1
        return following + 1 if _more(doc, following, covered) else i
    if text == "and" and i + 3 < len(doc) and doc[i + 2].text == "(" and "&" in doc[i + 3].text:
        return i + 2
    if text == "and" and (spelled := _spelled(doc, start, i, covered)):
        return spelled
    if text in {"and", "for"} and i - start == 1 and _is_described(doc, start) and i + 1 not in covered:
        return i + 2  # "the charity Bread and Hope"
    if text in LINKS and doc[start].is_sent_start and is_said_to_be_a_cause(doc, start):
        return i + 2  # "Airlines for Freedom, a lobby group,"
    if text == "and" and doc[start : i + 2].text.lower().replace("'", "") in institution_codes():
        return i + 2
    named = any(doc[j].text in {"of", "for"} for j in range(start + 1, i)) and doc[start].lower_ not in lexicon(
        "titles"
    )
    if text == "and" and named and not doc[i + 1].is_sent_start and _closes(doc, i + 1, covered, doc[start].lower_):
        return i + 2
    if text == "," and named and doc[start].lower_ in _OFFICES and (last := _listed(doc, i, covered)) is not None:
        return last
    if (
        text == "and"
        and i - start <= 4
        and doc[i - 1].i not in covered
        and (i - start == 1 or doc[i - 1].lower_ not in lexicon("organization_words"))
    ):
        article = start > 0 and doc[start - 1].lower_ == "the"
        both = i - start == 1 and _one_entity(doc, i, ("ORG",))  # "Marks and Spencer"
        if both or (article and _ends_in_organization(doc, i + 1, covered)):
            return i + 2
    return i


def _is_seated(doc: Doc, start: int, i: int) -> bool:
    """Whether "of" behind a peer's surname brings the place in the title: "Lord Roe of Upper Tavy"."""
    peer = i - start > 1 and doc[i - 2].lower_ in _PEERS
    return peer and doc[i + 1].ent_type_ != "ORG" and doc[i + 1].text.istitle()


def _spelled(doc: Doc, start: int, i: int, covered: set[int]) -> int | None:
    """Where a name ends that goes on over "and" as far as its initials: "Society for Hedges and Old Walls (SHOW)"."""
    end = i + 1
    while end < i + 5 and _more(doc, end, covered):
        end += 1
        if _is_spelled(doc, start, end):
            return end
    return None


def _is_spelled(doc: Doc, start: int, end: int) -> bool:
    """Whether the initials in brackets behind a name are those of the whole of it: "Front for Peace and Work (FPW)"."""
    if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return False
    short = doc[end + 1].text
    return short in initials(doc[start:end].text) and short[-1:] == doc[end - 1].text[0]


def _is_described(doc: Doc, start: int) -> bool:
    """Whether a name follows the common noun for what bears it: "the charity X", "the pressure group X"."""
    before = doc[start - 1] if start else None
    plain = before is not None and before.tag_ == "NN" and bool(before.whitespace_) and not doc[start].is_sent_start
    return plain and doc[start - 1].lower_ in CAUSES and not doc[start].is_upper


def _closes(doc: Doc, i: int, covered: set[int], first: str) -> bool:
    """Whether one capitalised word stands alone behind "and": the end of "Corporation for Names and Numbers"."""
    if i in covered or i - 2 in covered or _more(doc, i + 1, covered):
        return False
    return doc[i].tag_ in {"NNPS", "NNS"} or (first in _OFFICES and not doc[i].text.isupper())


def _listed(doc: Doc, i: int, covered: set[int]) -> int | None:
    """Where a list of capitalised words ends that a comma opens: "Ministry of Economy, Trade and Industry"."""
    while doc[i].text == ",":
        start = i + 1
        i = start
        while i not in covered and _more(doc, i, covered):
            i += 1
        if not 0 < i - start <= 2 or i + 1 >= len(doc):
            return None
    last = doc[i].text in {"and", "&"} and i + 1 not in covered and _more(doc, i + 1, covered)
    return i + 2 if last else None


def _one_entity(doc: Doc, i: int, labels: tuple[str, ...] = ("ORG", "LAW", "WORK_OF_ART", "EVENT", "FAC")) -> bool:
    """Whether the pipeline sees one entity over the tokens around i."""
    return doc[i].ent_type_ in labels and doc[i].ent_iob_ == "I" and i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I"


def _ends_in_organization(doc: Doc, i: int, covered: set[int]) -> bool:
    """Whether the run from i on has an organization's word in it ("... Services Union")."""
    j = i
    while _more(doc, j, covered) or (j < len(doc) and doc[j].tag_ == "POS" and _more(doc, j + 1, covered)):
        if doc[j].lower_ in lexicon("organization_words") and not _more(doc, j + 1, covered):
            return True
        j += 1
    return i < j < len(doc) and doc[j].text in {"party", "movement", "front", "union", "alliance"}


def _parted(doc: Doc, start: int, end: int, at: dict[int, Known]) -> Iterator[tuple[int, int]]:
    """The run, parted where two known names are joined by a hyphen ("Turkey-EU") or a slash."""
    ends = {k.end for k in at.values()}
    first = start
    for i in range(start + 1, end - 1):
        if doc[i].text in {"-", "/", "–"} and (i in ends and i + 1 in at):
            yield first, i
            first = i + 1
    yield first, end


def _name(doc: Doc, start: int, end: int, at: dict[int, Known]) -> Iterator[Name]:
    """The names in one run: what stands before the name itself goes with it, known names before a post stand alone."""
    words = [doc[i].lower_ for i in range(start, end)]
    last = words[-1]
    if (hit := at.get(start)) and hit.end == end:
        yield Name(start, start, end, "known", True, hit)
        return
    if _hyphened_modifier(doc, end):
        if hit and hit.end < end:
            yield Name(start, start, hit.end, "known", True, hit)
        return
    if (whole := _whole(doc, start, end, words)) is not None:
        yield whole
        return
    if last == "presidency" and len(words) > 1 and hit is None:
        yield Name(start, start, end - 1, "person", True, label="PERSON")
        return
    if (named := _behind_post(doc, start, end)) is not None:
        if hit:
            yield Name(start, start, hit.end, "known", True, hit)
        yield Name(start, named, end, "person", True, label="PERSON")
        return
    if end - start > 2 and last.upper() == doc[end - 1].text in _HONOURS and _label(doc, start, end - 1) == "PERSON":
        yield Name(start, start, end - 1, "person", True, label="PERSON")
        return
    cut = _after_posts(words, start)
    if cut == start and hit and hit.end < end and doc[hit.end].lower_ in lexicon("titles"):
        cut = _after_posts(words[hit.end - start :], hit.end)  # "Tory Lord Roe"
    if cut == end and _is_surname(doc, start, end):
        yield Name(start, start, end, "person", label="PERSON")
        return
    if cut > start:
        if hit and hit.end < cut and hit.sort != "people" and doc[hit.end].lower_ not in lexicon("titles"):
            yield Name(start, start, hit.end, "known", True, hit)
        person = _label(doc, cut, end) == "PERSON" and not doc[cut:end].text.isupper()
        if cut < end and not person and set(words[: cut - start]) <= lexicon("company_posts"):
            yield _guessed(doc, cut, end)  # "Owner X said"
        elif cut < end:
            yield Name(start, cut, end, "person", True, label="PERSON")
        else:
            yield Name(start, start, end, "post", True)
        return
    if hit and hit.end < end:  # a known name runs into another one: "China Eastern", "British Airways", "Iran's"
        if _label(doc, hit.end, end) == "PERSON" and _label(doc, start, hit.end) != "PERSON":
            yield Name(start, start, hit.end, "known", True, hit)
            yield Name(hit.end, hit.end, end, "person", label="PERSON")
            return
        if hit.sort == "media":
            yield Name(start, start, hit.end, "known", True, hit)
            return
        if hit.sort == "people" and (not _one_entity(doc, hit.end) or words[0].endswith(("men", "man", "women"))):
            yield Name(start, start, hit.end, "known", True, hit)
            yield from _name(doc, hit.end, end, at)
            return
    yield _guessed(doc, start, end)


def _whole(doc: Doc, start: int, end: int, words: list[str]) -> Name | None:
    """The run as the name of one body or thing, where its words say that it is."""
    before = doc[start - 1].lower_ if start else ""
    last, alone = words[-1], len(words) == 2
    government = last == "executive" and alone and before == "the" and not _is_title(words[0])
    premier = words[0] == "premier" and alone and doc[end - 1].ent_type_ != "PERSON"  # a firm or a league
    if _is_organization(words) or government or premier or " ".join(words) in party_names():
        return Name(start, start, end, "organization", True, label="ORG")
    if words[0] == "nhs" and not alone:
        return Name(start, start, end, "organization", True, label="ORG")  # "NHS Highland Coast"
    if words[0] in _BEFORE_THINGS and len(words) > 1:
        return Name(start, start, end, "thing", True)
    if " ".join(words) in lexicon("continents"):
        return Name(start, start, end, "thing", True)
    if last in lexicon("things"):
        club = before in lexicon("company_words")  # "the club Manchester City"
        return Name(start, start, end, "organization" if club else "thing", True)
    if len(words) > 1 and doc[start].is_sent_start and words[0] in lexicon("descriptors"):
        return Name(start, start + 1, end, "organization", True, label="ORG")  # "Carmaker X said"
    return None


def _behind_post(doc: Doc, start: int, end: int) -> int | None:
    """Where the name begins in a run that goes on from a post: "(Secretary of) State Jane Roe"."""
    i = start - 1 - (start > 0 and doc[start - 1].lower_ == "the")
    if end - start < 3 or i < 1 or doc[i].lower_ not in {"of", "for", "to"}:
        return None
    if i > 2 and is_capital(doc[i - 1]) and doc[i - 2].lower_ == "of":  # "Secretary of State for"
        i -= 2
    if doc[i - 1].lower_ not in lexicon("unique_posts") and doc[i - 1].lower_ not in lexicon("voices"):
        return None
    labels = {doc[end - 2].ent_type_, doc[end - 1].ent_type_}
    acts = end < len(doc) and doc[end].tag_[:2] in {"VB", "MD"}
    return end - 2 if labels == {"PERSON"} or (labels <= {"PERSON", ""} and acts) else None


@cache
def _parties() -> frozenset[str]:
    return frozenset(name.lower() for row in table("states")["chambers"] for name in row["names"])


def _is_title(word: str) -> bool:
    return word in lexicon("titles") or word in lexicon("posts")


def _is_surname(doc: Doc, start: int, end: int) -> bool:
    """Whether what ends in the word for a post is a person's name: "Stephen King"."""
    first = doc[start].lower_
    return end - start > 1 and not _is_title(first) and all(doc[j].ent_type_ == "PERSON" for j in range(start, end))


def _hyphened_modifier(doc: Doc, end: int) -> bool:
    """Whether the name only modifies: "US-friendly", "Reuters-commissioned"."""
    return (
        end + 1 < len(doc)
        and doc[end].text in {"-", "–"}
        and _glued(doc, end)
        and _glued(doc, end + 1)
        and doc[end + 1].text[:1].islower()
    )


def _is_organization(words: list[str]) -> bool:
    if len(words) > 1 and words[-1] in lexicon("organization_words"):
        return True
    return len(words) > 2 and words[0] in lexicon("organization_heads") and words[1] in {"of", "for", "on"}


def _after_posts(words: list[str], start: int) -> int:
    """Where the name begins after the titles and posts at the head of a run; `start` where there are none."""
    cut = start
    for n, word in enumerate(words):
        if word in lexicon("titles") or word in lexicon("posts") or word.rsplit("-")[-1] in lexicon("unique_posts"):
            led = set(words[:n]) <= _OF_STATE  # "State Sen. Jane Roe"
            if n and word in lexicon("titles") and word not in lexicon("posts") and cut < start + n and not led:
                break
            cut = start + n + 1
            if words[n + 1 : n + 2] == ["-"] and words[n + 2 : n + 3] in (["elect"], ["designate"]):
                cut += 2
    return cut


def _label(doc: Doc, start: int, end: int) -> str:
    """The pipeline's label for tokens `start:end`: that of most of them."""
    labels = [doc[i].ent_type_ for i in range(start, end)]
    named = [label for label in labels if label]
    return max(named, key=lambda label: (named.count(label), label == labels[-1], label)) if named else ""


def _guessed(doc: Doc, start: int, end: int) -> Name:
    """A name without proof, typed by the word beside it, by the pipeline's label and by its shape."""
    label = _label(doc, start, end)
    before = doc[start - 1] if start else None
    if before is not None and before.whitespace_ and not doc[start].is_sent_start:
        if _is_example(doc, start):
            return Name(start, start, end, "organization", label="ORG")
        person = label == "PERSON" and before.lower_ in lexicon("posts")  # "property developer Jane Roe"
        body = before.lower_ in lexicon("company_words") or before.lower_ in lexicon("organization_anaphors")
        body = body or before.lower_ in lexicon("bodies") - lexicon("own_bodies")  # "the conciliation service X"
        if body and not person:
            return Name(start, start, end, "organization", True, label="ORG")
        noun = doc[start - 2].lower_ if before.text == "," and start > 1 else ""
        if noun in lexicon("kinswomen") | lexicon("kinsmen"):
            return Name(start, start, end, "person", True, label=label)  # "his wife, X, said"
        unit = noun in table("firms")["units"]  # "its Portuguese arm, X"
        if unit or noun in lexicon("company_words") or noun in lexicon("organization_anaphors"):  # "the union, X,"
            return Name(start, start, end, "organization", label="ORG")
        if before.lower_ == "from" and start > 1 and doc[start - 2].lower_ in _ORIGINS and end - start < 3:
            return Name(start, start, end, "place", True)  # "a nurse from Bodo"
        if before.lower_ in lexicon("kinswomen") | lexicon("kinsmen"):
            return Name(start, start, end, "person", True, label=label)  # "whose wife Elsie died"
        if before.lower_ == "of" and start > 1 and doc[start - 2].lower_ in lexicon("places") | _DWELLERS:
            return Name(start, start, end, "place", True)
        if (
            before.lower_ == "of"
            and start > 1
            and is_capital(doc[start - 2])
            and doc[start - 2].lower_ in lexicon("things")
        ):
            return Name(start, start, end, "thing", True)
    if end - start > 1 and doc[start].lower_ in lexicon("company_starts"):
        return Name(start, start, end, "organization", True, label="ORG")
    if doc[end - 1].lower_ in lexicon("faiths") and doc[end - 1].tag_ in {"NNPS", "NNS"}:
        return Name(start, start, end, "group", True)
    if end < len(doc) and doc[end].lower_ in lexicon("sites"):
        return Name(start, start, end, "place")
    one = before is not None and end - start == 1 and (end >= len(doc) or doc[start].head.i < end)
    if one and before is not None and before.lower_ == "the" and doc[start].text in _PARTISANS:
        return Name(start, start, end, "thing", True)  # "accused the Republican of lying"
    if before is not None and before.lower_ in {"a", "an"} and label == "NORP" and end - start == 1:
        return Name(start, start, end, "thing", True)  # "Jane Roe, a Republican,"
    if doc[start:end].text in place_codes() and label != "PERSON":
        return Name(start, start, end, "place", label=label)
    called = start > 3 and doc[start - 2 : start].text.lower() == "known as" and doc[start - 3].text == ","
    if called and doc[start - 4].lower_ in lexicon("posts"):  # "their commander, known as Rufo"
        return Name(start, start, end, "person", True, label=label)
    if _names_a_medium(doc, start, end) or _is_of_a_body(doc, start, end):
        medium = _names_a_medium(doc, start, end)
        return Name(start, start, end, "organization" if medium else "person", True, label=label)
    guess: Guess = "unknown"
    text = doc[start].text
    acronym = end - start == 1 and len(text) > 1 and text.isupper()
    if label in _THING_LABELS:
        guess = "thing"
    elif acronym or label == "ORG":
        guess = "organization"
    elif label in _PERSON_LABELS and _has_article(doc, start, end):
        return Name(start, start, end, "organization", True, label="ORG")
    elif label in _PERSON_LABELS:
        guess = "person"
    elif label in _PLACE_LABELS:
        guess = "place"
    return Name(start, start, end, guess, False, label=label)


def _is_example(doc: Doc, start: int) -> bool:
    """Whether a name is given as one of several bodies: "charities including X", "companies such as X"."""
    i = start - 1 - (doc[start - 1].lower_ == "the")
    if i < 2 or doc[i].lower_ not in {"including", "as"}:
        return False
    i -= 1 + (doc[i].lower_ == "as" and doc[i - 1].lower_ == "such") + (doc[i - 1].text == ",")
    return doc[i].tag_ == "NNS" and doc[i].lemma_.lower() in lexicon("joint_bodies") | lexicon("company_words")


def _has_article(doc: Doc, start: int, end: int) -> bool:
    """Whether several capitalised words stand behind "the" as no person's name does: "the Chah Workers said"."""
    if end - start < 2 or start == 0 or doc[start - 1].lower_ != "the" or end >= len(doc):
        return False
    return doc[end].is_punct or doc[end].tag_[:2] in {"VB", "MD"}


def _names_a_medium(doc: Doc, start: int, end: int) -> bool:
    """Whether the noun for a medium stands right behind a name of several words: "the Nordischer Bote newspaper"."""
    return end - start > 1 and end < len(doc) and doc[end].lower_ in lexicon("media_words") and doc[end].tag_ == "NN"


def _is_of_a_body(doc: Doc, start: int, end: int) -> bool:
    """Whether two words follow whose they are, a party, and do something: "Labour's Jane Roe said"."""
    if end - start != 2 or start < 2 or doc[start - 1].tag_ != "POS" or end >= len(doc):
        return False
    if doc[end].tag_ not in {"VBD", "VBZ"} or doc[end - 1].lower_ in lexicon("organization_words"):
        return False
    owners = (doc[max(start - 1 - n, 0) : start - 1].text for n in (1, 2, 3))
    return any(o.lower() in institution_codes() or o.lower() in _parties() for o in owners)
