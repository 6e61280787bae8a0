"""rules.yaml: the file a desk writes its watchlists, rules and channels in. All faults are named at once, with lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from vigie.errors import RulesError, SourcesError
from vigie.model.signal import KINDS, LEVELS
from vigie.watch.collect.roster import MAX_BYTES, Line, parse_lines, parse_rhythm
from vigie.watch.deliver.rules import (
    ALARM_DAYS,
    CHANNELS,
    LIFETIME,
    SENDER,
    AtomChannel,
    CapChannel,
    Channel,
    MailChannel,
    PrintChannel,
    Quiet,
    Rule,
    Rules,
    Watchlist,
    WebhookChannel,
)
from vigie.watch.deliver.stated import Stated
from vigie.watch.signals.tell import LANGUAGES

FILE = "rules.yaml"
_NAME = (re.compile(r"[a-z0-9][a-z0-9_-]{0,63}"), "small letters, digits, - and _")
_CODE = (re.compile(r"[A-Z0-9]{2,24}"), "a code in capitals such as RUS or IGONATMIL")
_TERM = (re.compile(r"[^\x00-\x1f\x7f]{2,200}"), "a word or name of two characters or more")
_ENV = (re.compile(r"[A-Z][A-Z0-9_]{0,63}"), "the name of a variable, such as VIGIE_TOKEN, never the secret itself")
_MAIL = (re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}"), "an address such as desk@example.org")
_HOST = (re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?"), "a host such as mail.example.org")
_EXERCISE = (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"), "an identifier of letters, digits, - _ and .")
_PATH = (re.compile(r"[^\x00-\x1f\x7f]{1,500}"), "a path")
_QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)(?: ([A-Za-z0-9_+/-]{1,60}))?")
_KEYS = ("exercise", "sender", "languages", "lifetime", "alarm_days", "watchlists", "rules", "channels")
Made = TypeVar("Made", bound=Watchlist | Rule | Channel)


def load_rules(path: Path) -> Rules:
    """Return the rules in a file.

    Raises:
        RulesError: the file is not there or has faults; the message names all of them with their lines.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise RulesError(f"{path}: {fault.strerror or fault}; write one with `vigie init`") from fault
    if len(data) > MAX_BYTES:
        raise RulesError(f"{path}: more than {MAX_BYTES:,} bytes; split the watchlists")
    return parse_rules(data.decode("utf-8", "replace"), str(path))


def load_starter_rules() -> str:
    """Return the rules that a new desk begins with."""
    return resources.files(__package__).joinpath("starter.yaml").read_text("utf-8")


def parse_rules(text: str, where: str) -> Rules:
    """Return the rules in a text.

    Raises:
        RulesError: with all faults, one a line.
    """
    try:
        top = parse_lines(text, where)
    except SourcesError as fault:
        raise RulesError(str(fault)) from fault
    if not isinstance(top.value, dict):
        raise RulesError(f"{where}: no rules; write `rules:` and one entry a rule below it")
    faults: list[str] = []
    head = Stated(top, where, faults, what="the file")
    head.check_keys(_KEYS)
    watchlists = _read_all(top, "watchlists", where, faults, _read_watchlist)
    channels: tuple[Channel, ...] = _read_all(top, "channels", where, faults, _read_channel)
    rules = _read_all(top, "rules", where, faults, _read_rule)
    faults += _find_strangers(top, where, {w.name for w in watchlists}, {c.name for c in channels})
    found = Rules(
        rules=rules,
        watchlists=watchlists,
        channels=channels,
        sender=head.text("sender", SENDER, _MAIL),
        languages=head.words("languages", LANGUAGES) or LANGUAGES,
        lifetime=head.made("lifetime", _read_lifetime, "a time such as 12h, 3d or 1w") or LIFETIME,
        alarm_days=head.made("alarm_days", _read_days, "a number of days a year, from 1 to 120") or ALARM_DAYS,
        exercise=head.optional("exercise", _EXERCISE),
    )
    if faults:
        raise RulesError("\n".join(sorted(faults, key=lambda f: int(f.removeprefix(f"{where}:").split(":")[0]))))
    return found


def _read_days(value: str) -> float:
    days = float(value)
    if not 1 <= days <= 120:
        raise ValueError(value)
    return days


def _read_all(
    top: Line, key: str, where: str, faults: list[str], read: Callable[[Stated], Made | None]
) -> tuple[Made, ...]:
    """Return the entries of one list; names that stand twice are faults."""
    listed = top.value.get(key, Line([], 0, 0))
    if not isinstance(listed.value, list):
        if listed.value != "":
            faults.append(f"{where}:{listed.start + 1}: {key} is no list; begin each entry with a dash")
        return ()
    made: list[Made] = []
    seen: set[str] = set()
    for line in listed.value:
        entry = Stated(line, where, faults, what=f"an entry of {key}")
        found = read(entry) if entry.is_mapping() else None
        name = found.name if found is not None else ""
        if name and name in seen:
            faults.append(f"{where}:{line.start + 1}: two {key} are called {name!r}; give one another name")
        seen.add(name)
        made += [found] if found is not None else []
    return tuple(made)


def _read_watchlist(entry: Stated) -> Watchlist | None:
    entry.check_keys(("name", "codes", "names", "places", "words"))
    words = entry.by_language("words", LANGUAGES, _TERM)
    found = Watchlist(
        name=entry.text("name", None, _NAME),
        codes=entry.words("codes", shape=_CODE),
        names=entry.words("names", shape=_TERM),
        places=entry.words("places", shape=_TERM),
        words=words,
    )
    if not (found.codes or found.names or found.places or words):
        entry.fault("an empty watchlist would match nothing; give it codes, names, places or words, or remove it")
    return found


def _read_rule(entry: Stated) -> Rule | None:
    entry.check_keys(("name", "kinds", "forms", "level", "watchlists", "channels", "quiet", "most"))
    channels = entry.words("channels")
    if not channels:
        entry.fault("a rule without channels tells nobody; name some")
    return Rule(
        name=entry.text("name", None, _NAME),
        channels=channels,
        level=entry.choice("level", LEVELS, "notice"),
        kinds=entry.words("kinds", KINDS),
        forms=entry.words("forms", shape=_NAME),
        watchlists=entry.words("watchlists"),
        quiet=entry.made("quiet", _read_quiet, 'hours such as "22:00-06:00 Europe/Paris" (a known time zone)'),
        most=entry.number("most", None, 1, 10_000),
    )


def _read_lifetime(value: str) -> dt.timedelta:
    found = parse_rhythm(value)
    if found is None:
        raise ValueError(value)
    return found


def _read_quiet(value: str) -> Quiet:
    found = _QUIET.fullmatch(value)
    if found is None:
        raise ValueError(value)
    zone = found.group(5) or "UTC"
    ZoneInfo(zone)
    start, end = (int(found.group(n)) * 60 + int(found.group(n + 1)) for n in (1, 3))
    if start == end:
        raise ValueError(value)
    return Quiet(start=start, end=end, zone=zone)


def _read_channel(entry: Stated) -> Channel | None:
    kind = entry.choice("kind", tuple(CHANNELS), None)
    return _READERS[kind](entry, entry.text("name", None, _NAME)) if kind in _READERS else None


def _read_atom(entry: Stated, name: str) -> Channel:
    entry.check_keys(("name", "kind", "file"))
    return AtomChannel(name=name, file=entry.text("file", None, _PATH))


def _read_cap(entry: Stated, name: str) -> Channel:
    entry.check_keys(("name", "kind", "folder"))
    return CapChannel(name=name, folder=entry.text("folder", None, _PATH))


def _read_print(entry: Stated, name: str) -> Channel:
    entry.check_keys(("name", "kind"))
    return PrintChannel(name=name)


def _read_webhook(entry: Stated, name: str) -> Channel:
    entry.check_keys(("name", "kind", "address", "token_env", "private"))
    made = WebhookChannel(
        name=name,
        address=entry.text("address", None, _PATH),
        token_env=entry.optional("token_env", _ENV),
        private=entry.yes("private"),
    )
    if made.address and not _is_web(made.address):
        entry.fault("give a full http or https address, without a user or password in it", "address")
    elif made.token_env and not made.address.lower().startswith("https:") and not made.private:
        entry.fault("a token sent over http can be read by anybody on the way; give an https address", "address")
    return made


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    plain = address.isascii() and " " not in address
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _read_mail(entry: Stated, name: str) -> Channel:
    entry.check_keys(("name", "kind", "host", "port", "security", "user", "password_env", "from", "to", "ca"))
    made = MailChannel(
        name=name,
        host=entry.text("host", None, _HOST),
        port=entry.number("port", 587, 1, 65_535) or 587,
        security=entry.choice("security", ("starttls", "tls", "none"), "starttls"),
        user=entry.optional("user", _PATH),
        password_env=entry.optional("password_env", _ENV),
        sender=entry.text("from", None, _MAIL),
        to=entry.words("to", shape=_MAIL),
        ca=entry.optional("ca", _PATH),
    )
    if not made.to:
        entry.fault("mail to nobody; name at least one address under `to`")
    if (made.user is None) != (made.password_env is None):
        entry.fault("user and password_env belong together; give both, or neither for a server that asks for none")
    if made.password_env and made.security == "none":
        entry.fault("a password without encryption can be read by anybody on the way; write security: starttls")
    return made


_READERS: dict[str, Callable[[Stated, str], Channel]] = {
    "atom": _read_atom,
    "cap": _read_cap,
    "webhook": _read_webhook,
    "smtp": _read_mail,
    "print": _read_print,
}


def _find_strangers(top: Line, where: str, watchlists: set[str], channels: set[str]) -> Iterator[str]:
    """Yield a fault for every watchlist and channel that a rule names and the file does not hold."""
    listed = top.value.get("rules")
    for rule in listed.value if listed and isinstance(listed.value, list) else ():
        for key, known in (("watchlists", watchlists), ("channels", channels)):
            line = rule.value.get(key) if isinstance(rule.value, dict) else None
            if line is None:
                continue
            for named in line.value if isinstance(line.value, list) else [line]:
                if isinstance(named.value, str) and named.value not in known:
                    held = ", ".join(sorted(known - {""})) or "none"
                    yield f"{where}:{named.start + 1}: no {key[:-1]} {named.value[:60]!r} here; there is: {held}"
