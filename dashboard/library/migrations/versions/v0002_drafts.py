"""Drafts: what a visitor has open and did not save.

On the way down they stay: the version before does not look at them, and whoever comes up again finds them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The table of drafts, and an index to find the old ones."""
    if sa.inspect(op.get_bind()).has_table("draft"):
        return
    op.create_table(
        "draft",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_draft"),
    )
    op.create_index("ix_draft_kept_at", "draft", ["kept_at"])


def downgrade() -> None:
    """Nothing goes."""
