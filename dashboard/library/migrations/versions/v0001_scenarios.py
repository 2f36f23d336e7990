"""Scenarios and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NOT_DELETED = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    """The two tables, with what makes a name and a number unique."""
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("name_key", sa.String(400), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
    )
    op.create_index(
        "uq_scenario_owner_name_key",
        "scenario",
        ["owner", "name_key"],
        unique=True,
        sqlite_where=NOT_DELETED,
        postgresql_where=NOT_DELETED,
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("scenario_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("headline", sa.String(500), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_version_scenario_id", ondelete="CASCADE"),
    )
    op.create_index("uq_version_scenario_id_number", "version", ["scenario_id", "number"], unique=True)


def downgrade() -> None:
    """Everything that was saved goes."""
    op.drop_table("version")
    op.drop_table("scenario")
