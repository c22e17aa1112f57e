"""Stands: further signs that somebody is for or against a course of action, which put none on the table themselves.

"Opponents of the bill, such as A, …", "A refused", "A voted against", "A took legal action to halt the sale", "A said
that it would harm exports", "A said the law should be rewritten": acts as in acts.py, read by stances.py alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.act import Act
from communique.extraction.complements import contents_of
from communique.extraction.contents import Content, content_of
from communique.extraction.grammar import below
from communique.extraction.modality import modality_of
from communique.extraction.opinions import contents as judged_contents
from communique.extraction.opinions import is_left_open, pointer
from communique.extraction.standing import goes_for_another
from communique.extraction.verbal import match_tail
from communique.extraction.words import Trigger, lexicon, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.opinions import Voices
    from communique.extraction.reading import Reading

COMPLEMENTS = frozenset(
    {"dobj", "xcomp", "ccomp", "prep", "oprd", "attr", "acomp", "nsubjpass", "auxpass", "dative", "prt"}
)
ABOUT = frozenset({"nsubj", "nsubjpass"})
SIDES = frozenset({"of", "for", "to"})
ANSWERS = frozenset({"accept", "support", "reject", "oppose"})
JUDGING = ANSWERS | {"condemn", "criticise", "hedge"}
ONE = frozenset({"a", "an"})
WANTING = frozenset({"want", "like", "see", "prefer", "wish"})
# "Accepted with thanks."
FEELINGS = frozenset({
    "thank", "thanks", "pleasure", "gratitude", "enthusiasm", "alacrity", "delight", "regret", "reluctance",
    "hesitation",
})  # fmt: skip
SOON = frozenset({"once", "first", "last", "length"})
ALONE = frozenset({"as", "out", "down", "off", "aside", "outright", "back", "up", "through", ",", ".", "and", "but"})
FROM = frozenset({"from", "of", "by", "among"})
LENDING = frozenset({"give", "set"})
OFFERED = frozenset({"offer", "propose"})
THREATS = frozenset({"threaten", "vow"})
AHEAD = frozenset({"ahead", "forward", "through"})
ABOUTS = frozenset(
    {"to", "for", "of", "at", "about", "over", "with", "against", "on", "from", "towards", "toward", "in"}
)
ASSENTS = frozenset({"support", "approval", "acceptance", "opposition", "objection", "refusal", "rejection"})
MARCHES = frozenset({"protest", "demonstration", "march", "picket", "sit-in"})
CAUSES = frozenset({"memory", "support", "solidarity", "honour", "honor", "favour", "favor", "aid", "defence"})
PLACING = frozenset({"in", "on", "near", "across", "around", "through", "at", "before", "outside", "after"})
NAMING = frozenset({"including", "like", "as"})


def find_stands(reading: Reading, voices: Voices) -> Iterator[Act]:
    """The stands of a text as acts, in the order of their words."""
    finder = _Finder(voices)
    for token in reading.body:
        yield from finder.at(token)


class _Finder:
    def __init__(self, voices: Voices) -> None:
        self.voices, self.cast = voices, voices.cast

    def at(self, token: Token) -> Iterator[Act]:
        """The stands that a token shows."""
        if grammar.is_verb(token):
            yield from self.idiom(token)
            yield from self.bare(token)
            yield from self.elsewhere(token)
            yield from self.judged(token)
            yield from self.halting(token)
            yield from self.feared(token)
            yield from self.backed(token)
            yield from self.comment(token)
            yield from self.shared(token)
            yield from self.that(token)
            yield from self.wanted(token)
            yield from self.undecided(token)
            yield from self.threat(token)
            yield from self.recommended(token)
            yield from self.bidden(token)
            yield from self.marching(token)
            yield from self.answered(token)
            yield from self.credited(token)
            yield from self.went_down(token)
        elif token.pos_ == "NOUN":
            yield from self.side(token)
            yield from self.protest(token)
            yield from self.met(token)
            yield from self.feared(token)
        elif token.lemma_.lower() in _table("hesitant"):
            yield from self.undecided(token)

    def idiom(self, verb: Token) -> Iterator[Act]:
        """What set phrases say of a course: "turned its back on the plan"."""
        for trigger in _idioms().get(verb.lemma_.lower(), ()):
            tail = match_tail(verb, trigger)
            if tail is None:
                continue
            if tail and tail[-1].pos_ == "NOUN":
                contents = [_felt(tail[-1]) or _bare(verb)]
            else:
                contents = [inner for c, _ in contents_of(verb, tail, trigger) for inner in _answered(c)]
            if not any(c.lower_ == "no" for word in tail for c in below(word)):  # "has no objection to the plan"
                yield from self.acts(trigger.act, verb, contents, grammar.subjects(verb))
            return

    def bare(self, verb: Token) -> Iterator[Act]:
        """An answer without an object: "the firm refused", "the youth wing will vote against"."""
        act = _table("answers").get(verb.lemma_.lower())
        if act is None and verb.lemma_.lower() not in {"say", "vote"}:
            return
        so = any(c.lemma_ == "do" and c.i + 1 < len(c.doc) and c.nbor(1).lower_ == "so" for c in below(verb))
        against = [c for c in below(verb) if c.lower_ == "against" and not list(below(c))]
        after, ending = (t.text.lower() for t in (verb.doc[verb.i + 1 : verb.i + 2], verb.doc[verb.i + 2 : verb.i + 3]))
        if verb.lemma_.lower() == "vote" and against:
            act = "reject"
        elif verb.lemma_ == "say" and after in {"yes", "no"} and ending in ALONE | {"", ";", "on"}:
            act = "accept" if after == "yes" else "reject"
        elif act is None or (not so and any(is_complement(c) and c.i > verb.i for c in below(verb))):
            return
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("mandative") and not grammar.auxiliaries(verb):
            return  # "recommended that they accept"
        finite = verb.dep_ == "conj" or any(c.dep_ == "nsubj" for c in below(verb))
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and against:  # "took their side, voting 9-2 against"
            yield from self.acts(act, verb, [_bare(verb)], grammar.subjects(verb))
        if finite and verb.dep_ in {"ROOT", "conj", "ccomp", "parataxis"} and not grammar.is_passive(verb):
            yield from self.acts(act, verb, [_bare(verb)], grammar.subjects(verb))

    def elsewhere(self, verb: Token) -> Iterator[Act]:
        """Who was offered one thing and took another: "was offered a stake but opted for a supply deal instead"."""
        over = verb.head
        if (
            verb.dep_ == "conj"
            and over.lemma_.lower() in OFFERED
            and grammar.is_passive(over)
            and goes_for_another(verb)
        ):
            yield from self.acts("reject", verb, [_bare(verb)], grammar.children(over, "nsubjpass"))

    def side(self, noun: Token) -> Iterator[Act]:
        """Who is called an opponent or a supporter of a course."""
        act = _table("sides").get(noun.lemma_.lower())
        if act is None:
            return
        about = [t for p in grammar.children(noun, "prep") if p.lower_ in SIDES for t in grammar.children(p, "pobj")]
        people = _named_with(noun) or [noun, *grammar.children(noun, "appos")]
        if noun.dep_ == "attr":
            people += grammar.subjects(noun.head)
        elif noun.dep_ == "appos":
            people.append(noun.head)
        elif noun.dep_ == "nsubj" and noun.head.lemma_.lower() in {"include", "be"}:
            people = [t for o in grammar.children(noun.head, "dobj", "attr") for t in grammar.coordinated(o)]
        contents = [c for c in map(content_of, about) if c]
        if not about and noun.dep_ == "nsubj" and noun.tag_ == "NNS" and _named_with(noun):
            contents = [_bare(noun.head)]  # "opponents, led by Jane Roe, say …": of what was just spoken of
        yield from self.acts(act, noun, contents, people)

    def protest(self, noun: Token) -> Iterator[Act]:
        """Who protests or strikes over a course: "a strike in protest at the plan", "a walkout over pay cuts"."""
        act = _table("protests").get(noun.lemma_.lower())
        about = [p for p in grammar.children(noun, "prep") if p.lower_ in {"at", "against", "over"}]
        lemma, staged = noun.head.lemma_.lower(), _table("staging")
        if not about and noun.dep_ == "dobj" and staged.get(lemma) and noun.lemma_.lower() in MARCHES:
            hung = [p for over in (noun, noun.head) for p in grammar.children(over, "prep")]
            where = all(
                p.lower_ in PLACING and not (t.tag_ == "NN" and t.lemma_ in CAUSES) for p in hung for t in below(p)
            )
            if grammar.is_verb(noun.head) and where:
                yield from self.acts("oppose", noun.head, [_bare(noun.head)], grammar.subjects(noun.head))
            return
        main = next((o for o in noun.ancestors if grammar.is_verb(o)), None)
        if act is None or not about or main is None:
            return
        people = grammar.noun_doers(noun) or grammar.subjects(main)
        contents = [c for p in about for t in grammar.children(p, "pobj", "pcomp") if (c := content_of(t))]
        yield from self.acts(act, noun, contents, people, like=main)

    def marching(self, verb: Token) -> Iterator[Act]:
        """Who protests, saying no more of what it is against: "300 fans protested outside the ground"."""
        past = verb.tag_ in {"VBD", "VBN"} and verb.dep_ == "ROOT" and not grammar.auxiliaries(verb)
        if verb.lemma_.lower() not in {"protest", "demonstrate", "march"} or not past:
            return
        told = {c.lower_ for c in grammar.children(verb, "prep", "dobj", "ccomp", "advcl", "xcomp")}
        if told <= PLACING - {"after"}:
            yield from self.acts("oppose", verb, [_bare(verb)], grammar.subjects(verb))

    def judged(self, verb: Token) -> Iterator[Act]:
        """What a speaker says that a course would do ("it would harm exports"), or needs, or that it goes ahead."""
        act, lemma = _effect(verb), verb.lemma_.lower()
        if lemma == "threaten" and any(c.tag_ == "VB" for c in grammar.children(verb, "xcomp")):
            return  # "said that clubs threatened to vote it down"
        if act is None and lemma not in _table("repairs") and lemma not in _table("going"):
            return
        holders, own = self.voices.said(verb), grammar.auxiliaries(verb)
        contents = [] if grammar.is_passive(verb) else grammar.subjects(verb)
        if lemma in _table("repairs") and grammar.is_passive(verb) and own & {"should", "must", "needs"}:
            act, contents = "hedge", grammar.patients(verb)
        elif lemma in _table("going") and _goes_ahead(verb):
            act = "support"
        elif act is not None and (grammar.is_negated(verb) or is_left_open(verb) or "to" in own):
            return
        if act is None or not holders:
            return
        for content in judged_contents(contents):
            if not self.cast.refer(content.head):
                yield Act(act, "verb", verb, content, agents=holders)

    def feared(self, word: Token) -> Iterator[Act]:
        """Who fears what a course would do: "residents fear it will bring noise", "fears that jobs would go"."""
        act = _table("fears").get(word.lemma_.lower())
        clauses = grammar.children(word, "ccomp", "acl", "relcl")
        if act is None or not clauses:
            return
        over = word if grammar.is_verb(word) else word.head
        if word != over and over.lemma_.lower() not in _table("voicing"):
            return
        people = grammar.subjects(over)
        told = [t for c in clauses for t in c.subtree if t.dep_ in ABOUT and t.tag_ not in {"WDT", "WP"}]
        loose = table("opinions")["meant"]["loose"]
        # "fear that the figure could double", "fear that it would cost jobs, making *it* hard to stay"
        told = [t for t in told if t.lemma_.lower() not in loose and (t.tag_ != "PRP" or t.head in clauses)]
        yield from self.acts(act, word, judged_contents(told), people, like=over)

    def backed(self, verb: Token) -> Iterator[Act]:
        """Whom somebody backs among those who have put something forward: "the board has backed the larger rival"."""
        act = _table("siding").get(verb.lemma_.lower())
        objects = [t for t in grammar.patients(verb) if self.cast.refer(t)]
        if act is not None and not objects and verb.dep_ == "acl" and grammar.is_passive(verb):
            objects = [verb.head] if self.cast.refer(verb.head) else []  # "Peru, backed by Chile, has proposed …"
        if act is None or not objects or (grammar.is_passive(verb) and not grammar.by_phrase(verb)):
            return
        for rival in objects[:1]:
            content = _of(rival)
            holders = self.voices.ids(grammar.subjects(verb))
            negated = grammar.is_negated(verb)
            yield Act(act, "verb", verb, content, agents=holders, negated=negated, modality=modality_of(verb))

    def comment(self, verb: Token) -> Iterator[Act]:
        """What is said of a course by the way: "…, a suggestion that the islanders have taken up"."""
        noun = verb.head
        if verb.dep_ not in {"relcl", "acl"}:
            return
        meant = table("opinions")["meant"]
        known = {
            w
            for name in ("anything", "condition", "demand", "offer", "deals", "central", "loose", "aside")
            for w in meant[name]
        }
        if noun.lemma_.lower() not in known or not (
            noun.lower_ == "something" or any(c.lower_ in ONE for c in below(noun))
        ):
            return
        for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()):
            if trigger.act in JUDGING and match_tail(verb, trigger) is not None:
                if not grammar.is_passive(verb):
                    yield from self.acts(trigger.act, verb, [pointer(noun)], grammar.subjects(verb))
                return

    def shared(self, verb: Token) -> Iterator[Act]:
        """What two do to one thing, of whom the parser gives it to the first alone: "which A opposes and | B backs"."""
        if verb.dep_ != "conj" or verb.i + 1 >= len(verb.doc) or any(is_complement(c) for c in below(verb)):
            return
        subject = next(iter(grammar.children(verb, "nsubj")), None)
        before = subject.left_edge.i - 2 if subject is not None else -1
        link = verb.doc[before + 1] if before >= 0 else None
        if link is None or link.lower_ not in {"and", "but", "while"}:
            return
        over = next((t for t in (verb.doc[before], *verb.doc[before].ancestors) if t.dep_ == "relcl"), None)
        if over is None or over.head.i > over.i or not grammar.subjects(over) or over.i < verb.head.i:
            return
        content = content_of(over.head)
        for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()) if content is not None else ():
            if trigger.act in JUDGING and not trigger.tail and "object" in trigger.takes:
                yield from self.acts(trigger.act, verb, [c for c in [content] if c], grammar.subjects(verb))
                return

    def that(self, verb: Token) -> Iterator[Act]:
        """An answer to a word that points, where it is no noun of a course: "ruled that out", "rejected the draft"."""
        after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
        alone = after.lower_ in {"that", "this"} and after.i + 1 < len(verb.doc) and after.nbor(1).lower_ in ALONE
        objects = [after] if alone and after.pos_ != "PRON" else []
        objects = objects or [t for t in grammar.children(verb, "dobj") if is_loose(t) or is_aside(t)]
        for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()) if objects else ():
            if trigger.act in ANSWERS and match_tail(verb, trigger) is not None:
                yield from self.acts(trigger.act, verb, [pointer(objects[0])], grammar.subjects(verb))
                return

    def wanted(self, verb: Token) -> Iterator[Act]:
        """What somebody wants done with a course: "wants the plan scrapped", "would like to see it dropped"."""
        act = _table("wanted").get(verb.lemma_.lower()) if verb.tag_ in {"VBN", "VBD"} else None
        if verb.lemma_.lower() in _table("going") and any(c.lower_ in AHEAD for c in below(verb)):
            act = None if grammar.is_negated(verb) else "support"  # "wants it to go ahead"
        if act is None:
            return
        named = verb.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else None  # "wants | the duties imposed"
        over = named.head if named is not None else verb.head
        # "Hoping" may be taken for a form of "hop".
        wishing = WANTING | {"hope", "hop"} if verb.tag_ == "VB" else WANTING
        if over.lemma_.lower() not in wishing or not grammar.is_verb(over):
            return
        things = grammar.children(verb, "nsubjpass", "nsubj") or ([named] if named else grammar.children(over, "dobj"))
        if things and not grammar.is_negated(over):
            contents = [c for t in things if (c := content_of(t)) is not None]
            for wish in self.acts(act, verb, contents, grammar.subjects(over)):
                yield replace(wish, modality="fact")  # that it is wanted is so

    def met(self, noun: Token) -> Iterator[Act]:
        """What a course meets with, and from whom: "the idea ran into resistance from the union"."""
        act = _table("encountered").get(noun.lemma_.lower())
        if act is None or _has_no(noun):  # "raised no objection to it"
            return
        links = [q for p in grammar.children(noun, "prep") for q in grammar.coordinated(p)]  # "from X and | from Y"
        people = [t for p in links if p.lower_ in FROM for t in grammar.objects_of(p)]
        verb = next((o for o in noun.ancestors if grammar.is_verb(o)), None)
        if verb is None:
            return
        if not people and noun.dep_ == "dobj":  # "drew criticism | from the union"
            people = [t for p in grammar.children(verb, "prep") if p.lower_ == "from" for t in grammar.objects_of(p)]
        things: list[Token] = []
        like = verb
        if noun.dep_ == "attr" and any(c.dep_ == "expl" for c in below(verb)):
            hung = [p for o in (noun, verb) for p in grammar.children(o, "prep")]  # "there was support for it among X"
            people = people or [t for p in hung if p.lower_ in {"among", "from"} for t in grammar.objects_of(p)]
            things = [
                t for p in hung if p.lower_ in {"for", "to", "at", "over", "against"} for t in grammar.objects_of(p)
            ]
        elif noun.dep_ == "dobj" and verb.lemma_.lower() in _table("giving"):
            before = [o for o in grammar.children(verb, "dobj") if o.i < noun.i]  # "gave | the plan | its backing"
            things, people = grammar.children(verb, "dative") or before, grammar.subjects(verb)
            act = _taken(noun, act)
        elif noun.dep_ == "dobj" and act == "support" and verb.lemma_.lower() in _withholding():
            act, people, things = "reject", grammar.subjects(verb), _about(noun)  # "withdrew its support for the bill"
        elif noun.dep_ == "dobj" and verb.lemma_.lower() in _table("expressing"):
            people, things, act = grammar.subjects(verb), _about(noun), _taken(noun, act)
        elif noun.dep_ == "pobj" and noun.head.lower_ == "with" and (taken := _received(verb)):
            # "greeted the plan with fury", "was met with dismay by residents"
            things, people = taken, grammar.subjects(verb) or people
        elif noun.dep_ == "dobj" and verb.lemma_.lower() in _table("hiding") and grammar.is_negated(verb):
            people, things, like = grammar.subjects(verb), _about(noun), noun  # "did not hide her anger at the plan"
        elif noun.dep_ == "pobj" and noun.head.head.lemma_ == "secret" and _has_no(noun.head.head):
            people, things, like = grammar.subjects(verb), _about(noun), noun  # "made no secret of its support for it"
        elif people and verb.lemma_.lower() in _table("encounters"):
            things, act = grammar.subjects(verb), _taken(noun, act)
            if backed := [t for t in things if self.cast.refer(t)] if act != "any" else []:
                holders = self.voices.ids(each for t in people for each in grammar.coordinated(t))
                negated = grammar.is_negated(verb)
                yield Act(
                    act, "verb", noun, _of(backed[0]), agents=holders, negated=negated, modality=modality_of(verb)
                )
                return
        elif people and noun.dep_ == "pobj" and (noun.head.lower_ in _table("amid") or _is_reason(noun)):
            yield from self.acts(act, noun, [_bare(verb)], people, like=verb)  # "despite objections from Peru"
            return
        contents = [c for t in things if (c := content_of(t)) is not None] if act != "any" else []
        yield from self.acts(act, noun, contents, people, like=like)

    def answered(self, verb: Token) -> Iterator[Act]:
        """How somebody takes a course: "reacted angrily to the plan", "greeted it warmly"."""
        things = _received(verb)
        acts = [act for c in grammar.children(verb, "advmod") if (act := _table("how").get(c.lower_))] if things else []
        for act in acts[:1]:
            yield from self.acts(act, verb, [c for t in things if (c := content_of(t))], grammar.subjects(verb))

    def went_down(self, verb: Token) -> Iterator[Act]:
        """With whom a course finds favour or does not: "went down badly with the union", "sits well with farmers"."""
        how = {c.lower_ for c in below(verb)}
        if verb.lemma_.lower() not in {"go", "sit"} or how.isdisjoint({"well", "badly", "poorly"}):
            return
        well = "well" in how and not grammar.is_negated(verb)
        contents = [c for t in grammar.subjects(verb) if (c := content_of(t))]
        if contents and (verb.lemma_ == "sit" or "down" in how):
            act = "support" if well else "oppose"
            yield from self.acts(act, verb, contents, grammar.under(verb, {"with", "among"}), like=contents[0].head)

    def credited(self, verb: Token) -> Iterator[Act]:
        """Who is praised or blamed for a course: "congratulated the mayor on the scheme", "berated him over it"."""
        act = _table("crediting").get(verb.lemma_.lower())
        if act is None:
            return
        people = {*table("people")["posts"], *table("people")["groups"]}
        if not any(t.lemma_.lower() in people or self.cast.refer(t) for t in grammar.patients(verb)):
            return
        things = grammar.under(verb, {"for", "on", "over"})
        known = [t for t in things if t.lemma_.lower() in words("pointers") | words("containers") - ASSENTS]
        yield from self.acts(act, verb, [c for t in known if (c := content_of(t))], grammar.subjects(verb))

    def recommended(self, verb: Token) -> Iterator[Act]:
        """Who recommends what others offer, or that it be accepted: "has recommended the bid to its shareholders"."""
        if verb.lemma_.lower() not in _table("recommending") or grammar.is_passive(verb):
            return
        clause = next(iter((*grammar.children(verb, "ccomp", "xcomp"), *_asked(verb))), None)
        objects = grammar.children(verb if clause is None else clause, "dobj")
        if clause is not None and clause.lemma_ == "vote":
            act, objects = _voted(clause)
        elif clause is not None:
            act = _table("advised").get(clause.lemma_.lower())
            if act is not None and grammar.is_negated(clause):
                act = "support" if act == "reject" else "oppose"  # "urged them not to oppose it"
        elif any(t.lemma_ == "vote" for t in objects):
            said = {c.lower_ for t in objects for c in below(t)}
            act, objects = "support" if "yes" in said else "reject" if "no" in said else None, []
        else:
            bid = any(t.lemma_.lower() in words("bids") | {"term"} for t in objects) and verb.lemma_.lower() in {
                "recommend", "commend", "advise", "urge"
            }  # fmt: skip
            act = "support" if bid else None
        if act is not None:
            pointed = not objects or objects[0].lower_ in {"it", "this", "that"}  # "urged the council not to grant it"
            contents = [_bare(verb)] if pointed else [c for t in objects if (c := content_of(t))]
            yield from self.acts(act, verb, contents, grammar.subjects(verb))

    def bidden(self, verb: Token) -> Iterator[Act]:
        """What somebody says is to be done with a course: "said the firm should drop the plan", "it must be passed"."""
        act = _table("wanted").get(verb.lemma_.lower())
        if act is None or modality_of(verb) != "required" or grammar.is_negated(verb):
            return
        things = [t for t in grammar.patients(verb) if not any(c.tag_ in {"JJS", "RBS"} for c in t.subtree)]
        for content in filter(None, map(content_of, things)):  # but "drop the most objectionable proposals" keeps some
            if (holders := self.voices.said(verb)) and not self.cast.refer(content.head):
                yield Act(act, "verb", verb, content, agents=holders)

    def threat(self, verb: Token) -> Iterator[Act]:
        """What somebody threatens to do if a course is gone on with: "will strike if the plan goes ahead"."""
        clauses = [c for v in (verb, *grammar.children(verb, "xcomp", "ccomp")) for c in grammar.children(v, "advcl")]
        for clause in clauses if verb.lemma_.lower() in THREATS else ():
            told = any(c.dep_ == "mark" and c.lower_ == "if" for c in below(clause)) and not grammar.is_negated(clause)
            if told and clause.lemma_.lower() in _table("going").keys() | _table("passing").keys():
                things = [*grammar.children(clause, "nsubj", "nsubjpass")]
                yield from self.acts(
                    "oppose", verb, [c for t in things if (c := content_of(t))], grammar.subjects(verb)
                )

    def undecided(self, word: Token) -> Iterator[Act]:
        """Who has not accepted yet: "has yet to agree to the plan", "is reluctant to approve it"."""
        if grammar.is_verb(word):
            waits = word.lemma_ == "have" and any(c.lower_ == "yet" for c in below(word))
        else:
            waits = word.dep_ in {"acomp", "conj"}
        for verb in grammar.children(word, "xcomp") if waits else ():
            for trigger in lexicon().verbs.get(verb.lemma_.lower(), ()):
                tail = match_tail(verb, trigger)
                if tail is None or trigger.act not in {"agree", "accept", "support"}:
                    continue
                clause = word if grammar.is_verb(word) else word.head
                contents = [c for c, _ in contents_of(verb, tail, trigger)]
                yield from self.acts("hedge", word, contents, grammar.subjects(clause), like=clause)
                return

    def halting(self, verb: Token) -> Iterator[Act]:
        """What somebody acts to halt: "took legal action to block the sale"."""
        if verb.lemma_.lower() not in _table("halts") or not any(
            c.lower_ == "to" for c in grammar.children(verb, "aux")
        ):
            return
        over = verb.head
        main = next((o for o in verb.ancestors if grammar.is_verb(o)), None)
        if main is None or not {over.lemma_.lower(), main.lemma_.lower()} & _table("fights").keys():
            return
        contents = [c for c in map(content_of, grammar.patients(verb)) if c]
        yield from self.acts("oppose", verb, contents, grammar.subjects(main), like=main)

    def acts(
        self, act: str, trigger: Token, contents: Sequence[Content], people: Sequence[Token], like: Token | None = None
    ) -> Iterator[Act]:
        holders = self.voices.ids(people)
        clause = like or trigger
        for content in contents:
            thing = content.head.lower_ == "it" and content.head.dep_ == "pobj"  # "thinks about it": hardly a body
            if thing or not self.cast.refer(content.head):
                negated = grammar.is_verb(clause) and grammar.is_negated(clause)
                yield Act(
                    act, "verb", trigger, content, tuple(people), holders, negated=negated, modality=modality_of(clause)
                )


def _answered(content: Content) -> list[Content]:
    """What an answer in a clause is to, else the content itself: "stopped short of accepting | it"."""
    if content.form != "clause" or not any(
        t.act in ANSWERS for t in lexicon().verbs.get(content.head.lemma_.lower(), ())
    ):
        return [content]
    return [c for t in grammar.patients(content.head) if (c := content_of(t)) is not None] or [content]


def _asked(verb: Token) -> list[Token]:
    """What those are to do who are asked to: "called on peers | to back the bill", "told members | to vote for it"."""
    asked = [*grammar.children(verb, "dobj", "dative"), *grammar.under(verb, {"on", "upon", "to", "with"})]
    found = [c for t in asked for c in grammar.children(t, "acl", "relcl", "xcomp")] + grammar.children(verb, "advcl")
    return [c for c in found if c.tag_ == "VB" and c.i > verb.i] if asked else []


def _voted(verb: Token) -> tuple[str | None, list[Token]]:
    """For or against what somebody is to vote, and on what: "vote | against | the bill"."""
    sides = {"for": "support", "against": "reject"}
    for preposition in grammar.children(verb, "prep"):
        if act := sides.get(preposition.lower_):
            return act, grammar.objects_of(preposition)
        if preposition.lower_ == "in" and (favour := grammar.under(verb, {"in"})):
            return "support", grammar.under(favour[0], {"of"})
    return None, []


def _has_no(noun: Token) -> bool:
    return any(c.lower_ in {"no", "little"} for c in below(noun))


def _received(verb: Token) -> list[Token]:
    """What somebody reacts to: "greeted *the plan* with joy", "responded angrily to *it*"."""
    if verb.lemma_.lower() not in _table("reacting"):
        return []
    return grammar.patients(verb) or grammar.under(verb, {"to"})


def _about(noun: Token) -> list[Token]:
    """What a word for support or anger is about: "opposition to *the plan*", "voiced | dismay | at *the plan*"."""
    own = grammar.children(noun, "prep")
    hung = own or [p for p in grammar.children(noun.head, "prep") if p.i > noun.i]
    return [t for p in hung if p.lower_ in ABOUTS for t in grammar.objects_of(p)]


@cache
def _withholding() -> frozenset[str]:
    """Verbs by which support is taken away or not given: "withdrew its backing", "refused its consent"."""
    return (words("lifting") - LENDING) | frozenset(table("opinions")["withholding"]["reject"])


def _is_reason(noun: Token) -> bool:
    """Whether a noun says what a thing is held up by: "delayed due to concerns", "because of objections"."""
    link = noun.head
    return (link.lower_, link.head.lower_) in {("to", "due"), ("of", "because"), ("to", "owing")}


def is_complement(word: Token) -> bool:
    """Whether what hangs on a verb says what it is done to, not when: "refused on Monday", "agreed at once"."""
    when = grammar.children(word, "pobj", "pcomp") if word.dep_ == "prep" else []
    how = word.lower_ in {"with", "without"} and any(t.lemma_.lower() in FEELINGS for t in when)
    apart = any(t.ent_type_ in {"DATE", "TIME"} or t.lower_ in SOON for t in when)
    return word.dep_ in COMPLEMENTS and not (apart or how)


def is_loose(noun: Token) -> bool:
    """Whether a noun names no course but only points to what was put forward: "the draft", "the figure"."""
    known = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in grammar.children(noun, "det"))
    return known and noun.lemma_.lower() in table("opinions")["meant"]["loose"] and content_of(noun) is None


def _taken(noun: Token, act: str) -> str:
    """How a course was taken: "a cool response", "an angry reaction", else as the noun says."""
    how = (_table("manners").get(c.lower_) for c in grammar.children(noun, "amod", "compound"))
    return next(filter(None, how), act)


def is_aside(word: Token) -> bool:
    """Whether "which" takes up what its sentence has just named: "a ban on nets, which Peru opposes"."""
    return word.lower_ == "which" and word.i > 0 and word.nbor(-1).text == "," and word.head.dep_ == "relcl"


def _felt(noun: Token) -> Content | None:
    """What a doubt or concern is about: "concern at the sale", "doubts that it will work"."""
    about = [t for p in grammar.children(noun, "prep") for t in grammar.children(p, "pobj", "pcomp")]
    about += [s for c in grammar.children(noun, "acl", "ccomp", "relcl") for s in grammar.children(c, "nsubj")]
    return next((c for c in map(content_of, about) if c is not None), None)


def _effect(verb: Token) -> str | None:
    """For or against, by what a verb says that a course does: "helps", "would cost jobs", "brings stability"."""
    if act := _table("effects").get(verb.lemma_.lower()):
        deed = verb.lemma_ == "help" and grammar.children(verb, "xcomp", "ccomp")
        own = any(t.tag_ == "PRP" for t in grammar.subjects(verb))
        return None if deed and own else act  # who says that "it would help rebuild the port" means himself
    brings, takes = verb.lemma_.lower() in _table("bringing"), verb.lemma_.lower() in _table("taking")
    if not (brings or takes):
        return None
    for thing in (*grammar.patients(verb), *(t for p in grammar.children(verb, "prep") for t in grammar.objects_of(p))):
        act = _table("goods").get(thing.lemma_.lower())
        if act is not None and not any(c.lower_ in {"no", "little", "fewer", "less"} for c in below(thing)):
            return act if brings else OTHER[act]
    return None


OTHER = {"support": "oppose", "oppose": "support"}


def _goes_ahead(verb: Token) -> bool:
    """Whether it is said that a course will be gone on with: "must go ahead", "will proceed"."""
    ahead = any(c.lower_ in AHEAD for c in below(verb)) or verb.lemma_ == "proceed"
    over = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "have" else verb
    bound = modality_of(verb) in {"required", "future"} or bool(grammar.auxiliaries(over) & {"will", "would", "must"})
    return ahead and bound and not grammar.is_negated(over)


def _bare(verb: Token) -> Content:
    """A course that is not named at all: the one just spoken of."""
    return Content(verb, "clause", (verb,), frozenset(), pointer=True)


def _of(rival: Token) -> Content:
    """What somebody has put forward: "has the support of the union"."""
    return Content(rival, "noun", (rival,), frozenset(), doers=(rival,), pointer=True)


def _named_with(noun: Token) -> list[Token]:
    """Who is named with a group: "critics of the bill, including A and B"."""
    leading = [c for c in grammar.children(noun, "acl") if c.lower_ in {"led", "headed", "spearheaded"}]
    named = [o for p in grammar.children(noun, "prep") if p.lower_ in NAMING for o in grammar.children(p, "pobj")]
    named += [o for c in leading for p in grammar.children(c, "agent", "prep") for o in grammar.children(p, "pobj")]
    return [t for o in named for each in grammar.coordinated(o) for t in (each, *grammar.children(each, "appos"))]


@cache
def _table(name: str) -> dict[str, str]:
    """The words of a list of `opinions.toml`, with the act that each makes."""
    return {word: act for act, words in table("opinions")[name].items() for word in words}


@cache
def _idioms() -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for act, phrases in table("opinions")["idioms"].items():
        for phrase in phrases:
            first, *tail = phrase.split()
            found.setdefault(first, []).append(Trigger(act, tuple(tail), ("object",)))
    return {lemma: tuple(sorted(triggers, key=lambda t: -len(t.tail))) for lemma, triggers in found.items()}
