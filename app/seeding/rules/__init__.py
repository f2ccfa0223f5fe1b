"""The rules of the seed: each is one small function that yields one line per breach.

`check` runs them all and stops at nothing, so that one run names every fault.
"""

from collections.abc import Callable, Iterator

from app.seeding.read import Seed
from app.seeding.rules.anatomy import (
    aliases_are_unique,
    heads_belong_to_muscles,
    members_exist_and_do_not_overlap,
    parents_exist,
    summaries_are_told_apart,
    the_tree_has_no_cycle,
)
from app.seeding.rules.catalogue import (
    crosswalk_keys_are_clear,
    demands_are_met_at_home,
    doses_fit,
    fit_numbers_are_clear,
    foreign_links_lead_to_ours,
    gates_are_clear,
    levels_rise_along_progressions,
    muscles_are_named_once,
    muscles_that_matter_have_exercises,
    named_equipment_exists,
    named_exercises_exist,
    named_injuries_exist,
    named_patterns_exist,
    named_roles_exist,
    progressions_have_no_cycle,
    roles_are_trained_by_moving_muscles,
    texts_are_told_apart,
    trained_roles_are_played,
)
from app.seeding.rules.evidence import (
    claims_have_evidence,
    claims_rest_on_known_roles,
    computations_name_their_data,
    dois_have_a_level,
    experts_cite_nothing,
    levels_are_told,
)
from app.seeding.rules.figures import (
    a_role_has_one_grade,
    absolute_trends_have_units,
    phases_run_forward,
    ranges_hold_their_values,
    shares_of_one_total_do_not_exceed_it,
    trends_have_shares,
)
from app.seeding.rules.poses import (
    contacts_do_not_slide,
    contacts_touch,
    drawn_things_are_needed,
    hands_meet_what_they_hold,
    joints_stay_in_range,
    nothing_sinks_into_the_ground,
    soles_turn_with_their_toes,
    still_poses_balance,
)
from app.seeding.rules.references import (
    a_general_goal_exists,
    cited_sources_exist,
    findings_bear_on_roles_that_can_be,
    ids_of_roles_fit,
    keys_are_unique,
    lists_name_each_once,
    moved_slugs_are_retired,
    named_functions_exist,
    named_muscles_exist,
    named_phases_exist,
    positions_are_unique,
    rules_that_shape_answers_are_told,
    topics_are_known,
)

Rule = Callable[[Seed], Iterator[str]]

RULES: tuple[Rule, ...] = (
    keys_are_unique,
    lists_name_each_once,
    positions_are_unique,
    parents_exist,
    the_tree_has_no_cycle,
    heads_belong_to_muscles,
    members_exist_and_do_not_overlap,
    aliases_are_unique,
    summaries_are_told_apart,
    cited_sources_exist,
    named_muscles_exist,
    named_phases_exist,
    named_functions_exist,
    topics_are_known,
    findings_bear_on_roles_that_can_be,
    ranges_hold_their_values,
    phases_run_forward,
    shares_of_one_total_do_not_exceed_it,
    trends_have_shares,
    absolute_trends_have_units,
    a_role_has_one_grade,
    levels_are_told,
    computations_name_their_data,
    dois_have_a_level,
    claims_have_evidence,
    experts_cite_nothing,
    named_equipment_exists,
    named_patterns_exist,
    named_exercises_exist,
    named_injuries_exist,
    named_roles_exist,
    roles_are_trained_by_moving_muscles,
    progressions_have_no_cycle,
    levels_rise_along_progressions,
    texts_are_told_apart,
    doses_fit,
    gates_are_clear,
    fit_numbers_are_clear,
    foreign_links_lead_to_ours,
    crosswalk_keys_are_clear,
    drawn_things_are_needed,
    joints_stay_in_range,
    soles_turn_with_their_toes,
    contacts_touch,
    contacts_do_not_slide,
    nothing_sinks_into_the_ground,
    still_poses_balance,
    hands_meet_what_they_hold,
    rules_that_shape_answers_are_told,
    a_general_goal_exists,
    moved_slugs_are_retired,
)
LAST_RULES: tuple[Rule, ...] = (
    claims_rest_on_known_roles,
    ids_of_roles_fit,
    muscles_are_named_once,
    trained_roles_are_played,
    demands_are_met_at_home,
    muscles_that_matter_have_exercises,
)
"""Rules that need a whole tree: about what comes out of a seed which keeps all the others."""


def check(seed: Seed) -> list[str]:
    """Name every breach of every rule, files that cannot be read first."""
    faults = list(seed.faults)
    for rule in RULES:
        faults += rule(seed)
    if not faults:
        # Only a seed that holds together can be asked what roles come out of it.
        for rule in LAST_RULES:
            faults += rule(seed)
    return faults
