"""Pictures that wait to be sent."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("ref", BIG, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ref"], ["outbox.id"], name="fk_pictures_ref", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ref", name="pk_pictures"),
    )


def downgrade() -> None:
    op.drop_table("pictures")
