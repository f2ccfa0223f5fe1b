"""Create the word index."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "search_entry",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "key",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("hint", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_search_entry")),
    )
    op.create_table(
        "search_word",
        sa.Column(
            "word",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "key",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column(
            "form",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(
            "word", "kind", "key", "field", "position", name=op.f("pk_search_word")
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("search_word")
    op.drop_table("search_entry")
