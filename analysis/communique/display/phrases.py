"""Entries as phrases in a sentence: whose proposal it is to do what, and whose word it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from communique.display.doing import ENDS, GERUND, GOES_ON, LOOSE, Doing, doing
from communique.display.index import Entry, Index
from communique.display.words import as_noun, typeset
from communique.model import Proposal, ProposalKind, Span, Statement

NOUNS: dict[ProposalKind, str] = {
    "initiative": "proposal",
    "offer": "offer",
    "demand": "demand",
    "condition": "condition",
}
# Sources of which the words say nothing.
NOBODY = re.compile(r"(?:he|she|it|they|i|we|who|which|that|this|one|people|some|others|many)", re.IGNORECASE)
# Those who deal with each other, as one source.
BOTH = re.compile(
    r"(?:the |their )?(?:two|both|three|leaders|sides|parties|companies|countries|firms|banks)\b", re.IGNORECASE
)
# A source that the article takes for known.
KNOWN = re.compile(r"the (?:news)?(?:paper|report|agency|statement|magazine|broadcaster|document|article)")
# What has no article though it is no name, and no "s" though it may be several.
UNCOUNTED = re.compile(
    r"(?:management|staff|police|parliament|government|industry|labou?r|opposition|media|press|people|men|women|children|"
    r"counsel|crew|clergy|congress|cabinet|council|business|today|yesterday|every(?:body|one)|nobody|some(?:body|one)|"
    r"none|most|many|few|several|half|legislation|research|evidence|intelligence|speculation|gossip|talk|news)"
)
BID = re.compile(r"\b(?:offer|bid|approach|proposal)\b")
LONGEST_VOICE = 5  # words
SUM = re.compile(
    r"(?:(?:at least|up to|about|around|some|more than|less than|as much as|nearly|almost) )?"
    r"[$£€]?\d[\d.,]*(?:m|bn|k|tn)?(?:$|%| per ?cent\b| (?:million|billion|cents|dollars|euros|pounds|crowns)\b)"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|may|might|must|can|could|shall|should|has|have|had|does|do|did)\b"
)
SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|unless|until|as|while|because|after|before|it|they|he|she)\b"
)
# What says by itself that it is asked for, or offered.
ASKING = re.compile(
    r"(?:an?|the) (?:[\w’'-]+ ){0,3}(?:claim|call|request|demand|order|ultimatum|appeal|petition|insistence|question)\b"
)
OFFERED = re.compile(r"the |.*\b(?:offer|bid|approach|pledge|promise|invitation|buyout|takeover|proposal)\b")
JOINTS = re.compile(r"(?:\b(?:the|and|all|both|two|three|four|five)\b|,|\s)*")


def told_of(index: Index, entry: Entry) -> Doing | None:
    """What an entry says somebody does; None where it names a thing."""

    def acts(doer: str) -> bool:
        return bool(doer) and _are_actors(index, doer)

    return doing(entry.summary.rstrip("."), " ".join(span.text for span in entry.evidence), acts)


def _are_actors(index: Index, doer: str) -> bool:
    """Whether a doer is an actor, or several in a row: "Norland", "Delta and its rival" is not."""
    parts = re.split(r", | and ", re.sub(r"\b[Tt]he ", "", doer))
    known = {name for actor in index.actors for name in _names(index, actor)}
    return re.sub(r"^the ", "", doer.lower()) in known or all(part.lower() in known for part in parts)


def does(index: Index, actors: Iterable[str], told: Doing) -> bool:
    """Whether the actors are those who do it: each by one of its names, and nobody else."""
    left = told.doer.lower()
    for actor in actors:
        name = next((n for n in _names(index, actor) if re.search(rf"\b{re.escape(n)}\b", left)), None)
        if name is None:
            return False
        left = re.sub(rf"\b{re.escape(name)}\b", "", left, count=1)
    return bool(told.doer) and JOINTS.fullmatch(left) is not None


def _names(index: Index, actor: str) -> list[str]:
    """The names of an actor in lower case, the longest first."""
    known = {index.labels[actor], index.actors[actor].name, *index.actors[actor].aliases}
    return sorted({re.sub(r"^the ", "", name.lower()) for name in known if name.strip()}, key=lambda n: (-len(n), n))


def deed_of(index: Index, actors: Sequence[str], summary: str) -> str | None:
    """What one actor does by a summary, as after "ruled out": "rejoining a government"; None where it tells no deed."""
    names = "|".join(re.escape(n) for a in actors[:1] for n in _names(index, a))
    found = re.match(rf"(?:the )?(?:{names}) ((?!being\b)[a-z]+ing\b.*)", summary, re.IGNORECASE | re.DOTALL)
    return found[1] if found and len(actors) == 1 else None


def doer_of(index: Index, told: Doing) -> str:
    """Who does it, each actor by its short name and with the article that it takes."""
    for actor in index.actors:
        if does(index, [actor], told):
            return index.name(actor)
    return typeset(told.doer)


def promise_of(index: Index, actors: Sequence[str], told: Doing) -> str:
    """`that their negotiators would meet`."""
    said = typeset(f"{doer_of(index, told)} would {'not ' * told.denied}{told.act}")
    return f"that {own(index, actors, said)}"


def without_parties(index: Index, actors: Sequence[str], summary: str) -> str:
    """A deal without the words that name its parties once more: "a deal between A and B" as "a deal"."""
    names = "|".join(re.escape(n) for a in actors for n in _names(index, a))
    if not names or len(actors) < 2:
        return summary
    name = rf"(?:the )?(?:{names})"
    more = rf"(?:(?:, | and ){name})"
    told = rf" (?:between {name}{more}+|with (?:[\w’-]+ ){{0,3}}{name}{more}*)(?=$| )"
    return re.sub(told, "", summary, flags=re.IGNORECASE)


def is_threat(proposal: Proposal, told: Doing) -> bool:
    """Whether somebody threatens to do what a proposal tells, in so many words."""
    deed = re.escape(told.act.split()[0])
    threat = rf"\bthreat(?:en\w*|s)? (?:not )?to (?:\w+ )?{deed}\b"
    return any(re.search(threat, span.text, re.IGNORECASE) for span in proposal.evidence)


def named(index: Index, proposal: Proposal, told: Doing | None) -> str | None:
    """The proposal as somebody's: `Norway’s demand that the fine be waived`, `Delta’s offer to pay`."""
    if told is None or told.act.startswith("possibly "):
        return None
    noun = NOUNS[proposal.kind]
    askers = [a for a in proposal.proponents if proposal.kind != "demand" or not does(index, [a], told)]
    whose = owner_of(index, askers or proposal.proponents)  # nobody demands a thing of himself
    theirs = bool(proposal.proponents) and (not told.doer or does(index, proposal.proponents, told))
    if not theirs and (members := _whole_group(index, proposal.proponents, told)):
        whose, theirs = members, True
    if proposal.kind in {"offer", "initiative"} and theirs:
        own_plan = "threat" if is_threat(proposal, told) else "plan" if proposal.kind == "initiative" else noun
        return f"{whose} {own_plan} {typeset(told.infinitive)}"
    if proposal.kind == "offer" and not proposal.proponents and told.doer and not told.act.startswith("be "):
        return f"an offer by {doer_of(index, told)} {typeset(told.infinitive)}"  # who offers is who would do it
    if not told.doer or proposal.kind == "offer" or theirs:
        return None
    doer = own(index, proposal.proponents, doer_of(index, told)) if proposal.proponents else doer_of(index, told)
    return f"{whose} {noun} {typeset(f'that {doer} {told.base_form}')}"


def _whole_group(index: Index, actors: Sequence[str], told: Doing) -> str:
    """Whose, where a group does it that the summary calls by more words than its name: "Shi’ite parties’"; else empty.

    Not of two groups, as in "the miners and the parties".
    """
    one = len(actors) == 1 and index.actors[actors[0]].kind == "group"
    name = index.labels[actors[0]].lower() if one else ""
    called = (
        one
        and name.islower()
        and re.fullmatch(rf"(?:the )?(?:(?!and\b)[\w’'-]+ ){{1,3}}{re.escape(name)}", told.doer, re.I)
    )
    return typeset(told.doer) + ("’" if told.doer.endswith("s") else "’s") if called else ""


def owner_of(index: Index, actors: Sequence[str]) -> str:
    """Whose: `Belik’s`, `the donors’`; `a` where nobody is named."""
    if not actors:
        return "a"
    names = index.names(actors)
    plural = names.endswith("s") and not names.endswith("ss") and index.actors[actors[-1]].kind != "person"
    return names + ("’" if plural else "’s")


def lead_of(proposal: Proposal) -> str:
    """What comes before a summary that is but a sum: `rejected | an offer of | 5bn crowns`."""
    summed = SUM.match(proposal.summary) is not None
    return {"offer": " an offer of ", "demand": " a demand for "}.get(proposal.kind, " ") if summed else " "


def owned(index: Index, proposal: Proposal) -> str | None:
    """A thing as what somebody demands or offers: "the union’s demand for 8%", "the bank’s offer of a loan".

    None where it is nobody's, where it is no thing but a deed, and where its words say already whose it is.
    """
    if not proposal.proponents:
        return None
    whose = owner_of(index, proposal.proponents)
    if kind := re.match(rf"an? ({NOUNS[proposal.kind]}) (?=for |of )", proposal.summary):
        return f"{whose} {typeset(proposal.summary[kind.start(1) :])}"
    lead = {"demand": "demand for", "offer": "offer of"}.get(proposal.kind)
    if lead is None or any(index.mentioned(a, proposal.summary) for a in proposal.proponents):
        return None
    told_already = ASKING.match(proposal.summary) or (proposal.kind == "offer" and OFFERED.match(proposal.summary))
    if told_already or not is_thing(proposal.summary):
        return None
    return f"{whose} {lead} {typeset(as_noun(proposal.summary.rstrip('.')))}"


def is_thing(summary: str) -> bool:
    """Whether a summary names a thing, not what is to be done: "a levy on shipping fuel", not "prices falling"."""
    finite = FINITE.search(summary)
    for n, deed in enumerate(GERUND.finditer(summary)):
        before, after = summary[: deed.start()], summary[deed.end() :]
        if (n == 0 and not LOOSE.search(before)) or deed["verb"] == "being":
            return False
        if GOES_ON.match(after) and not ENDS.search(before):
            return False  # "work on the road ceasing for a year"
    return finite is None or SUBORDINATE.search(summary[: finite.start()]) is not None


def own(index: Index, actors: Sequence[str], text: str) -> str:
    """A text that says whose a thing is of those just named: "Delta’s demand that Delta’s drivers" is "its drivers".

    A person keeps a name, the short one, and so does whoever might be taken for somebody else named before.
    """
    several = len(actors) > 1 or any(index.actors[a].kind == "group" for a in actors)
    pronoun = "their" if several else "its"
    if len(actors) == 1 and index.actors[actors[0]].kind == "person":
        pronoun = typeset(index.labels[actors[0]]) + "’s"
    choices = [re.escape(typeset(n)) for a in actors for n in _names(index, a)]
    joint = r"(?:(?:, | and )(?:the )?)"
    name = rf"(?:the )?(?:{'|'.join(choices)})"
    owned = rf"(?:{name}{joint}){{{len(actors) - 1}}}{name}[’'](?:s\b)?"
    first = re.match(rf"{owned}(?= \S)", text, re.IGNORECASE)
    if first:
        return pronoun + text[first.end() :]
    return text


def own_within(index: Index, actor: str, text: str) -> str:
    """A text behind its subject, in which that one's name need not stand again: "the sale of Delta’s mill" of Delta.

    Behind the name of another, "its" might be the other's; a person keeps the short name.
    """
    kind = index.actors[actor].kind
    names = sorted((typeset(n) for n in _names(index, actor)), key=len, reverse=True)
    found = re.search(rf"\b(?:the )?(?:{'|'.join(map(re.escape, names))})[’'](?:s\b)?(?= \S)", text, re.IGNORECASE)
    if found is None:
        return text
    others = (a for a in index.actors if a != actor)
    if kind == "person":
        own_, left = typeset(index.labels[actor]) + "’s", text[found.end() :]
    elif any(index.mentioned(a, text[: found.start()]) for a in others):
        return text
    else:
        own_, left = "their" if kind == "group" else "its", text[found.end() :]
    return f"{text[: found.start()]}{own_}{own_within(index, actor, left)}"


def without_target(index: Index, actors: Sequence[str], proposal: Proposal) -> Proposal:
    """A bid without whom it is for, where that is who turns it down: "Delta rejected Zeta’s offer | for Delta"."""
    names = "|".join(re.escape(n) for a in actors[:1] for n in _names(index, a))
    found = re.search(rf"(?<=\w) for (?:the )?(?:{names})$", proposal.summary, re.IGNORECASE) if names else None
    if found is None or len(actors) > 1 or not BID.search(proposal.summary[: found.start()]):
        return proposal
    return proposal.model_copy(update={"summary": proposal.summary[: found.start()]})


def saying(index: Index, entry: Entry, sources: Sequence[str], parties: Sequence[str]) -> str:
    """On whose word, which names actors, an entry stands; empty where no other word than the parties' own is needed."""
    if _is_told_beside(index, entry, sources, parties):
        return ""
    told = entry.evidence[0]
    around = [s for s in index.briefing.statements if s.speaker in sources]
    around = [s for s in around if s.content.start < told.end and told.start < s.content.end]
    statement = max(around, key=lambda s: len(s.content.text), default=None)
    if statement is None or statement.source is None or statement.cue is None:
        return index.names(sources)
    words = " ".join(statement.source.text.split())
    if len(parties) > 1 and re.match(r"(?:the (?:two|three|four|five)|both|all|their)\b", words, re.IGNORECASE):
        return ""  # "the two countries said", "their leaders said"
    between = (index.briefing.article.text or "")[statement.source.end : statement.cue.start]
    said = [*sources, *_joined_to(index, statement.source.end, between)]
    if len(parties) > 1 and set(parties) <= set(said):
        return ""  # "A and B said they had agreed"
    placed = re.match(r"\s+(?:in|from|for) (?:the )?[A-Z]", between) is not None
    states = all(index.actors[a].kind == "state" for a in sources)
    if states and len(parties) > 1 and set(sources) < set(parties) and words.islower() and not placed:
        return _within(index, words)  # "officials" of one or another
    return index.names(dict.fromkeys(said))


def _joined_to(index: Index, start: int, between: str) -> list[str]:
    """The actors named beside a source: "Poland | and Denmark | said"."""
    if not re.fullmatch(r"(?:, (?!who|which)[\w .’'-]+)*,? and (?:the )?[\w .’'-]+", between.rstrip()):
        return []
    end = start + len(between)
    return [id for id, a in index.actors.items() if any(start <= m.start < end for m in a.mentions)]


def _is_told_beside(index: Index, entry: Entry, sources: Sequence[str], parties: Sequence[str]) -> bool:
    """Whether it stands beside what its sources say: "Norland said it agreed, while | Veld asked for a delay"."""
    tail = re.search(r", (?:while|whereas) (.+)$", " ".join(entry.evidence[0].text.split()))
    if tail is None or any(index.mentioned(a, tail[1]) for a in sources):
        return False
    told = set(re.findall(r"\w{4,}", entry.summary.lower())) <= set(re.findall(r"\w{4,}", tail[1].lower()))
    return told and bool(parties) and all(index.mentioned(a, tail[1]) for a in parties)


def voice_of(index: Index, entry: Entry) -> str:
    """The article's words for a source that is no actor ("the newspaper", "reports"); empty where it names none."""
    around = [s for s in index.briefing.statements if s.speaker is None and s.source and _carries(s, entry.evidence[0])]
    statement = min(around, key=lambda s: len(s.content.text), default=None)
    if statement is None or statement.source is None:
        return ""
    words = " ".join(statement.source.text.split())
    parties = entry.proponents if isinstance(entry, Proposal) else entry.by
    both = BOTH.match(words) is not None and len(parties) > 1
    party = both or words.lower() in entry.summary.lower()  # who agrees to a thing is no source of it
    return "" if party or NOBODY.fullmatch(words) else _within(index, words)


def voices_of(index: Index) -> list[str]:
    """The article's words for its sources that are no actors, each once: "analysts", "local newspapers".

    "The paper" is one that has been named, and "the FT" the Financial Times, so that neither counts beside another.
    """
    found: dict[str, None] = {}
    for statement in index.briefing.statements:
        words = " ".join(statement.source.text.split()) if statement.speaker is None and statement.source else ""
        if words and len(words.split()) <= LONGEST_VOICE and not NOBODY.fullmatch(words):
            found[_within(index, words)] = None
    named = [v for v in found if not KNOWN.fullmatch(v) and v.removeprefix("the ") not in {_acronym(o) for o in found}]
    return named or list(found)


def _acronym(voice: str) -> str:
    """The first letters of the capitalized words of a voice: "FT" of "the Financial Times"."""
    return "".join(word[0] for word in voice.split() if word[0].isupper() and len(voice.split()) > 1)


def _carries(statement: Statement, evidence: Span) -> bool:
    """Whether most of the evidence is what the statement says."""
    inside = min(statement.content.end, evidence.end) - max(statement.content.start, evidence.start)
    return 2 * inside > evidence.end - evidence.start


def _within(index: Index, words: str) -> str:
    """Words from the start of a sentence as they stand within one: a capital stays where it is a name's."""
    first, *rest = words.split()
    article = first in {"The", "A", "An"}
    text = index.briefing.article.text or ""
    if not article and ((rest and rest[0][:1].isupper()) or _is_name(first, bool(rest), text)):
        return typeset(words)  # the name of somebody: "Harbour Watch"
    proper = re.search(rf"[a-z,;] {re.escape(first)}\b", text) is not None
    plain = first[:1].isupper() and first[1:].islower() and not proper
    return typeset(words[:1].lower() + words[1:] if plain or article else words)


def _is_name(first: str, more: bool, text: str) -> bool:
    """Whether a word without an article is a name, as no common singular is: "Veld said", "Veld's president"."""
    bare = re.sub(r"[’']s$", "", first)
    if (more and bare == first) or not first[:1].isupper() or bare.endswith(("s", "’", "'")):
        return False
    common = UNCOUNTED.fullmatch(bare.lower()) or re.search(rf"\b{re.escape(bare.lower())}\b", text) is not None
    return not common
