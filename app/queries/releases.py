"""Questions about the data as a whole."""

from enum import StrEnum
from inspect import getdoc

from pydantic_core import to_json
from sqlalchemy import func
from sqlmodel import Session, col, select

from app import __version__
from app.domain import vocabulary
from app.domain.exercises import Equipment, Pattern
from app.domain.muscles import Alias, Muscle
from app.domain.revisions import Document
from app.domain.running import MechanicalFunction, Phase, Role
from app.formats.llms import MEDIA_TYPE as GUIDE_TYPE
from app.formats.llms import guide
from app.queries.snapshots import Snapshot, open_snapshot
from app.schemas.paging import Release, Rendered
from app.schemas.releases import ReleaseRead, Term, Vocabulary, VocabularyRead

LICENCE = "CC BY 4.0"

GRADES = {
    "A": "Direct measurement in running humans, or a systematic review of such.",
    "B": "Several runners (7 or more): inverse dynamics, checked simulation, imaging or strength.",
    "C": "EMG alone, a small or single-runner simulation, or cadavers loaded as in running.",
    "D": "A re-analysis that hangs on its assumptions, walking data, or a narrative review.",
    "E": "Textbook consensus or expert inference without running data.",
}
WORDS = {
    "drives": "Works for the function.",
    "opposes": "Works against the function.",
    "measured": "A figure of this very node.",
    "summed": "Added up from the shares of its parts, one source at a time.",
    "unsummable": "Known of its parts only, and those may not be added.",
    "group": "Several muscles that anatomy names together.",
    "muscle": "One muscle.",
    "head": "A part of a muscle with an origin of its own.",
    "functional": "Muscles that act together across the tree, such as the hip extensors.",
    "primary": "Seen in the paper's own record, abstract or table.",
    "review": "Seen in a published table that cites the paper.",
    "secondary": "Seen in another work that cites the paper.",
    "computed": "Computed by this project from public data.",
    "expert": "Our own synthesis, without a source.",
    "convention": "A definition of this project.",
    "supports": "Speaks for the statement that it is listed under.",
    "qualifies": "Narrows the statement or adds a condition.",
    "dissents": "Speaks against the statement.",
    "supported": "The evidence agrees with the claim.",
    "nuanced": "The evidence agrees with a part of the claim, or under conditions.",
    "contradicted": "The evidence speaks against the claim.",
    "unproven": "The evidence does not settle the claim.",
}


def get_release(session: Session) -> Rendered:
    """Describe the data that answers come from."""
    with open_snapshot(session) as at:
        counts = count_documents(at)
    read = ReleaseRead(
        id=at.release.id,
        revision=at.release.number,
        digest=at.release.digest,
        counts=counts,
        version=__version__,
        licence=LICENCE,
    )
    return Rendered(read.model_dump_json().encode(), at.release)


def get_guide(session: Session, base: str) -> Rendered:
    """Tell a language model what there is, at the address `base`."""
    with open_snapshot(session) as at:
        counts = count_documents(at)
    text = guide(base, at.release.id, counts)
    return Rendered(text.encode(), at.release, media_type=GUIDE_TYPE)


def count_documents(at: Snapshot) -> dict[str, int]:
    """Count the documents of each kind."""
    counted = select(Document.kind, func.count()).group_by(Document.kind)
    return dict(at.session.exec(counted.order_by(Document.kind)).all())


def find_release(session: Session) -> Release:
    """Name the newest revision; raises NotReady where there is none."""
    with open_snapshot(session) as at:
        return at.release


def get_vocabulary(session: Session) -> Rendered:
    """List every word that parameters and fields can take."""
    with open_snapshot(session) as at:
        aliases: dict[tuple[str, str], list[str]] = {}
        rows = select(Alias.kind, Alias.slug, Alias.name).where(Alias.alias != Alias.slug)
        rows = rows.order_by(Alias.kind, Alias.alias)
        for kind, slug, name in at.session.exec(rows):
            aliases.setdefault((kind, slug), []).append(name)
        open_ones = [
            Vocabulary(
                name=name,
                description=description,
                open=True,
                terms=[
                    Term(value=slug, description=text, aliases=aliases.get((name, slug), []))
                    for slug, text in at.session.exec(statement)
                ],
            )
            for name, description, statement in _OPEN
        ]
    vocabularies = [*open_ones, *(_closed(name, words) for name, words in _CLOSED.items())]
    read = VocabularyRead(vocabularies=vocabularies, revision=at.release.number)
    return Rendered(to_json(read), at.release)


_OPEN = [
    (
        "phase",
        "Phases of the running cycle.",
        select(Phase.slug, Phase.definition).order_by(col(Phase.position)),
    ),
    (
        "role",
        "What a muscle does for running.",
        select(Role.slug, Role.definition).order_by(col(Role.position)),
    ),
    (
        "function",
        "The measurable parts of the roles.",
        select(MechanicalFunction.slug, MechanicalFunction.definition).order_by(
            col(MechanicalFunction.position)
        ),
    ),
    (
        "muscle",
        "Nodes of the tree of anatomy, and functional groups.",
        select(Muscle.slug, Muscle.summary).order_by(col(Muscle.slug)),
    ),
    (
        "pattern",
        "Movement patterns of exercises.",
        select(Pattern.slug, Pattern.definition).order_by(col(Pattern.position)),
    ),
    (
        "equipment",
        "Things that exercises need, and sets of them.",
        select(Equipment.slug, Equipment.summary).order_by(col(Equipment.slug)),
    ),
    (
        "system",
        "Other catalogues whose ids the crosswalk knows.",
        select(Alias.slug, Alias.name).where(col(Alias.kind) == "system").order_by(Alias.slug),
    ),
]
_CLOSED: dict[str, type[StrEnum]] = {
    "direction": vocabulary.Direction,
    "derivation": vocabulary.Derivation,
    "grade": vocabulary.Grade,
    "category": vocabulary.Category,
    "laterality": vocabulary.Laterality,
    "contraction": vocabulary.Contraction,
    "measure": vocabulary.Measure,
    "involvement": vocabulary.Involvement,
    "mode": vocabulary.RoleMode,
    "match": vocabulary.MatchQuality,
    "crosswalk-kind": vocabulary.CrosswalkKind,
    "crosswalk-match": vocabulary.CrosswalkMatch,
    "metric": vocabulary.EmgMetric,
    "gate": vocabulary.GateKind,
    "gate-stage": vocabulary.GateStage,
    "link-role": vocabulary.LinkRole,
    "urgency": vocabulary.Urgency,
    "level": vocabulary.MuscleKind,
    "region": vocabulary.Region,
    "stance": vocabulary.Stance,
    "verdict": vocabulary.Verdict,
    "verified": vocabulary.Verification,
}


EXERCISE_WORDS: dict[type[StrEnum], dict[str, str]] = {
    vocabulary.Category: {
        "strength": "Moves a load, or the body, through a range to build force.",
        "isometric": "Holds a position under load.",
        "plyometric": "Jumps, hops, landings and throws: fast stretch and rebound.",
        "drill": "Rehearses a part of the running stride.",
        "trunk": "Keeps the trunk still, or moves it, under load.",
        "foot-core": "Works the small muscles of the foot, and balance.",
        "mobility": "Prepares or keeps range; it trains no running role.",
    },
    vocabulary.Laterality: {
        "bilateral": "Both sides work at once.",
        "unilateral": "One side works; then change.",
        "alternating": "The sides take turns.",
    },
    vocabulary.Contraction: {
        "concentric": "The muscle shortens while it pulls.",
        "eccentric": "The muscle lengthens while it pulls.",
        "isometric": "The muscle pulls at one length.",
        "mixed": "The muscle lengthens and shortens in turn.",
        "ballistic": "The muscle and its tendon are stretched and shorten fast.",
        "mobility": "The muscle is lengthened without load.",
    },
    vocabulary.Measure: {
        "reps": "Repetitions.",
        "seconds": "Seconds.",
        "metres": "Metres.",
        "contacts": "Contacts of a foot, or of both, with the ground.",
    },
    vocabulary.Involvement: {
        "primary": "Does most of the work.",
        "secondary": "Does a part of it.",
        "stabiliser": "Holds the body so that the others can work.",
    },
    vocabulary.RoleMode: {
        "trains": "Builds what the role needs.",
        "prepares": "Keeps the range that the role needs, and trains nothing.",
    },
    vocabulary.MatchQuality: {
        "exact": "The same movement, sides and kind of load.",
        "close": "The same movement with one difference that would not mislead a runner.",
        "category-only": "Only the category fits; the name is 65535.",
    },
    vocabulary.CrosswalkKind: {
        "exercise": "It names an exercise.",
        "muscle": "It names a muscle, or a group of muscles.",
        "equipment": "It names a thing that exercises need.",
    },
    vocabulary.CrosswalkMatch: {
        "exact": "Reviewed: the same.",
        "close": "Reviewed: it differs in a way that would not mislead a runner.",
        "category-only": "Reviewed: only the category fits.",
        "proposed": "Worked out from names, muscles and equipment, and not reviewed.",
    },
    vocabulary.EmgMetric: {
        "mean": "Mean activity over the movement.",
        "peak": "Highest activity in the movement.",
        "median": "Median activity over the movement.",
        "pooled": "Pooled over studies by a review.",
    },
    vocabulary.GateKind: {
        "avoid": "Leave it out.",
        "modify": "Only with the change that the reason names.",
        "caution": "Watch what the reason names.",
    },
    vocabulary.GateStage: {
        "any": "At every stage.",
        "acute": "While it is acute.",
        "late": "Late in recovery.",
    },
    vocabulary.LinkRole: {
        "rehab": "Part of rehabilitation.",
        "prevention": "Studied for prevention; none is promised.",
        "modify": "To be changed.",
        "avoid": "To be left out.",
    },
    vocabulary.Urgency: {
        "emergency": "Emergency care now.",
        "urgent": "A clinician urgently.",
        "clinician": "A clinician before any plan.",
    },
}


def _closed(name: str, words: type[StrEnum]) -> Vocabulary:
    told = EXERCISE_WORDS.get(words, GRADES | WORDS)
    return Vocabulary(
        name=name,
        description=(getdoc(words) or name).splitlines()[0],
        open=False,
        terms=[
            Term(
                value=word.value,
                description=told.get(word.value) or f"The {word.value}.",
                aliases=[],
            )
            for word in words
        ],
    )
