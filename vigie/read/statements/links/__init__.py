from vigie.read.statements.links.marked import find_links
__all__ = ["find_links"]
