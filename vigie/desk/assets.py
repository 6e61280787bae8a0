"""Scripts, styles and the map, from the package alone. There is no path to walk: a name is in the table or not."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

_TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "json": "application/json",
    "svg": "image/svg+xml",
}  # fmt: skip
NAMES = frozenset(
    "control.css desk.css desk.js htmx.min.js leaflet.css leaflet.js map.css map.js uplot.min.css uplot.min.js world.json"
    " icon.svg".split()
)
router = APIRouter()


@router.get("/assets/{name}")
def get_asset(request: Request, name: str) -> Response:
    """Return the asset, packed when the browser takes it so."""
    if name not in NAMES:
        return PlainTextResponse("There is no such file.", 404)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(_load(name, packed), headers=headers, media_type=_TYPES[name.rpartition(".")[2]])


@lru_cache(maxsize=None)
def _load(name: str, packed: bool) -> bytes:
    data = (files("vigie.desk") / "assets" / name).read_bytes()
    return gzip.compress(data, 9, mtime=0) if packed else data
