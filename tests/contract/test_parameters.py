"""Every parameter of every path: it is taken as documented, and nothing else is taken silently."""

import re
from urllib.parse import quote

import pytest

from tests.contract.kit import (
    APART,
    COLLECTIONS,
    DESCRIBED,
    EVERY,
    LISTS,
    NEEDS,
    PATHS,
    UNANSWERABLE,
    WIDENS,
    Kit,
    Schema,
    is_list,
    is_number,
    key_of,
    misspelt,
    parameters_in,
    where,
    words_of,
)
from tests.problems import problem_in

BROKEN = ["", "%00", "a%00b", "%ED%A0%80", "%EF%BF%BD", "%0A", "%7F", "%FF"]
HOSTILE = ["<script>alert(1)</script>" * 4, "x" * 8_000, "\x1b[31m" * 20, "\u202eж" * 50]
LONGEST_ECHO = 61
NO_NUMBER = ["x", "1;2", "0x10", "nan", "-inf", "1e999", "1_0", " 1", "+1", "01", "1.", "true"]
NO_FLAG = ["yes", "on", "1", "True", "t", "2"]
NO_DAY = ["2026-02-30", "0000-01-01", "10000-01-01", "1767225600", "20260101", "1e9"]
HUGE = 10**20
ANSWERED = {200, 422}


def every(cases: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """Run a test for each parameter of each path; a failure names both."""
    return pytest.mark.parametrize(("path", "name"), cases, ids=[" ".join(c) for c in cases])


def has_words(schema: Schema) -> bool:
    """Whether a parameter takes words: closed ones, or those of the data."""
    return bool(words_of(schema)) or "Repeat" in schema["description"]


def assert_taken(kit: Kit, path: str, name: str, value: str) -> None:
    """Check that a value is answered, or refused only because the data cannot answer it."""
    response = kit.ask(path, **{name: value})

    if response.status_code != 200:
        code = response.json()["code"]
        assert code in UNANSWERABLE, (str(response.url), response.text)
        problem_in(response, UNANSWERABLE[code], code)


@every(EVERY)
def test_a_misspelt_name_is_refused_and_the_right_one_named(kit: Kit, path: str, name: str) -> None:
    fault = kit.refused(path, "unknown_parameter", **{misspelt(name): "1"})

    assert fault["parameter"] == misspelt(name)
    assert fault["valid"] == list(kit.parameters(path))
    assert name in fault["nearest"]  # Not always first: `idss` may mean `id` as well as `ids`.
    assert re.search(f"Did you mean .*{name!r}", fault["detail"])


@every(EVERY)
def test_an_empty_or_broken_value_is_refused(kit: Kit, path: str, name: str) -> None:
    others = "".join(f"&{n}={v}" for n, v in kit.needed(path, name).items())

    for value in BROKEN:
        response = kit.client.get(f"{kit.place(path)}?{name}={value}{others}")
        body = problem_in(response, 422, response.json()["code"])
        assert [fault["parameter"] for fault in body["errors"]] == [name]
        assert body["detail"].isprintable()


@every(EVERY)
def test_a_message_repeats_no_more_than_a_short_safe_form(kit: Kit, path: str, name: str) -> None:
    for value in HOSTILE:
        response = kit.ask(path, **{name: value})
        if response.status_code == 200:
            assert name == "q"
            assert len(value) <= 120
            continue
        body = problem_in(response, 422, response.json()["code"])
        for line in [body["detail"], *(fault["detail"] for fault in body["errors"])]:
            assert line.isprintable()
            assert value[:LONGEST_ECHO] not in line


@every([case for case in EVERY if case not in where(is_list)])
def test_a_second_value_is_refused(kit: Kit, path: str, name: str) -> None:
    value = "abc" if name == "cursor" else kit.values(path, name)[0]
    schema = kit.parameters(path)[name]
    code = "invalid_value" if schema.get("maxItems") == 1 else "duplicate_parameter"

    fault = kit.refused(path, code, **{name: [value, value]})

    assert fault["parameter"] == name


@every(where(is_number))
def test_a_number_is_taken_between_its_bounds_only(kit: Kit, path: str, name: str) -> None:
    schema = kit.parameters(path)[name]
    low, high = schema["minimum"], schema["maximum"]
    step = 1 if schema["type"] == "integer" else 0.001

    for bound in (low, high):
        assert_taken(kit, path, name, str(bound))
    for beyond in (low - step, high + step, -HUGE, HUGE, 2**31, -(2**63)):
        fault = kit.refused(path, "invalid_value", **{name: str(beyond)})
        assert fault["parameter"] == name


@every(where(is_number))
def test_a_number_is_written_as_json_writes_it(kit: Kit, path: str, name: str) -> None:
    whole = kit.parameters(path)[name]["type"] == "integer"

    for value in [*NO_NUMBER, *(["1.5", "1.0", "1e0"] if whole else [])]:
        assert kit.refused(path, "invalid_value", **{name: value})["parameter"] == name


@every(where(lambda schema: schema.get("type") == "boolean"))
def test_a_flag_is_true_or_false(kit: Kit, path: str, name: str) -> None:
    for value in NO_FLAG:
        fault = kit.refused(path, "unknown_value", **{name: value})
        assert (fault["parameter"], fault["valid"]) == (name, ["true", "false"])


@every(where(lambda schema: schema.get("format") == "date"))
def test_a_day_is_a_day_of_the_calendar(kit: Kit, path: str, name: str) -> None:
    assert_taken(kit, path, name, kit.values(path, name)[0])
    for value in NO_DAY:
        assert kit.refused(path, "invalid_value", **{name: value})["parameter"] == name


@every(where(lambda schema: "maxLength" in schema or "maxLength" in schema.get("items", {})))
def test_a_text_has_a_longest_length(kit: Kit, path: str, name: str) -> None:
    schema = parameters_in(DESCRIBED, path)[name]  # With data, slugs stand there and no lengths.
    longest = schema.get("items", schema)["maxLength"]

    fault = kit.refused(path, "invalid_value", **{name: "a" * (longest + 1)})

    assert fault["parameter"] == name


@every(where(is_list))
def test_no_more_values_are_taken_than_is_said(kit: Kit, path: str, name: str) -> None:
    word = kit.values(path, name)[0]
    most = kit.parameters(path)[name]["maxItems"]

    fault = kit.refused(path, "invalid_value", **{name: [word] * (most + 1)})

    assert fault["parameter"] == name


@every(where(has_words))
def test_an_unknown_word_is_refused_with_the_words_and_the_nearest(
    kit: Kit, path: str, name: str
) -> None:
    words = kit.words(path, name)
    assert words, f"{path} lists no words for {name!r}: give it a vocabulary of the data."

    fault = kit.refused(path, "unknown_value", **{name: "qqqq"})
    assert (fault["parameter"], fault["valid"], fault["nearest"]) == (name, words, [])
    for word in words:
        if len(word) > 3:  # One letter more of three says nothing.
            fault = kit.refused(path, "unknown_value", **{name: misspelt(word)})
            assert word in fault["nearest"]
            assert repr(fault["nearest"][0]) in fault["detail"]


@every(where(has_words))
def test_every_word_is_answered_and_none_widens_a_list(kit: Kit, path: str, name: str) -> None:
    for word in kit.words(path, name):
        assert_taken(kit, path, name, word)
        if path in COLLECTIONS and name not in (*WIDENS, "count", "format", "fields"):
            found = [key_of(item) for item in kit.items(path, **{name: word})]
            total = kit.ask(path, **{name: word}, count="true", limit=1).json()["total"]
            assert total == len(found) == len(set(found))
            assert set(found) <= everything(kit, path)


def everything(kit: Kit, path: str) -> set[str]:
    """Name all that a list can show, at every depth."""
    found = kit.items(path)
    if "level" in kit.parameters(path):
        found += kit.items(path, level=kit.words(path, "level"))
    return {key_of(item) for item in found}


@every(where(has_words))
def test_an_alias_is_taken_like_its_slug(kit: Kit, path: str, name: str) -> None:
    schema = kit.parameters(path)[name]
    for alias, slug in kit.aliases.get(schema.get("items", {}).get("named", ""), []):
        if slug in words_of(schema):
            by_alias = kit.ask(path, **{name: alias})
            by_slug = kit.ask(path, **{name: slug})

            assert by_alias.status_code == by_slug.status_code
            if path not in LISTS:
                assert by_alias.content == by_slug.content
            else:
                assert by_alias.json()["items"] == by_slug.json()["items"]


@every([(path, name) for path, name in EVERY if name in NEEDS])
def test_a_parameter_that_means_nothing_alone_is_refused_alone(
    kit: Kit, path: str, name: str
) -> None:
    taken = kit.parameters(path)
    others = {one: taken.get(one.partition("=")[0]) for one in NEEDS[name]}
    partner = [one for one, schema in others.items() if schema and not schema["required"]]
    value = kit.values(path, name)[0]
    required = {n: v for n, v in kit.needed(path).items() if n != name}

    response = kit.client.get(kit.place(path), params=required | {name: value})

    if not partner:
        assert response.status_code == 200
        return
    (fault,) = problem_in(response, 422, "invalid_value")["errors"]
    assert fault["parameter"] == name
    assert f"only with {partner[0]}" in fault["detail"]


@pytest.mark.parametrize(
    ("path", "pair"),
    [
        (path, pair)
        for path in PATHS
        for pair in APART
        if set(pair) <= parameters_in(DESCRIBED, path).keys()
    ],
    ids=str,
)
def test_parameters_that_exclude_each_other_are_refused_together(
    kit: Kit, path: str, pair: tuple[str, str]
) -> None:
    both = {name: kit.values(path, name)[0] for name in pair}

    fault = kit.refused(path, "invalid_value", **both)

    assert fault["parameter"] in pair
    assert "not both" in fault["detail"]


@every([(path, name) for path, name in EVERY if name != "cursor"])
def test_neither_order_nor_encoding_of_parameters_makes_another_answer(
    forgetful: Kit, path: str, name: str
) -> None:
    value = forgetful.values(path, name)[0]
    question = forgetful.needed(path, name) | {name: value}
    more = ("limit", "5") if "limit" in forgetful.parameters(path) else None
    pairs = [*question.items(), *([more] if more and name != "limit" else [])]
    encoded = "".join(f"%{ord(c):02X}" for c in value)

    ways = [
        "&".join(f"{n}={quote(str(v))}" for n, v in pairs),
        "&".join(f"{n}={quote(str(v))}" for n, v in reversed(pairs)),
        "&".join(f"{n}={encoded if n == name else quote(str(v))}" for n, v in pairs),
    ]
    answers = [forgetful.client.get(f"{forgetful.place(path)}?{query}") for query in ways]

    assert {answer.status_code for answer in answers} <= ANSWERED
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers.get("etag") for answer in answers}) == 1


@every(where(is_list))
def test_the_order_of_values_makes_no_other_answer(forgetful: Kit, path: str, name: str) -> None:
    values = forgetful.values(path, name)[:2]

    one = forgetful.ask(path, **{name: values})
    other = forgetful.ask(path, **{name: values[::-1]})

    assert one.content == other.content
    assert one.headers.get("etag") == other.headers.get("etag")
