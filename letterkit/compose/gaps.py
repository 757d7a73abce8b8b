"""Places that were left to be filled in: ``{{ name }}``, ``[YOUR NAME]``, ``XYZ``. None may reach a letter unseen."""

import re
from collections.abc import Iterable

from letterkit.errors import Mistake

GAP = re.compile(r"\{\{.*?\}\}|\[[A-Z][A-Z \-_/]{2,}\]|\bX{3,}\b|\bXYZ\b|<[a-z_ ]+>|_{4,}|\.{6,}")


def gap_in(text: str) -> str | None:
    """The first place to be filled in; None where there is none."""
    found = GAP.search(text)
    return found.group() if found else None


def refuse_gaps(texts: Iterable[str], whose: str) -> None:
    """Raises :class:`Mistake` that names the first gap in ``whose`` words."""
    for text in texts:
        gap = gap_in(text)
        if gap:
            raise Mistake(f"{whose} has a place that was not filled in: {gap!r}", "write there what belongs there")
