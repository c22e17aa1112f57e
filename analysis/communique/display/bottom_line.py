"""The bottom line: three to six sentences that rules put together from the entries, so that each is true of them.

Sentences are in the past tense, which needs no agreement in number, and their frames take any noun phrase. A summary
that is a clause of its own goes behind a colon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.display.doing import GERUND
from communique.display.doubles import doubles_of, is_asked_again, is_asked_of_another
from communique.display.index import Index
from communique.display.phrases import (
    FINITE,
    NOUNS,
    SUBORDINATE,
    deed_of,
    doer_of,
    does,
    is_thing,
    is_threat,
    lead_of,
    named,
    own_within,
    owned,
    owner_of,
    promise_of,
    saying,
    told_of,
    voice_of,
    voices_of,
    without_parties,
    without_target,
)
from communique.display.verdicts import accepts, is_only_against
from communique.display.words import as_noun, counted, listed, number, typeset, upper_first
from communique.model import (
    Concession,
    ConcessionStatus,
    Position,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Stance,
)

MOST_SENTENCES = 6
FEWEST_SENTENCES = 3
FEWEST_WORDS, MOST_WORDS = 5, 32  # of a quotation that says something and is soon read
ENDS = (".", ",")
MOST_SETTLED = 3
MOST_IN_A_LIST = 3
# What is settled or fought over comes first: it is what happened.
RANK: dict[ProposalStatus, int] = {"agreed": 5, "contested": 5, "enacted": 5, "rejected": 5, "withdrawn": 2, "open": 0}
VERBS: dict[ProposalKind, str] = {
    "initiative": "put forward",
    "offer": "offered",
    "demand": "demanded",
    "condition": "set as a condition",
}
# How a summary says what the words before it say: "offered as a concession: Delta offering …".
SAID_ALREADY = (
    "offering|floating|suggesting|ruling out|refusing|rejecting|making|considering|contemplating|imagining|mooting|"
    "mulling|weighing|envisaging|leaving open|raising the possibility of|holding out the prospect of|signall?ing|"
    "hinting at"
)
RULED_OUT = re.compile(r"\brul(?:e[sd]?|ing) out\b", re.IGNORECASE)
PUT_FORWARD = re.compile(r"\b(?:propos|suggest|put(?:ting)? forward|float|offer|urg|call)\w*\b", re.I)
OFFERS = "invitation|pledge|promise|bid|buyout|takeover"  # nouns that say by themselves that something is offered
STRUCK = re.compile(r"^(?:\S+ ){0,4}(?:agreement|deal|accord|pact|settlement|compromise|truce)s?\b")


@dataclass(frozen=True)
class Verb:
    """The word that carries a sentence, set in bold."""

    text: str


@dataclass(frozen=True)
class Ref:
    """A link to an entry, or to the words of a statement."""

    entry: str


Part = str | Verb | Ref
Sentence = tuple[Part, ...]


@dataclass(frozen=True)
class Clause:
    """A subject, where there is one, what is said of it, and who stands elsewhere."""

    subject: str
    predicate: tuple[Part, ...]
    others: str = ""


def bottom_line(index: Index) -> list[Sentence]:
    """Three to six sentences on what was settled, what is open and what is given; fewer only where there is nothing."""
    certain = [p for p in index.briefing.proposals if index.certain(p)]
    given = [c for c in index.briefing.concessions if index.certain(c)]
    if not certain and not given:
        return [_close(s) for s in (_nothing(index), *_spoken(index))]
    settled, others = _settled(index, certain)
    still_open = [p for p in certain if p.status == "open"]
    shown = _weightiest(index, still_open)
    settled = [p for p in settled if not is_asked_again(p, shown)]
    given = [c for c in given if not is_asked_of_another(c, certain)]
    doubles = doubles_of(index, given, [*settled, *shown])
    twins = {c.id for c in doubles.values()}
    sentences = _joined([_proposal(index, p, doubles.get(p.id)) for p in settled])
    sentences += _also(index, others)
    sentences += _still_open(index, still_open, doubles)
    sentences += _concessions(index, [c for c in given if c.id not in twins])
    sentences = sentences[:MOST_SENTENCES]
    for filler in (*_quoted(index), *_nothing_given(index), *_spoken(index)):
        if len(sentences) < FEWEST_SENTENCES:
            sentences.append(filler)
    return [_close(sentence) for sentence in sentences]


def _joined(clauses: Sequence[Clause]) -> list[list[Part]]:
    """Clauses as sentences; two in a row with one subject become one sentence."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if groups and clause.subject and groups[-1][-1].subject == clause.subject and len(groups[-1]) < 2:
            groups[-1].append(clause)
        else:
            groups.append([clause])
    sentences: list[list[Part]] = []
    for group in groups:
        sentence: list[Part] = [f"{group[0].subject} " if group[0].subject else "", *group[0].predicate]
        for clause in group[1:]:
            sentence += [", and ", *clause.predicate]
        sentences.append(sentence)
    return sentences


def _close(sentence: Iterable[Part]) -> Sentence:
    """A sentence with its capital and its full stop; words that follow each other are one part."""
    parts: list[Part] = []
    for part in sentence:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    first = parts[0]
    if isinstance(first, str):
        parts[0] = upper_first(first)
    elif isinstance(first, Verb):
        parts[0] = Verb(upper_first(first.text))
    return (*parts, ".")


def _settled(index: Index, proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """What is no longer open: the weightiest, and the others. An article puts first what counts."""
    length = len(index.briefing.article.text or "") or max((p.evidence[0].end for p in proposals), default=1)

    def weight(p: Proposal) -> float:
        early = 3 * (1 - min(p.evidence[0].start / length, 1)) ** 2
        return RANK[p.status] + len(p.positions) + min(len(p.proponents), 2) + early

    moved = [p for p in proposals if p.status != "open"]
    kept = {p.id for p in sorted(moved, key=weight, reverse=True)[:MOST_SETTLED]}
    return [p for p in moved if p.id in kept], [p for p in moved if p.id not in kept]


def _proposal(index: Index, proposal: Proposal, double: Concession | None) -> Clause:
    told = _with_own(index, TELLERS[proposal.status](index, proposal))
    # on whose word it stands comes before who stands elsewhere, which another may have said
    term = _term(proposal) if proposal.status == "agreed" else ""
    parts: list[Part] = [*told.predicate, term, *_according(index, proposal)]
    said = any(", offered by" in part for part in parts if isinstance(part, str))
    refused = Verb("refused") in told.predicate
    if given := _as_concession(index, proposal, double, said, refused):
        return Clause(told.subject, (*parts, " ", Ref(proposal.id), *given, told.others))
    return Clause(told.subject, (*parts, told.others, " ", Ref(proposal.id)))


def _with_own(index: Index, clause: Clause) -> Clause:
    """A clause in which what is its subject's is called so: "Norland rejected the sale of *its* port"."""
    actor = next((id for id in index.actors if index.name(id) == clause.subject), None)
    if actor is None:
        return clause
    said = [own_within(index, actor, part) if isinstance(part, str) else part for part in clause.predicate]
    return Clause(clause.subject, tuple(said), clause.others)


def _as_concession(
    index: Index, proposal: Proposal, double: Concession | None, said: bool = False, refused: bool = False
) -> list[Part]:
    """That a course is a concession, too; `said`: the sentence has told that it was offered ("offered by Norland")."""
    if double is None or double.status == "refused" or refused:  # "refused to pay" says it all
        return [" ", Ref(double.id)] if double is not None else []
    open_offer = proposal.kind == "offer" and proposal.status == "open"
    offer = "as a concession" if open_offer or said else "offered as a concession"
    given = "agreed as a concession" if proposal.status == "contested" else "as a concession"
    what = {"made": given, "offered": offer}.get(double.status, "floated as a concession")
    return [f", {what} to {index.names(double.to)} " if double.to else f", {what} ", Ref(double.id)]


def _also(index: Index, proposals: Sequence[Proposal]) -> list[list[Part]]:
    """What else is settled, by status: `Also agreed: …`."""
    words: dict[ProposalStatus, str] = {"agreed": "agreed", "enacted": "in effect", "rejected": "rejected"}
    words |= {"contested": "contested", "withdrawn": "withdrawn"}
    items: list[list[Part]] = []
    for status, word in words.items():
        some = [p for p in proposals if p.status == status]
        for n, p in enumerate(some):
            lead: list[Part] = [] if n else [Verb(word), ": "]
            term = _term(p) if status == "agreed" else ""
            items.append([*lead, owned(index, p) or _summary(p), term, *_according(index, p), " ", Ref(p.id)])
    more = len(items) - MOST_IN_A_LIST
    if more > 0:
        items = [*items[:MOST_IN_A_LIST], [f"{number(more)} more"]]
    mixed = len({p.status for p in proposals}) > 1  # "also agreed: a truce; and rejected: talks"
    return [["also ", *_series(items, mixed)]] if items else []


def _holders(index: Index, proposal: Proposal, stance: Stance) -> str:
    holders = [p.actor for p in proposal.positions if p.stance == stance]
    return index.names(_sides(index, holders)) if holders else ""


def _sides(index: Index, actors: Sequence[str]) -> list[str]:
    """Actors without those who belong to one of the others: of a state and its minister the state."""
    return [a for a in actors if index.actors[a].affiliation not in {*actors} - {a}]


def _without_leaders(index: Index, actors: Sequence[str]) -> list[str]:
    """The parties to a deal without the people who struck it for one of them: the state without its president."""
    people = {a for a in actors if index.actors[a].kind == "person"}
    return [a for a in actors if a not in people or index.actors[a].affiliation not in {*actors} - people]


def _has(proposal: Proposal, stance: Stance) -> bool:
    return any(p.stance == stance for p in proposal.positions)


def _agreed(index: Index, proposal: Proposal) -> Clause:
    backing = [p for p in proposal.positions if p.stance == "supports" and p.actor not in proposal.proponents]
    accepting = [p.actor for p in backing if accepts(index, p)]
    backers = accepting or [p.actor for p in proposal.positions if p.stance == "supports"]
    parties, told = _without_leaders(index, proposal.proponents), told_of(index, proposal)
    put = accepting and PUT_FORWARD.search(" ".join(span.text for span in proposal.evidence)) is not None
    if backers and (put if len(parties) > 1 else parties and (proposal.kind != "initiative" or accepting)):
        what = named(index, proposal, told)
        if what is None and re.search(
            rf"[’']s? (?:\S+ ){{0,6}}(?:{NOUNS[proposal.kind]}|{OFFERS})\b", proposal.summary
        ):
            what = _summary(proposal)  # "Argentina’s debt offer" says whose it is
        elif what is None:
            for_ = " for" if proposal.kind != "condition" and is_thing(proposal.summary) else ":"
            what = f"{owner_of(index, parties)} {NOUNS[proposal.kind]}{for_} {_summary(proposal)}"
        others = _others(index, proposal, "supports", also=[p.actor for p in backing if p.actor not in backers])
        return Clause(index.names(_sides(index, backers)), (Verb("accepted"), f" {what}"), others)
    # who only welcomes a deal is no party to it
    elsewhere = _others(index, proposal)
    if not parties or (len(parties) == 1 and (told is None or not does(index, parties, told))):
        return _bare("agreed", index, proposal, elsewhere)
    if told is not None:
        doers = [a for a in parties if does(index, [a], told)]
        if doers and all(index.mentioned(a, told.act) for a in parties if a not in doers):
            parties = doers  # "Norland agreed to sell the mill to Veld", which has agreed as well
        alone = not told.doer or does(index, parties, told)
        agreed = f" {typeset(told.infinitive) if alone else promise_of(index, parties, told)}"
        return Clause(index.names(parties), (Verb("agreed"), agreed), elsewhere)
    if STRUCK.search(proposal.summary) and not _clausal(index, proposal):
        struck = without_parties(index, parties, _summary(proposal))
        return Clause(index.names(parties), (Verb("reached"), f" {struck}"), elsewhere)
    clause = _clausal(index, proposal)
    what = _summary(proposal, clause) if clause else without_parties(index, parties, _summary(proposal))
    return Clause(index.names(parties), (Verb("agreed"), ": " if clause else " on ", what), elsewhere)


def _bare(verb: str, index: Index, proposal: Proposal, others: str = "") -> Clause:
    whose = owned(index, proposal)
    return Clause(
        "", (Verb(verb), ": ", *([whose] if whose else [_summary(proposal), _origin(index, proposal)])), others
    )


def _enacted(index: Index, proposal: Proposal) -> Clause:
    told = told_of(index, proposal)
    if not proposal.proponents:
        return _bare("now in effect", index, proposal)
    if told is not None and (not told.doer or does(index, proposal.proponents, told)):
        who = index.names(proposal.proponents)
        if told.denied:
            return Clause(who, (Verb("decided"), f" {typeset(told.infinitive)}"))
        done = _summary(proposal)[len(told.doer) :].strip()
        return Clause(who, (Verb("went ahead"), f" with {done}"))
    if told is not None or any(index.mentioned(a, proposal.summary) for a in proposal.proponents):
        return _bare("now in effect", index, proposal)
    return _act(index, index.names(proposal.proponents), "put into effect", " ", proposal)


def _rejected(index: Index, proposal: Proposal) -> Clause:
    """Who rejected it, with those who stand elsewhere; also for what is contested."""
    against = [p for p in proposal.positions if p.stance == "rejects"]
    rejecters = [p.actor for p in against if not is_only_against(index, p)]
    told = told_of(index, proposal)
    if not rejecters and against and (what := named(index, proposal, told)) is not None:
        return Clause("", (Verb(proposal.status), f": {what}"), _others(index, proposal))
    if not rejecters:
        return _bare(proposal.status, index, proposal, _others(index, proposal))
    rejecters = _sides(index, rejecters)
    left = [p.actor for p in against if p.actor not in rejecters and index.actors[p.actor].affiliation not in rejecters]
    others = _others(index, proposal, "rejects", left)
    proposal = without_target(index, rejecters, proposal)
    ruled_out = any(RULED_OUT.search(span.text) for span in proposal.evidence)
    if (told is None or ruled_out) and (deed := deed_of(index, rejecters, proposal.summary)) is not None:
        return Clause(index.names(rejecters), (Verb("ruled out"), f" {typeset(deed)}"), others)
    if told is not None and does(index, rejecters, told):
        return Clause(index.names(rejecters), (Verb("refused"), f" {typeset(told.infinitive)}"), others)
    if (what := named(index, proposal, told)) is not None:
        return Clause(index.names(rejecters), (Verb("rejected"), f" {what}"), others)
    if (whose := owned(index, proposal)) is not None:
        return Clause(index.names(rejecters), (Verb("rejected"), f" {whose}"), others)
    lead, origin = lead_of(proposal), _origin(index, proposal)
    return _act(index, index.names(rejecters), "rejected", lead, proposal, origin, others=others)


def _withdrawn(index: Index, proposal: Proposal) -> Clause:
    told = told_of(index, proposal)
    if not proposal.proponents or (
        told is None and any(index.mentioned(a, proposal.summary) for a in proposal.proponents)
    ):
        return _bare("withdrawn", index, proposal)
    if told is not None and does(index, proposal.proponents, told):
        own = "threat" if is_threat(proposal, told) else "plan"
        return Clause(index.names(proposal.proponents), (Verb("dropped"), f" a {own} {typeset(told.infinitive)}"))
    noun = "plan" if proposal.kind == "initiative" else NOUNS[proposal.kind]
    if told is not None or GERUND.search(proposal.summary):
        what = f"that {doer_of(index, told)} {typeset(told.base_form)}" if told and told.doer else None
        one = "an" if noun[0] in "aeiou" else "a"
        what = f" {one} {noun} {what}" if what else f" {one} {noun}: {_summary(proposal)}"
        return Clause(index.names(proposal.proponents), (Verb("dropped"), what))
    asked = proposal.kind == "demand" and told is None
    lead = " a demand for " if asked else lead_of(proposal)
    return _act(index, index.names(proposal.proponents), "dropped", lead, proposal)


TELLERS: dict[ProposalStatus, Callable[[Index, Proposal], Clause]] = {
    "agreed": _agreed,
    "enacted": _enacted,
    "rejected": _rejected,
    "contested": _rejected,
    "withdrawn": _withdrawn,
}


def _origin(index: Index, proposal: Proposal) -> str:
    left = [a for a in proposal.proponents if not index.mentioned(a, proposal.summary)]
    if not left:
        return ""
    if proposal.kind == "initiative" and len(left) < len(proposal.proponents):
        return f", involving {index.names(left)}"  # talks of those who hold them
    struck = len(left) > 1 or not _has(proposal, "supports")  # what one puts forward and another accepts is one's own
    if proposal.status == "agreed" and struck and STRUCK.search(proposal.summary):
        told = " by " in proposal.summary  # "a compromise brokered by the bishop"
        return "" if told else f", reached by {index.names(left)}"
    return f", {VERBS[proposal.kind]} by {index.names(left)}"


def _others(
    index: Index,
    proposal: Proposal,
    told: Stance | None = None,
    against: Sequence[str] = (),
    also: Sequence[str] = (),
) -> str:
    """Who stands elsewhere: `, with Toresk in favour`; of the side that is told already only `against` or `also`."""
    sides: tuple[tuple[Stance, str], ...] = (
        ("supports", "in favour"),
        ("hedges", "hesitant"),
        ("rejects", "against"),
    )
    parts = [f"{_holders(index, proposal, s)} {words}" for s, words in sides if s != told and _has(proposal, s)]
    parts += [f"{index.names(_sides(index, against))} against"] if against else []
    parts = [*([f"{index.names(_sides(index, also))} in favour"] if also else []), *parts]
    return f", with {listed(parts)}" if parts else ""


def _act(index: Index, who: str, verb: str, preposition: str, entry: Proposal, *more: str, others: str = "") -> Clause:
    """`Belik rejected a truce`; with a colon where the summary is a clause of its own."""
    clause = _clausal(index, entry)
    return Clause(who, (Verb(verb), ": " if clause else preposition, _summary(entry, clause), *more), others)


def _clausal(index: Index, entry: Proposal | Concession) -> bool:
    return is_clause(entry.summary, (index.labels[a] for a in index.actors))


def _summary(entry: Proposal | Concession, clause: bool = False) -> str:
    summary = entry.summary.rstrip(".")
    return typeset(summary if clause else as_noun(summary))


def is_clause(summary: str, names: Iterable[str]) -> bool:
    """Whether a summary reads as a sentence of its own (`Ukraine is to pay more`) rather than as a noun phrase."""
    finite, subordinate = FINITE.search(summary), SUBORDINATE.search(summary)
    if finite and not (subordinate and subordinate.start() < finite.start()):
        return True
    after = (re.match(rf"(?:[Tt]he )?{re.escape(name)} ([a-z]+s)\b", summary) for name in names)
    return any(match is not None for match in after)


def _according(index: Index, entry: Proposal | Concession) -> list[Part]:
    """On whose word it stands, where it is not the article's; who asks or offers needs no other word than his own."""
    sources = index.sources(entry)
    if not sources:
        return [f", according to {voice}"] if (voice := voice_of(index, entry)) else []
    parties = entry.proponents if isinstance(entry, Proposal) else entry.by
    if set(sources) == set(parties):  # who asks, offers or agrees needs no other word than his own
        return []
    sides = {id for a in parties for id in (a, index.actors[a].affiliation)} if len(parties) == 1 else set()
    if len(sources) == 1 and {sources[0], index.actors[sources[0]].affiliation} & (sides - {None}):
        return []  # a state's word on what its government does
    refused = {p.actor for p in entry.positions if p.stance == "rejects"} if isinstance(entry, Proposal) else set()
    nobodys = entry.status == "open" and not parties  # "talks, with Roe against" rests on his word
    if (entry.status in {"rejected", "contested"} or nobodys) and refused == set(sources):
        return []
    return [f", according to {said}"] if (said := saying(index, entry, sources, parties)) else []


def _weightiest(index: Index, proposals: Sequence[Proposal]) -> list[Proposal]:
    ranked = sorted(proposals, key=lambda p: (-len(index.involved(p)), -p.confidence))[:MOST_IN_A_LIST]
    return [p for p in proposals if p in ranked]


def _still_open(index: Index, proposals: Sequence[Proposal], doubles: Mapping[str, Concession]) -> list[list[Part]]:
    kept = _weightiest(index, proposals)
    if not kept:
        return []
    items: list[list[Part]] = [
        [_open_item(index, p), " ", Ref(p.id), *_as_concession(index, p, doubles.get(p.id))] for p in kept
    ]
    more = len(proposals) - len(kept)
    if more:
        items.append([f"{number(more)} more"])
    return [["still ", Verb("open"), ": ", *_series(items)]]


def _open_item(index: Index, proposal: Proposal) -> str:
    told = named(index, proposal, told_of(index, proposal))
    divided = any(p.stance != "supports" for p in proposal.positions)  # then those in favour count as well
    answer = f", {_answers(index, proposal.positions)}" if divided else ""
    told = told or owned(index, proposal)
    origin = "" if told else _origin(index, proposal)
    return (
        (told or _summary(proposal))
        + origin
        + _term(proposal)
        + "".join(str(p) for p in _according(index, proposal))
        + answer
    )


def _term(proposal: Proposal) -> str:
    """On what it depends: `, conditional on approval by the court`."""
    proviso = typeset(proposal.conditions[0].summary) if proposal.conditions else ""
    clause = re.match("(?:if|unless|provided|as long as)\\b", proviso)
    return f", {proviso}" if clause else f", conditional on {proviso}" if proviso else ""


def _answers(index: Index, positions: Sequence[Position]) -> str:
    said: dict[Stance, str] = {"rejects": "against", "hedges": "hesitant", "supports": "in favour"}
    by = {s: [p.actor for p in positions if p.stance == s] for s in dict.fromkeys(p.stance for p in positions)}
    return "with " + listed([f"{index.names(_sides(index, actors))} {said[s]}" for s, actors in by.items()])


def _series(items: Sequence[list[Part]], mixed: bool = False) -> Iterator[Part]:
    """Items with commas of their own, so parted by semicolons; two plain ones, not `mixed`, by "and" alone."""
    plain = (
        len(items) == 2
        and not mixed
        and not any(isinstance(part, str) and "," in part for item in items for part in item)
    )
    for n, item in enumerate(items):
        if n:
            yield " and " if plain else "; and " if n == len(items) - 1 else "; "
        yield from item


def _concessions(index: Index, concessions: Sequence[Concession]) -> list[list[Part]]:
    frames: tuple[tuple[ConcessionStatus, str, str], ...] = (
        ("made", "", "conceded"),
        ("offered", "", "offered"),
        ("floated", "only ", "floated"),
        ("demanded", "", "asked for"),
        ("refused", "", "refused"),
    )
    refusals = [c for c in concessions if c.status == "refused" and _refusal(index, c)]
    sentences: list[list[Part]] = []
    for status, before, verb in frames:
        some = [c for c in concessions if c.status == status and c not in refusals[:1]]
        if not some:
            continue
        as_what = " as a concession" if status in {"offered", "refused", "demanded"} else ""
        start: list[Part] = [before, Verb(verb), f"{as_what}: "]
        items: list[list[Part]] = [[_conceded(index, c), " ", Ref(c.id)] for c in some[:MOST_IN_A_LIST]]
        if len(some) > MOST_IN_A_LIST:
            items.append([f"{number(len(some) - MOST_IN_A_LIST)} more"])
        sentences.append([*start, *_series(items)])
    return [*sentences, *(_refusal(index, c) for c in refusals[:1])]


def _refusal(index: Index, concession: Concession) -> list[Part]:
    """`Harcastle refused to scrap the fee`, `ruled out a rise`; empty where who refuses is not who would do it."""
    who, deed = index.names(concession.by), deed_of(index, concession.by, concession.summary) or ""
    if deed.startswith("ruling out "):
        return [f"{who} ", Verb("ruled out"), f" {typeset(deed.removeprefix('ruling out '))} ", Ref(concession.id)]
    told = told_of(index, concession)
    if told is None or not concession.by or not does(index, concession.by, told):
        return []
    if re.match("(?:rule|reject|refuse|decline)\\b", told.act):  # that is how it was refused
        return []
    return [f"{who} ", Verb("refused"), f" {typeset(told.infinitive)} ", Ref(concession.id)]


def _conceded(index: Index, concession: Concession) -> str:
    clause = _clausal(index, concession)
    bare = _without_verb(index, concession) if not clause else None
    if bare is not None:
        concession = concession.model_copy(update={"summary": bare})
    told = told_of(index, concession)
    acts = clause or (told is not None and bool(told.doer))  # "Norwegian troops leaving" needs no "from Norway"
    giver = [a for a in concession.by if bare or (not acts and not index.mentioned(a, concession.summary))]
    gainer = [a for a in concession.to if not clause and not index.mentioned(a, concession.summary)]
    by = f", from {index.names(giver)}" if giver else ""
    to = f"{'' if giver else ','} to {index.names(gainer)}" if gainer else ""
    wanted = concession.in_return_for or ""
    told_already = not wanted or wanted in index.entries or wanted in concession.summary
    term = "" if told_already else f", in return for {typeset(wanted)}"
    return _summary(concession, clause) + by + to + term + "".join(str(p) for p in _according(index, concession))


def _without_verb(index: Index, concession: Concession) -> str | None:
    """What is given, without the verb that the sentence says already: "offered: Delta offering a rise" as "a rise"."""
    givers = (index.names(concession.by), *(index.actors[a].name for a in concession.by))
    names = "|".join(re.escape(name) for name in givers if name)
    found = re.match(rf"(?:the )?(?:{names}) (?:{SAID_ALREADY}) (?!to\b)(.+)$", typeset(concession.summary))
    return found[1] if found and concession.by else None


def _nothing(index: Index) -> list[Part]:
    unsure = len(index.entries)
    if unsure:
        which = counted(unsure, "possible proposal or concession", "possible proposals or concessions")
        return [f"the analysis found nothing certain on the table, only {which}, marked as uncertain below"]
    return [
        "the analysis found ",
        Verb("nothing on the table"),
        " in this article: no proposal and no concession",
    ]


def _quoted(index: Index) -> Iterator[list[Part]]:
    """The first whole sentence that a party to what is told says, in its own words; those who have most part first."""
    parties = [a for a in index.ranked_actors if any(a in index.involved(e) for e in index.entries.values())]
    for who, statement in ((a, s) for a in parties for s in index.said(a) if s.direct):
        words = " ".join(statement.content.text.split()).strip("\"'“”‘’ ")
        short = FEWEST_WORDS <= len(words.split()) <= MOST_WORDS
        if short and words[0].isupper() and words.endswith(ENDS):
            yield [f"in the words of {index.name(who)}: “{words.rstrip(',.')}”", Ref(statement.id)]
            return


def _nothing_given(index: Index) -> Iterator[list[Part]]:
    if not index.briefing.concessions:
        yield ["the analysis found no concession"]


def _spoken(index: Index) -> Iterator[list[Part]]:
    """To whom the article attributes statements, the first three by name; actors before "analysts" and "reports".

    Of those beyond three no number is told: "the agency" and "an official" may be one voice or two.
    """
    names = [index.name(a) for a in index.ranked_actors if index.said(a)]
    more = ["others"] if len(names) > MOST_IN_A_LIST else []
    names += voices_of(index)
    if not names:
        yield ["the analysis found nobody to whom the article attributes a statement"]
        return
    yield [f"the article attributes statements to {listed([*names[:MOST_IN_A_LIST], *more])}"]
