"""Create muscle roles and joint work."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "joint_trend",
        sa.Column(
            "quantity",
            sa.Enum("share", "absolute", name="quantity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("slope_per_m_s", sa.Float(), nullable=False),
        sa.Column("slope_sd", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("n_rising", sa.Integer(), nullable=False),
        sa.Column("p", sa.Float(), nullable=False),
        sa.Column("q", sa.Float(), nullable=False),
        sa.Column(
            "joint",
            sa.Enum("hip", "knee", "ankle", name="joint", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "phase",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "sign",
            sa.Enum("positive", "negative", name="worksign", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["phase"], ["phase.slug"], name=op.f("fk_joint_trend_phase_phase")),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_joint_trend_source_source")
        ),
        sa.PrimaryKeyConstraint(
            "quantity", "joint", "phase", "sign", "source", name=op.f("pk_joint_trend")
        ),
    )
    op.create_table(
        "joint_work",
        sa.Column("speed_m_s", sa.Float(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("sd", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("work_j_kg", sa.Float(), nullable=False),
        sa.Column("work_sd_j_kg", sa.Float(), nullable=False),
        sa.Column(
            "joint",
            sa.Enum("hip", "knee", "ankle", name="joint", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "phase",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "sign",
            sa.Enum("positive", "negative", name="worksign", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["phase"], ["phase.slug"], name=op.f("fk_joint_work_phase_phase")),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_joint_work_source_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_work")),
    )
    op.create_table(
        "muscle_role",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "role",
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
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("drives", "opposes", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("share_low", sa.Float(), nullable=True),
        sa.Column("share_high", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column(
            "grade",
            sa.Enum("A", "B", "C", "D", "E", name="grade", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "derivation",
            sa.Enum(
                "measured", "summed", "unsummable", name="derivation", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("basis", sa.String(length=2000), nullable=False),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["function"],
            ["mechanical_function.slug"],
            name=op.f("fk_muscle_role_function_mechanical_function"),
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_muscle_role_muscle_muscle")
        ),
        sa.ForeignKeyConstraint(["phase"], ["phase.slug"], name=op.f("fk_muscle_role_phase_phase")),
        sa.ForeignKeyConstraint(["role"], ["role.slug"], name=op.f("fk_muscle_role_role_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_muscle_role")),
    )
    with op.batch_alter_table("muscle_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muscle_role_muscle"), ["muscle"], unique=False)
        batch_op.create_index("ix_muscle_role_phase_role", ["phase", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_muscle_role_role"), ["role"], unique=False)

    op.create_table(
        "muscle_role_finding",
        sa.Column(
            "muscle_role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "finding",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "stance",
            sa.Enum(
                "supports", "qualifies", "dissents", name="stance", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["finding"], ["finding.id"], name=op.f("fk_muscle_role_finding_finding_finding")
        ),
        sa.ForeignKeyConstraint(
            ["muscle_role"],
            ["muscle_role.id"],
            name=op.f("fk_muscle_role_finding_muscle_role_muscle_role"),
        ),
        sa.PrimaryKeyConstraint("muscle_role", "finding", name=op.f("pk_muscle_role_finding")),
    )
    with op.batch_alter_table("muscle_role_finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_muscle_role_finding_finding"), ["finding"], unique=False
        )

    op.create_table(
        "role_share",
        sa.Column("speed_m_s", sa.Float(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("sd", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("method_low", sa.Float(), nullable=True),
        sa.Column("method_high", sa.Float(), nullable=True),
        sa.Column("absolute", sa.Float(), nullable=True),
        sa.Column("absolute_sd", sa.Float(), nullable=True),
        sa.Column("absolute_unit", sa.String(), nullable=True),
        sa.Column(
            "muscle_role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["muscle_role"], ["muscle_role.id"], name=op.f("fk_role_share_muscle_role_muscle_role")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_role_share_source_source")
        ),
        sa.PrimaryKeyConstraint("speed_m_s", "muscle_role", "source", name=op.f("pk_role_share")),
    )
    op.create_table(
        "role_trend",
        sa.Column(
            "quantity",
            sa.Enum("share", "absolute", name="quantity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("slope_per_m_s", sa.Float(), nullable=False),
        sa.Column("slope_sd", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("n_rising", sa.Integer(), nullable=False),
        sa.Column("p", sa.Float(), nullable=False),
        sa.Column("q", sa.Float(), nullable=False),
        sa.Column(
            "muscle_role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["muscle_role"], ["muscle_role.id"], name=op.f("fk_role_trend_muscle_role_muscle_role")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_role_trend_source_source")
        ),
        sa.PrimaryKeyConstraint("quantity", "muscle_role", "source", name=op.f("pk_role_trend")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("role_trend")
    op.drop_table("role_share")
    with op.batch_alter_table("muscle_role_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_role_finding_finding"))

    op.drop_table("muscle_role_finding")
    with op.batch_alter_table("muscle_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_role_role"))
        batch_op.drop_index("ix_muscle_role_phase_role")
        batch_op.drop_index(batch_op.f("ix_muscle_role_muscle"))

    op.drop_table("muscle_role")
    op.drop_table("joint_work")
    op.drop_table("joint_trend")
