"""Addresses of what a session or a plan names."""

from urllib.parse import quote


def exercise(base: str, slug: str) -> str:
    """Give the address of an exercise."""
    return f"{base}/v1/exercises/{quote(slug, safe='')}"


def source(base: str, key: str) -> str:
    """Give the address of a source."""
    return f"{base}/v1/sources/{quote(key, safe='')}"
