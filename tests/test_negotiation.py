"""One answer in several forms: each has its own validator, is made once, and is the same inside."""

import csv
import gzip
import io

import brotli
import httpx
import pytest
import zstandard

from app.negotiation import CODINGS, coding_of
from app.schemas.paging import MEDIA_TYPES
from app.settings import Settings
from tests.conftest import serving
from tests.problems import problem_in

LIST = "/v1/exercises?limit=20"
SHORT = "/v1/muscles?ids=soleus&fields=slug"
SESSION = "/v1/sessions?minutes=20&goal=general"
DECODERS = {"zstd": zstandard.decompress, "br": brotli.decompress, "gzip": gzip.decompress}


def raw(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """Ask with exactly these headers beside Accept-Encoding; give the body as it was sent."""
    plain = {"accept-encoding": "", "accept": "*/*"}
    sent = plain | {name.replace("_", "-"): value for name, value in headers.items()}
    with client.stream("GET", path, headers=sent) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coded_answer_is_the_same_inside(client: httpx.Client, coding: str) -> None:
    plain, body = raw(client, LIST)

    coded, sent = raw(client, LIST, accept_encoding=coding)

    assert DECODERS[coding](sent) == body
    assert len(sent) < len(body) / 3
    assert coded.headers["content-encoding"] == coding
    assert int(coded.headers["content-length"]) == len(sent)
    own = {"content-encoding", "content-length", "date", "etag"}
    assert {k: v for k, v in coded.headers.items() if k not in own} == {
        k: v for k, v in plain.headers.items() if k not in own
    }
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (b"", ""),
        (b"identity", ""),
        (b"gzip", "gzip"),
        (b"gzip, deflate, br", "br"),
        (b"gzip, deflate, br, zstd", "zstd"),
        (b"zstd;q=0.1, gzip;q=0.9", "gzip"),
        (b"br;q=0, gzip", "gzip"),
        (b"gzip;q=0.5, identity;q=1", ""),
        (b"*", "zstd"),
        (b"deflate, compress", ""),
        (b"GZIP", "gzip"),
        (b"gzip;q=high, ,;;=", "gzip"),
        (b"\xff\xfe, gzip", "gzip"),
        (b"x" * 100_000, ""),
    ],
)
def test_the_coding_follows_what_is_accepted(header: bytes, coding: str) -> None:
    if header == b"gzip;q=high, ,;;=":  # A weight that is no number counts for nothing, or for 1.
        assert coding_of(header) in ("", coding)
        return
    assert coding_of(header) == coding


def test_each_form_has_a_validator_of_its_own(client: httpx.Client) -> None:
    tags = {raw(client, LIST, accept_encoding=coding)[0].headers["etag"] for coding in CODINGS}
    tags |= {raw(client, f"{LIST}&format={name}")[0].headers["etag"] for name in ("csv", "jsonld")}
    tags.add(raw(client, LIST)[0].headers["etag"])

    assert len(tags) == len(CODINGS) + 3


@pytest.mark.parametrize("coding", ["", *CODINGS])
@pytest.mark.parametrize("answers_mb", [0, 32], ids=["kept nowhere", "kept"])
def test_a_known_form_is_not_sent_again(world_database: str, coding: str, answers_mb: int) -> None:
    with serving(Settings(database_url=world_database, answers_mb=answers_mb)) as client:
        first, _ = raw(client, "/v1/exercises?limit=5", accept_encoding=coding)
        etag = first.headers["etag"]

        known, body = raw(
            client, "/v1/exercises?limit=5", accept_encoding=coding, if_none_match=etag
        )
        other, _ = raw(
            client, "/v1/exercises?limit=5", accept_encoding=coding, if_none_match=f'{etag[:-2]}x"'
        )

    assert (known.status_code, body) == (304, b"")
    assert known.headers["etag"] == etag
    for name in ("cache-control", "vary", "x-pushoff-release", "x-pushoff-revision"):
        assert known.headers[name] == first.headers[name], name
    assert other.status_code == 200


def test_an_answer_says_what_it_depends_on_and_nothing_else(client: httpx.Client) -> None:
    def varies(path: str) -> str | None:
        value: str | None = raw(client, path)[0].headers.get("vary")
        return value

    assert varies(LIST) == "Accept, Accept-Encoding"
    assert varies(f"{LIST}&format=json") == "Accept-Encoding"
    assert varies(f"{LIST}&format=csv") == "Accept-Encoding"
    assert varies(SHORT) == "Accept"
    assert varies(f"{SHORT}&format=json") is None
    assert varies("/v1/search?q=calf") == "Accept-Encoding"
    assert varies("/v1/muscles/nope") is None


def test_what_is_short_is_not_coded(client: httpx.Client) -> None:
    response, body = raw(client, SHORT, accept_encoding="gzip")

    assert "content-encoding" not in response.headers
    assert body == raw(client, SHORT)[1]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/csv", "csv"),
        ("application/ld+json", "jsonld"),
        ("application/json", "json"),
        ("application/*", "json"),
        ("*/*", "json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
        ("text/csv, application/json;q=0.5", "csv"),
        ("text/csv;q=0.5, application/json", "json"),
        ("application/ld+json;q=0.9, text/csv;q=0.8", "jsonld"),
    ],
)
def test_accept_chooses_the_format_that_the_parameter_names(
    client: httpx.Client, accept: str, name: str
) -> None:
    chosen, body = raw(client, LIST, accept=accept)
    named, same = raw(client, f"{LIST}&format={name}")

    assert chosen.headers["content-type"] == named.headers["content-type"] == MEDIA_TYPES[name]
    if name == "json":
        assert body.partition(b'"next"')[0] == same.partition(b'"next"')[0]
    else:
        assert body == same
        assert chosen.headers["etag"] == named.headers["etag"]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", "html"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "html"),
        ("*/*", "json"),
        ("application/json, text/plain, */*", "json"),
        ("application/json", "json"),
        ("text/html;q=0.5, application/json", "json"),
        ("text/html, application/json", "json"),
        ("text/*", "text"),
        ("text/plain", "text"),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", "markdown"),
        ("application/ld+json", "jsonld"),
    ],
    ids=[
        "Chrome", "Firefox", "curl and fetch", "axios", "generated clients", "JSON rather",
        "no matter which", "any text", "text", "an assistant", "linked data",
    ],
)  # fmt: skip
def test_a_browser_gets_the_page_of_a_session_and_a_program_its_json(
    client: httpx.Client, accept: str, name: str
) -> None:
    chosen, body = raw(client, SESSION, accept=accept)
    named, same = raw(client, f"{SESSION}&format={name}")

    assert chosen.headers["content-type"] == named.headers["content-type"] == MEDIA_TYPES[name]
    assert body == same
    assert chosen.headers["vary"] == "Accept, Accept-Encoding"
    assert named.headers["vary"] == "Accept-Encoding"


def test_the_parameter_has_the_last_word(client: httpx.Client) -> None:
    response, body = raw(client, f"{LIST}&format=csv", accept="application/json")

    assert response.headers["content-type"] == MEDIA_TYPES["csv"]
    assert len(list(csv.DictReader(io.StringIO(body.decode())))) == 20


@pytest.mark.parametrize(
    ("path", "valid"),
    [
        (LIST, ["application/json", "text/csv", "application/ld+json"]),
        ("/v1/muscles/soleus", ["application/json", "application/ld+json"]),
        ("/v1/search?q=calf", ["application/json"]),
    ],
)
def test_a_format_that_is_not_there_is_refused_with_those_that_are(
    client: httpx.Client, path: str, valid: list[str]
) -> None:
    for accept in ("application/xml", "image/*", "text/csv;q=0, text/html"):
        response = client.get(path, headers={"accept": accept})

        (fault,) = problem_in(response, 406, "not_acceptable")["errors"]
        assert (fault["parameter"], fault["valid"]) == ("Accept", valid)


def test_what_is_no_negotiable_answer_does_not_mind_accept(client: httpx.Client) -> None:
    for path, status in (("/docs", 200), ("/v1/nope", 404), ("/v1/exports/pushoff.sqlite", 307)):
        assert client.get(path, headers={"accept": "image/png"}).status_code == status
    refused = client.get("/v1/muscles?limit=0", headers={"accept": "text/csv"})
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_flood_of_odd_headers_changes_nothing(client: httpx.Client) -> None:
    _, body = raw(client, LIST)

    for number in range(50):
        odd = f"x{number};q=0.{number}, */*;q=0.1, y{'y' * number * 20}"
        assert raw(client, LIST, accept=odd)[1] == body
        assert raw(client, LIST, accept_encoding=f"x{number}, identity")[1] == body
