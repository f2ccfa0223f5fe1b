"""Tests of app/recommend."""
