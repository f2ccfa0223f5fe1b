"""Documents of goals and of the rules of training."""

from collections.abc import Iterator

from app.domain.goals import Goal, GoalAim, TrainingRule
from app.schemas.goals import AimRead, GoalRead, TrainingRuleRead
from app.seeding.render.pages import Commons, Page, all_of, by, page


class GoalShelf:
    """All rows of goals and rules, each table read once."""

    def __init__(self, commons: Commons) -> None:
        """Read the rows."""
        self._commons = commons
        self._goals: list[Goal] = commons.rows(Goal, Goal.position)
        self._aims = by(commons.rows(GoalAim, GoalAim.goal, GoalAim.place), "goal")
        self._rules: list[TrainingRule] = commons.rows(TrainingRule, TrainingRule.id)

    def goals(self) -> Iterator[Page]:
        """Render the goals."""
        for goal in self._goals:
            update = {
                "aliases": self._commons.names("goal", goal.slug),
                "aims": all_of(AimRead, self._aims[goal.slug]),
            }
            yield page("goals", goal.slug, GoalRead.model_validate(goal, update=update))

    def training_rules(self) -> Iterator[Page]:
        """Render the rules."""
        for rule in self._rules:
            cited = {"cited": [self._commons.cite(key) for key in rule.sources]}
            yield page(
                "training-rules", rule.id, TrainingRuleRead.model_validate(rule, update=cited)
            )
