"""Create findings and effects."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "effect",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=400), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("population", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(length=400), nullable=False),
        sa.Column("effect", sa.String(length=400), nullable=False),
        sa.Column("interval", sa.String(), nullable=True),
        sa.Column("n", sa.String(), nullable=True),
        sa.Column("interpretation", sa.String(), nullable=True),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
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
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_effect_source_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect")),
    )
    op.create_table(
        "finding",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "muscle",
                "joint",
                "tissue",
                "whole-body",
                name="subjectkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("metric", sa.String(length=400), nullable=False),
        sa.Column(
            "value_kind",
            sa.Enum(
                "number", "rank", "text", "p-value", name="valuekind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("speed_low_m_s", sa.Float(), nullable=True),
        sa.Column("speed_high_m_s", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(length=400), nullable=False),
        sa.Column(
            "grade",
            sa.Enum("A", "B", "C", "D", "E", name="grade", native_enum=False, length=40),
            nullable=False,
        ),
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
            "topic",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "phase",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "function",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "direction",
            sa.Enum("drives", "opposes", name="direction", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["function"],
            ["mechanical_function.slug"],
            name=op.f("fk_finding_function_mechanical_function"),
        ),
        sa.ForeignKeyConstraint(["phase"], ["phase.slug"], name=op.f("fk_finding_phase_phase")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_finding_source_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_table(
        "finding_muscle",
        sa.Column(
            "finding",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["finding"], ["finding.id"], name=op.f("fk_finding_muscle_finding_finding")
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_finding_muscle_muscle_muscle")
        ),
        sa.PrimaryKeyConstraint("finding", "muscle", name=op.f("pk_finding_muscle")),
    )
    with op.batch_alter_table("finding_muscle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_muscle_muscle"), ["muscle"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("finding_muscle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_muscle_muscle"))

    op.drop_table("finding_muscle")
    op.drop_table("finding")
    op.drop_table("effect")
