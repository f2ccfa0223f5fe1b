"""Read less for a page: the summary before the body, indexes for ids and the hardest first."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SUMMARY_FIRST = ("kind", "key", "created", "revision", "digest", "summary", "body")
BODY_FIRST = ("kind", "key", "created", "revision", "digest", "body", "summary")
NAME_OF_SLUG = "ix_exercise_slug_name"
HARDEST_FIRST = "ix_exercise_level_descending_name_slug"


def upgrade() -> None:
    """Put the columns in the order in which they are read, and build the indexes."""
    order_columns(SUMMARY_FIRST)
    op.create_index(NAME_OF_SLUG, "exercise", ["slug", "name"])
    op.create_index(HARDEST_FIRST, "exercise", [sa.text("level DESC"), "name", "slug"])


def downgrade() -> None:
    """Put the columns back, and drop the indexes."""
    op.drop_index(HARDEST_FIRST, "exercise")
    op.drop_index(NAME_OF_SLUG, "exercise")
    order_columns(BODY_FIRST)


def order_columns(names: Sequence[str]) -> None:
    """Write the documents of an SQLite file anew, which reads past a body to what stands behind it.

    PostgreSQL keeps a body elsewhere, whatever the order.
    """
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("document", recreate="always", partial_reordering=[tuple(names)]):
            pass
