"""Scenarios in files of YAML: read and checked, written, as a list of injects in CSV, and what a drill's folder needs
of them."""

from __future__ import annotations

from vigie.exercise.scenario.calendar import make_calendar
from vigie.exercise.scenario.load import check_scenario, load_scenario, packaged_names, parse_scenario
from vigie.exercise.scenario.msel import write_msel
from vigie.exercise.scenario.msel_read import read_msel
from vigie.exercise.scenario.names import make_names
from vigie.exercise.scenario.roles import find_roles
from vigie.exercise.scenario.scripted import find_scripted, make_scripted
from vigie.exercise.scenario.summary import show_summary
from vigie.exercise.scenario.times import find_times, show_at, show_long, show_when
from vigie.exercise.scenario.write import write_scenario

__all__ = [
    "check_scenario", "find_roles", "find_scripted", "find_times", "load_scenario", "make_calendar", "make_names", "make_scripted",
    "packaged_names", "parse_scenario", "read_msel", "show_at", "show_long", "show_summary", "show_when", "write_msel",
    "write_scenario",
]  # fmt: skip
