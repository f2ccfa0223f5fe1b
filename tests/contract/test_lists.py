"""Every list: its envelope, its order, its pages, and the parameters that all lists share."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest

from tests.contract.kit import (
    COLLECTIONS,
    DESCRIBED,
    PATHS,
    Kit,
    keys_of,
    parameters_in,
    words_of,
)

ENVELOPE = ["items", "next", "total", "missing", "revision"]
SHARED = {"limit", "cursor", "count", "fields", "ids", "sort"}
NOT_SHOWN = {"rank", "position"}
"""Orders by what a list does not show; tests/queries hold them to their exact words."""

every_list = pytest.mark.parametrize("path", COLLECTIONS)
every_order = pytest.mark.parametrize(
    ("path", "sort"),
    [
        (path, sort)
        for path in COLLECTIONS
        for sort in words_of(parameters_in(DESCRIBED, path).get("sort", {}))
    ],
)
GARBLED = [b"x", b"null", b"1", b'"abc"', b"{}", b"[]", b"[[[[", b"[" * 590, b"\xff\xfe"]
FORGED: list[Any] = [None, True, 10**20, float("nan"), float("inf"), "\x00", "\ud800", [], {}]


def cursor_of(kit: Kit, path: str, **parameters: Any) -> str:
    """Give the cursor of the second page of one item each."""
    following = kit.ask(path, limit=1, **parameters).json()["next"]
    return str(following).partition("cursor=")[2]


def test_every_collection_is_a_list() -> None:
    collections = {
        path for path in PATHS if f"{path}/{{slug}}" in PATHS or f"{path}/{{key}}" in PATHS
    }

    assert collections <= set(COLLECTIONS)


@every_list
def test_the_envelope_is_the_one_of_all_lists(kit: Kit, path: str) -> None:
    page = kit.ask(path).json()

    assert list(page)[: len(ENVELOPE)] == ENVELOPE
    assert page["items"]
    assert (page["next"], page["total"], page["missing"], page["revision"]) == (None, None, [], 1)


@every_list
def test_the_parameters_of_all_lists_are_there(kit: Kit, path: str) -> None:
    taken = kit.parameters(path)

    assert taken.keys() >= SHARED, (
        f"{path} takes a cursor and is no list like the others: give it {SHARED - taken.keys()}, "
        "or add it to FEEDS in tests/contract/kit.py."
    )
    assert (taken["limit"]["minimum"], taken["limit"]["maximum"]) == (1, 200)


@every_order
def test_a_walk_gives_the_whole_list_in_order(kit: Kit, path: str, sort: str) -> None:
    whole = kit.items(path, sort=sort)

    for limit in (1, 2, 7):
        walked = [i for page in kit.walk(path, sort=sort, limit=limit) for i in page["items"]]
        assert walked == whole
    assert len(set(keys_of(whole))) == len(whole) > 0
    assert kit.ask(path, sort=sort, count="true", limit=1).json()["total"] == len(whole)


@every_order
def test_a_walk_through_the_real_data_loses_nothing(real: Kit, path: str, sort: str) -> None:
    key = next(n for n in ("key", "id", "slug") if n in real.words(path, "fields"))
    question = {"sort": sort, "fields": key}

    whole = keys_of(real.items(path, **question))
    walked = [i for page in real.walk(path, limit=83, **question) for i in page["items"]]

    assert keys_of(walked) == whole
    assert len(set(whole)) == len(whole)
    assert real.ask(path, **question, count="true", limit=1).json()["total"] == len(whole)


@every_order
def test_an_order_is_what_its_name_says(real: Kit, path: str, sort: str) -> None:
    field = sort.removeprefix("-")
    if field in NOT_SHOWN:
        assert field not in real.words(path, "fields") or field == "position"
        return

    values = [item[field] for item in real.items(path, sort=sort, fields=field)]

    known = [value for value in values if value is not None]
    assert known
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert values in (
        [*known, *[None] * values.count(None)],
        [*[None] * values.count(None), *known],
    )


@every_list
def test_each_field_and_all_fields_can_be_asked_for(kit: Kit, path: str) -> None:
    names = kit.words(path, "fields")
    whole = kit.ask(path, fields=",".join(names), limit=1).json()["items"][0]

    assert list(whole) == names
    for name in names:
        assert kit.ask(path, fields=name, limit=1).json()["items"] == [{name: whole[name]}]
    twice = kit.ask(path, fields=f"{names[0]},{names[0]}", limit=1).json()["items"]
    assert twice == [{names[0]: whole[names[0]]}]


@every_list
def test_an_unknown_field_is_refused_with_the_nearest(kit: Kit, path: str) -> None:
    names = kit.words(path, "fields")

    for name in names:
        fault = kit.refused(path, "unknown_value", fields=f"{names[0]},{name}x")
        assert (fault["parameter"], fault["valid"]) == ("fields", names)
        assert name in fault["nearest"]
    for value in (",", f"{names[0]},", f"{names[0]},,{names[0]}", names[0].upper()):
        assert kit.refused(path, "invalid_value", fields=value)["parameter"] == "fields"


@every_list
def test_ids_fetch_many_and_name_the_missing(kit: Kit, path: str) -> None:
    keys = keys_of(kit.items(path))[:3]
    asked = ",".join([*keys, "zzz", keys[0], "nope", "zzz"])

    page = kit.ask(path, ids=asked, count="true").json()

    assert sorted(keys_of(page["items"])) == sorted(keys)
    assert page["missing"] == ["zzz", "nope"]
    assert page["total"] == len(keys)
    assert kit.ask(path, ids=keys[0]).json()["missing"] == []
    pages = list(kit.walk(path, ids=asked, limit=1))
    assert sorted(keys_of([page["items"][0] for page in pages])) == sorted(keys)
    assert all(page["missing"] == ["zzz", "nope"] for page in pages)


@every_list
@pytest.mark.parametrize("name", ["ids", "fields", "include"])
def test_words_with_commas_are_the_same_words_repeated(
    forgetful: Kit, path: str, name: str
) -> None:
    if name not in forgetful.parameters(path):
        return
    keys = keys_of(forgetful.items(path)) if name == "ids" else []
    values = sorted(keys or forgetful.words(path, name))
    one, other = values[0], values[-1]

    joined = forgetful.ask(path, **{name: f"{one},{other}"}, limit=1)
    ways = [[one, other], [other, one], [f"{one},{other}", one]]
    repeated = [forgetful.ask(path, **{name: way}, limit=1) for way in ways]

    assert joined.status_code == 200
    assert [answer.json()["items"] for answer in repeated] == [joined.json()["items"]] * 3
    assert repeated[0].content == repeated[1].content == joined.content
    assert repeated[0].headers["etag"] == repeated[1].headers["etag"]


@every_list
def test_two_hundred_ids_are_taken_and_no_more(kit: Kit, path: str) -> None:
    ids = [f"none-{number}" for number in range(201)]

    assert kit.ask(path, ids=",".join(ids[:200])).json()["missing"] == ids[:200]
    assert kit.ask(path, ids=ids[:200]).json()["missing"] == sorted(ids[:200])
    for many in (",".join(ids), ids):
        assert kit.refused(path, "invalid_value", ids=many)["parameter"] == "ids"
    for value in (",", "a,,b", "a b", "a" * 101):
        assert kit.refused(path, "invalid_value", ids=value)["parameter"] == "ids"


@every_list
def test_a_cursor_goes_on_with_another_limit_other_fields_and_a_count(real: Kit, path: str) -> None:
    keys = keys_of(real.items(path))
    name = next(n for n in ("key", "id", "slug") if n in real.words(path, "fields"))

    page = real.ask(path, cursor=cursor_of(real, path), limit=200, fields=name, count="true").json()

    assert page["items"] == [{name: key} for key in keys[1:201]]
    assert page["total"] == len(keys)


@every_list
def test_a_cursor_of_another_question_is_refused(real: Kit, path: str) -> None:
    cursor = cursor_of(real, path)
    shared = {"limit", "cursor", "count", "fields", "format", "include"}
    others = {n: real.values(path, n)[-1] for n in real.parameters(path) if n not in shared}

    for name, value in others.items():
        fault = real.refused(path, "bad_cursor", **{name: value}, cursor=cursor)
        assert fault["parameter"] == "cursor"
        assert fault["detail"].startswith("The cursor does not belong to this query.")
    elsewhere = COLLECTIONS[COLLECTIONS.index(path) - 1]
    assert real.refused(elsewhere, "bad_cursor", cursor=cursor)["parameter"] == "cursor"


@every_order
def test_a_garbled_or_forged_cursor_is_refused(real: Kit, path: str, sort: str) -> None:
    cursor = cursor_of(real, path, sort=sort)
    binding, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    forged = [json.dumps([binding, *(value for _ in values)]).encode() for value in FORGED]
    forged += [json.dumps([binding, *values, *values]).encode(), json.dumps([binding]).encode()]

    for content in [*GARBLED, *forged]:
        made = urlsafe_b64encode(content).decode().rstrip("=")
        assert real.refused(path, "bad_cursor", sort=sort, cursor=made)["parameter"] == "cursor"
