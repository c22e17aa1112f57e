"""Who is meant by pronouns and by descriptions: the right actor, or nobody."""

from __future__ import annotations

import pytest

from communique.extraction.actors import find_cast
from communique.extraction.reading import read


def meant(text: str, word: str, nth: int = 0) -> list[str]:
    """The names of the actors that the nth `word` of a text stands for."""
    reading = read(text)
    cast = find_cast(reading)
    token = [t for t in reading.doc if t.text == word][nth]
    return [cast.actor(id).name for id in cast.refer(token)]


TWO_FIRMS = "Brewer Larkin Group met Halden Foods on Monday. "


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        (TWO_FIRMS + "Larkin Group said it would raise its offer.", "it", ["Larkin Group"]),
        (TWO_FIRMS + "Larkin Group said it would raise its offer.", "its", ["Larkin Group"]),
        (TWO_FIRMS + "Halden Foods plans to sell its mills.", "its", ["Halden Foods"]),
        (TWO_FIRMS + "For its part, Halden Foods was keen to avoid a strike.", "its", ["Halden Foods"]),
        (TWO_FIRMS + "The talks over, Larkin Group has set itself a new aim.", "itself", ["Larkin Group"]),
        (TWO_FIRMS + "Larkin Group chief executive Dora Quill said it would raise its offer.", "it", ["Larkin Group"]),
        (TWO_FIRMS + "The regulator wrote to Larkin Group and its rivals.", "its", ["Larkin Group"]),
        (TWO_FIRMS + "Larkin Group said it was in talks with a bank.", "it", ["Larkin Group"]),
        (TWO_FIRMS + "Larkin Group's rivals want it to sell its mills.", "it", ["Larkin Group"]),
        (TWO_FIRMS + "Larkin Group's rivals accused it of cheating.", "it", ["Larkin Group"]),
        (TWO_FIRMS + "Analysts praised Larkin Group's control over its debts.", "its", ["Larkin Group"]),
        (TWO_FIRMS + "Halden Foods may withdraw if it is to win the suit.", "it", ["Halden Foods"]),
    ],
)
def test_a_pronoun_means_the_subject_around_it(text: str, word: str, who: list[str]) -> None:
    assert meant(text, word) == who


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway dropped the bill since it was too dear.", "it"),
        ("Larkin Group rejected the offer. It is understood that talks will go on.", "It"),
        ("Larkin Group agreed a deal. It was made up of cash and shares.", "It"),
        ("Larkin Group offered cash. It is to be paid to the funds and their holders.", "their"),
        ("Larkin Group met Halden Foods. Ada Quist praised the bigger firm.", "firm"),
        ("Larkin Group, Halden Foods and Bower Mills met on Monday. The firm said nothing.", "firm"),
    ],
)
def test_where_a_thing_or_nobody_in_particular_is_meant_nobody_is(text: str, word: str) -> None:
    assert meant(text, word) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Regulator Ofgrain wrote to Larkin Group. Ofgrain said the firm must open its books.", ["Larkin Group"]),
        ("Larkin Group owns mills. It met Halden Foods. Halden Foods wants to buy the firm.", ["Larkin Group"]),
        ("Norwegian brewer Larkin Group met German insurer Halden. The German firm said nothing.", ["Halden"]),
        ("Norwegian brewer Larkin Group met German insurer Halden. The Danish firm said nothing.", []),
        (
            "Reporters met Halden Foods. They quoted an executive at Larkin Group as saying the firm would pay.",
            ["Larkin Group"],
        ),
    ],
)
def test_a_description_means_the_one_that_fits_it(text: str, who: list[str]) -> None:
    assert meant(text, "firm") == who


@pytest.mark.parametrize(
    ("text", "word", "nth", "who"),
    [
        ("The club Quill United met rival club Dorn City. It won. The club was glad.", "club", 2, ["Quill United"]),
        ("Larkin Group set up a fund for miners. The fund was running short of money.", "fund", 1, []),
        ("Larkin Group met Halden Foods. Its shares rose on the Bergen exchange.", "exchange", 0, []),
        ("Mining group Larkin and brewer Halden Foods met. The brewer left early.", "brewer", 1, ["Halden Foods"]),
        ("Larkin Group - the firm that lost the tender - may be back.", "firm", 0, ["Larkin Group"]),
        ("India and Pakistan opened a bus line. The UK praised both countries.", "countries", 0, ["India", "Pakistan"]),
        ("Norway insisted that it would not bow to demands to recognise the country.", "country", 0, []),
    ],
)
def test_a_description_means_nobody_who_is_of_another_kind(text: str, word: str, nth: int, who: list[str]) -> None:
    assert meant(text, word, nth) == who


def test_they_are_those_who_say_it_and_not_a_pair_named_before() -> None:
    text = "Ada Quist and Ivo Tarn own the club. Farmers said they would block the roads."
    assert meant(text, "they") == ["Farmers"]


def test_a_name_at_the_head_of_a_sentence_is_its_actor_again() -> None:
    text = "Talks with the Italian company Idroval failed. Idroval, however, said it would stay."
    assert meant(text, "it") == ["Idroval"]


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("President Hugo Quill of Chile is in Peru. He said his country would pay.", "country", ["Chile"]),
        (
            "The World Trade Organization met. Peru has cried foul since it joined the organisation.",
            "organisation",
            ["World Trade Organization"],
        ),
        ("Norway met the European Union. Denmark said the bloc's income was too low.", "bloc", ["European Union"]),
        ("Peru, Chile and Bolivia met. The three states agreed.", "states", ["Peru", "Chile", "Bolivia"]),
        (
            "The board has cleared the merger of Alpha Corp and Beta Corp, provided that they sell.",
            "they",
            ["Alpha Corp", "Beta Corp"],
        ),
        ("The Roe family hold a stake. If the family bids, they will need cash.", "they", ["Roe family"]),
        (
            "National Bank of Norland agreed. The River Network said no. The bank said it was glad.",
            "bank",
            ["National Bank of Norland"],
        ),
    ],
)
def test_descriptions_of_states_banks_and_families(text: str, word: str, who: list[str]) -> None:
    assert meant(text, word) == who


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru circulated a rival draft. It does not mention the army.", "It"),
        ("Larkin Group considered a buyout but did not go ahead with it.", "it"),
        ("Investors praised Lenda's move into China. Its shares fell.", "Its"),
    ],
)
def test_what_drafts_do_and_what_is_bought_is_nobodys(text: str, word: str) -> None:
    assert "Peru" not in (found := meant(text, word)) and "China" not in found and "Larkin Group" not in found


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Premier Ivo Holm spoke. Max Roe had been jailed for ten years. He denies it.", "He", ["Max Roe"]),
        ("Mayor Ida Holm praised Jon Roe, who left the navy when he fell ill.", "he", ["Jon Roe"]),
        ("Ada Holm met Jon Roe. Mr Roe suggested naming a ship after her.", "her", ["Ada Holm"]),
        ("Mrs Holm met Jon Roe. Max Poe suggested naming a ship after him.", "him", ["Jon Roe"]),
        ("Mr Roe's wife, Adela, said he needed rest.", "he", ["Roe"]),
        ("Norway urged Peru to lift its ban on boats. Peru refused.", "its", ["Peru"]),
        ("Norway appealed to Peru to lift its ban on boats.", "its", ["Peru"]),
        ("Norway asked Peru to approve its plan.", "its", ["Norway"]),
        ("The judge fined Larkin Group for its delay.", "its", ["Larkin Group"]),
        ("Halden Foods will leave Larkin Group with its debts.", "its", ["Larkin Group"]),
        ("Norway warned Peru it would close the border.", "it", ["Norway"]),
        (
            "Halden Foods was fined. Peru closed the port. The mining society said its members would stay.",
            "its",
            ["mining society"],
        ),
        ("Peru drew up a plan. Norway wants it scrapped.", "it", []),
        ("Peru drew up a plan. Norway let it lapse.", "it", []),
        ("Peru drew up a plan. Norway voted on it.", "it", []),
        ("Norway would keep the toll as it is.", "it", []),
        ("Jon Roe spoke. The Tory leader vowed to tear up the law on his first day.", "his", []),
        ("Peru scans faces. Norway asked when it was in use.", "it", []),
    ],
)
def test_a_pronoun_means_who_does_what_its_clause_says_or_nobody(text: str, word: str, who: list[str]) -> None:
    assert meant(text, word) == who


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("The charity Open Doors wrote to the Home Office. It is poor.", "charity", ["Open Doors"]),
        ("Ofgrain met Larkin Group. The pensions regulator said nothing.", "regulator", ["pensions regulator"]),
        ("Larkin Group met Halden Foods. The fund will start next year.", "fund", []),
        ("Larkin Group met Holm City Council. The department said nothing.", "department", []),
        ("The opposition Unity Party spoke. The governing party said nothing.", "party", []),
        ("Three former executives of Larkin Group were tried.", "executives", []),
        (
            "Peru sued Norway. Norway denied it. Peru was firm. Chile offered help. Both governments met on Monday.",
            "governments",
            ["Norway", "Peru"],
        ),
    ],
)
def test_a_description_means_who_is_called_so_or_nobody(text: str, word: str, who: list[str]) -> None:
    assert meant(text, word, -1) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The union demanded that the company reinstate nine workers.", ["union", "company"]),
        ("The regulator proposed a ceiling on the fee.", ["regulator"]),
        ("The banks offered to write off half of the debt.", ["banks"]),
        ("Torvald Metals rejected the offer. The union demanded talks with Torvald Metals.", ["Torvald Metals"]),
    ],
)
def test_a_bare_noun_is_somebody_of_its_own_only_where_nobody_that_is_named_can_be_meant(
    text: str, who: list[str]
) -> None:
    assert [a.name for a in find_cast(read(text)).actors] == who


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("The Rail Union met the European Union. The union demanded a rise.", "union", ["Rail Union"]),
        ("A group of opposition lawmakers introduced a bill.", "group", ["opposition lawmakers"]),
        ("A cross-party group of MPs has called for a ban on adverts.", "group", ["cross-party group of MPs"]),
        ("A group of US funds said it would vote no.", "it", ["US funds"]),
        ("Peru and Chile asked the African Union to mediate. The two countries want a deal.", "countries",
         ["Peru", "Chile"]),
        ("The FLM is a rebel group in Peru. The rebels demanded talks.", "rebels", ["FLM"]),
        ("Norland told the agency it would let inspectors in.", "it", ["Norland"]),
        ("Members of the Norvian parliament rejected the bill.", "Members", ["Norvian parliament"]),
        ("Lublin's mayor asked for a toll. Lodz's mayor, Ann Roe, refused.", "mayor", ["Lublin's mayor"]),
        ("The board called on Norsk Metals to sell. Norsk Metals did not answer.", "board", []),
        ("Doctors agreed to end a strike. Junior doctors have not agreed to do so.", "Doctors", ["Doctors"]),
        ("Norvian miner Corvex Copper said it had agreed to buy Zenith.", "it", ["Corvex Copper"]),
        ("The school board voted to close three schools.", "board", ["school board"]),
        ("South Korea's opposition party demanded talks.", "party", ["South Korean opposition party"]),
        ("Drugmaker Pharmalis agreed to pay a fine. The company will also stop the trials.", "company", ["Pharmalis"]),
    ],
)  # fmt: skip
def test_those_without_a_name_are_known_by_what_they_are_called(text: str, word: str, who: list[str]) -> None:
    assert meant(text, word) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Replacement nurses agreed to work. Nurses rejected the contract.",
            ["Replacement nurses", "Nurses"],
        ),
        ("Nurses rejected the contract. Emergency nurses will vote on Monday.", ["Nurses", "Emergency nurses"]),
        ("The hospital met its nurses. Night nurses demanded a rise. The nurses will vote on it.", ["Night nurses"]),
        ("Elders urge release of crew\n\nClan elders urged the captors to free the crew.", ["Clan elders"]),
    ],
)
def test_people_without_an_article_need_not_be_those_of_one_kind(text: str, who: list[str]) -> None:
    assert [a.name for a in find_cast(read(text)).actors if a.name.lower().endswith(("nurses", "elders"))] == who


def test_the_smallest_of_its_parties_is_not_the_government() -> None:
    assert meant("The Dutch government met. The smallest of its parties said it would quit.", "it") == []
