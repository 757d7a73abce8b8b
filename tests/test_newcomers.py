"""``--new``: only those members for whom no letter of the appeal was written yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.senders import address_sum, newcomers, read_members

Letterkit = Callable[..., Result]
HEAD = "Name;Strasse;PLZ;Ort;Land\n"
ADA = "Ada Muster;Rue 12;1200;Genève;CH\n"
BEA = "Bea Weber;Weg 3;3000;Bern;CH\n"
CARL = "Carl Weber;Weg 4;3000;Bern;CH\n"
OTHER_ADA = "Ada Muster;Gasse 1;4000;Basel;CH\n"


@pytest.fixture
def write(letterkit: Letterkit, appeal_file: Path, tmp_path: Path) -> Callable[..., Result]:
    """Writes the letters of these rows as text."""

    def run(rows: str, *words: str) -> Result:
        (tmp_path / "members.csv").write_text(HEAD + rows, encoding="utf-8")
        known = ("--senders", tmp_path / "members.csv", "-o", tmp_path / "out", "--format", "text")
        return letterkit("write", appeal_file, *known, *(words or ("--new", "--date", "2026-11-30")))

    return run


def folders_of(done: Result) -> list[str]:
    return sorted({Path(line).parent.name for line in done.stdout.splitlines()})


def test_new_members_alone_are_written_for(write: Callable[..., Result]) -> None:
    assert folders_of(write(ADA + BEA, "--date", "2026-11-23")) == ["ada-muster", "bea-weber"]
    done = write(ADA + BEA + CARL)
    assert folders_of(done) == ["carl-weber"]
    assert "1 new member; 2 had letters of this appeal before." in done.stderr
    assert "2 planned: 2 written, 0 skipped, 0 rejected." in done.stderr
    again = write(ADA + BEA + CARL)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 new members; 3 had letters" in again.stderr


def test_where_nobody_was_written_for_everybody_is_new(write: Callable[..., Result]) -> None:
    assert folders_of(write(ADA + BEA)) == ["ada-muster", "bea-weber"]


def test_whoever_has_moved_is_not_new_and_is_named(write: Callable[..., Result]) -> None:
    write(ADA + BEA, "--date", "2026-11-23")
    done = write(ADA.replace("Rue 12", "Rue 99") + BEA + CARL)
    assert folders_of(done) == ["carl-weber"]
    assert "row 2: Ada Muster has another address now; letters were written with the old one." in done.stderr
    assert "--only NAME instead of --new" in done.stderr


def test_a_namesake_who_joins_is_new_and_the_one_before_is_not(write: Callable[..., Result]) -> None:
    write(ADA, "--date", "2026-11-23")
    (folder,) = folders_of(write(ADA + OTHER_ADA))
    assert folder.startswith("ada-muster-")
    assert folders_of(write(ADA + OTHER_ADA)) == []


def test_of_namesakes_whose_address_nobody_knows_neither_is_new_and_both_are_named(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(HEAD + ADA + OTHER_ADA + BEA, encoding="utf-8")
    found = newcomers(read_members(file), {"ada-muster": None})
    assert [member.sender.name for member in found.listed.members] == ["Bea Weber"]
    assert [remark[:6] for remark in found.remarks] == ["row 2:", "row 3:"]
    ada = read_members(file).members[0].sender
    known = newcomers(read_members(file), {"ada-muster": address_sum(ada)})
    assert [member.row for member in known.listed.members] == [3, 4]


def test_letters_that_went_by_e_mail_make_nobody_known_on_paper(
    write: Callable[..., Result], letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("me", "--name", "Ada Muster", "--address", "Rue 12", "--country", "CH")
    text = appeal_file.read_text("utf-8").replace(
        "addressees:\n  - id:", "addressees:\n  - emails: [a@example.org]\n    id:"
    )
    appeal_file.write_text(text, "utf-8")
    assert letterkit("email", appeal_file, "-o", tmp_path / "out", "--to", "minister").exit_code == 0
    assert folders_of(write(ADA + BEA)) == ["ada-muster", "bea-weber"]


def test_a_stopped_run_of_new_members_that_was_edited_since_is_named(
    write: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from letterkit import folders

    left = [4]

    def moment(at: str) -> None:
        left[0] -= at == "after the file appeared"
        if left[0] == 0:
            left[0] = -1
            raise KeyboardInterrupt

    write(ADA, "--date", "2026-11-23")
    monkeypatch.setattr(folders, "moment", moment)
    assert write(ADA + BEA + CARL).exit_code == 130
    done = write(ADA + BEA + CARL + OTHER_ADA)
    assert "A run was stopped here, and the members' list has changed since: the same without --new" in done.stderr
    assert not list((tmp_path / "out").rglob(".*"))


@pytest.mark.parametrize("words", [("--new",), ("--new", "--only", "Ada", "--senders", "members.csv")])
def test_new_without_a_list_or_beside_only_is_wrong_usage(
    letterkit: Letterkit, appeal_file: Path, words: tuple[str, ...]
) -> None:
    assert letterkit("write", appeal_file, *words).exit_code == 2
