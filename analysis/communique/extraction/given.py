"""What is given: whether it is ground at all, a burden, somebody held, a price, and whether it is for something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.courses import figures
from communique.extraction.giving import Giving, words_of
from communique.extraction.grammar import below
from communique.extraction.words import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# The lists of lexicon/people.toml whose nouns name somebody who can give ground.
PARTIES = ("groups", "bodies", "posts", "public_bodies", "organization_heads", "company_words", "affected", "faiths")


def takes_less(giving: Giving) -> bool:
    """Whether somebody takes less than he wanted, or against his will: "a smaller majority", "with a heavy heart"."""
    told = giving.word.sent.text.lower()
    own = [t for t in giving.objects if t.head == giving.word]
    would = bool(grammar.auxiliaries(giving.word) & {"would", "could"}) or bool(giving.frames)
    less = would and any(c.lower_ in words_of("signs", "less") for t in own for c in below(t))
    return bool(giving.objects) and (less or any(phrase in told for phrase in words_of("signs", "reluctant")))


def bearable(giving: Giving) -> bool:
    """Whether what one "can live with" is less than was wanted: "a smaller quota", not "either bidder"."""
    verb = giving.word
    if verb.lemma_ not in {"live", "make", "stomach"}:
        return True
    less = bool({t.lower_ for t in verb.subtree} & words_of("signs", "less"))
    if any(t.lemma_.lower() in words("pointers") and {c.dep_ for c in below(t)} <= {"det"} for t in giving.objects):
        return False  # who "could live with the plan" only says what he thinks of it
    return less or bool(figures(giving.content)) or any(is_on(giving, kind) for kind in ("hard", "terms", "ground"))


def keeps_ground(giving: Giving) -> bool:
    """Whether a verb, denied, holds a position or a price: "lower the price", "lift the ban", "raise the bid"."""
    kept = {"lower": "terms", "better": "bids", "drop": "ground"}.get(giving.sort)
    return kept is not None and is_on(giving, kept)


def on_terms(verb: Token) -> bool:
    """Whether a deed is promised for another's: "if the union ends the ban, the firm would reinstate the drivers"."""
    if not grammar.auxiliaries(verb) & {"will", "would", "'ll"} or verb.lemma_.lower() in words_of("words", "business"):
        return False
    clauses = [c for c in grammar.children(verb, "advcl") if any(m.lower_ == "if" for m in below(c))]
    other = [s for c in clauses for s in grammar.children(c, "nsubj")]
    mine = grammar.children(verb, "nsubj")
    return any(map(acts, other)) and any(map(acts, mine))


def is_party(noun: Token) -> bool:
    """Whether a noun names people or a body, though the cast does not know which: "ministers", "the board"."""
    people = table("people")
    lemma = noun.lemma_.lower()
    return noun.pos_ == "PROPN" or any(lemma in people[kind] for kind in PARTIES)


def acts(noun: Token) -> bool:
    """Whether a noun names somebody who deals: a name, a body, a group."""
    return noun.ent_type_ in {"ORG", "GPE", "PERSON", "NORP"} if noun.pos_ == "PROPN" else is_party(noun)


def points(noun: Token) -> bool:
    """Whether an object only names what was said before: "that demand", "its stance"; not "its stance on fish"."""
    told = {c.dep_ for c in below(noun) if c.dep_ != "prep" or c.lower_ in {"on", "for", "of", "to", "over", "about"}}
    if told & {"prep", "acl", "relcl", "compound", "amod", "nummod", "ccomp"}:
        return False
    if noun.lemma_.lower() in words_of("words", "stances"):
        return not any(p.lower_ in {"on", "over", "about"} for p in grammar.children(noun.head, "prep"))
    return any(c.dep_ == "det" and c.lower_ in {"that", "this", "these", "those", "such"} for c in below(noun))


def has_if(verb: Token) -> bool:
    """Whether a verb has a condition: "will pay if it rains", "once it has rained"."""
    return grammar.depends(verb, {"if", "once", "when"})


def gives(giving: Giving) -> bool:
    """Whether a verb under "agree" gives ground, and is not the party's own business."""
    word, sort = giving.word, giving.sort
    if sort == "better":
        return is_on(giving, "more")
    if sort == "drop":
        return not is_on(giving, "trifles")
    if sort == "lower":
        return is_on(giving, "terms") or is_on(giving, "more") or is_on(giving, "trimmed")
    return word.lemma_ not in {"sell", "set"} and not (word.lemma_ == "pay" and buys(word)) and not stays(word)


def compensates(verb: Token) -> bool:
    """Whether a sum is paid to make good: "will pay each household £150 in compensation"."""
    paid = verb.lemma_ in {"pay", "give", "offer"} and any(
        t.ent_type_ == "MONEY" or t.is_currency for t in verb.subtree
    )
    return paid and any(t.lower_ in {"compensation", "redress"} for t in grammar.under(verb, {"in", "as"}))


def stays(verb: Token) -> bool:
    """Whether all that is agreed is to leave things as they are: "leave the ceiling where it is"."""
    still = {"where", "unchanged", "untouched", "alone"}
    return verb.lemma_ in {"leave", "keep"} and any(t.lower_ in still for t in verb.subtree)


def buys(verb: Token) -> bool:
    """Whether "pay" is a purchase's price: "pay £3bn for the firm", not "pay more for gas", "5% for a year"."""
    bought = [
        t
        for t in grammar.under(verb, {"for"})
        + [t for o in grammar.children(verb, "dobj") for t in grammar.under(o, {"for"})]
        if t.ent_type_ not in {"DATE", "TIME"} and t.lemma_.lower() not in {"rest", "year", "month", "time"}
    ]
    more = any(t.lower_ in {"more", "higher", "extra", "back"} for t in verb.subtree)
    return bool(bought) and not more


def pays_to_settle(verb: Token) -> bool:
    """Whether somebody pays to be rid of a dispute: "paid $250m to settle charges"."""
    if verb.lemma_ != "pay":
        return False
    settling = (t for t in verb.subtree if t.tag_ == "VB")
    return any(t.lemma_ in words_of("words", "settling") or (t.lemma_ == "get" and gets_out(t)) for t in settling)


def gets_out(verb: Token) -> bool:
    """ "Get out of the deal"."""
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "out"


def repays(giving: Giving) -> bool:
    """Whether somebody makes good what he took or did: "refunded $9m to customers", "compensated them for the crop"."""
    verb = giving.word
    if verb.lemma_.lower() not in {"refund", "reimburse", "compensate"} or not giving.objects:
        return False
    return bool(figures(giving.content)) or (verb.lemma_ == "compensate" and bool(grammar.under(verb, {"for"})))


def grants(giving: Giving) -> bool:
    """Whether a favour is granted: "gives the country more time", "granted the club an exemption"."""
    verb = giving.word
    loose = {t.lemma_.lower() for t in grammar.children(verb, "npadvmod")}  # "granted them more time"
    nouns = {c.lemma_.lower() for t in giving.objects for c in grammar.children(t, "compound")}  # "a grace period"
    favours = bool((lemmas(giving) | loose | nouns) & words_of("objects", "favours"))
    follows = verb.dep_ == "advcl" and verb.tag_ == "VBG"  # ", giving them time to think": what comes of something else
    return verb.lemma_.lower() in words_of("words", "granting") and favours and not follows


def holds_ground(giving: Giving) -> bool:
    """Whether what is let go of is a position or a burden on others; "halted the rise" only tells what became of it."""
    course = giving.word.lemma_.lower() in {"halt", "stop", "end", "slow", "delay"}
    loosens = giving.word.lemma_.lower() in {"ease", "loosen", "relax"}
    if loosens and any("bank" in s.lower_ or s.lower_ == "fed" for s in grammar.subjects(giving.word)):
        return False  # "the central bank eased policy"
    charged = any(s.lemma_.lower() == "prosecutor" for s in grammar.subjects(giving.word))
    if charged and is_on(giving, "charges") and not traded(giving.word):
        return False  # "prosecutors dropped the charges"
    of_itself = {"rise", "increase", "hike", "cut", "case"} if course else frozenset()
    taken = giving.word.lemma_.lower() in {"withdraw", "retract", "rescind", "revoke", "pull"}
    if taken and "takeover" not in giving.content.keys:
        of_itself = frozenset({"offer", "subsidy", "rebate", "privilege", "right"})  # that is to take, not to give
    held = lemmas(giving) & words_of("objects", "ground") - of_itself
    if any(p.lower_ == "from" and grammar.children(p, "pcomp") for p in grammar.children(giving.word, "prep")):
        backs = {c.lower_ for c in below(giving.word)} & {"off", "back"} or giving.word.lemma_ == "retreat"
        return giving.sort == "drop" and bool(backs)  # "backed off from imposing the charge"
    if giving.sort == "drop" and any(t.lemma_ == "call" and grammar.under(t, {"for"}) for t in giving.objects):
        return True  # "abandoned its call for a ban"
    rates = any(c.lower_ in {"rate", "rates"} for t in giving.objects for c in grammar.children(t, "compound"))
    sets = giving.word.lemma_.lower() == "lay" and any(c.lower_ == "down" for c in below(giving.word))  # "conditions"
    return giving.sort == "drop" and bool(held) and not rates and not sets


def frees(giving: Giving) -> bool:
    """Whether somebody who is held is let go: "freed two captured pilots", "let the prisoners walk free"."""
    verb = giving.word
    lemma = verb.lemma_.lower()
    held = list(giving.objects)
    if lemma == "let" and giving.sort == "let":
        held += [s for c in grammar.children(verb, "ccomp") for s in grammar.children(c, "nsubj")]
        if not any(c.lemma_.lower() in {"go", "walk", "leave"} for c in grammar.children(verb, "ccomp")):
            return False
    elif lemma == "set" and giving.sort == "let":
        few = any(t.like_num or t.tag_ in {"JJS", "CD"} for o in held for t in (o, *below(o)))
        justice = any(t.lemma_.lower() in words_of("words", "justice") for t in grammar.subjects(verb))
        if few and not justice:
            return True  # "set free the two oldest"
    elif lemma not in words_of("words", "freeing"):
        return False
    if any(t.lemma_.lower() in words_of("words", "justice") for t in grammar.subjects(verb)):
        return False
    return any(is_held(t) for t in held)


def is_held(noun: Token) -> bool:
    """Whether somebody or something is held: "hostages", "14 captured gendarmes", "aid that it had withheld"."""
    if noun.lemma_.lower() in words_of("objects", "captives"):
        return True
    told = {
        t.lemma_.lower()
        for c in below(noun)
        if c.dep_ in {"amod", "acl", "relcl", "compound"}
        for t in (c, *grammar.children(c, "amod"))
    }
    whose = {t.lemma_.lower() for c in grammar.children(noun, "relcl", "acl") for t in grammar.children(c, "nsubj")}
    return bool(told & words_of("words", "captive")) or bool(
        whose & {"detention", "imprisonment", "arrest", "captivity"}
    )


def takes_back(giving: Giving) -> bool:
    """Whether people who were thrown out are let in again: "reinstated a driver who was dismissed in March"."""
    if giving.word.lemma_.lower() not in words_of("words", "readmitting") and not _takes(giving.word):
        return False
    told = {
        t.lemma_.lower()
        for o in giving.objects
        for c in below(o)
        if c.dep_ in {"amod", "acl", "relcl", "compound"}
        for t in (c, *grammar.children(c, "amod", "conj", "xcomp"))
    }
    return bool(told & words_of("words", "thrown_out"))


def _takes(verb: Token) -> bool:
    """ "Took back 60 sacked guards"."""
    return verb.lemma_ == "take" and any(c.lower_ in {"back", "on"} for c in below(verb) if c.i > verb.i)


def admits(giving: Giving) -> bool:
    """Whether those are let in who were kept out: "allowed inspectors into the plant", "let aid lorries through"."""
    verb = giving.word
    if giving.sort != "let":
        return False
    people = [*giving.objects, *(t for c in grammar.children(verb, "ccomp", "xcomp") for t in grammar.subjects(c))]
    named = {w.lemma_.lower() for t in people for w in (t, *grammar.children(t, "compound", "amod"))}
    into = {t.lower_ for t in verb.subtree} & {"in", "into", "through", "access", "visit", "enter", "return"}
    return bool(into) and bool(named & words_of("objects", "kept_out"))


def pressed(giving: Giving) -> bool:
    """Whether somebody lets go of a thing as others press him to: "after protests, the council delayed the move"."""
    verb = giving.word
    if giving.sort not in {"drop", "lower"} or not giving.objects or is_on(giving, "trifles"):
        return False
    forced = [
        t for p in verb.subtree if p.lower_ in {"after", "following", "amid", "under"} or _in_face(p) for t in p.subtree
    ]
    people = any(t.pos_ == "PROPN" or is_party(t) for t in giving.objects if t.head == verb)
    return not people and any(t.lemma_.lower() in words_of("words", "pressing") for t in forced)


def _in_face(preposition: Token) -> bool:
    """ "In the face of protests", "in response to an outcry"."""
    return preposition.lower_ == "in" and any(t.lower_ in {"face", "response"} for t in below(preposition))


def stands_down(giving: Giving) -> bool:
    """Whether an army stops fighting or takes back forces: "halted operations", "pulled its tanks back"."""
    verb = giving.word
    if is_on(giving, "forces"):
        return verb.lemma_ in {"withdraw", "pull"}
    if verb.lemma_ == "lay":
        return bool(lemmas(giving) & {"arm", "arms", "weapon"})
    if verb.lemma_ in {"give", "sacrifice"}:
        jobs = lemmas(giving) <= words_of("words", "jobs")  # who leaves a post for reasons of his own gives no ground
        return is_on(giving, "parted") and (not jobs or traded(verb) or signed(verb))
    if verb.lemma_ in {"unfreeze", "unblock"}:
        return is_on(giving, "held")
    return is_on(giving, "war") and any(t.lower_ in words_of("words", "fighting") for t in verb.sent)


def cedes(giving: Giving) -> bool:
    """Whether land is handed to somebody else: "handed over four villages to Peru"."""
    handed = giving.word.lemma_.lower() in {"hand", "return", "transfer", "give"} and is_on(giving, "territory")
    return handed and any(t.pos_ == "PROPN" for t in grammar.under(giving.word, {"to"}))


def leaves(giving: Giving) -> bool:
    """Whether an army says that it will leave a place: "said it would withdraw from the town"."""
    verb = giving.word
    places = [t for p in verb.subtree if p.lower_ in {"from", "of"} for t in grammar.children(p, "pobj")]
    left = any(t.lemma_.lower() in words_of("objects", "territory") for t in places)
    to_come = bool(grammar.auxiliaries(verb) & {"will", "would", "'ll"})
    out = verb.lemma_.lower() in {"withdraw", "pull"} and not grammar.children(verb, "dobj")
    armed = any(t.lower_ in words_of("words", "fighting") for t in verb.sent)
    return out and left and to_come and armed and not signed(verb)


def undone(giving: Giving) -> bool:
    """Whether somebody is let off, or a decision is undone: "will exempt small farms", "reversed its decision"."""
    return giving.word.lemma_.lower() in {"exempt", "spare"} or reverses(giving)


def reverses(giving: Giving) -> bool:
    """Whether a decision is undone: "reversed its decision to close the school"."""
    return giving.word.lemma_.lower() in words_of("words", "undoing") and is_on(giving, "undone")


def sells(giving: Giving) -> bool:
    """Whether a price is cut for whoever buys, and not one that was asked of somebody: "cut its prices by 5%"."""
    priced = [t for t in giving.objects if t.lemma_.lower() in {"price", "rent"}]
    asked = any(c.dep_ in {"relcl", "acl", "amod"} for t in priced for c in below(t))
    return bool(priced) and not asked and not signed(giving.word) and not grammar.under(giving.word, {"for"})


def is_own(giving: Giving) -> bool:
    """Whether somebody cuts what he himself has to bear: "cut its debt"."""
    owners = [c for t in giving.objects for c in below(t) if c.dep_ == "poss" and c.tag_ == "PRP$"]
    return bool(owners) and is_on(giving, "own")


def is_on(giving: Giving, objects: str) -> bool:
    """Whether a giving is done to something in the list `objects`."""
    return bool(lemmas(giving) & words_of("objects", objects))


def lemmas(giving: Giving) -> frozenset[str]:
    """The lemmas of what a giving is done to."""
    return frozenset(t.lemma_.lower() for t in giving.objects)


def traded(word: Token) -> bool:
    """Whether the clause says that it is for something: "in return", "in exchange for"; not another clause."""
    for token in word.sent:
        if token.lower_ in {"return", "exchange", "turn"} and token.i and token.nbor(-1).lower_ == "in":
            over = next(grammar.clause_over(token), None)
            if over is None or token.nbor(-1).is_sent_start or {over, over.head} & set(_one_clause(word)):
                return True
            if word in over.subtree:
                return True
        if token.lower_ == "part" and token.i > 1 and token.nbor(-1).tag_ == "PRP$" and token.nbor(-2).lower_ == "for":
            over = next(grammar.clause_over(token), None)  # "Ecuador, for its part, will …"
            if over is not None and over in (word, word.head):
                return True
    return False


def sold(word: Token) -> bool:
    """Whether something is given for its price: "in return for 40% of the shares"."""
    for token in word.sent:
        if token.lower_ in {"return", "exchange"} and token.i and token.nbor(-1).lower_ == "in":
            after = token.nbor(1) if token.i + 1 < len(token.doc) else token
            paid = grammar.under(token, {"for"}) or (grammar.objects_of(after) if after.lower_ == "for" else [])
            return any(t.lemma_.lower() in words_of("words", "prices") or t.ent_type_ == "MONEY" for t in paid)
    return False


def _one_clause(word: Token) -> list[Token]:
    """A word and the verbs joined to it that share its subject."""
    joined = [v for v in grammar.coordinated(word) if not grammar.children(v, "nsubj", "nsubjpass")]
    return [word, *joined]


def gives_for(noun: Token) -> bool:
    """Whether the clause of a noun says what it is given for: "a job in return for silence"."""
    if "for" not in grammar.words_around(noun):
        return False
    after = noun.doc[noun.i : noun.sent.end].text.lower()
    return any(f"{phrase} for" in after for phrase in words_of("signs", "trade"))


def is_price(word: Token) -> bool:
    """Whether it is what somebody gets for what he gives: "agreed to a freeze in exchange for | no cuts"."""
    over = [*word.ancestors][:8]
    return any(
        one.lower_ == "for" and two.lower_ in {"return", "exchange"} and two.i > 0 and two.nbor(-1).lower_ == "in"
        for one, two in pairwise(over)
    )


def is_promised_for(verb: Token) -> bool:
    """Whether somebody says of himself what he would do for a price: "said it would free them in return for a truce".

    What others tell that he will do for one is arranged: "Peru will free them in exchange for two pilots, Chile said".
    """
    would = bool(grammar.auxiliaries(verb) & {"would", "'d"})
    told = any(t.tag_ == "PRP" for t in grammar.children(verb, "nsubj")) and verb.dep_ == "ccomp"
    return gives_for(verb) and (would or told)


def signed(word: Token) -> bool:
    """Whether the sentence, or the one before, says that ground is given: "made one gesture"."""
    sentence = word.sent
    start = sentence.start
    before = word.doc[start - 1].sent.start if start and "\n" not in word.doc[start - 1].text else start
    text = word.doc[before : sentence.end].text.lower()
    return any(phrase in text for phrase in words_of("signs", "ground"))


def under_deal(word: Token) -> bool:
    """Whether the clause states a term of a deal: "under the treaty, X will …", "as part of the deal"."""
    return any(
        (t.lower_ == "under" or (t.lower_ == "of" and t.head.lower_ == "part"))
        and any(c.lemma_.lower() in words_of("words", "deals") for c in below(t))
        for t in word.sent
    )
