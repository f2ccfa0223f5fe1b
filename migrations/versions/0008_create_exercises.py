"""Create equipment, movement patterns and exercises."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "equipment",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("includes", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_equipment")),
    )
    op.create_table(
        "movement_pattern",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_movement_pattern")),
    )
    op.create_table(
        "exercise",
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
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "strength",
                "isometric",
                "plyometric",
                "drill",
                "trunk",
                "foot-core",
                "mobility",
                name="category",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "pattern",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "laterality",
            sa.Enum(
                "bilateral",
                "unilateral",
                "alternating",
                name="laterality",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "reps",
                "seconds",
                "metres",
                "contacts",
                name="measure",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("per_side", sa.Boolean(), nullable=False),
        sa.Column(
            "contraction",
            sa.Enum(
                "concentric",
                "eccentric",
                "isometric",
                "mixed",
                "ballistic",
                "mobility",
                name="contraction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("instructions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("cues", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("mistakes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("safety", sa.String(), nullable=True),
        sa.Column("helpful", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pattern"],
            ["movement_pattern.slug"],
            name=op.f("fk_exercise_pattern_movement_pattern"),
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_exercise")),
    )
    with op.batch_alter_table("exercise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exercise_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_exercise_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_exercise_pattern"), ["pattern"], unique=False)

    op.create_table(
        "exercise_dose",
        sa.Column("sets_low", sa.Integer(), nullable=True),
        sa.Column("sets_high", sa.Integer(), nullable=True),
        sa.Column("amount_low", sa.Integer(), nullable=True),
        sa.Column("amount_high", sa.Integer(), nullable=True),
        sa.Column("contacts_low", sa.Integer(), nullable=True),
        sa.Column("contacts_high", sa.Integer(), nullable=True),
        sa.Column("hold_s", sa.Integer(), nullable=True),
        sa.Column("reps_in_reserve_low", sa.Integer(), nullable=True),
        sa.Column("reps_in_reserve_high", sa.Integer(), nullable=True),
        sa.Column("load_1rm_low", sa.Float(), nullable=True),
        sa.Column("rest_low_s", sa.Integer(), nullable=True),
        sa.Column("rest_high_s", sa.Integer(), nullable=True),
        sa.Column("per_week_low", sa.Integer(), nullable=True),
        sa.Column("per_week_high", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("judgement", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_dose_exercise_exercise")
        ),
        sa.PrimaryKeyConstraint("exercise", name=op.f("pk_exercise_dose")),
    )
    op.create_table(
        "exercise_muscle",
        sa.Column(
            "involvement",
            sa.Enum(
                "primary",
                "secondary",
                "stabiliser",
                name="involvement",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "contraction",
            sa.Enum(
                "concentric",
                "eccentric",
                "isometric",
                "mixed",
                "ballistic",
                "mobility",
                name="contraction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_muscle_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_exercise_muscle_muscle_muscle")
        ),
        sa.PrimaryKeyConstraint("exercise", "muscle", name=op.f("pk_exercise_muscle")),
    )
    with op.batch_alter_table("exercise_muscle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exercise_muscle_muscle"), ["muscle"], unique=False)

    op.create_table(
        "exercise_need",
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("way", sa.Integer(), nullable=False),
        sa.Column(
            "equipment",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["equipment"], ["equipment.slug"], name=op.f("fk_exercise_need_equipment_equipment")
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_need_exercise_exercise")
        ),
        sa.PrimaryKeyConstraint("exercise", "way", "equipment", name=op.f("pk_exercise_need")),
    )
    op.create_table(
        "exercise_role",
        sa.Column(
            "role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum("trains", "prepares", name="rolemode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_role_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(["role"], ["role.slug"], name=op.f("fk_exercise_role_role_role")),
        sa.PrimaryKeyConstraint("role", "exercise", name=op.f("pk_exercise_role")),
    )
    op.create_table(
        "exercise_role_muscle",
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_role_muscle_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_exercise_role_muscle_muscle_muscle")
        ),
        sa.ForeignKeyConstraint(
            ["role"], ["role.slug"], name=op.f("fk_exercise_role_muscle_role_role")
        ),
        sa.PrimaryKeyConstraint("exercise", "role", "muscle", name=op.f("pk_exercise_role_muscle")),
    )
    op.create_table(
        "exercise_way",
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("way", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_way_exercise_exercise")
        ),
        sa.PrimaryKeyConstraint("exercise", "way", name=op.f("pk_exercise_way")),
    )
    op.create_table(
        "progression",
        sa.Column("change", sa.String(length=400), nullable=False),
        sa.Column("same_level_because", sa.String(), nullable=True),
        sa.Column(
            "easier",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "harder",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["easier"], ["exercise.slug"], name=op.f("fk_progression_easier_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["harder"], ["exercise.slug"], name=op.f("fk_progression_harder_exercise")
        ),
        sa.PrimaryKeyConstraint("easier", "harder", name=op.f("pk_progression")),
    )
    with op.batch_alter_table("progression", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progression_harder"), ["harder"], unique=False)

    op.create_table(
        "exercise_muscle_role",
        sa.Column(
            "exercise",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle_role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "muscle",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.slug"], name=op.f("fk_exercise_muscle_role_exercise_exercise")
        ),
        sa.ForeignKeyConstraint(
            ["muscle"], ["muscle.slug"], name=op.f("fk_exercise_muscle_role_muscle_muscle")
        ),
        sa.ForeignKeyConstraint(
            ["muscle_role"],
            ["muscle_role.id"],
            name=op.f("fk_exercise_muscle_role_muscle_role_muscle_role"),
        ),
        sa.PrimaryKeyConstraint(
            "exercise", "muscle_role", "muscle", name=op.f("pk_exercise_muscle_role")
        ),
    )
    with op.batch_alter_table("exercise_muscle_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exercise_muscle_role_muscle_role"), ["muscle_role"], unique=False
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("exercise_muscle_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exercise_muscle_role_muscle_role"))

    op.drop_table("exercise_muscle_role")
    with op.batch_alter_table("progression", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progression_harder"))

    op.drop_table("progression")
    op.drop_table("exercise_way")
    op.drop_table("exercise_role_muscle")
    op.drop_table("exercise_role")
    op.drop_table("exercise_need")
    with op.batch_alter_table("exercise_muscle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exercise_muscle_muscle"))

    op.drop_table("exercise_muscle")
    op.drop_table("exercise_dose")
    with op.batch_alter_table("exercise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exercise_pattern"))
        batch_op.drop_index(batch_op.f("ix_exercise_name"))
        batch_op.drop_index(batch_op.f("ix_exercise_category"))

    op.drop_table("exercise")
    op.drop_table("movement_pattern")
    op.drop_table("equipment")
