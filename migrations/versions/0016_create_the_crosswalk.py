"""Create the crosswalk: links with other catalogues, what was imported of them, and its entries."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BY_BYTES = sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql")
KIND = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")
LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "foreign_link",
        sa.Column("system", BY_BYTES, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "exercise",
                "muscle",
                "equipment",
                name="crosswalkkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", BY_BYTES, nullable=False),
        sa.Column("slug", BY_BYTES, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "match",
            sa.Enum(
                "exact", "close", "category-only", name="matchquality", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("system", "kind", "id", "slug", name=op.f("pk_foreign_link")),
    )
    op.create_table(
        "foreign_catalogue",
        sa.Column("system", BY_BYTES, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("report", LIST, nullable=False),
        sa.PrimaryKeyConstraint("system", name=op.f("pk_foreign_catalogue")),
    )
    op.create_table(
        "foreign_exercise",
        sa.Column("system", BY_BYTES, nullable=False),
        sa.Column("id", BY_BYTES, nullable=False),
        sa.Column("also", BY_BYTES, nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("aliases", LIST, nullable=False),
        sa.Column("primary_muscles", LIST, nullable=False),
        sa.Column("secondary_muscles", LIST, nullable=False),
        sa.Column("equipment", LIST, nullable=False),
        sa.Column("licence", sa.String(length=120), nullable=False),
        sa.Column("licence_url", sa.String(length=400), nullable=True),
        sa.Column("attribution", sa.String(length=400), nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["system"],
            ["foreign_catalogue.system"],
            name=op.f("fk_foreign_exercise_system_foreign_catalogue"),
        ),
        sa.PrimaryKeyConstraint("system", "id", name=op.f("pk_foreign_exercise")),
    )
    op.create_table(
        "crosswalk_entry",
        sa.Column("key", BY_BYTES, nullable=False),
        sa.Column("system", BY_BYTES, nullable=False),
        sa.Column("id", BY_BYTES, nullable=False),
        sa.Column("also", BY_BYTES, nullable=True),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_crosswalk_entry")),
    )
    for column in ("also", "id"):
        op.create_index(
            f"ix_crosswalk_entry_system_{column}", "crosswalk_entry", ["system", column]
        )
    op.create_table(
        "crosswalk_link",
        sa.Column("entry", BY_BYTES, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("slug", BY_BYTES, nullable=False),
        sa.Column(
            "match",
            sa.Enum(
                "exact",
                "close",
                "category-only",
                "proposed",
                name="crosswalkmatch",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["entry"],
            ["crosswalk_entry.key"],
            name=op.f("fk_crosswalk_link_entry_crosswalk_entry"),
        ),
        sa.PrimaryKeyConstraint("entry", "kind", "slug", name=op.f("pk_crosswalk_link")),
    )
    op.create_index("ix_crosswalk_link_kind_slug", "crosswalk_link", ["kind", "slug"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "crosswalk_link", "crosswalk_entry", "foreign_exercise", "foreign_catalogue", "foreign_link"
    ):  # fmt: skip
        op.drop_table(table)
