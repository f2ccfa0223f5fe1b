"""Keep the poses that figures of exercises are drawn from."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the poses; no exercise has any yet."""
    op.add_column("exercise", sa.Column("figure", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("exercise", "figure")
