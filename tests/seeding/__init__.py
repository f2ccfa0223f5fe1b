"""Tests of app/seeding."""
