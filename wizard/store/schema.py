"""The tables of the store.

``links`` holds a linked pair together with the values both sides last agreed on, its baseline:
a pair that is replaced takes its baseline with it; ``gone`` is the run in which a person said that
one record of it is gone for good. Every binary column but ``hash`` is sealed JSON; None where there
is nothing, or nothing any more. ``seal`` holds one row, by which the store knows its key and when
it was opened. ``batch_clients`` are the clients of a batch and what became of each. A change here
needs a migration, and ``REVISION`` names the newest one.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from wizard.store.sealing import DamagedError

REVISION = "0004"
VERSION_TABLE = "tripletex_wizard_version"


def utc_text(time: datetime) -> str:
    """An aware time as it is kept: ``2026-11-21T08:41:00.000000+00:00``."""
    if time.tzinfo is None:
        raise ValueError("a time without offset is not stored")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as text that sorts as time does and says its own offset."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """And back; raises ``DamagedError``."""
        try:
            return None if value is None else datetime.fromisoformat(value)
        except ValueError as error:
            raise DamagedError from error


METADATA = MetaData()

runs = Table(
    "runs",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("company", BigInteger, nullable=False),
    Column("company_name", Text, nullable=False),
    Column("partner", Text, nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime),
    Column("state", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("undoes", Text),
    Column("setup", LargeBinary),
    Column("plan", LargeBinary),
    Column("report", LargeBinary),
    Column("chain", LargeBinary),
)

journal = Table(
    "journal",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("operation", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("sent", UtcTime, nullable=False),
    Column("record", Text),
    Column("version", Text),
    Column("answer", LargeBinary),
    Column("problem", LargeBinary),
    Column("request", Text),
    Column("hash", LargeBinary),
    Index("journal_by_operation", "run", "operation", "seq"),
)

links = Table(
    "links",
    METADATA,
    Column("company", BigInteger, primary_key=True),
    Column("partner", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("tripletex", Text, primary_key=True),
    Column("partner_record", Text, nullable=False),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("agreed", LargeBinary),
    Column("gone", Text),
    UniqueConstraint("company", "partner", "kind", "partner_record", name="links_by_partner"),
)

seal = Table(
    "seal",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("proof", LargeBinary, nullable=False),
    Column("opened", UtcTime),
)

batches = Table(
    "batches",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("office", BigInteger, nullable=False),
    Column("office_name", Text, nullable=False),
    Column("office_number", Text, nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime),
    Column("setup", LargeBinary),
)

batch_clients = Table(
    "batch_clients",
    METADATA,
    Column("batch", Text, ForeignKey("batches.id"), primary_key=True),
    Column("company", BigInteger, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("run", Text),
    Column("code", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("size", Integer),
    Column("problems", LargeBinary),
    Column("plan", LargeBinary),
    Index("clients_by_company", "company"),
)

templates = Table(
    "templates",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("partner", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
