"""Events of annotated sentences, French and English: what is found, whether it happened, who did it to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from vigie.lang.lexicon import load_lexicon
from vigie.model import Event, Reading
from vigie.model.ontology import load_ontology
from vigie.read import read_text
from vigie.read.events.screen import NEEDS
from vigie.read.events.wordclasses import load_word_classes

ANNOTATED = Path(__file__).parents[1] / "annotated"
FLOORS = {
    "fr": {"type_and_anchor": 0.95, "status_and_polarity": 0.95, "actor": 0.95, "recipient": 0.95},
    "en": {"type_and_anchor": 0.95, "status_and_polarity": 0.95, "actor": 0.95, "recipient": 0.95},
}


@dataclass
class Tally:
    """Counts over all sentences of one language."""

    found: int = 0
    predicted: int = 0
    wanted: int = 0
    right: dict[str, list[bool]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def rate(self, name: str) -> float:
        """Return the share of asked parts that are right."""
        asked = self.right.get(name, [])
        return sum(asked) / len(asked) if asked else 1.0

    def f1(self) -> float:
        """Return the F1 of type and anchor."""
        return 2 * self.found / (self.predicted + self.wanted)


def load_sentences(lang: str) -> list[tuple[str, list[list[str]]]]:
    data = yaml.load((ANNOTATED / lang / "event_sentences.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [(row["text"], [[p.strip() for p in e.split("|")] for e in row["events"]]) for row in data]


def is_match(reading: Reading, event: Event, wanted: list[str]) -> bool:
    """Return whether the event has one of the wanted types, the wanted finer type, and shares the anchor's words."""
    types, _, kind = wanted[0].partition(":")
    if (event.type or "-") not in types.replace("none", "-").split(","):
        return False
    if kind not in {"", "*"} and event.vigie_type not in kind.split(","):
        return False
    text = reading.document.text
    start = text.lower().index(wanted[1].lower())
    return any(s.start < start + len(wanted[1]) and start < s.end for s in (*event.anchor, *event.mentions))


def is_party(reading: Reading, spans: tuple[tuple[int, int], ...], wanted: str) -> bool:
    said = " ".join(reading.document.text[s:e] for s, e in spans)
    return not said if wanted == "-" else any(w in said for w in wanted.split(","))


def score_sentence(tally: Tally, text: str, wanted: list[list[str]], reading: Reading) -> None:
    left = list(reading.events)
    for row in wanted:
        hit = next((e for e in left if is_match(reading, e, row)), None)
        if hit is None:
            tally.misses.append(f"missed   {row[0]} {row[1]!r}: {text}")
            continue
        left.remove(hit)
        tally.found += 1
        parts = {
            "status_and_polarity": (
                row[2] == "*" or hit.status in row[2].split(","),
                row[3] in {"*", hit.polarity},
            )
        }
        judged = {name: all(values) for name, values in parts.items()}
        for name, party, want in (("actor", hit.actor, row[4]), ("recipient", hit.recipient, row[5])):
            if want != "*":
                judged[name] = is_party(reading, party.span if party else (), want)
        for name, good in judged.items():
            tally.right.setdefault(name, []).append(good)
            if not good:
                tally.misses.append(f"{name}  {hit.status} {hit.polarity} {_parties(reading, hit)} <- {row}: {text}")
    tally.predicted += len(reading.events)
    tally.wanted += len(wanted)
    for extra in left:
        words = text[extra.anchor[0][0] : extra.anchor[0][1]]
        tally.misses.append(f"invented {extra.type}:{extra.vigie_type} {words!r}: {text}")


def _parties(reading: Reading, event: Event) -> str:
    text = reading.document.text
    return " > ".join(
        " + ".join(text[s:e] for s, e in party.span) if party else "-" for party in (event.actor, event.recipient)
    )


def score_language(lang: str) -> Tally:
    tally = Tally()
    for text, wanted in load_sentences(lang):
        score_sentence(tally, text, wanted, read_text(text, lang=lang, realm="exercise"))
    return tally


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_annotated_sentences_are_read(lang: str) -> None:
    tally = score_language(lang)
    figures = {"type_and_anchor": tally.f1(), **{n: tally.rate(n) for n in FLOORS[lang] if n != "type_and_anchor"}}
    print("\n".join(tally.misses))
    print({name: round(value, 3) for name, value in figures.items()})
    low = [f"{name} {figures[name]:.3f} < {floor}" for name, floor in FLOORS[lang].items() if figures[name] < floor]
    assert not low, low


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_need_is_known(lang: str) -> None:
    """A need that no rule and no class of words answers would silence its entry for good."""
    classes = load_word_classes(lang).elements
    unknown = [
        f"{entry.key}: {part}"
        for entry in load_lexicon(lang, "triggers").entries
        for need in entry.all("needs")
        for part in need.split("|")
        if part not in NEEDS and part not in classes
    ]
    assert not unknown


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_trigger_names_types_of_the_ontology(lang: str) -> None:
    ontology = load_ontology()
    wrong = []
    for entry in load_lexicon(lang, "triggers").entries:
        kind = entry.get("type")
        if kind in {"stop", "none"}:
            continue
        modes = {mode.code for mode in ontology.types[kind].modes} if kind in ontology.types else set()
        if kind not in ontology.types or entry.get("mode") not in {"", *modes}:
            wrong.append(f"{entry.key}: {kind} {entry.get('mode')}")
    assert not wrong
