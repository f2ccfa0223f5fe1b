"""Measure what an exercise takes on the wire: in a list and whole, in each encoding."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from benchmarks.capture import Wrong
from benchmarks.report import align
from benchmarks.servers import serving_app

ENCODINGS = ("identity", "gzip", "br", "zstd")
LARGEST_PEER_BYTES = 5_200
SMALLEST_PEER_BYTES = 800
"""Bytes for each exercise of the largest and of the smallest open API of exercises."""
LISTED = 50
HEADINGS = ("what", *ENCODINGS, "of the largest peer", "of the smallest")


@dataclass(frozen=True)
class Size:
    """Bytes for each exercise, by encoding."""

    what: str
    bytes: dict[str, float]


def measure_sizes(url: str) -> list[Size]:
    """Ask for a list of 50, the same with whole records, and each of them alone."""
    with (
        serving_app(url) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client,
    ):
        page = client.get(f"/v1/exercises?limit={LISTED}").json()["items"]
        slugs = [item["slug"] for item in page]
        fields = ",".join(client.get(f"/v1/exercises/{slugs[0]}").json())
        asked = {
            "in a list of 50": [f"/v1/exercises?limit={LISTED}"],
            "whole, in a list of 50": [f"/v1/exercises?limit={LISTED}&fields={fields}"],
            "whole, by itself": [f"/v1/exercises/{slug}" for slug in slugs],
        }
        return [
            Size(what, {how: _bytes(client, urls, how) / LISTED for how in ENCODINGS})
            for what, urls in asked.items()
        ]


def _bytes(client: httpx.Client, urls: Sequence[str], encoding: str) -> int:
    """Count the bytes of some bodies as they are sent."""
    size = 0
    for url in urls:
        with client.stream("GET", url, headers={"Accept-Encoding": encoding}) as answer:
            size += sum(map(len, answer.iter_raw()))
            if answer.headers.get("content-encoding", "identity") != encoding:
                raise Wrong(f"{url} is not sent as {encoding}")
    return size


def sizes_table(sizes: Sequence[Size]) -> str:
    """Write the sizes as an aligned table; the peers are compared with what is sent plain."""
    return align([HEADINGS, *(_cells(size) for size in sizes)])


def _cells(size: Size) -> tuple[str, ...]:
    plain = size.bytes["identity"]
    return (
        size.what,
        *(f"{size.bytes[how]:,.0f}" for how in ENCODINGS),
        f"×{plain / LARGEST_PEER_BYTES:.2f}",
        f"×{plain / SMALLEST_PEER_BYTES:.2f}",
    )


def sizes_as_json(sizes: Sequence[Size]) -> list[dict[str, Any]]:
    """Give every figure, for a file."""
    return [asdict(size) for size in sizes]
