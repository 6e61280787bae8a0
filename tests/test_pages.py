"""The pages say what is there: links lead somewhere, every command and option is explained, shown blocks are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs.pictures.blocks import show_help
from vigie.cli.main import main
from vigie.model.codec import load_schema

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands() -> list[tuple[str, click.Command]]:
    """Return every command by its full name, those of a group after the group."""
    context = click.Context(main)
    found: list[tuple[str, click.Command]] = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                below = command.get_command(context, part)
                assert below is not None
                found.append((f"{name} {part}", below))
    return found


def test_the_pages_are_found() -> None:
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "glossary.md", "reading.md", "cli.md"} <= {
        page.name for page in PAGES
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("http") and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert [
        (path, name) for path, name in links if name not in find_anchors(page.parent / path if path else page)
    ] == []


def find_anchors(page: Path) -> set[str]:
    """Return the names by which the headings of a page can be linked to."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_decision_has_its_number_and_its_three_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name
        assert re.findall(r"^\*\*(\w+)\.\*\* ", text, re.M) == ["Context", "Choice", "Price"], page.name


def test_no_shown_block_is_empty() -> None:
    empty = re.compile(r"<!-- shown: (.*?) -->\s*<!-- /shown -->")
    assert [what for page in PAGES for what in empty.findall(page.read_text(encoding="utf-8"))] == []


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = [p for p in (ROOT / "docs" / "pictures").iterdir() if p.suffix in (".png", ".svg")]
    assert len(pictures) > 4
    assert [p.name for p in pictures if f"pictures/{p.name}" not in pages] == []
    assert [p.name for p in pictures if p.stat().st_size > 250_000] == []


def test_every_command_and_option_is_explained() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    missing = [name for name, _ in commands() if f"## `vigie {name}`" not in page]
    for name, command in commands():
        section = page.split(f"## `vigie {name}`")[1].split("\n## ")[0]
        options = {o for p in command.params for o in p.opts if o.startswith("--")}
        missing += [o for o in sorted(options) if f"| `{o}" not in section]
    assert missing == []


def test_the_help_shown_is_the_help_printed() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    shown = " ".join(page.split())
    for name, _ in commands():
        explained = show_help(name).split("Options:")[0]  # how options are laid out changes with click
        assert " ".join(explained.split()) in shown, "run make pictures"


def test_every_key_of_a_reading_is_explained() -> None:
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    keys = set(find_keys(load_schema()))
    assert len(keys) > 50
    assert sorted(keys - set(re.findall(r"[`\"](\w+)[`\"]", page))) == []


def find_keys(schema: object) -> Iterator[str]:
    """Yield every key that the schema gives to some record."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from find_keys(part)


def test_the_six_invocations_of_the_readme_are_understood() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = page.split("## Six things to do with it")[1].split("```")[1].splitlines()
    calls = [re.split(r"\s+#|\s+>", line)[0].split() for line in lines if line.startswith("vigie ")]
    assert len(calls) == 6
    read = dict(commands())["read"]
    for call in calls:
        assert call[:2] == ["vigie", "read"]
        with read.make_context("read", call[2:]) as context:
            assert len(context.params["inputs"]) == 1
