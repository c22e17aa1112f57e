"""Which acts put a course of action on the table: not what is denied, supposed, a habit, an opinion or nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extraction import grammar, times
from communique.extraction.act import Act
from communique.extraction.bids import is_share_offer
from communique.extraction.contents import Content, is_new_event
from communique.extraction.courses import effects
from communique.extraction.grammar import below
from communique.extraction.modal import LAWS, forms, is_deed
from communique.extraction.nominal import light_verb
from communique.extraction.standing import RULINGS, is_put_off
from communique.extraction.words import is_course, is_deal, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

DONE = frozenset({"accept", "reject", "agree", "decide", "enact", "oppose", "assent"})
TABLED = frozenset({"bill", "amendment", "law", "legislation", "motion", "resolution", "measure", "reform"})
FIRST = frozenset({"we", "us", "i", "me"})
HABITS = frozenset({"routinely", "often", "usually", "regularly", "sometimes", "frequently", "always", "rarely"})
YIELDING = frozenset(
    {"back", "bow", "give", "yield", "budge", "surrender", "blame", "say", "name", "comment", "speculate", "elaborate"}
)  # nobody is asked to, in so many words
SAYING_ALL = frozenset(
    {"takeover", "resign", "strike", "disarm", "disband", "surrender", "mediate"}
)  # verbs, or their concepts
EVIDENCE = frozenset({
    "poll", "survey", "figure", "datum", "data", "study", "research", "evidence", "estimate", "result", "number",
    "report", "sign", "indication", "forecast", "statistic", "finding",
})  # fmt: skip
FOUGHT = frozenset({"force", "troop", "army", "rebel", "militant", "militia", "insurgent", "soldier", "fighter"})
APPROVING = frozenset({"approve", "authorise", "authorize", "ratify"})
MATTERS = frozenset({"matter", "issue", "question", "case"})
WISHES = frozenset({
    "prevent", "avert", "retain", "keep", "maintain", "preserve", "protect", "avoid", "ensure", "improve", "strengthen",
})  # fmt: skip
ENDED = frozenset(
    {"boycott", "blockade", "tariff", "tax", "duty", "ban", "sanction", "embargo", "levy", "lawsuit", "claim"}
)
CRIMES = frozenset({
    "disguise", "falsify", "forge", "bribe", "launder", "shred", "backdate", "doctor", "conceal", "smuggle", "embezzle",
    "lie",
})  # fmt: skip
UNMADE = frozenset(
    {"attempt", "effort", "strike", "dispute", "term", "text", "claim", "peace", "budget", "code", "constitution"}
)
BURDENS = frozenset({"tariff", "ban", "levy", "tax", "sanction", "truce", "ceasefire", "curfew", "moratorium", "cap"})
DEEDS_OF_CRIME = frozenset({
    "rob", "steal", "burgle", "murder", "kidnap", "abduct", "poison", "rape", "hijack", "defraud", "extort", "loot",
    "traffic", "blackmail", "vandalise", "vandalize", "assassinate", "stab", "scam", "swindle", "cheat", "con", "bug",
})  # fmt: skip
CHARGING = frozenset({"prosecutor", "prosecution", "police", "detective", "court", "indictment", "jury"})
FICTION = frozenset({
    "novel", "film", "movie", "play", "story", "tale", "drama", "comedy", "thriller", "musical", "opera", "ballet",
    "episode", "sitcom", "series", "fable", "saga", "book", "poem", "game", "plot", "storyline", "myth", "legend",
})  # fmt: skip
ROBBERS = frozenset({"robber", "thief", "burglar", "raider", "mugger", "fraudster", "scammer", "carjacker"})
# What the public is asked to do in dealings: "urged people to vote against the plan".
CIVIC = frozenset({
    "vote", "boycott", "strike", "march", "protest", "rally", "back", "support", "reject", "oppose", "accept", "join",
    "sign", "demonstrate", "resist", "elect", "lobby",
})  # fmt: skip
WORKING = frozenset({"cut", "halve", "double", "treble", "reduce", "save"})
VAGUE = frozenset({"another", "same", "similar", "separate", "such", "no", "other"})


def opens(act: Act, *, lead: bool = False) -> bool:
    """Whether an act puts its course of action on the table; `lead`: it stands where the news is said."""
    if act.content.pointer or act.modality == "supposed" or act.negated or _is_long_past(act.trigger):
        return False
    if _is_told_in_fiction(act.trigger) or _is_appointment(act):
        return False
    if not effects()[act.act].opens:
        # "Ruvania, which is keen to serve as a venue, offered to host it" offers only that
        ready = act.act == "ready" and bool(act.doers) and not _is_aside(act.trigger)
        return ready and (_is_offered(act) or (lead and act.content.form == "clause"))
    if (
        _is_recommended(act)
        or _is_no_deed(act)
        or _is_over(act)
        or _is_unwilling_to_agree(act)
        or _ends_nothing_on_the_table(act)
        or _is_nobodys_wish(act)
        or _is_fought(act)
        or _is_evidence(act)
        or _names_nothing(act)
    ):
        return False
    if is_idle(act) or not (_is_told(act) or (lead and act.addressees and _names_something(act))):
        return False
    if is_vague(act.content) or not (_is_somebodys(act) and (_is_meant(act) or (lead and is_news(act)))):
        return False
    held = act.content.holder is not None and act.act != "decide"
    return act.form != "noun" or held or opens_as_noun(act, lead=lead)


def _is_long_past(verb: Token) -> bool:
    """Whether it is told of what somebody did in times gone by: "has in the past refused to limit them"."""
    if not grammar.is_verb(verb):
        return False
    return any(
        t.lower_ == "past" or (t.text.isdigit() and 1000 < int(t.text) < 1990) for t in grammar.under(verb, {"in"})
    )


def _is_told_in_fiction(verb: Token) -> bool:
    """Whether it happens in a story only: "the novel, in which a queen agrees to wed", "a film about a spy who …"."""
    if verb.dep_ == "ROOT":
        return False
    before = [t for t in verb.doc[verb.sent.start : verb.i] if t.text != ","]
    after = (" ".join(t.lower_ for t in before[n + 1 : n + 3]) for n, t in enumerate(before) if t.lemma_ in FICTION)
    return any(text.startswith(("in which", "where ", "about ", "of a ")) for text in after)


def _is_appointment(act: Act) -> bool:
    """Whether somebody only takes up a post: "will take over as head of the bank"."""
    verb = act.content.head
    if act.content.form != "clause" or "take over" not in forms(verb) or grammar.children(verb, "dobj"):
        return False
    return any(t.lemma_.lower() in table("people")["posts"] for t in grammar.under(verb, {"as"}))


def _is_no_deed(act: Act) -> bool:
    """Whether nobody has done the act: it is due, may be done, tells people apart, or is a courtesy.

    Or it is a crime that somebody was told to commit: "told the clerk to falsify the invoice".
    """
    verb = act.form == "verb"
    due = act.modality == "required" and (verb or act.act in DONE)
    apart = verb and not act.agents and grammar.tells_apart(act.trigger)  # "people who apply for a licence"
    allowed = verb and act.act == "demand" and bool(grammar.auxiliaries(act.trigger) & {"can", "ca"})  # "can seek bids"
    by_law = any(t.lemma_.lower() in LAWS for t in grammar.under(act.trigger, {"under"}))
    allowed = allowed or (act.modality == "possible" and by_law)  # "under the constitution, the king may ask him"
    if act.form == "verb" and act.act == "demand" and act.content.head.lemma_.lower() in CRIMES:
        return True
    if act.act in {"plan", "want", "agree", "decide"} and act.content.form == "clause" and _is_crime(act):
        return True
    if not verb and act.modality == "possible" and not act.agents and act.trigger.dep_ == "nsubj" and _is_guess(act):
        return True
    courtesy = act.act == "offer" and act.content.head.lemma_.lower() in words("courtesies")
    return due or allowed or (act.modality == "possible" and act.act in DONE) or apart or courtesy


def _is_crime(act: Act) -> bool:
    """Whether it is a crime that somebody plans, or what those who charge him with one say that he had agreed to.

    "The gang planned to smuggle arms", "prosecutors said that he had agreed to drive the car".
    """
    if act.content.head.lemma_.lower() in CRIMES | DEEDS_OF_CRIME:
        return True
    before = any(c.lower_ == "had" and c.dep_ == "aux" for c in below(act.trigger))
    over = (v for v in grammar.clause_over(act.trigger) if v.lemma_.lower() in words("says") | {"hear"})
    told = (t for v in over if v != act.trigger for t in grammar.children(v, "nsubj", "nsubjpass"))
    charged = any(t.lemma_.lower() in CHARGING for t in told)
    return charged and (before or act.trigger.tag_ == "VBD")


def _is_guess(act: Act) -> bool:
    """Whether somebody only thinks aloud about an offer that is none yet: "a bid of $9 would be hard to refuse"."""
    new = any(c.lower_ in {"a", "an", "any"} for c in below(act.trigger))
    return new and act.act in {"offer", "propose"} and "would" in grammar.auxiliaries(act.trigger.head)


def _is_recommended(act: Act) -> bool:
    """Whether a bid is only told as one that its target approves of: "a recommended deal"."""
    told = act.trigger.dep_ == "amod" and act.trigger.lemma_.lower() == "recommend"
    return act.act == "propose" and told and act.content.head.lemma_.lower() in words("bids")


def _is_over(act: Act) -> bool:
    """Whether a threat is told of as what led to something: "won an exemption *after threatening* to block it".

    Or of a plan what it has brought about.
    """
    if act.act == "propose" and act.form == "noun" and _has_worked(act.trigger):
        return True
    held = act.trigger if act.trigger.lemma_.lower() == "hold" else None  # "agreed after holding out for more"
    over = held or next((v for v in grammar.clause_over(act.trigger) if v.lemma_.lower() == "threaten"), None)
    return over is not None and over.dep_ == "pcomp" and over.head.lower_ == "after"


def _is_unwilling_to_agree(act: Act) -> bool:
    """Whether who is not willing to agree only holds back from what others want: "is reluctant to accept a ban"."""
    verb = act.content.head
    agrees = any(t.act in {"accept", "support", "agree"} for t in lexicon().verbs.get(verb.lemma_.lower(), ()))
    return act.act == "reject" and act.form == "adjective" and act.content.form == "clause" and agrees


def _ends_nothing_on_the_table(act: Act) -> bool:
    """Whether an act is against something that nobody had put forward.

    "Suspended the right to asylum", "crews will refuse to collect bills", "wants the tax scrapped" (the demand says
    so), "is against any sale".
    """
    noun = act.content.form == "noun"
    stops = act.act == "withdraw" and act.trigger.lemma_.lower() in {"suspend", "pull", "terminate", "discontinue"}
    if stops and noun and not _is_put_forward(act.content):
        return True
    if act.act == "reject" and act.modality == "future" and not noun and not act.content.holder:
        return True
    asked = act.act == "oppose" and act.trigger.lemma_.lower() in words("mandative") | {"call", "press", "want"}
    if asked and lexicon().nouns.get(act.content.head.lemma_.lower()) != "propose":
        return True
    no_one = any(c.lower_ == "any" for c in grammar.children(act.content.head, "det"))
    return act.act in {"oppose", "reject"} and no_one


def _is_evidence(act: Act) -> bool:
    """Whether it is figures that suggest something, which put nothing forward: "polls suggest that a vote would …"."""
    subjects = grammar.subjects(act.trigger) if act.form == "verb" and act.trigger.lemma_ == "suggest" else []
    return any(t.lemma_.lower() in EVIDENCE for t in subjects)


def _is_fought(act: Act) -> bool:
    """Whether somebody fights others, not a course: "rebels fighting government forces"."""
    lemma = act.content.head.lemma_.lower()
    course = lemma not in FOUGHT and (is_course(lemma) or lemma in words("pointers"))
    return act.trigger.lemma_ == "fight" and act.content.form == "noun" and not course


def _is_put_forward(content: Content) -> bool:
    """Whether what is given up is something that somebody had put forward, or that parties do together."""
    lemma = content.head.lemma_.lower()
    known = content.holder is not None or lemma in lexicon().nouns or lemma in words("joint") | words("pointers")
    return known or bool(grammar.children(content.head, "poss")) or lemma in ENDED


def _is_nobodys_wish(act: Act) -> bool:
    """Whether a demand or a plan is none in these dealings.

    "Troops could be asked to help", "we are being asked to wait", "customers are advised to check", "had planned to".
    """
    if act.act in {"plan", "want", "threaten"} and act.form == "verb":
        had = any(c.lower_ == "had" and c.dep_ == "aux" for c in below(act.trigger))
        return had or (act.act != "threaten" and act.trigger.tag_ == "VBD" and _is_aside(act.trigger))
    if act.act == "offer" and act.trigger.lemma_.lower() in {"promise", "pledge", "vow"} and act.agents:
        return any(c.lower_ == "had" and c.dep_ == "aux" for c in below(act.trigger))  # "had promised in 2021 to"
    if act.act == "condition":  # "had made the loan conditional on it"
        over = next(grammar.clause_over(act.trigger), act.trigger)
        return any(c.lower_ == "had" and c.dep_ == "aux" for c in below(over))
    judges = {t.lemma_.lower() for t in act.doers} & {"court", "judge", "tribunal", "panel", "jury", "regulator"}
    if act.act == "decide" and act.form == "noun" and judges and is_put_off(act.trigger.head):
        return True  # "the court put off a decision on sending him there": others want it
    if (
        act.act == "demand"
        and act.form == "modal"
        and act.content.head.lemma_.lower() in words("heeding")
        and act.targets
    ):
        return all(t.lemma_.lower() in words("public") for t in act.targets)  # "drivers should avoid the bridge"
    if act.act == "demand" and act.form == "modal" and not (act.agents or act.reported_by):
        return _is_consent(act.content.head)
    if act.trigger.lemma_ == "oblige" and grammar.is_passive(act.trigger) and not act.agents:
        return True  # "is obliged to consider it": a duty that nobody here lays on him
    if act.act != "demand" or act.form != "verb":
        return False
    since = any(t.lower_ == "since" for t in act.trigger.subtree)
    if since and act.trigger.tag_ == "VBG" and {"had", "been"} <= grammar.auxiliaries(act.trigger):
        return True  # "had been asking for it since May": it may have come about
    first = bool(act.targets) and all(t.tag_ == "PRP" and t.lower_ in FIRST for t in act.targets)
    if any(t.lemma_.lower() in ROBBERS for t in act.doers):
        return True
    own = {t.lemma_.lower() for t in (act.content.head, act.content.head.head)} & CIVIC
    public = not own and bool(act.targets) and all(t.lemma_.lower() in words("public") for t in act.targets)
    advised = act.trigger.lemma_.lower() in words("advising")
    guessed = act.modality == "possible" and not act.agents and grammar.is_passive(act.trigger)
    return first or (public and advised) or guessed


def _is_consent(verb: Token) -> bool:
    """Whether a law or a treaty asks for somebody's consent, and nobody in these dealings: "must approve any sale".

    Or a step is due that no one in particular demands: "must still be ratified by the directors".
    """
    if grammar.is_passive(verb) and verb.lemma_.lower() in APPROVING:
        return True
    given = {t.lemma_.lower() for t in grammar.children(verb, "dobj")} & {"consent", "approval", "assent", "permission"}
    asked = {t.lower_ for o in (verb, *grammar.patients(verb)) for p in below(o) for t in (p, *p.subtree)}
    return "any" in asked and (bool(given) or verb.lemma_.lower() in APPROVING)


def _names_nothing(act: Act) -> bool:
    """Whether a course is only hinted at: "asked for something better", "will launch similar services", "sign one".

    Or said to be one and no more: "steps being considered".
    """
    content = act.content
    if act.act == "float" and act.trigger.dep_ == "acl" and act.trigger.head == content.head:
        told = [t for t in content.tokens if t not in {content.head, *act.trigger.subtree} and t.dep_ != "det"]
        if not told and content.head.lemma_.lower() in words("pointers") | {"option", "possibility", "thing"}:
            return True
    if content.form == "noun":
        lemma = content.head.lemma_.lower()
        return lemma in {"something", "anything", "everything", "nothing", "more", "one"} or _is_but_named(content)
    objects = grammar.patients(content.head)
    if content.head.lemma_.lower() == "pay" and objects and all(map(_is_any_sum, objects)):
        return True
    if content.head.lemma_.lower() in {"take", "raise", "pursue"} and any(t.lower_ in MATTERS for t in objects):
        return True  # "pledged to take the matter to the minister"
    like = [
        t
        for t in objects
        if not is_deal(t.lemma_.lower()) and any(c.lower_ in {"similar", "same"} for c in grammar.children(t, "amod"))
    ]
    return any(t.lower_ in {"one", "ones", "so"} for t in objects) or (bool(like) and len(content.keys) < 5)


def _is_any_sum(noun: Token) -> bool:
    """Whether money is spoken of and no more: "pay a sum", not "pay a sum of $3m"."""
    told = any(t.like_num or t.text[:1].isdigit() for t in noun.subtree) or grammar.children(noun, "acl", "relcl")
    return noun.lemma_.lower() in {"sum", "amount", "price"} and not told


def _is_but_named(content: Content) -> bool:
    """Whether there is no more than a name for what has been agreed or signed: "deals reached by Peru", "a motion"."""
    head = content.head
    made = {t for c in grammar.children(head, "acl", "poss") for t in c.subtree if not grammar.children(c, "xcomp")}
    told = [
        t for t in content.tokens if t not in made and t != head and t.dep_ not in {"det", "case", "compound", "prep"}
    ]
    deals = head.tag_ == "NNS" and is_deal(head.lemma_.lower()) and bool(grammar.children(head, "acl"))
    paper = head.lemma_.lower() in {"motion", "petition"} and not grammar.children(head, "acl", "relcl", "prep", "amod")
    return (deals and not told) or paper


def _is_told(act: Act) -> bool:
    """Whether enough is told of a course to know it again; of a plain demand a word is enough."""
    if act.act == "accept" and act.trigger.lemma_.lower() in words("lifting") and act.form == "verb":
        return True
    plain = act.act == "demand" and act.modality != "possible" and not _is_bare(act.content)
    bound = act.act == "condition" and (act.addressees or (act.content.form == "clause" and _has_doers(act.content)))
    says_all = bool(act.agents) and _says_all(act)
    bid = act.bid is not None and bool(act.bid.bidders and act.bid.targets)  # "rejected an approach from X"
    return plain or bid or bool(bound) or says_all or len(act.content.keys) > 1 or is_done_to_something(act.content)


def _says_all(act: Act) -> bool:
    """Whether one word tells a course: "agreed to merge", "a truce came into force", "called for a referendum"."""
    if act.content.form == "clause":
        return not SAYING_ALL.isdisjoint(act.content.keys)
    share = act.act == "offer" and act.content.head.text == "%"  # "is offering 3%"
    told = is_new_event(act.content.head) or is_share_offer(act.content.head)  # "plans a flotation"
    return share or (act.act == "agree" and act.form == "modal") or told


def _has_doers(content: Content) -> bool:
    """Whether a clause names by nouns who or what it is about."""
    return bool(content.doers) and all(t.pos_ in {"NOUN", "PROPN"} for t in content.doers)


def _is_offered(act: Act) -> bool:
    """Whether somebody says that he is ready for a deed, or would accept a thing: "is willing to waive the fee"."""
    if not act.agents or len(act.content.keys) < 2:
        return False
    if act.content.form == "noun":
        return act.form == "verb"
    lemma = act.content.head.lemma_.lower()
    return lemma not in words("idle") | words("speech") or is_deed(act.content.head)


def _is_bare(content: Content) -> bool:
    """Whether a noun phrase is a noun that is spoken of as known and nothing more: "requested the mission"."""
    known = any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in below(content.head))
    return content.form == "noun" and content.holder is None and known and len(content.keys) < 2


def _names_something(act: Act) -> bool:
    """Whether an act names its course at least by a word: "offered the rebels an amnesty", "received an approach"."""
    return bool(act.content.keys) and (act.form == "verb" or act.act == "offer")


def _is_somebodys(act: Act) -> bool:
    """Whether it is told enough of who does an act for it to be one: many acts are nothing where nobody does them."""
    if act.agents:
        return True
    if act.act == "demand":
        things = [t for t in act.doers if t.pos_ in {"NOUN", "PROPN"} and t.lemma_.lower() not in words("bodies")]
        forced = act.modality == "possible" and bool(things)  # "pressure may push them to settle" asks nothing
        return not forced and not any(t.tag_ == "PRP" for t in act.doers)
    if act.act == "offer":
        return act.bid is not None or bool(act.owners) or grammar.is_passive(act.trigger)
    if act.act == "enact":  # "the rulers told their troops to hold fire", "a rule that fees be shown took effect"
        return (act.content.form == "clause" and bool(act.doers)) or came_about(act)
    return not (act.act == "propose" and act.trigger.dep_ == "acl")


def _is_meant(act: Act) -> bool:
    """Whether a course is put forward for others, and is none that an act of its class only speaks of."""
    if act.bid is not None and act.act in {"float", "accept"} and not (act.bid.bidders or act.bid.known):
        return False  # "a board must consider an offer" speaks of no bid in particular
    if act.act in {"accept", "withdraw"} and came_about(act):
        return True
    if act.act == "accept":
        return act.bid is not None or act.content.holder is not None or (bool(act.agents) and is_told_of(act.content))
    if act.act == "offer" and act.form == "verb" and act.modality == "possible":
        return bool(act.reported_by)
    if act.act == "withdraw":
        lemma = act.content.head.lemma_.lower()
        put = lemma in words("joint") or is_deal(lemma) or (is_course(lemma) and len(act.content.keys) > 1)
        done = act.form == "verb" and act.modality == "fact" and bool(act.agents)
        if lemma in RULINGS:
            return False  # who "postponed a vote on the treaty" has put no vote forward
        return done and act.content.form == "noun" and put
    if act.act == "plan" and act.form == "modal":
        return not is_term(act.trigger) and not _is_aside(act.trigger)
    if act.act == "reject" and act.content.form == "clause":
        return act.content.head.lemma_.lower() not in YIELDING
    return act.act != "want" or is_wanted(act)


def came_about(act: Act) -> bool:
    """Whether it is told of a course itself what has come of it: "a deal to sell the mine | fell through".

    Of what is let go ahead it must be told what it is, of what is over that parties had dealt about it.
    """
    head, verb = act.content.head, act.trigger
    if act.agents or act.form != "verb" or len(act.content.keys) < 2:
        return False
    noun = act.content.holder or head
    if noun not in grammar.children(verb, "nsubj", "nsubjpass") or times.is_bygone(verb):
        return False
    lemma = noun.lemma_.lower()
    if grammar.is_passive(verb) and act.act != "withdraw":
        return False
    if act.act == "withdraw":
        put = act.content.holder is not None or lemma in words("deals") | words("bids")
        return act.modality == "fact" and put and lemma not in UNMADE
    if act.act == "enact":
        return act.modality == "fact" and lemma in words("laws") | LAWS | BURDENS
    return act.modality in {"fact", "future"} and (act.modality == "future" or is_course(lemma))


def _is_aside(verb: Token) -> bool:
    """Whether a relative clause only adds who somebody is: "Norway, which is to buy most of the gas, agreed"."""
    if verb.dep_ in {"xcomp", "acomp"}:
        verb = verb.head
    return verb.dep_ == "relcl" and verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","


def is_news(act: Act) -> bool:
    """Whether an act that elsewhere may only speak of a course is the news where it is told first: "approved a tax"."""
    let = act.trigger.lemma_ == "give" and len(act.content.keys) > 1  # "gave the green light to a hotel"
    return act.act == "accept" and act.form == "verb" and (let or is_course(act.content.head.lemma_.lower()))


def is_done_to_something(content: Content) -> bool:
    """Whether a clause of one word says what it is done to: "that the prison be closed"."""
    return content.form == "clause" and _has_doers(content) and grammar.is_passive(content.head)


def is_told_of(content: Content) -> bool:
    """Whether a noun of what is tabled says what it would do: "a bill to ban it", "a law allowing it"."""
    told = [c for c in below(content.head) if c.dep_ in {"acl", "relcl"} and c.i > content.head.i]
    return content.form == "noun" and content.head.lemma_.lower() in TABLED and bool(told)


def is_wanted(act: Act) -> bool:
    """Whether what somebody wants is more than a wish: a deal, a joint event, a firm to buy, or a deed of his own."""
    if act.content.form == "clause" and act.content.head.lemma_.lower() in {"prevent", "avert", "avoid"}:
        return False
    buys = bool(act.agents) and not forms(act.content.head).isdisjoint(words("buying") | {"take over"})
    one = act.trigger.lemma_ != "move" and bool(act.agents)
    growing = act.content.head.lemma_.lower() in {"invest", "expand"} and not any(
        t.like_num for t in act.content.tokens
    )
    one = one and not growing and act.content.head.lemma_.lower() not in WISHES
    means = one and act.content.form == "clause" and len(act.content.keys) > 2 and is_deed(act.content.head)
    sought = act.trigger.lemma_.lower() == "seek" and bool(act.agents) and is_deed(act.content.head)
    return buys or sought or means or any(is_deal(w) or w in words("joint") for w in lemmas(act.content))


def is_term(verb: Token) -> bool:
    """Whether a verb says what a deal sets down: "under the agreement, the firm will …"."""
    named = [
        verb.head if t.tag_ == "WDT" and verb.dep_ == "relcl" else t
        for p in grammar.children(verb, "prep")
        if p.lower_ == "under"
        for t in grammar.children(p, "pobj")
    ]
    return any(t.lemma_.lower() in words("agreements") | {"term"} for t in named)


def lemmas(content: Content) -> frozenset[str]:
    """The lemmas of a content's words."""
    return frozenset(t.lemma_.lower() for t in content.tokens)


def opens_as_noun(act: Act, *, lead: bool = False) -> bool:
    """Whether the mere noun of an act ("a bid", "the deal") is enough to put a course of action on the table."""
    if act.act == "propose" and is_told_of(act.content):
        return True
    if act.act in {"propose", "want", "offer"}:
        return bool(act.owners or act.agents) or (act.bid is not None and act.bid.tells)
    if act.act == "agree":
        return bool(act.agents) and bool(act.company or act.content.doers)
    if act.act == "float":
        return bool(act.agents) and (
            "takeover" in act.content.keys or (len(act.agents + act.addressees) > 1 and "stake" in lemmas(act.content))
        )
    if act.act == "decide":
        return lead or light_verb(act.trigger) is not None  # "the firm's decision to sell" may be of long ago
    return act.act == "condition"


def _has_worked(noun: Token) -> bool:
    """Whether it is told what a plan has brought about, so that it is over: "a plan to raise money | cut its stake"."""
    verb = noun.head
    past = verb.tag_ in {"VBD", "VBN"} and not grammar.auxiliaries(verb) - {"has", "have", "had"}
    new = any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))
    return (
        noun.dep_ == "nsubj"
        and new
        and past
        and verb.lemma_.lower() in WORKING
        and bool(grammar.children(verb, "dobj"))
    )


def is_vague(content: Content) -> bool:
    """Whether a noun phrase says only that there is one more of a thing: "another increase", "the same deal"."""
    if content.form != "noun" or content.holder is not None:
        return False
    told = [t for t in content.tokens if t != content.head and t.dep_ != "det" and not t.is_punct and not t.is_stop]
    like = any(c.lower_ in {"same", "similar"} for c in below(content.head))
    points = content.head.lemma_.lower() in words("pointers")
    vague = any(t.lower_ in VAGUE for t in content.tokens)
    return vague and ((like and points) or all(t.lower_ in VAGUE or t.like_num for t in told))


def is_heard(act: Act) -> bool:
    """Whether a demand is there, though nobody knows whose: "growing calls for a vote", "locals renewed their call"."""
    if act.content.holder is None:
        return False
    called = any(c.lower_ in words("heard") for c in grammar.children(act.trigger, "amod"))
    made = light_verb(act.trigger) is not None and any(t.pos_ == "NOUN" for t in act.doers)
    over = act.trigger.head
    goods = act.trigger.lower_ == "demand" and act.content.form == "noun"  # "demand for steel is growing"
    rising = act.trigger.dep_ in {"nsubj", "dobj"} and not goods
    rising = rising and (over.lower_ in words("heard") or over.lemma_.lower() in words("rising"))
    listed = act.content.holder == act.trigger and act.content.head not in act.trigger.subtree  # "its demands: …"
    return called or made or rising or listed


def is_idle(act: Act) -> bool:
    """Whether the words of an act mean something else: goods on offer, "demand for cars", "in a bid to cut costs"."""
    trigger = act.trigger
    if any(c.dep_ == "advmod" and c.lower_ in HABITS for c in below(trigger)):
        return True
    if act.form == "verb":
        habit = trigger.tag_ in {"VBZ", "VBP"} and not any(c.dep_ == "aux" for c in below(trigger))
        return act.act == "offer" and act.content.form == "noun" and habit
    if act.form != "noun":
        return False
    if trigger.lemma_.lower() in {"bid", "attempt", "effort", "move"} and trigger.head.lower_ == "in":
        return True
    if is_share_offer(trigger) and trigger.head.lower_ in {"after", "since", "before", "at"}:
        return True  # "have fallen since its flotation"
    asked = act.act == "demand" and bool(act.addressees or is_heard(act))
    return act.act in {"demand", "decide"} and not (act.agents or act.owners or asked)
