"""Where the bench's company lives: never where a real one does."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from careloop import installation


def prepare(cases: int, host: str, address: str) -> Path:
    """Points this process and its children at a folder and a database for so many cases."""
    kept = Path(os.environ.get("CARELOOP_DATA_DIR") or installation.ROOT / "var") / "bench"
    server = os.environ.get("CARELOOP_DATABASE_URL", "")
    engine = "postgresql" if server.startswith("postgres") else "sqlite"
    folder = kept / f"{engine}-{cases}"
    os.environ["CARELOOP_DATA_DIR"] = str(folder)
    for name in installation.SECRETS:
        os.environ.pop(f"CARELOOP_{name}", None)
    if server:
        os.environ["CARELOOP_DATABASE_URL"] = _database(server, f"careloop_bench_{cases}")
    return installation.prepare_environment(host, address)


def fill(cases: int, folder: Path, at: datetime, say: Callable[[str], None]) -> int:
    """The company in it, loaded once and kept; returns how many cases it has."""
    import django

    django.setup()
    from django.core.management import call_command

    from careloop.demo import bulk

    installation.compile_messages()
    installation.collect_static()
    call_command("migrate", verbosity=0, interactive=False)
    stamp = folder / "stamps" / "loaded"
    if not stamp.exists():
        say(f"Loading {cases} cases; they are kept in {folder} for the next time.")
        stamp.write_text(str(bulk.load(cases, at=at, say=say)))
    return int(stamp.read_text())


def _database(server: str, name: str) -> str:
    """That database on the same server, made if it is missing."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
