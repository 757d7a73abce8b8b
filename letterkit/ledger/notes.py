"""The ledger: what was made, what people say became of it, and who was written to already."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from letterkit.ledger.database import connect, ledger_url, reading, writing
from letterkit.ledger.entry import Entry
from letterkit.ledger.shape import ensure_shape, shape_number
from letterkit.ledger.tables import KEY, changes, entries, schema

MADE_ANEW = ("written", "digest")
"""What a letter that is made again changes in its row."""
TOGETHER = 5_000
"""Rows that are in memory at one time."""


class Ledger:
    """One ledger; every change is kept whole or not at all, and other processes may write to it at the same time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, **chosen: str | None) -> list[Entry]:
        """The entries with these values (appeal, addressee, sender, channel, state), in the order of their keys."""
        with reading(self._engine) as connection:
            return _find(connection, chosen)

    def note(self, made: Iterable[Entry]) -> None:
        """Notes letters that were written; one that was only written before takes the place of its row."""
        rows = map(_row, made)
        together = list(islice(rows, TOGETHER))
        if not together:
            return
        with writing(self._engine) as connection:
            statement = _insert(connection, entries)
            changed = {name: statement.excluded[name] for name in MADE_ANEW}
            only_written = entries.c.state == "written"
            kept = statement.on_conflict_do_update(index_elements=KEY, set_=changed, where=only_written)
            while together:
                connection.execute(kept, together)
                together = list(islice(rows, TOGETHER))

    def change(self, wanted: Sequence[Entry]) -> None:
        """Puts entries in the place of those with their keys; all of it is taken back by one :meth:`undo`."""
        with writing(self._engine) as connection:
            number = (connection.scalar(select(func.max(changes.c.number))) or 0) + 1
            for place, entry in enumerate(wanted):
                before = _find(connection, _key(entry))
                _replace(connection, entry)
                connection.execute(
                    insert(changes).values(
                        number=number,
                        place=place,
                        sender=entry.sender,
                        before=_plain(before[0]) if before else None,
                        after=_plain(entry),
                    )
                )

    def undo(self) -> list[tuple[Entry | None, Entry]]:
        """Takes the latest change back: what each entry is now (None: gone), and what it had been made."""
        with writing(self._engine) as connection:
            number = connection.scalar(select(func.max(changes.c.number)))
            latest = changes.c.number == number
            rows = connection.execute(select(changes.c.before, changes.c.after).where(latest).order_by(changes.c.place))
            undone = [(_entry(before) if before else None, _entry(after)) for before, after in rows]
            for before, after in reversed(undone):
                _delete(connection, _key(after))
                if before is not None:
                    _replace(connection, before)
            connection.execute(delete(changes).where(latest))
        return undone

    def forget(self, sender: str) -> int:
        """Erases a sender, also from what could be taken back; the number of entries that are gone."""
        with writing(self._engine) as connection:
            gone = connection.execute(delete(entries).where(entries.c.sender == sender)).rowcount
            connection.execute(delete(changes).where(changes.c.sender == sender))
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def senders(self) -> list[str]:
        """The ids of all senders that the ledger knows."""
        with reading(self._engine) as connection:
            return list(connection.scalars(select(entries.c.sender).distinct().order_by(entries.c.sender)))

    @property
    def source(self) -> str:
        """What tells this ledger from every other one; it says nothing of its owner."""
        with reading(self._engine) as connection:
            return str(connection.scalar(select(schema.c.source)))


def open_ledger(setting: str | None) -> Ledger:
    """The ledger that is set; the user's own when none is. Its tables are made the first time."""
    engine = connect(ledger_url(setting))
    ensure_shape(engine)
    return Ledger(engine)


def ledger_if_there(setting: str | None) -> Ledger | None:
    """The ledger for commands that change nothing: None where none has been made yet."""
    url = ledger_url(setting)
    if url.drivername == "sqlite" and not Path(str(url.database)).is_file():
        return None
    engine = connect(url)
    return Ledger(engine) if shape_number(engine) else None


def _find(connection: Connection, chosen: Mapping[str, Any]) -> list[Entry]:
    query: Select[Any] = select(entries).order_by(*(entries.c[name] for name in KEY))
    for name, value in chosen.items():
        if value is not None:
            query = query.where(entries.c[name] == value)
    return [Entry.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def _replace(connection: Connection, entry: Entry) -> None:
    _delete(connection, _key(entry))
    connection.execute(insert(entries).values(**_row(entry)))


def _delete(connection: Connection, key: Mapping[str, Any]) -> None:
    connection.execute(delete(entries).where(*(entries.c[name] == value for name, value in key.items())))


def _insert(connection: Connection, table: Table) -> Any:
    """An insert that may meet a row with its key: both databases have it, each in its own dialect."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _row(entry: Entry) -> dict[str, Any]:
    return {**entry.model_dump(), "channel": entry.channel.value}


def _plain(entry: Entry) -> dict[str, Any]:
    return entry.model_dump(mode="json")


def _entry(plain: dict[str, Any]) -> Entry:
    return Entry.model_validate(plain)


def _key(entry: Entry) -> dict[str, Any]:
    row = _row(entry)
    return {name: row[name] for name in KEY}
