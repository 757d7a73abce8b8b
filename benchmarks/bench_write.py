"""How long `letterkit write` takes for five letters, beside a bare WeasyPrint that renders the same five pages."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = 2.5
RUNS = 5
ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

RENDER = """
import sys
from weasyprint import HTML
for page in sys.argv[1:]:
    HTML(filename=page).write_pdf(page + ".pdf", pdf_variant="pdf/ua-1")
"""


def seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - start


def write(*options: str) -> list[str]:
    appeal, sender = ROOT / "examples" / "appeal-chn-002.txt", ROOT / "examples" / "sender.toml"
    return [str(BIN / "letterkit"), "write", str(appeal), "--as", str(sender), "--date", "2026-11-23", *options]


def measure(folder: Path) -> tuple[float, float]:
    """Medians of letterkit and of the bare renderer, taken in turns."""
    seconds(write("--format", "html", "-o", "html"), folder)
    pages = sorted(map(str, folder.glob("html/**/*.html")))
    if len(pages) != 5:
        sys.exit(f"letterkit wrote {len(pages)} pages of HTML, not five")
    bare = [sys.executable, "-c", RENDER, *pages]
    seconds(write("-o", "first"), folder), seconds(bare, folder)  # what is read for the first time comes from the disk
    # Letters that lie in a folder are kept, not made again.
    pairs = [(seconds(write("-o", f"pdf-{turn}"), folder), seconds(bare, folder)) for turn in range(RUNS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        os.environ["LETTERKIT_HOME"] = str(Path(name) / "home")
        ours, bare = measure(Path(name))
    ratio = ours / bare
    print("five letters                  median   ratio   at most")
    print(f"bare WeasyPrint, same pages   {bare:5.2f} s    1.00")
    print(f"letterkit write               {ours:5.2f} s   {ratio:5.2f}   {FLOOR:7.2f}")
    return int(ratio > FLOOR)


if __name__ == "__main__":
    sys.exit(main())
