"""How a long command is asked to stop: the first signal lets it finish what is in hand, a second one does not."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Yield the flag that the first signal sets; a second Ctrl-C ends at once."""
    stop = threading.Event()

    def ask_to_stop(number: int, _: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            sys.exit(130)
        stop.set()
        click.echo("stopping: finishing what is in hand", err=True)

    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
