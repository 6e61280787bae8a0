"""Whether an act happened, goes on, is due or only feared, and which mentions are one act: French and English sentences."""

from __future__ import annotations

import pytest

from vigie.read import read_text

SENTENCES = [
    ("fr", "Plus de 40 civils ont été tués à Karvel lundi.", "ASSAULT", "past", "positive"),
    ("fr", "Plus de 300 missiles ont frappé la ville de Karvel.", "ASSAULT", "past", "positive"),
    ("fr", "Pas moins de douze soldats ont été tués à Karvel.", "ASSAULT", "past", "positive"),
    ("fr", "Non seulement la flotte a bombardé le port, mais elle a coupé la route.", "ASSAULT", "past", "positive"),
    ("fr", "L'armée a bombardé le port, sans compter les villages.", "ASSAULT", "past", "positive"),
    ("fr", "L'armée a tué plus de vingt civils à Karvel.", "ASSAULT", "past", "positive"),
    ("fr", "Plus un seul cargo n'a été attaqué depuis mars.", "ASSAULT", "past", "negative"),
    ("fr", "La flotte n'attaque plus les convois.", "ASSAULT", "past", "negative"),
    ("fr", "L'armée ne bombarde plus la ville depuis lundi.", "ASSAULT", "past", "negative"),
    ("en", "No less than a dozen soldiers were killed in the shelling of Karvel.", "ASSAULT", "past", "positive"),
    ("en", "The army not only shelled the port but blocked the road.", "ASSAULT", "past", "positive"),
    ("en", "More than 40 civilians were killed in Karvel.", "ASSAULT", "past", "positive"),
    ("fr", "L'Estonie rappelle depuis hier huit mille réservistes.", "MOBILIZE", "ongoing", "positive"),
    ("fr", "Les troupes russes bombardent Karvel depuis trois jours.", "ASSAULT", "ongoing", "positive"),
    ("fr", "L'armée continue de bombarder le port.", "ASSAULT", "ongoing", "positive"),
    ("fr", "L'armée continue à bombarder le port.", "ASSAULT", "ongoing", "positive"),
    ("fr", "Les troupes bombardent toujours la ville de Karvel.", "ASSAULT", "ongoing", "positive"),
    ("fr", "Les soldats sont en train de bombarder la ville.", "ASSAULT", "ongoing", "positive"),
    ("fr", "La Russie frappe Kharkiv.", "ASSAULT", "past", "positive"),
    ("fr", "La Russie bombarde le port d'Odessa.", "ASSAULT", "past", "positive"),
    ("en", "Israel strikes Beirut.", "ASSAULT", "past", "positive"),
    ("en", "Russia shells the port of Odesa.", "ASSAULT", "past", "positive"),
    ("en", "Russian troops are shelling the port of Odesa.", "ASSAULT", "ongoing", "positive"),
    ("en", "Russian troops have been shelling Odesa since Monday.", "ASSAULT", "ongoing", "positive"),
    ("en", "Russian troops were shelling Odesa on Monday.", "ASSAULT", "past", "positive"),
    ("en", "The army continues to bomb the port.", "ASSAULT", "ongoing", "positive"),
    ("en", "Estonia has been mobilising its reservists for three weeks.", "MOBILIZE", "ongoing", "positive"),
    ("en", "The army is still shelling the port.", "ASSAULT", "ongoing", "positive"),
    ("fr", "Des manœuvres navales sont prévues samedi au large de Karvel.", "MOBILIZE", "planned", "positive"),
    (
        "fr",
        "Une rencontre entre les présidents français et turc est prévue lundi à Oslo.",
        "CONSULT",
        "planned",
        "positive",
    ),
    ("fr", "Le sommet entre Oslo et Moscou est attendu jeudi.", "CONSULT", "planned", "positive"),
    ("fr", "De nouvelles manifestations sont prévues samedi à Turin.", "PROTEST", "planned", "positive"),
    ("en", "A naval exercise is scheduled for March off Norway.", "MOBILIZE", "planned", "positive"),
    ("en", "A meeting between the French and Turkish presidents is set for Monday.", "CONSULT", "planned", "positive"),
    ("en", "Talks between Oslo and Moscow are due on Thursday.", "CONSULT", "planned", "positive"),
    ("en", "Talks between Oslo and Moscow are expected to resume on Thursday.", "CONSULT", "planned", "positive"),
    ("en", "A protest by dockers is planned for Saturday in Turin.", "PROTEST", "planned", "positive"),
    ("fr", "Une nouvelle offensive russe avant décembre est peu probable.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Une attaque contre le port est improbable, selon la marine.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Le port craint une attaque de la flotte.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Si l'armée bombarde le port, Oslo répondra.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Une attaque russe contre le port est possible.", "ASSAULT", "hypothetical", "positive"),
    ("en", "A new Russian offensive before December is unlikely.", "ASSAULT", "hypothetical", "positive"),
    ("en", "An attack on the port is possible, the navy said.", "ASSAULT", "hypothetical", "positive"),
    ("en", "The navy fears a Russian attack on the port.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Moscou a démenti toute implication dans l'attaque du port.", "ASSAULT", "past", "positive"),
    ("fr", "Moscou dément toute attaque contre le port.", "ASSAULT", "past", "negative"),
    ("fr", "Moscou dément avoir bombardé le port.", "ASSAULT", "past", "negative"),
    ("en", "Moscow denied shelling the port.", "ASSAULT", "past", "negative"),
    ("en", "Moscow denied that its troops had shelled the port.", "ASSAULT", "past", "negative"),
    ("en", "Any attack on the port would be a mistake, Oslo said.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Toute attaque contre le port serait une erreur, selon Oslo.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Aucun soldat n'a été tué à Karvel.", "ASSAULT", "past", "negative"),
    ("fr", "Aucun bâtiment n'a été bombardé à Karvel.", "ASSAULT", "past", "negative"),
    ("fr", "La rencontre entre Oslo et Moscou n'a pas eu lieu.", "CONSULT", "past", "negative"),
    ("fr", "La rencontre entre les présidents français et turc a été annulée.", "CONSULT", "past", "negative"),
    ("en", "No soldier was killed in Karvel.", "ASSAULT", "past", "negative"),
    ("en", "Not a single soldier was killed in Karvel.", "ASSAULT", "past", "negative"),
    ("en", "The meeting between the French and Turkish presidents was cancelled.", "CONSULT", "past", "negative"),
    ("fr", "Oslo a annulé ses manœuvres navales au large de la Norvège.", "MOBILIZE", "past", "negative"),
    ("en", "The army has not shelled the port.", "ASSAULT", "past", "negative"),
    ("fr", "L'armée aurait bombardé le port, selon un marin.", "ASSAULT", "past", "positive"),
    ("fr", "Vingt soldats auraient été tués à Karvel.", "ASSAULT", "past", "positive"),
    ("en", "Moscow would have attacked the port if Oslo had not moved.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Moscou aurait attaqué le port si Oslo n'avait pas bougé.", "ASSAULT", "hypothetical", "positive"),
    ("fr", "Une personne a été tuée à Karvel.", "ASSAULT", "past", "positive"),
    ("fr", "Aucun groupe n'a revendiqué l'attaque du port.", "ASSAULT", "past", "positive"),
    ("en", "No group has claimed the attack on the port.", "ASSAULT", "past", "positive"),
    ("fr", "Les troupes tirent sur le port depuis Karvel.", "ASSAULT", "past", "positive"),
]
SAME = [
    ("fr", "Onze soldats ont été tués mardi à Karvel. L'assaut a duré deux heures.", "ASSAULT", [2]),
    ("fr", "Un drone a percuté le pétrolier Selma. L'attaque n'a fait aucun blessé.", "ASSAULT", [2]),
    ("en", "A drone struck the port of Odesa on Tuesday. The strike damaged two cranes.", "ASSAULT", [2]),
    ("en", "Missiles hit the port of Odesa. The attack killed three dockers.", "ASSAULT", [2]),
    ("fr", "Des missiles russes ont frappé Odessa lundi. Des drones ont frappé Kharkiv mardi.", "ASSAULT", [1, 1]),
    ("fr", "La Russie bombarde Odessa\n\nLa Russie a bombardé Odessa dans la nuit de lundi.", "ASSAULT", [2]),
    ("en", "Russia shells Odesa\n\nRussian troops shelled Odesa on Monday.", "ASSAULT", [2]),
    ("en", "Israel strikes Beirut\n\nIsraeli jets struck Beirut on Monday, the army said.", "ASSAULT", [2]),
    (
        "fr",
        "Le Mali expulse l'ambassadeur de France\n\nLe Mali a expulsé mardi l'ambassadeur de France.",
        "SANCTION",
        [2],
    ),
    ("fr", "Les troupes russes ont attaqué Karvel lundi. Les troupes françaises ont attaqué Selma.", "ASSAULT", [1, 1]),
    ("en", "Gunmen killed six soldiers near Goma. The ambush took place at dawn.", "ASSAULT", [2]),
    (
        "en",
        "Gunmen killed six soldiers near Goma on Monday. Gunmen killed four soldiers near Bukavu on Tuesday.",
        "ASSAULT",
        [1, 1],
    ),
]


@pytest.mark.parametrize(("lang", "text", "kind", "status", "polarity"), SENTENCES)
def test_a_sentence_shows_whether_its_act_happened(lang: str, text: str, kind: str, status: str, polarity: str) -> None:
    events = read_text(text, lang=lang, realm="exercise").events
    assert [(e.status, e.polarity) for e in events if e.type == kind] == [(status, polarity)]


@pytest.mark.parametrize(("lang", "text", "kind", "mentions"), SAME)
def test_one_act_told_twice_is_one_event(lang: str, text: str, kind: str, mentions: list[int]) -> None:
    events = read_text(text, lang=lang, realm="exercise").events
    assert [len(e.mentions) for e in events if e.type == kind] == mentions
