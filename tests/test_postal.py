"""Postal addresses: cleaned, without what they say twice, in six lines; two spellings of one door are noticed."""

from datetime import date

import pytest

from letterkit.compose.address import street_of
from letterkit.contact.doors import one_door_in_two_spellings
from letterkit.contact.postal import AddressParts, address_block, cleaned
from letterkit.mailing import Wishes, plan
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.finding import Reading
from letterkit.model.sender import Sender
from letterkit.review.findings import findings

TODAY = date(2026, 11, 23)


def block(appeal: Appeal, sender: Sender, language: str = "en", **address: object) -> tuple[str, ...]:
    """The address block of a letter to the first addressee, at another address."""
    minister = appeal.addressees[0].model_copy(update={"address": PostalAddress(**address)})
    asked = appeal.model_copy(update={"addressees": (minister,), "requests": {language: ("Request.",)}})
    return plan(asked, sender, Wishes(on=TODAY, language=language)).dispatches[0].letter.body.address


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("1 Example Street, E-mail:", "1 Example Street"),
        ("1 Example Street;  E-mail : ", "1 Example Street"),
        ("Rue de l’Exemple 3, Courriel:", "Rue de l’Exemple 3"),
        ("Calle Ejemplo 3, correo electrónico:", "Calle Ejemplo 3"),
        ("Fax:", ""),
        ("E-mail", ""),
        ("10 Example   Avenue ,", "10 Example Avenue"),
        ("12 The Mail", "12 The Mail"),
        ("Faxgasse 3", "Faxgasse 3"),
    ],
)
def test_a_line_loses_empty_labels_and_doubled_blanks_and_nothing_else(line: str, printed: str) -> None:
    assert cleaned(line) == printed


@pytest.mark.parametrize(
    ("lines", "country", "kept"),
    [
        (("Gasse 1", "1213 Petit-Lancy 2", "Genève"), "CH", 2),
        (("Gasse 1", "1213 Petit-Lancy 2", "Geneve", "Suisse"), "CH", 2),
        (("Gasse 1", "1213 Petit-Lancy 2", "Petit-Lancy"), "CH", 2),
        (("Gasse 1", "Genève"), "CH", 2),
        (("2300 Example Ave., NW", "Washington", "DC 20008"), "US", 3),
        (("Gasse 1", "Jura", "1213 Town"), "CH", 3),
        (("1 Road", "100000 Town", "North Province"), "CN", 3),
    ],
)
def test_a_town_or_canton_that_only_repeats_is_left_out(lines: tuple[str, ...], country: str, kept: int) -> None:
    assert street_of(PostalAddress(lines=lines, country=country)).lines == lines[:kept]


def test_what_is_left_out_of_an_address_is_told(appeal: Appeal) -> None:
    ambassador = appeal.addressees[1]
    where = PostalAddress(lines=("Rue de l’Exemple 3", "1213 Petit-Lancy 2", "Genève", "Suisse"), country="CH")
    reading = Reading(
        appeal.model_copy(update={"addressees": (ambassador.model_copy(update={"address": where}),)}), (), {}
    )
    told = [one for one in findings(reading, TODAY) if "only repeats" in one.message]
    assert [(one.field, one.kind) for one in told] == [("addressees[0]", "ignored")]
    assert "“Genève”" in told[0].message


def test_a_country_that_only_the_lines_name_is_the_country_of_delivery(appeal: Appeal, sender: Sender) -> None:
    assert block(appeal, sender, lines=("1 Street", "Nairobi", "Kenya"))[-2:] == ("Nairobi", "KENYA")
    assert block(appeal, sender, lines=("Gasse 1", "3000 Bern", "Suisse"))[-1] == "3000 Bern"


@pytest.mark.parametrize(
    ("language", "country", "line"),
    [
        ("fr", "CH", "RÉPUBLIQUE DÉMOCRATIQUE DU CONGO"),
        ("fr", "US", "DEMOCRATIC REPUBLIC OF THE CONGO"),
        ("de", "DE", "DEMOKRATISCHE REPUBLIK KONGO"),
        ("en", "CH", "DEMOCRATIC REPUBLIC OF THE CONGO"),
    ],
)
def test_the_country_line_is_in_the_letter_s_language_where_the_sender_s_country_speaks_it(
    appeal: Appeal, sender: Sender, language: str, country: str, line: str
) -> None:
    there = sender.model_copy(update={"country": country})
    assert block(appeal, there, language, lines=("1 Street", "Kinshasa"), country="CD")[-1] == line


def test_a_long_line_breaks_before_the_words_that_name_the_state_in_whatever_language(
    appeal: Appeal, sender: Sender
) -> None:
    mission = Addressee(
        id="mission",
        office_class="institution",
        organisation="Mission permanente auprès des Nations Unies de la République populaire de Chine",
        address=PostalAddress(lines=("Rue 3", "1200 Genève"), country="CH"),
    )
    made = plan(appeal.model_copy(update={"addressees": (mission,)}), sender, Wishes(on=TODAY))
    assert made.dispatches[0].letter.body.address[:2] == (
        "Mission permanente auprès des Nations Unies",
        "de la République populaire de Chine",
    )


def test_a_block_has_at_most_six_lines_and_the_street_the_town_and_the_country_are_never_dropped() -> None:
    parts = AddressParts(
        name="Ms. Jane Doe",
        office="Minister of Justice",
        organisation="Ministry of Justice",
        care_of="c/o Embassy",
        street=("1 Street", "100 Town"),
        country="CHINA",
    )
    lines = address_block(parts)
    assert lines == (
        "Ms. Jane Doe",
        "Minister of Justice, Ministry of Justice",
        "c/o Embassy",
        "1 Street",
        "100 Town",
        "CHINA",
    )


GENEVA = ("Chemin de l’Exemple 11", "Case postale 85", "1213 Petit-Lancy 2")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("Ch. De L'Exemple", "CP 85", "1213 Petit-Lancy 2"), True),
        (("Ch. de l’Exemple 11", "1213 Petit-Lancy"), True),
        (("Ch. de l’Exemple 12", "1213 Petit-Lancy"), False),
        (("Chemin de la Vigne 11", "1213 Petit-Lancy"), False),
        (("Chemin de l’Exemple 11", "1200 Genève"), False),
        (("CP 86", "1213 Petit-Lancy 2"), False),
        (("C.P. 85", "1213 Petit-Lancy"), True),
        (("Chemin de l’Exemple 11", "CP 86", "1213 Petit-Lancy 2"), False),
        (GENEVA, False),
    ],
)
def test_one_door_in_two_spellings_is_told_from_two_doors(other: tuple[str, ...], same: bool) -> None:
    assert one_door_in_two_spellings(GENEVA, other) is same
    assert one_door_in_two_spellings(other, GENEVA) is same


def test_two_addressees_at_one_door_in_two_spellings_are_noticed_and_stay_two(appeal: Appeal) -> None:
    minister, ambassador = appeal.addressees
    here = minister.model_copy(update={"address": PostalAddress(lines=GENEVA, country="CH")})
    too = PostalAddress(lines=("Ch. de l'Exemple", "CP 85", "1213 Petit-Lancy 2"), country="CH")
    both = appeal.model_copy(update={"addressees": (here, ambassador.model_copy(update={"address": too}))})
    told = [one for one in findings(Reading(both, (), {}), TODAY) if "at the door of" in one.message]
    assert [(one.field, one.kind) for one in told] == [("addressees[1]", "doubtful")]
    assert "minister-of-justice" in told[0].message
    elsewhere = appeal.model_copy(update={"addressees": (here, ambassador)})
    assert not [one for one in findings(Reading(elsewhere, (), {}), TODAY) if "at the door of" in one.message]
