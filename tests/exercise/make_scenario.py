"""A small invented scenario with a script: acts, words about them, a crisis with its first sign, a secret, a wait for
the controller."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.exercise.invented import make_scenario as make_plain
from vigie.exercise.cast import Inject, Outlet, Scenario

MIDNIGHT = dt.datetime(2031, 10, 6, tzinfo=dt.UTC)


def make_inject(key: str, **fields: Any) -> Inject:
    """Return an inject of the one storyline there is."""
    common: dict[str, Any] = {"storyline": "all", "incident": "all", "title": {}, "delivery": "report", "originator": "control", "recipient": "desk"}  # fmt: skip
    return Inject(key=key, **{**common, **fields})


def make_scripted(*injects: Inject, **fields: Any) -> Scenario:
    """Return the invented scenario with a script of its own, from a midnight on."""
    plain = make_plain()
    fields = {"outlets": (*plain.outlets, *OUTLETS), **fields}
    return replace(plain, start=MIDNIGHT, injects=injects or SCRIPT, **fields)


def hours(count: float) -> dt.timedelta:
    """Return so many hours."""
    return dt.timedelta(hours=count)


OUTLETS = (
    Outlet(key="rumourmill", name="Mill", lang="en", actor=None, forms=("post",), delay=(0.1, 1), reliability=0.4, thinning=0.5),
    Outlet(key="state", name="State", lang="en", actor="ostmar", forms=("wire",), delay=(1, 4), reliability=0.6, thinning=0.6, slant="ostmar"),
    Outlet(key="ministry", name="Ministry", lang="fr", actor="ostmar", forms=("communique",), delay=(0, 2), reliability=0.7, thinning=0.5, slant="ostmar"),
    Outlet(key="copier", name="Copieur", lang="fr", actor=None, forms=("wire",), delay=(0.5, 2), reliability=0.8, thinning=0.9, syndicates=("ledger",)),
)  # fmt: skip
SCRIPT = (
    make_inject("sign", at=hours(30), does={"actor": "ostmar", "action": "mobilise"}, numbers=(("troops", 5000),)),
    make_inject("strike", after=("sign",), delay=hours(40), does={"actor": "ostmar", "action": "strike_missile", "recipient": "tellia", "site": "korva_plant"}, numbers=(("missiles", 9), ("killed", 4), ("wounded", 31)), crisis="departure", crisis_since="sign"),
    make_inject("claimed", after=("strike",), delay=hours(5), does={"speaker": "drosh", "stance": "claim", "act": "strike", "is_true": "yes"}),
    make_inject("hidden", at=hours(100), does={"actor": "ostmar", "action": "sabotage", "recipient": "tellia", "site": "sarn_bridge", "secret": "yes"}),
    make_inject("waits", at=hours(50), contingency=True, does={"actor": "norvane", "action": "sanction", "recipient": "ostmar"}),
    make_inject("behind", after=("waits",), delay=hours(2), does={"speaker": "velk", "stance": "doubt", "act": "waits"}),
    make_inject("words", at=hours(60), text={"en": "Something was seen."}, outlets=("rumourmill",)),
)  # fmt: skip
