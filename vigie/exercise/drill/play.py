"""A drill played: ticks of its clock, each a round of a genuine watch over what its outlets have published by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from vigie.errors import DrillError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill.folder import LEDGER, Drill, find_end, load_drill, load_own_scenario, only_run
from vigie.exercise.drill.inbox import Message, find_messages, write_inbox
from vigie.exercise.drill.journal import Entry, append, read_journal
from vigie.exercise.drill.outlets import make_outlets_ask
from vigie.exercise.drill.players import make_duty
from vigie.exercise.drill.state import State, find_state
from vigie.exercise.drill.story import Makers, Story, make_story
from vigie.exercise.scenario import make_calendar
from vigie.lang.gazetteer.setting import using_names
from vigie.watch.after import Found, make_after
from vigie.watch.deliver.files import write_whole
from vigie.watch.post import CALENDAR, find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.round import Counts, Look, Stop, Watch, look_away
from vigie.watch.run import After, Round, run_round
from vigie.watch.weigh import Weighed

BACK = dt.timedelta(days=2)
"""So far back a feed goes; between two ticks much less is published, and nothing falls out unseen."""
Echo = Callable[[str], None]
Now = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a drill needs from outside: the wall clock, makers of reporting, how many processes read, and who looks on."""

    now: Now
    makers: Makers
    jobs: int = 1
    stop: Stop = lambda: False
    look: Look = look_away
    echo: Echo = lambda _: None
    found: Found | None = None


@dataclass(slots=True, kw_only=True)
class Player:
    """A drill under way. Made by `open_player`; it holds the ledger, the readers and the story as it now stands."""

    folder: Path
    drill: Drill
    scenario: Scenario
    watch: Watch
    after: After
    around: Surroundings
    story: Story
    state: State = field(default_factory=State)

    @property
    def tick(self) -> dt.timedelta:
        """Return how long a tick is."""
        return dt.timedelta(minutes=self.drill.tick)

    @property
    def end(self) -> dt.datetime:
        """Return when the drill is over: with its scenario, or earlier where it was told so; later by every shift."""
        return find_end(self.drill, self.scenario, self.state.changes)

    def note(
        self, what: str, *, at: dt.datetime | None = None, value: str | None = None, is_urgent: bool = True
    ) -> None:
        """Return nothing; put a line of the run's own into the journal."""
        wall = self.around.now().astimezone(dt.UTC).isoformat()
        stated = at.isoformat() if at else None
        append(self.folder, Entry(what=what, wall=wall, at=stated, value=value, by="run"), is_urgent=is_urgent)

    def look_up(self) -> State:
        """Return where the drill stands by its journal; the story is told anew where a controller changed it."""
        found = find_state(read_journal(self.folder), start=self.scenario.start)
        if found.changes != self.state.changes:
            self.story = make_story(self.scenario, self.drill.seed, found.changes, self.around.makers)
            self._tell_calendar()
            self.after = _make_after(self.folder, self.drill, self.scenario, self.story, self.around)
        self.state = found
        return found

    def _tell_calendar(self) -> None:
        """Return nothing; exercises in the scenario that were moved stand in the desk's calendar on their new days."""
        write_whole(self.folder / CALENDAR, make_calendar(self.story.scenario).encode("utf-8"))

    def find_next(self) -> dt.datetime | None:
        """Return the next tick, or the last one again where it may be unfinished; None when the drill is over."""
        at = self.state.at
        if at is None:
            return self.scenario.start
        return at + self.tick if at < self.end else None

    def play(self, at: dt.datetime) -> Round | None:
        """Return the round of a tick, or None where nothing is due at it."""
        before = at - self.tick
        messages = find_messages(self.story, until=at, identifier=self.drill.identifier)
        fresh = self.story.published(before, at)
        if not (fresh or self._is_weighing(at) or any(m.at > before.isoformat() for m in messages)):
            return None
        write_inbox(self.folder, messages)
        return run_tick(self.watch, self.after, self.story, at=at, fresh=before, is_full=self._is_weighing(at))

    def _is_weighing(self, at: dt.datetime) -> bool:
        return is_weighing(at, start=self.scenario.start, every=self.drill.weigh_every) or at >= self.end

    def new_messages(self, at: dt.datetime) -> tuple[Message, ...]:
        """Return the messages that came in at a tick."""
        found = find_messages(self.story, until=at, identifier=self.drill.identifier)
        return tuple(m for m in found if dt.datetime.fromisoformat(m.at) > at - self.tick)


def is_weighing(at: dt.datetime, *, start: dt.datetime, every: int) -> bool:
    """Return whether signals are weighed at a tick: at the start and then every so many hours of the drill."""
    return (at - start) % dt.timedelta(hours=every) == dt.timedelta(0)


def run_tick(watch: Watch, after: After, story: Story, *, at: dt.datetime, fresh: dt.datetime, is_full: bool) -> Round:
    """Return a round at a moment of the drill, over the outlets that published since another; all, where it is full.

    What was visited at this very moment before a kill is not visited again.
    """
    lately = story.published(min(fresh, at - BACK), at)
    speaking = {r.outlet for r in lately if r.published > fresh}
    visited = {s for s, v in watch.ledger.last_visits().items() if dt.datetime.fromisoformat(v.at) >= at}
    sources = tuple(s for s in watch.roster.sources if (is_full or s.id in speaking) and s.id not in visited)
    ask = make_outlets_ask(lately, identifier=watch.seed)
    now = replace(watch, ask=ask, clock=lambda: at, roster=replace(watch.roster, sources=sources))
    return run_round(now, after, force=True)


@contextmanager
def open_player(folder: Path, around: Surroundings) -> Iterator[Player]:
    """Yield the drill of a folder, to be played by nobody else meanwhile.

    Raises:
        DrillError: there is none in it, or its scenario was changed.
        LedgerLocked: it is being played already.
    """
    drill = load_drill(folder)
    scenario = load_own_scenario(folder, drill)
    post = find_post(folder / LEDGER)
    with ExitStack() as stack:
        stack.enter_context(only_run(folder))
        stack.enter_context(using_names(post.names))
        ledger, roster = open_post(post, now=scenario.start)
        stack.enter_context(ledger)
        readers = stack.enter_context(Readers(around.jobs))
        if ledger.realm != drill.realm:
            raise DrillError(f"{post.ledger}: of the {ledger.realm} realm; a drill needs a ledger of its own realm")
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=make_outlets_ask((), identifier=drill.identifier),
            clock=lambda: scenario.start, seed=drill.identifier, stop=around.stop, look=around.look, follows=False,
        )  # fmt: skip
        state = find_state(read_journal(folder), start=scenario.start)
        story = make_story(scenario, drill.seed, state.changes, around.makers)
        after = _make_after(folder, drill, scenario, story, around)
        yield Player(
            folder=folder,
            drill=drill,
            scenario=scenario,
            watch=watch,
            after=after,
            around=around,
            story=story,
            state=state,
        )


def _make_after(folder: Path, drill: Drill, scenario: Scenario, story: Story, around: Surroundings) -> After:
    """Return what follows each round: weighing at stated hours of the drill, so that a resumed drill weighs the same."""
    duty = make_duty(folder, drill, story.scenario, end=story.end)

    def when(at: dt.datetime, _: Counts) -> bool:
        return is_weighing(at, start=scenario.start, every=drill.weigh_every)

    def found(watch: Watch, weighed: Weighed, at: dt.datetime) -> None:
        duty(watch, weighed, at)
        if around.found is not None:
            around.found(watch, weighed, at)

    return make_after(find_post(folder / LEDGER), echo=around.echo, when=when, found=found)


def count(rounds: Sequence[Round]) -> int:
    """Return how many documents were read in the rounds."""
    return sum(r.counts.read for r in rounds)
