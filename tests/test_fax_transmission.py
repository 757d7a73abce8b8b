"""Faxes through real programs: two modems on a good and on a bad line, three checkers, and eyes that read what came."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner

from letterkit.cli import app
from tests.fax_line import BASIC, CLEAR, FULL, NOISY, OFFICE, Line, Machine, arrives, pages_in

FRENCH = {
    "title": "Détention de Mme Exemple",
    "summary": "Le 1er août 2026, Mme Exemple a été arrêtée à son domicile, où elle préparait un goûter d’été.",
    "requests": [
        "libérer immédiatement et sans condition Mme Exemple, détenue à l’évidence pour avoir exercé ses droits ;",
        "garantir, en toutes circonstances, son intégrité physique et psychologique, ainsi que l’accès à un avocat ;",
        "mener une enquête indépendante et impartiale sur les mauvais traitements dont elle aurait été l’objet.",
    ],
}
ENGLISH = {
    "title": "Detention of Ms. Example",
    "summary": "On 1 August 2026 Ms. Example was taken from her home, where she was preparing an exhibition.",
    "requests": [
        "release Ms. Example at once and unconditionally, since she is held for nothing but the use of her rights;",
        "guarantee her safety and dignity in all circumstances, and that she sees a lawyer of her own choice;",
        "conduct a thorough and impartial inquiry into the ill-treatment that she is said to have suffered.",
    ],
}
ADDRESSEES = [
    {
        "id": "minister",
        "office": "Minister of Justice",
        "address": {"lines": ["1 Example Street", "1000 Example"], "country": "CH"},
        "faxes": ["+41 22 793 70 14"],
    }
]
Made = Callable[..., Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Makes a fax of an appeal in a language, with a cover and a letter; each kind once."""
    there: dict[tuple[str, ...], Path] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LETTERKIT_HOME", str(tmp_path_factory.mktemp("home")))

        def make(language: str, *options: str) -> Path:
            kind = (language, *options)
            if kind not in there:
                there[kind] = fax_of(tmp_path_factory.mktemp("fax"), language, options)
            return there[kind]

        yield make


def fax_of(folder: Path, language: str, options: tuple[str, ...]) -> Path:
    text = FRENCH if language == "fr" else ENGLISH
    appeal = {"format": 1, "date": "2026-09-01", "language": language, "addressees": ADDRESSEES, **text}
    (folder / "appeal.yaml").write_text(json.dumps(appeal), encoding="utf-8")
    sender = 'name = "Ada Muster"\naddress = ["Rue de l’Exemple 12", "1200 Genève"]\ncountry = "CH"\n'
    (folder / "me.toml").write_text(sender, encoding="utf-8")
    words = ["fax", folder / "appeal.yaml", "--as", folder / "me.toml", "-o", folder, "--date", "2026-11-23", *options]
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exit_code == 0, done.stderr
    (file,) = folder.rglob("*.tif")
    return file


FINE, STANDARD, SUPERFINE = (), ("--quality", "standard"), ("--quality", "superfine")


@pytest.mark.parametrize(
    ("kind", "machine", "line"),
    [
        pytest.param(FINE, FULL, CLEAR, id="fine-full"),
        pytest.param(FINE, OFFICE, CLEAR, id="fine-office"),
        pytest.param(FINE, BASIC, CLEAR, id="fine-basic"),
        pytest.param(FINE, FULL, NOISY, id="fine-noisy"),
        pytest.param(STANDARD, FULL, CLEAR, id="standard-full"),
        pytest.param(STANDARD, OFFICE, CLEAR, id="standard-office"),
        pytest.param(STANDARD, BASIC, CLEAR, id="standard-basic"),
        pytest.param(STANDARD, FULL, NOISY, id="standard-noisy"),
        pytest.param(SUPERFINE, FULL, CLEAR, id="superfine-full"),
        pytest.param(SUPERFINE, OFFICE, CLEAR, id="superfine-office"),
        pytest.param(SUPERFINE, FULL, NOISY, id="superfine-noisy"),
        pytest.param(("--coding", "mr"), BASIC, CLEAR, id="mr-basic"),
        pytest.param(("--coding", "mmr"), BASIC, CLEAR, id="mmr-basic"),
    ],
)
def test_every_page_arrives_pixel_for_pixel(
    made: Made, tmp_path: Path, kind: tuple[str, ...], machine: Machine, line: Line
) -> None:
    assert arrives(made("en", *kind), tmp_path / "received.tif", machine, line)


def test_an_old_machine_hangs_up_on_superfine_as_the_warning_says(made: Made, tmp_path: Path) -> None:
    assert not arrives(made("en", *SUPERFINE), tmp_path / "received.tif", BASIC)


def test_a_page_of_another_width_does_not_get_through(made: Made, tmp_path: Path) -> None:
    narrow = tmp_path / "narrow.tif"
    pages_in(made("en"))[0].crop((0, 0, 1700, 2000)).save(narrow, compression="group3", dpi=(204, 196))
    assert not arrives(narrow, tmp_path / "received.tif")


def test_libtiff_has_nothing_to_remark(made: Made, program: Callable[[str], str]) -> None:
    for kind in (FINE, STANDARD, SUPERFINE, ("--coding", "mr"), ("--coding", "mmr")):
        looked = subprocess.run([program("tiffinfo"), made("en", *kind)], capture_output=True, text=True, check=True)
        assert looked.stderr == ""
        assert looked.stdout.count("Page Number: ") == 2
        assert "Page Number: 1-2" in looked.stdout


@pytest.fixture(scope="session")
def tiffcheck(root: Path) -> Callable[..., str]:
    """HylaFAX's checker, unpacked by `make rig` or installed with the server."""
    places = [root / ".rig" / "usr" / "lib" / "hylafax", Path("/usr/lib/hylafax")]
    folder = next((place for place in places if (place / "bin" / "tiffcheck").exists()), None)
    if folder is None:
        pytest.skip("tiffcheck is not there: `make rig` brings it")

    def check(*words: str | Path) -> str:
        environment = os.environ | {"LD_LIBRARY_PATH": str(folder)}
        run = [folder / "bin" / "tiffcheck", *words]
        return subprocess.run(run, capture_output=True, text=True, env=environment, check=False).stdout.strip()

    return check


def test_hylafax_sends_the_file_as_it_is(made: Made, tiffcheck: Callable[..., str]) -> None:
    assert tiffcheck("-1", "-r", "196", made("en")) == "OK"
    assert tiffcheck("-1", "-r", "98", made("en", *STANDARD)) == "OK"
    assert tiffcheck("-1", "-r", "391", made("en", *SUPERFINE)) == "OK"
    assert tiffcheck("-2", "-r", "196", made("en", "--coding", "mr")) == "OK"
    assert tiffcheck("-3", "-r", "196", made("en", "--coding", "mmr")) == "OK"
    assert "REVRES" in tiffcheck("-1", "-r", "196", made("en", *STANDARD))


def test_efax_reads_the_file(made: Made, program: Callable[[str], str], tmp_path: Path) -> None:
    run: list[str | Path] = [program("efix"), "-o", "pbm", "-n", tmp_path / "page.%03d", made("en")]
    subprocess.run(run, capture_output=True, check=True)
    read = [Image.open(file).convert("1") for file in sorted(tmp_path.glob("page.*"))]
    assert len(read) == 2
    assert all(page.getbbox() for page in read)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("kind", "most"), [(FINE, 0.01), (STANDARD, 0.02)])
def test_what_arrives_can_be_read(
    made: Made, program: Callable[[str], str], tmp_path: Path, language: str, kind: tuple[str, ...], most: float
) -> None:
    file = made(language, *kind)
    page = pages_in(file)[1].convert("L")
    square = page.resize((2 * 1728, round(2 * page.height * 204 / (98 if kind else 196))), Image.Resampling.BICUBIC)
    square.save(tmp_path / "page.png", dpi=(408, 408))
    eyes = {"en": "eng", "fr": "fra"}[language]
    words: list[str | Path] = [program("tesseract"), tmp_path / "page.png", "-", "-l", eyes]
    one_core = os.environ | {"OMP_THREAD_LIMIT": "1"}
    read = subprocess.run(words, capture_output=True, text=True, check=True, env=one_core).stdout
    sent = pypdfium2.PdfDocument(file.with_suffix(".pdf"))[1].get_textpage().get_text_bounded()
    assert edits(plain(sent), plain(read)) <= most * len(plain(sent))


def plain(text: str) -> str:
    """A text without what OCR can't know: which apostrophe it is, where lines break, how wide a blank is."""
    same = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "|": "I"})
    return re.sub(r" ([:;!?])", r"\1", " ".join(text.translate(same).split()))


def edits(wanted: str, found: str) -> int:
    """How many letters are wrong, missing or too many (Levenshtein)."""
    before = list(range(len(found) + 1))
    for at, letter in enumerate(wanted, 1):
        now = [at]
        for place, other in enumerate(found, 1):
            now.append(min(now[-1] + 1, before[place] + 1, before[place - 1] + (letter != other)))
        before = now
    return before[-1]
