"""Whoever wants to be forgotten is: nothing that letterkit made bears the name any more, and others keep theirs."""

import json
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.model.appeal import Appeal, Issuer
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
DAY = ("--date", "2026-11-23")
MEMBERS = (
    "name,address,country,email\nAda Muster,1200 Genève,CH,ada@example.org\nBea Weber,3000 Bern,CH,bea@example.org\n"
)


@pytest.fixture
def group(letterkit: Letterkit, tmp_path: Path, members: Path, appeal: Appeal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which two members' letters, drafts, rejects and reports lie, here and elsewhere."""
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    here.mkdir()
    monkeypatch.chdir(here)
    issuer = Issuer(name="Committee of Examples", emails=("a@example.org",), faxes=("+41227330000",))
    (here / "appeal.yaml").write_text(
        appeal_file_text(Reading(appeal.model_copy(update={"issuers": (issuer,)}), (), {}), "a text"), encoding="utf-8"
    )
    bad = "Bea Weber,3000 Bern,Utopia,\nDora,3000 Bern,Utopia,\n"
    (tmp_path / "bad.csv").write_text(MEMBERS.splitlines()[0] + "\n" + bad, encoding="utf-8")
    listed = ("--senders", members)
    letterkit("write", "appeal.yaml", "--senders", tmp_path / "bad.csv", "--format", "text", *DAY)
    letterkit("write", "appeal.yaml", *listed, "--format", "text", "-o", elsewhere, *DAY)
    letterkit("email", "appeal.yaml", *listed, *DAY)
    letterkit("email", "appeal.yaml", *listed, *DAY, "--mbox", tmp_path / "drafts.mbox")
    letterkit("mark", "appeal.yaml", "--all", "--sent", "post", *DAY)
    letterkit("me", "--name", "Carl Weber", "--country", "CH")
    done = letterkit(
        "report", "appeal.yaml", "--names", *listed, "-o", elsewhere / "report.txt", "--format", "text,fax"
    )
    assert done.exit_code == 0, done.stderr
    return tmp_path


def naming(folder: Path, *words: bytes) -> list[str]:
    """The files that a person's name or id stands in, or in whose path it does."""
    files = [path for path in sorted(folder.rglob("*")) if path.name not in ("members.csv", "bad.csv")]
    told = {path: path.read_bytes() if path.is_file() else b"" for path in files}
    return [
        str(path.relative_to(folder))
        for path, data in told.items()
        if any(word in data or word in bytes(path.relative_to(folder)) for word in words)
    ]


def test_nothing_that_was_made_bears_the_name_any_more_wherever_it_was_put(
    letterkit: Letterkit, group: Path, home: Path
) -> None:
    assert len(naming(group, b"Bea Weber", b"bea-weber")) > 10
    done = letterkit("forget", "Bea Weber", "--yes")
    assert done.exit_code == 0, done.stderr
    assert naming(group, b"Bea Weber", b"bea-weber", b"bea@example.org") == []
    assert naming(home, b"Bea Weber", b"bea-weber") == []
    assert "Not known here: files that were moved, copied or printed, drafts in mailboxes" in done.stderr
    again = letterkit("forget", "Bea Weber", "--yes")
    assert (again.exit_code, "nothing is known of 'Bea Weber'" in again.stderr) == (1, True)


def test_what_is_somebody_else_s_stays(letterkit: Letterkit, group: Path) -> None:
    ada = naming(group, b"ada-muster")
    letterkit("forget", "Bea Weber", "--yes")
    gone = {name for name in ada if name not in naming(group, b"ada-muster")}
    assert {Path(name).parts[1] for name in gone} <= {"report.txt", "report.json", "report-fax"}
    rejects = (group / "here" / "letters" / "xyz-001-0926" / "rejects.csv").read_text("utf-8-sig")
    assert [line.partition(",")[0] for line in rejects.splitlines()] == ["name", "Dora"]
    assert {one["sender"] for one in json.loads(letterkit("ledger", "--json").stdout)["entries"]} == {"ada-muster"}
    assert letterkit("forget", "Dora", "--yes").stderr.startswith(
        "Erased: 0 notes in the ledger, 0 profiles, 0 files, 1 list with a row."
    )
    assert not (group / "here" / "letters" / "xyz-001-0926" / "rejects.csv").exists()


def test_letters_that_a_killed_run_left_without_a_manifest_are_known_by_their_sums(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("write", appeal_file, "-o", tmp_path / "letters", "--format", "text", *DAY)
    folder = tmp_path / "letters" / "xyz-001-0926"
    (folder / "manifest.json").unlink()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    digests = [sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()]
    assert len(digests) == 3
    letterkit("forget", "Ada Muster", "--yes")
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]


def test_letters_of_which_a_stopped_run_of_a_group_has_noted_none_yet_are_known_by_their_folder(
    letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("write", appeal_file, "--senders", members, "-o", tmp_path / "letters")
    named: list[str] = []

    def stopped_after_a_letter(at: str) -> None:
        named.append(at)
        if named.count("after the file appeared") == 3:  # the first is the note of the run
            raise KeyboardInterrupt

    monkeypatch.setattr("letterkit.folders.moment", stopped_after_a_letter)
    assert letterkit(*command, "--format", "text", *DAY).exit_code == 130
    monkeypatch.undo()
    assert list((tmp_path / "letters").rglob("ada-muster/*.txt"))
    assert letterkit("forget", "Ada Muster", "-o", tmp_path / "letters", "--yes").exit_code == 0
    assert not naming(tmp_path / "letters", b"Muster", b"ada-muster")


def test_a_name_that_a_folder_of_everybody_s_has_erases_nobody_else_s(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("email", appeal_file, "-o", tmp_path / "letters", *DAY)
    assert letterkit("forget", "email", "--yes").exit_code == 1
    assert letterkit("forget", " ", "--yes").exit_code == 2
    assert len(list((tmp_path / "letters").rglob("*.eml"))) == 1


def test_unasked_nothing_is_erased_and_it_is_said_what_would_be(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("write", appeal_file, "-o", tmp_path / "letters", "--format", "text", *DAY)
    done = letterkit("forget", "Ada Muster")
    assert (done.exit_code, "would erase 2 notes in the ledger, 1 profile, 3 files" in done.stderr) == (1, True)
    assert "→ letterkit forget 'Ada Muster' --yes" in done.stderr
    assert len(list((tmp_path / "letters").rglob("*.txt"))) == 2


def test_namesakes_are_told_apart_by_their_ids(letterkit: Letterkit, appeal_file: Path, tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("id,name\n7,Bea Weber\n8,Bea Weber\n", encoding="utf-8")
    letterkit("write", appeal_file, "--senders", tmp_path / "two.csv", "-o", tmp_path, "--format", "text", *DAY)
    done = letterkit("forget", "Bea Weber", "--yes")
    assert done.exit_code == 1
    assert "2 senders are called 'Bea Weber'\n  → name one by its id: bea-weber-7, bea-weber-8" in done.stderr
    assert letterkit("forget", "bea-weber-8", "--yes").exit_code == 0
    assert [file.parent.name for file in tmp_path.rglob("manifest.json")] == ["bea-weber-7"]
    assert "nearest in the ledger: bea-weber-7" in letterkit("forget", "Bea Webr").stderr


def test_where_things_were_put_is_private_and_says_nothing_more_of_one_who_is_forgotten(
    letterkit: Letterkit, group: Path, home: Path
) -> None:
    file = home / "data" / "whereabouts.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text(file.read_text("utf-8") + "{spoilt\n", encoding="utf-8")
    letterkit("forget", "ada-muster", "--yes")
    assert "ada-muster" not in file.read_text("utf-8")
    assert "bea-weber" in file.read_text("utf-8")


def test_envelopes_bear_the_names_of_members_and_are_known_labels_bear_none(
    letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letterkit.export.envelopes.MOST_ENVELOPES", 3)
    listed = (appeal_file, "--senders", members, *DAY)
    for words in (("envelopes",), ("envelopes", "--no-sender-address"), ("labels", "--sheet", "l7163")):
        name, *more = words
        done = letterkit(name, *listed, *more, "-o", tmp_path / f"{len(more)}-{name}.pdf")
        assert done.exit_code == 0, done.stderr
    there = {file.name for file in tmp_path.glob("*.pdf")}
    letterkit("envelopes", *listed, "--only", "Bea Weber", "-o", tmp_path / "bea.pdf")
    done = letterkit("forget", "Ada Muster", "--yes")
    assert done.exit_code == 0, done.stderr
    assert there - {file.name for file in tmp_path.glob("*.pdf")} == {"0-envelopes-1-of-2.pdf"}
    assert (tmp_path / "bea.pdf").exists()
    assert f"Others' names were in {tmp_path / '0-envelopes-1-of-2.pdf'} too" in done.stderr
