"""The settings, or a sentence that says what is wrong with them."""

from app.cli.refused import Refused
from app.settings import Settings, get_settings


def load_settings() -> Settings:
    """Read the settings from the environment; raises Refused where one of them cannot be."""
    from pydantic import ValidationError

    try:
        return get_settings()
    except ValidationError as error:
        faults = (f"{fault['loc'][0]}: {fault['msg']}." for fault in error.errors())
        raise Refused("A setting cannot be used: " + " ".join(faults)) from error
