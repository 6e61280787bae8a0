"""A brief that proves itself: every sentence carries its records and offsets, and is dropped when they do not hold.

brief = make_brief(view, signals, since=yesterday, until=now, lang="fr", texts=texts)
render_md(brief), render_html(brief, texts), render_json(brief)
"""

from __future__ import annotations

from vigie.watch.deliver.brief.ground import Ground, lay_ground
from vigie.watch.deliver.brief.make import find_needed, make_brief
from vigie.watch.deliver.brief.model import Brief, Dropped, Group, Quote, Section, Sentence, Told
from vigie.watch.deliver.brief.page import render_html
from vigie.watch.deliver.brief.plain import render_json, render_md
from vigie.watch.deliver.brief.resolve import resolve

__all__ = [
    "Brief", "Dropped", "Ground", "Group", "Quote", "Section", "Sentence", "Told", "find_needed", "lay_ground",
    "make_brief", "render_html", "render_json", "render_md", "resolve",
]  # fmt: skip
