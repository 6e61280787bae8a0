"""A language's tongue: fast tags, trees and lemmas. Importing this loads no model."""

from vigie.lang.tongue.tongue import Tongue, load_tongue
from vigie.lang.tongue.tree import Tree

__all__ = ["Tongue", "Tree", "load_tongue"]
