"""Acts without a verb of acting: what somebody must or will do ("must go", "talks will resume"), and provisos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act, People
from communique.extraction.contents import Content, content_of, is_as_as, keys_of
from communique.extraction.grammar import below
from communique.extraction.modality import WOULD, is_inverted, modality_of, of_verb
from communique.extraction.words import is_course, is_deal, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token


AGREED = frozenset({"agree", "accept", "decide"})  # what stands under them nobody demands any more


GIVEN = frozenset(
    {
        "give",
        "provide",
        "exempt",
        "protect",
        "change",
        "end",
        "keep",
        "bar",
        "improve",
        "remove",
        "force",
        "leave",
        "spare",
    }
)
PUT = frozenset({"propose", "offer", "demand"})  # classes of nouns of what somebody puts forward
# What somebody does to a plan who has not put it forward.
ANSWERS = frozenset({"accept", "agree", "assent", "condemn", "criticise", "hedge", "oppose", "reject", "support"})
LAWS = frozenset({"law", "rule", "constitution", "statute", "legislation", "regulation", "code"})
PLANNED = WOULD | {"could", "may", "might", "will", "'ll"}
PROVIDED = frozenset({"provided", "providing", "condition"})
TACTICS = frozenset({"offensive", "strategy", "tactic", "stance", "tone", "style", "attitude"})
SETTING = frozenset({"see", "allow", "enable", "let", "require", "oblige"})
EXCHANGED = frozenset({"exchange", "swap"})  # what is to be exchanged both sides have agreed on


def acts_of(verb: Token, people: People, *, other: bool) -> Iterator[Act]:
    """What somebody says that another must do, or that is to come about; `other`: the verb is an act by itself."""
    lemma = verb.lemma_.lower()
    if (plan := _plan_over(verb)) is not None and (told := content_of(verb)) is not None:
        yield _planned(verb, plan, told, people)
        return
    if lemma == "be":
        yield from _needed(verb, people)
        yield from _what_it_is(verb, people)
    if lemma in SETTING:
        yield from _term(verb, people)
    if verb.tag_ == "VB" and not other:
        yield from _ordered(verb, people)
    if lemma in {"come", "go", "enter", "take"}:
        yield from _begun(verb, people)
    if lemma in {"pass", "carry"}:
        yield from _passed(verb, people)
    seen = grammar.is_passive(verb) and lemma in {"see", "view", "regard", "consider", "understand", "interpret"}
    if seen or (lemma in words("idle") and not grammar.is_passive(verb) and not is_deed(verb)):
        return
    if verb.dep_ == "conj" and grammar.is_verb(verb.head) and _goes_on(verb):
        return
    if takes_note(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ not in {"have", "need", "be", "ought"}):
        return
    traded = "agree" if _is_sold(verb) else "offer" if not other and _is_bid(verb) else None
    traded = "enact" if traded is None and _is_funded(verb) else traded
    ahead = {"required", "future", "possible"}
    if traded is None and (of_verb(verb) not in ahead or modality_of(verb) not in ahead):
        return  # the first question is the quicker one
    force, content = modality_of(verb), content_of(verb)
    if content is not None and traded is not None:
        yield people.act(traded, "verb", verb, content, grammar.subjects(verb))
        return
    if content is None or "have" in grammar.auxiliaries(verb) or people.foretold(verb):
        return
    if force == "required":
        yield from _required(verb, content, people)
    elif force == "future" and not grammar.is_negated(verb) and not other:
        yield from _future(verb, content, people)
    elif force == "possible" and not grammar.is_negated(verb) and not other:
        yield from (_future if is_pledged(verb, people) else _possible)(verb, content, people)


def _is_sold(verb: Token) -> bool:
    """Whether the news is that a thing has changed hands: "has sold its insurance arm to Norland for $11bn"."""
    if verb.tag_ != "VBN" or verb.dep_ != "ROOT":
        return False
    price = grammar.under(verb, {"for"})
    perfect = any(c.lower_ in {"has", "have"} for c in grammar.children(verb, "aux"))
    sold = verb.lemma_.lower() in words("buying") | {"sell"} and not grammar.is_passive(verb)
    paid = any(t.text[:1].isdigit() for p in price for t in p.subtree)
    return perfect and sold and paid and not grammar.is_negated(verb) and bool(grammar.children(verb, "dobj"))


def _is_funded(verb: Token) -> bool:
    """Whether the news is that somebody has put in money for others: "have put up $4m to rescue the firm"."""
    lemma = verb.lemma_.lower()
    puts = lemma == "put" and any(c.lower_ == "up" for c in grammar.children(verb, "prt"))
    told = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)  # "X lent Y $6bn, it was revealed"
    if not (told and (puts or lemma in {"lend", "inject", "pump"})) or verb.tag_ not in {"VBD", "VBN"}:
        return False
    sums = [t for t in grammar.children(verb, "dobj") if any(c.is_currency or c.like_num for c in t.subtree)]
    meant = grammar.children(verb, "dative", "advcl", "xcomp") or grammar.under(verb, {"into", "to"})
    before = grammar.is_passive(verb) or "had" in grammar.auxiliaries(verb) or times.is_bygone(verb)
    return bool(sums and meant) and not before and not grammar.is_negated(verb)


def _is_bid(verb: Token) -> bool:
    """Whether somebody has bid for a firm: "has bid $6bn for Delta"."""
    if verb.lemma_ != "bid":
        return False
    named = any(t.pos_ == "PROPN" for o in (verb, *grammar.children(verb, "dobj")) for t in grammar.under(o, {"for"}))
    done = verb.tag_ in {"VBD", "VBN"} and not grammar.is_passive(verb) and not grammar.is_negated(verb)
    return named and done and bool(grammar.children(verb, "nsubj"))


def _needed(verb: Token, people: People) -> Iterator[Act]:
    """What somebody says that he needs: "what we want is a timetable", "all that the union asks for is a seat"."""
    for clause in grammar.children(verb, "csubj", "nsubj"):
        wish = clause if grammar.is_verb(clause) else next(iter(grammar.children(clause, "relcl")), None)
        all_or_what = clause.lower_ == "all" or any(c.lower_ == "what" for c in below(clause))
        if wish is None or wish.lemma_.lower() not in {"need", "want", "ask", "demand", "seek"} or not all_or_what:
            continue
        for named in grammar.children(verb, "attr"):
            content = content_of(named)
            if content is not None and not content.pointer and not people.is_actor(content):
                yield people.act("demand", "verb", wish, content, grammar.subjects(wish))


def _what_it_is(verb: Token, people: People) -> Iterator[Act]:
    """What a plan is, told in so many words: "the idea is that fields would be flooded", "the plan is to sell it"."""
    plans = [t for t in grammar.children(verb, "nsubj") if t.lemma_.lower() in {"plan", "idea", "proposal"}]
    if not plans or grammar.is_negated(verb) or verb.tag_ not in {"VBZ", "VBD"}:
        return
    for clause in grammar.children(verb, "ccomp", "xcomp"):
        said = "to" in grammar.auxiliaries(clause) or grammar.auxiliaries(clause) & {"would", "should", "will"}
        content = content_of(clause) if said and is_deed(clause) and clause.i > verb.i else None
        if content is not None and len(content.keys) > 1:
            made = people.act("propose", "verb", verb, content, grammar.noun_doers(plans[0]))
            yield replace(made, modality="possible")


def _ordered(verb: Token, people: People) -> Iterator[Act]:
    """What somebody tells others to do in his own words: "Give us a seat at the table", "Let them pay for it"."""
    first = next((t for t in verb.sent if t.is_alpha), None)
    told_to = [t for t in grammar.children(verb, "nsubj") if t.lower_ not in {"us", "me"}]
    if first != verb or told_to or grammar.children(verb, "aux", "neg") or not (speakers := people.speakers(verb)):
        return
    lemma = verb.lemma_.lower()
    us = [t for t in grammar.children(verb, "dative", "dobj", "nsubj") if t.lower_ in {"us", "me"}]
    for over in grammar.children(verb, "ccomp") if lemma == "let" else [verb]:
        doers = grammar.subjects(over)
        if lemma == "let" and is_deed(over) and not any(t.lower_ in {"us", "me"} for t in doers):
            told, content = tuple(t for t in doers if t.tag_ != "PRP"), content_of(over)
        elif lemma == "let" and is_deed(over):
            if (content := content_of(over)) is not None and not content.pointer:
                joint = replace(content, doers=(), tokens=unowned(content.tokens))
                yield Act("propose", "modal", over, joint, (), speakers, reported_by=speakers)  # "Let us meet"
            continue
        elif lemma == "give" and us and (named := [t for t in grammar.children(verb, "dobj") if t not in us]):
            told, content = (), content_of(named[0])
        elif lemma not in {"let", "give"} and is_deed(verb) and grammar.children(verb, "dobj"):
            told, content = (), content_of(verb)  # "Lift the ban"
        else:
            continue
        if content is not None and not content.pointer:
            content, asked = replace(content, doers=told, tokens=unowned(content.tokens)), people.refer(told)
            yield Act("demand", "modal", over, content, (), speakers, asked, told, reported_by=speakers)


def unowned(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of an order without "your" and "our", which mean those who are told: "lay down (your) arms"."""
    return tuple(t for t in tokens if t.lower_ not in {"your", "our"})


def _term(verb: Token, people: People) -> Iterator[Act]:
    """What a deal sets down, told as what it will do: "the agreement will see the debt halved"."""
    deals = [t for t in grammar.children(verb, "nsubj") if t.lemma_.lower() in words("agreements")]
    known = any(c.lower_ in {"the", "this"} for t in deals for c in grammar.children(t, "det"))
    if not known or not grammar.auxiliaries(verb) & {"will", "would"} or grammar.is_negated(verb):
        return
    for clause in grammar.children(verb, "ccomp", "xcomp"):
        doers = grammar.children(clause, "nsubj", "nsubjpass") or grammar.children(verb, "dobj")
        if (content := content_of(clause)) is not None and (is_deed(clause) or grammar.is_small(clause)):
            course = replace(content, doers=tuple(doers))
            yield Act("agree", "modal", verb, course, reported_by=people.speakers(verb))


def is_setting(act: Act) -> bool:
    """Whether an act tells what a deal sets down by what the deal will do: "the agreement will see the debt halved"."""
    return act.act == "agree" and act.form == "modal" and act.trigger.lemma_.lower() in SETTING


def also(verb: Token) -> bool:
    """Whether a clause tells something more: "would also let it keep its name"."""
    return any(c.lower_ == "also" for c in below(verb))


def _goes_on(verb: Token) -> bool:
    """Whether a joined verb is told with the verb before it: "they must cut the tax | and close the gap"."""
    told = content_of(verb.head)
    return told is not None and told.form == "clause" and verb in told.tokens


def takes_note(verb: Token) -> bool:
    """Whether a verb asks for no more than to be heard or shown: "should take note that", "must show why it pays"."""
    if verb.lemma_.lower() in {"show", "demonstrate", "prove"} and grammar.children(verb, "ccomp"):
        return True
    noted = verb.lemma_.lower() == "take" and any(t.lemma_.lower() in {"note", "heed"} for t in grammar.patients(verb))
    known = verb.lemma_.lower() in {"recognise", "recognize"} and not grammar.children(verb, "dobj")
    return noted or known or verb.lemma_.lower() in {"remember", "realise", "realize", "beware"}


def _plan_over(verb: Token) -> Token | None:
    """The plan or bill that says what would be done.

    "Cars would be banned under a plan by the mayor", "Under the plan, the bank would put in $3m", "the bill would also
    forbid evictions".
    """
    is_to = verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and of_verb(verb) == "future"
    if not (is_to or grammar.auxiliaries(verb) & PLANNED) or "have" in grammar.auxiliaries(verb):
        return None
    if verb.dep_ == "relcl":  # "the bill, which would ban it": what says which bill is meant is part of its name
        which = any(t.tag_ == "WDT" for t in grammar.children(verb, "nsubj")) and verb.left_edge.nbor(-1).text == ","
        return verb.head if which and _is_tabled(verb.head) and _is_done_by_law(verb) else None
    under: list[Token] = [*_under(verb), *(_under(verb.head) if is_to else ())]
    told: Token | None = next((t for t in under if lexicon().nouns.get(t.lemma_.lower()) == "propose"), None)
    if told is not None:
        known = any(c.lower_ in {"the", "this", "these"} for c in below(told))
        new = not known or bool(grammar.children(told, "acl", "relcl"))
        if grammar.noun_doers(told) or new or (not grammar.is_passive(verb) and grammar.subjects(verb)):
            return told
    more = any(c.lower_ == "also" for o in (verb, verb.head) for c in below(o) if c.i < verb.i)
    plans: list[Token] = [t for t in grammar.subjects(verb) if _is_tabled(t)]
    if not plans or grammar.is_passive(verb):
        return None
    return plans[0] if more or _is_done_by_law(verb) else None


def _is_tabled(noun: Token) -> bool:
    """Whether a noun is for what somebody has put forward: "the bill", "the scheme"."""
    return lexicon().nouns.get(noun.lemma_.lower()) == "propose" or noun.lemma_.lower() in {"scheme", "law", "measure"}


def _is_done_by_law(verb: Token) -> bool:
    """Whether it is told what a bill or a plan would do, not what would come of it: "would ban", not "would cost"."""
    names = forms(verb)
    return names.isdisjoint(words("undone")) and not names.isdisjoint(words("deeds") | GIVEN | SETTING | {"make"})


def _planned(verb: Token, plan: Token, content: Content, people: People) -> Act:
    """What would be done under a plan, as the act of those who have put that forward; the plan is no part of it."""
    if plan in content.doers:
        content = replace(content, doers=())
    phrase = set(plan.head.subtree) if plan.head.dep_ == "prep" else set()
    tokens = tuple(t for t in content.tokens if t not in phrase)
    act = people.act("propose", "verb", verb, replace(content, tokens=tokens, keys=keys_of(tokens)), _makers(plan))
    return replace(act, modality="possible")


def _under(verb: Token) -> Iterator[Token]:
    """What stands after "under" in a clause, wherever the parser hung it: "banned from selling it | under plans"."""
    queue = [verb]
    while queue:
        for child in below(queue.pop(0)):
            if child.dep_ in {"prep", "pcomp", "xcomp", "dobj", "pobj"}:
                queue.append(child)
                if child.dep_ == "prep" and child.lower_ == "under":
                    yield from grammar.children(child, "pobj")


def _makers(plan: Token) -> list[Token]:
    """Who has put a plan forward: "a plan by the mayor", "a bill that the minister has sent to parliament"."""
    for clause in grammar.children(plan, "relcl"):
        made = not any(t.act in ANSWERS for t in lexicon().verbs.get(clause.lemma_.lower(), ()))
        subjects = [t for t in grammar.children(clause, "nsubj") if t.tag_ not in {"WDT", "WP"}]
        if made and subjects and not grammar.is_passive(clause) and not grammar.is_negated(clause):
            return subjects
    return grammar.noun_doers(plan)


def _required(verb: Token, content: Content, people: People) -> Iterator[Act]:
    """A demand: what a speaker says that others must or should do, or that must be done."""
    doers, speakers = grammar.subjects(verb), people.speakers(verb)
    due = verb.dep_ == "acl" and "to" in grammar.auxiliaries(verb)
    if due:  # "Peru has a duty to pay"
        doers = grammar.subjects(verb.head.head)
        content = replace(content, doers=tuple(doers))
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "tell" and not people.refer(doers) and _are_pronouns(doers):
        doers = grammar.children(verb.head, "dobj", "dative") or doers  # "told the bank that *it* must pay"
        content = replace(content, doers=tuple(doers))
    targets = people.refer(doers)
    said = bool(speakers) or _is_voiced(verb)
    if any(
        c.lower_ in {"after", "before", "since"} for c in grammar.children(verb.head, "mark") if verb.dep_ == "xcomp"
    ):
        return  # "said fees | after death ought to be banned", read as a clause
    if set(targets) & set(speakers) or not (said or targets) or is_no_duty(verb, told=said):
        return
    if not said and due:
        return  # "the firm has a duty to repay it": a fact
    if not said and (verb.head.lemma_ == "need" or (verb.head.lemma_ == "have" and _lets_pass(verb))):
        return  # "regulators will still need to give their approval" is nobody's demand
    done = grammar.is_passive(verb) and any(is_course(t.lemma_.lower()) for t in grammar.patients(verb))
    over = lexicon().verbs.get(verb.head.lemma_.lower(), ())
    if verb.dep_ == "ccomp" and any(t.act in AGREED and not t.tail for t in over):
        return
    denied = any(grammar.is_negated(over) for over in verb.ancestors if grammar.is_verb(over))
    lemma = verb.lemma_.lower()
    given = grammar.is_passive(verb) and said and len(content.keys) > 1
    given = given and (is_deed(verb) or lemma in GIVEN or _is_led_with(verb))
    if not targets and bool(speakers) and is_deed(verb) and len(content.keys) > 1 and _is_told_them(doers):
        content = replace(content, doers=())
        given = True
    asked = bool(targets) or given or (said and any(t.lemma_.lower() in words("bodies") for t in doers))
    if (asked or done) and not denied:
        yield Act("demand", "modal", verb, content, (), speakers, targets, tuple(doers), reported_by=speakers)


def _is_voiced(verb: Token) -> bool:
    """Whether a body that has no name says it: "the bank should repay them, a watchdog said"."""
    for over in grammar.clause_over(verb):
        if over.dep_ == "ccomp" and over.head.lemma_.lower() in words("says") and not grammar.is_passive(over.head):
            people = table("people")
            return any(
                t.lemma_.lower() in people["bodies" if t.tag_ == "NN" else "groups"]
                for t in grammar.children(over.head, "nsubj")
                if t.pos_ == "NOUN" and t.lemma_.lower() not in words("watchers")
            )
        if over.dep_ not in {"xcomp", "conj"}:
            return False
    return False


def _lets_pass(verb: Token) -> bool:
    """Whether a verb is to let something pass: "would have to be approved by the members"."""
    gives = verb.lemma_.lower() in {"give", "get", "win"}
    named = {t.lemma_.lower() for t in grammar.patients(verb)}
    consent = {"approval", "consent", "assent", "blessing", "go-ahead", "clearance"}
    return verb.lemma_.lower() in {"approve", "clear", "ratify", "endorse"} or (gives and bool(named & consent))


def _is_led_with(verb: Token) -> bool:
    """Whether what should be done is what a sentence begins with: "Phones should be locked away, the MPs say"."""
    spoken = any(t.text == '"' for t in verb.sent if t.i < verb.i)
    return verb.dep_ == "ccomp" and verb.head == verb.sent.root and verb.i < verb.head.i and not spoken


def _are_pronouns(doers: Sequence[Token]) -> bool:
    """Whether all the doers are personal pronouns."""
    return bool(doers) and all(t.tag_ == "PRP" for t in doers)


def _is_told_them(doers: Sequence[Token]) -> bool:
    """Whether it is a pronoun of others that must do something: "they should drop the plan", "you must cut the tax"."""
    return bool(doers) and all(t.lower_ in {"they", "you", "he", "she"} for t in doers)


def is_no_duty(verb: Token, *, told: bool) -> bool:
    """Whether "have to" asks nothing: "has yet to reply" says what is still out, "had to give in" what came about."""
    over = verb.head
    if verb.lemma_.lower() in {"decide", "choose", "respond", "reply"} and not told:
        return True  # "must decide by Friday whether to extend it"
    if not told and any(t.lemma_.lower() in LAWS for t in grammar.under(verb, {"under"})):
        return True  # "under state law, the union must give notice"
    if verb.dep_ != "xcomp" or over.lemma_ != "have":
        return False
    return any(c.lower_ == "yet" for c in below(over)) or over.tag_ == "VBG" or (over.tag_ == "VBD" and not told)


def _future(verb: Token, content: Content, people: People) -> Iterator[Act]:
    """What a party is to do, or what parties have agreed on: "talks will resume"."""
    lemma, doers, speakers = verb.lemma_.lower(), grammar.subjects(verb), people.speakers(verb)
    if lemma in EXCHANGED and grammar.is_passive(verb):
        yield Act("agree", "modal", verb, content, (), people.refer(doers), reported_by=speakers)
        return
    agents = people.refer(doers)
    if any(set(people.refer([noun])) & set(speakers) for noun in verb.ancestors if noun.dep_ in grammar.SUBJECTS):
        return  # "those whose land is to be bought | said": who they are, not what they say
    if _is_believed(verb, agents, people) or any(t.lemma_.lower() in TACTICS for t in grammar.patients(verb)):
        return  # "will adopt a charm offensive" is how, not what
    if not agents and _is_hearsay(verb):
        return
    if lemma in words("granting") and not people.rule(agents):
        return  # "the software will allow users to …" says what it can do
    if agents and is_deed(verb) and _under_deal(verb):
        yield Act("agree", "modal", verb, content, tuple(doers), agents, reported_by=speakers)
        return
    it = bool(doers) and doers[0].lower_ == "it" and not grammar.is_passive(verb)
    if it and lemma in {"start", "begin"} and not grammar.children(verb, "dobj", "xcomp"):
        return  # "it will start on Monday": no body, but what it has called
    by = agents or (speakers if grammar.is_passive(verb) and not _is_told_him(verb) else ())
    if is_deed(verb) and not is_on_own_course(verb) and (by or _is_body(doers)):
        yield Act("plan", "modal", verb, content, tuple(doers), by, reported_by=speakers)
    elif not agents and lemma in words("happens"):
        for event in (*doers, *grammar.patients(verb)):
            if event.lemma_.lower() in words("joint") and (named := content_of(event)):
                course = named if lemma == "take" else content
                yield Act("agree", "modal", verb, course, reported_by=speakers)
                return


def _is_told_him(verb: Token) -> bool:
    """Whether who tells of a thing has been told it by others: "said he had been assured that it would be spared"."""
    over = verb.head
    return verb.dep_ == "ccomp" and grammar.is_passive(over) and over.lemma_.lower() in {"assure", "tell", "promise"}


def _is_believed(verb: Token, agents: Sequence[str], people: People) -> bool:
    """Whether others only believe that somebody will do a thing: "Peru believes Norland will lift its ban"."""
    over = verb.head
    thought = verb.dep_ == "ccomp" and over.lemma_.lower() in {"believe", "think", "suspect", "assume", "doubt"}
    return thought and not set(people.refer(grammar.subjects(over))) & set(agents)


def _is_hearsay(verb: Token) -> bool:
    """Whether nobody in particular is said to know what is to come: "it is understood talks will be held"."""
    over = verb.head
    told = over.lemma_.lower() in {"understand", "believe", "think", "expect", "rumour", "rumor"}
    return verb.dep_ in {"ccomp", "advcl"} and told and grammar.is_passive(over)


def _begun(verb: Token, people: People) -> Iterator[Act]:
    """What parties have let begin together: "a truce between the two came into force"."""
    objects = [*grammar.children(verb, "dobj"), *grammar.under(verb, {"into"})]
    done = modality_of(verb) == "fact" and not grammar.is_negated(verb)
    forced = any(t.lower_ in {"force", "effect"} for t in objects)
    for event in grammar.subjects(verb) if done and forced else []:
        if event.lemma_.lower() in words("joint") and (named := content_of(event)) and not named.pointer:
            parties = people.refer(grammar.noun_doers(event))
            yield Act("agree", "modal", verb, named, (), parties, reported_by=people.speakers(verb))


def _passed(verb: Token, people: People) -> Iterator[Act]:
    """What has been voted through, told without those who voted: "The motion passed 4-1", "was carried"."""
    told = verb.tag_ in {"VBD", "VBN"} and verb.dep_ in {"ROOT", "conj"}
    told = told and grammar.is_passive(verb) == (verb.lemma_ == "carry")
    if not told or grammar.is_negated(verb) or grammar.children(verb, "dobj") or modality_of(verb) != "fact":
        return
    for subject in grammar.children(verb, "nsubj", "nsubjpass"):
        if subject.lemma_.lower() in words("laws") and (named := content_of(subject)):
            yield people.act("accept", "verb", verb, named, ())


def is_pledged(verb: Token, people: People) -> bool:
    """Whether a side says itself what it would do: "Labour would scrap the fee, its leader said"."""
    if not grammar.auxiliaries(verb) & WOULD or grammar.is_passive(verb):
        return False
    agents, speakers = people.refer(grammar.subjects(verb)), people.speakers(verb)
    sides = {people.actor(id).affiliation for id in speakers} | set(speakers)
    return bool(agents) and sides.issuperset(agents)


def _is_body(doers: Sequence[Token]) -> bool:
    """Whether somebody acts who can, though nobody knows who it is: "the army is to pull back", "one of its firms"."""
    inner = [t for d in doers for t in ([d] if d.lower_ != "one" else grammar.under(d, {"of"}))]
    return bool(inner) and all(t.lemma_.lower() in words("bodies") for t in inner)


def _under_deal(verb: Token) -> bool:
    """Whether it is a further term of a deal: "Under the deal, the firm will … Its rival will also …"."""
    start = verb.sent.start
    more = also(verb)
    if verb.doc[start].lower_ == "under" and verb.dep_ in {"advcl", "conj"}:
        more = True  # "under the deal, the firm will pay, while its rival will leave"
    elif start and more:
        start = verb.doc[start - 1].sent.start
    if not more:
        return False
    opening = verb.doc[start : start + 8]
    return opening[0].lower_ == "under" and any(is_deal(t.lemma_.lower()) for t in opening)


def _possible(verb: Token, content: Content, people: People) -> Iterator[Act]:
    """What a party may do, by its own auxiliary: "the firm may sell its stake", "the unions could merge"."""
    agents, speakers = people.refer(grammar.subjects(verb)), people.speakers(verb)
    if verb.lemma_.lower() in {"return", "come"} and grammar.under(verb, {"with"}) and not speakers:
        return  # "may well return with a better offer" is but the article's guess
    may = grammar.auxiliaries(verb) & {"may", "might", "could"}
    meant = bool(agents) and ("may" in may or bool(set(agents) & set(speakers)))
    if may and is_deed(verb) and (meant or (verb.lemma_.lower() == "merge" and grammar.subjects(verb))):
        yield Act(
            "float", "modal", verb, content, tuple(grammar.subjects(verb)), agents,
            modality="possible", reported_by=speakers,
        )  # fmt: skip


def is_deed(verb: Token) -> bool:
    """Whether a verb, with its particle or preposition, is something that a party undertakes: "set up", "work with"."""
    names = forms(verb)
    return names.isdisjoint(words("undone")) and not names.isdisjoint(words("deeds"))


def forms(verb: Token) -> set[str]:
    """A verb's lemma, alone and with each of its particles and prepositions: "set", "set up"."""
    lemma = verb.lemma_.lower()
    return {lemma} | {f"{lemma} {c.lower_}" for c in below(verb) if c.dep_ in {"prt", "prep"}}


def is_on_own_course(verb: Token) -> bool:
    """Whether a verb is done to somebody's own offer, demand or plan, which is the course: "will close its offer"."""
    return any(
        lexicon().nouns.get(t.lemma_.lower()) in PUT and grammar.children(t, "poss") for t in grammar.patients(verb)
    )


def provisos_of(verb: Token, people: People) -> Iterator[Act]:
    """A condition put on what is to come: "only if", "unless", "provided that", "on condition that"."""
    over = granted = _granted(verb)
    if over is None:
        if verb.dep_ not in {"advcl", "pcomp", "acl", "ccomp"} or not is_proviso(verb):
            return
        over = next((o for o in verb.ancestors if grammar.is_verb(o)), None)
    if over is None or modality_of(over) not in {"future", "possible", "fact"}:
        return
    named = grammar.children(verb, "attr", "nsubj") if verb.lemma_ == "be" else []
    content = next((c for c in map(content_of, named) if c and not c.pointer), None) if named else content_of(verb)
    bound = granted is not None or _is_bound(verb)
    if content is None or (verb.lemma_ in words("idle") and not named and not bound and not is_deed(verb)):
        return
    targets = grammar.noun_doers(named[-1]) if named else grammar.subjects(verb)
    speakers, asked = people.speakers(verb), people.refer(targets)
    if asked == speakers and all(t.tag_ == "PRP" for t in targets):
        asked = ()  # "he" of whom a spokesman says what he must do is another
    agents = tuple(a for a in _granting(over, people, asked) or speakers if a not in asked)
    yield Act("condition", "modal", verb, content, (), agents, asked, tuple(targets), reported_by=speakers)


def _granting(verb: Token, people: People, asked: Sequence[str]) -> tuple[str, ...]:
    """Who grants something on a condition: "Peru hinted that the deadline may slip, provided that Chile signs"."""
    for over in grammar.clause_over(verb):
        subjects = grammar.subjects(over)
        who = people.refer(subjects)
        if not set(who) <= set(asked):
            return who
        if not who and any(t.tag_ in {"JJS", "CD"} for t in subjects):
            break  # "one of its parties said it would quit unless": nobody further out
    return ()


def is_proviso(verb: Token) -> bool:
    """Whether a clause is a condition in so many words."""
    marks = {c.lower_ for c in below(verb) if c.dep_ in {"mark", "advmod"} and c.i < verb.i}
    before = verb.left_edge.nbor(-1).lower_ if verb.left_edge.i > 0 else ""
    only = before == "only" or any(t.lower_ == "only" for c in below(verb) if c.dep_ == "mark" for t in (c, *below(c)))
    only_if = bool(marks & {"if", "once", "when", "after"}) and (only or "only" in marks)
    return "unless" in marks or only_if or _is_bound(verb) or _lasts(verb) or _holds_out(verb, marks)


def _holds_out(verb: Token, marks: set[str]) -> bool:
    """Whether somebody will not do a thing before others do theirs: "will not leave until the fee is cut"."""
    over = verb.head
    if marks.isdisjoint({"until", "till"}) or verb.dep_ != "advcl" or over.lemma_.lower() in words("speech"):
        return False
    ahead = bool(grammar.auxiliaries(over) & (WOULD | {"will", "wo", "'ll"}))
    return ahead and grammar.is_negated(over) and is_deed(verb)


def _granted(verb: Token) -> Token | None:
    """What somebody would do "should others do theirs"; what he "would have to do" then is his duty.

    The parser often takes the two for clauses of one rank.
    """
    if not is_inverted(verb):
        return None
    opening = next(c for c in below(verb) if c.lower_ in {"had", "should", "were"})
    before = [t for t in verb.sent if t.i < opening.i and grammar.is_verb(t)]
    over = verb.head if verb.dep_ == "advcl" else before[-1] if before else verb
    would = over.lemma_ != "have" and bool(grammar.auxiliaries(over) & {"would", "could"})
    return over if would else None


def _is_bound(verb: Token) -> bool:
    """Whether words that can mean nothing else make a clause a condition: "provided that", "on condition that"."""
    before = verb.left_edge.nbor(-1).lower_ if verb.left_edge.i > 0 else ""
    opening = {c.lower_ for c in below(verb) if c.i < verb.i and c.dep_ in {"mark", "advmod", "prep", "aux"}}
    return before in PROVIDED or bool(opening & (PROVIDED - {"condition"}))


def _lasts(verb: Token) -> bool:
    """Whether a clause says for how long somebody does something, as he has a mind to: "so long as they pay"."""
    over = next((o for o in verb.ancestors if grammar.is_verb(o)), None)
    counted = over is not None and bool(grammar.auxiliaries(over) & {"would", "will", "could", "can"})
    over = verb.head
    during = over.left_edge.i > 0 and over.left_edge.nbor(-1).lower_ == "for"  # "for as long as he clings on"
    kept = over.head != over and grammar.is_negated(over.head)  # "will not ask for it as long as the boycott goes on"
    return over.lower_ == "long" and is_as_as(over) and counted and not (during or kept)
