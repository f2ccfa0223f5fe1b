"""Create electromyography."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "emg_ranking",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=400), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("n", sa.String(), nullable=True),
        sa.Column(
            "verified",
            sa.Enum(
                "primary",
                "review",
                "secondary",
                "computed",
                "expert",
                "convention",
                name="verification",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_emg_ranking_source_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emg_ranking")),
    )
    op.create_table(
        "emg",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("study_exercise", sa.String(length=400), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("value_pct_mvic", sa.Float(), nullable=False),
        sa.Column("sd_pct_mvic", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column(
            "metric",
            sa.Enum(
                "mean", "peak", "median", "pooled", name="emgmetric", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column(
            "verified",
            sa.Enum(
                "primary",
                "review",
                "secondary",
                "computed",
                "expert",
                "convention",
                name="verification",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_emg_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(["muscle"], ["muscle.slug"], name=op.f("fk_emg_muscle_muscle")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_emg_source_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emg")),
    )
    with op.batch_alter_table("emg", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emg_exercise"), ["exercise"], unique=False)
        batch_op.create_index(batch_op.f("ix_emg_muscle"), ["muscle"], unique=False)

    op.create_table(
        "emg_ranking_exercise",
        sa.Column(
            "ranking",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_emg_ranking_exercise_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["ranking"],
            ["emg_ranking.id"],
            name=op.f("fk_emg_ranking_exercise_ranking_emg_ranking"),
        ),
        sa.PrimaryKeyConstraint("ranking", "exercise", name=op.f("pk_emg_ranking_exercise")),
    )
    op.create_table(
        "emg_ranking_muscle",
        sa.Column(
            "ranking",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_emg_ranking_muscle_muscle_muscle")
        ),
        sa.ForeignKeyConstraint(
            ["ranking"], ["emg_ranking.id"], name=op.f("fk_emg_ranking_muscle_ranking_emg_ranking")
        ),
        sa.PrimaryKeyConstraint("ranking", "muscle", name=op.f("pk_emg_ranking_muscle")),
    )
    with op.batch_alter_table("emg_ranking_muscle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emg_ranking_muscle_muscle"), ["muscle"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("emg_ranking_muscle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_emg_ranking_muscle_muscle"))

    op.drop_table("emg_ranking_muscle")
    op.drop_table("emg_ranking_exercise")
    with op.batch_alter_table("emg", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_emg_muscle"))
        batch_op.drop_index(batch_op.f("ix_emg_exercise"))

    op.drop_table("emg")
    op.drop_table("emg_ranking")
