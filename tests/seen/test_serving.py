"""The running service is seen: lines of several workers, counts of all of them, spans."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.faults.processes import ready, until

PARENT = "4bf92f3577b34da6a3ce929d0e0e4736"


def samples(text: str) -> dict[str, float]:
    """Read an exposition as Prometheus does; raises ValueError where it is none."""
    return {
        " ".join([one.name, *one.labels.values()]): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def test_two_workers_tell_whole_lines_and_counts_of_both(
    tmp_path: Path, world_folder: Path
) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite", "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_WORKERS": "2", "PUSHOFF_LOG": "json", "PUSHOFF_METRICS": "true",
    }  # fmt: skip
    asked, route = 100, "/v1/muscles/{slug}"

    with ready(tmp_path, **settings) as service:
        # Each request comes by a connection of its own, and so to any of the workers.
        with httpx.Client(base_url=service.url, headers={"Connection": "close"}) as client:

            def counted() -> float:
                told = samples(client.get("/metrics").text)
                requests = [key for key in told if key.startswith("pushoff_requests_total")]
                return sum(told[key] for key in requests if route in key)

            for _ in range(asked):
                assert client.get("/v1/muscles/calf").status_code == 200
            until("all are counted", lambda: counted() == asked)
            client.get("/v1/muscles/soleus")
        service.stop()

    lines = [line for line in service.said().splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in lines]
    ours = [one for one in told if one.get("route") == route]
    assert len(ours) == asked + 1
    assert {one["cache"] for one in ours} == {"made", "hit"}
    assert len({one["request_id"] for one in told}) == len(told)


@pytest.fixture(scope="module")
def database_of_the_world(new_database: NewDatabase, world_folder: Path) -> str:
    """Give an SQLite database with the world."""
    return seeded(new_database("sqlite"), world_folder)


@pytest.fixture(scope="module")
def spans() -> Iterator[InMemorySpanExporter]:
    """Give what is traced in this process."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    yield exporter
    provider.shutdown()


def test_a_span_has_route_and_id_and_no_query(
    database_of_the_world: str, spans: InMemorySpanExporter
) -> None:
    headers = {"traceparent": f"00-{PARENT}-00f067aa0ba902b7-01", "X-Request-Id": "mine"}

    with serving(Settings(database_url=database_of_the_world, tracing=True)) as client:
        for _ in range(2):
            answer = client.get("/v1/muscles/calf?fields=slug", headers=headers)
        client.get("/")

    assert answer.headers["x-request-id"] == "mine"
    first, kept, page = spans.get_finished_spans()
    for span in (first, kept):
        assert span.attributes is not None
        assert span.context is not None
        assert span.name == "GET /v1/muscles/{slug}"
        assert span.attributes["http.route"] == span.attributes["url.path"] == "/v1/muscles/{slug}"
        assert span.attributes["url.query"] == ""
        assert span.attributes["pushoff.request_id"] == "mine"
        assert f"{span.context.trace_id:032x}" == PARENT
        assert "calf" not in str(dict(span.attributes))
    assert page.name == "GET /"


def test_metrics_are_there_where_they_are_set(database_of_the_world: str) -> None:
    with serving(Settings(database_url=database_of_the_world, metrics=True)) as client:
        client.get("/v1/muscles")
        answer = client.get("/metrics")
        refused = client.post("/metrics")
        head = client.head("/metrics")
        listed = client.get("/v1").text + client.get("/openapi.json").text

    told = samples(answer.text)
    worker = next(key for key in told if key.startswith("pushoff_revision")).split()[1]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert (refused.status_code, head.status_code) == (405, 200)
    assert told[f"pushoff_revision {worker}"] == 1
    assert told[f"pushoff_answers_kept {worker}"] >= 1
    assert 0 <= told[f"pushoff_database_seen_seconds {worker}"] < 60
    assert told[f"process_resident_memory_bytes {worker}"] > 1e6
    assert "/metrics" not in listed


def test_metrics_are_no_path_where_they_are_not_set(database_of_the_world: str) -> None:
    with serving(Settings(database_url=database_of_the_world)) as client:
        answer = client.get("/metrics")

    assert answer.status_code == 404
    assert "x-request-id" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_lives_and_is_not_ready_without_tables(new_database: NewDatabase, method: str) -> None:
    with serving(Settings(database_url=new_database("sqlite"))) as client:
        live = client.request(method, "/health/live")
        ready = client.request(method, "/health/ready")

    assert (live.status_code, ready.status_code) == (200, 503)
    assert ready.headers["retry-after"]


def test_an_application_is_made_with_everything_on(database_of_the_world: str) -> None:
    from app.main import create_app  # noqa: PLC0415

    settings = Settings(database_url=database_of_the_world, metrics=True, log="json", tracing=True)

    assert isinstance(create_app(settings), FastAPI)
