"""Orders on credit: the day of the loan that is taken up or paid back."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("intents", "orders"):
        op.add_column(table, sa.Column("loan_date", sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ("orders", "intents"):
        op.drop_column(table, "loan_date")
