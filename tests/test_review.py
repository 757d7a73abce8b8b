"""What `check` points out, and what a person's corrections do to a reading."""

from datetime import date
from pathlib import Path

import pytest

from letterkit.appeals.corrections import confirmed, corrected, value_at
from letterkit.appeals.file import read_appeal_file
from letterkit.errors import Mistake
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Finding, Reading
from letterkit.review.findings import findings, out_of_date
from letterkit.review.for_issuer import missing_for_supporters

TODAY = date(2026, 11, 23)


def remarks(appeal: Appeal) -> list[str]:
    return [f"{one.field}: {one.message}" for one in findings(Reading(appeal, (), {}), TODAY)]


def asked(appeal: Appeal, *requests: str) -> Appeal:
    return appeal.model_copy(update={"requests": requests})


def test_a_sound_appeal_gives_no_remark(appeal: Appeal) -> None:
    assert remarks(appeal) == []


@pytest.mark.parametrize(
    ("request_text", "part"),
    [
        ("release her from from prison", "'from from' stands twice"),
        ("release “her at once", "“ and ” do not pair"),
        ("release (her at once", "( and ) do not pair"),
        ("release Ms. Exampel Person", "spelt 'Example Person' elsewhere"),
        ("release [NAME OF PRISONER] now", "'[NAME OF PRISONER]' looks like a place to be filled in"),
        ("release {{ name }} now", "looks like a place to be filled in"),
        ("release XYZ now", "'XYZ' looks like a place to be filled in"),
    ],
)
def test_a_probable_slip_in_a_request_is_pointed_out_and_not_mended(
    appeal: Appeal, request_text: str, part: str
) -> None:
    changed = asked(appeal, request_text)
    assert any(remark.startswith("requests[0]") and part in remark for remark in remarks(changed)), remarks(changed)
    assert changed.requests == (request_text,)


@pytest.mark.parametrize(
    "request_text",
    [
        "release her “at once” (today)",
        "erklären Sie „sofort“ alles",
        "ensure that that law is repealed",
        "free Ms. Example Person",
    ],
)
def test_sound_requests_are_left_in_peace(appeal: Appeal, request_text: str) -> None:
    assert remarks(asked(appeal, request_text)) == []


def test_what_a_letter_can_not_do_without_is_missed(appeal: Appeal) -> None:
    bare = appeal.model_copy(update={"summary": None, "requests": (), "addressees": (), "title": None, "date": None})
    said = " ".join(remarks(bare))
    for part in ("no title", "no date", "no summary", "no requests", "no addressees"):
        assert part in said


def test_an_appeal_past_its_last_day_or_very_old_is_doubted(appeal: Appeal) -> None:
    assert out_of_date(appeal, TODAY) is None
    assert "until 2026-10-01" in str(out_of_date(appeal.model_copy(update={"expires": date(2026, 10, 1)}), TODAY))
    assert "2 years old" in str(out_of_date(appeal.model_copy(update={"date": date(2024, 1, 1)}), TODAY))
    later = appeal.model_copy(update={"date": date(2020, 1, 1), "expires": date(2027, 1, 1)})
    assert out_of_date(later, TODAY) is None


def test_two_addressees_with_one_fax_are_said_once(appeal: Appeal) -> None:
    twin = appeal.addressees[0].model_copy(update={"id": "deputy"})
    said = [
        remark
        for remark in remarks(appeal.model_copy(update={"addressees": (*appeal.addressees, twin)}))
        if "fax" in remark
    ]
    assert said == ["addressees: +861065292345 is the fax of minister-of-justice and deputy"]


def test_issuers_hear_what_supporters_will_miss(appeal: Appeal) -> None:
    long = appeal.model_copy(
        update={
            "code": None,
            "summary": "word " * 100,
            "requests": tuple(f"release {'everybody ' * 60}{at};" for at in range(9)),
        }
    )
    said = " ".join(f"{one.field}: {one.message}" for one in missing_for_supporters(Reading(long, (), {}), TODAY))
    for part in ("no code", "expires: 2027-01-31", "100 words", "takes 3 pages", "minister-of-justice: no salutation"):
        assert part in said


def test_a_correction_takes_the_place_of_a_guess_and_settles_it(appeal: Appeal) -> None:
    guess = Finding(field="subjects", kind="guessed", message="names in the text")
    doubt = Finding(field="addressees[0].faxes[0]", kind="doubtful", message="old")
    reading = Reading(appeal, (guess, doubt), {})
    assert value_at(reading, "addressees[0].faxes[0]") == "+861065292345"
    mended = corrected(corrected(reading, guess, "Ms. Ada Example; Mr. Bo Example"), doubt, "+861065292346")
    assert mended.appeal.subjects == ("Ms. Ada Example", "Mr. Bo Example")
    assert mended.appeal.addressees[0].faxes == ("+861065292346",)
    assert mended.findings == ()
    assert confirmed(reading, guess).findings == (doubt,)
    with pytest.raises(Mistake, match=r"can't stand in addressees\[0\]\.faxes"):
        corrected(reading, doubt, "no number")


def test_findings_on_requests_name_the_language_and_the_line(tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text(
        "requests:\n  en:\n    - free her\n  fr:\n    - libérez-la\n    - libérez [NOM DU PRISONNIER] de de suite\n",
        encoding="utf-8",
    )
    found = findings(read_appeal_file(file), TODAY)
    assert [(one.field, one.line) for one in found if one.field.startswith("requests")] == [("requests.fr[1]", 6)] * 2


def test_what_comes_from_an_address_book_is_as_old_as_the_book(tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text("addressees:\n  - cn/minister-of-justice\n  - id: other\n", encoding="utf-8")
    (found,) = [one for one in findings(read_appeal_file(file), TODAY) if "address book" in one.message]
    assert (found.field, found.line, found.kind) == ("addressees", 1, "doubtful")
    assert found.message == "minister-of-justice: from the address book 'cn', which was last known to be right in 2005"


def test_a_language_that_no_native_reader_has_seen_is_doubted(appeal: Appeal) -> None:
    arabic = appeal.model_copy(update={"requests": {"en": appeal.requests, "ar": ("أطلقوا سراحها",)}})
    (said,) = [remark for remark in remarks(arabic) if "native reader" in remark]
    assert said.startswith("language: no native reader has yet seen our letters in 'ar'")
