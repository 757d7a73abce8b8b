"""The shape of the ledger's tables: its number is read first, and what brings it up to date is loaded only then."""

from sqlalchemy import Engine, inspect, select

from letterkit.errors import Mistake
from letterkit.ledger.database import reading
from letterkit.ledger.tables import schema

NUMBER = 1


def ensure_shape(engine: Engine) -> None:
    """Makes or migrates the tables if they are not of this shape; raises :class:`Mistake` for a newer one."""
    number = shape_number(engine)
    if number == NUMBER:
        return
    if number > NUMBER:
        raise Mistake(
            f"the ledger was made by a newer letterkit (shape {number}; this one knows {NUMBER})",
            "python -m pip install --upgrade letterkit",
        )
    from letterkit.ledger.migrations import migrate

    migrate(engine, NUMBER)


def shape_number(engine: Engine) -> int:
    """The number of the shape that is there; 0 is an empty database."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(schema.name):
            return 0
        return connection.scalar(select(schema.c.number)) or 0
