"""The files of docs/deploy agree with the software, with one another, and with their formats."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from app.cli.service import GRACE_S
from app.settings import ROOT
from tests.deploy.conftest import DEPLOY
from tests.test_docs import VARIABLES

COMPOSE: dict[str, Any] = YAML(typ="safe").load(DEPLOY / "compose.yaml")
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"] == "pushoff"}
OF_UVICORN = {"FORWARDED_ALLOW_IPS"}
TEXTS = [ROOT / "docs" / "deploy.md", *sorted(DEPLOY.iterdir())]


def addresses(service: dict[str, Any]) -> list[str]:
    """Give the fixed addresses of a service."""
    return [one["ipv4_address"] for one in service["networks"].values()]


def test_the_compose_file_keeps_the_specification() -> None:
    tool = Path(sys.executable).parent / "check-jsonschema"
    command = [str(tool), "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_variable_of_the_files_is_a_setting() -> None:
    named = {
        (path.name, name)
        for path in TEXTS
        for name in re.findall(r"\b(?:PUSHOFF_[A-Z_]+|(?:READ_)?DATABASE_URL)\b", path.read_text())
    }
    given = {name for service in OURS.values() for name in service["environment"]}

    assert {(place, name) for place, name in named if name not in VARIABLES} == set()
    assert given <= VARIABLES | OF_UVICORN


def test_one_job_writes_and_the_replicas_read() -> None:
    roles = {
        name: service["environment"]["DATABASE_URL"].partition("//")[2].partition(":")[0]
        for name, service in OURS.items()
    }

    assert roles == {"seed": "pushoff", "app-1": "pushoff_read", "app-2": "pushoff_read"}
    assert SERVICES["seed"]["command"] == ["pushoff", "seed"]
    made = re.findall(r"CREATE ROLE (\w+)", (DEPLOY / "roles.sql").read_text())
    assert made == ["pushoff", "pushoff_read"]


def test_services_start_in_order_and_are_watched() -> None:
    waits = {
        name: {on: how["condition"] for on, how in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }

    assert waits == {
        "postgres": {},
        "seed": {"postgres": "service_healthy"},
        "app-1": {"seed": "service_completed_successfully"},
        "app-2": {"seed": "service_completed_successfully"},
        "nginx": {"app-1": "service_started", "app-2": "service_started"},
    }
    assert all("healthcheck" in SERVICES[name] for name in ("postgres", "nginx"))
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()  # Of all that is built from it.
    assert all(one["read_only"] and one["build"] == "../.." for one in OURS.values())
    grace = int(SERVICES["app-1"]["stop_grace_period"].removesuffix("s"))
    stopping = re.search(r"TimeoutStopSec=(\d+)", (DEPLOY / "pushoff.service").read_text())
    assert stopping
    assert grace == int(stopping[1]) > GRACE_S


def test_only_the_proxy_is_reached_from_outside_and_it_alone_names_clients() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    (proxy,) = addresses(SERVICES["nginx"])
    fixed = [
        address for name in ("app-1", "app-2", "nginx") for address in addresses(SERVICES[name])
    ]

    assert len(set(fixed)) == len(fixed)
    for name in ("app-1", "app-2"):
        assert SERVICES[name]["environment"]["FORWARDED_ALLOW_IPS"] == proxy
    served = re.findall(
        r"^\s*server ([\w.:-]+) ", (DEPLOY / "nginx.conf").read_text(), re.MULTILINE
    )
    assert served == [
        f"{name}:{SERVICES[name]['environment']['PUSHOFF_PORT']}" for name in ("app-1", "app-2")
    ]


def test_images_have_exact_versions_and_passwords_no_default() -> None:
    for name, service in SERVICES.items():
        assert name in OURS or re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", service["image"]), name
    text = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+PASSWORD)(:\?)?", text)) == {
        (name, ":?") for name in ("POSTGRES_PASSWORD", "WRITE_PASSWORD", "READ_PASSWORD")
    }


def test_every_file_that_is_mounted_is_there() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    files = [mount.partition(":")[0] for mount in mounts if mount.startswith(".")]

    assert len(files) == 3
    assert [name for name in files if not (DEPLOY / name).is_file()] == []
    assert {m.partition(":")[0] for m in mounts if m[0] != "."} == COMPOSE["volumes"].keys()


def test_the_table_of_sizes_is_what_its_formula_gives() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (0(?:\.\d+)?) \|(.*)\|$", text, re.MULTILINE)

    assert len(rows) == 8
    for cdn, rest in rows:
        nginx_hits, kept, *told = (float(cell.replace(",", "")) for cell in rest.split("|"))
        to_nginx = 100_000 * (1 - float(cdn))
        to_replicas = to_nginx * (1 - nginx_hits)
        cost_us = kept * 50 + (1 - kept) * 1_500
        nginx_us = 27 + (1 - nginx_hits) * 220
        cores = to_nginx * nginx_us * 1e-6 / 0.6, to_replicas * cost_us * 1e-6 / 0.6

        for shown, computed in zip(told, (to_nginx, to_replicas, *cores), strict=True):
            assert abs(shown - computed) <= 0.006, (cdn, rest)
