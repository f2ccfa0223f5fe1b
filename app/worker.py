"""What every worker process runs: the application, and a collector that leaves it alone."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

NEVER = 1_000_000
"""Younger collections before an old one: more than there are while modules are imported."""
YOUNG, MIDDLE, OLD = gc.get_threshold()


def hold_collector() -> None:
    """Look for garbage among what is new alone, until `release_collector`.

    Walking all that is imported, time and again, would cost a tenth to a third of a start.
    """
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def release_collector() -> None:
    """Look for garbage as usual again."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def create_app() -> "FastAPI":
    """Import and build the application, kept from the collector.

    To walk all of it for garbage takes a tenth of a second, in the middle of an answer.
    """
    hold_collector()
    try:
        from app.main import create_app  # noqa: PLC0415  (what is imported must come after)

        return create_app()
    finally:
        release_collector()
        gc.freeze()
