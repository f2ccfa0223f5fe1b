"""What will go says so in its answers and in the document, long before."""

from datetime import UTC, datetime, timedelta

import pytest

from app import deprecations
from app.deprecations import DEPRECATED, Deprecation
from app.main import create_app
from app.settings import Settings
from tests.conftest import serving

GOING = Deprecation(
    since=datetime(2027, 1, 1, tzinfo=UTC),
    sunset=datetime(2028, 1, 1, tzinfo=UTC),
    successor="/v2/muscles",
)


def test_an_operation_that_will_go_says_so(
    world_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(deprecations.DEPRECATED, "/v1/muscles/{slug}", GOING)

    with serving(Settings(database_url=world_database)) as client:
        going = client.get("/v1/muscles/soleus")
        again = client.get("/v1/muscles/soleus", headers={"if-none-match": going.headers["etag"]})
        staying = client.get("/v1/muscles")
        document = client.get("/openapi.json").json()

    for response in (going, again):
        assert response.headers["deprecation"] == "@1798761600"
        assert response.headers["sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
        assert response.headers["link"] == '</v2/muscles>; rel="deprecation"'
        assert "Deprecation" in response.headers["access-control-expose-headers"]
    assert "deprecation" not in staying.headers
    assert document["paths"]["/v1/muscles/{slug}"]["get"]["deprecated"] is True
    assert "deprecated" not in document["paths"]["/v1/muscles"]["get"]


def test_what_is_deprecated_exists_and_stays_for_a_year() -> None:
    paths = create_app(Settings(database_url="sqlite:///never-opened.sqlite")).openapi()["paths"]

    for path, deprecation in DEPRECATED.items():
        assert path in paths
        assert deprecation.sunset - deprecation.since >= timedelta(days=365)
