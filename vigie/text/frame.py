"""What stands around an article and is told by its build alone: captions, and blocks that are nothing but links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LINKED = 0.8
"""A block with this share of its characters in links leads elsewhere ("Read more: …"); sentences have less."""
_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol")
_WORDED = ("p", "blockquote", "table")


def drop_frame(tree: Any) -> Any:
    """Return the tree without captions and without blocks of links, whatever words they hold in whatever language."""
    for element in [*_iter_captions(tree), *_iter_linked(tree)]:
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def _iter_captions(tree: Any) -> Iterator[Any]:
    """Yield captions and the figures around them; a figure that holds a paragraph, quotation or table is kept."""
    yield from tree.iter("figcaption")
    for figure in tree.iter("figure"):
        if all(figure.find(f".//{tag}") is None for tag in _WORDED):
            yield figure


def _iter_linked(tree: Any) -> Iterator[Any]:
    """Yield paragraphs, headings and lists that are links."""
    for element in tree.iter(*_BLOCKS):
        links = sum(_count(link) for link in element.iter("a"))
        if links and links >= LINKED * _count(element):
            yield element


def _count(element: Any) -> int:
    """Return how many characters are shown in an element, white space aside."""
    return len("".join(str(element.text_content()).split()))
