"""When the evening goes wrong: a run that was stopped, a full disk, two runs at once, something edited in between."""

import json
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from typer.testing import Result

Letterkit = Callable[..., Result]
Run = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
HEAD = "Name;Strasse;PLZ;Ort;Land;Sprache;Eigene Worte\n"
ROWS = (
    "Ada Muster;Rue 12;1200;Genève;CH;en;I teach.\n"
    "Bea Weber;Weg 3;3000;Bern;CH;fr;\n"
    "Carl Weber;Weg 4;3000;Bern;CH;en;I am a nurse.\n"
    "Dora Example;Weg 5;3000;Bern;Utopia;en;\n"
)
MEMBERS = HEAD + ROWS
"""A list with own words, and one row that is bad."""
PACKAGE = Path(__file__).parent.parent / "letterkit"
WRITING = [file for file in PACKAGE.rglob("*.py") if not file.name.startswith("print_")]
MOMENTS = sorted({name for file in WRITING for name in re.findall(r'moment\("([^"]+)"\)', file.read_text())})
"""Every moment that has a name in the package, but those of a print run: no letter that is written comes to them."""
TURNS = [(name, count) for name in MOMENTS for count in (1, 2, 4, 5) if count < 3 or "note" not in name]
"""More turns of these moments: each of three members' letters is noted once."""
DISTURBED = """
import os, signal, sys
from letterkit import folders
name, count, what = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def moment(at):
    global count
    if at == name:
        count -= 1
        if count == 0:
            exec(what)
folders.moment = moment
from letterkit.cli import main
sys.argv = ["letterkit", *sys.argv[4:]]
main()
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
STOP = "os.kill(os.getpid(), signal.SIGINT)"
NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))"
WAIT = "print('here', flush=True); sys.stdin.readline()"
KILLED_AT_A_CALL = """
import os, signal, sys
from letterkit import folders
left = int(sys.argv[1])
def count(frame, event, argument):
    global left
    left -= frame.f_globals["__name__"].startswith("letterkit")
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
folders.moment = lambda at: sys.setprofile(count)
from letterkit.cli import main
sys.argv = ["letterkit", *sys.argv[2:]]
main()
"""
"""The program, killed at the nth call or return of a function of ours after it has begun to write."""
CALLS = 5_000
"""There are more of these in the run of the list below."""


@pytest.fixture
def command(appeal_file: Path, members: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Writes the letters of the list into a folder of that name."""

    def words(folder: str, *more: str) -> list[str]:
        wanted = ("--senders", str(members), "--format", "text,html", *TODAY, *more)
        return ["write", str(appeal_file), "-o", str(tmp_path / folder), *wanted]

    return words


@pytest.fixture
def run(letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command with a ledger of that name."""

    def go(ledger: str, *words: str) -> Result:
        monkeypatch.setenv("LETTERKIT_LEDGER", str(tmp_path / ledger))
        return letterkit(*words)

    return go


def disturbed(moment: str, count: int, what: str, words: list[str]) -> "subprocess.CompletedProcess[str]":
    call = [sys.executable, "-c", DISTURBED, moment, str(count), what, *words]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def kill_at(moment: str, count: int, words: list[str]) -> int:
    return disturbed(moment, count, KILL, words).returncode


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def noted(run: Run, ledger: str) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(run(ledger, "ledger", "--json").stdout)
    return found


def ends_as_undisturbed(
    run: Run, command: Callable[..., list[str]], tmp_path: Path, disturb: Callable[..., int]
) -> None:
    """Files and ledger after a run that was disturbed and started again are those of one that was not."""
    assert run("one.sqlite", *command("one")).exit_code == 3
    assert noted(run, "two.sqlite") == {**noted(run, "one.sqlite"), "entries": []}
    assert disturb(command("two")) == -signal.SIGKILL
    assert run("two.sqlite", *command("two")).exit_code == 3
    assert below(tmp_path / "two") == {
        name: data.replace(b"/one/", b"/two/") for name, data in below(tmp_path / "one").items()
    }
    assert noted(run, "two.sqlite") == noted(run, "one.sqlite")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_at_a_named_moment_and_started_again_ends_as_if_nothing_had_been(
    run: Run, command: Callable[..., list[str]], tmp_path: Path, moment: str
) -> None:
    ends_as_undisturbed(run, command, tmp_path, partial(kill_at, moment, 3))


@pytest.mark.long
@pytest.mark.parametrize(("moment", "count"), TURNS)
def test_a_run_killed_at_any_turn_of_a_named_moment_ends_so_too(
    run: Run, command: Callable[..., list[str]], tmp_path: Path, moment: str, count: int
) -> None:
    ends_as_undisturbed(run, command, tmp_path, partial(kill_at, moment, count))


def kill_at_random(seed: int, words: list[str]) -> int:
    program = [sys.executable, "-c", KILLED_AT_A_CALL, str(random.Random(seed).randrange(1, CALLS)), *words]
    return subprocess.run(program, capture_output=True, check=False).returncode


@pytest.mark.parametrize("seed", range(3))
def test_a_run_killed_anywhere_and_started_again_ends_as_if_nothing_had_been(
    run: Run, command: Callable[..., list[str]], tmp_path: Path, seed: int
) -> None:
    ends_as_undisturbed(run, command, tmp_path, partial(kill_at_random, seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 53))
def test_a_run_killed_at_fifty_moments_ends_so_too(
    run: Run, command: Callable[..., list[str]], tmp_path: Path, seed: int
) -> None:
    ends_as_undisturbed(run, command, tmp_path, partial(kill_at_random, seed))


def test_a_full_disk_ends_with_what_to_do_and_leaves_no_half_file(
    run: Run, command: Callable[..., list[str]], tmp_path: Path
) -> None:
    def fill(words: list[str]) -> int:
        done = disturbed("before the file is written", 6, NO_ROOM, words)
        assert done.returncode == 4
        assert "there is no room for" in done.stderr
        assert "make room on that disk; the same command then makes the rest" in done.stderr
        assert not [name for name in below(tmp_path / "two") if name.endswith(".part")]
        return -signal.SIGKILL

    ends_as_undisturbed(run, command, tmp_path, fill)


WAYS = {
    "write": ("write", "--format", "text"),
    "list": ("write", "--format", "text", "--senders"),
    "email": ("email",),
    "drafts of a list": ("email", "--senders"),
    "mbox": ("email", "--mbox"),
    "fax": ("fax", "--quality", "standard"),
    "envelopes": ("envelopes", "--senders"),
    "labels": ("labels", "--sheet", "l7163", "--senders"),
}
FILES = {"mbox": "drafts.mbox", "envelopes": "pieces.pdf", "labels": "pieces.pdf"}
"""The ways of which the file is named, and no folder."""


@pytest.fixture
def reachable(appeal_file: Path) -> Path:
    """The appeal, with a fax number and an e-mail address for each addressee."""
    from letterkit.appeals.file import appeal_file_text
    from letterkit.appeals.open import open_appeal
    from letterkit.model.finding import Reading

    appeal = open_appeal(str(appeal_file)).appeal
    ways = {"faxes": ("+41223197000",), "emails": ("office@example.org",)}
    reached = tuple(one.model_copy(update=ways) for one in appeal.addressees)
    text = appeal_file_text(Reading(appeal.model_copy(update={"addressees": reached}), (), {}), "a text")
    appeal_file.write_text(text, encoding="utf-8")
    return appeal_file


@pytest.mark.parametrize("way", WAYS)
def test_a_second_run_in_one_folder_says_so_and_touches_nothing(
    letterkit: Letterkit, reachable: Path, members: Path, tmp_path: Path, way: str
) -> None:
    letterkit("me", "--name", "Ada Muster", "--address", "Rue 12", "--country", "CH")
    name, *more = WAYS[way]
    words = [name, str(reachable), *TODAY, *more, *([str(members)] if more[-1:] == ["--senders"] else [])]
    words += [*(["-o"] if way != "mbox" else []), str(tmp_path / FILES.get(way, "out"))]
    call = [sys.executable, "-c", DISTURBED, "before the file appears", "1", WAIT, *words]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as one:
        assert one.stdin
        assert one.stdout
        assert one.stdout.readline() == "here\n"
        before = below(tmp_path)
        try:
            again = [sys.executable, "-m", "letterkit", *words]
            second = subprocess.run(again, capture_output=True, text=True, check=False, timeout=60)
        except subprocess.TimeoutExpired:
            one.kill()
            raise
        assert second.returncode == 1
        assert f"another run of letterkit (process {one.pid}) is writing into" in second.stderr
        assert below(tmp_path) == before
        one.communicate("\n", timeout=60)
        assert one.returncode in (0, 3)
    assert letterkit(*words).exit_code == one.returncode
    assert not [name for name in below(tmp_path) if name.endswith(".lock")]


def test_the_lock_of_a_run_that_was_killed_holds_nothing(
    run: Run, command: Callable[..., list[str]], tmp_path: Path
) -> None:
    assert disturbed("before the file appears", 2, KILL, command("out")).returncode == -signal.SIGKILL
    assert [name for name in below(tmp_path / "out") if name.endswith(".lock")]
    assert run("out.sqlite", *command("out")).exit_code == 3
    assert not [name for name in below(tmp_path / "out") if Path(name).name.startswith(".")]


CHANGES = ("the appeal", "the members' list", "the templates", "the options (date)", "the options (format)")


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_edited_since_a_run_was_stopped_is_named_and_never_mixed(
    run: Run,
    command: Callable[..., list[str]],
    appeal_file: Path,
    home: Path,
    tmp_path: Path,
    change: str,
) -> None:
    assert disturbed("after the file appeared", 9, KILL, command("out")).returncode == -signal.SIGKILL
    more: tuple[str, ...] = ()
    if change == "the appeal":
        appeal_file.write_text(appeal_file.read_text("utf-8").replace("elease", "elease now"), "utf-8")
    elif change == "the members' list":
        (tmp_path / "members.csv").write_text(MEMBERS.replace("Rue 12", "Rue 13"), "utf-8")
    elif change == "the templates":
        (home / "letter_templates").mkdir()
        (home / "letter_templates" / "letter.css").write_text("p { color: black }", "utf-8")
    else:
        more = ("--date", "2026-11-24") if "date" in change else ("--format", "html")
    done = run("out.sqlite", *command("out", *more))
    have = "has" if change in ("the appeal", "the members' list") else "have"
    assert f"A run was stopped here, and {change} {have} changed since" in done.stderr
    assert run("other.sqlite", *command("other", *more)).exit_code == 3
    other = {name.replace("/other/", "/out/"): data for name, data in below(tmp_path / "other").items()}
    assert {name: data for name, data in below(tmp_path / "out").items() if name in other} == other
    assert "was stopped" not in run("out.sqlite", *command("out", *more)).stderr


def test_letters_of_those_who_left_the_list_are_named_and_left(
    run: Run, command: Callable[..., list[str]], members: Path, tmp_path: Path
) -> None:
    assert disturbed("after the file appeared", 9, KILL, command("out")).returncode == -signal.SIGKILL
    members.write_text(HEAD + ROWS.partition("\n")[2], "utf-8")
    for _ in range(2):
        assert disturbed("after the file appeared", 3, STOP, command("out")).returncode == 130
    done = run("out.sqlite", *command("out"))
    assert "Left by the run that was stopped, and no part of this one:" in done.stderr
    assert re.search(r"ada-muster/01-minister-of-justice\.txt", done.stderr)
    assert not re.search(r"^  .*bea-weber", done.stderr, re.MULTILINE)
    assert next((tmp_path / "out").rglob("ada-muster/01-minister-of-justice.txt")).is_file()


def test_drafts_that_were_made_while_a_run_was_stopped_are_not_taken_for_its_letters(
    run: Run, command: Callable[..., list[str]], reachable: Path, members: Path, tmp_path: Path
) -> None:
    assert disturbed("after the file appeared", 9, KILL, command("out")).returncode == -signal.SIGKILL
    email = ("email", str(reachable), "--senders", str(members), "-o", str(tmp_path / "out"), *TODAY)
    assert run("out.sqlite", *email).exit_code == 3
    members.write_text(HEAD + ROWS.partition("\n")[2], "utf-8")
    done = run("out.sqlite", *command("out"))
    assert re.search(r"^  .*ada-muster/01-minister-of-justice\.txt", done.stderr, re.MULTILINE)
    assert ".eml" not in done.stderr


def test_a_run_of_some_members_is_no_end_of_the_run_that_was_stopped(
    run: Run, command: Callable[..., list[str]], members: Path, tmp_path: Path
) -> None:
    assert disturbed("after the file appeared", 9, KILL, command("out")).returncode == -signal.SIGKILL
    members.write_text(members.read_text("utf-8").replace("Weg 3", "Weg 33"), "utf-8")
    for words in (("--only", "Bea"), ()):
        said = run("out.sqlite", *command("out", *words)).stderr
        assert "A run was stopped here, and the members' list has changed since" in said


def test_a_run_that_ends_before_its_first_letter_leaves_nothing_to_take_up(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    letterkit("me", "--name", "Ada Muster", "--address", "Rue 12", "--country", "CH")
    words = ["write", str(appeal_file), "-o", str(tmp_path / "out"), "--format", "text", *TODAY]
    assert disturbed("before the file appears", 2, STOP, words).returncode == 130
    assert not (tmp_path / "out").exists()
