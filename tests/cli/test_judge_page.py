"""The worked example of docs/judge.md, from an article to a score, prints what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.worked import PAGE, play


def test_the_worked_example_prints_what_the_page_shows(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert play(page, tmp_path) == page, "run python -m tests.worked and look at the difference"
    assert re.search(r"boats: yes$", page, re.M) and "(desk)" in page and "refused" in page


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: object) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert len(code) == 1
    exec(compile(code[0].replace('"watch.vigie"', repr(str(tmp_path / "watch.vigie"))), "judge.md", "exec"), {})
