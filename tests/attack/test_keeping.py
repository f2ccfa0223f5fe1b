"""Nothing but the question chooses the answer: no header, host, order or forged validator."""

from collections.abc import Iterator
from string import ascii_letters, digits
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exports.editions import EDITION
from app.negotiation import SMALLEST
from app.settings import Settings
from tests.attack.raw import Answer, ask
from tests.conftest import serving
from tests.problems import problem_in

PATHS = [
    b"/v1/muscles", b"/v1/muscles/soleus", b"/v1/muscles/nope", b"/v1/muscles?limit=0", b"/",
    b"/v1/sessions.ics?date=2026-03-04", b"/v1/muscle-map.svg", b"/nope", b"/docs", b"/llms.txt",
    b"/v1/muscles?format=jsonld", b"/v1/sessions?format=markdown",
    b"/muscles/nope",
]  # fmt: skip
CHANGING = {"date"}
READ = {
    "accept", "accept-encoding", "if-none-match", "if-range", "range", "host", "connection",
    "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings", "te", "trailer",
}  # fmt: skip
"""Headers that say how the answer is sent, or what the connection does."""
FORWARDED = [
    b"X-Forwarded-Host: evil.example", b"X-Forwarded-Proto: https", b"X-Forwarded-Prefix: /evil",
    b"X-Forwarded-For: 203.0.113.9", b"Forwarded: host=evil.example;proto=https", b"X-Host: evil",
    b"X-Original-URL: /v1/roles", b"X-Rewrite-URL: /v1/roles", b"X-HTTP-Method-Override: POST",
    b"Origin: https://evil.example", b"Referer: https://evil.example", b"Cookie: a=b",
    b"Authorization: Basic YTpi", b"Cache-Control: no-cache", b"Pragma: no-cache",
    b"If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT", b"If-Match: *",
    b"X-Accel-Redirect: /x",
    b"If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", b"User-Agent: <script>", b"DNT: 1",
    b"Accept-Language: de", b"Accept-Charset: utf-7", b"Sec-Fetch-Dest: script", b"Via: 1.1 evil",
    b"Content-Type: text/html", b"Early-Data: 1", b"Prefer: return=minimal", b"Max-Forwards: 0",
]  # fmt: skip
FIELD = st.text(ascii_letters + digits + "-", min_size=1, max_size=30)
VALUE = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60)


def asked(path: bytes, *headers: bytes, host: bytes = b"localhost") -> bytes:
    """Write a question under any host."""
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: " + host, *headers, b"Connection: close"]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def said(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """Give all of an answer but the time."""
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status, headers, answer.body


def only(server: httpx.Client, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    """Give the one answer."""
    (answer,) = ask(server, sent)
    return said(answer)


@pytest.mark.parametrize("path", PATHS, ids=bytes.decode)
def test_no_byte_of_an_answer_depends_on_the_host_or_on_a_header_that_is_not_named(
    server: httpx.Client, path: bytes
) -> None:
    plain = only(server, asked(path))

    hosts = [b"evil.example", b"evil.example:1", b"[::1]", b"a b", b"<script>", b"", b"x" * 2_000]
    for host in hosts:
        assert only(server, asked(path, host=host)) == plain, host
    for header in FORWARDED:
        assert only(server, asked(path, header)) == plain, header
    assert only(server, asked(path, *FORWARDED)) == plain


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=FIELD, value=VALUE)
def test_no_other_header_changes_an_answer(server: httpx.Client, name: str, value: str) -> None:
    if name.lower() in READ:
        return

    header = f"{name}: {value}".encode("latin-1")

    assert only(server, asked(b"/v1/roles", header)) == only(server, asked(b"/v1/roles"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    accept=st.sampled_from(
        ["", "*/*", "text/csv", "application/ld+json", "text/html", ";q=2", "a"]
    ),
    coding=st.sampled_from(
        ["", "gzip", "br;q=0", "zstd, gzip;q=0.5", "*;q=0", "gzip\t, x", "évil"]
    ),
    order=st.permutations(["limit=3", "sort=-name", "kind=muscle", "kind=head"]),
    spelt=st.booleans(),
)
def test_a_kept_answer_is_never_the_answer_to_another_question(
    server: httpx.Client,
    fresh: httpx.Client,
    accept: str,
    coding: str,
    order: list[str],
    *,
    spelt: bool,
) -> None:
    query = "&".join(f"%{ord(part[0]):02x}{part[1:]}" if spelt else part for part in order)
    headers = [f"Accept: {accept}".encode(), f"Accept-Encoding: {coding}".encode("latin-1")]

    question = asked(b"/v1/muscles?" + query.encode(), *headers)

    assert only(server, question) == only(fresh, question)


@pytest.fixture(scope="module")
def fresh(attacked: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server that keeps no answer."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=attacked, exports=exports, answers_mb=0)) as client:
        yield client


def test_what_an_answer_varies_by_is_named(server: httpx.Client) -> None:
    path = "/v1/muscles?limit=200"
    ways = [("*/*", "identity"), ("text/csv", "identity"), ("*/*", "gzip"), ("*/*", "br")]

    answers = [
        server.get(path, headers={"Accept": accept, "Accept-Encoding": coding})
        for accept, coding in ways
    ]

    varied = [answer.headers["vary"].split(", ") for answer in answers]
    assert all("Accept" in by for by in varied)
    assert [by == ["Accept", "Accept-Encoding"] for by in varied] == [
        len(answer.content) >= SMALLEST for answer in answers
    ]
    assert len({answer.headers["etag"] for answer in answers}) == len(ways)


@pytest.mark.parametrize(
    "guess",
    ['"0"', 'W/"x"', '"' + "0" * 32 + '"', '"' + "0" * 32 + '-gzip"', "x" * 8_000, '"', ","],
)
def test_a_guessed_validator_gets_the_whole_answer(server: httpx.Client, guess: str) -> None:
    plain = server.get("/v1/muscles/soleus")

    answer = server.get("/v1/muscles/soleus", headers={"If-None-Match": guess})

    assert (answer.status_code, answer.content) == (200, plain.content)


def test_a_validator_of_another_question_is_none_of_this(server: httpx.Client) -> None:
    others = [
        "/v1/muscles/calf",
        "/v1/muscles/soleus?format=jsonld",
        "/v1/muscles/soleus?fields=name",
    ]
    tags = ", ".join(server.get(other).headers["etag"] for other in others)

    answer = server.get("/v1/muscles/soleus", headers={"If-None-Match": tags})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/v1/muscles/soleus", "/", "/v1/muscle-map.svg"])
def test_a_range_of_what_has_none_is_the_whole(server: httpx.Client, path: str) -> None:
    answer = server.get(path, headers={"Range": "bytes=0-10"})

    assert (answer.status_code, answer.content) == (200, server.get(path).content)


def test_a_forged_range_of_a_file_gives_that_part_or_the_whole(server: httpx.Client) -> None:
    manifest = server.get("/v1/exports").json()
    (file,) = [one for one in manifest["files"] if one["name"] == "pushoff.json"]
    whole = server.get(file["url"]).content

    for asked_for in ("bytes=0-0,-1", "bytes=0-" + "9" * 200, "bytes=-0x1", "lines=1-2", "bytes="):
        answer = server.get(file["url"], headers={"Range": asked_for})
        assert (answer.status_code, answer.content) == (200, whole), asked_for
    part = server.get(file["url"], headers={"Range": "bytes=5-9", "If-Range": '"forged"'})
    assert (part.status_code, part.content) == (200, whole)
    beyond = server.get(file["url"], headers={"Range": f"bytes={len(whole)}-"})
    assert problem_in(beyond, 416, "range_not_satisfiable")


# Where files could be taken from.
@pytest.mark.parametrize(
    "name",
    [
        "..", "../pushoff.json", "..%2fpushoff.json", "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/etc/passwd", "%2fetc%2fpasswd", "....//pushoff.json", "..\\pushoff.json", "a:b",
        "..%5c..%5cpushoff.json", "pushoff.json%00.svg", "pushoff.json%00", "PUSHOFF.JSON",
        "pushoff.json.", "pushoff.json%20", "pushoff.json::$DATA", "CON", "nul.txt", "linked",
        "%c0%ae%c0%ae%c0%afpasswd", "%252e%252e%252fpasswd", "file:%2f%2f%2fetc%2fpasswd",
        "linked/secret.txt", "secret.txt", ".pushoff-x", "manifest.json%0a",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_an_edition(exported: tuple[httpx.Client, str], name: str) -> None:
    client, edition = exported
    folders = [b"/v1/exports/", f"/v1/exports/{edition}/".encode(), b"/docs/assets/", b"/explorer/"]

    for folder in folders:
        (answer,) = ask(client, asked(folder + quote(name, safe="%/\\:$.").encode()))
        assert answer.status in {400, 404, 422}, folder
        assert b"secret of the machine" not in answer.body
        assert b"root:" not in answer.body


def test_no_folder_but_an_edition_is_read(exported: tuple[httpx.Client, str]) -> None:
    client, edition = exported
    assert EDITION.fullmatch(edition)

    for other in (
        "linked",
        "%2e%2e",
        f"{edition}%2f..",
        edition.upper(),
        f"{edition}.",
        "0-x",
        ".",
    ):
        (answer,) = ask(client, asked(f"/v1/exports/{other}/secret.txt".encode()))
        assert answer.status in {404, 410, 422}, other
        assert b"secret of the machine" not in answer.body


@pytest.fixture(scope="module")
def exported(
    attacked: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, str]]:
    """Talk to a server in whose folder of exports links lead away; give its edition, too."""
    exports = tmp_path_factory.mktemp("exports")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret of the machine")
    (exports / "linked").symlink_to(outside)
    with serving(Settings(database_url=attacked, exports=exports)) as client:
        edition = client.get("/v1/exports").json()["edition"]
        (exports / edition / "secret.txt").symlink_to(outside / "secret.txt")
        (exports / edition / "linked").symlink_to(outside)
        yield client, edition
