"""`vigie read` from the outside: what goes in, what comes out, in which order, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tests.annotated import EXAMPLES
from vigie.cli import batch, main
from vigie.model import Reading
from vigie.model.check import check_reading
from vigie.model.codec import decode_record, load_schema
from vigie.watch import readers

DRILL = str(EXAMPLES / "en" / "exercise-fleet-drill.txt")
POLAR = str(EXAMPLES / "fr" / "exercise-brume-polaire.txt")
VALIDATOR = jsonschema.Draft202012Validator(load_schema())
ENGLISH = "EXERCISE\n\nMayor Ida Brenn said on Monday that the harbour was quiet. Nobody left the bay."
FRENCH = "EXERCICE\n\nLe maire Ivo Brenn a déclaré lundi que le port était calme. Personne n'a quitté la baie."


def vigie(*arguments: str, stdin: bytes | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["read", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


def records(result: Result) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for record in found:
        VALIDATOR.validate(record)
        reading = decode_record(record)
        assert not isinstance(reading, Reading) or check_reading(reading) == []
    return found


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [record["document"]["id"] for record in found]


@cache
def drill() -> dict[str, Any]:
    return records(vigie(DRILL, "--format", "jsonl", "--realm", "exercise", "--date", "2024-10-18"))[0]


def line(**record: Any) -> bytes:
    return json.dumps(record).encode() + b"\n"


def test_a_reading_fits_the_published_schema_and_rests_on_its_words() -> None:
    document = drill()["document"]
    assert document["text"] == Path(DRILL).read_text(encoding="utf-8")
    assert (document["id"], document["lang"], document["published"]) == (DRILL, "en", "2024-10-18")
    said = {document["text"][s:e] for statement in drill()["statements"] for s, e in statement["content"]}
    assert "This is a routine, long-planned exercise" in said
    speakers = {statement["speaker"]["name"] for statement in drill()["statements"] if statement["speaker"]}
    assert {"Marta Lindqvist", "Viktor Sazonov", "Helen Marsh", "Tom Adeyemi"} <= speakers


def test_inputs_are_read_in_the_order_given_whatever_their_kind(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    for name in ("b.txt", "a.txt"):
        (tmp_path / "box" / name).write_text(ENGLISH)
    (tmp_path / "page.html").write_text(
        f"<html><body><article><p>{ENGLISH}</p><p>{ENGLISH}</p></article></body></html>"
    )
    (tmp_path / "lines.jsonl").write_bytes(line(id="two", text=FRENCH) + line(id="one", text=ENGLISH, lang="en"))
    inputs = [str(tmp_path / n) for n in ("page.html", "lines.jsonl", "box")]
    found = records(vigie(*inputs, "-", "--format", "jsonl", "--jobs", "1", stdin=FRENCH.encode()))
    box = [str(tmp_path / "box" / n) for n in ("a.txt", "b.txt")]
    assert ids(found) == [inputs[0], "two", "one", *box, "stdin"]
    assert [r["document"]["lang"] for r in found] == ["en", "fr", "en", "en", "en", "fr"]


def test_a_line_brings_its_own_title_day_and_language() -> None:
    data = line(id="x-1", text=ENGLISH, title="Quiet", published="2031-05-14", lang="en-GB") + line(text=ENGLISH)
    first, second = records(vigie("-", "--format", "jsonl", "--date", "2001-01-01", stdin=data))
    assert first["document"] | {"text": ""} == {
        "id": "x-1", "lang": "en", "title": "Quiet", "published": "2031-05-14", "realm": "real", "text": "",
    }  # fmt: skip
    assert (second["document"]["id"], second["document"]["published"]) == ("stdin:2", "2001-01-01")


def test_an_unknown_day_stays_unknown() -> None:
    assert records(vigie("-", "--format", "jsonl", stdin=ENGLISH.encode()))[0]["document"]["published"] is None


def test_the_language_asked_for_is_used() -> None:
    found = records(vigie("-", "--format", "jsonl", "--lang", "fr", stdin=ENGLISH.encode()))
    assert found[0]["document"]["lang"] == "fr"


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, "EXERCISE EXERCICE - x\n\nLe port est calme, dit le maire."])
def test_a_text_headed_exercise_read_as_real_is_flagged_and_read_as_exercise_is_not(text: str) -> None:
    real = records(vigie("-", "--format", "jsonl", stdin=text.encode()))[0]
    assert real["document"]["realm"] == "real" and real["flags"][0]["kind"] == "exercise_heading"
    start, end = real["flags"][0]["span"]
    assert text[start:end].startswith("EXERCI")
    drilled = records(vigie("-", "--format", "jsonl", "--realm", "exercise", stdin=text.encode()))[0]
    assert drilled["document"]["realm"] == "exercise"
    assert "exercise_heading" not in {flag["kind"] for flag in drilled["flags"]}


def test_line_ends_and_marks_are_kept_code_point_for_code_point() -> None:
    text = "EXERCISE\r\n\r\nThe mayor said:\r\n“The port\u00a0is calm.”\r\tNobody left. \U0001f6f0 e\u0301\r\n"
    found = records(vigie("-", "--format", "jsonl", stdin=b"\xef\xbb\xbf" + text.encode()))
    assert found[0]["document"]["text"] == text


BAD = [
    (b"", "empty"),
    (b"\x00\x01\x02" * 500, "binary"),
    (
        "Der Bürgermeister sagte am Montag, der Hafen sei ruhig und kein Schiff habe die Bucht verlassen.".encode(),
        "unknown_language",
    ),
    (b"x" * 2_500_001, "too_large"),
]


@pytest.mark.parametrize(("data", "kind"), BAD, ids=[kind for _, kind in BAD])
def test_what_cannot_be_read_is_a_record_with_its_reason_and_exit_code_3(data: bytes, kind: str) -> None:
    result = vigie("-", "--format", "jsonl", stdin=data, code=3)
    record = records(result)[0]
    assert record["unread"]["kind"] == kind
    assert f"not read: {record['unread']['reason']}" in result.stderr


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/x", "not a public address"),
        ("http://[::1]/x", "not a public address"),
        ("http://169.254.169.254/latest/", "not a public address"),
        ("http://no-such-host.invalid/", "no such host"),
        ("https://", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("ftp://example.org/x", "only http and https"),
    ],
)
def test_an_address_that_may_not_be_read_says_why(address: str, words: str) -> None:
    result = vigie(address, "--format", "jsonl", code=3)
    assert words in records(result)[0]["unread"]["reason"] and words in result.stderr


def test_in_a_batch_the_rest_goes_on_with_exit_code_1(tmp_path: Path) -> None:
    lines = [line(id="a", text=ENGLISH), b"{broken\n", line(id="b", text=""), line(id="c", text=FRENCH)]
    lines += [
        line(id="d", text=ENGLISH, lang="xx"),
        line(id="e", text=ENGLISH, lang="en/../fr"),
        line(id="f", text=ENGLISH),
    ]
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines))
    found = records(vigie(str(tmp_path / "x.jsonl"), "missing.txt", "--format", "jsonl", "--jobs", "1", code=1))
    assert ids(found) == ["a", f"{tmp_path}/x.jsonl:2", "b", "c", "d", "e", "f", "missing.txt"]
    assert [("unread" in r) for r in found] == [False, True, True, False, True, True, False, True]
    assert found[4]["unread"]["kind"] == "unknown_language"


@pytest.mark.parametrize("form", ["table", "jsonl", "html", "csv", "webanno"])
def test_a_batch_of_nothing_readable_says_so_in_every_format(form: str, tmp_path: Path) -> None:
    result = vigie("no-such.txt", "--format", form, "--out", str(tmp_path / "out"), code=3)
    assert "not read: no-such.txt: No such file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("x", "--format", "pdf"), "'pdf' is not one of"),
        (("x", "--lang", "de"), "no pack for 'de'; packs: en, fr"),
        (("x", "--date", "13/10/2022"), "write it as 2022-10-13"),
        (("x", "--date", "2022-02-30"), "write it as 2022-10-13"),
        (("x", "--realm", "game"), "'game' is not one of"),
        (("x", "--jobs", "0"), "0 is not in the range"),
        ((DRILL, "--out", "no/such/folder/x", "--format", "jsonl"), "does not exist"),
        ((DRILL, POLAR, "--format", "webanno", "--jobs", "1"), "name a folder with --out"),
    ],
)
def test_wrong_usage_is_explained_with_exit_code_2(arguments: tuple[str, ...], words: str) -> None:
    assert words in vigie(*arguments, code=2).stderr


def test_the_output_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    vigie("-", "--format", "jsonl", "--out", str(out), stdin=ENGLISH.encode())
    before = out.read_bytes()
    assert json.loads(before)["document"]["text"] == ENGLISH

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vigie.read.read_document", stop)
    vigie("-", "--format", "jsonl", "--out", str(out), stdin=FRENCH.encode(), code=130)
    assert out.read_bytes() == before and list(tmp_path.iterdir()) == [out]


def test_a_fault_of_the_programme_in_one_text_does_not_end_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import vigie.read

    sound = vigie.read.read_document

    def fail(document: Any, lang: str | None = None) -> Any:
        if document.id == "b":
            raise AttributeError("planted")
        return sound(document, lang)

    monkeypatch.setattr(vigie.read, "read_document", fail)
    (tmp_path / "x.jsonl").write_bytes(
        line(id="a", text=ENGLISH) + line(id="b", text=ENGLISH) + line(id="c", text=ENGLISH)
    )
    found = records(vigie_quietly(tmp_path / "x.jsonl"))
    assert ids(found) == ["a", "b", "c"] and found[1]["unread"]["kind"] == "fault"
    assert "please report it" in found[1]["unread"]["reason"]


def vigie_quietly(path: Path) -> Result:
    return vigie(str(path), "--format", "jsonl", "--jobs", "1", code=1)


def test_several_processes_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "CHUNK_CHARS", 200)
    lines = [line(id=f"t{n}", text=ENGLISH if n % 2 else FRENCH) for n in range(9)]
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines[:4] + [b"oops\n"] + lines[4:]))
    one = vigie(str(tmp_path / "x.jsonl"), "--format", "jsonl", "--jobs", "1", code=1)
    two = vigie(str(tmp_path / "x.jsonl"), "--format", "jsonl", "--jobs", "2", code=1)
    assert one.stdout_bytes == two.stdout_bytes
    assert ids(records(one)) == ["t0", "t1", "t2", "t3", f"{tmp_path}/x.jsonl:5", *(f"t{n}" for n in range(4, 9))]


def test_progress_is_shown_before_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(batch._watched(iter([1, 2]), ["a", "b"])) == [1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert list(batch._watched(iter([1, 2]), ["a", "b"])) == [1, 2]
    assert "reading" in capsys.readouterr().err
    assert list(batch._watched(iter([1]), ["a"])) == [1]
    assert capsys.readouterr().err == ""


# From a shell ---------------------------------------------------------------------------------------------------------


def run(*arguments: str, stdin: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vigie", *arguments], input=stdin, capture_output=True, timeout=60, **options
    )


def test_the_shell_sees_the_same_bytes_twice_whatever_the_hash_seed() -> None:
    seeds = [{"PYTHONHASHSEED": seed, "PATH": ""} for seed in ("1", "2")]
    first, second = (run("read", DRILL, POLAR, "--format", "jsonl", "--jobs", "1", env=env) for env in seeds)
    assert first.returncode == 0 and first.stdout == second.stdout and first.stdout.count(b"\n") == 2


def test_help_is_quick_to_load_and_imports_nothing_heavy() -> None:
    heavy = ["spacy", "sqlalchemy", "fastapi", "thinc", "trafilatura", "numpy", "urllib3", "rich", "yaml"]
    code = (
        "import sys; from click.testing import CliRunner; from vigie.cli import main\n"
        "for args in (['--help'], ['read', '--help'], ['--version']):\n"
        "    result = CliRunner().invoke(main, args); assert result.exit_code == 0 and result.output, result\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().strip() == "[]"
    assert "Exit codes" in " ".join(run("read", "--help").stdout.decode().split())


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f'"{sys.executable}" -m vigie read "{DRILL}" "{POLAR}" --format jsonl --jobs 1 | head -c 10'
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60)
    assert len(done.stdout) == 10 and b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def test_a_terminal_that_is_not_utf8_still_gets_the_reading() -> None:
    done = run("read", POLAR, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": ""})
    assert done.returncode == 0 and b"Solvang" in done.stdout, done.stderr.decode()[-500:]
