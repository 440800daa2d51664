"""Everything the first release keeps."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("user_id", BIG, nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_user", "audit", ["user_id", "at"])
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("target_ref", BIG, nullable=True),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("not_before", AT, nullable=True),
        sa.Column("expires_at", AT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("sent_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["target_ref"], ["outbox.id"], name="fk_outbox_target_ref", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_message", "outbox", ["chat_id", "message_id"])
    op.create_index("ix_outbox_target", "outbox", ["target_ref"])
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["chat_id", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "tokens",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("kid", sa.Text(), nullable=True),
        sa.Column("busy_until", AT, nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="pk_tokens"),
    )
    op.create_table(
        "users",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("blocked_at", AT, nullable=True),
        sa.Column("halted_at", AT, nullable=True),
        sa.Column("next_short_no", BIG, nullable=False),
        sa.Column("active_credential_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
    )
    op.create_index("ix_users_chat_id", "users", ["chat_id"])
    op.create_table(
        "credentials",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("environment", WORD, nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("account_hint", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("baseline_at", AT, nullable=True),
        sa.Column("caught_up_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_credentials_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credentials"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_credentials_active",
        "credentials",
        ["user_id", "environment"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "links",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("used_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_links_user_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_links"),
    )
    op.create_table(
        "alerts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("credential_id", BIG, nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule", WORD, nullable=False),
        sa.Column("target", BIG, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("fired_at", AT, nullable=True),
        sa.Column("fired_price", BIG, nullable=True),
        sa.ForeignKeyConstraint(["credential_id"], ["credentials.id"], name="fk_alerts_credential_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_alerts_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_state", "alerts", ["state", "expires_at"])
    op.create_index("ix_alerts_user", "alerts", ["user_id", "state"])
    op.create_table(
        "orders",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("credential_id", BIG, nullable=False),
        sa.Column("short_no", BIG, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("price", BIG, nullable=True),
        sa.Column("order_type", WORD, nullable=False),
        sa.Column("venue", WORD, nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("filled_quantity", BIG, nullable=False),
        sa.Column("filled_amount", BIG, nullable=False),
        sa.Column("cancelled_quantity", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("card_ref", BIG, nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("updated_at", AT, nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["card_ref"], ["outbox.id"], name="fk_orders_card_ref", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["credential_id"], ["credentials.id"], name="fk_orders_credential_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_orders_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("user_id", "short_no", name="uq_orders_user_id_short_no"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_orders_state", "orders", ["credential_id", "state"])
    op.create_table(
        "fills",
        sa.Column("id", BIG, nullable=False),
        sa.Column("order_id", BIG, nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("price", BIG, nullable=False),
        sa.Column("filled_at", AT, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_fills_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fills"),
        sa.UniqueConstraint("order_id", "mark", name="uq_fills_order_id_mark"),
    )
    op.create_table(
        "intents",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("credential_id", BIG, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("short_no", BIG, nullable=False),
        sa.Column("order_id", BIG, nullable=True),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("price", BIG, nullable=True),
        sa.Column("order_type", WORD, nullable=False),
        sa.Column("venue", WORD, nullable=False),
        sa.Column("offered_price", BIG, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("offered_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("claimed_at", AT, nullable=True),
        sa.Column("sent_at", AT, nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("message_ref", BIG, nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["credential_id"], ["credentials.id"], name="fk_intents_credential_id"),
        sa.ForeignKeyConstraint(["message_ref"], ["outbox.id"], name="fk_intents_message_ref", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_intents_order_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_intents_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_intents"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_intents_state", "intents", ["state", "expires_at"])
    op.create_table(
        "order_numbers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("credential_id", BIG, nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("order_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["credential_id"], ["credentials.id"], name="fk_order_numbers_credential_id"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_numbers_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_numbers"),
        sa.UniqueConstraint(
            "credential_id", "order_date", "number", name="uq_order_numbers_credential_id_order_date_number"
        ),
    )
    op.create_index("ix_order_numbers_order_id", "order_numbers", ["order_id"])


def downgrade() -> None:
    for table in (
        "order_numbers",
        "intents",
        "fills",
        "orders",
        "alerts",
        "links",
        "credentials",
        "users",
        "tokens",
        "outbox",
        "audit",
    ):
        op.drop_table(table)
