"""vigie desk: the watch in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import explained

if TYPE_CHECKING:
    from vigie.desk import Settings

TOKEN_VARIABLE = "VIGIE_DESK_TOKEN"


@click.command("desk", short_help="The watch in a browser, on this machine.")
@click.option(
    "--ledger", "path", envvar="VIGIE_LEDGER", metavar="PATH", help="The ledger; or set the variable VIGIE_LEDGER."
)
@click.option(
    "--demo", is_flag=True, help="Open on the example that comes with Vigie, in a folder that is thrown away."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Address to listen on. One that others can reach needs a token.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="Port to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="NAME",
    help="Further host name by which the desk is reached; may be repeated.",
)  # fmt: skip
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="PATH",
    help=f"File whose first line is the token; or set the variable {TOKEN_VARIABLE}.",
)  # fmt: skip
@click.option("--realm", type=click.Choice(["real", "exercise"]), help="Refuse a ledger of the other realm.")
def command(
    path: str | None, demo: bool, host: str, port: int, names: tuple[str, ...], token_file: Path | None,
    realm: str | None,
) -> None:  # fmt: skip
    """Show the watch in a browser: what changed, alarms, postures, sources; read a text; search the ledger; who says
    what; map and timeline; the brief. In French and English, and as known at any moment.

    The desk listens on this machine alone unless told otherwise, and fetches nothing but the addresses that you give it
    to read. What is corrected there is filed with its author and reason, beside what was there before.

    \b
    Examples
      vigie desk --demo
      vigie desk --ledger watch.vigie
      vigie desk --ledger watch.vigie --host 10.0.0.5 --name watch.example.org --token-file token.txt

    Exit codes: 0 stopped, 2 wrong usage, 3 refused.
    """
    import secrets

    from vigie import clock
    from vigie.cli.port import check_port
    from vigie.desk import Settings
    from vigie.desk.settings import check_settings

    if not demo and not path:
        raise click.UsageError("name a ledger with --ledger PATH, or look at the example with --demo")
    with explained():
        settings = Settings(
            path=Path(path or "demo.vigie"), now=clock.now, secret=secrets.token_bytes(32), realm=realm, host=host,
            port=port, names=names, token=read_token(token_file), is_demo=demo,
        )  # fmt: skip
        check_settings(settings)
        check_port(host, port)
        if demo:
            _run_demo(settings)
        else:
            _run(settings)


def read_token(file: Path | None) -> str | None:
    """Return the token from the file or the variable; it is no option, for others can see a command's options."""
    import os

    from vigie.errors import DeskError

    if file is None:
        return os.environ.get(TOKEN_VARIABLE) or None
    try:
        return file.read_text(encoding="utf-8").split("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"{file}: cannot be read ({error}); write the token on its first line") from None


def _run_demo(settings: Settings) -> None:
    """Return nothing; open on the example until the desk is stopped, then throw the example's ledger away."""
    import os
    import tempfile
    from dataclasses import replace

    from vigie.desk.demo import make_demo

    def tell(words: str) -> None:
        click.echo(f"\rreading the example: {words}", nl=False, err=True)

    with tempfile.TemporaryDirectory(prefix="vigie-demo-") as folder:
        path = make_demo(Path(folder), clock=settings.now, jobs=os.cpu_count() or 1, tell=tell)
        click.echo(err=True)
        _run(replace(settings, path=path))


def _run(settings: Settings) -> None:
    """Return nothing; serve until stopped. A ledger that cannot be opened is refused here, before anyone asks."""
    import uvicorn

    from vigie.desk import make_app
    from vigie.lang.gazetteer.setting import using_names
    from vigie.store import open_ledger
    from vigie.watch.post import find_post

    with open_ledger(settings.path, realm=settings.realm) as ledger:
        names = find_post(settings.path).names if ledger.realm == "exercise" else None
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"the desk is at http://{host}:{settings.port}/  (stop it with Ctrl-C)", err=True)
    with using_names(names):
        uvicorn.run(
            make_app(settings), host=settings.host.strip("[]"), port=settings.port, log_level="warning", access_log=False,
            server_header=False, proxy_headers=False, timeout_graceful_shutdown=3, h11_max_incomplete_event_size=32_000,
        )  # fmt: skip
