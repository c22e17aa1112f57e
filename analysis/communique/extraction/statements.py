"""What the article attributes to somebody: source, cue and content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extraction.grammar import below
from communique.extraction.roles import is_post
from communique.extraction.syntax import SUBJECTS
from communique.extraction.words import table
from communique.model import Span, Statement, entry_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.actors import Cast
    from communique.extraction.quotations import Quotation
    from communique.extraction.reading import Reading

MIN_WORDS = 3  # shorter words between marks are scare quotes or titles
_TELLING = frozenset({"of", "about", "against", "for", "at", "as"})  # "warned of delays", "hinted at a deal"
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_STRONG, _WEAK, _LAST = 3, 2, 1
_PAPERS = frozenset(
    {
        "letter",
        "statement",
        "report",
        "memo",
        "note",
        "release",
        "filing",
        "announcement",
        "document",
        "communique",
        "manifesto",
        "website",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "email",
        "text",
    }
)
_MEDIA = frozenset({"media", "press", "newspaper", "news", "agency", "tv", "television"})
_TURN = re.compile(r"^[ \t]*([^\W\d_][^:\n]{0,60}):[ \t]+(\S[^\n]*)", re.M)
_NO_WORDS = frozenset({"snap", "call"})  # "snapped up the shares", "called a strike": no words are given
_MAY = frozenset({"can", "could", "may", "might"})
_CALLED = 16  # tokens behind a quotation in which it is said what it is, and whose
_WORDS_OF = 14  # tokens beside a quotation in which "in the words of X" may stand
_ADDED = 4  # tokens between a verb of speech and the participle that goes on with it
_NEAR = 8  # tokens between a quotation and the verb that follows it


@dataclass(frozen=True)
class Cue:
    """A verb with the one whose words it gives: `source` is the head of the noun phrase."""

    verb: Token
    source: Token
    speakers: tuple[str, ...]
    strength: int


_Found = tuple[bool, str | None, Cue | None, int, int]  # direct?, speaker, cue, content (characters)


@dataclass
class _Voice:
    """Who spoke last, and where: a quotation without a cue goes on with him."""

    speaker: str | None = None
    paragraph: int = -1
    cue: Cue | None = None


def find_statements(reading: Reading, cast: Cast) -> tuple[Statement, ...]:
    """The statements of the text, in its order: first what stands in quotation marks, then what is reported."""
    return _Finder(reading, cast).find()


class _Finder:
    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast, self.doc = reading, cast, reading.doc
        self.said = frozenset(table("speech")["verbs"])
        self.carriers = frozenset(table("speech")["carriers"])
        self.denying = frozenset(table("speech")["denying"])
        self.claims = frozenset(table("speech")["claims"])
        self.phrasal = frozenset(table("speech")["phrasal"])
        self.phrases = frozenset(table("speech")["phrases"])
        self.replies = frozenset(table("speech")["replies"])
        self.starts = [t.idx for t in self.doc]
        self.sentences = self._sentences()
        self.cues = [cue for token in self.doc if (cue := self._cue(token)) is not None]
        self.cue_at = [c.verb.i for c in self.cues]

    def find(self) -> tuple[Statement, ...]:
        """All statements, by place."""
        found: dict[str, Statement] = {}
        for direct, speaker, cue, start, end in sorted(
            [*self._direct(), *self._reported(), *self._transcribed()], key=lambda s: (s[3], -s[4], s[0])
        ):
            content = self.reading.span(start, end)
            id = entry_id("s", (content,), found)
            source = self._source_span(cue.source) if cue else None
            found[id] = Statement(
                id=id,
                speaker=speaker,
                direct=direct,
                source=source,
                cue=self.reading.span_of(cue.verb) if cue else None,
                content=content,
            )
        return tuple(found.values())

    def _sentences(self) -> list[tuple[int, int]]:
        """For each token, the sentence (tokens, end exclusive) that it stands in."""
        bounds: list[tuple[int, int]] = []
        for sentence in self.doc.sents:
            bounds += [(sentence.start, sentence.end)] * (sentence.end - sentence.start)
        return bounds

    def _token_at(self, at: int) -> int:
        """The first token that begins at or after a character."""
        return min(bisect_left(self.starts, at), len(self.starts) - 1)

    # --- who says

    def _cue(self, token: Token) -> Cue | None:
        """The cue that a verb outside quotations is, with its source."""
        if token.tag_ not in _VERBS or self.reading.quoted[token.i] is not None:
            return None
        lemma = token.lemma_.lower()
        puts_it = lemma == "put" and any(c.dep_ == "dobj" and c.lower_ == "it" for c in below(token))
        phrase = lemma in self.phrasal and any(c.lower_ == "back" for c in below(token))
        strength = _STRONG if lemma in self.said or puts_it or phrase else _WEAK if lemma in self.carriers else _LAST
        source = self._source(token)
        if source is not None and self.reading.quoted[source.i] is not None:
            source = self._beside(token)  # the parse took a word of the quotation for the speaker
        if source is None or (strength == _STRONG and not self.cast.refer(source) and not source.is_alpha):
            source = self._beside(token) if strength == _STRONG else None
        if strength == _STRONG and (behind := self._inverted(token, source)) is not None:
            source = behind
        if source is None:
            return None
        speakers = self._speakers(source)
        if not speakers and strength < _STRONG:
            return None
        return Cue(token, source, speakers, strength)

    def _source(self, verb: Token) -> Token | None:
        """The subject of a verb, or the agent of a passive; a verb without one has that of the verb over it."""
        passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in below(verb))
        bare = verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in below(verb))
        passive = passive or (bare and verb.dep_ == "advcl")  # "is on trial, accused of fraud"
        if passive or (verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in below(verb))):
            agents = [p for c in below(verb) if c.dep_ == "agent" for p in below(c) if p.dep_ == "pobj"]
            return agents[0] if agents else None
        if verb.tag_ == "VBG":  # "…, she remarked, | adding that …"
            near = (t for t in reversed(self.doc[max(verb.i - _ADDED, 0) : verb.i]) if t.tag_ in {"VBD", "VBZ", "VBP"})
            verb = next((t for t in near if t.lemma_.lower() in self.said), verb)
        for _ in range(6):
            if self._is_quoted(verb):
                return next((c for c in below(verb) if c.dep_ == "dobj"), None)
            subjects = [c for c in below(verb) if c.dep_ in SUBJECTS]
            paper = self.doc[verb.i - 1]
            if any(s.is_ancestor(paper) for s in subjects) and paper.lemma_.lower() in _PAPERS:
                return paper  # "it plans to buy A and B, | a company statement | said"
            if subjects:  # of two, as in "the charity X said", the one that is known
                return self._antecedent(next((s for s in subjects if self.cast.refer(s)), subjects[0]), verb)
            if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ != "VBG"):
                return verb.head
            if verb.dep_ == "acl" and verb.head.head.lower_ == "with" and verb.head.i == verb.i - 1:
                return verb.head  # "shares rose, with analysts saying"
            if verb.dep_ == "acl":  # "backed the plan saying ...": said by whoever backed it
                verb = next((a for a in verb.ancestors if a.tag_ in _VERBS), verb.head)
                continue
            if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ROOT", "ccomp"} or verb.head.i == verb.i:
                return None
            if any(c.dep_ == "nsubjpass" for c in below(verb.head)):
                return next(c for c in below(verb.head) if c.dep_ == "nsubjpass")
            verb = verb.head
        return None

    @staticmethod
    def _is_quoted(verb: Token) -> bool:
        """Whether a verb gives its object's words, not its subject's: "the paper quoted a trader as saying"."""
        says = any(c.lower_ == "as" and any(v.tag_ == "VBG" for v in below(c)) for c in below(verb))
        return says and any(c.dep_ == "dobj" for c in below(verb))

    def _beside(self, verb: Token) -> Token | None:
        """The actor named right before or right behind a verb of speech whose subject the parse has missed."""
        i = verb.i - 1
        while i > 0 and (self.doc[i].dep_ in {"aux", "advmod", "neg"} or self.doc[i].text == ","):
            i -= 1
        near = [self.doc[at] for at in (i, verb.i + 1, verb.i + 2) if 0 <= at < len(self.doc)]
        named = (t for t in near if self.reading.quoted[t.i] is None and self.cast.refer(t))
        return next((t for t in named if t.tag_ != "PRP$"), None)  # "said | its secretary"

    def _inverted(self, verb: Token, source: Token | None) -> Token | None:
        """Who says something in its midst, where the parse is misled: "the plan, grumbled | Jane Roe |, was …"."""
        if verb.i == 0 or verb.nbor(-1).text != "," or (source is not None and self._speakers(source)):
            return None
        near = (t for t in self.doc[verb.i + 1 : verb.i + 4] if self.cast.refer(t) and t.dep_ not in {"poss", "pobj"})
        return next((t for t in near if self._is_person(self.cast.refer(t)[0])), None)

    def _is_person(self, id: str) -> bool:
        return self.cast.actor(id).kind == "person"

    @staticmethod
    def _antecedent(subject: Token, verb: Token) -> Token:
        """What a relative pronoun stands for, else the subject itself."""
        if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
            return verb.head
        return subject

    def _speakers(self, source: Token) -> tuple[str, ...]:
        """The actors that a source stands for, or whose paper or spokesman it is: "the letter from X"."""
        beside = [c for c in below(source) if c.dep_ == "appos" and source.tag_ == "NN"]
        if people := [ids for c in beside if (ids := self.cast.refer(c)) and self._is_person(ids[0])]:
            return people[0]  # "its secretary, Jane Roe"
        if (ids := self.cast.refer(source)) or source.lower_ in _PRONOUNS:
            return ids
        if any(c.dep_ == "compound" and c.lower_ in _MEDIA for c in below(source)):
            return ()  # "UK press reports" are no state's
        for child in below(source):
            if child.dep_ == "appos" or (
                child.dep_ in {"compound", "nmod", "poss"} and source.lemma_.lower() in _PAPERS
            ):
                ids = ids or self.cast.refer(child)
            elif child.dep_ == "prep" and child.lower_ in {"for", "of", "from", "by"}:
                ids = ids or next((found for c in below(child) if (found := self.cast.refer(c))), ())
        return ids

    # --- what stands in quotation marks

    def _quotations(self) -> list[Quotation]:
        """The quotations that are somebody's words: long enough, and no headings, titles or asides."""
        has_double = any(not q.single for q in self.reading.quotations)
        kept = []
        for quotation in self.reading.quotations:
            words = self.reading.text[quotation.start : quotation.end].split()
            if len(words) < MIN_WORDS or quotation.nested or self.reading.in_heading(quotation.opening):
                continue
            if _is_title(words) or (quotation.single and has_double and not quotation.closed):
                continue
            kept.append(quotation)
        return kept

    def _direct(self) -> list[_Found]:
        quotations = self._quotations()
        speakers: list[str | None] = []
        cues: list[Cue | None] = []
        voice = _Voice()
        for quotation in quotations:
            cue = self._cue_of(quotation)
            if cue is not None and self._is_of_others(quotation, cue):
                speakers.append(None)
                cues.append(cue)
                continue
            speaker = self._speaker_of(cue, voice)
            if cue is None or cue.strength < _STRONG:
                speaker = self._before_colon(quotation) or speaker
            if cue is None and speaker is None:
                speaker = self._subject_before(quotation)
            if cue is None and speaker is None:
                speaker, cue = self._going_on(quotation, voice)
            if speaker is not None:
                voice = _Voice(speaker, self.reading.paragraph_start(quotation.opening), cue)
            speakers.append(speaker)
            cues.append(cue)
        self._from_neighbours(quotations, speakers, cues)
        keep = [
            not (q.single and cues[i] is None and any(not r.single for r in quotations))
            for i, q in enumerate(quotations)
        ]
        return [(True, speakers[i], cues[i], q.start, q.end) for i, q in enumerate(quotations) if keep[i]]

    def _cue_of(self, quotation: Quotation) -> Cue | None:
        """The cue in the frame around a quotation: the one right after it, the one before it, then any after it."""
        first, last = self._token_at(quotation.opening), self._token_at(max(quotation.closing, quotation.opening + 1))
        begin, end = self.sentences[first][0], self._frame_end(quotation, last)
        if (words_of := self._in_words_of(begin, first, last, end) or self._is_called(last, end)) is not None:
            return words_of
        before = self._between(begin, first)
        after = self._between(last, end)
        follows = [c for c in after if c.strength == _STRONG and self._follows(last, c)]
        ends_open = self.reading.text[quotation.start : quotation.end].rstrip()[-1:] in ",?!"
        introduced = [c for c in before if c.strength == _STRONG]
        if follows and (ends_open or not introduced or any(c.lower_ == "as" for c in below(follows[0].verb))):
            return follows[0]  # "…", as X put it
        over = self.doc[first - 1].head.i if first and self.doc[first - 1].lower_ == "as" else -1
        if calling := [c for c in before if c.verb.i == over and c.speakers]:
            return calling[0]  # "said it was a step that X condemned as "…" "
        beside = [c for c in after if c.speakers and c.verb.i - last <= _NEAR and self._follows(last, c)]
        if beside and ends_open and not introduced:
            return beside[0]  # "…," X shrugged
        if introduced:
            return self._nearest(introduced)
        if (asked := self._asked(quotation, last, end)) is not None:
            return asked
        spoken = [c for c in after if c.strength == _STRONG]
        if spoken:
            return spoken[0]
        if (accorded := self._accorded(begin, end)) is not None:
            return accorded
        known = [c for c in before if c.speakers]
        inside = self.doc[min(first + 1, len(self.doc) - 1)]
        governing = [c for c in known if c.verb.is_ancestor(inside)]  # "its chief waved it away as "…" "
        weak = governing or [c for c in known if c.strength == _WEAK] or known
        return weak[-1] if weak else None

    def _accorded(self, begin: int, end: int) -> Cue | None:
        """The cue of a sentence that gives somebody's words without a verb: "according to X", "For X, it is "…" "."""
        for token in self.doc[begin:end]:
            if self.reading.quoted[token.i] is not None or token.lower_ not in {"according", "for"}:
                continue
            under = [p for c in below(token) if c.lower_ == "to" for p in below(c)] if token.lower_ != "for" else []
            first = token.lower_ == "for" and token.i == begin and token.head.lemma_ == "be"
            sources = [c for c in (*under, *(below(token) if first else ())) if c.dep_ == "pobj"]
            if sources and (speakers := self._speakers(sources[0])):
                return Cue(token, sources[0], speakers, _STRONG)
        return None

    def _in_words_of(self, begin: int, first: int, last: int, end: int) -> Cue | None:
        """The cue without a verb that names a source before or behind a quotation: "in the words of its chief, X"."""
        near = [*range(max(begin, first - _WORDS_OF), first), *range(last, min(last + _WORDS_OF, end))]
        for token in (self.doc[i] for i in reversed(near)):
            if token.lower_ in self.phrases and token.head.lower_ == "in" and self.reading.quoted[token.i] is None:
                of = [p for c in below(token) if c.lower_ == "of" for p in below(c) if c.dep_ == "prep"]
                owners = [c for c in below(token) if c.dep_ == "poss"]
                for source in (*of, *owners):
                    inside = [source, *(c for c in below(source) if c.dep_ == "appos")]
                    if speakers := next((ids for t in inside if (ids := self._speakers(t))), ()):
                        return Cue(token, source, speakers, _STRONG)
        return None

    def _is_called(self, last: int, end: int) -> Cue | None:
        """The cue that says what a quotation is, and whose: "…" was the verdict of X, was her reply, was how X put it.

        Read off the words in their order, for the parse of a sentence that begins with a quotation is anybody's guess.
        """
        tokens = [t for t in self.doc[last : min(last + _CALLED, end)] if not (t.is_punct or t.is_space)]
        if not tokens or tokens[0].lemma_.lower() not in {"be", "come", "run", "go"}:
            return None
        at = next((n for n, t in enumerate(tokens[1:6], 1) if t.lower_ == "how" or t.lemma_.lower() in self.replies), 0)
        if not at:
            return None
        owners = [t for t in tokens[1:at] if self.cast.refer(t) and (t.tag_ == "PRP$" or t.nbor(1).tag_ == "POS")]
        link = next((n for n, t in enumerate(tokens[at:], at) if t.lower_ in {"of", "from", "by", "that", "how"}), None)
        named = [t for t in tokens[link + 1 :] if self.cast.refer(t)] if link is not None and link <= at + 2 else []
        people = [t for t in named if any(self.cast.actor(id).kind == "person" for id in self.cast.refer(t))]
        source = next(iter([*owners, *people, *named]), None)
        return Cue(tokens[0], source, self.cast.refer(source), _STRONG) if source is not None else None

    def _is_of_others(self, quotation: Quotation, cue: Cue) -> bool:
        """Whether the words are those that somebody denies: "dismissed claims that it was "a sham" "."""
        if cue.verb.lemma_.lower() not in self.denying:
            return False
        first = self.doc[self._token_at(quotation.start)]
        claims = (c for c in below(cue.verb) if c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in self.claims)
        return any(c.i < first.i and c.is_ancestor(first) for c in claims)

    def _asked(self, quotation: Quotation, last: int, end: int) -> Cue | None:
        """The cue right behind a question or a shout, which the parse begins a sentence with: "…?" X asked."""
        if end > last + 1 or self.reading.text[quotation.start : quotation.end].rstrip()[-1:] not in "?!":
            return None
        near = self._between(last, last + _NEAR)
        found = [c for c in near if c.strength == _STRONG and c.verb.dep_ == "ROOT" and self._follows(last, c)]
        return next((c for c in found if not any(o.dep_ in {"ccomp", "dobj"} for o in below(c.verb))), None)

    @staticmethod
    def _nearest(cues: list[Cue]) -> Cue:
        """The last of the cues that has a known speaker, else the last."""
        known = [c for c in cues if c.speakers]
        return known[-1] if known else cues[-1]

    def _between(self, start: int, end: int) -> list[Cue]:
        return self.cues[bisect_left(self.cue_at, start) : bisect_left(self.cue_at, end)]

    def _frame_end(self, quotation: Quotation, last: int) -> int:
        """Where the sentence around the quotation ends; right at its mark where the words between end the sentence."""
        end = self.sentences[last][1] if last > 0 else 0
        final = self.reading.text[quotation.start : quotation.end].rstrip()[-1:]
        closing = max(last - 1, 0)
        if self.sentences[closing][1] <= last and final == ".":
            return last
        return end

    def _follows(self, last: int, cue: Cue) -> bool:
        """Whether a cue stands right behind the quotation: nothing but its source and asides between."""
        if cue.verb.i - last > _NEAR and cue.source.i - last > _NEAR:
            return False
        low, high = last, min(cue.verb.i, cue.source.i)
        return all(
            t.is_punct
            or t.is_space
            or t.i >= cue.source.left_edge.i
            or t.dep_ in {"advmod", "aux", "neg"}
            or t.lower_ == "as"
            for t in self.doc[low : max(low, high)]
        )

    def _speaker_of(self, cue: Cue | None, voice: _Voice) -> str | None:
        """The speaker of a cue; for "he" and "the analyst" without a known referent, whoever was given words before."""
        if cue is None or cue.speakers:
            return cue.speakers[0] if cue else None
        lemma = cue.source.lemma_.lower()
        definite = any(c.lower_ == "the" for c in below(cue.source)) and (is_post(lemma) or lemma in _PAPERS)
        if cue.source.lower_ not in _PRONOUNS and not definite:
            return None
        if cue.source.lower_ == "it" and self._goes_on_with_a_paper(cue.verb):
            return None
        last = voice.speaker if voice.speaker is not None else self._last_speaker(cue.verb.i)
        human = cue.source.lower_ in {"he", "she"}
        return last if last is not None and (self._is_person(last) or not human) else None

    def _goes_on_with_a_paper(self, verb: Token) -> bool:
        """Whether the last sentence was said by what is no actor: "The paper said … It also said"."""
        before = (c for c in reversed(self.cues[: bisect_left(self.cue_at, verb.i)]) if c.verb.dep_ == "ROOT")
        last = next(before, None)
        return last is not None and not last.speakers and last.source.tag_ == "NN"

    def _last_speaker(self, before: int) -> str | None:
        """Who was given words last before a token."""
        for i in range(bisect_left(self.cue_at, before) - 1, -1, -1):
            cue = self.cues[i]
            if cue.strength == _STRONG and cue.speakers:
                return cue.speakers[0]
        return None

    def _before_colon(self, quotation: Quotation) -> str | None:
        """Who is named before a colon that a quotation follows, without a verb: "The minister: ..."."""
        i = self._token_at(quotation.opening) - 1
        if i < 1 or self.doc[i].text != ":":
            return None
        begin = self.sentences[i][0]
        if any(t.tag_[:2] in {"VB", "MD"} for t in self.doc[begin:i]):
            begin = i - 1
        return next((ids[0] for t in self.doc[begin:i] if (ids := self.cast.refer(t))), None)  # "X of Acme: "…" "

    def _subject_before(self, quotation: Quotation) -> str | None:
        """Whose words go on a sentence that has only its subject before them: "Acme, the brewer, "has no quarrel" "."""
        first = self._token_at(quotation.opening)
        before = [t for t in self.doc[self.sentences[first][0] : first] if not (t.is_punct or t.is_space)]
        if any(t.tag_[:2] in {"VB", "MD", "IN"} for t in before):
            return None
        return next(
            (ids[0] for t in before if t.dep_ not in {"poss", "compound"} and (ids := self.cast.refer(t))), None
        )

    def _going_on(self, quotation: Quotation, voice: _Voice) -> tuple[str | None, Cue | None]:
        """Whose words a quotation without a cue goes on with: of whoever was given words last before it."""
        paragraph = self.reading.paragraph_start(quotation.opening)
        first = self._token_at(quotation.opening)
        start = self._token_at(paragraph)
        recent = [c for c in self._between(start, first) if c.strength == _STRONG and c.speakers]
        if recent and recent[-1].verb.i >= (voice.cue.verb.i if voice.cue else -1):
            return recent[-1].speakers[0], None
        if voice.speaker is not None:
            return voice.speaker, None
        if (speaker := self._last_speaker(first)) is not None:
            return speaker, None
        doers = [c for c in self._between(start, first) if c.speakers]
        return (doers[-1].speakers[0] if doers else None), None

    def _from_neighbours(self, quotations: list[Quotation], speakers: list[str | None], cues: list[Cue | None]) -> None:
        """Give quotations without a speaker that of the same words elsewhere, or of the one after them."""
        text = self.reading.text
        for i, quotation in enumerate(quotations):
            words = text[quotation.start : quotation.end].rstrip(".,?!").lower()
            for j, other in list(enumerate(quotations))[max(0, i - 12) : i + 13]:
                longer = other.end - other.start > len(words) + 2
                if longer and len(words) > 12 and speakers[j] and words in text[other.start : other.end].lower():
                    speakers[i] = speakers[j]
            if speakers[i] is None and cues[i] is None and i + 1 < len(quotations):
                gap = text[quotation.closing : quotations[i + 1].opening]
                if not gap.strip("\"”' \n"):
                    speakers[i] = speakers[i + 1]

    # --- what is reported

    def _transcribed(self) -> Iterator[_Found]:
        """The lines of a transcript, "NAME: words", where at least two are of somebody who is known."""
        lines = []
        for line in _TURN.finditer(self.reading.text):
            i = self._token_at(line.start(1))
            ids = self.cast.refer(self.doc[i]) if self.starts and self.starts[i] == line.start(1) else ()
            if ids and line.group(2).count('"') < 2:
                lines.append((False, ids[0], None, line.start(2), line.start(2) + len(line.group(2).rstrip())))
        if len(lines) > 1:
            yield from lines

    def _reported(self) -> Iterator[_Found]:
        for cue in self.cues:
            if cue.strength == _STRONG and (cue.speakers or cue.source.lower_ not in _PRONOUNS):
                span = self._content(cue.verb)
                around = span is not None and cue.verb.i < cue.source.i and span[0] <= cue.source.idx < span[1]
                if span is not None and not around and not self._all_quoted(*span):
                    yield False, _one_of(cue.speakers, cue.source), cue, *span
        for token in self.doc:
            if token.lower_ == "according" and token.i + 1 < len(self.doc) and self.reading.quoted[token.i] is None:
                yield from self._according(token)

    def _content(self, verb: Token) -> tuple[int, int] | None:
        """What is said (characters): the clause that hangs on the verb, or its objects."""
        clauses = [c for c in below(verb) if c.dep_ == "ccomp"]
        parts = clauses or [c for c in below(verb) if c.dep_ in {"xcomp", "prep", "dobj"} and c.i > verb.i]
        wordless = verb.lemma_.lower() in _NO_WORDS and {c.dep_ for c in parts} == {"dobj"}
        wordless = wordless or (verb.lemma_.lower() == "agree" and any(c.dep_ == "xcomp" for c in parts))
        if not clauses and (self._is_yet_to_speak(verb) or wordless):
            return None
        if not any(part.dep_ != "prep" or part.lower_ in _TELLING for part in parts):
            return None  # "comment on it", "reply to a letter": nothing of what is said
        if clauses:
            first, last = clauses[0].left_edge, clauses[0].right_edge
        else:
            first, last = parts[0].left_edge, parts[-1].right_edge
        if first.i < verb.i < last.i:
            before = bool(clauses) and clauses[0].i < verb.i
            first, last = (first, self.doc[verb.i - 1]) if before else (self.doc[verb.i + 1], last)
        return self._trimmed(first, self._without_contrast(first, last))

    @staticmethod
    def _is_yet_to_speak(verb: Token) -> bool:
        """Whether nothing has been said: "it could call a vote", "they are expected to deny it"."""
        may = any(c.dep_ == "aux" and c.lower_ in _MAY for c in below(verb))
        foreseen = verb.dep_ == "xcomp" and verb.head.lower_ in {"expected", "due", "likely", "set", "scheduled"}
        return may or foreseen

    def _without_contrast(self, first: Token, last: Token) -> Token:
        """The last token before ", while Norland asked for more time": what another does is the article's to tell."""
        for token in self.doc[first.i + 1 : last.i]:
            if token.lower_ not in {"while", "whereas"} or token.nbor(-1).text != ",":
                continue
            subjects = [c for c in below(token.head) if c.dep_ in SUBJECTS and token.i < c.i <= last.i]
            if any(c.tag_ in {"NNP", "NNPS"} and self.cast.refer(c) for c in subjects):
                return token.nbor(-2)
        return last

    def _trimmed(self, first: Token, last: Token) -> tuple[int, int] | None:
        while first.i < last.i and (
            (first.is_punct and not first.is_quote) or first.is_space or first.lower_ == "that"
        ):
            first = self.doc[first.i + 1]
        while first.i < last.i and ((last.is_punct and not last.is_quote) or last.is_space):
            last = self.doc[last.i - 1]
        if last.i - first.i < 1 or first.is_space:
            return None
        return first.idx, last.idx + len(last.text)

    def _all_quoted(self, start: int, end: int) -> bool:
        """Whether all the words lie between marks: then they are a direct statement."""
        tokens = self.doc[self._token_at(start) : self._token_at(end)]
        return all(self.reading.quoted[t.i] is not None or t.is_punct or t.is_space for t in tokens)

    def _according(self, token: Token) -> Iterator[_Found]:
        """ "…, according to X": the rest of the sentence is the source's."""
        to = self.doc[token.i + 1]
        objects = [c for c in below(to) if c.dep_ == "pobj"] or [c for c in below(token) if c.dep_ == "pobj"]
        if to.lower_ != "to" or not objects:
            return
        source = objects[0]
        start, end = self.sentences[token.i]
        if token.i - start > end - source.right_edge.i:
            span = self._trimmed(self.doc[start], self.doc[max(token.i - 1, start)])
        else:
            span = self._trimmed(self.doc[min(source.right_edge.i + 1, end - 1)], self.doc[end - 1])
        if span is not None and not self._all_quoted(*span):
            speakers = self._speakers(source)
            yield False, _one_of(speakers, source), Cue(token, source, speakers, _STRONG), *span

    def _source_span(self, source: Token) -> Span:
        """The noun phrase of a source, without what hangs on it behind."""
        start = source.left_edge.i
        if source.i - start > 15 or self.reading.quoted[start] is not None:
            start = source.i
        while start < source.i and (self.doc[start].is_punct or self.doc[start].is_space):
            start += 1
        end = source.i
        if source.tag_ in {"JJS", "CD"}:  # "the smallest | of its four parties"
            end = next((c.right_edge.i for c in source.rights if c.lower_ == "of" and c.i == source.i + 1), end)
        return self.reading.span_of(self.doc[start : (end if end - source.i < 9 else source.i) + 1])


def _one_of(speakers: tuple[str, ...], source: Token) -> str | None:
    """The speaker; nobody alone where several are meant at once: "the two sides said"."""
    several = len(speakers) > 1 and source.tag_ == "NNS"
    return None if several or not speakers else speakers[0]


def _is_title(words: list[str]) -> bool:
    """Whether words read as a title: each long one begins with a capital, and no stop ends them."""
    long = [w for w in words if len(w) > 3]
    return len(long) > 1 and all(w[0].isupper() for w in long) and not re.search(r"[.,!?]$", words[-1])
