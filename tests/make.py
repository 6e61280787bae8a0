"""Readings made by hand, and a strategy for any reading at all. Every text here is our own and reports nothing real."""

from __future__ import annotations

from hypothesis import strategies as st

from vigie.model import (
    Actor,
    Document,
    Entity,
    Event,
    EventPlace,
    Flag,
    Likelihood,
    Link,
    Place,
    Quantity,
    Reading,
    Span,
    Spans,
    Speaker,
    Statement,
    When,
)
from vigie.model.event import POLARITIES, PRECISIONS, STATUSES
from vigie.model.reading import ENTITY_TYPES
from vigie.model.statement import KINDS, MODALITIES, NEGATIVE_EVIDENCE, RELATIONS, SCOPES

TEXT = """EXERCISE

Ostaria « tiendra ses ports ouverts »

Le ministre de la Défense d'Ostaria, Kjell Arden, a déclaré mardi que « les ports resteront ouverts ». « Nous n'avons \
constaté aucun mouvement », a-t-il ajouté. « La marine de Velmark frappera si nous cédons, m'a dit hier Marja Salo.

Selon un diplomate, la situation pourrait s'aggraver. Trois navires de Velmark ont quitté Brume-Haute lundi.
L'alliance mènera un exercice la semaine prochaine.
"""


def find(text: str, words: str) -> Span:
    """Return where the words stand, so that a wrong offset in a test fails at once."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_reading(*, realm: str = "exercise", text: str = TEXT) -> Reading:
    """Return a reading with one record of every kind, all resting on `TEXT`."""

    def at(words: str) -> Spans:
        return (find(text, words),)

    return Reading(
        Document("ostaria.txt", text, "fr", "Ostaria tiendra ses ports ouverts", "2031-05-14", realm),
        _entities(text),
        (
            Statement(
                "s1", "mixed", at("les ports resteront ouverts"), at("a déclaré"),
                at("Le ministre de la Défense d'Ostaria, Kjell Arden"),
                Speaker("Kjell Arden", "e1", "ministre de la Défense", "OST", ("OSTMIL",), 0.97), ("commitment", "assertion"),
                date=When(find(text, "mardi"), "2031-05-13", "2031-05-13"), confidence=0.93,
            ),
            Statement(
                "s2", "direct", at("Nous n'avons constaté aucun mouvement"), at("a-t-il ajouté"), (),
                Speaker("Kjell Arden", "e1", "ministre de la Défense", "OST", ("OSTMIL",), 0.9), ("reassurance",),
                negative_evidence="no_change", confidence=0.95,
            ),
            Statement(
                "s3", "direct", at("La marine de Velmark frappera si nous cédons"), at("m'a dit"), at("Marja Salo"),
                Speaker("Marja Salo", "e2", None, None, (), 0.8), ("threat", "prediction"),
                condition=at("si nous cédons"), venue="Radio Brume", parent="s2", confidence=0.7,
            ),
            Statement(
                "s4", "indirect", at("la situation pourrait s'aggraver"), at("Selon"), at("un diplomate"), None,
                ("prediction",), likelihood=Likelihood(find(text, "pourrait"), 0.2, 0.55), hedges=at("pourrait"),
                confidence=0.81,
            ),
        ),
        _events(text),
        (Quantity("q1", find(text, "Trois navires"), 3.0, 3.0, 3.0, "ship", "e4"),),
        (Link("contradicts", "s2", "s3", find(text, "si nous cédons"), "no movement, and a strike to come"),),
        (Flag("unclosed_quote", find(text, "« La marine"), "a quotation opens here and is never closed"),),
    )  # fmt: skip


def _entities(text: str) -> tuple[Entity, ...]:
    return (
        Entity("e1", "Kjell Arden", "PER", (find(text, "Kjell Arden"),), "OST", ("OSTMIL",)),
        Entity("e2", "Marja Salo", "PER", (find(text, "Marja Salo"),)),
        Entity(
            "e3", "Brume-Haute", "LOC", (find(text, "Brume-Haute"),), "OST", (), Place(61.5, 4.25, "city", "000001")
        ),
        Entity("e4", "Velmark", "GPE", (find(text, "Velmark"),), "VEL", (), Place(None, None, "country")),
    )


def _events(text: str) -> tuple[Event, ...]:
    return (
        Event(
            "v1", "MOBILIZE", (find(text, "ont quitté"),), (find(text, "ont quitté"),), "naval_movement", "troops", ("military",),
            "154", 4, -7.2, Actor((find(text, "Trois navires de Velmark"),), "e4", ("VELMIL",)), None, "past", "positive",
            EventPlace(find(text, "Brume-Haute"), "Brume-Haute", "OST", 61.5, 4.25, "city"),
            When(find(text, "lundi"), "2031-05-12", "2031-05-12"), ("q1",), None, 0.8,
        ),
        Event(
            "v2", None, (find(text, "exercice"),), (find(text, "exercice"),), "exercise", None, (), None, None, None,
            Actor((find(text, "L'alliance"),), None, ()), None, "planned", "positive", None,
            When(find(text, "la semaine prochaine"), "2031-05-19", "2031-05-25"), (), None, 0.75,
        ),
        Event(
            "v3", "ASSAULT", (find(text, "frappera"),), (find(text, "frappera"),), None, None, ("military",), "190", 4, -10.0,
            Actor((find(text, "La marine de Velmark"),), "e4", ("VELMIL",)), Actor((find(text, "nous"),), None, ("OST",)),
            "hypothetical", "negative", None, None, (), "s3", 0.6,
        ),
    )  # fmt: skip


# Any reading ------------------------------------------------------------------------------------------------------

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "</style></article>", "&lt;",
        "@SUM(A1)", "a\tb", "a\r\nb", "\u202egpj", "\x00", "\U0001f6f0", "e\u0301", "|[x]_*\\;->", "[bold red]", "\u2028", "''",
    ]
)  # fmt: skip
WORDS = st.one_of(HOSTILE, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
LABELS = st.one_of(st.none(), WORDS)
SHARES = st.integers(0, 1000).map(lambda n: n / 1000)
DAYS = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
NUMBERS = st.one_of(
    st.none(), st.integers(-(10**9), 10**9).map(float), st.integers(-(10**6), 10**6).map(lambda n: n / 1000)
)
CODES = st.lists(WORDS, max_size=2).map(tuple)


def spans_in(length: int) -> st.SearchStrategy[Span]:
    """Return a strategy for non-empty spans inside a text of that length."""
    ends = st.tuples(st.integers(0, length - 1), st.integers(0, length - 1))
    return ends.map(lambda pair: Span(min(pair), max(pair) + 1))


def pieces_in(length: int, *, at_least: int = 0) -> st.SearchStrategy[Spans]:
    """Return a strategy for pieces in reading order that do not overlap."""

    def cut(points: list[int]) -> Spans:
        even = sorted(points)[: len(points) // 2 * 2]
        found = tuple(Span(a, b) for a, b in zip(even[::2], even[1::2], strict=True))
        return found or ((Span(0, length),) if at_least else ())

    return st.lists(st.integers(0, length), unique=True, max_size=6).map(cut)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a sound reading: any text, any records, all spans inside it, all ids resolved."""
    text = draw(
        st.lists(st.one_of(WORDS, st.sampled_from([" ", "\n", "\n\n", "« ", " »", ". "])), min_size=1, max_size=12).map(
            "".join
        )
    )
    text = text or "x"
    size = len(text)
    one, some, many = spans_in(size), pieces_in(size), pieces_in(size, at_least=1)
    when = st.one_of(st.none(), st.builds(When, one, DAYS, DAYS))
    e_ids = [f"e{n}" for n in range(draw(st.integers(0, 2)))]
    s_ids = [f"s{n}" for n in range(draw(st.integers(0, 3)))]
    q_ids = [f"q{n}" for n in range(draw(st.integers(0, 2)))]
    entity = st.sampled_from([None, *e_ids])
    actor = st.one_of(st.none(), st.builds(Actor, many, entity, CODES))
    quoted = st.sampled_from([None, *s_ids])
    place = st.builds(
        Place,
        st.one_of(st.none(), st.just(48.85)),
        st.one_of(st.none(), st.just(-2.5)),
        st.sampled_from(PRECISIONS),
        LABELS,
    )
    event_place = st.builds(EventPlace, one, WORDS, LABELS, NUMBERS, NUMBERS, st.sampled_from(PRECISIONS))
    link = st.builds(
        Link,
        st.sampled_from(RELATIONS),
        st.sampled_from(s_ids or ["-"]),
        st.sampled_from(s_ids or ["-"]),
        st.one_of(st.none(), one),
        WORDS,
    )
    return Reading(
        Document(draw(WORDS), text, draw(LABELS), draw(LABELS), draw(DAYS), draw(st.sampled_from(["real", "exercise"]))),
        tuple(
            draw(st.builds(Entity, st.just(i), WORDS, st.sampled_from(ENTITY_TYPES), some, LABELS, CODES, st.one_of(st.none(), place)))
            for i in e_ids
        ),
        tuple(draw(_statements(i, s_ids[:n], one, some, many, when, entity)) for n, i in enumerate(s_ids)),
        tuple(
            draw(
                st.builds(
                    Event, st.just(f"v{n}"), LABELS, many, many, LABELS, LABELS, CODES, LABELS,
                    st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from([None, -10.0, 3.4]), actor, actor,
                    st.sampled_from(STATUSES), st.sampled_from(POLARITIES), st.one_of(st.none(), event_place), when,
                    st.just(tuple(q_ids)), quoted, SHARES,
                )
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        tuple(draw(st.builds(Quantity, st.just(i), one, NUMBERS, NUMBERS, NUMBERS, LABELS, entity)) for i in q_ids),
        tuple(draw(st.lists(link, max_size=2))) if s_ids else (),
        tuple(draw(st.lists(st.builds(Flag, WORDS, one, WORDS), max_size=2))),
    )  # fmt: skip


def _statements(
    name: str, before: list[str], one: st.SearchStrategy[Span], some: st.SearchStrategy[Spans],
    many: st.SearchStrategy[Spans], when: st.SearchStrategy[When | None], entity: st.SearchStrategy[str | None],
) -> st.SearchStrategy[Statement]:  # fmt: skip
    speaker = st.builds(Speaker, WORDS, entity, LABELS, LABELS, CODES, SHARES)
    likely = st.one_of(st.none(), st.builds(Likelihood, one, SHARES, SHARES))
    return st.builds(
        Statement, st.just(name), st.sampled_from(KINDS), many, some, some, st.one_of(st.none(), speaker),
        st.lists(st.sampled_from(MODALITIES), max_size=3).map(tuple), st.sampled_from(SCOPES),
        st.sampled_from([None, *NEGATIVE_EVIDENCE]), likely, some, some, LABELS, when,
        st.sampled_from([None, *before]), SHARES,
    )  # fmt: skip
