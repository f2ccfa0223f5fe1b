"""Create what exercises and muscles are called elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "muscle_highlight",
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("package", sa.String(length=100), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_muscle_highlight_muscle_muscle")
        ),
        sa.PrimaryKeyConstraint("muscle", "package", "slug", name=op.f("pk_muscle_highlight")),
    )
    op.create_table(
        "exercise_garmin",
        sa.Column(
            "match",
            sa.Enum(
                "exact", "close", "category-only", name="matchquality", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_garmin_exercise_exercise")
        ),
        sa.PrimaryKeyConstraint("exercise", name=op.f("pk_exercise_garmin")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("exercise_garmin")
    op.drop_table("muscle_highlight")
