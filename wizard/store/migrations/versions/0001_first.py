"""The first tables: runs, journal, links, and the proof of the key that seals them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("company", sa.BigInteger, nullable=False),
        sa.Column("company_name", sa.Text, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("setup", sa.LargeBinary),
        sa.Column("plan", sa.LargeBinary),
        sa.Column("report", sa.LargeBinary),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("run", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("sent", sa.Text, nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("version", sa.Text),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("problem", sa.LargeBinary),
        sa.Index("journal_by_operation", "run", "operation", "seq"),
    )
    op.create_table(
        "links",
        sa.Column("company", sa.BigInteger, primary_key=True),
        sa.Column("partner", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("tripletex", sa.Text, primary_key=True),
        sa.Column("partner_record", sa.Text, nullable=False),
        sa.Column("run", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("agreed", sa.LargeBinary),
        sa.UniqueConstraint(
            "company", "partner", "kind", "partner_record", name="links_by_partner"
        ),
    )
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("proof", sa.LargeBinary, nullable=False),
    )
