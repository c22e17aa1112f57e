"""The sections around the entries: masthead, bottom line, actors, whose account, the article, method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from communique.display.bottom_line import Part, Ref, Sentence, Verb, bottom_line
from communique.display.choice import Choice
from communique.display.marks import body_paragraphs, headline_of, marked
from communique.display.section import Section, go, markdown_table, plain_markdown, ref, refs, table
from communique.display.tags import facts, join, tag
from communique.display.words import STANCE, counted, listed, shown_date, shown_quote, typeset, upper_first
from communique.model import Actor, Statement

if TYPE_CHECKING:
    import pandas as pd


LONGEST_TIED = 24  # a longer word may be broken, and takes a reference along anywhere


class Masthead(Section):
    """The masthead: headline, source, date, what the briefing is of, when it was made."""

    key, title = "masthead", "Briefing"

    def headline(self) -> str:
        """The article's title; of an article without one, its first words."""
        return re.sub(r"^untitled: (.*?),?(…?)$", r"\1\2", self.index.briefing.article.title)

    def kicker(self) -> list[str]:
        """Where the article is from, and how long it is."""
        article = self.index.briefing.article
        one = "one untitled article" if article.title.startswith("untitled") else "one article"
        words = f"from {one} of {counted(len(article.text.split()), 'word')}" if article.text else f"from {one}"
        return [part for part in ("Briefing", article.source, shown_date(article.published), words) if part]

    def cite(self) -> list[str]:
        """What a citation says of the article besides its title."""
        article = self.index.briefing.article
        return [part for part in (article.author, article.source, shown_date(article.published)) if part]

    def by(self) -> list[str]:
        """Who wrote the article, when the briefing was made and whether somebody has looked at it."""
        article, made = self.index.briefing.article, self.index.briefing.provenance
        by = f"Article by {article.author}" if article.author else None
        corrected = f"{counted(made.corrections, 'correction')} by hand" if made.corrections else "not yet reviewed"
        return [part for part in (by, f"Briefing made {shown_date(made.created)} by analysis, {corrected}") if part]

    def html(self) -> Markup:
        """The masthead, which holds the page’s title."""
        article = self.index.briefing.article
        link = tag("a", "the article at its source", href=article.url) if web_address(article.url) else None
        kicker = tag("p", facts(*self.kicker()), class_="kicker", data_cite=", ".join(self.cite()))
        return tag(
            "div", kicker, tag("h1", self.headline(), dir="auto"),
            tag("p", facts(*self.by(), link, tag("a", "how", href="#method")), class_="by"),
            class_="communique mathjax_ignore masthead",
        )  # fmt: skip

    def markdown(self) -> str:
        """The masthead as Markdown."""
        lines = [f"# {plain_markdown(self.headline())}", plain_markdown(" · ".join(self.kicker()))]
        return "\n\n".join([*lines, plain_markdown(" · ".join(self.by()))]) + "\n"

    def plain(self) -> str:
        """What there is, in a line."""
        return f"Briefing: {self.headline()}"


def web_address(url: str | None) -> bool:
    """Whether a link may lead there: only to the web."""
    try:
        return bool(url) and urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


class BottomLine(Section):
    """The bottom line: three to six sentences, each leading to its entries."""

    key, title = "bottom-line", "Bottom line"

    def body(self) -> Markup:
        """The content as HTML."""
        return tag("p", join((self._sentence(s) for s in bottom_line(self.index)), " "), class_="lead")

    def _sentence(self, sentence: Sentence) -> Markup:
        """The sentence, each reference held to the word before it, so that none starts a line."""
        shown: list[Any] = []
        for part in sentence:
            if not isinstance(part, Ref):
                shown.append(tag("b", part.text) if isinstance(part, Verb) else part)
                continue
            if (statement := self.index.statements.get(part.entry)) is not None:
                shown.append(go(self.index, statement.id, statement.content))
                continue
            link, before = ref(self.index, part.entry), shown[-1] if shown else ""
            words, _, last = before.rstrip().rpartition(" ") if type(before) is str else ("", "", "")
            if last and len(last) <= LONGEST_TIED:
                shown[-1] = f"{words} "
                link = tag("span", last, " ", link, class_="tie")
            shown.append(link)
        return join(shown)

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        return [" ".join("".join(self._words(p) for p in s) for s in bottom_line(self.index))]

    def _words(self, part: Part) -> str:
        if isinstance(part, Ref):
            return f"({self.index.numbers[part.entry]})" if part.entry in self.index.numbers else ""
        return f"**{part.text}**" if isinstance(part, Verb) else _plain_part(part)

    def plain(self) -> str:
        """What there is, in a line."""
        return " ".join("".join(self._spoken(p) for p in s) for s in bottom_line(self.index))

    def _spoken(self, part: Part) -> str:
        return part if isinstance(part, str) else part.text if isinstance(part, Verb) else self._words(part)


def _plain_part(text: str) -> str:
    """`plain_markdown`, the blanks at both ends kept."""
    stripped = text.strip()
    return text.replace(stripped, plain_markdown(stripped)) if stripped else text


class Actors(Choice[Actor], Section):
    """The actors: each with role, side, what it did and what it said."""

    key, title = "actors", "Actors"

    def known(self) -> Mapping[str, Actor]:
        """The actors by id."""
        return self.index.actors

    def frame(self) -> pd.DataFrame:
        """A row for each actor."""
        import pandas as pd

        actors = self.index.briefing.actors
        rows = [(a.name, a.kind, a.role, a.affiliation, a.country, len(self.index.said(a.id))) for a in actors]
        columns = ["name", "kind", "role", "affiliation", "country", "statements"]
        return pd.DataFrame(rows, columns=columns, index=[a.id for a in actors])

    def body(self) -> Markup:
        """The content as HTML."""
        actors = [self.index.actors[id] for id in self.index.ranked_actors]
        if not actors:
            return tag("p", "The analysis found nobody who takes part.", class_="none")
        part = [a for a in actors if self.index.weight[a.id]]
        rest = [a for a in actors if not self.index.weight[a.id]]
        named = (
            tag("p", "Also named: ", listed([self.index.label(a.id) for a in rest]), ".", class_="meta")
            if rest
            else None
        )
        return join((tag("ul", *(tag("li", *self._actor(a), id=f"a-{a.id}") for a in part), class_="cast"), named))

    def _actor(self, actor: Actor) -> Iterable[Markup | None]:
        yield tag("b", self.index.title(actor.id), class_="name", dir="auto")
        yield tag("span", self.post(actor), class_="role")
        yield tag("span", facts(*self._deeds(actor.id)), class_="deeds")
        yield self._quotes(actor.id)

    def post(self, actor: Actor) -> str:
        """What an actor is: its role and its side, else its kind."""
        side = self.index.actors[actor.affiliation].name if actor.affiliation in self.index.actors else None
        if side and actor.role and side.lower() in actor.role.lower():
            side = None
        return typeset(", ".join(part for part in (upper_first(actor.role or ""), side) if part) or actor.kind)

    def deeds(self, actor: str) -> list[tuple[str, list[str]]]:
        """What an actor does in the entries: (in what way, the entries' ids)."""
        briefing = self.index.briefing
        ways: list[tuple[str, list[str]]] = [
            ("put forward", [p.id for p in briefing.proposals if actor in p.proponents])
        ]
        for stance, (_, word) in STANCE.items():
            ways.append((word, [p.id for p, position in self.index.positions(actor) if position.stance == stance]))
        ways.append(("addressed by", [p.id for p in briefing.proposals if actor in p.addressees]))
        ways.append(("gives", [c.id for c in briefing.concessions if actor in c.by]))
        ways.append(("gains", [c.id for c in briefing.concessions if actor in c.to]))
        ways.append(("source for", [e.id for e in self.index.entries.values() if actor in e.reported_by]))
        return [(way, list(dict.fromkeys(ids))) for way, ids in ways if ids]

    def _deeds(self, actor: str) -> Iterable[Markup]:
        return (join((way, " ", refs(self.index, ids))) for way, ids in self.deeds(actor))

    def _quotes(self, actor: str) -> Markup | None:
        said = self.index.said(actor)
        if not said:
            return None
        items = (tag("li", self._quote(s)) for s in said)
        direct = sum(s.direct for s in said)
        kinds = [counted(direct, "quotation")] * (direct > 0) + [counted(len(said) - direct, "reported statement")] * (
            len(said) > direct
        )
        return tag("details", tag("summary", listed(kinds)), tag("ul", *items, class_="said"))

    def _quote(self, s: Statement) -> Markup:
        text = shown_quote(s.content.text) if s.direct else " ".join(s.content.text.split())
        return join((text, go(self.index, s.id, s.content)))

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        rows = []
        for id in self.index.ranked_actors:
            actor = self.index.actors[id]
            deeds = [f"{way} {', '.join(self.index.numbers[e] for e in ids)}" for way, ids in self.deeds(id)]
            said = len(self.index.said(id))
            rows.append([self.index.title(id), self.post(actor), "; ".join(deeds) or "–", f"{said:,}" if said else "–"])
        return [markdown_table(["Actor", "Role and side", "Part", "Statements"], rows)] if rows else ["Nobody."]

    def plain(self) -> str:
        """What there is, in a line."""
        return f"{self.title}: {len(self.index.actors)}"


class Accounts(Section):
    """Whose account: which entries rest on whose word."""

    key, title = "accounts", "Whose account"

    def groups(self) -> dict[tuple[str, ...], list[str]]:
        """The ids of the entries by the sources that they rest on; () is the article's own word."""
        found: dict[tuple[str, ...], list[str]] = {}
        for entry in self.index.entries.values():
            found.setdefault(tuple(sorted(self.index.sources(entry))), []).append(entry.id)
        return dict(sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0])))

    def sides(self, sources: Iterable[str]) -> list[str]:
        """The names of the sides that sources belong to."""
        return [self.index.label(side) for side in dict.fromkeys(self.index.side(s) for s in sources)]

    def weight(self, sources: tuple[str, ...]) -> str:
        """What the word of these sources is worth."""
        if not sources:
            return "the article’s own"
        return "one side’s" if len(self.sides(sources)) == 1 else "several sides’"

    def rows(self) -> list[tuple[str, str, str, list[str]]]:
        """Each row: sources, their sides, whose word that is, the ids of the entries."""
        return [
            (
                upper_first(self.index.names(s)) or "The article",
                listed(self.sides(s)) if s else "–",
                self.weight(s),
                ids,
            )
            for s, ids in self.groups().items()
        ]

    def summary(self) -> str:
        """In one sentence, how much rests on one side's word alone."""
        total = len(self.index.entries)
        alone = sum(len(ids) for s, ids in self.groups().items() if self.weight(s) == "one side’s")
        if not alone:
            return "No entry rests on the word of one side alone."
        verb = "rests" if alone == 1 else "rest"
        return f"{alone} of {counted(total, 'entry', 'entries')} {verb} on the word of one side alone."

    def frame(self) -> pd.DataFrame:
        """A row for each group of sources."""
        import pandas as pd

        rows = [
            (who, sides, whose, " ".join(self.index.numbers[i] for i in ids)) for who, sides, whose, ids in self.rows()
        ]
        return pd.DataFrame(rows, columns=["source", "side", "word", "entries"])

    def body(self) -> Markup:
        """The content as HTML."""
        if not self.index.entries:
            return tag("p", "There is no entry that could rest on anybody’s word.", class_="none")
        rows = [(who, sides, whose, refs(self.index, ids)) for who, sides, whose, ids in self.rows()]
        whole = table(
            ["On the word of", "Side", "Whose word", "Entries"], rows, "Whose account, as a table", "accounts"
        )
        return join((tag("p", self.summary(), class_="note"), whole))

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        if not self.index.entries:
            return ["There is no entry that could rest on anybody’s word."]
        rows = [
            (who, sides, whose, ", ".join(self.index.numbers[i] for i in ids)) for who, sides, whose, ids in self.rows()
        ]
        return [self.summary(), markdown_table(["On the word of", "Side", "Whose word", "Entries"], rows)]


class ArticleText(Section):
    """The article to the letter, every entry's words marked and linked both ways."""

    key, title = "article", "The article"

    def body(self) -> Markup:
        """The content as HTML."""
        article = self.index.briefing.article
        if article.text is None:
            link = (
                tag("a", "where it was published", href=article.url)
                if web_address(article.url)
                else "where it was published"
            )
            return tag("p", "The text of the article is not part of this briefing; read it ", link, ".", class_="none")
        head = headline_of(article)
        title = tag("h3", marked(self.index, *head), class_="headline", dir="auto") if head else None
        body = (tag("p", marked(self.index, *p), dir="auto") for p in body_paragraphs(article.text, head))
        return join((title, *body))

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        article = self.index.briefing.article
        if article.text is None:
            return ["The text of the article is not part of this briefing."]
        head = headline_of(article)
        title = [f"**{plain_markdown(article.text[head[0] : head[1]])}**"] if head else []
        return [*title, *(plain_markdown(article.text[a:b]) for a, b in body_paragraphs(article.text, head))]


class Method(Section):
    """How the briefing was made, and what to beware of."""

    key, title = "method", "Method"

    def sentences(self) -> list[str]:
        """How it was made, versions, corrections, limits."""
        briefing, made = self.index.briefing, self.index.briefing.provenance
        found = [
            counted(len(briefing.proposals), "proposal"),
            counted(len(briefing.concessions), "concession"),
            counted(len(briefing.statements), "statement"),
        ]
        unsure = sum(not self.index.certain(e) for e in self.index.entries.values())
        return [
            f"Read by {made.tool} with {made.pipeline} on {shown_date(made.created)}: {listed(found)}, "
            "each with its words in the article.",
            f"{upper_first(counted(made.corrections, 'correction'))} by hand."
            + (f" {upper_first(counted(unsure, 'entry', 'entries'))} marked as uncertain." if unsure else ""),
            "The analysis follows the article alone: it does not know whether what is reported is true, misses what is "
            "only hinted at, and can take a word amiss. Before you rely on a line, read its words in the article.",
        ]

    def corrections(self) -> list[tuple[str, tuple[str, ...]]]:
        """Lists of what was corrected by hand and what could not be, each with its heading."""
        lists = (
            ("Corrections by hand", self.index.done),
            ("Corrections that could not be made", self.index.missed),
            ("Changed in the article since its earlier version", self.index.changes),
        )
        return [(heading, lines) for heading, lines in lists if lines]

    def body(self) -> Markup:
        """The content as HTML."""
        lists = (
            join((tag("h3", heading), tag("ul", *(tag("li", typeset(line)) for line in lines), class_="meta")))
            for heading, lines in self.corrections()
        )
        return join((*(tag("p", sentence, class_="meta") for sentence in self.sentences()), *lists))

    def lines(self) -> Iterable[str]:
        """The content as Markdown."""
        lists = (
            [f"### {heading}", "\n".join(f"- {plain_markdown(line)}" for line in lines)]
            for heading, lines in self.corrections()
        )
        return [*map(plain_markdown, self.sentences()), *(block for blocks in lists for block in blocks)]
