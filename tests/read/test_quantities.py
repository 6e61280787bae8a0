"""Numbers in the text, with bounds and unit. Every event below is an EXERCISE.

A line is a sentence, `=>`, and its numbers: `words = value unit`. `12..` is a lower bound alone, `..30` an upper one,
`30..40` both with no value; `300 (270..330)` a value with the bounds that an "about" gives; `-` as unit means none.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.lang.tongue import load_tongue
from vigie.model import Document
from vigie.read.layers import find_layers
from vigie.read.quantities import find_quantities

ENGLISH = """
The shelling killed 12 people. => 12 = 12 killed
The shelling killed at least 12 people. => at least 12 = 12.. killed
The blast left 12 dead and 30 injured. => 12 = 12 killed; 30 = 30 wounded
Three people were killed and five others were wounded. => Three = 3 killed; five = 5 wounded
Nine soldiers were wounded in the drill. => Nine = 9 wounded
Twelve sailors are missing. => Twelve = 12 missing
The storm claimed 14 lives. => 14 = 14 killed
One person was killed. => One = 1 killed
Seven civilians died in the fire. => Seven = 7 killed
Police arrested 40 people. => 40 = 40 arrested
The flood displaced some 3,000 people. => some 3,000 = 3000 (2700..3300) displaced
Two soldiers wounded three civilians. => Two = 2 soldier; three = 3 wounded
The fleet fired 84 missiles. => 84 = 84 missile
The fleet fired 84 cruise missiles at the range. => 84 = 84 missile
They hold 6,000 nuclear warheads. => 6,000 = 6000 warhead
They hold about 6,000 warheads. => about 6,000 = 6000 (5400..6600) warhead
They launched more than 20 drones. => more than 20 = 20.. drone
They launched up to 30 rockets. => up to 30 = ..30 rocket
They launched as many as 30 rockets. => as many as 30 = ..30 rocket
They launched fewer than 30 rockets. => fewer than 30 = ..30 rocket
They launched between 30 and 40 rockets. => between 30 and 40 = 30..40 rocket
They launched 30 to 40 rockets. => 30 to 40 = 30..40 rocket
They launched 12-14 rockets. => 12-14 = 12..14 rocket
They launched five to 10 rockets. => five to 10 = 5..10 rocket
They launched nearly 50 rockets. => nearly 50 = 50 (45..55) rocket
They launched three dozen rockets. => three dozen = 36 rocket
They launched a dozen rockets. => a dozen = 12 rocket
They launched half a dozen rockets. => half a dozen = 6 rocket
They launched dozens of rockets. => dozens = 24.. rocket
They launched scores of rockets. => scores = 40.. rocket
They launched hundreds of rockets. => hundreds = 200.. rocket
Tens of thousands of people fled. => Tens of thousands = 20000.. person
Hundreds of thousands of people fled. => Hundreds of thousands = 200000.. person
Millions of people fled. => Millions = 2000000.. person
They launched a couple of rockets. => a couple = 2..3 rocket
They launched several rockets. => several = 2.. rocket
They launched ninety-seven rockets. => ninety-seven = 97 rocket
They launched two hundred and fifty rockets. => two hundred and fifty = 250 rocket
They launched one hundred rockets. => one hundred = 100 rocket
They launched a hundred rockets. => a hundred = 100 rocket
The aid is worth $1.5 billion. => $1.5 billion = 1500000000 dollar
The aid is worth $1.5bn. => $1.5bn = 1500000000 dollar
The aid is worth €20m. => €20m = 20000000 euro
The aid is worth US$5 million. => US$5 million = 5000000 dollar
The aid is worth 5 million euros. => 5 million = 5000000 euro
The aid is worth nearly $3 million. => nearly $3 million = 3000000 (2700000..3300000) dollar
The aid is worth £300. => £300 = 300 pound
Some 1.5 million people have fled. => Some 1.5 million = 1500000 (1350000..1650000) person
Half a million people have fled. => Half a million = 500000 person
Prices rose 20%. => 20 = 20 percent
Prices rose 20 percent. => 20 = 20 percent
Prices rose 3.5 per cent. => 3.5 = 3.5 percent
Two thirds of the houses are empty. => Two thirds = 0.666667 share
Two-thirds of voters agreed. => Two-thirds = 0.666667 share
A third of the houses are empty. => A third = 0.333333 share
Half of the houses are empty. => Half = 0.5 share
The strip is 40 km long. => 40 = 40 kilometre
The strip is 40km long. => 40 = 40 kilometre
The strip is 25 miles long. => 25 = 25 mile
The hold carries 300 tonnes of grain. => 300 = 300 tonne
The ceasefire lasted three days. => three = 3 day
A three-day ceasefire was agreed. => three = 3 day
The 14-member alliance met. => 14 = 14 member
The drill involves 60 aircraft and 14 countries. => 60 = 60 aircraft; 14 = 14 country
The drill involves 12 ships, four submarines and 5,000 troops. => 12 = 12 ship; four = 4 submarine; 5,000 = 5000 troop
The drill lasts 48 hours. => 48 = 48 hour
The fire destroyed 14 houses. => 14 = 14 house
The fire destroyed 14 apartment buildings. => 14 = 14 building
The fire destroyed 14 wells. => 14 = 14 well
The strikes hit 10 cities. => 10 = 10 city
The pier holds 200 or more. => 200 or more = 200.. -
At least two of the tanks burned. => At least two = 2.. tank
Only three of the 12 ships returned. => three = 3 ship; 12 = 12 ship
They counted 12 Ostarian soldiers. => 12 = 12 soldier
They counted no fewer than 12 soldiers. => no fewer than 12 = 12.. soldier
They counted over 400 soldiers. => over 400 = 400.. soldier
They counted roughly 400 soldiers. => roughly 400 = 400 (360..440) soldier
More than a dozen soldiers left. => More than a dozen = 12.. soldier
About half of the soldiers left. => About half = 0.5 (0.45..0.55) share
The council voted 12 to 3. => -
The team won 3-1 at home. => -
The F-16 landed beside the Su-34. => -
A Boeing 737 crashed near the pier. => -
The G7 met again. => -
The base opened in 2014. => -
The base opened on October 11, 2022. => -
The base opened two weeks ago. => -
The base opens at 14:30. => -
The base opens at 9am. => -
The base opens at 2:30 p.m. => -
The base opens at 5 p.m. => -
Article 5 was cited again. => -
Resolution 2231 was cited again. => -
Flight 370 vanished. => -
One of the boats sank. => -
No one was there. => -
One should be careful. => -
The one they saw was red. => -
The first boat and the second boat left. => -
The 10th boat left. => -
Call 020 7946 0958 for details. => -
The desk is staffed 24/7. => -
World War 2 ended there. => -
Apollo 11 landed. => -
A 34-year-old man swam ashore. => -
Marja Salo, 34, swam ashore. => -
A man aged 34 swam ashore. => -
1. Keep the pier clear. => -
He lives at No. 10 by the pier. => -
The team scores often. => -
About four in 10 voters agreed. => About four in 10 = 0.4 (0.36..0.44) share
They found a 15 percent polling threshold. => 15 = 15 percent
They fought a two-front war. => two = 2 front
They opened a two-way road. => -
He lives at 131 West Harbour Street. => -
A couple of hundred sailors left. => A couple of hundred = 200.. sailor
They read his 2003 book. => -
The note contradicts 2013 comments. => -
One of three $50,000 prizes went to a sailor. => three = 3 -; $50,000 = 50000 dollar
They lead by 13 points. => 13 = 13 point
2 Marja Salo. => -
They read one influential 2009 paper. => -
The board of the 3 million member union met. => 3 million = 3000000 member
The 60 second film was shown. => 60 = 60 second
They hope that 1) it rains and 2) it stops. => -
Articles 106 and 107 were cited. => -
Save a quarter of a million dollars. => a quarter of a million = 250000 dollar
"""

FRENCH = """
Les tirs ont tué 12 personnes. => 12 = 12 killed
Les tirs ont tué au moins 12 personnes. => au moins 12 = 12.. killed
L'explosion a fait 12 morts et 30 blessés. => 12 = 12 killed; 30 = 30 wounded
L'explosion a fait douze morts. => douze = 12 killed
L'explosion a fait un mort et trois blessés. => un = 1 killed; trois = 3 wounded
Trois personnes ont été tuées et cinq autres blessées. => Trois = 3 killed; cinq = 5 wounded
Neuf soldats ont été blessés. => Neuf = 9 wounded
Douze marins sont portés disparus. => Douze = 12 missing
La tempête a coûté la vie à 14 personnes. => 14 = 14 killed
Sept civils sont morts dans l'incendie. => Sept = 7 killed
La police a arrêté 40 personnes. => 40 = 40 arrested
Le bilan est de 12 tués. => 12 = 12 killed
Deux soldats ont blessé trois civils. => Deux = 2 soldier; trois = 3 wounded
La flotte a tiré 84 missiles. => 84 = 84 missile
La flotte a tiré 84 missiles de croisière. => 84 = 84 missile
Ils ont un stock de 6\u00a0000 têtes nucléaires. => 6\u00a0000 = 6000 warhead
Ils ont un stock de 6 000 ogives. => 6 000 = 6000 warhead
Ils ont un stock de 6.000 ogives. => 6.000 = 6000 warhead
Ils ont un stock d'environ 6 000 ogives. => environ 6 000 = 6000 (5400..6600) warhead
Ils ont lancé plus de 20 drones. => plus de 20 = 20.. drone
Ils ont lancé jusqu'à 30 roquettes. => jusqu'à 30 = ..30 rocket
Ils ont lancé moins de 30 roquettes. => moins de 30 = ..30 rocket
Ils ont lancé entre 30 et 40 roquettes. => entre 30 et 40 = 30..40 rocket
Ils ont lancé de 30 à 40 roquettes. => de 30 à 40 = 30..40 rocket
Ils ont lancé 30 à 40 roquettes. => 30 à 40 = 30..40 rocket
Ils ont lancé 12-14 roquettes. => 12-14 = 12..14 rocket
Ils ont lancé près de 50 roquettes. => près de 50 = 50 (45..55) rocket
Ils ont lancé quelque 50 roquettes. => quelque 50 = 50 (45..55) rocket
Ils ont lancé une quarantaine de roquettes. => une quarantaine = 40 (36..44) rocket
Ils ont lancé une dizaine de roquettes. => une dizaine = 10 (9..11) rocket
Ils ont lancé une douzaine de roquettes. => une douzaine = 12 (10..14) rocket
Ils ont lancé une centaine de roquettes. => une centaine = 100 (90..110) rocket
Ils ont lancé un millier de roquettes. => un millier = 1000 (900..1100) rocket
Ils ont lancé plus d'une centaine de roquettes. => plus d'une centaine = 100.. rocket
Ils ont lancé des dizaines de roquettes. => des dizaines = 20.. rocket
Ils ont lancé des centaines de roquettes. => des centaines = 200.. rocket
Des milliers de personnes ont fui. => Des milliers = 2000.. person
Plusieurs milliers de personnes ont fui. => Plusieurs milliers = 2000.. person
Des dizaines de milliers de personnes ont fui. => Des dizaines de milliers = 20000.. person
Des centaines de milliers de personnes ont fui. => Des centaines de milliers = 200000.. person
Des millions de personnes ont fui. => Des millions = 2000000.. person
Ils ont lancé plusieurs roquettes. => plusieurs = 2.. rocket
Ils ont lancé quatre-vingt-dix-sept roquettes. => quatre-vingt-dix-sept = 97 rocket
Ils ont lancé vingt et une roquettes. => vingt et une = 21 rocket
Ils ont lancé soixante et onze roquettes. => soixante et onze = 71 rocket
Ils ont lancé deux cent cinquante roquettes. => deux cent cinquante = 250 rocket
Ils ont lancé mille deux cents roquettes. => mille deux cents = 1200 rocket
Ils ont lancé cent roquettes. => cent = 100 rocket
L'aide atteint 1,5 million d'euros. => 1,5 million = 1500000 euro
L'aide atteint 2,3 milliards de dollars. => 2,3 milliards = 2300000000 dollar
L'aide atteint 20 millions d’euros. => 20 millions = 20000000 euro
L'aide atteint 300 €. => 300 = 300 euro
L'aide atteint près de 3 millions d'euros. => près de 3 millions = 3000000 (2700000..3300000) euro
Quelque 1,5 million de personnes ont fui. => Quelque 1,5 million = 1500000 (1350000..1650000) person
Un demi-million de personnes ont fui. => Un demi-million = 500000 person
Les prix ont monté de 20 %. => 20 = 20 percent
Les prix ont monté de 3,5%. => 3,5 = 3.5 percent
Les prix ont monté de 20 pour cent. => 20 = 20 percent
Les deux tiers des maisons sont vides. => deux tiers = 0.666667 share
Un tiers des maisons sont vides. => Un tiers = 0.333333 share
La moitié des maisons sont vides. => La moitié = 0.5 share
Les trois quarts des maisons sont vides. => trois quarts = 0.75 share
La bande mesure 40 km. => 40 = 40 kilometre
La bande mesure 40 kilomètres. => 40 = 40 kilometre
La cale porte 300 tonnes de blé. => 300 = 300 tonne
La trêve a duré trois jours. => trois = 3 day
L'exercice réunit 60 avions et 14 pays. => 60 = 60 aircraft; 14 = 14 country
L'exercice réunit 12 navires, quatre sous-marins et 5 000 soldats. => 12 = 12 ship; quatre = 4 submarine; 5 000 = 5000 soldier
L'exercice dure 48 heures. => 48 = 48 hour
L'incendie a détruit 14 maisons. => 14 = 14 house
L'incendie a détruit 14 puits. => 14 = 14 puits
Les frappes ont touché 10 villes. => 10 = 10 city
Au moins deux des chars ont brûlé. => Au moins deux = 2.. tank
Ils ont compté 12 soldats ostariens. => 12 = 12 soldier
Ils ont compté pas moins de 12 soldats. => pas moins de 12 = 12.. soldier
Ils ont compté 12 jeunes soldats. => 12 = 12 soldier
Les deux ministres ont parlé. => deux = 2 ministre
On y compte 2000 marins. => 2000 = 2000 sailor
Un bateau est parti. => -
Une voile est passée. => -
L'un des bateaux a coulé. => -
Le F-16 s'est posé près du Su-34. => -
Un Boeing 737 s'est écrasé. => -
Le G7 s'est réuni. => -
La base a ouvert en 2014. => -
La base a ouvert le 11 octobre 2022. => -
La base a ouvert il y a deux semaines. => -
La base ouvre à 14h30. => -
La base ouvre à 14 heures. => -
La base ouvre à 14 heures 30. => -
L'article 5 fut cité. => -
La résolution 2231 fut citée. => -
Le vol 370 a disparu. => -
Le premier bateau et le deuxième bateau sont partis. => -
Le 10e bateau est parti. => -
Appelez le 01 42 34 56 78 pour en savoir plus. => -
Le bureau veille 24h/24. => -
Apollo 11 s'est posé. => -
Un homme âgé de 34 ans a nagé. => -
Marja Salo, 34 ans, a nagé. => -
1. Garder le quai libre. => -
Un véhicule neuf attend. => -
France 24 a montré la carte. => -
Les articles 106 et 107 furent cités. => -
La note fut ajoutée (1, 2). => -
ARMA 3 est un jeu. => -
On y voit une femme blessée. => -
Une femme a été blessée. => Une = 1 wounded
Le dépôt se trouve au 33 rue Centrale. => -
Le mur atteint 1 m de haut. => 1 = 1 metre
Le hangar mesure 200 mètres carrés. => 200 = 200 square_metre
Neuf sur dix des marins approuvent. => Neuf sur dix = 0.9 share
Le total atteint environ 16 500 votes. => environ 16 500 = 16500 (14850..18150) vote
L'aide atteint un milliard et demi de dollars. => un milliard et demi = 1500000000 dollar
L'équipe a gagné 3-1. => -
"""


def cases(lang: str, table: str) -> list[tuple[str, str, str]]:
    """Return (language, sentence, expected) for each line of a table."""
    rows = [line.split(" => ") for line in table.strip().splitlines()]
    return [(lang, sentence, expected) for sentence, expected in rows]


def show(text: str, lang: str) -> str:
    """Return the quantities found in the text, written as the tables write them."""
    found = find_quantities(find_layers(Document("t", text, lang, published="2022-10-13"), load_tongue(lang)))
    return "; ".join(f"{q.span.slice(text)} = {_size(q.value, q.low, q.high)} {q.unit or '-'}" for q in found) or "-"


def _size(value: float | None, low: float | None, high: float | None) -> str:
    bounds = f"{_plain(low)}..{_plain(high)}"
    if value is None:
        return bounds
    return _plain(value) if low == value == high else f"{_plain(value)} ({bounds})"


def _plain(number: float | None) -> str:
    return "" if number is None else f"{round(number, 6):f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("lang", "sentence", "expected"), cases("en", ENGLISH) + cases("fr", FRENCH))
def test_number_with_its_bounds_and_unit(lang: str, sentence: str, expected: str) -> None:
    assert show(sentence, lang) == expected


def test_quantities_are_numbered_in_reading_order() -> None:
    text = "They saw 12 ships. They saw 14 tanks."
    layers = find_layers(Document("t", text, "en"), load_tongue("en"))
    assert [(q.id, q.value) for q in find_quantities(layers)] == [("q1", 12.0), ("q2", 14.0)]


PIECES = [
    "12", "3", "6,000", "6 000", "1.5", "1,5", "2014", "10th", "14:30", "14h30", "3m", "40km", "$", "€", "%", "at least",
    "au moins", "between", "entre", "and", "et", "to", "à", "-", "or more", "dozen", "dozens", "of", "de", "d'", "des", "une",
    "quarantaine", "centaines", "milliers", "million", "millions", "billion", "half", "a", "third", "tiers", "deux", "cent",
    "vingt", "quatre", "two", "hundred", "one", "un", "killed", "were", "people", "morts", "tué", "personnes", "missiles",
    "Article", "F", ".", ",", "(", ")", "demi", "moitié", "several", "plusieurs", "99999999999999999999", "0",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, lang=st.sampled_from(["en", "fr"]))
def test_any_text_gives_ordered_spans_inside_it_and_bounds_in_order(text: str, lang: str) -> None:
    found = find_quantities(find_layers(Document("t", text, lang), load_tongue(lang)))
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)
    assert all(q.value is not None or q.low is not None or q.high is not None for q in found)
