"""The fuzzer of the contract reaches every operation, and what lies behind its keys."""

from schemathesis import openapi
from schemathesis.core.result import Ok

from tests.contract.kit import DESCRIBED, FILES, KEYED, LISTS, PATHS

NEWEST = (
    "/v1/sessions.ics", "/v1/plans.ics", "/v1/sessions.fit", "/v1/plans.fit", "/v1/muscle-map.svg",
    "/v1/muscle-map.png", "/v1/gait-timeline.svg", "/v1/exercises/{slug}/figure.svg",
    "/v1/crosswalk", "/v1/crosswalk/systems",
)  # fmt: skip


def test_the_fuzzer_finds_every_operation_of_the_document() -> None:
    schema = openapi.from_dict(DESCRIBED)

    found = {one.ok().path for one in schema.get_all_operations() if isinstance(one, Ok)}

    assert found == set(PATHS)
    assert found >= set(NEWEST)


def test_the_fuzzer_knows_keys_that_exist() -> None:
    """`tests.contract.fuzz_hooks` takes them from the list above; a made-up one is a 404."""
    without = {path for path in KEYED if path.partition("/{")[0] not in LISTS}

    assert {path.partition("/{")[0] for path in without} == {FILES}
