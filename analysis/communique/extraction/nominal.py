"""Acts of nouns and adjectives: "an EU demand for talks", "in talks about a merger", "is ready to pay"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act, People
from communique.extraction.bids import is_share_offer
from communique.extraction.complements import fits
from communique.extraction.contents import Content, content_of, infinitive, keys_of
from communique.extraction.grammar import below
from communique.extraction.modal import is_deed, unowned
from communique.extraction.modality import Modality, modality_of
from communique.extraction.verbal import JOINING, brings_noun, carried, is_lifted
from communique.extraction.words import concepts, is_course, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token


ANSWERED = frozenset({"accept", "support", "oppose", "reject"})
TABLING = frozenset({"table", "submit", "present", "lodge", "unveil", "prepare", "put"})
SIGNING = frozenset({"sign", "drop", "withdraw", "abandon"})


DEPENDING = frozenset({"conditional", "dependent", "contingent"})
FORESEEING = frozenset({"expect", "anticipate", "predict", "foresee", "forecast", "await"})
SHOWING = frozenset({"share", "show", "disclose", "inspect", "examine", "see"})
TELLING = frozenset({"be", "include", "remain"})
FACING = frozenset({"face", "meet", "confront", "resist", "defy", "withstand", "encounter", "receive"})
RECEIVING = frozenset({"receive", "get", "attract", "field", "win", "secure"})


def acts_of(noun: Token, people: People) -> Iterator[Act]:
    """The acts that a noun names, and those on what it is met with or talked about."""
    yield from _met(noun, people)
    yield from _talks(noun, people)
    if noun.lemma_ == "interest" and noun.head.lemma_.lower() in {"express", "show", "have", "declare", "confirm"}:
        yield from _interest(noun, grammar.subjects(noun.head), people)
    act = lexicon().nouns.get(noun.lemma_.lower())
    if act is None or noun.dep_ == "compound" or _is_goods(noun):
        return
    if noun.dep_ in {"dobj", "nsubj", "ccomp"} and noun.head.lemma_.lower() == "call" and _is_known(noun):
        return  # "called Peru's offer generous" judges it
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and grammar.under(noun, {"of"}):
        return  # "met at the suggestion of a friend"
    if act == "demand" and any(c.tag_ == "PRP$" and not people.refer([c]) for c in _resigning(noun)):
        return  # "amid calls for his resignation, the bank said": whose is not told
    if act == "demand" and noun.dep_ == "appos":
        return  # "agreed to disarm, a key demand of Peru's"
    if (act == "agree" and _is_bygone(noun)) or is_lifted(noun) or _is_in_force(noun):
        return
    if noun.lemma_.lower() == "pressure" and _is_yielded_to(noun):
        return  # "has bowed to pressure to open it" is told as giving in
    if (act in {"demand", "condition"} or noun.lemma_.lower() == "recommendation") and (
        spelt := list(_spelt_out(noun, act))
    ):
        yield from (_spelt(act, noun, content, people) for content in spelt)
        return
    content = None if act == "condition" else content_of(noun)
    if content is None or people.is_actor(content) or (act in ANSWERED and _is_person(content.head)):
        return
    doers = _issuer(noun) or grammar.noun_doers(noun)
    told = content.head != noun and content.form == "clause"
    if told and (inner := list(carried(content.head, doers, people))):
        for each in inner:
            denied = each.negated != (act == "reject")
            to_come = act in {"propose", "offer", "want", "demand"}  # "a plea to put it off", "a bid to scrap a law"
            yield replace(each, form="noun", negated=denied, modality="future" if to_come else modality_of(noun))
        return
    over = light_verb(noun)
    if act == "demand" and content.head == noun and (risen := _risen(noun)):
        content = risen
    if act == "demand" and over is not None and content.head == noun and (asked := _asked_after(noun, over)):
        content = asked
    doers = doers or (grammar.subjects(over) if over else [])
    if act == "agree" and over is not None and over.lemma_.lower() in TABLING:
        act = "propose"  # "tabled a new pay deal"
    if act == "agree" and noun.dep_ == "dobj" and noun.head.lemma_.lower() in {"need", "require"}:
        return  # "changes needed unanimous agreement"
    if noun.lemma_.lower() == "pressure":
        content = _undated(content)
    targets = _targets(noun, act)
    if act == "demand" and content.form == "clause" and content.head != noun and not content.doers:
        content = replace(content, doers=tuple(targets))
    made = people.act(act, "noun", noun, content, doers, targets)
    yield replace(
        made,
        negated=made.negated or has_no(noun) or (over is not None and grammar.is_negated(over)),
        owners=made.owners or made.agents,
        modality=_modality(noun, made.modality),
    )
    if _is_sold(noun):
        yield people.act("enact", "verb", noun.head, content, ())


def _spelt(act: str, noun: Token, content: Content, people: People) -> Act:
    """The act of a demand or a condition of which a clause or a list tells what it is."""
    brought = light_verb(noun)
    doers = grammar.noun_doers(noun) or (grammar.subjects(brought) if brought is not None else [])
    targets = _targets(noun, act)
    asked = content.doers or (tuple(targets) if content.form == "clause" else ())
    made = people.act(act, "noun", noun, replace(content, holder=noun, doers=asked), doers, targets)
    agents = made.agents or (made.reported_by if act == "condition" else ())
    return replace(made, agents=agents, owners=made.owners or agents)


def _is_goods(noun: Token) -> bool:
    """Whether an offering is something to buy in a shop, not shares: "the brewer's latest offering"."""
    return noun.lemma_.lower() == "offering" and not is_share_offer(noun)


def _issuer(offer: Token) -> list[Token]:
    """Whose shares "its public offer" brings to the market: "bought shares in Delta after its flotation"."""
    if not is_share_offer(offer) or any(c.tag_ != "PRP$" for c in grammar.children(offer, "poss")):
        return []
    shares = (t for t in offer.sent if t.i + 1 < offer.i and t.lower_ in {"shares", "stock"})
    return next((grammar.objects_of(t.nbor(1)) for t in shares if t.nbor(1).lower_ in {"in", "of"}), [])


def _is_sold(offer: Token) -> bool:
    """Whether people have bought the shares that were offered: "the flotation was oversubscribed"."""
    verb = offer.head
    if offer.dep_ not in {"nsubj", "nsubjpass"} or not is_share_offer(offer):
        return False
    told = {c.lower_ for c in (verb, *grammar.children(verb, "acomp"))}
    bought = not told.isdisjoint({"oversubscribed", "sold", "subscribed", "completed"})
    return bought and modality_of(verb) == "fact" and not grammar.is_negated(verb)


def _asked_after(noun: Token, verb: Token) -> Content | None:
    """What a call asks, where the parser hung it on the verb: "renewed its call on the town | to lift the ban"."""
    clauses = [c for c in grammar.children(verb, "advcl", "xcomp") if c.i > noun.i and c.tag_ == "VB"]
    called = [t for p in grammar.children(noun, "prep") if p.lower_ in {"on", "to"} for t in grammar.objects_of(p)]
    content = content_of(clauses[0]) if clauses and called else None
    return replace(content, doers=tuple(called)) if content is not None else None


def _is_person(noun: Token) -> bool:
    """Whether a noun is for somebody: what "needs the approval of a judge" is no judge."""
    lemma = noun.lemma_.lower()
    return lemma in words("bodies") or lemma in table("people")["posts"] or lemma in table("people")["groups"]


def _is_known(noun: Token) -> bool:
    """Whether a noun is spoken of as known: "the deal", "its bid"."""
    return any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in below(noun))


def _is_bygone(noun: Token) -> bool:
    """Whether a deal is the one before that which is dealt about: "the previous agreement", "the deal expires".

    So is one that is only looked at: "refused to share its contracts".
    """
    before = any(c.lower_ in {"previous", "earlier", "former", "existing"} for c in grammar.children(noun, "amod"))
    shown = noun.dep_ == "dobj" and noun.head.lemma_.lower() in SHOWING
    return before or shown or (noun.dep_ == "nsubj" and noun.head.lemma_.lower() in {"expire", "lapse"})


def _is_in_force(noun: Token) -> bool:
    """Whether a law is there already and nobody has tabled it: "ancient legislation", "the existing rules"."""
    old = {"existing", "current", "present", "ancient", "old"}
    return noun.lemma_.lower() in words("laws") and any(c.lower_ in old for c in grammar.children(noun, "amod"))


def _met(noun: Token, people: People) -> Iterator[Act]:
    """What a course meets with ("faces opposition from peers", "was met with fury by fans", "was given the go-ahead").

    Or what something is done against ("in protest at the plans").
    """
    act, over = lexicon().met.get(noun.lemma_.lower()), noun.head
    if act is None or any(c.lower_ in {"no", "little"} for c in below(noun)):
        return  # "met no resistance"
    courses: list[Token] = []
    doers: list[Token] = []
    verb = over if noun.dep_ == "dobj" else over.head
    into = noun.dep_ == "pobj" and over.lower_ in {"into", "with", "against", "under", "up"}
    given = noun.dep_ == "dobj" and over.lemma_.lower() in {"give", "grant"} and grammar.is_passive(over)
    if given or (into and verb.lemma_.lower() in {"run", "meet", "come"}):
        courses = grammar.children(verb, "nsubj", "nsubjpass")
        doers = [*grammar.under(noun, {"from", "among"}), *grammar.under(verb, {"from"}), *grammar.by_phrase(verb)]
    elif noun.dep_ == "dobj" and over.lemma_.lower() in words("meeting"):
        courses, doers = grammar.subjects(over), grammar.under(noun, {"from", "of", "among"})
    elif noun.dep_ == "pobj" and over.lower_ == "in":
        main = next((o for o in over.ancestors if grammar.is_verb(o)), None)
        courses, doers = grammar.under(noun), grammar.subjects(main) if main is not None else []
    for token in courses:
        content = content_of(token)
        told = doers or (act == "accept" and noun.dep_ == "dobj")  # "has won approval": whose, need not be told
        if content is not None and told and not people.is_actor(content) and fits(content, token, "course"):
            yield people.act(act, "noun", noun, content, doers)


def _talks(noun: Token, people: People) -> Iterator[Act]:
    """What parties hold talks about: "is in talks with the firm about an alliance", "talks to buy the firm"."""
    if noun.lemma_.lower() not in words("talks"):
        return
    over = next((o for o in noun.ancestors if grammar.is_verb(o)), None)
    if over is not None and grammar.is_negated(over) and noun.dep_ == "pobj":
        return
    if over is not None and _is_of_before(noun, over):
        return
    hung = [c for o in (noun, over) if o is not None for c in grammar.children(o, "prep") if c.i > noun.i]
    about = [t for p in hung if p.lower_ in {"about", "over", "on"} for t in grammar.children(p, "pobj", "pcomp")]
    about += [c for c in grammar.children(noun, "acl") if c.i > noun.i and any(a.lower_ == "to" for a in below(c))]
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if not about and after.lower_ == "to" and after.head.tag_ == "VB" and after.head.dep_ in {"advcl", "xcomp"}:
        about = [after.head]  # hung on the verb: "is in talks | to buy the firm"
    doers = grammar.noun_doers(noun) or (grammar.subjects(over) if over is not None else [])
    others = [t for p in hung if p.lower_ == "with" for t in grammar.objects_of(p)]
    aimed = bool(about) and about[0].tag_ == "VB"  # who is in talks with others "to buy a stake" seeks it of them
    doers = doers if aimed and doers else [*doers, *others]
    if len({t.i for t in doers}) == 1 and noun.dep_ == "nsubj" and over is not None and over.dep_ == "ccomp":
        doers = [*grammar.subjects(over.head), *doers]  # "*the firm* said merger talks with its rival had ended"
    named = any(concepts().get(c.lemma_.lower()) == "takeover" for c in grammar.children(noun, "compound"))
    content = content_of(about[0]) if about else content_of(noun) if named else None  # "merger talks"
    if content is None:
        return
    if about and (content.pointer or people.is_actor(content) or not fits(content, about[0], "course")):
        return
    made = people.act("float", "noun", noun, content, doers, others if aimed else ())
    yield replace(made, owners=made.owners or made.agents)
    if _is_ended(noun):
        yield replace(made, act="withdraw", form="verb", trigger=noun.head)


def _is_of_before(noun: Token, verb: Token) -> bool:
    """Whether talks are only said to have been held some time ago: "reportedly held merger talks last year"."""
    held = noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in {"hold", "have", "conduct"}
    rumoured = any(c.lower_ in {"reportedly", "apparently", "allegedly"} for c in below(verb))
    rumoured = rumoured or (verb.dep_ in {"relcl", "acl", "ccomp"} and verb.head.lemma_.lower() in words("claims"))
    return held and rumoured and times.is_bygone(verb)


def _is_ended(noun: Token) -> bool:
    """Whether talks are said to be over: "has ended talks on a merger", "talks about it broke down"."""
    brought = noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in {"end", "terminate", "break", "halt"}
    failed = noun.dep_ == "nsubj" and noun.head.lemma_.lower() in {"end", "collapse", "fail", "break", "founder"}
    over = noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and any(c.lower_ == "over" for c in below(noun.head))
    return (brought or failed or over) and modality_of(noun.head) == "fact" and not grammar.is_negated(noun.head)


def _interest(word: Token, doers: Sequence[Token], people: People) -> Iterator[Act]:
    """What somebody would like to do: "is interested in buying the firm", "expressed interest in buying it"."""
    if grammar.is_negated(word.head):
        return
    prepositions = [p for o in (word, word.head) for p in grammar.children(o, "prep") if p.lower_ == "in"]
    for clause in (t for p in prepositions for t in grammar.children(p, "pcomp")):
        content = content_of(clause) if is_deed(clause) or clause.lemma_ == "bid" else None
        if content is not None:
            yield people.act("float", "adjective", word, content, doers)


def _spelt_out(noun: Token, act: str) -> Iterator[Content]:
    """What demands and conditions are, where a clause tells it: "its demands are higher pay and an end to overtime".

    Or "set three demands: …", "made the release of its crew a condition of talks".
    """
    verb = noun.head
    named: list[Token] = []
    told = verb if noun.dep_ == "nsubj" else next(iter(_including(noun)), verb)
    if (noun.dep_ == "nsubj" or told != verb) and told.lemma_ in TELLING and not grammar.is_negated(told):
        named = [t for t in grammar.children(told, "attr", "dobj", "xcomp", "ccomp") if t.i > noun.i]
    elif noun.dep_ == "pobj" and noun.head.lower_ == "among" and verb.head.lemma_ == "be":
        named = [t for t in grammar.children(verb.head, "nsubj", "attr") if t.i > verb.head.i]
    elif act == "condition" and noun.dep_ in {"attr", "oprd", "dobj"} and not grammar.is_negated(verb):
        if verb.lemma_ == "be":
            named = grammar.children(verb, "nsubj", "csubj")
        elif verb.lemma_ in {"make", "set", "declare"}:
            named = [t for t in grammar.children(verb, "dobj", "nsubjpass") if t.i < noun.i]
    several = noun.tag_ == "NNS"
    rows = [grammar.coordinated(n) if several else [n] for n in named]
    for token, later in ((t, row[k + 1 :]) for row in rows for k, t in enumerate(row)):
        content = content_of(token)
        if content is not None and later and content.form == "noun":
            tokens = [t for t in content.tokens if t.i < later[0].left_edge.i]
            while len(tokens) > 1 and (tokens[-1].dep_ == "cc" or tokens[-1].is_punct):
                tokens.pop()
            content = replace(content, tokens=tuple(tokens), keys=keys_of(tuple(tokens)))
        if content is not None and not content.pointer and is_told(content):
            yield content
    if not named:
        yield from _listed(noun)


def _including(noun: Token) -> list[Token]:
    """The clause that says what is among some demands: "its demands, *which include* a rise, were refused"."""
    if noun.tag_ != "NNS":
        return []
    return [c for c in grammar.children(noun, "relcl", "acl") if c.lemma_ in {"include", "be"}]


def is_told(content: Content) -> bool:
    """Whether a course that a list names can be one: a clause, or a noun of a course of action."""
    return content.form == "clause" or is_course(content.head.lemma_.lower()) or content.holder is not None


def _listed(noun: Token) -> Iterator[Content]:
    """The courses in a list after a colon: "three demands: a pay rise, an end to overtime and a longer break".

    Also the order after it: "an ultimatum: leave the town or be shelled".
    """
    rest = noun.doc[noun.i + 1 : noun.sent.end]
    colon = next((t.i for t in rest if t.text == ":"), None)
    if colon is None or colon - noun.i > 9 or any(grammar.is_verb(t) for t in noun.doc[noun.i + 1 : colon]):
        return
    starts = [colon + 1]
    for token in noun.doc[colon + 1 : noun.sent.end - 1]:
        if token.text in {",", ";"} or (token.lower_ in {"and", "or"} and token.dep_ == "cc"):
            starts.append(token.i + 1)
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), noun.sent.end], strict=True):
        piece = [t for t in noun.doc[start:end] if not t.is_punct and not t.is_space]
        head = next((t for t in piece if not start <= t.head.i < end or t.head == t), None)
        content = content_of(head) if head is not None else None
        if content is None or content.pointer or not is_told(content):
            continue
        tokens = unowned([t for t in content.tokens if start <= t.i < end])
        yield replace(content, tokens=tokens, keys=keys_of(tokens), doers=())
        if noun.tag_ == "NN":
            return


def _rises(noun: Token) -> bool:
    """Whether demands are said to be coming up: "pressure is growing", "calls are mounting"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_.lower() in words("rising")


def _risen(noun: Token) -> Content | None:
    """What rising demands ask, which hangs on the verb: "calls are mounting | for her to go", "… | for an inquiry"."""
    if not _rises(noun):
        return None
    clauses = [c for c in grammar.children(noun.head, "advcl", "xcomp", "ccomp") if c.i > noun.head.i and infinitive(c)]
    asked = grammar.under(noun.head, {"for", "on"})
    if clauses and asked:
        told = content_of(clauses[0])
        return replace(told, doers=tuple(asked), holder=noun) if told is not None else None
    if clauses and grammar.children(clauses[0], "nsubj", "nsubjpass"):
        told = content_of(clauses[0])
        return replace(told, holder=noun) if told is not None else None
    found = next(filter(None, map(content_of, grammar.under(noun.head, {"for"}))), None)
    return replace(found, holder=noun) if found is not None and is_told(found) and not found.pointer else None


def _undated(content: Content) -> Content:
    """A course without the day at its end, which is when somebody was pressed: "under pressure to quit | on Monday"."""
    dated = [p for p in grammar.children(content.head, "prep") if p.right_edge == content.tokens[-1]]
    if not dated or dated[0].lower_ != "on" or content.tokens[-1].ent_type_ != "DATE":
        return content
    tokens = tuple(t for t in content.tokens if t.i < dated[0].i)
    return replace(content, tokens=tokens, keys=keys_of(tokens))


def _is_yielded_to(noun: Token) -> bool:
    """Whether somebody gives in to pressure: "bowed to pressure"."""
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    return over.lemma_.lower() in {"bow", "yield", "cave", "give", "succumb", "relent", "buckle", "crumble"}


def _targets(noun: Token, act: str) -> list[Token]:
    """To whom a noun is addressed: "the offer to bondholders", "a bid for the firm", "the firm faces calls to go"."""
    if act == "demand" and noun.dep_ == "dobj" and noun.head.lemma_.lower() in FACING:
        return grammar.subjects(noun.head)
    if act == "demand" and noun.dep_ == "pobj" and noun.head.lower_ in {"under", "amid"}:
        over = next((o for o in noun.ancestors if grammar.is_verb(o)), None)
        if over is not None and noun.head.lower_ == "under":
            return grammar.subjects(over)  # "is under pressure to go"
    if act == "demand" and (going := _resigning(noun)):
        return going
    if act == "demand" and noun.dep_ == "dobj" and (given := grammar.children(noun.head, "dative")):
        return given
    if act == "demand" and _rises(noun):
        return grammar.under(noun.head, {"on"}) or grammar.under(noun, {"on"})
    if act == "offer" and noun.dep_ == "dobj" and noun.head.lemma_.lower() in RECEIVING:
        return grammar.subjects(noun.head)
    return grammar.under(noun, {"to", "with", "on", "for"})


def _resigning(noun: Token) -> list[Token]:
    """Who is to go, where a demand names it so: "calls for *her* resignation"."""
    gone = (t for t in grammar.under(noun, {"for"}) if t.lemma_.lower() in {"resignation", "departure"})
    return [c for t in gone for c in (*grammar.children(t, "poss"), *grammar.under(t, {"of"}))]


def light_verb(noun: Token) -> Token | None:
    """The verb of making or giving that a noun is the object of: "the firm has made an offer"."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    light = lexicon().light
    if lexicon().nouns.get(noun.lemma_.lower()) == "demand":
        light = light | words("voicing")
    brought = noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in light
    if noun.head.lemma_ == "strike" and grammar.children(noun.head, "prt"):
        return None  # "struck down a plan"
    signed = noun.head.lemma_.lower() in SIGNING and lexicon().nouns.get(noun.lemma_.lower()) == "propose"
    joined = noun.head.lemma_.lower() in JOINING and lexicon().nouns.get(noun.lemma_.lower()) != "demand"
    return noun.head if brought and not (signed or joined) else None  # who signs a bill has not put it forward


def _modality(noun: Token, clause: Modality) -> Modality:
    """The modality of an act that a noun names: what is spoken of as known is there, whatever the verb says of it."""
    if any(c.lower_ == "any" and c.dep_ == "det" for c in below(noun)) or _is_foretold(noun):
        return "supposed"
    if grammar.noun_doers(noun) and (grammar.children(noun, "acl") or grammar.under(noun, {"for"})):
        return "fact"  # "stopped short of backing a plan by the mayor to close it": there is such a plan
    known = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "these"}) for c in below(noun))
    return "fact" if known or (noun.dep_ == "pobj" and clause != "supposed") else clause


def _is_foretold(noun: Token) -> bool:
    """Whether it is only thought that somebody will make it: "a better bid has been expected", "awaits an offer"."""
    new = any(c.dep_ == "det" and c.lower_ in {"a", "an", "another"} for c in below(noun))
    foreseen = noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in FORESEEING
    foreseen = foreseen or (noun.dep_ == "pobj" and noun.head.head.lemma_.lower() == "lead")  # "could lead to a bid"
    said = noun.head.lemma_ == "be" and noun.dep_ == "nsubj"
    likely = said and any(c.lower_ in {"likely", "possible", "imminent"} for c in grammar.children(noun.head, "acomp"))
    return new and (foreseen or likely)


def has_no(noun: Token) -> bool:
    """Whether a noun phrase denies itself: "no deal", "neither offer"."""
    return any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg"} for c in below(noun))


def _depending(adjective: Token, people: People) -> Iterator[Act]:
    """The condition in "made its consent conditional on a cut", "their support is dependent on a cut"."""
    verb = next((o for o in adjective.ancestors if grammar.is_verb(o)), None)
    if adjective.lemma_.lower() not in DEPENDING or verb is None:
        return
    if verb.lemma_.lower() != "make" and (verb.lemma_.lower() != "be" or adjective.lemma_.lower() == "dependent"):
        return  # who "is dependent on gas" has put no condition
    on = [
        c
        for o in (adjective, verb)
        for c in grammar.children(o, "prep")
        if c.lower_ in {"on", "upon"} and c.i > adjective.i
    ]
    for token in (t for p in on[:1] for t in grammar.children(p, "pobj", "pcomp")):
        content = content_of(token)
        if content is not None and not content.pointer and not people.is_actor(content):
            yield people.act("condition", "adjective", adjective, content, grammar.subjects(verb))


def _insisted(adjective: Token, people: People) -> Iterator[Act]:
    """What somebody will not do without: "the nurses are adamant that the ward be kept"."""
    for clause in (*grammar.children(adjective, "ccomp"), *grammar.children(adjective.head, "ccomp")):
        own = grammar.auxiliaries(clause)
        if grammar.is_verb(adjective.head) and (clause.tag_ == "VB" or own & {"be", "should", "must"}):
            content = content_of(clause)
            if content is not None and not own & {"will", "would", "can", "could"}:
                yield people.act("demand", "verb", adjective.head, content, grammar.subjects(adjective.head))


def adjectival(adjective: Token, people: People) -> Iterator[Act]:
    """The act in "is willing to pay", "is bound to buy", "talks are useless"."""
    yield from _depending(adjective, people)
    if adjective.lemma_.lower() == "interested" and grammar.is_verb(adjective.head):
        yield from _interest(adjective, grammar.subjects(adjective.head), people)
    act = lexicon().adjectives.get(adjective.lemma_.lower())
    if adjective.lemma_.lower() in words("insistent"):
        yield from _insisted(adjective, people)
        return
    if act is None or adjective.dep_ not in {"acomp", "ccomp", "conj", "oprd", "xcomp"}:
        return
    verb = adjective.head
    doers = grammar.subjects(verb) if grammar.is_verb(verb) else []
    if act.endswith("-it"):
        for judged in doers:
            content = content_of(judged)
            if content and not people.is_actor(content) and fits(content, judged, "course"):
                made = people.act(act.removesuffix("-it"), "adjective", adjective, content, [])
                yield replace(made, agents=made.reported_by)
        return
    for clause in () if grammar.is_of_thing(adjective) else grammar.children(adjective, "xcomp", "ccomp"):
        if (content := content_of(clause)) and not (act == "plan" and brings_noun(content.head)):
            made = people.act(act, "adjective", adjective, content, doers)
            yield replace(made, negated=grammar.is_negated(verb), modality=modality_of(verb))
