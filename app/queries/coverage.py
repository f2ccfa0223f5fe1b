"""Say what a routine covers of what running needs."""

from pydantic_core import to_json
from sqlmodel import Session

from app.queries.names import known_names
from app.queries.recommendations import NOTE, Teller, named
from app.queries.sessions import understand_task
from app.queries.snapshots import open_snapshot
from app.queries.speaker import places
from app.recommend.cover import additions, cover
from app.recommend.gain import best_match, gains
from app.recommend.score import score
from app.schemas.paging import Rendered
from app.schemas.sessions import Addition, CoverageParams, CoverageRead, GapRead


def get_coverage(session: Session, params: CoverageParams) -> Rendered:
    """Say what a routine covers of a goal, what it misses, and what would close the gaps."""
    with open_snapshot(session) as at:
        asked = understand_task(at, params)
        slugs = known_names(at).resolve("exercise", "exercise", params.exercise)
        known = asked.knowledge
        routine = [known.exercises[slug] for slug in dict.fromkeys(slugs)]
        covered = cover(routine, asked.demand, asked.goal)
        teller = Teller(at, known, asked.runner)
        most = best_match(asked.demand, known, asked.goal)
        added = [
            Addition(
                exercise=teller.recommend(
                    score(
                        exercise,
                        gains(exercise, asked.demand, asked.goal),
                        asked.demand,
                        asked.runner,
                        most,
                    )
                ),
                adds=round(gain, 4),
            )
            for exercise, gain in additions(routine, asked.demand, known, asked.runner, asked.goal)
        ]
        read = CoverageRead(
            goal=named(asked.goal),
            covered=round(covered.whole, 4),
            by_place=places(covered),
            gaps=[
                GapRead(
                    muscle=gap.pair[0],
                    role=gap.pair[1],
                    phase=gap.need.because.phase,
                    importance=round(gap.need.importance, 4),
                    met=round(gap.met, 4),
                )
                for gap in covered.gaps
            ],
            imbalances=covered.imbalances,
            additions=added,
            note=NOTE,
            revision=at.release.number,
        )
    return Rendered(to_json(read), at.release)
