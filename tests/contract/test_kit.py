"""The kit tells what it needs where it cannot ask a path, and passes nothing over."""

from typing import Any

import httpx
import pytest

from tests.contract.kit import Kit

NEW = "/v1/shoes/{colour}"
SINCE = {"name": "shoe_size", "in": "query", "required": True, "schema": {"type": "string"}}


def kit_over(path: str, *parameters: dict[str, Any]) -> Kit:
    """Make a kit over a server whose document describes one path."""
    document = {"paths": {path: {"get": {"parameters": parameters}}}}
    answer = httpx.MockTransport(lambda _request: httpx.Response(200, json=document))
    return Kit(httpx.Client(transport=answer, base_url="http://world"))


def test_a_key_that_no_list_gives_must_be_given_to_the_kit() -> None:
    with pytest.raises(AssertionError, match=r"no list at /v1/shoes to take 'colour' from.*EXAMP"):
        kit_over(NEW).ask(NEW)


def test_a_required_parameter_without_words_or_bounds_must_be_given_to_the_kit() -> None:
    with pytest.raises(AssertionError, match=r"cannot ask /v1/shoes: .* 'shoe_size' .*EXAMPLES"):
        kit_over("/v1/shoes", SINCE).ask("/v1/shoes")


def test_a_required_parameter_with_bounds_is_asked_at_the_lowest() -> None:
    bounded = SINCE | {"schema": {"type": "integer", "minimum": 3, "maximum": 9}}

    response = kit_over("/v1/shoes", bounded).ask("/v1/shoes")

    assert str(response.url) == "http://world/v1/shoes?shoe_size=3"


def test_a_page_that_is_short_or_a_link_that_differs_is_noticed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        page = {"items": [{"id": "a"}], "next": "/v1/shoes?cursor=x"}
        links = {"Link": '</v1/shoes?cursor=y>; rel="next"'} if "wrong" in str(request.url) else {}
        return httpx.Response(
            200, json={"paths": {"/v1/shoes": {"get": {}}}, **page}, headers=links
        )

    kit = Kit(httpx.Client(transport=httpx.MockTransport(answer), base_url="http://world"))

    for question in ({"wrong": 1}, {"limit": 1}, {"limit": 2}):
        with pytest.raises(AssertionError):
            list(kit.walk("/v1/shoes", **question))
