"""Document to reading; no database, network, clock or dice."""

from vigie.read.reader import read_document

__all__ = ["read_document"]
