"""Reservations: when they are sent, what of them was told, which orders came of them."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("intents", "orders"):
        op.add_column(table, sa.Column("due", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("until", sa.Date(), nullable=True))
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("told_on", sa.Date(), nullable=True))
        orders.add_column(sa.Column("reservation_id", BIG, nullable=True))
        orders.create_foreign_key("fk_orders_reservation_id_orders", "orders", ["reservation_id"], ["id"])
        orders.create_index("ix_orders_reservation_id", ["reservation_id"])


def downgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_index("ix_orders_reservation_id")
        orders.drop_constraint("fk_orders_reservation_id_orders", type_="foreignkey")
        orders.drop_column("reservation_id")
        orders.drop_column("told_on")
    for table in ("orders", "intents"):
        op.drop_column(table, "until")
        op.drop_column(table, "due")
