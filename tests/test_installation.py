import gettext
import os
import stat

import polib
import pytest
from django.utils.module_loading import import_string

from careloop import installation
from careloop.demo.phones import MadeUpPhones


@pytest.fixture
def environment(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("CARELOOP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CARELOOP_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("CARELOOP_DEBUG", "1")
    before = dict(os.environ)
    yield os.environ
    os.environ.clear()
    os.environ.update(before)


def test_each_installation_has_secrets_of_its_own_that_stay(environment):
    data_dir = installation.prepare_environment("127.0.0.1", "http://127.0.0.1:8000/")
    first = {name: environment.pop(f"CARELOOP_{name}") for name in ("SECRET_KEY", "JOURNAL_KEY")}
    installation.prepare_environment("127.0.0.1", "http://127.0.0.1:8000/")
    assert first == {name: environment[f"CARELOOP_{name}"] for name in first}
    assert len(set(first.values())) == 2
    assert min(map(len, first.values())) >= 50
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (data_dir / "secrets").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((data_dir / "secrets").stat().st_mode) == 0o700


def test_other_commands_take_the_secrets_that_were_made_for_this_data(environment):
    installation.take_kept_secrets()
    assert "CARELOOP_SECRET_KEY" not in environment
    installation.prepare_environment("127.0.0.1", "http://127.0.0.1:8000/")
    made = environment.pop("CARELOOP_SECRET_KEY")
    environment["CARELOOP_JOURNAL_KEY"] = "given"
    installation.take_kept_secrets()
    assert environment["CARELOOP_SECRET_KEY"] == made
    assert environment["CARELOOP_JOURNAL_KEY"] == "given"


def test_a_secret_that_is_given_is_taken(environment):
    environment["CARELOOP_SECRET_KEY"] = "given"
    installation.prepare_environment("127.0.0.1", "http://127.0.0.1:8000/")
    assert environment["CARELOOP_SECRET_KEY"] == "given"


def test_the_demo_runs_as_in_production_and_sends_nothing(environment):
    installation.prepare_environment("127.0.0.2", "http://127.0.0.2:8000/")
    assert "CARELOOP_DEBUG" not in environment
    assert environment["CARELOOP_DEMO"] == "1"
    assert environment["CARELOOP_HOSTS"].split(",")[0] == "127.0.0.2"
    assert environment["CARELOOP_EMAIL_BACKEND"].startswith("django.core.mail.backends.dummy")
    assert import_string(environment["CARELOOP_SMS_CHANNEL"]) is MadeUpPhones


def test_only_catalogues_that_changed_are_compiled(tmp_path):
    folder = tmp_path / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Open", msgstr="Abrir"))
    catalogue.save(str(folder / "django.po"))
    assert installation.compile_messages(tmp_path) == 1
    assert gettext.translation("django", tmp_path / "locale", ["es"]).gettext("Open") == "Abrir"
    assert installation.compile_messages(tmp_path) == 0
    newer = (folder / "django.mo").stat().st_mtime_ns + 10**9
    os.utime(folder / "django.po", ns=(newer, newer))
    assert installation.compile_messages(tmp_path) == 1


def test_front_end_files_are_collected_when_they_changed(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    (tmp_path / "stamps").mkdir()
    assert installation.collect_static() is True
    assert any((tmp_path / "static").iterdir())
    assert installation.collect_static() is False
    monkeypatch.setattr(installation, "_state_of", lambda files: "another")
    assert installation.collect_static() is True
