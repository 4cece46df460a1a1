"""The chain over the journal, request ids, records gone for good, and when the store was opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; runs from before stay without a chain."""
    op.add_column("runs", sa.Column("chain", sa.LargeBinary))
    op.add_column("journal", sa.Column("request", sa.Text))
    op.add_column("journal", sa.Column("hash", sa.LargeBinary))
    op.add_column("links", sa.Column("gone", sa.Text))
    op.add_column("seal", sa.Column("opened", sa.Text))
