"""What the fuzzer cannot know: keys that exist, and refusals that a schema cannot describe."""

import re
from functools import cache
from typing import Any
from zlib import crc32

import httpx
import schemathesis

from app.schemas.paging import KEY_PATTERN
from tests.contract.kit import LISTS, key_of


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Put a key that exists in the place of every second one that could exist.

    A made-up key is answered with 404, so that nothing behind it would ever be reached.
    """
    above = context.operation.path.partition("/{")[0]
    if path_parameters and above in LISTS:
        keys = _keys(context.operation.base_url.rstrip("/") + above)
        for name, made in path_parameters.items():
            chance = crc32(str(made).encode())
            if chance % 2 and re.fullmatch(KEY_PATTERN, str(made)):
                path_parameters[name] = keys[chance // 2 % len(keys)]
    return path_parameters


@cache
def _keys(url: str) -> list[str]:
    """Give the keys that a list holds, the first 200."""
    items = httpx.get(url, params={"limit": 200}).raise_for_status().json()["items"]
    return [key_of(item) for item in items]


OPEN = {"still", "time_zone"}
"""Parameters whose words are not listed: each figure has poses of its own, and zones are many."""
REFUSED = {"bad_cursor", "infeasible", "no_session", "referral", "resync_required"}
"""Codes of what a schema cannot say."""


@schemathesis.hook
def filter_failure(_context: Any, failure: Any, _case: Any, response: Any) -> bool:
    """Keep every failure but these.

    No schema says that a cursor belongs to one query, that speed and pace exclude each other, that
    an involvement needs a muscle and a stage an injury, which exercises fit into a session, on
    which days of a plan there is one, or that no workout is written with a red flag: a well-formed
    question is refused with 422 all the same. Nor does it say which releases a database knows: 410.
    The tables of tests/contract/kit.py and tests in tests/queries hold these refusals to their
    words.
    """
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code not in (410, 422):
        return True
    problem = response.json()
    named = {fault["parameter"] for fault in problem["errors"]}
    if named and named <= OPEN and problem["code"] == "unknown_value":
        return False
    expected = any(words in problem["detail"] for words in ("not both", "only with"))
    return not (expected or problem["code"] in REFUSED)
