"""Questions about the data as a whole."""

from enum import StrEnum
from inspect import getdoc

from pydantic_core import to_json
from sqlalchemy import func
from sqlmodel import Session, col, select

from app import __version__
from app.domain import vocabulary
from app.domain.muscles import Alias, Muscle
from app.domain.revisions import Document
from app.domain.running import MechanicalFunction, Phase, Role
from app.queries.snapshots import open_snapshot
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
        counted = select(Document.kind, func.count()).group_by(Document.kind)
        counts = dict(at.session.exec(counted.order_by(Document.kind)).all())
    read = ReleaseRead(
        id=at.release.id,
        revision=at.release.number,
        digest=at.release.digest,
        counts=counts,
        version=__version__,
        licence=LICENCE,
    )
    return Rendered(read.model_dump_json().encode(), at.release)


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
]
_CLOSED: dict[str, type[StrEnum]] = {
    "direction": vocabulary.Direction,
    "derivation": vocabulary.Derivation,
    "grade": vocabulary.Grade,
    "level": vocabulary.MuscleKind,
    "region": vocabulary.Region,
    "stance": vocabulary.Stance,
    "verdict": vocabulary.Verdict,
    "verified": vocabulary.Verification,
}


def _closed(name: str, words: type[StrEnum]) -> Vocabulary:
    return Vocabulary(
        name=name,
        description=(getdoc(words) or name).splitlines()[0],
        open=False,
        terms=[
            Term(
                value=word.value,
                description=GRADES.get(word.value) or WORDS.get(word.value) or f"The {word.value}.",
                aliases=[],
            )
            for word in words
        ],
    )
