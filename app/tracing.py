"""A span for each request, by the framework's own hook and OpenTelemetry; off unless it is set.

Where spans go is said by the environment that OpenTelemetry knows (`OTEL_EXPORTER_OTLP_ENDPOINT`,
`OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER`); a `traceparent` that a request brings is taken over.
"""

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace

from app.answers import ASKED_INSIDE

OFF: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The hook costs as much as all else that a kept answer needs."""
ON: TelemetryConfig = {
    **OFF,
    "tracing": True,
    "operation_spans": False,
    "auto_configure": True,
    "exclude": lambda scope: ASKED_INSIDE in scope,
}
"""Spans of requests from outside alone: one each."""


def mark_span(method: str, route: str, request_id: str) -> None:
    """Name the span of a request, and take from it what a person may have told of an injury."""
    span = trace.get_current_span()
    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.route": route,
            "url.path": route,
            "url.query": "",
            "pushoff.request_id": request_id,
        }
    )
