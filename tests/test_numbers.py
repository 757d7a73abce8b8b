"""Telephone and fax numbers: read as written, mended where one reading is possible, labelled by what stands beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.appeals.numbers import contacts_in
from letterkit.contact.numbers import country_of_number, international, read_number, read_numbers


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("+41 22 793 70 14", None, "+41227937014"),
        ("+ 33 (0)1 42 34 20 00", None, "+33142342000"),
        ("(+94) 11 2326163", None, "+94112326163"),
        ("++41 22 793 70 14", None, "+41227937014"),
        ("0041 22 793 70 14", "KE", "+41227937014"),
        ("011 41 22 793 70 14", "US", "+41227937014"),
        ("0011 41 22 793 70 14", "AU", "+41227937014"),
        ("0011 41 22 793 70 14", None, "+41227937014"),
        ("01 42 34 20 00", "FR", "+33142342000"),
        ("030/2280-2222", "DE", "+493022802222"),
        ("(202) 588-0032", "US", "+12025880032"),
        ("+39 06 6988 5088", None, "+390669885088"),
    ],
)
def test_usual_spellings_are_read_without_a_remark(written: str, country: str | None, e164: str) -> None:
    reading = read_number(written, country)
    assert (reading.e164, reading.repaired, reading.doubt) == (e164, None, None)


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("+01 202 588-0032", "US", "+12025880032"),
        ("+0041 22 793 70 14", None, "+41227937014"),
        ("+52 1 55 5093 5321", "MX", "+525550935321"),
        ("+44 020 7219 3000", "GB", "+442072193000"),
        ("(0-22) 55 50 100", "PL", "+48225550100"),
        ("01 (747) 471 95 00", "MX", "+527474719500"),
    ],
)
def test_a_number_is_repaired_where_one_reading_is_possible(written: str, country: str | None, e164: str) -> None:
    reading = read_number(written, country)
    assert reading.e164 == e164
    assert reading.repaired is None or written in reading.repaired


@pytest.mark.parametrize(
    ("written", "country", "reason"),
    [
        ("(202) 588-0032", None, "country is not known"),
        ("+1-202-588-OO32", "US", "letters"),
        ("123", "US", "too short"),
        ("no number", None, "no digits"),
        ("+000", None, "too short"),
        ("00 41 22 793 70 14. 12345678", None, "country is not known"),
    ],
)
def test_what_can_not_be_read_says_why(written: str, country: str | None, reason: str) -> None:
    reading = read_number(written, country)
    assert reading.e164 is None
    assert reason in (reading.doubt or "")


def test_an_old_number_is_kept_with_a_doubt() -> None:
    reading = read_number("011-212-37-768-656", "MA")
    assert reading.e164 == "+21237768656"
    assert "range" in (reading.doubt or "")


def test_several_numbers_in_one_field_are_told_apart() -> None:
    two = read_numbers("01 42 00 85 01 ou 01 47 00 24 62", "FR")
    assert [one.e164 for one in two] == ["+33142008501", "+33147002462"]
    shared = read_numbers("+213 21 92 40 50 / 92 10 20", "DZ")
    assert [one.e164 for one in shared] == ["+21321924050", "+21321921020"]
    assert shared[1].repaired


@pytest.mark.parametrize(
    ("written", "others"),
    [
        ("+41 22 793 70 14 / 15", ["+41227937015"]),
        ("+1 202 588 0101 / 0102", ["+12025880102"]),
        ("+254 20 222 1231/32/33", ["+254202221232", "+254202221233"]),
        ("+41 22 793 70 14 / 5", [None]),
        ("+502 2411 9210 / 9326", [None]),
        ("+506 2221 5667 / 5666", ["+50622215666"]),
        ("+506 2221 5667 / 5656", [None]),
        ("+41 22 793 70 15 / 14", [None]),
        ("+41 22 793 70 14 / 3 15", [None]),
    ],
)
def test_the_next_number_of_a_block_is_completed_and_what_may_be_an_extension_is_asked_about(
    written: str, others: list[str | None]
) -> None:
    readings = read_numbers(written, None)[1:]
    assert [one.e164 for one in readings] == others
    assert all(one.repaired or one.doubt for one in readings)


def test_a_number_shorter_than_those_of_today_is_kept_with_a_doubt() -> None:
    reading = read_number("+420/2/373 800", None)
    assert (reading.e164, reading.repaired) == ("+4202373800", None)
    assert "range" in (reading.doubt or "")


def test_an_extension_is_kept_apart() -> None:
    reading = read_number("+62 21 7218141 ext. 12", None)
    assert (reading.e164, reading.extension) == ("+62217218141", "12")


@given(st.text(alphabet="+0123456789 ()-/.xext\u00a0", max_size=40), st.sampled_from([None, "US", "CH", "MA", "DE"]))
def test_any_field_is_read_or_doubted(written: str, country: str | None) -> None:
    for reading in read_numbers(written, country):
        assert reading.e164 or reading.doubt


def test_a_number_is_printed_internationally_and_knows_its_country() -> None:
    assert international("+41227937014") == "+41 22 793 70 14"
    assert country_of_number("+41227937014") == "CH"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tel and Fax ABC: +41 22 793 70 14 / +41 22 793 70 15", ["phone", "fax"]),
        ("Tel/Fax: +41 22 793 70 14", ["phone", "fax"]),
        ("+41 22 793 70 14 (fax)", ["fax"]),
        ("Fax 922 47 18 01", ["fax"]),
        ("fax Bruselas: +32 (0)2 284 9882", ["fax"]),
        ("Standard : 01 42 34 20 00 / Télécopie : 01 42 34 26 77", ["phone", "fax"]),
        ("messages faxed to the mayor at 011-62-217218141", ["fax"]),
        ("Web: www.example.org, E-mail: a@example.org", ["web", "email"]),
        ("T +32 2 555 01 60", ["phone"]),
        ("F +32 2 501 02 11", ["fax"]),
        ("Ph (02) 6290 1676, Fax 6290 1073", ["phone", "fax"]),
        ("le groupe T +32 2 555 01 60", ["number"]),
        ("the phone messages were sent", []),
        ("Rue 12, 1213 Genève 2", []),
    ],
)
def test_a_label_tells_what_a_number_is(text: str, kinds: list[str]) -> None:
    assert [contact.kind for contact in contacts_in(text)] == kinds


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Appelez le gouverneur au 33 855 01 60.", "phone"),
        ("Appelez le gouverneur au numéro 33 855 01 60.", "phone"),
        ("Llamen a la ministra al 2555 0160.", "phone"),
        ("Rufen Sie den Minister unter 0512 555 0100 an.", "phone"),
        ("Rufen Sie den Minister unter der Nummer 0512 555 0100 an.", "phone"),
        ("Faxen Sie unter 0512 555 0111.", "fax"),
        ("Schreiben Sie an den Minister unter 0512 555 0100.", "number"),
        ("Call the mayor at 2555 0160.", "phone"),
    ],
)
def test_a_number_behind_a_verb_of_calling_and_its_at_is_that_verbs(sentence: str, kind: str) -> None:
    (contact,) = contacts_in(sentence)
    assert (contact.kind, sentence[contact.end :].rstrip(".")) == (kind, " an" if sentence.endswith(" an.") else "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Le dossier est classé au 33855016.",
        "El expediente pasó al 2555 0160.",
        "Das Verfahren läuft unter 0512 555 0100.",
        "Appelez le préfet au 4 place du Modèle.",
        "Appelez le préfet au 12 34 56.",
    ],
)
def test_a_number_that_nobody_is_to_call_or_that_is_too_short_is_none(sentence: str) -> None:
    assert contacts_in(sentence) == ()


def test_an_empty_label_is_a_contact_without_a_value() -> None:
    assert [(one.kind, one.written) for one in contacts_in("Suisse, e-mail:, Fax : +41 22 793 70 14")] == [
        ("email", ""),
        ("fax", "+41 22 793 70 14"),
    ]


def test_a_number_that_ran_into_a_postcode_is_too_long_and_no_bug() -> None:
    (reading,) = read_numbers("030 - 536 00 000 12435", "DE")
    assert (reading.e164, reading.doubt) == (None, "too long for a number")
