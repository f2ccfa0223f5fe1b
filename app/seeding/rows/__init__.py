"""What the tables must hold: every row that the records of a checked seed come to."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app.seeding.read import Seed
from app.seeding.roles import work_out_roles
from app.seeding.rows.exercises import equipment_rows, exercise_rows, link_rows
from app.seeding.rows.goals import goal_rows
from app.seeding.rows.injuries import injury_rows
from app.seeding.rows.muscles import muscle_rows
from app.seeding.rows.names import name_rows
from app.seeding.rows.running import (
    claim_rows,
    evidence_rows,
    joint_rows,
    role_rows,
    running_rows,
)
from app.seeding.rows.words import word_rows


def table_rows(seed: Seed) -> Iterator[SQLModel]:
    """Turn checked records into rows; parents come before their children."""
    roles = work_out_roles(seed)
    yield from running_rows(seed)
    yield from muscle_rows(seed)
    yield from name_rows(seed)
    yield from evidence_rows(seed)
    for facts in roles:
        yield from role_rows(facts)
    yield from joint_rows(seed)
    yield from claim_rows(seed)
    yield from equipment_rows(seed)
    yield from exercise_rows(seed, roles)
    yield from link_rows(seed)
    yield from injury_rows(seed)
    yield from goal_rows(seed)
    yield from word_rows(seed)
