"""Copies set aside, stories drawn together: what is one report told many times."""
