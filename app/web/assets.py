"""The files of the pages: each under a name that changes with its content, so kept for ever."""

from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.downloads import IMMUTABLE
from app.formats.page import PALETTE
from app.kept import coded, matches
from app.negotiation import coding_of, encode
from app.pictures.svg import MEDIA_TYPE as PICTURE
from app.pictures.svg import POLICY

FOLDER = "/explorer"
FILES = Path(__file__).parent / "static"
MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": PICTURE,
}


class Asset(NamedTuple):
    """A file, and what it is sent with."""

    body: bytes
    media_type: str
    etag: bytes


def _read() -> tuple[dict[str, str], dict[str, Asset]]:
    """Give the address of each file by its name, and each file by its address."""
    addresses, assets = {}, {}
    for path in sorted(FILES.iterdir()):
        before = PALETTE if path.suffix == ".css" else ""
        body = (before + path.read_text(encoding="utf-8")).encode()
        digest = sha256(body).hexdigest()[:16]
        name = f"{path.stem}.{digest}{path.suffix}"
        addresses[path.name] = f"{FOLDER}/{name}"
        assets[name] = Asset(body, MEDIA_TYPES[path.suffix[1:]], b'"%s"' % digest.encode())
    return addresses, assets


ADDRESSES, ASSETS = _read()


def send_asset(request: Request) -> Response:
    """Send a file, or say that the client has it; a name of other content is not found."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    asset = ASSETS[name]
    coding = coding_of(request.headers.get("accept-encoding", "").encode("latin-1"))
    etag = coded(asset.etag, coding)
    headers = {"Cache-Control": IMMUTABLE, "ETag": etag.decode(), "Vary": "Accept-Encoding"}
    if asset.media_type == PICTURE:
        headers["Content-Security-Policy"] = POLICY
    known = request.headers.get("if-none-match", "")
    if known and matches(known.encode("latin-1"), etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(_coded(name, coding), headers=headers, media_type=asset.media_type)


@lru_cache(maxsize=16)
def _coded(name: str, coding: str) -> bytes:
    """Code a file once."""
    body = ASSETS[name].body
    return encode(body, coding) if coding else body
