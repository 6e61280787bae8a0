"""Articles found in pages by Vigie, by bare trafilatura and by others, against two sets of gold.

scrapinghub's article extraction benchmark states the body of 181 pages, fundus body, title and date of 258. Tokens
are runs of letters and digits in small letters, soft hyphens aside; Chinese, Japanese and Korean signs count one by one. A page's token F1
compares the two bags of tokens, its shingle F1 the bags of four tokens in a row (the measure of scrapinghub's
benchmark: F1 of the mean precision and the mean recall). A first line that is the page's title is left out for
everybody: no gold of bodies holds headlines. A title is right with the gold's words in the gold's order, a date
when it is the gold's day, there or in UTC. Rules are made on one half of the pages, chosen by hash, and shown on both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from bench.shared import find_shared
from bench.table import Row, Table
from vigie.text.clean import clean_html
from vigie.text.decode import decode, find_meta_charset

SHINGLE = 4
AIM_OVER, AIM_META = 0.01, 0.95
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+?(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\W_]|$)"
)
HALVES = ("worked on", "held out")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its gold; None where the set states none."""

    name: str
    html: str
    url: str | None
    body: str
    title: str | None = None
    published: str | None = None

    @property
    def half(self) -> str:
        """Return which half of its set the page belongs to, by the hash of its name."""
        return HALVES[hashlib.sha256(self.name.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of a page."""

    body: str = ""
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The marks of one page: token F1, shingle precision and recall, whether title and date are right (None: no gold)."""

    page: Page
    token: float
    precision: float
    recall: float
    title: bool | None
    date: bool | None


Reader = Callable[[Page], Found]


def load_scrapinghub() -> list[Page]:
    """Return the pages of scrapinghub's benchmark."""
    folder = find_shared() / "corpora" / "html_extract" / "scrapinghub"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(key, _load_html(folder / "html" / f"{key}.html.gz"), stated["url"], stated["articleBody"])
        for key, stated in sorted(gold.items())
    ]


def load_fundus() -> list[Page]:
    """Return the pages that fundus tests its parsers on; the versions of a parser stand in the order of the dates."""
    folder = find_shared() / "corpora" / "html_extract" / "fundus" / "tests" / "resources" / "parser" / "test_data"
    pages = []
    for path in sorted(folder.glob("*/*.json")):
        urls = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        files = sorted(
            p for p in path.parent.glob(f"{path.stem}_*.html.gz") if p.name[: -len("_2024_01_01.html.gz")] == path.stem
        )
        gold = json.loads(path.read_text(encoding="utf-8"))
        for file, stated in zip(files, gold.values(), strict=True):
            url = urls.get(file.name, {}).get("url")
            body = "\n\n".join(_iter_body(stated["body"]))
            pages.append(
                Page(
                    f"{path.parent.name}/{file.name}",
                    _load_html(file),
                    url,
                    body,
                    stated["title"],
                    stated["publishing_date"],
                )
            )
    return pages


def _iter_body(body: dict[str, list[object]]) -> Iterator[str]:
    yield from map(str, body["summary"])
    for section in body["sections"]:
        assert isinstance(section, dict)
        yield from section["headline"]
        yield from section["paragraphs"]


def _load_html(path: Path) -> str:
    data = gzip.decompress(path.read_bytes())
    return decode(data, find_meta_charset(data), where=path.name).text


def read_ours(page: Page) -> Found:
    """Return Vigie's reading."""
    found = clean_html(page.html, page.url)
    return Found(found.text, found.title, found.published) if found else Found()


def read_trafilatura(page: Page) -> Found:
    """Return the reading of bare trafilatura, with its own way to dates and without readers' comments."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.html, url=page.url, include_comments=False, with_metadata=True)
    return Found(found.text or "", found.title, found.date) if found is not None else Found()


def read_justext(page: Page) -> Found:
    """Return the reading of jusText, which comes with trafilatura; stop words of English where the language has none."""
    import justext

    lang = re.search(r"""<html\b[^>]*\blang=["']?([a-z]{2})""", page.html[:5000])
    named = {"fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "ru": "Russian"}
    stop = justext.get_stoplist(named.get(lang.group(1) if lang else "", "English"))
    try:
        parts = justext.justext(page.html.encode(), stop, encoding="utf-8")
    except Exception:  # a page can break a rival in ways of its own
        return Found()
    return Found("\n".join(p.text for p in parts if not p.is_boilerplate))


READERS: dict[str, Reader] = {"Vigie": read_ours, "trafilatura": read_trafilatura, "jusText": read_justext}
SETS: dict[str, Callable[[], list[Page]]] = {"scrapinghub": load_scrapinghub, "fundus": load_fundus}


def find_tokens(text: str) -> list[str]:
    """Return the tokens of a text in small letters.

    >>> find_tokens("Don't 東京 go_on")
    ['don', 't', '東', '京', 'go', 'on']
    """
    return _TOKEN.findall(text.replace("\u00ad", "").lower())


def score_bags(gold: Sequence[object], found: Sequence[object]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of two bags; both empty is 1.

    >>> score_bags("aab", "ab")     # 2 of 2 are right, 2 of 3 are found
    (1.0, 0.6666666666666666, 0.8)
    """
    if not gold and not found:
        return 1.0, 1.0, 1.0
    common = (Counter(gold) & Counter(found)).total()
    if not common:
        return 0.0, 0.0, 0.0
    return common / len(found), common / len(gold), 2 * common / (len(gold) + len(found))


def score_page(page: Page, found: Found) -> Score:
    """Return the marks of a page."""
    gold, ours = find_tokens(page.body), find_tokens(_without_title(found.body, (page.title, found.title)))
    precision, recall, _ = score_bags(_shingles(gold), _shingles(ours))
    title = find_tokens(page.title) == find_tokens(found.title or "") if page.title else None
    date = (found.published or "")[:10] in _days(page.published) if page.published else None
    return Score(page, score_bags(gold, ours)[2], precision, recall, title, date)


def _without_title(body: str, titles: Sequence[str | None]) -> str:
    first, _, rest = body.lstrip().partition("\n")
    return rest if any(find_tokens(first) == find_tokens(t) for t in titles if t) else body


def _shingles(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every four tokens in a row; of a shorter text the whole."""
    return [tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1))] if tokens else []


def _days(stated: str) -> set[str]:
    moment = dt.datetime.fromisoformat(stated)
    return {str(moment.date()), str((moment.astimezone(dt.UTC) if moment.tzinfo else moment).date())}


def read_all(pages: Sequence[Page], reader: Reader) -> tuple[list[Score], float]:
    """Return the marks of all pages and the pages read in a second of the processor."""
    scores, seconds = [], 0.0
    for page in pages:
        start = time.process_time()
        found = reader(page)
        seconds += time.process_time() - start
        scores.append(score_page(page, found))
    return scores, len(pages) / max(seconds, 1e-9)


def measure_pages(*, quick: bool, verbose: bool = False) -> list[Table]:
    """Return a table for each set."""
    read_ours(Page("warm", "<p>warm</p>", None, ""))
    tables = []
    for name, load in SETS.items():
        pages = load()[:: 10 if quick else 1]
        tables.append(_table(name, pages, {who: read_all(pages, reader) for who, reader in READERS.items()}))
        if verbose:
            _print_pages(pages)
    return tables


def _table(name: str, pages: Sequence[Page], made: dict[str, tuple[list[Score], float]]) -> Table:
    table = Table(f"Articles of pages: {name}, {len(pages)} pages", "bare trafilatura, the same pages")
    ours, theirs = made["Vigie"][0], made["trafilatura"][0]
    floor = tokens_of(theirs)
    table.rows.append(Row("token F1", tokens_of(ours), floor, floor, floor + AIM_OVER, "{:.3f}"))
    for half in HALVES:
        a, b = ([s for s in scores if s.page.half == half] for scores in (ours, theirs))
        if a:
            table.rows.append(Row(f"token F1, the half {half}, {len(a)}", tokens_of(a), tokens_of(b), form="{:.3f}"))
    table.rows.append(Row("F1 of four tokens in a row", shingles_of(ours), shingles_of(theirs), form="{:.3f}"))
    for what in ("title", "date"):
        table.rows += _meta_rows(what, ours, theirs)
    speed = made["Vigie"][1], made["trafilatura"][1]
    table.rows.append(Row("pages a second of one processor", *speed))
    table.notes += [
        f"{who}: token F1 {tokens_of(s):.3f}, four in a row {shingles_of(s):.3f}, {speed:.1f} pages a second."
        for who, (s, speed) in made.items()
        if who not in {"Vigie", "trafilatura"}
    ]
    return table


def _meta_rows(what: str, ours: list[Score], theirs: list[Score]) -> Iterator[Row]:
    stated = [[getattr(s, what) for s in scores if getattr(s, what) is not None] for scores in (ours, theirs)]
    if not stated[0]:
        return
    floor = mean(stated[1])
    yield Row(f"{what} right, {len(stated[0])}", mean(stated[0]), floor, floor, AIM_META, "{:.3f}")
    held = [[getattr(s, what) for s in scores if s.page.half == HALVES[1]] for scores in (ours, theirs)]
    if held[0]:
        yield Row(f"{what} right, the half held out, {len(held[0])}", mean(held[0]), mean(held[1]), form="{:.3f}")


def tokens_of(scores: Sequence[Score]) -> float:
    """Return the mean token F1."""
    return mean(s.token for s in scores)


def shingles_of(scores: Sequence[Score]) -> float:
    """Return the F1 of the mean precision and the mean recall."""
    precision, recall = mean(s.precision for s in scores), mean(s.recall for s in scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _print_pages(pages: Sequence[Page]) -> None:
    """Print what is wrong on the half that is worked on; the other is not looked at."""
    for page in pages:
        if page.half == HALVES[0]:
            found = read_ours(page)
            score = score_page(page, found)
            if score.token < 0.9 or False in (score.title, score.date):
                print(f"{page.name}: token F1 {score.token:.2f}; {page.url}")
                print(
                    f"    title {score.title}: {found.title!r}, gold {page.title!r}; date {found.published}, {page.published}"
                )


def main() -> int:
    """Print the tables, with --verbose the pages that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    for table in measure_pages(quick=options.quick, verbose=options.verbose):
        print("\n".join(table.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
