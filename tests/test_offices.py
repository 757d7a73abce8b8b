"""Offices, courtesy titles and institutions are recognised in a line; nothing about a person is guessed."""

import pytest

from letterkit.appeals.names import read_person
from letterkit.protocol.countries import country_named, town_country
from letterkit.protocol.offices import (
    find_honorifics,
    find_institutions,
    find_office,
    find_offices,
    honorific_at_start,
    title_after_name,
)


@pytest.mark.parametrize(
    ("text", "office_class", "language"),
    [
        ("President", "head_of_state_republic", "en"),
        ("President Jane Sample, Republic of Kenya", "head_of_state_republic", "en"),
        ("President of the Supreme Court", "chief_justice", "en"),
        ("President of the Bar Association", "official_unknown_name", "en"),
        ("President of the National Assembly", "speaker_of_parliament", "en"),
        ("Président du Sénat", "speaker_of_parliament", "fr"),
        ("Presidente del Consejo de Ministros", "head_of_government", "es"),
        ("MINISTRE DE L'INTERIEUR", "minister_interior", "fr"),
        ("Garde des Sceaux, Ministre de la Justice", "minister_justice", "fr"),
        ("Prime Minister and Minister of Defence", "head_of_government", "en"),
        ("Attorney General", "attorney_general", "en"),
        ("General Muster", "military_officer", "en"),
        ("Secretary General", "official_unknown_name", "en"),
        ("Bundesumweltminister Muster", "minister", "de"),
        ("Landesjustizministerin Muster", "minister_justice", "de"),
        ("Ambassador, Embassy of Kenya", "ambassador", "en"),
        ("Ambassadeur, Mission permanente du Kenya", "permanent_representative", "fr"),
        ("Ambassador, Permanent Mission of Kenya", "permanent_representative", "en"),
        ("Ministro de la Corte Suprema", "judge", "es"),
        ("Muster Zhang Buzhang", "minister", "zh"),
        ("Secretary of Labor", "minister", "en"),
        ("Secretary of State", "minister_foreign", "en"),
        ("Secretary of State for Justice", "minister_justice", "en"),
        ("Secretary of State for the Home Department", "minister_interior", "en"),
        ("Chancellor of the Exchequer", "minister", "en"),
        ("Minister Counsellor", "official_unknown_name", "en"),
        ("Inspector General", "police_chief", "en"),
        ("Surgeon General", "official_unknown_name", "en"),
        ("Governor of Example Prison", "prison_director", "en"),
        ("Crown Prince and Prime Minister", "monarch", "en"),
        ("Canciller", "minister_foreign", "es"),
        ("Canciller Federal de Alemania", "head_of_government", "es"),
        ("Alcaide", "prison_director", "es"),
        ("Alcalde", "mayor", "es"),
        ("Président du Conseil des ministres", "head_of_government", "fr"),
        ("Président du Conseil constitutionnel", "chief_justice", "fr"),
        ("Président du Conseil national des droits de l'homme", "ombudsman", "fr"),
        ("Secretary of the Central Committee", "official_unknown_name", "en"),
        ("Menteri Luar Negeri", "minister_foreign", "id"),
        ("Adalet Bakanı", "minister_justice", "tr"),
        ("Jefe de Gabinete de Ministros", "head_of_government", "es"),
    ],
)
def test_an_office_is_told_by_its_words_and_what_follows(text: str, office_class: str, language: str) -> None:
    office = find_office(text)
    assert office
    assert (office.office_class, office.language) == (office_class, language)


@pytest.mark.parametrize("text", ["", "Jane Sample", "Ministry", "presidential", "12 Kings Road", "…"])
def test_no_office_is_found_where_there_is_none(text: str) -> None:
    assert find_office(text) is None


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Ministra de Justicia", "f"),
        ("Ambassadrice", "f"),
        ("Bundeskanzlerin", "f"),
        ("Ministre", None),
        ("Ambassadeur", None),
    ],
)
def test_only_a_feminine_form_shows_a_gender(text: str, gender: str | None) -> None:
    office = find_office(text)
    assert office
    assert office.gender == gender


def test_offices_come_with_their_places_and_do_not_overlap() -> None:
    text = "Prime Minister and Minister of Defence"
    assert [text[at.start : at.end] for at in find_offices(text)] == ["Prime Minister", "Minister"]


def test_a_title_after_a_name_is_found() -> None:
    title = title_after_name("Zhang Muster Buzhang")
    assert title
    assert title.office.term == "Buzhang"
    assert [found.meaning.kind for found in find_institutions("Sifabu, Waijiaobu")] == ["ministry", "ministry"]


def test_abbreviated_titles_must_stand_as_written() -> None:
    assert [found.meaning.gender for found in find_honorifics("M. Muster")] == ["m"]
    assert find_honorifics("A M Muster") == []
    assert find_honorifics("he said") == []


@pytest.mark.parametrize(
    ("text", "title", "gender"),
    [
        ("Bapak Contoh", "Bapak", "m"),
        ("Ibu Contoh", "Ibu", "f"),
        ("Dato' Seri Contoh", "Dato' Seri", None),
        ("Tan Sri Contoh", "Tan Sri", None),
        ("Datin Seri Contoh", "Datin Seri", "f"),
        ("Shri Udaharan", "Shri", "m"),
        ("Smt Udaharan", "Smt", "f"),
        ("U Namuna", "U", "m"),
        ("Daw Namuna", "Daw", "f"),
        ("Sheikh Muster", "Sheikh", None),
        ("Doctor Jane Sample", "Doctor", None),
        ("Licenciado Ejemplo", "Licenciado", None),
        ("Su Majestad el Rey", "Su Majestad", None),
    ],
)
def test_titles_of_many_countries_are_known_and_show_no_gender_that_is_not_theirs(
    text: str, title: str, gender: str | None
) -> None:
    found = honorific_at_start(text)
    assert found
    assert (text[found.start : found.end], found.meaning.gender) == (title, gender)


@pytest.mark.parametrize("text", ["U. Muster", "U.S. Department", "u muster"])
def test_a_title_of_one_letter_is_no_initial(text: str) -> None:
    assert honorific_at_start(text) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "US"),
        ("usa", None),
        ("Suisse", "CH"),
        ("Rép. Pop. De Chine", "CN"),
        ("THE NETHERLANDS", "NL"),
        ("Narnia", None),
    ],
)
def test_a_country_is_told_by_its_whole_name(name: str, code: str | None) -> None:
    assert country_named(name) == code


def test_a_capital_tells_its_country() -> None:
    assert town_country("B-1047 BRUSELAS") == "BE"


@pytest.mark.parametrize(
    ("text", "language", "name", "gender"),
    [
        ("D. Muster", "en", "D. Muster", None),
        ("M. Muster", "en", "M. Muster", None),
        ("M. Muster", "fr", "Muster", "m"),
        ("M. Jean Muster", "en", "Jean Muster", "m"),
        ("D. Juan Ejemplo", "es", "Juan Ejemplo", "m"),
        ("Minister of Justice M. Muster", "en", "M. Muster", None),
    ],
)
def test_an_initial_before_a_name_is_no_title_of_another_language(
    text: str, language: str, name: str, gender: str | None
) -> None:
    person = read_person(text, language)
    assert (person.name, person.gender) == (name, gender)
