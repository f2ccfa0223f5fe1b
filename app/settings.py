"""Settings, from the environment, with defaults that work on an empty machine."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices
from pydantic import Field as Bound
from pydantic_settings import BaseSettings, SettingsConfigDict

RATE = r"^([1-9][0-9]{0,8}/(second|minute|hour|day))?$"
ADDRESS = r"^(https?://[^\s/?#]+(/[^\s?#]*[^\s/?#])?)?$"
HOST = r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}|\*))?"
HOSTS = rf"^(\*|{HOST}(,{HOST})*)?$"
Client = Literal["none", "network", "address"]
LOCAL = ("localhost", "127.0.0.1", "[::1]")
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything that an operator may set."""

    model_config = SettingsConfigDict(env_prefix="PUSHOFF_", populate_by_name=True)

    database_url: str = Bound(
        default="sqlite:///pushoff.sqlite",
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="SQLAlchemy URL; default: an SQLite file in the working folder.",
    )
    read_database_url: str = Bound(
        default="",
        validation_alias=AliasChoices("READ_DATABASE_URL", "read_database_url"),
        description="SQLAlchemy URL to answer from, such as that of a replica; empty: the other.",
    )
    host: str = Bound(default="127.0.0.1", description="Address to listen on.")
    port: Annotated[int, Bound(ge=0, le=65535)] = Bound(default=8000, description="Port.")
    public_url: Annotated[str, Bound(pattern=ADDRESS, max_length=200)] = Bound(
        default="",
        description="Address by which clients reach the service, such as https://api.example.org: "
        "calendars and other files link back to it; empty: that of host and port.",
    )
    connections: Annotated[int, Bound(ge=10, le=1_000_000)] = Bound(
        default=800,
        description="Connections of a worker at once, below the files that a process may open; one "
        "more ends the one that sends nothing for the longest time.",
    )
    workers: Annotated[int, Bound(ge=1, le=64)] = Bound(default=1, description="Processes.")
    seed: Path = Bound(default=ROOT / "seed", description="Folder of the seed files.")
    exports: Path = Bound(
        default=Path("pushoff-exports"),
        description="Folder of the whole data as files; default: one in the working folder.",
    )
    refresh_s: Annotated[float, Bound(gt=0, le=60)] = Bound(
        default=1.0, description="How often a worker looks for a new revision, s."
    )
    answers_mb: Annotated[int, Bound(ge=0, le=4096)] = Bound(
        default=16, description="Memory for finished answers in each worker, MB; 0: keep none."
    )
    documents_mb: Annotated[int, Bound(ge=0, le=4096)] = Bound(
        default=16, description="Memory for documents in each worker, MB; 0: keep none."
    )
    changes_kept: Annotated[int, Bound(ge=1, le=1_000_000)] = Bound(
        default=1_000, description="How many revisions back the change feed reaches."
    )
    rate_limit: Annotated[str, Bound(pattern=RATE)] = Bound(
        default="",
        description="How often one client may ask a worker, such as 600/minute; empty: no limit.",
    )
    longest_wait_ms: Annotated[int, Bound(ge=0, le=60_000)] = Bound(
        default=500,
        description="How long a question may wait before it is refused, where that lasts, ms; "
        "for a thread, twice as long; 0: for ever.",
    )
    mcp_hosts: Annotated[str, Bound(pattern=HOSTS, max_length=2_000)] = Bound(
        default="",
        description="Hosts under which /mcp may be asked, and of the pages that may ask it, such "
        "as api.example.org,app.example.org:8443; *: any; empty: this machine, and the host of the "
        "address by which clients reach the service.",
    )
    statement_timeout_ms: Annotated[int, Bound(ge=10, le=60_000)] = Bound(
        default=5_000, description="Longest time one PostgreSQL statement may take, ms."
    )
    log: Literal["off", "json"] = Bound(
        default="off", description="json: a line for each request and record, on standard output."
    )
    log_client: Client = Bound(
        default="none", description="How much of a client's address a line tells."
    )
    metrics: bool = Bound(default=False, description="Whether /metrics is there, for Prometheus.")
    metrics_folder: Path | None = Bound(
        default=None,
        description="Folder in which workers leave their counts for one another, empty at the "
        "start; default: a new one where there are several workers.",
    )
    tracing: bool = Bound(
        default=False, description="Whether OpenTelemetry gets a span for each request."
    )
    database_connections: Annotated[int, Bound(ge=1, le=100)] = Bound(
        default=40, description="Most PostgreSQL connections of a worker."
    )
    drain_s: Annotated[float, Bound(ge=0, le=300)] = Bound(
        default=2.0,
        description="How long a worker that is asked to stop says that it is not ready, and goes "
        "on answering, s.",
    )

    @property
    def answers_from(self) -> str:
        """The URL of the database that questions are answered from; changes go to the other."""
        return self.read_database_url or self.database_url

    @property
    def base_url(self) -> str:
        """The address by which clients reach the service, without a slash at its end."""
        everywhere = self.host in ("127.0.0.1", "0.0.0.0", "::")  # noqa: S104  (compared, not bound)
        host = "localhost" if everywhere else self.host
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def hosts_of_mcp(self) -> list[str]:
        """The hosts that /mcp answers to; one without a port answers on any."""
        if self.mcp_hosts:
            return self.mcp_hosts.lower().split(",")
        reached = urlsplit(self.base_url).netloc.lower()
        return list(dict.fromkeys([reached, *LOCAL]))


@cache
def get_settings() -> Settings:
    """Read the settings once."""
    return Settings()
