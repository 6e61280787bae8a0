"""What stands around an article and is told by its build alone: captions, controls, and blocks that are but links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LINKED = 0.8
"""A block with this share of its characters in links leads elsewhere ("Read more: …"); sentences have less."""
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
_WORDED = ("p", "blockquote", "table")


def drop_frame(tree: Any) -> Any:
    """Return the tree without captions, controls and blocks of links, whatever words they hold in whatever language."""
    for element in [*_iter_captions(tree), *tree.iter("button", "label", "select"), *_iter_linked(tree)]:
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
    """Yield paragraphs, headings and lists that are links; each character is counted once, however deep it lies."""
    from lxml.etree import iterwalk

    counts = [[0, 0]]  # characters shown, and those of them in links, of each element that is open
    anchors = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "start":
            anchors += element.tag == "a"
            counts.append(_add([0, 0], element.text, anchors))
            continue
        shown, linked = counts.pop()
        if element.tag in _BLOCKS and linked and linked >= LINKED * shown:
            yield element
        anchors -= element.tag == "a"
        counts[-1][0] += shown
        counts[-1][1] += linked
        _add(counts[-1], element.tail, anchors)


def _add(count: list[int], text: str | None, anchors: int) -> list[int]:
    """Return a count with the characters of a text added, white space aside."""
    size = len("".join(text.split())) if text else 0
    count[0] += size
    count[1] += size if anchors else 0
    return count
