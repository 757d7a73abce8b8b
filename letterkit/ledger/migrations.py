"""Steps from one shape of the ledger's tables to the next; each leaves what was noted as it was."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from letterkit.ledger.database import writing
from letterkit.ledger.tables import metadata, schema

LOCK = 0x6C657474
"""Any number, the same in every letterkit: two processes that find an empty database make its tables one by one."""


def _first(connection: Connection) -> None:
    metadata.create_all(connection)


STEPS: dict[int, Callable[[Connection], None]] = {1: _first}
"""Number of a shape → what makes it out of the one before."""


def migrate(engine: Engine, number: int) -> None:
    """Brings the tables to the shape of that number in one transaction; another process may have been quicker."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        there = inspect(connection).has_table(schema.name)
        now = (connection.scalar(select(schema.c.number)) or 0) if there else 0
        for step in range(now + 1, number + 1):
            STEPS[step](connection)
        connection.execute(update(schema).values(number=number) if now else insert(schema).values(number=number))
