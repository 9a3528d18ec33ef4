"""How tests run: a throw-away database and folder, English, and what is left out and why.

CARELOOP_TEST_DATABASE: "sqlite" (the default) or the URL of a PostgreSQL server.
CARELOOP_REQUIRE_ALL=1 (CI): what would be left out fails instead (but for the real data).
CARELOOP_REAL_DATA: the folder of the Open Repair data, if not ../shared/data.
CARELOOP_CHROMIUM: a Chromium elsewhere than on the PATH.
"""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent
SCRATCH = Path(tempfile.mkdtemp(prefix="careloop-tests-"))
DATABASE = os.environ.get("CARELOOP_TEST_DATABASE", "")
REQUIRE_ALL = os.environ.get("CARELOOP_REQUIRE_ALL") == "1"

os.environ.setdefault("CARELOOP_DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloop.settings")
if DATABASE.startswith("postgres"):
    os.environ["CARELOOP_DATABASE_URL"] = DATABASE
elif DATABASE == "sqlite":
    os.environ.pop("CARELOOP_DATABASE_URL", None)

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402  (reads the environment that was just set)
from django.core.management.commands import flush  # noqa: E402
from django.db import connection, connections  # noqa: E402


def _prepare_database(database: dict) -> None:
    sqlite = database["ENGINE"].endswith("sqlite3")
    if DATABASE and sqlite != (DATABASE == "sqlite"):
        raise pytest.UsageError(
            "The settings were read before CARELOOP_TEST_DATABASE; set CARELOOP_DATABASE_URL as well."
        )
    wanted = database.setdefault("TEST", {})
    if sqlite:
        # A file, not memory: threads and processes meet as they do in earnest. No power cut to survive.
        wanted["NAME"] = wanted.get("NAME") or str(SCRATCH / "test.sqlite3")
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    else:
        wanted["NAME"] = wanted.get("NAME") or f"test_careloop_{os.getpid()}"


def _prepare_django() -> None:
    settings.LANGUAGE_CODE = "en"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA_DIR = SCRATCH
    settings.MEDIA_ROOT = SCRATCH / "files"
    settings.JOURNAL_HEADS_FILE = SCRATCH / "journal-heads.txt"
    settings.CACHES["default"]["LOCATION"] = SCRATCH / "cache"
    _prepare_database(settings.DATABASES["default"])
    # Now, not when pytest-django would: the conftest files of single packages import models.
    django.setup()


_prepare_django()


@pytest.fixture(scope="session", autouse=True)
def the_flush_lifts_the_journals_guard() -> Iterator[None]:
    """Between tests with real transactions every table is emptied, which the journal's triggers refuse."""
    if not apps.is_installed("careloop.kit.journal"):
        yield
        return
    from careloop.kit.journal.triggers import lifted

    handle = flush.Command.handle

    def without_the_guard(self: flush.Command, **options: Any) -> Any:
        with lifted(connections[options["database"]]):
            return handle(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", without_the_guard)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads of live servers keep their connections; PostgreSQL drops no database that is in use."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session", autouse=True)
def the_cast_reads_english() -> Iterator[None]:
    """Tests of pages look for English words; the catalogues have tests of their own."""
    from careloop.demo import company

    with pytest.MonkeyPatch.context() as patch:
        people = [person._replace(language="en") for person in company.PEOPLE]
        patch.setattr(company, "PEOPLE", people)
        yield


@pytest.fixture(autouse=True)
def master_data_are_read_anew() -> Iterator[None]:
    """What a process keeps of units, posts and rules outlives the transaction of a test."""
    from careloop.kit.epochs.copy import forget_all

    forget_all()
    yield
    forget_all()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CARELOOP_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def find_real_data() -> Path | None:
    given = os.environ.get("CARELOOP_REAL_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; a test that asks for it carries the mark `browser`."""
    path = find_chromium()
    assert path, "no Chromium was found"
    return path


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the Open Repair data; a test that asks for it carries the mark `realdata`."""
    folder = find_real_data()
    assert folder, "the Open Repair data was not found"
    return folder


# mark → what it needs, why it is left out, and whether CI insists on it. The data lie outside the
# repository, so a clone elsewhere cannot have them.
LEFT_OUT = {
    "browser": (find_chromium, "no Chromium was found: install one or set CARELOOP_CHROMIUM", True),
    "realdata": (
        find_real_data,
        "no Open Repair data was found: set CARELOOP_REAL_DATA to its folder",
        False,
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for mark, (find, reason, demanded) in LEFT_OUT.items():
        if find() or (REQUIRE_ALL and demanded):
            continue
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    excused = any(item.get_closest_marker(mark) for mark, (*_, demanded) in LEFT_OUT.items() if not demanded)
    if REQUIRE_ALL and report.skipped and not excused and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CARELOOP_REQUIRE_ALL is set and this test was skipped: {report.longrepr}"
    return report
