"""Which run a run takes back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; no run from before is an undo."""
    op.add_column("runs", sa.Column("undoes", sa.Text))
