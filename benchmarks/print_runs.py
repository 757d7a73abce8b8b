"""What is measured of letterkit's own runs: each in a process of its own, warm, on as many cores as it is told."""

import csv
import io
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from letterkit.model.letter import Letter

APPEAL = Path(__file__).parent.parent / "examples" / "appeal-chn-002.yaml"
DAY = "2026-11-23"
WARM_DAY = "2026-11-22"
"""Another, so that no page of the letters that are measured is laid out before."""
FIRST = "Anna Émile Ingrid José Märta Nils Olga Paweł Rosa Søren Tomáš Ursula Vera Xenia Yann Zoë Bjørn Çelik Ida Ole"
LAST = "Andersson Bauer Čapek Dubois Evans García Hansen Ibsen Jones Kowalski Lefèvre Müller Novák Petit Quist Rossi"
SECOND = (
    "Ahlberg Brandt Cermak Duval Egger Frey Gruber Holm Iversen Jensen Keller Lang Maurer Nowak Olsen Peter Roth Stein"
)
STREETS = ("Hauptstraße {}", "Rosenweg {}", "Lindengasse {}")
TOWNS = ("10115 Berlin", "20095 Hamburg", "80331 München")
Given = ParamSpec("Given")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Measured:
    """Seconds of the processor and by the clock, without those of the ledger; the most memory; what was made."""

    seconds: float
    clock: float
    ledger: float
    megabytes: float
    size: int
    letters: int


def members(file: Path, count: int, *, own_words: bool = False) -> Path:
    """A list of so many invented members of a national section, no two of one name; the same each time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    first, last, second = FIRST.split(), LAST.split(), SECOND.split()
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "street", "postcode", "town", "country", "own words"))
        for number in range(count):
            at, given = divmod(number, len(first))
            at, family = divmod(at, len(last))
            initial, other = divmod(at, len(second))
            middle = f" {chr(ord('A') + (initial - 1) % 26)}." * initial if initial < 3 else f" {initial}"
            street, town = STREETS[number % len(STREETS)], TOWNS[number % len(TOWNS)]
            own = f"I have followed this case for {number + 2} days, and write of my own accord." if own_words else ""
            name = f"{first[given]}{middle} {last[family]} {second[other]}"
            rows.writerow((name, street.format(number % 180 + 1), *town.split(), "DE", own))
    return file


def apart(measured: Callable[Given, Found], *args: Given.args, **options: Given.kwargs) -> Found:
    """What a function gives that is called in a process of its own, so that nobody else's memory is counted."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measured, *args, **options).result()


def print_run(listed: Path, folder: Path, *, cores: int = 1) -> Measured:
    """``letterkit print`` of a list, once warm."""
    _use_cores(cores)
    warm = members(folder / "warm.csv", 2)
    _letterkit("print", warm, folder / "warm" / "run.pdf", WARM_DAY)
    ledger = _ledger_seconds()
    before, start = _seconds(), time.perf_counter()
    _letterkit("print", listed, folder / "run.pdf")
    clock, seconds = time.perf_counter() - start, _seconds() - before
    return _measured(listed, (seconds, clock, ledger[0]), (folder / "run.pdf").stat().st_size)


def write_letters(listed: Path, folder: Path) -> Measured:
    """``letterkit write --senders`` of a list, once warm: a tagged file for each letter."""
    _use_cores(1)
    _letterkit("write", members(folder.with_name("warm.csv"), 2), folder.with_name("warm-letters"), WARM_DAY)
    ledger = _ledger_seconds()
    before, start = _seconds(), time.perf_counter()
    _letterkit("write", listed, folder)
    clock, seconds = time.perf_counter() - start, _seconds() - before
    return _measured(listed, (seconds, clock, ledger[0]), sum(one.stat().st_size for one in folder.rglob("*.pdf")))


def _letterkit(command: str, listed: Path, output: Path, day: str = DAY) -> None:
    from letterkit.cli import main

    sys.argv = ["letterkit", command, str(APPEAL), "--senders", str(listed), "--date", day, "-o", str(output)]
    sys.argv += ["--yes", "--quiet"]
    try:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            main()
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"{' '.join(sys.argv)} ended with {end.code}") from end


def letters_of(listed: Path, day: str = DAY) -> list[Letter]:
    """The letters that letterkit makes for a list, before they are set."""
    from letterkit.appeals.open import open_appeal
    from letterkit.mailing import group_plan
    from letterkit.mailing.plan import Wishes
    from letterkit.senders.members import read_members

    group = group_plan(open_appeal(str(APPEAL)).appeal, read_members(listed), Wishes(on=date.fromisoformat(day)))
    return [one.letter for share in group.shares() for one in share.plan.dispatches]


def set_in_one_file(listed: Path, folder: Path) -> float:
    """Seconds of the processor for the letters of a list as one file, with nothing beside them."""
    _use_cores(1)
    _in_one_file(letters_of(listed, WARM_DAY)[:10], folder / "warm.pdf")
    letters = letters_of(listed)
    start = _seconds()
    _in_one_file(letters, folder / "letters.pdf")
    return _seconds() - start


def _in_one_file(letters: Sequence[Letter], path: Path) -> None:
    from letterkit.export.print_run import PrintRun
    from letterkit.typeset.run_pages import set_run

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        file = PrintRun(out, duplex=False, backs=False)
        section, placing = file.section("Letters"), file.chunk(set_run(letters))
        for number in range(len(letters)):
            placing.put(section, "", number)
        file.close("Letters")


def set_in_files(listed: Path, folder: Path) -> float:
    """Seconds of the processor for the letters of a list as tagged files, each just written."""
    from letterkit.typeset.letters import set_letter

    _use_cores(1)
    for letter in letters_of(listed, WARM_DAY)[:10]:
        set_letter(letter)
    letters = letters_of(listed)
    folder.mkdir(parents=True, exist_ok=True)
    start = _seconds()
    for number, letter in enumerate(letters):
        (folder / f"{number:04}.pdf").write_bytes(set_letter(letter).pdf)
    return _seconds() - start


def _ledger_seconds() -> list[float]:
    """Seconds of the processor that the ledger takes from here on, which grow as it is used."""
    from letterkit.ledger import Ledger

    taken, note = [0.0], Ledger.note

    def noting(self: Ledger, made: object) -> None:
        start = time.process_time()
        note(self, made)  # type: ignore[arg-type]  # handed on as it came
        taken[0] += time.process_time() - start

    Ledger.note = noting  # type: ignore[method-assign]  # only to take its time
    return taken


def _use_cores(number: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:number])


def _seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _measured(listed: Path, times: tuple[float, float, float], size: int) -> Measured:
    seconds, clock, ledger = times
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    with listed.open(encoding="utf-8") as rows:
        letters = (sum(1 for _ in rows) - 1) * 5
    return Measured(seconds - ledger, clock - ledger, ledger, most, size, letters)
