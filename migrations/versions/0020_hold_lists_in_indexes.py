"""Hold in indexes what lists of muscles and muscle roles ask, so that no row of a table is read."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

RANKED = [
    *("phase", "role", "derivation", "muscle", "function"),
    *("direction", "weight", "share", "grade", "id"),
]
HELD = {
    "ix_muscle_role_ranked": ("muscle_role", RANKED),
    "ix_muscle_role_role_derivation_muscle": ("muscle_role", ["role", "derivation", "muscle"]),
    "ix_muscle_kind_name_slug": ("muscle", ["kind", "name", "slug"]),
    "ix_muscle_slug_kind_region": ("muscle", ["slug", "kind", "region"]),
    "ix_muscle_name_slug_kind_region": ("muscle", ["name", "slug", "kind", "region"]),
}
BEFORE = {
    "ix_muscle_role_phase_role": ["phase", "role"],
    "ix_muscle_role_role": ["role"],
}


def upgrade() -> None:
    """Build the indexes; two of them begin as old ones did."""
    for name, (table, columns) in HELD.items():
        op.create_index(name, table, columns)
    for name in BEFORE:
        op.drop_index(name, "muscle_role")


def downgrade() -> None:
    """Put the old ones back."""
    for name, columns in BEFORE.items():
        op.create_index(name, "muscle_role", columns)
    for name, (table, _) in HELD.items():
        op.drop_index(name, table)
