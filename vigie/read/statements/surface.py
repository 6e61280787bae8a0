"""Contents read off the word order alone, for when the tree gives a cue none: "…, Ada Hale said", « a dit à X que … »."""

from __future__ import annotations

from vigie.read.layers import Unit

MAX_ADDRESSEE = 16
"""Between a cue and its "that" stand at most so many words ("told the reporters in the hall that")."""
MIN_CLAUSE = 3
MAX_ASIDE = 12
_CLAUSE_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADV"})
_PREPOSITIONAL = frozenset({"following", "including", "concerning", "regarding", "according", "concernant", "compris"})
_ABOUT = frozenset({"about", "around", "at", "over", "up", "nearly", "almost"})
_ASKED = frozenset(
    "si comment pourquoi quand où combien quel quelle quels quelles qui ce whether how why what when where who which".split()
)
_RELATIVE = frozenset(
    {"who", "which", "that", "whose", "where", "when", "as", "if", "because", "while", "what", "how", "and"}
)
_TOLD = frozenset({"us", "me", "him", "them"})
_NOMINATIVE = frozenset({"he", "she", "they", "we", "it", "i", "there"})
_TO = frozenset({"to", "de", "d'", "à"})
_NOT_BEFORE_THAT = frozenset(
    {"plus", "more", "moins", "autre", "than", "tandis", "alors", "pendant", "depuis", "dès", "avant", "après", "afin"}
    | {
        "pour",
        "bien",
        "sans",
        "so",
        "such",
        "tel",
        "telle",
        "même",
        "lorsqu'",
        "tant",
        "aussi",
        "parce",
        "now",
        "ne",
        "ce",
        "c'",
        "tout",
    }
)
_THAT = frozenset({"que", "qu'", "that"})
MAX_ACCUSED = 14
_TURNS = frozenset(
    {
        "while",
        "whereas",
        "but",
        "alors",
        "tandis",
        "mais",
        "selon",
        "according",
        "ajoutant",
        "adding",
        "bien",
        "although",
        "though",
    }
)
_LINKS = frozenset({"and", "or", "but", "et", "ou", "mais", "as", "when", "after", "before", "in", "on", "at"})
_STOPS = frozenset({".", ":", ";", "!", "?", "–", "—"})


def find_that_after(unit: Unit, verb: int, last: int, others: frozenset[int] = frozenset()) -> list[int]:
    """Return the clause after the first "that" behind the cue; [] when another verb comes first.

    It ends with the unit, or before a further cue of the same subject, one of `others` ("…, and blamed").
    """
    start = last if unit.words[last].low in _THAT and last > verb else skip_aside(unit, last + 1)
    if any("VerbForm=Inf" in w.morph for w in unit.words[start : start + 2] if w.low != "to"):
        return []
    for i in range(start, min(start + MAX_ADDRESSEE, len(unit.words))):
        word = unit.words[i]
        if word.low in _THAT and word.pos in {"SCONJ", "PRON", "DET", "ADV"}:
            before = unit.words[i - 1]
            if before.low in _NOT_BEFORE_THAT or _is_relative(unit, start, i):
                return []
            if before.low == "," and i != start and not _closes_aside(unit, start, i - 1):
                return []
            found = _to_stop(unit, i + 1, others - {verb})
            if i + 1 < len(unit.words) and unit.words[i + 1].low in {"oui", "non"}:
                return found or [i + 1]
            return found if any(unit.words[k].pos in {"VERB", "AUX"} for k in found) else []
        if word.low in _STOPS or _is_another_verb(unit, i):
            return []
    return []


def _closes_aside(unit: Unit, start: int, comma: int) -> bool:
    """Return whether a comma closes what another opened behind the cue (« répète ensuite, [presque à voix basse], que »)."""
    opening = next((i for i in range(start, comma) if unit.words[i].low == ","), None)
    if opening is None or comma - opening > MAX_ASIDE:
        return False
    return not any("VerbForm=Fin" in w.morph for w in unit.words[opening + 1 : comma])


def _is_relative(unit: Unit, start: int, i: int) -> bool:
    """Return whether the "that" takes up the object before it (« reproche des microbes [qu'il mange] »)."""
    told = any(w.low in {"à", "au", "aux", "to"} for w in unit.words[start:i])
    relative = unit.words[i].pos == "PRON" and unit.words[i].low in {"que", "qu'"}
    return relative and i > start and unit.words[start].pos != "ADP" and unit.words[i - 1].pos == "NOUN" and not told


def _is_another_verb(unit: Unit, i: int) -> bool:
    """Return whether a verb of its own comes before the "that": finite, or a participle behind a comma."""
    word = unit.words[i]
    if word.pos not in {"VERB", "AUX"} or word.low in _PREPOSITIONAL:
        return False
    return "VerbForm=Fin" in word.morph or (i > 0 and unit.words[i - 1].low == ",")


def find_bare_clause(unit: Unit, last: int, others: frozenset[int]) -> list[int]:
    """Return the clause right behind an English cue without "that" ("said [the talk skips a point]"), or [].

    Behind whoever is told it begins with a pronoun ("told a news conference [they are planting seeds]").
    """
    start = skip_aside(unit, last + 1)
    start += start < len(unit.words) and unit.words[start].low in _TOLD
    if start >= len(unit.words):
        return []
    opener = unit.words[start].pos in _CLAUSE_OPENERS or unit.words[start].low in _ABOUT
    if not opener and unit.words[start].pos != "ADP":
        return []
    end = min(start + MAX_ADDRESSEE, len(unit.words))
    finite = next((i for i in range(start, len(unit.words)) if _is_predicate_of_clause(unit, i)), None)
    finite = finite if finite is not None else _find_past_form(unit, start)
    if finite is None or finite == start or any(unit.words[i].low in _RELATIVE for i in range(start, finite)):
        return []
    if any(unit.words[i].pos == "PUNCT" and unit.words[i].low != "," for i in range(start, finite)):
        return []
    pronoun = next((i for i in range(start, min(end, finite)) if unit.words[i].low in _NOMINATIVE), None)
    if pronoun is None and not opener:
        return []
    return _to_stop(unit, pronoun if pronoun is not None else start, others)


def _find_past_form(unit: Unit, start: int) -> int | None:
    """Return the one past form behind a noun that the parser takes for a participle ("say police [fired] tear gas"), or None."""
    for i in range(start + 1, len(unit.words)):
        word, before = unit.words[i], unit.words[i - 1]
        if word.pos == "VERB" and "Tense=Past" in word.morph and word.dep == "acl":
            return i if before.pos in {"NOUN", "PROPN", "ADV"} and word.tag == "VERB" else None
        if word.pos in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def _is_predicate_of_clause(unit: Unit, i: int) -> bool:
    word = unit.words[i]
    if "VerbForm=Fin" in word.morph:
        return True
    bare = word.pos == "VERB" and "VerbForm=Ger" not in word.morph and "VerbForm=Part" not in word.morph
    return bare and unit.words[i - 1].low != "to"


def find_question_after(unit: Unit, last: int) -> list[int]:
    """Return the indirect question right behind a cue (« dire [de quel pays il s'agit] », "say [why it closed]")."""
    start = skip_aside(unit, last + 1)
    at = start + 1 if start < len(unit.words) and unit.words[start].pos == "ADP" else start
    if at >= len(unit.words) or unit.words[at].low not in _ASKED:
        return []
    found = _to_stop(unit, start)
    return found if any(unit.words[i].pos in {"VERB", "AUX"} for i in found) else []


def skip_aside(unit: Unit, start: int) -> int:
    """Return where the words go on after a short aside between commas (", however,", « , pressé de questions, »)."""
    if start >= len(unit.words) or unit.words[start].low != ",":
        return start
    for i in range(start + 1, min(start + MAX_ASIDE, len(unit.words))):
        if unit.words[i].low == ",":
            return i + 1
    return start


def find_infinitive_after(unit: Unit, last: int, *, direct: bool = False) -> list[int]:
    """Return the infinitive phrase behind a cue, whoever is asked left out (« a exhorté Paris à [revenir] »).

    `direct` wants it right behind the verb, as French says for a clause (« affirme [avoir vu le convoi] »).
    """
    start = skip_aside(unit, last + 1)
    if direct:
        start = at = _skip_addressee(unit, skip_linking(unit, start))
        while at < len(unit.words) and unit.words[at].low in _BEFORE_INFINITIVE:
            at += 1
        word = unit.words[at] if at < len(unit.words) else None
        return _to_turn(unit, start) if word is not None and "VerbForm=Inf" in word.morph and word.low != "to" else []
    for i in range(start, min(start + MAX_ADDRESSEE, len(unit.words))):
        word = unit.words[i]
        if "VerbForm=Inf" in word.morph and (i == start or unit.words[i - 1].low in _TO or _is_clitic_between(unit, i)):
            keep = i - 1 if unit.words[i - 1].low == "to" else i
            return _to_turn(unit, keep)
        if (
            word.pos in {"VERB"}
            or word.low in _STOPS
            or word.low in _THAT
            or (word.pos == "AUX" and "Inf" not in word.morph)
        ):
            return []
        if word.low == ",":
            return []
    return []


_BEFORE_INFINITIVE = frozenset({"ne", "n'", "pas", "plus", "y", "en", "le", "la", "se", "s'"})
_LINKING = frozenset(
    {"en revanche", "en effet", "en outre", "par ailleurs", "au contraire", "au passage", "à nouveau", "de nouveau"}
    | {
        "quant à",
        "lui aussi",
        "elle aussi",
        "eux aussi",
        "du moins",
        "sans ciller",
        "sans rire",
        "sans surprise",
        "sans ambages",
        "à mi-voix",
        "in turn",
        "at length",
        "in public",
        "in private",
    }
    | {"en substance", "en privé", "en public", "à demi-mot", "en retour", "sans détour", "tour à tour"}
)
"""Words between a French cue and what it introduces that are no part of it."""
_LINKING_LONG = frozenset(
    {"de son côté", "de leur côté", "de ce côté", "pour sa part", "pour leur part", "à son tour", "à leur tour"}
    | {"en tout cas", "en fin de", "dans la foulée", "au bout du", "sans le nommer", "sans la nommer", "mot pour mot"}
    | {"on the other", "for its part", "for his part", "for her part", "for their part", "in no uncertain"}
)
_NOT_LINKING = frozenset({"ne", "n'", "plus", "non", "trop", "très", "moins", "not", "more", "no", "never"})


def skip_linking(unit: Unit, start: int) -> int:
    """Return where the words go on behind adverbs (« chuchotent [toutefois] un chiffre », « exclut [en revanche] une vente »)."""
    at = start
    while at < len(unit.words):
        pair = " ".join(w.low for w in unit.words[at : at + 2])
        if " ".join([pair, *(w.low for w in unit.words[at + 2 : at + 3])]) in _LINKING_LONG:
            at += 3
            continue
        word = unit.words[at]
        mistaken = word.low.endswith("ment") and word.tag == "ADV"
        adverb = (word.pos == "ADV" or mistaken) and word.low not in _NOT_LINKING
        if pair not in _LINKING and not adverb:
            break
        at += 2 if pair in _LINKING else 1
    return at


def _skip_addressee(unit: Unit, start: int) -> int:
    """Return where the words go on behind "à" and a noun phrase (« a dit [à ses généraux] vouloir »)."""
    if start >= len(unit.words) or unit.words[start].low not in {"à", "au", "aux"}:
        return start
    at = start + 1
    while at < min(start + MAX_ADDRESSEE, len(unit.words)) and unit.words[at].pos in {
        "DET",
        "NOUN",
        "ADJ",
        "PROPN",
        "NUM",
    }:
        at += 1
    return at if at > start + 1 else start


def _is_clitic_between(unit: Unit, i: int) -> bool:
    return i >= 2 and unit.words[i - 1].pos in {"PRON", "ADV"} and unit.words[i - 2].low in _TO


def find_noun_after(unit: Unit, last: int) -> list[int]:
    """Return the noun phrase right behind a cue, up to the next mark or the next verb of the same subject."""
    start = skip_aside(unit, last + 1)
    if start >= len(unit.words) or unit.words[start].pos not in {"DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV"}:
        return []
    content = _to_turn(unit, start, at_comma=True)
    return content if any(unit.words[i].pos in {"NOUN", "PROPN"} for i in content) else []


def find_colon_after(unit: Unit, last: int) -> list[int]:
    """Return the clause behind a colon that closes the clause of a cue (« complète : [les images sont les mêmes] »)."""
    for i in range(last + 1, min(last + MAX_ASIDE, len(unit.words))):
        word = unit.words[i]
        if word.low == ":":
            return _to_stop(unit, i + 1)
        if word.low in _STOPS | {","} or (word.pos in {"VERB", "AUX"} and "VerbForm=Fin" in word.morph):
            return []
    return []


def _to_turn(unit: Unit, start: int, *, at_comma: bool = False) -> list[int]:
    """Return the words up to where the clause of the cue goes on: "and refused", a semicolon, a comma if asked."""
    end = start
    while end < len(unit.words):
        word = unit.words[end]
        following = unit.words[end + 1] if end + 1 < len(unit.words) else None
        if word.low == ";" or is_narrated_on(unit, end) or (at_comma and word.low == ","):
            break
        if (
            word.pos == "CCONJ"
            and following is not None
            and following.pos in {"VERB", "AUX"}
            and "Inf" not in following.morph
        ):
            break
        end += 1
    while end > start and unit.words[end - 1].pos == "PUNCT":
        end -= 1
    return list(range(start, end))


def _to_stop(unit: Unit, start: int, others: frozenset[int] = frozenset()) -> list[int]:
    """Return the words up to a semicolon, or a comma behind which the narrator goes on, or the end of the unit."""
    end = start
    while end < len(unit.words) and unit.words[end].low != ";" and not is_narrated_on(unit, end):
        if unit.words[end].pos == "CCONJ" and (
            end + 1 in others or (end + 2 in others and unit.words[end + 1].pos == "AUX")
        ):
            break
        end += 1
    while end > start and unit.words[end - 1].pos == "PUNCT":
        end -= 1
    return list(range(start, end)) if end - start >= MIN_CLAUSE else []


def is_narrated_on(unit: Unit, i: int) -> bool:
    """Return whether the narrator goes on behind the comma at `i`: with "while", « mais », a participle."""
    if unit.words[i].low != "," or i + 1 >= len(unit.words):
        return False
    following = unit.words[i + 1]
    return following.low in _TURNS or "VerbForm=Ger" in following.morph or "Tense=Pres|VerbForm=Part" in following.morph


def find_rest(unit: Unit, last: int, content: list[int]) -> list[int]:
    """Return the whole clause after a cue without "that", when the tree took only the first words of it as its object."""
    if not content or content[0] != last + 1 or content[-1] - content[0] + 1 != len(content):
        return []
    whole = _to_stop(unit, content[0])
    more = [unit.words[i] for i in whole if i > content[-1]]
    until = next((k for k, w in enumerate(more) if w.pos == "PUNCT"), len(more))
    if not more or more[0].pos == "PUNCT" or more[0].low in _LINKS:
        return []
    finite = any("VerbForm=Fin" in w.morph and w.dep.split(":")[0] not in {"acl", "advcl"} for w in more[:until])
    return whole if finite else []


def find_accused(unit: Unit, last: int, prepositions: frozenset[str]) -> list[int]:
    """Return whom and what a cue that takes both names ("accused [the rebels] of [shelling the market]"), without the "of"."""
    for i in range(last + 1, min(last + 1 + MAX_ACCUSED, len(unit.words))):
        word = unit.words[i]
        if (
            word.low in prepositions
            and word.dep in {"case", "mark", "fixed"}
            and _is_predicate(unit, i + 1, i > last + 1)
        ):
            tail = _to_stop(unit, i + 1) or list(range(i + 1, min(i + MIN_CLAUSE, len(unit.words))))
            return [*range(last + 1, i), *[k for k in tail if unit.words[k].pos != "PUNCT" or k < tail[-1]]]
        if word.pos == "AUX" or word.low in _STOPS:
            return []
    return []


def _is_predicate(unit: Unit, i: int, named: bool) -> bool:
    """Return whether a verb follows ("of shelling", « d'avoir tiré »), or a noun after the accused has been named."""
    if i >= len(unit.words):
        return False
    word = unit.words[i]
    if "VerbForm=Inf" in word.morph or "VerbForm=Ger" in word.morph or word.pos in {"AUX", "VERB"}:
        return True
    return named and word.pos in {"NOUN", "DET", "ADJ", "PROPN"} and unit.words[i - 1].low in {"of", "for"}
