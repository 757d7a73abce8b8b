"""The ledger knows what was made and sent: nobody is written to twice by accident, and nothing noted is lost."""

import csv
import io
import json
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.ledger import Entry, open_ledger

Letterkit = Callable[..., Result]
DAY = "2026-09-10"


def entry(number: int, **more: object) -> Entry:
    known = {"appeal": "xyz", "addressee": f"office-{number}", "sender": "ada", "channel": "post"}
    return Entry.model_validate({**known, "written": DAY, **more})


@pytest.fixture
def written(letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path) -> Path:
    """The appeal file, after its two letters were written as text."""
    done = letterkit("write", appeal_file, "-o", tmp_path / "letters", "--format", "text", "--date", DAY)
    assert done.exit_code == 0, done.stderr
    return appeal_file


def states(letterkit: Letterkit, *words: str | Path) -> dict[str, str]:
    found = json.loads(letterkit("ledger", *words, "--json").stdout)["entries"]
    return {f"{one['addressee']} {one['channel']} {one['turn']}": one["state"] for one in found}


def again(letterkit: Letterkit, appeal: Path, tmp_path: Path, *words: str) -> Result:
    return letterkit("write", appeal, "-o", tmp_path / "letters", "--format", "text", "--date", "2026-09-20", *words)


def test_every_letter_that_is_written_is_noted_with_the_digest_of_its_file(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    from hashlib import sha256

    found = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    files = {file.stem[3:]: sha256(file.read_bytes()).hexdigest() for file in tmp_path.glob("letters/*/*.txt")}
    assert {one["addressee"]: one["digest"] for one in found} == files
    assert {(one["state"], one["channel"], one["sender"], one["written"]) for one in found} == {
        ("written", "post", "ada-muster", DAY)
    }


def test_a_letter_that_was_only_written_may_be_made_again_and_takes_its_own_place(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    assert again(letterkit, written, tmp_path).exit_code == 0
    found = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert [(one["turn"], one["written"]) for one in found] == [(1, "2026-09-20")] * 2


def test_a_letter_that_was_sent_is_skipped_named_and_counted(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    assert letterkit("mark", written, "ambassadeur", "--sent", "fax", "--date", DAY).exit_code == 0
    done = again(letterkit, written, tmp_path)
    assert done.exit_code == 0
    assert "skipped ambassadeur: a letter was sent by fax on 2026-09-10\n  → --again writes all the same" in done.stderr
    assert "2 planned: 1 written, 1 skipped, 0 rejected" in done.stderr


def test_again_writes_a_second_letter_and_leaves_the_sent_one_as_it_was(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post")
    assert again(letterkit, written, tmp_path, "--again").exit_code == 0
    assert states(letterkit, "--to", "ambassadeur") == {"ambassadeur post 1": "sent", "ambassadeur post 2": "written"}


def test_a_letter_that_came_back_may_be_written_again(letterkit: Letterkit, written: Path, tmp_path: Path) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post")
    letterkit("mark", written, "ambassadeur", "--returned")
    assert "2 planned: 2 written" in again(letterkit, written, tmp_path).stderr
    assert states(letterkit)["ambassadeur post 1"] == "returned"


def test_another_sender_is_not_kept_from_writing(letterkit: Letterkit, written: Path, tmp_path: Path) -> None:
    letterkit("mark", written, "--all", "--sent", "post")
    other = tmp_path / "other.toml"
    other.write_text('name = "Ben Muster"\ncountry = "CH"\n', encoding="utf-8")
    assert "2 planned: 2 written" in again(letterkit, written, tmp_path, "--as", str(other)).stderr


def test_a_manifest_keeps_the_sent_letters_that_lie_beside_it(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post")
    again(letterkit, written, tmp_path)
    manifest = json.loads(next(tmp_path.glob("letters/*/manifest.json")).read_text(encoding="utf-8"))
    assert [row["addressee"] for row in manifest["letters"]] == ["minister-of-justice", "ambassadeur"]
    assert (manifest["planned"], manifest["skipped"]) == (2, [])


def test_a_manifest_marks_all_its_letters_at_once(letterkit: Letterkit, written: Path, tmp_path: Path) -> None:
    manifest = next(tmp_path.glob("letters/*/manifest.json"))
    assert letterkit("mark", manifest, "--sent", "post").exit_code == 0
    assert set(states(letterkit).values()) == {"sent"}


def test_all_are_those_made_for_that_way_of_which_it_is_not_said_yet(
    letterkit: Letterkit, written: Path, tmp_path: Path
) -> None:
    letterkit("email", written, "-o", tmp_path / "letters", "--date", DAY)
    assert letterkit("mark", written, "--all", "--sent", "email", "--date", DAY).exit_code == 0
    assert states(letterkit) == {
        "ambassadeur email 1": "sent",
        "ambassadeur post 1": "written",
        "minister-of-justice post 1": "written",
    }
    letterkit("mark", written, "--all", "--sent", "post", "--date", DAY)
    letterkit("mark", written, "ambassadeur", "--answered", "--date", "2026-10-01")
    over = letterkit("mark", written, "--all", "--sent", "post", "--date", "2026-11-01")
    assert (over.exit_code, "all letters are marked as sent already" in over.stderr) == (1, True)
    assert set(states(letterkit).values()) == {"sent", "answered"}


def test_an_answer_is_not_lost_when_the_day_of_its_letter_is_mended(letterkit: Letterkit, written: Path) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post", "--date", DAY)
    letterkit("mark", written, "ambassadeur", "--answered", "--date", "2026-10-01")
    letterkit("mark", written, "ambassadeur", "--sent", "post", "--date", "2026-09-12")
    assert states(letterkit)["ambassadeur post 1"] == "answered"
    letterkit("mark", written, "minister", "--sent", "post", "--date", DAY)
    letterkit("mark", written, "minister", "--returned", "--date", "2026-10-01")
    letterkit("mark", written, "minister", "--sent", "fax", "--date", "2026-10-02")
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert [(one["channel"], one["returned"]) for one in entries if one["addressee"] == "minister-of-justice"] == [
        ("fax", None),
        ("post", "2026-10-01"),
    ]


def test_a_mark_is_taken_back_by_undo_and_only_that_one(letterkit: Letterkit, written: Path) -> None:
    letterkit("mark", written, "minister", "--sent", "fax")
    letterkit("mark", written, "minister", "--answered")
    done = letterkit("mark", "--undo")
    assert done.stderr == "Taken back: 1 letter, answered.\n"
    assert states(letterkit)["minister-of-justice fax 1"] == "sent"
    letterkit("mark", "--undo")
    assert "minister-of-justice fax 1" not in states(letterkit)
    assert letterkit("mark", "--undo").exit_code == 1


def test_an_appeal_is_known_by_its_file_and_by_its_code(letterkit: Letterkit, written: Path) -> None:
    assert letterkit("mark", "XYZ 001 / 0926", "ambassadeur", "--sent", "email").exit_code == 0
    assert "ambassadeur email 1" in states(letterkit, written)


def test_a_letter_written_by_hand_can_be_marked_too(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    assert letterkit("mark", appeal_file, "ambassadeur", "--sent", "post", "--date", DAY).exit_code == 0
    assert states(letterkit) == {"ambassadeur post 1": "sent"}
    assert "1 written, 1 skipped" in again(letterkit, appeal_file, tmp_path).stderr
    letterkit("forget", "Ada Muster", "--yes")
    letterkit("me", "--name", "Bea Weber")
    letterkit("email", appeal_file, "-o", tmp_path / "drafts", "--date", DAY)
    assert letterkit("mark", appeal_file, "minister", "--sent", "post", "--date", DAY).exit_code == 0
    assert states(letterkit) == {"ambassadeur email 1": "written", "minister-of-justice post 1": "sent"}


@pytest.mark.parametrize(
    ("words", "code", "remedy"),
    [
        (("ambassadeur",), 2, "--sent post"),
        (("ambassadeur", "--answered", "--returned"), 2, "leave one"),
        (("ambassadeur", "--answered"), 1, "letterkit mark xyz-001-0926 ambassadeur --as ada-muster --sent post"),
        (("nobody", "--sent", "post"), 1, "nearest: "),
        (("--sent", "post"), 2, "--all"),
        (("ambassadeur", "--sent", "post", "--date", "yesterday"), 2, "year-month-day: --date"),
        (("ambassadeur", "--sent", "post", "--remind", "soon"), 2, "year-month-day: --remind"),
    ],
)
def test_a_mark_that_can_not_be_meant_says_what_to_type(
    letterkit: Letterkit, written: Path, words: tuple[str, ...], code: int, remedy: str
) -> None:
    before = states(letterkit)
    done = letterkit("mark", written, *words)
    assert (done.exit_code, remedy in done.stderr) == (code, True), done.stderr
    assert states(letterkit) == before


def test_a_reminder_that_has_come_is_due_until_an_answer_comes(letterkit: Letterkit, written: Path) -> None:
    letterkit("mark", written, "--all", "--sent", "post", "--date", DAY, "--remind", "2026-11-10")
    assert states(letterkit, "--due", "--date", "2026-11-09") == {}
    letterkit("mark", written, "ambassadeur", "--answered", "--date", "2026-10-01")
    assert list(states(letterkit, "--due", "--date", "2026-11-10")) == ["minister-of-justice post 1"]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_ledger_that_is_handed_on_adds_what_the_other_one_does_not_know(
    letterkit: Letterkit, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post", "--date", DAY)
    file = tmp_path / f"ledger.{kind}"
    assert letterkit("ledger", "--export", file).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = letterkit("ledger", "--json").stdout
    assert letterkit("ledger", "--import", file).stderr == "2 letters read, 0 of them new or further on.\n"
    monkeypatch.setenv("LETTERKIT_LEDGER", str(tmp_path / "other.sqlite"))
    assert letterkit("ledger", "--import", file).stderr == "2 letters read, 2 of them new or further on.\n"
    assert letterkit("ledger", "--json").stdout == before


def test_rows_that_are_wrong_are_all_named_and_nothing_is_taken_in(letterkit: Letterkit, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    rows = ("appeal,addressee,sender,channel,state", "xyz,office,ada,pigeon,written", "xyz,a b,ada,post,sent")
    file.write_text("\n".join((*rows, "")), encoding="utf-8")
    done = letterkit("ledger", "--import", file)
    assert done.exit_code == 1
    assert f"{file}:2, channel: " in done.stderr
    assert f"{file}:3, addressee: " in done.stderr
    assert states(letterkit) == {}


def test_the_list_for_a_spreadsheet_has_a_row_for_each_letter(letterkit: Letterkit, written: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(letterkit("ledger", "--csv").stdout)))
    assert [row["addressee"] for row in rows] == ["ambassadeur", "minister-of-justice"]


def test_looking_never_makes_or_changes_a_ledger(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path, home: Path
) -> None:
    letterkit("write", appeal_file, "--dry-run")
    letterkit("preview", appeal_file, "ambassadeur")
    letterkit("check", appeal_file)
    letterkit("show", appeal_file)
    letterkit("ledger")
    assert not (home / "data").exists()


def test_a_dry_run_says_who_was_written_to_already(letterkit: Letterkit, written: Path, tmp_path: Path) -> None:
    letterkit("mark", written, "ambassadeur", "--sent", "post", "--date", DAY)
    before = letterkit("ledger", "--json").stdout
    assert "skipped ambassadeur: a letter was sent" in again(letterkit, written, tmp_path, "--dry-run").stderr
    assert letterkit("ledger", "--json").stdout == before


def test_only_its_owner_can_read_the_ledger(letterkit: Letterkit, written: Path, home: Path) -> None:
    files = list((home / "data").iterdir())
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_forgetting_one_sender_spares_the_others(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    ledger.note([entry(1), entry(1, sender="ben")])
    assert ledger.forget("ada") == 1
    assert ledger.senders() == ["ben"]


def test_a_file_that_is_no_ledger_is_named(
    letterkit: Letterkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("these are no tables, but a shopping list of some length" * 40, encoding="utf-8")
    monkeypatch.setenv("LETTERKIT_LEDGER", str(file))
    done = letterkit("ledger")
    assert (done.exit_code, str(file) in done.stderr, "→" in done.stderr) == (1, True, True), done.stderr


@pytest.mark.parametrize("setting", ["mysql://somebody@host/letters", "postgresql+psycopg://host", "http://[::"])
def test_a_ledger_of_an_unknown_kind_is_refused(
    letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("LETTERKIT_LEDGER", setting)
    done = letterkit("ledger")
    assert (done.exit_code, "postgresql+psycopg://user@host/letterkit" in done.stderr) == (1, True), done.stderr


def test_a_ledger_of_a_newer_letterkit_is_left_alone(tmp_path: Path) -> None:
    from letterkit.errors import Mistake

    file = tmp_path / "ledger.sqlite"
    open_ledger(str(file)).note([entry(1)])
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE ledger_schema SET number = 99")
    with pytest.raises(Mistake, match="newer letterkit"):
        open_ledger(str(file))


def test_migrations_are_loaded_only_when_the_shape_differs(tmp_path: Path) -> None:
    code = "import sys; from letterkit.ledger import open_ledger; open_ledger(sys.argv[1]);"
    code += "print('letterkit.ledger.migrations' in sys.modules)"
    command = [sys.executable, "-c", code, str(tmp_path / "ledger.sqlite")]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert said == ["True", "False"]


NOTER = """
import sys
from letterkit.ledger import Entry, open_ledger
ledger = open_ledger(sys.argv[1])
for number in range(int(sys.argv[3])):
    ledger.note([Entry(appeal="xyz", addressee=f"office-{number}", sender=sys.argv[2], channel="post")])
"""


def note_at_once(setting: str, processes: int, letters: int) -> list[Entry]:
    """What the ledger has after several processes noted letters in it at the same time."""

    def run(number: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", NOTER, setting, f"sender-{number}", str(letters)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(processes) as pool:
        for done in pool.map(run, range(processes)):
            assert done.returncode == 0, done.stderr
    return open_ledger(setting).find()


def test_processes_that_note_at_once_lose_nothing(tmp_path: Path) -> None:
    found = note_at_once(str(tmp_path / "ledger.sqlite"), 4, 25)
    assert len(found) == len({(one.sender, one.addressee) for one in found}) == 100


@pytest.mark.long
def test_eight_processes_note_a_thousand_letters_each(tmp_path: Path) -> None:
    found = note_at_once(str(tmp_path / "ledger.sqlite"), 8, 1_000)
    assert len(found) == len({(one.sender, one.addressee) for one in found}) == 8_000


KILLED = """
import os, signal, sys
from letterkit import folders
name, count = sys.argv[1], int(sys.argv[2])
def moment(at):
    global count
    if at == name:
        count -= 1
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
folders.moment = moment
from letterkit.cli import main
sys.argv = ["letterkit", *sys.argv[3:]]
main()
"""
MOMENTS = (
    "before the file appears",
    "after the file appeared",
    "before the note is kept",
    "after the note was kept",
)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("command", ["write --format text -o", "fax -o", "email --mbox"])
def test_files_and_ledger_agree_after_the_next_start_whenever_a_run_was_killed(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path, moment: str, command: str
) -> None:
    def words(folder: str) -> list[str]:
        name, *more = command.split()
        return [name, str(appeal_file), *more, str(tmp_path / folder / "made"), "--date", DAY]

    letterkit(*words("undisturbed"))
    undisturbed = letterkit("ledger", "--json").stdout
    at = "2" if command.startswith("write") else "1"  # two letters; one fax, one file of drafts
    killed = [sys.executable, "-c", KILLED, moment, at, *words("letters")]
    assert subprocess.run(killed, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert letterkit(*words("letters")).exit_code in (0, 3)
    assert letterkit("ledger", "--json").stdout == undisturbed
    files = {file.name: file.read_bytes() for file in (tmp_path / "letters").rglob("*") if file.is_file()}
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "undisturbed").rglob("*") if file.is_file()}


def test_an_entry_of_a_letter_that_left_needs_its_day() -> None:
    with pytest.raises(ValueError, match="needs the day"):
        entry(1, state="sent")
    assert entry(1, state="sent", sent=date(2026, 9, 11)).sent == date(2026, 9, 11)


def test_an_appeal_s_file_that_is_not_there_is_not_looked_for_in_the_ledger(letterkit: Letterkit) -> None:
    done = letterkit("mark", "none.yaml", "--all", "--sent", "post")
    assert (done.exit_code, "none.yaml: there is no such file" in done.stderr) == (1, True)
