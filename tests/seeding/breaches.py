"""Breaches of rules, as the tests show them: a rule, changes of the world, and exact faults."""

from collections.abc import Iterable
from pathlib import Path

from app.seeding.read import read_seed
from app.seeding.rules import Rule, check
from tests.seeding.changes import Changes
from tests.world import write_world

Breach = tuple[Rule, Changes, list[str]]


def named(breaches: Iterable[Breach]) -> list[str]:
    """Name each breach in the id of its test."""
    return [f"{rule.__name__}-{faults[0]}" for rule, _, faults in breaches]


def faults_of(rule: Rule, changes: Changes, folder: Path) -> tuple[list[str], list[str]]:
    """Change the world; give what one rule says of it, and what all of them say."""
    seed = read_seed(write_world(folder, changes))
    return list(rule(seed)), check(seed)
