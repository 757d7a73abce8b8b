"""The print run of a group: its letters, set in chunks, put into one file or several in the order in which they lie."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from letterkit.compose.address import whom_lines
from letterkit.compose.holder import addressed_by
from letterkit.errors import LetterkitError
from letterkit.mailing.members import NOBODY, GroupPlan
from letterkit.mailing.plan import voice
from letterkit.mailing.print_chunks import SetChunk, Signer, chunks, set_chunks
from letterkit.mailing.print_order import Collating
from letterkit.model.finding import Finding
from letterkit.model.print_run import LetterToSign, SignSheet
from letterkit.typeset.run_pages import RunPages
from letterkit.typeset.sign_sheets import set_sheets


@dataclass(frozen=True)
class SetGroup:
    """The letters of a group, set and counted, before they are put into files."""

    group: GroupPlan
    chunks: tuple[SetChunk, ...]
    how: Collating

    @property
    def signers(self) -> Iterator[tuple[int, int, Signer]]:
        """All who sign, in the order of the list, with their chunk's number and their own in it."""
        for at, chunk in enumerate(self.chunks):
            yield from ((at, number, signer) for number, signer in enumerate(chunk.signers))

    @property
    def findings(self) -> Iterable[Finding]:
        """What was noted of the group's own templates, each thing once."""
        return dict.fromkeys(finding for chunk in self.chunks for finding in chunk.findings)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """By id, the place of each addressee among those who are written to."""
        return {addressee.id: at for at, addressee in enumerate(self.group.chosen)}

    def made(self, chunk: int, signer: Signer) -> Iterator[tuple[int, str, int]]:
        """A signer's letters that could be set: their numbers in the chunk, to whom, their pages."""
        counts = self.chunks[chunk].counts
        for at, addressee in enumerate(signer.to, signer.first):
            if counts[at]:
                yield at, addressee.id, counts[at]

    @cached_property
    def shown(self) -> Mapping[str, tuple[str, ...]]:
        """By id, each addressee as the letters name him or her, without the street."""
        appeal, wishes = self.group.appeal, self.group.wishes
        found = {}
        for addressee in self.group.chosen:
            written_to = addressed_by(addressee, appeal, wishes.on, wishes.holder)
            try:
                found[addressee.id] = whom_lines(written_to, appeal, voice(appeal, NOBODY, wishes))
            except LetterkitError:
                found[addressee.id] = (addressee.id,)
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """By id, each addressee in so many words as tell him or her from the others."""
        often = Counter(first for first, *_ in self.shown.values())
        return {to: lines[0] if often[lines[0]] == 1 else ", ".join(lines) for to, lines in self.shown.items()}

    def sheets_to_sign_by(self, chunk: int) -> RunPages | None:
        """For each signer of a chunk the letters to sign; None by addressee, and where nobody knows who signs."""
        if self.how.by == "addressee" or self.group.by_hand:
            return None
        letters = {
            at: tuple(self._to_sign[to, pages] for _, to, pages in self.made(chunk, signer))
            for at, signer in enumerate(self.chunks[chunk].signers)
        }
        found = {at: self._sheet(self.chunks[chunk].signers[at], mine) for at, mine in letters.items() if mine}
        if not found:
            return None
        pages = set_sheets(list(found.values()))
        placed = dict(zip(found, pages.letters, strict=True))
        return replace(pages, letters=tuple(placed.get(at) for at in letters))

    def _sheet(self, signer: Signer, letters: tuple[LetterToSign, ...]) -> SignSheet:
        sender = signer.member.sender
        layout = voice(self.group.appeal, sender, self.group.wishes).layout
        return SignSheet(sender=sender.name, layout=layout, letters=letters)

    @cached_property
    def _to_sign(self) -> Mapping[tuple[str, int], LetterToSign]:
        """By addressee and pages, what stands of a letter on every list that has it."""
        pairs = {(to, pages) for at, _, signer in self.signers for _, to, pages in self.made(at, signer)}
        return {
            (to, pages): LetterToSign(shown=self.shown[to][0], organisation=", ".join(self.shown[to][1:]), pages=pages)
            for to, pages in pairs
        }


def set_group(group: GroupPlan, how: Collating, folder: Path, processes: int, tell: Callable[[int], None]) -> SetGroup:
    """Sets the letters of a group; ``tell`` hears how many more are set.

    What takes long is kept in a folder until all is done.
    """
    found = []
    for chunk in set_chunks(chunks(group.shares()), folder, processes):
        found.append(chunk)
        tell(len(chunk.counts))
    return SetGroup(group, tuple(found), how)
