"""Alerts and briefs: what leaves the desk, and the proof that it did."""
