"""How long `letterkit --help` takes, beside a Python that only imports the two libraries a command line needs."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

FLOOR = 1.5
RUNS = 15
BIN = Path(sys.executable).parent

HELP = [str(BIN / "letterkit"), "--help"]
BARE = [sys.executable, "-c", "import typer, rich"]


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> int:
    os.environ |= {"NO_COLOR": "1", "COLUMNS": "100"}
    seconds(HELP), seconds(BARE)  # what is read for the first time comes from the disk
    pairs = [(seconds(HELP), seconds(BARE)) for _ in range(RUNS)]
    ours, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = ours / bare
    print("start                         median   ratio   at most")
    print(f"python -c 'import typer, rich' {bare * 1000:4.0f} ms    1.00")
    print(f"letterkit --help               {ours * 1000:4.0f} ms   {ratio:5.2f}   {FLOOR:7.2f}")
    return int(ratio > FLOOR)


if __name__ == "__main__":
    sys.exit(main())
