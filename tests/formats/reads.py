"""Sessions and plans made by hand, for the tests of formats."""

from datetime import date
from typing import Any

from app.domain.vocabulary import GateKind, GateStage, Grade, Measure, Stance, Urgency
from app.formats.origin import Origin
from app.schemas.paging import Named, SourceRef
from app.schemas.recommendations import CautionRead, FindingRef, LeftOut, Reason, RuleRef
from app.schemas.sessions import (
    CoverageOf,
    PlanParams,
    PlanRead,
    PlanSession,
    PlanWeekRead,
    Referral,
    SessionBlock,
    SessionItem,
    SessionMeta,
    SessionParams,
    SessionRead,
    Weekday,
    WorkoutLinks,
)

BASE = "https://api.example.org"
NOTE = "Nothing here clears anybody for training."
GOAL = Named(slug="late-race-form", name="Form late in a race")
SOURCE = SourceRef(key="brown-2001", label="Brown 2001")


def asked(**question: Any) -> Origin:
    """Give the origin of a session that was asked so."""
    return Origin(BASE, "/v1/sessions", SessionParams.model_validate(question))


def asked_plan(**question: Any) -> Origin:
    """Give the origin of a plan that was asked so."""
    return Origin(BASE, "/v1/plans", PlanParams.model_validate(question))


def reason(text: str = "Calf: about 80 % of the forward impulse in push-off.") -> Reason:
    """Make a reason with a source."""
    return Reason(
        muscle="soleus",
        role="power",
        phase="push-off",
        muscle_role="soleus.push-off.power.propulsion.drives",
        importance=0.3,
        adds=0.2,
        weight=1.0,
        share=0.8,
        grade=Grade.B,
        text=text,
        findings=[FindingRef(id="f1", stance=Stance.supports)],
        sources=[SOURCE],
    )


def caution(text: str = "Watch: The tendon takes load.", **other: Any) -> CautionRead:
    """Make a caution."""
    return CautionRead(
        injury=other.get("injury", Named(slug="calf-strain", name="Calf strain")),
        gate=GateKind.caution,
        stage=other.get("stage", GateStage.acute),
        text=text,
        source=other.get("source", "brown-2001"),
    )


def item(**other: Any) -> SessionItem:
    """Make an exercise of a session: heel raises, unless it is said otherwise."""
    usual: dict[str, Any] = {
        "exercise": Named(slug="heel-raise", name="Heel raise"),
        "sets": 3,
        "reps": 8,
        "hold_s": None,
        "metres": None,
        "contacts": None,
        "per_side": True,
        "measure": Measure.reps,
        "load": "Hard, with 2 left.",
        "rest_s": 60,
        "minutes": 3.8,
        "score": 0.5,
        "reasons": [],
        "cautions": [],
    }
    return SessionItem(**usual | other)


WALK = item(
    exercise=Named(slug="heel-walk", name="Heel walk"),
    sets=1,
    reps=None,
    metres=30,
    measure=Measure.metres,
    per_side=False,
    load="Relaxed.",
    rest_s=30,
    score=None,
)
BLOCKS = [
    SessionBlock(kind="prepare", items=[WALK]),
    SessionBlock(kind="calf-and-foot", items=[item(reasons=[reason()], cautions=[caution()])]),
]
RULE = RuleRef(
    id="r22",
    text="Nothing is promised.",
    judgement=False,
    label="Second-hand.",
    sources=["brown-2001"],
)
OMITTED = LeftOut(
    exercise=Named(slug="back-squat", name="Back squat"),
    code="equipment",
    text="It needs barbell.",
)
REFERRAL = Referral(
    red_flag=Named(slug="night-pain", name="Night pain"),
    signs="Pain that wakes you.",
    action="See a clinician.",
    urgency=Urgency.clinician,
)


def session(**other: Any) -> SessionRead:
    """Make a session."""
    usual: dict[str, Any] = {
        "goal": GOAL,
        "minutes": 24.9,
        "blocks": BLOCKS,
        "coverage": [CoverageOf(role="power", phase="push-off", met=0.5)],
        "left_out": [OMITTED],
        "rules": [RULE],
        "sources": [SOURCE],
        "referral": None,
        "links": WorkoutLinks(fit="/v1/sessions.fit?minutes=25"),
        "meta": SessionMeta(gap=0.0, contacts=0, uses_minutes=True, unmet=["lateral-hip"]),
        "note": NOTE,
        "revision": 1,
    }
    return SessionRead(**usual | other)


def referred() -> SessionRead:
    """Make the answer to a red flag."""
    return session(
        minutes=0.0, blocks=[], coverage=[], left_out=[], sources=[], referral=REFERRAL, links=None
    )


def planned(day: date | None = date(2027, 3, 2), **other: Any) -> PlanSession:
    """Make a session of a plan."""
    usual: dict[str, Any] = {
        "day": Weekday.tue,
        "date": day,
        "letter": "A",
        "hours_to_key_run": None,
        "minutes": 19.8,
        "blocks": BLOCKS,
        "left_out": [],
        "links": WorkoutLinks(fit="/v1/plans.fit?day=tue&week=1"),
    }
    return PlanSession(**usual | other)


def plan(*sessions: PlanSession, **other: Any) -> PlanRead:
    """Make a plan of one week."""
    week = PlanWeekRead(
        week=1,
        kind="build",
        changes=["Learn the exercises."],
        rules=["r22"],
        sessions=list(sessions) or [planned()],
    )
    usual: dict[str, Any] = {
        "goal": GOAL,
        "weeks": [week],
        "rules": [RULE],
        "referral": None,
        "note": NOTE,
        "revision": 1,
    }
    return PlanRead(**usual | other)


def referred_plan() -> PlanRead:
    """Make the plan that a red flag does not give."""
    return plan(weeks=[], referral=REFERRAL)
