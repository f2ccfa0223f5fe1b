"""Every form holds the same data: the API's, byte for byte."""

import csv
import gzip
import hashlib
import io
import json

import httpx
import pytest
import zstandard
from pydantic_core import to_json

from app.schemas.exports import Encoding, ExportFormat
from app.schemas.kinds import READS
from tests.exports.conftest import download, manifest_of

SAMPLED = 25  # Every so-manieth resource of the real seed is asked for by itself.


def test_the_counts_are_those_of_the_release(client: httpx.Client) -> None:
    manifest, release = manifest_of(client), client.get("/v1/release").json()

    assert manifest.counts == release["counts"]
    assert (manifest.release, manifest.revision) == (release["id"], release["revision"])
    assert (manifest.digest, manifest.licence) == (release["digest"], release["licence"])
    for file in manifest.files:
        expected = [manifest.counts[file.kind]] if file.kind else manifest.counts.values()
        assert file.rows == sum(expected), file.name


def test_every_kind_has_its_files(world: httpx.Client) -> None:
    plain = {file.name for file in manifest_of(world).files if file.encoding is None}

    expected = {f"{kind}.{form}" for kind in READS for form in ("ndjson", "csv")}
    assert plain == expected | {"pushoff.json", "pushoff.sqlite"}


def test_sizes_and_hashes_are_those_of_the_files_served(client: httpx.Client) -> None:
    for file in manifest_of(client).files:
        served = client.get(file.url, timeout=60)

        assert len(served.content) == int(served.headers["content-length"]) == file.size
        assert hashlib.sha256(served.content).hexdigest() == file.sha256
        assert served.headers["etag"] == f'"{file.sha256}"'
        assert served.headers["content-type"] == file.media_type
        assert "content-encoding" not in served.headers


def test_compressed_files_unpack_to_the_plain_ones(client: httpx.Client) -> None:
    manifest = manifest_of(client)
    packed = [file for file in manifest.files if file.encoding]

    assert {file.encoding for file in packed} == set(Encoding)
    assert {file.format for file in packed} == set(ExportFormat)
    for file in packed:
        plain_name = file.name.rpartition(".")[0]
        content = download(client, file.name)
        unpacked = (
            gzip.decompress(content)
            if file.encoding is Encoding.gzip
            else zstandard.ZstdDecompressor().decompress(content)
        )
        assert unpacked == download(client, plain_name), file.name
        assert len(content) < len(unpacked) / 2


def documents_of(client: httpx.Client, kind: str) -> list[bytes]:
    """Give every line of a kind."""
    lines = download(client, f"{kind}.ndjson").split(b"\n")
    assert lines.pop() == b""
    return lines


def key_of(document: bytes) -> str:
    """Give the slug, key or id of a document: its first field that is one."""
    parsed = json.loads(document)
    return str(next(parsed[name] for name in ("slug", "id", "key") if name in parsed))


@pytest.mark.parametrize("kind", sorted(READS.keys() - {"joint-work"}))
def test_a_line_is_the_very_answer(kind: str, world: httpx.Client) -> None:
    for line in documents_of(world, kind):
        assert world.get(f"/v1/{kind}/{key_of(line)}").content == line


@pytest.mark.parametrize("kind", sorted(READS.keys() - {"joint-work"}))
def test_a_line_of_the_real_seed_is_the_very_answer(kind: str, client: httpx.Client) -> None:
    for line in documents_of(client, kind)[::SAMPLED]:
        assert client.get(f"/v1/{kind}/{key_of(line)}").content == line


def test_joint_work_has_no_path_for_one_and_is_the_list(world: httpx.Client) -> None:
    items = world.get("/v1/joint-work?limit=200").json()["items"]

    lines = [json.loads(line) for line in documents_of(world, "joint-work")]

    assert lines == sorted(items, key=lambda item: str(item["id"]))


@pytest.mark.parametrize("kind", sorted(READS))
def test_a_table_has_the_same_rows(kind: str, client: httpx.Client) -> None:
    documents = [json.loads(line) for line in documents_of(client, kind)]
    text = download(client, f"{kind}.csv").decode()

    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)

    assert header == list(READS[kind].model_fields)
    assert text.count("\r\n") == len(rows) + 1
    assert rows == [[cell(document[field]) for field in header] for document in documents]


def cell(value: object) -> str:
    """Say what a value is in a cell."""
    if value is None:
        return ""
    return value if isinstance(value, str) else to_json(value).decode()


def test_the_one_json_holds_everything(world: httpx.Client) -> None:
    manifest = manifest_of(world)

    whole = json.loads(download(world, "pushoff.json"))

    assert whole.pop("kinds") == {
        kind: [json.loads(line) for line in documents_of(world, kind)] for kind in READS
    }
    assert whole == manifest.model_dump(exclude={"files", "counts"})


def test_the_attribution_is_that_of_the_licence(world: httpx.Client) -> None:
    manifest = manifest_of(world)

    assert manifest.attribution == (
        f"Pushoff: what every muscle does in running (release {manifest.release}), CC BY 4.0."
    )
