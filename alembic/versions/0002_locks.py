"""The two locks: a PIN, and a second approver."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "locks",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("kid", sa.Text(), nullable=True),
        sa.Column("tries", BIG, nullable=False),
        sa.Column("lockouts", BIG, nullable=False),
        sa.Column("locked_until", AT, nullable=True),
        sa.Column("unlocked_at", AT, nullable=True),
        sa.Column("unlocked_until", AT, nullable=True),
        sa.Column("minutes", BIG, nullable=False),
        sa.Column("cap", BIG, nullable=True),
        sa.Column("without_pin", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_locks_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_locks"),
    )
    op.create_table(
        "approvers",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("approver_id", BIG, nullable=False),
        sa.Column("above", BIG, nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("accepted_at", AT, nullable=True),
        sa.Column("leaves_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_approvers_user_id"),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name="fk_approvers_approver_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_approvers"),
    )
    op.create_table(
        "approvals",
        sa.Column("intent_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("approver_id", BIG, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("message_ref", BIG, nullable=True),
        sa.ForeignKeyConstraint(["intent_id"], ["intents.id"], name="fk_approvals_intent_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_approvals_user_id"),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name="fk_approvals_approver_id"),
        sa.ForeignKeyConstraint(["message_ref"], ["outbox.id"], name="fk_approvals_message_ref", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("intent_id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_state", "approvals", ["state", "expires_at"])


def downgrade() -> None:
    op.drop_table("approvals")
    op.drop_table("approvers")
    op.drop_table("locks")
