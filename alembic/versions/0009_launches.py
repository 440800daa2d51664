"""Launch data of Mini Apps that was used."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "launches",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_launches_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_launches"),
    )


def downgrade() -> None:
    op.drop_table("launches")
