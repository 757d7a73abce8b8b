"""The ledger's database: SQLite in the user's data folder, or the one that ``LETTERKIT_LEDGER`` names."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from letterkit import folders
from letterkit.errors import MissingHere, Mistake
from letterkit.folders import data_folder, make_folder

NAME = "ledger.sqlite"
PATIENCE = 60
"""Seconds to wait for another process that is writing."""
POSTGRES = "postgresql+psycopg"


def ledger_url(setting: str | None) -> URL:
    """Where the ledger lies; raises :class:`Mistake` for a setting that can't be one.

    The setting is the path of an SQLite file, or ``postgresql+psycopg://user@host/name``; None is the user's own.
    """
    if setting is None:
        return URL.create("sqlite", database=str(data_folder() / NAME))
    if "://" not in setting:
        return URL.create("sqlite", database=str(Path(setting).expanduser()))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in (POSTGRES, "sqlite") or not url.database:
        kind = setting.partition("://")[0]
        raise Mistake(
            f"LETTERKIT_LEDGER: a ledger can't lie at {kind}://…",
            f"name a file, or a database as in {POSTGRES}://user@host/letterkit",
        )
    return url


def connect(url: URL) -> Engine:
    """The engine of a ledger; each process has its own connection, and none outlives its work."""
    if url.drivername == "sqlite":
        return _sqlite(url)
    try:
        return create_engine(url, poolclass=NullPool)
    except (NoSuchModuleError, ImportError) as error:
        raise MissingHere(
            "a ledger in PostgreSQL needs the package psycopg, which is not installed",
            "python -m pip install 'letterkit[postgres]'",
        ) from error


def _sqlite(url: URL) -> Engine:
    file = Path(str(url.database))
    make_folder(file.parent)
    _make_private(file)
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "isolation_level": None})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """The file, readable by its owner alone from its first moment: SQLite gives its side files the same rights."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            file.chmod(0o600)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Mistake(f"can't open the ledger {file}: {reason}", "set LETTERKIT_LEDGER to a file of yours") from error


def _set_up(connection: Any, _record: object) -> None:
    """Write-ahead log, so that readers and a writer don't wait for each other; what is erased is overwritten."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Takes the write lock at once: a lock asked for midway can't be waited for."""
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with _said_for_people(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is kept whole or not at all, whatever becomes of the process."""
    with _said_for_people(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
        folders.moment("before the note is kept")
    folders.moment("after the note was kept")


@contextmanager
def _said_for_people(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        full = "make room on that disk; the same command then makes the rest"
        remedy = full if "full" in _reason(error) else "try again when it is there, or ask who keeps it"
        raise MissingHere(f"the ledger {where} does not answer: {_reason(error)}", remedy) from error
    except DBAPIError as error:
        where = str(engine.url.database)
        raise Mistake(
            f"the ledger {where} can't be used: {_reason(error)}", "move that file away, or name another ledger"
        ) from error


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
