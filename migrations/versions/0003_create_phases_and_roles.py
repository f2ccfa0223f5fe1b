"""Create phases and roles."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "phase",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("event", "interval", name="phasekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("start_pct", sa.Float(), nullable=False),
        sa.Column("end_pct", sa.Float(), nullable=False),
        sa.Column("observed", sa.String(), nullable=True),
        sa.Column("relative", sa.String(), nullable=True),
        sa.Column("definition", sa.String(length=2000), nullable=False),
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
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_phase")),
    )
    op.create_table(
        "role",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_role")),
    )
    op.create_table(
        "gait_timing",
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("stance", sa.String(length=120), nullable=False),
        sa.Column("speed_low_m_s", sa.Float(), nullable=False),
        sa.Column("speed_high_m_s", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("stride_s", sa.Float(), nullable=True),
        sa.Column("stride_low_s", sa.Float(), nullable=True),
        sa.Column("stride_high_s", sa.Float(), nullable=True),
        sa.Column("contact_s", sa.Float(), nullable=True),
        sa.Column("contact_low_s", sa.Float(), nullable=True),
        sa.Column("contact_high_s", sa.Float(), nullable=True),
        sa.Column("flight_low_s", sa.Float(), nullable=True),
        sa.Column("flight_high_s", sa.Float(), nullable=True),
        sa.Column("toe_off_pct", sa.Float(), nullable=True),
        sa.Column("toe_off_low_pct", sa.Float(), nullable=True),
        sa.Column("toe_off_high_pct", sa.Float(), nullable=True),
        sa.Column("switch_pct", sa.Float(), nullable=True),
        sa.Column("switch_low_pct", sa.Float(), nullable=True),
        sa.Column("switch_high_pct", sa.Float(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_gait_timing_source_source")
        ),
        sa.PrimaryKeyConstraint("source", "stance", "speed_low_m_s", name=op.f("pk_gait_timing")),
    )
    op.create_table(
        "mechanical_function",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=2000), nullable=False),
        sa.Column("drives", sa.String(length=400), nullable=False),
        sa.Column("opposes", sa.String(), nullable=True),
        sa.Column("share_of", sa.String(), nullable=True),
        sa.Column("summable", sa.Boolean(), nullable=False),
        sa.Column(
            "role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["role"], ["role.slug"], name=op.f("fk_mechanical_function_role_role")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_mechanical_function")),
    )
    with op.batch_alter_table("mechanical_function", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mechanical_function_role"), ["role"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("mechanical_function", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mechanical_function_role"))

    op.drop_table("mechanical_function")
    op.drop_table("gait_timing")
    op.drop_table("role")
    op.drop_table("phase")
