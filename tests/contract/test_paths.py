"""Every path: what it answers to each method, how it is cached, and how it says no."""

import pytest
from starlette.routing import Route

from app.domain.base import fold
from tests.contract.kit import (
    APPLICATION,
    ASKED_BY_POST,
    COLLECTIONS,
    KEYED,
    PAGES,
    PATHS,
    Kit,
    misspelt,
)
from tests.problems import problem_in

every_path = pytest.mark.parametrize("path", PATHS)
every_keyed_path = pytest.mark.parametrize("path", KEYED)


def test_every_route_is_described_or_no_part_of_the_contract() -> None:
    served = {route.path for route in APPLICATION.routes if isinstance(route, Route)}

    assert served == {*PATHS, *PAGES, *ASKED_BY_POST}


@every_path
def test_it_answers(kit: Kit, path: str) -> None:
    response = kit.ask(path)

    status = kit.success(path)
    documented = kit.responses(path)[str(status)].get("content", {})
    assert response.status_code == status, response.text
    assert (
        response.headers.get("content-type", "").partition(";")[0] in documented or not documented
    )


@every_path
def test_head_says_what_get_would_and_sends_no_body(kit: Kit, path: str) -> None:
    get = kit.ask(path)

    head = kit.client.head(get.url)

    assert head.status_code == get.status_code == kit.success(path)
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in get.headers.items() if k != "date"
    }


@every_path
def test_options_lists_the_methods(kit: Kit, path: str) -> None:
    response = kit.client.options(kit.place(path))

    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


@every_path
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_changes_something_is_refused(kit: Kit, path: str, method: str) -> None:
    response = kit.client.request(method, kit.place(path))

    body = problem_in(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert body["detail"] == f"{method} is not possible here; GET, HEAD, OPTIONS are."


@every_path
def test_it_names_the_revision_and_other_sites_may_read_it(kit: Kit, path: str) -> None:
    for response in (kit.ask(path), kit.ask(path, unheard_of="1")):
        exposed = response.headers["access-control-expose-headers"].split(", ")

        assert response.headers["x-pushoff-revision"] == "1"
        assert response.headers["access-control-allow-origin"] == "*"
        assert {"ETag", "Link", "X-Pushoff-Revision"} <= set(exposed)
        assert response.headers["x-content-type-options"] == "nosniff"


@every_path
def test_it_is_either_not_kept_at_all_or_known_by_its_validator(kit: Kit, path: str) -> None:
    response = kit.ask(path)

    if response.headers["cache-control"] == "no-store":
        assert "etag" not in response.headers
        return
    again = kit.client.get(response.url, headers={"If-None-Match": response.headers["etag"]})
    other = kit.client.get(response.url, headers={"If-None-Match": '"other"'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == response.headers["etag"]
    assert other.content == response.content


@every_path
def test_a_trailing_slash_and_another_case_lead_nowhere_and_say_where_to(
    kit: Kit, path: str
) -> None:
    place = kit.place(path)
    fixed = path.partition("{")[0]

    for wrong in (f"{place}/", place.replace(fixed, fixed.upper(), 1)):
        body = problem_in(kit.client.get(wrong), 404, "no_such_path")
        (fault,) = body["errors"]
        assert fault["parameter"] == "path"
        assert fault["valid"] == list(kit.document["paths"])
        if "{" not in path:
            assert fault["nearest"][0] == path


@every_path
def test_the_encoding_of_a_path_makes_no_other_answer(kit: Kit, path: str) -> None:
    plain = kit.ask(path)
    encoded = "".join(c if c == "/" else f"%{ord(c):02x}" for c in kit.place(path))
    query = plain.url.query.decode()

    other = kit.client.get(f"{encoded}?{query}" if query else encoded)

    assert other.status_code == plain.status_code
    assert other.content == plain.content
    assert other.headers.get("etag") == plain.headers.get("etag")


@every_path
def test_an_unknown_parameter_is_refused(kit: Kit, path: str) -> None:
    fault = kit.refused(path, "unknown_parameter", offset=10**20)

    assert fault["parameter"] == "offset"
    assert fault["valid"] == list(kit.parameters(path))


@every_path
def test_the_errors_that_it_gives_are_documented_in_the_one_media_type(kit: Kit, path: str) -> None:
    responses = kit.responses(path)
    errors = {code: said for code, said in responses.items() if code >= "400"}

    assert {"414", "422", "500", "503"} <= errors.keys()
    assert path not in KEYED or "404" in errors
    # What leads on gives nothing itself: what it leads to says that it is gone.
    assert path not in KEYED or ("410" in errors) is ("200" in responses)
    for said in errors.values():
        assert said["content"] == {
            "application/problem+json": said["content"]["application/problem+json"]
        }
        schema = said["content"]["application/problem+json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}


@every_keyed_path
def test_an_unknown_key_is_not_found_and_the_nearest_is_named(kit: Kit, path: str) -> None:
    name, key = kit.key(path)

    body = problem_in(kit.client.get(kit.other_key(path, misspelt(key))), 404, "not_found")

    (fault,) = body["errors"]
    assert (fault["parameter"], fault["code"]) == (name, "not_found")
    assert fault["nearest"][0] == key
    assert repr(misspelt(key)) in body["detail"]
    assert repr(key) in body["detail"]


@every_keyed_path
@pytest.mark.parametrize(
    "key",
    ["%00", "%ED%A0%80", "a%20b", "%2e%2e%2f", "x" * 101, "x" * 8_000, str(10**20), "<b>", "é"],
)
def test_a_key_that_breaks_others_is_refused(kit: Kit, path: str, key: str) -> None:
    response = kit.client.get(kit.other_key(path, key))

    assert response.status_code in {404, 414, 422}
    assert str(response.status_code) in kit.responses(path)
    body = problem_in(response, response.status_code, response.json()["code"])
    assert body["detail"].isprintable()
    assert key not in body["detail"] or len(key) < 60


@pytest.mark.parametrize("path", [path for path in COLLECTIONS if f"{path}/{{slug}}" in PATHS])
def test_an_alias_is_no_key_and_leads_to_the_slug(kit: Kit, path: str) -> None:
    if "aliases" not in kit.words(path, "fields"):
        return
    for item in kit.items(path, fields="slug,aliases"):
        for alias in item["aliases"]:
            response = kit.client.get(f"{path}/{fold(alias)}")
            if response.status_code != 200:  # Some aliases are the slug, written for people.
                assert (
                    problem_in(response, 404, "not_found")["errors"][0]["nearest"][0]
                    == (item["slug"])
                )
