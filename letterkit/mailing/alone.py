"""One run at a time in a folder: the second says so, and a run that was killed never stands in the way."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from letterkit.errors import Mistake
from letterkit.folders import make_folder, no_writing


@contextmanager
def alone_in(folder: Path, file: str = "") -> Iterator[None]:
    """Holds a folder, or one file in it that is to be made, for this run; the folder is made if it is not there.

    Raises :class:`Mistake` where another run holds it. The system gives it back however a process ends; the file that a
    killed run leaves holds nothing, and the next run takes it away. A folder that stays empty goes too.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    lock = make_folder(folder) / f".{file or 'letterkit'}.lock"
    try:
        held = _held(lock)
    except OSError as error:
        raise no_writing(lock, error) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(held)
        with suppress(OSError):
            for one in made:
                one.rmdir()


def _held(lock: Path) -> int:
    """The lock file, open and held; one that another run took away meanwhile holds nothing, so it is made again."""
    while True:
        opened = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            process = os.pread(opened, 20, 0).decode("ascii", "replace")
            os.close(opened)
            raise _busy(lock.parent, process) from None
        except OSError:
            return opened  # some network drives know no locks
        if lock.exists() and os.path.samestat(lock.lstat(), os.fstat(opened)):
            os.truncate(opened, 0)
            os.pwrite(opened, str(os.getpid()).encode(), 0)
            return opened
        os.close(opened)


def _busy(folder: Path, process: str) -> Mistake:
    which = f" (process {process})" if process.isdecimal() else ""
    return Mistake(
        f"another run of letterkit{which} is writing into {folder}",
        "wait until it has ended, or name another folder with -o",
    )
