"""Tests of app/pictures."""
