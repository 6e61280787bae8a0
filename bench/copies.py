"""Copies found among texts that are none: a set of thousands made by a script from official statements and news.

Every copy is made of a text of the corpora: 2 to 8 % of its words changed, dropped or doubled; cut to a part of it; put
under an agency's line; or two of these. Among what is no copy are texts that share up to nearly half their words with
another as imprint, bulletins in one form with other figures, and everything else: speeches and posts of one person on one subject.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.shared import find_shared, load_gold
from bench.table import Row, Table
from vigie.text.fold import fold
from vigie.watch.link.copies import CopyIndex
from vigie.watch.link.piece import Piece, find_marks

FLOORS = {"P": (0.98, 0.995), "R": (0.96, 0.985)}
FEWEST, MOST = 40, 1_500
"""Words of a text; longer ones are cut there, so that no single speech fills the bench."""
COPIED = 2_500
KINDS = ("edit", "cut", "prefix", "cut and edit", "prefix and edit", "exact")
KNOWN = "2031-05-14T08:00:00.000000Z"
_SEEN_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Made:
    """A text of the set: whose text it is made of (None for its own), and how."""

    piece: Piece
    of: str | None
    how: str


def find_texts() -> Iterator[tuple[str, str, str]]:
    """Yield corpus, language and text of everything that is long enough."""
    folder = find_shared() / "corpora" / "official_statements"
    for name in ("polnear-train.jsonl", "polnear-dev.jsonl"):
        yield from (("polnear", "en", d["text"]) for d in load_gold(name))
    with gzip.open(folder / "kremlin_en_2020" / "kremlin_en_turns.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            turns = [words for _, words in json.loads(line)["turns"]]
            yield "kremlin", "en", "\n".join(turns)
    posts = json.loads((folder / "medvedev_telegram" / "result.json").read_text(encoding="utf-8"))["messages"]
    yield from (("medvedev", "ru", _plain(post["text"])) for post in posts)
    for corpus, path, column in (
        ("zelensky", "zelensky_en/zelensky_speeches.csv", "text"),
        ("mod", "mod_russia_telegram/mod_russia_clean.csv", "text_snippet"),
    ):
        with (folder / path).open(encoding="utf-8", newline="") as table:
            yield from ((corpus, "en" if corpus == "zelensky" else "ru", row[column]) for row in csv.DictReader(table))


def _plain(told: str | list[str | dict[str, str]]) -> str:
    return told if isinstance(told, str) else "".join(p if isinstance(p, str) else p["text"] for p in told)


def find_bases(limit: int, rng: random.Random) -> list[tuple[str, str, str]]:
    """Return texts that are no copies of one another, as far as sets of words can tell; a corpus gives its share.

    The corpora themselves hold texts twice. A text most of whose words, figures included, stand in an earlier one of
    its corpus is left out, whatever their order: another measure than that of the index, so that it does not judge
    itself. Bulletins of one form with other figures stay in.
    """
    by_corpus: dict[str, list[tuple[str, str, str]]] = {}
    for corpus, lang, text in find_texts():
        words = text.split(" ")
        if len(text.split()) >= FEWEST:
            by_corpus.setdefault(corpus, []).append((corpus, lang, " ".join(words[:MOST])))
    share = limit // len(by_corpus)
    found = []
    for texts in by_corpus.values():
        rng.shuffle(texts)
        found += _keep_apart(texts, share * 2)
    rng.shuffle(found)
    return found[:limit]


def _keep_apart(texts: Sequence[tuple[str, str, str]], most: int) -> list[tuple[str, str, str]]:
    kept: list[tuple[str, str, str]] = []
    bags: list[Counter[str]] = []
    having: dict[str, list[int]] = {}
    for item in texts:
        bag = Counter(re.findall(r"\w+", fold(item[2])))
        rare = [n for word in bag for n in having.get(word, ())]
        near = [n for n, _ in Counter(rare).most_common(20)]
        if any((bag & bags[n]).total() > _SEEN_SAME * min(bag.total(), bags[n].total()) for n in near):
            if not _other_figures(bag, [bags[n] for n in near]):
                continue
        for word in bag:
            having.setdefault(word, []).append(len(bags))
        bags.append(bag)
        kept.append(item)
        if len(kept) == most:
            break
    return kept


def _other_figures(bag: Counter[str], others: Sequence[Counter[str]]) -> bool:
    """Return whether the text gives four figures or more, and other ones than every text it resembles."""
    mine = {word for word in bag if word.isdigit()}
    return len(mine) > 3 and all(len(mine & set(other)) <= len(mine) / 2 for other in others)


def make_copy(text: str, how: str, rng: random.Random, words: Sequence[str]) -> str:
    """Return the text changed as `how` says; its lines stay lines."""
    if "cut" in how:
        text = _cut(text, rng)
    if "edit" in how:
        text = _edit(text, rng, words)
    if "prefix" in how:
        line = f"{rng.choice(words).upper()}, {rng.randint(1, 28)} May ({rng.choice(words).title()} Agency) -"
        text = f"{line} {text}"
    return text


def _cut(text: str, rng: random.Random) -> str:
    """Return 35 to 80 % of the text in one piece, and no fewer than 40 words."""
    parts = re.findall(r"\s*\S+", text)
    size = max(40, int(len(parts) * rng.uniform(0.35, 0.8)))
    start = rng.choice((0, rng.randrange(max(1, len(parts) - size + 1))))
    return "".join(parts[start : start + size]).strip()


def _edit(text: str, rng: random.Random, words: Sequence[str]) -> str:
    """Return the text with 2 to 8 % of its words replaced, left out, or followed by another."""
    parts = re.findall(r"\s*\S+", text)
    for at in rng.sample(range(len(parts)), max(1, round(len(parts) * rng.uniform(0.02, 0.08)))):
        space = parts[at][: len(parts[at]) - len(parts[at].lstrip())]
        what = rng.choice(("replace", "drop", "add"))
        parts[at] = {"replace": space + rng.choice(words), "drop": space, "add": f"{parts[at]} {rng.choice(words)}"}[
            what
        ]
    return "".join(parts)


def make_set(*, quick: bool, seed: str = "copies") -> list[Made]:
    """Return the set in the order in which it becomes known: the texts, then copies and what only looks like them."""
    rng = random.Random(seed)
    bases = find_bases(800 if quick else 3_500, rng)
    words = sorted({w for _, _, text in bases[:400] for w in re.findall(r"[^\W\d_]{4,}", text)})
    made = [_make(f"t{n}", lang, text, None, corpus, n) for n, (corpus, lang, text) in enumerate(bases)]
    copies: list[Made] = []
    for n in range(min(COPIED, int(len(bases) * 0.7))):
        how = KINDS[n % len(KINDS)]
        corpus, lang, text = bases[n]
        copies.append(_make(f"c{n}", lang, make_copy(text, how, rng, words), f"t{n}", how, n))
    left = bases[len(copies) :]
    for n in range(0, len(left) - 1, 2):
        copies += _share_imprint(left[n], left[n + 1], n, rng, words)
    rng.shuffle(copies)
    return made + copies


def _share_imprint(
    a: tuple[str, str, str], b: tuple[str, str, str], n: int, rng: random.Random, words: Sequence[str]
) -> Iterator[Made]:
    """Yield two new texts, made of the words of others in new order, that share a quarter to nearly half of their words."""
    imprint = " ".join(rng.choice(words) for _ in range(rng.randint(30, 75)))
    for side, (_, lang, text) in (("a", a), ("b", b)):
        own = text.split()[:90]
        rng.shuffle(own)
        yield _make(f"i{n}{side}", lang, f"{' '.join(own)}\n{imprint}", None, "imprint", n)


def _make(key: str, lang: str, text: str, of: str | None, how: str, n: int) -> Made:
    day = f"2031-05-{n % 28 + 1:02d}"
    return Made(Piece(key=key, text=text, known=KNOWN, lang=lang, day=day, source=f"s{n % 40}-{key[0]}"), of, how)


Finder = Callable[[Sequence[Made]], Iterator[str | None]]


def find_by_vigie(made: Sequence[Made]) -> Iterator[str | None]:
    """Yield the origin of each text, or None."""
    index = CopyIndex()
    for one in made:
        found = index.add(one.piece)
        yield None if found.relation == "origin" else found.origin


def find_by_minhash(made: Sequence[Made]) -> Iterator[str | None]:
    """Yield the first text that shares a band of the signature: rensa alone, 128 permutations, 32 bands, words in threes."""
    from rensa import RMinHash, RMinHashLSH

    bands = RMinHashLSH(0.5, 128, 32)
    origins: list[str] = []
    for number, one in enumerate(made):
        words = re.findall(r"\w+", fold(one.piece.text))
        signature = RMinHash(128, 1)
        signature.update([" ".join(words[n : n + 3]) for n in range(len(words) - 2)])
        met = bands.query(signature)
        origins.append(origins[min(met)] if met else one.piece.key)
        bands.insert(number, signature)
        yield origins[-1] if met else None


def find_by_hash(made: Sequence[Made]) -> Iterator[str | None]:
    """Yield the first text of the same words."""
    seen: dict[str, str] = {}
    for one in made:
        words = " ".join(re.findall(r"\w+", fold(one.piece.text)))
        first = seen.setdefault(words, one.piece.key)
        yield None if first == one.piece.key else first


def measure_copies(*, quick: bool, verbose: bool = False) -> list[Table]:
    """Return the tables of copies found, by the index and by two rivals."""
    made = make_set(quick=quick)
    finders: dict[str, Finder] = {"Vigie": find_by_vigie, "MinHash": find_by_minhash, "hash": find_by_hash}
    found, seconds = {}, {}
    for name, finder in finders.items():
        start = time.process_time()
        found[name] = list(finder(made))
        seconds[name] = time.process_time() - start
    if verbose:
        _show(made, found["Vigie"])
    ours, theirs, exact = (_score(made, found[name]) for name in finders)
    table = Table(
        "Near copies, a set made by a script",
        "rensa's MinHash alone, 128 permutations and 32 bands, same words in threes",
    )
    copies = sum(one.of is not None for one in made)
    for name, n in (("P", 0), ("R", 1)):
        table.rows.append(
            Row(f"{name}, {copies:,} copies among {len(made):,} texts", ours[n], theirs[n], *FLOORS[name], "{:.4f}")
        )
    for how in KINDS:
        part = [one.how == how and one.of is not None for one in made]
        shares = [_share(made, found[name], part) for name in ("Vigie", "MinHash")]
        table.rows.append(Row(f"found of {how}, {sum(part):,}", *shares, form="{:.4f}"))
    for how in sorted({one.how for one in made if one.of is None}):
        part = [one.how == how and one.of is None for one in made]
        wrong = [
            sum(f is not None for f, p in zip(found[name], part, strict=True) if p) for name in ("Vigie", "MinHash")
        ]
        table.rows.append(
            Row(f"taken for copies of {how}, {sum(part):,} that are none", *wrong, form="{:.0f}", less=True)
        )
    table.rows.append(
        Row("texts/s, one by one", *(len(made) / seconds[n] for n in ("Vigie", "MinHash")), form="{:,.0f}")
    )
    table.notes += [
        f"A rival that takes the same words alone for a copy: P {exact[0]:.3f}, R {exact[1]:.3f}.",
        "A copy counts as found when the text it was made of is named as its origin. No bar was fitted to the set.",
        "What is no copy: posts and speeches of one office on one subject, bulletins of one form with other figures (mod),"
        " and pairs that share an imprint of 30 to 75 words under 90 of their own.",
    ]  # fmt: skip
    return [table, _measure_translations()]


def _measure_translations() -> Table:
    """Return the table of parallel news sentences, ten to a text, met again in the other language."""
    table = Table(
        "Translated copies, PUD's parallel sentences in en and fr, ten to a text", "none: it would need a model"
    )
    pieces = {lang: [_read_ten(lang, n) for n in range(0, 300, 10)] for lang in ("en", "fr")}
    index = CopyIndex()
    for piece in pieces["en"]:
        index.add(piece)
    found = [(index.add(piece), f"en{piece.key[2:]}") for piece in pieces["fr"]]
    said = [copy.origin == right for copy, right in found if copy.relation != "origin"]
    table.rows += [
        Row(f"found of {len(found)}", float(sum(said)), form="{:.0f}"),
        Row("wrong", float(len(said) - sum(said)), 0.0, form="{:.0f}", less=True),
    ]
    table.notes.append(
        "The texts are as read by Vigie, without gold; what has few names and numbers is left undecided."
    )
    return table


def _read_ten(lang: str, start: int) -> Piece:
    import vigie

    text = "\n".join(d["text"] for d in load_gold(f"pud-{lang}.jsonl")[start : start + 10])
    marks = find_marks(vigie.read(text, lang=lang))
    return Piece(key=f"{lang}{start}", text=text, known=KNOWN, lang=lang, day="2031-05-14", marks=marks)


def _score(made: Sequence[Made], found: Sequence[str | None]) -> tuple[float, float]:
    right = sum(f is not None and f == one.of for f, one in zip(found, made, strict=True))
    return right / max(1, sum(f is not None for f in found)), right / max(1, sum(one.of is not None for one in made))


def _share(made: Sequence[Made], found: Sequence[str | None], part: Sequence[bool]) -> float:
    held = [(f, one.of) for f, one, p in zip(found, made, part, strict=True) if p]
    return sum(f == of for f, of in held) / max(1, len(held))


def _show(made: Sequence[Made], found: Sequence[str | None]) -> None:
    texts = {one.piece.key: one.piece.text for one in made}
    for one, f in zip(made, found, strict=True):
        if f != one.of:
            print(f"{one.piece.key} {one.how}: of {one.of}, found {f}\n  {one.piece.text[:150]!r}")
            print(f"  {texts[f][:150]!r}" if f else "  -")


def main() -> int:
    """Print the table; with --verbose every fault before it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    for table in measure_copies(quick=options.quick, verbose=options.verbose):
        print("\n".join(table.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
