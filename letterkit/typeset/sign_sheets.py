"""The sheets to sign by: one is laid out for all who sign the same letters, and their names are set into it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from letterkit.model.print_run import SignSheet
from letterkit.typeset.content import AFTER_GLYPHS, Cut, TextLine, alone_in, before_glyphs, cut, text_lines, unmarked
from letterkit.typeset.layouts import layout
from letterkit.typeset.pages import Painted, paint
from letterkit.typeset.run_pages import NO_LINES, PagesOf, RunPages, in_run, papers_of
from letterkit.typeset.run_sheet import LANGUAGE, lay_out_sign_here, name_size
from letterkit.typeset.setting import glyphs_beside
from letterkit.typeset.shaping import Shaped, shaped

Kind = tuple[str, tuple[int, ...], float, str]
"""Layout and letters of a sheet, the letters by their identity, for thousands of sheets list the same ones; how large
the name stands on it, and the name itself where that can't be set into a sheet for all."""


def set_sheets(sheets: Sequence[SignSheet]) -> RunPages:
    """Sets sheets; in what is given they stand where letters stand else."""
    return _set(sheets, frozenset())


def _set(sheets: Sequence[SignSheet], alone: frozenset[Kind]) -> RunPages:
    names = [shaped(sheet.sender, "normal", LANGUAGE) for sheet in sheets]
    kinds = [_kind(sheet, name, alone) for sheet, name in zip(sheets, names, strict=True)]
    number_of = Counter(kinds)
    first = dict(reversed([*zip(kinds, sheets, strict=True)]))
    laid = {kind: lay_out_sign_here(first[kind]) for kind in dict.fromkeys(kinds)}
    painted, _ = paint([*laid.values()], glyphs_beside({c for sheet in sheets for c in sheet.sender}))
    pages = [*_pages(laid, [first[kind].sender for kind in laid], painted)]
    unknown = frozenset(kind for kind, (_, slot) in zip(laid, pages, strict=True) if slot is None) - alone
    if shared := frozenset(kind for kind in unknown if number_of[kind] > 1):
        return _set(sheets, alone | shared)
    number = {kind: at for at, kind in enumerate(laid)}
    lines: list[tuple[bytes, ...]] = [()]
    placed = []
    for name, kind in zip(names, kinds, strict=True):
        slot = pages[number[kind]][1]
        if slot and name:
            lines.append((before_glyphs(slot) + name.array + AFTER_GLYPHS,))
        placed.append((number[kind], len(lines) - 1 if slot else NO_LINES))
    return in_run(placed, [body for body, _ in pages], lines, painted)


def _kind(sheet: SignSheet, name: Shaped | None, alone: frozenset[Kind]) -> Kind:
    size = name_size(sheet.sender, layout(sheet.layout))
    kind = sheet.layout, tuple(map(id, sheet.letters)), size
    can_share = name and (*kind, "") not in alone
    return *kind, "" if can_share else sheet.sender


def _pages(laid: dict[Kind, Any], names: Sequence[str], painted: Painted) -> Iterator[tuple[PagesOf, TextLine | None]]:
    """The pages of each kind, cut at the name, and where that stands; not cut where it stands elsewhere too."""
    at = 0
    for name, document in zip(names, laid.values(), strict=True):
        numbers = range(at, at := at + len(document.pages))
        contents = [unmarked(painted.streams[number]) for number in numbers]
        lines = text_lines(contents[0], painted.said)
        found = alone_in(lines, name)
        slot = lines[found] if found is not None and lines[found].font and shaped(name, "normal", LANGUAGE) else None
        cuts: tuple[Cut, ...] = tuple((content,) for content in contents)
        if slot:
            cuts = (cut(contents[0], {0: slot}, {}), *cuts[1:])
        yield PagesOf(papers_of(painted, [painted.pages[number] for number in numbers]), cuts), slot
