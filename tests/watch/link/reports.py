"""Reports of our own that report nothing real, and pieces made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import vigie
from vigie.watch.link.piece import Piece, find_marks

DAY = "2031-05-14"

CONVOY_EN = """EXERCISE

Convoy of 240 trucks leaves Narvik for Tallinn

Norwegian defence minister Kjell Arden said on Tuesday in Oslo that "the convoy left Narvik before dawn and will not stop".
The 240 trucks carry 1,800 soldiers to Tallinn, he said. "We have seen no change at the border," Arden added.

Estonian prime minister Marja Salo warned in Tallinn that the port of Riga would be closed for 15 days. Salo said 36 ships
were waiting off Gdansk. The NATO secretary general, Ida Brenn, called the movement a routine exercise."""

CONVOY_FR = """EXERCICE

Un convoi de 240 camions quitte Narvik pour Tallinn

Le ministre norvégien de la Défense, Kjell Arden, a déclaré mardi à Oslo que « le convoi a quitté Narvik avant l'aube et ne
s'arrêtera pas ». Les 240 camions transportent 1 800 soldats vers Tallinn, a-t-il dit. « Nous n'avons constaté aucun
changement à la frontière », a ajouté Arden.

La première ministre estonienne, Marja Salo, a averti à Tallinn que le port de Riga serait fermé pendant 15 jours. Salo a
déclaré que 36 navires attendaient au large de Gdansk. La secrétaire générale de l'OTAN, Ida Brenn, a qualifié le mouvement
d'exercice de routine."""

CONVOY_OTHER = """EXERCISE

Trucks roll south from Narvik as Arden speaks of "no change"

People along the road to Narvik counted trucks through the night. Minister Kjell Arden told reporters that the soldiers
were bound for Tallinn and that the border was quiet. Farmers near the town had been told of it by letter a month ago,
and the school bus took another way. In Tallinn Marja Salo spoke of a port that may have to close."""

CONVOY_OTHER_FR = """EXERCICE

Les camions d'Arden sur la route de Narvik

Toute la nuit, les habitants ont compté les camions qui descendaient de Narvik vers Tallinn. Kjell Arden assure que la
frontière est calme. À Tallinn, Marja Salo n'exclut pas de fermer le port de Riga. Les pêcheurs de Gdansk, eux, attendent
de savoir s'ils pourront sortir avant la fin de la semaine, et les écoles ont déplacé leurs cars."""

FERRY_EN = """EXERCISE

Ferry strike enters second week in Marseille

Dock workers in Marseille voted on Wednesday to go on with a strike that has kept 9 ferries in port. Union leader Paul
Verdier said that "nobody at the company has called us since Friday". The company said it would cancel 52 crossings to
Corsica. The mayor of Bastia, Lucie Mattei, asked the government in Paris to send a mediator."""

BULLETIN = (
    "EXERCISE\n\nThe garrison at Brume-Haute reports that it has seen no movement on the northern road this morning."
)


def make(key: str, text: str = CONVOY_EN, **given: str | None) -> Piece:
    """Return a piece of one language, without marks, of a source of its own."""
    held: dict[str, str | None] = {"lang": "en", "source": f"s-{key}", "day": DAY, "known": f"{DAY}T08:00:00.000000Z"}
    return Piece(key=key, text=text, **(held | given))  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _marks(text: str, lang: str):  # type: ignore[no-untyped-def]
    return find_marks(vigie.read(text, lang=lang, published=DAY, realm="exercise"))


def read(key: str, text: str, lang: str = "en", **given: str | None) -> Piece:
    """Return a piece with the marks that Vigie finds in the text, and its third line for a title."""
    given.setdefault("title", text.splitlines()[2])
    return replace(make(key, text, lang=lang, **given), marks=_marks(text, lang))


def long_text(seed: int, words: int = 150) -> str:
    """Return a text of made-up words, the same for the same seed, no three of which another seed's text has in a row."""
    return "EXERCISE\n\n" + " ".join(f"w{seed}x{n * 7919 % 997}" for n in range(words))
