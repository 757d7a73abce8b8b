"""The ledger that an office shares: the same promises in a real PostgreSQL, started by these tests for themselves."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.ledger import Entry, open_ledger
from tests.test_ledger import entry, note_at_once

Letterkit = Callable[..., Result]


def ordinary_user() -> str | None:
    """PostgreSQL refuses to run as root; any other user is good enough."""
    return "nobody" if os.geteuid() == 0 else None


@pytest.fixture(scope="module")
def office(program: Callable[[str], str]) -> Iterator[str]:
    """The setting of a ledger in a cluster that lives as long as these tests, reached by a socket in its folder."""
    binaries = Path(program("initdb")).resolve().parent
    folder, user = tempfile.mkdtemp(prefix="letterkit-"), ordinary_user()
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    data = f"{folder}/data"

    def run(*words: str) -> None:
        subprocess.run(words, user=user, cwd=folder, check=True, capture_output=True)

    run(str(binaries / "initdb"), "--auth=trust", "--username=letters", "--encoding=UTF8", "--no-sync", "-D", data)
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    run(str(binaries / "pg_ctl"), "start", "--wait", "-D", data, "-l", f"{folder}/log", "-o", options)
    yield f"postgresql+psycopg://letters@/postgres?host={folder}"
    run(str(binaries / "pg_ctl"), "stop", "--wait", "--mode=immediate", "-D", data)
    shutil.rmtree(folder)


@pytest.fixture
def shared(office: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The office's ledger, empty, as the setting of this test."""
    ledger = open_ledger(office)
    for sender in ledger.senders():
        ledger.forget(sender)
    monkeypatch.setenv("LETTERKIT_LEDGER", office)
    return office


def test_an_office_marks_and_takes_back_in_one_shared_ledger(
    letterkit: Letterkit, ada: None, appeal_file: Path, shared: str, home: Path
) -> None:
    def write() -> str:
        return letterkit("write", appeal_file, "--format", "text", "-o", home / "letters").stderr

    assert "2 written, 0 skipped" in write()
    assert letterkit("mark", appeal_file, "ambassadeur", "--sent", "fax").exit_code == 0
    assert "1 written, 1 skipped" in write()
    assert letterkit("mark", "--undo").exit_code == 0
    assert "2 written, 0 skipped" in write()
    assert not (home / "data" / "ledger.sqlite").exists()


def test_a_sender_is_forgotten_there_too(shared: str) -> None:
    ledger = open_ledger(shared)
    ledger.note([entry(1), entry(1, sender="ben")])
    ledger.change([entry(1, state="sent", sent="2026-09-11")])
    assert ledger.forget("ada") == 1
    assert (ledger.senders(), ledger.undo()) == (["ben"], [])


def test_processes_that_note_at_once_lose_nothing_there_either(shared: str) -> None:
    found = note_at_once(shared, 4, 25)
    assert len(found) == len({(one.sender, one.addressee) for one in found}) == 100


@pytest.mark.long
def test_eight_processes_note_a_thousand_letters_each_there_too(shared: str) -> None:
    found: list[Entry] = note_at_once(shared, 8, 1_000)
    assert len(found) == len({(one.sender, one.addressee) for one in found}) == 8_000


def test_a_database_that_does_not_answer_is_named_without_its_password(
    letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LETTERKIT_LEDGER", f"postgresql+psycopg://letters:geheim@/letters?host={tmp_path}")
    done = letterkit("ledger")
    assert (done.exit_code, "geheim" in done.stderr) == (4, False)
    assert "does not answer" in done.stderr
