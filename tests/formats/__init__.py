"""Tests of app/formats."""
