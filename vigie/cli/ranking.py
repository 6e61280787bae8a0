"""vigie ranking: what may come next, as a ranking, a chance of going on, or a base rate, each from dated acts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import Decorator, as_known_at, explained, ledger_option

if TYPE_CHECKING:
    from vigie.assess.forecast.filed import Filed

EXIT_NOTHING = 1
VIOLENCE = ("ASSAULT",)
_YEARS = 30 * 366

lang_option: Decorator = click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the words."
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
claimed_option: Decorator = click.option(
    "--claimed", is_flag=True, help="Count acts that somebody claims too, each marked as claimed."
)
kinds_option: Decorator = click.option(
    "--kind", "kinds", multiple=True, default=VIOLENCE, show_default=True, metavar="TYPE",
    help="Kinds of act asked about; may be repeated.",
)  # fmt: skip


@click.group("ranking", short_help="What may come next, ranked by dated acts; continuation; onset.")
def command() -> None:
    """Order what may come next by what came before: acts that the ledger's events say one country did to another.

    \b
    next           what an actor may do next, and to whom: a ranking, with the dated acts that each score sums
    continuation   pairs where it may go on within seven days: a chance, with the weeks it was counted on
    onset          first acts of quiet pairs: the base rate, with no demonstrated skill over the base rate

    A ranking orders; its scores are no probabilities. What was only claimed, planned or denied is left out, copies count
    once, and so do many reports of one act on one day. See docs/ranking.md.

    \b
    Examples
      vigie ranking next RUS --ledger watch.vigie
      vigie ranking continuation --ledger watch.vigie --kind ASSAULT --kind COERCE
      vigie ranking onset --ledger watch.vigie --as-known-at 2031-05-12
    """


@command.command("next", short_help="What an actor may do next, with the acts each score sums.")
@click.argument("actor", metavar="ACTOR")
@ledger_option
@as_known_at
@click.option("--kind", "kinds", multiple=True, metavar="TYPE", help="Only these kinds of act; may be repeated.")
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help="So many places.")
@click.option("--acts", type=click.IntRange(1), default=3, show_default=True, help="So many acts shown a place.")
@claimed_option
@lang_option
@json_option
def next_acts(
    actor: str, path: str, as_known_at: dt.datetime | None, kinds: tuple[str, ...], top: int, acts: int, claimed: bool,
    lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Rank what ACTOR (a country's or organisation's code) may do next, and to whom.

    A score is the sum of what past acts add: acts between the two, by rules learned on this ledger (which kind follows
    which, at what age), and the same kind of act on the same recipient by actors close to this one. It orders; it is no
    probability. With --json every act of every score is listed, and they add up to it.

    \b
    Examples
      vigie ranking next RUS --ledger watch.vigie
      vigie ranking next RUS --ledger watch.vigie --kind ASSAULT --kind THREATEN --top 3 --json

    Exit codes: 0 ranked, 1 nothing to rank, 2 wrong usage, 3 refused.
    """
    from vigie.assess.forecast.places import rank_places
    from vigie.cli.render.ranked import print_places, write_places

    filed, at, realm = _load(path, as_known_at, claimed)
    day = at.date() + dt.timedelta(days=1)
    wanted = tuple(kind.upper() for kind in kinds)
    places = rank_places(filed.acts, actor=actor.upper(), day=day, kinds=wanted, top=top)
    if as_json:
        click.echo(write_places(places, filed, day=day, realm=realm))
    else:
        print_places(places, filed, acts=acts, lang=lang, realm=realm)
    _end(bool(places), "no act by or to this actor that counts")


@command.command("continuation", short_help="Where it may go on within seven days.")
@ledger_option
@as_known_at
@kinds_option
@click.option("--base", type=click.FloatRange(0, 1), metavar="P", help="Base rate, if not that of the ledger's pairs.")
@claimed_option
@lang_option
@json_option
def continuation(
    path: str, as_known_at: dt.datetime | None, kinds: tuple[str, ...], base: float | None, claimed: bool, lang: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Show for each pair with such an act in the last twelve weeks the chance of another within seven days.

    The chance is (k + 4 base) / (n + 4): k weeks with an act among n weeks of which there are reports. A week without
    any report is a gap and does not count. The base rate is that of all pairs of the ledger, unless it is given.

    \b
    Examples
      vigie ranking continuation --ledger watch.vigie
      vigie ranking continuation --ledger watch.vigie --kind THREATEN --base 0.03 --json

    Exit codes: 0 shown, 1 nothing to show, 2 wrong usage, 3 refused.
    """
    from vigie.assess.forecast.continuation import find_continuations
    from vigie.cli.render.ranked import print_continuations, write_continuations

    filed, at, realm = _load(path, as_known_at, claimed)
    day = at.date() + dt.timedelta(days=1)
    wanted = tuple(kind.upper() for kind in kinds)
    found = find_continuations(filed.acts, at=day, kinds=wanted, covered=filed.covered, base=base)
    if as_json:
        click.echo(write_continuations(found, filed, day=day, realm=realm))
    else:
        print_continuations(found, filed, lang=lang, realm=realm)
    _end(bool(found), "no pair with such an act in the last twelve weeks")


@command.command("onset", short_help="First acts: the base rate and no more.")
@ledger_option
@as_known_at
@kinds_option
@claimed_option
@lang_option
@json_option
def onset(
    path: str, as_known_at: dt.datetime | None, kinds: tuple[str, ...], claimed: bool, lang: str, as_json: bool
) -> None:
    """Show how often a pair without such an act in 90 days saw a first one within seven days.

    It is the same number for every quiet pair: no demonstrated skill over the base rate. Nothing here says that a pair
    is close to a first act, and nothing that it is not.

    \b
    Examples
      vigie ranking onset --ledger watch.vigie
      vigie ranking onset --ledger watch.vigie --kind THREATEN --lang fr

    Exit codes: 0 shown, 1 no quiet pair was looked at long enough, 2 wrong usage, 3 refused.
    """
    from vigie.assess.forecast.onset import find_onset
    from vigie.cli.render.ranked import print_onset, write_onset

    filed, at, realm = _load(path, as_known_at, claimed)
    day = at.date() + dt.timedelta(days=1)
    found = find_onset(filed.acts, at=day, kinds=tuple(kind.upper() for kind in kinds))
    if as_json:
        click.echo(write_onset(found, filed, day=day, realm=realm))
    else:
        print_onset(found, filed, lang=lang, realm=realm)
    _end(found.base is not None, "no quiet pair was looked at: 97 days of acts are needed at least")


def _load(path: str, at: dt.datetime | None, claimed: bool) -> tuple[Filed, dt.datetime, str]:
    from vigie import clock
    from vigie.assess.forecast.filed import find_acts
    from vigie.store import open_ledger
    from vigie.watch.view import load_view
    from vigie.watch.weigh import find_now

    with explained(), open_ledger(path) as ledger:
        view = load_view(ledger, at=at or find_now(ledger, clock.now()), days=_YEARS)
        return find_acts(view, claimed=claimed), view.at, view.realm


def _end(found: bool, nothing: str) -> None:
    if not found:
        click.echo(f"nothing to show: {nothing}", err=True)
        raise SystemExit(EXIT_NOTHING)
