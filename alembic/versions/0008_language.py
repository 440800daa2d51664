"""What a person reads."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("language", sa.String(24), nullable=False, server_default="ko"))


def downgrade() -> None:
    op.drop_column("users", "language")
