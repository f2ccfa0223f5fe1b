"""The running service is stopped, restarted and published to, while clients ask."""

import signal
from pathlib import Path

from tests.faults.processes import asking, started, until


def test_clients_are_answered_until_it_is_asked_to_stop(tmp_path: Path, world_folder: Path) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }

    with started(tmp_path, **settings) as service:
        until("ready", service.is_ready)
        with asking(service.url, ["/v1/muscles", "/v1/muscles/calf"]) as answers:
            answers.grows("200", 100)
        ended = service.stop()

    assert ended == -signal.SIGTERM  # Uvicorn ends by the signal itself, once all is answered.
    assert answers.failures == {}
    assert not service.said().count("Traceback")
