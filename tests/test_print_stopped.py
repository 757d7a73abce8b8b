"""A print run that was stopped at any moment, and started again, ends with the file of one that nothing happened to."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "Name;Strasse;PLZ;Ort;Land;Sprache;Eigene Worte\n"
MEMBERS = "".join(f"Member {chr(65 + at)}. Example;Weg {at};3000;Bern;CH;en;My word is {at}.\n" for at in range(4))
ROOT = Path(__file__).parent.parent
APPEAL = ROOT / "examples" / "appeal-chn-002.yaml"
PACKAGE = ROOT / "letterkit"
OWN = sorted(
    {name for file in PACKAGE.rglob("print_*.py") for name in re.findall(r'moment\("([^"]+)"\)', file.read_text())}
)
"""The moments that only a print run has."""
OTHERS = [
    "before the file is written",
    "before the file is synced",
    "before the file appears",
    "after the file appeared",
    "after the folder was synced",
    "before the note is kept",
    "after the note was kept",
]
TURNS = [(name, count) for name in OTHERS for count in (1, 2, 3) if count == 1 or "note" not in name]
STOPPED = """
import os, signal, sys
from letterkit import folders
name, count, what = sys.argv[1], int(sys.argv[2]), getattr(signal, sys.argv[3])
def moment(at):
    global count
    if at == name:
        count -= 1
        if count == 0:
            os.kill(os.getpid(), what)
folders.moment = moment
from letterkit.mailing import print_chunks
print_chunks.MOST_BODIES, print_chunks.FEW_BODIES = 4, 1
os.sched_getaffinity = lambda _: {0} if name.endswith("kept") and "chunk" in name else {0, 1}
from letterkit.cli import main
sys.argv = ["letterkit", *sys.argv[4:]]
main()
"""
"""The program with two processes and small chunks, or with one where that is to keep them itself; stopped at the nth
turn of a moment."""
STOPPED_AT_A_CALL = """
import os, signal, sys
from letterkit import folders
left = int(sys.argv[1])
def count(frame, event, argument):
    global left
    left -= frame.f_globals.get("__name__", "").startswith("letterkit")
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
folders.moment = lambda at: sys.setprofile(count)
from letterkit.mailing import print_chunks
print_chunks.MOST_BODIES, print_chunks.FEW_BODIES = 4, 1
os.sched_getaffinity = lambda _: {0, 1}
from letterkit.cli import main
sys.argv = ["letterkit", *sys.argv[2:]]
main()
"""
"""The same, killed at the nth call or return of a function of ours after it has begun to write."""
CALLS = 20_000
"""There are more of these in the run of the list above."""
NOT_STOPPED = (STOPPED, "", "0", "SIGKILL")


WANTED = ("--to", "minister-of-justice", "--to", "ambassadeur", "--split", "7", "--date", "2026-11-23")


def run(folder: Path, program: str, *stop: str) -> int:
    """Prints the list into a folder, which is its home too; each letter has a body of its own."""
    members = folder / "members.csv"
    members.write_text(HEAD + MEMBERS, encoding="utf-8")
    words = ("print", str(APPEAL), "--senders", str(members), "-o", str(folder / "out" / "run.pdf"), *WANTED)
    call = [sys.executable, "-c", program, *stop, *words]
    return subprocess.run(call, capture_output=True, check=False, env=at_home(folder)).returncode


def at_home(folder: Path) -> dict[str, str]:
    return {**os.environ, "LETTERKIT_HOME": str(folder / "home")}


Made = tuple[dict[str, bytes], list[dict[str, str]]]


def made(folder: Path) -> Made:
    """All files that lie there, and what the ledger knows."""
    files = {path.name: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    ledger = [sys.executable, "-m", "letterkit", "ledger", "--json"]
    told = subprocess.run(ledger, capture_output=True, check=True, env=at_home(folder)).stdout
    return files, json.loads(told)["entries"]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What a run makes that nothing happens to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert run(folder, *NOT_STOPPED) == 0
    files, entries = made(folder)
    assert sorted(files) == [".run.pdf.made-from", "run-1-of-2.pdf", "run-2-of-2.pdf"]
    assert len(entries) == 8
    return files, entries


@pytest.mark.parametrize("moment", OWN)
def test_a_print_run_killed_at_a_named_moment_and_started_again_gives_the_same_files(
    undisturbed: Made, tmp_path: Path, moment: str
) -> None:
    assert run(tmp_path, STOPPED, moment, "1", "SIGKILL") == -signal.SIGKILL
    assert run(tmp_path, *NOT_STOPPED) == 0
    assert made(tmp_path) == undisturbed


def test_so_does_one_that_somebody_stopped(undisturbed: Made, tmp_path: Path) -> None:
    assert run(tmp_path, STOPPED, "after a chunk came", "1", "SIGINT") == 130
    assert run(tmp_path, *NOT_STOPPED) == 0
    assert made(tmp_path) == undisturbed


@pytest.mark.long
@pytest.mark.parametrize(("moment", "count"), TURNS)
def test_so_does_one_that_was_killed_at_any_turn_of_any_moment(
    undisturbed: Made, tmp_path: Path, moment: str, count: int
) -> None:
    assert run(tmp_path, STOPPED, moment, str(count), "SIGKILL") == -signal.SIGKILL
    assert run(tmp_path, *NOT_STOPPED) == 0
    assert made(tmp_path) == undisturbed


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 51))])
def test_so_does_one_that_was_killed_anywhere(undisturbed: Made, tmp_path: Path, seed: int) -> None:
    at = random.Random(seed).randrange(1, CALLS)
    assert run(tmp_path, STOPPED_AT_A_CALL, str(at)) == -signal.SIGKILL
    assert run(tmp_path, *NOT_STOPPED) == 0
    assert made(tmp_path) == undisturbed
