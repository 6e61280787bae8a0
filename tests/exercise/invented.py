"""A small invented scenario with an act of every kind and a saying of every stance, for tests of what tells of them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from vigie.exercise.cast import Cast, Drill, Outlet, Person, Scenario, Site
from vigie.exercise.records import FAULTS, FORMS, STANCES, Act, Crisis, Saying, Telling, Truth

START = dt.datetime(2031, 10, 6, 6, tzinfo=dt.UTC)
ACTIONS = tuple(
    "consult open_talks cut_talks agree_measure accuse_publicly demand threaten threaten_nuclear expel_diplomats sanction "
    "announce_exercise begin_exercise end_exercise mobilise move_forces leave_exercise_area raise_alert lower_alert "
    "move_warheads test_missile incursion intercept cyber_attack blockade sabotage strike_missile strike_drone shell "
    "assault_ground seize withdraw ceasefire power_cut siren shelter evacuate repair".split()
)
NUMBERS = {"strike_missile": (("missiles", 14), ("killed", 3), ("wounded", 11)), "strike_drone": (("drones", 30),), "move_forces": (("troops", 4000),), "begin_exercise": (("troops", 9000), ("aircraft", 60))}  # fmt: skip
NOISE = ("sport", "business", "energy", "culture", "weather", "health", "local", "tech", "election")


def make_scenario() -> Scenario:
    """Return a scenario of three parties and an alliance, in English and French."""
    return Scenario(
        key="invented",
        roles={},
        title={"en": "Quiet autumn", "fr": "Automne calme"},
        summary={"en": "", "fr": ""},
        right_answer={"en": "", "fr": ""},
        problem="nuclear_signalling",
        start=START,
        days=14,
        history=30,
        langs=("en", "fr"),
        cast=_cast(),
        persons=_persons(),
        sites=_sites(),
        outlets=(
            Outlet(
                key="nordia",
                name="Nordia",
                lang="fr",
                actor="norvane",
                forms=FORMS,
                delay=(0.5, 3),
                reliability=0.9,
                thinning=0.9,
            ),
            Outlet(
                key="ledger",
                name="The Harbour Ledger",
                lang="en",
                actor=None,
                forms=FORMS,
                delay=(0.5, 3),
                reliability=0.8,
                thinning=0.9,
            ),
        ),  # fmt: skip
        drills=(
            Drill(
                key="mist",
                names={"en": "Polar Mist", "fr": "Brume polaire"},
                organiser="league",
                site="kessin_range",
                begins=dt.timedelta(days=5),
                ends=dt.timedelta(days=12),
                domain="nuclear",
                yearly=True,
                calendar=True,
                usual={"troops": (8000, 10000), "aircraft": (50, 70)},
                held={"troops": 9000, "aircraft": 60},
            ),
        ),  # fmt: skip
        injects=(),
        noise_per_day=6.0,
        objectives={},
    )


def _cast() -> tuple[Cast, ...]:
    return (
        Cast(key="league", code="IGOXXA", kind="alliance", names={"en": "the Harbour League", "fr": "la Ligue des ports"}, adjectives={}, side="own", members=("norvane",)),
        Cast(key="norvane", code="XNV", kind="state", names={"en": "Norvane", "fr": "la Norvane"}, adjectives={"en": ("Norvanian",), "fr": ("norvanien", "norvanienne", "norvaniens", "norvaniennes")}, side="own", capital="dalmark"),
        Cast(key="ostmar", code="XOS", kind="state", names={"en": "Ostmar", "fr": "l'Ostmar"}, adjectives={"en": ("Ostmarian",), "fr": ("ostmarien", "ostmarienne")}, side="adversary", capital="veshnograd", has_nuclear=True),
        Cast(key="tellia", code="XTL", kind="state", names={"en": "Tellia", "fr": "Tellia"}, adjectives={"en": ("Tellian",), "fr": ("tellien",)}, side="between", capital="sarn"),
    )  # fmt: skip


def _persons() -> tuple[Person, ...]:
    return (
        Person(key="hald", name="Ingra Hald", actor="league", office={"en": "secretary general", "fr": "secrétaire générale"}, gender="f"),
        Person(key="brenn", name="Tomas Brenn", actor="norvane", office={"en": "defence minister", "fr": "ministre de la Défense"}, gender="m"),
        Person(key="velk", name="Arkan Velk", actor="ostmar", office={"en": "foreign minister", "fr": "ministre des Affaires étrangères"}, gender="m"),
        Person(key="drosh", name="Mirena Drosh", actor="ostmar", office={"en": "president", "fr": "présidente"}, gender="f"),
        Person(key="sallow", name="Petra Sallow", actor="tellia", office={"en": "prime minister", "fr": "première ministre"}, gender="f"),
    )  # fmt: skip


def _sites() -> tuple[Site, ...]:
    rows = (
        ("dalmark", "norvane", "city", "Dalmark", "Dalmark"), ("veshnograd", "ostmar", "city", "Veshnograd", "Vechnograd"),
        ("sarn", "tellia", "city", "Sarn", "Sarn"), ("korva", "tellia", "city", "Korva", "Korva"),
        ("korva_plant", "tellia", "power_plant", "Korva power plant", "centrale de Korva"),
        ("sarn_bridge", "tellia", "bridge", "Sarn Bridge", "pont de Sarn"), ("mole", "tellia", "port", "Mole", "Mole"),
        ("kessin_range", "norvane", "range", "Kessin Range", "champ de tir de Kessin"),
    )  # fmt: skip
    return tuple(Site(key=k, actor=a, kind=kind, names={"en": en, "fr": fr}, lat=60.0, lon=20.0) for k, a, kind, en, fr in rows)  # fmt: skip


def make_truth(scenario: Scenario) -> Truth:
    """Return an act of every kind and a saying of every stance, on successive days, in a scenario."""
    sides = {side: [c for c in scenario.cast if c.side == side] for side in ("own", "adversary", "between")}
    targets = [c.key for c in sides["between"] + sides["own"] if c.kind == "state"]
    sites = [*(s.key for s in scenario.sites if s.actor in targets), None]
    acts = []
    for n, action in enumerate(ACTIONS):
        drill = scenario.drills[n % len(scenario.drills)] if "exercise" in action and scenario.drills else None
        actor = drill.organiser if drill else sides["adversary"][n % len(sides["adversary"])].key
        acts.append(
            Act(
                key=f"a{n}", at=scenario.start + dt.timedelta(hours=7 * n), actor=actor, action=action,
                recipient=targets[n % len(targets)], site=sites[(5 * n) % len(sites)], exercise=drill.key if drill else None,
                numbers=NUMBERS.get(action, ()),
            )
        )  # fmt: skip
    strike = acts[ACTIONS.index("strike_missile")]
    sayings = tuple(
        Saying(
            key=f"s{n}", at=scenario.start + dt.timedelta(hours=9 * n), speaker=person.key, stance=STANCES[n % len(STANCES)],
            act=strike.key if n % 3 else None, accused=strike.actor if person.actor != strike.actor else targets[0],
            domain="nuclear" if n % 2 else None,
        )
        for n, person in enumerate(itertools.islice(itertools.cycle(scenario.persons), 2 * len(STANCES)))
    )  # fmt: skip
    crisis = Crisis(key="c1", kind="strike", at=strike.at, before=None, actor=strike.actor, act=acts[24].key, evidence_names_actor=False)  # fmt: skip
    end = scenario.start + dt.timedelta(days=14)
    return Truth(scenario=scenario.key, seed="1", start=scenario.start, end=end, acts=tuple(acts), sayings=sayings, crises=(crisis,))  # fmt: skip


def make_tellings(scenario: Scenario, truth: Truth, *, rounds: int = 1) -> Iterator[Telling]:
    """Yield tellings of every act and saying in every form and both languages, with every fault by turns, and noise."""
    faults = itertools.cycle([(), *((fault,) for fault in FAULTS), ("translated", "lost_mark"), ()])
    number = itertools.count()
    for _, form, lang in itertools.product(range(rounds), FORMS, ("fr", "en")):
        outlet = next(outlet.key for outlet in scenario.outlets if outlet.lang == lang)
        for act in truth.acts:
            told = tuple((unit, ("exact", "at_least", "about")[count % 3], count, count) for unit, count in act.numbers)
            said = truth.sayings[next(number) % len(truth.sayings)].key
            refs = (act.key, said) if next(number) % 3 else (act.key,)
            yield Telling(key=f"t{next(number)}", outlet=outlet, at=act.at + dt.timedelta(hours=3), lang=lang, form=form, refs=refs, faults=next(faults), numbers=told)  # fmt: skip
        for saying in truth.sayings:
            yield Telling(key=f"t{next(number)}", outlet=outlet, at=saying.at + dt.timedelta(hours=2), lang=lang, form=form, refs=(saying.key,), faults=next(faults))  # fmt: skip
        for kind in NOISE:
            yield Telling(key=f"t{next(number)}", outlet=outlet, at=scenario.start + dt.timedelta(days=3), lang=lang, form=form, noise=kind)  # fmt: skip
