"""The menu of a site in a text that was copied from its page: a run of short lines, some of them known entries."""

from collections.abc import Iterator, Sequence

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding
from letterkit.protocol.phrases import words_of

SHORTEST = 4
"""Lines of a menu."""
SHORTEST_KNOWN = 3
"""The same where each of them is known."""
MOST_WORDS = 4
"""Words of one of its entries."""
KNOWN = 2
"""Entries that every site has, "Home", "Contact": by so many a run of lines is known for a menu."""


def without_menus(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Finding]]:
    """The lines without those of menus, and a finding for each menu."""
    runs = [run for run in map(_between_known, _runs(lines)) if _is_menu(run)]
    gone = {line.number for run in runs for line in run}
    findings = [
        Finding(field="source", line=run[0].number, kind="ignored", message=f"the menu of a site: {len(run)} lines")
        for run in runs
    ]
    return [line for line in lines if line.number not in gone] if gone else lines, findings


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The runs of lines that may be entries of menus; an empty line ends one."""
    run: list[Line] = []
    for line in lines:
        fits = _may_be_entry(line)
        if run and (line.gap or not fits):
            yield run
            run = []
        if fits:
            run.append(line)
    yield run


def _between_known(run: list[Line]) -> list[Line]:
    """A run from its first known entry to its last: a headline may follow at once, or an address stand before."""
    known = [place for place, line in enumerate(run) if _is_known(line)]
    return run[known[0] : known[-1] + 1] if known else []


def _is_menu(run: list[Line]) -> bool:
    known = sum(map(_is_known, run))
    return (len(run) >= SHORTEST and known >= KNOWN) or SHORTEST_KNOWN <= known == len(run)


def _may_be_entry(line: Line) -> bool:
    text = line.text
    plain = not any(c.isdigit() or c in ".,:;!?@" for c in text) and not line.level
    return plain and not text.isupper() and 0 < len(words_of(text)) <= MOST_WORDS


def _is_known(line: Line) -> bool:
    return vocabulary().sets["menu"].whole(line.text.strip(" ←→»«|")) is not None
