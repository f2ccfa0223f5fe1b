"""What every worker process runs: the application, and a collector that leaves it alone."""

import gc

from fastapi import FastAPI

NEVER = 1_000_000
"""Younger collections before an old one: more than there are while modules are imported."""


def create_app() -> FastAPI:
    """Import and build the application as one that stays until the process ends.

    Walking all of it for garbage, time and again, would cost a third of a start, and a tenth of a
    second in the middle of an answer.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    try:
        from app.main import create_app  # noqa: PLC0415  (what is imported must come after)

        return create_app()
    finally:
        gc.set_threshold(young, middle, old)
        gc.freeze()
