"""What users want to hear, and when."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("user_id", BIG, autoincrement=False, nullable=False),
        *(sa.Column(topic, sa.String(24), nullable=False) for topic in ("fill", "refusal", "alert", "check", "notice")),
        sa.Column("whole_fills", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", BIG, nullable=True),
        sa.Column("quiet_until", BIG, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_preferences_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_preferences"),
    )


def downgrade() -> None:
    op.drop_table("preferences")
