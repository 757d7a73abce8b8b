"""The whole way on the seed appeal: as published in, five correct letters out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.appeals.open import open_appeal
from letterkit.typeset.layouts import layout

Letterkit = Callable[..., Result]
IDS = (
    "01-president-care-of-embassy",
    "02-president-care-of-permanent-mission",
    "03-minister-of-justice",
    "04-minister-of-foreign-affairs",
    "05-ambassadeur",
)
SALUTATIONS = ("Your Excellency,", "Your Excellency,", "Dear Minister,", "Your Excellency,", "Your Excellency,")
ADDRESSES = (
    (
        "The President",
        "of the People’s Republic of China",
        "c/o Embassy of the People’s Republic of China",
        "2300 Connecticut Ave., NW",
        "Washington, D.C., 20008",
        "UNITED STATES",
    ),
    (
        "The President",
        "of the People’s Republic of China",
        "c/o Permanent Mission",
        "of the People’s Republic of China",
        "Chemin de Surville 11, Case postale 85",
        "1213 Petit-Lancy 2",
    ),
    (
        "The Minister of Justice",
        "of the People’s Republic of China",
        "Sifabu",
        "10 Chaoyangmen Nandajie, Chaoyangqu",
        "Beijingshi 100020",
        "CHINA",
    ),
    (
        "The Minister of Foreign Affairs",
        "of the People’s Republic of China",
        "Waijiaobu",
        "2 Chaoyangmen Nandajie",
        "Beijingshi 100701",
        "CHINA",
    ),
    (
        "The Ambassador and Permanent Representative",
        "Mission permanente de la Rép. Pop. De Chine",
        "Ch. De Surville",
        "CP 85",
        "1213 Petit-Lancy 2",
    ),
)
TODAY = ("--date", "2026-11-23")
MM = 25.4 / 72


@pytest.fixture
def me(root: Path) -> Path:
    return root / "examples" / "sender.toml"


def write_seed_letters(root: Path, out: Path, environment: dict[str, str], here: Path) -> None:
    """Writes the letters by the program itself, in a process of its own."""
    example = (root / "examples" / "appeal-chn-002.txt", "--as", root / "examples" / "sender.toml")
    words = (sys.executable, "-m", "letterkit", "write", *example, "-o", out, *TODAY, "--format", "pdf,text,html")
    subprocess.run(list(map(str, words)), check=True, capture_output=True, cwd=here, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed appeal's letters."""
    out = tmp_path_factory.mktemp("seed")
    write_seed_letters(root, out, {"LETTERKIT_HOME": str(out / "home")}, root)
    return out / "chn-002-0505-obs-028"


def words_of(pdf: Path) -> str:
    """The text as a reader copies it out: lines joined, nothing else changed."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def box_of(pdf: Path, words: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of words on the first page, in mm from the upper left corner."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, f"{words!r} is not on the page"
    boxes = [text.get_charbox(found[0] + at) for at in range(found[1])]
    height = page.get_height()
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return left * MM, (height - top) * MM, right * MM, (height - bottom) * MM


def test_five_letters_with_a_manifest_are_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.pdf")) == [f"{stem}.pdf" for stem in IDS]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [row["pages"] for row in manifest["letters"]] == [1] * 5
    assert manifest["planned"] == len(manifest["letters"]) == 5


@pytest.mark.parametrize("at", range(5))
def test_each_letter_says_everything_in_order(folder: Path, seed: Path, at: int) -> None:
    appeal = open_appeal(str(seed)).appeal
    said = words_of(folder / f"{IDS[at]}.pdf")
    subjects = "Mr. Liu Jingsheng and Mr. Li Weiping"
    order = (*ADDRESSES[at], SALUTATIONS[at], subjects, str(appeal.summary), *appeal.requests_in("en"), "Yours ")
    after = 0
    for part in order:
        after = said.find(part, after)
        assert after >= 0, part
    assert said.rstrip().endswith("Ada Muster")


@pytest.mark.parametrize("at", range(5))
def test_the_code_and_the_holders_stand_nowhere(folder: Path, at: int) -> None:
    for suffix in (".pdf", ".txt", ".html"):
        path = folder / f"{IDS[at]}{suffix}"
        said = words_of(path) if suffix == ".pdf" else path.read_text(encoding="utf-8")
        for never in ("CHN 002", "OBS 028", "Hu Jintao", "Zhang Fusen", "Li Zhaoxing", "Sha Zukang"):
            assert never not in said


@pytest.mark.parametrize("at", range(5))
def test_the_address_lies_where_every_window_shows_it(folder: Path, at: int) -> None:
    pdf = folder / f"{IDS[at]}.pdf"
    for line in ADDRESSES[at]:
        left, top, right, bottom = box_of(pdf, line)
        for window in (one.always_visible for one in layout("sn_right").windows.values()):
            assert window.x <= left < right <= window.x + window.w, line
            assert window.y <= top < bottom <= window.y + window.h, line


@pytest.mark.parametrize("at", range(5))
def test_each_pdf_is_one_tagged_page_with_title_and_language(folder: Path, at: int) -> None:
    reader = pypdf.PdfReader(folder / f"{IDS[at]}.pdf")
    assert len(reader.pages) == 1
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Closure of the Beijing Chinese Citizens’ Rights Information Center"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_a_pdf_names_no_path_user_or_machine(folder: Path) -> None:
    reader = pypdf.PdfReader(folder / f"{IDS[0]}.pdf")
    assert set(reader.metadata or {}) <= {"/Title", "/Producer"}


def test_two_runs_give_the_same_bytes_in_any_place_and_locale(root: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = {
        **{"LANG": "tr_TR.UTF-8", "LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "COLUMNS": "40"},
        **{"LETTERKIT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(root)},
    }
    write_seed_letters(root, tmp_path, elsewhere, tmp_path)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / folder.name).iterdir()} == first


def test_only_the_fonts_of_letterkit_are_used(folder: Path) -> None:
    reader = pypdf.PdfReader(folder / f"{IDS[0]}.pdf")
    resources: Any = reader.pages[0]["/Resources"]
    fonts = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    assert fonts
    assert all("Gentium-Book-Plus" in font for font in fonts)


def test_files_with_a_persons_address_are_their_owners_alone(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_by_way_of_an_appeal_file_the_letters_are_the_same(
    letterkit: Letterkit, seed: Path, me: Path, folder: Path, tmp_path: Path
) -> None:
    appeal = tmp_path / "appeal.yaml"
    assert letterkit("import", seed, "-o", appeal).exit_code == 0
    done = letterkit("write", appeal, "--as", me, "-o", tmp_path / "file", *TODAY)
    assert done.exit_code == 0, done.stderr
    for stem in IDS:
        again = tmp_path / "file" / folder.name / f"{stem}.pdf"
        assert again.read_bytes() == (folder / f"{stem}.pdf").read_bytes()


def test_qpdf_finds_nothing_wrong_and_pdftotext_reads_it_in_order(
    folder: Path, program: Callable[[str], str], tmp_path: Path
) -> None:
    pdf = folder / f"{IDS[2]}.pdf"
    checked = subprocess.run([program("qpdf"), "--check", pdf], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in checked.stdout
    out = tmp_path / "letter.txt"
    subprocess.run([program("pdftotext"), "-raw", pdf, out], check=True)
    said = " ".join(out.read_text(encoding="utf-8").split())
    assert said.index("Dear Minister,") < said.index("1. put an immediate end") < said.index("Yours sincerely")


def test_the_example_appeal_file_is_what_import_makes_of_the_seed(root: Path, seed: Path) -> None:
    example = root / "examples" / "appeal-chn-002.yaml"
    assert appeal_file_text(open_appeal(str(seed), on=date(2026, 11, 23)), seed.name) == example.read_text("utf-8")
