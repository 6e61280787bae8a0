"""What a desk is started with, checked before it listens."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vigie.errors import DeskError

PORT = 8321
TOKEN_CHARS = 16
"""A shorter token could be guessed by trying."""
BODY_BYTES = 1_500_000
TEXT_CHARS = 200_000
"""So much text is read at the desk while its reader waits; longer ones are for `vigie read`."""
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the ledger is, who may ask, and the clock.

    `names` are further host names by which the desk is reached. `secret` signs forms and logins; it is new with every
    start. `wait` is how long a page waits for what the watch finds before it says that it comes later. `login` names the
    cookie of whoever logged in, since browsers keep one jar for all ports of a host.
    """

    path: Path
    now: Callable[[], dt.datetime]
    secret: bytes
    realm: str | None = None
    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()
    token: str | None = None
    wait: float = 0.6
    lock_wait: float = 3.0
    is_demo: bool = False
    login: str = "vigie_login"

    @property
    def hosts(self) -> frozenset[str]:
        """Return the names that may stand in a request's Host, with the port and without."""
        own = () if is_everywhere(self.host) else (_bracketed(self.host),)
        bare = {name.lower() for name in (*_LOCAL_NAMES, *own, *self.names)}
        return frozenset(bare | {f"{name}:{self.port}" for name in bare})


def check_settings(settings: Settings) -> None:
    """Return nothing; DeskError when others could reach the desk without a token, or one that can be guessed."""
    if settings.token is not None and len(settings.token) < TOKEN_CHARS:
        raise DeskError(f"the token has {len(settings.token)} characters; use at least {TOKEN_CHARS}")
    if not is_loopback(settings.host) and settings.token is None:
        raise DeskError(f"{settings.host}: others can reach this address; give a token with --token-file")
    if is_everywhere(settings.host) and not settings.names:
        raise DeskError(f"{settings.host}: stands for every address; name how the desk is reached with --name")


def is_loopback(host: str) -> bool:
    """Return whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Return whether an address stands for all addresses of the machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
