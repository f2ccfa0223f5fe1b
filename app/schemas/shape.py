"""What every shape of an answer and of a query string has in common."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A shape whose validator is made when it is first needed: most are only described."""

    model_config = ConfigDict(defer_build=True)
