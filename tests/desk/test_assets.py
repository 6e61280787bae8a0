"""What the desk serves is what its page of assets says, and asks for nothing elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from importlib.resources import files

import pytest

from tests.desk.desks import Browser
from vigie.desk.assets import NAMES

ASSETS = files("vigie.desk") / "assets"


def test_every_foreign_file_has_its_sum_and_licence() -> None:
    rows = re.findall(
        r"^\| `([\w.]+)` \| .* \| `([0-9a-f]{64})` \|$", (ASSETS / "README.md").read_text(encoding="utf-8"), re.M
    )
    assert {name for name, _ in rows} == {n for n in NAMES if not n.startswith(("desk.", "map.", "icon", "control."))}
    for name, digest in rows:
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest, name
    for name in ("htmx", "leaflet", "uplot", "world-atlas", "topojson-client"):
        assert (ASSETS / "licences" / f"{name}.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_asset_is_served_whole_and_packed(name: str, browser: Browser) -> None:
    whole = browser.get(f"/assets/{name}", **{"accept-encoding": "identity"})
    assert whole.content == (ASSETS / name).read_bytes()
    packed = browser.get(f"/assets/{name}", **{"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.content == whole.content
    assert len(gzip.compress(whole.content, 9)) < 70_000
    assert "immutable" in packed.headers["cache-control"]


def test_no_shape_of_the_map_runs_across_the_whole_of_it() -> None:
    world = json.loads((ASSETS / "world.json").read_text(encoding="utf-8"))
    codes = [f["id"] for f in world["features"] if f["id"]]
    assert len(codes) == len(set(codes)) and {"UKR", "FRA", "RUS", "MLT", "SGP"} <= set(codes)
    for feature in world["features"]:
        if feature["id"] == "ATA":
            continue
        shapes = feature["geometry"]["coordinates"]
        for ring in (r for shape in ([shapes] if feature["geometry"]["type"] == "Polygon" else shapes) for r in shape):
            assert all(abs(a[0] - b[0]) < 180 for a, b in zip(ring, ring[1:], strict=False)), feature["properties"]
            assert ring[0] == ring[-1]
