"""The other formats of an answer: which there are, and lists as tables."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.deps import StrictRoute
from app.main import create_app
from app.schemas.kinds import READS
from app.schemas.paging import MEDIA_TYPES, ListFormat, formats_of
from app.settings import Settings
from tests.problems import fault_in

CSV = "text/csv; charset=utf-8"
LISTS = {
    **{f"/v1/{kind}?": kind for kind in READS},
    "/v1/muscles/calf/roles?": "muscle-roles",
    "/v1/muscles/calf/exercises?": "exercises",
    "/v1/muscle-roles?speed=3&": "muscle-roles",
    "/v1/joint-work?speed=3&": "joint-work",
}
"""Questions for lists, and the kind of their items."""


def rows_of(response: httpx.Response) -> list[dict[str, str]]:
    """Read a table as RFC 4180 says."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == CSV
    assert response.text.endswith("\r\n")
    return list(csv.DictReader(StringIO(response.text, newline=""), strict=True))


def test_a_list_is_a_table(world: httpx.Client) -> None:
    response = world.get("/v1/equipment?format=csv&limit=4")

    assert response.headers["content-type"] == CSV
    assert response.text == (
        "slug,name,summary,includes,aliases,exercises\r\n"
        'bodyweight,Body weight,The body alone.,[],"[""Body weight"",""nothing""]",5\r\n'
        "chair,Chair,A firm chair.,[],[],1\r\n"
        'dumbbell,Dumbbell,A weight with a handle.,[],"[""hand weight""]",0\r\n'
        'home,Home,What a home has.,"[""chair"",""step""]",[],1\r\n'
    )


def test_a_cell_holds_what_json_has(world: httpx.Client) -> None:
    muscles = world.get("/v1/muscles?format=csv&ids=soleus,calf&fields=fma,slug,parent,path,joints")
    roles = world.get(
        "/v1/muscle-roles?format=csv&phase=push-off&limit=1&fields=id,weight,n,sources"
    )
    exercises = world.get("/v1/exercises?format=csv&ids=hop&fields=level,per_side,safety,dose,emg")

    assert muscles.text == (
        "slug,parent,joints,fma,path\r\n"
        "calf,,[],,[]\r\n"
        'soleus,calf,[],FMA:22542,"[{""slug"":""calf"",""name"":""Calf"",""kind"":""group""}]"\r\n'
    )
    assert roles.text == (
        "id,weight,n,sources\r\n"
        "calf.push-off.power.propulsion.drives,1.0,10,"
        '"[""derived-brown-2001"",""derived-white-2003""]"\r\n'
    )
    (row,) = rows_of(exercises)
    assert (row["level"], row["per_side"], row["safety"]) == ("4", "true", "On even ground only.")
    assert json.loads(row["dose"])["hold_s"] is None


def test_a_table_without_rows_has_its_header(world: httpx.Client) -> None:
    assert world.get("/v1/exercises?format=csv&category=drill&fields=name,slug").text == (
        "slug,name\r\n"
    )
    assert world.get("/v1/muscles?format=csv&region=foot").text == (
        "slug,name,latin,kind,region,parent,summary,aliases\r\n"
    )


def holds(cell: str, name: str, value: Any, page: str) -> bool:
    """Whether a cell holds a value; a number exactly as the page of JSON writes it."""
    if value is None or isinstance(value, str):
        return cell == (value or "")
    return bool(json.loads(cell) == value) and f'"{name}":{cell}' in page


@pytest.mark.parametrize("question", LISTS)
@pytest.mark.parametrize("whole", [False, True], ids=["as listed", "whole"])
def test_every_table_of_the_real_data_reads_back_to_the_items(
    client: httpx.Client, question: str, *, whole: bool
) -> None:
    fields = f"&fields={','.join(READS[LISTS[question]].model_fields)}" if whole else ""
    query = f"{question}limit=200&count=true{fields}"

    page = client.get(query)
    table = client.get(f"{query}&format=csv")

    items, rows = page.json()["items"], rows_of(table)
    assert [list(row) for row in rows] == [list(item) for item in items]
    for row, item in zip(rows, items, strict=True):
        for name, value in item.items():
            assert holds(row[name], name, value, page.text), (name, row[name])
    assert table.headers["x-pushoff-total"] == str(page.json()["total"])
    assert table.headers["x-pushoff-revision"] == str(page.json()["revision"])
    assert "x-pushoff-missing" not in table.headers


def walk(client: httpx.Client, question: str) -> Iterator[dict[str, str]]:
    """Follow the link from one page of a table to the next."""
    following: str | None = question
    while following:
        response = client.get(following)
        yield from rows_of(response)
        following = response.links.get("next", {}).get("url")


def test_a_table_is_paged_by_its_link(world: httpx.Client) -> None:
    whole = rows_of(world.get("/v1/exercises?format=csv&sort=-level"))

    walked = list(walk(world, "/v1/exercises?format=csv&sort=-level&limit=3"))

    assert walked == whole
    assert len(whole) == 7


def test_a_cursor_goes_on_in_another_format(world: httpx.Client) -> None:
    following = world.get("/v1/exercises?limit=3").json()["next"]

    table = rows_of(world.get(f"{following}&format=csv"))
    linked = world.get(f"{following}&format=jsonld").json()
    plain = world.get(following).json()

    keys = [item["slug"] for item in plain["items"]]
    assert [row["slug"] for row in table] == [item["slug"] for item in linked["items"]] == keys
    assert "format=jsonld" in linked["next"]


def test_what_has_no_place_in_a_table_is_in_the_headers(world: httpx.Client) -> None:
    response = world.get("/v1/muscles?format=csv&ids=calf,nope,zzz&count=true&kind=head")

    assert rows_of(response) == []
    assert response.headers["x-pushoff-total"] == "0"
    assert response.headers["x-pushoff-missing"] == "2"
    exposed = response.headers["access-control-expose-headers"]
    assert {"X-Pushoff-Total", "X-Pushoff-Missing", "Link"} <= set(exposed.split(", "))


@pytest.mark.parametrize(
    ("query", "parameter", "place"),
    [
        ("include=muscles", "include", "whole documents"),
        ("facets=level", "facets", "counts"),
        ("safe_for=calf-strain", "safe_for", "the cautions that belong to it"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/exercises", "/v1/muscles/calf/exercises"])
def test_what_a_table_cannot_show_is_refused(
    world: httpx.Client, path: str, query: str, parameter: str, place: str
) -> None:
    fault = fault_in(world.get(f"{path}?format=csv&{query}"), "invalid_value")

    assert fault["parameter"] == parameter
    assert fault["detail"] == (
        f"Give {parameter} only with format json or jsonld: a table has no place for {place}."
    )
    assert world.get(f"{path}?format=jsonld&{query}").status_code == 200


@pytest.mark.parametrize(
    ("question", "valid", "nearest"),
    [
        ("/v1/exercises?format=xml", ["json", "csv", "jsonld"], []),
        ("/v1/exercises?format=CSV", ["json", "csv", "jsonld"], ["csv"]),
        ("/v1/exercises?format=json-ld", ["json", "csv", "jsonld"], ["jsonld", "json"]),
        ("/v1/exercises?format=", ["json", "csv", "jsonld"], []),
        ("/v1/exercises/hop?format=csv", ["json", "jsonld"], []),
    ],
)
def test_a_format_that_a_path_has_not_is_refused(
    world: httpx.Client, question: str, valid: list[str], nearest: list[str]
) -> None:
    fault = fault_in(world.get(question), "unknown_value")

    assert (fault["parameter"], fault["valid"], fault["nearest"]) == ("format", valid, nearest)


@pytest.mark.parametrize(
    "path", ["/v1/search?q=calf&", "/v1/release?", "/v1/coverage?exercise=heel-raise&"]
)
def test_what_is_no_list_and_no_resource_has_one_format(world: httpx.Client, path: str) -> None:
    fault_in(world.get(f"{path}format=json"), "unknown_parameter")


def test_a_format_is_asked_for_once(world: httpx.Client) -> None:
    fault_in(world.get("/v1/exercises?format=csv&format=csv"), "duplicate_parameter")


def test_each_format_has_a_tag_of_its_own(world: httpx.Client) -> None:
    answers = [world.get(f"/v1/muscles?format={name}") for name in ListFormat]
    tags = {answer.headers["etag"] for answer in answers}

    again = [
        world.get(a.request.url, headers={"If-None-Match": a.headers["etag"]}) for a in answers
    ]

    assert len(tags) == len(ListFormat)
    assert [answer.headers["content-type"] for answer in answers] == [
        MEDIA_TYPES[name] for name in ListFormat
    ]
    assert [answer.status_code for answer in again] == [304] * len(ListFormat)
    assert world.head("/v1/muscles?format=csv").headers["content-type"] == CSV


def test_json_is_the_default(world: httpx.Client) -> None:
    for path in ("/v1/muscles", "/v1/muscles/calf"):
        assert world.get(f"{path}?format=json").content == world.get(path).content


def test_a_route_tells_the_formats_that_its_document_declares(
    world: httpx.Client, tmp_path: Path
) -> None:
    paths = world.get("/openapi.json").json()["paths"]
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'never-opened.sqlite'}"))
    routes = {route.path: route for route in app.routes if isinstance(route, StrictRoute)}

    offered = {path: formats_of(route.params_model) for path, route in routes.items()}

    assert offered.keys() >= paths.keys()
    for path, operations in paths.items():
        declared = list(operations["get"]["responses"].get("200", {}).get("content", {}))
        if declared[:1] != ["application/json"]:  # A file, in a format of its own.
            continue
        assert declared == [MEDIA_TYPES[name].partition(";")[0] for name in offered[path]]
    assert offered["/v1/muscles"] == ["json", "csv", "jsonld"]
    assert offered["/v1/muscles/{slug}"] == ["json", "jsonld"]
    assert offered["/v1/sessions"] == ["json", "jsonld", "text", "markdown", "html", "intervals"]
    assert offered["/v1/plans"] == offered["/v1/sessions"]
    assert offered["/v1/search"] == ["json"]
