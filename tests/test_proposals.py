"""Proposals: acts on one course of action make one entry, whose kind, status and positions follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.extraction.actors import find_cast
from communique.extraction.acts import find_acts
from communique.extraction.courses import effects
from communique.extraction.proposals import find_proposals
from communique.extraction.reading import read
from communique.extraction.statements import find_statements
from communique.model import Article, Proposal

CAST = (
    "\nNorland has a port. Sudmark has a long border. Anna Holm is the president of Norland. Ostia lies between them.\n"
    "Delta Rail is a train operator. The Seamen's Union represents crews."
)
LEAD = "Norway, Sweden and Finland held a meeting on Monday about their borders.\n"


def proposals_in(text: str, published: str | None = None) -> tuple[Proposal, ...]:
    reading = read(text)
    cast = find_cast(reading)
    return find_proposals(reading, cast, find_acts(reading, cast, find_statements(reading, cast)), published)


def one(text: str) -> Proposal:
    (proposal,) = proposals_in(LEAD + text)
    return proposal


@pytest.mark.parametrize(
    ("text", "kind", "status", "proponents"),
    [
        ("Norway urged Sweden to open the border to lorries.", "demand", "open", ("norway",)),
        ("Norway offered to open the border to lorries.", "offer", "open", ("norway",)),
        ("Norway and Sweden agreed to open the border to lorries.", "initiative", "agreed", ("norway", "sweden")),
        ("Norway's parliament voted to close the border.", "initiative", "enacted", ("norwegian-parliament",)),
        ("Norway is to pay Sweden $2bn to end a lawsuit.", "initiative", "agreed", ("norway",)),
        ("Norway announced a deal to buy aircraft from Sweden.", "initiative", "agreed", ("norway",)),
        ("Norway is introducing a ban on foreign lorries.", "initiative", "open", ("norway",)),
        ("Norway is seeking to cut farm subsidies by $45bn.", "initiative", "open", ("norway",)),
        ("Norway withdrew its offer to open the border to lorries.", "offer", "withdrawn", ("norway",)),
    ],
)
def test_kind_status_and_proponents(text: str, kind: str, status: str, proponents: tuple[str, ...]) -> None:
    proposal = one(text)
    assert (proposal.kind, proposal.status, proposal.proponents) == (kind, status, proponents)


def test_a_demand_that_is_refused_is_rejected_by_whom_it_was_put_to() -> None:
    proposal = one("Norway urged Sweden to open the border to lorries. Sweden refused to open the border.")
    assert proposal.status == "rejected"
    assert proposal.addressees == ("sweden",)
    assert [(p.actor, p.stance) for p in proposal.positions] == [("sweden", "rejects")]


def test_who_will_refuse_has_not_done_so() -> None:
    proposal = one("Norway offered to open the border to lorries. Sweden will reject the offer.")
    assert proposal.status == "open"


def test_a_refusal_in_words_that_only_point_settles_where_a_proposal_stands() -> None:
    text = LEAD + "Norway offered to open the border to lorries. Sweden turned the idea down on Tuesday."
    (proposal,) = analyse(Article.of(text)).proposals
    assert proposal.status == "rejected"


def test_what_some_accept_and_others_refuse_is_contested() -> None:
    proposal = one(
        "Norway offered to open the border to lorries. Sweden accepted the offer. Finland rejected the offer."
    )
    assert proposal.status == "contested"
    assert {(p.actor, p.stance) for p in proposal.positions} == {("sweden", "supports"), ("finland", "rejects")}


def test_when_something_is_to_happen_first_is_a_condition_and_no_loose_end() -> None:
    proposal = one("Norway offered to open the border to lorries as soon as Sweden pays its debt.")
    assert proposal.summary == "Norway opening the border to lorries"
    assert [c.summary for c in proposal.conditions] == ["Sweden paying its debt"]


def test_a_condition_is_not_its_own_and_the_demand_after_it_points_to_it() -> None:
    proposal = one(
        "“There will be no trade unless Sweden opens its border to lorries,” Norway said. Sweden dismissed the demand."
    )
    assert (proposal.kind, proposal.status, proposal.conditions) == ("condition", "rejected", ())


def test_what_is_to_be_exchanged_is_agreed() -> None:
    proposal = one("Forty lorries are to be exchanged before the end of the month, Norway said.")
    assert (proposal.summary, proposal.status) == (
        "Forty lorries being exchanged before the end of the month",
        "agreed",
    )


def test_what_is_to_come_unless_something_happens_is_not_in_effect() -> None:
    text = "Norway will impose a duty on lorries from Sweden unless Sweden opens the border."
    proposal = proposals_in(LEAD + text)[0]
    assert proposal.status == "open"
    assert [c.summary for c in proposal.conditions] == ["Sweden not opening the border"]


def test_what_is_done_with_ones_own_offer_is_on_that_offer() -> None:
    text = "Norway will close its offer of a fishing licence to Sweden on Friday."
    assert [p.kind for p in proposals_in(LEAD + text)] == ["offer"]


def test_whoever_seeks_to_buy_puts_that_forward() -> None:
    proposal = one("Delta Bank is seeking to buy the minority investors in Omega Insurance for $5bn.")
    assert (proposal.proponents, proposal.status) == (("delta-bank",), "open")


@pytest.mark.parametrize("course", ["another increase", "the same deal", "a separate meeting"])
def test_one_more_of_a_thing_that_is_not_named_is_no_entry(course: str) -> None:
    assert proposals_in(LEAD + f"Norway offered Sweden {course}.") == ()


def test_who_asks_for_a_thing_is_not_the_one_to_do_it() -> None:
    proposal = one("Norway appealed to Sweden to open the border to lorries.")
    assert proposal.summary == "Sweden opening the border to lorries"


def test_the_offer_is_the_one_that_was_made() -> None:
    assert len(proposals_in(LEAD + "Norway offered to open the border to lorries. The offer stands until May.")) == 1


@pytest.mark.parametrize(
    "deal",
    [
        "Norway struck a deal to supply Sweden with gas.",
        "Norway agreed to buy gas from Sweden.",
        "Norway signed a deal on gas with Sweden.",
    ],
)
def test_both_sides_of_a_deal_are_its_parties(deal: str) -> None:
    (proposal,) = analyse(Article.of(LEAD + deal)).proposals
    assert proposal.proponents == ("norway", "sweden")


def test_a_merger_that_may_come_about_is_put_on_the_table() -> None:
    assert one("Two big railway unions could merge to form a union of two million members.").status == "open"


def test_what_was_agreed_on_is_told_even_where_it_is_unclear_by_whom() -> None:
    text = "They also agreed to start negotiating a ceasefire at sea, with the talks to take place in May, she said."
    assert "agreed" in {p.status for p in proposals_in(LEAD + text)}


def test_what_a_deal_sets_down_is_no_entry_of_its_own() -> None:
    text = "Norway and Sweden agreed to share their gas. Under the agreement, Norway will supply Sweden with coal."
    assert [p.status for p in proposals_in(LEAD + text)] == ["agreed"]


def test_the_offer_without_its_bidder_is_the_one_spoken_of() -> None:
    text = "Delta Bank made a £2bn offer for Omega Insurance in May. The offer was rejected in June."
    (proposal,) = proposals_in(text)
    assert (proposal.proponents, proposal.status) == (("delta-bank",), "rejected")


def test_what_is_asked_about_a_bid_is_not_the_bid() -> None:
    bid = "Delta Bank made a £2bn offer for Omega Insurance. "
    text = bid + "Anna Holm urged the regulator to block the takeover of Omega."
    assert {(p.kind, p.proponents) for p in proposals_in(text)} == {
        ("offer", ("delta-bank",)),
        ("demand", ("anna-holm",)),
    }


def test_two_courses_are_two_entries() -> None:
    text = "Norway urged Sweden to open the border to lorries. Finland called for a boycott of foreign salmon."
    assert {p.proponents for p in proposals_in(LEAD + text)} == {("norway",), ("finland",)}


def test_a_deadline_keeps_the_words_of_the_article() -> None:
    deadline = one("Norway urged Sweden to open the border to lorries by Friday.").deadline
    assert deadline is not None and deadline.text == "by Friday" and deadline.date is None


def test_a_whole_date_is_settled() -> None:
    deadline = one("Norway urged Sweden to open the border to lorries by 14 March 2031.").deadline
    assert deadline is not None and deadline.date == "2031-03-14"


@pytest.mark.parametrize(
    ("words", "published", "settled"),
    [
        ("by Friday", "2031-03-12", "2031-03-14"),  # a Wednesday
        ("by Wednesday", "2031-03-12", None),
        ("by next Friday", "2031-03-12", None),
        ("by 14 March", "2031-03-12T08:00:00Z", "2031-03-14"),
        ("by 2 March", "2031-03-12", "2032-03-02"),
        ("by tomorrow", "9999-12-31", None),
        ("by Friday", "last week", None),
    ],
)
def test_the_date_of_the_article_settles_a_deadline(words: str, published: str, settled: str | None) -> None:
    (proposal,) = proposals_in(LEAD + f"Norway urged Sweden to open the border to lorries {words}.", published)
    assert proposal.deadline is not None and proposal.deadline.date == settled


@pytest.mark.parametrize(
    "text",
    [
        "It rained for a week, and the harvest was poor.",
        "Shares in the group fell 3% and demand for its cars was weak.",
        "Norway declined to comment.",
        "Norway routinely seeks medical help in Sweden.",
        "Public pressure may push Norway to reach a compromise.",
        "“We have been offering our unlimited music service for years.”",
        "Norway refused to bow to the threats.",
        "",
    ],
)
def test_no_dealings_give_no_proposals(text: str) -> None:
    assert proposals_in(LEAD + text) == ()


def test_evidence_is_short_and_of_the_text() -> None:
    text = LEAD + "Norway urged Sweden to open the border to lorries. " * 6
    for proposal in proposals_in(text):
        assert sum(len(span.text) for span in proposal.evidence) <= 800
        assert all(text[span.start : span.end] == span.text for span in proposal.evidence)


def test_every_class_of_act_of_the_lexicon_has_a_row_in_the_table() -> None:
    from communique.extraction.words import lexicon

    known = lexicon()
    used = {t.act for triggers in known.verbs.values() for t in triggers} | set(known.nouns.values())
    used |= {act.removesuffix("-it") for act in known.adjectives.values()} | set(known.met.values())
    assert used <= effects().keys()


WORDS = """Norway Sweden agreed refused offered to not the a plan deal bid for of on by , . “ ” if unless and instead
    must will it they reject £2bn (£3bn) talks about with Monday is was said co-operate open border"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_any_words_give_valid_proposals_and_the_same_each_time(words: list[str]) -> None:
    text = " ".join(words)
    found = proposals_in(text)
    assert found == proposals_in(text)
    assert all(text[s.start : s.end] == s.text for p in found for s in p.evidence)


@pytest.mark.parametrize(
    ("text", "summary", "kind", "status"),
    [
        # what somebody wants done to a thing
        ("Norway wants the bridge tolls scrapped.", "the bridge tolls being scrapped", "demand", "open"),
        ("Norway would like the ferry tax abolished.", "the ferry tax being abolished", "demand", "open"),
        (
            "Norway wants the pipeline rerouted around the bay.",
            "the pipeline being rerouted around the bay",
            "demand",
            "open",
        ),
        # what a noun of asking or promising holds, after "that", "for", or beyond whoever asks
        ("Norway renewed its demand that Sweden publish the maps.", "Sweden publishing the maps", "demand", "open"),
        ("Norway repeated its call for Sweden to publish the maps.", "Sweden publishing the maps", "demand", "open"),
        ("A request by Norway for an extra train was refused.", "an extra train", "demand", "rejected"),
        ("Ministers brushed off pleas from Norway for a bigger quota.", "a bigger quota", "demand", "rejected"),
        ("Norway gave an assurance that no boats would be seized.", "no boats being seized", "offer", "open"),
        ("Norway promised no clinics would be closed.", "no clinics being closed", "offer", "open"),
        # what is let pass when nobody stands in its way any more
        ("Norway has dropped its objections to a joint patrol.", "a joint patrol", "initiative", "open"),
        ("Norway lifted its veto on the opening of trade talks.", "the opening of trade talks", "initiative", "open"),
        ("Norway has set aside its opposition to a road bridge.", "a road bridge", "initiative", "open"),
        # what somebody said he would do, or put up with
        (
            "Norway said it would suspend its whaling programme.",
            "Norway suspending its whaling programme",
            "initiative",
            "open",
        ),
        (
            "Norway said it would challenge the verdict in London.",
            "Norway challenging the verdict in London",
            "initiative",
            "open",
        ),
        ("Norway will scrap the visa fee for students.", "Norway scrapping the visa fee for students", "offer", "open"),
        ("Norway could live with a smaller share of the catch.", "a smaller share of the catch", "offer", "open"),
        ("Norway may be willing to waive the landing fee.", "Norway waiving the landing fee", "offer", "open"),
        (
            "Norway undertook to publish its accounts every quarter.",
            "Norway publishing its accounts every quarter",
            "offer",
            "agreed",
        ),
        ("Norway has pledged 40 million euros for a new quay.", "40 million euros for a new quay", "offer", "open"),
        # what is given up
        (
            "In May Norway shelved the closure of the ferry port.",
            "the closure of the ferry port",
            "initiative",
            "withdrawn",
        ),
        # in somebody's own words
        ("“Give us a seat on the board,” said Norway.", "a seat on the board", "demand", "open"),
        ("“Let Sweden pay for the damage,” said Norway.", "Sweden paying for the damage", "demand", "open"),
        ("What Norway needs is a firm timetable for the talks.", "a firm timetable for the talks", "demand", "open"),
        ("“They should drop the tax on lorries,” said Norway.", "dropping the tax on lorries", "demand", "open"),
        # conditions
        ("Norway made its consent conditional on a cut in fees.", "a cut in fees", "condition", "open"),
        (
            "Norway will pay so long as Sweden drops its claim to the islands.",
            "Sweden dropping its claim to the islands",
            "condition",
            "open",
        ),
        ("Norway's condition for joining is that the levy be dropped.", "the levy being dropped", "condition", "open"),
        # under a plan
        (
            "Under the plan, Norway would put $30m into the railway.",
            "Norway putting $30m into the railway",
            "initiative",
            "open",
        ),
        ("The bill would also oblige owners to insure ships.", "obliging owners to insure ships", "initiative", "open"),
    ],
)
def test_a_course_is_found_however_it_is_told(text: str, summary: str, kind: str, status: str) -> None:
    assert (summary, kind, status) in [(p.summary, p.kind, p.status) for p in proposals_in(LEAD + text)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway was accused of imposing a secret toll.",
        "Passengers are advised to check before travelling.",
        "Soldiers could be asked to drive the buses.",
        "Norway, which is to host the summit, praised the talks.",
        "Norway had planned to sell the shipyard two years ago.",
        "Norway asked for something better.",
        "Norway's decision to leave the club in 1998 still rankles.",
        "Deputies in Norway will vote on the budget on Tuesday.",
        "Norway insisted that the talks would go ahead.",
        "Analysts said Norway would sell its Baltic shares.",
        "“We are being asked to wait for years,” said Norway.",
        "Norway will launch similar services next year.",
        "Norway is dependent on Swedish gas.",
        "Norway requested the mission.",
        "Norway saw its catch cut by half.",
    ],
)
def test_what_nobody_puts_to_anybody_is_no_course(text: str) -> None:
    assert proposals_in(LEAD + text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway agreed to free a trawler, and Sweden will in return cut its herring catch by a fifth.",
        "Norway agreed to free a trawler. In exchange, Sweden will cut its herring catch by a fifth.",
        "Norway agreed to free a trawler. Sweden in turn undertook to cut its herring catch by a fifth.",
    ],
)
def test_what_is_done_in_return_both_sides_have_agreed_on(text: str) -> None:
    found = [(p.status, set(p.proponents)) for p in proposals_in(LEAD + text)]
    assert found == [("agreed", {"norway", "sweden"})] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway wants fees capped at 5%, an idea Sweden has repeatedly ruled out.", "rejected"),
        ("Norway asked for a bigger quota, a request that Sweden has turned down.", "rejected"),
        ("Norway proposed a joint patrol, an idea Sweden has dismissed.", "rejected"),
        ("Norway proposed a joint patrol, an idea Sweden has yet to answer.", "open"),
    ],
)
def test_what_is_said_of_a_course_in_passing_counts(text: str, status: str) -> None:
    assert [p.status for p in proposals_in(LEAD + text)] == [status]


def test_who_asks_for_a_thing_is_not_whoever_is_asked_for_it() -> None:
    (proposal,) = proposals_in(LEAD + "Norway has rejected a demand from Sweden to pay a third more for power.")
    assert proposal.proponents == ("sweden",)
    assert not proposal.summary.startswith("Sweden")


def test_a_kept_verb_is_told_with_the_one_before_it() -> None:
    text = "Sweden must hand over the files and pay a fine, Norway said."
    assert [p.summary for p in proposals_in(LEAD + text)] == ["Sweden handing over the files and paying a fine"]


def test_what_some_back_and_its_addressee_refuses_is_contested() -> None:
    text = "Norway called for a levy on fuel. Finland supported the levy on fuel. Sweden opposed the levy on fuel."
    (proposal,) = analyse(Article.of(LEAD + text)).proposals
    assert proposal.status == "contested"


@pytest.mark.parametrize(
    ("text", "summary", "status"),
    [
        ("Norway asked for the night curfew to end on Sunday.", "the night curfew ending on Sunday", "open"),
        ("Norway called for a tax on cruise ships to pay the guards.", "a tax on cruise ships", "open"),
        ("Norway has told its troops to stop their patrols.", "Norway’s troops stopping their patrols", "enacted"),
        ("Norway has poured cold water on a plan by Sweden to build a dam.", "Sweden building a dam", "rejected"),
        ("Norway shrugged off appeals from Sweden for a longer runway.", "a longer runway", "rejected"),
        (
            "A proposal by Norway that ports be shut at night was fended off by Sweden.",
            "ports being shut at night",
            "rejected",
        ),
    ],
)
def test_where_a_course_stands_and_what_it_is(text: str, summary: str, status: str) -> None:
    assert [(p.summary, p.status) for p in proposals_in(LEAD + text)] == [(summary, status)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Seamen's Union had sought a pay rise of 9%.", "rejected"),
        ("Norland had been pressing Sudmark to withdraw its patrol boats.", "rejected"),
        ("Norland offered to pay half of the debt, but was turned down.", "rejected"),
        ("Norland appealed unsuccessfully to Sudmark to free the three sailors.", "rejected"),
        ("Delta Rail has declined to reinstate the two drivers.", "rejected"),
        ("Anna Holm said Norland had asked Sudmark for a truce of ten days.", "open"),
        ("The Seamen's Union is pressing for a settlement of 6% over two years.", "open"),
        ("Norland is seeking a trade deal with Sudmark.", "open"),
        ("Talks to agree a limit on fishing broke down on Friday.", "open"),
        ("Under the agreement, Norland must withdraw its troops within a month.", "agreed"),
    ],
)
def test_where_what_somebody_asked_for_stands(text: str, status: str) -> None:
    assert [p.status for p in proposals_in(text + CAST)] == [status]


@pytest.mark.parametrize(
    ("text", "proponents"),
    [
        ("Norland and Sudmark signed a truce brokered by Ostia on Monday.", ("norland", "sudmark")),
        ("The Seamen's Union turned down a pay offer from Delta Rail on Monday.", ("delta-rail",)),
        ("One of the delegates, Piet Maas, said that Delta Rail should pay the crews on time.", ("piet-maas",)),
        ("Sudmark, Anna Holm said, must withdraw its patrol boats.", ("anna-holm",)),
        ("The Seamen's Union will call off the strike as long as Delta Rail drops the new rota.", ("seamens-union",)),
        ("Anna Holm said the crews had been paid and urged Delta Rail to reopen the port.", ("anna-holm",)),
        ("Anna Holm waited. Her government wants Sudmark to open the border by Friday.", ("norland",)),
    ],
)
def test_who_puts_a_course_forward(text: str, proponents: tuple[str, ...]) -> None:
    assert [p.proponents for p in proposals_in(text + CAST)] == [proponents]


@pytest.mark.parametrize(
    ("text", "summary", "status"),
    [
        ("Norlanda Bank and the Tessin Group have agreed to merge.", "merging", "agreed"),
        ("Jane Roe, chairwoman of the Tessin Group, has refused to resign.", "resigning", "rejected"),
        ("The Tessin Group wants to raise fares by 5% from January.", "raising fares by 5% from January", "open"),
        ("A truce between Norland and the Popular Army took effect on Monday.", "a truce between", "enacted"),
        ("Norland has joined calls for a ban on whale hunting. Peru said no.", "a ban on whale hunting", "rejected"),
    ],
)
def test_what_is_told_in_few_words_is_on_the_table(text: str, summary: str, status: str) -> None:
    met = "Norlanda Bank and the Tessin Group held a meeting on Monday about their future. "
    found = analyse(Article.of(met + text)).proposals
    assert [p.status for p in found if summary in p.summary] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The merger still needs the approval of the competition authority.",
        "The Tessin Group wants to keep tight control over its own future.",
        "Norlanda Bank could join the co-operation deal.",
        "Changes to the rules previously needed unanimous agreement from all members.",
    ],
)
def test_whose_approval_is_missing_and_what_one_only_wishes_is_no_proposal(text: str) -> None:
    assert analyse(Article.of("The Tessin Group met Norlanda Bank. " + text)).proposals == ()


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Marovia and Ruvania agreed to resume talks. The two sides suspended the dialogue in May.", ["agreed"]),
        ("Marovia and Ruvania agreed to resume talks. The two sides had suspended the dialogue.", ["agreed"]),
        (
            "Torvald Metals has made a bid for Delta Ore. Torvald Metals dropped its bid for Delta Ore last year.",
            ["open"],
        ),
        ("Torvald Metals made a bid for Delta Ore in May. It dropped its bid for Delta Ore on Friday.", ["withdrawn"]),
        ("Torvald Metals dropped a plan to close its mill in March.", ["withdrawn"]),
        ("Marovia agreed to open the pass. Traders had been asking for the road to be reopened since May.", ["agreed"]),
        ("Ruvania wants Marovia to cede the pass, a demand Marovia has rejected.", ["rejected"]),
        ("Ruvania wants Marovia to cede the pass, a demand that Marovia has rejected.", ["rejected"]),
        ("The plan to ban fireworks was backed by 60 votes to 40.", ["agreed"]),
        ("The council backed the plan to close the library by 12 votes to 9.", ["agreed"]),
        ("The plan to ban fireworks was backed by 60% of voters.", ["open"]),
        ("The plan to ban fireworks was backed by the Harbour Party.", ["open"]),
        ("Marovia and Ruvania said they would appeal to the Reef Court.", ["open"]),
        ("Marovia and Ruvania said they would build a bridge over the Sund.", ["agreed"]),
        ("Marovia has told Ruvania that it will withdraw its troops by May under a plan agreed with Peru.", ["agreed"]),
        ("Marovia has told Ruvania that it will withdraw its troops by May.", ["open"]),
        ("Marovia will free 20 soldiers in exchange for two pilots, Ruvania said.", ["agreed"]),
        ("Marovia said it would free 20 soldiers in exchange for two pilots.", ["open"]),
        ("Torvald Metals sold two plants to win approval for its takeover of Delta Ore.", ["open"]),
        ("Torvald Metals won approval for its takeover of Delta Ore.", ["agreed"]),
        ("Marovia and Ruvania will resume talks. Senator Anna Rossi opposes the talks.", ["agreed"]),
    ],
)
def test_what_was_before_and_what_others_decide_is_told_from_where_it_stands(text: str, statuses: list[str]) -> None:
    assert [p.status for p in analyse(Article.of(text)).proposals] == statuses


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Torvald Metals offered to accept payment in shares.", "offer", "open"),
        ("Torvald Metals offered to accept a plan by the Dockers' Union to share the work.", "initiative", "agreed"),
    ],
)
def test_who_offers_to_accept_a_new_thing_puts_it_forward(text: str, kind: str, status: str) -> None:
    (found,) = analyse(Article.of(text)).proposals
    assert (found.kind, found.status) == (kind, status)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Torvald Metals rejected a takeover approach from Delta Ore.", "offer", "rejected"),
        ("The Dockers' Union has rejected a 3% pay offer.", "offer", "rejected"),
        ("The Dockers' Union has accepted a 3% pay offer.", "initiative", "agreed"),
        ("The Dockers' Union has rejected a demand to work on Sundays.", "demand", "rejected"),
        ("The Dockers' Union has rejected a plan to work on Sundays.", "initiative", "rejected"),
    ],
)
def test_a_refused_offer_is_an_offer(text: str, kind: str, status: str) -> None:
    (found,) = analyse(Article.of(text)).proposals
    assert (found.kind, found.status) == (kind, status)


def test_the_sum_of_a_second_bid_is_told_with_it() -> None:
    (found,) = analyse(
        Article.of(
            "Torvald Metals has rejected a second takeover approach from Delta Ore, saying the 6.2 billion crown "
            "proposal undervalued the company."
        )
    ).proposals
    assert found.status == "rejected"


def test_the_body_that_somebody_would_quit_is_the_one_on_which_it_depends() -> None:
    (found,) = analyse(
        Article.of("Marovia's Orchard Party threatened to quit the coalition if it accepted the truce.")
    ).proposals
    assert [c.summary for c in found.conditions] == ["the coalition accepting the truce"]


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("Marovia and Ruvania reached a deal on Sunday to share the reef.", ["Marovia and Ruvania sharing the reef"]),
        (
            "Marovia and Ruvania signed a pact in Oslo on Sunday to share the reef.",
            ["Marovia and Ruvania sharing the reef"],
        ),
        ("Lawmakers voted 60 to 40 to ban fireworks in parks.", ["banning fireworks in parks"]),
        ("Marovia proposed a new round of sanctions on Ruvania.", ["sanctions on Ruvania"]),
        ("Marovia proposed a round of golf.", []),
        ("The Harbour Party has offered the Orchard Party three cabinet posts.", ["three cabinet posts"]),
        ("Marovia won an exemption after threatening to block the reef declaration.", []),
        ("Marovia proposed a levy on fish. Ruvania is reluctant to accept a ban on nets.", ["a levy on fish"]),
        ("Torvald Metals has promised that no worker will lose a job.", ["no worker losing a job"]),
    ],
)
def test_what_stands_apart_or_is_over_is_told_as_that(text: str, summaries: list[str]) -> None:
    assert [p.summary for p in analyse(Article.of(text)).proposals] == summaries


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Marovia backed down over a plan to close its mills.", [("initiative", "withdrawn")]),
        ("The Dockers' Union backed down on its demand for a 9% rise.", [("demand", "withdrawn")]),
        ("Marovia refused to back down over its plan to tax fuel.", []),
        ("Marovia warned it would withdraw from the treaty if tolls were imposed.", [("initiative", "open")]),
        ("Marovia said it would withdraw from the treaty if tolls were imposed.", [("initiative", "open")]),
        ("Marovia said it would withdraw its troops if tolls were lifted.", [("offer", "open")]),
        ("Marovia agreed to meet the growers but refused to drop the plan.", [("initiative", "agreed")]),
        ("Marovia postponed a vote on the treaty until March.", []),
        ("Marovia cancelled a vote on the treaty.", []),
        ("Marovia cancelled a plan to close its mills.", [("initiative", "withdrawn")]),
    ],
)
def test_who_backs_down_drops_it_and_who_warns_offers_nothing(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(p.kind, p.status) for p in analyse(Article.of(text)).proposals] == kinds


def test_what_a_minister_says_that_his_state_will_give_is_offered_by_one_side() -> None:
    text = "Fisheries Minister Dora Quill of Norway announced that Norway would lift the tax in the autumn."
    assert [p.kind for p in proposals_in(LEAD + text)] == ["offer"]
