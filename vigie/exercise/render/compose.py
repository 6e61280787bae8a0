"""One report: what its form asks for, paragraph by paragraph."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from vigie.exercise.cast import Person
from vigie.exercise.records import Act, Report, Telling
from vigie.exercise.render import faults
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.grammar import find_slots, parse_production
from vigie.exercise.render.labels import make_done, make_said
from vigie.exercise.render.scene import Said, Scope
from vigie.exercise.render.teller import Fact, Teller, hearsay
from vigie.exercise.render.words import load_kinds
from vigie.exercise.render.world import World

TRIES = 9
"""How often somebody is asked for a comment until it is quoted, where a fault needs a quotation."""


class Writer:
    """Writes the report of one telling."""

    def __init__(self, world: World, telling: Telling, rng: random.Random, spoil: random.Random) -> None:
        """Begin with nothing written; `spoil` are the dice of what goes wrong with a written text."""
        self.world = world
        self.telling = telling
        self.rng = rng
        self.dice = spoil
        self.teller = Teller(world, telling, rng)
        self.facts: list[Fact] = world.facts(telling)
        self.paragraphs: list[Draft] = []

    def write(self) -> Report:
        """Return the report."""
        self.teller.prepare(self.facts)
        title = self._story() if self.facts else self._noise()
        return self._finish(title)

    # The whole ------------------------------------------------------------------------------------------------------

    def _finish(self, title: Draft) -> Report:
        text = Draft()
        text.write(self._heading() + "\n\n")
        start = len(text.text)
        titled = self.telling.form != "post"
        pieces = [title, *self.paragraphs] if titled else self.paragraphs
        _add_all(text, pieces[:1])
        from_ = len(text.text) if titled else start
        _add_all(text, pieces[1:], gap="\n\n")
        self._spoil(text, from_)
        shown = text.text[start:].split("\n\n", 1)[0]
        scene, telling = self.teller.scene, self.telling
        return Report(
            key=telling.key,
            outlet=telling.outlet,
            published=telling.at,
            lang=telling.lang,
            form=telling.form,
            title=shown,
            text=text.text,
            statements=make_said(text, scene.said, start + len(shown) if titled else 0),
            events=make_done(text, scene.done),
            refs=telling.refs,
            faults=tuple(fault for fault in telling.faults if fault in self.teller.made),
            of=telling.of,
            inject=telling.inject,
        )

    def _heading(self) -> str:
        word, note = self.teller.line("heading_word"), self.teller.line("not_real")
        assert word is not None and note is not None
        return f"{word.text} – {self.world.scenario.title[self.telling.lang]} – {note.text[0].lower()}{note.text[1:]}"

    def _spoil(self, text: Draft, from_: int) -> None:
        """Put in the faults that a written text can be given, and the outlet's quotation marks."""
        has, rng, scene = self.teller.has_fault, self.dice, self.teller.scene
        if has("cut_quote") and faults.cut_quote(text, scene.said, rng):
            self.teller.made.add("cut_quote")
        if has("translated") and faults.scar(text, scene.words.tables["scars"], from_, rng):
            self.teller.made.add("translated")
        if has("lost_mark") and faults.lose_mark(text, from_, rng):
            self.teller.made.add("lost_mark")
        style, other = faults.choose_style(self.telling.lang, self.telling.outlet, has("translated"), rng)
        faults.set_marks(text, style, other, rng)

    # Forms ----------------------------------------------------------------------------------------------------------

    def _story(self) -> Draft:
        title = self.teller.headline(self.facts[0])
        body = {
            "headline": self._brief,
            "wire": self._wire,
            "tabloid": self._tabloid,
            "communique": self._communique,
            "post": self._post,
        }[self.telling.form]
        end = body()
        self._owe()
        self._close(self.teller.line(end) if end else None)
        return title

    def _close(self, end: Draft | None) -> None:
        """Put a last line: on the last one of a post, else in a paragraph of its own."""
        if end is not None and self.telling.form == "post" and self.paragraphs:
            self.paragraphs[-1].add(end)
        else:
            self._put(end)

    def _brief(self) -> str:
        if self.rng.random() < 0.5 or len(self.facts) > 1 or self.telling.faults:
            for fact in self.facts:
                self._put(*self._tell(fact))
        return ""

    def _wire(self) -> str:
        self._put(self.teller.line("dateline"), *self._tell(self.facts[0]))
        for fact in self.facts[1:]:
            self._put(*self._tell(fact))
        self._fill_in(details=self.rng.randint(0, 3))
        self._background(0.7)
        return "wire_end"

    def _tabloid(self) -> str:
        self._put(self.teller.line("tabloid_open"))
        for fact in self.facts:
            for draft in self._tell(fact):
                self._put(draft)
        self._fill_in(details=self.rng.randint(0, 2))
        self._background(0.3)
        return "tabloid_end"

    def _communique(self) -> str:
        self._put(self.teller.line("communique_open"))
        for fact in self.facts:
            self._put(*self._tell(fact, "communique_lead" if isinstance(fact, Act) else "communique_said"))
        self._figures()
        self._background(0.2)
        return "communique_end"

    def _post(self) -> str:
        parts = [self.teller.line("post_open")]
        for fact in self.facts:
            parts += self._tell(fact, "post_lead" if isinstance(fact, Act) else "post_said")
        self._put(*parts)
        return "post_end"

    def _tell(self, fact: Fact, rule: str = "") -> list[Draft]:
        return self.teller.tell(fact, main=fact is self.facts[0], rule=rule)

    # Round about ----------------------------------------------------------------------------------------------------

    def _fill_in(self, *, details: int) -> None:
        """Add what else a report has: details of acts, counts, what others say."""
        self._figures()
        for fact in self.facts:
            if isinstance(fact, Act):
                scope = self.teller.scopes.act(fact, main=fact is self.facts[0])
                self._put(*_distinct(self.teller.within(scope, "detail", hearsay()) for _ in range(details)))
        if self._untold() and self.rng.random() < 0.7:
            self._count()
        if self.rng.random() < 0.3:
            self._react()
        if isinstance(self.facts[0], Act) and self.rng.random() < 0.1 and not self.teller.has_fault("lost_negation"):
            self._put(self.teller.line("no_harm" if self._is_violent() else "no_word"))

    def _is_violent(self) -> bool:
        """Return whether the main act is one in which people may come to harm."""
        kind = load_kinds().get(getattr(self.facts[0], "action", ""))
        return kind is not None and kind.type == "ASSAULT"

    def _untold(self) -> set[str]:
        return {unit for unit, *_ in self.teller.scopes.told if unit not in self.teller.scene.used}

    def _figures(self) -> None:
        """Add the counts of the main act in the words of its kind: how many is the first that a reader asks."""
        main = self.facts[0]
        if not isinstance(main, Act):
            return
        scope = self.teller.scopes.act(main, main=True)
        lines = scope.rules.get("more", ())
        for _ in lines:
            left = self._untold()
            fitting = tuple(line for line in lines if find_slots(line) & left)
            if not left or not fitting:
                return
            told = {**scope.rules, "more": fitting, "detail": (parse_production("^{more}"),)}
            self._put(self.teller.within(replace(scope, rules=told), "detail", None))

    def _count(self) -> None:
        """Add a sentence with a number that was not told yet."""
        slots = self.teller.scopes.numbers()
        left = self._untold()
        scope = Scope({name: filler for name, filler in slots.items() if name in left})
        self._put(self.teller.within(scope, "tally", None))

    def _react(self) -> None:
        """Add a comment of somebody of one of the parties, which commits to nothing."""
        parties = {party.key for party in self.world.parties(self.facts)}
        people: list[Person] = [p for p in self.world.persons.values() if p.actor in parties]
        people = people or list(self.world.persons.values())
        if people:
            person = self.rng.choice(people)
            said = Said("assertion", None, person.name, ("assertion",), None)
            self._put(self.teller.within(self.teller.scopes.comment(person, self.facts[0]), "reaction", said))

    def _background(self, chance: float) -> None:
        """Add what is known of the exercise, and how things are between the parties."""
        keys = {f.exercise for f in self.facts if isinstance(f, Act) and f.exercise}
        drills = [d for d in self.world.drills.values() if d.key in keys]
        if not drills and self.world.drills and self.rng.random() < 0.2:
            drills = [self.rng.choice(list(self.world.drills.values()))]
        if drills and self.rng.random() < chance:
            scope = self.teller.scopes.drill(drills[0])
            rule = "drill_yearly" if drills[0].yearly else "drill_new"
            self._put(*_distinct(self.teller.within(scope, rule, None) for _ in range(self.rng.randint(1, 2))))
        if self.rng.random() < chance:
            site = next((self.world.sites.get(f.site or "") for f in self.facts if isinstance(f, Act)), None)
            rule = self.rng.choice(("tension", "tension", "site_note"))
            self._put(self.teller.within(self.teller.scopes.scenery(site), rule, None))

    def _owe(self) -> None:
        """Make what faults still need: something quoted, somebody in an office, a count, a negation to lose."""
        teller, main = self.teller, self.facts[0]
        if teller.has_fault("lost_negation") and "lost_negation" not in teller.made:
            teller.note("lost_negation", self._put(teller.line("harm_lost" if self._is_violent() else "word_lost")))
        if teller.has_fault("tense") and "tense" not in teller.made and isinstance(main, Act):
            self._put(teller.wrong_tense(main))
        if teller.has_fault("number_noise") and self._untold():
            self._count()
        self._owe_comment()

    def _owe_comment(self) -> None:
        """Ask for comments until somebody is quoted, or in an office, where a fault needs it."""
        teller = self.teller
        wants_quote = teller.has_fault("lost_mark") or teller.has_fault("cut_quote")
        wants_office = teller.has_fault("wrong_office") and not teller.scopes.named_by_office
        for _ in range(TRIES):
            quoted = any(faults.find_quotations(p, teller.scene.said) for p in self.paragraphs)
            if not wants_office and (quoted or not wants_quote):
                break
            self._react()
            wants_office = False
        if teller.has_fault("wrong_office") and teller.scopes.named_by_office:
            teller.made.add("wrong_office")

    def _noise(self) -> Draft:
        """Write an item that has nothing to do with the scenario, and return its headline."""
        kinds = sorted(self.teller.scene.words.noise)
        kind = self.telling.noise if self.telling.noise in kinds else self.rng.choice(kinds)
        scope = self.teller.scopes.noise(kind)
        number = self.rng.randrange(len(scope.rules["first"]))
        title = self.teller.within(scope, f"title_{number}", None)
        assert title is not None
        short = self.telling.form in ("headline", "post")
        more = [] if short else [self.teller.within(scope, "next", None) for _ in range(self.rng.randint(1, 3))]
        self._put(self.teller.within(scope, f"first_{number}", None), *_distinct(more))
        if not short or self.rng.random() < 0.3:
            self._put(self.teller.within(scope, "say", hearsay()))
        if not short and self.rng.random() < 0.6:
            self._put(self.teller.within(scope, "end", None))
        return title

    def _put(self, *drafts: Draft | None) -> Draft | None:
        """Put sentences into one paragraph; return it, None when there are none."""
        found = [draft for draft in drafts if draft is not None and draft.text.strip()]
        if not found:
            return None
        paragraph = Draft()
        for draft in found:
            if paragraph.text and not paragraph.text.endswith((" ", "\n")):
                paragraph.write(" ")
            paragraph.add(draft)
        self.paragraphs.append(paragraph)
        return paragraph


def _add_all(text: Draft, pieces: Iterable[Draft], gap: str = "") -> None:
    for piece in pieces:
        text.write(gap)
        text.add(piece)
        gap = "\n\n"


def _distinct(drafts: Iterable[Draft | None]) -> list[Draft]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if draft is not None:
            found.setdefault(draft.text, draft)
    return list(found.values())
