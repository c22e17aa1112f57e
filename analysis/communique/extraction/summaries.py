"""Summaries: a course of action as a phrase that stands alone, not the article's sentence cut short.

A clause becomes a gerund with its doer before it ("Turkey recognising Cyprus"), a noun phrase loses the article's "the"
and takes its owner ("the brewer's offer for the winery"); pronouns become the names they stand for, asides fall away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content
from communique.extraction.grammar import below
from communique.extraction.naming import Names as Names
from communique.extraction.naming import possessive
from communique.extraction.pointing import is_open
from communique.extraction.trimming import OWNED, kept, undergoers
from communique.extraction.wording import UNITS, Wording, subject_of
from communique.extraction.wording import gerund as gerund
from communique.extraction.words import is_deal, lexicon, listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast

ROOMS = (24, 22, 20, 18, 15, 12)  # words of the phrase itself, tried in turn: names put in for pronouns may lengthen it
MAX_WORDS = 25
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "both"})
TAKING = frozenset({"takeover", "buyout", "acquisition", "purchase"})
AMOUNTS = frozenset({"MONEY", "PERCENT", "QUANTITY"})


def summarise(
    content: Content,
    cast: Cast,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    *,
    denied: bool = False,
    doer: Sequence[str] = (),
) -> str:
    """A phrase of at most 25 words for a course of action; empty where none can be made.

    `by` are the actors whose course it is and `to` those to whom it is put: an offer takes them ("X’s offer for Y").
    `denied` says a clause's contrary ("X not paying"). `doer` are the actors that do what it
    says where its own words name nobody.
    """
    names = Names(cast, content.head.doc)
    text = ""
    for room in ROOMS:
        text = (
            _clause(content, names, denied, doer, room) if is_clause(content) else _noun(content, names, by, to, room)
        )
        if len(_spaced(text).split()) <= MAX_WORDS:
            break
    return tidy(text)


def is_clause(content: Content) -> bool:
    """Whether a content is what somebody does, also where the parser has taken the verb for an adjective."""
    return content.form == "clause" or misread_verb(content) is not None


def misread_verb(content: Content) -> Token | None:
    """A verb that the parser took for an adjective, before the owner of its noun: "agreed to quadruple X’s fee"."""
    left = content.tokens[0]
    to = left.i > 0 and left.nbor(-1).lower_ == "to"
    if content.form != "noun" or not to or left.dep_ not in {"amod", "compound"} or left.head != content.head:
        return None
    return left if any(c.dep_ in {"poss", "det"} and c.i > left.i for c in below(content.head)) else None


def dangles(content: Content, cast: Cast) -> bool:
    """Whether a pronoun would be left that nobody can resolve."""
    return any(is_open(t, cast) for t in kept(content.tokens, content.head, ROOMS[0]))


def tidy(text: str) -> str:
    """The text on one line, without marks at its ends, doubled marks or a quotation mark without its fellow."""
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", _spaced(text)).strip(" ,;:-–—.")
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return " ".join(text.split()[:MAX_WORDS])


def _spaced(text: str) -> str:
    """The text with one space between words and none before a mark."""
    return re.sub(r"\s+([,.;:%)])", r"\1", re.sub(r"\s+", " ", text))


# --- clauses
def _clause(content: Content, names: Names, contrary: bool, doer: Sequence[str], room: int) -> str:
    if _is_question(content):
        return ""
    verb = misread_verb(content) or _phase(content)
    tokens = kept([t for t in content.tokens if t == verb or t.i > verb.i or verb == content.head], verb, room)
    misread = next(grammar.clause_over(content.head), None) if content.form == "noun" else None
    doers = tuple(grammar.subjects(misread)) if misread is not None else _doers(content)
    subject = subject_of(doers, names) or names.of(doer)
    wording = Wording(
        names,
        ids=frozenset(id for d in doers for id in names.cast.refer(d)) or frozenset(doer),
        subject=bool(subject),
        plural=len(doers) > 1 or any(d.tag_ in {"NNS", "NNPS"} for d in doers),
        joins=verb,
        doers=frozenset(d.i for d in doers),
        told=frozenset(id for d in doers for t in d.subtree if t.i <= d.i for id in names.cast.refer(t)),
    )
    lead = [t for t in tokens if t.i < verb.i and t.dep_ == "advmod" and t.lower_ not in listed("story")]
    rest = wording.of([t for t in tokens if t.i > verb.i])
    if subject and re.match(rf"{re.escape(subject)}(?![\w’'])", rest):
        return ""  # nobody does to himself what is dealt about
    denied = "not" if grammar.is_negated(content.head) != contrary else ""
    return " ".join(part for part in (subject, denied, wording.of(lead), verb_form(verb), rest) if part.strip())


def _is_question(content: Content) -> bool:
    """Whether a clause begins with what is asked: "(look at) how much wine it bought"."""
    return any(t.tag_ in {"WRB", "WP"} for t in content.tokens if t.i < content.head.i)


def _doers(content: Content) -> tuple[Token, ...]:
    """Who does what a clause says, or what it is done to; none where that is doubtful."""
    if grammar.is_passive(content.head):
        return tuple(_called_for(t, content) for t in undergoers(content))
    found = tuple(d for d in content.doers or _signers(content) or _talkers(content) if _can_do(d))
    return _asked_of(content) if not found or _is_of_asker(content, found) else found


def _talkers(content: Content) -> list[Token]:
    """Who is in talks to do something: "X is in negotiations with Y to take a stake"."""
    noun = content.head.head
    if content.head.dep_ != "acl" or noun.lemma_.lower() not in words("talks") or noun.dep_ != "pobj":
        return []
    over = noun.head.head
    return grammar.subjects(over) if noun.head.lower_ == "in" and grammar.is_verb(over) else []


def _can_do(doer: Token) -> bool:
    """Whether a word can stand for who does something: no sum, and no "right" or "plan" that the parser makes one."""
    if doer.ent_type_ in AMOUNTS or doer.lower_ in UNITS:
        return False
    held = doer.dep_ == "dobj" and doer.lemma_.lower() in words("containers")
    return not held


def _called_for(noun: Token, content: Content) -> Token:
    """What a demand wants done, where the parser has taken the demand for it: "calls for a fifth | to be spent"."""
    asked = lexicon().nouns.get(noun.lemma_.lower()) == "demand"
    inner = [t for t in grammar.under(noun, {"for"}) if noun.i < t.i < content.head.i]
    return inner[0] if asked and inner else noun


def _is_of_asker(content: Content, doers: Sequence[Token]) -> bool:
    """Whether the doers are those whose demand it is: "a demand from the supplier to pay" is not for it to pay."""
    holder = content.holder
    if holder is None or lexicon().nouns.get(holder.lemma_.lower()) != "demand":
        return False
    return bool(doers) and set(doers) <= set(grammar.noun_doers(holder))


def _asked_of(content: Content) -> tuple[Token, ...]:
    """To whom a demand is put: whoever answers or faces it."""
    holder = content.holder
    demanded = holder is not None and lexicon().nouns.get(holder.lemma_.lower()) == "demand"
    if holder is None or not demanded or holder.dep_ != "dobj" or not grammar.is_verb(holder.head):
        return ()
    return tuple(grammar.subjects(holder.head)) if holder.head.lemma_.lower() in listed("answering") else ()


def _signers(content: Content) -> tuple[Token, ...]:
    """Who does what a deal or a plan is for: who makes it alone ("X signed a deal to build a road"), or together."""
    holder = content.holder
    if holder is None or holder.dep_ != "dobj" or not is_deal(holder.lemma_.lower()):
        return ()
    dropped = holder.head.lemma_.lower() in {"withdraw", "drop", "propose", "shelve", "abandon"}
    if dropped and holder.lemma_.lower() in {"proposal", "bill", "legislation"}:
        return ()  # who puts a law forward does not do what it says
    makes = grammar.is_verb(holder.head) and holder.head.lemma_.lower() in listed("making")
    makers = grammar.subjects(holder.head) if makes else []
    return tuple(makers) if len(makers) == 1 else ()


def _phase(content: Content) -> Token:
    """The verb that says what is done: "start negotiating" is to negotiate."""
    verb = content.head
    if verb.lemma_.lower() in {"start", "begin"}:
        return next(
            (c for c in grammar.children(verb, "xcomp") if c in content.tokens and not grammar.children(c, "nsubj")),
            verb,
        )
    return verb


def verb_form(verb: Token) -> str:
    """The gerund of a verb as it stands: active or passive; "co-operate" is one word though the tagger parts it."""
    before = verb.nbor(-1).text if verb.i else ""
    prefix = (
        verb.nbor(-2).text.lower() + "-"
        if before == "-" and verb.i > 1 and verb.nbor(-2).lower_ in {"co", "re", "pre"}
        else ""
    )
    if grammar.is_passive(verb):
        return f"being {prefix}{verb.text.lower()}"
    return prefix + gerund(verb.lemma_.lower())


# --- noun phrases
def _noun(content: Content, names: Names, by: Sequence[str], to: Sequence[str], room: int) -> str:
    head, wording = content.head, Wording(names, ids=frozenset(by))
    given = [*content.tokens, *_hung(content)]
    tokens = [t for t in given if not (t.dep_ == "det" and t.head == head and t.lower_ in DETERMINERS)]
    makers = {t for p in grammar.children(head, "prep", "agent") if p.lower_ in {"from", "by"} for t in p.subtree}
    owners = {t for c in grammar.children(head, "poss") for t in c.subtree}
    own = [t for t in tokens if t not in makers | owners and not (t.dep_ == "det" and t.head == head)]
    told = any(set(names.cast.refer(t)) & set(by) for t in own if t != head and not t.tag_.startswith("PRP"))
    owned = any(t.tag_ in {"PRP$", "POS"} and t.i < head.i for t in own)  # "his £46m takeover"
    if told or owned or not by or lexicon().nouns.get(head.lemma_.lower()) not in OWNED or _is_asked(head):
        told = told or _has_own_subject(head)
        between = "" if told else _between(content, names, [*by, *to])
        worded = _participle(content, kept(tokens, head, room), Wording(names), between)
        return _with_article(worded, content, tokens) + _recipients(content, names)
    text = wording.of(kept(own, head, room))
    return f"{possessive(names.of(list(by)[:2]))} {text}{_aim(head, names, to)}"


def _has_own_subject(noun: Token) -> bool:
    """Whether a relative clause says who has to do with a noun: "the contract it signed in May"."""
    return any(grammar.children(c, "nsubj") for c in grammar.children(noun, "relcl"))


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
    shared = head.lemma_.lower() in listed("shared")
    return f" {'with' if shared else 'for'} {who}" if who else ""


def _is_asked(noun: Token) -> bool:
    """Whether an offer or a promise is what somebody else is asked for: "wants a written promise"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    acts = {t.act for t in lexicon().verbs.get(verb.lemma_.lower(), ())} if grammar.is_verb(verb) else set()
    return noun.dep_ in {"dobj", "pobj"} and bool(acts) and acts <= {"demand", "want"}


def _hung(content: Content) -> list[Token]:
    """What belongs to a noun that says little by itself and hangs on the verb: "asked for a bigger share | of it"."""
    head = content.head
    over = head.head
    if head.dep_ == "pobj":
        over = over.head
    bare = all(c.dep_ in {"det", "amod", "nummod", "quantmod", "compound", "advmod", "nmod"} for c in below(head))
    if not bare or not grammar.is_verb(over) or over.i > head.i or content.holder is not None:
        return []
    if not any(c.dep_ in {"amod", "nummod"} or c.lower_ in {"a", "an"} for c in below(head)):
        return []
    found: list[Token] = []
    for child in below(over):
        after = found[-1].i + 1 if found else head.i + 1
        if child.left_edge.i == after and _completes(child):
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


def _participle(content: Content, tokens: Sequence[Token], wording: Wording, after: str = "") -> str:
    """The words of a noun phrase, its participle a passive: "wants the price replaced" is its being replaced.

    `after` is put behind its head: "a deal | between A and B | covering fish".
    """
    head = content.head
    if after:
        first, rest = [t for t in tokens if t.i <= head.i], [t for t in tokens if t.i > head.i]
        return f"{wording.of(first)}{after} {wording.of(rest)}"
    done = next((c for c in grammar.children(head, "acl") if c.tag_ == "VBN" and c.i == head.i + 1), None)
    wished = head.dep_ == "dobj" and head.head.lemma_.lower() in {"want", "like"}
    if done is None or not wished:
        return wording.of(tokens)
    first, rest = [t for t in tokens if t.i < done.i], [t for t in tokens if t.i >= done.i]
    return f"{wording.of(first)} being {wording.of(rest)}"


def _between(content: Content, names: Names, parties: Sequence[str]) -> str:
    """Between whom a deal is, where its phrase says neither that nor what it is for."""
    lemma = content.head.lemma_.lower()
    says = any(t.lower_ in {"between", "with", "by", "from", "for", "to", "under"} for t in content.tokens)
    deal = lexicon().nouns.get(lemma) == "agree" or lemma == "memorandum"
    return f" between {names.of(parties)}" if deal and not says and 1 < len(parties) < 4 else ""


def _aim(head: Token, names: Names, to: Sequence[str]) -> str:
    """For whom a bid is, where its noun does not say so."""
    lemma = head.lemma_.lower()
    says = any(p.lower_ in {"for", "of", "with", "to"} or p.dep_ == "relcl" for p in below(head))
    told = {id for t in head.subtree for id in names.cast.refer(t)}
    if lemma not in words("bids") or not to or says or told & set(to):
        return ""
    return f" {'of' if lemma in TAKING else 'for'} {names.of(to)}"


def _with_article(text: str, content: Content, tokens: Sequence[Token]) -> str:
    """The noun phrase with the "the" that it had, unless it has another word in its place."""
    head = content.head
    has_own = any(t.head == head and t.dep_ in {"det", "poss"} for t in tokens)
    own = [t for t in content.tokens if t.head == head]
    if has_own or head.tag_ in {"NNS", "NNPS"} or not any(c.dep_ == "det" for c in own):
        return text
    return f"the {text}"
