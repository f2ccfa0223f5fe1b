"""Create muscles."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "alias",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "alias",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("kind", "alias", name=op.f("pk_alias")),
    )
    op.create_table(
        "muscle",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "name",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("latin", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "group",
                "muscle",
                "head",
                "functional",
                name="musclekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "region",
            sa.Enum(
                "hip",
                "thigh",
                "leg",
                "foot",
                "trunk",
                "upper-limb",
                "whole-body",
                name="region",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "parent",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("insertion", sa.String(), nullable=True),
        sa.Column("nerve", sa.String(), nullable=True),
        sa.Column("roots", sa.String(), nullable=True),
        sa.Column("joints", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("actions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("fma", sa.String(), nullable=True),
        sa.Column("uberon", sa.String(), nullable=True),
        sa.Column("ta2", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["muscle.slug"], name=op.f("fk_muscle_parent_muscle")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_muscle")),
    )
    op.create_table(
        "muscle_architecture",
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("units_in_model", sa.Integer(), nullable=False),
        sa.Column("max_isometric_force_n", sa.Float(), nullable=False),
        sa.Column("optimal_fiber_length_m", sa.Float(), nullable=False),
        sa.Column("tendon_slack_length_m", sa.Float(), nullable=False),
        sa.Column("pennation_angle_deg", sa.Float(), nullable=False),
        sa.Column("max_contraction_velocity_lopt_s", sa.Float(), nullable=True),
        sa.Column("tendon_strain_at_max_force", sa.Float(), nullable=True),
        sa.Column("moment_arms_m", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
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
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_muscle_architecture_muscle_muscle")
        ),
        sa.PrimaryKeyConstraint("model", "unit", name=op.f("pk_muscle_architecture")),
    )
    with op.batch_alter_table("muscle_architecture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muscle_architecture_muscle"), ["muscle"], unique=False)

    op.create_table(
        "muscle_member",
        sa.Column(
            "functional",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "member",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["functional"], ["muscle.slug"], name=op.f("fk_muscle_member_functional_muscle")
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["muscle.slug"], name=op.f("fk_muscle_member_member_muscle")
        ),
        sa.PrimaryKeyConstraint("functional", "member", name=op.f("pk_muscle_member")),
    )
    with op.batch_alter_table("muscle_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muscle_member_member"), ["member"], unique=False)

    op.create_table(
        "muscle_part",
        sa.Column(
            "whole",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "part",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part"], ["muscle.slug"], name=op.f("fk_muscle_part_part_muscle")),
        sa.ForeignKeyConstraint(
            ["whole"], ["muscle.slug"], name=op.f("fk_muscle_part_whole_muscle")
        ),
        sa.PrimaryKeyConstraint("whole", "part", name=op.f("pk_muscle_part")),
    )
    with op.batch_alter_table("muscle_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muscle_part_part"), ["part"], unique=False)

    op.create_table(
        "muscle_volume",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("slope_cm3_per_kg_m", sa.Float(), nullable=True),
        sa.Column("intercept_cm3", sa.Float(), nullable=True),
        sa.Column("volume_cm3", sa.Float(), nullable=True),
        sa.Column("pcsa_cm2", sa.Float(), nullable=True),
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
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_muscle_volume_muscle_muscle")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_muscle_volume_source_source")
        ),
        sa.PrimaryKeyConstraint("name", "source", "muscle", name=op.f("pk_muscle_volume")),
    )
    with op.batch_alter_table("muscle_volume", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muscle_volume_muscle"), ["muscle"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("muscle_volume", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_volume_muscle"))

    op.drop_table("muscle_volume")
    with op.batch_alter_table("muscle_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_part_part"))

    op.drop_table("muscle_part")
    with op.batch_alter_table("muscle_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_member_member"))

    op.drop_table("muscle_member")
    with op.batch_alter_table("muscle_architecture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_muscle_architecture_muscle"))

    op.drop_table("muscle_architecture")
    op.drop_table("muscle")
    op.drop_table("alias")
