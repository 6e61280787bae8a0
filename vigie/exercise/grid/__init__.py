"""The grid: delay against false alarms over scenarios and seeds, Vigie's own regression bench."""

from vigie.exercise.grid.keep import load_all
from vigie.exercise.grid.picture import draw_grid
from vigie.exercise.grid.run import Plan, Progress, run_grid
from vigie.exercise.grid.tables import encode_report, write_report

__all__ = ["Plan", "Progress", "draw_grid", "encode_report", "load_all", "run_grid", "write_report"]
