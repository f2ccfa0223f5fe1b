"""The closed vocabularies: words that the code itself must understand.

Open vocabularies (muscles, phases, roles, functions, sources) are rows, not code.
"""

from enum import StrEnum


class MuscleKind(StrEnum):
    """How deep in the tree of anatomy a node stands, or that it cuts across the tree."""

    group = "group"
    muscle = "muscle"
    head = "head"
    functional = "functional"


class Region(StrEnum):
    """The part of the body where a muscle's belly lies."""

    hip = "hip"
    thigh = "thigh"
    leg = "leg"
    foot = "foot"
    trunk = "trunk"
    upper_limb = "upper-limb"
    whole_body = "whole-body"


class PhaseKind(StrEnum):
    """Whether a gait phase is an instant or a stretch of time."""

    event = "event"
    interval = "interval"


class Direction(StrEnum):
    """Whether a muscle works for the function or against it."""

    drives = "drives"
    opposes = "opposes"


class Derivation(StrEnum):
    """How the share of a muscle role came to be known."""

    measured = "measured"
    summed = "summed"
    unsummable = "unsummable"


class Grade(StrEnum):
    """Strength of the evidence, from direct measurement in runners (A) to inference (E)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class Verification(StrEnum):
    """Where we saw a figure or an identifier; levels outside this list may not ship."""

    primary = "primary"
    review = "review"
    secondary = "secondary"
    computed = "computed"
    expert = "expert"
    convention = "convention"


class Quantity(StrEnum):
    """What moves with speed: a share of a total, or the quantity before it is shared out."""

    share = "share"
    absolute = "absolute"


class SubjectKind(StrEnum):
    """What a finding was measured on."""

    muscle = "muscle"
    joint = "joint"
    tissue = "tissue"
    whole_body = "whole-body"


class ValueKind(StrEnum):
    """Whether a finding is a number that may be weighed, or only an order or a statement."""

    number = "number"
    rank = "rank"
    text = "text"
    p_value = "p-value"


class Stance(StrEnum):
    """How a finding bears on the statement that it is listed under."""

    supports = "supports"
    qualifies = "qualifies"
    dissents = "dissents"


class Verdict(StrEnum):
    """What the evidence says of a popular claim."""

    supported = "supported"
    nuanced = "nuanced"
    contradicted = "contradicted"
    unproven = "unproven"


class Joint(StrEnum):
    """The joints whose work is reported."""

    hip = "hip"
    knee = "knee"
    ankle = "ankle"


class WorkSign(StrEnum):
    """Whether a joint gives energy to the body or takes it away."""

    positive = "positive"
    negative = "negative"


class Category(StrEnum):
    """What kind of training an exercise is."""

    strength = "strength"
    isometric = "isometric"
    plyometric = "plyometric"
    drill = "drill"
    trunk = "trunk"
    foot_core = "foot-core"
    mobility = "mobility"


class Laterality(StrEnum):
    """Whether both sides work at once, one alone, or one after the other."""

    bilateral = "bilateral"
    unilateral = "unilateral"
    alternating = "alternating"


class Contraction(StrEnum):
    """How muscles work in an exercise."""

    concentric = "concentric"
    eccentric = "eccentric"
    isometric = "isometric"
    mixed = "mixed"
    ballistic = "ballistic"
    mobility = "mobility"


class Measure(StrEnum):
    """What an exercise is counted in."""

    reps = "reps"
    seconds = "seconds"
    metres = "metres"
    contacts = "contacts"


class Involvement(StrEnum):
    """How much of the work of an exercise a muscle does; the most involved come first."""

    primary = "primary"
    secondary = "secondary"
    stabiliser = "stabiliser"


class RoleMode(StrEnum):
    """Whether an exercise trains a running role, or only prepares the range for it."""

    trains = "trains"
    prepares = "prepares"


class MatchQuality(StrEnum):
    """How well an entry of another catalogue fits an exercise."""

    exact = "exact"
    close = "close"
    category_only = "category-only"


class CrosswalkKind(StrEnum):
    """What an entry of another catalogue names."""

    exercise = "exercise"
    muscle = "muscle"
    equipment = "equipment"


class CrosswalkMatch(StrEnum):
    """How well an entry of another catalogue fits ours; what is proposed is not reviewed."""

    exact = "exact"
    close = "close"
    category_only = "category-only"
    proposed = "proposed"


class EmgMetric(StrEnum):
    """Which figure of the electromyogram a study reports."""

    mean = "mean"
    peak = "peak"
    median = "median"
    pooled = "pooled"


class GateKind(StrEnum):
    """What an injury asks of an exercise; the strictest comes first."""

    avoid = "avoid"
    modify = "modify"
    caution = "caution"


class GateStage(StrEnum):
    """When a gate holds: at any stage of an injury, while it is acute, or late in recovery."""

    any = "any"
    acute = "acute"
    late = "late"


class Stage(StrEnum):
    """A stage of an injury that can be asked for."""

    acute = "acute"
    late = "late"


class LinkRole(StrEnum):
    """What an exercise is to an injury."""

    rehab = "rehab"
    prevention = "prevention"
    modify = "modify"
    avoid = "avoid"


class RehabStage(StrEnum):
    """A stage of rehabilitation."""

    early = "early"
    mid = "mid"
    late = "late"


class Urgency(StrEnum):
    """How soon a red flag needs a clinician."""

    emergency = "emergency"
    urgent = "urgent"
    clinician = "clinician"
