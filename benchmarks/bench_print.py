"""How fast a group's letters are made: beside Typst and plain WeasyPrint on the same letters, and for 20,000 members.

Figures are seconds of the processor, on one core, for other programs may run meanwhile; but for two processes beside
one. ``bench_print.py all`` adds what takes many minutes: a million letters, and 2,000 that all differ.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.print_peers import plain_weasyprint, typst_files, typst_one
from benchmarks.print_runs import (
    APPEAL,
    DAY,
    Measured,
    apart,
    members,
    print_run,
    set_in_files,
    set_in_one_file,
    write_letters,
)

SENDERS, ADDRESSEES, PLAIN, RUNS = 200, 5, 40, 3
BIN = Path(sys.executable).parent


class Table:
    """Rows as they are printed; whether a floor was missed."""

    def __init__(self) -> None:
        self.broken = False

    def row(self, what: str, figure: str, value: float = 0, *, floor: float = 0, most: float = 0) -> None:
        """A figure with what it must be at least, or at most."""
        missed = (floor and value < floor) or (most and value > most)
        bound = f"at least {floor:g}" if floor else f"at most {most:g}" if most else ""
        self.broken = self.broken or bool(missed)
        print(f"{what:54} {figure:>26}   {bound:14}{' MISSED' if missed else ''}", flush=True)

    def ratio(self, what: str, ours: float, theirs: float, floor: float) -> None:
        """How many times as fast we are; both in seconds for the same letters."""
        self.row(what, f"{ours:.2f} s, {theirs:.2f} s: {theirs / ours:.1f} ×", theirs / ours, floor=floor)


def beside_peers(table: Table, folder: Path) -> None:
    """1,000 letters by us and by others, in turns.

    A peer is given the letters as they are composed and makes nothing but them; so do we in the rows that have a floor.
    The others tell what our commands take that read the list, compose, print a run sheet and 200 sheets to sign by, or
    have each file on the disk for good with what says where it came from.
    """
    listed = members(folder / "members.csv", SENDERS)
    turns = [_turn(listed, folder / str(turn)) for turn in range(RUNS)]
    ours, run, files, write, one, each = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    plain = apart(plain_weasyprint, listed, PLAIN, folder).seconds / PLAIN * SENDERS * ADDRESSEES
    if one:
        table.ratio("1,000 letters in one file, beside Typst", ours, one, 5)
        table.ratio("1,000 tagged files, beside Typst", files, each, 5)
        table.ratio("letterkit print for 1,000 letters, beside the same", run, one, 0)
        table.ratio("letterkit write for 1,000 letters, beside the same", write, each, 0)
    else:
        table.row("1,000 letters, beside Typst", "not there: pip install typst")
    table.ratio(f"1,000 letters in one file, beside WeasyPrint ({PLAIN})", ours, plain, 60)
    check(table, folder / "0" / "run.pdf")


def _turn(listed: Path, folder: Path) -> tuple[float, ...]:
    """Seconds for the letters in one file, ``print``, the letters in files, ``write``, and a peer's for both."""
    ours, run = apart(set_in_one_file, listed, folder / "one"), apart(print_run, listed, folder).seconds
    one = apart(typst_one, listed, folder)
    files, write = (
        apart(set_in_files, listed, folder / "each"),
        apart(write_letters, listed, folder / "letters").seconds,
    )
    each = apart(typst_files, listed, folder)
    return ours, run, files, write, one.seconds if one else 0, each.seconds if each else 0


def whole_process(table: Table, folder: Path) -> None:
    """The same 1,000 from the shell's point of view, start-up and ledger included."""
    listed = members(folder / "members.csv", SENDERS)
    if not apart(typst_one, listed, folder):
        return
    program = "import typst, sys; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
    fonts = APPEAL.parent.parent / "letter_templates" / "fonts"
    theirs = [sys.executable, "-c", program, str(folder / "letters.typ"), str(folder / "typst.pdf"), str(fonts)]
    pairs = [(_cpu([*_print(listed, folder / f"w{turn}")]), _cpu(theirs)) for turn in range(RUNS)]
    ours, other = (statistics.median(seconds) for seconds in zip(*pairs, strict=True))
    table.ratio("1,000 letters, whole process, beside Typst", ours, other, 1.2)


def _print(listed: Path, folder: Path) -> Iterator[str]:
    yield from (str(BIN / "letterkit"), "print", str(APPEAL), "--senders", str(listed), "--date", DAY)
    yield from ("-o", str(folder / "run.pdf"), "--yes", "--quiet")


def _cpu(command: list[str]) -> float:
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def many(table: Table, folder: Path, *, to_a_million: bool) -> None:
    """10,000 letters, 100,000, and a million when asked for: seconds without the ledger's, memory, bytes."""
    sizes = (2_000, 20_000, 200_000) if to_a_million else (2_000, 20_000)
    found: dict[int, Measured] = {}
    for count in sizes:
        listed = members(folder / f"{count}.csv", count)
        one = found[count] = apart(print_run, listed, folder / str(count))
        table.row(f"{count * ADDRESSEES:,} letters, without the ledger", f"{one.seconds:.1f} s")
    hundred = found[20_000]
    table.row("100,000 letters: seconds", f"{hundred.seconds:.1f} s", hundred.seconds, most=15)
    table.row("100,000 letters: ledger", f"{hundred.ledger:.1f} s more")
    table.row("100,000 letters: memory", f"{hundred.megabytes:.0f} MB", hundred.megabytes, most=300)
    each = hundred.size / hundred.letters
    table.row("100,000 letters: bytes a letter", f"{each:.0f}", each, most=600)
    growth = hundred.seconds / found[2_000].seconds
    table.row("100,000 letters beside 10,000: linear", f"{growth:.1f} × the time", growth, most=11)
    _page(table, folder / "20000" / "run.pdf", 50_001)  # the front beside it: it may be an empty back


def _page(table: Table, file: Path, number: int) -> None:
    import pypdfium2

    start = time.process_time()
    document = pypdfium2.PdfDocument(file)
    said = document[number - 1].get_textpage().get_text_bounded()
    seconds = time.process_time() - start
    table.row(f"page {number:,} opened and read ({len(said)} characters)", f"{seconds * 1000:.0f} ms", seconds, most=1)
    document.close()


def all_different(table: Table, folder: Path, senders: int) -> None:
    """Letters in the senders' own words: one process and two by the clock, and the memory of twice as many."""
    few, lots = (members(folder / f"own-{count}.csv", count, own_words=True) for count in (senders, 2 * senders))
    one, two = (apart(print_run, few, folder / f"own-{cores}", cores=cores) for cores in (1, 2))
    times = one.clock / two.clock
    table.row(
        f"{senders * ADDRESSEES} that all differ: two processes",
        f"{one.clock:.1f} s, {two.clock:.1f} s: {times:.2f} ×",
        times,
        floor=1.6,
    )
    more = apart(print_run, lots, folder / "own-more").megabytes / one.megabytes
    table.row(f"memory for {2 * senders * ADDRESSEES} of them beside half of it", f"{more:.2f} ×", more, most=1.15)


def check(table: Table, file: Path) -> None:
    """Whether qpdf finds nothing to complain of."""
    program = shutil.which("qpdf")
    if not program:
        table.row("qpdf --check", "not there: `make rig`")
        return
    done = subprocess.run([program, "--check", str(file)], capture_output=True, text=True, check=False)
    table.row("qpdf --check of 1,000 letters", f"exit code {done.returncode}", float(done.returncode), most=0.5)


def main() -> int:
    everything = "all" in sys.argv[1:]
    print(f"letters of a group   (load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["LETTERKIT_HOME"] = str(folder / "home")
        beside_peers(table, folder / "peers")
        whole_process(table, folder / "whole")
        many(table, folder / "many", to_a_million=everything)
        all_different(table, folder / "own", 200 if everything else 60)
    return int(table.broken)


if __name__ == "__main__":
    sys.exit(main())
