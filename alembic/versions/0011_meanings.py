"""What users mean by words that fit several names."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "meanings",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_meanings_user_id"),
        sa.PrimaryKeyConstraint("user_id", "words", name="pk_meanings"),
    )


def downgrade() -> None:
    op.drop_table("meanings")
