"""Create claims."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "claim",
        sa.Column(
            "slug",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(length=400), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "supported",
                "nuanced",
                "contradicted",
                "unproven",
                name="verdict",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("explanation", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_claim")),
    )
    op.create_table(
        "claim_evidence",
        sa.Column(
            "claim",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "supports", "qualifies", "dissents", name="stance", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("says", sa.String(length=400), nullable=False),
        sa.Column(
            "finding",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "effect",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "muscle_role",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["claim"], ["claim.slug"], name=op.f("fk_claim_evidence_claim_claim")
        ),
        sa.ForeignKeyConstraint(
            ["effect"], ["effect.id"], name=op.f("fk_claim_evidence_effect_effect")
        ),
        sa.ForeignKeyConstraint(
            ["finding"], ["finding.id"], name=op.f("fk_claim_evidence_finding_finding")
        ),
        sa.ForeignKeyConstraint(
            ["muscle_role"],
            ["muscle_role.id"],
            name=op.f("fk_claim_evidence_muscle_role_muscle_role"),
        ),
        sa.PrimaryKeyConstraint("claim", "position", name=op.f("pk_claim_evidence")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("claim_evidence")
    op.drop_table("claim")
