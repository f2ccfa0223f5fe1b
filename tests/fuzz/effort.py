"""How long to fuzz: a fixed, small number of cases, or as many times that as is asked for.

`PUSHOFF_FUZZ=50` tries 50 times as many cases, other ones at each run.
"""

import os
import random

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("PUSHOFF_FUZZ", "1"))
"""How many times as many cases as the build tries."""
CHANCE = random.Random(1 if TIMES == 1 else None)  # noqa: S311  (No secret depends on it.)
"""The build tries the same cases each time; a longer run tries others."""


def examples(number: int) -> settings:
    """Settings of hypothesis for a number of examples, and nothing kept from run to run."""
    return settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
