"""The letters of a run in chunks: what is set at one time, and what a run that was stopped need not set again."""

import os
import signal
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from letterkit.errors import MissingHere, Mistake, Problem
from letterkit.folders import TEMPLATES, choose_own_folder, moment, own_folder, whole_file
from letterkit.mailing.members import Share
from letterkit.mailing.standing import made_from
from letterkit.model.appeal import Addressee
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter
from letterkit.senders import Member
from letterkit.typeset.kept_pages import as_bytes, from_bytes
from letterkit.typeset.letter_page import as_shipped
from letterkit.typeset.pages import library_versions
from letterkit.typeset.run_pages import RunPages, set_run
from letterkit.typeset.setting import Way

MOST_SIGNERS = 5_000
MOST_IN_OWN_STYLE = 50
"""In a group's own style, whose letters may each have to be laid out as a whole."""
MOST_BODIES = 50
"""Of a chunk: it depends on the plan alone, so that a run which is taken up has the same ones."""
FEW_BODIES = 10
"""A chunk with no more is set in no time: it is not kept, nor given to another process."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One member's letters in a chunk: to whom, the number of the first, and those that are not in it."""

    member: Member
    to: tuple[Addressee, ...]
    first: int
    skipped: tuple[Problem, ...] = ()
    rejected: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Chunk:
    """Letters that are set together."""

    signers: tuple[Signer, ...]
    letters: tuple[Letter, ...]

    @property
    def is_long(self) -> bool:
        """Whether setting it takes so long that it is worth keeping."""
        return len({id(letter.body) for letter in self.letters}) > FEW_BODIES or not as_shipped()

    @property
    def made_from(self) -> str:
        """A sum of all that decides how it comes out."""
        letters = "".join(map(made_from, self.letters))
        return sha256(f"{library_versions()} {letters}".encode()).hexdigest()


def chunks(shares: Iterable[Share]) -> Iterator[Chunk]:
    """The members' letters in chunks; a member's are all in one."""
    signers: list[Signer] = []
    letters: list[Letter] = []
    bodies: set[int] = set()
    most = MOST_SIGNERS if as_shipped() else MOST_IN_OWN_STYLE
    for share in shares:
        due = share.plan.dispatches
        mine = {id(one.letter.body) for one in due}
        if signers and (len(signers) >= most or len(bodies | mine) > MOST_BODIES):
            yield Chunk(tuple(signers), tuple(letters))
            signers, letters, bodies = [], [], set()
        to = tuple(one.addressee for one in due)
        signers.append(Signer(share.member, to, len(letters), share.plan.skipped, share.plan.rejected))
        letters += [one.letter for one in due]
        bodies |= mine
    if signers:
        yield Chunk(tuple(signers), tuple(letters))


@dataclass(frozen=True)
class SetChunk:
    """A chunk that is set: its pages are at hand, or kept in a file."""

    signers: tuple[Signer, ...]
    counts: tuple[int, ...]
    """Pages of each letter; none where it could not be set."""
    faults: Mapping[int, tuple[Problem, ...]]
    ways: Mapping[Way, int]
    findings: tuple[Finding, ...]
    """What was noted of the group's own templates."""
    at_hand: RunPages | None
    kept: Path | None = None

    @property
    def pages(self) -> RunPages:
        """The pages of its letters."""
        return self.at_hand or kept_in(self.kept)


def set_chunks(due: Iterable[Chunk], folder: Path, processes: int) -> Iterator[SetChunk]:
    """Sets chunks in their order; those that take long in so many processes, and kept in a folder until all is done."""
    waiting: deque[_Waiting] = deque()
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for number, (chunk, one_of_several) in enumerate(_looking_ahead(due)):
            kept = folder / f"{number + 1:06}-{chunk.made_from[:32]}.json" if chunk.is_long else None
            if kept and one_of_several and processes > 1 and pool is None:
                pool = _pool(processes)
                # Whoever stops a run waits for no more than is begun.
                stack.callback(pool.shutdown, cancel_futures=True)
            waiting.append(_Waiting(chunk.signers, len(chunk.letters), kept, _begun(chunk, kept, pool)))
            while len(waiting) > 2 * processes:
                yield _ended(waiting.popleft())
        while waiting:
            yield _ended(waiting.popleft())


def _looking_ahead(due: Iterable[Chunk]) -> Iterator[tuple[Chunk, bool]]:
    """Each chunk with whether it is known to be one of several.

    Only a first one that takes long waits for the second: others may be a hundred times as large.
    """
    rest = iter(due)
    first = next(rest, None)
    if first is None:
        return
    second = next(rest, None) if first.is_long else None
    yield first, second is not None
    if second:
        yield second, True
    del first, second  # a long run would keep their letters in memory to its end
    yield from ((chunk, True) for chunk in rest)


Begun = RunPages | Future[RunPages | None] | None
"""The pages of a chunk, a promise of them, or nothing where they are kept in a file."""


def _begun(chunk: Chunk, kept: Path | None, pool: ProcessPoolExecutor | None) -> Begun:
    if kept is None:
        return set_run(chunk.letters)
    return pool.submit(keep_chunk, chunk.letters, kept) if pool else keep_chunk(chunk.letters, kept)


class _Waiting(NamedTuple):
    """A chunk that is being set. Its letters are not held: they are most of what a long run would keep in memory."""

    signers: tuple[Signer, ...]
    letters: int
    kept: Path | None
    begun: Begun


def _ended(waiting: _Waiting) -> SetChunk:
    begun, kept = waiting.begun, waiting.kept
    try:
        at_hand = begun.result() if isinstance(begun, Future) else begun
        pages = at_hand or kept_in(kept)
        moment("after a chunk came")
    except BrokenProcessPool as error:
        raise MissingHere("no memory was left to set letters in", "the same command goes on with the rest") from error
    except (OSError, ValueError) as error:
        raise Mistake(f"{kept} was taken away or altered meanwhile", "the same command makes it anew") from error
    return SetChunk(
        waiting.signers,
        tuple(map(pages.count, range(waiting.letters))),
        pages.faults,
        pages.ways,
        pages.findings,
        at_hand,
        kept,
    )


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes that look for templates where this one does, leave Ctrl-C to it, and end when it ends."""
    return ProcessPoolExecutor(processes, get_context("spawn"), _begin, (own_folder(TEMPLATES),))


def _begin(templates: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    choose_own_folder(TEMPLATES, templates)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def kept_in(file: Path | None) -> RunPages:
    """The pages that are kept in a file; raises :class:`ValueError` where it is spoilt, or may be somebody else's."""
    if file is None:
        raise ValueError("nothing is kept")
    with _surely_ours(file) as opened:
        return from_bytes(opened.read())


@contextmanager
def _surely_ours(file: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
        told = os.fstat(opened.fileno())
        if not stat.S_ISREG(told.st_mode) or told.st_uid != os.geteuid() or stat.S_IMODE(told.st_mode) & 0o077:
            raise ValueError(f"{file} may be somebody else's")
        yield opened


def keep_chunk(letters: tuple[Letter, ...], kept: Path) -> RunPages | None:
    """Sets letters and keeps them, unless they are kept; gives the pages where they can't be kept."""
    with suppress(OSError, ValueError):
        kept_in(kept)
        return None
    pages = set_run(letters)
    moment("before a chunk is kept")
    with whole_file(kept, private=True, one_of_many=True) as file:
        file.write(as_bytes(pages))
    moment("after a chunk was kept")
    try:
        with _surely_ours(kept):
            return None
    except (OSError, ValueError):
        return pages  # some drives, such as Windows', don't say whose a file is
