"""What a reading costs beside time: memory, starting cold, disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from statistics import median

from bench.shared import ROOT, load_gold, write_lines
from bench.table import Row, Table

MB = 1_000_000
ROUNDS = 5
_SECONDS = "{:.2f}"
HEAVY = ("spacy", "sqlalchemy", "fastapi", "numpy", "trafilatura")
FORBIDDEN = ("spacy", "sqlalchemy", "fastapi")
EXAMPLES = {"en": "exercise-fleet-drill.txt", "fr": "exercise-brume-polaire.txt"}
_VIGIE = [sys.executable, "-m", "vigie"]
_IMPORTS = (
    "import sys; from vigie.cli.main import main; main(['--help'], standalone_mode=False); "
    "print('loaded:', *sorted({m.split('.')[0] for m in sys.modules}))"
)


def measure_cost(*, quick: bool, install: bool = False) -> list[Table]:
    """Return the table of memory, cold starts and installed size."""
    rival = "bench/reference.cfg in a process of its own, same input; for --help a bare Python; for size spaCy alone"
    table = Table("What it costs", rival)
    _add_memory(table, 40 if quick else 200)
    _add_cold(table, 3 if quick else ROUNDS)
    _add_size(table, install)
    return [table]


_LAUNCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
spent = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(spent, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a fresh process took: wall seconds, seconds of the processor, peak resident megabytes."""

    wall: float
    cpu: float
    memory: float


def run_process(command: Sequence[str]) -> Cost:
    """Return what a fresh process costs; RuntimeError when it fails.

    A small process starts it: the system counts the memory of whoever starts a process as that process's own peak.
    """
    done = subprocess.run([sys.executable, "-S", "-c", _LAUNCH, *command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    wall, cpu, peak = (float(part) for part in done.stdout.split())
    return Cost(wall, cpu, peak * (1 if sys.platform == "darwin" else 1024) / MB)


def _add_memory(table: Table, count: int) -> None:
    articles = [d for name in ("polnear-dev.jsonl", "polnear-train.jsonl") for d in load_gold(name)][:count]
    path = write_lines("articles.jsonl", [{"id": d["id"], "text": d["text"], "lang": "en"} for d in articles])
    command = [*_VIGIE, "read", str(path), "--format", "jsonl", "--jobs", "1"]
    ours, theirs = run_process(command), run_process([sys.executable, "-m", "bench.reference", "en", str(path)])
    table.rows.append(
        Row(f"peak memory, {count} articles, MB", ours.memory, theirs.memory, 1000, 600, "{:,.0f}", less=True)
    )
    table.notes.append(
        f"{count} articles, {sum(len(d['text'].split()) for d in articles):,} words, in {ours.wall:.0f} s all told."
    )


def _add_cold(table: Table, rounds: int) -> None:
    for lang, name in EXAMPLES.items():
        path = ROOT / "examples" / lang / name
        line = write_lines("one.jsonl", [{"id": name, "text": path.read_text(encoding="utf-8")}])
        ours = _run_often([*_VIGIE, "read", str(path)], rounds)
        theirs = _run_often([sys.executable, "-m", "bench.reference", lang, str(line)], rounds)
        table.rows.append(
            Row(f"vigie read, one {lang} article, cold, s", ours.wall, theirs.wall, 4, 2, _SECONDS, less=True)
        )
        table.rows.append(Row("  of which the processor, s", ours.cpu, theirs.cpu, form=_SECONDS))
    ours, bare = _run_often([*_VIGIE, "--help"], rounds), _run_often([sys.executable, "-c", "pass"], rounds)
    table.rows.append(Row("vigie --help, cold, s", ours.wall, bare.wall, 0.5, 0.25, _SECONDS, less=True))
    loaded = find_loaded()
    table.rows.append(
        Row(f"--help imports of {', '.join(FORBIDDEN)}", len(loaded & set(FORBIDDEN)), 0, 0, 0, "{:.0f}", less=True)
    )
    if loaded & set(HEAVY):
        table.notes.append(f"--help loads {', '.join(sorted(loaded & set(HEAVY)))}")
    table.notes.append(f"Wall times are medians of {rounds} fresh processes, files in the disk's cache.")


def _run_often(command: Sequence[str], rounds: int) -> Cost:
    """Return the medians of several runs."""
    costs = [run_process(command) for _ in range(rounds)]
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), median(c.memory for c in costs))


def find_loaded() -> set[str]:
    """Return the packages that showing the help loads."""
    done = subprocess.run([sys.executable, "-c", _IMPORTS], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("loaded:", 1)[1].split())


def _add_size(table: Table, install: bool) -> None:
    spacy = sum(size_of(d) for d in find_closure("spacy")) / MB
    if install:
        ours, how = install_size() / MB, "installed into a fresh environment"
    else:
        ours = (sum(size_of(d) for d in find_closure("vigie") if d.name != "vigie") + _size(ROOT / "vigie")) / MB
        how = "files of the distributions it needs, as installed here"
    table.rows.append(Row("installed core without pip and setuptools, MB", ours, spacy, 500, 400, "{:,.0f}", less=True))
    table.notes.append(f"Size: {how}.")


def find_closure(name: str) -> list[Distribution]:
    """Return a distribution and all it needs without extras, as far as installed; pip and setuptools left out."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    todo = [name]
    while todo:
        key = todo.pop().lower().replace("_", "-")
        if key in found or key in {"pip", "setuptools"}:
            continue
        try:
            found[key] = distribution(key)
        except PackageNotFoundError:
            continue
        for line in found[key].requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                todo.append(need.name)
    return list(found.values())


def size_of(installed: Distribution) -> int:
    """Return the bytes of a distribution's files on disk."""
    return sum(path.stat().st_size for path in _files(installed))


def _files(installed: Distribution) -> Iterator[Path]:
    for file in installed.files or []:
        path = Path(str(file.locate()))
        if path.is_file():
            yield path


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def install_size() -> int:
    """Return the bytes of a fresh environment's packages with Vigie in it, pip and setuptools taken out."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)], check=True
        )
        subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools", "pip"], check=True)
        return _size(Path(folder) / "lib")


def describe_machine() -> str:
    """Return what the figures were made on."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    version = ".".join(map(str, sys.version_info[:3]))
    return json.dumps(model)[1:-1] + f" (one of {os.cpu_count()} cores), Python {version}"
