"""Cursors: a walk gives every item once, and nothing but a cursor of the same list goes on."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.kit import COLLECTIONS, LISTS, Kit, keys_of
from tests.fuzz.conftest import Asker
from tests.fuzz.effort import TIMES, examples

LIMITS = (1, 2, 3, 7, 200)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside),
    max_leaves=6,
)
"""Any value of JSON, and a few that JSON has no word for."""


def encoded(payload: bytes) -> str:
    return urlsafe_b64encode(payload).decode().rstrip("=")


def decoded(cursor: str) -> Any:
    return json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


@pytest.fixture(scope="module")
def cursors(asker: Asker) -> dict[str, str]:
    """Give the cursor of the second page of every list of the world that has one."""
    found = {}
    for path in LISTS:
        needed = urlencode(asker.kit.needed(path) | {"limit": 1}, doseq=True)
        target = f"{asker.kit.place(path)}?{needed}"
        following = json.loads(asker.ask(target).body)["next"]
        if following:
            found[target] = dict(parse_qsl(urlsplit(following).query))["cursor"]
    return found


def test_a_walk_by_any_limit_gives_every_item_once_in_order(asker: Asker) -> None:
    for path in COLLECTIONS:
        whole = keys_of(asker.kit.items(path))
        for limit in LIMITS if TIMES > 1 else LIMITS[1:4]:
            pages = list(asker.kit.walk(path, limit=limit))

            walked = [key for page in pages for key in keys_of(page["items"])]
            assert walked == whole, (path, limit)
            assert len(set(walked)) == len(walked)
            assert all(len(page["items"]) == limit for page in pages[:-1])


def test_a_cursor_opens_its_own_list_alone(asker: Asker, cursors: dict[str, str]) -> None:
    assert len(cursors) > 12
    for target in cursors:
        for other, cursor in cursors.items():
            answer = asker.ask(f"{target}&cursor={cursor}")

            assert answer.status == (200 if other == target else 422), (target, other)


@examples(60)
@given(data=st.data())
def test_a_forged_cursor_is_refused_or_answered(
    asker: Asker, cursors: dict[str, str], data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(sorted(cursors)))
    binding, *values = decoded(cursors[target])
    forged = data.draw(
        st.lists(ANY, max_size=4).map(lambda made: [binding, *made])
        | st.lists(ANY, min_size=len(values), max_size=len(values)).map(lambda m: [binding, *m])
        | st.text(max_size=400).map(lambda text: [binding, *values[:-1], text])
        | ANY
    )
    cursor = encoded(json.dumps(forged).encode())

    answer = asker.ask(f"{target}&cursor={cursor}")

    assert answer.status in (200, 422)
    if answer.status == 200:
        assert asker.ask(f"{target}&cursor={cursor}").body == answer.body


@examples(60)
@given(data=st.data())
def test_a_mutated_cursor_is_refused_or_answered(
    asker: Asker, cursors: dict[str, str], data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(sorted(cursors)))
    cursor = cursors[target]
    at = data.draw(st.integers(0, len(cursor)))
    put = data.draw(st.text("ABCxyz019-_=+/%2~ ", max_size=4))
    left = data.draw(st.integers(0, 3))

    answer = asker.ask(
        f"{target}&" + urlencode({"cursor": cursor[:at] + put + cursor[at + left :]})
    )

    assert answer.status in (200, 422)


@examples(40)
@given(payload=st.binary(max_size=300))
def test_a_cursor_of_any_bytes_is_refused(asker: Asker, payload: bytes) -> None:
    assert asker.ask(f"/v1/muscles?limit=1&cursor={encoded(payload)}").status == 422


def test_ids_are_given_once_each_in_the_order_of_the_list(asker: Asker) -> None:
    kit: Kit = asker.kit
    for path in COLLECTIONS:
        whole = keys_of(kit.items(path))
        if "ids" not in kit.parameters(path) or not whole:
            continue
        chosen = [*whole[::-1][:5], *whole[:2], "no-such"]

        page = kit.ask(path, ids=",".join(chosen), limit=200).json()

        found = keys_of(page["items"])
        assert found == [key for key in found if key in chosen], path
        assert len(set(found)) == len(found)
        assert page["missing"] == ["no-such"]


@examples(40)
@given(data=st.data())
def test_order_and_encoding_of_parameters_make_no_other_question(
    asker: Asker, data: st.DataObject
) -> None:
    pairs = [("limit", "3"), ("sort", "-name"), ("fields", "slug,name"), ("count", "true")]
    shuffled = data.draw(st.permutations(pairs))
    escaped = data.draw(st.lists(st.booleans(), min_size=60, max_size=60))
    written = [f"{spelt(name, escaped)}={spelt(value, escaped[::-1])}" for name, value in shuffled]

    answer = asker.ask(f"/v1/muscles?{'&'.join(written)}")

    plain = asker.ask(f"/v1/muscles?{urlencode(pairs)}")
    assert plain.status == 200
    assert (answer.status, answer.body) == (200, plain.body)
    assert answer.headers["etag"] == plain.headers["etag"]


def spelt(text: str, escaped: list[bool]) -> str:
    """Write some of the characters of a text as escapes."""
    pairs = zip(text, escaped, strict=False)
    return "".join(f"%{ord(letter):02x}" if escape else letter for letter, escape in pairs)
