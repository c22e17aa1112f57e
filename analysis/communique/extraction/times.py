"""When a course of action is to be carried out, and by when: the words and, where they settle it, the date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.grammar import below
from communique.extraction.words import words
from communique.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act
    from communique.extraction.contents import Content
    from communique.extraction.reading import Reading

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
# Deeds that have their day.
EVENTFUL = frozenset({
    "strike", "meet", "hold", "vote", "march", "visit", "resume", "start", "begin", "open", "reopen", "close", "walk",
    "ballot", "picket", "demonstrate", "sign", "publish", "launch", "convene", "host",
})  # fmt: skip
TELLING = frozenset({"announce", "unveil", "reveal", "confirm"})
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
UNITS = {"hour": 0, "day": 1, "week": 7}  # days of each

_DAY = "(?:" + "|".join(d.title() for d in DAYS) + ")"
_MONTH = "(?:" + "|".join(m.title() for m in MONTHS) + ")"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    r"(?:week|weekend|month|year|decade|century|season|spring|summer|autumn|winter|fall|quarter|day|night|term"
    r"|parliament|session|(?:financial|fiscal|tax|school|academic)\s+year)"
)
_ZONE = r"(?:\s+(?:GMT|BST|local time))?"
_CLOCK = rf"(?:midnight|noon|midday|\d{{1,2}}(?:[.:]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)|\d{{1,2}}:\d\d){_ZONE}"
_DATED = (
    rf"(?:(?:next|this|the (?:following|coming))\s+)?{_DAY}"
    rf"(?:\s+of\s+(?:next|this)\s+week|\s+(?:night|morning|evening|afternoon|week))?"
    rf"(?:,?\s+\d{{1,2}}\s+{_MONTH}(?:\s+{_YEAR})?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
)
_POINT = (
    rf"{_DATED}"
    rf"|{_CLOCK}(?:\s+(?:on\s+)?(?:{_DATED}|today|tomorrow|tonight))?"
    rf"|(?:(?:early|mid|late|next)[\s-]+)?{_MONTH}(?:\s+(?:of\s+)?(?:next\s+year|this\s+year|{_YEAR}))?"
    rf"|(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|close|turn|first\s+half|second\s+half|\w+\s+(?:week|quarter))"
    rf"\s+of\s+(?:(?:the|this|next|that)\s+(?:\w+\s+)?{_PERIOD}|{_MONTH}(?:\s+{_YEAR})?|{_YEAR})"
    rf"|(?:(?:early|late)\s+)?(?:next|this|the\s+(?:following|coming))\s+{_PERIOD}"
    rf"|(?:the\s+)?(?:(?:early|late)\s+)?(?:spring|summer|autumn|winter)(?:\s+of)?(?:\s+{_YEAR})?"
    rf"|(?:the\s+)?(?:weekend|new\s+year|New\s+Year|Christmas|Easter|Ramadan|Thanksgiving|year-end)"
    rf"|(?:early\s+|mid-|late\s+)?{_YEAR}"
)
_PRONE = r"(?:the|their|its|his|her|next|this)\s+(?:\S+\s+){0,2}?"
_EVENT = (
    r"(?:summit|elections?|poll|polls|vote|meeting|holidays|deadline|talks|conference|congress|ballot|referendum|season"
    r"|strike|hearing|tournament|harvest|winter|break|recess|session|term|games|budget|ceremony|anniversary|kick-off)"
)
_COUNT = r"(?:\d+|" + "|".join(NUMBERS) + r"|eleven|fifteen|eighteen|several|a\s+few|the\s+coming)"
_UNIT = r"(?:hours?|days?|weeks?|fortnight|months?|years?|decades?)"
_SPAN = rf"(?:the\s+next\s+)?{_COUNT}(?:\s+and\s+a\s+half)?\s+(?:working\s+|calendar\s+)?{_UNIT}"
_BY = r"(?:by|before|(?:no|not)\s+later\s+than|at\s+the\s+latest\s+(?:by|in|on)|in\s+time\s+for|ahead\s+of)"
_DEADLINE = re.compile(
    rf"\b(?:(?:before|ahead\s+of|by|in\s+time\s+for)\s+{_PRONE}{_EVENT}"
    rf"|{_BY}\s+(?:{_POINT}|tomorrow|tonight)"
    rf"|(?:within|inside)\s+(?:{_SPAN}|(?:hours|days|weeks|months)))(?!\w)"
)
_GIVEN = re.compile(rf"\b(?:until|till|by)\s+(?:{_POINT}|tomorrow|tonight)(?!\w)")
_WHEN = re.compile(
    rf"\b(?:(?:in|on|from|at|until|till|after|during|starting|beginning|for|as\s+of|as\s+from|effective)"
    rf"\s+(?:{_POINT}|tomorrow)"
    rf"|(?:(?:early|late|later|earlier)\s+)?(?:next|this)\s+(?:{_DAY}|{_PERIOD})|tomorrow|tonight"
    rf"|over\s+(?:a\s+period\s+of\s+)?{_SPAN}|in\s+{_COUNT}\s+{_UNIT}[’']?\s+time"
    rf"|(?:in|over)\s+the\s+(?:next|coming)\s+(?:few\s+)?(?:{_SPAN}|hours|days|weeks|months|years))(?!\w|[’']s)"
)
_BYGONE = re.compile(
    rf"in (?:{_MONTH}|{_YEAR})|(?:last|the previous) (?:week|month|year|spring|summer|autumn|winter|{_MONTH})"
    rf"|(?:\w+ )*ago",
    re.IGNORECASE,
)
ANSWERS = frozenset({"accept", "reject", "oppose", "support"})  # the time beside them is when the answer was given
PAST = frozenset({"was", "were", "had", "has", "have"})
AHEAD = frozenset({"will", "would", "'ll", "to", "shall"})
STARTING = frozenset({"start", "begin", "commence", "apply"})
EFFECTING = frozenset({"take", "come", "enter", "go"})  # … effect, into force
CARRYING = frozenset({
    "hold", "complete", "implement", "introduce", "phase", "launch", "pay", "spread", "carry", "open", "finish", "make",
    "deliver", "impose", "lift", "bring", "enforce", "roll", "build",
})  # fmt: skip
FORESEEING = frozenset({"plan", "schedule", "set", "slate", "expect", "due", "propose", "call", "foresee", "envisage"})
WISHED = frozenset({"demand", "propose", "want", "condition", "plan"})


def rank(verb: Token) -> int:
    """How an act stands to the article's present: -1 before what the sentence is about, 0, or 1 to come."""
    over = next(grammar.clause_over(verb), None)
    if over is None:
        return 0
    auxiliaries = grammar.auxiliaries(over)
    early = any(c.lower_ in words("earlier") for c in below(over) if c.dep_ in {"advmod", "npadvmod"})
    if "had" in auxiliaries or early:
        return -1
    return 1 if auxiliaries & {"will", "would", "shall"} else 0


def is_bygone(verb: Token) -> bool:
    """Whether a deed is of some time ago: "had dropped it", "dropped it in March", "dropped it two years ago"."""
    if rank(verb) < 0:
        return True
    verb = next(grammar.clause_over(verb), verb)
    if verb.tag_ not in {"VBD", "VBN"} or grammar.auxiliaries(verb) & {"will", "would", "to"}:
        return False
    hung = [c for c in below(verb) if c.dep_ in {"prep", "npadvmod", "advmod"}]
    told = (" ".join(t.text for t in (*c.lefts, c, *c.rights) if not t.is_punct) for c in hung)
    return any(_BYGONE.fullmatch(text) for text in told)


def deadline_of(reading: Reading, acts: Iterable[Act], published: str | None = None) -> Time | None:
    """By when one of these acts has its course done ("by Friday", "before the vote"), in the article's words.

    The first that names it counts. `published` is the article's date (ISO 8601), from which the date is settled.
    """
    for act in acts:
        given = act.trigger.lemma_.lower() in {"give", "have"}
        for start, end in _clauses(act):
            if found := (_GIVEN if given else _DEADLINE).search(reading.text, start, end):
                return _time(reading, found, act, published)
    return None


def when_of(reading: Reading, acts: Iterable[Act], published: str | None = None) -> Time | None:
    """When a course of action is to be carried out ("from April"): a time among the words of the course itself."""
    for act in acts:
        if act.content.pointer or rank(act.trigger) < 0 or (act.content.form == "noun" and act.act in ANSWERS):
            continue
        planned = act.form == "verb" and act.trigger.lemma_.lower() in {"plan", "intend"}
        to_come = planned or act.modality == "future"
        for start, end in _clauses(act) if to_come else _runs(_own(act.content)):
            due = [m.span() for m in _DEADLINE.finditer(reading.text, start, end)]
            told = _WHEN.finditer(reading.text, start, end)
            found = next((m for m in told if not any(d[0] <= m.start() < d[1] for d in due)), None)
            if found and not _is_over(found.group(), published) and not _is_of_act(found.group(), act):
                return _time(reading, found, act, published)
    return None


def begun_by(verb: Token) -> Token | None:
    """What a verb says is to start or be done at some time: "*the ban* will take effect on 1 July"."""
    lemma = verb.lemma_.lower()
    if lemma not in STARTING | CARRYING | EFFECTING:
        return None
    aux = grammar.auxiliaries(verb)
    if not aux & AHEAD and not (verb.tag_ == "VBZ" and lemma in STARTING):
        return None
    into = {t.lemma_.lower() for t in (*grammar.children(verb, "dobj"), *grammar.under(verb, {"into"}))}
    brought = lemma in EFFECTING and bool(into & {"effect", "force", "operation"})
    done = lemma in CARRYING and grammar.is_passive(verb)
    if grammar.is_negated(verb) or not (brought or done or lemma in STARTING):
        return None
    things = grammar.patients(verb) if done else grammar.subjects(verb)
    return things[0] if len(things) == 1 and things[0].pos_ != "PROPN" else None


def told_of(reading: Reading, verb: Token, published: str | None) -> tuple[Time | None, Time | None]:
    """When it is to be so and by when, as the words after a verb tell."""
    hung = [t for c in below(verb) if c.dep_ in {"prep", "npadvmod", "advmod"} and c.i > verb.i for t in c.subtree]
    for start, end in _runs(hung):
        if due := _DEADLINE.search(reading.text, start, end):
            return None, _told(reading, due, published)
        if found := _WHEN.search(reading.text, start, end):
            return (None if _is_over(found.group(), published) else _told(reading, found, published)), None
    return None, None


def is_of_telling(day: Token, head: Token) -> bool:
    """Whether a weekday at the end is when a thing was said or done: "threw out a bill to raise fees | on Tuesday".

    It is the day of the course of action itself where that is an event: "called for talks on Tuesday".
    """
    named = [day] if day.dep_ == "npadvmod" else grammar.children(day, "pobj") if day.lower_ == "on" else []
    if not any(t.lower_ in DAYS for o in named for t in (o, *below(o))):
        return False
    after = day.doc[day.right_edge.i + 1 : head.sent.end]
    aside = bool(after) and after[0].text in {"-", "–", "—"} and bool(after[0].whitespace_)
    if not aside and any(t.is_alpha for t in after):
        return False
    if grammar.is_verb(head):
        planned = head.dep_ in {"acl", "relcl"} and head.lemma_.lower() not in EVENTFUL
        planned = planned or (head.dep_ == "xcomp" and head.lemma_.lower() in words("buying"))  # "agreed to buy it"
    else:
        planned = head.lemma_.lower() not in words("joint")
    verb = next((v for v in head.ancestors if grammar.is_verb(v)), None)
    past = verb is not None and verb.tag_ in {"VBD", "VBN"} and not grammar.auxiliaries(verb) & {"will", "would", "be"}
    return planned and (past or (verb is not None and verb.lemma_.lower() in TELLING))  # "is to announce a deal to"


def _own(content: Content) -> list[Token]:
    """The words of a course without the day on which it was told, and without what was before it."""
    days = {t for d in content.tokens if d != content.head and is_of_telling(d, content.head) for t in d.subtree}
    past = {t for v in content.tokens if v != content.head and _is_of_the_past(v) for t in v.subtree}
    return [t for t in content.tokens if t not in days | past]


def _is_of_the_past(verb: Token) -> bool:
    """Whether a clause within a course tells what was before: "lift tariffs | imposed in 2020", not "planned for"."""
    if verb.dep_ not in grammar.CLAUSES or verb.tag_ not in {"VBD", "VBN"} or verb.lemma_.lower() in FORESEEING:
        return False
    return verb.tag_ == "VBD" or verb.dep_ == "acl" or bool(grammar.auxiliaries(verb) & PAST)


def _is_of_act(text: str, act: Act) -> bool:
    """Whether a day beside a noun is when the act took place: "accepted a bid from the firm on Monday"."""
    named = act.content.form == "noun" and act.modality == "fact" and act.act not in WISHED
    return named and text.split()[0].lower() in {"on", "in", "at", "after", "during"}


def _is_over(text: str, published: str | None) -> bool:
    """Whether a time names a year before the article's."""
    year, base = re.search(rf"\b{_YEAR}\b", text), _date(published)
    return year is not None and base is not None and int(year.group()) < base.year


def _clauses(act: Act) -> Iterator[tuple[int, int]]:
    """Where a deadline may stand (characters): in the course's own words first, then after the act in its clause."""
    yield from _runs(_own(act.content))
    clause = act.trigger if grammar.is_verb(act.trigger) else act.trigger.head
    hung = [t for c in below(clause) if c.dep_ in {"prep", "npadvmod", "advmod", "advcl"} for t in c.subtree]
    past = {t for v in hung if _is_of_the_past(v) for t in v.subtree}
    yield from _runs([t for t in hung if t.i > act.trigger.i and t not in past])


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The stretches of text (characters) that tokens cover without a gap of more than one word."""
    start = end = -1
    last = None
    for token in sorted(tokens, key=lambda t: t.i):
        if last is not None and token.i - last > 2:
            yield start, end
            start = -1
        start, end, last = (token.idx if start < 0 else start), token.idx + len(token), token.i
    if start >= 0:
        yield start, end


def _time(reading: Reading, found: re.Match[str], act: Act, published: str | None) -> Time:
    return _told(reading, found, published if rank(act.trigger) >= 0 else None)


def _told(reading: Reading, found: re.Match[str], published: str | None) -> Time:
    settled = dated(found.group(), published)
    span = reading.span(found.start(), found.end())
    return Time(text=" ".join(found.group().split()), date=settled, evidence=(span,))


# --- dates
def dated(text: str, published: str | None) -> str | None:
    """The ISO date (day, month or year) that words settle, from the day of the article on; None where they do not."""
    text = re.sub(_CLOCK, "", text)
    base, said = _date(published), text.lower()
    year = re.search(rf"\b{_YEAR}\b", text)
    month = next((n for n, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", said)), None)
    if month is not None:
        return _in_month(said, month, int(year.group()) if year else None, base)
    if year is not None:
        return year.group()
    return _from_day(said, base) if base is not None else None


def _in_month(said: str, month: int, year: int | None, base: date | None) -> str | None:
    """A day of a month, its end, or the month; without a year the next one from the article's day on."""
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", said)
    number = int(day.group(1)) if day else None
    if year is None:
        if base is None or "year" in said:
            return None
        last = number or monthrange(base.year, month)[1]
        this = _iso(base.year, month, last)
        if this is None:
            return None
        year = base.year if this >= base.isoformat() else base.year + 1
    if number is not None:
        return _iso(year, month, number)
    if "end of" in said:
        return _iso(year, month, monthrange(year, month)[1])
    return f"{year:04}-{month:02}"


def _from_day(said: str, base: date) -> str | None:
    """What words mean that count from the article's day: "tomorrow", "by Friday", "within 30 days", "next month"."""
    if "tomorrow" in said:
        return _days_after(base, 1)
    ahead = [(n - base.weekday()) % 7 for n, name in enumerate(DAYS) if name in said]
    if ahead and "of next week" in said:
        return _days_after(base, 7 - base.weekday() + (base.weekday() + ahead[0]) % 7)
    if ahead and "next" not in said:  # "next Friday" may be this week's or the week after's; so may the day's own name
        return _days_after(base, ahead[0]) if ahead[0] else None
    if span := re.search(r"\bwithin\s+(\w+)\s+(hour|day|week)s?\b", said):
        number = NUMBERS.get(span.group(1)) or (int(span.group(1)) if span.group(1).isdecimal() else None)
        return _days_after(base, number * UNITS[span.group(2)]) if number and UNITS[span.group(2)] else None
    if "end of the month" in said or "end of this month" in said:
        return _iso(base.year, base.month, monthrange(base.year, base.month)[1])
    if "end of the year" in said or "end of this year" in said:
        return _iso(base.year, 12, 31)
    if "next month" in said and "of" not in said.split():
        return f"{base.year + base.month // 12:04}-{base.month % 12 + 1:02}"
    return f"{base.year + 1:04}" if "next year" in said else None


def _days_after(base: date, days: int) -> str | None:
    try:
        return (base + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _date(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None
