"""Whatever is asked, and by whomever, the memory of a process has an end."""

import asyncio
import gc
import importlib
import pkgutil
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

import psutil
import pytest

import app
from app.memory import give_back_memory
from app.negotiation import CODINGS, LONGEST_HEADER, coding_of, takes_json
from app.queries.cache import DocumentCache
from app.rates import MOST_CLIENTS, Rates

KEYED_BY_OURS = {
    "app.domain.words._stemmer": "takes nothing",
    "app.exports.editions._mark": "takes nothing",
    "app.formats.page._templates": "takes nothing",
    "app.formats.zones.zone_names": "takes nothing",
    "app.pictures.body_drawing.drawing_of": "one of four views",
    "app.pictures.body_drawing.unseen": "takes nothing",
    "app.pictures.labels.anchors_of": "one of four views",
    "app.pictures.stride.runner_of": "a phase that is drawn; any other raises",
    "app.queries.calendars._folded": "takes nothing",
    "app.queries.exercises._gated": "how many injuries were asked, at most 50, and a stage",
    "app.queries.exercises._not_to_avoid": "a stage, or none",
    "app.queries.exercises._serves": "how many phases were asked, at most 50",
    "app.queries.exercises._works": "how many nodes are worked, up to a power of two",
    "app.queries.exercises._works_node": "which of at most 8 nodes",
    "app.queries.muscles._plays": "how many roles were asked, at most 50",
    "app.queries.names._vocabularies": "one of our models",
    "app.settings.get_settings": "takes nothing",
    "app.web.page._templates": "takes nothing",
}
"""Caches without an end, and why what they are keyed by has one."""


def caches() -> Iterator[tuple[str, Any]]:
    """Give every cache of a function in the application, by its name."""
    for found in pkgutil.walk_packages(app.__path__, "app."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, _lru_cache_wrapper) and value.__module__ == found.name:
                    yield f"{found.name}.{name}", value


def test_every_cache_has_an_end() -> None:
    endless = {name for name, cache in caches() if cache.cache_info().maxsize is None}

    assert endless == set(KEYED_BY_OURS)


def test_documents_take_no_more_memory_than_they_may() -> None:
    limit = 2_000_000
    tracemalloc.start()
    documents = DocumentCache(limit)

    for number in range(30_000):
        documents.keep(("digest", "muscles", True), f"document-{number}", b"x" * (number % 400))
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert limit / 4 < taken < 1.1 * limit


def test_a_flood_of_addresses_is_forgotten_and_who_asks_on_is_not() -> None:
    rates = Rates("3/day")

    for number in range(MOST_CLIENTS + 5_000):
        rates.take(f"2001:db8:{number:x}::1")
        if number % 9_999 == 0:
            rates.take("198.51.100.1")

    assert len(rates._clients) == MOST_CLIENTS
    assert not rates.take("198.51.100.1").allowed
    assert rates.take("2001:db8:1::1").left == 2


def test_long_headers_are_not_remembered_whole() -> None:
    head = b"gzip;q=0.5," + b"x" * LONGEST_HEADER

    told = {coding_of(head + b"%d" % number) for number in range(3)}
    taken = {takes_json(b"text/html," + head + b"%d" % number) for number in range(3)}

    assert (told, taken) == ({"gzip"}, {False})


def test_documents_are_found_again_by_shelf_and_key() -> None:
    documents = DocumentCache(1_000_000)
    documents.keep(("one", "muscles", True), "soleus", b"whole")
    documents.keep(("one", "muscles", False), "soleus", b"short")

    assert documents.find(("one", "muscles", True), ["soleus", "gemelli"]) == {"soleus": b"whole"}
    assert documents.find(("one", "muscles", False), ["soleus"]) == {"soleus": b"short"}
    assert documents.find(("two", "muscles", True), ["soleus"]) == {}


def test_a_document_that_is_asked_for_outlives_its_generation() -> None:
    shelf = ("one", "muscles", True)
    documents = DocumentCache(4_000)

    for number in range(100):
        documents.keep(shelf, f"document-{number}", b"x")
        assert "document-0" in documents.find(shelf, ["document-0"])

    assert documents.find(shelf, ["document-1"]) == {}


def test_what_was_freed_goes_back_to_the_system() -> None:
    taken = [b"%d" % number * 2_000 for number in range(10_000)]
    del taken[:-1]  # What stays lies behind all that is freed.
    before = psutil.Process().memory_info().rss

    async def give_back() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(give_back_memory(every_s=0.05), 1)

    asyncio.run(give_back())

    assert psutil.Process().memory_info().rss < before - 20_000_000


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coded_body_takes_no_more_memory_than_its_length(coding: str) -> None:
    body = b",".join(b"%d" % number for number in range(40_000))
    CODINGS[coding](body)  # What is made once is not counted.
    tracemalloc.start()

    coded = CODINGS[coding](body)
    length = len(coded)
    before, _ = tracemalloc.get_traced_memory()
    del coded  # What it took is what it gives back: other threads take memory meanwhile.
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert abs(before - after - length) < 1_000
    assert length + 1_000 < len(body) / 2
