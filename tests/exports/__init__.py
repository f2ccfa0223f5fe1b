"""Tests of the whole data as files."""
