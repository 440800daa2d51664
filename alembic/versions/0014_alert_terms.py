"""What an alert waits for besides a price, and how often it is told."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("alerts", sa.Column("repeat", sa.String(24), nullable=False, server_default="once"))
    op.add_column("alerts", sa.Column("resting", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("alerts", sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("alerts", sa.Column("fires", BIG, nullable=False, server_default="0"))
    op.execute("UPDATE alerts SET fires = 1 WHERE state = 'fired'")


def downgrade() -> None:
    op.execute("DELETE FROM alert_times WHERE alert_id IN (SELECT id FROM alerts WHERE rule NOT IN ('above', 'below'))")
    op.execute("DELETE FROM alerts WHERE rule NOT IN ('above', 'below')")
    for column in ("fires", "quiet_until", "resting", "repeat"):
        op.drop_column("alerts", column)
