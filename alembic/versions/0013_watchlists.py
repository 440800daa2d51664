"""Watchlists."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "watchlist_entries",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("watchlist", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_watchlist_entries_user_id"),
        sa.PrimaryKeyConstraint("user_id", "watchlist", "symbol", name="pk_watchlist_entries"),
    )


def downgrade() -> None:
    op.drop_table("watchlist_entries")
