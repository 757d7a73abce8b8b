"""A letter as plain text: as one reads it in a terminal or pastes it into a form, and as an e-mail."""

import textwrap
from collections.abc import Iterable, Iterator

from letterkit.model.draft import Draft
from letterkit.model.letter import Block, Body, Letter, Paragraph, Quotation, SenderParts

WIDTH = 76
RULE = 40
"""Signs in a line that somebody writes on by hand."""
MAIL_WIDTH = 72
"""Leaves room for the marks that mail programs put before quoted lines, within the 78 characters of RFC 5322."""
BY_HAND = "\n"
"""Lines left empty for a sentence by hand."""


def letter_text(letter: Letter) -> str:
    """The letter in lines of at most 76 characters; nothing is hyphenated."""
    body, parts = letter.body, _ruled(letter.parts) if letter.parts.by_hand else letter.parts
    above = (body.route_note,) if body.route_note else ()
    return _joined(
        (
            "\n".join(parts.letterhead),
            "\n".join((*above, *body.address)),
            parts.place_and_date,
            _wrapped(body.subject),
            *_said(body, WIDTH, BY_HAND if body.room_for_a_line else ""),
            "\n".join(parts.signature),
            *_below(body, WIDTH),
        )
    )


def mail_text(draft: Draft, width: int | None = MAIL_WIDTH) -> str:
    """The letter as an e-mail's text: for whom it is, what it says, who wrote it; subject and date stand elsewhere.

    ``width`` of None leaves each paragraph on one line, for a window that wraps lines itself.
    """
    body, parts = draft.letter.body, draft.letter.parts
    above = (body.route_note,) if body.route_note else ()
    from_whom = (*parts.signature, *(line for line in parts.letterhead if line not in parts.signature))
    return _joined(
        ("\n".join((*above, *draft.whom)), *_said(body, width), "\n".join(from_whom), *_below(body, width)),
    )


def _ruled(parts: SenderParts) -> SenderParts:
    """Labels below lines to be written on by hand."""
    ruled = {name: tuple(map(_below_line, getattr(parts, name))) for name in ("letterhead", "signature")}
    return parts.model_copy(update={**ruled, "place_and_date": _below_line(parts.place_and_date)})


def _below_line(label: str) -> str:
    return f"\n{'_' * RULE}\n{label}"


def _said(body: Body, width: int | None, above_close: str = "") -> tuple[str, ...]:
    blocks = (_block(block, width) for block in body.blocks)
    return (_wrapped(body.salutation, width), *blocks, above_close, _wrapped(body.close, width))


def _joined(pieces: Iterable[str]) -> str:
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _below(body: Body, width: int | None) -> Iterator[str]:
    for label, items in ((body.enclosures_label, body.enclosures), (body.copies_label, body.copies)):
        if items:
            yield _wrapped(f"{label} {'; '.join(items)}", width)


def _block(block: Block, width: int | None) -> str:
    if isinstance(block, Paragraph):
        return _wrapped(block.text, width)
    if isinstance(block, Quotation):
        return f"{_wrapped(block.introduction, width)}\n\n{_wrapped(block.text, width, '    ', '    ')}"
    marker = len(str(len(block.requests))) + 2
    numbered = (
        _wrapped(request, width, f"{number}.".ljust(marker), " " * marker)
        for number, request in enumerate(block.requests, 1)
    )
    return "\n\n".join((_wrapped(block.lead_in, width), *numbered))


def _wrapped(text: str, width: int | None = WIDTH, first: str = "", rest: str = "") -> str:
    if width is None:
        return first + " ".join(text.split())
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
