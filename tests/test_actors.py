from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extraction.actors import Cast, find_cast
from communique.extraction.reading import Reading, read
from communique.model import Actor


def cast_of(text: str) -> tuple[Reading, Cast]:
    reading = read(text)
    return reading, find_cast(reading)


def actor(cast: Cast, name: str) -> Actor:
    found = [a for a in cast.actors if name in (a.name, *a.aliases)]
    assert len(found) == 1, f"{name}: {[a.name for a in cast.actors]}"
    return found[0]


def meant(reading: Reading, cast: Cast, word: str, nth: int = 0) -> list[str]:
    token = [t for t in reading.doc if t.text == word][nth]
    return [cast.actor(id).name for id in cast.refer(token)]


def names(cast: Cast) -> Sequence[str]:
    return [a.name for a in cast.actors]


def test_full_name_surname_and_title_are_one_person() -> None:
    _, cast = cast_of(
        "Finance Minister Ingrid Solheim rejected the plan. Mrs Solheim said it was too dear. Solheim wants a new one."
    )
    person = actor(cast, "Ingrid Solheim")
    assert (person.kind, person.role) == ("person", "Finance Minister")
    assert len(person.mentions) == 3


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("On Monday Acme chief executive Dora Quill said no deal was near.", "Acme chief executive"),
        ("Dora Quill, the chief executive of Acme, said no deal was near.", "chief executive of Acme"),
        ("The chief executive of Acme, Dora Quill, said no deal was near.", "chief executive of Acme"),
        ("Dora Quill, who is chairman of the audit board, said no deal was near.", "chairman of the audit board"),
        ("French President Dora Quill said no deal was near.", "French President"),
    ],
)
def test_posts_before_and_after_a_name(text: str, role: str) -> None:
    assert actor(cast_of(text)[1], "Dora Quill").role == role


def test_people_have_the_country_and_the_side_that_their_post_names() -> None:
    _, cast = cast_of("Norway accepted the offer. Norwegian Foreign Minister Ingrid Solheim praised Denmark on Monday.")
    person = actor(cast, "Ingrid Solheim")
    assert (person.country, person.affiliation) == ("NOR", "norway")


def test_an_acronym_in_brackets_and_a_short_form_are_the_same_organization() -> None:
    _, cast = cast_of(
        "The National Farm Workers Union (NFWU) called a strike. The NFWU said it would last a week. "
        "Larkin Group offered more money. Larkin also promised new talks."
    )
    assert "NFWU" in actor(cast, "National Farm Workers Union").aliases
    assert "Larkin" in actor(cast, "Larkin Group").aliases
    assert len(cast.actors) == 2


def test_capitals_seats_and_nationality_words_are_the_state() -> None:
    _, cast = cast_of(
        "Ottawa accused Russia of cheating. The Kremlin denied it. Canada has recalled its envoy. Moscow protested."
    )
    assert [(a.name, a.kind, a.country) for a in cast.actors if a.kind == "state"] == [
        ("Canada", "state", "CAN"),
        ("Russia", "state", "RUS"),
    ]
    assert set(actor(cast, "Russia").aliases) == {"the Kremlin".removeprefix("the "), "Moscow"}


UNKNOWN = (
    "President Ivo Tarn of Belvania met envoys in Oslo on Friday. Belvanian Prime Minister Mara Dell backed the truce. "
    "The Belvanian government said neighbouring Torland had agreed. Torland's prime minister, Ada Quist, signed it. "
    "In Torland the army said nothing. The European Commission praised the Torlandish president and Norway."
)


def test_states_that_no_table_knows_are_states_of_no_country() -> None:
    _, cast = cast_of(UNKNOWN)
    for name in ("Belvania", "Torland"):
        assert (actor(cast, name).kind, actor(cast, name).country) == ("state", None)


def test_whoever_is_of_an_unknown_state_gets_no_other_country() -> None:
    _, cast = cast_of(UNKNOWN)
    for name, state in (("Ivo Tarn", "Belvania"), ("Mara Dell", "Belvania"), ("Ada Quist", "Torland")):
        person = actor(cast, name)
        assert (person.country, person.affiliation) == (None, actor(cast, state).id)


def test_blocs_and_bodies_of_a_dealing_between_states_get_no_country_from_around_them() -> None:
    _, cast = cast_of(
        "Norway offered Iceland a quota on Monday. Norway said the offer stood. The European Commission welcomed it. "
        "The Herring Alliance rejected it. Iceland asked for time."
    )
    assert {actor(cast, n).country for n in ("European Commission", "Herring Alliance")} == {None}


def test_bodies_are_named_by_the_word_for_their_people_once() -> None:
    _, cast = cast_of(
        "The Norwegian foreign ministry rejected the plan. The Dutch regulator proposed talks with Norway. "
        "The Norwegian foreign ministry agreed."
    )
    assert actor(cast, "Norwegian foreign ministry").country == "NOR"
    assert actor(cast, "Dutch regulator").country == "NLD"


def test_a_person_belongs_to_the_body_whose_post_is_given() -> None:
    _, cast = cast_of(
        "The Harbour Council rejected the offer. Its chairman, Neil Orr, said it was late. "
        "Fiona Marsh, who leads the Canadian team, disagreed."
    )
    assert actor(cast, "Neil Orr").affiliation == actor(cast, "Harbour Council").id
    assert actor(cast, "Fiona Marsh").country == "CAN"


def test_a_press_service_is_an_actor_of_its_own() -> None:
    _, cast = cast_of("Russia attacked at dawn. The Kremlin's press service said the operation was over.")
    assert actor(cast, "Kremlin press service").affiliation == "russia"


def test_places_and_dates_are_no_actors() -> None:
    _, cast = cast_of("Acme signed the contract in Zurich on Friday after a meeting near Lake Garda in July.")
    assert names(cast) == ["Acme"]


def test_media_that_carry_a_report_are_no_actors() -> None:
    _, cast = cast_of("Acme has rejected the bid, Reuters reported. A spokesman told the BBC that talks would go on.")
    assert names(cast) == ["Acme"]


def test_groups_that_act_are_actors() -> None:
    _, cast = cast_of("Human rights groups urged the army to stop. Farmers demanded more money from the government.")
    kinds = {a.name.lower(): a.kind for a in cast.actors}
    assert kinds["human rights groups"] == "group" and kinds["farmers"] == "group"


def test_both_sides_are_the_last_two() -> None:
    reading, cast = cast_of("India and Pakistan met in Geneva on Monday. Both sides agreed to open the border.")
    assert meant(reading, cast, "sides") == ["India", "Pakistan"]


def test_a_phrase_of_two_names_refers_to_both() -> None:
    reading, cast = cast_of("India and Pakistan accepted the offer of Nepal.")
    assert [cast.actor(id).name for id in cast.refer(reading.doc[0:3])] == ["India", "Pakistan"]


def test_pronouns_and_descriptions() -> None:
    reading, cast = cast_of(
        "Dora Quill, chief executive of Larkin Group, rejected the bid on Monday. She said the company was "
        "not for sale. Prime Minister Ivo Brandt called for calm. The prime minister said he would mediate."
    )
    assert meant(reading, cast, "She") == ["Dora Quill"]
    assert meant(reading, cast, "company") == ["Larkin Group"]
    assert meant(reading, cast, "minister") == ["Ivo Brandt"]
    assert meant(reading, cast, "he") == ["Ivo Brandt"]


def test_an_unnamed_spokesman_stands_for_his_body() -> None:
    reading, cast = cast_of("Larkin Group rejected the bid. A spokesman for Larkin Group said it was too low.")
    assert meant(reading, cast, "spokesman") == ["Larkin Group"]


def test_a_word_that_stands_for_nobody_refers_to_nobody() -> None:
    reading, cast = cast_of("Larkin Group rejected the bid.")
    assert meant(reading, cast, "bid") == [] and meant(reading, cast, "rejected") == []


def test_text_in_capitals_gives_what_can_be_had() -> None:
    _, cast = cast_of("RUSSIA AND UKRAINE HAVE AGREED TO TALKS. FOREIGN MINISTER DORA QUILL WELCOMED THE DECISION.")
    assert {"Russia", "Ukraine", "Dora Quill"} <= set(names(cast))


WORDS = """
Mr Dr. President of the The and India Turkish US Larkin Group ( ) " “ ” , . : ; - ' 's said he it they both sides two
companies spokesman minister government told MPs 5 $5m KREMLIN kremlin O'Neill Jean-Luc
"""
ODD = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=40).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.one_of(ODD, st.text(max_size=120)))
def test_any_text_gives_actors_whose_mentions_hold(text: str) -> None:
    _, cast = cast_of(text)
    ids = [a.id for a in cast.actors]
    assert len(set(ids)) == len(ids)
    for a in cast.actors:
        assert a.mentions or a.affiliation is None or a.affiliation in ids
        assert all(text[m.start : m.end] == m.text for m in a.mentions)
    assert {id for who in cast.by_token.values() for id in who} <= set(ids)


@settings(max_examples=20, deadline=None)
@given(ODD)
def test_the_same_text_gives_the_same_cast(text: str) -> None:
    assert cast_of(text)[1].actors == cast_of(text)[1].actors


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Japanese car maker Tokimo rejected the offer.", "Tokimo", "JPN"),
        ("Tokimo, a Frankfurt-based bank, rejected the offer.", "Tokimo", "DEU"),
        ("US-based Tokimo rejected the offer.", "Tokimo", "USA"),
        ("Tokimo, one of Germany's biggest banks, rejected the offer.", "Tokimo", "DEU"),
        ("Tokimo, which is based in Munich, rejected the offer.", "Tokimo", "DEU"),
        ("Germany is in talks. The country's largest bank, Tokimo, rejected the offer.", "Tokimo", "DEU"),
        ("Paris's Tokimo rejected the offer.", "Tokimo", "FRA"),
        ("India's Deccan seals deal\n\nAir Deccan has bought planes. It will buy more.", "Air Deccan", "IND"),
        ("A trader with Tokimo Fund in Delhi said no. Tokimo Fund refused.", "Tokimo Fund", "IND"),
        ("Norway met. Economy Minister Dora Quill said Norway would refuse. Norway agreed.", "Dora Quill", "NOR"),
        ("Texas oil firm Tokimo rejected the offer.", "Tokimo", "USA"),
        ("Indian firms Tokimo and Banara rejected the offer.", "Banara", "IND"),
        ("The Bank of Japan rejected the offer.", "Bank of Japan", "JPN"),
        ("The Bundestag rejected the offer.", "Bundestag", "DEU"),
        ("The Scottish Executive rejected the offer.", "Scottish Executive", "GBR"),
        ("Home Secretary Dora Quill rejected the offer.", "Dora Quill", "GBR"),
        ("The mayor of Lyon, Dora Quill, rejected the offer.", "Dora Quill", "FRA"),
        ("Irish entrepreneur Dora Quill rejected the offer.", "Dora Quill", "IRL"),
        ("Dora Quill, from Germany's Green Party, rejected the offer.", "Dora Quill", "DEU"),
        ("Fiat rejected the offer. Fiat said no.", "Fiat", "ITA"),
        ("The Altria Group rejected the offer.", "Altria Group", "USA"),
    ],
)
def test_a_country_is_given_where_the_article_makes_it_plain(text: str, name: str, country: str) -> None:
    assert actor(cast_of(text)[1], name).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anglo-Dutch group Tokimo rejected the offer.", "Tokimo"),
        ("Creditors of the Paris Club rejected the offer. The Paris Club met on Monday.", "Paris Club"),
        ("Spanish bank Tokimo rejected the offer. Tokimo chief executive Dora Quill said no.", "Dora Quill"),
        ("Mr Finn rejected the offer. Tokimo chairman Peter Finn said no.", "Peter Finn"),
        ("The Spanish bank Tokimo and its rival Banara rejected the offer.", "Banara"),
        ("French shareholders met. Investors rejected the offer.", "Investors"),
    ],
)
def test_no_country_is_given_for_several_for_the_people_of_firms_or_from_beside_an_actor(text: str, name: str) -> None:
    assert actor(cast_of(text)[1], name).country is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Investors hold a stake in Dora Quill. Dora Quill rejected the offer.", "Dora Quill"),
        ("Paris-based Quillard rejected the offer.", "Quillard"),
        ("Quillard chief executive Max Poe rejected the offer. Quillard makes toys.", "Quillard"),
        ("MorelSoft rejected the offer.", "MorelSoft"),
        ("Quillard has said it would reject the offer.", "Quillard"),
        ("The clubs agreed a deal with Premier Rugby.", "Premier Rugby"),
        ("Owner QBX rejected the offer.", "QBX"),
        ("Golden Quill's youth wing urged a boycott. Golden Quill rejected the offer.", "Golden Quill"),
        ("Shares in Quillchester United fell. Quillchester United rejected the offer.", "Quillchester United"),
        ("Studio Castle Quill rejected the offer.", "Castle Quill"),
        ("The Board of Deputies of Danish Jews rejected the offer.", "Board of Deputies of Danish Jews"),
        ("Metrovias, the private firm which runs the trams, rejected the offer.", "Metrovias"),
    ],
)
def test_what_is_had_bought_or_run_like_a_firm_is_no_person(text: str, name: str) -> None:
    assert actor(cast_of(text)[1], name).kind == "organization"


def test_a_town_is_no_firm_for_what_towns_have_too() -> None:
    _, cast = cast_of("Norwich's market has closed. The council rejected the offer in Norwich, which is in England.")
    assert "Norwich" not in names(cast)


def test_whoever_holds_a_post_in_the_plural_or_gives_an_administration_its_name_is_a_person() -> None:
    _, cast = cast_of("Irish millionaires JP Quill and Dora Poe rejected the offer. The Belik administration did too.")
    assert [(actor(cast, n).kind) for n in ("JP Quill", "Dora Poe")] == ["person", "person"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ministry of Economy, Trade and Industry rejected it.", "Ministry of Economy, Trade and Industry"),
        ("The Committee on Foreign Investment rejected it.", "Committee on Foreign Investment"),
        ("The Department of Trade and Industry rejected it.", "Department of Trade and Industry"),
        ("The Securities and Exchange Commission rejected it.", "Securities and Exchange Commission"),
        ("A group called The Travel Partnership rejected it.", "The Travel Partnership"),
    ],
)
def test_a_name_is_not_cut_at_a_comma_or_an_and(text: str, name: str) -> None:
    assert names(cast_of(text)[1]) == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quill Corporation rejected the offer. Quill Corp said it was too low.", ["Quill Corporation"]),
        ("Quill Oil made an offer. Quill Oil Holding Company rejected it.", ["Quill Oil", "Quill Oil Holding Company"]),
        ("Quill Card rejected it. Quill Group agreed. Quill has said no more.", ["Quill Card", "Quill Group"]),
        ("Mr Karim al-Jabir rejected the offer. Mr Jabir said it was too low.", ["Karim al-Jabir"]),
        ("Monica Quilla rejected the offer. Ms Quila said it was too low.", ["Monica Quilla"]),
        (
            "Quillchester United's board met. United rejected the offer. Quill United won the game.",
            ["Quillchester United"],
        ),
        ("Devon Council rejected it. People in Devon were glad.", ["Devon Council"]),
        ("Quill Bank rejected the offer. QuillBank said it was too low.", ["Quill Bank"]),
        ("The club Quillchester City rejected the offer.", ["Quillchester City"]),
        ("Mr Karim al-Jabir rejected the offer. Mr al-Jabir said it was too low.", ["Karim al-Jabir"]),
    ],
)
def test_other_forms_of_a_name_are_the_same_actor_and_other_bodies_are_not(text: str, found: list[str]) -> None:
    assert names(cast_of(text)[1]) == found


@pytest.mark.parametrize(
    "text",
    [
        "They will build 3,000 sports utility vehicles (SUV). The SUV sells well and beat the rest.",
        "Its brands include Merry Quill, Old Poe and Strongbarrel. Sales rose.",
    ],
)
def test_goods_and_brands_are_no_actors(text: str) -> None:
    assert not {"SUV", "Merry Quill", "Old Poe", "Strongbarrel"}.intersection(names(cast_of(text)[1]))


def test_a_continent_is_the_union_only_where_it_acts_and_the_union_is_spoken_of() -> None:
    assert "European Union" not in names(cast_of("Acme sells toys in Asia and Europe. Europe bought fewer.")[1])
    assert "European Union" in names(cast_of("The EU met on Monday. Europe rejected the offer.")[1])


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Newly-appointed chief executive Dora Quill said no.", "Newly-appointed chief executive"),
        ("London-based ex-travel agent Dora Quill said no.", "ex-travel agent"),
        ("Secretary of State for Health Dora Quill said no.", "Secretary of State for Health"),
        ("Chief Secretary to the Treasury Dora Quill said no.", "Chief Secretary to the Treasury"),
        ("Acme chairman and founder Dora Quill said no.", "Acme chairman and founder"),
        ("Three other ex-managers, Max Poe, Dora Quill and Jim Hale, said no.", "ex-manager"),
        ("Dora Quill, aged 45, chief executive of Acme, said no.", "chief executive of Acme"),
        ("Dora Quill, one of the bank's directors, said no.", "bank's directors"),
        ("Dora Quill was named chief executive of Acme. Ms Quill said no.", "chief executive of Acme"),
        ("The Bishop of Norwich, the Rt Rev Dora Quill, said no.", "Bishop of Norwich"),
        ("Danish Foreign Minister Max Poe met his Swedish counterpart Dora Quill.", "foreign minister"),
        ("Dora Quill MP said no.", "MP"),
        ("Singer Dora Quill said no.", "Singer"),
        ("Leader of the opposition Dora Quill said no.", "Leader of the opposition"),
        ("Acme co-founder Dora Quill said it was fair.", "Acme co-founder"),
    ],
)
def test_posts_that_are_long_shared_or_said(text: str, role: str) -> None:
    assert actor(cast_of(text)[1], "Dora Quill").role == role


def test_a_private_person_is_of_a_country_and_no_part_of_its_state() -> None:
    _, cast = cast_of("The US rejected the offer. US tycoon Dora Quill made another one.")
    person = actor(cast, "Dora Quill")
    assert (person.country, person.affiliation) == ("USA", None)


def test_an_office_that_speaks_is_an_actor_of_its_own() -> None:
    reading, cast = cast_of(
        "Norway made an offer to France. It was refused, the presidency in France reported. French President Max Poe "
        "has not seen it, his office said on Monday. Norway regrets this, according to the Norwegian presidency."
    )
    office = actor(cast, "French presidency")
    assert (office.kind, office.affiliation, office.country) == ("organization", "france", "FRA")
    assert meant(reading, cast, "office") == ["French presidency"]
    assert actor(cast, "Norwegian presidency").affiliation == "norway"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Max Poe wants to buy Quillard. He has the money.", "Quillard"),
        ("Max Poe sued Quillard Foods. He lost.", "Quillard Foods"),
        ("Max Poe held talks with Quill Dutch Oil.", "Quill Dutch Oil"),
        ("The United Quill Workers union called a strike.", "United Quill Workers"),
    ],
)
def test_bodies_that_are_bought_sued_met_or_called_by_their_kind_take_part(text: str, name: str) -> None:
    assert name in names(cast_of(text)[1])


def test_two_people_are_not_one() -> None:
    _, cast = cast_of(
        "The mill's owners, Rinat Quill and Viktor Poe, refused. Property developer Max Hale offered more."
    )
    assert {"Viktor Poe", "Rinat Quill", "Max Hale"} >= {a.name for a in cast.actors if a.kind == "person"}
    assert actor(cast, "Max Hale").kind == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Acme, one of",
        "Acme, based in",
        "Acme of the",
        "Jane Roe, aged",
        "Jane Roe was named",
        "Mr al",
        "The Committee on",
        "The Ministry of Trade, Industry",
        "Acme, which is",
        "Acme has said that",
        "X (X)",
        "His counterpart Jane Roe",
        "-based Acme",
        "the presidency in",
        "TWO EX-MANAGERS, JANE ROE",
        "President-elect",
        "Lord",
    ],
)
def test_a_text_that_breaks_off_is_read_to_its_end(text: str) -> None:
    assert find_cast(read(text)) is not None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("It agreed with three ex-managers, Jane Roe, Ole Holm and Tom Alder, who paid.", "Ole Holm", "ex-manager"),
        ("Two other former directors, Jane Roe and Ole Holm, said no.", "Jane Roe", "former director"),
        ("Banara chief Tom Alder met his Tokimo counterpart Jane Roe. Ms Roe said no.", "Jane Roe", "chief"),
    ],
)
def test_a_post_is_one_persons_and_of_nobody_elses_firm(text: str, name: str, role: str) -> None:
    assert actor(cast_of(text)[1], name).role == role


def test_titles_are_nobody_and_a_word_for_whose_something_is_is_no_name() -> None:
    _, cast = cast_of("India said no. The Indian bank offers programmes such as Casualty and Antiques Roadshow.")
    assert [(a.name, a.aliases) for a in cast.actors] == [("India", ())]


def test_a_groups_name_is_not_cut() -> None:
    _, cast = cast_of("Five Bank of Norland subsidiaries have agreed to pay a fine.")
    assert [a.name for a in cast.actors] == ["Bank of Norland subsidiaries"]


# Articles about one country's public life, for what only a whole text tells.
AUSTRIA = (
    "GRAZ - Austria's farm minister wants to tax sprays, but the coalition is split.\n\n"
    "Under the draft, which Dora Quill sent out, all would pay. Ms Quill said it was fair. "
    "The cabinet had been expected to approve the bill. Government sources said a compromise was near. "
    "The opposition in parliament and the Hofland union rejected the law. Sprayer Tech makes pumps in Linz. "
    "The court agreed."
)
SCOTLAND = (
    "Scottish nurses reject offer\n\nNurses in Scotland's hospitals have thrown out a pay deal. The union said "
    "ministers must act. The government wants talks with the council next week. A strike would hit every hospital."
)
KENYA = (
    "Nairobi offers pledge to dockers\n\nKenya's government has offered dockers guarantees to head off a strike. "
    "The minister told parliament that the union had agreed. Kenyan ports are run by a council under the law."
)


def test_a_government_at_home_is_an_actor_of_its_own() -> None:
    _, cast = cast_of(AUSTRIA)
    government = actor(cast, "Austrian government")
    assert (government.kind, government.country) == ("organization", "AUT")
    assert "Austria" not in names(cast)


def test_a_part_of_a_country_has_its_own_government() -> None:
    assert actor(cast_of(SCOTLAND)[1], "the government").name == "Scottish government"


def test_a_seat_of_government_is_the_government_at_home() -> None:
    _, cast = cast_of(KENYA)
    assert "Nairobi" in actor(cast, "Kenyan government").aliases


def test_between_states_the_government_is_the_state() -> None:
    _, cast = cast_of("Kenya accepted a loan from China. The Kenyan government said it would pay. China agreed.")
    assert names(cast) == ["Kenya", "China"]


@pytest.mark.parametrize(("name", "country"), [("Hofland", "AUT"), ("Dora Quill", "AUT"), ("Austrian court", "AUT")])
def test_who_takes_part_in_one_countrys_public_life_is_of_it(name: str, country: str) -> None:
    assert actor(cast_of(AUSTRIA)[1], name).country == country


def test_a_post_goes_to_who_is_named_right_after() -> None:
    person = actor(cast_of(AUSTRIA)[1], "Dora Quill")
    assert person.role == "farm minister"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Chile, which sells copper, dismissed it. Its deputy ambassador, Oleg Quill, said no.", "Oleg Quill", "CHL"),
        ("The Bank of Finland left rates alone. Its governor, Dora Quill, said no.", "Dora Quill", "FIN"),
        (
            "Ankara rejected the talks. Deputy Energy Minister Arda Quill said no. Bolivia agreed.",
            "Arda Quill",
            "TUR",
        ),
        ("Peru met Chile. Prime Minister Max Poe said no.", "Max Poe", None),
        ("Kenya's Treasury Secretary Max Poe said no. Kenyan teachers were glad.", "Max Poe", "KEN"),
        ("The four-nation Amur Commission in Manila rejected it.", "Amur Commission", None),
        ("Irishmen Max Poe and John Quill, who met, rejected the offer.", "John Quill", "IRL"),
        ("Tomas Lagos rejected it. Tomas Lagos agreed later.", "Tomas Lagos", None),
    ],
)
def test_countries_of_people_by_what_stands_before_them(text: str, name: str, country: str | None) -> None:
    assert actor(cast_of(text)[1], name).country == country


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The forum's convenor, S Raghavan, was glad. Mr Raghavan said no.", ["S Raghavan"]),
        ("In the assembly, Labour's Nia Roe pressed for talks.", ["Labour", "Nia Roe"]),
        (
            "Dora Quill told the Nordischer Bote newspaper that it was late. The Nordischer Bote rejected it and sued.",
            ["Dora Quill", "Nordischer Bote"],
        ),
        ("LAS CRUCES, N.M. - Gov. Dana Quill rejected a bill.", ["Dana Quill"]),
        ("The charity Bread and Hope rejected the offer.", ["Bread and Hope"]),
        ("The advocacy group Seats for Girls rejected the offer.", ["Seats for Girls"]),
        ("Save Our Seas, a charity, rejected the offer.", ["Save Our Seas"]),
        ("The European Commission rejected it. The Commission said the money was owed.", ["European Commission"]),
        ("The Bakers' Joint Forum walked out. The Forum wants more pay.", ["Bakers' Joint Forum"]),
        ("The Front for Dignity in the Draa (FDD) rejected it. The FDD agreed.", ["Front for Dignity in the Draa"]),
        (
            "Turnout in the ballot fell. Strikes in ports ended. Trans European Airlines agreed.",
            ["Trans European Airlines"],
        ),
        ("Kestel Infrastructure rejected it. Zumbra Air agreed.", ["Kestel Infrastructure", "Zumbra Air"]),
        ("Rebels met. Their commander, known as Rufo, rejected the offer.", ["Rufo", "Rebels"]),
        (
            "The River Birds Network, an activist group in Lodz, called on Bern Prosper Bank to pull out.",
            ["River Birds Network", "Bern Prosper Bank"],
        ),
        ("The Roe family, who own shops, rejected it.", ["Roe family"]),
    ],
)
def test_names_in_their_many_forms(text: str, found: list[str]) -> None:
    assert sorted(set(names(cast_of(text)[1]))) == sorted(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for the farm ministry rejected it.", "farm ministry"),
        ("Transport Minister Dora Quill agreed. The ministry rejected it.", "transport ministry"),
        ("Italy had planned to sell. The treasury rejected it.", "Italian treasury"),
        ("Norway agreed. The prime minister's office rejected it.", "Norwegian prime minister's office"),
        ("Peru's competition authority rejected it.", "Peruvian competition authority"),
        ("The creditors' committee rejected it.", "creditors' committee"),
        ("The supporters' trust, which owns shares, rejected it.", "supporters' trust"),
        ("The conservative bloc rejected it.", "conservative bloc"),
        ("The Green group rejected it.", "Green"),
        ("Health Minister Max Quill agreed. Mr Quill's office rejected it.", "Quill's office"),
    ],
)
def test_bodies_without_a_name_of_their_own(text: str, name: str) -> None:
    assert actor(cast_of(text)[1], name).kind == "organization"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pilots at the airline have voted to strike.", ["Pilots"]),
        ("Doctors are split over the plan.", ["Doctors"]),
        ("Dora Quill appealed to oil traders to stop.", ["Dora Quill", "oil traders"]),
        ("Dora Quill received a petition from 600 families.", ["Dora Quill", "families"]),
        ("Dora Quill promised grants for crofters.", ["Dora Quill", "crofters"]),
        ("Dora Quill said that too many shopkeepers ended up poor.", ["Dora Quill"]),
        ("Cable firms Alpha Net and Beta Net agreed.", ["Alpha Net", "Beta Net"]),
        (
            "Acme Corp needs its largest shareholders, the Danish brewers Max Poe and Dora Quill. The two said no.",
            ["Acme Corp", "Max Poe", "Dora Quill"],
        ),
        (
            "The shareholders, the brewers Max Poe and Dora Quill, and Acme Corp rejected it.",
            ["shareholders", "Max Poe", "Dora Quill", "Acme Corp"],
        ),
        ("The Roe Forum, whose members own buses, agreed. Its members want talks.", ["Roe Forum"]),
        ("Leaders made little headway. Users can watch films.", []),
        ("The Draa Liberation Front met. The rebels rejected the offer.", ["Draa Liberation Front"]),
    ],
)
def test_groups_that_take_part_and_those_that_do_not(text: str, found: list[str]) -> None:
    assert sorted(names(cast_of(text)[1])) == sorted(found)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Dora Quill, who chairs the panel's finance committee, said no.", "chair of the panel's finance committee"),
        ("The three outside directors are Max Poe, Dora Quill and Jim Hale. All said no.", "outside director"),
        ("Rep. Dora Quill said no.", "representative"),
        ("Its spokesman on housing, Dora Quill, said no.", "spokesman on housing"),
        ("A big pay package for its chief executive, Dora Quill, was voted down. Ms Quill said no.", "chief executive"),
        ('Acme\'s managing director answered in kind. "We can wait," said Dora Quill.', "managing director"),
        ("Under a deal brokered by the local bishop, Dora Quill, the tax will fall.", "local bishop"),
        ("The vote follows the death of the sitting mayor, Dora Quill, in May.", "sitting mayor"),
        ('"No," said Dora Quill, president of the growers\' union Ortica.', "president of the growers' union Ortica"),
        ("The chief executive met reporters. Dora Quill of the Bugle asked about pay.", None),
        ("The health secretary spoke. Max Poe, a surgeon, and Dora Quill said no.", None),
    ],
)
def test_posts_by_what_people_do_and_by_what_is_said_before(text: str, role: str | None) -> None:
    assert actor(cast_of(text)[1], "Dora Quill").role == role


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The mayor of Lodz rejected the plan. Acme Corp said it would go on.", "mayor of Lodz", "mayor"),
        ("Acme Corp made an offer. The housing secretary said it was low.", "housing secretary", "housing secretary"),
        ("The labour minister rejected the plan. Dora Quill said it was dear.", "Dora Quill", "labour minister"),
    ],
)
def test_whoever_holds_a_post_is_somebody_though_no_name_is_given(text: str, name: str, role: str) -> None:
    found = actor(cast_of(text)[1], name)
    assert (found.kind, found.role) == ("person", role)


@pytest.mark.parametrize(
    "text",
    [
        "Acme Corp raised its offer. The directors rejected it and said it was too low.",
        "Acme Corp has a new site. Visitors get a map and use the paths. Acme said it was pleased.",
    ],
)
def test_bare_groups_that_stand_for_others_or_do_nothing_are_no_actors(text: str) -> None:
    assert {a.kind for a in cast_of(text)[1].actors} == {"organization"}


def test_members_are_their_chamber_only_where_it_is_named() -> None:
    text = (
        "The Commons debated the bill at Westminster. MPs voted against it. Labour MPs cheered, and said it was dead."
    )
    reading, cast = cast_of(text)
    assert meant(reading, cast, "MPs") == ["House of Commons"]
    assert meant(reading, cast, "MPs", 1) == ["Labour MPs"]


def test_a_country_is_known_by_its_money_but_not_by_a_post_that_sounds_like_a_party() -> None:
    told = "The council of Harwick agreed to pay £94m. The mayor, Dora Quill, said the government gave £3m."
    more = " Councillors voted for the law. The opposition fears that a tax of £20m will be raised by the ministry."
    assert actor(cast_of(told + more)[1], "Dora Quill").country == "GBR"
    post = "Labour Commissioner Dora Quill met Labour Minister Max Poe. They agreed a plan for the gardens."
    assert actor(cast_of(post)[1], "Dora Quill").country is None


def test_a_first_name_tells_whom_she_means() -> None:
    reading, cast = cast_of("Susan Quill told Martin Poe no. Peter Hale spoke next. She said it was over.")
    assert meant(reading, cast, "She") == ["Susan Quill"]


def test_an_age_makes_a_name_a_persons() -> None:
    assert actor(cast_of("Orsolt Wreck, 47, rejected the offer.")[1], "Orsolt Wreck").kind == "person"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Holm United and Rovers United met. Holm Utd said no. Holm United won. United left.",
            "Holm United",
            "organization",
        ),
        ("Bankers AB Quill met. ABQuill said it was ready. Peru agreed with AB Quill.", "AB Quill", "organization"),
        ("Acme met. Acme sold mills. Acme lost. Acme Direct said no. Acme won.", "Acme", "organization"),
        ("A rival union, the Holm Quill Morcha, rejected the plan.", "Holm Quill Morcha", "organization"),
        ("Dora Quill, the main opposition party, rejected the plan.", "Dora Quill", "organization"),
        ("His wife, Adela, rejected the plan.", "Adela", "person"),
        ("Gitega rejected the plan. Burundi is poor.", "Burundi", "state"),
        ("Belgium spoke. Brussels rejected the plan.", "Belgium", "state"),
    ],
)
def test_other_forms_of_a_name_are_one_actor(text: str, name: str, kind: str) -> None:
    assert [(a.name, a.kind) for a in cast_of(text)[1].actors if a.name[:2] == name[:2]] == [(name, kind)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A council agreed to pay cleaners. Holm City Council had refused.", "Holm City Council"),
        ("A US appeal court ruled. The Court of Appeals in Ohio heard Acme.", "Court of Appeals"),
    ],
)
def test_a_body_is_named_after_it_was_spoken_of(text: str, name: str) -> None:
    assert [n for n in names(cast_of(text)[1]) if "ou" in n] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Officers in Holm and Wales said no. Acme agreed.",
        "Born in Zahle, the son of a postmaster, he sold mills to Acme. Acme agreed.",
        "Critics of the then president left Acme. Acme agreed.",
        "The first tracks, at Perry Barr, are closed. Acme agreed.",
    ],
)
def test_places_and_those_who_held_a_post_are_no_actors(text: str) -> None:
    assert {a.name for a in cast_of(text)[1].actors if a.kind != "group"} == {"Acme"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Boatmen's League has asked ministers to drop the fee.", "Boatmen's League"),
        ("The Boatmen’s League has asked ministers to drop the fee.", "Boatmen's League"),
        ("The Ostian People's Front rejected the truce.", "Ostian People's Front"),
        ("The Hollar Museum has written to ministers asking them to drop the fee.", "Hollar Museum"),
        ("Norway wrote to the royal court of Bessin and asked it to drop the fee.", "royal court of Bessin"),
        ("A trade pact was thrown out by Congress in Lima. Peru said Congress was wrong.", "Congress"),
    ],
)
def test_a_body_has_its_whole_name_and_nobody_elses_country(text: str, name: str) -> None:
    assert name in names(cast_of(text)[1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Veltor, owner of Kettley's, will buy a rival. Kettley's offered refunds.", ["Veltor", "Kettley's"]),
        ("Kettley’s, which runs shops, rejected the bid. Kettley’s shares rose.", ["Kettley's"]),
        ("Veltor's and Kettley's bids were rejected. Kettley's bid was low.", ["Kettley"]),
        ("Veltor rejected a bid lower than Kettley's. Kettley's bid was rejected by Veltor.", ["Veltor", "Kettley"]),
        ("Veltor said Kettley's, its rival, was late. Kettley rejected it.", ["Veltor", "Kettley"]),
    ],
)
def test_an_ending_is_part_of_a_name_that_has_it_where_it_owns_nothing(text: str, found: list[str]) -> None:
    assert sorted(names(cast_of(text)[1])) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lord Roe of Harsham said no. Lord Roe opposed the bill.", ["Lord Roe of Harsham"]),
        ("Baroness Finch of Upper Tavy said no.", ["Baroness Finch of Upper Tavy"]),
        ("Lord Roe of Harsham said no. Arthur Roe, who is 80, opposed the bill.", ["Arthur Roe"]),
        ("Lord Roe of the Hill Party said no.", ["Lord Roe"]),
    ],
)
def test_a_peer_has_the_place_in_the_title_and_is_one_person(text: str, found: list[str]) -> None:
    people = [a for a in cast_of(text)[1].actors if a.kind == "person"]
    assert [a.name for a in people] == found


def test_a_first_name_tells_whom_a_pronoun_means() -> None:
    text = "Carla Brun wants a lower fee. Hakim Sall, her host, said no. Still, he offered to cut it."
    reading, cast = cast_of(text)
    assert meant(reading, cast, "he") == ["Hakim Sall"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Dev Kapoor, a staff writer on the canceled sitcom, said he would strike.", "Dev Kapoor",
         "staff writer on the canceled sitcom"),
        ("The chair of the trustees, Rosalind Peake, rejected it.", "Rosalind Peake", "chair of the trustees"),
        ("Moldova's energy minister, Victor Ciobanu, said gas would flow. His Ukrainian counterpart, Olena Hrytsenko, "
         "refused.", "Olena Hrytsenko", "energy minister"),
        ("Dora Quill, director of Draa Bank - one of its owners - rejected it.", "Dora Quill", "director of Draa Bank"),
        ("Max Poe, a lawyer representing one of the owners, said no.", "Max Poe",
         "lawyer representing one of the owners"),
        ("Max Poe, a lawyer leaving the firm, said no.", "Max Poe", "lawyer"),
    ],
)  # fmt: skip
def test_a_role_is_whole(text: str, name: str, role: str) -> None:
    assert {a.name: a.role for a in find_cast(read(text)).actors}[name] == role


def test_who_leads_a_case_against_a_firm_is_not_of_it() -> None:
    text = "Max Poe, the lawyer leading the lawsuit against Veltor, said no. Veltor rejected it."
    found = actor(cast_of(text)[1], "Max Poe")
    assert (found.role, found.affiliation) == ("lawyer leading the lawsuit against Veltor", None)


def test_a_place_in_the_name_of_a_firm_alone_places_nobody() -> None:
    text = "Piedmont Trust rejected the bid. Piedmont Trust said it would go to court."
    assert [a.country for a in find_cast(read(text)).actors if a.name == "Piedmont Trust"] == [None]


def test_the_place_of_a_dateline_takes_no_part() -> None:
    text = (
        "Pilots vote down deal\n\nCHICAGO (AP) — Pilots at Meridian Airways have voted down a contract.\n\n"
        "The airline should offer triple pay, said Dana Rusk of the union."
    )
    assert not {"CHICAGO", "AP"} & {n for a in find_cast(read(text)).actors for n in (a.name, *a.aliases)}


def test_brussels_by_an_agency_is_not_the_agency_and_south_america_is_not_the_united_states() -> None:
    text = "Brussels (AFP) - The European Union and the South American bloc Mercosur agreed to suspend tariffs."
    actors = find_cast(read(text)).actors
    assert not [a.name for a in actors if "AFP" in a.aliases] and not [a.name for a in actors if a.country == "USA"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Quillard raised its offer. Quillard chief Dora Quill said it was final.", "Quillard"),
        ("Quillard raised its offer on Monday. Chief executive Dora Quill said it was final.", "Quillard"),
        ("Quillard raised its offer for Tarn Foods. Chief executive Dora Quill said it was final.", None),
        ("Quillard raised its offer. Committee chairman Dora Quill said it was too late.", None),
        ("The pact angered the Harbour Guild. “Nobody asked us,” said its secretary, Dora Quill.", "Harbour Guild"),
        ("Norway accepted the offer. Dora Quill, Norwegian head of the Tarn Institute, refused.", "Tarn Institute"),
        ("The offer is too low, said Dora Quill, an analyst at Tarn Securities.", "Tarn Securities"),
        ("The offer is too low, said Nordic director Dora Quill.", None),
    ],
)
def test_people_belong_to_the_body_of_their_post(text: str, side: str | None) -> None:
    _, cast = cast_of(text)
    found = actor(cast, "Dora Quill").affiliation
    assert found == (actor(cast, side).id if side else None)


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        (
            "Norway rejected the offer of Denmark. Foreign Minister Dora Quill of Norway was calm.",
            "Dora Quill",
            "Norway",
        ),
        ("Oslo rejected the offer. Norway wants more. Fisheries Minister Dora Quill said so.", "Dora Quill", "Norway"),
        ("Norway rejected the offer. Shadow fisheries minister Dora Quill welcomed that.", "Dora Quill", None),
        ("Quillard raised its offer. Quillard shareholders rejected it.", "Quillard shareholders", "Quillard"),
        ("Quillard raised its offer. Quillard rivals rejected it.", "Quillard rivals", None),
        ("Quillard agreed to sell its Tarnex unit. Tarnex said it would cut jobs.", "Tarnex", "Quillard"),
        (
            "Tarnex Foods, a subsidiary of Quillard, said it would cut jobs. Quillard agreed.",
            "Tarnex Foods",
            "Quillard",
        ),
        ("Tarnex Foods, a rival of Quillard, said it would cut jobs. Quillard agreed.", "Tarnex Foods", None),
        ("Norway agreed to talks. State-owned Tarnex Oil said it would sell.", "Tarnex Oil", None),
    ],
)
def test_ministers_groups_and_units_belong_to_whom_they_are_of(text: str, name: str, side: str | None) -> None:
    _, cast = cast_of(text)
    found = next((a.affiliation for a in cast.actors if a.name == name), None)
    assert found == (actor(cast, side).id if side else None)


@pytest.mark.parametrize(
    ("post", "country"), [("a fellow at the Alder Institute", None), ("head of the Alder Institute", "NOR")]
)
def test_who_only_watches_has_no_part_in_the_politics_of_a_country(post: str, country: str | None) -> None:
    text = (
        "Norway's parliament has voted down the government's budget.\n\nOpposition parties in Oslo called on the prime "
        f"minister of Norway to resign. Ada Holm, {post}, said the opposition would not give way."
    )
    found = {a.name: a.country for a in find_cast(read(text)).actors}
    assert found["Alder Institute"] == country


def test_what_is_short_for_a_good_is_no_actor() -> None:
    text = (
        "Halden Energy will supply liquid natural gas (LNG) to Norway. Tessin Group is taking 5 million tonnes of LNG. "
        "Unions asked the regional transport agency (RTA) for help. The RTA said no."
    )
    names = {a.name for a in find_cast(read(text)).actors}
    assert "LNG" not in names
    assert {"Halden Energy", "Tessin Group"} <= names
    assert "RTA" in {n for a in find_cast(read(text)).actors for n in (a.name, *a.aliases)}
