"""Envelopes: what stands on them and where, which letters share one, and what the printer is asked for."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.compose import compose
from letterkit.compose.envelope import compose_envelope
from letterkit.export import envelopes as files
from letterkit.folders import TEMPLATES, choose_own_folder
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.envelope import Envelope
from letterkit.model.finding import Reading
from letterkit.model.letter import Voice
from letterkit.model.sender import Sender
from letterkit.typeset.envelopes import envelope_size, envelope_sizes, lay_out_envelopes, usual_envelope
from letterkit.typeset.layouts import Box, layout
from letterkit.typeset.pages import pdf_of
from tests.pages import MM, Line, around, lines_of

Run = Callable[..., Result]
MEMBERS = """name,street,postcode,town,country
Ada Muster,Rue de l’Exemple 12,1200,Genève,CH
Paul Échantillon,8 rue de l’Échantillon,75000,Paris,FR
"""
"""Two members in two countries."""
STAMP = 74, 38
"""Millimetres that the stamp takes in the upper right corner (Swiss Post)."""


def appeal_of(addressees: tuple[Addressee, ...], appeal: Appeal, folder: Path) -> Path:
    """The invented appeal with other addressees, as a file."""
    file = folder / "other.yaml"
    changed = appeal.model_copy(update={"addressees": addressees})
    file.write_text(appeal_file_text(Reading(changed, (), {}), "a text"), encoding="utf-8")
    return file


def pages_of(file: Path) -> list[Any]:
    return list(pypdfium2.PdfDocument(file))


def texts(page: Any) -> list[str]:
    return [line.text for line in lines_of(page)]


def of_address(lines: list[Line]) -> list[Line]:
    """Those of the lower right part."""
    return [line for line in lines if line.box.x > 90]


@pytest.mark.usefixtures("ada")
def test_an_envelope_bears_the_letters_own_address_block_and_the_sender(
    letterkit: Run, appeal_file: Path, tmp_path: Path
) -> None:
    done = letterkit("envelopes", appeal_file, "-o", tmp_path / "e.pdf")
    assert done.exit_code == 0, done.stderr
    letterkit("write", appeal_file, "-o", tmp_path / "letters", "--format", "text")
    abroad, at_home = pages_of(tmp_path / "e.pdf")
    assert texts(abroad)[:5] == ["Ada Muster", "Rue 12", "1200 Genève", "SWITZERLAND", "PAR AVION"]
    address = [line.text for line in of_address(lines_of(abroad))]
    letter = next((tmp_path / "letters").rglob("*minister-of-justice.txt")).read_text(encoding="utf-8")
    assert address[-1] == "CHINA"
    assert "\n".join(address) in letter
    assert texts(at_home)[:3] == ["Ada Muster", "Rue 12", "1200 Genève"]
    assert "PAR AVION" not in " ".join(texts(at_home))
    assert texts(at_home)[-1] == "3000 Berne"


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("typed", "across", "down"),
    [("dl", 220, 110), ("C6/5", 229, 114), ("c65", 229, 114), ("C5", 229, 162), ("#10", 241.3, 104.77)],
)
def test_a_page_has_the_size_of_the_envelope_that_was_named(
    letterkit: Run, appeal_file: Path, tmp_path: Path, typed: str, across: float, down: float
) -> None:
    letterkit("envelopes", appeal_file, "--size", typed, "-o", tmp_path / "e.pdf")
    page = pages_of(tmp_path / "e.pdf")[0]
    assert (page.get_width() * MM, page.get_height() * MM) == pytest.approx((across, down), abs=0.05)


@pytest.mark.parametrize("size", [one.name for one in envelope_sizes()])
def test_the_longest_address_stands_where_posts_read_it(size: str) -> None:
    chosen = envelope_size(size)
    full = Envelope(
        address=(*["The Minister for Foreign Affairs and Cooperation of"] * 5, "UNITED STATES"),
        return_address=("Ada Muster", "c/o Beispiel", "Rue de l’Exemple 12", "1200 Genève", "SWITZERLAND"),
        air_mail="LUFTPOST / PAR AVION",
        language="en",
        sender="Ada Muster",
        sender_id="ada-muster",
        to=("minister",),
        letters=1,
    )
    page = pypdfium2.PdfDocument(BytesIO(pdf_of(lay_out_envelopes([full], chosen))))[0]
    lines = lines_of(page)
    assert [line.text for line in lines] == [*full.return_address, full.air_mail, *full.address]
    address, sender = around([line.box for line in lines[6:]]), around([line.box for line in lines[:5]])
    w, h = chosen.size.w, chosen.size.h
    assert address.y >= 40
    assert address.x + address.w <= w - 10
    assert address.y + address.h <= h - 15
    assert not address.meets(around([line.box for line in lines[:6]]))
    assert not sender.meets(Box(x=w - STAMP[0], y=0, w=STAMP[0], h=STAMP[1]))


def test_the_size_follows_the_window_or_the_paper_of_the_letters() -> None:
    usual = {
        name: usual_envelope(layout(name)).name for name in ("din5008b", "sn_right", "us_10", "plain", "plain_letter")
    }
    assert usual == {"din5008b": "DL", "sn_right": "C6/5", "us_10": "#10", "plain": "DL", "plain_letter": "#10"}


@pytest.mark.usefixtures("ada")
def test_a_size_that_there_is_not_is_answered_with_the_nearest(letterkit: Run, appeal_file: Path) -> None:
    done = letterkit("envelopes", appeal_file, "--size", "c5/5")
    assert done.exit_code == 1
    assert "there is no envelope 'c5/5'" in done.stderr
    assert "nearest: C5, C6/5" in done.stderr
    listed = letterkit("envelopes", "--size", "list")
    assert listed.exit_code == 0
    assert "DL\t220 × 110 mm" in listed.stdout


@pytest.mark.usefixtures("ada")
def test_no_address_of_the_sender_stands_anywhere_when_it_is_withheld(
    letterkit: Run, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("envelopes", appeal_file, "--no-sender-address", "-o", tmp_path / "e.pdf")
    said = [line for page in pages_of(tmp_path / "e.pdf") for line in texts(page)]
    assert not {"Ada Muster", "Rue 12", "1200 Genève", "SWITZERLAND"} & set(said)
    assert "PAR AVION" in said


@pytest.mark.usefixtures("ada")
def test_the_file_asks_for_no_scaling_and_is_for_its_owner_alone(
    letterkit: Run, appeal_file: Path, tmp_path: Path
) -> None:
    for name in ("e.pdf", "again.pdf"):
        letterkit("envelopes", appeal_file, "-o", tmp_path / name)
    asked = pypdf.PdfReader(tmp_path / "e.pdf").root_object["/ViewerPreferences"]
    assert asked["/PrintScaling"] == "/None"  # type: ignore[index]  # a dictionary, which pypdf does not say
    assert (tmp_path / "e.pdf").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "e.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()


EMBASSY = PostalAddress(lines=("Rue de l’Exemple 3", "3000 Berne"), country="CH")


@pytest.mark.usefixtures("ada")
def test_letters_to_one_address_share_an_envelope_to_who_has_the_door(
    letterkit: Run, appeal: Appeal, tmp_path: Path
) -> None:
    president = Addressee(id="president", office="President", care_of="Embassy of Exampleland", address=EMBASSY)
    ambassador = Addressee(id="ambassador", office="Ambassador", organisation="Embassy of Exampleland", address=EMBASSY)
    file = appeal_of((president, ambassador), appeal, tmp_path)
    done = letterkit("envelopes", file, "-o", tmp_path / "e.pdf", "--json")
    assert "ambassador and president share an envelope, addressed to ambassador." in done.stderr
    (one,) = json.loads(done.stdout)["envelopes"]
    assert (one["to"], one["letters"]) == (["ambassador", "president"], 2)
    assert "Ambassador" in " ".join(texts(pages_of(tmp_path / "e.pdf")[0]))


@pytest.mark.usefixtures("ada")
def test_two_ministries_in_one_house_get_an_envelope_each(letterkit: Run, appeal: Appeal, tmp_path: Path) -> None:
    ministers = tuple(
        Addressee(id=name.lower(), office=f"Minister of {name}", organisation=f"Ministry of {name}", address=EMBASSY)
        for name in ("Justice", "Defence")
    )
    done = letterkit("envelopes", appeal_of(ministers, appeal, tmp_path), "-o", tmp_path / "e.pdf", "--json")
    assert len(json.loads(done.stdout)["envelopes"]) == 2


@pytest.mark.usefixtures("ada")
def test_who_has_no_address_gets_no_envelope_and_is_named(letterkit: Run, appeal: Appeal, tmp_path: Path) -> None:
    nowhere = Addressee(id="nowhere", office="Minister of Justice")
    file = appeal_of((*appeal.addressees, nowhere), appeal, tmp_path)
    done = letterkit("envelopes", file, "-o", tmp_path / "e.pdf")
    assert done.exit_code == 0
    assert "skipped nowhere: no postal address is known (1 letter)" in done.stderr
    assert "3 letters: 2 go into 2 envelopes, 1 skipped, 0 rejected." in done.stderr


def test_each_member_has_an_own_envelope_to_each_address(
    letterkit: Run, appeal_file: Path, members: Path, tmp_path: Path
) -> None:
    letterkit("envelopes", appeal_file, "--senders", members, "-o", tmp_path / "e.pdf")
    pages = [texts(page) for page in pages_of(tmp_path / "e.pdf")]
    assert [page[0] for page in pages] == ["Ada Muster"] * 2 + ["Paul Échantillon"] * 2
    assert [line for page in pages for line in page if "AVION" in line] == ["PAR AVION"] * 3
    assert [page[-1] for page in pages] == ["CHINA", "3000 Berne", "CHINA", "SWITZERLAND"]


@pytest.mark.usefixtures("ada")
def test_a_group_posts_one_heavy_envelope_to_each_office_under_its_own_address(
    letterkit: Run, appeal_file: Path, members: Path, tmp_path: Path
) -> None:
    words = ("--senders", members, "--collate", "addressee", "--json", "-o", tmp_path / "e.pdf")
    done = letterkit("envelopes", appeal_file, *words)
    made = json.loads(done.stdout)
    assert [(one["to"], one["letters"], one["sender"]) for one in made["envelopes"]] == [
        (["minister-of-justice"], 2, "Ada Muster"),
        (["ambassadeur"], 2, "Ada Muster"),
    ]
    assert made["planned"] == made["letters"] == 4


@pytest.mark.usefixtures("ada")
def test_many_letters_take_an_envelope_that_holds_them(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    members = tmp_path / "many.csv"
    rows = [f"Member {at},Exampleway {at},3000,Bern,CH" for at in range(1, 16)]
    members.write_text("\n".join(["name,street,postcode,town,country", *rows]), encoding="utf-8")
    words = ("--senders", members, "--collate", "addressee", "-o", tmp_path / "e.pdf")
    assert "size C5" in letterkit("envelopes", appeal_file, *words).stderr
    assert "15 letters, and one DL holds 6 sheets" in letterkit("envelopes", appeal_file, *words, "--size", "dl").stderr


def test_one_member_s_address_that_is_too_long_stops_no_other(
    letterkit: Run, appeal_file: Path, members: Path, tmp_path: Path
) -> None:
    endless = f"Bea Beispiel,{'Donaudampfschifffahrtsgesellschaft' * 4} 3,3000,Bern,CH\n"
    members.write_text(MEMBERS + endless, encoding="utf-8")
    done = letterkit("envelopes", appeal_file, "--senders", members, "-o", tmp_path / "e.pdf")
    assert done.exit_code == 3
    assert "the return address does not fit the envelope C6/5" in done.stderr
    assert "6 letters: 4 go into 4 envelopes, 0 skipped, 2 rejected." in done.stderr
    assert len(pages_of(tmp_path / "e.pdf")) == 4


@pytest.mark.usefixtures("ada")
def test_a_dry_run_makes_nothing(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    done = letterkit("envelopes", appeal_file, "-n", "-o", tmp_path / "e.pdf")
    assert "Would make 2 envelopes for 2 letters; nothing was written." in done.stderr
    assert not (tmp_path / "e.pdf").exists()


@pytest.mark.usefixtures("ada")
def test_a_letter_that_was_sent_needs_no_envelope(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    letterkit("write", appeal_file, "-o", tmp_path / "letters", "--format", "text")
    letterkit("mark", appeal_file, "ambassadeur", "--sent", "post")
    done = letterkit("envelopes", appeal_file, "-o", tmp_path / "e.pdf")
    assert "2 letters: 1 go into 1 envelope, 1 skipped, 0 rejected." in done.stderr
    again = letterkit("envelopes", appeal_file, "--again", "-o", tmp_path / "e.pdf")
    assert "2 letters: 2 go into 2 envelopes" in again.stderr


def test_many_envelopes_come_in_files_that_say_which_of_how_many_they_are(
    letterkit: Run, appeal_file: Path, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ENVELOPES", 3)
    done = letterkit("envelopes", appeal_file, "--senders", members, "-o", tmp_path / "e.pdf")
    assert done.stdout.split() == [str(tmp_path / "e-1-of-2.pdf"), str(tmp_path / "e-2-of-2.pdf")]
    assert [len(pages_of(tmp_path / f"e-{at}-of-2.pdf")) for at in (1, 2)] == [3, 1]


@pytest.mark.parametrize(
    ("country", "language", "mark"),
    [
        ("GB", "en", "AIR MAIL / PAR AVION"),
        ("DE", "en", "LUFTPOST / PAR AVION"),
        ("CH", "de", "LUFTPOST / PAR AVION"),
        ("CH", "en", "PAR AVION"),
        ("FR", "fr", "PAR AVION"),
        ("CA", "en", "AIR MAIL / PAR AVION"),
        ("PL", "en", "PAR AVION"),
        ("CN", "en", ""),
    ],
)
def test_what_flies_is_marked_in_the_words_of_all_posts_and_of_the_sender_s(
    appeal: Appeal, sender: Sender, country: str, language: str, mark: str
) -> None:
    minister = appeal.addressees[0]
    there = sender.model_copy(update={"country": country})
    voice = Voice(language="en", layout="plain", country=country)
    letter = compose(appeal, minister, there, voice, date(2026, 11, 26))
    body = letter.body.model_copy(update={"language": language})
    assert compose_envelope(minister, letter.model_copy(update={"body": body}), there).air_mail == mark


def test_where_a_country_is_not_known_nothing_is_marked(appeal: Appeal, sender: Sender) -> None:
    minister, nowhere = appeal.addressees[0], sender.model_copy(update={"country": None})
    letter = compose(appeal, minister, nowhere, Voice(language="en", layout="plain"), date(2026, 11, 26))
    assert compose_envelope(minister, letter, nowhere).air_mail == ""


@pytest.mark.usefixtures("ada")
def test_envelopes_lie_beside_the_letters_unless_told_otherwise(
    letterkit: Run, appeal_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = letterkit("envelopes", appeal_file)
    assert done.stdout.strip() == "letters/xyz-001-0926/envelopes.pdf"
    assert Path(done.stdout.strip()).is_file()


def test_a_list_of_bad_rows_alone_is_told_row_by_row(letterkit: Run, appeal_file: Path, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("name,street,postcode,town,country\n,Exampleway 1,3000,Bern,CH\n", encoding="utf-8")
    done = letterkit("envelopes", appeal_file, "--senders", members, "-o", tmp_path / "e.pdf")
    assert done.exit_code == 1
    assert "row 2" in done.stderr


def test_a_group_s_own_template_and_sizes_come_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "envelopes.yaml").write_text("envelopes:\n  - {name: Tiny, weigth: 3}\n", encoding="utf-8")
    choose_own_folder(TEMPLATES, own)
    with pytest.raises(Exception, match="did you mean 'weight'") as raised:
        envelope_sizes()
    assert "envelopes.yaml:2" in str(raised.value)
