"""A rival of rules over a parse, in the manner of GenderGapTracker: our own code, after what its authors publish.

Three rules: the clause that a verb of saying takes, with the verb's subject; "according to" with the rest of the
sentence; and quotations that neither has, given to a verb of saying in their sentence, else to the speaker before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bench.drafts import Found, Range, make_reading
from bench.parsed import Sentence, parse_text, subtree

Json = dict[str, Any]
_SAYING = {
    "en": frozenset(
        "accept accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assure believe blame boast call caution "
        "cite claim comment complain concede conclude confess confirm contend continue declare deny describe disclose emphasize estimate exclaim "
        "explain express find hint hope imply indicate inform insist joke lament maintain mention note observe order point predict promise "
        "propose question quip read recall recommend remark remind repeat reply report respond reveal say shout signal speak state stress "
        "suggest suspect swear tell testify think threaten tout tweet urge voice vow warn wonder write".split()
    ),
    "fr": frozenset(
        "abonder accuser admettre affirmer ajouter alerter analyser annoncer arguer assurer attester avancer avertir avouer clamer commenter "
        "conclure concéder confier confirmer considérer constater croire crier critiquer déclarer décrire demander démentir dénoncer déplorer "
        "détailler dire écrire espérer estimer évoquer exiger exhorter expliquer exposer faire garantir indiquer informer insister interroger "
        "juger jurer lancer maintenir marteler mentionner murmurer nier noter observer penser poursuivre préciser prédire prétendre prévenir "
        "proclamer promettre proposer raconter rappeler rapporter réclamer recommander reconnaître redouter regretter relater relever "
        "remarquer répéter répliquer répondre résumer rétorquer révéler s'interroger signaler souhaiter souligner suggérer supposer témoigner "
        "tonner".split()
    ),
}
_ACCORDING = {"en": ("according",), "fr": ("selon", "d'après")}
_QUOTED = re.compile(r"«([^«»\n]+)»|“([^“”\n]+)”|\"([^\"\n]+)\"|``(.+?)''")
_SHORT = 3


def read_by_tracker(doc_id: str, text: str, lang: str) -> Json:
    """Return the reading by rules over the parse."""
    found: list[Found] = []
    last: list[Range] = []
    for paragraph in parse_text(text, lang):
        quoted = [m.span() for m in _QUOTED.finditer(text, paragraph[0][0].start, paragraph[-1][-1].end + 2)]
        for sentence in paragraph:
            new = [*_from_clauses(sentence, lang), *_from_according(sentence, lang, text)]
            new += _from_marks(text, sentence, lang, [*found, *new], quoted, last)
            last = next((one.source for one in reversed(new) if one.source), last)
            found += new
    return make_reading(doc_id, text, lang, _merged(found))


def _span(sentence: Sentence, words: list[int]) -> Range:
    return sentence[words[0]].start, sentence[words[-1]].end


def _subject(sentence: Sentence, verb: int) -> list[Range]:
    """Return the phrase that is a verb's subject, as one piece."""
    for i, token in enumerate(sentence):
        if token.head == verb and i != verb and token.dep.startswith("nsubj"):
            words = [w for w in subtree(sentence, i) if w < verb or i > verb]
            return [_span(sentence, words)] if words else []
    return []


def _from_clauses(sentence: Sentence, lang: str) -> Iterator[Found]:
    """Yield the clauses that verbs of saying take: complements, and what the verb is only put into."""
    for i, token in enumerate(sentence):
        verb = token.head
        if verb == i or token.dep.split(":")[0] not in ("ccomp", "parataxis") or not _says(sentence, verb, lang):
            continue
        source = _subject(sentence, verb)
        words = [w for w in subtree(sentence, i) if sentence[w].dep != "mark" or sentence[w].head != i]
        words = _strip(sentence, words)
        if source and words:
            yield Found(list(_pieces(sentence, words)), [(sentence[verb].start, sentence[verb].end)], source)


def _says(sentence: Sentence, at: int, lang: str) -> bool:
    return sentence[at].pos in ("VERB", "AUX") and sentence[at].lemma in _SAYING[lang]


def _strip(sentence: Sentence, words: list[int]) -> list[int]:
    """Return the words without punctuation at either end."""
    while words and sentence[words[0]].pos == "PUNCT":
        words = words[1:]
    while words and sentence[words[-1]].pos == "PUNCT":
        words = words[:-1]
    return words


def _pieces(sentence: Sentence, words: list[int]) -> Iterator[Range]:
    """Yield runs of neighbouring words."""
    start = words[0]
    for before, after in zip(words, [*words[1:], len(sentence) + 9], strict=True):
        if after > before + 1:
            yield sentence[start].start, sentence[before].end
            start = after


def _from_according(sentence: Sentence, lang: str, text: str) -> Iterator[Found]:
    for i, token in enumerate(sentence):
        if token.text.lower().replace("’", "'") not in _ACCORDING[lang]:
            continue
        after = sentence[i + 1 : i + 2]
        first = i + 2 if lang == "en" and after and after[0].text.lower() == "to" else i + 1
        if first >= len(sentence):
            continue
        head = _climb(sentence, first, i)
        words = [w for w in subtree(sentence, head) if w >= first]
        words = _strip(sentence, [w for k, w in enumerate(words) if w == first + k])
        rest = [w for w in range(len(sentence)) if w < i or (words and w > words[-1])]
        rest = _strip(sentence, rest)
        if words and rest:
            yield Found(
                list(_pieces(sentence, rest)), [(token.start, sentence[first - 1].end)], [_span(sentence, words)]
            )


def _climb(sentence: Sentence, at: int, floor: int) -> int:
    """Return the head of the phrase that a word begins, not leaving what stands after `floor`."""
    while sentence[at].head != at and sentence[at].head > floor and sentence[at].dep in _INSIDE:
        at = sentence[at].head
    return at


_INSIDE = ("det", "amod", "compound", "nummod", "nmod:poss", "case", "flat", "advmod")


def _from_marks(
    text: str, sentence: Sentence, lang: str, have: list[Found], quoted: list[Range], last: list[Range]
) -> Iterator[Found]:
    """Yield the quotations that end in a sentence and that no rule has yet."""
    start, end = sentence[0].start, sentence[-1].end
    for a, b in quoted:
        taken = sum(max(0, min(e, b) - max(s, a)) for one in have for s, e in one.content)
        if not start < b <= end + 2 or 2 * taken > b - a or len(text[a:b].split()) < _SHORT:
            continue
        verbs = [i for i in range(len(sentence)) if _says(sentence, i, lang) and not _inside(sentence[i].start, quoted)]
        verbs.sort(key=lambda i: min(abs(sentence[i].start - b), abs(a - sentence[i].end)))
        at = next((i for i in verbs if _subject(sentence, i)), None)
        source = _subject(sentence, at) if at is not None else last
        cue = [(sentence[at].start, sentence[at].end)] if at is not None else []
        if source:
            yield Found([(a + 1, b - 1)], cue, source)


def _inside(at: int, spans: list[Range]) -> bool:
    return any(a <= at < b for a, b in spans)


def _merged(found: list[Found]) -> Iterator[Found]:
    """Yield attributions with one cue as one; of pieces that overlap the longer stays."""
    by_cue: dict[Range, Found] = {}
    for one in found:
        if not one.cue:
            yield one
        elif one.cue[0] in by_cue:
            kept = by_cue[one.cue[0]]
            kept.content = _apart([*kept.content, *one.content])
        else:
            by_cue[one.cue[0]] = one
    yield from by_cue.values()


def _apart(pieces: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for start, end in sorted(pieces, key=lambda piece: piece[0] - piece[1]):
        if not any(start < e and s < end for s, e in kept):
            kept.append((start, end))
    return sorted(kept)
