"""Personal limits, the loss brake, and what was held when a card was made."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "limits",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("environment", WORD, nullable=False),
        sa.Column("cap", WORD, nullable=False),
        sa.Column("value", BIG, nullable=True),
        sa.Column("changed_at", AT, nullable=False),
        sa.Column("raise_to", BIG, nullable=True),
        sa.Column("raise_at", AT, nullable=True),
        sa.Column("raise_at_market", AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_limits_user_id"),
        sa.PrimaryKeyConstraint("user_id", "environment", "cap", name="pk_limits"),
    )
    op.create_table(
        "brakes",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("environment", WORD, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("loss", BIG, nullable=False),
        sa.Column("reached_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_brakes_user_id"),
        sa.PrimaryKeyConstraint("user_id", "environment", name="pk_brakes"),
    )
    with op.batch_alter_table("intents") as intents:
        intents.add_column(sa.Column("held_value", BIG, nullable=True))
        intents.add_column(sa.Column("held_fill", BIG, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("intents") as intents:
        intents.drop_column("held_fill")
        intents.drop_column("held_value")
    op.drop_table("brakes")
    op.drop_table("limits")
