"""The desk: the watch in a browser, on this machine, with nothing fetched from elsewhere."""

from __future__ import annotations

from vigie.desk.app import make_app
from vigie.desk.settings import Settings

__all__ = ["Settings", "make_app"]
