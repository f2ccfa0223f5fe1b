"""Index the orders of the list of exercises, so that a page is read where it begins."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ORDERS = {
    "ix_exercise_name_slug": ["name", "slug"],
    "ix_exercise_level_name_slug": ["level", "name", "slug"],
    "ix_exercise_impact_name_slug": ["impact", "name", "slug"],
}


def upgrade() -> None:
    """Build the indexes; one of them begins with the name, as the old one did."""
    for name, columns in ORDERS.items():
        op.create_index(name, "exercise", columns)
    op.drop_index("ix_exercise_name", "exercise")


def downgrade() -> None:
    """Put the old one back."""
    op.create_index("ix_exercise_name", "exercise", ["name"])
    for name in ORDERS:
        op.drop_index(name, "exercise")
