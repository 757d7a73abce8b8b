"""How long 200 pages take from PDF to fax file on one core, beside Ghostscript started once for each fax."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from letterkit.appeals.open import open_appeal
from letterkit.export.fax_files import Drawing, fax_files, tiff_of
from letterkit.export.fax_pages import fax_pages
from letterkit.mailing.faxes import FaxWishes, plan_faxes
from letterkit.mailing.plan import Wishes
from letterkit.senders import read_sender

PAGES, FLOOR, RUNS = 200, 2.0, 3
ROOT = Path(__file__).parent.parent


def seed_fax() -> bytes:
    """The PDF of one fax of the example appeal: a cover and a letter."""
    reading = open_appeal(str(ROOT / "examples" / "appeal-chn-002.txt"))
    sender = read_sender(ROOT / "examples" / "sender.toml")
    faxes = plan_faxes(reading, sender, Wishes(on=date(2026, 11, 23), to=("minister-of-justice",)), FaxWishes()).faxes
    letters = [one.letter for one in faxes[0].dispatches]
    return fax_files(faxes[0].cover, letters, sender.name, Drawing()).pdf


def ours(files: list[Path]) -> float:
    start = time.perf_counter()
    for file in files:
        pages = list(fax_pages(file.read_bytes(), Drawing().quality))
        file.with_suffix(".tif").write_bytes(tiff_of(pages, Drawing()))
    return time.perf_counter() - start


def ghostscript(files: list[Path], program: str) -> float:
    start = time.perf_counter()
    for file in files:
        out = file.with_suffix(".gs.tif")
        subprocess.run([program, "-q", "-sDEVICE=tiffg4", "-r204x196", "-o", out, file], check=True)
    return time.perf_counter() - start


def main() -> int:
    program = shutil.which("gs")
    if program is None:
        print("bench_fax: no Ghostscript to compare with: `make rig` brings it")
        return 0
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pdf = seed_fax()
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{number:03}.pdf" for number in range(PAGES // 2)]
        for file in files:
            file.write_bytes(pdf)
        ours(files[:5]), ghostscript(files[:5], program)  # what is read for the first time comes from the disk
        pairs = [(ours(files), ghostscript(files, program)) for _ in range(RUNS)]
    mine, theirs = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    ratio = theirs / mine
    print(f"{PAGES} pages, PDF to fax       median   times as fast   at least")
    print(f"gs -sDEVICE=tiffg4, per fax  {theirs:5.2f} s    1.00")
    print(f"letterkit                    {mine:5.2f} s   {ratio:5.2f}          {FLOOR:8.2f}")
    return int(ratio < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
