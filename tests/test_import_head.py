"""The head of an appeal: whose country the case is, what is its title, which day is its own, until when to write."""

from datetime import date

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.model.finding import Reading

ON = date(2026, 11, 23)

ASKED = """
Please write to the authorities, urging them to:
1. release Ada Muster;
2. drop all charges against Ada Muster.
"""


def read(text: str) -> Reading:
    return read_document(source_of(text.lstrip("\n").encode(), "text.txt"), on=ON)


def told(reading: Reading, field: str) -> set[str]:
    return {finding.kind for finding in reading.findings if finding.field == field}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Freiheit für Ada Muster!\n\nDie kurdisch-türkische Anwältin Ada Muster sitzt in Diyarbakir in Haft.", "TR"),
        ("Release the four\n\nFour Indonesian unionists were arrested near Jayapura by the Indonesian police.", "ID"),
        (
            "Stop the execution\n\nAda Muster faces execution in Texas. Texas has fixed the day. She came from Peru.",
            "US",
        ),
        ("Birmania: giornalista condannato\n\nIl giornalista è stato condannato. La Thailandia tace.", "MM"),
        ("Libérez Ada Muster\n\nLes autorités camerounaises détiennent Ada Muster. En France, en France aussi.", "CM"),
    ],
)
def test_a_country_is_told_by_adjectives_towns_and_regions_too(text: str, country: str) -> None:
    assert read(text + "\n" + ASKED).appeal.country == country


@pytest.mark.parametrize(
    "head",
    [
        "COUNTRY: Pakistan\n",
        "Pays : Pakistan\n",
        "PAKISTAN\nLawyer disappeared\n",
        "ALERT - PAKISTAN\n\nLawyer disappeared\n",
        "PAK 003 / 0626 / OBS 041\nLawyer disappeared\n",
        "UA: 7/26 Index: ASA 33/002/2026 Pakistan Date: 9 June 2026\nLawyer disappeared\n",
        "PAKISTAN     Ada Muster (f), aged 34, lawyer\n",
    ],
)
def test_a_line_near_the_top_says_the_country_whatever_the_text_speaks_of(head: str) -> None:
    story = "\nAda Muster disappeared. Afghanistan, Afghanistan and again Afghanistan has said nothing of it.\n"
    assert read(head + story + ASKED).appeal.country == "PK"


def test_an_embassy_stands_for_its_own_country() -> None:
    text = "Letters for Ada Muster\n\nAda Muster has been held for a year. In France, in France too, people wrote.\n"
    embassy = "\nAddresses:\nAmbassador\nEmbassy of the Republic of Guinea\n1 rue de l'Exemple\n75116 Paris\n"
    assert read(text + ASKED + embassy).appeal.country == "GN"


def test_members_of_a_parliament_of_many_countries_are_of_the_country_of_the_newspapers_written_to() -> None:
    text = """Cartas sobre las patentes en Estados Unidos

En Estados Unidos hay patentes. En Estados Unidos han hecho daño, y en Estados Unidos se protesta.

Pedimos a los diputados:
- que voten en contra de la directiva

Direcciones:

Ana Ejemplo, Diputada al Parlamento Europeo
Parlamento Europeo, Rue Wiertz, B-1047 BRUSELAS
fax: +32 (0)2 284 9111

Diario El Ejemplo
Plaza Mayor 2, 38003 Santa Cruz de Tenerife
Fax 922 47 18 00
"""
    assert read(text).appeal.country == "ES"


def test_no_country_is_named_where_two_are_spoken_of_as_much() -> None:
    found = read("Free Ada Muster\n\nAda Muster is held on the border of Chad and Niger.\n" + ASKED)
    assert found.appeal.country is None
    assert told(found, "country") == {"missing"}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "URGENT ACTION\nTEACHERS JAILED FOR SEEKING\nPAYMENT OF OVERDUE WAGES\n",
            "TEACHERS JAILED FOR SEEKING PAYMENT OF OVERDUE WAGES",
        ),
        ("INDIA: Dalit woman\nbeaten by the police\n", "INDIA: Dalit woman beaten by the police"),
        ("Worldwide Appeals - March 2026\n\nStudent jailed for a drawing\n", "Student jailed for a drawing"),
        ("UA 97/26     Fear for safety     11 May 2026\n\nPERU    Ada Muster (f), aged 27\n", "Fear for safety"),
        ("ACTION URGENTE : Pérou\n", "ACTION URGENTE : Pérou"),
        ("Home | News | Donate | Contact\n\nFree the example three\n", "Free the example three"),
        ("USW\nUnion of Sample Workers\n\nTwo dockers dismissed\n", "Two dockers dismissed"),
        ("MHRW\nMuster Human Rights Watch\n\nFree Ada Muster\n", "Free Ada Muster"),
        ("ROFD-PRESSE\nRondes des Observateurs des Forêts et des Droits\n\nPour Ada Muster\n", "Pour Ada Muster"),
        ("Ligue des droits du Modèle\nbulletin\nPour Ada Muster\n", "Pour Ada Muster"),
        ("Liberté pour Ada Muster\nle 12 juin 2026\n", "Liberté pour Ada Muster"),
        (
            "RETE ESEMPIO Sezione italiana o. n. l. u. s. Azioni\nVia Esempio 8, 00185 Roma\n\nAVVOCATA SPARITA\n",
            "AVVOCATA SPARITA",
        ),
        (
            "Chers amis,\nVoici un projet de lettre pour\nsoutenir les prisonniers en grève\n"
            "de la faim. Le temps presse et il\nfaut agir vite.\n\nLettre pour Ada Muster\n",
            "Lettre pour Ada Muster",
        ),
        (
            "3 de marzo de 2026\n\nEscriba a las autoridades por Ada Muster\n",
            "Escriba a las autoridades por Ada Muster",
        ),
        ("TITLE: Lawyer disappeared in Quetta\n\nOn Ada Muster\n", "Lawyer disappeared in Quetta"),
    ],
)
def test_the_headline_is_the_title_not_what_stands_above_or_below_it(head: str, title: str) -> None:
    story = (
        "\nAda Muster was arrested a year ago, and nobody has been told why or where she is being held since then.\n"
    )
    assert read(head + story + ASKED).appeal.title == title


MENU = "Home\nAbout us\nTeachers\nNews\nContact us\n"


@pytest.mark.parametrize(
    "menu", [MENU, "← Home\n| News |\n» Donate\nSearch\n", "Chi siamo\nContatti\nNotizie\nPaesi\n"]
)
def test_the_menu_of_a_site_is_left_out_at_head_and_foot_and_said(menu: str) -> None:
    story = "Ada Muster was arrested a year ago, and nobody has been told why or where she is being held since then."
    found = read(f"{menu}\nFree all of the example three!\n\n{story}\n{ASKED}\n{menu}")
    assert (found.appeal.title, found.appeal.situation) == ("Free all of the example three!", (story,))
    said = [(finding.line, finding.message) for finding in found.findings if finding.kind == "ignored"]
    entries = menu.count("\n")
    assert said == [(line, f"the menu of a site: {entries} lines") for line in (1, entries + 10)]


@pytest.mark.parametrize(
    "lines", ["Ada Muster\nEva Beispiel\nTom Modelo\nJan Essai\n", "Home\nTeachers\nMiners\nNurses\n"]
)
def test_short_lines_of_which_few_are_known_entries_are_no_menu(lines: str) -> None:
    found = read(f"Free all of the example four!\n\nThese are held without charge since 3 March:\n\n{lines}\n{ASKED}")
    assert [finding.message for finding in found.findings if finding.kind == "ignored"] == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date: 3 June 2026", date(2026, 6, 3)),
        ("Paris-Geneva, May 12, 2026.", date(2026, 5, 12)),
        ("Posted on 2026/05/14 by admin", date(2026, 5, 14)),
        ("London, 5/6/2026", date(2026, 6, 5)),
        ("New York, 5/6/2026", date(2026, 5, 6)),
        ("AI Index: EUR 44/020/2026 12 March 2026", date(2026, 3, 12)),
        ("Lyon, le 5 mars 2026 : « Trois militants du syndicat restent en prison », dit l'avocat.", date(2026, 3, 5)),
        ("Otto Beispiel 29 | 4 | 2026", date(2026, 4, 29)),
        ("Praga, 7. III. 2026", date(2026, 3, 7)),
        ("The ministry spoke of it on 25 June 2025, but two others were held before that date.", None),
        ("5/6/2026", None),
        ("März 2026", None),
        ("Date of arrest: 3 June 2026", None),
        ("She was arrested on 3 June 2026.", None),
    ],
)
def test_only_the_day_of_publication_is_the_date(line: str, day: date | None) -> None:
    found = read(
        f"Free Ada Muster\n\n{line}\n\nAda Muster is a lawyer, and she has been held without charge.\n" + ASKED
    )
    assert found.appeal.date == day


def test_a_day_that_can_be_read_in_two_ways_is_asked_for() -> None:
    found = read(
        "Free Ada Muster\n\n5/6/2026\n\nAda Muster is a lawyer, and she has been held without charge.\n" + ASKED
    )
    assert told(found, "date") == {"doubtful", "missing"}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Please send appeals before 30 October 2026.", date(2026, 10, 30)),
        ("Write, before 15 January, to the minister.", date(2027, 1, 15)),
        ("Please write no later than 31 July 2026.", date(2026, 7, 31)),
        ("Please check with us if writing after 23 August 2026.", date(2026, 8, 23)),
        ("Please send your letters before the end of the month.", date(2026, 6, 30)),
        ("The march was held by the people of Texas on 3 July 2026; please write.", None),
        ("By Jo Writer | July 4, 2026 | Page 4", None),
    ],
)
def test_until_when_to_write_is_read_and_its_year_never_invented(sentence: str, day: date | None) -> None:
    story = "Ada Muster is a lawyer, and she has been held without charge."
    assert read(f"Free Ada Muster\n\nDate: 3 June 2026\n\n{story}\n\n{sentence}\n{ASKED}").appeal.expires == day


def test_a_deadline_without_a_year_in_an_appeal_without_a_date_is_asked_for() -> None:
    found = read(f"Free Ada Muster\n\nPlease send appeals before 30 October.\n{ASKED}")
    assert found.appeal.expires is None
    assert told(found, "expires") == {"doubtful"}


def test_the_summary_reports_facts_and_loses_the_marks_of_a_wiki() -> None:
    found = read(
        """= Free Ada Muster =

''Editorial note: this page was made by friends of hers, and is looked after by nobody in particular today.''

The '''lawyer''' Ada Muster has been held in [[Amman|Amman]] for two months, and her family may not see her.
"""
        + ASKED
    )
    told_first = "The lawyer Ada Muster has been held in Amman for two months, and her family may not see her."
    assert found.appeal.summary == told_first


def test_subjects_are_never_those_accused_or_those_written_to() -> None:
    text = """PERU: Ada Muster beaten by Captain Bad Sample

Alleged perpetrators: Captain Bad Sample and two officers

Ada Muster was beaten by Bad Sample in a cell, and the minister Otto Beispiel has done nothing about it so far.

Please write to Otto Beispiel, urging him to bring Bad Sample to justice and to protect Ada Muster.

Addresses:
Minister of Justice
Otto Beispiel
Lima, Peru
Fax: +51 1 225 4512
"""
    found = read(text)
    assert found.appeal.subjects == ("Ada Muster",)
    assert found.lines["subjects[0]"] == 5


def test_the_names_of_a_row_are_the_subjects_with_their_line() -> None:
    found = read("UA 7/26     Fear for safety\n\nPERU    Ada Muster (f), aged 27\n        Otto Muster (m)\n" + ASKED)
    assert found.appeal.subjects == ("Ada Muster", "Otto Muster")
    assert [found.lines[f"subjects[{place}]"] for place in (0, 1)] == [3, 4]


@pytest.mark.parametrize(
    ("line", "code", "updated"),
    [
        ("FL-123", "FL-123", None),
        ("Ref.: UEI/26-14", "UEI/26-14", None),
        ("Case KEN 004 / 0926 / OBS 112.1", "KEN 004 / 0926 / OBS 112.1", None),
        ("Further information on UA: 12/26 Index: MDE 24/090/2026", "UA: 12/26", "UA: 12/26"),
        ("Suivi du cas MRT 001 / 0125 / OBS 003", "MRT 001 / 0125 / OBS 003", "MRT 001 / 0125 / OBS 003"),
    ],
)
def test_codes_of_all_shapes_are_read_and_those_of_updates(line: str, code: str, updated: str | None) -> None:
    found = read(f"{line}\nFree Ada Muster\n\nAda Muster is a lawyer, and she has been held for a year.\n" + ASKED)
    assert (found.appeal.code, found.appeal.updates) == (code, updated)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "L’Observatoire, partenariat du GRF et de la Ligue exemplaire contre la prison (LECP), a reçu des faits.",
            ("Ligue exemplaire contre la prison (LECP)",),
        ),
        (
            "Programme conjoint de l’Organisation pour l’exemple (OPE) et de la Fédération des ligues (FDL), "
            "l’Observatoire a reçu des faits.",
            ("Organisation pour l’exemple (OPE)", "Fédération des ligues (FDL)"),
        ),
    ],
)
def test_two_bodies_that_are_named_in_one_breath_are_two_and_none_is_cut(sentence: str, names: tuple[str, ...]) -> None:
    assert tuple(issuer.name for issuer in read(f"{sentence}\n\n{ASKED}").appeal.issuers) == names


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Release Ada Muster (Chad: UA 85.26)", "UA 85.26"),
        ("UA-Nr.: UA-123/2026 · AI-Index: AFR 20/028/2026", "UA-123/2026"),
        ("First UA: 93/26 Index: AFR 20/2567/2026 Chad Date: 12 June 2026", "UA: 93/26"),
        ("UA 219 /06", "UA 219 /06"),
        ("ACTION URGENTE N° 45/98", "45/98"),
        ("Acción Urgente: 12/26", "12/26"),
        ("Our Ref.: HRC/12/2010", "HRC/12/2010"),
        ("Reference | 26-14", "26-14"),
        ("AI Index: ASA 17/114/2026", "ASA 17/114/2026"),
        ("Update to RAN 12/26: Ada Muster freed", "RAN 12/26"),
    ],
)
def test_a_code_is_known_in_all_the_ways_in_which_it_is_printed(line: str, code: str) -> None:
    assert read(f"Lawyer disappeared\n\n{line}\n{ASKED}").appeal.code == code


@pytest.mark.parametrize("line", ["Born: 12/05/1980", "Index: 12 May 2009", "Hearing on 12.05.2010", "Case 3 of 14"])
def test_a_date_or_a_count_is_no_code(line: str) -> None:
    assert read(f"Lawyer disappeared\n\n{line}\n{ASKED}").appeal.code is None


@pytest.mark.parametrize(
    "line",
    [
        "Take action! - Lawyer Ada Muster disappeared (Chad: UA 25/26)",
        "Further information on UA 25/26 (AFR 20/028/2026, 3 June 2026) - Lawyer Ada Muster disappeared",
        "Lawyer Ada Muster disappeared - UA 25/26",
        "UA 25/26: Lawyer Ada Muster disappeared",
    ],
)
def test_the_code_beside_a_title_is_no_part_of_it(line: str) -> None:
    assert read(f"{line}\n\nShe was last seen on 3 May.\n{ASKED}").appeal.title == "Lawyer Ada Muster disappeared"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Posted 6 Aug 2026\n\nUA: 8/26 Index: AFR 54/2231/2026 Sudan Date: 5 August 2026", date(2026, 8, 5)),
        ("21/09/2026\n\nTCD 004 / 0926 / OBS 117\nDétention arbitraire\nTchad\n20 septembre 2026", date(2026, 9, 20)),
        ("published 08-03-2026, last modified 15-03-2026", date(2026, 3, 8)),
        ("By Ada Muster · May 3, 2026 · 3 comments", date(2026, 5, 3)),
        ("Berlin, den 3. 5. 2026", date(2026, 5, 3)),
    ],
)
def test_the_day_that_stands_with_the_code_outranks_that_of_the_page(head: str, day: date) -> None:
    assert read(f"Lawyer disappeared\n\n{head}\n{ASKED}").appeal.date == day


def test_the_day_is_found_with_the_code_in_the_last_line_of_a_long_text() -> None:
    story = "\n\n".join(f"Ada Muster was moved to prison no. {at} of the capital in the night." for at in range(30))
    text = f"Lawyer disappeared\n\n{story}\n{ASKED}\nNames: Ada Muster\n\nAU 67/26, AFR 62/3677/2026, 23 March 2026\n"
    assert read(text).appeal.date == date(2026, 3, 23)


def test_no_line_of_an_address_or_of_a_letter_is_a_title() -> None:
    head = (
        "His Excellency Mr. Karl Beispiel\nMinister of Justice,\n16 High Road,\nN'Djamena, Chad\nFax: +235 22 52 21 39"
    )
    letter = "Your Excellency,\n\nI urge you to release Ada Muster at once.\n\nSincerely,\n\nThe Thirty Days campaign"
    assert read(f"{head}\n\n{letter}\n").appeal.title is None


def test_the_letterhead_beside_the_name_of_a_series_is_neither_title_nor_country() -> None:
    head = (
        "example rights\nURGENT ACTION                   International Secretariat\n"
        "                                1 Easton Street\n                                London WC1X 8DJ\n"
        "                                United Kingdom\n\n17 June 1992\n\n"
        "Further information on UA 83/92 (EUR 44/62/92, 3 June 1992) - Fear of torture / Solitary confinement\n\n"
        "TURKEY:   Ada MUSTER, aged 29, journalist\n"
    )
    appeal = read(head + ASKED).appeal
    assert (appeal.title, appeal.country, appeal.code) == ("Fear of torture / Solitary confinement", "TR", "UA 83/92")


def test_a_body_known_to_publish_appeals_is_the_issuer_where_no_other_says_so() -> None:
    text = "Libertad para Ada Muster\n\nAmnistía Internacional pide cartas para ella.\n"
    found = read(text + ASKED)
    assert [issuer.name for issuer in found.appeal.issuers] == ["Amnistía Internacional"]
    assert told(found, "issuers") == {"guessed"}


def test_the_date_under_a_text_comes_before_that_of_its_page() -> None:
    text = "Kenya: A teacher held\n\nShe is held in Nairobi.\n\nParis-Geneva, 17 March 2025\n"
    assert read(f"18 March 2025 | 0 comments\n\n{text}").appeal.date == date(2025, 3, 17)


@pytest.mark.parametrize("menu", ["Home\nNews\nContact\nDonate\n\n", "Home\nAbout us\nNews\n\n", "Home\nNews\n\n"])
def test_a_menu_swallows_no_headline_below_it(menu: str) -> None:
    below = "Free Ada Muster\n\nContact\nDonate\n\nShe is held in Nairobi, Kenya.\n"
    assert read(menu + below).appeal.title == "Free Ada Muster"


def test_a_menu_swallows_no_address_above_it() -> None:
    written_to = "Please write to:\n\nMinister of Education\nP.O. Box 50093\nLusaka\nZambia\n"
    address = read(f"Zambia: A teacher held\n\n{written_to}\nHome\nAbout us\nContact us\n").appeal.addressees[0].address
    assert address is not None
    assert address.lines[-2:] == ("Lusaka", "Zambia")
