"""Who did what to whom: coded acts with their parties, status and circumstances."""

from vigie.read.events.mend import mend_units
from vigie.read.events.reader import read_events
from vigie.read.events.triggers import find_triggers, units_to_parse

__all__ = ["find_triggers", "mend_units", "read_events", "units_to_parse"]
