"""A group's evening: every member's letters are made, bad rows are named and can be mended, and the sums add up."""

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit import folders
from letterkit.mailing import Wishes, group_plan
from letterkit.model.appeal import Addressee, Appeal
from letterkit.senders import read_members

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
HEAD = "Name;Strasse;PLZ;Ort;Land;Sprache;Eigene Worte;Requests;Spitzname\n"
ROWS = (
    "Ada Muster;Rue 12;1200;Genève;CH;en;;;Adi\n"
    "Bea Weber;Weg 3;3000;Bern;CH;en;I teach.;1,2;\n"
    "Carl Weber;Weg 4;3000;Bern;CH;fr;;;\n"
)
MEMBERS = HEAD + ROWS
"""Three members whose rows are right."""


@pytest.fixture
def write(letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path) -> Callable[..., Result]:
    """Writes the letters of a list as text."""

    def run(*words: str | Path, senders: Path = members) -> Result:
        return letterkit(
            *("write", appeal_file, "--senders", senders, "-o", tmp_path / "out", "--format", "text", *TODAY, *words)
        )

    return run


def letters(tmp_path: Path) -> dict[str, bytes]:
    folder = next((tmp_path / "out").iterdir())
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rejects(tmp_path: Path) -> Path:
    return next((tmp_path / "out").iterdir()) / "rejects.csv"


def test_each_member_has_a_folder_with_letters_and_a_manifest_that_only_the_owner_reads(
    write: Callable[..., Result], tmp_path: Path
) -> None:
    done = write()
    assert done.exit_code == 0, done.stderr
    assert sorted(letters(tmp_path)) == [
        f"{who}/{name}"
        for who in ("ada-muster", "bea-weber", "carl-weber")
        for name in ("01-minister-of-justice.txt", "02-ambassadeur.txt", "manifest.json")
    ]
    assert len(done.stdout.splitlines()) == 6
    assert "6 planned: 6 written, 0 skipped, 0 rejected." in done.stderr
    assert "members, ignored: columns that are passed over: Spitzname" in done.stderr
    assert "On each letter: the member's name and postal address" in done.stderr
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_own_words_and_chosen_requests_stand_in_that_member_s_letters_only(
    write: Callable[..., Result], tmp_path: Path
) -> None:
    write()
    made = {name: data.decode() for name, data in letters(tmp_path).items() if name.endswith(".txt")}
    assert {name.partition("/")[0] for name, text in made.items() if "I teach." in text} == {"bea-weber"}
    assert {name.partition("/")[0] for name, text in made.items() if "3." not in text} == {"bea-weber"}
    assert all("Genève" not in text for name, text in made.items() if "ada" not in name)


def twenty_three(tmp_path: Path) -> Path:
    """An invented list with four bad rows: no name, unknown country, no such request, no language."""
    rows = [f"Member {chr(65 + at)}. Example;Weg {at};3000;Bern;CH;en;;;" for at in range(23)]
    rows[4] = ";Weg 4;3000;Bern;CH;en;;;"
    rows[9] = "Member J. Example;Weg 9;3000;Bern;Utopia;en;;;"
    rows[14] = "Member O. Example;Weg 14;3000;Bern;CH;en;;9;"
    rows[19] = "Member T. Example;Weg 19;3000;Bern;CH;Elvish;;;"
    file = tmp_path / "members.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def five_addressees(appeal: Appeal, tmp_path: Path) -> Path:
    from letterkit.appeals.file import appeal_file_text
    from letterkit.model.finding import Reading

    one = appeal.addressees[0].model_dump()
    five = tuple(Addressee.model_validate({**one, "id": f"minister-{at}"}) for at in range(1, 6))
    file = tmp_path / "five.yaml"
    text = appeal_file_text(Reading(appeal.model_copy(update={"addressees": five}), (), {}), "a text")
    file.write_text(text, encoding="utf-8")
    return file


def test_23_members_by_5_addressees_with_four_bad_rows_make_95_letters_and_4_rejects(
    letterkit: Letterkit, five_addressees: Path, tmp_path: Path
) -> None:
    words = ("--senders", twenty_three(tmp_path), "-o", tmp_path / "out", "--format", "text")
    done = letterkit("write", five_addressees, *words, *TODAY)
    assert done.exit_code == 3
    assert "115 planned: 95 written, 0 skipped, 20 rejected." in done.stderr
    assert len([name for name in letters(tmp_path) if name.endswith(".txt")]) == 95
    rows = list(csv.DictReader(io.StringIO(rejects(tmp_path).read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["row"] for row in rows] == ["6", "11", "16", "21"]
    wanted = ["there is no name", "'Utopia' is no country", "there is no request 9", "'Elvish' is no language"]
    assert [want in row["reason"] for want, row in zip(wanted, rows, strict=True)] == [True] * 4
    assert [row["Strasse"] for row in rows] == ["Weg 4", "Weg 9", "Weg 14", "Weg 19"]
    for number in (6, 11, 16, 21):
        assert f"row {number}" in done.stderr
    assert f"--senders {rejects(tmp_path)}" in done.stderr
    assert stat.S_IMODE(rejects(tmp_path).stat().st_mode) == 0o600


def test_rejects_that_are_mended_are_written_and_the_ledger_has_every_letter_once(
    letterkit: Letterkit, five_addressees: Path, tmp_path: Path
) -> None:
    run = ("write", five_addressees, "-o", tmp_path / "out", "--format", "text", *TODAY)
    letterkit(*run, "--senders", twenty_three(tmp_path))
    mended = (
        rejects(tmp_path).read_text("utf-8-sig").replace("Utopia", "CH").replace(";9;", ";3;").replace("Elvish", "en")
    )
    rejects(tmp_path).write_text(mended.replace("\n;Weg", "\nMember E. Example;Weg"), "utf-8")
    done = letterkit(*run, "--senders", rejects(tmp_path))
    assert done.exit_code == 0, done.stderr
    assert "20 planned: 20 written, 0 skipped, 0 rejected." in done.stderr
    assert not rejects(tmp_path).exists()
    assert len(json.loads(letterkit("ledger", "--json").stdout)["entries"]) == 115


def test_rejects_that_somebody_has_mended_are_set_aside_never_overwritten(
    write: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + "Dora;Weg 5;3000;Bern;Utopia;;;;\n", encoding="utf-8")
    assert write().exit_code == 3
    rejects(tmp_path).write_text("an hour's work", encoding="utf-8")
    assert write().exit_code == 3
    assert rejects(tmp_path).with_name("rejects-before.csv").read_text("utf-8") == "an hour's work"
    assert "Utopia" in rejects(tmp_path).read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Dora \U0001f98b;Weg 5;3000;Bern;CH;;;;", "U+1F98B, BUTTERFLY"),
        (f"Dora;{'Longer ' * 90};3000;Bern;CH;;;;", "than the layout has room for"),
    ],
)
def test_what_can_t_be_printed_is_rejected_with_its_reason_and_the_others_are_printed(
    letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path, row: str, reason: str
) -> None:
    members.write_text(f"{HEAD}{ROWS.splitlines()[0]}\n{row}\n", encoding="utf-8")
    words = ("--senders", members, "-o", tmp_path / "out", "--to", "ambassadeur")
    done = letterkit("write", appeal_file, *words, *TODAY)
    assert done.exit_code == 3
    assert "2 planned: 1 written, 0 skipped, 1 rejected." in done.stderr
    assert reason in rejects(tmp_path).read_text("utf-8-sig")


def test_a_list_of_which_nothing_can_be_written_is_a_mistake_and_still_gives_its_rejects(
    write: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(HEAD + "Dora;Weg 5;3000;Bern;Utopia;;;;\n", encoding="utf-8")
    assert write().exit_code == 1
    assert "Utopia" in rejects(tmp_path).read_text("utf-8-sig")


def test_a_repeated_row_is_skipped_named_and_counted(write: Callable[..., Result], members: Path) -> None:
    members.write_text(MEMBERS + "Ada Muster;Rue 12;1200;Genève;CH;;;;\n", encoding="utf-8")
    done = write()
    assert done.exit_code == 0
    assert "row 5, Ada Muster: the same as row 2" in done.stderr
    assert "8 planned: 6 written, 2 skipped, 0 rejected." in done.stderr


def test_a_letter_that_was_sent_is_not_written_again_for_that_member_alone(
    write: Callable[..., Result], letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    write()
    manifest = next((tmp_path / "out").rglob("bea-weber/manifest.json"))
    assert letterkit("mark", manifest, "--sent", "post", "--date", "2026-11-24").exit_code == 0
    done = write("--json")
    found = json.loads(done.stdout)
    assert [found[name] for name in ("planned", "written", "skipped", "rejected")] == [6, 4, 2, 0]
    assert "skipped Bea Weber, minister-of-justice, ambassadeur: a letter was sent by post on 2026-11-24" in done.stderr
    assert json.loads(write("--json", "--again").stdout)["written"] == 6


def test_several_manifests_are_marked_at_once_and_words_beside_them_choose_addressees(
    write: Callable[..., Result], letterkit: Letterkit, tmp_path: Path
) -> None:
    write()
    manifests = sorted((tmp_path / "out").rglob("manifest.json"))
    assert letterkit("mark", *manifests[:2], "ambassadeur", "--sent", "post", "--date", "2026-11-24").exit_code == 0
    entries = json.loads(letterkit("ledger", "--state", "sent", "--json").stdout)["entries"]
    assert [(one["sender"], one["addressee"]) for one in entries] == [
        ("ada-muster", "ambassadeur"),
        ("bea-weber", "ambassadeur"),
    ]
    assert "nearest" in letterkit("mark", *manifests, "nobody", "--sent", "post").stderr


def test_a_member_s_letters_are_listed_and_marked_by_the_member_s_name(
    write: Callable[..., Result], letterkit: Letterkit, appeal_file: Path
) -> None:
    write()
    said = ("mark", appeal_file, "--all", "--as", "Bea Weber", "--sent", "post", "--date", "2026-11-24")
    assert letterkit(*said).exit_code == 0
    entries = json.loads(letterkit("ledger", "--as", "bea-weber", "--json").stdout)["entries"]
    assert {(one["sender"], one["state"]) for one in entries} == {("bea-weber", "sent")}
    assert letterkit("ledger", "--as", "nobody").exit_code == 1


def test_only_writes_for_the_members_named_and_leaves_the_rejects_of_the_whole_list(
    write: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + "Dora;Weg 5;3000;Bern;Utopia;;;;\n", encoding="utf-8")
    write()
    before = rejects(tmp_path).read_bytes()
    done = write("--only", "Weber", "--to", "ambassadeur", "--json")
    assert done.exit_code == 0, done.stderr
    assert [one["sender_id"] for one in json.loads(done.stdout)["senders"]] == ["bea-weber", "carl-weber"]
    assert rejects(tmp_path).read_bytes() == before
    assert "nearest: " in write("--only", "Wber").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--as", "bea"), "leave one of the two away"), (("--layout", "nowhere"), "there is no layout 'nowhere'")],
)
def test_an_option_that_no_member_could_follow_stops_before_the_first_letter(
    write: Callable[..., Result], tmp_path: Path, words: Sequence[str], said: str
) -> None:
    done = write(*words)
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_only_without_a_list_is_wrong_usage(letterkit: Letterkit, appeal_file: Path) -> None:
    assert letterkit("write", appeal_file, "--only", "Weber").exit_code == 2


def test_a_dry_run_counts_the_same_and_writes_nothing(
    write: Callable[..., Result], members: Path, home: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + "Dora;Weg 5;3000;Bern;Utopia;;;;\n", encoding="utf-8")
    done = write("--dry-run")
    assert done.exit_code == 3
    assert "Would write 6 letters; nothing was written." in done.stderr
    assert not (tmp_path / "out").exists()
    assert list(home.iterdir()) == []


def test_an_addressee_to_whom_nobody_can_write_is_no_member_s_fault(
    letterkit: Letterkit, members: Path, tmp_path: Path, appeal_file: Path
) -> None:
    entry = "addressees:\n  - id: nobody\n"
    appeal_file.write_text(appeal_file.read_text("utf-8").replace("addressees:\n", entry), "utf-8")
    done = letterkit("write", appeal_file, "--senders", members, "-o", tmp_path / "out", "--format", "text", *TODAY)
    assert done.exit_code == 3, done.stderr
    assert "9 planned: 6 written, 0 skipped, 3 rejected." in done.stderr
    assert "(3 letters)" in done.stderr
    letterkit("mark", appeal_file, "--all", "--sent", "post", "--date", "2026-11-24")
    done = letterkit("write", appeal_file, "--senders", members, "-o", tmp_path / "out", "--format", "text", *TODAY)
    assert "9 planned: 0 written, 6 skipped, 3 rejected." in done.stderr
    assert not rejects(tmp_path).exists()


def test_members_of_one_voice_share_their_bodies(appeal: Appeal, members: Path) -> None:
    from datetime import date

    text = members.read_text("utf-8").replace("Carl Weber;Weg 4;3000;Bern;CH;fr", "Carl Weber;Weg 4;3000;Bern;CH;en")
    members.write_text(text, "utf-8")
    group = group_plan(appeal, read_members(members), Wishes(on=date(2026, 11, 23)))
    ada, bea, carl = (share.plan.dispatches for share in group.shares())
    assert [one.letter.body is other.letter.body for one, other in zip(ada, carl, strict=True)] == [True, True]
    assert [one.letter.body == other.letter.body for one, other in zip(ada, bea, strict=True)] == [False, False]


def test_a_setting_yields_to_what_is_a_member_s_own_and_an_option_does_not(
    write: Callable[..., Result], home: Path, members: Path, tmp_path: Path
) -> None:
    (home / "config.toml").write_text('layout = "din5008b"\n', encoding="utf-8")
    members.write_text("name,layout\nAda,nowhere\n", encoding="utf-8")
    assert "there is no layout 'nowhere'" in write().stderr
    assert write("--layout", "din5008b").exit_code == 0


STOPPED = """
import os, signal, sys
from letterkit import folders
left = int(sys.argv[1])
def moment(at):
    global left
    if at == "after the file appeared":
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGINT)
folders.moment = moment
sys.argv[0:2] = ["letterkit"]
from letterkit.cli import main
main()
"""


def test_stopped_in_the_middle_it_says_how_to_go_on_and_the_same_command_makes_the_rest(
    write: Callable[..., Result], appeal_file: Path, members: Path, tmp_path: Path, home: Path
) -> None:
    assert write().exit_code == 0
    undisturbed = letters(tmp_path)
    (tmp_path / "out").rename(tmp_path / "undisturbed")
    words = ("write", appeal_file, "--senders", members, "-o", tmp_path / "out", "--format", "text", *TODAY)
    stopped = subprocess.run(
        [sys.executable, "-c", STOPPED, "5", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert stopped.returncode == 130, stopped.stderr
    assert "the same command makes the rest" in stopped.stderr
    assert 0 < len(letters(tmp_path)) < len(undisturbed)
    done = write()
    assert "6 planned: 6 written (2 of them by an earlier run), 0 skipped, 0 rejected." in done.stderr
    assert letters(tmp_path) == undisturbed


@pytest.mark.parametrize("change", ["template", "list", "letter"])
def test_what_changed_since_the_last_run_is_made_anew(
    write: Callable[..., Result], home: Path, members: Path, tmp_path: Path, change: str
) -> None:
    write()
    if change == "template":
        (home / "letter_templates").mkdir()
        (home / "letter_templates" / "letter.css").write_text("p { color: black }", encoding="utf-8")
    elif change == "list":
        members.write_text(members.read_text("utf-8").replace("Rue 12", "Rue 13"), encoding="utf-8")
    else:
        next((tmp_path / "out").rglob("ada-muster/02-ambassadeur.txt")).write_text("scribbled over", encoding="utf-8")
    made = letters(tmp_path)
    done = write()
    stood = {"template": "0", "list": "4", "letter": "5"}[change]
    assert f"({stood} of them by an earlier run)" in done.stderr or stood == "0"
    assert ("by an earlier run" in done.stderr) is (stood != "0")
    assert ("Rue 13" in letters(tmp_path)["ada-muster/02-ambassadeur.txt"].decode()) is (change == "list")
    assert (letters(tmp_path) == made) is False
    assert "scribbled" not in letters(tmp_path)["ada-muster/02-ambassadeur.txt"].decode()


def test_a_long_run_without_a_terminal_says_every_tenth_once(
    letterkit: Letterkit, five_addressees: Path, tmp_path: Path
) -> None:
    rows = "".join(f"Member {at};Weg {at};3000;Bern;CH;;;;\n" for at in range(10))
    (tmp_path / "ten.csv").write_text(HEAD + rows, encoding="utf-8")
    words = ("write", five_addressees, "--senders", tmp_path / "ten.csv", "-o", tmp_path / "out", "--format", "text")
    said = letterkit(*words, *TODAY).stderr
    assert re.findall(r"^(\d+) %: (\d+) of 50 letters$", said, re.MULTILINE) == [
        (str(tenth * 10), str(tenth * 5)) for tenth in range(1, 11)
    ]
    assert " %:" not in letterkit(*words, *TODAY, "--quiet").stderr


def test_on_a_terminal_a_bar_shows_how_many_letters_a_second(
    letterkit: Letterkit, five_addressees: Path, tmp_path: Path
) -> None:
    import pty

    (tmp_path / "one.csv").write_text(MEMBERS, encoding="utf-8")
    mine, theirs = pty.openpty()
    words = [sys.executable, "-m", "letterkit", "write", str(five_addressees), "--senders", str(tmp_path / "one.csv")]
    more = ["-o", str(tmp_path / "out"), *TODAY, "--format", "text"]
    with subprocess.Popen([*words, *more], stdin=subprocess.DEVNULL, stderr=theirs, stdout=subprocess.DEVNULL) as run:
        os.close(theirs)
        said = b""
        while True:
            try:
                said += os.read(mine, 4096)
            except OSError:
                break
        assert run.wait(60) == 0
    os.close(mine)
    assert re.search(rb"\d+\.\d letters/s", said)
    assert b"15/15" in said


def test_the_example_s_list_makes_every_letter(letterkit: Letterkit, root: Path, tmp_path: Path) -> None:
    listed = read_members(root / "examples" / "members.csv")
    assert (len(listed.members), listed.rejected, listed.repeated) == (23, (), ())
    appeal = root / "examples" / "appeal-chn-002.yaml"
    words = ("--senders", root / "examples" / "members.csv", "-o", tmp_path / "out", "--format", "text")
    done = letterkit("write", appeal, *words, *TODAY)
    assert done.exit_code == 0, done.stderr
    assert "115 planned: 115 written, 0 skipped, 0 rejected." in done.stderr


def test_a_template_s_sum_is_of_what_is_in_the_files(home: Path) -> None:
    before = folders.data_digest("letter_templates")
    (home / "letter_templates").mkdir()
    (home / "letter_templates" / "letter.css").write_text("p {}", encoding="utf-8")
    folders.forget_data()
    assert folders.data_digest("letter_templates") != before
