"""The posture board: what was last said and last looked for of each actor's forces, by whom, and how old it is."""

from __future__ import annotations

from vigie.watch.signals.posture.board import find_posture
from vigie.watch.signals.posture.records import STATES, PostureLine, Sighting
from vigie.watch.signals.posture.told import posture_signals
from vigie.watch.signals.posture.words import load_domains, name_actor

__all__ = ["STATES", "PostureLine", "Sighting", "find_posture", "load_domains", "name_actor", "posture_signals"]
