"""Who said what."""

from vigie.read.statements.confidence import rate_statements
from vigie.read.statements.finish import make_statements
from vigie.read.statements.links import find_links
from vigie.read.statements.reader import find_units, read_drafts

__all__ = ["find_links", "find_units", "make_statements", "rate_statements", "read_drafts"]
