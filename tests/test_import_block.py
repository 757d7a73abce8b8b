"""The block of one addressee: which lines are an address, which an office, and what a short number is short for."""

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.model.appeal import Addressee
from letterkit.model.finding import Reading

GERMAN = (
    "Freiheit für Vera Muster\n\n4. Mai 2026\n\nVera Muster, Setzerin aus Magdeburg, sitzt seit dem 3. Mai 2026 in "
    "Haft.\n\nForderungen\n- die Freilassung von Vera Muster;\n- ein Ende des Verfahrens.\n\nAdressen\n\n"
)
AUSTRALIAN = (
    "INDONESIA: Union leader jailed\n\nSydney, 5 June 2026\n\nBudi Example, a union leader of Surabaya, Indonesia, was "
    "jailed on 29 May 2026.\n\nPlease write, urging the authorities to:\n- release Budi Example;\n- drop the charges.\n"
    "\nAmbassador of Indonesia\n8 Muster Avenue, Yarralumla ACT 2600, Australia\n"
)
FRENCH = (
    "Libérez Ada Exemple\n\n4 mai 2026\n\nAda Exemple est détenue à Kinshasa, en République démocratique du Congo.\n\n"
    "Veuillez écrire aux autorités en leur demandant de :\n- libérer Ada Exemple ;\n- l'indemniser.\n\nAdresses\n\n"
)


def read(text: str) -> Reading:
    return read_document(source_of(f"{text}\n".encode(), "text.txt"))


def only(text: str) -> Addressee:
    (addressee,) = read(text).appeal.addressees
    return addressee


def lines(addressee: Addressee) -> list[str]:
    return list(addressee.address.lines) if addressee.address else []


@pytest.mark.parametrize(
    "street",
    [
        "Bürgermeister-Muster-Str. 1",
        "Bürgermeister-Muster-Straße 12a",
        "Bürgermeister Muster Allee 12",
        "Präsident-Muster-Platz",
        "Präsident-Muster-Damm 3",
    ],
)
@pytest.mark.parametrize("apart", ["\n", ", "])
def test_a_street_named_after_one_who_held_an_office_is_no_office(street: str, apart: str) -> None:
    block = apart.join(["Justizministerin Eva Beispiel", street, "39104 Magdeburg", "Fax 0391 555 0160"])
    addressee = only(GERMAN + block)
    assert (addressee.office, addressee.name) == ("Justizministerin", "Eva Beispiel")
    assert lines(addressee) == [street, "39104 Magdeburg"]


@pytest.mark.parametrize("way", ["par fax au", "par courrier au", "par lettre au", "par e-mail au"])
def test_the_way_before_an_addressee_is_no_part_of_the_office(way: str) -> None:
    addressee = only(f"{FRENCH}- {way} Premier ministre, M. Paul Essai : +243 81 555 0160")
    assert (addressee.office, addressee.name, addressee.gender) == ("Premier ministre", "Paul Essai", "m")


@pytest.mark.parametrize("route", ["A l'attention de", "À l'attention de"])
def test_one_to_whose_attention_a_letter_goes_is_named_with_or_without_an_accent(route: str) -> None:
    addressee = only(
        f"{FRENCH}Ambassade de la République démocratique du Congo\n{route} Mme Claire Muster\nRue du Modèle 30\n"
        "1040 Bruxelles\nBelgique\nT +32 2 555 01 60\nF +32 2 501 02 11"
    )
    assert (addressee.name, addressee.gender) == ("Claire Muster", "f")
    assert lines(addressee) == ["Rue du Modèle 30", "1040 Bruxelles", "Belgique"]
    assert (addressee.phones, addressee.faxes) == (("+3225550160",), ("+3225010211",))


def test_a_number_without_its_areas_code_takes_that_of_the_other_number_and_says_so() -> None:
    reading = read(f"{AUSTRALIAN}Ph (02) 6290 1676, Fax 6290 1073")
    assert [one.faxes for one in reading.appeal.addressees] == [("+61262901073",)]
    (repaired,) = [finding.message for finding in reading.findings if finding.kind == "repaired"]
    assert repaired == "6290 1073 read as +61 2 6290 1073, with the area's code of the other number"


@pytest.mark.parametrize("others", ["", "Ph (02) 6290 1676, Ph (03) 9290 1676, "])
def test_a_number_that_may_be_in_several_areas_or_in_any_is_doubtful(others: str) -> None:
    reading = read(f"{AUSTRALIAN}{others}Fax 6290 1073")
    assert [finding.kind for finding in reading.findings if "6290 1073" in finding.message] == ["doubtful"]
    assert "+61262901073" not in reading.appeal.addressees[0].faxes


def test_a_number_abroad_as_it_is_dialled_from_australia_is_read() -> None:
    addressee = only(f"{AUSTRALIAN}Fax 0011 62 21 385 0160")
    assert addressee.faxes == ("+62213850160",)


def test_no_area_is_taken_from_the_number_of_a_mobile() -> None:
    address = "Minister of Justice\n1 Sample Street\nCanberra ACT 2600\nAustralia\nPh 0411 290 167, Fax 6290 1073\n"
    assert "+61462901073" not in only(f"Please write to:\n\n{address}").faxes


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("SFSU President Ada Muster", "official_unknown_name"),
        ("President Ada Muster of Sample State University", "official_unknown_name"),
        ("UAE President Ada Muster", "head_of_state_republic"),
        ("THE PRESIDENT", "head_of_state_republic"),
        ("President Ada Muster", "head_of_state_republic"),
    ],
)
def test_a_president_of_a_body_is_no_head_of_state(who: str, kind: str) -> None:
    assert only(f"Please write to:\n\n{who}\n1 Sample Street\nExampleton\nKenya\n").office_class == kind
