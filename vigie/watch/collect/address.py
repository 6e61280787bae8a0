"""Connections that only go to public addresses, checked on the address that is connected to.

A name is resolved once, here, and the socket is opened to that very address: a name server that answers
differently the second time (DNS rebinding) gains nothing. Hosts in decimal, octal or hexadecimal form are
addresses too, once resolved.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from vigie.errors import FetchError

AddressCheck = Callable[[str], bool]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Return whether an IP address lies in the open internet: not private, local, shared, reserved or multicast.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are judged by that one.
    """
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        whole = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if whole is not None:
            return is_public(str(whole))
        if not all(is_public(str(inner)) for inner in (ip.sixtofour, *(ip.teredo or ())) if inner is not None):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Gate:
    """Opens the sockets of one fetch and cuts them all when the time allowed is over."""

    def __init__(self, *, is_allowed: AddressCheck, seconds: float) -> None:
        self._is_allowed = is_allowed
        self._ends = monotonic() + seconds
        self._guards: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Return whether the time allowed has passed."""
        return monotonic() >= self._ends

    def close(self) -> None:
        """Stop the clock and let go of the sockets."""
        self._timer.cancel()
        with self._lock:
            for guard in self._guards:
                guard.close()
            self._guards.clear()

    def open(self, host: str, port: int, timeout: float) -> socket.socket:
        """Return a socket connected to an allowed address of `host`.

        Raises:
            FetchError: one of the host's addresses is not allowed, or the host is unknown.
            OSError: no address answers.
        """
        addresses = _resolve(host, port)
        for _, sockaddr in addresses:
            if not self._is_allowed(str(sockaddr[0])):
                raise FetchError(
                    f"{host}: leads to {sockaddr[0]}, which is not a public address; give a public address or a file",
                    "private_address",
                )
        return self._connect(addresses, timeout)

    def _connect(self, addresses: list[tuple[int, Any]], timeout: float) -> socket.socket:
        last: OSError = OSError("no address")
        for family, sockaddr in addresses[:4]:
            sock = socket.socket(family, socket.SOCK_STREAM)
            sock.settimeout(max(0.01, min(timeout, self._ends - monotonic())))
            try:
                sock.connect(sockaddr)
            except OSError as fault:
                sock.close()
                last = fault
                continue
            with self._lock:
                self._guards.append(sock.dup())
            return sock
        raise last

    def _cut(self) -> None:
        with self._lock:
            for guard in self._guards:
                try:
                    guard.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue


def _resolve(host: str, port: int) -> list[tuple[int, Any]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise FetchError(f"{host}: no such host ({fault}); check the address", "unknown_host") from fault
    return [(family, sockaddr) for family, _, _, _, sockaddr in found]


class _GatedHTTP(HTTPConnection):
    """An HTTP connection whose socket comes from a gate."""

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return _open(self, self._gate)


class _GatedHTTPS(HTTPSConnection):
    """The same under TLS; the certificate is checked against the name that was asked for."""

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return _open(self, self._gate)


def _open(connection: HTTPConnection, gate: Gate) -> socket.socket:
    timeout = connection.timeout
    return gate.open(connection.host, int(connection.port or 80), timeout if isinstance(timeout, float) else 10.0)


class GatedHTTPPool(HTTPConnectionPool):
    """A pool of gated connections."""

    ConnectionCls = _GatedHTTP


class GatedHTTPSPool(HTTPSConnectionPool):
    """A pool of gated TLS connections."""

    ConnectionCls = _GatedHTTPS
