"""Tests of app/imports."""
