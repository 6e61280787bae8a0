"""The ontology on a terminal, and as JSON takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vigie.cli.render.words import squeeze

if TYPE_CHECKING:
    from vigie.lang.lexicon import Entry
    from vigie.model.ontology import CameoCode, EventType, Ontology, OwnType
    from vigie.model.ontology.ask import Answer

_SHOWN = 5
"""Sentences shown for each language; JSON has all."""
Triggers = dict[str, list["Entry"]]


def _tell(line: str = "", style: str = "") -> None:
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False, soft_wrap=True).print(Text(line, style=style))


def print_all(ontology: Ontology) -> None:
    """Print every type and every kind of Vigie's own, one a line."""
    _tell(f"PLOVER {ontology.version}: type, quad class, score, definition", "bold")
    for kind in ontology.types.values():
        _tell(f"  {kind.code:<18} {kind.quad}  {kind.score:+5.1f}  {kind.definition}")
    _tell(f"quad classes: {', '.join(f'{number} {words}' for number, words in ontology.quads.items())}", "dim")
    _tell()
    _tell("Vigie's own kinds: kind, the PLOVER type that such an act also has, definition", "bold")
    for own in ontology.own.values():
        _tell(f"  {own.code:<18} {own.type or '-':<9} {own.definition}")
    _tell()
    former = ", ".join(f"{old} ({' and '.join(now) or 'dropped'})" for old, now in ontology.legacy.items())
    _tell(f"former names: {former}", "dim")
    _print_licence(ontology)


def print_answer(ontology: Ontology, answer: Answer) -> None:
    """Print what a name means, with everything that belongs to it."""
    _print_alias(ontology, answer)
    for kind in answer.types:
        _print_type(ontology, kind)
    for own in answer.own:
        _print_own(ontology, own)
    if len(answer.codes) == 1:
        _print_code(ontology, answer.codes[0])
    elif answer.codes:
        _tell(f"CAMEO {answer.name} · {ontology.roots[answer.name]}", "bold")
        _print_codes(answer.codes)
    _print_licence(ontology)


def _print_alias(ontology: Ontology, answer: Answer) -> None:
    from vigie.model.ontology.ask import DROPPED

    if answer.alias is None:
        return
    root = ontology.roots.get(answer.name[:2])
    is_code = answer.name.isdigit()
    of = f"CAMEO {answer.name} ({root})" if is_code and root else answer.name
    if answer.alias == DROPPED:
        _tell(f"{of}: dropped in PLOVER; no event of Vigie's has it", "bold")
        if answer.name in ontology.goldsteins:
            _tell(f"  Goldstein value: {ontology.goldsteins[answer.name]:+.1f}")
    else:
        _tell(f"{of}: a former name; now {answer.alias}", "bold")


def _print_type(ontology: Ontology, kind: EventType) -> None:
    from vigie.model.ontology.ask import codes_of, contexts_of, own_of

    _tell(f"{kind.code} · {ontology.quads[kind.quad]} (quad class {kind.quad}) · score {kind.score:+.1f}", "bold")
    _tell(f"  {kind.definition}")
    _tell(f"  recipient: {'needed; without one it is no such event' if kind.requires_recipient else 'may be absent'}")
    _print_list("coding rules", kind.rules)
    _print_list(
        "modes, with their scores",
        (f"{'' if m.score is None else f'{m.score:+.1f}':>5}  {m.code:<15} {m.definition}" for m in kind.modes),
    )
    contexts = ", ".join(contexts_of(ontology, kind.code))
    _print_list("contexts that its CAMEO codes bring; any other may stand too", [contexts] if contexts else [])
    _print_list("Vigie's finer kinds", (f"{own.code:<18} {own.definition}" for own in own_of(ontology, kind.code)))
    _tell("CAMEO codes that become it: Goldstein value, code, name, mode", "bold")
    _print_codes(codes_of(ontology, kind.code))
    _print_triggers(find_triggers(type_=kind.code))


def _print_own(ontology: Ontology, own: OwnType) -> None:
    also = f"also {own.type}" if own.type else "outside PLOVER: its type is null"
    _tell(f"{own.code} · a kind of Vigie's own · {also}", "bold")
    _tell(f"  {own.definition}")
    if own.type:
        _tell(f"  {own.type}: {ontology.types[own.type].definition} See vigie ontology {own.type}.")
    _print_triggers(find_triggers(own=own.code))


def _print_code(ontology: Ontology, code: CameoCode) -> None:
    root = ontology.roots[code.code[:2]]
    _tell(f"CAMEO {code.code} · {code.name} · of {code.code[:2]}, {root}", "bold")
    _tell(f"  Goldstein value: {'unknown' if code.goldstein is None else f'{code.goldstein:+.1f}'}")
    kind = ontology.types.get(code.type or "")
    if kind is None:
        _tell("  has no PLOVER type")
        return
    _tell(f"  becomes {kind.code}{f', mode {code.mode}' if code.mode else ''}: {kind.definition}")
    if code.contexts:
        _tell(f"  contexts: {', '.join(code.contexts)}")
    _tell(f"  See vigie ontology {kind.code}.")
    _print_triggers(find_triggers(type_=kind.code, mode=code.mode))


def _print_codes(codes: Iterable[CameoCode]) -> None:
    for code in codes:
        value = "" if code.goldstein is None else f"{code.goldstein:+.1f}"
        becomes = f" → {code.type or 'nothing'}{f', {code.mode}' if code.mode else ''}"
        _tell(f"  {value:>5}  {code.code:<4}  {code.name}{becomes}")


def _print_list(head: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        _tell(head, "bold")
        for line in found:
            _tell(f"  {line}")


def _print_triggers(triggers: Triggers) -> None:
    for lang, entries in triggers.items():
        said = [(sentence, entry.key) for entry in entries for sentence in entry.match[:1]]
        more = sum(len(entry.match) for entry in entries) - len(said[:_SHOWN])
        _tell(
            f"sentences in which it is found, {lang}, with the entry of packs/{lang}/triggers.yaml that finds it",
            "bold",
        )
        for sentence, key in said[:_SHOWN]:
            _tell(f"  {squeeze(sentence)}  [{key}]")
        if not said:
            _tell("  none: the reader does not look for it in this language")
        elif more:
            _tell(f"  and {more} more; --format json has all", "dim")


def _print_licence(ontology: Ontology) -> None:
    _tell()
    for line in ontology.licence.splitlines():
        _tell(line, "dim")


def find_triggers(*, type_: str | None = None, own: str | None = None, mode: str | None = None) -> Triggers:
    """Return by language the entries of the lexicons that name such an act; with a mode only those that name it too."""
    from vigie.lang.language import packs
    from vigie.lang.lexicon import load_lexicon

    found: Triggers = {}
    for lang in packs():
        entries = load_lexicon(lang, "triggers").entries
        found[lang] = [e for e in entries if _is_asked(e, type_, own) and (mode is None or e.get("mode") == mode)]
    return found


def _is_asked(entry: Entry, type_: str | None, own: str | None) -> bool:
    return entry.get("vigie_type") == own if own is not None else entry.get("type") == type_


def encode_all(ontology: Ontology) -> dict[str, Any]:
    """Return the whole ontology as plain JSON values, without sentences."""
    return {
        "version": ontology.version,
        "quads": {str(number): words for number, words in ontology.quads.items()},
        "types": [_encode_type(ontology, kind) for kind in ontology.types.values()],
        "own": [asdict(own) for own in ontology.own.values()],
        "cameo": [asdict(code) for code in ontology.cameo.values()],
        "contexts": dict(ontology.contexts),
        "sectors": dict(ontology.sectors),
        "former_names": {old: list(now) for old, now in ontology.legacy.items()},
        "licence": ontology.licence,
    }


def encode_answer(ontology: Ontology, answer: Answer) -> dict[str, Any]:
    """Return what a name means as plain JSON values, with every sentence that triggers it."""
    types = [
        _encode_type(ontology, kind) | {"triggers": _encode_triggers(find_triggers(type_=kind.code))}
        for kind in answer.types
    ]
    own = [asdict(own) | {"triggers": _encode_triggers(find_triggers(own=own.code))} for own in answer.own]
    return {
        "version": ontology.version, "asked": answer.name, "alias": answer.alias, "types": types, "own": own,
        "cameo": [asdict(code) for code in answer.codes], "licence": ontology.licence,
    }  # fmt: skip


def _encode_type(ontology: Ontology, kind: EventType) -> dict[str, Any]:
    from vigie.model.ontology.ask import codes_of, contexts_of, own_of

    return asdict(kind) | {
        "contexts": contexts_of(ontology, kind.code),
        "cameo": [code.code for code in codes_of(ontology, kind.code)],
        "own": [own.code for own in own_of(ontology, kind.code)],
    }


def _encode_triggers(triggers: Triggers) -> dict[str, list[dict[str, Any]]]:
    return {
        lang: [{"entry": e.key, "mode": e.get("mode") or None, "match": list(e.match)} for e in entries]
        for lang, entries in triggers.items()
    }
