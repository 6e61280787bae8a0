"""What parties, places and people of a scenario are called in a sentence, in a language, and the codes they stand for."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vigie.exercise.cast import Cast, Person, Site
from vigie.exercise.render import english, french
from vigie.exercise.render.phrase import SOFT, Phrase

_SMALL = frozenset("of and for the to in de des du la le et".split())
_ALLIED = ("alliance", "organisation")


@dataclass(frozen=True, slots=True)
class Namer:
    """Names of one language, by the tables of its `names.yaml`."""

    lang: str
    tables: Mapping[str, Any]
    rng: random.Random

    # Parties --------------------------------------------------------------------------------------------------------

    def party(self, cast: Cast, form: str = "", *, by: str = "any", capital: Site | None = None) -> Phrase:
        """Return a party in a sentence: its name, its capital, its government or its forces, as `by` allows.

        Forms: "" any of them, "name" its name alone, "in" with the preposition of place, ms, fs, mp, fp an adjective
        in agreement, "adj" one that does not agree, "forces" and "gov" those of it.
        """
        if form in ("ms", "fs", "mp", "fp", "adj"):
            return Phrase(self.adjective(cast, form), codes=(cast.code,))
        if form in ("forces", "gov"):
            return self._group(cast, {"forces": "military", "gov": "government"}[form])
        if form == "in":
            return Phrase(self._inside(cast), codes=(cast.code,))
        name = self._name(cast)
        if form == "name":
            return name
        roll = self.rng.random()
        if by in ("military", "government") and roll < 0.35:
            return self._group(cast, by)
        short = cast.adjectives.get(self.lang)
        if cast.kind in _ALLIED and short and roll > 0.6:
            return self._name(replace(cast, names={self.lang: short[0]}))
        if capital is not None and by != "military" and roll > 0.75:
            return Phrase(capital.names[self.lang], codes=(cast.code,))
        return name

    def _name(self, cast: Cast) -> Phrase:
        name = cast.names[self.lang]
        if self.lang == "en":
            needs = cast.kind in _ALLIED
            return Phrase(english.with_article(name, needs=needs), codes=(cast.code,))
        article, rest = french.split_article(name)
        if article is None and cast.kind not in ("state", *_ALLIED):
            return Phrase(name, codes=(cast.code,))
        known = self.tables["party_nouns"].get(rest.split()[0].lower()) or french.guess_gender(rest)
        gender = {"la": "f", "le": "m"}.get(article or "", known)
        plural = article == "les"
        if article in (None, "l'"):
            article = "la" if gender == "f" else "le"
        return Phrase(f"{article} {rest}", gender, plural, (cast.code,))

    def _inside(self, cast: Cast) -> str:
        name = self._name(cast)
        if self.lang == "en":
            return f"in {name.text}"
        if cast.kind in _ALLIED:
            return f"au sein de {name.text}"
        _, rest = french.split_article(name.text)
        if name.plural:
            return f"aux {rest}"
        vowel = rest[0].lower() in "aeiouéèêâîô"
        return f"en {rest}" if name.gender == "f" or vowel else f"au {rest}"

    def _group(self, cast: Cast, by: str) -> Phrase:
        key = f"{by}_of_alliance" if cast.kind in _ALLIED and f"{by}_of_alliance" in self.tables else by
        entry = self.rng.choice(self.tables[key])
        forms = {form: self.adjective(cast, form) for form in ("ms", "fs", "mp", "fp", "adj")}
        text = entry["text"].format(**forms, of=self._of(cast), name=self._bare(cast))
        return Phrase(
            text, entry.get("gender", "m"), entry.get("plural") == "yes", (cast.code + entry.get("sector", ""),)
        )

    def institution(self, cast: Cast) -> Phrase:
        """Return somebody who speaks for a party without a name: its ministry, a spokesman."""
        return self._group(cast, "ministry")

    def adjective(self, cast: Cast, form: str) -> str:
        """Return a party's adjective; a party without one is named after "of", or before the noun in English."""
        forms = cast.adjectives.get(self.lang, ())
        if self.lang == "en":
            return forms[0] if forms else self._bare(cast)
        if cast.kind in _ALLIED or not forms:
            return self._of(cast)
        return french.inflect(tuple(forms), form[0] if form != "adj" else "m", plural=form.endswith("p"))

    def _of(self, cast: Cast) -> str:
        return f"{'de' if self.lang == 'fr' else 'of'} {self._name(cast).text}"

    def _bare(self, cast: Cast) -> str:
        name = cast.names[self.lang]
        return english.bare(name) if self.lang == "en" else french.split_article(name)[1]

    # Places ---------------------------------------------------------------------------------------------------------

    def place(self, site: Site, form: str = "", codes: tuple[str, ...] = ()) -> Phrase:
        """Return a place in a sentence; form "at" with its preposition. `codes` are those of whose it is."""
        text, gender, plural = self._place(site)
        return Phrase(self._at(site, text) if form == "at" else text, gender, plural, codes)

    def _at(self, site: Site, text: str) -> str:
        if self.lang == "fr":
            return f"à {text}"
        return f"{'in' if site.kind == 'city' else 'at'} {text}"

    def _place(self, site: Site) -> tuple[str, str, bool]:
        name = site.names[self.lang]
        if site.kind == "city":
            return name, "m", False
        kinds = self.tables["site_kinds"].get(site.kind) or {"noun": "", "gender": "m"}
        return self._place_fr(name, kinds) if self.lang == "fr" else (self._place_en(name, kinds), "m", False)

    def _place_en(self, name: str, kinds: Mapping[str, str]) -> str:
        if name.lower().startswith("the "):
            return f"the {name[4:]}"
        words = set(name.lower().split())
        if words & set(kinds["noun"].split()) or len(words) > 1:
            return f"the {name}"
        return f"the {kinds['noun']} at {name}"

    def _place_fr(self, name: str, kinds: Mapping[str, str]) -> tuple[str, str, bool]:
        article, rest = french.split_article(name)
        head = rest.split()[0].lower()
        genders: Mapping[str, str] = self.tables["place_nouns"]
        gender = {"la": "f", "le": "m"}.get(article or "", genders.get(head, kinds["gender"]))
        if article == "les":
            return f"les {rest}", gender, True
        if article is None and head not in genders:
            article_of = "la" if kinds["gender"] == "f" else "le"
            return f"{article_of} {kinds['noun']} de {name}", kinds["gender"], False
        low = rest[0].lower() + rest[1:] if head in genders else rest
        return f"{'la' if gender == 'f' else 'le'} {low}", gender, False

    # People ---------------------------------------------------------------------------------------------------------

    def person(self, person: Person, cast: Cast | None, mention: int, office: str | None = None) -> Phrase:
        """Return a speaker: in full the first time, then by name, by office or with Mr; `office` a wrong one."""
        said = office or person.office[self.lang]
        key = "person_first" if mention == 0 else "person_later"
        woman = person.gender.lower().startswith(("f", "w"))
        options = [t for t in self.tables[key] if "{adj_office" not in t or cast is not None]
        text = self.rng.choice(options).format(**self._person_parts(person, cast, said, woman=woman), soft=SOFT)
        codes = (cast.code + self.sector(said),) if cast is not None else ()
        return Phrase(text, "f" if woman else "m", False, codes)

    def _person_parts(self, person: Person, cast: Cast | None, office: str, *, woman: bool) -> dict[str, str]:
        names = person.name.split()
        mister = self.tables["mister"]["f" if woman else "m"]
        parts = {"name": person.name, "last": " ".join(names[1:]) or names[0], "mister": mister, "office": office}
        parts |= {"the": "la" if woman else "le", "head": office.split(" ")[0], "Office": _title(office)}
        if self.lang == "en":
            parts["head"] = self._head_en(office)
        if cast is not None:
            parts |= {"adj": self.adjective(cast, "ms"), "of": self._of(cast), "country": self._name(cast).text}
            parts["adj_office"] = self._adj_office(cast, office, woman=woman)
        return parts

    def _head_en(self, office: str) -> str:
        words = office.lower().split(" of ")[0].split()
        return words[-1]

    def _adj_office(self, cast: Cast, office: str, *, woman: bool) -> str:
        """Return an office with its country: ministre norvien de la Défense, Norvian defence minister."""
        if self.lang == "en":
            return f"{self.adjective(cast, 'adj')} {office}"
        for head in self.tables["offices_with_country"]:
            if f"{office} ".lower().startswith(f"{head} ") and cast.adjectives.get("fr") and cast.kind == "state":
                rest = office[len(head) :]
                adjective = self.adjective(cast, "fs" if woman else "ms")
                return f"{office[: len(head)]} {adjective}{rest}"
        return office

    def sector(self, office: str) -> str:
        """Return the sector of an office, GOV, MIL, SPY …, "" where its words do not tell."""
        low = office.lower()
        found: Sequence[Mapping[str, str]] = self.tables["sectors"]
        return next((s["code"] for s in found if any(word in low for word in s["words"].split())), "")


def _title(office: str) -> str:
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in office.split())
