"""The page of warning problems: roles asked for, evidence and matrix shown, every record a link, faults told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from lxml import html

from tests.assess.problems import SMALL
from tests.desk.desks import Browser, settings_for
from tests.watch.signals.reporting import Report, ledger_of

NOW = dt.datetime(2031, 5, 5, 18, tzinfo=dt.UTC)
ROLES = "&role_attacker=isl&role_defender=IRL"
REPORTS = (
    Report("en", "2031-05-04", "Icelandic missiles hit a power plant in Dublin on Sunday.", "herald"),
    Report("fr", "2031-05-04", "Des missiles ont frappé dimanche une centrale électrique à Dublin.", "le-jour"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("problems")
    with ledger_of(folder, REPORTS):
        pass
    (folder / "problems").mkdir()
    (folder / "problems" / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "problems" / "broken.yaml").write_text("problem: <script>alert(1)</script>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser(folder: Path) -> Browser:
    return Browser(settings_for(folder / "watch.vigie", now=lambda: NOW))


def test_problems_beside_the_ledger_come_first(browser: Browser) -> None:
    options = html.fromstring(browser.get("/problem").text).xpath("//select[@name='name']/option/@value")
    assert options[:2] == ["broken", "small"] and "energy_strikes" in options


def test_nothing_is_weighed_before_every_role_has_a_code(browser: Browser) -> None:
    page = browser.get("/problem?name=small&role_attacker=ISL").text
    assert "Say who it is" in page and "<meter" not in page


def test_evidence_and_matrix_open_to_records_that_are_there(browser: Browser) -> None:
    tree = html.fromstring(browser.get(f"/problem?name=small{ROLES}").text)
    assert len(tree.xpath("//meter")) == 2 and "Alarm: strikes" in tree.text_content()
    evidence = tree.xpath("//section[@aria-labelledby='evidence']//a/@href")
    cells = tree.xpath("//section[@aria-labelledby='matrix']//tbody//td/a/@href")
    assert len(evidence) >= 3 and len(cells) == 4
    for link in {*evidence, *cells}:
        assert browser.get(link).status_code == 200, link


def test_the_page_speaks_french(browser: Browser) -> None:
    page = browser.get(f"/problem?name=small{ROLES}&lang=fr").text
    assert "Hypothèses concurrentes" in page and "deux médias" in page


def test_the_past_is_weighed_as_it_was_known(browser: Browser) -> None:
    page = browser.get(f"/problem?name=small{ROLES}&at=2031-05-01&lang=en").text
    assert "No alarm" in page and "Nothing held tells the hypotheses apart" in page


@pytest.mark.parametrize(
    "path, status, told",
    [
        ("/problem?name=broken", 400, "&lt;script&gt;"),
        ("/problem?name=small&role_attacker=Iceland!&role_defender=IRL", 400, "is no code"),
        ("/problem?name=small&role_attacker=IRL&role_defender=IRL", 400, "both"),
        ("/problem?name=small&role_nobody=IRL", 400, "no role"),
        ("/problem?name=../../etc/passwd", 200, "Warning problems"),
        ("/problem?name=%00", 200, "Warning problems"),
    ],
)
def test_what_cannot_be_weighed_is_told(browser: Browser, path: str, status: int, told: str) -> None:
    answer = browser.get(f"{path}&lang=en")
    assert answer.status_code == status and told in answer.text and "<script>alert" not in answer.text
