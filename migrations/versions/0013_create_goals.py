"""Create goals and the rules of training."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "goal",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("heavy", sa.Boolean(), nullable=False),
        sa.Column("suits", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_goal")),
    )
    op.create_table(
        "training_rule",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("statement", sa.String(length=2000), nullable=False),
        sa.Column("explain", sa.String(length=400), nullable=False),
        sa.Column("certainty", sa.String(length=400), nullable=False),
        sa.Column("judgement", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_rule")),
    )
    op.create_table(
        "goal_aim",
        sa.Column(
            "role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "phase",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "function",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "within",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("importance", sa.Float(), nullable=False),
        sa.Column(
            "goal",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["function"],
            ["mechanical_function.slug"],
            name=op.f("fk_goal_aim_function_mechanical_function"),
        ),
        sa.ForeignKeyConstraint(["goal"], ["goal.slug"], name=op.f("fk_goal_aim_goal_goal")),
        sa.ForeignKeyConstraint(["phase"], ["phase.slug"], name=op.f("fk_goal_aim_phase_phase")),
        sa.ForeignKeyConstraint(["role"], ["role.slug"], name=op.f("fk_goal_aim_role_role")),
        sa.ForeignKeyConstraint(
            ["within"], ["muscle.slug"], name=op.f("fk_goal_aim_within_muscle")
        ),
        sa.PrimaryKeyConstraint("goal", "place", name=op.f("pk_goal_aim")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("goal_aim")
    op.drop_table("training_rule")
    op.drop_table("goal")
