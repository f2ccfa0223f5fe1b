"""Work out the muscle roles: shares of one node, and of its parts where they may be added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import fmean

from app.domain.running import SHARE_DIGITS, weight_of
from app.domain.vocabulary import Derivation, Direction, Grade, MuscleKind, Stance
from app.seeding.read import Seed
from app.seeding.records import FunctionRecord, ShareRecord, TrendRecord, WeightRecord
from app.seeding.tree import Tree

Place = tuple[str, str, Direction]
"""Phase, function, direction: where the shares of one source have one total."""
Sources = dict[tuple[str, str, str, Direction], tuple[str, ...]]
"""For each weighted muscle and place, the sources that its share is the mean of."""


@dataclass
class Point:
    """A share at one speed in one source, measured or added up."""

    source: str
    speed_m_s: float
    share: float
    low: float | None
    high: float | None
    n: int
    sd: float | None = None
    method_low: float | None = None
    method_high: float | None = None
    absolute: float | None = None
    absolute_sd: float | None = None
    absolute_unit: str | None = None


@dataclass
class RoleFacts:
    """One muscle role, and everything that it rests on."""

    muscle: str
    role: str
    phase: str
    function: str
    direction: Direction
    derivation: Derivation = Derivation.measured
    grade: Grade = Grade.E
    weight: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    n: int | None = None
    basis: str = ""
    sources: list[str] = field(default_factory=list)
    """Keys of the sources that its share and range rest on."""
    points: list[Point] = field(default_factory=list)
    trends: list[TrendRecord] = field(default_factory=list)
    findings: dict[str, Stance] = field(default_factory=dict)
    """Id of each finding, and how it bears on the role."""

    @property
    def id(self) -> str:
        """The permanent id."""
        return f"{self.muscle}.{self.phase}.{self.role}.{self.function}.{self.direction}"

    @property
    def place(self) -> Place:
        """Where its share is counted."""
        return (self.phase, self.function, self.direction)


def work_out_roles(seed: Seed) -> list[RoleFacts]:
    """Give every muscle role of the seed, measured ones and sums, by id."""
    functions = {f.slug: f for role in seed.roles for f in role.function}
    owners = {f.slug: role.slug for role in seed.roles for f in role.function}
    tree = Tree(seed.muscles)
    measured = _measured(seed, owners)
    sums = _sums(measured, tree, functions, owners, seed.weights)
    _weigh([*measured.values(), *sums], tree)
    return sorted([*measured.values(), *sums], key=lambda role: role.id)


def _measured(seed: Seed, owners: dict[str, str]) -> dict[str, RoleFacts]:
    """Collect what is known of each node itself."""
    roles: dict[str, RoleFacts] = {}

    def role_of(muscle: str, phase: str, function: str, direction: Direction) -> RoleFacts:
        fresh = RoleFacts(muscle, owners[function], phase, function, direction)
        return roles.setdefault(fresh.id, fresh)

    shares: dict[str, list[ShareRecord]] = {}
    for share in seed.shares:
        role = role_of(share.muscle, share.phase, share.function, share.direction)
        shares.setdefault(role.id, []).append(share)
    weights: dict[str, WeightRecord] = {}
    for weight in seed.weights:
        role = role_of(weight.muscle, weight.phase, weight.function, weight.direction)
        weights[role.id] = weight
    for trend in seed.trends:
        role_of(trend.muscle, trend.phase, trend.function, trend.direction).trends.append(trend)
    grades: dict[str, list[Grade]] = {}
    for finding in seed.findings:
        bearing = [tuple(target.split(".")) for target in finding.bears_on]
        if not bearing and finding.function and finding.direction:
            own = (finding.phase, owners[finding.function], finding.function, finding.direction)
            bearing = [(muscle, *own) for muscle in finding.muscles]
        for muscle, phase, _, function, direction in bearing:
            role = role_of(muscle, phase, function, Direction(direction))
            role.findings[finding.id] = finding.stance
            grades.setdefault(role.id, []).append(finding.grade)
    for role in roles.values():
        role.trends.sort(key=lambda trend: trend.source)
        role.findings = dict(sorted(role.findings.items()))
        _settle(role, shares.get(role.id, []), weights.get(role.id), grades.get(role.id, []))
    return roles


def _settle(
    role: RoleFacts, shares: list[ShareRecord], weight: WeightRecord | None, grades: list[Grade]
) -> None:
    """Fill share, range, grade and basis from the strongest figures that there are."""
    if shares:
        role.points = sorted((_point(share) for share in shares), key=_key)
        role.grade = max(share.grade for share in shares)
        _settle_cohorts(role, weight)
    elif weight:
        role.sources = sorted(weight.sources)
        role.share, role.share_low, role.share_high = weight.share, weight.low, weight.high
        role.n, role.grade = weight.n, weight.grade
        role.basis = f"{weight.basis} Computed by this project from public data."
    else:
        role.grade = min(grades)
        role.basis = "No share is known: the findings below name a rank, a figure or a statement."


def _point(share: ShareRecord) -> Point:
    return Point(**share.model_dump(exclude={"muscle", "phase", "function", "direction", "grade"}))


def _settle_cohorts(role: RoleFacts, weight: WeightRecord | None) -> None:
    """Summarise cohorts: each counts once, and the range covers every runner and method."""
    cohorts: dict[str, list[Point]] = {}
    for point in role.points:
        cohorts.setdefault(point.source, []).append(point)
    role.share = round(
        fmean(fmean(p.share for p in points) for points in cohorts.values()), SHARE_DIGITS
    )
    ends = [
        end
        for p in role.points
        for end in (p.share, p.low, p.high, p.method_low, p.method_high)
        if end is not None
    ]
    role.sources = sorted({*cohorts, *(weight.sources if weight else ())})
    if weight:
        ends += [end for end in (weight.share, weight.low, weight.high) if end is not None]
    role.share_low, role.share_high = min(ends), max(ends)
    role.n = sum(max(p.n for p in points) for points in cohorts.values())
    slow, fast = (pick(p.speed_m_s for p in role.points) for pick in (min, max))
    at = f"{slow:g} to {fast:g}" if slow < fast else f"{slow:g}"
    many = f"Mean of {len(cohorts)} cohort means" if len(cohorts) > 1 else "One cohort"
    apart = f", and over {_count(weight.n, 'runner')} analysed apart" if weight else ""
    role.basis = (
        f"{many} ({role.n} runners, {at} m/s), computed by this project from public data; low and "
        "high are the extremes over runners, speeds and ways to share force among muscles"
        f"{apart}."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _sums(
    measured: dict[str, RoleFacts],
    tree: Tree,
    functions: dict[str, FunctionRecord],
    owners: dict[str, str],
    weights: list[WeightRecord],
) -> list[RoleFacts]:
    """Add up the shares of parts for every node that has none of its own."""
    sources: Sources = {
        (w.muscle, w.phase, w.function, w.direction): tuple(w.sources) for w in weights
    }
    by_place: dict[Place, dict[str, RoleFacts]] = {}
    for role in measured.values():
        by_place.setdefault(role.place, {})[role.muscle] = role
    sums = []
    for place, known in sorted(by_place.items()):
        phase, function, direction = place
        for node in tree.nodes:
            if node in known or not tree.children(node):
                continue
            parts, silent = tree.cover(node, known.keys())
            if not parts:
                continue
            fresh = RoleFacts(node, owners[function], phase, function, direction)
            found = [known[part] for part in parts]
            _add_up(fresh, found, silent, function=functions[function], sources=sources, tree=tree)
            sums.append(fresh)
    return sums


def _add_up(
    role: RoleFacts,
    parts: list[RoleFacts],
    silent: list[str],
    *,
    function: FunctionRecord,
    sources: Sources,
    tree: Tree,
) -> None:
    """Add the parts where one source gives them as parts of one total, or say why not."""
    added = [part for part in parts if part.points] or [p for p in parts if p.share is not None]
    role.grade = max(part.grade for part in added or parts)
    why = _why_not(added, function, sources)
    if why:
        role.derivation = Derivation.unsummable
        named = _listed([tree.name(part.muscle) for part in parts])
        role.basis = f"Known of {named} only, and not added up: {why}."
        return
    role.derivation = Derivation.summed
    if added[0].points:
        role.points = list(_added_points([part.points for part in added]))
        _settle_cohorts(role, None)
        how = "source by source and speed by speed"
    else:
        role.share = _capped(part.share for part in added)
        role.share_low = _capped(part.share_low for part in added)
        role.share_high = _capped(part.share_high for part in added)
        role.n = min((part.n for part in added if part.n), default=None)
        role.sources = sorted({source for part in added for source in part.sources})
        how = "all of the same source"
    named = _listed([tree.name(part.muscle) for part in added])
    lacking = [*(part.muscle for part in parts if part not in added), *silent]
    gaps = f" No such figure for {_listed([tree.name(x) for x in lacking])}." if lacking else ""
    role.basis = f"Sum over {named}, {how}; low and high add the parts' extremes.{gaps}"


def _why_not(added: list[RoleFacts], function: FunctionRecord, sources: Sources) -> str | None:
    """Say why shares may not be added; None where they may."""
    if not function.summable:
        return f"{function.name.lower()} of different muscles is not part of one total at one time"
    if not added:
        return "no part has a share, only ranks, figures or statements"
    if added[0].points:
        common = set.intersection(*({_key(p) for p in part.points} for part in added))
        return None if common else "no source gives all of them at the same speed"
    origins = {sources[part.muscle, part.phase, part.function, part.direction] for part in added}
    return None if len(origins) == 1 else "their shares come from different sources"


def _key(point: Point) -> tuple[str, float]:
    return (point.source, point.speed_m_s)


def _added_points(parts: list[list[Point]]) -> Iterator[Point]:
    """Add the points that all parts have: the same source, the same speed."""
    tables = [{_key(point): point for point in points} for points in parts]
    for key in sorted(set.intersection(*(set(table) for table in tables))):
        points = [table[key] for table in tables]
        yield Point(
            source=key[0],
            speed_m_s=key[1],
            share=_capped(p.share for p in points) or 0.0,
            low=_capped(p.low for p in points),
            high=_capped(p.high for p in points),
            n=min(p.n for p in points),
        )


def _capped(shares: Iterable[float | None]) -> float | None:
    """Add shares; unknown where one of them is, and never more than the whole."""
    known = list(shares)
    if any(share is None for share in known):
        return None
    return round(min(1.0, sum(share for share in known if share is not None)), SHARE_DIGITS)


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _weigh(roles: list[RoleFacts], tree: Tree) -> None:
    """Set every share against the largest measured share of the tree in the same place."""
    largest: dict[Place, float] = {}
    for role in roles:
        in_tree = tree.kind(role.muscle) is not MuscleKind.functional
        if role.share is not None and in_tree and role.derivation is Derivation.measured:
            largest[role.place] = max(role.share, largest.get(role.place, 0.0))
    for role in roles:
        top = largest.get(role.place)
        if role.share is not None and top:
            role.weight = weight_of(role.share, top)
