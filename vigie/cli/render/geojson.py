"""Events as GeoJSON (RFC 7946): one feature an event, with a point only where the place is known to the town or region."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from vigie.cli.render.acts import Act, dump_line, encode_flat

SCHEMA = "vigie-geojson/1"


def write_geojson(acts: Iterable[Act], stream: IO[str], *, realm: str) -> None:
    """Write one collection, a feature a line; its realm stands at its head and in every feature."""
    head = dump_line({"type": "FeatureCollection", "schema": SCHEMA, "realm": realm})
    stream.write(head.removesuffix("}") + ', "features": [')
    try:
        for number, act in enumerate(acts):
            stream.write((",\n" if number else "\n") + dump_line(encode_feature(act)))
    except KeyboardInterrupt:  # what was written when somebody stops it is whole
        stream.write("\n]}\n")
        raise
    stream.write("\n]}\n")


def encode_feature(act: Act) -> dict[str, Any]:
    """Return the event as a feature; longitude comes first, and what has no point has no geometry."""
    place = act.place
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    properties = {key: value for key, value in encode_flat(act).items() if key not in ("lat", "lon")}
    return {"type": "Feature", "id": act.id, "geometry": point, "properties": properties}
