"""Questions about injuries and red flags."""

from sqlmodel import Session, col, select

from app.domain.injuries import Injury, InjuryExercise, InjuryMuscle, RedFlag
from app.queries.muscles import near
from app.queries.names import known_names
from app.queries.paging import NUMBER, By, Listing, render_page
from app.queries.snapshots import open_snapshot
from app.queries.statements import Condition, ask, is_one_of
from app.schemas.injuries import InjuryParams, InjurySort, RedFlagParams, RedFlagSort
from app.schemas.paging import Rendered

INJURIES = Listing("injuries", col(Injury.slug))
RED_FLAGS = Listing("red-flags", col(RedFlag.slug))

INJURY_ORDER = {
    InjurySort.slug: (By(col(Injury.slug)),),
    InjurySort.slug_descending: (By(col(Injury.slug), descending=True),),
}
RED_FLAG_ORDER = {
    RedFlagSort.position: (By(col(RedFlag.position), holds=NUMBER), By(col(RedFlag.slug))),
    RedFlagSort.slug: (By(col(RedFlag.slug)),),
}

INJURY_MUSCLE = Condition(
    lambda wholes: col(Injury.slug).in_(
        select(InjuryMuscle.injury).where(col(InjuryMuscle.muscle).in_(near(wholes)))
    )
)
INJURY_EXERCISE = Condition(
    lambda exercises: col(Injury.slug).in_(
        select(InjuryExercise.injury).where(col(InjuryExercise.exercise).in_(exercises))
    )
)
URGENCY = is_one_of(col(RedFlag.urgency))


def list_injuries(session: Session, params: InjuryParams) -> Rendered:
    """List the injuries."""
    order = INJURY_ORDER[params.sort]
    with open_snapshot(session) as at:
        names = known_names(at)
        where = ask(
            {
                INJURY_MUSCLE: names.resolve("muscle", "muscle", params.muscle),
                INJURY_EXERCISE: names.resolve("exercise", "exercise", params.exercise),
            }
        )
        return render_page(at, INJURIES, params, path="/v1/injuries", order=order, where=where)


def list_red_flags(session: Session, params: RedFlagParams) -> Rendered:
    """List the red flags."""
    order = RED_FLAG_ORDER[params.sort]
    where = ask({URGENCY: params.urgency})
    with open_snapshot(session) as at:
        return render_page(at, RED_FLAGS, params, path="/v1/red-flags", order=order, where=where)
