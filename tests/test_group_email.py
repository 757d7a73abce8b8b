"""A group's e-mails: a set of drafts for each member, by the same rules as its letters on paper."""

import json
import mailbox
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import Result

from tests.test_ledger import KILLED, MOMENTS

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
MEMBERS = (
    "name,address,country,language,email,own words,requests\n"
    "Ada Muster,1200 Genève,CH,en,ada@example.org,,\n"
    "Bea Weber,3000 Bern,CH,en,,I teach.,1\n"
)
"""Two members, of whom one has told an e-mail address."""
BAD = "Dora,3000 Bern,Utopia,en,,,\n"


@pytest.fixture
def email(letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path) -> Callable[..., Result]:
    """Makes the drafts of the list; of the two addressees only the ambassador has an e-mail address."""

    def run(*words: str | Path) -> Result:
        out = () if "--mbox" in words else ("-o", tmp_path / "out")
        return letterkit("email", appeal_file, "--senders", members, *out, *TODAY, *words)

    return run


def drafts(folder: Path) -> dict[str, EmailMessage]:
    found = {file: message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.rglob("*.eml")}
    return {str(file.relative_to(folder)): one for file, one in sorted(found.items()) if isinstance(one, EmailMessage)}


def test_each_member_has_a_set_of_drafts_in_a_folder_of_his_or_her_own(
    email: Callable[..., Result], tmp_path: Path
) -> None:
    done = email()
    assert done.exit_code == 0, done.stderr
    folder = tmp_path / "out" / "xyz-001-0926" / "email"
    found = drafts(folder)
    assert list(found) == ["ada-muster/02-ambassadeur.eml", "bea-weber/02-ambassadeur.eml"]
    assert ["I teach." in one.get_content() for one in found.values()] == [False, True]
    assert [one["From"] for one in found.values()] == ["Ada Muster <ada@example.org>", None]
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.rglob("*") if file.is_file()} == {0o600}


def test_whom_no_e_mail_reaches_is_named_once_with_what_to_type_and_counted_for_every_member(
    email: Callable[..., Result], appeal_file: Path, members: Path
) -> None:
    members.write_text(MEMBERS + MEMBERS.splitlines()[1] + "\n" + BAD, encoding="utf-8")
    done = email()
    assert done.exit_code == 3
    assert done.stderr.count("skipped minister-of-justice: no e-mail address is known") == 1
    assert f"--senders {members} --to minister-of-justice" in done.stderr
    assert f"letterkit fax {appeal_file} --senders {members} --to minister-of-justice" in done.stderr
    assert "8 planned: 2 written, 4 skipped, 2 rejected." in done.stderr


def test_bad_rows_go_to_rejects_beside_the_drafts_and_are_mended_there(
    email: Callable[..., Result], letterkit: Letterkit, members: Path, appeal_file: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + BAD, encoding="utf-8")
    assert email().exit_code == 3
    rejects = tmp_path / "out" / "xyz-001-0926" / "email" / "rejects.csv"
    rejects.write_text(rejects.read_text("utf-8-sig").replace("Utopia", "CH"), encoding="utf-8")
    done = letterkit("email", appeal_file, "--senders", rejects, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 0, done.stderr
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert [(one["sender"], one["channel"], one["state"]) for one in entries] == [
        ("ada-muster", "email", "written"),
        ("bea-weber", "email", "written"),
        ("dora", "email", "written"),
    ]


def test_a_draft_that_a_member_has_sent_is_not_made_again_for_that_member(
    email: Callable[..., Result], letterkit: Letterkit, tmp_path: Path
) -> None:
    email()
    manifest = next((tmp_path / "out").rglob("bea-weber/manifest.json"))
    letterkit("mark", manifest, "--sent", "email", "--date", "2026-11-24")
    done = email("--json")
    found = json.loads(done.stdout)
    assert [found[name] for name in ("planned", "written", "skipped", "rejected")] == [4, 1, 3, 0]
    assert "skipped Bea Weber, ambassadeur: a letter was sent by e-mail on 2026-11-24" in done.stderr


def test_one_file_of_drafts_is_one_member_s(email: Callable[..., Result], tmp_path: Path) -> None:
    done = email("--mbox", tmp_path / "drafts.mbox")
    assert done.stdout.splitlines() == [str(tmp_path / f"drafts-{who}.mbox") for who in ("ada-muster", "bea-weber")]
    for name in done.stdout.splitlines():
        with closing(mailbox.mbox(name)) as box:
            assert len(box) == 1


@pytest.mark.parametrize("way", [("--imap", "ada@imap.example.invalid"), ("--link", "mailto")])
def test_ways_into_one_person_s_mail_program_are_refused_for_a_group(
    letterkit: Letterkit, appeal_file: Path, members: Path, way: tuple[str, str]
) -> None:
    done = letterkit("email", appeal_file, "--senders", members, *way)
    assert (done.exit_code, "each member sends from his or her own" in done.stderr) == (2, True)


def test_a_dry_run_for_a_group_names_the_files_and_makes_none(email: Callable[..., Result], tmp_path: Path) -> None:
    done = email("--dry-run", "--only", "Bea")
    assert [Path(line).parent.name for line in done.stdout.splitlines()] == ["bea-weber"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_group_s_drafts_and_ledger_agree_after_the_next_start_whenever_a_run_was_killed(
    email: Callable[..., Result],
    letterkit: Letterkit,
    appeal_file: Path,
    members: Path,
    tmp_path: Path,
    moment: str,
) -> None:
    email()
    undisturbed = letterkit("ledger", "--json").stdout
    (tmp_path / "out").rename(tmp_path / "undisturbed")
    words = ("email", appeal_file, "--senders", members, "-o", tmp_path / "out", *TODAY)
    killed = [sys.executable, "-c", KILLED, moment, "2", *map(str, words)]
    assert subprocess.run(killed, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert email().exit_code == 0
    assert letterkit("ledger", "--json").stdout == undisturbed
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_an_option_that_has_changed_since_a_run_was_stopped_is_named(
    email: Callable[..., Result], appeal_file: Path, members: Path, tmp_path: Path
) -> None:
    words = ("email", appeal_file, "--senders", members, "-o", tmp_path / "out", *TODAY)
    killed = [sys.executable, "-c", KILLED, "after the file appeared", "3", *map(str, words)]
    assert subprocess.run(killed, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert "A run was stopped here, and the options (html) have changed since" in email("--html").stderr
    assert "was stopped" not in email("--html").stderr


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_where_nobody_has_an_e_mail_address_one_remedy_is_enough(
    letterkit: Letterkit, seed: Path, members: Path
) -> None:
    done = letterkit("email", seed, "--senders", members)
    assert done.exit_code == 1
    assert "no e-mail address is known of any of these 5: president-care-of-embassy, " in done.stderr
    assert done.stderr.splitlines()[-1] == (
        f"  → letterkit fax {seed} --senders {members} or: letterkit write {seed} --senders {members}"
    )
