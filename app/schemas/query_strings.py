"""Query strings, read and written as forms do; at once where nothing in them is escaped."""

import re
from collections.abc import Sequence
from itertools import chain
from urllib.parse import parse_qsl, urlencode

Pairs = Sequence[tuple[str, str]]

PLAIN = re.compile("[A-Za-z0-9_.~,-]*")
"""What stands for itself."""
PAIR = "[A-Za-z0-9_.~,-]+=[A-Za-z0-9_.~,-]*"
PLAIN_PAIRS = re.compile(f"{PAIR}(?:&{PAIR})*")
COMMA = "%2C"  # The one escape that ordinary questions have: between the words of a list.


def read_pairs(query: bytes) -> list[tuple[str, str]]:
    """Give the names and values of a query string as they come; a name alone has an empty value."""
    if not query:
        return []
    text = query.decode("latin-1")
    plain = text.replace(COMMA, ",")
    if PLAIN_PAIRS.fullmatch(plain):
        parts = [part.partition("=") for part in plain.split("&")]
        return [(name, value) for name, _, value in parts]
    return parse_qsl(text, keep_blank_values=True)


def write_pairs(pairs: Pairs) -> str:
    """Write names and values as a query string."""
    if PLAIN.fullmatch("".join(chain.from_iterable(pairs))):
        return "&".join([f"{name}={value}" for name, value in pairs]).replace(",", COMMA)
    return urlencode(pairs)
