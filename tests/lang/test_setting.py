"""Names of an invented setting: they count first while in use, leave nothing behind, and are checked when loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.errors import NamesError
from vigie.lang.gazetteer import Gazetteer, load_gazetteer
from vigie.lang.gazetteer.overlay import forget_with_names, name_code, set_names
from vigie.lang.gazetteer.setting import load_names, names_in_use, parse_names, use_names, using_names
from vigie.lang.version import pack_version
from vigie.watch.signals.posture import name_actor

TEXT = """realm: exercise
countries:
  - code: XDV
    names: {en: [Drevania, Republic of Drevania], fr: [Drévanie]}
    demonyms: {en: [Drevanian, Drevanians], fr: [drévanien, drévanienne, drévaniens, drévaniennes]}
  - code: XLS
    names: {en: Lestria, fr: Lestrie}
    demonyms: {en: [Lestrian], fr: [lestrien, lestrienne]}
organisations:
  - {code: IGOXXA, names: {en: [Northern Compact, NCO], fr: [Pacte du Nord, Pacte]}}
places:
  - {names: {en: Zarevno, fr: Zarevno}, country: XDV, lat: 48.0, lon: -27.4, capital: yes}
  - {names: {en: Kyiv, fr: Kyiv}, country: XLS, lat: 47.0, lon: -33.0}
  - {names: {en: Brannoy power station, fr: centrale de Brannoy}, country: XLS, kind: site, lat: 46.4, lon: -33.1}
persons:
  - {name: Anatol Greshev, code: XDV, gender: m, office: {en: president, fr: président}}
  - {name: Rikard Osmo, code: XDV, gender: m, office: {en: intelligence chief, fr: chef du renseignement}}
  - {name: Denis Palakov, code: XDV, office: {en: spokesman, fr: porte-parole}}
  - {name: Jonas Verhagel, code: IGOXXA, office: {en: secretary general, fr: secrétaire général}}
"""
NAMES = parse_names(TEXT.encode(), "names.yaml")


def senses(lang: str, *words: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(h.senses[0].name, h.senses[0].kind, h.senses[0].codes) for h in load_gazetteer(lang).find_names(words)]


@pytest.mark.parametrize(
    ("lang", "words", "kind", "codes"),
    [
        ("en", ["Drevania"], "country", ("XDV",)),
        ("en", ["Republic", "of", "Drevania"], "country", ("XDV",)),
        ("fr", ["la", "Drévanie"], "country", ("XDV",)),
        ("en", ["Drevanian"], "demonym", ("XDV",)),
        ("fr", ["drévaniennes"], "demonym", ("XDV",)),
        ("fr", ["Drévaniens"], "demonym", ("XDV",)),
        ("en", ["the", "Northern", "Compact"], "organisation", ("IGOXXA",)),
        ("en", ["NCO"], "organisation", ("IGOXXA",)),
        ("fr", ["Pacte", "du", "Nord"], "organisation", ("IGOXXA",)),
        ("en", ["Zarevno"], "city", ("XDV",)),
        ("en", ["Brannoy", "power", "station"], "region", ("XLS",)),
        ("fr", ["centrale", "de", "Brannoy"], "region", ("XLS",)),
        ("en", ["Anatol", "Greshev"], "person", ("XDVGOV",)),
        ("fr", ["Greshev"], "person", ("XDVGOV",)),
        ("en", ["Rikard", "Osmo"], "person", ("XDVSPY",)),
        ("en", ["Jonas", "Verhagel"], "person", ("IGOXXA",)),
    ],
)
def test_a_name_of_the_setting_is_found(lang: str, words: list[str], kind: str, codes: tuple[str, ...]) -> None:
    with using_names(NAMES):
        assert [found[1:] for found in senses(lang, *words)] == [(kind, codes)]
    assert not any(code in codes for _, _, found in senses(lang, *words) for code in found)


def test_small_letters_count_only_where_the_language_writes_them_small() -> None:
    with using_names(NAMES):
        assert senses("en", "drevanian") == [] and senses("en", "nco") == [] and senses("en", "zarevno") == []


def test_a_capital_also_stands_for_its_government() -> None:
    with using_names(NAMES):
        assert [s.kind for s in load_gazetteer("fr").senses("Zarevno")] == ["city", "capital_metonym"]
        assert load_gazetteer("fr").senses("Zarevno")[1].codes == ("XDVGOV",)
        assert [s.kind for s in load_gazetteer("fr").senses("centrale de Brannoy")] == ["region"]


def test_a_name_of_the_setting_counts_before_the_worlds() -> None:
    assert senses("en", "Kyiv") == [("Kyiv", "city", ("UKR",))]
    with using_names(NAMES):
        assert senses("en", "Kyiv") == [("Kyiv", "city", ("XLS",))]
        assert senses("en", "Kharkiv") == [("Kharkiv", "city", ("UKR",))]
    assert senses("en", "Kyiv") == [("Kyiv", "city", ("UKR",))]


def test_demonyms_offices_people_and_genders_are_answered() -> None:
    with using_names(NAMES):
        gazetteer = load_gazetteer("fr")
        assert gazetteer.demonym("lestrienne") == "XLS" and gazetteer.demonym("russes") == "RUS"
        assert [o.holder for o in gazetteer.holders("president", "XDV", "2031-10-06")] == ["Anatol Greshev"]
        assert [o.organisation for o in gazetteer.holders("secretary_general", "IGO", "2031-10-06")] == ["IGOXXA"]
        assert gazetteer.holders("spokesperson", "XDV", "2031-10-06") == []  # there are others
        assert [o.key for o in gazetteer.person("Osmo")] == ["intelligence_chief"]
        assert gazetteer.gender("Anatol Greshev") == "m" and gazetteer.gender("Anna Example") == "f"
    assert load_gazetteer("fr").person("Osmo") == [] and load_gazetteer("fr").demonym("lestrienne") is None


def test_codes_are_called_by_their_names_only_while_in_use() -> None:
    assert name_actor("XDV", "fr") == "XDV" and name_code("XDV", "fr") is None
    with using_names(NAMES):
        assert (name_actor("XDV", "fr"), name_actor("IGOXXA", "en")) == ("Drévanie", "Northern Compact")
    assert name_actor("XDV", "fr") == "XDV"


def test_a_pack_read_with_names_says_so() -> None:
    plain = pack_version("en")
    with using_names(NAMES):
        assert pack_version("en") == f"{plain}+names-{NAMES.digest}"
    assert pack_version("en") == plain


def test_what_was_remembered_is_forgotten_when_other_names_come_into_use() -> None:
    from functools import lru_cache

    asked: list[str] = []

    @forget_with_names
    @lru_cache
    def ask(word: str) -> str:
        asked.append(word)
        return word

    ask("a"), ask("a")
    assert asked == ["a"]
    with using_names(NAMES):
        ask("a")
        set_names(NAMES)  # the same names again forget nothing
        ask("a")
    ask("a")
    assert asked == ["a", "a", "a"]


def test_names_in_use_come_back_after_a_fault() -> None:
    with pytest.raises(RuntimeError), using_names(NAMES):
        raise RuntimeError
    assert names_in_use() is None


def test_without_names_the_gazetteer_is_the_one_it_was() -> None:
    before = load_gazetteer("en")
    with using_names(NAMES):
        assert load_gazetteer("en") is not before
    assert load_gazetteer("en") is before


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "The U.S. and France met Drevanian envoys in Paris , Texas near Kyiv US nice Nice de la".split()
        )
    )
)
def test_names_change_nothing_where_none_of_them_stands(words: list[str]) -> None:
    others = parse_names(
        b"realm: exercise\ncountries: [{code: XZZ, names: {en: Qqland, fr: Qqlande}, demonyms: {en: Qqlandic, fr: qqlandais}}]",
        "n.yaml",
    )
    assert Gazetteer("en", others).find_names(words) == Gazetteer("en").find_names(words)
    assert Gazetteer("fr", others).find_names(words) == Gazetteer("fr").find_names(words)


FAULTS = {
    "no realm": ("realm: exercise\n", "", "write realm: exercise"),
    "the real realm": ("realm: exercise", "realm: real", "write realm: exercise"),
    "a code of the world": ("code: XDV\n", "code: RUS\n", "use XAA to XZZ"),
    "a code twice": ("code: XLS", "code: XDV", "given twice"),
    "an organisation of the world": ("code: IGOXXA, names", "code: IGONAT, names", "use IGOXXA to IGOXXZ"),
    "a code of nobody": ("name: Anatol Greshev, code: XDV", "name: Anatol Greshev, code: XQQ", "no country or organisation"),
    "a missing language": ("fr: [Drévanie]", "de: [Drevanien]", "lacks the language fr"),
    "no name": ("names: {en: Lestria, fr: Lestrie}", "names: {en: [], fr: Lestrie}", "is empty"),
    "no demonyms": ("    demonyms: {en: [Lestrian], fr: [lestrien, lestrienne]}\n", "", "without demonyms"),
    "a point off the earth": ("lat: 48.0", "lat: 148", "degrees from -90 to 90"),
    "an unknown kind": ("kind: site", "kind: castle", "unknown; known: city, site, region"),
    "an unknown key": ("capital: yes", "captial: yes", "unknown key 'captial'"),
    "an unknown section": ("places:", "plces:", "unknown key 'plces'"),
    "no list": ("organisations:\n  - {code", "organisations:\n  {code", "is no list"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name: str) -> None:
    old, new, told = FAULTS[name]
    assert old in TEXT
    with pytest.raises(NamesError) as error:
        parse_names(TEXT.replace(old, new, 1).encode(), "names.yaml")
    assert told in str(error.value)
    assert all(line.startswith("names.yaml:") for line in str(error.value).splitlines())


def test_all_faults_are_told_at_once() -> None:
    text = (
        TEXT.replace("code: XDV\n", "code: RUS\n", 1)
        .replace("kind: site", "kind: castle")
        .replace("lat: 48.0", "lat: x")
    )
    with pytest.raises(NamesError) as error:
        parse_names(text.encode(), "names.yaml")
    lines = str(error.value).splitlines()
    assert {int(line.split(":")[1]) for line in lines} >= {3, 12, 14}


def test_a_file_that_is_not_there_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    with pytest.raises(NamesError, match="cannot be read"):
        use_names(tmp_path / "none.yaml")
    assert names_in_use() is None


def test_a_file_gives_the_same_names_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text(TEXT, encoding="utf-8")
    found = load_names(tmp_path / "names.yaml")
    assert (found.digest, found.senses, found.offices) == (NAMES.digest, NAMES.senses, NAMES.offices)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_damage_is_a_fault_in_words_and_never_a_crash(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(len(TEXT), start + 40)))
    put = data.draw(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(["[]", "{}", ": ", "\n- "])
    )
    try:
        parse_names((TEXT[:start] + put + TEXT[end:]).encode(), "names.yaml")
    except NamesError as error:
        assert str(error).startswith("names.yaml:")
