"""How much a request may be, and how it is refused where it is more."""

from fastapi.responses import Response
from starlette.types import Scope

from app.problems import problem

LONGEST_PATH = 1_024  # Characters; the longest path that is answered takes 300.
LONGEST_QUERY = 32_768  # Bytes; the longest list of ids, each repeated as `ids=`, takes 21,000.
LONGEST_TARGET = LONGEST_PATH + LONGEST_QUERY
MOST_PARAMETERS = 400  # With all values of each; 200 ids, and twice as many of all else.
MOST_HEADERS = 100
LONGEST_HEADERS = 32_768  # Bytes of names and values; browsers send under 2,000 without cookies.
LONGEST_BODY = 65_536  # Bytes; the longest question that a tool of /mcp takes has about 30,000.
REQUEST_S = 20  # From the first byte of a request to its last; 65,536 bytes in it are 3 kB/s.


def beyond_limits(scope: Scope) -> Response | None:
    """Refuse a path or a query that no question needs; None: it is within the limits."""
    query: bytes = scope["query_string"]
    if len(scope["path"]) > LONGEST_PATH:
        return target_too_long("path", LONGEST_PATH)
    if len(query) > LONGEST_QUERY:
        return target_too_long("query string", LONGEST_QUERY)
    if query.count(b"&") >= MOST_PARAMETERS:
        detail = (
            f"The query string has more than {MOST_PARAMETERS} parameters and values. "
            "Ask for fewer values at once."
        )
        return problem(414, "too_many_parameters", detail)
    return None


def target_too_long(what: str, limit: int) -> Response:
    """Refuse an address that no question needs."""
    detail = f"The {what} is longer than {limit} bytes. Ask for fewer values at once."
    return problem(414, "uri_too_long", detail)


def headers_too_large() -> Response:
    """Refuse headers that no question needs."""
    detail = (
        f"The headers are more than {MOST_HEADERS}, or longer than {LONGEST_HEADERS} bytes "
        "together. Send none but those of docs/api.md, and no cookies."
    )
    return problem(431, "headers_too_large", detail)


def body_too_large() -> Response:
    """Refuse a body that no question needs."""
    detail = f"The question is larger than {LONGEST_BODY} bytes. Ask for less at once."
    return problem(413, "body_too_large", detail)


def too_slow() -> Response:
    """Say that a request did not come to its end."""
    detail = f"The request was not whole after {REQUEST_S} seconds. Send it again, faster."
    return problem(408, "request_timeout", detail)


def malformed() -> Response:
    """Refuse what is no HTTP."""
    detail = (
        "This is no request of HTTP/1.1: see its first line, its one Host, its length and the "
        "signs in its headers."
    )
    return problem(400, "malformed_request", detail)


def version_not_supported() -> Response:
    """Refuse a version that is not spoken."""
    return problem(505, "http_version_not_supported", "This server speaks HTTP/1.1 and HTTP/1.0.")
