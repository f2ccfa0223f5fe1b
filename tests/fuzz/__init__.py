"""Nasty input, made up by rule and by chance: requests, and seed files."""
