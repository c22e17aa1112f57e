"""Acts of verbs: "agreed to pay", "called for talks", "the plan was rejected", and of verbs under verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act, People
from communique.extraction.complements import contents_of
from communique.extraction.contents import Content, content_of, keys_of, with_company
from communique.extraction.grammar import below
from communique.extraction.modal import forms, is_deed, is_on_own_course, takes_note
from communique.extraction.modality import Modality, modality_of
from communique.extraction.words import Trigger, is_course, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Classes whose acts take over from a verb that carries them: "agreed to back the bill" is to back it.
CARRIED = frozenset({
    "accept", "support", "reject", "oppose", "withdraw", "hedge", "agree", "propose", "offer", "condemn", "criticise",
})  # fmt: skip
CARRIERS = frozenset({"agree", "plan", "decide", "reject", "offer", "want", "ready", "float"})
BROUGHT = frozenset({"propose", "offer", "demand", "agree"})  # classes of nouns that a light verb only brings
JOINING = frozenset({"join", "echo"})  # who joins others' calls makes them too; who joins a deal has not struck it
LAWS = frozenset({"bill", "law", "legislation", "act", "amendment"})
TABLED = frozenset({"bill", "motion", "resolution", "proposal"})  # what is "introduced" is not yet passed
COURTS = frozenset({"court", "judge", "tribunal", "magistrate"})
TENTATIVE = frozenset({"want", "ready", "float"})
ORDERING = frozenset({"tell", "order", "instruct", "command", "direct"})
FORCES = frozenset({
    "troop", "force", "soldier", "fighter", "army", "navy", "police", "unit", "guard", "border", "gunman", "militia",
    "patrol", "official", "officer", "negotiator", "envoy", "inspector", "engineer",
})  # fmt: skip
SUING = frozenset({"go", "take", "sue", "file", "bring", "launch"})  # with a tail: "go to court"
APPROVING = frozenset({"approve", "endorse", "ratify", "back", "support"})
BARGAINING = frozenset({"negotiate", "hammer", "finalise", "finalize", "broker", "formalise", "formalize", "conclude"})
GRANTED = frozenset({"request", "demand", "appeal", "wish", "application"})
PLANS = frozenset({"plan", "proposal", "initiative", "idea", "blueprint", "formula", "roadmap"})
CHOICES = frozenset({"option", "step", "measure", "move", "idea", "possibility", "alternative", "proposal"})
KILLING = frozenset({"kill", "sink", "bury"})
KEEPING = frozenset({"honour", "honor"})
TELLING = frozenset({"threaten", "vow", "promise", "pledge", "offer", "plan", "intend", "decide", "agree", "want"})
BY_ITSELF = frozenset({"withdraw", "enact", "accept", "reject"})  # what comes of a course, told without who did it
# What "goes ahead" as it was fixed, and needs nobody's consent.
FIXTURES = frozenset({
    "strike", "walkout", "stoppage", "talk", "meeting", "game", "match", "election", "vote", "summit", "rally", "march",
    "trial", "hearing", "ceremony", "visit", "conference", "ballot", "referendum", "festival", "race", "concert",
    "event", "show", "tour", "parade", "protest", "fixture", "tournament", "funeral", "wedding", "celebration",
})  # fmt: skip
ASKING = frozenset({"ask", "tell", "lobby", "petition", "implore", "beg", "exhort", "invite"})
PRESSING = frozenset({"challenge", "urge", "demand", "call", "order", "dare", "press", "pressure", "require"})
TOLD = frozenset({"say", "disclose", "name", "identify", "reveal", "explain", "answer"})
RAISED = frozenset(
    {"set", "slate", "schedule", "poise"}
)  # their subject does what stands under them: "is set to merge"


def acts_of(verb: Token, people: People) -> Iterator[Act]:
    """The acts of a verb, those of a phrase ("call for") before those of the verb alone."""
    if settled := [*_cleared(verb, people), *_chosen(verb, people)]:
        yield from settled
        return
    for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()):
        if verb.dep_ == "amod" and trigger.act == "plan":
            continue  # "to suspend planned tariffs"
        if (tail := match_tail(verb, trigger)) is None or _is_liking(verb) or _is_needed(verb) or _is_for_all(verb):
            continue
        if trigger.of == "law" and not grammar.by_phrase(verb):
            # who introduces a bill may be putting it into effect; by whom it was introduced has put it forward
            continue
        if trigger.act == "plan" and verb.lemma_ == "call" and not _calls_event(verb):
            continue
        if trigger.act == "plan" and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in TELLING | PRESSING | ASKING:
            continue  # "threatened to call a referendum" is told by "threatened"
        if trigger.act == "agree" and _is_to_negotiate(verb):
            continue  # "agreed to negotiate a treaty" is told by "agreed"
        if trigger.act == "float" and _is_ruled_out(verb):
            continue
        if trigger.act == "float" and verb.lemma_ == "include" and not _is_choice(verb):
            continue
        short = verb.tag_ == "VBN" and verb.dep_ == "advcl" and not grammar.auxiliaries(verb)
        if trigger.act == "demand" and short and not grammar.children(verb, "dobj"):
            continue  # "pressed for a figure, he said": he did not press
        if trigger.act == "enact" and verb.lemma_ == "begin" and modality_of(verb) != "fact":
            continue  # "the talks are to begin in May": planned, not begun
        found = False
        for content, targets in contents_of(verb, tail, trigger):
            silent = is_speech(content) and not (trigger.act == "demand" and _is_to_tell(verb, content))
            if people.is_actor(content) or silent or _is_guest(verb, content):
                continue
            if trigger.act == "withdraw" and content.head.lemma_.lower() in FORCES:
                continue
            if verb.lemma_.lower() in KILLING and content.head.tag_ == "PRP":
                continue  # "killed the bill", but "killed them"
            if verb.lemma_ == "write" and content.head.lemma_ in {"ask", "demand", "urge"}:
                asked = next((c for v in grammar.children(content.head, "ccomp") if (c := content_of(v))), None)
                if asked is None:
                    continue  # "wrote to the ministers to ask for talks" is told by "ask"
                meant = content.doers if all(t.tag_ == "PRP" for t in asked.doers) else asked.doers
                content = replace(asked, doers=meant)  # "wrote to the firms to demand that they pay"
            if trigger.act == "offer" and any(c.lower_ == "too" for t in below(content.head) for c in (t, *below(t))):
                continue  # "offered too much money": what it was is not told
            under = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"agree", "decide", "plan", "offer"}
            if trigger.act == "withdraw" and under and _is_bare_thing(content):
                continue
            if trigger.act == "accept" and _is_new_offer(verb, content):
                continue
            if trigger.act == "enact" and _is_told_to(verb, content):
                continue
            if trigger.act == "accept" and verb.lemma_.lower() in KEEPING and verb.head.lemma_.lower() in TELLING:
                continue  # "promised to honour the contract" is told by "promised"
            found = True
            if trigger.takes == ("subject",):
                deed = any(c.tag_ == "VB" for c in grammar.children(verb, "xcomp"))
                if verb.lemma_ == "be" and deed and content.head.lower_ == "it":
                    continue  # "it would be a mistake to dismiss the plan"
                judged = people.act(trigger.act, "verb", verb, content, [])
                if trigger.act not in BY_ITSELF:
                    yield replace(judged, agents=judged.reported_by)
                elif not _is_of_itself(trigger, content):
                    yield replace(judged, agents=())
            else:
                yield from _composed(_of_laws(trigger.act, verb, content), verb, content, targets, people)
        if found and (trigger.tail or trigger.of == "law"):
            return


def _is_of_itself(trigger: Trigger, content: Content) -> bool:
    """Whether what came of a thing is nothing that was done about it: "support collapsed", "the match went ahead"."""
    if trigger.act in {"withdraw", "enact"}:
        return content.holder is not None and _is_assent(content.holder)
    thing = content.head
    if trigger.act == "reject":  # "the motion failed", not "his plan failed"
        return thing.lemma_.lower() not in words("laws")
    named = thing.pos_ == "PROPN" or (content.form == "noun" and thing.lemma_.lower() in FIXTURES)
    return trigger.act == "accept" and (named or (content.form == "clause" and content.holder is None))


def _is_guest(verb: Token, content: Content) -> bool:
    """Whether it is people by their posts who are invited: "has invited | the presidents of both republics"."""
    return verb.lemma_.lower() == "invite" and content.head.lemma_.lower() in table("people")["posts"]


def _is_to_tell(verb: Token, content: Content) -> bool:
    """Whether somebody is to say a thing: "challenged him to name the donors", not "asked him to comment"."""
    told = content.head.lemma_.lower() in TOLD and bool(grammar.children(content.head, "ccomp", "dobj"))
    return told and verb.lemma_.lower() in PRESSING


def _is_to_negotiate(verb: Token) -> bool:
    """Whether somebody says that he would negotiate a deal, which is none yet: "agreed to | negotiate a treaty"."""
    under = verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lemma_.lower() in TELLING
    return under and verb.lemma_.lower() in BARGAINING


def _is_ruled_out(verb: Token) -> bool:
    """Whether somebody will not even talk of a thing: "ruled out | discussing it"."""
    return verb.dep_ == "xcomp" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in {"rule", "refuse", "exclude"}


def _is_choice(verb: Token) -> bool:
    """Whether it is told between what courses somebody will choose: "the steps being considered | include"."""
    nouns = [t for t in grammar.children(verb, "nsubj") if t.lemma_.lower() in CHOICES]
    told = {t.lower_ for noun in nouns for t in noun.subtree}
    return not told.isdisjoint({"considered", "discussed", "studied", "consideration", "discussion", "table"})


def _is_told_to(verb: Token, content: Content) -> bool:
    """Whether a pronoun is who is told to do a thing, and not what is ordered: "ordered it to cut prices"."""
    told = verb.lemma_.lower() in ORDERING and content.head.tag_ == "PRP"
    return told and bool(grammar.children(verb, "xcomp", "ccomp", "advcl"))


def _is_open(verb: Token) -> bool:
    """Whether it is still to be decided: "will decide whether the fee should be cut"."""
    return verb.dep_ == "ccomp" and any(c.lower_ in {"whether", "if"} for c in grammar.children(verb, "mark"))


def _cleared(verb: Token, people: People) -> list[Act]:
    """What is let pass by whoever takes a hindrance away: "dropped its objections to the plan"."""
    named = [(t, content_of(t)) for t in grammar.patients(verb) if is_lifted(t)]
    found = [content for noun, content in named if content is not None and content.holder == noun]
    return [people.act("accept", "verb", verb, content, grammar.subjects(verb)) for content in found]


def _chosen(verb: Token, people: People) -> list[Act]:
    """What is accepted by whoever would rather have that than another: "preferred X's offer to buy a stake"."""
    if verb.tag_ not in {"VBD", "VBN"} or grammar.auxiliaries(verb) - {"has", "have", "had"}:
        return []
    lemma = verb.lemma_.lower()
    named = grammar.children(verb, "dobj") if lemma in {"prefer", "choose", "pick", "select"} else []
    named += grammar.under(verb, {"for"}) if lemma in {"opt", "plump", "go"} else []
    theirs = [
        t
        for t in named
        if lexicon().nouns.get(t.lemma_.lower()) == "offer"
        and (grammar.children(t, "poss") or grammar.under(t, {"from", "by"}))
        and not any(c.tag_ == "PRP$" for c in grammar.children(t, "poss"))
    ]
    found = [content for t in theirs if (content := content_of(t)) is not None]
    return [people.act("accept", "verb", verb, content, grammar.subjects(verb)) for content in found]


def is_lifted(noun: Token) -> bool:
    """Whether an objection or a veto is what a verb takes away: "lifted its veto", "set aside its objections"."""
    verb = noun.head
    if noun.lemma_.lower() not in words("hindrances") or verb.lemma_.lower() not in words("lifting"):
        return False
    particle = {"give": "up", "set": "aside"}.get(verb.lemma_.lower())
    return noun.dep_ in {"dobj", "nsubjpass"} and (not particle or any(c.lower_ == particle for c in below(verb)))


def _of_laws(act: str, verb: Token, content: Content) -> str:
    """The class of an act; who signs a bill is no party to it but puts it into effect."""
    lemma = content.head.lemma_.lower()
    if act == "withdraw" and any(t.lemma_.lower() in COURTS for t in grammar.subjects(verb)):
        return "reject"  # what "a court has suspended" is not the court's
    if act == "enact" and verb.lemma_ == "grant" and (lemma in GRANTED or _is_known(content.head)):
        return "accept"  # "granted it", "granted the permit"
    if act == "accept" and _only_backs(verb, lemma):
        return "support"
    if act == "support" and grammar.is_by_vote(verb):
        return "accept"  # who backs a plan "by 60 votes to 40" has decided on it
    if act == "agree" and _is_under_way(verb):
        return "float"
    law = content.form == "noun" and lemma in LAWS
    if act == "enact" and verb.lemma_ == "introduce" and lemma in TABLED:
        return "propose"
    return "assent" if act == "agree" and verb.lemma_ == "sign" and law else act


def _is_known(noun: Token) -> bool:
    """Whether a thing was spoken of before: "it", "the permit", "that permit"."""
    return noun.tag_ == "PRP" or any(c.lower_ in {"the", "this", "that"} for c in grammar.children(noun, "det"))


def _only_backs(verb: Token, lemma: str) -> bool:
    """Whether a country or a person endorses what others have put forward, and does not settle it by that.

    "Norway endorsed the plan", not "parliament endorsed it", "was endorsed by shareholders".
    """
    doers = [t for t in grammar.subjects(verb) or grammar.by_phrase(verb) if t.pos_ == "PROPN"]
    outside = bool(doers) and all(t.ent_type_ in {"GPE", "NORP", "PERSON"} for t in doers)
    word = verb.lemma_.lower()
    return outside and (word == "endorse" or (word == "approve" and lemma in PLANS))


def _is_under_way(verb: Token) -> bool:
    """Whether a deal is still being talked about: "are negotiating a treaty", "began negotiating it"."""
    progressive = any(c.lemma_ == "be" for c in grammar.children(verb, "aux")) or verb.dep_ == "acl"
    begun = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"begin", "start", "resume", "continue", "keep"}
    return verb.tag_ == "VBG" and verb.lemma_.lower() in BARGAINING and (progressive or begun)


def _calls_event(verb: Token) -> bool:
    """Whether something is called ("called a vote"), not called something ("called the vote a farce")."""
    objects = grammar.children(verb, "dobj")
    scorned = [c for t in objects for c in grammar.children(t, "compound") if c.i and c.nbor(-1).lower_ == "the"]
    called = any(
        t.lemma_.lower() in {"decision", "move", "deal", "ruling", "result"}
        or lexicon().nouns.get(t.lemma_.lower()) in {"offer", "propose", "agree"}  # "called the offer generous"
        for t in (*objects, *scorned)  # which the parser makes a part of the name given: "called the *offer* robbery"
    )
    known = [o for o in objects if any(c.lower_ == "the" or c.dep_ == "poss" for c in below(o))]
    named = any(t.is_quote for o in known for t in o.subtree)  # "called the closure | "a punishment"", read as one
    return not called and not named and not grammar.children(verb, "oprd", "ccomp") and len(objects) < 2


def _is_liking(verb: Token) -> bool:
    """Whether "like" or "prefer" is a taste, not a wish: "likes dogs to run", but "would like them to go"."""
    return verb.lemma_.lower() in {"like", "prefer"} and not grammar.auxiliaries(verb) & {"would", "'d"}


def _is_needed(verb: Token) -> bool:
    """Whether a course is what it takes, and nobody is asked: "cutbacks will be | required to keep costs down"."""
    things = [t for t in grammar.children(verb, "nsubjpass") if t.pos_ == "NOUN" and is_course(t.lemma_.lower())]
    return verb.lemma_.lower() == "require" and bool(things) and bool(grammar.children(verb, "xcomp", "advcl"))


def _is_for_all(verb: Token) -> bool:
    """Whether somebody talks to everybody, and to nobody about a deal: "decided to talk publicly about the deal"."""
    openly = any(c.lower_ in {"publicly", "openly", "freely", "frankly"} for c in grammar.children(verb, "advmod"))
    return verb.lemma_.lower() in {"talk", "speak"} and openly


def _composed(act: str, verb: Token, content: Content, targets: Sequence[Token], people: People) -> Iterator[Act]:
    """The act of a verb; "agreed to back the bill" is the inner act, "refused to back it" its denial."""
    doers = grammar.subjects(verb) or _proposers(act, verb)
    if act == "agree" and content.pointer:
        content = with_company(verb, content)
    if content.form == "noun" and verb.lemma_.lower() == "agree" and _tells(verb, content):
        return
    if act == "agree" and verb.lemma_ == "sign" and content.head.lemma_.lower() in {"petition", "letter"}:
        return  # who signs a petition asks for something
    if act == "withdraw" and any(_is_assent(t) for t in grammar.patients(verb)):
        return  # "withdrew its support for the plan" is told by stands.py
    if (act == "want" and _failed(verb)) or (act == "decide" and _is_open(content.head)):
        return
    if verb.lemma_.lower() in RAISED and content.form == "clause":
        if not (grammar.is_passive(verb) and is_deed(content.head)) or is_on_own_course(content.head):
            return
        doers = grammar.subjects(content.head)
    if content.form == "clause" and act in CARRIERS:
        if brings_noun(content.head) and act != "reject":
            return
        inner = list(carried(content.head, doers, people))
        if act != "reject" and inner and all(a.act == "withdraw" and _is_bare_thing(a.content) for a in inner):
            inner = []  # "agreed to suspend interest payments" is a course of its own
        if inner and all(a.act == "accept" and _is_new_offer(content.head, a.content) for a in inner):
            inner = []
        if _is_to_negotiate(content.head):
            inner = []
        if act == "offer" and content.head.lemma_.lower() in KEEPING:
            inner = []  # who promises to honour a contract is not asked to sign it
        inner = inner or (_approved(content.head, doers, people) if act == "decide" else [])
        denied = act == "reject" or grammar.is_negated(verb)
        modality: Modality = "possible" if act in TENTATIVE else modality_of(verb)
        if act in {"plan", "offer"} and modality == "fact":
            modality = "future"  # what one vows or promises to do is not done
        yield from (replace(a, negated=a.negated != denied, modality=modality) for a in inner)
        if inner and act != "want":
            return
    if act == "plan" and content.form == "clause" and _is_doing(verb, content.head):
        act = "decide"
    if act == "demand" and content.form == "clause" and verb.lemma_.lower() in ORDERING and _are_own(targets):
        act, targets = "enact", []  # whose forces are told to do a thing does it
    if (
        act == "demand"
        and grammar.is_small(content.head)
        and set(people.refer(content.doers)) & set(people.refer(doers))
    ):
        return  # "Chile wants it abolished": not itself
    against = act == "oppose" or (
        act == "reject" and any(c.lower_ == "against" for c in grammar.children(verb, "prep"))
    )
    if against and content.form == "clause" and content.head.tag_ == "VBG" and list(content.doers) == doers:
        content = replace(content, doers=())  # who votes against closing a thing would not be the one to close it
    if act == "demand" and verb.lemma_.lower() in SUING and list(content.doers) == doers:
        content = replace(content, doers=())  # a court is to stop what the firm "goes to court to stop"
    if act == "accept" and _is_acceptable(verb, content):
        act = "ready"
    if act == "demand" and content.form == "clause":
        yield from _against(verb, content, people)
    if act == "float" and (verb.lemma_.lower() == "debate" or _is_talk_of_giving(verb, content)):
        content, doers = replace(content, doers=()), []  # who discusses freeing prisoners need not be the one to do it
    if act == "float" and verb.lemma_ == "include":
        weighed = [v for t in doers for v in grammar.children(t, "acl")]
        doers = [t for v in weighed for t in grammar.by_phrase(v)]
        content = replace(content, doers=tuple(doers))
    if act == "demand" and grammar.is_passive(verb) and not doers and (late := _late_by(content, people)) is not None:
        cut = set(late.head.subtree)
        tokens = tuple(t for t in content.tokens if t not in cut)
        content, doers = replace(content, tokens=tokens, keys=keys_of(tokens)), [late]
    made = people.act(act, "verb", verb, content, doers, targets)
    if act != "proceed":
        yield made
    elif made.negated and content.head.tag_ != "PRP":  # "will not go ahead with its offer"
        yield replace(made, act="withdraw", negated=False)
    elif not made.negated and content.holder is not None and not grammar.noun_doers(content.holder):
        yield replace(made, act="plan")  # "is pressing ahead with plans to build it": its own


def _late_by(content: Content, people: People) -> Token | None:
    """Who asks, named at the end of what is asked: "ministers were urged to lift the ban | by the Farmers' League"."""
    last = content.tokens[-1]
    by = next((t for t in reversed(content.tokens) if t.lower_ == "by"), None)
    if content.form != "clause" or by is None or grammar.is_passive(content.head) or by.right_edge != last:
        return None
    return next((t for t in grammar.children(by, "pobj") if people.cast.refer(t)), None)


def _is_doing(verb: Token, deed: Token) -> bool:
    """Whether somebody announces what he does already, and has decided on: "announced that it is quitting Peru"."""
    now = deed.tag_ == "VBG" and bool(grammar.auxiliaries(deed) & {"is", "are", "was", "were"})
    trying = {"consider", "plan", "seek", "look", "hope", "try", "prepare", "propose", "offer", "ask", "go", "bid"}
    done = now and verb.lemma_.lower() == "announce" and modality_of(verb) == "fact"
    return done and is_deed(deed) and deed.lemma_.lower() not in trying


def _is_talk_of_giving(verb: Token, content: Content) -> bool:
    """Whether people talk over what one side would give: "discussed | lifting the ban", not "discussed merging"."""
    gives = content.form == "clause" and not forms(content.head).isdisjoint(words("giving"))
    return gives and verb.lemma_.lower() in words("discussing")


def _is_assent(noun: Token) -> bool:
    """Whether a noun is what somebody thinks of a course, not the course: "its backing for the plan"."""
    return lexicon().nouns.get(noun.lemma_.lower()) in {"support", "accept"} or noun.lemma_.lower() == "backing"


def _is_bare_thing(content: Content) -> bool:
    """Whether a noun phrase names a thing not as one that is known: "interest payments", not "its bid"."""
    return content.form == "noun" and not content.pointer and not grammar.children(content.head, "det", "poss")


def _is_new_offer(verb: Token, content: Content) -> bool:
    """Whether somebody offers to accept what nobody has put forward yet: "offered to accept payment in shares"."""
    known = any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in below(content.head))
    new = content.form == "noun" and not content.pointer and content.holder is None and not known
    return new and verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "offer"


def _proposers(act: str, verb: Token) -> list[Token]:
    """Whose a course is that is only called proposed: "the firm's proposed merger"; a bid may be for the firm."""
    noun = verb.head
    called = act == "propose" and verb.dep_ == "amod" and noun.lemma_.lower() not in words("bids")
    return grammar.noun_doers(noun) if called else []


def _is_acceptable(verb: Token, content: Content) -> bool:
    """Whether somebody says what he would put up with, which is an offer: "could live with a smaller cut"."""
    would = bool(grammar.auxiliaries(verb) & {"would", "could", "'d"}) and not grammar.is_passive(verb)
    new = any(c.lower_ in {"a", "an"} or c.dep_ == "nummod" for c in below(content.head))
    return would and content.form == "noun" and new and not content.pointer and not grammar.is_negated(verb)


def _are_own(targets: Sequence[Token]) -> bool:
    """Whether it is somebody's own people that he orders to do something: "told | their troops | to hold fire"."""
    owned = [t for t in targets if any(c.tag_ == "PRP$" for c in grammar.children(t, "poss"))]
    return bool(targets) and len(owned) == len(targets) and all(t.lemma_.lower() in FORCES for t in targets)


def _tells(verb: Token, content: Content) -> bool:
    """Whether what is agreed is a fact, whose verb the parser has joined: "agreed the law | was out of date"."""
    later = [c for c in below(verb) if c.dep_ == "conj" and c.i > content.head.i and c.tag_ in {"VBD", "VBZ", "VBP"}]
    marks = {c.lower_ for c in below(verb) if c.dep_ == "cc"}
    return any(c.lemma_ == "be" and not grammar.children(c, "nsubj") for c in later) and not marks & {"and"}


def _failed(verb: Token) -> bool:
    """Whether an attempt came to nothing: "tried to merge but the talks failed", "tried and failed to merge"."""
    joined = [c for c in below(verb) if c.dep_ == "conj"]
    return verb.tag_ in {"VBD", "VBN"} and any(c.lemma_.lower() in {"fail", "collapse", "founder"} for c in joined)


def carried(verb: Token, doers: Sequence[Token], people: People) -> Iterator[Act]:
    """The acts of a verb under another act, as done by the other's doers."""
    for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()):
        if trigger.act not in CARRIED or trigger.of == "law" or (tail := match_tail(verb, trigger)) is None:
            continue
        found = list(contents_of(verb, tail, trigger))
        if trigger.act == "withdraw" and any(content.head.lemma_.lower() in FORCES for content, _ in found):
            return  # who pulls back his troops drops no plan
        if found:
            acts = ((_of_laws(trigger.act, verb, content), content, targets) for content, targets in found)
            yield from (people.act(act, "verb", verb, content, doers, targets) for act, content, targets in acts)
            return


def _approved(verb: Token, doers: Sequence[Token], people: People) -> list[Act]:
    """The act of a verb that only approves what it names, whatever that is: "voted to approve the move abroad"."""
    if verb.lemma_.lower() not in APPROVING:
        return []
    named = filter(None, map(content_of, grammar.patients(verb)))
    return [people.act("accept", "verb", verb, content, doers) for content in named]


def _against(verb: Token, content: Content, people: People) -> Iterator[Act]:
    """Who demands that something be dropped is against it."""
    for inner in carried(content.head, grammar.subjects(verb), people):
        known = inner.content.pointer or inner.content.holder or is_course(inner.content.head.lemma_.lower())
        if inner.act in {"withdraw", "reject"} and known and not _is_bare_thing(inner.content):
            against = people.act("oppose", "verb", verb, inner.content, grammar.subjects(verb))
            if against.agents or against.reported_by:
                yield replace(against, agents=against.agents or against.reported_by)


def brings_noun(verb: Token) -> bool:
    """Whether a verb only brings a noun of an act: "plans to make an offer" is an offer."""
    nouns = lexicon().nouns
    if verb.lemma_.lower() not in lexicon().light:
        return False
    found = {nouns.get(t.lemma_.lower()) for t in grammar.patients(verb)}
    if verb.lemma_.lower() in JOINING:
        return "demand" in found
    return not found.isdisjoint(BROUGHT - {"propose"} if verb.lemma_ == "sign" else BROUGHT)


def is_speech(content: Content) -> bool:
    """Whether a "course of action" is only to speak, as in "declined to comment"."""
    verb = content.head
    drawn = verb.lemma_.lower() == "draw" and grammar.is_passive(verb) and not grammar.children(verb, "prt")
    if content.form == "clause" and drawn:
        return True  # "refused to be drawn on a date"
    spoken = content.form == "clause" and (verb.lemma_.lower() in words("speech") or takes_note(verb))
    return spoken and not grammar.is_passive(content.head)


def match_tail(verb: Token, trigger: Trigger) -> list[Token] | None:
    """The tokens of the trigger's further words, or None where they do not hang on the verb."""
    found: list[Token] = []
    over = verb
    if trigger.tail and trigger.tail[0] not in grammar.words_around(verb):
        return None
    for word in trigger.tail:
        candidates = [c for c in below(over) if c.i > verb.i and word in {c.lower_, c.lemma_.lower()}]
        if not candidates and found and over.i + 1 < len(over.doc) and over.nbor(1).lower_ == word:
            candidates = [over.nbor(1)]
        if not candidates and not found:
            candidates = _marks(verb, word)
        if not candidates:
            return None
        over = candidates[0]
        found.append(over)
    return found


def _marks(verb: Token, word: str) -> list[Token]:
    """The word as the mark of a clause: "called *for* him to go"."""
    clauses = [c for c in below(verb) if c.dep_ in grammar.CLAUSES and c.i > verb.i]
    return [m for c in clauses for m in below(c) if m.lower_ == word and m.dep_ == "mark"]
