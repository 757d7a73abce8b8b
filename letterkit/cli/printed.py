"""What is said of a print run when it is there."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from letterkit.cli import screen
from letterkit.cli.group_told import as_json, raise_what_to_mend
from letterkit.cli.options import Manner
from letterkit.cli.taken_up import some
from letterkit.mailing import Total
from letterkit.mailing.print_run import SetGroup
from letterkit.mailing.print_summary import ways_told


@dataclass(frozen=True)
class Printed:
    """A run that was made, or would be; nothing was set in a dry run, and no file made of letters that are all left."""

    total: Total
    run: SetGroup | None = None
    files: tuple[Path, ...] = ()
    sheets: int = 0
    left: tuple[Path, ...] = ()
    """Files of an earlier run that are no part of this one."""
    rejects: Path | None = None


def report(printed: Printed, manner: Manner, *, some_sheets: bool = False) -> None:
    """Prints the files, says the remarks and the sum, and raises with what is to be mended.

    ``some_sheets``: only some sheets of the run are in the files. What is wrong with its other letters was said then.
    """
    quiet = manner.quiet
    if manner.json:
        screen.data_json(_as_json(printed))
    for file in () if manner.json else printed.files:
        screen.data(str(file))
    if some_sheets and printed.files:
        screen.say(f"{screen.counted(printed.sheets, 'sheet')} of the run. Print at 100 %.", quiet=quiet)
        return
    if printed.run:
        _remarks(printed, printed.run, quiet=quiet)
    screen.say(_sum(printed), quiet=quiet)
    raise_what_to_mend(printed.total, printed.rejects)


def _as_json(printed: Printed) -> dict[str, Any]:
    files = [str(file) for file in printed.files]
    ways = ways_told(printed.run) if printed.run else {}
    return {**as_json(printed.total, printed.rejects), "files": files, "sheets": printed.sheets, "set": ways}


def _remarks(printed: Printed, run: SetGroup, *, quiet: bool) -> None:
    pages = Counter(to for chunk, _, signer in run.signers for _, to, count in run.made(chunk, signer) if count > 1)
    for to, count in pages.items():
        screen.say(f"{to}: more than one page ({screen.counted(count, 'letter')}).", quiet=quiet)
    sent = Counter(f"skipped {one}" for _, _, signer in run.signers for one in signer.skipped)
    several = [f"{line} ({screen.counted(count, 'letter')})" for line, count in sent.items()]
    for line in some([*map(str, printed.total.group.listed.repeated), *several], "more are skipped"):
        screen.say(line, quiet=quiet)
    for line in some([screen.finding_line(finding) for finding in run.findings], "more"):
        screen.say(line, quiet=quiet)
    if printed.files:
        ways = ways_told(run)
        told = ", ".join(f"{count} {way}" for way, count in ways.items())
        screen.say(f"How they were set: {f'all {told}' if len(ways) == 1 else told}.", quiet=quiet)
    for file in printed.left:
        screen.say(f"{file} is of an earlier run, and no part of this one: throw it away.", quiet=quiet)


def _sum(printed: Printed) -> str:
    total = printed.total
    if not printed.run:
        return f"Would print {screen.counted(total.written, 'letter')}; nothing was written."
    counts = f"{total.planned} planned: {total.written} written, {total.skipped} skipped, {total.rejected} rejected."
    if not printed.files:
        return f"{counts} There is nothing to print."
    sheets = screen.counted(printed.sheets, "sheet")
    return f"{counts} {sheets} of paper; print at 100 %: the first one says the rest."
