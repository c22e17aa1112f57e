"""What a party gives, gives up or softens is told from what it merely does, and how far it has gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction import analyse
from communique.model import Article, Briefing, Concession

WORDS = (
    "Norland Sudria agreed offered refused to the a its give up drop lower raise pay claim demand ban price by 5% may"
)
MORE_WORDS = (
    "if not in return for concession settlement $3m accepting , . \" ' Mr Tam said that ruled out had will lift of"
)


def briefing_of(text: str) -> Briefing:
    return analyse(Article.of(text))


def only(text: str) -> Concession:
    found = briefing_of(text).concessions
    assert len(found) == 1, [c.summary for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Anna Rossi agreed on Friday to lower the price of her gas by a tenth.", "made"),
        ("Anna Rossi dropped her demand for a share of the harbour fees.", "made"),
        ("Anna Rossi has lifted the ban on Spanish lorries.", "made"),
        ("Anna Rossi has withdrawn her takeover offer for the mine.", "made"),
        ("Anna Rossi is to pay $3m to get out of the contract.", "made"),
        ("Anna Rossi granted the growers more time.", "made"),
        ("Anna Rossi will exempt small boats from the rules.", "made"),
        ("Anna Rossi has reversed her decision to close the harbour.", "made"),
        ("Anna Rossi has made concessions to the growers on the tax.", "made"),
        ("Anna Rossi has been forced into a climbdown over the tax.", "made"),
        ("Anna Rossi will give up the rebate if the quota is raised.", "offered"),
        ("Anna Rossi rejected calls to drop the bill.", "refused"),
        ("Anna Rossi ruled out any cut in the tax.", "refused"),
        ("Anna Rossi was forced to accept limits on her fleet.", "made"),
        ("Anna Rossi offered to suspend the tariffs on Spanish wine.", "offered"),
        ("Anna Rossi is ready to waive the fee for small boats.", "offered"),
        ("Anna Rossi offered a cut of 8% in the harbour fees.", "offered"),
        ("Anna Rossi promised that no Spanish crews would be arrested.", "offered"),
        ("Anna Rossi may be willing to drop her claim to the islands.", "floated"),
        ("Anna Rossi might agree to postpone the debt payments of Spain.", "floated"),
        ("Anna Rossi ruled out giving up her veto on new members.", "refused"),
        ("Anna Rossi has no desire to make further concessions on the treaty.", "refused"),
    ],
)
def test_how_far_a_concession_has_gone(text: str, status: str) -> None:
    concession = only(text)
    assert concession.status == status
    assert concession.by == ("anna-rossi",)


@pytest.mark.parametrize(
    "text",
    [
        "Italy agreed with Spain to hold talks in May.",
        "Italy sold its stake in the bank to Spain.",
        "Italy cut interest rates on Friday.",
        "Prices came down in Italy last year.",
        "Italy conceded that its exports had fallen.",
        "If Italy drops its claim to the islands, Spain will be pleased.",
        "Italy failed to lift the ban on Spanish lorries.",
        "Italy agreed to pay £3bn for the Spanish airline.",
        "Italy backed down.",  # on what?
        "Italy did what it could to lift the ban on lorries.",
        "Under the deal, Italy will supply Spain with gas.",
        "Italy has the option to sell the mine to Spain.",
        "Italy offered new tools for managing forests.",
        "Italy tabled a higher offer for the mine than its rival.",
        "Italy signed a deal to buy fuel in exchange for wheat, and this loan has now been extended.",
    ],
)
def test_what_gives_no_ground(text: str) -> None:
    assert briefing_of(text).concessions == ()


def test_what_is_given_in_return_is_told() -> None:
    concession = only("Italy may waive the fee for small boats in return for lower Spanish tolls.")
    assert concession.in_return_for == "lower Spanish tolls"


def test_a_deed_is_told_without_the_words_that_call_it_a_gesture() -> None:
    concession = only("Italy shortened the patrols last week in a nod to its neighbour.")
    assert concession.summary == "Italy shortening the patrols last week"


def test_the_one_to_whom_something_is_given_gains() -> None:
    concession = only("Anna Rossi met Tom Hale in Rome. Rossi offered to repay Hale half of the debt.")
    assert (concession.by, concession.to) == (("anna-rossi",), ("tom-hale",))


def test_who_a_lifted_burden_weighed_on_gains() -> None:
    concession = only("Italy has lifted the ban on Spanish lorries. Spain thanked Italy.")
    assert (concession.by, concession.to) == (("italy",), ("spain",))


def test_two_givers_give_in_return_for_each_other() -> None:
    text = "Italy agreed to lift the ban on lorries. In return, Spain will cut the toll for the tunnel."
    first, second = briefing_of(text).concessions
    assert (first.by, first.to, second.by, second.to) == (("italy",), ("spain",), ("spain",), ("italy",))
    assert second.in_return_for == first.id


def test_who_mentions_what_another_might_give_does_not_give_it() -> None:
    concession = only("Anna Rossi met Tom Hale. Rossi had mentioned the salt mines as potential concessions to Hale.")
    assert (concession.by, concession.to) == ((), ("tom-hale",))


def test_what_is_refused_is_said_without_a_not() -> None:
    concession = only("There is no question of Italy giving up its veto.")
    assert (concession.status, concession.summary) == ("refused", "Italy giving up its veto")


def test_a_paper_promises_what_its_author_promises() -> None:
    concession = only("Italy issued a statement promising to lift the ban on lorries. Italy will meet Spain.")
    assert concession.by == ("italy",)


def test_a_speaker_gives_what_he_speaks_of_as_his_own() -> None:
    text = (
        'Anna Rossi met the growers on Monday. "I have no desire to make more concessions on the quotas," said Rossi.'
    )
    assert only(text).by == ("anna-rossi",)


def test_the_same_concession_is_one_entry() -> None:
    text = (
        "Italy agreed to pay Spain $40m to settle the dispute over the harbour. "
        "Italian diplomats met in Rome on Monday.\n\nItaly had agreed to pay the $40m after two years of talks."
    )
    assert only(text).status == "made"


def test_a_summary_stands_alone() -> None:
    concession = only("The talks went on. Italy offered to lift the ban and open its harbours to Spanish boats.")
    assert concession.summary == "Italy lifting the ban and opening its harbours to Spanish boats"


def test_a_known_giver_makes_an_entry_surer() -> None:
    known = only("Anna Rossi dropped the charges against the growers.")
    unknown = only("The charges against the growers were dropped on Friday.")
    assert known.by
    assert not unknown.by
    assert known.confidence > unknown.confidence


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        # words around the deed
        ("To win over doubters, Portugal deleted a passage on sanctions from the text.", "made", "passage"),
        ("In a gesture to the hill farmers, Anna Rossi doubled the grant.", "made", "grant"),
        ("Lisbon extended the deadline by a week, a concession to small firms.", "made", "deadline"),
        ("Bowing to public anger, Italy returned the bones.", "made", "bones"),
        ("Italy bowed to the crofters and scrapped the ferry charge.", "made", "charge"),
        ("Italy released the loan that it had withheld.", "made", "loan"),
        ("Italy accepted the inspectors after months of resistance.", "made", "inspectors"),
        (
            "Anna Rossi invited the growers to send an observer to the panel as a gesture of goodwill.",
            "offered",
            "observer",
        ),
        # readiness to move
        ("Estonia has shown flexibility over fishing quotas.", "offered", "quotas"),
        ("Anna Rossi said there was room for manoeuvre on the timetable.", "floated", "timetable"),
        ("Anna Rossi said there was no room for manoeuvre on the fee.", "refused", "fee"),
        ("Anna Rossi did not rule out a discount for large families.", "floated", "discount"),
        ("Anna Rossi said an amnesty for deserters was not excluded.", "floated", "amnesty"),
        ("Anna Rossi said that lowering the retirement age was out of the question.", "refused", "age"),
        ("Anna Rossi said there would be no amnesty for the rebels.", "refused", "amnesty"),
        ("Anna Rossi would not give an inch on the tax.", "refused", "tax"),
        ("Anna Rossi said she would not lower the fee.", "refused", "fee"),
        ("Anna Rossi dismissed the idea of a reprieve for the plant.", "refused", "reprieve"),
        # what is no longer done or will not be
        ("The Liberals said they would no longer insist on a public inquiry.", "made", "inquiry"),
        ("Estonia would not block the budget, as it had threatened to.", "made", "budget"),
        ("Anna Rossi assured the crofters that none of them would be evicted.", "offered", "evicted"),
        ("Anna Rossi held out the prospect of a share in the profits.", "offered", "share"),
        # taking less
        ("Estonia could live with a smaller quota.", "offered", "quota"),
        ("Anna Rossi said she would accept a smaller majority.", "offered", "majority"),
        ("Estonia accepted the terms of the loan with a heavy heart.", "made", "loan"),
        # letting go
        ("Estonia has set free a kidnapped aid worker.", "made", "worker"),
        ("Washington unfroze $3bn of Sudanese assets.", "made", "assets"),
        ("Ethiopia has called a halt to its offensive.", "made", "offensive"),
        ("Ethiopia told its troops to break off operations in the delta.", "made", "operations"),
        ("France has set aside its objections to the pipeline.", "made", "objections"),
        ("Italy granted small firms a grace period of six months.", "made", "grace"),
        ("Anna Rossi said small bakers would be spared the tax.", "made", "tax"),
        # spelt out after it is said, or held back before
        ("Estonia did yield on one point. From May every trawler will get a second licence.", "made", "licence"),
        (
            "Estonia gave some ground on Friday, announcing that night shifts would be limited to eight hours.",
            "made",
            "night shifts",
        ),
        ("Estonia will open its archive to scholars, something it had long resisted.", "made", "archive"),
        (
            "Rivals will be able to use the depots by June, something Estonia had previously ruled out.",
            "made",
            "depots",
        ),
        (
            "Estonia is, however, prepared to take half of the sum in shares, Estonia said.",
            "offered",
            "half of the sum",
        ),
        ("Estonia agreed to two years' close monitoring of the fund.", "made", "monitoring"),
        ("Estonia offered to hold its prices at last year's level until June.", "offered", "prices"),
    ],
)
def test_ground_is_given_in_many_ways(text: str, status: str, said: str) -> None:
    concession = only(text)
    assert concession.status == status
    assert said in concession.summary
    assert concession.by


@pytest.mark.parametrize(
    "text",
    [
        "Italy sent $40m in aid to Haiti.",
        "Italy agreed to postpone the visit of its minister.",
        "Italy and Spain agreed to open a road together.",
        "The court freed Anna Rossi for lack of evidence.",
        "The judge refused to lift a ban on reporting the case.",
        "Analysts said a rise in rates was conceivable this year.",
        "Anna Rossi promised to scrap the fee if elected.",
        "Anna Rossi said she would no longer write the column.",
        "Anna Rossi denied that she had given in to Spain.",
        "Italy agreed to leave the ceiling where it is.",
        "The rule on imports was relaxed in 1998.",
        "Italy called for the duties to be abolished.",
        "Under the plan, Italy would put in $350m in return for 41% of the shares.",
        "Italy was happy to return to the table.",
        "Italy repeated its promise to set up a fund.",
        "Lenders would have taken a loss of 45%.",
        "Jet Air plans to use the cash to cut its debt.",
        "The clinic offers patients access to a nurse.",
        "Italy accepted that demand at the weekend.",  # which demand?
        "Italy softened its stance before the talks.",  # on what?
        "An amendment which would cap the fee was tabled by Spain.",
        "Italy suspended production after the fire.",
        "Heavy rain delayed the case until Monday.",
        "New drugs have halted the rise in infections.",
        "Officials said nobody would be harmed by the test.",
        "The city surrendered to the emperor in 1649.",
        "In a nod to history, Italy named the ship after Nelson.",
        "The premier gave an assurance that the bridge was safe.",
        "The charity will refund donors who ask for it.",
        "Employers cut wages to save jobs.",
        "Italy released figures on trade.",
        "Italy expected cheaper loans in return.",
        "Italy gave way to weeks of protests.",  # and did what?
        "Anna Rossi said ministers had caved in and that farmers would be landed with a bill of $4m.",
        "Anna Rossi argued that the plan was weak and that the levy ought to be abandoned.",
        "The guild has appealed to Italy to waive the levy on fish.",
        "Anna Rossi urged the council not to budge from 9 crowns.",
        "Anna Rossi suggested that nobody be allowed to give a party more than $5,000 a year.",
        "They will share out the catch, which biologists want cut by a fifth.",
        "Anna Rossi conceded as much in parliament.",
        "Anna Rossi gave up the post on grounds of ill health.",
        "Anna Rossi is required to make an offer for the remaining shares.",
        'Tom Hale said: "She would be abandoning her duty if she did not talk."',
    ],
)
def test_what_only_sounds_like_giving_ground(text: str) -> None:
    assert briefing_of(text).concessions == ()


def test_what_is_given_for_a_thing_is_an_entry_of_its_own() -> None:
    text = "Latvia freed two captured pilots on Monday in exchange for the release of a jailed journalist."
    first, second = briefing_of(text).concessions
    assert (first.by, first.status) == (("latvia",), "made")
    assert (second.by, second.to, second.status) == ((), ("latvia",), "made")


def test_who_announces_a_deed_does_it() -> None:
    concession = only("In a gesture to Spain, Anna Rossi announced that the fund would be extended until April.")
    assert (concession.by, concession.summary) == (("anna-rossi",), "the fund being extended until April by Anna Rossi")


def test_whoever_is_called_on_to_give_ground_would_give_it() -> None:
    concession = only("Peru called on Chile to make concessions on water. Chile and Peru will meet in May.")
    assert (concession.by, concession.status) == (("chile",), "demanded")


def test_what_was_said_of_a_thing_is_in_its_summary() -> None:
    concession = only("Anna Rossi met the growers. Rossi said that further discounts were off the table.")
    assert concession.summary == "Anna Rossi ruling out further discounts"


def test_what_goes_on_is_no_part_of_what_ends() -> None:
    concession = only("Anna Rossi has dropped the fee for small boats but kept the fine.")
    assert concession.summary == "Anna Rossi dropping the fee for small boats"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), *MORE_WORDS.split()]), max_size=40).map(" ".join))
def test_any_words_give_entries_that_hold(text: str) -> None:
    article = Article.of(f"{text} end")
    briefing = analyse(article)
    actors = {actor.id for actor in briefing.actors}
    for concession in briefing.concessions:
        assert {*concession.by, *concession.to, *concession.reported_by} <= actors
        assert not set(concession.by) & set(concession.to)
        assert all(article.text is not None and article.text[s.start : s.end] == s.text for s in concession.evidence)
    assert analyse(article).concessions == briefing.concessions


def test_who_wins_a_concession_gains_by_it() -> None:
    found = only("Peru won concessions from Norway over the reef.")
    assert (found.by, found.to) == (("norway",), ("peru",))


def test_no_concessions_are_none() -> None:
    assert briefing_of("Norway made no concessions to Peru at the talks.").concessions == ()
    found = only("Norway said there would be no concessions to Peru.")
    assert (found.summary, found.status) == ("Norway ruling out concessions to Peru", "refused")


@pytest.mark.parametrize(
    "text",
    [
        "Marovia's army turned down the truce, saying it would give the rebels time to regroup.",
        "Marovia rejected the deal because it would give Ruvania access to the reef.",
        "Marovia would accept nothing less than a full withdrawal, its envoy Anna Rossi said.",
        "Torvald Metals said it would accept nothing short of an apology from Ruvania.",
        "Marovia proposed that the two states share the reef. Ruvania said it could live with the proposal.",
        "The Tessin Group said it had lorries ready to move.",
        "The Tessin Group said it had lawyers ready to drop the claim.",
        "Marovia wants Ruvania to cut its duties on wine.",
        "Marovia would like Ruvania to lower the price of gas.",
    ],
)
def test_a_remark_gives_no_ground(text: str) -> None:
    assert briefing_of(text).concessions == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Torvald Metals turned down the claim, saying it would not raise its offer.", "refused"),
        ("Torvald Metals rejected the claim, saying it would instead raise its offer to 5%.", "offered"),
        ("Marovia could live with a smaller quota.", "offered"),
        ("Torvald Metals is ready to drop its claim.", "offered"),
        ("Torvald Metals declared itself ready to drop its claim.", "offered"),
        ("Marovia wants to cut its duties on wine.", "offered"),
    ],
)
def test_what_is_like_a_remark_gives_ground(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Marovia said it would free 20 soldiers in return for a halt to air strikes.", ["offered", "demanded"]),
        ("Marovia offered to free 20 soldiers in return for a halt to air strikes.", ["offered", "demanded"]),
        ("Marovia said it will free 20 soldiers in exchange for two pilots.", ["offered"]),
        ("Marovia will free 20 soldiers in exchange for two pilots, Ruvania said.", ["made"]),
        ("Under the deal, Marovia will free 20 soldiers in exchange for two pilots.", ["made"]),
        ("Marovia freed 20 soldiers in return for a halt to air strikes.", ["made", "made"]),
        ("Marovia agreed to free 20 soldiers in return for a halt to air strikes.", ["made", "made"]),
    ],
)
def test_what_somebody_would_do_for_a_price_is_offered(text: str, statuses: list[str]) -> None:
    found = briefing_of(text).concessions
    assert [c.status for c in found] == statuses
    assert found[0].by == ("marovia",)


@pytest.mark.parametrize(
    ("text", "summary", "status"),
    [
        ("Marovia handed over four villages to Ruvania.", "Marovia handing over four villages to Ruvania", "made"),
        ("Marovia handed back an island to Ruvania.", "Marovia handing back an island to Ruvania", "made"),
        (
            "The Marovian army said it would pull out of the town of Sund.",
            "the Marovian army pulling out of the town of Sund",
            "offered",
        ),
        (
            "The Dockers' Union agreed to a pay freeze in exchange for a guarantee of no job cuts.",
            "the Dockers' Union agreeing to a pay freeze in exchange for a guarantee of no job cuts",
            "made",
        ),
        (
            "Marovia's parliament voted on Friday to lift the ban.",
            "the parliament lifting the ban",
            "made",
        ),
        (
            "Marovia lifted a ban on Ruvanian wine that it had imposed in 2019.",
            "Marovia lifting a ban on Ruvanian wine that it had imposed in 2019",
            "made",
        ),
        (
            "The Marovian army will pull out of the town of Sund as a goodwill gesture.",
            "the Marovian army pulling out of the town of Sund",
            "made",
        ),
        ("Torvald Metals has promised that no worker will lose a job.", "no worker losing a job", "offered"),
        (
            "Torvald Metals has promised that it would not cut a job.",
            "Torvald Metals not cutting a job",
            "offered",
        ),
    ],
)
def test_land_jobs_and_what_has_its_price_are_given_by_one_side(text: str, summary: str, status: str) -> None:
    concession = only(text)
    assert (concession.summary, concession.status) == (summary, status)


@pytest.mark.parametrize(
    "text",
    [
        "The Marovian army withdrew from the town of Sund.",
        "Marovia handed the trophy to Ruvania.",
        "Torvald Metals has offered to bring in a mediator.",
        "Marovia dropped its claim to the reef in 1998.",
        "Marovia's parliament will vote on Friday on a bill to lift the ban.",
        "Marovia's parliament voted against a plan to lift the ban.",
        "Marovia shelved the plan in 2022 but revived it this month.",
        "Torvald Metals handed over the land to a farmer.",
    ],
)
def test_who_is_driven_out_hands_over_other_things_or_did_so_long_ago_gives_no_ground(text: str) -> None:
    assert briefing_of(text).concessions == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In return for the loan, Marovia would be expected to free its prisoners.", "demanded"),
        ("In return for the loan, Marovia will free its prisoners.", "made"),
        ("Torvald Metals is set to raise its bid for the mine.", "floated"),
        ("Torvald Metals has raised its bid for the mine.", "made"),
        ("Marovia said it may come back with an improved offer for Torvald Metals.", "floated"),
        ("Speculation is growing that Torvald Metals may come back with an improved offer.", "floated"),
        ("Torvald Metals promised no jobs would be lost as a result of the new machines.", "offered"),
    ],
)
def test_what_is_expected_or_thought_of_is_not_given_yet(text: str, status: str) -> None:
    assert only(text).status == status


def test_what_only_the_article_thinks_of_nobody_floats() -> None:
    assert briefing_of("Torvald Metals may well come back with an improved offer for the mine.").concessions == ()


def test_a_name_that_stands_apart_from_its_verb_gives() -> None:
    found = briefing_of("Torvald Metals, meanwhile, had to pay the Marovia Commission $20m to settle the charges.")
    assert [[a.name for a in found.actors if a.id in c.by] for c in found.concessions] == [["Torvald Metals"]]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Norland offered to cut its share to 65% if Zambia agreed to a single border post.",
         "Zambia agreeing to a single border post"),
        ("Norland offered to free the crew if prices fall.", None),
        ("Norland offered to withdraw its troops if the corridors are not closed.", None),
    ],
)  # fmt: skip
def test_what_the_other_side_is_to_do_for_it_is_told(text: str, term: str | None) -> None:
    assert [c.in_return_for for c in analyse(Article.of(text)).concessions] == [term]
