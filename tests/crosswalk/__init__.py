"""Tests of app/crosswalk."""
