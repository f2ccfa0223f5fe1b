"""Behind nginx, by the file of docs/deploy with only ports and folders replaced."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from tests.conftest import NewDatabase
from tests.deploy.conftest import DEPLOY, publish
from tests.faults.processes import Service, asking, free_port, started, until
from tests.problems import problem_in

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CALF = "/v1/muscles/calf"
SOLEUS = "/v1/muscles/soleus"
PLAIN = {"accept-encoding": "identity"}
ESTABLISHED = "01"

pytestmark = pytest.mark.skipif(NGINX is None, reason="Debian's nginx is not installed")


@contextmanager
def proxied(folder: Path, ports: Sequence[str]) -> Iterator[str]:
    """Run nginx before two ports of this machine; give its address."""
    port = str(free_port())
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for standing, here in {
        "listen 8080": f"listen 127.0.0.1:{port}",
        "app-1:8000": f"127.0.0.1:{ports[0]}",
        "app-2:8000": f"127.0.0.1:{ports[-1]}",
        "/var/cache/nginx": str(folder),
        "/tmp/nginx": str(folder / "nginx"),  # noqa: S108  (replaced)
        "worker_processes auto": "worker_processes 1",
    }.items():
        assert standing in text
        text = text.replace(standing, here)
    settings = folder / "nginx.conf"
    settings.write_text(text, encoding="utf-8")
    user = "user root; " if os.getuid() == 0 else ""  # The folders of tests are their owner's.
    command = [str(NGINX), "-e", "stderr", "-c", str(settings), "-g", f"{user}daemon off;"]
    with (folder / "nginx.txt").open("wb") as log, subprocess.Popen(command, stderr=log) as proxy:
        try:
            until("nginx listens", lambda: listens(int(port)), 20)
            yield f"http://127.0.0.1:{port}"
        finally:
            proxy.terminate()


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


class Set(ExitStack):
    """Two processes on one database, and nginx before them."""

    def __init__(self, folder: Path, database: str, seed: Path, **settings: str) -> None:
        """Start all of them."""
        super().__init__()
        self.database = database
        self.apps: list[Service] = []
        self._folder = folder
        self._settings = {
            "DATABASE_URL": database,
            "PUSHOFF_SEED": str(seed),
            "PUSHOFF_REFRESH_S": "0.1",
            "PUSHOFF_PUBLIC_URL": "https://api.example.org",
            **settings,
        }
        ports = [str(free_port()) for _ in range(2)]
        for port in ports:
            self.start(port)
        self.url = self.enter_context(proxied(folder, ports))
        self.client = self.enter_context(httpx.Client(base_url=self.url, timeout=20))

    def start(self, port: str) -> None:
        """Start a process, and wait until it is ready."""
        own = {**self._settings, "PUSHOFF_PORT": port}
        app = self.enter_context(started(self._folder, **own))
        until("ready", app.is_ready)
        self.apps.append(app)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask through nginx; JSON in no coding unless `headers` say otherwise."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers={**PLAIN, **named})

    def kept(self, path: str) -> tuple[str, str]:
        """Ask twice, and say where the second answer came from, and of which revision it is."""
        self.get(path)
        headers = self.get(path).headers
        return headers["x-cache"], headers["x-pushoff-revision"]


def test_answers_are_kept_with_their_validators_and_codings_apart(
    new_database: NewDatabase, tmp_path: Path, world_folder: Path
) -> None:
    with Set(tmp_path, new_database("sqlite"), world_folder) as all_of_it:
        get, kept = all_of_it.get, all_of_it.kept
        direct = httpx.get(all_of_it.apps[0].url + CALF, headers=PLAIN)
        first, second = get(CALF), get(CALF)
        assert [answer.headers["x-cache"] for answer in (first, second)] == ["MISS", "HIT"]
        assert first.content == second.content == direct.content
        for name in ("etag", "cache-control", "x-pushoff-release", "content-type", "vary"):
            assert second.headers.get(name) == direct.headers.get(name)

        unchanged = get(CALF, if_none_match=first.headers["etag"])
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == first.headers["etag"]
        assert get(CALF, if_none_match='"other"').status_code == 200
        assert all_of_it.client.head(CALF, headers=PLAIN).headers["x-cache"] == "HIT"

        page = "/v1/muscles?limit=200"
        plain = get(page)
        by_coding = {
            coding: get(page, accept_encoding=asked)
            for coding, asked in {
                "zstd": "gzip, deflate, br, zstd", "br": "gzip, deflate, br", "gzip": "gzip;q=0.8",
                "": "br;q=0, deflate",
            }.items()
        }  # fmt: skip
        assert {a.headers.get("content-encoding", "") for a in by_coding.values()} == set(by_coding)
        assert len({answer.headers["etag"] for answer in by_coding.values()}) == len(by_coding)
        assert {answer.content for answer in by_coding.values()} == {plain.content}
        assert get(page, accept_encoding="br").headers["x-cache"] == "HIT"
        assert get(page, accept="application/json").headers["x-cache"] == "HIT"
        assert get(page, accept="text/csv").headers["content-type"].startswith("text/csv")
        assert get(page, accept="*/*").headers["content-type"] == "application/json"

        wrong = ("/v1/muscles/nope", "/v1/muscles?limit=0", "/v1/release?x=1", "/health/ready")
        assert [kept(path) for path in wrong[:3]] == [("MISS", "1")] * 3
        assert "x-cache" not in get("/health/ready").headers
        assert [kept(path) for path in ("/docs", "/llms.txt", "/muscles")] == [("HIT", "1")] * 3
        assert get("/metrics").status_code == 404
        assert problem_in(get(f"/v1/muscles?ids={'x,' * 16_500}"), 414, "uri_too_long")

        manifest = get("/v1/exports").json()
        file = next(one for one in manifest["files"] if one["name"] == "pushoff.sqlite")
        part = get(file["url"], range="bytes=16-99")
        whole = get(file["url"])
        assert (part.status_code, part.headers["x-cache"]) == (206, "MISS")
        assert part.headers["content-range"] == f"bytes 16-99/{file['size']}"
        assert whole.headers["x-cache"] == "HIT"
        assert part.content == whole.content[16:100]
        assert get(file["url"], range="bytes=-1").content == whole.content[-1:]
        same = get(file["url"], range="bytes=0-3", if_range=whole.headers["etag"])
        other = get(file["url"], range="bytes=0-3", if_range='"other"')
        assert (same.status_code, other.status_code) == (206, 200)


def test_a_new_revision_is_seen_and_the_loss_of_replicas_is_not(
    new_database: NewDatabase, tmp_path: Path, world_folder: Path, newer_world: Path
) -> None:
    told: set[tuple[str, bool]] = set()

    def of_one_revision(answer: httpx.Response) -> str:
        told.add((answer.headers["x-pushoff-revision"], "Lifts the whole body" in answer.text))
        return ""

    with Set(tmp_path, new_database("sqlite"), world_folder) as all_of_it:
        get, kept = all_of_it.get, all_of_it.kept
        with asking(all_of_it.url, [SOLEUS], 2, of_one_revision) as answers:
            publish(all_of_it.database, newer_world)
            until("it is seen", lambda: "Lifts the whole body" in get(SOLEUS).text)
            shown = (SOLEUS, CALF, "/v1/release")
            until("both follow", lambda: all(kept(path) == ("HIT", "2") for path in shown))
            before = {path: get(path).content for path in shown}
            answers.grows("200", 100)

            with asking(all_of_it.url, ["/health/live"], 2) as passed_on:
                passed_on.grows("200", 50)
                all_of_it.apps[0].kill()
                passed_on.grows("200", 50)
            fresh = [get(f"/v1/muscles?limit={limit}").status_code for limit in range(1, 40)]
            answers.grows("200", 100)

            all_of_it.apps[1].kill()
            until("its release is old", lambda: get("/v1/claims").status_code == 503)
            answers.grows("200", 100)
        stale = {path: get(path) for path in before}
        lost = [get("/v1/muscles?limit=77") for _ in range(2)]
        known = get(CALF, if_none_match=stale[CALF].headers["etag"])
        all_of_it.start(all_of_it.apps[0].url.rpartition(":")[2])
        until("it is back", lambda: get("/v1/muscles?limit=77").status_code == 200)

    assert told == {("1", False), ("2", True)}
    assert answers.counts.keys() == passed_on.counts.keys() == {"200"}
    assert set(fresh) == {200}
    assert {path: answer.content for path, answer in stale.items()} == before
    assert known.status_code == 304
    for answer in lost:
        assert problem_in(answer, 503, "unavailable")
        assert answer.headers["retry-after"] == "2"


class Scripted(BaseHTTPRequestHandler):
    """A service whose answers say of which release they are: the first word of their path."""

    protocol_version = "HTTP/1.1"
    newest = "2-b"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer for a second, or that nothing changed."""
        release = self.newest if self.path == "/v1/release" else self.path.split("/")[1]
        known = self.headers["If-None-Match"]
        etag = f'"{self.path}-{release}"'
        self.asked.append(f"{self.path} {known or ''}".rstrip())
        self.send_response(304 if known == etag else 200)
        self.send_header("ETag", etag)
        self.send_header("Cache-Control", "public, max-age=1, stale-while-revalidate=600")
        self.send_header("X-Pushoff-Revision", release.partition("-")[0])
        if "-" in release:
            self.send_header("X-Pushoff-Release", release)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_parts: Any) -> None:
        """Say nothing."""


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[httpx.Client]:
    """Run nginx before the scripted service, and talk to it."""
    Scripted.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with (
            proxied(tmp_path, [str(server.server_port)]) as url,
            httpx.Client(base_url=url) as client,
        ):
            yield client
    finally:
        server.shutdown()
        server.server_close()


def test_an_answer_of_another_release_is_passed_on_and_not_kept(scripted: httpx.Client) -> None:
    same, older, newer, of_none = "/2-b/x", "/1-a/x", "/3-c/x", "/none/x"

    kept = {
        path: [scripted.get(path).headers["x-cache"] for _ in range(2)]
        for path in (same, older, newer, of_none)
    }

    assert kept[same] == kept[of_none] == ["MISS", "HIT"]
    assert kept[older] == kept[newer] == ["MISS", "MISS"]


def test_an_old_answer_is_asked_for_again_by_its_validator(scripted: httpx.Client) -> None:
    path = "/2-b/y"
    again = f'{path} "{path}-2-b"'

    first = scripted.get(path)
    until("it was asked for again", lambda: bool(scripted.get(path)) and again in Scripted.asked)
    last = scripted.get(path)

    assert first.headers["etag"] == last.headers["etag"]
    assert Scripted.asked.count(path) == 1
    assert last.status_code == 200


def established(port: str) -> int:
    """Count the connections that a port of this machine has taken."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    own = f"0100007F:{int(port):04X}"
    return sum(1 for row in rows if row[1] == own and row[3] == ESTABLISHED)


def test_clients_are_told_apart_and_slow_ones_wait_outside(
    new_database: NewDatabase, tmp_path: Path, world_folder: Path
) -> None:
    limited = {"PUSHOFF_RATE_LIMIT": "3/hour", "DATABASE_URL": new_database("sqlite")}
    with (
        started(tmp_path, PUSHOFF_SEED=str(world_folder), **limited) as app,
        proxied(tmp_path, [app.url.rpartition(":")[2]]) as url,
        ExitStack() as stack,
    ):
        until("ready", app.is_ready)
        clients = [
            stack.enter_context(
                httpx.Client(base_url=url, transport=httpx.HTTPTransport(local_address=address))
            )
            for address in ("127.0.0.2", "127.0.0.3")
        ]
        asked = [[c.get(f"/v1/muscles?limit={n}").status_code for n in (1, 2, 3)] for c in clients]
        again = clients[0].get("/v1/muscles?limit=4", headers={"x-forwarded-for": "127.0.0.9"})
        kept = clients[0].get("/v1/muscles?limit=1")

        port = url.rpartition(":")[2]
        before = established(app.url.rpartition(":")[2])
        for _ in range(50):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", int(port))))
            slow.sendall(b"GET /v1/muscles?limit=5 HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        until("all are connected", lambda: established(port) >= 50)
        during = established(app.url.rpartition(":")[2])

    assert asked == [[200, 200, 200]] * 2
    assert problem_in(again, 429, "too_many_requests")
    assert kept.status_code == 200
    assert kept.headers["x-cache"] == "HIT"
    assert "ratelimit" not in kept.headers
    assert during <= before
