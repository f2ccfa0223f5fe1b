"""Questions about electromyography."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.domain.emg import Emg, EmgRanking, EmgRankingExercise, EmgRankingMuscle
from app.domain.evidence import Source
from app.queries.muscles import parts_of
from app.queries.names import known_names
from app.queries.paging import By, Listing, render_page
from app.queries.snapshots import open_snapshot
from app.queries.statements import Condition, always, ask
from app.schemas.emg import EmgStudyParams, EmgStudySort
from app.schemas.paging import Rendered

STUDIES = Listing("emg-studies", col(Source.key))
ORDER = {
    EmgStudySort.key: (By(col(Source.key)),),
    EmgStudySort.key_descending: (By(col(Source.key), descending=True),),
}
IS_STUDY = always(
    or_(
        col(Source.key).in_(select(Emg.source)),
        col(Source.key).in_(select(EmgRanking.source)),
    )
)
OF_MUSCLE = Condition(
    lambda wholes: or_(
        col(Source.key).in_(select(Emg.source).where(parts_of(col(Emg.muscle)).build(wholes))),
        col(Source.key).in_(
            select(EmgRanking.source)
            .join(EmgRankingMuscle, col(EmgRankingMuscle.ranking) == EmgRanking.id)
            .where(parts_of(col(EmgRankingMuscle.muscle)).build(wholes))
        ),
    )
)
OF_EXERCISE = Condition(
    lambda exercises: or_(
        col(Source.key).in_(select(Emg.source).where(col(Emg.exercise).in_(exercises))),
        col(Source.key).in_(
            select(EmgRanking.source)
            .join(EmgRankingExercise, col(EmgRankingExercise.ranking) == EmgRanking.id)
            .where(col(EmgRankingExercise.exercise).in_(exercises))
        ),
    )
)


def list_emg_studies(session: Session, params: EmgStudyParams) -> Rendered:
    """List the studies of muscle activity."""
    order = ORDER[params.sort]
    with open_snapshot(session) as at:
        names = known_names(at)
        where = [
            IS_STUDY,
            *ask(
                {
                    OF_MUSCLE: names.resolve("muscle", "muscle", params.muscle),
                    OF_EXERCISE: names.resolve("exercise", "exercise", params.exercise),
                }
            ),
        ]
        return render_page(at, STUDIES, params, path="/v1/emg-studies", order=order, where=where)
