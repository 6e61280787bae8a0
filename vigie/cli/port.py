"""The port of a desk, looked at before its address is told to anybody."""

from __future__ import annotations

import errno
import socket

from vigie.errors import DeskError

FURTHER = 20
"""So many ports after one that is taken are tried, to name a free one."""
HIGHEST = 65535


def check_port(host: str, port: int) -> None:
    """Return nothing when a desk can listen there.

    Raises:
        DeskError: the port is taken, or cannot be listened on.
    """
    fault = find_fault(host, port)
    if fault is None:
        return
    if fault.errno != errno.EADDRINUSE:
        raise DeskError(f"{host} port {port}: {fault.strerror or fault}; give another --host or --port")
    later = range(port + 1, min(HIGHEST, port + FURTHER) + 1)
    free = next((str(p) for p in later if find_fault(host, p) is None), "with another number")
    raise DeskError(f"port {port} is taken; give --port {free}")


def find_fault(host: str, port: int) -> OSError | None:
    """Return what keeps a desk from listening there; None where nothing does."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen()
    except OSError as fault:
        return fault
    return None
