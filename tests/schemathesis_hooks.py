"""What the fuzzer cannot know: two refusals of values that a schema cannot describe."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_failure(_context: Any, failure: Any, _case: Any, response: Any) -> bool:
    """Keep every failure but these two.

    No schema says that a cursor belongs to one query, or that speed and pace exclude each other:
    a well-formed one is refused with 422 all the same. tests/queries/test_paging.py and
    test_speeds.py hold these refusals to their exact words.
    """
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 422:
        return True
    problem = response.json()
    expected = problem["code"] == "bad_cursor" or "not both" in problem["detail"]
    return not expected
