"""The menu of a site in a text that was copied from its page: a run of short lines, some of them known entries."""

from collections.abc import Iterator, Sequence

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding
from letterkit.protocol.phrases import words_of

SHORTEST = 4
"""Lines of a menu."""
MOST_WORDS = 4
"""Words of one of its entries."""
KNOWN = 2
"""Entries that every site has, "Home", "Contact": by so many a run of lines is known for a menu."""


def without_menus(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Finding]]:
    """The lines without those of menus, and a finding for each menu."""
    runs = [run for run in _runs(lines) if len(run) >= SHORTEST and sum(map(_is_known, run)) >= KNOWN]
    gone = {line.number for run in runs for line in run}
    findings = [
        Finding(field="source", line=run[0].number, kind="ignored", message=f"the menu of a site: {len(run)} lines")
        for run in runs
    ]
    return [line for line in lines if line.number not in gone] if gone else lines, findings


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The runs of lines that may be entries of menus."""
    run: list[Line] = []
    for line in lines:
        if _may_be_entry(line):
            run.append(line)
            continue
        yield run
        run = []
    yield run


def _may_be_entry(line: Line) -> bool:
    text = line.text
    plain = not any(c.isdigit() or c in ".,:;!?@" for c in text) and not line.level
    return plain and not text.isupper() and 0 < len(words_of(text)) <= MOST_WORDS


def _is_known(line: Line) -> bool:
    return vocabulary().sets["menu"].whole(line.text.strip(" ←→»«|")) is not None
