"""Hostile texts and requests: each case is tried, and none may come through. The last test counts them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import http.server
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.desk.desks import BASE, NOW, Browser, settings_for
from tests.desk.hostile import PAYLOADS, find_breaches
from tests.make import make_reading
from vigie.desk.guard import POLICY
from vigie.model import Reading
from vigie.store import Origin, Source, open_ledger
from vigie.store.watched import FiledVisit

TRIED: Counter[str] = Counter()
KEYS: dict[int, str] = {}
AIM, KINDS_TRIED = 400, 11
FIELDS = (
    "id", "title", "speaker", "role", "venue", "entity", "place", "why", "flag", "source", "url", "fault", "text",
    "author", "reason",
)  # fmt: skip
REFLECTED = (
    "/ledger?q={}", "/ledger?speaker={}", "/ledger?modality={}", "/ledger?source={}", "/ledger?from={}", "/ledger?page={}",
    "/ledger?what={}", "/ledger?what=event&type={}", "/ledger?what=event&actor={}", "/ledger?at={}", "/?span={}", "/?at={}",
    "/speakers?name={}", "/map?days={}", "/map/records?place={}", "/map/records?day={}", "/signal?key={}", "/brief?span={}",
    "/brief?form={}", "/record/{}", "/document/{}", "/{}", "//evil.example/{}", "///evil.example/{}", "/login?lang={}", "/read?text={}", "/record/a.s.b?done={}",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger in which every payload stands in every field that a text, a name or a user can fill."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.vigie"
    hour = dt.timedelta(hours=1)
    with open_ledger(path, realm="exercise", create=True, now=NOW - 30 * hour) as ledger:
        for n, payload in enumerate(PAYLOADS):
            said = {field: payload.format(n=f"{n}0{at}") for at, field in enumerate(FIELDS)}
            at = NOW - (2 + n / 100) * hour
            ledger.append_source(Source(f"s{n}{said['source']}", said["source"], "rss", said["url"]), now=at)
            origin = Origin(f"s{n}{said['source']}", said["url"], at)
            receipt = ledger.append_reading(_poison(said), now=at, origin=origin)
            stamp = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            ledger.append_visit(
                FiledVisit(source=f"s{n}{said['source']}", address="x", at=stamp, outcome="failed", fault=said["fault"], failures=3),
                now=at,
            )  # fmt: skip
            KEYS[n] = receipt.document
            key = next(s.key for s in ledger.statements(document=receipt.document))
            ledger.correct(key, {"role": said["role"]}, author=said["author"], reason=said["reason"], now=at)
    return path


def _poison(said: dict[str, str]) -> Reading:
    """Return a reading in which what can be named freely is named by the payload; its text holds it too."""
    from tests.make import TEXT

    made = make_reading(text=TEXT + said["text"])
    speakers = [
        dataclasses.replace(s, speaker=dataclasses.replace(s.speaker, name=said["speaker"], role=said["role"]), venue=said["venue"])
        if s.speaker else s
        for s in made.statements
    ]  # fmt: skip
    events = [
        dataclasses.replace(e, place=dataclasses.replace(e.place, name=said["place"])) if e.place else e
        for e in made.events
    ]
    return dataclasses.replace(
        made,
        document=dataclasses.replace(made.document, id=said["id"], title=said["title"]),
        entities=tuple(dataclasses.replace(e, name=said["entity"]) for e in made.entities),
        statements=tuple(speakers),
        events=tuple(events),
        links=tuple(dataclasses.replace(k, why=said["why"]) for k in made.links),
        flags=tuple(dataclasses.replace(f, message=said["flag"]) for f in made.flags),
    )


@pytest.fixture(scope="module")
def desk(hostile: Path) -> Browser:
    return Browser(settings_for(hostile))


SHARED = (
    "/",
    "/?span=7d",
    "/ledger",
    "/ledger?page=2",
    "/ledger?what=event",
    "/ledger?what=document",
    "/speakers",
    "/map?days=120",
    "/brief?span=7d",
)


@pytest.fixture(scope="module")
def shared_pages(desk: Browser) -> str:
    """Return the pages that show all documents at once, each of them sound."""
    pages = ""
    for path in SHARED:
        answer = desk.get(path)
        assert answer.status_code == 200, path
        assert find_breaches(answer.text) == [], path
        pages += answer.text
    return pages


@pytest.mark.parametrize("n", range(len(PAYLOADS)))
def test_what_stands_in_a_ledger_is_shown_and_does_nothing(
    n: int, desk: Browser, hostile: Path, shared_pages: str
) -> None:
    with open_ledger(hostile) as ledger:
        document = ledger.documents(key=KEYS[n])[0]
        keys = [s.key for s in ledger.statements(document=document.key)] + [
            e.key for e in ledger.events(document=document.key)
        ]
        names = [e.key for e in ledger.entities(document=document.key)]
    pages = shared_pages
    for path in (f"/document/{document.key}", *(f"/record/{key}" for key in (keys[0], keys[-1], names[0]))):
        answer = desk.get(path)
        assert answer.status_code == 200
        assert find_breaches(answer.text) == [], path
        pages += answer.text
    said = PAYLOADS[n].format(n=f"{n}02")
    answer = desk.get(f"/speakers?name={quote(said[:250])}")
    assert find_breaches(answer.text) == []
    for at, field in enumerate(FIELDS):
        assert f"{n}0{at}" in pages, f"{field} did not arrive"
        TRIED["stored"] += 1


@pytest.mark.parametrize("path", REFLECTED)
def test_what_is_asked_comes_back_as_words(path: str, browser: Browser) -> None:
    for n, payload in enumerate(PAYLOADS):
        said = payload.format(n=n)[:3000]
        answer = browser.get(path.format(quote(said, safe="")))
        assert answer.status_code in (200, 400, 404), (path, payload)
        assert "set-cookie: a" not in str(answer.headers).lower()
        assert answer.headers["content-security-policy"] == POLICY
        assert find_breaches(answer.text) == [], (path, payload)
        TRIED["reflected"] += 1


COOKIES = ("vigie_lang", "vigie_seen", "vigie_visitor", "vigie_login")


@pytest.mark.parametrize("name", COOKIES)
def test_cookies_are_not_believed(name: str, filled: Path) -> None:
    for n, payload in enumerate(PAYLOADS):
        said = quote(payload.format(n=n)[:2000], safe=" <>/=;'\"")
        answer = Browser(settings_for(filled)).get("/", cookie=f"{name}={said}".encode("ascii", "replace").decode())
        assert answer.status_code == 200
        assert find_breaches(answer.text) == []
        TRIED["cookie"] += 1


HOSTS = (
    "evil.example", "127.0.0.1.evil.example", "127.0.0.1:8321.evil.example", "localhost.evil.example:8321", "", "127.0.0.1:9999",
    "127.0.0.1:8321@evil.example", "evil.example:8321", "[::]:8321", "0.0.0.0:8321", "127.0.0.1:8321 evil.example",
    "127.0.0.2:8321", "2130706433:8321", "LOCALHOST.:8321", "127.0.0.1:08321", "127.0.0.1:8321/", "rebind.network:8321",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_name_that_is_not_the_desks_is_not_answered(host: str, browser: Browser) -> None:
    answer = browser.get("/ledger", host=host)
    assert answer.status_code in (400, 421)
    assert "Brenn" not in answer.text
    TRIED["host"] += 1


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:8321", "LOCALHOST:8321", "[::1]:8321"])
def test_the_desks_own_names_are_answered(host: str, browser: Browser) -> None:
    assert browser.get("/read", host=host).status_code == 200


ORIGINS = (
    None, "null", "http://evil.example", "http://127.0.0.1:9999", "http://127.0.0.1", "https://evil.example:8321", "file://",
    "http://127.0.0.1:8321.evil.example", "http://127.0.0.1:8321@evil.example", "chrome-extension://abc", "http://[::1]:8321",
    "http://localhost:8321", "javascript:alert(1)", "http://", "//127.0.0.1:8321",
)  # fmt: skip
FORMS = ("/read", "/record/{key}/amend", "/judge/say", "/judge/acknowledge", "/login", "/logout")
FIELDS_SENT = {
    "action": "retract", "seen": "0", "author": "Mallory", "reason": "because", "text": "Ida Brenn said no.", "key": "x",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_from_elsewhere_is_refused(form: str, writer: Browser, own: Path) -> None:
    with open_ledger(own) as ledger:
        path = form.format(key=ledger.statements()[0].key)
        token = writer.token()
        for origin in ORIGINS:
            answer = writer.post(path, FIELDS_SENT, origin=origin, token=token)
            assert answer.status_code == 403, origin
            TRIED["csrf"] += 1
        for site in ("cross-site", "same-site", "none"):
            answer = writer.post(path, FIELDS_SENT, token=token, **{"sec-fetch-site": site})
            assert answer.status_code == 403
            TRIED["csrf"] += 1
        assert ledger.amendments() == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é" * 64, "another visitor's", "<script>", "a" * 5_000])
def test_a_form_without_its_token_is_refused(form: str, token: str, writer: Browser, own: Path, filled: Path) -> None:
    if token == "another visitor's":
        token = Browser(settings_for(filled)).token()
    with open_ledger(own) as ledger:
        path = form.format(key=ledger.statements()[0].key)
        answer = writer.post(path, FIELDS_SENT, token=token)
        assert answer.status_code == 403
        assert ledger.amendments() == []
    TRIED["csrf"] += 1


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "application/xml"]
)
def test_only_forms_are_taken(kind: str, writer: Browser) -> None:
    headers = {"origin": BASE, "content-type": kind}
    answer = writer.client.post("/read", content=b'{"text": "a"}', headers=headers)
    assert answer.status_code == 403
    TRIED["csrf"] += 1


PATHS = (
    "../app.py", "..%2fapp.py", "..%5capp.py", "%2e%2e/app.py", "....//app.py", "/etc/passwd", "%2fetc%2fpasswd", "desk.css/..",
    "desk.css%00.js", "README.md", "licences/htmx.txt", "..;/app.py", "%252e%252e%252fapp.py", "DESK.CSS", "desk.css%20", "",
    "..%c0%af..%c0%afetc/passwd", "C:%5cwindows%5cwin.ini", "file:///etc/passwd", "desk.css::$DATA",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_assets(path: str, browser: Browser) -> None:
    answer = browser.get(f"/assets/{path}")
    assert answer.status_code == 404
    assert "import" not in answer.text and "root:" not in answer.text
    TRIED["path"] += 1


@pytest.fixture(scope="module")
def inside() -> Iterator[tuple[int, list[str]]]:
    """Yield the port of a server that nobody at the desk may reach, and what it was asked."""
    asked: list[str] = []

    class Inside(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"the secret of the house")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Inside)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


URLS = (
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]:{port}/", "http://127.1:{port}/", "http://0x7f.1:{port}/",
    "http://2130706433:{port}/", "http://0177.0.0.1:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/", "http://x@127.0.0.1:{port}/", "HTTP://LOCALHOST:{port}/",
    "http://127.0.0.1:{port}#@example.org/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
    "http://172.16.0.1/", "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/",
    "file:///etc/passwd", "ftp://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/", "/etc/passwd",
    "javascript:alert(1)", "data:text/html,secret", "http://", "https://", "http:///etc/passwd", "-", "http://127.0.0.1:{port}/\r\nX: y",
    "http://127。0。0。1:{port}/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/", "http://127.0.0.1:{port}\\@example.org/", "//127.0.0.1:{port}/",
)  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_the_desk_reads_no_private_address(url: str, browser: Browser, inside: tuple[int, list[str]]) -> None:
    port, asked = inside
    answer = browser.post("/read", {"url": url.format(port=port)})
    assert answer.status_code == 422, url
    assert asked == [] and "the secret of the house" not in answer.text and "root:" not in answer.text
    assert find_breaches(answer.text) == []
    TRIED["ssrf"] += 1


@pytest.mark.parametrize("n", range(len(PAYLOADS)))
def test_a_pasted_text_is_shown_and_does_nothing(n: int, browser: Browser) -> None:
    said = PAYLOADS[n].format(n=n)
    text = f"EXERCISE\n\nMinister Ida Brenn said that the harbour would be closed. {said}\n"
    answer = browser.post("/read", {"text": text})
    assert answer.status_code == 200
    assert find_breaches(answer.text) == []
    TRIED["pasted"] += 1


@pytest.mark.parametrize(
    "value", ["/a\r\nSet-Cookie: x=y", "x\nLocation: //evil.example", "//evil.example", "https://evil.example"]
)
@pytest.mark.parametrize("field", ["action", "done", "key", "same_as", "author"])
def test_no_value_reaches_a_header(value: str, field: str, writer: Browser, own: Path) -> None:
    with open_ledger(own) as ledger:
        key = ledger.statements()[0].key
    fields = FIELDS_SENT | {field: value}
    path = f"/record/{quote(value, safe='')}/amend" if field == "key" else f"/record/{key}/amend"
    answer = writer.post(path, fields)
    assert answer.headers.get("location", "/record/").startswith("/record/")
    assert not re.search(r"x=y|evil", str(answer.headers.get("set-cookie", "")) + answer.headers.get("location", ""))
    TRIED["header"] += 1


def test_a_body_that_is_too_long_is_refused_however_it_is_sent(writer: Browser) -> None:
    token = writer.token()
    answer = writer.post("/read", {"text": "x" * 1_600_000}, token=token)
    assert answer.status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"text=" + b"x" * 50_000

    headers = {"origin": BASE, "content-type": "application/x-www-form-urlencoded"}
    assert writer.client.post("/read", content=pieces(), headers=headers).status_code == 413
    many = "&".join(f"f{n}=x" for n in range(5_000))
    assert writer.client.post("/read", content=many, headers=headers).status_code in (400, 403)
    TRIED["size"] += 3


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(method: str, browser: Browser) -> None:
    assert browser.client.request(method, "/ledger").status_code == 405
    TRIED["method"] += 1


@pytest.mark.parametrize("path", ["/", "/assets/desk.css", "/nowhere", "/login", "/map/data.json"])
def test_every_answer_says_what_the_browser_may_do(path: str, browser: Browser) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_the_table_is_large_enough_and_all_of_it_was_tried() -> None:
    """`make test` keeps a file in one process, so that this one can count; a test that ran alone has nothing to count."""
    size = len(PAYLOADS) * (len(FIELDS) + len(REFLECTED) + len(COOKIES) + 1) + len(HOSTS) + len(PATHS) + len(URLS)
    assert size >= AIM
    if len(TRIED) == KINDS_TRIED:
        assert sum(TRIED.values()) > size
        print(f"\n{sum(TRIED.values())} tried, 0 let through: {dict(TRIED)}")
