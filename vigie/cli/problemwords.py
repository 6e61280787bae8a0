"""The words in which evidence tables are shown on a terminal."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "in_days": "the day {n} days after it is put", "resolved": "resolved by", "base_rate": "base rate",
        "hypotheses": "hypotheses (prior)", "indicators": "indicators", "alarm": "an alarm is about this",
        "group": "group", "cap": "cap", "not_informative": "no chance of seeing stated: not informative",
        "evidence": "evidence (× against {reference}; records below each row)", "nothing": "nothing held",
        "most": "moves it most", "alarm_yes": "ALARM: {what}", "alarm_no": "no alarm", "setting": "setting",
        "never": "What the stated numbers make of the reporting held; no prediction, and silence is no calm.",
        "halved": "halved", "halved_told": "halved: where the answer would be if every ratio were only its square root",
        "capped": "capped", "faded": "faded to {share:.2f} by age",
        "shared": "depends on {other}: counted at {share:g}", "tells_apart": "tells apart",
        "same": "WARNING: rests on records that {others} counts too, in another group", "against": "speaks against",
        "least": "least speaks against: {best}", "no_evidence": "nothing held that tells the hypotheses apart",
        "states": {
            "seen": "seen", "silent": "silent", "unconfirmed": "told by too few outlets", "looked": "looked, saw nothing",
            "not_informative": "said or looked, not informative", "overtaken": "looked before it was seen: not counted",
            "nobody_looked": "nobody looked",
        },
    },
    "fr": {
        "in_days": "{n} jours après qu'elle est posée", "resolved": "tranchée par", "base_rate": "taux de base",
        "hypotheses": "hypothèses (a priori)", "indicators": "indicateurs", "alarm": "objet d'une alarme",
        "group": "groupe", "cap": "plafond", "not_informative": "aucune chance de voir indiquée : non informatif",
        "evidence": "indices (× face à {reference} ; fiches sous chaque ligne)", "nothing": "rien sur",
        "most": "pèse le plus", "alarm_yes": "ALARME : {what}", "alarm_no": "pas d'alarme", "setting": "réglage",
        "never": "Ce que les nombres indiqués font des informations tenues ; ni prédiction, et le silence n'est pas le calme.",
        "halved": "moitié", "halved_told": "moitié : où serait la réponse si chaque rapport n'était que sa racine carrée",
        "capped": "plafonné", "faded": "réduit à {share:.2f} par l'âge",
        "shared": "dépend de {other} : compté à {share:g}", "tells_apart": "distingue",
        "same": "ATTENTION : repose sur des fiches que {others} compte aussi, dans un autre groupe", "against": "parle contre",
        "least": "le moins contre : {best}", "no_evidence": "rien qui distingue les hypothèses",
        "states": {
            "seen": "vu", "silent": "silence", "unconfirmed": "rapporté par trop peu de médias",
            "looked": "cherché, rien vu", "not_informative": "dit ou cherché, non informatif",
            "overtaken": "cherché avant d'être vu : non compté", "nobody_looked": "personne n'a cherché",
        },
    },
}  # fmt: skip
