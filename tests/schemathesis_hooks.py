"""What the fuzzer cannot know: refusals of values that a schema cannot describe."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_failure(_context: Any, failure: Any, _case: Any, response: Any) -> bool:
    """Keep every failure but these.

    No schema says that a cursor belongs to one query, that speed and pace exclude each other, that
    an involvement needs a muscle and a stage an injury, or which exercises fit into a session: a
    well-formed question is refused with 422 all the same. Tests in tests/queries hold these
    refusals to their exact words.
    """
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 422:
        return True
    problem = response.json()
    expected = any(words in problem["detail"] for words in ("not both", "only with"))
    return not (expected or problem["code"] in ("bad_cursor", "infeasible"))
