"""Faxes as a person asks for them: one call for each machine, no letter dropped, no machine called twice."""

import csv
import json
import os
import subprocess
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageSequence
from typer.testing import Result

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
DRY = ("-n", "--json")
GENEVA, BEIJING, WASHINGTON = "+41 22 793 70 14", "+86 10 6529 2345", "+1 202 588-0032"


@pytest.fixture
def me(tmp_path: Path) -> Path:
    file = tmp_path / "me.toml"
    lines = ('name = "Ada Muster"', 'address = ["Rue 12", "1200 Genève"]', 'country = "CH"', 'phone = "022 700 00 00"')
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def addressee(name: str, *faxes: str, country: str = "CH", **more: Any) -> dict[str, Any]:
    where = {"lines": ["1 Example Street"], "country": country}
    return {"id": name, "office": name.replace("-", " ").title(), "address": where, "faxes": list(faxes), **more}


@pytest.fixture
def appeal_of(tmp_path: Path) -> Callable[..., Path]:
    def write(*addressees: dict[str, Any]) -> Path:
        file = tmp_path / "appeal.yaml"
        appeal = {
            "format": 1,
            "code": "XYZ 001",
            "title": "Detention of Ms. Example",
            "date": "2026-09-01",
            "summary": "On 1 August 2026 Ms. Example was taken from her home.",
            "requests": ["release Ms. Example at once;", "guarantee her safety."],
            "addressees": list(addressees),
        }
        file.write_text(json.dumps(appeal), encoding="utf-8")
        return file

    return write


@pytest.fixture
def fax(letterkit: Letterkit, me: Path, tmp_path: Path) -> Callable[..., Result]:
    def run(appeal: Path, *words: str | Path) -> Result:
        return letterkit("fax", appeal, "--as", me, "-o", tmp_path / "out", *TODAY, "-y", *words)

    return run


Fax = Callable[..., Result]
AppealOf = Callable[..., Path]


def folder_of(tmp_path: Path) -> Path:
    (manifest,) = (tmp_path / "out").rglob("manifest.json")
    return manifest.parent


def planned(done: Result) -> dict[str, Any]:
    """The plan that a dry run prints."""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def manifest_of(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder_of(tmp_path) / "manifest.json").read_text(encoding="utf-8"))
    return found


def table_of(tmp_path: Path) -> list[dict[str, str]]:
    text = (folder_of(tmp_path) / "manifest.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def pages_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def bitmaps_of(tif: Path) -> list[Image.Image]:
    with Image.open(BytesIO(tif.read_bytes())) as image:
        return [page.convert("L") for page in ImageSequence.Iterator(image)]


# --- one call for each machine ----------------------------------------------------------------------------------------


def test_the_seed_gives_four_faxes_with_five_letters(fax: Fax, seed: Path, tmp_path: Path) -> None:
    done = fax(seed)
    assert done.exit_code == 0, done.stderr
    rows = manifest_of(tmp_path)["faxes"]
    assert [(row["fax_e164"], len(row["to"]), row["pages"]) for row in rows] == [
        ("+12025880032", 1, 2),
        ("+41227937014", 2, 3),
        ("+861065292345", 1, 2),
        ("+861065882594", 1, 2),
    ]
    written = [[one["text"] for one in row["fax_as_written"]] for row in rows[:2]]
    assert written == [["+01 202 588-0032"], ["+41 22 7937014", "+41 22 793 70 14"]]
    assert [row["dial_from_sender"] for row in rows[:2]] == ["00 1 202-588-0032", "022 793 70 14"]
    assert "5 in 4 faxes" in done.stderr
    assert "president-care-of-permanent-mission and ambassadeur share +41 22 793 70 14 (lines 47 and 50)" in done.stderr
    assert any("share +41 22 793 70 14" in warning for warning in rows[1]["warnings"])
    cover, first, second = pages_of(folder_of(tmp_path) / rows[1]["pdf"])
    assert cover.index("The President") < cover.index("The Ambassador")
    assert "Your Excellency" in first
    assert "Permanent Representative" in second
    texts = [text for row in rows for text in pages_of(folder_of(tmp_path) / row["pdf"])]
    assert not [text for text in texts if "CHN 002" in text or "OBS 028" in text]


def test_two_spellings_of_a_number_are_one_call_and_the_cover_names_both_by_rank(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    appeal = appeal_of(
        addressee("ambassador", GENEVA),
        addressee("president", "0041 22 7937014", office_class="head_of_state_republic"),
    )
    assert fax(appeal).exit_code == 0
    (row,) = manifest_of(tmp_path)["faxes"]
    assert [(one["letter_id"], one["page"]) for one in row["to"]] == [("president", 2), ("ambassador", 3)]
    assert {one["text"] for one in row["fax_as_written"]} == {GENEVA, "0041 22 7937014"}
    cover = pages_of(folder_of(tmp_path) / row["pdf"])[0]
    assert cover.index("President") < cover.index("letter on page 2") < cover.index("Ambassador")
    assert "3, including this one" in cover
    assert "Please pass each letter on" in cover


def test_separate_makes_a_call_for_each_letter(fax: Fax, appeal_of: AppealOf) -> None:
    appeal = appeal_of(addressee("ambassador", GENEVA), addressee("president", GENEVA))
    rows = planned(fax(appeal, "--same-number", "separate", *DRY))["faxes"]
    assert [one["letter_id"] for row in rows for one in row["to"]] == ["ambassador", "president"]
    assert len(rows) == 2


def test_one_person_at_one_number_gets_one_letter_and_the_other_is_named(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    same_person = {"office": "President"}
    appeal = appeal_of(
        addressee("direct", GENEVA, **same_person), addressee("by-mission", GENEVA, care_of="Mission", **same_person)
    )
    done = fax(appeal)
    assert done.exit_code == 0
    (row,) = manifest_of(tmp_path)["faxes"]
    assert [one["letter_id"] for one in row["to"]] == ["direct"]
    assert "by-mission: the same person has a letter at the same number already" in done.stderr
    assert [one["addressee"] for one in manifest_of(tmp_path)["skipped"]] == ["by-mission"]


def test_an_extension_and_a_subaddress_are_kept_wherever_the_number_goes(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    appeal = appeal_of(
        addressee("one", "+1 202 588-0032 ext. 12", country="US"),
        addressee("two", "+12025880032;isub=34", country="US"),
    )
    assert fax(appeal, "--gateway", "FAX=%e@fax.example").exit_code == 0
    one, two = manifest_of(tmp_path)["faxes"]
    assert (one["fax_e164"], one["extension"], two["subaddress"]) == ("+12025880032", "12", "34")
    assert one["dial_from_sender"] == "00 1 202-588-0032 ext. 12"
    assert two["gateway_address"] == "FAX=+12025880032/T33S=34@fax.example"
    script = (folder_of(tmp_path) / "send-by-hylafax.sh").read_text(encoding="utf-8")
    assert "+12025880032,,12" in script
    assert "'+12025880032#34'" in script
    assert "+1 202-588-0032 ext. 12" in pages_of(folder_of(tmp_path) / one["pdf"])[0]


# --- numbers that no fax can go to ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("+01 202 588-0032", ["'+01 202 588-0032'", "no country code begins with 0", "did you mean +1 202-588-0032?"]),
        ("+1-202-588-OO32", ["'+1-202-588-OO32'", "letters in the number: OO", "country code"]),
        (f"{GENEVA} / 15", [f"'{GENEVA} / 15'", "more than one number", "item of its own"]),
        ("no number", ["'no number'", "no digits", "country code"]),
        ("+86 10 6529 2345", ["+86 10 6529 2345: a number of CN", "the addressee is in CH", "--number bad="]),
        ("+41 22 793 70 1", ["'+41 22 793 70 1'", "appeal.yaml:1", "no number of that length", "find the number"]),
        ("+999 123 4567", ["'+999 123 4567'", "no country has such a number"]),
    ],
)
def test_a_bad_number_stops_its_own_fax_only(fax: Fax, appeal_of: AppealOf, written: str, parts: list[str]) -> None:
    done = fax(appeal_of(addressee("bad", written), addressee("good", WASHINGTON, country="US")), *DRY)
    assert done.exit_code == 3
    for part in ("bad", *parts):
        assert part in done.stderr
    found = planned(done)
    assert [row["fax_e164"] for row in found["faxes"]] == ["+12025880032"]
    assert [one["addressee"] for one in found["skipped"]] == ["bad"]


def test_the_faxes_beside_a_bad_number_are_written(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    done = fax(appeal_of(addressee("bad", "+01 202"), addressee("good", GENEVA), addressee("without")))
    assert done.exit_code == 3
    assert [row["fax_e164"] for row in manifest_of(tmp_path)["faxes"]] == ["+41227937014"]
    assert [one["name"] for one in manifest_of(tmp_path)["skipped"]] == ["Bad", "Without"]
    assert "3 letters planned: 1 in 1 fax, 0 skipped, 2 rejected" in done.stderr


def test_the_line_of_a_bad_number_is_named(fax: Fax, tmp_path: Path) -> None:
    file = tmp_path / "lines.yaml"
    file.write_text(
        "format: 1\ntitle: A call\ndate: 2026-09-01\nrequests: [release her]\naddressees:\n"
        "  - id: bad\n    office: Judge\n    faxes: ['+01 202 588-0032']\n"
        f"  - id: good\n    office: Judge\n    faxes: ['{GENEVA}']\n",
        encoding="utf-8",
    )
    assert "lines.yaml:8, addressees[0].faxes[0]" in fax(file, "-n").stderr


def test_who_has_no_number_is_named_and_the_others_are_faxed(fax: Fax, appeal_of: AppealOf) -> None:
    done = fax(appeal_of(addressee("without"), addressee("good", GENEVA)), *DRY)
    assert done.exit_code == 3
    assert "without: no fax number is known" in done.stderr
    assert len(planned(done)["faxes"]) == 1


def test_without_any_number_nothing_is_written_and_everybody_is_named(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    done = fax(appeal_of(addressee("one"), addressee("two", "+01 202 588-0032")))
    assert done.exit_code == 1
    assert "one: no fax number" in done.stderr
    assert "two" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_second_number_serves_where_the_first_is_bad(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    done = fax(appeal_of(addressee("judge", "+01 202", GENEVA)))
    assert done.exit_code == 3
    assert [row["fax_e164"] for row in manifest_of(tmp_path)["faxes"]] == ["+41227937014"]
    assert "1 letter planned: 1 in 1 fax, 0 skipped, 0 rejected" in done.stderr


def test_a_number_in_no_known_range_is_faxed_with_a_warning(fax: Fax, appeal_of: AppealOf) -> None:
    done = fax(appeal_of(addressee("judge", "+1 555 010 0199", country="US")), *DRY)
    assert done.exit_code == 0
    assert "in no known range" in done.stderr
    assert "in no known range" in planned(done)["faxes"][0]["warnings"][0]


def test_a_number_that_a_person_gives_is_taken_as_it_is(fax: Fax, appeal_of: AppealOf) -> None:
    done = fax(appeal_of(addressee("bad", BEIJING)), "--number", f"bad={BEIJING}", *DRY)
    assert done.exit_code == 0
    assert planned(done)["faxes"][0]["fax_e164"] == "+861065292345"
    assert fax(appeal_of(addressee("bad", BEIJING)), "--number", "bad").exit_code == 2


# --- the sheets -------------------------------------------------------------------------------------------------------


def test_every_page_bears_the_sender_and_its_number_in_the_whole_transmission(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    fax(appeal_of(addressee("judge", GENEVA), addressee("mayor", GENEVA)), "--phone")
    (row,) = manifest_of(tmp_path)["faxes"]
    for number, text in enumerate(pages_of(folder_of(tmp_path) / row["pdf"]), 1):
        assert "Ada Muster · 022 700 00 00" in text
        assert f"Page {number} of 3" in text
    assert row["station_id"] == "+41 22 700 00 00"


def test_letters_of_several_pages_are_counted_on_the_cover(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA), addressee("mayor", GENEVA)), "--note", "\n\n".join(["A word. " * 80] * 9))
    (row,) = manifest_of(tmp_path)["faxes"]
    texts = pages_of(folder_of(tmp_path) / row["pdf"])
    starts = [one["page"] for one in row["to"]]
    assert row["pages"] == len(texts) == 2 * starts[1] - 3 > 3
    assert f"{len(texts)}, including this one" in texts[0]
    assert all(f"letter on page {start}" in texts[0] and "Ms. Example" in texts[start - 1] for start in starts)
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1]


def test_the_top_of_every_page_is_free_and_no_pixel_is_grey(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA, care_of="Embassy")))
    (row,) = manifest_of(tmp_path)["faxes"]
    for page in bitmaps_of(folder_of(tmp_path) / row["file"]):
        ink = page.point([255] * 128 + [0] * 128).getbbox()
        assert ink is not None
        assert ink[1] >= 10 / 25.4 * 196
        assert ink[3] <= page.height - 8 / 25.4 * 196
        assert {level for level, count in enumerate(page.histogram()) if count} == {0, 255}


def test_pages_have_the_size_that_every_machine_knows(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    for quality, rows in (("standard", 1145), ("fine", 2291), ("superfine", 4571)):
        fax(appeal_of(addressee("judge", GENEVA)), "--quality", quality)
        (row,) = manifest_of(tmp_path)["faxes"]
        assert (row["width"], row["rows"]) == (1728, [rows, rows])
        assert [page.size for page in bitmaps_of(folder_of(tmp_path) / row["file"])] == [(1728, rows)] * 2


@pytest.mark.parametrize(
    ("colour", "what"),
    [("#bbb !important", "hardly any ink"), ("#000; box-shadow: inset 0 0 0 300mm #000", "more ink than paper")],
)
def test_a_page_without_ink_or_full_of_it_is_an_error(
    fax: Fax, appeal_of: AppealOf, home: Path, root: Path, colour: str, what: str
) -> None:
    own = home / "letter_templates" / "fax.css"
    own.parent.mkdir(parents=True)
    shipped = (root / "letter_templates" / "fax.css").read_text(encoding="utf-8")
    own.write_text(shipped + f"\nbody, body * {{ color: {colour} }}\n", encoding="utf-8")
    done = fax(appeal_of(addressee("judge", GENEVA)))
    assert done.exit_code == 1
    assert what in done.stderr


def test_the_cover_may_be_left_out_or_kept_for_those_who_pass_letters_on(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    appeal = appeal_of(addressee("judge", GENEVA), addressee("king", WASHINGTON, country="US", care_of="Embassy"))
    for choice, covers in (("always", [True, True]), ("auto", [False, True]), ("never", [False, False])):
        assert [row["cover"] for row in planned(fax(appeal, "--cover", choice, *DRY))["faxes"]] == covers
    fax(appeal, "--cover", "auto")
    assert [row["pages"] for row in manifest_of(tmp_path)["faxes"]] == [1, 2]


@pytest.mark.parametrize(("cover", "said"), [("always", "switch off the one"), ("never", "may add its own")])
def test_with_a_gateway_whose_cover_it_is_is_said_once(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path, cover: str, said: str
) -> None:
    done = fax(appeal_of(addressee("judge", GENEVA)), "--gateway", "%d@fax.example", "--cover", cover)
    assert done.stderr.count(said) == 1
    assert done.stderr.lower().count("cover sheet") == 1
    assert manifest_of(tmp_path)["faxes"][0]["gateway_address"] == "41227937014@fax.example"


def test_a_gateway_without_a_place_for_the_number_is_refused(fax: Fax, appeal_of: AppealOf) -> None:
    for pattern in ("me@fax.example", "%d", "%d@x\nBcc: y@z.example"):
        assert fax(appeal_of(addressee("judge", GENEVA)), "--gateway", pattern).exit_code == 2


def test_the_proof_shows_square_pixels_of_what_arrives(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA)), "--proof", "--quality", "standard")
    (row,) = manifest_of(tmp_path)["faxes"]
    with Image.open(folder_of(tmp_path) / row["proofs"][0]) as proof:
        assert proof.size == (1728, round(1145 * 204 / 98))
    fax(appeal_of(addressee("judge", GENEVA)))
    assert not list(folder_of(tmp_path).glob("*.png"))


# --- the folder -------------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    appeal = appeal_of(addressee("judge", GENEVA), addressee("king", WASHINGTON, country="US"))
    fax(appeal, "--proof")
    first = {file.name: file.read_bytes() for file in folder_of(tmp_path).iterdir()}
    fax(appeal, "--proof")
    assert {file.name: file.read_bytes() for file in folder_of(tmp_path).iterdir()} == first
    assert len(first) == 12


def test_files_are_named_by_their_order_and_by_what_to_dial(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA), addressee("king", WASHINGTON, country="US")))
    names = sorted(file.name for file in folder_of(tmp_path).glob("*.pdf"))
    assert names == ["01-0227937014-judge.pdf", "02-0012025880032-king.pdf", "slip.pdf"]


def test_the_slip_says_what_to_dial_how_many_pages_and_when(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA), addressee("minister", BEIJING, country="CN")))
    (slip,) = pages_of(folder_of(tmp_path) / "slip.pdf")
    for part in ("022 793 70 14", "00 86 10 6529 2345", "01:00 and 13:00", "Europe/Zurich", "sent", "2 faxes, 4 pages"):
        assert part in slip


def test_what_a_person_has_written_into_the_table_stays(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    appeal = appeal_of(addressee("judge", GENEVA), addressee("king", WASHINGTON, country="US"))
    fax(appeal)
    assert [row["sent_at"] for row in table_of(tmp_path)] == ["", ""]
    table = folder_of(tmp_path) / "manifest.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("\n,2,", "\n2026-11-24 10:15,2,"), encoding="utf-8")
    fax(appeal)
    assert [row["sent_at"] for row in table_of(tmp_path)] == ["", "2026-11-24 10:15"]


def test_no_cell_of_the_table_is_a_formula(fax: Fax, appeal_of: AppealOf, me: Path, tmp_path: Path) -> None:
    me.write_text('name = "=1+1"\ncountry = "CH"\n', encoding="utf-8")
    fax(appeal_of(addressee("judge", GENEVA, office="@SUM(A1)", office_class="judge")))
    cells = [cell for row in table_of(tmp_path) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {"'=1+1", "'@SUM(A1)", "'+41227937014"} <= set(cells)


def test_a_run_for_one_addressee_leaves_the_other_faxes_and_replaces_its_own(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    judge, king = addressee("judge", GENEVA), addressee("king", WASHINGTON, country="US")
    fax(appeal_of(judge, king))
    fax(appeal_of(addressee("judge", "+41 22 793 70 15"), king), "--to", "judge")
    rows = manifest_of(tmp_path)["faxes"]
    assert [row["fax_e164"] for row in rows] == ["+41227937015", "+12025880032"]
    assert sorted(file.name for file in folder_of(tmp_path).glob("*.tif")) == [row["file"] for row in rows]


def test_hylafax_is_given_each_fax_once_with_its_options_before_the_number(
    fax: Fax, appeal_of: AppealOf, tmp_path: Path
) -> None:
    fax(appeal_of(addressee("judge", GENEVA), addressee("king", "+1 202 588-0032 #3", country="US")))
    fake = tmp_path / "bin" / "sendfax"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >>{tmp_path}/given\n', encoding="utf-8")
    fake.chmod(0o755)
    script = folder_of(tmp_path) / "send-by-hylafax.sh"
    environment = os.environ | {"PATH": f"{fake.parent}:{os.environ['PATH']}"}
    for _ in range(2):
        subprocess.run(["sh", script], check=True, env=environment, capture_output=True)
    assert (tmp_path / "given").read_text(encoding="utf-8").splitlines() == [
        "-n -m -d +41227937014 01-0227937014-judge.tif",
        "-n -m -d +12025880032#3 02-0012025880032sub3-king.tif",
    ]


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    done = fax(appeal_of(addressee("judge", GENEVA), addressee("mayor", GENEVA)), "-n")
    assert done.exit_code == 0
    assert "Would make 1 fax with 2 letters" in done.stderr
    assert not (tmp_path / "out").exists()


def test_json_is_the_manifest_and_quiet_says_nothing(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    done = fax(appeal_of(addressee("judge", GENEVA)), "--json", "-q")
    assert done.stderr == ""
    assert json.loads(done.stdout)["faxes"] == manifest_of(tmp_path)["faxes"]


def test_faxes_are_for_the_eyes_of_their_owner(fax: Fax, appeal_of: AppealOf, tmp_path: Path) -> None:
    fax(appeal_of(addressee("judge", GENEVA)))
    assert {file.stat().st_mode & 0o777 for file in folder_of(tmp_path).iterdir()} == {0o600}


def test_no_other_program_is_needed(
    fax: Fax, appeal_of: AppealOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fax(appeal_of(addressee("judge", GENEVA))).exit_code == 0


# --- what is said -----------------------------------------------------------------------------------------------------


def test_superfine_warns_and_stands_in_the_long_help_only(fax: Fax, appeal_of: AppealOf, letterkit: Letterkit) -> None:
    assert (
        "can't receive superfine" in fax(appeal_of(addressee("judge", GENEVA)), "--quality", "superfine", "-n").stderr
    )
    short, long = letterkit("fax", "--help").stdout, letterkit("fax", "--help-all").stdout
    for word in ("--coding", "superfine"):
        assert word not in short
        assert word in long


def test_a_sender_in_the_united_states_is_told_of_the_number_that_the_law_wants(
    fax: Fax, appeal_of: AppealOf, me: Path
) -> None:
    me.write_text('name = "Ada Muster"\ncountry = "US"\n', encoding="utf-8")
    appeal = appeal_of(addressee("judge", WASHINGTON, country="US"))
    assert "68.318" in fax(appeal, "-n").stderr
    assert "68.318" not in fax(appeal, "-n", "--from-number", "+1 202 588-0033").stderr


# --- the ledger -------------------------------------------------------------------------------------------------------


def test_the_ledger_notes_the_letters_of_a_fax_and_the_table_tells_it_which_were_sent(
    fax: Fax, appeal_of: AppealOf, letterkit: Letterkit, tmp_path: Path
) -> None:
    people = (addressee("judge", GENEVA), addressee("mayor", GENEVA), addressee("king", WASHINGTON, country="US"))
    appeal = appeal_of(*people)
    fax(appeal)
    table = folder_of(tmp_path) / "manifest.csv"
    assert letterkit("mark", table, "--sent", "fax").exit_code == 1
    table.write_text(table.read_text(encoding="utf-8").replace("\n,1,", "\n2026-11-24 10:15,1,"), encoding="utf-8")
    done = letterkit("mark", table, "--sent", "fax", "--json")
    assert done.exit_code == 0, done.stderr
    noted = json.loads(done.stdout)["entries"]
    assert {(one["addressee"], one["channel"], one["sent"]) for one in noted} == {
        ("judge", "fax", "2026-11-24"),
        ("mayor", "fax", "2026-11-24"),
    }
    again = fax(appeal, *DRY)
    assert [row["to"][0]["letter_id"] for row in planned(again)["faxes"]] == ["king"]
    assert "a letter was sent by fax on 2026-11-24" in again.stderr
    assert len(planned(fax(appeal, *DRY, "--again"))["faxes"]) == 2


def test_a_table_that_is_none_of_faxes_is_refused_in_words(letterkit: Letterkit, tmp_path: Path) -> None:
    table = tmp_path / "members.csv"
    table.write_text("name,town\nAda,Geneva\n", encoding="utf-8")
    done = letterkit("mark", table, "--sent", "fax")
    assert (done.exit_code, "no table of faxes" in done.stderr) == (1, True)


def test_a_sender_who_is_forgotten_leaves_no_fax_behind(
    fax: Fax, appeal_of: AppealOf, letterkit: Letterkit, tmp_path: Path
) -> None:
    fax(appeal_of(addressee("judge", GENEVA)), "--proof")
    assert letterkit("forget", "Ada Muster", "-o", tmp_path / "out", "-y").exit_code == 0
    assert [file for file in (tmp_path / "out").rglob("*") if file.is_file()] == []
