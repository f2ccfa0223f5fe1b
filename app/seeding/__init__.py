"""How the tables are filled: read the seed, check it, load it, render it."""
