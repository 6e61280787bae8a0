"""The list of sources that a new desk begins with."""

from __future__ import annotations

from importlib import resources

from vigie.watch.collect.roster import parse_roster


def load_starter(*, empty: bool = False) -> tuple[str, int]:
    """Return the packaged list, or its head without sources, and how many sources it has."""
    text = resources.files(__package__).joinpath("starter.yaml").read_text("utf-8")
    if empty:
        head, _, _ = text.partition("\nsources:\n")
        text = f"{head}\nsources: []\n"
    return text, len(parse_roster(text, "starter.yaml").sources)
