"""The ledger's tables, the same in SQLite and PostgreSQL."""

from uuid import uuid4

from sqlalchemy import JSON, Column, Date, Integer, MetaData, String, Table

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("appeal", String, primary_key=True),
    Column("addressee", String, primary_key=True),
    Column("sender", String, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("written", Date),
    Column("digest", String(64)),
    Column("sent", Date),
    Column("answered", Date),
    Column("returned", Date),
    Column("remind", Date),
)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sender", String, nullable=False, index=True),
    Column("before", JSON),
    Column("after", JSON, nullable=False),
)
"""What people marked, so that it can be taken back: an entry as it was (null: it was not there) and as it became."""

schema = Table(
    "ledger_schema",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("source", String, nullable=False, default=lambda: uuid4().hex),
)
"""One row: the number of the tables' shape, and a mark by which two reports out of one ledger are known."""

KEY = tuple(column.name for column in entries.primary_key)
