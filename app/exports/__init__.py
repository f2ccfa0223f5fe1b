"""How to take away: the whole data of a release, as files."""
