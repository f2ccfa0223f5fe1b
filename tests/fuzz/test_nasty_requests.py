"""Nasty strings in every parameter, key and header: refused or answered, and never a 5xx."""

import math
from itertools import count
from urllib.parse import quote, urlencode

import pytest

from app.schemas.paging import Params
from app.web.params import BuilderParams, FinderParams, StrideParams
from tests.contract.kit import EVERY, KEYED, PATHS
from tests.fuzz.conftest import Asker, spread
from tests.fuzz.effort import TIMES
from tests.fuzz.nasty import HEADERS, NASTY, RAW

CORPUS = list(dict.fromkeys([*NASTY, *RAW]))
FEW = 5
"""Strings that each parameter meets in the build; together the parameters meet the whole corpus."""
PAGES: dict[str, type[Params]] = {
    "/": StrideParams,
    "/session": BuilderParams,
    "/search": FinderParams,
}
READ = (
    "Accept", "Accept-Encoding", "If-None-Match", "Range", "If-Range", "Content-Type", "Host",
    "Origin", "X-Forwarded-Host", "Access-Control-Request-Method",
)  # fmt: skip
"""Headers that we, the server or a cache before it may read."""
REFUSED = {400, 404, 406, 410, 414, 416, 422}


def test_the_corpus_meets_every_parameter() -> None:
    met = {nasty for number in range(len(EVERY)) for nasty in spread(CORPUS, number, FEW)}

    assert met == set(CORPUS)


def test_a_nasty_value_of_any_parameter_is_refused_or_answered(asker: Asker) -> None:
    for number, (path, name) in enumerate(EVERY):
        others = asker.kit.needed(path, name)
        for nasty in spread(CORPUS, number, FEW):
            query = f"{urlencode(others, doseq=True)}&{name}={nasty}".lstrip("&")

            answer = asker.ask(f"{asker.kit.place(path)}?{query}")

            assert answer.status in {200, 304, *REFUSED}, (path, query)


def test_a_nasty_value_beside_a_valid_one_is_refused_or_answered(asker: Asker) -> None:
    for number, (path, name) in enumerate(EVERY):
        valid = "WyJhIl0" if name == "cursor" else quote(asker.kit.values(path, name)[0])
        others = urlencode(asker.kit.needed(path, name), doseq=True)
        for nasty in spread(CORPUS, number + 7, 1):
            asker.ask(f"{asker.kit.place(path)}?{others}&{name}={valid}&{name}={nasty}")


def test_a_nasty_name_of_a_parameter_is_refused(asker: Asker) -> None:
    for number, path in enumerate(PATHS):
        others = urlencode(asker.kit.needed(path), doseq=True)
        for nasty in spread([n for n in CORPUS if n not in ("", "%")], number, FEW):
            answer = asker.ask(f"{asker.kit.place(path)}?{others}&{nasty}=1&{nasty}={nasty}")

            assert answer.status in {200, *REFUSED}, (path, nasty)


@pytest.mark.parametrize("path", KEYED)
def test_a_nasty_key_is_refused(asker: Asker, path: str) -> None:
    for nasty in spread(CORPUS, KEYED.index(path), 12):
        answer = asker.ask(asker.kit.other_key(path, nasty or "%20"))

        assert answer.status in {200, 301, 307, 405, *REFUSED}, (path, nasty)


def test_a_nasty_path_is_refused(asker: Asker) -> None:
    for nasty in CORPUS:
        for place in (f"/{nasty}", f"/v1/{nasty}", f"/explorer/{nasty}", f"/docs/{nasty}"):
            assert asker.ask(place).status in {200, 301, 307, *REFUSED}, place


def test_a_page_says_what_is_wrong_with_a_nasty_value(asker: Asker) -> None:
    fields = [(path, name) for path, model in PAGES.items() for name in model.model_fields]
    for number, (path, name) in enumerate(fields):
        for nasty in spread(CORPUS, number, FEW * 2):
            answer = asker.ask(f"{path}?{name}={nasty}")

            assert answer.status in {200, *REFUSED}, (path, name, nasty)
            assert b"<script>alert" not in answer.body
            assert b"onerror=alert(1)>" not in answer.body
    for number, place in enumerate(("/muscles", "/exercises", "/explorer")):
        for nasty in spread(CORPUS, number, 20):
            assert asker.ask(f"{place}/{nasty}").status in {200, 301, *REFUSED}, nasty


def test_a_nasty_header_changes_nothing_or_is_refused(asker: Asker) -> None:
    file = asker.kit.place("/v1/exports/{edition}/{name}")
    places = [
        *("/v1/muscles?limit=2", "/v1/muscles/soleus", "/v1/muscle-map.svg", "/v1/exports", file),
        *("/", "/nope", "/openapi.json", "/docs", "/docs/assets/docs.js", "/health/ready"),
    ]
    step = math.ceil(5 / TIMES)
    turn = count()
    for place in places:
        for name in READ:
            for nasty in HEADERS:
                if next(turn) % step == 0:
                    answer = asker.ask(place, {name: nasty})

                    assert answer.status in {200, 206, 304, *REFUSED}, (place, name, nasty)
                    assert b"evil.example" not in answer.body
