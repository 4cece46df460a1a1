"""Batches over an office's clients, and the templates that an office keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "batches",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("office", sa.BigInteger, nullable=False),
        sa.Column("office_name", sa.Text, nullable=False),
        sa.Column("office_number", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text),
        sa.Column("setup", sa.LargeBinary),
    )
    op.create_table(
        "batch_clients",
        sa.Column("batch", sa.Text, sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("company", sa.BigInteger, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("run", sa.Text),
        sa.Column("code", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer),
        sa.Column("problems", sa.LargeBinary),
        sa.Column("plan", sa.LargeBinary),
        sa.Index("clients_by_company", "company"),
    )
    op.create_table(
        "templates",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
