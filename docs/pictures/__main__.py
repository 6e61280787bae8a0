"""Draws the pictures and fills the shown blocks of the pages from what Vigie prints: `make pictures`.

The terminal is drawn by rich from the table itself; the page is photographed by a headless Chromium when the machine
has one, else its pictures stay as they are. An article is read each time: the pictures show what the reader reads today.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs.pictures.blocks import fill_blocks
from vigie.cli.render.html import render_html
from vigie.cli.render.table import render_reading
from vigie.model import Document, Reading
from vigie.read import read_document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARTICLES = {
    "fr": ("examples/fr/exercise-brume-polaire.txt", "2024-11-13"),
    "en": ("examples/en/exercise-fleet-drill.txt", "2024-11-15"),
}
BLOCKS = {"depot": ("examples/en/exercise-depot-strike.txt", "2024-09-11")}
PAGES = ("docs/reading.md", "docs/exports.md", "docs/cli.md")
WIDTH = 112
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHOTOGRAPHS = (  # name, width and height, dark
    ("page-light", (1240, 860), False),
    ("page-dark", (500, 860), True),
)
THEME = TerminalTheme(
    (22, 26, 31), (226, 224, 218),
    [(22, 26, 31), (240, 110, 100), (120, 200, 130), (232, 186, 80), (120, 170, 240), (214, 138, 214), (110, 200, 210), (200, 200, 196)],
    [(120, 128, 136), (255, 130, 118), (140, 220, 150), (245, 205, 100), (140, 188, 255), (230, 160, 230), (130, 220, 230), (240, 240, 236)],
)  # fmt: skip


def read_article(lang: str) -> Reading:
    """Return the reading of one example article, as `vigie read PATH --date DAY --realm exercise` makes it."""
    path, day = (ARTICLES | BLOCKS)[lang]
    text = (ROOT / path).read_text(encoding="utf-8")
    return read_document(Document(path, text, None, None, day, "exercise"))


def draw_terminal(reading: Reading, command: str) -> str:
    """Return an SVG of a terminal in which the command was typed; it loads no font from elsewhere."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    console.print(Text.assemble(("$ ", "bold green"), command))
    console.print(render_reading(reading, width=WIDTH))
    svg = console.export_svg(title="vigie", theme=THEME, unique_id="vigie")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono"
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def photograph(browser: str, page: str, name: str, record: str, size: tuple[int, int], dark: bool) -> Path:
    """Return the picture taken of the page with one record opened.

    The page stands in a frame, because a headless window is never narrow and forgets how far it was scrolled.
    """
    out = HERE / f"{name}.png"
    width, height = size
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reading.html"
        path.write_text(page, encoding="utf-8")
        frame = Path(folder) / "frame.html"
        style = f"border:0;display:block;width:{width}px;height:{height}px"
        frame.write_text(
            f'<body style="margin:0"><iframe src="reading.html#d1-{record}" style="{style}"></iframe>', encoding="utf-8"
        )
        options = [*QUIET, f"--user-data-dir={folder}/profile", f"--window-size={max(width, 500)},{height}"]
        options += [f"--screenshot={out}", "--virtual-time-budget=3000"]
        if dark:
            options.append("--blink-settings=preferredColorScheme=0")
        subprocess.run([browser, *options, frame.as_uri()], check=True, capture_output=True, timeout=120)
    return out


def main() -> int:
    """Draw every picture and say where it is."""
    readings = {lang: read_article(lang) for lang in ARTICLES}
    for lang, reading in readings.items():
        path, day = ARTICLES[lang]
        out = HERE / f"terminal-{lang}.svg"
        out.write_text(draw_terminal(reading, f"vigie read {path} --date {day} --realm exercise"), encoding="utf-8")
        print(out.relative_to(ROOT))
    more = {block: read_article(block) for block in BLOCKS}
    for name in PAGES:
        page = (ROOT / name).read_text(encoding="utf-8")
        (ROOT / name).write_text(fill_blocks(page, readings | more), encoding="utf-8")
        print(name)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no {' or '.join(BROWSERS)} here: the pictures of the page stay as they are", file=sys.stderr)
        return 0
    page = render_html(readings["fr"])
    record = next((s.id for s in readings["fr"].statements if s.negative_evidence), readings["fr"].statements[0].id)
    for name, size, dark in PHOTOGRAPHS:
        print(photograph(browser, page, name, record, size, dark).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
