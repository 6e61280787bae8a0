"""Numbers, as news words them: own sentences, read as those of `test_quantities.py`. Every event is an EXERCISE.

Tolls, bounds before and behind the noun, shares, models of arms, money, Swiss apostrophes.
"""

from __future__ import annotations

import pytest

from tests.read.test_quantities import cases, show

ENGLISH = """
At least 12 people were killed and 30 others injured. => At least 12 = 12.. killed; 30 = 30 wounded
Up to 40 people may have died. => Up to 40 = ..40 killed
As many as 40 people were killed. => As many as 40 = ..40 killed
Some 40 people were killed. => Some 40 = 40 (36..44) killed
Nearly 3,000 troops were deployed. => Nearly 3,000 = 3000 (2700..3300) troop
Between 10 and 15 missiles were fired. => Between 10 and 15 = 10..15 missile
Ten to 15 missiles were fired. => Ten to 15 = 10..15 missile
Russia fired 10-15 missiles. => 10-15 = 10..15 missile
Russia fired more than 100 drones and 36 missiles overnight. => more than 100 = 100.. drone; 36 = 36 missile
Air defences shot down 88 of 108 drones. => 88 = 88 drone; 108 = 108 drone
All 36 missiles were intercepted. => 36 = 36 missile
Two children were among the dead. => Two = 2 killed
Three people, including a child, were killed. => Three = 3 killed
The death toll rose to 45. => 45 = 45 killed
The death toll rose from 30 to 45. => 30 = 30 killed; 45 = 45 killed
The number of wounded rose to 120. => 120 = 120 wounded
A dozen people were hurt. => A dozen = 12 wounded
Dozens were killed. => Dozens = 24.. killed
Hundreds of thousands fled. => Hundreds of thousands = 200000.. -
One person was killed. => One = 1 killed
No one was hurt. => -
The strike killed at least five. => at least five = 5.. killed
The strike left five dead and eight wounded. => five = 5 killed; eight = 8 wounded
The strike left 5 people dead. => 5 = 5 killed
The strike wounded 21, three of them seriously. => 21 = 21 wounded; three = 3 -
Strikes hit 14 cities and 3 villages. => 14 = 14 city; 3 = 3 village
Output fell 3.5%. => 3.5 = 3.5 percent
Output fell by 3.5 per cent. => 3.5 = 3.5 percent
Turnout was about 60 percent. => about 60 = 60 (54..66) percent
The deal is worth $1.5bn. => $1.5bn = 1500000000 dollar
The deal is worth €300 million. => €300 million = 300000000 euro
The deal is worth 2 trillion roubles. => 2 trillion = 2000000000000 rouble
The missile flew 1,200 km. => 1,200 = 1200 kilometre
The missile flew 750 miles. => 750 = 750 mile
The front moved 2.5 kilometres. => 2.5 = 2.5 kilometre
Some 15,000 soldiers and 200 tanks take part. => Some 15,000 = 15000 (13500..16500) soldier; 200 = 200 tank
The brigade has 4,000-5,000 troops. => 4,000-5,000 = 4000..5000 troop
An estimated 2.5 million people were displaced. => An estimated 2.5 million = 2500000 (2250000..2750000) displaced
No fewer than 30 people were arrested. => No fewer than 30 = 30.. arrested
Fewer than 10 people were arrested. => Fewer than 10 = ..10 arrested
Over 200 houses burned. => Over 200 = 200.. house
Around 70 prisoners were exchanged. => Around 70 = 70 (63..77) prisoner
230 prisoners of war returned. => 230 = 230 prisoner
They captured 12 soldiers. => 12 = 12 captured
They fired 3 ballistic missiles. => 3 = 3 missile
They fired 3 Iskander-M ballistic missiles. => 3 = 3 missile
They fired 20 Shahed drones. => 20 = 20 drone
They sent 18 Leopard 2 tanks. => 18 = 18 tank
They sent 10'000 shells. => 10'000 = 10000 shell
The population is 10.000. => 10.000 = 10000 -
Power was cut to 1.2 million homes. => 1.2 million = 1200000 house
They voted 14-1. => -
The ratio is 3 to 1. => -
Half the homes burned. => Half = 0.5 share
Two-thirds of the homes burned. => Two-thirds = 0.666667 share
One in five homes burned. => One in five = 0.2 share
"""

FRENCH = """
Au moins 12 personnes ont été tuées et 30 autres blessées. => Au moins 12 = 12.. killed; 30 = 30 wounded
Jusqu'à 40 personnes auraient péri. => Jusqu'à 40 = ..40 killed
Près de 40 personnes ont péri. => Près de 40 = 40 (36..44) killed
Une dizaine de personnes ont été tuées. => Une dizaine = 10 (9..11) killed
Une trentaine de missiles ont été tirés. => Une trentaine = 30 (27..33) missile
Quelque 3 000 soldats ont été déployés. => Quelque 3 000 = 3000 (2700..3300) soldier
10 à 15 missiles ont été tirés. => 10 à 15 = 10..15 missile
De dix à quinze missiles ont été tirés. => De dix à quinze = 10..15 missile
Entre 10 et 15 missiles ont été tirés. => Entre 10 et 15 = 10..15 missile
Plus de 100 drones et 36 missiles ont été tirés dans la nuit. => Plus de 100 = 100.. drone; 36 = 36 missile
La défense a abattu 88 des 108 drones. => 88 = 88 drone; 108 = 108 drone
Les 36 missiles ont été interceptés. => 36 = 36 missile
Deux enfants figurent parmi les morts. => Deux = 2 killed
Trois personnes, dont un enfant, ont été tuées. => Trois = 3 killed
Le bilan est passé à 45 morts. => 45 = 45 killed
Le bilan est passé de 30 à 45 morts. => 30 = 30 -; 45 = 45 killed
Une centaine de blessés ont été hospitalisés. => Une centaine = 100 (90..110) wounded
Des dizaines de personnes sont mortes. => Des dizaines = 20.. killed
Des centaines de milliers de personnes ont fui. => Des centaines de milliers = 200000.. person
Une personne a été tuée. => Une = 1 killed
Personne n'a été blessé. => -
La frappe a fait cinq morts et huit blessés. => cinq = 5 killed; huit = 8 wounded
La frappe a fait un mort. => un = 1 killed
Les frappes ont touché 14 villes et 3 villages. => 14 = 14 city; 3 = 3 village
La production a baissé de 3,5 %. => 3,5 = 3.5 percent
La production a baissé de 3,5 pour cent. => 3,5 = 3.5 percent
La production a baissé de trois points. => trois = 3 point
La participation est d'environ 60 %. => environ 60 = 60 (54..66) percent
L'accord vaut 1,5 milliard de dollars. => 1,5 milliard = 1500000000 dollar
L'accord vaut 300 millions d'euros. => 300 millions = 300000000 euro
L'accord vaut 300 M€. => 300 M€ = 300000000 euro
Le missile a volé 1 200 km. => 1 200 = 1200 kilometre
Le missile a volé 1.200 kilomètres. => 1.200 = 1200 kilometre
Le front a reculé de 2,5 kilomètres. => 2,5 = 2.5 kilometre
Environ 15 000 soldats et 200 chars participent. => Environ 15 000 = 15000 (13500..16500) soldier; 200 = 200 tank
La brigade compte 4 000 à 5 000 hommes. => 4 000 à 5 000 = 4000..5000 man
Pas moins de 30 personnes ont été arrêtées. => Pas moins de 30 = 30.. arrested
Moins de 10 personnes ont été interpellées. => Moins de 10 = ..10 arrested
Plus de 200 maisons ont brûlé. => Plus de 200 = 200.. house
Ils ont échangé 70 prisonniers. => 70 = 70 prisoner
Ils ont capturé 12 soldats. => 12 = 12 captured
Ils ont tiré 3 missiles balistiques. => 3 = 3 missile
Ils ont tiré 20 drones Shahed. => 20 = 20 drone
Ils ont tiré une vingtaine de drones de type Shahed. => une vingtaine = 20 (18..22) drone
Ils ont envoyé six avions de chasse. => six = 6 aircraft
Ils ont envoyé 18 chars Leopard 2. => 18 = 18 tank
Ils ont envoyé des obus de 155 mm. => 155 = 155 millimetre
Ils ont envoyé 10'000 obus. => 10'000 = 10000 shell
Ils ont envoyé 10.000 obus. => 10.000 = 10000 shell
Ils ont envoyé deux à trois mille obus. => deux à trois mille = 2000..3000 shell
Ils ont envoyé un peu plus de 300 obus. => plus de 300 = 300.. shell
Ils ont envoyé au maximum 300 obus. => au maximum 300 = ..300 shell
Ils ont envoyé au minimum 300 obus. => au minimum 300 = 300.. shell
Ils ont envoyé 300 obus au moins. => 300 = 300.. shell
Ils ont envoyé 300 obus environ. => 300 = 300 (270..330) shell
Ils ont envoyé quelques dizaines d'obus. => quelques dizaines = 20.. shell
Le courant manque à 1,2 million de foyers. => 1,2 million = 1200000 household
Un foyer sur cinq est privé de courant. => -
Les deux tiers des foyers sont privés de courant. => deux tiers = 0.666667 share
"""


@pytest.mark.parametrize(("lang", "sentence", "expected"), cases("en", ENGLISH) + cases("fr", FRENCH))
def test_a_number_is_read_as_the_news_word_it(lang: str, sentence: str, expected: str) -> None:
    assert show(sentence, lang) == expected
