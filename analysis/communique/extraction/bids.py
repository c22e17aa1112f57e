"""Bids for firms: who bids for whom, so that "a £9bn offer", "the takeover" and "the approach" meet in one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.extraction import grammar
from communique.extraction.contents import Content, content_of
from communique.extraction.grammar import below
from communique.extraction.words import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.extraction.act import Act

Refer = Callable[[Sequence["Token"]], tuple[str, ...]]


@dataclass(frozen=True)
class Bid:
    """Who bids for whom, as far as one act tells (actor ids), the sums named, and whether it is another bid."""

    bidders: frozenset[str]
    targets: frozenset[str]
    sums: frozenset[str]
    stakes: frozenset[str]
    anew: frozenset[str]
    known: bool

    @property
    def tells(self) -> bool:
        """Whether it says more than that there is a bid."""
        return bool(self.bidders and (self.targets or self.known)) or bool(self.sums)

    @property
    def parties(self) -> frozenset[str]:
        """Who bids and who is bid for, as far as it tells."""
        return self.bidders | self.targets

    def meets(self, other: Bid) -> bool:
        """Whether two acts can be on the same bid."""
        told_now = (
            bool(self.anew) and other.known and bool(other.sums) and not self.sums
        )  # "a second bid … The £5bn offer"
        mine, others = self.anew - LAST, other.anew - LAST
        if bool(mine) != bool(others) and not (told_now or self.anew & LAST or other.anew & LAST):
            return False
        if mine and others and not mine & others:
            return False
        if self.stakes and other.stakes and not self.stakes & other.stakes:
            return False
        if not (self.bidders and other.bidders) and self.sums and other.sums and not self.sums & other.sums:
            return False  # "accepted a $6bn bid": not that of $8bn which was refused
        if self.bidders and other.bidders and not self.bidders & other.bidders:
            return bool(self.bidders <= other.targets and other.bidders <= self.targets)
        if self.targets and other.targets and not self.targets & other.targets and not self.targets & other.bidders:
            return False
        if self.bidders & other.bidders or self.sums & other.sums:
            return True
        return other.known or bool(self.targets & other.targets)

    def __or__(self, other: Bid) -> Bid:
        return replace(
            self,
            bidders=self.bidders | other.bidders,
            targets=self.targets | other.targets,
            sums=self.sums | other.sums,
            stakes=self.stakes | other.stakes,
        )


# Acts that make their doer the bidder, and those that tell nothing of its part; the doer of any other is the target.
BIDDERS = frozenset({"propose", "offer", "plan", "want", "decide", "ready", "withdraw"})
# What one makes "a bid to" do, which is no offer to buy.
ATTEMPTED = frozenset({"join", "rejoin", "enter", "become", "host", "stage", "leave", "save", "end", "reopen"})
LAST = frozenset({"latest"})  # of several bids the last one, of one bid that one
BETTER = frozenset({
    "enhanced", "upped", "raised", "improved", "higher", "modified", "revised", "sweetened", "increased",
})  # fmt: skip
PLAIN = frozenset({"bid", "offer", "takeover", "approach", "buyout"})  # what a bid for a firm is called for short
TAKEOVERS = frozenset({"takeover", "buyout", "bid", "bidder", "suitor"})
BYSTANDERS = frozenset({"agree", "support", "criticise", "condemn", "oppose", "hedge", "float", "demand"})

# Who approves of a bid or refuses it without being the firm that is bid for.
JUDGES = frozenset({
    "shareholder", "stockholder", "investor", "director", "regulator", "watchdog", "authority", "government",
    "minister", "union", "court", "fan", "supporter",
})  # fmt: skip


def bid_of(content: Content, doers: Sequence[Token], act: str, refer: Refer) -> Bid | None:
    """The bid that a content is, None where it is none; `doers` do the act of class `act` on it."""
    if (priced := _priced(content, doers, act, refer) or _offered_sum(content, doers, act, refer)) is not None:
        return priced
    if content.form == "clause":
        return _brought(content, refer) or _purchase(content, refer) or _bidding(content, refer)
    head, lemma = content.head, content.head.lemma_.lower()
    if lemma not in words("bids") or is_share_offer(head) or (lemma == "bid" and _is_attempt(head)):
        return None
    if lemma == "approach" and not any(t.lemma_.lower() in TAKEOVERS for t in head.doc):
        return None  # how somebody goes about a thing
    first = [c for c in grammar.children(head, "compound", "nmod") if refer([c])]
    bidders = frozenset(refer(content.doers))
    before = [c for c in first if c not in content.doers]
    aims = [
        t for c in grammar.children(head, "acl") if c.lemma_.lower() in words("buying") for t in grammar.patients(c)
    ]
    targets = frozenset(refer([*grammar.under(head, {"for", "of", "with"}), *before, *aims]))
    bidders |= set(refer(_funders(head))) if not bidders else frozenset()
    if act in BIDDERS:
        bidders |= set(refer(doers))
    elif not targets and (act not in BYSTANDERS or (act == "agree" and bidders)):
        targets |= set(refer([d for d in doers if d.lemma_.lower() not in JUDGES])) - bidders
    bidders -= set(refer(grammar.under(head, {"for", "of"})))
    known = any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in below(head))
    return Bid(bidders, targets - bidders, _sums(content), _stakes(content), _anew(content), known)


def is_share_offer(noun: Token) -> bool:
    """Whether a firm's own shares are offered to the public: "its initial public offer", "the flotation"."""
    sold = any(c.lower_ in {"public", "rights", "stock"} for c in grammar.children(noun, "amod", "compound"))
    return noun.lemma_.lower() in {"flotation", "ipo"} or (noun.lemma_.lower() in {"offer", "offering"} and sold)


def _funders(bid: Token) -> list[Token]:
    """Who has the money for a bid: "Delta is said to have facilities in place to fund a £1bn bid".

    Or who has won with it: "Delta won the battle for Orion with a bid worth £1bn".
    """
    verb = bid.head
    if bid.dep_ == "pobj" and verb.lower_ == "with" and verb.head.lemma_.lower() in {"win", "beat", "trump"}:
        return grammar.subjects(verb.head)
    if bid.dep_ != "dobj" or verb.lemma_.lower() not in {"fund", "finance"} or grammar.is_passive(verb):
        return []
    over = next((v for v in (verb, *verb.ancestors) if grammar.children(v, "nsubj", "nsubjpass")), verb)
    return grammar.children(over, "nsubj", "nsubjpass")


def _is_attempt(bid: Token) -> bool:
    """Whether a bid is no offer to buy: "its bid to join the union"."""
    aims = [c for c in grammar.children(bid, "acl") if any(t.lower_ == "to" for t in below(c))]
    return any(c.lemma_.lower() in ATTEMPTED for c in aims)


def _brought(content: Content, refer: Refer) -> Bid | None:
    """The bid in a clause that only brings one: "to make an offer for the firm"."""
    verb = content.head
    if verb.lemma_.lower() not in lexicon().light:
        return None
    for noun in grammar.patients(verb):
        if noun.lemma_.lower() in words("bids") and (brought := content_of(noun)) and brought.form == "noun":
            return bid_of(brought, grammar.subjects(verb), "offer", refer)
    return None


def _bidding(content: Content, refer: Refer) -> Bid | None:
    """The bid that a verb tells: "has bid $6bn for the firm"."""
    verb = content.head
    if verb.lemma_ != "bid":
        return None
    over = [t for o in (verb, *grammar.patients(verb)) for t in grammar.under(o, {"for"})]
    return Bid(
        frozenset(refer(grammar.subjects(verb))), frozenset(refer(over)), _sums(content), frozenset(), frozenset(), True
    )


def _priced(content: Content, doers: Sequence[Token], act: str, refer: Refer) -> Bid | None:
    """The bid whose price a course tells: "to swap half a share for each Delta share", "a dividend of $4 a share"."""
    each, sums = per_share(content), _sums(content)
    if not each or not sums:
        return None
    own = grammar.subjects(content.head) if content.form == "clause" else ()
    bidders = frozenset(refer(own) or refer(doers if act in BIDDERS else ()))
    targets = frozenset(refer([c for t in each for c in grammar.children(t, "compound", "nmod", "poss")])) - bidders
    return Bid(bidders, targets, frozenset(), frozenset(), frozenset(), True) if bidders else None


def _offered_sum(content: Content, doers: Sequence[Token], act: str, refer: Refer) -> Bid | None:
    """The bid that a sum is, where an article on a takeover says no more: "offered £1.3bn, which was rejected"."""
    verb = content.head.head
    if content.form != "noun" or not content.head.text[:1].isdigit() or content.head.dep_ != "dobj":
        return None
    if verb.lemma_.lower() not in {"offer", "bid"} or not any(t.lemma_.lower() in TAKEOVERS for t in content.head.doc):
        return None
    bidders = frozenset(refer(grammar.subjects(verb)))
    targets = frozenset(refer([*grammar.under(verb, {"for"}), *(doers if act == "reject" else ())]))
    return Bid(bidders, targets - bidders, _sums(content), frozenset(), frozenset(), True) if bidders else None


def sought(acts: Sequence[Act]) -> str | None:
    """The one firm that a text says is bid for; what has been agreed to be bought is no bid any more."""
    found = Counter(id for a in acts if a.bid is not None and a.act != "agree" for id in a.bid.targets)
    (first, most), (_, next_) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > next_ + (next_ > 0) else None


def is_plain_bid(act: Act) -> bool:
    """Whether an act names a bid by no more than that: "its raised bid", but not "a pay offer", "a bid to join"."""
    head = act.content.head
    if act.bid is None or act.content.form != "noun" or head.lemma_.lower() not in PLAIN:
        return False
    return not any(
        c.lemma_.lower() not in PLAIN | {"cash", "share", "rival"}
        for c in grammar.children(head, "compound")
        if c.pos_ == "NOUN"
    )


def is_price(content: Content) -> bool:
    """Whether a course tells what is paid for a share, which says less than that a firm is bought."""
    bought = content.form == "clause" and content.head.lemma_.lower() in words("buying")
    return not bought and content.head.lemma_.lower() not in words("bids") and bool(per_share(content))


def per_share(content: Content) -> list[Token]:
    """The shares that a content gives the price of one by one: "31p a share", "for each Delta share"."""
    shares = [t for t in content.tokens if t.lemma_.lower() == "share" and t.tag_ == "NN"]
    return [t for t in shares if any(c.lower_ in {"a", "per", "each", "every"} for c in t.lefts)]


def _purchase(content: Content, refer: Refer) -> Bid | None:
    """The bid in a clause: "to buy the firm"; to buy shares back is none."""
    verb = content.head
    if "takeover" not in content.keys or verb.lemma_.lower() not in words("buying"):
        return None
    if any(c.lower_ in {"back", "out"} for c in below(verb)):
        return None
    bidders = frozenset(refer(grammar.subjects(verb)))
    targets = frozenset(refer([*grammar.patients(verb), *grammar.under(verb, {"with", "for", "of"})]))
    if not targets:  # "to buy Delta's stake", "the insurance arm of Delta"
        held = [
            t
            for p in grammar.patients(verb)
            for t in (*grammar.children(p, "poss"), *grammar.under(p, {"of"}))
            if not any(c.lower_ == "former" for c in below(p))
        ]  # "former assets of Delta"
        held += grammar.under(verb, {"from"})
        targets = frozenset(refer(held)) - bidders
    if verb.lemma_ == "merge" and grammar.patients(verb) and not targets - bidders:
        return None  # "to merge two of its units"
    return Bid(bidders, targets - bidders, _sums(content), _stakes(content), _anew(content), True)


def _sums(content: Content) -> frozenset[str]:
    return frozenset(t.lower_ for t in content.tokens if t.lower_[:1].isdigit())


def _stakes(content: Content) -> frozenset[str]:
    return frozenset(
        t.lower_ for t in content.tokens if t.i + 1 < len(t.doc) and t.nbor(1).lower_ in {"%", "per", "percent"}
    )


def _anew(content: Content) -> frozenset[str]:
    if any(t.lower_ == "than" for t in content.tokens):
        return frozenset()  # "a higher offer than its rival" is not its second
    told = (c.lower_ for c in below(content.head) if c.lower_ in words("anew") | LAST)
    return frozenset("better" if w in BETTER else "fresh" if w == "new" else w for w in told)
