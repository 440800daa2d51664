"""Where orders go that name no venue, and how much a check card says."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("preferences", sa.Column("venue", sa.Text(), nullable=True))
    op.add_column("preferences", sa.Column("brief_cards", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("preferences", "brief_cards")
    op.drop_column("preferences", "venue")
