"""Sets a parse right where the parser is known to join words to the wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction.words import concepts, is_course, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CHANGING = frozenset({
    "extend", "prolong", "lengthen", "shorten", "cut", "raise", "lower", "reduce", "increase", "delay", "postpone",
})  # fmt: skip
JUDGED = frozenset({"reject", "oppose", "condemn", "criticise", "support", "accept", "hedge"})
GIVING = frozenset({"pay", "give", "offer", "award", "grant", "hand", "lend", "promise"})
GIFTS = frozenset({
    "bonus", "salary", "pension", "sum", "fee", "loan", "grant", "rise", "raise", "payment", "payoff", "settlement",
    "allowance", "stake", "share", "seat", "contract", "job", "post", "role", "pardon", "visa", "licence", "stipend",
})  # fmt: skip
VOTES = frozenset({"vote", "majority", "margin"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def mend(doc: Doc) -> Doc:
    """The same text, its torn clauses joined."""
    rules = by_tag()
    for token in doc:
        if token.dep_ == "conj" or (token.dep_ == "advcl" and token.tag_ == "VBD"):
            _free_subject(token)
        for rule in rules.get(token.tag_, ()):
            rule(token)
    return doc


def _hang(token: Token, head: Token, dep: str) -> None:
    token.head, token.dep_ = head, dep


def _last_before(token: Token) -> Token | None:
    """The word before a token's auxiliaries, adverbs left out."""
    auxiliaries = [c for c in token.lefts if c.dep_ == "aux" and c.tag_ in {"MD", "VBZ", "VBP"}]
    at = auxiliaries[0].i - 1 if auxiliaries else -1
    if token.tag_ == "VBD" and token.i and token.nbor(-1).tag_ == "NNP":
        at = token.i - 1  # "a tariff on machinery and | Veld | said it would"
    while at > token.sent.start and token.doc[at].dep_ == "advmod":
        at -= 1
    return token.doc[at] if at >= token.sent.start else None


def _free_subject(verb: Token) -> None:
    """Gives a joined verb its subject: "will leave the valley and | the army | will guard it", no valley and army."""
    if verb.head.pos_ not in {"VERB", "AUX"} or any("subj" in c.dep_ for c in verb.lefts):
        return
    subject = _last_before(verb)
    while subject is not None and subject.dep_ in {"pobj", "prep"} and subject.head.dep_ in {"prep", "conj"}:
        subject = subject.head  # "and the army | of the north | will guard it"
    if subject is None or subject.dep_ != "conj" or subject.tag_ not in NOUNS:
        return
    first = subject.head
    marks = [c for c in first.rights if c.dep_ == "cc" and c.i == subject.left_edge.i - 1]
    if first.i < verb.head.i or not marks:
        return
    _hang(subject, verb, "nsubj")
    _hang(marks[0], verb.head, "cc")
    verb.dep_ = "conj"


def _own(her: Token) -> None:
    """Makes a possessive of one read as a subject or an object: "said | her | 14 lawmakers would"."""
    if her.lower_ != "her":
        return
    if her.dep_ == "nsubj" and (owned := next((c for c in her.head.lefts if c.i > her.i and c.dep_ == "nsubj"), None)):
        _hang(her, owned, "poss")
    if her.dep_ == "poss":
        her.tag_ = "PRP$"


def _free_verb(noun: Token) -> None:
    """Makes a verb of a word read as a noun: "will reopen the port and | fund | repair works"."""
    if noun.tag_ != "NN" or noun.dep_ not in {"compound", "conj"} or noun.lower_ not in words("deeds"):
        return
    before = noun.nbor(-2) if noun.i > noun.sent.start + 1 and noun.nbor(-1).lower_ == "and" else None
    row = list(_row_after(noun))
    verb = next((a for a in before.ancestors if a.pos_ == "VERB"), None) if before is not None else None
    while verb is not None and verb.tag_ != "VB" and verb.dep_ == "xcomp":
        verb = verb.head
    if before is None or verb is None or verb.tag_ != "VB" or len(row) < 2 or before.tag_ != "NNS":
        return
    last, over = row[-1], row[-1].head
    if before.head == last:
        _hang(before, over, "dobj")  # "will stop marketing | opioids | and fund treatment programmes"
    for word in (noun, *row[:-1]):
        if word.head == noun:
            _hang(word, last, "compound")
    noun.tag_, noun.pos_, noun.lemma_ = "VB", "VERB", noun.lower_
    _hang(noun, verb, "conj")
    _hang(last, noun, "dobj")
    _hang(noun.nbor(-1), verb, "cc")


def _join_verb(verb: Token) -> None:
    """Joins a plain verb to the verb before, not to its object: "will reopen ports and | issue | permits"."""
    noun = verb.head
    if verb.tag_ != "VB" or verb.dep_ != "conj" or noun.dep_ != "dobj" or noun.head.tag_ != "VB":
        return
    marks = [c for c in noun.rights if c.dep_ == "cc" and c.i == verb.i - 1]
    if noun.tag_ not in NOUNS or not marks or any(verb.lefts):
        return
    _hang(marks[0], noun.head, "cc")
    _hang(verb, noun.head, "conj")


def _join_high(verb: Token) -> None:
    """Joins "and to" to the infinitive that it goes on from, not to one without "to" or to a plan that is dropped.

    "Let builders choose their banks | and to | cut its fee", "to scrap plans to close it | and to | keep the staff".
    """
    near = verb.head
    marks = [c for c in near.rights if c.dep_ == "cc" and c.lower_ == "and" and c.i == verb.i - 2]
    if verb.dep_ != "conj" or verb.nbor(-1).tag_ != "TO" or not marks:
        return
    if near.tag_ in {"VBG", "VBD", "VBZ", "VBP"} and near.dep_ in {"advcl", "relcl", "acl"}:
        # "free a reporter held while filming | and to | give back her camera"
        plain = (a for a in near.ancestors if a.tag_ == "VB" and any(c.tag_ == "TO" for c in a.lefts))
        if (first := next(plain, None)) is not None:
            _hang(marks[0], first, "cc")
            _hang(verb, first, "conj")
        return
    if near.tag_ != "VB":
        return
    noun = near.head
    bare = near.dep_ == "ccomp" and not any(c.tag_ == "TO" for c in near.lefts)
    dropped = near.dep_ == "acl" and noun.dep_ == "dobj" and noun.head.lemma_ in {"scrap", "drop", "abandon", "shelve"}
    over = near.head if bare else noun.head if dropped else None
    if over is not None and over.tag_ == "VB" and any(c.tag_ == "TO" for c in over.lefts):
        _hang(marks[0], over, "cc")
        _hang(verb, over, "conj")


def _join_low(verb: Token) -> None:
    """Joins a plain verb to the infinitive before, not to what that hangs on: "will offer to open and | run | it"."""
    over = verb.head
    if verb.dep_ != "conj" or over.tag_ != "VB" or any(verb.lefts) or not any(c.tag_ == "MD" for c in over.lefts):
        return
    if over.lemma_ in {"refuse", "decline", "fail"} or any(c.dep_ == "neg" for c in over.lefts):
        return  # "will refuse to sign it and call a strike"
    marks = [c for c in over.rights if c.dep_ == "cc" and c.lower_ == "and" and c.i == verb.i - 1]
    near = [c for c in over.rights if c.dep_ == "xcomp" and c.tag_ == "VB" and any(t.tag_ == "TO" for t in c.lefts)]
    if marks and near:
        _hang(marks[0], near[-1], "cc")
        _hang(verb, near[-1], "conj")


def _give_receiver(verb: Token) -> None:
    """Gives a verb of giving the person it has lost to what is given: "gave | tycoon Tom Berg | access to it"."""
    if verb.lemma_ not in {"give", "grant", "offer", "hand", "promise", "allow", "award"}:
        return
    given = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ in {"NN", "NNS"}), None)
    name = given.nbor(-1) if given is not None and given.i > verb.i + 2 else None
    if given is None or name is None or name.ent_type_ != "PERSON" or name.head != given or name.dep_ != "compound":
        return
    for word in [c for c in given.lefts if c.i < name.i]:
        _hang(word, name, word.dep_)
    _hang(name, verb, "dative")


def _give_subject(verb: Token) -> None:
    """Gives a past its subject, which "after" has taken: "fell | after | the smallest of them | said it would"."""
    mark = next((t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.lower_ in {"after", "before"}), None)
    if mark is None or verb.dep_ != "conj" or mark.dep_ != "prep" or any("subj" in c.dep_ for c in verb.lefts):
        return
    named = [c for c in mark.rights if c.dep_ == "pobj"]
    if len(named) == 1 and named[0].right_edge.i == verb.i - 1 and verb.head in mark.ancestors:
        over = mark.head
        _hang(named[0], verb, "nsubj")
        _hang(mark, verb, "mark")
        _hang(verb, over, "advcl")


def _join_past(verb: Token) -> None:
    """Joins a past to the past before, not to an infinitive: "rejected a plan to raise fees and | called | on Veld".

    Nor to what somebody "will" do: "fears that Veld will raise fees, and | has asked | for a rebate".
    """
    infinitive = verb.head
    if verb.dep_ != "conj" or infinitive.tag_ != "VB" or any("subj" in c.dep_ for c in verb.lefts):
        return
    now = verb.tag_ == "VBZ" or (verb.tag_ == "VBN" and any(c.lower_ in {"has", "have"} for c in verb.lefts))
    foretold = infinitive.dep_ == "ccomp" and any(c.tag_ == "MD" for c in infinitive.lefts)
    if not (verb.tag_ == "VBD" or now) or not (foretold or (not now and any(c.tag_ == "TO" for c in infinitive.lefts))):
        return
    marks = [c for c in infinitive.rights if c.dep_ == "cc" and c.i < verb.i]
    over = next((a for a in infinitive.ancestors if a.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if marks and over is not None:
        _hang(marks[-1], over, "cc")
        _hang(verb, over, "conj")


def _join_demand(verb: Token) -> None:
    """Joins a demand to what its maker says, not to what he tells: "said fees had been raised and | asked | for"."""
    told = verb.head
    asks = verb.lemma_.lower() in words("mandative") | {"call", "appeal"} and not any(verb.lefts)
    if verb.dep_ != "conj" or not asks or not any(c.lower_ == "for" and c.i == verb.i + 1 for c in verb.rights):
        return
    over, things = told.head, [c for c in told.lefts if c.dep_ == "nsubjpass" and c.tag_ == "NN"]
    marks = [c for c in told.rights if c.dep_ == "cc" and c.i < verb.i]
    if told.dep_ == "ccomp" and over.tag_ == "VBD" and over.i < told.i and things and marks:
        _hang(marks[-1], over, "cc")
        _hang(verb, over, "conj")
        verb.tag_ = "VBD"


def _join_like(word: Token) -> None:
    """Makes a verb of what ends as the one it is joined to: "promised to modernise and | privatise | airports"."""
    ends = word.lower_[-3:]
    if ends not in {"ise", "ize", "ify"} or word.i < 2 or word.dep_ not in {"compound", "conj", "amod"}:
        return
    verb = word.nbor(-2)
    if word.nbor(-1).lower_ not in {"and", "or"} or verb.tag_ != "VB" or verb.lower_[-3:] != ends:
        return
    after = word.nbor(1) if word.i + 1 < word.sent.end else word
    object_ = word.head if word.dep_ != "conj" else after
    if object_.tag_ in NOUNS and object_.i > word.i and object_.dep_ in {"conj", "dobj", "nmod"}:
        _hang(object_, word, "dobj")
    word.tag_, word.pos_, word.lemma_ = "VB", "VERB", word.lower_
    _hang(word, verb, "conj")


def _part_verb(word: Token) -> None:
    """Makes a verb of what seems to describe a second object: "will raise pay by 3% and | shorten | shifts"."""
    noun = word.head
    verb = noun.head
    if word.tag_ not in {"JJ", "NN"} or word.dep_ not in {"amod", "compound"} or noun.dep_ != "dobj":
        return
    before = word.nbor(-1) if word.i > word.sent.start else word
    if verb.tag_ != "VB" or before.dep_ != "cc" or before.head != verb or noun.left_edge != word:
        return
    word.tag_, word.pos_, word.lemma_ = "VB", "VERB", word.lower_
    _hang(word, verb, "conj")
    _hang(noun, word, "dobj")


def _row_after(noun: Token) -> Iterator[Token]:
    """The nouns and adjectives that follow a word, up to a plural: "repair works"."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]:
        if token.tag_ not in NOUNS and token.tag_ != "JJ":
            return
        yield token
        if token.tag_ == "NNS":
            return


def _give_object(participle: Token) -> None:
    """Gives a verb the object that a participle before it has taken: "will halve | planned | tariffs to 20%"."""
    if participle.tag_ not in {"VBN", "VBD"} or participle.dep_ not in {"advcl", "acl", "conj", "ccomp", "xcomp"}:
        return
    verb = participle.nbor(-1) if participle.i > participle.sent.start else participle
    taken = [c for c in participle.rights if c.dep_ == "dobj"]
    if verb.tag_ != "VB" or not taken or any(c.dep_ == "dobj" for c in verb.rights) or any(participle.lefts):
        return
    if taken[0].left_edge.i != participle.i + 1 or any(c.dep_ in {"det", "poss"} for c in taken[0].lefts):
        return
    for child in [c for c in participle.rights if c != taken[0]]:
        _hang(child, verb, child.dep_)
    _hang(taken[0], verb, "dobj")
    participle.pos_ = "ADJ"
    _hang(participle, taken[0], "amod")


def _give_wish(participle: Token) -> None:
    """Makes one wish of a thing and what is to be done with it: "wanted | 40% of the profit | to be kept for it"."""
    to = [c for c in participle.lefts if c.tag_ == "TO"]
    if participle.dep_ != "advcl" or not to or participle.head.lemma_.lower() not in {"want", "like"}:
        return
    if not any(c.dep_ == "auxpass" for c in participle.lefts):
        return
    wanted = [c for c in participle.head.rights if c.dep_ == "dobj" and c.right_edge.i == to[0].i - 1]
    if wanted:
        _hang(wanted[0], participle, "nsubjpass")
        participle.dep_ = "ccomp"


def _free_demand(noun: Token) -> None:
    """Makes a verb of a demand read as a noun: "demanded that | the mayor resign"."""
    if noun.tag_ != "NN" or noun.dep_ != "ccomp" or noun.lower_ not in words("deeds"):
        return
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in noun.lefts):
        return
    doers = [c for c in noun.lefts if c.dep_ in {"compound", "nsubj"} and c.i == noun.i - 1]
    if not doers or noun.head.lemma_.lower() not in words("mandative"):
        return
    for child in [c for c in noun.lefts if c.dep_ in {"det", "amod", "poss", "compound"} and c != doers[0]]:
        _hang(child, doers[0], child.dep_)
    noun.tag_, noun.pos_, noun.lemma_, doers[0].dep_ = "VB", "VERB", noun.lower_, "nsubj"


def _free_answer(participle: Token) -> None:
    """Makes a verb of what stands before somebody's offer: "wanted to keep it and | preferred | Veld's offer"."""
    if participle.tag_ != "VBN" or participle.dep_ != "amod" or participle.i == participle.sent.start:
        return
    noun = participle.head.head if participle.head.dep_ == "poss" else participle.head
    main = noun.head
    joined = participle.nbor(-1).lower_ in {"and", "but"} and not any(participle.lefts)
    theirs = any(c.dep_ == "poss" and participle.i < c.i for c in noun.lefts)
    if not (joined and theirs) or noun.lemma_.lower() not in lexicon().nouns:
        return
    if main.tag_ != "VBD" or main.i > participle.i or noun.dep_ not in {"dobj", "conj"}:
        return
    _hang(participle, main, "conj")
    _hang(noun, participle, "dobj")
    participle.tag_, participle.pos_ = "VBD", "VERB"


def _name_talks(verb: Token) -> None:
    """Makes a noun of a word read as a verb: "invited Sweden to | wage | talks"."""
    if verb.tag_ != "VB" or verb.head.lemma_.lower() != "invite":
        return
    talks = [c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in words("talks")]
    if not talks or talks[0].i != verb.i + 1:
        return
    if verb.lower_ in words("deeds") or [c.tag_ for c in verb.lefts] != ["TO"]:
        return
    to = verb.nbor(-1)
    for child in [c for c in verb.rights if c != talks[0]]:
        _hang(child, talks[0], child.dep_)
    _hang(to, verb.head, "prep")
    _hang(talks[0], to, "pobj")
    _hang(verb, talks[0], "compound")
    verb.tag_, verb.pos_, to.tag_, to.pos_ = "NN", "NOUN", "IN", "ADP"


def _name_object(verb: Token) -> None:
    """Makes a word before a noun of one read as a verb: "dropped its objection to | joint | patrols"."""
    to = [c for c in verb.lefts if c.tag_ == "TO"]
    objects = [c for c in verb.rights if c.dep_ == "dobj"]
    if len(to) != 1 or not objects or verb.lower_ in words("deeds") or to[0].i < 1:
        return
    held = to[0].nbor(-1)
    if held.lemma_.lower() not in {"objection", "opposition", "resistance", "hostility"}:
        return
    for child in [c for c in verb.rights if c != objects[0]]:
        _hang(child, objects[0], child.dep_)
    _hang(to[0], held, "prep")
    _hang(objects[0], to[0], "pobj")
    _hang(verb, objects[0], "amod")
    verb.tag_, verb.pos_, to[0].tag_, to[0].pos_ = "JJ", "ADJ", "IN", "ADP"


def _name_offer(verb: Token) -> None:
    """Makes a noun of one read as a verb, which would agree with its subject: "took up | a Norland Bank | offer to"."""
    if verb.tag_ not in {"VB", "VBP"} or verb.dep_ != "ccomp" or verb.head.i > verb.i:
        return
    named = [c for c in verb.lefts if c.dep_ == "nsubj" and c.i == verb.i - 1 and c.tag_ in {"NN", "NNP"}]
    if len(named) != 1:
        return
    articles = [c for c in named[0].lefts if c.lower_ in {"a", "an"}]
    held = verb.lower_ in lexicon().nouns and concepts().get(verb.lower_) != "takeover"  # a buyout may only be weighed
    if not articles or len(list(verb.lefts)) != 1 or not held:
        return
    for child in verb.rights:
        if child.dep_ in {"xcomp", "advcl"}:
            child.dep_ = "acl"
    _hang(articles[0], verb, "det")
    _hang(named[0], verb, "compound")
    verb.tag_, verb.pos_, verb.dep_ = "NN", "NOUN", "dobj"


def _free_infinitive(to: Token) -> None:
    """Makes an infinitive of what was read as nouns behind one that holds it: "an offer to | host | talks"."""
    if to.lower_ != "to" or to.dep_ not in {"prep", "dative"}:
        return
    over, held = to.nbor(-1) if to.i > to.sent.start else to, [c for c in to.rights if c.dep_ == "pobj"]
    if over.lemma_.lower() not in lexicon().nouns or not held:
        return
    first = held[0].left_edge
    if first.i != to.i + 1 or first.head != held[0] or first.tag_ != "NN" or first.lower_ not in words("deeds"):
        return
    if held[0].lemma_.lower() not in words("talks"):
        return  # "made an offer to fund managers"
    _hang(first, over, "acl")
    _hang(held[0], first, "dobj")
    _hang(to, first, "aux")
    first.tag_, first.pos_, first.lemma_, to.tag_, to.pos_ = "VB", "VERB", first.lower_, "TO", "PART"


def _free_statement(participle: Token) -> None:
    """Makes a sentence of what was read as a noun with a participle: "Norland | proposed | talks but Peru refused"."""
    noun, doers = participle.head, [c for c in participle.lefts if c.dep_ in {"nsubj", "nsubjpass"}]
    if participle.dep_ != "amod" or participle.tag_ not in {"VBN", "VBD"} or not doers or noun.i < participle.i:
        return
    if noun.dep_ != "ROOT" or participle.i != doers[0].right_edge.i + 1 or any(c.i < doers[0].i for c in noun.lefts):
        return
    participle.head, participle.dep_, participle.tag_, participle.pos_ = participle, "ROOT", "VBD", "VERB"
    for child in [c for c in noun.rights if c.dep_ in {"cc", "punct"} or (c.dep_ == "conj" and c.pos_ == "VERB")]:
        _hang(child, participle, child.dep_)
    _hang(noun, participle, "dobj")


def _bare_lay(verb: Token) -> None:
    """Makes a plain verb of one read as the past of "lie": "demanded that they | lay | down their arms"."""
    if verb.lower_ != "lay" or not any(c.dep_ == "dobj" for c in verb.rights):
        return
    ordered = verb.i > 0 and verb.nbor(-1).text == ":"  # "an ultimatum: lay down your arms"
    if ordered or (verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("mandative")):
        verb.tag_, verb.lemma_ = "VB", "lay"


def _free_wish(verb: Token) -> None:
    """Hangs on a wish what others are to do, not on them: "would like ministers | to restore the grant"."""
    asked = verb.head
    wish = asked.head
    to = any(c.tag_ == "TO" for c in verb.lefts) and not any("subj" in c.dep_ for c in verb.lefts)
    if (
        to
        and verb.dep_ == "relcl"
        and asked.dep_ == "dobj"
        and wish.lemma_.lower() in {"like", "want", "prefer", "urge"}
    ):
        _hang(verb, wish, "xcomp")


def _free_duty(verb: Token) -> None:
    """Gives a verb the auxiliary and the subject that a saying between has taken: "Peru | must |, he said, leave"."""
    said = verb.head
    if verb.dep_ not in {"xcomp", "ccomp", "dobj"} or said.i > verb.i or verb.i == 0 or verb.nbor(-1).text != ",":
        return
    duty = next((c for c in said.lefts if c.tag_ == "MD" and c.i + 1 < len(c.doc) and c.nbor().text == ","), None)
    subjects = [c for c in said.lefts if c.dep_ == "nsubj" and duty is not None and c.i < duty.i]
    if duty is not None and subjects and any(c.dep_ == "nsubj" and c.i > duty.i for c in said.lefts):
        _hang(duty, verb, "aux")
        _hang(subjects[-1], verb, "nsubj")
        verb.dep_ = "ccomp"


def _free_day(on: Token) -> None:
    """Gives a verb the day that its subject has taken: "clubs | on Monday | turned down the plan"."""
    subject, days = on.head, [c for c in on.rights if c.dep_ == "pobj"]
    if on.lower_ != "on" or on.dep_ != "prep" or subject.dep_ != "nsubj" or len(days) != 1:
        return
    if days[0].ent_type_ != "DATE" or days[0].tag_ != "NNP" or any(days[0].rights) or is_course(subject.lemma_.lower()):
        return
    verb = subject.head
    if verb.pos_ == "VERB" and on.i == subject.i + 1 and verb.i > days[0].i:
        _hang(on, verb, "prep")


def _row_up(name: Token) -> None:
    """Makes a row of names that seem to explain each other: "plans to buy Delta, | Orion | and Veltec"."""
    first = name.head
    if name.dep_ != "appos" or first.tag_ not in {"NNP", "NNPS"} or name.left_edge.nbor(-1).text != ",":
        return
    plain = not any(c.dep_ in {"det", "poss"} for c in name.lefts)
    last = next((c for c in name.rights if c.dep_ == "appos" and c.i == name.i + 1), name)  # one torn name
    joined = any(c.dep_ == "cc" and c.lower_ == "and" for c in last.rights)
    if plain and joined and first.dep_ in {"dobj", "pobj", "nsubj"}:
        name.dep_ = "conj"
        if last != name:
            last.dep_ = "flat"


def _hang_worth(worth: Token) -> None:
    """Gives a bid what it is worth, not the sum the bid: "won it with a bid | worth | $6bn"."""
    total = worth.head
    if worth.lower_ != "worth" or total.i < worth.i or total.head.dep_ not in {"prep", "ROOT"} or total.dep_ != "pobj":
        return
    noun = worth.nbor(-1) if worth.i > worth.sent.start else worth
    if noun.tag_ == "NN" and noun.head == total:
        _hang(noun, total.head, "pobj")
        _hang(worth, noun, "amod")
        _hang(total, worth, "npadvmod")


def _part_pair(between: Token) -> None:
    """Parts those between whom something is: "between the firm Delta | and | Norland's Orion", no Orion of both."""
    named = [c for c in between.rights if c.dep_ == "pobj"]
    owners = [c for c in named[0].lefts if c.dep_ == "poss"] if between.lower_ == "between" and named else []
    if len(owners) != 1 or any(c.dep_ == "case" for c in owners[0].rights):
        return
    joined = [c for c in owners[0].rights if c.dep_ == "conj" and any(t.dep_ == "case" for t in c.rights)]
    marks = [c for c in owners[0].rights if c.dep_ == "cc" and c.lower_ == "and"]
    if len(joined) == 1 and marks and owners[0].tag_ == "NNP":
        _hang(owners[0], between, "pobj")
        _hang(named[0], owners[0], "conj")
        _hang(joined[0], named[0], "poss")


def _free_particle(down: Token) -> None:
    """Makes a verb's particle of what has taken a day for its object: "was voted | down | the next day"."""
    verb, days = down.head, [c for c in down.rights if c.dep_ == "pobj"]
    if down.lower_ not in {"down", "off", "out"} or down.i != verb.i + 1 or len(days) != 1 or not days[0].ent_type_:
        return
    if days[0].ent_type_ in {"DATE", "TIME"} and verb.pos_ == "VERB":
        down.dep_, down.tag_, down.pos_ = "prt", "RP", "ADP"
        _hang(days[0], verb, "npadvmod")


def _free_and(and_: Token) -> None:
    """Gives verbs the "and" that a phrase between them has taken: "stay as a tenant | and | to train staff"."""
    over = and_.head
    if and_.dep_ != "cc" or over.dep_ != "prep" or any(c.dep_ == "conj" for c in over.rights):
        return
    if any(c.dep_ == "conj" and c.i > and_.i and c.tag_ == "VB" for c in over.head.rights):
        _hang(and_, over.head, "cc")


def _part_votes(by: Token) -> None:
    """Parts how a vote went from what was voted on: "passed by 70 votes to 12 | a bill", no "12 a bill"."""
    verb, article = by.head, _after_votes(by)
    noun = article.head if article is not None else by
    if article is None or noun.pos_ != "NOUN" or noun.i < article.i or verb.tag_ not in {"VBN", "VBD"}:
        return
    counted = by.doc[by.i + 1 : article.i]
    votes = next(t for t in counted if t.lemma_.lower() in VOTES)
    _hang(noun, verb, "dobj")
    for token in counted:
        if token.head.i >= article.i:
            _hang(token, votes, "nummod" if token.like_num else "prep")
    _hang(by, verb, "prep")
    _hang(votes, by, "pobj")
    verb.tag_ = "VBD"
    subject = verb.head
    if verb.dep_ == "acl" and subject.i < verb.i and subject.head == subject:
        verb.head, verb.dep_ = verb, "ROOT"
        _hang(subject, verb, "nsubj")


def _after_votes(by: Token) -> Token | None:
    """The article of what stands right after the count of a vote: "by 70 votes to 12 | a | bill"."""
    if by.lower_ != "by" or by.head.i != by.i - 1:
        return None
    seen = False
    for token in by.doc[by.i + 1 : min(by.i + 10, by.sent.end)]:
        if seen and token.lower_ in {"a", "an", "the"}:
            return token
        seen = seen or token.lemma_.lower() in VOTES
        counts = token.like_num or token.lower_ in {"a", "an", "the", "to", "of", "-", "–"}
        if not (counts or token.lemma_.lower() in VOTES or token.pos_ == "ADJ"):
            return None
    return None


def _name_infinitive(verb: Token) -> None:
    """Hangs an infinitive on the offer that it tells, not on its refusal: "turned down Veld's offer to | open | it".

    So with any judgement of what others have put forward: "called a plan by the mayor to | open | it a farce".
    """
    to = [c for c in verb.lefts if c.tag_ == "TO"]
    if verb.tag_ != "VB" or verb.dep_ not in {"advcl", "xcomp"} or verb.head.i > verb.i or not to:
        return
    noun = to[0].nbor(-1) if to[0].i > to[0].sent.start else verb
    refused = any(trigger.act == "reject" for trigger in lexicon().verbs.get(verb.head.lemma_.lower(), ()))
    if noun.dep_ == "dobj" and noun.head == verb.head and noun.lemma_.lower() in lexicon().nouns and refused:
        _hang(verb, noun, "acl")
        return
    objects = [c for c in verb.head.rights if c.dep_ == "dobj" and c.i < to[0].i]
    judged = any(trigger.act in JUDGED for trigger in lexicon().verbs.get(verb.head.lemma_.lower(), ()))
    if objects and (judged or verb.head.lemma_.lower() in table("opinions")["verbs"]["calling"]):
        noun = objects[-1]
        by = [c for c in (*noun.rights, *verb.head.rights) if c.lower_ in {"by", "from"} and c.dep_ == "prep"]
        theirs = [c for c in by if c.head == noun or c.i == noun.right_edge.i + 1]
        last = to[0].nbor(-1) if to[0].nbor(-1).text != "," else to[0].nbor(-2)
        if theirs and noun.lemma_.lower() in lexicon().nouns and last.i <= theirs[-1].right_edge.i + 1:
            _hang(theirs[-1], noun, "prep")
            _hang(verb, noun, "acl")


def _hang_measure(by: Token) -> None:
    """Hangs by how much on the verb that it measures: "extend the truce, which ends today, | by | a week"."""
    over = by.head
    measured = [c for c in by.rights if c.dep_ == "pobj" and (c.like_num or any(n.dep_ == "nummod" for n in c.lefts))]
    if by.lower_ != "by" or not by.i or not measured or by.nbor(-1).text != "," or over.lemma_.lower() in CHANGING:
        return
    deeds = [c for c in over.rights if c.dep_ in {"xcomp", "ccomp"} and c.i < by.i and c.lemma_.lower() in CHANGING]
    if deeds:
        _hang(by, deeds[-1], "prep")


def _join_noun(noun: Token) -> None:
    """Joins a noun to the object before it, not to the verb over that: "asked them to take a cut and | a freeze |"."""
    over, doc = noun.head, noun.doc
    if noun.dep_ != "conj" or over.pos_ != "VERB" or noun.ent_type_ in {"DATE", "TIME"}:
        return
    and_ = next((c for c in over.rights if c.dep_ == "cc" and c.i == noun.left_edge.i - 1), None)
    if and_ is None or not any(c.dep_ in {"det", "nummod"} for c in noun.lefts):
        return
    deeds = [c for c in over.rights if c.dep_ in {"xcomp", "ccomp"} and c.i < and_.i]
    objects = [c for c in deeds[-1].rights if c.dep_ == "dobj" and c.i < and_.i] if deeds else []
    after = doc[noun.right_edge.i + 1] if noun.right_edge.i + 1 < len(doc) else noun
    if (
        objects
        and and_.i - 1 in {objects[-1].right_edge.i, deeds[-1].right_edge.i}
        and after.pos_ not in {"VERB", "AUX"}
    ):
        _hang(and_, objects[-1], "cc")
        _hang(noun, objects[-1], "conj")


def _free_fronted(preposition: Token) -> None:
    """Parts who acts from who is named before him: "in a letter to Roe, | the union | asked".

    What stands beside a name is closed by a comma; without one it is who does what comes next.
    """
    verb = preposition.head
    if not preposition.is_sent_start or preposition.dep_ != "prep" or verb.pos_ != "VERB":
        return
    subject = next((c for c in verb.lefts if "subj" in c.dep_), None)
    start = next((c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"} and c.i > preposition.i), verb.i)
    name = next((t for t in preposition.subtree if t.dep_ == "pobj" and t.tag_ in {"NNP", "NNPS"}), None)
    if name is None:
        return
    if subject is None:
        beside = [c for c in name.rights if c.dep_ == "appos" and c.right_edge.i + 1 == start]
    else:
        near = subject.tag_ == "NN" and subject.left_edge.i == name.i + 2
        beside = [c for c in subject.rights if near and c.dep_ == "appos" and c.right_edge.i + 1 == start]
    if beside and beside[-1].left_edge.nbor(-1).text == ",":
        if subject is not None:
            _hang(subject, name, "appos")
        _hang(beside[-1], verb, "nsubj")


def _give_gift(name: Token) -> None:
    """Gives a verb both its objects: "pay its founder, Roe, | a bonus | of £5m", who is no bonus."""
    taker, verb = name.head, name.head.head
    if name.dep_ != "appos" or taker.dep_ != "dobj" or taker.pos_ != "NOUN" or verb.lemma_.lower() not in GIVING:
        return
    gift = next((c for c in name.rights if c.dep_ == "appos" and c.lemma_.lower() in GIFTS), None)
    if gift is not None and any(c.lower_ in {"a", "an"} for c in gift.lefts):
        _hang(gift, verb, "dobj")
        taker.dep_ = "dative"


@cache
def by_tag() -> dict[str, tuple[Callable[[Token], None], ...]]:
    """What may have to be set right at a word, by its tag; most words need no look."""
    verbs = {
        "VB": (
            _give_receiver,
            _join_verb,
            _join_high,
            _join_low,
            _name_object,
            _name_talks,
            _name_offer,
            _bare_lay,
            _name_infinitive,
            _free_wish,
            _free_duty,
        ),
        "VBD": (_give_receiver, _give_subject, _join_past, _join_demand, _give_object, _free_statement, _bare_lay),
        "VBN": (_join_past, _join_demand, _give_object, _free_statement, _free_answer, _give_wish),
        "VBP": (_name_offer, _bare_lay),
    }
    hung = (_free_infinitive, _part_votes, _free_day, _free_particle, _part_pair)
    return verbs | {
        "NNP": (_row_up, _give_gift),
        "NNPS": (_row_up,),
        "VBZ": (_join_past,),
        "PRP": (_own,),
        "NN": (_join_like, _free_verb, _part_verb, _free_demand, _join_noun),
        "NNS": (_join_noun,),
        "JJ": (_part_verb, _hang_worth),
        "IN": (*hung, _hang_worth, _hang_measure, _free_fronted),
        "VBG": (_free_fronted,),
        "TO": (_free_infinitive,),
        "CC": (_free_and,),
    }
