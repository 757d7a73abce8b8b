"""Sheets of labels: each address within its label, from the label that is still there on."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from typer.testing import Result

from letterkit.export import envelopes as files
from letterkit.model.appeal import Appeal
from letterkit.model.envelope import Envelope
from letterkit.typeset.labels import LabelSheet, label_sheet, label_sheets, lay_out_labels
from letterkit.typeset.layouts import Box
from letterkit.typeset.pages import pdf_of
from tests.pages import MM, Line, lines_of
from tests.test_envelopes import MEMBERS

Run = Callable[..., Result]
UNSEEN_BY_PRINTERS = 4.2
"""Millimetres along the paper's edges that common printers can't print on."""
SHORT = ("The Minister", "CHINA")
LONG = (
    "The Minister of Foreign Affairs",
    "of the People’s Republic",
    "10 Chaoyangmen Nandajie",
    "Chaoyangqu",
    "Beijingshi 100020",
    "CHINA",
)


def labelled(lines: tuple[str, ...]) -> Envelope:
    return Envelope(address=lines, language="en", sender="Ada Muster", sender_id="ada", to=("minister",), letters=1)


def pages(envelopes: list[Envelope], sheet: LabelSheet, start: int = 1) -> list[Any]:
    return list(pypdfium2.PdfDocument(BytesIO(pdf_of(lay_out_labels(envelopes, sheet, start)))))


def on_label(lines: list[Line], label: Box) -> list[str]:
    return [line.text for line in lines if label.holds(line.box)]


@pytest.mark.parametrize("name", [one.name for one in label_sheets()])
def test_every_label_of_a_sheet_holds_its_own_address_where_printers_can_print(name: str) -> None:
    sheet = label_sheet(name)
    lines = LONG if sheet.label.h > 20 else SHORT
    (page,) = pages([labelled((f"No. {at}", *lines[1:])) for at in range(1, sheet.labels + 1)], sheet)
    assert (page.get_width() * MM, page.get_height() * MM) == pytest.approx((sheet.paper.w, sheet.paper.h), abs=0.05)
    found = lines_of(page)
    for number in range(1, sheet.labels + 1):
        assert on_label(found, sheet.place(number)) == [f"No. {number}", *lines[1:]]
    printable = Box(
        x=UNSEEN_BY_PRINTERS,
        y=UNSEEN_BY_PRINTERS,
        w=sheet.paper.w - 2 * UNSEEN_BY_PRINTERS,
        h=sheet.paper.h - 2 * UNSEEN_BY_PRINTERS,
    )
    assert all(printable.holds(line.box) for line in found)


@pytest.mark.parametrize("sheet", label_sheets(), ids=lambda one: one.name)
def test_the_labels_of_a_sheet_lie_on_its_paper_and_do_not_overlap(sheet: LabelSheet) -> None:
    places = [sheet.place(number) for number in range(1, sheet.labels + 1)]
    paper = Box(x=-0.05, y=-0.05, w=sheet.paper.w + 0.1, h=sheet.paper.h + 0.1)
    assert all(paper.holds(place) for place in places)
    shrunk = [Box(x=one.x + 0.05, y=one.y + 0.05, w=one.w - 0.1, h=one.h - 0.1) for one in places]
    assert not any(one.meets(other) for at, one in enumerate(shrunk) for other in shrunk[at + 1 :])


@pytest.mark.usefixtures("ada")
def test_labels_begin_where_the_sheet_was_used_up_to(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    done = letterkit("labels", appeal_file, "--sheet", "l7163", "--start", "14", "-o", tmp_path / "l.pdf")
    assert done.exit_code == 0, done.stderr
    first, second = (lines_of(page) for page in pypdfium2.PdfDocument(tmp_path / "l.pdf"))
    sheet = label_sheet("L7163")
    assert on_label(first, sheet.place(14))[-1] == "CHINA"
    assert len(first) == len(on_label(first, sheet.place(14)))
    assert on_label(second, sheet.place(1))[-1] == "3000 Berne"


def test_members_who_write_to_one_address_get_a_label_each(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    words = ("--senders", members, "--sheet", "Avery L7160", "-o", tmp_path / "l.pdf")
    done = letterkit("labels", appeal_file, *words, "--json")
    assert len(json.loads(done.stdout)["envelopes"]) == 4
    (page,) = pypdfium2.PdfDocument(tmp_path / "l.pdf")
    said = [line.text for line in lines_of(page)]
    assert said.count("CHINA") == 2
    assert "Ada Muster" not in said


@pytest.mark.parametrize("typed", ["L7163", "l7163", "avery-l7163", "Avery L7163"])
def test_a_sheet_is_known_however_its_number_is_typed(typed: str) -> None:
    assert label_sheet(typed).name == "L7163"


def test_a_sheet_is_known_by_the_other_numbers_it_is_sold_under() -> None:
    assert label_sheet("J8160").name == "L7160"
    assert label_sheet("8163").name == "5163"


@pytest.mark.usefixtures("ada")
def test_a_number_that_there_is_not_is_answered_with_the_nearest(letterkit: Run, appeal_file: Path) -> None:
    done = letterkit("labels", appeal_file, "--sheet", "l7136")
    assert done.exit_code == 1
    assert "there is no sheet of labels 'l7136'\n  → nearest: L7163" in done.stderr


def test_the_sheets_are_listed_without_an_appeal(letterkit: Run) -> None:
    done = letterkit("labels", "--sheet", "list")
    assert done.exit_code == 0
    assert "L7163\tAvery\t2 × 7\t99.06 × 38.1 mm\t210 × 297 mm" in done.stdout
    assert len(json.loads(letterkit("labels", "--sheet", "list", "--json").stdout)) == len(label_sheets())


def test_what_is_missing_is_asked_for(letterkit: Run, appeal_file: Path) -> None:
    without_sheet = letterkit("labels", appeal_file)
    without_appeal = letterkit("labels", "--sheet", "l7163")
    assert (without_sheet.exit_code, without_appeal.exit_code) == (2, 2)
    assert "letterkit labels --sheet list" in without_sheet.stderr
    assert "no appeal was named" in without_appeal.stderr


@pytest.mark.usefixtures("ada")
def test_a_first_label_beyond_the_sheet_is_refused(letterkit: Run, appeal_file: Path) -> None:
    done = letterkit("labels", appeal_file, "--sheet", "l7163", "--start", "15")
    assert done.exit_code == 2
    assert "use --start 1 to 14" in done.stderr


@pytest.mark.usefixtures("ada")
def test_an_address_too_long_for_a_label_is_refused_with_a_sheet_that_holds_it(
    letterkit: Run, appeal_file: Path, tmp_path: Path
) -> None:
    done = letterkit("labels", appeal_file, "--sheet", "5167", "-o", tmp_path / "l.pdf")
    assert done.exit_code == 1
    assert "minister-of-justice: an address does not fit a label of 5167" in done.stderr
    assert "it fits 5160" in done.stderr
    assert not (tmp_path / "l.pdf").exists()


def test_many_labels_come_in_files_of_whole_sheets(
    letterkit: Run, appeal: Appeal, appeal_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_LABELS", 15)
    members = tmp_path / "members.csv"
    rows = [f"Member {at},Exampleway {at},3000,Bern,CH" for at in range(1, 11)]
    members.write_text("\n".join(["name,street,postcode,town,country", *rows]), encoding="utf-8")
    words = ("--senders", members, "--sheet", "l7163", "--start", "5", "-o", tmp_path / "l.pdf")
    made = [Path(line) for line in letterkit("labels", appeal_file, *words).stdout.split()]
    assert [len(pypdfium2.PdfDocument(file)) for file in made] == [1, 1]
    labels = [
        sum(line.text in ("CHINA", "3000 Berne") for line in lines_of(pypdfium2.PdfDocument(one)[0])) for one in made
    ]
    assert labels == [10, 10]


@pytest.mark.usefixtures("ada")
def test_sheets_of_labels_are_printed_at_full_size(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    letterkit("labels", appeal_file, "--sheet", "3475", "-o", tmp_path / "l.pdf")
    asked = pypdf.PdfReader(tmp_path / "l.pdf").root_object["/ViewerPreferences"]
    assert asked["/PrintScaling"] == "/None"  # type: ignore[index]  # a dictionary, which pypdf does not say
    assert (tmp_path / "l.pdf").stat().st_mode & 0o777 == 0o600


def test_whose_a_label_is_is_said_for_it_does_not_tell(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    words = ("--senders", members, "--sheet", "l7163", "-o", tmp_path / "l.pdf")
    done = letterkit("labels", appeal_file, *words, "--start", "12")
    assert "Ada Muster: sheet 1, label 12 to 13\n" in done.stderr
    assert "Paul Échantillon: sheet 1, label 14 to sheet 2, label 1\n" in done.stderr
    one = letterkit("labels", appeal_file, *words, "--only", "Ada Muster")
    assert "Ada Muster:" not in one.stderr
