"""Index the change feed: documents and tombstones by revision, and by kind and revision."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("document", "tombstone")
PLAIN = sa.String(length=40)
BY_BYTES = sa.String(length=40, collation="C")


def upgrade() -> None:
    """Order kinds by bytes, as SQLite does anyway, and build the indexes."""
    for table in TABLES:
        _order_kinds(table, PLAIN, BY_BYTES)
        op.drop_index(f"ix_{table}_revision", table)
        op.create_index(f"ix_{table}_revision_kind_key", table, ["revision", "kind", "key"])
        op.create_index(f"ix_{table}_kind_revision_key", table, ["kind", "revision", "key"])


def downgrade() -> None:
    """Put the indexes and the order back that were there."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_kind_revision_key", table)
        op.drop_index(f"ix_{table}_revision_kind_key", table)
        op.create_index(f"ix_{table}_revision", table, ["revision"])
        _order_kinds(table, BY_BYTES, PLAIN)


def _order_kinds(table: str, before: sa.String, after: sa.String) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, "kind", existing_type=before, type_=after, existing_nullable=False)
