"""How much of the work of one exercise another one does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.vocabulary import Involvement

INVOLVED = {Involvement.primary: 1.0, Involvement.secondary: 0.5, Involvement.stabiliser: 0.25}
"""How much the work of a muscle counts, by its involvement; a judgement."""
INSIDE = 0.75  # Closeness of a muscle and a part of it; a judgement.
SIBLINGS = 0.25  # Closeness of two parts of the same whole; a judgement.
KEPT = 0.5  # Closeness from which a muscle counts as kept; a judgement.
EASIER = 0.25  # What each level that an exercise is easier takes from its stimulus; a judgement.
WEIGHTS = {"muscles": 0.35, "roles": 0.35, "manner": 0.15, "level": 0.15}
"""How much each part of a comparison counts; a judgement. Manner is category, pattern and kind
of contraction."""
OVERLAP_DIGITS = 3


@dataclass(frozen=True)
class Anatomy:
    """Who is part of whom: the parent of each node, and everything inside each node."""

    parents: Mapping[str, str | None]
    parts: Mapping[str, frozenset[str]]

    def closeness(self, one: str, other: str) -> float:
        """Say how much two nodes are the same muscle, 0 to 1."""
        if one == other:
            return 1.0
        if other in self.parts[one] or one in self.parts[other]:
            return INSIDE
        parent = self.parents[one]
        return SIBLINGS if parent is not None and parent == self.parents[other] else 0.0


@dataclass(frozen=True)
class Supply:
    """What an exercise works and trains, and how."""

    slug: str
    muscles: Mapping[str, Involvement]
    roles: Mapping[str, Sequence[str]]
    """For each running role, the muscles through which it is trained."""
    category: str = ""
    pattern: str = ""
    contraction: str = ""
    level: int = 1
    impact: int = 0


@dataclass
class Comparison:
    """What of one exercise another one keeps and loses."""

    parts: dict[str, float] = field(default_factory=dict)
    """Muscles, roles, manner and level: how much of each is kept, 0 to 1."""
    kept_muscles: list[str] = field(default_factory=list)
    lost_muscles: list[str] = field(default_factory=list)
    kept_roles: list[str] = field(default_factory=list)
    lost_roles: list[str] = field(default_factory=list)

    @property
    def overlap(self) -> float:
        """The parts together, 0 to 1; without muscles or roles, the others alone."""
        whole = sum(WEIGHTS[part] for part in self.parts)
        kept = sum(WEIGHTS[part] * share for part, share in self.parts.items())
        return round(kept / whole, OVERLAP_DIGITS)


def compare(original: Supply, other: Supply, anatomy: Anatomy) -> Comparison:
    """Say how much of the work of `original` the `other` does.

    A muscle counts by its involvement, as far as the other works it as much and as near in the
    tree; a role counts by the muscles through which the original trains it.
    """
    result = Comparison()
    _compare_muscles(original, other, anatomy, result)
    _compare_roles(original, other, anatomy, result)
    same = [
        original.category == other.category,
        original.pattern == other.pattern,
        original.contraction == other.contraction,
    ]
    result.parts["manner"] = sum(same) / len(same)
    easier = max(0, original.level - other.level)
    result.parts["level"] = max(0.0, 1 - EASIER * easier)
    return result


def _compare_muscles(original: Supply, other: Supply, anatomy: Anatomy, into: Comparison) -> None:
    done = total = 0.0
    for muscle, involvement in original.muscles.items():
        needed = INVOLVED[involvement]
        best = max(
            (
                anatomy.closeness(muscle, slug) * min(1.0, INVOLVED[works] / needed)
                for slug, works in other.muscles.items()
            ),
            default=0.0,
        )
        done += needed * best
        total += needed
        (into.kept_muscles if best >= KEPT else into.lost_muscles).append(muscle)
    if total:
        into.parts["muscles"] = done / total


def _compare_roles(original: Supply, other: Supply, anatomy: Anatomy, into: Comparison) -> None:
    shares = []
    for role, muscles in original.roles.items():
        by = other.roles.get(role)
        share = 0.0 if by is None else _trained(muscles, by, anatomy)
        shares.append(share)
        (into.kept_roles if share >= KEPT else into.lost_roles).append(role)
    if shares:
        into.parts["roles"] = sum(shares) / len(shares)


def _trained(muscles: Sequence[str], by: Sequence[str], anatomy: Anatomy) -> float:
    """Say how well a role through some muscles is trained through others, 0 to 1."""
    if not muscles:
        return 1.0
    return sum(
        max((anatomy.closeness(muscle, other) for other in by), default=0.0) for muscle in muscles
    ) / len(muscles)


def rank(
    original: Supply, others: Sequence[Supply], anatomy: Anatomy, least: float
) -> list[tuple[Supply, Comparison]]:
    """Rank the others by overlap, at least `least`; a stretch is no alternative to a lift.

    Ties go to less impact, then to the nearer level, then to the slug.
    """
    compared = [
        (other, compare(original, other, anatomy))
        for other in others
        if other.slug != original.slug
    ]
    return sorted(
        (pair for pair in compared if pair[1].overlap >= least),
        key=lambda pair: (
            -pair[1].overlap,
            pair[0].impact,
            abs(pair[0].level - original.level),
            pair[0].slug,
        ),
    )
