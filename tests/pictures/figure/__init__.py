"""Tests of exercise figures."""
