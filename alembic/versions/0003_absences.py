"""Until when prices were followed, and when alerts were armed and reached in market time."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "watched",
        sa.Column("credential_id", BIG, nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.ForeignKeyConstraint(["credential_id"], ["credentials.id"], name="fk_watched_credential_id"),
        sa.PrimaryKeyConstraint("credential_id", name="pk_watched"),
    )
    op.create_table(
        "alert_times",
        sa.Column("alert_id", BIG, nullable=False),
        sa.Column("armed_at", AT, nullable=False),
        sa.Column("reached_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_alert_times_alert_id"),
        sa.PrimaryKeyConstraint("alert_id", name="pk_alert_times"),
    )


def downgrade() -> None:
    op.drop_table("alert_times")
    op.drop_table("watched")
