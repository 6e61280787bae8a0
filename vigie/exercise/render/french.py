"""French: articles, elision, contraction, agreement, prepositions before countries, numbers in words."""

from __future__ import annotations

import re

from vigie.exercise.render.draft import Draft

_VOWEL = "aeiouàâæéèêëîïôœùûAEIOUÀÂÆÉÈÊËÎÏÔŒÙÛ"
_CONTRACTED = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}
_CONTRACT = re.compile(r"\b([Dd]e|[ÀàA]) (les?) (?![aeiouàâéèêîôœA-Z]{0}[\"“«])")
_ELIDE = re.compile(
    rf"\b(l[ea]|de|que|ne|se|je|me|jusque|lorsque|puisque|L[ea]|De|Que|Ne|Jusque|Lorsque|Puisque) (?=[{_VOWEL}])(?!onz|oui\b|un\b \d)"
)
_SI = re.compile(r"\b([Ss])i (?=ils?\b)")
_ARTICLE = re.compile(r"(?:(le|la|les) |(l['’]))", re.I)
_UNITS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt", 9: "quatre-vingt"}  # fmt: skip


def join(draft: Draft) -> None:
    """Elide and contract where words meet: de + le, à + les, que + il, la + Alliance."""
    draft.edit(_ELIDE, lambda m: m[1][:-1] + "'")
    draft.edit(_SI, r"\1'")
    draft.edit(_CONTRACT, _contract)


def _contract(match: re.Match[str]) -> str:
    word = _CONTRACTED[f"{match[1].lower().replace('a', 'à')} {match[2]}"]
    return (word.capitalize() if match[1][0].isupper() else word) + " "


def split_article(name: str) -> tuple[str | None, str]:
    """Return the article of a name, le, la or les, and the name without; None where it has none.

    >>> split_article("la Norvie"), split_article("l'Alliance du Nord"), split_article("Vard")
    (('la', 'Norvie'), ("l'", 'Alliance du Nord'), (None, 'Vard'))
    """
    match = _ARTICLE.match(name)
    if match is None:
        return None, name
    return (match[1] or "l'").lower(), name[match.end() :]


def guess_gender(name: str) -> str:
    """Return the gender a country's name would have: feminine in -e, -ion and -ia, else masculine."""
    head = name.split()[0].lower()
    return "f" if head.endswith(("e", "ion", "té", "é", "ia")) else "m"


def inflect(forms: tuple[str, ...], gender: str, *, plural: bool) -> str:
    """Return an adjective in a form, from four (m, f, mp, fp), three (m and mp, f, fp), two or one of them.

    >>> inflect(("norvien",), "f", plural=True), inflect(("danois", "danoise"), "m", plural=True)
    ('norviennes', 'danois')
    """
    if len(forms) >= 4:
        return forms[2 * plural + (gender == "f")]
    if len(forms) == 3 and plural:
        return forms[2] if gender == "f" else forms[0]
    word = forms[0] if gender == "m" else (forms[1] if len(forms) > 1 else _feminine(forms[0]))
    return word if not plural or word.endswith(("s", "x")) else f"{word}s"


def _feminine(word: str) -> str:
    if word.endswith(("ien", "éen", "on")):
        return f"{word}ne"
    return word if word.endswith("e") else f"{word}e"


def spell(number: int, gender: str = "m") -> str:
    """Return a number below a hundred in words.

    >>> spell(1, "f"), spell(21), spell(71), spell(80), spell(97)
    ('une', 'vingt et un', 'soixante et onze', 'quatre-vingts', 'quatre-vingt-dix-sept')
    """
    if number <= 16:
        word = _UNITS[number]
    elif number < 20:
        word = f"dix-{_UNITS[number - 10]}"
    else:
        word = _spell_tens(number)
    return f"{word}e" if gender == "f" and (word == "un" or word.endswith(" un") or word.endswith("-un")) else word


def _spell_tens(number: int) -> str:
    tens, rest = divmod(number, 10)
    if tens in (7, 9):
        rest += 10
    head = _TENS[tens]
    if rest == 0:
        return f"{head}s" if tens == 8 else head
    if rest in (1, 11) and tens < 8:
        return f"{head} et {spell(rest)}"
    return f"{head}-{spell(rest)}"


def group(number: int, space: str = "\u00a0") -> str:
    """Return a number in digits, thousands apart."""
    return f"{number:,}".replace(",", space)
