"""Files over HTTP: what never changes is said to, ranges work, and rubbish does no harm."""

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest

from app.schemas.exports import ExportFile
from tests.exports.conftest import manifest_of
from tests.problems import problem_in


@pytest.fixture
def file(world: httpx.Client) -> ExportFile:
    """Give a small file."""
    return next(file for file in manifest_of(world).files if file.name == "roles.csv")


def test_a_file_is_for_ever(world: httpx.Client, file: ExportFile) -> None:
    answer = world.get(file.url)

    told = dict(answer.headers)
    del told["date"]
    assert told == {
        "accept-ranges": "bytes",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": told["access-control-expose-headers"],
        "cache-control": "public, max-age=31536000, immutable",
        "content-disposition": 'attachment; filename="roles.csv"',
        "content-length": str(file.size),
        "content-type": "text/csv; charset=utf-8; header=present",
        "cross-origin-resource-policy": "cross-origin",
        "etag": f'"{file.sha256}"',
        "x-content-type-options": "nosniff",
        "x-pushoff-revision": "1",
    }


def test_the_short_address_leads_to_the_current_release(
    world: httpx.Client, file: ExportFile
) -> None:
    answer = world.get("/v1/exports/roles.csv")

    assert answer.status_code == 307
    assert answer.headers["location"] == file.url
    assert answer.headers["cache-control"] == "no-store"


def test_the_manifest_is_an_answer_of_its_release(world: httpx.Client) -> None:
    first = world.get("/v1/exports")
    again = world.get("/v1/exports", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["x-pushoff-release"] == first.json()["release"]
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_file_that_is_known_is_not_sent_again(
    form: str, world: httpx.Client, file: ExportFile
) -> None:
    known = form.format(f'"{file.sha256}"')

    answer = world.get(file.url, headers={"If-None-Match": known})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == f'"{file.sha256}"'
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-length" not in answer.headers


def test_another_file_is_sent(world: httpx.Client, file: ExportFile) -> None:
    answer = world.get(file.url, headers={"If-None-Match": f'"{file.sha256[:-1]}"'})

    assert answer.status_code == 200


def test_head_gives_the_headers_alone(world: httpx.Client, file: ExportFile) -> None:
    whole, head = world.get(file.url), world.head(file.url)
    part = world.head(file.url, headers={"Range": "bytes=2-5"})

    assert head.content == b""
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}
    assert (part.status_code, part.headers["content-length"]) == (206, "4")


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=2-5", 2, 6),
        ("bytes=7-", 7, None),
        ("bytes=-5", -5, None),
        ("bytes=-999999999999999999", 0, None),
        ("bytes=3-99999999999999999999", 3, None),
        ("BYTES=2-5", 2, 6),
    ],
)
def test_a_range_is_a_part_of_the_file(
    asked: str, start: int, stop: int | None, world: httpx.Client, file: ExportFile
) -> None:
    whole = world.get(file.url).content

    answer = world.get(file.url, headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.content == whole[start:stop]
    first = start % file.size
    last = first + len(answer.content) - 1
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{file.size}"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["etag"] == f'"{file.sha256}"'


@pytest.mark.parametrize("asked", ["bytes=-0", "bytes=100000000-", f"bytes={'9' * 90}-"])
def test_a_range_behind_the_end_is_refused(
    asked: str, world: httpx.Client, file: ExportFile
) -> None:
    answer = world.get(file.url, headers={"Range": asked})

    assert f"has {file.size} bytes" in problem_in(answer, 416, "range_not_satisfiable")["detail"]
    assert answer.headers["content-range"] == f"bytes */{file.size}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2", "bytes=0-1,4-5", "bytes=0-1," * 400, "bytes=", "bytes=-", "bytes=--5",
        "bytes=a-b", "bytes=0x1-", "bytes=1_0-20", "lines=1-2", "bytes", "=", "", "*",
        "bytes=²-³", f"bytes={'9' * 5000}-",
    ],
)  # fmt: skip
def test_what_is_no_single_range_is_ignored(
    asked: str, world: httpx.Client, file: ExportFile
) -> None:
    answer = world.get(file.url, headers=[(b"Range", asked.encode("latin-1"))])

    assert answer.status_code == 200
    assert len(answer.content) == file.size


@pytest.mark.parametrize(
    ("form", "status"),
    [('"{}"', 206), ('W/"{}"', 200), ('"other"', 200), ("Thu, 01 Jan 1970 00:00:00 GMT", 200)],
)
def test_a_broken_download_goes_on_only_with_the_same_file(
    form: str, status: int, world: httpx.Client, file: ExportFile
) -> None:
    condition = form.format(file.sha256)

    answer = world.get(file.url, headers={"Range": "bytes=2-5", "If-Range": condition})

    assert answer.status_code == status


def test_an_unknown_file_names_the_nearest(world: httpx.Client, file: ExportFile) -> None:
    edition = file.url.split("/")[3]

    for path in ("/v1/exports/roles.cvs", f"/v1/exports/{edition}/roles.cvs"):
        answer = world.get(path)

        (fault,) = problem_in(answer, 404, "not_found")["errors"]
        assert (fault["parameter"], fault["nearest"][0]) == ("file", "roles.csv")


def test_an_edition_that_is_not_kept_names_the_current_one(
    world: httpx.Client, file: ExportFile
) -> None:
    answer = world.get("/v1/exports/7-0123456789abcdef-01234567/roles.csv")

    problem = problem_in(answer, 410, "gone")
    assert "GET /v1/exports names those of the current release" in problem["detail"]
    assert problem["replaced_by"] == file.url.split("/")[3]


def test_what_is_no_edition_is_not_found(world: httpx.Client, file: ExportFile) -> None:
    answer = world.get("/v1/exports/newest/roles.csv")

    (fault,) = problem_in(answer, 404, "not_found")["errors"]
    assert (fault["parameter"], fault["nearest"]) == ("edition", [file.url.split("/")[3]])


def hostile_paths() -> Iterator[str]:
    """Give ways out of a folder, and what lies in it beside the files."""
    for way in ("..", "%2e%2e", "../..", "..%2f..", "%2fetc%2fpasswd", "/etc/passwd", "~", "."):
        yield from (way, f"{way}/passwd", f"EDITION/{way}", f"EDITION/{way}/passwd")
    yield from ("%00", "EDITION/%00", "EDITION/roles.csv%00", "EDITION", "EDITION/")
    yield from ("EDITION/manifest.json", "manifest.json", "EDITION/..%5croles.csv", "C%3A%5Cx")


@pytest.mark.parametrize("way", [*hostile_paths()])
def test_no_path_leads_out_of_the_folder(way: str, world: httpx.Client, file: ExportFile) -> None:
    path = f"/v1/exports/{way.replace('EDITION', file.url.split('/')[3])}"

    with closing(HTTPConnection(world.base_url.host, world.base_url.port)) as raw:
        raw.request("GET", path)  # As it is: httpx resolves dots before it sends them.
        answer = raw.getresponse()

    assert answer.status in (404, 422), path
    assert answer.headers["content-type"] == "application/problem+json"


def test_scripts_of_other_sites_may_ask_for_parts(world: httpx.Client, file: ExportFile) -> None:
    preflight = world.options(file.url)
    part = world.get(file.url, headers={"Range": "bytes=0-1"})

    allowed = preflight.headers["access-control-allow-headers"].split(", ")
    exposed = part.headers["access-control-expose-headers"].split(", ")
    assert {"Range", "If-Range", "If-None-Match"} <= set(allowed)
    assert {"Accept-Ranges", "Content-Range", "ETag"} <= set(exposed)


def test_no_parameter_is_taken(world: httpx.Client, file: ExportFile) -> None:
    for path in ("/v1/exports", "/v1/exports/roles.csv", file.url):
        assert world.get(f"{path}?format=csv").status_code == 422
