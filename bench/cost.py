"""What a reading costs beside time: memory, starting cold, disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from statistics import median

from bench.shared import ROOT, load_gold, write_lines
from bench.table import Row, Table

MB = 1_000_000
ROUNDS = 5
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


def run_process(command: Sequence[str]) -> tuple[float, float]:
    """Return wall seconds and peak resident megabytes of a fresh process; RuntimeError when it fails."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=complaints)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        spent = time.perf_counter() - start
        if child.returncode:
            complaints.seek(0)
            raise RuntimeError(f"{' '.join(command)}: exit {child.returncode}: {complaints.read().decode()[-300:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return spent, usage.ru_maxrss * unit / MB


def _add_memory(table: Table, count: int) -> None:
    articles = [d for name in ("polnear-dev.jsonl", "polnear-train.jsonl") for d in load_gold(name)][:count]
    path = write_lines("articles.jsonl", [{"id": d["id"], "text": d["text"], "lang": "en"} for d in articles])
    command = [*_VIGIE, "read", str(path), "--format", "jsonl", "--jobs", "1"]
    spent, ours = run_process(command)
    _, theirs = run_process([sys.executable, "-m", "bench.reference", "en", str(path)])
    table.rows.append(Row(f"peak memory, {count} articles, MB", ours, theirs, 1000, 600, "{:,.0f}", less=True))
    table.notes.append(
        f"{count} articles, {sum(len(d['text'].split()) for d in articles):,} words, in {spent:.0f} s all told."
    )


def _add_cold(table: Table, rounds: int) -> None:
    for lang, name in EXAMPLES.items():
        path = ROOT / "examples" / lang / name
        line = write_lines("one.jsonl", [{"id": name, "text": path.read_text(encoding="utf-8")}])
        ours = _median_wall([*_VIGIE, "read", str(path)], rounds)
        theirs = _median_wall([sys.executable, "-m", "bench.reference", lang, str(line)], rounds)
        table.rows.append(Row(f"vigie read, one {lang} article, cold, s", ours, theirs, 4, 2, "{:.2f}", less=True))
    ours, bare = _median_wall([*_VIGIE, "--help"], rounds), _median_wall([sys.executable, "-c", "pass"], rounds)
    table.rows.append(Row("vigie --help, cold, s", ours, bare, 0.5, 0.25, "{:.2f}", less=True))
    loaded = find_loaded()
    table.rows.append(
        Row(f"--help imports of {', '.join(FORBIDDEN)}", len(loaded & set(FORBIDDEN)), 0, 0, 0, "{:.0f}", less=True)
    )
    if loaded & set(HEAVY):
        table.notes.append(f"--help loads {', '.join(sorted(loaded & set(HEAVY)))}")
    table.notes.append(f"Wall times are medians of {rounds} fresh processes, files in the disk's cache.")


def _median_wall(command: Sequence[str], rounds: int) -> float:
    return median(run_process(command)[0] for _ in range(rounds))


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
