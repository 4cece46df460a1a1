"""The tables of the store.

``links`` holds a linked pair together with the values both sides last agreed on, its baseline:
a pair that is replaced takes its baseline with it. Every binary column is sealed JSON; None where
there is nothing, or nothing any more. ``seal`` holds one row, by which the store knows its key. A
change here needs a migration, and ``REVISION`` names the newest one.
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

REVISION = "0002"
VERSION_TABLE = "tripletex_wizard_version"


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as text that sorts as time does and says its own offset."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To ``2026-11-21T08:41:00.000000+00:00``."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without offset is not stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """And back."""
        return None if value is None else datetime.fromisoformat(value)


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
    UniqueConstraint("company", "partner", "kind", "partner_record", name="links_by_partner"),
)

seal = Table(
    "seal",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("proof", LargeBinary, nullable=False),
)
