"""Name the exercise in its links to muscles, whose index then holds a list of each muscle."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LISTED = "ix_exercise_muscle_listed"
BEFORE = "ix_exercise_muscle_muscle"
NAMES = """
UPDATE exercise_muscle
SET name = (SELECT exercise.name FROM exercise WHERE exercise.slug = exercise_muscle.exercise)
"""


def upgrade() -> None:
    """Fill in the names, and build the index, which begins as the old one did."""
    name = sa.String(120).with_variant(sa.String(120, collation="C"), "postgresql")
    op.add_column(
        "exercise_muscle", sa.Column("name", name, nullable=False, server_default=sa.text("''"))
    )
    op.execute(NAMES)
    op.create_index(LISTED, "exercise_muscle", ["muscle", "name", "exercise", "involvement"])
    op.drop_index(BEFORE, "exercise_muscle")


def downgrade() -> None:
    """Put the old index back, and drop the names."""
    op.create_index(BEFORE, "exercise_muscle", ["muscle"])
    op.drop_index(LISTED, "exercise_muscle")
    op.drop_column("exercise_muscle", "name")
