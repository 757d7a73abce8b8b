"""``--blank N``: letters for a stall, with lines for whoever signs to write name and address on by hand."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.compose import parts_by_hand
from letterkit.mailing import Wishes, group_plan
from letterkit.model.appeal import Appeal
from letterkit.model.letter import Voice
from letterkit.senders import unknown_members
from letterkit.typeset.layouts import layout, layout_names
from tests.pages import lines_of, pdf_pages

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
LEAST_ROOM = 5.5
"""Millimetres from line to line on which a hand can write; the smallest window leaves no more."""


@pytest.fixture
def write(letterkit: Letterkit, appeal_file: Path, tmp_path: Path) -> Callable[..., Result]:
    """Makes letters to be filled in, as text."""

    def run(*words: str | Path) -> Result:
        return letterkit("write", appeal_file, "-o", tmp_path / "out", "--format", "text", *TODAY, *words)

    return run


def test_each_copy_is_the_same_and_names_nobody(write: Callable[..., Result], letterkit: Letterkit) -> None:
    done = write("--blank", "3")
    assert done.exit_code == 0, done.stderr
    assert "6 planned: 6 written, 0 skipped, 0 rejected." in done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.parent.name for path in paths] == ["01", "01", "02", "02", "03", "03"]
    assert {path.parent.parent.name for path in paths} == {"blank"}
    texts = {path.read_text("utf-8") for path in paths}
    assert len(texts) == 2
    for text in texts:
        found = [text.index(f"{'_' * 40}\n{label}\n") for label in ("Name", "Street", "Town", "Place and date")]
        assert found == sorted(found)
        assert f"{'_' * 40}\nSignature" in text
        assert "23 November" not in text
    assert json.loads(letterkit("ledger", "--json").stdout)["entries"] == []
    assert "The ledger notes none of them" in done.stderr


@pytest.mark.parametrize(("language", "country", "town"), [("fr", None, "Localité"), ("de", "CH", "Ort")])
def test_the_labels_are_in_the_letter_s_language(language: str, country: str | None, town: str) -> None:
    parts = parts_by_hand(Voice(language=language, country=country, layout="plain"))
    assert parts.letterhead[2] == town
    assert parts.letterhead[1] in ("Rue", "Strasse")


def test_the_layout_is_that_of_the_one_who_stands_there(
    write: Callable[..., Result], letterkit: Letterkit, tmp_path: Path
) -> None:
    letterkit("me", "--name", "Ada Muster", "--address", "Rue 12", "--country", "CH")
    write("--blank", "1", "--format", "html")
    made = next((tmp_path / "out").rglob("blank/01/*.html")).read_text("utf-8")
    place = layout("sn_right").letterhead
    assert f"width: {place.w}mm; height: {place.h}mm" in made
    assert "Ada" not in made


@pytest.mark.parametrize("name", layout_names())
def test_a_hand_has_room_on_every_layout(appeal: Appeal, name: str) -> None:
    group = group_plan(appeal, unknown_members(2, None), Wishes(on=date(2026, 11, 23), layout=name))
    one, other = (share.plan.dispatches[0].letter for share in group.shares())
    assert one == other
    found = {line.text: line.box for line in lines_of(pdf_pages(one)[0])}
    place, labels = layout(name), [found[label] for label in ("Name", "Street", "Town")]
    assert all(place.letterhead.holds(box) for box in labels)
    assert min(below.y - above.y for above, below in pairwise(labels)) >= LEAST_ROOM
    assert labels[0].y - place.letterhead.y >= LEAST_ROOM - 2
    assert place.place_and_date.holds(found["Place and date"])
    assert "Signature" in found


@pytest.mark.parametrize("words", [("--senders", "members.csv"), ("--new",), ("--only", "Ada")])
def test_a_list_and_letters_for_people_on_none_exclude_one_another(
    write: Callable[..., Result], words: tuple[str, ...]
) -> None:
    done = write("--blank", "2", *words)
    assert done.exit_code == 2
    assert "leave --senders away, or --blank" in done.stderr


def test_what_can_t_be_set_is_named_once_and_makes_no_list_of_rejects(
    write: Callable[..., Result], appeal_file: Path, tmp_path: Path
) -> None:
    appeal_file.write_text(
        appeal_file.read_text("utf-8").replace("addressees:\n", "addressees:\n  - id: nobody\n"), "utf-8"
    )
    done = write("--blank", "2")
    assert done.exit_code == 3
    assert done.stderr.count("nobody has neither office nor name") == 1
    assert not list((tmp_path / "out").rglob("rejects.csv"))
