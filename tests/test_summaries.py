"""Summaries: gerunds, owners, pronouns, and never more than twenty-five words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.extraction.actors import find_cast
from communique.extraction.contents import content_of
from communique.extraction.naming import possessive, with_article
from communique.extraction.reading import read
from communique.extraction.summaries import gerund, summarise, tidy
from communique.model import Article


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("pay", "paying"), ("cut", "cutting"), ("halt", "halting"), ("release", "releasing"), ("agree", "agreeing"),
        ("tie", "tying"), ("stop", "stopping"), ("open", "opening"), ("begin", "beginning"), ("fix", "fixing"),
        ("be", "being"), ("withdraw", "withdrawing"), ("dye", "dyeing"),
        ("quit", "quitting"), ("equip", "equipping"),
    ],
)  # fmt: skip
def test_gerund(verb: str, form: str) -> None:
    assert gerund(verb) == form


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("United Kingdom", "the United Kingdom"),
        ("Norway", "Norway"),
        ("The Times", "the Times"),
        ("EU", "the EU"),
        ("Delta Foods", "Delta Foods"),
    ],
)
def test_a_name_takes_its_article_within_a_sentence(name: str, within: str) -> None:
    assert with_article(name) == within


def test_possessives() -> None:
    assert possessive("Norway") == "Norway’s"
    assert possessive("the unions") == "the unions’"
    assert possessive("Kettley's") == "Kettley's"


@given(st.text(max_size=400))
def test_tidied_text_is_one_line_of_at_most_25_words(text: str) -> None:
    tidied = tidy(text)
    assert "\n" not in tidied and len(tidied.split()) <= 25
    assert tidied == tidied.strip()


def summary_of(sentence: str, verb: str) -> str:
    reading = read(f"Norway and Sweden met on Monday.\n{sentence}")
    token = next(t for t in reading.doc if t.text == verb)
    content = content_of(token)
    assert content is not None
    return summarise(content, find_cast(reading))


@pytest.mark.parametrize(
    ("sentence", "verb", "summary"),
    [
        ("Norway agreed to open the border.", "open", "Norway opening the border"),
        ("Norway agreed to open its border.", "open", "Norway opening its border"),
        ("Norway promised not to raise the tax.", "raise", "Norway not raising the tax"),
        ("Norway agreed to cut the tax and open the border.", "cut", "Norway cutting the tax and opening the border"),
        ("Norway agreed to start negotiating a treaty.", "start", "Norway negotiating a treaty"),
        (
            "Norway agreed to open the border, which has been shut since May, because trade fell.",
            "open",
            "Norway opening the border",
        ),
    ],
)
def test_a_clause_becomes_a_gerund_with_its_doer(sentence: str, verb: str, summary: str) -> None:
    assert summary_of(sentence, verb) == summary


@pytest.mark.parametrize(
    ("sentence", "verb", "summary"),
    [
        # who signs a deal alone does what it is for; who signs it with another need not
        ("Norway signed a deal to buy cheese.", "buy", "Norway buying cheese"),
        ("Norway agreed to give women the same rights as men.", "give", "Norway giving women the same rights as men"),
        ("Norway agreed to pay $5m in fines, as well as $2m to end a lawsuit.", "pay",
         "Norway paying $5m in fines, as well as $2m to end a lawsuit"),
        ("The treaty must still be ratified by Norway.", "ratified", "the treaty being ratified by Norway"),
        ("Norway agreed to adopt majority voting in this area.", "adopt", "Norway adopting majority voting"),
        ("Norway said a bid for the mine will be raised to $5m.", "raised", "a bid for the mine being raised to $5m"),
        ("Norway will publish how much it has spent.", "publish", "Norway publishing how much it has spent"),
        ("Norway agreed to pay $5m, including $2m for nets, to end a lawsuit.", "pay",
         "Norway paying $5m to end a lawsuit"),
        ("Norway's sale of the mine will have to be approved by judges.", "approved",
         "Norway's sale of the mine being approved by judges"),
    ],
)  # fmt: skip
def test_a_summary_says_who_and_loses_no_complement(sentence: str, verb: str, summary: str) -> None:
    assert summary_of(sentence, verb) == summary


def test_a_verb_read_as_an_adjective_is_a_verb() -> None:
    summary = summary_of("Norway officials agreed to quadruple Sweden's management fee.", "fee")
    assert summary.endswith("quadrupling Sweden's management fee")


def test_a_long_clause_is_cut_before_a_phrase_that_can_be_spared() -> None:
    long = (
        "Norway agreed on Friday to build a harbour for the herring boats of the northern villages at the mouth of the "
        "longest river of the country in return for the right to fish in the waters of its southern neighbour."
    )
    summary = summary_of(long, "build")
    assert summary.startswith("Norway building a harbour for the herring boats of the northern villages")
    assert not summary.endswith(("of", "the", "in", "at", "to", "for", "waters"))


def test_an_it_that_is_no_actor_becomes_the_thing_it_means() -> None:
    sentence = "If the private bill is passed on Friday, Norway will urge judges to oppose it."
    assert summary_of(sentence, "oppose") == "judges opposing the private bill"


@pytest.mark.parametrize(
    ("sentence", "head", "alone"),
    [
        ("Norway presented detailed proposals.", "proposals", False),
        ("Norway presented proposals on herring quotas.", "proposals", True),
        ("Norway has sought financial bailouts.", "bailouts", False),
        ("Norway refused a full truce.", "truce", True),
    ],
)
def test_a_noun_that_says_only_that_there_is_such_a_thing_does_not_stand_alone(
    sentence: str, head: str, alone: bool
) -> None:
    assert bool(summary_of(sentence, head)) is alone


def test_a_deal_that_says_nothing_else_is_between_its_parties() -> None:
    reading = read("Norway and Sweden met on Monday.\nBoth signed a preliminary oil deal.")
    content = content_of(next(t for t in reading.doc if t.text == "deal"))
    assert content is not None
    cast = find_cast(reading)
    told = summarise(content, cast, [a.id for a in cast.actors if a.name in {"Norway", "Sweden"}])
    assert told == "a preliminary oil deal between Norway and Sweden"


def test_what_became_of_an_offer_is_no_part_of_it() -> None:
    assert summary_of("Norway had an earlier offer for the mine rejected.", "offer") == "an earlier offer for the mine"


HARBOUR = "The Harbour Board met the Dockers' League and the Tarn Ferry Company in Velmouth on Monday.\n\n"


def told(text: str) -> list[str]:
    """All summaries of a text about a harbour: of proposals, conditions and concessions."""
    found = analyse(Article.of(HARBOUR + text))
    conditions = [c.summary for p in found.proposals for c in p.conditions]
    return [*(p.summary for p in found.proposals), *conditions, *(c.summary for c in found.concessions)]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        # a thing that the sentence has named
        ("The Dockers' League praised the charter and asked for it to cover temporary staff.",
         "the charter covering temporary staff"),
        ("Ada Brandt said the lease would cost $3m a year and demanded that it be put to a vote.",
         "the lease being put to a vote"),
        ("The mayor warned that the levy was unfair and called on councillors to vote against it.",
         "councillors voting against the levy"),
        # not the seller itself
        ("The Tarn Ferry Company, which owns the pier, refused to sell it to the league.",
         "the Tarn Ferry Company selling the pier to the Dockers' League"),
        # what is within the phrase needs no second name
        ("The Tarn Ferry Company plans to publish the timetable in May and to revise it every year.",
         "the Tarn Ferry Company publishing the timetable in May and revising it every year"),
        # people without a name
        ("The Harbour Board has licensed the merger of ferry lines, provided that they sell two ships.",
         "ferry lines selling two ships"),
        ("The rulers of Tarnland told their soldiers to leave the islands.",
         "the rulers’ soldiers leaving the islands"),
        ("The league asked its members to stay at home.", "the Dockers' League’s members staying at home"),
        ("The Tarn Ferry Company promised that nobody would lose their job.", "nobody losing their job"),
        # in a threat the other side is meant
        ("The Dockers' League has threatened to sue the Harbour Board if it closes the canteen.",
         "the Harbour Board closing the canteen"),
        ("The Harbour Board threatened to fine the Tarn Ferry Company unless it cleans the pier.",
         "the Tarn Ferry Company not cleaning the pier"),
    ],
)  # fmt: skip
def test_a_pronoun_becomes_whom_or_what_it_means(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board told the Tarn Ferry Company to repay the loan and urged passengers to boycott it.",
        "The Harbour Board is entitled to look at how much coal it bought.",
    ],
)
def test_nothing_is_named_where_it_is_doubtful_what_is_meant(text: str) -> None:
    assert not [s for s in told(text) if "boycott" in s or "how" in s.split()]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        # who answers a demand is to do it, not who makes it
        ("The Tarn Ferry Company rejected a demand from its main lender to repay $30m.",
         "the Tarn Ferry Company repaying $30m"),
        # an offer that is asked for is not the asker's
        ("The Harbour Board wants a written guarantee that no crane will be moved.",
         "a written guarantee that no crane will be moved"),
        ("The Harbour Board wants 40 Norwegian guards to watch the pier.", "40 Norwegian guards watching the pier"),
        ("Norwegian officials have promised to send a tug.", "Norway sending a tug"),
        ("Twelve former captains of the Tarn Ferry Company have agreed to pay $5m in damages.",
         "twelve former captains of the Tarn Ferry Company paying $5m in damages"),
        ("The Tarn Ferry Company signed a $40m agreement to import steel.", "the Tarn Ferry Company importing steel"),
        ("Fishermen agreed to stay in port on Sunday.", "fishermen staying in port on Sunday"),
    ],
)  # fmt: skip
def test_the_doer_is_who_is_to_do_it_or_nobody(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The mayor called for the tolls to be discussed when ministers meet in Oslo next month.",
         "the tolls being discussed when ministers meet in Oslo next month"),
        ("The Dockers' League asked for the plan to be withdrawn before the vote is held.",
         "the plan being withdrawn before the vote is held"),
        ("The Harbour Board offered staff a bonus of $500.", "a bonus of $500 for staff"),
        ("The Dockers' League is seeking 8 per cent over two years.", "8 per cent over two years"),
        ("The Dockers' League demanded 9 percent this year.", "9 percent this year"),
        ("The Tarn Ferry Company wants the old contract replaced by one that runs for ten years.",
         "the old contract being replaced by one that runs for ten years"),
    ],
)  # fmt: skip
def test_a_bare_phrase_is_completed_from_its_sentence(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The Dockers' League demanded a permanent crane, which the board has refused for years and the mayor favours.",
         "a permanent crane"),
        ("The Harbour Board called for a fund to repair the piers there.", "a fund to repair the piers"),
        ("\"We want the right to enter any of the docks that we choose,\" the Dockers' League said.",
         "entering any of the docks"),
        ("The Harbour Board promised to keep the eastern gate open for lorries from six in the morning until midnight, "
         "twice the hours that the drivers in the northern villages had asked for in May.",
         "the Harbour Board keeping the eastern gate open for lorries from six in the morning until midnight"),
        ("The Tarn Ferry Company is to build a new pier for the herring boats of the northern islands at its own cost "
         "in the coming two years on condition that the tolls fall.",
         "the Tarn Ferry Company building a new pier for the herring boats of the northern islands at its own cost in "
         "the coming two years"),
    ],
)  # fmt: skip
def test_what_dangles_or_was_cut_half_falls_away(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The council voted on a toll of two crowns for lorries. The mayor wants the toll to be scrapped.",
         "the toll of two crowns for lorries being scrapped"),
        ("The Tarn Ferry Company runs a plant for drying seaweed. Residents demanded that the plant be closed.",
         "the plant for drying seaweed being closed"),
        ("The Tarn Ferry Company charges a landing fee for horses. The Dockers' League agreed to waive the fee for "
         "donkeys.", "the Dockers' League waiving the landing fee for donkeys"),
        # which of two is meant nobody can tell
        ("The Harbour Board ran a ferry service to Tarn Island and a bus service. The mayor demanded that the service "
         "be kept.", "the service being kept"),
        ("The Harbour Board paid 30m crowns. The mayor called for the crowns to be returned.",
         "the crowns being returned"),
        ("The mayor wants the dam to be built.", "the dam being built"),
    ],
)  # fmt: skip
def test_a_thing_is_called_as_it_was_called_in_full(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        # the commission is the one that has the word in its name
        ("The Fisheries Commission met on Friday. Norland said it was ready to share figures with the commission.",
         "Norland sharing figures with the Fisheries Commission"),
        ("Norway and Sweden met in May. Norway and Sweden rejected a trade deal between the two countries.",
         "a trade deal between Norway and Sweden"),
        # nobody is told to be the company where three might be
        ("Delta Foods met Orla Dairies and Brix Bakeries. Norland wants judges to wind the company up.",
         "judges winding the company up"),
    ],
)  # fmt: skip
def test_a_description_becomes_a_name_where_that_is_sure(text: str, summary: str) -> None:
    assert summary in told(text)


def test_of_what_was_left_out_no_comma_stays() -> None:
    assert "the Tarn Ferry Company giving way on night shifts and on parking" in told(
        "The Tarn Ferry Company had already given way on night shifts, which have been paid at double the rate since "
        "May, and on parking."
    )


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The Tarn Ferry Company is in negotiations with the Harbour Board to take a 20% stake in the pier.",
         "the Tarn Ferry Company taking a 20% stake in the pier"),
        ("The Tarn Ferry Company is in talks to buy the pier of Velmouth.",
         "the Tarn Ferry Company buying the pier of Velmouth"),
    ],
)  # fmt: skip
def test_who_is_in_talks_to_do_something_is_to_do_it(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("name", "used", "within"),
    [
        ("Dockers' League", None, "the Dockers' League"),
        ("Northern Front", None, "the Northern Front"),
        ("Dutch shipping inspectorate", None, "the Dutch shipping inspectorate"),
        ("players' union", None, "the players' union"),
        ("US Court of Appeals", None, "the US Court of Appeals"),
        ("Liberals", True, "the Liberals"),
        ("Norway's foreign ministry", None, "Norway's foreign ministry"),
        ("Bank of Norland", False, "Bank of Norland"),
    ],
)
def test_a_name_takes_the_article_that_it_has_in_the_text(name: str, used: bool | None, within: str) -> None:
    assert with_article(name, used) == within


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        # where nobody is known to act, or a right is what is asked for, the noun that holds it is shown
        ("The Dockers' League praised a plan to raise wages by 3%.", "a plan to raise wages by 3%"),
        ("The Dockers' League is seeking the right to inspect the cranes.", "the right to inspect the cranes"),
        ("The Dockers' League asked its members to vote the offer down.",
         "the Dockers' League’s members voting the offer down"),
        # what is to be done to a thing
        ("The league asked for the change to be phased in over a year.", "the change being phased in over a year"),
        ("The Harbour Board promised that the gate will be fully opened in May.", "the gate being fully opened in May"),
        # things in a row stay one
        ("Roads, quays and harbour schemes are to be scaled back, the Harbour Board said.",
         "roads, quays and harbour schemes being scaled back"),
        # joined verbs
        ("The Harbour Board will pay damages and co-operate with inspectors.",
         "the Harbour Board paying damages and co-operating with inspectors"),
        ("The Harbour Board asked the league to call off the strike and to meet the mayor.",
         "the Dockers' League calling off the strike and meeting the mayor"),
        # asides and afterthoughts
        ("The Harbour Board offered 200 permits, most of them for small boats.", "200 permits"),
        ("The Tarn Ferry Company plans to close a pier - its oldest - in the north.",
         "the Tarn Ferry Company closing a pier in the north"),
        # what limits a promise, and what only runs an offer down
        ("The Harbour Board promised that no berths would be lost as a result of the new cranes.",
         "no berths being lost as a result of the new cranes"),
        ("The Harbour Board pledged that nobody would be dismissed because of the merger.",
         "nobody being dismissed because of the merger"),
        ("The Harbour Board said it would close a pier as a result of the merger.", "the Harbour Board closing a pier"),
        ("The Harbour Board is set to pay an unfair and quite inadequate price of $3m for the cranes.",
         "the Harbour Board paying a price of $3m for the cranes"),
        ("Veltec has signed a $6bn deal with Orion Bank to supply liquid natural gas (LNG) to Ruvania.",
         "Veltec supplying liquid natural gas to Ruvania"),
        ("Six tracks have been put up for sale by the Harbour Board.", "the sale of six tracks"),
        ("The Dockers' League demanded a limit on the number of ships with the slogan: \"It's our quay\".",
         "a limit on the number of ships"),
        ("The Dockers' League rejected a derisory offer of 2% from the Harbour Board.",
         "the Harbour Board’s offer of 2%"),
        ("The Dockers' League demanded an end to unfair fees.", "an end to unfair fees"),
    ],
)  # fmt: skip
def test_a_course_is_told_by_what_says_most_of_it(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board told the crew to put away your pens.",
        "The Dockers' League welcomed the lease and wants councillors to oppose us.",
    ],
)
def test_there_is_no_summary_with_a_word_that_nobody_can_place(text: str) -> None:
    assert not [s for s in told(text) if {"your", "us"} & set(s.split())]


def test_a_description_is_the_only_one_of_its_kind_that_the_sentence_names() -> None:
    text = "Peru, Chile and Bolivia met. Peru's president Ada Brandt offered Chile cheap access to the country's mines."
    assert "cheap access to Peru’s mines" in told(text)


def test_a_word_in_hyphens_is_kept_and_seats_do_nothing() -> None:
    text = "The Harbour Party, second with 36 seats, said they would be willing to tolerate a case-by-case truce."
    found = told(text)
    assert not [s for s in found if s.startswith("36 seats") or "case- " in s]
    assert "Norland tolerating a cabinet on a case-by-case basis" in told(
        "Norland has offered to tolerate a cabinet on a case-by-case basis."
    )


def test_a_condition_is_denied_once() -> None:
    found = analyse(Article.of("Norland offered to withdraw its troops if the corridors are not closed."))
    assert [c.summary for p in found.proposals for c in p.conditions] == ["the corridors not being closed"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("If there's no deal by June, Ada Brandt said, she will recommend a strike vote.",
         "there being no deal by June"),
        ("Ada Brandt said her 14 lawmakers would be willing to support a minority cabinet.",
         "Ada Brandt’s 14 lawmakers supporting a minority cabinet"),
        ("Brazil shelved a tariff on European machinery and Norland said it was ready to widen a duty-free quota.",
         "Norland widening a duty-free quota"),
    ],
)  # fmt: skip
def test_the_parts_of_a_clause_are_told_with_whose_they_are(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "Tarn Ferry is to buy the shares in Corvo Boats Group, its boatbuilding rival, for $3m.",
            "Tarn Ferry buying the shares in Corvo Boats Group for $3m",
        ),
        (
            "The board is looking at the possibility of bundling services such as towage, storage and repairs by 2035.",
            "the Harbour Board bundling services such as towage, storage and repairs by 2035",
        ),
        (
            "The two mayors agreed to create 'Tarn Wave', a coastal network of public radio channels.",
            "the two mayors creating 'Tarn Wave', a coastal network of public radio channels",
        ),
        (
            "The ferry's directors agreed a $3m settlement in a staff lawsuit over the collapse of the harbour wall.",
            "a $3m settlement in a staff lawsuit over the collapse of the harbour wall",
        ),
        (
            "The Harbour Board ordered the Dockers' League and the Tarn Ferry Company to complete a full survey of "
            "the costs and other problems faced by all towns hit by the flood.",
            "the Dockers' League and the Tarn Ferry Company completing a full survey of the costs and other problems",
        ),
        (
            "Under the accord signed by Norway and Peru, the Norwegian market will be opened to Peruvian investment.",
            "the Norwegian market being opened to Peruvian investment",
        ),
        ("Six Velmouth tugs have been put up for sale by Tarn Ferry.", "the sale of six Velmouth tugs"),
        (
            "The Tarn Ferry Company will offer to run the harbour market and let Ms Doe take the helm.",
            "the Tarn Ferry Company running the harbour market and letting Ms Doe take the helm",
        ),
        ("The Dockers' League will refuse to sign the deal and call a strike.", "a strike"),
        (
            "Tarn Energy has offered to repay its lenders $220m of the $550m it lost on trading in oil futures.",
            "Tarn Energy repaying its lenders $220m of the $550m it lost on trading in oil futures",
        ),
    ],
)
def test_what_limits_a_course_is_not_cut(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "Prosecutors charged John Roe and Jane Doe with fraud. The board wants heavy penalties against the pair.",
            "heavy penalties against John Roe and Jane Doe",
        ),
        (
            "Fans met major owners John Roe and Jane Doe on Sunday. The duo have broken off talks with Corvo over the "
            "proposed sale of their stake.",
            "the proposed sale of John Roe and Jane Doe’s stake",
        ),
        ("The board wants to buy the pair of tunnels.", "the Harbour Board buying the pair of tunnels"),
        (
            "Ten former directors at Corvo are on trial. Jane Doe said the 10 had agreed to pay those who lost money.",
            "the ten former directors at Corvo paying those who lost money",
        ),
        (
            "Alba announced on Monday that it was to offload its Veldian gaming division. "
            "Brewer Corvo will pay $3m for the Veldian unit.",
            "Corvo paying $3m for Alba’s Veldian gaming division",
        ),
        ("Alba praised its core business in May. Corvo agreed to buy the business.", "Corvo buying the business"),
    ],
)
def test_the_pair_and_the_unit_are_called_by_whom_and_whose_they_are(text: str, summary: str) -> None:
    assert summary in told(text)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "Norland has agreed a draft proposal with the European Central Bank to borrow $10bn.",
            "Norland borrowing $10bn under a draft proposal with the European Central Bank",
        ),
        ("Alba reached a long deal to sell its mills to Corvo.", "Alba selling its mills to Corvo"),
        (
            "Chancellor Roe hopes to announce a deal to suspend debt repayments by flood-hit towns later on Friday.",
            "a deal to suspend debt repayments by flood-hit towns",
        ),
        ("Jane Roe agreed to buy Alba's holding in the mill on Tuesday.", "Jane Roe buying Alba's holding in the mill"),
    ],
)
def test_a_deal_is_told_as_far_as_it_has_come(text: str, summary: str) -> None:
    assert summary in [tidy(s) for s in told(text)]
