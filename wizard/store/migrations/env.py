"""Alembic's entry: runs the steps on the connection, and in the transaction, it is handed."""

from __future__ import annotations

from alembic import context

from wizard.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,  # a name of our own tells our file from another program's
)
context.run_migrations()
