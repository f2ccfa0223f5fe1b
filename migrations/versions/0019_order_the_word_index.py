"""Order the word index: each word knows its best entries, and all words stand in a table."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables anew; seeding, which follows, fills them."""
    drop_index_of_words()
    op.create_table(
        "search_entry",
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("key", _text(100), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("hint", sa.String(length=400), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_search_entry")),
    )
    op.create_table(
        "search_word",
        sa.Column("word", _text(202), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("key", _text(100), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "kind", "key", name=op.f("pk_search_word")),
    )
    op.create_index(
        "ix_search_word_word_place", "search_word", ["word", "place", "kind", "key", "rank"]
    )
    op.create_table(
        "search_form",
        sa.Column("form", _text(100), nullable=False),
        sa.Column("word", _text(100), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_search_form")),
    )


def downgrade() -> None:
    """Create the tables as they were, empty."""
    op.drop_table("search_form")
    drop_index_of_words()
    op.create_table(
        "search_entry",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", _text(100), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("hint", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_search_entry")),
    )
    op.create_table(
        "search_word",
        sa.Column("word", _text(100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", _text(100), nullable=False),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("form", _text(100), nullable=False),
        sa.PrimaryKeyConstraint(
            "word", "kind", "key", "field", "position", name=op.f("pk_search_word")
        ),
    )


def drop_index_of_words() -> None:
    """Drop both tables of the index, in either shape."""
    op.drop_table("search_word")
    op.drop_table("search_entry")


def _text(length: int) -> sa.types.TypeEngine[str]:
    """Give the type of text that bytes order."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
