"""Debriefs: what was so in a drill against what its desk knew and did."""

from vigie.exercise.debrief.encode import encode_debrief
from vigie.exercise.debrief.make import make_debrief
from vigie.exercise.debrief.records import SETTING, Debrief, Heard, Known, Made, Moment

__all__ = ["SETTING", "Debrief", "Heard", "Known", "Made", "Moment", "encode_debrief", "make_debrief"]
