"""Date expressions, read against a publication day: Thursday 13 October 2022. Every event below is an EXERCISE.

A line is a sentence, `=>`, and the expressions it holds with the days each may mean: `words: from..to`, one day alone,
`from..` or `..to` when one end is open, `?` when the expression stays unresolved, `-` when there is no date at all.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.lang.tongue import load_tongue
from vigie.model import Document
from vigie.read.dates import find_dates
from vigie.read.layers import find_layers

PUBLISHED = "2022-10-13"

ENGLISH = """
The port closed on 11 October 2022. => 11 October 2022: 2022-10-11
The port closed on October 11, 2022, officials said. => October 11, 2022: 2022-10-11
The port closed on Oct. 11. => Oct. 11: 2022-10-11
The port closed on Sept. 29, 2021, after a storm. => Sept. 29, 2021: 2021-09-29
The treaty was signed on the 3rd of May 2019. => 3rd of May 2019: 2019-05-03
The treaty was signed on May 3rd. => May 3rd: 2022-05-03
The port closed on Tuesday, October 11, 2022. => Tuesday, October 11, 2022: 2022-10-11
The port closed on Tuesday, 11 October. => Tuesday, 11 October: 2022-10-11
The log is dated 2022-10-11. => 2022-10-11: 2022-10-11
The log is dated 25/12/2021. => 25/12/2021: 2021-12-25
The log is dated 12/25/2021. => 12/25/2021: 2021-12-25
The log is dated 03/04/2022. => 03/04/2022: ?
The base opened in 2014. => 2014: 2014-01-01..2014-12-31
The base, built in October 2022, is small. => October 2022: 2022-10-01..2022-10-31
The base opened in mid-February. => mid-February: 2022-02-11..2022-02-20
The base opened in early May. => early May: 2022-05-01..2022-05-10
The base opened in late May 2021. => late May 2021: 2021-05-21..2021-05-31
The base will open in early 2023. => early 2023: 2023-01-01..2023-03-31
The base opened in late 2021. => late 2021: 2021-10-01..2021-12-31
The base opened at the end of March. => end of March: 2022-03-21..2022-03-31
The base opened at the beginning of 2021. => beginning of 2021: 2021-01-01..2021-03-31
The base opened in the summer of 2021. => summer of 2021: 2021-06-01..2021-08-31
The base opened last summer. => last summer: 2022-06-01..2022-08-31
The fleet will leave this winter. => this winter: 2022-12-01..2023-02-28
The ships were built in the 1990s. => the 1990s: 1990-01-01..1999-12-31
The ships were built in the late 1990s. => the late 1990s: 1997-01-01..1999-12-31
The convoy left yesterday. => yesterday: 2022-10-12
The convoy left today. => today: 2022-10-13
The convoy leaves tomorrow morning. => tomorrow morning: 2022-10-14
The convoy left the day before yesterday. => the day before yesterday: 2022-10-11
The minister said on Tuesday that the port was closed. => Tuesday: 2022-10-11
The minister said Thursday that the port was closed. => Thursday: 2022-10-13
The minister spoke on Friday. => Friday: 2022-10-07
The ministers will meet on Tuesday. => Tuesday: 2022-10-18
On Monday, the ministers will meet in the harbour town. => Monday: 2022-10-17
The minister said on Tuesday that the fleet will leave. => Tuesday: 2022-10-11
The ministers are due to meet on Saturday. => Saturday: 2022-10-15
The meeting, scheduled for Monday, is open to all. => Monday: 2022-10-17
The ministers meet next Tuesday. => next Tuesday: 2022-10-18
The ministers met last Friday. => last Friday: 2022-10-07
The ministers met Monday morning. => Monday morning: 2022-10-10
The shelling stopped late on Monday night. => Monday night: 2022-10-10
The convoy left early Wednesday. => early Wednesday: 2022-10-12
The exercise begins next week. => next week: 2022-10-17..2022-10-23
The exercise began this week. => this week: 2022-10-10..2022-10-16
The exercise ended last week. => last week: 2022-10-03..2022-10-09
The exercise ended last month. => last month: 2022-09-01..2022-09-30
The exercise will begin next month. => next month: 2022-11-01..2022-11-30
The exercise ended last year. => last year: 2021-01-01..2021-12-31
The exercise ended earlier this week. => earlier this week: 2022-10-10..2022-10-13
The exercise will begin later this month. => later this month: 2022-10-13..2022-10-31
The exercise ended two weeks ago. => two weeks ago: 2022-09-26..2022-10-02
The exercise ended three days ago. => three days ago: 2022-10-10
The exercise ended a month ago. => a month ago: 2022-09-01..2022-09-30
The exercise began 10 years ago. => 10 years ago: 2012-01-01..2012-12-31
The exercise will begin in three days. => in three days: 2022-10-16
The crews counted forty boats in three days. => -
The exercise will end in two weeks. => in two weeks: 2022-10-24..2022-10-30
The gauge rose over the past three days. => the past three days: 2022-10-10..2022-10-13
The fleet will stay for the next two weeks. => the next two weeks: 2022-10-13..2022-10-27
The harbour was closed overnight. => overnight: 2022-10-12..2022-10-13
The harbour has been closed since mid-February. => since mid-February: 2022-02-11..
The harbour has been closed since Tuesday. => since Tuesday: 2022-10-11..
The harbour has been closed since 2014. => since 2014: 2014-01-01..
The harbour has been closed since last month. => since last month: 2022-09-01..
The harbour has been closed since November. => since November: 2021-11-01..
The harbour must be cleared by Friday. => by Friday: ..2022-10-14
The harbour will stay closed until Sunday. => until Sunday: ..2022-10-16
The harbour must be cleared by the end of the year. => by the end of the year: ..2022-12-31
The harbour must be cleared by 2030. => by 2030: ..2030-12-31
The drill took place between 3 and 5 May. => between 3 and 5 May: 2022-05-03..2022-05-05
The drill took place from May 3 to May 12, 2021. => from May 3 to May 12, 2021: 2021-05-03..2021-05-12
The drill took place on May 3-5. => May 3-5: 2022-05-03..2022-05-05
The drill ran from Monday to Wednesday. => from Monday to Wednesday: 2022-10-10..2022-10-12
The drill ran between 2014 and 2016. => between 2014 and 2016: 2014-01-01..2016-12-31
The drill ran from March to June. => from March to June: 2022-03-01..2022-06-30
The drill, held in 2014-2015, was long. => 2014-2015: 2014-01-01..2015-12-31
The base opened last October. => last October: 2021-10-01..2021-10-31
The base opened in October last year. => October last year: 2021-10-01..2021-10-31
The base opened in May of this year. => May of this year: 2022-05-01..2022-05-31
It rained over the weekend. => the weekend: 2022-10-08..2022-10-09
It will rain this weekend. => this weekend: 2022-10-15..2022-10-16
It rained in recent days. => recent days: 2022-10-06..2022-10-13
The budget of 2016 was small. => 2016: 2016-01-01..2016-12-31
The 2016 election was close. => 2016: 2016-01-01..2016-12-31
The convoy left on December 28. => December 28: 2021-12-28
The convoy leaves on 3 January. => 3 January: 2023-01-03
The drill of October 10 and the drill of October 12 differ. => October 10: 2022-10-10; October 12: 2022-10-12
It rained on Monday and again on Wednesday. => Monday: 2022-10-10; Wednesday: 2022-10-12
The talks may resume. => -
Theresa May said the harbour was safe. => -
May said the harbour was safe. => -
The crowd began to march on the harbour. => -
The Women's March filled the square. => -
The second boat left the harbour. => -
The desk is staffed 24/7. => -
A 34-year-old man swam ashore. => -
Veterans of World War 2 gathered at the pier. => -
The team won 3-1 at home. => -
Flight 2014 landed safely. => -
Resolution 2231 was cited at length. => -
Call 020 7946 0958 for details. => -
More than 2000 sailors live there. => -
About 1,945 boats are listed. => -
The boat weighs 2010 tonnes. => -
The spring broke and the boat may fall. => -
Crowds gather there on Mondays. => -
Shops open early for Black Friday. => -
The Sunday Times printed a map. => -
She is 45 and lives by the pier. => -
Their last boat sank. => -
The ministers met before Tuesday. => before Tuesday: ..2022-10-11
The base grew after 2014. => after 2014: 2014-01-01..
The summit opens Monday. => Monday: 2022-10-17
The envoy says Monday was too early. => Monday: 2022-10-10
The lake filled in January. => January: 2022-01-01..2022-01-31
The minister said that a vote on 1 November was planned. => 1 November: 2022-11-01
They can admit forty boats in a year. => -
The log of the 24th of October last year is lost. => 24th of October last year: 2021-10-24
USA Today printed a map. => -
The base opened this March. => this March: 2022-03-01..2022-03-31
The fair, which begins November 18, is free. => November 18: 2022-11-18
Even with the win on Tuesday, it remains small. => Tuesday: 2022-10-11
On Saturday, four towns hold a vote. => Saturday: 2022-10-15
It rained that November. => November: ?
He wants to visit the base on Monday. => Monday: 2022-10-17
The report was leaked later last month. => later last month: 2022-09-01..2022-09-30
He plays on Monday nights. => -
The fair opens on the first Monday in September. => September: 2022-09-01..2022-09-30
The report covers the last three months of 2015. => 2015: 2015-01-01..2015-12-31
The base closed about two weeks ago. => about two weeks ago: 2022-09-26..2022-10-02
One influential 2009 paper was cited. => 2009: 2009-01-01..2009-12-31
A parcel of his 2003 book arrived. => 2003: 2003-01-01..2003-12-31
"""

FRENCH = """
Le port a fermé le 11 octobre 2022. => 11 octobre 2022: 2022-10-11
Le port a fermé le 11 octobre. => 11 octobre: 2022-10-11
Le port a fermé le 1er mai. => 1er mai: 2022-05-01
Le port a fermé le mardi 11 octobre 2022. => mardi 11 octobre 2022: 2022-10-11
Le port a fermé mardi 11 octobre. => mardi 11 octobre: 2022-10-11
Le port a fermé mardi 11. => mardi 11: 2022-10-11
Le registre est daté du 03/04/2022. => 03/04/2022: 2022-04-03
Le registre est daté du 11.10.2022. => 11.10.2022: 2022-10-11
Le registre est daté du 2022-10-11. => 2022-10-11: 2022-10-11
La base a ouvert en 2014. => 2014: 2014-01-01..2014-12-31
La base a ouvert en octobre 2021. => octobre 2021: 2021-10-01..2021-10-31
La base a ouvert en octobre dernier. => octobre dernier: 2021-10-01..2021-10-31
La base ouvrira en mars prochain. => mars prochain: 2023-03-01..2023-03-31
La base a ouvert à la mi-février. => mi-février: 2022-02-11..2022-02-20
La base a ouvert mi-mai. => mi-mai: 2022-05-11..2022-05-20
La base a ouvert début mars. => début mars: 2022-03-01..2022-03-10
La base a ouvert fin 2021. => fin 2021: 2021-10-01..2021-12-31
La base a ouvert fin mai. => fin mai: 2022-05-21..2022-05-31
La base a ouvert à la fin du mois de mai. => fin du mois de mai: 2022-05-21..2022-05-31
La base a ouvert au début de l'année. => début de l'année: 2022-01-01..2022-03-31
La base a ouvert à l'été 2021. => été 2021: 2021-06-01..2021-08-31
La base a ouvert l'hiver dernier. => hiver dernier: 2021-12-01..2022-02-28
La flotte partira cet hiver. => cet hiver: 2022-12-01..2023-02-28
Ces navires datent des années 1990. => années 1990: 1990-01-01..1999-12-31
Ces navires datent des années 90. => années 90: 1990-01-01..1999-12-31
Le convoi est parti hier. => hier: 2022-10-12
Le convoi est parti hier soir. => hier soir: 2022-10-12
Le convoi est parti avant-hier. => avant-hier: 2022-10-11
Le convoi part aujourd'hui. => aujourd'hui: 2022-10-13
Le convoi partira demain. => demain: 2022-10-14
Le convoi est parti ce matin. => ce matin: 2022-10-13
Le ministre a déclaré mardi que le port était fermé. => mardi: 2022-10-11
Le ministre a déclaré jeudi que le port était fermé. => jeudi: 2022-10-13
Le ministre a parlé vendredi. => vendredi: 2022-10-07
Les ministres se réuniront mardi. => mardi: 2022-10-18
Les ministres vont se réunir lundi. => lundi: 2022-10-17
Les ministres doivent se réunir samedi. => samedi: 2022-10-15
Mardi, les ministres se retrouveront au port. => Mardi: 2022-10-18
Lundi, le ministre a parlé. => Lundi: 2022-10-10
Le ministre a déclaré mardi que la flotte partira. => mardi: 2022-10-11
Le ministre montra mercredi une carte. => mercredi: 2022-10-12
La réunion prévue lundi est ouverte à tous. => lundi: 2022-10-17
Les ministres se voient mardi prochain. => mardi prochain: 2022-10-18
Les ministres se sont vus vendredi dernier. => vendredi dernier: 2022-10-07
Les ministres se sont vus lundi matin. => lundi matin: 2022-10-10
Les tirs ont cessé dans la nuit de lundi à mardi. => dans la nuit de lundi à mardi: 2022-10-10..2022-10-11
Les tirs ont cessé dans la nuit. => dans la nuit: 2022-10-12..2022-10-13
L'exercice commence la semaine prochaine. => la semaine prochaine: 2022-10-17..2022-10-23
L'exercice a commencé cette semaine. => cette semaine: 2022-10-10..2022-10-16
L'exercice a fini la semaine dernière. => la semaine dernière: 2022-10-03..2022-10-09
L'exercice a fini le mois dernier. => le mois dernier: 2022-09-01..2022-09-30
L'exercice a fini l'an dernier. => l'an dernier: 2021-01-01..2021-12-31
L'exercice commencera l'année prochaine. => l'année prochaine: 2023-01-01..2023-12-31
L'exercice a fini il y a deux semaines. => il y a deux semaines: 2022-09-26..2022-10-02
L'exercice a fini il y a trois jours. => il y a trois jours: 2022-10-10
L'exercice a fini il y a un mois. => il y a un mois: 2022-09-01..2022-09-30
Il y a dix ans, la base était petite. => Il y a dix ans: 2012-01-01..2012-12-31
Il y a deux bateaux au port. => -
L'exercice commence dans trois jours. => dans trois jours: 2022-10-16
La jauge a monté ces trois derniers jours. => ces trois derniers jours: 2022-10-10..2022-10-13
La flotte restera au cours des deux prochaines semaines. => deux prochaines semaines: 2022-10-13..2022-10-27
Le port est fermé depuis mi-février. => depuis mi-février: 2022-02-11..
Le port est fermé depuis mardi. => depuis mardi: 2022-10-11..
Le port est fermé depuis 2014. => depuis 2014: 2014-01-01..
Le port est fermé depuis le 24 février. => depuis le 24 février: 2022-02-24..
Le port est fermé depuis novembre. => depuis novembre: 2021-11-01..
Le port est fermé depuis trois jours. => depuis trois jours: 2022-10-10..
Le port doit être dégagé d'ici vendredi. => d'ici vendredi: ..2022-10-14
Le port doit être dégagé d'ici la fin de l'année. => d'ici la fin de l'année: ..2022-12-31
Le port restera fermé jusqu'à dimanche. => jusqu'à dimanche: ..2022-10-16
Le port restera fermé jusqu'au 20 novembre. => jusqu'au 20 novembre: ..2022-11-20
Le port rouvrira à partir de lundi. => à partir de lundi: 2022-10-17..
L'exercice a eu lieu entre le 3 et le 5 mai. => entre le 3 et le 5 mai: 2022-05-03..2022-05-05
L'exercice a eu lieu du 3 au 5 mai. => du 3 au 5 mai: 2022-05-03..2022-05-05
L'exercice a eu lieu du 28 avril au 5 mai 2021. => du 28 avril au 5 mai 2021: 2021-04-28..2021-05-05
L'exercice a eu lieu de lundi à mercredi. => de lundi à mercredi: 2022-10-10..2022-10-12
L'exercice a eu lieu entre 2014 et 2016. => entre 2014 et 2016: 2014-01-01..2016-12-31
L'exercice a duré de mars à juin. => de mars à juin: 2022-03-01..2022-06-30
L'exercice a eu lieu les 3 et 4 mai. => 3 et 4 mai: 2022-05-03..2022-05-04
Il a plu le week-end dernier. => le week-end dernier: 2022-10-08..2022-10-09
Il pleuvra ce week-end. => ce week-end: 2022-10-15..2022-10-16
Il a plu ces derniers jours. => ces derniers jours: 2022-10-06..2022-10-13
Les élections de 2016 furent serrées. => 2016: 2016-01-01..2016-12-31
La présidentielle 2022 fut serrée. => 2022: 2022-01-01..2022-12-31
Le convoi est parti le 28 décembre. => 28 décembre: 2021-12-28
Le convoi partira le 3 janvier. => 3 janvier: 2023-01-03
Il a plu lundi et encore mercredi. => lundi: 2022-10-10; mercredi: 2022-10-12
La base a ouvert en mai de l'an dernier. => mai de l'an dernier: 2021-05-01..2021-05-31
Le convoi est parti la veille. => la veille: ?
La sonde a atteint Mars sans encombre. => -
La planète Mars est froide. => -
Sept bateaux ont quitté le port. => -
Le port a été fermé. => -
Le deuxième bateau est parti. => -
Le bureau veille 24h/24 et 7j/7. => -
Un homme de 34 ans a nagé. => -
La résolution 2231 fut citée. => -
Le vol 2014 a atterri. => -
Plus de 2000 marins vivent là. => -
On y compte 2000 marins. => -
L'équipe a gagné 3 à 1. => -
Appelez le 01 42 34 56 78 pour en savoir plus. => -
Le marché se tient tous les lundis. => -
La fin justifie les moyens. => -
Il a ensuite passé 4 ans au port. => -
La fête a lieu chaque 9 mai. => -
Le journal écrit mercredi que le port est fermé. => mercredi: 2022-10-12
Les tirs, ayant eu lieu le 26 décembre, ont cessé. => 26 décembre: 2021-12-26
Les images publiées le 28 décembre sont fausses. => 28 décembre: 2021-12-28
Les archives vont de 2019 au 28 octobre 2021. => de 2019 au 28 octobre 2021: 2019-01-01..2021-10-28
Le plan fut lancé en 2021 face à la crue. => 2021: 2021-01-01..2021-12-31
Le quai fut fermé il y a environ 40 ans. => il y a environ 40 ans: 1982-01-01..1982-12-31
Le lac a baissé dans les années 1950-1960. => années 1950-1960: 1950-01-01..1969-12-31
La jauge a monté au cours des six dernières années. => six dernières années: 2016-10-13..2022-10-13
Le port a grandi après 2014. => après 2014: 2014-01-01..
Les ministres se sont vus avant mardi. => avant mardi: ..2022-10-11
Au début, personne ne parlait. => -
Le dernier bateau a coulé. => -
La Seconde Guerre mondiale a marqué ce port. => -
"""

UNDATED = """
The port closed on 11 October 2022. => 11 October 2022: 2022-10-11
The port closed in 2014. => 2014: 2014-01-01..2014-12-31
The port closed yesterday. => yesterday: ?
The port closed on Tuesday. => Tuesday: ?
The port closed on 11 October. => 11 October: ?
The port closed two weeks ago. => two weeks ago: ?
The port has been closed since 2014. => since 2014: 2014-01-01..
The port closed from May 3 to May 12, 2021. => from May 3 to May 12, 2021: 2021-05-03..2021-05-12
"""


def cases(lang: str, table: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None, str, str]]:
    """Return (language, publication day, sentence, expected) for each line of a table."""
    rows = [line.split(" => ") for line in table.strip().splitlines()]
    return [(lang, published, sentence, expected) for sentence, expected in rows]


def show(text: str, lang: str, published: str | None = PUBLISHED) -> str:
    """Return the dates found in the text, written as the tables write them."""
    found = find_dates(find_layers(Document("t", text, lang, published=published), load_tongue(lang)))
    return "; ".join(f"{when.span.slice(text)}: {_days(when.start, when.end)}" for when in found) or "-"


def _days(start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return "?"
    return start if start == end and start else f"{start or ''}..{end or ''}"


@pytest.mark.parametrize(
    ("lang", "published", "sentence", "expected"),
    cases("en", ENGLISH) + cases("fr", FRENCH) + cases("en", UNDATED, None),
)
def test_expression_means_these_days(lang: str, published: str | None, sentence: str, expected: str) -> None:
    assert show(sentence, lang, published) == expected


def test_no_break_space_and_curly_apostrophe_do_not_matter() -> None:
    assert show("Il a plu le 11\u00a0octobre\u202f2022 et l\u2019an dernier.", "fr") == (
        "11\u00a0octobre\u202f2022: 2022-10-11; l\u2019an dernier: 2021-01-01..2021-12-31"
    )


def test_a_month_that_is_also_a_name_needs_a_date_around_it() -> None:
    text = "Prime Minister Theresa May arrived. A speech by May followed. It ended on 3 May."
    assert show(text, "en") == "3 May: 2022-05-03"


def test_impossible_day_is_found_but_not_resolved() -> None:
    assert show("The port closed on 31 February 2022.", "en") == "31 February 2022: ?"


def test_publication_that_is_no_date_counts_as_unknown() -> None:
    assert show("It rained yesterday.", "en", "some day") == "yesterday: ?"


PIECES = [
    "11", "3", "31", "2022", "2014", "1990s", "99", "11/10/2022", "2022-10-11", "1er", "October", "May", "octobre", "mai",
    "mars", "Tuesday", "mardi", "mid", "-", ",", ".", "début", "fin", "end of", "since", "depuis", "until", "jusqu'à",
    "d'ici", "by", "between", "entre", "from", "du", "au", "to", "à", "and", "et", "last", "next", "dernier", "prochain",
    "ce", "cette", "this", "week", "semaine", "days", "jours", "ago", "il y a", "dans", "in", "two", "deux", "the", "le",
    "la", "l'", "de", "of", "été", "summer", "years", "années", "nuit", "overnight", "will", "a", "un", "million",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, lang=st.sampled_from(["en", "fr"]), published=st.one_of(st.none(), st.dates().map(date.isoformat)))
def test_any_text_gives_ordered_spans_inside_it_and_days_in_order(text: str, lang: str, published: str | None) -> None:
    found = find_dates(find_layers(Document("t", text, lang, published=published), load_tongue(lang)))
    assert all(0 <= w.span.start < w.span.end <= len(text) for w in found)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert all(w.start <= w.end for w in found if w.start and w.end)
