"""Questions about goals and the rules of training."""

from sqlmodel import Session, col

from app.domain.goals import Goal, TrainingRule
from app.queries.paging import NUMBER, By, Listing, render_page
from app.queries.snapshots import open_snapshot
from app.schemas.goals import GoalParams, GoalSort, TrainingRuleParams, TrainingRuleSort
from app.schemas.paging import Rendered

GOALS = Listing("goals", col(Goal.slug))
TRAINING_RULES = Listing("training-rules", col(TrainingRule.id))
GOAL_ORDER = {
    GoalSort.position: (By(col(Goal.position), holds=NUMBER), By(col(Goal.slug))),
    GoalSort.slug: (By(col(Goal.slug)),),
}
TRAINING_RULE_ORDER = {
    TrainingRuleSort.id: (By(col(TrainingRule.id)),),
    TrainingRuleSort.id_descending: (By(col(TrainingRule.id), descending=True),),
}


def list_goals(session: Session, params: GoalParams) -> Rendered:
    """List the goals."""
    order = GOAL_ORDER[params.sort]
    with open_snapshot(session) as at:
        return render_page(at, GOALS, params, path="/v1/goals", order=order)


def list_training_rules(session: Session, params: TrainingRuleParams) -> Rendered:
    """List the rules of training."""
    order = TRAINING_RULE_ORDER[params.sort]
    with open_snapshot(session) as at:
        return render_page(at, TRAINING_RULES, params, path="/v1/training-rules", order=order)
