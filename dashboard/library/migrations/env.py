"""Alembic comes in here; the connection is ours, within a transaction that is ours too."""

from alembic import context

from dashboard.library.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,  # SQLite changes a table by writing it again
)
context.run_migrations()
