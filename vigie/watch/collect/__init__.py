"""Inputs: files, folders, standard input, addresses and JSON Lines, each a document or an account of why not."""

from vigie.watch.collect.fetch import Fetched, fetch
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.sources import Raw, iter_inputs

__all__ = ["Fetched", "Limits", "Raw", "fetch", "iter_inputs"]
