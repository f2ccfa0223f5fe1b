"""What settings say of the service."""

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"host": "0.0.0.0", "port": 9000}, "http://localhost:9000"),  # noqa: S104
        ({"host": "10.0.0.7"}, "http://10.0.0.7:8000"),
        ({"host": "fd00::7"}, "http://[fd00::7]:8000"),
        ({"public_url": "https://api.example.org/run"}, "https://api.example.org/run"),
    ],
)
def test_clients_reach_the_service_where_it_listens_or_where_it_is_told(
    given: dict[str, object], address: str
) -> None:
    assert Settings.model_validate(given).base_url == address


@pytest.mark.parametrize(
    "given", ["api.example.org", "https://", "https://api.example.org/", "https://a.org?b=c"]
)
def test_an_address_is_absolute_and_ends_in_no_slash(given: str) -> None:
    with pytest.raises(ValidationError, match="public_url"):
        Settings.model_validate({"public_url": given})
