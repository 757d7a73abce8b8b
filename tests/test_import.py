"""The importer: what a published appeal says is read, with the line it stands on; nothing is invented."""

from datetime import date
from pathlib import Path

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import read_source, source_of
from letterkit.errors import Mistake
from letterkit.model.finding import Reading

SEED = Path(__file__).parent.parent / "examples" / "appeal-chn-002.txt"
ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read_document(read_source(SEED), on=ON)


def kinds(reading: Reading) -> set[tuple[str, int | None, str]]:
    return {(finding.field, finding.line, finding.kind) for finding in reading.findings}


def test_the_seed_gives_its_code_title_country_and_date(seed: Reading) -> None:
    appeal = seed.appeal
    assert appeal.code == "CHN 002 / 0505 / OBS 028"
    assert appeal.title == "China: Closure of the Beijing Chinese Citizens' Rights Information Center"
    assert (appeal.country, appeal.date, appeal.language) == ("CN", date(2005, 5, 3), "en")
    assert seed.lines["code"] == 3
    assert seed.lines["date"] == 5


def test_the_seeds_requests_come_back_as_printed(seed: Reading) -> None:
    printed = SEED.read_text("utf-8").splitlines()
    marks = ("i. ", "ii. ", "iii. ", "iv. ")
    assert seed.appeal.requests == tuple(
        line.removeprefix(mark) for line, mark in zip(printed[17:21], marks, strict=True)
    )
    assert [seed.lines[f"requests[{place}]"] for place in range(4)] == [18, 19, 20, 21]
    assert seed.appeal.lead_in == "Please write to the Chinese authorities, urging them to:"


def test_the_seeds_issuers_keep_their_own_numbers_and_are_no_addressees(seed: Reading) -> None:
    numbers = {issuer.name: (issuer.phones, issuer.faxes) for issuer in seed.appeal.issuers}
    assert numbers["International Federation for Human Rights (FIDH)"] == (("+33143552518",), ("+33143551880",))
    assert numbers["World Organisation Against Torture (OMCT)"] == (("+41228094939",), ("+41228094929",))
    assert not {"+33143551880", "+41228094929"} & {fax for one in seed.appeal.addressees for fax in one.faxes}
    assert ("issuers", 26, "ignored") in kinds(seed)


def test_the_seeds_case_is_told_once_and_its_subjects_keep_their_titles(seed: Reading) -> None:
    assert len(seed.appeal.situation) == 8
    assert seed.appeal.summary == seed.appeal.situation[0]
    assert seed.appeal.subjects == ("Mr. Liu Jingsheng", "Mr. Li Weiping")
    assert ("summary", 8, "guessed") in kinds(seed)


def test_the_seeds_addressees_are_five_with_office_route_and_fax(seed: Reading) -> None:
    china = "People’s Republic of China"
    assert [(one.id, one.name, one.office) for one in seed.appeal.addressees] == [
        ("president-care-of-embassy", "Hu Jintao", "President"),
        ("president-care-of-permanent-mission", "Hu Jintao", "President"),
        ("minister-of-justice", "Zhang Fusen", f"Minister of Justice of the {china}"),
        ("minister-of-foreign-affairs", "Li Zhaoxing", f"Minister of Foreign Affairs of the {china}"),
        ("ambassadeur", "Sha Zukang", "Ambassadeur"),
    ]
    assert [(one.organisation, one.care_of, one.language) for one in seed.appeal.addressees] == [
        (china, f"Embassy of the {china}", "en"),
        (china, f"Permanent Mission of the {china}", "en"),
        ("Sifabu", None, "en"),
        ("Waijiaobu", None, "en"),
        ("Mission permanente de la Rép. Pop. De Chine", None, "fr"),
    ]
    assert [(one.address.country, *one.faxes) for one in seed.appeal.addressees if one.address] == [
        ("US", "+12025880032"),
        ("CH", "+41227937014"),
        ("CN", "+861065292345"),
        ("CN", "+861065882594"),
        ("CH", "+41227937014"),
    ]
    assert seed.appeal.addressees[4].office_class == "permanent_representative"
    address = seed.appeal.addressees[0].address
    assert address
    assert address.lines == ("2300 Connecticut Ave., NW", "Washington, D.C., 20008", "USA")
    assert seed.lines["report_back"] == 23


def test_the_seeds_findings_name_field_and_line(seed: Reading) -> None:
    assert kinds(seed) >= {
        ("addressees[0].faxes", 46, "repaired"),
        ("addressees[1].emails", 47, "missing"),
        ("addressees[3].emails", 49, "missing"),
        ("addressees[4].emails", 50, "missing"),
        ("addressees[3]", 49, "repaired"),
        ("addressees[4].faxes", 50, "doubtful"),
        ("addressees", 5, "doubtful"),
    }


TWO = """Kenya: A lawyer arrested
KEN 001 / 0110 / OBS 001
Please write to the Kenyan authorities, urging them to:
1. release Mr. Paul Sample.
Addresses:
- President of Kenya, P.O. Box 1, Nairobi, Kenya, Fax: +254 20 222 2222
Uganda: A journalist missing
UGA 002 / 0110 / OBS 002
Please write to the Ugandan authorities, urging them to:
1. look for Ms. Grace Sample.
Addresses:
- President of Uganda, P.O. Box 2, Kampala, Uganda, Fax: +256 41 222 222
"""


def test_several_appeals_in_one_document_are_named_and_chosen_by_number() -> None:
    source = source_of(TWO.encode(), "two.txt")
    with pytest.raises(Mistake, match="UGA 002 / 0110 / OBS 002 · Uganda: A journalist missing") as refusal:
        read_document(source)
    assert [problem.line for problem in refusal.value.problems] == [1, 7]
    second = read_document(source, appeal_number=2)
    assert (second.appeal.country, second.appeal.requests) == ("UG", ("look for Ms. Grace Sample.",))
    assert second.lines["addressees[0]"] == 12
    with pytest.raises(Mistake):
        read_document(source, appeal_number=3)


BY_COUNTRY = """Appeals of the month

VIETNAM
Poet jailed

Please write, calling for the release of Tran Sample.

Send appeals to:
Nguyen Sample
Minister of Justice
Hanoi
Vietnam
Fax: +84 24 3733 8068

TURKEY
Publisher on trial

Please write, urging the authorities to drop all charges against Ahmet Sample.

Send appeals to:
Kemal Sample
Minister of Justice
06659 Ankara
Turkey
Fax: +90 312 417 7113
"""


def test_appeals_under_the_names_of_their_countries_are_told_apart() -> None:
    source = source_of(BY_COUNTRY.encode(), "month.txt")
    with pytest.raises(Mistake, match="TURKEY · Publisher on trial"):
        read_document(source)
    second = read_document(source, appeal_number=2).appeal
    assert (second.country, second.requests) == ("TR", ("drop all charges against Ahmet Sample",))
    assert [addressee.name for addressee in second.addressees] == ["Kemal Sample"]


def test_what_only_looks_like_an_addressee_is_none() -> None:
    text = """Free Lina Example
Lina Example has been held in Amman, Jordan, since February. She was beaten.

Alleged perpetrators: Captain Bad Sample and two officers

Ask the authorities to:
1. release her.

Addresses:
Prime Minister of Jordan
P.O. Box 80, Amman, Jordan
Fax: +962 6 464 2520

You can also use our online form: https://lina.example/act
Press enquiries: Jo Field, press@lina.example, +44 20 7946 0123
"""
    reading = read_document(source_of(text.encode(), "lina.txt"))
    assert [addressee.office for addressee in reading.appeal.addressees] == ["Prime Minister of Jordan"]
    assert {finding.line for finding in reading.findings if finding.kind == "ignored"} == {4, 14, 15}
