"""The controllers' desk of an exercise: it holds the truth, so it is an application, a port and a token of its own."""

from __future__ import annotations

from vigie.desk.control.app import LOGIN, make_control

__all__ = ["LOGIN", "make_control"]
