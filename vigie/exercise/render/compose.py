"""One report: what its form asks for, paragraph by paragraph, and the faults of its telling."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from vigie.exercise.cast import Person
from vigie.exercise.records import Act, Report, Saying, Telling
from vigie.exercise.render import faults
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.labels import make_done, make_said
from vigie.exercise.render.naming import Namer
from vigie.exercise.render.scene import Said, Scene, Scope
from vigie.exercise.render.scopes import Scopes
from vigie.exercise.render.words import load_words
from vigie.exercise.render.world import World

MODALITY = {
    "no_change": ("assertion",), "no_indication": ("assertion",), "claim": ("assertion",), "doubt": ("assertion",),
}  # fmt: skip
NEGATIVE = {"no_change": "no_change", "no_indication": "no_indication"}
TRIES = 9
MANNERS = ("direct", "direct", "indirect", "indirect", "mixed")


@dataclass(slots=True)
class Writer:
    """Writes the report of one telling."""

    world: World
    telling: Telling
    rng: random.Random
    scene: Scene = field(init=False)
    scopes: Scopes = field(init=False)
    made: set[str] = field(default_factory=set)
    paragraphs: list[Draft] = field(default_factory=list)
    last: str | None = None

    def __post_init__(self) -> None:
        """Open the words of the telling's language."""
        words = load_words(self.telling.lang)
        self.scene = Scene(words, self.rng)
        namer = Namer(words.lang, words.tables, self.rng)
        self.scopes = Scopes(self.world, words, self.telling, self.rng, namer)
        self.scopes.told = self.telling.numbers

    def has_fault(self, name: str) -> bool:
        """Return whether the telling asks for a fault."""
        return name in self.telling.faults

    # The report -----------------------------------------------------------------------------------------------------

    def write(self) -> Report:
        """Return the report."""
        facts = self.world.facts(self.telling)
        self._prepare(facts)
        title = self._noise() if not facts else self._story(facts)
        return self._finish(title)

    def _finish(self, title: Draft) -> Report:
        text = Draft()
        text.write(self._heading() + "\n\n")
        start = len(text.text)
        titled = self.telling.form != "post"
        if titled:
            text.add(title)
        from_ = len(text.text)
        for paragraph in self.paragraphs:
            if paragraph.text.strip():
                text.write("\n\n" if len(text.text) > start else "")
                text.add(paragraph)
        self._spoil(text, from_)
        shown = title.text if not titled else self._title_of(text, start)
        return Report(
            key=self.telling.key,
            outlet=self.telling.outlet,
            published=self.telling.at,
            lang=self.telling.lang,
            form=self.telling.form,
            title=shown,
            text=text.text,
            statements=make_said(text, self.scene.said, start + len(shown) if titled else 0),
            events=make_done(text, self.scene.done),
            refs=self.telling.refs,
            faults=tuple(f for f in self.telling.faults if f in self.made),
            of=self.telling.of,
            inject=self.telling.inject,
        )

    def _title_of(self, text: Draft, start: int) -> str:
        return text.text[start:].split("\n\n", 1)[0]

    def _heading(self) -> str:
        rules = self.scene.words.rules
        word, note = (self.scene.sentence(rule) for rule in ("heading_word", "not_real"))
        assert word is not None and note is not None and rules
        return f"{word.text} – {self.world.scenario.title[self.telling.lang]} – {note.text[0].lower()}{note.text[1:]}"

    def _spoil(self, text: Draft, from_: int) -> None:
        """Put in the faults that a written text can be given, and the outlet's quotation marks."""
        if self.has_fault("cut_quote") and faults.cut_quote(text, self.scene.said, self.rng):
            self.made.add("cut_quote")
        translated = self.has_fault("translated")
        if translated and faults.scar(text, self.scene.words.tables["scars"], from_, self.rng):
            self.made.add("translated")
        if self.has_fault("lost_mark") and faults.lose_mark(text, from_, self.rng):
            self.made.add("lost_mark")
        style, other = faults.choose_style(self.telling.lang, self.telling.outlet, translated, self.rng)
        faults.set_marks(text, style, other, self.rng)

    # Before writing -------------------------------------------------------------------------------------------------

    def _prepare(self, facts: list[Act | Saying]) -> None:
        """Settle the faults that must be known first: wrong offices and wrong numbers."""
        if self.has_fault("wrong_office"):
            for person in self.world.persons.values():
                held = person.office[self.telling.lang]
                others = sorted({p.office[self.telling.lang] for p in self.world.persons.values()} - {held})
                if others:
                    self.scopes.offices[person.key] = self.rng.choice(others)
        if self.has_fault("number_noise") and facts:
            self.scopes.told = self._noisy(facts)
            self.made.add("number_noise")

    def _noisy(self, facts: list[Act | Saying]) -> tuple[tuple[str, str, int, int], ...]:
        """Return numbers of which one at least is not as it is."""
        act = next((f for f in facts if isinstance(f, Act)), None)
        true = dict(act.numbers) if act is not None else {}
        told = self.telling.numbers
        if any(unit in true and not low <= true[unit] <= high for unit, _, low, high in told):
            return told
        if not told:
            unit, count = next(iter(true.items()), ("vehicles", self.rng.randint(8, 30)))
            told = ((unit, "exact", count, count),)
        unit, how, low, high = told[0]
        count = max(1, round(high * self.rng.choice((0.5, 0.7, 1.4, 2.0)))) + 1
        return ((unit, how if how != "between" else "about", count, count), *told[1:])

    # Stories --------------------------------------------------------------------------------------------------------

    def _story(self, facts: list[Act | Saying]) -> Draft:
        title = self._headline(facts[0])
        body = {
            "headline": self._brief, "wire": self._wire, "tabloid": self._tabloid,
            "communique": self._communique, "post": self._post,
        }[self.telling.form]  # fmt: skip
        end = body(facts)
        self._owe(facts)
        self._close(self._line(end) if end else None)
        return title

    def _close(self, end: Draft | None) -> None:
        """Put a last line: on the last one of a post, else in a paragraph of its own."""
        if end is not None and self.telling.form == "post" and self.paragraphs:
            self.paragraphs[-1].add(end)
        else:
            self._put(end)

    def _headline(self, fact: Act | Saying) -> Draft:
        rule = "headline_tabloid" if self.telling.form == "tabloid" else "headline_plain"
        draft = self._in(self._scope(fact, main=True), rule, self._said_of(fact))
        if draft is None:
            draft = self._in(self.scopes.scenery(None), "tension", None)
        assert draft is not None
        return draft

    def _brief(self, facts: list[Act | Saying]) -> str:
        if self.rng.random() < 0.5 or len(facts) > 1 or self.telling.faults:
            for fact in facts:
                self._put(self._tell(fact, facts))
        return ""

    def _wire(self, facts: list[Act | Saying]) -> str:
        self._put(self._line("dateline"), *self._tell(facts[0], facts))
        for fact in facts[1:]:
            self._put(*self._tell(fact, facts))
        self._fill_in(facts, details=self.rng.randint(0, 3))
        self._background(facts, 0.7)
        return "wire_end"

    def _tabloid(self, facts: list[Act | Saying]) -> str:
        self._put(self._line("tabloid_open"))
        for fact in facts:
            for draft in self._tell(fact, facts):
                self._put(draft)
        self._fill_in(facts, details=self.rng.randint(0, 2))
        self._background(facts, 0.3)
        return "tabloid_end"

    def _communique(self, facts: list[Act | Saying]) -> str:
        self._put(self._line("communique_open"))
        for fact in facts:
            rule = "communique_lead" if isinstance(fact, Act) else "communique_said"
            self._put(*self._tell(fact, facts, rule))
        if self.rng.random() < 0.3:
            self._background(facts, 0.5)
        return "communique_end"

    def _post(self, facts: list[Act | Saying]) -> str:
        parts = [self._line("post_open")]
        for fact in facts:
            rule = "post_lead" if isinstance(fact, Act) else "post_said"
            parts += self._tell(fact, facts, rule)
        self._put(*[part for part in parts if part is not None])
        return "post_end"

    # Facts ----------------------------------------------------------------------------------------------------------

    def _tell(self, fact: Act | Saying, facts: list[Act | Saying], rule: str = "") -> list[Draft]:
        """Return the sentences of a fact, the main one with the faults that change how it is told."""
        main = fact is facts[0]
        if isinstance(fact, Act):
            return self._tell_act(fact, rule or ("lead" if main else "also"), main=main)
        return self._tell_saying(fact, rule, main=main)

    def _tell_act(self, act: Act, rule: str, *, main: bool) -> list[Draft]:
        scope = self.scopes.act(act, main=main)
        found: list[Draft | None] = []
        if main and self.has_fault("rumour"):
            found = [self._in(scope, "rumour", _hearsay()), self._line("unverified")]
            self._note("rumour", found[0])
        if main and self.has_fault("tense"):
            wrong = self._in(scope, "over_told" if "over" in scope.rules else "will_be", None)
            self._note("tense", wrong)
            found.append(wrong)
        if not any(found):
            found.append(self._in(scope, rule, _hearsay()) or self._in(scope, "lead", _hearsay()))
        self.last = None
        return [draft for draft in found if draft is not None]

    def _tell_saying(self, saying: Saying, rule: str, *, main: bool) -> list[Draft]:
        scope = self.scopes.saying(saying, again=self.last == saying.speaker)
        found = self._spoilt_saying(saying, scope) if main else None
        if found is None:
            manner = self.rng.choice(MANNERS)
            own = f"{manner}_pro" if "pro" in scope.slots and self.rng.random() < 0.7 else manner
            found = self._in(scope, rule, self._said_of(saying)) or self._in(scope, own, self._said_of(saying))
            found = found or self._in(scope, "direct", self._said_of(saying))
        self.last = saying.speaker
        return [found] if found is not None else []

    def _spoilt_saying(self, saying: Saying, scope: Scope) -> Draft | None:
        """Return a saying told with a fault that changes its sentence, None where no such fault is asked for."""
        said = self._said_of(saying)
        for name, rule in (("lost_negation", "lost"), ("rumour", "rumour_said"), ("tense", "said_ahead")):
            if self.has_fault(name):
                if name == "lost_negation":
                    said = Said("assertion", saying.key, said.speaker, ("assertion",), None)
                draft = self._in(scope, rule, said)
                self._note(name, draft)
                if draft is not None:
                    return draft
        return None

    def _note(self, fault: str, draft: Draft | None) -> None:
        if draft is not None:
            self.made.add(fault)

    # Round about ----------------------------------------------------------------------------------------------------

    def _fill_in(self, facts: list[Act | Saying], *, details: int) -> None:
        """Add what else a report has: details of acts, counts, more of the speakers, what others say."""
        for fact in facts:
            if isinstance(fact, Act):
                scope = self.scopes.act(fact, main=fact is facts[0])
                drafts = [self._in(scope, "detail", _hearsay()) for _ in range(details)]
                self._put(*_distinct(drafts))
        if self._untold() and self.rng.random() < 0.7:
            self._count(facts)
        if self.rng.random() < 0.3:
            self._react(facts)
        if isinstance(facts[0], Act) and self.rng.random() < 0.1 and not self.has_fault("lost_negation"):
            self._put(self._line("no_harm"))

    def _untold(self) -> bool:
        return any(unit not in self.scene.used for unit, *_ in self.scopes.told)

    def _count(self, facts: list[Act | Saying]) -> None:
        act = next((f for f in facts if isinstance(f, Act)), None)
        scope = self.scopes.act(act, main=True) if act is not None else Scope(self.scopes.numbers())
        left = {unit for unit, *_ in self.scopes.told if unit not in self.scene.used} or {
            u for u, *_ in self.scopes.told
        }
        scope.slots = {name: filler for name, filler in scope.slots.items() if name in left}
        self._put(self._in(scope, "tally", None))

    def _react(self, facts: list[Act | Saying]) -> None:
        parties = {party.key for party in self.world.parties(facts)}
        people: list[Person] = [p for p in self.world.persons.values() if p.actor in parties]
        people = people or list(self.world.persons.values())
        if people:
            person = self.rng.choice(people)
            said = Said("assertion", None, person.name, ("assertion",), None)
            self._put(self._in(self.scopes.comment(person, facts[0]), "reaction", said))

    def _background(self, facts: list[Act | Saying], chance: float) -> None:
        keys = {f.exercise for f in facts if isinstance(f, Act) and f.exercise}
        drills = [d for d in self.world.drills.values() if d.key in keys]
        if not drills and self.world.drills and self.rng.random() < 0.2:
            drills = [self.rng.choice(list(self.world.drills.values()))]
        if drills and self.rng.random() < chance:
            drill = drills[0]
            scope = self.scopes.drill(drill)
            rule = "drill_yearly" if drill.yearly else "drill_new"
            lines = [self._in(scope, rule, None) for _ in range(self.rng.randint(1, 2))]
            self._put(*_distinct(lines))
        if self.rng.random() < chance:
            site = next((self.world.sites.get(f.site or "") for f in facts if isinstance(f, Act)), None)
            scope = self.scopes.scenery(site)
            self._put(self._in(scope, self.rng.choice(("tension", "tension", "site_note")), None))

    def _owe(self, facts: list[Act | Saying]) -> None:
        """Make what faults still need: something quoted, somebody in an office, a count, a negation to lose."""
        if self.has_fault("lost_negation") and "lost_negation" not in self.made:
            self._note("lost_negation", self._put(self._line("harm_lost")))
        if self.has_fault("tense") and "tense" not in self.made and isinstance(facts[0], Act):
            self._note("tense", self._put(self._in(self.scopes.act(facts[0], main=True), "will_be", None)))
        if self.has_fault("number_noise") and self._untold():
            self._count(facts)
        wants_quote = self.has_fault("lost_mark") or self.has_fault("cut_quote")
        wants_office = self.has_fault("wrong_office") and not self.scopes.named_by_office
        for _ in range(TRIES):
            quoted = any(faults.find_quotations(p, self.scene.said) for p in self.paragraphs)
            if not wants_office and (quoted or not wants_quote):
                break
            self._react(facts)
            wants_office = False
        if self.scopes.named_by_office and self.has_fault("wrong_office"):
            self.made.add("wrong_office")

    def _noise(self) -> Draft:
        """Write an item that has nothing to do with the scenario, and return its headline."""
        kinds = sorted(self.scene.words.noise)
        kind = self.telling.noise if self.telling.noise in kinds else self.rng.choice(kinds)
        scope = self.scopes.noise(kind)
        title = self._in(scope, "title", None)
        assert title is not None
        first = self._in(scope, "first", None)
        short = self.telling.form in ("headline", "post")
        nexts = [] if short else [self._in(scope, "next", None) for _ in range(self.rng.randint(1, 3))]
        self._put(first, *_distinct(nexts))
        if not short or self.rng.random() < 0.3:
            self._put(self._in(scope, "say", _hearsay()))
        if not short and self.rng.random() < 0.6:
            self._put(self._in(scope, "end", None))
        return title

    # Drafts ---------------------------------------------------------------------------------------------------------

    def _scope(self, fact: Act | Saying, *, main: bool) -> Scope:
        if isinstance(fact, Act):
            return self.scopes.act(fact, main=main)
        return self.scopes.saying(fact, again=False)

    def _said_of(self, fact: Act | Saying) -> Said:
        if isinstance(fact, Act):
            return _hearsay()
        person = self.world.persons.get(fact.speaker)
        party = self.world.speaker_party(fact.speaker)
        name = person.name if person is not None else (party.names[self.telling.lang] if party else None)
        modality = MODALITY.get(fact.stance, (fact.stance,))
        return Said(fact.stance, fact.key, name, modality, NEGATIVE.get(fact.stance))

    def _in(self, scope: Scope, rule: str, said: Said | None) -> Draft | None:
        if not rule:
            return None
        with self.scene.within(scope):
            return self.scene.sentence(rule, said=said)

    def _line(self, rule: str) -> Draft | None:
        """Return a line that needs nothing of the facts but places, the day and the outlet's name."""
        return self._in(self.scopes.outlet(), rule, None)

    def _put(self, *drafts: Draft | None | list[Draft]) -> Draft | None:
        """Put sentences into one paragraph; return it, None when there are none."""
        flat = [d for item in drafts for d in (item if isinstance(item, list) else [item]) if d is not None and d.text.strip()]  # fmt: skip
        if not flat:
            return None
        paragraph = Draft()
        for draft in flat:
            if paragraph.text and not paragraph.text.endswith((" ", "\n")):
                paragraph.write(" ")
            paragraph.add(draft)
        self.paragraphs.append(paragraph)
        return paragraph


def _hearsay() -> Said:
    return Said("assertion", None, None, ("assertion",), None)


def _distinct(drafts: list[Draft | None]) -> list[Draft]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if draft is not None:
            found.setdefault(draft.text, draft)
    return list(found.values())
