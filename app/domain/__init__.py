"""What exists: the tables, their bounds and their words."""
