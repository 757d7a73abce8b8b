"""A letter as plain text, as one reads it in a terminal or pastes it into a form."""

import textwrap

from letterkit.model.letter import Block, Letter, Paragraph, Quotation

WIDTH = 76


def letter_text(letter: Letter) -> str:
    """The letter in lines of at most 76 characters; nothing is hyphenated."""
    body, parts = letter.body, letter.parts
    above = (body.route_note,) if body.route_note else ()
    pieces = [
        "\n".join(parts.letterhead),
        "\n".join((*above, *body.address)),
        parts.place_and_date,
        _wrapped(body.subject),
        _wrapped(body.salutation),
        *(_block(block) for block in body.blocks),
        _wrapped(body.close),
        "\n".join(parts.signature),
    ]
    for label, items in ((body.enclosures_label, body.enclosures), (body.copies_label, body.copies)):
        if items:
            pieces.append(_wrapped(f"{label} {'; '.join(items)}"))
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _wrapped(block.text)
    if isinstance(block, Quotation):
        return f"{_wrapped(block.introduction)}\n\n{_wrapped(block.text, '    ', '    ')}"
    marker = len(str(len(block.requests))) + 2
    numbered = (
        _wrapped(request, f"{number}.".ljust(marker), " " * marker) for number, request in enumerate(block.requests, 1)
    )
    return "\n\n".join((_wrapped(block.lead_in), *numbered))


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
