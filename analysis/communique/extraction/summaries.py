"""Summaries: a course of action as a phrase that stands alone, not the article's sentence cut short.

A clause becomes a gerund with its doer before it ("Turkey recognising Cyprus"), a noun phrase takes its owner ("the
brewer's offer for the winery"); pronouns become the names they stand for, asides fall away. Where a pronoun would
be left that nobody can resolve, there is no summary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.contents import Content, is_new_event, phrase
from communique.extraction.grammar import below
from communique.extraction.naming import Names as Names
from communique.extraction.naming import names_them, possessive
from communique.extraction.pointing import SPEAKERS, is_open, meant
from communique.extraction.trimming import UNITS, is_thin, kept
from communique.extraction.wording import PARTS, Wording, fitting, subject_of
from communique.extraction.wording import gerund as gerund
from communique.extraction.words import is_deal, lexicon, listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

ROOMS = (24, 22, 20, 18, 15, 12)  # words of the phrase itself, tried in turn: names put in for pronouns may lengthen it
MAX_WORDS = 25
FINITE = frozenset({"VBP", "VBZ", "VBD"})
AMOUNTS = frozenset({"MONEY", "PERCENT", "QUANTITY", "DATE", "TIME"})
OWNED = frozenset({"propose", "offer", "demand", "threaten"})  # classes of nouns that take their owner before them
HOLDING = frozenset({"propose", "offer", "agree"})  # classes of nouns that are shown where nobody is known to act
OURS = re.compile(r"\b(?:our|my)\b", re.IGNORECASE)
TAKING = frozenset({"takeover", "buyout", "acquisition", "purchase"})


def summarise(
    content: Content,
    cast: Cast,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    *,
    denied: bool = False,
    doer: Sequence[str] = (),
) -> str:
    """A phrase of at most 25 words for a course of action; empty where none can be made that stands alone.

    `by` are the actors whose course it is and `to` those to whom it is put: an offer takes them ("X’s offer for Y").
    `denied` says a clause's contrary ("X not paying"). `doer` are the actors that do what it
    says where its own words name nobody.
    """
    names = Names(cast, content.head.doc)
    doers = _doers(content, names) if content.form == "clause" else ()
    subject = subject_of(doers, names) or names.of(doer)
    own = frozenset(id for d in doers for id in cast.refer(d)) or frozenset(doer)
    wording = Wording(names, own, doers, bool(subject))
    content = _shown(content, subject) if content.form == "clause" else content
    text = ""
    for room in ROOMS:
        if content.form == "clause":
            text = _clause(content, wording, subject, denied, room)
        else:
            text = _noun(content, names, by, to, room)
        if len(_spaced(text).split()) <= MAX_WORDS:
            break
    if OURS.search(text):
        text = OURS.sub(_side_of(cast, by, text), text) if by else ""
    return tidy(text)


def as_possible(summary: str, clause: bool) -> str:
    """A summary of what somebody only may do: "the firm possibly selling", "the firm’s possible bid"."""
    if clause:
        return re.sub(r"(?<!\S)((?:not )?[a-z]+ing)\b", r"possibly \1", summary, count=1)
    lead = re.match(r"(?:.*?[’']s? |an? |the |plans? )?", summary)
    start = lead[0] if lead else ""
    return f"{'a ' if start == 'an ' else start}possible {summary[len(start) :]}"


def _side_of(cast: Cast, by: Sequence[str], text: str) -> str:
    """Whose what a speaker calls "our" is: his side's, where the text does not name it already."""
    actor = cast.actor(by[0])
    side = Names(cast).of([actor.affiliation or actor.id])
    told = "their" if actor.kind in {"person", "group"} else "its"
    return told if side in text else possessive(side)


def tidy(text: str) -> str:
    """The text on one line, without marks at its ends, doubled marks or a quotation mark without its fellow."""
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", _spaced(text)).strip(" ,;:-–—.").removeprefix("to ")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = re.sub(r'(?<!\S)"\s*([^"]*?)\s*"(?!\w)', r'"\1"', text)
    text = re.sub(r"(?<=\w)- (?!(?:and|or|to)\b)(?=[a-z])", "-", text)  # "wholly- owned"
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return " ".join(text.split()[:MAX_WORDS])


def _spaced(text: str) -> str:
    """The text with one space between words and none before a mark."""
    return re.sub(r"\s+([,.;:%)])", r"\1", re.sub(r"\s+", " ", text))


def _is_told(tokens: Sequence[Token], head: Token, names: Names) -> bool:
    """Whether nothing is left that only the text before it tells: "opposing it", "your pen", "whose house"."""
    over = {head, *grammar.children(head, "acl", "relcl")}  # "a deal to sell it"
    for token in tokens:
        done_to = (token.head in over and token.dep_ in {"dobj", "dative"}) or token.lower_ in SPEAKERS
        left = token.lower_ == "your" or (token.tag_ == "WP$" and token == tokens[0])
        if left or (done_to and (is_open(token, names.cast) or (token.tag_ == "DT" and not below(token)))):
            return False  # "doubling that"
        thing = meant(token, names.cast) if done_to and token.lower_ == "it" else None
        if thing is not None and fitting(token, thing) is None:
            return False
    return bool(tokens)


def _shown(content: Content, subject: str) -> Content:
    """The course as what holds it, where that says more: "wants | a promise to pay", "a plan | to raise new money"."""
    holder = content.holder
    lemma = holder.lemma_.lower() if holder is not None else ""
    right = lemma in listed("asked for")
    open_ = not subject and not grammar.is_passive(content.head)
    shown = open_ and (right or lexicon().nouns.get(lemma) in HOLDING or is_deal(lemma))
    if holder is None or not (shown or (right and _is_asked(holder))):
        return content
    tokens = {t.i: t for t in (*phrase(holder), *content.tokens)}
    return replace(content, head=holder, form="noun", tokens=tuple(tokens[i] for i in sorted(tokens)), holder=None)


# --- clauses
def _clause(content: Content, wording: Wording, subject: str, contrary: bool, room: int) -> str:
    if any(t.tag_ in {"WRB", "WP"} for t in content.tokens if t.i < content.head.i):
        return ""  # "(look at) how much wine it bought"
    verb, names = _phase(content), wording.names
    if not subject and any(c.dep_ == "expl" and c.lower_ == "there" for c in below(verb)):
        subject = "there"  # "if there is no deal"
    if verb.lemma_ == "refuse" and not below(verb):
        return ""
    if verb.lemma_ == "do" and not (grammar.patients(verb) or any(c.dep_ == "advmod" for c in verb.rights)):
        return ""  # "something he vowed never to do"
    given = [t for t in content.tokens if t == verb or t.i > verb.i or verb == content.head]
    tokens = kept(given, verb, room, names.cast)
    if not _is_told(tokens, verb, names):
        return ""
    swaps = {verb.i: verb_form(verb)} | _joined_verbs(verb, tokens)
    wording = replace(wording, held=verb.dep_ in {"acl", "pcomp"}, swaps=swaps)
    lead = [t for t in tokens if t.i < verb.i and t.dep_ == "advmod" and t.lower_ not in listed("story")]
    parted = _parted(verb)
    after = [t for t in tokens if t.i > (parted or verb).i]
    rest = wording.of([t for t in after if not (t.dep_ == "neg" and t.head == content.head)])  # "are | not | closed"
    denied = "not" if grammar.is_negated(content.head) != contrary else ""
    *being, form = verb_form(verb).split()
    if parted is not None:
        form = f"{verb.text.lower()}-{gerund(parted.lemma_.lower())}"
    return " ".join(part for part in (subject, denied, *being, wording.of(lead), form, rest) if part.strip())


def _parted(verb: Token) -> Token | None:
    """The second part of a verb that the tokenizer has parted: "co-|operate"."""
    after = verb.doc[verb.i + 1 : verb.i + 3]
    return after[1] if len(after) == 2 and after[0].text == "-" and not verb.whitespace_ else None


def _joined_verbs(verb: Token, tokens: Sequence[Token]) -> dict[int, str]:
    """Verbs joined to one that stands as a gerund, which become one too: "cut the tax and | (to) open the border"."""
    swaps: dict[int, str] = {}
    astray = (t for t in tokens if t.dep_ == "conj" and t.tag_ == "VB" and t.head.tag_ in FINITE | {"VBG"})
    same = [t for t in tokens if t.dep_ == "conj" and t.tag_ == verb.tag_ == "VBZ"]  # "if he | testifies and pays"
    same = [t for t in same if not grammar.children(t, "nsubj", "nsubjpass") and not grammar.is_verb(t.head)]
    for other in (*grammar.coordinated(verb)[1:], *astray, *same):
        if (
            (other.tag_ == "VB" or other.tag_ == verb.tag_ in FINITE)
            and other.is_alpha
            and not grammar.is_passive(other)
        ):
            swaps |= {c.i: "" for c in below(other) if c.tag_ in {"TO", "MD"}} | {other.i: gerund(other.lemma_.lower())}
    return swaps


def _doers(content: Content, names: Names) -> tuple[Token, ...]:
    """Who does what a clause says, or what it is done to; none where that is doubtful."""
    if grammar.is_passive(content.head):
        found = content.doers
    else:
        told = [
            t for t in grammar.subjects(content.head) if t.dep_ in {"dobj", "dative"}
        ]  # "urged its members to vote"
        found = content.doers or tuple(t for t in told if not names_them(t, names.cast))
    found = tuple(real for doer in found if (real := _real(doer, content)) is not None)
    return tuple(d for d in found if not _only_brings(d, content.holder, names)) if found else _makers(content, names)


def _only_brings(doer: Token, holder: Token | None, names: Names) -> bool:
    """Whether somebody has put a course forward, and it is not said that he is to do it: "a motion by X to close it".

    Of a plan that is so where his name stands before it ("a Norwegian plan"), of an offer only where that is nobody's.
    What is X's is for X to do.
    """
    if holder is None or doer not in grammar.noun_doers(holder):
        return False
    if any(doer in grammar.coordinated(owner) for owner in grammar.children(holder, "poss")):
        return False
    lemma = holder.lemma_.lower()
    names_it = any(doer in grammar.coordinated(c) for c in grammar.children(holder, *PARTS))
    act, before = lexicon().nouns.get(lemma), names_it and doer.pos_ != "NOUN"
    if act == "propose" and lemma != "plan":
        return True
    return before and (act == "propose" or not names.cast.refer(doer))


def _real(doer: Token, content: Content) -> Token | None:
    """A doer, or who stands behind a noun that only holds what is done: "calls for a fifth | to be spent".

    Nobody where it is a sum or a date, unless something is done with the sum: "40% of the profit | to be kept".
    """
    if doer.ent_type_ in AMOUNTS or doer.lower_ in UNITS:
        told = doer.ent_type_ not in {"DATE", "TIME"} and doer in grammar.children(content.head, "nsubjpass")
        return doer if told else None
    asked = lexicon().nouns.get(doer.lemma_.lower()) == "demand"
    if not doer.is_ancestor(content.head) or doer.lemma_.lower() not in words("containers"):
        return doer
    inner = [t for t in grammar.under(doer, {"for"}) if doer.i < t.i < content.head.i]
    return inner[0] if asked and inner else None


def _makers(content: Content, names: Names) -> tuple[Token, ...]:
    """Who does what a deal or talks are for: who makes it alone ("X signed a deal to build a road"), or together."""
    noun = content.holder or content.head.head
    over = noun.head
    if content.head.dep_ == "acl" and over.lower_ == "in" and noun.lemma_.lower() in words("talks"):
        return tuple(grammar.subjects(over.head)) if grammar.is_verb(over.head) else ()  # "in talks with Y to buy Z"
    asked = lexicon().nouns.get(noun.lemma_.lower()) == "demand" and over.lemma_.lower() in listed("answering")
    if content.holder is not None and noun.dep_ == "dobj" and asked:
        return tuple(grammar.subjects(over))  # "faces calls to resign"
    down = bool(grammar.children(over, "prt"))  # "struck down a plan to build it"
    if content.holder is None or noun.dep_ != "dobj" or down or not is_deal(noun.lemma_.lower()):
        return ()
    makers = grammar.subjects(over) if over.lemma_.lower() in listed("making") else []
    if over.lemma_.lower() in times.TELLING:  # a minister who announces a deal need not be one of those who made it
        makers = [t for t in makers if all(names.cast.actor(id).kind != "person" for id in names.cast.refer(t))]
    return tuple(makers) if len(makers) == 1 else ()


def _phase(content: Content) -> Token:
    """The verb that says what is done: "start negotiating" is to negotiate."""
    verb = content.head
    inner = grammar.children(verb, "xcomp") if verb.lemma_.lower() in {"start", "begin"} else []
    return next((c for c in inner if c in content.tokens and not grammar.children(c, "nsubj")), verb)


def _only_by(verb: Token, people: set[Token]) -> set[Token]:
    """The words of a clause that says no more than whose a thing is: "the plan | drawn up by the mediators"."""
    rest = set(verb.subtree) - people
    own = {verb, *grammar.children(verb, "prt"), *(c for c in grammar.children(verb, "advmod") if c.pos_ == "ADV")}
    says = verb.tag_ == "VBN" and bool(grammar.children(verb, "agent")) and rest <= own
    return rest if says else set()


def verb_form(verb: Token) -> str:
    """The gerund of a verb as it stands, active or passive."""
    short = verb.dep_ == "advcl" and verb.tag_ == "VBN" and not grammar.auxiliaries(verb)  # "if | elected"
    return f"being {verb.text.lower()}" if short or grammar.is_passive(verb) else gerund(verb.lemma_.lower())


# --- noun phrases
def _noun(content: Content, names: Names, by: Sequence[str], to: Sequence[str], room: int) -> str:
    head, cast = content.head, names.cast
    first, lemma = content.tokens[0], head.lemma_.lower()
    hung = _hung(content)
    given = [*content.tokens, *hung]
    people = {t for c in grammar.children(head, "poss") for t in c.subtree}
    done = [c for c in grammar.children(head, "acl") if c.tag_ != "VB"]  # "a plan to cut pay | by 3%" is nobody's
    near = [p for over in (head, *done) for p in grammar.children(over, "prep", "agent")]
    people |= {t for p in (*near, *hung) if p.lower_ in {"from", "by"} for t in p.subtree}
    people |= {t for c in grammar.children(head, "acl") for t in _only_by(c, people)}
    people |= {t for c in grammar.children(head, *PARTS) if by and _named_by(c, cast) == set(by) for t in c.subtree}
    own = [t for t in given if t not in people and not (t.dep_ == "det" and (t.head == head or t == first))]
    others = {id for t in people for id in cast.refer(t)} - set(by)
    placed = {
        t for t in own if t.dep_ == "pobj" and t.head.lower_ in {"in", "at"}
    }  # a state's plan of talks in its seat
    told = any(set(cast.refer(t)) & set(by) for t in own if t not in {head, *placed} and not t.tag_.startswith("PRP"))
    told = told or any(t.tag_ in {"PRP$", "POS"} and t.i < head.i for t in own)
    takes = lexicon().nouns.get(lemma) in OWNED and bool(by) and not (told or others or _is_asked(head))
    if is_thin(content, given) and not (takes and (to or lexicon().nouns.get(lemma) == "offer")):
        return ""
    tokens = kept(own if takes else given, head, room, cast)
    if not _is_told(tokens, head, names) or (
        head.tag_ in {"NNS", "NNPS"} and len(tokens) < 3 and tokens[0].dep_ == "det"
    ):
        return ""
    verbal = first.dep_ == "amod" or (first.dep_ == "compound" and first.lemma_.lower() in words("deeds"))
    verbal = verbal and not (
        first.i > 1 and first.nbor(-2).lemma_.lower() in {"objection", "opposition", "resistance", "subject"}
    )
    if first.i and first.nbor(-1).lower_ == "to" and verbal and first.head == head:
        doing = Wording(names, swaps={first.i: gerund(first.lemma_.lower())})  # "agreed to quadruple X's fee"
        return f"{names.of(by)} {doing.of(tokens)}"
    if takes:
        text = Wording(names, ids=frozenset(by)).of(tokens)
        return f"{possessive(names.of(list(by)[:2]))} {text}{_aim(head, names, to)}"
    if len(tokens) == 1 and lemma in words("talks") and is_new_event(head):
        return f"holding {head.text.lower()}"
    takers = _recipients(content, names)
    swaps = _turned(content, names, [] if told or takers else [*by, *to])
    aims = [c for clause in grammar.children(head, "acl") for c in below(clause) if c.tag_ == "TO" and c in tokens]
    if takers and aims:  # "a bonus | for workers | to end the strike"
        swaps, takers = swaps | {aims[0].i: f"{takers.strip()} {aims[0].text}"}, ""
    return Wording(names, swaps=swaps).of(tokens) + takers


def _named_by(word: Token, cast: Cast) -> set[str]:
    """Whom a word and those joined to it name: "a | French and German | plan"."""
    return {id for t in grammar.coordinated(word) for id in cast.refer(t)}


def _turned(content: Content, names: Names, parties: Sequence[str]) -> dict[int, str]:
    """What is put otherwise in a noun phrase: what is to be done to it, and between whom a deal is that says nothing.

    "wants the price | replaced" is its being replaced, "asked for the change | to be phased in" its being phased in.
    """
    head = content.head
    swaps: dict[int, str] = {}
    asked = head.dep_ == "pobj" and head.head.lower_ == "for"  # "pleaded for the fee on boats | to be cut"
    for clause in content.tokens if asked else grammar.children(head, "acl", "relcl", "xcomp"):
        to = [c for c in below(clause) if c.tag_ == "TO" and c.i > head.i]
        be = [c for c in below(clause) if c.dep_ == "auxpass" and c.lower_ == "be"]
        if to and be:
            swaps |= {to[0].i: "", be[0].i: "being"}
        elif (
            clause.tag_ == "VBN"
            and clause.i == head.i + 1
            and head.dep_ == "dobj"
            and head.head.lemma_ in {"want", "like"}
        ):
            swaps[clause.i] = f"being {clause.text}"
    lemma = head.lemma_.lower()
    says = any(t.lower_ in {"between", "with", "by", "from", "for", "to", "under"} for t in content.tokens)
    says = says or bool(grammar.children(head, "relcl"))
    deal = lexicon().nouns.get(lemma) == "agree" or lemma == "memorandum"
    if deal and not says and 1 < len(parties) < 4 and not _is_for_others(head):
        last = next((c.right_edge for c in below(head) if c.lower_ == "of"), head)
        swaps[last.i] = f"{last.text} between {names.of(parties)}"
    return swaps


def _is_for_others(deal: Token) -> bool:
    """Whether a deal is only proposed or asked for, perhaps to others: "Norland and Veld proposed a | truce"."""
    over = deal.head.head if deal.dep_ == "pobj" else deal.head
    if deal.dep_ not in {"dobj", "pobj"}:
        return False
    acts = {trigger.act for trigger in lexicon().verbs.get(over.lemma_.lower(), ())}
    return bool(acts & {"propose", "demand", "float"}) and "agree" not in acts


def _recipients(content: Content, names: Names) -> str:
    """Who is to get what is offered, where its own phrase does not say: "(offered the firm) a loan | for the firm"."""
    head, verb = content.head, content.head.head
    if head.dep_ != "dobj" or verb.lemma_.lower() not in listed("giving"):
        return ""
    takers = grammar.patients(verb) if grammar.is_passive(verb) else grammar.children(verb, "dative")
    takers = [t for t in takers if t.i < head.i and t.pos_ != "ADP" and t != head]
    taken = [c for c in grammar.children(head, "compound", "nmod") if names.cast.refer(c) and c not in content.tokens]
    takers = takers or taken  # "offered Norland aid", read as one noun phrase
    said = any(t.lower_ in {"for", "to"} for t in below(head))
    who = subject_of(takers, names) if takers and not said else ""
    return f" {'with' if head.lemma_.lower() in listed('shared') else 'for'} {who}" if who else ""


def _is_asked(noun: Token) -> bool:
    """Whether an offer or a promise is what somebody else is asked for: "wants a written promise"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    acts = {t.act for t in lexicon().verbs.get(verb.lemma_.lower(), ())} if grammar.is_verb(verb) else set()
    return noun.dep_ in {"dobj", "pobj"} and bool(acts) and acts <= {"demand", "want"}


def _hung(content: Content) -> list[Token]:
    """What belongs to a noun that says little by itself and hangs on the verb: "asked for a bigger share | of it"."""
    head = content.head
    over = head.head.head if head.dep_ == "pobj" else head.head
    own = {c.dep_ for c in below(head)}
    if own - {"det", "amod", "nummod", "quantmod", "compound", "advmod", "nmod"} or content.holder is not None:
        return []
    counted = own & {"amod", "nummod"} or any(c.lower_ in {"a", "an"} for c in below(head))
    if not counted or not grammar.is_verb(over) or over.i > head.i:
        return []
    found: list[Token] = []
    for child in below(over):
        if child.left_edge.i == (found[-1].i if found else head.i) + 1 and _completes(child):
            found += list(child.subtree)
    return found


def _completes(token: Token) -> bool:
    """Whether a phrase says for what, how long or what for: "for the clubs", "this year", "to make room"."""
    if token.dep_ == "prep":
        inner = grammar.children(token, "pobj")
        dated = token.lower_ in {"in", "on", "from"} and any(t.ent_type_ in {"DATE", "TIME"} for t in inner)
        carrier = any(f"{token.lower_} {t.lower_}" == "on condition" for t in inner)
        return token.lower_ in listed("completing") and not dated and not carrier
    purpose = token.dep_ == "advcl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in below(token))
    return purpose or (token.dep_ == "npadvmod" and token.ent_type_ in {"DATE", "TIME"})


def _aim(head: Token, names: Names, to: Sequence[str]) -> str:
    """For whom a bid is, where its noun does not say so."""
    lemma = head.lemma_.lower()
    says = any(p.lower_ in {"for", "of", "with", "to"} or p.dep_ == "relcl" for p in below(head))
    told = {id for t in head.subtree for id in names.cast.refer(t)}
    if lemma not in words("bids") or not to or says or told & set(to):
        return ""
    return f" {'of' if lemma in TAKING else 'for'} {names.of(to)}"
