"""A language's tongue: fast tags, trees and lemmas. Importing this loads no model."""

from vigie.lang.tongue.tongue import Tongue, Tree, load_tongue

__all__ = ["Tongue", "Tree", "load_tongue"]
