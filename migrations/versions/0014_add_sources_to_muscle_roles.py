"""Add the sources of a share to the muscle roles."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty until the next seeding; rows that stand keep their place."""
    column = sa.Column(
        "sources", sa.JSON(none_as_null=True), nullable=False, server_default=sa.text("'[]'")
    )
    op.add_column("muscle_role", column)


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("muscle_role", "sources")
