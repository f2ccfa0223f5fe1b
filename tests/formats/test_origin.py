"""Questions have one address and one permanent id."""

from uuid import UUID

from app.formats.origin import Origin
from app.schemas.sessions import SessionParams

BASE = "https://api.example.org"


def origin(**asked: object) -> Origin:
    return Origin(BASE, "/v1/sessions", SessionParams.model_validate(asked))


def test_the_address_asks_the_same_question_again() -> None:
    asked = origin(goal=["general"], minutes=45, available_equipment=["band", "step"])

    assert asked.address() == (
        f"{BASE}/v1/sessions?available_equipment=band&available_equipment=step"
        "&goal=general&minutes=45"
    )


def test_what_is_left_at_its_default_is_not_said() -> None:
    assert origin(minutes=30, seed=0).address() == f"{BASE}/v1/sessions"


def test_an_address_can_lead_elsewhere_with_more_or_less() -> None:
    asked = origin(goal=["general"], minutes=45)

    address = asked.address(".fit", without=frozenset({"goal"}), seed=2)

    assert address == f"{BASE}/v1/sessions.fit?minutes=45&seed=2"


def test_an_id_follows_from_the_question_alone() -> None:
    here = origin(minutes=45)
    elsewhere = Origin("http://localhost:8000", here.path, here.asked)

    assert here.uid() == elsewhere.uid()
    assert UUID(here.uid()).version == 5
    assert len({here.uid(), here.uid(1, "mon"), here.uid(1, "tue"), origin(minutes=46).uid()}) == 4
