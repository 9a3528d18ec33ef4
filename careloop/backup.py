"""All data of an installation in one file, taken and put back while the server runs; secrets are not in it."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, connections

from careloop.kit.journal import heads
from careloop.kit.journal.report import Report
from careloop.kit.journal.verify import verify

FORMAT = 1
ABOUT, DATABASE, FILES = "careloop.json", "database", "files"
# Pages of SQLite that are copied before others may write again.
PAGES = 10_000


class NoBackup(CommandError):
    """It cannot be taken or put back."""


def backup(file: Path, at: datetime) -> int:
    """Writes database and files as they are at one moment; returns the bytes of the file.

    The file appears under its name only when it is whole. Files are copied after the database: what the
    database names is there.
    """
    beside = file.with_name(f".{file.name}.part")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder, _only_mine(beside) as out:
        dumped = Path(folder) / DATABASE
        _ENGINES[connection.vendor][0](dumped)
        about = {"format": FORMAT, "engine": connection.vendor, "at": at.isoformat()}
        (Path(folder) / ABOUT).write_text(json.dumps(about))
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:
            archive.add(Path(folder) / ABOUT, ABOUT)
            archive.add(dumped, DATABASE)
            if settings.MEDIA_ROOT.exists():
                archive.add(settings.MEDIA_ROOT, FILES)
    beside.replace(file)
    return file.stat().st_size


def restore(file: Path, at: datetime) -> tuple[Report, Path | None]:
    """Puts everything back as it was, and checks the journal; returns what that found, and where the heads
    of the blocks that are gone were put. Raises NoBackup and changes nothing where the file is none."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        _unpack(file, Path(folder))
        _ENGINES[connection.vendor][1](Path(folder) / DATABASE)
        if (Path(folder) / FILES).exists():
            shutil.copytree(Path(folder) / FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)
    kept = heads.rewrite(at)
    return verify(), kept


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            # Python refuses this too, from 3.11.4 on.
            if any(not _is_ours(member) for member in archive.getmembers()):
                raise ValueError("it holds something that no backup holds")
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder)  # noqa: S202 - each member was looked at
        about = json.loads((folder / ABOUT).read_text())
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise NoBackup(f"{file} is not a backup of Careloop, or it is not whole: {error}") from error
    if about.get("format") != FORMAT:
        raise NoBackup(f"{file} was made by another version of Careloop (format {about.get('format')}).")
    if about.get("engine") != connection.vendor:
        raise NoBackup(f"{file} holds a {about.get('engine')} database, and this is {connection.vendor}.")


def _is_ours(member: tarfile.TarInfo) -> bool:
    """Nothing in it may lie outside of the folder, be a link or a device."""
    path = PurePosixPath(member.name)
    inside = not path.is_absolute() and ".." not in path.parts
    return inside and (member.isfile() or member.isdir()) and path.parts[0] in (ABOUT, DATABASE, FILES)


def _only_mine(path: Path) -> Any:
    """It holds the data of customers: nobody else on the machine may read it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _dump_sqlite(target: Path) -> None:
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=PAGES)


def _load_sqlite(source: Path) -> None:
    connections.close_all()
    with (
        closing(sqlite3.connect(source)) as copy,
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as live,
    ):
        # One transaction on the live database: whoever reads meanwhile sees all of the old or all of the new.
        copy.backup(live)
        live.execute("PRAGMA journal_mode=WAL")


def _dump_postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--file", str(target))


def _load_postgresql(source: Path) -> None:
    connections.close_all()
    _run(
        "pg_restore", "--single-transaction", "--clean", "--if-exists", "--no-owner", "--exit-on-error",
        "--dbname", str(connection.settings_dict["NAME"]), str(source),
    )  # fmt: skip


def _run(program: str, *arguments: str) -> None:
    """The tools of PostgreSQL take the connection from the environment, where no other user reads it."""
    if shutil.which(program) is None:
        raise NoBackup(f"{program} is missing; it comes with the client tools of PostgreSQL.")
    held = connection.settings_dict
    where = {
        "PGHOST": held["HOST"], "PGPORT": held["PORT"], "PGUSER": held["USER"],
        "PGPASSWORD": held["PASSWORD"], "PGDATABASE": held["NAME"],
    }  # fmt: skip
    environment = os.environ | {name: str(value) for name, value in where.items() if value}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise NoBackup(f"{program} failed: {done.stderr.strip()}")


_ENGINES: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "sqlite": (_dump_sqlite, _load_sqlite),
    "postgresql": (_dump_postgresql, _load_postgresql),
}
