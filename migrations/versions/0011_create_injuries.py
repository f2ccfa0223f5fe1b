"""Create injuries, gates and red flags."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "injury",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("share", sa.String(), nullable=True),
        sa.Column("share_population", sa.String(), nullable=True),
        sa.Column("share_sources", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("muscles_basis", sa.String(), nullable=True),
        sa.Column("aggravating", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("management", sa.String(length=2000), nullable=False),
        sa.Column("certainty", sa.String(length=400), nullable=False),
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
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("red_flags", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_injury")),
    )
    op.create_table(
        "injury_muscle",
        sa.Column(
            "injury",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["injury"], ["injury.slug"], name=op.f("fk_injury_muscle_injury_injury")
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_injury_muscle_muscle_muscle")
        ),
        sa.PrimaryKeyConstraint("injury", "muscle", name=op.f("pk_injury_muscle")),
    )
    with op.batch_alter_table("injury_muscle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injury_muscle_muscle"), ["muscle"], unique=False)

    op.create_table(
        "red_flag",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("signs", sa.String(length=400), nullable=False),
        sa.Column("concern", sa.String(length=400), nullable=False),
        sa.Column("action", sa.String(length=400), nullable=False),
        sa.Column(
            "urgency",
            sa.Enum(
                "emergency", "urgent", "clinician", name="urgency", native_enum=False, length=40
            ),
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
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_red_flag_source_source")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_red_flag")),
    )
    op.create_table(
        "injury_exercise",
        sa.Column(
            "id",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "rehab",
                "prevention",
                "modify",
                "avoid",
                name="linkrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("stages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("timing", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(length=400), nullable=False),
        sa.Column("scope", sa.String(length=400), nullable=False),
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
        sa.Column(
            "injury",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_injury_exercise_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["injury"], ["injury.slug"], name=op.f("fk_injury_exercise_injury_injury")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_injury_exercise_source_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injury_exercise")),
    )
    with op.batch_alter_table("injury_exercise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injury_exercise_exercise"), ["exercise"], unique=False)
        batch_op.create_index(batch_op.f("ix_injury_exercise_injury"), ["injury"], unique=False)

    op.create_table(
        "injury_gate",
        sa.Column(
            "gate",
            sa.Enum("avoid", "modify", "caution", name="gatekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum("any", "acute", "late", name="gatestage", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "injury",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_injury_gate_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["injury"], ["injury.slug"], name=op.f("fk_injury_gate_injury_injury")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.key"], name=op.f("fk_injury_gate_source_source")
        ),
        sa.PrimaryKeyConstraint("stage", "exercise", "injury", name=op.f("pk_injury_gate")),
    )
    with op.batch_alter_table("injury_gate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injury_gate_injury"), ["injury"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("injury_gate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_injury_gate_injury"))

    op.drop_table("injury_gate")
    with op.batch_alter_table("injury_exercise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_injury_exercise_injury"))
        batch_op.drop_index(batch_op.f("ix_injury_exercise_exercise"))

    op.drop_table("injury_exercise")
    op.drop_table("red_flag")
    with op.batch_alter_table("injury_muscle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_injury_muscle_muscle"))

    op.drop_table("injury_muscle")
    op.drop_table("injury")
