"""Date expressions, as news words them: own sentences, read as those of `test_dates.py`. Every event is an EXERCISE.

They are read against Thursday 13 October 2022; nights, seasons, counts and what only a guess could date.
"""

from __future__ import annotations

import pytest

from tests.read.test_dates import cases, show

ENGLISH = """
Drones hit the harbour in the small hours of Thursday. => Thursday: 2022-10-13
Drones hit the harbour in the early hours of Thursday. => Thursday: 2022-10-13
Drones hit the harbour overnight on Tuesday. => overnight on Tuesday: 2022-10-11
Drones hit the harbour on the night of Monday to Tuesday. => Monday to Tuesday: 2022-10-10..2022-10-11
Drones hit the harbour overnight from Monday to Tuesday. => overnight from Monday to Tuesday: 2022-10-10..2022-10-11
Drones hit the harbour on Tuesday night. => Tuesday night: 2022-10-11
Drones hit the harbour late on Tuesday. => Tuesday: 2022-10-11
Drones hit the harbour earlier on Tuesday. => Tuesday: 2022-10-11
Drones hit the harbour on Tuesday evening. => Tuesday evening: 2022-10-11
Drones hit the harbour last night. => last night: 2022-10-12..2022-10-13
The siege has gone on for the past three weeks. => the past three weeks: 2022-09-22..2022-10-13
The talks resume a week from Monday. => -
The talks resumed a few days ago. => a few days ago: ?
The talks resumed several weeks ago. => several weeks ago: ?
The talks resumed days ago. => -
The talks will resume within a fortnight. => -
The talks resumed a fortnight ago. => a fortnight ago: 2022-09-26..2022-10-02
The talks will resume in the next few days. => next few days: 2022-10-13..2022-10-20
The talks will resume in the coming hours. => coming hours: 2022-10-13..2022-10-14
The army left at dawn on Wednesday. => Wednesday: 2022-10-12
The army left on Wednesday at dawn. => Wednesday: 2022-10-12
The army left this morning. => this morning: 2022-10-13
The army leaves tonight. => tonight: 2022-10-13
The army left late last year. => late last year: 2021-10-01..2021-12-31
The army left early this month. => early this month: 2022-10-01..2022-10-10
The army will leave at the end of next month. => end of next month: 2022-11-21..2022-11-30
The army will leave by mid-2023. => by mid-2023: ..2023-09-30
The army left in the first half of the year. => first half of the year: 2022-01-01..2022-06-30
The army left in the third quarter. => -
The army left in September. => September: 2022-09-01..2022-09-30
The army will leave in September. => September: 2023-09-01..2023-09-30
The army left between Monday and Wednesday. => between Monday and Wednesday: 2022-10-10..2022-10-12
The army left from 9 to 11 October. => from 9 to 11 October: 2022-10-09..2022-10-11
The army left on October 9 and 10. => October 9 and 10: 2022-10-09..2022-10-10
The army has been there since the start of the year. => since the start of the year: 2022-01-01..
The army has been there since last week. => since last week: 2022-10-03..
The war began eight months ago. => eight months ago: 2022-02-01..2022-02-28
The election, due next spring, may slip. => next spring: 2023-03-01..2023-05-31
The elections are set for 6 November. => 6 November: 2022-11-06
The ministers meet on Friday. => Friday: 2022-10-14
The ministers met on Friday. => Friday: 2022-10-07
A strike on Friday would close the harbour. => Friday: 2022-10-14
The strike that began on Friday goes on. => Friday: 2022-10-07
The harbour will open from Monday. => from Monday: 2022-10-17..
The harbour opened at the weekend. => the weekend: 2022-10-08..2022-10-09
Nobody knows when the harbour will open. => -
The harbour will open some day. => -
The harbour opened that day. => -
The harbour opened the same day. => -
The harbour opened two days later. => -
The harbour opened a week earlier. => -
The harbour opened the following Monday. => Monday: ?
The harbour opened on the eve of the vote. => -
The harbour opened on 1.5.2022. => 1.5.2022: ?
The harbour opened on 25.12.2021. => 25.12.2021: 2021-12-25
"""

FRENCH = """
Des drones ont frappé le port dans la nuit de lundi à mardi. => dans la nuit de lundi à mardi: 2022-10-10..2022-10-11
Des drones ont frappé le port dans la nuit du 10 au 11 octobre. => dans la nuit du 10 au 11 octobre: 2022-10-10..2022-10-11
Des drones ont frappé le port dans la nuit de mardi. => dans la nuit de mardi: 2022-10-11
Des drones ont frappé le port la nuit dernière. => la nuit dernière: 2022-10-12..2022-10-13
Des drones ont frappé le port cette nuit. => cette nuit: 2022-10-12..2022-10-13
Des drones frapperont le port cette nuit. => cette nuit: 2022-10-13..2022-10-14
Des drones ont frappé le port mardi soir. => mardi soir: 2022-10-11
Des drones ont frappé le port mardi à l'aube. => mardi: 2022-10-11
Des drones ont frappé le port aux premières heures de jeudi. => jeudi: 2022-10-13
Des drones ont frappé le port tôt jeudi. => jeudi: 2022-10-13
Des drones ont frappé le port en début de semaine. => début de semaine: 2022-10-10..2022-10-11
Des drones ont frappé le port en fin de semaine dernière. => fin de semaine dernière: 2022-10-06..2022-10-09
La panne dure depuis trois jours. => depuis trois jours: 2022-10-10..
La panne dure depuis plusieurs jours. => -
La panne dure depuis une semaine. => depuis une semaine: 2022-10-06..
La panne a duré trois jours. => -
Les pourparlers reprendront d'ici deux semaines. => d'ici deux semaines: ..2022-10-27
Les pourparlers reprendront dans quinze jours. => dans quinze jours: 2022-10-28
Les pourparlers reprendront dans les prochains jours. => les prochains jours: 2022-10-13..2022-10-20
Les pourparlers reprendront dans les jours qui viennent. => les jours qui viennent: 2022-10-13..2022-10-20
Les pourparlers reprendront dans les heures qui viennent. => les heures qui viennent: 2022-10-13..2022-10-14
Les pourparlers ont repris ces derniers jours. => ces derniers jours: 2022-10-06..2022-10-13
Les pourparlers ont repris il y a quelques jours. => il y a quelques jours: ?
Les pourparlers ont repris il y a une dizaine de jours. => -
L'armée est partie fin septembre. => fin septembre: 2022-09-21..2022-09-30
L'armée partira fin mars. => fin mars: 2023-03-21..2023-03-31
L'armée est partie mi-février. => mi-février: 2022-02-11..2022-02-20
L'armée est partie début octobre. => début octobre: 2022-10-01..2022-10-10
L'armée partira début novembre. => début novembre: 2022-11-01..2022-11-10
L'armée partira à la fin du mois. => fin du mois: 2022-10-21..2022-10-31
L'armée partira à la fin du mois prochain. => fin du mois prochain: 2022-11-21..2022-11-30
L'armée est partie au premier trimestre 2022. => premier trimestre 2022: 2022-01-01..2022-03-31
L'armée est partie au premier semestre. => -
L'armée est partie au printemps. => printemps: 2022-03-01..2022-05-31
L'armée partira au printemps prochain. => printemps prochain: 2023-03-01..2023-05-31
L'armée est partie les 9 et 10 octobre. => 9 et 10 octobre: 2022-10-09..2022-10-10
L'armée est partie du 9 au 11 octobre. => du 9 au 11 octobre: 2022-10-09..2022-10-11
L'armée est là depuis le début de l'année. => depuis le début de l'année: 2022-01-01..
L'armée est là depuis la semaine dernière. => depuis la semaine dernière: 2022-10-03..
La guerre a commencé il y a huit mois. => il y a huit mois: 2022-02-01..2022-02-28
Les élections auront lieu le 6 novembre. => 6 novembre: 2022-11-06
Les ministres se réunissent vendredi. => vendredi: 2022-10-14
Les ministres se sont réunis vendredi. => vendredi: 2022-10-07
Une grève vendredi fermerait le port. => vendredi: 2022-10-14
Le port ouvrira dès lundi. => dès lundi: 2022-10-17..
Le port a ouvert ce week-end. => ce week-end: 2022-10-08..2022-10-09
Le port a ouvert jeudi dans la matinée. => jeudi: 2022-10-13
Le port a ouvert dans l'après-midi. => -
Le port ouvrira un jour. => -
Le port a ouvert ce jour-là. => -
Le port a ouvert le lendemain. => le lendemain: ?
Le port avait ouvert la veille. => la veille: ?
Le port a ouvert deux jours plus tard. => -
Le port a ouvert le lundi suivant. => -
Le port a ouvert le 1.5.2022. => 1.5.2022: 2022-05-01
Le port a ouvert le 01/05/22. => 01/05/22: 2022-05-01
"""


@pytest.mark.parametrize(("lang", "published", "sentence", "expected"), cases("en", ENGLISH) + cases("fr", FRENCH))
def test_a_date_is_read_as_the_news_word_it(lang: str, published: str, sentence: str, expected: str) -> None:
    assert show(sentence, lang, published) == expected
