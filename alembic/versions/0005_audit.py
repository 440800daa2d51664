"""The audit trail refuses to be changed; documents go through the outbox."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
)
POSTGRES = (
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
)
SQLITE_DOWN = ("DROP TRIGGER audit_no_replace", "DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_no_update")
POSTGRES_DOWN = (
    "DROP TRIGGER audit_no_truncate ON audit",
    "DROP TRIGGER audit_no_change ON audit",
    "DROP FUNCTION audit_append_only()",
)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("file_name", sa.Text(), nullable=True))
    for statement in POSTGRES if _is_postgres() else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    for statement in POSTGRES_DOWN if _is_postgres() else SQLITE_DOWN:
        op.execute(statement)
    op.drop_column("outbox", "file_name")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
