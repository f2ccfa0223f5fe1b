"""Pushoff: what every muscle does in running, as an open REST API."""

__version__ = "0.1.0"
