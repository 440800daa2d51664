"""Orders in every market: prices to the ten-thousandth, each with its segment, currency, funding and rate."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(24)
SCALED = {
    "intents": ("price", "offered_price"),
    "orders": ("price", "filled_amount"),
    "fills": ("price",),
    "alerts": ("target", "fired_price"),
}
"""Whole won until now."""
UNIQUE = "uq_order_numbers_credential_id_order_date_number"
UNIQUE_BY_SEGMENT = "uq_order_numbers_credential_id_segment_order_date_number"


def upgrade() -> None:
    _scale("* 10000")
    for table in ("intents", "orders"):
        op.add_column(table, _word("segment", "domestic"))
        op.add_column(table, _word("funding", "cash"))
        op.add_column(table, sa.Column("currency", sa.Text(), nullable=False, server_default="KRW"))
        op.add_column(table, sa.Column("rate", BIG, nullable=False, server_default="10000"))
    op.add_column("alerts", _word("segment", "domestic"))
    op.add_column("alerts", sa.Column("venue", sa.Text(), nullable=False, server_default="KRX"))
    op.add_column("alerts", sa.Column("currency", sa.Text(), nullable=False, server_default="KRW"))
    with op.batch_alter_table("order_numbers") as batch:
        batch.add_column(_word("segment", "domestic"))
        batch.drop_constraint(UNIQUE, type_="unique")
        batch.create_unique_constraint(UNIQUE_BY_SEGMENT, ["credential_id", "segment", "order_date", "number"])


def downgrade() -> None:
    with op.batch_alter_table("order_numbers") as batch:
        batch.drop_constraint(UNIQUE_BY_SEGMENT, type_="unique")
        batch.create_unique_constraint(UNIQUE, ["credential_id", "order_date", "number"])
        batch.drop_column("segment")
    for column in ("currency", "venue", "segment"):
        op.drop_column("alerts", column)
    for table in ("intents", "orders"):
        for column in ("rate", "currency", "funding", "segment"):
            op.drop_column(table, column)
    _scale("/ 10000")


def _scale(by: str) -> None:
    for table, columns in SCALED.items():
        changes = ", ".join(f"{column} = {column} {by}" for column in columns)
        op.execute(f"UPDATE {table} SET {changes}")  # noqa: S608 - our own names


def _word(name: str, default: str) -> sa.Column[str]:
    return sa.Column(name, WORD, nullable=False, server_default=default)
